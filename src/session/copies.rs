//! The daily copy of a register, kept beside it in the data directory: the last few days' work cannot be lost by
//! one mistake with one file.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;

use super::{Session, output};
use crate::domain::problem::Problem;
use crate::store::Store;

/// Where copies go, and how many are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copies {
    /// The directory; it is made when it is missing.
    pub directory: PathBuf,
    /// How many are kept of one register; 0 for none.
    pub keep: usize,
}

impl Session {
    /// Makes the day's copy, where there is none of this register yet, and lets the oldest go. The day is the real
    /// one, by the clock.
    ///
    /// # Errors
    /// What the file system says; `backup_check_failed` where the copy is not whole.
    pub fn keep_copy(&self, copies: &Copies) -> Result<(), Problem> {
        self.copy_to_make(copies).map_or(Ok(()), Task::run)
    }

    /// The same beside other work, through a connection of its own.
    #[must_use]
    pub fn keep_copy_meanwhile(&self, copies: &Copies) -> JoinHandle<Result<(), Problem>> {
        let task = self.copy_to_make(copies);
        std::thread::spawn(move || task.map_or(Ok(()), Task::run))
    }

    fn copy_to_make(&self, copies: &Copies) -> Option<Task> {
        let id = self
            .register
            .about
            .id
            .as_deref()
            .filter(|_| copies.keep > 0)?;
        // A register's own id could come from a hand-written file: only what is good in a file name is taken.
        let good = |letter: &char| letter.is_ascii_alphanumeric() || *letter == '-';
        let id: String = id.chars().filter(good).take(64).collect();
        let day = (self.surroundings.clock)().date_naive();
        let copy = copies.directory.join(format!("{id}-{day}.sqlite"));
        let wanted = !copy.exists();
        wanted.then(|| Task {
            register: self.path().to_path_buf(),
            copy,
            id,
            copies: copies.clone(),
        })
    }
}

/// A copy to be made.
struct Task {
    register: PathBuf,
    copy: PathBuf,
    id: String,
    copies: Copies,
}

impl Task {
    fn run(self) -> Result<(), Problem> {
        output::make_directory(&self.copy)?;
        Store::open(&self.register)?.back_up(&self.copy)?;
        prune(&self.copies.directory, &self.id, self.copies.keep);
        Ok(())
    }
}

/// Removes the oldest copies of a register beyond the number to keep. One that cannot be removed stays.
fn prune(directory: &Path, id: &str, keep: usize) {
    let Ok(entries) = fs::read_dir(directory) else {
        return;
    };
    let begins = format!("{id}-");
    let mut copies: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            let name = path
                .file_name()
                .and_then(|name| name.to_str())
                .unwrap_or_default();
            let day = name
                .strip_prefix(&begins)
                .and_then(|rest| rest.strip_suffix(".sqlite"));
            day.is_some_and(|day| day.parse::<chrono::NaiveDate>().is_ok())
        })
        .collect();
    // The day in the name sorts as it counts.
    copies.sort();
    for old in &copies[..copies.len().saturating_sub(keep)] {
        let _ = fs::remove_file(old);
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::rc::Rc;

    use chrono::{DateTime, Days};

    use super::*;
    use crate::session::{Founding, Surroundings};

    #[test]
    fn one_copy_a_day_is_kept_and_the_oldest_go() {
        let directory = tempfile::tempdir().unwrap();
        let start = DateTime::parse_from_rfc3339("2026-11-21T09:00:00+01:00").unwrap();
        let passed = Rc::new(Cell::new(0));
        let clock = Rc::clone(&passed);
        let surroundings = Surroundings {
            clock: Rc::new(move || start + Days::new(clock.get())),
            author: "a".to_owned(),
            today: start.date_naive(),
            new_id: Rc::new(|| "6a0e6f3c".to_owned()),
            new_salt: Rc::new(|| "0".repeat(32)),
        };
        let path = directory.path().join("r.sqlite");
        let session = Session::create(
            &path,
            &Founding {
                name: Some("X".to_owned()),
                ..Founding::default()
            },
            surroundings.clone(),
        )
        .unwrap();
        let copies = Copies {
            directory: directory.path().join("copies"),
            keep: 2,
        };
        for day in [0, 0, 1, 2] {
            passed.set(day);
            session.keep_copy(&copies).unwrap();
        }
        let mut names: Vec<String> = fs::read_dir(&copies.directory)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        assert_eq!(
            names,
            ["6a0e6f3c-2026-11-22.sqlite", "6a0e6f3c-2026-11-23.sqlite"]
        );
        let copy = Session::open(&copies.directory.join(&names[1]), surroundings).unwrap();
        assert_eq!(copy.register().organisations.len(), 1);
        session
            .keep_copy(&Copies {
                keep: 0,
                ..copies.clone()
            })
            .unwrap();
    }
}
