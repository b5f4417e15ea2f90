//! Forms that are not saved yet, kept so that a crash or a lost terminal takes nothing that was typed.

use chrono::SecondsFormat;
use serde_json::{Value as Json, json};

use super::Session;
use crate::domain::codec::is_redacted;
use crate::domain::field::Record;
use crate::domain::frozen::{freeze, thaw};
use crate::domain::kind::RecordKind;
use crate::domain::problem::Problem;
use crate::domain::redaction::MARK;
use crate::domain::register::Register;
use crate::domain::retired::{FIRST_HOLD, HOLDS, former, hold_field, hold_kind, is_former};
use crate::domain::value::Id;
pub use crate::store::Draft;
use crate::store::StoredChange;

/// What a form holds.
#[derive(Clone, Debug)]
pub struct HeldForm {
    /// The record as it was when the form was opened; `None` where it is new.
    pub before: Option<Box<dyn Record>>,
    /// The record as the form has it.
    pub record: Box<dyn Record>,
    /// Text that its field cannot read: the record or row, the field, the text.
    pub unread: Vec<(Id, String, String)>,
}

impl Session {
    /// Keeps what a form holds, outside the journal; what was kept under the name before goes.
    ///
    /// # Errors
    /// What the file system says; `store_another`.
    pub fn keep_draft(&self, draft: &Draft) -> Result<(), Problem> {
        self.store.still_holds(&self.register)?;
        self.store.keep_draft(draft)
    }

    /// Takes a draft away, where there is one.
    ///
    /// # Errors
    /// What the file system says.
    pub fn drop_draft(&self, name: &str) -> Result<(), Problem> {
        self.store.drop_draft(name)
    }

    /// A name for a new draft of a record.
    pub fn draft_name(&self, record: &dyn Record) -> String {
        let (kind, id) = (record.kind().key(), record.id().0);
        format!("{kind}-{id}-{}", (self.surroundings().new_id)())
    }

    /// The draft of what a form holds, without what was taken out of the register since its form was opened.
    pub fn draft(&self, name: &str, held: &HeldForm) -> Draft {
        let unread = held.unread.iter();
        let unread: Vec<Json> = unread
            .map(|(row, key, text)| json!({ "row": row.0, "key": key, "text": text }))
            .collect();
        let mut before = held.before.as_deref().map(freeze);
        let mut after = freeze(&*held.record);
        if let Some((before, known)) = before.as_mut().zip(held.before.as_ref()) {
            self.follow_redactions(known.id(), before, &mut after);
        }
        let content = json!({ "before": before, "after": after, "unread": unread });
        let now = (self.surroundings().clock)();
        Draft {
            name: name.to_owned(),
            at: now.to_rfc3339_opts(SecondsFormat::Secs, false),
            author: self.surroundings().author.clone(),
            kind: held.record.kind().key().to_owned(),
            record: held.before.as_ref().map(|record| record.id()),
            content: content.to_string(),
        }
    }

    /// Lets a draft go without what was taken out of its record for good since its form was opened: another window may
    /// have done that a moment ago, and what is written here would bring it back.
    ///
    /// What was typed in the form stays.
    fn follow_redactions(&self, id: Id, before: &mut Json, after: &mut Json) {
        // A file may have been put in the place of the open one, and something taken out of that.
        let anew = self.store.is_replaced();
        let anew = anew.then(|| self.store.open_anew().ok()).flatten();
        let store = anew.as_ref().unwrap_or(&self.store);
        let stale = store.latest().is_ok_and(|mark| mark != self.register.mark);
        let read = stale.then(|| store.load().ok()).flatten();
        let register = read.as_ref().unwrap_or(&self.register);
        // Of most registers nothing was ever taken out: their drafts need not be compared field by field.
        if register.about.redactions.is_empty() {
            return;
        }
        let now = register.owner(id).map_or_else(|| json!([]), freeze);
        follow(&now, before, after);
        if let Ok(said) = store.changes_of_record(id) {
            follow_journal(&said, &now, before, after);
        }
    }
}

/// What a form holds after it followed what was taken out of its record for good.
#[derive(Debug)]
pub struct Followed {
    /// The record as it was when the form was opened, without what was taken out since.
    pub before: Box<dyn Record>,
    /// The record as the form has it: what was not edited there is as it is in the register.
    pub record: Box<dyn Record>,
    /// The fields that are as they are in the register now.
    pub taken_over: Vec<(Id, String)>,
    /// The fields that were edited: what was typed stays.
    pub edited: Vec<(Id, String)>,
    /// What was taken out, as far as the form still knew it.
    pub words: Vec<String>,
}

