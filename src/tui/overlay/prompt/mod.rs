//! A few lines to fill in: a file's name, the name of a new register, how to export, what was done.

mod drawn;
mod editions;
mod seeking;

use std::fmt;
use std::path::PathBuf;

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::domain::date::PartialDate;
use crate::session::completion::{Completion, complete};
use crate::tui::clicks::ClickTarget;
use crate::tui::outcome::{Outcome, told};
use crate::tui::request::{Closed, Input};
use crate::tui::scene::Scene;
use crate::tui::widget::frame::{line_of, mark_more, middle, open_box};
use crate::tui::widget::line_input::LineInput;
use crate::tui::widget::long_text::LongText;
use crate::tui::widget::text::{fit, width, wrap};

/// What an entry is typed into.
#[derive(Debug)]
enum TypedInto {
    Line(LineInput),
    Long(Box<LongText>),
}

/// What stands in a line by what stands in all of them.
type Follow = dyn Fn(&[String]) -> String;

/// A line that goes by the others, with what it proposed last.
struct Following {
    proposed: String,
    by: Box<Follow>,
}

impl fmt::Debug for Following {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Following({:?})", self.proposed)
    }
}

/// One line of a prompt.
#[derive(Debug)]
pub(crate) struct PromptEntry {
    /// What is asked.
    pub label: String,
    /// What can be chosen with left and right, code and label; empty where text is typed.
    pub choices: Vec<(String, String)>,
    typed: TypedInto,
    chosen: usize,
    /// What was typed to find a choice.
    sought: String,
    /// What else each choice is found by, one a line.
    known: Vec<String>,
    /// What was typed that is none of the choices, where that can stand there too.
    own: Option<String>,
    /// The day that a date is counted from, where a date is typed: how it is read is shown.
    dated: Option<NaiveDate>,
    /// The names of editions, one of which can stand there too.
    editions: Vec<String>,
    /// Whether what stands there is only proposed: the first letter that is typed takes its place.
    proposed: bool,
    /// What stands there by what stands in the other lines, as long as nobody types something else.
    follows: Option<Following>,
    /// What is said under each choice.
    tells: Vec<String>,
    /// From where the path of a file is seen, where one is typed.
    path: Option<TypedPath>,
}

/// The path of a file that is typed: from where it is seen, and what it may go on to.
#[derive(Debug)]
struct TypedPath {
    directory: PathBuf,
    home: Option<PathBuf>,
    choices: Vec<String>,
    /// Whether it is read: nothing stands for no file, not even the directory itself.
    is_read: bool,
}

/// The most rows that show how a path may go on.
const PATH_ROWS: usize = 5;

impl PromptEntry {
    /// A line to type in, with what stands in it at first.
    #[must_use]
    pub(crate) fn text(label: &str, text: &str) -> Self {
        Self {
            label: label.to_owned(),
            choices: Vec::new(),
            typed: TypedInto::Line(LineInput::new(text)),
            chosen: 0,
            sought: String::new(),
            known: Vec::new(),
            own: None,
            dated: None,
            editions: Vec::new(),
            proposed: false,
            follows: None,
            tells: Vec::new(),
            path: None,
        }
    }

    /// A line for the path of a file, seen from a directory, `~` for the user's own: `Tab` goes on with it.
    #[must_use]
    pub(crate) fn path(
        label: &str,
        text: &str,
        (directory, home): (PathBuf, Option<PathBuf>),
    ) -> Self {
        Self {
            path: Some(TypedPath {
                directory,
                home,
                choices: Vec::new(),
                is_read: false,
            }),
            ..Self::text(label, text)
        }
    }

    /// The same for a file that is read, which has to be named.
    #[must_use]
    pub(crate) fn that_is_read(mut self) -> Self {
        if let Some(path) = &mut self.path {
            path.is_read = true;
        }
        self
    }

