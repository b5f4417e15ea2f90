//! Whose a record is: which of our organisations it belongs to.

use super::field::Record;
use super::kind::RecordKind;
use super::register::Register;
use super::value::{Id, Value};

impl Register {
    /// Whether a record is shown, listed and checked for one of our organisations.
    ///
    /// Activities, agreements and measures name theirs. A measure that names none, a schedule, another's organisation
    /// and the register's own data are everybody's; another organisation of ours is not. A waiver goes with the record
    /// that it is about. What a row stands in decides for the row.
    #[must_use]
    pub fn belongs_to(&self, record: &dyn Record, organisation: Id) -> bool {
        let names = |key: &str| record.value(key).refs().contains(&organisation);
        match record.kind() {
            RecordKind::Activity => names("organisation"),
            RecordKind::Agreement => names("our_party"),
            RecordKind::Measure => {
                names("organisations") || record.value("organisations").is_empty()
            }
            RecordKind::Organisation => {
                record.id() == organisation || record.value("ours") != Value::Flag(true)
            }
            RecordKind::Waiver => {
                let about = record.value("record").refs().first().copied();
                let owner = about.and_then(|id| self.owner(id));
                // A waiver is about no waiver; where a file says so, it is everybody's.
                owner.is_none_or(|owner| {
                    owner.kind() == RecordKind::Waiver || self.belongs_to(owner, organisation)
                })
            }
            _ => true,
        }
    }
}