/// Lets what a form holds follow what was taken out of its record for good since the form was opened; `None` where
/// nothing was.
#[must_use]
pub fn follow_form(
    register: &Register,
    before: &dyn Record,
    record: &dyn Record,
) -> Option<Followed> {
    let now = freeze(register.owner(before.id())?);
    let (mut was, mut held) = (freeze(before), freeze(record));
    let found = follow(&now, &mut was, &mut held);
    if found.is_empty() {
        return None;
    }
    let mut followed = Followed {
        before: thaw(&was)?,
        record: thaw(&held)?,
        taken_over: Vec::new(),
        edited: Vec::new(),
        words: Vec::new(),
    };
    for gone in found {
        removed(&gone.was, &gone.now, &mut followed.words);
        let fields = if gone.taken_over {
            &mut followed.taken_over
        } else {
            &mut followed.edited
        };
        fields.push((gone.id, gone.key));
    }
    Some(followed)
}

/// A field of which something was taken out.
struct GoneField {
    id: Id,
    key: String,
    was: Json,
    now: Json,
    /// Whether the form had not edited it, so that it is as it is in the register now.
    taken_over: bool,
}

/// Puts into what a form holds what its record in the register lacks for good; what was typed stays.
fn follow(now: &Json, before: &mut Json, after: &mut Json) -> Vec<GoneField> {
    let mut found = Vec::new();
    for row in now.as_array().into_iter().flatten() {
        let fields = row.get("fields").and_then(Json::as_object);
        for (key, value) in fields.into_iter().flatten() {
            if !is_redacted(value) && !value.to_string().contains(MARK) {
                continue;
            }
            let was = field_of(before, &row["id"], key).cloned();
            let same = field_of(after, &row["id"], key).cloned() == was;
            for (record, follows) in [(&mut *before, true), (&mut *after, same)] {
                if let Some(field) = field_of(record, &row["id"], key).filter(|_| follows) {
                    field.clone_from(value);
                }
            }
            let id = row["id"].as_u64().and_then(|id| u32::try_from(id).ok());
            if let Some((was, id)) = was.filter(|was| was != value).zip(id) {
                found.push(GoneField {
                    id: Id(id),
                    key: key.clone(),
                    was,
                    now: value.clone(),
                    taken_over: same,
                });
            }
        }
    }
    found
}

/// Lets what a form knew of its record go where the journal does not hold it any more: it was changed by another window,
/// or its record was deleted, and then it was taken out of the history.
fn follow_journal(said: &[StoredChange], now: &Json, before: &mut Json, after: &mut Json) {
    let now = &mut now.clone();
    let mut gone = Vec::new();
    for row in before.as_array().into_iter().flatten() {
        let fields = row.get("fields").and_then(Json::as_object);
        for (key, was) in fields.into_iter().flatten() {
            let current = field_of(now, &row["id"], key).cloned();
            let structure = ["ref", "position", "parent"].contains(&key.as_str());
            if structure || current.as_ref() == Some(was) {
                continue;
            }
            let (mut known, mut wanted) = (Vec::new(), Vec::new());
            for change in said.iter().filter(|change| json!(change.id.0) == row["id"]) {
                for value in [&change.before, &change.after] {
                    match &change.field {
                        Some(field) if field == key => texts(value, &mut known),
                        None => texts(value.get(key).unwrap_or(&Json::Null), &mut known),
                        Some(_) => {}
                    }
                }
            }
            texts(was, &mut wanted);
            let stands = |text: &String| known.iter().any(|known| known.contains(text));
            if !wanted.iter().all(stands) {
                gone.push((row["id"].clone(), key.clone(), was.clone(), current));
            }
        }
    }
    for (id, key, was, current) in gone {
        let same = field_of(after, &id, &key).is_some_and(|held| *held == was);
        for (record, follows) in [(&mut *before, true), (&mut *after, same)] {
            if let Some(fields) = fields_of(record, &id).filter(|_| follows) {
                match &current {
                    Some(current) => fields.insert(key.clone(), current.clone()),
                    None => fields.remove(&key),
                };
            }
        }
    }
}

/// Every text and figure in a value.
fn texts(value: &Json, out: &mut Vec<String>) {
    match value {
        Json::String(text) => out.push(text.clone()),
        Json::Number(number) => out.push(number.to_string()),
        Json::Array(values) => values.iter().for_each(|value| texts(value, out)),
        Json::Object(values) => values.values().for_each(|value| texts(value, out)),
        Json::Null | Json::Bool(_) => {}
    }
}

