//! The schema: the list of migrations, what a file of this version must hold, and what it holds besides.
//!
//! A migration is a file of plain SQL and is never changed once released. One more field costs a line in a new
//! one; a test compares the outcome with the declarations.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};

use super::trouble;
use crate::domain::problem::Problem;

/// The mark of a register in the head of an `SQLite` file: "ropa" in ASCII.
pub const APPLICATION_ID: i32 = 0x726F_7061;

/// The migrations, from an empty file to this version; only ever added to.
pub const MIGRATIONS: &[&str] = &[include_str!("schema/0001.sql")];

/// An object of a schema: a table, view, index or trigger.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Object {
    /// What it is: `table`, `view`, `index`, `trigger`.
    pub kind: String,
    /// The statement that made it.
    pub sql: String,
}

/// How a file's schema differs from what it must be.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct SchemaDifference {
    /// Objects of the register that are missing or altered, each with its kind.
    pub altered: Vec<(String, String)>,
    /// Objects that are none of the register's, each with its kind.
    pub foreign: Vec<(String, String)>,
}

/// The objects of a schema by their names, without those that `SQLite` makes itself.
fn objects(connection: &Connection) -> rusqlite::Result<BTreeMap<String, Object>> {
    let mut statement = connection.prepare(
        "SELECT name, type, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    )?;
    let rows = statement.query_map([], |row| {
        Ok((
            row.get(0)?,
            Object {
                kind: row.get(1)?,
                sql: row.get(2)?,
            },
        ))
    })?;
    rows.collect()
}

/// Compares a file's schema with that of this version.
pub fn compare(connection: &Connection) -> rusqlite::Result<SchemaDifference> {
    let wanted = {
        let model = Connection::open_in_memory()?;
        for migration in MIGRATIONS {
            model.execute_batch(migration)?;
        }
        objects(&model)?
    };
    let mut found = objects(connection)?;
    let mut difference = SchemaDifference::default();
    for (name, object) in wanted {
        if found.remove(&name).as_ref() != Some(&object) {
            difference.altered.push((object.kind, name));
        }
    }
    difference.foreign = found
        .into_iter()
        .map(|(name, object)| (object.kind, name))
        .collect();
    Ok(difference)
}

/// The version of an open file.
pub fn version(connection: &Connection) -> rusqlite::Result<usize> {
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    // A negative version is none of ours, and so newer than all of them.
    Ok(usize::try_from(version).unwrap_or(usize::MAX))
}

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
    let Some(missing) = migrations.get(from..).filter(|missing| !missing.is_empty()) else {
        return Ok(None);
    };
    let copy = if from == 0 {
        None
    } else {
        let copy = copy_name(file, from);
        super::backup::copy(connection, file, &copy)?;
        Some(copy)
    };
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(sqlite)?;
    // Another window may have done it meanwhile.
    if version(&transaction).map_err(sqlite)? == from {
        for migration in missing {
            transaction.execute_batch(migration).map_err(sqlite)?;
        }
        transaction
            .pragma_update(None, "application_id", APPLICATION_ID)
            .and_then(|()| {
                transaction.pragma_update(
                    None,
                    "user_version",
                    i64::try_from(migrations.len()).unwrap_or(i64::MAX),
                )
            })
            .map_err(sqlite)?;
        transaction.commit().map_err(sqlite)?;
    }
    Ok(copy)
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
