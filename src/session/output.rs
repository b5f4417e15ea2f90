//! Files beside the register: what is exported and imported. A file appears under its name only when it is whole.

use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

use tempfile::{Builder, PersistError};

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
        .with("reason", error)
}

/// Writes a text to a file, readable by its owner alone, under a temporary name first.
///
/// # Errors
/// `output_exists` where there is a file of that name and `force` is not set; `output_missing`, `output_denied`,
/// `output_full`, `output_directory` or `output_failed` with the file and the system's reason.
pub fn write(path: &Path, text: &str, force: bool) -> Result<(), Problem> {
    let here = |error: &io::Error| trouble(path, error);
    let exists = || Problem::refused("output_exists").with("file", path.display());
    if path.is_dir() {
        return Err(Problem::cannot("output_directory").with("file", path.display()));
    }
    if !force && path.exists() {
        return Err(exists());
    }
    let directory = path
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
        file.persist(path)
    } else {
        file.persist_noclobber(path)
    };
    kept.map(|_| ()).map_err(|PersistError { error, .. }| {
        if error.kind() == io::ErrorKind::AlreadyExists {
            exists()
        } else {
            here(&error)
        }
    })
}

/// Reads a file to import.
///
/// # Errors
/// As [`write`], or `import_not_utf8` with the line; `output_too_large` where it is no text of a register.
pub fn read(path: &Path) -> Result<String, Problem> {
    let here = |error: &io::Error| trouble(path, error);
    let file = fs::File::open(path).map_err(|error| here(&error))?;
    let mut bytes = Vec::new();
    file.take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| here(&error))?;
    if bytes.len() as u64 > LARGEST {
        return Err(Problem::refused("output_too_large").with("file", path.display()));
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
}
