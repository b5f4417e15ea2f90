//! The workbook itself, apart from what stands in it: sheets with names that every program takes, heads, widths, pick
//! lists, and cells that are never formulas.

use std::io;

use chrono::{Datelike as _, NaiveDate, Timelike as _};
use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula,
    IgnoreError, Workbook, Worksheet, XlsxError,
};

use crate::exchange::shape::Cell;

/// The most rows of a sheet.
pub const ROWS: usize = 1_048_576;

/// The most of a text that a cell takes, in units of UTF-16.
pub const LONGEST: usize = 32_767;

/// The height of a line, in points.
const LINE: f64 = 15.0;

/// The most lines of a row that are shown at once.
const MOST_LINES: usize = 14;

/// The most characters beside each other that can be read on a page.
const LEGIBLE: usize = 240;

/// The most letters of a sheet's name.
const NAME: usize = 31;

/// How many minutes a day has.
const MINUTES: f64 = 1440.0;

/// How the cells of a column are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellStyle {
    /// As text, whatever is typed.
    Text,
    /// As a day.
    Day,
    /// As a minute of a day.
    Minute,
    /// As a number.
    Number,
    /// As text, in a cell that asks to be filled in.
    Answer,
}

/// A column of a sheet.
#[derive(Clone, Debug)]
pub struct ColumnHead {
    /// The key in the hidden row.
    pub key: String,
    /// What it is called.
    pub label: String,
    /// Its width in characters.
    pub width: f64,
    /// How its cells are shown.
    pub shown: CellStyle,
    /// The cells of a hidden sheet whose texts can be picked.
    pub picks: Option<String>,
    /// Whether it is shown at all.
    pub hidden: bool,
}

/// A workbook in the making.
pub struct Book {
    workbook: Workbook,
    names: Vec<String>,
    head: Format,
    day: Format,
    minute: Format,
    text: Format,
    number: Format,
    answer: Format,
}

/// What the library refuses: none of it is left to it.
fn refused(error: XlsxError) -> io::Error {
    io::Error::other(error)
}

impl Book {
    /// A workbook with a title, as of a day: the bytes depend on nothing else.
    ///
    /// # Errors
    /// None that is known of.
    pub fn new(title: &str, day: NaiveDate) -> io::Result<Self> {
        let mut workbook = Workbook::new();
        let year = u16::try_from(day.year().clamp(1980, 9999)).unwrap_or(1980);
        let month = u8::try_from(day.month()).unwrap_or(1);
        let of_month = u8::try_from(day.day()).unwrap_or(1);
        let created = ExcelDateTime::from_ymd(year, month, of_month).map_err(refused)?;
        let properties = DocProperties::new()
            .set_title(head_of(title, 255))
            .set_creation_datetime(&created);
        workbook.set_properties(&properties);
        let cell = || Format::new().set_align(FormatAlign::Top);
        Ok(Self {
            workbook,
            names: Vec::new(),
            head: cell()
                .set_bold()
                .set_text_wrap()
                .set_border_bottom(FormatBorder::Thin)
                .set_background_color("#E7ECEF"),
            day: cell().set_num_format("yyyy-mm-dd"),
            minute: cell().set_num_format("yyyy-mm-dd hh:mm"),
            text: cell().set_text_wrap().set_num_format("@"),
            number: cell().set_num_format("0"),
            answer: cell()
                .set_text_wrap()
                .set_num_format("@")
                .set_border(FormatBorder::Hair)
                .set_background_color("#FFF8DC"),
        })
    }

