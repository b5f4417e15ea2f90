//! What is read of the journal of an open register: change sets, and the changes in them.

use super::{ChangeSet, Store, StoredChange, journal};
use crate::domain::problem::Problem;
use crate::domain::value::Id;

impl Store {
    /// The change sets, the newest first.
    ///
    /// # Errors
    /// What the file system says.
    pub fn change_sets(&self, limit: Option<usize>) -> Result<Vec<ChangeSet>, Problem> {
        journal::change_sets(&self.connection, limit).map_err(self.sqlite())
    }

    /// One change set.
    ///
    /// # Errors
    /// What the file system says.
    pub fn change_set(&self, number: i64) -> Result<Option<ChangeSet>, Problem> {
        journal::one_change_set(&self.connection, number).map_err(self.sqlite())
    }

    /// The changes of a set, in order.
    ///
    /// # Errors
    /// What the file system says, or `store_unreadable_change`.
    pub fn changes(&self, number: i64) -> Result<Vec<StoredChange>, Problem> {
        journal::changes(&self.connection, &self.path, number, None)
    }

    /// The first so many changes of a set, in order.
    ///
    /// # Errors
    /// As [`Self::changes`].
    pub fn first_changes(&self, number: i64, most: usize) -> Result<Vec<StoredChange>, Problem> {
        journal::changes(&self.connection, &self.path, number, Some(most))
    }

    /// The latest so many change sets up to a number, the newest first.
    ///
    /// # Errors
    /// What the file system says.
    pub fn change_sets_until(&self, number: i64, most: usize) -> Result<Vec<ChangeSet>, Problem> {
        journal::change_sets_until(&self.connection, number, most).map_err(self.sqlite())
    }

    /// The change sets after a number, the newest first.
    ///
    /// # Errors
    /// What the file system says.
    pub fn change_sets_after(&self, number: i64) -> Result<Vec<ChangeSet>, Problem> {
        journal::change_sets_after(&self.connection, number).map_err(self.sqlite())
    }

    /// The changes of a record and of every row that it holds or held, the oldest first.
    ///
    /// # Errors
    /// What the file system says, or `store_unreadable_change`.
    pub fn changes_of_record(&self, id: Id) -> Result<Vec<StoredChange>, Problem> {
        journal::changes_of_record(&self.connection, &self.path, id)
    }
}
