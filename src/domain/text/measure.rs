//! How many columns a text takes, cutting and wrapping it to some: cluster by cluster, as cells are drawn.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The columns that a text takes where it is drawn cluster by cluster, as every cell is.
#[must_use]
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.graphemes(true).map(UnicodeWidthStr::width).sum()
}

/// As much of the beginning of a text as some columns can show; work on it is bounded, however long the text is.
#[must_use]
pub fn head(text: &str, columns: usize) -> &str {
    // Clusters of many marks are shown as far as they go.
    let most = columns.saturating_mul(16).saturating_add(64);
    if text.len() <= most {
        return text;
    }
    let end = (0..=most).rev().find(|at| text.is_char_boundary(*at));
    &text[..end.unwrap_or(0)]
}

/// A text of one line in at most `columns`, with `…` where it was cut.
#[must_use]
pub fn cut(text: &str, columns: usize) -> String {
    let start = head(text, columns);
    if start.len() == text.len() && width(start) <= columns {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for cluster in start.graphemes(true) {
        let next = width(cluster);
        if used + next + 1 > columns {
            break;
        }
        out.push_str(cluster);
        used += next;
    }
    if columns > 0 {
        out.push('…');
    }
    out
}

/// A text of one line filled up to `columns`; a longer one stays as it is.
#[must_use]
pub fn fill(text: &str, columns: usize) -> String {
    let missing = columns.saturating_sub(width(text));
    let mut out = String::with_capacity(text.len() + missing);
    out.push_str(text);
    out.extend(std::iter::repeat_n(' ', missing));
    out
}

/// Where the lines of at most `columns` stand in a text that is ready to be drawn; blanks at their ends are left out.
#[must_use]
pub fn wrapped(text: &str, columns: usize) -> Vec<Range<usize>> {
    let columns = columns.max(1);
    let mut lines = Vec::new();
    let mut end_line = |start: usize, end: usize| {
        lines.push(start..start + text[start..end].trim_end().len());
    };
    let (mut start, mut used, mut at) = (0, 0, 0);
    for word in text.split_inclusive(' ') {
        let needed = width(word.trim_end());
        if used > 0 && used + needed > columns {
            end_line(start, at);
            (start, used) = (at, 0);
        }
        for (offset, cluster) in word.grapheme_indices(true) {
            let next = width(cluster);
            if used + next > columns {
                if cluster == " " {
                    continue;
                }
                end_line(start, at + offset);
                (start, used) = (at + offset, 0);
            }
            used += next;
        }
        at += word.len();
    }
    end_line(start, text.len());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_by_columns_in_bounded_time() {
        assert_eq!(cut("日本語テキスト", 7), "日本語…");
        assert_eq!(cut("e\u{301}bc", 3), "e\u{301}bc");
        assert_eq!(cut("e\u{301}bcd", 3), "e\u{301}b…");
        assert_eq!(cut("abc", 0), "");
        assert_eq!(fill("日", 4), "日  ");
        let long = "å".repeat(10_000_000);
        assert_eq!(width(&cut(&long, 80)), 80);
        assert!(head(&long, 80).len() < 2000);
        let marks = format!("a{}", "\u{301}".repeat(1_000_000));
        assert!(cut(&marks, 10).len() < 2000);
    }
}
