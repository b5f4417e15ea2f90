//! Undo and redo: a change set that takes another back. Undo adds, it never erases.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::Value as Json;

use super::{SaveLabel, Saved, Session};
use crate::domain::author::is_same;
use crate::domain::change::{Change, inverse};
use crate::domain::codec::is_redacted;
use crate::domain::kind::RecordKind;
use crate::domain::problem::{Problem, ProblemKind};
use crate::domain::register::Register;
use crate::domain::retired::{HOLDS, is_former};
use crate::domain::value::Id;
use crate::store::{Store, StoredChange, Turn};

/// How often a turn is planned anew because another window saved meanwhile.
const ATTEMPTS: usize = 5;

/// A change set that an undo or redo can take back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TurnStep {
    /// Its number.
    pub number: i64,
    /// Who made it.
    pub author: String,
    /// When, RFC 3339 with the writer's offset.
    pub at: String,
    /// What it was called; of a redo what the undo took back was.
    pub label: String,
    /// How many changes it holds.
    pub changes: usize,
}

impl Session {
    /// What the next turn takes back; `None` where there is nothing.
    ///
    /// # Errors
    /// What the file system says.
    pub fn step(&self, turn: Turn) -> Result<Option<TurnStep>, Problem> {
        let latest = open_turns(&self.store, turn)?.into_iter().next();
        latest.map_or(Ok(None), |(number, _)| self.step_of(turn, number))
    }

    /// The latest that one has made oneself, whether or not it can be taken back: here, or else under one's name.
    ///
    /// # Errors
    /// What the file system says.
    pub fn own_step(&self, turn: Turn) -> Result<Option<TurnStep>, Problem> {
        let turns = open_turns(&self.store, turn)?;
        let here = turns.iter().find(|(number, _)| self.store.wrote(*number));
        let author = &self.surroundings.author;
        let own = here.or_else(|| turns.iter().find(|(_, by)| is_same(by, author)));
        own.map_or(Ok(None), |(number, _)| self.step_of(turn, *number))
    }

    fn step_of(&self, turn: Turn, number: i64) -> Result<Option<TurnStep>, Problem> {
        let Some(set) = self.store.change_set(number)? else {
            return Ok(None);
        };
        // An undo is known by what it took back, not by its own name.
        let known = match (turn, set.undoes) {
            (Turn::Redo, Some(undone)) => self.store.change_set(undone)?,
            _ => None,
        };
        Ok(Some(TurnStep {
            number,
            label: known.as_ref().unwrap_or(&set).title().to_owned(),
            author: set.author,
            at: set.at,
            changes: set.changes_count,
        }))
    }

    /// Whether nothing later rests on a change set, so that it can be taken back as things stand.
    ///
    /// # Errors
    /// What the file system says.
    pub fn stands_free(&self, number: i64) -> Result<bool, Problem> {
        if number == 1 {
            return Ok(false);
        }
        let stored = self.store.changes_of_today(number)?;
        let stored = left(&self.store, number, stored)?;
        let Ok(changes) = stored.iter().map(restored).collect::<Result<Vec<_>, _>>() else {
            return Ok(false);
        };
        let changes = inverse(&changes);
        // What refers to what goes may stand anywhere.
        let whole = (self.register.is_part).then(|| self.store.load());
        let whole = whole.transpose()?;
        let register = whole.as_ref().unwrap_or(&self.register);
        if register.mismatch(&changes).is_some() {
            return Ok(false);
        }
        let before: BTreeSet<Id> = register.ids().collect();
        let mut tried = register.clone();
        if tried.apply(&changes).is_err() {
            return Ok(false);
        }
        let removes = |change: &&Change| change.field.is_none() && change.after.is_null();
        let gone: Vec<Id> = changes.iter().filter(removes).map(|it| it.id).collect();
        let left: BTreeSet<Id> = tried.ids().collect();
        // Rows that came later would go with the record that holds them, and what refers to it would dangle.
        Ok(before.difference(&left).all(|id| gone.contains(id))
            && tried.references_to(&gone, |_| false).is_empty())
    }

    /// Takes back the latest change set that is neither undone nor itself an undo or redo, and of which not everything was
    /// taken out for good since.
    ///
    /// # Errors
    /// `nothing_to_undo`; `first_set_stays`; `turn_refused` with `ref`, `field`, `mine` and `theirs` where a field
    /// no longer holds what the set left, `turn_record_gone` where a record is gone, `turn_without_changes` or
    /// `turn_taken_out` where nothing is left to take back; what the file system says.
    pub fn undo(&mut self, label: impl Into<SaveLabel>) -> Result<Saved, Problem> {
        self.take_back(Turn::Undo, None, label)
    }

    /// Takes back the latest undo, if nothing ordinary followed.
    ///
    /// # Errors
    /// `nothing_to_redo`, or as [`Self::undo`].
    pub fn redo(&mut self, label: impl Into<SaveLabel>) -> Result<Saved, Problem> {
        self.take_back(Turn::Redo, None, label)
    }

    /// Takes back a change set that a turn can take back; without a number the latest.
    ///
    /// # Errors
    /// `turn_done_already` where that set was taken back meanwhile, or as [`Self::undo`].
    pub fn take_back(
        &mut self,
        turn: Turn,
        number: Option<i64>,
        label: impl Into<SaveLabel>,
    ) -> Result<Saved, Problem> {
        let label = label.into();
        let mut outcome = self.try_turn(turn, number, &label);
        for _ in 1..ATTEMPTS {
            if !outcome.as_ref().is_err_and(|problem| problem.key == MOVED) {
                break;
            }
            outcome = self.try_turn(turn, number, &label);
        }
        outcome
    }

