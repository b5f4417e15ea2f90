//! What the entries of a list are sorted by: made once for a column, and again only for what was changed since.

use std::collections::HashMap;
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::cells::{ListEntry, sort_key};
use super::filtered::Show;
use crate::domain::text::SortKey;
use crate::domain::value::Id;
use crate::labels::shown::FINDINGS;
use crate::tui::scene::Scene;

/// The keys of the columns that were asked for.
#[derive(Debug, Default)]
pub(super) struct SortKeys {
    of: HashMap<&'static str, ColumnKeys>,
    /// The order that entries were brought into last.
    sorted: Option<SortedEntries>,
}

/// An order of entries, with what it was made for.
#[derive(Debug)]
struct SortedEntries {
    key: &'static str,
    version: u64,
    organisation: Option<Id>,
    show: Show,
    order: Vec<ListEntry>,
}

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
    /// Sorts the entries of a list by a column; what was not changed since they were sorted by it last stays in its order.
    pub(super) fn sort(
        &mut self,
        entries: &mut Vec<ListEntry>,
        key: &'static str,
        show: Show,
        scene: &Scene<'_>,
    ) {
        let before = self.sorted.take();
        // Findings come and go with no change of the record.
        if key == FINDINGS {
            entries.sort_by_cached_key(|entry| sort_key(*entry, key, scene));
            return;
        }
        let is_of_these = |before: &SortedEntries| {
            (before.key, before.organisation, before.show) == (key, scene.organisation, show)
                && show != Show::Findings
        };
        let before = before.filter(is_of_these).and_then(|before| {
            let changed = scene.touched.since(before.version)?;
            let mut others = before.order;
            others.retain(|entry| !changed.contains(&entry.owner));
            let moved = entries.iter().copied();
            let moved: Vec<ListEntry> = moved
                .filter(|entry| changed.contains(&entry.owner))
                .collect();
            (others.len() + moved.len() == entries.len()).then_some((others, moved))
        });
        if let Some((others, moved)) = before {
            self.known(&moved, key, scene)
                .sort_again(entries, &others, moved);
        } else {
            self.known(entries, key, scene).sort(entries);
        }
        self.sorted = Some(SortedEntries {
            key,
            version: scene.version,
            organisation: scene.organisation,
            show,
            order: entries.clone(),
        });
    }

    /// The keys of a column, those of some entries among them.
    fn known(
        &mut self,
        entries: &[ListEntry],
        key: &'static str,
        scene: &Scene<'_>,
    ) -> &ColumnKeys {
        self.take_others();
        self.make(entries, key, usize::MAX, scene);
        self.take_others();
        self.of.entry(key).or_default()
    }

    /// From now on it is asked about other entries.
    pub(super) fn take_others(&mut self) {
        self.of.values_mut().for_each(|known| known.ready = 0);
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
        let known = self.of.entry(key).or_default();
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

    /// The same, where the order of all others than `moved` is known, which are in the order of the register.
    fn sort_again(
        &self,
        entries: &mut Vec<ListEntry>,
        others: &[ListEntry],
        mut moved: Vec<ListEntry>,
    ) {
        moved.sort_by_key(|entry| self.of.get(entry));
        // What has the same key stands in the order of the register.
        let alike = |entry: &ListEntry| {
            let key = self.of.get(entry);
            let first = others.partition_point(|it| self.of.get(it) < key);
            let same = others[first..].partition_point(|it| self.of.get(it) == key);
            first..first + same
        };
        let alike: Vec<Range<usize>> = moved.iter().map(alike).collect();
        let mut places: FxHashMap<ListEntry, usize> = FxHashMap::default();
        for (entry, range) in moved.iter().zip(&alike) {
            places.extend(others[range.clone()].iter().map(|it| (*it, 0)));
            places.insert(*entry, 0);
        }
        for (at, entry) in entries.iter().enumerate() {
            if let Some(place) = places.get_mut(entry) {
                *place = at;
            }
        }
        let mut taken = 0;
        entries.clear();
        for (entry, range) in moved.iter().zip(alike) {
            let place = places.get(entry);
            let same = &others[range.clone()];
            let end = range.start + same.partition_point(|it| places.get(it) < place);
            entries.extend(&others[taken..end]);
            entries.push(*entry);
            taken = end;
        }
        entries.extend(&others[taken..]);
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
    #[test]
    fn what_was_changed_goes_to_its_place_among_what_was_sorted_before() {
        let entry = |id: u32| ListEntry {
            owner: Id(id / 3),
            id: Id(id),
        };
        // Few keys stand in many entries; some owners go, some come, some are called otherwise.
        for many in [1, 3, 40, 400] {
            for round in 0..20_u32 {
                let name = |id: u32, turn: u32| (id * 7 + turn * (id / 3 % 5)) % many;
                let changed: FxHashSet<Id> = (0..round).map(|step| Id(step * 11 % 60)).collect();
                let is_changed = |id: &u32| changed.contains(&entry(*id).owner);
                let before: Vec<u32> = (0..170).collect();
                let after = (0..180).filter(|id| *id < 170 || is_changed(id));
                let after: Vec<u32> = after.filter(|id| !is_changed(id) || id % 4 > 0).collect();
                let keys_of = |ids: &[u32], turn: &dyn Fn(&u32) -> u32| ColumnKeys {
                    of: ids
                        .iter()
                        .map(|id| {
                            let name = name(*id, turn(id)).to_string();
                            (entry(*id), SortKey::new(&name, &Alphabet::default()))
                        })
                        .collect(),
                    ..ColumnKeys::default()
                };
                let mut sorted: Vec<ListEntry> = before.iter().map(|id| entry(*id)).collect();
                keys_of(&before, &|_| 0).sort(&mut sorted);
                let now = keys_of(&after, &|id| u32::from(is_changed(id)));
                let entries: Vec<ListEntry> = after.iter().map(|id| entry(*id)).collect();
                let (mut anew, mut again) = (entries.clone(), entries);
                now.sort(&mut anew);
                let moved = after
                    .iter()
                    .filter(|id| is_changed(id))
                    .map(|id| entry(*id));
                let moved = moved.collect();
                sorted.retain(|entry| !changed.contains(&entry.owner));
                now.sort_again(&mut again, &sorted, moved);
                assert_eq!(again, anew, "{many} keys, round {round}");
            }
        }
    }
}
