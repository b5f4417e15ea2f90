//! What the history calls records: as they were called when a change was made, whatever they are called since.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use serde_json::Value as Json;

use super::Journal;
use crate::domain::change::Facts;
use crate::domain::field::Declaration;
use crate::domain::kind::{RecordKind, Target};
use crate::domain::problem::Problem;
use crate::domain::register::Register;
use crate::domain::value::Id;
use crate::labels::called_by;
use crate::store::StoredChange;

/// By what changes name records: a register of those alone, before each change set and after it.
#[derive(Debug)]
pub(crate) struct NamesThen<'r> {
    now: &'r Register,
    by_set: HashMap<i64, (Register, Register)>,
}

impl<'r> NamesThen<'r> {
    /// Reads of the journal what the records were called that these changes name or are of.
    ///
    /// # Errors
    /// What the file system says, or `store_unreadable_change`.
    pub(crate) fn of(
        journal: Journal<'_>,
        now: &'r Register,
        changes: &[StoredChange],
    ) -> Result<Self, Problem> {
        let mut named: BTreeMap<i64, NamedRecords> = BTreeMap::new();
        for change in changes {
            named
                .entry(change.change_set)
                .or_default()
                .take(change, now);
        }
        let mut past = Past::new(journal, now);
        let mut by_set = HashMap::new();
        for (set, named) in named {
            let states = (past.state(set - 1, &named)?, past.state(set, &named)?);
            if let (Some(before), Some(after)) = states {
                by_set.insert(set, (before, after));
            }
        }
        Ok(Self { now, by_set })
    }

    /// As they are called now: where nothing is known of the journal.
    pub(crate) fn as_now(now: &'r Register) -> Self {
        Self {
            now,
            by_set: HashMap::new(),
        }
    }

    /// The states in which a change names what it refers to, before it and after it.
    #[must_use]
    pub(crate) fn states(&self, change: &StoredChange) -> (&Register, &Register) {
        // What a waiver accepts is told by the register that has it.
        let of_waiver = change.kind == RecordKind::Waiver.key();
        let then = self.by_set.get(&change.change_set);
        match then.filter(|_| !of_waiver) {
            Some((before, after)) => (before, after),
            None => (self.now, self.now),
        }
    }
}

/// Adds the texts of a value.
fn put_texts(value: &Json, out: &mut Vec<String>) {
    match value {
        Json::String(text) => out.push(text.clone()),
        Json::Array(values) => values.iter().for_each(|value| put_texts(value, out)),
        _ => {}
    }
}

/// What a field refers to; nothing where it holds a value of its own.
fn target(declaration: &Declaration, key: &str) -> Option<Target> {
    declaration.fields[declaration.field(key)?].kind.target()
}

/// Whether a field refers to a row of its own record.
fn is_of_rows(target: Target) -> bool {
    matches!(target, Target::Kind(kind) if kind.parent().is_some())
}

/// What the changes of a set name.
#[derive(Debug, Default)]
struct NamedRecords {
    /// References of records, as they are written in the journal.
    names: BTreeSet<String>,
    /// The records that were changed themselves, by their references.
    known: HashMap<String, Id>,
    /// The records of which rows are named.
    with_rows: BTreeSet<Id>,
}

impl NamedRecords {
    fn take(&mut self, change: &StoredChange, now: &Register) {
        let top = change.reference.split('/').next().unwrap_or_default();
        self.names.insert(top.to_owned());
        let Some(kind) = RecordKind::from_key(&change.kind) else {
            return;
        };
        if kind.parent().is_none() {
            self.known.insert(top.to_owned(), change.id);
        }
        let declaration = kind.declaration();
        for value in [&change.before, &change.after] {
            let whole = value.as_object().filter(|_| change.field.is_none());
            let fields = whole.into_iter().flatten();
            let fields = fields.map(|(key, value)| (key.as_str(), value));
            let one = change.field.as_deref().map(|key| (key, value));
            for (key, value) in fields.chain(one) {
                let Some(target) = target(declaration, key) else {
                    continue;
                };
                let mut texts = Vec::new();
                put_texts(value, &mut texts);
                match target {
                    Target::Kind(_) | Target::Ours if !is_of_rows(target) => {
                        self.names.extend(texts);
                    }
                    _ => self
                        .with_rows
                        .extend(now.place(change.id).map(|it| it.owner)),
                }
            }
        }
    }
}

/// What the journal says of single records, each read once.
struct Past<'j, 'r> {
    journal: Journal<'j>,
    now: &'r Register,
    alone: HashMap<Id, Rc<Vec<StoredChange>>>,
    with_rows: HashMap<Id, Rc<Vec<StoredChange>>>,
    called: HashMap<String, Rc<Vec<Id>>>,
}

impl<'j, 'r> Past<'j, 'r> {
    fn new(journal: Journal<'j>, now: &'r Register) -> Self {
        Self {
            journal,
            now,
            alone: HashMap::new(),
            with_rows: HashMap::new(),
            called: HashMap::new(),
        }
    }

