//! Blocks of a document: headings, paragraphs, lists, tables, and the cards of records.

use smol_str::SmolStr;

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
    List(Vec<ListPoint>),
    /// A table.
    Table(BlockTable),
    /// A record with its heading and everything that belongs to it.
    Card(Card),
    /// A picture, for what can draw one.
    Picture(Picture),
    /// Text that is shown line by line, as it stands.
    Verbatim(SmolStr),
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
pub struct ListPoint {
    /// The text.
    pub text: Inlines,
    /// The points below it.
    pub items: Vec<ListPoint>,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BlockTable {
    /// The heads of the columns.
    pub head: Vec<Inlines>,
    /// The rows, with a cell for each column.
    pub rows: Vec<Vec<Inlines>>,
    /// The columns of references, which are never cut where there is too little room.
    pub names: Vec<usize>,
    /// The rows that only name the group of those that follow, in their first cell.
    pub groups: Vec<usize>,
    /// Whether it is read down its columns, and stays a table however much its cells say.
    pub is_overview: bool,
}

/// Bars under each other, each with its number as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// What it shows.
    pub title: String,
    /// The bars.
    pub bars: Vec<ChartBar>,
}

/// A bar, or a head between bars.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChartBar {
    /// What it is of.
    pub label: String,
    /// Its number; empty for a head.
    pub said: String,
    /// Where it begins, and where it ends.
    pub from: u32,
    /// See `from`.
    pub to: u32,
    /// Whether it is drawn otherwise, since something is wrong with it.
    pub stands_out: bool,
}

impl ChartBar {
    /// The end of the longest.
    pub const WHOLE: u32 = 1000;

    /// A head of the bars below it.
    #[must_use]
    pub fn head(label: &str) -> Self {
        Self {
            label: label.to_owned(),
            ..Self::default()
        }
    }
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
    /// Whether it says something: what is for paper alone says nothing anywhere else, nor does a picture, whose numbers
    /// are those of the tables.
    #[must_use]
    pub const fn is_said(&self) -> bool {
        !matches!(self, Self::Running(_) | Self::NewPage | Self::Picture(_))
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

impl ListPoint {
    /// A point without points below it.
    #[must_use]
    pub fn new(text: impl Into<Inlines>) -> Self {
        Self {
            text: text.into(),
            items: Vec::new(),
        }
    }
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockRow {
    /// A cell for each column.
    Cells(Vec<Inlines>),
    /// The name of the group of the rows that follow.
    Group(Inlines),
}

/// The most columns of a table on A4 upright.
const COLUMNS: usize = 7;

/// The letters that a line of a table holds on A4 upright, with room to spare.
const ON_PAPER: usize = 90;

/// The letters that the edges of a cell take.
const BETWEEN: usize = 2;

impl BlockTable {
    /// Whether it needs more room than a page of paper has: by its columns, by words that no column can be narrower than,
    /// or by prose in one of several.
    #[must_use]
    pub fn is_wide(&self) -> bool {
        let prose = |cell: &Inlines| cell.plain().chars().count() > 240;
        self.is_wide_by_head().unwrap_or_else(|| {
            let columns = self.head.len();
            self.least_width() > ON_PAPER || (columns > 4 && self.rows.iter().flatten().any(prose))
        })
    }

    /// The same, where its head alone decides: how a row is laid out then depends on no other.
    #[must_use]
    pub fn is_wide_by_head(&self) -> Option<bool> {
        let is_wide = self.head.len() > COLUMNS;
        (is_wide || self.is_overview).then_some(is_wide)
    }

    /// The same table without its rows.
    #[must_use]
    pub fn without_rows(&self) -> Self {
        Self {
            head: self.head.clone(),
            names: self.names.clone(),
            is_overview: self.is_overview,
            ..Self::default()
        }
    }

    /// Adds a row.
    pub fn push(&mut self, row: BlockRow) {
        let cells = match row {
            BlockRow::Cells(cells) => cells,
            BlockRow::Group(title) => {
                self.groups.push(self.rows.len());
                let mut cells = vec![title];
                cells.resize(self.head.len(), Inlines::default());
                cells
            }
        };
        self.rows.push(cells);
    }

    /// How many letters a line takes at least: in each column its longest word, or its longest reference, which is not cut.
    fn least_width(&self) -> usize {
        let longest = |cell: &Inlines, whole: bool| {
            let text = cell.plain();
            if whole {
                return text.chars().count();
            }
            let words = text.split_whitespace().map(|word| word.chars().count());
            words.max().unwrap_or(0)
        };
        let column = |at: usize| {
            let rows = self.rows.iter().filter_map(|row| row.get(at));
            let cells = rows.map(|cell| longest(cell, self.names.contains(&at)));
            let head = self.head.get(at).map(|cell| longest(cell, false));
            cells.chain(head).max().unwrap_or(0) + BETWEEN
        };
        (0..self.head.len()).map(column).sum()
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
            ..Self::default()
        }
    }

    /// The same with a column of references.
    #[must_use]
    pub fn with_names(mut self, column: usize) -> Self {
        self.names.push(column);
        self
    }
}

/// Cards, or rows of a table, as they were printed apart from the rest.
#[derive(Debug, Default)]
pub struct PrintedPart {
    /// The text, without what parts it from what stands before it.
    pub text: String,
    /// How many cards there are.
    pub cards: usize,
    /// Whether a list at the end may go on.
    pub in_list: bool,
    /// The names of headings that are still to be written, each with its place in the text.
    pub names: Vec<(usize, String)>,
}

/// What prints cards, or rows of a table, apart from the rest of a document, in a thread of its own.
pub trait PrintApart: Send {
    /// Prints the next block.
    fn print(&mut self, block: &Block);

    /// Prints the next rows of a table whose head decides how they are laid out.
    fn print_rows(&mut self, table: &BlockTable);

    /// What was printed since it was asked before.
    fn printed_part(&mut self) -> PrintedPart;
}

/// Where blocks go one after the other: a printer, or a list of them.
pub trait Sink {
    /// Takes the next block.
    fn put(&mut self, block: Block);

    /// Takes points: those that follow a list belong to it.
    fn put_items(&mut self, items: Vec<ListPoint>);

    /// Whether it draws pictures.
    fn draws(&self) -> bool {
        false
    }

    /// Whether it asks for the headings of a whole document before everything else, as what prints a table of contents
    /// in front of what it has not seen yet does.
    fn foresees(&self) -> bool {
        false
    }

    /// Takes the headings of the document that follows.
    fn foresee(&mut self, _outline: DocumentOutline) {}

    /// Whether it takes headings alone: what stands below them need not be made.
    fn lists_only(&self) -> bool {
        false
    }

    /// What prints cards and rows of the same document in another thread; none where it cannot be printed in parts.
    fn apart(&self) -> Option<Box<dyn PrintApart>> {
        None
    }

    /// Begins a table whose rows were printed by what [`Self::apart`] gave.
    fn begin_table(&mut self, _head: &BlockTable) {}

    /// Takes its next rows.
    fn put_rows(&mut self, _part: PrintedPart) {}

    /// Ends it.
    fn end_table(&mut self, _head: &BlockTable) {}

    /// Takes cards that were printed by what [`Self::apart`] gave, all in their order.
    fn put_part(&mut self, _part: PrintedPart) {}

    /// Whether anybody wants what follows.
    fn goes_on(&self) -> bool {
        true
    }
}

/// The headings of a document in their order, known before it is made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentOutline {
    /// What stands at the head of every page of paper.
    pub running: Option<Inlines>,
    /// The headings.
    pub headings: Vec<ListedHeading>,
}

/// A heading of an outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedHeading {
    /// The heading.
    pub heading: Heading,
    /// Where links to it lead, where it is that of a card.
    pub anchor: Option<Anchor>,
    /// Whether it is that of the table of contents itself.
    pub is_contents: bool,
    /// The headings inside its card that some heading of the outline may be called like, as addresses.
    pub within: Vec<String>,
}

