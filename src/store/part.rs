//! A part of a register: what a question about one record needs, so that it costs the same in a large register.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension as _};

use super::load::{RegisterPart, assemble, load};
use super::{Store, changes, journal, trouble};
use crate::domain::changed::ChangeIndex;
use crate::domain::kind::RecordKind;
use crate::domain::problem::Problem;
use crate::domain::register::{Register, reference_fields};
use crate::domain::value::Id;

impl Store {
    /// Reads of the register what a question about some records needs: all but the activities, and of them those that
    /// are typed or hold what is typed, with what is reached from there.
    ///
    /// Nothing is ever saved on top of it.
    ///
    /// # Errors
    /// As [`Self::load`].
    pub fn load_about(&self, typed: &[String]) -> Result<Register, Problem> {
        self.at_one_moment(|connection| load_about(connection, &self.path, typed))
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

/// Reads of a register everything but the activities, and of them those that are called as one of the `typed`, or as what
/// stands before a slash in it, with all that is reached from there by references.
///
/// # Errors
/// As [`load`].
fn load_about(connection: &Connection, file: &Path, typed: &[String]) -> Result<Register, Problem> {
    let sqlite = |error: rusqlite::Error| trouble::of_sqlite(file, &error);
    let mut wanted = BTreeSet::new();
    for typed in typed {
        // An own numbering may hold a slash.
        let slashes = typed.match_indices('/').map(|(at, _)| &typed[..at]);
        for name in slashes.chain([typed.as_str()]) {
            wanted.extend(called(connection, name).map_err(sqlite)?);
        }
    }
    loop {
        if wanted.len() > FEW {
            return load(connection, file);
        }
        let part = RegisterPart(wanted.iter().copied().collect());
        let register = assemble(connection, file, Vec::new(), Some(&part))?;
        let found = typed.iter().filter_map(|typed| register.find_typed(typed));
        let mut missing = BTreeSet::new();
        for id in unplaced(&register, found.collect()) {
            missing.extend(activity_of(connection, id).map_err(sqlite)?);
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
