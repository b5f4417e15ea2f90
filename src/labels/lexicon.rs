//! Values in the user's words: codes, countries, references and answers, with the labels of the locale files
//! and of the law data together.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use crate::domain::codes::{CodeSet, LabelPlace};
use crate::domain::counting::LAST_DAY;
use crate::domain::date::PartialDate;
use crate::domain::field::{Answer, Record};
use crate::domain::kind::{FieldKind, ItemPart, RecordKind};
use crate::domain::language::Language;
use crate::domain::period::Period;
use crate::domain::problem::Problem;
use crate::domain::records::{Activity, Holding, Retention};
use crate::domain::register::{Referrer, Register};
use crate::domain::stale::{Stale, stale_decisions};
use crate::domain::value::{Id, Value, ValueView};
use crate::law::{Instrument, Law};
use crate::words::Words;

/// A code as it can be picked: the code, its label, and what stands beside it.
pub type LabelledCode = (String, String, String);

/// The words of values.
#[derive(Clone, Debug)]
pub struct Lexicon {
    /// The words of the screen.
    pub words: Arc<Words>,
    /// The law data, with the user's overrides.
    pub law: Arc<Law>,
    /// The day that law and deadlines are asked for.
    pub today: NaiveDate,
    /// That day, where it is not really today.
    pub other_day: Option<NaiveDate>,
    /// Labels that were asked for before: making a large register searchable asks for the same ones again and again.
    labels: RefCell<FxHashMap<&'static str, FxHashMap<String, String>>>,
    /// Dates and periods in words that were asked for before: a register has few different ones.
    dates: RefCell<FxHashMap<PartialDate, String>>,
    periods: RefCell<FxHashMap<Period, String>>,
}

impl Lexicon {
    /// The words of values for a day.
    #[must_use]
    pub fn new(words: Arc<Words>, law: Arc<Law>, today: NaiveDate) -> Self {
        Self {
            words,
            law,
            today,
            other_day: None,
            labels: RefCell::default(),
            dates: RefCell::default(),
            periods: RefCell::default(),
        }
    }

    /// The words of a document: in the language that was asked for, else in the register's, else in these.
    ///
    /// # Errors
    /// What reading the words of the other language says.
    pub fn of_document(
        &self,
        register: &Register,
        asked: Option<Language>,
    ) -> Result<Self, Problem> {
        let words = self.words_in(asked.or_else(|| register.language()))?;
        let lexicon = Self {
            other_day: self.other_day,
            ..Self::new(words, Arc::clone(&self.law), self.today)
        };
        lexicon.say_of(register);
        Ok(lexicon)
    }

    /// The same, as of a day: a document about another day than today says so.
    ///
    /// # Errors
    /// As [`Self::of_document`].
    pub fn of_document_on(
        &self,
        register: &Register,
        asked: Option<Language>,
        day: NaiveDate,
    ) -> Result<Self, Problem> {
        let other_day = (day != self.today).then_some(day);
        let document = self.of_document(register, asked)?;
        Ok(Self {
            other_day: other_day.or(self.other_day),
            today: day,
            ..document
        })
    }

    /// Says from now on what is said of the keepers of a register: of public bodies where all of ours are.
    pub fn say_of(&self, register: &Register) {
        let mut ours = register.ours().peekable();
        let public = ours.peek().is_some() && ours.all(|it| it.public_authority == Some(true));
        self.words.say_of(public);
    }

    /// What a new register of an organisation is called, in the register's language where that is settled.
    ///
    /// # Errors
    /// What reading the words of the other language says.
    pub fn title_of_new(
        &self,
        organisation: &str,
        language: Option<Language>,
    ) -> Result<String, Problem> {
        let words = self.words_in(language)?;
        Ok(words.fill("export.titled", &[("name", organisation)]))
    }

    /// What a register is called: by its title, else after our only organisation; `None` where neither says it.
    #[must_use]
    pub(crate) fn title_of(&self, register: &Register) -> Option<String> {
        let mut ours = register.ours();
        let only = ours.next().filter(|_| ours.next().is_none());
        let named = || {
            let name = only?.name.as_deref()?;
            Some(self.words.fill("export.titled", &[("name", name)]))
        };
        register.about.title.clone().or_else(named)
    }

    fn words_in(&self, language: Option<Language>) -> Result<Arc<Words>, Problem> {
        match language {
            Some(language) if language != self.language() => {
                Ok(Arc::new(self.words.in_language(language)?))
            }
            _ => Ok(Arc::clone(&self.words)),
        }
    }

