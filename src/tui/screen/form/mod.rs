//! The form: one record with its rows, edited as a copy and saved as a whole.
//!
//! The form knows no field by name. It walks the declarations, and what is typed goes through one parser a kind.
//! Text that cannot be read stays in its field with the reason; it never gets lost and never reaches the record.
//!
//! | to change | go to |
//! | --- | --- |
//! | which lines there are, and what stands in them | [`lines`], [`said`], [`working`] |
//! | how it is drawn and clicked | [`draw`], [`click`] |
//! | which keys it names, and how one moves | [`keys`], [`going`] |
//! | opening a field, typing in it, taking it back | [`open_field`], [`editor`], [`edit`], [`undo`] |
//! | the choices of a field | [`pickers`] |
//! | rows: added, copied, moved, taken out | [`rows`] |
//! | what is filled in and offered of what is known | [`prefilled`], [`offers`], [`offered`] |
//! | what the law says to it; the days of a holding | [`legal`], [`holding`] |
//! | the findings in it | [`checked`], [`marks`] |
//! | what it refuses, and what is kept of it | [`refusal`], [`draft`] |

mod checked;
mod click;
mod draft;
mod draw;
mod edit;
mod editor;
mod going;
mod holding;
mod keys;
mod legal;
mod lines;
pub(crate) mod marks;
mod offered;
mod offers;
mod open_field;
pub(crate) mod pickers;
pub(crate) mod prefilled;
mod refusal;
mod rows;
mod said;
mod undo;
mod working;

pub(crate) use lines::{FormLine, SectionMark, WantedLines, mark_of};

use std::rc::Rc;

use working::Working;

use crate::domain::change::Edit;
use crate::domain::field::{Answer as Fact, Record};
use crate::domain::kind::{FieldKind, RecordKind};
use crate::domain::problem::Problem;
use crate::domain::value::{Id, Value};
use crate::tui::command::{Command, CommandContext};
use crate::tui::key::Key;
use crate::tui::outcome::Outcome;
use crate::tui::overlay::ask::Ask;
use crate::tui::overlay::dialog::Dialog;
use crate::tui::overlay::pick::Pick;
use crate::tui::request::{Closed, Input, Onward, Picked, Reply, Request, Then};
use crate::tui::scene::Scene;
use editor::{Editor, Left, MadeItem, Opening};

/// Where the form stands in the record: the record itself, or a row in it.
#[derive(Clone, Debug)]
struct Level {
    id: Id,
    cursor: usize,
    offset: usize,
    /// The sections, by a bit each, in which what comes on request was requested.
    opened: u32,
}

/// Text that a field's kind cannot read, kept as it was typed.
#[derive(Clone, Debug)]
struct UnreadText {
    row: Id,
    line: FormLine,
    text: String,
    problem: Problem,
}

/// All that a draft is made of, to see whether the form holds anything else since: whatever of it differs is kept.
#[derive(Debug, PartialEq, Eq)]
struct KeptState {
    /// How often the record had been changed.
    changes: u64,
    /// The texts that cannot be read, each with its row and line.
    unread: Vec<(Id, FormLine, String)>,
    /// What is being typed, with its row and line.
    typed: Option<(Id, Option<FormLine>, String)>,
}

/// What a picker or a form on top was opened for.
#[derive(Clone, Copy, Debug)]
enum WaitingPick {
    /// The value of a line.
    Value(FormLine),
    /// Whether to leave.
    Leave,
    /// Whether to remove the row.
    RemoveRow(Id),
    /// Which field of those that come on request.
    Field,
}

