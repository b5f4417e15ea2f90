//! Files beside the register: what is exported and imported. A file appears under its name only when it is whole.

use std::borrow::Cow;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::config::reason;
use crate::domain::problem::{Problem, ProblemKind};
use crate::domain::progress::{Monitor, long_work};
use crate::exchange::import::decode;
use crate::exchange::layout::{self, Layout};
use crate::exchange::sheets::Mapping;
use crate::store::files::guard::{is_stream, what_stands};
use crate::store::files::place::{is_taken, names_directory};
use crate::store::files::reading;
use crate::store::files::whole::{Failure, Whole};
pub use crate::store::files::{Guard, Own};

/// The most that is read of a file to import, in bytes: ten times a register of 10,000 activities.
const LARGEST: u64 = 1 << 30;

/// The problem of a failed operation on a file that is written.
#[must_use]
pub fn trouble(path: &Path, error: &io::Error) -> Problem {
    let key = match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory if names_directory(path) => {
            "path_names_folder"
        }
        io::ErrorKind::NotFound => "output_missing",
        io::ErrorKind::PermissionDenied => "output_denied",
        io::ErrorKind::StorageFull => "output_full",
        io::ErrorKind::QuotaExceeded => "output_quota",
        io::ErrorKind::FileTooLarge => "output_limit",
        io::ErrorKind::ReadOnlyFilesystem => "output_read_only",
        io::ErrorKind::IsADirectory => "output_directory",
        io::ErrorKind::InvalidInput => "output_not_a_file",
        // EIO has no name in the library.
        _ if cfg!(unix) && error.raw_os_error() == Some(5) => "output_device",
        // Nor has ENXIO: nobody reads the pipe.
        _ if cfg!(unix) && error.raw_os_error() == Some(6) => "output_unread",
        io::ErrorKind::NotADirectory => "output_not_a_folder",
        _ => "output_failed",
    };
    Problem::cannot(key)
        .with("file", path.display())
        .with("reason", reason(error))
}

/// The same for a file that is read: that it is missing says nothing of directories to be made.
pub(super) fn unread(path: &Path, error: &io::Error) -> Problem {
    match error.kind() {
        io::ErrorKind::NotFound if !names_directory(path) => {
            Problem::cannot("input_missing").with("file", path.display())
        }
        io::ErrorKind::InvalidInput => {
            Problem::cannot("input_not_a_file").with("file", path.display())
        }
        _ if cfg!(unix) && error.raw_os_error() == Some(5) => {
            Problem::cannot("input_device").with("file", path.display())
        }
        _ => trouble(path, error),
    }
}

/// Writes a text to a file, readable by its owner alone where it is new; it appears under its name when it is whole.
///
/// A pipe, a device or an open descriptor is written into.
///
/// # Errors
/// `output_exists` where there is a file of that name and `force` is not set, with what it is; what `guard` refuses,
/// forced or not; what the system says, with the file and the reason.
pub fn write(path: &Path, text: &str, force: bool, guard: &Guard) -> Result<(), Problem> {
    write_by(path, force, guard, |out| out.write_all(text.as_bytes()))
}

/// Whether a file may be written as [`write()`] does, before anything is made that goes into it.
///
/// # Errors
/// `output_directory`, `output_device_name`, `output_exists`, or what `guard` refuses.
pub fn may_write(path: &Path, force: bool, guard: &Guard) -> Result<(), Problem> {
    if path.is_dir() {
        return Err(Problem::cannot("output_directory").with("file", path.display()));
    }
    if is_device_elsewhere(path) {
        return Err(Problem::cannot("output_device_name").with("file", path.display()));
    }
    guard.check(path)?;
    if !force && !is_stream(path) && is_taken(path) {
        return Err(exists(path));
    }
    Ok(())
}

/// The problem of a file that stands where another is to be written.
fn exists(path: &Path) -> Problem {
    Problem::cannot("output_exists")
        .with("file", path.display())
        .with("what", what_stands(path))
}

