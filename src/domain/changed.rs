//! When each field of each row came to hold what it holds: one index over the journal, for the state that is shown.
//!
//! It is made by reading the journal once, and kept up by reading what each save adds. Values back to what they were
//! do not count, nor does what was undone: a field's steps are those that lead to what it holds. Passed over are the
//! change sets that nobody made by hand (a migration) and those that only take out what must not be kept; where a
//! record is called otherwise, the fields that name it are not changed by that.

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use chrono::NaiveDate;
use serde_json::Value as Json;

use super::author::is_the_program;
use super::by_id::{ById, NumberById};
use super::field::Record;
use super::kind::RecordKind;
use super::value::Id;

/// A change set, as far as the index asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetHead {
    /// Its number.
    pub number: i64,
    /// When it was made, RFC 3339.
    pub at: String,
    /// By whom.
    pub author: String,
    /// The change set that it takes back.
    pub undoes: Option<i64>,
    /// Its hash.
    pub hash: String,
}

/// A change, as far as the index asks for it. Values are the stored texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndexedChange {
    /// A record or row came.
    Created(Id),
    /// A record or row went; rows with what held them.
    Removed {
        /// Its number.
        id: Id,
        /// Its kind.
        kind: Option<RecordKind>,
        /// What held it.
        parent: Option<Id>,
    },
    /// A field was changed.
    Field {
        /// The record or row.
        id: Id,
        /// The field.
        key: String,
        /// What was there.
        before: Option<String>,
        /// What is there since.
        after: Option<String>,
    },
    /// Something was taken out of the register and its journal for good.
    Redaction,
}

/// A step of a field: the change set, and what the field has held since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct FieldStep {
    set: i64,
    value: u64,
}

/// What a field held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeldValue<'a> {
    /// Nothing was recorded.
    Nothing,
    /// A value, as it was stored.
    Stored(&'a str),
}

/// How a field came to what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Steps {
    /// What it held when its record came.
    first: u64,
    steps: Vec<FieldStep>,
}

impl Steps {
    fn value_at(&self, set: i64) -> u64 {
        let step = self.steps.iter().rev().find(|step| step.set <= set);
        step.map_or(self.first, |step| step.value)
    }
}

/// A row that is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct GoneRow {
    id: Id,
    kind: RecordKind,
    set: i64,
}

/// The index: see the head of this file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangeIndex {
    /// The change set in which each record or row came.
    created: NumberById,
    fields: ById<Vec<(String, Steps)>>,
    /// What is gone, by what held it.
    gone: ById<Vec<GoneRow>>,
    /// What held each row that is gone.
    held: ById<Id>,
    /// What each undo or redo takes back.
    undoes: HashMap<i64, i64>,
    /// When each change set was made, and its hash.
    heads: BTreeMap<i64, (String, String)>,
    /// The latest change set that it knows, and its hash.
    upto: (i64, String),
    /// The stored texts of the values that the fields of [`KEPT`] held, by their hashes.
    texts: HashMap<u64, Box<str>>,
    /// How many changes were read for it.
    read: usize,
}

/// The fields of which it keeps what they held, in rules and schedules: by them was counted what was disposed of earlier.
pub(super) const KEPT: [&str; 18] = [
    "schedule",
    "kind",
    "period",
    "period_max",
    "active_period",
    "direction",
    "rounding",
    "follows",
    "start",
    "ends_on",
    "ends_when",
    "criterion",
    "law",
    "law_sets",
    "disposition",
    "disposal_decision",
    "disposal_decided_on",
    "responsible",
];

/// A field, or a list of rows, that was changed since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedField {
    /// The record or row.
    pub id: Id,
    /// Its kind.
    pub kind: RecordKind,
    /// The field; the list where a row came or went.
    pub key: &'static str,
    /// The change set that changed it last.
    pub set: i64,
}

/// What was changed since, in the order of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedSince {
    /// The fields.
    pub fields: Vec<ChangedField>,
    /// The change set that changed something last.
    pub set: i64,
    /// Its day, where that can be read.
    pub day: Option<NaiveDate>,
}

impl ChangeIndex {
    /// The latest change set that it knows; 0 before the first.
    #[must_use]
    pub const fn number(&self) -> i64 {
        self.upto.0
    }

    /// The hash of the latest change set that it knows.
    #[must_use]
    pub fn hash(&self) -> &str {
        &self.upto.1
    }

    /// How many changes were read for it, since it was made.
    #[must_use]
    pub const fn read(&self) -> usize {
        self.read
    }

    /// Notes up to which change set it was brought.
    pub fn reached(&mut self, number: i64, hash: &str) {
        self.upto = (number, hash.to_owned());
    }