/// What a value held that the value in its place does not: all of its texts, or what stood where the marks are.
fn removed(was: &Json, now: &Json, out: &mut Vec<String>) {
    match (was, now) {
        (Json::String(was), Json::String(now)) => {
            let mut rest = was.as_str();
            let mut pieces = now.split(MARK);
            let first = pieces.next().unwrap_or_default();
            rest = rest.strip_prefix(first).unwrap_or(rest);
            for piece in pieces {
                let at = if piece.is_empty() {
                    rest.len()
                } else {
                    rest.find(piece).unwrap_or(rest.len())
                };
                out.push(rest[..at].to_owned());
                rest = rest.get(at + piece.len()..).unwrap_or_default();
            }
        }
        (Json::String(was), now) if is_redacted(now) => out.push(was.clone()),
        (Json::Array(was), Json::Array(now)) => {
            for (was, now) in was.iter().zip(now) {
                removed(was, now, out);
            }
        }
        (Json::Object(was), Json::Object(now)) if !is_redacted(&Json::Object(now.clone())) => {
            for (key, was) in was {
                removed(was, now.get(key).unwrap_or(&Json::Null), out);
            }
        }
        (Json::Array(was), now) if is_redacted(now) => {
            for was in was {
                removed(was, now, out);
            }
        }
        (Json::Object(was), now) if is_redacted(now) => {
            for was in was.values() {
                removed(was, now, out);
            }
        }
        _ => {}
    }
}

/// A field of a record or row in what a form holds.
fn field_of<'a>(frozen: &'a mut Json, id: &Json, key: &str) -> Option<&'a mut Json> {
    fields_of(frozen, id)?.get_mut(key)
}

/// The fields of a record or row in what a form holds.
fn fields_of<'a>(frozen: &'a mut Json, id: &Json) -> Option<&'a mut serde_json::Map<String, Json>> {
    let mut rows = frozen.as_array_mut()?.iter_mut();
    let row = rows.find(|row| row.get("id") == Some(id))?;
    row.get_mut("fields")?.as_object_mut()
}

/// What the form of a draft held, over the register as it stands; `None` where it is of a version that knew other fields.
#[must_use]
pub fn held(draft: &Draft, register: &Register) -> Option<HeldForm> {
    let content: Json = serde_json::from_str(&draft.content).ok()?;
    let before = match content.get("before")? {
        Json::Null => None,
        before => Some(thaw(before)?),
    };
    let unread = content.get("unread")?.as_array()?.iter().map(|unread| {
        let row = u32::try_from(unread.get("row")?.as_u64()?).ok()?;
        let text = |key: &str| Some(unread.get(key)?.as_str()?.to_owned());
        Some((Id(row), text("key")?, text("text")?))
    });
    let mut held = HeldForm {
        before,
        record: thaw(content.get("after")?)?,
        unread: unread.collect::<Option<_>>()?,
    };
    follow_holds(&mut held, register);
    Some(held)
}

/// Lets what a draft of an older version says of a legal hold be said of the row that the hold has become.
fn follow_holds(draft: &mut HeldForm, register: &Register) {
    for (row, key, _) in &mut draft.unread {
        let Some(holder) = draft.record.find_mut(*row) else {
            continue;
        };
        let Some(field) = hold_field(holder.kind(), key) else {
            continue;
        };
        let number = Id(former(row.0));
        if let Some(list) = holder.declaration().list(HOLDS)
            && let Some(mut hold) = hold_kind(holder.kind()).map(RecordKind::blank)
            && holder.find(number).is_none()
        {
            hold.head_mut().id = number;
            holder.insert_row(list, 0, hold);
        }
        (*row, *key) = (number, field.to_owned());
    }
    let now = |row: Id| {
        let holder = register.get(Id(is_former(row.0).then(|| row.0 - former(0))?))?;
        let list = holder.declaration().list(HOLDS)?;
        let mut rows = holder.rows(list);
        let hold = rows.find(|hold| hold.head().reference == FIRST_HOLD)?;
        Some((hold.id(), hold.head().position))
    };
    let both = [draft.before.as_mut(), Some(&mut draft.record)];
    for record in both.into_iter().flatten() {
        record.walk_mut(&mut |row| {
            if let Some((id, position)) = now(row.id()) {
                let head = row.head_mut();
                (head.id, head.position) = (id, position);
            }
        });
    }
    for (row, ..) in &mut draft.unread {
        *row = now(*row).map_or(*row, |(id, _)| id);
    }
}
