//! What is doubtful about the disposals, extensions and legal holds that an import records.

use chrono::NaiveDate;

use crate::domain::change::Edit;
use crate::domain::problem::Problem;
use crate::domain::register::Register;
use crate::domain::value::Id;
use crate::due::doubts::{DecidedDays, brought, brought_holds, decided, doubts, held};

/// The disposals, extensions and legal holds that edits record, of which some may be doubtful.
pub(crate) struct DoubtfulDisposals {
    changed: Vec<Id>,
    disposed: Vec<Id>,
    holds: Vec<Id>,
}

impl DoubtfulDisposals {
    /// Those of edits; `None` where they record none.
    pub(crate) fn of(edits: &[Edit]) -> Option<Self> {
        let before = decided(edits.iter().filter_map(|edit| edit.before.as_deref()));
        let after = decided(edits.iter().filter_map(|edit| edit.after.as_deref()));
        let changed = after
            .iter()
            .filter(|(id, days)| before.get(id) != Some(*days));
        let changed: Vec<Id> = changed.map(|(id, _)| *id).collect();
        let went = |days: Option<&DecidedDays>| days.is_some_and(|days| days[0].is_some());
        let new = |id: &&Id| went(after.get(id)) && !went(before.get(id));
        let disposed = changed.iter().filter(new).copied().collect();
        let known = held(edits.iter().filter_map(|edit| edit.before.as_deref()));
        let holds = held(edits.iter().filter_map(|edit| edit.after.as_deref())).into_iter();
        let holds = holds.filter(|(id, days)| known.get(id) != Some(days));
        let holds: Vec<Id> = holds.map(|(id, _)| id).collect();
        let none = changed.is_empty() && holds.is_empty();
        (!none).then_some(Self {
            changed,
            disposed,
            holds,
        })
    }

    /// What is doubtful about them in the register as it is `later`; without a day, not what lies ahead.
    pub(crate) fn told(
        &self,
        register: &Register,
        later: &Register,
        today: Option<NaiveDate>,
    ) -> Vec<Problem> {
        let mut told = doubts(later, &self.disposed);
        if let Some(today) = today {
            told.extend(brought(register, later, &self.changed, today));
            told.extend(brought_holds(later, &self.holds, today));
        }
        told
    }
}
