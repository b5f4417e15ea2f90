//! The one core of all typing, of one line and of several: whole clusters, words, undo, a selection, the real cursor.
//!
//! Every input of the program stands on it, so that a key does the same everywhere.

use std::ops::Range;

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use unicode_segmentation::UnicodeSegmentation;

use super::text::{visible, width};
use crate::domain::text::tidy;

/// The most that one line takes, in bytes: far more than anybody types, and drawn without delay.
const LONGEST_LINE: usize = 1 << 20;
/// The most that a text of several lines takes.
const LONGEST_TEXT: usize = 1 << 26;
/// How many steps can be taken back.
const STEPS: usize = 1000;

/// What became of a text that was put in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Inserted {
    /// How many characters were taken out, because they are not seen or steer.
    pub removed: usize,
    /// How many characters found no room.
    pub left_out: usize,
}

impl Inserted {
    /// What becomes of a text wherever there is room for it.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self {
            removed: tidy(text).removed,
            left_out: 0,
        }
    }
}

/// One change that can be taken back.
#[derive(Clone, Debug)]
struct TypingStep {
    at: usize,
    removed: String,
    inserted: String,
    cursor: usize,
}

/// A row of a text as it is drawn: the bytes in it.
pub(super) type Row = Range<usize>;

/// Text that is typed, with a cursor that always stands between two clusters.
#[derive(Clone, Debug, Default)]
pub(super) struct Typing {
    text: String,
    cursor: usize,
    /// Whether it may hold line breaks.
    lines: bool,
    /// The other end of the selection.
    anchor: Option<usize>,
    done: Vec<TypingStep>,
    undone: Vec<TypingStep>,
    /// Whether the next letter belongs to the last step.
    going_on: bool,
    /// The column that going up and down keeps to.
    goal: Option<usize>,
    touched: bool,
}

impl Typing {
    /// What holds a text, with the cursor at its end.
    pub(super) fn new(text: String, lines: bool) -> Self {
        Self {
            cursor: text.len(),
            text,
            lines,
            ..Self::default()
        }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) const fn cursor(&self) -> usize {
        self.cursor
    }

    /// Whether anything was typed, put in or taken out.
    pub(super) const fn is_touched(&self) -> bool {
        self.touched
    }

    /// The bytes that are selected.
    pub(super) fn selection(&self) -> Option<Range<usize>> {
        let anchor = self.anchor.filter(|anchor| *anchor != self.cursor)?;
        Some(anchor.min(self.cursor)..anchor.max(self.cursor))
    }

    /// Selects the whole text.
    pub(super) fn select_all(&mut self) {
        (self.anchor, self.cursor) = (Some(0), self.text.len());
    }

    /// Puts text in at the cursor, in the place of what is selected: without what is not seen or steers, and in one line
    /// with blanks for line breaks.
    pub(super) fn insert(&mut self, text: &str) -> Inserted {
        let tidied = tidy(text);
        let breaks = if self.lines { "\n" } else { " " };
        let kept = tidied
            .text
            .replace("\r\n", breaks)
            .replace(['\n', '\r', '\u{2028}', '\u{2029}'], breaks)
            .replace('\t', if self.lines { "    " } else { " " });
        let limit = if self.lines {
            LONGEST_TEXT
        } else {
            LONGEST_LINE
        };
        let range = self.selection().unwrap_or(self.cursor..self.cursor);
        let room = limit.saturating_sub(self.text.len() - range.len());
        let mut end = kept.len();
        if end > room {
            let clusters = kept.grapheme_indices(true).map(|(at, _)| at);
            end = clusters.take_while(|at| *at <= room).last().unwrap_or(0);
        }
        self.going_on = false;
        self.replace(range, &kept[..end]);
        Inserted {
            removed: tidied.removed,
            left_out: kept[end..].chars().count(),
        }
    }

