//! Lines of cells as CSV, for every program that knows tables: UTF-8 with a mark for it, and nothing in it that a
//! program would take for a formula.

use super::shape::{Cell, Grid};
use crate::labels::Lexicon;

/// What marks a file as UTF-8: without it some programs take it for another encoding.
const MARK: &str = "\u{feff}";

/// What stands before a cell that would be taken for a formula.
const GUARD: char = '\'';

/// What a formula, or a command, begins with.
const STARTS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A cell that no program takes for a formula.
#[must_use]
pub fn guarded(text: &str) -> String {
    if is_guarded(text) || text.starts_with(STARTS) {
        return format!("{GUARD}{text}");
    }
    text.to_owned()
}

/// The text that a cell was made from.
#[must_use]
pub fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix(GUARD) {
        Some(rest) if is_guarded(rest) || rest.starts_with(STARTS) => rest,
        _ => cell,
    }
}

/// Whether a text begins as a guarded cell does, however often.
fn is_guarded(text: &str) -> bool {
    text.starts_with(GUARD) && text.trim_start_matches(GUARD).starts_with(STARTS)
}

/// Lines of cells as CSV, one table after the other with an empty line between.
#[must_use]
pub fn print(lexicon: &Lexicon, grids: &[Grid]) -> String {
    // Where a number has a comma, programs part cells by the other sign.
    let separator = lexicon.words.get("number.separator").bytes().next();
    let mut out = Vec::from(MARK.as_bytes());
    for (at, grid) in grids.iter().enumerate() {
        if at > 0 {
            out.extend_from_slice(b"\r\n");
        }
        let mut writer = ::csv::WriterBuilder::new()
            .delimiter(separator.unwrap_or(b','))
            .terminator(::csv::Terminator::CRLF)
            .flexible(true)
            .from_writer(&mut out);
        // Memory takes everything.
        let heads = grid.heads.iter().map(|head| guarded(head));
        let _ = writer.write_record(heads);
        for row in &grid.rows {
            let cells = row.iter().map(|cell| match cell {
                Cell::Text(text) => guarded(text),
                Cell::Day(day) => day.to_string(),
                Cell::Minute(minute) => minute.format("%Y-%m-%d %H:%M").to_string(),
                Cell::Number(number) => number.to_string(),
            });
            let _ = writer.write_record(cells);
        }
        let _ = writer.flush();
    }
    // The writer is given text alone.
    String::from_utf8(out).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_would_be_a_formula_is_guarded_and_comes_back() {
        for text in [
            "=cmd|' /C calc'!A0",
            "+1",
            "-1",
            "@x",
            "\tx",
            "\rx",
            "'=x",
            "''=x",
            "'quoted'",
            "plain",
            "",
            "'",
            "1-2",
        ] {
            let cell = guarded(text);
            assert!(!cell.starts_with(STARTS), "{cell:?}");
            assert_eq!(unguarded(&cell), text);
        }
        assert_eq!(guarded("plain"), "plain");
        assert_eq!(guarded("'quoted'"), "'quoted'");
    }
}
