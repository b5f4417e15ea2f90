//! Taking a copy back in the place of a register. What stood there is put aside, never deleted.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::{Store, Verification, trouble};
use crate::domain::problem::Problem;

/// Puts a copy, after it was checked, in the place of a register. What stood there goes to `aside`. True where
/// something did.
///
/// # Errors
/// What opening the copy says; `restore_not_whole` with how many differences were found; `restore_same`;
/// `store_exists` where something stands at `aside`; `store_locked` where another program writes the register just
/// now; what the file system says. The register is as it was then.
pub fn restore(copy: &Path, register: &Path, aside: &Path) -> Result<bool, Problem> {
    let same = fs::canonicalize(copy)
        .ok()
        .zip(fs::canonicalize(register).ok());
    if same.is_some_and(|(copy, register)| copy == register) {
        return Err(trouble::named("restore_same", copy));
    }
    if !copy.exists() {
        return Err(trouble::named("input_missing", copy));
    }
    let store = Store::open(copy)?;
    let verification: Verification = store.verify()?;
    if !verification.is_whole() {
        let count = verification.count();
        // The check was made, and its answer is no.
        let problem = Problem::refused("restore_not_whole").with("file", copy.display());
        return Err(problem.with("n", count));
    }
    // The new file is complete under a name of its own before anything is moved.
    let made = beside(register, ".restoring");
    let _ = fs::remove_file(&made);
    store.back_up(&made)?;
    let moved = put_aside(register, aside).inspect_err(|_| {
        let _ = fs::remove_file(&made);
    })?;
    fs::rename(&made, register).map_err(|error| {
        // The register goes back to where it was.
        if moved {
            let _ = fs::rename(aside, register);
        }
        trouble::of_io(register, &error)
    })?;
    if let Some(directory) = register.parent() {
        let _ = fs::File::open(directory).and_then(|directory| directory.sync_all());
    }
    Ok(moved)
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Moves a register aside while nobody writes it; with it a journal of a write that was broken off, which belongs to
/// it and would damage the copy.
fn put_aside(register: &Path, aside: &Path) -> Result<bool, Problem> {
    if !register.exists() {
        return Ok(false);
    }
    if aside.exists() {
        return Err(trouble::named("store_exists", aside));
    }
    // A damaged file cannot be locked, and nobody can be writing it.
    let lock = Connection::open(register).ok();
    if let Some(lock) = &lock
        && let Err(error) = lock.execute_batch("BEGIN EXCLUSIVE")
    {
        let problem = trouble::of_sqlite(register, &error);
        if problem.key == "store_locked" {
            return Err(problem);
        }
    }
    let moved = fs::rename(register, aside);
    moved.map_err(|error| trouble::of_io(register, &error))?;
    let journal = beside(register, "-journal");
    if journal.exists() {
        let _ = fs::rename(&journal, beside(aside, "-journal"));
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_takes_the_place_and_what_stood_there_is_kept() {
        let directory = tempfile::tempdir().unwrap();
        let path = |name: &str| directory.path().join(name);
        Store::create(&path("copy.sqlite")).unwrap();
        fs::write(path("r.sqlite"), "torn").unwrap();
        let (copy, register, aside) = (path("copy.sqlite"), path("r.sqlite"), path("old.sqlite"));
        assert!(restore(&copy, &register, &aside).unwrap());
        assert_eq!(fs::read(&aside).unwrap(), b"torn");
        assert!(Store::open(&register).unwrap().verify().unwrap().is_whole());
        let problem = restore(&copy, &register, &aside).unwrap_err();
        assert_eq!(problem.key, "store_exists");
        let problem = restore(&register, &register, &path("x")).unwrap_err();
        assert_eq!(problem.key, "restore_same");
        assert!(
            restore(&aside, &register, &path("x")).is_err(),
            "a torn copy"
        );
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 3);
    }

    #[test]
    fn a_register_that_is_being_written_stays() {
        let directory = tempfile::tempdir().unwrap();
        let path = |name: &str| directory.path().join(name);
        Store::create(&path("copy.sqlite")).unwrap();
        Store::create(&path("r.sqlite")).unwrap();
        let other = Connection::open(path("r.sqlite")).unwrap();
        other.execute_batch("BEGIN EXCLUSIVE").unwrap();
        let problem =
            restore(&path("copy.sqlite"), &path("r.sqlite"), &path("old.sqlite")).unwrap_err();
        assert_eq!(problem.key, "store_locked");
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 2);
    }
}
