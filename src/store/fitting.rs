//! Changes as they fit the register that they are saved in: positions and references as they are there, and what another
//! window has changed meanwhile.

use super::trouble;
use crate::domain::change::{Change, Mismatch};
use crate::domain::problem::{Problem, ProblemKind};
use crate::domain::register::Register;

/// Gives changes of position the position that is there now: another window may have moved the same row, which
/// does no harm, but the journal must say what was there.
pub(super) fn follow_positions(register: &Register, changes: &mut Vec<Change>) {
    for change in changes.iter_mut() {
        if change.field.as_deref() == Some("position")
            && let Some(row) = register.get(change.id)
        {
            change.before = row.head().position.into();
        }
    }
    let moves = |change: &Change| {
        change.field.as_deref() != Some("position") || change.before != change.after
    };
    changes.retain(moves);
}

/// Gives removals the reference that the record has now.
pub(super) fn name_removed(register: &Register, changes: &mut [Change]) {
    for change in changes {
        if change.field.is_none() && change.after.is_null() {
            change.reference = register.reference(change.id);
        }
    }
}

/// Gives all other changes the reference that the record has after them.
pub(super) fn name_kept(register: &Register, changes: &mut [Change]) {
    for change in changes {
        if register.place(change.id).is_some() {
            change.reference = register.reference(change.id);
        }
    }
}

/// The problem of a change that meets another window's: with both values, as the journal would have them.
pub(super) fn conflict(register: &Register, mismatch: &Mismatch) -> Problem {
    let change = &mismatch.change;
    let (key, gone) = match (&change.field, register.get(change.id)) {
        (_, None) => ("conflict_gone", true),
        (None, Some(_)) => ("conflict_whole", false),
        (Some(_), Some(_)) => ("conflict", false),
    };
    let reference = if gone && change.field.is_none() && !change.after.is_null() {
        // What is gone is what the new row would be in.
        let within = change.reference.rsplit_once('/');
        within
            .map_or(&*change.reference, |(within, _)| within)
            .to_owned()
    } else if gone {
        change.reference.clone()
    } else {
        register.reference(change.id)
    };
    Problem::new(ProblemKind::Conflict, key)
        .with("ref", reference)
        .with("record", change.kind.key())
        .with("field", change.field.as_deref().unwrap_or_default())
        .with("mine", trouble::shown(&change.after))
        .with("theirs", trouble::shown(&mismatch.found))
}
