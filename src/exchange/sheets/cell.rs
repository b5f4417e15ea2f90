//! A cell that is read: what is known while it is, where it ended, what it was read as.

use chrono::NaiveDate;
use serde_json::{Map, Value as Json, json};

use super::answers::days::DateOrder;
use super::answers::labels::CodesByLabel;
use super::file::grid::{CellContent, SheetGrid};
use super::table::mapping::MappedColumn;
use super::vocabulary::SheetVocabulary;
use crate::law::Law;

/// Where a cell ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Fate {
    /// It is an answer.
    Field,
    /// It stands beside an answer in its own words.
    Stated,
    /// It stands in the notes under its header.
    Note,
    /// It says nothing.
    Blank,
}

/// How the cells of a column are read whose header is the answer where they say yes, whatever is asked.
pub(super) const OPTION: &str = "option";

/// What is known while cells are read.
#[derive(Clone, Copy)]
pub struct Reading<'r> {
    /// The words of cells.
    pub words: &'r SheetVocabulary,
    /// The law, for countries.
    pub law: &'r Law,
    /// The labels of codes.
    pub labels: &'r CodesByLabel,
    /// The day that it is read on.
    pub today: NaiveDate,
    /// Whether its dates begin with the day or with the month.
    pub dates: DateOrder,
}

impl<'r> Reading<'r> {
    /// What is known while sheets of a file are read.
    pub(super) fn of(grids: &[SheetGrid], law: &'r Law, today: NaiveDate) -> Self {
        Self {
            words: SheetVocabulary::shipped(),
            law,
            labels: CodesByLabel::shipped(),
            today,
            dates: DateOrder::of(grids),
        }
    }
}

/// A cell that is read: its column, where it is, what it holds.
pub struct ReadCell<'c> {
    /// Its column.
    pub column: &'c MappedColumn,
    /// What it is called: `G7`, with the sheet where there are several.
    pub place: String,
    /// What it holds.
    pub held: &'c CellContent,
}

impl ReadCell<'_> {
    /// What the cell says.
    pub(super) fn text(&self) -> &str {
        self.held.text().trim()
    }

    /// The same under its header, as notes have it.
    pub(super) fn noted(&self) -> String {
        format!("{}: {}", self.column.header, self.text())
    }

    /// A part of it under its header: all of it where the part does not stand there as it is.
    pub(super) fn noted_of(&self, part: &str) -> String {
        let told = Some(part).filter(|part| self.text().contains(part));
        format!("{}: {}", self.column.header, told.unwrap_or(self.text()))
    }
}

/// What became of a cell, and what it is read as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Became {
    /// Where it ended.
    pub fate: Fate,
    /// What it is read as; empty where that is its own words.
    pub said: String,
}

impl Became {
    pub(super) fn field(said: impl Into<String>) -> Self {
        Self {
            fate: Fate::Field,
            said: said.into(),
        }
    }

    pub(super) const fn of(fate: Fate) -> Self {
        Self {
            fate,
            said: String::new(),
        }
    }
}

/// A row of a list.
pub(super) type Entry = Map<String, Json>;

/// Adds a text to a field of a row, below what stands there.
pub(super) fn append(row: &mut Entry, key: &str, text: &str) {
    let whole = match row.get(key).and_then(Json::as_str) {
        Some(known) if known.contains(text) => return,
        Some(known) => format!("{known}\n{text}"),
        None => text.to_owned(),
    };
    row.insert(key.to_owned(), json!(whole));
}

/// Adds values to a list of a row.
pub(super) fn extend(row: &mut Entry, key: &str, values: impl IntoIterator<Item = Json>) {
    if let Json::Array(list) = row.entry(key.to_owned()).or_insert_with(|| json!([])) {
        for value in values {
            if !list.contains(&value) {
                list.push(value);
            }
        }
    }
}

pub(super) fn texts(values: &[&str]) -> Vec<Json> {
    values.iter().map(|value| json!(value)).collect()
}