/// The form.
#[derive(Debug)]
pub(crate) struct Form {
    before: Option<Box<dyn Record>>,
    record: Working,
    levels: Vec<Level>,
    editor: Option<Editor>,
    unread: Vec<UnreadText>,
    past: Vec<Box<dyn Record>>,
    future: Vec<Box<dyn Record>>,
    waiting: Option<WaitingPick>,
    next_provisional: u32,
    /// Which lines are shown: with fields that a record of this role is not asked for, without what offers to add.
    wanted: WantedLines,
    /// Lines that the last drawing had room for, for paging.
    page: usize,
    /// How often the record was changed, undoing included.
    changes: u64,
    /// What the rules say of the record.
    checked: Box<checked::FormFindings>,
    /// The draft that keeps what the form holds.
    draft: Option<String>,
    /// What the form held when its draft was kept last; none where it has to be kept anew.
    kept: Option<Box<KeptState>>,
    /// What the register held under the name of the draft when that was seen last; none where it held nothing.
    kept_as: Option<u64>,
    /// The first number that a record could get when this form was kept first; none before.
    first_free: Option<u32>,
    /// What became of the draft of a new record in another window.
    elsewhere: Option<DraftElsewhere>,
    /// What was taken out of the record for good while the form was open.
    removed: Vec<String>,
    /// The record that this one is a copy of, as it was when it was copied.
    source: Option<Box<dyn Record>>,
    /// Whether the field that is open was opened with what is new, and none was accepted since.
    offered: bool,
    /// Whether the first field is still to be opened.
    to_open: bool,
    /// A field that was left as it was, with what had been typed in it.
    left: Option<Box<Left>>,
    /// Whether it was told that taking back would go beyond the open field.
    crosses: bool,
    /// Rows that were added, as they were made, each with how many edits there were then.
    made: Vec<(usize, Box<dyn Record>)>,
    /// The item that was added last.
    made_item: Option<Box<MadeItem>>,
    /// The new record as it was made; nothing where it was filled in for the user, so that leaving it asks.
    start: Option<Box<dyn Record>>,
}

/// What a form puts on top of itself: a dialog, or the form of a record that is made from it.
#[derive(Debug)]
pub(crate) enum OnForm {
    /// A question, or a choice.
    Dialog(Dialog),
    /// Another form.
    Form(Form),
}

impl From<Ask> for OnForm {
    fn from(ask: Ask) -> Self {
        Self::Dialog(ask.into())
    }
}

impl From<Pick> for OnForm {
    fn from(pick: Pick) -> Self {
        Self::Dialog(pick.into())
    }
}

impl From<Form> for OnForm {
    fn from(form: Form) -> Self {
        Self::Form(form)
    }
}

/// What became of a draft in another window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DraftElsewhere {
    /// The other window goes on with it.
    GoesOn,
    /// It was saved or discarded there.
    Gone,
}

impl Form {
    /// A form over a record of the register.
    #[must_use]
    pub(crate) fn edit(record: &dyn Record) -> Self {
        Self::over(Some(record.boxed()), record.boxed())
    }

    /// A form over a new record.
    #[must_use]
    pub(crate) fn create(record: Box<dyn Record>) -> Self {
        let mut form = Self::over(None, record);
        form.start = Some(form.record.boxed());
        form.to_open = true;
        form.checked.fresh = true;
        form
    }

    /// A form over a new record that is a copy of another.
    #[must_use]
    pub(crate) fn copy(source: &dyn Record, copy: Box<dyn Record>) -> Self {
        let mut form = Self::filled(copy);
        form.source = Some(source.boxed());
        form.checked.fresh = false;
        form
    }

    /// A form over a new record that was filled in for the user: leaving it asks.
    #[must_use]
    pub(crate) fn filled(record: Box<dyn Record>) -> Self {
        let mut form = Self::over(None, record).changed();
        form.checked.fresh = true;
        form
    }

    fn over(before: Option<Box<dyn Record>>, mut record: Box<dyn Record>) -> Self {
        let mut next_provisional = 1;
        record.walk_mut(&mut |row| {
            if row.id().0 == 0 {
                row.head_mut().id = Id::provisional(next_provisional);
            }
            if row.id().is_provisional() {
                next_provisional = next_provisional.max(row.id().0 - Id::provisional(0).0) + 1;
            }
        });
        let level = Level {
            id: record.id(),
            cursor: 1,
            offset: 0,
            opened: 0,
        };
        Self {
            before,
            record: Working::new(record),
            levels: vec![level],
            editor: None,
            unread: Vec::new(),
            past: Vec::new(),
            future: Vec::new(),
            waiting: None,
            next_provisional,
            wanted: WantedLines::default(),
            page: 10,
            changes: 0,
            checked: Box::default(),
            draft: None,
            kept: None,
            kept_as: None,
            first_free: None,
            elsewhere: None,
            removed: Vec::new(),
            source: None,
            offered: false,
            to_open: false,
            left: None,
            crosses: false,
            made: Vec::new(),
            made_item: None,
            start: None,
        }
    }

