//! What rests on something: on a record or row, a country, or words such as a system, a law or the ground of a transfer;
//! through suppliers and shared schedules too.

use std::collections::HashSet;

use super::{Haystack, Query};
use crate::domain::field::Record;
use crate::domain::kind::{FieldKind, RecordKind};
use crate::domain::register::Register;
use crate::domain::text::fold;
use crate::domain::value::{Id, Value};
use crate::labels::Lexicon;

/// Something that others rest on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Base {
    /// A record or row.
    Record(Id),
    /// A country, by its code.
    Country(String),
    /// Words that stand in a list: a system, a law, a ground, a decision.
    Words(String),
}

/// A place that rests on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Use {
    /// The record that holds it.
    pub owner: Id,
    /// The record or row.
    pub record: Id,
    /// The field.
    pub key: &'static str,
    /// What it rests on in between; nothing where it names it itself.
    pub through: Option<Id>,
}

impl Base {
    /// What is meant by a text: a reference, else a country by its code or one of its names, else words.
    #[must_use]
    pub(crate) fn of_typed(typed: &str, register: &Register, lexicon: &Lexicon) -> Self {
        let typed = typed.trim();
        if let Some(id) = register.find_typed(typed) {
            return Self::Record(id);
        }
        let folded = fold(typed);
        let country = lexicon
            .countries()
            .into_iter()
            .find(|(code, name, others)| {
                fold(code) == folded
                    || fold(name) == folded
                    || others.lines().any(|other| fold(other) == folded)
            });
        country.map_or_else(
            || Self::Words(typed.to_owned()),
            |(code, ..)| Self::Country(code),
        )
    }

    /// What it is called.
    #[must_use]
    pub(crate) fn called(&self, register: &Register, lexicon: &Lexicon) -> String {
        match self {
            Self::Record(id) => lexicon.reference(register, Id(0), *id),
            Self::Country(code) => lexicon.country(code),
            Self::Words(words) => words.clone(),
        }
    }

    /// What a record or row can be asked about: itself, and the countries, grounds, laws and systems that it names.
    #[must_use]
    pub(crate) fn all_of(record: &dyn Record, lexicon: &Lexicon) -> Vec<Self> {
        let mut bases = vec![Self::Record(record.id())];
        let mut add = |base: Self| {
            if !bases.contains(&base) {
                bases.push(base);
            }
        };
        record.walk(None, &mut |row, _| {
            for (index, field) in row.declaration().fields.iter().enumerate() {
                let texts = row.texts(index).iter();
                match field.kind {
                    FieldKind::Country | FieldKind::Countries => {
                        texts.for_each(|code| add(Self::Country(code.clone())));
                    }
                    _ if ["mechanisms", "instrument"].contains(&field.key) => {
                        texts.for_each(|code| add(Self::Words(lexicon.label(&field.kind, code))));
                    }
                    _ if field.cites_laws() || field.key == "systems" => {
                        texts.for_each(|text| add(Self::Words(text.clone())));
                    }
                    _ => {}
                }
            }
        });
        bases
    }
}

/// Everything that rests on something: first what names it, in the order of the register, then what rests on that.
#[must_use]
pub(crate) fn uses(register: &Register, lexicon: &Lexicon, base: &Base) -> Vec<Use> {
    let mut found: Vec<Use> = match base {
        Base::Record(id) => naming(register, *id, None),
        Base::Country(code) => fields(register, |kind, texts| {
            matches!(kind, FieldKind::Country | FieldKind::Countries) && texts.contains(code)
        }),
        Base::Words(words) => {
            let query = Query::new(words);
            fields(register, |kind, texts| {
                let listed = matches!(kind, FieldKind::Texts)
                    || (kind.codes().is_some()
                        && !matches!(kind, FieldKind::Country | FieldKind::Countries));
                listed
                    && texts.iter().any(|text| {
                        let label = lexicon.label(kind, text);
                        Haystack::new(&format!("{label}\n{text}")).holds(&query)
                    })
            })
        }
    };
    let mut seen: HashSet<Id> = found.iter().map(|it| it.record).collect();
    let mut carried: HashSet<Id> = HashSet::new();
    if let Base::Record(id) = base {
        carried.insert(*id);
        seen.insert(*id);
    }
    let mut at = 0;
    while at < found.len() {
        let here = found[at];
        at += 1;
        for carrier in carriers(register, here) {
            if !carried.insert(carrier) {
                continue;
            }
            for more in naming(register, carrier, Some(carrier)) {
                if seen.insert(more.record) {
                    found.push(more);
                }
            }
        }
    }
    found
}

/// What passes on what a place rests on: an organisation that is not ours, a schedule, an agreement and its other party.
fn carriers(register: &Register, place: Use) -> Vec<Id> {
    let Some(owner) = register.owner(place.owner) else {
        return Vec::new();
    };
    match owner.kind() {
        RecordKind::Organisation if owner.value("ours") != Value::Flag(true) => vec![place.owner],
        // A sub-processor of a supplier is behind everything that the supplier does.
        RecordKind::Agreement if place.record != place.owner => {
            let party = owner.value("organisation");
            std::iter::once(place.owner)
                .chain(party.refs().iter().copied())
                .collect()
        }
        RecordKind::Agreement | RecordKind::Schedule => vec![place.owner],
        _ => Vec::new(),
    }
}

/// Every place outside a record that names it or one of its rows.
fn naming(register: &Register, id: Id, through: Option<Id>) -> Vec<Use> {
    let referrers = register.referrers(id).into_iter();
    let uses = referrers.map(|referrer| Use {
        owner: referrer.owner,
        record: referrer.id,
        key: referrer.key,
        through,
    });
    uses.collect()
}

/// Every field with texts of which this holds.
fn fields(register: &Register, holds: impl Fn(&FieldKind, &[String]) -> bool) -> Vec<Use> {
    let mut found = Vec::new();
    for owner in register.all_records() {
        owner.walk(None, &mut |record, _| {
            for (index, field) in record.declaration().fields.iter().enumerate() {
                if holds(&field.kind, record.texts(index)) {
                    found.push(Use {
                        owner: owner.id(),
                        record: record.id(),
                        key: field.key,
                        through: None,
                    });
                }
            }
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::language::Language;
    use crate::law::Law;
    use crate::words::Words;

    /// Whatever law a field cites, it can be asked what else rests on it.
    #[test]
    fn every_field_that_cites_laws_offers_them() {
        let words = Arc::new(Words::load(Language::ENGLISH).unwrap());
        let law = Arc::new(Law::shipped().unwrap());
        let lexicon = Lexicon::new(words, law, "2026-11-21".parse().unwrap());
        let mut cited = Vec::new();
        for kind in RecordKind::ALL {
            for field in kind
                .declaration()
                .fields
                .iter()
                .filter(|it| it.cites_laws())
            {
                cited.push(field.key);
                let mut record = kind.blank();
                let law = "Lag (2018:218)".to_owned();
                record.record_value(field.key, Value::Texts(vec![law.clone()]));
                let offered = Base::all_of(&*record, &lexicon);
                assert!(offered.contains(&Base::Words(law)), "{}", field.key);
            }
        }
        for key in ["law", "laws", "art9_laws", "extended_law"] {
            assert!(cited.contains(&key), "{key}");
        }
    }
}
