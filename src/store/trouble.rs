//! What `SQLite` and the file system say, as problems with a remedy.

use std::io;
use std::path::Path;

use rusqlite::{ErrorCode, ffi};

use super::files::place::{directory_of, is_taken, names_directory};
use super::files::whole::Failure;
use crate::domain::problem::Problem;

/// Whether another program's lock is the reason.
pub(crate) fn is_locked(error: &rusqlite::Error) -> bool {
    let code = error.sqlite_error_code();
    matches!(
        code,
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)
    )
}

/// That a job was to let go of the file: it begins again, or stops.
pub(crate) const INTERRUPTED: &str = "store_interrupted";

/// The problem of a failed statement on that file.
pub(crate) fn of_sqlite(file: &Path, error: &rusqlite::Error) -> Problem {
    if let rusqlite::Error::StatementChangedRows(_) = error {
        return named("store_write_eaten", file);
    }
    let Some(inner) = error.sqlite_error() else {
        return reason("store_unreadable", file, error);
    };
    let key = match (inner.code, inner.extended_code) {
        (_, ffi::SQLITE_READONLY_DBMOVED) => "store_moved",
        (_, ffi::SQLITE_READONLY_DIRECTORY) => "store_directory_read_only",
        (_, ffi::SQLITE_READONLY_ROLLBACK | ffi::SQLITE_READONLY_RECOVERY) => "store_unfinished",
        (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked, _) => "store_locked",
        (ErrorCode::ReadOnly, _) => "store_read_only",
        (ErrorCode::DiskFull, _) => "store_disk_full",
        (ErrorCode::CannotOpen, _) => "store_cannot_open",
        (ErrorCode::DatabaseCorrupt, _) => "store_damaged",
        (ErrorCode::NotADatabase, _) => "store_not_sqlite",
        (ErrorCode::PermissionDenied | ErrorCode::AuthorizationForStatementDenied, _) => {
            "store_no_permission"
        }
        (ErrorCode::ConstraintViolation, _) => "store_constraint",
        (ErrorCode::TooBig, _) => "store_too_big",
        (ErrorCode::OperationInterrupted, _) => INTERRUPTED,
        (ErrorCode::SystemIoFailure, _) => "store_io",
        _ => "store_unreadable",
    };
    // SQLite says only that it could not write or read. What the system said last still stands.
    let system = io::Error::last_os_error();
    let key = match key {
        "store_io" | "store_disk_full" => of_system(&system).unwrap_or(key),
        // Where it cannot open a file to write, SQLite tries to read it: what the system said first is gone by then.
        "store_cannot_open" | "store_read_only" => {
            of_system(&system).or_else(|| of_disk(file)).unwrap_or(key)
        }
        // SQLite takes what a disk could not read for damage.
        "store_damaged" | "store_not_sqlite" if is_disk(&system) => "store_device",
        "store_damaged" | "store_not_sqlite" => read_again(file, key),
        _ => key,
    };
    reason(key, file, error)
}

/// Reads a file anew that seemed damaged: a stick or a share that failed for a moment is no damage.
fn read_again(file: &Path, seemed: &'static str) -> &'static str {
    let again = || -> rusqlite::Result<String> {
        let connection = super::connection::second(file)?;
        connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
    };
    match again() {
        Ok(said) if said == "ok" => "store_read_failed",
        Err(_) if is_disk(&io::Error::last_os_error()) => "store_device",
        _ => seemed,
    }
}

/// The problem that the system's own number names, where it names one.
fn of_system(error: &io::Error) -> Option<&'static str> {
    Some(match error.kind() {
        _ if is_disk(error) => "store_device",
        io::ErrorKind::StorageFull => "store_disk_full",
        io::ErrorKind::QuotaExceeded => "store_quota",
        io::ErrorKind::FileTooLarge => "store_file_limit",
        io::ErrorKind::ReadOnlyFilesystem => "store_disk_read_only",
        io::ErrorKind::StaleNetworkFileHandle
        | io::ErrorKind::HostUnreachable
        | io::ErrorKind::NetworkUnreachable
        | io::ErrorKind::NetworkDown
        | io::ErrorKind::TimedOut => "store_network",
        _ => return None,
    })
}

