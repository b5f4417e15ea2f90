//! Rows and items in a form: added, copied, moved, taken out.

use super::editor::{MadeItem, Opening};
use super::lines::is_blank;
use super::pickers::title_of;
use super::{Form, FormLine, Level, UnreadText, WaitingPick};
use crate::domain::anew::make_new;
use crate::domain::codes::Choice as _;
use crate::domain::contacts::AskedContact;
use crate::domain::facts::is_same;
use crate::domain::kind::FieldKind;
use crate::domain::value::{Id, Value};
use crate::due::standing::DeletedProof;
use crate::tui::outcome::Outcome;
use crate::tui::overlay::ask::Ask;
use crate::tui::request::{Reply, Then};
use crate::tui::scene::Scene;
use crate::tui::screen::form::OnForm;

impl Form {
    /// Adds a row or an item to the list that the focus is in.
    pub(super) fn add_here(&mut self, scene: &Scene<'_>) -> Outcome<OnForm> {
        match self.line() {
            Some(FormLine::Row { list, .. } | FormLine::AddRow(list)) => self.add_row(list, scene),
            Some(FormLine::Part { field, .. } | FormLine::AddItem(field)) => {
                self.add_item(field, scene)
            }
            Some(FormLine::Field(field))
                if self.current().declaration().fields[field]
                    .kind
                    .items()
                    .is_some() =>
            {
                self.add_item(field, scene)
            }
            Some(FormLine::Contact(key)) => self.add_contact(key, scene),
            _ => Outcome::Warn(scene.words.get("form.nothing_to_add").to_owned()),
        }
    }

    /// Whether something can be added at a line.
    pub(super) fn can_add(&self, line: FormLine) -> bool {
        match line {
            FormLine::Field(field) => {
                let fields = self.current().declaration().fields;
                fields[field].kind.items().is_some()
            }
            FormLine::Row { .. }
            | FormLine::AddRow(_)
            | FormLine::Part { .. }
            | FormLine::AddItem(_)
            | FormLine::Contact(_) => true,
            _ => false,
        }
    }

    /// Adds a contact of the role that a line asks for.
    pub(super) fn add_contact(
        &mut self,
        asked: &AskedContact,
        scene: &Scene<'_>,
    ) -> Outcome<OnForm> {
        let Some(list) = self.current().declaration().list("contacts") else {
            return Outcome::Done;
        };
        self.push_row(list, scene);
        let organisation = self.record.id();
        self.at_mut(organisation).head_mut().none.remove(asked.key);
        // The role is answered already: on to the next field.
        self.current_mut()
            .record_value("role", Value::Text(asked.role.code().to_owned()));
        self.note_made();
        self.offer(scene)
    }

    /// Adds a row to a list, and opens its first field.
    pub(super) fn add_row(&mut self, list: usize, scene: &Scene<'_>) -> Outcome<OnForm> {
        self.push_row(list, scene);
        self.note_made();
        self.offer(scene)
    }

