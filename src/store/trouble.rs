//! What `SQLite` and the file system say, as problems with a remedy.

use std::io;
use std::path::Path;

use rusqlite::{ErrorCode, ffi};

use crate::domain::problem::Problem;

/// The problem of a failed statement on that file.
pub fn of_sqlite(file: &Path, error: &rusqlite::Error) -> Problem {
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
        (ErrorCode::SystemIoFailure, _) => "store_io",
        _ => "store_unreadable",
    };
    reason(key, file, error)
}

/// The problem of a failed operation on a file.
pub fn of_io(file: &Path, error: &io::Error) -> Problem {
    let key = match error.kind() {
        io::ErrorKind::NotFound => "store_missing",
        io::ErrorKind::PermissionDenied => "store_no_permission",
        io::ErrorKind::AlreadyExists => "store_exists",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "store_disk_full",
        io::ErrorKind::ReadOnlyFilesystem => "store_directory_read_only",
        _ => "store_io",
    };
    reason(key, file, error)
}

/// A problem that names the file.
pub fn named(key: &'static str, file: &Path) -> Problem {
    Problem::cannot(key).with("file", file.display())
}

fn reason(key: &'static str, file: &Path, reason: impl std::fmt::Display) -> Problem {
    named(key, file).with("reason", reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_file_system_says_gets_its_own_message() {
        let cases = [
            (io::ErrorKind::PermissionDenied, "store_no_permission"),
            (io::ErrorKind::StorageFull, "store_disk_full"),
            (
                io::ErrorKind::ReadOnlyFilesystem,
                "store_directory_read_only",
            ),
            (io::ErrorKind::TimedOut, "store_io"),
        ];
        for (kind, key) in cases {
            let problem = of_io(Path::new("a.sqlite"), &io::Error::from(kind));
            assert_eq!(
                (problem.key, problem.detail("file")),
                (key, Some("a.sqlite"))
            );
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
            (ffi::SQLITE_IOERR_WRITE, "store_io"),
            (ffi::SQLITE_CORRUPT, "store_damaged"),
        ];
        for (code, key) in cases {
            let error = rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
            assert_eq!(of_sqlite(Path::new("a.sqlite"), &error).key, key, "{code}");
        }
    }
}