    /// The same form over a register that is only read, or over one that is not: it offers to add nothing there.
    #[must_use]
    pub(crate) const fn only_read(mut self, reads: bool) -> Self {
        self.wanted.reads = reads;
        self
    }

    /// What saving would do: the record as it was and as it shall be.
    #[must_use]
    pub(crate) fn to_edit(&self) -> Edit {
        Edit {
            before: self.before.clone(),
            after: Some(self.record.boxed()),
        }
    }

    /// What taking a row out would do.
    #[must_use]
    pub(crate) fn without_row(mut self, id: Id) -> Edit {
        self.remove_row(id);
        self.to_edit()
    }

    /// The same form, whose record was filled in for the user: leaving it asks.
    #[must_use]
    pub(crate) fn changed(mut self) -> Self {
        self.remember();
        self.start = None;
        self
    }

    /// How often the form worked out something of its record: moving and drawing add nothing.
    #[must_use]
    pub(crate) const fn work(&self) -> u64 {
        self.record.work()
    }

    /// The record that the form holds.
    #[must_use]
    pub(crate) fn record(&self) -> &dyn Record {
        &*self.record
    }

    /// The record or row that is shown.
    #[must_use]
    pub(crate) fn here(&self) -> Id {
        self.level().id
    }

    /// The legal hold whose line is focused, which an act is about rather than the record that it is on.
    #[must_use]
    pub(crate) fn hold_here(&self) -> Option<Id> {
        let FormLine::Row { list, at } = self.line()? else {
            return None;
        };
        let row = self.current().row(list, at);
        let is_hold = matches!(
            row.kind(),
            RecordKind::RetentionHold | RecordKind::HoldingHold
        );
        is_hold.then(|| row.id())
    }

    /// Whether the record is new.
    #[must_use]
    pub(crate) const fn is_new(&self) -> bool {
        self.before.is_none()
    }

    /// Whether anything would be lost by leaving.
    #[must_use]
    pub(crate) fn is_edited(&self) -> bool {
        let first = self.before.as_deref().or(self.start.as_deref());
        let same = first.is_some_and(|first| self.record.is_same_as(first));
        let typed = self.editor.as_ref().is_some_and(Editor::is_touched);
        !self.unread.is_empty() || typed || !same
    }

    /// The context of the keys; `None` while something is typed.
    #[must_use]
    pub(crate) const fn context(&self) -> Option<CommandContext> {
        if self.editor.is_some() {
            None
        } else {
            Some(CommandContext::Form)
        }
    }

    fn level(&self) -> &Level {
        // The record's own level is never taken off.
        &self.levels[self.levels.len() - 1]
    }

    fn level_mut(&mut self) -> &mut Level {
        let last = self.levels.len() - 1;
        &mut self.levels[last]
    }

    fn row_at(&self, depth: usize) -> &dyn Record {
        self.record
            .find(self.levels[depth].id)
            .unwrap_or(&*self.record)
    }

    fn current(&self) -> &dyn Record {
        self.row_at(self.levels.len() - 1)
    }

    fn current_mut(&mut self) -> &mut dyn Record {
        let id = self.level().id;
        self.at_mut(id)
    }

    /// The row of that number; the record itself where there is none.
    fn at_mut(&mut self, id: Id) -> &mut dyn Record {
        if self.record.find(id).is_some() {
            return match self.record.find_mut(id) {
                Some(row) => row,
                None => unreachable!("found just before"),
            };
        }
        &mut *self.record
    }

    fn lines_at(&self, depth: usize) -> Rc<[FormLine]> {
        self.record.lines(self.row_at(depth), self.wanted_at(depth))
    }

