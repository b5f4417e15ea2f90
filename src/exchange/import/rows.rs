//! Rows that a file does not call by reference, and what was removed here since the file was made.

use std::collections::HashSet;

use serde_json::json;

use super::compare::changed_keys;
use super::plan::{Planner, is_new};
use super::tree::{Node, Object, Taking, member};
use super::typed::written_or_typed;
use super::{Conflict, ImportSpot, Matching, Preference};
use crate::domain::codec::{clean, to_json};
use crate::domain::field::Record;
use crate::domain::kind::{FieldKind, RecordKind, Target};
use crate::domain::redaction::value_was_before;
use crate::domain::text::key as folded;
use crate::domain::value::Id;

impl<'d> Planner<'d, '_> {
    /// Gives rows without a reference that of a row of the register that says the same in all that the file names.
    pub(super) fn known_by_content(
        &self,
        existing: &dyn Record,
        list: usize,
        nodes: &[Node<'_>],
        references: &mut [String],
        given: &mut HashSet<String>,
    ) {
        for (node, reference) in nodes.iter().zip(references.iter_mut()) {
            let Node::Object(object) = node else { continue };
            if !reference.is_empty() {
                continue;
            }
            let mut rows = existing.rows(list);
            let known = rows.find(|row| {
                !given.contains(&row.head().reference) && self.says_the_same(*row, object)
            });
            // A row that says what the source said before it was changed or removed here.
            let before = || {
                self.document.origin.as_ref()?;
                let base = self.choice.base?.get(existing.id())?;
                let mut rows = base.rows(list);
                rows.find(|row| {
                    !given.contains(&row.head().reference) && self.says_the_same(*row, object)
                })
            };
            if let Some(row) = known.or_else(before) {
                reference.clone_from(&row.head().reference);
                given.insert(reference.clone());
            }
        }
        self.known_by_position(existing, list, references, given);
    }

    /// Gives the rows that are left the references of those that the source made last time and that are left too, in their
    /// order: where as many are left on both sides, one was written anew in the place of the other.
    fn known_by_position(
        &self,
        existing: &dyn Record,
        list: usize,
        references: &mut [String],
        given: &mut HashSet<String>,
    ) {
        let read = self
            .choice
            .read_before
            .filter(|_| self.document.origin.is_some());
        let Some(read) = read.and_then(|read| read.get(existing.id())) else {
            return;
        };
        let of_source = read.rows(list).map(|row| {
            let here = existing.rows(list).find(|known| known.id() == row.id());
            here.unwrap_or(row).head().reference.clone()
        });
        let left: Vec<String> = of_source.filter(|it| !given.contains(it)).collect();
        let open = references.iter_mut().filter(|it| it.is_empty());
        let open: Vec<&mut String> = open.collect();
        if open.len() == left.len() {
            for (reference, known) in open.into_iter().zip(left) {
                reference.clone_from(&known);
                given.insert(known);
            }
        }
    }

    /// Whether a row says in each of its fields what an object names there; its own rows do not count.
    pub(super) fn says_the_same(&self, row: &dyn Record, object: &Object<'_>) -> bool {
        let declaration = row.declaration();
        let name = |id: Id| match (self.called.get(&id), self.register.place(row.id())) {
            (Some(called), _) => (*called).to_owned(),
            (None, Some(place)) => self.register.name_in(place.owner, id),
            (None, None) => String::new(),
        };
        let taking = Taking::new(self.taking.own);
        let mut named = 0;
        let same = object.iter().all(|(key, node)| {
            // How it is called there is not what it says.
            if *node == Node::Null || key == "ref" || declaration.list(key).is_some() {
                return true;
            }
            if key == "none" {
                let Node::Object(reasons) = node else {
                    return false;
                };
                return reasons.iter().all(|(key, reason)| match reason {
                    Node::Text(reason) => {
                        row.head().none.get(&**key) == Some(&clean(&taking.text(reason), true))
                    }
                    reason => *reason == Node::Null,
                });
            }
            let Some(index) = declaration.field(key) else {
                return key == "redacted";
            };
            let kind = &declaration.fields[index].kind;
            if matches!(kind, FieldKind::Computed) {
                return true;
            }
            named += 1;
            // What a row is called there may be another row here.
            let of_rows =
                matches!(kind.target(), Some(Target::Kind(kind)) if kind.parent().is_some());
            if of_rows && *member(object, "ref") != Node::Null {
                return false;
            }
            let value = row.get(index);
            let called = |id: &Id, text: &str| {
                let record = self.register.get(*id).and_then(|it| it.text("name"));
                name(*id) == text || record.is_some_and(|it| folded(&it) == folded(text))
            };
            let find = |text: &str| {
                let mut named = value.refs().iter();
                named.find(|id| called(id, text)).copied()
            };
            written_or_typed(kind, &node.to_json(&taking), &find).is_ok_and(|told| told == value)
        });
        same && named > 0
    }

    /// The record of a reference that was here when the file was made and is not any more.
    pub(super) fn past(&self, kind: RecordKind, reference: &str) -> Option<&'d dyn Record> {
        if self.choice.matching == Matching::Replacing || self.comes_as_new() {
            return None;
        }
        let base = self.choice.base?;
        let record = base.get(base.find(reference)?)?;
        let gone = self.register.place(record.id()).is_none();
        (gone && record.kind() == kind).then_some(record)
    }

    /// Whether a record or row of the file that was removed here since stays removed: always where the file says what it
    /// said then; else that is a conflict.
    pub(super) fn stays_removed(&self, theirs: &dyn Record, past: &dyn Record) -> bool {
        let name = |id: Id| id.0.to_string();
        // What was taken out for good counts as changed here.
        let told = changed_keys(past, theirs).into_iter().any(|key| {
            let Some(index) = past.declaration().field(key) else {
                return true;
            };
            let kind = &past.declaration().fields[index].kind;
            let value = |record: &dyn Record| to_json(kind, &record.get(index), &name);
            !past.is_redacted(key) && !value_was_before(&value(theirs), &value(past))
        });
        if !told {
            return true;
        }
        let mut name = ["name", "text"]
            .into_iter()
            .filter_map(|key| theirs.text(key));
        let reference = match self.choice.base {
            Some(base) => base.reference(past.id()),
            None => theirs.head().reference.clone(),
        };
        self.conflicts.borrow_mut().push(Conflict {
            spot: ImportSpot {
                kind: past.kind(),
                reference,
                key: None,
            },
            ours: json!(null),
            theirs: json!({ "name": name.next().unwrap_or_default() }),
        });
        self.choice.prefer != Preference::Theirs
    }

    /// Whether the file meets a register that is not to become what the file is.
    fn holds_something(&self) -> bool {
        !is_new(self.register) || self.document.origin.is_some()
    }

    /// Whether a record of the file meets one that holds something, and does not just take its place.
    pub(super) fn merges(&self, existing: Option<&dyn Record>) -> bool {
        self.holds_something() && existing.map(|record| record.id()) != self.replaced
    }

    /// Whether a row of a record that the file has too stays though the file does not name it.
    pub(super) fn keeps_row(&self, row: Id) -> bool {
        self.holds_something()
            && (self.choice.matching != Matching::Replacing
                || self.register.get(row).is_some_and(Self::holds_proof))
    }
}
