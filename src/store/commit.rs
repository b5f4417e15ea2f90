//! A save: what is planned against the file as it is at that moment, written in one transaction, or nothing at all.

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::files::journals;
use super::fitting::{conflict, follow_positions, name_kept, name_removed};
use super::journal::{self, Stamp};
use super::{Plan, Store, check, connection, held, load, reading_rows, taken, trouble, write};
use crate::domain::author::passes_for_the_program;
use crate::domain::change::{Change, inverse};
use crate::domain::field::Record;
use crate::domain::problem::Problem;
use crate::domain::register::{Mark, Register};

/// Changes that are to be saved, and records that come whole beside them.
pub(super) type Planned = (Vec<Change>, Vec<Box<dyn Record>>);

impl Store {
    /// Saves what `plan` makes of the register, in one transaction: rows, journal, numbers.
    ///
    /// Where the file is newer than `register`, that is read anew first; where `register` is a part that does not do for
    /// what is planned, the whole is read. `None` where there was nothing to change.
    ///
    /// # Errors
    /// What `plan` says; a problem of kind [`crate::domain::problem::ProblemKind::Conflict`] with `ref`, `field`, `mine` and `theirs`
    /// where somebody else changed the same thing meanwhile; what the file system says. Nothing is written then,
    /// and the register is as it stands in the file.
    pub fn commit(
        &mut self,
        register: &mut Register,
        stamp: &Stamp,
        plan: Plan<'_>,
    ) -> Result<Option<Mark>, Problem> {
        let known = register.changes.take();
        let job = self.job.clone();
        let held = held::alone(job.as_ref(), &self.path);
        let committed = held.and_then(|_held| self.write(register, stamp, plan));
        let _ = self.connection.busy_timeout(self.patience);
        self.keep_up(register, known);
        committed
    }

