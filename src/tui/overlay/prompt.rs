//! A few lines to fill in: a file's name, the name of a new register, how to export, what was done.

use std::fmt;

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

use crate::domain::date::PartialDate;
use crate::tui::layer::{Outcome, told};
use crate::tui::request::{Answer, Input};
use crate::tui::scene::Scene;
use crate::tui::widget::frame::{line_of, middle, open_box};
use crate::tui::widget::line_input::LineInput;
use crate::tui::widget::long_text::LongText;
use crate::tui::widget::text::{cut, fit, width, wrap};

/// What an entry is typed into.
#[derive(Debug)]
enum Typed {
    Line(LineInput),
    Long(Box<LongText>),
}

/// One line of a prompt.
#[derive(Debug)]
pub(crate) struct Entry {
    /// What is asked.
    pub label: String,
    /// What can be chosen with left and right, code and label; empty where text is typed.
    pub choices: Vec<(String, String)>,
    typed: Typed,
    chosen: usize,
    /// The day that a date is counted from, where a date is typed: how it is read is shown.
    dated: Option<NaiveDate>,
    /// Whether what stands there is only proposed: the first letter that is typed takes its place.
    proposed: bool,
    /// The choices that it goes by, and what stands there for each of them together, as long as nobody types something
    /// else: the last choice varies first.
    follows: Option<(Vec<usize>, Vec<String>)>,
}

impl Entry {
    /// A line to type in, with what stands in it at first.
    #[must_use]
    pub(crate) fn text(label: &str, text: &str) -> Self {
        Self {
            label: label.to_owned(),
            choices: Vec::new(),
            typed: Typed::Line(LineInput::new(text)),
            chosen: 0,
            dated: None,
            proposed: false,
            follows: None,
        }
    }

    /// A line in which what stands at first is a proposal: typing takes its place, moving in it keeps it.
    #[must_use]
    pub(crate) fn proposed(label: &str, text: &str) -> Self {
        Self {
            proposed: !text.is_empty(),
            ..Self::text(label, text)
        }
    }

    /// The same, which goes by the choices of other entries: for each of them together, what stands here; the last
    /// choice varies first.
    #[must_use]
    pub(crate) fn following(self, entries: Vec<usize>, texts: Vec<String>) -> Self {
        Self {
            follows: Some((entries, texts)),
            ..self
        }
    }

