//! Legal holds that a file of version 1 has as fields of rules and holdings, made rows when it is migrated.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rusqlite::{Connection, ToSql};
use serde_json::{Value as Json, json};

use super::journal::{self, HOLDS_AUTHOR, HOLDS_LABEL, Stamp, StoredChange};
use super::{load, trouble, write};
use crate::domain::change::Change;
use crate::domain::kind::RecordKind;
use crate::domain::problem::Problem;
use crate::domain::redaction::TakenValues;
use crate::domain::register::{Register, natural_order};
use crate::domain::retired::{
    FIRST_HOLD, FormerHold, HOLD_FIELDS, HOLDS, HoldNumbers, former, hold_field, hold_kind,
    hold_row, take_hold,
};
use crate::domain::value::Id;

/// What version 1 says of a legal hold on one rule or holding.
pub(crate) struct Former {
    holder: RecordKind,
    id: Id,
    /// The retired fields that hold an answer, each as JSON.
    said: Vec<(&'static str, Json)>,
}

/// Reads what a file of version 1 says of legal holds.
pub(crate) fn read(connection: &Connection) -> rusqlite::Result<Vec<Former>> {
    let mut found = Vec::new();
    for holder in [RecordKind::Retention, RecordKind::Holding] {
        let columns = HOLD_FIELDS.map(|(old, _)| old);
        let mut statement = connection.prepare(&format!(
            "SELECT id, none, {} FROM \"{}\" WHERE none LIKE '%hold\\_%' ESCAPE '\\' OR {} IS NOT NULL",
            columns.join(", "),
            holder.key(),
            columns.join(" IS NOT NULL OR ")
        ))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let none: Option<String> = row.get(1)?;
            let none: Json = none
                .and_then(|none| serde_json::from_str(&none).ok())
                .unwrap_or_default();
            let mut said = Vec::new();
            for (at, old) in columns.into_iter().enumerate() {
                let value: Option<String> = row.get(at + 2)?;
                match (value, none.get(old)) {
                    (Some(value), _) => said.push((old, Json::from(value))),
                    (None, Some(reason)) => said.push((old, json!({ "none": reason }))),
                    (None, None) => {}
                }
            }
            if !said.is_empty() {
                let id = Id(row.get(0)?);
                found.push(Former { holder, id, said });
            }
        }
    }
    Ok(found)
}

/// Makes rows of the holds that were read, in a file of version 2 that is inside a transaction; as a change set where
/// `journalled`.
///
/// Two copies of one file get the same numbers, and the same hash. Returns the rows' numbers.
///
/// # Errors
/// What `SQLite` says, or `change_does_not_fit` where a value is none of its kind.
pub(crate) fn make_rows(
    connection: &Connection,
    file: &Path,
    former: Vec<Former>,
    journalled: bool,
) -> Result<HoldNumbers, Problem> {
    if former.is_empty() {
        return Ok(HoldNumbers::new());
    }
    let sqlite = |error: rusqlite::Error| trouble::of_sqlite(file, &error);
    let mut register = load::load(connection, file)?;
    let previous = register.mark.clone();
    let (mut changes, numbers) = changes(&register, former);
    register.apply(&changes)?;
    for change in &mut changes {
        change.reference = register.reference(change.id);
    }
    write::rows(connection, &register, &changes).map_err(sqlite)?;
    if journalled {
        // No salt and no clock of its own: what it says follows from the file alone.
        let stamp = Stamp {
            at: previous.at.clone(),
            author: HOLDS_AUTHOR.to_owned(),
            label: HOLDS_LABEL.to_owned(),
            ..Stamp::default()
        };
        journal::write(connection, &previous, &stamp, &changes).map_err(sqlite)?;
    }
    Ok(numbers)
}

