//! Periods in the unit they were given in, and counting with them.
//!
//! `PT24H` is not turned into `P1D`, nor `P14M` into `P1Y2M`: the record says what its source says.
//! Counting follows the Swedish law (1930:173) and Regulation 1182/71 Art. 3(2)(c): same day number,
//! clamped to the last day of the month.

use std::fmt;

use chrono::{Datelike, Days, Months, NaiveDate};

use super::codes::Rounding;
use super::date::{end_of_month, end_of_year};

/// A length of time as stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// Until the end of the browser session; has no figure.
    Session,
    /// A figure in calendar units and a figure in hours and shorter.
    Span(Span),
}

/// The figures of a period. All are whole and as given; none is carried into another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Calendar years.
    pub years: u32,
    /// Calendar months.
    pub months: u32,
    /// Weeks of seven days.
    pub weeks: u32,
    /// Days.
    pub days: u32,
    /// Hours.
    pub hours: u32,
    /// Minutes.
    pub minutes: u32,
    /// Seconds.
    pub seconds: u32,
}

/// Figures, each with its letter in ISO 8601.
pub type Figures<const N: usize> = [(u32, char); N];

/// The largest figure that is accepted in one unit; longer periods cannot be counted in the range of dates.
pub(super) const LARGEST: u32 = 99_999;

impl Span {
    /// The figures beside the letters of ISO 8601: the calendar part, and the part of the clock.
    #[must_use]
    pub const fn figures(self) -> (Figures<4>, Figures<3>) {
        (
            [
                (self.years, 'Y'),
                (self.months, 'M'),
                (self.weeks, 'W'),
                (self.days, 'D'),
            ],
            [(self.hours, 'H'), (self.minutes, 'M'), (self.seconds, 'S')],
        )
    }

    /// The figure of a unit, by its letter; the letters of the clock stand behind a `T`.
    pub(super) fn unit(&mut self, letter: char, time: bool) -> Option<&mut u32> {
        Some(match (letter, time) {
            ('Y', false) => &mut self.years,
            ('M', false) => &mut self.months,
            ('W', false) => &mut self.weeks,
            ('D', false) => &mut self.days,
            ('H', true) => &mut self.hours,
            ('M', true) => &mut self.minutes,
            ('S', true) => &mut self.seconds,
            _ => return None,
        })
    }

    /// Years and months together, in months.
    #[must_use]
    pub const fn total_months(self) -> u32 {
        self.years.saturating_mul(12).saturating_add(self.months)
    }

    /// Weeks, days and whole 24-hour stretches together, in days.
    ///
    /// A start is known to the day only, so a period shorter than a day ends on the day it starts on.
    #[must_use]
    pub const fn total_days(self) -> u64 {
        let seconds = self.hours as u64 * 3600 + self.minutes as u64 * 60 + self.seconds as u64;
        self.weeks as u64 * 7 + self.days as u64 + seconds / 86_400
    }
}

impl Period {
    /// A period of whole years, months or days, for the code's own constants.
    #[must_use]
    pub const fn of(years: u32, months: u32, days: u32) -> Self {
        Self::Span(Span {
            years,
            months,
            weeks: 0,
            days,
            hours: 0,
            minutes: 0,
            seconds: 0,
        })
    }

    /// Reads the stored form: an ISO 8601 duration of whole figures, or `session`.
    #[must_use]
    pub fn from_iso(text: &str) -> Option<Self> {
        if text == "session" {
            return Some(Self::Session);
        }
        let mut span = Span::default();
        let (mut time, mut figure, mut any) = (false, String::new(), false);
        for letter in text.strip_prefix('P')?.chars() {
            match letter {
                'T' if !time && figure.is_empty() => time = true,
                '0'..='9' if figure.len() < 6 => figure.push(letter),
                _ => {
                    let unit = span.unit(letter, time)?;
                    let value: u32 = figure.parse().ok().filter(|value| *value <= LARGEST)?;
                    if *unit != 0 {
                        return None;
                    }
                    *unit = value;
                    figure.clear();
                    any = true;
                }
            }
        }
        let whole = any && figure.is_empty() && !text.ends_with('T');
        (whole && span != Span::default()).then_some(Self::Span(span))
    }

