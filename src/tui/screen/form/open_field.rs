//! Opening a field: by its key, by the first letter, by going on from the one before.

use ratatui::crossterm::event::{KeyCode, KeyModifiers};

use super::editor::{Editor, Opening};
use super::{Form, FormLine, Level};
use crate::domain::kind::FieldKind;
use crate::domain::value::Value;
use crate::tui::outcome::Outcome;
use crate::tui::overlay::dialog::Dialog;
use crate::tui::request::{Input, Onward, Request};
use crate::tui::scene::Scene;
use crate::tui::screen::form::OnForm;
use crate::tui::widget::line_input::LineInput;
use crate::tui::widget::long_text::LongText;
use crate::words::Words;

/// Whether an input is a dash and nothing else.
fn is_dash(input: &Input) -> bool {
    match input {
        Input::Paste(_) => false,
        Input::Key(key) => key.code == KeyCode::Char('-') && key.modifiers == KeyModifiers::NONE,
    }
}

impl Form {
    /// Begins to edit the line with the focus: an editor, a picker, a row.
    pub(super) fn begin(&mut self, opening: Opening, scene: &Scene<'_>) -> Outcome<OnForm> {
        let Some(line) = self.line() else {
            return Outcome::Done;
        };
        match line {
            FormLine::Heading(_) => {
                self.go(1);
                Outcome::Done
            }
            FormLine::More(section) => {
                self.show_more(section);
                Outcome::Done
            }
            FormLine::Offer(_) => self.take_offer(line, scene),
            FormLine::Row { list, at } => {
                let id = self.current().row(list, at).id();
                self.levels.push(Level {
                    id,
                    cursor: 1,
                    offset: 0,
                    opened: 0,
                });
                Outcome::Done
            }
            FormLine::AddRow(list) => self.add_row(list, scene),
            FormLine::AddItem(field) => self.add_item(field, scene),
            FormLine::Contact(asked) => self.add_contact(asked, scene),
            FormLine::Field(field)
                if self.current().declaration().fields[field]
                    .kind
                    .items()
                    .is_some() =>
            {
                self.add_item(field, scene)
            }
            FormLine::Field(_) | FormLine::Part { .. } => self.begin_value(line, opening, scene),
        }
    }

    /// Takes text at the focused line: the field opens with it, a list begins a new entry.
    pub(super) fn begin_with(&mut self, input: &Input, scene: &Scene<'_>) -> Outcome<OnForm> {
        if let Some(refusal) = self.refusal(scene) {
            return refusal;
        }
        let Some(line) = self.line() else {
            return Outcome::Done;
        };
        // A dash for a list is an answer, and no entry of it.
        let list = matches!(line, FormLine::AddRow(_) | FormLine::Contact(_));
        if list && is_dash(input) && self.none_key(line).is_some() {
            return self.begin_none(scene);
        }
        let outcome = match line {
            FormLine::Row { list, .. } => self.add_row(list, scene),
            FormLine::More(section) => self.pick_field(section, scene),
            // An offer is taken or passed by; what is typed is meant for the field that it answers.
            FormLine::Offer(_) => {
                self.go(1);
                return self.begin_with(input, scene);
            }
            _ => self.begin(Opening::Selected, scene),
        };
        match outcome {
            Outcome::Push(mut layer, then) => {
                if let OnForm::Dialog(Dialog::Pick(pick)) = &mut *layer {
                    pick.handle(input, scene);
                }
                Outcome::Push(layer, then)
            }
            Outcome::Done if self.editor.is_some() => {
                if let Some(Editor::Long {
                    text, list: true, ..
                }) = &mut self.editor
                    && !text.text().is_empty()
                {
                    text.insert("\n");
                }
                self.type_in(input, scene)
            }
            other => other,
        }
    }

    /// Opens the first field of what is new: what is typed at once is meant for it.
    pub(crate) fn offer(&mut self, scene: &Scene<'_>) -> Outcome<OnForm> {
        if !std::mem::take(&mut self.to_open) || self.refusal(scene).is_some() {
            return Outcome::Done;
        }
        self.check(scene);
        // What was filled in already is passed over.
        let open = |line: &FormLine| self.opens(*line) && self.value_of(*line).is_empty();
        let at = self.lines().iter().position(open);
        let Some(at) = at else {
            return Outcome::Done;
        };
        self.level_mut().cursor = at;
        self.offered = true;
        self.begin(Opening::Selected, scene)
    }

    /// Whether a line is a field that opens, and no list or entry.
    fn opens(&self, line: FormLine) -> bool {
        match line {
            FormLine::Field(_) => self
                .kind_of(line)
                .is_some_and(|kind| kind.items().is_none() && !matches!(kind, FieldKind::Computed)),
            FormLine::Part { .. } => true,
            _ => false,
        }
    }

