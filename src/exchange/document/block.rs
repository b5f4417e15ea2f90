//! Blocks of a document: headings, paragraphs, lists, tables, and the cards of records.

use std::rc::Rc;

use super::inline::{Anchor, Inlines};
use crate::domain::kind::RecordKind;
use crate::domain::value::Id;

/// A block of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading.
    Heading(Heading),
    /// A paragraph.
    Paragraph(Inlines),
    /// A paragraph that is set apart from the rest.
    Note(Inlines),
    /// A list of points.
    List(Vec<Item>),
    /// A table.
    Table(Table),
    /// A record with its heading and everything that belongs to it.
    Card(Card),
    /// Text that is shown line by line, as it stands.
    Verbatim(Rc<str>),
    /// The place of the table of contents: the headings of the second level that follow, under a heading of their own.
    Contents(Inlines),
    /// What stands at the head of every page of paper, beside the title.
    Running(Inlines),
    /// The card that follows begins a new page of paper.
    NewPage,
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The level: 1 is the document's title.
    pub level: u8,
    /// The text.
    pub text: Inlines,
}

/// A point of a list, with the points below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// The text.
    pub text: Inlines,
    /// The points below it.
    pub items: Vec<Item>,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The heads of the columns.
    pub head: Vec<Inlines>,
    /// The rows, with a cell for each column.
    pub rows: Vec<Vec<Inlines>>,
    /// The columns of references, which are never cut where there is too little room.
    pub names: Vec<usize>,
}

/// A record in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// What record it is.
    pub record: Id,
    /// Its kind.
    pub kind: RecordKind,
    /// Where links to it lead; none where nothing links to it.
    pub anchor: Option<Anchor>,
    /// Its heading.
    pub heading: Heading,
    /// What is said of it.
    pub body: Vec<Block>,
}

impl Block {
    /// Whether it says something: what is for paper alone says nothing anywhere else.
    #[must_use]
    pub const fn is_said(&self) -> bool {
        !matches!(self, Self::Running(_) | Self::NewPage)
    }

    /// A heading of a level.
    #[must_use]
    pub fn heading(level: u8, text: impl Into<Inlines>) -> Self {
        Self::Heading(Heading {
            level,
            text: text.into(),
        })
    }

    /// A paragraph.
    #[must_use]
    pub fn paragraph(text: impl Into<Inlines>) -> Self {
        Self::Paragraph(text.into())
    }

    /// Plain text as paragraphs: an empty line parts them, other line breaks stay.
    #[must_use]
    pub fn paragraphs(text: &str) -> Vec<Self> {
        text.split("\n\n")
            .map(|paragraph| paragraph.trim_matches('\n'))
            .filter(|paragraph| !paragraph.is_empty())
            .map(Self::paragraph)
            .collect()
    }
}

impl Item {
    /// A point without points below it.
    #[must_use]
    pub fn new(text: impl Into<Inlines>) -> Self {
        Self {
            text: text.into(),
            items: Vec::new(),
        }
    }
}

impl Table {
    /// Whether it needs more room than a page of paper has: by its columns, or by prose in one of several.
    #[must_use]
    pub fn is_wide(&self) -> bool {
        let columns = self.head.len();
        let prose = |cell: &Inlines| cell.plain().chars().count() > 240;
        columns > 7 || (columns > 4 && self.rows.iter().flatten().any(prose))
    }

    /// A table of texts as typed.
    #[must_use]
    pub fn of_texts(head: &[String], rows: Vec<Vec<String>>) -> Self {
        Self {
            head: head.iter().map(|text| text.as_str().into()).collect(),
            rows: rows
                .into_iter()
                .map(|cells| cells.into_iter().map(Inlines::from).collect())
                .collect(),
            names: Vec::new(),
        }
    }

    /// The same with a column of references.
    #[must_use]
    pub fn with_names(mut self, column: usize) -> Self {
        self.names.push(column);
        self
    }
}

/// Where blocks go one after the other: a printer, or a list of them.
pub trait Sink {
    /// Takes the next block.
    fn put(&mut self, block: Block);

    /// Takes points: those that follow a list belong to it.
    fn put_items(&mut self, items: Vec<Item>);

    /// Whether anybody wants what follows.
    fn goes_on(&self) -> bool {
        true
    }
}

impl Sink for Vec<Block> {
    fn put(&mut self, block: Block) {
        self.push(block);
    }

    fn put_items(&mut self, items: Vec<Item>) {
        match self.last_mut() {
            _ if items.is_empty() => {}
            Some(Block::List(known)) => known.extend(items),
            _ => self.push(Block::List(items)),
        }
    }
}
