//! How a record of a file meets the one that is there: field by field, three ways where it is known what the file was
//! made of. Nothing is removed or emptied because a file does not name it.

use super::super::json::is_answered;
use super::compare::are_one_name;
use super::plan::Planner;
use super::tree::{Node, Object, is_blank, member};
use super::{Conflict, ImportSpot, Preference};
use crate::domain::codec::to_json;
use crate::domain::contacts::ASKED_CONTACTS;
use crate::domain::field::Record;
use crate::domain::kind::RecordKind;
use crate::domain::together::acts_of;
use crate::domain::value::Id;
use serde_json::Value as Json;

/// Whose answer to a question stands after the import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Ours,
    Theirs,
    /// Both sides answer otherwise than before, each in its own way.
    Both,
}

/// Whether rows of a kind prove what was done or decided: an import never makes them fewer, nor empties what they say.
const fn is_proof(kind: RecordKind) -> bool {
    matches!(
        kind,
        RecordKind::Holding
            | RecordKind::RetentionHold
            | RecordKind::HoldingHold
            | RecordKind::Waiver
    )
}

/// Whether a field says when a routine was looked at and what was found, or which decision permits a disposal: that is
/// proof too.
fn is_proof_field(kind: RecordKind, key: &str) -> bool {
    let of_rule = [
        "check_results",
        "last_checked_on",
        "disposal_decision",
        "disposal_decided_on",
    ];
    let rule = matches!(kind, RecordKind::Retention | RecordKind::Schedule);
    is_proof(kind) || (rule && of_rule.contains(&key))
}

/// Whether an object of a file says anything of a key: a value, *none*, or that it was redacted.
fn names(object: &Object<'_>, key: &str) -> bool {
    let in_none = match member(object, "none") {
        Node::Object(reasons) => *member(reasons, key) != Node::Null,
        _ => false,
    };
    let in_redacted = match member(object, "redacted") {
        Node::List(keys) => keys
            .iter()
            .any(|it| matches!(it, Node::Text(text) if text == key)),
        _ => false,
    };
    *member(object, key) != Node::Null || in_none || in_redacted
}

/// Whether two records answer a question alike. What is recorded all the same is not none.
fn same(one: &dyn Record, other: &dyn Record, key: &str) -> bool {
    let none = |record: &dyn Record| {
        let reason = record.head().none.get(key).cloned();
        reason.filter(|_| !is_answered(record, key))
    };
    let declaration = one.declaration();
    let value = declaration
        .field(key)
        .is_none_or(|index| one.get(index) == other.get(index));
    value && none(one) == none(other)
}

/// Gives a record what another answers to a question.
pub(super) fn copy_answer(to: &mut dyn Record, from: &dyn Record, key: &str) {
    if let Some(index) = from.declaration().field(key) {
        to.put(index, from.get(index));
    }
    let head = to.head_mut();
    head.none.remove(key);
    head.redacted.remove(key);
    if let Some(reason) = from.head().none.get(key) {
        head.none.insert(key.to_owned(), reason.clone());
    }
    if from.is_redacted(key) {
        head.redacted.insert(key.to_owned());
    }
}

/// The fields of acts of which both sides tell something else than before, each in its own way.
fn told_on_both_sides(
    theirs: &dyn Record,
    ours: &dyn Record,
    base: Option<&dyn Record>,
    object: &Object<'_>,
) -> Vec<&'static str> {
    let Some(base) = base else { return Vec::new() };
    let differs = |one: &dyn Record, other: &dyn Record, act: &[&str]| {
        let mut keys = act.iter().filter(|key| names(object, key));
        keys.any(|key| !same(one, other, key))
    };
    let twice = acts_of(ours.kind()).filter(|act| {
        let here = act.iter().any(|key| !same(ours, base, key));
        here && differs(theirs, base, act) && differs(theirs, ours, act)
    });
    twice.flatten().copied().collect()
}

impl Planner<'_, '_> {
    /// Whether a row is proof, or has rows that are.
    pub(super) fn holds_proof(row: &dyn Record) -> bool {
        let mut found = false;
        row.walk(None, &mut |row, _| found |= is_proof(row.kind()));
        found
    }

    /// Brings together what a file says of a record and what stands there.
    ///
    /// `object` is the record's in the file, `base` what both go back to, where that is known.
    pub(super) fn merge(
        &self,
        theirs: &mut dyn Record,
        ours: &dyn Record,
        base: Option<&dyn Record>,
        object: &Object<'_>,
    ) {
        let declaration = ours.declaration();
        let told_twice = told_on_both_sides(theirs, ours, base, object);
        for field in declaration.fields {
            self.merge_answer(theirs, ours, base, object, field.key, &told_twice);
        }
        for contact in &ASKED_CONTACTS {
            if declaration.may_be_none(contact.key) {
                self.merge_answer(theirs, ours, base, object, contact.key, &told_twice);
            }
        }
        for (list, meta) in declaration.lists.iter().enumerate() {
            let nodes = match member(object, meta.key) {
                Node::List(nodes) => &nodes[..],
                _ => &[],
            };
            for (at, node) in nodes.iter().enumerate() {
                let Node::Object(object) = node else { continue };
                let row = theirs.row_mut(list, at);
                if let Some(known) = ours.rows(list).find(|known| known.id() == row.id()) {
                    self.merge(
                        row,
                        known,
                        base.and_then(|base| base.find(known.id())),
                        object,
                    );
                }
            }
            self.leave_removed(theirs, ours, base, list);
            self.merge_none_of_list(theirs, ours, base, object, list);
            keep_rows(theirs, ours, list, &|_| true);
            in_our_order(theirs, ours, list);
        }
    }

