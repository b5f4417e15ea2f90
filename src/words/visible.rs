//! Text that comes from a register or a file, made fit to be shown: nothing in it is obeyed by a terminal, or hidden.

use std::borrow::Cow;

use crate::domain::text::hidden::each;
use crate::domain::text::{may_hide, sign};

/// The text with every control character other than a line break, every character that turns the direction of
/// writing, and every one that is not seen, in a form that is seen: an escape as `␛`, an override as `‹U+202E›`.
///
/// A terminal acts on the first kind (ECMA-48), the second can make a text read as another (Unicode TR 36, 2.10), and
/// terminals do not agree how wide the third is.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if !may_hide(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    each(text, |letter, hidden| match letter {
        '\t' => out.push(' '),
        '\u{7f}' => out.push('␡'),
        control if hidden && control < ' ' => {
            // The pictures of the C0 controls stand in their order from U+2400.
            out.push(char::from_u32(0x2400 + u32::from(control)).unwrap_or('␦'));
        }
        hidden_one if hidden => out.push_str(&sign(hidden_one)),
        plain => out.push(plain),
    });
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::text::is_steering;

    #[test]
    fn nothing_that_a_terminal_obeys_is_left() {
        let shown = visible("a\u{1b}[31mb\u{9b}2Jc\u{7}\r\nd\te\u{202e}f\u{2066}");
        assert_eq!(shown, "a␛[31mb‹U+009B›2Jc␇␍\nd e‹U+202E›f‹U+2066›");
        assert!(!shown.contains(is_steering));
        assert_eq!(visible_line("one\n  two"), "one two");
        assert!(matches!(visible("Å plain \u{202e}"), Cow::Owned(_)));
        assert!(matches!(visible("Å plain"), Cow::Borrowed(_)));
    }

    #[test]
    fn what_is_not_seen_is_shown_and_what_joins_is_left() {
        assert_eq!(
            visible("reg\u{ad}ister\u{feff}"),
            "reg‹U+00AD›ister‹U+FEFF›"
        );
        assert_eq!(visible("می\u{200c}خواهم"), "می\u{200c}خواهم");
        for letter in ('\0'..='\u{1ffff}').chain('\u{e0000}'..='\u{e1fff}') {
            let text = format!("a{letter}b");
            assert!(
                !visible(&text).contains(|letter: char| is_steering(letter)),
                "{text:?}"
            );
        }
    }
}
