//! A question with a few choices, or something to be told.

use ratatui::Frame;
use ratatui::crossterm::event::KeyCode;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::tui::clicks::ClickTarget;
use crate::tui::outcome::Outcome;
use crate::tui::request::{Closed, Input, Reply};
use crate::tui::scene::Scene;
use crate::tui::widget::frame::{line_of, mark_more, middle, open_box};
use crate::tui::widget::text::{cut, width, wrap};

/// A question.
#[derive(Debug)]
pub(crate) struct Ask {
    title: String,
    text: String,
    choices: Vec<(Reply, String)>,
    cursor: usize,
    offset: usize,
    /// Whether the last drawing had no room for the whole text.
    long: bool,
}

impl Ask {
    /// A question. Its first choice, the one that `Enter` takes at once, leaves everything as it is: `leave` says so.
    #[must_use]
    pub(crate) fn new(title: &str, text: &str, leave: &str) -> Self {
        Self {
            title: title.to_owned(),
            text: text.to_owned(),
            choices: vec![(Reply::Leave, leave.to_owned())],
            cursor: 0,
            offset: 0,
            long: false,
        }
    }

    /// The same question with one more choice.
    #[must_use]
    pub(crate) fn or(mut self, reply: Reply, choice: &str) -> Self {
        self.choices.push((reply, choice.to_owned()));
        self
    }

    /// Takes an input: arrows and a choice's first letter move, only `Enter` takes one, `Esc` takes none.
    pub(crate) fn handle(&mut self, input: &Input, _scene: &Scene<'_>) -> Outcome {
        let Input::Key(key) = input else {
            return Outcome::Ignored;
        };
        let last = self.choices.len().saturating_sub(1);
        match key.code {
            KeyCode::Esc => return Outcome::Close(Closed::Cancelled),
            KeyCode::Enter => return self.reply(self.cursor),
            KeyCode::Right | KeyCode::Down | KeyCode::Tab => {
                self.cursor = (self.cursor + 1).min(last);
            }
            KeyCode::Left | KeyCode::Up | KeyCode::BackTab => {
                self.cursor = self.cursor.saturating_sub(1);
            }
            KeyCode::PageDown => self.offset = self.offset.saturating_add(5),
            KeyCode::PageUp => self.offset = self.offset.saturating_sub(5),
            KeyCode::Char(letter) => {
                let letter = letter.to_lowercase().to_string();
                if let Some(at) = self
                    .choices
                    .iter()
                    .position(|(_, choice)| choice.to_lowercase().starts_with(&letter))
                {
                    self.cursor = at;
                }
            }
            _ => return Outcome::Ignored,
        }
        Outcome::Done
    }

    /// Takes the choice that was clicked.
    pub(crate) fn click(&self, target: &ClickTarget) -> Outcome {
        match target {
            ClickTarget::Button(at) => self.reply(*at),
            _ => Outcome::Ignored,
        }
    }

    fn reply(&self, at: usize) -> Outcome {
        let reply = self.choices.get(at).map(|(reply, _)| reply.clone());
        Outcome::Close(reply.map_or(Closed::Cancelled, Closed::Chosen))
    }

    /// How wide the box is: as wide as a line is read well in; wider, where there is room, for a title or a long text
    /// that would not stand in it.
    fn columns(&self, area: Rect) -> u16 {
        /// What a line is read well in, and the widest that it is still read in.
        const WELL: u16 = 66;
        const WIDEST: u16 = 100;
        /// From how many lines on a text is long.
        const LONG: usize = 8;
        let room = |columns: u16| usize::from(columns.saturating_sub(4));
        let titled = u16::try_from(width(&self.title) + 6).unwrap_or(WIDEST);
        let text = wrap(&self.text, room(WELL)).len();
        let wanted = if text > LONG { WIDEST } else { titled };
        wanted.clamp(WELL, WIDEST).min(area.width.saturating_sub(4))
    }

    /// Draws the question in the middle.
    pub(crate) fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
        let columns = self.columns(area);
        let room = columns.saturating_sub(4) as usize;
        let mut lines = wrap(&self.text, room);
        if width(&self.title) > columns.saturating_sub(6) as usize {
            // What the border has no room for is said in full.
            lines.splice(0..0, wrap(&self.title, room));
        }
        // Each stands in brackets, with a blank between two.
        let choices_width: usize = self
            .choices
            .iter()
            .map(|(_, choice)| width(choice) + 5)
            .sum();
        let stacked = choices_width > columns.saturating_sub(3) as usize;
        let choice_lines = if stacked { self.choices.len() } else { 1 };
        let wanted = u16::try_from(lines.len() + choice_lines + 3).unwrap_or(u16::MAX);
        let place = middle(area, columns, wanted);
        let inside = open_box(frame, place, &self.title, scene.theme);
        let room = (inside.height as usize).saturating_sub(choice_lines + 1);
        self.offset = self.offset.min(lines.len().saturating_sub(room));
        self.long = lines.len() > room;
        let more = (self.offset > 0, self.offset + room < lines.len());
        mark_more(frame, place, more, scene.theme);
        for (at, line) in lines.iter().skip(self.offset).take(room).enumerate() {
            frame.render_widget(
                Line::raw(line.as_str()),
                line_of(inside, u16::try_from(at).unwrap_or(u16::MAX)),
            );
        }
        let top = inside
            .height
            .saturating_sub(u16::try_from(choice_lines).unwrap_or(1));
        let mut column = inside.x;
        for (at, (_, choice)) in self.choices.iter().enumerate() {
            let (lead, style) = if at == self.cursor {
                ("›", scene.theme.focus)
            } else {
                (" ", scene.theme.heading)
            };
            let text = format!(
                "[{lead}{} ]",
                cut(choice, inside.width.saturating_sub(4) as usize)
            );
            let columns = u16::try_from(width(&text)).unwrap_or(u16::MAX);
            let line = line_of(
                inside,
                if stacked {
                    top + u16::try_from(at).unwrap_or(0)
                } else {
                    top
                },
            );
            let place = Rect {
                x: column,
                width: columns.min((inside.x + inside.width).saturating_sub(column)),
                ..line
            };
            scene.clicks.put(place, ClickTarget::Button(at));
            frame.render_widget(Line::styled(text, style), place);
            if !stacked {
                column += columns + 1;
            }
        }
    }

    /// The keys of a question.
    #[must_use]
    pub(crate) fn hints(&self, scene: &Scene<'_>) -> Vec<(String, String)> {
        let word = |key: &str| scene.words.get(key).to_owned();
        let mut hints = vec![("Enter".to_owned(), word("hint.choose"))];
        if self.long {
            hints.push(("PgDn PgUp".to_owned(), word("hint.more")));
        }
        hints.push(("Esc".to_owned(), word("hint.back")));
        hints
    }
}
