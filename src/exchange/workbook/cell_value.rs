//! Values as cells, and cells as the JSON of values: what one writes the other reads, whatever it is.

use chrono::{Datelike as _, NaiveDate};
use serde_json::{Map, Value as Json};

use super::dictionary::{CellMark, Dictionary, is_coded};
use crate::domain::codec::to_json;
use crate::domain::date::PartialDate;
use crate::domain::kind::{FieldKind, ItemKind};
use crate::domain::period::Period;
use crate::domain::value::{Id, Value};
use crate::exchange::shape::Cell;
use crate::words::Words;

/// What a cell that was read holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CellValue<'t> {
    /// A text.
    Text(&'t str),
    /// A number.
    Number(f64),
    /// A day.
    Day(NaiveDate),
    /// Yes or no.
    Flag(bool),
}

/// What a cell says of a field or list.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// Nothing: not recorded.
    Nothing,
    /// None, with its reason.
    None(String),
    /// Taken out for good.
    Redacted,
    /// A value, as the JSON of an export has it. What cannot be read stands there as its text.
    Value(Json),
}

/// The first day that every program counts alike: Excel takes 1900 for a leap year.
const FIRST_DAY: (i32, u32, u32) = (1900, 3, 1);

/// The largest whole number that a cell holds exactly.
const LARGEST: u64 = 1 << 53;

/// What parts the fields of an item, and stands for one that is empty.
const PARTING: &str = " · ";
const EMPTY: &str = "–";

/// The value of a field as it stands in its cell; `name` gives the reference of a record as it is written there.
pub fn cell(
    words: &Words,
    dictionary: &Dictionary,
    kind: &FieldKind,
    value: &Value,
    name: &dyn Fn(Id) -> String,
) -> Cell {
    let text = match value {
        Value::Empty => return Cell::Text(String::new()),
        Value::Text(text) => match kind {
            FieldKind::Code(_) | FieldKind::Country => dictionary.coded(kind, text),
            _ => text.clone(),
        },
        Value::Flag(flag) => dictionary.flag(*flag).to_owned(),
        Value::Number(number) if number.unsigned_abs() <= LARGEST => return Cell::Number(*number),
        Value::Number(number) => number.to_string(),
        Value::Date(PartialDate::Day(day)) => return of_day(*day),
        Value::Date(date) => date.to_string(),
        Value::Period(period) => {
            let told = words.period(period);
            if Period::from_typed(&told).is_ok_and(|read| read == *period) {
                told
            } else {
                period.to_string()
            }
        }
        Value::Texts(texts) => {
            let lines = texts.iter().map(|text| match kind {
                FieldKind::Texts => text.clone(),
                _ => dictionary.coded(kind, text),
            });
            lines_or(&lines.collect::<Vec<_>>(), || Json::from(texts.as_slice()))
        }
        Value::Ref(id) => name(*id),
        Value::Refs(ids) => {
            let names: Vec<String> = ids.iter().map(|id| name(*id)).collect();
            lines_or(&names, || Json::from(names.as_slice()))
        }
        Value::Items(items) => {
            let parts = kind.items();
            let lines = items
                .iter()
                .map(|item| parts.map_or_else(String::new, |kind| line_of(dictionary, kind, item)));
            let told = lines.collect::<Vec<_>>().join("\n");
            let json = to_json(kind, value, name);
            if read_text(dictionary, kind, &told) == json {
                told
            } else {
                json.to_string()
            }
        }
    };
    Cell::Text(dictionary.escaped(text))
}

/// A day as it stands in a cell: as its text where not every program knows it by the same number.
#[must_use]
pub fn of_day(day: NaiveDate) -> Cell {
    if is_countable(day) {
        Cell::Day(day)
    } else {
        Cell::Text(day.to_string())
    }
}

/// Whether every program knows the day by the same number.
fn is_countable(day: NaiveDate) -> bool {
    (day.year(), day.month(), day.day()) >= FIRST_DAY && day.year() <= 9999
}

/// Lines, one for each text; where that would not come back, JSON.
fn lines_or(lines: &[String], json: impl FnOnce() -> Json) -> String {
    let plain = |line: &String| !line.is_empty() && line.trim() == line && !line.contains('\n');
    let listlike = lines.first().is_some_and(|line| line.starts_with('['));
    if !listlike && lines.iter().all(plain) {
        return lines.join("\n");
    }
    json().to_string()
}

/// An item in one line.
fn line_of(dictionary: &Dictionary, kind: &ItemKind, item: &[Value]) -> String {
    let parts = kind.parts.iter().zip(item);
    let texts: Vec<String> = parts
        .map(|(part, value)| match value {
            Value::Text(text) if is_coded(part) => dictionary.coded(&part.kind, text),
            Value::Text(text) => text.clone(),
            Value::Date(date) => date.to_string(),
            _ => String::new(),
        })
        .collect();
    if let ("link", [title, address]) = (kind.name, texts.as_slice()) {
        return match (title.is_empty(), address.is_empty()) {
            (false, false) => format!("{title} <{address}>"),
            (true, false) => format!("<{address}>"),
            _ => title.clone(),
        };
    }
    let shown = texts.iter().map(|text| match text.as_str() {
        "" => EMPTY,
        text => text,
    });
    shown.collect::<Vec<_>>().join(PARTING)
}