    /// A sheet, not yet in the workbook: with its heads in the second row under the keys, or in the first where it has
    /// none.
    ///
    /// `kept` columns stay in view.
    ///
    /// # Errors
    /// None that is known of.
    pub fn sheet(
        &mut self,
        title: &str,
        heads: &[ColumnHead],
        kept: usize,
    ) -> io::Result<BookSheet> {
        let name = self.name(title);
        let mut sheet = Worksheet::new();
        sheet.set_name(&name).map_err(refused)?;
        let keyed = heads.iter().any(|head| !head.key.is_empty());
        let first = u32::from(keyed) + 1;
        let mut made = BookSheet {
            inner: sheet,
            name,
            first,
            next: first,
            columns: 0,
            widths: Vec::new(),
            head_lines: 1,
            lines: 1,
        };
        for head in heads {
            self.add_column(&mut made, head)?;
        }
        let kept = u16::try_from(kept).unwrap_or(0);
        made.inner.set_freeze_panes(first, kept).map_err(refused)?;
        if keyed {
            made.inner.set_row_hidden(0).map_err(refused)?;
        }
        made.inner
            .set_repeat_rows(first - 1, first - 1)
            .map_err(refused)?;
        made.inner.set_landscape().set_paper_size(9);
        if made.widths.iter().sum::<usize>() <= LEGIBLE {
            made.inner.set_print_fit_to_pages(1, 0);
        } else if let Some(last) = kept.checked_sub(1) {
            // What the rows are known by stands on every page.
            made.inner.set_repeat_columns(0, last).map_err(refused)?;
        }
        Ok(made)
    }

    /// Puts a further column into a sheet.
    ///
    /// # Errors
    /// None that is known of: a sheet has room for 16,384.
    pub fn add_column(&self, sheet: &mut BookSheet, head: &ColumnHead) -> io::Result<()> {
        let column = sheet.columns;
        let (into, first) = (&mut sheet.inner, sheet.first);
        let format = match head.shown {
            CellStyle::Text => &self.text,
            CellStyle::Day => &self.day,
            CellStyle::Minute => &self.minute,
            CellStyle::Number => &self.number,
            CellStyle::Answer => &self.answer,
        };
        into.set_column_width(column, head.width)
            .and_then(|into| into.set_column_format(column, format))
            .map_err(refused)?;
        if head.hidden {
            into.set_column_hidden(column).map_err(refused)?;
        }
        if first > 1 {
            into.write_string(0, column, &head.key).map_err(refused)?;
        }
        into.write_string_with_format(first - 1, column, cut(&head.label).0, &self.head)
            .map_err(refused)?;
        if let Some(cells) = &head.picks {
            let picks = DataValidation::new()
                .allow_list_formula(Formula::new(cells.as_str()))
                // Own words, several and none can be typed.
                .show_error_message(false);
            let last = u32::try_from(ROWS - 1).unwrap_or(u32::MAX);
            into.add_data_validation(first, column, last, column, &picks)
                .map_err(refused)?;
        }
        let lines = lines_in(&head.label, characters(head.width));
        if lines > sheet.head_lines {
            sheet.head_lines = lines;
            let height = LINE * f64::from(u8::try_from(lines).unwrap_or(1));
            (sheet.inner)
                .set_row_height(first - 1, height)
                .map_err(refused)?;
        }
        sheet.columns += 1;
        sheet.widths.push(characters(head.width));
        Ok(())
    }

    /// Puts a sheet into the workbook, behind those that are there.
    ///
    /// # Errors
    /// None that is known of.
    pub fn push(&mut self, mut sheet: BookSheet, hidden: bool) -> io::Result<()> {
        if sheet.columns > 0 && !hidden {
            let last = sheet.next.max(sheet.first + 1) - 1;
            sheet
                .inner
                .autofilter(sheet.first - 1, 0, last, sheet.columns - 1)
                .map_err(refused)?;
        }
        // A text of figures is meant to be one: it needs no mark.
        let last = u32::try_from(ROWS - 1).unwrap_or(u32::MAX);
        let column = sheet.columns.saturating_sub(1);
        sheet
            .inner
            .ignore_error_range(0, 0, last, column, IgnoreError::NumberStoredAsText)
            .map_err(refused)?;
        sheet.inner.set_hidden(hidden);
        self.workbook.push_worksheet(sheet.inner);
        Ok(())
    }

