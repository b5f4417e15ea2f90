//! Merging the journal and the tables in order of number: whether each record and row stands as the journal left it.
//!
//! Nothing is kept of what agrees, so a check takes no more memory in a large register. A record that was made and never
//! changed since agrees where the text that its columns come to is the text of the journal, byte for byte; of any other
//! the changes are replayed. Where anything is not as the program writes it, nothing is told here: the comparison of
//! [`replay`] and [`tables`](super::tables) says what it is.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, Rows, Statement};
use serde_json::Value as Json;

use super::outcome::Verification;
use super::replay::{self, Replayed};
use super::tables::{Tables, as_text, marks, number, reasons, select_side};
use crate::domain::change::Facts;
use crate::domain::codec::{write_json, write_text};
use crate::domain::field::Record;
use crate::domain::kind::{FieldKind, RecordKind};
use crate::domain::progress::PhaseCount;
use crate::domain::value::{Id, Value};
use crate::store::tables::{SideTable, Storage, Table, from_column, storage, tables};
use crate::store::{journal, load};

/// The changes in the order of what they change, by the index that has them so.
const CHANGES: &str = "SELECT id, kind, field, before, after FROM change INDEXED BY change_id
    ORDER BY id, change_set, position";

/// How many changes there are, where journal and tables agree in everything and can be read as a register.
///
/// `None` where they do not, where anything cannot be read, and where the work was stopped.
pub(crate) fn agree(
    connection: &Connection,
    file: &Path,
    count: &mut PhaseCount<'_>,
) -> Option<usize> {
    let mut beside = Verification::default();
    let mut spots = Tables::begin(connection, file, &mut beside, count);
    count.expect(u64::try_from(spots.len()).unwrap_or_default());
    let mut replayed = Replayed::default();
    let merged = merge(connection, file, &spots, &mut replayed, count);
    let changes = merged.ok().flatten()?;
    spots.end(connection, file, &mut beside);
    replay::compare_retired(&replayed, &spots, &mut beside);
    (beside.is_whole() && load::beside_records(connection, file).is_ok()).then_some(changes)
}

/// The latest of the changes of one record or row, while they are gone through.
#[derive(Default)]
struct Latest {
    id: u32,
    kind: Option<RecordKind>,
    /// How many changes it has.
    count: usize,
    /// The text with which it was made, where it was.
    made: Option<Vec<u8>>,
}

/// Goes through the journal and through all tables at once, and counts the changes; `None` where they part.
fn merge(
    connection: &Connection,
    file: &Path,
    spots: &Tables,
    replayed: &mut Replayed,
    count: &mut PhaseCount<'_>,
) -> rusqlite::Result<Option<usize>> {
    let mut records = prepared(
        connection,
        tables().iter().map(|table| table.select.clone()),
    )?;
    let sides = tables().iter().flat_map(|table| &table.sides);
    let mut sides = prepared(connection, sides.map(|side| select_side(side, None)))?;
    let mut sides = sides.iter_mut();
    let mut readers = Vec::with_capacity(records.len());
    for (table, statement) in tables().iter().zip(&mut records) {
        let own = sides.by_ref().take(table.sides.len());
        readers.push(RowReader::new(table, statement, own)?);
    }
    let mut merging = MergedFile {
        connection,
        file,
        spots,
        replayed,
        readers,
        text: Vec::new(),
    };
    let mut statement = connection.prepare(CHANGES)?;
    let mut rows = statement.query([])?;
    let mut latest = Latest::default();
    let mut changes = 0;
    while let Some(row) = rows.next()? {
        if !count.one() {
            return Ok(None);
        }
        changes += 1;
        let ValueRef::Integer(id) = row.get_ref(0)? else {
            return Ok(None);
        };
        let Ok(id) = u32::try_from(id) else {
            return Ok(None);
        };
        if id != latest.id || latest.count == 0 {
            if latest.count > 0 && !(merging.stands(&latest)? && count.one()) {
                return Ok(None);
            }
            latest.id = id;
            latest.count = 0;
            latest.kind = kind_of(row, latest.kind)?;
            latest.made = made(row, latest.made.take())?;
        }
        latest.count += 1;
    }
    let ends = latest.count == 0 || merging.stands(&latest)? && count.one();
    Ok((ends && merging.ends()?).then_some(changes))
}