/// The item of a line.
fn read_line(dictionary: &Dictionary, kind: &ItemKind, line: &str) -> Json {
    let texts: Vec<&str> = match (kind.name, line.strip_suffix('>')) {
        ("link", Some(before)) => match before.rsplit_once('<') {
            Some((title, address)) => vec![title.trim(), address],
            None => vec![line],
        },
        ("link", None) => vec![line],
        _ => line.split(PARTING).collect(),
    };
    let mut object = Map::new();
    for (part, text) in kind.parts.iter().zip(texts) {
        if text.is_empty() || (text == EMPTY && kind.name != "link") {
            continue;
        }
        let text = if is_coded(part) {
            dictionary.read_coded(&part.kind, text)
        } else {
            text.to_owned()
        };
        object.insert(part.key.to_owned(), Json::from(text));
    }
    Json::Object(object)
}

/// What a cell says of a field of a kind.
#[must_use]
pub fn read(dictionary: &Dictionary, kind: &FieldKind, cell: CellValue<'_>) -> Said {
    Said::Value(match cell {
        CellValue::Text(text) => match dictionary.read_mark(text) {
            _ if text.trim().is_empty() => return Said::Nothing,
            Some(CellMark::None(reason)) => return Said::None(reason.to_owned()),
            Some(CellMark::Redacted) => return Said::Redacted,
            None => read_text(dictionary, kind, dictionary.unescaped(text)),
        },
        CellValue::Day(day) => match kind {
            FieldKind::Text | FieldKind::Prose | FieldKind::Date | FieldKind::Day => {
                Json::from(day.to_string())
            }
            _ => read_text(dictionary, kind, &day.to_string()),
        },
        CellValue::Flag(flag) => match kind {
            FieldKind::Flag => Json::from(flag),
            _ => read_text(dictionary, kind, dictionary.flag(flag)),
        },
        CellValue::Number(number) => match whole(number) {
            Some(whole) if matches!(kind, FieldKind::Number) => Json::from(whole),
            Some(whole) => read_text(dictionary, kind, &whole.to_string()),
            None => read_text(dictionary, kind, &number.to_string()),
        },
    })
}

/// A whole number that a cell holds exactly.
fn whole(number: f64) -> Option<i64> {
    // A whole number prints without a point, and one of this size exactly.
    (number.fract() == 0.0 && number.abs() <= 9e15)
        .then(|| format!("{number:.0}").parse().ok())
        .flatten()
}

/// The value that a text says.
fn read_text(dictionary: &Dictionary, kind: &FieldKind, text: &str) -> Json {
    let lines = || {
        let lines = text.lines().map(str::trim);
        lines.filter(|line| !line.is_empty())
    };
    match kind {
        FieldKind::Text | FieldKind::Prose => Json::from(text),
        FieldKind::Flag => dictionary
            .read_flag(text.trim())
            .map_or_else(|| Json::from(text.trim()), Json::from),
        FieldKind::Number => text
            .trim()
            .parse::<i64>()
            .map_or_else(|_| Json::from(text.trim()), Json::from),
        FieldKind::Period => {
            let read = Period::from_iso(text.trim()).or_else(|| Period::from_typed(text).ok());
            read.map_or_else(
                || Json::from(text.trim()),
                |period| Json::from(period.to_string()),
            )
        }
        FieldKind::Code(_) | FieldKind::Country => {
            // A code may be the user's own word, with what stands around it.
            Json::from(dictionary.read_coded(kind, text))
        }
        FieldKind::Date | FieldKind::Day | FieldKind::Ref(_) | FieldKind::Computed => {
            Json::from(text.trim())
        }
        FieldKind::Texts | FieldKind::Refs(_) => {
            json_list(text, Json::is_string).unwrap_or_else(|| lines().map(Json::from).collect())
        }
        FieldKind::Codes(_) | FieldKind::Words(_) | FieldKind::Countries => {
            json_list(text, Json::is_string).unwrap_or_else(|| {
                let codes = lines().map(|line| dictionary.read_coded(kind, line));
                codes.map(Json::from).collect()
            })
        }
        FieldKind::Link | FieldKind::Links | FieldKind::Conditions | FieldKind::ExternalIds => {
            let Some(items) = kind.items() else {
                return Json::Null;
            };
            if matches!(kind, FieldKind::Link) {
                let written = serde_json::from_str(text).ok().filter(Json::is_object);
                return written.unwrap_or_else(|| read_line(dictionary, items, text.trim()));
            }
            json_list(text, Json::is_object).unwrap_or_else(|| {
                lines()
                    .map(|line| read_line(dictionary, items, line))
                    .collect()
            })
        }
    }
}

/// The list that a text is in JSON, of such entries.
fn json_list(text: &str, is_one: fn(&Json) -> bool) -> Option<Json> {
    if !text.starts_with('[') {
        return None;
    }
    let list: Vec<Json> = serde_json::from_str(text).ok()?;
    (list.iter().all(is_one)).then_some(Json::Array(list))
}
