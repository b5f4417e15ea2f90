//! Checking a whole file: hashes, the replayed journal against the tables, and what `SQLite` itself checks.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rusqlite::Connection;
use rusqlite::types::ValueRef;
use serde_json::Value as Json;

use super::journal::{self, Chain, StoredChange};
use super::{load, schema, shown, trouble, write};
use crate::domain::change::Facts;
use crate::domain::field::RecordKind;
use crate::domain::problem::Problem;
use crate::domain::register::{Mark, Register, made_number};
use crate::domain::value::Id;

/// The outcome of checking a whole file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// The latest change set, with the hash that a print outside the file can be compared with.
    pub mark: Mark,
    /// How many change sets were checked.
    pub change_sets: usize,
    /// How many changes were replayed.
    pub changes: usize,
    /// Everything that is not as it must be; empty where the file is whole.
    pub differences: Vec<Problem>,
}

impl Verification {
    /// Whether the file is whole.
    pub fn is_whole(&self) -> bool {
        self.differences.is_empty()
    }
}

/// Checks the file of a connection, which is inside a transaction.
pub fn verify(connection: &Connection, file: &Path) -> Result<Verification, Problem> {
    let sqlite = |error: rusqlite::Error| trouble::of_sqlite(file, &error);
    let mut outcome = Verification {
        mark: journal::latest(connection).map_err(sqlite)?,
        change_sets: 0,
        changes: 0,
        differences: Vec::new(),
    };
    of_sqlite(connection, &mut outcome.differences).map_err(sqlite)?;
    of_schema(connection, &mut outcome.differences).map_err(sqlite)?;
    of_hashes(connection, &mut outcome).map_err(sqlite)?;
    let mut retired = BTreeMap::new();
    let mut misfits = Vec::new();
    let mut count = 0;
    let replayed = journal::replay(
        connection,
        file,
        i64::MAX,
        &mut |facts, change| {
            count += 1;
            retire(facts, change, &mut retired);
        },
        &mut |change| {
            misfits.push(match change {
                Ok(change) => Problem::refused("verify_misfit")
                    .with("number", change.change_set)
                    .with("position", change.position)
                    .with("ref", &change.reference)
                    .with("field", change.field.as_deref().unwrap_or("*")),
                Err(problem) => problem,
            });
            Ok(())
        },
    );
    outcome.changes = count;
    outcome.differences.extend(misfits);
    match (replayed, load::load(connection, file)) {
        (Ok(replayed), Ok(register)) => {
            let recorded = Facts::of(&register);
            compare(&register, &replayed, &recorded, &mut outcome.differences);
            of_numbers(&register, &retired, &mut outcome.differences);
        }
        (replayed, loaded) => {
            outcome.differences.extend(replayed.err());
            outcome.differences.extend(loaded.err());
        }
    }
    Ok(outcome)
}

/// What `SQLite` checks: its own structure, and foreign keys.
fn of_sqlite(connection: &Connection, found: &mut Vec<Problem>) -> rusqlite::Result<()> {
    let mut statement = connection.prepare("PRAGMA integrity_check")?;
    let messages: Vec<String> = statement
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    found.extend(
        messages
            .iter()
            .filter(|message| *message != "ok")
            .map(|message| Problem::refused("verify_integrity").with("reason", message)),
    );
    let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        found.push(
            Problem::refused("verify_foreign_key")
                .with("table", row.get::<_, String>(0)?)
                .with("target", row.get::<_, String>(2)?),
        );
    }
    Ok(())
}

/// Whether every table, view and trigger is as this version makes it.
fn of_schema(connection: &Connection, found: &mut Vec<Problem>) -> rusqlite::Result<()> {
    let difference = schema::compare(connection)?;
    let altered = difference
        .altered
        .iter()
        .map(|(_, name)| Problem::refused("verify_schema_altered").with("name", name));
    let triggers = difference
        .foreign
        .iter()
        .filter(|(kind, _)| kind == "trigger")
        .map(|(_, name)| Problem::refused("verify_foreign_trigger").with("name", name));
    found.extend(altered.chain(triggers));
    Ok(())
}

