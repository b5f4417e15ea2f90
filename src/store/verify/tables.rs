//! Reading the tables row by row, without trusting them: what cannot be read, or has no place, is told and left out.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};
use serde_json::{Value as Json, json};

use super::outcome::{Verification, text};
use crate::domain::change::Facts;
use crate::domain::codec::{redacted, to_json};
use crate::domain::field::Record;
use crate::domain::frozen::thaw;
use crate::domain::kind::RecordKind;
use crate::domain::problem::Problem;
use crate::domain::progress::PhaseCount;
use crate::domain::reference::OWN;
use crate::domain::value::{Id, Value};
use crate::store::tables::{SideTable, Table, from_column, tables};

/// How deep rows can stand in rows: more is a circle.
const DEEPEST: usize = 8;

/// What the tables hold.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    /// The facts of the rows that were read last, as far as they could be read.
    pub facts: Facts,
    /// Where each stands.
    spots: HashMap<u32, RowSpot>,
    /// How many rows each table has.
    pub counts: BTreeMap<RecordKind, usize>,
    /// The tables of these kinds could not be read to their end.
    pub unread: BTreeSet<RecordKind>,
    /// Those of them whose rows could not be read, which are not tried again.
    failed: BTreeSet<RecordKind>,
    /// The fields that could not be read, by their row.
    pub unreadable: BTreeSet<(u32, String)>,
    /// The highest numbers out of use, by parent and prefix.
    pub retired: BTreeMap<(i64, String), i64>,
}

/// Where a row stands.
#[derive(Clone, Debug)]
struct RowSpot {
    kind: RecordKind,
    parent: Option<u32>,
    reference: String,
}

impl Tables {
    /// The kind of a row.
    pub(crate) fn kind(&self, id: u32) -> Option<RecordKind> {
        self.spots.get(&id).map(|spot| spot.kind)
    }

    /// The number of what a row stands in, which is 0 where that is none.
    pub(super) fn parent(&self, id: u32) -> Option<u32> {
        self.spots.get(&id).and_then(|spot| spot.parent)
    }

    /// The record that a row stands in; a record stands in itself.
    pub(super) fn owner(&self, id: u32) -> u32 {
        let mut at = id;
        for _ in 0..DEEPEST {
            match self.spots.get(&at).and_then(|spot| spot.parent) {
                Some(parent) => at = parent,
                None => break,
            }
        }
        at
    }

    /// A reference as it is written inside the record `owner`, as `Register::name_in` writes it.
    pub(super) fn name_in(&self, owner: u32, id: u32) -> String {
        let mut path: Vec<&str> = Vec::new();
        let mut at = id;
        for _ in 0..DEEPEST {
            let Some(spot) = self.spots.get(&at) else {
                break;
            };
            path.push(&spot.reference);
            match spot.parent {
                // Inside its own record a row is named without it.
                Some(parent) if parent == owner => break,
                Some(parent) => at = parent,
                None => break,
            }
        }
        path.reverse();
        path.join("/")
    }

    /// A reference as it is written outside any record.
    pub(crate) fn reference(&self, id: u32) -> String {
        let owner = self.owner(id);
        if self.kind(owner) != Some(RecordKind::RegisterData) {
            return self.name_in(0, id);
        }
        // As the command line calls it.
        if owner == id {
            return OWN.to_owned();
        }
        format!("{OWN}/{}", self.name_in(owner, id))
    }
}

impl Tables {
    /// Reads where everything stands, which comes first: a value can name any of it.
    pub(crate) fn begin(
        connection: &Connection,
        file: &Path,
        outcome: &mut Verification,
        count: &PhaseCount<'_>,
    ) -> Self {
        let mut found = Self::default();
        for table in tables() {
            if !count.goes_on() {
                return found;
            }
            let read = read_spots(connection, table, &mut found, outcome);
            if outcome.unless(file, read).is_none() {
                found.unread.insert(table.kind);
            }
        }
        for (id, spot) in &found.spots {
            if let Some(parent) = spot.parent
                && found.kind(parent) != spot.kind.parent()
            {
                outcome.found(of_row("verify_no_parent", spot.kind, &found.reference(*id)));
            }
        }
        found
    }

    /// How many records and rows there are.
    pub(crate) fn len(&self) -> usize {
        self.spots.len()
    }

