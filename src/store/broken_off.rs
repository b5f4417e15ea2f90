//! A save that was broken off: its journal is looked at before `SQLite` rolls it back, and the file after.

use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use rusqlite::Connection;

use super::files::journals::{self, SIDECARS, beside, hot};
use super::files::place::{for_sqlite, with_ending};
use super::trouble;
use crate::domain::problem::Problem;

/// How often a journal that does not fit is looked at again: another window may be writing it just now.
const LOOKS: u32 = 20;
/// The time between.
const BETWEEN: Duration = Duration::from_millis(10);

/// The journal beside a file that the next opening rolls back; refuses one that is of another file, which would
/// destroy this one, and what is no journal at all, which would be destroyed itself.
///
/// # Errors
/// `store_journal_of_other`, `store_no_journal`; what the system says. Nothing is changed then.
pub(crate) fn look(path: &Path) -> Result<Option<PathBuf>, Problem> {
    for look in 0..LOOKS {
        let Some((key, journal)) = of_other(path)? else {
            return Ok(hot(path));
        };
        if look + 1 == LOOKS {
            return Err(trouble::named(key, path).with("journal", journal.display()));
        }
        thread::sleep(BETWEEN);
    }
    Ok(hot(path))
}

/// Whether all that lies beside a file is of it, so that it can be opened.
pub(crate) fn is_own(path: &Path) -> bool {
    matches!(of_other(path), Ok(None))
}

/// What lies beside a file and is not of it, with the key of the problem that it is.
fn of_other(path: &Path) -> Result<Option<(&'static str, PathBuf)>, Problem> {
    let file = for_sqlite(path);
    let gone = |error: &std::io::Error| error.kind() == std::io::ErrorKind::NotFound;
    let beside = beside(path);
    if let Some(none) = beside.iter().find(|path| journals::is_none(path)) {
        return Ok(Some(("store_no_journal", none.clone())));
    }
    let other = |journal| Ok(Some(("store_journal_of_other", journal)));
    if let Some(journal) = hot(path) {
        match journals::fits(&file, &journal) {
            Ok(true) => {}
            Ok(false) => return other(journal),
            // Its save ended meanwhile.
            Err(error) if gone(&error) => {}
            Err(error) => return Err(trouble::of_io(&journal, &error)),
        }
    }
    // A file that is written through a log says so in its head; a register never is.
    let log = with_ending(&file, SIDECARS[1]);
    let foreign = beside.contains(&log)
        && journals::head::<20>(&file).is_ok_and(|head| head[18] == 1 && head[19] == 1);
    if foreign { other(log) } else { Ok(None) }
}

/// Checks a file after the journal of a save that was broken off was rolled back into it.
///
/// # Errors
/// `store_damaged`, or what the system says.
pub(crate) fn check(connection: &Connection, path: &Path) -> Result<(), Problem> {
    let said: String = connection
        .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
        .map_err(|error| trouble::of_sqlite(path, &error))?;
    if said == "ok" {
        return Ok(());
    }
    Err(trouble::named("store_damaged", path).with("reason", said))
}
