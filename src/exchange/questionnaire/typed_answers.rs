//! What people type who keep no register, made values and rows: words of a list, countries in ten languages, how long
//! something is kept.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::said_of;
use crate::domain::codec::{clean, from_json};
use crate::domain::field::Record;
use crate::domain::kind::{FieldKind, RecordKind};
use crate::domain::problem::Problem;
use crate::domain::records::Retention;
use crate::domain::register::Register;
use crate::domain::text::key as folded;
use crate::domain::value::{Id, Value};
use crate::exchange::sheets::answers::entries::entries;
use crate::exchange::sheets::answers::labels::CodesByLabel;
use crate::exchange::sheets::answers::{none_explained, with_brackets};
use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::organisations::party::is_company;
use crate::exchange::sheets::retention::{StatedRule, rules};
use crate::exchange::sheets::transfers::destination::exact_country;
use crate::exchange::sheets::vocabulary::SheetVocabulary;
use crate::law::Law;

/// What texts are read with, and the organisations that they name and nobody knows yet.
pub struct AnswerTyping<'a> {
    register: &'a Register,
    law: &'a Law,
    today: NaiveDate,
    made: HashMap<String, Id>,
    /// The organisations to be made, in the order in which they were named.
    pub organisations: Vec<Box<dyn Record>>,
    next: u32,
}

impl<'a> AnswerTyping<'a> {
    /// What texts are read with against a register.
    #[must_use]
    pub fn new(register: &'a Register, law: &'a Law, today: NaiveDate) -> Self {
        Self {
            register,
            law,
            today,
            made: HashMap::new(),
            organisations: Vec::new(),
            next: 0,
        }
    }

    /// A retention rule with what its schedule says of it.
    #[must_use]
    pub fn in_force(&self, rule: &Retention) -> Retention {
        self.register.effective_rule(rule)
    }

    /// A number for something new.
    pub fn number(&mut self) -> Id {
        self.next += 1;
        Id::provisional(self.next)
    }

    /// What a text says of a field.
    ///
    /// # Errors
    /// `answers_country_unknown`, or `answers_not_understood` where a field takes no such words.
    pub fn value(&self, kind: &FieldKind, text: &str) -> Result<Value, Problem> {
        Ok(match kind {
            FieldKind::Text => Value::Text(clean(text, false)),
            FieldKind::Prose => Value::Text(clean(text, true)),
            FieldKind::Texts => {
                let parts = entries(text).into_iter().map(|part| clean(part, false));
                Value::Texts(parts.filter(|part| !part.is_empty()).collect())
            }
            FieldKind::Words(set) => {
                let parts = entries(text).into_iter();
                let codes = parts.map(|part| {
                    let code = CodesByLabel::shipped().code(SheetVocabulary::shipped(), set, part);
                    code.unwrap_or_else(|| clean(part, false))
                });
                Value::Texts(codes.filter(|part| !part.is_empty()).collect())
            }
            FieldKind::Country => Value::Text(self.country(text)?),
            _ => return Err(not_understood(text)),
        })
    }

    /// Whether a text says that there is none of what was asked for: `No`, `None (all of it stays here)`.
    #[must_use]
    pub fn says_none(text: &str) -> bool {
        is_dash(text) || none_explained(SheetVocabulary::shipped(), text).is_some()
    }

    /// Whether it says that and nothing besides.
    #[must_use]
    pub fn says_only_none(text: &str) -> bool {
        is_dash(text) || none_explained(SheetVocabulary::shipped(), text).is_some_and(str::is_empty)
    }

    /// Whether what goes to a country is no transfer: it is in the European Economic Area.
    fn is_inside(&self, code: &str) -> bool {
        let country = self.law.country(code);
        country.is_none_or(|it| self.law.inside(it, self.today).is_some())
    }

