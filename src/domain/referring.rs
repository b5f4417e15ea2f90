//! Which records refer to which records and rows: what the register keeps, so that nobody looks through all of it.

use std::sync::{Arc, LazyLock};

use super::by_id::SharedById;
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

/// Which records refer to what. A register that follows its file begins as a copy: what is not changed is shared.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Referring {
    /// What a record and its rows refer to.
    targets: SharedById<Arc<[Id]>>,
    /// The records that refer to each record or row, in the order of their numbers.
    holders: SharedById<Arc<Vec<Id>>>,
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
        let before = self.targets.get(id).cloned().unwrap_or_default();
        if before == now {
            return;
        }
        self.let_go(id, before.iter().filter(|it| !contains(&now, **it)));
        for target in now.iter().filter(|it| !contains(&before, **it)) {
            let holders = Arc::make_mut(self.holders.entry(*target));
            // Newer records have higher numbers: mostly this is the end.
            if let Err(at) = holders.binary_search(&id) {
                holders.insert(at, id);
            }
        }
        if now.is_empty() {
            self.targets.remove(id);
        } else {
            self.targets.insert(id, now);
        }
    }

    /// Lets a record go.
    pub(super) fn forget(&mut self, id: Id) {
        let targets = self.targets.get(id).cloned().unwrap_or_default();
        self.targets.remove(id);
        self.let_go(id, targets.iter());
    }

    /// A record refers to these no more.
    fn let_go<'a>(&mut self, id: Id, targets: impl Iterator<Item = &'a Id>) {
        for target in targets {
            let Some(holders) = self.holders.get_mut(*target) else {
                continue;
            };
            if holders.as_slice() == [id] {
                self.holders.remove(*target);
                continue;
            }
            if let Ok(at) = holders.binary_search(&id) {
                Arc::make_mut(holders).remove(at);
            }
        }
    }

    /// The records that refer to a record or row.
    pub(super) fn holders(&self, target: Id) -> impl Iterator<Item = Id> {
        let holders = self.holders.get(target).into_iter();
        holders.flat_map(|holders| holders.iter().copied())
    }
}

/// Whether numbers that are in order hold one.
fn contains(ids: &[Id], id: Id) -> bool {
    ids.binary_search(&id).is_ok()
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
