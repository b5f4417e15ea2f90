//! What was made on both sides since they were one: a record or row of a copy that has the reference of another one here.

use std::collections::HashSet;

use super::Matching;
use super::plan::{Planner, RowNames};
use super::tree::{Node, Object};
use crate::domain::field::{Declaration, Record};
use crate::domain::kind::RecordKind;
use crate::domain::register::{Register, made_number};
use crate::domain::value::Id;

impl<'d> Planner<'d, '_> {
    /// What both sides were when they were one, where the file is a copy of this register.
    fn common(&self) -> Option<&'d Register> {
        let copy = self.document.origin.is_none()
            && !self.foreign
            && self.choice.matching == Matching::ByOrigin
            && self.choice.made_at.is_some();
        self.choice.base.filter(|_| copy)
    }

    /// A record as it was then.
    fn common_record(&self, record: &dyn Record) -> Option<&'d dyn Record> {
        let base = self.common()?;
        if record.kind() == RecordKind::RegisterData {
            return Some(&base.about);
        }
        base.get(record.id())
    }

    /// Whether a record, or a row in it, was made there since: what it says is to be known by its reference when the copy
    /// comes again.
    pub(super) fn is_made_there(&self, record: &dyn Record) -> bool {
        let renamed = self.renamed.borrow();
        let since = self.common_record(record).map(|then| {
            let mut new = false;
            record.walk(None, &mut |row, _| new |= then.find(row.id()).is_none());
            new
        });
        since.unwrap_or_else(|| self.common().is_some())
            || renamed
                .iter()
                .any(|(owner, ..)| record.find(*owner).is_some())
    }

    /// The record of the register that an earlier merge made of one of the copy's.
    pub(super) fn made_before(&self, kind: RecordKind, reference: &str) -> Option<&'d dyn Record> {
        self.common()?;
        let read = self.choice.read_before?;
        let known = read.get(read.find(reference)?)?;
        let here = self.register.get(known.id())?;
        (here.kind() == kind && known.kind() == kind).then_some(here)
    }

    /// Whether a record of the copy is another one than the one here that has its reference.
    pub(super) fn is_another(&self, here: &dyn Record, object: &Object<'_>) -> bool {
        let Some(base) = self.common() else {
            return false;
        };
        base.get(here.id()).is_none() && !self.says_the_same(here, object)
    }

    /// Gives those of the copy's records that are another than the one with their reference here the next free one.
    pub(super) fn number_apart(&mut self, apart: &[usize]) {
        let mut taken: HashSet<String> = HashSet::new();
        taken.extend(self.entries.iter().map(|entry| entry.reference.clone()));
        for index in apart {
            let kind = self.entries[*index].kind;
            let next = self.register.next_reference(kind, None);
            let mut number = made_number(&next, kind.prefix()).unwrap_or(1);
            let free = loop {
                let reference = format!("{}{number}", kind.prefix());
                number += 1;
                if self.register.find(&reference).is_none() && taken.insert(reference.clone()) {
                    break reference;
                }
            };
            let entry = &mut self.entries[*index];
            entry.called = std::mem::replace(&mut entry.reference, free);
        }
    }

    /// Takes the references from those rows of the copy that are others than the ones here that have them; one that an
    /// earlier merge made gets that one's. Says which lost theirs, each with its place.
    pub(super) fn rows_apart(
        &self,
        existing: &dyn Record,
        list: usize,
        nodes: &[Node<'_>],
        references: &mut [String],
        given: &mut HashSet<String>,
    ) -> Vec<(usize, String)> {
        let Some(base) = self.common_record(existing) else {
            return Vec::new();
        };
        let mut apart = Vec::new();
        for (at, (node, reference)) in nodes.iter().zip(references.iter_mut()).enumerate() {
            let Node::Object(object) = node else { continue };
            let mut known = base.rows(list);
            if reference.is_empty() || known.any(|row| row.head().reference == *reference) {
                continue;
            }
            let new_here = |row: &&dyn Record| base.find(row.id()).is_none();
            let mut here = existing.rows(list).filter(new_here);
            let clash = here.find(|row| row.head().reference == *reference);
            let before = self.row_made_before(existing, list, reference);
            let Some(clash) = clash else { continue };
            if before.is_none() && self.says_the_same(clash, object) {
                continue;
            }
            let same = before.or_else(|| {
                let mut rows = existing.rows(list).filter(new_here);
                rows.find(|row| {
                    !given.contains(&row.head().reference) && self.says_the_same(*row, object)
                })
            });
            let old = match same {
                Some(row) => std::mem::replace(reference, row.head().reference.clone()),
                None => std::mem::take(reference),
            };
            given.insert(reference.clone());
            apart.push((at, old));
        }
        apart
    }

    /// The row that an earlier merge made of one of the copy's.
    fn row_made_before<'r>(
        &self,
        existing: &'r dyn Record,
        list: usize,
        reference: &str,
    ) -> Option<&'r dyn Record> {
        let read = self.choice.read_before?.get(existing.id())?;
        let mut rows = read.rows(list);
        let read = rows.find(|row| row.head().reference == reference)?;
        let mut rows = existing.rows(list);
        rows.find(|row| row.id() == read.id())
    }

    /// Lets what the copy's record says of its rows lead to them under the references that they have here.
    pub(super) fn follow_apart(&self, existing: &dyn Record, rows: &mut RowNames) {
        for (owner, old, new) in self.renamed.borrow().iter() {
            if *owner == existing.id()
                && let Some(row) = rows.get(new).copied()
            {
                rows.insert(old.clone(), row);
            }
        }
    }

    /// Gives a record that is kept as the copy has it, and its rows, the references that they have there.
    pub(super) fn as_called_there(&self, read: &mut dyn Record, called: &str) {
        if self.common().is_none() {
            return;
        }
        if !called.is_empty() {
            called.clone_into(&mut read.head_mut().reference);
        }
        rows_as_called_there(read, &self.renamed.borrow());
    }
}

/// Gives the rows of a record, and the rows in those, the references that they have in the copy.
fn rows_as_called_there(read: &mut dyn Record, renamed: &[(Id, String, String)]) {
    let owner = read.id();
    let declaration: &Declaration = read.declaration();
    for list in 0..declaration.lists.len() {
        for at in 0..read.row_count(list) {
            let row = read.row_mut(list, at);
            let of_row = renamed
                .iter()
                .find(|(of, _, new)| *of == owner && *new == row.head().reference);
            if let Some((_, old, _)) = of_row {
                old.clone_into(&mut row.head_mut().reference);
            }
            rows_as_called_there(row, renamed);
        }
    }
}
