//! A part of a register: what a question about one record needs, so that it costs the same in a large register.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension as _};
use serde_json::Value as Json;

use super::load::{RegisterPart, assemble, load};
use super::{Plan, Store, StoredChange, changes, check, follow_positions, journal, trouble};
use crate::domain::change::Change;
use crate::domain::changed::ChangeIndex;
use crate::domain::kind::RecordKind;
use crate::domain::meant::{is_called, is_like};
use crate::domain::problem::Problem;
use crate::domain::register::{Register, reference_fields};
use crate::domain::text::key;
use crate::domain::value::Id;

impl Store {
    /// Reads of the register what a question about some records needs: all but the activities, and of them those that
    /// are typed or hold what is typed, with what is reached from there.
    ///
    /// What is saved on top of it is first tried with that: see [`Self::commit`].
    ///
    /// # Errors
    /// As [`Self::load`].
    pub fn load_about(&self, typed: &[String]) -> Result<Register, Problem> {
        let asked = AskedAbout {
            typed,
            or_meant: true,
            ids: &[],
        };
        self.at_one_moment(|connection| load_about(connection, &self.path, &asked))
    }

    /// The same of the records of references alone: nothing else is meant by them.
    ///
    /// # Errors
    /// As [`Self::load`].
    pub fn load_referred(&self, references: &[String]) -> Result<Register, Problem> {
        let asked = AskedAbout {
            typed: references,
            or_meant: false,
            ids: &[],
        };
        self.at_one_moment(|connection| load_about(connection, &self.path, &asked))
    }

    /// Reads of the register what taking back one of these change sets needs.
    ///
    /// # Errors
    /// As [`Self::load`].
    pub fn load_to_take_back(&self, numbers: &[i64]) -> Result<Register, Problem> {
        if self.older.is_some() {
            return self.load();
        }
        self.at_one_moment(|connection| {
            let mut ids = Vec::new();
            for number in numbers {
                ids.extend(touched(connection, *number).map_err(self.sqlite())?);
            }
            if ids.len() > FEW {
                return load(connection, &self.path);
            }
            let asked = AskedAbout {
                typed: &[],
                or_meant: false,
                ids: &ids,
            };
            load_about(connection, &self.path, &asked)
        })
    }

    /// Reads of the register what going back to a change set needs, with what is named in what was changed since; nothing
    /// where so much was changed that the whole register is as soon read, or where only that tells what there was.
    ///
    /// # Errors
    /// As [`Self::load`].
    pub fn load_changed_since(&self, number: i64) -> Result<Option<Register>, Problem> {
        if self.older.is_some() {
            return Ok(None);
        }
        self.at_one_moment(|connection| {
            let Some(since) = self.plain_changes_since(connection, number)? else {
                return Ok(None);
            };
            let (mut ids, mut named) = (BTreeSet::new(), BTreeSet::new());
            for change in since.iter().flatten() {
                ids.insert(change.id);
                for value in [&change.before, &change.after] {
                    ids.extend(parent_in(value));
                    put_named(change, value, &mut named);
                }
            }
            let (ids, named): (Vec<Id>, Vec<String>) =
                (ids.into_iter().collect(), named.into_iter().collect());
            let asked = AskedAbout {
                typed: &named,
                or_meant: false,
                ids: &ids,
            };
            let part = load_about(connection, &self.path, &asked)?;
            Ok(part.is_part.then_some(part))
        })
    }

    /// Whether what is planned with a part of a register is what would be planned with all of it: it goes through, and it
    /// gives and takes no reference of a record, and no record, which others could be called as or could refer to.
    pub(super) fn does_with_part(connection: &Connection, part: &Register, plan: Plan<'_>) -> bool {
        let mut tried = part.clone();
        let Ok(mut changes) = plan(&mut tried) else {
            return false;
        };
        let mut tried = part.clone();
        follow_positions(&tried, &mut changes);
        let is_within = |change: &Change| match change.field.as_deref() {
            None => change.kind.parent().is_some(),
            Some(field) => field != "ref",
        };
        changes.iter().all(is_within)
            && tried.mismatch(&changes).is_none()
            && matches!(check::departing(connection, &changes), Ok(None))
            && tried.apply(&changes).is_ok()
    }

    /// The number of a record or row that had the reference when it was changed last.
    ///
    /// # Errors
    /// What the file system says.
    pub fn had_reference(&self, reference: &str) -> Result<Option<Id>, Problem> {
        self.at_one_moment(|connection| {
            journal::had_reference(connection, reference).map_err(self.sqlite())
        })
    }

