//! A retention schedule made from the list of statutory periods, and the activities that rest on one.

use super::effects::row_edit;
use crate::domain::change::Edit;
use crate::domain::codes::{Choice, Disposition, LawSets, RetentionKind};
use crate::domain::field::Record;
use crate::domain::kind::RecordKind;
use crate::domain::period::Period;
use crate::domain::problem::Problem;
use crate::domain::records::Activity;
use crate::domain::register::Register;
use crate::domain::value::{Id, Value};
use crate::labels::Lexicon;
use crate::law::retention::{Example, Retention, RetentionKind as Statutory};

/// The schedule of a statutory period, not saved yet and without a reference: its law, what the law sets, rounding,
/// start and period, named by its label in the language of the words.
///
/// What a reader should know stands in its notes; the user settles the rest.
#[must_use]
pub(crate) fn schedule_from(statutory: &Retention, lexicon: &Lexicon) -> Box<dyn Record> {
    let language = lexicon.words.language();
    let mut schedule = RecordKind::Schedule.blank();
    let mut set = |key: &str, text: Option<&str>| {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            schedule.record_value(key, Value::Text(text.to_owned()));
        }
    };
    // Where no statute sets a period, a rule of thumb is offered as what it is.
    let thumb = statutory
        .guidance_period
        .as_deref()
        .filter(|_| statutory.period.is_none());
    let kind = statutory.kind.rule_kind();
    let law_sets = statutory.kind.law_sets();
    set("name", Some(statutory.label(language)));
    set("kind", kind.or(thumb.map(|_| RetentionKind::AtMost.code())));
    set(
        "law_sets",
        law_sets.or(thumb.map(|_| LawSets::Guidance.code())),
    );
    if statutory.kind == Statutory::NoErasure {
        set("disposition", Some(Disposition::Preserve.code()));
    }
    if statutory.kind.rule_kind().is_some() && statutory.period.is_some() {
        set("rounding", Some(statutory.anchor_rounding.code()));
    }
    let anchor = statutory.anchor.get(language);
    let worked = examples(statutory, lexicon);
    let notes: Vec<&str> = [
        anchor.filter(|_| statutory.start.is_some()),
        statutory.note.get(language),
        statutory.completion.get(language),
    ]
    .into_iter()
    .flatten()
    .chain(worked.iter().map(String::as_str))
    .collect();
    set("notes", Some(&notes.join("\n")));
    let period = |text: Option<&str>| text.and_then(Period::from_iso).map(Value::Period);
    if let Some(period) = period(statutory.period.as_deref().or(thumb)) {
        schedule.record_value("period", period);
    }
    if let Some(period) = period(statutory.period_max.as_deref()) {
        schedule.record_value("period_max", period);
    }
    let has_start = statutory.kind != Statutory::NoErasure;
    if let Some(start) = statutory.start.as_deref().or(anchor).filter(|_| has_start) {
        schedule.record_value("start", Value::Texts(vec![start.to_owned()]));
    }
    if !statutory.law.is_empty() {
        schedule.record_value(
            "law",
            Value::Texts(vec![statutory.law(language).to_owned()]),
        );
    }
    schedule
}

/// The number by which a schedule that is not saved yet is known to the rules that rest on it in the same save; no
/// row of an activity has it.
const NEW_SCHEDULE: u32 = 1_000_000;

/// A new schedule, and the activities that rest on it from the start.
///
/// # Errors
/// As [`use_in`].
pub(crate) fn add_schedule(
    register: &Register,
    mut schedule: Box<dyn Record>,
    activities: &[Id],
) -> Result<Vec<Edit>, Problem> {
    let id = Id::provisional(NEW_SCHEDULE);
    schedule.head_mut().id = id;
    let mut edits = vec![Edit::create(schedule)];
    edits.extend(use_in(register, id, activities)?);
    Ok(edits)
}

/// The edits by which activities rest on a schedule: each gets a rule that points to it.
///
/// # Errors
/// `due_not_an_activity`, `due_no_such_activity`, or `due_rests_already` for an activity that has such a rule.
pub(crate) fn use_in(
    register: &Register,
    schedule: Id,
    activities: &[Id],
) -> Result<Vec<Edit>, Problem> {
    let mut edits = Vec::with_capacity(activities.len());
    for (at, id) in activities.iter().enumerate() {
        if activities[..at].contains(id) {
            continue;
        }
        let Some(activity) = register.typed::<Activity>(*id) else {
            return Err(match register.place(*id) {
                None => Problem::usage("due_no_such_activity"),
                Some(place) => Problem::usage("due_not_an_activity")
                    .with("ref", register.reference(*id))
                    .with("record", place.kind.key()),
            });
        };
        let known = activity
            .retention
            .iter()
            .find(|rule| rule.schedule == Some(schedule));
        if let Some(known) = known {
            return Err(Problem::refused("due_rests_already")
                .with("ref", register.reference(known.head.id))
                .with("schedule", register.reference(schedule)));
        }
        edits.push(row_edit(register, *id, |record| {
            let mut rule = RecordKind::Retention.blank();
            rule.head_mut().id = Id::provisional(0);
            rule.record_value("schedule", Value::Ref(schedule));
            let list = record.declaration().list("retention").unwrap_or_default();
            record.head_mut().none.remove("retention");
            let at = record.row_count(list);
            record.insert_row(list, at, rule);
        })?);
    }
    Ok(edits)
}

/// What a statutory period says in one line: its period, what kind of rule it is, and its law.
#[must_use]
pub(crate) fn in_short(statutory: &Retention, lexicon: &Lexicon) -> String {
    let kind = lexicon.words.get(kind_key(statutory.kind)).to_owned();
    let law = statutory.law(lexicon.words.language());
    let law = Some(law.to_owned()).filter(|law| !law.is_empty());
    [period(statutory, lexicon), Some(kind), law]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}

/// The period in words: a span where there is one, a rule of thumb where the law sets none.
#[must_use]
pub(crate) fn period(statutory: &Retention, lexicon: &Lexicon) -> Option<String> {
    let period = |text: &Option<String>| {
        let period = text.as_deref().and_then(Period::from_iso);
        period.map(|period| lexicon.words.period(&period))
    };
    match (period(&statutory.period), period(&statutory.period_max)) {
        (Some(least), Some(most)) => Some(format!("{least} – {most}")),
        (Some(period), None) => Some(period),
        _ => period(&statutory.guidance_period),
    }
}

/// The locale key of what a provision does: a floor, a ceiling, both, a limitation, guidance, or nothing.
#[must_use]
pub(crate) const fn kind_key(kind: Statutory) -> &'static str {
    match kind {
        Statutory::Minimum => "statutory.minimum",
        Statutory::Maximum => "statutory.maximum",
        Statutory::Exact => "statutory.exact",
        Statutory::Limitation => "statutory.limitation",
        Statutory::Guidance => "statutory.guidance",
        Statutory::None => "statutory.none",
        Statutory::NoErasure => "statutory.no_erasure",
    }
}

/// The worked examples of a statutory period, in words: `from 31 December 2024: keep through 31 December 2031`.
#[must_use]
pub(crate) fn examples(statutory: &Retention, lexicon: &Lexicon) -> Vec<String> {
    let words = &lexicon.words;
    let said = |example: &Example| {
        words.fill(
            "statutory.example",
            &[
                ("start", &words.day(example.anchor)),
                ("through", &words.day(example.keep_through)),
            ],
        )
    };
    statutory.examples.iter().map(said).collect()
}
