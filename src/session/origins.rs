//! Copies of activities: made for more of our organisations, held against their originals, and brought up to them.

use std::collections::HashMap;
use std::sync::Arc;

use super::Session;
use super::history::stored;
use super::journal_documents::{ComparedStates, DifferenceDocument};
use crate::domain::origin::{BesideOrigins, state_named};
use crate::domain::problem::Problem;
use crate::domain::progress::long_work;
use crate::domain::records::Activity;
use crate::domain::register::Register;
use crate::domain::value::Id;
use crate::labels::Lexicon;
use crate::store::StoredChange;

/// The register as it was when copies and their originals were last the same, by the numbers of the change sets.
#[derive(Debug, Default)]
pub(crate) struct CopyStates(HashMap<i64, Arc<Register>>);

impl Session {
    /// The states that copies and their originals were last the same in, where the journal has them.
    ///
    /// # Errors
    /// `origin_none` where one is no copy; what the file system says.
    pub(crate) fn states_of_copies(&self, ids: &[Id]) -> Result<CopyStates, Problem> {
        long_work("reading what copies were made from");
        let mut states = HashMap::new();
        for id in ids {
            let copy = self.register.typed::<Activity>(*id);
            let Some(copy) = copy.filter(|it| it.origin.is_some()) else {
                let reference = self.register.reference(*id);
                return Err(Problem::refused("origin_none").with("ref", reference));
            };
            let named = copy.origin_state.as_deref().and_then(state_named);
            let Some((number, hash)) = named.filter(|(number, _)| !states.contains_key(number))
            else {
                continue;
            };
            let set = self.store.change_set(number)?;
            if set.is_some_and(|set| set.hash == hash) {
                let state = if number == self.register.mark.number {
                    Arc::clone(&self.register)
                } else {
                    Arc::new(self.store.facts_until(number)?.register()?)
                };
                states.insert(number, state);
            }
        }
        Ok(CopyStates(states))
    }
}

impl CopyStates {
    /// What is different between copies and what they were made from.
    pub(crate) fn beside(&self, register: &Register, ids: &[Id]) -> BesideOrigins {
        BesideOrigins::new(register, ids, &|copy| {
            let (number, _) = copy.origin_state.as_deref().and_then(state_named)?;
            self.0.get(&number).map(|state| &**state)
        })
    }
}

/// Each difference between copies and their originals, in words.
pub(crate) fn told(register: &Register, beside: &BesideOrigins, lexicon: &Lexicon) -> Vec<String> {
    let changes: Vec<StoredChange> = beside.changes().iter().map(stored).collect();
    let document = DifferenceDocument {
        registers: (register, register),
        changes: &changes,
        states: ComparedStates::Origins(beside.sides()),
    };
    let lines = document.lines(lexicon).into_iter();
    lines.map(|(_, line)| line).collect()
}
