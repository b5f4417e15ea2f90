//! What answers propose: each change with what stands before and after, what has changed since they were asked, and the
//! edits that take over those that are accepted.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::amending::{apply, repeats};
use super::proposed::{Does, Looked, Proposal, same_words};
use super::reading::{ALL_RIGHT, Filled, GivenAnswer, GivenNew};
use super::typed_answers::AnswerTyping;
use super::{AskedScope, QuestionTopic, organisation_of, questions, row_in_words, said_of};
use crate::domain::codec::clean;
use crate::domain::codes::{ActivityRole, Choice as _, RecordStatus};
use crate::domain::date::PartialDate;
use crate::domain::field::Record;
use crate::domain::kind::{FieldKind, RecordKind};
use crate::domain::problem::Problem;
use crate::domain::proofs::left_behind;
use crate::domain::records::{Activity, Request};
use crate::domain::register::Register;
use crate::domain::text::key as folded;
use crate::domain::value::{Id, Value};
use crate::labels::Lexicon;
use crate::words::Words;

/// A questionnaire that was filled in, and the register as it was when it was made.
#[derive(Debug)]
pub struct Answered<'a> {
    /// What was filled in.
    pub filled: &'a Filled,
    /// The register at that time.
    pub base: &'a Register,
}

/// Holds answers against a register; `today` is the day of those that name none.
#[must_use]
pub fn look(
    register: &Register,
    answered: &[Answered<'_>],
    lexicon: &Lexicon,
    today: NaiveDate,
) -> Looked {
    let mut looking = Looking {
        register,
        lexicon,
        looked: Looked::default(),
    };
    for (file, answered) in answered.iter().enumerate() {
        looking.take(file, answered, today);
    }
    looking.between_answers();
    looking.looked
}

struct Looking<'a> {
    register: &'a Register,
    lexicon: &'a Lexicon,
    looked: Looked,
}

/// The request that a questionnaire belongs to, where it is still there.
fn request_of<'r>(register: &'r Register, filled: &Filled) -> Option<&'r Request> {
    let mut requests = register.about.requests.iter();
    requests.find(|request| request.head.reference == filled.request)
}

/// What the answers say of an activity as a whole.
struct WholeAnswer {
    /// How many of its questions are open.
    open: usize,
    /// Whether all of it is said to be right.
    all_right: bool,
    /// Whether something else is said of a part of it as well.
    contradicts: bool,
    /// Whether something that was answered was changed since the questions were sent.
    changed_since: bool,
}

