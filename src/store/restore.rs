//! Taking a copy back in the place of a register. What stood there is put aside, never deleted, and at no moment is
//! there no register under its name.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::files::journals::is_free;
use super::files::place::{destination, for_sqlite, names_directory, same, with_ending};
use super::files::{Guard, Own, journals, refuse_journal_name};
use super::{Store, Verification, backup, broken_off, look, trouble};
use crate::domain::problem::Problem;
use crate::domain::progress::Monitor;

/// What taking a copy back did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Restored {
    /// Where what stood there is kept; `None` where nothing did.
    pub aside: Option<PathBuf>,
}

/// Puts a copy, after it was checked, in the place of a register.
///
/// What stood there is kept beside it, under its own name with `-before-` and `mark`. A link stays a link.
///
/// # Errors
/// What opening the copy says; `restore_not_whole` with how many differences were found; `restore_same`; what `guard`
/// refuses; `store_stale_journal` where there is a journal and no register; `store_locked` where another program
/// writes the register just now; what the file system says. The register is as it was then.
pub fn restore(
    copy: &Path,
    register: &Path,
    mark: &str,
    guard: &Guard,
    monitor: &Monitor,
) -> Result<Restored, Problem> {
    refuse_same(copy, register)?;
    let target = place(register, guard)?;
    let store = Store::open_to_read(copy)?;
    let verification: Verification = store.checker()?.check(monitor)?;
    if !verification.is_whole() {
        let count = verification.count();
        // The check was made, and its answer is no.
        let problem = Problem::refused("restore_not_whole").with("file", copy.display());
        return Err(problem.with("n", count));
    }
    // The new file is complete under a name of its own before anything is moved.
    let made = backup::unfinished(store.file(), copy, &target)
        .map_err(|problem| super::renamed(problem, register))?;
    // From here on nothing stops it.
    monitor.commit()?;
    let aside = put_aside(&target, mark)?;
    let taken = made.replace_as_database();
    match (taken, aside) {
        (Ok(()), aside) => Ok(Restored {
            aside: aside.map(|aside| aside.path),
        }),
        (Err(failure), aside) => {
            if let Some(aside) = aside
                && fs::metadata(&target).is_ok()
                && !matches!(failure, super::files::whole::Failure::Unsure(_))
            {
                aside.take_back(&target);
            }
            Err(trouble::of_failure(register, &failure))
        }
    }
}

/// Where a copy would stand that takes the place of a register; refuses what it must not take the place of.
///
/// # Errors
/// What `guard` refuses; `store_is_directory`, `store_not_a_file`; what the file system says.
pub fn place(register: &Path, guard: &Guard) -> Result<PathBuf, Problem> {
    let target = destination(register).map_err(|error| trouble::of_beginning(register, &error))?;
    refuse_journal_name(register)?;
    match guard.clone().without(Own::Register).check(register) {
        // A register is what a copy takes the place of.
        Err(problem) if problem.key != "output_register" => return Err(problem),
        _ => {}
    }
    if fs::metadata(&target).is_ok_and(|about| !about.is_file()) {
        let key = if target.is_dir() {
            "store_is_directory"
        } else {
            "store_not_a_file"
        };
        return Err(trouble::named(key, register));
    }
    Ok(target)
}

/// Refuses a copy that is not there, or that is the register itself by whatever name.
///
/// # Errors
/// `input_missing`, `path_names_folder` or `restore_same`.
pub fn refuse_same(copy: &Path, register: &Path) -> Result<(), Problem> {
    let Ok(about) = fs::metadata(copy) else {
        let key = if names_directory(copy) {
            "path_names_folder"
        } else {
            "input_missing"
        };
        return Err(trouble::named(key, copy));
    };
    let one = destination(copy).ok();
    let is_same = fs::metadata(register).is_ok_and(|register| same(&about, &register))
        || one.is_some_and(|copy| destination(register).is_ok_and(|register| copy == register));
    if is_same {
        return Err(trouble::named("restore_same", copy));
    }
    Ok(())
}

/// A register that is kept under a second name, and locked until this is dropped.
struct Aside {
    path: PathBuf,
    _lock: Option<Connection>,
}

impl Aside {
    /// Lets only the first name stand again.
    fn take_back(&self, register: &Path) {
        let _ = journals::follow(&self.path, register);
        let _ = fs::remove_file(&self.path);
    }
}

