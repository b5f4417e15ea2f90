//! Decisions that are older than what they rest on: what the journal says was changed after an approval, a review, an
//! impact assessment, a balancing test or an assessment of a transfer was recorded.

use chrono::NaiveDate;

use super::approval::{changed_since_approval, is_content};
use super::changed::{ChangeIndex, ChangedField, ChangedSince};
use super::codes::{ProcessingState, TransferState};
use super::kind::RecordKind;
use super::records::Activity;
use super::register::Register;
use super::value::Id;

/// The lists and fields of an activity that an impact assessment is about.
const ASSESSED: [&str; 8] = [
    "purposes",
    "data_categories",
    "data_subjects",
    "recipients",
    "transfers",
    "profiling",
    "automated_decisions",
    "systems",
];
/// What of a purpose was weighed.
const WEIGHED: [&str; 3] = ["text", "legitimate_interest", "legal_bases"];
/// What of a transfer was assessed.
const SENT: [&str; 9] = [
    "recipients",
    "organisation",
    "country",
    "international_organisation",
    "mechanisms",
    "fallback",
    "instrument",
    "modules",
    "agreement",
];

/// Other decisions, made later: they do not make an approval or a review old.
const OTHER_DECISIONS: [&str; 7] = [
    "lia_on",
    "lia_reference",
    "assessed_on",
    "assessment",
    "dpia_done_on",
    "dpia_documents",
    "checked_on",
];

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StaleKind {
    /// The approval of the record.
    Approval,
    /// The review of the record.
    Review,
    /// Whether an impact assessment is needed, or the assessment itself.
    Impact,
    /// The balancing test of a legitimate interest.
    Balancing,
    /// The assessment of a transfer.
    Transfer,
}

impl StaleKind {
    /// The code by which texts and cases name it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Approval => "approval",
            Self::Review => "review",
            Self::Impact => "dpia",
            Self::Balancing => "balancing",
            Self::Transfer => "transfer",
        }
    }
}

/// A decision that is older than what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stale {
    /// The record or row in which it stands.
    pub record: Id,
    /// The field in which it is recorded.
    pub key: &'static str,
    /// What was decided.
    pub decision: StaleKind,
    /// The fields and lists that were changed since, each once.
    pub fields: Vec<(RecordKind, &'static str)>,
    /// The day of the latest of these changes, where the journal says it.
    pub day: Option<NaiveDate>,
}

/// The decisions of an activity that are older than what they rest on; none where the journal is not known.
#[must_use]
pub(crate) fn stale_decisions(register: &Register, activity: &Activity) -> Vec<Stale> {
    let index = register.changes.as_deref();
    index.map_or_else(Vec::new, |index| stale_by(index, activity))
}

/// The same by an index of changes.
#[must_use]
pub(crate) fn stale_by(index: &ChangeIndex, activity: &Activity) -> Vec<Stale> {
    if activity.state == Some(ProcessingState::Ended) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let id = activity.head.id;
    let approval = changed_since_approval(index, activity);
    if let Some(changed) = approval.and_then(provided) {
        found.push(stale(
            index,
            (id, "approved_on"),
            StaleKind::Approval,
            &changed,
        ));
    } else if activity.last_reviewed_on.is_some() {
        let set = index.last_set(id, "last_reviewed_on");
        let changed = index.since(activity, set, &is_content);
        if let Some(changed) = changed.and_then(provided) {
            let place = (id, "last_reviewed_on");
            found.push(stale(index, place, StaleKind::Review, &changed));
        }
    }
    impact_assessment(activity, index, &mut found);
    balancing(activity, index, &mut found);
    transfers(activity, index, &mut found);
    found
}

/// What of it a provision asks for: working notes, tags and references are no facts that a decision rests on.
fn provided(changed: ChangedSince) -> Option<ChangedSince> {
    only(changed, &|field| {
        let declaration = field.kind.declaration();
        let of_list = declaration
            .lists
            .iter()
            .find(|list| list.key == field.key)
            .map(|list| list.provision);
        let of_field = || {
            let at = declaration.field(field.key)?;
            Some(declaration.fields[at].provision)
        };
        let provision = of_list.or_else(of_field);
        let asked = provision.is_some_and(|provision| !provision.is_empty());
        asked && !is_working(field.key) && !OTHER_DECISIONS.contains(&field.key)
    })
}

/// Whether a field is the registrar's own and says nothing of the processing.
fn is_working(key: &str) -> bool {
    matches!(key, "notes" | "as_stated" | "tags" | "name" | "position")
}

