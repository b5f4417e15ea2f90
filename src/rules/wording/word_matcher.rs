//! Finds the words of many lists in a text, in one pass.
//!
//! A word is found whole, without regard to case and accents; one that ends with `*` also stands for what begins so, and
//! one that begins with `=` is taken only as it is written.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::tokens::{PREFIX, Plain, Sieve, Tokens, WordToken, begins, hash_of, mix};
use super::tongue::TextTongue;
use super::word_list::WordList;
use crate::domain::text::fold;

#[derive(Clone, Debug)]
struct ListPart {
    word: u64,
    /// The letters that a longer word may begin with, where it may be longer.
    open: Option<Box<str>>,
    /// What the word begins with, as [`WordToken::lead`] has it.
    lead: u64,
}

impl ListPart {
    /// The hash by which a text is asked for a pattern that begins with it: of the word, or of what an open one begins with.
    fn key(&self) -> u64 {
        match &self.open {
            Some(letters) if letters.len() >= PREFIX => hash_of(&letters.as_bytes()[..PREFIX]),
            _ => self.word,
        }
    }
}

#[derive(Clone, Debug)]
pub(in crate::rules) struct WordPattern {
    /// Where its words stand among those of all patterns.
    parts: Range<usize>,
    /// The pattern of the same words that was added before it.
    before: Option<u32>,
    /// As it must be written, where it must.
    exactly: Option<Box<str>>,
    pub(in crate::rules) list: WordList,
    /// What it stands for, for lists that name things; nothing for words that hide.
    pub(in crate::rules) owner: Option<u32>,
    /// The language that it is a word of, where its list says so.
    language: Option<TextTongue>,
    /// Whether it is written with letters that are no others without their marks: Swedish `bön` is no French `bon`.
    is_marked: bool,
}

/// A pattern, and what a word must begin with that it may stand at: most are told apart by that, and nothing else is read
/// of them.
#[derive(Clone, Copy, Debug)]
struct TellingCandidate {
    pattern: u32,
    list: WordList,
    /// The bits of the word's first letters that are compared.
    mask: u64,
    /// What they are.
    lead: u64,
}

/// Words to look for.
#[derive(Clone, Debug, Default)]
pub(crate) struct WordMatcher {
    pub(in crate::rules) patterns: Vec<WordPattern>,
    /// The words of all patterns, one behind the other.
    parts: Vec<ListPart>,
    /// Which keys the tables below can hold: most words of a text are in none, and go no further.
    sieve: Sieve,
    /// The latest pattern of the same whole words, by the hash of all of them, and the hashes of what each begins with: however many begin
    /// with the same words, no text is held against more than those that stand in it.
    whole: HashMap<u64, u32, Plain>,
    begun: HashSet<u64, Plain>,
    /// Patterns with an open word, by the hash of their first word, told apart by their second; or by that of what an open
    /// first word begins with, told apart by that word.
    first: HashMap<u64, Vec<TellingCandidate>, Plain>,
    open: HashMap<u64, Vec<TellingCandidate>, Plain>,
}

/// How many things of the same name are found by it.
pub(in crate::rules) const NAMESAKES: usize = 8;

/// Words found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Match {
    /// The list.
    pub list: WordList,
    /// What the words stand for, where the list names things.
    pub owner: u32,
    /// The language that the words are of, where their list says so.
    pub language: Option<TextTongue>,
    /// The bytes of the text.
    pub span: Range<usize>,
    /// The first word of the text that it holds, and the one after the last.
    pub words: Range<usize>,
    /// Whether the text has them without the marks that their letters have in the list.
    pub is_bare: bool,
}

/// Every place where words stand, and every place where words that hide stand.
type Places = (Vec<Match>, Vec<(WordList, Range<usize>)>);

impl WordMatcher {
    /// Adds a word of a list.
    pub(crate) fn add(&mut self, word: &str, list: WordList, owner: Option<u32>) {
        self.add_in(word, list, owner, None);
    }

