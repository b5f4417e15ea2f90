//! One row of a table read alone, as a screen shows it while columns are mapped.

use chrono::NaiveDate;

use super::repeated::{FilledRow, RepeatedCell, filled};
use crate::domain::problem::Problem;
use crate::exchange::sheets::file::grid::{Line, SheetGrid};
use crate::exchange::sheets::reading::{Incoming, SheetRequest, tables};
use crate::exchange::sheets::report::{SheetReport, TableReport};
use crate::law::Law;

/// The most cells of a further sheet that are read again for one row.
const SMALL: usize = 5_000;

/// A row of one of the tables of a report.
#[derive(Clone, Copy, Debug)]
pub struct RowPlace<'r> {
    /// The report that its table stands in.
    pub report: &'r SheetReport,
    /// The place of the table in the report.
    pub table: usize,
    /// The number of the row.
    pub line: u32,
}

/// Reads one row alone, with the mapping of the report that it is of: what each of its cells becomes, and its record.
///
/// The further sheets that speak of the record are read too, where they are not large.
///
/// # Errors
/// As [`tables`].
pub fn row(
    grids: &[SheetGrid],
    name: &str,
    wanted: &SheetRequest<'_>,
    place: RowPlace<'_>,
    law: &Law,
    today: NaiveDate,
) -> Result<Incoming, Problem> {
    let report = place.report;
    let Some(told) = report.tables.get(place.table) else {
        return Err(Problem::refused("sheet_no_table"));
    };
    let (mut cut, mut own): (Vec<SheetGrid>, Vec<RepeatedCell>) = (Vec::new(), Vec::new());
    for grid in grids {
        if grid.name == told.sheet {
            cut.push(cut_to_row(grid, told, place.line, &mut own));
        } else if place.table == 0 && grid.count() <= SMALL {
            cut.push(grid.clone());
        }
    }
    let mut mapping = report.mapping(&report.source);
    if cut.len() == 1 {
        mapping.header_row = Some(told.header_row);
    }
    let wanted = SheetRequest {
        sheet: None,
        mapping: Some(&mapping),
        source: Some(&report.source),
        ..*wanted
    };
    let mut read = tables(&cut, None, name, &wanted, law, today)?;
    let mut here = read.report.tables.iter_mut();
    if let Some(told) = here.find(|it| it.sheet == told.sheet) {
        show_as_written(told, &own);
    }
    Ok(read)
}

/// A sheet with what stands above its table and one row of that, which has the cells above in the place of those that repeat
/// them; these are added to `own`.
fn cut_to_row(
    grid: &SheetGrid,
    told: &TableReport,
    line: u32,
    own: &mut Vec<RepeatedCell>,
) -> SheetGrid {
    let kept = grid.lines.iter().filter(|it| it.number < told.first_row);
    let mut lines: Vec<Line> = kept.cloned().collect();
    if let Some(row) = grid.lines.iter().find(|it| it.number == line) {
        let FilledRow { line, repeated } = filled(grid, told, row);
        lines.push(line);
        own.extend(repeated);
    }
    SheetGrid {
        name: grid.name.clone(),
        lines,
        turned: grid.turned.clone(),
        across: grid.across.clone(),
        header_row: grid.header_row,
        words: Vec::new(),
        title: grid.title.clone(),
    }
}

/// Shows the cells of a report that repeat one above as they stand.
fn show_as_written(told: &mut TableReport, own: &[RepeatedCell]) {
    for column in &mut told.columns {
        let Some(cell) = own.iter().find(|it| it.letters == column.letters) else {
            continue;
        };
        if column.read_as.is_empty() {
            column.read_as = std::mem::take(&mut column.first);
        }
        column.first.clone_from(&cell.text);
    }
}
