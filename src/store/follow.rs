//! What was saved since, taken into the register that is in memory or taken back from it: no more is read than what was
//! changed.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::{Store, journal, trouble};
use crate::domain::author::MIGRATIONS;
use crate::domain::change::{Change, inverse};
use crate::domain::codec::is_redacted;
use crate::domain::kind::RecordKind;
use crate::domain::problem::Problem;
use crate::domain::register::{Mark, Register};
use crate::domain::value::Id;
use crate::store::{ChangeSet, StoredChange};

/// Of more changes than these the whole register is read anew: that takes no longer.
const MOST: usize = 2_000;

/// A register that has followed its file, or gone back.
#[derive(Debug)]
pub struct FollowedRegister {
    /// The register as it stands in the file, or stood.
    pub register: Register,
    /// The records that were changed, made or removed.
    pub records: Vec<Id>,
}

impl Store {
    /// The register with what was saved since it was read; nothing where that is too much, where the journal does not
    /// go on from what is known, or where it says what only the whole file tells.
    ///
    /// # Errors
    /// What the file system says, or `store_unreadable_change`.
    pub fn followed(&self, register: &Register) -> Result<Option<FollowedRegister>, Problem> {
        if self.older.is_some() {
            return Ok(None);
        }
        self.at_one_moment(|connection| self.followed_in(connection, register))
    }

    /// The register as a change set left it, with the records that were changed since: the present, with what was saved
    /// since taken back. Nothing where that is too much, or where only the whole journal tells what there was.
    ///
    /// # Errors
    /// As [`Self::followed`].
    pub fn gone_back(
        &self,
        register: &Register,
        number: i64,
    ) -> Result<Option<FollowedRegister>, Problem> {
        let is_whole = self.older.is_none() && !register.is_part;
        if !is_whole {
            return Ok(None);
        }
        self.at_one_moment(|connection| self.gone_back_in(connection, register, number))
    }

    /// The same of what [`Self::load_changed_since`] reads: of this change set, or of a later one.
    ///
    /// # Errors
    /// As [`Self::gone_back`].
    pub fn gone_back_with_part(
        &self,
        part: &Register,
        number: i64,
    ) -> Result<Option<FollowedRegister>, Problem> {
        self.at_one_moment(|connection| self.gone_back_in(connection, part, number))
    }

    fn gone_back_in(
        &self,
        connection: &Connection,
        register: &Register,
        number: i64,
    ) -> Result<Option<FollowedRegister>, Problem> {
        // What was taken out for good is no more in what was saved before.
        if !register.about.redactions.is_empty() {
            return Ok(None);
        }
        let sqlite = self.sqlite();
        let set = journal::one_change_set(connection, number).map_err(&sqlite)?;
        let (Some(set), true) = (set, latest_is(connection, register).map_err(&sqlite)?) else {
            return Ok(None);
        };
        let Some(since) = self.plain_changes_since(connection, number)? else {
            return Ok(None);
        };
        let mut back = register.clone();
        let mut records = BTreeSet::new();
        for changes in since {
            if !apply(&mut back, &inverse(&changes), &mut records) {
                return Ok(None);
            }
        }
        back.mark = Mark {
            number: set.number,
            hash: set.hash,
            at: set.at,
        };
        back.changes = None;
        back.retired.clear();
        Ok(Some(FollowedRegister {
            register: back,
            records: records.into_iter().collect(),
        }))
    }

    /// The changes of each set after one, the latest set first; nothing where they are too many, or are not all such as
    /// can be taken back by themselves.
    pub(super) fn plain_changes_since(
        &self,
        connection: &Connection,
        number: i64,
    ) -> Result<Option<Vec<Vec<Change>>>, Problem> {
        let sets = journal::change_sets_after(connection, number).map_err(self.sqlite())?;
        if !are_plain(&sets) {
            return Ok(None);
        }
        let numbers = sets.iter().map(|set| set.number);
        numbers
            .map(|number| self.plain_changes(connection, number))
            .collect()
    }

    /// The changes of a set; nothing where one of them is none that can be made or taken back by itself.
    fn plain_changes(
        &self,
        connection: &Connection,
        number: i64,
    ) -> Result<Option<Vec<Change>>, Problem> {
        let stored = journal::changes(connection, &self.path, number, None)?;
        Ok(stored.into_iter().map(plain_change).collect())
    }

