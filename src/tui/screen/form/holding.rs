//! The days of a holding in words, while its form is open and while its days are typed; the days of a legal hold, and
//! why it is lifted.

use ratatui::style::Style;
use ratatui::text::Line;

use super::edit::parse;
use super::{Editor, Form, FormLine};
use crate::domain::kind::FieldKind;
use crate::domain::problem::Problem;
use crate::domain::records::{Activity, Holding, Retention};
use crate::domain::value::Value;
use crate::due::doubts::doubts_of;
use crate::due::effects::check_typed;
use crate::due::ending::Ending;
use crate::due::explain::preview;
use crate::due::lifting::{check_typed_hold, lifted_unexplained};
use crate::due::standing::{Hold, HoldingStanding};
use crate::tui::outcome::Outcome;
use crate::tui::scene::Scene;
use crate::tui::screen::beside::capital;
use crate::tui::screen::form::OnForm;
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

    /// What was typed into a line, read by its kind; a day of a holding or a legal hold that cannot be is refused.
    pub(super) fn read(
        &self,
        line: FormLine,
        kind: &FieldKind,
        typed: &str,
        scene: &Scene<'_>,
    ) -> Result<Value, Problem> {
        let value = parse(kind, typed, scene.today)?;
        if let Value::Date(day) = value
            && let Some(hold) = Hold::of_row(self.current())
            && let Some(key) = line.key(self.current())
        {
            check_typed_hold(&hold, key, day, scene.today)?;
        }
        if let Value::Date(day) = value
            && let Some(holding) = self.current().downcast::<Holding>()
            && let Some(key) = line.key(self.current())
            && let Some(rule) = self.rule()
        {
            let standing = HoldingStanding::new(scene.register, rule, holding);
            check_typed(&standing, key, day.last_day(), scene.today)?;
        }
        Ok(value)
    }

    /// Goes to the reason of a legal hold that the form lifts without one, and says that it is missing; nothing where
    /// there is none.
    pub(super) fn asks_why_lifted(&mut self, scene: &Scene<'_>) -> Option<Outcome<OnForm>> {
        let hold = lifted_unexplained(&self.to_edit())?;
        self.go_to(hold, Some("lifted_because"));
        let message = scene.words.message(&Problem::usage("due_reason_missing"));
        let told = format!("{} {}", message.text, message.hint.unwrap_or_default());
        Some(Outcome::Warn(told.trim_end().to_owned()))
    }

    /// The rule of the holding shown, as it is in the form.
    fn rule(&self) -> Option<&Retention> {
        let (parent, ..) = self.record.place_of(self.level().id)?;
        self.record.find(parent)?.downcast::<Retention>()
    }

    /// What is doubtful in a disposal as the form has it: a public body's erasure without a decision, or before its
    /// time without a reason.
    ///
    /// It stands in nobody's way.
    fn doubts(&self, scene: &Scene<'_>) -> Vec<Problem> {
        let holding = self.current().downcast::<Holding>();
        let activity = self.record.downcast::<Activity>();
        let Some(((holding, rule), activity)) = holding.zip(self.rule()).zip(activity) else {
            return Vec::new();
        };
        let standing = HoldingStanding::new(scene.register, rule, holding);
        let disposition = standing.counting.disposition;
        let ending = Ending::under(scene.register, activity.organisation, disposition);
        let reference = [&activity.head, &rule.head, &holding.head].map(|head| &*head.reference);
        doubts_of(&[(standing, ending, reference.join("/"))])
    }

    /// What is doubtful about the field in a line.
    pub(super) fn doubt_at(&self, line: FormLine, scene: &Scene<'_>) -> Option<Problem> {
        let keys: &[&str] = match line.key(self.current())? {
            "decision" => &["due_no_decision", "due_review_undecided"],
            "early_because" => &["due_early_unexplained"],
            "evidence" => &["due_no_day_unexplained"],
            _ => return None,
        };
        let mut doubts = self.doubts(scene).into_iter();
        doubts.find(|doubt| keys.contains(&doubt.key))
    }

    /// The doubts in words, at every field of the disposal.
    pub(super) fn doubt_lines(
        &self,
        line: FormLine,
        columns: usize,
        scene: &Scene<'_>,
    ) -> Vec<Line<'static>> {
        let FormLine::Field(field) = line else {
            return Vec::new();
        };
        let declaration = self.current().declaration();
        let section = |at: usize| declaration.fields[at].section;
        let disposal = declaration.field("disposed_on").map(section);
        if disposal != Some(section(field)) {
            return Vec::new();
        }
        let told = self.doubts(scene).into_iter().map(|doubt| {
            let message = scene.words.message(&doubt);
            format!("▲ {} {}", message.text, message.hint.unwrap_or_default())
        });
        let told: Vec<String> = told
            .flat_map(|text| wrap(text.trim_end(), columns))
            .collect();
        styled(told, scene.theme.warning)
    }

    /// What is wrong with the text of a line in full, where the line itself had no room for it.
    pub(super) fn trouble_lines(
        &self,
        line: FormLine,
        columns: usize,
        scene: &Scene<'_>,
    ) -> Vec<Line<'static>> {
        let problem = match &self.editor {
            Some(Editor::Line { line, input }) => self
                .kind_of(*line)
                .and_then(|kind| self.read(*line, &kind, input.text(), scene).err()),
            _ => self.unread_at(line).map(|unread| unread.problem.clone()),
        };
        let Some(message) = problem.map(|problem| scene.words.message(&problem)) else {
            return Vec::new();
        };
        if message.hint.is_none() && width(&message.text) <= columns / 2 {
            return Vec::new();
        }
        let text = format!("{} {}", message.text, message.hint.unwrap_or_default());
        styled(wrap(text.trim_end(), columns), scene.theme.error)
    }

    /// How the last day is worked out: said before the help of a day, and after that of anything else.
    pub(super) fn explained_lines(
        &self,
        columns: usize,
        before: bool,
        scene: &Scene<'_>,
    ) -> Vec<Line<'static>> {
        let text = self.explained(scene).unwrap_or_default();
        if text.is_empty() || before != self.on_a_day() {
            return Vec::new();
        }
        styled(wrap(&capital(&text), columns), scene.theme.good)
    }

    /// Whether the focus is on a day.
    fn on_a_day(&self) -> bool {
        let line = self.line().and_then(|line| self.kind_of(line));
        matches!(line, Some(FieldKind::Day | FieldKind::Date))
    }
}

/// Lines of one style.
pub(super) fn styled(lines: Vec<String>, style: Style) -> Vec<Line<'static>> {
    let lines = lines.into_iter();
    lines.map(|line| Line::styled(line, style)).collect()
}
