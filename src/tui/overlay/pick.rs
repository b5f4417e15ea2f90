//! Choosing one or several from a list with a filter; own words and "new" where that is possible.

use std::collections::HashSet;

use ratatui::Frame;
use ratatui::crossterm::event::{KeyCode, KeyModifiers};
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::text::{fold, key};
use crate::search::{Haystack, Query};
use crate::tui::clicks::ClickTarget;
use crate::tui::command::{Command, CommandContext};
use crate::tui::key::Key;
use crate::tui::outcome::{Outcome, told};
use crate::tui::request::{Closed, Input, Onward, Picked};
use crate::tui::scene::Scene;
use crate::tui::widget::frame::{line_of, mark_more, middle, open_box, scrolled};
use crate::tui::widget::line_input::LineInput;
use crate::tui::widget::text::{cut, cut_path, fit, width, wrap};

/// The columns that a path keeps beside a label, with what stands before it.
const PATH: usize = 42;
/// What is left of a path at least, where something stands before it.
const PATH_LEAST: usize = 12;

/// Something to choose.
#[derive(Clone, Debug)]
pub(crate) struct PickChoice {
    /// What is answered: a code, a record's number.
    pub key: String,
    /// What is shown.
    pub label: String,
    /// What stands beside it, fainter.
    pub detail: String,
    haystack: Haystack,
    /// What it is called besides: typed whole, each is as good as the label.
    names: Vec<String>,
    /// Where it stands, behind the detail: cut in its middle where there is no room.
    path: String,
}

impl PickChoice {
    /// A choice; `more` is searched as well, but not shown: other names, one a line.
    #[must_use]
    pub(crate) fn new(key: &str, label: &str, detail: &str, more: &str) -> Self {
        // A number or a prefixed key is nobody's word; a code is.
        let known = if key.contains(':') || key.bytes().all(|byte| byte.is_ascii_digit()) {
            ""
        } else {
            key
        };
        let haystack = Haystack::new(&format!("{label}\n{known}\n{detail}\n{more}"));
        Self {
            key: key.to_owned(),
            label: label.to_owned(),
            detail: detail.to_owned(),
            haystack,
            names: more.lines().map(fold).collect(),
            path: String::new(),
        }
    }

    /// The same, with the path where it stands.
    #[must_use]
    pub(crate) fn at(mut self, path: &str) -> Self {
        path.clone_into(&mut self.path);
        self.haystack = Haystack::new(&format!("{}\n{}\n{path}", self.label, self.detail));
        self
    }

    /// What stands beside the label, in so many columns.
    fn beside(&self, columns: usize) -> String {
        if self.path.is_empty() {
            return cut(&self.detail, columns);
        }
        let lead = match self.detail.as_str() {
            "" => String::new(),
            detail => format!("{detail} · "),
        };
        let room = columns.saturating_sub(width(&lead));
        if room < PATH_LEAST && !self.detail.is_empty() {
            return cut(&self.detail, columns);
        }
        cut(&format!("{lead}{}", cut_path(&self.path, room)), columns)
    }
}

/// What can be answered beside the choices.
#[derive(Clone, Copy, Debug, Default)]
struct BesideChoices {
    /// Own words.
    own: bool,
    /// A dash, that there is none.
    none: bool,
}

/// A list to choose from.
#[derive(Debug)]
pub(crate) struct Pick {
    title: String,
    /// What is asked, where the title does not say it.
    about: String,
    choices: Vec<PickChoice>,
    several: bool,
    /// Words beside the choices.
    beside: BesideChoices,
    new: Option<String>,
    /// What was chosen when it was opened, where it is a field of a form, which goes on afterwards.
    first: Option<Vec<Picked>>,
    /// Whether the line was chosen with the arrows since something was typed.
    moved: bool,
    chosen: Vec<Picked>,
    filter: LineInput,
    shown: Vec<usize>,
    cursor: usize,
    offset: usize,
}

