//! What was proved of a party, and stays where another takes its place: a contract, an assessment, an authorisation.

use super::change::Edit;
use super::field::Record;
use super::kind::RecordKind;
use super::value::{Id, Value};

/// A kind with the fields that say who or where it is, and those that prove something of that.
struct ProvenKind {
    kind: RecordKind,
    parties: &'static [&'static str],
    proofs: &'static [&'static str],
}

const PROVEN: [ProvenKind; 5] = [
    ProvenKind {
        kind: RecordKind::Recipient,
        parties: &["organisation"],
        proofs: &["agreement"],
    },
    ProvenKind {
        kind: RecordKind::Client,
        parties: &["organisation"],
        proofs: &["agreement"],
    },
    ProvenKind {
        kind: RecordKind::Transfer,
        parties: &["organisation", "country", "international_organisation"],
        proofs: &[
            "mechanisms",
            "instrument",
            "agreement",
            "assessed_on",
            "assessment",
            "art49_assessment",
        ],
    },
    ProvenKind {
        kind: RecordKind::Agreement,
        parties: &["organisation", "our_party"],
        proofs: &["status", "signed_on", "documents"],
    },
    ProvenKind {
        kind: RecordKind::SubProcessor,
        parties: &["organisation", "name"],
        proofs: &["authorisation", "authorised_on"],
    },
];

/// The proofs of a record and its rows that stand as they stood, though whom or what they were of is another: rows and
/// fields. What was recorded of nobody before proves nothing of anybody.
#[must_use]
pub(crate) fn left_behind(before: &dyn Record, after: &dyn Record) -> Vec<(Id, &'static str)> {
    let mut left = Vec::new();
    after.walk(None, &mut |row, _| {
        let was = if row.id() == before.id() {
            Some(before)
        } else {
            before.find(row.id())
        };
        let proven = PROVEN.iter().find(|proven| proven.kind == row.kind());
        let (Some(was), Some(proven)) = (was, proven) else {
            return;
        };
        let another = proven.parties.iter().any(|key| {
            let party = was.value(key);
            !party.is_empty() && party != row.value(key)
        });
        if !another {
            return;
        }
        let stays = |key: &&&'static str| {
            let proof = row.value(key);
            !proof.is_empty() && proof == was.value(key)
        };
        left.extend(
            proven
                .proofs
                .iter()
                .filter(stays)
                .map(|key| (row.id(), *key)),
        );
    });
    left
}

/// Edits without the proofs that [`left_behind`] finds in them: whoever takes the place of a party has none of its proofs.
#[must_use]
pub(crate) fn without_left_behind(mut edits: Vec<Edit>) -> Vec<Edit> {
    for edit in &mut edits {
        let (Some(before), Some(after)) = (edit.before.as_deref(), edit.after.as_deref_mut())
        else {
            continue;
        };
        for (id, key) in left_behind(before, after) {
            if after.id() == id {
                after.record_value(key, Value::Empty);
            } else if let Some(row) = after.find_mut(id) {
                row.record_value(key, Value::Empty);
            }
        }
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::field::Head;
    use crate::domain::records::{Activity, Recipient, Transfer};

    fn head(id: u32) -> Head {
        Head {
            id: Id(id),
            ..Head::default()
        }
    }

    #[test]
    fn a_contract_stays_behind_where_the_party_changes_and_nowhere_else() {
        let recipient = |organisation: u32, agreement: Option<u32>| Activity {
            head: head(10),
            recipients: vec![Recipient {
                head: head(11),
                organisation: Some(Id(organisation)),
                agreement: agreement.map(Id),
                ..Recipient::default()
            }],
            ..Activity::default()
        };
        let one = recipient(1, Some(7));
        let left = |after: &Activity| left_behind(&one, after).len();
        assert_eq!(left(&recipient(2, Some(7))), 1);
        assert_eq!(left(&recipient(2, Some(8))), 0, "another contract");
        assert_eq!(left(&recipient(2, None)), 0);
        assert_eq!(left(&recipient(1, Some(7))), 0);
    }

    #[test]
    fn what_was_recorded_of_nobody_proves_nothing() {
        let transfer = |country: Option<&str>| Activity {
            head: head(10),
            transfers: vec![Transfer {
                head: head(11),
                country: country.map(str::to_owned),
                mechanisms: vec!["art46-2-c".to_owned()],
                ..Transfer::default()
            }],
            ..Activity::default()
        };
        let left = |from, to| left_behind(&transfer(from), &transfer(to));
        assert_eq!(left(Some("IN"), Some("BR")), [(Id(11), "mechanisms")]);
        assert!(left(None, Some("BR")).is_empty());
    }
}
