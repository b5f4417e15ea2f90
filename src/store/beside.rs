//! A second way into a file that is open: a job reads and writes through a connection of its own, and lets go of the
//! file as soon as a save wants it.
//!
//! What the job does in the file is given up then, with `store_interrupted`, and done again: whoever runs the job
//! begins anew.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::ffi::c_int;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use super::access::{Access, Older, Purpose};
use super::files::place::for_sqlite;
use super::fitting::{name_kept, name_removed};
use super::held::stands;
use super::journal::SetToWrite;
use super::{Plan, Stamp, Store, connection, journal, migrate, trouble};
use crate::domain::change::Change;
use crate::domain::problem::Problem;
use crate::domain::progress::{Monitor, Phase};
use crate::domain::register::{Mark, Register};

/// How many operations of `SQLite` pass before it asks whether a statement goes on: less than a thousandth of a second.
const OPERATIONS: c_int = 1000;

/// What a job needs to open a file once more that is open already.
#[derive(Clone, Debug)]
pub struct BesideStore {
    path: PathBuf,
    file: Option<Metadata>,
    purpose: Purpose,
    read_only_reason: Option<Problem>,
    older: bool,
    contradictions: Option<usize>,
}

impl Store {
    /// What opens the same file for a job.
    pub fn beside(&self) -> BesideStore {
        BesideStore {
            path: self.path.clone(),
            file: self.file.clone(),
            purpose: self.purpose,
            read_only_reason: self.read_only_reason.clone(),
            older: self.older.is_some(),
            contradictions: self.contradictions.get(),
        }
    }

    /// Notes the job that is at work beside: what is written here keeps it from the file until it is written.
    pub fn works_beside(&mut self, job: Option<Monitor>) {
        self.job = job;
    }

    /// Notes change sets as written here that a job wrote for this store.
    pub fn wrote_beside(&mut self, other: &Self) {
        self.written.extend(&other.written);
        self.checked.set(self.checked.get() || other.checked.get());
    }

    /// Saves as [`Store::commit`] does, for a job: everything is worked out before the file is held.
    ///
    /// # Errors
    /// As [`Store::commit`]; `store_interrupted` where the file is wanted or was saved meanwhile; `work_stopped`.
    pub(super) fn write_beside(
        &mut self,
        register: &mut Register,
        stamp: &Stamp,
        plan: Plan<'_>,
        job: &Monitor,
    ) -> Result<Option<Mark>, Problem> {
        let previous = self.at_one_moment(|connection| {
            self.guard(connection)?;
            self.still_holds(register)?;
            self.follow_file(connection, register)
        })?;
        self.check_once(register)?;
        let planned = self.planned(&self.connection, register, stamp, plan)?;
        // A job has no records beside its changes: it writes in one go.
        let Some((mut changes, _)) = planned else {
            return Ok(None);
        };
        job.check()?;
        name_removed(register, &mut changes);
        let done = register.apply(&changes).and_then(|()| {
            name_kept(register, &mut changes);
            let set = SetToWrite::of(&previous, stamp, &changes);
            self.write_set(register, stamp, &changes, set, job)
        });
        match done {
            Ok(mark) => {
                self.written.insert(mark.number);
                register.mark = mark.clone();
                Ok(Some(mark))
            }
            Err(problem) => {
                // It holds what the file does not: whoever goes on with it reads the file anew.
                register.mark = Mark::default();
                Err(problem)
            }
        }
    }

    /// Writes what was worked out, where the file still is what that was worked out from.
    fn write_set(
        &mut self,
        register: &Register,
        stamp: &Stamp,
        changes: &[Change],
        set: SetToWrite<'_>,
        job: &Monitor,
    ) -> Result<Mark, Problem> {
        job.check()?;
        let path = self.path.clone();
        let sqlite = |error: rusqlite::Error| trouble::of_sqlite(&path, &error);
        let _held = job.hold();
        let transaction =
            Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)
                .map_err(sqlite)?;
        self.guard(&transaction)?;
        if journal::latest(&transaction).map_err(sqlite)? != *set.previous() {
            return Err(trouble::named(trouble::INTERRUPTED, &path));
        }
        let of = u64::try_from(changes.len()).unwrap_or(u64::MAX);
        let told = |done: usize| {
            let _ = job.step(Phase::Saving, u64::try_from(done).unwrap_or(of), of);
        };
        told(0);
        let mark = Self::write_rows(&transaction, register, stamp, changes)
            .and_then(|()| set.write(&transaction, &told))
            .map_err(sqlite)?;
        // Nothing stops it from here on.
        job.commit()?;
        transaction
            .commit()
            .map_err(sqlite)
            .map(|()| mark.clone())
            .or_else(|problem| self.look_for(mark, problem))
    }
}

impl BesideStore {
    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Opens the file that stands under the name now, for the same.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_replaced(&self) -> Result<Store, Problem> {
        Store::open_for(&self.path, Duration::ZERO, self.purpose)
    }

    /// Opens the file for a job, whose statements stop with it, and where the file is wanted.
    ///
    /// # Errors
    /// `store_replaced` where another file stands under the name by now; `store_locked`; what the file system says.
    pub fn open(&self, job: &Monitor) -> Result<Store, Problem> {
        let _held = job.hold();
        stands(&self.path, self.file.as_ref())?;
        let sqlite = |error: rusqlite::Error| trouble::of_sqlite(&self.path, &error);
        let writes = self.read_only_reason.is_none() && !self.older;
        // By no other means than SQLite's: the system lets go of all locks of a process on a file when that is closed.
        let flags = if writes {
            OpenFlags::SQLITE_OPEN_READ_WRITE
        } else {
            OpenFlags::SQLITE_OPEN_READ_ONLY
        };
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut file =
            Connection::open_with_flags(for_sqlite(&self.path), flags).map_err(sqlite)?;
        file.busy_timeout(Duration::ZERO).map_err(sqlite)?;
        connection::harden(&file).map_err(sqlite)?;
        let mut older = None;
        if self.older {
            let (memory, holds) = migrate::in_memory(&file, &self.path)?;
            let connection = std::mem::replace(&mut file, memory);
            older = Some(Older { connection, holds });
        }
        let access = if writes {
            connection::settle_writing(&file).map_err(sqlite)?;
            Access::ReadWrite
        } else {
            Access::ReadOnly
        };
        let overseer = job.clone();
        file.progress_handler(
            OPERATIONS,
            Some(move || !overseer.goes_on() || overseer.is_wanted()),
        )
        .map_err(sqlite)?;
        Ok(Store {
            connection: file,
            path: self.path.clone(),
            access,
            read_only_reason: self.read_only_reason.clone(),
            notices: Vec::new(),
            older,
            seen: 0,
            written: BTreeSet::new(),
            afterwards: Vec::new(),
            checked: Cell::new(false),
            contradictions: Cell::new(self.contradictions),
            patience: Duration::ZERO,
            purpose: self.purpose,
            file: self.file.clone(),
            overseer: Some(job.clone()),
            job: None,
        })
    }
}

#[cfg(test)]
impl Store {
    /// The number that a statement gives.
    pub(crate) fn count(&self, statement: &str) -> Result<i64, Problem> {
        let read = self.connection.query_row(statement, [], |row| row.get(0));
        read.map_err(self.sqlite())
    }
}
