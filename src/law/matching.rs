//! Finding names and citations in running text: whole words, without regard to case, accents or kinds of space.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::domain::text::fold::fold_each;

/// One character of folded text, with the bytes of the original that it stands for.
#[derive(Clone, Copy, Debug)]
struct FoldedChar {
    character: char,
    start: usize,
    end: usize,
}

/// Folds a text as search does, with every run of blanks as one.
fn fold(text: &str) -> Vec<FoldedChar> {
    let mut folded: Vec<FoldedChar> = Vec::with_capacity(text.len());
    for (start, letter) in text.char_indices() {
        let end = start + letter.len_utf8();
        fold_each(letter, &mut |character| {
            let character = if character.is_whitespace() {
                ' '
            } else {
                character
            };
            if character != ' ' || folded.last().is_none_or(|last| last.character != ' ') {
                folded.push(FoldedChar {
                    character,
                    start,
                    end,
                });
            }
        });
    }
    folded
}

/// A name folded for comparison: `Réunion`, `reunion` and ` REUNION ` are one.
pub(super) fn folded(text: &str) -> String {
    fold(text.trim())
        .into_iter()
        .map(|part| part.character)
        .collect()
}

#[derive(Clone, Debug)]
struct NamePattern {
    letters: Vec<char>,
    /// The original must be written just so, case included.
    exactly: Option<String>,
    /// What it points to; none for words that only look alike and hide a match.
    owner: Option<usize>,
}

/// Words to look for, each of which points to an owner.
#[derive(Clone, Debug, Default)]
pub(super) struct NameMatcher {
    patterns: BTreeMap<char, Vec<NamePattern>>,
}

impl NameMatcher {
    /// Looks for words in any case.
    pub(super) fn add(&mut self, words: &[String], owner: usize) {
        for word in words {
            self.insert(word, None, Some(owner));
        }
    }

    /// Looks for words in this case only, for abbreviations that are also words.
    pub(super) fn add_exactly(&mut self, words: &[String], owner: usize) {
        for word in words {
            self.insert(word, Some(word.clone()), Some(owner));
        }
    }

    /// Words that contain others but mean something else: what stands inside them is not found.
    pub(super) fn hide(&mut self, words: &[String]) {
        for word in words {
            self.insert(word, None, None);
        }
    }

    fn insert(&mut self, word: &str, exactly: Option<String>, owner: Option<usize>) {
        let letters: Vec<char> = folded(word).chars().collect();
        if let Some(first) = letters.first().copied() {
            let list = self.patterns.entry(first).or_default();
            list.push(NamePattern {
                letters,
                exactly,
                owner,
            });
            // The longest first, so that the fuller name wins.
            list.sort_by_key(|pattern| std::cmp::Reverse(pattern.letters.len()));
        }
    }

    /// Every match from left to right, none inside another, as bytes of the text and its owner.
    pub(super) fn find(&self, text: &str) -> Vec<(Range<usize>, usize)> {
        let folded = fold(text);
        let mut found = Vec::new();
        let mut at = 0;
        while at < folded.len() {
            let begins = at == 0 || !folded[at - 1].character.is_alphanumeric();
            match begins.then(|| self.longest_at(text, &folded, at)).flatten() {
                Some((length, owner)) => {
                    if let Some(owner) = owner {
                        found.push((folded[at].start..folded[at + length - 1].end, owner));
                    }
                    at += length;
                }
                None => at += 1,
            }
        }
        found
    }

