//! The declarations: every record, row and field of the register, each once, with its provision.
//!
//! One more field costs a line here, a line in the store's migrations, and its words in each language.

mod activity;
mod organisation;
mod register_data;
mod retention;

pub use activity::{Activity, Client, DataCategory, DataSubject, Purpose, Recipient, Transfer};
pub use organisation::{Agreement, Contact, Measure, Organisation, SubProcessor, TimeLimit};
pub use register_data::{Redaction, RegisterData, Waiver};
pub use retention::{Holding, HoldingHold, Retention, RetentionHold, Schedule};

/// What every declaration needs in scope.
mod prelude {
    pub use std::any::Any;

    pub use crate::domain::codes::{self, Choice, *};
    pub use crate::domain::date::PartialDate;
    pub(crate) use crate::domain::field::record;
    pub use crate::domain::field::{
        Asked, Declaration, Declared, Head, ListMeta, Meta, Need, Record, RecordKind, RowAccess,
        Rows, Section, SlotAccess,
    };
    pub use crate::domain::period::Period as PeriodValue;
    pub use crate::domain::value::FieldKind::*;
    pub use crate::domain::value::{
        Computed as ComputedValue, ConditionAnswer, Id, Link as LinkValue, Slot, Target, Value,
    };
}

#[cfg(test)]
mod tests;
