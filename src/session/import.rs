//! Import: a file's records into the register, as one change set or not at all.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use serde_json::Value as Json;

use super::report::is_of_known;
use super::{Founding, SaveLabel, Session, Surroundings};
use crate::domain::change::{Change, Edit, changes_among};
use crate::domain::frozen::thaw;
use crate::domain::problem::Problem;
use crate::domain::progress::{Monitor, long_work};
use crate::domain::register::Mark;
use crate::domain::register::Register;
use crate::domain::value::Id;
use crate::exchange::import::{
    DoubtfulDisposals, ImportDocument, ImportReport, Matching, Merging, Preference, plan,
    plan_edits, plan_in_brief,
};
use crate::store::{SourceReading, Stamp, Store};

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
    fn choice(self, base: &ImportBase) -> Merging<'_> {
        Merging {
            matching: self.matching,
            prefer: self.prefer,
            made_at: base.made_at,
            base: base.register.as_deref(),
            read_before: base.read_before.as_deref(),
            keeps_readings: false,
            today: base.today,
        }
    }
}

/// What both sides of an import go back to.
#[derive(Default)]
pub(super) struct ImportBase {
    /// The change set that a file was made at.
    made_at: Option<i64>,
    register: Option<Arc<Register>>,
    /// What the last import of the source read.
    read_before: Option<Arc<Register>>,
    /// The same as it stands in the file.
    readings: BTreeMap<Id, String>,
    /// The day that is today.
    today: Option<NaiveDate>,
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
        let base = ImportBase {
            today: Some(surroundings.today),
            ..ImportBase::default()
        };
        let store = Store::create_with(path, |store| {
            let mut register = store.load()?;
            super::found(store, &mut register, founding, &surroundings)?;
            monitor.check()?;
            let stamp = super::stamp(&surroundings, &label, None);
            let document = Cow::Borrowed(document);
            report = import_into(store, &mut register, &stamp, document, (wanted, &base))?.0;
            // Under its name it stays.
            monitor.commit()
        })?;
        Ok((Self::with_store(store, surroundings)?, report))
    }

    /// What importing a file that was read would do; nothing is written. Of records that come whole it tells the changes
    /// only where all of them are asked for.
    ///
    /// # Errors
    /// As [`plan`], or what the file system says.
    pub fn look_at_import(
        &self,
        document: &ImportDocument<'_>,
        wanted: ImportOptions,
    ) -> Result<ImportReport, Problem> {
        long_work("planning an import");
        let base = self.import_base(document)?;
        let choice = wanted.choice(&base);
        if wanted.lists_all {
            plan(document, &self.register, &choice).map(|plan| plan.report)
        } else {
            plan_in_brief(document, &self.register, &choice)
        }
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
        self.import_read(Cow::Borrowed(document), label, wanted)
    }

    /// Imports as [`Self::import`] does; a file that is given away is let go of as soon as it is planned what it does.
    ///
    /// # Errors
    /// As [`Self::import`].
    pub fn import_read(
        &mut self,
        document: Cow<'_, ImportDocument<'_>>,
        label: impl Into<SaveLabel>,
        wanted: ImportOptions,
    ) -> Result<(ImportReport, Option<Mark>), Problem> {
        long_work("an import");
        let stamp = self.stamp(label, None);
        let base = self.import_base(&document)?;
        let register = Arc::make_mut(&mut self.register);
        import_into(&mut self.store, register, &stamp, document, (wanted, &base))
    }

    /// What both sides go back to.
    ///
    /// The change set that the file was made at, where the journal has it with the hash that the file names; else what
    /// the last import of the source read; else, of what a version before brought in, the change set with which it came.
    fn import_base(&self, document: &ImportDocument<'_>) -> Result<ImportBase, Problem> {
        let readings = match document.system() {
            Some(source) => self.store.readings_of(source)?,
            None => BTreeMap::new(),
        };
        let mut read = Register::empty();
        for content in readings.values() {
            let frozen = serde_json::from_str(content).ok();
            // What cannot be read counts as never read: it is asked about.
            if let Some(record) = frozen.as_ref().and_then(thaw) {
                read.replace(record);
            }
        }
        let read_before = (!readings.is_empty()).then(|| Arc::new(read));
        let made_at = match &read_before {
            Some(_) => self.made_of(document)?,
            None => self.made_at(document)?,
        };
        let register = match made_at {
            Some(_) => self.base(made_at)?,
            None => read_before.clone(),
        };
        Ok(ImportBase {
            made_at,
            register,
            read_before,
            readings,
            today: Some(self.surroundings.today),
        })
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
        self.made_of(document)
    }

    /// The change set that a file says it was made at, where the journal has it with that hash.
    pub(super) fn made_of(&self, document: &ImportDocument<'_>) -> Result<Option<i64>, Problem> {
        let Some((number, hash)) = document.made_at() else {
            return Ok(None);
        };
        let set = self.store.change_set(number)?;
        Ok(set.filter(|set| set.hash == hash).map(|set| set.number))
    }
}

