//! The organisation that a register begins with, of which nothing but its name is recorded, and the one controller of a
//! sheet that is called a little otherwise: they are one.

use super::plan::Planner;
use super::tree::{Node, Object, member};
use super::{ImportReport, TakenFor};
use crate::domain::field::Record;
use crate::domain::kind::RecordKind;
use crate::domain::value::{Id, Value};
use crate::exchange::sheets::organisations::called_alike::{are_called_alike, says_more};

/// What an organisation has that was only founded, beside its country.
const FOUNDED_WITH: [&str; 2] = ["name", "ours"];

impl<'d> Planner<'d, '_> {
    /// Takes the only organisation of ours for the only one of the file, where that is called alike and nothing else is
    /// known of ours.
    pub(super) fn match_founding(&mut self) {
        let mut of_file =
            self.entries.iter().enumerate().filter(|(_, entry)| {
                entry.kind == RecordKind::Organisation && is_ours(entry.object)
            });
        let (Some((at, entry)), None) = (of_file.next(), of_file.next()) else {
            return;
        };
        let Some(called) = name_in(entry.object).filter(|_| entry.existing.is_none()) else {
            return;
        };
        let Some(ours) = self.only_founded(entry.object) else {
            return;
        };
        let known = ours.text("name").unwrap_or_default();
        let trading = match member(entry.object, "trading_names") {
            Node::List(names) => names.as_slice(),
            _ => &[],
        };
        let is_alike = |it: &Node<'_>| matches!(it, Node::Text(it) if are_called_alike(&known, it));
        let is_one = are_called_alike(&known, called) || trading.iter().any(is_alike);
        if is_one && self.matched.insert(ours.id()) {
            self.taken_for = Some(ours.id());
            self.entries[at].existing = Some(ours);
        }
    }

    /// The only organisation of ours, where nothing but its name is known, nothing refers to it, and what the file says of
    /// its country is no other.
    fn only_founded(&self, told: &Object<'_>) -> Option<&'d dyn Record> {
        let all = self.register.organisations.iter();
        let mut ours = all.filter(|it| it.ours == Some(true));
        let (Some(only), None) = (ours.next(), ours.next()) else {
            return None;
        };
        let record: &dyn Record = only;
        let declaration = record.declaration();
        let is_bare = |(at, key): (usize, &str)| match record.get(at) {
            Value::Empty => true,
            Value::Text(code) if key == "country" => {
                matches!(member(told, key), Node::Null)
                    || *member(told, key) == Node::Text(code.into())
            }
            _ => FOUNDED_WITH.contains(&key),
        };
        let mut fields = declaration.fields.iter().map(|it| it.key).enumerate();
        let bare = fields.all(is_bare)
            && (0..declaration.lists.len()).all(|list| record.row_count(list) == 0)
            && record.head().none.is_empty()
            && record.head().redacted.is_empty();
        let is_free = bare && !self.matched.contains(&record.id());
        (is_free && self.register.referrers(record.id()).is_empty()).then_some(record)
    }

    /// Whether a record is the organisation that was taken for the file's.
    pub(super) fn is_taken_for(&self, id: Id) -> bool {
        self.taken_for == Some(id)
    }

    /// Whether the name that a file has for a record says more than the one that stands here, or is the one that belongs to
    /// whoever trades under that.
    pub(super) fn calls_it_more(theirs: &dyn Record, ours: &dyn Record) -> bool {
        let name = |record: &dyn Record| record.text("name").unwrap_or_default();
        let (theirs, ours) = (name(theirs), name(ours));
        says_more(&theirs, &ours) || !are_called_alike(&theirs, &ours)
    }

    /// Tells which organisation was taken for the file's.
    pub(super) fn tell_taken_for(&self, report: &mut ImportReport) {
        let taken = self.taken_for.and_then(|id| self.register.get(id));
        let Some(ours) = taken else { return };
        let of_it = |id: Id| id == ours.id();
        let mut entries = self.entries.iter();
        let entry = entries.find(|entry| entry.existing.is_some_and(|it| of_it(it.id())));
        report.taken_for = entry.and_then(|entry| {
            Some(TakenFor {
                reference: ours.head().reference.clone(),
                ours: ours.text("name")?,
                theirs: name_in(entry.object)?.to_owned(),
            })
        });
    }
}

/// Whether an organisation of a file is one of ours.
fn is_ours(object: &Object<'_>) -> bool {
    matches!(member(object, "ours"), Node::Flag(true))
}

/// What a file calls a record.
fn name_in<'o>(object: &'o Object<'_>) -> Option<&'o str> {
    match member(object, "name") {
        Node::Text(name) => Some(name),
        _ => None,
    }
}