    /// The file's bytes.
    ///
    /// # Errors
    /// None that is known of: nothing is written but memory.
    pub fn bytes(mut self) -> io::Result<Vec<u8>> {
        self.workbook.save_to_buffer().map_err(refused)
    }

    /// The name of a sheet: what every program takes, and no other sheet has.
    fn name(&mut self, title: &str) -> String {
        let plain: String = title
            .chars()
            .map(|letter| match letter {
                '[' | ']' | ':' | '*' | '?' | '/' | '\\' => ' ',
                letter if letter.is_control() => ' ',
                letter => letter,
            })
            .collect();
        let trimmed = |text: &str| {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            text.trim_matches('\'').to_owned()
        };
        let base = trimmed(&plain);
        // Excel keeps this name for itself.
        let taken = |name: &str| {
            name.is_empty() || fold_name(name) == "history" || {
                let folded = fold_name(name);
                self.names.iter().any(|known| fold_name(known) == folded)
            }
        };
        let mut number = 1;
        let name = loop {
            let end = if number == 1 {
                String::new()
            } else {
                format!(" {number}")
            };
            let name = trimmed(&format!("{}{end}", head_of(&base, NAME - end.len())));
            if !taken(&name) {
                break name;
            }
            number += 1;
        };
        self.names.push(name.clone());
        name
    }
}

/// A sheet in the making.
pub struct BookSheet {
    inner: Worksheet,
    /// What it is called.
    pub name: String,
    /// The first row under the heads.
    first: u32,
    /// The next row to be written.
    next: u32,
    columns: u16,
    /// How many characters each column holds in a line.
    widths: Vec<usize>,
    /// The lines that the heads need.
    head_lines: usize,
    /// The lines that the next row needs.
    lines: usize,
}

impl BookSheet {
    /// The next row.
    #[must_use]
    pub const fn row(&self) -> u32 {
        self.next
    }

    /// Goes to the row after it. The row is as high as its texts need, within reason: not every program sees to that.
    ///
    /// # Errors
    /// None that is known of.
    pub fn next_row(&mut self) -> io::Result<()> {
        let lines = std::mem::replace(&mut self.lines, 1).min(MOST_LINES);
        if lines > 1 {
            let height = LINE * f64::from(u8::try_from(lines).unwrap_or(u8::MAX));
            self.inner
                .set_row_height(self.next, height)
                .map_err(refused)?;
        }
        self.next += 1;
        Ok(())
    }

    /// Writes a cell; a text as far as a cell takes it. What is left of a text that is longer is given back.
    ///
    /// # Errors
    /// None that is known of.
    pub fn write<'t>(&mut self, row: u32, column: u16, cell: &'t Cell) -> io::Result<&'t str> {
        match cell {
            Cell::Text(text) => self.write_text(row, column, text),
            Cell::Number(number) => self.write_number(row, column, exact(*number)).map(|()| ""),
            Cell::Day(day) => self.write_number(row, column, serial(*day)).map(|()| ""),
            Cell::Minute(minute) => {
                let of_day = f64::from(minute.num_seconds_from_midnight() / 60) / MINUTES;
                self.write_number(row, column, serial(minute.date()) + of_day)?;
                Ok("")
            }
        }
    }

    /// Writes a text as far as a cell takes it, and gives back what is left.
    ///
    /// # Errors
    /// None that is known of.
    pub fn write_text<'t>(&mut self, row: u32, column: u16, text: &'t str) -> io::Result<&'t str> {
        if text.is_empty() {
            return Ok("");
        }
        let (text, rest) = cut(text);
        if row == self.next {
            let width = self.widths.get(usize::from(column)).copied();
            self.lines = self.lines.max(lines_in(text, width.unwrap_or(1)));
        }
        self.inner
            .write_string(row, column, text)
            .map_err(refused)?;
        Ok(rest)
    }

    fn write_number(&mut self, row: u32, column: u16, number: f64) -> io::Result<()> {
        self.inner
            .write_number(row, column, number)
            .map_err(refused)?;
        Ok(())
    }
}

