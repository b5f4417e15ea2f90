//! Dates as stated: a day, a month or a year.

use std::fmt;

use chrono::{Datelike, Months, NaiveDate};

/// A date as precise as it was stated. Where a day is needed it is the last one of the month or year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartialDate {
    /// A year, as `2027`.
    Year(i32),
    /// A month of a year, as `2027-01`.
    Month(i32, u32),
    /// A day.
    Day(NaiveDate),
}

impl PartialDate {
    /// Reads ISO 8601 text, the only form in which dates are stored: `2027`, `2027-01`, `2027-01-31`.
    #[must_use]
    pub fn from_iso(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year = digits(parts.next()?, 4)?;
        let year = i32::try_from(year).ok().filter(|year| *year > 0)?;
        let Some(month) = parts.next() else {
            return Some(Self::Year(year));
        };
        let month = digits(month, 2).filter(|month| (1..=12).contains(month))?;
        let Some(day) = parts.next() else {
            return Some(Self::Month(year, month));
        };
        if parts.next().is_some() {
            return None;
        }
        NaiveDate::from_ymd_opt(year, month, digits(day, 2)?).map(Self::Day)
    }

    /// The first day that the date covers.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::Month(year, month) => {
                NaiveDate::from_ymd_opt(year, month, 1).unwrap_or(NaiveDate::MAX)
            }
            Self::Year(year) => NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(NaiveDate::MAX),
        }
    }

    /// The last day that the date covers: the day it stands for where one is needed.
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::Month(..) => end_of_month(self.first_day()),
            Self::Year(_) => end_of_year(self.first_day()),
        }
    }
}

impl fmt::Display for PartialDate {
    /// The stored form.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(out, "{year:04}"),
            Self::Month(year, month) => write!(out, "{year:04}-{month:02}"),
            Self::Day(day) => write!(out, "{day}"),
        }
    }
}

/// The last day of the month that holds `day`.
#[must_use]
pub fn end_of_month(day: NaiveDate) -> NaiveDate {
    day.with_day(1)
        .and_then(|first| first.checked_add_months(Months::new(1)))
        .and_then(|next| next.pred_opt())
        .unwrap_or(NaiveDate::MAX)
}

/// The last day of the calendar year that holds `day`.
#[must_use]
pub fn end_of_year(day: NaiveDate) -> NaiveDate {
    NaiveDate::from_ymd_opt(day.year(), 12, 31).unwrap_or(NaiveDate::MAX)
}

/// Exactly `width` digits as a number.
pub(super) fn digits(text: &str, width: usize) -> Option<u32> {
    (text.len() == width && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_or_year_stands_for_its_last_day() {
        let last = |text| PartialDate::from_iso(text).unwrap().last_day();
        assert_eq!(last("2024-02"), day("2024-02-29"));
        assert_eq!(last("2027"), day("2027-12-31"));
        assert_eq!(last("2027-01-03"), day("2027-01-03"));
    }
}
