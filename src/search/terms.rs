//! What a filter asks besides words: `status:draft owner:hr country:US basis:c has:finding due:30d`.

use std::collections::BTreeSet;

use crate::domain::field::Record;
use crate::domain::kind::{FieldKind, RecordKind};
use crate::domain::period::Period;
use crate::domain::records::Activity;
use crate::domain::register::Register;
use crate::domain::text::fold;
use crate::labels::Lexicon;
use crate::labels::shown::{ABROAD, SPECIAL};
use chrono::NaiveDate;

/// What can be asked, each by its locale key below `filter.name`.
const NAMES: [&str; 7] = [
    "status",
    "owner",
    "department",
    "country",
    "basis",
    "has",
    "due",
];

/// What a record can have, each by its locale key below `filter.had`.
const HAD: [&str; 3] = ["finding", "special", "transfer"];

/// The fields that say how far something is: a record, a processing, an agreement.
const STATUS: [&str; 3] = ["record_status", "state", "status"];

/// A filter as it was typed: words, and what else is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Filter {
    /// The words, which must all occur.
    pub words: String,
    terms: Vec<(&'static str, String)>,
    /// Whether a name stands there whose value is still to be typed: it is no word.
    begun: bool,
}

/// What a filter needs to know that stands above it: findings and days.
pub(crate) struct FilterKnowledge<'a> {
    /// Whether a record or row has a finding that stands.
    pub has_finding: &'a dyn Fn(&dyn Record) -> bool,
    /// Whether something of it is due by a day.
    pub is_due_by: &'a dyn Fn(&dyn Record, NaiveDate) -> bool,
}

impl Filter {
    /// The filter of a text.
    ///
    /// The names are understood in English and in the language of the screen; a name without a value asks for nothing
    /// yet, and what is no name of ours is a word.
    #[must_use]
    pub(crate) fn new(typed: &str, lexicon: &Lexicon) -> Self {
        Self::among(&NAMES, typed, lexicon)
    }

