//! The journal: change sets and their changes, the hash that chains them, and their replay.
//!
//! The hash of a change set is the SHA-256 of its stored values one after another, each as a netstring
//! (`LENGTH:BYTES,`; `-,` for a value that is not there), numbers in decimal: `previous_hash`, number, at, author,
//! label, undoes; the salt, where there is one; then for each change, in order: position, kind, id, ref, field, before,
//! after. It is written in hexadecimal. Nothing is serialised again to compute it.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row, Statement};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};

use super::pending::{PendingReadings, PendingRecords};
use super::trouble;
use super::write::counted;
use crate::domain::author::MIGRATIONS;
use crate::domain::change::{Change, Facts};
use crate::domain::kind::RecordKind;
use crate::domain::problem::Problem;
use crate::domain::reference::OWN_OTHERWISE;
use crate::domain::register::Mark;
use crate::domain::value::Id;

/// Who makes the change set of this migration: the release that brought it, whichever does it.
pub(crate) const HOLDS_AUTHOR: &str = MIGRATIONS[0];

/// What that change set is called, in whatever language the register is.
pub(crate) const HOLDS_LABEL: &str = "Legal holds became rows of their own";

/// Who makes a change set, when, and what for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    /// The instant, RFC 3339 with the writer's offset.
    pub at: String,
    /// The author.
    pub author: String,
    /// What was done, in words.
    pub label: String,
    /// The change set that this one takes back.
    pub undoes: Option<i64>,
    /// The draft that is saved with it, and goes.
    pub draft: Option<String>,
    /// 32 random digits, hexadecimal, that are hashed with it: what is later taken out of the set cannot be guessed
    /// from its hash once they are gone.
    pub salt: Option<String>,
    /// What the plan read of a source, to be kept in the same transaction.
    pub readings: PendingReadings,
    /// The records that the plan brings whole.
    pub coming: PendingRecords,
}

/// A change set of the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeSet {
    /// Its number.
    pub number: i64,
    /// When, RFC 3339 with the writer's offset.
    pub at: String,
    /// By whom.
    pub author: String,
    /// What was done, in words.
    pub label: String,
    /// The change set that it takes back.
    pub undoes: Option<i64>,
    /// What is hashed with it so that its content cannot be guessed from its hash.
    pub salt: Option<String>,
    /// The hash of the one before.
    pub previous_hash: String,
    /// Its own hash.
    pub hash: String,
    /// How many changes it holds.
    pub changes_count: usize,
}

impl ChangeSet {
    /// What was done, on one line.
    #[must_use]
    pub fn title(&self) -> &str {
        self.label.lines().next().unwrap_or_default()
    }

    /// Why it was done, where that was said: what follows the first line of the label.
    #[must_use]
    pub fn because(&self) -> Option<&str> {
        let (_, because) = self.label.split_once('\n')?;
        Some(because.trim()).filter(|because| !because.is_empty())
    }
}

/// A change of the journal, as it is stored: it may be of a version that knew other fields.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredChange {
    /// The number of its change set.
    pub change_set: i64,
    /// Its place in the set, from 1.
    pub position: i64,
    /// The kind of record or row.
    pub kind: String,
    /// Its internal number.
    pub id: Id,
    /// Its reference at the time.
    pub reference: String,
    /// The field; `None` where the record or row was created or removed.
    pub field: Option<String>,
    /// What was there.
    pub before: Json,
    /// What is there since.
    pub after: Json,
}

/// The hash of a change set, in the making.
pub(crate) struct Chain(Sha256);

impl Chain {
    /// Begins with the values of the change set itself.
    pub(crate) fn new() -> Self {
        Self(Sha256::new())
    }

    /// Takes in a stored value.
    pub(crate) fn value(&mut self, value: ValueRef<'_>) {
        match value {
            ValueRef::Null => self.0.update(b"-,"),
            ValueRef::Integer(number) => self.bytes(number.to_string().as_bytes()),
            ValueRef::Real(number) => self.bytes(number.to_string().as_bytes()),
            ValueRef::Text(bytes) | ValueRef::Blob(bytes) => self.bytes(bytes),
        }
    }

    fn bytes(&mut self, bytes: &[u8]) {
        let mut head = [0; 24];
        let mut room = &mut head[..];
        // A length has at most twenty digits.
        let _ = write!(room, "{}:", bytes.len());
        let left = room.len();
        self.0.update(&head[..head.len() - left]);
        self.0.update(bytes);
        self.0.update(b",");
    }

