//! Days as cells give them: in words of any of the languages, or as a number that lost its format.

use chrono::NaiveDate;

use crate::domain::date::PartialDate;
use crate::exchange::sheets::file::grid::{CellContent, SheetGrid};
use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::vocabulary::SheetVocabulary;

/// The day that a number stands for where a cell asks for a date and lost its format: days since the end of 1899.
pub(in crate::exchange::sheets) fn serial_day(held: &CellContent) -> Option<String> {
    let CellContent::Number(_, shown) = held else {
        return None;
    };
    let days: u64 = shown.split('.').next()?.parse().ok()?;
    // From 1954 to 2119: no year is as great.
    let days = Some(days).filter(|days| (20_000..80_000).contains(days))?;
    let zero = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    let day = zero.checked_add_days(chrono::Days::new(days))?;
    Some(day.to_string())
}

/// What the dates of a file begin with that are written in figures, the year last: `05/06/2020`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// The day, as in Europe: where the file shows nothing else.
    DayFirst,
    /// The month: the second figure is a day somewhere, and the first nowhere.
    MonthFirst,
    /// Both occur: a date that may be either is none.
    Mixed,
}

impl DateOrder {
    /// What the dates in the cells of a file show.
    pub(in crate::exchange::sheets) fn of(grids: &[SheetGrid]) -> Self {
        let lines = grids.iter().flat_map(|grid| &grid.lines);
        let cells = lines.flat_map(|line| &line.cells);
        let figures = cells.filter_map(|cell| figures(cell.value.text()));
        let (mut days, mut months) = (false, false);
        for (first, second, _) in figures {
            days |= first > MONTHS && second <= MONTHS;
            months |= second > MONTHS && first <= MONTHS;
        }
        match (days, months) {
            (_, false) => Self::DayFirst,
            (false, true) => Self::MonthFirst,
            (true, true) => Self::Mixed,
        }
    }
}

const MONTHS: u32 = 12;

/// The figures of a date with strokes between: two short ones and a year.
fn figures(text: &str) -> Option<(u32, u32, i32)> {
    let text = text.split_once(' ').map_or(text, |(day, _)| day).trim();
    let parts: Vec<&str> = text.split(['/', '-']).collect();
    let [first, second, year] = parts.as_slice() else {
        return None;
    };
    let is_figure = |part: &str| part.bytes().all(|it| it.is_ascii_digit());
    let is_date = first.len() <= 2 && second.len() <= 2 && year.len() == 4;
    if !is_date || !parts.iter().copied().all(is_figure) {
        return None;
    }
    Some((
        first.parse().ok()?,
        second.parse().ok()?,
        year.parse().ok()?,
    ))
}

/// A date as it stands in a cell, in any of the languages; no word that counts from today.
pub(in crate::exchange::sheets) fn date(
    words: &SheetVocabulary,
    text: &str,
    today: NaiveDate,
    order: DateOrder,
) -> Option<PartialDate> {
    if let Some((first, second, year)) = figures(text.trim()) {
        match order {
            DateOrder::MonthFirst => {
                return NaiveDate::from_ymd_opt(year, first, second).map(PartialDate::Day);
            }
            DateOrder::Mixed if second > MONTHS => {
                return NaiveDate::from_ymd_opt(year, first, second).map(PartialDate::Day);
            }
            DateOrder::Mixed if first <= MONTHS && first != second => return None,
            DateOrder::DayFirst | DateOrder::Mixed => {}
        }
    }
    in_words(words, text, today)
}

/// The day that a text names, where it names one alone: of `contract of 4 January 2024` that day.
pub(in crate::exchange::sheets) fn only_day(
    words: &SheetVocabulary,
    text: &str,
    today: NaiveDate,
    order: DateOrder,
) -> Option<PartialDate> {
    /// The most words of a day.
    const LONGEST: usize = 4;
    let spoken: Vec<&str> = text.split_whitespace().collect();
    let mut days: Vec<PartialDate> = Vec::new();
    let mut at = 0;
    while at < spoken.len() {
        let mut lengths = (1..=LONGEST.min(spoken.len() - at)).rev();
        let found = lengths.find_map(|count| {
            let text = spoken[at..at + count].join(" ");
            let bare = text.trim_matches(|it: char| !it.is_alphanumeric());
            let day = date(words, bare, today, order)?;
            // A year or a month alone is no day.
            matches!(day, PartialDate::Day(_)).then_some((day, count))
        });
        days.extend(found.map(|(day, _)| day));
        at += found.map_or(1, |(_, count)| count);
    }
    let mut days = days.into_iter();
    days.next().filter(|_| days.next().is_none())
}

