//! The day that the whole screen is on, where somebody chose one.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::register::Register;

/// The day that somebody chose, and what it takes the place of.
#[derive(Debug)]
pub(super) struct ShownDay {
    /// The register as it was then; nothing on a day that comes.
    pub register: Option<Arc<Register>>,
    /// The name of the state that is shown, where it is that of an edition and not the end of the day.
    pub edition: Option<String>,
    /// The day that the program was started on, where that is another than today.
    pub before: Option<NaiveDate>,
}