/// What the disk of a file says of itself: that it is read-only, or has no room for another file. Nothing is written.
#[cfg(unix)]
fn of_disk(file: &Path) -> Option<&'static str> {
    let about = rustix::fs::statvfs(directory_of(file)).ok()?;
    if about.f_flag.contains(rustix::fs::StatVfsMountFlags::RDONLY) {
        return Some("store_disk_read_only");
    }
    // A disk that does not count its files says that it has none at all.
    let no_more_files = about.f_files > 0 && about.f_favail == 0;
    (about.f_bavail == 0 || no_more_files).then_some("store_disk_full")
}

/// What the disk of a file says of itself: nothing is known here.
#[cfg(not(unix))]
fn of_disk(_file: &Path) -> Option<&'static str> {
    None
}

/// Whether the disk itself failed: EIO, which has no name in the library.
pub(crate) fn is_disk(error: &io::Error) -> bool {
    cfg!(unix) && error.raw_os_error() == Some(5)
}

/// Lets what the system said last be of something else than of a disk: it stands until the next thing fails.
pub(crate) fn forget_last() {
    // A name that is empty is never there.
    let _ = std::fs::metadata("");
}

/// The problem of a failed operation on a file.
pub(crate) fn of_io(file: &Path, error: &io::Error) -> Problem {
    let key = match error.kind() {
        io::ErrorKind::NotFound => "store_missing",
        io::ErrorKind::PermissionDenied => "store_no_permission",
        io::ErrorKind::AlreadyExists => "store_exists",
        io::ErrorKind::IsADirectory => "store_is_directory",
        io::ErrorKind::InvalidInput => "store_not_a_file",
        _ => of_system(error).unwrap_or("store_io"),
    };
    reason(key, file, error)
}

/// The problem of a file that was to appear under a name.
pub(crate) fn of_failure(file: &Path, failure: &Failure) -> Problem {
    match failure {
        Failure::Io(error) => of_new(of_io(file, error)),
        Failure::Unsure(error) => reason("file_unsure", file, error),
        Failure::Journal(journal) => {
            named("store_stale_journal", file).with("journal", journal.display())
        }
    }
}

/// The same problem where what is written is a file of its own, a copy or a new register: nothing that was to be saved is
/// lost, and to save again is no remedy.
pub(crate) fn of_new(mut problem: Problem) -> Problem {
    problem.key = match problem.key {
        "store_disk_full" => "output_full",
        "store_quota" => "output_quota",
        "store_file_limit" => "output_limit",
        "store_disk_read_only" => "output_read_only",
        "store_device" => "output_device",
        "store_no_permission" | "store_directory_read_only" => "output_denied",
        // Why it could not be opened to be written is not known.
        "store_cannot_open" | "store_read_only" => "output_not_opened",
        "store_io" => "output_failed",
        other => other,
    };
    problem
}

/// The problem of a file that cannot be begun under a name.
pub(crate) fn of_beginning(file: &Path, error: &io::Error) -> Problem {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => directory_missing(file),
        _ => of_new(of_io(file, error)),
    }
}

/// The problem of a file whose directory is missing, or is the file itself.
pub(crate) fn directory_missing(path: &Path) -> Problem {
    let directory = directory_of(path);
    let key = if names_directory(path) {
        "path_names_folder"
    } else if directory.is_dir() {
        "store_missing"
    } else if is_taken(&directory) {
        "store_not_a_folder"
    } else {
        "store_directory_missing"
    };
    named(key, path).with("directory", directory.display())
}

/// A problem that names the file.
pub(crate) fn named(key: &'static str, file: &Path) -> Problem {
    Problem::cannot(key).with("file", file.display())
}

fn reason(key: &'static str, file: &Path, reason: impl std::fmt::Display) -> Problem {
    named(key, file).with("reason", reason)
}

