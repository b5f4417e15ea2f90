//! A workbook that this program wrote, or a table of one kind, come back: the sheets as the workbook's reader takes them.

use std::sync::Arc;

use chrono::NaiveDate;
use serde_json::Value as Json;

use super::grid::{CellContent, SheetGrid};
use crate::domain::kind::RecordKind;
use crate::domain::language::Language;
use crate::domain::problem::Problem;
use crate::exchange::VERSION;
use crate::exchange::csv::unguarded;
use crate::exchange::import::AbsentOwner;
use crate::exchange::selection::Selection;
use crate::exchange::workbook::cell_value::CellValue;
use crate::exchange::workbook::columns::{SheetColumn, columns};
use crate::exchange::workbook::dictionary::Dictionary;
use crate::exchange::workbook::reading::{
    AbsentRecord, Places, ReadSheet, Workbook, is_ours, json, record, workbook,
};
use crate::labels::Lexicon;
use crate::words::Words;

/// The furthest row and column that a workbook of ours has.
const ROWS: u32 = 1_048_576;
const COLUMNS: u32 = 1_000;

/// The register of a workbook that this program wrote, as the JSON of an export.
#[derive(Clone, Debug)]
pub struct OwnSheets {
    /// The JSON.
    pub json: Json,
    /// Where in the sheets its records stand.
    pub places: Places,
    /// What rows belong to that does not stand in the sheets itself.
    pub absent: Vec<AbsentOwner>,
}

/// The register of a workbook that this program wrote; `None` where it is another's.
#[must_use]
pub fn read(grids: &[SheetGrid]) -> Option<OwnSheets> {
    let days: Vec<Vec<Vec<Option<TypedCell<'_>>>>> = grids.iter().map(typed).collect();
    let rows: Vec<Vec<Vec<Option<CellValue<'_>>>>> = days
        .iter()
        .map(|rows| {
            let rows = rows.iter();
            rows.map(|row| row.iter().map(|cell| cell.map(TypedCell::read)).collect())
                .collect()
        })
        .collect();
    let sheets: Vec<ReadSheet<'_>> = grids
        .iter()
        .zip(&rows)
        .map(|(grid, rows)| ReadSheet {
            name: &grid.name,
            rows,
        })
        .collect();
    if !is_ours(&sheets) {
        return None;
    }
    Some(OwnSheets::of(&workbook(&sheets)))
}

/// The records of sheets that each list one kind, as an export with `--kind` writes them; `None` where one is anything
/// else. `name` is what the file is called, `guarded` whether its texts are guarded against being formulas.
///
/// It is not known what they were made of: an empty cell says nothing.
#[must_use]
pub fn listed(
    grids: &[SheetGrid],
    name: &str,
    guarded: bool,
    lexicon: &Lexicon,
) -> Option<OwnSheets> {
    let mut of_kinds = Workbook::default();
    for grid in grids.iter().filter(|grid| !grid.lines.is_empty()) {
        let (kind, columns, lexicon) = listed_kind(grid, guarded, lexicon)?;
        let head = grid.lines.first()?.number;
        let dictionary = Dictionary::of(&lexicon);
        for line in &grid.lines[1..] {
            let text = |column: u32| line.cell(column).map(|cell| cell.value.text());
            let parent = columns.iter().find(|(_, it)| *it == SheetColumn::Parent);
            let parent = parent.and_then(|(at, _)| text(*at)).unwrap_or_default();
            let kind = like(kind, parent);
            let keys = columns
                .iter()
                .map(|(at, column)| (*at as usize, (kind, *column, 1)));
            let keys: Vec<_> = keys.collect();
            let width = keys.iter().map(|(at, _)| at + 1).max().unwrap_or_default();
            let mut cells: Vec<Option<CellValue<'_>>> = vec![None; width];
            for cell in &line.cells {
                if let Some(place) = cells.get_mut(cell.column as usize) {
                    *place = Some(match TypedCell::of(&cell.value).read() {
                        CellValue::Text(text) if guarded => CellValue::Text(unguarded(text)),
                        read => read,
                    });
                }
            }
            let sheet = ReadSheet {
                name: if grid.name.is_empty() {
                    name
                } else {
                    &grid.name
                },
                rows: &[cells],
            };
            if let Some(mut record) = record(&sheet, &dictionary, kind, &keys, 0) {
                record.place.1 = line.number as usize;
                record.position = Some(i64::from(line.number - head));
                of_kinds.records.push(record);
            }
        }
    }
    let version = VERSION.to_string();
    of_kinds.about.insert("version".to_owned(), version);
    (!of_kinds.records.is_empty()).then(|| OwnSheets::of(&of_kinds))
}

