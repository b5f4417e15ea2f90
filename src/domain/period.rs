//! Periods in the unit they were given in, and counting with them.
//!
//! `PT24H` is not turned into `P1D`, nor `P14M` into `P1Y2M`: the record says what its source says.
//! Counting follows the Swedish law (1930:173) and Regulation 1182/71 Art. 3(2)(c): same day number,
//! clamped to the last day of the month.

use std::fmt;

use chrono::{Datelike, Days, Months, NaiveDate};

use super::codes::Rounding;
use super::date::{end_of_month, end_of_year};
use super::problem::Problem;
use super::text::key;

/// A length of time as stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    /// Until the end of the browser session; has no figure.
    Session,
    /// A figure in calendar units and a figure in hours and shorter.
    Span(Span),
}

/// The figures of a period. All are whole and as given; none is carried into another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
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
const LARGEST: u32 = 99_999;

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

    fn unit(&mut self, letter: char, time: bool) -> Option<&mut u32> {
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

    /// Reads a period as people type it, in English or Swedish.
    ///
    /// # Errors
    /// `period_unreadable`, `period_zero`, `period_negative`, `period_no_whole` or `period_too_long`, with the text.
    pub fn from_typed(text: &str) -> Result<Self, Problem> {
        let trimmed = text.trim();
        let typed = key(&with_decimals(trimmed));
        let problem = |key| Problem::usage(key).with("text", trimmed);
        if matches!(
            typed.as_str(),
            "session"
                | "browser session"
                | "sessionen"
                | "webbläsarsession"
                | "until the end of the browser session"
                | "tills webbläsarsessionen är slut"
        ) {
            return Ok(Self::Session);
        }
        if let Some(period) = Self::from_iso(&typed.to_uppercase()) {
            return Ok(period);
        }
        if typed.starts_with('-') {
            return Err(problem("period_negative"));
        }
        let parts = parts(&typed).ok_or_else(|| problem("period_unreadable"))?;
        let mut rest = parts.as_slice();
        let mut span = Span::default();
        while !rest.is_empty() {
            if let [Part::Word("and" | "och"), behind @ ..] = rest
                && rest.len() < parts.len()
            {
                rest = behind;
            }
            let (figure, behind) = figure(rest).ok_or_else(|| problem("period_unreadable"))?;
            let [Part::Word(word), behind @ ..] = behind else {
                return Err(problem("period_unreadable"));
            };
            let (times, letter, time) =
                unit_word(word).ok_or_else(|| problem("period_unreadable"))?;
            let (figure, letter, time) = figure.whole(times, letter, time).map_err(problem)?;
            let unit = span.unit(letter, time).filter(|unit| **unit == 0);
            *unit.ok_or_else(|| problem("period_unreadable"))? = figure;
            rest = behind;
        }
        match (parts.is_empty(), span == Span::default()) {
            (true, _) => Err(problem("period_unreadable")),
            (false, true) => Err(problem("period_zero")),
            (false, false) => Ok(Self::Span(span)),
        }
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

/// A figure with its decimals: the number without a point, and the number of decimals.
#[derive(Clone, Copy, Debug)]
struct Figure {
    number: u64,
    decimals: u32,
}

impl Figure {
    const HALF: Self = Self {
        number: 5,
        decimals: 1,
    };

    fn of(digits: &str, decimals: &str) -> Self {
        // What is too long for a number is too long for a period.
        let number = format!("{digits}{decimals}").parse().unwrap_or(u64::MAX);
        let decimals = u32::try_from(decimals.len()).unwrap_or(u32::MAX);
        Self { number, decimals }
    }

    /// The figure in whole units: `1,5 år` is 18 months, `1.5 h` 90 minutes. What has no exact number of a smaller unit,
    /// as half a month, is refused.
    fn whole(
        self,
        times: u64,
        letter: char,
        time: bool,
    ) -> Result<(u32, char, bool), &'static str> {
        let smaller = match (letter, time) {
            ('Y', _) => Some((12, 'M', false)),
            ('W', _) => Some((7, 'D', false)),
            ('D', _) => Some((24, 'H', true)),
            ('H', _) => Some((60, 'M', true)),
            ('M', true) => Some((60, 'S', true)),
            _ => None,
        };
        let units = [Some((1, letter, time)), smaller];
        let number = self.number.checked_mul(times).ok_or("period_too_long")?;
        let parts = 10_u64.checked_pow(self.decimals).ok_or("period_too_long")?;
        for (each, letter, time) in units.into_iter().flatten() {
            let number = number.checked_mul(each).ok_or("period_too_long")?;
            if number.is_multiple_of(parts) {
                let figure = u32::try_from(number / parts).ok();
                let figure = figure.filter(|figure| *figure <= LARGEST);
                return Ok((figure.ok_or("period_too_long")?, letter, time));
            }
        }
        Err("period_no_whole")
    }
}

/// A piece of a period as it is typed.
#[derive(Clone, Copy, Debug)]
enum Part<'t> {
    Figure(Figure),
    Word(&'t str),
}

/// The text with the signs for parts of a number as decimals: `1½` is `1,5`.
fn with_decimals(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 4);
    for letter in text.chars() {
        let decimals = match letter {
            '½' => ",5",
            '¼' => ",25",
            '¾' => ",75",
            other => {
                out.push(other);
                continue;
            }
        };
        out.truncate(out.trim_end().len());
        if !out.ends_with(|last: char| last.is_numeric()) {
            out.push_str(" 0");
        }
        out.push_str(decimals);
    }
    out
}

