//! Taking something out of a register and its journal for good.
//!
//! The journal's sets keep the hashes that they were written with, so that those printed outside still match. What a
//! touched set hashes to from then on is recorded by the set that records the redaction, with every place where
//! something was taken out: that is what `verify` goes by. The salt of a touched set goes, so that what was taken out
//! cannot be guessed from its hash.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use serde_json::Value as Json;

use super::fitting::name_kept;
use super::held::alone;
use super::journal::{self, Chain, Stamp};
use super::reading_rows::{self, StoredReading};
use super::taken::{self, RecordedRedaction};
use super::{Store, former_holds, load, texts, trouble, verify, write};
use crate::domain::change::{Change, Edit, changes_of};
use crate::domain::codec::is_redacted;
use crate::domain::facts::facts;
use crate::domain::problem::Problem;
use crate::domain::records::Redaction;
use crate::domain::redaction::{Matched, TakeOut, TakenFields, TakenValues};
use crate::domain::register::{Mark, Register};
use crate::domain::value::Id;

/// What taking something out touches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RedactionTouched {
    /// The fields of records and rows that hold it now.
    pub fields: Vec<(Id, String)>,
    /// The change sets of the journal that hold it.
    pub sets: Vec<i64>,
    /// How many values of changes hold it, in those sets.
    pub values: usize,
    /// How many names of change sets hold it.
    pub labels: usize,
    /// How many authors of change sets hold it.
    pub authors: usize,
    /// How many forms that are not saved hold it.
    pub drafts: usize,
    /// How many records hold it as an import read them.
    pub readings: usize,
    /// The references that words stand in, now or earlier; a reference cannot be taken out.
    pub references: Vec<String>,
    /// The tables of other programs in the file that hold it too; they are left as they are.
    pub foreign: BTreeSet<String>,
    /// In what forms words were found, and how often.
    pub matched: Matched,
    /// Of how many change sets the hash would still let a short text be guessed: those without a salt.
    pub unsalted: usize,
}

impl RedactionTouched {
    /// Whether nothing is there to be taken out.
    pub fn is_nothing(&self) -> bool {
        self.fields.is_empty() && self.sets.is_empty() && self.drafts == 0 && self.readings == 0
    }

    /// Refuses what touches nothing, and words that stand in a reference.
    ///
    /// # Errors
    /// `redact_reference`, `redact_nothing`.
    pub fn may_be_done(&self) -> Result<(), Problem> {
        if let Some(reference) = self.references.first() {
            return Err(Problem::refused("redact_reference")
                .with("ref", reference)
                .with("refs", self.references.join(", ")));
        }
        if self.is_nothing() {
            return Err(Problem::refused("redact_nothing"));
        }
        Ok(())
    }
}

/// What becomes of a change set.
#[derive(Debug, Default)]
struct SetWork {
    label: Option<String>,
    author: Option<String>,
    /// Position, before, after: as they shall be stored; a side without one stays.
    values: Vec<(i64, Option<String>, Option<String>)>,
    places: Vec<String>,
}

/// Everything that becomes of a file.
#[derive(Debug, Default)]
struct FileWork {
    touched: RedactionTouched,
    sets: BTreeMap<i64, SetWork>,
    changes: Vec<Change>,
    /// Name, author, content.
    drafts: Vec<(String, String, String)>,
    /// What imports read, as it shall stand.
    readings: Vec<StoredReading>,
}

impl Store {
    /// What taking something out would touch; nothing is written.
    ///
    /// # Errors
    /// What the file system says, or `store_unreadable_change`.
    pub fn look_before(&self, take_out: &TakeOut) -> Result<RedactionTouched, Problem> {
        self.at_one_moment(|connection| {
            let register = load::load(connection, &self.path)?;
            self.work(connection, &register, take_out)
                .map(|work| work.touched)
        })
    }

    /// Every redaction that the journal records, in order.
    ///
    /// # Errors
    /// What the file system says.
    pub fn redactions(&self) -> Result<Vec<RecordedRedaction>, Problem> {
        taken::recorded_in(&self.connection).map_err(self.sqlite())
    }

    /// Whether the register records that something was ever taken out for good.
    ///
    /// # Errors
    /// What the file system says.
    pub fn has_redactions(&self) -> Result<bool, Problem> {
        let any = "SELECT EXISTS (SELECT 1 FROM redaction)";
        let any = self.connection.query_row(any, [], |row| row.get(0));
        any.map_err(self.sqlite())
    }

