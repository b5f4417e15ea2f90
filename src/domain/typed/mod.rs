//! What people type for a date or a period, read in the words of every language that is shipped.

mod date;
mod period;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::domain::language::shipped;
use crate::domain::period::Period;

macro_rules! vocabularies {
    ($($code:literal),+) => {
        /// The words of each language, as its file has them.
        const FILES: &[&str] = &[$(
            include_str!(concat!("../../../assets/locale/", $code, "/typed.toml"))
        ),+];
    };
}
shipped!(vocabularies);

/// The words of one language; what a file lacks is not known by a word of that language.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Vocabulary {
    days: Days,
    dates: Dates,
    periods: PeriodWords,
    /// The words of a unit, by its length in ISO 8601.
    units: BTreeMap<String, Vec<String>>,
}

/// Words for days that are counted from today.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Days {
    today: Vec<String>,
    tomorrow: Vec<String>,
    yesterday: Vec<String>,
    end_of_month: Vec<String>,
    end_of_year: Vec<String>,
}

/// Words of a date.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Dates {
    /// The months in their order.
    months: Vec<String>,
    /// What may stand between day, month and year.
    between: Vec<String>,
    /// What may stand behind the figure of a day.
    ordinals: Vec<String>,
}

/// Words of a period beside its units.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct PeriodWords {
    session: Vec<String>,
    and: Vec<String>,
    /// What stands before the word for half.
    article: Vec<String>,
    half: Vec<String>,
    /// What may stand behind the word for half.
    of_half: Vec<String>,
    /// The words of the numbers from one on.
    numbers: Vec<Vec<String>>,
}

/// The words of every language, in the order in which the languages are offered.
fn vocabularies() -> &'static [Vocabulary] {
    static READ: OnceLock<Vec<Vocabulary>> = OnceLock::new();
    READ.get_or_init(|| {
        // A file that cannot be read adds no words: a test keeps that from happening.
        let read = FILES.iter().filter_map(|text| toml::from_str(text).ok());
        read.collect()
    })
}

/// Whether a language has a word in one of its lists.
fn is_one(word: &str, list: impl Fn(&'static Vocabulary) -> &'static [String]) -> bool {
    vocabularies()
        .iter()
        .any(|language| list(language).iter().any(|known| known == word))
}

/// The number that a word stands for.
fn number(word: &str) -> Option<usize> {
    vocabularies().iter().find_map(|language| {
        let mut numbers = language.periods.numbers.iter();
        let at = numbers.position(|words| words.iter().any(|known| known == word))?;
        Some(at + 1)
    })
}

/// The length of the unit that a word stands for.
fn unit(word: &str) -> Option<Period> {
    vocabularies().iter().find_map(|language| {
        let mut units = language.units.iter();
        let found = units.find(|(_, words)| words.iter().any(|known| known == word))?;
        Period::from_iso(found.0)
    })
}

/// The number of the month that a word names by its first three letters or more.
fn month(word: &str) -> Option<u32> {
    if word.chars().count() < 3 {
        return None;
    }
    vocabularies().iter().find_map(|language| {
        let mut months = language.dates.months.iter();
        let at = months.position(|name| name.starts_with(word))?;
        u32::try_from(at + 1).ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_words_can_be_read_and_its_units_are_units() {
        for text in FILES {
            let language: Vocabulary = toml::from_str(text).unwrap();
            for (unit, words) in &language.units {
                let length = Period::from_iso(unit).unwrap();
                assert!(matches!(length, Period::Span(_)), "{unit}");
                assert!(words.iter().all(|word| word.to_lowercase() == *word));
            }
            let months = language.dates.months.len();
            assert!(months == 0 || months == 12, "{months} months");
        }
        assert_eq!(vocabularies().len(), FILES.len());
    }
}
