//! Forms that are not saved yet, kept so that a crash or a lost terminal takes nothing that was typed.

use chrono::SecondsFormat;
use serde_json::{Value as Json, json};

use super::Session;
use crate::domain::field::Record;
use crate::domain::frozen::{freeze, thaw};
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

/// What the form of a draft held; `None` where it is of a version that knew other fields.
#[must_use]
pub fn held(draft: &Draft) -> Option<Held> {
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
    Some(Held {
        before,
        record: thaw(content.get("after")?)?,
        unread: unread.collect::<Option<_>>()?,
    })
}
