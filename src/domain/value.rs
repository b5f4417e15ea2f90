//! The one currency of fields: what form, journal, store, import and export pass about, and its JSON.

use std::collections::HashSet;

use serde_json::{Map, Value as Json};

use super::codes::{Choice, CodeSet};
use super::date::PartialDate;
use super::field::RecordKind;
use super::period::Period;

/// The internal number of a record or row: unique in the register, never reused, never exported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(pub u32);

impl Id {
    /// The first number that only stands for a row not yet saved.
    const PROVISIONAL: u32 = 1 << 30;

    /// The n-th number for rows of a form that are not saved yet; saving gives them a lasting one.
    #[must_use]
    pub const fn provisional(n: u32) -> Self {
        Self(Self::PROVISIONAL + n)
    }

    /// Whether the number still has to be replaced by a lasting one.
    #[must_use]
    pub const fn is_provisional(self) -> bool {
        self.0 >= Self::PROVISIONAL || self.0 == 0
    }
}

/// What a field holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// Nothing: *none* or *not recorded*, as the record's `none` says.
    #[default]
    Empty,
    /// Text, or a code.
    Text(String),
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Number(i64),
    /// A day, month or year.
    Date(PartialDate),
    /// A period.
    Period(Period),
    /// Several texts or codes.
    Texts(Vec<String>),
    /// Another record or row.
    Ref(Id),
    /// Several records or rows.
    Refs(Vec<Id>),
    /// Items: each a list of values in the order of its [`ItemKind`].
    Items(Vec<Vec<Value>>),
}

impl Value {
    /// Whether nothing is recorded.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// The text, where it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self {
            Some(text)
        } else {
            None
        }
    }

    /// Every record that the value refers to.
    #[must_use]
    pub fn refs(&self) -> &[Id] {
        match self {
            Self::Ref(id) => std::slice::from_ref(id),
            Self::Refs(ids) => ids,
            _ => &[],
        }
    }

    /// The value without what it refers to: `gone` taken out.
    #[must_use]
    pub fn without_ref(self, gone: Id) -> Self {
        match self {
            Self::Ref(id) if id == gone => Self::Empty,
            Self::Refs(ids) => {
                let left: Vec<Id> = ids.into_iter().filter(|id| *id != gone).collect();
                if left.is_empty() {
                    Self::Empty
                } else {
                    Self::Refs(left)
                }
            }
            other => other,
        }
    }
}

/// What a reference may point at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Records or rows of that kind; rows only of the same record.
    Kind(RecordKind),
    /// Organisations whose records this register keeps.
    Ours,
    /// Any record or row.
    Any,
}

/// A list of small structs that is one field as a whole.
#[derive(Debug)]
pub struct ItemKind {
    /// The kind's name, for locale keys.
    pub name: &'static str,
    /// Its parts, in order.
    pub parts: &'static [ItemPart],
}

/// A part of an item.
#[derive(Debug)]
pub struct ItemPart {
    /// The JSON key and column.
    pub key: &'static str,
    /// What it holds: never a reference or items.
    pub kind: FieldKind,
}

/// A document or page, with its address.
pub static LINK: ItemKind = ItemKind {
    name: "link",
    parts: &[
        ItemPart {
            key: "title",
            kind: FieldKind::Text,
        },
        ItemPart {
            key: "address",
            kind: FieldKind::Text,
        },
    ],
};

/// The answer to a condition of an adequacy decision, and when it was checked.
pub static CONDITION: ItemKind = ItemKind {
    name: "condition",
    parts: &[
        ItemPart {
            key: "condition",
            kind: FieldKind::Text,
        },
        ItemPart {
            key: "answer",
            kind: FieldKind::Code(&super::codes::Answered::SET),
        },
        ItemPart {
            key: "checked_on",
            kind: FieldKind::Date,
        },
        ItemPart {
            key: "note",
            kind: FieldKind::Text,
        },
    ],
};

