//! Connections to a file: what each needs, how long it waits, and how one that writes does it.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::files::place::for_sqlite;

/// How long a save waits for another window's.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// How long a save waits at least: where everything else is impatient, it was seen just before that the file is free.
pub(crate) const SAVE_PATIENCE: Duration = Duration::from_millis(250);

/// A second connection to a file that is open already, to read; it does not wait for locks.
pub(crate) fn second(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(for_sqlite(path), flags)?;
    connection.busy_timeout(Duration::ZERO)?;
    harden(&connection)?;
    Ok(connection)
}

/// A connection to an empty file that nobody else opens and that is worth nothing after its process: nothing is written
/// for what might come back to it, and it is opened before its name is taken away.
pub(crate) fn scratch(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(for_sqlite(path), flags)?;
    connection.execute_batch(
        "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;",
    )?;
    Ok(connection)
}

/// What every connection needs, also one that only reads.
pub(crate) fn harden(connection: &Connection) -> rusqlite::Result<()> {
    // Every statement of a load and a save is prepared once.
    connection.set_prepared_statement_cache_capacity(256);
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    // A statement keeps its plan whatever is bound to it: else it is prepared anew for every other value.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.execute_batch(
        "PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY;",
    )
}

/// A save that was confirmed outlives a power cut.
pub(crate) fn synchronise(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch("PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA;")
}

/// How a register is written: a copy of the file alone holds every confirmed save, and a save that is being made leaves
/// the file as it was until its end.
///
/// What is written over or taken away leaves no bytes behind: a draft may hold what is taken out of the register for
/// good.
pub(crate) fn settle_writing(connection: &Connection) -> rusqlite::Result<()> {
    synchronise(connection)?;
    connection.execute_batch("PRAGMA cache_spill = OFF; PRAGMA secure_delete = ON;")
}
