//! Reading the whole register: one ordered query for each table, joined by number in memory.
//!
//! A row is read straight into the list of its parent's rows, which is then handed over whole: at ten thousand
//! activities what is copied and thrown away again would take longer than what `SQLite` does.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::iter::Peekable;
use std::num::NonZero;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::vec::IntoIter;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension as _, Row};

use super::tables::{SideTable, Table, from_column, tables};
use super::{connection, journal, taken, trouble};
use crate::domain::field::{Record, Rows};
use crate::domain::kind::RecordKind;
use crate::domain::problem::Problem;
use crate::domain::register::{Mark, Register};
use crate::domain::value::{Id, Value};

/// A file of so many pages is worth a second reader.
const LARGE: i64 = 1024;

/// The activities of a part of a register.
pub(super) struct RegisterPart(pub(super) Vec<u32>);

impl RegisterPart {
    /// The statement for what stands in the table of a kind, or in a table beside it whose `column` names its holder.
    fn of<'s>(
        part: Option<&Self>,
        select: &'s str,
        kind: RecordKind,
        column: &str,
    ) -> Cow<'s, str> {
        match part {
            Some(part) if kind.top() == RecordKind::Activity => {
                let these = match kind.parent() {
                    // What holds a row is known without the row.
                    Some(parent) if column == "id" => {
                        format!("WHERE parent IN ({})", part.ids(parent))
                    }
                    _ => format!("WHERE {column} IN ({})", part.ids(kind)),
                };
                Cow::Owned(select.replace("ORDER BY", &format!("{these} ORDER BY")))
            }
            _ => Cow::Borrowed(select),
        }
    }

    /// The numbers of what the part holds of a kind, as a list or a statement.
    fn ids(&self, kind: RecordKind) -> String {
        match kind.parent() {
            None => {
                let ids: Vec<String> = self.0.iter().map(u32::to_string).collect();
                ids.join(", ")
            }
            Some(parent) => format!(
                "SELECT id FROM \"{}\" WHERE parent IN ({})",
                kind.key(),
                self.ids(parent)
            ),
        }
    }
}

/// What was read of a table.
pub(super) struct ReadTable {
    kind: RecordKind,
    /// In the order of their numbers; each holds the rows of one parent that stand together, or all records.
    groups: Vec<(u32, LoadedGroup)>,
    /// How many rows or records there are.
    count: usize,
}

/// Records, or rows of one parent.
struct LoadedGroup {
    rows: Box<dyn Rows>,
    /// Whether they stand in the order of their positions.
    in_order: bool,
}

/// What belongs to records, in the order of their numbers; records come in the same order to fetch theirs.
struct Belongings<T>(Peekable<IntoIter<(u32, T)>>);

impl<T> Belongings<T> {
    fn new(list: Vec<(u32, T)>) -> Self {
        Self(list.into_iter().peekable())
    }

    /// What belongs to `id`; what belongs to nobody on the way is left out, for `verify` to find.
    fn of(&mut self, id: u32) -> impl Iterator<Item = T> {
        while self.0.next_if(|(owner, _)| *owner < id).is_some() {}
        std::iter::from_fn(move || {
            self.0
                .next_if(|(owner, _)| *owner == id)
                .map(|(_, thing)| thing)
        })
    }
}

/// Reads the register. Call it inside a transaction, so that all tables are of one moment.
///
/// # Errors
/// What `SQLite` says, or `store_unreadable_value` that names table, record and field.
pub(crate) fn load(connection: &Connection, file: &Path) -> Result<Register, Problem> {
    assemble(connection, file, Vec::new(), None)
}

/// Reads the register as [`load`] does, a large one with the help of a second connection in a thread of its own.
///
/// # Errors
/// As [`load`].
pub(crate) fn load_quickly(connection: &Connection, file: &Path) -> Result<Register, Problem> {
    let sqlite = |error: rusqlite::Error| trouble::of_sqlite(file, &error);
    let pages: i64 = connection
        .query_row("PRAGMA page_count", [], |row| row.get(0))
        .map_err(sqlite)?;
    if pages < LARGE || thread::available_parallelism().map_or(1, NonZero::get) < 2 {
        load(connection, file)
    } else {
        load_together(connection, file)
    }
}

