//! Looking at a file before it is opened as a register, without a change to it or beside it.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::access::Purpose;
use super::connection::harden;
use super::files::place::{directory_of, for_sqlite, names_directory};
use super::schema::{self, APPLICATION_ID, MIGRATIONS};
use super::{broken_off, files, trouble};
use crate::domain::problem::Problem;

/// Refuses to audit what cannot be read without writing beside it.
pub(crate) fn untouched(path: &Path, purpose: Purpose) -> Result<(), Problem> {
    // A file in WAL mode says so in its head; reading it makes an index beside it.
    let logged = files::journals::head::<20>(path).is_ok_and(|head| head[18] > 1 || head[19] > 1);
    if purpose == Purpose::Auditing && logged {
        return Err(trouble::named("store_logged_read_only", path));
    }
    Ok(())
}

/// Looks at a file without `SQLite`, which would make files beside it or write into it; says whether it is
/// marked read-only.
pub(crate) fn look(path: &Path) -> Result<bool, Problem> {
    let about = fs::metadata(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => trouble::directory_missing(path),
        std::io::ErrorKind::NotADirectory if names_directory(path) => {
            trouble::directory_missing(path)
        }
        // A file in the place of a directory of the path.
        std::io::ErrorKind::NotADirectory => trouble::named("store_directory_missing", path)
            .with("directory", directory_of(path).display()),
        _ => trouble::of_io(path, &error),
    })?;
    if about.is_dir() {
        return Err(trouble::named("store_is_directory", path));
    }
    if !about.is_file() {
        return Err(trouble::named("store_not_a_file", path));
    }
    let mut head = Vec::with_capacity(100);
    files::reading::open(path)
        .and_then(|file| file.take(100).read_to_end(&mut head))
        .map_err(|error| trouble::of_io(path, &error))?;
    if head.is_empty() {
        return Err(trouble::named("store_empty", path));
    }
    // The head of the file: https://www.sqlite.org/fileformat.html#the_database_header
    if !head.starts_with(b"SQLite format 3\0") {
        return Err(trouble::named("store_not_sqlite", path));
    }
    match head.get(68..72) {
        Some(mark) if mark == APPLICATION_ID.to_be_bytes() => Ok(about.permissions().readonly()),
        Some(_) => Err(trouble::named("store_foreign", path)),
        None => Err(trouble::named("store_damaged", path).with("reason", "head")),
    }
}

/// Opens a register to check it: what is wrong with its structure is for the check to tell.
///
/// The file is as it is, of whatever version. No lock is waited for.
///
/// # Errors
/// As [`open`](super::open::open), where it cannot be looked into at all.
pub(crate) fn open_to_check(path: &Path, purpose: Purpose) -> Result<Connection, Problem> {
    opened_to_check(path, purpose).map_err(|problem| asked(problem, purpose))
}

/// A save that was broken off is rolled back by whoever may write: it is not the file's fault that nobody may.
pub(crate) fn asked(mut problem: Problem, purpose: Purpose) -> Problem {
    if purpose == Purpose::Auditing && problem.key == "store_unfinished" {
        problem.key = "store_unfinished_asked";
    }
    problem
}

fn opened_to_check(path: &Path, purpose: Purpose) -> Result<Connection, Problem> {
    let sqlite = |error: rusqlite::Error| trouble::of_sqlite(path, &error);
    let marked_read_only = look(path)? || purpose == Purpose::Auditing;
    untouched(path, purpose)?;
    broken_off::look(path)?;
    let flags = if marked_read_only {
        OpenFlags::SQLITE_OPEN_READ_ONLY
    } else {
        OpenFlags::SQLITE_OPEN_READ_WRITE
    };
    let connection =
        Connection::open_with_flags(for_sqlite(path), flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
            .map_err(sqlite)?;
    connection.busy_timeout(Duration::ZERO).map_err(sqlite)?;
    harden(&connection).map_err(sqlite)?;
    version_to_check(&connection, path)?;
    Ok(connection)
}

/// The version of a file that is checked.
///
/// # Errors
/// As [`open_to_check`].
pub(crate) fn version_to_check(connection: &Connection, path: &Path) -> Result<usize, Problem> {
    let version = schema::version(connection).map_err(|error| read_problem(path, &error))?;
    if version > MIGRATIONS.len() {
        return Err(newer(path, version));
    }
    if version == 0 {
        return Err(trouble::named("store_damaged", path).with("reason", "user_version = 0"));
    }
    Ok(version)
}

pub(crate) fn newer(path: &Path, version: usize) -> Problem {
    // A negative one is no version's.
    if version == usize::MAX {
        return trouble::named("store_damaged", path).with("reason", "user_version < 0");
    }
    trouble::named("store_newer", path)
        .with("version", version)
        .with("known", MIGRATIONS.len())
}

/// What reading says of a file: what is not `SQLite` inside, behind a head that is, is damage.
pub(crate) fn read_problem(path: &Path, error: &rusqlite::Error) -> Problem {
    let mut problem = trouble::of_sqlite(path, error);
    if problem.key == "store_not_sqlite" {
        problem.key = "store_damaged";
    }
    problem
}
