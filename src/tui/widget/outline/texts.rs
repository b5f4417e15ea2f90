//! What entries are found by: made once for each, and kept wherever the entry goes.

use std::hash::Hash;

use rustc_hash::FxHashMap;

use crate::domain::halves::in_two;
use crate::search::Query;
use crate::search::lines::{LineNumbers, Lines};

/// So many texts are let go before the lines of those that are gone are looked at.
const FEW: usize = 1_000;

/// No text is made yet.
const NONE: u32 = u32::MAX;

/// The texts that entries are found by.
#[derive(Debug)]
pub(super) struct EntryTexts<K> {
    /// Where the text of each entry lies, of those too that are not among the entries now.
    known: FxHashMap<K, u32>,
    texts: Vec<LineNumbers>,
    /// The lines of the texts, of those too that were let go.
    lines: Lines,
    /// How many texts were let go of which the lines are still there.
    gone: usize,
    /// Places in `texts` that hold nothing any more.
    free: Vec<u32>,
    /// Where the text of the entry at each place lies; shorter than the entries while texts are made.
    here: Vec<u32>,
    /// How many of the entries have theirs, from the first on.
    ready: usize,
    /// Whether texts are kept while their entries are not among the entries.
    keeps: bool,
}

impl<K> Default for EntryTexts<K> {
    fn default() -> Self {
        Self {
            known: FxHashMap::default(),
            texts: Vec::new(),
            lines: Lines::default(),
            gone: 0,
            free: Vec::new(),
            here: Vec::new(),
            ready: 0,
            keeps: false,
        }
    }
}

impl<K: Copy + Eq + Hash> EntryTexts<K> {
    /// Texts that are kept while their entries are away.
    pub(super) fn keeping() -> Self {
        Self {
            keeps: true,
            ..Self::default()
        }
    }

    /// Takes other entries, or the same in another order. `same` says of which the text still holds.
    pub(super) fn take(&mut self, keys: &[K], same: impl Fn(&K) -> bool) {
        self.ready = 0;
        self.here.clear();
        self.retain(|key, _| same(key));
        if self.gone > self.known.len() + FEW {
            // Their lines take more room than making the texts again takes time.
            *self = Self {
                keeps: self.keeps,
                ..Self::default()
            };
        }
        if self.known.is_empty() {
            return;
        }
        let slots = keys.iter().map(|key| self.known.get(key));
        self.here
            .extend(slots.map(|slot| slot.copied().unwrap_or(NONE)));
        if !self.keeps {
            let mut used = vec![false; self.texts.len()];
            for slot in self.here.iter().filter(|slot| **slot != NONE) {
                used[*slot as usize] = true;
            }
            self.retain(|_, slot| used[slot as usize]);
        }
    }

    /// Lets go of the texts of all entries but some.
    fn retain(&mut self, stays: impl Fn(&K, u32) -> bool) {
        let (texts, free, gone) = (&mut self.texts, &mut self.free, &mut self.gone);
        self.known.retain(|key, slot| {
            let stays = stays(key, *slot);
            if !stays {
                texts[*slot as usize] = LineNumbers::default();
                free.push(*slot);
                *gone += 1;
            }
            stays
        });
    }

    /// Makes up to `most` more texts; `false` where all are made.
    pub(super) fn prepare(&mut self, keys: &[K], most: usize, text: &dyn Fn(&K) -> String) -> bool {
        let mut made = 0;
        while self.ready < keys.len() && made < most {
            let at = self.ready;
            if self.here.get(at).is_none_or(|slot| *slot == NONE) {
                let slot = self.slot(&keys[at], text);
                match self.here.get_mut(at) {
                    Some(here) => *here = slot,
                    None => self.here.push(slot),
                }
                made += 1;
            }
            self.ready += 1;
        }
        self.ready < keys.len()
    }

    /// Where the text of an entry lies, which is made where it is not.
    fn slot(&mut self, key: &K, text: &dyn Fn(&K) -> String) -> u32 {
        if let Some(slot) = self.known.get(key) {
            return *slot;
        }
        let numbers = self.lines.take(&text(key));
        let slot = if let Some(slot) = self.free.pop() {
            self.texts[slot as usize] = numbers;
            slot
        } else {
            self.texts.push(numbers);
            u32::try_from(self.texts.len() - 1).unwrap_or(NONE)
        };
        self.known.insert(*key, slot);
        slot
    }

    /// Of some places those whose text is made and holds all words of a query, in their order.
    pub(super) fn holding(&self, places: &[u32], query: &Query) -> Vec<u32> {
        let (here, texts) = (&self.here, &self.texts);
        let found = self.lines.look(query);
        let holds = |place: &u32| {
            let slot = here.get(*place as usize).copied().unwrap_or(NONE);
            let text = texts.get(slot as usize);
            text.is_some_and(|text| found.are_in(text))
        };
        // A long list is more text than one core reads between two letters.
        in_two(places, |places| {
            places.iter().copied().filter(holds).collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_entry_has_its_own_text_whatever_comes_goes_or_moves() {
        for keeps in [false, true] {
            let mut texts = EntryTexts {
                keeps,
                ..EntryTexts::default()
            };
            for keys in [
                &[1, 2, 3, 4, 5][..],
                &[5, 4, 3, 2, 1],
                &[3],
                &[7, 1, 2, 8, 3, 3, 9],
                &[],
                &[9, 1],
            ] {
                texts.take(keys, |key| key % 4 != 0);
                while texts.prepare(keys, 2, &|key: &u32| format!("number {key}.")) {}
                let places: Vec<u32> = (0..).take(keys.len()).collect();
                for asked in 0..10 {
                    let held = texts.holding(&places, &Query::new(&format!("{asked}.")));
                    let held: Vec<u32> = held.iter().map(|at| keys[*at as usize]).collect();
                    let there: Vec<u32> = keys.iter().copied().filter(|it| *it == asked).collect();
                    assert_eq!(held, there, "{asked} of {keys:?}");
                }
                let kept = texts.known.len() + texts.free.len();
                assert_eq!(kept, texts.texts.len(), "{keys:?}");
                assert!(keeps || texts.known.len() <= keys.len());
            }
        }
    }

    #[test]
    fn what_no_entry_says_any_more_is_let_go() {
        let keys: Vec<u32> = (0..2_000).collect();
        let places = keys.clone();
        let mut texts = EntryTexts::default();
        for round in 0..20 {
            texts.take(&keys, |key| key % 2 == 0);
            texts.prepare(&keys, usize::MAX, &|key| format!("{key} in round {round}"));
            let held = texts.holding(&places, &Query::new("1999 round"));
            assert_eq!(held, [1999], "{round}");
            assert!(texts.lines.len() <= 2 * keys.len() + FEW, "{round}");
        }
    }
}