/// Reads the register over this connection and one more at the same time.
///
/// # Errors
/// As [`load`].
pub(super) fn load_together(connection: &Connection, file: &Path) -> Result<Register, Problem> {
    let sqlite = |error: rusqlite::Error| trouble::of_sqlite(file, &error);
    // From here on the file is locked against writing until this transaction ends.
    let mark = journal::latest(connection).map_err(sqlite)?;
    let order = widest_first();
    let next = AtomicUsize::new(0);
    let take = || order.get(next.fetch_add(1, Ordering::Relaxed)).copied();
    let (mine, theirs) = thread::scope(|scope| {
        let helper = scope.spawn(|| help(file, &mark, &take));
        let mut read = Vec::new();
        while let Some(at) = take() {
            read.push((at, read_table(connection, file, &tables()[at], None)?));
        }
        Ok((read, helper.join().unwrap_or_default()))
    })?;
    let read = mine.into_iter().chain(theirs).collect();
    assemble(connection, file, read, None)
}

/// The tables in the order in which two read them: what takes longest comes first, so that both end together.
fn widest_first() -> Vec<usize> {
    let mut order: Vec<usize> = (0..tables().len()).collect();
    order.sort_by_key(|at| Reverse(tables()[*at].columns.len()));
    order
}

/// Reads tables over a connection of its own, as long as there are any.
///
/// It never waits: where the file is locked, or is not of the moment that `mark` tells, or anything else is in the way,
/// what it leaves is read by whom it helps.
pub(super) fn help(
    file: &Path,
    mark: &Mark,
    take: &dyn Fn() -> Option<usize>,
) -> Vec<(usize, ReadTable)> {
    let mut read = Vec::new();
    let Ok(connection) = connection::second(file) else {
        return read;
    };
    let Ok(transaction) = connection.unchecked_transaction() else {
        return read;
    };
    if journal::latest(&transaction).ok().as_ref() != Some(mark) {
        return read;
    }
    while let Some(at) = take() {
        match read_table(&transaction, file, &tables()[at], None) {
            Ok(table) => read.push((at, table)),
            Err(_) => break,
        }
    }
    read
}

/// The register of what was read of its tables; reads those that are missing.
pub(super) fn assemble(
    connection: &Connection,
    file: &Path,
    read: Vec<(usize, ReadTable)>,
    part: Option<&RegisterPart>,
) -> Result<Register, Problem> {
    let mut of_table: Vec<Option<ReadTable>> = tables().iter().map(|_| None).collect();
    for (at, table) in read {
        of_table[at] = Some(table);
    }
    let mut all = Vec::with_capacity(of_table.len());
    for (table, read) in tables().iter().zip(of_table) {
        all.push(match read {
            Some(read) => read,
            None => read_table(connection, file, table, part)?,
        });
    }
    let sqlite = |error: rusqlite::Error| trouble::of_sqlite(file, &error);
    let rows: usize = all.iter().map(|read| read.count).sum();
    let mut register = Register::empty();
    join(all, &mut register);
    if register.ids().count() != rows {
        see_numbers(connection, file)?;
    }
    if !register.about.redactions.is_empty() {
        (register.taken_out, register.struck) = taken::taken_out(connection).map_err(sqlite)?;
    }
    read_beside(connection, file, &mut register)?;
    Ok(register)
}

/// Reads what a register holds beside its records.
fn read_beside(
    connection: &Connection,
    file: &Path,
    register: &mut Register,
) -> Result<(), Problem> {
    let sqlite = |error: rusqlite::Error| trouble::of_sqlite(file, &error);
    register.retired = retired(connection).map_err(sqlite)?;
    register.mark = journal::latest(connection).map_err(sqlite)?;
    register.identities = journal::identities(connection).map_err(sqlite)?;
    // Numbers of records that are gone stand in the journal.
    let last: Option<u32> = connection
        .query_row("SELECT max(id) FROM change", [], |row| row.get(0))
        .map_err(sqlite)?;
    register.next_id = register.next_id.max(last.unwrap_or(0).saturating_add(1));
    Ok(())
}

