//! What imports of a source read of each record: the state that both sides go back to when the source comes again.
//!
//! It is not journalled, and is written in the transaction of its import. What an import read that was undone counts as
//! never read, and counts again when the import is redone.

use std::collections::BTreeMap;

use rusqlite::{Connection, Transaction, TransactionBehavior, params};

use super::pending::{PendingReadings, SourceReading};
use super::{Store, journal, trouble, write};
use crate::domain::problem::Problem;
use crate::domain::value::Id;

/// A reading as it stands in the file: its row, the source, the content.
#[derive(Debug)]
pub(super) struct StoredReading {
    pub(super) row: i64,
    pub(super) source: String,
    pub(super) content: String,
}

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
            let rows = statement.query_map([source], |row| Ok((Id(row.get(0)?), row.get(1)?)))?;
            // A later one takes the place of an earlier one.
            rows.collect()
        };
        read().map_err(|error| trouble::of_sqlite(&self.path, &error))
    }
}

/// Keeps what an import read, with the change set that is about to be written.
pub(super) fn keep_with(
    connection: &Connection,
    pending: &PendingReadings,
) -> rusqlite::Result<()> {
    let read = pending.take();
    if read.is_empty() {
        return Ok(());
    }
    let next = journal::latest(connection)?.number + 1;
    write(connection, &read, Some(next))
}

/// Writes what an import read, with its change set; `None` where it changed nothing.
fn write(
    connection: &Connection,
    readings: &[SourceReading],
    change_set: Option<i64>,
) -> rusqlite::Result<()> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO source_reading (source, change_set, record, content) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for reading in readings {
        let values = params![
            reading.source,
            change_set,
            reading.record.0,
            reading.content
        ];
        write::counted(insert.execute(values)?)?;
    }
    Ok(())
}

/// Every reading of the file.
pub(super) fn all(connection: &Connection) -> rusqlite::Result<Vec<StoredReading>> {
    let mut statement =
        connection.prepare("SELECT id, source, content FROM source_reading ORDER BY id")?;
    let rows = statement.query_map([], |row| {
        Ok(StoredReading {
            row: row.get(0)?,
            source: row.get(1)?,
            content: row.get(2)?,
        })
    })?;
    rows.collect()
}
