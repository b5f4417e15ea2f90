//! What a check of a file found.

use std::path::Path;

use rusqlite::types::ValueRef;

use crate::domain::problem::Problem;
use crate::domain::register::Mark;
use crate::store::taken::RecordedRedaction;
use crate::store::trouble;

/// The most differences that are told one by one; the rest are counted.
const TOLD: usize = 200;

/// The most letters of a value, a name or a reason that are told.
const LETTERS: usize = 160;

/// The outcome of checking a whole file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// The latest change set, with the hash that a print outside the file can be compared with.
    pub mark: Mark,
    /// How many change sets were checked.
    pub change_sets: usize,
    /// How many changes were replayed.
    pub changes: usize,
    /// What is not as it must be; empty where the file is whole.
    pub differences: Vec<Problem>,
    /// How many more there are than those.
    pub more: usize,
    /// The change sets in which something was taken out for good, each as it was recorded last.
    pub redacted: Vec<RecordedRedaction>,
}

impl Verification {
    /// Whether the file is whole.
    pub fn is_whole(&self) -> bool {
        self.differences.is_empty()
    }

    /// What the disk could not read, where it could not read all: nothing is known of the file then.
    pub fn unread(&self) -> Option<&Problem> {
        let keys = ["store_device", "store_read_failed", "store_network"];
        let mut differences = self.differences.iter();
        differences.find(|problem| keys.contains(&problem.key))
    }

    /// How many of the differences set journal and tables against each other: views and drafts do not.
    pub fn contradictions(&self) -> usize {
        let beside = [
            "verify_schema_altered",
            "verify_draft",
            "verify_edition",
            "verify_reading",
        ];
        let counted = |problem: &&Problem| !beside.contains(&problem.key);
        self.differences.iter().filter(counted).count() + self.more
    }

    /// How many differences there are.
    pub fn count(&self) -> usize {
        self.differences.len() + self.more
    }

    /// Notes a difference, with values cut where they are long.
    pub(super) fn found(&mut self, mut problem: Problem) {
        if self.differences.len() >= TOLD {
            self.more += 1;
            return;
        }
        for (_, value) in &mut problem.details {
            if let Some((at, _)) = value.char_indices().nth(LETTERS) {
                value.truncate(at);
                value.push('…');
            }
        }
        self.differences.push(problem);
    }

    /// Notes the differences of another outcome after those of this one.
    pub(super) fn take(&mut self, other: Self) {
        for problem in other.differences {
            self.found(problem);
        }
        self.more += other.more;
    }

    /// Notes what keeps a part of the check from being made.
    pub(super) fn unless<T>(&mut self, file: &Path, part: rusqlite::Result<T>) -> Option<T> {
        part.map_err(|error| self.found(trouble::of_sqlite(file, &error)))
            .ok()
    }
}

/// What stands in a column as text; what is no UTF-8 in it is shown as well as it can be.
pub(super) fn text(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
            String::from_utf8_lossy(bytes).into_owned()
        }
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Null => String::new(),
    }
}
