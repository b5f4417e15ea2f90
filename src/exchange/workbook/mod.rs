//! The register as a workbook that comes back: a sheet for each kind of record and row, with everything that a register
//! says of them, and what it takes to read it again.
//!
//! | sheet | holds |
//! | --- | --- |
//! | at a glance | a row for each activity, to read |
//! | one for each kind | row 1, hidden: the key of each column, `activity.name`; row 2: what it is called; then a row for each |
//! | [`LISTS`], hidden | the labels of codes, each beside its code: what [`dictionary`] says |
//! | [`ABOUT`], hidden | of which register it is, and its change and hash; not where something was left out |
//!
//! A row names what holds it by its reference. An empty cell is not recorded; *none* is said with its reason. The cells
//! are never formulas. What stands in a cell, and how it is read again, says [`cell_value`].

pub mod book;
pub mod cell_value;
pub mod columns;
pub mod dictionary;
pub mod reading;

use std::collections::BTreeMap;
use std::io;

use chrono::NaiveDate;

use book::{Book, BookSheet, CellStyle, ColumnHead, ROWS, letters};
use columns::{SheetColumn, columns};
use dictionary::Dictionary;

use super::selection::select;
use super::shape::{Cell, Export, Grid};
use super::{FORMAT, VERSION, wide};
use crate::domain::field::Record;
use crate::domain::kind::{FieldKind, RecordKind};
use crate::domain::problem::Problem;
use crate::domain::records::{Holding, Retention};
use crate::domain::register::Register;
use crate::labels::Lexicon;

/// The sheet of the labels of codes.
pub const LISTS: &str = "_lists";

/// The sheet that says of which register the workbook is.
pub const ABOUT: &str = "_ropa";

/// The version of the shape of workbooks that this program writes, and the newest that it reads.
pub const SHAPE: i64 = 1;

/// A workbook that was made.
#[derive(Debug)]
pub struct MadeWorkbook {
    /// The file's bytes.
    pub bytes: Vec<u8>,
    /// What did not fit as it stands, each with its place.
    pub told: Vec<Problem>,
}

/// Refuses a register that has more rows of a kind than a sheet can hold.
///
/// # Errors
/// `workbook_too_many_rows`.
pub fn check(lexicon: &Lexicon, register: &Register) -> Result<(), Problem> {
    let mut counts: BTreeMap<&'static str, (RecordKind, usize)> = BTreeMap::new();
    for record in register.all_records() {
        record.walk(None, &mut |row, _| {
            let kind = row.kind();
            counts.entry(kind.key()).or_insert((kind, 0)).1 += 1;
        });
    }
    for (kind, count) in counts.into_values() {
        check_rows(lexicon.words.many(kind), count + 2)?;
    }
    Ok(())
}

/// Refuses more rows than a sheet can hold.
fn check_rows(title: &str, count: usize) -> Result<(), Problem> {
    if count <= ROWS {
        return Ok(());
    }
    Err(Problem::cannot("workbook_too_many_rows")
        .with("sheet", title)
        .with("rows", count)
        .with("most", ROWS))
}

/// Makes the workbook of a register. `next` is called before each record.
///
/// # Errors
/// What `next` gives; none else that is known of, where [`check`] has refused nothing.
pub fn of_register(
    export: &Export<'_>,
    next: &dyn Fn() -> io::Result<()>,
) -> io::Result<MadeWorkbook> {
    let register = &*select(export.register, export.selection);
    let title = register.about.title.as_deref().unwrap_or_default();
    let mut book = Book::new(title, export.as_of)?;
    let glance = wide::glance(export.lexicon, register);
    let dictionary = Dictionary::of(export.lexicon);
    let shown = plain_sheet(&mut book, &glance)?;
    book.push(shown, false)?;
    let mut sheets = KindSheets {
        export,
        register,
        dictionary: &dictionary,
        of_kinds: BTreeMap::new(),
    };
    for (place, kind) in RecordKind::ALL.iter().enumerate() {
        // What the program alone writes is no sheet to fill in.
        let empty = kind.is_of_the_journal() && register.all_rows(*kind).is_empty();
        if !empty && !export.selection.leaves_out_kind(*kind) {
            sheets.add(&mut book, place, *kind)?;
        }
    }
    for record in register.all_records() {
        next()?;
        sheets.record(record, record, "", 0)?;
    }
    let told = sheets.finish(&mut book)?;
    let lists = lists(&mut book, &dictionary)?;
    book.push(lists, true)?;
    if export.selection.is_whole() {
        let about = about_sheet(&mut book, export, register)?;
        book.push(about, true)?;
    }
    Ok(MadeWorkbook {
        bytes: book.bytes()?,
        told,
    })
}