    /// A register of what is named, as a change set left it; nothing where it is of another version.
    fn state(&mut self, upto: i64, named: &NamedRecords) -> Result<Option<Register>, Problem> {
        let mut facts = Facts::default();
        for owner in &named.with_rows {
            replay(&mut facts, &self.changes_with_rows(*owner)?, upto);
        }
        let mut waiting: Vec<String> = named.names.iter().cloned().collect();
        for (kind, fields) in facts.0.values() {
            put_called_by(kind, fields, &mut waiting);
        }
        let mut seen = BTreeSet::new();
        while let Some(name) = waiting.pop() {
            if !seen.insert(name.clone()) {
                continue;
            }
            let known = named.known.get(&name).copied();
            let Some(id) = self.called_then(&name, known, upto)? else {
                continue;
            };
            if !facts.0.contains_key(&id.0) {
                replay(&mut facts, &self.changes_alone(id)?, upto);
            }
            if let Some((kind, fields)) = facts.0.get(&id.0) {
                put_called_by(kind, fields, &mut waiting);
            }
        }
        keep_names(&mut facts);
        Ok(facts.register().ok())
    }

    /// The record that was called so then.
    fn called_then(
        &mut self,
        name: &str,
        known: Option<Id>,
        upto: i64,
    ) -> Result<Option<Id>, Problem> {
        let is_so = |past: &mut Self, id: Id| {
            let mut facts = Facts::default();
            replay(&mut facts, &past.changes_alone(id)?, upto);
            let reference = facts.0.get(&id.0).and_then(|(_, fields)| fields.get("ref"));
            Ok::<_, Problem>(reference.and_then(Json::as_str) == Some(name))
        };
        for id in self.now.find(name).into_iter().chain(known) {
            if is_so(self, id)? {
                return Ok(Some(id));
            }
            // What was never called otherwise came later: to look through the whole journal for another takes long.
            let renamed = |change: &StoredChange| change.field.as_deref() == Some("ref");
            if !self.changes_alone(id)?.iter().any(renamed) {
                return Ok(None);
            }
        }
        if known.is_some() {
            return Ok(None);
        }
        // It is called otherwise since, or gone.
        if !self.called.contains_key(name) {
            let all = Rc::new(self.journal.ever_called(name)?);
            self.called.insert(name.to_owned(), all);
        }
        for id in self.called.get(name).cloned().unwrap_or_default().iter() {
            if is_so(self, *id)? {
                return Ok(Some(*id));
            }
        }
        Ok(None)
    }

    fn changes_alone(&mut self, id: Id) -> Result<Rc<Vec<StoredChange>>, Problem> {
        if let Some(known) = self.alone.get(&id) {
            return Ok(Rc::clone(known));
        }
        let read = Rc::new(self.journal.changes_of_one(id)?);
        self.alone.insert(id, Rc::clone(&read));
        Ok(read)
    }

    fn changes_with_rows(&mut self, id: Id) -> Result<Rc<Vec<StoredChange>>, Problem> {
        if let Some(known) = self.with_rows.get(&id) {
            return Ok(Rc::clone(known));
        }
        let read = Rc::new(self.journal.changes_of_record(id)?);
        self.with_rows.insert(id, Rc::clone(&read));
        Ok(read)
    }
}

/// Makes the changes up to a change set, whatever stood there: something may have been taken out of one of them.
fn replay(facts: &mut Facts, changes: &[StoredChange], upto: i64) {
    for change in changes.iter().filter(|change| change.change_set <= upto) {
        let id = change.id.0;
        match (&change.field, &change.after) {
            (None, Json::Object(fields)) => {
                let fields = fields.iter();
                let fields = fields.map(|(key, value)| (key.clone(), value.clone()));
                facts.0.insert(id, (change.kind.clone(), fields.collect()));
            }
            (None, _) => {
                facts.0.remove(&id);
            }
            (Some(field), after) => {
                if let Some((_, fields)) = facts.0.get_mut(&id) {
                    fields.insert(field.clone(), after.clone());
                }
            }
        }
    }
}

/// Adds the names of what gives a record its own name.
fn put_called_by(kind: &str, fields: &BTreeMap<String, Json>, out: &mut Vec<String>) {
    let Some(kind) = RecordKind::from_key(kind) else {
        return;
    };
    let declaration = kind.declaration();
    for (key, value) in fields {
        let target = target(declaration, key).filter(|target| !is_of_rows(*target));
        if called_by(kind, key) && target.is_some() {
            put_texts(value, out);
        }
    }
}

/// Leaves of what is known what records are called by and where they stand, and nothing that leads nowhere.
fn keep_names(facts: &mut Facts) {
    let names = facts.0.values().filter_map(|(_, fields)| fields.get("ref"));
    let names: BTreeSet<String> = names
        .filter_map(|it| Some(it.as_str()?.to_owned()))
        .collect();
    let ids: BTreeSet<u64> = facts.0.keys().map(|id| u64::from(*id)).collect();
    let is_held = |kind: RecordKind, fields: &BTreeMap<String, Json>| {
        let parent = fields.get("parent").and_then(Json::as_u64);
        kind.parent().is_none() || parent.is_some_and(|parent| ids.contains(&parent))
    };
    facts.0.retain(|_, (kind, fields)| {
        RecordKind::from_key(kind).is_some_and(|kind| is_held(kind, fields))
    });
    for (kind, fields) in facts.0.values_mut() {
        let Some(kind) = RecordKind::from_key(kind) else {
            continue;
        };
        let declaration = kind.declaration();
        let is_row = kind.parent().is_some();
        fields.retain(|key, value| {
            let stands = key == "ref" || (is_row && matches!(key.as_str(), "parent" | "position"));
            let mut texts = Vec::new();
            if declaration.refers(key) {
                put_texts(value, &mut texts);
            }
            let leads = texts.iter().all(|text| names.contains(text));
            stands || (called_by(kind, key) && leads)
        });
    }
}
