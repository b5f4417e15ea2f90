//! Sheets that say nothing but who is responsible for what stands in another.

use super::contacts;
use crate::exchange::sheets::file::grid::SheetGrid;

/// How large such a sheet is at most.
const LINES: usize = 40;
const COLUMNS: u32 = 4;

/// Whether a sheet may be one: labels with their answers, few beside each other, or contacts laid out as a table.
pub(in crate::exchange::sheets) fn may_be_cover(grid: &SheetGrid) -> bool {
    let cells = grid.lines.iter().flat_map(|line| &line.cells);
    let narrow = cells.into_iter().all(|cell| cell.column < COLUMNS);
    // Labels have one answer each: where every line has more, it is a table.
    let is_table = grid.lines.len() > 1 && grid.lines.iter().all(|line| line.cells.len() > 2);
    let fits = (narrow && !is_table) || contacts::begins_so(&grid.lines);
    grid.lines.len() <= LINES && fits
}