/// Makes a workbook of lines of cells, a sheet for each.
///
/// # Errors
/// As [`of_register`].
pub fn of_grids(lexicon: &Lexicon, grids: &[Grid]) -> io::Result<MadeWorkbook> {
    let title = grids.first().map_or("", |grid| grid.title.as_str());
    let mut book = Book::new(title, lexicon.today)?;
    for grid in grids {
        let sheet = plain_sheet(&mut book, grid)?;
        book.push(sheet, false)?;
    }
    Ok(MadeWorkbook {
        bytes: book.bytes()?,
        told: Vec::new(),
    })
}

/// A sheet of lines of cells. A text that is longer than a cell goes on in further columns.
fn plain_sheet(book: &mut Book, grid: &Grid) -> io::Result<BookSheet> {
    let heads: Vec<ColumnHead> = grid
        .heads
        .iter()
        .enumerate()
        .map(|(at, label)| plain_head(grid, at, label))
        .collect();
    let mut sheet = book.sheet(&grid.title, &heads, 1)?;
    let mut over = Overflow::default();
    for row in &grid.rows {
        for (at, cell) in row.iter().enumerate() {
            let number = sheet.row();
            let left = sheet.write(number, column_number(at), cell)?;
            over.keep(number, at, left);
        }
        sheet.next_row()?;
    }
    over.write(book, &mut sheet, grid.heads.len(), &mut |at, part| {
        ColumnHead {
            label: format!("{} ({part})", grid.heads[at]),
            ..plain_head(grid, at, "")
        }
    })?;
    Ok(sheet)
}

/// The head of a column of lines of cells: as wide as what stands in it, within reason.
fn plain_head(grid: &Grid, at: usize, label: &str) -> ColumnHead {
    let cells = || grid.rows.iter().filter_map(|row| row.get(at));
    let shown = match cells().find(|cell| !matches!(cell, Cell::Text(text) if text.is_empty())) {
        Some(Cell::Day(_)) => CellStyle::Day,
        Some(Cell::Minute(_)) => CellStyle::Minute,
        Some(Cell::Number(_)) => CellStyle::Number,
        _ => CellStyle::Text,
    };
    let longest = cells().take(500).map(|cell| match cell {
        Cell::Text(text) => text
            .lines()
            .map(|line| line.chars().count())
            .max()
            .unwrap_or(0),
        Cell::Day(_) | Cell::Number(_) => 10,
        Cell::Minute(_) => 16,
    });
    // Together they fit on a page, so far as there is something to read.
    let most = (200 / grid.heads.len().max(1)).clamp(14, 44);
    // Nor is one narrower than a word.
    let words = cells().take(500).filter_map(|cell| match cell {
        Cell::Text(text) => text
            .split_whitespace()
            .map(|word| word.chars().count())
            .max(),
        Cell::Day(_) | Cell::Number(_) => Some(10),
        Cell::Minute(_) => Some(16),
    });
    let word = words.max().unwrap_or(0).clamp(7, 26);
    let longest = longest.chain([label.chars().count()]).max().unwrap_or(0);
    ColumnHead {
        key: String::new(),
        label: label.to_owned(),
        width: f64::from(u8::try_from(longest.min(most).max(word)).unwrap_or(44)) + 2.0,
        shown,
        picks: None,
        hidden: false,
    }
}

