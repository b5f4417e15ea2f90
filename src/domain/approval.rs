//! What was changed in an activity since it was approved, as far as the journal tells.

use super::changed::{ChangeIndex, ChangedSince};
use super::codes::RecordStatus;
use super::field::Section;
use super::kind::RecordKind;
use super::records::Activity;
use super::register::Register;

/// Fields in which an approval is recorded.
pub(super) const APPROVAL: [&str; 3] = ["record_status", "approved_by", "approved_on"];

/// What an approval is about: what the record says, not how it is kept, reviewed or carried out.
#[must_use]
pub(crate) fn is_content(kind: RecordKind, key: &str) -> bool {
    let desk = matches!(
        kind,
        RecordKind::Holding | RecordKind::RetentionHold | RecordKind::HoldingHold
    );
    if desk || matches!(key, "last_checked_on" | "check_results") {
        return false;
    }
    let declaration = kind.declaration();
    if let Some(list) = declaration.lists.iter().find(|list| list.key == key) {
        return is_content_section(list.section);
    }
    declaration
        .field(key)
        .is_some_and(|field| is_content_section(declaration.fields[field].section))
}

const fn is_content_section(section: Section) -> bool {
    !matches!(
        section,
        Section::Provenance | Section::Review | Section::Hold | Section::Disposal
    )
}

impl Register {
    /// What of an approved activity was changed since it was approved; none where nothing was, where it is not
    /// approved, and where the journal is not known.
    ///
    /// What counts is the change set that recorded the approval, not its day: what was changed later on the same day
    /// is not what was approved.
    #[must_use]
    pub fn changed_since_approval(&self, activity: &Activity) -> Option<ChangedSince> {
        changed_since_approval(self.changes.as_deref()?, activity)
    }
}

/// The same by an index of changes.
pub(super) fn changed_since_approval(
    index: &ChangeIndex,
    activity: &Activity,
) -> Option<ChangedSince> {
    let approved = match activity.record_status {
        Some(status) => status == RecordStatus::Approved,
        None => activity.approved_on.is_some(),
    };
    if !approved {
        return None;
    }
    let id = activity.head.id;
    let set = APPROVAL.iter().map(|key| index.last_set(id, key)).max()?;
    index.since(activity, set, &is_content)
}
