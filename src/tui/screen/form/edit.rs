//! Typing in the open field of a form: what is typed, accepted, read and kept; *none*, and references.

use ratatui::crossterm::event::{KeyCode, KeyModifiers};

use super::editor::Editor;
use super::{Form, FormLine, UnreadText};
use crate::domain::bulk::is_none_typed;
use crate::domain::codec::clean;
use crate::domain::date::PartialDate;
use crate::domain::field::Answer as Fact;
use crate::domain::kind::{FieldKind, RecordKind};
use crate::domain::period::Period;
use crate::domain::problem::Problem;
use crate::domain::reference::is_reference;
use crate::domain::value::Value;
use crate::tui::command::{Command, CommandContext};
use crate::tui::key::Key;
use crate::tui::outcome::{Outcome, told};
use crate::tui::request::{Input, Onward, Request};
use crate::tui::scene::Scene;
use crate::tui::screen::form::OnForm;
use crate::tui::widget::line_input::LineInput;
use crate::tui::widget::text::cut;

/// The value of what was typed into one line, by the field's kind.
///
/// # Errors
/// What is wrong with it, for the line under the field.
pub(super) fn parse(
    kind: &FieldKind,
    typed: &str,
    today: chrono::NaiveDate,
) -> Result<Value, Problem> {
    let text = clean(typed, false);
    if text.is_empty() {
        return Ok(Value::Empty);
    }
    Ok(match kind {
        FieldKind::Number => {
            let digits: String = text
                .chars()
                .filter(|letter| !letter.is_whitespace())
                .collect();
            let number = digits.parse::<i64>().ok().filter(|number| *number >= 0);
            Value::Number(
                number.ok_or_else(|| Problem::usage("number_unreadable").with("text", text))?,
            )
        }
        FieldKind::Date => Value::Date(PartialDate::from_typed(&text, today)?),
        FieldKind::Day => match PartialDate::from_typed(&text, today)? {
            day @ PartialDate::Day(_) => Value::Date(day),
            _ => return Err(Problem::usage("day_needed").with("text", text)),
        },
        FieldKind::Period => Value::Period(Period::from_typed(&text)?),
        _ => Value::Text(text),
    })
}

impl Form {
    /// Asks for the reason of a *none*.
    pub(super) fn begin_none(&mut self, scene: &Scene<'_>) -> Outcome<OnForm> {
        let Some(line) = self.line() else {
            return Outcome::Done;
        };
        let Some(key) = self.none_key(line) else {
            return Outcome::Warn(scene.words.get("form.no_none").to_owned());
        };
        if self.has_rows(line) {
            return Outcome::Warn(scene.words.get("form.none_with_rows").to_owned());
        }
        let reason = match self.fact(key) {
            Fact::None(reason) => reason,
            _ => String::new(),
        };
        self.editor = Some(Editor::Reason {
            key,
            input: LineInput::new(&reason),
        });
        Outcome::Done
    }

    /// Whether a line stands for a list that holds rows, so that it cannot be answered with none.
    pub(super) fn has_rows(&self, line: FormLine) -> bool {
        matches!(line, FormLine::AddRow(list) if self.current().row_count(list) > 0)
    }

    /// Begins to change the reference of the record.
    pub(crate) fn begin_reference(&mut self) {
        if self.current().kind() == RecordKind::RegisterData {
            return;
        }
        let reference = self.current().head().reference.clone();
        self.editor = Some(Editor::Reference {
            input: LineInput::new(&reference),
        });
    }

    /// Takes an input while something is typed.
    pub(super) fn type_in(&mut self, input: &Input, scene: &Scene<'_>) -> Outcome<OnForm> {
        // As a shell goes on what is typed.
        if let Input::Key(key) = input
            && (key.code, key.modifiers) == (KeyCode::Right, KeyModifiers::NONE)
            && self.take_recalled()
        {
            self.crosses = false;
            return Outcome::Done;
        }
        let Some(editor) = &mut self.editor else {
            return Outcome::Ignored;
        };
        let key = match input {
            Input::Paste(text) => {
                self.crosses = false;
                return told(editor.insert(text), scene);
            }
            Input::Key(key) => *key,
        };
        let command = scene.keymap.command(CommandContext::Form, Key::of(key));
        if let Some(turn @ (Command::Undo | Command::Redo)) = command {
            return self.turn_typing(turn, scene);
        }
        self.crosses = false;
        let breaks = match key.code {
            KeyCode::Enter => key.modifiers == KeyModifiers::ALT,
            KeyCode::Char('j') => key.modifiers == KeyModifiers::CONTROL,
            _ => false,
        };
        match (key.code, &mut *editor) {
            (KeyCode::Esc, _) => self.give_up(scene),
            (_, Editor::Long { text, .. }) if breaks => {
                text.insert("\n");
                Outcome::Done
            }
            (KeyCode::Enter | KeyCode::Tab, _) => self.accept(Onward::Next, scene),
            (KeyCode::BackTab, _) => self.accept(Onward::Before, scene),
            (KeyCode::Down, editor) if editor.is_at_edge(true) => {
                self.accept(Onward::Line(true), scene)
            }
            (KeyCode::Up, editor) if editor.is_at_edge(false) => {
                self.accept(Onward::Line(false), scene)
            }
            (_, Editor::Long { text, .. }) if command == Some(Command::Editor) => {
                Outcome::Do(Request::Editor(text.text()))
            }
            // The page is for whoever asks for it.
            (_, Editor::Long { page, .. }) if command == Some(Command::Edit) => {
                *page = !*page;
                Outcome::Done
            }
            (_, Editor::Line { input, .. }) if command == Some(Command::Edit) => {
                input.unselect();
                Outcome::Done
            }
            (_, editor) => match (editor.key(key), command) {
                (true, _) => Outcome::Done,
                (false, Some(command)) => self.accept(Onward::Command(command), scene),
                (false, None) => Outcome::Ignored,
            },
        }
    }

