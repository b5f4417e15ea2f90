//! The keys: every command with its keys and its name, in columns, this place first; a filter finds one by any word.

use std::fmt::Write as _;

use ratatui::Frame;
use ratatui::crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::search::{Haystack, Query};
use crate::tui::clicks::ClickTarget;
use crate::tui::command::{Command, CommandContext};
use crate::tui::key::Key;
use crate::tui::outcome::{Outcome, told};
use crate::tui::request::{Closed, Input, Picked, Request};
use crate::tui::scene::Scene;
use crate::tui::widget::frame::{line_of, mark_more, open_box};
use crate::tui::widget::line_input::LineInput;
use crate::tui::widget::text::{cut, fit, width, wrap};

/// The least columns that a command needs.
const LEAST: usize = 54;

/// The columns between two columns of commands.
const GAP: usize = 3;

/// The lines that what is said of the selected command has.
const FOOT: usize = 2;

/// A command as help shows it.
#[derive(Debug)]
pub(crate) struct HelpEntry {
    /// What is answered when it is chosen; nothing where it cannot be given here.
    pub choice: Option<String>,
    keys: String,
    title: String,
    help: String,
    name: &'static str,
    haystack: Haystack,
}

impl HelpEntry {
    /// A command with its keys, its title, what it does, and what the configuration calls it; `known` is what it is
    /// found by besides.
    #[must_use]
    pub(crate) fn new(
        keys: &str,
        title: &str,
        help: &str,
        name: &'static str,
        known: &str,
    ) -> Self {
        Self {
            choice: None,
            haystack: Haystack::new(&format!("{title}\n{name}\n{keys}\n{help}\n{known}")),
            keys: keys.to_owned(),
            title: title.to_owned(),
            help: help.to_owned(),
            name,
        }
    }
}

/// Where commands are given, with those commands.
#[derive(Debug)]
pub(crate) struct HelpGroup {
    /// What the place is called.
    pub heading: String,
    /// The commands.
    pub entries: Vec<HelpEntry>,
}

/// A line of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum HelpLine {
    /// What the group is called.
    Heading(usize),
    /// The command of that number among those shown.
    Entry(usize),
    /// Nothing.
    Blank,
}

/// The keys, to be read and searched.
#[derive(Debug)]
pub(crate) struct Help {
    title: String,
    /// What stands above the columns.
    lead: String,
    groups: Vec<HelpGroup>,
    filter: LineInput,
    filtering: bool,
    /// The commands that the filter lets pass, each by its group and its place there.
    shown: Vec<(usize, usize)>,
    /// The selected one, among those shown.
    cursor: usize,
    /// The lines of a column and the columns, as they were drawn last.
    page: (usize, usize),
}

impl Help {
    /// The groups under a title.
    #[must_use]
    pub(crate) fn new(title: &str, lead: &str, groups: Vec<HelpGroup>) -> Self {
        let mut help = Self {
            title: title.to_owned(),
            lead: lead.to_owned(),
            groups,
            filter: LineInput::default(),
            filtering: false,
            shown: Vec::new(),
            cursor: 0,
            page: (10, 1),
        };
        help.look();
        help
    }

    /// Whether the filter is being typed.
    #[must_use]
    pub(crate) const fn is_filtering(&self) -> bool {
        self.filtering
    }

    /// Finds what the filter lets pass.
    fn look(&mut self) {
        let query = Query::new(self.filter.text());
        let mut shown = Vec::new();
        for (at, group) in self.groups.iter().enumerate() {
            let entries = group.entries.iter().enumerate();
            let passing = entries.filter(|(_, it)| query.is_empty() || it.haystack.holds(&query));
            shown.extend(passing.map(|(place, _)| (at, place)));
        }
        self.shown = shown;
        self.cursor = 0;
    }

    fn entry(&self, number: usize) -> Option<&HelpEntry> {
        let (group, place) = *self.shown.get(number)?;
        self.groups.get(group)?.entries.get(place)
    }

    /// The lines of all columns, one after the other: no heading stands last in its column, nor nothing first.
    fn lines(&self, rows: usize) -> Vec<HelpLine> {
        let mut lines: Vec<HelpLine> = Vec::new();
        let mut last = None;
        for (number, (group, _)) in self.shown.iter().enumerate() {
            if last != Some(*group) {
                if last.is_some() && !lines.len().is_multiple_of(rows) {
                    lines.push(HelpLine::Blank);
                }
                if rows > 1 && lines.len() % rows + 1 == rows {
                    lines.push(HelpLine::Blank);
                }
                lines.push(HelpLine::Heading(*group));
                last = Some(*group);
            }
            lines.push(HelpLine::Entry(number));
        }
        lines
    }

    /// Goes to the command that is nearest to so many lines on.
    fn go_lines(&mut self, by: isize) {
        let lines = self.lines(self.page.0);
        let here = HelpLine::Entry(self.cursor);
        let Some(from) = lines.iter().position(|line| *line == here) else {
            return;
        };
        let to = from
            .saturating_add_signed(by)
            .min(lines.len().saturating_sub(1));
        let near = lines
            .iter()
            .enumerate()
            .filter_map(|(at, line)| match line {
                HelpLine::Entry(number) => Some((at.abs_diff(to), *number)),
                _ => None,
            });
        if let Some((_, number)) = near.min() {
            self.cursor = number;
        }
    }

