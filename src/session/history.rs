//! The journal in words: change sets, and what each change did.

use serde_json::Value as Json;

use crate::domain::field::RecordKind;
use crate::domain::register::Register;
use crate::domain::value::{Id, from_json};
use crate::law::Lexicon;
use crate::store::{ChangeSet, StoredChange};

/// What a change set was called; of an undo or redo also which set it took back.
#[must_use]
pub fn label(lexicon: &Lexicon, set: &ChangeSet) -> String {
    match set.undoes {
        Some(number) => lexicon.words.fill(
            "cli.log.undoes",
            &[("label", &set.label), ("number", &number.to_string())],
        ),
        None => set.label.clone(),
    }
}

/// `2026-11-21 14:03`, as the writer's clock showed it.
#[must_use]
pub fn instant(at: &str) -> String {
    at.get(..16).unwrap_or(at).replace('T', " ")
}

/// One change in words: the reference, the field, before and after.
#[must_use]
pub fn change_line(lexicon: &Lexicon, register: &Register, change: &StoredChange) -> String {
    let words = &lexicon.words;
    let kind = RecordKind::from_key(&change.kind);
    let Some(field) = &change.field else {
        let key = if change.after.is_null() {
            "cli.log.removed"
        } else {
            "cli.log.created"
        };
        let name = kind.map_or(change.kind.as_str(), |kind| words.one(kind));
        return words.fill(key, &[("ref", &change.reference), ("kind", name)]);
    };
    let label = kind.map_or("", |kind| words.label(kind, field));
    words.fill(
        "cli.log.field",
        &[
            ("ref", &change.reference),
            ("field", if label.is_empty() { field } else { label }),
            (
                "before",
                &value(lexicon, register, kind, change, field, &change.before),
            ),
            (
                "after",
                &value(lexicon, register, kind, change, field, &change.after),
            ),
        ],
    )
}

/// A value of the journal in words; as JSON where this version does not know the field.
fn value(
    lexicon: &Lexicon,
    register: &Register,
    kind: Option<RecordKind>,
    change: &StoredChange,
    field: &str,
    json: &Json,
) -> String {
    let words = &lexicon.words;
    if json.is_null() {
        return words.get("answer.not_recorded").to_owned();
    }
    if let Some(reason) = json.get("none").and_then(Json::as_str) {
        return match reason {
            "" => words.get("answer.none").to_owned(),
            reason => words.fill("answer.none_because", &[("reason", reason)]),
        };
    }
    let declared = kind.and_then(|kind| {
        let declaration = kind.declaration();
        declaration
            .field(field)
            .map(|index| &declaration.fields[index].kind)
    });
    let owner = register.place(change.id).map_or(Id(0), |place| place.owner);
    // A reference in the journal may lead nowhere today: then it is shown as it was written.
    let find = |reference: &str| register.find_in(owner, reference);
    let read = declared.and_then(|kind| Some((kind, from_json(kind, json, &find).ok()?)));
    match (read, json) {
        (Some((kind, read)), _) => lexicon.value(register, owner, kind, &read),
        (None, Json::String(text)) => text.clone(),
        (None, other) => other.to_string(),
    }
}