    fn text(&mut self, text: Option<&str>) {
        self.value(text.map_or(ValueRef::Null, |text| ValueRef::Text(text.as_bytes())));
    }

    /// Begins with a change set that comes after `previous`.
    pub(super) fn of_set(previous: &Mark, stamp: &Stamp) -> Self {
        let mut chain = Self::new();
        chain.text(Some(&previous.hash));
        chain.value(ValueRef::Integer(previous.number + 1));
        for text in [&stamp.at, &stamp.author, &stamp.label] {
            chain.text(Some(text));
        }
        chain.value(stamp.undoes.map_or(ValueRef::Null, ValueRef::Integer));
        if let Some(salt) = &stamp.salt {
            chain.text(Some(salt));
        }
        chain
    }

    /// Takes in a change.
    pub(super) fn change(
        &mut self,
        position: i64,
        change: &Change,
        before: Option<&str>,
        after: Option<&str>,
    ) {
        self.value(ValueRef::Integer(position));
        self.text(Some(change.kind.key()));
        self.value(ValueRef::Integer(i64::from(change.id.0)));
        self.text(Some(&change.reference));
        self.text(change.field.as_deref());
        self.text(before);
        self.text(after);
    }

    /// The hash in hexadecimal.
    pub(crate) fn finish(self) -> String {
        use std::fmt::Write;
        let mut hex = String::with_capacity(64);
        for byte in self.0.finalize() {
            let _ = write!(hex, "{byte:02x}");
        }
        hex
    }
}

/// The mark of a change set: its number, hash and time, in this order.
fn mark_of(row: &Row<'_>) -> rusqlite::Result<Mark> {
    Ok(Mark {
        number: row.get(0)?,
        hash: row.get(1)?,
        at: row.get(2)?,
    })
}

/// The latest change set; number 0 where there is none.
pub(crate) fn latest(connection: &Connection) -> rusqlite::Result<Mark> {
    let mark = connection
        .prepare_cached("SELECT number, hash, at FROM change_set ORDER BY number DESC LIMIT 1")?
        .query_row([], mark_of)
        .optional()?;
    Ok(mark.unwrap_or_default())
}

/// Writes a change set after `previous`.
pub(crate) fn write(
    connection: &Connection,
    previous: &Mark,
    stamp: &Stamp,
    changes: &[Change],
) -> rusqlite::Result<Mark> {
    SetToWrite::of(previous, stamp, changes).write(connection, &|_| {})
}

/// A change set that is worked out, and not written yet.
#[derive(Debug)]
pub(crate) struct SetToWrite<'s> {
    previous: &'s Mark,
    stamp: &'s Stamp,
    changes: &'s [Change],
    /// What is written of each change: before, and after.
    texts: Vec<(Option<String>, Option<String>)>,
    mark: Mark,
}

impl<'s> SetToWrite<'s> {
    /// Works a change set out that comes after `previous`.
    pub(crate) fn of(previous: &'s Mark, stamp: &'s Stamp, changes: &'s [Change]) -> Self {
        let number = previous.number + 1;
        let texts: Vec<(Option<String>, Option<String>)> = changes
            .iter()
            .map(|change| (stored(&change.before), stored(&change.after)))
            .collect();
        let mut chain = Chain::of_set(previous, stamp);
        for (position, (change, (before, after))) in (1_i64..).zip(changes.iter().zip(&texts)) {
            chain.change(position, change, before.as_deref(), after.as_deref());
        }
        let mark = Mark {
            number,
            hash: chain.finish(),
            at: stamp.at.clone(),
        };
        Self {
            previous,
            stamp,
            changes,
            texts,
            mark,
        }
    }

    /// The change set that it comes after.
    pub(crate) const fn previous(&self) -> &Mark {
        self.previous
    }

    /// Writes it; `told` hears how many of its changes are written.
    pub(crate) fn write(
        self,
        connection: &Connection,
        told: &dyn Fn(usize),
    ) -> rusqlite::Result<Mark> {
        let (stamp, mark) = (self.stamp, self.mark);
        write_head(connection, self.previous, stamp, &mark)?;
        let mut statement = connection.prepare_cached(CHANGE)?;
        for (at, (change, (before, after))) in self.changes.iter().zip(self.texts).enumerate() {
            if at % TOLD == 0 {
                told(at);
            }
            let place = (mark.number, i64::try_from(at + 1).unwrap_or(i64::MAX));
            write_change(&mut statement, place, change, (before, after))?;
        }
        confirmed(connection, mark)
    }
}

