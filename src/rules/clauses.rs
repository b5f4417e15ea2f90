//! Clauses of several words: how long something is needed, and when a period begins.

use super::lists::{Lists, Match, Tokens, WordList};
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

impl Lists {
    /// The clause that says only that something lasts as long as it is needed, however many words stand in it.
    #[must_use]
    pub fn as_long_as<'a>(&self, text: &'a str) -> Option<&'a str> {
        let tokens = Tokens::of(text);
        let (mut begins, mut ends) = (Vec::new(), Vec::new());
        self.find(text, &tokens, &mut |hit| match hit.list {
            WordList::LongAs => begins.push(hit),
            WordList::Needed => ends.push(hit),
            _ => {}
        });
        let clause = begins.iter().find_map(|begin| {
            let within = |end: &&Match| {
                end.words.start >= begin.words.end
                    && end.words.start - begin.words.end <= LONGEST_CLAUSE
            };
            let end = ends.iter().find(within)?;
            Some(begin.span.start..end.span.end)
        });
        clause.map(|span| &text[span])
    }

    /// Whether a text says when a period begins: a word for it stands there, and no section or figure follows it.
    #[must_use]
    pub fn says_when(&self, text: &str) -> bool {
        let tokens = Tokens::of(text);
        let mut said = false;
        self.find(text, &tokens, &mut |hit| {
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
