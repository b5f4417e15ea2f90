//! Which fields the labels of sections name: of an activity, of the organisation, or of neither.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use super::labelled::{Answer, MarkdownSection};
use super::tables::in_a_line;
use crate::exchange::sheets::above::asked::is_responsible;
use crate::exchange::sheets::above::line::{behind_signs, labelled_lines};
use crate::exchange::sheets::answers::denies;
use crate::exchange::sheets::folding::plain_name;
use crate::exchange::sheets::lists;
use crate::exchange::sheets::organisations::party::{may_be_name, reached_in};
use crate::exchange::sheets::table::header::{KnownHeaders, our_role};
use crate::exchange::sheets::table::telling;
use crate::exchange::sheets::vocabulary::SheetVocabulary;

/// How many different fields the labels of an activity name at least.
pub(in crate::exchange::sheets) const FEWEST: usize = 4;
/// How many of those say what is processed at least.
const FEWEST_TELLING: usize = 2;
/// The fields that labels of the organisation may seem to name: its contact details, and whoever it is.
const OF_ONE: [&str; 2] = ["data_categories", "data_subjects"];
/// The field of whoever processes for others.
const PROCESSOR: &str = "recipients[role=processor].organisation";
/// The most letters of words under a heading that say who somebody is.
const WHO: usize = 400;
/// The most words of a part of a name with its address.
const PART: usize = 6;

/// The fields that labels name, each looked up once: in a register the same labels come again and again.
#[derive(Default)]
pub(in crate::exchange::sheets) struct LabelFields(RefCell<HashMap<String, Option<LabelField>>>);

/// The field that a label names, and whether the label is a name of it as a whole.
#[derive(Clone)]
pub(in crate::exchange::sheets) struct LabelField {
    pub field: String,
    pub exact: bool,
}

impl LabelFields {
    /// The field that a label names; nothing where it is not known.
    pub(in crate::exchange::sheets) fn of(&self, label: &str) -> Option<String> {
        self.named_by(label).map(|it| it.field)
    }

    /// The same, and how it names it.
    pub(super) fn named_by(&self, label: &str) -> Option<LabelField> {
        if let Some(known) = self.0.borrow().get(label) {
            return known.clone();
        }
        let guess = KnownHeaders::shipped().guess(label);
        let guess = guess.filter(|it| it.field != "notes");
        let named = guess.map(|it| LabelField {
            field: it.field,
            exact: it.exact,
        });
        self.0.borrow_mut().insert(label.to_owned(), named.clone());
        named
    }

    /// The fields that the labels of answers name: all, and those that say what is processed.
    pub(in crate::exchange::sheets) fn named(&self, answers: &[Answer]) -> NamedFields {
        let mut found = NamedFields::default();
        let told = answers.iter().filter(|(_, answer)| !answer.is_empty());
        for field in told.filter_map(|(label, _)| self.of(label)) {
            found.telling.extend(telling(&field).map(str::to_owned));
            found.all.insert(field);
        }
        found
    }

    /// Whether answers are those of an activity.
    pub(super) fn are_of_an_activity(&self, answers: &[Answer]) -> bool {
        let named = self.named(answers);
        named.all.len() >= FEWEST && named.telling.len() >= FEWEST_TELLING
    }

    /// Whether labels and answers are of the organisation and of no processing.
    pub(super) fn are_of_organisation(&self, answers: &[Answer]) -> bool {
        let named = self.named(answers);
        let of_one = |field: &String| field.starts_with("organisation.");
        // A processor's own register names it beside the controllers: `Processor: Acme`, `Controller: each customer`.
        let of_two = |field: &String| !field.starts_with("recipients") || field == PROCESSOR;
        let alone =
            named.telling.iter().all(|it| it == "recipients") && named.all.iter().all(of_two);
        alone && named.all.iter().any(of_one)
    }

    /// Whether a section tells of the organisation under a heading that asks for it, and of no processing: its labels may
    /// be such as are not known, or it may have none.
    pub(super) fn tells_of_organisation(&self, section: &MarkdownSection) -> bool {
        let field = self.of(&section.heading);
        // `Responsable` may be anybody: how to reach whoever stands there tells that it is the controller.
        let reached = || section.words.iter().any(|it| !reached_in(it).is_empty());
        let asks = field.is_some_and(|field| field.starts_with("organisation."))
            || (is_responsible(&section.heading) && section.answers.is_empty() && reached());
        // Under such a heading, words for contact details are of the organisation.
        let telling = self.named(&section.answers).telling;
        asks && our_role(&section.heading).is_none()
            && telling.iter().all(|it| OF_ONE.contains(&it.as_str()))
            && (!section.answers.is_empty() || says_who(&section.words))
    }

    /// Whether a section tells under a heading of its own who is responsible together with the organisation.
    pub(super) fn tells_of_joint(&self, section: &MarkdownSection) -> bool {
        let field = self.of(&section.heading);
        let asks = field.is_some_and(|it| it.starts_with("recipients[role=joint_controller]"));
        let telling = self.named(&section.answers).telling;
        asks && !section.has_table
            && telling.iter().all(|it| OF_ONE.contains(&it.as_str()))
            && (!section.answers.is_empty() || says_who(&section.words))
    }

