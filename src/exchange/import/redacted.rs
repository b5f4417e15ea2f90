//! What an import leaves alone: what was taken out of the register for good, and the marks of it.
//!
//! Neither the value nor a hash of it is known. What is known is where something was taken out and when that was
//! recorded; so a file that is not surely newer writes nothing there, and of a file that is surely older every text
//! that the register does not have is asked about.

use std::collections::{BTreeSet, HashMap};

use super::super::json::is_answered;
use super::ImportSpot;
use super::merge::copy_answer;
use super::plan::{Planner, is_new};
use super::tree::{Node, Object, Path, member, shown};
use crate::domain::change::Edit;
use crate::domain::codec::to_json;
use crate::domain::contacts::ASKED_CONTACTS;
use crate::domain::field::{Answer, Record};
use crate::domain::kind::RecordKind;
use crate::domain::redaction::{is_text, value_was_before, was_before};
use crate::domain::value::Id;

impl Planner<'_, '_> {
    /// Whether the file was surely made after a redaction: it knows of it, and may write what it likes.
    const fn knows(&self, redaction: i64) -> bool {
        redaction > 0 && self.made_at >= redaction
    }

    /// Whether something was taken out here that the file may still have.
    fn was_taken_out(&self, id: Id, key: &str) -> Option<bool> {
        let place = (id, key.to_owned());
        let whole = (self.register.taken_out.get(&place)).map(|it| it.number);
        let words = self.register.struck.places.get(&place).copied();
        whole.max(words).map(|last| !self.knows(last))
    }

    /// Leaves alone what was taken out for good, also where something else was recorded since.
    pub(super) fn keep_out(&self, record: &mut dyn Record) {
        let Some(existing) = self.register.get(record.id()) else {
            return;
        };
        let knows_all = self.knows(self.register.struck.last);
        let declaration = existing.declaration();
        for (index, field) in declaration.fields.iter().enumerate() {
            let key = field.key;
            let none = |record: &dyn Record| record.head().none.get(key).cloned();
            let same = record.get(index) == existing.get(index) && none(record) == none(existing);
            if same {
                continue;
            }
            let value = |record: &dyn Record| {
                to_json(&field.kind, &record.get(index), &|id| id.0.to_string())
            };
            // What the file lacks since something was taken out of it is no change of it.
            if !is_new(self.register) && value_was_before(&value(existing), &value(record)) {
                copy_answer(record, existing, key);
                self.tell_redacted_there(
                    existing.kind(),
                    self.register.reference(existing.id()),
                    key,
                );
                continue;
            }
            let stays = match self.was_taken_out(existing.id(), key) {
                Some(stays) => stays,
                // The mark came with a file: when that was, nobody knows.
                None if existing.is_redacted(key) => record.answer(key) != Answer::NotRecorded,
                None => !knows_all && value_was_before(&value(record), &value(existing)),
            };
            if !stays {
                continue;
            }
            record.put(index, existing.get(index));
            let head = record.head_mut();
            head.none.remove(key);
            if let Some(reason) = existing.head().none.get(key) {
                head.none.insert(key.to_owned(), reason.clone());
            }
            if existing.is_redacted(key) {
                head.redacted.insert(key.to_owned());
            }
            self.tell_kept_out(existing, key);
        }
        self.keep_reasons_out(record, existing, knows_all);
    }

    /// The same for the reasons why there are none of something.
    fn keep_reasons_out(&self, record: &mut dyn Record, existing: &dyn Record, knows_all: bool) {
        let reasons = [&record.head().none, &existing.head().none];
        let keys: BTreeSet<String> = reasons.iter().flat_map(|it| it.keys().cloned()).collect();
        for key in keys {
            let (told, stands) = (
                record.head().none.get(&key).cloned(),
                existing.head().none.get(&key).cloned(),
            );
            if told == stands {
                continue;
            }
            let before = told.as_deref().zip(stands.as_deref());
            let stays = self.was_taken_out(existing.id(), &key).unwrap_or_else(|| {
                !knows_all && before.is_some_and(|(told, stands)| was_before(told, stands))
            });
            if !stays {
                continue;
            }
            let none = &mut record.head_mut().none;
            match stands {
                Some(reason) => none.insert(key.clone(), reason),
                None => none.remove(&key),
            };
            let lists = existing.declaration().lists.iter();
            if let Some(list) = lists.into_iter().find(|list| list.key == key) {
                self.tell_kept_out(existing, list.key);
            }
        }
    }

    /// Tells that something was taken out of the file which stands here, or comes without it.
    fn tell_redacted_there(&self, kind: RecordKind, reference: String, key: &'static str) {
        let spot = ImportSpot {
            kind,
            reference,
            key: Some(key),
        };
        let mut told = self.redacted_there.borrow_mut();
        if !told.contains(&spot) {
            told.push(spot);
        }
    }

    fn tell_kept_out(&self, existing: &dyn Record, key: &'static str) {
        self.kept_out.borrow_mut().push(ImportSpot {
            kind: existing.kind(),
            reference: self.register.reference(existing.id()),
            key: Some(key),
        });
    }