/// The statement of [`write_change`].
pub(super) const CHANGE: &str =
    "INSERT INTO change (change_set, position, kind, id, ref, field, before, after)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";

/// Writes a change at its place, the number of its set and its own, with its values as they are stored.
pub(super) fn write_change(
    statement: &mut Statement<'_>,
    (set, position): (i64, i64),
    change: &Change,
    (before, after): (Option<String>, Option<String>),
) -> rusqlite::Result<()> {
    let kind = change.kind.key();
    let (reference, field) = (&change.reference, &change.field);
    statement.execute((
        set,
        position,
        kind,
        change.id.0,
        reference,
        field,
        before,
        after,
    ))?;
    Ok(())
}

/// Writes what a change set is called.
pub(super) fn write_head(
    connection: &Connection,
    previous: &Mark,
    stamp: &Stamp,
    mark: &Mark,
) -> rusqlite::Result<()> {
    let rows = connection
        .prepare_cached(
            "INSERT INTO change_set (number, at, author, label, undoes, salt, previous_hash, hash)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute((
            mark.number,
            &stamp.at,
            &stamp.author,
            &stamp.label,
            stamp.undoes,
            &stamp.salt,
            &previous.hash,
            &mark.hash,
        ))?;
    counted(rows)
}

/// A change set that was written, looked at once more: something in the file itself could have taken it away again.
pub(super) fn confirmed(connection: &Connection, mark: Mark) -> rusqlite::Result<Mark> {
    // A save is confirmed by what stands there.
    if stands(connection, &mark)? {
        Ok(mark)
    } else {
        Err(rusqlite::Error::StatementChangedRows(0))
    }
}

/// Of how many changes in a row it is told how far their writing has come.
const TOLD: usize = 256;

/// Whether a change set stands in the journal as it was to be written: its hash is computed anew from what is there.
pub(crate) fn stands(connection: &Connection, mark: &Mark) -> rusqlite::Result<bool> {
    let mut chain = Chain::new();
    let mut set = connection.prepare_cached(
        "SELECT previous_hash, number, at, author, label, undoes, salt, hash FROM change_set WHERE number = ?1",
    )?;
    let mut set = set.query([mark.number])?;
    let Some(row) = set.next()? else {
        return Ok(false);
    };
    for column in 0..6 {
        chain.value(row.get_ref(column)?);
    }
    if row.get_ref(6)? != ValueRef::Null {
        chain.value(row.get_ref(6)?);
    }
    let mut changes = connection.prepare_cached(
        "SELECT position, kind, id, ref, field, before, after FROM change WHERE change_set = ?1 ORDER BY position",
    )?;
    let mut changes = changes.query([mark.number])?;
    while let Some(change) = changes.next()? {
        for column in 0..7 {
            chain.value(change.get_ref(column)?);
        }
    }
    let hash = row.get_ref(7)?;
    Ok(hash == ValueRef::Text(mark.hash.as_bytes()) && chain.finish() == mark.hash)
}

/// Finds the latest change of a field of a record or row, or of the whole record.
pub(super) const LAST_VALUE: &str =
    "SELECT field, after FROM change WHERE id = ?1 AND (field = ?2 OR field IS NULL)
     ORDER BY change_set DESC, position DESC LIMIT 1";

/// What a field of a record or row holds by the latest change of it; `None` where the journal knows no such record.
pub(crate) fn last_value(
    connection: &Connection,
    id: Id,
    field: &str,
) -> rusqlite::Result<Option<Json>> {
    let mut statement = connection.prepare_cached(LAST_VALUE)?;
    let mut rows = statement.query((id.0, field))?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    let whole = row.get_ref(0)? == ValueRef::Null;
    let ValueRef::Text(after) = row.get_ref(1)? else {
        return Ok((!whole).then_some(Json::Null));
    };
    // What cannot be read is not what the change expects.
    let mut after: Json = serde_json::from_slice(after).unwrap_or(Json::Null);
    if whole {
        after = after.get_mut(field).map_or(Json::Null, Json::take);
    }
    Ok(Some(after))
}

/// A value's stored text; what is not recorded is not there.
pub(super) fn stored(json: &Json) -> Option<String> {
    (!json.is_null()).then(|| json.to_string())
}

// Changes are numbered from 1 on: the last one says how many there are, and is found at once.
const SETS: &str = "SELECT number, at, author, label, undoes, salt, previous_hash, hash,
    (SELECT coalesce(max(position), 0) FROM change WHERE change_set = number) FROM change_set";