/// The kinds of field. Each has one editor, one checker, one printer and one column type.
#[derive(Clone, Copy, Debug)]
pub enum FieldKind {
    /// One line.
    Text,
    /// Several lines.
    Prose,
    /// A list of lines.
    Texts,
    /// Yes, no or not recorded.
    Flag,
    /// A whole number, not negative.
    Number,
    /// A day, month or year.
    Date,
    /// A day; a month or a year is refused.
    Day,
    /// A period.
    Period,
    /// One code.
    Code(&'static CodeSet),
    /// Several codes.
    Codes(&'static CodeSet),
    /// Several codes of a vocabulary or own words.
    Words(&'static CodeSet),
    /// A country, or `EU` or `EEA` as a whole.
    Country,
    /// Several of them.
    Countries,
    /// Another record or row.
    Ref(Target),
    /// Several.
    Refs(Target),
    /// One document.
    Link,
    /// Several documents.
    Links,
    /// Answers to conditions.
    Conditions,
    /// Computed: exported, never recorded or imported.
    Computed,
}

impl FieldKind {
    /// The kind of its items, where it holds any.
    #[must_use]
    pub fn items(&self) -> Option<&'static ItemKind> {
        match self {
            Self::Link | Self::Links => Some(&LINK),
            Self::Conditions => Some(&CONDITION),
            _ => None,
        }
    }

    /// The codes that it takes, where it takes codes.
    #[must_use]
    pub fn codes(&self) -> Option<&'static CodeSet> {
        match self {
            Self::Code(set) | Self::Codes(set) | Self::Words(set) => Some(set),
            _ => None,
        }
    }

    /// What it refers to, where it refers to anything.
    #[must_use]
    pub fn target(&self) -> Option<Target> {
        match self {
            Self::Ref(target) | Self::Refs(target) => Some(*target),
            _ => None,
        }
    }

    /// Whether several values stand in it.
    #[must_use]
    pub const fn is_list(&self) -> bool {
        matches!(
            self,
            Self::Texts
                | Self::Codes(_)
                | Self::Words(_)
                | Self::Countries
                | Self::Refs(_)
                | Self::Links
                | Self::Conditions
        )
    }
}

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

/// The value as the export's JSON; `name` gives the reference of a record as it is written in this place.
pub fn to_json(kind: &FieldKind, value: &Value, name: &dyn Fn(Id) -> String) -> Json {
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

/// A country's code as it is stored: upper case, `EL` and `UK` as ISO has them. Whether the code is in use is
/// for the law data to say.
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
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => out.push(if lines { '\n' } else { ' ' }),
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

/// A document or page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// What it is called.
    pub title: Option<String>,
    /// Where it is: a web address, a file, a case number.
    pub address: Option<String>,
}

/// The answer to one condition of an adequacy decision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConditionAnswer {
    /// The condition's id in the law data.
    pub condition: Option<String>,
    /// Yes or no.
    pub answer: Option<super::codes::Answered>,
    /// When that was checked.
    pub checked_on: Option<PartialDate>,
    /// How.
    pub note: Option<String>,
}

/// How a typed struct member is read and written as a [`Value`].
pub trait Slot: Sized {
    /// The member as a value.
    fn to_value(&self) -> Value;
    /// The member of a value; `None` where the value is of another kind.
    fn from_value(value: Value) -> Option<Self>;
    /// Whether the member holds nothing, without making a value of it.
    fn is_empty(&self) -> bool;
    /// The member's texts, without a copy: one, several, or none where it holds no text.
    fn texts(&self) -> &[String] {
        &[]
    }
}

macro_rules! optional_slot {
    ($($type:ty => $variant:ident $(, $texts:ident)?);+) => { $(
        impl Slot for Option<$type> {
            fn to_value(&self) -> Value { self.clone().map_or(Value::Empty, Value::$variant) }
            fn from_value(value: Value) -> Option<Self> {
                match value { Value::$variant(inner) => Some(Some(inner)), Value::Empty => Some(None), _ => None }
            }
            fn is_empty(&self) -> bool { self.is_none() }
            $( fn texts(&self) -> &[String] { self.$texts() } )?
        }
    )+ };
}
optional_slot!(String => Text, as_slice; bool => Flag; i64 => Number; PartialDate => Date; Period => Period; Id => Ref);

