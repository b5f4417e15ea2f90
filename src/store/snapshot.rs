//! A copy of a whole file, of one moment, that holds up no save.
//!
//! A small one is made in memory, a large one beside the file, where its data are as safe as in the file itself. The file is read a few pages at a time and let go in between. Where another connection writes meanwhile, `SQLite`
//! begins the copy again, so it is never of two moments: <https://www.sqlite.org/backup.html>.

use std::fs;
use std::ops::Deref;
use std::path::Path;
use std::thread;
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use super::files::Whole;
use super::files::place::has_room;
use super::{connection, trouble};
use crate::domain::problem::Problem;
use crate::domain::progress::{Monitor, Phase};

/// How many pages are read before the file is let go: a quarter of a mebibyte, which a slow share gives in a
/// thirtieth of a second.
pub(crate) const PAGES: std::ffi::c_int = 64;
/// How long is waited before a file that another program holds is tried again.
const PAUSE: Duration = Duration::from_millis(10);
/// How often it is tried again in a row where nobody could stop it: as long as anything else waits for a lock.
const TRIES: u32 = 500;

/// Waits for another program's lock, so that whoever waits for the work can stop it.
#[derive(Debug, Default)]
pub struct Patience(u32);

impl Patience {
    /// Waits a moment; `progress` is how far the work has come until then.
    ///
    /// # Errors
    /// `work_stopped`; `store_locked` where nobody could stop it and it has waited for long.
    pub fn wait(
        &mut self,
        file: &Path,
        monitor: &Monitor,
        done: u64,
        of: u64,
    ) -> Result<(), Problem> {
        let _ = monitor.step(Phase::Waiting, done, of);
        monitor.check()?;
        self.0 += 1;
        if self.0 > TRIES && !monitor.is_watched() {
            return Err(trouble::named("store_locked", file));
        }
        thread::park_timeout(PAUSE);
        Ok(())
    }
}

/// The most bytes of a file that are copied into memory where there may be a file beside it.
pub(crate) const MOST_IN_MEMORY: u64 = 128 << 20;

/// A copy of a file as it was at one moment.
#[derive(Debug)]
pub(crate) struct Snapshot {
    connection: Connection,
    /// What a large file was copied into: only its owner may read it, and it goes with this, after the connection.
    _beside: Option<Whole>,
}

impl Deref for Snapshot {
    type Target = Connection;
    fn deref(&self) -> &Connection {
        &self.connection
    }
}

/// Copies what a connection reads, which must be in no transaction; a file of more bytes than `most` beside itself,
/// where that can be done. The connection waits for no lock from then on.
///
/// # Errors
/// `work_stopped`; `store_locked` where another program holds the file for long; what the file system says.
pub(crate) fn snapshot(
    from: &Connection,
    file: &Path,
    most: u64,
    monitor: &Monitor,
) -> Result<Snapshot, Problem> {
    let sqlite = |error: rusqlite::Error| trouble::of_sqlite(file, &error);
    // Whoever waits here could not be asked to stop.
    from.busy_timeout(Duration::ZERO).map_err(sqlite)?;
    let length = fs::metadata(file).map_or(0, |about| about.len());
    // A save, which writes what it replaces beside the file, has room left meanwhile.
    let goes_beside = length > most && has_room(file, length.saturating_mul(2));
    let beside = goes_beside.then(|| beside(from, file, monitor));
    let mut copied = if let Some(Ok(copied)) = beside {
        copied
    } else {
        // A folder that is full or takes no files: memory may still do, and what the file itself says comes there again.
        monitor.check()?;
        let mut connection = Connection::open_in_memory().map_err(sqlite)?;
        copy(from, &mut connection, file, monitor)?;
        Snapshot {
            connection,
            _beside: None,
        }
    };
    let connection = &mut copied.connection;
    connection::harden(connection).map_err(sqlite)?;
    connection
        .execute_batch("PRAGMA query_only = ON")
        .map_err(sqlite)?;
    // A statement over the whole file stops too.
    let overseer = monitor.clone();
    connection
        .progress_handler(OPERATIONS, Some(move || !overseer.goes_on()))
        .map_err(sqlite)?;
    Ok(copied)
}

/// Copies it into a file beside it, of which nothing is left by whatever end this process comes to, where the system
/// lets an open file be without a name.
fn beside(from: &Connection, file: &Path, monitor: &Monitor) -> Result<Snapshot, Problem> {
    let sqlite = |error: rusqlite::Error| trouble::of_sqlite(file, &error);
    let whole = Whole::begin(file).map_err(|error| trouble::of_beginning(file, &error))?;
    let mut connection = connection::scratch(whole.path()).map_err(sqlite)?;
    whole.go_without_name();
    copy(from, &mut connection, file, monitor)?;
    Ok(Snapshot {
        connection,
        _beside: Some(whole),
    })
}

/// How many operations of `SQLite` pass before it asks whether a statement goes on.
const OPERATIONS: std::ffi::c_int = 1000;

fn copy(
    from: &Connection,
    to: &mut Connection,
    file: &Path,
    monitor: &Monitor,
) -> Result<(), Problem> {
    let sqlite = |error: rusqlite::Error| trouble::of_sqlite(file, &error);
    let backup = Backup::new(from, to).map_err(sqlite)?;
    let mut patience = Patience::default();
    loop {
        let step = {
            let _held = monitor.gate();
            backup.step(PAGES).map_err(sqlite)?
        };
        let progress = backup.progress();
        let of = u64::try_from(progress.pagecount).unwrap_or_default();
        let left = u64::try_from(progress.remaining).unwrap_or_default();
        let done = of.saturating_sub(left);
        match step {
            StepResult::Busy | StepResult::Locked => patience.wait(file, monitor, done, of)?,
            _ => {
                patience = Patience::default();
                let _ = monitor.step(Phase::Reading, done, of);
                monitor.check()?;
                if step == StepResult::Done {
                    return Ok(());
                }
            }
        }
    }
}