impl Pick {
    /// A list of choices, of which one is taken.
    #[must_use]
    pub(crate) fn new(title: &str, choices: Vec<PickChoice>) -> Self {
        let shown = (0..choices.len()).collect();
        Self {
            title: title.to_owned(),
            about: String::new(),
            choices,
            several: false,
            beside: BesideChoices::default(),
            new: None,
            first: None,
            moved: false,
            chosen: Vec::new(),
            filter: LineInput::default(),
            shown,
            cursor: 0,
            offset: 0,
        }
    }

    /// The same, with what is asked above the choices.
    #[must_use]
    pub(crate) fn about(mut self, asked: &str) -> Self {
        asked.clone_into(&mut self.about);
        self
    }

    /// The same, of which several may be taken.
    #[must_use]
    pub(crate) const fn several(mut self) -> Self {
        self.several = true;
        self
    }

    /// The same for a field of a form: `Tab` accepts and goes on, and the form's commands work.
    #[must_use]
    pub(crate) fn of_field(mut self) -> Self {
        self.first = Some(Vec::new());
        self
    }

    /// The same, where a dash answers that there is none.
    #[must_use]
    pub(crate) const fn or_none(mut self) -> Self {
        self.beside.none = true;
        self
    }

    /// The same, where own words are possible too.
    #[must_use]
    pub(crate) const fn or_own(mut self) -> Self {
        self.beside.own = true;
        self
    }

    /// The same, with "new ..." at the end.
    #[must_use]
    pub(crate) fn or_new(mut self, label: String) -> Self {
        self.new = Some(label);
        self
    }

    /// The same, with what is chosen already; the cursor stands on the first of them.
    #[must_use]
    pub(crate) fn with(mut self, chosen: Vec<Picked>) -> Self {
        let first = chosen.iter().find_map(|picked| match picked {
            Picked::Choice(key) => self.choices.iter().position(|choice| choice.key == *key),
            _ => None,
        });
        self.cursor = first.unwrap_or(0);
        if let Some(first) = &mut self.first {
            first.clone_from(&chosen);
        }
        self.chosen = chosen;
        self
    }

    /// Whether a choice has that key.
    #[must_use]
    pub(crate) fn has(&self, key: &str) -> bool {
        self.choices.iter().any(|choice| choice.key == key)
    }

    /// Own words chosen so far, choices that match, own words typed, and "new": the lines in their order.
    fn lines(&self) -> Vec<Picked> {
        let typed = self.filter.text().trim();
        if self.beside.none && matches!(typed, "-" | "\u{2013}" | "\u{2014}") {
            return vec![Picked::None];
        }
        let own = self
            .chosen
            .iter()
            .filter(|picked| matches!(picked, Picked::Own(_)))
            .cloned();
        let mut lines: Vec<Picked> = own.collect();
        lines.extend(
            self.shown
                .iter()
                .map(|at| Picked::Choice(self.choices[*at].key.clone())),
        );
        let same = key(typed);
        let is_offered = || {
            let mut choices = self.choices.iter();
            // Somebody's own words are the same only letter for letter.
            choices.any(|choice| {
                choice.label == typed || (choice.key != choice.label && key(&choice.label) == same)
            })
        };
        if self.beside.own && !typed.is_empty() && !is_offered() {
            lines.push(Picked::Own(typed.to_owned()));
        }
        if self.new.is_some() {
            lines.push(Picked::New(typed.to_owned()));
        }
        lines
    }

