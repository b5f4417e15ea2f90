//! Which records refer to which records and rows: what the register keeps, so that nobody looks through all of it.

use std::sync::{Arc, LazyLock};

use super::by_id::ById;
use super::field::Record;
use super::kind::RecordKind;
use super::value::Id;

/// A field that refers to a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Referrer {
    /// The record that holds the referring record or row.
    pub owner: Id,
    /// The referring record or row.
    pub id: Id,
    /// The field.
    pub key: &'static str,
}

/// The fields of a kind that refer to records, by their places.
#[must_use]
pub fn reference_fields(kind: RecordKind) -> &'static [usize] {
    &REFERENCE_FIELDS[kind as usize]
}

/// The fields of each kind that refer to records, in the order of the kinds.
static REFERENCE_FIELDS: LazyLock<Vec<Vec<usize>>> = LazyLock::new(|| {
    let of_kind = |kind: &RecordKind| {
        let fields = kind.declaration().fields.iter().enumerate();
        fields
            .filter(|(_, field)| field.kind.target().is_some())
            .map(|(index, _)| index)
            .collect()
    };
    RecordKind::ALL.iter().map(of_kind).collect()
});

/// Which records refer to what. A register that follows its file begins as a copy: copying this shall cost little.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Referring {
    /// What a record and its rows refer to.
    targets: ById<Arc<[Id]>>,
    /// The records that refer to each record or row, in the order of their numbers.
    holders: ById<Vec<Id>>,
}

impl Referring {
    /// What these records refer to.
    pub(super) fn of<'a>(records: impl Iterator<Item = &'a dyn Record>) -> Self {
        let mut referring = Self::default();
        for record in records {
            referring.put(record);
        }
        referring
    }

    /// Takes a record in as it is now.
    pub(super) fn put(&mut self, record: &dyn Record) {
        let (id, now) = (record.id(), targets_of(record));
        if self.targets.get(&id).is_some_and(|before| *before == now) {
            return;
        }
        self.forget(id);
        for target in &*now {
            let holders = self.holders.entry(*target).or_default();
            // Newer records have higher numbers: mostly this is the end.
            if let Err(at) = holders.binary_search(&id) {
                holders.insert(at, id);
            }
        }
        self.targets.insert(id, now);
    }

    /// Lets a record go.
    pub(super) fn forget(&mut self, id: Id) {
        let targets = self.targets.remove(&id);
        for target in targets.iter().flat_map(|targets| targets.iter()) {
            let Some(holders) = self.holders.get_mut(target) else {
                continue;
            };
            if let Ok(at) = holders.binary_search(&id) {
                holders.remove(at);
            }
            if holders.is_empty() {
                self.holders.remove(target);
            }
        }
    }

    /// The records that refer to a record or row.
    pub(super) fn holders(&self, target: Id) -> impl Iterator<Item = Id> {
        self.holders.get(&target).into_iter().flatten().copied()
    }
}

/// Everything that a record and its rows refer to, each once.
fn targets_of(record: &dyn Record) -> Arc<[Id]> {
    let mut targets = Vec::new();
    record.walk(None, &mut |row, _| {
        for field in reference_fields(row.kind()) {
            if row.has(*field) {
                targets.extend_from_slice(row.get(*field).refs());
            }
        }
    });
    targets.sort_unstable();
    targets.dedup();
    targets.into()
}
