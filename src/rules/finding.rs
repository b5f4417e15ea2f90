//! What a rule is, and a finding of one: which rule, where, the words at fault, and the details that its sentences name.

use chrono::NaiveDate;

use super::activity_facts::{ActivityFacts, KeptRule};
use super::context::Context;
use super::scan::Scan;
use crate::domain::codes::CodeSet;
use crate::domain::date::PartialDate;
use crate::domain::kind::RecordKind;
use crate::domain::period::Period;
use crate::domain::records::{Agreement, Measure, Organisation, RegisterData};
use crate::domain::register::Register;
use crate::domain::value::Id;
use crate::due::Ending;
use crate::labels::Lexicon;

/// How grave a finding is; the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// A mandatory item is missing or plainly wrong.
    Error,
    /// A probable breach or a contradiction.
    Warning,
    /// Good to know.
    Information,
}

impl Severity {
    /// Every severity, the gravest first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Information];

    /// The code, as JSON writes it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Information => "information",
        }
    }

    /// The locale key of its label.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Error => "findings.severity.error",
            Self::Warning => "findings.severity.warning",
            Self::Information => "findings.severity.information",
        }
    }
}

/// A function that judges, with what it is about.
#[derive(Clone, Copy)]
pub enum Check {
    /// The texts of any record.
    Text(fn(&Context<'_>, &Scan<'_>, &mut Found<'_>)),
    /// An activity.
    Activity(fn(&ActivityFacts<'_>, &mut Found<'_>)),
    /// An organisation.
    Organisation(fn(&Context<'_>, &Organisation, &mut Found<'_>)),
    /// An agreement.
    Agreement(fn(&Context<'_>, &Agreement, &mut Found<'_>)),
    /// A security measure.
    Measure(fn(&Context<'_>, &Measure, &mut Found<'_>)),
    /// The data of the register itself, with its questionnaires and editions.
    Register(fn(&Context<'_>, &RegisterData, &mut Found<'_>)),
    /// A retention rule of a record as controller, or a schedule.
    Keeping(fn(&Context<'_>, &Scan<'_>, &KeptRule<'_>, &mut Found<'_>)),
}

/// A rule.
pub struct Rule {
    /// Its number, as `R01`.
    pub id: &'static str,
    /// How grave its findings are, as a rule.
    pub severity: Severity,
    /// The provision.
    pub provision: &'static str,
    /// Of activities under which law it is asked.
    pub scope: RuleScope,
    /// The functions that judge.
    pub checks: &'static [Check],
    /// What else it can have to say.
    pub cases: &'static [Case],
}

/// One of several things that a rule can have to say.
#[derive(Debug, PartialEq, Eq)]
pub struct Case {
    /// The part of its locale keys.
    pub key: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// The provision.
    pub provision: &'static str,
}

/// Of activities under which law a rule is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleScope {
    /// The GDPR.
    Gdpr,
    /// The GDPR; and periods of a controller under the UK GDPR, whom the laws of the country bind as they did.
    GdprAndStatutes,
    /// Any: what a record says of itself must fit together whatever law governs it.
    Any,
}

/// Whether a provision is in Article 30 itself.
fn is_in_article_30(provision: &str) -> bool {
    provision.starts_with("30(")
}

impl Rule {
    /// Whether the duty is in Article 30 itself.
    #[must_use]
    pub fn art30(&self) -> bool {
        is_in_article_30(self.provision)
    }

    /// Every provision that its findings cite, each once: its own first, then those of its cases.
    #[must_use]
    pub fn provisions(&self) -> String {
        let of_cases = self.cases.iter().map(|case| case.provision);
        let mut all: Vec<&str> = Vec::new();
        for cited in std::iter::once(self.provision).chain(of_cases) {
            for one in cited.split("; ") {
                if !all.contains(&one) {
                    all.push(one);
                }
            }
        }
        all.join("; ")
    }
}

impl Case {
    /// Whether the duty is in Article 30 itself.
    #[must_use]
    pub fn art30(&self) -> bool {
        is_in_article_30(self.provision)
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.id)
    }
}

