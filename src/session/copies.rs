//! The daily copies of a register, kept in the data directory: the last weeks' work cannot be lost by one mistake with
//! one file.
//!
//! A copy is called after the register's id, the place of its file and the day, so that two registers that began as one
//! each have their own. Earlier versions left the place out; those are read and thinned as well.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;

use chrono::{Datelike, NaiveDate};

use super::{Session, output};
use crate::domain::problem::Problem;
use crate::store::{self, CopyMark};

/// Where copies go, and how many are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copies {
    /// The directory; it is made when it is missing.
    pub directory: PathBuf,
    /// How many of the latest are kept of one register; 0 for none at all.
    pub keep: usize,
    /// From how many weeks before those one is kept.
    pub weekly: usize,
}

/// What is kept, for those who ask.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KeptSummary {
    /// How many copies.
    pub copies: usize,
    /// Their bytes.
    pub bytes: u64,
}

impl Session {
    /// Makes the day's copy, where the register has changed since the last one and there is none of the day, and lets
    /// old ones go.
    ///
    /// The day is the real one, by the clock.
    ///
    /// # Errors
    /// What the file system says; `backup_check_failed` where the copy is not whole.
    pub fn keep_copy(&self, copies: &Copies) -> Result<(), Problem> {
        self.copy_to_make(copies).map_or(Ok(()), CopyTask::run)
    }

    /// The same beside other work, through a connection of its own.
    #[must_use]
    pub fn keep_copy_meanwhile(&self, copies: &Copies) -> JoinHandle<Result<(), Problem>> {
        let task = self.copy_to_make(copies);
        std::thread::spawn(move || task.map_or(Ok(()), CopyTask::run))
    }

    fn copy_to_make(&self, copies: &Copies) -> Option<CopyTask> {
        let id = self
            .register
            .about
            .id
            .as_deref()
            .filter(|_| copies.keep > 0)?;
        Some(CopyTask {
            register: self.path().to_path_buf(),
            name: CopyName::of(id, self.path()),
            mark: CopyMark {
                number: self.register.mark.number,
                hash: self.register.mark.hash.clone(),
            },
            day: (self.surroundings.clock)().date_naive(),
            copies: copies.clone(),
        })
    }
}

/// A register's own id could come from a hand-written file: only what is good in a file name is taken.
fn in_names(id: &str) -> String {
    let good = |letter: &char| letter.is_ascii_alphanumeric() || *letter == '-';
    id.chars().filter(good).take(64).collect()
}

/// What the copies of one register are called.
pub(super) struct CopyName {
    id: String,
    place: String,
}

impl CopyName {
    /// What the copies of the register of that id at that place are called.
    pub(super) fn of(id: &str, register: &Path) -> Self {
        Self {
            id: in_names(id),
            place: store::place_hash(register),
        }
    }

    /// Whether a file bears the register's id, and whether it is a copy of the register at this place by its name.
    pub(super) fn fits(&self, file: &str) -> (bool, bool) {
        (
            file.starts_with(&format!("{}-", self.id)),
            self.day(file).is_some(),
        )
    }

    /// The id as it stands in names.
    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// Whether a file is a copy of the register at this place by its name; one that does not tell the place counts
    /// where that is said.
    pub(super) fn is_of(&self, file: &str, without_place: bool) -> bool {
        self.day(file)
            .is_some_and(|(_, place)| place || without_place)
    }

    /// The name of a copy of that day.
    pub(super) fn file(&self, day: NaiveDate) -> String {
        format!("{}-{}-{day}.sqlite", self.id, self.place)
    }

    /// The day of a copy of this register, and whether its name tells the place too.
    fn day(&self, file: &str) -> Option<(NaiveDate, bool)> {
        let (head, day) = parted(file)?;
        if head == format!("{}-{}", self.id, self.place) {
            return Some((day, true));
        }
        (head == self.id).then_some((day, false))
    }
}

/// The name of a copy without its day, and the day: `HEAD-DAY.sqlite`, or `HEAD-DAY-2.sqlite`.
fn parted(file: &str) -> Option<(&str, NaiveDate)> {
    let stem = file.strip_suffix(".sqlite")?;
    let with_day = |stem: &'_ str| {
        let at = stem.len().checked_sub(10)?;
        let day = stem.get(at..)?.parse().ok()?;
        Some((at, day))
    };
    let (at, day) = with_day(stem).or_else(|| {
        let (stem, number) = stem.rsplit_once('-')?;
        number.parse::<u32>().ok()?;
        with_day(stem)
    })?;
    Some((stem.get(..at)?.strip_suffix('-')?, day))
}

/// A copy that is there.
struct Copy {
    path: PathBuf,
    day: NaiveDate,
    /// Whether it is of this place, and not of an earlier version's name.
    own: bool,
}

/// How often a copy is begun anew because another program made one of the same name in the meantime.
const ATTEMPTS: usize = 4;

/// A copy to be made.
struct CopyTask {
    register: PathBuf,
    name: CopyName,
    mark: CopyMark,
    day: NaiveDate,
    copies: Copies,
}