/// The number of a column.
fn column_number(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

/// What of long texts did not fit into their cells: by row and column.
#[derive(Default)]
struct Overflow(Vec<(u32, usize, String)>);

impl Overflow {
    fn keep(&mut self, row: u32, column: usize, left: &str) {
        if !left.is_empty() {
            self.0.push((row, column, left.to_owned()));
        }
    }

    /// Writes it into further columns, whose heads `head` gives by column and part; gives the row, the column and the
    /// further column of each.
    fn write(
        self,
        book: &Book,
        sheet: &mut BookSheet,
        columns: usize,
        head: &mut dyn FnMut(usize, usize) -> ColumnHead,
    ) -> io::Result<Vec<(u32, usize, usize)>> {
        let mut further: Vec<(usize, usize)> = Vec::new();
        let mut told = Vec::new();
        for (row, column, text) in &self.0 {
            let mut left = text.as_str();
            let mut part = 2;
            while !left.is_empty() {
                let place = further.iter().position(|known| *known == (*column, part));
                let place = if let Some(place) = place {
                    place
                } else {
                    book.add_column(sheet, &head(*column, part))?;
                    further.push((*column, part));
                    further.len() - 1
                };
                let into = columns + place;
                if part == 2 {
                    told.push((*row, *column, into));
                }
                left = sheet.write_text(*row, column_number(into), left)?;
                part += 1;
            }
        }
        Ok(told)
    }
}

/// A record or row, and where it stands.
struct SheetPlace<'r> {
    owner: &'r dyn Record,
    record: &'r dyn Record,
    /// The reference of what holds it.
    parent: &'r str,
    position: usize,
}

impl SheetPlace<'_> {
    /// What stands in a column.
    fn cell(
        &self,
        column: SheetColumn,
        register: &Register,
        lexicon: &Lexicon,
        dictionary: &Dictionary,
    ) -> Cell {
        let record = self.record;
        let nothing = || Cell::Text(String::new());
        match column {
            SheetColumn::Parent => Cell::Text(self.parent.to_owned()),
            SheetColumn::Reference => Cell::Text(record.head().reference.clone()),
            SheetColumn::Position => Cell::Number(i64::try_from(self.position).unwrap_or(i64::MAX)),
            SheetColumn::List(_) | SheetColumn::Contact(_) => match column.none(record) {
                Some(reason) => Cell::Text(dictionary.none(reason)),
                None => nothing(),
            },
            SheetColumn::Field(field) => {
                let meta = &record.declaration().fields[field];
                if matches!(meta.kind, FieldKind::Computed) {
                    let day = keep_through(register, record);
                    return day.map_or_else(nothing, cell_value::of_day);
                }
                let value = record.get(field);
                if !value.is_empty() {
                    let name = |id| register.name_in(self.owner.id(), id);
                    return cell_value::cell(&lexicon.words, dictionary, &meta.kind, &value, &name);
                }
                match column.none(record) {
                    Some(reason) => Cell::Text(dictionary.none(reason)),
                    None if record.is_redacted(meta.key) => Cell::Text(dictionary.redacted()),
                    None => nothing(),
                }
            }
        }
    }
}

/// The last day of keeping of a holding, as the JSON has it.
fn keep_through(register: &Register, record: &dyn Record) -> Option<NaiveDate> {
    let parent = register.place(record.id())?.parent?;
    register.keep_through(
        register.typed::<Retention>(parent)?,
        record.downcast::<Holding>()?,
    )
}

/// The records or rows of kinds as lines, as their sheets have them.
#[must_use]
pub fn grid(export: &Export<'_>, register: &Register, kinds: &[RecordKind]) -> Grid {
    let lexicon = export.lexicon;
    let dictionary = Dictionary::of(lexicon);
    let of_kind = |kind: RecordKind| -> Vec<SheetColumn> {
        let columns = columns(kind, export.selection).into_iter();
        columns
            .filter(|column| *column != SheetColumn::Position)
            .collect()
    };
    let Some(first) = kinds.first().copied() else {
        return Grid::default();
    };
    let heads = of_kind(first).into_iter();
    let mut grid = Grid {
        title: lexicon.words.many_of(first).to_owned(),
        heads: heads
            .map(|column| match (column, kinds) {
                (SheetColumn::Parent, [_, _, ..]) => lexicon.words.held_by(first).to_owned(),
                _ => column.head(lexicon, first),
            })
            .collect(),
        rows: Vec::new(),
    };
    for kind in kinds {
        let columns = of_kind(*kind);
        for (owner, record) in register.all_rows(*kind) {
            let parent = register.place(record.id()).and_then(|place| place.parent);
            let parent = parent.map(|parent| register.reference(parent));
            let place = SheetPlace {
                owner,
                record,
                parent: parent.as_deref().unwrap_or_default(),
                position: 0,
            };
            let cells = columns.iter();
            let cells = cells.map(|column| place.cell(*column, register, lexicon, &dictionary));
            grid.rows.push(cells.collect());
        }
    }
    grid
}

