//! Vendors outside the EEA: what they are called, whose they are, where, and which company of the group is inside the EEA.
//! The data are `assets/rules/vendors.toml`.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use serde::Deserialize;

use super::tokens::Tokens;
use super::word_list::WordList;
use super::word_matcher::WordMatcher;
use crate::domain::text::fold;

const SHIPPED: &str = include_str!("../../../assets/rules/vendors.toml");

/// A vendor that is known by its names.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KnownVendor {
    /// What it is called in a sentence.
    pub name: String,
    /// The group that it belongs to.
    pub group: String,
    /// The country of the company outside the EEA.
    pub country: String,
    /// The company outside the EEA.
    pub company: String,
    /// The names by which texts name it, as lists of words are written.
    pub names: Vec<String>,
    /// The company of the group inside the EEA.
    pub inside: Option<VendorCompany>,
}

/// A company of a vendor's group.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct VendorCompany {
    /// Its name.
    pub name: String,
    /// Its country.
    pub country: String,
}

/// The vendors that are known.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Vendors {
    /// Each of them.
    pub vendor: Vec<KnownVendor>,
}

impl Vendors {
    /// The shipped vendors. A file that is no TOML would leave none; a test keeps that from happening.
    pub(crate) fn shipped() -> &'static Self {
        static VENDORS: OnceLock<Vendors> = OnceLock::new();
        VENDORS.get_or_init(|| toml::from_str(SHIPPED).unwrap_or_default())
    }

    /// The names that a text names vendors by, for texts that no scan reads.
    pub(in crate::rules) fn names_in(text: &str) -> impl Iterator<Item = &str> {
        static NAMES: OnceLock<WordMatcher> = OnceLock::new();
        let names = NAMES.get_or_init(|| {
            let mut names = WordMatcher::default();
            for name in Self::shipped().vendor.iter().flat_map(|it| &it.names) {
                names.add(name, WordList::Vendor, Some(0));
                if let Some(name) = in_two_words(name) {
                    names.add(&name, WordList::Vendor, Some(0));
                }
            }
            names
        });
        let mut hits = Vec::new();
        names.find(text, &Tokens::of(text), &mut |hit| hits.push(hit.span));
        hits.into_iter().map(move |span| &text[span])
    }

    /// Whether words are a name of a vendor, as they are written; each name is folded once.
    pub(crate) fn knows(words: &str) -> bool {
        static NAMES: OnceLock<HashSet<String>> = OnceLock::new();
        let plain = |name: &str| fold(name.trim_start_matches('=')).replace(' ', "");
        let names = NAMES.get_or_init(|| {
            let all = Self::shipped().vendor.iter();
            all.flat_map(|vendor| &vendor.names)
                .map(|name| plain(name))
                .collect()
        });
        words.starts_with(char::is_uppercase) && names.contains(&plain(words))
    }

    /// Whether two names can be those of one vendor's group; what a vendor is called by is folded once.
    pub(in crate::rules) fn are_of_one(one: &str, other: &str) -> bool {
        let of_one = Self::called(one);
        !of_one.is_empty() && Self::called(other).iter().any(|it| of_one.contains(it))
    }

    /// The places of the vendors of whose group an organisation of that name can be.
    fn called(name: &str) -> Vec<usize> {
        static FIRST: OnceLock<HashMap<String, Vec<usize>>> = OnceLock::new();
        let known = FIRST.get_or_init(|| {
            let mut known: HashMap<String, Vec<usize>> = HashMap::new();
            for (at, vendor) in Self::shipped().vendor.iter().enumerate() {
                for word in vendor.first_words() {
                    known.entry(word).or_default().push(at);
                }
            }
            known
        });
        let name = fold(name);
        let found = words_of(&name).filter_map(|word| known.get(word));
        found.flatten().copied().collect()
    }

    /// The vendor that words of a text name.
    pub(crate) fn named(&self, words: &str) -> Option<&KnownVendor> {
        let plain = |name: &str| fold(name.trim_start_matches('=')).replace(' ', "");
        let words = plain(words);
        let is = |name: &String| plain(name) == words;
        self.vendor
            .iter()
            .find(|vendor| vendor.names.iter().any(is))
    }
}

