//! Choosing one or several from a list with a filter; own words and "new" where that is possible.

use ratatui::Frame;
use ratatui::crossterm::event::{KeyCode, KeyModifiers};
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::text::{fold, key};
use crate::search::{Haystack, Query};
use crate::tui::layer::{Outcome, told};
use crate::tui::request::{Answer, Input, Picked};
use crate::tui::scene::Scene;
use crate::tui::widget::frame::{line_of, mark_more, middle, open_box, scrolled};
use crate::tui::widget::line_input::LineInput;
use crate::tui::widget::text::{cut, fit, width, wrap};

/// Something to choose.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    /// What is answered: a code, a record's number.
    pub key: String,
    /// What is shown.
    pub label: String,
    /// What stands beside it, fainter.
    pub detail: String,
    haystack: Haystack,
    /// What it is called besides: typed whole, each is as good as the label.
    names: Vec<String>,
}

impl Choice {
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
        }
    }
}

/// A list to choose from.
#[derive(Debug)]
pub(crate) struct Pick {
    title: String,
    choices: Vec<Choice>,
    several: bool,
    own: bool,
    new: Option<String>,
    chosen: Vec<Picked>,
    filter: LineInput,
    shown: Vec<usize>,
    cursor: usize,
    offset: usize,
}

impl Pick {
    /// A list of choices, of which one is taken.
    #[must_use]
    pub(crate) fn new(title: &str, choices: Vec<Choice>) -> Self {
        let shown = (0..choices.len()).collect();
        Self {
            title: title.to_owned(),
            choices,
            several: false,
            own: false,
            new: None,
            chosen: Vec::new(),
            filter: LineInput::default(),
            shown,
            cursor: 0,
            offset: 0,
        }
    }

    /// The same, of which several may be taken.
    #[must_use]
    pub(crate) const fn several(mut self) -> Self {
        self.several = true;
        self
    }

