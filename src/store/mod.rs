//! The register's file: the only SQL of the program.
//!
//! | to change | go to |
//! | --- | --- |
//! | a table, a view, a trigger | `schema/`: a new file, and its line in [`schema`] |
//! | how a kind of field is kept | [`tables`] |
//! | how an older file becomes one of this version | [`migrate`] |
//! | what is checked when a file is opened | [`look`], [`open`] |
//! | what every connection needs, how long it waits | [`connection`] |
//! | what is kept of a form that is not saved yet | [`draft`] |
//! | how a file appears, and what is never written over | [`files`] |
//! | when an older file of a command becomes one of this version | [`later`] |
//! | what a crash in a save has left | [`broken_off`] |
//! | how two files differ in their histories | [`mod@compare`] |
//! | how a copy is made and taken back | [`backup`], [`restore`](mod@restore) |
//! | what a save does, and writes | [`commit`], [`parts`], [`write`](mod@write), [`journal`] |
//! | what is read of earlier redactions | [`taken`] |
//! | what is checked of a whole file | [`verify`](mod@verify) |
//! | how a whole file is read without holding up a save | [`snapshot`](mod@snapshot) |
//! | how a job reads and writes a file that is open | [`beside`] |
//! | what is read of the journal for the index of changes | [`changes`] |
//! | what is read for a question about one record, and to save it | [`part`] |
//! | what is read after another window has saved, or to go back | [`follow`] |
//! | what is read of the journal to be shown | [`sets`] |
//! | what a file is opened for, and looked into without opening it | [`access`], [`unopened`] |
//! | how the whole register is read | [`load`] |
//! | what is checked before something is written, and made to fit | [`check`], [`fitting`] |
//! | what imports of a source read of each record | [`readings`], [`reading_rows`], [`pending`] |
//! | how something is taken out of a file for good, and where people's texts are | [`redact`], [`texts`] |
//! | which change set brought a record | [`came`] |
//! | legal holds of files of version 1 | [`former_holds`] |
//! | a file that is held, and let go of for a save | [`held`] |
//! | what `SQLite` says, as a problem with a remedy | [`trouble`] |
//! | how much is read of a file, counted for tests | `counted` |

mod access;
mod backup;
mod beside;
mod broken_off;
mod came;
mod changes;
mod check;
mod commit;
mod compare;
mod connection;
#[cfg(test)]
pub(crate) mod counted;
mod draft;
pub(crate) mod files;
mod fitting;
mod follow;
mod former_holds;
mod held;
mod journal;
mod later;
mod load;
mod look;
mod migrate;
mod open;
mod part;
mod parts;
mod pending;
mod reading_rows;
mod readings;
mod redact;
mod restore;
mod schema;
mod sets;
mod snapshot;
mod tables;
mod taken;
mod texts;
mod trouble;
mod unopened;
mod verify;
mod write;

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::NaiveDate;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

pub use access::{Access, Purpose};
pub use backup::{CopyMark, copy_mark, copy_of, knows};
pub use beside::BesideStore;
pub use compare::{Comparison, HistoryStretch, Relation, compare};
pub use draft::Draft;
pub use files::journals::is_free;
pub use files::place::place_hash;
pub use follow::FollowedRegister;
pub use journal::{ChangeSet, Stamp, StoredChange, Turn};
pub use pending::{PendingReadings, PendingRecords, SourceReading};
pub use redact::RedactionTouched;
pub use restore::{
    NearbyFiles, Restored, beside_missing, place as place_for_copy, refuse_same, restore,
};
pub use snapshot::Patience as JobPatience;
pub use taken::RecordedRedaction;
pub use texts::{StoredPlace, each_text_of};
pub use unopened::{Glance, glance};
pub use verify::{Checker, Verification};

use access::Older;
use files::place::{is_taken, same};
use files::{Guard, Whole, journals, refuse_journal_name};
use fitting::follow_positions;

use crate::domain::change::{Change, Facts};
use crate::domain::changed::ChangeIndex;
use crate::domain::problem::Problem;
use crate::domain::progress::Monitor;
use crate::domain::register::{Mark, Register};
use crate::domain::retired::HoldNumbers;

