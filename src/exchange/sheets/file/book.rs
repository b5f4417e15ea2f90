//! Workbooks: their sheets cell by cell, within bounds. No macro, link or formula is ever run.

use std::cell::Cell;
use std::io::{Cursor, Read as _};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use calamine::{Data, DataRef, ExcelDateTime, Ods, Reader as _, Xls, Xlsb, Xlsx};
use zip::ZipArchive;

use super::grid::{CellContent, GridCell, Line, SheetGrid};
use crate::domain::problem::Problem;

/// The most cells of a workbook that are read.
const MOST_CELLS: usize = 2_000_000;
/// The most bytes that a packed workbook may hold when it is unpacked.
const MOST_UNPACKED: u64 = 512 << 20;
/// The most times that it may grow by that, where it becomes large.
const MOST_GROWTH: u64 = 400;
/// What is large enough for its growth to count.
const LARGE: u64 = 32 << 20;
/// The most files that it may hold.
const MOST_FILES: usize = 20_000;
/// The largest workbook of a format whose reader holds a whole sheet in memory: of Excel until 2003.
const MOST_COMPOUND: usize = 32 << 20;
/// The same of `OpenDocument`, unpacked.
const MOST_OPEN: u64 = 128 << 20;

type Packed<'a> = Cursor<&'a [u8]>;

fn damaged(reason: impl std::fmt::Display) -> Problem {
    Problem::refused("sheet_damaged").with("reason", reason)
}

fn too_large() -> Problem {
    Problem::refused("sheet_too_large").with("cells", MOST_CELLS)
}

/// The sheets of a packed workbook.
///
/// # Errors
/// `sheet_damaged`, `sheet_encrypted`, `sheet_too_large`, or `sheet_other_kind` where it is no workbook.
pub fn packed(bytes: &[u8]) -> Result<Vec<SheetGrid>, Problem> {
    guarded(|| read_packed(bytes))
}

thread_local! {
    /// Whether a panic is told as what is wrong with a file, and by nothing else.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Reads a workbook, of which the reader of others may expect what a damaged file does not keep.
fn guarded<T>(read: impl FnOnce() -> Result<T, Problem>) -> Result<T, Problem> {
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !GUARDED.get() {
                before(info);
            }
        }));
    });
    let outside = GUARDED.replace(true);
    let done = panic::catch_unwind(AssertUnwindSafe(read));
    GUARDED.set(outside);
    done.unwrap_or_else(|panicked| {
        let said = panicked.downcast_ref::<String>().map(String::as_str);
        let said = said.or_else(|| panicked.downcast_ref::<&str>().copied());
        Err(damaged(said.unwrap_or_default()))
    })
}

fn read_packed(bytes: &[u8]) -> Result<Vec<SheetGrid>, Problem> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > MOST_FILES {
        return Err(too_large());
    }
    let mut unpacked: u64 = 0;
    let (mut names, mut content) = (Vec::new(), 0);
    for at in 0..archive.len() {
        let file = archive.by_index_raw(at).map_err(damaged)?;
        unpacked = unpacked.saturating_add(file.size());
        let name = file.name().map_err(damaged)?.into_owned();
        if name == "content.xml" {
            content = file.size();
        }
        if file.encrypted() {
            return Err(Problem::refused("sheet_encrypted"));
        }
        names.push(name);
    }
    let packed = u64::try_from(bytes.len()).unwrap_or(u64::MAX).max(1);
    if unpacked > MOST_UNPACKED || (unpacked > LARGE && unpacked / packed > MOST_GROWTH) {
        return Err(too_large());
    }
    let has = |name: &str| names.iter().any(|known| known == name);
    if has("xl/workbook.bin") {
        return xlsb(bytes);
    }
    if has("xl/workbook.xml") || names.iter().any(|name| name.starts_with("xl/worksheets/")) {
        return xlsx(bytes);
    }
    let kind = archive.by_name("mimetype").ok().and_then(|file| {
        let mut kind = String::new();
        file.take(200).read_to_string(&mut kind).ok()?;
        Some(kind)
    });
    match kind {
        Some(kind) if kind.contains("opendocument.spreadsheet") => {
            if content > MOST_OPEN {
                return Err(too_large());
            }
            let mut text = Vec::new();
            let file = archive.by_name("content.xml").map_err(damaged)?;
            file.take(MOST_OPEN + 1)
                .read_to_end(&mut text)
                .map_err(damaged)?;
            if repeats_much(&text) {
                return Err(too_large());
            }
            ods(bytes)
        }
        Some(_) => Err(Problem::refused("sheet_other_kind").with("what", "OpenDocument")),
        None if names.iter().any(|name| name.starts_with("word/")) => {
            Err(Problem::refused("sheet_other_kind").with("what", "DOCX"))
        }
        None => Err(Problem::refused("sheet_other_kind").with("what", "ZIP")),
    }
}

