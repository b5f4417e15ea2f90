//! Bringing an older file up to this version: a copy first, then everything in one transaction.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::schema::{APPLICATION_ID, version};
use super::{backup, trouble};
use crate::domain::problem::Problem;

/// Brings a file up to the last of `migrations`; where it holds anything, a copy is made beside it first.
///
/// # Errors
/// The problem of the copy or of a migration; the file is then as it was.
pub fn migrate(
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
    // A table that is built anew goes and comes back under the same name: what refers to it must not follow.
    // Neither can be set inside a transaction.
    let outside = |on: &str, off: &str| {
        connection.execute_batch(&format!(
            "PRAGMA foreign_keys = {on}; PRAGMA legacy_alter_table = {off};"
        ))
    };
    outside("OFF", "ON").map_err(sqlite)?;
    let done = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)
        .and_then(|transaction| {
            // Another window may have done it meanwhile.
            if version(&transaction)? == from {
                apply(&transaction, migrations, from)?;
                transaction.commit()?;
            }
            Ok(())
        })
        .map_err(sqlite);
    outside("ON", "OFF").map_err(sqlite)?;
    done.map(|()| copy)
}

/// Runs the migrations that a file of that version lacks.
fn apply(connection: &Connection, migrations: &[&str], from: usize) -> rusqlite::Result<()> {
    for migration in &migrations[from..] {
        connection.execute_batch(migration)?;
    }
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    connection.pragma_update(
        None,
        "user_version",
        i64::try_from(migrations.len()).unwrap_or(i64::MAX),
    )
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
