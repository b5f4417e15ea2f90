//! A click in a form: the line gets the focus, and a second click on it opens it.

use super::{Form, FormLine};
use crate::tui::clicks::ClickTarget;
use crate::tui::command::Command;
use crate::tui::outcome::Outcome;
use crate::tui::request::Input;
use crate::tui::scene::Scene;
use crate::tui::screen::form::OnForm;
use ratatui::crossterm::event::KeyCode;

impl Form {
    /// Goes to the line that was clicked. What was typed elsewhere is accepted first, as it is when one goes on.
    pub(crate) fn click(&mut self, target: &ClickTarget, scene: &Scene<'_>) -> Outcome<OnForm> {
        let ClickTarget::Row(at) = target else {
            return Outcome::Ignored;
        };
        let lines = self.lines();
        let Some(line) = lines.get(*at).copied() else {
            return Outcome::Ignored;
        };
        if matches!(line, FormLine::Heading(_)) {
            return Outcome::Ignored;
        }
        let here = self.level().cursor == *at;
        if self.editor.is_some() {
            if here {
                return Outcome::Done;
            }
            let outcome = self.handle(&Input::Key(KeyCode::Down.into()), scene);
            if self.editor.is_none()
                && let Some(at) = self.lines().iter().position(|known| *known == line)
            {
                self.level_mut().cursor = at;
            }
            return outcome;
        }
        if here {
            return self.command(Command::Open, scene);
        }
        self.level_mut().cursor = *at;
        Outcome::Done
    }
}
