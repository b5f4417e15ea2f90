//! A checked copy of the register, also while it is in use.

use std::fs::{File, OpenOptions};
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::trouble;
use crate::domain::problem::Problem;

/// Makes a file that only its owner may read; refuses one that is there.
pub fn create_private(path: &Path) -> Result<File, Problem> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path).map_err(|error| {
        if error.kind() == std::io::ErrorKind::NotFound {
            return super::open::directory_missing(path);
        }
        trouble::of_io(path, &error)
    })
}

/// Makes sure that a new file's name outlives a power cut.
pub fn sync_directory(path: &Path) {
    // Some file systems cannot sync a directory; the file itself is safe by then.
    if let Ok(directory) = File::open(super::open::directory_of(path)) {
        let _ = directory.sync_all();
    }
}

/// Copies the open register into a new file, and checks the copy.
///
/// # Errors
/// `store_exists`, what the file system says, or `backup_check_failed` where the copy is not whole; nothing is
/// left behind then.
pub fn copy(connection: &Connection, file: &Path, to: &Path) -> Result<(), Problem> {
    let name = to
        .to_str()
        .ok_or_else(|| trouble::named("backup_name_not_text", to))?;
    drop(create_private(to)?);
    let made = connection
        .execute("VACUUM INTO ?1", [name])
        .map_err(|error| {
            let at_fault =
                if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseCorrupt) {
                    file
                } else {
                    to
                };
            trouble::of_sqlite(at_fault, &error)
        })
        .and_then(|_| check(connection, to))
        .and_then(|()| {
            File::open(to)
                .and_then(|copy| copy.sync_all())
                .map_err(|error| trouble::of_io(to, &error))
        });
    if made.is_err() {
        let _ = std::fs::remove_file(to);
        return made;
    }
    sync_directory(to);
    Ok(())
}

/// Whether the copy is whole and holds the same journal.
fn check(connection: &Connection, copy: &Path) -> Result<(), Problem> {
    let latest = "SELECT coalesce(max(number), 0) || ' ' || coalesce((SELECT hash FROM change_set ORDER BY number DESC LIMIT 1), '') FROM change_set";
    let look = || -> rusqlite::Result<bool> {
        let copy = Connection::open_with_flags(copy, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let whole: String = copy.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        let here: String = connection.query_row(latest, [], |row| row.get(0))?;
        let there: String = copy.query_row(latest, [], |row| row.get(0))?;
        Ok(whole == "ok" && here == there)
    };
    match look() {
        Ok(true) => Ok(()),
        Ok(false) => Err(trouble::named("backup_check_failed", copy)),
        Err(error) => Err(trouble::of_sqlite(copy, &error)),
    }
}