/// A value that a finding's sentences name, kept until the language is known.
#[derive(Clone, Debug, PartialEq)]
pub enum FindingDetail {
    /// Words as they are.
    Text(String),
    /// A day.
    Day(NaiveDate),
    /// A date as far as it is recorded, with the word before it.
    On(PartialDate),
    /// A number.
    Number(usize),
    /// A country by its code.
    Country(String),
    /// A code of a set.
    Code(&'static CodeSet, String),
    /// A period.
    Period(Period),
    /// A period that is the least, with no end.
    AtLeast(Period),
    /// A condition of an adequacy decision, by its id: the question that it asks.
    Condition(String),
    /// A record or row, by its title and reference.
    Record(Id),
    /// Several of them.
    Records(Vec<Id>),
    /// Fields and lists, by the kind of record or row: what they are called.
    Fields(Vec<(RecordKind, &'static str)>),
    /// Words of the locale, by their key.
    Word(&'static str),
    /// The law of a statutory period, by its id.
    Law(String),
    /// What a statutory period is called, by its id.
    Entry(String),
    /// What is said of what is done at the end of a time limit, with the day where it has one.
    Ending(Ending, &'static str, Option<NaiveDate>),
}

/// One finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// Which of the rule's sentences, where it has several.
    pub case: Option<&'static Case>,
    /// How grave it is here.
    pub severity: Severity,
    /// The record or row at fault.
    pub record: Id,
    /// The record that holds it.
    pub owner: Id,
    /// The field or list of it to go to.
    pub key: Option<&'static str>,
    /// The words at fault.
    pub words: Option<String>,
    /// What the sentences name.
    pub details: Vec<(&'static str, FindingDetail)>,
    /// The waiver that keeps it apart.
    pub waived: Option<Id>,
}

/// The longest piece of a text that a finding quotes, in letters.
const LONGEST_QUOTE: usize = 160;

impl Finding {
    /// The provision that the finding is about.
    #[must_use]
    pub fn provision(&self) -> &'static str {
        self.case.map_or(self.rule.provision, |case| case.provision)
    }

    /// Whether the duty is in Article 30 itself.
    #[must_use]
    pub fn is_art30(&self) -> bool {
        self.case.map_or_else(|| self.rule.art30(), Case::art30)
    }

    /// The activity that it is about; nothing where it is about another record.
    #[must_use]
    pub fn activity(&self, register: &Register) -> Option<Id> {
        let place = register.place(self.owner)?;
        (place.kind == RecordKind::Activity).then_some(self.owner)
    }

    /// Whether somebody decided to live with it, until a day that has not passed.
    #[must_use]
    pub const fn is_waived(&self) -> bool {
        self.waived.is_some()
    }

    /// What is wrong, in one sentence.
    #[must_use]
    pub fn message(&self, register: &Register, lexicon: &Lexicon) -> String {
        self.sentence("message", register, lexicon)
    }

    /// What would mend it, in one sentence.
    #[must_use]
    pub fn remedy(&self, register: &Register, lexicon: &Lexicon) -> String {
        self.sentence("remedy", register, lexicon)
    }

    fn sentence(&self, what: &str, register: &Register, lexicon: &Lexicon) -> String {
        let key = match self.case {
            Some(case) => format!("rule.{}.{}.{what}", self.rule.id, case.key),
            None => format!("rule.{}.{what}", self.rule.id),
        };
        let mut details: Vec<(&str, String)> = self
            .details
            .iter()
            .map(|(name, detail)| (*name, detail.say(register, lexicon)))
            .collect();
        details.push(("words", self.words.clone().unwrap_or_default()));
        let details: Vec<(&str, &str)> = details
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        lexicon.words.fill(&key, &details)
    }

    /// The same with the words at fault.
    pub fn quoting(&mut self, words: &str) -> &mut Self {
        let words = words.trim();
        let mut quote: String = words.chars().take(LONGEST_QUOTE).collect();
        if quote.len() < words.len() {
            quote.push('…');
        }
        self.words = Some(quote);
        self
    }

    /// The same as another case of the rule.
    pub fn case(&mut self, key: &str) -> &mut Self {
        self.case = self.rule.cases.iter().find(|case| case.key == key);
        debug_assert!(self.case.is_some(), "{} has no case {key}", self.rule.id);
        if let Some(case) = self.case {
            self.severity = case.severity;
        }
        self
    }

    /// The same with another severity.
    pub fn graded(&mut self, severity: Severity) -> &mut Self {
        self.severity = severity;
        self
    }

    /// The same with a detail.
    pub fn with(&mut self, name: &'static str, detail: FindingDetail) -> &mut Self {
        self.details.push((name, detail));
        self
    }
}

impl FindingDetail {
    /// The value in words.
    #[must_use]
    pub fn say(&self, register: &Register, lexicon: &Lexicon) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Day(day) => lexicon.words.day(*day),
            Self::On(date) => lexicon.words.on(*date),
            Self::Number(number) => number.to_string(),
            Self::Country(code) => lexicon.country(code),
            Self::Code(set, code) => lexicon.code(set, code),
            Self::Period(period) => lexicon.words.period(period),
            Self::AtLeast(period) => {
                let least = lexicon.words.period(period);
                let words = &lexicon.words;
                words.fill("time_limit.at_least", &[("period", &least)])
            }
            Self::Condition(id) => match lexicon.law.condition(id) {
                Some(condition) => condition.label(lexicon.words.language()).to_owned(),
                None => id.clone(),
            },
            Self::Fields(fields) => lexicon.words.fields(fields),
            Self::Word(key) => lexicon.words.get(key).to_owned(),
            Self::Law(id) => match lexicon.law.retention(id) {
                Some(entry) => entry.law(lexicon.words.language()).to_owned(),
                None => id.clone(),
            },
            Self::Entry(id) => match lexicon.law.retention(id) {
                Some(entry) => entry.label(lexicon.words.language()).to_owned(),
                None => id.clone(),
            },
            Self::Record(id) => lexicon.reference(register, Id(0), *id),
            Self::Records(ids) => {
                let names: Vec<String> = ids
                    .iter()
                    .map(|id| lexicon.reference(register, Id(0), *id))
                    .collect();
                lexicon.words.and(&names)
            }
            Self::Ending(ending, what, day) => {
                let day = day.map(|day| lexicon.words.day(day)).unwrap_or_default();
                ending.say(lexicon, what, &[("day", &day)])
            }
        }
    }
}

/// Where a rule puts what it finds in a record.
#[derive(Debug)]
pub struct Found<'f> {
    rule: &'static Rule,
    owner: Id,
    findings: &'f mut Vec<Finding>,
}

impl<'f> Found<'f> {
    /// A place for what a rule finds in a record.
    pub fn new(rule: &'static Rule, owner: Id, findings: &'f mut Vec<Finding>) -> Self {
        Self {
            rule,
            owner,
            findings,
        }
    }

    /// Adds a finding at a field or list of the record or one of its rows.
    pub fn at(&mut self, record: Id, key: &'static str) -> &mut Finding {
        self.add(record, Some(key))
    }

    /// Adds a finding on the record itself.
    pub fn on(&mut self, record: Id) -> &mut Finding {
        self.add(record, None)
    }

    /// Makes what was found last no graver than a severity.
    pub fn soften_last(&mut self, most: Severity) {
        if let Some(last) = self.findings.last_mut() {
            last.severity = last.severity.max(most);
        }
    }

    fn add(&mut self, record: Id, key: Option<&'static str>) -> &mut Finding {
        let at = self.findings.len();
        self.findings.push(Finding {
            rule: self.rule,
            case: None,
            severity: self.rule.severity,
            record,
            owner: self.owner,
            key,
            words: None,
            details: Vec::new(),
            waived: None,
        });
        &mut self.findings[at]
    }
}