    /// Accepts what stands in the open field, and goes on. A dash alone answers that there is none, and asks why.
    fn accept(&mut self, onward: Onward, scene: &Scene<'_>) -> Outcome<OnForm> {
        self.offered = false;
        let from = self.line();
        let field = matches!(self.editor, Some(Editor::Line { .. } | Editor::Long { .. }));
        let typed = self.editor.as_ref().map(Editor::text).unwrap_or_default();
        if field && is_none_typed(&typed) && from.is_some_and(|line| self.none_key(line).is_some())
        {
            self.editor = None;
            return self.begin_none(scene);
        }
        let stays = matches!(self.editor, Some(Editor::Reference { .. }));
        match (self.keep(scene), onward) {
            // A reference is changed wherever one stands: nothing follows it.
            (Outcome::Done, Onward::Next | Onward::Before) if stays => Outcome::Done,
            (Outcome::Done, onward) => self.go_onward(from, onward, scene),
            (refused, _) => refused,
        }
    }

    /// Ends typing. What can be read is recorded; what cannot stays in the field with its reason.
    pub(super) fn keep(&mut self, scene: &Scene<'_>) -> Outcome<OnForm> {
        match self.editor.take() {
            Some(Editor::Line { line, input }) => {
                let Some(kind) = self.kind_of(line) else {
                    return Outcome::Done;
                };
                let row = self.level().id;
                self.unread
                    .retain(|unread| unread.row != row || unread.line != line);
                match self.read(line, &kind, &input.taken(), scene) {
                    Ok(value) => self.set_value(line, value),
                    Err(problem) => self.unread.push(UnreadText {
                        row,
                        line,
                        text: input.text().to_owned(),
                        problem,
                    }),
                }
            }
            Some(Editor::Long {
                field, text, list, ..
            }) => {
                let text = text.taken();
                let value = if list {
                    let texts: Vec<String> = text
                        .lines()
                        .map(|line| clean(line, false))
                        .filter(|line| !line.is_empty())
                        .collect();
                    if texts.is_empty() {
                        Value::Empty
                    } else {
                        Value::Texts(texts)
                    }
                } else {
                    let text = clean(&text, true);
                    if text.is_empty() {
                        Value::Empty
                    } else {
                        Value::Text(text)
                    }
                };
                self.set_value(FormLine::Field(field), value);
            }
            Some(Editor::Reason { key, input }) => {
                let reason = input.taken();
                self.remember();
                self.current_mut().record_none(key, &reason);
            }
            Some(Editor::Reference { input }) => {
                let outcome = self.keep_reference(input.taken(), scene);
                if !matches!(outcome, Outcome::Done) {
                    self.editor = Some(Editor::Reference { input });
                }
                return outcome;
            }
            None => {}
        }
        Outcome::Done
    }

    fn keep_reference(&mut self, reference: String, scene: &Scene<'_>) -> Outcome<OnForm> {
        if reference.is_empty() || reference == self.current().head().reference {
            return Outcome::Done;
        }
        let id = self.level().id;
        let taken = if self.levels.len() > 1 {
            let parent = self.row_at(self.levels.len() - 2);
            (0..parent.declaration().lists.len())
                .flat_map(|list| parent.rows(list))
                .any(|row| row.id() != id && row.head().reference == reference)
        } else {
            scene
                .register
                .find(&reference)
                .is_some_and(|found| found != id)
        };
        if taken || !is_reference(&reference) {
            let key = if taken {
                "form.reference_taken"
            } else {
                "form.reference_unusable"
            };
            let shown = cut(&reference, 40);
            return Outcome::Warn(scene.words.fill(key, &[("ref", &shown)]));
        }
        self.remember();
        self.current_mut().head_mut().reference = reference;
        Outcome::Done
    }
}
