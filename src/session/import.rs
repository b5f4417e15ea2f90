//! Import: a file's records into the register, as one change set or not at all.

use super::{Label, Session};
use crate::domain::change::changes_of;
use crate::domain::problem::Problem;
use crate::domain::register::Mark;
use crate::exchange::import::{Document, ImportReport, plan};

impl Session {
    /// Imports a file that was read: what it adds and changes, and the change set (`None` where nothing changes).
    ///
    /// # Errors
    /// As [`plan`], or as [`Session::save`]. Nothing is written then.
    pub fn import(
        &mut self,
        document: &Document<'_>,
        label: impl Into<Label>,
    ) -> Result<(ImportReport, Option<Mark>), Problem> {
        let stamp = self.stamp(label, None);
        let mut report = ImportReport::default();
        let mark = self
            .store
            .commit(&mut self.register, &stamp, &mut |register| {
                let plan = plan(document, register)?;
                let changes = changes_of(register, &plan.edits);
                report = plan.report;
                Ok(changes)
            })?;
        Ok((report, mark))
    }
}