/// An open register file.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: PathBuf,
    access: Access,
    read_only_reason: Option<Problem>,
    notices: Vec<Problem>,
    /// The file itself, where it is of an older version and what is read is a copy in memory.
    older: Option<Older>,
    /// The file's `data_version` when this connection last looked.
    seen: i64,
    /// The change sets that were written through this connection.
    written: BTreeSet<i64>,
    /// What is to be told after saves that are done.
    afterwards: Vec<Problem>,
    /// Whether the file was checked before it is written.
    checked: Cell<bool>,
    /// How much a check of the whole file found to contradict itself, where one was made since it was opened.
    contradictions: Cell<Option<usize>>,
    /// How long anything waits for another program's lock.
    patience: Duration,
    /// What it was opened for.
    purpose: Purpose,
    /// Which file it was when it was opened, where the system tells.
    file: Option<Metadata>,
    /// The job that reads and writes through this.
    overseer: Option<Monitor>,
    /// The job that is at work on the same file beside this.
    job: Option<Monitor>,
}

/// Plans the changes of a save against the register as it is in the file.
pub type Plan<'a> = &'a mut dyn FnMut(&mut Register) -> Result<Vec<Change>, Problem>;

impl Store {
    /// Makes a new, empty register file that only its owner may read; never overwrites.
    ///
    /// # Errors
    /// `store_exists`, `store_journal_name`, `store_directory_missing`, or what the file system says; nothing is left
    /// behind then.
    pub fn create(path: &Path) -> Result<Self, Problem> {
        Self::create_with(path, |_| Ok(()))
    }

    /// Makes a new register file, as [`Self::create`]; it appears under its name when `fill` has filled it.
    ///
    /// # Errors
    /// As [`Self::create`], or what `fill` says.
    pub fn create_with(
        path: &Path,
        fill: impl FnOnce(&mut Self) -> Result<(), Problem>,
    ) -> Result<Self, Problem> {
        if is_taken(path) {
            return Err(trouble::named("store_exists", path));
        }
        refuse_journal_name(path)?;
        Guard::default().check(path)?;
        if let Some(journal) = journals::beside(path).into_iter().next() {
            return Err(
                trouble::named("store_stale_journal", path).with("journal", journal.display())
            );
        }
        let whole = Whole::begin(path).map_err(|error| trouble::of_beginning(path, &error))?;
        Self::lay_out(whole.path())
            .and_then(|mut store| fill(&mut store))
            .map_err(|problem| trouble::of_new(renamed(problem, path)))?;
        whole
            .appear_as_database()
            .map_err(|failure| trouble::of_failure(path, &failure))?;
        Self::open(path)
    }

    fn lay_out(path: &Path) -> Result<Self, Problem> {
        let sqlite = |error: rusqlite::Error| trouble::of_sqlite(path, &error);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = Connection::open_with_flags(path, flags).map_err(sqlite)?;
        connection::harden(&connection).map_err(sqlite)?;
        connection::settle_writing(&connection).map_err(sqlite)?;
        migrate::migrate(&mut connection, path, schema::MIGRATIONS)?;
        drop(connection);
        Self::open(path)
    }

    /// Opens a register file.
    ///
    /// A file that cannot be written, or that has a trigger of somebody else's, is opened for reading.
    ///
    /// # Errors
    /// A problem with a key of its own for each thing that can be wrong; nothing is changed then.
    pub fn open(path: &Path) -> Result<Self, Problem> {
        Self::open_patiently(path, connection::PATIENCE)
    }

