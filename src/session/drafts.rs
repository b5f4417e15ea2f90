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

/// What a form holds.
#[derive(Clone, Debug)]
pub struct Held {
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
    /// What the file system says.
    pub fn keep_draft(&self, draft: &Draft) -> Result<(), Problem> {
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

    /// The draft of what a form holds.
    pub fn draft(&self, name: &str, held: &Held) -> Draft {
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
    /// have done that a moment ago, and what is written here would bring it back. What was typed in the form stays.
    fn follow_redactions(&self, id: Id, before: &mut Json, after: &mut Json) {
        let stale = self
            .store
            .latest()
            .is_ok_and(|mark| mark != self.register.mark);
        let read = stale.then(|| self.store.load().ok()).flatten();
        let register = read.as_ref().unwrap_or(&self.register);
        let Some(now) = register.owner(id).map(freeze) else {
            return;
        };
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
            }
        }
    }
}

/// A field of a record or row in what a form holds.
fn field_of<'a>(frozen: &'a mut Json, id: &Json, key: &str) -> Option<&'a mut Json> {
    let mut rows = frozen.as_array_mut()?.iter_mut();
    let row = rows.find(|row| row.get("id") == Some(id))?;
    row.get_mut("fields")?.get_mut(key)
}

/// What the form of a draft held, over the register as it stands; `None` where it is of a version that knew other fields.
#[must_use]
pub fn held(draft: &Draft, register: &Register) -> Option<Held> {
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
    let mut held = Held {
        before,
        record: thaw(content.get("after")?)?,
        unread: unread.collect::<Option<_>>()?,
    };
    follow_holds(&mut held, register);
    Some(held)
}

/// Lets what a draft of an older version says of a legal hold be said of the row that the hold has become.
fn follow_holds(draft: &mut Held, register: &Register) {
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
