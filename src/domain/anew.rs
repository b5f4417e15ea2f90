//! Records and rows as new ones: numbers of their own, and references among them that follow.

use std::collections::HashMap;

use super::field::Record;
use super::register::reference_fields;
use super::value::{Id, Value};

/// Makes a record and its rows new ones: without references and places, with provisional numbers from `next` on that its rows'
/// references to each other follow.
pub(crate) fn make_new(record: &mut dyn Record, next: &mut u32) {
    let mut numbers = HashMap::new();
    record.walk_mut(&mut |row| {
        let head = row.head_mut();
        let number = Id::provisional(*next);
        *next += 1;
        numbers.insert(head.id, number);
        head.id = number;
        head.reference.clear();
        head.position = 0;
    });
    record.walk_mut(&mut |row| follow(row, &|id| numbers.get(&id).copied()));
}

/// Replaces the numbers that a record or row refers to, where `moved` gives another.
pub(crate) fn follow(row: &mut dyn Record, moved: &dyn Fn(Id) -> Option<Id>) {
    let now = |id: Id| moved(id).unwrap_or(id);
    for field in reference_fields(row.kind()) {
        let value = match row.get(*field) {
            Value::Ref(id) => Value::Ref(now(id)),
            Value::Refs(ids) => Value::Refs(ids.into_iter().map(now).collect()),
            _ => continue,
        };
        row.put(*field, value);
    }
}
