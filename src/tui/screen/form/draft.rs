//! What a form holds, kept beside the register until it is saved.

use super::edit::parse;
use super::{Form, FormLine, Unread};
use crate::domain::value::Id;
use crate::session::drafts::Held;
use crate::tui::layer::Scene;

impl Form {
    /// A form that goes on where a draft was kept.
    #[must_use]
    pub fn resume(held: Held, draft: String, scene: &Scene<'_>) -> Self {
        let mut form = Self::over(held.before, held.record).changed();
        form.draft = Some(draft);
        for (row, key, text) in held.unread {
            let field = form.record.find(row).and_then(|record| {
                let field = record.declaration().field(&key)?;
                let kind = record.declaration().fields[field].kind;
                Some((field, parse(&kind, &text, scene.today).err()?))
            });
            if let Some((field, problem)) = field {
                let line = FormLine::Field(field);
                form.unread.push(Unread {
                    row,
                    line,
                    text,
                    problem,
                });
            }
        }
        form
    }

    /// The draft that keeps what the form holds.
    #[must_use]
    pub fn draft(&self) -> Option<&str> {
        self.draft.as_deref()
    }

    /// What is to be kept now; nothing while a field is being typed, or where nothing changed since.
    #[must_use]
    pub fn to_keep(&self) -> Option<Held> {
        let changed = self.changes + self.unread.len() as u64 != self.kept;
        if self.editor.is_some() || !changed || !self.is_edited() {
            return None;
        }
        let key = |unread: &Unread| -> Option<(Id, String, String)> {
            let FormLine::Field(field) = unread.line else {
                return None;
            };
            let row = self.record.find(unread.row)?;
            let key = row.declaration().fields[field].key.to_owned();
            Some((unread.row, key, unread.text.clone()))
        };
        Some(Held {
            before: self.before.clone(),
            record: self.record.clone(),
            unread: self.unread.iter().filter_map(key).collect(),
        })
    }

    /// Remembers under which name it was kept, and that it was.
    pub fn was_kept(&mut self, draft: String) {
        self.draft = Some(draft);
        self.kept = self.changes + self.unread.len() as u64;
    }
}