    /// The numbers of the records and rows that ever had the reference when they were changed.
    ///
    /// # Errors
    /// What the file system says.
    pub fn ever_called(&self, reference: &str) -> Result<Vec<Id>, Problem> {
        self.at_one_moment(|connection| ever_called(connection, reference).map_err(self.sqlite()))
    }

    /// The changes of a record or row alone, the oldest first.
    ///
    /// # Errors
    /// What the file system says, or `store_unreadable_change`.
    pub fn changes_of_one(&self, id: Id) -> Result<Vec<StoredChange>, Problem> {
        self.at_one_moment(|connection| journal::changes_of_one(connection, &self.path, id))
    }

    /// The index of changes of one record and its rows.
    ///
    /// # Errors
    /// What the file system says.
    pub fn change_index_of(&self, id: Id, upto: i64) -> Result<ChangeIndex, Problem> {
        self.at_one_moment(|connection| {
            changes::of_record(connection, id, upto).map_err(self.sqlite())
        })
    }

    /// Gives a register that moved on the index of changes that was known before, brought up to its state.
    pub fn keep_up(&self, register: &mut Register, known: Option<Arc<ChangeIndex>>) {
        let Some(known) = known else { return };
        let mut index = Arc::unwrap_or_clone(known);
        let brought = self.bring_up(&mut index, register.mark.number);
        register.changes = brought.ok().map(|()| Arc::new(index));
    }
}

/// What is asked about.
struct AskedAbout<'a> {
    /// References of records and rows.
    typed: &'a [String],
    /// Whether somebody may mean a record by its name: where nothing has what is typed for its reference.
    or_meant: bool,
    /// Numbers of records and rows.
    ids: &'a [Id],
}

/// Reads of a register everything but the activities, and of them those that are called as what is typed, or as what
/// stands before a slash in it, with those that are or hold what has one of the numbers, and all that is reached from
/// there by references.
///
/// # Errors
/// As [`load`].
fn load_about(
    connection: &Connection,
    file: &Path,
    asked: &AskedAbout<'_>,
) -> Result<Register, Problem> {
    let AskedAbout {
        typed,
        or_meant,
        ids,
    } = *asked;
    let sqlite = |error: rusqlite::Error| trouble::of_sqlite(file, &error);
    let mut wanted = BTreeSet::new();
    for id in ids {
        wanted.extend(activity_of(connection, *id).map_err(sqlite)?);
    }
    for typed in typed {
        // An own numbering may hold a slash.
        let slashes = typed.match_indices('/').map(|(at, _)| &typed[..at]);
        for name in slashes.chain([typed.as_str()]) {
            wanted.extend(called(connection, name).map_err(sqlite)?);
        }
    }
    let mut looks_for_names = or_meant;
    loop {
        if wanted.len() > FEW {
            return load(connection, file);
        }
        let part = RegisterPart(wanted.iter().copied().collect());
        let mut register = assemble(connection, file, Vec::new(), Some(&part))?;
        register.is_part = true;
        let found = typed.iter().filter_map(|typed| register.find_typed(typed));
        let there = ids.iter().filter(|id| register.place(**id).is_some());
        let found = found.chain(there.copied()).collect();
        let mut missing = BTreeSet::new();
        for id in unplaced(&register, found) {
            missing.extend(activity_of(connection, id).map_err(sqlite)?);
        }
        let nowhere = |typed: &&String| register.find_typed(typed).is_none();
        let nowhere: Vec<&String> = typed.iter().filter(nowhere).collect();
        if looks_for_names && !nowhere.is_empty() {
            missing.extend(may_be_meant(connection, &nowhere).map_err(sqlite)?);
            looks_for_names = false;
        }
        missing.retain(|id| !wanted.contains(id));
        if missing.is_empty() {
            return Ok(register);
        }
        wanted.extend(missing);
    }
}

/// The activities of that reference.
fn called(connection: &Connection, reference: &str) -> rusqlite::Result<Vec<u32>> {
    let mut statement = connection.prepare_cached("SELECT id FROM activity WHERE ref = ?1")?;
    let ids = statement.query_map([reference], |row| row.get(0))?;
    ids.collect()
}

