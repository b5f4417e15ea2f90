//! Text as it is drawn: what the register holds is data and never reaches the terminal as a command.

use crate::domain::text::measure;
pub use crate::domain::text::measure::wrapped;

/// The columns that a text takes as it is drawn.
#[must_use]
pub fn width(text: &str) -> usize {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.len();
    }
    measure::width(&visible(text))
}

/// The text on one line, with what a terminal would obey or hide made visible, and as wide as every terminal draws it.
#[must_use]
pub fn visible(text: &str) -> String {
    let shown = crate::words::visible_line(text);
    let joins = |letter: char| matches!(letter, '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}');
    if !shown.contains(|letter| joins(letter) || letter_of_flag(letter).is_some()) {
        return shown.into_owned();
    }
    // Terminals do not agree how wide an emoji made of several is; its parts they draw alike, and a flag's letters.
    let mut out = String::with_capacity(shown.len());
    let mut before = 'a';
    for letter in shown.chars() {
        let behind_sign = before > '\u{2000}' && !before.is_alphanumeric();
        let tone = matches!(letter, '\u{1f3fb}'..='\u{1f3ff}' | '\u{200d}');
        if !joins(letter) || (tone && !behind_sign) {
            out.push(letter_of_flag(letter).unwrap_or(letter));
            before = letter;
        }
    }
    out
}

/// The letter that a sign stands for of which two make a flag.
fn letter_of_flag(sign: char) -> Option<char> {
    let at = u32::from(sign).checked_sub(0x1f1e6)?;
    let letter = u8::try_from(at).ok().filter(|at| *at < 26)?;
    Some(char::from(b'A' + letter))
}

/// The text in one line of at most `columns`, with `…` where it was cut.
#[must_use]
pub fn cut(text: &str, columns: usize) -> String {
    let start = measure::head(text, columns);
    let shown = visible(start);
    if start.len() < text.len() {
        // What is left of the text is not looked at.
        return measure::cut(&(shown + "…"), columns);
    }
    measure::cut(&shown, columns)
}

/// A path in at most `columns`, with `…` in its middle where it was cut: its end says most.
#[must_use]
pub fn cut_path(path: &str, columns: usize) -> String {
    let shown = visible(path);
    if width(&shown) <= columns {
        return shown;
    }
    let ends = shown
        .char_indices()
        .map(|(at, letter)| at + letter.len_utf8());
    let heads = ends.take_while(|at| width(&shown[..*at]) <= columns / 4);
    let head = heads.last().map_or("", |at| &shown[..at]);
    let room = columns.saturating_sub(width(head) + 1);
    let starts = shown.char_indices().map(|(at, _)| at);
    let fits = |at: &usize| width(&shown[*at..]) <= room;
    let tail = starts.skip(1).find(fits).unwrap_or(shown.len());
    measure::cut(&format!("{head}…{}", &shown[tail..]), columns)
}

/// The text cut or filled up to exactly `columns`.
#[must_use]
pub fn fit(text: &str, columns: usize) -> String {
    let mut out = cut(text, columns);
    let missing = columns.saturating_sub(width(&out));
    out.extend(std::iter::repeat_n(' ', missing));
    out
}

/// The text in lines of at most `columns`, broken between words where that can be.
#[must_use]
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let paragraph = visible(paragraph);
        let ranges = wrapped(&paragraph, columns).into_iter();
        lines.extend(ranges.map(|range| paragraph[range].to_owned()));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_acts_reaches_the_terminal() {
        let shown = visible("a\u{1b}[31mb\u{202e}c\u{7}d\u{9b}e");
        assert!(
            !shown
                .chars()
                .any(|letter| letter.is_control() || letter == '\u{202e}'),
            "{shown:?}"
        );
    }

    #[test]
    fn wide_and_combining_characters_are_measured() {
        assert_eq!(cut("日本語テキスト", 7), "日本語…");
        assert_eq!(fit("e\u{301}a", 4), "e\u{301}a  ");
        assert_eq!(cut("abc", 3), "abc");
        assert_eq!(cut("abcd", 0), "");
    }

    #[test]
    fn a_text_is_as_wide_as_it_is_drawn() {
        for text in [
            "給与計算 👩\u{200d}👩\u{200d}👧\u{200d}👦 lön",
            "🇸🇪 Sverige 🇫🇮",
            "a\u{1b}[31m\u{202e}b\nc",
            "1\u{fe0f}\u{20e3} ශ්\u{200d}රී",
        ] {
            let room = width(text);
            assert_eq!(cut(text, room), visible(text), "{text}");
            assert_eq!(width(&fit(text, room + 3)), room + 3, "{text}");
            assert!(cut(text, room - 1).ends_with('…'), "{text}");
        }
        assert_eq!(visible("🇸🇪 Sverige"), "SE Sverige");
    }

    #[test]
    fn a_path_is_cut_in_its_middle_and_keeps_its_end() {
        let path = "~/kunder/en kund med långt namn/2026/register.sqlite";
        assert_eq!(cut_path(path, 80), path);
        assert_eq!(cut_path(path, 28), "~/kunde…2026/register.sqlite");
        for columns in 0..60 {
            assert!(width(&cut_path(path, columns)) <= columns);
            assert!(columns < 20 || cut_path(path, columns).ends_with("ster.sqlite"));
        }
    }

    #[test]
    fn an_emoji_of_several_is_drawn_as_its_parts() {
        assert_eq!(
            visible("👨\u{200d}👩\u{200d}👧 ❤\u{fe0f} 👍🏽 1\u{fe0f}\u{20e3}"),
            "👨👩👧 ❤ 👍 1\u{20e3}"
        );
        assert_eq!(
            visible("می\u{200c}خواهم ශ්\u{200d}රී"),
            "می\u{200c}خواهم ශ්\u{200d}රී"
        );
        // Each letter has its own cell, whatever a font makes of two.
        assert_eq!(width("لا"), 2);
    }

    #[test]
    fn lines_are_broken_between_words_and_inside_long_ones() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(wrap("a\n\nb", 10), ["a", "", "b"]);
        assert_eq!(wrap("日本語", 1).len(), 4);
    }
}
