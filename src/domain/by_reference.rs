//! Records by their references.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};
use std::sync::Arc;

use smol_str::SmolStr;

use super::value::Id;

/// In how many parts the references lie.
const PARTS: usize = 1 << 8;

/// Some of the references, each with the number of its record.
type Part = HashMap<SmolStr, Id, RandomState>;

/// The number of the record that has a reference, for registers that share what they have in common: a copy copies
/// nothing but the part that is changed in it later.
#[derive(Clone, Debug, Default)]
pub(super) struct ByReference {
    /// Into which part a reference goes: by chance, for anybody may choose references.
    spread: RandomState,
    /// None before the first reference.
    parts: Vec<Arc<Part>>,
}

impl ByReference {
    fn place(&self, reference: &str) -> usize {
        let spread = self.spread.hash_one(reference) % PARTS as u64;
        usize::try_from(spread).unwrap_or_default()
    }

    /// The record that has a reference.
    pub(super) fn get(&self, reference: &str) -> Option<Id> {
        let part = self.parts.get(self.place(reference))?;
        part.get(reference).copied()
    }

    /// Takes in which record has a reference.
    pub(super) fn insert(&mut self, reference: &str, id: Id) {
        if self.get(reference) == Some(id) {
            return;
        }
        if self.parts.is_empty() {
            let part = || Arc::new(Part::with_hasher(self.spread.clone()));
            self.parts = std::iter::repeat_with(part).take(PARTS).collect();
        }
        let place = self.place(reference);
        Arc::make_mut(&mut self.parts[place]).insert(SmolStr::new(reference), id);
    }

    /// No record has the reference any more.
    pub(super) fn remove(&mut self, reference: &str) {
        let place = self.place(reference);
        if let Some(part) = self.parts.get_mut(place)
            && part.contains_key(reference)
        {
            Arc::make_mut(part).remove(reference);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_shares_all_parts_but_those_that_are_changed_in_it() {
        let mut known = ByReference::default();
        assert_eq!(known.get("A1"), None);
        known.remove("A1");
        for id in 0..5000 {
            known.insert(&format!("A{id}"), Id(id));
        }
        let mut copy = known.clone();
        copy.insert("A7", Id(7));
        copy.remove("B7");
        let shared = |copy: &ByReference| {
            let parts = known.parts.iter().zip(&copy.parts);
            parts.filter(|(one, other)| Arc::ptr_eq(one, other)).count()
        };
        assert_eq!(shared(&copy), PARTS);
        copy.insert("A7", Id(8));
        assert_eq!(
            [known.get("A7"), copy.get("A7")],
            [Some(Id(7)), Some(Id(8))]
        );
        assert_eq!(shared(&copy), PARTS - 1);
        copy.remove("A7");
        assert_eq!([known.get("A7"), copy.get("A7")], [Some(Id(7)), None]);
        assert!((0..5000).all(|id| known.get(&format!("A{id}")) == Some(Id(id))));
    }
}
