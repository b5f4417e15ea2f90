//! Sheets whose activities stand beside each other, their labels down the first column.

use std::collections::HashSet;

use super::asking::{FEWEST, LONGEST, NAME, WORDS, ends_as_label};
use crate::exchange::sheets::file::grid::{CellContent, GridCell, Line, SheetGrid};
use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::lists;
use crate::exchange::sheets::table::header::KnownHeaders;
use crate::exchange::sheets::table::mapping::one_line;

/// A sheet whose activities stand beside each other, its labels down the first column, as a table of a row for each; nothing
/// where it is none.
///
/// There are as many as have a name. What stands beside the labels in a column without one, such as advice, is read with
/// the first.
pub(in crate::exchange::sheets) fn across(grid: &SheetGrid) -> Option<SheetGrid> {
    if grid.lines.len() > LONGEST {
        return None;
    }
    let known = KnownHeaders::shipped();
    let first = grid
        .lines
        .iter()
        .filter_map(|line| line.cells.first())
        .map(|cell| cell.column)
        .min()?;
    let field = |line: &Line| {
        let label = line.cell(first)?;
        let guess = known.guess(&one_line(label.value.text()));
        guess
            .map(|guess| guess.field)
            .filter(|field| field != "notes")
    };
    let fields: HashSet<String> = grid.lines.iter().filter_map(field).collect();
    // Where a line has as many headers as the column has labels, the sheet is a table as it stands.
    let headers = |line: &Line| {
        let cells = line.cells.iter();
        let guessed = cells.filter_map(|cell| known.guess(&one_line(cell.value.text())));
        let fields: HashSet<String> = guessed.map(|guess| guess.field).collect();
        fields.len()
    };
    if grid.lines.iter().any(|line| headers(line) >= fields.len()) {
        return None;
    }
    // So it is where the first two cells of its head are headers: `Data | Retention | Enforced by`.
    let is_head = |line: &Line| {
        let two = line.cells.iter().take(2).filter_map(|cell| {
            let guess = known.guess(&one_line(cell.value.text()))?;
            (guess.exact && guess.field != "notes").then_some(guess.field)
        });
        two.collect::<HashSet<String>>().len() > 1
    };
    let head = grid
        .header_row
        .and_then(|row| grid.lines.iter().find(|it| it.number == row));
    if head.is_some_and(is_head) {
        return None;
    }
    let wide = || grid.lines.iter().filter(|line| line.cells.len() > 2);
    let is_name = |line: &&Line| field(line).as_deref() == Some("activity.name");
    // Over labels that say enough the first line names them, whatever stands before it: `Field | Payroll | Newsletter`.
    let heads = || {
        let first = wide().next().filter(|line| field(line).is_none())?;
        (fields.len() >= FEWEST && is_over(grid, first)).then_some(first)
    };
    let named = wide().find(is_name).or_else(heads)?;
    let records: Vec<u32> = (named.cells.iter())
        .map(|cell| cell.column)
        .filter(|column| *column > first && !is_advice(grid, *column))
        .filter(|column| !is_further_label(grid, named, *column))
        .collect();
    // Of a table whose first header is that of the name the others are headers too.
    let is_header = |column: u32| {
        let guess = known.guess(&one_line(named.text(column)));
        guess.is_some_and(|guess| guess.exact)
    };
    let labels = grid
        .lines
        .iter()
        .filter(|line| line.cell(first).is_some() && line.cells.len() > 1);
    let (known_labels, all) = labels.fold((0, 0), |(known, all), line| {
        (known + usize::from(field(line).is_some()), all + 1)
    });
    let few = records.len() < 2 || fields.len() < FEWEST_ACROSS || known_labels * 2 < all;
    let headers = records.iter().filter(|column| is_header(**column)).count();
    if few || headers * 2 > records.len() {
        return None;
    }
    Some(turned_across(grid, first, records, named.number))
}

/// Whether the first line that is a header of names has several, and most labels below it have an answer for each.
pub(super) fn is_answered_across(grid: &SheetGrid) -> bool {
    let known = KnownHeaders::shipped();
    let asks_names = |line: &&Line| {
        let label = line.cells.first().map(|it| one_line(it.value.text()));
        let guess = label.and_then(|it| known.guess(&it));
        line.cells.len() > 2 && guess.is_some_and(|it| it.field == "activity.name")
    };
    let Some(head) = grid.lines.iter().find(asks_names) else {
        return false;
    };
    let below = grid.lines.iter().filter(|it| it.number > head.number);
    let (answered, all) = below.fold((0, 0), |(answered, all), line| {
        let same = line.cells.iter().map(|it| it.column);
        let is_answered = same.eq(head.cells.iter().map(|it| it.column));
        (answered + usize::from(is_answered), all + 1)
    });
    all >= FEWEST && answered * 4 >= all * 3
}

