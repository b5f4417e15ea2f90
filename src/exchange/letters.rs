//! Texts whose letters all stand for themselves: most are, and they are copied at once.

/// Whether a text has only letters that need no look at each: those of ASCII that a table has, Latin letters with accents,
/// and the dashes, quotation marks and dots of print.
///
/// None of the last two is hidden, or means anything in Markdown or HTML.
pub(super) fn has_only(text: &str, ascii: &[bool; 128]) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += match *byte {
            byte @ ..0x80 if ascii[usize::from(byte)] => 1,
            // U+00C0 to U+02FF.
            0xC3..=0xCB => 2,
            // U+2010 to U+2027.
            0xE2 if matches!(bytes[at..], [_, 0x80, 0x90..=0xA7, ..]) => 3,
            _ => return false,
        };
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_of_the_table_or_of_print_is_copied() {
        let mut ascii = [false; 128];
        ascii[usize::from(b'a')] = true;
        for text in ["", "a", "aåa", "–a…“a”", "Ł"] {
            assert!(has_only(text, &ascii), "{text}");
        }
        for text in [
            "b",
            "ab",
            "a\u{a0}",
            "a\u{ad}",
            "a\u{301}",
            "a\u{200b}",
            "a\u{2028}",
            "日",
        ] {
            assert!(!has_only(text, &ascii), "{text:?}");
        }
    }
}
