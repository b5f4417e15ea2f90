//! What a text says that there is none of: `no health data`, `aucune donnée de santé`, `keine Freitexte`.

use super::generic_words::bit;
use super::lists::{Lists, Match};
use super::tokens::Tokens;
use super::tongue::is_small;
use super::word_list::WordList;
use crate::domain::text::fold;

/// How many words for data may stand between a word that there is none and what there is none of.
const BETWEEN: usize = 4;

/// What parts one thing from the next.
const PARTS: [char; 12] = [',', ';', '.', ':', '(', ')', '[', ']', '\n', '—', '–', '/'];

impl Lists {
    /// Whether words of a text stand behind a word that there is none of them, with nothing but words for data between.
    #[must_use]
    pub(in crate::rules) fn are_denied(&self, words: &str, text: &str) -> bool {
        let tokens = Tokens::of(text);
        let Some(first) = tokens.first_of(words, text) else {
            return false;
        };
        let mut absent: Vec<std::ops::Range<usize>> = Vec::new();
        self.find_parts(text, &tokens, &mut |hit: Match| {
            if hit.list == WordList::Absence {
                absent.push(hit.words);
            }
        });
        let of_data = bit(WordList::DataWord) | bit(WordList::WhichData) | bit(WordList::Small);
        for at in (0..first).rev().take(BETWEEN + 1) {
            let token = &tokens.words[at];
            let gap = &text[token.end..tokens.words[at + 1].start];
            if gap.contains(PARTS) {
                return false;
            }
            let word = &text[token.start..token.end];
            if absent.iter().any(|none| none.contains(&at))
                || gap == "-" && word.eq_ignore_ascii_case("non")
            {
                return true;
            }
            let of_data = || self.generic().holds(token, text, of_data);
            if !is_small(token.word) && !of_data() && !self.few.denied.has(&fold(word)) {
                return false;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_there_is_none_of_is_denied() {
        let lists = Lists::shipped();
        let denied = |text: &str, words: &str| {
            let at = text.find(words).unwrap();
            lists.are_denied(&text[at..at + words.len()], text)
        };
        for (text, words) in [
            ("Name, no health data", "health"),
            ("Aucune donnée de santé synchronisée", "santé"),
            ("flag for non-clinical use", "clinical"),
            ("Schlüssel — keine biometrischen Daten", "biometrischen"),
            ("Namn, inga uppgifter om hälsa", "hälsa"),
            ("Sin datos de salud", "salud"),
        ] {
            assert!(denied(text, words), "{text}");
        }
        for (text, words) in [
            ("Name, health data", "health"),
            ("No name, health data", "health"),
            ("Inga namn men läkarintyg", "läkarintyg"),
            ("Cannot work because of illness", "illness"),
            ("No-show because of illness", "illness"),
        ] {
            assert!(!denied(text, words), "{text}");
        }
    }
}