    /// Takes in the next change set with all its changes, in order.
    pub fn take(&mut self, head: &SetHead, changes: Vec<IndexedChange>) {
        self.read += changes.len();
        let set = head.number;
        self.heads.insert(set, (head.at.clone(), head.hash.clone()));
        if let Some(undone) = head.undoes {
            self.undoes.insert(set, undone);
        }
        let by_hand = !is_the_program(&head.author) && !changes.contains(&IndexedChange::Redaction);
        let renamed = renamed(&changes);
        // An undo takes the steps of what it undoes away; a redo, which undoes an undo, brings them back.
        let (taken_back, set) = match head.undoes {
            Some(undone) => match self.undoes.get(&undone) {
                Some(first) => (None, *first),
                None => (Some(undone), set),
            },
            None => (None, set),
        };
        for change in changes {
            match change {
                IndexedChange::Created(id) => {
                    // What an undo brings back came when it came at first.
                    if by_hand && taken_back.is_none() {
                        self.created.set(id, set);
                    }
                    let parent = self.held.remove(&id);
                    if let Some(rows) = parent.and_then(|parent| self.gone.get_mut(&parent)) {
                        rows.retain(|row| row.id != id);
                    }
                }
                IndexedChange::Removed { id, kind, parent } => {
                    if let (Some(kind), Some(parent), true) = (kind, parent, by_hand) {
                        let never = taken_back.is_some_and(|undone| self.created.get(id) >= undone);
                        if !never {
                            let gone = self.gone.entry(parent).or_default();
                            gone.push(GoneRow { id, kind, set });
                            self.held.insert(id, parent);
                        }
                    }
                }
                IndexedChange::Field {
                    id,
                    key,
                    before,
                    after,
                } => {
                    if !by_hand || key == "position" || key == "ref" {
                        continue;
                    }
                    let value = hash(after.as_deref());
                    if KEPT.contains(&key.as_str()) {
                        for text in [&before, &after].into_iter().flatten() {
                            let kept = self.texts.entry(hash(Some(text)));
                            kept.or_insert_with(|| text.as_str().into());
                        }
                    }
                    let of_row = self.fields.entry(id).or_default();
                    let at = of_row.iter().position(|(known, _)| *known == key);
                    let at = at.unwrap_or_else(|| {
                        let steps = Steps {
                            first: hash(before.as_deref()),
                            steps: Vec::new(),
                        };
                        of_row.push((key, steps));
                        of_row.len() - 1
                    });
                    let steps = &mut of_row[at].1;
                    let same = || is_renamed(before.as_deref(), after.as_deref(), &renamed);
                    let last = steps.steps.last_mut();
                    match last {
                        Some(last) if taken_back == Some(last.set) => {
                            steps.steps.pop();
                        }
                        Some(last) if last.set == set || same() => last.value = value,
                        None if same() => steps.first = value,
                        _ => steps.steps.push(FieldStep { set, value }),
                    }
                }
                IndexedChange::Redaction => {}
            }
        }
    }

    /// The change set in which a field came to what it holds now; 0 where it is not known to have been changed since
    /// its record came.
    #[must_use]
    pub fn last_set(&self, id: Id, key: &str) -> i64 {
        let steps = self.steps(id, key);
        steps
            .and_then(|steps| steps.steps.last())
            .map_or_else(|| self.created(id), |step| step.set)
    }

    /// The change set in which a field was changed last after another one, where it does not hold what it held then.
    #[must_use]
    pub fn changed_after(&self, id: Id, key: &str, set: i64) -> Option<i64> {
        let steps = self.steps(id, key)?;
        let last = steps.steps.last().filter(|step| step.set > set)?;
        (steps.value_at(set) != last.value).then_some(last.set)
    }