    /// Whether a file that is to be read is not named.
    fn lacks_file(&self) -> bool {
        self.path.as_ref().is_some_and(|path| path.is_read) && self.value().trim().is_empty()
    }

    /// Goes on with the path that is typed, as far as one thing can be meant; `false` where nothing is left to go on
    /// with, or no path is typed.
    fn complete(&mut self) -> bool {
        let typed = self.value();
        let (Some(path), TypedInto::Line(line)) = (&mut self.path, &mut self.typed) else {
            return false;
        };
        let Completion { text, choices } = complete(&typed, &path.directory, path.home.as_deref());
        let goes_on = text != typed;
        let asks = choices.len() > 1 && path.choices != choices;
        if goes_on {
            *line = LineInput::new(&text);
            self.proposed = false;
        }
        path.choices = if choices.len() > 1 {
            choices
        } else {
            Vec::new()
        };
        goes_on || asks
    }

    /// The rows that show a path whole that its line cuts, and how it may go on.
    fn path_rows(&self, room: usize, scene: &Scene<'_>) -> Vec<String> {
        let choices = self.path.as_ref().map_or(&[][..], |path| &path.choices);
        let mut rows = wrap(&choices.join("   "), room);
        if rows.len() > PATH_ROWS {
            rows.truncate(PATH_ROWS - 1);
            let shown: usize = rows.iter().map(|row| row.split("   ").count()).sum();
            let more = choices.len().saturating_sub(shown).to_string();
            rows.push(scene.words.fill("path.more", &[("n", &more)]));
        }
        let typed = self.value();
        if self.path.is_some() && width(&typed) >= room {
            rows.splice(0..0, wrap(&typed, room));
        }
        rows
    }

    /// A line in which what stands at first is a proposal: typing takes its place, moving in it keeps it.
    #[must_use]
    pub(crate) fn proposed(label: &str, text: &str) -> Self {
        Self {
            proposed: !text.is_empty(),
            ..Self::text(label, text)
        }
    }

    /// The same, which goes by what stands in the other lines; with what it proposed at first.
    #[must_use]
    pub(crate) fn following(self, proposed: &str, by: Box<Follow>) -> Self {
        Self {
            follows: Some(Following {
                proposed: proposed.to_owned(),
                by,
            }),
            ..self
        }
    }

    /// The same with a sentence under each choice, in their order.
    #[must_use]
    pub(crate) fn telling(self, tells: Vec<String>) -> Self {
        Self { tells, ..self }
    }

    /// Puts what stands here by what stands in all lines, unless somebody typed something of their own.
    fn follow(&mut self, values: &[String]) {
        let typed = self.value();
        if let Some(following) = &mut self.follows
            && following.proposed == typed
        {
            following.proposed = (following.by)(values);
            self.typed = TypedInto::Line(LineInput::new(&following.proposed));
        }
    }

    /// A line for a date, read as it is typed; what stands in it at first is a proposal.
    #[must_use]
    pub(crate) fn date(label: &str, text: &str, today: NaiveDate) -> Self {
        Self {
            dated: Some(today),
            ..Self::proposed(label, text)
        }
    }

    /// A line for a date, in whose place the name of an edition can stand: one of these.
    #[must_use]
    pub(crate) fn moment(label: &str, text: &str, today: NaiveDate, editions: Vec<String>) -> Self {
        Self {
            editions,
            ..Self::date(label, text, today)
        }
    }

    /// A text of several lines.
    #[must_use]
    pub(crate) fn long(label: &str, text: &str) -> Self {
        Self {
            typed: TypedInto::Long(Box::new(LongText::new(text))),
            ..Self::text(label, "")
        }
    }

    /// A choice, by code and label, with the one that stands there at first.
    #[must_use]
    pub(crate) fn choice(label: &str, choices: Vec<(String, String)>, code: &str) -> Self {
        let chosen = choices
            .iter()
            .position(|(choice, _)| choice == code)
            .unwrap_or(0);
        Self {
            choices,
            chosen,
            ..Self::text(label, "")
        }
    }

