//! Writing a file whole or not at all: a temporary file beside it, then a rename.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use crate::config::reason;
use crate::domain::problem::Problem;

/// Writes a file. One that is there is replaced only with `force`.
///
/// # Errors
/// `output_exists`, `output_directory_missing`, or `output_file_failed` with what the system says; nothing is left
/// behind then.
pub(super) fn write(path: &Path, text: &str, force: bool) -> Result<(), Problem> {
    let failed = |error: &io::Error| {
        Problem::cannot("output_file_failed")
            .with("file", path.display())
            .with("reason", reason(error))
    };
    let exists = || Problem::cannot("output_exists").with("file", path.display());
    if let Ok(about) = fs::metadata(path) {
        if about.is_dir() {
            return Err(Problem::cannot("output_is_directory").with("file", path.display()));
        }
        if !about.is_file() {
            // A device or a pipe is written into: a rename would put a file in its place.
            let mut device = OpenOptions::new()
                .write(true)
                .open(path)
                .map_err(|error| failed(&error))?;
            return device
                .write_all(text.as_bytes())
                .map_err(|error| failed(&error));
        }
    }
    if !force && path.symlink_metadata().is_ok() {
        return Err(exists());
    }
    // What a link points to is replaced, not the link.
    let target = if force {
        fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
    } else {
        path.to_owned()
    };
    let directory = match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    if !directory.is_dir() {
        return Err(Problem::cannot("output_directory_missing")
            .with("file", path.display())
            .with("directory", directory.display()));
    }
    let mut draft = tempfile::Builder::new()
        .prefix(".ropa-")
        .tempfile_in(directory)
        .map_err(|error| failed(&error))?;
    draft
        .write_all(text.as_bytes())
        .and_then(|()| draft.as_file().sync_all())
        .map_err(|error| failed(&error))?;
    if force {
        draft
            .persist(&target)
            .map_err(|refused| failed(&refused.error))?;
    } else {
        match draft.persist_noclobber(&target) {
            Ok(_) => {}
            Err(_) if target.symlink_metadata().is_ok() => return Err(exists()),
            // Not every file system can rename without overwriting; the name was free a moment ago.
            Err(refused) => {
                refused
                    .file
                    .persist(&target)
                    .map_err(|refused| failed(&refused.error))?;
            }
        }
    }
    // The name itself is on the disk when the directory is; where a directory cannot be synced, the system does it.
    let _ = File::open(directory).and_then(|directory| directory.sync_all());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_only_by_force_and_nothing_is_left_beside_it() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("register.md");
        write(&path, "one", false).unwrap();
        assert_eq!(write(&path, "two", false).unwrap_err().key, "output_exists");
        assert_eq!(fs::read_to_string(&path).unwrap(), "one");
        write(&path, "two", true).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_directory_that_is_not_there_is_named() {
        let directory = tempfile::tempdir().unwrap();
        let problem = write(&directory.path().join("none/r.md"), "", false).unwrap_err();
        assert_eq!(problem.key, "output_directory_missing");
        assert!(problem.detail("directory").unwrap().ends_with("none"));
        let problem = write(directory.path(), "", true).unwrap_err();
        assert_eq!(problem.key, "output_is_directory");
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
