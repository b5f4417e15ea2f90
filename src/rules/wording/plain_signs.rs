//! Signs that an impact assessment is to be thought about in plain words: two or three of them that say something only
//! together, in one sentence. The words are data, `assets/rules/plain_signs.toml`.

use std::sync::OnceLock;

use super::lists::{Match, WordList, WordMatcher};
use super::nearness::Nearness;
use super::plain_lists::{PlainList, PlainText};
use super::sentence::SentenceAround;
use super::tokens::Tokens;

const SHIPPED: &str = include_str!("../../../assets/rules/plain_signs.toml");

/// Which part of a sign words are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SignPart {
    One,
    Other,
    /// What else must stand in the sentence.
    Also,
    /// Who is spoken of, anywhere in the sentence.
    Whom,
    /// What says that it is not so.
    Not,
}

const PARTS: [(SignPart, &str); 5] = [
    (SignPart::One, "one"),
    (SignPart::Other, "other"),
    (SignPart::Also, "also"),
    (SignPart::Whom, "whom"),
    (SignPart::Not, "not"),
];

/// How near the words of a sign must stand.
#[derive(Clone, Copy, Debug)]
struct PlainSign {
    /// How many words may stand between its two.
    within: usize,
    /// How many between them and the third, where one is asked for.
    third: Option<usize>,
    /// Whether it is asked who is spoken of.
    whom: bool,
    /// Whether it is that a machine decides.
    decision: bool,
}

/// Words that show something together.
#[derive(Debug, Default)]
pub(in crate::rules) struct PlainSigns {
    matcher: WordMatcher,
    /// The signs, in the order of the file.
    signs: Vec<PlainSign>,
}

impl PlainSigns {
    /// The shipped signs. A file that is no TOML would leave none; a test keeps that from happening.
    pub(in crate::rules) fn shipped() -> &'static Self {
        static SIGNS: OnceLock<PlainSigns> = OnceLock::new();
        SIGNS.get_or_init(|| Self::read(&SHIPPED.parse().unwrap_or_default()))
    }

    fn read(table: &toml::Table) -> Self {
        let mut signs = Self::default();
        let all = table.get("sign").and_then(toml::Value::as_array);
        for (at, sign) in (0..).zip(all.into_iter().flatten()) {
            for (number, (_, key)) in (0..).zip(PARTS) {
                // A name stands for a list of the file.
                let words = sign.get(key).and_then(|words| match words {
                    toml::Value::String(name) => table.get(name),
                    words => Some(words),
                });
                let words = words.and_then(toml::Value::as_array);
                let owner = at * Self::PARTS_OF_ONE + number;
                let words = words.into_iter().flatten();
                let words = words.flat_map(|word| match word {
                    // The words of a list of the file beside others.
                    toml::Value::Array(names) => names
                        .iter()
                        .filter_map(|name| table.get(name.as_str()?)?.as_array())
                        .flatten()
                        .collect(),
                    word => vec![word],
                });
                for word in words.filter_map(|word| word.as_str()) {
                    signs.matcher.add(word, WordList::Phrase, Some(owner));
                }
            }
            let most = |key: &str| {
                let most = sign.get(key).and_then(toml::Value::as_integer);
                most.and_then(|most| usize::try_from(most).ok())
            };
            let third = sign
                .get("also")
                .map(|_| most("also_within").unwrap_or(usize::MAX));
            signs.signs.push(PlainSign {
                within: most("within").unwrap_or_default(),
                third,
                whom: sign.get("whom").is_some(),
                decision: sign.get("decision").is_some(),
            });
        }
        signs
    }

    const PARTS_OF_ONE: u32 = 5;

    /// The words of a text, from the first to the last of the two, that show a sign.
    pub(in crate::rules) fn find<'a>(&self, text: &'a str) -> Option<&'a str> {
        self.find_where(text, |_| true)
    }

    /// The words of a text by which a machine decides about somebody.
    pub(in crate::rules) fn find_decision<'a>(&self, text: &'a str) -> Option<&'a str> {
        self.find_where(text, |sign| sign.decision)
    }

    fn find_where<'a>(
        &self,
        text: &'a str,
        wanted: impl Fn(&PlainSign) -> bool + Copy,
    ) -> Option<&'a str> {
        let mut sentences = text.split_inclusive(['.', ';', '\n', '?', '!']);
        sentences.find_map(|sentence| self.find_in(sentence, wanted))
    }

    fn find_in<'a>(
        &self,
        sentence: &'a str,
        wanted: impl Fn(&PlainSign) -> bool,
    ) -> Option<&'a str> {
        let mut hits: Vec<(usize, SignPart, Match)> = Vec::new();
        self.matcher
            .find(sentence, &Tokens::of(sentence), &mut |hit| {
                let sign = (hit.owner / Self::PARTS_OF_ONE) as usize;
                let part = PARTS[(hit.owner % Self::PARTS_OF_ONE) as usize].0;
                hits.push((sign, part, hit));
            });
        let of = |sign: usize, part: SignPart| {
            let hits = hits.iter();
            hits.filter(move |(own, is, _)| *own == sign && *is == part)
                .map(|(.., hit)| hit)
        };
        let signs = self.signs.iter().enumerate();
        let mut signs = signs.filter(|(_, sign)| wanted(sign));
        signs.find_map(|(sign, asked)| {
            let nobody = asked.whom && of(sign, SignPart::Whom).next().is_none();
            if nobody || of(sign, SignPart::Not).next().is_some() {
                return None;
            }
            let near = |one: &Match, other: &Match| one.words.is_near(&other.words, asked.within);
            let also = |one: &Match, other: &Match| {
                let Some(most) = asked.third else { return true };
                let both = one.words.spanning(&other.words);
                of(sign, SignPart::Also).any(|hit| {
                    let free = hit.words.apart(&one.words).is_some()
                        && hit.words.apart(&other.words).is_some();
                    let behind = hit.words.start.saturating_sub(both.end);
                    let before = both.start.saturating_sub(hit.words.end);
                    free && behind.max(before) <= most
                })
            };
            of(sign, SignPart::One).find_map(|one| {
                let mut others = of(sign, SignPart::Other);
                let other = others.find(|other| near(one, other) && also(one, other))?;
                Some(&sentence[one.span.spanning(&other.span)])
            })
        })
    }
}