    /// The places of a text that are in the European Economic Area, and the others.
    pub fn inside_and_others<'t>(&self, text: &'t str) -> (Vec<&'t str>, Vec<&'t str>) {
        entries(text).into_iter().partition(|part| {
            let (country, _) = with_brackets(part);
            self.country(country)
                .is_ok_and(|code| self.is_inside(&code))
        })
    }

    fn country(&self, text: &str) -> Result<String, Problem> {
        exact_country(SheetVocabulary::shipped(), self.law, text.trim()).ok_or_else(|| {
            Problem::refused("answers_country_unknown").with("text", clean(text, false))
        })
    }

    /// The rows of a list that a text stands for: at least one.
    ///
    /// # Errors
    /// As [`Self::value`]; `answers_not_understood` where nothing is left of it.
    pub fn rows(&mut self, kind: RecordKind, text: &str) -> Result<Vec<Box<dyn Record>>, Problem> {
        let mut rows: Vec<Box<dyn Record>> = Vec::new();
        let words = SheetVocabulary::shipped();
        match kind {
            RecordKind::Purpose => {
                for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
                    let mut row = self.row(kind);
                    row.record_value("text", Value::Text(clean(line, true)));
                    rows.push(row);
                }
            }
            RecordKind::Recipient | RecordKind::Client => {
                for part in entries(text) {
                    let mut row = self.row(kind);
                    self.party(&mut *row, part);
                    rows.push(row);
                }
            }
            RecordKind::Transfer => {
                for part in entries(text) {
                    let (country, _) = with_brackets(part);
                    let country = self.country(country)?;
                    if self.is_inside(&country) {
                        return Err(Problem::refused("answers_inside_eea").with("text", part));
                    }
                    let mut row = self.row(kind);
                    row.record_value("country", Value::Text(country));
                    rows.push(row);
                }
            }
            RecordKind::Retention => {
                // A number alone is no period: of days, months or years.
                if !text.chars().any(char::is_alphabetic) {
                    return Err(not_understood(text));
                }
                let read = rules(words, text).ok_or_else(|| not_understood(text))?;
                for rule in &read {
                    let mut row = self.row(kind);
                    match named(words, &rule.as_stated) {
                        Some((name, own)) => {
                            row.record_value("name", Value::Text(clean(name, false)));
                            keep(&mut *row, &own);
                        }
                        None => keep(&mut *row, rule),
                    }
                    rows.push(row);
                }
            }
            _ => {
                let Some(field) = kind.declaration().field("category") else {
                    return Err(not_understood(text));
                };
                let field = &kind.declaration().fields[field].kind;
                for part in entries(text) {
                    let value = self.value(field, part)?;
                    let mut row = self.row(kind);
                    row.record_value("category", value);
                    rows.push(row);
                }
            }
        }
        rows.retain(|row| said_of(kind).iter().any(|key| !row.value(key).is_empty()));
        if rows.is_empty() {
            return Err(not_understood(text));
        }
        Ok(rows)
    }

    fn row(&mut self, kind: RecordKind) -> Box<dyn Record> {
        let mut row = kind.blank();
        row.head_mut().id = self.number();
        row
    }

    /// Who somebody is: an organisation that is known or has the name of a company, else a category in own words.
    fn party(&mut self, row: &mut dyn Record, text: &str) {
        let name = clean(text, false);
        if name.is_empty() {
            return;
        }
        let known = self.register.organisations.iter().find(|it| {
            let names = it.name.iter().chain(&it.trading_names);
            names
                .into_iter()
                .any(|known| folded(known) == folded(&name))
        });
        let id = match known {
            Some(known) => Some(known.head.id),
            None if is_company(&name) => Some(self.organisation(&name)),
            None => None,
        };
        match id {
            Some(id) => row.record_value("organisation", Value::Ref(id)),
            None => row.record_value("category", Value::Text(name)),
        };
    }

    fn organisation(&mut self, name: &str) -> Id {
        if let Some(id) = self.made.get(&folded(name)) {
            return *id;
        }
        let mut record = RecordKind::Organisation.blank();
        let id = self.number();
        record.head_mut().id = id;
        record.record_value("name", Value::Text(name.to_owned()));
        self.organisations.push(record);
        self.made.insert(folded(name), id);
        id
    }

    /// The name of an organisation that is to be made.
    #[must_use]
    pub fn name_of(&self, id: Id) -> Option<String> {
        let made = self.organisations.iter().find(|record| record.id() == id)?;
        made.text("name")
    }
}

