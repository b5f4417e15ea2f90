//! The days of a holding in words, while its form is open and while its days are typed.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::edit::parse;
use super::{Editor, Form, FormLine};
use crate::domain::problem::Problem;
use crate::domain::records::{Holding, Retention};
use crate::domain::value::{FieldKind, Value};
use crate::due::acts::check_typed;
use crate::due::explain::preview;
use crate::due::standing::Standing;
use crate::tui::layer::Scene;
use crate::tui::screen::beside::capital;
use crate::tui::widget::frame::line_of;
use crate::tui::widget::text::{width, wrap};

impl Form {
    /// How the last day of the holding shown is worked out, with what is being typed; nothing in other forms.
    fn explained(&self, scene: &Scene<'_>) -> Option<String> {
        let mut holding = self.current().downcast::<Holding>()?.clone();
        if let Some(Editor::Line { line, input }) = &self.editor
            && let FormLine::Field(field) = line
            && let Ok(value) = self.read(*line, &self.kind_of(*line)?, input.text(), scene)
        {
            use crate::domain::field::Record;
            Record::put(&mut holding, *field, value);
        }
        let owner = self.record.id();
        let text = preview(scene.lexicon, scene.register, owner, self.rule()?, &holding);
        (!text.is_empty()).then_some(text)
    }

    /// What was typed into a line, read by its kind; a day of a holding that cannot be is refused.
    pub(super) fn read(
        &self,
        line: FormLine,
        kind: &FieldKind,
        typed: &str,
        scene: &Scene<'_>,
    ) -> Result<Value, Problem> {
        let value = parse(kind, typed, scene.today)?;
        if let Value::Date(day) = value
            && let Some(holding) = self.current().downcast::<Holding>()
            && let Some(key) = line.key(self.current())
            && let Some(rule) = self.rule()
        {
            let standing = Standing::new(scene.register, rule, holding);
            check_typed(&standing, key, day.last_day(), scene.today)?;
        }
        Ok(value)
    }

    /// The rule of the holding shown, as it is in the form.
    fn rule(&self) -> Option<&Retention> {
        let (parent, ..) = self.record.place_of(self.level().id)?;
        self.record.find(parent)?.downcast::<Retention>()
    }

    /// Draws what is wrong with the text of a line in full, where the line itself had no room for it. Gives how many
    /// lines that took.
    pub(super) fn draw_trouble(
        &self,
        frame: &mut Frame<'_>,
        area: Rect,
        line: FormLine,
        scene: &Scene<'_>,
    ) -> u16 {
        let problem = match &self.editor {
            Some(Editor::Line { line, input }) => self
                .kind_of(*line)
                .and_then(|kind| self.read(*line, &kind, input.text(), scene).err()),
            _ => self.unread_at(line).map(|unread| unread.problem.clone()),
        };
        let Some(message) = problem.map(|problem| scene.words.message(&problem)) else {
            return 0;
        };
        let text = format!("{} {}", message.text, message.hint.unwrap_or_default());
        let columns = usize::from(area.width);
        if width(&text) <= columns / 2 {
            return 0;
        }
        let mut lines = 0;
        for piece in wrap(text.trim_end(), columns) {
            frame.render_widget(Line::styled(piece, scene.theme.error), line_of(area, lines));
            lines += 1;
        }
        lines
    }

    /// Draws how the last day is worked out, from a line of the help on: before the help of a day, and after that of
    /// anything else. Gives how many lines that took.
    pub(super) fn draw_explained(
        &self,
        frame: &mut Frame<'_>,
        area: Rect,
        at: u16,
        before: bool,
        scene: &Scene<'_>,
    ) -> u16 {
        let text = self.explained(scene).unwrap_or_default();
        let mut lines = 0;
        if !text.is_empty() && before == self.on_a_day() {
            for piece in wrap(&capital(&text), usize::from(area.width)) {
                let line = Line::styled(piece, scene.theme.good);
                frame.render_widget(line, line_of(area, at + lines));
                lines += 1;
            }
        }
        lines
    }

    /// Whether the focus is on a day.
    fn on_a_day(&self) -> bool {
        let line = self.line().and_then(|line| self.kind_of(line));
        matches!(line, Some(FieldKind::Day | FieldKind::Date))
    }
}
