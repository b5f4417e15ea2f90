//! A document as Markdown, for readers and for what other programs make of it: written for `CommonMark` and the tables
//! of GFM.
//!
//! What it says is made in [`super::document`]; how text is escaped stands in [`escape`]. What comes with the program in
//! Markdown is read by [`reading`].

pub(crate) mod escape;
pub(crate) mod reading;

use std::collections::HashMap;
use std::fmt::Write as _;

use chrono::NaiveDate;

use super::document::whole::write;
use super::document::{
    Block, BlockTable, DocumentOutline, Heading, Inline, Inlines, LinkTarget, ListPoint,
    PrintApart, PrintedPart, Sink, card, slug,
};
use super::shape::Print;
use crate::domain::field::Record;
use crate::domain::register::Register;
use crate::exchange::selection::Selection;
use crate::labels::Lexicon;
use escape::{TextPlace, write_text};

/// The document of a register, or of the part of it that is asked for, as it stands on a day.
///
/// The bytes depend on these arguments only. `made_with` names the program and its version.
#[must_use]
pub fn document(
    lexicon: &Lexicon,
    register: &Register,
    as_of: NaiveDate,
    selection: &Selection,
    made_with: &str,
) -> String {
    let mut printer = MarkdownPrinter::default();
    write(lexicon, register, as_of, selection, made_with, &mut printer);
    printer.finish()
}

/// One record or row as it is exported, with a heading of the second level.
#[must_use]
pub fn record(lexicon: &Lexicon, register: &Register, record: &dyn Record) -> String {
    print(&[Block::Card(card(lexicon, register, record))])
}

/// Blocks as Markdown that ends with one line break.
#[must_use]
pub fn print(blocks: &[Block]) -> String {
    let mut printer = MarkdownPrinter::default();
    for block in blocks {
        printer.block(block);
    }
    printer.finish()
}

/// How far points below a point are indented: so much that every common reader takes them for points below it.
const DEEPER: usize = 4;

/// Prints blocks one after the other, an empty line between them.
#[derive(Debug, Default)]
pub struct MarkdownPrinter {
    out: String,
    /// Whether the last block was a list.
    in_list: bool,
    /// How many headings had a name; renderers number those of the same name.
    names: HashMap<String, usize>,
    /// Where the table of contents goes, and what it lists.
    contents: Option<usize>,
    sections: Vec<PrintedSection>,
    /// Whether the sections are those of the whole document, known before it is printed.
    foreseen: bool,
    /// Whether the first rows of a table come next.
    begins_rows: bool,
}

/// A heading of the second level, as printed, and its name.
#[derive(Debug)]
struct PrintedSection {
    title: String,
    name: String,
}

impl Sink for MarkdownPrinter {
    fn put(&mut self, block: Block) {
        self.block(&block);
    }

    fn put_items(&mut self, items: Vec<ListPoint>) {
        if items.is_empty() {
            return;
        }
        if !self.in_list {
            self.part();
        }
        self.items(&items, 0);
        self.in_list = true;
    }

    fn foresees(&self) -> bool {
        true
    }

    fn foresee(&mut self, outline: DocumentOutline) {
        for listed in &outline.headings {
            let title = self.title(&listed.heading.text);
            let name = self.named(&listed.heading.text);
            if listed.is_contents {
                self.sections.clear();
            } else if listed.heading.level == 2 {
                self.sections.push(PrintedSection { title, name });
            }
            for within in &listed.within {
                self.number(within.clone());
            }
        }
        self.foreseen = true;
    }

    fn apart(&self) -> Option<Box<dyn PrintApart>> {
        // Else each heading is numbered as it comes.
        self.foreseen.then(|| {
            Box::new(MarkdownPart {
                printer: Self {
                    foreseen: true,
                    ..Self::default()
                },
                cards: 0,
            }) as Box<dyn PrintApart>
        })
    }

    fn put_part(&mut self, part: PrintedPart) {
        self.part();
        self.out.push_str(&part.text);
        self.in_list = part.in_list;
    }

    fn begin_table(&mut self, head: &BlockTable) {
        self.part();
        self.begin_rows(head);
        self.begins_rows = true;
    }

    fn put_rows(&mut self, part: PrintedPart) {
        let text = part.text.as_str();
        // The first group is parted from what stands before the table already.
        let first = std::mem::take(&mut self.begins_rows);
        let text = text.strip_prefix('\n').filter(|_| first).unwrap_or(text);
        self.out.push_str(text);
    }

