//! Doing what is planned against the register as it is at that moment: acts that are refused for what another window
//! has recorded meanwhile, such as a legal hold.

use super::{Saved, Session, settle};
use crate::domain::change::{Edit, changes_of};
use crate::domain::problem::Problem;
use crate::domain::register::Register;

impl Session {
    /// Plans edits against the register as the file has it now, and saves them as one change set.
    ///
    /// # Errors
    /// What the plan says, or as [`Self::save`]. Nothing is written then.
    pub fn act(
        &mut self,
        label: &str,
        plan: &dyn Fn(&Register) -> Result<Vec<Edit>, Problem>,
    ) -> Result<Saved, Problem> {
        let stamp = self.stamp(label, None);
        let mut saved = Saved {
            mark: None,
            changes: 0,
            ids: Vec::new(),
        };
        saved.mark = self
            .store
            .commit(&mut self.register, &stamp, &mut |register| {
                let mut edits = plan(register)?;
                settle::settle(register, &mut edits)?;
                let record = |edit: &Edit| edit.after.as_ref().map(|record| record.id());
                saved.ids = edits.iter().filter_map(record).collect();
                let changes = changes_of(register, &edits);
                saved.changes = changes.len();
                Ok(changes)
            })?;
        Ok(saved)
    }
}
