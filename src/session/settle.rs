//! Making edits ready to be saved: values as they are stored, lasting numbers and references, and that everything
//! they refer to is there.

use std::collections::{HashMap, HashSet};

use super::Problem;
use crate::domain::anew::follow;
use crate::domain::change::Edit;
use crate::domain::codec::{clean, from_json, to_json};
use crate::domain::field::{Answer, Record};
use crate::domain::kind::{RecordKind, Target};
use crate::domain::register::{Referrer, Register};
use crate::domain::value::{Id, Value};

/// Makes edits ready. The register's next number and its retired numbers move on.
pub(crate) fn settle(register: &mut Register, edits: &mut [Edit]) -> Result<(), Problem> {
    for edit in edits.iter_mut() {
        if let Some(after) = &mut edit.after {
            tidy(&mut **after, edit.before.as_deref())?;
        }
    }
    number(register, edits);
    for edit in edits.iter_mut() {
        reserve(register, edit);
    }
    for edit in edits.iter_mut() {
        if let Some(after) = &mut edit.after {
            register.settle(&mut **after);
            // The next edit's new record must not get the same reference.
            let reference = after.head().reference.clone();
            register.retire(after.kind(), None, &reference);
        }
    }
    check_references(register, edits)?;
    check_targets(register, edits)
}

/// Brings every value to the form in which it is stored, so that the journal, the tables and memory agree.
///
/// What is as it was is stored already.
fn tidy(record: &mut dyn Record, before: Option<&dyn Record>) -> Result<(), Problem> {
    let title = record.head().reference.clone();
    let mut stored: HashMap<Id, &dyn Record> = HashMap::new();
    if let Some(before) = before {
        before.walk(None, &mut |row, _| {
            stored.insert(row.id(), row);
        });
    }
    let mut refused = None;
    record.walk_mut(&mut |row| {
        let kind = row.kind();
        let before = stored.get(&row.id()).filter(|before| before.kind() == kind);
        if let Err(problem) = tidy_row(row, before.copied()) {
            refused.get_or_insert(problem);
        }
    });
    refused.map_or(Ok(()), |problem| Err(problem.with("owner", title)))
}

fn tidy_row(row: &mut dyn Record, before: Option<&dyn Record>) -> Result<(), Problem> {
    let declaration = row.declaration();
    let reference = clean(&row.head().reference, false);
    row.head_mut().reference = reference;
    for (index, field) in declaration.fields.iter().enumerate() {
        let value = row.get(index);
        if value.is_empty() {
            // A text of nothing is no answer: the tables have no other way to say so.
            if value != Value::Empty {
                row.put(index, Value::Empty);
            }
            continue;
        }
        if before.is_some_and(|before| before.get(index) == value) {
            continue;
        }
        let refused = || {
            Problem::usage("value_refused")
                .with("record", declaration.kind.key())
                .with("ref", &row.head().reference)
                .with("field", field.key)
        };
        // References stand for their numbers here; what they point at is checked later.
        let json = to_json(&field.kind, &value, &|id| id.0.to_string());
        let tidied =
            from_json(&field.kind, &json, &|id| id.parse().ok().map(Id)).map_err(|_| refused())?;
        if tidied != value && !row.put(index, tidied) {
            return Err(Problem::usage("value_refused").with("field", field.key));
        }
    }
    let mut redacted = std::mem::take(&mut row.head_mut().redacted);
    redacted.retain(|key| row.answer(key) == Answer::NotRecorded);
    row.head_mut().redacted = redacted;
    let none = std::mem::take(&mut row.head_mut().none);
    for (key, reason) in none {
        let recorded = !row.value(&key).is_empty()
            || declaration
                .list(&key)
                .is_some_and(|list| row.row_count(list) > 0);
        if !recorded && declaration.may_be_none(&key) {
            row.head_mut().none.insert(key, clean(&reason, true));
        }
    }
    Ok(())
}

