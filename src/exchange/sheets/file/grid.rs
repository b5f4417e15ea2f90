//! Cells of a sheet as they were read, wherever they came from: only those that hold something.

use crate::exchange::workbook::book::letters;

/// A cell that holds something.
#[derive(Clone, Debug, PartialEq)]
pub struct GridCell {
    /// The column, from 0.
    pub column: u32,
    /// What it holds.
    pub value: CellContent,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum CellContent {
    /// A text.
    Text(String),
    /// A number, and how it is shown.
    Number(f64, String),
    /// A day in ISO 8601: a cell that is formatted as a date.
    Day(String),
    /// Yes or no.
    Flag(bool),
    /// A formula that was saved without its value, or the error that stands for one.
    Fault(String),
}

impl CellContent {
    /// What the cell says as a text.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Number(_, text) | Self::Day(text) | Self::Fault(text) => text,
            Self::Flag(true) => "TRUE",
            Self::Flag(false) => "FALSE",
        }
    }
}

/// A row with something in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// The number of the row as people count, from 1.
    pub number: u32,
    /// Its cells, from the left.
    pub cells: Vec<GridCell>,
}

impl Line {
    /// The cell of a column.
    #[must_use]
    pub fn cell(&self, column: u32) -> Option<&GridCell> {
        let at = self
            .cells
            .binary_search_by_key(&column, |cell| cell.column)
            .ok()?;
        self.cells.get(at)
    }

    /// What the cell of a column says; nothing where it is empty.
    #[must_use]
    pub fn text(&self, column: u32) -> &str {
        self.cell(column)
            .map_or("", |cell| cell.value.text())
            .trim()
    }
}

/// A sheet, or a file that is one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SheetGrid {
    /// What the sheet is called; empty where the file has but one without a name.
    pub name: String,
    /// Its rows that hold something, from above.
    pub lines: Vec<Line>,
    /// Of a form that was turned into a table, the column and row that each of its columns was made of.
    pub turned: Vec<(u32, u32)>,
    /// Of a sheet whose activities stood beside each other, the column that each of its rows was made of.
    pub across: Vec<u32>,
    /// The number of the row that its headers stand in, where the file says so.
    pub header_row: Option<u32>,
    /// What else stands under its heading, in words.
    pub words: Vec<String>,
    /// The title of its document, where that is another than its name.
    pub title: String,
}

impl SheetGrid {
    /// A sheet of which nothing is read but its name: it is told that it was passed over.
    #[must_use]
    pub fn passed_over(name: String) -> Self {
        let cell = GridCell {
            column: 0,
            value: CellContent::Text(name.clone()),
        };
        Self {
            name,
            lines: vec![Line {
                number: 1,
                cells: vec![cell],
            }],
            ..Self::default()
        }
    }

    /// The same with its rows counted from its own headers, where those of the file say nothing to people: those of a web
    /// page are of the text that was made of it. What stands above the table is in no row of it.
    #[must_use]
    pub fn counted_by_itself(mut self) -> Self {
        let beside = !self.turned.is_empty() || !self.across.is_empty();
        let head = self.header_row.map(|row| {
            let above = self.lines.iter().take_while(|line| line.number < row);
            above.count()
        });
        if beside || head == Some(self.lines.len()) {
            return self;
        }
        let is_apart = |row: u32| self.lines.iter().all(|line| line.number != row);
        // Headers may stand in no row of their own.
        let apart = self
            .header_row
            .is_some_and(is_apart)
            .then_some(head)
            .flatten();
        let above = head.unwrap_or(0);
        self.header_row = head.map(|_| 1);
        for (at, line) in self.lines.iter_mut().enumerate() {
            let behind = usize::from(apart.is_some_and(|head| at >= head));
            let row = (at + behind + 1).saturating_sub(above);
            line.number = u32::try_from(row).unwrap_or(u32::MAX);
        }
        self
    }

    /// What stands in [`Self::turned`] for the column of each activity.
    pub const ACROSS: u32 = u32::MAX;

    /// The name of a cell as people say it: `C12`.
    #[must_use]
    pub fn place(column: u32, row: u32) -> String {
        format!("{}{row}", letters(column as usize))
    }

    /// The name of a cell as it is called in the file.
    #[must_use]
    pub fn cell_name(&self, column: u32, row: u32) -> String {
        let made_of = usize::try_from(column)
            .ok()
            .and_then(|at| self.turned.get(at));
        let (mut own, own_row) = made_of.copied().unwrap_or((column, row));
        if own == Self::ACROSS {
            // The activities stand below the headers.
            let headers = self.header_row.unwrap_or(1);
            let at = row.saturating_sub(headers + 1) as usize;
            own = (self.across.get(at).or(self.across.first()).copied()).unwrap_or_default();
        }
        Self::place(own, own_row)
    }

    /// How many cells hold something.
    #[must_use]
    pub fn count(&self) -> usize {
        self.lines.iter().map(|line| line.cells.len()).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_a_page_are_counted_from_the_first_of_their_table() {
        let line = |number| Line {
            number,
            cells: Vec::new(),
        };
        let grid = |numbers: &[u32], header_row| SheetGrid {
            lines: numbers.iter().copied().map(line).collect(),
            header_row,
            ..SheetGrid::default()
        };
        for (numbers, header, counted, head) in [
            (vec![18, 20, 21], Some(18), vec![1, 2, 3], Some(1)),
            (vec![12, 14, 15], None, vec![1, 2, 3], None),
            // Paragraphs stand above the table.
            (vec![3, 5, 18, 20], Some(18), vec![0, 0, 1, 2], Some(1)),
            // Headers that no row holds take one of their own.
            (vec![12, 13], Some(11), vec![2, 3], Some(1)),
        ] {
            let told = grid(&numbers, header).counted_by_itself();
            let rows: Vec<u32> = told.lines.iter().map(|it| it.number).collect();
            assert_eq!((rows, told.header_row), (counted, head), "{numbers:?}");
        }
    }
}