fn prepared(
    connection: &Connection,
    selects: impl Iterator<Item = String>,
) -> rusqlite::Result<Vec<Statement<'_>>> {
    selects.map(|select| connection.prepare(&select)).collect()
}

/// The kind of what a change is of; mostly it is that of the one before.
fn kind_of(row: &Row<'_>, last: Option<RecordKind>) -> rusqlite::Result<Option<RecordKind>> {
    let key = as_text(row.get_ref(1)?);
    let same = |kind: &RecordKind| Some(kind.key()) == key;
    Ok(last.filter(same).or_else(|| RecordKind::from_key(key?)))
}

/// The text with which a change makes a record or row, in the room that is there already.
fn made(row: &Row<'_>, room: Option<Vec<u8>>) -> rusqlite::Result<Option<Vec<u8>>> {
    let nothing = |column: usize| Ok::<_, rusqlite::Error>(row.get_ref(column)? == ValueRef::Null);
    let (true, true, ValueRef::Text(after)) = (nothing(2)?, nothing(3)?, row.get_ref(4)?) else {
        return Ok(None);
    };
    let mut made = room.unwrap_or_default();
    made.clear();
    made.extend_from_slice(after);
    Ok(Some(made))
}

struct MergedFile<'a, 's> {
    connection: &'a Connection,
    file: &'a Path,
    spots: &'a Tables,
    replayed: &'a mut Replayed,
    readers: Vec<RowReader<'s>>,
    /// What the tables say of a record or row, as the journal would.
    text: Vec<u8>,
}

impl MergedFile<'_, '_> {
    /// Whether a record or row stands in its table as the journal left it.
    fn stands(&mut self, latest: &Latest) -> rusqlite::Result<bool> {
        if latest.count == 1
            && let (Some(kind), Some(made)) = (latest.kind, &latest.made)
        {
            let read = self.readers[kind as usize].read(latest.id, self.spots, &mut self.text)?;
            return Ok(read && (self.text == *made || self.says(made)));
        }
        let Some(facts) = self.replay(latest.id) else {
            return Ok(false);
        };
        let Some((kind, fields)) = facts.0.get(&latest.id) else {
            // It is gone again, and its table goes on with another.
            return Ok(true);
        };
        let Some(kind) = RecordKind::from_key(kind) else {
            return Ok(false);
        };
        let read = self.readers[kind as usize].read(latest.id, self.spots, &mut self.text)?;
        Ok(read && self.facts().as_ref() == Some(fields))
    }

    /// What the tables say of a record or row.
    fn facts(&self) -> Option<BTreeMap<String, Json>> {
        serde_json::from_slice(&self.text).ok()
    }

    /// Whether another program's text, or another version's, says the same.
    fn says(&self, made: &[u8]) -> bool {
        let made: Option<BTreeMap<String, Json>> = serde_json::from_slice(made).ok();
        made.is_some() && self.facts() == made
    }

    /// What the journal says of a record or row in the end; `None` where a change does not follow from those before.
    fn replay(&mut self, id: u32) -> Option<Facts> {
        let changes = journal::changes_of_one(self.connection, self.file, Id(id)).ok()?;
        let mut facts = Facts::default();
        for change in changes {
            replay::retire(&facts, &change, &mut self.replayed.retired);
            let fits = facts.apply(
                &change.kind,
                id,
                change.field.as_deref(),
                &change.before,
                &change.after,
            );
            if !fits {
                return None;
            }
        }
        Some(facts)
    }