impl DocumentOutline {
    fn list(&mut self, heading: Heading) -> &mut ListedHeading {
        self.headings.push(ListedHeading {
            heading,
            anchor: None,
            is_contents: false,
            within: Vec::new(),
        });
        let last = self.headings.len() - 1;
        &mut self.headings[last]
    }
}

impl Sink for DocumentOutline {
    fn put(&mut self, block: Block) {
        match block {
            Block::Heading(heading) => {
                self.list(heading);
            }
            Block::Card(card) => {
                let within = card.body.iter().filter_map(|block| match block {
                    Block::Heading(heading) => Some(slug(&heading.text.plain())),
                    _ => None,
                });
                let within = within.collect();
                let listed = self.list(card.heading);
                listed.anchor = card.anchor;
                listed.within = within;
            }
            Block::Contents(text) => {
                self.list(Heading { level: 2, text }).is_contents = true;
            }
            Block::Running(text) => self.running = Some(text),
            _ => {}
        }
    }

    fn put_items(&mut self, _items: Vec<ListPoint>) {}

    fn lists_only(&self) -> bool {
        true
    }
}

/// The name of a heading in addresses, as the common renderers of Markdown make it.
#[must_use]
pub fn slug(heading: &str) -> String {
    let mut slug = String::with_capacity(heading.len());
    for letter in heading.trim().chars() {
        match letter {
            ' ' | '-' => slug.push('-'),
            '_' => slug.push('_'),
            letter if letter.is_alphanumeric() => slug.extend(letter.to_lowercase()),
            _ => {}
        }
    }
    slug
}

impl Sink for Vec<Block> {
    fn put(&mut self, block: Block) {
        self.push(block);
    }

    fn put_items(&mut self, items: Vec<ListPoint>) {
        match self.last_mut() {
            _ if items.is_empty() => {}
            Some(Block::List(known)) => known.extend(items),
            _ => self.push(Block::List(items)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(cells: &[&str]) -> BlockTable {
        BlockTable {
            head: cells.iter().map(|_| "Head".into()).collect(),
            rows: vec![cells.iter().map(|cell| (*cell).into()).collect()],
            ..BlockTable::default()
        }
    }

    #[test]
    fn a_table_is_wide_by_its_columns_its_prose_or_words_that_no_column_can_break() {
        let (word, prose) = ("x".repeat(30), "word ".repeat(60));
        let (word, prose) = (word.as_str(), prose.as_str());
        assert!(!of(&["a"; 7]).is_wide() && of(&["a"; 8]).is_wide());
        assert!(!of(&[word; 2]).is_wide() && of(&[word; 3]).is_wide());
        assert!(!of(&[prose; 4]).is_wide() && of(&[prose; 5]).is_wide());
        // What is read down its columns stays a table.
        let overview = BlockTable {
            is_overview: true,
            ..of(&[prose; 6])
        };
        assert!(!overview.is_wide());
    }

    #[test]
    fn a_reference_is_as_wide_as_it_is() {
        let words = "a b ".repeat(25);
        assert!(!of(&[&words]).is_wide());
        assert!(of(&[&words]).with_names(0).is_wide());
    }

    #[test]
    fn names_of_headings_are_those_of_the_common_renderers() {
        assert_eq!(
            slug("Part 1. Records (Art. 30(1))"),
            "part-1-records-art-301"
        );
        assert_eq!(slug("A12 Löner & förmåner"), "a12-löner--förmåner");
    }
}
