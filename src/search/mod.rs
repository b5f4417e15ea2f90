//! Search that never misses a row: every word typed must occur, in any order, without regard to case; accents
//! are folded where the word is typed without them.
//!
//! No fuzzy guessing: a register's search that leaves out a match is wrong, and one that shows most rows is useless.

pub(crate) mod carried;
pub(crate) mod lines;
pub(crate) mod terms;
pub(crate) mod uses;

use std::ops::Range;

use crate::domain::field::Record;
use crate::domain::kind::{FieldKind, RecordKind};
use crate::domain::register::Register;
use crate::domain::text::fold::fold_each;
use crate::domain::text::{exact, fold, is_accented};
use crate::domain::value::Value;
use crate::labels::Lexicon;

/// A text made ready to be searched.
#[derive(Clone, Debug, Default)]
pub(crate) struct Haystack {
    /// Folded, with its accents. No byte more than its letters: lists keep one for each row.
    exact: Box<str>,
    /// Folded, without; empty where that is the same.
    folded: Box<str>,
}

/// What is looked for: words that must all occur.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Query {
    words: Vec<SoughtWord>,
}

/// A word that is looked for in many texts.
#[derive(Clone, Debug, PartialEq, Eq)]
struct SoughtWord {
    /// Folded; with its accents where it was typed with any.
    text: String,
    /// Whether it was.
    accented: bool,
}

impl SoughtWord {
    /// A word as it was typed, in small letters.
    fn of(word: &str) -> Self {
        let accented = is_accented(word);
        let text = if accented {
            word.to_owned()
        } else {
            fold(word)
        };
        Self { text, accented }
    }

    /// Whether it occurs in a text.
    fn is_in(&self, haystack: &Haystack) -> bool {
        let text = if self.accented || haystack.folded.is_empty() {
            &haystack.exact
        } else {
            &haystack.folded
        };
        text.contains(&self.text)
    }
}

impl Haystack {
    /// Makes a text ready.
    #[must_use]
    pub(crate) fn new(text: &str) -> Self {
        let exact = exact(text);
        let folded = if exact.is_ascii() {
            String::new()
        } else {
            fold(&exact)
        };
        Self {
            exact: exact.into_boxed_str(),
            folded: folded.into_boxed_str(),
        }
    }

    /// Whether all words of the query occur.
    #[must_use]
    pub(crate) fn holds(&self, query: &Query) -> bool {
        query.words.iter().all(|word| word.is_in(self))
    }

    /// The text without accents.
    fn folded(&self) -> &str {
        if self.folded.is_empty() {
            &self.exact
        } else {
            &self.folded
        }
    }

    /// Whether the text typed occurs as it stands, from the beginning of a word on.
    #[must_use]
    pub(crate) fn has_phrase(&self, typed: &str) -> bool {
        let typed = exact(typed.trim());
        let mut before = self
            .exact
            .match_indices(&typed)
            .map(|(at, _)| &self.exact[..at]);
        before.any(|before| {
            before
                .chars()
                .next_back()
                .is_none_or(|last| !last.is_alphanumeric())
        })
    }
}

/// What is typed to find a name: all words must occur, and what fits best stands first.
#[derive(Clone, Debug, Default)]
pub(crate) struct SoughtName {
    query: Query,
    /// The text as it is compared, without accents.
    whole: String,
    /// Its words, letter by letter.
    words: Vec<Vec<char>>,
}

impl SoughtName {
    /// What was typed.
    #[must_use]
    pub(crate) fn new(typed: &str) -> Self {
        let whole = fold(typed.trim());
        Self {
            query: Query::new(typed),
            words: whole
                .split_whitespace()
                .map(|word| word.chars().collect())
                .collect(),
            whole,
        }
    }

    /// How well a text fits, of which the first line is the name and every other line one that it is known by too: 0
    /// where a line is what was typed, more the less; nothing where not every word occurs.
    #[must_use]
    pub(crate) fn rank(&self, text: &Haystack) -> Option<u8> {
        /// The most that lines are told apart by: a long text is found, but known by no part of it.
        const KNOWN: usize = 400;
        if !text.holds(&self.query) {
            return None;
        }
        let folded = text.folded();
        let name = folded.lines().next().unwrap_or_default();
        let mut known = folded.lines().take_while(|line| line.len() < KNOWN);
        Some(if known.any(|line| line == self.whole) {
            0
        } else if name.starts_with(&self.whole) {
            1
        } else if begins_a_word(name, &self.whole) {
            2
        } else if begins_a_word(folded, &self.whole) {
            3
        } else {
            4
        })
    }