    /// The same with other names.
    #[must_use]
    pub(crate) fn among(names: &[&'static str], typed: &str, lexicon: &Lexicon) -> Self {
        let mut filter = Self::default();
        for piece in pieces(typed) {
            let term = piece.split_once(':').and_then(|(name, value)| {
                let name = fold(name);
                let known = names.iter().find(|known| {
                    **known == name
                        || fold(lexicon.words.get(&format!("filter.name.{known}"))) == name
                });
                known.map(|known| (*known, fold(value.trim_matches('"'))))
            });
            match term {
                Some((_, value)) if value.is_empty() => filter.begun = true,
                Some(term) => filter.terms.push(term),
                None => {
                    filter.words.push_str(&piece);
                    filter.words.push(' ');
                }
            }
        }
        filter.words.truncate(filter.words.trim_end().len());
        filter
    }

    /// Whether anything but words is asked, or begins to be.
    #[must_use]
    pub(crate) const fn asks_more(&self) -> bool {
        self.begun || !self.terms.is_empty()
    }

    /// What is asked besides words: names and values, which are folded.
    #[must_use]
    pub(crate) fn terms(&self) -> &[(&'static str, String)] {
        &self.terms
    }

    /// Whether it is asked what is due.
    #[must_use]
    pub(crate) fn asks_due(&self) -> bool {
        self.terms.iter().any(|(name, _)| *name == "due")
    }

    /// Whether it is asked what has findings.
    #[must_use]
    pub(crate) fn asks_findings(&self) -> bool {
        self.terms.iter().any(|(name, _)| *name == "has")
    }

    /// Whether a record or row, and the record that holds it, have what is asked besides the words.
    #[must_use]
    pub(crate) fn lets(
        &self,
        register: &Register,
        owner: &dyn Record,
        record: &dyn Record,
        lexicon: &Lexicon,
        known: &FilterKnowledge<'_>,
    ) -> bool {
        let asked = FilteredRecord {
            register,
            owner,
            record,
            lexicon,
        };
        let mut terms = self.terms.iter();
        terms.all(|(name, value)| match *name {
            "status" => STATUS.iter().any(|key| asked.holds(key, value)),
            "country" => asked.is_in(value),
            "basis" => asked.rests_on(value),
            "has" => asked.has(value, known),
            "due" => within(value, lexicon.today).is_some_and(|day| (known.is_due_by)(record, day)),
            key => asked.holds(key, value),
        })
    }
}

/// The pieces of a filter, parted by blanks; what stands in quotation marks is one.
fn pieces(typed: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut quoted = false;
    for letter in typed.chars() {
        match letter {
            '"' | '”' | '“' => {
                // A word in quotation marks is looked for without them.
                quoted = !quoted;
            }
            letter if letter.is_whitespace() && !quoted => pieces.push(String::new()),
            letter => {
                if let Some(last) = pieces.last_mut() {
                    last.push(letter);
                }
            }
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// The day up to which something is due: a period from today on, or all that is overdue already.
fn within(value: &str, today: NaiveDate) -> Option<NaiveDate> {
    if value == "0" {
        return Some(today);
    }
    Period::from_typed(value).ok()?.after(today)
}

/// A record or row, and what is asked of it.
struct FilteredRecord<'a> {
    register: &'a Register,
    owner: &'a dyn Record,
    record: &'a dyn Record,
    lexicon: &'a Lexicon,
}

impl FilteredRecord<'_> {
    /// Whether a field of the row, or else of the record that holds it, reads like the value.
    fn holds(&self, key: &str, value: &str) -> bool {
        let of = |record: &dyn Record| {
            let text = self.lexicon.cell(self.register, record, key);
            let code = record.text(key).unwrap_or_default();
            reads_like(&text, value) || reads_like(&code, value)
        };
        of(self.record) || (self.record.id() != self.owner.id() && of(self.owner))
    }

    /// Whether a country is named in it, by its code or name.
    fn is_in(&self, value: &str) -> bool {
        let mut found = false;
        self.record.walk(None, &mut |row, _| {
            for (index, field) in row.declaration().fields.iter().enumerate() {
                if matches!(field.kind, FieldKind::Country | FieldKind::Countries) {
                    let codes = row.texts(index).iter();
                    found |= codes.into_iter().any(|code| {
                        fold(code) == value
                            || (value.len() > 2 && reads_like(&self.lexicon.country(code), value))
                    });
                }
            }
        });
        found
    }

    /// Whether a purpose rests on a basis: by its letter, its article or its name.
    fn rests_on(&self, value: &str) -> bool {
        let Some(activity) = self.owner.downcast::<Activity>() else {
            return false;
        };
        let kind = RecordKind::Purpose.declaration();
        let Some(field) = kind.field("legal_bases") else {
            return false;
        };
        let mut bases = activity.purposes.iter().flat_map(|it| &it.legal_bases);
        bases.any(|code| {
            let article = kind.fields[field].kind.codes();
            let article = article.and_then(|set| self.lexicon.article(set, code));
            let letter = article.as_deref().map(fold).unwrap_or_default();
            let letter = letter.chars().rev().find(|it| it.is_alphanumeric());
            let label = self.lexicon.label(&kind.fields[field].kind, code);
            match value.len() {
                1 => letter == value.chars().next(),
                _ => {
                    reads_like(&label, value)
                        || article.is_some_and(|article| reads_like(&article, value))
                }
            }
        })
    }

    /// Whether it has what is asked for, whose name begins with the value.
    fn has(&self, value: &str, known: &FilterKnowledge<'_>) -> bool {
        let of = |what: &&&str| {
            let word = fold(self.lexicon.words.get(&format!("filter.had.{what}")));
            what.starts_with(value) || word.starts_with(value)
        };
        let column = |key| {
            !self
                .lexicon
                .shown_cell(self.register, self.owner, self.owner, key, false)
                .is_empty()
        };
        match HAD.iter().find(of) {
            Some(&"finding") => (known.has_finding)(self.record),
            Some(&"special") => column(SPECIAL),
            Some(_) => column(ABROAD),
            None => false,
        }
    }
}

/// Whether a text has all words of a value.
fn reads_like(text: &str, value: &str) -> bool {
    let text = fold(text);
    value.split_whitespace().all(|word| text.contains(word))
}

/// What the last piece of a filter can be completed to, the best first: names, and the values that the records have.
#[must_use]
pub(crate) fn completions<'a>(
    typed: &str,
    register: &Register,
    records: impl Iterator<Item = &'a dyn Record>,
    lexicon: &Lexicon,
) -> Vec<String> {
    /// The most that are offered.
    const MOST: usize = 12;
    let words = &lexicon.words;
    let start = typed.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let (before, last) = typed.split_at(start);
    if last.is_empty() {
        return Vec::new();
    }
    let own = |name: &str| words.get(&format!("filter.name.{name}")).to_owned();
    let Some((name, value)) = last.split_once(':') else {
        let names = NAMES.iter().map(|name| own(name));
        let names = names.filter(|name| fold(name).starts_with(&fold(last)));
        return names.map(|name| format!("{before}{name}:")).collect();
    };
    let folded = fold(name);
    let Some(known) = NAMES
        .iter()
        .find(|known| **known == folded || fold(&own(known)) == folded)
    else {
        return Vec::new();
    };
    let mut values: BTreeSet<String> = BTreeSet::new();
    match *known {
        "has" => values.extend(
            HAD.iter()
                .map(|what| words.get(&format!("filter.had.{what}")).to_owned()),
        ),
        "due" => values.extend(["0", "7d", "30d", "90d", "1y"].map(str::to_owned)),
        "basis" => values.extend(["a", "b", "c", "d", "e", "f"].map(str::to_owned)),
        key => {
            for record in records {
                let keys: &[&str] = match key {
                    "status" => &STATUS,
                    "country" => &[],
                    key => &[key],
                };
                let cells = keys.iter().map(|key| lexicon.cell(register, record, key));
                values.extend(cells.filter(|cell| !cell.is_empty() && cell.len() < 60));
                if key == "country" {
                    record.walk(None, &mut |row, _| {
                        for (index, field) in row.declaration().fields.iter().enumerate() {
                            if matches!(field.kind, FieldKind::Country | FieldKind::Countries) {
                                let codes = row.texts(index).iter();
                                values.extend(codes.map(|code| lexicon.country(code)));
                            }
                        }
                    });
                }
            }
        }
    }
    let value = fold(value.trim_matches('"'));
    let offered = values
        .into_iter()
        .filter(|known| fold(known).starts_with(&value));
    let offered = offered.map(|known| {
        if known.contains(char::is_whitespace) {
            format!("{before}{name}:\"{known}\"")
        } else {
            format!("{before}{name}:{known}")
        }
    });
    offered.take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::language::Language;
    use crate::law::Law;
    use crate::words::Words;

    fn lexicon(language: Language) -> Lexicon {
        Lexicon::new(
            Arc::new(Words::load(language).unwrap()),
            Arc::new(Law::shipped().unwrap()),
            "2026-11-21".parse().unwrap(),
        )
    }

    #[test]
    fn what_is_no_name_of_ours_is_a_word() {
        let lexicon = lexicon(Language::ENGLISH);
        let filter = Filter::new("pay status:draft https://x.example 12:30", &lexicon);
        assert_eq!(filter.words, "pay https://x.example 12:30");
        assert!(filter.asks_more() && !filter.asks_due() && !filter.asks_findings());
        // A name whose value is not typed out yet is no word; blanks may stand in quotation marks; both languages are understood.
        let begun = Filter::new("due:", &lexicon);
        assert!(begun.asks_more() && begun.words.is_empty() && begun.terms().is_empty());
        assert_eq!(
            Filter::new("owner:\"head of hr\"", &lexicon).terms,
            [("owner", "head of hr".to_owned())]
        );
        let swedish = self::lexicon(Language::SWEDISH);
        assert_eq!(
            Filter::new("ANSVARIG:Å land:us", &swedish).terms,
            Filter::new("owner:a country:us", &swedish).terms
        );
    }
}