    /// Takes a letter that was typed. A joiner waits for its other half; what is never seen is not taken.
    fn letter(&mut self, letter: char) {
        let mut buffer = [0; 4];
        let text = letter.encode_utf8(&mut buffer);
        let waits = matches!(letter, '\u{200c}' | '\u{200d}' | '\u{fe0e}' | '\u{fe0f}');
        if !waits && tidy(text).removed > 0 {
            return;
        }
        let range = self.selection().unwrap_or(self.cursor..self.cursor);
        // What is typed in one go is taken back word by word.
        let goes_on =
            self.going_on && range.is_empty() && !letter.is_whitespace() && self.undone.is_empty();
        let limit = if self.lines {
            LONGEST_TEXT
        } else {
            LONGEST_LINE
        };
        if self.text.len() + text.len() > limit {
            return;
        }
        if goes_on && let Some(step) = self.done.last_mut() {
            step.inserted.push_str(text);
            self.text.insert_str(self.cursor, text);
            self.cursor += text.len();
        } else {
            self.replace(range, text);
        }
        self.going_on = true;
    }

    fn replace(&mut self, range: Range<usize>, with: &str) {
        self.anchor = None;
        self.goal = None;
        if range.is_empty() && with.is_empty() {
            return;
        }
        self.touched = true;
        self.keep_undone();
        if self.done.len() >= STEPS {
            self.done.drain(..=self.done.len() - STEPS);
        }
        self.done.push(TypingStep {
            at: range.start,
            removed: self.text[range.clone()].to_owned(),
            inserted: with.to_owned(),
            cursor: self.cursor,
        });
        self.cursor = range.start + with.len();
        self.text.replace_range(range, with);
    }

    /// Takes the latest change back; `false` where there is none.
    pub(super) fn undo(&mut self) -> bool {
        let Some(step) = self.done.pop() else {
            return false;
        };
        let end = step.at + step.inserted.len();
        self.text.replace_range(step.at..end, &step.removed);
        self.cursor = step.cursor;
        self.undone.push(step);
        (self.anchor, self.goal, self.going_on) = (None, None, false);
        true
    }

    /// Brings what was taken back last again; `false` where there is nothing.
    pub(super) fn redo(&mut self) -> bool {
        let Some(step) = self.undone.pop() else {
            return false;
        };
        let end = step.at + step.removed.len();
        self.text.replace_range(step.at..end, &step.inserted);
        self.cursor = step.at + step.inserted.len();
        self.done.push(step);
        (self.anchor, self.goal, self.going_on) = (None, None, false);
        true
    }

    /// Keeps what was taken back reachable when something else is typed: taking back then leads through it.
    fn keep_undone(&mut self) {
        let undone: Vec<TypingStep> = std::mem::take(&mut self.undone).into_iter().rev().collect();
        let back = undone.iter().rev().map(|step| TypingStep {
            at: step.at,
            removed: step.inserted.clone(),
            inserted: step.removed.clone(),
            cursor: step.at + step.inserted.len(),
        });
        let back: Vec<TypingStep> = back.collect();
        self.done.extend(undone);
        self.done.extend(back);
    }

    /// Takes the selection away, and leaves the text as it is.
    pub(super) const fn unselect(&mut self) {
        self.anchor = None;
    }

    fn before(&self) -> usize {
        let mut clusters = self.text[..self.cursor].grapheme_indices(true);
        clusters.next_back().map_or(0, |(at, _)| at)
    }

    fn after(&self) -> usize {
        let cluster = self.text[self.cursor..].graphemes(true).next();
        self.cursor + cluster.map_or(0, str::len)
    }

    /// The beginning of the word that the cursor stands in or behind.
    fn word_before(&self) -> usize {
        let mut words = self.text[..self.cursor].unicode_word_indices();
        words.next_back().map_or(0, |(at, _)| at)
    }

    /// The end of the word that the cursor stands in or before.
    fn word_after(&self) -> usize {
        let mut words = self.text[self.cursor..].unicode_word_indices();
        let word = words.next();
        word.map_or(self.text.len(), |(at, word)| self.cursor + at + word.len())
    }

    fn line_start(&self) -> usize {
        self.text[..self.cursor].rfind('\n').map_or(0, |at| at + 1)
    }

    fn line_end(&self) -> usize {
        let rest = &self.text[self.cursor..];
        rest.find('\n')
            .map_or(self.text.len(), |at| self.cursor + at)
    }

    fn go(&mut self, to: usize, selects: bool) {
        if selects {
            self.anchor.get_or_insert(self.cursor);
        } else {
            self.anchor = None;
        }
        self.cursor = to;
        (self.goal, self.going_on) = (None, false);
    }

    fn delete(&mut self, range: Range<usize>) {
        self.going_on = false;
        let range = self.selection().unwrap_or(range);
        self.replace(range, "");
    }