    /// What of the edits may be what was taken out since the file was made.
    ///
    /// It is an export of this register, under whatever identity, and not surely newer than the last redaction: then
    /// any text that the register does not have may be it, and any value of a kind of field that was taken out of
    /// another record, which may have had this one's reference.
    pub(super) fn may_bring_back(&self, edits: &[Edit]) -> Vec<ImportSpot> {
        let last = self.register.struck.last;
        let own = match self.document.register_id() {
            Some(id) => self.register.is_known_as(id),
            None => self.document.made_at().is_some(),
        };
        let mut found = Vec::new();
        if last == 0 || self.knows(last) || !(own || self.made_at > 0) {
            return found;
        }
        for edit in edits {
            let Some(after) = edit.after.as_deref() else {
                continue;
            };
            let mut called: HashMap<Id, String> = HashMap::new();
            after.walk(None, &mut |row, parent| {
                let reference = match parent.and_then(|parent| called.get(&parent.id())) {
                    Some(above) => format!("{above}/{}", row.head().reference),
                    None => row.head().reference.clone(),
                };
                called.insert(row.id(), reference.clone());
                let spot = |key| ImportSpot {
                    kind: row.kind(),
                    reference: reference.clone(),
                    key,
                };
                match self.register.get(row.id()) {
                    Some(existing) => {
                        found.extend(
                            self.texts_that_come(row, existing)
                                .map(|key| spot(Some(key))),
                        );
                    }
                    None => found.push(spot(None)),
                }
            });
        }
        found
    }

    /// The fields and lists of a record in which a text comes that it does not have, or a value that was taken out
    /// elsewhere.
    fn texts_that_come<'r>(
        &'r self,
        record: &'r dyn Record,
        existing: &'r dyn Record,
    ) -> impl Iterator<Item = &'static str> + use<'r> {
        let declaration = record.declaration();
        let reason = move |key: &str| {
            let told = record.head().none.get(key);
            told.is_some_and(|told| !told.is_empty()) && told != existing.head().none.get(key)
        };
        let fields = declaration.fields.iter().enumerate();
        let fields = fields.filter(move |(index, field)| {
            let comes =
                is_answered(record, field.key) && record.get(*index) != existing.get(*index);
            let value =
                comes && (is_text(&field.kind) || self.went_elsewhere(record.kind(), field.key));
            value || reason(field.key)
        });
        let lists = declaration.lists.iter().map(|list| list.key);
        let contacts = ASKED_CONTACTS.iter().map(|it| it.key);
        let others = lists.chain(contacts).filter(move |key| reason(key));
        fields.map(|(_, field)| field.key).chain(others)
    }

    /// Whether this field of some record of the kind was taken out since the file was made.
    fn went_elsewhere(&self, kind: RecordKind, key: &str) -> bool {
        let mut taken_out = self.register.taken_out.iter();
        taken_out.any(|((id, taken), out)| {
            let place = self.register.place(*id);
            taken == key && !self.knows(out.number) && place.is_none_or(|it| it.kind == kind)
        })
    }

    /// Marks what was taken out for good.
    ///
    /// A file says so of its own register alone; that mark of the register's own record stays as long as nothing is
    /// recorded there. What is recorded here stays, and it is told that the file has it no more.
    pub(super) fn fill_redacted(
        &self,
        record: &mut dyn Record,
        object: &Object<'_>,
        entry: Option<usize>,
        path: &Path<'_>,
    ) {
        let path = path.key("redacted");
        let declaration = record.declaration();
        let mut redacted = BTreeSet::new();
        match member(object, "redacted") {
            Node::Null => {}
            Node::List(keys) => {
                for (at, key) in keys.iter().enumerate() {
                    let Node::Text(key) = key else {
                        self.fault(|| self.document.refuse("import_not_text", &path.at(at)));
                        continue;
                    };
                    let refuse = |problem| {
                        self.fault(|| {
                            let problem = self.document.refuse(problem, &path.at(at));
                            problem.with("key", shown(key))
                        });
                    };
                    if declaration.field(key).is_none() {
                        refuse("import_unknown_key");
                        continue;
                    }
                    if is_answered(record, key) || record.head().none.contains_key(&**key) {
                        refuse("import_recorded_and_none");
                        continue;
                    }
                    redacted.insert(key.to_string());
                }
            }
            _ => self.fault(|| self.document.refuse("import_not_list", &path)),
        }
        let there: Vec<&'static str> = (declaration.fields.iter())
            .map(|field| field.key)
            .filter(|key| redacted.contains(*key))
            .collect();
        if !self.same_register {
            redacted.clear();
        }
        if let Some(existing) = self.register.get(record.id()) {
            // Where nothing was ever taken out, a file does not make it seem so, but where it founds the register.
            redacted.retain(|key| {
                is_new(self.register)
                    || self.was_taken_out(existing.id(), key).is_some()
                    || existing.is_redacted(key)
            });
            redacted.extend(existing.head().redacted.iter().cloned());
        }
        redacted.retain(|key| record.answer(key) == Answer::NotRecorded);
        record.head_mut().redacted = redacted;
        self.leave_redacted_there(record, entry, &there);
    }

    /// Leaves alone what stands here and was taken out of the file, and tells of that; of a record that comes it is told
    /// what it comes without.
    fn leave_redacted_there(
        &self,
        record: &mut dyn Record,
        entry: Option<usize>,
        there: &[&'static str],
    ) {
        // Into a register that holds nothing else yet it comes with its marks.
        if is_new(self.register) {
            return;
        }
        let Some(existing) = self.register.get(record.id()) else {
            let reference = &record.head().reference;
            let owner = entry.map(|at| &self.entries[at].reference);
            let called = match owner.filter(|owner| *owner != reference) {
                Some(owner) => format!("{owner}/{reference}"),
                None => reference.clone(),
            };
            for key in there {
                if !record.head().redacted.contains(*key) {
                    self.tell_redacted_there(record.kind(), called.clone(), key);
                }
            }
            return;
        };
        for key in there {
            if existing.answer(key) == Answer::NotRecorded {
                continue;
            }
            copy_answer(record, existing, key);
            // What was recorded anew since it was taken out here is nothing that the file could know of.
            if self.was_taken_out(existing.id(), key).is_none() {
                let reference = self.register.reference(existing.id());
                self.tell_redacted_there(existing.kind(), reference, key);
            }
        }
    }
}