/// The columns of a sheet, each with its place.
type PlacedColumns = Vec<(u32, SheetColumn)>;

/// The kind that a sheet lists, by its heads in one of the languages.
fn listed_kind(
    grid: &SheetGrid,
    guarded: bool,
    lexicon: &Lexicon,
) -> Option<(RecordKind, PlacedColumns, Lexicon)> {
    let heads: Vec<(u32, &str)> = (grid.lines.first()?.cells.iter())
        .map(|cell| (cell.column, cell.value.text()))
        .map(|(at, text)| (at, if guarded { unguarded(text) } else { text }.trim()))
        .collect();
    let languages = Language::ALL.into_iter();
    let languages = languages.filter_map(|language| Words::load(language).ok());
    for words in languages {
        let lexicon = Lexicon::new(Arc::new(words), Arc::clone(&lexicon.law), lexicon.today);
        for kind in RecordKind::ALL {
            if let Some(columns) = columns_of(*kind, &heads, &lexicon) {
                return Some((*kind, columns, lexicon));
            }
        }
    }
    None
}

/// The columns that heads are of a kind: all of them, in their order, and most of those that the kind has.
fn columns_of(kind: RecordKind, heads: &[(u32, &str)], lexicon: &Lexicon) -> Option<PlacedColumns> {
    let all = columns(kind, &Selection::default());
    let all: Vec<SheetColumn> = (all.into_iter())
        .filter(|column| *column != SheetColumn::Position)
        .collect();
    if heads.len() < 2 || heads.len() * 2 < all.len() {
        return None;
    }
    let mut left = all.iter();
    let mut found = PlacedColumns::new();
    for (at, head) in heads {
        let column = left.find(|column| {
            // Tables that were written before call a reason by what there is none of.
            let heads = [column.head(lexicon, kind), column.label(lexicon, kind)];
            heads.iter().any(|known| known.trim() == *head)
        })?;
        found.push((*at, *column));
    }
    let needed = all
        .iter()
        .filter(|it| matches!(it, SheetColumn::Parent | SheetColumn::Reference));
    let has = |column: &SheetColumn| found.iter().any(|(_, it)| it == column);
    needed.into_iter().all(has).then_some(found)
}

/// The kind that a table lists which would be one of our own but for columns that the kind does not have, and their heads.
///
/// Activities are none of these: a table of theirs is read as a sheet, where such a column goes to the notes.
#[must_use]
pub fn with_more_columns(
    grids: &[SheetGrid],
    guarded: bool,
    lexicon: &Lexicon,
) -> Option<(RecordKind, String)> {
    let [grid] = grids else { return None };
    let heads = grid
        .lines
        .first()?
        .cells
        .iter()
        .map(|cell| cell.value.text());
    let heads: Vec<&str> = heads
        .map(|text| if guarded { unguarded(text) } else { text }.trim())
        .collect();
    for words in (Language::ALL.into_iter()).filter_map(|language| Words::load(language).ok()) {
        let lexicon = Lexicon::new(Arc::new(words), Arc::clone(&lexicon.law), lexicon.today);
        for kind in RecordKind::ALL {
            let all = columns(*kind, &Selection::default());
            let known: Vec<String> = (all.iter())
                .map(|column| column.head(&lexicon, *kind).trim().to_owned())
                .collect();
            let is_known = |head: &&&str| known.iter().any(|it| it == **head);
            let more: Vec<&str> = heads.iter().filter(|it| !is_known(it)).copied().collect();
            let placed: Vec<(u32, &str)> =
                (0..).zip(heads.iter().filter(is_known).copied()).collect();
            let mostly = more.len() * 3 <= placed.len();
            if *kind != RecordKind::Activity
                && !more.is_empty()
                && mostly
                && columns_of(*kind, &placed, &lexicon).is_some()
            {
                return Some((*kind, more.join(", ")));
            }
        }
    }
    None
}

