//! One file of law data: what every such file can do, and what can be wrong with one, by file, line and key.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::{Deref, Range};
use std::sync::OnceLock;

use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use toml::de::{DeTable, DeValue};

use super::entry::{DataMeta, Keyed};
use super::translated::gather;

/// What is wrong with a file. Its words are put by whoever shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LawProblemKind {
    /// No file of law data has this name.
    UnknownFile,
    /// The file is not TOML.
    Syntax,
    /// The file says that its shape is one this version does not read.
    UnsupportedSchema,
    /// A key that no entry has.
    UnknownKey,
    /// A key that an entry must have is not there.
    MissingKey,
    /// A key is there twice.
    DuplicateKey,
    /// The value is of another type, not one of the codes, or cannot be.
    WrongValue,
    /// Two entries of one list have the same key.
    DuplicateEntry,
    /// The end lies before the beginning.
    DatesReversed,
    /// A country that the data do not know.
    UnknownReference,
}

impl LawProblemKind {
    /// Every kind.
    pub const ALL: [Self; 10] = [
        Self::UnknownFile,
        Self::Syntax,
        Self::UnsupportedSchema,
        Self::UnknownKey,
        Self::MissingKey,
        Self::DuplicateKey,
        Self::WrongValue,
        Self::DuplicateEntry,
        Self::DatesReversed,
        Self::UnknownReference,
    ];

    /// The code that its words are filed under.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::UnknownFile => "unknown_file",
            Self::Syntax => "syntax",
            Self::UnsupportedSchema => "unsupported_schema",
            Self::UnknownKey => "unknown_key",
            Self::MissingKey => "missing_key",
            Self::DuplicateKey => "duplicate_key",
            Self::WrongValue => "wrong_value",
            Self::DuplicateEntry => "duplicate_entry",
            Self::DatesReversed => "dates_reversed",
            Self::UnknownReference => "unknown_reference",
        }
    }
}

/// Something wrong with a file of law data.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LawProblem {
    /// The file, as it was handed in.
    pub file: String,
    /// The line, counted from 1.
    pub line: Option<usize>,
    /// The table and the key in it, with a dot between.
    pub key: Option<String>,
    /// What is wrong.
    pub kind: LawProblemKind,
}

impl fmt::Display for LawProblem {
    /// The place and the code, for a log; what a reader sees is put into words elsewhere.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(key) = &self.key {
            write!(f, ": {key}")?;
        }
        write!(f, ": {}", self.kind.code())
    }
}

impl std::error::Error for LawProblem {}

/// Why the law data cannot be read at all: the shipped data are broken.
pub type LawError = LawProblem;

/// A fault of content, found after reading, by the place it has in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ContentFault {
    table: String,
    index: usize,
    key: &'static str,
    kind: LawProblemKind,
}

impl ContentFault {
    /// A fault in the table of a name.
    pub(super) fn table(table: &str, key: &'static str, kind: LawProblemKind) -> Self {
        Self {
            table: table.to_owned(),
            index: 0,
            key,
            kind,
        }
    }

    /// A fault in an entry of a list.
    pub(super) fn item(list: &str, index: usize, key: &'static str, kind: LawProblemKind) -> Self {
        Self {
            table: list.to_owned(),
            index,
            key,
            kind,
        }
    }

    /// Whether a span ends before it begins. Touching is allowed: a decision may fall on the day it is made.
    pub(super) fn reversed(from: Option<NaiveDate>, until: Option<NaiveDate>) -> bool {
        from.zip(until).is_some_and(|(from, until)| until < from)
    }

    /// Entries of a list whose key another had before them.
    pub(super) fn duplicates<T: Keyed>(list: &str, entries: &[T]) -> Vec<Self> {
        let mut seen = BTreeSet::new();
        let twice = entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| !seen.insert(entry.key()));
        twice
            .map(|(index, _)| Self::item(list, index, "", LawProblemKind::DuplicateEntry))
            .collect()
    }

    /// The fault with its line in the text.
    pub(super) fn in_file(&self, file: &str, text: &str) -> LawProblem {
        let key = if self.key.is_empty() {
            self.table.clone()
        } else {
            format!("{}.{}", self.table, self.key)
        };
        LawProblem {
            file: file.to_owned(),
            line: line_of(text, &self.table, self.index, self.key),
            key: Some(key),
            kind: self.kind,
        }
    }
}

