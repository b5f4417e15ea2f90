//! Fields that record one act together: of two versions of it one stands whole, for nobody did what a mixture says.

use super::kind::RecordKind;

/// The acts that records tell of, each with the kinds that tell it and the fields that do.
const ACTS: [(&[RecordKind], &[&str]); 8] = [
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
    (
        &[RecordKind::Activity],
        &["record_status", "approved_by", "approved_on"],
    ),
    (&[RecordKind::Purpose], &["lia_reference", "lia_on"]),
    (&[RecordKind::Transfer], &["assessed_on", "assessment"]),
];

/// The fields of each act that a kind of record tells of.
pub(crate) fn acts_of(kind: RecordKind) -> impl Iterator<Item = &'static [&'static str]> {
    let told = ACTS.iter().filter(move |(kinds, _)| kinds.contains(&kind));
    told.map(|(_, fields)| *fields)
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