    /// Takes an input: arrows move, the filter finds, `Enter` gives the selected command where it can be given here.
    pub(crate) fn handle(&mut self, input: &Input, scene: &Scene<'_>) -> Outcome {
        let key = match input {
            Input::Paste(text) if self.filtering => {
                let inserted = self.filter.insert(text);
                self.look();
                return told(inserted, scene);
            }
            Input::Paste(_) => return Outcome::Ignored,
            Input::Key(key) => *key,
        };
        if self.filtering {
            return self.type_filter(key);
        }
        let last = self.shown.len().saturating_sub(1);
        let column = isize::try_from(self.page.0).unwrap_or(10);
        let whole = isize::try_from(self.page.0 * self.page.1).unwrap_or(10);
        match key.code {
            KeyCode::Left => self.go_lines(-column),
            KeyCode::Right => self.go_lines(column),
            KeyCode::Enter => return self.choose(scene),
            KeyCode::Char('q') => return Outcome::Close(Closed::Cancelled),
            _ => match scene.keymap.command(CommandContext::Reader, Key::of(key)) {
                Some(Command::Up) => self.cursor = self.cursor.saturating_sub(1),
                Some(Command::Down) => self.cursor = (self.cursor + 1).min(last),
                Some(Command::PageUp) => self.go_lines(-whole),
                Some(Command::PageDown) => self.go_lines(whole),
                Some(Command::First) => self.cursor = 0,
                Some(Command::Last) => self.cursor = last,
                Some(Command::Search) => self.filtering = true,
                Some(Command::Manual) => return Outcome::Do(Request::Command(Command::Manual)),
                Some(Command::Copy) => return Outcome::Do(Request::Copy(self.copied())),
                Some(Command::CopyToFile) => {
                    return Outcome::Do(Request::CopyToFile(self.copied()));
                }
                Some(Command::Back) if !self.filter.text().is_empty() => self.forget_filter(),
                Some(Command::Back | Command::Help) => return Outcome::Close(Closed::Cancelled),
                _ => return Outcome::Ignored,
            },
        }
        Outcome::Done
    }

    /// A key while the filter is typed.
    fn type_filter(&mut self, key: KeyEvent) -> Outcome {
        let last = self.shown.len().saturating_sub(1);
        match key.code {
            KeyCode::Esc => self.forget_filter(),
            KeyCode::Enter => self.filtering = false,
            KeyCode::Up => self.cursor = self.cursor.saturating_sub(1),
            KeyCode::Down => self.cursor = (self.cursor + 1).min(last),
            _ => {
                if !self.filter.key(key) {
                    return Outcome::Ignored;
                }
                self.look();
            }
        }
        Outcome::Done
    }

    fn forget_filter(&mut self) {
        let selected = self.shown.get(self.cursor).copied();
        self.filter = LineInput::default();
        self.filtering = false;
        self.look();
        let at = self.shown.iter().position(|it| Some(*it) == selected);
        self.cursor = at.unwrap_or(0);
    }

    /// Gives the selected command, or says that it is for another place.
    fn choose(&self, scene: &Scene<'_>) -> Outcome {
        let chosen = self.entry(self.cursor);
        match chosen.map(|entry| entry.choice.clone()) {
            Some(Some(choice)) => Outcome::Close(Closed::Picked(vec![Picked::Choice(choice)])),
            Some(None) => Outcome::Warn(scene.words.get("help.elsewhere").to_owned()),
            None => Outcome::Warn(scene.words.get("pick.nothing").to_owned()),
        }
    }

    /// Selects what was clicked.
    pub(crate) fn click(&mut self, target: &ClickTarget) -> Outcome {
        let ClickTarget::Row(number) = target else {
            return Outcome::Ignored;
        };
        self.cursor = (*number).min(self.shown.len().saturating_sub(1));
        Outcome::Done
    }

    /// All that is shown, as text.
    fn copied(&self) -> String {
        let mut text = String::new();
        let mut last = None;
        for (group, place) in &self.shown {
            if last != Some(group) {
                let _ = writeln!(text, "\n## {}\n", self.groups[*group].heading);
                last = Some(group);
            }
            let entry = &self.groups[*group].entries[*place];
            let (keys, title, help, name) = (&entry.keys, &entry.title, &entry.help, entry.name);
            let _ = writeln!(text, "- `{keys}` {title} (`{name}`): {help}");
        }
        text.trim_start().to_owned()
    }

