//! Opening a file: every check that tells what is wrong with it, before and after `SQLite` sees it.

use std::fs;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::access::{Access, Older, Purpose};
use super::connection::{harden, settle_writing, synchronise};
use super::files::place::{directory_of, for_sqlite};
use super::look::{asked, look, newer, read_problem, untouched};
use super::migrate::{in_memory, migrate};
use super::schema::{self, MIGRATIONS};
use super::{broken_off, trouble, verify};
use crate::domain::problem::Problem;

/// An opened file, and what is to be told of it.
#[derive(Debug)]
pub(crate) struct OpenedFile {
    /// The connection.
    pub connection: Connection,
    /// The file itself, where the connection is to a copy in memory.
    pub older: Option<Older>,
    /// Whether it may be written.
    pub access: Access,
    /// Why it may not.
    pub read_only_reason: Option<Problem>,
    /// What is worth telling.
    pub notices: Vec<Problem>,
}

/// Opens a register that is there.
///
/// # Errors
/// A problem with a key of its own for each thing that can be wrong; nothing is changed then.
pub(crate) fn open(
    path: &Path,
    patience: Duration,
    purpose: Purpose,
) -> Result<OpenedFile, Problem> {
    opened(path, patience, purpose).map_err(|problem| asked(problem, purpose))
}

fn opened(path: &Path, patience: Duration, purpose: Purpose) -> Result<OpenedFile, Problem> {
    let sqlite = |error: rusqlite::Error| trouble::of_sqlite(path, &error);
    let marked_read_only = look(path)? || purpose == Purpose::Auditing;
    untouched(path, purpose)?;
    let journal = broken_off::look(path)?;
    let flags = if marked_read_only {
        OpenFlags::SQLITE_OPEN_READ_ONLY
    } else {
        OpenFlags::SQLITE_OPEN_READ_WRITE
    };
    let mut connection =
        Connection::open_with_flags(for_sqlite(path), flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
            .map_err(sqlite)?;
    connection.busy_timeout(patience).map_err(sqlite)?;
    harden(&connection).map_err(sqlite)?;
    let version = schema::version(&connection).map_err(|error| read_problem(path, &error))?;
    // It is rolled back by now, or its save has ended.
    if journal.is_some_and(|journal| !journal.exists()) {
        broken_off::check(&connection, path)?;
    }
    if version > MIGRATIONS.len() {
        return Err(newer(path, version));
    }
    if version == 0 {
        return Err(trouble::named("store_damaged", path).with("reason", "user_version = 0"));
    }
    let mut read_only_reason = connection.is_readonly("main").map_err(sqlite)?.then(|| {
        let key = match purpose {
            Purpose::Writing | Purpose::Saving | Purpose::Reading => "store_opened_read_only",
            Purpose::Auditing => "store_asked_read_only",
        };
        trouble::named(key, path)
    });
    let mut notices = Vec::new();
    // A file is what its own version made of it before it becomes one of this.
    let judged = judge(&connection, path, version)?;
    notices.extend(judged.notices);
    notices.extend(open_to_all(path));
    read_only_reason = read_only_reason.or(judged.read_only_reason);
    let mut older = None;
    if version < MIGRATIONS.len() {
        let writing = matches!(purpose, Purpose::Writing | Purpose::Saving);
        if read_only_reason.is_none() && writing {
            // What contradicts itself would be made the journal's own word.
            read_only_reason = verify::before_migrating(&connection, path)?;
        }
        if read_only_reason.is_none() && purpose == Purpose::Writing {
            synchronise(&connection).map_err(sqlite)?;
            if let Some(copy) = migrate(&mut connection, path, MIGRATIONS)? {
                notices.push(trouble::named("store_migrated", path).with("copy", copy.display()));
            }
        } else {
            let (memory, holds) = in_memory(&connection, path)?;
            older = Some(Older {
                connection: std::mem::replace(&mut connection, memory),
                holds,
            });
            let reason = || trouble::named("store_older_to_read", path).with("version", version);
            if purpose != Purpose::Saving {
                read_only_reason = read_only_reason.or_else(|| Some(reason()));
            }
        }
    }
    let access = if read_only_reason.is_some() {
        Access::ReadOnly
    } else {
        if older.is_none() {
            settle_writing(&connection).map_err(sqlite)?;
        }
        Access::ReadWrite
    };
    Ok(OpenedFile {
        connection,
        older,
        access,
        read_only_reason,
        notices,
    })
}

/// What is to be thought of a file's structure.
#[derive(Debug)]
pub(crate) struct Judged {
    /// Why it may not be written.
    pub read_only_reason: Option<Problem>,
    /// What is worth telling.
    pub notices: Vec<Problem>,
}

/// Compares a file's structure with that of its version.
///
/// # Errors
/// `store_schema_altered`, where tables are not what they must be; what the file system says.
pub(crate) fn judge(
    connection: &Connection,
    path: &Path,
    version: usize,
) -> Result<Judged, Problem> {
    let mut notices = Vec::new();
    let difference =
        schema::compare(connection, version).map_err(|error| read_problem(path, &error))?;
    let names = |list: &[(String, String)], wanted: &dyn Fn(&str) -> bool| {
        let names = list.iter().filter(|(kind, _)| wanted(kind));
        let names: Vec<&str> = names.map(|(_, name)| name.as_str()).collect();
        (!names.is_empty()).then(|| names.join(", "))
    };
    if let Some(tables) = names(&difference.altered, &|kind| kind == "table") {
        return Err(trouble::named("store_schema_altered", path).with("names", tables));
    }
    if let Some(altered) = names(&difference.altered, &|kind| kind != "trigger") {
        notices.push(trouble::named("store_views_altered", path).with("names", altered));
    }
    if let Some(foreign) = names(&difference.foreign, &|kind| kind != "trigger") {
        notices.push(trouble::named("store_foreign_objects", path).with("names", foreign));
    }
    let altered = names(&difference.altered, &|kind| kind == "trigger")
        .map(|names| ("store_triggers_altered", names));
    let foreign = names(&difference.foreign, &|kind| kind == "trigger")
        .map(|names| ("store_foreign_trigger", names));
    let read_only_reason = foreign
        .or(altered)
        .map(|(key, names)| trouble::named(key, path).with("names", names));
    Ok(Judged {
        read_only_reason,
        notices,
    })
}

/// What is to be told of a file that everybody may write, or beside which everybody may put a journal.
#[cfg(unix)]
fn open_to_all(path: &Path) -> Option<Problem> {
    use std::os::unix::fs::MetadataExt;
    let file = for_sqlite(path);
    let directory = directory_of(&file);
    let everybody = |path: &Path| fs::metadata(path).is_ok_and(|about| about.mode() & 0o002 != 0);
    if everybody(&file) {
        return Some(trouble::named("store_open_to_all", path));
    }
    everybody(&directory).then(|| {
        trouble::named("store_directory_open_to_all", path).with("directory", directory.display())
    })
}

#[cfg(not(unix))]
const fn open_to_all(_path: &Path) -> Option<Problem> {
    None
}
