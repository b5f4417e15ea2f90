//! Lengths of time that a text gives in words: `3 years`, `trois ans`, `kolme vuotta`.
//!
//! The words are data: `assets/rules/lengths.toml`.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::tokens::{Plain, Tokens};
use crate::domain::period::Period;
use crate::domain::text::fold;

/// A longer text says more than a length.
const LONGEST: usize = 12;

/// A greater figure is a year of the calendar, or a number of something else.
const GREATEST: u32 = 999;

/// What a word says of a length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LengthWord {
    Unit(char),
    Figure(u32),
    NoLength,
}

/// The words, by the hash of each; a word may be of several kinds in different languages.
fn length_words() -> &'static HashMap<u64, Vec<LengthWord>, Plain> {
    static WORDS: OnceLock<HashMap<u64, Vec<LengthWord>, Plain>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let text = include_str!("../../assets/rules/lengths.toml");
        let table: toml::Table = text.parse().unwrap_or_default();
        let mut all: HashMap<u64, Vec<LengthWord>, Plain> = HashMap::default();
        for (key, words) in &table {
            let kind = match key.as_str() {
                "years" => LengthWord::Unit('Y'),
                "months" => LengthWord::Unit('M'),
                "weeks" => LengthWord::Unit('W'),
                "days" => LengthWord::Unit('D'),
                key => key.parse().map_or(LengthWord::NoLength, LengthWord::Figure),
            };
            let words = words.as_array().into_iter().flatten();
            for word in words.filter_map(toml::Value::as_str) {
                for hash in Tokens::of(word).hashes() {
                    all.entry(hash).or_default().push(kind);
                }
            }
        }
        all
    })
}

/// The only length that a short text gives, where no other word shows that it measures something else than keeping.
pub(super) fn length_in(text: &str) -> Option<Period> {
    let tokens = Tokens::of(text);
    if tokens.count() > LONGEST || text.contains('+') {
        return None;
    }
    let kinds = |at: usize| {
        let token = tokens.words.get(at);
        let kinds = token.and_then(|token| length_words().get(&token.word));
        kinds.map_or(&[][..], Vec::as_slice)
    };
    let unit = |at: usize| {
        kinds(at).iter().find_map(|kind| match kind {
            LengthWord::Unit(letter) => Some(*letter),
            LengthWord::Figure(_) | LengthWord::NoLength => None,
        })
    };
    let figure = |at: usize| {
        let span = tokens.spans().nth(at)?;
        let written = text[span].parse().ok().filter(|figure| *figure <= GREATEST);
        written.or_else(|| {
            kinds(at).iter().find_map(|kind| match kind {
                LengthWord::Figure(figure) => Some(*figure),
                LengthWord::Unit(_) | LengthWord::NoLength => None,
            })
        })
    };
    // `10J`, `5år`: figure and unit in one word.
    let joined = |at: usize| {
        let word = fold(&text[tokens.spans().nth(at)?]);
        let letters = word.trim_start_matches(|letter: char| letter.is_ascii_digit());
        let digits = &word[..word.len() - letters.len()];
        let number: u32 = digits.parse().ok()?;
        let own = Tokens::of(letters).hashes().next()?;
        length_words()
            .get(&own)?
            .iter()
            .find_map(|kind| match kind {
                LengthWord::Unit(letter) => Some((number, *letter)),
                LengthWord::Figure(_) | LengthWord::NoLength => None,
            })
    };
    let length = |at: usize| {
        figure(at)
            .zip(unit(at + 1))
            .or_else(|| joined(at))
            .map(|(number, letter)| (at, number, letter))
    };
    let (at, number, letter) = (0..tokens.count()).find_map(length)?;
    let other = |other: usize| {
        (other < at || other > at + 1) && kinds(other).contains(&LengthWord::NoLength)
    };
    if (0..tokens.count()).any(other) {
        return None;
    }
    Period::from_iso(&format!("P{number}{letter}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_read_in_words_and_figures() {
        for (text, length) in [
            ("3 years", "P3Y"),
            ("Tre år", "P3Y"),
            ("10 Jahre", "P10Y"),
            ("5år i systemet", "P5Y"),
            ("Six mois", "P6M"),
            ("Kolme vuotta", "P3Y"),
            ("30 dagar", "P30D"),
        ] {
            assert_eq!(length_in(text), Period::from_iso(length), "{text}");
        }
        for other in [
            "Reviewed every 3 years",
            "Vid 18 års ålder",
            "Contract term + 6 years",
            "1 gång per år",
            "In 2024",
            "Until the pupil leaves",
            "",
        ] {
            assert_eq!(length_in(other), None, "{other}");
        }
    }
}
