//! Companies outside the EEA that words call by their country: `an Indian supplier`, `sous-traitant marocain`. The words are
//! data, `assets/rules/nations.toml`.

use std::sync::OnceLock;

use serde::Deserialize;

use super::tokens::Tokens;
use super::word_list::WordList;
use super::word_matcher::WordMatcher;
use crate::domain::text::fold;

const SHIPPED: &str = include_str!("../../../assets/rules/nations.toml");

/// The words for what is of a country.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Nation {
    country: String,
    words: Vec<String>,
}

/// The file as it is.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct NationFile {
    provider: Vec<String>,
    firm: Vec<String>,
    not: Vec<String>,
    customer: Vec<String>,
    by: Vec<String>,
    wares: Vec<String>,
    inside: Vec<String>,
    nation: Vec<Nation>,
}

/// The nations, and the words beside them.
#[derive(Debug, Default)]
pub(in crate::rules) struct Nations {
    file: NationFile,
    /// Of each word, its place in the file.
    owners: Vec<usize>,
    pub(in crate::rules) beside: WordMatcher,
    /// The words alone, for texts that no scan reads.
    pub(in crate::rules) names: WordMatcher,
}

pub(in crate::rules) const PROVIDER: u32 = 0;
pub(in crate::rules) const FIRM: u32 = 1;
pub(in crate::rules) const NOT: u32 = 2;
pub(in crate::rules) const CUSTOMER: u32 = 3;
pub(in crate::rules) const BY: u32 = 4;
pub(in crate::rules) const WARES: u32 = 5;

impl Nations {
    /// The shipped nations. A file that is no TOML would leave none; a test keeps that from happening.
    pub(in crate::rules) fn shipped() -> &'static Self {
        static NATIONS: OnceLock<Nations> = OnceLock::new();
        NATIONS.get_or_init(|| {
            let file: NationFile = toml::from_str(SHIPPED).unwrap_or_default();
            let (mut beside, mut names) = (WordMatcher::default(), WordMatcher::default());
            for (owner, words) in [
                (PROVIDER, &file.provider),
                (FIRM, &file.firm),
                (NOT, &file.not),
                (CUSTOMER, &file.customer),
                (BY, &file.by),
                (WARES, &file.wares),
            ] {
                for word in words {
                    beside.add(word, WordList::Nation, Some(owner));
                }
            }
            let all = file.nation.iter().enumerate();
            let owners = all.flat_map(|(at, nation)| nation.words.iter().map(move |_| at));
            let owners = owners.collect();
            let words = file.nation.iter().flat_map(|nation| &nation.words);
            for (owner, word) in (0..).zip(words) {
                names.add(word, WordList::Nation, Some(owner));
            }
            Self {
                file,
                owners,
                beside,
                names,
            }
        })
    }

    /// Every word, in the order of its number.
    pub(in crate::rules) fn words(&self) -> impl Iterator<Item = &str> {
        let all = self.file.nation.iter();
        all.flat_map(|nation| &nation.words).map(String::as_str)
    }

    /// Whether a word speaks of a language, or of what else is only called after a country.
    pub(in crate::rules) fn is_no_nation(&self, word: &str) -> bool {
        let word = fold(word);
        self.file.inside.iter().any(|it| word.contains(it))
    }

    /// Whether a text names any.
    pub(in crate::rules) fn are_named_in(&self, text: &str) -> bool {
        let mut named = false;
        let mut find = |_| named = true;
        self.names.find(text, &Tokens::of(text), &mut find);
        named
    }

    /// The country of a word by its number.
    pub(in crate::rules) fn country(&self, word: u32) -> Option<&str> {
        let at = *self.owners.get(word as usize)?;
        Some(self.file.nation.get(at)?.country.as_str())
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::law::Law;

    #[test]
    fn every_nation_is_outside_the_eea_and_each_word_is_one_s() {
        let file: NationFile = toml::from_str(SHIPPED).unwrap();
        let law = Law::shipped().unwrap();
        let day: NaiveDate = "2026-11-21".parse().unwrap();
        assert!(file.nation.len() > 30 && file.not.len() > 20);
        let mut words = std::collections::BTreeSet::new();
        for nation in &file.nation {
            assert!(!law.is_eea_on(&nation.country, day), "{}", nation.country);
            for word in &nation.words {
                assert!(words.insert(word), "{word} stands twice");
            }
        }
    }
}