/// A date that is written as in Europe, or with the name of its month.
fn in_words(words: &SheetVocabulary, text: &str, today: NaiveDate) -> Option<PartialDate> {
    let text = text.trim();
    let day = text
        .split_once([' ', 'T'])
        .filter(|(_, time)| time.contains(':'));
    let text = day.map_or(text, |(day, _)| day);
    let begins = text.chars().next()?;
    if !text.chars().any(|letter| letter.is_ascii_digit()) || matches!(begins, '+' | '-') {
        return None;
    }
    if let Ok(date) = PartialDate::from_typed(text, today) {
        return Some(date);
    }
    let plain = plain(text);
    let parts: Vec<&str> = plain.split(' ').collect();
    let month = |part: &str| match words.month.exact(part) {
        Some(month) => Some(format!("{month:0>2}")),
        None => (part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| format!("{part:0>2}")),
    };
    let iso = match parts.as_slice() {
        [day, named, year] if year.len() == 4 && day.len() <= 2 => {
            format!("{year}-{}-{day:0>2}", month(named)?)
        }
        [named, year] if year.len() == 4 => format!("{year}-{}", month(named)?),
        _ => return None,
    };
    PartialDate::from_iso(&iso)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::sheets::file::grid::{GridCell, Line};

    #[test]
    fn the_only_day_of_a_text_is_found_in_it() {
        let today = NaiveDate::from_ymd_opt(2026, 7, 1).unwrap();
        let words = SheetVocabulary::shipped();
        let of = |text: &str| only_day(words, text, today, DateOrder::DayFirst);
        for text in [
            ", Town, umowa powierzenia z 04.01.2024",
            "avtal tecknat 2024-01-04.",
            "AVV vom 4. Januar 2024",
            "contrat signé le 4 janvier 2024",
            "(contract of 4 January 2024)",
        ] {
            let day = of(text).map(|it| it.to_string());
            assert_eq!(day.as_deref(), Some("2024-01-04"), "{text}");
        }
        for text in [
            "contract 2024",
            "January 2024",
            "2024-01-04, renewed 2025-01-04",
            "art. 28",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }

    #[test]
    fn the_dates_of_a_file_are_read_in_the_order_that_it_shows() {
        for (cells, text, told) in [
            (
                &["06/13/2020", "01/15/2018"][..],
                "05/06/2020",
                Some("2020-05-06"),
            ),
            (&["06/13/2020"], "06/13/2020", Some("2020-06-13")),
            (&["13/06/2020"], "05/06/2020", Some("2020-06-05")),
            (&[], "05/06/2020", Some("2020-06-05")),
            (&["13/06/2020", "06/13/2020"], "05/06/2020", None),
            (
                &["13/06/2020", "06/13/2020"],
                "13/06/2020",
                Some("2020-06-13"),
            ),
            (
                &["13/06/2020", "06/13/2020"],
                "06/13/2020",
                Some("2020-06-13"),
            ),
            (&["06/13/2020"], "2020-05-06", Some("2020-05-06")),
            (&["06/13/2020"], "5 June 2020", Some("2020-06-05")),
        ] {
            let cell = |text: &&str| GridCell {
                column: 0,
                value: CellContent::Text((*text).to_owned()),
            };
            let line = |it| Line {
                number: 1,
                cells: vec![cell(it)],
            };
            let grid = SheetGrid {
                lines: cells.iter().map(line).collect(),
                ..SheetGrid::default()
            };
            let today = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
            let order = DateOrder::of(std::slice::from_ref(&grid));
            let words = SheetVocabulary::shipped();
            let read = date(words, text, today, order).map(|it| it.to_string());
            assert_eq!(read.as_deref(), told, "{cells:?} {text}");
        }
    }

    #[test]
    fn a_number_where_a_date_is_asked_for_is_the_day_that_it_counts_to() {
        let number = |text: &str| CellContent::Number(0.0, text.to_owned());
        assert_eq!(serial_day(&number("45000")).as_deref(), Some("2023-03-15"));
        assert_eq!(
            serial_day(&number("45000.75")).as_deref(),
            Some("2023-03-15")
        );
        for other in ["2024", "20240305", "-1"] {
            assert_eq!(serial_day(&number(other)), None);
        }
        assert_eq!(serial_day(&CellContent::Text("45000".to_owned())), None);
    }
}
