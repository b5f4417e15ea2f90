//! Questions for people who keep no register: what is recorded of the activities of a department, in plain words, to be
//! confirmed, corrected or ended in a workbook; and what becomes of it when that comes back.
//!
//! [`book`] writes the workbook, [`reading`] reads one that was filled in, [`proposal`] holds it against the register,
//! [`amending`] changes what stands there, and [`taking`] takes over what is accepted; what answers come to is [`proposed`].

pub mod amending;
pub mod book;
pub mod proposal;
pub mod proposed;
pub mod reading;
pub mod taking;
pub mod telling;
pub mod typed_answers;

use crate::domain::codes::{Direction, ProcessingState};
use crate::domain::field::{Answer, Record};
use crate::domain::kind::RecordKind;
use crate::domain::records::{Activity, Organisation, Request, Retention};
use crate::domain::register::Register;
use crate::domain::text::key as folded;
use crate::domain::value::{Id, Value};
use crate::labels::Lexicon;

/// The version of the shape of questionnaires that this program writes, and the newest that it reads.
pub const SHAPE: i64 = 1;

/// The sheet that says of which register a questionnaire is, and of which state.
pub const ABOUT: &str = "_ropa_answers";

/// Whose activities are asked about: every part that is named has to fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AskedScope {
    /// The department, as the activities name it.
    pub department: Option<String>,
    /// The owner, as the activities name them.
    pub owner: Option<String>,
    /// The organisation of ours.
    pub organisation: Option<Id>,
}

impl AskedScope {
    /// What a request that went out asks about.
    #[must_use]
    pub fn of(request: &Request) -> Self {
        Self {
            department: request.department.clone(),
            owner: request.owner.clone(),
            organisation: request.organisation,
        }
    }

    /// The activities that are asked about. What has ended is asked of nobody.
    #[must_use]
    pub fn activities<'r>(&self, register: &'r Register) -> Vec<&'r Activity> {
        let same = |asked: &Option<String>, recorded: &Option<String>| {
            asked.as_deref().is_none_or(|asked| {
                (recorded.as_deref()).is_some_and(|it| folded(it) == folded(asked))
            })
        };
        let activities = register.activities.iter();
        let fits = activities.filter(|activity| {
            activity.state != Some(ProcessingState::Ended)
                && same(&self.department, &activity.department)
                && same(&self.owner, &activity.owner)
                && (self.organisation.is_none() || self.organisation == activity.organisation)
        });
        fits.collect()
    }

    /// Who is asked, in words.
    #[must_use]
    pub fn name(&self, register: &Register) -> String {
        let organisation = self.organisation.and_then(|id| register.get(id));
        let organisation = organisation.and_then(|it| it.text("name"));
        let parts = [&self.department, &self.owner, &organisation];
        let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        parts.join(", ")
    }
}

/// What an answer to a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QuestionTopic {
    /// The activity as a whole: whether it is still done, and what it is called.
    Whole,
    /// A field of the activity.
    Field(&'static str),
    /// A row of a list of the activity.
    Row(&'static str),
    /// What is missing in a list of the activity.
    More(&'static str),
}

impl QuestionTopic {
    /// The key of the field or list.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Whole => "name",
            Self::Field(key) | Self::Row(key) | Self::More(key) => key,
        }
    }

    /// The word by which it is known in the workbook.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::Whole => "*".to_owned(),
            Self::Field(key) | Self::Row(key) => key.to_owned(),
            Self::More(key) => format!("{key}+"),
        }
    }
}

/// A question about an activity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedQuestion {
    /// The activity.
    pub record: Id,
    /// The row, where it is about one.
    pub row: Option<Id>,
    /// What it is about.
    pub asks: QuestionTopic,
    /// The question in plain words.
    pub label: String,
    /// What is recorded, in words.
    pub recorded: String,
}

/// What is asked, in the order in which it is asked: a field or a list of activities.
const ASKED: [&str; 10] = [
    "description",
    "owner",
    "clients",
    "purposes",
    "data_subjects",
    "data_categories",
    "recipients",
    "systems",
    "transfers",
    "retention",
];

/// The questions about an activity.
#[must_use]
pub fn questions(
    register: &Register,
    activity: &Activity,
    lexicon: &Lexicon,
) -> Vec<AskedQuestion> {
    let record: &dyn Record = activity;
    let words = &lexicon.words;
    let declaration = record.declaration();
    let mut questions = vec![AskedQuestion {
        record: record.id(),
        row: None,
        asks: QuestionTopic::Whole,
        label: words.get("questionnaire.ask.name").to_owned(),
        recorded: activity.name.clone().unwrap_or_default(),
    }];
    for key in ASKED {
        let mut ask = |row: Option<&dyn Record>, asks, label: &str, recorded| {
            questions.push(AskedQuestion {
                record: record.id(),
                row: row.map(<dyn Record>::id),
                asks,
                label: label.to_owned(),
                recorded,
            });
        };
        let label = format!("questionnaire.ask.{key}");
        let Some(list) = declaration.list(key) else {
            let recorded = answer(register, lexicon, record, key);
            ask(None, QuestionTopic::Field(key), words.get(&label), recorded);
            continue;
        };
        let rows = record.row_count(list);
        if !declaration.lists[list].asked.of(activity.role) && rows == 0 {
            continue;
        }
        for row in record.rows(list) {
            let told = row_in_words(register, lexicon, row);
            ask(Some(row), QuestionTopic::Row(key), words.get(&label), told);
        }
        let more = format!("questionnaire.more.{key}");
        let recorded = if rows == 0 {
            answer(register, lexicon, record, key)
        } else {
            String::new()
        };
        ask(None, QuestionTopic::More(key), words.get(&more), recorded);
    }
    questions
}