/// The changes that count, where any does.
fn only(mut changed: ChangedSince, counts: &dyn Fn(&ChangedField) -> bool) -> Option<ChangedSince> {
    changed.fields.retain(counts);
    let last = changed.fields.iter().map(|field| field.set).max()?;
    if last != changed.set {
        changed.day = None;
        changed.set = last;
    }
    Some(changed)
}

fn stale(
    index: &ChangeIndex,
    (record, key): (Id, &'static str),
    decision: StaleKind,
    changed: &ChangedSince,
) -> Stale {
    let mut fields: Vec<(RecordKind, &'static str)> = Vec::new();
    for field in &changed.fields {
        if !fields.contains(&(field.kind, field.key)) {
            fields.push((field.kind, field.key));
        }
    }
    Stale {
        record,
        key,
        decision,
        fields,
        day: changed.day.or_else(|| index.day(changed.set)),
    }
}

/// The change set that recorded a decision: the latest that set one of its fields.
fn decided(index: &ChangeIndex, id: Id, keys: &[&str]) -> i64 {
    let sets = keys.iter().map(|key| index.last_set(id, key));
    sets.max().unwrap_or_default()
}

fn impact_assessment(activity: &Activity, index: &ChangeIndex, found: &mut Vec<Stale>) {
    let id = activity.head.id;
    let key = if activity.dpia_done_on.is_some() {
        "dpia_done_on"
    } else if activity.dpia_required.is_some() {
        "dpia_required"
    } else {
        return;
    };
    let set = decided(index, id, &["dpia_done_on", "dpia_required", "dpia_status"]);
    let changed = index.since(activity, set, &|kind, key| match kind {
        RecordKind::Activity => ASSESSED.contains(&key),
        RecordKind::Purpose
        | RecordKind::DataCategory
        | RecordKind::DataSubject
        | RecordKind::Recipient
        | RecordKind::Transfer => !is_working(key) && !is_decision(key) && is_content(kind, key),
        _ => false,
    });
    if let Some(changed) = changed {
        found.push(stale(index, (id, key), StaleKind::Impact, &changed));
    }
}

/// Whether a field of a row records a decision, and not what it rests on.
fn is_decision(key: &str) -> bool {
    key.starts_with("lia_")
        || key.starts_with("consent_")
        || key.starts_with("assess")
        || matches!(key, "agreement" | "laws" | "conditions")
}

fn balancing(activity: &Activity, index: &ChangeIndex, found: &mut Vec<Stale>) {
    for purpose in &activity.purposes {
        let own = purpose.head.id;
        if purpose.lia_on.is_none() {
            continue;
        }
        let set = decided(index, own, &["lia_on", "lia_reference"]);
        let changed = index.since(activity, set, &|kind, key| match kind {
            RecordKind::Activity => matches!(key, "data_categories" | "data_subjects"),
            RecordKind::Purpose => WEIGHED.contains(&key),
            RecordKind::DataCategory | RecordKind::DataSubject => {
                !is_working(key) && !is_decision(key)
            }
            _ => false,
        });
        // Another purpose was weighed by itself.
        let changed = changed.and_then(|changed| {
            only(changed, &|field| {
                field.kind != RecordKind::Purpose || field.id == own
            })
        });
        if let Some(changed) = changed {
            found.push(stale(
                index,
                (own, "lia_on"),
                StaleKind::Balancing,
                &changed,
            ));
        }
    }
}

fn transfers(activity: &Activity, index: &ChangeIndex, found: &mut Vec<Stale>) {
    let transfers = activity.transfers.iter();
    for transfer in transfers.filter(|it| it.state != Some(TransferState::Denied)) {
        let own = transfer.head.id;
        if transfer.assessed_on.is_none() {
            continue;
        }
        let set = decided(index, own, &["assessed_on", "assessment"]);
        let changed = index.since(activity, set, &|kind, key| match kind {
            RecordKind::Activity => key == "data_categories",
            RecordKind::Transfer => SENT.contains(&key),
            RecordKind::DataCategory => matches!(key, "category" | "items" | "kind"),
            _ => false,
        });
        let changed = changed.and_then(|changed| {
            only(changed, &|field| {
                field.kind != RecordKind::Transfer || field.id == own
            })
        });
        if let Some(changed) = changed {
            found.push(stale(
                index,
                (own, "assessed_on"),
                StaleKind::Transfer,
                &changed,
            ));
        }
    }
}
