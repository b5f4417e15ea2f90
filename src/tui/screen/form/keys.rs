//! The keys that a form names in the bottom line.

use super::Form;
use super::editor::Editor;
use crate::tui::command::{Command, CommandContext};
use crate::tui::hints::{command_hints, hints_in};
use crate::tui::scene::Scene;

impl Form {
    /// The keys of now.
    #[must_use]
    pub(crate) fn hints(&self, scene: &Scene<'_>) -> Vec<(String, String)> {
        let word = |key: &str| scene.words.get(key).to_owned();
        let key = |command| scene.keymap.shown_in(CommandContext::Form, command);
        if let Some(editor) = &self.editor {
            let mut hints = vec![
                ("Enter".to_owned(), word("hint.keep")),
                ("Tab".to_owned(), word("hint.next_field")),
            ];
            if let Editor::Long { .. } = editor {
                hints.push(("Alt-Enter".to_owned(), word("hint.line_break")));
                hints.extend(key(Command::Edit).map(|key| (key, word("hint.page"))));
                hints.extend(key(Command::Editor).map(|key| (key, word("hint.editor"))));
            }
            hints.extend(hints_in(CommandContext::Form, &[Command::Save], scene));
            hints.push(("Esc".to_owned(), word("hint.as_it_was")));
            return hints;
        }
        let mut hints = if self.refusal(scene).is_some() {
            // Only what can be done here is named.
            let mut commands = vec![Command::NextSection, Command::Help];
            if !self.edits(Command::Open) {
                commands.insert(0, Command::Open);
            }
            hints_in(CommandContext::Form, &commands, scene)
        } else {
            command_hints(CommandContext::Form, scene)
        };
        hints.push(("Esc".to_owned(), word("hint.back")));
        hints
    }
}