    /// The code of what is chosen, or what is typed.
    pub(crate) fn value(&self) -> String {
        if let Some(own) = self.own.as_ref().filter(|own| !own.is_empty()) {
            return own.trim().to_owned();
        }
        if let Some(edition) = self.edition_meant() {
            return edition.to_owned();
        }
        match (self.choices.get(self.chosen), &self.typed) {
            (Some((code, _)), _) => code.clone(),
            (None, TypedInto::Line(input)) => input.taken(),
            (None, TypedInto::Long(text)) => text.taken().trim().to_owned(),
        }
    }

    /// How a date is read, and whether it cannot be.
    fn read(&self, scene: &Scene<'_>) -> Option<(String, bool)> {
        let today = self.dated?;
        let typed = self.value();
        if typed.is_empty() {
            return None;
        }
        if let Some(edition) = self.edition_meant() {
            let details = [("name", edition)];
            return Some((scene.words.fill("prompt.edition", &details), false));
        }
        Some(match PartialDate::from_typed(&typed, today) {
            Ok(date) => (format!("= {}", scene.words.date(date)), false),
            Err(problem) => (scene.words.message(&problem).text, true),
        })
    }

    /// Makes room for what is typed, where nothing but a proposal stands there.
    fn begin(&mut self) {
        if std::mem::take(&mut self.proposed)
            && let TypedInto::Line(line) = &mut self.typed
        {
            *line = LineInput::default();
        }
    }

    /// Takes a key of typing; `false` where it is none.
    fn key(&mut self, key: KeyEvent) -> bool {
        let plain = key.modifiers.is_empty() || key.modifiers == KeyModifiers::SHIFT;
        let types = matches!(
            key.code,
            KeyCode::Char(_) | KeyCode::Backspace | KeyCode::Delete
        );
        if plain && types {
            self.begin();
        }
        let taken = match &mut self.typed {
            TypedInto::Line(line) => line.key(key),
            TypedInto::Long(long) => long.key(key),
        };
        self.proposed &= !taken;
        if let Some(path) = self.path.as_mut().filter(|_| taken) {
            path.choices.clear();
        }
        taken
    }

    const fn is_long(&self) -> bool {
        matches!(self.typed, TypedInto::Long(_))
    }
}

/// Shows what would come of what stands in the entries, and whether that cannot be.
type Show = dyn Fn(&[String], &Scene<'_>) -> (String, bool);

/// What shows what would come of the entries.
struct Preview(Box<Show>);

impl fmt::Debug for Preview {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Preview")
    }
}

/// Lines to fill in.
#[derive(Debug)]
pub(crate) struct Prompt {
    title: String,
    text: String,
    entries: Vec<PromptEntry>,
    cursor: usize,
    /// What was wrong with the last try.
    pub problem: Option<String>,
    /// The entry that it is about.
    fault: Option<usize>,
    /// What stood there at first, where typing it again would be a pity.
    first: Vec<String>,
    /// Whether it was told that leaving throws away what was typed.
    warned: bool,
    /// What the entries are for, where what would come of them can be shown.
    preview: Option<Preview>,
    /// The first row that was asked for, where somebody scrolled.
    scrolled: Option<usize>,
    /// The first row that is shown, how many rows one screen goes on, and whether not all fit: as drawn last.
    first_shown: usize,
    page: usize,
    long: bool,
}

/// A row of the box.
#[derive(Debug)]
enum PromptRow {
    /// Something told over the whole width.
    Text(String, ratatui::style::Style),
    /// Something told under an entry.
    Beside(String, ratatui::style::Style),
    /// An entry, by its place.
    Entry(usize),
    /// More of an entry of several rows.
    Under(usize),
    /// Nothing.
    Gap,
}