/// The words of a folded name.
fn words_of(name: &str) -> impl Iterator<Item = &str> {
    name.split(|letter: char| !letter.is_alphanumeric())
}

/// A name in one word, with capitals inside, as it is written in two: `SurveyMonkey` is `=Survey Monkey`.
pub(in crate::rules) fn in_two_words(name: &str) -> Option<String> {
    let name = name.trim_start_matches('=');
    let mut letters = name.char_indices().zip(name.chars().skip(1));
    let at = letters.find_map(|((at, before), behind)| {
        (before.is_lowercase() && behind.is_uppercase()).then_some(at + before.len_utf8())
    })?;
    (!name.contains(' ')).then(|| format!("={} {}", &name[..at], &name[at..]))
}

impl KnownVendor {
    /// Whose it is: its own name, and that of its group where it is another.
    pub(crate) fn belongs_to(&self) -> String {
        if self.name == self.group {
            self.group.clone()
        } else {
            format!("{}, {}", self.name, self.group)
        }
    }

    /// Whether an organisation of that name, or a recipient described so, can be of the vendor's group.
    pub(crate) fn is_called(&self, name: &str) -> bool {
        let name = fold(name);
        self.first_words()
            .any(|first| words_of(&name).any(|word| word == first))
    }

    /// The first word of each of its names and of its group's, folded.
    fn first_words(&self) -> impl Iterator<Item = String> {
        let names = self.names.iter().map(|own| own.trim_start_matches('='));
        let all = [&*self.name, &*self.group].into_iter().chain(names);
        let first = all.map(|called| {
            let called = fold(called);
            words_of(&called).next().unwrap_or_default().to_owned()
        });
        first.filter(|word| !word.is_empty())
    }

    /// Its companies, each with the code of its country.
    pub(crate) fn companies(&self) -> String {
        let outside = format!("{} ({})", self.company, self.country);
        match &self.inside {
            Some(inside) => format!("{outside}, {} ({})", inside.name, inside.country),
            None => outside,
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::law::Law;

    #[test]
    fn a_hundred_vendors_are_known_by_name_group_country_and_company() {
        let law = Law::shipped().unwrap();
        let day: NaiveDate = "2026-11-21".parse().unwrap();
        let vendors = &Vendors::shipped().vendor;
        assert!(vendors.len() >= 100, "{}", vendors.len());
        let mut names = std::collections::BTreeSet::new();
        for vendor in vendors {
            assert!(!vendor.group.is_empty() && !vendor.company.is_empty());
            assert!(law.country(&vendor.country).is_some(), "{}", vendor.name);
            assert!(!law.is_eea_on(&vendor.country, day), "{}", vendor.name);
            if let Some(inside) = &vendor.inside {
                assert!(law.is_eea_on(&inside.country, day), "{}", vendor.name);
            }
            for name in &vendor.names {
                assert!(names.insert(name), "{name}");
                let own = Vendors::shipped().named(name.trim_start_matches('='));
                assert_eq!(own.map(|own| &own.name), Some(&vendor.name));
            }
        }
    }

    #[test]
    fn names_are_of_one_vendor_where_some_vendor_is_called_both() {
        let vendors = &Vendors::shipped().vendor;
        let own = vendors.iter().step_by(7).map(|it| it.name.as_str());
        let companies = vendors.iter().step_by(11).map(|it| it.company.as_str());
        let others = [
            "Alder AB",
            "Microsoft Ireland Operations Ltd",
            "Google Cloud",
            "",
        ];
        let names: Vec<&str> = own.chain(companies).chain(others).collect();
        for one in &names {
            for other in &names {
                let both = vendors
                    .iter()
                    .any(|it| it.is_called(one) && it.is_called(other));
                assert_eq!(Vendors::are_of_one(one, other), both, "{one} {other}");
            }
        }
    }
}
