//! No word stands in a list for nothing: twice, or beside another that finds all that it finds.

use std::collections::{HashMap, HashSet};
use std::fs;

use super::*;
use crate::domain::text::exact;
use crate::rules::wording::tokens::PREFIX;
use crate::rules::wording::word_file::WordFile;

/// A word of a list, cut as it is looked for.
struct ListedWord<'w> {
    written: &'w str,
    /// Whether it is taken only as it is written.
    is_exact: bool,
    /// Whether it is written with letters that are no others without their marks.
    is_marked: bool,
    /// As it is held against others that may be the same.
    key: String,
    /// Its words, folded, and whether each also stands for what begins so.
    parts: Vec<(String, bool)>,
}

impl<'w> ListedWord<'w> {
    fn of(written: &'w str) -> Self {
        let word = written.trim_start_matches('=');
        let part = |at: Range<usize>| (fold(&word[at.clone()]), word[at.end..].starts_with('*'));
        let is_exact = word.len() < written.len();
        Self {
            written,
            is_exact,
            key: if is_exact {
                written.to_owned()
            } else {
                exact(written)
            },
            is_marked: !word.is_ascii() && fold(word).is_ascii(),
            parts: Tokens::of(word).spans().map(part).collect(),
        }
    }

    /// Whether it finds all that another one finds, and says no less of how it is written there: it is the same word, or begins
    /// as that does and goes on as it likes. Spellings with other marks are of other languages, and stay beside one another.
    fn covers(&self, other: &Self) -> bool {
        let goes_on = |own: &(String, bool), of: &(String, bool)| {
            // What is shorter is looked up as a whole word.
            own.1 && own.0.len() >= PREFIX && of.0.starts_with(&own.0)
        };
        let mut parts = self.parts.iter().zip(&other.parts);
        let begins = self.is_open()
            && !self.is_exact
            && (!self.is_marked || other.is_marked)
            && self.parts.len() == other.parts.len()
            && parts.all(|(own, of)| own == of || goes_on(own, of));
        begins || self.key == other.key
    }

    /// Whether one of its words stands for others.
    fn is_open(&self) -> bool {
        self.parts.iter().any(|(_, open)| *open)
    }
}

/// The words of a list that another one makes superfluous, each with that one.
fn superfluous<'w>(words: &[&'w str]) -> Vec<(&'w str, &'w str)> {
    let words: Vec<ListedWord<'w>> = words.iter().map(|word| ListedWord::of(word)).collect();
    let mut first: HashMap<&str, usize> = HashMap::new();
    for (at, word) in words.iter().enumerate() {
        first.entry(&word.key).or_insert(at);
    }
    let open: Vec<usize> = (0..words.len()).filter(|at| words[*at].is_open()).collect();
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let same = first.get(word.key.as_str());
        // Of two that find the same, the first stays.
        let by = same.into_iter().chain(&open).copied().find(|other| {
            let by = &words[*other];
            *other != at && by.covers(word) && (*other < at || !word.covers(by))
        });
        found.extend(by.map(|by| (word.written, words[by].written)));
    }
    found
}

/// Calls `found` with every list of words of a file or below a table of it, and the keys that lead to it.
fn each_list(table: &toml::Table, path: &str, found: &mut dyn FnMut(&str, Vec<&str>)) {
    for (key, value) in table {
        let path = format!("{path}.{key}");
        let below = value.as_array().into_iter().flatten();
        let below = below.chain(Some(value)).filter_map(toml::Value::as_table);
        for (at, table) in below.enumerate() {
            let path = format!("{path}.{at}");
            each_list(table, &path, found);
            for (key, words) in table {
                let words = words.as_array().into_iter().flatten();
                found(
                    &format!("{path}.{key}"),
                    words.filter_map(toml::Value::as_str).collect(),
                );
            }
        }
    }
}

/// Every file of words with its name.
fn all_files() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/rules");
    let paths = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    paths
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            (name, fs::read_to_string(&path).unwrap())
        })
        .collect()
}

#[test]
fn no_word_of_a_list_is_there_for_nothing() {
    let mut told = Vec::new();
    let mut tell = |path: &str, words: Vec<&str>| {
        let found = superfluous(&words).into_iter();
        told.extend(found.map(|(word, by)| format!("{path}\t{word}\t{by}")));
    };
    for (name, text) in &all_files() {
        each_list(&text.parse().unwrap(), name, &mut tell);
        let file = WordFile::read(text);
        for key in file.keys() {
            tell(&format!("{name}.{key}"), file.words(key));
        }
    }
    told.sort();
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn a_word_that_finds_more_or_says_more_is_kept() {
    for (words, expected) in [
        (vec!["log", "Log"], vec![("Log", "log")]),
        (vec!["logg*", "loggade"], vec![("loggade", "logg*")]),
        (
            vec!["log of acces*", "log of access*"],
            vec![("log of access*", "log of acces*")],
        ),
        (vec!["archivé*", "archiv*"], vec![("archivé*", "archiv*")]),
    ] {
        assert_eq!(superfluous(&words), expected, "{words:?}");
    }
    for words in [
        // Found in short words as in no others.
        vec!["log*", "logs"],
        // Of which a text without the marks is told.
        vec!["bön*", "bonne"],
        // Taken as it is written.
        vec!["=AI", "AI", "=Ai"],
        // Of two languages.
        vec!["tre", "três", "tres"],
        // The words behind say which is meant.
        vec!["logg*", "loggade personer"],
    ] {
        assert!(superfluous(&words).is_empty(), "{words:?}");
    }
}

/// A list that holds most of another one names it, `@other`; those of two languages share what is written alike.
#[test]
fn no_list_repeats_another_of_its_file() {
    /// Fewer words may be the same by chance.
    const FEWEST: usize = 8;
    let mut told = Vec::new();
    for (file, text) in &all_files() {
        let table: toml::Table = text.parse().unwrap();
        let lists = table.iter().filter(|(key, _)| !is_code(key));
        let lists: Vec<(&str, HashSet<&str>)> = lists
            .map(|(key, value)| {
                let words = value.as_array().into_iter().flatten();
                (
                    key.as_str(),
                    words.filter_map(toml::Value::as_str).collect(),
                )
            })
            .collect();
        for (small, words) in &lists {
            let most = lists.iter().find(|(large, others)| {
                let shared = words.intersection(others).count();
                large != small && shared >= FEWEST && shared * 5 >= words.len() * 3
            });
            told.extend(most.map(|(large, _)| format!("{file}: {large} repeats {small}")));
        }
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn a_list_that_is_named_in_another_one_is_there() {
    for (name, text) in &all_files() {
        let table: toml::Table = text.parse().unwrap();
        let file = WordFile::read(text);
        let words = table.values().filter_map(toml::Value::as_array).flatten();
        for list in words.filter_map(|it| it.as_str()?.strip_prefix('@')) {
            assert!(!file.words(list).is_empty(), "{name}: {list}");
        }
    }
    let file = WordFile::read("one = [\"a\", \"b\"]\ntwo = [\"@one\", \"c\"]");
    assert_eq!(file.words("two"), ["a", "b", "c"]);
}