    /// Which lines are wanted of the record or row at a depth: what was requested in one entry is not in another.
    fn wanted_at(&self, depth: usize) -> WantedLines {
        WantedLines {
            opened: self.levels[depth].opened,
            ..self.wanted
        }
    }

    fn wanted_here(&self) -> WantedLines {
        self.wanted_at(self.levels.len() - 1)
    }

    fn lines(&self) -> Rc<[FormLine]> {
        self.lines_at(self.levels.len() - 1)
    }

    fn line(&self) -> Option<FormLine> {
        self.lines().get(self.level().cursor).copied()
    }

    fn unread_at(&self, line: FormLine) -> Option<&UnreadText> {
        let row = self.level().id;
        self.unread
            .iter()
            .find(|unread| unread.row == row && unread.line == line)
    }

    /// Takes an input.
    pub(crate) fn handle(&mut self, input: &Input, scene: &Scene<'_>) -> Outcome<OnForm> {
        self.check(scene);
        if self.editor.is_some() {
            return self.type_in(input, scene);
        }
        let key = match input {
            // A paste onto a field is what the user wants to stand there.
            Input::Paste(_) => return self.begin_with(input, scene),
            Input::Key(key) => Key::of(*key),
        };
        if key.types() {
            return self.begin_with(input, scene);
        }
        let Some(command) = scene.keymap.command(CommandContext::Form, key) else {
            return Outcome::Ignored;
        };
        self.command(command, scene)
    }

    /// Does a command of the form.
    pub(crate) fn command(&mut self, command: Command, scene: &Scene<'_>) -> Outcome<OnForm> {
        self.check(scene);
        if self.edits(command)
            && let Some(refusal) = self.refusal(scene)
        {
            return refusal;
        }
        let page = isize::try_from(self.page).unwrap_or(10).max(1);
        match command {
            Command::Up => self.go(-1),
            Command::Down => self.go(1),
            Command::PageUp => self.go(-page),
            Command::PageDown => self.go(page),
            Command::First => {
                self.level_mut().cursor = 0;
                self.go(0);
            }
            Command::Last => self.go(isize::MAX),
            Command::NextSection => self.go_section(true),
            Command::PreviousSection => self.go_section(false),
            Command::Open | Command::Right => return self.begin(Opening::Selected, scene),
            Command::Edit => return self.begin(Opening::Behind, scene),
            Command::Editor => return self.begin_editor(scene),
            Command::NextFinding => return self.go_finding(true, scene),
            Command::PreviousFinding => return self.go_finding(false, scene),
            Command::Select => return self.toggle(scene),
            Command::New => return self.add_here(scene),
            Command::Duplicate => return self.duplicate_row(scene),
            Command::Remove => return self.clear_or_remove(scene),
            Command::MarkNone => return self.begin_none(scene),
            Command::Reference => self.begin_reference(),
            Command::AllFields => {
                let line = self.line();
                self.wanted.all = !self.wanted.all;
                for level in &mut self.levels {
                    level.opened = 0;
                }
                self.stay_at(line);
                let key = if self.wanted.all {
                    "form.all_fields"
                } else {
                    "form.asked_fields"
                };
                return Outcome::Tell(scene.words.get(key).to_owned());
            }
            Command::MoveUp => return self.move_row(false, scene),
            Command::MoveDown => return self.move_row(true, scene),
            Command::Undo => return self.take_back(scene),
            Command::Redo => return self.bring_again(scene),
            Command::Save => return self.save(scene),
            Command::SaveBecause => {
                return match self.save(scene) {
                    Outcome::Do(Request::SaveForm) => Outcome::Do(Request::SaveBecause),
                    other => other,
                };
            }
            Command::Redact => return self.redact(scene),
            Command::RecordHistory if !self.is_new() => {
                return Outcome::Do(Request::History(self.record.id()));
            }
            Command::Country => {
                let line = self
                    .line()
                    .map(|line| (self.kind_of(line), self.value_of(line)));
                if let Some((Some(FieldKind::Country), Value::Text(code))) = line {
                    return Outcome::Do(Request::Country(code));
                }
                return Outcome::Ignored;
            }
            Command::Left if self.levels.len() > 1 => self.leave_level(),
            Command::Back => return self.leave(scene),
            _ => return Outcome::Ignored,
        }
        Outcome::Done
    }

