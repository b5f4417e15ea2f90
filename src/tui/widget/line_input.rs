//! One line to type in, by grapheme clusters, with the real cursor.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use unicode_segmentation::UnicodeSegmentation;

use super::text::{visible, width};
use crate::domain::value::clean;

/// The most that one line takes, in bytes: far more than anybody types, and drawn without delay.
const LONGEST: usize = 1 << 20;

/// A line of text with a cursor.
#[derive(Clone, Debug, Default)]
pub struct LineInput {
    text: String,
    /// The cursor's byte offset, always between two clusters.
    cursor: usize,
}

impl LineInput {
    /// A line that holds a text, with the cursor at its end.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let text = clean(text, false);
        Self {
            cursor: text.len(),
            text,
        }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Puts text in at the cursor; control characters are taken out and line breaks become blanks.
    /// `true` where something was taken out.
    pub fn insert(&mut self, text: &str) -> bool {
        let kept: String = text
            .chars()
            .filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t' | '\r'))
            .collect();
        let removed = kept.len() != text.len();
        let kept: String = kept
            .replace("\r\n", " ")
            .chars()
            .map(|letter| if letter.is_control() { ' ' } else { letter })
            .collect();
        let room = LONGEST.saturating_sub(self.text.len());
        let end = kept
            .char_indices()
            .map(|(at, letter)| at + letter.len_utf8())
            .take_while(|end| *end <= room)
            .last()
            .unwrap_or(0);
        self.text.insert_str(self.cursor, &kept[..end]);
        self.cursor += end;
        removed
    }

    fn before(&self) -> usize {
        self.text[..self.cursor]
            .grapheme_indices(true)
            .next_back()
            .map_or(0, |(at, _)| at)
    }

    fn after(&self) -> usize {
        self.text[self.cursor..]
            .graphemes(true)
            .next()
            .map_or(self.text.len(), |cluster| self.cursor + cluster.len())
    }

    fn word_before(&self) -> usize {
        let mut words = self.text[..self.cursor].unicode_word_indices();
        words.next_back().map_or(0, |(at, _)| at)
    }

    /// Takes a key; `false` where the key is none of a line's.
    pub fn key(&mut self, key: KeyEvent) -> bool {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        match key.code {
            // AltGr arrives as Ctrl and Alt together on some keyboards: those are letters.
            KeyCode::Char(letter) if control == alt => {
                self.insert(letter.encode_utf8(&mut [0; 4]));
            }
            KeyCode::Left if control || alt => self.cursor = self.word_before(),
            KeyCode::Left => self.cursor = self.before(),
            KeyCode::Right => self.cursor = self.after(),
            KeyCode::Home => self.cursor = 0,
            KeyCode::End => self.cursor = self.text.len(),
            KeyCode::Char('a') if control => self.cursor = 0,
            KeyCode::Backspace if control || alt => self.delete(self.word_before(), self.cursor),
            KeyCode::Char('w') if control => self.delete(self.word_before(), self.cursor),
            KeyCode::Char('u') if control => self.delete(0, self.cursor),
            KeyCode::Char('k') if control => self.delete(self.cursor, self.text.len()),
            KeyCode::Backspace => self.delete(self.before(), self.cursor),
            KeyCode::Delete => self.delete(self.cursor, self.after()),
            _ => return false,
        }
        true
    }

    fn delete(&mut self, from: usize, to: usize) {
        self.text.replace_range(from..to, "");
        self.cursor = from;
    }

    /// The part of the line that fits into `columns`, and the cursor's column in it.
    #[must_use]
    pub fn view(&self, columns: usize) -> (String, usize) {
        let columns = columns.max(2);
        let mut start = self.cursor;
        let mut used = 0;
        for (at, cluster) in self.text[..self.cursor].grapheme_indices(true).rev() {
            let next = width(&visible(cluster));
            if used + next >= columns {
                break;
            }
            used += next;
            start = at;
        }
        let mut shown = visible(&self.text[start..self.cursor]);
        let column = width(&shown);
        for cluster in self.text[self.cursor..].graphemes(true) {
            let cluster = visible(cluster);
            if width(&shown) + width(&cluster) > columns {
                break;
            }
            shown.push_str(&cluster);
        }
        (shown, column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(line: &mut LineInput, code: KeyCode, modifiers: KeyModifiers) -> bool {
        line.key(KeyEvent::new(code, modifiers))
    }

    #[test]
    fn whole_clusters_are_passed_and_deleted() {
        let mut line = LineInput::new("ae\u{301}👨‍👩‍👧");
        press(&mut line, KeyCode::Backspace, KeyModifiers::NONE);
        assert_eq!(line.text(), "ae\u{301}");
        press(&mut line, KeyCode::Left, KeyModifiers::NONE);
        press(&mut line, KeyCode::Delete, KeyModifiers::NONE);
        assert_eq!(line.text(), "a");
    }

    #[test]
    fn altgr_letters_are_typed_and_control_keys_are_not() {
        let mut line = LineInput::default();
        assert!(press(
            &mut line,
            KeyCode::Char('@'),
            KeyModifiers::CONTROL | KeyModifiers::ALT
        ));
        assert!(press(&mut line, KeyCode::Char('Å'), KeyModifiers::SHIFT));
        assert!(!press(&mut line, KeyCode::Char('s'), KeyModifiers::CONTROL));
        assert_eq!(line.text(), "@Å");
    }

    #[test]
    fn pasted_lines_become_one_without_control_characters() {
        let mut line = LineInput::default();
        assert!(line.insert("one\r\ntwo\u{1b}[31m\u{0}"));
        assert_eq!(line.text(), "one two[31m");
        let (shown, column) = line.view(5);
        assert_eq!((shown.as_str(), column), ("[31m", 4));
    }
}
