//! Text that comes from a register or a file, made fit to be shown: nothing in it is obeyed by a terminal.

use std::borrow::Cow;
use std::fmt::Write as _;

/// The text with every control character other than a line break, and every character that turns the direction of
/// writing, in a form that is seen: an escape as `␛`, an override as `‹U+202E›`.
///
/// A terminal acts on the first kind (ECMA-48), and the second kind can make a text read as another
/// (Unicode TR 36, 2.10).
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_obeyed) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        match letter {
            '\t' => out.push(' '),
            '\u{7f}' => out.push('␡'),
            control if is_obeyed(control) && control < ' ' => {
                // The pictures of the C0 controls stand in their order from U+2400.
                out.push(char::from_u32(0x2400 + u32::from(control)).unwrap_or('␦'));
            }
            obeyed if is_obeyed(obeyed) => {
                let _ = write!(out, "‹U+{:04X}›", u32::from(obeyed));
            }
            plain => out.push(plain),
        }
    }
    Cow::Owned(out)
}

/// Text fit to be shown in one line: as [`visible`], with line breaks as blanks.
#[must_use]
pub fn visible_line(text: &str) -> Cow<'_, str> {
    match visible(text) {
        shown if shown.contains('\n') => {
            let words: Vec<&str> = shown.split_whitespace().collect();
            Cow::Owned(words.join(" "))
        }
        shown => shown,
    }
}

fn is_obeyed(letter: char) -> bool {
    (letter.is_control() && letter != '\n')
        || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_terminal_obeys_is_left() {
        let shown = visible("a\u{1b}[31mb\u{9b}2Jc\u{7}\r\nd\te\u{202e}f\u{2066}");
        assert_eq!(shown, "a␛[31mb‹U+009B›2Jc␇␍\nd e‹U+202E›f‹U+2066›");
        assert!(!shown.contains(is_obeyed));
        assert_eq!(visible_line("one\n  two"), "one two");
        assert!(matches!(visible("Å plain \u{202e}"), Cow::Owned(_)));
        assert!(matches!(visible("Å plain"), Cow::Borrowed(_)));
    }
}
