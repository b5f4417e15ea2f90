//! Two registers side by side: which record and row of the one is which of the other.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value as Json};

use crate::domain::facts::facts_of_row;
use crate::domain::field::Record;
use crate::domain::kind::RecordKind;
use crate::domain::register::{Register, reference_fields};
use crate::domain::text::key;
use crate::domain::value::{Id, Value};
use crate::exchange::import::names_elsewhere;

/// How the records of two files are told to be the same.
#[derive(Clone, Copy)]
pub(super) enum Kinship<'r> {
    /// They are files of one register, with the same numbers up to the state that both come from.
    Copy(&'r Register),
    /// The other is an export of this register: its references are the same, in the state that it was made at where that
    /// is known.
    Export(Option<&'r Register>),
    /// They are registers of their own.
    Apart,
}

impl<'r> Kinship<'r> {
    /// The state that both come from, where it is known.
    pub(super) fn common(self) -> Option<&'r Register> {
        match self {
            Self::Copy(common) => Some(common),
            Self::Export(common) => common,
            Self::Apart => None,
        }
    }
}

/// The other register with the numbers that its records and rows have here, so that both can be compared; `called` is what
/// the other is called where a reference of it is another record's here.
pub(super) fn aligned(
    ours: &Register,
    theirs: &Register,
    kinship: Kinship<'_>,
    called: &str,
) -> Register {
    let mut alignment = Alignment {
        ours,
        theirs,
        kinship,
        numbers: HashMap::new(),
        taken: HashSet::new(),
        next: ours.next_id.max(theirs.next_id),
    };
    alignment.records();
    for their in theirs.all_records() {
        alignment.rows(their);
    }
    alignment.register(called)
}

struct Alignment<'r> {
    ours: &'r Register,
    theirs: &'r Register,
    kinship: Kinship<'r>,
    /// The numbers that the other's records and rows have here.
    numbers: HashMap<Id, Id>,
    /// The numbers here that are one of the other's.
    taken: HashSet<Id>,
    /// The next number that neither has.
    next: u32,
}

impl<'r> Alignment<'r> {
    fn pair(&mut self, their: Id, our: Id) {
        self.numbers.insert(their, our);
        self.taken.insert(our);
    }

    /// The number that a record or row has here, or had when both were one.
    fn known(&self, their: &dyn Record) -> Option<Id> {
        let same_kind = |register: &Register, id: Id| {
            register
                .place(id)
                .is_some_and(|place| place.kind == their.kind())
        };
        let found = match self.kinship {
            Kinship::Copy(common) => same_kind(common, their.id()).then(|| their.id()),
            Kinship::Export(common) => {
                let reference = self.theirs.reference(their.id());
                let register = common.unwrap_or(self.ours);
                let found = register.find(&reference);
                found.filter(|id| same_kind(register, *id))
            }
            Kinship::Apart => None,
        };
        found.filter(|id| !self.taken.contains(id))
    }

    fn records(&mut self) {
        self.pair(self.theirs.about.head.id, self.ours.about.head.id);
        let records = || {
            let all = self.theirs.all_records();
            all.filter(|it| it.kind() != RecordKind::RegisterData)
        };
        let records: Vec<&'r dyn Record> = records().collect();
        let by_names = self.by_names_elsewhere();
        for their in &records {
            let brought = || by_names.get(&(their.kind(), their.head().reference.clone()));
            let found = self.known(*their).or_else(|| brought().copied());
            if let Some(our) = found.filter(|id| !self.taken.contains(id)) {
                self.pair(their.id(), our);
            }
        }
        // What is left is the same where it is the only one of its name on both sides.
        let named = |record: &dyn Record| {
            let name = record.text("name").or_else(|| record.text("title"))?;
            Some((record.kind(), key(&name)))
        };
        let here = self.ours.all_records();
        let here = here.filter(|it| !self.taken.contains(&it.id()));
        let here = only_ones(here.filter_map(|it| Some((named(it)?, it.id()))));
        let there = records.iter().copied();
        let there = there.filter(|it| !self.numbers.contains_key(&it.id()));
        let there = only_ones(there.filter_map(|it| Some((named(it)?, it.id()))));
        for (name, their) in there {
            if let (Some(their), Some(Some(our))) = (their, here.get(&name)) {
                self.pair(their, *our);
            }
        }
    }

    /// The records here that were brought from the other register, or went there from here, by their references there.
    fn by_names_elsewhere(&self) -> HashMap<(RecordKind, String), Id> {
        let mut found = HashMap::new();
        if let Some(system) = &self.theirs.about.id {
            for our in self.ours.all_records() {
                for (named, reference) in names_elsewhere(our) {
                    if named == *system {
                        found.entry((our.kind(), reference)).or_insert(our.id());
                    }
                }
            }
        }
        if let Some(system) = &self.ours.about.id {
            for their in self.theirs.all_records() {
                let mut names = names_elsewhere(their).into_iter();
                let here = names.find(|(named, _)| named == system);
                let our = here.and_then(|(_, reference)| self.ours.find(&reference));
                let our = our.filter(|id| {
                    let place = self.ours.place(*id);
                    place.is_some_and(|place| place.kind == their.kind())
                });
                if let Some(our) = our {
                    let spot = (their.kind(), their.head().reference.clone());
                    found.entry(spot).or_insert(our);
                }
            }
        }
        found
    }