/// Whether words of a text by which a machine decides stand beside one that says no, or beside who decides in truth.
pub(in crate::rules) fn denies_a_machine(words: &str, text: &str) -> bool {
    let Some(sentence) = SentenceAround::of(text, words) else {
        return false;
    };
    let plain = PlainText::of(sentence.text);
    let told = sentence.words;
    let touches = |hit: &Match| {
        let before = sentence.text.get(hit.span.end..told.start);
        let behind = sentence.text.get(told.end..hit.span.start);
        let blank = |gap: &str| gap.chars().all(char::is_whitespace);
        let inside = hit.span.start >= told.start && hit.span.end <= told.end;
        (inside, before.is_some_and(blank), behind.is_some_and(blank))
    };
    let denied = plain.of_list(PlainList::No).map(touches);
    let mut bodies = plain.of_list(PlainList::DecidingBody).map(touches);
    denied
        .into_iter()
        .any(|(inside, before, behind)| inside || before || behind)
        || bodies.any(|(inside, _, behind)| inside || behind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_read_and_every_sign_has_its_parts() {
        let table: toml::Table = SHIPPED.parse().unwrap();
        let signs = table["sign"].as_array().unwrap();
        assert_eq!(PlainSigns::shipped().signs.len(), signs.len());
        for sign in signs {
            assert!(sign["within"].as_integer().unwrap() > 0);
            for key in ["one", "other", "also", "whom", "not"] {
                let words = match sign.get(key) {
                    Some(toml::Value::String(name)) => table.get(name),
                    words => words,
                };
                let needed = matches!(key, "one" | "other") || sign.get(key).is_some();
                let named = |it: &toml::Value| {
                    let names = it.as_array().into_iter().flatten();
                    names
                        .filter_map(|name| table[name.as_str().unwrap()].as_array())
                        .map(Vec::len)
                        .sum::<usize>()
                        .max(1)
                };
                let many = words
                    .and_then(|it| it.as_array())
                    .is_some_and(|it| it.iter().map(named).sum::<usize>() > 10);
                assert!(many || !needed, "{key}");
            }
        }
    }

    /// The pairs of the suite: a fault is told, and what only looks like it is not.
    #[test]
    fn signs_in_plain_words_are_told_and_things_are_left_alone() {
        let text = include_str!("../../../tests/rules/pairs/plain_signs.toml");
        let set: toml::Table = text.parse().unwrap();
        let mut wrong = Vec::new();
        for (language, pairs) in set["R65"].as_table().unwrap() {
            for pair in pairs.as_table().unwrap().values() {
                for (at, expected) in [(0, true), (1, false)] {
                    let text = pair[at].as_str().unwrap();
                    let told = PlainSigns::shipped().find(text);
                    if told.is_some() != expected {
                        wrong.push(format!("{language}: {text} {told:?}"));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