    /// The numbers of the records and rows.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = u32> + '_ {
        self.spots.keys().copied()
    }

    /// Reads the records and rows whose numbers are from one to another, in the place of those read before.
    pub(crate) fn read(
        &mut self,
        connection: &Connection,
        file: &Path,
        ids: Option<(i64, i64)>,
        outcome: &mut Verification,
        count: &mut PhaseCount<'_>,
    ) {
        self.facts = Facts::default();
        for table in tables() {
            if !count.goes_on() {
                return;
            }
            // What could not be read of it is told.
            if self.failed.contains(&table.kind) {
                continue;
            }
            let read = read_rows(connection, table, ids, self, outcome, count);
            if outcome.unless(file, read).is_none() {
                self.unread.insert(table.kind);
                self.failed.insert(table.kind);
            }
            for side in &table.sides {
                let read = read_side(connection, table, side, ids, self, outcome);
                if outcome.unless(file, read).is_none() {
                    self.unread.insert(table.kind);
                    self.failed.insert(table.kind);
                }
            }
        }
    }

    /// Reads what is of no record: numbers out of use, and drafts.
    pub(crate) fn end(&mut self, connection: &Connection, file: &Path, outcome: &mut Verification) {
        let read = read_retired(connection, self);
        outcome.unless(file, read);
        let read = read_drafts(connection, outcome);
        outcome.unless(file, read);
        let read = read_readings(connection, outcome);
        outcome.unless(file, read);
    }
}

/// The condition on a column that it holds one of these numbers.
fn among(column: &str, ids: Option<(i64, i64)>) -> String {
    ids.map_or(String::new(), |(from, to)| {
        format!("WHERE {column} BETWEEN {from} AND {to}")
    })
}

fn of_row(key: &'static str, kind: RecordKind, reference: &str) -> Problem {
    Problem::refused(key)
        .with("record", kind.key())
        .with("ref", reference)
}

/// A number that a row may have.
pub(super) fn number(value: ValueRef<'_>) -> Option<u32> {
    let ValueRef::Integer(number) = value else {
        return None;
    };
    u32::try_from(number)
        .ok()
        .filter(|number| !Id(*number).is_provisional())
}

/// Reads number, reference and parent of every row of a table; sees that no number stands twice.
fn read_spots(
    connection: &Connection,
    table: &Table,
    found: &mut Tables,
    outcome: &mut Verification,
) -> rusqlite::Result<()> {
    let kind = table.kind;
    let is_row = kind.parent().is_some();
    let parent = if is_row { "parent" } else { "NULL" };
    let mut statement = connection.prepare(&format!(
        "SELECT id, ref, {parent} FROM \"{}\" ORDER BY id",
        kind.key()
    ))?;
    let mut rows = statement.query([])?;
    let mut count = 0;
    while let Some(row) = rows.next()? {
        count += 1;
        let reference = text(row.get_ref(1)?);
        let Some(id) = number(row.get_ref(0)?) else {
            outcome.found(
                of_row("verify_number", kind, &reference).with("number", text(row.get_ref(0)?)),
            );
            continue;
        };
        let parent = if is_row {
            // No row has the number 0.
            Some(number(row.get_ref(2)?).unwrap_or(0))
        } else {
            None
        };
        let spot = RowSpot {
            kind,
            parent,
            reference,
        };
        if let Some(other) = found.spots.get(&id) {
            let problem = of_row("verify_number_twice", kind, &spot.reference);
            outcome.found(problem.with("number", id).with("other", &other.reference));
            continue;
        }
        found.spots.insert(id, spot);
    }
    if kind == RecordKind::RegisterData && count > 1 {
        outcome.found(Problem::refused("verify_registers").with("n", count));
    }
    found.counts.insert(kind, count);
    Ok(())
}

/// Reads the columns of rows of a table.
fn read_rows(
    connection: &Connection,
    table: &Table,
    ids: Option<(i64, i64)>,
    found: &mut Tables,
    outcome: &mut Verification,
    count: &mut PhaseCount<'_>,
) -> rusqlite::Result<()> {
    let these = among("id", ids);
    let mut statement = connection.prepare(&match ids {
        Some(_) => format!("SELECT * FROM ({}) {these}", table.select),
        None => table.select.clone(),
    })?;
    let mut rows = statement.query([])?;
    let mut blank = table.kind.blank();
    while let Some(row) = rows.next()? {
        if !count.one() {
            return Ok(());
        }
        let Some(id) = number(row.get_ref(0)?).filter(|id| found.kind(*id) == Some(table.kind))
        else {
            continue;
        };
        read_row(row, id, table, &mut *blank, found, outcome)?;
    }
    Ok(())
}