    /// Finds the rows of a record or row of the other among those of the one that it is here.
    fn rows(&mut self, their: &'r dyn Record) {
        let our = self.numbers.get(&their.id());
        let our = our.and_then(|id| self.ours.get(*id));
        for list in 0..their.declaration().lists.len() {
            for row in their.rows(list) {
                if let Some(known) = self.known(row) {
                    self.pair(row.id(), known);
                }
            }
            if let Some(our) = our {
                self.rows_by_content(our, their, list);
            }
            for row in their.rows(list) {
                self.rows(row);
            }
        }
    }

    /// Pairs the rows of a list that are not known: those that say the same, then in their order where as many are left.
    fn rows_by_content(&mut self, our: &dyn Record, their: &dyn Record, list: usize) {
        let mut here: Vec<(Id, Map<String, Json>)> = Vec::new();
        for row in our.rows(list) {
            if !self.taken.contains(&row.id()) {
                here.push((row.id(), said(row, &|id| Some(id))));
            }
        }
        let mut left = Vec::new();
        for row in their.rows(list) {
            if self.numbers.contains_key(&row.id()) {
                continue;
            }
            let content = said(row, &|id| self.numbers.get(&id).copied());
            match here.iter().position(|(_, said)| *said == content) {
                Some(at) => {
                    let (found, _) = here.remove(at);
                    self.pair(row.id(), found);
                }
                None => left.push(row.id()),
            }
        }
        if left.len() == here.len() {
            for (their, (our, _)) in left.into_iter().zip(here) {
                self.pair(their, our);
            }
        }
    }

    /// The other register with the numbers of this one.
    fn register(mut self, called: &str) -> Register {
        let mut out = Register::empty();
        out.mark = self.theirs.mark.clone();
        let theirs = self.theirs;
        // What is referred to may come later in the file than what refers to it.
        for record in theirs.all_records() {
            record.walk(None, &mut |row, _| {
                let next = &mut self.next;
                self.numbers.entry(row.id()).or_insert_with(|| {
                    let fresh = Id(*next);
                    *next += 1;
                    fresh
                });
            });
        }
        for record in theirs.all_records() {
            let mut record = record.boxed();
            record.walk_mut(&mut |row| {
                self.renumber(row);
                self.follow(row);
            });
            if record.kind() != RecordKind::RegisterData {
                self.rename(&mut *record, called);
            }
            out.push(record);
        }
        out.reindex();
        out
    }

    /// Gives a record or row the number that it has here, and a row its place.
    fn renumber(&self, row: &mut dyn Record) {
        let their = row.id();
        let Some(id) = self.numbers.get(&their).copied() else {
            return;
        };
        row.head_mut().id = id;
        let Some(our) = self.ours.get(id) else { return };
        let head = row.head_mut();
        head.position = our.head().position;
        let lasting = match self.kinship {
            // A row that was given another reference there was given it there.
            Kinship::Copy(common) => common.place(id).is_some(),
            Kinship::Export(_) | Kinship::Apart => false,
        };
        if !lasting {
            head.reference.clone_from(&our.head().reference);
        }
    }

    /// Tells a record that is only there from the one here that has its reference.
    fn rename(&self, record: &mut dyn Record, called: &str) {
        let reference = &record.head().reference;
        let other = self.ours.find(reference);
        if other.is_some_and(|id| id != record.id()) {
            let apart = format!("{reference} ({called})");
            record.head_mut().reference = apart;
        }
    }

    /// Lets what a record or row refers to be what that is here.
    fn follow(&self, row: &mut dyn Record) {
        let here = |id: Id| self.numbers.get(&id).copied().unwrap_or(id);
        for field in reference_fields(row.kind()) {
            let value = match row.get(*field) {
                Value::Ref(id) => Value::Ref(here(id)),
                Value::Refs(ids) => Value::Refs(ids.into_iter().map(here).collect()),
                _ => continue,
            };
            row.put(*field, value);
        }
    }
}

/// Those of their name that are the only ones; nothing for a name of several.
fn only_ones<K: std::hash::Hash + Eq>(
    named: impl Iterator<Item = (K, Id)>,
) -> HashMap<K, Option<Id>> {
    let mut out: HashMap<K, Option<Id>> = HashMap::new();
    for (name, id) in named {
        out.entry(name)
            .and_modify(|it| *it = None)
            .or_insert(Some(id));
    }
    out
}

/// What a row says, apart from what it is called and where it stands; what it refers to by the numbers here.
fn said(row: &dyn Record, here: &dyn Fn(Id) -> Option<Id>) -> Map<String, Json> {
    let names = |_: Id, id: Id| match here(id) {
        Some(id) => id.0.to_string(),
        None => String::new(),
    };
    let mut fields = facts_of_row(Id(0), row, None, &names).fields;
    fields.remove("ref");
    fields
}
