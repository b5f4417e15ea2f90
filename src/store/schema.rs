//! The schema: the list of migrations, what a file of this version must hold, and what it holds besides.
//!
//! A migration is a file of plain SQL and is never changed once released; what SQL alone cannot do stands in
//! [`super::migrate`]. One more field costs a line in a new one; a test compares the outcome with the declarations.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rusqlite::Connection;

/// The mark of a register in the head of an `SQLite` file: "ropa" in ASCII.
pub const APPLICATION_ID: i32 = 0x726F_7061;

/// The migrations, from an empty file to this version; only ever added to.
pub const MIGRATIONS: &[&str] = &[
    include_str!("schema/0001.sql"),
    include_str!("schema/0002.sql"),
];

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

/// The objects that this version makes; made once, in memory.
static WANTED: OnceLock<BTreeMap<String, Object>> = OnceLock::new();

/// Compares a file's schema with that of this version.
pub fn compare(connection: &Connection) -> rusqlite::Result<SchemaDifference> {
    let wanted = match WANTED.get() {
        Some(wanted) => wanted,
        None => WANTED.get_or_init({
            let model = Connection::open_in_memory()?;
            for migration in MIGRATIONS {
                model.execute_batch(migration)?;
            }
            let made = objects(&model)?;
            || made
        }),
    };
    let mut found = objects(connection)?;
    let mut difference = SchemaDifference::default();
    for (name, object) in wanted {
        if found.remove(name).as_ref() != Some(object) {
            difference.altered.push((object.kind.clone(), name.clone()));
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