/// Whether cells of an `OpenDocument` sheet that hold something are repeated more often than any register repeats them: a
/// reader that lays each out would run out of memory.
fn repeats_much(text: &[u8]) -> bool {
    let mut cells: usize = 0;
    let (mut rows, mut at) = (1, 0);
    while let Some(open) = text[at..].iter().position(|byte| *byte == b'<') {
        let start = at + open;
        let end = text[start..].iter().position(|byte| *byte == b'>');
        let Some(end) = end.map(|end| start + end) else {
            break;
        };
        let tag = &text[start..end];
        let repeated = |name: &[u8]| {
            let found = tag.windows(name.len()).position(|window| window == name)?;
            let digits = tag[found + name.len()..]
                .iter()
                .take_while(|it| it.is_ascii_digit());
            let digits: Vec<u8> = digits.copied().collect();
            String::from_utf8(digits).ok()?.parse::<usize>().ok()
        };
        if tag.starts_with(b"<table:table-row") {
            rows = repeated(b"number-rows-repeated=\"").unwrap_or(1);
        } else if tag.starts_with(b"<table:table-cell") && !tag.ends_with(b"/") {
            let columns = repeated(b"number-columns-repeated=\"").unwrap_or(1);
            cells = cells.saturating_add(rows.saturating_mul(columns));
            if cells > MOST_CELLS {
                return true;
            }
        }
        at = end;
    }
    false
}

/// The sheets of a compound file.
///
/// # Errors
/// As [`packed`].
pub fn compound(bytes: &[u8]) -> Result<Vec<SheetGrid>, Problem> {
    guarded(|| read_compound(bytes))
}

fn read_compound(bytes: &[u8]) -> Result<Vec<SheetGrid>, Problem> {
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    if bytes.windows(name.len()).any(|window| window == name) {
        return Err(Problem::refused("sheet_encrypted"));
    }
    if bytes.len() > MOST_COMPOUND {
        return Err(too_large());
    }
    let mut book = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        calamine::XlsError::Password => Problem::refused("sheet_encrypted"),
        other => damaged(other),
    })?;
    let names = book.sheet_names();
    let mut sheets = Vec::new();
    for name in names {
        let range = book.worksheet_range(&name).map_err(damaged)?;
        let formulas = book.worksheet_formula(&name).ok();
        sheets.push(dense(name, &range, formulas.as_ref())?);
    }
    Ok(sheets)
}

fn ods(bytes: &[u8]) -> Result<Vec<SheetGrid>, Problem> {
    let mut book: Ods<Packed<'_>> = Ods::new(Cursor::new(bytes)).map_err(|error| match error {
        calamine::OdsError::Password => Problem::refused("sheet_encrypted"),
        other => damaged(other),
    })?;
    let names = book.sheet_names();
    let mut sheets = Vec::new();
    for name in names {
        let range = book.worksheet_range(&name).map_err(damaged)?;
        sheets.push(dense(name, &range, None)?);
    }
    Ok(sheets)
}

/// The cells of a range that is held as a whole.
fn dense(
    name: String,
    range: &calamine::Range<Data>,
    formulas: Option<&calamine::Range<String>>,
) -> Result<SheetGrid, Problem> {
    let mut building = Building::new(name);
    for (row, column, data) in range.cells() {
        let (first_row, first_column) = range.start().unwrap_or((0, 0));
        let place = |first: u32, at: usize| first + u32::try_from(at).unwrap_or(u32::MAX);
        let (row, column) = (place(first_row, row), place(first_column, column));
        building.take(row, column, held(&borrowed(data)))?;
    }
    if let Some(formulas) = formulas {
        let (first_row, first_column) = formulas.start().unwrap_or((0, 0));
        for (row, column, formula) in formulas.used_cells() {
            if !formula.is_empty() {
                let row = first_row + u32::try_from(row).unwrap_or(u32::MAX);
                let column = first_column + u32::try_from(column).unwrap_or(u32::MAX);
                building.formula(row, column, formula)?;
            }
        }
    }
    Ok(building.finish())
}

fn borrowed(value: &Data) -> DataRef<'_> {
    match value {
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::String(text) => DataRef::SharedString(text),
        Data::Bool(flag) => DataRef::Bool(*flag),
        Data::DateTime(moment) => DataRef::DateTime(*moment),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}

fn xlsx(bytes: &[u8]) -> Result<Vec<SheetGrid>, Problem> {
    let mut book: Xlsx<Packed<'_>> =
        Xlsx::new(Cursor::new(bytes)).map_err(|error| match error {
            calamine::XlsxError::Password => Problem::refused("sheet_encrypted"),
            other => damaged(other),
        })?;
    let names = book.sheet_names();
    let mut sheets = Vec::new();
    let mut total = 0;
    for name in names {
        let mut building = Building::new(name.clone());
        building.total = total;
        // A sheet of a chart alone has no cells to read.
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else {
            continue;
        };
        while let Some(found) = cells.next_cell_with_formula().map_err(damaged)? {
            let (row, column) = found.pos;
            match (held(&found.value), found.formula) {
                (None, Some(formula)) => building.formula(row, column, &formula)?,
                (held, _) => building.take(row, column, held)?,
            }
        }
        total = building.total;
        sheets.push(building.finish());
    }
    Ok(sheets)
}