/// Gives new records and rows lasting numbers, and lets every reference between them follow, also from one edit
/// to another.
fn number(register: &mut Register, edits: &mut [Edit]) {
    let mut everywhere: HashMap<Id, Id> = HashMap::new();
    let mut inside = Vec::with_capacity(edits.len());
    let mut next = register.next_id;
    for edit in edits.iter_mut() {
        let mut here: HashMap<Id, Id> = HashMap::new();
        if let Some(after) = &mut edit.after {
            let before = edit.before.as_deref();
            after.walk_mut(&mut |row| {
                let id = row.id();
                let known = !id.is_provisional()
                    && (register.place(id).is_some()
                        || before.is_some_and(|before| before.find(id).is_some()));
                // A number of the caller's own might be one that was in use before.
                if !known {
                    here.insert(id, Id(next));
                    row.head_mut().id = Id(next);
                    next += 1;
                }
            });
        }
        everywhere.extend(&here);
        inside.push(here);
    }
    register.next_id = next;
    for (edit, here) in edits.iter_mut().zip(&inside) {
        if let Some(after) = &mut edit.after {
            let moved = |id| here.get(&id).or_else(|| everywhere.get(&id)).copied();
            after.walk_mut(&mut |row| follow(row, &moved));
        }
    }
}

/// Keeps the numbers of references that are in use, or that this very edit takes out of use, from being given to
/// new rows: the form may hold fewer rows than the register does by now.
fn reserve(register: &mut Register, edit: &Edit) {
    let Some(after) = &edit.after else { return };
    let mut used: Vec<(RecordKind, Option<Id>, String)> = Vec::new();
    let mut collect = |record: &dyn Record| {
        record.walk(None, &mut |row, parent| {
            let reference = row.head().reference.clone();
            if !reference.is_empty() {
                used.push((row.kind(), parent.map(|parent| parent.id()), reference));
            }
        });
    };
    if let Some(before) = &edit.before {
        collect(&**before);
    }
    if let Some(current) = register.owner(after.id()) {
        collect(current);
    }
    collect(&**after);
    for (kind, parent, reference) in used {
        register.retire(kind, parent, &reference);
        if parent.is_none() {
            // An own numbering may look like that of another kind, and both may be new in this save.
            for kind in RecordKind::records() {
                register.retire(kind, None, &reference);
            }
        }
    }
}

/// Whether every reference can be told from every other.
fn check_references(register: &Register, edits: &[Edit]) -> Result<(), Problem> {
    let edited: HashSet<Id> = edits
        .iter()
        .filter_map(|edit| edit.before.as_ref().or(edit.after.as_ref()))
        .map(|record| record.id())
        .collect();
    let mut taken: HashSet<&str> = HashSet::new();
    for after in edits.iter().filter_map(|edit| of_present(register, edit)) {
        let reference = after.head().reference.as_str();
        let elsewhere = register
            .find(reference)
            .and_then(|id| register.place(id))
            .is_some_and(|place| !edited.contains(&place.owner));
        if elsewhere || !taken.insert(reference) {
            return Err(Problem::usage("reference_taken").with("ref", reference));
        }
        let mut wrong = None;
        after.walk(None, &mut |row, parent| {
            let mut of_rows: HashSet<&str> = HashSet::new();
            for list in 0..row.declaration().lists.len() {
                for below in row.rows(list) {
                    let reference = below.head().reference.as_str();
                    if !of_rows.insert(reference) {
                        wrong.get_or_insert(
                            Problem::usage("reference_taken").with("ref", reference),
                        );
                    }
                }
            }
            let reference = row.head().reference.as_str();
            if parent.is_some() && reference.contains('/') {
                wrong.get_or_insert(Problem::usage("reference_unusable").with("ref", reference));
            }
        });
        if let Some(problem) = wrong {
            return Err(problem);
        }
    }
    Ok(())
}

/// What an edit makes of its record; nothing where another window has removed that: this is told, and nothing of what
/// else is wrong with it.
fn of_present<'e>(register: &Register, edit: &'e Edit) -> Option<&'e dyn Record> {
    let gone = |before: &dyn Record| register.get(before.id()).is_none();
    if edit.before.as_deref().is_some_and(gone) {
        return None;
    }
    edit.after.as_deref()
}

