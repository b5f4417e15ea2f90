//! What a plan of an import tells: every change that it makes, or all but those of what comes whole.

use super::doubtful::DoubtfulDisposals;
use super::plan::plan_edits;
use super::{ImportDocument, ImportPlan, ImportReport, Merging};
use crate::domain::change::{Edit, changes_among, changes_of};
use crate::domain::problem::Problem;
use crate::domain::register::Register;

/// Plans what a file does to a register. Nothing is changed: the edits are for one change set.
///
/// What a file does not name stays: records, rows, fields. What both the file and the register changed since the file
/// was made stays too, unless the file is preferred. A register that holds only what `new` made takes the file's own data
/// and organisations for its own. Elsewhere the file's own data count only if they are this register's: a colleague's
/// file with some records must not rename the register that takes them in; its records come as new.
///
/// Only where the journal has the change set that the file was made at is a redaction known to be older than the file:
/// another file of the same identity may have gone on without it.
///
/// # Errors
/// One problem with path and line: a wrong type, an unknown key or code, a value that cannot be read, a reference
/// that leads nowhere, one that stands twice, or a key that is both recorded and *none*.
pub fn plan<'d>(
    document: &'d ImportDocument<'_>,
    register: &'d Register,
    choice: &Merging<'d>,
) -> Result<ImportPlan, Problem> {
    let mut plan = plan_edits(document, register, choice)?;
    plan.report.changes = changes_of(register, &plan.edits);
    if let Some(doubtful) = DoubtfulDisposals::of(&plan.edits) {
        let mut later = register.clone();
        later.apply(&plan.report.changes)?;
        plan.report.doubts = doubtful.told(register, &later, choice.today);
    }
    Ok(plan)
}

/// What [`plan()`] reports, without the changes of records that come whole: those say what the file says.
///
/// # Errors
/// As [`plan()`].
pub fn plan_in_brief<'d>(
    document: &'d ImportDocument<'_>,
    register: &'d Register,
    choice: &Merging<'d>,
) -> Result<ImportReport, Problem> {
    let ImportPlan {
        edits, mut report, ..
    } = plan_edits(document, register, choice)?;
    report.changes = changes_among(register, &edits, &|edit| !edit.comes_whole());
    if let Some(doubtful) = DoubtfulDisposals::of(&edits) {
        let whole = edits.into_iter().filter(Edit::comes_whole);
        let coming = whole.filter_map(|edit| edit.after).collect();
        let mut later = register.clone();
        later.apply_beside(&report.changes, coming)?;
        report.doubts = doubtful.told(register, &later, choice.today);
    }
    Ok(report)
}
