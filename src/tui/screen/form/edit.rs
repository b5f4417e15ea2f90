//! Editing a line of a form: typing, toggling, *none*, rows and items.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::lines::is_blank;
use super::pickers::title_of;
use super::{Editor, Form, FormLine, Level, Unread, Waiting};
use crate::domain::codec::clean;
use crate::domain::codes::Choice as _;
use crate::domain::contacts::AskedContact;
use crate::domain::date::PartialDate;
use crate::domain::field::Answer as Fact;
use crate::domain::kind::{FieldKind, RecordKind};
use crate::domain::period::Period;
use crate::domain::problem::Problem;
use crate::domain::reference::is_reference;
use crate::domain::value::{Id, Value};
use crate::tui::layer::{Layer, Outcome, told};
use crate::tui::overlay::ask::Ask;
use crate::tui::request::{Input, Reply, Request, Then};
use crate::tui::scene::Scene;
use crate::tui::widget::line_input::LineInput;
use crate::tui::widget::long_text::LongText;
use crate::tui::widget::text::cut;
use crate::words::Words;

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
    /// Begins to edit the line with the focus: an editor, a picker, a row, or a toggle.
    pub(super) fn begin(&mut self, scene: &Scene<'_>) -> Outcome {
        let Some(line) = self.line() else {
            return Outcome::Done;
        };
        match line {
            FormLine::Heading(_) => self.go(1),
            FormLine::Row { list, at } => {
                let id = self.current().row(list, at).id();
                self.levels.push(Level {
                    id,
                    cursor: 1,
                    offset: 0,
                });
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
                self.add_item(field, scene);
            }
            FormLine::Field(_) | FormLine::Part { .. } => return self.begin_value(line, scene),
        }
        Outcome::Done
    }

    /// Opens the first field of what is new for typing, where it holds a text: what is typed at once is meant for it.
    pub(crate) fn offer_typing(&mut self, scene: &Scene<'_>) {
        let text = |kind| matches!(kind, FieldKind::Text | FieldKind::Prose);
        if let Some(line @ FormLine::Field(_)) = self.line()
            && self.kind_of(line).is_some_and(text)
            && self.value_of(line).is_empty()
        {
            self.begin_value(line, scene);
            self.offered = self.editor.is_some();
        }
    }

    /// Takes a key at a field that was opened for typing unasked, as if it were not: who wants to go elsewhere goes,
    /// and who begins with `Enter`, as everywhere, begins. `None` where the key is typing.
    fn decline(&mut self, key: KeyEvent, scene: &Scene<'_>) -> Option<Outcome> {
        match key.code {
            KeyCode::Enter => return Some(Outcome::Done),
            KeyCode::Down => self.go(1),
            KeyCode::Up => self.go(-1),
            KeyCode::Esc => {
                self.editor = None;
                return Some(self.leave(scene));
            }
            _ => return None,
        }
        self.editor = None;
        Some(Outcome::Done)
    }

    fn begin_value(&mut self, line: FormLine, scene: &Scene<'_>) -> Outcome {
        let Some(kind) = self.kind_of(line) else {
            return Outcome::Done;
        };
        let value = self.value_of(line);
        match kind {
            FieldKind::Flag => return self.toggle(scene),
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
                self.editor = Some(Editor::Line {
                    line,
                    input: LineInput::new(&text),
                });
            }
            FieldKind::Computed => {}
            _ => return self.begin_pick(line, &kind, &value, scene),
        }
        Outcome::Done
    }

    /// Passes a flag on: not recorded, yes, no; opens the line otherwise.
    pub(super) fn toggle(&mut self, scene: &Scene<'_>) -> Outcome {
        let Some(line) = self.line() else {
            return Outcome::Done;
        };
        if !matches!(self.kind_of(line), Some(FieldKind::Flag)) {
            return self.begin(scene);
        }
        let next = match self.value_of(line) {
            Value::Flag(true) => Value::Flag(false),
            Value::Flag(false) => Value::Empty,
            _ => Value::Flag(true),
        };
        self.set_value(line, next);
        Outcome::Done
    }

    /// Adds a row or an item to the list that the focus is in.
    pub(super) fn add_here(&mut self, scene: &Scene<'_>) -> Outcome {
        match self.line() {
            Some(FormLine::Row { list, .. } | FormLine::AddRow(list)) => self.add_row(list, scene),
            Some(FormLine::Part { field, .. } | FormLine::AddItem(field)) => {
                self.add_item(field, scene);
            }
            Some(FormLine::Field(field))
                if self.current().declaration().fields[field]
                    .kind
                    .items()
                    .is_some() =>
            {
                self.add_item(field, scene);
            }
            Some(FormLine::Contact(key)) => self.add_contact(key, scene),
            _ => return Outcome::Warn(scene.words.get("form.nothing_to_add").to_owned()),
        }
        Outcome::Done
    }

    /// Adds a contact of the role that a line asks for.
    fn add_contact(&mut self, asked: &AskedContact, scene: &Scene<'_>) {
        let list = self.current().declaration().list("contacts");
        if let Some(list) = list {
            self.add_row(list, scene);
            let organisation = self.record.id();
            self.at_mut(organisation).head_mut().none.remove(asked.key);
            self.current_mut()
                .record_value("role", Value::Text(asked.role.code().to_owned()));
            // The role is answered already: on to the next field.
            self.go(1);
        }
    }

    fn add_row(&mut self, list: usize, scene: &Scene<'_>) {
        self.remember();
        // Shown at once, so that other rows can be told which one they mean.
        let here = self.current();
        let kind = here.declaration().lists[list].kind;
        let reference = scene.register.next_reference(kind, Some(here));
        let id = Id::provisional(self.next_provisional);
        self.next_provisional += 1;
        let here = self.current_mut();
        let meta = &here.declaration().lists[list];
        let mut row = meta.kind.blank();
        row.head_mut().id = id;
        row.head_mut().reference = reference;
        let at = here.row_count(list);
        here.head_mut().none.remove(meta.key);
        here.insert_row(list, at, row);
        let line = self
            .lines()
            .iter()
            .position(|line| *line == FormLine::Row { list, at });
        self.level_mut().cursor = line.unwrap_or(0);
        self.levels.push(Level {
            id,
            cursor: 1,
            offset: 0,
        });
        self.offer_typing(scene);
    }

    fn add_item(&mut self, field: usize, scene: &Scene<'_>) {
        let condition = self.next_condition(scene);
        let here = self.current();
        let kind = here.declaration().fields[field].kind;
        let Some(parts) = kind.items().map(|items| items.parts.len()) else {
            return;
        };
        let mut items = match here.get(field) {
            Value::Items(items) => items,
            _ => Vec::new(),
        };
        if items.is_empty() || kind.is_list() {
            self.remember();
            let mut parts = vec![Value::Empty; parts];
            // What the decision asks is filled in; the answer is what is typed.
            let asked = condition.filter(|_| matches!(kind, FieldKind::Conditions));
            let first = usize::from(asked.is_some());
            if let (Some(asked), Some(part)) = (asked, parts.first_mut()) {
                *part = Value::Text(asked);
            }
            items.push(parts);
            let item = items.len() - 1;
            let here = self.current_mut();
            here.record_value(here.declaration().fields[field].key, Value::Items(items));
            let line = FormLine::Part {
                field,
                item,
                part: first,
            };
            if let Some(at) = self.lines().iter().position(|known| *known == line) {
                self.level_mut().cursor = at;
            }
            self.editor = Some(Editor::Line {
                line,
                input: LineInput::default(),
            });
        } else {
            self.go(1);
        }
    }

    /// Copies the row with the focus, with its own rows.
    pub(super) fn duplicate_row(&mut self, scene: &Scene<'_>) -> Outcome {
        let Some(FormLine::Row { list, at }) = self.line() else {
            return Outcome::Warn(scene.words.get("form.nothing_to_duplicate").to_owned());
        };
        self.remember();
        let mut copy = self.current().row(list, at).boxed();
        let mut next = self.next_provisional;
        copy.walk_mut(&mut |row| {
            let head = row.head_mut();
            head.id = Id::provisional(next);
            head.reference.clear();
            head.position = 0;
            next += 1;
        });
        self.next_provisional = next;
        self.current_mut().insert_row(list, at + 1, copy);
        self.go(1);
        Outcome::Done
    }

    /// Moves the row or item with the focus among its own.
    pub(super) fn move_row(&mut self, down: bool) {
        let Some(FormLine::Row { list, at }) = self.line() else {
            return;
        };
        let to = if down { at + 1 } else { at.wrapping_sub(1) };
        if to >= self.current().row_count(list) {
            return;
        }
        self.remember();
        let here = self.current_mut();
        let row = here.row(list, at).boxed();
        let (one, other) = (
            here.row(list, at).head().position,
            here.row(list, to).head().position,
        );
        here.remove_row(list, at);
        here.insert_row(list, to, row);
        // The two change places, and so do their positions: no other row is touched.
        here.row_mut(list, to).head_mut().position = other;
        here.row_mut(list, at).head_mut().position = one;
        self.go(if down { 1 } else { -1 });
    }

    /// Takes away what stands in the line: a value, a *none*, an item, a row.
    pub(super) fn clear_or_remove(&mut self, scene: &Scene<'_>) -> Outcome {
        let Some(line) = self.line() else {
            return Outcome::Done;
        };
        match line {
            FormLine::Row { list, at } => {
                let row = self.current().row(list, at);
                let id = row.id();
                let outside = scene.register.referrers(id);
                if !outside.is_empty() && !id.is_provisional() {
                    let names: Vec<String> = outside
                        .iter()
                        .map(|referrer| scene.lexicon.called(scene.register, referrer.id))
                        .collect();
                    return Outcome::Warn(
                        scene
                            .words
                            .fill("form.row_referred_to", &[("by", &names.join(", "))]),
                    );
                }
                if is_blank(row) {
                    self.remove_row(id);
                } else {
                    let words = scene.words;
                    let named = format!("{} {}", words.one(row.kind()), title_of(row, scene));
                    let ask = Ask::new(
                        words.get("form.remove.title"),
                        &words.fill("form.remove.text", &[("row", &named)]),
                        words.get("form.remove.no"),
                    )
                    .or(Reply::Proceed, words.get("form.remove.yes"));
                    self.waiting = Some(Waiting::RemoveRow(id));
                    return Outcome::Push(Box::new(Layer::Ask(ask)), Then::Below);
                }
            }
            FormLine::Part { field, item, .. } => {
                self.remember();
                let here = self.current_mut();
                if let Value::Items(mut items) = here.get(field) {
                    items.remove(item);
                    here.put(
                        field,
                        if items.is_empty() {
                            Value::Empty
                        } else {
                            Value::Items(items)
                        },
                    );
                }
                self.forget_item(field, item);
                self.clamp();
            }
            FormLine::Field(_) | FormLine::AddRow(_) | FormLine::Contact(_) => {
                let row = self.level().id;
                self.unread
                    .retain(|unread| unread.row != row || unread.line != line);
                if let Some(key) = line.key(self.current()) {
                    self.remember();
                    let here = self.current_mut();
                    here.head_mut().none.remove(key);
                    if let FormLine::Field(field) = line {
                        here.put(field, Value::Empty);
                    }
                }
            }
            FormLine::Heading(_) | FormLine::AddItem(_) => {}
        }
        Outcome::Done
    }

    /// Forgets what could not be read in an item that is gone; those after it have moved up.
    fn forget_item(&mut self, field: usize, item: usize) {
        let row = self.level().id;
        let place = |unread: &Unread| match unread.line {
            FormLine::Part {
                field: of, item, ..
            } if unread.row == row && of == field => Some(item),
            _ => None,
        };
        self.unread.retain(|unread| place(unread) != Some(item));
        for unread in &mut self.unread {
            if place(unread).is_some_and(|at| at > item)
                && let FormLine::Part { item, .. } = &mut unread.line
            {
                *item -= 1;
            }
        }
    }

    /// Takes a row out, and out of everything in the record that refers to it or to a row in it.
    pub(super) fn remove_row(&mut self, id: Id) {
        self.remember();
        let mut gone = Vec::new();
        if let Some(row) = self.record.find(id) {
            row.walk(None, &mut |row, _| gone.push(row.id()));
        }
        if let Some((parent, list, at)) = self.record.place_of(id)
            && let Some(parent) = self.record.find_mut(parent)
        {
            parent.remove_row(list, at);
        }
        self.record.walk_mut(&mut |row| {
            for (index, field) in row.declaration().fields.iter().enumerate() {
                if field.kind.target().is_some() {
                    let value = gone
                        .iter()
                        .fold(row.get(index), |value, id| value.without_ref(*id));
                    row.put(index, value);
                }
            }
        });
        self.unread.retain(|unread| !gone.contains(&unread.row));
        self.clamp();
    }

    /// Asks for the reason of a *none*.
    pub(super) fn begin_none(&mut self, scene: &Scene<'_>) -> Outcome {
        let Some(line) = self.line() else {
            return Outcome::Done;
        };
        let Some(key) = self.none_key(line) else {
            return Outcome::Warn(scene.words.get("form.no_none").to_owned());
        };
        let has_rows = matches!(line, FormLine::AddRow(list) if self.current().row_count(list) > 0);
        if has_rows {
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
    pub(super) fn type_in(&mut self, input: &Input, scene: &Scene<'_>) -> Outcome {
        if std::mem::take(&mut self.offered)
            && let Input::Key(key) = input
            && let Some(outcome) = self.decline(*key, scene)
        {
            return outcome;
        }
        let Some(editor) = &mut self.editor else {
            return Outcome::Ignored;
        };
        let key = match input {
            Input::Paste(text) => {
                let inserted = match editor {
                    Editor::Long { text: area, .. } => area.insert(text),
                    Editor::Line { input, .. }
                    | Editor::Reason { input, .. }
                    | Editor::Reference { input } => input.insert(text),
                };
                return told(inserted, scene);
            }
            Input::Key(key) => *key,
        };
        let control = key.modifiers == KeyModifiers::CONTROL;
        match (key.code, &mut *editor) {
            (KeyCode::Char('s'), Editor::Long { .. }) if control => self.keep(scene),
            (KeyCode::Char('e'), Editor::Long { text, .. }) if control => {
                Outcome::Do(Request::Editor(text.text()))
            }
            (KeyCode::Char('s'), _) if control => match self.keep(scene) {
                Outcome::Done => self.save(scene),
                other => other,
            },
            // What asks for a word about the field is left as it was; text of a field is kept.
            (KeyCode::Esc, Editor::Reference { .. }) => {
                self.editor = None;
                Outcome::Done
            }
            (KeyCode::Esc, Editor::Reason { input, .. }) if input.text().trim().is_empty() => {
                self.editor = None;
                Outcome::Done
            }
            (KeyCode::Esc, _) => self.keep(scene),
            (_, Editor::Long { text, .. }) => {
                if text.key(key) {
                    Outcome::Done
                } else {
                    Outcome::Ignored
                }
            }
            (KeyCode::Enter, _) => {
                let outcome = self.keep(scene);
                if matches!(outcome, Outcome::Done)
                    && self
                        .line()
                        .is_some_and(|line| self.unread_at(line).is_none())
                {
                    self.go(1);
                }
                outcome
            }
            (KeyCode::Tab | KeyCode::Down, _) => self.keep_and_go(1, scene),
            (KeyCode::BackTab | KeyCode::Up, _) => self.keep_and_go(-1, scene),
            (
                _,
                Editor::Line { input, .. }
                | Editor::Reason { input, .. }
                | Editor::Reference { input },
            ) => {
                if input.key(key) {
                    Outcome::Done
                } else {
                    Outcome::Ignored
                }
            }
        }
    }

    /// Keeps what was typed and goes on typing in the next field of one line.
    fn keep_and_go(&mut self, by: isize, scene: &Scene<'_>) -> Outcome {
        let outcome = self.keep(scene);
        if !matches!(outcome, Outcome::Done) {
            return outcome;
        }
        self.go(by);
        let typed = self
            .line()
            .and_then(|line| self.kind_of(line))
            .is_some_and(|kind| {
                matches!(
                    kind,
                    FieldKind::Text
                        | FieldKind::Number
                        | FieldKind::Date
                        | FieldKind::Day
                        | FieldKind::Period
                )
            });
        if typed {
            self.begin(scene)
        } else {
            Outcome::Done
        }
    }

    /// Ends typing. What can be read is recorded; what cannot stays in the field with its reason.
    pub(super) fn keep(&mut self, scene: &Scene<'_>) -> Outcome {
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
                    Err(problem) => self.unread.push(Unread {
                        row,
                        line,
                        text: input.text().to_owned(),
                        problem,
                    }),
                }
            }
            Some(Editor::Long { field, text, list }) => {
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

    fn keep_reference(&mut self, reference: String, scene: &Scene<'_>) -> Outcome {
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
