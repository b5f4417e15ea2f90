//! Where a name leads, and what stands there: links, devices, open descriptors.

use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

/// How many links are followed, as the system does it.
const LINKS: usize = 40;

/// The directory that holds a file.
pub(crate) fn directory_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// Whether a name is written as that of a directory: it ends with a separator, or with a dot behind one.
///
/// The parts of a path do not tell: `a/` and `a` have the same.
pub(crate) fn names_directory(path: &Path) -> bool {
    let name = path.as_os_str().as_encoded_bytes();
    let separator = |letter: &u8| *letter == b'/' || (cfg!(windows) && *letter == b'\\');
    let name = match name.split_last() {
        Some((b'.', before)) if before.last().is_some_and(separator) => before,
        _ => name,
    };
    name.last().is_some_and(separator)
}

/// The absolute path that a name leads to, every link followed, also where nothing stands there yet.
///
/// # Errors
/// What the system says of the directory, or of links that lead in a circle; `NotADirectory` for a name that is written
/// as that of a directory where there is none.
pub(crate) fn destination(path: &Path) -> io::Result<PathBuf> {
    if names_directory(path) && !path.is_dir() {
        return Err(io::ErrorKind::NotADirectory.into());
    }
    let mut at = path.to_owned();
    for _ in 0..LINKS {
        if let Ok(to) = fs::read_link(&at) {
            at = directory_of(&at).join(to);
        } else {
            let Some(name) = at.file_name() else {
                return fs::canonicalize(&at);
            };
            return Ok(fs::canonicalize(directory_of(&at))?.join(name));
        }
    }
    fs::canonicalize(path)
}

/// Whether there is room for so many bytes beside a file; not where the system does not tell.
#[cfg(unix)]
pub(crate) fn has_room(file: &Path, bytes: u64) -> bool {
    let directory = destination(file).map(|at| directory_of(&at));
    let about = directory.and_then(|at| rustix::fs::statvfs(&at).map_err(io::Error::from));
    about.is_ok_and(|about| about.f_bavail.saturating_mul(about.f_frsize) >= bytes)
}

/// Whether there is room for so many bytes beside a file; the system is not asked here.
#[cfg(not(unix))]
pub(crate) const fn has_room(_file: &Path, _bytes: u64) -> bool {
    false
}

/// A name for `SQLite`, which takes it as it is: never as an address (`file:`), nor as a place in memory.
///
/// `SQLite` keeps a journal beside the file that a link leads to, not beside the link.
pub(crate) fn for_sqlite(path: &Path) -> PathBuf {
    destination(path).unwrap_or_else(|_| {
        if path.is_absolute() {
            path.to_owned()
        } else {
            Path::new(".").join(path)
        }
    })
}

/// The path with an ending added to its name.
pub(crate) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Whether two descriptions are of one file, by whatever names it was reached.
#[cfg(unix)]
pub(crate) fn same(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    one.dev() == other.dev() && one.ino() == other.ino()
}

/// Whether two descriptions are of one file; where the system cannot tell, names decide.
#[cfg(not(unix))]
pub const fn same(_one: &Metadata, _other: &Metadata) -> bool {
    false
}

/// Whether two paths lead to one file.
pub(crate) fn is_same(one: &Path, other: &Path) -> bool {
    let about = |path: &Path| fs::metadata(path).ok();
    let files = about(one).zip(about(other));
    one == other || files.is_some_and(|(one, other)| same(&one, &other))
}

/// Whether a path is that of an open descriptor of a process, such as `/dev/stdout` or `/dev/fd/3`.
pub(crate) fn is_descriptor(path: &Path) -> bool {
    let mut at = path.to_owned();
    for _ in 0..LINKS {
        let directory = fs::canonicalize(directory_of(&at)).unwrap_or_default();
        if directory.starts_with("/proc") && directory.ends_with("fd") {
            return true;
        }
        match fs::read_link(&at) {
            Ok(to) => at = directory_of(&at).join(to),
            Err(_) => return false,
        }
    }
    false
}

/// Whether something stands under a name, if only a link that leads nowhere.
pub(crate) fn is_taken(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// The beginning of a hash, in eight hexadecimal digits.
pub(crate) fn short(hash: &[u8]) -> String {
    let number = hash
        .first_chunk()
        .map_or(0, |four| u32::from_be_bytes(*four));
    format!("{number:08x}")
}

/// A short mark of the place of a file, every link followed.
#[must_use]
pub fn place_hash(path: &Path) -> String {
    use sha2::{Digest, Sha256};
    let place = for_sqlite(path);
    short(&Sha256::digest(place.as_os_str().as_encoded_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_is_taken_for_an_address() {
        for name in ["file:x.sqlite?mode=memory", ":memory:", "", "file:/etc/x"] {
            let name = for_sqlite(Path::new(name));
            let name = name.to_str().unwrap();
            assert!(name.starts_with('/') || name.starts_with("./"), "{name}");
        }
    }

    #[test]
    fn a_name_with_a_slash_at_its_end_is_that_of_a_directory() {
        let directory = tempfile::tempdir().unwrap();
        let path = |name: &str| directory.path().join(name);
        fs::write(path("file"), "").unwrap();
        for name in ["file/", "file/.", "no/", "no/."] {
            assert!(names_directory(&path(name)), "{name}");
            let error = destination(&path(name)).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::NotADirectory, "{name}");
        }
        for name in ["file", "no", "file.", "..", "a/.b"] {
            assert!(!names_directory(&path(name)), "{name}");
        }
        let here = format!("{}/", directory.path().display());
        let end = fs::canonicalize(directory.path()).unwrap();
        assert_eq!(destination(Path::new(&here)).unwrap(), end);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_leads_to_its_end_also_where_nothing_stands() {
        use std::os::unix::fs::symlink;
        let directory = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(directory.path()).unwrap();
        fs::create_dir(root.join("deep")).unwrap();
        symlink("deep/two", root.join("one")).unwrap();
        symlink("../three", root.join("deep/two")).unwrap();
        let end = root.join("three");
        assert_eq!(destination(&root.join("one")).unwrap(), end);
        assert_eq!(destination(&root.join("deep/../one")).unwrap(), end);
        symlink("b", root.join("a")).unwrap();
        symlink("a", root.join("b")).unwrap();
        assert!(destination(&root.join("a")).is_err());
        assert!(destination(&root.join("no/such")).is_err());
        assert!(!is_descriptor(&root.join("one")));
    }
}
