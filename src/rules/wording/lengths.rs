//! Lengths of time that a text gives in words: `3 years`, `trois ans`, `kolme vuotta`.
//!
//! The words are data: `assets/rules/lengths.toml`.

use std::collections::HashMap;
use std::ops::Range;
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
    /// What joins a figure with another one.
    Joining,
    NoLength,
}

/// The words, by the hash of each; a word may be of several kinds in different languages.
fn length_words() -> &'static HashMap<u64, Vec<LengthWord>, Plain> {
    static WORDS: OnceLock<HashMap<u64, Vec<LengthWord>, Plain>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let text = include_str!("../../../assets/rules/lengths.toml");
        let table: toml::Table = text.parse().unwrap_or_default();
        let mut all: HashMap<u64, Vec<LengthWord>, Plain> = HashMap::default();
        for (key, words) in &table {
            let kind = match key.as_str() {
                "years" => LengthWord::Unit('Y'),
                "months" => LengthWord::Unit('M'),
                "weeks" => LengthWord::Unit('W'),
                "days" => LengthWord::Unit('D'),
                "joining" => LengthWord::Joining,
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

/// The hashes of the words for years.
pub(in crate::rules) fn years_in_words() -> impl Iterator<Item = u64> {
    let words = length_words().iter();
    let years = words.filter(|(_, kinds)| kinds.contains(&LengthWord::Unit('Y')));
    years.map(|(word, _)| *word)
}

/// The only length that a short text gives, where no other word shows that it measures something else than keeping.
pub(in crate::rules) fn length_in(text: &str) -> Option<Period> {
    let tokens = Tokens::of(text);
    if tokens.count() > LONGEST || text.contains('+') {
        return None;
    }
    let words = LengthText { text, tokens };
    let (at, period) = (0..words.tokens.count()).find_map(|at| Some((at, words.length(at)?)))?;
    if words.is_joined(at) {
        return None;
    }
    let mut others = (0..words.tokens.count()).filter(|other| *other < at || *other > at + 1);
    (!others.any(|other| words.is_no_length(other))).then_some(period)
}

/// The length that a text gives, however long it is, where it gives no other one, and what stands beside it does not show
/// that it measures something else.
pub(in crate::rules) fn sole_length_in(text: &str) -> Option<Period> {
    /// How many words beside a length tell what it measures.
    const BESIDE: usize = 2;
    let words = LengthText {
        text,
        tokens: Tokens::of(text),
    };
    let count = words.tokens.count();
    let mut lengths = (0..count).filter_map(|at| Some((at, words.length(at)?)));
    let (at, period) = lengths.next()?;
    let beside = at.saturating_sub(BESIDE)..(at + 2 + BESIDE).min(count);
    let other = |other: &usize| *other < at || *other > at + 1;
    let measures = beside.filter(other).any(|it| words.is_no_length(it));
    let measures = measures || words.is_joined(at);
    (!measures && lengths.all(|(_, again)| again == period)).then_some(period)
}

/// Every length that a text gives, with the places of its words.
pub(in crate::rules) fn lengths_in(text: &str) -> impl Iterator<Item = (Range<usize>, Period)> {
    let words = LengthText {
        text,
        tokens: Tokens::of(text),
    };
    (0..words.tokens.count()).filter_map(move |at| {
        let apart = words.figure(at).zip(words.unit(at + 1)).is_some();
        Some((at..at + 1 + usize::from(apart), words.length(at)?))
    })
}

/// A text and its words.
struct LengthText<'t> {
    text: &'t str,
    tokens: Tokens,
}

impl LengthText<'_> {
    fn kinds(&self, at: usize) -> &'static [LengthWord] {
        let token = self.tokens.words.get(at);
        let kinds = token.and_then(|token| length_words().get(&token.word));
        kinds.map_or(&[][..], Vec::as_slice)
    }

    fn is_no_length(&self, at: usize) -> bool {
        self.kinds(at).contains(&LengthWord::NoLength)
    }

    fn unit(&self, at: usize) -> Option<char> {
        self.kinds(at).iter().find_map(|kind| match kind {
            LengthWord::Unit(letter) => Some(*letter),
            LengthWord::Figure(_) | LengthWord::Joining | LengthWord::NoLength => None,
        })
    }

    fn figure(&self, at: usize) -> Option<u32> {
        let span = self.tokens.spans().nth(at)?;
        let written = self.text[span].parse().ok();
        let written = written.filter(|figure| *figure <= GREATEST);
        written.or_else(|| {
            self.kinds(at).iter().find_map(|kind| match kind {
                LengthWord::Figure(figure) => Some(*figure),
                LengthWord::Unit(_) | LengthWord::Joining | LengthWord::NoLength => None,
            })
        })
    }

    /// Whether a figure is joined with one before it, so that it alone is no length: `3–5 years`, `1,5 år`, `3 or 5 years`.
    fn is_joined(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else {
            return false;
        };
        let mut spans = self.tokens.spans().skip(before);
        let (Some(one), Some(own)) = (spans.next(), spans.next()) else {
            return false;
        };
        let between = &self.text[one.end..own.start];
        let sign = between.trim();
        let apart = between.contains(' ');
        let signs = if apart { "-–—/+" } else { "-–—/+,.·" };
        let by_sign = !sign.is_empty() && sign.chars().all(|it| signs.contains(it));
        if by_sign && self.figure(before).is_some() {
            return true;
        }
        let joins = self.kinds(before).contains(&LengthWord::Joining);
        joins
            && before
                .checked_sub(1)
                .is_some_and(|it| self.figure(it).is_some())
    }

    /// `10J`, `5år`: figure and unit in one word.
    fn joined(&self, at: usize) -> Option<(u32, char)> {
        let word = fold(&self.text[self.tokens.spans().nth(at)?]);
        let letters = word.trim_start_matches(|letter: char| letter.is_ascii_digit());
        let digits = &word[..word.len() - letters.len()];
        let number: u32 = digits.parse().ok()?;
        let own = Tokens::of(letters).hashes().next()?;
        length_words()
            .get(&own)?
            .iter()
            .find_map(|kind| match kind {
                LengthWord::Unit(letter) => Some((number, *letter)),
                LengthWord::Figure(_) | LengthWord::Joining | LengthWord::NoLength => None,
            })
    }

    /// The length that begins with a word.
    fn length(&self, at: usize) -> Option<Period> {
        let apart = || self.figure(at).zip(self.unit(at + 1));
        let (number, letter) = apart().or_else(|| self.joined(at))?;
        Period::from_iso(&format!("P{number}{letter}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sole_length_of_a_long_text_is_read() {
        for (text, length) in [
            (
                "Invoices are erased five years after the end of the calendar year (s. 886 of the Act of 1997)",
                "P5Y",
            ),
            (
                "Rechnungen werden fünf Jahre nach Ende des Kalenderjahres gelöscht (§ 147 Abs. 1 Nr. 4 AO)",
                "P5Y",
            ),
            (
                "Sparas i nio år efter räkenskapsårets utgång enligt 7 kap. 2 § och gallras sedan",
                "P9Y",
            ),
            (
                "Tositteet poistetaan neljän vuoden kuluttua tilikauden päättymisestä",
                "P4Y",
            ),
            ("Zniszczone po dwóch latach od końca roku", "P2Y"),
        ] {
            assert_eq!(sole_length_in(text), Period::from_iso(length), "{text}");
        }
        for other in [
            "Invoices seven years, contracts ten years after their end",
            "Gone through every 3 years with the auditors of the board",
            "Kept until the child is 18 years old, or moves away",
            "Bis zum Ende des Mietverhältnisses (§ 147 AO)",
            "All of the invoices of the club are erased after 3–5 years",
            "Alla fakturor gallras efter två eller tre år",
        ] {
            assert_eq!(sole_length_in(other), None, "{other}");
        }
    }

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
            ("Arton månader", "P18M"),
            ("Vierzig Jahre", "P40Y"),
        ] {
            assert_eq!(length_in(text), Period::from_iso(length), "{text}");
        }
        for other in [
            "Reviewed every 3 years",
            "Vid 18 års ålder",
            "Contract term + 6 years",
            "3-5 years",
            "3 – 5 år",
            "1,5 år",
            "½ year",
            "3 or 5 years",
            "mellan fem och sju år",
            "1 gång per år",
            "In 2024",
            "Until the pupil leaves",
            "",
        ] {
            assert_eq!(length_in(other), None, "{other}");
        }
    }
}