    /// Whether nothing is left in any table.
    fn ends(&mut self) -> rusqlite::Result<bool> {
        for reader in &mut self.readers {
            if !reader.ends()? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// Reads the rows of a table in order, each with what stands beside it.
struct RowReader<'s> {
    table: &'static Table,
    rows: Rows<'s>,
    sides: Vec<SideReader<'s>>,
    /// Where the value of each field stands.
    places: Vec<FieldPlace>,
    /// Takes every value, as the register's record would.
    blank: Box<dyn Record>,
}

/// Where the value of a field stands: in a column of the row, or in a table beside.
#[derive(Clone, Copy)]
enum FieldPlace {
    Column(usize),
    Side(usize),
    Nowhere,
}

impl<'s> RowReader<'s> {
    fn new<'st: 's>(
        table: &'static Table,
        statement: &'s mut Statement<'st>,
        sides: impl Iterator<Item = &'s mut Statement<'st>>,
    ) -> rusqlite::Result<Self> {
        let mut readers = Vec::with_capacity(table.sides.len());
        for (side, statement) in table.sides.iter().zip(sides) {
            readers.push(SideReader::new(side, statement.query([])?)?);
        }
        let fields = table.kind.declaration().fields;
        let (mut column, mut side) = (table.lead(), 0);
        let places = fields.iter().map(|field| {
            let (at, place): (&mut usize, fn(usize) -> FieldPlace) = match storage(&field.kind) {
                Storage::Column => (&mut column, FieldPlace::Column),
                Storage::Links | Storage::Items(_) => (&mut side, FieldPlace::Side),
                Storage::Nowhere => return FieldPlace::Nowhere,
            };
            *at += 1;
            place(*at - 1)
        });
        Ok(Self {
            table,
            rows: statement.query([])?,
            sides: readers,
            places: places.collect(),
            blank: table.kind.blank(),
        })
    }

    /// Whether no row is left, and nothing beside.
    fn ends(&mut self) -> rusqlite::Result<bool> {
        Ok(self.rows.next()?.is_none() && self.sides.iter().all(|side| side.waiting.is_none()))
    }

    /// Reads the next row, and writes what it says as the journal does; `false` where that is not the row of that number,
    /// or where something in it cannot be read.
    fn read(&mut self, id: u32, spots: &Tables, out: &mut Vec<u8>) -> rusqlite::Result<bool> {
        let kind = self.table.kind;
        let Some(row) = self.rows.next()? else {
            return Ok(false);
        };
        if number(row.get_ref(0)?) != Some(id) || spots.kind(id) != Some(kind) {
            return Ok(false);
        }
        let owner = spots.owner(id);
        let names = |id: Id| spots.name_in(owner, id.0);
        let Some(reference) = as_text(row.get_ref(1)?) else {
            return Ok(false);
        };
        out.clear();
        out.extend_from_slice(b"{\"ref\":");
        write_text(out, reference);
        let is_row = kind.parent().is_some();
        if is_row {
            let ValueRef::Integer(position) = row.get_ref(5)? else {
                return Ok(false);
            };
            let parent = spots.parent(id).unwrap_or_default();
            // Memory takes everything.
            let _ = write!(out, ",\"parent\":{parent},\"position\":{position}");
        }
        let fields = kind.declaration().fields;
        let mut held = vec![false; fields.len()];
        for (at, (field, place)) in fields.iter().zip(&self.places).enumerate() {
            let value = match *place {
                FieldPlace::Nowhere => continue,
                FieldPlace::Side(side) => {
                    let side = &mut self.sides[side];
                    match side.of(id)? {
                        Some(Value::Empty) => continue,
                        Some(value) => value,
                        None => return Ok(false),
                    }
                }
                FieldPlace::Column(column) => {
                    let column = row.get_ref(column)?;
                    if column == ValueRef::Null {
                        continue;
                    }
                    if let (FieldKind::Text | FieldKind::Prose, ValueRef::Text(text)) =
                        (&field.kind, column)
                    {
                        let Ok(text) = std::str::from_utf8(text) else {
                            return Ok(false);
                        };
                        // Such a member takes any text.
                        begin(out, field.key);
                        write_text(out, text);
                        held[at] = true;
                        continue;
                    }
                    match from_column(&field.kind, column) {
                        Some(value) => value,
                        None => return Ok(false),
                    }
                }
            };
            begin(out, field.key);
            write_json(out, &field.kind, &value, &names);
            held[at] = true;
            if !self.blank.put(at, value) {
                return Ok(false);
            }
        }
        write_without_value(row, kind, &held, out)
    }
}

/// Writes which fields are none, with the reason, and which were taken out; `false` where that contradicts what they hold.
fn write_without_value(
    row: &Row<'_>,
    kind: RecordKind,
    held: &[bool],
    out: &mut Vec<u8>,
) -> rusqlite::Result<bool> {
    let is_row = kind.parent().is_some();
    let mut told: Vec<String> = Vec::new();
    let mut is_new = |key: &str| {
        let has_value = kind.declaration().field(key).is_some_and(|at| held[at]);
        let is_head = key == "ref" || is_row && ["parent", "position"].contains(&key);
        let is_new = !has_value && !is_head && !told.iter().any(|told| told == key);
        told.push(key.to_owned());
        is_new
    };
    if row.get_ref(2)? != ValueRef::Null {
        let Some(reasons) = as_text(row.get_ref(2)?).and_then(reasons) else {
            return Ok(false);
        };
        for (key, reason) in reasons {
            if !is_new(&key) {
                return Ok(false);
            }
            begin(out, &key);
            out.extend_from_slice(b"{\"none\":");
            write_text(out, &reason);
            out.push(b'}');
        }
    }
    if row.get_ref(3)? != ValueRef::Null {
        let Some(keys) = as_text(row.get_ref(3)?).and_then(marks) else {
            return Ok(false);
        };
        for key in keys {
            if !is_new(&key) {
                return Ok(false);
            }
            begin(out, &key);
            out.extend_from_slice(b"{\"redacted\":true}");
        }
    }
    out.push(b'}');
    Ok(true)
}

/// Writes the key of a field that is not the first.
fn begin(out: &mut Vec<u8>, key: &str) {
    out.push(b',');
    write_text(out, key);
    out.push(b':');
}

/// Reads a link table or a table of items in order.
struct SideReader<'s> {
    side: &'static SideTable,
    rows: Rows<'s>,
    /// The line that was read last and is nobody's yet: its holder, where it stands, and what it says.
    waiting: Option<(Option<u32>, Option<i64>, Option<Value>)>,
}

impl<'s> SideReader<'s> {
    fn new(side: &'static SideTable, rows: Rows<'s>) -> rusqlite::Result<Self> {
        let mut reader = Self {
            side,
            rows,
            waiting: None,
        };
        reader.next()?;
        Ok(reader)
    }