    /// Whether what stands under a heading of a known field are labels of their own: several fields are named, by most of
    /// them, and one is of the same list. In a list of data a `Contact: email, phone` is one of its entries.
    pub(super) fn are_labels(&self, field: &str, section: &MarkdownSection) -> bool {
        let list = |field: &str| field.split(['[', '.']).next().map(str::to_owned);
        let told = section
            .answers
            .iter()
            .filter(|(_, answer)| !answer.is_empty());
        // What only sounds like another field is an entry of the list: `Account identifiers: ...` under data.
        let labels = told.map(|(label, _)| {
            let named = self.named_by(label)?;
            let fits = named.exact || list(&named.field) == list(field);
            fits.then_some(named.field)
        });
        let labels: Vec<Option<String>> = labels.collect();
        let known: HashSet<&str> = labels.iter().flatten().map(String::as_str).collect();
        let named = labels.iter().flatten().count();
        let others = labels.len() - named + section.words.len();
        known.len() > 1 && named > others && known.iter().any(|it| list(it) == list(field))
    }

    /// What the tables under a deeper heading tell of its activity, where that asks for what they list: each row in a line.
    pub(super) fn told_in_tables(
        &self,
        section: &MarkdownSection,
    ) -> Option<(&'static str, Vec<String>)> {
        if section.tables.is_empty() {
            return None;
        }
        let field = self.of(&section.heading)?;
        let list = PARTS_IN_TABLES.iter().find(|it| field.starts_with(**it))?;
        let rows = section.tables.iter().flat_map(|table| &table.rows);
        let lines: Vec<String> = rows.filter_map(|row| in_a_line(list, row)).collect();
        (!lines.is_empty()).then_some((*list, lines))
    }

    /// The questions under a heading that have their answers in the same line, each by itself, and the rest of what stands
    /// there: `Are they sent abroad? No`.
    fn questions_apart(&self, section: &MarkdownSection) -> (Vec<Answer>, MarkdownSection) {
        let is_question = |(label, _): &Answer| label.ends_with('?') && self.of(label).is_some();
        let (questions, answers) = section.answers.iter().cloned().partition(is_question);
        let rest = MarkdownSection {
            answers,
            ..section.clone()
        };
        (questions, rest)
    }

    /// All that stands under a heading and the deeper ones: a deeper heading that is known is a label of what is under it.
    pub(in crate::exchange::sheets) fn whole(&self, sections: &[&MarkdownSection]) -> Vec<Answer> {
        let Some((top, deeper)) = sections.split_first() else {
            return Vec::new();
        };
        let mut answers = top.answers.clone();
        let mut words = top.words.clone();
        for section in deeper {
            let field = self.of(&section.heading);
            if field.is_none() && is_of_rights(&section.heading) {
                answers.push((section.heading.clone(), lines_of(section).join("\n")));
                continue;
            }
            if field.is_none_or(|field| self.are_labels(&field, section)) {
                answers.extend(section.answers.iter().cloned());
                words.extend(section.words.iter().cloned());
                continue;
            }
            let (questions, section) = self.questions_apart(section);
            answers.extend(questions);
            if !section.answers.is_empty() || !section.words.is_empty() || section.has_table {
                answers.push((section.heading.clone(), lines_of(&section).join("\n")));
            }
        }
        if !words.is_empty() {
            answers.push(("Text".to_owned(), words.join("\n")));
        }
        answers
    }
}

/// What tables under the headings of an activity may list.
const PARTS_IN_TABLES: [&str; 5] = [
    "recipients[",
    "transfers[",
    "retention[",
    "data_categories[",
    "data_subjects[",
];

/// What a section says, each label with its answer in a line.
pub(super) fn lines_of(section: &MarkdownSection) -> Vec<String> {
    let told = section.answers.iter().map(|(label, answer)| {
        let told = format!("{label}: {answer}");
        told.trim_end_matches([':', ' ']).to_owned()
    });
    section.words.iter().cloned().chain(told).collect()
}

/// Whether a heading is of the rights of those concerned: access and erasure there are no recipients and no time limits.
fn is_of_rights(heading: &str) -> bool {
    plain_name(heading)
        .split(' ')
        .any(|word| lists::shipped().rights.is(word))
}

/// The fields that labels name: all, and those that say what is processed.
#[derive(Default)]
pub(in crate::exchange::sheets) struct NamedFields {
    pub all: HashSet<String>,
    pub telling: HashSet<String>,
}

/// Whether words under a heading say who is meant, or that there is nobody.
fn says_who(words: &[String]) -> bool {
    let Some(first) = words.first().and_then(|it| it.lines().next()) else {
        return false;
    };
    let short = words.iter().map(String::len).sum::<usize>() <= WHO;
    // `Acme — contact: a@acme.example`: how to reach it is told behind the name.
    let first = behind_signs(first).map_or(first, |(name, _)| name);
    let mut parts = first.split(", ");
    let name = parts.next().unwrap_or(first);
    let is_brief = |part: &str| part.split(' ').count() <= PART;
    let named = may_be_name(name) && first.split(", ").all(is_brief);
    short
        && (named
            || denies(SheetVocabulary::shipped(), first)
            || labelled_lines(&words.join("\n")).is_some())
}

/// The labels of a section, as they are compared.
pub(super) fn labels_of(section: &MarkdownSection) -> HashSet<String> {
    let labels = section.answers.iter().map(|(label, _)| plain_name(label));
    labels.filter(|label| !label.is_empty()).collect()
}
