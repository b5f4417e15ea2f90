//! Values as JSON: how each kind of field is written and read, and what is wrong with a value that does not fit.

use std::collections::HashSet;
use std::io::Write as _;

use serde_json::{Map, Value as Json, json};

use super::codes::CodeSet;
use super::date::PartialDate;
use super::kind::{CONDITION, EXTERNAL_ID, FieldKind, ItemKind, LINK};
use super::period::Period;
use super::value::{Id, Value};

/// Why a JSON value does not fit a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// Of another JSON type; what was expected, as a key below `type` in the locale files.
    Type(&'static str),
    /// A text that the kind cannot read; the text.
    Unreadable(&'static str, String),
    /// A code outside its closed set; the code and the set.
    Code(String, &'static CodeSet),
    /// A reference to a record that does not exist; the reference.
    Reference(String),
    /// An unknown key in an item; the key.
    Key(String),
}

#[cfg(test)]
thread_local! {
    /// How many values this thread made into JSON, for tests that count work.
    pub(crate) static WRITTEN: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// The value as the export's JSON; `name` gives the reference of a record as it is written in this place.
pub fn to_json(kind: &FieldKind, value: &Value, name: &dyn Fn(Id) -> String) -> Json {
    #[cfg(test)]
    WRITTEN.with(|written| written.set(written.get() + 1));
    match value {
        Value::Empty => Json::Null,
        Value::Text(text) => Json::from(text.as_str()),
        Value::Flag(flag) => Json::from(*flag),
        Value::Number(number) => Json::from(*number),
        Value::Date(date) => Json::from(date.to_string()),
        Value::Period(period) => Json::from(period.to_string()),
        Value::Texts(texts) => Json::from(texts.as_slice()),
        Value::Ref(id) => Json::from(name(*id)),
        Value::Refs(ids) => ids.iter().map(|id| Json::from(name(*id))).collect(),
        Value::Items(items) => {
            let parts = kind.items().map_or(&[][..], |items| items.parts);
            let mut objects = items.iter().map(|item| {
                let filled = parts
                    .iter()
                    .zip(item)
                    .filter(|(_, value)| !value.is_empty());
                Json::Object(
                    filled
                        .map(|(part, value)| {
                            (part.key.to_owned(), to_json(&part.kind, value, name))
                        })
                        .collect(),
                )
            });
            if matches!(kind, FieldKind::Link) {
                objects.next().unwrap_or(Json::Null)
            } else {
                objects.collect()
            }
        }
    }
}

/// Writes the value as [`to_json`] has it, without a JSON value in between.
pub(crate) fn write_json(
    out: &mut Vec<u8>,
    kind: &FieldKind,
    value: &Value,
    name: &dyn Fn(Id) -> String,
) {
    // Memory takes everything.
    match value {
        Value::Empty => out.extend_from_slice(b"null"),
        Value::Text(text) => write_text(out, text),
        Value::Flag(flag) => drop(write!(out, "{flag}")),
        Value::Number(number) => drop(write!(out, "{number}")),
        Value::Date(date) => drop(write!(out, "\"{date}\"")),
        Value::Period(period) => drop(write!(out, "\"{period}\"")),
        Value::Texts(texts) => write_list(out, texts, |out, text| write_text(out, text)),
        Value::Ref(id) => write_text(out, &name(*id)),
        Value::Refs(ids) => write_list(out, ids, |out, id| write_text(out, &name(*id))),
        Value::Items(items) => {
            let parts = kind.items().map_or(&[][..], |items| items.parts);
            let write_item = |out: &mut Vec<u8>, item: &Vec<Value>| {
                let mut before = b'{';
                for (part, value) in parts.iter().zip(item) {
                    if !value.is_empty() {
                        out.push(before);
                        write_text(out, part.key);
                        out.push(b':');
                        write_json(out, &part.kind, value, name);
                        before = b',';
                    }
                }
                out.extend_from_slice(if before == b'{' { b"{}" } else { b"}" });
            };
            match (kind, items.first()) {
                (FieldKind::Link, Some(item)) => write_item(out, item),
                (FieldKind::Link, None) => out.extend_from_slice(b"null"),
                _ => write_list(out, items, write_item),
            }
        }
    }
}

fn write_list<T>(out: &mut Vec<u8>, list: &[T], write: impl Fn(&mut Vec<u8>, &T)) {
    out.push(b'[');
    for (at, one) in list.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        write(out, one);
    }
    out.push(b']');
}

/// Writes a text as JSON.
pub(crate) fn write_text(out: &mut Vec<u8>, text: &str) {
    // Memory takes everything, and a text is always JSON.
    let _ = serde_json::to_writer(out, text);
}

/// The value of the export's JSON; `find` gives the record of a reference as it is written in this place.
///
/// Empty text, empty lists and `null` are [`Value::Empty`]. Control characters other than line breaks are
/// taken out of text.
///
/// # Errors
/// A [`Misfit`] that says why the JSON does not fit the kind.
pub fn from_json(
    kind: &FieldKind,
    json: &Json,
    find: &dyn Fn(&str) -> Option<Id>,
) -> Result<Value, Misfit> {
    let text = |expected: &'static str| {
        json.as_str()
            .map(|text| clean(text, matches!(kind, FieldKind::Prose)))
            .ok_or(Misfit::Type(expected))
    };
    if json.is_null() {
        return Ok(Value::Empty);
    }
    Ok(match kind {
        FieldKind::Computed => Value::Empty,
        FieldKind::Text | FieldKind::Prose => or_empty(text("text")?),
        FieldKind::Country => or_empty(country_code(&text("country")?)?),
        FieldKind::Code(set) => or_empty(known(text("code")?, set)?),
        FieldKind::Flag => Value::Flag(json.as_bool().ok_or(Misfit::Type("flag"))?),
        FieldKind::Number => Value::Number(
            json.as_i64()
                .filter(|number| *number >= 0)
                .ok_or(Misfit::Type("number"))?,
        ),
        FieldKind::Date => match text("date")? {
            empty if empty.is_empty() => Value::Empty,
            text => PartialDate::from_iso(&text)
                .map(Value::Date)
                .ok_or(Misfit::Unreadable("date", text))?,
        },
        FieldKind::Day => match text("day")? {
            empty if empty.is_empty() => Value::Empty,
            text => match PartialDate::from_iso(&text) {
                Some(day @ PartialDate::Day(_)) => Value::Date(day),
                _ => return Err(Misfit::Unreadable("day", text)),
            },
        },
        FieldKind::Period => match text("period")? {
            empty if empty.is_empty() => Value::Empty,
            text => Period::from_iso(&text)
                .map(Value::Period)
                .ok_or(Misfit::Unreadable("period", text))?,
        },
        FieldKind::Ref(_) => {
            let text = text("ref")?;
            if text.is_empty() {
                Value::Empty
            } else {
                Value::Ref(find(&text).ok_or(Misfit::Reference(text))?)
            }
        }
        FieldKind::Texts | FieldKind::Codes(_) | FieldKind::Words(_) | FieldKind::Countries => {
            let mut texts = Vec::new();
            for entry in array(json)? {
                let text = clean(entry.as_str().ok_or(Misfit::Type("texts"))?, false);
                let text = match kind {
                    FieldKind::Codes(set) | FieldKind::Words(set) => known(text, set)?,
                    FieldKind::Countries => country_code(&text)?,
                    _ => text,
                };
                if !text.is_empty() {
                    texts.push(text);
                }
            }
            if texts.is_empty() {
                Value::Empty
            } else {
                Value::Texts(texts)
            }
        }
        FieldKind::Refs(_) => {
            let mut ids = Vec::new();
            let mut seen = HashSet::new();
            for entry in array(json)? {
                let text = entry.as_str().ok_or(Misfit::Type("refs"))?;
                let id = find(text).ok_or_else(|| Misfit::Reference(text.to_owned()))?;
                if seen.insert(id) {
                    ids.push(id);
                }
            }
            if ids.is_empty() {
                Value::Empty
            } else {
                Value::Refs(ids)
            }
        }
        FieldKind::Link => items(&LINK, std::slice::from_ref(json))?,
        FieldKind::Links => items(&LINK, array(json)?)?,
        FieldKind::Conditions => items(&CONDITION, array(json)?)?,
        FieldKind::ExternalIds => items(&EXTERNAL_ID, array(json)?)?,
    })
}

fn items(kind: &ItemKind, list: &[Json]) -> Result<Value, Misfit> {
    let mut items = Vec::new();
    for entry in list {
        let object: &Map<String, Json> = entry.as_object().ok_or(Misfit::Type("item"))?;
        if let Some(unknown) = object
            .keys()
            .find(|key| kind.parts.iter().all(|part| part.key != key.as_str()))
        {
            return Err(Misfit::Key(unknown.clone()));
        }
        let mut item = Vec::new();
        for part in kind.parts {
            let json = object.get(part.key).unwrap_or(&Json::Null);
            item.push(from_json(&part.kind, json, &|_| None)?);
        }
        if item.iter().any(|value| !value.is_empty()) {
            items.push(item);
        }
    }
    Ok(if items.is_empty() {
        Value::Empty
    } else {
        Value::Items(items)
    })
}

fn array(json: &Json) -> Result<&[Json], Misfit> {
    json.as_array()
        .map(Vec::as_slice)
        .ok_or(Misfit::Type("list"))
}

fn or_empty(text: String) -> Value {
    if text.is_empty() {
        Value::Empty
    } else {
        Value::Text(text)
    }
}

fn known(code: String, set: &'static CodeSet) -> Result<String, Misfit> {
    if code.is_empty() || set.accepts(&code) {
        Ok(code)
    } else {
        Err(Misfit::Code(code, set))
    }
}

/// A country's code as it is stored: upper case, `EL` and `UK` as ISO has them.
///
/// Whether the code is in use is for the law data to say.
///
/// # Errors
/// [`Misfit::Unreadable`] where it is neither two letters nor `EEA`.
pub fn country_code(text: &str) -> Result<String, Misfit> {
    let code = text.trim().to_uppercase();
    let shaped = code.is_empty()
        || code == "EEA"
        || (code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase()));
    match code.as_str() {
        "EL" => Ok("GR".to_owned()),
        "UK" => Ok("GB".to_owned()),
        _ if shaped => Ok(code),
        _ => Err(Misfit::Unreadable("country", text.to_owned())),
    }
}