/// The workbook of lines of cells.
///
/// # Errors
/// `workbook_too_many_rows`; `workbook_failed`, which is not known to happen.
pub fn bytes(lexicon: &Lexicon, grids: &[Grid]) -> Result<Vec<u8>, Problem> {
    for grid in grids {
        check_rows(&grid.title, grid.rows.len() + 1)?;
    }
    let made = of_grids(lexicon, grids);
    let made = made.map_err(|error| Problem::cannot("workbook_failed").with("reason", error))?;
    Ok(made.bytes)
}

/// The sheets of the kinds.
struct KindSheets<'a> {
    export: &'a Export<'a>,
    register: &'a Register,
    dictionary: &'a Dictionary,
    of_kinds: BTreeMap<usize, OfKind>,
}

/// The sheet of a kind.
struct OfKind {
    kind: RecordKind,
    columns: Vec<SheetColumn>,
    sheet: BookSheet,
    over: Overflow,
    /// The references of the rows whose texts did not fit.
    long: BTreeMap<u32, String>,
}

impl KindSheets<'_> {
    fn add(&mut self, book: &mut Book, place: usize, kind: RecordKind) -> io::Result<()> {
        let columns = columns(kind, self.export.selection);
        let heads: Vec<ColumnHead> = columns
            .iter()
            .map(|column| self.head(*column, kind, 1))
            .collect();
        let kept = columns.iter().filter(|column| column.names(kind)).count();
        let title = self.export.lexicon.words.many(kind);
        let title = match kind {
            RecordKind::RegisterData => self.export.lexicon.words.one(kind).to_owned(),
            _ => title.to_owned(),
        };
        let sheet = book.sheet(&title, &heads, kept)?;
        let of_kind = OfKind {
            kind,
            columns,
            sheet,
            over: Overflow::default(),
            long: BTreeMap::new(),
        };
        self.of_kinds.insert(place, of_kind);
        Ok(())
    }

    fn head(&self, column: SheetColumn, kind: RecordKind, part: usize) -> ColumnHead {
        let field = column.field(kind);
        let label = column.head(self.export.lexicon, kind);
        ColumnHead {
            key: column.key(kind, part),
            label: match part {
                1 => label,
                part => format!("{label} ({part})"),
            },
            width: column.width(kind),
            shown: match field {
                FieldKind::Date | FieldKind::Day | FieldKind::Computed => CellStyle::Day,
                FieldKind::Number => CellStyle::Number,
                _ => CellStyle::Text,
            },
            picks: self.dictionary.place_of(&field).and_then(|place| {
                let count = self.dictionary.sets()[place].entries.len();
                let column = letters(2 * place);
                (count > 0).then(|| format!("={LISTS}!${column}$2:${column}${}", count + 1))
            }),
            hidden: column == SheetColumn::Position,
        }
    }

    /// Writes a record or row and those in it, each into the sheet of its kind.
    fn record(
        &mut self,
        owner: &dyn Record,
        record: &dyn Record,
        parent: &str,
        position: usize,
    ) -> io::Result<()> {
        let kind = record.kind();
        let place = RecordKind::ALL.iter().position(|known| *known == kind);
        let (register, dictionary) = (self.register, self.dictionary);
        let reference = if parent.is_empty() {
            record.head().reference.clone()
        } else {
            format!("{parent}/{}", record.head().reference)
        };
        if let Some(of_kind) = place.and_then(|place| self.of_kinds.get_mut(&place)) {
            let row = of_kind.sheet.row();
            for (at, column) in of_kind.columns.iter().enumerate() {
                let place = SheetPlace {
                    owner,
                    record,
                    parent,
                    position,
                };
                let cell = place.cell(*column, register, self.export.lexicon, dictionary);
                let left = of_kind.sheet.write(row, column_number(at), &cell)?;
                if !left.is_empty() {
                    of_kind.long.insert(row, reference.clone());
                    of_kind.over.keep(row, at, left);
                }
            }
            of_kind.sheet.next_row()?;
        }
        // Rows of the register's own data have nobody's reference above them.
        let above = if kind == RecordKind::RegisterData {
            ""
        } else {
            &reference
        };
        for list in 0..record.declaration().lists.len() {
            for (at, row) in record.rows(list).enumerate() {
                self.record(owner, row, above, at + 1)?;
            }
        }
        Ok(())
    }

    /// Puts the sheets into the workbook; gives the texts that go on in a further cell, each with its place.
    fn finish(mut self, book: &mut Book) -> io::Result<Vec<Problem>> {
        let mut told = Vec::new();
        for of_kind in std::mem::take(&mut self.of_kinds).into_values() {
            let OfKind {
                kind,
                columns,
                mut sheet,
                over,
                long,
            } = of_kind;
            let mut head = |at: usize, part| self.head(columns[at], kind, part);
            for (row, at, into) in over.write(book, &mut sheet, columns.len(), &mut head)? {
                let cell = format!("{}{}", letters(into), row + 1);
                told.push(
                    Problem::cannot("workbook_text_goes_on")
                        .with("ref", long.get(&row).map_or("", String::as_str))
                        .with("field", columns[at].head(self.export.lexicon, kind))
                        .with("sheet", &sheet.name)
                        .with("cell", cell),
                );
            }
            book.push(sheet, false)?;
        }
        Ok(told)
    }
}

