//! What a notice tells of one activity, point by point as Arts. 13 and 14 ask.

use super::NoticeDraft;
use crate::domain::codes::{Choice as _, ProcessingState, RetentionScope};
use crate::domain::field::{Answer, Record};
use crate::domain::kind::RecordKind;
use crate::domain::legal_basis::{CONSENT, LEGAL_OBLIGATION, LEGITIMATE_INTERESTS, PUBLIC_TASK};
use crate::domain::period::Period;
use crate::domain::phase::ProcessingPhase;
use crate::domain::records::{Activity, Purpose, Retention, Transfer};
use crate::domain::value::Value;
use crate::exchange::document::record::labelled;
use crate::exchange::document::{Block, Inline, Inlines, ListPoint, Sink as _, lines_of, one_line};

/// The fields of rows that a notice tells, each with whether the law asks for it.
type Told = &'static [(&'static str, bool)];

const SUBJECT: Told = &[("children", false), ("vulnerable", false)];
const DATA: Told = &[
    ("items", false),
    ("special_kinds", false),
    ("art9_conditions", false),
    ("laws", false),
    ("only_if", false),
];
const RECIPIENT: Told = &[
    ("role", false),
    ("service", false),
    ("countries", false),
    ("data_categories", false),
    ("purpose", false),
    ("only_if", false),
];
const RETENTION: Told = &[
    (PLANNED, false),
    ("purpose", false),
    ("data_categories", false),
    ("subjects", false),
    ("only_if", false),
    ("provider", false),
    ("places", false),
    (LIMIT, false),
    ("start", false),
    ("ends_on", false),
    ("ends_when", false),
    ("criterion", false),
    ("law", false),
    ("kept_longer_if", false),
    ("disposition", false),
];

/// Of a retention rule not a field: how long it keeps, with all that makes it more or less, as documents say it.
const LIMIT: &str = "period";

/// Of a retention rule: that it is not applied yet.
const PLANNED: &str = "planned";

/// How the provision is written by which the notes of an activity say whether data must be given.
const PROVISION: [&str; 2] = ["13(2)(e)", "13.2 e"];

/// How the provisions are written by which the notes of a transfer say how a copy of the safeguards is had.
const COPY: [&str; 4] = ["13(1)(f)", "13.1 f", "14(1)(f)", "14.1 f"];

/// What a line of notes that names a provision says of it, behind its colon.
fn said_in_notes<'n>(notes: Option<&'n str>, provision: &[&str]) -> Option<&'n str> {
    let mut lines = lines_of(notes?);
    let line = lines.find(|line| provision.iter().any(|cited| line.contains(cited)))?;
    let (_, said) = line.split_once(": ")?;
    Some(said.trim()).filter(|said| !said.is_empty())
}