    /// What a field of [`KEPT`] held after a change set, where it holds something else now.
    #[must_use]
    pub(super) fn held_after(&self, id: Id, key: &str, set: i64) -> Option<HeldValue<'_>> {
        self.changed_after(id, key, set)?;
        let value = self.steps(id, key)?.value_at(set);
        if value == hash(None) {
            return Some(HeldValue::Nothing);
        }
        self.texts.get(&value).map(|text| HeldValue::Stored(text))
    }

    fn steps(&self, id: Id, key: &str) -> Option<&Steps> {
        let mut fields = self.fields.get(&id)?.iter();
        fields.find(|(known, _)| known == key).map(|(_, it)| it)
    }

    /// The day of a change set.
    #[must_use]
    pub fn day(&self, set: i64) -> Option<NaiveDate> {
        self.heads.get(&set)?.0.get(..10)?.parse().ok()
    }

    /// The day on which a record or something in it was changed last.
    #[must_use]
    pub fn last_day(&self, record: &dyn Record) -> Option<NaiveDate> {
        let mut last = 0;
        record.walk(None, &mut |row, _| last = last.max(self.last_of(row.id())));
        self.day(last)
    }

    /// The change set that changed something of a record or row last, rows that are gone with it.
    fn last_of(&self, id: Id) -> i64 {
        let fields = self.fields.get(&id).into_iter().flatten();
        let steps = fields.filter_map(|(_, steps)| steps.steps.last());
        let gone = self.gone.get(&id).into_iter().flatten();
        let sets = steps.map(|step| step.set).chain(gone.map(|gone| gone.set));
        sets.max().unwrap_or(0).max(self.created(id))
    }

    /// The hash of a change set.
    #[must_use]
    pub fn hash_of(&self, set: i64) -> Option<String> {
        self.heads.get(&set).map(|(_, hash)| hash.clone())
    }

    fn created(&self, id: Id) -> i64 {
        self.created.get(id)
    }

    /// What of a record and its rows was changed after a change set, of the fields and lists that `counts` lets pass.
    #[must_use]
    pub fn since(
        &self,
        record: &dyn Record,
        set: i64,
        counts: &dyn Fn(RecordKind, &str) -> bool,
    ) -> Option<ChangedSince> {
        let mut fields: Vec<ChangedField> = Vec::new();
        record.walk(None, &mut |row, parent| {
            let (id, kind) = (row.id(), row.kind());
            let declaration = row.declaration();
            let came = self.created(id);
            if let Some(parent) = parent
                && came > set
            {
                let list = list_of(parent, kind);
                // Of a row that came with its parent the parent tells.
                if let Some(key) = list.filter(|key| counts(parent.kind(), key))
                    && self.created(parent.id()) <= set
                {
                    let (id, kind) = (parent.id(), parent.kind());
                    let set = came;
                    fields.push(ChangedField { id, kind, key, set });
                }
                return;
            }
            if let Some(known) = self.fields.get(&id) {
                let changed = declaration
                    .fields
                    .iter()
                    .filter(|field| known.iter().any(|(key, _)| key == field.key))
                    .filter(|field| counts(kind, field.key))
                    .filter_map(|field| {
                        let set = self.changed_after(id, field.key, set)?;
                        let key = field.key;
                        Some(ChangedField { id, kind, key, set })
                    });
                fields.extend(changed);
            }
            for gone in self.gone.get(&id).into_iter().flatten() {
                let list = list_of(row, gone.kind).filter(|key| counts(kind, key));
                if let Some(key) = list
                    && gone.set > set
                    && self.created(gone.id) <= set
                {
                    let set = gone.set;
                    fields.push(ChangedField { id, kind, key, set });
                }
            }
        });
        let last = fields.iter().map(|field| field.set).max()?;
        Some(ChangedSince {
            fields,
            set: last,
            day: self.day(last),
        })
    }
}

/// The key of the list of a record or row in which rows of a kind stand.
fn list_of(parent: &dyn Record, kind: RecordKind) -> Option<&'static str> {
    let lists = parent.declaration().lists;
    lists
        .iter()
        .find(|list| list.kind == kind)
        .map(|list| list.key)
}

/// The references that a change set gives: before and after, as they are written in JSON.
fn renamed(changes: &[IndexedChange]) -> Vec<(String, String)> {
    let text = |json: &Option<String>| serde_json::from_str::<String>(json.as_deref()?).ok();
    changes
        .iter()
        .filter_map(|change| match change {
            IndexedChange::Field {
                key, before, after, ..
            } if key == "ref" => Some((text(before)?, text(after)?)),
            _ => None,
        })
        .collect()
}

/// Whether two values differ in nothing but what records are called.
fn is_renamed(before: Option<&str>, after: Option<&str>, renamed: &[(String, String)]) -> bool {
    let (Some(before), Some(after)) = (before, after) else {
        return false;
    };
    if renamed.is_empty() {
        return false;
    }
    let read = |text: &str| serde_json::from_str::<Json>(text).ok();
    let (Some(before), Some(after)) = (read(before), read(after)) else {
        return false;
    };
    let follows = |was: &Json, is: &Json| {
        let (Some(was), Some(is)) = (was.as_str(), is.as_str()) else {
            return was == is;
        };
        // A row is called after its record: `A1/C2` follows `A1`.
        let same = |(old, new): &(String, String)| {
            let whole = was
                .split('/')
                .map(|part| if part == old { new } else { part });
            whole.collect::<Vec<_>>().join("/") == is
        };
        was == is || renamed.iter().any(same)
    };
    match (&before, &after) {
        (Json::Array(was), Json::Array(is)) => {
            was.len() == is.len() && was.iter().zip(is).all(|(was, is)| follows(was, is))
        }
        _ => follows(&before, &after),
    }
}

fn hash(value: Option<&str>) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
