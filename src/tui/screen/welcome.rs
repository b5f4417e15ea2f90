//! The first run: no register yet.

use ratatui::Frame;
use ratatui::crossterm::event::KeyCode;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use crate::tui::outcome::Outcome;
use crate::tui::request::{Closed, Input, Request};
use crate::tui::scene::Scene;
use crate::tui::widget::frame::{line_of, middle, open_box};
use crate::tui::widget::text::{cut, wrap};

/// What can be done first, in order: start, look around, import, open, leave.
pub(crate) const CHOICES: [&str; 5] = ["new", "sample", "import", "open", "quit"];

/// The first page.
#[derive(Debug, Default)]
pub(crate) struct Welcome {
    cursor: usize,
    /// Where a new register would be kept.
    pub path: String,
}

impl Welcome {
    /// The first page; `path` is where a new register would be kept.
    #[must_use]
    pub(crate) fn new(path: &str) -> Self {
        Self {
            cursor: 0,
            path: path.to_owned(),
        }
    }

    /// What is offered, by its place among all that can be done: who only reads makes no register.
    fn offered(scene: &Scene<'_>) -> Vec<usize> {
        let makes = |choice: &str| matches!(choice, "new" | "sample" | "import");
        let all = (0..CHOICES.len()).filter(|at| !(scene.audits && makes(CHOICES[*at])));
        all.collect()
    }

    /// Takes an input.
    pub(crate) fn handle(&mut self, input: &Input, scene: &Scene<'_>) -> Outcome {
        let offered = Self::offered(scene);
        let Input::Key(key) = input else {
            return Outcome::Ignored;
        };
        match key.code {
            KeyCode::Up | KeyCode::Char('k') | KeyCode::BackTab => {
                self.cursor = self.cursor.saturating_sub(1);
            }
            KeyCode::Down | KeyCode::Char('j') | KeyCode::Tab => {
                self.cursor = (self.cursor + 1).min(offered.len() - 1);
            }
            KeyCode::Enter => {
                let choice = offered.get(self.cursor).copied();
                return choice.map_or(Outcome::Done, |choice| {
                    Outcome::Do(Request::Welcome(choice))
                });
            }
            KeyCode::Char('q') | KeyCode::Esc => return Outcome::Close(Closed::Cancelled),
            KeyCode::Char(digit @ '1'..='5') => {
                let choice = offered.get(digit as usize - '1' as usize).copied();
                return choice.map_or(Outcome::Ignored, |choice| {
                    Outcome::Do(Request::Welcome(choice))
                });
            }
            _ => return Outcome::Ignored,
        }
        Outcome::Done
    }

    /// Draws the page.
    pub(crate) fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
        let words = scene.words;
        let columns = 74.min(area.width);
        let text = wrap(
            words.get("welcome.text"),
            usize::from(columns).saturating_sub(4),
        );
        let tall = usize::from(area.height) >= text.len() + CHOICES.len() * 2 + 6;
        let step = if tall { 2 } else { 1 };
        let height = u16::try_from(text.len() + CHOICES.len() * step + 5).unwrap_or(20);
        let inside = open_box(
            frame,
            middle(area, columns, height),
            words.get("welcome.title"),
            scene.theme,
        );
        let mut at = 0;
        for line in &text {
            frame.render_widget(Line::raw(line.as_str()), line_of(inside, at));
            at += 1;
        }
        at += 1;
        let choices = Self::offered(scene);
        let choices = choices.iter().map(|choice| CHOICES[*choice]);
        for (index, choice) in choices.enumerate() {
            let (lead, style) = if index == self.cursor {
                ("›", scene.theme.focus)
            } else {
                (" ", Style::new())
            };
            let label = words.get(&format!("welcome.{choice}")).to_owned();
            frame.render_widget(
                Line::styled(
                    cut(
                        &format!("{lead}{} {label} ", index + 1),
                        usize::from(inside.width),
                    ),
                    style,
                ),
                line_of(inside, at),
            );
            at += u16::try_from(step).unwrap_or(1);
        }
        if scene.audits {
            return;
        }
        let place = words.fill("welcome.place", &[("path", &self.path)]);
        for line in wrap(&place, usize::from(inside.width)) {
            frame.render_widget(Line::styled(line, scene.theme.faint), line_of(inside, at));
            at += 1;
        }
    }

    /// The keys of the page.
    #[must_use]
    pub(crate) fn hints(scene: &Scene<'_>) -> Vec<(String, String)> {
        vec![
            (
                "Enter".to_owned(),
                scene.words.get("hint.choose").to_owned(),
            ),
            (
                "q".to_owned(),
                scene.words.get("command.quit.short").to_owned(),
            ),
        ]
    }
}