/// The change sets, the newest first.
pub(crate) fn change_sets(
    connection: &Connection,
    limit: Option<usize>,
) -> rusqlite::Result<Vec<ChangeSet>> {
    // A negative limit is none.
    let limit = limit.map_or(-1, |limit| i64::try_from(limit).unwrap_or(-1));
    let mut statement =
        connection.prepare_cached(&format!("{SETS} ORDER BY number DESC LIMIT ?1"))?;
    statement.query_map([limit], change_set)?.collect()
}

/// The latest so many change sets up to a number, the newest first.
pub(crate) fn change_sets_until(
    connection: &Connection,
    number: i64,
    most: usize,
) -> rusqlite::Result<Vec<ChangeSet>> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let mut statement = connection.prepare_cached(&format!(
        "{SETS} WHERE number <= ?1 ORDER BY number DESC LIMIT ?2"
    ))?;
    statement.query_map([number, most], change_set)?.collect()
}

/// The change sets after a number, the newest first.
pub(crate) fn change_sets_after(
    connection: &Connection,
    number: i64,
) -> rusqlite::Result<Vec<ChangeSet>> {
    let mut statement =
        connection.prepare_cached(&format!("{SETS} WHERE number > ?1 ORDER BY number DESC"))?;
    statement.query_map([number], change_set)?.collect()
}

/// One change set.
pub(crate) fn one_change_set(
    connection: &Connection,
    number: i64,
) -> rusqlite::Result<Option<ChangeSet>> {
    connection
        .prepare_cached(&format!("{SETS} WHERE number = ?1"))?
        .query_row([number], change_set)
        .optional()
}

fn change_set(row: &Row<'_>) -> rusqlite::Result<ChangeSet> {
    let count: i64 = row.get(8)?;
    Ok(ChangeSet {
        number: row.get(0)?,
        at: row.get(1)?,
        author: row.get(2)?,
        label: row.get(3)?,
        undoes: row.get(4)?,
        salt: row.get(5)?,
        previous_hash: row.get(6)?,
        hash: row.get(7)?,
        changes_count: usize::try_from(count).unwrap_or_default(),
    })
}

const CHANGES: &str =
    "SELECT change_set, position, kind, id, ref, field, before, after FROM change";

/// The references of the records that were changed after a change set, the latest first; of a row that of its record, and
/// [`OWN_OTHERWISE`] for the register's own data, which any record could be called like.
pub(crate) fn records_changed_after(
    connection: &Connection,
    number: i64,
) -> rusqlite::Result<Vec<String>> {
    let own = RecordKind::ALL.iter();
    let own = own.filter(|kind| kind.top() == RecordKind::RegisterData);
    let own: Vec<String> = own.map(|kind| format!("'{}'", kind.key())).collect();
    let mut statement = connection.prepare(&format!(
        "SELECT CASE WHEN kind IN ({}) THEN '{OWN_OTHERWISE}' \
            WHEN instr(ref, '/') = 0 THEN ref ELSE substr(ref, 1, instr(ref, '/') - 1) END AS record \
         FROM change WHERE change_set > ?1 AND ref <> '' GROUP BY record ORDER BY max(change_set) DESC, record",
        own.join(", ")
    ))?;
    statement.query_map([number], |row| row.get(0))?.collect()
}

/// The changes of a set, in order; of many the first so many.
pub(crate) fn changes(
    connection: &Connection,
    file: &Path,
    number: i64,
    most: Option<usize>,
) -> Result<Vec<StoredChange>, Problem> {
    // A negative limit is none.
    let most = most.map_or(-1, |most| i64::try_from(most).unwrap_or(-1));
    read(
        connection,
        file,
        &format!("{CHANGES} WHERE change_set = ?1 ORDER BY position LIMIT ?2"),
        [number, most],
    )
}

/// The number of a record or row that had the reference when it was changed last: in the latest set the first of them.
pub(crate) fn had_reference(
    connection: &Connection,
    reference: &str,
) -> rusqlite::Result<Option<Id>> {
    connection
        .query_row(
            "SELECT id FROM change WHERE ref = ?1 ORDER BY change_set DESC, position LIMIT 1",
            [reference],
            |row| row.get(0).map(Id),
        )
        .optional()
}

/// The numbers of a record and of every row that it holds or held, as a table of a recursive statement.
pub(crate) fn family(id: &str) -> String {
    format!(
        "family (id) AS (
            VALUES ({id})
            UNION
            SELECT change.id FROM family CROSS JOIN change ON json_extract(after, '$.parent') = family.id
            WHERE field IS NULL AND after IS NOT NULL AND kind <> 'organisation'
        )"
    )
}