    fn language(&self) -> Language {
        self.words.language()
    }

    /// The label of a code of a set; the code or own words themselves where there is none.
    #[must_use]
    pub fn code(&self, set: &CodeSet, code: &str) -> String {
        let language = self.language();
        let law = &self.law;
        let found = match (set.labels, set.name) {
            (LabelPlace::Locale, _) => return self.words.code(set, code).to_owned(),
            (LabelPlace::Law, "legal_basis") => {
                law.legal_basis(code).map(|basis| basis.label(language))
            }
            (LabelPlace::Law, "art9_condition") => law
                .art9_condition(code)
                .map(|condition| condition.label(language)),
            (LabelPlace::Law, "dpia_criterion") => law
                .dpia_criterion(code)
                .map(|criterion| criterion.label(language)),
            (LabelPlace::Law, "mechanism") => law
                .mechanism(code)
                .map(|mechanism| mechanism.label(language)),
            (LabelPlace::Law, "instrument") => match law.instrument(code) {
                // The name says what it covers, the number which decision it is.
                Some(Instrument::Decision(decision)) => {
                    let details = [
                        ("name", decision.label(language)),
                        ("number", decision.number(language)),
                    ];
                    return self.words.fill("cli.country.decision", &details);
                }
                found => found.map(|instrument| instrument.label(language)),
            },
            (LabelPlace::Law, _) => law
                .authority(code)
                .map(|authority| authority.label(language)),
        };
        found.unwrap_or(code).to_owned()
    }

    /// The article of a code of the law, where it has one: `Art. 6(1)(a)`.
    #[must_use]
    pub fn article(&self, set: &CodeSet, code: &str) -> Option<String> {
        let language = self.language();
        let article = match set.name {
            "legal_basis" => self.law.legal_basis(code)?.article.get(language),
            "art9_condition" => self.law.art9_condition(code)?.article.get(language),
            "mechanism" => self.law.mechanism(code)?.article.get(language),
            _ => return None,
        };
        article.map(str::to_owned)
    }

    /// The codes of a set, in the order in which they are offered.
    #[must_use]
    pub fn codes(&self, set: &CodeSet) -> Vec<LabelledCode> {
        let codes: Vec<String> = match set.name {
            "instrument" => self
                .law
                .codes_instruments()
                .into_iter()
                .map(str::to_owned)
                .collect(),
            "authority" => self
                .law
                .codes_authorities(self.today)
                .into_iter()
                .map(str::to_owned)
                .collect(),
            _ => set.codes.iter().map(|code| (*code).to_owned()).collect(),
        };
        codes
            .into_iter()
            .map(|code| {
                let label = self.code(set, &code);
                let beside = match set.name {
                    "authority" => self.law.authority(&code).map(|authority| {
                        let acronym = authority.acronym.clone().unwrap_or_default();
                        format!("{acronym} {}", self.country(&authority.country))
                    }),
                    "instrument" => Some(code.clone()),
                    _ => self.article(set, &code),
                };
                (code, label, beside.unwrap_or_default())
            })
            .collect()
    }

    /// The name of a country.
    #[must_use]
    pub fn country(&self, code: &str) -> String {
        self.law.country_label(code, self.language()).to_owned()
    }

    /// The countries, `EU` and `EEA` first, then by name: code, name, and other names to be found by, one a line.
    #[must_use]
    pub fn countries(&self) -> Vec<LabelledCode> {
        let codes = self.law.codes_countries();
        let mut countries: Vec<LabelledCode> = codes
            .into_iter()
            .map(|code| {
                let mut others = self.law.country_names(code);
                if let Some(country) = self.law.country(code) {
                    others.push(&country.alpha3);
                    let more = country.codes.iter().chain(&country.aliases);
                    others.extend(more.map(String::as_str));
                }
                (code.to_owned(), self.country(code), others.join("\n"))
            })
            .collect();
        countries.sort_by_cached_key(|(code, name, _)| {
            (
                !matches!(code.as_str(), "EU" | "EEA"),
                self.words.sort_key(name),
            )
        });
        countries
    }