    /// Takes a key; `false` where the key is none of typing.
    ///
    /// `rows` are the rows of several lines as they were drawn last, and `page` how many of them are seen.
    pub(super) fn key(
        &mut self,
        key: KeyEvent,
        rows: &dyn Fn(&str) -> Vec<Row>,
        page: usize,
    ) -> bool {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        let selects = key.modifiers.contains(KeyModifiers::SHIFT);
        let far = control || alt;
        match key.code {
            // AltGr arrives as Ctrl and Alt together on some keyboards: those are letters.
            KeyCode::Char(letter) if control == alt => self.letter(letter),
            KeyCode::Enter if self.lines => {
                self.insert("\n");
            }
            KeyCode::Left if far => self.go(self.word_before(), selects),
            KeyCode::Right if far => self.go(self.word_after(), selects),
            KeyCode::Char('b') if alt => self.go(self.word_before(), false),
            KeyCode::Char('f') if alt => self.go(self.word_after(), false),
            KeyCode::Left => self.go(self.before(), selects),
            KeyCode::Right => self.go(self.after(), selects),
            KeyCode::Home if control => self.go(0, selects),
            KeyCode::End if control => self.go(self.text.len(), selects),
            KeyCode::Home => self.go(self.line_start(), selects),
            KeyCode::End => self.go(self.line_end(), selects),
            KeyCode::Char('a') if control => self.go(self.line_start(), false),
            KeyCode::Char('e') if control => self.go(self.line_end(), false),
            KeyCode::Backspace if far => self.delete(self.word_before()..self.cursor),
            KeyCode::Delete if far => self.delete(self.cursor..self.word_after()),
            KeyCode::Char('w') if control => self.delete(self.word_before()..self.cursor),
            KeyCode::Char('d') if alt => self.delete(self.cursor..self.word_after()),
            KeyCode::Char('u') if control => self.delete(self.line_start()..self.cursor),
            KeyCode::Char('k') if control => self.delete(self.cursor..self.line_end()),
            // Some terminals send this for the key Backspace.
            KeyCode::Char('h') if control => self.delete(self.before()..self.cursor),
            KeyCode::Backspace => self.delete(self.before()..self.cursor),
            KeyCode::Delete => self.delete(self.cursor..self.after()),
            KeyCode::Char('z') if control => {
                self.undo();
            }
            KeyCode::Char('y' | 'r') if control => {
                self.redo();
            }
            KeyCode::Up if self.lines => self.go_rows(-1, rows, selects),
            KeyCode::Down if self.lines => self.go_rows(1, rows, selects),
            KeyCode::PageUp if self.lines => self.go_rows(-count(page), rows, selects),
            KeyCode::PageDown if self.lines => self.go_rows(count(page), rows, selects),
            _ => return false,
        }
        true
    }

    /// Goes up or down by rows, and keeps to the column that it began in.
    fn go_rows(&mut self, by: isize, rows: &dyn Fn(&str) -> Vec<Row>, selects: bool) {
        let rows = rows(&self.text);
        let here = row_of(&rows, self.cursor);
        let start = rows.get(here).map_or(0, |row| row.start);
        let goal = self
            .goal
            .unwrap_or_else(|| width(&shown(&self.text[start..self.cursor])));
        let there = here
            .saturating_add_signed(by)
            .min(rows.len().saturating_sub(1));
        let to = match rows.get(there) {
            _ if there == here && by < 0 => 0,
            _ if there == here => self.text.len(),
            Some(row) => {
                let mut used = 0;
                let mut to = row.start;
                for (at, cluster) in self.text[row.clone()].grapheme_indices(true) {
                    used += width(&visible(cluster));
                    if used > goal {
                        break;
                    }
                    to = row.start + at + cluster.len();
                }
                // Behind a blank that the row ends with stands the next row.
                let wrapped = rows
                    .get(there + 1)
                    .is_some_and(|next| next.start == row.end);
                if to == row.end && wrapped && to > row.start {
                    let mut clusters = self.text[row.clone()].grapheme_indices(true);
                    to = clusters.next_back().map_or(to, |(at, _)| row.start + at);
                }
                to
            }
            None => self.cursor,
        };
        self.go(to, selects);
        self.goal = Some(goal);
    }

