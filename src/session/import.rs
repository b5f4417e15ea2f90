//! Import: a file's records into the register, as one change set or not at all.

use std::sync::Arc;

use super::{Label, Session};
use crate::domain::change::changes_of;
use crate::domain::problem::Problem;
use crate::domain::register::Mark;
use crate::exchange::import::{Document, ImportReport, plan};

impl Session {
    /// What importing a file that was read would do; nothing is written.
    ///
    /// # Errors
    /// As [`plan`], or what the file system says.
    pub fn look_at_import(&self, document: &Document<'_>) -> Result<ImportReport, Problem> {
        let made_at = self.made_at(document)?;
        plan(document, &self.register, made_at).map(|plan| plan.report)
    }

    /// Imports a file that was read: what it adds and changes, and the change set (`None` where nothing changes). What
    /// may have been taken out since the file was made is written only where it was `asked` for.
    ///
    /// # Errors
    /// As [`plan`], or as [`Session::save`]; `import_before_redaction`. Nothing is written then.
    pub fn import(
        &mut self,
        document: &Document<'_>,
        label: impl Into<Label>,
        asked: bool,
    ) -> Result<(ImportReport, Option<Mark>), Problem> {
        let stamp = self.stamp(label, None);
        let made_at = self.made_at(document)?;
        let mut report = ImportReport::default();
        let mark =
            self.store
                .commit(Arc::make_mut(&mut self.register), &stamp, &mut |register| {
                    let plan = plan(document, register, made_at)?;
                    if let Some(refusal) = plan.report.refusal().filter(|_| !asked) {
                        return Err(refusal);
                    }
                    let changes = changes_of(register, &plan.edits);
                    report = plan.report;
                    Ok(changes)
                })?;
        Ok((report, mark))
    }

    /// The change set that a file was made at, where the journal has it with the hash that the file names.
    fn made_at(&self, document: &Document<'_>) -> Result<Option<i64>, Problem> {
        let Some((number, hash)) = document.made_at() else {
            return Ok(None);
        };
        let set = self.store.change_set(number)?;
        Ok(set.filter(|set| set.hash == hash).map(|set| set.number))
    }
}
