//! Clauses of several words: how long something is needed, and when a period begins.

use std::ops::Range;

use super::lists::{Lists, Match, WordList};
use super::tokens::Tokens;
use crate::domain::text::fold;

/// Words that stand behind the event that a period runs from, as in Finnish.
const AFTER_ITS_EVENT: [&str; 7] = [
    "jalkeen",
    "lukien",
    "laskettuna",
    "paatty",
    "alkaen",
    "kuluttua",
    "lahtien",
];
/// How many words may stand inside a clause of how long something is needed.
const LONGEST_CLAUSE: usize = 8;
/// A question that somebody still has to answer is a text of no more words.
const LONGEST_QUESTION: usize = 7;

/// Where the parts of clauses stand in a text.
struct ClauseParts<'t> {
    text: &'t str,
    hits: Vec<Match>,
}

impl<'t> ClauseParts<'t> {
    fn of(lists: &Lists, text: &'t str, tokens: &Tokens) -> Self {
        let mut hits = Vec::new();
        lists.find_parts(text, tokens, &mut |hit| hits.push(hit));
        Self { text, hits }
    }

    fn of_list(&self, list: WordList) -> impl Iterator<Item = &Match> {
        self.hits.iter().filter(move |hit| hit.list == list)
    }

    fn holds(&self, list: WordList) -> bool {
        self.of_list(list).next().is_some()
    }

    /// The words from a word of one list to one of the other behind it, with at most so many words between them.
    fn behind(&self, first: WordList, second: WordList, most: usize) -> Option<&'t str> {
        self.of_list(first).find_map(|begin| {
            let within = |end: &&Match| {
                end.words.start >= begin.words.end && end.words.start - begin.words.end <= most
            };
            let end = self.of_list(second).find(within)?;
            Some(&self.text[begin.span.start..end.span.end])
        })
    }

    /// The same in either order.
    fn beside(
        &self,
        first: WordList,
        second: WordList,
        (most, back): (usize, usize),
    ) -> Option<&'t str> {
        self.behind(first, second, most)
            .or_else(|| self.behind(second, first, back))
    }
}

impl Lists {
    /// The clause that says only that something lasts as long as it is needed, for a time without a measure, or until its
    /// purpose is fulfilled, however many words stand in it.
    #[must_use]
    pub fn vague_clause<'a>(&self, text: &'a str) -> Option<&'a str> {
        let parts = ClauseParts::of(self, text, &Tokens::of(text));
        parts
            .behind(WordList::LongAs, WordList::Needed, LONGEST_CLAUSE)
            .or_else(|| parts.behind(WordList::NoLonger, WordList::Needed, 3))
            .or_else(|| parts.beside(WordList::VagueWord, WordList::TimeWord, (2, 2)))
            .or_else(|| parts.beside(WordList::Purpose, WordList::Done, (4, 4)))
    }

    /// The clause that gives a law as the reason and does not name it.
    #[must_use]
    pub fn unnamed_law<'a>(&self, text: &'a str) -> Option<&'a str> {
        if names_a_law(text) {
            return None;
        }
        let parts = ClauseParts::of(self, text, &Tokens::of(text));
        parts.beside(WordList::PerLaw, WordList::LawWord, (3, 1))
    }

    /// The clause that says that nothing is deleted, where it names no end.
    #[must_use]
    pub fn no_deletion<'a>(&self, text: &'a str) -> Option<&'a str> {
        let parts = ClauseParts::of(self, text, &Tokens::of(text));
        let figure = text.bytes().any(|byte| byte.is_ascii_digit());
        if figure || parts.holds(WordList::Before) {
            return None;
        }
        parts.beside(WordList::Negation, WordList::Deletion, (3, 2))
    }

    /// Whether words that set no end name one all the same.
    #[must_use]
    pub fn names_an_end(&self, text: &str) -> bool {
        ClauseParts::of(self, text, &Tokens::of(text)).holds(WordList::Until)
    }

    /// The question that somebody of the house still has to answer, where a short text says no more: what is to be done,
    /// and who knows, with nothing but small words between them.
    #[must_use]
    pub(crate) fn open_question(&self, verb: &Match, text: &str) -> Option<Range<usize>> {
        let tokens = Tokens::of(text);
        if tokens.count() > LONGEST_QUESTION {
            return None;
        }
        let parts = ClauseParts::of(self, text, &tokens);
        let small = |at: usize| {
            parts
                .of_list(WordList::Between)
                .any(|hit| hit.words.contains(&at))
        };
        parts.of_list(WordList::Inside).find_map(|inside| {
            let (from, to) = if inside.words.start >= verb.words.end {
                (verb, inside)
            } else {
                (inside, verb)
            };
            let between = from.words.end..to.words.start;
            (between.len() <= 3 && between.clone().all(small))
                .then_some(from.span.start..to.span.end)
        })
    }

    /// Whether a text says when a period begins: a word for it stands there, and no section or figure follows it.
    #[must_use]
    pub fn says_when(&self, text: &str) -> bool {
        let tokens = Tokens::of(text);
        let mut said = false;
        self.find_parts(text, &tokens, &mut |hit| {
            if hit.list != WordList::Trigger {
                return;
            }
            let rest = text[hit.span.end..].trim_start();
            // `nach § 147`, `ab 5`, `from 2`: no event follows. An infinitive in German has its `zu`.
            let counts =
                rest.starts_with('§') || rest.starts_with(|letter: char| letter.is_ascii_digit());
            let word = fold(&text[hit.span.clone()]);
            let behind = AFTER_ITS_EVENT.iter().any(|begin| word.starts_with(begin));
            said |= !counts && (!rest.is_empty() || behind);
        });
        said
    }
}

/// Whether a text names a law: a section, a number of an act, or an article with its number.
pub(super) fn names_a_law(text: &str) -> bool {
    let numbered = |(at, sign): (usize, char)| {
        let before = text[..at]
            .bytes()
            .rev()
            .take_while(u8::is_ascii_digit)
            .count();
        let after = text[at + 1..]
            .bytes()
            .take_while(u8::is_ascii_digit)
            .count();
        match sign {
            ':' => before == 4 && after > 0,
            _ => after == 4 && before > 0 || before == 4 && after > 1,
        }
    };
    text.contains('§')
        || text
            .char_indices()
            .filter(|(_, sign)| matches!(sign, ':' | '/'))
            .any(numbered)
        || Lists::shipped().first(WordList::LawName, text).is_some()
}

/// Whether a text cites the second paragraph of Article 9, as any language does.
pub(super) fn cites_article_9(text: &str) -> bool {
    let text: String = text
        .to_lowercase()
        .chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '.')
        .collect();
    [
        "9(2)",
        "9abs2",
        "art9",
        "artikel9",
        "article9",
        "artículo9",
        "articulo9",
        "articolo9",
        "9artikla",
        "92a",
        "92b",
        "92g",
        "92h",
        "92i",
        "92j",
    ]
    .iter()
    .any(|cite| text.contains(cite))
}
