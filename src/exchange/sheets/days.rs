//! Days as cells give them: in words of any of the languages, or as a number that lost its format.

use chrono::NaiveDate;

use super::folding::plain;
use super::grid::CellContent;
use super::vocabulary::SheetVocabulary;
use crate::domain::date::PartialDate;

/// The day that a number stands for where a cell asks for a date and lost its format: days since the end of 1899.
pub(super) fn serial_day(held: &CellContent) -> Option<String> {
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

/// A date as it stands in a cell, in any of the languages; no word that counts from today.
pub(super) fn date(words: &SheetVocabulary, text: &str, today: NaiveDate) -> Option<PartialDate> {
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
