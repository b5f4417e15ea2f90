//! Taking out a record or a row: what refers to it, and what resolving that takes.

use std::sync::Arc;

use super::settle::{kind_key, removed_target};
use super::{SaveLabel, Saved, Session};
use crate::domain::change::{Edit, changes_of};
use crate::domain::field::Record;
use crate::domain::kind::RecordKind;
use crate::domain::problem::Problem;
use crate::domain::register::{Referrer, Register};
use crate::domain::value::Id;

/// What taking out a record or row means.
#[derive(Clone, Debug, Default)]
pub struct Removal {
    /// The fields that refer to it or to a row in it, outside what goes.
    pub referrers: Vec<Referrer>,
    /// The edits that take it out, with every reference to it: none where it is not there or has to stay.
    pub edits: Vec<Edit>,
}

impl Session {
    /// What taking out a record or row means: who refers to it, and the edits that take it out with these references.
    pub fn removal(&self, id: Id) -> Removal {
        removal(&self.register, &[id])
    }

    /// The same for several at once: what they refer to among themselves goes with them.
    pub fn removal_of(&self, ids: &[Id]) -> Removal {
        removal(&self.register, ids)
    }

    /// Takes out a record or row. With `resolve`, the references to it go in the same change set.
    ///
    /// # Errors
    /// `still_referred_to` with the first that refers to it, unless `resolve`; `record_gone`; `register_stays`;
    /// or as [`Self::save`].
    pub fn remove(
        &mut self,
        id: Id,
        resolve: bool,
        label: impl Into<SaveLabel>,
    ) -> Result<Saved, Problem> {
        self.remove_all(&[id], resolve, label)
    }

    /// Takes out records and rows, all or none, in one change set.
    ///
    /// # Errors
    /// As [`Self::remove`].
    pub fn remove_all(
        &mut self,
        ids: &[Id],
        resolve: bool,
        label: impl Into<SaveLabel>,
    ) -> Result<Saved, Problem> {
        let stamp = self.stamp(label, None);
        // Taken out is what was seen: what another window changed in it meanwhile is a conflict.
        let owners = ids.iter().filter_map(|id| self.register.owner(*id));
        let seen = owners.filter(|record| ids.contains(&record.id()));
        let seen: Vec<Box<dyn Record>> = seen.map(|record| record.boxed()).collect();
        let (mut changes, mut touched) = (0, Vec::new());
        let mark =
            self.store
                .commit(Arc::make_mut(&mut self.register), &stamp, &mut |register| {
                    for id in ids {
                        let Some(place) = register.place(*id) else {
                            return Err(Problem::refused("record_gone"));
                        };
                        if place.kind == RecordKind::RegisterData {
                            return Err(Problem::refused("register_stays"));
                        }
                    }
                    let mut removal = removal(register, ids);
                    for goes in removal.edits.iter_mut().filter(|edit| edit.after.is_none()) {
                        let id = goes.before.as_ref().map(|record| record.id());
                        let seen = seen.iter().find(|record| Some(record.id()) == id);
                        goes.before = seen.cloned().or_else(|| goes.before.take());
                    }
                    if let Some(referrer) = removal.referrers.first().filter(|_| !resolve) {
                        let named = removed_target(register, referrer, &all_in(register, ids));
                        return Err(Problem::refused("still_referred_to")
                            .with("ref", register.reference(named))
                            .with("by", register.reference(referrer.id))
                            .with("record", kind_key(register, referrer.id))
                            .with("field", referrer.key));
                    }
                    let made = changes_of(register, &removal.edits);
                    changes = made.len();
                    // What referred to it changes as well.
                    let edited = removal.edits.iter().filter_map(|edit| edit.before.as_ref());
                    let edited = edited.map(|record| record.id());
                    touched = ids.to_vec();
                    touched.extend(edited.filter(|edited| !ids.contains(edited)));
                    Ok(made)
                })?;
        Ok(Saved {
            mark,
            changes,
            ids: touched,
        })
    }
}

fn removal(register: &Register, ids: &[Id]) -> Removal {
    let gone = all_in(register, ids);
    let referrers = register.references_to(&gone, |holder| gone.contains(&holder));
    let owner_of = |id: &Id| register.place(*id).map(|place| place.owner);
    let (whole, rows): (Vec<Id>, Vec<Id>) = ids.iter().partition(|id| owner_of(id) == Some(**id));
    let mut owners: Vec<Id> = referrers.iter().map(|referrer| referrer.owner).collect();
    owners.extend(rows.iter().filter_map(owner_of));
    owners.retain(|owner| !whole.contains(owner));
    owners.sort_unstable();
    owners.dedup();
    let mut edits: Vec<Edit> = Vec::new();
    for owner in owners {
        let Some(before) = register.owner(owner).map(|record| record.boxed()) else {
            continue;
        };
        let mut after = before.clone();
        for row in &rows {
            take_out(&mut *after, *row);
        }
        after.walk_mut(&mut |row| {
            for (index, field) in row.declaration().fields.iter().enumerate() {
                if field.kind.target().is_none() {
                    continue;
                }
                let was = row.get(index);
                if was.refs().iter().any(|id| gone.contains(id)) {
                    let left = gone.iter().fold(was, |value, id| value.without_ref(*id));
                    row.put(index, left);
                }
            }
        });
        edits.push(Edit {
            before: Some(before),
            after: Some(after),
        });
    }
    let whole = whole.iter().filter_map(|id| register.owner(*id));
    let goes = whole.filter(|record| record.kind() != RecordKind::RegisterData);
    edits.extend(goes.map(|record| Edit::remove(record.boxed())));
    Removal { referrers, edits }
}

/// Records and rows with all rows in them.
fn all_in(register: &Register, ids: &[Id]) -> Vec<Id> {
    let mut all = Vec::new();
    for record in ids.iter().filter_map(|id| register.get(*id)) {
        record.walk(None, &mut |row, _| all.push(row.id()));
    }
    all
}

/// Takes a row out of the record that holds it.
fn take_out(record: &mut dyn Record, id: Id) {
    if let Some((parent, list, at)) = record.place_of(id)
        && let Some(parent) = record.find_mut(parent)
    {
        parent.remove_row(list, at);
    }
}