    /// Puts what stands here for the choices of all entries, each with how many there are, unless somebody typed
    /// something of their own.
    fn follow(&mut self, choices: &[(usize, usize)]) {
        let typed = self.value();
        if let Some((of, texts)) = &self.follows
            && texts.contains(&typed)
        {
            let chosen = of.iter().filter_map(|entry| choices.get(*entry));
            let at = chosen.fold(0, |at, (chosen, count)| at * count + chosen);
            if let Some(text) = texts.get(at) {
                self.typed = Typed::Line(LineInput::new(text));
            }
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

    /// A text of several lines.
    #[must_use]
    pub(crate) fn long(label: &str, text: &str) -> Self {
        Self {
            typed: Typed::Long(Box::new(LongText::new(text))),
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

    fn value(&self) -> String {
        match (self.choices.get(self.chosen), &self.typed) {
            (Some((code, _)), _) => code.clone(),
            (None, Typed::Line(input)) => input.taken(),
            (None, Typed::Long(text)) => text.taken().trim().to_owned(),
        }
    }

    /// How a date is read, and whether it cannot be.
    fn read(&self, scene: &Scene<'_>) -> Option<(String, bool)> {
        let today = self.dated?;
        let typed = self.value();
        if typed.is_empty() {
            return None;
        }
        Some(match PartialDate::from_typed(&typed, today) {
            Ok(date) => (format!("= {}", scene.words.date(date)), false),
            Err(problem) => (scene.words.message(&problem).text, true),
        })
    }

    /// Makes room for what is typed, where nothing but a proposal stands there.
    fn begin(&mut self) {
        if std::mem::take(&mut self.proposed)
            && let Typed::Line(line) = &mut self.typed
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
            Typed::Line(line) => line.key(key),
            Typed::Long(long) => long.key(key),
        };
        self.proposed &= !taken;
        taken
    }

    const fn is_long(&self) -> bool {
        matches!(self.typed, Typed::Long(_))
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
    entries: Vec<Entry>,
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
}

impl Prompt {
    /// Lines under a title, with a sentence that says what they are for.
    #[must_use]
    pub(crate) fn new(title: &str, text: &str, entries: Vec<Entry>) -> Self {
        let long = entries.iter().any(Entry::is_long);
        let first = entries.iter().filter(|_| long).map(Entry::value).collect();
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
        self.entries.iter().map(Entry::value).collect()
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
            return Outcome::Close(Answer::Cancelled);
        };
        let key = match input {
            Input::Paste(text) => {
                entry.begin();
                if fault {
                    (self.fault, self.problem) = (None, None);
                }
                let inserted = match &mut entry.typed {
                    Typed::Line(line) => line.insert(text),
                    Typed::Long(long) => long.insert(text),
                };
                return told(inserted, scene);
            }
            Input::Key(key) => *key,
        };
        let count = entry.choices.len();
        let alone = key.modifiers.is_empty() || key.modifiers == KeyModifiers::SHIFT;
        let lines = match &entry.typed {
            Typed::Long(long) => long.text().contains('\n'),
            Typed::Line(_) => false,
        };
        match key.code {
            KeyCode::Esc => return Outcome::Close(Answer::Cancelled),
            KeyCode::Char('s') if key.modifiers == KeyModifiers::CONTROL => {
                return Outcome::Close(Answer::Typed(self.values()));
            }
            KeyCode::Enter if alone && self.cursor == last => {
                return Outcome::Close(Answer::Typed(self.values()));
            }
            KeyCode::Enter if alone => self.cursor += 1,
            KeyCode::Tab => self.cursor = (self.cursor + 1).min(last),
            KeyCode::BackTab => self.cursor = self.cursor.saturating_sub(1),
            KeyCode::Down if !lines => self.cursor = (self.cursor + 1).min(last),
            KeyCode::Up if !lines => self.cursor = self.cursor.saturating_sub(1),
            KeyCode::Right | KeyCode::Char(' ') if count > 0 => {
                entry.chosen = (entry.chosen + 1) % count;
                self.follow();
            }
            KeyCode::Left if count > 0 => {
                entry.chosen = (entry.chosen + count - 1) % count;
                self.follow();
            }
            _ if count > 0 || !entry.key(key) => return Outcome::Ignored,
            // What is being corrected is wrong no more, as far as anybody knows.
            _ if fault => (self.fault, self.problem) = (None, None),
            _ => {}
        }
        Outcome::Done
    }

    /// Lets entries go by the choice that was made.
    fn follow(&mut self) {
        let choices = self.entries.iter();
        let choices: Vec<(usize, usize)> = choices
            .map(|entry| (entry.chosen, entry.choices.len()))
            .collect();
        for entry in &mut self.entries {
            entry.follow(&choices);
        }
    }

    /// The columns of the labels, where there are so many.
    fn label_width(&self, room: usize) -> usize {
        let widths = self.entries.iter().map(|entry| width(&entry.label));
        widths.max().unwrap_or(0).min(room / 2)
    }

    /// Draws the lines in the middle.
    pub(crate) fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
        let columns = 76.min(area.width.saturating_sub(2));
        let room = columns.saturating_sub(4) as usize;
        let mut text = wrap(&self.text, room);
        let problem = self
            .problem
            .as_ref()
            .map(|problem| wrap(problem, room))
            .unwrap_or_default();
        let (shown, wrong) = match &self.preview {
            Some(Preview(show)) => show(&self.values(), scene),
            None => (String::new(), false),
        };
        let mut shown = if shown.is_empty() {
            Vec::new()
        } else {
            wrap(&shown, room)
        };
        let longs = self.entries.iter().filter(|entry| entry.is_long()).count();
        let read = self
            .entries
            .get(self.cursor)
            .and_then(|entry| entry.read(scene));
        let below = usize::from(self.entries.iter().any(|entry| entry.dated.is_some()));
        let needed = self.entries.len() + below + problem.len();
        let available = usize::from(area.height).saturating_sub(3);
        // Where not everything fits, the gaps go first, then what is only told.
        let wide = needed + self.entries.len() + longs * 2 + text.len() + shown.len() <= available;
        if !wide {
            let left = available.saturating_sub(needed);
            shown.truncate(left);
            text.truncate(left - shown.len());
        }
        let (gap, long_rows) = if wide { (1, 3) } else { (0, 1) };
        let height = needed
            + text.len()
            + shown.len()
            + usize::from(gap) * self.entries.len()
            + longs * (usize::from(long_rows) - 1)
            + 3;
        let height = u16::try_from(height).unwrap_or(u16::MAX);
        let place = middle(area, columns, height);
        let inside = open_box(frame, place, &self.title, scene.theme);
        let mut at = 0;
        let put = |frame: &mut Frame<'_>, at: &mut u16, lines: &[String], style| {
            for line in lines {
                frame.render_widget(Line::styled(line.clone(), style), line_of(inside, *at));
                *at += 1;
            }
        };
        put(frame, &mut at, &text, ratatui::style::Style::new());
        let label_width = self.label_width(room);
        let indent = u16::try_from(label_width + 2).unwrap_or(0);
        for (index, entry) in self.entries.iter().enumerate() {
            at += gap;
            let focused = index == self.cursor;
            let line = line_of(inside, at);
            let label = fit(&entry.label, label_width);
            frame.render_widget(Line::raw(label), line);
            let value = Rect {
                x: line.x + indent,
                width: line.width.saturating_sub(indent),
                ..line
            };
            let rows = if entry.is_long() { long_rows } else { 1 };
            entry.draw(frame, value, focused, rows, inside.bottom(), scene);
            at += rows;
            // What is told at the entry already is not told twice.
            let told = self.fault == Some(index);
            if let Some((text, wrong)) = read
                .as_ref()
                .filter(|(_, wrong)| focused && !(told && *wrong))
            {
                let style = if *wrong {
                    scene.theme.error
                } else {
                    scene.theme.faint
                };
                let line = Rect {
                    x: value.x,
                    width: value.width,
                    ..line_of(inside, at)
                };
                let text = cut(text, usize::from(value.width));
                frame.render_widget(Line::styled(text, style), line);
                at += 1;
            }
            if self.fault == Some(index) {
                put(frame, &mut at, &problem, scene.theme.error);
            }
        }
        if self.fault.is_none() {
            put(frame, &mut at, &problem, scene.theme.error);
        }
        let style = if wrong {
            scene.theme.error
        } else {
            scene.theme.good
        };
        at += u16::from(wide && !shown.is_empty());
        put(frame, &mut at, &shown, style);
    }

    /// The keys of a prompt.
    #[must_use]
    pub(crate) fn hints(&self, scene: &Scene<'_>) -> Vec<(String, String)> {
        let word = |key: &str| scene.words.get(key).to_owned();
        let mut hints = vec![
            ("Enter".to_owned(), word("hint.next")),
            ("Ctrl-S".to_owned(), word("hint.finish")),
            ("Esc".to_owned(), word("hint.back")),
        ];
        if self.entries.iter().any(|entry| !entry.choices.is_empty()) {
            hints.push(("← →".to_owned(), word("hint.change")));
        }
        if self.entries.get(self.cursor).is_some_and(Entry::is_long) {
            hints.push(("Alt-Enter".to_owned(), word("hint.new_line")));
        }
        hints
    }
}

impl Entry {
    /// Draws what stands in the entry; a long text over several rows, as far as they lie above `bottom`.
    fn draw(
        &self,
        frame: &mut Frame<'_>,
        area: Rect,
        focused: bool,
        rows: u16,
        bottom: u16,
        scene: &Scene<'_>,
    ) {
        let columns = usize::from(area.width);
        let style = if focused {
            scene.theme.focus
        } else {
            scene.theme.chosen
        };
        if let Some((_, label)) = self.choices.get(self.chosen) {
            let text = format!("‹ {} ›", cut(label, columns.saturating_sub(4)));
            frame.render_widget(Span::styled(fit(&text, columns), style), area);
            return;
        }
        match &self.typed {
            Typed::Line(input) => {
                let (shown, column) = input.view(columns);
                frame.render_widget(Span::styled(fit(&shown, columns), style), area);
                if focused && self.proposed {
                    // Underlined as far as typing takes its place.
                    let columns = u16::try_from(width(&shown)).unwrap_or(u16::MAX);
                    let marked = Rect {
                        width: columns.min(area.width),
                        ..area
                    };
                    frame.buffer_mut().set_style(marked, Modifier::UNDERLINED);
                }
                if focused && area.height > 0 {
                    let x = area.x + u16::try_from(column).unwrap_or(0);
                    frame.set_cursor_position((x.min(area.right().saturating_sub(1)), area.y));
                }
            }
            Typed::Long(long) if focused => {
                let place = Rect {
                    height: rows.min(bottom.saturating_sub(area.y)),
                    ..area
                };
                long.draw(frame, place);
            }
            Typed::Long(long) => {
                let text = long.text();
                for row in 0..rows {
                    let line = text.lines().nth(usize::from(row)).unwrap_or_default();
                    let place = Rect {
                        y: area.y + row,
                        ..area
                    };
                    if place.y < bottom {
                        frame.render_widget(Span::styled(fit(line, columns), style), place);
                    }
                }
            }
        }
    }
}
