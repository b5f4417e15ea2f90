//! A text to read: a record as it will be exported, a report, the keys.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::exchange::document::Block;
use crate::exchange::markdown::print;
use crate::tui::command::{Command, Context};
use crate::tui::document::{StyledLines, styled};
use crate::tui::key::Key;
use crate::tui::layer::{Answer, Input, Outcome, Request, Scene, command_hints};
use crate::tui::widget::frame::open_box;

/// A document, shown with its headings and lists, and copied as Markdown; or plain text, copied as it is.
#[derive(Debug)]
pub struct Reader {
    title: String,
    blocks: Vec<Block>,
    plain: Option<String>,
    offset: usize,
    drawn: Option<(u16, StyledLines)>,
    height: usize,
}

impl Reader {
    /// A document under a title.
    #[must_use]
    pub fn new(title: &str, blocks: Vec<Block>) -> Self {
        Self {
            title: title.to_owned(),
            blocks,
            plain: None,
            offset: 0,
            drawn: None,
            height: 1,
        }
    }

    /// Plain text under a title.
    #[must_use]
    pub fn plain(title: &str, text: String) -> Self {
        let blocks = vec![Block::Verbatim(text.as_str().into())];
        Self {
            plain: Some(text),
            ..Self::new(title, blocks)
        }
    }

    fn copied(&self) -> String {
        let plain = self.plain.clone();
        plain.unwrap_or_else(|| print(&self.blocks))
    }

    /// Takes an input: it scrolls, `Esc` and `Enter` close, copying takes the whole text.
    pub fn handle(&mut self, input: &Input, scene: &Scene<'_>) -> Outcome {
        let Input::Key(key) = input else {
            return Outcome::Ignored;
        };
        let last = self
            .drawn
            .as_ref()
            .map_or(0, |(_, lines)| lines.len().saturating_sub(self.height));
        match scene.keymap.command(Context::Reader, Key::of(*key)) {
            Some(Command::Up) => self.offset = self.offset.saturating_sub(1),
            Some(Command::Down) => self.offset = (self.offset + 1).min(last),
            Some(Command::PageUp) => self.offset = self.offset.saturating_sub(self.height),
            Some(Command::PageDown) => self.offset = (self.offset + self.height).min(last),
            Some(Command::First) => self.offset = 0,
            Some(Command::Last) => self.offset = last,
            Some(Command::Back) => return Outcome::Close(Answer::Cancelled),
            Some(Command::Copy) => return Outcome::Do(Request::Copy(self.copied())),
            Some(Command::CopyToFile) => {
                return Outcome::Do(Request::CopyToFile(self.copied()));
            }
            _ if matches!(
                key.code,
                ratatui::crossterm::event::KeyCode::Enter
                    | ratatui::crossterm::event::KeyCode::Char('q')
            ) =>
            {
                return Outcome::Close(Answer::Cancelled);
            }
            _ => return Outcome::Ignored,
        }
        Outcome::Done
    }

    /// Draws the text over the whole area.
    pub fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
        let inside = open_box(frame, area, &self.title, scene.theme);
        self.height = usize::from(inside.height.max(1));
        if self
            .drawn
            .as_ref()
            .is_none_or(|(width, _)| *width != inside.width)
        {
            self.drawn = Some((
                inside.width,
                styled(&self.blocks, inside.width as usize, scene.theme),
            ));
        }
        if let Some((_, lines)) = &self.drawn {
            self.offset = self.offset.min(lines.len().saturating_sub(1));
            lines.draw(frame, inside, self.offset);
        }
    }

    /// The keys of a text.
    #[must_use]
    pub fn hints(&self, scene: &Scene<'_>) -> Vec<(String, String)> {
        let mut hints = vec![("Esc".to_owned(), scene.words.get("hint.back").to_owned())];
        hints.extend(command_hints(Context::Reader, scene));
        hints
    }
}
