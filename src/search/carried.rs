//! What was made ready for some entries, carried over to the entries that come after them.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hash};

/// Gives what each of `keys` has among what was made ready before; the rest is left in `away`, which is looked through
/// too.
///
/// Entries mostly stand in the order in which they stood: then nothing is hashed.
pub(crate) fn carried<K: Copy + Eq + Hash, T, S: BuildHasher>(
    before: Vec<(K, T)>,
    keys: &[K],
    away: &mut HashMap<K, T, S>,
) -> Vec<Option<T>> {
    let mut before = before.into_iter();
    let mut carried = Vec::with_capacity(keys.len());
    for key in keys {
        let [next, after] = [0, 1].map(|at| {
            let there = before.as_slice().get(at);
            there.is_some_and(|(of, _)| of == key)
        });
        // One that stood there is gone.
        if after && !next {
            away.extend(before.next());
        }
        let made = (next || after).then(|| before.next()).flatten();
        carried.push(made.map(|(_, made)| made));
    }
    away.extend(before);
    if !away.is_empty() {
        let lacking = carried.iter_mut().zip(keys);
        for (made, key) in lacking.filter(|(made, _)| made.is_none()) {
            *made = away.remove(key);
        }
    }
    carried
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `keys` get of what was made for `before`, and what is left.
    fn carry(before: &[u8], keys: &[u8]) -> (Vec<Option<u8>>, usize) {
        let mut away = HashMap::from([(99, 99)]);
        let before = before.iter().map(|key| (*key, *key)).collect();
        let carried = carried(before, keys, &mut away);
        (carried, away.len())
    }

    #[test]
    fn each_entry_has_its_own_whatever_comes_goes_or_moves() {
        let before = [1, 2, 3, 4, 5];
        for keys in [
            &[1, 2, 3, 4, 5][..],
            &[1, 3, 5],
            &[3],
            &[5, 4, 3, 2, 1],
            &[2, 3, 4, 5, 1],
            &[7, 1, 2, 8, 9, 3, 4, 5, 6],
            &[4, 99, 7, 1],
            &[],
        ] {
            let (carried, left) = carry(&before, keys);
            for (key, made) in keys.iter().zip(&carried) {
                let known = before.contains(key) || *key == 99;
                assert_eq!(*made, known.then_some(*key), "{key} of {keys:?}");
            }
            let taken = carried.iter().flatten().count();
            assert_eq!(left, before.len() + 1 - taken, "{keys:?}");
        }
    }
}
