//! What is due, and when: one agenda over the whole register, the days of holdings explained in words, and the acts
//! that answer a deadline.
//!
//! Pure functions of a register, the law and a day that is handed in. No I/O and no clock.
//!
//! | to change | go to |
//! | --- | --- |
//! | which deadlines there are, and from when they count | [`mod@agenda`], [`deadline_kind`] |
//! | when the first of two phases ends | [`active_use`] |
//! | what an item says of itself | [`item`], [`mod@explain`] |
//! | what is done at the end, and its words | [`ending`] |
//! | overdue, this week, by month, filters | [`group`] |
//! | where a holding stands: last day, extension, legal hold | [`standing`] |
//! | disposing, extending, holding, checking, reviewing | [`effects`] |
//! | which days of a legal hold can be | [`lifting`] |
//! | what is told of disposals that are recorded | [`doubts`] |
//! | what an act asks for, and reading it as typed | [`act`] |
//! | holdings, one or many at once | [`series`] |
//! | a schedule from the statutory list, and resting activities on it | [`statutory`] |
//!
//! The day of a deadline is the day on which something is to be done or ends: for data to erase the day after the
//! last day of keeping; for what ends, its last day; for a review or check, the day it was planned for. It is overdue
//! from the day after. Days are never moved for weekends or holidays.

pub(crate) mod act;
mod active_use;
pub mod agenda;
mod deadline_kind;
pub(crate) mod doubts;
pub(crate) mod effects;
pub(crate) mod ending;
pub(crate) mod explain;
pub(crate) mod group;
pub(crate) mod item;
pub(crate) mod lifting;
pub(crate) mod series;
pub mod standing;
pub(crate) mod statutory;

pub use act::{Act, ActKind};
pub use agenda::{Leads, agenda};
pub(crate) use agenda::{agenda_after, agenda_by};
pub use deadline_kind::DueKind;
pub use ending::Ending;
pub use explain::explain;
pub use group::{
    AgendaFilter, DueSpan, NearDays, Nearness, counted, grouped, grouped_places, spans,
};
pub use item::{DueItem, DueReason};

#[cfg(test)]
pub(crate) mod tests;