/// The changes that make rows of holds, in the natural order of what they are on: rows first, then the fields that go.
fn changes(register: &Register, mut former: Vec<Former>) -> (Vec<Change>, HoldNumbers) {
    former.sort_by(|left, right| {
        let reference = |former: &Former| register.reference(former.id);
        natural_order(&reference(left), &reference(right)).then(left.id.cmp(&right.id))
    });
    let (mut rows, mut fields) = (Vec::new(), Vec::new());
    let mut numbers = HoldNumbers::new();
    let mut next = register.next_id;
    for Former { holder, id, said } in former {
        let mut left = said.clone();
        let hold = take_hold(&mut |key| {
            let at = left.iter().position(|(known, _)| *known == key)?;
            Some(left.remove(at).1)
        });
        let mut field = |key: &str, before: Json, after: Json| {
            fields.push(Change {
                kind: holder,
                id,
                reference: String::new(),
                field: Some(key.to_owned()),
                before,
                after,
            });
        };
        for (key, json) in said {
            field(key, json, Json::Null);
        }
        match (hold, hold_kind(holder)) {
            (Some(FormerHold::Stands(hold)), Some(kind)) => {
                numbers.insert(id.0, next);
                rows.push(Change {
                    kind,
                    id: Id(next),
                    reference: String::new(),
                    field: None,
                    before: Json::Null,
                    after: Json::Object(hold_row(id.0, FIRST_HOLD, hold)),
                });
                next += 1;
            }
            (Some(FormerHold::None(none)), _) => field(HOLDS, Json::Null, none),
            _ => {}
        }
    }
    rows.append(&mut fields);
    (rows, numbers)
}

/// The rows that holds became, by what they are on: when the file was migrated, or when an undo brought one back that
/// had been lifted before.
pub(crate) fn numbers(connection: &Connection) -> rusqlite::Result<HoldNumbers> {
    let mut numbers = HoldNumbers::new();
    let mut take = |query: &str, parameters: &[&dyn ToSql]| -> rusqlite::Result<()> {
        let mut statement = connection.prepare_cached(query)?;
        let mut rows = statement.query(parameters)?;
        while let Some(row) = rows.next()? {
            if let (Some(holder), row) = (row.get(0)?, row.get(1)?) {
                numbers.entry(holder).or_insert(row);
            }
        }
        Ok(())
    };
    take(
        "SELECT json_extract(after, '$.parent'), id
         FROM change JOIN change_set ON number = change_set
         WHERE author = ?1 AND label = ?2 AND field IS NULL AND after IS NOT NULL",
        &[&HOLDS_AUTHOR, &HOLDS_LABEL],
    )?;
    take(
        "SELECT json_extract(made.after, '$.parent') AS holder, made.id
         FROM change_set AS undo JOIN change AS made ON made.change_set = undo.number
         WHERE undo.undoes IS NOT NULL AND made.kind IN ('retention_hold', 'holding_hold')
            AND made.field IS NULL AND made.after IS NOT NULL
            AND EXISTS (SELECT 1 FROM change AS old WHERE old.change_set = undo.undoes AND old.id = holder
                AND (old.field IN ('hold_reason', 'hold_since', 'hold_review_on')
                    OR old.field IS NULL AND old.before LIKE '%\"hold\\_%' ESCAPE '\\'))
         ORDER BY undo.number",
        &[],
    )?;
    Ok(numbers)
}

/// The other fields in which the journal holds what a field does, and which of their values: those of the rule or
/// holding of which a hold became a row, or the row's; why there is none was said of the reason, and is said of the
/// list.
pub(crate) fn other_fields(
    numbers: &HoldNumbers,
    id: Id,
    key: &str,
) -> Vec<(Id, &'static str, TakenValues)> {
    const REASON: &str = HOLD_FIELDS[0].0;
    let mut others = Vec::new();
    for (old, new) in HOLD_FIELDS {
        if key == old {
            let row = numbers.get(&id.0);
            others.extend(row.map(|row| (Id(*row), new, TakenValues::All)));
        }
        if key == new {
            let holders = numbers.iter().filter(|(_, row)| **row == id.0);
            others.extend(holders.map(|(holder, _)| (Id(*holder), old, TakenValues::Said)));
        }
    }
    match key {
        HOLDS => others.push((id, REASON, TakenValues::WhyNone)),
        REASON => others.push((id, HOLDS, TakenValues::WhyNone)),
        _ => {}
    }
    others
}

