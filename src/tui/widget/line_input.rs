//! One line to type in, with the real cursor.

use ratatui::crossterm::event::KeyEvent;

use super::typing::{Inserted, Typing};
use crate::domain::codec::clean;
use crate::domain::text::tidy;

/// A line of text with a cursor.
#[derive(Clone, Debug, Default)]
pub(crate) struct LineInput {
    typing: Typing,
}

impl LineInput {
    /// A line that holds a text, with the cursor at its end.
    #[must_use]
    pub(crate) fn new(text: &str) -> Self {
        Self {
            typing: Typing::new(clean(text, false), false),
        }
    }

    /// The text.
    #[must_use]
    pub(crate) fn text(&self) -> &str {
        self.typing.text()
    }

    /// The text as it is taken in: what was typed without what is not seen; what stood there and was not touched as it is.
    #[must_use]
    pub(crate) fn taken(&self) -> String {
        let text = clean(self.text(), false);
        if self.typing.is_touched() {
            tidy(&text).text.into_owned()
        } else {
            text
        }
    }

    /// Whether anything was typed, put in or taken out.
    #[must_use]
    pub(crate) const fn is_touched(&self) -> bool {
        self.typing.is_touched()
    }

    /// Selects the whole line: the first letter takes its place.
    pub(crate) fn select_all(&mut self) {
        self.typing.select_all();
    }

    /// Whether the cursor stands behind the last letter, and nothing is selected.
    #[must_use]
    pub(crate) fn is_at_end(&self) -> bool {
        self.typing.cursor() == self.text().len() && !self.is_selected()
    }

    /// Takes the selection away, and leaves the line as it is.
    pub(crate) const fn unselect(&mut self) {
        self.typing.unselect();
    }

    /// Whether something is selected.
    #[must_use]
    pub(crate) fn is_selected(&self) -> bool {
        self.typing.selection().is_some()
    }

    /// Takes typing back, or brings it again; `false` where nothing of that is left.
    pub(crate) fn turn(&mut self, back: bool) -> bool {
        if back {
            self.typing.undo()
        } else {
            self.typing.redo()
        }
    }

    /// Puts text in at the cursor, with blanks for line breaks and without what is not seen or steers.
    pub(crate) fn insert(&mut self, text: &str) -> Inserted {
        self.typing.insert(text)
    }

    /// Takes a key; `false` where the key is none of a line's.
    pub(crate) fn key(&mut self, key: KeyEvent) -> bool {
        self.typing.key(key, &|_| Vec::new(), 1)
    }

    /// The part of the line that fits into `columns`, and the cursor's column in it.
    #[must_use]
    pub(crate) fn view(&self, columns: usize) -> (String, usize) {
        self.typing.view(columns)
    }
}

#[cfg(test)]
mod tests {
    use ratatui::crossterm::event::{KeyCode, KeyModifiers};

    use super::*;

    #[test]
    fn altgr_letters_are_typed_and_control_keys_are_not() {
        let mut line = LineInput::default();
        let mut press = |code, modifiers| line.key(KeyEvent::new(code, modifiers));
        assert!(press(
            KeyCode::Char('@'),
            KeyModifiers::CONTROL | KeyModifiers::ALT
        ));
        assert!(press(KeyCode::Char('Å'), KeyModifiers::SHIFT));
        assert!(!press(KeyCode::Char('s'), KeyModifiers::CONTROL));
        assert_eq!(line.text(), "@Å");
    }

    #[test]
    fn the_view_follows_the_cursor_by_columns() {
        let mut line = LineInput::default();
        line.insert("one\r\ntwo\u{1b}[31m\u{0}");
        assert_eq!(line.text(), "one two[31m");
        assert_eq!(line.view(5), ("…31m".to_owned(), 4));
        line.key(KeyEvent::new(KeyCode::Home, KeyModifiers::NONE));
        assert_eq!(line.view(5), ("one …".to_owned(), 0));
        let stored = LineInput::new("reg\u{ad}ister");
        assert_eq!(stored.view(30), ("reg‹U+00AD›ister".to_owned(), 16));
        assert_eq!(stored.taken(), "reg\u{ad}ister");
    }
}
