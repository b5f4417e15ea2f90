//! The words of texts that say no more than what their field is called, one by one, each with the lists that it is in.

use std::collections::HashMap;

use super::tokens::{PREFIX, Plain, Tokens, WordToken, begins, hash_of};
use super::word_list::WordList;
use crate::domain::text::fold;

/// A list as a bit.
pub(in crate::rules) const fn bit(list: WordList) -> u128 {
    1 << list as u32
}

/// The words of some lists one by one, each with the lists that it is in.
#[derive(Clone, Debug, Default)]
pub(in crate::rules) struct GenericWords {
    words: HashMap<u64, u128, Plain>,
    stems: HashMap<u64, Vec<(String, u128)>, Plain>,
}

impl GenericWords {
    /// Adds the words of what stands in a list.
    pub(in crate::rules) fn add(&mut self, phrase: &str, list: WordList) {
        for token in &Tokens::of(phrase).words {
            let open = phrase[token.end..].starts_with('*');
            let letters = open.then(|| fold(&phrase[token.start..token.end]));
            match letters.filter(|letters| letters.len() >= PREFIX) {
                Some(letters) => {
                    let start = hash_of(&letters.as_bytes()[..PREFIX]);
                    let stems = self.stems.entry(start).or_default();
                    stems.push((letters, bit(list)));
                }
                None => *self.words.entry(token.word).or_default() |= bit(list),
            }
        }
    }

    /// Whether a word is in one of some lists.
    pub(in crate::rules) fn holds(&self, token: &WordToken, text: &str, bits: u128) -> bool {
        if self
            .words
            .get(&token.word)
            .is_some_and(|own| own & bits != 0)
        {
            return true;
        }
        let stems = self.stems.get(&token.prefix()).into_iter().flatten();
        let word = &text[token.start..token.end];
        stems
            .filter(|(_, own)| own & bits != 0)
            .any(|(letters, _)| begins(word, letters))
    }
}
