//! A save that brings many records whole: what creates them is made and written by the few, rows and journal, and let go
//! of before the next.

use rusqlite::Connection;

use super::fitting::name_kept;
use super::journal::{CHANGE, Chain, confirmed, stored, write_change, write_head};
use super::{Stamp, Store, check, trouble, write};
use crate::domain::change::{Change, Edit, changes_of};
use crate::domain::field::Record;
use crate::domain::kind::RecordKind;
use crate::domain::problem::Problem;
use crate::domain::register::{Mark, Register};
use crate::domain::value::Id;

/// How many records are written at once.
const AT_ONCE: usize = 64;

impl Store {
    /// Whether records that come whole can be written by the few: the file is this version's, the register is the whole,
    /// and no job holds it up.
    pub fn writes_in_parts(&self, register: &Register) -> bool {
        self.overseer.is_none() && !self.is_to_be_migrated() && !register.is_part
    }

    /// The records that come whole as the plan left them; what does not fit so is made changes as anything else, which
    /// say why.
    pub(super) fn coming(
        &self,
        register: &Register,
        stamp: &Stamp,
        changes: &mut Vec<Change>,
    ) -> Vec<Box<dyn Record>> {
        let coming = stamp.coming.take();
        let fits =
            |record: &dyn Record| record.kind() != RecordKind::Redaction && register.lacks(record);
        if self.writes_in_parts(register) && coming.iter().all(|record| fits(&**record)) {
            return coming;
        }
        let edits: Vec<Edit> = coming.into_iter().map(Edit::create).collect();
        changes.extend(changes_of(register, &edits));
        Vec::new()
    }

    /// Writes changes and records that come whole, in a transaction that is open, and makes them to the register.
    pub(super) fn write_in_parts(
        &self,
        connection: &Connection,
        register: &mut Register,
        (stamp, previous): (&Stamp, &Mark),
        changes: &mut [Change],
        coming: Vec<Box<dyn Record>>,
    ) -> Result<Mark, Problem> {
        let sqlite = &self.sqlite();
        let ids: Vec<Id> = coming.iter().map(|record| record.id()).collect();
        register.apply_beside(changes, coming)?;
        name_kept(register, changes);
        let mut set = SetInParts::begin(connection, previous, stamp).map_err(sqlite)?;
        Self::write_rows(connection, register, stamp, changes).map_err(sqlite)?;
        // As in any change set: what goes and comes, then fields.
        let whole = changes.partition_point(|change| change.field.is_none());
        set.put(connection, &changes[..whole]).map_err(sqlite)?;
        for records in ids.chunks(AT_ONCE) {
            let creations = register.creations_of(records)?;
            if let Some(departing) = check::departing(connection, &creations).map_err(sqlite)? {
                return Err(self.contradicts(departing));
            }
            write::rows(connection, register, &creations).map_err(sqlite)?;
            set.put(connection, &creations).map_err(sqlite)?;
        }
        set.put(connection, &changes[whole..]).map_err(sqlite)?;
        set.finish(connection).map_err(sqlite)
    }

    /// The refusal to go on from a value that the journal does not have.
    pub(super) fn contradicts(&self, (change, field): (&Change, String)) -> Problem {
        trouble::named("store_value_contradicts", &self.path)
            .with("record", change.kind.key())
            .with("ref", &change.reference)
            .with("field", field)
    }
}

/// A change set that is written change by change, as its changes are made; what it is called stands in the file last.
struct SetInParts<'s> {
    previous: &'s Mark,
    stamp: &'s Stamp,
    chain: Chain,
    /// How many changes it has so far.
    changes: i64,
}

impl<'s> SetInParts<'s> {
    /// Begins a change set that comes after `previous`, in a transaction that is open: that a change belongs to a set
    /// that stands there is asked at its end.
    fn begin(
        connection: &Connection,
        previous: &'s Mark,
        stamp: &'s Stamp,
    ) -> rusqlite::Result<Self> {
        connection.execute_batch("PRAGMA defer_foreign_keys = ON")?;
        Ok(Self {
            previous,
            stamp,
            chain: Chain::of_set(previous, stamp),
            changes: 0,
        })
    }

    /// Writes the changes that come next.
    fn put(&mut self, connection: &Connection, changes: &[Change]) -> rusqlite::Result<()> {
        let number = self.previous.number + 1;
        let mut statement = connection.prepare_cached(CHANGE)?;
        for change in changes {
            self.changes += 1;
            let (before, after) = (stored(&change.before), stored(&change.after));
            let texts = (before.as_deref(), after.as_deref());
            self.chain.change(self.changes, change, texts.0, texts.1);
            let place = (number, self.changes);
            write_change(&mut statement, place, change, (before, after))?;
        }
        Ok(())
    }

    /// Writes what the change set is called, and its hash.
    fn finish(self, connection: &Connection) -> rusqlite::Result<Mark> {
        let mark = Mark {
            number: self.previous.number + 1,
            hash: self.chain.finish(),
            at: self.stamp.at.clone(),
        };
        write_head(connection, self.previous, self.stamp, &mark)?;
        confirmed(connection, mark)
    }
}