/// The changes of a record and of every row that it holds or held, the oldest first.
pub(crate) fn changes_of_record(
    connection: &Connection,
    file: &Path,
    id: Id,
) -> Result<Vec<StoredChange>, Problem> {
    read(
        connection,
        file,
        &format!(
            "WITH RECURSIVE {} {CHANGES} WHERE id IN (SELECT id FROM family) ORDER BY change_set, position",
            family("?1")
        ),
        [i64::from(id.0)],
    )
}

/// The changes of one record or row alone, the oldest first.
pub(crate) fn changes_of_one(
    connection: &Connection,
    file: &Path,
    id: Id,
) -> Result<Vec<StoredChange>, Problem> {
    read(
        connection,
        file,
        &format!("{CHANGES} WHERE id = ?1 ORDER BY change_set, position"),
        [i64::from(id.0)],
    )
}

/// The identities that the register had before, each with the last change set that was made under it.
pub(crate) fn identities(connection: &Connection) -> rusqlite::Result<BTreeMap<String, i64>> {
    let mut statement = connection.prepare(
        "SELECT change_set, before FROM change
         WHERE id IN (SELECT id FROM register) AND kind = 'register' AND field = 'id' ORDER BY change_set",
    )?;
    let mut rows = statement.query([])?;
    let mut found = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let ValueRef::Text(before) = row.get_ref(1)? else {
            continue;
        };
        if let (Ok(Json::String(id)), Ok(number)) =
            (serde_json::from_slice(before), row.get::<_, i64>(0))
        {
            found.insert(id, number.saturating_sub(1));
        }
    }
    Ok(found)
}

fn read(
    connection: &Connection,
    file: &Path,
    query: &str,
    parameters: impl rusqlite::Params,
) -> Result<Vec<StoredChange>, Problem> {
    let sqlite = |error: rusqlite::Error| trouble::of_sqlite(file, &error);
    let mut statement = connection.prepare_cached(query).map_err(sqlite)?;
    let mut rows = statement.query(parameters).map_err(sqlite)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next().map_err(sqlite)? {
        found.push(change(row, file)?);
    }
    Ok(found)
}

/// Calls `visit` with every change of the journal, in order.
pub(crate) fn each_change(
    connection: &Connection,
    file: &Path,
    visit: &mut dyn FnMut(StoredChange),
) -> Result<(), Problem> {
    let sqlite = |error: rusqlite::Error| trouble::of_sqlite(file, &error);
    let mut statement = connection
        .prepare(&format!("{CHANGES} ORDER BY change_set, position"))
        .map_err(sqlite)?;
    let mut rows = statement.query([]).map_err(sqlite)?;
    while let Some(row) = rows.next().map_err(sqlite)? {
        visit(change(row, file)?);
    }
    Ok(())
}

fn change(row: &Row<'_>, file: &Path) -> Result<StoredChange, Problem> {
    #[cfg(test)]
    super::counted::change();
    let stand = |column: usize| match row.get_ref(column) {
        Ok(ValueRef::Integer(number)) => number,
        _ => 0,
    };
    let (change_set, position) = (stand(0), stand(1));
    // What is no UTF-8, no JSON or no number of a record, in a place that holds such.
    let unreadable = || {
        trouble::named("store_unreadable_change", file)
            .with("number", change_set)
            .with("position", position)
    };
    let sqlite = |_: rusqlite::Error| unreadable();
    let json = |column: usize| -> Result<Json, Problem> {
        match row.get_ref(column).map_err(sqlite)? {
            ValueRef::Text(text) => serde_json::from_slice(text).map_err(|_| unreadable()),
            _ => Ok(Json::Null),
        }
    };
    Ok(StoredChange {
        change_set,
        position,
        kind: row.get(2).map_err(sqlite)?,
        id: Id(row.get(3).map_err(sqlite)?),
        reference: row.get(4).map_err(sqlite)?,
        field: row.get(5).map_err(sqlite)?,
        before: json(6)?,
        after: json(7)?,
    })
}

/// The highest-numbered change set whose day is not after `day`; without a day, the latest.
///
/// The day of a change set is the day written in its `at`.
pub(crate) fn mark_at(connection: &Connection, day: Option<&str>) -> rusqlite::Result<Mark> {
    let Some(day) = day else {
        return latest(connection);
    };
    let mark = connection
        .prepare_cached(
            "SELECT number, hash, at FROM change_set WHERE substr(at, 1, 10) <= ?1 ORDER BY number DESC LIMIT 1",
        )?
        .query_row([day], mark_of)
        .optional()?;
    Ok(mark.unwrap_or_default())
}

