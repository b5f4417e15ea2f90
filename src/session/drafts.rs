//! Forms that are not saved yet, kept so that a crash or a lost terminal takes nothing that was typed.

use chrono::SecondsFormat;
use serde_json::{Value as Json, json};

use super::Session;
use crate::domain::field::{Record, RecordKind};
use crate::domain::frozen::{freeze, thaw};
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
        let content = json!({
            "before": held.before.as_deref().map(freeze),
            "after": freeze(&*held.record),
            "unread": unread,
        });
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