impl CopyTask {
    fn run(self) -> Result<(), Problem> {
        let mut attempt = 1;
        loop {
            // The name comes before the look: whoever else makes the day's copy in between has taken it then.
            let copy = self.free_name();
            if self.is_done() {
                return Ok(());
            }
            output::make_directory(&copy)?;
            match store::copy_of(&self.register, &copy) {
                Ok(()) => break,
                Err(problem) if problem.key == "store_exists" && attempt < ATTEMPTS => attempt += 1,
                Err(problem) => return Err(problem),
            }
        }
        self.thin();
        Ok(())
    }

    /// Whether there is a good copy of what the register holds, or of today.
    fn is_done(&self) -> bool {
        let there = self.there();
        // The newest that can be believed: what is broken says nothing.
        let good = |copy: &&Copy| store::copy_mark(&copy.path, true);
        let newest = there
            .iter()
            .find_map(|copy| good(&copy).map(|mark| (copy, mark)));
        let is_kept = newest.as_ref().is_some_and(|(_, mark)| *mark == self.mark);
        let of_today = newest.is_some_and(|(copy, _)| copy.own && copy.day == self.day)
            || there
                .iter()
                .filter(|copy| copy.own && copy.day == self.day)
                .any(|copy| good(&copy).is_some());
        is_kept || of_today
    }

    /// A name of today that nothing has; what is broken under one stays where it is.
    fn free_name(&self) -> PathBuf {
        let CopyName { id, place } = &self.name;
        let name = |number: &str| {
            let name = format!("{id}-{place}-{}{number}.sqlite", self.day);
            self.copies.directory.join(name)
        };
        let mut path = name("");
        let mut number = 2_u32;
        while !store::is_free(&path) {
            path = name(&format!("-{number}"));
            number += 1;
        }
        path
    }

    /// The copies of this register, the newest first.
    fn there(&self) -> Vec<Copy> {
        let mut copies: Vec<Copy> = files(&self.copies.directory)
            .filter_map(|path| {
                let (day, own) = self.name.day(path.file_name()?.to_str()?)?;
                Some(Copy { path, day, own })
            })
            .collect();
        copies.sort_by(|one, other| (other.day, &other.path).cmp(&(one.day, &one.path)));
        copies
    }

    /// Removes the copies beyond those to keep: the latest, and before them one a week.
    ///
    /// Only what can be read counts, and only what is surely a copy of this register goes: its last change set is in
    /// the register's journal.
    fn thin(&self) {
        let mut weeks = BTreeSet::new();
        let mut latest = 0;
        for copy in self.there() {
            let Some(mark) = store::copy_mark(&copy.path, false) else {
                continue;
            };
            if latest < self.copies.keep {
                latest += 1;
                continue;
            }
            let week = copy.day.iso_week();
            let week = (week.year(), week.week());
            if weeks.contains(&week) || weeks.len() >= self.copies.weekly {
                if store::knows(&self.register, &mark) {
                    // One that cannot be removed stays.
                    let _ = fs::remove_file(&copy.path);
                }
            } else {
                weeks.insert(week);
            }
        }
    }
}

fn files(directory: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
    entries.map(|entry| entry.path())
}

/// The copies in a directory that are of the register at a place, by their names.
fn of_place(directory: &Path, register: &Path) -> Vec<(NaiveDate, PathBuf)> {
    let ending = format!("-{}", store::place_hash(register));
    let mut copies: Vec<(NaiveDate, PathBuf)> = files(directory)
        .filter_map(|path| {
            let (head, day) = parted(path.file_name()?.to_str()?)?;
            head.ends_with(&ending).then_some((day, path.clone()))
        })
        .collect();
    copies.sort();
    copies
}

/// The newest readable copy of the register at a place.
#[must_use]
pub fn newest(directory: &Path, register: &Path) -> Option<PathBuf> {
    let copies = of_place(directory, register).into_iter().rev();
    copies
        .map(|(_, path)| path)
        .find(|path| store::copy_mark(path, true).is_some())
}

/// The readable copies of the register at a place, the newest first.
#[must_use]
pub fn of_register(directory: &Path, register: &Path) -> Vec<PathBuf> {
    let copies = of_place(directory, register).into_iter().rev();
    let copies = copies.map(|(_, path)| path);
    copies.filter(|path| latest_in(path).is_some()).collect()
}

/// The day of a daily copy, by its name.
#[must_use]
pub fn day_of(copy: &Path) -> Option<NaiveDate> {
    Some(parted(copy.file_name()?.to_str()?)?.1)
}

/// The number of the latest change in a copy; `None` where it cannot be read.
#[must_use]
pub fn latest_in(copy: &Path) -> Option<i64> {
    store::copy_mark(copy, false).map(|mark| mark.number)
}

/// What is kept of the register at a place, and in the whole directory.
#[must_use]
pub fn kept(directory: &Path, register: Option<&Path>) -> (KeptSummary, KeptSummary) {
    let count = |paths: &mut dyn Iterator<Item = PathBuf>| {
        paths
            .filter(|path| {
                path.extension()
                    .is_some_and(|extension| extension == "sqlite")
            })
            .filter_map(|path| fs::metadata(path).ok())
            .fold(KeptSummary::default(), |kept, about| KeptSummary {
                copies: kept.copies + 1,
                bytes: kept.bytes + about.len(),
            })
    };
    let own = register.map_or_else(Vec::new, |register| of_place(directory, register));
    (
        count(&mut own.into_iter().map(|(_, path)| path)),
        count(&mut files(directory)),
    )
}

#[cfg(test)]
mod tests;
