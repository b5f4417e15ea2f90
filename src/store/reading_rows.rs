//! The table of what imports of a source read of each record.
//!
//! It is not journalled, and is written in the transaction of its import. What an import read that was undone counts as
//! never read, and counts again when the import is redone.

use rusqlite::{Connection, params};

use super::pending::{PendingReadings, SourceReading};
use super::{journal, write as rows};

/// A reading as it stands in the file: its row, the source, the content.
#[derive(Debug)]
pub(super) struct StoredReading {
    pub(super) row: i64,
    pub(super) source: String,
    pub(super) content: String,
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
pub(super) fn write(
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
        rows::counted(insert.execute(values)?)?;
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
