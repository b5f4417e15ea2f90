//! Checking a file beside everything else: it is read once, a little at a time, and a copy is checked.

use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::{AT_ONCE, Subject, Verification, of_file};
use crate::domain::problem::Problem;
use crate::domain::progress::{Monitor, long_work};
use crate::store::check::is_small;
use crate::store::held::stands;
use crate::store::migrate::in_memory;
use crate::store::schema::MIGRATIONS;
use crate::store::snapshot::{MOST_IN_MEMORY, Patience, snapshot};
use crate::store::{Purpose, Store, connection, look, trouble};

/// Checks a whole file through a connection of its own, which may be another thread's.
///
/// It holds up no save: what is checked is the file as it was at one moment, whatever is saved meanwhile.
#[derive(Debug)]
pub struct Checker {
    connection: Connection,
    path: PathBuf,
    /// Which file it was when it was opened, where the system tells.
    file: Option<Metadata>,
    /// The most bytes of a file that are copied into memory and not beside it.
    in_memory: u64,
    /// How many records and rows are compared at a time.
    at_once: u32,
    /// Whether it is read as a register too.
    opens: bool,
    /// Whether it is first seen if journal and tables agree in everything.
    merges: bool,
}

/// How many bytes are copied into memory: where nothing may be written beside the file, all.
const fn most_in_memory(purpose: Purpose) -> u64 {
    match purpose {
        Purpose::Auditing => u64::MAX,
        Purpose::Writing | Purpose::Saving | Purpose::Reading => MOST_IN_MEMORY,
    }
}

impl Store {
    /// What checks the file of this store.
    ///
    /// # Errors
    /// What the file system says; `store_replaced` where another file stands under the name by now.
    pub fn checker(&self) -> Result<Checker, Problem> {
        stands(&self.path, self.file.as_ref())?;
        // By no other means than SQLite's: the system lets go of all locks of a process on a file when that is closed.
        let connection = connection::second(&self.path)
            .map_err(|error| trouble::of_sqlite(&self.path, &error))?;
        Ok(Checker {
            connection,
            path: self.path.clone(),
            file: self.file.clone(),
            in_memory: most_in_memory(self.purpose),
            at_once: AT_ONCE,
            opens: true,
            merges: true,
        })
    }

    /// Whether the file is too large to be checked whole before its first save, and was not checked since it was opened.
    pub fn is_unchecked(&self) -> bool {
        let unknown = self.contradictions.get().is_none() && self.older.is_none();
        unknown && !is_small(&self.connection).unwrap_or(true)
    }

    /// Notes how much a check of the whole file found to contradict itself: nothing is saved on top of that; `None` where
    /// it could not be checked.
    pub fn was_checked(&self, contradictions: Option<usize>) {
        self.contradictions.set(Some(contradictions.unwrap_or(0)));
        // Nothing more would be found before the first save.
        if contradictions == Some(0) {
            self.checked.set(true);
        }
    }

    /// Checks the whole file: every hash, the replayed journal against the tables, and what `SQLite` checks.
    ///
    /// # Errors
    /// As [`Checker::check`].
    pub fn verify(&self) -> Result<Verification, Problem> {
        self.checker()?.check(&Monitor::default())
    }
}

impl Checker {
    /// The same of a register that is open: what only reading it as one would say, is known.
    #[must_use]
    pub fn of_open(mut self) -> Self {
        self.opens = false;
        self
    }

    /// The same, with so many records and rows at a time.
    #[cfg(test)]
    #[must_use]
    pub fn at_once(mut self, most: u32) -> Self {
        self.at_once = most;
        self
    }

    /// The same, with a file of more bytes copied beside itself.
    #[cfg(test)]
    #[must_use]
    pub fn in_memory(mut self, most: u64) -> Self {
        self.in_memory = most;
        self
    }

    /// The same, with everything compared even where journal and tables agree.
    #[cfg(test)]
    #[must_use]
    pub fn thorough(mut self) -> Self {
        self.merges = false;
        self
    }

    /// What checks a file that need not be fit to be opened: whatever is wrong with it is in the outcome.
    ///
    /// # Errors
    /// Why it cannot be looked into at all: it is missing, is no register, is a newer version's; the disk cannot read
    /// it; `work_stopped`.
    pub fn of_file(path: &Path, purpose: Purpose, monitor: &Monitor) -> Result<Self, Problem> {
        let file = fs::metadata(path).ok();
        let mut patience = Patience::default();
        loop {
            match look::open_to_check(path, purpose) {
                Err(problem) if problem.key == "store_locked" => {
                    patience.wait(path, monitor, 0, 0)?;
                }
                opened => {
                    return Ok(Self {
                        connection: opened?,
                        path: path.to_owned(),
                        file,
                        in_memory: most_in_memory(purpose),
                        at_once: AT_ONCE,
                        opens: true,
                        merges: true,
                    });
                }
            }
        }
    }

    /// Checks the whole file: every hash, the replayed journal against the tables, and what `SQLite` checks.
    ///
    /// A check that found something is made once more: a read that failed for a moment is no damage, and one that
    /// fails again is the disk's.
    ///
    /// # Errors
    /// `work_stopped`; `store_replaced` where another file was put under the name; otherwise only where the file cannot
    /// be read at all: whatever is wrong with it is in the outcome.
    pub fn check(&self, monitor: &Monitor) -> Result<Verification, Problem> {
        long_work("checking a file");
        let first = self.check_once(monitor)?;
        if first.is_whole() {
            return Ok(first);
        }
        let second = self.check_once(monitor)?;
        match second.unread() {
            Some(problem) => Err(problem.clone()),
            None => Ok(second),
        }
    }

    fn check_once(&self, monitor: &Monitor) -> Result<Verification, Problem> {
        stands(&self.path, self.file.as_ref())?;
        let moment = snapshot(&self.connection, &self.path, self.in_memory, monitor)?;
        let file = &self.path;
        // Another window may have brought it up to date by now.
        let version = look::version_to_check(&moment, file)?;
        let mut outcome = Verification::default();
        let subject = Subject {
            version,
            at_once: self.at_once,
            opens: self.opens,
            merges: self.merges,
            ..Subject::current(&moment, file)
        };
        if version == MIGRATIONS.len() {
            subject.check(&mut outcome, monitor);
        } else {
            match in_memory(&moment, file) {
                Ok((memory, holds)) => {
                    let subject = Subject {
                        tables: &memory,
                        holds: Some(&holds),
                        ..subject
                    };
                    subject.check(&mut outcome, monitor);
                }
                Err(problem) => {
                    of_file(&moment, version, file, &mut outcome, monitor);
                    outcome.found(problem);
                }
            }
        }
        // What is found of work that was broken off is nothing, and of another file neither.
        monitor.check()?;
        stands(&self.path, self.file.as_ref())?;
        Ok(outcome)
    }
}
