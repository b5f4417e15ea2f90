//! A checked copy of the register, also while it is in use.

use std::path::Path;

use rusqlite::{Connection, OpenFlags, OptionalExtension};

use super::files::place::is_taken;
use super::files::{Guard, Whole, journals};
use super::trouble;
use crate::domain::problem::Problem;

/// Copies the open register into a new file, and checks the copy. It appears under its name when it is whole.
///
/// # Errors
/// `store_exists`, `store_stale_journal`, what the file system says, or `backup_check_failed` where the copy is not
/// whole; nothing is left behind then.
pub fn copy(connection: &Connection, file: &Path, to: &Path) -> Result<(), Problem> {
    if is_taken(to) {
        return Err(trouble::named("store_exists", to));
    }
    Guard::default().check(to)?;
    if let Some(journal) = journals::beside(to).into_iter().next() {
        return Err(trouble::named("store_stale_journal", to).with("journal", journal.display()));
    }
    unfinished(connection, file, to)?
        .appear_as_database()
        .map_err(|failure| trouble::of_failure(to, &failure))
}

/// A checked copy that does not stand under its name yet.
///
/// # Errors
/// As [`copy`].
pub fn unfinished(connection: &Connection, file: &Path, to: &Path) -> Result<Whole, Problem> {
    let whole = Whole::begin(to).map_err(|error| trouble::of_beginning(to, &error))?;
    let name = whole
        .path()
        .to_str()
        .ok_or_else(|| trouble::named("backup_name_not_text", to))?;
    connection
        .execute("VACUUM INTO ?1", [name])
        .map_err(|error| {
            let at_fault =
                if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseCorrupt) {
                    file
                } else {
                    to
                };
            trouble::of_sqlite(at_fault, &error)
        })?;
    check(connection, whole.path()).map_err(|error| match error {
        Some(error) => trouble::of_sqlite(to, &error),
        None => trouble::named("backup_check_failed", to),
    })?;
    Ok(whole)
}

/// Whether the copy is whole and holds the journal as it was when it was made: the register may have gone on since.
fn check(connection: &Connection, copy: &Path) -> Result<(), Option<rusqlite::Error>> {
    let look = || -> rusqlite::Result<bool> {
        let copy = Connection::open_with_flags(copy, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let whole: String = copy.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        let latest = "SELECT number, hash FROM change_set ORDER BY number DESC LIMIT 1";
        let there: Option<(i64, String)> = copy
            .query_row(latest, [], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let here: Option<String> = match &there {
            Some((number, _)) => connection
                .query_row(
                    "SELECT hash FROM change_set WHERE number = ?1",
                    [number],
                    |row| row.get(0),
                )
                .optional()?,
            None => None,
        };
        Ok(whole == "ok" && here == there.map(|(_, hash)| hash))
    };
    match look() {
        Ok(true) => Ok(()),
        Ok(false) => Err(None),
        Err(error) => Err(Some(error)),
    }
}
