//! Bringing an older file up to this version: a copy first, then everything in one transaction.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::backup::Backup;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::schema::{APPLICATION_ID, MIGRATIONS, compare, version};
use super::{backup, former_holds, trouble};
use crate::domain::problem::Problem;
use crate::domain::retired::HoldNumbers;

/// Brings a file up to the last of `migrations`; where it holds anything, a copy is made beside it first.
///
/// # Errors
/// The problem of the copy or of a migration; the file is then as it was.
pub(crate) fn migrate(
    connection: &mut Connection,
    file: &Path,
    migrations: &[&str],
) -> Result<Option<PathBuf>, Problem> {
    let sqlite = |error: rusqlite::Error| trouble::of_sqlite(file, &error);
    let from = version(connection).map_err(sqlite)?;
    if from >= migrations.len() {
        return Ok(None);
    }
    let copy = if from == 0 {
        None
    } else {
        let copy = copy_name(file, from);
        backup::copy(connection, file, &copy)?;
        Some(copy)
    };
    run(connection, file, migrations, true)?;
    Ok(copy)
}

/// A copy of an older file in memory, brought up to this version there: the file itself is not written.
///
/// Returns the rows that its legal holds became too; the journal is the file's own.
///
/// # Errors
/// What reading the file says, or the problem of a migration.
pub(crate) fn in_memory(
    older: &Connection,
    file: &Path,
) -> Result<(Connection, HoldNumbers), Problem> {
    let sqlite = |error: rusqlite::Error| trouble::of_sqlite(file, &error);
    let mut memory = Connection::open_in_memory().map_err(sqlite)?;
    // Waits for a writer as long as any reading does; from here on the file stays as it is until the copy is made.
    let moment = (older.is_autocommit())
        .then(|| Transaction::new_unchecked(older, TransactionBehavior::Deferred))
        .transpose()
        .map_err(sqlite)?;
    version(older).map_err(sqlite)?;
    Backup::new(older, &mut memory)
        .and_then(|backup| backup.run_to_completion(PAGES, Duration::ZERO, None))
        .map_err(sqlite)?;
    drop(moment);
    super::connection::harden(&memory).map_err(sqlite)?;
    let numbers = run(&memory, file, MIGRATIONS, false)?;
    memory
        .execute_batch("PRAGMA query_only = ON")
        .map_err(sqlite)?;
    Ok((memory, numbers))
}

/// How many pages are copied at a time.
const PAGES: std::ffi::c_int = 4096;

/// Runs what a file lacks of the migrations, all or nothing; as change sets where recorded values change and that is
/// to be `journalled`.
fn run(
    connection: &Connection,
    file: &Path,
    migrations: &[&str],
    journalled: bool,
) -> Result<HoldNumbers, Problem> {
    let sqlite = |error: rusqlite::Error| trouble::of_sqlite(file, &error);
    // A table that is built anew goes and comes back under the same name: what refers to it must not follow, and a
    // view of somebody else's that reads it is left alone. Neither can be set inside a transaction.
    let outside = |keys: &str, legacy: &str| {
        connection.execute_batch(&format!(
            "PRAGMA foreign_keys = {keys}; PRAGMA legacy_alter_table = {legacy};"
        ))
    };
    outside("OFF", "ON").map_err(sqlite)?;
    let done = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)
        .map_err(sqlite)
        .and_then(|transaction| {
            let numbers = apply(&transaction, file, migrations, journalled)?;
            transaction.commit().map_err(sqlite)?;
            Ok(numbers)
        });
    outside("ON", "OFF").map_err(sqlite)?;
    done
}

/// The same inside a transaction. Another window may have done it meanwhile: then nothing is left to do.
fn apply(
    connection: &Connection,
    file: &Path,
    migrations: &[&str],
    journalled: bool,
) -> Result<HoldNumbers, Problem> {
    let sqlite = |error: rusqlite::Error| trouble::of_sqlite(file, &error);
    let from = version(connection).map_err(sqlite)?;
    let indexes = foreign_indexes(connection, from).map_err(sqlite)?;
    let mut holds = Vec::new();
    for (at, migration) in migrations.iter().enumerate().skip(from) {
        if at == 1 {
            holds = former_holds::read(connection).map_err(sqlite)?;
        }
        connection.execute_batch(migration).map_err(sqlite)?;
    }
    // The rows are written as this version declares them, so once all its tables are there.
    let numbers = former_holds::make_rows(connection, file, holds, journalled)?;
    for index in indexes {
        // One on a column that is gone goes with it.
        let _ = connection.execute_batch(&index);
    }
    connection
        .pragma_update(None, "application_id", APPLICATION_ID)
        .and_then(|()| {
            let version = i64::try_from(migrations.len().max(from)).unwrap_or(i64::MAX);
            connection.pragma_update(None, "user_version", version)
        })
        .map_err(sqlite)?;
    Ok(numbers)
}

/// The statements of somebody else's indexes on the register's tables, which go when a table is built anew.
fn foreign_indexes(connection: &Connection, version: usize) -> rusqlite::Result<Vec<String>> {
    let foreign = compare(connection, version)?.foreign;
    let mut statement =
        connection.prepare("SELECT sql FROM sqlite_schema WHERE type = 'index' AND name = ?1")?;
    foreign
        .iter()
        .filter(|(kind, _)| kind == "index")
        .map(|(_, name)| statement.query_row([name], |row| row.get(0)))
        .collect()
}

/// A name for the copy before a migration that no file has yet: `FILE.version-1`, then `FILE.version-1-2`.
fn copy_name(file: &Path, version: usize) -> PathBuf {
    let name = |suffix: &str| {
        let mut name = file.as_os_str().to_owned();
        name.push(format!(".version-{version}{suffix}"));
        PathBuf::from(name)
    };
    let mut copy = name("");
    let mut number = 2_u32;
    while copy.symlink_metadata().is_ok() {
        copy = name(&format!("-{number}"));
        number += 1;
    }
    copy
}
