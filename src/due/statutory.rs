//! A retention schedule made from the list of statutory periods.

use crate::domain::codes::{Choice, Disposition, LawSets, RetentionKind};
use crate::domain::field::{Record, RecordKind};
use crate::domain::language::Language;
use crate::domain::period::Period;
use crate::domain::value::Value;
use crate::law::retention::{Retention, RetentionKind as Statutory};

/// The schedule of a statutory period, not saved yet and without a reference: its law, what the law sets, rounding,
/// start and period, named by its label. What a reader should know stands in its notes; the user settles the rest.
#[must_use]
pub fn schedule_from(statutory: &Retention, language: Language) -> Box<dyn Record> {
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
    let anchor = statutory.anchor(language);
    let notes: Vec<&str> = [
        anchor.filter(|_| statutory.start.is_some()),
        statutory.note(language),
        statutory.completion(language),
    ]
    .into_iter()
    .flatten()
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
        schedule.record_value("law", Value::Texts(vec![statutory.law.clone()]));
    }
    schedule
}
