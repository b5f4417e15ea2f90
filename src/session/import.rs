//! Import: a file's records into the register, as one change set or not at all.

use std::path::Path;
use std::sync::Arc;

use super::report::is_of_known;
use super::{Founding, SaveLabel, Session, Surroundings};
use crate::domain::change::Change;
use crate::domain::problem::Problem;
use crate::domain::progress::{Monitor, long_work};
use crate::domain::register::Mark;
use crate::domain::register::Register;
use crate::exchange::import::{ImportDocument, ImportReport, Matching, Merging, Preference, plan};
use crate::store::{Stamp, Store};

/// What is asked for with an import.
#[derive(Clone, Copy, Debug, Default)]
pub struct ImportOptions {
    /// How records are told from each other.
    pub matching: Matching,
    /// Whose answer stands where the file and the register both changed it.
    pub prefer: Preference,
    /// Whether what may have been taken out since the file was made is written all the same.
    pub bring_back: bool,
    /// Whether the report of an import lists every change, also those of what comes whole.
    pub lists_all: bool,
}

impl ImportOptions {
    const fn choice(self, made_at: Option<i64>, base: Option<&Register>) -> Merging<'_> {
        Merging {
            matching: self.matching,
            prefer: self.prefer,
            made_at,
            base,
        }
    }
}

impl Session {
    /// Makes a new register of what a file brings that was read; the file appears under its name only when it is complete.
    ///
    /// # Errors
    /// As [`Self::create`] and [`Self::import`]; `work_stopped`.
    pub fn create_by_import(
        path: &Path,
        founding: &Founding,
        (document, label, wanted): (&ImportDocument<'_>, SaveLabel, ImportOptions),
        surroundings: Surroundings,
        monitor: &Monitor,
    ) -> Result<(Self, ImportReport), Problem> {
        let mut report = ImportReport::default();
        let store = Store::create_with(path, |store| {
            let mut register = store.load()?;
            super::found(store, &mut register, founding, &surroundings)?;
            monitor.check()?;
            let stamp = super::stamp(&surroundings, &label, None);
            report = import_into(store, &mut register, &stamp, document, (wanted, None, None))?.0;
            // Under its name it stays.
            monitor.commit()
        })?;
        Ok((Self::with_store(store, surroundings)?, report))
    }

    /// What importing a file that was read would do; nothing is written.
    ///
    /// # Errors
    /// As [`plan`], or what the file system says.
    pub fn look_at_import(
        &self,
        document: &ImportDocument<'_>,
        wanted: ImportOptions,
    ) -> Result<ImportReport, Problem> {
        long_work("planning an import");
        let made_at = self.made_at(document)?;
        let base = self.base(made_at)?;
        let choice = wanted.choice(made_at, base.as_deref());
        plan(document, &self.register, &choice).map(|plan| plan.report)
    }

    /// Imports a file that was read: what it adds and changes, and the change set (`None` where nothing changes). It is
    /// planned once, and nothing that was planned is kept beside what is written.
    ///
    /// What may have been taken out since the file was made is written only where that was asked for.
    ///
    /// # Errors
    /// As [`plan`], or as [`Session::save`]; `import_before_redaction`; `import_conflicts` where the file and the register
    /// both changed something and nobody said whose answer stands. Nothing is written then.
    pub fn import(
        &mut self,
        document: &ImportDocument<'_>,
        label: impl Into<SaveLabel>,
        wanted: ImportOptions,
    ) -> Result<(ImportReport, Option<Mark>), Problem> {
        long_work("an import");
        let stamp = self.stamp(label, None);
        let made_at = self.made_at(document)?;
        let base = self.base(made_at)?;
        let register = Arc::make_mut(&mut self.register);
        let asked = (wanted, made_at, base.as_deref());
        import_into(&mut self.store, register, &stamp, document, asked)
    }

    /// The register as it was at a change set.
    fn base(&self, made_at: Option<i64>) -> Result<Option<Arc<Register>>, Problem> {
        match made_at {
            None => Ok(None),
            Some(number) if number == self.register.mark.number => {
                Ok(Some(Arc::clone(&self.register)))
            }
            Some(number) => {
                let then = self.store.facts_until(number)?.register()?;
                Ok(Some(Arc::new(then)))
            }
        }
    }

    /// The change set whose register both sides go back to: the one that a file was made at, where the journal has it with
    /// the hash that the file names; of a source that is no register, the one with which its records came.
    fn made_at(&self, document: &ImportDocument<'_>) -> Result<Option<i64>, Problem> {
        let before = document.came_before(&self.register);
        if !before.is_empty() {
            return self.store.first_change_of(&before);
        }
        let Some((number, hash)) = document.made_at() else {
            return Ok(None);
        };
        let set = self.store.change_set(number)?;
        Ok(set.filter(|set| set.hash == hash).map(|set| set.number))
    }
}

/// Imports a file that was read into a register that both sides go back to the change set and the state of.
///
/// # Errors
/// As [`Session::import`].
pub(super) fn import_into(
    store: &mut Store,
    register: &mut Register,
    stamp: &Stamp,
    document: &ImportDocument<'_>,
    (wanted, made_at, base): (ImportOptions, Option<i64>, Option<&Register>),
) -> Result<(ImportReport, Option<Mark>), Problem> {
    let mut report = ImportReport::default();
    let mark = store.commit(register, stamp, &mut |register| {
        let choice = wanted.choice(made_at, base);
        let mut plan = plan(document, register, &choice)?;
        if let Some(refusal) = plan.report.refusal().filter(|_| !wanted.bring_back) {
            return Err(refusal);
        }
        if let Some(refusal) = plan.report.open_conflicts(wanted.prefer) {
            return Err(refusal);
        }
        // What is written is kept once: what comes whole is told by its reference.
        let changes = std::mem::take(&mut plan.report.changes);
        report = plan.report;
        report.changes = {
            let is_of_known = is_of_known(&report);
            let told = |change: &&Change| wanted.lists_all || is_of_known(change);
            changes.iter().filter(told).cloned().collect()
        };
        Ok(changes)
    })?;
    Ok((report, mark))
}
