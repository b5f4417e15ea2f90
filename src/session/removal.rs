//! Taking out a record or a row: what refers to it, and what resolving that takes.

use std::sync::Arc;

use super::settle::kind_key;
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
        removal(&self.register, id)
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
        let stamp = self.stamp(label, None);
        // Taken out is what was seen: what another window changed in it meanwhile is a conflict.
        let seen = self.register.owner(id).filter(|record| record.id() == id);
        let seen = seen.map(|record| record.boxed());
        let (mut changes, mut ids) = (0, vec![id]);
        let mark =
            self.store
                .commit(Arc::make_mut(&mut self.register), &stamp, &mut |register| {
                    ids.truncate(1);
                    let Some(place) = register.place(id) else {
                        return Err(Problem::refused("record_gone"));
                    };
                    if place.kind == RecordKind::RegisterData {
                        return Err(Problem::refused("register_stays"));
                    }
                    let mut removal = removal(register, id);
                    if let (Some(seen), Some(goes)) = (
                        &seen,
                        removal.edits.iter_mut().find(|edit| edit.after.is_none()),
                    ) {
                        goes.before = Some(seen.clone());
                    }
                    if let Some(referrer) = removal.referrers.first().filter(|_| !resolve) {
                        return Err(Problem::refused("still_referred_to")
                            .with("ref", register.reference(id))
                            .with("by", register.reference(referrer.id))
                            .with("record", kind_key(register, referrer.id))
                            .with("field", referrer.key));
                    }
                    let made = changes_of(register, &removal.edits);
                    changes = made.len();
                    // What referred to it changes as well.
                    let edited = removal.edits.iter().filter_map(|edit| edit.before.as_ref());
                    ids.extend(
                        edited
                            .map(|record| record.id())
                            .filter(|edited| *edited != id),
                    );
                    Ok(made)
                })?;
        Ok(Saved { mark, changes, ids })
    }
}

fn removal(register: &Register, id: Id) -> Removal {
    let Some(target) = register.get(id) else {
        return Removal::default();
    };
    let mut gone = Vec::new();
    target.walk(None, &mut |row, _| gone.push(row.id()));
    let referrers = register.references_to(&gone, |holder| gone.contains(&holder));
    let owner = register.place(id).map(|place| place.owner);
    let mut owners: Vec<Id> = referrers.iter().map(|referrer| referrer.owner).collect();
    owners.extend(owner.filter(|owner| *owner != id));
    owners.sort_unstable();
    owners.dedup();
    let mut edits: Vec<Edit> = Vec::new();
    for owner in owners {
        let Some(before) = register.owner(owner).map(|record| record.boxed()) else {
            continue;
        };
        let mut after = before.clone();
        take_out(&mut *after, id);
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
    if owner == Some(id) && target.kind() != RecordKind::RegisterData {
        edits.push(Edit::remove(target.boxed()));
    }
    Removal { referrers, edits }
}

/// Takes a row out of the record that holds it.
fn take_out(record: &mut dyn Record, id: Id) {
    if let Some((parent, list, at)) = record.place_of(id)
        && let Some(parent) = record.find_mut(parent)
    {
        parent.remove_row(list, at);
    }
}
