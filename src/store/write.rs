//! Writing changes into the tables: in phases, from the records as they shall be.

use std::collections::BTreeMap;

use rusqlite::types::Value as Column;
use rusqlite::{Connection, OptionalExtension as _, params_from_iter};
use serde_json::Value as Json;

use super::tables::{SideTable, table, to_column};
use crate::domain::change::Change;
use crate::domain::field::Record;
use crate::domain::kind::RecordKind;
use crate::domain::register::{Register, made_number};
use crate::domain::value::{Id, Value};

/// Runs a statement that writes one row; that it wrote none is an error.
fn one(
    connection: &Connection,
    statement: &str,
    values: impl rusqlite::Params,
) -> rusqlite::Result<()> {
    counted(connection.prepare_cached(statement)?.execute(values)?)
}

/// Whether a statement wrote the one row that it was to write.
pub(crate) const fn counted(rows: usize) -> rusqlite::Result<()> {
    match rows {
        1 => Ok(()),
        other => Err(rusqlite::Error::StatementChangedRows(other)),
    }
}

/// Writes changes into the tables; `register` holds them already.
///
/// References are unique, so those that change are set aside first: two records may swap theirs.
pub(crate) fn rows(
    connection: &Connection,
    register: &Register,
    changes: &[Change],
) -> rusqlite::Result<()> {
    for change in changes.iter().filter(|change| is_removal(change)) {
        let table = table(change.kind);
        for side in &table.sides {
            connection
                .prepare_cached(&side.delete)?
                .execute([change.id.0])?;
        }
        one(connection, &table.delete, [change.id.0])?;
    }
    for change in changes.iter().filter(|change| is_rename(change)) {
        // No reference holds a control character.
        one(
            connection,
            &table(change.kind).update("ref"),
            (change.id.0, format!("\u{1}{}", change.id.0)),
        )?;
    }
    for change in changes.iter().filter(|change| is_creation(change)) {
        if let Some(record) = register.get(change.id) {
            insert(connection, register, record)?;
        }
    }
    let mut heads: BTreeMap<Id, RecordKind> = BTreeMap::new();
    for change in changes {
        if let Some(field) = &change.field
            && let Some(record) = register.get(change.id)
        {
            update(connection, record, field)?;
            heads.insert(change.id, change.kind);
        }
    }
    for (id, kind) in heads {
        if let Some(record) = register.get(id) {
            one(
                connection,
                &table(kind).update("none"),
                (id.0, none(record)),
            )?;
            one(
                connection,
                &table(kind).update("redacted"),
                (id.0, redacted(record)),
            )?;
        }
    }
    Ok(())
}

/// Remembers the numbers of references that are no longer in use; `register` holds the changes already.
pub(crate) fn retired(
    connection: &Connection,
    register: &Register,
    changes: &[Change],
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO retired (parent, prefix, number) VALUES (?1, ?2, ?3)
         ON CONFLICT (parent, prefix) DO UPDATE SET number = max(number, excluded.number)",
    )?;
    for change in changes {
        let (reference, parent) = if is_removal(change) {
            (
                change.before.get("ref"),
                row_parent(change.kind, change.before.get("parent")),
            )
        } else if is_rename(change) {
            let parent = register.place(change.id).and_then(|place| place.parent);
            (Some(&change.before), parent.map_or(0, |parent| parent.0))
        } else {
            continue;
        };
        let prefix = change.kind.prefix();
        if let Some(number) = reference
            .and_then(Json::as_str)
            .and_then(|reference| made_number(reference, prefix))
        {
            counted(statement.execute((parent, prefix, number))?)?;
        }
    }
    Ok(())
}

/// Takes a draft away, where there is one: a file without drafts is not written for that.
pub(crate) fn remove_draft(connection: &Connection, name: &str) -> rusqlite::Result<()> {
    let there = connection
        .prepare_cached("SELECT 1 FROM draft WHERE name = ?1")?
        .query_row([name], |_| Ok(()))
        .optional()?;
    if there.is_some() {
        connection.execute("DELETE FROM draft WHERE name = ?1", [name])?;
    }
    Ok(())
}