    /// Adds a word of a list, of a language.
    pub(in crate::rules) fn add_in(
        &mut self,
        word: &str,
        list: WordList,
        owner: Option<u32>,
        language: Option<TextTongue>,
    ) {
        let (exact, word) = match word.strip_prefix('=') {
            Some(word) => (true, word),
            None => (false, word),
        };
        let start = self.parts.len();
        for token in &Tokens::of(word).words {
            let open = word[token.end..].starts_with('*');
            self.parts.push(ListPart {
                word: token.word,
                open: open.then(|| fold(&word[token.start..token.end]).into_boxed_str()),
                lead: token.lead,
            });
        }
        let parts = &self.parts[start..];
        let Some(first) = parts.first() else { return };
        let mut before = None;
        let at = u32::try_from(self.patterns.len()).unwrap_or(u32::MAX);
        self.sieve.add(first.key());
        if parts.iter().all(|part| part.open.is_none()) {
            let mut hash = first.word;
            for part in &parts[1..] {
                self.begun.insert(hash);
                hash = mix(hash, part.word);
            }
            if list == WordList::Organisation && self.same_words(hash).count() >= NAMESAKES {
                self.parts.truncate(start);
                return;
            }
            before = self.whole.insert(hash, at);
        } else if let Some(letters) = &first.open
            && letters.len() >= PREFIX
        {
            let candidate = TellingCandidate::told_by(Some(first), at, list);
            self.open.entry(first.key()).or_default().push(candidate);
        } else {
            let candidate = TellingCandidate::told_by(parts.get(1), at, list);
            self.first.entry(first.word).or_default().push(candidate);
        }
        self.patterns.push(WordPattern {
            parts: start..self.parts.len(),
            before,
            exactly: exact.then(|| word.replace('*', "").into_boxed_str()),
            is_marked: !word.is_ascii() && fold(word).is_ascii(),
            list,
            owner,
            language,
        });
        if self.sieve.is_full() {
            let first = self.patterns.iter().map(|it| it.parts.start);
            self.sieve = Sieve::of(first.map(|first| self.parts[first].key()));
        }
    }

    /// The patterns of the same whole words, the latest first.
    fn same_words(&self, hash: u64) -> impl Iterator<Item = u32> {
        let latest = self.whole.get(&hash).copied();
        std::iter::successors(latest, |at| self.patterns[*at as usize].before)
    }

    /// Calls `found` with every place where words of any list stand. What hidden words cover is left out.
    pub(crate) fn find(&self, text: &str, tokens: &Tokens, found: &mut dyn FnMut(Match)) {
        let (matches, hidden) = self.places(None, text, tokens);
        for hit in matches {
            if !covers(&hidden, hit.list, &hit.words) {
                found(hit);
            }
        }
    }

    /// Calls `found` with every place where words of one list stand.
    pub(in crate::rules) fn find_of(
        &self,
        list: WordList,
        text: &str,
        tokens: &Tokens,
        found: &mut dyn FnMut(Match),
    ) {
        let (matches, hidden) = self.places(Some(list), text, tokens);
        for hit in matches {
            if !covers(&hidden, hit.list, &hit.words) {
                found(hit);
            }
        }
    }

    /// The words that hide what a list would find in them.
    pub(crate) fn hidden(&self, list: WordList, text: &str, tokens: &Tokens) -> Vec<Range<usize>> {
        let (_, hidden) = self.places(Some(list), text, tokens);
        hidden.into_iter().map(|(_, words)| words).collect()
    }

    /// The places of all lists, or of one.
    fn places(&self, only: Option<WordList>, text: &str, tokens: &Tokens) -> Places {
        let mut hidden: Vec<(WordList, Range<usize>)> = Vec::new();
        let mut matches: Vec<Match> = Vec::new();
        let mut here: Vec<u32> = Vec::new();
        let asked = |list: WordList| only.is_none_or(|only| only == list);
        for (at, token) in tokens.words.iter().enumerate() {
            let sieved = |hash: u64| self.sieve.may_hold(hash).then_some(hash);
            let word = sieved(token.word);
            let prefix = sieved(token.prefix());
            here.clear();
            let mut take = |candidates: Option<&Vec<TellingCandidate>>, lead: u64| {
                let all = candidates.into_iter().flatten();
                let may = all.filter(|one| asked(one.list) && lead & one.mask == one.lead);
                here.extend(may.map(|candidate| candidate.pattern));
            };
            if let Some(word) = word {
                let next = tokens.words.get(at + 1).map_or(0, |next| next.lead);
                take(self.first.get(&word), next);
            }
            if let Some(prefix) = prefix {
                take(self.open.get(&prefix), token.lead);
            }
            if let Some(mut hash) = word {
                let mut rest = tokens.words[at + 1..].iter();
                loop {
                    here.extend(self.same_words(hash));
                    let next = rest.next().filter(|_| self.begun.contains(&hash));
                    let Some(next) = next else { break };
                    hash = mix(hash, next.word);
                }
            }
            // As they were added.
            here.sort_unstable();
            for pattern in &here {
                #[cfg(test)]
                COMPARED.with(|count| count.set(count.get() + 1));
                let pattern = &self.patterns[*pattern as usize];
                if !asked(pattern.list) {
                    continue;
                }
                let parts = &self.parts[pattern.parts.clone()];
                let Some(span) = pattern.at(parts, text, &tokens.words[at..]) else {
                    continue;
                };
                let words = at..at + pattern.parts.len();
                match pattern.owner {
                    None => hidden.push((pattern.list, words)),
                    Some(owner) => matches.push(Match {
                        list: pattern.list,
                        owner,
                        language: pattern.language,
                        is_bare: pattern.is_marked && text[span.clone()].is_ascii(),
                        span,
                        words,
                    }),
                }
            }
        }
        (matches, hidden)
    }
}

