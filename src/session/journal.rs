//! What can be read of an open register's file: its journal, its drafts, whether it may be written. Nothing here writes.

use crate::domain::problem::Problem;
use crate::domain::value::Id;
use crate::store::{Access, ChangeSet, Checker, Draft, Store, StoredChange, Verification};

/// A register's file, to be read alone.
#[derive(Clone, Copy, Debug)]
pub struct Journal<'s>(&'s Store);

impl<'s> Journal<'s> {
    pub(super) const fn new(store: &'s Store) -> Self {
        Self(store)
    }

    /// Whether nothing can be saved: see [`Self::read_only_reason`].
    #[must_use]
    pub fn is_read_only(self) -> bool {
        self.0.access() == Access::ReadOnly
    }

    /// Why nothing can be saved.
    #[must_use]
    pub fn read_only_reason(self) -> Option<&'s Problem> {
        self.0.read_only_reason()
    }

    /// Whether another program holds the file so that nothing can be written now. Nothing is waited for.
    #[must_use]
    pub fn is_locked(self) -> bool {
        self.0.is_locked()
    }

    /// Reads what is read without waiting for another program's lock: `store_locked` comes at once.
    pub fn at_once<R>(self, read: impl FnOnce(Self) -> R) -> R {
        self.0.at_once(|store| read(Journal(store)))
    }

    /// The latest change set that was written through this session.
    #[must_use]
    pub fn last_written(self) -> Option<i64> {
        self.0.last_written()
    }

    /// Whether a change set was written here, and not by another window or in another session.
    #[must_use]
    pub fn wrote(self, number: i64) -> bool {
        self.0.wrote(number)
    }

    /// The change sets, the newest first.
    ///
    /// # Errors
    /// What the file system says.
    pub fn change_sets(self, limit: Option<usize>) -> Result<Vec<ChangeSet>, Problem> {
        self.0.change_sets(limit)
    }

    /// One change set.
    ///
    /// # Errors
    /// What the file system says.
    pub fn change_set(self, number: i64) -> Result<Option<ChangeSet>, Problem> {
        self.0.change_set(number)
    }

    /// The changes of a set, in order.
    ///
    /// # Errors
    /// What the file system says, or `store_unreadable_change`.
    pub fn changes(self, number: i64) -> Result<Vec<StoredChange>, Problem> {
        self.0.changes(number)
    }

    /// The first so many changes of a set, in order.
    ///
    /// # Errors
    /// As [`Self::changes`].
    pub fn first_changes(self, number: i64, most: usize) -> Result<Vec<StoredChange>, Problem> {
        self.0.first_changes(number, most)
    }

    /// The latest so many change sets up to a number, the newest first.
    ///
    /// # Errors
    /// What the file system says.
    pub fn change_sets_until(self, number: i64, most: usize) -> Result<Vec<ChangeSet>, Problem> {
        self.0.change_sets_until(number, most)
    }

    /// The change sets after a number, the newest first.
    ///
    /// # Errors
    /// What the file system says.
    pub fn change_sets_after(self, number: i64) -> Result<Vec<ChangeSet>, Problem> {
        self.0.change_sets_after(number)
    }

    /// The changes of a record and of every row that it holds or held, the oldest first.
    ///
    /// # Errors
    /// What the file system says, or `store_unreadable_change`.
    pub fn changes_of_record(self, id: Id) -> Result<Vec<StoredChange>, Problem> {
        self.0.changes_of_record(id)
    }

    /// The changes of a record or row alone, the oldest first.
    ///
    /// # Errors
    /// As [`Self::changes_of_record`].
    pub fn changes_of_one(self, id: Id) -> Result<Vec<StoredChange>, Problem> {
        self.0.changes_of_one(id)
    }

    /// The numbers of the records and rows that ever had the reference when they were changed.
    ///
    /// # Errors
    /// What the file system says.
    pub fn ever_called(self, reference: &str) -> Result<Vec<Id>, Problem> {
        self.0.ever_called(reference)
    }

    /// The number of a record or row that had the reference when it was changed last.
    ///
    /// # Errors
    /// What the file system says.
    pub fn had_reference(self, reference: &str) -> Result<Option<Id>, Problem> {
        self.0.had_reference(reference)
    }

    /// What is kept of forms that are not saved.
    ///
    /// # Errors
    /// What the file system says.
    pub fn drafts(self) -> Result<Vec<Draft>, Problem> {
        self.0.drafts()
    }

    /// What is kept under the name of a draft; none where nothing is.
    ///
    /// # Errors
    /// What the file system says.
    pub fn draft_content(self, name: &str) -> Result<Option<String>, Problem> {
        self.0.draft_content(name)
    }

    /// Checks the whole file.
    ///
    /// # Errors
    /// Only where the file cannot be read at all; whatever is wrong with it is in the outcome.
    pub fn verify(self) -> Result<Verification, Problem> {
        self.0.verify()
    }

    /// Whether the file is too large to be checked whole before its first save, and was not checked since it was opened.
    #[must_use]
    pub fn is_unchecked(self) -> bool {
        self.0.is_unchecked()
    }

    /// What checks the whole file beside everything else.
    ///
    /// # Errors
    /// As [`Store::checker`].
    pub fn checker(self) -> Result<Checker, Problem> {
        self.0.checker()
    }
}