    fn next(&mut self) -> rusqlite::Result<()> {
        let Some(row) = self.rows.next()? else {
            self.waiting = None;
            return Ok(());
        };
        let position = match row.get_ref(1)? {
            ValueRef::Integer(position) => Some(position),
            _ => None,
        };
        let value = match self.side.items {
            None => number(row.get_ref(2)?).map(|target| Value::Ref(Id(target))),
            Some(items) => {
                let parts = items.parts.iter().enumerate();
                let mut line = Some(Vec::with_capacity(items.parts.len()));
                for (at, part) in parts {
                    let value = from_column(&part.kind, row.get_ref(at + 2)?);
                    line = line.zip(value).map(|(mut line, value)| {
                        line.push(value);
                        line
                    });
                }
                line.map(|line| Value::Items(vec![line]))
            }
        };
        self.waiting = Some((number(row.get_ref(0)?), position, value));
        Ok(())
    }

    /// What stands beside the row of that number, or nothing; `None` where it cannot be read, or the next line is of no row.
    fn of(&mut self, id: u32) -> rusqlite::Result<Option<Value>> {
        let mut all = Value::Empty;
        let mut due = 1;
        while let Some((holder, position, line)) = self.waiting.take_if(|line| {
            // What belongs to nobody on the way is no later row's.
            line.0.is_none_or(|holder| holder <= id)
        }) {
            if holder != Some(id) || position != Some(due) {
                return Ok(None);
            }
            match (&mut all, line) {
                (Value::Empty, Some(Value::Ref(id))) => all = Value::Refs(vec![id]),
                (Value::Empty, Some(line)) => all = line,
                (Value::Refs(ids), Some(Value::Ref(id))) => ids.push(id),
                (Value::Items(items), Some(Value::Items(line))) => items.extend(line),
                _ => return Ok(None),
            }
            due += 1;
            self.next()?;
        }
        Ok(Some(all))
    }
}
