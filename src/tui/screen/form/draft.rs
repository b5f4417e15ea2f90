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
        (self.editor.is_none() && changed && self.is_edited()).then(|| self.held())
    }

    /// What would be kept if the field that is being typed were left now; nothing where that was kept already.
    pub fn to_keep_typed(&mut self, scene: &Scene<'_>) -> Option<Held> {
        let typed = self.editor.as_ref()?.text();
        if self.kept_typed.as_ref() == Some(&typed) {
            return None;
        }
        self.kept_typed = Some(typed);
        let mut left = Self::over(self.before.clone(), self.record.clone());
        left.levels.clone_from(&self.levels);
        left.unread.clone_from(&self.unread);
        left.past = self.past.last().cloned().into_iter().collect();
        left.editor.clone_from(&self.editor);
        left.keep(scene);
        left.is_edited().then(|| left.held())
    }

    fn held(&self) -> Held {
        let key = |unread: &Unread| -> Option<(Id, String, String)> {
            let FormLine::Field(field) = unread.line else {
                return None;
            };
            let row = self.record.find(unread.row)?;
            let key = row.declaration().fields[field].key.to_owned();
            Some((unread.row, key, unread.text.clone()))
        };
        Held {
            before: self.before.clone(),
            record: self.record.clone(),
            unread: self.unread.iter().filter_map(key).collect(),
        }
    }

    /// Remembers under which name it is kept, and whether it was; where it was not, it is tried again.
    pub fn was_kept(&mut self, draft: String, kept: bool) {
        self.draft = Some(draft);
        if !kept {
            self.kept_typed = None;
        }
        self.kept = match self.editor {
            None if kept => self.changes + self.unread.len() as u64,
            // What was typed may be taken back before the field is left: it is kept again then.
            _ => u64::MAX,
        };
    }
}
