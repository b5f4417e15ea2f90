//! What the program writes outside of a register's file and its copies, and may hold what is taken out of the register:
//! what it remembers of registers, the filters and columns chosen on the screen, mappings, the configuration.
//!
//! What is the register's own is cleaned; what somebody wrote for more than one register is named.

use std::fs;
use std::path::{Path, PathBuf};

use super::redact::Unwanted;
use super::seen::Memory;
use super::{Session, output};
use crate::config::Choices;
use crate::domain::problem::Problem;
use crate::domain::redaction::{Matched, SoughtWords, without};
use crate::store::files::leftovers::is_ours_by_name;

/// The largest file that is searched: what is larger is none that the program wrote.
const LARGEST: u64 = 1 << 24;
/// How many folders deep the user's own files lie.
const DEPTH: usize = 3;

/// Where such files are.
#[derive(Clone, Debug, Default)]
pub struct OutsideFiles {
    /// What was seen of registers.
    pub memory: Option<Memory>,
    /// The file of what was chosen on the screen.
    pub choices: Option<PathBuf>,
    /// The directory of the configuration, with the user's own law data and mappings.
    pub configuration: Option<PathBuf>,
    /// The directory of the drafts that a register's own file could not take.
    pub drafts: Option<PathBuf>,
}

/// What may still hold it outside of the register: it stays as it is, and is told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOutside {
    /// The files that hold it and are not the register's own.
    pub files: Vec<PathBuf>,
    /// The names of the filters that hold a part of it: one of two names, the first letters of one.
    pub filters: Vec<String>,
}

/// What is looked for outside of a register, found out before it is gone from it.
#[derive(Clone, Debug, Default)]
pub struct SoughtOutside {
    words: Vec<SoughtWords>,
    /// Whether it goes wherever it stands, and not only from the register.
    everywhere: bool,
    /// Whether it is the register's title.
    title: bool,
    ids: Vec<String>,
}

impl Session {
    /// What is looked for outside of the register, where this is taken out of it.
    ///
    /// # Errors
    /// As [`Session::before_redaction`].
    pub fn sought_outside(&self, unwanted: &Unwanted) -> Result<SoughtOutside, Problem> {
        let take_out = self.take_out(unwanted)?;
        let about = self.register.about.head.id;
        Ok(SoughtOutside {
            everywhere: matches!(unwanted, Unwanted::Words(_)),
            title: matches!(unwanted, Unwanted::Field(id, key) if *id == about && key == "title"),
            ids: self.identities().map(str::to_owned).collect(),
            words: [take_out.words, take_out.derived].concat(),
        })
    }
}

impl SoughtOutside {
    fn stands_in(&self, text: &str) -> bool {
        self.words
            .iter()
            .any(|sought| !sought.find(text).is_empty())
    }

    /// What holds it, or a part of it, and is not the register's own.
    #[must_use]
    pub fn left(&self, files: &OutsideFiles) -> LeftOutside {
        LeftOutside {
            files: self.left_files(files),
            filters: files
                .choices
                .as_deref()
                .and_then(choices)
                .map_or_else(Vec::new, |choices| {
                    let kept = self.without_choices(&choices).unwrap_or(choices);
                    self.filters_in_part(&kept)
                }),
        }
    }

    /// The names of the filters that hold a part of words that go wherever they stand.
    fn filters_in_part(&self, choices: &Choices) -> Vec<String> {
        let meets = |text: &str| self.words.iter().any(|sought| sought.meets_in_part(text));
        let filters = choices.filters.iter().filter(|_| self.everywhere);
        filters
            .filter(|(name, filter)| meets(name) || meets(filter))
            .map(|(name, _)| name.clone())
            .collect()
    }

    fn left_files(&self, files: &OutsideFiles) -> Vec<PathBuf> {
        let mut all = Vec::new();
        if let Some(directory) = &files.configuration {
            files_below(directory, DEPTH, &mut all);
        }
        if let Some(memory) = &files.memory {
            all.extend(memory.files_about(&self.ids));
        }
        // The drafts themselves are searched one by one; what a run that was killed has left of one is not.
        if let Some(directory) = &files.drafts {
            let mut drafts = Vec::new();
            files_below(directory, 1, &mut drafts);
            all.extend(drafts.into_iter().filter(|path| is_ours_by_name(path)));
        }
        let cleaned = |path: &PathBuf| {
            files.choices.as_ref() == Some(path)
                && choices(path).is_some_and(|choices| self.without_choices(&choices).is_some())
        };
        let mut left: Vec<PathBuf> = all
            .into_iter()
            .filter(|path| self.stands_in_file(path) && !cleaned(path))
            .collect();
        left.sort();
        left.dedup();
        left
    }

    fn stands_in_file(&self, path: &Path) -> bool {
        let small = fs::metadata(path).is_ok_and(|about| about.is_file() && about.len() <= LARGEST);
        let bytes = small.then(|| fs::read(path).ok()).flatten();
        bytes.is_some_and(|bytes| self.stands_in(&String::from_utf8_lossy(&bytes)))
    }

    /// Takes it out of what is remembered of the register and, where it goes wherever it stands, out of the filters that
    /// are kept; gives what still holds it.
    pub fn take_out(&self, files: &OutsideFiles) -> LeftOutside {
        if let Some(memory) = &files.memory {
            memory.take_out_titles(&self.ids, &|title| {
                let mut matched = Matched::new();
                let left = without(&self.words, title, &mut matched);
                match left {
                    Some(_) if self.title => Some(None),
                    Some(left) if self.everywhere => Some(Some(left)),
                    _ => None,
                }
            });
        }
        // That it cannot be written is seen when the file is searched.
        if let Some(file) = &files.choices
            && let Some(choices) = choices(file)
            && let Some(left) = self.without_choices(&choices)
        {
            let guard = output::Guard::default();
            let _ = output::write(file, &left.write(), true, &guard);
        }
        self.left(files)
    }

    /// What was chosen without the filters that hold it; `None` where none does.
    #[must_use]
    pub fn without_choices(&self, choices: &Choices) -> Option<Choices> {
        let holds = |name: &str, filter: &str| self.stands_in(name) || self.stands_in(filter);
        let mut left = choices.clone();
        left.filters
            .retain(|name, filter| !(self.everywhere && holds(name, filter)));
        (left != *choices).then_some(left)
    }
}

fn choices(file: &Path) -> Option<Choices> {
    Some(Choices::parse(&fs::read_to_string(file).ok()?))
}

/// The ordinary files in a directory and in those below it.
fn files_below(directory: &Path, depth: usize, found: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
    for entry in entries {
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() && depth > 1 => files_below(&path, depth - 1, found),
            Ok(kind) if kind.is_dir() => {}
            _ => found.push(path),
        }
    }
}