    fn write(
        &mut self,
        register: &mut Register,
        stamp: &Stamp,
        plan: Plan<'_>,
    ) -> Result<Option<Mark>, Problem> {
        if let Some(reason) = &self.read_only_reason {
            return Err(reason.clone());
        }
        if passes_for_the_program(&stamp.author) {
            return Err(Problem::usage("author_reserved").with("author", &stamp.author));
        }
        let path = self.path.clone();
        let sqlite = |error: rusqlite::Error| trouble::of_sqlite(&path, &error);
        if self.is_to_be_migrated() && !self.migrate_for(register, stamp, plan)? {
            return Ok(None);
        }
        if let Some(overseer) = self.overseer.clone() {
            return self.write_beside(register, stamp, plan, &overseer);
        }
        let patience = self.patience.max(connection::SAVE_PATIENCE);
        self.connection.busy_timeout(patience).map_err(sqlite)?;
        let transaction =
            Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)
                .map_err(sqlite)?;
        self.guard(&transaction)?;
        self.still_holds(register)?;
        if register.is_part {
            let is_at = journal::latest(&transaction).map_err(sqlite)? == register.mark;
            if !is_at || !Self::does_with_part(&transaction, register, plan) {
                *register = load::load(&transaction, &path)?;
            }
        }
        let previous = self.follow_file(&transaction, register)?;
        self.check_once(register)?;
        let planned = self.planned(&transaction, register, stamp, plan)?;
        let Some((mut changes, coming)) = planned else {
            return Ok(None);
        };
        name_removed(register, &mut changes);
        let in_parts = !coming.is_empty();
        let written = if in_parts {
            let of = (stamp, &previous);
            self.write_in_parts(&transaction, register, of, &mut changes, coming)
        } else {
            register.apply(&changes).and_then(|()| {
                name_kept(register, &mut changes);
                let set = journal::SetToWrite::of(&previous, stamp, &changes);
                Self::write_rows(&transaction, register, stamp, &changes)
                    .and_then(|()| set.write(&transaction, &|_| {}))
                    .map_err(sqlite)
            })
        };
        let committed = match written {
            Ok(mark) => match transaction.commit().map_err(sqlite) {
                Ok(()) => Ok(mark),
                Err(problem) => self.look_for(mark, problem),
            },
            Err(problem) => {
                drop(transaction);
                Err(problem)
            }
        };
        match committed {
            Ok(mark) => {
                self.written.insert(mark.number);
                register.mark = mark.clone();
                Ok(Some(mark))
            }
            Err(problem) => {
                let changes = (!in_parts).then_some(&*changes);
                self.take_back(register, changes, previous);
                Err(problem)
            }
        }
    }

    /// Brings a register up to what the file holds at that moment; gives the latest change set of that.
    pub(super) fn follow_file(
        &self,
        connection: &Connection,
        register: &mut Register,
    ) -> Result<Mark, Problem> {
        let latest = journal::latest(connection).map_err(self.sqlite())?;
        if latest != register.mark {
            *register = match self.followed_in(connection, register)? {
                Some(followed) => followed.register,
                None => load::load(connection, &self.path)?,
            };
        }
        Ok(latest)
    }

    /// The changes that are to be saved, as the register has to take them, and the records that come whole beside them;
    /// `None` where there is neither.
    pub(super) fn planned(
        &self,
        connection: &Connection,
        register: &mut Register,
        stamp: &Stamp,
        plan: Plan<'_>,
    ) -> Result<Option<Planned>, Problem> {
        let sqlite = self.sqlite();
        // What a plan reserves is for the plan alone: a save that fails uses up no number.
        let (next_id, retired) = (register.next_id, register.retired.clone());
        let planned = plan(register);
        register.retired = retired;
        let planned = planned.and_then(|mut changes| {
            let coming = self.coming(register, stamp, &mut changes);
            follow_positions(register, &mut changes);
            if taken::forged(&changes) {
                return Err(Problem::refused("redaction_stays"));
            }
            match register.mismatch(&changes) {
                Some(mismatch) => Err(conflict(register, &mismatch)),
                None => match check::departing(connection, &changes).map_err(sqlite)? {
                    Some(departing) => Err(self.contradicts(departing)),
                    // An undo says itself why it is: it takes back what it names.
                    None if stamp.undoes.is_none()
                        && !(changes.is_empty() && coming.is_empty()) =>
                    {
                        reason_given(register, stamp).map(|()| (changes, coming))
                    }
                    None => Ok((changes, coming)),
                },
            }
        });
        match planned {
            Ok((changes, coming)) if !(changes.is_empty() && coming.is_empty()) => {
                Ok(Some((changes, coming)))
            }
            nothing => {
                register.next_id = next_id;
                nothing.map(|_| None)
            }
        }
    }

    /// Writes the rows of changes that the register holds already, and takes away the draft that is saved by them.
    pub(super) fn write_rows(
        connection: &Connection,
        register: &Register,
        stamp: &Stamp,
        changes: &[Change],
    ) -> rusqlite::Result<()> {
        write::rows(connection, register, changes)?;
        write::retired(connection, register, changes)?;
        reading_rows::keep_with(connection, &stamp.readings)?;
        match &stamp.draft {
            Some(draft) => write::remove_draft(connection, draft),
            None => Ok(()),
        }
    }

    /// Looks whether a change set stands in the file although its end was reported as failed: the system may fail
    /// when all is written.
    pub(super) fn look_for(&mut self, mark: Mark, problem: Problem) -> Result<Mark, Problem> {
        let reason = problem.detail("reason").unwrap_or_default().to_owned();
        let there = |connection: &Connection| journal::one_change_set(connection, mark.number);
        let found = connection::second(&self.path)
            .and_then(|connection| there(&connection))
            .or_else(|_| there(&self.connection));
        match found {
            Ok(Some(set)) if set.hash == mark.hash => {
                self.afterwards.push(
                    trouble::named("store_saved_badly", &self.path)
                        .with("number", mark.number)
                        .with("reason", reason),
                );
                Ok(mark)
            }
            Ok(_) => Err(problem),
            // A journal that still stands is rolled back by whoever opens the file next.
            Err(_) if journals::hot(&self.path).is_some() => Err(problem),
            Err(_) => Err(trouble::named("store_saved_perhaps", &self.path)
                .with("number", mark.number)
                .with("reason", reason)),
        }
    }

    /// What is to be told after saves that are done; told once.
    pub fn take_afterwards(&mut self) -> Vec<Problem> {
        std::mem::take(&mut self.afterwards)
    }

    /// The latest change set that was written through this connection.
    pub fn last_written(&self) -> Option<i64> {
        self.written.last().copied()
    }

    /// Brings the register in memory back to what the file holds, after a save that failed.
    ///
    /// Changes of which some are no longer there can only be taken back by what the file holds.
    fn take_back(&self, register: &mut Register, changes: Option<&[Change]>, previous: Mark) {
        let turned = || changes.map(inverse);
        if let Ok(loaded) = self.load() {
            *register = loaded;
        } else if turned().is_some_and(|turned| register.apply(&turned).is_ok()) {
            register.mark = previous;
        } else {
            // Neither can be had now: the next save reads the file anew.
            register.mark = Mark::default();
        }
    }
}

/// Whether a save says why, where the register demands it.
pub(super) fn reason_given(register: &Register, stamp: &Stamp) -> Result<(), Problem> {
    let about: &dyn Record = &register.about;
    let demanded = about.text("reasons").as_deref() == Some("require");
    if demanded && !stamp.label.contains('\n') {
        return Err(Problem::usage("because_missing"));
    }
    Ok(())
}