    /// How well a text fits in which every word occurs but for one typo in each: a letter too many, one too few,
    /// another one, or two that changed places.
    ///
    /// A word of three letters or fewer must stand there as it is. 0 where the name has them all, 1 where the rest of
    /// the text is needed; nothing where a word is missing.
    #[must_use]
    pub(crate) fn rank_nearly(&self, text: &Haystack) -> Option<u8> {
        let folded = text.folded();
        let name = folded.lines().next().unwrap_or_default();
        let texts = [name, folded].into_iter().zip(0..);
        let mut fits = texts.filter(|(text, _)| self.is_nearly_in(text));
        fits.next().map(|(_, rank)| rank)
    }

    fn is_nearly_in(&self, folded: &str) -> bool {
        let mut word: Vec<char> = Vec::new();
        self.words.iter().all(|typed| {
            let mut words = folded.split(|letter: char| !letter.is_alphanumeric());
            words.any(|here| {
                word.clear();
                word.extend(here.chars().take(typed.len() + 1));
                match typed.len() {
                    ..=3 => word.starts_with(typed),
                    _ => begins_but_for_a_typo(&word, typed),
                }
            })
        })
    }
}

/// Whether a text occurs from the beginning of a word on.
fn begins_a_word(text: &str, typed: &str) -> bool {
    text.match_indices(typed).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        before.is_none_or(|before| !before.is_alphanumeric())
    })
}

/// Whether a word begins as it was typed, but for one typo.
fn begins_but_for_a_typo(word: &[char], typed: &[char]) -> bool {
    let same = word
        .iter()
        .zip(typed)
        .take_while(|(one, other)| one == other);
    let same = same.count();
    let (word, typed) = (&word[same..], &typed[same..]);
    match (word, typed) {
        (_, []) => true,
        ([first, second, word @ ..], [one, other, typed @ ..])
            if first == other && second == one && word.starts_with(typed) =>
        {
            true
        }
        ([_, rest @ ..], [_, typed_rest @ ..]) => {
            rest.starts_with(typed_rest) || word.starts_with(typed_rest) || rest.starts_with(typed)
        }
        ([], [_, typed @ ..]) => typed.is_empty(),
    }
}

impl Query {
    /// The query of what was typed.
    #[must_use]
    pub(crate) fn new(typed: &str) -> Self {
        let typed = exact(typed);
        let words = typed.split_whitespace().map(SoughtWord::of);
        Self {
            words: words.collect(),
        }
    }

    /// Whether each word of another query is part of one of its own: what has all of these has all of those.
    #[must_use]
    pub(crate) fn asks_all_of(&self, other: &Self) -> bool {
        other.words.iter().all(|word| {
            let mut own = self.words.iter();
            own.any(|longer| longer.accented == word.accented && longer.text.contains(&word.text))
        })
    }

    /// Where the words stand in a text, as ranges of its bytes in order; what overlaps is one.
    #[must_use]
    pub(crate) fn places(&self, text: &str) -> Vec<Range<usize>> {
        let (mut folded, mut from) = (String::new(), Vec::new());
        for (at, letter) in text.char_indices() {
            let end = at + letter.len_utf8();
            fold_each(letter, &mut |plain| {
                folded.push(plain);
                from.extend(std::iter::repeat_n((at, end), plain.len_utf8()));
            });
        }
        let mut places: Vec<Range<usize>> = Vec::new();
        for word in &self.words {
            let word = fold(&word.text);
            for (at, found) in folded.match_indices(word.as_str()) {
                if let (Some(first), Some(last)) = (from.get(at), from.get(at + found.len() - 1)) {
                    places.push(first.0..last.1);
                }
            }
        }
        places.sort_by_key(|place| (place.start, place.end));
        places.dedup_by(|next, before| {
            let overlaps = next.start < before.end;
            if overlaps {
                before.end = before.end.max(next.end);
            }
            overlaps
        });
        places
    }

    /// The words that are not in what is seen of a text, and the line of it that has most of them; `None` where every
    /// word is seen, or none of the others is in the text.
    #[must_use]
    pub(crate) fn elsewhere(
        &self,
        seen: &str,
        text: &dyn Fn() -> String,
    ) -> Option<(Self, String)> {
        /// As long as a label is.
        const LABEL: usize = 40;
        let missing = |seen: &Haystack| -> Vec<SoughtWord> {
            let words = self.words.iter().filter(|word| !word.is_in(seen));
            words.cloned().collect()
        };
        let unseen = missing(&Haystack::new(seen));
        if unseen.is_empty() {
            return None;
        }
        let text = text();
        // The line that has most of them; of those, what says more than a code.
        let lines = text.lines().map(|line| {
            let left = missing(&Haystack::new(line));
            let has = unseen.iter().filter(|word| !left.contains(word)).count();
            ((has, line.len().min(LABEL)), line)
        });
        let most = lines.reduce(|best, line| if line.0 > best.0 { line } else { best });
        let (_, line) = most.filter(|((has, _), _)| *has > 0)?;
        Some((Self { words: unseen }, line.trim().to_owned()))
    }

