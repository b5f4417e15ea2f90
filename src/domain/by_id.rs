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