impl NoticeDraft<'_> {
    pub(super) fn put_activity(&self, out: &mut Vec<Block>, activity: &Activity) {
        let title = self.lexicon.title(self.notice.register, activity);
        out.push(Block::heading(3, title));
        out.extend(self.phase(activity).map(Block::Paragraph));
        let mut items = Vec::new();
        self.put_field(&mut items, (activity, activity), "description", false);
        self.put_list(&mut items, activity, "purposes", "notice.purposes", |row| {
            row.downcast::<Purpose>()
                .map_or_else(Vec::new, |purpose| self.purpose(activity, purpose))
        });
        self.put_list(
            &mut items,
            activity,
            "data_subjects",
            "notice.subjects",
            |row| self.fields(activity, row, SUBJECT),
        );
        self.put_list(
            &mut items,
            activity,
            "data_categories",
            "notice.data",
            |row| self.fields(activity, row, DATA),
        );
        self.put_field(&mut items, (activity, activity), "source", true);
        self.put_list(
            &mut items,
            activity,
            "recipients",
            "notice.recipients",
            |row| self.fields(activity, row, RECIPIENT),
        );
        self.put_list(
            &mut items,
            activity,
            "transfers",
            "notice.transfers",
            |row| {
                row.downcast::<Transfer>()
                    .map_or_else(Vec::new, |transfer| self.transfer(activity, transfer))
            },
        );
        self.put_list(
            &mut items,
            activity,
            "retention",
            "notice.retention",
            |row| self.fields(activity, row, RETENTION),
        );
        items.push(labelled(
            self.word("notice.provision"),
            self.provision(activity),
        ));
        self.put_automated(&mut items, activity);
        for key in [
            "opt_out",
            "rights_restricted",
            "age_limit",
            "joint_arrangement",
        ] {
            self.put_field(&mut items, (activity, activity), key, false);
        }
        out.put_items(items);
    }

    /// That processing does not simply go on, on the day of the notice: it is still to begin, stands still, ends or has
    /// ended.
    fn phase(&self, activity: &Activity) -> Option<Inlines> {
        let words = &self.lexicon.words;
        let phase = activity.phase(self.lexicon.today);
        let (key, date) = match phase {
            ProcessingPhase::Running => return None,
            ProcessingPhase::Planned(begins) => ("planned", begins),
            ProcessingPhase::Ending(end) => ("ending", Some(end)),
            ProcessingPhase::Paused => ("paused", None),
            ProcessingPhase::Ended(end) => ("ended", end),
        };
        let said = self.word(&format!("notice.phase.{key}"));
        let mut text = match phase.state() {
            Some(state) => {
                let state = words.code(&ProcessingState::SET, state.code());
                Inlines::from(Inline::strong(state)).and_text(". ")
            }
            None => Inlines::default(),
        };
        text.push_text(said);
        if let Some(date) = date {
            let key = match phase {
                ProcessingPhase::Planned(_) => "notice.phase.start",
                _ => "notice.phase.end",
            };
            let date = words.date(date);
            text.push_text(format!(" {}", words.fill(key, &[("date", &date)])));
        }
        Some(text)
    }

    /// The rows of a list as points, each with what is told of it; *none*, or a gap.
    fn put_list(
        &self,
        out: &mut Vec<ListPoint>,
        activity: &Activity,
        key: &'static str,
        label: &'static str,
        told: impl Fn(&dyn Record) -> Vec<ListPoint>,
    ) {
        let record: &dyn Record = activity;
        let Some(list) = record.declaration().list(key) else {
            return;
        };
        let (lexicon, register) = (self.lexicon, self.notice.register);
        // What does not take place, or stays inside the EEA, is no transfer that people are told of.
        let is_told = |row: &&dyn Record| {
            let transfer = row.downcast::<Transfer>();
            transfer.is_none_or(|transfer| lexicon.leaves_eea(register, transfer))
        };
        if record.row_count(list) > 0 && !record.rows(list).any(|row| is_told(&row)) {
            out.push(labelled(self.word(label), self.word("answer.none")));
            return;
        }
        if record.row_count(list) == 0 {
            let none = record.head().none.get(key);
            let said = none.map_or_else(
                || self.phrases.gap().into(),
                |reason| self.phrases.none(reason),
            );
            out.push(labelled(self.word(label), said));
            return;
        }
        let rows = record.rows(list).filter(is_told).map(|row| ListPoint {
            text: self.called(row),
            items: told(row),
        });
        let of_items = format!(
            "{}: ",
            self.phrases.label(RecordKind::DataCategory, "items")
        );
        let rows = each_once(rows.collect(), &of_items);
        // What has nothing below it stands in one line.
        if rows.iter().all(|row| row.items.is_empty()) {
            let mut said = Inlines::default();
            for row in rows {
                if !said.is_empty() {
                    said.push_text("; ");
                }
                said.extend(row.text);
            }
            out.push(labelled(self.word(label), said));
            return;
        }
        out.push(ListPoint {
            text: Inlines::from(Inline::strong(&self.word(label))).and_text(":"),
            items: rows,
        });
    }

    /// What a row is called: its own words in full, and what it points to without references, which say nothing here.
    fn called(&self, row: &dyn Record) -> Inlines {
        if let Some(purpose) = row.downcast::<Purpose>() {
            return purpose
                .text
                .as_deref()
                .map_or_else(|| self.phrases.gap().into(), Inlines::from);
        }
        let title = self.lexicon.title(self.notice.register, row);
        if title != row.head().reference && !title.is_empty() {
            return one_line(&title).as_ref().into();
        }
        self.phrases.gap().into()
    }

    /// Fields of a row as points.
    fn fields(&self, owner: &dyn Record, row: &dyn Record, told: Told) -> Vec<ListPoint> {
        let mut items = Vec::new();
        let title = self.called(row).plain();
        let rule = row.downcast::<Retention>();
        // Whose a cookie is, people are told; who runs a system of ours is in the recipients.
        if rule.is_some_and(|rule| rule.scope == Some(RetentionScope::Cookies)) {
            self.put_row_field(&mut items, (owner, row), "provider_stated", false);
        }
        for (key, asked) in told {
            if rule.is_some_and(|rule| self.limit_says(rule, key)) {
                continue;
            }
            if let Some(rule) = rule.filter(|_| *key == PLANNED) {
                let planned = || ListPoint::new(self.word("notice.rule_planned"));
                items.extend((rule.planned == Some(true)).then(planned));
                continue;
            }
            if let Some(rule) = rule.filter(|_| *key == LIMIT) {
                let limit = self.lexicon.time_limit(self.notice.register, rule);
                let limit = one_line(&limit);
                let label = self.phrases.label(row.kind(), key);
                let text = Inlines::default().and_text(format!("{label}: "));
                // Art. 13(2)(a) asks how long, or by what that is decided.
                if limit.is_empty() {
                    items.push(ListPoint::new(text.and(self.phrases.gap())));
                } else if limit != title {
                    items.push(ListPoint::new(text.and_text(&*limit)));
                }
                continue;
            }
            let field = row.declaration().field(key);
            let said = field.and_then(|field| self.said(owner, row, field));
            // What the row is called by is not said again.
            if said.is_some_and(|said| said.plain() == title) {
                continue;
            }
            self.put_row_field(&mut items, (owner, row), key, *asked);
        }
        items
    }

    /// Whether what a rule says under a key is its limit already.
    fn limit_says(&self, rule: &Retention, key: &str) -> bool {
        let register = self.notice.register;
        match key {
            "ends_on" if register.counting(rule).period == Some(Period::Session) => true,
            "criterion" | "ends_on" => {
                let declaration = (rule as &dyn Record).declaration();
                let answer = register.effective(rule, key).0;
                let kind = declaration
                    .field(key)
                    .map(|at| &declaration.fields[at].kind);
                let limit = self.lexicon.time_limit(register, rule);
                kind.is_some_and(|kind| {
                    (self.lexicon).answer(register, rule.head.id, kind, &answer) == limit
                })
            }
            _ => false,
        }
    }

    fn put_row_field(
        &self,
        out: &mut Vec<ListPoint>,
        (owner, row): (&dyn Record, &dyn Record),
        key: &'static str,
        asked: bool,
    ) {
        let said = row
            .declaration()
            .field(key)
            .and_then(|field| self.said(owner, row, field));
        let label = self.phrases.label(row.kind(), key);
        let said = match said {
            Some(said) => said,
            None if asked => self.phrases.gap().into(),
            None => return,
        };
        let mut text = Inlines::default().and_text(format!("{label}: "));
        text.extend(said);
        out.push(ListPoint::new(text));
    }

    /// The legal basis of a purpose, with the interest or the law where it needs one: Art. 13(1)(c) and (d).
    fn purpose(&self, activity: &Activity, purpose: &Purpose) -> Vec<ListPoint> {
        let mut items = Vec::new();
        let told = [
            ("legal_bases", true),
            (
                "laws",
                purpose.rests_on(LEGAL_OBLIGATION) || purpose.rests_on(PUBLIC_TASK),
            ),
            (
                "legitimate_interest",
                purpose.rests_on(LEGITIMATE_INTERESTS),
            ),
            ("consent_withdrawal", purpose.rests_on(CONSENT)),
        ];
        for (key, asked) in told {
            self.put_row_field(&mut items, (activity, purpose), key, asked);
        }
        items
    }

    /// A transfer with what it rests on, and how a copy of the safeguards is had: Art. 13(1)(f).
    fn transfer(&self, activity: &Activity, transfer: &Transfer) -> Vec<ListPoint> {
        let mut items = Vec::new();
        let title = self.called(transfer).plain();
        let safeguarded = |code: &String| code.starts_with("art46") || code == "art49-1-subpara2";
        for (key, asked) in [
            ("state", false),
            ("recipients", false),
            ("country", transfer.international_organisation.is_none()),
            ("international_organisation", false),
            ("data_categories", false),
            ("mechanisms", true),
            ("safeguards", false),
            ("valid_from", false),
            ("valid_until", false),
            ("instrument", false),
            ("supplementary_measures", false),
            ("art49_safeguards", false),
        ] {
            let field = (transfer as &dyn Record).declaration().field(key);
            let said = field.and_then(|field| self.said(activity, transfer, field));
            // What the transfer is called by is not said again.
            if said.is_some_and(|said| said.plain() == title) {
                continue;
            }
            self.put_row_field(&mut items, (activity, transfer), key, asked);
        }
        let copy = said_in_notes(transfer.notes.as_deref(), &COPY);
        if copy.is_some() || transfer.mechanisms.iter().any(safeguarded) {
            let text = Inlines::from(self.word("notice.copy")).and_text(": ");
            let copy = copy.map_or_else(|| self.phrases.gap(), Inline::address);
            items.push(ListPoint::new(text.and(copy)));
        }
        items
    }

    /// Whether data must be given: no field asks for it, so what the notes say under the provision is taken.
    fn provision(&self, activity: &Activity) -> Inlines {
        match said_in_notes(activity.notes.as_deref(), &PROVISION) {
            Some(said) => said.into(),
            None => self.phrases.gap().into(),
        }
    }

    /// Automated decisions with their logic and effects: Art. 13(2)(f).
    fn put_automated(&self, out: &mut Vec<ListPoint>, activity: &Activity) {
        let decided = activity.automated_decisions == Some(true);
        let asked = decided || activity.profiling == Some(true);
        for (key, asked) in [
            ("automated_decisions", true),
            ("profiling", false),
            ("automated_decisions_logic", asked),
            ("automated_decisions_effects", asked),
        ] {
            self.put_field(out, (activity, activity), key, asked);
        }
    }

    /// The answer to a field in words; none where nothing is recorded. What is pointed to is called by its title alone.
    pub(super) fn said(
        &self,
        owner: &dyn Record,
        record: &dyn Record,
        field: usize,
    ) -> Option<Inlines> {
        let meta = &record.declaration().fields[field];
        match self.phrases.answer(record, field).0 {
            Answer::Recorded(value @ (Value::Ref(_) | Value::Refs(_))) => {
                let records = value
                    .refs()
                    .iter()
                    .filter_map(|id| owner.find(*id).or_else(|| self.notice.register.get(*id)));
                let mut titles: Vec<String> = Vec::new();
                for record in records {
                    let title = self.lexicon.title(self.notice.register, record);
                    let title = one_line(&title).into_owned();
                    if !titles.contains(&title) {
                        titles.push(title);
                    }
                }
                Some(titles.join("; ").into())
            }
            Answer::Recorded(Value::Flag(false))
                if matches!(meta.key, "children" | "vulnerable") =>
            {
                None
            }
            Answer::Recorded(value) => Some(self.phrases.value(owner, &meta.kind, &value, false)),
            Answer::None(reason) => Some(self.phrases.none(&reason)),
            Answer::NotRecorded => {
                let told = self.phrases.taken_out(record, meta.key);
                told.map(Inlines::from)
            }
        }
    }
}

/// Points without those that say again what another says; of those that differ in what follows `of_items` alone, one that
/// says it all.
fn each_once(points: Vec<ListPoint>, of_items: &str) -> Vec<ListPoint> {
    let items_alone = |point: &ListPoint| match point.items.as_slice() {
        [one] if one.items.is_empty() => {
            let text = one.text.plain();
            text.strip_prefix(of_items).map(str::to_owned)
        }
        _ => None,
    };
    let mut out: Vec<ListPoint> = Vec::new();
    for point in points {
        if out.contains(&point) {
            continue;
        }
        let more = items_alone(&point);
        let like = |known: &&mut ListPoint| known.text == point.text;
        let known = out
            .iter_mut()
            .find(|known| like(known) && items_alone(known).is_some());
        match (known, more) {
            (Some(known), Some(more)) => known.items[0].text.push_text(format!("; {more}")),
            _ => out.push(point),
        }
    }
    out
}
