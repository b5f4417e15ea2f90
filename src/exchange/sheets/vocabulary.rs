//! The words of `assets/sheets`: what cells and headers say in ten languages, made ready to be compared.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::sync::OnceLock;

use serde::Deserialize;

use super::answers::own_labels::{own_labels, own_none};
use super::folding::{find, find_whole, plain, spellings};
use crate::domain::codes::{self, Choice, CodeSet};

const WORDS: &str = include_str!("../../../assets/sheets/words.toml");
const COUNTRIES: &str = include_str!("../../../assets/sheets/countries.toml");

/// Words by the code that they stand for.
type Table = BTreeMap<String, Vec<String>>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct VocabularyFile {
    none: Vec<String>,
    none_begins: Vec<String>,
    without: Vec<String>,
    none_topics: Vec<String>,
    none_fillers: Vec<String>,
    placeholder: Vec<String>,
    above: Vec<String>,
    total: Vec<String>,
    foot: Vec<String>,
    as_in: Vec<String>,
    row_names: Vec<String>,
    spanish_heads: Vec<String>,
    yes: Vec<String>,
    no: Vec<String>,
    unclear: Vec<String>,
    may_be: Vec<String>,
    but: Vec<String>,
    services: Vec<String>,
    basis_fillers: Vec<String>,
    basis: Table,
    basis_alone: Table,
    art9: Table,
    mechanism: Table,
    role: Table,
    activity_role: Table,
    record_status: Table,
    processing_state: Table,
    dpia_status: Table,
    special_kind: Table,
    subject: Table,
    data: Table,
    source: Table,
    month: Table,
    period: PeriodFile,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PeriodFile {
    unit: Table,
    number: Table,
    half: HalfFile,
    start: Table,
    after: After,
    kind: Table,
    disposition: Table,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct HalfFile {
    half: Vec<String>,
    one_and_a_half: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct After {
    words: Vec<String>,
    until: Vec<String>,
    at_most: Vec<String>,
    at_least: Vec<String>,
    end_of_year: Vec<String>,
}

/// Phrases by what they stand for, the longest first.
#[derive(Debug, Default)]
pub struct PhraseTable {
    /// The phrase as it is compared, and its code.
    all: Vec<(String, &'static str)>,
    whole: HashMap<String, &'static str>,
    /// The places of the phrases in that order, by what they begin with.
    begun: HashMap<Beginning, Vec<usize>>,
}

/// The first two bytes of a phrase or a word; the second is nothing where there is only one.
type Beginning = (u8, Option<u8>);

impl PhraseTable {
    fn of(table: &Table) -> Self {
        let mut all: Vec<(String, &'static str)> = Vec::new();
        for (code, words) in table {
            // The table of a running program is made once.
            let code: &'static str = Box::leak(code.clone().into_boxed_str());
            let written = words.iter().flat_map(|word| spellings(word));
            all.extend(written.map(|word| (plain(&word), code)));
        }
        all.retain(|(phrase, _)| !phrase.is_empty());
        all.sort_by(|one, other| (other.0.len(), &one.0).cmp(&(one.0.len(), &other.0)));
        let mut whole = HashMap::new();
        let mut begun: HashMap<Beginning, Vec<usize>> = HashMap::new();
        for (at, (phrase, code)) in all.iter().enumerate() {
            whole.entry(phrase.clone()).or_insert(*code);
            if let [first, rest @ ..] = phrase.as_bytes() {
                let beginning = (*first, rest.first().copied());
                begun.entry(beginning).or_default().push(at);
            }
        }
        Self { all, whole, begun }
    }

    /// The same, and what this program calls the codes.
    fn with_own(table: &Table, set: &CodeSet) -> Self {
        let mut all = table.clone();
        for (label, code) in own_labels(set) {
            all.entry(code.to_owned()).or_default().push(label);
        }
        Self::of(&all)
    }

    /// The phrases that a plain text may have, in their order: those that begin as one of its words does.
    fn candidates(&self, text: &str) -> impl Iterator<Item = &(String, &'static str)> {
        let begun = text.split(' ').filter_map(|word| {
            let (first, rest) = word.as_bytes().split_first()?;
            // A phrase of one byte may be the whole word, or the first word of a phrase.
            let second = rest.first().copied();
            Some([(*first, second), (*first, None), (*first, Some(b' '))])
        });
        let places = begun
            .flatten()
            .filter_map(|beginning| self.begun.get(&beginning));
        let places: BTreeSet<usize> = places.flatten().copied().collect();
        places.into_iter().map(|at| &self.all[at])
    }

    /// What a plain text stands for as a whole.
    #[must_use]
    pub fn exact(&self, text: &str) -> Option<&'static str> {
        self.whole.get(text).copied()
    }

    /// The first phrase in the order of length that a plain text has, and where.
    #[must_use]
    pub fn first(&self, text: &str) -> Option<(&'static str, Range<usize>)> {
        let mut all = self.candidates(text);
        all.find_map(|(phrase, code)| find(text, phrase).map(|place| (*code, place)))
    }

    /// Every place of a phrase in a plain text, none inside a longer one, in the order of the text.
    #[must_use]
    pub fn every(&self, text: &str) -> Vec<(&'static str, Range<usize>)> {
        let mut found: Vec<(&'static str, Range<usize>)> = Vec::new();
        for (phrase, code) in self.candidates(text) {
            let mut from = 0;
            while let Some(place) = text.get(from..).and_then(|rest| find(rest, phrase)) {
                let place = from + place.start..from + place.end;
                from = place.end;
                let apart =
                    |known: &Range<usize>| place.end <= known.start || known.end <= place.start;
                if found.iter().all(|(_, known)| apart(known)) {
                    found.push((code, place));
                }
            }
        }
        found.sort_by_key(|(_, place)| place.start);
        found
    }

    /// All that a plain text has, the longest first, none inside another.
    #[must_use]
    pub fn each(&self, text: &str) -> Vec<(&'static str, Range<usize>)> {
        let mut found: Vec<(&'static str, Range<usize>)> = Vec::new();
        for (phrase, code) in self.candidates(text) {
            let Some(place) = find(text, phrase) else {
                continue;
            };
            let apart = |known: &Range<usize>| place.end <= known.start || known.end <= place.start;
            if found.iter().all(|(_, known)| apart(known)) {
                found.push((code, place));
            }
        }
        found.sort_by_key(|(_, place)| place.start);
        found
    }
}

/// Words of one meaning.
#[derive(Debug, Default)]
pub struct Set {
    whole: HashSet<String>,
    all: Vec<String>,
}

impl Set {
    pub(super) fn of(words: &[String]) -> Self {
        let written = words.iter().flat_map(|word| spellings(word));
        let mut all: Vec<String> = written.map(|word| plain(&word)).collect();
        all.retain(|word| !word.is_empty());
        all.sort_by_key(|word| std::cmp::Reverse(word.len()));
        Self {
            whole: all.iter().cloned().collect(),
            all,
        }
    }

    /// Whether a plain text is one of them.
    #[must_use]
    pub fn is(&self, text: &str) -> bool {
        self.whole.contains(text)
    }

    /// What stands behind the one of them that a plain text begins with as whole words.
    pub(super) fn leading<'t>(&self, text: &'t str) -> Option<&'t str> {
        let rest = |word: &String| text.strip_prefix(word.as_str())?.strip_prefix(' ');
        self.all.iter().find_map(rest)
    }

    /// What stands behind the one of them that a text begins with as whole words, as it is written.
    pub(super) fn behind_leading<'t>(&self, text: &'t str) -> Option<&'t str> {
        let spoken = plain(text);
        let rest = self.leading(&spoken)?;
        let words = spoken.split(' ').count() - rest.split(' ').count();
        let mut places = text.match_indices(' ').map(|(at, _)| at);
        let at = places.nth(words.checked_sub(1)?)?;
        Some(text[at..].trim())
    }

    /// Whether a plain word begins with one of them.
    pub(super) fn begins(&self, word: &str) -> bool {
        self.all().any(|it| word.starts_with(it))
    }

    /// The words as they are compared, the longest first.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(String::as_str)
    }

    /// Where the longest of them stands in a plain text as whole words.
    #[must_use]
    pub fn within(&self, text: &str) -> Option<Range<usize>> {
        self.all.iter().find_map(|word| find_whole(text, word))
    }
}

/// All the words, ready to be compared.
#[derive(Debug, Default)]
pub struct SheetVocabulary {
    /// What answers with *none*.
    pub none: Set,
    /// What a sentence of *none* begins with.
    pub none_begins: Set,
    /// Those of them that leave something out and deny nothing.
    pub without: Set,
    /// What it is about.
    pub none_topics: Set,
    /// What else may stand in it.
    pub none_fillers: Set,
    /// What says that nothing is known yet.
    pub placeholder: Set,
    /// What says that a cell repeats the one above.
    pub above: Set,
    /// What a row of sums begins with.
    pub total: Set,
    /// What a line below a table begins with that tells of the table.
    pub foot: Set,
    /// What says that a cell is as in another row.
    pub as_in: Set,
    /// What rows are called.
    pub row_names: Set,
    /// What stands in the headers of Spanish registers, as it is compared.
    pub spanish_heads: Vec<String>,
    /// Yes.
    pub yes: Set,
    /// No.
    pub no: Set,
    /// Neither yes nor no.
    pub unclear: Set,
    /// That something may occur.
    pub may_be: Set,
    /// What limits a sentence.
    pub but: Set,
    /// What a processor does, which names nobody.
    pub services: Set,
    /// What stands around a legal basis and adds nothing.
    pub basis_fillers: Set,
    /// Legal bases.
    pub basis: PhraseTable,
    /// Legal bases in letters, where nothing else stands.
    pub basis_alone: PhraseTable,
    /// Conditions of Art. 9(2).
    pub art9: PhraseTable,
    /// What a transfer rests on.
    pub mechanism: PhraseTable,
    /// What a recipient is.
    pub role: PhraseTable,
    /// What we are in an activity.
    pub activity_role: PhraseTable,
    /// How far a record has come.
    pub record_status: PhraseTable,
    /// Whether the processing goes on.
    pub processing_state: PhraseTable,
    /// How far a DPIA has come.
    pub dpia_status: PhraseTable,
    /// Special categories.
    pub special_kind: PhraseTable,
    /// Categories of data subjects.
    pub subject: PhraseTable,
    /// Categories of data.
    pub data: PhraseTable,
    /// Where data come from.
    pub source: PhraseTable,
    /// The months, by their numbers.
    pub month: PhraseTable,
    /// Units of a period, by their length.
    pub unit: PhraseTable,
    /// Numbers in words.
    pub number: PhraseTable,
    /// Half of a unit.
    pub half: Set,
    /// One and a half of a unit, in a word.
    pub one_and_a_half: Set,
    /// What a period runs from.
    pub start: PhraseTable,
    /// Kinds of rules without a period.
    pub kind: PhraseTable,
    /// What is done in the end.
    pub disposition: PhraseTable,
    /// What stands between a period and its start.
    pub after: Set,
    /// What stands before an event that ends a period.
    pub until: Set,
    /// What makes a period the longest.
    pub at_most: Set,
    /// What makes it the shortest.
    pub at_least: Set,
    /// The end of the calendar year.
    pub end_of_year: Set,
    /// Countries by their names: plain name and code.
    pub countries: HashMap<String, String>,
    /// The most words that a country's name has.
    pub longest_country: usize,
}

impl SheetVocabulary {
    /// The words that come with the program.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static READ: OnceLock<SheetVocabulary> = OnceLock::new();
        // A file that cannot be read knows no words: a test keeps that from happening.
        READ.get_or_init(|| Self::read().unwrap_or_default())
    }

    fn read() -> Result<Self, toml::de::Error> {
        let file: VocabularyFile = toml::from_str(WORDS)?;
        let names: Table = toml::from_str(COUNTRIES)?;
        let mut countries = HashMap::new();
        for (code, names) in &names {
            for name in names.iter().flat_map(|name| spellings(name)) {
                countries
                    .entry(plain(&name))
                    .or_insert_with(|| code.clone());
            }
        }
        for (name, code) in [
            ("usa", "US"),
            ("u s a", "US"),
            ("us", "US"),
            ("uk", "GB"),
            ("u k", "GB"),
            ("england", "GB"),
            ("holland", "NL"),
            ("uae", "AE"),
            ("eua", "US"),
            ("ee uu", "US"),
            ("eeuu", "US"),
        ] {
            countries.insert(name.to_owned(), code.to_owned());
        }
        let longest_country = countries.keys().map(|name| name.split(' ').count()).max();
        Ok(Self {
            none: Set::of(&[file.none, own_none()].concat()),
            none_begins: Set::of(&file.none_begins),
            without: Set::of(&file.without),
            none_topics: Set::of(&file.none_topics),
            none_fillers: Set::of(&file.none_fillers),
            placeholder: Set::of(&file.placeholder),
            above: Set::of(&file.above),
            total: Set::of(&file.total),
            foot: Set::of(&file.foot),
            as_in: Set::of(&file.as_in),
            row_names: Set::of(&file.row_names),
            spanish_heads: file.spanish_heads.iter().map(|word| plain(word)).collect(),
            yes: Set::of(&file.yes),
            no: Set::of(&file.no),
            unclear: Set::of(&file.unclear),
            may_be: Set::of(&file.may_be),
            but: Set::of(&file.but),
            services: Set::of(&file.services),
            basis_fillers: Set::of(&file.basis_fillers),
            basis: PhraseTable::with_own(&file.basis, &codes::LEGAL_BASIS),
            basis_alone: PhraseTable::of(&file.basis_alone),
            art9: PhraseTable::with_own(&file.art9, &codes::ART9_CONDITION),
            mechanism: PhraseTable::with_own(&file.mechanism, &codes::MECHANISM),
            role: PhraseTable::with_own(&file.role, &codes::RecipientRole::SET),
            activity_role: PhraseTable::with_own(&file.activity_role, &codes::ActivityRole::SET),
            record_status: PhraseTable::with_own(&file.record_status, &codes::RecordStatus::SET),
            processing_state: PhraseTable::with_own(
                &file.processing_state,
                &codes::ProcessingState::SET,
            ),
            dpia_status: PhraseTable::with_own(&file.dpia_status, &codes::DpiaStatus::SET),
            special_kind: PhraseTable::of(&file.special_kind),
            subject: PhraseTable::of(&file.subject),
            data: PhraseTable::of(&file.data),
            source: PhraseTable::of(&file.source),
            month: PhraseTable::of(&file.month),
            unit: PhraseTable::of(&file.period.unit),
            number: PhraseTable::of(&file.period.number),
            half: Set::of(&file.period.half.half),
            one_and_a_half: Set::of(&file.period.half.one_and_a_half),
            start: PhraseTable::of(&file.period.start),
            kind: PhraseTable::of(&file.period.kind),
            disposition: PhraseTable::with_own(&file.period.disposition, &codes::Disposition::SET),
            after: Set::of(&file.period.after.words),
            until: Set::of(&file.period.after.until),
            at_most: Set::of(&file.period.after.at_most),
            at_least: Set::of(&file.period.after.at_least),
            end_of_year: Set::of(&file.period.after.end_of_year),
            countries,
            longest_country: longest_country.unwrap_or(1),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::period::Period;

    #[test]
    fn phrases_looked_for_by_their_beginnings_are_those_that_stand_there() {
        let words = SheetVocabulary::read().unwrap();
        let tables = [
            &words.role,
            &words.mechanism,
            &words.disposition,
            &words.subject,
        ];
        for table in tables {
            let texts = table.all.iter().flat_map(|(phrase, _)| {
                [
                    phrase.clone(),
                    format!("a {phrase}s b"),
                    format!("x{phrase} {phrase}"),
                    phrase.replace(' ', ""),
                ]
            });
            for text in texts {
                let slowly = table.all.iter();
                let mut slowly = slowly.filter_map(|(it, code)| Some((*code, find(&text, it)?)));
                assert_eq!(table.first(&text), slowly.next(), "{text}");
            }
        }
    }

    #[test]
    fn the_words_can_be_read_and_stand_for_codes_that_there_are() {
        let file: VocabularyFile = toml::from_str(WORDS).unwrap();
        let words = SheetVocabulary::read().unwrap();
        for (table, set) in [
            (&file.basis, codes::LEGAL_BASIS.codes),
            (&file.basis_alone, codes::LEGAL_BASIS.codes),
            (&file.art9, codes::ART9_CONDITION.codes),
            (&file.mechanism, codes::MECHANISM.codes),
            (&file.role, codes::RecipientRole::SET.codes),
            (&file.activity_role, codes::ActivityRole::SET.codes),
            (&file.record_status, codes::RecordStatus::SET.codes),
            (&file.processing_state, codes::ProcessingState::SET.codes),
            (&file.dpia_status, codes::DpiaStatus::SET.codes),
            (&file.special_kind, codes::SPECIAL_KIND.codes),
            (&file.subject, codes::SUBJECT_CATEGORY.codes),
            (&file.data, codes::DATA_CATEGORY_NAME.codes),
            (&file.source, codes::DATA_SOURCE.codes),
            (&file.period.start, codes::RETENTION_START.codes),
            (&file.period.disposition, codes::Disposition::SET.codes),
        ] {
            for code in table.keys() {
                assert!(set.contains(&code.as_str()), "{code}");
            }
        }
        for unit in file.period.unit.keys() {
            assert!(Period::from_iso(unit).is_some(), "{unit}");
        }
        assert_eq!(
            words
                .countries
                .get("vereinigte staaten")
                .map(String::as_str),
            Some("US")
        );
        assert_eq!(words.countries.get("intia").map(String::as_str), Some("IN"));
        // A country's name is nothing else that a cell may say.
        for word in words
            .none
            .all()
            .chain(words.yes.all())
            .chain(words.placeholder.all())
        {
            assert!(!words.countries.contains_key(word), "{word}");
        }
    }
}
