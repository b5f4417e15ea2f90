//! Dates as people type them.

use chrono::{Days as Advance, NaiveDate};

use super::{Days, is_one};
use crate::domain::date::{PartialDate, digits, end_of_month, end_of_year};
use crate::domain::period::Period;
use crate::domain::problem::Problem;
use crate::domain::text::key;

impl PartialDate {
    /// Reads a date as people type it, in any of the languages; `today` is what relative words count from.
    ///
    /// # Errors
    /// `date_unreadable` with the text, where it is none of the forms.
    pub fn from_typed(text: &str, today: NaiveDate) -> Result<Self, Problem> {
        let squeezed = key(text);
        if let Some(date) = Self::from_iso(&squeezed) {
            return Ok(date);
        }
        let is = |list: fn(&Days) -> &Vec<String>| is_one(&squeezed, |words| list(&words.days));
        let day = if is(|days| &days.today) {
            Some(today)
        } else if is(|days| &days.tomorrow) {
            today.checked_add_days(Advance::new(1))
        } else if is(|days| &days.yesterday) {
            today.checked_sub_days(Advance::new(1))
        } else if is(|days| &days.end_of_month) {
            Some(end_of_month(today))
        } else if is(|days| &days.end_of_year) {
            Some(end_of_year(today))
        } else {
            relative(&squeezed, today).or_else(|| day_first(&squeezed))
        };
        day.map(Self::Day)
            .or_else(|| named_month(&squeezed))
            .ok_or_else(|| Problem::usage("date_unreadable").with("text", text.trim()))
    }
}

/// `+90d`, `-1y`: a period counted from today.
fn relative(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let forward = text.starts_with('+');
    let period = Period::from_typed(text.strip_prefix(['+', '-'])?).ok()?;
    if forward {
        period.after(today)
    } else {
        period.before(today)
    }
}

/// `21.11.2026`, `21/11/2026`, `21 11 2026`: the day first, as it is written in Europe.
fn day_first(text: &str) -> Option<NaiveDate> {
    let parts: Vec<&str> = text
        .split(['.', '/', ' '])
        .filter(|part| !part.is_empty())
        .collect();
    let [day, month, year] = parts.as_slice() else {
        return None;
    };
    let short = |part: &str| {
        (part.len() <= 2)
            .then(|| part.parse::<u32>().ok())
            .flatten()
    };
    NaiveDate::from_ymd_opt(
        i32::try_from(digits(year, 4)?).ok()?,
        short(month)?,
        short(day)?,
    )
}

/// `31 Mar 2027`, `den 31 mars 2027`, `March 31st, 2027`, `nov 2026`: as days and months are shown, and as they are said.
fn named_month(text: &str) -> Option<PartialDate> {
    let mut figures = Vec::new();
    let mut month = None;
    let parts = text.split([' ', ',', '.', '/', '-']);
    for part in parts.filter(|part| !part.is_empty()) {
        if part.starts_with(|letter: char| letter.is_ascii_digit()) {
            figures.push(part);
        } else if let Some(named) = super::month(part) {
            if month.replace(named).is_some() {
                return None;
            }
        } else if !is_one(part, |words| &words.dates.between) {
            return None;
        }
    }
    let month = month?;
    let (year, day) = match figures.as_slice() {
        [year] => (*year, None),
        [day, year] => (*year, Some(*day)),
        _ => return None,
    };
    let year = i32::try_from(digits(year, 4)?)
        .ok()
        .filter(|year| *year > 0)?;
    let Some(day) = day else {
        return Some(PartialDate::Month(year, month));
    };
    let end = day.find(|letter: char| !letter.is_ascii_digit());
    let (day, ordinal) = day.split_at(end.unwrap_or(day.len()));
    let day = (day.len() <= 2
        && (ordinal.is_empty() || is_one(ordinal, |words| &words.dates.ordinals)))
    .then(|| day.parse().ok())
    .flatten()?;
    NaiveDate::from_ymd_opt(year, month, day).map(PartialDate::Day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn typed_dates_are_read_as_people_write_them() {
        let today = day("2026-11-21");
        let cases = [
            ("2026-11-21", "2026-11-21"),
            ("21.11.2026", "2026-11-21"),
            ("1/2/2027", "2027-02-01"),
            ("2027-01", "2027-01"),
            ("2027", "2027"),
            ("Today", "2026-11-21"),
            ("i morgon", "2026-11-22"),
            ("+90d", "2027-02-19"),
            ("-1y", "2025-11-21"),
            ("end of  month", "2026-11-30"),
            ("årets slut", "2026-12-31"),
            ("31 mars 2027", "2027-03-31"),
            ("31 Mar 2027", "2027-03-31"),
            ("nov 2026", "2026-11"),
            ("November 2026", "2026-11"),
            ("30 Sept. 2026", "2026-09-30"),
            ("den 3 maj 2027", "2027-05-03"),
            ("3:e maj 2027", "2027-05-03"),
            ("May 3rd, 2027", "2027-05-03"),
            ("the 3rd of May 2027", "2027-05-03"),
            ("31-Oct-2027", "2027-10-31"),
            ("31\u{a0}okt\u{a0}2027", "2027-10-31"),
            ("2026\u{2011}11\u{2011}21", "2026-11-21"),
            ("\u{2212}1 år", "2025-11-21"),
        ];
        for (typed, stored) in cases {
            assert_eq!(
                PartialDate::from_typed(typed, today).unwrap().to_string(),
                stored,
                "{typed}"
            );
        }
        for wrong in [
            "",
            "31.02.2026",
            "2026-13",
            "20266",
            "soon",
            "2026-11-21-01",
            "-",
            "+",
            "31 feb 2027",
            "mars",
            "3 maj",
            "ma 2027",
            "3 maj 27",
            "1 2 maj 2027",
            "maj juni 2027",
            "3x maj 2027",
        ] {
            assert_eq!(
                PartialDate::from_typed(wrong, today).unwrap_err().key,
                "date_unreadable",
                "{wrong}"
            );
        }
    }
}