impl Looking<'_> {
    fn take(&mut self, file: usize, answered: &Answered<'_>, today: NaiveDate) {
        let Answered { filled, .. } = answered;
        match request_of(self.register, filled) {
            None => self.tell("answers_request_gone", filled, &filled.whom),
            Some(request) if request.answered_on.is_some() => {
                let day = request.answered_on.map(|day| day.to_string());
                self.tell("answers_again", filled, &day.unwrap_or_default());
            }
            Some(_) => {}
        }
        if filled.is_blank() {
            self.tell("answers_blank", filled, &filled.whom);
            return;
        }
        let mut records: Vec<&str> = Vec::new();
        for given in &filled.answers {
            if !records.contains(&&*given.record) {
                records.push(&given.record);
            }
        }
        for record in records {
            let of_record = filled.answers.iter().filter(|it| it.record == record);
            let of_record: Vec<&GivenAnswer> = of_record.collect();
            self.activity(file, answered, record, &of_record, today);
        }
        for new in &filled.new {
            self.new_activity(file, answered, new);
        }
    }

    /// The words that the questions were printed with.
    fn sent_with(&self, filled: &Filled) -> Lexicon {
        let words = filled.language.and_then(|it| Words::load(it).ok());
        match words {
            Some(words) if filled.language != Some(self.lexicon.words.language()) => Lexicon::new(
                Arc::new(words),
                Arc::clone(&self.lexicon.law),
                self.lexicon.today,
            ),
            _ => self.lexicon.clone(),
        }
    }

    fn tell(&mut self, key: &'static str, filled: &Filled, text: &str) {
        let problem = Problem::refused(key)
            .with("file", &filled.file)
            .with("text", text);
        self.looked.told.push(problem);
    }

    fn fault(&mut self, problem: Problem, filled: &Filled, cell: String) {
        let problem = problem.with("file", &filled.file).with("cell", cell);
        self.looked.faults.push(problem);
    }

    fn activity(
        &mut self,
        file: usize,
        answered: &Answered<'_>,
        record: &str,
        answers: &[&GivenAnswer],
        today: NaiveDate,
    ) {
        let Answered { filled, base } = answered;
        let asked = base.find(record).and_then(|id| base.typed::<Activity>(id));
        let Some(asked) = asked else {
            if let Some(first) = answers.iter().find(|given| !given.is_blank()) {
                let problem = Problem::refused("answers_question_unknown").with("text", record);
                self.fault(problem, filled, first.answer_cell());
            }
            return;
        };
        let all = questions(base, asked, &self.sent_with(filled));
        let mut open = all
            .iter()
            .filter(|it| !matches!(it.asks, QuestionTopic::More(_)))
            .count();
        let mut all_right = false;
        let mut otherwise = false;
        let mut answered_rows: BTreeSet<(Option<Id>, String)> = BTreeSet::new();
        let mut changed_since = false;
        let Some(now) = self.register.typed::<Activity>(asked.head.id) else {
            if answers.iter().any(|given| !given.is_blank()) {
                self.tell("answers_record_gone", filled, record);
            }
            return;
        };
        for given in answers {
            let row = match &*given.row {
                "" => None,
                row => base.find_in(asked.head.id, row),
            };
            let question = all.iter().find(|question| {
                question.asks.code() == given.key
                    && question.row == row
                    && (row.is_some() || given.row.is_empty())
            });
            let Some(question) = question else {
                if !given.is_blank() {
                    let text = format!("{record} {} {}", given.row, given.key);
                    let problem = Problem::refused("answers_question_unknown").with("text", text);
                    self.fault(problem, filled, given.answer_cell());
                }
                continue;
            };
            let first = answered_rows.insert((row, given.key.clone()));
            if !given.answer.is_empty() && first && !matches!(question.asks, QuestionTopic::More(_))
            {
                open = open.saturating_sub(1);
            }
            all_right |= given.answer == ALL_RIGHT && question.asks == QuestionTopic::Whole;
            let since = differs(base, self.register, question.record, row, question.asks);
            changed_since |= since && given.answer != "change" && given.answer != "gone";
            if !given.comment.is_empty() && first {
                self.comment(file, filled, now, &question.label, given);
            }
            let does = match given.answer {
                "change" if repeats(&given.change, &question.recorded) => continue,
                "change" => Does::Change,
                "gone" if !matches!(question.asks, QuestionTopic::More(_)) => Does::End,
                _ => continue,
            };
            let more = matches!(question.asks, QuestionTopic::More(_));
            otherwise |= !more;
            if first && !(more && AnswerTyping::says_only_none(&given.change)) {
                let proposal = Proposal {
                    file,
                    cell: match does {
                        Does::Change => given.change_cell(),
                        _ => given.answer_cell(),
                    },
                    record: Some(question.record),
                    row,
                    asks: Some(question.asks),
                    does,
                    text: given.change.clone(),
                    sent: question.recorded.clone(),
                    title: self.title(now, &question.label),
                    before: String::new(),
                    after: String::new(),
                    conflict: since,
                };
                self.propose(filled, now, proposal);
            }
        }
        let whole = WholeAnswer {
            open,
            all_right,
            contradicts: all_right && otherwise,
            changed_since,
        };
        let given = answers.iter().any(|given| !given.is_blank());
        self.conclude(filled, now, &whole, given, today);
    }

    /// Takes an activity for reviewed where all of it is answered; says why not where some of it is `given`.
    fn conclude(
        &mut self,
        filled: &Filled,
        now: &Activity,
        whole: &WholeAnswer,
        given: bool,
        today: NaiveDate,
    ) {
        let complete = whole.open == 0 || whole.all_right;
        if whole.contradicts {
            self.tell("answers_contradict", filled, &now.head.reference);
        } else if complete && whole.changed_since {
            self.tell("answers_changed_since", filled, &now.head.reference);
        } else if complete {
            let known = now.last_reviewed_on.map(PartialDate::last_day);
            let review = (now.head.id, filled.on.unwrap_or(today));
            if known.is_none_or(|known| known < review.1) && !self.looked.reviews.contains(&review)
            {
                self.looked.reviews.push(review);
            }
        } else if given {
            let problem = Problem::refused("answers_incomplete")
                .with("file", &filled.file)
                .with("ref", &now.head.reference)
                .with("n", whole.open);
            self.looked.told.push(problem);
        }
    }

    fn title(&self, activity: &Activity, label: &str) -> String {
        let name = self.lexicon.title(self.register, activity);
        format!("{} {name}: {label}", activity.head.reference)
    }

    fn comment(
        &mut self,
        file: usize,
        filled: &Filled,
        now: &Activity,
        label: &str,
        given: &GivenAnswer,
    ) {
        let note = noted(filled, label, &given.comment);
        let there = now
            .notes
            .as_deref()
            .is_some_and(|notes| notes.contains(&note));
        if there {
            return;
        }
        self.looked.proposals.push(Proposal {
            file,
            cell: format!("{} ({})", given.answer_cell(), "…"),
            record: Some(now.head.id),
            row: None,
            asks: None,
            does: Does::Note,
            title: self.title(now, self.lexicon.words.label(RecordKind::Activity, "notes")),
            before: String::new(),
            after: note.clone(),
            text: note,
            sent: String::new(),
            conflict: false,
        });
    }

    /// Takes in a proposal, unless it is so already.
    fn propose(&mut self, filled: &Filled, now: &Activity, mut proposal: Proposal) {
        let asks = proposal.asks.unwrap_or(QuestionTopic::Whole);
        if let Some(row) = proposal.row
            && (now as &dyn Record).find(row).is_none()
        {
            // Removed here since: what is to go is gone; what is to change is told.
            if proposal.does == Does::Change {
                self.tell("answers_row_gone", filled, &proposal.title);
            }
            return;
        }
        let mut typing = AnswerTyping::new(self.register, &self.lexicon.law, self.lexicon.today);
        let mut after = (now as &dyn Record).boxed();
        let day = NaiveDate::default();
        if let Err(problem) = apply(&mut *after, &proposal, &mut typing, day) {
            self.fault(problem, filled, proposal.cell.clone());
            return;
        }
        proposal.before = self.told(now, &proposal, asks, &typing);
        if proposal.does == Does::Change && repeats(&proposal.text, &proposal.before) {
            return;
        }
        proposal.after = match proposal.does {
            Does::End if asks == QuestionTopic::Whole => {
                self.lexicon.words.get("questionnaire.ends").to_owned()
            }
            Does::End => self.lexicon.words.get("questionnaire.removed").to_owned(),
            _ => self.added(now, &*after, &proposal, asks, &typing),
        };
        if proposal.does == Does::Change && proposal.before == proposal.after {
            self.unseen(now, &*after, &mut proposal);
        }
        self.tell_proofs(now, &*after, &mut proposal);
        let same = |after: &dyn Record| {
            let now: &dyn Record = now;
            let rows = |record: &dyn Record| {
                let list = record.declaration().list(asks.key());
                list.map(|list| record.row_count(list))
            };
            match (proposal.row, asks) {
                (Some(row), _) => match (now.find(row), after.find(row)) {
                    (Some(row), Some(changed)) => {
                        same_words(row, changed) && rows(now) == rows(after)
                    }
                    _ => false,
                },
                (None, QuestionTopic::More(key)) => now
                    .declaration()
                    .list(key)
                    .is_some_and(|list| now.row_count(list) == after.row_count(list)),
                (None, QuestionTopic::Whole) => {
                    now.value("name") == after.value("name")
                        && now.value("state") == after.value("state")
                }
                (None, asks) => now.value(asks.key()) == after.value(asks.key()),
            }
        };
        if !same(&*after) {
            self.looked.proposals.push(proposal);
        }
    }

    /// What is recorded now where a proposal changes something.
    fn told(
        &self,
        now: &dyn Record,
        proposal: &Proposal,
        asks: QuestionTopic,
        typing: &AnswerTyping<'_>,
    ) -> String {
        match (proposal.row, asks) {
            (Some(row), _) => now
                .find(row)
                .map_or_else(String::new, |row| self.row(row, typing)),
            (None, QuestionTopic::More(_)) => String::new(),
            (None, asks) => self.field(now, asks.key()),
        }
    }

    fn field(&self, record: &dyn Record, key: &str) -> String {
        super::answer(self.register, self.lexicon, record, key)
    }

    fn row(&self, row: &dyn Record, typing: &AnswerTyping<'_>) -> String {
        let new = match row.value("organisation") {
            Value::Ref(id) => typing.name_of(id),
            _ => None,
        };
        new.unwrap_or_else(|| row_in_words(self.register, self.lexicon, row))
    }

    /// Says of a change that the words for the row do not show which fields it changes.
    fn unseen(&self, now: &dyn Record, after: &dyn Record, proposal: &mut Proposal) {
        let rows = proposal.row.map(|row| (now.find(row), after.find(row)));
        let Some((Some(now), Some(after))) = rows else {
            return;
        };
        let (mut before, mut changed) = (Vec::new(), Vec::new());
        for key in said_of(now.kind()) {
            if now.value(key) != after.value(key) {
                let label = self.lexicon.words.label(now.kind(), key);
                before.push(format!("{label}: {}", self.field(now, key)));
                changed.push(format!("{label}: {}", self.field(after, key)));
            }
        }
        proposal.before = before.join("; ");
        proposal.after = changed.join("; ");
    }

    /// Says of a change of whom or where what stays as proof of the one before.
    fn tell_proofs(&self, now: &dyn Record, after: &dyn Record, proposal: &mut Proposal) {
        let left = left_behind(now, after).into_iter();
        let of_row = left.filter(|(id, _)| Some(*id) == proposal.row);
        let labels = of_row.filter_map(|(id, key)| {
            let kind = after.find(id)?.kind();
            Some(self.lexicon.words.label(kind, key).to_owned())
        });
        let fields: Vec<String> = labels.collect();
        if !fields.is_empty() {
            let fields = fields.join(", ");
            let details = [("after", proposal.after.as_str()), ("fields", &fields)];
            let told = self
                .lexicon
                .words
                .fill("questionnaire.proof_stays", &details);
            proposal.after = told;
        }
    }

    /// What would be recorded.
    fn added(
        &self,
        now: &dyn Record,
        after: &dyn Record,
        proposal: &Proposal,
        asks: QuestionTopic,
        typing: &AnswerTyping<'_>,
    ) -> String {
        let Some(list) = after.declaration().list(asks.key()) else {
            return self.field(after, asks.key());
        };
        let rows = after.rows(list);
        let told =
            rows.filter(|row| Some(row.id()) == proposal.row || now.find(row.id()).is_none());
        let told: Vec<String> = told.map(|row| self.row(row, typing)).collect();
        told.join("; ")
    }

    fn new_activity(&mut self, file: usize, answered: &Answered<'_>, new: &GivenNew) {
        let filled = answered.filled;
        let scope = scope_of(answered);
        let name = new.says.get("new:name").map_or("", |(_, text)| text);
        let organisation = organisation_of(self.register, &scope);
        let there = self.register.activities.iter().find(|known| {
            known.organisation == organisation
                && known
                    .name
                    .as_deref()
                    .is_some_and(|it| folded(it) == folded(name))
        });
        if let Some(there) = there {
            let text = format!("{name} ({})", there.head.reference);
            self.tell("answers_new_there", filled, &text);
            return;
        }
        let mut typing = AnswerTyping::new(self.register, &self.lexicon.law, self.lexicon.today);
        let (record, wrong) = new_record(
            self.register,
            filled,
            &scope,
            new,
            &mut typing,
            self.lexicon,
        );
        if !wrong.is_empty() {
            for (problem, cell) in wrong {
                self.fault(problem, filled, cell);
            }
            return;
        }
        let words = &self.lexicon.words;
        let said = new.says.iter().filter(|(key, _)| **key != "new:name");
        let said = said.map(|(key, (_, text))| {
            let label = words
                .get(&format!(
                    "questionnaire.new.{}",
                    key.trim_start_matches("new:")
                ))
                .to_owned();
            format!("{label}: {text}")
        });
        let title = words.fill("questionnaire.proposes_new", &[("name", name)]);
        self.looked.proposals.push(Proposal {
            file,
            cell: new.place.clone(),
            record: None,
            row: None,
            asks: None,
            does: Does::New,
            text: record.text("name").unwrap_or_default(),
            sent: String::new(),
            title,
            before: String::new(),
            after: said.collect::<Vec<_>>().join("; "),
            conflict: false,
        });
    }

    /// Answers of two questionnaires that say different things of one matter are in conflict; that say the same, one.
    fn between_answers(&mut self) {
        let proposals = &mut self.looked.proposals;
        let about = |it: &Proposal| (it.record, it.row, it.asks);
        let says = |it: &Proposal| (it.does, folded(&it.text));
        let mut at = 0;
        while at < proposals.len() {
            let (before, rest) = proposals.split_at_mut(at);
            let this = &mut rest[0];
            let single = this
                .asks
                .is_some_and(|asks| !matches!(asks, QuestionTopic::More(_)));
            let mut same = false;
            for other in before.iter_mut().filter(|other| other.file != this.file) {
                let new = this.does == Does::New && other.does == Does::New;
                if new && folded(&this.text) == folded(&other.text) {
                    same = true;
                } else if this.asks.is_some() && about(this) == about(other) {
                    if says(this) == says(other) {
                        same = true;
                    } else if single {
                        this.conflict = true;
                        other.conflict = true;
                    }
                }
            }
            if same {
                proposals.remove(at);
            } else {
                at += 1;
            }
        }
    }
}

