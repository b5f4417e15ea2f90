//! What was made ready for some entries, carried over to the entries that come after them.

use std::hash::Hash;

use rustc_hash::FxHashMap;

/// Gives what each of `keys` has among what was made ready before.
///
/// Entries mostly stand in the order in which they stood: then nothing is hashed.
pub(crate) fn carried<K: Copy + Eq + Hash, T>(before: Vec<(K, T)>, keys: &[K]) -> Vec<Option<T>> {
    let mut moved: FxHashMap<K, T> = FxHashMap::default();
    let mut before = before.into_iter();
    let mut carried = Vec::with_capacity(keys.len());
    for key in keys {
        let [next, after] = [0, 1].map(|at| {
            let there = before.as_slice().get(at);
            there.is_some_and(|(of, _)| of == key)
        });
        // One that stood there is gone.
        if after && !next {
            moved.extend(before.next());
        }
        let made = (next || after).then(|| before.next()).flatten();
        carried.push(made.map(|(_, made)| made));
    }
    moved.extend(before);
    if !moved.is_empty() {
        let lacking = carried.iter_mut().zip(keys);
        for (made, key) in lacking.filter(|(made, _)| made.is_none()) {
            *made = moved.remove(key);
        }
    }
    carried
}

#[cfg(test)]
mod tests {
    use super::*;

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
            let carried = carried(before.map(|key| (key, key)).to_vec(), keys);
            let own = keys.iter().map(|key| before.contains(key).then_some(*key));
            assert_eq!(carried, own.collect::<Vec<Option<u8>>>(), "{keys:?}");
        }
    }
}
