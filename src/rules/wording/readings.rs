//! What the word lists find in a text, read once however many records hold the same short text.

use std::ops::Range;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::lists::{Lists, Match, WordList, WordMatcher};
use super::tokens::Tokens;
use super::tongue::{TextTongue, TongueGuess};
use super::unsaid::ShortText;

/// A longer text seldom stands in two records: it is read each time.
const LONGEST: usize = 96;

/// The longest word, in letters, that without the marks of its letters is most often one of another language.
const LONGEST_BARE: usize = 4;

/// How many texts are kept.
const MOST: usize = 20_000;

/// What was found in a text.
#[derive(Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one thing that is asked of a text"
)]
pub(in crate::rules) struct TextReading {
    /// How many words it has.
    pub(in crate::rules) length: usize,
    /// The hashes of its words, where they are kept.
    pub(in crate::rules) words: Vec<u64>,
    /// Whether any sign in it may show that it is still to be written.
    pub(in crate::rules) may_be_open: bool,
    /// Whether any sign in it may make it an address.
    pub(in crate::rules) may_be_address: bool,
    /// What it says of itself alone, where it is short.
    pub(in crate::rules) short: ShortText,
    /// Words of the lists.
    pub(in crate::rules) hits: Vec<ReadHit>,
    /// Whether words by which acts are cited stand there.
    pub(in crate::rules) cites: bool,
    /// Whether the former name of an authority stands there.
    pub(in crate::rules) calls: bool,
}

/// Words of a list in a text.
#[derive(Debug)]
pub(in crate::rules) struct ReadHit {
    /// The list.
    pub(in crate::rules) list: WordList,
    /// What the words stand for, where the list names things.
    pub(in crate::rules) owner: u32,
    /// The bytes of the text.
    pub(in crate::rules) span: Range<usize>,
    /// Whether the text begins with them.
    pub(in crate::rules) begins: bool,
    /// Whether the text says nothing else.
    pub(in crate::rules) is_whole: bool,
}

/// What texts are searched for beside the shipped lists, and how they are judged.
#[derive(Clone, Copy, Debug)]
pub(in crate::rules) struct Sought<'p> {
    /// The words of the law and the names of the register.
    pub(in crate::rules) words: &'p WordMatcher,
    /// The language that the register is said to be in.
    pub(in crate::rules) tongue: Option<TextTongue>,
}

/// The readings of short texts, kept while many records are read.
#[derive(Debug, Default)]
pub(in crate::rules) struct TextReadings<'a> {
    known: FxHashMap<&'a str, Rc<TextReading>>,
    tokens: Tokens,
    /// Whether the hashes of their words are kept.
    keeps_words: bool,
    /// How many texts were read, and not only found again.
    read: usize,
}

impl<'a> TextReadings<'a> {
    /// Readings that keep the hashes of words.
    pub(in crate::rules) fn keeping_words() -> Self {
        Self {
            keeps_words: true,
            ..Self::default()
        }
    }

    /// What stands in a text.
    pub(in crate::rules) fn of(&mut self, sought: Sought<'_>, text: &'a str) -> Rc<TextReading> {
        let is_short = text.len() <= LONGEST;
        if let Some(known) = self.known.get(text).filter(|_| is_short) {
            return Rc::clone(known);
        }
        self.read += 1;
        self.tokens.read(text);
        let mut reading = TextReading::of(sought, text, &self.tokens);
        if self.keeps_words {
            reading.words.extend(self.tokens.hashes());
        }
        let reading = Rc::new(reading);
        if is_short && self.known.len() < MOST {
            self.known.insert(text, Rc::clone(&reading));
        }
        reading
    }
}

impl TextReadings<'_> {
    /// Whether any of some words stands in a text.
    pub(in crate::rules) fn holds(&mut self, words: &WordMatcher, text: &str) -> bool {
        let mut holds = false;
        self.tokens.read(text);
        words.find(text, &self.tokens, &mut |_| holds = true);
        holds
    }
}

impl TextReading {
    fn of(sought: Sought<'_>, text: &str, tokens: &Tokens) -> Self {
        let lists = Lists::shipped();
        let length = tokens.count();
        let mut reading = Self {
            length,
            may_be_open: tokens.may_be_open(),
            may_be_address: tokens.may_be_address(),
            short: lists.short_text(text, tokens),
            ..Self::default()
        };
        // Guessed where a word of another language than the register's is found, and then once.
        let mut guess: Option<TongueGuess> = None;
        let mut allows = |hit: &Match, tongue: TextTongue| {
            if tongue == TextTongue::ENGLISH {
                return true;
            }
            let guess =
                guess.get_or_insert_with(|| TongueGuess::of(tokens).expecting(sought.tongue));
            // A short word without its marks is most often another: its language has to be shown.
            if hit.is_bare && hit.span.len() <= LONGEST_BARE {
                guess.shows(tongue)
            } else {
                guess.allows(tongue)
            }
        };
        let mut add = |hit: Match| {
            let (span, is_whole) = match hit.list {
                WordList::Act => return reading.cites = true,
                WordList::Authority => return reading.calls = true,
                _ if hit.language.is_some_and(|tongue| !allows(&hit, tongue)) => return,
                WordList::OpenVerb => match lists.open_question(&hit, text) {
                    Some(asked) => (asked, false),
                    None => return,
                },
                _ => (hit.span, hit.words == (0..length)),
            };
            reading.hits.push(ReadHit {
                list: hit.list,
                owner: hit.owner,
                span,
                begins: hit.words.start == 0,
                is_whole,
            });
        };
        lists.find(text, tokens, &mut add);
        sought.words.find(text, tokens, &mut add);
        reading
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_is_read_once_however_often_it_stands_there() {
        let words = WordMatcher::default();
        let sought = Sought {
            words: &words,
            tongue: None,
        };
        let mut readings = TextReadings::default();
        let long = "As long as necessary. ".repeat(20);
        for _ in 0..3 {
            let read = readings.of(sought, "Så länge det behövs");
            assert_eq!(read.hits[0].list, WordList::VagueRetention);
            assert!(read.hits[0].is_whole && read.length == 4);
            assert!(readings.of(sought, "To be decided").short.is_open);
        }
        assert_eq!(readings.read, 2);
        readings.of(sought, &long);
        assert!(readings.of(sought, &long).hits.len() >= 20);
        assert_eq!(readings.read, 4);
    }
}