/// A column of a hidden sheet.
fn hidden_head(label: &str) -> ColumnHead {
    ColumnHead {
        key: String::new(),
        label: label.to_owned(),
        width: 20.0,
        shown: CellStyle::Text,
        picks: None,
        hidden: false,
    }
}

/// The labels of each set, and beside them the codes.
fn lists(book: &mut Book, dictionary: &Dictionary) -> io::Result<BookSheet> {
    let heads: Vec<ColumnHead> = dictionary
        .sets()
        .iter()
        .flat_map(|set| [format!("label.{}", set.name), format!("code.{}", set.name)])
        .map(|label| hidden_head(&label))
        .collect();
    let mut sheet = book.sheet(LISTS, &heads, 0)?;
    for (place, set) in dictionary.sets().iter().enumerate() {
        for (row, (label, code)) in (1..).zip(&set.entries) {
            sheet.write_text(row, column_number(2 * place), label)?;
            sheet.write_text(row, column_number(2 * place + 1), code)?;
        }
    }
    Ok(sheet)
}

/// Of which register the workbook is, and of which state.
fn about_sheet(book: &mut Book, export: &Export<'_>, register: &Register) -> io::Result<BookSheet> {
    let mark = &register.mark;
    let id = register.about.id.as_deref().unwrap_or_default();
    let says = [
        ("format", FORMAT.to_owned()),
        ("version", VERSION.to_string()),
        ("workbook", SHAPE.to_string()),
        ("as_of", export.as_of.to_string()),
        ("register", id.to_owned()),
        ("change", mark.number.to_string()),
        ("hash", mark.hash.clone()),
        (
            "language",
            export.lexicon.words.language().code().to_owned(),
        ),
    ];
    let mut sheet = book.sheet(ABOUT, &[hidden_head("key"), hidden_head("value")], 0)?;
    for (row, (key, value)) in (1..).zip(&says) {
        sheet.write_text(row, 0, key)?;
        sheet.write_text(row, 1, value)?;
    }
    Ok(sheet)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_rows_than_a_sheet_holds_are_refused_with_the_number() {
        assert!(check_rows("Recipients", ROWS).is_ok());
        let problem = check_rows("Recipients", ROWS + 1).unwrap_err();
        assert_eq!(problem.key, "workbook_too_many_rows");
        assert_eq!(problem.detail("sheet"), Some("Recipients"));
        assert_eq!(problem.detail("rows"), Some("1048577"));
    }
}
