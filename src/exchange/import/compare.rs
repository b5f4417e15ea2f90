//! What differs between a record of the register and the same record of a file.

use super::super::json::is_answered;
use crate::domain::contacts::ASKED_CONTACTS;
use crate::domain::field::Record;
use crate::domain::value::Value;
use crate::exchange::sheets::folding::name_key;

/// The keys of a record's fields and lists that differ. Positions count by the order that they give alone.
pub(super) fn changed_keys(before: &dyn Record, after: &dyn Record) -> Vec<&'static str> {
    let declaration = before.declaration();
    let mut keys = Vec::new();
    for (index, field) in declaration.fields.iter().enumerate() {
        if before.get(index) != after.get(index)
            || !same_none(before, after, field.key)
            || before.is_redacted(field.key) != after.is_redacted(field.key)
        {
            keys.push(field.key);
        }
    }
    for (list, meta) in declaration.lists.iter().enumerate() {
        let count = before.row_count(list);
        let same = count == after.row_count(list)
            && (0..count).all(|at| {
                let (before, after) = (before.row(list, at), after.row(list, at));
                before.id() == after.id() && changed_keys(before, after).is_empty()
            });
        if !same || !same_none(before, after, meta.key) {
            keys.push(meta.key);
        }
    }
    let contacts = ASKED_CONTACTS.iter().map(|contact| contact.key);
    keys.extend(contacts.filter(|key| !same_none(before, after, key)));
    keys
}

/// Whether two records are called by one name, which they write in other signs alone: `Alder “Norr”`, `ALDER "Norr"`.
pub(super) fn are_one_name(one: &dyn Record, other: &dyn Record) -> bool {
    let name = |record: &dyn Record| match record.value("name") {
        Value::Text(name) => Some(name_key(&name)),
        _ => None,
    };
    let named = name(one).filter(|name| !name.is_empty());
    named.is_some() && named == name(other)
}

/// Whether both say the same of *none*. What is recorded all the same is not none.
fn same_none(before: &dyn Record, after: &dyn Record, key: &str) -> bool {
    let none = |record: &dyn Record| {
        let reason = record.head().none.get(key).cloned();
        reason.filter(|_| !is_answered(record, key))
    };
    if before.head().none.is_empty() && after.head().none.is_empty() {
        return true;
    }
    none(before) == none(after)
}
