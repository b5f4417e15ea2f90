//! The entries of a list: which there are, what stands in their columns, and how grave their findings are.

use super::filtered::Show;
use crate::domain::codes::{ActivityRole, Choice as _, RecordStatus};
use crate::domain::field::Record;
use crate::domain::halves::in_two;
use crate::domain::kind::RecordKind;
use crate::domain::records::Activity;
use crate::domain::text::SortKey;
use crate::domain::value::{Id, Value};
use crate::labels::columns::REFERENCE;
use crate::labels::shown::FINDINGS;
use crate::rules::{Finding, Severity};
use crate::search::found_by;
use crate::tui::scene::Scene;

/// One entry of a list: the record that holds it, and the record or row itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct ListEntry {
    pub owner: Id,
    pub id: Id,
}

/// Everything that an entry is found by; a row also by the name of what holds it.
pub(super) fn search_text(entry: ListEntry, scene: &Scene<'_>) -> String {
    let register = scene.register;
    let (Some(owner), Some(record)) = (register.owner(entry.owner), register.get(entry.id)) else {
        return String::new();
    };
    found_by(register, owner, record, scene.lexicon)
}

/// How grave the gravest finding of an entry is; of a row also those of the rows in it.
pub(super) fn gravest(entry: ListEntry, scene: &Scene<'_>) -> Option<Severity> {
    standing(entry, scene).map(|finding| finding.severity).min()
}

/// The findings of an entry that are not waived; of a row also those of the rows in it.
fn standing<'a>(entry: ListEntry, scene: &Scene<'a>) -> impl Iterator<Item = &'a Finding> {
    let findings = scene.findings.map(|findings| findings.of(entry.owner));
    let record = scene.register.get(entry.id);
    let here = move |finding: &&Finding| {
        let inside = entry.id == entry.owner
            || record.is_some_and(|record| record.find(finding.record).is_some());
        inside && !finding.is_waived()
    };
    findings.into_iter().flatten().filter(here)
}

/// The records or rows of a list, for the organisation shown.
pub(super) fn entries_of(kind: RecordKind, show: Show, scene: &Scene<'_>) -> Vec<ListEntry> {
    let (mut entries, way) = (Vec::new(), kind.way_down());
    if show == Show::All && scene.organisation.is_none() && kind.top() == RecordKind::Activity {
        // All rows of a large register are more than one core goes through between two frames.
        return in_two(scene.register.activities.shared(), |activities| {
            let mut entries = Vec::new();
            for activity in activities {
                put_entries(&**activity, &way, &mut entries);
            }
            entries
        });
    }
    for owner in scene.register.records(kind.top()) {
        if belongs(owner, show, scene) {
            put_entries(owner, &way, &mut entries);
        }
    }
    if show == Show::Findings {
        entries.retain(|entry| gravest(*entry, scene).is_some());
    }
    entries
}

/// Adds the rows of a record that a way leads down to; the record itself where it is empty.
fn put_entries(owner: &dyn Record, way: &[RecordKind], entries: &mut Vec<ListEntry>) {
    let record = owner.id();
    owner.walk_down(way, &mut |row| {
        entries.push(ListEntry {
            owner: record,
            id: row.id(),
        });
    });
}

/// Whether a record is one of the organisation shown, and of those that are asked for.
pub(super) fn belongs(owner: &dyn Record, show: Show, scene: &Scene<'_>) -> bool {
    let chosen = scene.shows(owner);
    let asked = match (show, owner.downcast::<Activity>()) {
        (Show::Mine, Some(activity)) => activity.owner.as_deref() == Some(scene.author),
        (Show::Drafts, Some(activity)) => activity
            .record_status
            .is_none_or(|status| status == RecordStatus::Draft),
        _ => true,
    };
    chosen && asked
}

/// What stands in a column, in words.
pub(super) fn cell(entry: ListEntry, key: &str, narrow: bool, scene: &Scene<'_>) -> String {
    let register = scene.register;
    let text = own_cell(entry, key, narrow, scene);
    let activity = (key == "name").then(|| register.typed::<Activity>(entry.id));
    let changed = activity
        .flatten()
        .and_then(|activity| register.changed_since_approval(activity));
    match changed {
        Some(_) => format!("{text} · {}", scene.words.get("changed.list")),
        None => text,
    }
}

/// The same without the mark of what was changed since it was approved, which is no part of a name.
fn own_cell(entry: ListEntry, key: &str, narrow: bool, scene: &Scene<'_>) -> String {
    let register = scene.register;
    let (Some(owner), Some(record)) = (register.owner(entry.owner), register.get(entry.id)) else {
        return String::new();
    };
    if key == REFERENCE {
        return scene.lexicon.called(register, entry.id);
    }
    if key == FINDINGS {
        let count = standing(entry, scene).count();
        return match count {
            0 => String::new(),
            count => scene.words.number(count),
        };
    }
    scene
        .lexicon
        .shown_cell(register, owner, record, key, narrow)
}

/// What a column is sorted by: dates, periods and numbers by what they are, the rest as it reads, in the language's order.
pub(super) fn sort_key(entry: ListEntry, key: &str, scene: &Scene<'_>) -> SortKey {
    let value = scene
        .register
        .get(entry.id)
        .map(|record| record.value(key))
        .unwrap_or_default();
    let text = match value {
        Value::Date(date) => date.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Period(period) => period.rough_days().to_string(),
        _ if key == FINDINGS => standing(entry, scene).count().to_string(),
        _ => own_cell(entry, key, false, scene),
    };
    scene.words.sort_key(&text)
}

/// Whether the same stands in a column of another entry of the kind, given its record: by its value, where the field has
/// one, which is told faster.
pub(super) fn same_as<'a>(
    first: ListEntry,
    key: &'static str,
    scene: &'a Scene<'_>,
) -> impl Fn(ListEntry, Option<&dyn Record>) -> bool + use<'a> {
    let record = scene.register.get(first.id);
    let field = record.and_then(|record| record.declaration().field(key));
    let of_first = record
        .zip(field)
        .map(|(record, field)| record.view(field))
        .filter(|value| !value.is_empty());
    let text = cell(first, key, false, scene);
    move |entry, record| {
        let value = record.zip(field).map(|(record, field)| record.view(field));
        match (&of_first, value.filter(|value| !value.is_empty())) {
            (Some(first), Some(other)) => *first == other,
            _ => cell(entry, key, false, scene) == text,
        }
    }
}

/// How many of the activities among the entries there are of each role, the most frequent first, in words.
pub(super) fn roles(entries: &[ListEntry], scene: &Scene<'_>) -> Vec<String> {
    let register = scene.register;
    let found = in_two(entries, |entries| {
        let mut counts: Vec<(ActivityRole, usize)> =
            ActivityRole::ALL.iter().map(|role| (*role, 0)).collect();
        for entry in entries {
            let activity = register.typed::<Activity>(entry.id);
            let role = activity.and_then(|activity| activity.role);
            let count = counts.iter_mut().find(|(of, _)| Some(*of) == role);
            if let Some((_, count)) = count {
                *count += 1;
            }
        }
        counts
    });
    let mut counts: Vec<(ActivityRole, usize)> = Vec::new();
    for (role, number) in found {
        match counts.iter_mut().find(|(of, _)| *of == role) {
            Some((_, count)) => *count += number,
            None => counts.push((role, number)),
        }
    }
    counts.retain(|(_, count)| *count > 0);
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let said = counts.into_iter().map(|(role, count)| {
        let label = scene.words.code(&ActivityRole::SET, role.code());
        format!("{label} {}", scene.words.number(count))
    });
    said.collect()
}