    /// Every value that a field of a record or row holds or ever held, by the journal.
    ///
    /// # Errors
    /// What the file system says, or `store_unreadable_change`.
    pub fn values_of(&self, id: Id, key: &str) -> Result<Vec<Json>, Problem> {
        let mut values = Vec::new();
        for change in self.changes_of_record(id)? {
            if change.id != id {
                continue;
            }
            for side in [&change.before, &change.after] {
                let value = match &change.field {
                    Some(field) if field == key => side,
                    None => side.get(key).unwrap_or(&Json::Null),
                    Some(_) => continue,
                };
                if !value.is_null() && !is_redacted(value) && !values.contains(value) {
                    values.push(value.clone());
                }
            }
        }
        Ok(values)
    }

    /// The field, and the one in which older change sets hold the same: a legal hold was in fields of its rule or holding.
    ///
    /// # Errors
    /// What the file system says.
    pub fn with_former_fields(&self, id: Id, key: &str) -> Result<TakenFields, Problem> {
        let numbers = self.at_one_moment(|connection| self.hold_numbers(connection))?;
        let others = former_holds::other_fields(&numbers, id, key);
        let all = [(id, key, TakenValues::All)].into_iter().chain(others);
        Ok(all
            .map(|(id, key, taken)| ((id.0, key.to_owned()), taken))
            .collect())
    }

    /// Takes something out of tables, journal and drafts, in one transaction, and records that it was done.
    ///
    /// The file is then written anew, so that nothing is left of it between what is used.
    ///
    /// # Errors
    /// `redact_nothing`; `redact_reference` where words stand in a reference; `redact_not_whole` where the file would
    /// not be whole afterwards; what the file system says. Nothing is written then. `redact_not_compacted` where the
    /// redaction stands, and only the last step failed.
    pub fn redact(
        &mut self,
        register: &mut Register,
        stamp: &Stamp,
        take_out: &TakeOut,
    ) -> Result<(Option<Mark>, RedactionTouched), Problem> {
        if let Some(reason) = &self.read_only_reason {
            return Err(reason.clone());
        }
        let path = self.path.clone();
        let sqlite = |error: rusqlite::Error| trouble::of_sqlite(&path, &error);
        let job = self.job.clone();
        let _held = alone(job.as_ref(), &path)?;
        self.look_before(take_out)?.may_be_done()?;
        if self.is_to_be_migrated() {
            self.bring_up_to_date()?;
            *register = self.load()?;
        }
        self.guard(&self.connection)?;
        // What contradicts itself is not laid to rest under a redaction, which would vouch for it from then on.
        let outcome = self.at_one_moment(|connection| Ok(verify::verify(connection, &path)))?;
        if let Some(difference) = outcome.differences.first() {
            return Err(Problem::refused("redact_not_intact")
                .with("file", path.display())
                .because_of(difference.clone()));
        }
        // What the pages held before, also of saves long ago by other versions, goes first: what the transaction writes
        // over is filled with zeros, so that nothing is left when it is done, wherever the program may end.
        self.compact()
            .map_err(|cause| trouble::named("redact_not_begun", &path).because_of(cause))?;
        let transaction =
            Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)
                .map_err(sqlite)?;
        self.guard(&transaction)?;
        let previous = journal::latest(&transaction).map_err(sqlite)?;
        let mut after = load::load(&transaction, &path)?;
        let work = self.work(&transaction, &after, take_out)?;
        work.touched.may_be_done()?;
        after.apply(&work.changes)?;
        let mark = write_all(&transaction, &mut after, &work, &previous, stamp)
            .map_err(|error| trouble::of_sqlite(&path, &error))?;
        let outcome = verify::verify(&transaction, &path);
        if let Some(difference) = outcome.differences.first() {
            return Err(Problem::refused("redact_not_whole")
                .with("file", path.display())
                .because_of(difference.clone()));
        }
        transaction.commit().map_err(sqlite)?;
        let done = mark.unwrap_or(previous);
        *register = self.load()?;
        self.compact().map_err(|cause| {
            let reason = trouble::reason_of(&cause);
            trouble::named("redact_not_compacted", &path).with("reason", reason)
        })?;
        Ok((Some(done), work.touched))
    }

    /// Writes the file anew, without what is left between what is used. What is copied meanwhile stays in memory.
    ///
    /// # Errors
    /// What the file system says; the file is then as it was.
    pub fn compact(&mut self) -> Result<(), Problem> {
        if let Some(reason) = &self.read_only_reason {
            return Err(reason.clone());
        }
        let settled = "PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; VACUUM";
        self.connection
            .execute_batch(settled)
            .map_err(self.sqlite())?;
        let _ = self.changed_outside();
        Ok(())
    }

    fn work(
        &self,
        connection: &Connection,
        register: &Register,
        take_out: &TakeOut,
    ) -> Result<FileWork, Problem> {
        let mut work = FileWork::default();
        work.look_at_tables(register, take_out);
        let sqlite = |error: rusqlite::Error| trouble::of_sqlite(&self.path, &error);
        let mut salted = BTreeSet::new();
        for set in journal::change_sets(connection, None).map_err(sqlite)? {
            if set.salt.is_some() {
                salted.insert(set.number);
            }
            let matched = &mut work.touched.matched;
            let label = take_out.of_text(&set.label, matched);
            let author = take_out.of_text(&set.author, matched);
            if label.is_none() && author.is_none() {
                continue;
            }
            let of_set = work.sets.entry(set.number).or_default();
            if label.is_some() {
                of_set.places.push("label".to_owned());
                work.touched.labels += 1;
            }
            if author.is_some() {
                of_set.places.push("author".to_owned());
                work.touched.authors += 1;
            }
            (of_set.label, of_set.author) = (label, author);
        }
        let mut values: Vec<Json> = Vec::new();
        let mut references = BTreeSet::new();
        journal::each_change(connection, &self.path, &mut |change| {
            work.look_at_change(&change, take_out, &mut values, &mut references);
        })?;
        work.touched.references = references.into_iter().collect();
        work.touched.sets = work.sets.keys().copied().collect();
        let unsalted = |number: &&i64| !salted.contains(*number);
        work.touched.unsalted = work.sets.keys().filter(unsalted).count();
        for draft in self.drafts()? {
            let content: Option<Json> = serde_json::from_str(&draft.content).ok();
            let matched = &mut work.touched.matched;
            let content = content.and_then(|content| take_out.of_draft(&content, &values, matched));
            let author = take_out.of_text(&draft.author, matched);
            if content.is_some() || author.is_some() {
                let content = content.map_or(draft.content, |content| content.to_string());
                let author = author.unwrap_or(draft.author);
                work.drafts.push((draft.name, author, content));
            }
        }
        work.touched.drafts = work.drafts.len();
        for mut reading in reading_rows::all(connection).map_err(sqlite)? {
            let content: Option<Json> = serde_json::from_str(&reading.content).ok();
            let matched = &mut work.touched.matched;
            let content = content.and_then(|content| take_out.of_frozen(&content, matched));
            let source = take_out.of_text(&reading.source, matched);
            if content.is_some() || source.is_some() {
                reading.content = content.map_or(reading.content, |content| content.to_string());
                reading.source = source.unwrap_or(reading.source);
                work.readings.push(reading);
            }
        }
        work.touched.readings = work.readings.len();
        texts::each_foreign_text(connection, &mut |table, text| {
            if take_out.stands_in(text) {
                work.touched.foreign.insert(table.to_owned());
            }
        });
        Ok(work)
    }
}