fn read_row(
    row: &Row<'_>,
    id: u32,
    table: &Table,
    blank: &mut dyn Record,
    found: &mut Tables,
    outcome: &mut Verification,
) -> rusqlite::Result<()> {
    let kind = table.kind;
    let (owner, reference) = (found.owner(id), found.reference(id));
    let mut fields = BTreeMap::new();
    let unread = |found: &mut Tables, outcome: &mut Verification, key: &str| {
        found.unreadable.insert((id, key.to_owned()));
        outcome.found(of_row("verify_unreadable", kind, &reference).with("field", key));
    };
    match as_text(row.get_ref(1)?) {
        Some(reference) => {
            fields.insert("ref".to_owned(), Json::from(reference));
        }
        None => unread(found, outcome, "ref"),
    }
    if kind.parent().is_some() {
        fields.insert(
            "parent".to_owned(),
            found
                .spots
                .get(&id)
                .and_then(|spot| spot.parent)
                .map_or(Json::Null, Json::from),
        );
        match row.get_ref(5)? {
            ValueRef::Integer(position) => {
                fields.insert("position".to_owned(), Json::from(position));
            }
            _ => unread(found, outcome, "position"),
        }
    }
    let declared = kind.declaration().fields;
    for (at, field) in table.columns.iter().enumerate() {
        let column = row.get_ref(table.lead() + at)?;
        if column == ValueRef::Null {
            continue;
        }
        let key = declared[*field].key;
        let value = from_column(&declared[*field].kind, column).filter(|value| {
            // A closed code is known by the field itself.
            blank.put(*field, value.clone())
        });
        match value {
            Some(value) => {
                let names = |id: Id| found.name_in(owner, id.0);
                fields.insert(
                    key.to_owned(),
                    to_json(&declared[*field].kind, &value, &names),
                );
            }
            None => unread(found, outcome, key),
        }
    }
    match row.get_ref(2)? {
        ValueRef::Null => {}
        none => match as_text(none).and_then(reasons) {
            Some(reasons) => {
                for (key, reason) in reasons {
                    // What is recorded and none at once contradicts itself.
                    if fields
                        .insert(key.clone(), json!({ "none": reason }))
                        .is_some()
                    {
                        unread(found, outcome, &key);
                    }
                }
            }
            None => unread(found, outcome, "none"),
        },
    }
    match row.get_ref(3)? {
        ValueRef::Null => {}
        keys => match as_text(keys).and_then(marks) {
            Some(keys) => {
                for key in keys {
                    // What is recorded anew takes the mark's place: both at once contradict each other.
                    if fields.insert(key.clone(), redacted()).is_some() {
                        unread(found, outcome, &key);
                    }
                }
            }
            None => unread(found, outcome, "redacted"),
        },
    }
    found.facts.0.insert(id, (kind.key().to_owned(), fields));
    Ok(())
}

/// The reasons of fields that are none on purpose; no list of them where one stands twice, or none at all.
pub(super) fn reasons(json: &str) -> Option<BTreeMap<String, String>> {
    let reasons: BTreeMap<String, String> = serde_json::from_str(json).ok()?;
    let count = serde_json::from_str::<ObjectEntries>(json).ok()?.0;
    (!reasons.is_empty() && count == reasons.len()).then_some(reasons)
}

/// The fields whose values were taken out; no list of them where one stands twice, or none at all.
pub(super) fn marks(json: &str) -> Option<BTreeSet<String>> {
    let all: Vec<String> = serde_json::from_str(json).ok()?;
    let keys: BTreeSet<String> = all.iter().cloned().collect();
    (!keys.is_empty() && keys.len() == all.len()).then_some(keys)
}

/// How many entries an object has as it is written: a map keeps only the last of those with one key.
struct ObjectEntries(usize);

impl<'de> serde::Deserialize<'de> for ObjectEntries {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct EntryCount;
        impl<'de> serde::de::Visitor<'de> for EntryCount {
            type Value = ObjectEntries;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(
                self,
                mut map: A,
            ) -> Result<ObjectEntries, A::Error> {
                let mut count = 0;
                while map.next_entry::<String, serde::de::IgnoredAny>()?.is_some() {
                    count += 1;
                }
                Ok(ObjectEntries(count))
            }
        }
        from.deserialize_map(EntryCount)
    }
}

pub(super) fn as_text(value: ValueRef<'_>) -> Option<&str> {
    match value {
        ValueRef::Text(bytes) => std::str::from_utf8(bytes).ok(),
        _ => None,
    }
}

/// The statement for the lines of a link table or a table of items: holder, position, and what they say.
pub(super) fn select_side(side: &SideTable, ids: Option<(i64, i64)>) -> String {
    let parts = match side.items {
        Some(items) => {
            let parts = items.parts.iter();
            parts.map(|part| format!("\"{}\"", part.key)).collect()
        }
        None => vec!["target".to_owned()],
    };
    format!(
        "SELECT holder, position, {} FROM \"{}\" {} ORDER BY holder, position",
        parts.join(", "),
        side.name,
        among("holder", ids)
    )
}

