//! What a register must hold, by a simple account of who did what.

use std::collections::BTreeMap;

use ropa::domain::register::Register;
use ropa::domain::value::Id;

/// The text fields that are followed, by kind of record.
pub const FIELDS: &[(&str, &[&str])] = &[
    ("organisation", &["name", "notes"]),
    ("activity", &["name", "owner", "department", "description"]),
];

/// The fields of a record that are followed, with their texts.
pub type Texts = BTreeMap<&'static str, Option<String>>;

/// Every record that is followed.
pub type Records = BTreeMap<Id, Texts>;

/// What a register holds of what is followed.
pub fn records(register: &Register) -> Records {
    let mut records = Records::new();
    for record in register.all_records() {
        let fields = FIELDS.iter().find(|(kind, _)| *kind == record.kind().key());
        if let Some((_, fields)) = fields {
            let texts = fields.iter().map(|key| (*key, record.text(key)));
            records.insert(record.id(), texts.collect());
        }
    }
    records
}

/// What a change set did to what is followed.
#[derive(Clone, Debug)]
pub struct Set {
    /// Its number.
    pub number: i64,
    /// The set that it takes back.
    pub undoes: Option<i64>,
    /// The records that it touched, before and after; nothing where one was not there.
    pub touched: BTreeMap<Id, (Option<Texts>, Option<Texts>)>,
}

/// The account.
#[derive(Clone, Debug)]
pub struct Model {
    /// What must be there.
    pub records: Records,
    /// Every confirmed save.
    pub sets: Vec<Set>,
    /// The number of the last set before the account began.
    pub begun: i64,
}

impl Model {
    /// Begins with a register.
    pub fn of(register: &Register) -> Self {
        Self {
            records: records(register),
            sets: Vec::new(),
            begun: register.mark.number,
        }
    }

    /// The number of the latest set.
    pub fn latest(&self) -> i64 {
        self.sets.last().map_or(self.begun, |set| set.number)
    }

    /// Enters a confirmed save.
    pub fn enter(&mut self, number: i64, undoes: Option<i64>, after: Records) {
        assert_eq!(number, self.latest() + 1, "the number of a confirmed save");
        let mut touched = BTreeMap::new();
        for id in self.records.keys().chain(after.keys()) {
            let (before, after) = (self.records.get(id), after.get(id));
            if before != after {
                touched.insert(*id, (before.cloned(), after.cloned()));
            }
        }
        self.sets.push(Set {
            number,
            undoes,
            touched,
        });
        self.records = after;
    }

    /// What must be there when a set of the account was taken back; nothing where a later one stands in its way.
    pub fn without(&self, number: i64) -> Option<Records> {
        let set = self.sets.iter().find(|set| set.number == number)?;
        let mut records = self.records.clone();
        for (id, (before, after)) in &set.touched {
            match (before, after) {
                (None, Some(_)) => drop(records.remove(id)?),
                (Some(before), None) => {
                    if records.insert(*id, before.clone()).is_some() {
                        return None;
                    }
                }
                (Some(before), Some(after)) => {
                    let now = records.get_mut(id)?;
                    for (key, was) in before {
                        if after[key] == *was {
                            continue;
                        }
                        if now[key] != after[key] {
                            return None;
                        }
                        now.insert(key, was.clone());
                    }
                }
                (None, None) => {}
            }
        }
        Some(records)
    }

    /// The sets that can be undone, the latest first.
    pub fn undoable(&self) -> Vec<i64> {
        let taken = |number| {
            self.sets
                .iter()
                .any(|set| set.undoes == Some(number) && !self.is_taken(set.number))
        };
        let ordinary = self.sets.iter().rev().filter(|set| set.undoes.is_none());
        ordinary
            .map(|set| set.number)
            .filter(|number| !taken(*number))
            .collect()
    }

    fn is_taken(&self, number: i64) -> bool {
        self.sets.iter().any(|set| set.undoes == Some(number))
    }

    /// The undo that a redo takes back.
    pub fn redoable(&self) -> Option<i64> {
        let ordinary = |number| {
            self.sets
                .iter()
                .any(|set| set.number == number && set.undoes.is_none())
        };
        // Of sets from before the account, none is undone here.
        self.sets
            .iter()
            .rev()
            .take_while(|set| set.undoes.is_some())
            .find(|set| {
                set.undoes
                    .is_some_and(|of| ordinary(of) || of <= self.begun)
                    && !self.is_taken(set.number)
            })
            .map(|set| set.number)
    }
}