impl Prompt {
    /// Lines under a title, with a sentence that says what they are for.
    #[must_use]
    pub(crate) fn new(title: &str, text: &str, entries: Vec<PromptEntry>) -> Self {
        let long = entries.iter().any(PromptEntry::is_long);
        let first = entries
            .iter()
            .filter(|_| long)
            .map(PromptEntry::value)
            .collect();
        Self {
            first,
            warned: false,
            title: title.to_owned(),
            text: text.to_owned(),
            entries,
            cursor: 0,
            problem: None,
            fault: None,
            preview: None,
            scrolled: None,
            first_shown: 0,
            page: 1,
            long: false,
        }
    }

    /// The same with what was wrong with the last try.
    #[must_use]
    pub(crate) fn with_problem(mut self, problem: String) -> Self {
        self.problem = Some(problem);
        // What was typed is corrected, not typed again.
        for entry in &mut self.entries {
            entry.proposed = false;
        }
        self
    }

    /// The same with what was wrong with one entry of the last try, told there.
    #[must_use]
    pub(crate) fn with_fault(mut self, entry: Option<usize>, problem: String) -> Self {
        self.fault = entry.filter(|entry| *entry < self.entries.len());
        self.cursor = self.fault.unwrap_or(0);
        self.with_problem(problem)
    }

