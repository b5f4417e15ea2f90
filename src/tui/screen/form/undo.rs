//! Taking back and bringing again in a form: what was typed in the open field, then what was done to the record.

use super::editor::{Editor, Left};
use super::{Form, FormLine};
use crate::domain::field::Record;
use crate::domain::value::{Id, Value};
use crate::tui::command::Command;
use crate::tui::outcome::Outcome;
use crate::tui::scene::Scene;
use crate::tui::screen::form::OnForm;

impl Form {
    /// Remembers the record as it is, before it changes.
    ///
    /// What was taken back before is not forgotten: it stands between what was before it and what comes now, so that
    /// taking back leads through it.
    pub(super) fn remember(&mut self) {
        self.changes += 1;
        self.checked.fresh = false;
        let now = self.record.boxed();
        if !self.future.is_empty() {
            self.past.push(now.boxed());
            self.past
                .extend(std::mem::take(&mut self.future).into_iter().rev());
        }
        self.past.push(now);
        if self.past.len() > 400 {
            self.past.drain(..200);
        }
    }

    /// Goes a step back or forth; what differs is named by its label.
    fn step(&mut self, back: bool, scene: &Scene<'_>) -> Option<String> {
        let (from, to) = if back {
            (&mut self.past, &mut self.future)
        } else {
            (&mut self.future, &mut self.past)
        };
        let record = from.pop()?;
        let named = difference(&*self.record, &*record, scene);
        to.push(self.record.replace(record));
        self.changes += 1;
        let known = |id: Id| self.record.find(id).is_some();
        let keep = self
            .levels
            .iter()
            .take_while(|level| known(level.id))
            .count()
            .max(1);
        self.levels.truncate(keep);
        self.clamp();
        Some(named)
    }

    /// Whether there is an edit to be taken back, or one to be brought again.
    pub(super) fn can_turn(&self, back: bool) -> bool {
        if back {
            !self.past.is_empty()
        } else {
            !self.future.is_empty() || self.left.is_some()
        }
    }

    /// Takes the latest edit of the record back, and says which: nothing beyond the form without being asked.
    pub(super) fn take_back(&mut self, scene: &Scene<'_>) -> Outcome<OnForm> {
        match self.step(true, scene) {
            Some(what) => Outcome::Tell(scene.words.fill("form.undone", &[("what", &what)])),
            None => Outcome::Warn(scene.words.get("form.nothing_to_undo").to_owned()),
        }
    }

    /// Brings again what was taken back last: an edit, or what was typed in a field that was left as it was.
    pub(super) fn bring_again(&mut self, scene: &Scene<'_>) -> Outcome<OnForm> {
        let latest = |left: &Left| left.changes == self.changes || self.future.is_empty();
        if self.left.as_deref().is_some_and(latest)
            && let Some(left) = self.left.take()
        {
            // The entry that it was typed in may have gone with it.
            for gone in [false, true] {
                if gone {
                    self.step(false, scene);
                }
                self.go_to(left.row, None);
                let lines = self.lines();
                if self.level().id == left.row
                    && let Some(at) = lines.iter().position(|line| *line == left.line)
                {
                    self.level_mut().cursor = at;
                    self.editor = Some(left.editor);
                    return Outcome::Done;
                }
            }
            return Outcome::Done;
        }
        match self.step(false, scene) {
            Some(what) => Outcome::Tell(scene.words.fill("form.redone", &[("what", &what)])),
            None => Outcome::Warn(scene.words.get("form.nothing_to_redo").to_owned()),
        }
    }

    /// Takes back or brings again what was typed in the open field.
    ///
    /// Where nothing of that is left, the record's edits come only after a word.
    pub(super) fn turn_typing(&mut self, command: Command, scene: &Scene<'_>) -> Outcome<OnForm> {
        let asked = std::mem::take(&mut self.crosses);
        let Some(editor) = &mut self.editor else {
            return Outcome::Ignored;
        };
        if editor.turn(command == Command::Undo) {
            return Outcome::Done;
        }
        if editor.is_touched() && !asked {
            self.crosses = true;
            let key = match command {
                Command::Undo => "form.typing_undone",
                _ => "form.typing_redone",
            };
            return Outcome::Warn(scene.words.get(key).to_owned());
        }
        self.editor = None;
        self.offered = false;
        if command == Command::Undo {
            self.take_back(scene)
        } else {
            self.bring_again(scene)
        }
    }