    /// The label of a code, country, date or period of a field of that kind.
    #[must_use]
    pub fn label(&self, kind: &FieldKind, code: &str) -> String {
        let set = kind.codes();
        let name = match kind {
            FieldKind::Country | FieldKind::Countries => "country",
            FieldKind::Date | FieldKind::Day => "date",
            FieldKind::Period => "period",
            _ => match set {
                Some(set) => set.name,
                None => return code.to_owned(),
            },
        };
        if let Some(known) = self
            .labels
            .borrow()
            .get(name)
            .and_then(|labels| labels.get(code))
        {
            return known.clone();
        }
        let words = &self.words;
        let date = || PartialDate::from_iso(code).map(|date| words.date(date));
        let period = || Period::from_iso(code).map(|period| words.period(&period));
        let label = match (set, name) {
            (Some(set), _) => self.code(set, code),
            (None, "date") => date().unwrap_or_default(),
            (None, "period") => period().unwrap_or_default(),
            (None, _) => self.country(code),
        };
        self.labels
            .borrow_mut()
            .entry(name)
            .or_default()
            .insert(code.to_owned(), label.clone());
        label
    }

    /// A value in words, on one line but for prose. References inside `owner` are written as it writes them.
    #[must_use]
    pub fn value(&self, register: &Register, owner: Id, kind: &FieldKind, value: &Value) -> String {
        let words = &self.words;
        match value {
            Value::Empty => String::new(),
            Value::Text(text) => match kind {
                FieldKind::Code(_) | FieldKind::Country => self.label(kind, text),
                _ => text.clone(),
            },
            Value::Flag(flag) => words
                .get(if *flag { "answer.yes" } else { "answer.no" })
                .to_owned(),
            Value::Number(number) => self.words.signed(*number),
            Value::Date(date) => {
                let mut dates = self.dates.borrow_mut();
                let said = dates.entry(*date).or_insert_with(|| words.date(*date));
                said.clone()
            }
            Value::Period(period) => {
                let mut periods = self.periods.borrow_mut();
                let said = periods
                    .entry(*period)
                    .or_insert_with(|| words.period(period));
                said.clone()
            }
            Value::Texts(texts) => {
                let labels: Vec<String> = texts.iter().map(|text| self.label(kind, text)).collect();
                let parting = if matches!(kind, FieldKind::Texts) {
                    "; "
                } else {
                    ", "
                };
                labels.join(parting)
            }
            Value::Ref(_) | Value::Refs(_) => value
                .refs()
                .iter()
                .map(|id| self.reference(register, owner, *id))
                .collect::<Vec<_>>()
                .join(", "),
            Value::Items(items) => {
                let parts = kind.items().map_or(&[][..], |items| items.parts);
                let shown = items.iter().map(|item| {
                    let filled = parts
                        .iter()
                        .zip(item)
                        .filter(|(_, value)| !value.is_empty());
                    filled
                        .map(|(part, value)| self.part(register, owner, part, value))
                        .collect::<Vec<_>>()
                        .join(" · ")
                });
                shown.collect::<Vec<_>>().join("; ")
            }
        }
    }

    /// A part of an item as people read it: a condition of a decision as the question that it asks.
    #[must_use]
    pub fn part(&self, register: &Register, owner: Id, part: &ItemPart, value: &Value) -> String {
        match value {
            Value::Text(id) if part.key == "condition" => self.question(id).to_owned(),
            _ => self.value(register, owner, &part.kind, value),
        }
    }

    /// The question of a condition of an adequacy decision; its id where the law data have none.
    #[must_use]
    pub fn question<'a>(&'a self, id: &'a str) -> &'a str {
        let condition = self.law.condition(id);
        condition.map_or(id, |condition| condition.label(self.language()))
    }

    /// What a record or row is called where its reference stands: the register's own data by their words, because
    /// nobody knows a reference of theirs.
    ///
    /// Every message and question of the program calls records by this.
    #[must_use]
    pub fn called(&self, register: &Register, id: Id) -> String {
        let own = self.words.definite(RecordKind::RegisterData);
        match register.place(id) {
            Some(place) if place.kind == RecordKind::RegisterData => own.to_owned(),
            Some(place) if register.is_own(id) => {
                format!("{own}: {}", register.name_in(place.owner, id))
            }
            _ => register.reference(id),
        }
    }

