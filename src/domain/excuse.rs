//! When a gap is none: a question that a record's other answers settle or make moot. The form, the export and the
//! counting of what is answered ask here.

use super::codes::{Choice as _, RecipientRole, RetentionKind, TransferState};
use super::field::{Answer, Need, Record};
use super::kind::RecordKind;
use super::records::{Recipient, Retention};
use super::register::Register;
use super::value::{Value, ValueView};

/// What answers a question as well: the kinds of record, the fields asked for, and the field that answers them.
const ANSWERED_BY: &[(&[RecordKind], &str, &str)] = &[
    // Who it is can be said by name or by kind; where a transfer goes, by the international organisation.
    (
        &[
            RecordKind::Client,
            RecordKind::Recipient,
            RecordKind::Agreement,
        ],
        "organisation",
        "category",
    ),
    (&[RecordKind::SubProcessor], "organisation", "name"),
    (
        &[RecordKind::Transfer],
        "country",
        "international_organisation",
    ),
    (&[RecordKind::Activity], "measures", "measures_text"),
];

/// Whether a field or list that holds nothing is answered by another, or not asked of such a record at all.
#[must_use]
pub(crate) fn is_excused(register: &Register, record: &dyn Record, key: &str, need: Need) -> bool {
    let kind = record.kind();
    let answered = |key: &str| record.is_answered(key);
    let otherwise = ANSWERED_BY
        .iter()
        .any(|(kinds, asked, by)| kinds.contains(&kind) && *asked == key && answered(by));
    otherwise
        || match (kind, key) {
            // What does not take place goes nowhere and rests on nothing.
            (RecordKind::Transfer, "country" | "mechanisms" | "instrument" | "assessed_on")
                if record.viewed("state") == ValueView::Text(TransferState::Denied.code()) =>
            {
                true
            }
            // The assessment belongs to safeguards; decisions on adequacy need none.
            (RecordKind::Transfer, "assessed_on") => match record.viewed("mechanisms") {
                ValueView::Texts(mechanisms) => !mechanisms
                    .iter()
                    .any(|mechanism| mechanism.starts_with("art46")),
                _ => false,
            },
            // The next review follows from the last one and the interval.
            (RecordKind::Activity, "next_review_on") => {
                let interval = register.about.default_review_interval;
                answered("last_reviewed_on") && (answered("review_interval") || interval.is_some())
            }
            // Only processors and joint controllers are bound by an agreement of Arts. 26 and 28.
            (RecordKind::Recipient, "agreement") => {
                let role = record.downcast::<Recipient>().and_then(|row| row.role);
                !matches!(
                    role,
                    None | Some(
                        RecipientRole::Processor
                            | RecipientRole::SubProcessor
                            | RecipientRole::JointController
                    )
                )
            }
            (RecordKind::Retention | RecordKind::Schedule, _) => {
                is_settled_by_rule(register, record, key)
            }
            // What others are is asked where it matters, in their own registers.
            (RecordKind::Organisation, _) => {
                need != Need::Must && record.viewed("ours") != ValueView::Flag(true)
            }
            _ => false,
        }
}

/// Whether a rule's schedule answers for it, or a rule without a period is asked for its period or its start.
fn is_settled_by_rule(register: &Register, record: &dyn Record, key: &str) -> bool {
    let says = |key: &str| match record.downcast::<Retention>() {
        Some(rule) => register.effective(rule, key).0,
        None => record.answer(key),
    };
    if says(key) != Answer::NotRecorded {
        return true;
    }
    // What begins when another rule ends has its start.
    if key == "start" && says("follows") != Answer::NotRecorded {
        return true;
    }
    let without = [
        RetentionKind::Event,
        RetentionKind::Criterion,
        RetentionKind::Permanent,
        RetentionKind::NotStored,
    ];
    matches!(key, "period" | "start")
        && matches!(says("kind"), Answer::Recorded(Value::Text(kind))
            if RetentionKind::from_code(&kind).is_some_and(|kind| without.contains(&kind)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_and_every_answer_is_a_field_of_its_kind() {
        for (kinds, asked, by) in ANSWERED_BY {
            for kind in *kinds {
                for key in [asked, by] {
                    assert!(kind.declaration().field(key).is_some(), "{kind:?} {key}");
                }
            }
        }
    }
}
