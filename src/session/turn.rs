//! Undo and redo: a change set that takes another back. Undo adds, it never erases.

use super::{Saved, Session};
use crate::domain::change::{Change, inverse};
use crate::domain::field::RecordKind;
use crate::domain::problem::{Problem, ProblemKind};
use crate::store::{StoredChange, Turn};

/// How often a turn is planned anew because another window saved meanwhile.
const ATTEMPTS: usize = 5;

impl Session {
    /// What the next turn is about, as it stands in the journal: of a redo the set that the undo took back. Empty
    /// where there is none.
    ///
    /// # Errors
    /// What the file system says.
    pub fn turns(&self, turn: Turn) -> Result<String, Problem> {
        let store = self.store();
        let Some(number) = store.turn(turn)? else {
            return Ok(String::new());
        };
        let taken_back = store.change_set(number)?;
        let undone = taken_back.as_ref().and_then(|set| set.undoes);
        let known = match (turn, undone) {
            (Turn::Redo, Some(number)) => store.change_set(number)?,
            _ => taken_back,
        };
        Ok(known.map_or_else(String::new, |set| set.label))
    }

    /// Takes back the latest change set that is neither undone nor itself an undo or redo.
    ///
    /// # Errors
    /// `nothing_to_undo`; `first_set_stays`; `turn_refused` with `ref`, `field`, `mine` and `theirs` where a field
    /// no longer holds what the set left, `turn_record_gone` where a record is gone; what the file system says.
    pub fn undo(&mut self, label: &str) -> Result<Saved, Problem> {
        self.turn(Turn::Undo, label)
    }

    /// Takes back the latest undo, if nothing ordinary followed.
    ///
    /// # Errors
    /// `nothing_to_redo`, or as [`Self::undo`].
    pub fn redo(&mut self, label: &str) -> Result<Saved, Problem> {
        self.turn(Turn::Redo, label)
    }

    fn turn(&mut self, turn: Turn, label: &str) -> Result<Saved, Problem> {
        let mut outcome = self.try_turn(turn, label);
        for _ in 1..ATTEMPTS {
            if !outcome.as_ref().is_err_and(|problem| problem.key == MOVED) {
                break;
            }
            outcome = self.try_turn(turn, label);
        }
        outcome
    }

    fn try_turn(&mut self, turn: Turn, label: &str) -> Result<Saved, Problem> {
        let planned_at = self.store.latest()?.number;
        let nothing = match turn {
            Turn::Undo => "nothing_to_undo",
            Turn::Redo => "nothing_to_redo",
        };
        let number = self
            .store
            .turn(turn)?
            .ok_or_else(|| Problem::refused(nothing))?;
        if number == 1 {
            return Err(Problem::refused("first_set_stays"));
        }
        let stored = self.store.changes(number)?;
        let changes = stored.iter().map(restored).collect::<Result<Vec<_>, _>>()?;
        let changes = inverse(&changes);
        let count = changes.len();
        let mut ids: Vec<_> = changes.iter().map(|change| change.id).collect();
        ids.sort_unstable();
        ids.dedup();
        let stamp = self.stamp(label, Some(number));
        let mark = self
            .store
            .commit(&mut self.register, &stamp, &mut |register| {
                if register.mark.number == planned_at {
                    Ok(changes.clone())
                } else {
                    Err(Problem::cannot(MOVED))
                }
            })
            .map_err(refusal)?;
        Ok(Saved {
            mark,
            changes: count,
            ids,
        })
    }
}

/// Another window saved between looking and writing.
const MOVED: &str = "register_moved";

/// A stored change as today's.
fn restored(stored: &StoredChange) -> Result<Change, Problem> {
    let kind = RecordKind::from_key(&stored.kind)
        .ok_or_else(|| Problem::cannot("fact_unknown_kind").with("kind", &stored.kind))?;
    Ok(Change {
        kind,
        id: stored.id,
        reference: stored.reference.clone(),
        field: stored.field.clone(),
        before: stored.before.clone(),
        after: stored.after.clone(),
    })
}

/// A conflict met by a turn is no choice between two values: it is refused.
fn refusal(mut problem: Problem) -> Problem {
    if problem.kind == ProblemKind::Conflict {
        problem.kind = ProblemKind::Refused;
        problem.key = if problem.key == "conflict_gone" {
            "turn_record_gone"
        } else {
            "turn_refused"
        };
    } else if problem.key == "change_does_not_fit" || problem.key == "store_constraint" {
        problem.kind = ProblemKind::Refused;
        problem.key = "turn_record_gone";
    }
    problem
}