/// What is told of a change that does not fit, or cannot be read; an error ends the replay.
pub(crate) type Misfits<'a> =
    &'a mut dyn FnMut(Result<&StoredChange, Problem>) -> Result<(), Problem>;

/// Replays the journal up to and with a change set; `misfit` is told of each change that does not fit.
pub(crate) fn replay(
    connection: &Connection,
    file: &Path,
    last: i64,
    seen: &mut dyn FnMut(&Facts, &StoredChange) -> bool,
    misfit: Misfits<'_>,
) -> Result<Facts, Problem> {
    replay_of(connection, file, last, None, seen, misfit)
}

/// The same of the records and rows whose numbers are from one to another, these included.
///
/// # Errors
/// As [`replay`].
pub(crate) fn replay_of(
    connection: &Connection,
    file: &Path,
    last: i64,
    ids: Option<(i64, i64)>,
    seen: &mut dyn FnMut(&Facts, &StoredChange) -> bool,
    misfit: Misfits<'_>,
) -> Result<Facts, Problem> {
    let sqlite = |error: rusqlite::Error| trouble::of_sqlite(file, &error);
    let mut facts = Facts::default();
    let these = ids.map_or(String::new(), |(from, to)| {
        format!("AND id BETWEEN {from} AND {to}")
    });
    let mut statement = connection
        .prepare(&format!(
            "{CHANGES} WHERE change_set <= ?1 {these} ORDER BY change_set, position"
        ))
        .map_err(sqlite)?;
    let mut rows = statement.query([last]).map_err(sqlite)?;
    while let Some(row) = rows.next().map_err(sqlite)? {
        match change(row, file) {
            Ok(change) => {
                if !seen(&facts, &change) {
                    break;
                }
                let fits = facts.apply(
                    &change.kind,
                    change.id.0,
                    change.field.as_deref(),
                    &change.before,
                    &change.after,
                );
                if !fits {
                    misfit(Ok(&change))?;
                }
            }
            Err(problem) => misfit(Err(problem))?,
        }
    }
    Ok(facts)
}

/// What can be undone or redone next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The latest change set that is neither undone nor itself an undo or redo.
    Undo,
    /// The latest undo that is not redone, if nothing ordinary followed.
    Redo,
}

/// The change sets that a turn can take back, each with its author, the latest first: what it takes back unless
/// another is meant is the first.
///
/// An ordinary set undoes nothing; an undo undoes an ordinary set; a redo undoes an undo.
pub(crate) fn turns(connection: &Connection, turn: Turn) -> rusqlite::Result<Vec<(i64, String)>> {
    let mut statement = connection.prepare_cached(turns_query(turn))?;
    let rows = statement.query_map(MIGRATION, |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}

/// The author and the label of the change set of a migration.
pub(super) const MIGRATION: (&str, &str) = (HOLDS_AUTHOR, HOLDS_LABEL);

/// The statement that finds what a turn can take back.
pub(super) const fn turns_query(turn: Turn) -> &'static str {
    // What a migration recorded is nobody's to take back, and nothing that was done after an undo. A redaction is found by
    // the row that records it: a set may hold all the changes of an import.
    match turn {
        Turn::Undo => {
            "SELECT number, author FROM change_set AS ordinary
             WHERE undoes IS NULL AND NOT (author = ?1 AND label = ?2)
                AND number NOT IN (SELECT change_set FROM change
                    WHERE kind = 'redaction' AND id IN (SELECT id FROM redaction))
                AND NOT EXISTS (
                SELECT 1 FROM change_set AS undo WHERE undo.undoes = ordinary.number
                AND NOT EXISTS (SELECT 1 FROM change_set AS redo WHERE redo.undoes = undo.number))
             ORDER BY number DESC"
        }
        Turn::Redo => {
            "SELECT undo.number, undo.author
             FROM change_set AS undo JOIN change_set AS ordinary ON ordinary.number = undo.undoes
             WHERE ordinary.undoes IS NULL
                AND undo.number > (SELECT max(number) FROM change_set
                    WHERE undoes IS NULL AND NOT (author = ?1 AND label = ?2))
                AND NOT EXISTS (SELECT 1 FROM change_set AS redo WHERE redo.undoes = undo.number)
             ORDER BY undo.number DESC"
        }
    }
}