/// One file of law data.
pub(super) trait LawPart: DeserializeOwned + Default {
    /// The file's name.
    const FILE: &'static str;
    /// The shipped text.
    const SHIPPED: &'static str;

    /// What the file says about itself.
    fn meta(&self) -> &DataMeta;

    /// Whether a file of that name is one of these.
    fn is_called(name: &str) -> bool {
        name == Self::FILE
    }

    /// The same, read of a file of that name.
    fn of_file(self, _name: &str) -> Self {
        self
    }

    /// Takes over the entries of an override.
    fn merge(&mut self, over: Self);

    /// What is wrong with the content, given which country codes are known.
    fn faults(&self, known: &dyn Fn(&str) -> bool) -> Vec<ContentFault>;

    /// The country codes that the file itself adds.
    fn codes(&self) -> Vec<&str> {
        Vec::new()
    }

    /// Fills in what the file leaves to be understood.
    fn settle(&mut self) {}

    /// The shipped data.
    fn shipped() -> Result<Self, LawError> {
        let mut part: Self = read(Self::FILE, Self::SHIPPED)?;
        part.settle();
        Ok(part)
    }
}

/// A part that is read at the first question to it: a command asks few of them, and reading all takes longer than the
/// rest of a small one.
///
/// Shipped data that cannot be read hold nothing; a test reads every part.
#[derive(Clone, Debug, Default)]
pub(super) struct LazyPart<T>(OnceLock<T>);

impl<T: LawPart> LazyPart<T> {
    /// Takes over the entries of an override.
    pub(super) fn merge(&mut self, over: T) {
        let mut part = std::mem::take(&mut self.0)
            .into_inner()
            .unwrap_or_else(Self::read);
        part.merge(over);
        self.0 = OnceLock::from(part);
    }

    fn read() -> T {
        T::shipped().unwrap_or_default()
    }
}

impl<T> From<T> for LazyPart<T> {
    fn from(part: T) -> Self {
        Self(OnceLock::from(part))
    }
}

impl<T: LawPart> Deref for LazyPart<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.get_or_init(Self::read)
    }
}

/// Reads a text as a part, or says where it breaks.
pub(super) fn read<T: LawPart>(file: &str, text: &str) -> Result<T, LawProblem> {
    let twice = |span: Range<usize>| {
        let line = line_at(text, span.start);
        LawProblem {
            file: file.to_owned(),
            line: Some(line),
            key: key_at(text, line, None),
            kind: LawProblemKind::DuplicateKey,
        }
    };
    let parsed = DeTable::parse(text).and_then(|mut table| match gather(table.get_mut()) {
        Ok(()) => T::deserialize(toml::de::Deserializer::from(table)).map(Ok),
        Err(span) => Ok(Err(twice(span))),
    });
    parsed.unwrap_or_else(|error| {
        let offset = error.span().map(|span| span.start);
        let line = offset.map(|offset| line_at(text, offset));
        let message = error.message();
        let named = message.split('`').nth(1).map(str::to_owned);
        let kind = if message.starts_with("missing field") {
            LawProblemKind::MissingKey
        } else if message.starts_with("unknown field") {
            LawProblemKind::UnknownKey
        } else if message.starts_with("duplicate") {
            LawProblemKind::DuplicateKey
        } else if toml::de::DeTable::parse(text).is_err() {
            LawProblemKind::Syntax
        } else {
            LawProblemKind::WrongValue
        };
        let named = named.filter(|_| {
            matches!(
                kind,
                LawProblemKind::MissingKey | LawProblemKind::UnknownKey
            )
        });
        let key = line.and_then(|line| key_at(text, line, named.as_deref()));
        Err(LawProblem {
            file: file.to_owned(),
            line,
            key,
            kind,
        })
    })
}