macro_rules! list_slot {
    ($($type:ty => $variant:ident $(, $texts:ident)?);+) => { $(
        impl Slot for Vec<$type> {
            fn to_value(&self) -> Value { if self.is_empty() { Value::Empty } else { Value::$variant(self.clone()) } }
            fn from_value(value: Value) -> Option<Self> {
                match value { Value::$variant(inner) => Some(inner), Value::Empty => Some(Vec::new()), _ => None }
            }
            fn is_empty(&self) -> bool { self.as_slice().is_empty() }
            $( fn texts(&self) -> &[String] { self.$texts() } )?
        }
    )+ };
}
list_slot!(String => Texts, as_slice; Id => Refs);

impl<C: Choice> Slot for Option<C> {
    fn to_value(&self) -> Value {
        self.map_or(Value::Empty, |choice| Value::Text(choice.code().to_owned()))
    }
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Text(code) => C::from_code(&code).map(Some),
            Value::Empty => Some(None),
            _ => None,
        }
    }
    fn is_empty(&self) -> bool {
        self.is_none()
    }
}

/// How an item struct is read and written: its parts in the order of its [`ItemKind`].
pub trait Item: Sized {
    /// The parts.
    fn to_parts(&self) -> Vec<Value>;
    /// The item of its parts.
    fn from_parts(parts: Vec<Value>) -> Option<Self>;
}

impl Item for Link {
    fn to_parts(&self) -> Vec<Value> {
        vec![self.title.to_value(), self.address.to_value()]
    }
    fn from_parts(parts: Vec<Value>) -> Option<Self> {
        let mut parts = parts.into_iter();
        Some(Self {
            title: Slot::from_value(parts.next()?)?,
            address: Slot::from_value(parts.next()?)?,
        })
    }
}

impl Item for ConditionAnswer {
    fn to_parts(&self) -> Vec<Value> {
        vec![
            self.condition.to_value(),
            self.answer.to_value(),
            self.checked_on.to_value(),
            self.note.to_value(),
        ]
    }
    fn from_parts(parts: Vec<Value>) -> Option<Self> {
        let mut parts = parts.into_iter();
        Some(Self {
            condition: Slot::from_value(parts.next()?)?,
            answer: Slot::from_value(parts.next()?)?,
            checked_on: Slot::from_value(parts.next()?)?,
            note: Slot::from_value(parts.next()?)?,
        })
    }
}

impl<I: Item> Slot for Vec<I> {
    fn to_value(&self) -> Value {
        if self.is_empty() {
            Value::Empty
        } else {
            Value::Items(self.iter().map(Item::to_parts).collect())
        }
    }
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Items(items) => items.into_iter().map(Item::from_parts).collect(),
            Value::Empty => Some(Vec::new()),
            _ => None,
        }
    }
    fn is_empty(&self) -> bool {
        self.as_slice().is_empty()
    }
}

impl Slot for Option<Link> {
    fn to_value(&self) -> Value {
        self.as_ref()
            .map_or(Value::Empty, |link| Value::Items(vec![link.to_parts()]))
    }
    fn from_value(value: Value) -> Option<Self> {
        Some(Vec::<Link>::from_value(value)?.into_iter().next())
    }
    fn is_empty(&self) -> bool {
        self.is_none()
    }
}

/// The member of a computed field: it holds nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Computed;

impl Slot for Computed {
    fn to_value(&self) -> Value {
        Value::Empty
    }
    fn from_value(value: Value) -> Option<Self> {
        value.is_empty().then_some(Self)
    }
    fn is_empty(&self) -> bool {
        true
    }
}
