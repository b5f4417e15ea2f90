//! What comes from another register: its records come as new, and are known again by what they are called there.

use std::collections::{HashMap, HashSet};

use super::Matching;
use super::plan::{Entry, Planner, is_new};
use super::tree::{Node, member};
use crate::domain::field::Record;
use crate::domain::kind::RecordKind;
use crate::domain::reference::is_reference;
use crate::domain::register::made_number;
use crate::domain::text::key;
use crate::domain::value::Value;

impl<'d> Planner<'d, '_> {
    /// Whether the file's references are names of its own, which mean nothing in this register.
    pub(super) fn comes_as_new(&self) -> bool {
        !is_new(self.register)
            && match self.choice.matching {
                Matching::AsNew => true,
                Matching::ByOrigin => self.foreign,
                Matching::ByReference | Matching::Replacing => false,
            }
    }

    /// Whether the references in the file are another register's, and lead to none of this register's records.
    pub(super) fn is_foreign(&self) -> bool {
        self.foreign && self.comes_as_new()
    }

    /// Finds the records that an earlier import of the same register made, by what they are called there.
    pub(super) fn match_by_name_elsewhere(&mut self) {
        let Some(system) = self.document.register_id() else {
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
            let found = known.get(&(entry.kind, entry.reference.clone())).copied();
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
        for entry in &mut self.entries {
            entry.called.clone_from(&entry.reference);
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
            let free = is_reference(&entry.called)
                && self.register.find(&entry.called).is_none()
                && taken.insert(entry.called.clone());
            if !free {
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
        let entries = self.entries.iter();
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

    /// Records what another register calls a record, so that the next import of that register knows it.
    pub(super) fn name_elsewhere(&self, record: &mut dyn Record, entry: &Entry<'_, '_>) {
        let Some(system) = self.document.register_id().filter(|_| self.is_foreign()) else {
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
        if !items.contains(&own) {
            items.push(own);
            record.record_value("external_ids", Value::Items(items));
        }
    }
}

/// What a record is called in other systems: the system, and the name or number there.
fn names_elsewhere(record: &dyn Record) -> Vec<(String, String)> {
    let Value::Items(items) = record.value("external_ids") else {
        return Vec::new();
    };
    let text = |value: Option<&Value>| match value {
        Some(Value::Text(text)) => text.clone(),
        _ => String::new(),
    };
    let pairs = items.iter();
    pairs
        .map(|item| (text(item.first()), text(item.get(1))))
        .collect()
}