    /// Leaves the row, or the form: where something would be lost, the user is asked.
    fn leave(&mut self, scene: &Scene<'_>) -> Outcome<OnForm> {
        if self.levels.len() > 1 {
            self.leave_level();
            return Outcome::Done;
        }
        if !self.is_edited() {
            let warning = self.warn_of_left(scene);
            return warning.unwrap_or(Outcome::Close(Closed::Cancelled));
        }
        self.waiting = Some(WaitingPick::Leave);
        let words = scene.words;
        let ask = Ask::new(
            words.get("form.leave.title"),
            words.get("form.leave.text"),
            words.get("form.leave.stay"),
        )
        .or(Reply::Save, words.get("form.leave.save"))
        .or(Reply::Draft, words.get("form.leave.draft"))
        .or(Reply::Discard, words.get("form.leave.discard"));
        Outcome::push(ask, Then::Below)
    }

    fn save(&mut self, scene: &Scene<'_>) -> Outcome<OnForm> {
        if let Some(unread) = self.unread.first().cloned() {
            self.go_to(unread.row, None);
            if let Some(at) = self.lines().iter().position(|line| *line == unread.line) {
                self.level_mut().cursor = at;
            }
            return Outcome::Warn(scene.words.get("form.unread").to_owned());
        }
        if let Some(missing) = self.asks_why_lifted(scene) {
            return missing;
        }
        self.unmake_blank();
        Outcome::Do(Request::SaveForm)
    }

    /// Asks for the focused field to be taken out for good.
    fn redact(&self, scene: &Scene<'_>) -> Outcome<OnForm> {
        let warn = |key: &str| Outcome::Warn(scene.words.get(key).to_owned());
        if self.is_new() || self.is_edited() {
            return warn("desk.save_first");
        }
        let fields = self.current().declaration().fields;
        match self.line() {
            Some(
                FormLine::Field(field) | FormLine::Part { field, .. } | FormLine::AddItem(field),
            ) => Outcome::Do(Request::Redact(self.level().id, fields[field].key)),
            _ => warn("redact.choose_field"),
        }
    }

    /// Takes the answer of the layer that the form opened.
    pub(crate) fn answered(&mut self, answer: Closed, scene: &Scene<'_>) -> Outcome<OnForm> {
        self.check(scene);
        match (self.waiting.take(), answer) {
            (Some(WaitingPick::Leave), Closed::Chosen(Reply::Save)) => self.save(scene),
            (Some(WaitingPick::Leave), Closed::Chosen(Reply::Draft)) => {
                Outcome::Close(Closed::Kept)
            }
            (Some(WaitingPick::Leave), Closed::Chosen(Reply::Discard)) => {
                Outcome::Close(Closed::Cancelled)
            }
            (Some(WaitingPick::RemoveRow(id)), Closed::Chosen(Reply::Proceed)) => {
                self.remove_row(id);
                Outcome::Done
            }
            (Some(WaitingPick::Field), Closed::Picked(picked)) => self.show_field(&picked, scene),
            (Some(WaitingPick::Value(line)), Closed::Picked(picked)) => {
                self.take_and_go(line, Some(&picked), Onward::Next, scene)
            }
            (Some(WaitingPick::Value(line)), Closed::Passed(picked, onward)) => {
                self.take_and_go(line, picked.as_deref(), onward, scene)
            }
            (Some(WaitingPick::Value(line)), Closed::Saved(id)) => {
                self.add_reference(line, id);
                self.fill_from_organisation(line, scene);
                self.open_next(Some(line), true, scene)
            }
            // What was opened with what is new is left with it.
            (Some(WaitingPick::Value(_)), Closed::Cancelled)
                if std::mem::take(&mut self.offered) =>
            {
                self.leave(scene)
            }
            _ => Outcome::Done,
        }
    }

