//! Replaying the whole journal, and holding what it says against the tables.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rusqlite::Connection;
use serde_json::Value as Json;

use super::outcome::Verification;
use super::tables::Tables;
use crate::domain::change::Facts;
use crate::domain::kind::RecordKind;
use crate::domain::problem::Problem;
use crate::domain::progress::PhaseCount;
use crate::domain::register::made_number;
use crate::store::journal::{self, StoredChange};
use crate::store::trouble::shown;
use crate::store::write;

/// What the journal says is there.
#[derive(Debug, Default)]
pub(crate) struct Replayed {
    /// The facts of the records and rows that were replayed last.
    pub facts: Facts,
    /// How many records or rows of each kind there are, of those that were counted.
    counts: BTreeMap<String, usize>,
    /// The highest numbers out of use, by parent and prefix.
    pub retired: BTreeMap<(i64, String), i64>,
}

impl Replayed {
    /// Counts the records and rows that were replayed last.
    pub(crate) fn count(&mut self) {
        for (kind, _) in self.facts.0.values() {
            match self.counts.get_mut(kind) {
                Some(count) => *count += 1,
                None => {
                    self.counts.insert(kind.clone(), 1);
                }
            }
        }
    }
}

/// Replays what the journal says of some records and rows; changes that do not follow from those before are told and
/// left out.
pub(crate) fn replay(
    connection: &Connection,
    file: &Path,
    ids: Option<(i64, i64)>,
    replayed: &mut Replayed,
    outcome: &mut Verification,
    count: &mut PhaseCount<'_>,
) -> Result<(), Problem> {
    let retired = &mut replayed.retired;
    let mut changes = 0;
    replayed.facts = journal::replay_of(
        connection,
        file,
        i64::MAX,
        ids,
        &mut |facts, change| {
            changes += 1;
            retire(facts, change, retired);
            count.one()
        },
        &mut |change| {
            outcome.found(match change {
                Ok(change) => Problem::refused("verify_misfit")
                    .with("number", change.change_set)
                    .with("position", change.position)
                    .with("ref", &change.reference)
                    .with("field", change.field.as_deref().unwrap_or("*")),
                Err(problem) => problem,
            });
            Ok(())
        },
    )?;
    outcome.changes += changes;
    Ok(())
}

/// Remembers the number that a change takes out of use, as saving does.
pub(super) fn retire(
    facts: &Facts,
    change: &StoredChange,
    retired: &mut BTreeMap<(i64, String), i64>,
) {
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
            .entry((i64::from(parent), kind.prefix().to_owned()))
            .or_insert(0);
        *highest = (*highest).max(i64::from(number));
    }
}

/// Compares how many rows of each kind there are.
pub(crate) fn compare_counts(replayed: &Replayed, tables: &Tables, outcome: &mut Verification) {
    for kind in RecordKind::ALL {
        let by_journal = replayed.counts.get(kind.key()).copied().unwrap_or_default();
        if let Some(count) = tables.counts.get(kind)
            && *count != by_journal
        {
            outcome.found(
                Problem::refused("verify_count")
                    .with("table", kind.key())
                    .with("count", count)
                    .with("journal", by_journal),
            );
        }
    }
}

/// Compares what was read and replayed last: which rows there are, and field by field.
pub(crate) fn compare_rows(
    replayed: &Replayed,
    tables: &Tables,
    outcome: &mut Verification,
    count: &mut PhaseCount<'_>,
) {
    let (journal, recorded) = (&replayed.facts.0, &tables.facts.0);
    let ids: BTreeSet<&u32> = journal.keys().chain(recorded.keys()).collect();
    for id in ids {
        if !count.one() {
            return;
        }
        compare_row(*id, journal.get(id), recorded.get(id), tables, outcome);
    }
}

/// Compares the numbers that are out of use.
pub(crate) fn compare_retired(replayed: &Replayed, tables: &Tables, outcome: &mut Verification) {
    let keys: BTreeSet<_> = replayed
        .retired
        .keys()
        .chain(tables.retired.keys())
        .collect();
    for key in keys {
        if replayed.retired.get(key) != tables.retired.get(key) {
            let holder = u32::try_from(key.0).unwrap_or_default();
            outcome.found(
                Problem::refused("verify_retired")
                    .with("prefix", &key.1)
                    .with("ref", tables.reference(holder)),
            );
        }
    }
}

/// The facts of one record or row.
type RowFacts = (String, BTreeMap<String, Json>);

fn compare_row(
    id: u32,
    journal: Option<&RowFacts>,
    recorded: Option<&RowFacts>,
    tables: &Tables,
    outcome: &mut Verification,
) {
    let unread =
        |kind: &str| RecordKind::from_key(kind).is_some_and(|kind| tables.unread.contains(&kind));
    match (journal, recorded) {
        (Some((kind, fields)), None) if !unread(kind) => outcome.found(
            Problem::refused("verify_row_missing")
                .with("record", kind)
                .with("number", id)
                .with("ref", fields.get("ref").map(shown).unwrap_or_default()),
        ),
        (None, Some((kind, _))) => outcome.found(
            Problem::refused("verify_row_unknown")
                .with("record", kind)
                .with("ref", tables.reference(id)),
        ),
        (Some((kind, journal)), Some((kind_now, table))) => {
            let reference = tables.reference(id);
            if kind != kind_now {
                outcome.found(
                    Problem::refused("verify_row_unknown")
                        .with("record", kind_now)
                        .with("ref", &reference),
                );
            }
            let fields: BTreeSet<&String> = journal.keys().chain(table.keys()).collect();
            for field in fields {
                let (journal, table) = (journal.get(field), table.get(field));
                // What cannot be read is told already.
                if journal == table
                    || unread(kind)
                    || tables.unreadable.contains(&(id, field.clone()))
                {
                    continue;
                }
                outcome.found(
                    Problem::refused("verify_value")
                        .with("record", kind)
                        .with("ref", &reference)
                        .with("field", field)
                        .with("journal", journal.map(shown).unwrap_or_default())
                        .with("table", table.map(shown).unwrap_or_default()),
                );
            }
        }
        _ => {}
    }
}