/// Whether words that hide cover others.
fn covers(hidden: &[(WordList, Range<usize>)], list: WordList, words: &Range<usize>) -> bool {
    hidden
        .iter()
        .any(|(of, by)| *of == list && by.start <= words.start && words.end <= by.end)
}

#[cfg(test)]
thread_local! {
    /// How many patterns were held against a text.
    pub(in crate::rules) static COMPARED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

impl TellingCandidate {
    /// A pattern that one of its words tells from others; nothing does where it has none.
    fn told_by(part: Option<&ListPart>, pattern: u32, list: WordList) -> Self {
        let lead = part.map_or(0, |part| part.lead);
        // Of an open word the letters that it has, of a whole one also that nothing follows.
        let mask = match part.map(|part| part.open.as_deref()) {
            None => 0,
            Some(Some(letters)) if letters.len() < 8 => !(u64::MAX >> (8 * letters.len())),
            Some(_) => u64::MAX,
        };
        Self {
            pattern,
            list,
            mask,
            lead,
        }
    }
}

impl WordPattern {
    /// The bytes of the text, where the pattern with its parts stands at the first of the words.
    fn at(&self, parts: &[ListPart], text: &str, tokens: &[WordToken]) -> Option<Range<usize>> {
        let here = tokens.get(..parts.len())?;
        let same = parts.iter().zip(here).all(|(part, token)| {
            let begun = |letters| begins(&text[token.start..token.end], letters);
            part.word == token.word || part.open.as_deref().is_some_and(begun)
        });
        let span = here.first()?.start..here.last()?.end;
        let written = self.exactly.as_deref().is_none_or(|exactly| {
            // A mark behind the last word (`TODO:`) is no part of it.
            exactly.trim_end_matches(|letter: char| !letter.is_alphanumeric())
                == &text[span.clone()]
        });
        (same && written).then_some(span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &[&str], text: &str) -> Vec<u32> {
        let mut matcher = WordMatcher::default();
        for (owner, word) in (0..).zip(words) {
            matcher.add(word, WordList::Act, Some(owner));
        }
        let mut found = Vec::new();
        matcher.find(text, &Tokens::of(text), &mut |hit| found.push(hit.owner));
        found
    }

    #[test]
    fn what_tells_words_apart_never_hides_one_that_stands_there() {
        let words = [
            "pers*",
            "persondata*",
            "personuppgift*",
            "person*",
            "log of acc*",
            "log of access*",
            "log",
            "é*",
            "årsredovisning*",
            "årsred*",
            "of a*",
            "of*",
        ];
        let all = |text| found(&words, text);
        assert_eq!(all("Personuppgifter"), [0, 2, 3]);
        assert_eq!(all("PERSON"), [0, 3]);
        assert_eq!(all("persondatalag"), [0, 1, 3]);
        assert_eq!(all("log of access-lists"), [4, 5, 6, 10, 11]);
        assert_eq!(all("Log of accounts"), [4, 6, 10, 11]);
        assert_eq!(all("Årsredovisningen och årsredov."), [8, 9, 9]);
        assert_eq!(all("log of"), [6, 11]);
    }

    #[test]
    fn one_list_alone_is_what_all_give_of_it() {
        let mut matcher = WordMatcher::default();
        for (list, word, owner) in [
            (WordList::Act, "data act*", Some(1)),
            (WordList::Act, "no data act*", None),
            (WordList::Authority, "data*", Some(2)),
        ] {
            matcher.add(word, list, owner);
        }
        for text in ["the data acts", "no data act", "data"] {
            let tokens = Tokens::of(text);
            let (mut all, mut one) = (Vec::new(), Vec::new());
            matcher.find(text, &tokens, &mut |hit| all.push(hit));
            for list in [WordList::Act, WordList::Authority] {
                matcher.find_of(list, text, &tokens, &mut |hit| one.push(hit));
            }
            let order = |hits: &mut Vec<Match>| hits.sort_by_key(|hit| (hit.owner, hit.span.start));
            order(&mut all);
            order(&mut one);
            assert_eq!(all, one, "{text}");
        }
    }
}
