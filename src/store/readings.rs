//! What imports of a source read of each record: the state that both sides go back to when the source comes again.
//!
//! It is not journalled, and is written in the transaction of its import. What an import read that was undone counts as
//! never read, and counts again when the import is redone.

use std::collections::BTreeMap;

use rusqlite::{Transaction, TransactionBehavior};

use super::pending::PendingReadings;
use super::reading_rows::write;
use super::{Store, trouble};
use crate::domain::problem::Problem;
use crate::domain::value::Id;

impl Store {
    /// Keeps what an import read that changed nothing.
    ///
    /// # Errors
    /// What the file system says.
    pub fn keep_readings(&self, pending: &PendingReadings) -> Result<(), Problem> {
        let read = pending.take();
        if read.is_empty() || self.read_only_reason().is_some() {
            return Ok(());
        }
        self.guard(&self.connection)?;
        let keep = || {
            let transaction =
                Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)?;
            write(&transaction, &read, None)?;
            transaction.commit()
        };
        keep().map_err(|error| trouble::of_sqlite(&self.path, &error))
    }

    /// What the last import of a source that is not undone read of each record.
    ///
    /// # Errors
    /// What the file system says.
    pub fn readings_of(&self, source: &str) -> Result<BTreeMap<Id, String>, Problem> {
        let read = || -> rusqlite::Result<BTreeMap<Id, String>> {
            let mut statement = self.connection.prepare_cached(
                "SELECT record, content FROM source_reading AS reading
                 WHERE source = ?1 AND NOT EXISTS (
                    SELECT 1 FROM change_set AS undo WHERE undo.undoes = reading.change_set
                    AND NOT EXISTS (SELECT 1 FROM change_set AS redo WHERE redo.undoes = undo.number))
                 ORDER BY id",
            )?;
            let rows = statement.query_map([source], |row| {
                // One of a number that no record can have was never read.
                let number = u32::try_from(row.get::<_, i64>(0)?).ok();
                Ok(number.map(|number| Ok((Id(number), row.get(1)?))))
            })?;
            // A later one takes the place of an earlier one.
            rows.filter_map(Result::transpose).map(|row| row?).collect()
        };
        read().map_err(|error| trouble::of_sqlite(&self.path, &error))
    }
}
