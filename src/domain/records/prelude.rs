//! What every declaration needs in scope.

pub(crate) use std::any::Any;

pub(crate) use crate::domain::codes::{self, Choice, *};
pub(crate) use crate::domain::date::PartialDate;
pub(crate) use crate::domain::field::record;
pub(crate) use crate::domain::field::{
    Asked, Declaration, Declared, Head, ListMeta, Meta, Need, Record, RowAccess, Rows, Section,
    SlotAccess,
};
pub(crate) use crate::domain::kind::FieldKind::*;
pub(crate) use crate::domain::kind::{RecordKind, Target};
pub(crate) use crate::domain::period::Period as PeriodValue;
pub(crate) use crate::domain::slot::{
    Computed as ComputedValue, ConditionAnswer, ExternalId, Link as LinkValue, Slot,
};
pub(crate) use crate::domain::value::{Id, Value, ValueView};
