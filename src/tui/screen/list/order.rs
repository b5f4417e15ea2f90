//! What the entries of a list are sorted by: made once for a column, and again only for what was changed since.

use std::collections::HashMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::cells::{ListEntry, sort_key};
use crate::domain::text::SortKey;
use crate::domain::value::Id;
use crate::labels::shown::FINDINGS;
use crate::tui::scene::Scene;

/// The keys of the columns that were asked for.
#[derive(Debug, Default)]
pub(super) struct SortKeys(HashMap<&'static str, ColumnKeys>);

/// The keys of a column.
#[derive(Debug, Default)]
struct ColumnKeys {
    /// The version of the register that they are of.
    version: u64,
    of: FxHashMap<ListEntry, SortKey>,
    /// How many of the entries that are asked about are known to have theirs, from the first on.
    ready: usize,
}

impl SortKeys {
    /// Sorts entries by a column.
    pub(super) fn sort(
        &mut self,
        entries: &mut Vec<ListEntry>,
        key: &'static str,
        scene: &Scene<'_>,
    ) {
        // Findings come and go with no change of the record.
        if key == FINDINGS {
            entries.sort_by_cached_key(|entry| sort_key(*entry, key, scene));
            return;
        }
        self.take_others();
        self.make(entries, key, usize::MAX, scene);
        if let Some(known) = self.0.get(key) {
            known.sort(entries);
        }
    }

    /// From now on it is asked about other entries.
    pub(super) fn take_others(&mut self) {
        self.0.values_mut().for_each(|known| known.ready = 0);
    }

    /// Makes up to `most` more keys of a column ready; `false` where all are.
    ///
    /// It is asked about the same entries each time, until [`Self::take_others`].
    pub(super) fn make(
        &mut self,
        entries: &[ListEntry],
        key: &'static str,
        most: usize,
        scene: &Scene<'_>,
    ) -> bool {
        if key == FINDINGS {
            return false;
        }
        let known = self.0.entry(key).or_default();
        known.follow(scene.version, |version| scene.touched.since(version));
        known.make(entries, most, |entry| sort_key(entry, key, scene))
    }
}

impl ColumnKeys {
    /// Lets go of the keys of what was changed up to a version.
    fn follow(&mut self, version: u64, changed_since: impl Fn(u64) -> Option<FxHashSet<Id>>) {
        if self.version == version {
            return;
        }
        match changed_since(self.version) {
            Some(changed) => self.of.retain(|entry, _| !changed.contains(&entry.owner)),
            None => self.of.clear(),
        }
        self.version = version;
        self.ready = 0;
    }

    /// Makes up to `most` more keys; `false` where all are made.
    fn make(
        &mut self,
        entries: &[ListEntry],
        most: usize,
        key_of: impl Fn(ListEntry) -> SortKey,
    ) -> bool {
        let mut made = 0;
        for entry in entries.iter().skip(self.ready) {
            if !self.of.contains_key(entry) {
                if made == most {
                    return true;
                }
                self.of.insert(*entry, key_of(*entry));
                made += 1;
            }
            self.ready += 1;
        }
        false
    }

    fn sort(&self, entries: &mut Vec<ListEntry>) {
        let keyed = entries.iter().map(|entry| (self.of.get(entry), *entry));
        let mut sorted: Vec<(Option<&SortKey>, ListEntry)> = keyed.collect();
        sorted.sort_by_key(|(key, _)| *key);
        *entries = sorted.into_iter().map(|(_, entry)| entry).collect();
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::domain::text::order::Alphabet;

    #[test]
    fn a_column_is_read_once_and_after_a_change_only_what_was_changed() {
        let entry = |id: u32| ListEntry {
            owner: Id(id),
            id: Id(id),
        };
        let entries: Vec<ListEntry> = (1..=1000).map(entry).collect();
        let read = Cell::new(0);
        let key_of = |entry: ListEntry| {
            read.set(read.get() + 1);
            SortKey::new(&(2000 - entry.id.0).to_string(), &Alphabet::default())
        };
        let mut keys = ColumnKeys::default();
        assert!(
            keys.make(&entries, 400, key_of),
            "the rest is still to be made"
        );
        assert!(!keys.make(&entries, 600, key_of));
        let mut sorted = entries.clone();
        keys.sort(&mut sorted);
        assert_eq!(sorted[0], entry(1000));
        assert!(!keys.make(&entries, usize::MAX, key_of));
        assert_eq!((read.get(), keys.ready), (1000, 1000));
        keys.follow(2, |_| Some(FxHashSet::from_iter([Id(7), Id(8)])));
        keys.make(&entries, usize::MAX, key_of);
        assert_eq!(read.get(), 1002);
        keys.follow(3, |_| None);
        keys.make(&entries, usize::MAX, key_of);
        assert_eq!(read.get(), 2002);
    }
}
