//! What was made of a file of sheets: which columns were recognised, where each cell ended, what was not understood.

use std::collections::BTreeMap;

use super::cell::Fate;
use super::file::bytes::Encoding;
use super::table::mapping::{ColumnUse, MappedColumn, Mapping};
use crate::exchange::layout::LEFT_OUT;
use crate::exchange::workbook::book::letters;

/// Where the cells of a file ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// As answers.
    pub fields: usize,
    /// Beside answers, in their own words.
    pub stated: usize,
    /// In notes, under their headers.
    pub notes: usize,
    /// As nothing, as they say nothing.
    pub blank: usize,
    /// In a column that is left out: not read.
    pub left_out: usize,
}

impl Account {
    /// Counts a cell.
    pub fn count(&mut self, fate: Fate) {
        match fate {
            Fate::Field => self.fields += 1,
            Fate::Stated => self.stated += 1,
            Fate::Note => self.notes += 1,
            Fate::Blank => self.blank += 1,
        }
    }

    /// Counts cells that all ended alike.
    pub fn count_all(&mut self, fate: Fate, cells: usize) {
        (0..cells).for_each(|_| self.count(fate));
    }

    /// Counts those of another account as well.
    pub const fn add(&mut self, other: Self) {
        self.fields += other.fields;
        self.stated += other.stated;
        self.notes += other.notes;
        self.blank += other.blank;
        self.left_out += other.left_out;
    }

    /// How many cells were read: those that are left out were not.
    #[must_use]
    pub const fn cells(&self) -> usize {
        self.fields + self.stated + self.notes + self.blank
    }
}

/// A column and what was made of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnReport {
    /// Its letters.
    pub letters: String,
    /// What stands over it.
    pub header: String,
    /// The path of the field that it becomes; `notes` where it is kept under its header.
    pub field: String,
    /// How its cells are read, where that is not the field's usual way.
    pub parse: Option<String>,
    /// Other fields that it may mean as well.
    pub others: Vec<String>,
    /// Its first cell that says something.
    pub first: String,
    /// What that is read as; empty where that is its own words.
    pub read_as: String,
    /// Where its cells ended.
    pub account: Account,
}

impl ColumnReport {
    /// The field of a column that tells of contracts with processors.
    pub const CONTRACT: &'static str = "agreements";

    /// A column of which nothing is read yet.
    pub(super) fn of(column: &MappedColumn) -> Self {
        Self {
            letters: letters(column.at as usize),
            header: column.header.clone(),
            field: column.path.clone(),
            parse: column.parse.clone(),
            others: column.others.clone(),
            first: String::new(),
            read_as: String::new(),
            account: Account::default(),
        }
    }
}

/// A sheet that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableReport {
    /// What it is called.
    pub sheet: String,
    /// The number of the row of its headers.
    pub header_row: u32,
    /// The number of the first row below them.
    pub first_row: u32,
    /// The numbers of its rows of answers.
    pub lines: Vec<u32>,
    /// How many rows of answers it has.
    pub rows: usize,
    /// How many rows repeat the headers.
    pub repeated: usize,
    /// The rows that name a section, with what they say.
    pub sections: Vec<(u32, String)>,
    /// The layout that it was taken to have.
    pub layout: Option<String>,
    /// Its columns.
    pub columns: Vec<ColumnReport>,
}

/// A cell that was not understood and is kept in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadCell {
    /// What it is called, with its sheet where there are several.
    pub place: String,
    /// Its table, its column in that, and the number of its row.
    pub spot: (usize, usize, u32),
    /// The header of its column.
    pub header: String,
    /// What it says.
    pub text: String,
    /// Where it ended.
    pub fate: Fate,
}

/// What was made of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetReport {
    /// How its text is written, where it is one.
    pub encoding: Option<Encoding>,
    /// What stands between its values, where it is a text.
    pub separator: Option<char>,
    /// The name of the source, under which its records are known again.
    pub source: String,
    /// The sheets that were read.
    pub tables: Vec<TableReport>,
    /// The lists of processors beside them that were read.
    pub lists: Vec<TableReport>,
    /// The sheets that were not.
    pub passed_over: Vec<String>,
    /// How many activities it has.
    pub activities: usize,
    /// Where its cells ended.
    pub account: Account,
    /// Where those of them ended that stand above, below and between the tables.
    pub beside: Account,
    /// The cells of known columns that were not understood.
    pub unread: Vec<UnreadCell>,
    /// The formulas that have no value, by their cells.
    pub faults: Vec<String>,
    /// What stands above and below the tables and was kept in notes.
    pub around: Vec<String>,
    /// What the activities are called after their purposes that have no name in the file.
    pub unnamed: Vec<String>,
    /// The organisations whose country nothing tells, each with the one that its address, number or form speaks for, or that
    /// the only transfer goes to.
    pub guessed: Vec<(String, String)>,
    /// The headers of the given mapping that no sheet has.
    pub unmatched: Vec<String>,
}

impl SheetReport {
    /// Takes in what became of a list of processors.
    pub(super) fn tell_list(&mut self, told: TableReport) {
        for column in &told.columns {
            self.account.add(column.account);
        }
        self.lists.push(told);
    }

    /// What becomes of the columns, as a mapping: reading the file with it gives the same.
    #[must_use]
    pub fn mapping(&self, name: &str) -> Mapping {
        let several = self.tables.len() > 1;
        let of_table = |table: &TableReport| -> Vec<ColumnUse> {
            let columns = table.columns.iter();
            let uses = columns.map(|column| ColumnUse {
                header: if several {
                    format!("{}/{}", table.sheet, column.header)
                } else {
                    column.header.clone()
                },
                field: column.field.clone(),
                parse: column.parse.clone(),
            });
            uses.collect()
        };
        let only = self.tables.first().filter(|_| !several);
        Mapping {
            id: name.to_owned(),
            sheet: only.map(|it| it.sheet.clone()).filter(|it| !it.is_empty()),
            header_row: only.map(|it| it.header_row),
            role: None,
            columns: self.tables.iter().flat_map(of_table).collect(),
        }
    }

    /// How many columns are kept under their headers, and how many become something.
    #[must_use]
    pub fn columns(&self) -> BTreeMap<bool, usize> {
        let mut count = BTreeMap::new();
        for column in self.tables.iter().flat_map(|table| &table.columns) {
            *count
                .entry(column.field != "notes" && column.field != LEFT_OUT)
                .or_default() += 1;
        }
        count
    }
}