/// Whom a questionnaire asked about.
pub(super) fn scope_of(answered: &Answered<'_>) -> AskedScope {
    let request = request_of(answered.base, answered.filled);
    request.map_or_else(AskedScope::default, AskedScope::of)
}

/// A comment as it stands in the notes.
fn noted(filled: &Filled, label: &str, comment: &str) -> String {
    let who = filled.by.as_deref().unwrap_or(&filled.whom);
    format!("{who}: {label} {}", clean(comment, true))
}

/// Whether what is asked about has changed between two states.
fn differs(
    base: &Register,
    now: &Register,
    record: Id,
    row: Option<Id>,
    asks: QuestionTopic,
) -> bool {
    let (Some(was), Some(is)) = (base.get(record), now.get(record)) else {
        return true;
    };
    match (row, asks) {
        (Some(row), _) => match (was.find(row), is.find(row)) {
            (Some(was), Some(is)) => !same_words(was, is),
            _ => true,
        },
        (None, QuestionTopic::More(_)) => false,
        (None, QuestionTopic::Whole) => {
            was.value("name") != is.value("name") || was.value("state") != is.value("state")
        }
        (None, asks) => was.value(asks.key()) != is.value(asks.key()),
    }
}

/// The record of a new activity, and what of it was not understood.
pub(super) fn new_record(
    register: &Register,
    filled: &Filled,
    scope: &AskedScope,
    new: &GivenNew,
    typing: &mut AnswerTyping<'_>,
    lexicon: &Lexicon,
) -> (Box<dyn Record>, Vec<(Problem, String)>) {
    let mut record = RecordKind::Activity.blank();
    record.head_mut().id = typing.number();
    let mut wrong = Vec::new();
    let text = |text: &str| Value::Text(text.to_owned());
    record.record_value("role", text(ActivityRole::Controller.code()));
    record.record_value("record_status", text(RecordStatus::Draft.code()));
    if let Some(organisation) = organisation_of(register, scope) {
        record.record_value("organisation", Value::Ref(organisation));
    }
    for (key, value) in [("department", &scope.department), ("owner", &scope.owner)] {
        if let Some(value) = value {
            record.record_value(key, text(value));
        }
    }
    let from = lexicon
        .words
        .fill("questionnaire.label", &[("whom", &filled.whom)]);
    record.record_value("provenance", text(&from));
    let mut kept: Vec<String> = Vec::new();
    for (key, (cell, said)) in &new.says {
        let key = key.trim_start_matches("new:");
        let declaration = record.declaration();
        // What stays in the Economic Area is no transfer; that it was said stays in the notes.
        let (inside, others) = match key {
            "transfers" => typing.inside_and_others(said),
            _ => (Vec::new(), Vec::new()),
        };
        if !inside.is_empty() {
            let label = lexicon.words.label(RecordKind::Activity, key);
            kept.push(format!("{label}: {}", inside.join("; ")));
        }
        let outside = others.join("; ");
        let said = if inside.is_empty() { said } else { &outside };
        let asked = declaration.list(key).is_some() || declaration.field(key).is_some();
        let none = asked && AnswerTyping::says_none(said);
        let done =
            if said.is_empty() || (none && record.record_none(key, &format!("{said} ({from})"))) {
                Ok(())
            } else if let Some(list) = declaration.list(key) {
                typing.rows(declaration.lists[list].kind, said).map(|rows| {
                    for row in rows {
                        record.insert_row(list, record.row_count(list), row);
                    }
                })
            } else {
                let key = if key == "comment" { "notes" } else { key };
                let kind = declaration.field(key).map(|at| declaration.fields[at].kind);
                let kind = kind.unwrap_or(FieldKind::Prose);
                typing.value(&kind, said).map(|value| {
                    record.record_value(key, value);
                })
            };
        if let Err(problem) = done {
            wrong.push((problem, cell.clone()));
        }
    }
    if !kept.is_empty() {
        kept.splice(0..0, record.text("notes"));
        record.record_value("notes", text(&kept.join("\n")));
    }
    (record, wrong)
}