/// Reads what a register holds beside its records, to see that it can be read.
///
/// # Errors
/// As [`load`].
pub(crate) fn beside_records(connection: &Connection, file: &Path) -> Result<(), Problem> {
    taken::taken_out(connection).map_err(|error| trouble::of_sqlite(file, &error))?;
    read_beside(connection, file, &mut Register::empty())
}

/// Refuses what has no place in a register: two rows of the register's own data, or a number that stands twice.
///
/// All numbers are of one space, whatever the table.
fn see_numbers(connection: &Connection, file: &Path) -> Result<(), Problem> {
    let sqlite = |error: rusqlite::Error| trouble::of_sqlite(file, &error);
    let registers: i64 = connection
        .query_row("SELECT count(*) FROM register", [], |row| row.get(0))
        .map_err(sqlite)?;
    if registers > 1 {
        return Err(trouble::named("store_registers", file).with("n", registers));
    }
    let all: Vec<String> = tables()
        .iter()
        .map(|table| format!("SELECT id, ref FROM \"{}\"", table.kind.key()))
        .collect();
    let twice = connection
        .query_row(
            &format!(
                "SELECT id, group_concat(ref, ', ') FROM ({}) GROUP BY id HAVING count(*) > 1 LIMIT 1",
                all.join(" UNION ALL ")
            ),
            [],
            |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)),
        )
        .optional()
        .map_err(sqlite)?;
    match twice {
        Some((number, refs)) => Err(trouble::named("store_number_twice", file)
            .with("number", number)
            .with("refs", refs)),
        None => Ok(()),
    }
}

fn retired(connection: &Connection) -> rusqlite::Result<BTreeMap<(Id, String), u32>> {
    let mut statement = connection.prepare("SELECT parent, prefix, number FROM retired")?;
    let rows = statement.query_map([], |row| Ok(((Id(row.get(0)?), row.get(1)?), row.get(2)?)))?;
    rows.collect()
}

/// Puts rows into their parents, and records into the register; what has no parent is left out, for `verify` to find.
fn join(read: Vec<ReadTable>, register: &mut Register) {
    let mut waiting: HashMap<RecordKind, ReadTable> = HashMap::new();
    // Rows before their parents, so that each parent finds its rows complete.
    for mut here in read.into_iter().rev() {
        let lists = here.kind.declaration().lists.iter().enumerate();
        for (list, meta) in lists {
            let Some(mut rows) = waiting.remove(&meta.kind) else {
                continue;
            };
            rows.groups.sort_by_key(|(parent, _)| *parent);
            let mut rows = Belongings::new(rows.groups);
            for (_, holders) in &mut here.groups {
                for at in 0..holders.rows.count() {
                    let holder = holders.rows.at_mut(at);
                    for (nth, group) in rows.of(holder.id().0).enumerate() {
                        holder.list_mut(list).join(group.rows);
                        if nth > 0 || !group.in_order {
                            holder.sort_rows(list);
                        }
                    }
                }
            }
        }
        if here.kind.parent().is_some() {
            waiting.insert(here.kind, here);
            continue;
        }
        for (_, records) in here.groups {
            register.take(here.kind, records.rows);
        }
    }
}

fn read_table(
    connection: &Connection,
    file: &Path,
    table: &Table,
    part: Option<&RegisterPart>,
) -> Result<ReadTable, Problem> {
    let sqlite = |error: rusqlite::Error| trouble::of_sqlite(file, &error);
    let mut sides = Vec::with_capacity(table.sides.len());
    for side in &table.sides {
        let values = read_side(
            connection,
            file,
            side,
            &RegisterPart::of(part, &side.select, table.kind, "holder"),
        )?;
        sides.push((side.field, Belongings::new(values)));
    }
    let mut read = ReadTable {
        kind: table.kind,
        groups: Vec::new(),
        count: 0,
    };
    let is_row = table.kind.parent().is_some();
    let mut here = table.kind.no_rows();
    let (mut parent, mut last, mut in_order) = (0, i64::MIN, true);
    let select = RegisterPart::of(part, &table.select, table.kind, "id");
    let mut statement = connection.prepare_cached(&select).map_err(sqlite)?;
    let mut rows = statement.query([]).map_err(sqlite)?;
    while let Some(row) = rows.next().map_err(sqlite)? {
        if is_row {
            let of: u32 = row.get(4).map_err(sqlite)?;
            let position: i64 = row.get(5).map_err(sqlite)?;
            if of != parent && here.count() > 0 {
                let rows = here.part();
                read.groups.push((parent, LoadedGroup { rows, in_order }));
                (last, in_order) = (i64::MIN, true);
            }
            in_order &= last <= position;
            (parent, last) = (of, position);
        }
        let record = here.add();
        read_record(record, file, table, row)?;
        let id = record.id().0;
        for (field, values) in &mut sides {
            for value in values.of(id) {
                if !record.put(*field, value) {
                    return Err(unreadable(file, record, *field));
                }
            }
        }
        read.count += 1;
    }
    if here.count() > 0 {
        let rows = here;
        read.groups.push((parent, LoadedGroup { rows, in_order }));
    }
    Ok(read)
}

