//! Several tables below each other in one sheet: each becomes a sheet of its own.

use std::collections::HashSet;

use super::header::{Guess, KnownHeaders};
use crate::exchange::sheets::file::grid::{Line, SheetGrid};
use crate::exchange::sheets::folding::plain_name;

/// The fewest columns of a table that begins below another.
const FEWEST: usize = 3;
/// The most words of a header: a sentence may have a known word by chance.
const LONGEST: usize = 6;

/// The sheets of a file, those with several tables taken apart. A title right above a table is the name of its sheet.
#[must_use]
pub fn apart(grids: Vec<SheetGrid>) -> Vec<SheetGrid> {
    grids.into_iter().flat_map(tables_of).collect()
}

/// The tables of a sheet; the sheet itself where it has one, where its file says what its headers are, or where it was made
/// of something else than rows.
fn tables_of(mut grid: SheetGrid) -> Vec<SheetGrid> {
    let is_made = !grid.turned.is_empty() || !grid.across.is_empty();
    if is_made || grid.header_row.is_some() {
        return vec![grid];
    }
    let mut starts: Vec<usize> = Vec::new();
    let mut last: Option<usize> = None;
    for (at, line) in grid.lines.iter().enumerate() {
        let above = at.checked_sub(1).map(|above| &grid.lines[above]);
        if !is_head(line, above.is_some_and(is_title)) {
            continue;
        }
        // Right below headers stand those of another language, and in a table its own may stand again.
        let begins = last.is_none_or(|last| at > last + 1 && !is_again(&grid.lines[last], line));
        if begins && last.is_some() {
            starts.push(at);
        }
        if begins {
            last = Some(at);
        }
    }
    let mut later = Vec::new();
    for start in starts.into_iter().rev() {
        let head = grid.lines[start].number;
        let above = &grid.lines[start - 1];
        let title = (above.cells.len() == 1).then(|| above.cells[0].value.text().trim().to_owned());
        let lines = grid.lines.split_off(start);
        if title.is_some() {
            grid.lines.pop();
        }
        later.push((title, head, lines));
    }
    let name = grid.name.clone();
    let parts = later.into_iter().rev().zip(2..);
    let parts = parts.map(|((title, head, lines), number)| SheetGrid {
        name: title.unwrap_or_else(|| format!("{name} ({number})").trim_start().to_owned()),
        lines,
        header_row: Some(head),
        ..SheetGrid::default()
    });
    let parts: Vec<SheetGrid> = parts.collect();
    std::iter::once(grid).chain(parts).collect()
}

/// Whether a line is the title of a table of something that is known: `Processors`.
fn is_title(line: &Line) -> bool {
    let title = (line.cells.len() == 1).then(|| line.cells[0].value.text());
    let guess = title.and_then(|text| KnownHeaders::shipped().guess(text));
    guess.is_some_and(|guess| guess.exact)
}

/// Whether a line holds the headers of a table: all are known, most as a whole, and they ask for different things. Below a
/// title of their own, most of them do.
fn is_head(line: &Line, is_titled: bool) -> bool {
    let known = KnownHeaders::shipped();
    let texts = line.cells.iter().map(|cell| cell.value.text().trim());
    let is_brief = |text: &str| text.split_whitespace().count() <= LONGEST;
    let mut guesses: Vec<Guess> = Vec::new();
    let mut unknown = 0;
    for text in texts {
        match is_brief(text).then(|| known.guess(text)).flatten() {
            Some(guess) => guesses.push(guess),
            None if is_titled => unknown += 1,
            // Of most rows the first cell tells that they are none: a sheet has many.
            None => return false,
        }
    }
    let whole = guesses.iter().filter(|guess| guess.exact).count();
    let fields: HashSet<&str> = guesses.iter().map(|guess| guess.field.as_str()).collect();
    let fewest = if is_titled { FEWEST - 1 } else { FEWEST };
    fields.len() >= fewest
        && whole * 2 > guesses.len()
        && (unknown == 0 || (is_titled && unknown < fields.len()))
}

/// Whether a line has most of the headers of another in the same columns.
fn is_again(head: &Line, line: &Line) -> bool {
    let same = line.cells.iter().filter(|cell| {
        let text = plain_name(cell.value.text());
        plain_name(head.text(cell.column)) == text
    });
    same.count() * 2 > line.cells.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::sheets::file::separated::separated;

    fn parts(text: &str) -> Vec<(String, usize)> {
        let (grid, _) = separated(text).unwrap();
        let parts = apart(vec![grid]).into_iter();
        parts.map(|it| (it.name, it.lines.len())).collect()
    }

    #[test]
    fn a_row_of_other_headers_begins_another_table() {
        let activities = "Name;Purpose;Legal basis;Retention\nPayroll;Pay;Contract;7 years\nDoor;Enter;Consent;1 year\n";
        let table = |name: &str, lines| (name.to_owned(), lines);
        assert_eq!(
            parts(&format!(
                "{activities}Processors\nProcessor;Country;Service\nHostco GmbH;Germany;Hosting\n"
            )),
            [table("", 3), table("Processors", 2)]
        );
        assert_eq!(
            parts(&format!(
                "{activities}Activity;Retention period;Purpose;Recipients\nPost;1 year;Send;Bank\n"
            )),
            [table("", 3), table("(2)", 2)]
        );
        // Its own headers again, those of another language and answers are none.
        let head = "Name;Purpose;Legal basis;Retention\n";
        assert_eq!(
            parts(&format!("{activities}{head}Post;Send;Consent;1 year\n")),
            [table("", 5)]
        );
        assert_eq!(
            parts(&format!(
                "Namn;Ändamål;Rättslig grund;Gallring\n{activities}"
            )),
            [table("", 4)]
        );
        assert_eq!(
            parts(&format!("{activities}Contract;Consent;Contract;Post\n")),
            [table("", 4)]
        );
    }
}
