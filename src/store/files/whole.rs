//! The one way in which a file appears under its name: written beside it, synced, renamed, the directory synced.

use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use super::journals::{self, SIDECARS};
use super::leftovers;
use super::place::{destination, directory_of, is_taken, with_ending};

/// Why a file does not stand under its name, or may not stand there for long.
#[derive(Debug)]
pub(crate) enum Failure {
    /// What was there before is there still.
    Io(io::Error),
    /// The file stands there whole, but the system could not make sure that its name outlives a power cut.
    Unsure(io::Error),
    /// A journal lies there that `SQLite` would roll into the new file.
    Journal(PathBuf),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// A file in the making. It appears under its name when it is whole; dropped before, it leaves nothing behind.
///
/// A file that it replaces keeps its mode and group; a link stays a link, and what it leads to is replaced. A new
/// file is readable by its owner alone.
#[derive(Debug)]
pub(crate) struct Whole {
    file: Option<NamedTempFile>,
    /// The path of the unfinished file.
    path: PathBuf,
    target: PathBuf,
}

/// Makes a file that only its owner may read.
///
/// What the system says of it stays as it is: the library would put it inside an error of its own, with a name that
/// nobody was told of.
fn make_private(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

impl Whole {
    /// Begins a file that is to appear under a name, in the directory where it will stand.
    ///
    /// Clears what killed runs have left there.
    ///
    /// # Errors
    /// What the system says; `NotFound` where the directory is missing.
    pub(crate) fn begin(name: &Path) -> io::Result<Self> {
        let target = destination(name)?;
        let directory = directory_of(&target);
        let file = Builder::new()
            .prefix(&leftovers::prefix())
            .make_in(&directory, make_private)?;
        leftovers::clear(&directory, &file.as_file().metadata()?);
        Ok(Self {
            path: file.path().to_owned(),
            file: Some(file),
            target,
        })
    }

    /// Where it is made: what needs a path, such as `SQLite`, writes here.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Takes its name away where the system lets an open file be without one: what opened it goes on with it, and it is
    /// gone when the last has let go of it, however that ends.
    pub(crate) fn go_without_name(&self) {
        let _ = fs::remove_file(&self.path);
    }

    /// Takes out what was written so far.
    ///
    /// # Errors
    /// What the system says.
    pub(crate) fn empty(&self) -> io::Result<()> {
        match &self.file {
            Some(file) => file.as_file().set_len(0),
            None => Ok(()),
        }
    }

    /// Adds to the file.
    ///
    /// # Errors
    /// What the system says.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file
            .as_mut()
            .map_or(Ok(()), |file| file.as_file_mut().write_all(bytes))
    }

    /// Lets the file appear where nothing stands yet.
    ///
    /// # Errors
    /// `AlreadyExists` where something does; what the system says.
    pub(crate) fn appear(self) -> Result<(), Failure> {
        self.settle(false, false)
    }

    /// Lets the file appear in the place of what stands there.
    ///
    /// # Errors
    /// What the system says; `PermissionDenied` where what stands there is write-protected.
    pub(crate) fn replace(self) -> Result<(), Failure> {
        self.settle(true, false)
    }

    /// Lets an `SQLite` file appear where nothing stands, nor a journal that would be rolled into it.
    ///
    /// # Errors
    /// As [`Self::appear`], and the journal.
    pub(crate) fn appear_as_database(self) -> Result<(), Failure> {
        self.settle(false, true)
    }

    /// Lets an `SQLite` file appear in the place of what stands there; what belongs to that must be gone.
    ///
    /// # Errors
    /// As [`Self::replace`], and the journal.
    pub(crate) fn replace_as_database(self) -> Result<(), Failure> {
        self.settle(true, true)
    }

    fn settle(mut self, over: bool, database: bool) -> Result<(), Failure> {
        let Some(file) = self.file.take() else {
            return Ok(());
        };
        // What was not closed in order is not whole.
        if database && !journals::beside(&self.path).is_empty() {
            return Err(io::Error::other("unfinished").into());
        }
        if let Some(there) = fs::metadata(&self.target).ok().filter(|_| over) {
            if there.permissions().readonly() {
                return Err(io::Error::from(io::ErrorKind::PermissionDenied).into());
            }
            take_after(file.as_file(), &there)?;
        }
        file.as_file().sync_all()?;
        if database && let Some(journal) = journals::beside(&self.target).into_iter().next() {
            return Err(Failure::Journal(journal));
        }
        let kept = if over {
            file.persist(&self.target)
        } else {
            file.persist_noclobber(&self.target)
        };
        match kept {
            Ok(_) => {}
            // Not every file system can rename without overwriting; the name was free a moment ago.
            Err(refused)
                if !over
                    && refused.error.kind() != io::ErrorKind::AlreadyExists
                    && !is_taken(&self.target) =>
            {
                refused
                    .file
                    .persist(&self.target)
                    .map_err(|refused| refused.error)?;
            }
            Err(refused) => return Err(refused.error.into()),
        }
        sync_directory(&self.target).map_err(Failure::Unsure)
    }
}

impl Write for Whole {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.file {
            Some(file) => file.as_file_mut().write(bytes),
            None => Ok(bytes.len()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file
            .as_mut()
            .map_or(Ok(()), |file| file.as_file_mut().flush())
    }
}

impl Drop for Whole {
    fn drop(&mut self) {
        // The file itself goes with its handle.
        for ending in SIDECARS {
            let _ = fs::remove_file(with_ending(&self.path, ending));
        }
    }
}

/// Gives a new file the mode and the group of the one that it replaces; where the group cannot be given, no other
/// group gets what that one had.
#[cfg(unix)]
fn take_after(file: &File, there: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    let made = file.metadata()?;
    let mut bits = there.mode() & 0o777;
    if made.gid() != there.gid() && fchown(file, None, Some(there.gid())).is_err() {
        bits &= !0o070;
    }
    if made.uid() != there.uid() {
        // Only an administrator can; for all others the file becomes their own.
        let _ = fchown(file, Some(there.uid()), None);
    }
    file.set_permissions(fs::Permissions::from_mode(bits))
}

#[cfg(not(unix))]
fn take_after(file: &File, there: &Metadata) -> io::Result<()> {
    file.set_permissions(there.permissions())
}

/// Makes sure that the name of a file outlives a power cut.
///
/// # Errors
/// What the disk says; that a file system cannot sync directories is no error: it does it by itself.
pub(crate) fn sync_directory(path: &Path) -> io::Result<()> {
    let Ok(directory) = File::open(directory_of(path)) else {
        return Ok(());
    };
    let told = |error: &io::Error| {
        // EIO has no name in the library.
        error.raw_os_error() == Some(5)
            || matches!(
                error.kind(),
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
            )
    };
    match directory.sync_all() {
        Err(error) if told(&error) => directory.sync_all(),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(path: &Path, text: &str) -> Whole {
        let mut whole = Whole::begin(path).unwrap();
        whole.write(text.as_bytes()).unwrap();
        whole
    }

    fn names(directory: &Path) -> Vec<String> {
        let entries = fs::read_dir(directory).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_appears_when_it_is_whole_and_leaves_nothing_when_it_is_not() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("a");
        let whole = written(&path, "one");
        assert!(!path.exists());
        fs::write(with_ending(whole.path(), "-journal"), "").unwrap();
        drop(whole);
        assert_eq!(names(directory.path()), Vec::<String>::new());
        written(&path, "one").appear().unwrap();
        let Err(Failure::Io(error)) = written(&path, "two").appear() else {
            panic!("written over");
        };
        assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read_to_string(&path).unwrap(), "one");
        written(&path, "two").replace().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        assert_eq!(names(directory.path()), ["a"]);
        let missing = Whole::begin(&directory.path().join("no/a")).unwrap_err();
        assert_eq!(missing.kind(), io::ErrorKind::NotFound);
    }

    #[test]
    fn a_database_does_not_appear_beside_another_ones_journal() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("a");
        for ending in SIDECARS {
            let journal = with_ending(&path, ending);
            fs::write(&journal, "old").unwrap();
            for over in [false, true] {
                let whole = written(&path, "new");
                let Err(Failure::Journal(found)) = whole.settle(over, true) else {
                    panic!("appeared");
                };
                assert_eq!(found.file_name(), journal.file_name());
            }
            assert!(!path.exists());
            fs::remove_file(journal).unwrap();
        }
        let whole = written(&path, "new");
        fs::write(with_ending(whole.path(), "-journal"), "open").unwrap();
        assert!(matches!(whole.appear_as_database(), Err(Failure::Io(_))));
        assert_eq!(names(directory.path()), Vec::<String>::new());
    }

    #[cfg(unix)]
    #[test]
    fn what_is_replaced_keeps_mode_and_link() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let directory = tempfile::tempdir().unwrap();
        let (real, link) = (directory.path().join("real"), directory.path().join("link"));
        symlink("real", &link).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o7777;
        // A link that leads nowhere yet.
        written(&link, "one").appear().unwrap();
        assert_eq!(mode(&real), 0o600);
        for wanted in [0o664, 0o640, 0o600, 0o4755] {
            fs::set_permissions(&real, fs::Permissions::from_mode(wanted)).unwrap();
            written(&link, "two").replace().unwrap();
            assert_eq!(mode(&real), wanted & 0o777);
        }
        assert!(link.symlink_metadata().unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&real).unwrap(), "two");
        fs::set_permissions(&real, fs::Permissions::from_mode(0o444)).unwrap();
        assert!(written(&link, "three").replace().is_err());
        assert_eq!(fs::read_to_string(&real).unwrap(), "two");
    }
}