/// Recomputes the hash of every change set, from the bytes that are stored.
fn of_hashes(connection: &Connection, outcome: &mut Verification) -> rusqlite::Result<()> {
    let mut sets = connection.prepare(
        "SELECT previous_hash, number, at, author, label, undoes, salt, hash FROM change_set ORDER BY number",
    )?;
    let mut changes = connection.prepare(
        "SELECT position, kind, id, ref, field, before, after FROM change WHERE change_set = ?1 ORDER BY position",
    )?;
    let mut rows = sets.query([])?;
    let mut previous = String::new();
    let mut expected = 1;
    while let Some(row) = rows.next()? {
        let number: i64 = row.get(1)?;
        let mut chain = Chain::new();
        for column in 0..6 {
            chain.value(row.get_ref(column)?);
        }
        // A set without salt is hashed as it was before there were any.
        if row.get_ref(6)? != ValueRef::Null {
            chain.value(row.get_ref(6)?);
        }
        let mut position = 0;
        let mut of_set = changes.query([number])?;
        while let Some(change) = of_set.next()? {
            position += 1;
            if change.get::<_, i64>(0)? != position {
                let problem = Problem::refused("verify_gap").with("number", number);
                outcome.differences.push(problem.with("position", position));
                position = change.get(0)?;
            }
            for column in 0..7 {
                chain.value(change.get_ref(column)?);
            }
        }
        let stored = text(row.get_ref(7)?);
        if number != expected {
            let problem = Problem::refused("verify_set_missing").with("number", expected);
            outcome.differences.push(problem);
        }
        if text(row.get_ref(0)?) != previous {
            let problem = Problem::refused("verify_chain").with("number", number);
            outcome.differences.push(problem);
        }
        if chain.finish() != stored {
            let problem = Problem::refused("verify_hash").with("number", number);
            outcome.differences.push(problem);
        }
        previous = stored;
        expected = number + 1;
        outcome.change_sets += 1;
    }
    Ok(())
}

fn text(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Text(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        _ => String::new(),
    }
}

/// Remembers the number that a change takes out of use, as saving does.
fn retire(facts: &Facts, change: &StoredChange, retired: &mut BTreeMap<(Id, String), u32>) {
    let Some(kind) = RecordKind::from_key(&change.kind) else {
        return;
    };
    let known = facts.0.get(&change.id.0).map(|(_, fields)| fields);
    let out_of_use = match change.field.as_deref() {
        None if change.after.is_null() => change.before.get("ref"),
        Some("ref") => Some(&change.before),
        _ => None,
    };
    let number = out_of_use
        .and_then(Json::as_str)
        .and_then(|reference| made_number(reference, kind.prefix()));
    if let Some(number) = number {
        let parent = write::row_parent(kind, known.and_then(|fields| fields.get("parent")));
        let highest = retired
            .entry((Id(parent), kind.prefix().to_owned()))
            .or_insert(0);
        *highest = number.max(*highest);
    }
}

fn of_numbers(
    register: &Register,
    retired: &BTreeMap<(Id, String), u32>,
    found: &mut Vec<Problem>,
) {
    let keys: BTreeSet<_> = retired.keys().chain(register.retired.keys()).collect();
    for key in keys {
        if retired.get(key) != register.retired.get(key) {
            found.push(
                Problem::refused("verify_retired")
                    .with("prefix", &key.1)
                    .with("ref", register.reference(key.0)),
            );
        }
    }
}

/// Compares the replayed journal with the tables, field by field.
fn compare(register: &Register, replayed: &Facts, recorded: &Facts, found: &mut Vec<Problem>) {
    let ids: BTreeSet<&u32> = replayed.0.keys().chain(recorded.0.keys()).collect();
    for id in ids {
        match (replayed.0.get(id), recorded.0.get(id)) {
            (Some((kind, fields)), None) => found.push(
                Problem::refused("verify_row_missing")
                    .with("record", kind)
                    .with("ref", fields.get("ref").map(shown).unwrap_or_default()),
            ),
            (None, Some((kind, _))) => found.push(
                Problem::refused("verify_row_unknown")
                    .with("record", kind)
                    .with("ref", register.reference(Id(*id))),
            ),
            (Some((kind, journal)), Some((kind_now, table))) => {
                let reference = register.reference(Id(*id));
                if kind != kind_now {
                    found.push(
                        Problem::refused("verify_row_unknown")
                            .with("record", kind_now)
                            .with("ref", &reference),
                    );
                }
                let fields: BTreeSet<&String> = journal.keys().chain(table.keys()).collect();
                for field in fields {
                    let (journal, table) = (journal.get(field), table.get(field));
                    if journal != table {
                        found.push(
                            Problem::refused("verify_value")
                                .with("record", kind)
                                .with("ref", &reference)
                                .with("field", field)
                                .with("journal", journal.map(shown).unwrap_or_default())
                                .with("table", table.map(shown).unwrap_or_default()),
                        );
                    }
                }
            }
            (None, None) => {}
        }
    }
}