/// Text without control characters and without blanks at its ends; line breaks stay where `lines` is set, and
/// become blanks where it is not.
#[must_use]
pub fn clean(text: &str, lines: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' if letters.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                out.push(if lines { '\n' } else { ' ' });
            }
            '\t' => out.push(' '),
            control if control.is_control() => {}
            other => out.push(other),
        }
    }
    let trimmed = out.trim_matches([' ', '\n']);
    if trimmed.len() == out.len() {
        out
    } else {
        trimmed.to_owned()
    }
}

/// A value whose texts are as [`from_json`] reads them: what is recorded must read the same again.
#[must_use]
pub(crate) fn cleaned(kind: &FieldKind, value: Value) -> Value {
    let lines = matches!(kind, FieldKind::Prose);
    let steers = |letter: char| {
        (letter.is_control() && !(lines && letter == '\n'))
            || matches!(letter, '\u{2028}' | '\u{2029}')
    };
    let one = |text: String| {
        let is_clean = text.trim_matches([' ', '\n']).len() == text.len() && !text.contains(steers);
        if is_clean { text } else { clean(&text, lines) }
    };
    match value {
        Value::Text(text) => or_empty(one(text)),
        Value::Texts(texts) => {
            let texts = texts.into_iter().map(one);
            let texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
            if texts.is_empty() {
                Value::Empty
            } else {
                Value::Texts(texts)
            }
        }
        Value::Items(items) => {
            let parts = kind.items().map_or(&[][..], |items| items.parts);
            let of_part = |(at, value): (usize, Value)| match parts.get(at) {
                Some(part) => cleaned(&part.kind, value),
                None => value,
            };
            let of_item = |item: Vec<Value>| item.into_iter().enumerate().map(of_part).collect();
            Value::Items(items.into_iter().map(of_item).collect())
        }
        other => other,
    }
}