/// Whether everything that is referred to is there after the save, and of the right kind.
fn check_targets(register: &Register, edits: &[Edit]) -> Result<(), Problem> {
    let mut kinds: HashMap<Id, (RecordKind, Id)> = HashMap::new();
    let mut gone: HashSet<Id> = HashSet::new();
    for edit in edits {
        if let Some(before) = &edit.before {
            before.walk(None, &mut |row, _| {
                gone.insert(row.id());
            });
        }
        if let Some(after) = &edit.after {
            let owner = after.id();
            after.walk(None, &mut |row, _| {
                kinds.insert(row.id(), (row.kind(), owner));
            });
        }
    }
    gone.retain(|id| !kinds.contains_key(id));
    for after in edits.iter().filter_map(|edit| of_present(register, edit)) {
        let owner = after.id();
        let mut wrong = None;
        after.walk(None, &mut |row, _| {
            for (index, field) in row.declaration().fields.iter().enumerate() {
                let Some(target) = field.kind.target() else {
                    continue;
                };
                for id in row.get(index).refs() {
                    let found = kinds.get(id).copied().or_else(|| {
                        let place = register.place(*id).filter(|_| !gone.contains(id))?;
                        Some((place.kind, place.owner))
                    });
                    if found.is_none_or(|(kind, of)| !fits(target, kind, of == owner)) {
                        let problem = at_field("referred_record_gone", register, row, field.key);
                        wrong.get_or_insert(problem.with("target", register.reference(*id)));
                    }
                }
            }
        });
        if let Some(problem) = wrong {
            return Err(problem);
        }
    }
    if gone.is_empty() {
        return Ok(());
    }
    let gone: Vec<Id> = gone.into_iter().collect();
    match still_referring(register, edits, &gone).first() {
        Some(referrer) => Err(Problem::refused("still_referred_to")
            .with(
                "ref",
                register.reference(removed_target(register, referrer, &gone)),
            )
            .with("by", register.reference(referrer.id))
            .with("record", kind_key(register, referrer.id))
            .with("field", referrer.key)),
        None => Ok(()),
    }
}

fn at_field(
    key: &'static str,
    register: &Register,
    row: &dyn Record,
    field: &'static str,
) -> Problem {
    let place = register.reference(row.id());
    let reference = if place.is_empty() {
        row.head().reference.clone()
    } else {
        place
    };
    Problem::refused(key)
        .with("record", row.kind().key())
        .with("ref", reference)
        .with("field", field)
}

/// Whether a record or row of that kind may be referred to; rows only from inside their own record.
fn fits(target: Target, kind: RecordKind, same_record: bool) -> bool {
    match target {
        Target::Any => kind != RecordKind::RegisterData,
        Target::Ours => kind == RecordKind::Organisation,
        Target::Kind(wanted) => kind == wanted && (kind.parent().is_none() || same_record),
    }
}

/// Fields of records that these edits leave as they are and that refer to what goes.
fn still_referring(register: &Register, edits: &[Edit], gone: &[Id]) -> Vec<Referrer> {
    let edited: HashSet<Id> = edits
        .iter()
        .filter_map(|edit| edit.before.as_ref().or(edit.after.as_ref()))
        .map(|record| record.id())
        .collect();
    let mut found = register.references_to(gone, |holder| gone.contains(&holder));
    found.retain(|referrer| !edited.contains(&referrer.owner));
    found
}

/// What a field refers to of what goes.
pub(super) fn removed_target(register: &Register, referrer: &Referrer, gone: &[Id]) -> Id {
    let value = register
        .get(referrer.id)
        .map(|record| record.value(referrer.key));
    let target = value
        .as_ref()
        .and_then(|value| value.refs().iter().find(|id| gone.contains(id)));
    target.copied().unwrap_or_default()
}

/// The name of the kind of a record or row, for messages.
pub(super) fn kind_key(register: &Register, id: Id) -> &'static str {
    register.place(id).map_or("", |place| place.kind.key())
}