    /// A field that refers to a record: its record or row, the title of that or of what holds it, and what it is called.
    pub(crate) fn referrer(&self, register: &Register, referrer: &Referrer) -> Option<String> {
        let holder = register.get(referrer.id)?;
        let label = self.words.label(holder.kind(), referrer.key);
        let owner = register.owner(referrer.owner);
        let owner = owner.map_or_else(String::new, |owner| self.title(register, owner));
        let called = self.called(register, referrer.id);
        Some(format!("{called} {owner}: {label}"))
    }

    /// A record or row that is referred to: its title, and its reference from the place where it is named.
    #[must_use]
    pub fn reference(&self, register: &Register, owner: Id, id: Id) -> String {
        let Some(record) = register.get(id) else {
            return String::new();
        };
        if record.kind() == RecordKind::RegisterData {
            return self.words.one(RecordKind::RegisterData).to_owned();
        }
        let title = self.title(register, record);
        let reference = match self.called(register, id) {
            own if register.is_own(id) => own,
            _ => register.name_in(owner, id),
        };
        if title == reference || title.is_empty() {
            reference
        } else {
            format!("{title} ({reference})")
        }
    }

    /// What people know a record or row by, in words: its name or text, its categories, what it points to.
    #[must_use]
    pub fn title(&self, register: &Register, record: &dyn Record) -> String {
        let declaration = record.declaration();
        let keys = titles_of(record.kind());
        let shown = keys.iter().find_map(|key| {
            let field = declaration.field(key)?;
            let kind = &declaration.fields[field].kind;
            let value = match record.view(field) {
                ValueView::Empty => return None,
                ValueView::Text(text) if matches!(kind, FieldKind::Text | FieldKind::Prose) => {
                    return Some(text.lines().next().unwrap_or_default().to_owned());
                }
                view => view.into_value(),
            };
            let names = value
                .refs()
                .iter()
                .filter_map(|id| register.get(*id))
                .map(|record| self.title(register, record));
            let names: Vec<String> = names.collect();
            let text = if names.is_empty() {
                self.value(register, Id(0), kind, &value)
            } else {
                names.join(", ")
            };
            Some(text.lines().next().unwrap_or_default().to_owned())
        });
        shown
            .filter(|text| !text.is_empty())
            .unwrap_or_else(|| match record.kind() {
                RecordKind::RegisterData => self.words.one(RecordKind::RegisterData).to_owned(),
                _ => record.head().reference.clone(),
            })
    }

    /// A field as a column of a list: where records are called by their name, their title; the rest as a cell.
    #[must_use]
    pub fn column(&self, register: &Register, record: &dyn Record, key: &str) -> String {
        match key {
            "name" if titles_of(record.kind()).first() == Some(&"name") => {
                self.title(register, record)
            }
            "keep_through" => match self.keep_through(register, record) {
                Some(LAST_DAY) => self.words.get("export.beyond").to_owned(),
                day => day.map(|day| day.to_string()).unwrap_or_default(),
            },
            _ => self.cell(register, record, key),
        }
    }

    /// The answer to a field in words: its value, *none* with its reason, or *not recorded*.
    #[must_use]
    pub fn answer(
        &self,
        register: &Register,
        owner: Id,
        kind: &FieldKind,
        answer: &Answer,
    ) -> String {
        match answer {
            Answer::Recorded(value) => self.value(register, owner, kind, value),
            Answer::None(reason) if reason.is_empty() => self.words.get("answer.none").to_owned(),
            Answer::None(reason) => self
                .words
                .fill("answer.none_because", &[("reason", reason)]),
            Answer::NotRecorded => self.words.get("answer.not_recorded").to_owned(),
        }
    }

    /// What is said of a field whose value was taken out for good: when and why; `None` where it was not, or where
    /// something is recorded there since.
    #[must_use]
    pub fn taken_out(&self, register: &Register, record: &dyn Record, key: &str) -> Option<String> {
        if !record.is_redacted(key) {
            return None;
        }
        let known = register.taken_out.get(&(record.id(), key.to_owned()));
        let day = known.and_then(|known| known.at.get(..10)?.parse().ok());
        Some(match (known, day) {
            (Some(known), Some(day)) => self.words.fill(
                "answer.redacted_because",
                &[("day", &self.words.day(day)), ("because", &known.because)],
            ),
            _ => self.words.get("answer.redacted").to_owned(),
        })
    }

