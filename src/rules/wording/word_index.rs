//! Which records may hold a word in their texts, asked of all records at once.
//!
//! The words of a record are bits of a [`Signature`]; the signatures of many records lie crosswise, so that one number
//! tells of 64 records whether they have a bit, and a word is looked for in a hundred thousand of them in no time.

use rustc_hash::FxHashMap;

use super::tokens::Tokens;
use crate::domain::value::Id;

/// The words of texts, so that it can be told quickly that they do not hold one; it is seldom wrong about a word that
/// they do not hold, and never about one that they do.
#[derive(Clone, Debug, Default)]
pub(in crate::rules) struct Signature([u64; Self::BITS / 64]);

impl Signature {
    /// How many bits there are.
    const BITS: usize = 2048;

    /// The places of the two bits of a word.
    const fn places(word: u64) -> [usize; 2] {
        [
            (word >> 53) as usize % Self::BITS,
            (word >> 42) as usize % Self::BITS,
        ]
    }

    /// Takes the words of a text in, by their hashes.
    pub(in crate::rules) fn add(&mut self, words: &[u64]) {
        for place in words.iter().flat_map(|word| Self::places(*word)) {
            self.0[place / 64] |= 1 << (place % 64);
        }
    }

    /// The places of the bits that are set.
    fn set(&self) -> impl Iterator<Item = usize> {
        self.0
            .iter()
            .enumerate()
            .flat_map(|(at, bits)| set_bits(*bits).map(move |bit| at * 64 + bit))
    }
}

/// The places of the bits of a number that are set.
fn set_bits(mut bits: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = bits.trailing_zeros() as usize;
        bits &= bits.checked_sub(1)?;
        Some(bit)
    })
}

/// The first word of a name, which is looked for in the texts of many records.
#[derive(Clone, Copy, Debug)]
pub(in crate::rules) struct FirstWord {
    word: u64,
    /// Whether it only begins a word: what a star follows stands for what begins so.
    is_open: bool,
}

impl FirstWord {
    /// That of a name; none where it has no word.
    #[must_use]
    pub(in crate::rules) fn of(name: &str) -> Option<Self> {
        let first = Tokens::of(name).words.into_iter().next()?;
        Some(Self {
            word: first.word,
            is_open: name[first.end..].starts_with('*'),
        })
    }
}

/// For each bit of a signature, which of 64 records have it.
type Crosswise = Box<[u64]>;

/// The signatures of records.
#[derive(Debug, Default)]
pub(in crate::rules) struct WordIndex {
    place_of: FxHashMap<Id, usize>,
    /// The record at each place; none where one was forgotten.
    at: Vec<Option<Id>>,
    crosswise: Vec<Crosswise>,
    /// Places that were forgotten.
    free: Vec<usize>,
}

impl WordIndex {
    /// Takes the words of a record in, in place of those that it had.
    pub(in crate::rules) fn put(&mut self, record: Id, words: &Signature) {
        self.forget(record);
        let place = self.free.pop().unwrap_or(self.at.len());
        if place == self.at.len() {
            self.at.push(None);
        }
        if self.crosswise.len() * 64 == place {
            self.crosswise.push(vec![0; Signature::BITS].into());
        }
        for bit in words.set() {
            self.crosswise[place / 64][bit] |= 1 << (place % 64);
        }
        self.at[place] = Some(record);
        self.place_of.insert(record, place);
    }

    /// Forgets a record.
    pub(in crate::rules) fn forget(&mut self, record: Id) {
        if let Some(place) = self.place_of.remove(&record) {
            let others = !(1 << (place % 64));
            self.crosswise[place / 64]
                .iter_mut()
                .for_each(|records| *records &= others);
            self.at[place] = None;
            self.free.push(place);
        }
    }

    /// The records whose texts may hold the first word of any of some names.
    pub(in crate::rules) fn may_hold(&self, sought: &[FirstWord]) -> impl Iterator<Item = Id> {
        let blocks = self.crosswise.iter().enumerate();
        blocks.flat_map(move |(block, crosswise)| {
            let holders = |first: &FirstWord| {
                let [one, other] = Signature::places(first.word);
                let open = if first.is_open { u64::MAX } else { 0 };
                open | crosswise[one] & crosswise[other]
            };
            let holding = sought.iter().map(holders).fold(0, |all, some| all | some);
            let places = set_bits(holding).map(move |bit| block * 64 + bit);
            places.filter_map(|place| self.at.get(place).copied().flatten())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signature(text: &str) -> Signature {
        let mut signature = Signature::default();
        signature.add(&Tokens::of(text).hashes().collect::<Vec<u64>>());
        signature
    }

    fn holding(index: &WordIndex, name: &str) -> Vec<Id> {
        let sought: Vec<FirstWord> = FirstWord::of(name).into_iter().collect();
        index.may_hold(&sought).collect()
    }

    #[test]
    fn no_record_is_missed_that_holds_a_word() {
        let text = "Löner betalas av Fabbri S.p.A. i Milano, och av Ängsvik kommun (avdelning 7)";
        let mut index = WordIndex::default();
        for id in 1..=200 {
            index.put(Id(id), &signature(&format!("{text} Molnhall{id}")));
        }
        let all: Vec<Id> = (1..=200).map(Id).collect();
        for word in text.split(' ').filter(|word| FirstWord::of(word).is_some()) {
            assert_eq!(holding(&index, word), all, "{word}");
            assert_eq!(holding(&index, &word.to_uppercase()), all, "{word}");
        }
        assert_eq!(holding(&index, "angsvik stad"), all);
        assert_eq!(holding(&index, "Mil*"), all);
        assert!(holding(&index, "Molnhall77").contains(&Id(77)));
        assert!(holding(&index, "Molnhall77").len() < 20);
        assert!(holding(&index, "").is_empty());
    }

    #[test]
    fn what_a_record_said_before_is_forgotten() {
        let mut index = WordIndex::default();
        for id in 1..=70 {
            index.put(Id(id), &signature("Fabbri"));
        }
        index.put(Id(3), &signature("Milano"));
        index.forget(Id(70));
        assert_eq!(holding(&index, "Milano"), [Id(3)]);
        assert_eq!(holding(&index, "Fabbri").len(), 68);
        index.put(Id(70), &signature("Fabbri"));
        index.put(Id(71), &signature("Fabbri"));
        assert_eq!(holding(&index, "Fabbri").len(), 70);
        assert_eq!(index.at.len(), 71);
    }
}