impl FileWork {
    /// What becomes of the records as they stand.
    fn look_at_tables(&mut self, register: &Register, take_out: &TakeOut) {
        let names = |owner: Id, id: Id| register.name_in(owner, id);
        // How often words stand in the records is told; that the journal says the same again is not.
        let mut seen = Matched::new();
        for record in register.all_records().filter(|record| record.id().0 > 0) {
            for facts in facts(record, &names) {
                for (key, value) in &facts.fields {
                    let kind = facts.kind.key();
                    let after = take_out.of_value(kind, facts.id.0, key, value, &mut seen);
                    if let Some(after) = after {
                        self.touched.fields.push((facts.id, key.clone()));
                        self.changes.push(Change {
                            kind: facts.kind,
                            id: facts.id,
                            reference: facts.reference.clone(),
                            field: Some(key.clone()),
                            before: value.clone(),
                            after,
                        });
                    }
                }
            }
        }
    }

    /// What becomes of a change of the journal.
    fn look_at_change(
        &mut self,
        change: &journal::StoredChange,
        take_out: &TakeOut,
        values: &mut Vec<Json>,
        references: &mut BTreeSet<String>,
    ) {
        let stands_in = |text: &str| {
            let words = &take_out.words;
            words.iter().any(|sought| !sought.find(text).is_empty())
        };
        if stands_in(&change.reference) {
            references.insert(change.reference.clone());
        }
        let mut sides = [None, None];
        let mut places = Vec::new();
        for (side, (name, value)) in sides
            .iter_mut()
            .zip([("before", &change.before), ("after", &change.after)])
        {
            let (id, kind) = (change.id.0, change.kind.as_str());
            let matched = &mut self.touched.matched;
            if let Some(field) = &change.field {
                if field == "ref" && value.as_str().is_some_and(stands_in) {
                    references.extend(value.as_str().map(str::to_owned));
                }
                if let Some(after) = take_out.of_value(kind, id, field, value, matched) {
                    places.push(format!("{}.{name}", change.position));
                    if is_redacted(&after) && !values.contains(value) {
                        values.push(value.clone());
                    }
                    *side = Some(after.to_string());
                }
            } else if let Some((after, keys)) = take_out.of_facts(kind, id, value, matched) {
                for key in keys {
                    if is_redacted(&after[&key]) && !values.contains(&value[&key]) {
                        values.push(value[&key].clone());
                    }
                    places.push(format!("{}.{name}.{key}", change.position));
                }
                *side = Some(after.to_string());
            }
        }
        if places.is_empty() {
            return;
        }
        self.touched.values += places.len();
        let of_set = self.sets.entry(change.change_set).or_default();
        of_set.places.extend(places);
        let [before, after] = sides;
        of_set.values.push((change.position, before, after));
    }
}