    /// Adds an empty row to a list, and goes into it.
    pub(super) fn push_row(&mut self, list: usize, scene: &Scene<'_>) {
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
            opened: 0,
        });
        self.to_open = true;
    }

    /// Notes how the row that was just added was made: left so, it goes without a trace.
    fn note_made(&mut self) {
        let row = self.current().boxed();
        self.made.push((self.past.len(), row));
    }

    /// Whether nothing stands in a row but what it was made with.
    pub(super) fn is_as_made(&self, id: Id) -> bool {
        let made = self.made.iter().find(|(_, made)| made.id() == id);
        let Some(row) = self.record.find(id) else {
            return false;
        };
        let same = made.is_some_and(|(_, made)| is_same(&**made, row));
        id.is_provisional()
            && (same || is_blank(row))
            && self.unread.iter().all(|unread| unread.row != id)
    }

    /// Takes a row that holds nothing out again, as if it had never been added.
    fn unmake(&mut self, id: Id) {
        let since = self.made.iter().find(|(_, made)| made.id() == id);
        let since = since.map(|(since, _)| *since);
        self.made.retain(|(_, made)| made.id() != id);
        if since == Some(self.past.len())
            && let Some(before) = self.past.pop()
        {
            let now = self.record.replace(before);
            self.changes += 1;
            // What was typed in it and left can be brought back with it.
            if let Some(left) = self.left.as_mut().filter(|left| left.row == id) {
                left.changes = self.changes;
                self.future.push(now);
            }
        } else {
            self.remove_row(id);
        }
    }

    /// Takes out all rows that were added and hold nothing.
    pub(super) fn unmake_blank(&mut self) {
        let mut ids = Vec::new();
        self.record.walk(None, &mut |row, _| ids.push(row.id()));
        // The latest first: it can be as if it had never been.
        let whole = self.record.id();
        for id in ids.into_iter().rev() {
            if id != whole && self.is_as_made(id) {
                self.unmake(id);
            }
        }
        let known = |id: Id| self.record.find(id).is_some();
        let keep = self
            .levels
            .iter()
            .take_while(|level| known(level.id))
            .count();
        self.levels.truncate(keep.max(1));
        self.clamp();
    }

    /// Leaves the row; one that was added and holds nothing goes with it.
    pub(super) fn leave_level(&mut self) {
        self.offered = false;
        if let Some(left) = self.levels.pop()
            && self.is_as_made(left.id)
        {
            self.unmake(left.id);
        }
        self.clamp();
    }

    /// Leaves the row for the line where the next entry of its list begins.
    pub(super) fn leave_for_next(&mut self) {
        let place = self.record.place_of(self.level().id);
        self.leave_level();
        if let Some((_, list, _)) = place
            && let Some(at) = self
                .lines()
                .iter()
                .position(|line| *line == FormLine::AddRow(list))
        {
            self.level_mut().cursor = at;
        }
    }

    pub(super) fn add_item(&mut self, field: usize, scene: &Scene<'_>) -> Outcome<OnForm> {
        let condition = self.next_condition(scene);
        let here = self.current();
        let kind = here.declaration().fields[field].kind;
        let Some(parts) = kind.items().map(|items| items.parts.len()) else {
            return Outcome::Done;
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
            let item = items.len();
            self.made_item = Some(Box::new(MadeItem {
                row: self.level().id,
                field,
                item,
                parts: parts.clone(),
                since: self.past.len(),
            }));
            items.push(parts);
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
            self.begin_value(line, Opening::Selected, scene)
        } else {
            // What there can be one of is there already: its first part.
            self.go(1);
            let line = self.line();
            line.map_or(Outcome::Done, |line| {
                self.begin_value(line, Opening::Selected, scene)
            })
        }
    }

    /// Copies the row with the focus, with its own rows.
    pub(super) fn duplicate_row(&mut self, scene: &Scene<'_>) -> Outcome<OnForm> {
        let Some(FormLine::Row { list, at }) = self.line() else {
            return Outcome::Warn(scene.words.get("form.nothing_to_duplicate").to_owned());
        };
        self.remember();
        let mut copy = self.current().row(list, at).boxed();
        make_new(&mut *copy, &mut self.next_provisional);
        self.current_mut().insert_row(list, at + 1, copy);
        self.go(1);
        Outcome::Done
    }

    /// Moves the row or item with the focus among its own.
    pub(super) fn move_row(&mut self, down: bool, scene: &Scene<'_>) -> Outcome<OnForm> {
        let refused = || Outcome::Warn(scene.words.get("form.nothing_to_move").to_owned());
        let Some(FormLine::Row { list, at }) = self.line() else {
            return refused();
        };
        let to = if down { at + 1 } else { at.wrapping_sub(1) };
        if to >= self.current().row_count(list) {
            return refused();
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
        Outcome::Done
    }

    /// Takes away what stands in the line: a value, a *none*, an item, a row.
    pub(super) fn clear_or_remove(&mut self, scene: &Scene<'_>) -> Outcome<OnForm> {
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
                    let mut text = words.fill("form.remove.text", &[("row", &named)]);
                    for said in DeletedProof::of(row, scene.today).said() {
                        text.push_str("\n\n");
                        text.push_str(words.get(said));
                    }
                    let ask = Ask::new(
                        words.get("form.remove.title"),
                        &text,
                        words.get("form.remove.no"),
                    )
                    .or(Reply::Proceed, words.get("form.remove.yes"));
                    self.waiting = Some(WaitingPick::RemoveRow(id));
                    return Outcome::push(ask, Then::Below);
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
            FormLine::Heading(_)
            | FormLine::AddItem(_)
            | FormLine::More(_)
            | FormLine::Offer(_) => {}
        }
        Outcome::Done
    }

    /// Forgets what could not be read in an item that is gone; those after it have moved up.
    fn forget_item(&mut self, field: usize, item: usize) {
        let row = self.level().id;
        let place = |unread: &UnreadText| match unread.line {
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
}