/// Figures and words of a period; `None` where anything else stands in it.
fn parts(text: &str) -> Option<Vec<Part<'_>>> {
    let mut parts = Vec::new();
    let mut rest = text.trim_end_matches('.');
    let digits = |text: &str| {
        text.find(|letter: char| !letter.is_ascii_digit())
            .unwrap_or(text.len())
    };
    loop {
        rest = rest.trim_start_matches([' ', ',', '+']);
        let Some(first) = rest.chars().next() else {
            return Some(parts);
        };
        if first.is_ascii_digit() {
            let (whole, behind) = rest.split_at(digits(rest));
            let point = behind.strip_prefix([',', '.']).unwrap_or_default();
            let (decimals, after) = point.split_at(digits(point));
            rest = if decimals.is_empty() { behind } else { after };
            parts.push(Part::Figure(Figure::of(whole, decimals)));
        } else if first.is_alphabetic() {
            let end = rest.find(|letter: char| !letter.is_alphabetic());
            let (word, behind) = rest.split_at(end.unwrap_or(rest.len()));
            // An abbreviation may have its point.
            rest = behind.strip_prefix('.').unwrap_or(behind);
            parts.push(Part::Word(word));
        } else {
            return None;
        }
    }
}

/// The figure that some parts begin with, in digits or in words, and what stands behind it.
fn figure<'p, 't>(parts: &'p [Part<'t>]) -> Option<(Figure, &'p [Part<'t>])> {
    let half = |word: &str| matches!(word, "half" | "halvt" | "halv");
    let (mut found, mut rest) = match parts {
        [
            Part::Word("a" | "an" | "one" | "ett" | "en"),
            Part::Word(word),
            rest @ ..,
        ] if half(word) => (Figure::HALF, rest),
        [Part::Word("half"), Part::Word("a" | "an"), rest @ ..] => (Figure::HALF, rest),
        [Part::Word(word), rest @ ..] if half(word) => (Figure::HALF, rest),
        [Part::Figure(figure), rest @ ..] => (*figure, rest),
        [Part::Word(word), rest @ ..] => (Figure::of(number_word(word)?, ""), rest),
        [] => return None,
    };
    if let [
        Part::Word("and" | "och"),
        Part::Word("a" | "ett" | "en"),
        Part::Word(word),
        behind @ ..,
    ] = rest
        && half(word)
        && found.decimals == 0
    {
        found = Figure {
            number: found.number.saturating_mul(10).saturating_add(5),
            decimals: 1,
        };
        rest = behind;
    }
    Some((found, rest))
}