fn xlsb(bytes: &[u8]) -> Result<Vec<SheetGrid>, Problem> {
    let mut book: Xlsb<Packed<'_>> = Xlsb::new(Cursor::new(bytes)).map_err(damaged)?;
    let names = book.sheet_names();
    let mut sheets = Vec::new();
    for name in names {
        let mut building = Building::new(name.clone());
        let mut cells = book.worksheet_cells_reader(&name).map_err(damaged)?;
        while let Some(cell) = cells.next_cell().map_err(damaged)? {
            let (row, column) = cell.get_position();
            building.take(row, column, held(cell.get_value()))?;
        }
        sheets.push(building.finish());
    }
    Ok(sheets)
}

/// What a cell holds; nothing where it is empty or says blanks alone.
fn held(data: &DataRef<'_>) -> Option<CellContent> {
    let text = |text: &str| (!text.trim().is_empty()).then(|| CellContent::Text(text.to_owned()));
    match data {
        DataRef::Empty => None,
        #[expect(
            clippy::cast_precision_loss,
            reason = "a workbook's numbers are floats, and the text beside it has every digit"
        )]
        DataRef::Int(whole) => Some(CellContent::Number(*whole as f64, whole.to_string())),
        DataRef::Float(number) => Some(CellContent::Number(*number, number.to_string())),
        DataRef::String(value) | DataRef::DurationIso(value) => text(value),
        DataRef::SharedString(value) => text(value),
        DataRef::Bool(flag) => Some(CellContent::Flag(*flag)),
        DataRef::DateTime(moment) => Some(day(*moment)),
        DataRef::DateTimeIso(value) => {
            let day = value.split_once('T').map_or(value.as_str(), |(day, _)| day);
            Some(CellContent::Day(day.to_owned()))
        }
        DataRef::Error(error) => Some(CellContent::Fault(error.to_string())),
    }
}

/// A serial date as a day; the number itself where it is a length of time.
fn day(date: ExcelDateTime) -> CellContent {
    let number = date.as_f64();
    if date.is_duration() || !(1.0..2_958_466.0).contains(&number) {
        return CellContent::Number(number, number.to_string());
    }
    let (year, month, day, ..) = date.to_ymd_hms_milli();
    CellContent::Day(format!("{year:04}-{month:02}-{day:02}"))
}

/// A sheet while its cells come in.
struct Building {
    grid: SheetGrid,
    total: usize,
    /// Whether the cells came in the order of rows and columns.
    sorted: bool,
}

impl Building {
    fn new(name: String) -> Self {
        let grid = SheetGrid {
            name,
            ..SheetGrid::default()
        };
        Self {
            grid,
            total: 0,
            sorted: true,
        }
    }

    fn take(&mut self, row: u32, column: u32, held: Option<CellContent>) -> Result<(), Problem> {
        let Some(value) = held else { return Ok(()) };
        self.total += 1;
        if self.total > MOST_CELLS {
            return Err(too_large());
        }
        let number = row.saturating_add(1);
        let lines = &mut self.grid.lines;
        if lines.last().is_none_or(|line| line.number != number) {
            self.sorted &= lines.last().is_none_or(|line| line.number < number);
            lines.push(Line {
                number,
                cells: Vec::new(),
            });
        }
        if let Some(line) = lines.last_mut() {
            self.sorted &= line.cells.last().is_none_or(|cell| cell.column < column);
            line.cells.push(GridCell { column, value });
        }
        Ok(())
    }

    /// A formula stands in a cell: where no value was read there, it has none.
    fn formula(&mut self, row: u32, column: u32, formula: &str) -> Result<(), Problem> {
        let number = row.saturating_add(1);
        let known = self
            .grid
            .lines
            .iter()
            .rev()
            .find(|line| line.number == number);
        if known.is_some_and(|line| line.cells.iter().any(|cell| cell.column == column)) {
            return Ok(());
        }
        self.take(row, column, Some(CellContent::Fault(format!("={formula}"))))
    }

    fn finish(mut self) -> SheetGrid {
        if !self.sorted {
            self.grid.lines.sort_by_key(|line| line.number);
            let mut lines: Vec<Line> = Vec::with_capacity(self.grid.lines.len());
            for line in self.grid.lines {
                match lines.last_mut() {
                    Some(last) if last.number == line.number => last.cells.extend(line.cells),
                    _ => lines.push(line),
                }
            }
            for line in &mut lines {
                line.cells.sort_by_key(|cell| cell.column);
                line.cells.dedup_by_key(|cell| cell.column);
            }
            self.grid.lines = lines;
        }
        self.grid
    }
}
