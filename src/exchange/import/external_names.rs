//! What records are called in other systems, by which a later import of these knows them again.

use crate::domain::field::Record;
use crate::domain::register::Register;
use crate::domain::value::{Id, Value};

/// The records of a register that came from a source.
pub(super) fn of_source(register: &Register, source: &str) -> Vec<Id> {
    let of_source = register.all_records().filter(|record| {
        let mut names = names_elsewhere(*record).into_iter();
        names.any(|(system, _)| system == source)
    });
    of_source.map(|record| record.id()).collect()
}

/// What a record is called in other systems: the system, and the name or number there.
pub(crate) fn names_elsewhere(record: &dyn Record) -> Vec<(String, String)> {
    let Value::Items(items) = record.value("external_ids") else {
        return Vec::new();
    };
    let text = |value: Option<&Value>| match value {
        Some(Value::Text(text)) => text.clone(),
        _ => String::new(),
    };
    let pairs = items.iter();
    pairs
        .map(|item| (text(item.first()), text(item.get(1))))
        .collect()
}
