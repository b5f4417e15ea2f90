//! A file that is held: whether it still stands under its name, and a job that lets go of it for a save.

use std::fs::{self, Metadata};
use std::path::Path;
use std::sync::MutexGuard;
use std::time::Duration;

use super::files::place::same;
use super::trouble;
use crate::domain::problem::Problem;
use crate::domain::progress::Monitor;

/// How long a save waits at most for a job to let go of the file.
const LETS_GO: Duration = Duration::from_millis(100);

/// Keeps the job that is at work beside from a file for as long as the guard lives.
///
/// # Errors
/// `store_locked` where it does not let go of it: it is at the very end of what it writes.
pub(super) fn alone<'m>(
    job: Option<&'m Monitor>,
    path: &Path,
) -> Result<Option<MutexGuard<'m, ()>>, Problem> {
    let held = job.map(|job| job.gate_within(LETS_GO));
    match held {
        Some(None) => Err(trouble::named("store_locked", path)),
        held => Ok(held.flatten()),
    }
}

/// Refuses a file that no longer stands under its name.
pub(super) fn stands(path: &Path, file: Option<&Metadata>) -> Result<(), Problem> {
    let now = fs::metadata(path).ok();
    let stands = match (file, &now) {
        (Some(was), Some(now)) => !cfg!(unix) || same(was, now),
        (Some(_), None) => false,
        (None, _) => true,
    };
    if stands {
        Ok(())
    } else {
        Err(trouble::named("store_replaced", path))
    }
}