    /// The part of one line that fits into `columns`, and the cursor's column in it.
    pub(super) fn view(&self, columns: usize) -> (String, usize) {
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
        let mut clusters: Vec<String> = self.text[start..self.cursor]
            .graphemes(true)
            .map(visible)
            .collect();
        let column = clusters.iter().map(|cluster| width(cluster)).sum();
        // What was left out is seen to be left out, where the cursor leaves room for that.
        if start > 0 && clusters.len() > 1 && width(&clusters[0]) > 0 {
            clusters[0] = dots(width(&clusters[0]));
        }
        let before = clusters.len();
        let mut used: usize = column;
        for cluster in self.text[self.cursor..].graphemes(true) {
            let cluster = visible(cluster);
            used += width(&cluster);
            if used > columns {
                if let Some(last) = clusters[before..]
                    .last_mut()
                    .filter(|last| columns > 3 && width(last) > 0)
                {
                    *last = dots(width(last));
                }
                break;
            }
            clusters.push(cluster);
        }
        (clusters.concat(), column)
    }
}

/// The sign of something left out, as wide as what it stands for.
fn dots(columns: usize) -> String {
    format!("{:<columns$}", "…")
}

fn count(rows: usize) -> isize {
    isize::try_from(rows.max(1)).unwrap_or(1)
}

/// A piece of text as it is drawn, cluster by cluster, so that its parts have the same width as the whole.
pub(super) fn shown(text: &str) -> String {
    text.graphemes(true).map(visible).collect()
}

/// The row that the cursor stands in: at a place that ends one row and begins the next, the next.
pub(super) fn row_of(rows: &[Row], cursor: usize) -> usize {
    rows.partition_point(|row| row.start <= cursor)
        .saturating_sub(1)
}

