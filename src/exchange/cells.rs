//! Text of the register in one line of plain text or in one cell of a Markdown table: it shows as typed and does nothing.

use crate::domain::text::hidden::each;
use crate::domain::text::{cut, fill, head, sign, width};

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

/// The most columns of a cell where nobody knows how wide the paper is; the last of a row only pads nothing.
const WIDEST: usize = 100;
const WIDEST_LAST: usize = 1000;
/// The least that is left of a column that gives way.
const NARROWEST: usize = 4;

/// Columns of plain text, as wide as their widest cell, with `…` where a cell was cut; the last column is not filled up.
/// All together are no wider than `room`, where that is given, as far as that can be.
#[must_use]
pub fn columns(heads: &[String], rows: &[Vec<String>], room: Option<usize>) -> String {
    let most = |column: usize| match room {
        Some(room) => room.max(NARROWEST),
        None if column + 1 == heads.len() => WIDEST_LAST,
        None => WIDEST,
    };
    let shown = |cells: &[String]| {
        let cells = cells.iter().enumerate();
        cells.map(|(at, cell)| line_in(cell, most(at))).collect()
    };
    let all: Vec<Vec<String>> = std::iter::once(heads)
        .chain(rows.iter().map(Vec::as_slice))
        .map(shown)
        .collect();
    let widest = |column: usize| {
        let cells = all.iter().filter_map(|cells| cells.get(column));
        cells.map(|cell| width(cell)).max().unwrap_or_default()
    };
    let count = all.iter().map(Vec::len).max().unwrap_or_default();
    let mut widths: Vec<usize> = (0..count).map(widest).collect();
    if let Some(room) = room {
        narrow(
            &mut widths,
            room.saturating_sub(2 * count.saturating_sub(1)),
        );
    }
    let mut out = String::new();
    for cells in &all {
        let mut text = String::new();
        for (cell, columns) in cells.iter().zip(&widths) {
            text.push_str(&fill(&cut(cell, *columns), columns + 2));
        }
        out.push_str(text.trim_end());
        out.push('\n');
    }
    out
}

/// Takes from the widest columns what is too much for the room.
fn narrow(widths: &mut [usize], room: usize) {
    let total = |most: usize| widths.iter().map(|width| *width.min(&most)).sum::<usize>();
    let widest = widths.iter().copied().max().unwrap_or_default();
    let most = (NARROWEST..=widest).rev().find(|most| total(*most) <= room);
    let most = most.unwrap_or(NARROWEST);
    let mut left = room.saturating_sub(total(most));
    for width in widths.iter_mut().filter(|width| **width > most) {
        // What is left over goes to the first of them.
        let more = left.min(*width - most).min(1);
        *width = most + more;
        left -= more;
    }
}

/// The text in one line of at most `columns`, however long it is.
#[must_use]
pub fn line_in(text: &str, columns: usize) -> String {
    let start = head(text, columns);
    let mut shown = line(start);
    if start.len() < text.len() {
        shown.push('…');
    }
    cut(&shown, columns)
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
        let text = columns(&["Head".to_owned(), "x".to_owned()], &rows, None);
        assert_eq!(text, "Head  x\n漢字  b\nå     c\n");
    }

    #[test]
    fn columns_fit_the_room_and_long_cells_give_way() {
        let rows = [
            vec!["A1".to_owned(), "x".repeat(300), "two\nlines".to_owned()],
            vec!["A12".to_owned(), "Åäö".to_owned(), String::new()],
        ];
        let heads = ["Ref", "Name", "Note"].map(str::to_owned);
        for room in [20, 40, 80, 300] {
            let text = columns(&heads, &rows, Some(room));
            let widest = text.lines().map(width).max().unwrap();
            assert!(widest <= room.max(20), "{room}: {text}");
            assert!(text.contains('…'));
        }
        assert!(columns(&heads, &rows, Some(80)).contains("two lines"));
        let free = columns(&heads, &rows, None);
        assert!(free.lines().map(width).max().unwrap() <= 120, "{free}");
        let huge = [vec!["å".repeat(20_000_000), "b".to_owned()]];
        assert!(columns(&heads, &huge, Some(80)).len() < 400);
    }
}
