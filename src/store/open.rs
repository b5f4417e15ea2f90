//! Opening a file: every check that tells what is wrong with it, before and after `SQLite` sees it.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::files::place::{directory_of, for_sqlite};
use super::migrate::{in_memory, migrate};
use super::schema::{self, APPLICATION_ID, MIGRATIONS};
use super::{Access, broken_off, files, trouble, verify};
use crate::domain::problem::Problem;
use crate::domain::retired::HoldNumbers;

/// How long a save waits for another window's.
pub const PATIENCE: Duration = Duration::from_secs(5);

/// How long a save waits at least: where everything else is impatient, it was seen just before that the file is free.
pub const SAVE_PATIENCE: Duration = Duration::from_millis(250);

/// An opened file, and what is to be told of it.
#[derive(Debug)]
pub struct Opened {
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

/// What a register is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To be written: a file of an older version becomes one of this version.
    Writing,
    /// To be written by a command that may still be refused: a file of an older version becomes one of this version when
    /// the first save is about to be made, and is read as this version would have it until then.
    Saving,
    /// To be looked at alone: nothing is written, neither into it nor beside it.
    Auditing,
    /// To be read alone: a file of an older version stays as it is, and is read as this version would have it.
    Reading,
}

/// Refuses to audit what cannot be read without writing beside it.
fn untouched(path: &Path, purpose: Purpose) -> Result<(), Problem> {
    // A file in WAL mode says so in its head; reading it makes an index beside it.
    let logged = files::journals::head::<20>(path).is_ok_and(|head| head[18] > 1 || head[19] > 1);
    if purpose == Purpose::Auditing && logged {
        return Err(trouble::named("store_logged_read_only", path));
    }
    Ok(())
}

/// A file of an older version that stays as it is; what is read is a copy in memory.
#[derive(Debug)]
pub struct Older {
    /// The connection to the file itself.
    pub connection: Connection,
    /// Its version.
    pub version: usize,
    /// The rows that its legal holds are in memory.
    pub holds: HoldNumbers,
}

/// Opens a register that is there.
///
/// # Errors
/// A problem with a key of its own for each thing that can be wrong; nothing is changed then.
pub fn open(path: &Path, patience: Duration, purpose: Purpose) -> Result<Opened, Problem> {
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
                version,
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
    Ok(Opened {
        connection,
        older,
        access,
        read_only_reason,
        notices,
    })
}

/// Opens a register to check it: what is wrong with its structure is for the check to tell. The file is as it is, of
/// whatever version; its version is told with it.
///
/// # Errors
/// As [`open`], where it cannot be looked into at all.
pub fn open_to_check(path: &Path, purpose: Purpose) -> Result<(Connection, usize), Problem> {
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
    connection.busy_timeout(PATIENCE).map_err(sqlite)?;
    harden(&connection).map_err(sqlite)?;
    let version = schema::version(&connection).map_err(|error| read_problem(path, &error))?;
    if version > MIGRATIONS.len() {
        return Err(newer(path, version));
    }
    if version == 0 {
        return Err(trouble::named("store_damaged", path).with("reason", "user_version = 0"));
    }
    Ok((connection, version))
}

pub fn newer(path: &Path, version: usize) -> Problem {
    trouble::named("store_newer", path)
        .with("version", version)
        .with("known", MIGRATIONS.len())
}

/// What is to be thought of a file's structure.
#[derive(Debug)]
pub struct Judged {
    /// Why it may not be written.
    pub read_only_reason: Option<Problem>,
    /// What is worth telling.
    pub notices: Vec<Problem>,
}

/// Compares a file's structure with that of its version.
///
/// # Errors
/// `store_schema_altered`, where tables are not what they must be; what the file system says.
pub fn judge(connection: &Connection, path: &Path, version: usize) -> Result<Judged, Problem> {
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

/// What reading says of a file: what is not `SQLite` inside, behind a head that is, is damage.
fn read_problem(path: &Path, error: &rusqlite::Error) -> Problem {
    let mut problem = trouble::of_sqlite(path, error);
    if problem.key == "store_not_sqlite" {
        problem.key = "store_damaged";
    }
    problem
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

/// Looks at a file without `SQLite`, which would make files beside it or write into it; says whether it is
/// marked read-only.
pub fn look(path: &Path) -> Result<bool, Problem> {
    let about = fs::metadata(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => trouble::directory_missing(path),
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

/// A second connection to a file that is open already, to read; it does not wait for locks.
pub fn second(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(for_sqlite(path), flags)?;
    connection.busy_timeout(Duration::ZERO)?;
    harden(&connection)?;
    Ok(connection)
}

/// What every connection needs, also one that only reads.
pub fn harden(connection: &Connection) -> rusqlite::Result<()> {
    // Every statement of a load and a save is prepared once.
    connection.set_prepared_statement_cache_capacity(256);
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.execute_batch(
        "PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY;",
    )
}

/// A save that was confirmed outlives a power cut.
fn synchronise(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch("PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA;")
}

/// How a register is written: a copy of the file alone holds every confirmed save, and a save that is being made
/// leaves the file as it was until its end. What is written over or taken away leaves no bytes behind: a draft may hold
/// what is taken out of the register for good.
pub fn settle_writing(connection: &Connection) -> rusqlite::Result<()> {
    synchronise(connection)?;
    connection.execute_batch("PRAGMA cache_spill = OFF; PRAGMA secure_delete = ON;")
}