/// Keeps a register under a second name while nobody writes it; with it what is left of a write that was broken off
/// and cannot be taken back, which would damage the copy.
fn put_aside(register: &Path, mark: &str) -> Result<Option<Aside>, Problem> {
    if !register.exists() {
        return match journals::beside(register).into_iter().next() {
            Some(journal) => {
                Err(trouble::named("store_stale_journal", register)
                    .with("journal", journal.display()))
            }
            None => Ok(None),
        };
    }
    // What is of another file must not be rolled into this one, not even now.
    let lock = match broken_off::look(register) {
        Ok(_) => lock(register)?,
        // It goes aside with the register; a folder or a device does not.
        Err(problem)
            if ["store_journal_of_other", "store_no_journal"].contains(&problem.key)
                && journals::beside(register).iter().all(|it| it.is_file()) =>
        {
            None
        }
        Err(problem) => return Err(problem),
    };
    let here = |error: io::Error| trouble::of_io(register, &error);
    let path = free_name(register, mark);
    keep(register, &path, lock.as_ref()).map_err(here)?;
    let aside = Aside { path, _lock: lock };
    journals::follow(register, &aside.path).map_err(|error| {
        aside.take_back(register);
        here(error)
    })?;
    Ok(Some(aside))
}

/// A name beside the register that nothing has.
fn free_name(register: &Path, mark: &str) -> PathBuf {
    let stem = register.file_stem().unwrap_or_default().to_string_lossy();
    let name =
        |number: &str| register.with_file_name(format!("{stem}-before-{mark}{number}.sqlite"));
    let mut path = name("");
    let mut number = 2_u32;
    while !is_free(&path) {
        path = name(&format!("-{number}"));
        number += 1;
    }
    path
}

/// Keeps others from writing a register, after what was broken off was taken back.
///
/// `None` where the file is too damaged to be locked: nobody can be writing it then.
fn lock(register: &Path) -> Result<Option<Connection>, Problem> {
    let Ok(connection) = Connection::open(for_sqlite(register)) else {
        return Ok(None);
    };
    // A file that another program has set to be written through a log is folded into one first.
    let mode: rusqlite::Result<String> =
        connection.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0));
    let locked = || Err(trouble::named("store_locked", register));
    if mode.as_deref().is_ok_and(|mode| mode == "wal") {
        return locked();
    }
    match connection.execute_batch("BEGIN EXCLUSIVE") {
        Ok(()) => Ok(Some(connection)),
        Err(error) if trouble::of_sqlite(register, &error).key == "store_locked" => locked(),
        Err(_) => Ok(None),
    }
}

/// Gives a file a second name, or where the file system knows no such thing, makes a copy.
fn keep(register: &Path, aside: &Path, lock: Option<&Connection>) -> io::Result<()> {
    if fs::hard_link(register, aside).is_ok() {
        return Ok(());
    }
    let version = |connection: &Connection| {
        connection
            .query_row("PRAGMA data_version", [], |row| row.get::<_, i64>(0))
            .map_err(io::Error::other)
    };
    loop {
        let before = lock.map(version).transpose()?;
        let copied = fs::copy(register, aside).and_then(|_| File::open(aside)?.sync_all());
        if let Err(error) = copied {
            let _ = fs::remove_file(aside);
            return Err(error);
        }
        let Some(lock) = lock else {
            return Ok(());
        };
        // The system lets go of all locks of a process on a file when it closes that file once: take it again, and
        // see whether anybody has written meanwhile.
        lock.execute_batch("ROLLBACK; BEGIN EXCLUSIVE")
            .map_err(io::Error::other)?;
        if before == Some(version(lock)?) {
            return Ok(());
        }
    }
}

/// What lies beside the place of a register that is not there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NearbyFiles {
    /// What it may have become, or can be had back from: files that open as registers.
    pub copies: Vec<PathBuf>,
    /// Journals of it, which are of no use without the file that they belong to.
    pub journals: Vec<PathBuf>,
}

/// Looks beside the place of a register that is not there. Nothing is changed.
pub fn beside_missing(register: &Path) -> NearbyFiles {
    let register = for_sqlite(register);
    let name = register
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let stem = register
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let versions = format!("{name}.version-");
    let before = format!("{stem}-before-");
    let directory = super::files::place::directory_of(&register);
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
    let mut copies: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| {
            let found = path.file_name().unwrap_or_default().to_string_lossy();
            found.starts_with(&versions)
                || found.starts_with(&before)
                || *path == with_ending(&register, ".restoring")
        })
        .filter(|path| opens(path))
        .collect();
    copies.sort();
    NearbyFiles {
        copies,
        journals: journals::beside(&register),
    }
}