/// How many characters a column of a width holds.
fn characters(width: f64) -> usize {
    format!("{:.0}", width.max(1.0)).parse().unwrap_or(1)
}

/// How many lines a text takes where so many characters stand in one, as far as that matters.
fn lines_in(text: &str, width: usize) -> usize {
    let lines = text.lines().take(MOST_LINES);
    lines
        .map(|line| {
            line.chars()
                .take(width * MOST_LINES)
                .count()
                .div_ceil(width)
                .max(1)
        })
        .sum()
}

/// The number by which a day is known.
fn serial(day: NaiveDate) -> f64 {
    let zero = NaiveDate::from_ymd_opt(1899, 12, 30).unwrap_or_default();
    exact(day.signed_duration_since(zero).num_days())
}

/// The day that a number of a cell stands for; none where it is out of range.
#[must_use]
pub fn day_of(serial: f64) -> Option<NaiveDate> {
    if !(0.0..=3_000_000.0).contains(&serial) {
        return None;
    }
    let days: i64 = format!("{:.0}", serial.floor()).parse().ok()?;
    let zero = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    zero.checked_add_signed(chrono::TimeDelta::try_days(days)?)
}

/// A number as cells have it.
#[expect(
    clippy::cast_precision_loss,
    reason = "larger ones are written as text"
)]
const fn exact(number: i64) -> f64 {
    number as f64
}

/// A name as names are compared.
fn fold_name(name: &str) -> String {
    name.to_lowercase()
}

/// A text as far as a cell takes it, and what is left of it.
fn cut(text: &str) -> (&str, &str) {
    if text.len() <= LONGEST {
        return (text, "");
    }
    text.split_at(head_of(text, LONGEST).len())
}

/// The beginning of a text, in units of UTF-16.
fn head_of(text: &str, units: usize) -> &str {
    let mut left = units;
    for (at, letter) in text.char_indices() {
        match left.checked_sub(letter.len_utf16()) {
            Some(less) => left = less,
            None => return &text[..at],
        }
    }
    text
}

/// The letters by which a column is known: `A`, `AB`.
#[must_use]
pub fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        let digit = u8::try_from((left - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        left = (left - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_has_a_name_that_every_program_takes_and_no_other_has() {
        let mut book = Book::new("", NaiveDate::default()).unwrap();
        let long = "x".repeat(60);
        let names: Vec<String> = [
            "Activities",
            "activities",
            "a/b:c*[d]?\\",
            "'quoted'",
            "",
            "History",
            &long,
            &long,
            "𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞",
        ]
        .into_iter()
        .map(|title| book.name(title))
        .collect();
        for (at, name) in names.iter().enumerate() {
            assert!(
                !name.is_empty() && name.encode_utf16().count() <= 31,
                "{name}"
            );
            assert!(!name.contains(['[', ']', ':', '*', '?', '/', '\\']));
            assert!(!name.starts_with('\'') && !name.ends_with('\''));
            let folded = name.to_lowercase();
            assert!(
                names[..at]
                    .iter()
                    .all(|other| other.to_lowercase() != folded)
            );
            assert_ne!(folded, "history");
        }
    }

    #[test]
    fn a_text_is_cut_between_letters() {
        let text = "𝄞".repeat(20_000);
        let (first, rest) = cut(&text);
        assert_eq!(first.encode_utf16().count(), LONGEST - 1);
        assert_eq!(format!("{first}{rest}"), text);
        assert_eq!(cut("short"), ("short", ""));
    }

    #[test]
    fn columns_are_called_by_letters() {
        let of = [0, 25, 26, 51, 701, 702].map(letters);
        assert_eq!(of, ["A", "Z", "AA", "AZ", "ZZ", "AAA"]);
    }
}
