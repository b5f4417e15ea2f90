//! Places outside the EEA that words name, where no country tells where data go. The places are data,
//! `assets/rules/places.toml`.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use serde::Deserialize;

use super::tokens::Tokens;
use super::word_list::WordList;
use super::word_matcher::{Match, WordMatcher};
use crate::domain::text::fold;

const SHIPPED: &str = include_str!("../../../assets/rules/places.toml");

/// What countries are called, in the languages in which registers are read.
const COUNTRIES: &str = include_str!("../../../assets/sheets/countries.toml");

/// The places of a country.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CountryPlaces {
    country: String,
    /// Names of nothing else.
    names: Vec<String>,
    /// Names of other things, too.
    #[serde(default)]
    behind: Vec<String>,
}

/// The file as it is.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct PlaceFile {
    #[serde(rename = "where")]
    where_words: Vec<String>,
    of: Vec<String>,
    endings: Vec<String>,
    kept: Vec<String>,
    not: Vec<String>,
    but: Vec<String>,
    streets: Vec<String>,
    place: Vec<CountryPlaces>,
}

/// The places that are known, and the words beside them.
#[derive(Debug, Default)]
pub(in crate::rules) struct KnownPlaces {
    file: PlaceFile,
    /// Of each name, its place in the file, and whether it tells only behind a word for where.
    owners: Vec<(usize, bool)>,
    pub(in crate::rules) beside: WordMatcher,
    /// The names alone, for texts that no scan reads.
    pub(in crate::rules) names: WordMatcher,
}

/// Which words beside a place a match is of.
pub(in crate::rules) const WHERE: u32 = 0;
pub(in crate::rules) const KEPT: u32 = 1;
pub(in crate::rules) const NOT: u32 = 2;
pub(in crate::rules) const OF: u32 = 3;
pub(in crate::rules) const BUT: u32 = 4;
const STREET: u32 = 5;

/// How much a text must say beside a place, that it tells where data go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rules) enum PlaceTelling {
    /// Who gets data: wherever it is named.
    Recipient,
    /// A system: behind a word for where, or in brackets.
    System,
    /// Any text: also beside a word that data are kept or worked on.
    Text,
}

impl KnownPlaces {
    /// The shipped places. A file that is no TOML would leave none; a test keeps that from happening.
    pub(in crate::rules) fn shipped() -> &'static Self {
        static PLACES: OnceLock<KnownPlaces> = OnceLock::new();
        PLACES.get_or_init(|| {
            let file: PlaceFile = toml::from_str(SHIPPED).unwrap_or_default();
            let mut beside = WordMatcher::default();
            for (owner, words) in [
                (WHERE, &file.where_words),
                (KEPT, &file.kept),
                (NOT, &file.not),
                (OF, &file.of),
                (BUT, &file.but),
                (STREET, &file.streets),
            ] {
                for word in words {
                    beside.add(word, WordList::Place, Some(owner));
                }
            }
            let owners = file.place.iter().enumerate().flat_map(|(at, place)| {
                let plain = place.names.iter().map(move |_| (at, false));
                plain.chain(place.behind.iter().map(move |_| (at, true)))
            });
            let owners = owners.collect();
            let mut places = Self {
                file,
                owners,
                beside,
                names: WordMatcher::default(),
            };
            let mut names = WordMatcher::default();
            for (owner, name) in (0..).zip(places.names()) {
                names.add(name, WordList::Place, Some(owner));
            }
            places.names = names;
            places
        })
    }

    /// The country of a name by its number, and whether the name tells only behind a word for where.
    pub(in crate::rules) fn country(&self, name: u32) -> Option<(&str, bool)> {
        let (at, behind) = *self.owners.get(name as usize)?;
        Some((self.file.place.get(at)?.country.as_str(), behind))
    }

    /// Whether a name says where by how it ends.
    pub(in crate::rules) fn is_inflected(&self, name: &str) -> bool {
        self.file
            .endings
            .iter()
            .any(|ending| name.ends_with(ending))
    }

    /// The country of a name that is nothing else, in any language.
    pub(in crate::rules) fn country_called(name: &str) -> Option<&'static str> {
        static CALLED: OnceLock<HashMap<String, String>> = OnceLock::new();
        let called = CALLED.get_or_init(|| {
            let table: toml::Table = COUNTRIES.parse().unwrap_or_default();
            let mut called = HashMap::new();
            for (code, names) in &table {
                for name in names.as_array().into_iter().flatten() {
                    if let Some(name) = name.as_str() {
                        called.insert(fold(name), code.clone());
                    }
                }
            }
            called
        });
        called.get(&fold(name.trim())).map(String::as_str)
    }

    /// Whether a name of a sentence is that of a street, or stands before the number of a house: `Maroka street`, `rue de
    /// Chine`, `Kini 4`.
    ///
    /// `hits` are the words found beside it, `named` the places of its own words, and `behind` is what follows them.
    pub(in crate::rules) fn is_a_street(
        hits: &[Match],
        named: &Range<usize>,
        behind: &str,
    ) -> bool {
        /// The longest number of a house.
        const LONGEST: usize = 3;
        let has = |owner: u32, holds: &dyn Fn(&Range<usize>) -> bool| {
            hits.iter()
                .any(|hit| hit.owner == owner && holds(&hit.words))
        };
        let of = has(OF, &|it| it.end == named.start);
        let leads = |it: &Range<usize>| named.start == it.end + usize::from(of);
        let number: String = behind
            .trim_start_matches(' ')
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        let numbered = behind.starts_with(' ') && (1..=LONGEST).contains(&number.len()) && {
            let rest = behind.trim_start_matches(' ')[number.len()..]
                .chars()
                .next();
            rest.is_none_or(|next| matches!(next, ',' | '.' | ';' | ')'))
        };
        numbered || has(STREET, &|it| it.start == named.end || leads(it))
    }

    /// Whether a text names any place.
    pub(in crate::rules) fn are_named_in(&self, text: &str) -> bool {
        let mut named = false;
        let mut find = |_| named = true;
        self.names.find(text, &Tokens::of(text), &mut find);
        named
    }

    /// Every name, in the order of its number.
    pub(in crate::rules) fn names(&self) -> impl Iterator<Item = &str> {
        let all = self.file.place.iter();
        all.flat_map(|place| place.names.iter().chain(&place.behind))
            .map(String::as_str)
    }
}

/// The country that an address ends with.
pub(in crate::rules) fn country_at_the_end(address: &str) -> Option<&'static str> {
    let (_, last) = address.trim_end().rsplit_once([',', '\n'])?;
    KnownPlaces::country_called(last.trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::law::Law;

    #[test]
    fn every_place_is_outside_the_eea_and_named_once() {
        let file: PlaceFile = toml::from_str(SHIPPED).unwrap();
        let law = Law::shipped().unwrap();
        let day: NaiveDate = "2026-11-21".parse().unwrap();
        assert!(file.place.len() > 50);
        let mut names = std::collections::BTreeSet::new();
        for place in &file.place {
            assert!(law.country(&place.country).is_some(), "{}", place.country);
            assert!(!law.is_eea_on(&place.country, day), "{}", place.country);
            for name in place.names.iter().chain(&place.behind) {
                assert!(names.insert(name), "{name} stands twice");
            }
        }
    }
}