    /// Leaves the open field as it was. What was typed in it comes again by *redo*.
    pub(super) fn give_up(&mut self, scene: &Scene<'_>) -> Outcome<OnForm> {
        let offered = std::mem::take(&mut self.offered);
        let (Some(editor), Some(line)) = (self.editor.take(), self.line()) else {
            return Outcome::Done;
        };
        let touched = editor.is_touched();
        if let FormLine::Part { field, item, .. } = line
            && self.is_made_item(field, item)
        {
            // An entry that was added for it goes too.
            if touched {
                self.step(true, scene);
                self.leave_typed(line, editor, scene);
                return Outcome::Tell(scene.words.get("form.left").to_owned());
            }
            if let Some(before) = self.past.pop() {
                self.record.replace(before);
                self.changes += 1;
                self.clamp();
            }
            return Outcome::Done;
        }
        if !touched {
            // What was opened with what is new is left with it.
            return if offered {
                self.leave(scene)
            } else {
                Outcome::Done
            };
        }
        let same = editor.text().trim().is_empty() && self.value_of(line).is_empty();
        if same {
            return Outcome::Done;
        }
        self.leave_typed(line, editor, scene);
        Outcome::Tell(scene.words.get("form.left").to_owned())
    }

    /// Remembers what was typed in a field that is left as it was.
    fn leave_typed(&mut self, line: FormLine, editor: Editor, scene: &Scene<'_>) {
        self.left = Some(Box::new(Left {
            row: self.level().id,
            stood: self.stands_in(line, scene.words),
            line,
            editor,
            changes: self.changes,
            warned: false,
        }));
    }

    /// Whether an item was added last, and holds nothing but what it was made with.
    pub(super) fn is_made_item(&self, field: usize, item: usize) -> bool {
        self.made_item.as_ref().is_some_and(|made| {
            let now = match self.current().get(field) {
                Value::Items(items) => items.get(item).cloned(),
                _ => None,
            };
            let place = (made.row, made.field, made.item);
            place == (self.level().id, field, item)
                && made.since == self.past.len()
                && now.as_ref() == Some(&made.parts)
        })
    }

    /// That leaving the form would lose what was typed in a field and not taken: told once.
    pub(super) fn warn_of_left(&mut self, scene: &Scene<'_>) -> Option<Outcome<OnForm>> {
        let left = self
            .left
            .as_mut()
            .filter(|left| left.matters() && !left.warned)?;
        left.warned = true;
        let text = crate::tui::widget::text::cut(left.typed().trim(), 40);
        let told = scene.words.fill("form.left_typed", &[("text", &text)]);
        Some(Outcome::Warn(told))
    }
}

/// What differs between two states of a record, by the label of the first field or list that does.
fn difference(one: &dyn Record, other: &dyn Record, scene: &Scene<'_>) -> String {
    let mut found = None;
    let name = |one: &dyn Record, other: &dyn Record| {
        let declaration = one.declaration();
        let words = scene.words;
        for (index, field) in declaration.fields.iter().enumerate() {
            let none = |row: &dyn Record| row.head().none.get(field.key).cloned();
            if one.get(index) != other.get(index) || none(one) != none(other) {
                return Some(words.label(one.kind(), field.key).to_owned());
            }
        }
        for (index, list) in declaration.lists.iter().enumerate() {
            let none = |row: &dyn Record| row.head().none.get(list.key).cloned();
            let ids =
                |row: &dyn Record| -> Vec<Id> { row.rows(index).map(|row| row.id()).collect() };
            if ids(one) != ids(other) || none(one) != none(other) {
                return Some(words.label(one.kind(), list.key).to_owned());
            }
        }
        None
    };
    one.walk(None, &mut |row, _| {
        if found.is_none()
            && let Some(same) = other.find(row.id())
        {
            found = name(row, same);
        }
    });
    found.unwrap_or_else(|| scene.words.one(one.kind()).to_owned())
}
