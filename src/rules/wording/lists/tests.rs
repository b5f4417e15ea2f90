//! What the lists find, and what they leave alone.

mod doubles;

use super::super::word_matcher::{COMPARED, NAMESAKES};
use super::*;

fn first(list: WordList, text: &str) -> Option<&str> {
    Lists::shipped().first(list, text)
}

#[test]
fn every_file_is_read_and_speaks_the_languages() {
    for (list, file, text, key) in FILES {
        let table: toml::Table = text.parse().unwrap();
        if key.is_empty() && *file != "company_forms" {
            for language in ["en", "sv", "no", "da", "fi", "de", "fr", "es", "it"] {
                let words = table.get(language).and_then(toml::Value::as_array);
                assert!(
                    words.is_some_and(|words| words.len() >= 2),
                    "{file}.{language}"
                );
            }
        }
        let lists = Lists::shipped();
        let found = lists
            .matcher
            .patterns
            .iter()
            .chain(&lists.connectives.patterns)
            .chain(&lists.clauses.patterns)
            .chain(&lists.said.patterns)
            .filter(|pattern| pattern.list == *list);
        let inside = *list == WordList::SpecialInside && lists.inside.count > 1;
        assert!(
            inside || list.search() == WordSearch::Nowhere || found.count() > 1,
            "{file}"
        );
    }
}

/// A part of a file that nobody reads, or a language that nobody knows, finds nothing.
#[test]
fn every_key_of_a_file_is_a_language_or_is_read() {
    let source = concat!(include_str!("../lists.rs"), include_str!("../few_lists.rs"));
    for (list, file, text, key) in FILES {
        let table: toml::Table = text.parse().unwrap();
        for name in table.keys().map(String::as_str) {
            let of_a_list = FILES
                .iter()
                .any(|(_, of, _, key)| of == file && *key == name);
            let read = [", ", " "]
                .into_iter()
                .any(|sign| source.contains(&format!("\"{file}\"{sign}\"{name}\"")));
            let read = read || name == "outside";
            let vendor = *file == "vendors" && name == "vendor";
            let known = is_code(name) || name == "not" || of_a_list || read || vendor;
            assert!(known, "{file}.{name}");
        }
        // Words of a part are none of the list that stands for every language.
        if key.is_empty() {
            let of_list = Lists::shipped().matcher.patterns.iter();
            let known = of_list
                .filter(|it| it.list == *list && it.owner.is_some())
                .count();
            let codes = table.iter().filter(|(name, _)| is_code(name));
            let words = codes.filter_map(|(_, words)| words.as_array());
            let written: usize = words.map(Vec::len).sum();
            let named = matches!(list, WordList::Vendor | WordList::Place | WordList::Nation);
            assert!(named || known <= written, "{file}: {known} of {written}");
        }
    }
}

/// A star behind a sign would stand for nothing: `AI-*` is the two letters alone, in whatever word they are.
#[test]
fn a_star_stands_behind_the_letters_that_it_goes_on() {
    for (_, file, text, _) in FILES {
        let table: toml::Table = text.parse().unwrap();
        let lists = table.values().filter_map(toml::Value::as_array);
        for word in lists.flatten().filter_map(toml::Value::as_str) {
            let mut before = word.match_indices('*').map(|(at, _)| &word[..at]);
            let ends = |start: &str| start.ends_with(|letter: char| letter.is_alphanumeric());
            // Names of cookies are no words.
            let is_name = *file == "cookies" || word.starts_with('*');
            assert!(is_name || before.all(ends), "{file}: {word}");
        }
    }
    let sign = |text| first(WordList::DpiaSign, text);
    assert_eq!(sign("Comunicazioni ai clienti e ki"), None);
    assert_eq!(sign("AI-stöd vid urval"), Some("AI"));
}