/// The rows of a text in so many columns, broken between words where that can be.
///
/// The cursor has a column behind the last letter of each.
pub(super) fn rows_of(text: &str, columns: usize) -> Vec<Row> {
    let columns = columns.saturating_sub(1).max(1);
    let mut rows = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let end = start + line.len();
        let (mut row, mut used, mut gap) = (start, 0, None);
        let mut at = start;
        for cluster in line.graphemes(true) {
            let next = match cluster.as_bytes() {
                [b' '..=b'~'] => 1,
                _ => width(&visible(cluster)),
            };
            if used + next > columns && at > row {
                // The word goes to the next row, where it is not as long as a row itself.
                let split = gap.filter(|gap| *gap > row).unwrap_or(at);
                rows.push(row..split);
                row = split;
                used = width(&shown(&text[row..at]));
                gap = None;
            }
            used += next;
            at += cluster.len();
            if cluster == " " {
                gap = Some(at);
            }
        }
        rows.push(row..end);
        start = end + 1;
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(typing: &mut Typing, code: KeyCode, modifiers: KeyModifiers) -> bool {
        typing.key(KeyEvent::new(code, modifiers), &|text| rows_of(text, 11), 3)
    }

    /// What a script of keys makes of a text; `<name>` is a key by its name.
    fn after(text: &str, lines: bool, script: &str) -> (String, usize) {
        let mut typing = Typing::new(text.to_owned(), lines);
        for name in script.split_whitespace() {
            let key = crate::tui::key::Key::parse(name).unwrap();
            press(&mut typing, key.event().code, key.event().modifiers);
        }
        (typing.text().to_owned(), typing.cursor())
    }

    #[test]
    fn every_key_does_the_same_in_one_line_and_in_several() {
        let cases = [
            ("ae\u{301}👨‍👩‍👧", "backspace", "ae\u{301}", 4),
            ("ae\u{301}👨‍👩‍👧", "left left delete", "a👨‍👩‍👧", 1),
            ("ab", "ctrl-h", "a", 1),
            ("one two three", "ctrl-w", "one two ", 8),
            ("one two three", "alt-backspace ctrl-backspace", "one ", 4),
            ("one two three", "home alt-d", " two three", 0),
            (
                "one two three",
                "home ctrl-right ctrl-delete",
                "one three",
                3,
            ),
            ("one two three", "alt-left ctrl-left x", "one xtwo three", 5),
            ("one two", "home ctrl-k", "", 0),
            ("one two", "left ctrl-u", "o", 0),
            ("one", "a b space c ctrl-z", "oneab", 5),
            ("one", "a b ctrl-z ctrl-z ctrl-y", "oneab", 5),
            ("one", "ctrl-w ctrl-z", "one", 3),
            // What was taken back before something else was typed is behind it.
            ("", "a space ctrl-z ctrl-z b ctrl-z", "", 0),
            ("", "a space ctrl-z ctrl-z b ctrl-z ctrl-z ctrl-z", "a ", 2),
            ("日本語", "left backspace", "日語", 3),
            ("one", "ctrl-a x ctrl-e y", "xoney", 5),
        ];
        for (text, script, left, cursor) in cases {
            for lines in [false, true] {
                let found = after(text, lines, script);
                assert_eq!(found, (left.to_owned(), cursor), "{text} {script} {lines}");
            }
        }
    }

    #[test]
    fn what_is_selected_is_replaced() {
        let mut typing = Typing::new("one two".to_owned(), false);
        press(
            &mut typing,
            KeyCode::Left,
            KeyModifiers::SHIFT | KeyModifiers::CONTROL,
        );
        assert_eq!(typing.selection(), Some(4..7));
        press(&mut typing, KeyCode::Char('x'), KeyModifiers::NONE);
        assert_eq!(typing.text(), "one x");
    }

    #[test]
    fn rows_go_up_and_down_by_columns_and_hold_the_whole_text() {
        let text = "one two three four\n\n日本語日本語日本語\nx";
        let rows = rows_of(text, 11);
        let parts: Vec<&str> = rows.iter().map(|row| &text[row.clone()]).collect();
        assert_eq!(
            parts,
            ["one two ", "three four", "", "日本語日本", "語日本語", "x"]
        );
        assert_eq!(
            after(text, true, "ctrl-home right right down x").0,
            text.replace("three", "thxree")
        );
        assert_eq!(
            after(text, true, "up up x").0,
            text.replace("日本語日本語日本語", "x日本語日本語日本語")
        );
        assert_eq!(
            after("one two three four", true, "home up down down y").0,
            "one two three foury"
        );
    }

    #[test]
    fn what_finds_no_room_is_counted_and_what_is_not_seen_is_taken_out() {
        let mut typing = Typing::new(String::new(), false);
        let told = typing.insert(&"å".repeat(LONGEST_LINE));
        assert_eq!((told.removed, told.left_out), (0, LONGEST_LINE / 2));
        assert_eq!(typing.text().len(), LONGEST_LINE);
        let mut typing = Typing::new(String::new(), false);
        let told = typing.insert("soft\u{ad}hyphen\r\nA1\u{200b}\u{1b}[31m می\u{200c}خواهم");
        assert_eq!(typing.text(), "softhyphen A1[31m می\u{200c}خواهم");
        assert_eq!(
            told,
            Inserted {
                removed: 3,
                left_out: 0
            }
        );
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]

        #[test]
        fn any_keys_leave_the_cursor_between_clusters_and_undo_gives_all_back(
            text in "([a-z é\u{301}日👨\u{200d}\u{ad}\n]|\\PC){0,30}",
            keys in proptest::collection::vec(0_usize..24, 0..40),
        ) {
            let names = ["left", "right", "up", "down", "home", "end", "backspace", "delete", "ctrl-w", "alt-d", "ctrl-left",
                "ctrl-right", "ctrl-u", "ctrl-k", "ctrl-h", "ctrl-home", "ctrl-end", "pageup", "pagedown", "a", "space", "å",
                "enter", "alt-backspace"];
            let mut typing = Typing::new(text.clone(), true);
            for key in keys {
                let event = crate::tui::key::Key::parse(names[key]).unwrap().event();
                typing.key(event, &|text| rows_of(text, 9), 3);
                let before = typing.text()[..typing.cursor()].graphemes(true).count();
                let after = typing.text()[typing.cursor()..].graphemes(true).count();
                let all = typing.text().graphemes(true).count();
                // What is typed may join the cluster beside it.
                proptest::prop_assert!(before + after <= all + 1);
                let rows = rows_of(typing.text(), 9);
                let held: usize = rows.iter().map(Range::len).sum();
                proptest::prop_assert_eq!(held, typing.text().replace('\n', "").len());
                proptest::prop_assert!(row_of(&rows, typing.cursor()) < rows.len());
                let (view, column) = typing.view(7);
                proptest::prop_assert!(column <= 7 && width(&view) <= 7 || column > 0);
            }
            for _ in 0..100 {
                typing.undo();
            }
            proptest::prop_assert_eq!(typing.text(), text);
        }
    }
}
