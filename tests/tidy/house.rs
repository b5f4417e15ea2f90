//! The house drawn from its imports: no arrow up between floors, no circle inside a floor, one door to write.

use super::imports::{House, Source};
use std::collections::BTreeSet;

fn drawn() -> House {
    let sources: Vec<Source> = super::files("src", &["rs"])
        .into_iter()
        .filter(|(file, _)| !super::is_test(file))
        .map(|(file, text)| (file.trim_start_matches("src/").to_owned(), text))
        .collect();
    House::draw(&sources)
}

/// The arrows of a circle, each with what is taken over it, for who has to part them.
fn told(house: &House, circle: &[String]) -> String {
    let mut text = String::new();
    for file in circle {
        for (other, names) in &house.edges[file] {
            if circle.contains(other) {
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                let names = names.join(", ");
                text += "\n  ";
                text += &[file, " takes ", &names, " of ", other].concat();
            }
        }
    }
    text
}

#[test]
fn no_arrow_leads_up_between_floors() {
    let up = drawn().arrows_up(super::LAYERS);
    assert!(up.is_empty(), "{}", up.join("\n"));
}

#[test]
fn no_files_of_a_floor_stand_in_a_circle() {
    let house = drawn();
    let circles = house.circles();
    let told: Vec<String> = circles.iter().map(|circle| told(&house, circle)).collect();
    assert!(circles.is_empty(), "circles:{}", told.join("\n"));
}

/// A house of a few files: the path below `src`, and the text.
fn planted(files: &[(&str, &str)]) -> House {
    let sources: Vec<Source> = files
        .iter()
        .map(|(file, text)| ((*file).to_owned(), (*text).to_owned()))
        .collect();
    House::draw(&sources)
}

#[test]
fn a_planted_circle_is_found_by_whatever_way_it_is_written() {
    let back = [
        "use crate::floor::one::One;",
        "use super::one::One;",
        "use super::{one::One, three};",
        "use crate::{floor::{one::{self, One}}};",
        "use self::super::one as first;",
        "pub fn two() { crate::floor::one::make() }",
        "pub fn two() -> super::one::One { super::one::One }",
        "use super::One;",
        "use crate::floor::First;",
        "use super::*;\nfn two(_: One) {}",
        "use crate::floor;\nfn two(_: floor::One) {}",
        "mod inner { pub use super::super::one::One; }\nfn two() { inner::two(One) }",
    ];
    for text in back {
        let house = planted(&[
            ("lib.rs", "pub mod floor;"),
            (
                "floor/mod.rs",
                "mod one; mod two; mod three;\npub use one::One;\npub use self::one::One as First;",
            ),
            ("floor/one.rs", "use super::two::two;\npub struct One;"),
            ("floor/two.rs", text),
            ("floor/three.rs", ""),
        ]);
        let circles = house.circles();
        assert_eq!(circles, [["floor/one.rs", "floor/two.rs"]], "{text}");
    }
}

#[test]
fn a_planted_arrow_up_is_found_and_what_is_none_is_not() {
    let floors: &[(&str, &[&str])] = &[("low", &[]), ("high", &["low"])];
    let house = |text: &str| {
        planted(&[
            ("lib.rs", "pub mod low; pub mod high;"),
            ("low/mod.rs", "mod deep;\npub use deep::Deep;"),
            ("low/deep.rs", text),
            ("high.rs", "use crate::low::Deep;\npub struct High;"),
        ])
    };
    for text in [
        "use crate::high::High;",
        "use super::super::high::High;",
        "fn deep() -> crate::high::High { todo() }",
    ] {
        let up = house(text).arrows_up(floors);
        assert_eq!(up, ["low/deep.rs uses high.rs"], "{text}");
    }
    for text in [
        "// use crate::high::High;",
        "/* use crate::high::High; */",
        "/// See [`crate::high::High`].\npub struct Deep;",
        "const TEXT: &str = \"use crate::high::High;\";",
        "const TEXT: &str = r#\"\" use crate::high::High;\"#;",
        "#[cfg(test)]\nmod tests { use crate::high::High; }",
        "#[cfg(test)]\nuse crate::high::High;\npub struct Deep;",
        "pub(in crate::high) struct Deep;",
        "fn letters() { ('\"', '\\'', \"use crate::high::High;\") }",
    ] {
        let house = house(text);
        assert!(house.arrows_up(floors).is_empty(), "{text}");
        assert!(house.circles().is_empty(), "{text}");
    }
}

/// What the layers above the session may take of the store: what is read, and which files are never written over.
const READ: &[&str] = &[
    "ChangeSet",
    "Checker",
    "Draft",
    "Guard",
    "Own",
    "Purpose",
    "StoredChange",
    "Turn",
    "Verification",
    "is_taken",
];

#[test]
fn nothing_above_the_session_names_what_writes_a_register() {
    let above = ["cli", "tui", "lib", "main"];
    let mut found = Vec::new();
    for (file, named) in &drawn().edges {
        let floor = file.split('/').next().unwrap_or_default();
        if !above.contains(&floor.trim_end_matches(".rs")) {
            continue;
        }
        for (other, names) in named
            .iter()
            .filter(|(other, _)| other.starts_with("store/"))
        {
            let names = names.iter().filter(|name| !READ.contains(&name.as_str()));
            found.extend(names.map(|name| format!("{file} takes {name} of {other}")));
        }
    }
    assert!(
        found.is_empty(),
        "a register is written by the session alone:\n{}",
        found.join("\n")
    );
}

/// Every member that is read from `assets/law` is used by something else than what reads it.
#[test]
fn law_data_that_is_read_is_used() {
    let mut members: BTreeSet<String> = BTreeSet::new();
    let mut used = String::new();
    for (file, text) in super::files("src", &["rs"]) {
        if file.contains("/tests") {
            continue;
        }
        let text = text
            .split("#[cfg(test)]")
            .next()
            .unwrap_or_default()
            .to_owned();
        if file.contains("src/law/") {
            for line in text.lines() {
                let member = line
                    .trim()
                    .strip_prefix("pub ")
                    .and_then(|rest| rest.split_once(": "));
                if let Some((name, _)) = member.filter(|(name, _)| !name.contains(['(', ' '])) {
                    members.insert(name.to_owned());
                }
            }
        }
        used.push_str(&text);
    }
    let alone: Vec<&str> = members
        .iter()
        .map(String::as_str)
        .filter(|name| {
            !used.match_indices(&format!(".{name}")).any(|(at, found)| {
                let next = used[at + found.len()..].chars().next();
                next.is_none_or(|next| !next.is_alphanumeric() && next != '_' && next != '(')
            })
        })
        .collect();
    assert!(alone.is_empty(), "{alone:?}");
}
