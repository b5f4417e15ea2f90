//! What every declaration needs in scope.

pub use std::any::Any;

pub use crate::domain::codes::{self, Choice, *};
pub use crate::domain::date::PartialDate;
pub(crate) use crate::domain::field::record;
pub use crate::domain::field::{
    Asked, Declaration, Declared, Head, ListMeta, Meta, Need, Record, RowAccess, Rows, Section,
    SlotAccess,
};
pub use crate::domain::kind::FieldKind::*;
pub use crate::domain::kind::{RecordKind, Target};
pub use crate::domain::period::Period as PeriodValue;
pub use crate::domain::slot::{
    Computed as ComputedValue, ConditionAnswer, Link as LinkValue, Slot,
};
pub use crate::domain::value::{Id, Value};