fn unreadable(file: &Path, record: &dyn Record, field: usize) -> Problem {
    let declaration = record.declaration();
    trouble::named("store_unreadable_value", file)
        .with("table", declaration.kind.key())
        .with("ref", &record.head().reference)
        .with("field", declaration.fields[field].key)
}

/// The problem of what every record has beside its fields.
fn unreadable_head(file: &Path, table: &Table, reference: &str, column: &str) -> Problem {
    trouble::named("store_unreadable_value", file)
        .with("table", table.kind.key())
        .with("ref", reference)
        .with("field", column)
}

/// Reads what stands in the columns of a record's or row's own table.
fn read_record(
    record: &mut dyn Record,
    file: &Path,
    table: &Table,
    row: &Row<'_>,
) -> Result<(), Problem> {
    let sqlite = |error: rusqlite::Error| trouble::of_sqlite(file, &error);
    #[cfg(test)]
    super::counted::row(table.kind);
    let head = record.head_mut();
    head.id = Id(row.get(0).map_err(sqlite)?);
    head.reference = row.get(1).map_err(sqlite)?;
    if let ValueRef::Text(none) = row.get_ref(2).map_err(sqlite)? {
        head.none = serde_json::from_slice(none)
            .map_err(|_| unreadable_head(file, table, &head.reference, "none"))?;
    }
    if let ValueRef::Text(redacted) = row.get_ref(3).map_err(sqlite)? {
        head.redacted = serde_json::from_slice(redacted)
            .map_err(|_| unreadable_head(file, table, &head.reference, "redacted"))?;
    }
    if table.kind.parent().is_some() {
        head.position = row.get(5).map_err(sqlite)?;
    }
    let fields = table.kind.declaration().fields;
    for (at, field) in table.columns.iter().enumerate() {
        let column = row.get_ref(table.lead() + at).map_err(sqlite)?;
        if column == ValueRef::Null {
            continue;
        }
        let value = from_column(&fields[*field].kind, column);
        if !value.is_some_and(|value| record.put(*field, value)) {
            return Err(unreadable(file, record, *field));
        }
    }
    Ok(())
}

/// Reads a link table or a table of items: the value of each holder, in the order of their numbers.
fn read_side(
    connection: &Connection,
    file: &Path,
    side: &SideTable,
    select: &str,
) -> Result<Vec<(u32, Value)>, Problem> {
    let sqlite = |error: rusqlite::Error| trouble::of_sqlite(file, &error);
    let mut found: Vec<(u32, Value)> = Vec::new();
    let mut statement = connection.prepare_cached(select).map_err(sqlite)?;
    let mut rows = statement.query([]).map_err(sqlite)?;
    while let Some(row) = rows.next().map_err(sqlite)? {
        let holder: u32 = row.get(0).map_err(sqlite)?;
        let same = found.last_mut().filter(|(last, _)| *last == holder);
        let Some(items) = side.items else {
            let target = Id(row.get(1).map_err(sqlite)?);
            match same {
                Some((_, Value::Refs(ids))) => ids.push(target),
                _ => found.push((holder, Value::Refs(vec![target]))),
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
        match same {
            Some((_, Value::Items(list))) => list.push(parts),
            _ => found.push((holder, Value::Items(vec![parts]))),
        }
    }
    Ok(found)
}
