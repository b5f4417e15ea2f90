//! Where a part of a text lies in it: parts are cut out of a text by many hands, and none of them keeps the place.

use std::ops::Range;

/// The bytes of a text that a part of it stands in; nothing where it is no part of that text.
#[must_use]
pub fn span_in(part: &str, whole: &str) -> Option<Range<usize>> {
    let start = (part.as_ptr() as usize).checked_sub(whole.as_ptr() as usize)?;
    let end = start + part.len();
    (end <= whole.len()).then_some(start..end)
}

/// Whether two parts of one text share some of it.
#[must_use]
pub fn share_a_part(one: &str, other: &str) -> bool {
    let place = |part: &str| part.as_ptr() as usize..part.as_ptr() as usize + part.len();
    let (one, other) = (place(one), place(other));
    one.start < other.end && other.start < one.end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_lies_where_it_was_cut_out_and_the_same_words_elsewhere_lie_nowhere() {
        let text = "pay and pay";
        let (first, last) = (&text[..3], &text[8..]);
        assert_eq!(span_in(first, text), Some(0..3));
        assert_eq!(span_in(last, text), Some(8..11));
        assert_eq!(span_in(text, first), None);
        assert_eq!(span_in(&String::from("pay"), text), None);
        assert!(
            !share_a_part(first, last) && share_a_part(first, text) && share_a_part(last, last)
        );
    }
}