/// Whether a file would open as a register; it is not changed.
fn opens(path: &Path) -> bool {
    if look::look(path).is_err() || !broken_off::is_own(path) {
        return false;
    }
    // A save that was broken off is rolled back when it is opened.
    journals::hot(path).is_some() || backup::copy_mark(path, true).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard() -> Guard {
        Guard::default()
    }

    fn taken(copy: &Path, register: &Path) -> Result<Restored, Problem> {
        restore(copy, register, "x", &guard(), &Monitor::default())
    }

    #[test]
    fn a_copy_takes_the_place_and_what_stood_there_is_kept() {
        let directory = tempfile::tempdir().unwrap();
        let path = |name: &str| directory.path().join(name);
        Store::create(&path("copy.sqlite")).unwrap();
        fs::write(path("r.sqlite"), "torn").unwrap();
        let (copy, register) = (path("copy.sqlite"), path("r.sqlite"));
        let restored = taken(&copy, &register).unwrap();
        let aside = restored.aside.unwrap();
        assert_eq!(aside.file_name().unwrap(), "r-before-x.sqlite");
        assert_eq!(fs::read(&aside).unwrap(), b"torn");
        assert!(Store::open(&register).unwrap().verify().unwrap().is_whole());
        let again = taken(&copy, &register).unwrap();
        assert_eq!(
            again.aside.unwrap().file_name().unwrap(),
            "r-before-x-2.sqlite"
        );
        let problem = taken(&register, &register).unwrap_err();
        assert_eq!(problem.key, "restore_same");
        assert!(taken(&aside, &register).is_err(), "a torn copy");
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 4);
    }

    #[test]
    fn a_register_that_is_being_written_stays() {
        let directory = tempfile::tempdir().unwrap();
        let path = |name: &str| directory.path().join(name);
        Store::create(&path("copy.sqlite")).unwrap();
        Store::create(&path("r.sqlite")).unwrap();
        let other = Connection::open(path("r.sqlite")).unwrap();
        other.execute_batch("BEGIN EXCLUSIVE").unwrap();
        let problem = taken(&path("copy.sqlite"), &path("r.sqlite")).unwrap_err();
        assert_eq!(problem.key, "store_locked");
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 2);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_a_hard_link_is_the_register_itself() {
        let directory = tempfile::tempdir().unwrap();
        let path = |name: &str| directory.path().join(name);
        Store::create(&path("copy.sqlite")).unwrap();
        Store::create(&path("real.sqlite")).unwrap();
        std::os::unix::fs::symlink("real.sqlite", path("r.sqlite")).unwrap();
        let restored = taken(&path("copy.sqlite"), &path("r.sqlite")).unwrap();
        assert!(restored.aside.unwrap().ends_with("real-before-x.sqlite"));
        assert!(path("r.sqlite").symlink_metadata().unwrap().is_symlink());
        fs::hard_link(path("real.sqlite"), path("hard.sqlite")).unwrap();
        let problem = taken(&path("hard.sqlite"), &path("r.sqlite")).unwrap_err();
        assert_eq!(problem.key, "restore_same");
    }

    #[test]
    fn a_folder_in_the_place_of_a_journal_is_named_and_stays() {
        let directory = tempfile::tempdir().unwrap();
        let path = |name: &str| directory.path().join(name);
        Store::create(&path("copy.sqlite")).unwrap();
        Store::create(&path("r.sqlite")).unwrap();
        let folder = path("r.sqlite-journal");
        fs::create_dir(&folder).unwrap();
        let problem = taken(&path("copy.sqlite"), &path("r.sqlite")).unwrap_err();
        assert_eq!(problem.key, "store_no_journal");
        let named = folder.display().to_string();
        assert_eq!(problem.detail("journal"), Some(&*named));
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 3);
    }

    #[test]
    fn what_another_file_left_goes_aside_and_never_into_the_copy() {
        let directory = tempfile::tempdir().unwrap();
        let path = |name: &str| directory.path().join(name);
        Store::create(&path("copy.sqlite")).unwrap();
        Store::create(&path("r.sqlite")).unwrap();
        fs::write(path("r.sqlite-wal"), "frames of another file").unwrap();
        let restored = taken(&path("copy.sqlite"), &path("r.sqlite")).unwrap();
        let aside = restored.aside.unwrap();
        assert!(with_ending(&aside, "-wal").exists());
        assert!(!path("r.sqlite-wal").exists());
        assert!(
            Store::open(&path("r.sqlite"))
                .unwrap()
                .verify()
                .unwrap()
                .is_whole()
        );
        fs::remove_file(path("r.sqlite")).unwrap();
        fs::write(path("r.sqlite-journal"), "the rest of a save").unwrap();
        let problem = taken(&path("copy.sqlite"), &path("r.sqlite")).unwrap_err();
        assert_eq!(problem.key, "store_stale_journal");
        // What does not open as a register is nothing to take back: the one aside with another file's log, a torn one.
        fs::write(path("r-before-y.sqlite"), "torn").unwrap();
        let wanted = |copies: &[&Path]| NearbyFiles {
            copies: copies.iter().map(|path| (*path).to_owned()).collect(),
            journals: vec![path("r.sqlite-journal")],
        };
        assert_eq!(beside_missing(&path("r.sqlite")), wanted(&[]));
        fs::remove_file(with_ending(&aside, "-wal")).unwrap();
        assert_eq!(
            beside_missing(&path("r.sqlite")),
            wanted(&[]),
            "an empty one"
        );
    }
}
