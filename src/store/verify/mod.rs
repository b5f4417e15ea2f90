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
//! | how both are gone through together, where nothing is wrong | [`merged`] |
//! | how the journal is replayed, and held against the tables | [`replay`] |
//! | what a check of a file found | [`outcome`] |

mod chain;
mod checker;
mod merged;
mod outcome;
mod replay;
mod tables;

use std::collections::BTreeSet;
use std::path::Path;

use rusqlite::{Connection, OptionalExtension as _, Transaction, TransactionBehavior};

pub use checker::Checker;
pub use outcome::Verification;

use self::outcome::text;
use self::replay::Replayed;
use self::tables::Tables;
use super::migrate::in_memory;
use super::schema::MIGRATIONS;
use super::{load, schema, trouble};
use crate::domain::problem::Problem;
use crate::domain::progress::{Monitor, Phase, PhaseCount};
use crate::domain::retired::HoldNumbers;

/// Checks the file of a connection, which is inside a transaction and of this version.
pub(crate) fn verify(connection: &Connection, file: &Path) -> Verification {
    let mut outcome = Verification::default();
    Subject::current(connection, file).check(&mut outcome, &Monitor::default());
    outcome
}

/// Why a file of an older version is not brought up to this one: it is not whole as it stands.
///
/// # Errors
/// What reading the file says, or the problem of a migration.
pub(crate) fn before_migrating(
    connection: &Connection,
    file: &Path,
) -> Result<Option<Problem>, Problem> {
    let sqlite = |error| trouble::of_sqlite(file, &error);
    let moment =
        Transaction::new_unchecked(connection, TransactionBehavior::Deferred).map_err(sqlite)?;
    let version = schema::version(&moment).map_err(sqlite)?;
    if version >= MIGRATIONS.len() {
        return Ok(None);
    }
    let (memory, holds) = in_memory(&moment, file)?;
    let mut outcome = Verification::default();
    let subject = Subject {
        version,
        tables: &memory,
        holds: Some(&holds),
        ..Subject::current(&moment, file)
    };
    subject.check(&mut outcome, &Monitor::default());
    let contradictions = outcome.contradictions();
    Ok((contradictions > 0).then(|| {
        trouble::named("store_older_not_whole", file)
            .with("version", version)
            .with("n", contradictions)
    }))
}

/// How many records and rows are compared with the journal at a time: what that takes in memory does not grow with
/// the file.
const AT_ONCE: u32 = 5_000;

/// A file that is checked.
#[derive(Clone, Copy)]
struct Subject<'a> {
    /// The file itself.
    itself: &'a Connection,
    /// Its version.
    version: usize,
    /// What it holds as this version has it.
    tables: &'a Connection,
    /// The rows that its legal holds are there, where it is of an older version.
    holds: Option<&'a HoldNumbers>,
    file: &'a Path,
    /// How many records and rows are compared at a time.
    at_once: u32,
    /// Whether it is read as a register too, which a file that is open was.
    opens: bool,
    /// Whether it is first seen if journal and tables agree in everything, which takes the least.
    merges: bool,
}

impl<'a> Subject<'a> {
    /// A file of this version.
    const fn current(connection: &'a Connection, file: &'a Path) -> Self {
        Self {
            itself: connection,
            version: MIGRATIONS.len(),
            tables: connection,
            holds: None,
            file,
            at_once: AT_ONCE,
            opens: true,
            merges: true,
        }
    }

    /// Checks the file in itself, and what its tables hold against its journal.
    fn check(&self, outcome: &mut Verification, monitor: &Monitor) {
        of_file(self.itself, self.version, self.file, outcome, monitor);
        if !monitor.goes_on() {
            return;
        }
        let agreed = self.agree(outcome, monitor);
        if !agreed && monitor.goes_on() {
            self.compare(outcome, monitor);
        }
        if !monitor.goes_on() {
            return;
        }
        let editions = of_editions(self.tables, self.itself, outcome);
        outcome.unless(self.file, editions);
        // Last the question of every day: whether it can be opened.
        if self.opens
            && !agreed
            && outcome.is_whole()
            && let Err(problem) = load::load(self.tables, self.file)
        {
            outcome.found(problem);
        }
    }

    /// Whether journal and tables agree in everything, and the file can be read as a register; what is wrong otherwise
    /// is for [`Self::compare`] to tell.
    fn agree(&self, outcome: &mut Verification, monitor: &Monitor) -> bool {
        if !self.merges || self.holds.is_some() || !outcome.is_whole() {
            return false;
        }
        let mut count = PhaseCount::new(monitor, Phase::Records, self.changes());
        let agreed = merged::agree(self.itself, self.file, &mut count);
        if let Some(changes) = agreed {
            outcome.changes = changes;
        }
        agreed.is_some()
    }