/// What is recorded of a field or a list without rows, in words.
fn answer(register: &Register, lexicon: &Lexicon, record: &dyn Record, key: &str) -> String {
    let words = &lexicon.words;
    match record.answer(key) {
        Answer::Recorded(value) => {
            let field = record.declaration().field(key);
            let kind = field.map(|at| record.declaration().fields[at].kind);
            kind.map_or_else(String::new, |kind| match (&kind, &value) {
                (crate::domain::kind::FieldKind::Texts, Value::Texts(texts)) => texts.join("; "),
                _ => lexicon.value(register, record.id(), &kind, &value),
            })
        }
        Answer::None(reason) if reason.is_empty() => words.get("answer.none").to_owned(),
        Answer::None(reason) => format!("{}: {reason}", words.get("answer.none")),
        Answer::NotRecorded => words.get("questionnaire.nothing").to_owned(),
    }
}

/// The fields of a row by which people know it, in the order in which they are said; an answer to the row changes only
/// these.
#[must_use]
pub fn said_of(kind: RecordKind) -> &'static [&'static str] {
    match kind {
        RecordKind::Purpose => &["text"],
        RecordKind::DataSubject => &["category"],
        RecordKind::DataCategory => &["category", "items"],
        RecordKind::Recipient | RecordKind::Client => &["organisation", "category"],
        RecordKind::Transfer => &["country", "international_organisation"],
        RecordKind::Retention => &[
            "kind",
            "period",
            "period_max",
            "start",
            "rounding",
            "ends_on",
            "ends_when",
            "criterion",
            "as_stated",
        ],
        _ => &[],
    }
}

/// A row in words, as somebody knows it who knows the work.
#[must_use]
pub fn row_in_words(register: &Register, lexicon: &Lexicon, row: &dyn Record) -> String {
    let said = |row: &dyn Record, keys: &[&str]| {
        let fields = keys.iter().filter_map(|key| {
            let at = row.declaration().field(key)?;
            let value = row.get(at);
            let kind = &row.declaration().fields[at].kind;
            let text = match &value {
                Value::Empty => return None,
                Value::Ref(id) => register
                    .get(*id)
                    .map(|record| lexicon.title(register, record))?,
                value => lexicon.value(register, row.id(), kind, value),
            };
            (!text.is_empty()).then_some(text)
        });
        fields.collect::<Vec<_>>().join(", ")
    };
    let text = match row.downcast::<Retention>() {
        Some(rule) => {
            let rule = register.effective_rule(rule);
            let row: &dyn Record = &rule;
            let about = said(row, &["name"]);
            let limit = lexicon.time_limit(register, row);
            // What it is counted before, the limit says itself.
            let start = match rule.direction {
                Some(Direction::Before) => String::new(),
                _ => said(row, &["start"]),
            };
            let parts = [limit, start, said(row, &["criterion"])];
            let mut told: Vec<&str> = Vec::new();
            for part in parts.iter().map(String::as_str) {
                if !part.is_empty() && !told.contains(&part) {
                    told.push(part);
                }
            }
            let long = match told.join(", ") {
                long if long.is_empty() => said(row, &["as_stated"]),
                long => long,
            };
            match about.as_str() {
                "" => long,
                about => format!("{about}: {long}"),
            }
        }
        None => said(row, said_of(row.kind())),
    };
    if text.is_empty() {
        lexicon.title(register, row)
    } else {
        text
    }
}

/// The organisation whose activity something new is, where it can be told: the one asked about, the one of all activities
/// that were asked about, the only one of ours.
#[must_use]
pub fn organisation_of(register: &Register, scope: &AskedScope) -> Option<Id> {
    let ours =
        |id: &Id| (register.typed::<Organisation>(*id)).is_some_and(|it| it.ours == Some(true));
    if let Some(id) = scope.organisation {
        return Some(id).filter(ours);
    }
    let mut asked = scope.activities(register).into_iter();
    let first = asked.next().and_then(|activity| activity.organisation);
    if first.is_some() && asked.all(|activity| activity.organisation == first) {
        return first;
    }
    let mut all = register.ours();
    match (all.next(), all.next()) {
        (Some(only), None) => Some(only.head.id),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::codes::RetentionKind;
    use crate::domain::language::Language;
    use crate::domain::period::Period;
    use crate::law::Law;
    use crate::words::Words;

    #[test]
    fn a_rule_is_asked_with_what_makes_its_figure_more_or_less() {
        let lexicon = Lexicon::new(
            Arc::new(Words::load(Language::ENGLISH).unwrap()),
            Arc::new(Law::shipped().unwrap()),
            "2026-11-21".parse().unwrap(),
        );
        let asked = |rule: Retention| row_in_words(&Register::empty(), &lexicon, &rule);
        let rule = |kind| Retention {
            name: Some("Logs".to_owned()),
            kind: Some(kind),
            period: Period::from_iso("P14D"),
            start: vec!["collection".to_owned()],
            ..Retention::default()
        };
        let most = Retention {
            approximate: Some(true),
            ..rule(RetentionKind::AtMost)
        };
        assert!(asked(most).starts_with("Logs: at most about 14 days, "));
        let least = asked(rule(RetentionKind::AtLeast));
        assert!(least.starts_with("Logs: at least 14 days, "), "{least}");
        let plain = asked(rule(RetentionKind::Fixed));
        assert!(plain.starts_with("Logs: 14 days, "), "{plain}");
        let criterion = Retention {
            kind: Some(RetentionKind::Criterion),
            criterion: Some("While it is needed".to_owned()),
            ..Retention::default()
        };
        assert_eq!(asked(criterion), "While it is needed");
    }
}