/// What a rule is about, where a sentence says that before a colon, and the rule of what stands behind it, with the whole
/// sentence as it was stated: `Photos: 3 years`.
fn named<'t>(words: &SheetVocabulary, sentence: &'t str) -> Option<(&'t str, StatedRule)> {
    let (name, rest) = sentence.split_once(": ")?;
    let plain = plain(name);
    // What says how long, or what becomes of the data, is no name.
    let tells = [&words.at_most, &words.at_least, &words.until];
    let tells = tells.iter().any(|set| set.within(&plain).is_some())
        || words.kind.first(&plain).is_some()
        || words.disposition.first(&plain).is_some()
        || rules(words, name)?.iter().any(|rule| rule.period.is_some());
    let is_name = name.chars().any(char::is_alphabetic) && !name.contains(['.', '(']);
    let [own] = <[StatedRule; 1]>::try_from(rules(words, rest)?).ok()?;
    let own = StatedRule {
        as_stated: sentence.to_owned(),
        ..own
    };
    (is_name && !tells).then_some((name, own))
}

/// Whether a text is nothing but a dash.
fn is_dash(text: &str) -> bool {
    matches!(text.trim(), "-" | "–" | "—")
}

fn not_understood(text: &str) -> Problem {
    Problem::refused("answers_not_understood").with("text", clean(text, false))
}

/// Puts into a row what a sentence says of how long something is kept; the sentence itself stands beside it.
fn keep(row: &mut dyn Record, rule: &StatedRule) {
    let text = |text: &str| serde_json::Value::from(text);
    let list = |text: &str| serde_json::json!([text]);
    let said = [
        ("kind", (!rule.kind.is_empty()).then(|| text(rule.kind))),
        ("period", rule.period.as_deref().map(text)),
        ("period_max", rule.period_max.as_deref().map(text)),
        ("start", rule.start.as_deref().map(list)),
        ("ends_on", rule.ends_on.as_deref().map(list)),
        ("ends_when", rule.ends_when.map(text)),
        ("rounding", rule.rounding.map(text)),
        ("disposition", rule.disposition.map(text)),
        ("criterion", rule.criterion.as_deref().map(text)),
        ("as_stated", Some(text(&rule.as_stated))),
    ];
    for (key, json) in said {
        let (Some(json), Some(at)) = (json, row.declaration().field(key)) else {
            continue;
        };
        let kind = &row.declaration().fields[at].kind;
        if let Ok(value) = from_json(kind, &json, &|_| None) {
            row.record_value(key, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::period::Period;

    #[test]
    fn what_a_new_rule_is_about_is_its_name() {
        let (register, law) = (Register::default(), Law::shipped().unwrap());
        let mut typing = AnswerTyping::new(&register, &law, NaiveDate::default());
        let mut said = |text: &str| {
            let rows = typing.rows(RecordKind::Retention, text).unwrap();
            let rows = rows.iter().map(|row| {
                let rule = row.downcast::<Retention>().unwrap();
                (rule.name.clone(), rule.period, rule.criterion.clone())
            });
            rows.collect::<Vec<_>>()
        };
        let years = Period::from_iso("P3Y");
        let name = |name: &str| Some(name.to_owned());
        assert_eq!(said("Photos: 3 years"), [(name("Photos"), years, None)]);
        assert_eq!(
            said("Bilder: till dess samtycket återkallas"),
            [(name("Bilder"), None, None)]
        );
        let two = said("Photos: 3 years; Logs: 30 days");
        assert_eq!(two.len(), 2);
        assert_eq!((&two[0].0, &two[1].0), (&name("Photos"), &name("Logs")));
        for nameless in ["3 years", "At most: 3 years", "Erased: after 3 years"] {
            assert_eq!(said(nameless)[0].0, None, "{nameless}");
        }
    }
}
