//! A workbook that this program wrote, come back: its sheets as the workbook's reader takes them.

use chrono::NaiveDate;
use serde_json::Value as Json;

use super::grid::{CellContent, SheetGrid};
use crate::domain::problem::Problem;
use crate::exchange::workbook::cell_value::CellValue;
use crate::exchange::workbook::reading::{Places, ReadRecord, ReadSheet, is_ours, json, workbook};

/// The furthest row and column that a workbook of ours has.
const ROWS: u32 = 1_048_576;
const COLUMNS: u32 = 1_000;

/// The register of a workbook that this program wrote, as the JSON of an export, with where in the sheets it stands; `None`
/// where it is another's.
///
/// # Errors
/// `sheet_parent_unknown` with sheet and row, where a row names a record that the workbook does not have.
pub fn read(grids: &[SheetGrid]) -> Option<Result<(Json, Places), Problem>> {
    let days: Vec<Vec<Vec<Option<TypedCell<'_>>>>> = grids.iter().map(typed).collect();
    let rows: Vec<Vec<Vec<Option<CellValue<'_>>>>> = days
        .iter()
        .map(|rows| {
            let rows = rows.iter();
            rows.map(|row| row.iter().map(|cell| cell.map(TypedCell::read)).collect())
                .collect()
        })
        .collect();
    let sheets: Vec<ReadSheet<'_>> = grids
        .iter()
        .zip(&rows)
        .map(|(grid, rows)| ReadSheet {
            name: &grid.name,
            rows,
        })
        .collect();
    if !is_ours(&sheets) {
        return None;
    }
    let workbook = workbook(&sheets);
    let (document, lost, places) = json(&workbook);
    let lost = Problem::all_of(lost.into_iter().map(without_parent));
    Some(lost.map_or(Ok((document, places)), Err))
}

fn without_parent(lost: &ReadRecord) -> Problem {
    Problem::refused("sheet_parent_unknown")
        .with("sheet", &lost.place.0)
        .with("row", lost.place.1)
        .with(
            "ref",
            if lost.parent.is_empty() {
                "–"
            } else {
                &lost.parent
            },
        )
}

/// A cell with its kind.
#[derive(Clone, Copy)]
enum TypedCell<'t> {
    Text(&'t str),
    Number(f64),
    Day(NaiveDate),
    Flag(bool),
}

impl<'t> TypedCell<'t> {
    const fn read(self) -> CellValue<'t> {
        match self {
            Self::Text(text) => CellValue::Text(text),
            Self::Number(number) => CellValue::Number(number),
            Self::Day(day) => CellValue::Day(day),
            Self::Flag(flag) => CellValue::Flag(flag),
        }
    }
}

/// The rows of a sheet from the first on, empty ones between.
fn typed(grid: &SheetGrid) -> Vec<Vec<Option<TypedCell<'_>>>> {
    let mut rows: Vec<Vec<Option<TypedCell<'_>>>> = Vec::new();
    // Only a sheet whose first rows hold something is one of ours: a cell far below costs nothing.
    let fits = grid.lines.first().is_some_and(|line| line.number == 1);
    let last = grid.lines.last().map_or(0, |line| line.number);
    if !fits || (last as usize) > grid.lines.len() * 4 + 1000 {
        return rows;
    }
    for line in grid.lines.iter().filter(|line| line.number <= ROWS) {
        let number = line.number as usize;
        rows.resize_with(number.max(rows.len()), Vec::new);
        let width = line
            .cells
            .iter()
            .map(|cell| cell.column)
            .filter(|it| *it < COLUMNS)
            .max();
        let mut row = vec![None; width.map_or(0, |it| it as usize + 1)];
        for cell in line.cells.iter().filter(|cell| cell.column < COLUMNS) {
            row[cell.column as usize] = Some(match &cell.value {
                CellContent::Text(text) | CellContent::Fault(text) => TypedCell::Text(text),
                CellContent::Number(number, _) => TypedCell::Number(*number),
                CellContent::Day(day) => match day.parse() {
                    Ok(day) => TypedCell::Day(day),
                    Err(_) => TypedCell::Text(day),
                },
                CellContent::Flag(flag) => TypedCell::Flag(*flag),
            });
        }
        rows[number - 1] = row;
    }
    rows
}
