//! Tables in text files: values with a separator between, whichever it is.

use csv::ReaderBuilder;

use super::grid::{CellContent, GridCell, Line, SheetGrid};
use crate::domain::problem::Problem;

/// What may stand between the values of a row.
const SEPARATORS: [u8; 4] = [b';', b',', b'\t', b'|'];
/// How many rows are looked at to tell which it is.
const LOOKED_AT: usize = 200;
/// The most cells that are read.
const MOST_CELLS: usize = 2_000_000;

/// The rows of a text, and what stands between their values.
///
/// # Errors
/// `sheet_open_quote` with the line where a quotation mark opens a value that swallows the rows below it;
/// `sheet_too_large`; `sheet_damaged` with the reason.
pub fn separated(text: &str) -> Result<(SheetGrid, char), Problem> {
    let (text, told) = told_separator(text);
    let separator = told.unwrap_or_else(|| separator(text));
    if let Some(line) = open_quote(text, separator) {
        let line = line + usize::from(told.is_some());
        return Err(Problem::refused("sheet_open_quote").with("line", line));
    }
    let mut grid = SheetGrid::default();
    let mut count = 0;
    let mut reader = reader(text, separator);
    let mut record = csv::StringRecord::new();
    let mut number = u32::from(told.is_some());
    loop {
        let more = reader
            .read_record(&mut record)
            .map_err(|error| Problem::refused("sheet_damaged").with("reason", error))?;
        if !more {
            break;
        }
        number = number.saturating_add(1);
        let values = record.iter().enumerate();
        let cells: Vec<GridCell> = values
            .filter(|(_, value)| !value.trim().is_empty())
            .map(|(at, value)| GridCell {
                column: u32::try_from(at).unwrap_or(u32::MAX),
                value: CellContent::Text(value.replace("\r\n", "\n")),
            })
            .collect();
        count += cells.len();
        if count > MOST_CELLS {
            return Err(Problem::refused("sheet_too_large").with("cells", MOST_CELLS));
        }
        if !cells.is_empty() {
            grid.lines.push(Line { number, cells });
        }
    }
    Ok((grid, char::from(separator)))
}

/// The line of a quotation mark that opens a value and is not closed as it should be: not before the end of the file, or
/// only by the mark that opens another value, some rows below. What a reader makes of it is one value of many rows.
fn open_quote(text: &str, separator: u8) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut line, mut at, mut at_start) = (1, 0, true);
    while at < bytes.len() {
        let byte = bytes[at];
        if at_start && byte == b'"' {
            let opened = line;
            at += 1;
            loop {
                match (bytes.get(at), bytes.get(at + 1)) {
                    (None, _) => return Some(opened),
                    (Some(b'"'), Some(b'"')) => at += 2,
                    (Some(b'"'), next) => {
                        let closes = next.is_none_or(|next| {
                            matches!(next, b'\r' | b'\n' | b' ') || *next == separator
                        });
                        if !closes && line > opened {
                            return Some(opened);
                        }
                        at += 1;
                        break;
                    }
                    (Some(other), _) => {
                        line += usize::from(*other == b'\n');
                        at += 1;
                    }
                }
            }
            at_start = false;
            continue;
        }
        line += usize::from(byte == b'\n');
        at_start = byte == separator || byte == b'\n';
        at += 1;
    }
    None
}

fn reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
}

/// What the first line says that stands between values, as spreadsheets write it, and the text after it.
fn told_separator(text: &str) -> (&str, Option<u8>) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let told = first.trim_end().strip_prefix("sep=");
    match told.map(str::as_bytes) {
        Some([separator]) if separator.is_ascii_punctuation() => (rest, Some(*separator)),
        Some([]) if first.starts_with("sep=\t") => (rest, Some(b'\t')),
        _ => (text, None),
    }
}

/// The separator that gives many rows one same width, and a great one: that most rows agree counts for more than how wide
/// they are, but in a short file a few lines within cells must not outweigh a head of a dozen columns.
fn separator(text: &str) -> u8 {
    let mut best = (0, b',');
    for separator in SEPARATORS {
        let mut widths: Vec<usize> = Vec::new();
        let records = reader(text, separator).into_records().take(LOOKED_AT);
        for record in records.flatten() {
            // Blank cells at the end and rows of a title say nothing of the width.
            if record.iter().any(|value| !value.trim().is_empty()) {
                widths.push(record.len());
            }
        }
        let rows = |width: usize| widths.iter().filter(|known| **known == width).count();
        let counted = widths.iter().filter(|width| **width > 1);
        let most = counted.map(|width| (rows(*width), *width)).max();
        let Some((rows, width)) = most else { continue };
        let weight = rows * rows * (width - 1);
        if weight > best.0 {
            best = (weight, separator);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_the_one_that_gives_the_rows_one_width() {
        for (text, separator, width) in [
            ("a;b;c\n\"1; 2\";x, y;z\n", ';', 3),
            ("a,b,c\n1; 2,\"x, y\",z\n", ',', 3),
            ("a\tb\n1, 2\tx; y\n", '\t', 2),
            ("a|b|c\n1|2, 3|4\n", '|', 3),
            ("sep=;\na;b\n1,2,3;4,5,6\n", ';', 2),
            ("a,b,c,d\n1; 2,\"\n \",\"\n3; 4\",5; 6\n", ',', 4),
            ("alone\n", ',', 1),
        ] {
            let (grid, found) = separated(text).unwrap();
            assert_eq!(found, separator, "{text:?}");
            assert_eq!(grid.lines[0].cells.len(), width, "{text:?}");
        }
    }

    #[test]
    fn a_quotation_mark_that_is_not_closed_is_told_by_its_line() {
        for (text, line) in [
            ("a;b\n\"Unterminated;x\nB;c\n", 2),
            ("a;b\nx;\"open\ny;\"closed\"\n", 2),
            ("a;b\n\"1\n2\";x\n\"3;y", 4),
            ("sep=;\na;b\n\"c;d", 3),
            ("\"", 1),
        ] {
            let problem = separated(text).unwrap_err();
            assert_eq!(problem.key, "sheet_open_quote", "{text:?}");
            assert_eq!(problem.detail("line"), Some(&*line.to_string()), "{text:?}");
        }
        for text in [
            "a;b\n\"x\"\"y\";\"1\n2\"\r\n",
            "a;b\n\"Norra\" skolan;z\n",
            "a;b\n17\" screen;z\n",
            "a;b\n\"\";\"\"\"q\"\"\"",
        ] {
            assert!(separated(text).is_ok(), "{text:?}");
        }
    }

    #[test]
    fn a_cell_may_hold_lines_and_rows_keep_their_numbers() {
        let (grid, _) = separated("a;b\n\n\"1\r\n2\";\" \"\nx;y").unwrap();
        assert_eq!(
            grid.lines[1].cells[0].value,
            CellContent::Text("1\n2".to_owned())
        );
        assert_eq!(grid.lines[1].cells.len(), 1);
        assert_eq!(grid.lines[2].text(1), "y");
    }
}
