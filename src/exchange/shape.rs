//! What formats there are, and the shapes that documents have for them: blocks for readers, an array of objects for
//! programs, lines of cells for sheets. What can be written in which, and what writes it, says [`super::format`].

use chrono::{NaiveDate, NaiveDateTime};

use super::document::block::{Block, Sink};
use super::layout::Layout;
use super::selection::{Profile, Selection};
use crate::domain::kind::RecordKind;
use crate::domain::register::Register;
use crate::labels::Lexicon;

/// A format that a document can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// A document for readers, as plain text with marks.
    Markdown,
    /// For programs.
    Json,
    /// A document for a browser and for paper.
    Html,
    /// A workbook.
    Xlsx,
    /// One table, for every program that knows tables.
    Csv,
    /// Plain text, for a terminal.
    Text,
    /// A calendar.
    Ics,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 7] = [
        Self::Markdown,
        Self::Json,
        Self::Html,
        Self::Xlsx,
        Self::Csv,
        Self::Text,
        Self::Ics,
    ];

    /// The word for it on the command line, and the end of its locale key.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Json => "json",
            Self::Html => "html",
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Text => "text",
            Self::Ics => "ics",
        }
    }

    /// Other words for it that are understood.
    #[must_use]
    pub const fn aliases(self) -> &'static [&'static str] {
        match self {
            Self::Text => &["table"],
            _ => &[],
        }
    }

    /// The endings of its files; the first is the one that it is given.
    #[must_use]
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Markdown => &["md", "markdown"],
            Self::Json => &["json"],
            Self::Html => &["html", "htm"],
            Self::Xlsx => &["xlsx"],
            Self::Csv => &["csv"],
            Self::Text => &["txt"],
            Self::Ics => &["ics"],
        }
    }

    /// The ending that its files are given.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        self.endings()[0]
    }

    /// The locale key of what it is called and for.
    #[must_use]
    pub fn label(self) -> String {
        format!("format.{}", self.code())
    }

    /// The format of a word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|format| format.code() == code || format.aliases().contains(&code))
    }

    /// The format of files with an ending, in letters of either case.
    #[must_use]
    pub fn from_ending(ending: &str) -> Option<Self> {
        let ending = ending.to_lowercase();
        Self::ALL
            .into_iter()
            .find(|format| format.endings().contains(&ending.as_str()))
    }

    /// Whether its files are not text, and nothing for a terminal.
    #[must_use]
    pub const fn is_binary(self) -> bool {
        matches!(self, Self::Xlsx)
    }

    /// For whom an export is made where nothing is said: documents for the authority, while data hold everything.
    #[must_use]
    pub const fn usual_profile(self) -> Profile {
        if self.is_document() {
            Profile::Authority
        } else {
            Profile::Full
        }
    }

    /// Whether it is a document for readers, and not data.
    #[must_use]
    pub const fn is_document(self) -> bool {
        matches!(self, Self::Markdown | Self::Html | Self::Text)
    }

    /// Whether programs read it rather than people: it speaks no language of the document's own.
    #[must_use]
    pub const fn is_for_programs(self) -> bool {
        matches!(self, Self::Json)
    }
}

/// What is asked of an export of a register.
#[derive(Clone, Copy, Debug)]
pub struct Export<'a> {
    /// The words that it is written in.
    pub lexicon: &'a Lexicon,
    /// The register.
    pub register: &'a Register,
    /// The day as of which it stands.
    pub as_of: NaiveDate,
    /// Which part of it.
    pub selection: &'a Selection,
    /// Which table, where it is written as one.
    pub table: &'a RegisterTable,
}

/// Which table of a register is written.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum RegisterTable {
    /// The usual one: a workbook holds everything, a single table has a row for each activity.
    #[default]
    Usual,
    /// The records or rows of kinds, which are called the same.
    Kinds(Vec<RecordKind>),
    /// A row for each activity, in the columns of a layout.
    Wide(Layout),
}

/// A printer of blocks: it takes one after the other.
pub trait Print: Sink {
    /// What is printed and was not taken yet. Between two blocks it may be taken, but for the line breaks at its end.
    fn printed(&mut self) -> &mut String;

    /// The whole text; what is left of it where some was taken.
    fn finish(self: Box<Self>) -> String;
}

/// A document that can be written in several formats.
pub trait Source {
    /// For readers: blocks, from the title on.
    fn blocks(&self, lexicon: &Lexicon) -> Vec<Block>;

    /// For programs, with a line break at the end.
    fn json(&self, lexicon: &Lexicon) -> String;

    /// For sheets: lines of cells under heads.
    fn grids(&self, lexicon: &Lexicon) -> Vec<Grid>;

    /// For a terminal of so many columns, where its blocks as plain text are not what is shown there.
    fn text(&self, _lexicon: &Lexicon, _room: Option<usize>) -> Option<String> {
        None
    }

    /// For calendars; empty where it says nothing of days.
    fn calendar(&self, _lexicon: &Lexicon) -> String {
        String::new()
    }
}

/// Lines of cells under heads: a sheet of a workbook, or a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    /// What it is called.
    pub title: String,
    /// The heads of the columns.
    pub heads: Vec<String>,
    /// The lines, with a cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// A text; empty for nothing.
    Text(String),
    /// A day.
    Day(NaiveDate),
    /// A minute of a day, as somebody's clock showed it.
    Minute(NaiveDateTime),
    /// A number.
    Number(i64),
}

impl Grid {
    /// Lines of texts.
    #[must_use]
    pub fn of_texts(title: &str, heads: Vec<String>, rows: Vec<Vec<String>>) -> Self {
        let cells = |row: Vec<String>| row.into_iter().map(Cell::Text).collect();
        Self {
            title: title.to_owned(),
            heads,
            rows: rows.into_iter().map(cells).collect(),
        }
    }
}