#[test]
fn words_are_found_whole_without_regard_to_case_and_accents() {
    let vague = WordList::VagueRetention;
    assert_eq!(
        first(vague, "Sparas SÅ LÄNGE DET BEHÖVS."),
        Some("SÅ LÄNGE DET BEHÖVS")
    );
    assert_eq!(
        first(vague, "sparas sa lange det behovs"),
        Some("sa lange det behovs")
    );
    assert_eq!(
        first(vague, "Sparas sa\u{30a} la\u{308}nge det behövs"),
        Some("sa\u{30a} la\u{308}nge det behövs")
    );
    assert_eq!(
        first(vague, "as long as\u{a0}necessary"),
        Some("as long as\u{a0}necessary")
    );
    assert_eq!(first(vague, "så länge det behövsx"), None);
    assert_eq!(
        first(vague, "tant que nécessaire"),
        Some("tant que nécessaire")
    );
    assert_eq!(first(vague, "Unreasonable timetable"), None);
    assert_eq!(
        first(WordList::SpecialCategory, "Hälsouppgifter om barn"),
        Some("Hälsouppgifter")
    );
    assert_eq!(
        first(WordList::SpecialCategory, "terveystiedot"),
        Some("terveystiedot")
    );
    assert_eq!(
        first(WordList::SpecialCategory, "Gewerkschaftszugehörigkeit"),
        Some("Gewerkschaftszugehörigkeit")
    );
    assert_eq!(first(WordList::SpecialCategory, "healthy snacks"), None);
}

#[test]
fn words_that_must_be_written_just_so_are_not_found_otherwise() {
    assert_eq!(first(WordList::Placeholder, "TODO: ask"), Some("TODO"));
    assert_eq!(first(WordList::Placeholder, "para todo el mundo"), None);
    assert_eq!(first(WordList::Placeholder, "à définir"), Some("à définir"));
    assert_eq!(first(WordList::Placeholder, "Pending cases"), None);
}

#[test]
fn hidden_words_hide() {
    assert_eq!(first(WordList::Vendor, "Google LLC"), Some("Google LLC"));
    assert_eq!(first(WordList::Vendor, "Google Ireland Limited"), None);
    assert_eq!(first(WordList::Pointer, "Se till att lön betalas"), None);
    assert_eq!(first(WordList::Pointer, "Se bilaga 3"), Some("Se bilaga"));
}

#[test]
fn a_text_can_consist_of_a_lists_words() {
    let lists = Lists::shipped();
    assert!(lists.covers(WordList::GenericPurpose, "Marketing and analytics"));
    assert!(lists.covers(WordList::GenericPurpose, "Marknadsföring, statistik"));
    assert!(!lists.covers(WordList::GenericPurpose, "Marketing to members"));
    assert!(!lists.covers(WordList::GenericPurpose, "and or"));
    assert!(!lists.covers(WordList::GenericPurpose, ""));
}

#[test]
fn a_text_is_held_against_few_names_however_many_begin_alike() {
    let work = |count: usize, name: &dyn Fn(usize) -> String| {
        let mut matcher = WordMatcher::default();
        for at in 0..count {
            let owner = u32::try_from(at).unwrap();
            matcher.add(&name(at), WordList::Organisation, Some(owner));
        }
        COMPARED.with(|compared| compared.set(0));
        let mut found = 0;
        for at in 0..count {
            let text = format!("{} and others", name(at));
            matcher.find(&text, &Tokens::of(&text), &mut |_| found += 1);
        }
        (COMPARED.with(std::cell::Cell::get), found)
    };
    let kinds: [(&dyn Fn(usize) -> String, usize); 3] = [
        (&|at| format!("Region {at}"), 1),
        (&|at| format!("Region of the North {at} AB"), 1),
        (&|_| "Region".to_owned(), NAMESAKES),
    ];
    for (name, each) in kinds {
        for count in [1000, 4000] {
            let (compared, found) = work(count, name);
            assert_eq!(
                (compared, found),
                (count * each, count * each),
                "{}",
                name(0)
            );
        }
    }
}

#[test]
fn a_name_is_known_without_its_legal_form() {
    let lists = Lists::shipped();
    assert_eq!(lists.without_form("Molnhall Drift AB"), "Molnhall Drift");
    assert_eq!(lists.without_form("Zesec of Sweden AB"), "Zesec of Sweden");
    assert_eq!(
        lists.without_form("Veldview Interviews (Pty) Ltd"),
        "Veldview Interviews"
    );
    assert_eq!(lists.without_form("Fabbri S.p.A."), "Fabbri");
    assert_eq!(lists.without_form("AB"), "AB");
}
