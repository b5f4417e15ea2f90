//! What a form refuses before anything is typed: a register that is only read, and rows that only the program writes.

use super::{Form, FormLine};
use crate::domain::kind::RecordKind;
use crate::tui::command::Command;
use crate::tui::outcome::Outcome;
use crate::tui::request::Request;
use crate::tui::scene::Scene;
use crate::tui::screen::form::OnForm;

impl Form {
    /// Whether a command changes the record, or begins to.
    pub(super) fn edits(&self, command: Command) -> bool {
        match command {
            Command::Open | Command::Edit | Command::Right | Command::Select => !matches!(
                self.line(),
                Some(FormLine::Row { .. } | FormLine::Heading(_) | FormLine::More(_)) | None
            ),
            Command::New
            | Command::Duplicate
            | Command::Remove
            | Command::MarkNone
            | Command::Reference
            | Command::Editor
            | Command::MoveUp
            | Command::MoveDown
            | Command::Redact => true,
            _ => false,
        }
    }

    /// Why what has the focus cannot be changed, said before anything is typed: the register is only read, or the row
    /// records what the program says of its own journal.
    pub(super) fn refusal(&self, scene: &Scene<'_>) -> Option<Outcome<OnForm>> {
        if scene.is_only_read() {
            return Some(Outcome::Do(Request::RefuseEdit));
        }
        let here = self.current();
        let kind = match self.line() {
            Some(FormLine::Row { list, .. } | FormLine::AddRow(list)) => {
                here.declaration().lists[list].kind
            }
            _ => here.kind(),
        };
        let told = match kind {
            RecordKind::Edition => "form.edition_row",
            kind if kind.is_of_the_journal() => "form.redaction_row",
            _ => return None,
        };
        Some(Outcome::Warn(scene.words.get(told).to_owned()))
    }
}
