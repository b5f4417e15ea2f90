//! Text over several lines: wrapped, with undo, a selection and the real cursor.

use ratatui::Frame;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui_textarea::{CursorMove, Input, Key, TextArea, WrapMode};

/// A text area with keys of our own: its shortcuts would clash with the program's.
#[derive(Clone, Debug)]
pub struct LongText {
    area: TextArea<'static>,
}

impl LongText {
    /// An area that holds a text, with the cursor at its end.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut area = TextArea::new(text.split('\n').map(str::to_owned).collect());
        area.set_wrap_mode(WrapMode::WordOrGlyph);
        area.set_cursor_line_style(Style::new());
        area.set_cursor_style(Style::new().add_modifier(Modifier::REVERSED));
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Self { area }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// Puts text in at the cursor, without control characters other than line breaks; `true` where something
    /// was taken out.
    pub fn insert(&mut self, text: &str) -> bool {
        let text = text
            .replace("\r\n", "\n")
            .replace('\r', "\n")
            .replace('\t', "    ");
        let kept: String = text
            .chars()
            .filter(|letter| *letter == '\n' || !letter.is_control())
            .collect();
        self.area.insert_str(&kept);
        kept.len() != text.len()
    }

    /// Takes a key; `false` where the key is none of a text's.
    pub fn key(&mut self, key: KeyEvent) -> bool {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        let shift = key.modifiers.contains(KeyModifiers::SHIFT);
        match key.code {
            KeyCode::Char(letter) if control == alt => self.area.insert_char(letter),
            KeyCode::Char('z') if control => {
                self.area.undo();
            }
            KeyCode::Char('r') if control => {
                self.area.redo();
            }
            KeyCode::Char('a') if control => self.area.move_cursor(CursorMove::Head),
            KeyCode::Char('w') if control => {
                self.area.delete_word();
            }
            KeyCode::Char('k') if control => {
                self.area.delete_line_by_end();
            }
            KeyCode::Left if control => self.area.move_cursor(CursorMove::WordBack),
            KeyCode::Right if control => self.area.move_cursor(CursorMove::WordForward),
            KeyCode::Home if control => self.area.move_cursor(CursorMove::Top),
            KeyCode::End if control => self.area.move_cursor(CursorMove::Bottom),
            KeyCode::Enter => self.area.insert_newline(),
            code => {
                let key = match code {
                    KeyCode::Backspace => Key::Backspace,
                    KeyCode::Delete => Key::Delete,
                    KeyCode::Left => Key::Left,
                    KeyCode::Right => Key::Right,
                    KeyCode::Up => Key::Up,
                    KeyCode::Down => Key::Down,
                    KeyCode::Home => Key::Home,
                    KeyCode::End => Key::End,
                    KeyCode::PageUp => Key::PageUp,
                    KeyCode::PageDown => Key::PageDown,
                    _ => return false,
                };
                self.area.input(Input {
                    key,
                    ctrl: false,
                    alt: false,
                    shift,
                });
            }
        }
        true
    }

    /// Draws the text into an area.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect) {
        frame.render_widget(&self.area, area);
    }
}