    fn try_turn(
        &mut self,
        turn: Turn,
        number: Option<i64>,
        label: &SaveLabel,
    ) -> Result<Saved, Problem> {
        let planned_at = self.store.latest()?.number;
        let turns = open_turns(&self.store, turn)?;
        let nothing = match turn {
            Turn::Undo => "nothing_to_undo",
            Turn::Redo => "nothing_to_redo",
        };
        let number = match number {
            Some(number) if turns.iter().any(|(known, _)| *known == number) => number,
            Some(_) => return Err(Problem::refused("turn_done_already")),
            None => turns
                .first()
                .map(|(number, _)| *number)
                .ok_or_else(|| Problem::refused(nothing))?,
        };
        if number == 1 {
            return Err(Problem::refused("first_set_stays"));
        }
        let stored = self.store.changes_of_today(number)?;
        let nothing_changed = stored.is_empty();
        let stored = left(&self.store, number, stored)?;
        let changes = stored.iter().map(restored).collect::<Result<Vec<_>, _>>()?;
        let changes = inverse(&changes);
        let without = |key| Problem::refused(key).with("number", number);
        if changes.is_empty() {
            return Err(without(if nothing_changed {
                "turn_without_changes"
            } else {
                "turn_taken_out"
            }));
        }
        let count = changes.len();
        let mut ids: Vec<_> = changes.iter().map(|change| change.id).collect();
        // Where a row is taken out, nothing says afterwards which record it stood in.
        let held_by = owners(&self.register, &ids);
        let stamp = self.stamp(label, Some(number));
        let mark = self
            .store
            .commit(Arc::make_mut(&mut self.register), &stamp, &mut |register| {
                if register.mark.number == planned_at {
                    let mut changes = changes.clone();
                    number_former_holds(register, &mut changes);
                    Ok(changes)
                } else {
                    Err(Problem::cannot(MOVED))
                }
            })
            .map_err(refusal)?;
        // Positions that another window set back in the meantime are as they were.
        let Some(mark) = mark else {
            return Err(without("turn_without_changes"));
        };
        let holds_now = owners(&self.register, &ids);
        ids.extend(held_by.into_iter().chain(holds_now));
        ids.sort_unstable();
        ids.dedup();
        Ok(Saved {
            mark: Some(mark),
            changes: count,
            ids,
        })
    }
}

/// The change sets that a turn can take back, the latest first: those at the head of which everything was taken out for
/// good are stepped over, unless only the first set is left behind them.
///
/// # Errors
/// What the file system says.
pub(super) fn open_turns(store: &Store, turn: Turn) -> Result<Vec<(i64, String)>, Problem> {
    let mut turns = store.turns(turn)?;
    // Nothing is read of a set, which may be a whole import, of which nothing was ever taken out.
    if !store.has_redactions()? {
        return Ok(turns);
    }
    let redactions = store.redactions()?;
    let mut spent = 0;
    for (number, _) in &turns {
        let whole = !redactions.iter().any(|taken| taken.number == *number);
        if whole || !left(store, *number, store.changes_of_today(*number)?)?.is_empty() {
            break;
        }
        spent += 1;
    }
    if turns.get(spent).is_some_and(|(number, _)| *number > 1) {
        turns.drain(..spent);
    }
    Ok(turns)
}

/// The changes of a set that can be taken back: what a field was set to and what was taken out since is left alone.
///
/// A mark that was there before is a state like any other.
fn left(
    store: &Store,
    number: i64,
    stored: Vec<StoredChange>,
) -> Result<Vec<StoredChange>, Problem> {
    let mut taken_out = BTreeSet::new();
    if stored.iter().any(|change| is_redacted(&change.after)) {
        let recorded = store.redactions()?.into_iter();
        let here = recorded.filter(|recorded| recorded.number == number);
        taken_out = here.flat_map(|recorded| recorded.places).collect();
    }
    let stays = |change: &StoredChange| {
        let place = format!("{}.after", change.position);
        let gone = taken_out.contains(&place) || is_former(change.id.0);
        change.field.is_none()
            || change.before != change.after && !(is_redacted(&change.after) && gone)
    };
    Ok(stored.into_iter().filter(stays).collect())
}

/// The records that hold records or rows.
fn owners(register: &Register, ids: &[Id]) -> Vec<Id> {
    let places = ids.iter().filter_map(|id| register.place(*id));
    places.map(|place| place.owner).collect()
}

/// Gives legal holds that come back, and are a row in no file yet, a number and a reference of their own.
fn number_former_holds(register: &Register, changes: &mut [Change]) {
    let mut next = register.next_id;
    for change in changes {
        if !is_former(change.id.0) || change.after.is_null() {
            continue;
        }
        change.id = Id(next);
        next += 1;
        let holder = change.after.get("parent").and_then(Json::as_u64);
        let holder = holder.and_then(|holder| register.get(Id(u32::try_from(holder).ok()?)));
        if let Some(holder) = holder {
            let reference = register.next_reference(change.kind, Some(holder));
            change.after["ref"] = reference.into();
            let holds = holder.declaration().list(HOLDS);
            let positions = holds.map(|holds| holder.rows(holds).map(|row| row.head().position));
            let highest = positions.and_then(Iterator::max);
            change.after["position"] = (highest.unwrap_or(0) + 1).into();
        }
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
