//! Family D, decisions and what they rest on: what the journal says was changed after a decision was recorded
//! (Arts. 5(2), 24(1), 35(11), 46(1)).

use super::context::ActivityFacts;
use super::finding::{FindingDetail, Found};
use crate::domain::approval::is_content;
use crate::domain::changed::{ChangeIndex, ChangedField, ChangedSince};
use crate::domain::kind::RecordKind;
use crate::domain::value::Id;

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

/// R76: a decision is as old as what it rests on.
pub(super) fn decisions_fit_their_facts(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    let Some(index) = facts.context.register.changes.as_deref() else {
        return;
    };
    if facts.has_ended() {
        return;
    }
    let (activity, id) = (facts.activity, facts.id());
    let approval = facts.context.register.changed_since_approval(activity);
    if let Some(changed) = approval.and_then(provided) {
        tell(facts, found, (id, "approved_on", None), &changed);
    } else if activity.last_reviewed_on.is_some() {
        let set = index.last_set(id, "last_reviewed_on");
        let changed = index.since(activity, set, &is_content);
        if let Some(changed) = changed.and_then(provided) {
            tell(
                facts,
                found,
                (id, "last_reviewed_on", Some("review")),
                &changed,
            );
        }
    }
    impact_assessment(facts, index, found);
    balancing(facts, index, found);
    transfers(facts, index, found);
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

/// Where a finding is: the record or row, its field, the case.
type Place = (Id, &'static str, Option<&'static str>);

fn tell(facts: &ActivityFacts<'_>, found: &mut Found<'_>, place: Place, changed: &ChangedSince) {
    let (record, key, case) = place;
    let register = facts.context.register;
    let day = changed.day.or_else(|| {
        let index = register.changes.as_deref()?;
        index.day(changed.set)
    });
    let mut fields: Vec<(RecordKind, &'static str)> = Vec::new();
    for field in &changed.fields {
        if !fields.contains(&(field.kind, field.key)) {
            fields.push((field.kind, field.key));
        }
    }
    let keys: Vec<&str> = fields.iter().map(|(_, key)| *key).collect();
    let finding = found.at(record, key);
    if let Some(case) = case {
        finding.case(case);
    }
    finding
        .quoting(&keys.join(", "))
        .with("fields", FindingDetail::Fields(fields));
    if let Some(day) = day {
        finding.with("day", FindingDetail::Day(day));
    }
}

/// The change set that recorded a decision: the latest that set one of its fields.
fn decided(index: &ChangeIndex, id: Id, keys: &[&str]) -> i64 {
    let sets = keys.iter().map(|key| index.last_set(id, key));
    sets.max().unwrap_or_default()
}

fn impact_assessment(facts: &ActivityFacts<'_>, index: &ChangeIndex, found: &mut Found<'_>) {
    let (activity, id) = (facts.activity, facts.id());
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
        tell(facts, found, (id, key, Some("dpia")), &changed);
    }
}

/// Whether a field of a row records a decision, and not what it rests on.
fn is_decision(key: &str) -> bool {
    key.starts_with("lia_")
        || key.starts_with("consent_")
        || key.starts_with("assess")
        || matches!(key, "agreement" | "laws" | "conditions")
}

fn balancing(facts: &ActivityFacts<'_>, index: &ChangeIndex, found: &mut Found<'_>) {
    for purpose in &facts.activity.purposes {
        let own = purpose.head.id;
        if purpose.lia_on.is_none() {
            continue;
        }
        let set = decided(index, own, &["lia_on", "lia_reference"]);
        let changed = index.since(facts.activity, set, &|kind, key| match kind {
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
            tell(facts, found, (own, "lia_on", Some("balancing")), &changed);
        }
    }
}

fn transfers(facts: &ActivityFacts<'_>, index: &ChangeIndex, found: &mut Found<'_>) {
    for transfer in super::transfers::live(facts) {
        let own = transfer.head.id;
        if transfer.assessed_on.is_none() {
            continue;
        }
        let set = decided(index, own, &["assessed_on", "assessment"]);
        let changed = index.since(facts.activity, set, &|kind, key| match kind {
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
            tell(
                facts,
                found,
                (own, "assessed_on", Some("transfer")),
                &changed,
            );
        }
    }
}