    fn end_table(&mut self, head: &BlockTable) {
        self.in_list = is_point_by_point(head);
    }
}

/// Prints cards of a document whose headings are known.
struct MarkdownPart {
    printer: MarkdownPrinter,
    cards: usize,
}

impl PrintApart for MarkdownPart {
    fn print(&mut self, block: &Block) {
        self.cards += usize::from(matches!(block, Block::Card(_)));
        self.printer.block(block);
    }

    fn print_rows(&mut self, table: &BlockTable) {
        self.printer.rows(table, false);
    }

    fn printed_part(&mut self) -> PrintedPart {
        // The next part is about as long, and need not grow to that again.
        let room = String::with_capacity(self.printer.out.len());
        PrintedPart {
            text: std::mem::replace(&mut self.printer.out, room),
            cards: std::mem::take(&mut self.cards),
            in_list: std::mem::take(&mut self.printer.in_list),
            names: Vec::new(),
        }
    }
}

impl Print for MarkdownPrinter {
    fn printed(&mut self) -> &mut String {
        &mut self.out
    }

    fn finish(self: Box<Self>) -> String {
        (*self).finish()
    }
}

impl MarkdownPrinter {
    /// The text, which ends with one line break.
    #[must_use]
    pub fn finish(mut self) -> String {
        if let Some(at) = self.contents {
            let list = self.listed();
            self.out.insert_str(at, &list);
        }
        let end = self.out.trim_end_matches('\n').len();
        self.out.truncate(end);
        self.out.push('\n');
        self.out
    }

    /// The sections as points that lead to them.
    fn listed(&self) -> String {
        let mut list = String::new();
        for section in &self.sections {
            let _ = writeln!(list, "- [{}](#{})", section.title, section.name);
        }
        list
    }

    /// A heading as it is printed.
    fn title(&mut self, text: &Inlines) -> String {
        let start = self.out.len();
        self.inlines(text, TextPlace::Line, false);
        let title = self.out[start..].to_owned();
        self.out.truncate(start);
        title
    }

    /// The name of a heading in addresses: a later one of the same name gets a number.
    fn named(&mut self, text: &Inlines) -> String {
        self.number(slug(&text.plain()))
    }

    fn number(&mut self, name: String) -> String {
        let times = self.names.entry(name.clone()).or_insert(0);
        let mut named = name;
        if *times > 0 {
            let _ = write!(named, "-{times}");
        }
        *times += 1;
        named
    }