/// The digits of a number in words.
fn number_word(word: &str) -> Option<&'static str> {
    Some(match word {
        "a" | "an" | "one" | "ett" | "en" => "1",
        "two" | "två" => "2",
        "three" | "tre" => "3",
        "four" | "fyra" => "4",
        "five" | "fem" => "5",
        "six" | "sex" => "6",
        "seven" | "sju" => "7",
        "eight" | "åtta" => "8",
        "nine" | "nio" => "9",
        "ten" | "tio" => "10",
        "eleven" | "elva" => "11",
        "twelve" | "tolv" => "12",
        _ => return None,
    })
}

/// How many of a unit of ISO 8601 a word stands for, its letter, and whether it is one of the clock.
fn unit_word(word: &str) -> Option<(u64, char, bool)> {
    let (letter, time) = match word {
        "halvår" => return Some((6, 'M', false)),
        "quarter" | "quarters" | "kvartal" => return Some((3, 'M', false)),
        "y" | "yr" | "yrs" | "year" | "years" | "år" | "års" => ('Y', false),
        "m" | "mo" | "mon" | "month" | "months" | "mån" | "månad" | "månader" | "mnd" => {
            ('M', false)
        }
        "w" | "wk" | "week" | "weeks" | "v" | "vecka" | "veckor" => ('W', false),
        "d" | "day" | "days" | "dag" | "dagar" | "dygn" => ('D', false),
        "h" | "hr" | "hrs" | "hour" | "hours" | "t" | "tim" | "timme" | "timmar" => ('H', true),
        "min" | "mins" | "minute" | "minutes" | "minut" | "minuter" => ('M', true),
        "s" | "sec" | "secs" | "second" | "seconds" | "sek" | "sekund" | "sekunder" => ('S', true),
        _ => return None,
    };
    Some((1, letter, time))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_periods_keep_their_unit() {
        let cases = [
            ("5y", "P5Y"),
            ("14 months", "P14M"),
            ("P1Y6M", "P1Y6M"),
            ("1 år och 6 mån", "P1Y6M"),
            ("15 d", "P15D"),
            ("3 mån", "P3M"),
            ("30 min", "PT30M"),
            ("24h", "PT24H"),
            ("pt24h", "PT24H"),
            ("2 veckor", "P2W"),
            ("Session", "session"),
            ("1y 2d 3h", "P1Y2DT3H"),
            ("1,5 år", "P18M"),
            ("1.5 years", "P18M"),
            ("1½ år", "P18M"),
            ("2 ¼ år", "P27M"),
            ("½ år", "P6M"),
            ("ett och ett halvt år", "P18M"),
            ("two and a half years", "P30M"),
            ("ett halvår", "P6M"),
            ("half a year", "P6M"),
            ("ett kvartal", "P3M"),
            ("1,5 dygn", "PT36H"),
            ("1.5 h", "PT90M"),
            ("sex månader", "P6M"),
            ("2,0 år", "P2Y"),
            ("1 år, 6 mån. och 2 dagar", "P1Y6M2D"),
            ("10\u{a0}år", "P10Y"),
        ];
        for (typed, stored) in cases {
            assert_eq!(
                Period::from_typed(typed).unwrap().to_string(),
                stored,
                "{typed}"
            );
            assert_eq!(Period::from_iso(stored).unwrap().to_string(), stored);
        }
    }

    #[test]
    fn unreadable_periods_say_what_is_wrong() {
        let cases = [
            ("", "period_unreadable"),
            ("5", "period_unreadable"),
            ("y", "period_unreadable"),
            ("5 parsecs", "period_unreadable"),
            ("0d", "period_zero"),
            ("-3y", "period_negative"),
            ("1000000y", "period_too_long"),
            ("1y 2y", "period_unreadable"),
            ("1,5 mån", "period_no_whole"),
            ("1,3 år", "period_no_whole"),
            ("1/2 år", "period_unreadable"),
            ("år 5", "period_unreadable"),
            ("och 1 år", "period_unreadable"),
            ("1 år och", "period_unreadable"),
            ("99999999999999999999,5 år", "period_too_long"),
            ("1,5", "period_unreadable"),
        ];
        for (typed, key) in cases {
            assert_eq!(Period::from_typed(typed).unwrap_err().key, key, "{typed}");
        }
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