    /// Whether nothing is looked for.
    #[must_use]
    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

/// Everything that a record or row, with the rows in it, is found by: what it holds, and the name and reference of the
/// record that it stands in, which are shown beside it, and the words that a value is shown as.
#[must_use]
pub(crate) fn found_by(
    register: &Register,
    owner: &dyn Record,
    record: &dyn Record,
    lexicon: &Lexicon,
) -> String {
    let mut text = text_of(register, record, lexicon);
    if record.id() != owner.id() {
        for piece in [
            register.reference(record.id()),
            owner.head().reference.clone(),
            lexicon.title(register, owner),
        ] {
            text.push_str(&piece);
            text.push('\n');
        }
    }
    text
}

/// Everything that a record and its rows hold, as one text: values, own words and codes, the reasons of *none*,
/// references, and the names of the records referred to.
fn text_of(register: &Register, record: &dyn Record, lexicon: &Lexicon) -> String {
    let mut text = String::with_capacity(256);
    record.walk(None, &mut |row, _| {
        let mut add = |piece: &str| {
            text.push_str(piece);
            text.push('\n');
        };
        add(&row.head().reference);
        for (index, field) in row.declaration().fields.iter().enumerate() {
            collect(register, &field.kind, &row.get(index), lexicon, &mut add);
        }
        row.head().none.values().for_each(|reason| add(reason));
    });
    text
}

fn collect(
    register: &Register,
    kind: &FieldKind,
    value: &Value,
    lexicon: &Lexicon,
    add: &mut dyn FnMut(&str),
) {
    let coded = kind.codes().is_some() || matches!(kind, FieldKind::Country | FieldKind::Countries);
    let one = |text: &str, add: &mut dyn FnMut(&str)| {
        add(text);
        if coded {
            add(&lexicon.label(kind, text));
        }
    };
    match value {
        Value::Text(text) => one(text, add),
        Value::Texts(texts) => texts.iter().for_each(|text| one(text, add)),
        // As they are typed, and as they are shown.
        Value::Date(_) | Value::Period(_) => {
            let stored = match value {
                Value::Date(date) => date.to_string(),
                Value::Period(period) => period.to_string(),
                _ => return,
            };
            add(&stored);
            add(&lexicon.label(kind, &stored));
        }
        Value::Number(number) => add(&number.to_string()),
        Value::Ref(_) | Value::Refs(_) => {
            for id in value.refs() {
                let names_a_record = register
                    .place(*id)
                    .is_some_and(|place| place.parent.is_none());
                if let Some(record) = register.get(*id).filter(|_| names_a_record) {
                    add(&record.head().reference);
                    add(&lexicon.title(register, record));
                    if let Value::Texts(names) = record.value("trading_names") {
                        for name in &names {
                            add(name);
                        }
                    }
                    // What a rule says by its schedule is shown as its own.
                    if record.kind() == RecordKind::Schedule {
                        for (index, field) in record.declaration().fields.iter().enumerate() {
                            let value = record.get(index);
                            if value.refs().is_empty() {
                                collect(register, &field.kind, &value, lexicon, add);
                            }
                        }
                    }
                }
            }
        }
        Value::Items(items) => {
            let parts = kind.items().map_or(&[][..], |items| items.parts);
            for item in items {
                parts
                    .iter()
                    .zip(item)
                    .for_each(|(part, value)| collect(register, &part.kind, value, lexicon, add));
            }
        }
        Value::Empty | Value::Flag(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization as _;

    use super::*;

    #[test]
    fn all_words_must_occur_without_regard_to_case_and_accents() {
        let text = Haystack::new("Löneutbetalning för ANSTÄLLDA, Größe, Smørrebrød, e\u{301}tude");
        for found in [
            "",
            "lone",
            "löne",
            "LÖNE anställda",
            "anstallda lone",
            "grosse",
            "größe",
            "grösse",
            "smorre",
            "étude",
            "etude",
            "ANSTÄLLDA",
        ] {
            assert!(text.holds(&Query::new(found)), "{found}");
        }
        for missed in ["lonn", "lône", "anställda kund"] {
            assert!(!text.holds(&Query::new(missed)), "{missed}");
        }
        assert!(Haystack::new("A\u{30a}ngström").holds(&Query::new("ångström")));
    }

    #[test]
    fn what_is_typed_plainly_finds_what_was_pasted() {
        let text = Haystack::new(
            "soft\u{ad}hyphen reg\u{ad}ister e\u{2011}post \u{201d}Löner\u{201d} 2019\u{2013}2024 ΟΔΟΣ ﬁl",
        );
        for found in [
            "register",
            "softhyphen",
            "e-post",
            "\"löner\"",
            "2019-2024",
            "οδος",
            "οδοσ",
            "fil",
        ] {
            assert!(text.holds(&Query::new(found)), "{found}");
        }
    }

    #[test]
    fn a_greek_letter_with_iota_below_and_other_marks_is_found_in_every_form() {
        let letters = ('\u{370}'..='\u{1fff}').filter(|letter| {
            let parts: String = letter.to_string().nfd().collect();
            parts.contains('\u{345}')
        });
        let mut seen = 0;
        for letter in letters {
            // Marks that go before, among and after those of the letter.
            for mark in [
                "\u{334}", "\u{327}", "\u{323}", "\u{301}", "\u{342}", "\u{345}",
            ] {
                for text in [format!("{letter}{mark}"), format!("{mark}{letter}{mark}b")] {
                    let haystack = Haystack::new(&text);
                    let decomposed: String = text.nfd().collect();
                    let composed: String = text.nfc().collect();
                    for typed in [&text, &decomposed, &composed, &decomposed.to_uppercase()] {
                        assert!(haystack.holds(&Query::new(typed)), "{typed:?} in {text:?}");
                    }
                    seen += 1;
                }
            }
        }
        assert!(seen > 500, "{seen}");
    }

    #[test]
    fn a_name_is_found_in_spite_of_a_typo_in_a_word() {
        let text = Haystack::new("Löneutbetalning och pension\nA12");
        for typed in [
            "lönutbetalning",
            "löneeutbet",
            "lönutb",
            "löneubtetalning",
            "lonwutbetalning",
            "pensoin",
            "pensjon",
            "ension",
            "xpension",
            "pensionx",
            "pesnion löne",
            "penison A12",
        ] {
            assert!(
                SoughtName::new(typed).rank_nearly(&text).is_some(),
                "{typed}"
            );
        }
        for typed in [
            "penxxion",
            "lnutbetalnin g",
            "och A13",
            "pnsoin",
            "pesinon x",
        ] {
            assert!(
                SoughtName::new(typed).rank_nearly(&text).is_none(),
                "{typed}"
            );
        }
    }

    #[test]
    fn the_places_of_words_are_told_in_the_text_as_it_stands() {
        let text = "Löner, LÖNEADMINISTRATION och Straße";
        let places = Query::new("lone strass").places(text);
        let marked: Vec<&str> = places.into_iter().map(|place| &text[place]).collect();
        assert_eq!(marked, ["Löne", "LÖNE", "Straß"]);
        assert!(Query::new("").places(text).is_empty());
    }

    #[test]
    fn what_fits_best_ranks_first() {
        let rank = |typed: &str| {
            SoughtName::new(typed).rank(&Haystack::new(
                "Löner för anställda\nA12\nwages and salaries",
            ))
        };
        assert_eq!(rank("a12"), Some(0));
        assert_eq!(rank("loner for anstallda"), Some(0));
        assert_eq!(rank("lön"), Some(1));
        assert_eq!(rank("anst"), Some(2));
        assert_eq!(rank("salar"), Some(3));
        assert_eq!(rank("ställda"), Some(4));
        assert_eq!(rank("kund"), None);
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]

        #[test]
        fn any_text_is_found_by_itself_in_all_its_forms(text in "([a-zåäöéßøæłıſς \u{2011}\u{2013}'’”ﬁ١\u{ad}\u{200c}]|\\PC){0,16}") {
            let haystack = Haystack::new(&text);
            let decomposed: String = text.nfd().collect();
            let composed: String = text.nfkc().collect();
            // A spacing accent is a quotation mark as it stands, and a blank with an accent taken apart.
            let blanks = composed.chars().filter(|letter| *letter == ' ').count();
            // A double or triple prime is one quotation mark as it stands, and several primes taken apart.
            let quotes = |text: &str| exact(text).matches('\'').count();
            let apart = quotes(&composed) != quotes(&text)
                || blanks != text.chars().filter(|letter| letter.is_whitespace()).count();
            let dashed = text.replace(['\u{2011}', '\u{2013}'], "-");
            let plain = text.replace('\u{ad}', "");
            // Greek's iota below a letter is one of the marks, and a letter of its own among capitals: capitals are made of
            // the text in its normal form, as Unicode has it (D145).
            let capitals = decomposed.to_uppercase();
            for typed in [text.clone(), decomposed, capitals, text.to_lowercase(), dashed, plain, fold(&text)] {
                proptest::prop_assert!(haystack.holds(&Query::new(&typed)), "{:?} in {:?}", typed, text);
            }
            proptest::prop_assert!(apart || haystack.holds(&Query::new(&composed)), "{:?} in {:?}", composed, text);
        }
    }
}