    /// Leaves out the rows of a list that were removed here since the file was made.
    fn leave_removed(
        &self,
        theirs: &mut dyn Record,
        ours: &dyn Record,
        base: Option<&dyn Record>,
        list: usize,
    ) {
        let Some(base) = base else { return };
        for at in (0..theirs.row_count(list)).rev() {
            let row = theirs.row(list, at);
            let here = ours.rows(list).any(|known| known.id() == row.id());
            let past = base.find(row.id()).filter(|_| !here);
            if past.is_some_and(|past| self.stays_removed(row, past)) {
                theirs.remove_row(list, at);
            }
        }
    }

    /// One question of a record: whose answer stands.
    ///
    /// What belongs to an act that is told on both sides is asked even where only one of them changed this field.
    fn merge_answer(
        &self,
        theirs: &mut dyn Record,
        ours: &dyn Record,
        base: Option<&dyn Record>,
        object: &Object<'_>,
        key: &'static str,
        told_twice: &[&str],
    ) {
        // An export never says of a key that it is not recorded: a workbook's empty cell does, and is held against what
        // stood in it. Who writes null by hand means it.
        let blank = is_blank(object, key) && (base.is_some() || self.written_by_hand);
        if !names(object, key) && !blank {
            copy_answer(theirs, ours, key);
            return;
        }
        if same(theirs, ours, key) {
            return;
        }
        if is_proof_field(ours.kind(), key) && self.empties_proof(theirs, ours, base, key) {
            copy_answer(theirs, ours, key);
            return;
        }
        // What a sheet calls somebody in other signs is the name that stands here.
        let stands = base.is_none() && self.choice.prefer != Preference::Theirs;
        if key == "name" && stands && !self.written_by_hand && are_one_name(theirs, ours) {
            copy_answer(theirs, ours, key);
            return;
        }
        if key == "name" && self.is_taken_for(ours.id()) {
            if !Self::calls_it_more(theirs, ours) {
                copy_answer(theirs, ours, key);
            }
            return;
        }
        let empty = !is_answered(ours, key) && !ours.head().none.contains_key(key);
        let side = match self.side(theirs, ours, base, key, empty) {
            Side::Ours | Side::Theirs if told_twice.contains(&key) => Side::Both,
            side => side,
        };
        match side {
            // Who asks for the file's answers gets them.
            Side::Both
                if self.choice.prefer != Preference::Theirs
                    && self.is_settled(theirs, ours.id(), key) =>
            {
                copy_answer(theirs, ours, key);
            }
            Side::Ours => copy_answer(theirs, ours, key),
            Side::Theirs => {}
            Side::Both => {
                self.tell_conflict(theirs, ours, key);
                if self.choice.prefer != Preference::Theirs {
                    copy_answer(theirs, ours, key);
                }
            }
        }
    }

    /// Whether a file would empty what proves something, which no import does. Where it is the file that emptied it, that
    /// is told.
    fn empties_proof(
        &self,
        theirs: &dyn Record,
        ours: &dyn Record,
        base: Option<&dyn Record>,
        key: &'static str,
    ) -> bool {
        let empties = is_answered(ours, key) && !is_answered(theirs, key);
        let meant = base.is_none_or(|base| !same(theirs, base, key));
        // What was redacted in the file is not emptied by it.
        if empties && meant && !theirs.is_redacted(key) {
            self.proof_stays.borrow_mut().push(ImportSpot {
                kind: ours.kind(),
                reference: self.register.reference(ours.id()),
                key: Some(key),
            });
        }
        empties
    }

    /// Whether the source said the same last time: what became of it was decided then.
    fn is_settled(&self, theirs: &dyn Record, id: Id, key: &str) -> bool {
        let before = self.choice.read_before.and_then(|read| read.get(id));
        before.is_some_and(|before| same(theirs, before, key))
    }

    fn side(
        &self,
        theirs: &dyn Record,
        ours: &dyn Record,
        base: Option<&dyn Record>,
        key: &str,
        empty: bool,
    ) -> Side {
        match base {
            Some(base) if same(theirs, base, key) => Side::Ours,
            // What was taken out for good counts as changed here.
            Some(base) if same(ours, base, key) && !base.is_redacted(key) => Side::Theirs,
            // A file written by hand says what is to be.
            None if empty || self.written_by_hand => Side::Theirs,
            _ => Side::Both,
        }
    }