    /// A field as a cell of a table: short, a date as it is typed, `–` for *none* and nothing for *not recorded*.
    ///
    /// What a retention rule takes from its schedule is shown as its own.
    #[must_use]
    pub fn cell(&self, register: &Register, record: &dyn Record, key: &str) -> String {
        let Some(field) = record.declaration().field(key) else {
            return String::new();
        };
        if key == "record_status"
            && let Some(activity) = record.downcast::<Activity>()
            && register.changed_since_approval(activity).is_some()
        {
            return self.words.get("changed.status").to_owned();
        }
        if let Some(waived) = self.waived(register, record, key) {
            return waived;
        }
        let answer = match record.downcast::<Retention>() {
            Some(rule) => register.effective(rule, key).0,
            None => record.answer(key),
        };
        match answer {
            Answer::Recorded(Value::Date(date)) => date.to_string(),
            Answer::Recorded(value) if value.refs().is_empty() => self.value(
                register,
                Id(0),
                &record.declaration().fields[field].kind,
                &value,
            ),
            Answer::Recorded(value) => {
                let names = value
                    .refs()
                    .iter()
                    .filter_map(|id| register.get(*id))
                    .map(|record| self.title(register, record));
                names.collect::<Vec<_>>().join(", ")
            }
            Answer::None(_) => "–".to_owned(),
            Answer::NotRecorded if record.is_redacted(key) => {
                self.words.get("answer.redacted").to_owned()
            }
            Answer::NotRecorded => String::new(),
        }
    }

    /// What was changed of an approved activity since it was approved: the day, the change set, and what.
    ///
    /// It is told beside one field, the day of the approval, or else its status.
    #[must_use]
    pub fn changed_beside(
        &self,
        register: &Register,
        record: &dyn Record,
        key: &str,
    ) -> Option<String> {
        self.changed_beside_of(register, record, key, &|activity| {
            stale_decisions(register, activity).into()
        })
    }

    /// The same, where whoever asks knows which decisions of an activity are older than what they rest on.
    pub(crate) fn changed_beside_of(
        &self,
        register: &Register,
        record: &dyn Record,
        key: &str,
        stale: &dyn Fn(&Activity) -> Rc<[Stale]>,
    ) -> Option<String> {
        /// The most fields that are named.
        const NAMED: usize = 6;
        /// The fields that it is told beside.
        const BESIDE: [&str; 2] = ["approved_on", "record_status"];
        if let Some(told) = self.stale_beside(register, record, key, stale) {
            return Some(told);
        }
        if !BESIDE.contains(&key) {
            return None;
        }
        if BESIDE.into_iter().find(|key| !record.value(key).is_empty()) != Some(key) {
            return None;
        }
        let changed = register.changed_since_approval(record.downcast::<Activity>()?)?;
        let words = &self.words;
        let mut labels: Vec<String> = Vec::new();
        for field in &changed.fields {
            let label = words.label(field.kind, field.key);
            let label = if field.id == record.id() {
                label.to_owned()
            } else {
                format!("{} {label}", register.name_in(record.id(), field.id))
            };
            if !labels.contains(&label) {
                labels.push(label);
            }
        }
        let more = labels.len().saturating_sub(NAMED);
        if more > 0 {
            labels.truncate(NAMED);
            labels.push(words.fill("changed.more", &[("n", &more.to_string())]));
        }
        let day = changed.day.map(|day| words.day(day)).unwrap_or_default();
        let number = changed.set.to_string();
        Some(words.fill(
            "changed.since",
            &[
                ("day", &day),
                ("number", &number),
                ("fields", &labels.join(", ")),
            ],
        ))
    }

    /// What was changed since another decision was recorded: it is told beside the day of the decision.
    fn stale_beside(
        &self,
        register: &Register,
        record: &dyn Record,
        key: &str,
        stale: &dyn Fn(&Activity) -> Rc<[Stale]>,
    ) -> Option<String> {
        const TOLD: [&str; 5] = [
            "last_reviewed_on",
            "dpia_done_on",
            "dpia_required",
            "lia_on",
            "assessed_on",
        ];
        if !TOLD.contains(&key) || record.viewed(key) == ValueView::Empty {
            return None;
        }
        let activity = register.owner(record.id())?.downcast::<Activity>()?;
        let known = stale(activity);
        let mut known = known.iter();
        let stale = known.find(|stale| (stale.record, stale.key) == (record.id(), key))?;
        let words = &self.words;
        let day = stale.day.map(|day| words.day(day)).unwrap_or_default();
        let fields = words.fields(&stale.fields);
        Some(words.fill("changed.rests_on", &[("day", &day), ("fields", &fields)]))
    }