    /// Opens a register file; a save waits that long for another window's.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_patiently(path: &Path, patience: Duration) -> Result<Self, Problem> {
        Self::open_for(path, patience, Purpose::Writing)
    }

    /// Opens a register file to look at it alone: nothing is written, neither into it nor beside it.
    ///
    /// # Errors
    /// As [`Self::open`]; `store_logged_read_only`, where reading alone would write beside it.
    pub fn audit(path: &Path) -> Result<Self, Problem> {
        Self::open_for(path, connection::PATIENCE, Purpose::Auditing)
    }

    /// Opens a register file to read it: one of an older version is not written, but read as this version has it.
    ///
    /// The number and hash that are told of it are its own.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_to_read(path: &Path) -> Result<Self, Problem> {
        Self::open_for(path, connection::PATIENCE, Purpose::Reading)
    }

    /// Opens a register file for a command that may still be refused: one of an older version is brought up to date when
    /// the first save is about to be made, and not before.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_to_save(path: &Path) -> Result<Self, Problem> {
        Self::open_for(path, connection::PATIENCE, Purpose::Saving)
    }

    fn open_for(path: &Path, patience: Duration, purpose: Purpose) -> Result<Self, Problem> {
        let opened = open::open(path, patience, purpose)?;
        let mut store = Self {
            connection: opened.connection,
            path: path.to_owned(),
            access: opened.access,
            read_only_reason: opened.read_only_reason,
            notices: opened.notices,
            older: opened.older,
            seen: 0,
            written: BTreeSet::new(),
            afterwards: Vec::new(),
            checked: Cell::new(false),
            contradictions: Cell::new(None),
            patience,
            purpose,
            file: fs::metadata(path).ok(),
            overseer: None,
            job: None,
        };
        store.changed_outside()?;
        Ok(store)
    }

    /// Waits no longer than that for another program's lock from now on; a save waits a little longer.
    ///
    /// # Errors
    /// What `SQLite` says.
    pub fn be_patient(&mut self, patience: Duration) -> Result<(), Problem> {
        self.patience = patience;
        self.file().busy_timeout(patience).map_err(self.sqlite())
    }

    /// How long anything waits for another program's lock.
    pub const fn patience(&self) -> Duration {
        self.patience
    }

    /// Reads what is read without waiting for another program's lock.
    pub fn at_once<'s, R>(&'s self, read: impl FnOnce(&'s Self) -> R) -> R {
        let _ = self.file().busy_timeout(Duration::ZERO);
        let read = read(self);
        let _ = self.file().busy_timeout(self.patience);
        read
    }

    /// Whether another program holds the file so that nothing can be written now. Nothing is waited for.
    pub fn is_locked(&self) -> bool {
        if self.access == Access::ReadOnly {
            return false;
        }
        // A job that is at work beside lets go of the file for this.
        let Ok(_held) = held::alone(self.job.as_ref(), &self.path) else {
            return true;
        };
        let _ = self.connection.busy_timeout(Duration::ZERO);
        // A save ends with the file to itself: one that only reads is in its way too.
        let tried = self.connection.execute_batch("BEGIN EXCLUSIVE; ROLLBACK;");
        let _ = self.connection.busy_timeout(self.patience);
        tried.is_err_and(|error| trouble::is_locked(&error))
    }

    /// The id of the register that a file holds, looked at without a change to it; `None` where it holds none.
    #[must_use]
    pub fn register_id(path: &Path) -> Option<String> {
        let connection = connection::second(path).ok()?;
        let id = connection.query_row("SELECT register_id FROM register", [], |row| row.get(0));
        id.ok()
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it may be written.
    pub fn access(&self) -> Access {
        self.access
    }

    /// Why it may not be written.
    pub fn read_only_reason(&self) -> Option<&Problem> {
        self.read_only_reason.as_ref()
    }

    /// Opens the file that stands under the name now, for the same, and waits as long for others.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_anew(&self) -> Result<Self, Problem> {
        Self::open_for(&self.path, self.patience, self.purpose)
    }

    /// Whether another file stands under the name than the one that is open.
    pub fn is_replaced(&self) -> bool {
        let now = fs::metadata(&self.path).ok();
        let files = self.file.as_ref().zip(now.as_ref());
        cfg!(unix) && files.is_some_and(|(was, now)| !same(was, now))
    }

    /// What is worth telling of the file: foreign tables, a migration.
    pub fn notices(&self) -> &[Problem] {
        &self.notices
    }

    fn sqlite(&self) -> impl Fn(rusqlite::Error) -> Problem {
        let path = self.path.clone();
        move |error| trouble::of_sqlite(&path, &error)
    }

    /// Refuses to write where the file's structure is not ours: a trigger could have been put in meanwhile, or a newer
    /// version could have brought the file up to date.
    fn guard(&self, connection: &Connection) -> Result<(), Problem> {
        let known = schema::MIGRATIONS.len();
        let version = schema::version(connection).map_err(self.sqlite())?;
        if version > known {
            return Err(look::newer(&self.path, version));
        }
        let judged = open::judge(connection, &self.path, known)?;
        judged.read_only_reason.map_or(Ok(()), Err)
    }

    /// Checks the file before this connection's first save: what contradicts itself is not written any further.
    ///
    /// A small file is checked whole; a large one by what can be counted, which takes next to nothing.
    fn check_once(&self, register: &Register) -> Result<(), Problem> {
        let known = self.contradictions.get().unwrap_or_default();
        if self.checked.get() && known == 0 {
            return Ok(());
        }
        let counted = check::before_writing(&self.connection, &self.path, register)?;
        let contradicts = counted.max(known);
        if contradicts > 0 {
            return Err(trouble::named("store_contradicts", &self.path).with("n", contradicts));
        }
        self.checked.set(true);
        Ok(())
    }

    /// Runs `read` in one moment of the file.
    fn at_one_moment<T>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let _held = self.overseer.as_ref().map(Monitor::hold);
        let transaction =
            Transaction::new_unchecked(&self.connection, TransactionBehavior::Deferred)
                .map_err(self.sqlite())?;
        read(&transaction)
    }

    /// Reads the whole register.
    ///
    /// # Errors
    /// What the file system says, `store_damaged`, or `store_unreadable_value` with table, ref and field.
    pub fn load(&self) -> Result<Register, Problem> {
        self.at_one_moment(|connection| match self.older {
            // Another connection would read the file itself.
            Some(_) => load::load(connection, &self.path),
            // It could not be stopped by whoever wants the file.
            None if self.overseer.is_some() => load::load(connection, &self.path),
            None => load::load_quickly(connection, &self.path),
        })
    }

    /// Whether another connection has committed since this one last looked.
    ///
    /// # Errors
    /// What the file system says.
    pub fn changed_outside(&mut self) -> Result<bool, Problem> {
        let version: i64 = self
            .file()
            .query_row("PRAGMA data_version", [], |row| row.get(0))
            .map_err(self.sqlite())?;
        let changed = version != self.seen;
        if changed && self.older.is_some() && self.seen != 0 {
            // What stands in memory is no longer the file: perhaps another window has migrated it.
            let purpose = match self.purpose {
                Purpose::Saving => Purpose::Saving,
                _ => Purpose::Reading,
            };
            *self = Self::open_for(&self.path, self.patience, purpose)?;
            return Ok(true);
        }
        self.seen = version;
        Ok(changed)
    }

    /// The connection to the file itself.
    fn file(&self) -> &Connection {
        let older = self.older.as_ref();
        older.map_or(&self.connection, |older| &older.connection)
    }

    /// The rows that legal holds have become which the journal knows as fields.
    fn hold_numbers(&self, connection: &Connection) -> Result<HoldNumbers, Problem> {
        match &self.older {
            Some(older) => Ok(older.holds.clone()),
            None => former_holds::numbers(connection).map_err(self.sqlite()),
        }
    }

    /// The latest change set of the file.
    ///
    /// # Errors
    /// What the file system says.
    pub fn latest(&self) -> Result<Mark, Problem> {
        journal::latest(&self.connection).map_err(self.sqlite())
    }

    /// The changes of a set as this version has them: those of a legal hold that was fields are of its row.
    ///
    /// # Errors
    /// As [`Self::facts_at`].
    pub fn changes_of_today(&self, number: i64) -> Result<Vec<StoredChange>, Problem> {
        let stored = self.changes(number)?;
        if !stored.iter().any(former_holds::is_told_in_fields) {
            return Ok(stored);
        }
        self.at_one_moment(|connection| {
            let numbers = self.hold_numbers(connection)?;
            former_holds::changes_of_today(connection, &self.path, stored, &numbers)
        })
    }

    /// The change sets that an undo or redo can take back, each with its author, the latest first.
    ///
    /// # Errors
    /// What the file system says.
    pub fn turns(&self, turn: Turn) -> Result<Vec<(i64, String)>, Problem> {
        journal::turns(&self.connection, turn).map_err(self.sqlite())
    }

    /// Whether a change set was written here, and not by another window or in another session.
    pub fn wrote(&self, number: i64) -> bool {
        self.written.contains(&number)
    }

    /// What was recorded at the end of a day, and at which change set; without a day, what is recorded now.
    ///
    /// # Errors
    /// What the file system says, `store_unreadable_change`, or `store_journal_broken` where the journal
    /// contradicts itself.
    pub fn facts_at(&self, day: Option<NaiveDate>) -> Result<(Facts, Mark), Problem> {
        let day = day.map(|day| day.to_string());
        self.at_one_moment(|connection| {
            let mark = journal::mark_at(connection, day.as_deref()).map_err(self.sqlite())?;
            let facts = self.replayed(connection, mark.number)?;
            Ok((facts, mark))
        })
    }

    /// Since when each field holds what it holds, as of a change set.
    ///
    /// # Errors
    /// What the file system says.
    pub fn change_index(&self, upto: i64) -> Result<ChangeIndex, Problem> {
        let mut index = ChangeIndex::default();
        self.bring_up(&mut index, upto)?;
        Ok(index)
    }

    /// Brings an index up to a later change set by what came since; one of another history is made anew.
    ///
    /// # Errors
    /// What the file system says.
    pub fn bring_up(&self, index: &mut ChangeIndex, upto: i64) -> Result<(), Problem> {
        self.at_one_moment(|connection| {
            changes::bring_up(connection, index, upto).map_err(self.sqlite())
        })
    }

    /// What was recorded at a change set.
    ///
    /// # Errors
    /// As [`Self::facts_at`].
    pub fn facts_until(&self, number: i64) -> Result<Facts, Problem> {
        self.at_one_moment(|connection| self.replayed(connection, number))
    }

    /// The journal up to a change set, replayed; a legal hold that it has as fields is a row.
    fn replayed(&self, connection: &Connection, number: i64) -> Result<Facts, Problem> {
        let facts = journal::replay(
            connection,
            &self.path,
            number,
            &mut |_, _| true,
            &mut |change| {
                Err(trouble::named("store_journal_broken", &self.path)
                    .with("number", change?.change_set))
            },
        )?;
        Ok(facts.with_holds_as_rows(&self.hold_numbers(connection)?))
    }

    /// The latest change set that was made not after a day, by the days written in them.
    ///
    /// # Errors
    /// What the file system says.
    pub fn mark_at(&self, day: NaiveDate) -> Result<Mark, Problem> {
        journal::mark_at(&self.connection, Some(&day.to_string())).map_err(self.sqlite())
    }

    /// The references of the records that were changed after a change set, the latest first.
    ///
    /// # Errors
    /// What the file system says.
    pub fn records_changed_after(&self, number: i64) -> Result<Vec<String>, Problem> {
        journal::records_changed_after(&self.connection, number).map_err(self.sqlite())
    }

    /// Makes a checked copy in a new file that only its owner may read, also while the register is in use.
    ///
    /// # Errors
    /// `store_exists`, what the file system says, or `backup_check_failed`; nothing is left behind then.
    pub fn back_up(&self, to: &Path) -> Result<(), Problem> {
        backup::copy(self.file(), &self.path, to)
    }
}

/// A problem of a file under the name that it was to have.
fn renamed(mut problem: Problem, path: &Path) -> Problem {
    for (name, value) in &mut problem.details {
        if *name == "file" {
            *value = path.display().to_string();
        }
    }
    problem
}

#[cfg(test)]
mod tests;
