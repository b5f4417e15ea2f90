//! The keys that a form names in the bottom line.

use super::{Editor, Form};
use crate::tui::command::{Command, Context};
use crate::tui::hints::{command_hints, named_hints};
use crate::tui::scene::Scene;

impl Form {
    /// The keys of now.
    #[must_use]
    pub(crate) fn hints(&self, scene: &Scene<'_>) -> Vec<(String, String)> {
        let word = |key: &str| scene.words.get(key).to_owned();
        match &self.editor {
            Some(Editor::Long { .. }) => vec![
                ("Esc".to_owned(), word("hint.keep")),
                ("Ctrl-S".to_owned(), word("hint.keep")),
                ("Ctrl-E".to_owned(), word("hint.editor")),
                ("Ctrl-Z".to_owned(), word("hint.undo_typing")),
            ],
            // A reason that was begun is kept, as every text is; a question that was not answered is left.
            Some(Editor::Reason { input, .. }) if !input.text().trim().is_empty() => vec![
                ("Enter".to_owned(), word("hint.keep")),
                ("Esc".to_owned(), word("hint.keep")),
            ],
            Some(Editor::Reason { .. } | Editor::Reference { .. }) => vec![
                ("Enter".to_owned(), word("hint.keep")),
                ("Esc".to_owned(), word("hint.back")),
            ],
            Some(_) => vec![
                ("Enter".to_owned(), word("hint.keep")),
                ("Tab".to_owned(), word("hint.next_field")),
                ("Ctrl-S".to_owned(), word("command.save.short")),
                ("Esc".to_owned(), word("hint.keep")),
            ],
            None => {
                let mut hints = if self.refusal(scene).is_some() {
                    // Only what can be done here is named.
                    let mut commands = vec![Command::NextSection, Command::Help];
                    if !self.edits(Command::Open) {
                        commands.insert(0, Command::Open);
                    }
                    named_hints(&commands, scene)
                } else {
                    command_hints(Context::Form, scene)
                };
                hints.push(("Esc".to_owned(), word("hint.back")));
                hints
            }
        }
    }
}
