//! Taking a copy back: what would be gained and lost, and the copy in the register's place.

use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};

use super::output::Guard;
use super::{BesideSession, copies};
use crate::domain::problem::{Problem, ProblemKind};
use crate::domain::progress::{Monitor, long_work};
use crate::store::files::place::is_taken;
use crate::store::{self, Comparison, Purpose, Relation, Store};

/// What taking a copy back would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RestorePlan {
    /// No register stands there.
    Missing,
    /// What stands there cannot be read, so that nothing can be compared: why.
    Unreadable(Problem),
    /// What would be gained and lost.
    Compared(Comparison),
}

impl RestorePlan {
    /// Why it is asked for once more: what stands there is no later state of what the copy holds or is a newer version's,
    /// or the copy has what was redacted there.
    #[must_use]
    pub fn doubt(&self) -> Option<Problem> {
        let doubt = match self {
            Self::Missing => None,
            Self::Unreadable(problem) => {
                (problem.key == "store_newer").then_some("restore_other_history")
            }
            Self::Compared(plan) if matches!(plan.relation, Relation::Parted | Relation::Other) => {
                Some("restore_other_history")
            }
            Self::Compared(plan) => (plan.brings_back > 0).then_some("restore_brings_back"),
        };
        doubt.map(Problem::refused)
    }
}

/// What keeps a register from being read without being wrong with it: it is not put aside for that.
const PASSING: [&str; 10] = [
    "store_device",
    "store_disk_full",
    "store_io",
    "store_is_directory",
    "store_locked",
    "store_network",
    "store_no_permission",
    "store_not_a_file",
    "store_read_failed",
    "store_directory_missing",
];

/// What taking a copy back would change; `beside` stands for the register where that is open.
///
/// Neither file is written; whoever asked to read alone has not even a save rolled back that was broken off.
///
/// # Errors
/// `input_missing`, `restore_same`, what `guard` refuses, what opening the copy says, or what keeps the register from
/// being read just now.
pub(crate) fn look(
    copy: &Path,
    register: &Path,
    guard: &Guard,
    purpose: Purpose,
    beside: Option<&BesideSession>,
    monitor: &Monitor,
) -> Result<RestorePlan, Problem> {
    long_work("comparing a copy");
    let open = |path: &Path| match purpose {
        Purpose::Auditing => Store::audit(path),
        _ => Store::open_to_read(path),
    };
    store::refuse_same(copy, register)?;
    store::place_for_copy(register, guard)?;
    let copy = open(copy)?;
    copy.change_sets(None)?;
    if !is_taken(register) {
        return Ok(RestorePlan::Missing);
    }
    let compared = match beside {
        Some(beside) => {
            let compared = beside.work(monitor, |it| store::compare(&copy, &it.store));
            compared.map(|(compared, _)| compared)
        }
        None => open(register).and_then(|there| store::compare(&copy, &there)),
    };
    match compared {
        Ok(plan) => Ok(RestorePlan::Compared(plan)),
        Err(problem) if problem.key == "store_missing" => Ok(RestorePlan::Missing),
        Err(problem) if problem.kind == ProblemKind::Stopped => Err(problem),
        Err(problem) if PASSING.contains(&problem.key) => Err(problem),
        Err(problem) => Ok(RestorePlan::Unreadable(problem)),
    }
}

/// The problem of a register that is missing, with what it may have become or can be had back from, beside its place
/// and among its daily copies, as far as that opens as a register; a journal of it is told for itself.
///
/// Other problems stay as they are.
#[must_use]
pub(crate) fn missing(problem: Problem, register: &Path, copies: Option<&Path>) -> Problem {
    if problem.key != "store_missing" {
        return problem;
    }
    let mut found = store::beside_missing(register);
    let newest = copies.and_then(|directory| copies::newest(directory, register));
    found.copies.extend(newest);
    let names = |paths: &[PathBuf]| {
        let names = paths.iter().map(|path| path.display().to_string());
        names.collect::<Vec<_>>().join(", ")
    };
    let mut told = Problem::cannot(match (found.copies.is_empty(), found.journals.is_empty()) {
        (true, true) => return problem,
        (false, true) => "store_missing_copies",
        (true, false) => "store_missing_journal",
        (false, false) => "store_missing_both",
    });
    told.details = problem.details;
    told.with("found", names(&found.copies))
        .with("journals", names(&found.journals))
}

/// Puts a copy in the place of a register, which is kept beside it under a name with that instant: gives where.
///
/// # Errors
/// As [`store::restore`].
pub(crate) fn restore(
    copy: &Path,
    register: &Path,
    now: DateTime<FixedOffset>,
    guard: &Guard,
    monitor: &Monitor,
) -> Result<Option<PathBuf>, Problem> {
    long_work("taking a copy back");
    store::restore(
        copy,
        register,
        &now.format("%Y-%m-%d-%H%M%S").to_string(),
        guard,
        monitor,
    )
    .map(|restored| restored.aside)
}
