//! The columns of lists: one table for the screen and the command line.

use super::Lexicon;
use crate::domain::field::Record;
use crate::domain::kind::RecordKind;
use crate::domain::register::Register;

/// A column: a field's key, [`REFERENCE`] or [`OWNER`], and its share of the width on the screen. Without a share it
/// is shown by the command line alone, which has room for it.
pub(crate) type Column = (&'static str, usize);

/// The column of the reference.
pub(crate) const REFERENCE: &str = "ref";

/// The column of the record that holds a row, by its name.
pub(crate) const OWNER: &str = "owner";

/// What is listed of a legal hold, on a rule or on a batch.
const LEGAL_HOLD: &[Column] = &[
    (REFERENCE, 0),
    (OWNER, 0),
    ("reason", 0),
    ("case", 0),
    ("since", 0),
    ("review_on", 0),
    ("lifted_on", 0),
];

/// The columns of each kind.
static COLUMNS: &[(RecordKind, &[Column])] = &[
    (
        RecordKind::RegisterData,
        &[(REFERENCE, 0), ("title", 0), ("language", 0)],
    ),
    (
        RecordKind::Redaction,
        &[(REFERENCE, 0), (OWNER, 0), ("change", 0), ("places", 0)],
    ),
    (
        RecordKind::Organisation,
        &[
            (REFERENCE, 2),
            ("name", 9),
            ("country", 4),
            ("category", 4),
            ("ours", 2),
        ],
    ),
    (
        RecordKind::Contact,
        &[
            (REFERENCE, 0),
            (OWNER, 0),
            ("role", 0),
            ("title", 0),
            ("name", 0),
            ("email", 0),
        ],
    ),
    (
        RecordKind::TimeLimit,
        &[
            (REFERENCE, 0),
            (OWNER, 0),
            ("subject", 0),
            ("period", 0),
            ("start", 0),
        ],
    ),
    (
        RecordKind::Agreement,
        &[
            (REFERENCE, 2),
            ("organisation", 7),
            ("category", 0),
            ("kind", 5),
            ("our_role", 0),
            ("status", 3),
            ("valid_until", 3),
        ],
    ),
    (
        RecordKind::SubProcessor,
        &[
            (REFERENCE, 0),
            (OWNER, 0),
            ("organisation", 0),
            ("name", 0),
            ("service", 0),
            ("countries", 0),
        ],
    ),
    (
        RecordKind::Measure,
        &[
            (REFERENCE, 2),
            ("name", 9),
            ("kind", 5),
            ("implemented_on", 0),
        ],
    ),
    (
        RecordKind::Schedule,
        &[
            (REFERENCE, 2),
            ("name", 8),
            ("kind", 3),
            ("period", 3),
            ("disposition", 0),
            ("law", 5),
        ],
    ),
    (
        RecordKind::Activity,
        &[
            (REFERENCE, 2),
            ("name", 9),
            ("role", 4),
            ("organisation", 5),
            ("record_status", 0),
            ("state", 3),
            ("next_review_on", 0),
        ],
    ),
    (
        RecordKind::Client,
        &[
            (REFERENCE, 0),
            (OWNER, 0),
            ("organisation", 0),
            ("category", 0),
            ("processing_categories", 0),
        ],
    ),
    (
        RecordKind::Purpose,
        &[(REFERENCE, 0), (OWNER, 0), ("text", 0), ("legal_bases", 0)],
    ),
    (
        RecordKind::DataSubject,
        &[(REFERENCE, 0), (OWNER, 0), ("category", 0), ("number", 0)],
    ),
    (
        RecordKind::DataCategory,
        &[
            (REFERENCE, 0),
            (OWNER, 0),
            ("category", 0),
            ("items", 0),
            ("kind", 0),
        ],
    ),
    (
        RecordKind::Recipient,
        &[
            (REFERENCE, 0),
            (OWNER, 0),
            ("organisation", 0),
            ("category", 0),
            ("role", 0),
            ("service", 0),
            ("countries", 0),
        ],
    ),
    (
        RecordKind::Transfer,
        &[
            (REFERENCE, 3),
            (OWNER, 6),
            ("country", 4),
            ("state", 4),
            ("international_organisation", 0),
            ("organisation", 0),
            ("mechanisms", 6),
            ("instrument", 0),
        ],
    ),
    (
        RecordKind::Retention,
        &[
            (REFERENCE, 3),
            ("name", 7),
            (OWNER, 6),
            ("schedule", 0),
            ("kind", 3),
            ("period", 3),
            ("start", 0),
            ("disposition", 0),
        ],
    ),
    (RecordKind::RetentionHold, LEGAL_HOLD),
    (RecordKind::HoldingHold, LEGAL_HOLD),
    (
        RecordKind::Holding,
        &[
            (REFERENCE, 4),
            (OWNER, 0),
            ("name", 5),
            ("started_on", 5),
            ("keep_through", 5),
            ("disposed_on", 5),
        ],
    ),
    (
        RecordKind::Waiver,
        &[
            (REFERENCE, 0),
            ("rule", 0),
            ("record", 0),
            ("reason", 0),
            ("until", 0),
        ],
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
            assert_eq!(columns[0].0, REFERENCE);
            let owners = columns.iter().filter(|(key, _)| *key == OWNER).count();
            assert_eq!(
                owners,
                usize::from(kind.parent().is_some()),
                "{}",
                kind.key()
            );
            for (key, _) in columns {
                let known = [REFERENCE, OWNER].contains(key);
                let field = kind.declaration().field(key);
                assert!(known || field.is_some(), "{} {key}", kind.key());
            }
        }
    }
}