/// Writes everything; `register` holds the changes of the tables already, and what records the redaction afterwards.
fn write_all(
    transaction: &Connection,
    register: &mut Register,
    work: &FileWork,
    previous: &Mark,
    stamp: &Stamp,
) -> rusqlite::Result<Option<Mark>> {
    let triggers = triggers(transaction)?;
    for (name, _) in &triggers {
        transaction.execute_batch(&format!("DROP TRIGGER \"{name}\""))?;
    }
    write::rows(transaction, register, &work.changes)?;
    for (name, author, content) in &work.drafts {
        transaction.execute(
            "UPDATE draft SET author = ?2, content = ?3 WHERE name = ?1",
            params![name, author, content],
        )?;
    }
    for reading in &work.readings {
        transaction.execute(
            "UPDATE source_reading SET source = ?2, content = ?3 WHERE id = ?1",
            params![reading.row, reading.source, reading.content],
        )?;
    }
    let mut hashes = Vec::new();
    for (number, of_set) in &work.sets {
        transaction.execute(
            "UPDATE change_set SET label = coalesce(?2, label), author = coalesce(?3, author), salt = NULL
             WHERE number = ?1",
            params![number, of_set.label, of_set.author],
        )?;
        for (position, before, after) in &of_set.values {
            transaction.execute(
                "UPDATE change SET before = coalesce(?3, before), after = coalesce(?4, after)
                 WHERE change_set = ?1 AND position = ?2",
                params![number, position, before, after],
            )?;
        }
        hashes.push((*number, hash_of(transaction, *number)?, of_set));
    }
    for (_, sql) in &triggers {
        transaction.execute_batch(sql)?;
    }
    if hashes.is_empty() {
        // Only what was not saved held it: there is nothing in the journal that the journal would have to explain.
        return Ok(None);
    }
    let changes = recorded(register, &hashes);
    let whole = |_| rusqlite::Error::InvalidQuery;
    register.apply(&changes).map_err(whole)?;
    let mut changes = changes;
    name_kept(register, &mut changes);
    write::rows(transaction, register, &changes)?;
    journal::write(transaction, previous, stamp, &changes).map(Some)
}

/// The rows that record a redaction: one for each change set that was touched.
fn recorded(register: &mut Register, hashes: &[(i64, String, &SetWork)]) -> Vec<Change> {
    let before = register.about.clone();
    let mut after = before.clone();
    for (nth, (number, hash, of_set)) in (0_u32..).zip(hashes) {
        let mut row = Redaction {
            change: Some(*number),
            places: of_set.places.clone(),
            hash: Some(hash.clone()),
            ..Redaction::default()
        };
        row.head.id = Id::provisional(nth + 1);
        after.redactions.push(row);
    }
    register.settle(&mut after);
    let edit = Edit {
        before: Some(Box::new(before)),
        after: Some(Box::new(after)),
    };
    changes_of(register, &[edit])
}

/// The triggers that keep the journal from being changed, each with the statement that made it.
fn triggers(connection: &Connection) -> rusqlite::Result<Vec<(String, String)>> {
    let mut statement = connection.prepare(
        "SELECT name, sql FROM sqlite_schema
         WHERE type = 'trigger' AND tbl_name IN ('change', 'change_set') ORDER BY rowid",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}

/// What a change set hashes to as it stands now.
fn hash_of(connection: &Connection, number: i64) -> rusqlite::Result<String> {
    let mut chain = Chain::new();
    connection.query_row(
        "SELECT previous_hash, number, at, author, label, undoes, salt FROM change_set WHERE number = ?1",
        [number],
        |row| {
            for column in 0..6 {
                chain.value(row.get_ref(column)?);
            }
            if row.get_ref(6)? != ValueRef::Null {
                chain.value(row.get_ref(6)?);
            }
            Ok(())
        },
    )?;
    let mut statement = connection.prepare_cached(
        "SELECT position, kind, id, ref, field, before, after FROM change WHERE change_set = ?1 ORDER BY position",
    )?;
    let mut rows = statement.query([number])?;
    while let Some(row) = rows.next()? {
        for column in 0..7 {
            chain.value(row.get_ref(column)?);
        }
    }
    Ok(chain.finish())
}
