//! What a record or row says, as plain facts: numbers, field names and JSON, as the journal keeps them.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value as Json, json};

use super::codec::{redacted, to_json};
use super::field::Record;
use super::kind::RecordKind;
use super::value::Id;

/// The facts of one record or row.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordFacts {
    /// Its kind.
    pub kind: RecordKind,
    /// Its internal number.
    pub id: Id,
    /// Its reference, as written outside any record.
    pub reference: String,
    /// Its fields that hold an answer, `ref`, `parent` and `position` among them, each as JSON.
    pub fields: Map<String, Json>,
}

/// Gives a record's reference as it is written inside another: `(owner, id) -> reference`.
pub(crate) type Names<'a> = &'a dyn Fn(Id, Id) -> String;

/// The facts of a record and all its rows, parents first.
pub(crate) fn facts(record: &dyn Record, names: Names<'_>) -> Vec<RecordFacts> {
    facts_of(record, names, &|_| true)
}

/// The facts of those among a record and its rows that are wanted, parents first.
pub(crate) fn facts_of(
    record: &dyn Record,
    names: Names<'_>,
    wanted: &dyn Fn(&dyn Record) -> bool,
) -> Vec<RecordFacts> {
    let owner = record.id();
    let mut all = Vec::new();
    record.walk(None, &mut |row, parent| {
        if wanted(row) {
            all.push(facts_of_row(owner, row, parent, names));
        }
    });
    all
}

/// The facts of one record, or of one row of it below its parent.
pub(crate) fn facts_of_row(
    owner: Id,
    row: &dyn Record,
    parent: Option<&dyn Record>,
    names: Names<'_>,
) -> RecordFacts {
    let head = row.head();
    let mut fields = Map::new();
    fields.insert("ref".to_owned(), Json::from(head.reference.as_str()));
    if let Some(parent) = parent {
        fields.insert("parent".to_owned(), Json::from(parent.id().0));
        fields.insert("position".to_owned(), Json::from(head.position));
    }
    for (index, field) in row.declaration().fields.iter().enumerate() {
        let value = row.get(index);
        if !value.is_empty() {
            fields.insert(
                field.key.to_owned(),
                to_json(&field.kind, &value, &|id| names(owner, id)),
            );
        }
    }
    for (key, reason) in &head.none {
        if !fields.contains_key(key) {
            fields.insert(key.clone(), json!({ "none": reason }));
        }
    }
    for key in &head.redacted {
        if !fields.contains_key(key) {
            fields.insert(key.clone(), redacted());
        }
    }
    let reference = if parent.is_some() {
        names(Id(0), row.id())
    } else {
        head.reference.clone()
    };
    RecordFacts {
        kind: row.kind(),
        id: row.id(),
        reference,
        fields,
    }
}

/// One fact of a record or row, as [`facts_of_row`] gives it; null where there is none.
pub(crate) fn fact(
    owner: Id,
    row: &dyn Record,
    parent: Option<&dyn Record>,
    key: &str,
    names: Names<'_>,
) -> Json {
    let head = row.head();
    match (key, parent) {
        ("ref", _) => return Json::from(head.reference.as_str()),
        ("parent", Some(parent)) => return Json::from(parent.id().0),
        ("position", Some(_)) => return Json::from(head.position),
        _ => {}
    }
    let declared = row.declaration().fields;
    if let Some(index) = declared.iter().position(|field| field.key == key) {
        let value = row.get(index);
        if !value.is_empty() {
            return to_json(&declared[index].kind, &value, &|id| names(owner, id));
        }
    }
    if let Some(reason) = head.none.get(key) {
        json!({ "none": reason })
    } else if head.redacted.contains(key) {
        redacted()
    } else {
        Json::Null
    }
}

/// The rows of two states of a record, the record itself among them, that hold the same in both, under the same parent.
///
/// What they refer to is compared by number: it may be called otherwise in one of the states.
#[must_use]
pub(crate) fn alike(before: &dyn Record, after: &dyn Record) -> HashSet<Id> {
    let mut then: HashMap<Id, (&dyn Record, Option<Id>)> = HashMap::new();
    before.walk(None, &mut |row, parent| {
        then.insert(row.id(), (row, parent.map(|parent| parent.id())));
    });
    let mut alike = HashSet::new();
    after.walk(None, &mut |row, parent| {
        let parent = parent.map(|parent| parent.id());
        if then
            .get(&row.id())
            .is_some_and(|(was, below)| *below == parent && says_the_same(*was, row))
        {
            alike.insert(row.id());
        }
    });
    alike
}

/// Whether two states of a record say the same, in all their rows.
#[must_use]
pub(crate) fn is_same(one: &dyn Record, other: &dyn Record) -> bool {
    let alike = alike(one, other);
    let names = |_: Id, id: Id| id.0.to_string();
    let left = |record: &dyn Record| facts_of(record, &names, &|row| !alike.contains(&row.id()));
    left(one) == left(other)
}

/// Whether two states of one row hold the same, apart from their rows.
fn says_the_same(one: &dyn Record, other: &dyn Record) -> bool {
    one.kind() == other.kind()
        && one.head() == other.head()
        && (0..one.declaration().fields.len()).all(|field| one.get(field) == other.get(field))
}
