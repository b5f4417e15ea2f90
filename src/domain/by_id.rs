//! Maps by the number of a record or row.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::value::Id;

/// Something by number.
pub(super) type ById<T> = HashMap<Id, T, BuildHasherDefault<IdHasher>>;

/// Spreads numbers that are given one after the other: hashing them in earnest would take longer than the rest.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct IdHasher(u64);

impl Hasher for IdHasher {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u32(u32::from(*byte));
        }
    }
    fn write_u32(&mut self, number: u32) {
        // Knuth, The Art of Computer Programming 6.4: the golden ratio of the word's range.
        self.0 = (self.0 ^ u64::from(number)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// Up to this number something is found by it at once.
const NEAR: u32 = 1 << 22;

/// Numbers by the number of a record or row, 0 where there is none: looked up far more often than they are set, and the
/// numbers of records are given one after the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct NumberById {
    near: Vec<i64>,
    /// A file may hold any number.
    far: ById<i64>,
}

impl NumberById {
    /// The number; 0 where there is none.
    pub(super) fn get(&self, id: Id) -> i64 {
        let near = usize::try_from(id.0).ok().and_then(|at| self.near.get(at));
        let far = || self.far.get(&id).copied();
        near.copied()
            .or_else(|| (id.0 >= NEAR).then(far).flatten())
            .unwrap_or(0)
    }

    /// Sets it.
    pub(super) fn set(&mut self, id: Id, number: i64) {
        let at = usize::try_from(id.0).ok().filter(|_| id.0 < NEAR);
        let Some(at) = at else {
            self.far.insert(id, number);
            return;
        };
        if at >= self.near.len() {
            self.near.resize(at + 1, 0);
        }
        self.near[at] = number;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_by_any_number() {
        let mut numbers = NumberById::default();
        for id in [0, 3, NEAR - 1, NEAR, u32::MAX] {
            assert_eq!(numbers.get(Id(id)), 0);
            numbers.set(Id(id), i64::from(id) + 1);
        }
        for id in [0, 3, NEAR - 1, NEAR, u32::MAX] {
            assert_eq!(numbers.get(Id(id)), i64::from(id) + 1);
        }
        assert_eq!(numbers.get(Id(2)), 0);
        assert_eq!(numbers.get(Id(NEAR + 1)), 0);
    }
}
