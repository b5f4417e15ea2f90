//! Taking a copy back: what would be gained and lost, and the copy in the register's place.

use std::path::Path;

use chrono::{DateTime, FixedOffset};

use super::copies;
use super::output::Guard;
use crate::domain::problem::Problem;
use crate::store::{self, Comparison, Restored, Store};

/// What taking a copy back would change; `None` where there is no register, or one that cannot be read.
///
/// # Errors
/// `input_missing`, `restore_same`, or what opening the copy says.
pub fn look(copy: &Path, register: &Path) -> Result<Option<Comparison>, Problem> {
    store::refuse_same(copy, register)?;
    let copy = Store::open_to_read(copy)?;
    let Ok(register) = Store::open_to_read(register) else {
        return Ok(None);
    };
    store::compare(&copy, &register).map(Some)
}

/// The problem of a register that is missing, with what it may have become: what lies beside its place, and its
/// daily copies. Other problems stay as they are.
#[must_use]
pub fn missing(problem: Problem, register: &Path, copies: Option<&Path>) -> Problem {
    if problem.key != "store_missing" {
        return problem;
    }
    let mut found = store::beside_missing(register);
    found.extend(copies.and_then(|directory| copies::newest(directory, register)));
    if found.is_empty() {
        return problem;
    }
    let names: Vec<String> = found
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    let mut told = Problem::cannot("store_missing_beside");
    told.details = problem.details;
    told.with("found", names.join(", "))
}

/// Puts a copy in the place of a register, which is kept beside it under a name with that instant.
///
/// # Errors
/// As [`store::restore`].
pub fn restore(
    copy: &Path,
    register: &Path,
    now: DateTime<FixedOffset>,
    guard: &Guard,
) -> Result<Restored, Problem> {
    store::restore(
        copy,
        register,
        &now.format("%Y-%m-%d-%H%M%S").to_string(),
        guard,
    )
}
