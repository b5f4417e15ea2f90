//! Taking a copy back: what would be gained and lost, and the copy in the register's place.

use std::path::Path;

use chrono::{DateTime, FixedOffset};

use super::output::Guard;
use crate::domain::problem::Problem;
use crate::store::{self, Comparison, Restored, Store};

/// What taking a copy back would change; `None` where there is no register, or one that cannot be read.
///
/// # Errors
/// `input_missing`, `restore_same`, or what opening the copy says.
pub fn look(copy: &Path, register: &Path) -> Result<Option<Comparison>, Problem> {
    store::refuse_same(copy, register)?;
    let copy = Store::open(copy)?;
    let Ok(register) = Store::open(register) else {
        return Ok(None);
    };
    store::compare(&copy, &register).map(Some)
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