/// Whether a change tells of a legal hold in fields of its rule or holding.
pub(crate) fn is_told_in_fields(change: &StoredChange) -> bool {
    let Some(holder) = RecordKind::from_key(&change.kind).filter(|kind| hold_kind(*kind).is_some())
    else {
        return false;
    };
    match change.field.as_deref() {
        Some(field) => hold_field(holder, field).is_some(),
        None => HOLD_FIELDS
            .iter()
            .any(|(old, _)| change.before.get(old).is_some() || change.after.get(old).is_some()),
    }
}

/// The changes of a set that tells of legal holds in fields, as this version has them: what becomes of the rows that
/// the fields before and after it are.
pub(crate) fn changes_of_today(
    connection: &Connection,
    file: &Path,
    stored: Vec<StoredChange>,
    numbers: &HoldNumbers,
) -> Result<Vec<StoredChange>, Problem> {
    let number = stored.first().map_or(0, |change| change.change_set);
    let facts = |last: i64| {
        let broken = &mut |change: Result<&StoredChange, Problem>| {
            Err(trouble::named("store_journal_broken", file).with("number", change?.change_set))
        };
        journal::replay(connection, file, last, &mut |_, _| true, broken)
            .map(|facts| facts.with_holds_as_rows(numbers))
    };
    let (before, after) = (facts(number - 1)?, facts(number)?);
    let mut holders: BTreeMap<u32, StoredChange> = BTreeMap::new();
    let mut kept = Vec::with_capacity(stored.len());
    for mut change in stored {
        if is_told_in_fields(&change) {
            holders.entry(change.id.0).or_insert_with(|| change.clone());
            if change.field.is_some() {
                continue;
            }
            change.before = without_hold(change.before);
            change.after = without_hold(change.after);
        }
        kept.push(change);
    }
    let (mut gone, mut come, mut fields) = (Vec::new(), Vec::new(), Vec::new());
    for (holder, told) in holders {
        let made =
            |id: u32, kind: &str, field: Option<&str>, before: Json, after: Json| StoredChange {
                kind: kind.to_owned(),
                id: Id(id),
                reference: if id == holder {
                    told.reference.clone()
                } else {
                    format!("{}/{FIRST_HOLD}", told.reference)
                },
                field: field.map(str::to_owned),
                before,
                after,
                ..told.clone()
            };
        let row = numbers.get(&holder).copied().unwrap_or(former(holder));
        let whole = |fields: &BTreeMap<String, Json>| -> Json {
            Json::Object(fields.clone().into_iter().collect())
        };
        match (before.0.get(&row), after.0.get(&row)) {
            (Some((kind, was)), None) => gone.push(made(row, kind, None, whole(was), Json::Null)),
            (None, Some((kind, is))) => come.push(made(row, kind, None, Json::Null, whole(is))),
            (Some((kind, was)), Some((_, is))) => {
                let keys: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
                for key in keys.into_iter().filter(|key| was.get(*key) != is.get(*key)) {
                    let value =
                        |of: &BTreeMap<String, Json>| of.get(key).cloned().unwrap_or_default();
                    fields.push(made(row, kind, Some(key), value(was), value(is)));
                }
            }
            (None, None) => {}
        }
        // A list that was none on purpose, in a record that was there before and after.
        if let (Some((kind, was)), Some((_, is))) = (before.0.get(&holder), after.0.get(&holder))
            && was.get(HOLDS) != is.get(HOLDS)
        {
            let value = |of: &BTreeMap<String, Json>| of.get(HOLDS).cloned().unwrap_or_default();
            fields.push(made(holder, kind, Some(HOLDS), value(was), value(is)));
        }
    }
    gone.append(&mut kept);
    gone.append(&mut come);
    gone.append(&mut fields);
    Ok(gone)
}

/// What a rule or holding that came or went had of its own, without the fields that were a legal hold.
fn without_hold(mut whole: Json) -> Json {
    if let Some(fields) = whole.as_object_mut()
        && let Some(FormerHold::None(none)) = take_hold(&mut |key| fields.shift_remove(key))
    {
        fields.entry(HOLDS).or_insert(none);
    }
    whole
}