    fn longest_at(
        &self,
        text: &str,
        folded: &[FoldedChar],
        at: usize,
    ) -> Option<(usize, Option<usize>)> {
        let here = &folded[at..];
        self.patterns
            .get(&here.first()?.character)?
            .iter()
            .find_map(|pattern| {
                let length = pattern.letters.len();
                let candidate = here.get(..length)?;
                let same = candidate
                    .iter()
                    .zip(&pattern.letters)
                    .all(|(part, letter)| part.character == *letter);
                let ends = here
                    .get(length)
                    .is_none_or(|next| !next.character.is_alphanumeric());
                let written = text.get(candidate.first()?.start..candidate.last()?.end)?;
                let exact = pattern
                    .exactly
                    .as_deref()
                    .is_none_or(|exactly| exactly == written);
                // An abbreviation behind a stroke is a part of another one: `ABD-TMG`.
                let parted = pattern.exactly.is_some()
                    && at > 0
                    && folded[at - 1].character == '-'
                    && at > 1
                    && folded[at - 2].character.is_alphanumeric();
                (same && ends && exact && !parted).then_some((length, pattern.owner))
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matcher(words: &[&str]) -> NameMatcher {
        let mut matcher = NameMatcher::default();
        for (owner, word) in words.iter().enumerate() {
            matcher.add(&[(*word).to_owned()], owner);
        }
        matcher
    }

    fn hits<'a>(matcher: &NameMatcher, text: &'a str) -> Vec<(&'a str, usize)> {
        matcher
            .find(text)
            .into_iter()
            .map(|(span, owner)| (&text[span], owner))
            .collect()
    }

    #[test]
    fn whole_words_in_any_case_and_with_any_space() {
        let matcher = matcher(&["Privacy Shield", "95/46/EC"]);
        assert_eq!(
            hits(&matcher, "the PRIVACY\u{a0}shield, and 95/46/ec."),
            [("PRIVACY\u{a0}shield", 0), ("95/46/ec", 1)]
        );
        assert_eq!(
            hits(&matcher, "privacy \n  shield"),
            [("privacy \n  shield", 0)]
        );
        assert_eq!(
            hits(&matcher, "privacy shielding; 195/46/EC; 95/46/ECX"),
            []
        );
    }

    #[test]
    fn accents_dashes_and_invisible_characters_are_folded() {
        let matcher = matcher(&["personuppgiftsförordning", "EU-US"]);
        assert_eq!(
            hits(&matcher, "Personuppgifts\u{ad}forordning"),
            [("Personuppgifts\u{ad}forordning", 0)]
        );
        assert_eq!(
            hits(&matcher, "personuppgiftsfo\u{308}rordning"),
            [("personuppgiftsfo\u{308}rordning", 0)]
        );
        assert_eq!(hits(&matcher, "EU\u{2013}US"), [("EU\u{2013}US", 1)]);
    }

    #[test]
    fn the_longest_wins_and_hidden_words_hide() {
        let mut matcher = matcher(&["Datainspektionen", "Datainspektionen i Stockholm"]);
        matcher.hide(&["Datainspektionen på Åland".to_owned()]);
        assert_eq!(
            hits(&matcher, "Datainspektionen i Stockholm"),
            [("Datainspektionen i Stockholm", 1)]
        );
        assert_eq!(hits(&matcher, "Datainspektionen på Åland"), []);
        assert_eq!(
            hits(&matcher, "Datainspektionen påminner"),
            [("Datainspektionen", 0)]
        );
    }

    #[test]
    fn an_abbreviation_can_ask_for_its_case() {
        let mut matcher = NameMatcher::default();
        matcher.add_exactly(&["PuL".to_owned()], 7);
        assert_eq!(hits(&matcher, "enligt PuL"), [("PuL", 7)]);
        assert_eq!(hits(&matcher, "pul, Pul, PuLs"), []);
        assert_eq!(hits(&matcher, "ABD-PuL"), []);
        assert_eq!(hits(&matcher, "lagen - PuL"), [("PuL", 7)]);
    }

    #[test]
    fn names_compare_folded() {
        assert_eq!(folded(" RÉUNION "), "reunion");
        assert_eq!(folded("Åland"), "aland");
        assert_eq!(folded("Côte d’Ivoire"), "cote d'ivoire");
        assert!(matcher(&["x"]).find("").is_empty());
    }
}