    fn refilter(&mut self) {
        let query = Query::new(self.filter.text());
        let typed = fold(self.filter.text().trim());
        self.shown = (0..self.choices.len())
            .filter(|at| self.choices[*at].haystack.holds(&query))
            .collect();
        // What begins with the words typed comes first; a code, reference or name typed whole before everything:
        // `USA` is the United States, and not its outlying islands.
        let rank = |choice: &PickChoice| {
            let label = fold(&choice.label);
            let reference = choice.detail.split(' ').next().unwrap_or_default();
            let whole = fold(&choice.key) == typed
                || fold(reference) == typed
                || label == typed
                || choice.names.contains(&typed);
            (
                choice.label != self.filter.text().trim(),
                !whole,
                !label.starts_with(&typed),
                !label.split(' ').any(|word| word.starts_with(&typed)),
                // What is called so comes before what is only explained so.
                !label.contains(&typed),
                // A name in another language, as it is typed.
                !choice.haystack.has_phrase(&typed),
            )
        };
        if !typed.is_empty() {
            self.shown.sort_by_cached_key(|at| rank(&self.choices[*at]));
        }
        self.cursor = self
            .chosen
            .iter()
            .filter(|picked| matches!(picked, Picked::Own(_)))
            .count();
        self.cursor = self.cursor.min(self.lines().len().saturating_sub(1));
    }

    fn toggle(&mut self, picked: &Picked) {
        if let Some(at) = self.chosen.iter().position(|chosen| chosen == picked) {
            self.chosen.remove(at);
        } else {
            self.chosen.push(picked.clone());
        }
    }

    /// What `Enter` takes: all that is marked with what was typed and found, else the line.
    ///
    /// Nothing where nothing matches.
    fn accepted(&self) -> Option<Vec<Picked>> {
        let typed = !self.filter.text().trim().is_empty();
        let here = self.lines().get(self.cursor).cloned();
        if !self.several {
            return here.map(|here| vec![here]);
        }
        let mut taken = self.chosen.clone();
        match here {
            Some(Picked::None) => return Some(vec![Picked::None]),
            Some(here @ Picked::New(_)) if typed || self.moved || taken.is_empty() => {
                taken.push(here);
            }
            Some(Picked::New(_)) => {}
            Some(here) if (typed || taken.is_empty()) && !taken.contains(&here) => taken.push(here),
            None if typed => return None,
            _ => {}
        }
        Some(taken)
    }

    /// Whether anything was typed, marked or moved to: what only stood open is left as it is.
    fn is_touched(&self) -> bool {
        !self.filter.text().trim().is_empty()
            || self.moved
            || self.first.as_ref() != Some(&self.chosen)
    }

    /// Accepts, and the form goes on.
    fn pass(&self, onward: Onward, scene: &Scene<'_>) -> Outcome {
        let leaves = matches!(
            onward,
            Onward::Command(Command::Undo | Command::Redo | Command::MarkNone | Command::Remove)
        );
        if leaves || !self.is_touched() {
            return Outcome::Close(Closed::Passed(None, onward));
        }
        match self.accepted() {
            Some(taken) => Outcome::Close(Closed::Passed(Some(taken), onward)),
            None => Outcome::Warn(scene.words.get("pick.nothing").to_owned()),
        }
    }