/// Reads a link table or a table of items; sees that each line has its holder and stands in its place.
fn read_side(
    connection: &Connection,
    table: &Table,
    side: &SideTable,
    ids: Option<(i64, i64)>,
    found: &mut Tables,
    outcome: &mut Verification,
) -> rusqlite::Result<()> {
    let field = &table.kind.declaration().fields[side.field];
    let mut statement = connection.prepare(&select_side(side, ids))?;
    let mut rows = statement.query([])?;
    let mut held: BTreeMap<u32, Vec<Value>> = BTreeMap::new();
    let mut broken: BTreeSet<u32> = BTreeSet::new();
    while let Some(row) = rows.next()? {
        let holder = number(row.get_ref(0)?).filter(|id| found.kind(*id) == Some(table.kind));
        let Some(holder) = holder else {
            outcome.found(
                Problem::refused("verify_no_holder")
                    .with("table", &side.name)
                    .with("number", text(row.get_ref(0)?)),
            );
            continue;
        };
        let lines = held.entry(holder).or_default();
        let due = i64::try_from(lines.len())
            .unwrap_or(i64::MAX)
            .saturating_add(1);
        if row.get_ref(1)? != ValueRef::Integer(due) {
            broken.insert(holder);
        }
        let value = match side.items {
            None => number(row.get_ref(2)?).map(|target| Value::Ref(Id(target))),
            Some(items) => {
                let mut line = Vec::with_capacity(items.parts.len());
                for (at, part) in items.parts.iter().enumerate() {
                    line.push(from_column(&part.kind, row.get_ref(at + 2)?));
                }
                line.into_iter()
                    .collect::<Option<Vec<_>>>()
                    .map(|line| Value::Items(vec![line]))
            }
        };
        match value {
            Some(value) => lines.push(value),
            None => {
                broken.insert(holder);
            }
        }
    }
    let unread = |found: &mut Tables, outcome: &mut Verification, holder: u32| {
        found.unreadable.insert((holder, field.key.to_owned()));
        let problem = of_row("verify_unreadable", table.kind, &found.reference(holder));
        outcome.found(problem.with("field", field.key));
    };
    for holder in &broken {
        unread(found, outcome, *holder);
    }
    for (holder, lines) in held {
        let mut all = if side.items.is_some() {
            Value::Items(Vec::new())
        } else {
            Value::Refs(Vec::new())
        };
        for line in lines {
            match (&mut all, line) {
                (Value::Refs(ids), Value::Ref(id)) => ids.push(id),
                (Value::Items(items), Value::Items(line)) => items.extend(line),
                _ => {}
            }
        }
        let owner = found.owner(holder);
        let value = to_json(&field.kind, &all, &|id: Id| found.name_in(owner, id.0));
        if let Some((_, fields)) = found.facts.0.get_mut(&holder)
            && fields.insert(field.key.to_owned(), value).is_some()
            && broken.insert(holder)
        {
            // Recorded and none, or taken out, at once.
            unread(found, outcome, holder);
        }
    }
    Ok(())
}

fn read_retired(connection: &Connection, found: &mut Tables) -> rusqlite::Result<()> {
    let mut statement = connection.prepare("SELECT parent, prefix, number FROM retired")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let key = (row.get(0)?, text(row.get_ref(1)?));
        found.retired.insert(key, row.get(2)?);
    }
    Ok(())
}

/// Drafts are not journalled; whether they can be read at all can be seen.
fn read_drafts(connection: &Connection, outcome: &mut Verification) -> rusqlite::Result<()> {
    let mut statement = connection
        .prepare("SELECT name, at, author, kind, content, record FROM draft ORDER BY name")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let mut whole = true;
        for column in 0..5 {
            whole &= as_text(row.get_ref(column)?).is_some();
        }
        let content = as_text(row.get_ref(4)?).map(serde_json::from_str::<Json>);
        whole &= matches!(content, Some(Ok(Json::Object(_))));
        let record = row.get_ref(5)?;
        whole &= record == ValueRef::Null || number(record).is_some();
        if !whole {
            outcome.found(Problem::refused("verify_draft").with("name", text(row.get_ref(0)?)));
        }
    }
    Ok(())
}

/// What imports read is not journalled either; whether the next import can read it can be seen.
fn read_readings(connection: &Connection, outcome: &mut Verification) -> rusqlite::Result<()> {
    let mut statement =
        connection.prepare("SELECT source, content, record FROM source_reading ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let frozen = as_text(row.get_ref(1)?).and_then(|text| serde_json::from_str(text).ok());
        let read = frozen.as_ref().and_then(thaw);
        let whole = as_text(row.get_ref(0)?).is_some() && number(row.get_ref(2)?).is_some();
        if !whole || read.is_none() {
            let source = text(row.get_ref(0)?);
            outcome.found(Problem::refused("verify_reading").with("source", source));
        }
    }
    Ok(())
}
