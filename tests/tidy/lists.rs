//! Words of natural languages stand in data: sources list none.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;

/// From so many such words on, literals beside one another are a list.
const LIST: usize = 3;

/// The smallest words of each language, by their texts. Those of two letters are codes of languages and countries, too.
fn small_words() -> BTreeSet<String> {
    let text = super::files("assets/rules", &["toml"])
        .into_iter()
        .find_map(|(file, text)| file.ends_with("stop_words.toml").then_some(text))
        .unwrap();
    let words: BTreeMap<String, Vec<String>> = toml::from_str(&text).unwrap();
    let words = words.into_values().flatten();
    words.filter(|word| word.chars().count() > 2).collect()
}

/// The lists of words of natural languages in a source: literals with nothing but signs between, of which some have a word with a
/// letter beyond those of English, or are among the smallest words of a language.
fn lists_in(source: &str, small: &BTreeSet<String>) -> Vec<String> {
    let runs = Regex::new(r#"(?:"(?:[^"\\]|\\.)*"[\s,|&()\[\]]*){3,}"#).unwrap();
    let literals = Regex::new(r#""((?:[^"\\]|\\.)*)""#).unwrap();
    let beyond = Regex::new(r"\p{L}*[\p{L}--\p{Ascii}]\p{L}*").unwrap();
    let is_of_a_language = |literal: &str| {
        let mut words = beyond.find_iter(literal);
        small.contains(literal.trim()) || words.any(|word| word.as_str().chars().count() > 1)
    };
    let spoken = |run: &&str| {
        let all = literals.captures_iter(run);
        all.filter(|it| is_of_a_language(&it[1])).count() >= LIST
    };
    let found = runs.find_iter(source).map(|run| run.as_str());
    found.filter(spoken).map(str::to_owned).collect()
}

#[test]
fn no_list_of_words_stands_in_a_source() {
    let small = small_words();
    let mut found = Vec::new();
    for (file, text) in super::files("src", &["rs"]) {
        if !super::is_test(&file) {
            let lists = lists_in(&super::code(&text), &small);
            found.extend(lists.into_iter().map(|list| format!("{file}: {list}")));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_planted_list_of_words_is_found_and_codes_and_signs_are_none() {
    let small = small_words();
    for list in [
        r#"const OUT: [&str; 3] = ["utanför", "außerhalb", "extérieur"];"#,
        r#"const AND: &[&str] = &["och", "und", "and"];"#,
        r#"matches!(word, "och" | "und" | "eller")"#,
        "let pairs = [(\"kör\", \"drives\"),\n (\"får\", \"may\"), (\"gör\", \"does\")];",
    ] {
        assert_eq!(lists_in(list, &small).len(), 1, "{list}");
    }
    for other in [
        r#"const CODES: [&str; 5] = ["en", "sv", "de", "no", "da"];"#,
        r#"const SIGNS: [&str; 4] = [" — ", " – ", "…", "“"];"#,
        r#"const LETTERS: [&str; 4] = ["α", "β", "γ", "δ"];"#,
        r#"say("å ena sidan", "å andra sidan")"#,
        r#"const KEYS: [&str; 3] = ["purposes", "recipients", "transfers"];"#,
    ] {
        assert!(lists_in(other, &small).is_empty(), "{other}");
    }
}
