//! The one currency of fields: what form, journal, store, import and export pass about.

use std::borrow::Cow;

use super::date::PartialDate;
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
    /// Items: each a list of values in the order of its [`ItemKind`](crate::domain::kind::ItemKind).
    Items(Vec<Vec<Value>>),
}

/// What a field holds, as [`Value`], but with its texts where they are: what only reads copies nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum ValueView<'a> {
    /// Nothing.
    #[default]
    Empty,
    /// Text, or a code.
    Text(&'a str),
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Number(i64),
    /// A day, month or year.
    Date(PartialDate),
    /// A period.
    Period(Period),
    /// Several texts or codes.
    Texts(&'a [String]),
    /// Another record or row.
    Ref(Id),
    /// Several records or rows.
    Refs(&'a [Id]),
    /// Items.
    Items(Cow<'a, [Vec<Value>]>),
}

impl ValueView<'_> {
    /// Whether nothing is recorded.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// A value of its own.
    #[must_use]
    pub fn into_value(self) -> Value {
        match self {
            Self::Empty => Value::Empty,
            Self::Text(text) => Value::Text(text.to_owned()),
            Self::Flag(flag) => Value::Flag(flag),
            Self::Number(number) => Value::Number(number),
            Self::Date(date) => Value::Date(date),
            Self::Period(period) => Value::Period(period),
            Self::Texts(texts) => Value::Texts(texts.to_vec()),
            Self::Ref(id) => Value::Ref(id),
            Self::Refs(ids) => Value::Refs(ids.to_vec()),
            Self::Items(items) => Value::Items(items.into_owned()),
        }
    }
}

impl Value {
    /// The same, to read.
    #[must_use]
    pub fn view(&self) -> ValueView<'_> {
        match self {
            Self::Empty => ValueView::Empty,
            Self::Text(text) => ValueView::Text(text),
            Self::Flag(flag) => ValueView::Flag(*flag),
            Self::Number(number) => ValueView::Number(*number),
            Self::Date(date) => ValueView::Date(*date),
            Self::Period(period) => ValueView::Period(*period),
            Self::Texts(texts) => ValueView::Texts(texts),
            Self::Ref(id) => ValueView::Ref(*id),
            Self::Refs(ids) => ValueView::Refs(ids),
            Self::Items(items) => ValueView::Items(Cow::Borrowed(items)),
        }
    }

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