    /// Takes an input: letters filter, arrows move, `Space` marks where several can be taken, `Enter` takes.
    pub(crate) fn handle(&mut self, input: &Input, scene: &Scene<'_>) -> Outcome {
        let key = match input {
            Input::Paste(text) => {
                let inserted = self.filter.insert(text);
                self.moved = false;
                self.refilter();
                return told(inserted, scene);
            }
            Input::Key(key) => *key,
        };
        let lines = self.lines();
        let last = lines.len().saturating_sub(1);
        let empty = self.filter.text().is_empty();
        let command = scene.keymap.command(CommandContext::Form, Key::of(key));
        let command = command.filter(|_| self.first.is_some());
        let to = match key.code {
            KeyCode::Up => Some(self.cursor.saturating_sub(1)),
            KeyCode::Down => Some((self.cursor + 1).min(last)),
            KeyCode::PageUp => Some(self.cursor.saturating_sub(10)),
            KeyCode::PageDown => Some((self.cursor + 10).min(last)),
            KeyCode::Home => Some(0),
            KeyCode::End => Some(last),
            _ => None,
        };
        let alone = key.modifiers.is_empty() || key.modifiers == KeyModifiers::SHIFT;
        if let Some(to) = to.filter(|_| alone) {
            self.cursor = to;
            self.moved = true;
            return Outcome::Done;
        }
        match (key.code, command) {
            (KeyCode::Esc, _) => return Outcome::Close(Closed::Cancelled),
            (KeyCode::Char('s'), None)
                if key.modifiers == KeyModifiers::CONTROL && self.several =>
            {
                let typed = !self.filter.text().trim().is_empty();
                let taken = self.accepted().filter(|_| typed);
                let taken = taken.unwrap_or_else(|| self.chosen.clone());
                return Outcome::Close(Closed::Picked(taken));
            }
            (KeyCode::Tab, _) if self.first.is_some() => return self.pass(Onward::Next, scene),
            (KeyCode::BackTab, _) if self.first.is_some() => {
                return self.pass(Onward::Before, scene);
            }
            (KeyCode::BackTab, _) => return Outcome::Ignored,
            // A blank belongs to the words typed, unless nothing is typed or a line was chosen with the arrows.
            (KeyCode::Char(' '), _) if alone && (empty || self.moved) => {
                let here = lines.get(self.cursor);
                if let Some(here) = here
                    .filter(|here| self.several && !matches!(here, Picked::New(_) | Picked::None))
                {
                    self.toggle(&here.clone());
                    if !empty {
                        // The next word can be typed at once.
                        self.filter = LineInput::default();
                        self.moved = false;
                        self.refilter();
                    }
                }
            }
            (KeyCode::Enter | KeyCode::Tab, _) => {
                return match self.accepted() {
                    Some(taken) => Outcome::Close(Closed::Picked(taken)),
                    None if empty => Outcome::Close(Closed::Picked(self.chosen.clone())),
                    None => Outcome::Warn(scene.words.get("pick.nothing").to_owned()),
                };
            }
            (_, Some(turn @ (Command::Undo | Command::Redo))) => {
                if !self.filter.turn(turn == Command::Undo) {
                    return self.pass(Onward::Command(turn), scene);
                }
                self.refilter();
            }
            (KeyCode::Delete, Some(Command::Remove)) if empty => {
                return self.pass(Onward::Command(Command::Remove), scene);
            }
            (_, command) => match (self.filter.key(key), command) {
                (true, _) => {
                    self.moved = false;
                    self.refilter();
                }
                (false, Some(command)) => return self.pass(Onward::Command(command), scene),
                (false, None) => return Outcome::Ignored,
            },
        }
        Outcome::Done
    }

    /// Takes what was clicked; where several can be taken, marks it.
    pub(crate) fn click(&mut self, target: &ClickTarget, scene: &Scene<'_>) -> Outcome {
        let ClickTarget::Row(at) = target else {
            return Outcome::Ignored;
        };
        let lines = self.lines();
        self.cursor = (*at).min(lines.len().saturating_sub(1));
        self.moved = true;
        let marks =
            self.several && !matches!(lines.get(self.cursor), Some(Picked::New(_) | Picked::None));
        let code = if marks {
            KeyCode::Char(' ')
        } else {
            KeyCode::Enter
        };
        self.handle(&Input::Key(code.into()), scene)
    }

    /// How many columns the widest label takes with its mark, the widest text beside one, and both of a line.
    fn widest(&self, scene: &Scene<'_>) -> (usize, usize, usize) {
        let choices = self.choices.iter().take(400);
        let choices =
            choices.map(|choice| (width(&choice.label), width(&choice.beside(usize::MAX))));
        let typed = width(self.filter.text());
        let own = (typed, width(scene.words.get("pick.own")));
        let lines = choices.chain(self.beside.own.then_some(own));
        lines.fold((4, 0, 0), |(labels, details, both), (label, detail)| {
            let whole = label + detail + 1;
            (labels.max(label + 4), details.max(detail), both.max(whole))
        })
    }

