//! Numbers that look random and follow from a seed.

/// `SplitMix64` (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", OOPSLA 2014): eight lines,
/// the same on every machine and in every version, which a crate's default generator does not promise.
#[derive(Clone, Debug)]
pub(crate) struct Random(u64);

/// The golden ratio's fraction, the step of `SplitMix64`.
const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

impl Random {
    /// The sequence of a seed.
    #[must_use]
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A sequence of its own for the n-th thing made from a seed, so that it is the same however many there are.
    #[must_use]
    pub(crate) fn of(seed: u64, n: u64) -> Self {
        let mut mixed = Self(seed ^ Self(n).number());
        Self(mixed.number())
    }

    /// The next number.
    pub(crate) fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, but not, `end`; 0 where `end` is 0.
    ///
    /// The slight preference of the remainder for small numbers does no harm here.
    pub(crate) fn below(&mut self, end: u32) -> u32 {
        u32::try_from(self.number() % u64::from(end.max(1))).unwrap_or(0)
    }

    /// One of several; `None` where there are none.
    pub(crate) fn pick<'a, T>(&mut self, several: &'a [T]) -> Option<&'a T> {
        let place = self.below(u32::try_from(several.len()).unwrap_or(u32::MAX));
        several.get(place as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::Random;

    #[test]
    fn the_published_sequence_of_seed_1234567_comes_out() {
        let mut random = Random::new(1_234_567);
        let numbers = [random.number(), random.number(), random.number()];
        assert_eq!(
            numbers,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423
            ]
        );
    }

    #[test]
    fn picks_stay_inside() {
        let mut random = Random::of(1, 2);
        assert!((0..1000).all(|_| random.below(7) < 7));
        assert_eq!(random.below(0), 0);
        assert_eq!(random.pick::<u8>(&[]), None);
    }
}