    /// The last day of keeping of a holding, where its rule or an extension gives one.
    #[must_use]
    pub fn keep_through(&self, register: &Register, record: &dyn Record) -> Option<NaiveDate> {
        let holding = record.downcast::<Holding>()?;
        let parent = register.place(record.id())?.parent?;
        register.last_day(register.typed::<Retention>(parent)?, holding)
    }

    /// The same in words; what is kept for longer than the calendar reaches is kept beyond it.
    #[must_use]
    pub fn kept_through(&self, register: &Register, record: &dyn Record) -> Option<String> {
        Some(match self.keep_through(register, record)? {
            LAST_DAY => self.words.get("export.beyond").to_owned(),
            day => self.words.day(day),
        })
    }
}

/// Whether a record or row of a kind may be called by a field.
pub(crate) fn called_by(kind: RecordKind, key: &str) -> bool {
    titles_of(kind).contains(&key)
}

/// The fields that a record or row is called by, the best first.
const fn titles_of(kind: RecordKind) -> &'static [&'static str] {
    match kind {
        RecordKind::Purpose => &["text", "as_stated"],
        RecordKind::DataSubject => &["category", "as_stated"],
        RecordKind::DataCategory => &["category", "items", "as_stated"],
        RecordKind::Client | RecordKind::Recipient => {
            &["organisation", "category", "service", "role", "as_stated"]
        }
        RecordKind::Transfer => &[
            "country",
            "international_organisation",
            "organisation",
            "recipients",
            "state",
            "as_stated",
        ],
        RecordKind::Retention => &[
            "name",
            "schedule",
            "criterion",
            "purpose",
            "kind",
            "as_stated",
        ],
        RecordKind::Contact => &["title", "role", "name", "email"],
        RecordKind::TimeLimit => &["subject", "as_stated"],
        RecordKind::Agreement => &["organisation", "category", "kind"],
        RecordKind::SubProcessor => &["organisation", "name", "service"],
        RecordKind::RegisterData => &["title"],
        RecordKind::Waiver => &["rule"],
        RecordKind::RetentionHold | RecordKind::HoldingHold => &["reason", "case", "as_stated"],
        RecordKind::Redaction => &["places", "change"],
        RecordKind::Request => &["department", "owner", "organisation", "sent_on"],
        _ => &["name"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::codes::{self, VOCABULARIES};

    fn lexicon(language: Language) -> Lexicon {
        Lexicon::new(
            Arc::new(Words::load(language).unwrap()),
            Arc::new(Law::shipped().unwrap()),
            "2026-11-21".parse().unwrap(),
        )
    }

    #[test]
    fn every_code_of_the_law_has_a_label_in_both_languages() {
        for language in Language::ALL {
            let lexicon = lexicon(language);
            for set in VOCABULARIES
                .iter()
                .filter(|set| set.labels == LabelPlace::Law)
            {
                let codes = lexicon.codes(set);
                assert!(!codes.is_empty(), "{}", set.name);
                for (code, label, _) in codes {
                    assert_ne!(code, label, "{}", set.name);
                }
            }
        }
    }

    #[test]
    fn countries_are_sorted_as_the_language_sorts_them() {
        let names = |language| {
            lexicon(language)
                .countries()
                .into_iter()
                .map(|(_, name, _)| name)
                .collect::<Vec<_>>()
        };
        let swedish = names(Language::SWEDISH);
        let at = |name: &str| swedish.iter().position(|known| known == name).unwrap();
        assert!(at("Zimbabwe") < at("Åland") && at("Åland") < at("Österrike"));
        assert!(names(Language::ENGLISH).contains(&"Sweden".to_owned()));
    }

    #[test]
    fn a_value_is_said_in_the_language() {
        let register = Register::empty();
        let say = |language, kind: &FieldKind, value: Value| {
            lexicon(language).value(&register, Id(0), kind, &value)
        };
        let countries = Value::Texts(vec!["SE".to_owned(), "US".to_owned()]);
        assert_eq!(
            say(Language::SWEDISH, &FieldKind::Countries, countries),
            "Sverige, USA"
        );
        let own = Value::Texts(vec!["employees".to_owned(), "night owls".to_owned()]);
        assert_eq!(
            say(
                Language::ENGLISH,
                &FieldKind::Words(&codes::SUBJECT_CATEGORY),
                own
            ),
            "Employees, night owls"
        );
    }
}