    /// Where the second column begins: where every label ends, or at the middle.
    fn label_room(&self, labels: usize, details: usize, room: usize) -> usize {
        let rest = if labels + details < room {
            return labels;
        } else if self.choices.iter().any(|choice| !choice.path.is_empty()) {
            // Both can be cut in the middle: the end of either says most. Where names tell the lines apart, they stand
            // whole before the paths, which the selected line tells below.
            let with_path = room.saturating_sub(details.min(PATH));
            let leads = self.choices.iter().map(|choice| width(&choice.detail));
            let without = room.saturating_sub(leads.max().unwrap_or(0) + 1);
            if labels <= with_path || !self.names_differ() {
                with_path
            } else {
                without
            }
        } else {
            room.saturating_sub(details + 1)
        };
        labels.min((room / 2).max(rest))
    }

    /// Whether no two lines have the same label.
    fn names_differ(&self) -> bool {
        let mut names = HashSet::new();
        self.choices
            .iter()
            .all(|choice| names.insert(choice.label.as_str()))
    }

    /// Draws the list in the middle.
    pub(crate) fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
        let lines = self.lines();
        let (labels, details, longest) = self.widest(scene);
        let most = usize::from(area.width.saturating_sub(4)).max(44);
        let titled = width(&self.title) + 6;
        let columns = (labels + details + 6).max(titled).clamp(44, most);
        let columns = u16::try_from(columns).unwrap_or(90);
        let room = usize::from(columns.min(area.width)).saturating_sub(4);
        let about = wrap(&self.about, room);
        let asked = if self.about.is_empty() {
            0
        } else {
            about.len() + 1
        };
        // Where a line is too long for the box, the selected one stands below in full: that with the most lines has room
        // where they leave the others enough.
        let cuts = labels + details + 6 > usize::from(columns);
        let foot = if cuts {
            let lines = longest.div_ceil(room.max(1)) + 1;
            lines.clamp(2, usize::from(area.height / 4).max(2))
        } else {
            0
        };
        // A tall window shows more at once, and leaves what is below to be seen at its edges.
        let most = usize::from(area.height).saturating_sub(16).max(18);
        let height = lines.len().clamp(3, most) + 4 + foot + asked;
        let place = middle(area, columns, u16::try_from(height).unwrap_or(22));
        let inside = open_box(frame, place, &self.title, scene.theme);
        for (at, line) in (0..).zip(about) {
            frame.render_widget(Line::raw(line), line_of(inside, at));
        }
        let asked = u16::try_from(asked).unwrap_or(0).min(inside.height);
        let inside = Rect {
            y: inside.y + asked,
            height: inside.height - asked,
            ..inside
        };
        let room = inside.width as usize;
        let (shown, column) = self.filter.view(room.saturating_sub(2));
        frame.render_widget(
            Line::from(vec![
                Span::styled("/ ", scene.theme.faint),
                Span::raw(shown),
            ]),
            line_of(inside, 0),
        );
        frame.set_cursor_position((inside.x + 2 + u16::try_from(column).unwrap_or(0), inside.y));
        let height = usize::from(inside.height.saturating_sub(2)).saturating_sub(foot);
        self.offset = scrolled(self.offset, self.cursor, height);
        let more = (self.offset > 0, self.offset + height < lines.len());
        mark_more(frame, place, more, scene.theme);
        if lines.is_empty() {
            let to_type = self.choices.is_empty() && self.beside.own;
            let told = scene.words.get(if to_type {
                "pick.to_type"
            } else {
                "pick.nothing"
            });
            frame.render_widget(Line::styled(told, scene.theme.faint), line_of(inside, 2));
        }
        let label_room = self.label_room(labels, details, room);
        for (at, picked) in lines.iter().enumerate().skip(self.offset).take(height) {
            let mark = match (self.several, self.chosen.contains(picked)) {
                (true, _) if matches!(picked, Picked::New(_) | Picked::None) => "   ",
                (true, true) => "[x]",
                (true, false) => "[ ]",
                (false, true) => "•",
                (false, false) => " ",
            };
            // Not by its colours alone is it told which line the keys are on.
            let here = if at == self.cursor { '›' } else { ' ' };
            let (label, detail) = self.shown(picked, usize::MAX, scene);
            let left = match self.path_of(picked) {
                Some(_) => cut_path(&format!("{mark}{here}{label}"), label_room),
                None => format!("{mark}{here}{label}"),
            };
            // Where nothing stands beside it, a label has the whole line.
            let left_room = if detail.is_empty() { room } else { label_room };
            let left = fit(&left, left_room.min(room));
            let beside = room.saturating_sub(width(&left) + 1);
            let detail = fit(&self.shown(picked, beside, scene).1, beside);
            let line = line_of(
                inside,
                u16::try_from(at - self.offset + 2).unwrap_or(u16::MAX),
            );
            scene.clicks.put(line, ClickTarget::Row(at));
            let (style, faint) = if at == self.cursor {
                (scene.theme.focus, scene.theme.focus)
            } else {
                (ratatui::style::Style::new(), scene.theme.faint)
            };
            frame.render_widget(
                Line::from(vec![
                    Span::styled(left, style),
                    Span::styled(" ", style),
                    Span::styled(detail, faint),
                ]),
                line,
            );
        }
        if let Some(picked) = lines.get(self.cursor) {
            self.draw_foot(frame, inside, (foot, label_room), picked, scene);
        }
    }

    /// Draws the selected line in full below the others, where its own has no room for all of it.
    fn draw_foot(
        &self,
        frame: &mut Frame<'_>,
        inside: Rect,
        (foot, label_room): (usize, usize),
        picked: &Picked,
        scene: &Scene<'_>,
    ) {
        let room = usize::from(inside.width);
        let (label, detail) = self.shown(picked, usize::MAX, scene);
        // What its line shows whole is not said twice.
        let is_whole = width(label) + 4 <= label_room && width(&detail) + label_room < room;
        if foot == 0 || is_whole {
            return;
        }
        let height = u16::try_from(foot).unwrap_or(0);
        let from = inside.height.saturating_sub(height);
        let mut pieces = wrap(&format!("{label} {detail}"), room);
        if pieces.len() > foot {
            pieces.truncate(foot);
            if let Some(last) = pieces.last_mut() {
                *last = format!("{}…", cut(last, room.saturating_sub(1)));
            }
        }
        for (at, piece) in (from..).zip(pieces) {
            frame.render_widget(Line::styled(piece, scene.theme.faint), line_of(inside, at));
        }
    }

    /// The path that stands beside a line, where one does.
    fn path_of(&self, picked: &Picked) -> Option<&str> {
        let Picked::Choice(key) = picked else {
            return None;
        };
        let choice = self.choices.iter().find(|choice| choice.key == *key)?;
        Some(choice.path.as_str()).filter(|path| !path.is_empty())
    }

    /// The label of a line, and what stands beside it in so many columns.
    fn shown<'a>(
        &'a self,
        picked: &'a Picked,
        columns: usize,
        scene: &'a Scene<'_>,
    ) -> (&'a str, String) {
        match picked {
            Picked::Choice(key) => {
                let choice = self.choices.iter().find(|choice| choice.key == *key);
                choice.map_or_else(Default::default, |choice| {
                    (choice.label.as_str(), choice.beside(columns))
                })
            }
            Picked::Own(text) => (text, scene.words.get("pick.own").to_owned()),
            Picked::New(_) => (self.new.as_deref().unwrap_or_default(), String::new()),
            Picked::None => (scene.words.get("pick.none"), String::new()),
        }
    }

    /// The keys of a list.
    #[must_use]
    pub(crate) fn hints(&self, scene: &Scene<'_>) -> Vec<(String, String)> {
        let word = |key: &str| scene.words.get(key).to_owned();
        let mut hints = vec![("Enter".to_owned(), word("hint.choose"))];
        if self.several {
            hints.push(("Space".to_owned(), word("hint.mark")));
        }
        if self.first.is_some() {
            hints.push(("Tab".to_owned(), word("hint.next_field")));
        }
        hints.push(("Esc".to_owned(), word("hint.back")));
        hints
    }
}
