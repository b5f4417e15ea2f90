//! Cities and regions of clouds by which cells say where a recipient is, over `assets/sheets/cities.toml`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::exchange::sheets::folding::{find_whole, plain};
use crate::exchange::sheets::lists;

const CITIES: &str = include_str!("../../../../assets/sheets/cities.toml");

/// The cities, the longest first, each with the code of its country.
fn shipped() -> &'static [(String, String)] {
    static READ: OnceLock<Vec<(String, String)>> = OnceLock::new();
    READ.get_or_init(|| {
        // A file that cannot be read knows no cities: a test keeps that from happening.
        let file: BTreeMap<String, Vec<String>> = toml::from_str(CITIES).unwrap_or_default();
        let all = file.into_iter().flat_map(|(code, cities)| {
            let each = cities.into_iter();
            each.map(move |city| (plain(&city), code.clone()))
        });
        let mut all: Vec<(String, String)> = all.collect();
        all.sort_by_key(|(city, _)| std::cmp::Reverse(city.len()));
        all
    })
}

/// The countries of the cities that a text names where a place is asked for, each once.
pub(in crate::exchange::sheets) fn countries_in(text: &str) -> Vec<&'static str> {
    let mut spoken = plain(text);
    let mut found: Vec<&str> = Vec::new();
    for (city, code) in shipped() {
        while let Some(at) = find_whole(&spoken, city) {
            spoken.replace_range(at, "");
            if !found.contains(&code.as_str()) {
                found.push(code);
            }
        }
    }
    found
}

/// The country of the one city that a text names, with words for regions and servers and no others beside it:
/// `Frankfurt`, `region eu-west-1`.
pub(in crate::exchange::sheets) fn country_of(text: &str) -> Option<&'static str> {
    let spoken = plain(text);
    let lists = lists::shipped();
    let (at, code) = shipped().iter().find_map(|(city, code)| {
        let at = find_whole(&spoken, city)?;
        Some((at, code.as_str()))
    })?;
    let rest = format!("{} {}", &spoken[..at.start], &spoken[at.end..]);
    let mut words = rest.split_whitespace();
    let adds_nothing = |word: &str| {
        lists.stays_inside.is(word) || lists.the_union.is(word) || lists.clouds.is(word)
    };
    words.all(adds_nothing).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_city_or_a_region_of_a_cloud_says_in_which_country() {
        for (text, code) in [
            ("Frankfurt", Some("DE")),
            ("AWS region eu-west-1", Some("IE")),
            ("Server in Köln", Some("DE")),
            ("hébergement à Paris", None),
            ("Paris-style catering", None),
            ("hosting of the site", None),
            ("Stockholm", Some("SE")),
        ] {
            assert_eq!(country_of(text), code, "{text}");
        }
        assert_eq!(countries_in("eu-west-2 (London)"), ["GB"]);
        assert_eq!(countries_in("Frankfurt fra1 region by default"), ["DE"]);
        let mut two = countries_in("Paris, Dublin");
        two.sort_unstable();
        assert_eq!(two, ["FR", "IE"]);
        assert!(countries_in("per region").is_empty());
    }

    #[test]
    fn no_city_stands_in_two_countries() {
        let file: BTreeMap<String, Vec<String>> = toml::from_str(CITIES).unwrap();
        let mut seen = std::collections::HashMap::new();
        for (code, cities) in &file {
            for city in cities {
                let before = seen.insert(plain(city), code);
                assert!(before.is_none_or(|it| it == code), "{city}");
            }
        }
        assert!(seen.len() > 150);
    }
}
