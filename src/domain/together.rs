//! Fields that record one act together: of two versions of it one stands whole, for nobody did what a mixture says.

use std::collections::HashSet;

use super::approval::APPROVAL;
use super::change::{Change, Edit};
use super::facts::fact;
use super::kind::RecordKind;
use super::register::Register;
use super::value::Id;

/// The acts that records tell of, each with the kinds that tell it and the fields that do.
const ACTS: [(&[RecordKind], &[&str]); 10] = [
    (
        &[RecordKind::RetentionHold, RecordKind::HoldingHold],
        &[
            "reason",
            "case",
            "since",
            "review_on",
            "lifted_on",
            "lifted_because",
        ],
    ),
    (
        &[RecordKind::Holding],
        &[
            "decision",
            "decision_on",
            "disposed_on",
            "disposed_by",
            "witness",
            "extent",
            "method",
            "evidence",
            "early_because",
        ],
    ),
    (
        &[RecordKind::Holding],
        &["extended_until", "extended_because", "extended_law"],
    ),
    (
        &[RecordKind::Retention],
        &["last_checked_on", "check_results"],
    ),
    (
        &[RecordKind::Retention, RecordKind::Schedule],
        &["disposal_decision", "disposal_decided_on"],
    ),
    (&[RecordKind::Activity], &APPROVAL),
    (&[RecordKind::Purpose], &["lia_reference", "lia_on"]),
    (&[RecordKind::Transfer], &["assessed_on", "assessment"]),
    (
        &[RecordKind::Agreement],
        &["status", "signed_on", "valid_until"],
    ),
    (&[RecordKind::Waiver], &["reason", "until", "by"]),
];

/// The fields of each act that a kind of record tells of.
pub(crate) fn acts_of(kind: RecordKind) -> impl Iterator<Item = &'static [&'static str]> {
    let told = ACTS.iter().filter(move |(kinds, _)| kinds.contains(&kind));
    told.map(|(_, fields)| *fields)
}

/// Whether a change tells of an act, and which fields do so with it.
pub(crate) fn told_with(change: &Change) -> Option<&'static [&'static str]> {
    let field = change.field.as_deref()?;
    acts_of(change.kind).find(|act| act.contains(&field))
}

/// What others changed meanwhile of acts of which changes tell too, in other fields: as changes that expect what was there
/// when the edits were taken up, and so do not fit.
pub(crate) fn crossed(register: &Register, edits: &[Edit], changes: &[Change]) -> Vec<Change> {
    let told = changes.iter().filter(|change| told_with(change).is_some());
    let told: HashSet<(Id, &str)> = told
        .filter_map(|change| Some((change.id, change.field.as_deref()?)))
        .collect();
    let mut crossed = Vec::new();
    if told.is_empty() {
        return crossed;
    }
    let rows: HashSet<Id> = told.iter().map(|(id, _)| *id).collect();
    let names = |owner: Id, id: Id| register.name_in(owner, id);
    for record in edits.iter().filter_map(|edit| edit.before.as_deref()) {
        let Some(here) = register.owner(record.id()) else {
            continue;
        };
        record.walk(None, &mut |row, parent| {
            let Some(now) = here.find(row.id()).filter(|_| rows.contains(&row.id())) else {
                return;
            };
            let acts = acts_of(row.kind())
                .filter(|act| act.iter().any(|key| told.contains(&(row.id(), *key))));
            for key in acts.flatten() {
                let was = fact(record.id(), row, parent, key, &names);
                let differs = was != fact(record.id(), now, parent, key, &names);
                if differs && !told.contains(&(row.id(), *key)) {
                    crossed.push(Change {
                        kind: row.kind(),
                        id: row.id(),
                        reference: register.reference(row.id()),
                        field: Some((*key).to_owned()),
                        before: was.clone(),
                        after: was,
                    });
                }
            }
        });
    }
    crossed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_field_of_an_act_is_one_of_its_kinds_and_of_one_act() {
        for (kinds, fields) in ACTS {
            for kind in kinds {
                for field in fields {
                    assert!(
                        kind.declaration().field(field).is_some(),
                        "{kind:?} {field}"
                    );
                    let acts = acts_of(*kind).filter(|act| act.contains(field));
                    assert_eq!(acts.count(), 1, "{kind:?} {field}");
                }
            }
        }
    }
}