/// Whether a column holds no activity but further labels of the first, or their answers: in the line of the names a label
/// stands in it or before it, or the column is all but empty.
fn is_further_label(grid: &SheetGrid, names: &Line, column: u32) -> bool {
    /// The most cells of a column that is all but empty.
    const FEW: usize = 2;
    let labelled = |at: u32| names.cell(at).is_some_and(ends_as_label);
    let first = names.cells.first().map(|cell| cell.column);
    let before = column.checked_sub(1).filter(|at| Some(*at) != first);
    let told = |at: u32| grid.lines.iter().filter(|it| it.cell(at).is_some()).count();
    let most = names.cells.iter().skip(1).map(|cell| told(cell.column));
    let sparse = told(column) <= FEW && most.max().is_some_and(|most| most >= FEWEST);
    labelled(column) || before.is_some_and(labelled) || sparse
}

/// Whether a line stands over all others that have as many columns.
fn is_over(grid: &SheetGrid, line: &Line) -> bool {
    let mut below = grid.lines.iter().skip_while(|it| it.number <= line.number);
    below.all(|it| it.cells.last().map(|it| it.column) <= line.cells.last().map(|it| it.column))
}

/// A sheet with labels in its first column and activities in others as a table; their names stand in the row `names`.
fn turned_across(grid: &SheetGrid, first: u32, records: Vec<u32>, names: u32) -> SheetGrid {
    // Each row is a column; what stands in further columns has columns of its own, filled by the first activity alone.
    let mut heads: Vec<(String, u32, u32)> = Vec::new();
    let mut cells: Vec<Vec<GridCell>> = vec![Vec::new(); records.len()];
    let (above, told) = above_names(grid, first, names);
    for line in told {
        let label = line.cell(first).map(|cell| one_line(cell.value.text()));
        let alone = line.cells.iter().all(|cell| cell.column == first);
        for cell in &line.cells {
            if cell.column == first && !alone {
                continue;
            }
            let at_label = alone || !records.contains(&cell.column);
            let known = label
                .as_deref()
                .and_then(|it| KnownHeaders::shipped().guess(it));
            let head = match (&label, alone) {
                _ if line.number == names && known.is_none() => NAME.to_owned(),
                (Some(label), false) => label.clone(),
                _ => WORDS.to_owned(),
            };
            let shared = heads
                .iter()
                .position(|(_, column, row)| *row == line.number && *column == SheetGrid::ACROSS);
            let column = shared.filter(|_| !at_label).unwrap_or_else(|| {
                let of = if at_label {
                    cell.column
                } else {
                    SheetGrid::ACROSS
                };
                heads.push((head, of, line.number));
                heads.len() - 1
            });
            let record = records
                .iter()
                .position(|it| *it == cell.column)
                .unwrap_or(0);
            let place = u32::try_from(column).unwrap_or(u32::MAX);
            cells[record].push(GridCell {
                column: place,
                value: cell.value.clone(),
            });
        }
    }
    let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let head = (heads.iter().enumerate()).map(|(at, (label, ..))| GridCell {
        column: number(at),
        value: CellContent::Text(label.clone()),
    });
    let header = above.len() + 1;
    let mut lines = above;
    lines.push(Line {
        number: number(header),
        cells: head.collect(),
    });
    lines.extend(cells.into_iter().enumerate().map(|(at, cells)| Line {
        number: number(header + at + 1),
        cells,
    }));
    SheetGrid {
        name: grid.name.clone(),
        lines,
        turned: heads
            .iter()
            .map(|(_, column, row)| (*column, *row))
            .collect(),
        across: records,
        header_row: Some(number(header)),
        words: grid.words.clone(),
        title: grid.title.clone(),
    }
}

/// The lines above the names that have no answer for each activity but one for all, `Controller: Acme`, counted from the
/// first on; and the others. None of the first says anything where the organisation is asked of each.
fn above_names(grid: &SheetGrid, first: u32, names: u32) -> (Vec<Line>, Vec<&Line>) {
    let asks = |line: &&Line| {
        let label = line.cell(first)?;
        let guess = KnownHeaders::shipped().guess(&one_line(label.value.text()))?;
        guess.field.starts_with("organisation.").then_some(())
    };
    let is_one = |line: &&Line| line.number < names && line.cells.len() <= 2;
    let of_all = grid
        .lines
        .iter()
        .filter(is_one)
        .any(|line| asks(&line).is_some());
    let (above, told): (Vec<&Line>, Vec<&Line>) =
        grid.lines.iter().partition(|line| of_all && is_one(line));
    let numbered = above.into_iter().zip(1..).map(|(line, number)| Line {
        number,
        cells: line.cells.clone(),
    });
    (numbered.collect(), told)
}

/// How many different fields the labels name at least where activities stand beside each other.
const FEWEST_ACROSS: usize = 3;

/// Whether a column says how the form is filled in: its head does, over those of the answers.
fn is_advice(grid: &SheetGrid, column: u32) -> bool {
    let heads = grid
        .lines
        .iter()
        .take(3)
        .filter_map(|line| line.cell(column));
    let mut heads = heads.map(|cell| plain(cell.value.text()));
    heads.any(|head| lists::shipped().advice_heads.is(&head))
}
