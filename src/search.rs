//! Search that never misses a row: every word typed must occur, in any order, without regard to case; accents
//! are folded where the word is typed without them.
//!
//! No fuzzy guessing: a register's search that leaves out a match is wrong, and one that shows most rows is useless.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use crate::domain::field::{Record, RecordKind};
use crate::domain::register::Register;
use crate::domain::value::{FieldKind, Value};

/// A text made ready to be searched.
#[derive(Clone, Debug, Default)]
pub struct Haystack {
    /// Lower case, with its accents.
    exact: String,
    /// Lower case, without; empty where that is the same.
    folded: String,
}

/// What is looked for: words that must all occur.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    words: Vec<(String, bool)>,
}

/// Lower case and composed, so that `Å` written in two ways is one.
fn lower(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    // Composing is slow and hardly ever needed: only where a mark stands by itself.
    if text.chars().any(is_combining_mark) {
        out.extend(text.nfc().flat_map(char::to_lowercase));
        return out;
    }
    for letter in text.chars() {
        push_lower(letter, &mut out);
    }
    out
}

fn push_lower(letter: char, out: &mut String) {
    if letter.is_ascii() {
        out.push(letter.to_ascii_lowercase());
    } else {
        out.extend(letter.to_lowercase());
    }
}

/// Without accents and other marks; `ß` is `ss`, `æ` is `ae`, `ø` is `o`.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii() {
            out.push(letter.to_ascii_lowercase());
            continue;
        }
        decompose_canonical(letter, |part| match part {
            'ß' | 'ẞ' => out.push_str("ss"),
            'æ' | 'Æ' => out.push_str("ae"),
            'œ' | 'Œ' => out.push_str("oe"),
            'ø' | 'Ø' => out.push('o'),
            'ð' | 'Ð' => out.push('d'),
            'ł' | 'Ł' => out.push('l'),
            'þ' | 'Þ' => out.push_str("th"),
            mark if is_combining_mark(mark) => {}
            other => push_lower(other, &mut out),
        });
    }
    out
}

impl Haystack {
    /// Makes a text ready.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let exact = lower(text);
        let folded = if exact.is_ascii() {
            String::new()
        } else {
            fold(text)
        };
        Self { exact, folded }
    }

    /// Whether all words of the query occur.
    #[must_use]
    pub fn holds(&self, query: &Query) -> bool {
        query.words.iter().all(|(word, accented)| {
            let text = if *accented || self.folded.is_empty() {
                &self.exact
            } else {
                &self.folded
            };
            text.contains(word.as_str())
        })
    }

    /// Whether the text typed occurs as it stands, from the beginning of a word on.
    #[must_use]
    pub fn has_phrase(&self, typed: &str) -> bool {
        let typed = lower(typed.trim());
        let mut before = self
            .exact
            .match_indices(&typed)
            .map(|(at, _)| &self.exact[..at]);
        before.any(|before| {
            before
                .chars()
                .next_back()
                .is_none_or(|last| !last.is_alphanumeric())
        })
    }
}

impl Query {
    /// The query of what was typed.
    #[must_use]
    pub fn new(typed: &str) -> Self {
        let words = lower(typed)
            .split_whitespace()
            .map(|word| {
                let folded = fold(word);
                let accented = folded != word;
                (word.to_owned(), accented)
            })
            .collect();
        Self { words }
    }

    /// Whether nothing is looked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

/// Says a code, a country, a date or a period of a field of that kind as it is shown.
pub type Label<'l> = &'l dyn Fn(&FieldKind, &str) -> String;

/// Everything that a record or row, with the rows in it, is found by: what it holds, and the name and reference of the
/// record that it stands in, which are shown beside it. `label` adds the words that a value is shown as.
#[must_use]
pub fn found_by(
    register: &Register,
    owner: &dyn Record,
    record: &dyn Record,
    label: Label<'_>,
) -> String {
    let mut text = text_of(register, record, label);
    if record.id() != owner.id() {
        for piece in [
            register.reference(record.id()),
            owner.head().reference.clone(),
            register.title(owner),
        ] {
            text.push_str(&piece);
            text.push('\n');
        }
    }
    text
}

/// Everything that a record and its rows hold, as one text: values, own words and codes, the reasons of *none*,
/// references, and the names of the records referred to.
fn text_of(register: &Register, record: &dyn Record, label: Label<'_>) -> String {
    let mut text = String::with_capacity(256);
    record.walk(None, &mut |row, _| {
        let mut add = |piece: &str| {
            text.push_str(piece);
            text.push('\n');
        };
        add(&row.head().reference);
        for (index, field) in row.declaration().fields.iter().enumerate() {
            collect(register, &field.kind, &row.get(index), label, &mut add);
        }
        row.head().none.values().for_each(|reason| add(reason));
    });
    text
}

fn collect(
    register: &Register,
    kind: &FieldKind,
    value: &Value,
    label: Label<'_>,
    add: &mut dyn FnMut(&str),
) {
    let coded = kind.codes().is_some() || matches!(kind, FieldKind::Country | FieldKind::Countries);
    let one = |text: &str, add: &mut dyn FnMut(&str)| {
        add(text);
        if coded {
            add(&label(kind, text));
        }
    };
    match value {
        Value::Text(text) => one(text, add),
        Value::Texts(texts) => texts.iter().for_each(|text| one(text, add)),
        // As they are typed, and as they are shown.
        Value::Date(_) | Value::Period(_) => {
            let stored = match value {
                Value::Date(date) => date.to_string(),
                Value::Period(period) => period.to_string(),
                _ => return,
            };
            add(&stored);
            add(&label(kind, &stored));
        }
        Value::Number(number) => add(&number.to_string()),
        Value::Ref(_) | Value::Refs(_) => {
            for id in value.refs() {
                let names_a_record = register
                    .place(*id)
                    .is_some_and(|place| place.parent.is_none());
                if let Some(record) = register.get(*id).filter(|_| names_a_record) {
                    add(&record.head().reference);
                    add(&register.title(record));
                    if let Value::Texts(names) = record.value("trading_names") {
                        for name in &names {
                            add(name);
                        }
                    }
                    // What a rule says by its schedule is shown as its own.
                    if record.kind() == RecordKind::Schedule {
                        for (index, field) in record.declaration().fields.iter().enumerate() {
                            let value = record.get(index);
                            if value.refs().is_empty() {
                                collect(register, &field.kind, &value, label, add);
                            }
                        }
                    }
                }
            }
        }
        Value::Items(items) => {
            let parts = kind.items().map_or(&[][..], |items| items.parts);
            for item in items {
                parts
                    .iter()
                    .zip(item)
                    .for_each(|(part, value)| collect(register, &part.kind, value, label, add));
            }
        }
        Value::Empty | Value::Flag(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_words_must_occur_without_regard_to_case_and_accents() {
        let text = Haystack::new("Löneutbetalning för ANSTÄLLDA, Größe, Smørrebrød, e\u{301}tude");
        for found in [
            "",
            "lone",
            "löne",
            "LÖNE anställda",
            "anstallda lone",
            "grosse",
            "größe",
            "smorre",
            "étude",
            "etude",
            "ANSTÄLLDA",
        ] {
            assert!(text.holds(&Query::new(found)), "{found}");
        }
        for missed in ["lonn", "lône", "anställda kund", "grösse"] {
            assert!(!text.holds(&Query::new(missed)), "{missed}");
        }
        assert!(Haystack::new("A\u{30a}ngström").holds(&Query::new("ångström")));
    }
}