/// Writes a file as [`write()`], part after part as `content` gives it.
///
/// # Errors
/// As [`write()`].
pub fn write_by(
    path: &Path,
    force: bool,
    guard: &Guard,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Problem> {
    let here = |error: &io::Error| trouble(path, error);
    may_write(path, force, guard)?;
    if is_stream(path) {
        return stream(path, content).map_err(|error| here(&error));
    }
    let mut whole = Whole::begin(path).map_err(|error| here(&error))?;
    content(&mut whole).map_err(|error| here(&error))?;
    let appeared = if force {
        whole.replace()
    } else {
        whole.appear()
    };
    appeared.map_err(|failure| match failure {
        Failure::Io(error) if error.kind() == io::ErrorKind::AlreadyExists => exists(path),
        Failure::Io(error) => here(&error),
        Failure::Unsure(error) => Problem::cannot("file_unsure")
            .with("file", path.display())
            .with("reason", reason(&error)),
        Failure::Journal(journal) => Problem::cannot("store_stale_journal")
            .with("file", path.display())
            .with("journal", journal.display()),
    })
}

/// Writes a file as [`write_by`], in a job: where that is stopped, there is no file, or the one that stood there.
///
/// # Errors
/// As [`write()`]; `work_stopped`.
pub fn write_watched(
    path: &Path,
    force: bool,
    guard: &Guard,
    monitor: &Monitor,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Problem> {
    long_work("writing a document");
    let written = write_by(path, force, guard, |out| {
        content(out)?;
        // Under its name it stays.
        (monitor.commit()).map_err(|_| io::Error::from(io::ErrorKind::Interrupted))
    });
    // What was stopped failed because of that.
    written.map_err(|problem| monitor.check().err().unwrap_or(problem))
}

/// Whether a file of that name is a device in Windows: what is written to it there is lost, and no such file can be
/// copied to it.
fn is_device_elsewhere(path: &Path) -> bool {
    let name = path.file_name().map(OsStr::to_string_lossy);
    let name = name.unwrap_or_default().to_uppercase();
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    let numbered = |device: &str| {
        let number = stem.strip_prefix(device);
        number.is_some_and(|number| number.len() == 1 && ("1"..="9").contains(&number))
    };
    matches!(stem, "CON" | "PRN" | "AUX" | "NUL") || numbered("COM") || numbered("LPT")
}

/// Writes into what stands there: a rename would put a file in its place.
fn stream(path: &Path, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let about = fs::metadata(path)?;
    let mut options = fs::OpenOptions::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};
        if about.file_type().is_block_device() {
            // A whole disk is never meant.
            return Err(io::ErrorKind::InvalidInput.into());
        }
        if about.file_type().is_fifo() {
            // Opening a pipe that nobody reads would wait for ever: this fails then. It is held while the pipe is
            // opened again, to be written to at the reader's pace.
            let held = fs::OpenOptions::new()
                .write(true)
                .custom_flags(reading::not_waiting())
                .open(path)?;
            let mut pipe = options.write(true).open(path)?;
            drop(held);
            return content(&mut pipe);
        }
    }
    // An ordinary file that a shell has opened is added to.
    if about.is_file() {
        options.append(true);
    }
    content(&mut options.write(true).open(path)?)
}

/// The files of a directory with an ending, by name; none where there is no such directory.
pub(super) fn files_ending(directory: Option<&Path>, ending: &str) -> Vec<PathBuf> {
    let entries = directory.and_then(|directory| std::fs::read_dir(directory).ok());
    let files = entries.into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = files.map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|it| it == ending));
    files.sort();
    files
}

/// Reads a file to import.
///
/// # Errors
/// As [`write()`], or `import_not_utf8` with the line; `output_too_large` where it is no text of a register.
pub fn read(path: &Path) -> Result<String, Problem> {
    let here = |error: &io::Error| unread(path, error);
    let file = reading::open_input(path).map_err(|error| here(&error))?;
    read_from(file, &path.display().to_string(), here)
}

/// Reads a file to import as it is.
///
/// # Errors
/// As [`read`], but for what its bytes are.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, Problem> {
    let here = |error: &io::Error| unread(path, error);
    let file = reading::open_input(path).map_err(|error| here(&error))?;
    bytes_from(file, &path.display().to_string(), here)
}

/// The layout of a table: one that comes with the program, by its name, else the file that `path` makes of what was
/// named.
///
/// # Errors
/// `layout_unknown` with those that there are; what [`Layout::read`] says of the file, or the system.
pub fn layout(named: &str, path: impl FnOnce(&str) -> PathBuf) -> Result<Layout, Problem> {
    if let Some(text) = layout::shipped(named) {
        return Layout::read(named, text);
    }
    let path = path(named);
    // What is written like a path is a file; a name without one is that of a layout.
    let bare = Path::new(named);
    if bare.extension().is_none() && bare.components().count() < 2 && !path.exists() {
        return Err(layout::unknown(named));
    }
    match read(&path) {
        Ok(text) => Layout::read(named, &text),
        // What is no text of a register is no layout either.
        Err(problem) if problem.kind == ProblemKind::Refused => {
            Err(Problem::usage("layout_not_text").with("layout", named))
        }
        Err(problem) => Err(problem),
    }
}

/// What becomes of the columns of a sheet: as the user's `own` file of that name says, else a layout that comes with the
/// program, else the file.
///
/// # Errors
/// `mapping_unknown` with those that come with the program, else as [`layout()`].
pub fn mapping(
    named: &str,
    own: Option<&Path>,
    path: impl FnOnce(&str) -> PathBuf,
) -> Result<Mapping, Problem> {
    if let Some(own) = own {
        return Mapping::read(named, &read(own)?);
    }
    if let Some(text) = layout::shipped(named) {
        return Mapping::read(named, text);
    }
    let path = path(named);
    let bare = Path::new(named);
    if bare.extension().is_none() && bare.components().count() < 2 && !path.exists() {
        return Err(layout::mapping_unknown(named));
    }
    match read(&path) {
        Ok(text) => Mapping::read(named, &text),
        Err(problem) if problem.kind == ProblemKind::Refused => {
            Err(Problem::usage("layout_not_text").with("layout", named))
        }
        Err(problem) => Err(problem),
    }
}