/// A value for a message: text as it is, nothing for what is not recorded, JSON else.
pub(crate) fn shown(json: &serde_json::Value) -> String {
    match json {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The locale key of what led to a problem with a file, as the end of a sentence: where it comes after what was saved, the
/// problem's own sentence, that nothing was, is not true.
pub(super) fn reason_of(problem: &Problem) -> &'static str {
    match problem.key {
        "store_disk_full" => "reason.storage_full",
        "store_quota" => "reason.quota",
        "store_file_limit" => "reason.too_large",
        "store_disk_read_only" | "store_directory_read_only" | "store_read_only" => {
            "reason.read_only"
        }
        "store_device" => "reason.device",
        "store_network" => "reason.share",
        "store_no_permission" => "reason.permission_denied",
        "store_locked" => "reason.busy",
        _ => "reason.unknown",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;
    use crate::words::Words;

    #[cfg(unix)]
    #[test]
    fn what_the_file_system_says_gets_its_own_message() {
        // The numbers of Linux for what all systems know.
        let cases = [
            (2, "store_missing"),
            (5, "store_device"),
            (13, "store_no_permission"),
            (17, "store_exists"),
            (21, "store_is_directory"),
            (27, "store_file_limit"),
            (28, "store_disk_full"),
            (30, "store_disk_read_only"),
            #[cfg(target_os = "linux")]
            (116, "store_network"),
            #[cfg(target_os = "linux")]
            (122, "store_quota"),
            (24, "store_io"),
        ];
        for (number, key) in cases {
            let error = io::Error::from_raw_os_error(number);
            let problem = of_io(Path::new("a.sqlite"), &error);
            assert_eq!(
                (problem.key, problem.detail("file")),
                (key, Some("a.sqlite")),
                "{number}"
            );
        }
    }

    /// Whoever makes a copy or a new register has nothing to save again.
    #[cfg(unix)]
    #[test]
    fn what_keeps_a_new_file_from_being_written_has_its_own_remedy() {
        let languages = [Language::ENGLISH, Language::SWEDISH];
        let words = languages.map(|language| Words::load(language).unwrap());
        for number in [5, 13, 24, 27, 28, 30] {
            let error = io::Error::from_raw_os_error(number);
            let path = Path::new("a.sqlite");
            let failure = Failure::Io(io::Error::from_raw_os_error(number));
            for problem in [of_failure(path, &failure), of_beginning(path, &error)] {
                for (words, save) in words.iter().zip(["save", "spara"]) {
                    let message = words.message(&problem);
                    let hint = message.hint.unwrap();
                    assert!(!hint.contains(save), "{}: {hint}", problem.key);
                    assert!(!message.text.contains(save), "{}", message.text);
                    assert!(!message.text.contains('{'), "{}", message.text);
                }
            }
        }
    }

    /// `SQLite` opens a file to read where it cannot open it to write: that tells nothing of the disk.
    #[test]
    fn why_a_new_file_could_not_be_opened_is_told_only_where_it_is_known() {
        let words = Words::load(Language::ENGLISH).unwrap();
        for code in [ffi::SQLITE_READONLY, ffi::SQLITE_CANTOPEN] {
            let _ = std::fs::metadata("/no/such/file");
            let error = rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
            let message = words.message(&of_new(of_sqlite(Path::new("a.sqlite"), &error)));
            assert!(!message.text.contains("read-only"), "{}", message.text);
            let hint = message.hint.unwrap();
            for remedy in ["full", "read-only", "failing", "quota", "writable"] {
                assert!(hint.contains(remedy), "{hint}");
            }
        }
    }

    #[test]
    fn what_sqlite_says_gets_its_own_message() {
        let cases = [
            (ffi::SQLITE_BUSY, "store_locked"),
            (ffi::SQLITE_FULL, "store_disk_full"),
            (ffi::SQLITE_READONLY, "store_read_only"),
            (ffi::SQLITE_READONLY_DBMOVED, "store_moved"),
            (ffi::SQLITE_READONLY_DIRECTORY, "store_directory_read_only"),
            (ffi::SQLITE_CORRUPT, "store_damaged"),
        ];
        // What the system says last is another thing's fault.
        let _ = std::fs::metadata("/no/such/file");
        for (code, key) in cases {
            let error = rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
            assert_eq!(of_sqlite(Path::new("a.sqlite"), &error).key, key, "{code}");
        }
    }

    /// A quota, a limit and a disk that fails are no more than an I/O error to `SQLite`; the system knows better.
    #[cfg(target_os = "linux")]
    #[test]
    fn what_the_system_said_last_names_the_cause() {
        let error = rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_IOERR_WRITE), None);
        let _ = std::fs::metadata("/no/such/file");
        assert_eq!(of_sqlite(Path::new("a"), &error).key, "store_io");
        // A device that is always full.
        let full = std::fs::write("/dev/full", "x");
        if full.is_err() {
            assert_eq!(of_sqlite(Path::new("a"), &error).key, "store_disk_full");
        }
    }
}
