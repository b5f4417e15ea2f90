//! Checking a whole file: hashes, the replayed journal against the tables, and what `SQLite` itself checks.
//!
//! Nothing here rests on what reading a register trusts: the tables are read row by row, and whatever cannot be read
//! is told and left out, so that one fault hides no other.
//!
//! | to change | go to |
//! | --- | --- |
//! | what is read of the file, and when | [`checker`] |
//! | how hashes are computed anew | [`chain`] |
//! | how the tables are read | [`tables`] |
//! | how the journal is replayed, and held against the tables | [`replay`] |

mod chain;
mod checker;
mod outcome;
mod replay;
mod tables;

use std::path::Path;

use rusqlite::{Connection, Transaction, TransactionBehavior};

pub use checker::Checker;
pub use outcome::Verification;

use self::outcome::text;
use super::migrate::in_memory;
use super::schema::MIGRATIONS;
use super::{load, schema, trouble};
use crate::domain::problem::Problem;
use crate::domain::progress::{Count, Monitor, Phase};
use crate::domain::retired::HoldNumbers;

/// Checks the file of a connection, which is inside a transaction and of this version.
pub fn verify(connection: &Connection, file: &Path) -> Verification {
    let mut outcome = Verification::default();
    let version = MIGRATIONS.len();
    let monitor = Monitor::default();
    check(
        connection,
        version,
        connection,
        None,
        file,
        &mut outcome,
        &monitor,
    );
    outcome
}

/// Why a file of an older version is not brought up to this one: it is not whole as it stands.
///
/// # Errors
/// What reading the file says, or the problem of a migration.
pub fn before_migrating(connection: &Connection, file: &Path) -> Result<Option<Problem>, Problem> {
    let sqlite = |error| trouble::of_sqlite(file, &error);
    let moment =
        Transaction::new_unchecked(connection, TransactionBehavior::Deferred).map_err(sqlite)?;
    let version = schema::version(&moment).map_err(sqlite)?;
    if version >= MIGRATIONS.len() {
        return Ok(None);
    }
    let (memory, holds) = in_memory(&moment, file)?;
    let mut outcome = Verification::default();
    let monitor = Monitor::default();
    check(
        &moment,
        version,
        &memory,
        Some(&holds),
        file,
        &mut outcome,
        &monitor,
    );
    let contradictions = outcome.contradictions();
    Ok((contradictions > 0).then(|| {
        trouble::named("store_older_not_whole", file)
            .with("version", version)
            .with("n", contradictions)
    }))
}

/// Checks a file of some version in itself, and what `tables` holds of it as this version has it; `holds` are the rows
/// that its legal holds are there.
fn check(
    itself: &Connection,
    version: usize,
    tables: &Connection,
    holds: Option<&HoldNumbers>,
    file: &Path,
    outcome: &mut Verification,
    monitor: &Monitor,
) {
    of_file(itself, version, file, outcome, monitor);
    let mut count = Count::new(monitor, Phase::Records, 0);
    let replayed = replay::replay(itself, file, outcome, &mut count).map(|mut replayed| {
        if let Some(holds) = holds {
            replayed.facts = std::mem::take(&mut replayed.facts).with_holds_as_rows(holds);
        }
        replayed
    });
    let read = tables::read(tables, file, outcome, &mut count);
    match replayed {
        Ok(replayed) => replay::compare(&replayed, &read, outcome, &mut count),
        Err(problem) => outcome.found(problem),
    }
    if !monitor.goes_on() {
        return;
    }
    // Last the question of every day: whether it can be opened.
    if outcome.is_whole()
        && let Err(problem) = load::load(tables, file)
    {
        outcome.found(problem);
    }
}

/// Checks what a file of any version is in itself: its structure, and the hashes of its journal.
fn of_file(
    connection: &Connection,
    version: usize,
    file: &Path,
    outcome: &mut Verification,
    monitor: &Monitor,
) {
    trouble::forget_last();
    let _ = monitor.step(Phase::Structure, 0, 0);
    let checked = of_sqlite(connection, outcome);
    // What SQLite could not read, it tells as damage.
    if !outcome.is_whole() && trouble::is_disk(&std::io::Error::last_os_error()) {
        outcome.found(trouble::named("store_device", file).with("reason", "EIO"));
    }
    outcome.unless(file, checked);
    let checked = of_schema(connection, version, outcome);
    outcome.unless(file, checked);
    let checked = chain::check(connection, version, outcome, monitor);
    outcome.unless(file, checked);
}

/// What `SQLite` checks: its own structure, and foreign keys.
fn of_sqlite(connection: &Connection, outcome: &mut Verification) -> rusqlite::Result<()> {
    let mut statement = connection.prepare("PRAGMA integrity_check")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let message = text(row.get_ref(0)?);
        if message != "ok" {
            outcome.found(Problem::refused("verify_integrity").with("reason", message));
        }
    }
    let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        outcome.found(
            Problem::refused("verify_foreign_key")
                .with("table", text(row.get_ref(0)?))
                .with("target", text(row.get_ref(2)?)),
        );
    }
    Ok(())
}

/// Whether every table, view and trigger is as that version makes it.
fn of_schema(
    connection: &Connection,
    version: usize,
    outcome: &mut Verification,
) -> rusqlite::Result<()> {
    let difference = schema::compare(connection, version)?;
    for (_, name) in &difference.altered {
        outcome.found(Problem::refused("verify_schema_altered").with("name", name));
    }
    let triggers = difference.foreign.iter();
    for (_, name) in triggers.filter(|(kind, _)| kind == "trigger") {
        outcome.found(Problem::refused("verify_foreign_trigger").with("name", name));
    }
    Ok(())
}
