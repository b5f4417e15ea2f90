//! Files beside the register: what is exported and imported. A file appears under its name only when it is whole.

use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

use tempfile::{Builder, PersistError};

use crate::config::reason;
use crate::domain::problem::Problem;
use crate::exchange::import::decode;

/// The most that is read of a file to import, in bytes: ten times a register of 10,000 activities.
const LARGEST: u64 = 1 << 30;

fn trouble(path: &Path, error: &io::Error) -> Problem {
    let key = match error.kind() {
        io::ErrorKind::NotFound => "output_missing",
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => "output_denied",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "output_full",
        io::ErrorKind::IsADirectory => "output_directory",
        _ => "output_failed",
    };
    Problem::cannot(key)
        .with("file", path.display())
        .with("reason", reason(error))
}

/// The same for a file that is read: that it is missing says nothing of directories to be made.
fn unread(path: &Path, error: &io::Error) -> Problem {
    match error.kind() {
        io::ErrorKind::NotFound => Problem::cannot("input_missing").with("file", path.display()),
        _ => trouble(path, error),
    }
}

/// Writes a text to a file, readable by its owner alone, under a temporary name first.
///
/// # Errors
/// `output_exists` where there is a file of that name and `force` is not set; `output_missing`, `output_denied`,
/// `output_full`, `output_directory` or `output_failed` with the file and the system's reason.
pub fn write(path: &Path, text: &str, force: bool) -> Result<(), Problem> {
    let here = |error: &io::Error| trouble(path, error);
    let exists = || Problem::cannot("output_exists").with("file", path.display());
    if path.is_dir() {
        return Err(Problem::cannot("output_directory").with("file", path.display()));
    }
    if fs::metadata(path).is_ok_and(|about| !about.is_file()) {
        // A device or a pipe is written into: a rename would put a file in its place.
        let mut device = fs::OpenOptions::new()
            .write(true)
            .open(path)
            .map_err(|error| here(&error))?;
        return device
            .write_all(text.as_bytes())
            .map_err(|error| here(&error));
    }
    if !force && path.symlink_metadata().is_ok() {
        return Err(exists());
    }
    // What a link points to is replaced, not the link.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let directory = target
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let mut file = Builder::new()
        .prefix(".ropa-")
        .tempfile_in(directory)
        .map_err(|error| here(&error))?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.as_file().sync_all())
        .map_err(|error| here(&error))?;
    let kept = if force {
        file.persist(&target)
    } else {
        file.persist_noclobber(&target)
    };
    kept.map(|_| ()).or_else(|PersistError { error, file }| {
        if error.kind() == io::ErrorKind::AlreadyExists {
            Err(exists())
        } else if force {
            Err(here(&error))
        } else {
            // Not every file system can rename without overwriting; the name was free a moment ago.
            let kept = file.persist(&target);
            kept.map(|_| ()).map_err(|refused| here(&refused.error))
        }
    })?;
    // The name is on the disk when the directory is; where a directory cannot be synced, the system does it.
    let _ = fs::File::open(directory).and_then(|directory| directory.sync_all());
    Ok(())
}

/// Reads a file to import.
///
/// # Errors
/// As [`write`], or `import_not_utf8` with the line; `output_too_large` where it is no text of a register.
pub fn read(path: &Path) -> Result<String, Problem> {
    let here = |error: &io::Error| unread(path, error);
    let file = fs::File::open(path).map_err(|error| here(&error))?;
    if path.is_dir() {
        return Err(Problem::cannot("output_directory").with("file", path.display()));
    }
    read_from(file, &path.display().to_string(), here)
}

/// Reads what comes in, to import; `name` is what it is called where it is too large.
///
/// # Errors
/// As [`read`], and what `trouble` makes of an error of the system.
pub fn read_from(
    from: impl Read,
    name: &str,
    trouble: impl Fn(&io::Error) -> Problem,
) -> Result<String, Problem> {
    let mut bytes = Vec::new();
    from.take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| trouble(&error))?;
    if bytes.len() as u64 > LARGEST {
        return Err(Problem::refused("output_too_large").with("file", name));
    }
    decode(&bytes).map(str::to_owned)
}

/// Makes the directory of a file, readable by its owner alone, where it is missing.
///
/// # Errors
/// As [`write`].
pub fn make_directory(path: &Path) -> Result<(), Problem> {
    let Some(directory) = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty() && !parent.exists())
    else {
        return Ok(());
    };
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(directory)
        .map_err(|error| trouble(directory, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_never_written_over_unasked() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("register.md");
        write(&path, "one", false).unwrap();
        assert_eq!(write(&path, "two", false).unwrap_err().key, "output_exists");
        assert_eq!(fs::read_to_string(&path).unwrap(), "one");
        write(&path, "two", true).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
        assert_eq!(
            write(&directory.path().join("no/such/x"), "", false)
                .unwrap_err()
                .key,
            "output_missing"
        );
        assert_eq!(
            write(directory.path(), "", true).unwrap_err().key,
            "output_directory"
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_link_keeps_pointing_and_a_device_stays_a_device() {
        let directory = tempfile::tempdir().unwrap();
        let (real, link) = (directory.path().join("real"), directory.path().join("link"));
        fs::write(&real, "one").unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        assert_eq!(write(&link, "two", false).unwrap_err().key, "output_exists");
        write(&link, "two", true).unwrap();
        assert_eq!(fs::read_to_string(&real).unwrap(), "two");
        assert!(link.symlink_metadata().unwrap().is_symlink());
        write(Path::new("/dev/null"), "nothing", true).unwrap();
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
    }
}
