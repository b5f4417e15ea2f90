//! Members of the typed structs as values: one way to read and one to write for each type of member.

use super::codes::{Answered, Choice};
use super::date::PartialDate;
use super::period::Period;
use super::value::{Id, Value, ValueView};

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
    pub answer: Option<Answered>,
    /// When that was checked.
    pub checked_on: Option<PartialDate>,
    /// How.
    pub note: Option<String>,
}

/// How a record is called in another system.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExternalId {
    /// The system: a program, or the name of the source that the record was imported from.
    pub system: Option<String>,
    /// The record's name or number there.
    pub id: Option<String>,
}

/// How a typed struct member is read and written as a [`Value`].
pub(crate) trait Slot: Sized {
    /// The member as a value.
    fn to_value(&self) -> Value {
        self.view().into_value()
    }
    /// The member as a value to read, without a copy of its texts.
    fn view(&self) -> ValueView<'_>;
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
    ($($type:ty => $variant:ident, $it:ident $view:expr $(, $texts:ident)?);+) => { $(
        impl Slot for Option<$type> {
            fn view(&self) -> ValueView<'_> {
                let $it = self;
                $view.map_or(ValueView::Empty, ValueView::$variant)
            }
            fn from_value(value: Value) -> Option<Self> {
                match value { Value::$variant(inner) => Some(Some(inner)), Value::Empty => Some(None), _ => None }
            }
            fn is_empty(&self) -> bool { self.is_none() }
            $( fn texts(&self) -> &[String] { self.$texts() } )?
        }
    )+ };
}
optional_slot!(
    String => Text, it it.as_deref(), as_slice; bool => Flag, it (*it); i64 => Number, it (*it);
    PartialDate => Date, it (*it); Period => Period, it (*it); Id => Ref, it (*it)
);

macro_rules! list_slot {
    ($($type:ty => $variant:ident $(, $texts:ident)?);+) => { $(
        impl Slot for Vec<$type> {
            fn view(&self) -> ValueView<'_> {
                if self.is_empty() { ValueView::Empty } else { ValueView::$variant(self) }
            }
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
    fn view(&self) -> ValueView<'_> {
        self.map_or(ValueView::Empty, |choice| ValueView::Text(choice.code()))
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

/// How an item struct is read and written: its parts in the order of its [`ItemKind`](crate::domain::kind::ItemKind).
pub(crate) trait Item: Sized {
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

impl Item for ExternalId {
    fn to_parts(&self) -> Vec<Value> {
        vec![self.system.to_value(), self.id.to_value()]
    }
    fn from_parts(parts: Vec<Value>) -> Option<Self> {
        let mut parts = parts.into_iter();
        Some(Self {
            system: Slot::from_value(parts.next()?)?,
            id: Slot::from_value(parts.next()?)?,
        })
    }
}

impl<I: Item> Slot for Vec<I> {
    fn view(&self) -> ValueView<'_> {
        if self.is_empty() {
            ValueView::Empty
        } else {
            ValueView::Items(self.iter().map(Item::to_parts).collect())
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
    fn view(&self) -> ValueView<'_> {
        self.as_ref().map_or(ValueView::Empty, |link| {
            ValueView::Items(vec![link.to_parts()].into())
        })
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
    fn view(&self) -> ValueView<'_> {
        ValueView::Empty
    }
    fn from_value(value: Value) -> Option<Self> {
        value.is_empty().then_some(Self)
    }
    fn is_empty(&self) -> bool {
        true
    }
}