    /// The same, with what would come of it shown while it is typed.
    #[must_use]
    pub(crate) fn with_preview(
        mut self,
        show: impl Fn(&[String], &Scene<'_>) -> (String, bool) + 'static,
    ) -> Self {
        self.preview = Some(Preview(Box::new(show)));
        self
    }

    fn values(&self) -> Vec<String> {
        self.entries.iter().map(PromptEntry::value).collect()
    }

    /// Goes to the line that was clicked.
    pub(crate) fn click(&mut self, target: &ClickTarget) -> Outcome {
        match target {
            ClickTarget::Row(at) if *at < self.entries.len() => {
                self.cursor = *at;
                Outcome::Done
            }
            _ => Outcome::Ignored,
        }
    }

    /// Takes an input: `Enter` goes on and answers after the last line, `Ctrl-S` answers at once, `Esc` gives up.
    pub(crate) fn handle(&mut self, input: &Input, scene: &Scene<'_>) -> Outcome {
        let leaves = matches!(input, Input::Key(key) if key.code == KeyCode::Esc);
        // A text of any length is not thrown away by one key.
        let typed = !self.first.is_empty() && self.first != self.values();
        if leaves && !self.warned && (typed || self.problem.is_some()) && !self.first.is_empty() {
            self.warned = true;
            return Outcome::Warn(scene.words.get("desk.leave").to_owned());
        }
        self.warned = false;
        let last = self.entries.len().saturating_sub(1);
        let fault = self.fault == Some(self.cursor);
        let Some(entry) = self.entries.get_mut(self.cursor) else {
            return Outcome::Close(Closed::Cancelled);
        };
        let key = match input {
            Input::Paste(text) if !entry.choices.is_empty() => {
                // As if it were typed: what stands in the clipboard finds a choice.
                entry.sought.clear();
                for letter in text.trim().chars().filter(|it| !it.is_control()) {
                    entry.seek(letter);
                }
                self.follow();
                return Outcome::Done;
            }
            Input::Paste(text) => {
                entry.begin();
                if fault {
                    (self.fault, self.problem) = (None, None);
                }
                let inserted = match &mut entry.typed {
                    TypedInto::Line(line) => line.insert(text),
                    TypedInto::Long(long) => long.insert(text),
                };
                self.follow();
                return told(inserted, scene);
            }
            Input::Key(key) => *key,
        };
        let scrolled = match key.code {
            KeyCode::PageDown => Some(self.first_shown + self.page),
            KeyCode::PageUp => Some(self.first_shown.saturating_sub(self.page)),
            _ => None,
        };
        if self.long && scrolled.is_some() {
            self.scrolled = scrolled;
            return Outcome::Done;
        }
        self.scrolled = None;
        let count = entry.choices.len();
        let seeks = matches!(
            key.code,
            KeyCode::Char(_) | KeyCode::Left | KeyCode::Right | KeyCode::Backspace
        );
        if !seeks {
            entry.sought.clear();
        }
        let alone = key.modifiers.is_empty() || key.modifiers == KeyModifiers::SHIFT;
        let lines = match &entry.typed {
            TypedInto::Long(long) => long.text().contains('\n'),
            TypedInto::Line(_) => false,
        };
        match key.code {
            KeyCode::Esc => return Outcome::Close(Closed::Cancelled),
            KeyCode::Char('s') if key.modifiers == KeyModifiers::CONTROL => {
                return self.answered(scene);
            }
            KeyCode::Enter if alone && self.cursor == last => return self.answered(scene),
            KeyCode::Enter if alone => self.cursor += 1,
            KeyCode::Tab if entry.complete() || entry.complete_edition() => self.mended(fault),
            KeyCode::Tab => self.cursor = (self.cursor + 1).min(last),
            KeyCode::BackTab => self.cursor = self.cursor.saturating_sub(1),
            KeyCode::Down if !lines => self.cursor = (self.cursor + 1).min(last),
            KeyCode::Up if !lines => self.cursor = self.cursor.saturating_sub(1),
            // A blank goes on, unless it belongs to the words typed.
            KeyCode::Char(' ') if count > 0 && entry.sought.is_empty() => {
                entry.step(true);
                self.follow();
            }
            KeyCode::Right | KeyCode::Left if count > 0 => {
                entry.step(key.code == KeyCode::Right);
                self.follow();
            }
            KeyCode::Backspace if entry.is_sought() => {
                entry.seek_less();
                self.mended(fault);
            }
            KeyCode::Char(letter) if count > 0 && alone => {
                entry.seek(letter);
                self.mended(fault);
            }
            _ if count > 0 || !entry.key(key) => return Outcome::Ignored,
            _ => self.mended(fault),
        }
        Outcome::Done
    }

    /// Closes with what was typed; where a file is to be read and none is named, it asks for that.
    fn answered(&mut self, scene: &Scene<'_>) -> Outcome {
        let Some(at) = self.entries.iter().position(PromptEntry::lacks_file) else {
            return Outcome::Close(Closed::Typed(self.values()));
        };
        (self.cursor, self.fault) = (at, Some(at));
        let label = [("label", self.entries[at].label.as_str())];
        self.problem = Some(scene.words.fill("path.missing", &label));
        Outcome::Done
    }

    /// Goes on after something was typed; what is being corrected is wrong no more, as far as anybody knows.
    fn mended(&mut self, fault: bool) {
        if fault {
            (self.fault, self.problem) = (None, None);
        }
        self.follow();
    }

    /// Lets lines go by what stands in the others.
    fn follow(&mut self) {
        let values = self.values();
        for entry in &mut self.entries {
            entry.follow(&values);
        }
    }

    /// The columns of the labels, where there are so many.
    fn label_width(&self, room: usize) -> usize {
        let widths = self.entries.iter().map(|entry| width(&entry.label));
        widths.max().unwrap_or(0).min(room / 2)
    }

    /// What stands in the box, line by line: as wide as can be where that fits, else without gaps.
    fn rows(&self, room: usize, roomy: bool, scene: &Scene<'_>) -> Vec<PromptRow> {
        let plain = ratatui::style::Style::new();
        let lines = |text: &str, style| -> Vec<PromptRow> {
            let lines = wrap(text, room).into_iter();
            lines.map(|line| PromptRow::Text(line, style)).collect()
        };
        let told = |problem: &Option<String>| {
            let problem = problem.as_deref().unwrap_or_default();
            if problem.is_empty() {
                Vec::new()
            } else {
                lines(problem, scene.theme.error)
            }
        };
        let mut rows = Vec::new();
        if width(&self.title) > room.saturating_sub(4) {
            // What the border has no room for is said in full.
            rows.extend(lines(&self.title, scene.theme.heading));
        }
        rows.extend(lines(&self.text, plain));
        let beside = room.saturating_sub(self.label_width(room) + 2);
        for (index, entry) in self.entries.iter().enumerate() {
            if roomy {
                rows.push(PromptRow::Gap);
            }
            let height = if entry.is_long() && roomy { 3 } else { 1 };
            rows.push(PromptRow::Entry(index));
            rows.extend((1..height).map(|_| PromptRow::Under(index)));
            if index == self.cursor {
                // What its line has no room for is said below while it has the focus.
                if width(&entry.label) > self.label_width(room) {
                    rows.extend(lines(&entry.label, scene.theme.faint));
                }
                let chosen = entry.choices.get(entry.chosen).map(|(_, label)| label);
                if let Some(label) = chosen.filter(|label| width(label) + 4 > beside) {
                    let lines = wrap(label, beside).into_iter();
                    rows.extend(lines.map(|line| PromptRow::Beside(line, scene.theme.faint)));
                }
                let lines = entry.path_rows(beside, scene).into_iter();
                let lines = lines.chain(entry.sought_rows(beside));
                let lines = lines.chain(entry.edition_rows(beside, PATH_ROWS, scene));
                rows.extend(lines.map(|line| PromptRow::Beside(line, scene.theme.faint)));
            }
            if let Some(told) = entry.tells.get(entry.chosen) {
                let lines = wrap(told, beside).into_iter();
                rows.extend(lines.map(|line| PromptRow::Beside(line, scene.theme.faint)));
            }
            let focused = index == self.cursor;
            let faulty = self.fault == Some(index);
            // What is told at the entry already is not told twice.
            let read = entry
                .read(scene)
                .filter(|(_, wrong)| focused && !(faulty && *wrong));
            let dated = self.entries.iter().any(|entry| entry.dated.is_some());
            if let Some((text, wrong)) = read {
                let style = if wrong {
                    scene.theme.error
                } else {
                    scene.theme.faint
                };
                let lines = wrap(&text, beside).into_iter();
                rows.extend(lines.map(|line| PromptRow::Beside(line, style)));
            } else if focused && dated && roomy {
                // The box keeps its height where a date is read while it is typed.
                rows.push(PromptRow::Gap);
            }
            if faulty {
                rows.extend(told(&self.problem));
            }
        }
        if self.fault.is_none() {
            rows.extend(told(&self.problem));
        }
        let (shown, wrong) = match &self.preview {
            Some(Preview(show)) => show(&self.values(), scene),
            None => (String::new(), false),
        };
        if !shown.is_empty() {
            if roomy {
                rows.push(PromptRow::Gap);
            }
            let style = if wrong {
                scene.theme.error
            } else {
                scene.theme.good
            };
            rows.extend(lines(&shown, style));
        }
        rows
    }

    /// The first row that is shown, so that what has the focus is seen with what is said of it: at the first entry also
    /// what the lines are for, at the last what would come of them.
    fn first_row(&self, rows: &[PromptRow], height: usize) -> usize {
        let most = rows.len().saturating_sub(height);
        if let Some(scrolled) = self.scrolled {
            return scrolled.min(most);
        }
        let of = |row: &PromptRow| match row {
            PromptRow::Entry(index) | PromptRow::Under(index) => Some(*index),
            _ => None,
        };
        let from = rows.iter().position(|row| of(row) == Some(self.cursor));
        let from = from.unwrap_or(0);
        let behind = &rows[(from + 1).min(rows.len())..];
        let next = behind
            .iter()
            .position(|row| matches!(row, PromptRow::Entry(_)));
        let to = next.map_or(rows.len(), |next| from + 1 + next);
        to.saturating_sub(height).min(from).min(most)
    }

    /// Draws the lines in the middle; where they do not all fit, they scroll and the border says so.
    pub(crate) fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
        let columns = 76.min(area.width.saturating_sub(2));
        let room = columns.saturating_sub(4) as usize;
        let available = usize::from(area.height).saturating_sub(2);
        let mut rows = self.rows(room, true, scene);
        if rows.len() > available {
            rows = self.rows(room, false, scene);
        }
        let height = u16::try_from(rows.len() + 2).unwrap_or(u16::MAX);
        let place = middle(area, columns, height);
        let inside = open_box(frame, place, &self.title, scene.theme);
        let height = usize::from(inside.height);
        let first = self.first_row(&rows, height);
        self.long = rows.len() > height;
        (self.page, self.first_shown) = (height.saturating_sub(1).max(1), first);
        let more = (first > 0, first + height < rows.len());
        mark_more(frame, place, more, scene.theme);
        let label_width = self.label_width(room);
        let indent = u16::try_from(label_width + 2).unwrap_or(0);
        for (at, row) in (0..).zip(rows.iter().skip(first).take(height)) {
            let line = line_of(inside, at);
            let value = Rect {
                x: line.x + indent,
                width: line.width.saturating_sub(indent),
                ..line
            };
            match row {
                PromptRow::Text(text, style) => {
                    frame.render_widget(Line::styled(text.clone(), *style), line);
                }
                PromptRow::Beside(text, style) => {
                    frame.render_widget(Line::styled(text.clone(), *style), value);
                }
                PromptRow::Entry(index) => {
                    let entry = &self.entries[*index];
                    let label = fit(&entry.label, label_width);
                    scene.clicks.put(line, ClickTarget::Row(*index));
                    frame.render_widget(Line::raw(label), line);
                    let under = rows
                        .iter()
                        .filter(|row| matches!(row, PromptRow::Under(of) if of == index));
                    let height = u16::try_from(under.count() + 1).unwrap_or(1);
                    let focused = *index == self.cursor;
                    if focused && line.x > 0 {
                        // Which entry has the keys is told in the margin too, not by its colours alone.
                        let margin = Rect {
                            x: line.x - 1,
                            width: 1,
                            ..line
                        };
                        frame.render_widget(Line::raw("›"), margin);
                    }
                    entry.draw(frame, value, focused, height, inside.bottom(), scene);
                }
                PromptRow::Under(_) | PromptRow::Gap => {}
            }
        }
    }