    /// Draws it over the whole screen.
    pub(crate) fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
        let inside = open_box(frame, area, &self.title, scene.theme);
        let room = usize::from(inside.width);
        self.draw_top(frame, line_of(inside, 0), scene);
        let below = usize::from(inside.height);
        let foot = if below > 8 { FOOT + 1 } else { 0 };
        let rows = below.saturating_sub(2 + foot).max(1);
        let columns = ((room + GAP) / (LEAST + GAP)).max(1);
        self.page = (rows, columns);
        let lines = self.lines(rows);
        let here = HelpLine::Entry(self.cursor);
        let cursor = lines.iter().position(|line| *line == here).unwrap_or(0);
        let whole = rows * columns;
        let from = cursor / whole * whole;
        mark_more(
            frame,
            area,
            (from > 0, from + whole < lines.len()),
            scene.theme,
        );
        if self.shown.is_empty() {
            let nothing = Line::styled(scene.words.get("pick.nothing"), scene.theme.faint);
            frame.render_widget(nothing, line_of(inside, 2));
        }
        let column = (room + GAP) / columns - GAP.min(room);
        let keys = self.keys_width(column);
        for (at, line) in lines.iter().skip(from).take(whole).enumerate() {
            let x = (at / rows) * (column + GAP);
            let place = Rect {
                x: inside.x + u16::try_from(x).unwrap_or(0),
                width: u16::try_from(column).unwrap_or(0),
                ..line_of(inside, u16::try_from(at % rows + 2).unwrap_or(u16::MAX))
            };
            // On a screen of a few lines nothing stands outside it.
            if !area.contains(place.as_position()) {
                continue;
            }
            match *line {
                HelpLine::Blank => {}
                HelpLine::Heading(group) => {
                    let heading = cut(&self.groups[group].heading, column);
                    frame.render_widget(Line::styled(heading, scene.theme.heading), place);
                }
                HelpLine::Entry(number) => {
                    scene.clicks.put(place, ClickTarget::Row(number));
                    self.draw_entry(frame, place, number, keys, scene);
                }
            }
        }
        if foot > 0
            && let Some(entry) = self.entry(self.cursor)
        {
            let from = inside
                .height
                .saturating_sub(u16::try_from(FOOT).unwrap_or(0));
            // The name stands here also where a long title left it no room.
            let told = format!("{} [{}]", entry.help, entry.name);
            let pieces = wrap(&told, room).into_iter().take(FOOT);
            for (at, piece) in (from..).zip(pieces) {
                frame.render_widget(Line::raw(piece), line_of(inside, at));
            }
        }
    }

    /// What stands above the columns: the filter where there is one.
    fn draw_top(&self, frame: &mut Frame<'_>, line: Rect, scene: &Scene<'_>) {
        let room = usize::from(line.width);
        if !self.filtering && self.filter.text().is_empty() {
            let lead = Line::styled(cut(&self.lead, room), scene.theme.faint);
            return frame.render_widget(lead, line);
        }
        let (shown, column) = self.filter.view(room.saturating_sub(3));
        let spans = vec![Span::styled("/ ", scene.theme.title), Span::raw(shown)];
        frame.render_widget(Line::from(spans), line);
        if self.filtering {
            let column = u16::try_from(column).unwrap_or(0);
            frame.set_cursor_position((line.x + 2 + column, line.y));
        }
    }

    /// The columns that the keys have: as the longest needs, up to a third.
    fn keys_width(&self, column: usize) -> usize {
        let entries = self.groups.iter().flat_map(|group| &group.entries);
        let longest = entries.map(|entry| width(&entry.keys)).max().unwrap_or(0);
        longest.min(column / 3)
    }

    fn draw_entry(
        &self,
        frame: &mut Frame<'_>,
        place: Rect,
        number: usize,
        keys: usize,
        scene: &Scene<'_>,
    ) {
        let Some(entry) = self.entry(number) else {
            return;
        };
        let selected = number == self.cursor;
        let style = |own: Style| if selected { scene.theme.focus } else { own };
        let room = usize::from(place.width);
        let after_keys = room.saturating_sub(keys + 2);
        // The name gives way where the title needs the room.
        let title = width(&entry.title);
        let name = width(entry.name);
        let name_room = if title + name + 2 <= after_keys {
            name
        } else {
            0
        };
        let title_room = after_keys.saturating_sub(name_room);
        let spans = vec![
            Span::styled(fit(&entry.keys, keys), style(scene.theme.title)),
            Span::styled(if selected { " ›" } else { "  " }, style(Style::new())),
            Span::styled(fit(&entry.title, title_room), style(Style::new())),
            Span::styled(fit(entry.name, name_room), style(scene.theme.faint)),
        ];
        frame.render_widget(Line::from(spans), place);
    }

    /// The keys of help itself.
    #[must_use]
    pub(crate) fn hints(&self, scene: &Scene<'_>) -> Vec<(String, String)> {
        let hint = |key: &str, word: &str| (key.to_owned(), scene.words.get(word).to_owned());
        if self.filtering {
            return vec![hint("Enter", "hint.keep"), hint("Esc", "hint.unfilter")];
        }
        let named = |command, word: &str| {
            let key = scene.keymap.shown_in(CommandContext::Reader, command);
            key.map(|key| (key, scene.words.get(word).to_owned()))
        };
        let mut hints = vec![hint("Esc", "hint.back"), hint("Enter", "hint.give")];
        hints.extend(named(Command::Search, "command.filter.short"));
        hints.extend(named(Command::Manual, "command.manual.short"));
        hints
    }
}
