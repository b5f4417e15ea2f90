//! What planned edits change, a line for each field: to be seen before they are made.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::domain::bulk::{given_up, kind_of};
use crate::domain::change::Edit;
use crate::domain::counting::fill_in;
use crate::domain::field::Record;
use crate::domain::kind::RecordKind;
use crate::domain::proofs::left_behind;
use crate::domain::records::{Retention, Schedule};
use crate::domain::register::Register;
use crate::domain::value::{Id, Value};
use crate::due::act::named_but_by;
use crate::due::standing::HoldingStanding;
use crate::labels::Lexicon;

/// The most letters of a value that a label says: more is to be read in the change itself.
const LONGEST_TOLD: usize = 80;

/// What edits change: the record, the field, before and after; a record that comes or goes by its title.
#[must_use]
pub(crate) fn told_changes(lexicon: &Lexicon, register: &Register, edits: &[Edit]) -> Vec<String> {
    let words = &lexicon.words;
    let mut lines = Vec::new();
    for edit in edits {
        let Some(before) = &edit.before else { continue };
        let Some(after) = &edit.after else {
            let title = lexicon.title(register, &**before);
            let details = [("ref", register.reference(before.id())), ("title", title)];
            let details: Vec<(&str, &str)> = details
                .iter()
                .map(|(key, text)| (*key, text.as_str()))
                .collect();
            lines.push(words.fill("bulk.gone", &details));
            continue;
        };
        after.walk(None, &mut |row, _| {
            let was: Option<&dyn Record> = if row.id() == before.id() {
                Some(&**before)
            } else {
                before.find(row.id())
            };
            let at = was.map_or_else(
                || format!("{}/+", register.reference(before.id())),
                |was| register.reference(was.id()),
            );
            for (index, field) in row.declaration().fields.iter().enumerate() {
                if was.map_or(row.get(index).is_empty(), |was| {
                    was.get(index) == row.get(index)
                }) {
                    continue;
                }
                let cell = |record: &dyn Record| lexicon.cell(register, record, field.key);
                let old = was.map(cell).unwrap_or_default();
                let label = words.label(row.kind(), field.key);
                let new = cell(row);
                let arrow = if old.is_empty() {
                    String::new()
                } else {
                    format!("{old} → ")
                };
                lines.push(format!("{at} {label}: {arrow}{new}"));
            }
        });
    }
    lines
}

/// What it is called to set a field on records and rows: what it becomes, unless that is a long text, and where. A row is
/// not named by what was there before.
#[must_use]
pub(crate) fn told_set(
    lexicon: &Lexicon,
    register: &Register,
    ids: &[Id],
    key: &str,
    value: &Value,
) -> String {
    let words = &lexicon.words;
    let first = ids.first().and_then(|id| register.get(*id));
    let kind = first.map_or(RecordKind::Activity, |record| record.kind());
    let records = named_but_by(lexicon, register, ids, key);
    let of = kind_of(kind, key);
    let value = of.map(|of| lexicon.value(register, Id::default(), &of, value));
    let value = value.unwrap_or_default();
    let adds = kind.declaration().list(key).is_some() || of.is_some_and(|of| of.is_list());
    let told = if value.contains('\n') || value.chars().count() > LONGEST_TOLD {
        "bulk.label"
    } else if adds {
        "bulk.added"
    } else {
        "bulk.told"
    };
    let details = [
        ("field", words.label(kind, key)),
        ("value", &value),
        ("records", &records),
    ];
    words.fill(told, &details)
}

/// What a record that is merged into another says and the other does not take over, a line for each field.
#[must_use]
pub(crate) fn told_given_up(
    lexicon: &Lexicon,
    register: &Register,
    from: &dyn Record,
    kept: &dyn Record,
) -> Vec<String> {
    let line = |key: &str| {
        lexicon.words.fill(
            "bulk.given_up",
            &[
                ("ref", &from.head().reference),
                ("field", lexicon.words.label(from.kind(), key)),
                ("value", &lexicon.cell(register, from, key)),
                ("kept", &lexicon.cell(register, kept, key)),
            ],
        )
    };
    given_up(kept, from).into_iter().map(line).collect()
}

/// What edits leave standing as proof though whom it is of is another, a line for each.
#[must_use]
pub(crate) fn told_proofs(lexicon: &Lexicon, register: &Register, edits: &[Edit]) -> Vec<String> {
    let mut lines = Vec::new();
    for (before, after) in edits.iter().filter_map(changed) {
        for (id, key) in left_behind(before, after) {
            let Some(row) = before.find(id).or((before.id() == id).then_some(before)) else {
                continue;
            };
            let label = lexicon.words.label(row.kind(), key);
            let proof = lexicon.cell(register, row, key);
            lines.push(format!("{} {label}: {proof}", register.reference(id)));
        }
    }
    lines
}

/// A record before and after, where it stays.
fn changed(edit: &Edit) -> Option<(&dyn Record, &dyn Record)> {
    edit.before.as_deref().zip(edit.after.as_deref())
}

/// The batches that are kept whose last day edits move, a line for each: from when to when.
#[must_use]
pub(crate) fn told_moved(lexicon: &Lexicon, register: &Register, edits: &[Edit]) -> Vec<String> {
    let words = &lexicon.words;
    let edited = edits.iter().filter_map(changed);
    let edited: HashMap<Id, &dyn Record> = edited
        .filter(|(before, _)| matches!(before.kind(), RecordKind::Activity | RecordKind::Schedule))
        .map(|(before, after)| (before.id(), after))
        .collect();
    if edited.is_empty() {
        return Vec::new();
    }
    let of = |id: Id| edited.get(&id).copied();
    let mut lines = Vec::new();
    let activities = register.activities.iter();
    for rule in activities.flat_map(|it| it.retention.iter().map(move |rule| (it, rule))) {
        let (activity, rule) = rule;
        let own = match of(activity.head.id) {
            Some(after) => after.find(rule.head.id).and_then(|it| it.downcast()),
            None => Some(rule),
        };
        let Some(own) = own.filter(|_| !rule.holdings.is_empty()) else {
            continue;
        };
        // What it counts by afterwards, with nothing behind it that could still be as it was.
        let mut then = Retention {
            holdings: Vec::new(),
            ..own.clone()
        };
        let schedule = then.schedule.take();
        if let Some(id) = schedule {
            let after = of(id).and_then(|it| it.downcast::<Schedule>());
            if let Some(schedule) = after.or_else(|| register.typed(id)) {
                fill_in(&mut then, schedule);
            }
        }
        for holding in rule.holdings.iter().filter(|it| it.disposed_on.is_none()) {
            let day = |rule: &Retention| HoldingStanding::new(register, rule, holding).through.ok();
            let (before, after) = (day(rule), day(&then));
            if before == after {
                continue;
            }
            let said = |day: Option<NaiveDate>| match day {
                Some(day) => words.day(day),
                None => words.get("disposal.no_day").to_owned(),
            };
            let details = [
                ("ref", register.reference(holding.head.id)),
                ("before", said(before)),
                ("after", said(after)),
            ];
            let details = details
                .each_ref()
                .map(|(name, text)| (*name, text.as_str()));
            lines.push(words.fill("bulk.moved", &details));
        }
    }
    lines
}