    /// Compares the tables with the journal, some records and rows after the other.
    fn compare(&self, outcome: &mut Verification, monitor: &Monitor) {
        let Self { tables, file, .. } = *self;
        // Told one after the other, whatever came first.
        let (mut misfits, mut unread, mut rows) = <[Verification; 3]>::default().into();
        let mut count = PhaseCount::new(monitor, Phase::Records, 0);
        let mut replayed = Replayed::default();
        let mut read = Tables::begin(tables, file, &mut unread, &count);
        let changes = self.changes();
        // Each change is replayed, each row is read and compared.
        count.expect(changes + 2 * u64::try_from(read.len()).unwrap_or_default());
        let mut broken = None;
        for ids in self.parts(&read) {
            if !count.goes_on() {
                return;
            }
            let again = replay::replay(
                self.itself,
                file,
                ids,
                &mut replayed,
                &mut misfits,
                &mut count,
            );
            if let Some(holds) = self.holds {
                let facts = std::mem::take(&mut replayed.facts);
                replayed.facts = facts.with_holds_as_rows(holds);
            }
            read.read(tables, file, ids, &mut unread, &mut count);
            if let Err(problem) = again {
                broken = Some(problem);
            } else {
                replayed.count();
                replay::compare_rows(&replayed, &read, &mut rows, &mut count);
            }
        }
        read.end(tables, file, &mut unread);
        outcome.changes = misfits.changes;
        outcome.take(misfits);
        outcome.take(unread);
        if let Some(problem) = broken {
            return outcome.found(problem);
        }
        replay::compare_counts(&replayed, &read, outcome);
        outcome.take(rows);
        replay::compare_retired(&replayed, &read, outcome);
    }

    /// How many changes the journal has; what cannot be read is met again.
    fn changes(&self) -> u64 {
        let query = "SELECT count(*) FROM change";
        let read = self.itself.query_row(query, [], |row| row.get::<_, i64>(0));
        u64::try_from(read.unwrap_or_default()).unwrap_or_default()
    }

    /// The numbers of what is compared at a time, all of them in their order; nothing for all at once.
    ///
    /// A part has numbers that occur: a damaged file may have one that is far beyond the others.
    fn parts(&self, read: &Tables) -> Vec<Option<(i64, i64)>> {
        let size = i64::from(self.at_once.max(1));
        let query = "SELECT DISTINCT id / ?1 FROM change WHERE typeof(id) = 'integer'";
        let of_changes = self.itself.prepare(query).and_then(|mut statement| {
            let groups = statement.query_map([size], |row| row.get::<_, i64>(0))?;
            groups.collect::<rusqlite::Result<BTreeSet<i64>>>()
        });
        let mut groups = of_changes.unwrap_or_default();
        groups.extend(read.numbers().map(|number| i64::from(number) / size));
        // What a hold became of fields is known where all is.
        if groups.len() <= 1 || self.holds.is_some() {
            return vec![None];
        }
        let mut from = i64::MIN;
        let ends = groups
            .iter()
            .skip(1)
            .map(|group| group.saturating_mul(size));
        let mut parts: Vec<Option<(i64, i64)>> = ends
            .map(|next| Some((std::mem::replace(&mut from, next), next - 1)))
            .collect();
        parts.push(Some((from, i64::MAX)));
        parts
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
    let checked = of_sqlite(connection, version, outcome);
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

/// Whether each named state is one that the journal has.
fn of_editions(
    tables: &Connection,
    itself: &Connection,
    outcome: &mut Verification,
) -> rusqlite::Result<()> {
    let mut statement = tables.prepare("SELECT name, change, hash FROM edition ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (name, change, hash): (Option<String>, Option<i64>, Option<String>) =
            (row.get(0)?, row.get(1)?, row.get(2)?);
        let known: Option<String> = itself
            .query_row(
                "SELECT hash FROM change_set WHERE number = ?1",
                [change],
                |row| row.get(0),
            )
            .optional()?;
        if known.is_none() || known != hash {
            let problem = Problem::refused("verify_edition")
                .with("name", name.unwrap_or_default())
                .with("number", change.unwrap_or_default());
            outcome.found(problem);
        }
    }
    Ok(())
}

/// What `SQLite` checks: its own structure, and foreign keys. What another program's tables hold is that one's to keep.
fn of_sqlite(
    connection: &Connection,
    version: usize,
    outcome: &mut Verification,
) -> rusqlite::Result<()> {
    let foreign = schema::compare(connection, version).map(|found| found.foreign);
    let foreign: Vec<String> = foreign
        .unwrap_or_default()
        .into_iter()
        .filter(|(kind, _)| kind == "table")
        .map(|(_, name)| name)
        .collect();
    // What is wrong with a value of theirs, and with no page of the file.
    let of_theirs = |message: &str| {
        foreign.iter().any(|name| {
            message == format!("CHECK constraint failed in {name}")
                || message.contains(&format!(" value in {name}."))
        })
    };
    let mut statement = connection.prepare("PRAGMA integrity_check")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let message = text(row.get_ref(0)?);
        if message != "ok" && !of_theirs(&message) {
            outcome.found(Problem::refused("verify_integrity").with("reason", message));
        }
    }
    let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let table = text(row.get_ref(0)?);
        if foreign.contains(&table) {
            continue;
        }
        outcome.found(
            Problem::refused("verify_foreign_key")
                .with("table", table)
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
