//! Pieces of words, looked for inside longer ones at no more cost than their letters.

use std::collections::HashMap;

use super::tokens::{PREFIX, Plain, Sieve, hash_of};
use crate::domain::text::fold;

/// Pieces of words, by what each begins with.
#[derive(Clone, Debug, Default)]
pub(in crate::rules) struct Stems {
    /// Which beginnings there can be: most places of a word are told by it.
    sieve: Sieve,
    by_start: HashMap<u64, Vec<Stem>, Plain>,
    /// Longer words that hold one and mean something else.
    pub(in crate::rules) outside: Vec<String>,
    /// How many there are.
    pub(in crate::rules) count: usize,
}

/// A few words that are looked for one by one; one that ends with `*` stands for all that begin so.
#[derive(Clone, Debug, Default)]
pub(in crate::rules) struct FewWords {
    whole: Vec<String>,
    beginnings: Vec<String>,
}

impl FewWords {
    /// The words as a file has them.
    pub(in crate::rules) fn of<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let mut few = Self::default();
        for word in words {
            match word.strip_suffix('*') {
                Some(beginning) => few.beginnings.push(fold(beginning)),
                None => few.whole.push(fold(word)),
            }
        }
        few
    }

    /// Whether a folded word is one of them.
    pub(in crate::rules) fn has(&self, word: &str) -> bool {
        self.whole.iter().any(|own| own == word)
            || self
                .beginnings
                .iter()
                .any(|own| word.starts_with(own.as_str()))
    }
}

/// A piece of a word, folded.
#[derive(Clone, Debug)]
struct Stem {
    letters: String,
    /// Whether nothing stands behind it.
    ends: bool,
}

impl Stems {
    /// Adds a piece; one that ends with `$` stands at the end of a word.
    pub(in crate::rules) fn add(&mut self, stem: &str) {
        let letters = fold(stem.trim_end_matches('$'));
        let Some(start) = letters.as_bytes().get(..PREFIX).map(hash_of) else {
            return;
        };
        let ends = stem.ends_with('$');
        self.count += 1;
        let same = self.by_start.entry(start).or_default();
        same.push(Stem { letters, ends });
        self.sieve.add(start);
        if self.sieve.is_full() {
            self.sieve = Sieve::of(self.by_start.keys().copied());
        }
    }

    /// Whether a word as it is written holds one of them.
    pub(in crate::rules) fn are_written_in(&self, word: &str) -> bool {
        let small = |bytes: &[u8]| {
            let mut small = [0; PREFIX];
            small.copy_from_slice(bytes);
            small.make_ascii_lowercase();
            hash_of(&small)
        };
        // Folding makes nothing but small letters of ASCII.
        let mut starts = word.as_bytes().windows(PREFIX).map(small);
        (!word.is_ascii() || starts.any(|start| self.sieve.may_hold(start)))
            && self.are_in(&fold(word))
    }

    /// Whether a folded word holds one of them.
    pub(in crate::rules) fn are_in(&self, word: &str) -> bool {
        self.are_from(0, word)
    }

    /// Whether a folded word holds one of them behind the word that it is put together with.
    pub(in crate::rules) fn are_behind_letters(&self, word: &str) -> bool {
        /// No word that another is put together with is shorter.
        const SHORTEST: usize = 3;
        self.are_from(SHORTEST, word)
    }

    /// Whether a folded word holds one of them from a place on.
    fn are_from(&self, place: usize, word: &str) -> bool {
        let bytes = word.as_bytes();
        let held = (place..bytes.len()).any(|at| {
            let start = bytes.get(at..at + PREFIX).map(hash_of);
            let start = start.filter(|start| self.sieve.may_hold(*start));
            let stems = start.and_then(|start| self.by_start.get(&start));
            stems.into_iter().flatten().any(|stem| {
                let rest = bytes[at..].strip_prefix(stem.letters.as_bytes());
                rest.is_some_and(|rest| !stem.ends || rest.is_empty())
            })
        });
        held && !self
            .outside
            .iter()
            .any(|other| word.contains(other.as_str()))
    }
}