    /// A list that is *none* on one side and has rows on the other: rows stay, and what was answered on purpose is only
    /// given up where the file alone says otherwise.
    fn merge_none_of_list(
        &self,
        theirs: &mut dyn Record,
        ours: &dyn Record,
        base: Option<&dyn Record>,
        object: &Object<'_>,
        list: usize,
    ) {
        let key = ours.declaration().lists[list].key;
        let has_rows = |record: &dyn Record| record.row_count(list) > 0;
        if has_rows(ours) {
            if let Some(reason) = theirs.head_mut().none.remove(key) {
                let settled = self.choice.read_before.and_then(|read| read.get(ours.id()));
                if settled.is_none_or(|before| before.head().none.get(key) != Some(&reason)) {
                    self.tell_conflict(theirs, ours, key);
                }
            }
            return;
        }
        if !has_rows(theirs) {
            self.merge_answer(theirs, ours, base, object, key, &[]);
            return;
        }
        let Some(reason) = ours.head().none.get(key) else {
            return;
        };
        let side = match base {
            Some(base) if base.head().none.get(key) == Some(reason) => Side::Theirs,
            None if self.written_by_hand => Side::Theirs,
            _ => Side::Both,
        };
        if side == Side::Both {
            self.tell_conflict(theirs, ours, key);
            if self.choice.prefer != Preference::Theirs {
                while has_rows(theirs) {
                    theirs.remove_row(list, 0);
                }
                theirs
                    .head_mut()
                    .none
                    .insert(key.to_owned(), reason.clone());
            }
        }
    }

    /// Keeps the proof that a record has, where the rest of it becomes what a file says.
    pub(super) fn keep_proof(theirs: &mut dyn Record, ours: &dyn Record, object: &Object<'_>) {
        let declaration = ours.declaration();
        for field in declaration.fields {
            if is_proof_field(ours.kind(), field.key) && !names(object, field.key) {
                copy_answer(theirs, ours, field.key);
            }
        }
        // How a record is called elsewhere is how the next import knows it.
        if declaration.field("external_ids").is_some() && !names(object, "external_ids") {
            copy_answer(theirs, ours, "external_ids");
        }
        for (list, meta) in declaration.lists.iter().enumerate() {
            if let Node::List(nodes) = member(object, meta.key) {
                for (at, node) in nodes.iter().enumerate() {
                    let Node::Object(object) = node else { continue };
                    let row = theirs.row_mut(list, at);
                    if let Some(known) = ours.rows(list).find(|known| known.id() == row.id()) {
                        Self::keep_proof(row, known, object);
                    }
                }
            }
            if keep_rows(theirs, ours, list, &Self::holds_proof) {
                theirs.head_mut().none.remove(meta.key);
            }
        }
    }

    fn tell_conflict(&self, theirs: &dyn Record, ours: &dyn Record, key: &'static str) {
        self.conflicts.borrow_mut().push(Conflict {
            spot: ImportSpot {
                kind: ours.kind(),
                reference: self.register.reference(ours.id()),
                key: Some(key),
            },
            ours: self.said(ours, key),
            theirs: self.said(theirs, key),
        });
    }

    /// What a record says of a key, as JSON: a value, why there is none, or how many rows.
    fn said(&self, record: &dyn Record, key: &str) -> Json {
        if let Some(reason) = record.head().none.get(key) {
            return serde_json::json!({ "none": reason });
        }
        let declaration = record.declaration();
        if let Some(list) = declaration.list(key) {
            return Json::from(record.row_count(list));
        }
        let Some(index) = declaration.field(key) else {
            return Json::Null;
        };
        let name = |id: Id| match self.entries.iter().find(|entry| entry.id == id) {
            Some(entry) => entry.reference.clone(),
            None => self.register.name_in(record.id(), id),
        };
        to_json(&declaration.fields[index].kind, &record.get(index), &name)
    }
}

/// Puts rows of a list that a file does not have back into it, behind the others: those that `stays` says.
///
/// Says whether there were any.
fn keep_rows(
    theirs: &mut dyn Record,
    ours: &dyn Record,
    list: usize,
    stays: &dyn Fn(&dyn Record) -> bool,
) -> bool {
    let known: Vec<Id> = theirs.rows(list).map(|row| row.id()).collect();
    let positions = theirs.rows(list).map(|row| row.head().position);
    let mut end = positions.max().unwrap_or_default();
    let mut kept = false;
    for row in ours.rows(list) {
        if !known.contains(&row.id()) && stays(row) {
            end = row.head().position.max(end + 1);
            let mut row = row.boxed();
            row.head_mut().position = end;
            kept |= theirs.insert_row(list, theirs.row_count(list), row);
        }
    }
    kept
}

/// Gives the rows of a list the order that the known ones have; those that come follow them.
fn in_our_order(theirs: &mut dyn Record, ours: &dyn Record, list: usize) {
    let positions = ours.rows(list).map(|row| row.head().position);
    let mut end = positions.max().unwrap_or_default();
    for at in 0..theirs.row_count(list) {
        let row = theirs.row_mut(list, at);
        let known = ours.rows(list).find(|known| known.id() == row.id());
        row.head_mut().position = known.map_or_else(
            || {
                end += 1;
                end
            },
            |known| known.head().position,
        );
    }
    theirs.sort_rows(list);
}