/// The JSON of a field whose value was taken out for good.
#[must_use]
pub fn redacted() -> Json {
    json!({ "redacted": true })
}

/// Whether a field's JSON says that its value was taken out for good.
#[must_use]
pub fn is_redacted(json: &Json) -> bool {
    let object = json.as_object().filter(|object| object.len() == 1);
    object.and_then(|object| object.get("redacted")) == Some(&Json::Bool(true))
}

/// The reason, where a field's JSON says *none*.
#[must_use]
pub fn none_reason(json: &Json) -> Option<&str> {
    json.as_object()
        .filter(|object| object.len() == 1)?
        .get("none")?
        .as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_recorded_reads_the_same_again() {
        let text = |text: &str| Value::Text(text.to_owned());
        let items = vec![vec![text("f\u{9b}.csv "), text("1\r\n2")]];
        for (kind, value) in [
            (FieldKind::Text, text(" a\u{9b}b\nc ")),
            (FieldKind::Prose, text("a\u{2028}b\t\u{1b}[c\n")),
            (
                FieldKind::Texts,
                Value::Texts(vec!["x\u{7}".to_owned(), "\u{7}".to_owned()]),
            ),
            (FieldKind::ExternalIds, Value::Items(items)),
        ] {
            let clean = cleaned(&kind, value.clone());
            assert_ne!(clean, value);
            let json = to_json(&kind, &clean, &|_| String::new());
            assert_eq!(from_json(&kind, &json, &|_| None).ok(), Some(clean));
        }
    }
}
