//! In which country somebody is known to be without being told: by the number that it is registered under, the form at the
//! end of its name, the code of its town, over `assets/sheets/identified.toml`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::cities;
use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::lists;

const IDENTIFIED: &str = include_str!("../../../../assets/sheets/identified.toml");

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct IdentifiedFile {
    numbers: BTreeMap<String, Vec<String>>,
    forms: BTreeMap<String, Vec<String>>,
    codes: BTreeMap<String, Vec<String>>,
    prefixes: BTreeMap<String, Vec<String>>,
    forms_with_codes: BTreeMap<String, FormsWithCode>,
}

/// Forms that several countries have, and how the codes of towns look in one of these alone.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct FormsWithCode {
    code: String,
    forms: Vec<String>,
}

fn shipped() -> &'static IdentifiedFile {
    static READ: OnceLock<IdentifiedFile> = OnceLock::new();
    // A file that cannot be read knows nothing: a test keeps that from happening.
    READ.get_or_init(|| toml::from_str(IDENTIFIED).unwrap_or_default())
}

/// The code of the country whose list has a word that fits.
fn found(
    table: &'static BTreeMap<String, Vec<String>>,
    fits: impl Fn(&str) -> bool,
) -> Option<&'static str> {
    let mut all = table.iter();
    let of = all.find(|(_, words)| words.iter().any(|word| fits(word)));
    of.map(|(code, _)| code.as_str())
}

/// The country that calls a number so: `KvK`, `KvK-nummer`.
pub(in crate::exchange::sheets) fn country_of_number(label: &str) -> Option<&'static str> {
    let label = plain(label);
    let words = lists::shipped().number_words.all();
    let bare = words
        .filter_map(|word| label.strip_suffix(word))
        .map(str::trim_end);
    let bare = bare
        .max_by_key(|it| label.len() - it.len())
        .unwrap_or(&label);
    found(&shipped().numbers, |word| {
        let word = plain(word);
        word == label || word == bare
    })
}

/// The country in which companies have the form at the end of a name.
pub(in crate::exchange::sheets) fn country_of_form(name: &str) -> Option<&'static str> {
    found(&shipped().forms, |form| ends_with_form(name, form))
}

fn ends_with_form(name: &str, form: &str) -> bool {
    let rest = name.strip_suffix(form);
    rest.is_some_and(|it| it.ends_with([' ', ',']))
}

/// The country whose companies have the form at the end of a name and whose towns have a code as that of an address, where
/// no other has both: `GmbH` in `12345 Town`.
pub(in crate::exchange::sheets) fn country_of_form_at(
    name: &str,
    address: &str,
) -> Option<&'static str> {
    let parts = || address.split([',', '\n']).map(str::trim);
    let has_code = |code: &str| {
        parts().any(|part| {
            let words: Vec<&str> = part.split_whitespace().collect();
            let count = code.split(' ').count();
            let (Some(first), Some(town)) = (words.get(..count), words.get(count)) else {
                return false;
            };
            shape(&first.join(" ")) == code && town.starts_with(char::is_alphabetic)
        })
    };
    let mut all = shipped().forms_with_codes.iter();
    let found = all.find(|(_, it)| {
        it.forms.iter().any(|form| ends_with_form(name, form)) && has_code(&it.code)
    });
    found.map(|(code, _)| code.as_str())
}

/// The country that an address is in by the code of its town, or by a town that is known.
pub(in crate::exchange::sheets) fn country_of_address(address: &str) -> Option<&'static str> {
    /// The fewest figures behind a prefix.
    const FEWEST: usize = 3;
    let parts = || address.split([',', '\n']).map(str::trim);
    let coded = parts().find_map(|part| {
        let words: Vec<&str> = part.split_whitespace().collect();
        let pairs = words.windows(2).map(|two| two.join(" "));
        let all: Vec<String> = words
            .iter()
            .map(|it| (*it).to_owned())
            .chain(pairs)
            .collect();
        found(&shipped().codes, |code| {
            all.iter().any(|it| shape(it) == code)
        })
    });
    let prefixed = parts().find_map(|part| {
        let first = part.split(' ').next().unwrap_or(part);
        let figures = |rest: &str| rest.bytes().take_while(u8::is_ascii_digit).count();
        found(&shipped().prefixes, |prefix| {
            let rest = first.strip_prefix(prefix);
            part.contains(' ') && rest.is_some_and(|it| figures(it) >= FEWEST)
        })
    });
    let coded = coded.or(prefixed);
    let town = || parts().find_map(|part| cities::country_of(without_code(part)));
    coded.or_else(town)
}

/// A part of an address without the code before its town: `28012 Madrid`.
fn without_code(part: &str) -> &str {
    part.trim_start_matches(|it: char| it.is_ascii_digit() || it == ' ' || it == '-')
}

/// A word with its figures as `9` and its capitals as `A`.
fn shape(word: &str) -> String {
    let letters = word.chars().map(|it| match it {
        '0'..='9' => '9',
        'A'..='Z' => 'A',
        other => other,
    });
    letters.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_forms_and_codes_of_one_country_say_which_it_is() {
        let file: IdentifiedFile = toml::from_str(IDENTIFIED).unwrap();
        assert!(file.codes.len() > 3 && !file.numbers.is_empty());
        assert_eq!(country_of_number("KvK-nummer"), Some("NL"));
        assert_eq!(country_of_number("CVR-nr."), Some("DK"));
        assert_eq!(country_of_number("IČO"), None);
        assert_eq!(country_of_form("Alder Sp. z o.o."), Some("PL"));
        assert_eq!(country_of_form("Alder GmbH"), None);
        for (address, code) in [
            ("Kade 9, 1076 CV Dorp", Some("NL")),
            ("ul. Szkolna 4, 26-000 Lipowiec", Some("PL")),
            ("Calle Olmo 12, 28012 Madrid", Some("ES")),
            ("1 High St, Whitby YO21 0AA", Some("GB")),
            ("Weg 3, 12345 Dorf", None),
            ("Box 12, 451 00 Ek", None),
        ] {
            assert_eq!(country_of_address(address), code, "{address}");
        }
        for (name, address, code) in [
            ("Alder GmbH", "Weg 3, 12345 Dorf", Some("DE")),
            ("Alder GmbH", "Weg 3, 1010 Dorf", None),
            ("Alder AB", "Box 12, 451 00 Ek", Some("SE")),
            ("Alder AB", "Box 12345 Ek", None),
            ("Alder SARL", "5 rue du Bois, 75011 Paris", Some("FR")),
            ("Alder", "Weg 3, 12345 Dorf", None),
            ("Alder d.o.o.", "Pot 3, 1000 Vas", Some("SI")),
        ] {
            assert_eq!(country_of_form_at(name, address), code, "{name}, {address}");
        }
        assert_eq!(country_of_address("Weg 3, D-12345 Dorf"), Some("DE"));
        assert_eq!(country_of_address("Väg 3, SE-451 00 Ek"), Some("SE"));
    }
}