    /// Refuses to go on with a file that holds another register than the one that was read of it: its identity is another,
    /// and its journal does not go on from what was read.
    ///
    /// # Errors
    /// `store_another`; what the file system says.
    pub fn still_holds(&self, register: &Register) -> Result<(), Problem> {
        let sqlite = self.sqlite();
        let connection = self.file();
        let read: Result<Option<String>, _> = connection
            .prepare_cached("SELECT register_id FROM register")
            .and_then(|mut statement| statement.query_row([], |row| row.get(0)));
        // What cannot be read is told by whoever reads it.
        let identity = read.ok().flatten();
        let known = register.about.id.as_deref();
        let parted = |id: &str| known.is_some_and(|known| !known.is_empty() && known != id);
        if !identity.as_deref().is_some_and(parted) {
            return Ok(());
        }
        // A register may get an identity of its own while it is open.
        let number = register.mark.number;
        let set = journal::one_change_set(connection, number).map_err(&sqlite)?;
        if set.is_some_and(|set| set.hash == register.mark.hash) {
            return Ok(());
        }
        Err(trouble::named("store_another", self.path()))
    }

    /// As [`Self::followed`], in a transaction.
    pub(super) fn followed_in(
        &self,
        connection: &Connection,
        register: &Register,
    ) -> Result<Option<FollowedRegister>, Problem> {
        let sqlite = self.sqlite();
        let number = register.mark.number;
        let known = journal::one_change_set(connection, number).map_err(&sqlite)?;
        if known.is_none_or(|known| known.hash != register.mark.hash) {
            return Ok(None);
        }
        let mut sets = journal::change_sets_after(connection, number).map_err(&sqlite)?;
        sets.reverse();
        if !are_plain(&sets) {
            return Ok(None);
        }
        let mut followed = FollowedRegister {
            register: register.clone(),
            records: Vec::new(),
        };
        let mut records = BTreeSet::new();
        for set in sets {
            let Some(changes) = self.plain_changes(connection, set.number)? else {
                return Ok(None);
            };
            if !apply(&mut followed.register, &changes, &mut records) {
                return Ok(None);
            }
            followed.register.mark = Mark {
                number: set.number,
                hash: set.hash,
                at: set.at,
            };
        }
        followed.records = records.into_iter().collect();
        Ok(Some(followed))
    }
}

/// Whether change sets are few enough to be gone through one by one, and none is a migration's.
fn are_plain(sets: &[ChangeSet]) -> bool {
    let plain = |set: &ChangeSet| !MIGRATIONS.contains(&set.author.as_str());
    sets.iter().map(|set| set.changes_count).sum::<usize>() <= MOST && sets.iter().all(plain)
}

/// Whether a register is as the file has it.
fn latest_is(connection: &Connection, register: &Register) -> rusqlite::Result<bool> {
    Ok(journal::latest(connection)? == register.mark)
}

/// Makes the changes of a set; `false` where they do not fit.
fn apply(register: &mut Register, changes: &[Change], records: &mut BTreeSet<Id>) -> bool {
    let owner = |register: &Register, id: Id| register.place(id).map(|place| place.owner);
    let ids = || changes.iter().map(|change| change.id);
    records.extend(ids().filter_map(|id| owner(register, id)));
    if register.mismatch(changes).is_some() || register.apply(changes).is_err() {
        return false;
    }
    records.extend(ids().filter_map(|id| owner(register, id)));
    true
}

/// A change as it is made in memory; nothing where more is to be known of it than it says itself.
fn plain_change(stored: StoredChange) -> Option<Change> {
    let kind = RecordKind::from_key(&stored.kind)?;
    let whole = stored.field.is_none();
    let taken_out = |json: &serde_json::Value| {
        let fields = json.as_object().filter(|_| whole);
        is_redacted(json) || fields.is_some_and(|fields| fields.values().any(is_redacted))
    };
    let plain = kind != RecordKind::Redaction && !taken_out(&stored.after);
    plain.then_some(Change {
        kind,
        id: stored.id,
        reference: stored.reference,
        field: stored.field,
        before: stored.before,
        after: stored.after,
    })
}
