//! A checked copy of the register, also while it is in use.

use std::path::Path;
use std::time::Duration;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags, OptionalExtension, ToSql};

use super::files::guard::SQLITE_HEAD;
use super::files::place::is_taken;
use super::files::{Guard, Whole, journals, refuse_journal_name};
use super::schema::APPLICATION_ID;
use super::{connection, trouble};
use crate::domain::problem::Problem;

/// Copies the open register into a new file, and checks the copy. It appears under its name when it is whole.
///
/// # Errors
/// `store_exists`, `store_journal_name`, `store_stale_journal`, what the file system says, or `backup_check_failed` where
/// the copy is not whole; nothing is left behind then.
pub(crate) fn copy(connection: &Connection, file: &Path, to: &Path) -> Result<(), Problem> {
    if is_taken(to) {
        return Err(trouble::named("store_exists", to));
    }
    refuse_journal_name(to)?;
    Guard::default().check(to)?;
    if let Some(journal) = journals::beside(to).into_iter().next() {
        return Err(trouble::named("store_stale_journal", to).with("journal", journal.display()));
    }
    unfinished(connection, file, to)?
        .appear_as_database()
        .map_err(|failure| trouble::of_failure(to, &failure))
}

/// Copies a register that is open elsewhere in this process, as [`copy`] does.
///
/// It is not opened by other means than `SQLite`'s: the system lets go of all locks of a process on a file when the
/// process closes it once.
///
/// # Errors
/// As [`copy`].
pub fn copy_of(register: &Path, to: &Path) -> Result<(), Problem> {
    let connection = connection::second(register)
        .and_then(|connection| {
            connection.busy_timeout(connection::PATIENCE)?;
            Ok(connection)
        })
        .map_err(|error| trouble::of_sqlite(register, &error))?;
    copy(&connection, register, to)
}

/// The last change set of a copy: what tells one state of a register from all others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyMark {
    /// Its number.
    pub number: i64,
    /// Its hash.
    pub hash: String,
}

/// What a copy holds; `None` where it cannot be believed: empty, cut, torn, or beside a journal.
///
/// The file is not touched. Thorough is to read all of it.
#[must_use]
pub fn copy_mark(copy: &Path, thorough: bool) -> Option<CopyMark> {
    let size = std::fs::metadata(copy)
        .ok()
        .filter(|about| about.is_file())?
        .len();
    let head = journals::head::<72>(copy).ok()?;
    if !head.starts_with(SQLITE_HEAD) || !journals::beside(copy).is_empty() {
        return None;
    }
    let look = || -> rusqlite::Result<Option<CopyMark>> {
        let connection = connection::second(copy)?;
        let number = |pragma: &str| connection.query_row(pragma, [], |row| row.get::<_, i64>(0));
        let expected = number("PRAGMA page_size")?.saturating_mul(number("PRAGMA page_count")?);
        let ours = connection.query_row("PRAGMA application_id", [], |row| row.get::<_, i32>(0))?;
        if u64::try_from(expected) != Ok(size) || ours != APPLICATION_ID {
            return Ok(None);
        }
        if thorough {
            let said: String =
                connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
            if said != "ok" {
                return Ok(None);
            }
        }
        latest(&connection)
    };
    look().ok().flatten()
}

/// Whether the journal of a register holds the last change set of a copy: the copy is then surely one of it.
#[must_use]
pub fn knows(register: &Path, mark: &CopyMark) -> bool {
    let look = || -> rusqlite::Result<bool> {
        let connection = connection::second(register)?;
        connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM change_set WHERE number = ?1 AND hash = ?2)",
            (mark.number, &mark.hash),
            |row| row.get(0),
        )
    };
    look().unwrap_or(false)
}

fn latest(connection: &Connection) -> rusqlite::Result<Option<CopyMark>> {
    connection
        .query_row(
            "SELECT number, hash FROM change_set ORDER BY number DESC LIMIT 1",
            [],
            |row| {
                Ok(CopyMark {
                    number: row.get(0)?,
                    hash: row.get(1)?,
                })
            },
        )
        .optional()
}

/// A checked copy that does not stand under its name yet.
///
/// # Errors
/// As [`copy`].
pub(crate) fn unfinished(
    connection: &Connection,
    file: &Path,
    to: &Path,
) -> Result<Whole, Problem> {
    let whole = Whole::begin(to).map_err(|error| trouble::of_beginning(to, &error))?;
    let name = RawName::of(whole.path(), to)?;
    // What is locked or torn is what is copied; all else is about the copy.
    let told = |error: rusqlite::Error| {
        let torn = error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseCorrupt);
        let at_fault = if torn || trouble::is_locked(&error) {
            file
        } else {
            to
        };
        let problem = trouble::of_sqlite(at_fault, &error);
        if at_fault == to {
            trouble::of_new(problem)
        } else {
            problem
        }
    };
    in_turn(connection, || {
        // Nothing is written over what was begun before a lock was met; where it stays, that is what is said next.
        let _ = whole.empty();
        connection.execute("VACUUM INTO ?1", [&name])
    })
    .map_err(told)?;
    if in_turn(connection, || check(connection, whole.path())).map_err(told)? {
        Ok(whole)
    } else {
        Err(trouble::named("backup_check_failed", to))
    }
}

/// The name of a file for `VACUUM INTO`, by its bytes: `SQLite` takes the text as it is.
struct RawName<'a>(&'a [u8]);

impl<'a> RawName<'a> {
    /// The name of a path; `to` is what it is told as.
    fn of(path: &'a Path, to: &Path) -> Result<Self, Problem> {
        if cfg!(unix) || path.to_str().is_some() {
            Ok(Self(path.as_os_str().as_encoded_bytes()))
        } else {
            Err(trouble::named("backup_name_not_text", to))
        }
    }
}

impl ToSql for RawName<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(ValueRef::Text(self.0)))
    }
}

/// How often a copy asks for its turn.
const ASKS: u64 = 1000;

/// Does what reads a register as soon as nobody writes it.
///
/// It asks often and at uneven times: whoever asks as seldom as `SQLite` does may never find the file free beside a
/// program that saves without a pause.
fn in_turn<T>(
    connection: &Connection,
    mut read: impl FnMut() -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    let patience: u32 = connection.query_row("PRAGMA busy_timeout", [], |row| row.get(0))?;
    connection.busy_timeout(Duration::ZERO)?;
    let mut outcome = read();
    for asked in 1..ASKS {
        if !outcome.as_ref().is_err_and(trouble::is_locked) {
            break;
        }
        std::thread::sleep(Duration::from_millis(1 + asked * 7 % 13));
        outcome = read();
    }
    connection.busy_timeout(Duration::from_millis(patience.into()))?;
    outcome
}

/// Whether the copy is whole and holds the journal as it was when it was made: the register may have gone on since.
fn check(connection: &Connection, copy: &Path) -> rusqlite::Result<bool> {
    let copy = Connection::open_with_flags(copy, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let whole: String = copy.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    let there = latest(&copy)?;
    let here: Option<String> = match &there {
        Some(mark) => connection
            .query_row(
                "SELECT hash FROM change_set WHERE number = ?1",
                [mark.number],
                |row| row.get(0),
            )
            .optional()?,
        None => None,
    };
    Ok(whole == "ok" && here == there.map(|mark| mark.hash))
}
