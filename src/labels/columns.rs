//! The columns of lists on the command line, and what stands in a column in words. Those of the screen: [`super::shown`].

use super::Lexicon;
use crate::domain::field::Record;
use crate::domain::kind::RecordKind;
use crate::domain::register::Register;

/// A column: a field's key, [`REFERENCE`] or [`OWNER`].
pub(crate) type Column = &'static str;

/// The column of the reference.
pub(crate) const REFERENCE: &str = "ref";

/// The column of the record that holds a row, by its name.
pub(crate) const OWNER: &str = "held_by";

/// What is listed of a legal hold, on a rule or on a batch.
const LEGAL_HOLD: &[Column] = &[
    REFERENCE,
    OWNER,
    "reason",
    "case",
    "since",
    "review_on",
    "lifted_on",
];

/// The columns of each kind.
static COLUMNS: &[(RecordKind, &[Column])] = &[
    (RecordKind::RegisterData, &[REFERENCE, "title", "language"]),
    (
        RecordKind::Redaction,
        &[REFERENCE, OWNER, "change", "places"],
    ),
    (
        RecordKind::Request,
        &[
            REFERENCE,
            OWNER,
            "department",
            "owner",
            "organisation",
            "sent_on",
            "due_on",
            "answered_on",
            "by",
        ],
    ),
    (
        RecordKind::Edition,
        &[REFERENCE, OWNER, "name", "change", "made_on", "by"],
    ),
    (
        RecordKind::Organisation,
        &[REFERENCE, "name", "country", "category", "ours"],
    ),
    (
        RecordKind::Contact,
        &[REFERENCE, OWNER, "role", "title", "name", "email"],
    ),
    (
        RecordKind::TimeLimit,
        &[REFERENCE, OWNER, "subject", "period", "start"],
    ),
    (
        RecordKind::Agreement,
        &[
            REFERENCE,
            "organisation",
            "category",
            "kind",
            "our_role",
            "status",
            "valid_until",
        ],
    ),
    (
        RecordKind::SubProcessor,
        &[
            REFERENCE,
            OWNER,
            "organisation",
            "name",
            "service",
            "countries",
        ],
    ),
    (
        RecordKind::Measure,
        &[REFERENCE, "name", "kind", "implemented_on"],
    ),
    (
        RecordKind::Schedule,
        &[REFERENCE, "name", "kind", "period", "disposition", "law"],
    ),
    (
        RecordKind::Activity,
        &[
            REFERENCE,
            "name",
            "role",
            "organisation",
            "record_status",
            "state",
            "next_review_on",
        ],
    ),
    (
        RecordKind::Client,
        &[
            REFERENCE,
            OWNER,
            "organisation",
            "category",
            "processing_categories",
        ],
    ),
    (
        RecordKind::Purpose,
        &[REFERENCE, OWNER, "text", "legal_bases"],
    ),
    (
        RecordKind::DataSubject,
        &[REFERENCE, OWNER, "category", "number"],
    ),
    (
        RecordKind::DataCategory,
        &[REFERENCE, OWNER, "category", "items", "kind"],
    ),
    (
        RecordKind::Recipient,
        &[
            REFERENCE,
            OWNER,
            "organisation",
            "category",
            "role",
            "service",
            "countries",
            "only_if",
        ],
    ),
    (
        RecordKind::Transfer,
        &[
            REFERENCE,
            OWNER,
            "country",
            "state",
            "international_organisation",
            "organisation",
            "mechanisms",
            "instrument",
        ],
    ),
    (
        RecordKind::Retention,
        &[
            REFERENCE,
            "name",
            OWNER,
            "schedule",
            "kind",
            "period",
            "start",
            "disposition",
        ],
    ),
    (RecordKind::RetentionHold, LEGAL_HOLD),
    (RecordKind::HoldingHold, LEGAL_HOLD),
    (
        RecordKind::Holding,
        &[
            REFERENCE,
            OWNER,
            "name",
            "started_on",
            "keep_through",
            "disposed_on",
        ],
    ),
    (
        RecordKind::Waiver,
        &[REFERENCE, "rule", "record", "reason", "until"],
    ),
];

/// The columns of a kind.
#[must_use]
pub(crate) fn columns(kind: RecordKind) -> &'static [Column] {
    let of_kind = COLUMNS.iter().find(|(of, _)| *of == kind);
    of_kind.map_or(&[], |(_, columns)| columns)
}

impl Lexicon {
    /// The head of a column.
    #[must_use]
    pub fn column_head(&self, kind: RecordKind, key: &str) -> String {
        match key {
            REFERENCE => self.words.get("list.ref").to_owned(),
            OWNER => self.words.one(kind.top()).to_owned(),
            key => self.words.label(kind, key).to_owned(),
        }
    }

    /// What stands in a column, but for the reference, in words.
    #[must_use]
    pub fn column_of(
        &self,
        register: &Register,
        owner: &dyn Record,
        record: &dyn Record,
        key: &str,
    ) -> String {
        match key {
            OWNER => self.title(register, owner),
            // An agreement is called by its other party, or by what kind of party that is.
            "organisation" if record.kind() == RecordKind::Agreement => {
                self.title(register, record)
            }
            key => self.column(register, record, key),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_a_field_of_its_kind_and_every_row_names_its_record() {
        for kind in RecordKind::ALL {
            let columns = columns(*kind);
            assert_eq!(columns[0], REFERENCE);
            let owners = columns.iter().filter(|key| **key == OWNER).count();
            assert_eq!(
                owners,
                usize::from(kind.parent().is_some()),
                "{}",
                kind.key()
            );
            for key in columns {
                let known = [REFERENCE, OWNER].contains(key);
                let field = kind.declaration().field(key);
                assert!(known || field.is_some(), "{} {key}", kind.key());
            }
        }
    }
}
