//! The house is kept: layers, heads, sizes, where SQL, the clock and words may stand.

mod house;
mod imports;
mod lists;
mod names;
mod words;

use std::fs;
use std::path::{Path, PathBuf};

/// The layers from the bottom up; each may use what stands before it, and those of its own group not at all.
const LAYERS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("words", &["domain"]),
    ("law", &["domain"]),
    ("labels", &["domain", "words", "law"]),
    ("drafted", &["domain"]),
    ("sample", &["domain", "words", "drafted"]),
    ("search", &["domain", "words", "law", "labels"]),
    ("due", &["domain", "words", "law", "labels"]),
    (
        "library",
        &["domain", "words", "law", "labels", "due", "drafted"],
    ),
    (
        "rules",
        &[
            "domain", "words", "law", "labels", "due", "search", "library",
        ],
    ),
    (
        "exchange",
        &["domain", "words", "law", "labels", "due", "search", "rules"],
    ),
    ("store", &["domain"]),
    ("config", &["domain"]),
    (
        "session",
        &[
            "domain", "words", "law", "labels", "due", "search", "rules", "exchange", "store",
            "config", "sample", "library",
        ],
    ),
    (
        "cli",
        &[
            "domain", "words", "law", "labels", "due", "search", "rules", "exchange", "store",
            "config", "session", "sample", "library",
        ],
    ),
    (
        "tui",
        &[
            "domain", "words", "law", "labels", "due", "search", "rules", "exchange", "store",
            "config", "session", "sample", "library",
        ],
    ),
];

/// The project's directory.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a directory with one of the endings, with its text.
pub fn files(below: &str, endings: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut directories = vec![root().join(below)];
    while let Some(directory) = directories.pop() {
        for entry in fs::read_dir(&directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                directories.push(path);
            } else if endings.iter().any(|ending| {
                path.extension()
                    .is_some_and(|extension| extension == *ending)
            }) {
                found.push((shown(&path), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().display().to_string()
}

/// A source without its tests and comments.
fn code(text: &str) -> String {
    let text = text
        .split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or(text);
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

fn is_test(file: &str) -> bool {
    file.contains("/tests")
}

#[test]
fn the_law_knows_no_register() {
    for (file, text) in files("src/law", &["rs"]) {
        for line in text.lines().filter(|line| line.contains("domain::")) {
            let known = ["domain::language::", "domain::text::"];
            assert!(
                known.iter().any(|room| line.contains(room)),
                "{file}: {line}"
            );
        }
    }
}

#[test]
fn sql_the_clock_and_the_environment_stay_in_their_rooms() {
    for (file, text) in files("src", &["rs"])
        .into_iter()
        .filter(|(file, _)| !is_test(file))
    {
        let code = code(&text);
        let only = |what: &str, rooms: &[&str]| {
            assert!(
                rooms.iter().any(|room| file.starts_with(room)) || !code.contains(what),
                "{file} has {what}"
            );
        };
        only("rusqlite", &["src/store/"]);
        only("Local::now", &["src/main.rs"]);
        only("Utc::now", &["src/main.rs"]);
        only("env::var", &["src/main.rs"]);
        only("env::args", &["src/main.rs"]);
        only("println!", &[]);
        only("todo!", &[]);
        only("panic!", &[]);
    }
}

#[test]
fn markdown_is_written_in_one_room() {
    for (file, text) in files("src", &["rs"])
        .into_iter()
        .filter(|(file, _)| !is_test(file) && !file.starts_with("src/exchange/markdown/"))
    {
        // A line break is written alike in HTML, and is read in the tables of others.
        let alike = ["src/exchange/html/", "src/exchange/sheets/"];
        let alike = alike.iter().any(|room| file.starts_with(room));
        assert!(alike || !code(&text).contains("<br>"), "{file} has <br>");
        for sign in ["&nbsp;", "&#124;", "| ---", "|---", "**{", "\"## ", "\n## "] {
            assert!(!code(&text).contains(sign), "{file} has {sign}");
        }
    }
}

#[test]
fn every_file_says_what_it_owns_and_is_no_longer_than_a_sitting() {
    for (file, text) in files("src", &["rs"])
        .into_iter()
        .chain(files("tests", &["rs"]))
    {
        assert!(text.starts_with("//! "), "{file} has no head");
        let lines = text.lines().count();
        assert!(lines <= 800, "{file} has {lines} lines");
    }
}

#[test]
fn nothing_else_stands_at_the_top() {
    let known = [
        "Cargo.toml",
        "Cargo.lock",
        "src",
        "assets",
        "tests",
        "README.md",
        ".ci",
        ".gitignore",
        ".git",
        "target",
    ];
    for entry in fs::read_dir(root()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(known.contains(&name.as_str()), "{name} stands at the top");
    }
}

/// Whatever cannot be read would leave its reader with nothing, and say so to nobody.
#[test]
fn every_file_of_words_and_data_can_be_read_and_holds_something() {
    let files = files("assets", &["toml"]);
    assert!(files.len() > 50, "{}", files.len());
    for (file, text) in files {
        match text.parse::<toml::Table>() {
            Ok(table) => assert!(!table.is_empty(), "{file} holds nothing"),
            Err(error) => panic!("{file}: {error}"),
        }
    }
}