impl ImportBase {
    /// What an import read and the one before it did not.
    fn to_keep(&self, source: Option<&str>, readings: Vec<(Id, Json)>) -> Vec<SourceReading> {
        let Some(source) = source else {
            return Vec::new();
        };
        let readings = readings.into_iter().map(|(record, frozen)| SourceReading {
            source: source.to_owned(),
            record,
            content: frozen.to_string(),
        });
        let new = |it: &SourceReading| self.readings.get(&it.record) != Some(&it.content);
        readings.filter(new).collect()
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
    document: Cow<'_, ImportDocument<'_>>,
    (wanted, base): (ImportOptions, &ImportBase),
) -> Result<(ImportReport, Option<Mark>), Problem> {
    let mut report = ImportReport::default();
    // What is doubtful is told of the register as it is afterwards, beside what it was.
    let mut doubtful = None;
    let in_parts = !wanted.lists_all && store.writes_in_parts(register);
    let mut document = Some(document);
    let mark = store.commit(register, stamp, &mut |register| {
        let Some(read) = document.as_deref() else {
            return Ok(Vec::new());
        };
        let choice = Merging {
            keeps_readings: true,
            ..wanted.choice(base)
        };
        let mut plan = if in_parts {
            plan_edits(read, register, &choice)?
        } else {
            plan(read, register, &choice)?
        };
        if let Some(refusal) = plan.report.refusal().filter(|_| !wanted.bring_back) {
            return Err(refusal);
        }
        if let Some(refusal) = plan.report.open_conflicts(wanted.prefer) {
            return Err(refusal);
        }
        let readings = base.to_keep(read.system(), plan.readings);
        stamp.readings.put(readings);
        if in_parts {
            // It is planned once, and may be larger than what is written.
            document = None;
        }
        let changes = if in_parts {
            let found = DoubtfulDisposals::of(&plan.edits);
            doubtful = found.map(|found| (found, register.clone()));
            // What comes whole is written from its records, and told by its reference.
            let changes = changes_among(register, &plan.edits, &|edit| !edit.comes_whole());
            let whole = plan.edits.into_iter().filter(Edit::comes_whole);
            stamp
                .coming
                .put(whole.filter_map(|edit| edit.after).collect());
            changes
        } else {
            // What is written is kept once.
            std::mem::take(&mut plan.report.changes)
        };
        report = plan.report;
        report.changes = {
            let is_of_known = is_of_known(&report);
            let told = |change: &&Change| wanted.lists_all || is_of_known(change);
            changes.iter().filter(told).cloned().collect()
        };
        Ok(changes)
    })?;
    if let Some((doubtful, before)) = doubtful {
        report.doubts = doubtful.told(&before, register, base.today);
    }
    if mark.is_none() {
        store.keep_readings(&stamp.readings)?;
    }
    Ok((report, mark))
}
