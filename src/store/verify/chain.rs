//! Computing every hash of the journal anew, from the bytes that are stored.

use rusqlite::Connection;
use rusqlite::types::ValueRef;

use super::outcome::{Verification, text};
use crate::domain::problem::Problem;
use crate::domain::progress::{Monitor, Phase, PhaseCount};
use crate::domain::register::Mark;
use crate::store::journal::Chain;
use crate::store::taken;

/// The values of a change set that are hashed, in their order; its hash and its time follow.
const SETS: &str = "SELECT previous_hash, number, at, author, label, undoes, salt, hash FROM change_set ORDER BY number";
/// The same of version 1, which had no salt.
const SETS_WITHOUT_SALT: &str = "SELECT previous_hash, number, at, author, label, undoes, NULL, hash FROM change_set ORDER BY number";
/// The values of a change that are hashed, in their order.
const CHANGES: &str = "SELECT position, kind, id, ref, field, before, after FROM change WHERE change_set = ?1 ORDER BY position";

/// Computes the hash of every change set, and sees that each follows from the one before.
pub(crate) fn check(
    connection: &Connection,
    version: usize,
    outcome: &mut Verification,
    monitor: &Monitor,
) -> rusqlite::Result<()> {
    let of: i64 = connection.query_row(
        "SELECT (SELECT count(*) FROM change_set) + (SELECT count(*) FROM change)",
        [],
        |row| row.get(0),
    )?;
    let of = u64::try_from(of).unwrap_or_default();
    let mut count = PhaseCount::new(monitor, Phase::Hashes, of);
    let mut sets = connection.prepare(if version < 2 { SETS_WITHOUT_SALT } else { SETS })?;
    let mut changes = connection.prepare(CHANGES)?;
    let redacted = taken::by_set(connection)?;
    let mut rows = sets.query([])?;
    let mut previous = String::new();
    let mut expected = 1;
    while let Some(row) = rows.next()? {
        if !count.one() {
            return Ok(());
        }
        let number: i64 = row.get(1)?;
        let mut chain = Chain::new();
        let mut readable = true;
        for column in 0..6 {
            let value = row.get_ref(column)?;
            readable &= is_readable(value);
            chain.value(value);
        }
        // A set without salt is hashed as it was before there were any.
        if row.get_ref(6)? != ValueRef::Null {
            readable &= is_readable(row.get_ref(6)?);
            chain.value(row.get_ref(6)?);
        }
        let mut position = 0;
        let mut of_set = changes.query([number])?;
        while let Some(change) = of_set.next()? {
            if !count.one() {
                return Ok(());
            }
            position += 1;
            let stands_at: i64 = change.get(0)?;
            if stands_at != position {
                let problem = Problem::refused("verify_gap").with("number", number);
                outcome.found(problem.with("position", position));
                position = stands_at;
            }
            for column in 0..7 {
                let value = change.get_ref(column)?;
                readable &= is_readable(value);
                chain.value(value);
            }
        }
        let stored = text(row.get_ref(7)?);
        let of_set = |key: &'static str| Problem::refused(key).with("number", number);
        if number != expected {
            outcome.found(Problem::refused("verify_set_missing").with("number", expected));
        }
        if text(row.get_ref(0)?) != previous {
            outcome.found(of_set("verify_chain"));
        }
        let hash = chain.finish();
        match redacted.get(&number) {
            None if hash != stored => outcome.found(of_set("verify_hash")),
            None => {}
            // What was taken out for good is vouched for by the set that records it.
            Some(recorded) => {
                for fault in recorded.faults(connection, &hash)? {
                    outcome.found(fault);
                }
                outcome.redacted.push(recorded.clone());
            }
        }
        if !readable {
            outcome.found(of_set("verify_journal_not_text"));
        }
        outcome.mark = Mark {
            number,
            at: text(row.get_ref(2)?),
            hash: stored.clone(),
        };
        previous = stored;
        expected = number.saturating_add(1);
        outcome.change_sets += 1;
    }
    Ok(())
}

/// Whether a text is UTF-8, as everything that the program writes.
fn is_readable(value: ValueRef<'_>) -> bool {
    match value {
        ValueRef::Text(bytes) => std::str::from_utf8(bytes).is_ok(),
        _ => true,
    }
}