/// The line of a byte, counted from 1.
fn line_at(text: &str, offset: usize) -> usize {
    1 + text
        .bytes()
        .take(offset)
        .filter(|byte| *byte == b'\n')
        .count()
}

/// A heading or a key of a file, with its line.
struct FilePlace {
    /// The table that it heads or stands in, as `country.SE` or `decision`.
    table: String,
    /// Which entry of a list of tables; 0 for a table.
    index: usize,
    /// The key; empty for the heading.
    key: String,
    line: usize,
}

/// The headings and keys of a file in the order of their lines; of a broken file what the parser makes out.
fn places(text: &str) -> Vec<FilePlace> {
    let mut found = Vec::new();
    let (top, _) = DeTable::parse_recoverable(text);
    walk(text, "", 0, top.get_ref(), &mut found);
    found.sort_by_key(|place| place.line);
    found
}

fn walk(text: &str, table: &str, index: usize, entries: &DeTable<'_>, found: &mut Vec<FilePlace>) {
    let mut tell = |table: &str, index, key: &str, offset| {
        found.push(FilePlace {
            table: table.to_owned(),
            index,
            key: key.to_owned(),
            line: line_at(text, offset),
        });
    };
    let mut below = Vec::new();
    for (name, value) in entries {
        let path = match table {
            "" => name.get_ref().to_string(),
            table => format!("{table}.{}", name.get_ref()),
        };
        match value.get_ref() {
            DeValue::Table(inner) => {
                tell(&path, 0, "", name.span().start);
                below.push((path, 0, inner));
            }
            DeValue::Array(list) if list.iter().any(|item| item.get_ref().is_table()) => {
                for (index, item) in list.iter().enumerate() {
                    if let DeValue::Table(inner) = item.get_ref() {
                        tell(&path, index, "", item.span().start);
                        below.push((path.clone(), index, inner));
                    }
                }
            }
            _ => tell(table, index, name.get_ref(), name.span().start),
        }
    }
    for (path, index, inner) in below {
        walk(text, &path, index, inner, found);
    }
}

/// The table and key of a line; the key may be named by the error instead.
fn key_at(text: &str, line: usize, named: Option<&str>) -> Option<String> {
    let mut above = places(text);
    above.retain(|place| place.line <= line);
    let last = above.last()?;
    let key = named.or(Some(last.key.as_str()).filter(|key| !key.is_empty()));
    match (last.table.as_str(), key) {
        ("", key) => key.map(str::to_owned),
        (table, Some(key)) => Some(format!("{table}.{key}")),
        (table, None) => Some(table.to_owned()),
    }
}

/// The line of a key in the table of a name, or in the nth entry of a list; of its heading, if the key is not there.
fn line_of(text: &str, table: &str, index: usize, key: &str) -> Option<usize> {
    let places = places(text);
    let line = |key: &str| {
        let mut of_entry = places
            .iter()
            .filter(|place| place.table == table && place.index == index);
        of_entry
            .find(|place| place.key == key)
            .map(|place| place.line)
    };
    line(key).or_else(|| line(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_the_parser_whatever_the_spelling() {
        let text = "[meta]\nschema = 1\n\n[[decision]] # new\nid = \"a\"\nlist = [\n  \"[x]\",\n  \"y = 1\",\n]\n\
                    [country.\"SE\"]\n'name_en' = \"\"\"\n[no]\nkey = 1\n\"\"\"\n[[decision]]\nid = \"b\"\n";
        let line = |table, index, key| line_of(text, table, index, key);
        assert_eq!(line("meta", 0, "schema"), Some(2));
        assert_eq!(line("decision", 0, "list"), Some(6));
        assert_eq!(line("decision", 1, "id"), Some(16));
        assert_eq!(line("decision", 1, "missing"), Some(15));
        assert_eq!(line("country.SE", 0, "name_en"), Some(11));
        assert_eq!(line("no", 0, "key"), None);
        assert_eq!(key_at(text, 8, None).as_deref(), Some("decision.list"));
        assert_eq!(key_at(text, 10, Some("x")).as_deref(), Some("country.SE.x"));
    }
}
