//! Reading the whole register: one ordered query for each table, joined by number in memory.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

use super::tables::{SideTable, Table, from_column, tables};
use super::{journal, trouble};
use crate::domain::field::{Record, RecordKind};
use crate::domain::problem::Problem;
use crate::domain::register::Register;
use crate::domain::value::{Id, Value};

/// Rows that wait for their parents: by kind, by the parent's number.
type Waiting = HashMap<RecordKind, HashMap<u32, Vec<Box<dyn Record>>>>;

/// Reads the register. Call it inside a transaction, so that all tables are of one moment.
///
/// # Errors
/// What `SQLite` says, or `store_unreadable_value` that names table, record and field.
pub fn load(connection: &Connection, file: &Path) -> Result<Register, Problem> {
    let mut register = Register::empty();
    let mut waiting = Waiting::new();
    // Rows before their parents, so that each parent finds its rows complete.
    for table in tables().iter().rev() {
        read_table(connection, file, table, &mut waiting, &mut register)?;
    }
    register.reindex();
    let sqlite = |error: rusqlite::Error| trouble::of_sqlite(file, &error);
    register.retired = retired(connection).map_err(sqlite)?;
    register.mark = journal::latest(connection).map_err(sqlite)?;
    // Numbers of records that are gone stand in the journal.
    let last: Option<u32> = connection
        .query_row("SELECT max(id) FROM change", [], |row| row.get(0))
        .map_err(sqlite)?;
    register.next_id = register.next_id.max(last.unwrap_or(0).saturating_add(1));
    Ok(register)
}

fn retired(connection: &Connection) -> rusqlite::Result<BTreeMap<(Id, String), u32>> {
    let mut statement = connection.prepare("SELECT parent, prefix, number FROM retired")?;
    let rows = statement.query_map([], |row| Ok(((Id(row.get(0)?), row.get(1)?), row.get(2)?)))?;
    rows.collect()
}

fn read_table(
    connection: &Connection,
    file: &Path,
    table: &Table,
    waiting: &mut Waiting,
    register: &mut Register,
) -> Result<(), Problem> {
    let sqlite = |error: rusqlite::Error| trouble::of_sqlite(file, &error);
    let declaration = table.kind.declaration();
    let mut sides = Vec::with_capacity(table.sides.len());
    for side in &table.sides {
        sides.push((side.field, read_side(connection, file, side)?));
    }
    let mut lists: Vec<HashMap<u32, Vec<Box<dyn Record>>>> = declaration
        .lists
        .iter()
        .map(|list| waiting.remove(&list.kind).unwrap_or_default())
        .collect();
    let mut here: HashMap<u32, Vec<Box<dyn Record>>> = HashMap::new();
    let mut statement = connection.prepare(&table.select).map_err(sqlite)?;
    let mut rows = statement.query([]).map_err(sqlite)?;
    while let Some(row) = rows.next().map_err(sqlite)? {
        let mut record = table.kind.blank();
        let parent = read_head(&mut *record, table, row).map_err(sqlite)?;
        let unreadable = |record: &dyn Record, field: &str| {
            trouble::named("store_unreadable_value", file)
                .with("table", table.kind.key())
                .with("ref", &record.head().reference)
                .with("field", field)
        };
        if let ValueRef::Text(none) = row.get_ref(2).map_err(sqlite)? {
            record.head_mut().none =
                serde_json::from_slice(none).map_err(|_| unreadable(&*record, "none"))?;
        }
        for (at, field) in table.columns.iter().enumerate() {
            let column = row.get_ref(table.lead() + at).map_err(sqlite)?;
            if column == ValueRef::Null {
                continue;
            }
            let meta = &declaration.fields[*field];
            let fits =
                from_column(&meta.kind, column).is_some_and(|value| record.put(*field, value));
            if !fits {
                return Err(unreadable(&*record, meta.key));
            }
        }
        let id = record.id().0;
        for (field, values) in &mut sides {
            if let Some(value) = values.remove(&id)
                && !record.put(*field, value)
            {
                return Err(unreadable(&*record, declaration.fields[*field].key));
            }
        }
        for (list, waiting) in lists.iter_mut().enumerate() {
            let Some(rows) = waiting.remove(&id) else {
                continue;
            };
            for (at, row) in rows.into_iter().enumerate() {
                record.insert_row(list, at, row);
            }
            record.sort_rows(list);
        }
        match parent {
            Some(parent) => here.entry(parent).or_default().push(record),
            None => register.push(record),
        }
    }
    waiting.insert(table.kind, here);
    Ok(())
}

fn read_head(
    record: &mut dyn Record,
    table: &Table,
    row: &Row<'_>,
) -> rusqlite::Result<Option<u32>> {
    let head = record.head_mut();
    head.id = Id(row.get(0)?);
    head.reference = row.get(1)?;
    if table.kind.parent().is_none() {
        return Ok(None);
    }
    head.position = row.get(4)?;
    row.get(3).map(Some)
}

/// Reads a link table or a table of items: the value of each holder.
fn read_side(
    connection: &Connection,
    file: &Path,
    side: &SideTable,
) -> Result<HashMap<u32, Value>, Problem> {
    let sqlite = |error: rusqlite::Error| trouble::of_sqlite(file, &error);
    let mut found: HashMap<u32, Value> = HashMap::new();
    let mut statement = connection.prepare(&side.select).map_err(sqlite)?;
    let mut rows = statement.query([]).map_err(sqlite)?;
    while let Some(row) = rows.next().map_err(sqlite)? {
        let holder: u32 = row.get(0).map_err(sqlite)?;
        let Some(items) = side.items else {
            let target = Id(row.get(1).map_err(sqlite)?);
            match found
                .entry(holder)
                .or_insert_with(|| Value::Refs(Vec::new()))
            {
                Value::Refs(ids) => ids.push(target),
                _ => continue,
            }
            continue;
        };
        let mut parts = Vec::with_capacity(items.parts.len());
        for (at, part) in items.parts.iter().enumerate() {
            let value = from_column(&part.kind, row.get_ref(at + 1).map_err(sqlite)?);
            parts.push(value.ok_or_else(|| {
                trouble::named("store_unreadable_value", file)
                    .with("table", &side.name)
                    .with("ref", holder)
                    .with("field", part.key)
            })?);
        }
        if let Value::Items(list) = found
            .entry(holder)
            .or_insert_with(|| Value::Items(Vec::new()))
        {
            list.push(parts);
        }
    }
    Ok(found)
}
