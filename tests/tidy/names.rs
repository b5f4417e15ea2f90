//! A type has a name of its own.

use std::collections::BTreeMap;

use regex::Regex;

/// No struct, enum, trait or union is called as another of the program: a name leads to one place.
#[test]
fn no_two_types_have_one_name() {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let declared = Regex::new(
        r"(?m)^\s*(?:pub(?:\([a-z ]+\))? )?(?:struct|enum|trait|union) ([A-Z][A-Za-z0-9]*)",
    )
    .unwrap();
    for (file, text) in super::files("src", &["rs"]) {
        if super::is_test(&file) {
            continue;
        }
        for name in declared.captures_iter(&super::code(&text)) {
            places
                .entry(name[1].to_owned())
                .or_default()
                .push(file.clone());
        }
    }
    assert!(places.len() > 500, "{} types were found", places.len());
    let twice: Vec<_> = places
        .into_iter()
        .filter(|(_, files)| files.len() > 1)
        .collect();
    assert!(twice.is_empty(), "{twice:#?}");
}

/// The first paragraph of a doc comment says in a line or two what the thing is or does; reasons and sources follow.
#[test]
fn what_a_thing_is_stands_in_a_line_or_two() {
    const MOST: usize = 260;
    let mut seen = 0;
    for (file, text) in super::files("src", &["rs"]) {
        let mut paragraph: Option<String> = None;
        for line in text.lines().map(str::trim_start) {
            let Some(doc) = line.strip_prefix("///") else {
                paragraph = None;
                continue;
            };
            let first = paragraph.get_or_insert_default();
            if doc.trim().is_empty() || first.ends_with('\n') {
                // The first paragraph is over; what follows may be as long as it has to be.
                first.push('\n');
                continue;
            }
            first.push_str(doc);
            seen += 1;
            assert!(first.len() <= MOST, "{file}: {first}");
        }
    }
    assert!(seen > 5_000, "{seen} lines were seen");
}

/// The table at the head of a room leads to rooms that are there, and to every one of them.
#[test]
fn a_table_of_rooms_names_each_room_that_is_there_and_no_other() {
    let named = Regex::new(r"`(?:mod@)?([a-z_]+)`").unwrap();
    let module = Regex::new(r"(?m)^(?:pub(?:\([a-z: ]+\))? )?mod ([a-z_]+);").unwrap();
    let mut tables = 0;
    for (file, text) in super::files("src", &["rs"]) {
        let there: Vec<_> = module
            .captures_iter(&text)
            .map(|name| name[1].to_owned())
            .filter(|name| name != "tests")
            .collect();
        let Some((_, table)) = text.split_once("//! | to change | go to |") else {
            let short = there.len() <= 8 || super::is_test(&file) || file == "src/lib.rs";
            assert!(short, "{file} says of {} rooms nothing", there.len());
            continue;
        };
        tables += 1;
        let rows: Vec<_> = table
            .lines()
            .skip(1)
            .take_while(|line| line.starts_with("//! |"))
            .filter_map(|line| line.trim_end_matches(" |").rsplit_once(" | "))
            .collect();
        let led_to: Vec<_> = rows
            .iter()
            .flat_map(|(_, rooms)| named.captures_iter(rooms).map(|name| name[1].to_owned()))
            .collect();
        let gone: Vec<_> = led_to.iter().filter(|name| !there.contains(name)).collect();
        let unsaid: Vec<_> = there.iter().filter(|name| !led_to.contains(name)).collect();
        assert!(
            gone.is_empty() && unsaid.is_empty(),
            "{file} leads to {gone:?}, and not to {unsaid:?}"
        );
    }
    assert!(tables > 8, "{tables} tables were read");
}