/// The kind of a row that is listed among those of a kind: what belongs to it may stand at another depth, as holds on
/// rules and on batches do.
fn like(kind: RecordKind, parent: &str) -> RecordKind {
    let depth = |kind: RecordKind| {
        let mut owners = std::iter::successors(kind.parent(), |owner| owner.parent());
        owners.by_ref().count()
    };
    let told = parent.split('/').filter(|part| !part.is_empty()).count();
    if told == 0 || told == depth(kind) {
        return kind;
    }
    let keys = |kind: RecordKind| kind.declaration().fields.iter().map(|field| field.key);
    let mut others = RecordKind::ALL.iter().copied();
    let other = others.find(|it| depth(*it) == told && keys(*it).eq(keys(kind)));
    other.unwrap_or(kind)
}

impl OwnSheets {
    fn of(workbook: &Workbook) -> Self {
        let (json, absent, places) = json(workbook);
        Self {
            json,
            places,
            absent: absent.into_iter().map(without_owner).collect(),
        }
    }
}

fn without_owner(absent: AbsentRecord) -> AbsentOwner {
    let (sheet, row) = absent.named_in;
    let shown = match absent.reference.as_str() {
        "" => "–",
        reference => reference,
    };
    AbsentOwner {
        problem: Problem::refused("sheet_parent_unknown")
            .with("sheet", sheet)
            .with("row", row)
            .with("ref", shown),
        is_fault: absent.has_sheet,
        reference: absent.reference,
    }
}

/// A cell with its kind.
#[derive(Clone, Copy)]
enum TypedCell<'t> {
    Text(&'t str),
    Number(f64),
    Day(NaiveDate),
    Flag(bool),
}

impl<'t> TypedCell<'t> {
    fn of(held: &'t CellContent) -> Self {
        match held {
            CellContent::Text(text) | CellContent::Fault(text) => Self::Text(text),
            CellContent::Number(number, _) => Self::Number(*number),
            CellContent::Day(day) => match day.parse() {
                Ok(day) => Self::Day(day),
                Err(_) => Self::Text(day),
            },
            CellContent::Flag(flag) => Self::Flag(*flag),
        }
    }

    const fn read(self) -> CellValue<'t> {
        match self {
            Self::Text(text) => CellValue::Text(text),
            Self::Number(number) => CellValue::Number(number),
            Self::Day(day) => CellValue::Day(day),
            Self::Flag(flag) => CellValue::Flag(flag),
        }
    }
}

/// The rows of a sheet from the first on, empty ones between.
fn typed(grid: &SheetGrid) -> Vec<Vec<Option<TypedCell<'_>>>> {
    let mut rows: Vec<Vec<Option<TypedCell<'_>>>> = Vec::new();
    // Only a sheet whose first rows hold something is one of ours: a cell far below costs nothing.
    let fits = grid.lines.first().is_some_and(|line| line.number == 1);
    let last = grid.lines.last().map_or(0, |line| line.number);
    if !fits || (last as usize) > grid.lines.len() * 4 + 1000 {
        return rows;
    }
    for line in grid.lines.iter().filter(|line| line.number <= ROWS) {
        let number = line.number as usize;
        rows.resize_with(number.max(rows.len()), Vec::new);
        let width = line
            .cells
            .iter()
            .map(|cell| cell.column)
            .filter(|it| *it < COLUMNS)
            .max();
        let mut row = vec![None; width.map_or(0, |it| it as usize + 1)];
        for cell in line.cells.iter().filter(|cell| cell.column < COLUMNS) {
            row[cell.column as usize] = Some(TypedCell::of(&cell.value));
        }
        rows[number - 1] = row;
    }
    rows
}
