//! What records and rows of edits are called, which may be another name than they have in the register.

use std::collections::HashMap;

use super::field::Record;
use super::register::Register;
use super::value::Id;

/// What a record or row of an edit is called.
pub(super) struct Named {
    /// The record that holds it; a record holds itself.
    pub owner: Id,
    /// Its reference inside that record, or a record's own.
    pub path: String,
}

/// Collects what a record and its rows are called; `above` is the path of the row that holds this one.
pub(super) fn collect_names(
    record: &dyn Record,
    owner: Id,
    above: Option<&str>,
    names: &mut HashMap<Id, Named>,
) {
    let reference = &record.head().reference;
    let path = match above {
        Some(above) if !above.is_empty() => format!("{above}/{reference}"),
        _ => reference.clone(),
    };
    // A record's own reference is no part of its rows' paths.
    let below = above.map_or("", |_| &path);
    for list in 0..record.declaration().lists.len() {
        for row in record.rows(list) {
            collect_names(row, owner, Some(below), names);
        }
    }
    names.insert(record.id(), Named { owner, path });
}

/// What `id` is called inside `owner`: as the edits have it, else as the register has it.
pub(super) fn name_with(
    register: &Register,
    edited: &HashMap<Id, Named>,
    owner: Id,
    id: Id,
) -> String {
    let holder = match (edited.get(&id), register.place(id)) {
        (Some(found), _) => found.owner,
        (None, Some(place)) => place.owner,
        (None, None) => return String::new(),
    };
    let path = |id: Id| match edited.get(&id) {
        Some(found) => found.path.clone(),
        None => register.name_in(holder, id),
    };
    if holder == id || holder == owner {
        path(id)
    } else {
        format!("{}/{}", path(holder), path(id))
    }
}