    /// Goes on from a line that was accepted to the next field, or to the one before, and opens it.
    ///
    /// A list is only focused: a letter begins an entry there. Behind the last field of an entry stands where the next
    /// one begins.
    pub(super) fn open_next(
        &mut self,
        from: Option<FormLine>,
        forward: bool,
        scene: &Scene<'_>,
    ) -> Outcome<OnForm> {
        // What was just answered may ask something else.
        self.check(scene);
        let lines = self.lines();
        let here = lines.iter().position(|line| Some(*line) == from);
        let mut at = here.unwrap_or(self.level().cursor);
        loop {
            let next = if forward {
                Some(at + 1)
            } else {
                at.checked_sub(1)
            };
            let Some(line) = next.and_then(|next| lines.get(next)) else {
                // What could not be read is told where it stands.
                let row = self.level().id;
                let unread = self.unread.iter().any(|unread| unread.row == row);
                if forward && self.levels.len() > 1 && !unread {
                    self.leave_for_next();
                }
                return Outcome::Done;
            };
            at = next.unwrap_or_default();
            // What comes on request is passed by, and what was filled in and says so.
            let filled = line
                .key(self.current())
                .is_some_and(|key| forward && self.is_prefilled(self.level().id, key));
            if !filled && !matches!(line, FormLine::Heading(_) | FormLine::More(_)) {
                self.level_mut().cursor = at;
                return if self.opens(*line) && self.refusal(scene).is_none() {
                    self.begin(Opening::Selected, scene)
                } else {
                    Outcome::Done
                };
            }
        }
    }

    /// Goes on after a field was accepted.
    pub(super) fn go_onward(
        &mut self,
        from: Option<FormLine>,
        onward: Onward,
        scene: &Scene<'_>,
    ) -> Outcome<OnForm> {
        match onward {
            Onward::Next => self.open_next(from, true, scene),
            Onward::Before => self.open_next(from, false, scene),
            Onward::Line(down) => {
                self.go(if down { 1 } else { -1 });
                Outcome::Done
            }
            Onward::Command(command) => match self.command(command, scene) {
                // What is no command of the form is one of the app.
                Outcome::Ignored => Outcome::Do(Request::Command(command)),
                other => other,
            },
        }
    }

    pub(super) fn begin_value(
        &mut self,
        line: FormLine,
        opening: Opening,
        scene: &Scene<'_>,
    ) -> Outcome<OnForm> {
        let Some(kind) = self.kind_of(line) else {
            return Outcome::Done;
        };
        let value = self.value_of(line);
        self.recall(line, scene);
        match kind {
            FieldKind::Prose | FieldKind::Texts => {
                let FormLine::Field(field) = line else {
                    return Outcome::Done;
                };
                let (text, list) = match value {
                    Value::Text(text) => (text, false),
                    Value::Texts(texts) => (texts.join("\n"), true),
                    _ => (String::new(), matches!(kind, FieldKind::Texts)),
                };
                self.editor = Some(Editor::Long {
                    field,
                    text: Box::new(LongText::new(&text)),
                    list,
                    page: false,
                });
            }
            FieldKind::Text
            | FieldKind::Number
            | FieldKind::Date
            | FieldKind::Day
            | FieldKind::Period => {
                let text = self.unread_at(line).map_or_else(
                    || typed_text(&value, scene.words),
                    |unread| unread.text.clone(),
                );
                let mut input = LineInput::new(&text);
                if opening == Opening::Selected {
                    input.select_all();
                }
                self.editor = Some(Editor::Line { line, input });
            }
            FieldKind::Computed => {}
            _ => return self.begin_pick(line, &kind, &value, scene),
        }
        Outcome::Done
    }

    /// The text that stands in a line, as it is opened.
    pub(super) fn stands_in(&self, line: FormLine, words: &Words) -> String {
        match self.value_of(line) {
            Value::Texts(texts) => texts.join("\n"),
            value => typed_text(&value, words),
        }
    }

    /// Passes a flag on: not recorded, yes, no; opens the line otherwise.
    pub(super) fn toggle(&mut self, scene: &Scene<'_>) -> Outcome<OnForm> {
        let Some(line) = self.line() else {
            return Outcome::Done;
        };
        if !matches!(self.kind_of(line), Some(FieldKind::Flag)) {
            return self.begin(Opening::Selected, scene);
        }
        let next = match self.value_of(line) {
            Value::Flag(true) => Value::Flag(false),
            Value::Flag(false) => Value::Empty,
            _ => Value::Flag(true),
        };
        self.set_value(line, next);
        Outcome::Done
    }

    /// Opens a long text in the user's own editor.
    pub(super) fn begin_editor(&mut self, scene: &Scene<'_>) -> Outcome<OnForm> {
        let long = |kind| matches!(kind, FieldKind::Prose | FieldKind::Texts);
        if !self
            .line()
            .and_then(|line| self.kind_of(line))
            .is_some_and(long)
        {
            return Outcome::Warn(scene.words.get("form.no_long_text").to_owned());
        }
        self.begin(Opening::Behind, scene);
        match &self.editor {
            Some(Editor::Long { text, .. }) => Outcome::Do(Request::Editor(text.text())),
            _ => Outcome::Done,
        }
    }
}

/// A value as it is put into its line to be changed: a date as it is typed, a period as it is shown.
fn typed_text(value: &Value, words: &Words) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Period(period) => words.period(period),
        _ => String::new(),
    }
}