    /// This period and then another, unit by unit; `None` with a session, or where a unit grows too large to be written.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        let (Self::Span(own), Self::Span(other)) = (self, other) else {
            return None;
        };
        let add = |own: u32, other: u32| own.checked_add(other).filter(|sum| *sum <= LARGEST);
        Some(Self::Span(Span {
            years: add(own.years, other.years)?,
            months: add(own.months, other.months)?,
            weeks: add(own.weeks, other.weeks)?,
            days: add(own.days, other.days)?,
            hours: add(own.hours, other.hours)?,
            minutes: add(own.minutes, other.minutes)?,
            seconds: add(own.seconds, other.seconds)?,
        }))
    }

    /// The day that lies this period after `start`; `None` for a session or beyond the range of dates.
    #[must_use]
    pub fn after(self, start: NaiveDate) -> Option<NaiveDate> {
        let Self::Span(span) = self else { return None };
        start
            .checked_add_months(Months::new(span.total_months()))?
            .checked_add_days(Days::new(span.total_days()))
            .filter(|day| in_range(*day))
    }

    /// The day that lies this period before `end`; `None` for a session or beyond the range of dates.
    #[must_use]
    pub fn before(self, end: NaiveDate) -> Option<NaiveDate> {
        let Self::Span(span) = self else { return None };
        end.checked_sub_months(Months::new(span.total_months()))?
            .checked_sub_days(Days::new(span.total_days()))
            .filter(|day| in_range(*day))
    }

    /// The last day of keeping: the start, rounded, plus the period. Erasure is due from the next day.
    ///
    /// It is never moved for weekends or holidays: a storage limit is not an act to be done in time.
    #[must_use]
    pub fn keep_through(self, start: NaiveDate, rounding: Rounding) -> Option<NaiveDate> {
        let anchor = match rounding {
            Rounding::None => return self.after(start),
            Rounding::EndOfCalendarMonth => end_of_month(start),
            Rounding::EndOfCalendarYear => end_of_year(start),
        };
        self.after(anchor)
    }

    /// A rough length in days, for ordering and comparing only.
    #[must_use]
    pub fn rough_days(self) -> u64 {
        match self {
            Self::Session => 0,
            Self::Span(span) => u64::from(span.total_months()) * 365 / 12 + span.total_days(),
        }
    }
}

impl fmt::Display for Period {
    /// The stored form.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Span(span) = self else {
            return write!(out, "session");
        };
        let (calendar, clock) = span.figures();
        write!(out, "P")?;
        for (figure, letter) in calendar.into_iter().filter(|(figure, _)| *figure > 0) {
            write!(out, "{figure}{letter}")?;
        }
        for (index, (figure, letter)) in clock
            .into_iter()
            .filter(|(figure, _)| *figure > 0)
            .enumerate()
        {
            write!(out, "{}{figure}{letter}", if index == 0 { "T" } else { "" })?;
        }
        Ok(())
    }
}

/// Whether a day can be written with four digits of the year, as every stored and exported date is.
fn in_range(day: NaiveDate) -> bool {
    1 <= day.year() && day.year() <= 9999
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_duration_is_not_read() {
        for wrong in [
            "P", "PT", "P1", "1Y", "P0D", "P1YT", "P-1Y", "P1H", "PT1Y", "P1.5Y",
        ] {
            assert_eq!(Period::from_iso(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn month_ends_are_clamped_and_rounding_comes_first() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let through = |start: &str, rounding, period: &str| {
            Period::from_iso(period)
                .unwrap()
                .keep_through(day(start), rounding)
                .unwrap()
        };
        assert_eq!(
            through("2024-02-29", Rounding::None, "P1Y"),
            day("2025-02-28")
        );
        assert_eq!(
            through("2024-01-31", Rounding::None, "P1M"),
            day("2024-02-29")
        );
        assert_eq!(
            through("2024-04-30", Rounding::EndOfCalendarYear, "P7Y"),
            day("2031-12-31")
        );
        assert_eq!(
            through("2024-02-10", Rounding::EndOfCalendarMonth, "P1M"),
            day("2024-03-29")
        );
        assert_eq!(
            through("2024-06-01", Rounding::None, "PT24H"),
            day("2024-06-02")
        );
        assert_eq!(
            through("2024-06-01", Rounding::None, "PT30M"),
            day("2024-06-01")
        );
    }
}
