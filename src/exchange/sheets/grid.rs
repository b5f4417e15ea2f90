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