/// The file of the user's own mapping of a name in a directory.
///
/// # Errors
/// `mapping_name_unusable`.
pub fn mapping_file(directory: Option<&Path>, name: &str) -> Result<PathBuf, Problem> {
    let plain = !name.is_empty()
        && name
            .chars()
            .all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_'));
    match directory.filter(|_| plain) {
        Some(directory) => Ok(directory.join(format!("{name}.toml"))),
        None => Err(Problem::usage("mapping_name_unusable").with("name", name)),
    }
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
    let bytes = bytes_from(from, name, trouble)?;
    decode(&bytes).map(str::to_owned)
}

/// The same as it is, whatever it is.
///
/// # Errors
/// `output_too_large`, and what `trouble` makes of an error of the system.
pub fn bytes_from(
    from: impl Read,
    name: &str,
    trouble: impl Fn(&io::Error) -> Problem,
) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    from.take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| trouble(&error))?;
    if bytes.len() as u64 > LARGEST {
        return Err(Problem::refused("output_too_large").with("file", name));
    }
    Ok(bytes)
}

/// Whether a path is that of an ordinary file, which stands there or is to be made.
#[must_use]
pub fn is_of_a_file(path: &Path) -> bool {
    !names_directory(path) && (path.is_file() || !path.exists())
}

/// The file that a path names: in a directory one that is called by what it holds.
pub fn within(path: &Path, name: impl FnOnce() -> OsString) -> Cow<'_, Path> {
    if path.is_dir() {
        Cow::Owned(path.join(name()))
    } else {
        Cow::Borrowed(path)
    }
}

/// A path with an ending where it has none: what stands behind the full stops of a day is none.
///
/// A name that is written as that of a directory stays as it is.
pub fn with_ending(mut path: PathBuf, day: NaiveDate, ending: &str) -> PathBuf {
    let ends_with_day = |name: &OsStr| name.to_string_lossy().ends_with(&day.to_string());
    let bare = path.extension().is_none() || path.file_name().is_some_and(ends_with_day);
    if bare && !names_directory(&path) {
        path.as_mut_os_string().push(ending);
    }
    path
}

/// Makes the directory of a file, readable by its owner alone, where it is missing.
///
/// # Errors
/// As [`write()`].
pub fn make_directory(path: &Path) -> Result<(), Problem> {
    let Some(directory) = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty() && !parent.is_dir())
    else {
        return Ok(());
    };
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(directory).map_err(|error| {
        // A link that leads nowhere stands there, if not a file.
        let in_the_way = error.kind() == io::ErrorKind::AlreadyExists;
        let kind = in_the_way.then_some(io::ErrorKind::NotADirectory);
        trouble(path, &kind.map_or(error, Into::into))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_never_written_over_unasked() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("register.md");
        write(&path, "one", false, &Guard::default()).unwrap();
        assert_eq!(
            write(&path, "two", false, &Guard::default())
                .unwrap_err()
                .key,
            "output_exists"
        );
        assert_eq!(fs::read_to_string(&path).unwrap(), "one");
        write(&path, "two", true, &Guard::default()).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
        assert_eq!(
            write(
                &directory.path().join("no/such/x"),
                "",
                false,
                &Guard::default()
            )
            .unwrap_err()
            .key,
            "output_missing"
        );
        assert_eq!(
            write(directory.path(), "", true, &Guard::default())
                .unwrap_err()
                .key,
            "output_directory"
        );
    }

    #[test]
    fn the_name_of_a_device_of_windows_is_no_name_of_a_file() {
        let directory = tempfile::tempdir().unwrap();
        let path = |name: &str| directory.path().join(name);
        for name in [
            "NUL",
            "nul.json",
            "Con.tar.gz",
            "aux .md",
            "COM1",
            "lpt9.csv",
            "prn",
        ] {
            let refused = write(&path(name), "", true, &Guard::default()).unwrap_err();
            assert_eq!(refused.key, "output_device_name", "{name}");
            assert!(!path(name).exists());
        }
        for name in ["null", "contract.md", "COM10", "com", "COM0.x", "a.nul"] {
            write(&path(name), "", false, &Guard::default()).unwrap();
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_keeps_pointing_and_a_device_stays_a_device() {
        let directory = tempfile::tempdir().unwrap();
        let (real, link) = (directory.path().join("real"), directory.path().join("link"));
        fs::write(&real, "one").unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        assert_eq!(
            write(&link, "two", false, &Guard::default())
                .unwrap_err()
                .key,
            "output_exists"
        );
        write(&link, "two", true, &Guard::default()).unwrap();
        assert_eq!(fs::read_to_string(&real).unwrap(), "two");
        assert!(link.symlink_metadata().unwrap().is_symlink());
        write(Path::new("/dev/null"), "nothing", true, &Guard::default()).unwrap();
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
    }
}