    /// Takes the long text from the user's own editor; gives how many characters were taken out of it.
    pub(crate) fn set_long_text(&mut self, text: &str) -> usize {
        match &mut self.editor {
            Some(Editor::Long { text: area, .. }) => area.set(text).removed,
            _ => 0,
        }
    }

    /// What a field of the current row takes.
    fn kind_of(&self, line: FormLine) -> Option<FieldKind> {
        let fields = self.current().declaration().fields;
        match line {
            FormLine::Field(field) | FormLine::AddItem(field) => Some(fields[field].kind),
            FormLine::Part { field, part, .. } => fields[field]
                .kind
                .items()
                .map(|items| items.parts[part].kind),
            _ => None,
        }
    }

    /// The value that stands in a line.
    fn value_of(&self, line: FormLine) -> Value {
        match line {
            FormLine::Field(field) => self.current().get(field),
            FormLine::Part { field, item, part } => match self.current().get(field) {
                Value::Items(items) => items
                    .get(item)
                    .and_then(|item| item.get(part))
                    .cloned()
                    .unwrap_or_default(),
                _ => Value::Empty,
            },
            _ => Value::Empty,
        }
    }

    /// Puts a value into a line.
    fn set_value(&mut self, line: FormLine, value: Value) {
        if self.value_of(line) == value {
            return;
        }
        let focused = self.line();
        self.remember();
        let (row, key) = (self.level().id, line.key(self.current()));
        self.checked
            .prefilled
            .retain(|known| known.0 != row || Some(known.1) != key);
        let here = self.current_mut();
        match line {
            FormLine::Field(field) => {
                here.record_value(here.declaration().fields[field].key, value);
            }
            FormLine::Part { field, item, part } => {
                if let Value::Items(mut items) = here.get(field) {
                    if let Some(slot) = items.get_mut(item).and_then(|item| item.get_mut(part)) {
                        *slot = value;
                    }
                    here.put(field, Value::Items(items));
                }
            }
            _ => {}
        }
        self.stay_at(focused);
    }

    /// Whether the row or the list's line can be answered with *none*.
    fn none_key(&self, line: FormLine) -> Option<&'static str> {
        let here = self.current();
        let key = line.key(here)?;
        let list_line = !matches!(line, FormLine::Row { .. } | FormLine::Part { .. });
        (list_line && here.declaration().may_be_none(key)).then_some(key)
    }

    fn fact(&self, key: &str) -> Fact {
        self.current().answer(key)
    }

    /// The line with the focus, by its key: `name`, `purposes` where a purpose can be added, `purposes[0]`,
    /// `documents[0].title`, `documents+`, `contacts.dpo`.
    #[must_use]
    pub(crate) fn focus(&self) -> Option<String> {
        let declaration = self.current().declaration();
        Some(match self.line()? {
            FormLine::Heading(section) => section.key().to_owned(),
            FormLine::Field(field) => declaration.fields[field].key.to_owned(),
            FormLine::Part { field, item, part } => {
                let part = declaration.fields[field].kind.items()?.parts.get(part)?;
                format!("{}[{item}].{}", declaration.fields[field].key, part.key)
            }
            FormLine::AddItem(field) => format!("{}+", declaration.fields[field].key),
            FormLine::Row { list, at } => format!("{}[{at}]", declaration.lists[list].key),
            FormLine::AddRow(list) => declaration.lists[list].key.to_owned(),
            FormLine::Contact(asked) => asked.key.to_owned(),
            FormLine::More(section) => format!("{} …", section.key()),
            FormLine::Offer(at) => format!("{} ?", self.record.asks().offers().get(at)?.key),
        })
    }
}

/// What was picked, as texts: keys of choices and own words.
fn picked_texts(picked: &[Picked]) -> Vec<String> {
    picked
        .iter()
        .filter_map(|picked| match picked {
            Picked::Choice(text) | Picked::Own(text) => Some(text.clone()),
            Picked::New(_) | Picked::None => None,
        })
        .collect()
}