    /// The keys of a prompt.
    #[must_use]
    pub(crate) fn hints(&self, scene: &Scene<'_>) -> Vec<(String, String)> {
        let word = |key: &str| scene.words.get(key).to_owned();
        // Which line is the last is not to be found out by one key too many.
        let is_last = self.cursor + 1 >= self.entries.len();
        let mut hints = if is_last {
            vec![("Enter".to_owned(), word("hint.finish"))]
        } else {
            vec![
                ("Enter".to_owned(), word("hint.next")),
                ("Ctrl-S".to_owned(), word("hint.finish")),
            ]
        };
        hints.push(("Esc".to_owned(), word("hint.back")));
        if self.entries.iter().any(|entry| !entry.choices.is_empty()) {
            hints.push(("← →".to_owned(), word("hint.change")));
        }
        let entry = self.entries.get(self.cursor);
        if entry.is_some_and(PromptEntry::has_many) {
            hints.push((word("hint.letters"), word("hint.find")));
        }
        if entry.is_some_and(|entry| entry.path.is_some() || !entry.editions.is_empty()) {
            hints.insert(1, ("Tab".to_owned(), word("hint.complete")));
        }
        if self.long {
            let behind = hints.len().min(2);
            hints.insert(behind, ("PgDn PgUp".to_owned(), word("hint.more")));
        }
        if self
            .entries
            .get(self.cursor)
            .is_some_and(PromptEntry::is_long)
        {
            hints.push(("Alt-Enter".to_owned(), word("hint.new_line")));
        }
        hints
    }
}
