//! The keys that a form names in the bottom line, and which commands have a use where the focus is.

use super::editor::Editor;
use super::{Form, FormLine};
use crate::domain::field::Answer as Fact;
use crate::domain::kind::{FieldKind, RecordKind};
use crate::due::act::can_be_acted_on;
use crate::tui::command::{Command, CommandContext};
use crate::tui::hints::{footer_of, hints_in};
use crate::tui::place::ScreenPlace;
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
            hints.extend(hints_in(ScreenPlace::Form, &[Command::Save], scene));
            hints.push(("Esc".to_owned(), word("hint.as_it_was")));
            return hints;
        }
        // Only what can be done here is named.
        let mut commands = footer_of(ScreenPlace::Form);
        commands.retain(|command| self.has_use_for(*command, scene));
        if self.refusal(scene).is_some() {
            // Where nothing can be changed there is nothing to save.
            commands.retain(|command| !command.writes(CommandContext::Form));
        }
        let mut hints = hints_in(ScreenPlace::Form, &commands, scene);
        hints.push(("Esc".to_owned(), word("hint.back")));
        hints
    }

    /// Whether a command does something where the focus is: what does not is never offered, and its key says why.
    #[must_use]
    pub(crate) fn has_use_for(&self, command: Command, scene: &Scene<'_>) -> bool {
        if self.edits(command) && self.refusal(scene).is_some() {
            return false;
        }
        let Some(line) = self.line() else {
            return !self.edits(command);
        };
        let here = self.current();
        let kind = || self.kind_of(line);
        let saved = !self.is_new() && !self.is_edited();
        match command {
            Command::Open | Command::Edit | Command::Right => !matches!(line, FormLine::Heading(_)),
            Command::Select => matches!(kind(), Some(FieldKind::Flag)),
            Command::Editor => matches!(kind(), Some(FieldKind::Prose | FieldKind::Texts)),
            Command::New => self.can_add(line),
            Command::Duplicate => matches!(line, FormLine::Row { .. }),
            Command::MoveUp => matches!(line, FormLine::Row { at, .. } if at > 0),
            Command::MoveDown => {
                matches!(line, FormLine::Row { list, at } if at + 1 < here.row_count(list))
            }
            Command::MarkNone => self.none_key(line).is_some() && !self.has_rows(line),
            Command::Remove => match line {
                FormLine::Part { .. } => true,
                // What others refer to stays.
                FormLine::Row { list, at } => {
                    let id = here.row(list, at).id();
                    id.is_provisional() || scene.register.referrers(id).is_empty()
                }
                FormLine::Field(_) | FormLine::AddRow(_) | FormLine::Contact(_) => {
                    let key = line.key(here);
                    let answered = key.is_some_and(|key| match self.fact(key) {
                        Fact::None(_) => true,
                        Fact::Recorded(_) => matches!(line, FormLine::Field(_)),
                        Fact::NotRecorded => false,
                    });
                    answered || self.unread_at(line).is_some()
                }
                _ => false,
            },
            Command::Reference => here.kind() != RecordKind::RegisterData,
            Command::NextFinding | Command::PreviousFinding => !self.checked.findings.is_empty(),
            Command::Undo => self.can_turn(true),
            Command::Redo => self.can_turn(false),
            Command::RecordHistory => !self.is_new(),
            Command::Redact => {
                let of_field = matches!(
                    line,
                    FormLine::Field(_) | FormLine::Part { .. } | FormLine::AddItem(_)
                );
                of_field && saved
            }
            Command::ActHere => {
                let id = self.hold_here().unwrap_or_else(|| self.here());
                saved && can_be_acted_on(scene.register, id, scene.today)
            }
            _ => true,
        }
    }
}