    /// Parts what follows from what stands there.
    fn part(&mut self) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.in_list = false;
    }

    fn block(&mut self, block: &Block) {
        if let Block::Card(card) = block {
            self.heading(&card.heading);
            for block in &card.body {
                self.block(block);
            }
            return;
        }
        if let Block::Heading(heading) = block {
            return self.heading(heading);
        }
        if !block.is_said() {
            return;
        }
        self.part();
        match block {
            Block::Heading(_)
            | Block::Card(_)
            | Block::Running(_)
            | Block::Picture(_)
            | Block::NewPage => {}
            Block::Paragraph(text) => {
                self.inlines(text, TextPlace::Block(0), true);
                self.out.push('\n');
            }
            Block::Note(text) => {
                self.out.push_str("> ");
                self.inlines(text, TextPlace::Line, true);
                self.out.push('\n');
            }
            Block::List(items) => {
                self.items(items, 0);
                self.in_list = true;
            }
            Block::Table(table) => self.table(table),
            Block::Verbatim(text) => self.verbatim(text),
            Block::Contents(title) => {
                let heading = Heading {
                    level: 2,
                    text: title.clone(),
                };
                self.heading_line(&heading);
                self.out.push('\n');
                if self.foreseen {
                    let list = self.listed();
                    self.out.push_str(&list);
                } else {
                    self.sections.clear();
                    self.contents = Some(self.out.len());
                }
            }
        }
    }

    fn heading(&mut self, heading: &Heading) {
        self.part();
        self.heading_line(heading);
    }

    fn heading_line(&mut self, heading: &Heading) {
        let level = usize::from(heading.level.clamp(1, 6));
        self.out.extend(std::iter::repeat_n('#', level));
        self.out.push(' ');
        if self.foreseen {
            self.inlines(&heading.text, TextPlace::Line, false);
            self.out.push('\n');
            return;
        }
        let title = self.title(&heading.text);
        self.out.push_str(&title);
        self.out.push('\n');
        let name = self.named(&heading.text);
        if level == 2 {
            self.sections.push(PrintedSection { title, name });
        }
    }

    fn items(&mut self, items: &[ListPoint], indent: usize) {
        for item in items {
            self.out.extend(std::iter::repeat_n(' ', indent));
            self.out.push_str("- ");
            self.inlines(&item.text, TextPlace::Block(indent + 2), true);
            self.out.push('\n');
            self.items(&item.items, indent + DEEPER);
        }
    }

    /// A table; one of more columns than stand beside each other row by row.
    fn table(&mut self, table: &BlockTable) {
        self.begin_rows(table);
        self.rows(table, true);
        self.in_list = is_point_by_point(table);
    }

    /// What stands above the rows of a table.
    fn begin_rows(&mut self, table: &BlockTable) {
        if !is_point_by_point(table) {
            self.cells(&table.head);
            self.out.push_str(&"| --- ".repeat(table.head.len()));
            self.out.push_str("|\n");
        }
    }

    /// Rows of a table, which `begin` it or follow others.
    fn rows(&mut self, table: &BlockTable, begin: bool) {
        if !is_point_by_point(table) {
            for row in &table.rows {
                self.cells(row);
            }
            return;
        }
        for (at, row) in table.rows.iter().enumerate() {
            if let Some(title) = row.first().filter(|_| table.groups.contains(&at)) {
                if at > 0 || !begin {
                    self.out.push('\n');
                }
                self.inlines(title, TextPlace::Line, true);
                self.out.push_str("\n\n");
                continue;
            }
            self.row_as_point(&table.head, row);
        }
    }

    /// A row as a point, with what stands under each head that has something under it.
    fn row_as_point(&mut self, head: &[Inlines], row: &[Inlines]) {
        let cells = head.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
        let mut items = cells.map(|(head, cell)| {
            let mut text = Inlines::default();
            text.extend(head.clone());
            text.push_text(": ");
            text.extend(cell.clone());
            ListPoint::new(text)
        });
        let Some(mut first) = items.next() else {
            return;
        };
        first.items = items.collect();
        self.items(&[first], 0);
    }

    fn cells(&mut self, cells: &[Inlines]) {
        self.out.push('|');
        for cell in cells {
            self.out.push(' ');
            self.inlines(cell, TextPlace::Cell, false);
            self.out.push_str(" |");
        }
        self.out.push('\n');
    }

    fn verbatim(&mut self, text: &str) {
        let longest = text.split(|letter| letter != '`').map(str::len).max();
        let fence = "`".repeat(longest.unwrap_or(0).max(2) + 1);
        let _ = writeln!(self.out, "{fence}");
        for line in text.lines() {
            escape::write_hidden(&mut self.out, line);
            self.out.push('\n');
        }
        let _ = writeln!(self.out, "{fence}");
    }

    /// Runs of text; `first` says whether they start a block, where a sign may mean more than itself.
    fn inlines(&mut self, inlines: &Inlines, place: TextPlace, mut first: bool) {
        for inline in inlines {
            let out = &mut self.out;
            match inline {
                Inline::Text(text) => write_text(out, text, place, first),
                Inline::Strong(text) => marked(out, "**", text),
                Inline::Emphasis(text) => marked(out, "*", text),
                Inline::Code(text) if place == TextPlace::Cell => {
                    // A table splits its rows before it looks for code.
                    let _ = write!(out, "`{}`", text.replace('|', "\\|"));
                }
                Inline::Code(text) => {
                    let _ = write!(out, "`{text}`");
                }
                Inline::Link(link) => match &link.to {
                    LinkTarget::Web(address) => {
                        let _ = write!(out, "<{address}>");
                    }
                    LinkTarget::Record(anchor) => {
                        out.push('[');
                        self.inlines(&link.text, place, false);
                        let _ = write!(self.out, "](#{})", anchor.name);
                    }
                },
            }
            first = false;
        }
    }
}

/// Whether a table has more columns than stand beside each other, so that its rows are points.
fn is_point_by_point(table: &BlockTable) -> bool {
    table.is_wide_by_head() == Some(true)
}

fn marked(out: &mut String, mark: &str, text: &str) {
    out.push_str(mark);
    write_text(out, text.trim(), TextPlace::Line, false);
    out.push_str(mark);
}
