//! Doing what is planned against the register as it is at that moment: acts that are refused for what another window
//! has recorded meanwhile, such as a legal hold.

use std::sync::Arc;

use super::{SaveLabel, Saved, Session, commit};
use crate::domain::change::Edit;
use crate::domain::problem::Problem;
use crate::domain::register::Register;

impl Session {
    /// Plans edits against the register as the file has it now, and saves them as one change set.
    ///
    /// # Errors
    /// What the plan says, or as [`Self::save`]. Nothing is written then.
    pub fn act(
        &mut self,
        label: impl Into<SaveLabel>,
        plan: &dyn Fn(&Register) -> Result<Vec<Edit>, Problem>,
    ) -> Result<Saved, Problem> {
        let stamp = self.stamp(label, None);
        commit(
            &mut self.store,
            Arc::make_mut(&mut self.register),
            &stamp,
            &mut |register| plan(register),
            None,
        )
    }
}
