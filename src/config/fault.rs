//! What is wrong with a configuration: which key, in which line and column.

use std::ops::Range;
use std::path::Path;

use toml::de::{DeTable, DeValue};

use crate::domain::problem::Problem;

/// A key with the place of its name and of its value.
struct KeyPlace {
    path: String,
    name: Range<usize>,
    value: Range<usize>,
}

/// The problem of a text that is no configuration.
pub(super) fn of(file: &Path, text: &str, error: &toml::de::Error) -> Problem {
    let offset = error.span().map_or(0, |span| span.start);
    let table = DeTable::parse(text);
    let (key, named) = match &table {
        Err(error) if error.message().starts_with("duplicate key") => (
            "config_duplicate_key",
            error
                .span()
                .and_then(|span| text.get(span))
                .map(str::to_owned),
        ),
        Err(_) => ("config_syntax", None),
        Ok(table) => {
            let mut entries = Vec::new();
            walk("", table.get_ref(), &mut entries);
            // The innermost key at that place: a table's own place is where its first key stands.
            let entry = entries
                .into_iter()
                .rev()
                .find(|entry| entry.name.contains(&offset) || entry.value.contains(&offset));
            let key = if error.message().starts_with("unknown field") {
                "config_unknown_key"
            } else {
                "config_wrong_value"
            };
            (key, entry.map(|entry| entry.path))
        }
    };
    let (line, column) = line_and_column(text, offset);
    Problem::cannot(key)
        .with("file", file.display())
        .with("line", line)
        .with("column", column)
        .with("key", named.unwrap_or_default())
}

/// Line and column of a key.
pub(super) fn place_of(text: &str, path: &[&str]) -> Option<(usize, usize)> {
    let table = DeTable::parse(text).ok()?;
    let mut entries = Vec::new();
    walk("", table.get_ref(), &mut entries);
    let path = path.join(".");
    let entry = entries.iter().find(|entry| entry.path == path)?;
    Some(line_and_column(text, entry.name.start))
}

/// The keys that a text gives a value, each with those of the tables around it.
pub(super) fn keys(text: &str) -> Vec<String> {
    let mut entries = Vec::new();
    if let Ok(table) = DeTable::parse(text) {
        walk("", table.get_ref(), &mut entries);
    }
    let table = |entry: &KeyPlace| {
        let inner = format!("{}.", entry.path);
        entries.iter().any(|other| other.path.starts_with(&inner))
    };
    let keys = entries.iter().filter(|entry| !table(entry));
    keys.map(|entry| entry.path.clone()).collect()
}

fn walk(above: &str, table: &DeTable<'_>, entries: &mut Vec<KeyPlace>) {
    for (name, value) in table {
        let path = if above.is_empty() {
            name.get_ref().to_string()
        } else {
            format!("{above}.{}", name.get_ref())
        };
        entries.push(KeyPlace {
            path: path.clone(),
            name: name.span(),
            value: value.span(),
        });
        if let DeValue::Table(table) = value.get_ref() {
            walk(&path, table, entries);
        }
    }
}

/// Line and column of a place in a text, counted from 1.
pub(super) fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.split('\n').count();
    let column = before
        .rsplit('\n')
        .next()
        .map_or(0, |line| line.chars().count());
    (line, column + 1)
}