    /// The same, where own words are possible too.
    #[must_use]
    pub(crate) const fn or_own(mut self) -> Self {
        self.own = true;
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
            choices.any(|choice| key(&choice.label) == same)
        };
        if self.own && !typed.is_empty() && !is_offered() {
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
        let rank = |choice: &Choice| {
            let label = fold(&choice.label);
            let reference = choice.detail.split(' ').next().unwrap_or_default();
            let whole = fold(&choice.key) == typed
                || fold(reference) == typed
                || label == typed
                || choice.names.contains(&typed);
            (
                !whole,
                !label.starts_with(&typed),
                !label.split(' ').any(|word| word.starts_with(&typed)),
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

    /// Takes an input: letters filter, arrows move, `Space` marks where several can be taken, `Enter` takes.
    pub(crate) fn handle(&mut self, input: &Input, scene: &Scene<'_>) -> Outcome {
        let key = match input {
            Input::Paste(text) => {
                let inserted = self.filter.insert(text);
                self.refilter();
                return told(inserted, scene);
            }
            Input::Key(key) => *key,
        };
        let lines = self.lines();
        let last = lines.len().saturating_sub(1);
        let here = lines.get(self.cursor).cloned();
        let mark = self.several && (key.code == KeyCode::Char(' ') || key.code == KeyCode::Tab);
        match (key.code, here) {
            (KeyCode::Esc, _) => return Outcome::Close(Answer::Cancelled),
            (KeyCode::Char('s'), here)
                if key.modifiers == KeyModifiers::CONTROL && self.several =>
            {
                // What was typed is meant, though it was not marked.
                let typed = !self.filter.text().trim().is_empty();
                let here = here.filter(|here| typed && !matches!(here, Picked::New(_)));
                let here = here.filter(|here| !self.chosen.contains(here));
                self.chosen.extend(here);
                return Outcome::Close(Answer::Picked(self.chosen.clone()));
            }
            (KeyCode::Up, _) => self.cursor = self.cursor.saturating_sub(1),
            (KeyCode::Down, _) => self.cursor = (self.cursor + 1).min(last),
            (KeyCode::PageUp, _) => self.cursor = self.cursor.saturating_sub(10),
            (KeyCode::PageDown, _) => self.cursor = (self.cursor + 10).min(last),
            (KeyCode::Home, _) => self.cursor = 0,
            (KeyCode::End, _) => self.cursor = last,
            // A blank belongs to the words typed, unless nothing is typed or the marked line is one of several.
            (_, Some(picked))
                if mark
                    && !matches!(picked, Picked::New(_))
                    && (key.code == KeyCode::Tab || self.filter.text().is_empty()) =>
            {
                self.toggle(&picked);
                if matches!(picked, Picked::Own(_)) {
                    self.filter = LineInput::default();
                    self.refilter();
                }
            }
            (KeyCode::Enter, Some(picked)) => {
                if self.several && !matches!(picked, Picked::New(_)) {
                    let typed = !self.filter.text().trim().is_empty();
                    if (self.chosen.is_empty() || typed) && !self.chosen.contains(&picked) {
                        self.chosen.push(picked);
                    }
                    if typed {
                        // After a word was typed and taken, the next can be typed at once; `Enter` alone ends.
                        self.filter = LineInput::default();
                        self.refilter();
                        return Outcome::Done;
                    }
                    return Outcome::Close(Answer::Picked(self.chosen.clone()));
                }
                let mut answer = if self.several {
                    self.chosen.clone()
                } else {
                    Vec::new()
                };
                answer.push(picked);
                return Outcome::Close(Answer::Picked(answer));
            }
            (KeyCode::Enter, None) if self.filter.text().is_empty() => {
                return Outcome::Close(Answer::Picked(self.chosen.clone()));
            }
            (KeyCode::Enter, None) => {
                return Outcome::Warn(scene.words.get("pick.nothing").to_owned());
            }
            _ => {
                if !self.filter.key(key) {
                    return Outcome::Ignored;
                }
                self.refilter();
            }
        }
        Outcome::Done
    }

    /// Draws the list in the middle.
    pub(crate) fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
        let lines = self.lines();
        let widest = |of: &dyn Fn(&Choice) -> usize| {
            let widths = self.choices.iter().take(400).map(of);
            widths.max().unwrap_or(0)
        };
        let (labels, details) = (
            widest(&|choice| width(&choice.label)) + 4,
            widest(&|choice| width(&choice.detail)),
        );
        let most = usize::from(area.width.saturating_sub(4)).clamp(44, 110);
        let columns = u16::try_from((labels + details + 6).clamp(44, most)).unwrap_or(90);
        // Where a line is too long for the box, the selected one stands below in full.
        let cuts = labels + details + 6 > usize::from(columns);
        let foot = match area.height {
            _ if !cuts => 0,
            16.. => 3,
            _ => 2,
        };
        let height = u16::try_from(lines.len().clamp(3, 18) + 4 + foot).unwrap_or(22);
        let place = middle(area, columns, height);
        let inside = open_box(frame, place, &self.title, scene.theme);
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
            frame.render_widget(
                Line::styled(scene.words.get("pick.nothing"), scene.theme.faint),
                line_of(inside, 2),
            );
        }
        // The second column begins where every label ends, or at the middle.
        let label_room = if labels + details < room {
            labels
        } else {
            labels.min((room / 2).max(room.saturating_sub(details + 1)))
        };
        for (at, picked) in lines.iter().enumerate().skip(self.offset).take(height) {
            let mark = match (self.several, self.chosen.contains(picked)) {
                _ if matches!(picked, Picked::New(_)) => "",
                (true, true) => "[x] ",
                (true, false) => "[ ] ",
                (false, true) => "• ",
                (false, false) => "  ",
            };
            let (label, detail) = self.shown(picked, scene);
            let left = format!("{mark}{label}");
            // Where nothing stands beside it, a label has the whole line.
            let left_room = if detail.is_empty() { room } else { label_room };
            let left = fit(&left, left_room.min(room));
            let detail = fit(detail, room.saturating_sub(width(&left) + 1));
            let line = line_of(
                inside,
                u16::try_from(at - self.offset + 2).unwrap_or(u16::MAX),
            );
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
        if foot > 0
            && let Some(picked) = lines.get(self.cursor)
        {
            let (label, detail) = self.shown(picked, scene);
            let from = inside
                .height
                .saturating_sub(u16::try_from(foot).unwrap_or(0));
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
    }

    /// The label of a line, and what stands beside it.
    fn shown<'a>(&'a self, picked: &'a Picked, scene: &'a Scene<'_>) -> (&'a str, &'a str) {
        match picked {
            Picked::Choice(key) => {
                let choice = self.choices.iter().find(|choice| choice.key == *key);
                choice.map_or(("", ""), |choice| (&choice.label, &choice.detail))
            }
            Picked::Own(text) => (text, scene.words.get("pick.own")),
            Picked::New(_) => (self.new.as_deref().unwrap_or_default(), ""),
        }
    }

    /// The keys of a list.
    #[must_use]
    pub(crate) fn hints(&self, scene: &Scene<'_>) -> Vec<(String, String)> {
        let word = |key: &str| scene.words.get(key).to_owned();
        let mut hints = vec![("Enter".to_owned(), word("hint.choose"))];
        if self.several {
            hints.push(("Space".to_owned(), word("hint.mark")));
            hints.push(("Ctrl-S".to_owned(), word("hint.take")));
        }
        hints.push(("Esc".to_owned(), word("hint.back")));
        hints
    }
}
