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

/// What is offered for days: all that is overdue, and periods from today on.
const DUE: [&str; 5] = ["0", "7d", "30d", "90d", "1y"];

/// The letters of the points of Art. 6(1).
const BASES: [&str; 6] = ["a", "b", "c", "d", "e", "f"];

/// The fields that say how far something is: a record, a processing, an agreement.
const STATUS: [&str; 3] = ["record_status", "state", "status"];

/// A filter as it was typed: words, and what else is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Filter {
    /// The words, which must all occur.
    pub words: String,
    terms: Vec<(&'static str, String)>,
    /// The codes of the countries that are asked for, where any is.
    countries: Vec<String>,
    /// What stands before a colon and is no name of ours.
    strange: Option<String>,
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
                // An address and a time have a colon, too.
                let may_be_name = name.chars().all(char::is_alphabetic) && !value.starts_with('/');
                if may_be_name && !name.is_empty() && !value.is_empty() {
                    filter.strange = Some(name.to_owned());
                }
                let name = fold(name);
                let known = names.iter().find(|known| {
                    **known == name
                        || fold(lexicon.words.get(&format!("filter.name.{known}"))) == name
                });
                known.map(|known| (*known, fold(value.trim_matches('"'))))
            });
            match term {
                Some((_, value)) if value.is_empty() => filter.begun = true,
                Some(term) => {
                    filter.strange = None;
                    if term.0 == "country" {
                        filter.countries = countries_called(&term.1, lexicon);
                    }
                    filter.terms.push(term);
                }
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
            "country" => asked.is_in(value, &self.countries),
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

    /// Whether one of some countries is named in it, or one of the code that was asked for.
    fn is_in(&self, value: &str, countries: &[String]) -> bool {
        let mut found = false;
        self.record.walk(None, &mut |row, _| {
            for (index, field) in row.declaration().fields.iter().enumerate() {
                if matches!(field.kind, FieldKind::Country | FieldKind::Countries) {
                    let codes = row.texts(index).iter();
                    let mut codes = codes.into_iter();
                    found |= codes.any(|code| countries.contains(code) || fold(code) == value);
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
        let mut bases = activity.purposes.iter().flat_map(|it| &it.legal_bases);
        bases.any(|code| is_basis(value, code, self.lexicon))
    }

    /// Whether it has what is asked for, whose name begins with the value.
    fn has(&self, value: &str, known: &FilterKnowledge<'_>) -> bool {
        let column = |key| {
            !self
                .lexicon
                .shown_cell(self.register, self.owner, self.owner, key, false)
                .is_empty()
        };
        match had(value, self.lexicon) {
            Some("finding") => (known.has_finding)(self.record),
            Some("special") => column(SPECIAL),
            Some(_) => column(ABROAD),
            None => false,
        }
    }
}

/// The codes of the countries that are called so: by a code, by a name in whatever language, or by a part of their name.
fn countries_called(value: &str, lexicon: &Lexicon) -> Vec<String> {
    let is_called = |(code, name, others): &(String, String, String)| {
        fold(code) == value
            || others.lines().any(|other| fold(other) == value)
            || value.len() > 2 && reads_like(name, value)
    };
    let countries = lexicon.countries().into_iter();
    countries.filter(is_called).map(|(code, ..)| code).collect()
}

/// Whether a value names a legal basis: by its letter, its point however that is written (`6.1.c`), its article or its name.
fn is_basis(value: &str, code: &str, lexicon: &Lexicon) -> bool {
    let kind = RecordKind::Purpose.declaration();
    let Some(field) = kind.field("legal_bases") else {
        return false;
    };
    let kind = &kind.fields[field].kind;
    let article = kind.codes().and_then(|set| lexicon.article(set, code));
    let signs = |text: &str| -> String { text.chars().filter(|it| it.is_alphanumeric()).collect() };
    let point = article.as_deref().map(|article| signs(&fold(article)));
    let point = point.unwrap_or_default();
    let asked = signs(value);
    let is_point = asked.ends_with(char::is_alphabetic)
        && point.ends_with(asked.as_str())
        && (asked.chars().count() == 1 || asked.starts_with(|it: char| it.is_ascii_digit()));
    let by_words = asked.chars().count() > 1
        && (reads_like(&lexicon.label(kind, code), value)
            || article.is_some_and(|article| reads_like(&article, value)));
    is_point || by_words
}

impl Filter {
    /// Why nothing can be found, where that is so: a value that its name does not have, or a word before a colon that is
    /// no name.
    #[must_use]
    pub(crate) fn doubt(&self, lexicon: &Lexicon) -> Option<String> {
        let words = &lexicon.words;
        let own = |name: &str| words.get(&format!("filter.name.{name}")).to_owned();
        let wrong = self
            .terms
            .iter()
            .find(|(name, value)| !may_be(name, value, lexicon));
        if let Some((name, value)) = wrong {
            let values = values_of(name, lexicon);
            let key = if values.is_empty() {
                "filter.doubt.unknown"
            } else {
                "filter.doubt.value"
            };
            let (name, values) = (own(name), values.join(", "));
            let said = [
                ("name", name.as_str()),
                ("value", value),
                ("values", &values),
            ];
            return Some(words.fill(key, &said));
        }
        let strange = self.strange.as_deref()?;
        let names = NAMES.map(own).join(", ");
        let said = [("name", strange), ("names", &names)];
        Some(words.fill("filter.doubt.name", &said))
    }
}

/// Whether something can have the value of a name.
fn may_be(name: &str, value: &str, lexicon: &Lexicon) -> bool {
    match name {
        "has" => had(value, lexicon).is_some(),
        "due" => within(value, lexicon.today).is_some(),
        "country" => !countries_called(value, lexicon).is_empty(),
        "basis" => {
            let kind = RecordKind::Purpose.declaration();
            let field = kind.field("legal_bases").map(|at| &kind.fields[at].kind);
            let set = field.and_then(FieldKind::codes);
            let mut codes = set.into_iter().flat_map(|set| lexicon.codes(set));
            codes.any(|(code, ..)| is_basis(value, &code, lexicon))
        }
        "status" => {
            let values = values_of("status", lexicon);
            values.iter().any(|known| reads_like(known, value))
        }
        _ => true,
    }
}

/// The values that a name can have, where they are few.
fn values_of(name: &str, lexicon: &Lexicon) -> Vec<String> {
    match name {
        "has" => HAD
            .iter()
            .map(|what| lexicon.words.get(&format!("filter.had.{what}")).to_owned())
            .collect(),
        "due" => DUE.map(str::to_owned).to_vec(),
        "basis" => BASES.map(str::to_owned).to_vec(),
        "status" => {
            let fields = RecordKind::ALL
                .iter()
                .flat_map(|kind| kind.declaration().fields);
            let fields = fields.filter(|field| STATUS.contains(&field.key));
            let sets = fields.filter_map(|field| field.kind.codes());
            let codes = sets.flat_map(|set| lexicon.codes(set));
            let labels: BTreeSet<String> = codes.map(|(_, label, _)| label).collect();
            labels.into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// What a record can have that is called so, or begins so.
fn had(value: &str, lexicon: &Lexicon) -> Option<&'static str> {
    let is_called = |what: &&str| {
        let word = fold(lexicon.words.get(&format!("filter.had.{what}")));
        what.starts_with(value) || word.starts_with(value)
    };
    HAD.into_iter().find(is_called)
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
        "due" | "basis" => values.extend(values_of(known, lexicon)),
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

    #[test]
    fn what_nothing_can_have_is_told() {
        let lexicon = lexicon(Language::ENGLISH);
        let doubt = |typed: &str| Filter::new(typed, &lexicon).doubt(&lexicon);
        for good in [
            "pay",
            "status:draft",
            "has:find",
            "due:30d",
            "due:0",
            "basis:c",
            "basis:6.1.c",
            "basis:6(1)(f)",
            "basis:contract",
            "country:usa",
            "country:\"united states\"",
            "country:tyskland",
            "owner:whoever",
            "https://x.example 12:30",
        ] {
            assert_eq!(doubt(good), None, "{good}");
        }
        for (bad, told) in [
            ("staus:draft", "staus"),
            ("has:findings", "special"),
            ("status:aproved", "Approved"),
            ("due:banana", "30d"),
            ("basis:x", "a, b, c"),
            ("basis:7.1.c", "a, b, c"),
            ("country:atlantis", "atlantis"),
        ] {
            let doubt = doubt(bad).unwrap_or_default();
            assert!(doubt.contains(told), "{bad}: {doubt}");
        }
        let of = |typed: &str| Filter::new(typed, &lexicon).countries;
        assert_eq!(of("country:USA"), ["US"]);
    }
}
