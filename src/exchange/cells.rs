//! Text of the register in one line of plain text or in one cell of a Markdown table: it shows as typed and does nothing.

use unicode_width::UnicodeWidthStr;

use crate::domain::text::hidden::each;
use crate::domain::text::sign;

/// One line: line breaks become blanks, and what is hidden or would steer is shown by its number.
#[must_use]
pub fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    each(text, |letter, hidden| match letter {
        '\n' | '\t' | '\u{2028}' | '\u{2029}' => out.push(' '),
        '\r' => {}
        letter if hidden => out.push_str(&sign(letter)),
        letter => out.push(letter),
    });
    out
}

/// A cell of a Markdown table: every sign that Markdown or HTML reads is escaped, line breaks stay as such.
#[must_use]
pub fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (index, part) in text.trim().lines().enumerate() {
        if index > 0 {
            out.push_str("<br>");
        }
        let part = line(part);
        for (at, letter) in part.char_indices() {
            let first = at == 0 && matches!(letter, '-' | '+' | '=' | ':' | '.' | ')');
            let sign = "\\`*_{}[]<>#|~!&$^@".contains(letter);
            // A colon before two slashes would make a link of what is only an address as typed.
            let address = letter == ':' && part[at..].starts_with("://");
            if first || sign || address {
                out.push('\\');
            }
            out.push(letter);
        }
    }
    out
}

/// A Markdown table; the cells are text of the register.
#[must_use]
pub fn markdown_table(heads: &[String], rows: &[Vec<String>]) -> String {
    let row = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| markdown(cell)).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let mut out = row(heads);
    out.push_str(&"| --- ".repeat(heads.len()));
    out.push_str("|\n");
    for cells in rows {
        out.push_str(&row(cells));
    }
    out
}

/// Columns of plain text, as wide as their widest cell; the last column is not filled up.
#[must_use]
pub fn columns(heads: &[String], rows: &[Vec<String>]) -> String {
    let all: Vec<Vec<String>> = std::iter::once(heads)
        .chain(rows.iter().map(Vec::as_slice))
        .map(|cells| cells.iter().map(|cell| line(cell)).collect())
        .collect();
    let width = |column: usize| {
        let cells = all.iter().filter_map(|cells| cells.get(column));
        cells.map(|cell| cell.width()).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..heads.len()).map(width).collect();
    let mut out = String::new();
    for cells in &all {
        let mut text = String::new();
        for (cell, width) in cells.iter().zip(&widths) {
            text.push_str(cell);
            text.push_str(&" ".repeat(width.saturating_sub(cell.width()) + 2));
        }
        out.push_str(text.trim_end());
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Event, Options, Parser};

    use super::*;

    #[test]
    fn nothing_in_a_line_steers_the_terminal() {
        assert_eq!(
            line("a\u{1b}[31mb\nc\r\n\u{202e}d"),
            "a‹U+001B›[31mb c ‹U+202E›d"
        );
    }

    #[test]
    fn any_text_shows_as_typed_in_a_cell() {
        let hostile = [
            "a | b",
            "<script>alert(1)</script>",
            "# no heading",
            "- no item",
            "1. no item",
            "[link](http://example.org) and http://example.org",
            "`code` *bold* _it_ ~~gone~~ \\| \\",
            "&amp; &lt; $x^2$",
            "-----",
            "å 漢字 \u{1F600}",
        ];
        // What a reader of GitHub's kind turns on; only typographic signs are nobody's promise.
        let options = Options::all() - Options::ENABLE_SMART_PUNCTUATION;
        for text in hostile {
            let table = markdown_table(&["x".to_owned()], &[vec![text.to_owned()]]);
            let mut cells = Vec::new();
            for event in Parser::new_ext(&table, options) {
                match event {
                    Event::Text(part) => cells.push(part.to_string()),
                    Event::Code(_) | Event::Html(_) | Event::InlineHtml(_) => {
                        panic!("{text:?} became markup: {table}")
                    }
                    Event::Start(tag) => assert!(
                        format!("{tag:?}").starts_with("Table"),
                        "{text:?} became {tag:?}"
                    ),
                    _ => {}
                }
            }
            assert_eq!(cells.concat(), format!("x{text}"), "{table}");
        }
    }

    #[test]
    fn columns_stand_under_their_heads_whatever_the_script() {
        let rows = [
            vec!["漢字".to_owned(), "b".to_owned()],
            vec!["å".to_owned(), "c".to_owned()],
        ];
        let text = columns(&["Head".to_owned(), "x".to_owned()], &rows);
        assert_eq!(text, "Head  x\n漢字  b\nå     c\n");
    }
}