/// The number of a row's parent as the journal has it; 0 for records, whose `parent` is something else.
pub(crate) fn row_parent(kind: RecordKind, parent: Option<&Json>) -> u32 {
    let parent = parent.filter(|_| kind.parent().is_some());
    parent
        .and_then(Json::as_u64)
        .and_then(|parent| u32::try_from(parent).ok())
        .unwrap_or(0)
}

fn is_removal(change: &Change) -> bool {
    change.field.is_none() && change.after.is_null()
}

fn is_creation(change: &Change) -> bool {
    change.field.is_none() && !change.after.is_null()
}

fn is_rename(change: &Change) -> bool {
    change.field.as_deref() == Some("ref")
}

fn none(record: &dyn Record) -> Option<String> {
    let none = &record.head().none;
    (!none.is_empty()).then(|| {
        let entries = none
            .iter()
            .map(|(key, reason)| (key.clone(), Json::from(reason.as_str())));
        Json::Object(entries.collect()).to_string()
    })
}

/// The redacted fields of a record as their column holds them.
fn redacted(record: &dyn Record) -> Option<String> {
    let redacted = &record.head().redacted;
    let keys = || redacted.iter().map(String::as_str).collect::<Json>();
    (!redacted.is_empty()).then(|| keys().to_string())
}

fn insert(
    connection: &Connection,
    register: &Register,
    record: &dyn Record,
) -> rusqlite::Result<()> {
    let table = table(record.kind());
    let head = record.head();
    let mut columns = vec![
        Column::Integer(i64::from(head.id.0)),
        Column::Text(head.reference.clone()),
        none(record).map_or(Column::Null, Column::Text),
        redacted(record).map_or(Column::Null, Column::Text),
    ];
    if table.kind.parent().is_some() {
        let parent = register.place(head.id).and_then(|place| place.parent);
        columns.push(parent.map_or(Column::Null, |parent| Column::Integer(i64::from(parent.0))));
        columns.push(Column::Integer(head.position));
    }
    columns.extend(
        table
            .columns
            .iter()
            .map(|field| to_column(&record.get(*field))),
    );
    one(connection, &table.insert, params_from_iter(columns))?;
    for side in &table.sides {
        insert_side(connection, side, record)?;
    }
    Ok(())
}

fn insert_side(
    connection: &Connection,
    side: &SideTable,
    record: &dyn Record,
) -> rusqlite::Result<()> {
    let holder = Column::Integer(i64::from(record.id().0));
    let lines: Vec<Vec<Column>> = match record.get(side.field) {
        Value::Refs(ids) => ids
            .iter()
            .map(|id| vec![Column::Integer(i64::from(id.0))])
            .collect(),
        Value::Items(items) => items
            .iter()
            .map(|item| item.iter().map(to_column).collect())
            .collect(),
        _ => return Ok(()),
    };
    let mut statement = connection.prepare_cached(&side.insert)?;
    for (position, line) in (1_i64..).zip(lines) {
        let head = [holder.clone(), Column::Integer(position)];
        counted(statement.execute(params_from_iter(head.into_iter().chain(line)))?)?;
    }
    Ok(())
}

/// Writes one field of a record as it now is; a key without a column has only its *none*.
fn update(connection: &Connection, record: &dyn Record, key: &str) -> rusqlite::Result<()> {
    let table = table(record.kind());
    let id = record.id().0;
    let head = record.head();
    if key == "ref" {
        return one(connection, &table.update("ref"), (id, &head.reference));
    }
    if key == "position" && table.kind.parent().is_some() {
        return one(connection, &table.update("position"), (id, head.position));
    }
    let Some(field) = record.declaration().field(key) else {
        return Ok(());
    };
    if let Some(side) = table.sides.iter().find(|side| side.field == field) {
        connection.prepare_cached(&side.delete)?.execute([id])?;
        return insert_side(connection, side, record);
    }
    if table.columns.contains(&field) {
        let column = table.kind.column(record.declaration().fields[field].key);
        one(
            connection,
            &table.update(column),
            (id, to_column(&record.get(field))),
        )?;
    }
    Ok(())
}
