//! Text and attribute values in HTML, and strings in a style sheet: what was typed shows as typed and is never obeyed.

use std::fmt::Write as _;

use crate::domain::text::hidden::each;
use crate::domain::text::sign;
use crate::exchange::letters::has_only;

/// Writes a text, line breaks as `line_break`; what is invisible or steers shows as a sign.
pub(super) fn put_text(out: &mut String, text: &str, line_break: &str) {
    put(out, text, line_break);
}

/// Writes the value of an attribute in double quotes.
pub(super) fn put_attribute(out: &mut String, text: &str) {
    put(out, text, " ");
}

/// The letters of ASCII that stand for themselves.
const PLAIN: [bool; 128] = {
    let mut plain = [false; 128];
    let mut byte = b' ';
    while byte <= b'~' {
        plain[byte as usize] = !matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'');
        byte += 1;
    }
    plain
};

fn put(out: &mut String, text: &str, line_break: &str) {
    if has_only(text, &PLAIN) {
        out.push_str(text);
    } else {
        put_each(out, text, line_break);
    }
}

/// Writes a text letter by letter.
fn put_each(out: &mut String, text: &str, line_break: &str) {
    let mut last = ' ';
    each(text, |letter, hidden| {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' if last == '\r' => {}
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}' => out.push_str(line_break),
            '\t' => out.push(' '),
            letter if hidden || letter.is_control() => out.push_str(&sign(letter)),
            letter => out.push(letter),
        }
        last = letter;
    });
}

/// A string of a style sheet, with its quotes: every letter but those of plain text by its number.
pub(super) fn in_style(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        if letter.is_alphanumeric() || matches!(letter, ' ' | '-' | ',' | '.' | ':') {
            out.push(letter);
        } else {
            let _ = write!(out, "\\{:x} ", u32::from(letter));
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_are_copied_at_once_stand_for_themselves() {
        for letter in '\0'..'\u{3000}' {
            for text in [
                format!("{letter}"),
                format!("a{letter}"),
                format!("{letter}1"),
            ] {
                let mut one_by_one = String::new();
                put_each(&mut one_by_one, &text, "<br>");
                assert!(!has_only(&text, &PLAIN) || one_by_one == text, "{letter:?}");
            }
        }
        for text in ["Löner – “förmåner”", "10–20 %, … och så"] {
            assert!(has_only(text, &PLAIN), "{text}");
        }
    }
}
