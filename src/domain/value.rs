//! The one currency of fields: what form, journal, store, import and export pass about.

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