/// The activities that may be meant by what is typed, by their references in letters of either case or by their names.
fn may_be_meant(connection: &Connection, typed: &[&String]) -> rusqlite::Result<Vec<u32>> {
    let wanted: Vec<String> = typed.iter().map(|typed| key(typed)).collect();
    let mut statement = connection.prepare("SELECT id, ref, name FROM activity")?;
    let mut rows = statement.query(())?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let reference = row.get_ref(1)?.as_str().unwrap_or_default();
        let name = row.get_ref(2)?.as_str().ok();
        let meant = wanted.iter().zip(typed);
        let mut meant = meant.map(|(key, typed)| {
            is_called(reference, name, key)
                || is_like(name, typed)
                // A row is named after its record.
                || typed.split_once('/').is_some_and(|(owner, _)| owner.eq_ignore_ascii_case(reference))
        });
        if meant.any(|is_meant| is_meant) {
            found.push(row.get(0)?);
        }
    }
    Ok(found)
}

/// The numbers of what ever had that reference when it was changed.
fn ever_called(connection: &Connection, reference: &str) -> rusqlite::Result<Vec<Id>> {
    let mut statement =
        connection.prepare_cached("SELECT DISTINCT id FROM change WHERE ref = ?1")?;
    let ids = statement.query_map([reference], |row| row.get(0).map(Id))?;
    ids.collect()
}

/// The numbers of what a change set changed, and of what the rows that it took away stood in: of many only some.
fn touched(connection: &Connection, number: i64) -> rusqlite::Result<Vec<Id>> {
    let mut statement = connection.prepare_cached(
        "SELECT id FROM change WHERE change_set = ?1
         UNION SELECT json_extract(before, '$.parent') FROM change
             WHERE change_set = ?1 AND field IS NULL AND before IS NOT NULL AND kind <> 'organisation'
                AND json_type(before, '$.parent') = 'integer'
         LIMIT ?2",
    )?;
    let most = i64::try_from(FEW + 1).unwrap_or(i64::MAX);
    let ids = statement.query_map((number, most), |row| row.get(0).map(Id))?;
    ids.collect()
}

/// The record that a row stood in, by what a change says of the whole row.
fn parent_in(value: &Json) -> Option<Id> {
    let parent = value.get("parent")?.as_u64()?;
    u32::try_from(parent).ok().map(Id)
}

/// Adds what is named in what a change says of a field that refers to records, or of a whole record with such fields.
fn put_named(change: &Change, value: &Json, out: &mut BTreeSet<String>) {
    let declaration = change.kind.declaration();
    match change.field.as_deref() {
        Some(key) if declaration.refers(key) => put_texts(value, out),
        Some(_) => {}
        None => {
            let fields = value.as_object().into_iter().flatten();
            for (_, value) in fields.filter(|(key, _)| declaration.refers(key)) {
                put_texts(value, out);
            }
        }
    }
}

/// Adds the texts of a value.
fn put_texts(value: &Json, out: &mut BTreeSet<String>) {
    match value {
        Json::String(text) => _ = out.insert(text.clone()),
        Json::Array(values) => values.iter().for_each(|value| put_texts(value, out)),
        _ => {}
    }
}

/// So many activities are read one by one; where more are reached, the whole register is read at once.
const FEW: usize = 100;

/// What is referred to from records, and from what that refers to, and stands nowhere in a part of a register.
fn unplaced(register: &Register, mut waiting: Vec<Id>) -> BTreeSet<Id> {
    let mut unplaced = BTreeSet::new();
    let mut seen = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        let Some(owner) = register.owner(id) else {
            unplaced.insert(id);
            continue;
        };
        if !seen.insert(owner.id()) {
            continue;
        }
        owner.walk(None, &mut |row, _| {
            for field in reference_fields(row.kind()) {
                waiting.extend_from_slice(row.get(*field).refs());
            }
        });
    }
    unplaced
}

/// The activity of that number, or that holds the row of that number.
fn activity_of(connection: &Connection, id: Id) -> rusqlite::Result<Option<u32>> {
    let kinds = RecordKind::ALL.iter().copied();
    for kind in kinds.filter(|kind| kind.top() == RecordKind::Activity) {
        let column = if kind.parent().is_some() {
            "parent"
        } else {
            "id"
        };
        let query = format!("SELECT {column} FROM \"{}\" WHERE id = ?1", kind.key());
        let mut statement = connection.prepare_cached(&query)?;
        let found: Option<u32> = statement.query_row([id.0], |row| row.get(0)).optional()?;
        match (found, kind.parent()) {
            (Some(found), None) => return Ok(Some(found)),
            (Some(parent), Some(_)) => return activity_of(connection, Id(parent)),
            (None, _) => {}
        }
    }
    Ok(None)
}
