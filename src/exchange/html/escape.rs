//! Text and attribute values in HTML, and strings in a style sheet: what was typed shows as typed and is never obeyed.

use std::fmt::Write as _;

use crate::domain::text::hidden::each;
use crate::domain::text::sign;

/// Writes a text, line breaks as `line_break`; what is invisible or steers shows as a sign.
pub(super) fn put_text(out: &mut String, text: &str, line_break: &str) {
    put(out, text, line_break);
}

/// Writes the value of an attribute in double quotes.
pub(super) fn put_attribute(out: &mut String, text: &str) {
    put(out, text, " ");
}

/// The bytes with which letters begin that stand for themselves: looked up, for every byte of a page is asked about.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte: u8 = 0;
    while byte < u8::MAX {
        let meant = matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'');
        // Letters of two bytes of the Latin alphabet, none of which is hidden.
        plain[byte as usize] = !meant && matches!(byte, b' '..=b'~' | 0xC3..=0xCB);
        byte += 1;
    }
    plain
};

/// Whether every letter of a text stands for itself.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += match *byte {
            byte if PLAIN[usize::from(byte)] => 1 + usize::from(byte >= 0x80),
            // Dashes, quotation marks, dots and other signs of print: U+2010 to U+2027.
            0xE2 if matches!(bytes[at..], [_, 0x80, 0x90..=0xA7, ..]) => 3,
            _ => return false,
        };
    }
    true
}

fn put(out: &mut String, text: &str, line_break: &str) {
    if is_plain(text) {
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
                assert!(!is_plain(&text) || one_by_one == text, "{letter:?}");
            }
        }
        for text in ["Löner – “förmåner”", "10–20 %, … och så"] {
            assert!(is_plain(text), "{text}");
        }
    }
}
