//! The mouse: each part of the screen says where it stands when it is drawn, and a click does there what its key does.

use ratatui::crossterm::event::{KeyCode, MouseButton, MouseEvent, MouseEventKind};

use super::{App, Effect, Tone};
use crate::tui::clicks::ClickTarget;
use crate::tui::layer::Layer;
use crate::tui::outcome::Outcome;
use crate::tui::request::Input;

impl App {
    /// Takes an event of the mouse; `false` where nothing on the screen can change by it.
    pub fn mouse(&mut self, event: MouseEvent) -> bool {
        if !self.is_mouse_used() || self.is_waiting() {
            return false;
        }
        let target = self.clicks.at(event.column, event.row);
        match event.kind {
            MouseEventKind::Down(MouseButton::Left) => match target {
                Some(ClickTarget::Key(key)) => self.input(&Input::Key(key.event())),
                Some(target) => self.click(&target),
                None => return false,
            },
            MouseEventKind::ScrollUp | MouseEventKind::ScrollDown => {
                let up = event.kind == MouseEventKind::ScrollUp;
                if let Some(ClickTarget::Pane(pane)) = target {
                    self.scroll_pane(pane, up);
                } else {
                    let code = if up { KeyCode::Up } else { KeyCode::Down };
                    self.input(&Input::Key(code.into()));
                }
            }
            _ => return false,
        }
        true
    }

    fn click(&mut self, target: &ClickTarget) {
        self.message = None;
        let outcome = self.on_top(|layer, scene| layer.click(target, scene));
        if let Some(outcome) = outcome {
            match outcome {
                Outcome::Do(request) => self.request(request),
                other => self.act(other),
            }
        }
        self.keep_draft();
    }

    fn scroll_pane(&mut self, pane: usize, up: bool) {
        if let Some((Layer::Tabs(tabs), _)) = self.layers.last_mut() {
            tabs.scroll(pane, up);
        }
    }

    /// Whether the mouse is used.
    const fn is_mouse_used(&self) -> bool {
        self.setting.mouse
    }

    /// Takes the mouse, or leaves it to the terminal to mark text with.
    pub(super) fn switch_mouse(&mut self) {
        self.setting.mouse = !self.setting.mouse;
        self.effects.push(Effect::Mouse(self.setting.mouse));
        let key = if self.setting.mouse {
            "app.mouse_on"
        } else {
            "app.mouse_off"
        };
        let text = self.word(key);
        self.tell(text, Tone::Good);
    }
}
