//! What comes from another register: its records come as new, and are known again by what they are called there.

use std::collections::{HashMap, HashSet};

use super::Matching;
use super::external_names::names_elsewhere;
use super::followed::name_of;
use super::plan::{PlannedRecord, Planner, is_new};
use super::tree::{Node, Object, Path, member};
use crate::domain::field::Record;
use crate::domain::kind::RecordKind;
use crate::domain::reference::is_reference;
use crate::domain::register::made_number;
use crate::domain::text::key;
use crate::domain::value::Value;
use crate::exchange::sheets::folding::name_key;

impl<'d> Planner<'d, '_> {
    /// Whether the file's references are names of its own, which mean nothing in this register.
    pub(super) fn comes_as_new(&self) -> bool {
        let of_source = self.document.origin.is_some();
        (of_source || !is_new(self.register))
            && match self.choice.matching {
                Matching::AsNew => true,
                Matching::ByOrigin => self.foreign || of_source,
                Matching::ByReference | Matching::Replacing => false,
            }
    }

    /// Whether the references in the file are another register's, and lead to none of this register's records.
    pub(super) fn is_foreign(&self) -> bool {
        self.foreign && self.comes_as_new()
    }

    /// The records of a source that is no register: matched by its own keys, else by reference where that was asked for;
    /// organisations also by their names, as whoever fills in a cell means the one that is there.
    pub(super) fn collect_of_source(&mut self) {
        for kind in RecordKind::records() {
            let above = Path::Root.key(kind.plural());
            for (at, node) in self.document.list(kind).iter().enumerate() {
                let object = self.object(node, &above.at(at));
                if let Node::Text(own) = member(object, "ref") {
                    self.records.insert(own.to_string(), self.entries.len());
                }
                let origin = self.document.origin.as_ref();
                let key = origin.and_then(|origin| origin.keys.get(&(kind, at)));
                self.entries.push(PlannedRecord {
                    called: key.map(|key| key.text.clone()).unwrap_or_default(),
                    ..PlannedRecord::new(kind, at, object)
                });
            }
        }
        self.match_by_name_elsewhere();
        let by_reference = !self.comes_as_new();
        for index in 0..self.entries.len() {
            let entry = &self.entries[index];
            if entry.existing.is_some() {
                continue;
            }
            let found = if entry.kind == RecordKind::Organisation {
                self.organisation_named(entry.object)
            } else if by_reference {
                let id = self.register.find(&entry.called);
                id.and_then(|id| self.register.get(id))
                    .filter(|it| it.kind() == entry.kind)
            } else {
                None
            };
            if let Some(found) = found
                && self.matched.insert(found.id())
            {
                self.entries[index].existing = Some(found);
            }
        }
        self.match_founding();
        for entry in &self.entries {
            if let (Some(existing), Node::Text(own)) = (entry.existing, member(entry.object, "ref"))
            {
                self.called.insert(existing.id(), own);
            }
        }
        self.follow_moved();
        self.find_gone();
        self.renumber();
    }

    /// Finds the records that the source brought once and that were removed here since.
    fn find_gone(&mut self) {
        let (Some(base), Some(system)) = (self.choice.base, self.document.system()) else {
            return;
        };
        if self.choice.matching == Matching::AsNew {
            return;
        }
        let mut gone: HashMap<(RecordKind, String), &'d dyn Record> = HashMap::new();
        for record in base.all_records() {
            if self.register.place(record.id()).is_some() {
                continue;
            }
            for (named, id) in names_elsewhere(record) {
                if named == system {
                    gone.entry((record.kind(), id)).or_insert(record);
                }
            }
        }
        let named = |record: &dyn Record| key(&record.text("name").unwrap_or_default());
        let in_file = self.entries.iter().map(|entry| name_of(entry.object));
        let in_file: HashSet<String> = in_file.collect();
        let mut by_name: HashMap<(RecordKind, String), &'d dyn Record> = HashMap::new();
        for ((kind, _), record) in &gone {
            by_name.entry((*kind, named(*record))).or_insert(*record);
        }
        for (index, entry) in self.entries.iter().enumerate() {
            if entry.existing.is_some() {
                continue;
            }
            let name = name_of(entry.object);
            let by_key = gone.get(&(entry.kind, entry.called.clone())).copied();
            // The key may name another now, as that of a row that was numbered anew.
            let by_key = by_key.filter(|record| {
                let before = named(*record);
                before == name || !in_file.contains(&before)
            });
            let found = by_key.or_else(|| by_name.get(&(entry.kind, name)).copied());
            if let Some(record) = found {
                self.gone.insert(index, record);
            }
        }
    }

    /// The organisation of the register that has the name of one of the file.
    fn organisation_named(&self, object: &Object<'_>) -> Option<&'d dyn Record> {
        let Node::Text(name) = member(object, "name") else {
            return None;
        };
        let same = |it: &dyn Fn(&str) -> bool| {
            let mut all = self.register.organisations.iter();
            all.find(|known| known.name.as_deref().is_some_and(it))
        };
        let whole = key(name);
        let found = same(&|it| key(it) == whole);
        // Who ends a sentence with it adds a full stop, and the form of a company may have some or none.
        let bare = name_key(name);
        let found = found.or_else(|| same(&|it| !bare.is_empty() && name_key(it) == bare))?;
        Some(found)
    }

    /// Finds the records that an earlier import of the same register made, by what they are called there.
    pub(super) fn match_by_name_elsewhere(&mut self) {
        let Some(system) = self.document.system() else {
            return;
        };
        if self.choice.matching == Matching::AsNew {
            return;
        }
        let mut known: HashMap<(RecordKind, String), &'d dyn Record> = HashMap::new();
        for record in self.register.all_records() {
            for (named, id) in names_elsewhere(record) {
                if named == system {
                    known.entry((record.kind(), id)).or_insert(record);
                }
            }
        }
        for entry in &mut self.entries {
            let called = match self.document.origin {
                Some(_) => &entry.called,
                None => &entry.reference,
            };
            let found = known.get(&(entry.kind, called.clone())).copied();
            if let Some(record) = found
                && self.matched.insert(record.id())
            {
                entry.existing = Some(record);
            }
        }
    }

    /// Gives the file's records references that are free here: their own where it is, else the next number.
    pub(super) fn renumber(&mut self) {
        let mut taken: HashSet<String> = HashSet::new();
        let origin = self.document.origin.as_ref();
        for entry in &mut self.entries {
            if origin.is_none() {
                entry.called.clone_from(&entry.reference);
            }
            if let Some(existing) = entry.existing {
                entry.reference.clone_from(&existing.head().reference);
                taken.insert(entry.reference.clone());
            }
        }
        let mut later = Vec::new();
        for (index, entry) in self.entries.iter_mut().enumerate() {
            if entry.existing.is_some() {
                continue;
            }
            let names = origin.is_none_or(|origin| {
                let key = origin.keys.get(&(entry.kind, entry.at));
                key.is_some_and(|key| key.names)
            });
            let free = names
                && is_reference(&entry.called)
                && self.register.find(&entry.called).is_none()
                && taken.insert(entry.called.clone());
            if free {
                entry.reference.clone_from(&entry.called);
            } else {
                later.push(index);
            }
        }
        let mut next: HashMap<RecordKind, u32> = HashMap::new();
        for index in later {
            let kind = self.entries[index].kind;
            let start = || {
                let next = self.register.next_reference(kind, None);
                made_number(&next, kind.prefix()).unwrap_or(1)
            };
            let number = next.entry(kind).or_insert_with(start);
            loop {
                let reference = format!("{}{number}", kind.prefix());
                *number += 1;
                if self.register.find(&reference).is_none() && taken.insert(reference.clone()) {
                    self.entries[index].reference = reference;
                    break;
                }
            }
        }
    }

    /// The records that come under another reference than the file's.
    pub(super) fn renumbered(&self) -> Vec<(String, String)> {
        let of_source = self.document.origin.is_some();
        let entries = self.entries.iter().filter(|_| !of_source);
        let other = entries.filter(|it| !it.called.is_empty() && it.called != it.reference);
        other
            .filter(|it| it.existing.is_none())
            .map(|it| (it.called.clone(), it.reference.clone()))
            .collect()
    }

    /// The records that come and are called like one that is there.
    pub(super) fn alike(&self) -> Vec<(String, String)> {
        if is_new(self.register) {
            return Vec::new();
        }
        let mut known: HashMap<(RecordKind, String), &str> = HashMap::new();
        for record in self.register.all_records() {
            if let Some(name) = record.text("name") {
                let reference = record.head().reference.as_str();
                known
                    .entry((record.kind(), key(&name)))
                    .or_insert(reference);
            }
        }
        let come = self.entries.iter().filter(|entry| entry.existing.is_none());
        come.filter_map(|entry| {
            let Node::Text(name) = member(entry.object, "name") else {
                return None;
            };
            let like = known.get(&(entry.kind, key(name)))?;
            Some((entry.reference.clone(), (*like).to_owned()))
        })
        .collect()
    }

    /// Whether the file calls another of its records by a name in other systems.
    fn names_another(&self, entry: &PlannedRecord<'_, '_>, item: &[Value]) -> bool {
        let [Value::Text(named), Value::Text(id)] = item else {
            return false;
        };
        let mut others = self.entries.iter();
        self.document.system() == Some(named)
            && others.any(|it| it.kind == entry.kind && it.at != entry.at && it.called == *id)
    }

    /// Records what another register calls a record, so that the next import of that register knows it.
    pub(super) fn name_elsewhere(&self, record: &mut dyn Record, entry: &PlannedRecord<'_, '_>) {
        let named = match self.document.origin {
            // An organisation that was found by its name is called by it.
            Some(_) => {
                let existing = entry.existing.map(|it| it.id());
                entry.kind != RecordKind::Organisation
                    || existing.is_none_or(|it| self.is_taken_for(it))
            }
            None => self.is_foreign(),
        };
        let Some(system) = self
            .document
            .system()
            .filter(|_| named && !entry.called.is_empty())
        else {
            return;
        };
        let Some(index) = record.declaration().field("external_ids") else {
            return;
        };
        let text = |text: &str| Value::Text(text.to_owned());
        let own = vec![text(system), text(&entry.called)];
        let mut items = match record.get(index) {
            Value::Items(items) => items,
            _ => Vec::new(),
        };
        let before = items.clone();
        if entry.is_followed {
            items.retain(|item| item == &own || !self.names_another(entry, item));
        }
        if !items.contains(&own) {
            items.push(own);
        }
        if items != before {
            record.record_value("external_ids", Value::Items(items));
        }
    }
}
