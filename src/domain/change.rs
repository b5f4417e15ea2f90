//! What changes: facts of records, their difference as journalled changes, and applying changes to a register.
//!
//! A change is one field of one record or row (its value as the export's JSON), or the creation or removal of a
//! record or row as a whole. Replay works on [`Facts`]: numbers, field names and JSON, without today's structs.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde_json::Value as Json;

use super::codec::{from_json, is_redacted};
use super::facts::{Names, RecordFacts, alike, fact, facts, facts_of, facts_of_row};
use super::field::Record;
use super::kind::RecordKind;
use super::naming::{Named, collect_names, name_with};
use super::problem::Problem;
use super::register::Register;
use super::value::{Id, Value};

/// One journalled change.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The kind of record or row.
    pub kind: RecordKind,
    /// Its internal number.
    pub id: Id,
    /// Its reference at the time, as written outside any record.
    pub reference: String,
    /// The field; `None` where the record or row was created or removed.
    pub field: Option<String>,
    /// What was there: the value's JSON, `{"none": reason}`, `{"redacted": true}`, or null.
    pub before: Json,
    /// What is there now.
    pub after: Json,
}

/// The changes between two states of the same records: removals (rows first), creations (rows last), fields.
#[must_use]
pub fn difference(before: &[RecordFacts], after: &[RecordFacts]) -> Vec<Change> {
    let old: HashMap<Id, &RecordFacts> = before.iter().map(|facts| (facts.id, facts)).collect();
    let new: HashMap<Id, &RecordFacts> = after.iter().map(|facts| (facts.id, facts)).collect();
    let change = |facts: &RecordFacts, field: Option<&str>, before: Json, after: Json| Change {
        kind: facts.kind,
        id: facts.id,
        reference: facts.reference.clone(),
        field: field.map(str::to_owned),
        before,
        after,
    };
    let removed = before
        .iter()
        .rev()
        .filter(|facts| !new.contains_key(&facts.id));
    let mut changes: Vec<Change> = removed
        .map(|facts| change(facts, None, Json::Object(facts.fields.clone()), Json::Null))
        .collect();
    let created = after.iter().filter(|facts| !old.contains_key(&facts.id));
    changes.extend(
        created.map(|facts| change(facts, None, Json::Null, Json::Object(facts.fields.clone()))),
    );
    for facts in after {
        let Some(was) = old.get(&facts.id) else {
            continue;
        };
        let keys = was
            .fields
            .keys()
            .filter(|key| !facts.fields.contains_key(*key))
            .chain(facts.fields.keys());
        for key in keys {
            let (before, after) = (was.fields.get(key), facts.fields.get(key));
            if before != after {
                let value = |json: Option<&Json>| json.cloned().unwrap_or(Json::Null);
                changes.push(change(facts, Some(key), value(before), value(after)));
            }
        }
    }
    changes
}

/// An edit of one record with its rows: what it was when it was taken up, and what it shall be.
#[derive(Clone, Debug, Default)]
pub struct Edit {
    /// The record as it was; `None` where it is new.
    pub before: Option<Box<dyn Record>>,
    /// The record as it shall be; `None` where it goes.
    pub after: Option<Box<dyn Record>>,
}

impl Edit {
    /// A new record.
    #[must_use]
    pub fn create(after: Box<dyn Record>) -> Self {
        Self {
            before: None,
            after: Some(after),
        }
    }

    /// Whether it makes a record with all that it says.
    #[must_use]
    pub const fn comes_whole(&self) -> bool {
        self.before.is_none() && self.after.is_some()
    }

    /// A record that goes.
    #[must_use]
    pub fn remove(before: Box<dyn Record>) -> Self {
        Self {
            before: Some(before),
            after: None,
        }
    }
}

/// The changes that edits make. Where a reference changes, everything that points to it follows.
///
/// The edits' records must be settled ([`Register::settle`]).
#[must_use]
pub fn changes_of(register: &Register, edits: &[Edit]) -> Vec<Change> {
    changes_among(register, edits, &|_| true)
}

/// The changes that some of the edits make, which all take place together.
pub(crate) fn changes_among(
    register: &Register,
    edits: &[Edit],
    wanted: &dyn Fn(&Edit) -> bool,
) -> Vec<Change> {
    // Names before: the register's, but for records that were taken up and are no longer there.
    let mut old_places: HashMap<Id, Named> = HashMap::new();
    let mut new_places: HashMap<Id, Named> = HashMap::new();
    let mut renamed = Vec::new();
    for edit in edits {
        if let Some(before) = &edit.before {
            collect_names(&**before, before.id(), None, &mut old_places);
        }
        let mut names = HashMap::new();
        if let Some(after) = &edit.after {
            collect_names(&**after, after.id(), None, &mut names);
        }
        for (id, named) in &names {
            let same = match old_places.get(id) {
                Some(was) => was.path == named.path,
                None => register
                    .place(*id)
                    .is_none_or(|place| register.name_in(place.owner, *id) == named.path),
            };
            if !same {
                renamed.push(*id);
            }
        }
        new_places.extend(names);
    }
    let old_names = |owner: Id, id: Id| name_with(register, &old_places, owner, id);
    let new_names = |owner: Id, id: Id| name_with(register, &new_places, owner, id);
    let all = |record: Option<&dyn Record>, names: Names<'_>| {
        record
            .map(|record| facts(record, names))
            .unwrap_or_default()
    };
    let mut changes = Vec::new();
    for edit in edits.iter().filter(|edit| wanted(edit)) {
        let (before, after) = match (&edit.before, &edit.after) {
            // Rows that hold the same and name everything alike have no part in the difference.
            (Some(before), Some(after)) if renamed.is_empty() => {
                let alike = alike(&**before, &**after);
                let other = |row: &dyn Record| !alike.contains(&row.id());
                (
                    facts_of(&**before, &old_names, &other),
                    facts_of(&**after, &new_names, &other),
                )
            }
            (before, after) => (
                all(before.as_deref(), &old_names),
                all(after.as_deref(), &new_names),
            ),
        };
        changes.extend(difference(&before, &after));
    }
    if !renamed.is_empty() {
        // A renamed record's rows are written with its name from outside, so they are followed as well.
        let followed: Vec<Id> = new_places
            .iter()
            .filter(|(id, named)| renamed.contains(id) || renamed.contains(&named.owner))
            .map(|(id, _)| *id)
            .collect();
        let referring = register.referring_to(&followed).into_iter();
        let owners: BTreeSet<Id> = referring.map(|record| record.id()).collect();
        for owner in owners
            .into_iter()
            .filter(|owner| !new_places.contains_key(owner))
        {
            if let Some(record) = register.owner(owner) {
                changes.extend(difference(
                    &facts(record, &old_names),
                    &facts(record, &new_names),
                ));
            }
        }
    }
    // Across edits too: what goes first, then what comes, then fields.
    let rank = |change: &Change| match (&change.field, change.after.is_null()) {
        (None, true) => 0,
        (None, false) => 1,
        _ => 2,
    };
    changes.sort_by_key(rank);
    changes
}

/// The changes that take these back, in the order in which they must be made.
#[must_use]
pub fn inverse(changes: &[Change]) -> Vec<Change> {
    let turned = changes.iter().rev().map(|change| Change {
        before: change.after.clone(),
        after: change.before.clone(),
        ..change.clone()
    });
    let (whole, fields): (Vec<_>, Vec<_>) = turned.partition(|change| change.field.is_none());
    let (gone, come): (Vec<_>, Vec<_>) =
        whole.into_iter().partition(|change| change.after.is_null());
    gone.into_iter().chain(come).chain(fields).collect()
}

/// A fact that is not what a change expects to find.
#[derive(Clone, Debug, PartialEq)]
pub struct Mismatch {
    /// The change.
    pub change: Change,
    /// What is there instead of the change's `before`.
    pub found: Json,
}

/// Everything that is known of every record, as plain facts: what replaying the journal gives.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts(pub BTreeMap<u32, (String, BTreeMap<String, Json>)>);

impl Facts {
    /// The facts of a register.
    #[must_use]
    pub fn of(register: &Register) -> Self {
        let names = |owner: Id, id: Id| register.name_in(owner, id);
        let all = register
            .all_records()
            .filter(|record| record.id().0 > 0)
            .flat_map(|record| facts(record, &names));
        Self(
            all.map(|facts| {
                (
                    facts.id.0,
                    (
                        facts.kind.key().to_owned(),
                        facts.fields.into_iter().collect(),
                    ),
                )
            })
            .collect(),
        )
    }

    /// Makes one change; `false`, with nothing changed, where what is there is not its `before`.
    pub fn apply(
        &mut self,
        kind: &str,
        id: u32,
        field: Option<&str>,
        before: &Json,
        after: &Json,
    ) -> bool {
        let object = |json: &Json| {
            json.as_object().map(|object| {
                object
                    .iter()
                    .map(|(key, value)| (key.clone(), value.clone()))
                    .collect::<BTreeMap<_, _>>()
            })
        };
        match (field, self.0.get_mut(&id)) {
            (Some(field), Some((_, fields))) => {
                if fields.get(field).unwrap_or(&Json::Null) != before {
                    return false;
                }
                if after.is_null() {
                    fields.remove(field)
                } else {
                    fields.insert(field.to_owned(), after.clone())
                };
                true
            }
            (None, Some((_, fields))) if after.is_null() => {
                let same = object(before).as_ref() == Some(fields);
                if same {
                    self.0.remove(&id);
                }
                same
            }
            (None, None) if before.is_null() => {
                let Some(fields) = object(after) else {
                    return false;
                };
                self.0.insert(id, (kind.to_owned(), fields));
                true
            }
            _ => false,
        }
    }

    /// The register of these facts.
    ///
    /// # Errors
    /// `fact_unknown_kind` or what [`Register::apply`] says, where the facts are not of this version.
    pub fn register(&self) -> Result<Register, Problem> {
        let mut changes = Vec::new();
        for (id, (kind, fields)) in &self.0 {
            let kind = RecordKind::from_key(kind)
                .ok_or_else(|| Problem::cannot("fact_unknown_kind").with("kind", kind))?;
            let after = Json::Object(
                fields
                    .iter()
                    .map(|(key, value)| (key.clone(), value.clone()))
                    .collect(),
            );
            changes.push(Change {
                kind,
                id: Id(*id),
                reference: String::new(),
                field: None,
                before: Json::Null,
                after,
            });
        }
        // Parents before their rows: the kinds are declared in that order.
        changes.sort_by_key(|change| change.kind);
        let mut register = Register::empty();
        register.apply(&changes)?;
        Ok(register)
    }
}

impl Register {
    /// The first change whose `before` is not what the register holds now, or whose new row has nothing to be in.
    #[must_use]
    pub fn mismatch(&self, changes: &[Change]) -> Option<Mismatch> {
        let names = |owner: Id, id: Id| self.name_in(owner, id);
        let mut made: Option<HashSet<Id>> = None;
        for change in changes {
            let found = self.place(change.id).and_then(|place| {
                let row = self.get(change.id)?;
                let parent = place.parent.and_then(|parent| self.get(parent));
                Some((place.owner, row, parent))
            });
            let now = match (&change.field, found) {
                (None, Some((owner, row, parent))) => {
                    Json::Object(facts_of_row(owner, row, parent, &names).fields)
                }
                (Some(field), Some((owner, row, parent))) => {
                    fact(owner, row, parent, field, &names)
                }
                (None, None) => {
                    let parent = parent_of(change).filter(|_| !change.after.is_null());
                    // A new row needs what it is a row of, unless that is new too.
                    if let Some(parent) = parent
                        && self.get(parent).is_none()
                        && !made
                            .get_or_insert_with(|| created(changes))
                            .contains(&parent)
                    {
                        return Some(Mismatch {
                            change: change.clone(),
                            found: Json::Null,
                        });
                    }
                    Json::Null
                }
                // A field of a record that is gone: never what the change expects.
                (Some(_), None) => {
                    return Some(Mismatch {
                        change: change.clone(),
                        found: Json::Null,
                    });
                }
            };
            // Positions may have moved under the same row without any harm.
            if now != change.before && change.field.as_deref() != Some("position") {
                return Some(Mismatch {
                    change: change.clone(),
                    found: now,
                });
            }
        }
        None
    }

    /// Makes changes to the register in memory: structure first, then values.
    ///
    /// # Errors
    /// `change_does_not_fit` with reference and field, where a change cannot be made; the register is then no
    /// longer whole and must be read again.
    pub fn apply(&mut self, changes: &[Change]) -> Result<(), Problem> {
        self.apply_beside(changes, Vec::new())
    }

    /// Makes changes beside records that come whole, and may refer to them and they to each other.
    ///
    /// # Errors
    /// As [`Self::apply`].
    pub(crate) fn apply_beside(
        &mut self,
        changes: &[Change],
        coming: Vec<Box<dyn Record>>,
    ) -> Result<(), Problem> {
        let owners: BTreeSet<Id> = changes
            .iter()
            .filter_map(|change| {
                self.place(change.id)
                    .or_else(|| self.place(parent_of(change)?))
                    .map(|place| place.owner)
            })
            .collect();
        // Kept for the end: a change of structure needs places that are still good.
        let mut sorted: BTreeSet<RecordKind> = BTreeSet::new();
        for change in changes
            .iter()
            .filter(|change| change.field.is_none() && change.after.is_null())
        {
            self.apply_removal(change)?;
        }
        let mut touched = owners;
        for change in changes
            .iter()
            .filter(|change| change.field.is_none() && !change.after.is_null())
        {
            sorted.insert(change.kind);
            touched.insert(self.apply_creation(change)?);
        }
        for change in changes
            .iter()
            .filter(|change| matches!(change.field.as_deref(), Some("ref" | "position")))
        {
            sorted.insert(change.kind);
            self.apply_head(change)?;
        }
        for owner in &touched {
            self.index(*owner);
        }
        for record in coming {
            sorted.insert(record.kind());
            self.push(record);
        }
        // Rows were put in order within their record; the lists of records are left.
        for kind in sorted {
            self.sort_kind(kind);
        }
        self.apply_values(changes)?;
        for owner in &touched {
            self.follow_references(*owner);
        }
        Ok(())
    }

    /// Brings the values of changes whose records and rows stand there already.
    ///
    /// # Errors
    /// As [`Self::apply`].
    pub(crate) fn apply_values(&mut self, changes: &[Change]) -> Result<(), Problem> {
        for change in changes {
            match (&change.field, &change.after) {
                (Some(field), after) if !is_structure(change.kind, field) => {
                    self.apply_value(change, field, after)?;
                }
                (None, Json::Object(fields)) => {
                    for (field, after) in fields
                        .iter()
                        .filter(|(field, _)| !is_structure(change.kind, field))
                    {
                        self.apply_value(change, field, after)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn apply_removal(&mut self, change: &Change) -> Result<(), Problem> {
        let place = *self.place(change.id).ok_or_else(|| misfit(change))?;
        self.retire(
            place.kind,
            place.parent,
            change.before["ref"].as_str().unwrap_or_default(),
        );
        if place.parent.is_none() {
            self.forget(change.id);
            return Ok(());
        }
        self.unindex(place.owner);
        let owner = self.get_mut(place.owner).ok_or_else(|| misfit(change))?;
        let (parent, list, at) = owner.place_of(change.id).ok_or_else(|| misfit(change))?;
        owner
            .find_mut(parent)
            .ok_or_else(|| misfit(change))?
            .remove_row(list, at);
        self.index(place.owner);
        Ok(())
    }

    fn apply_creation(&mut self, change: &Change) -> Result<Id, Problem> {
        let mut record = change.kind.blank();
        let head = record.head_mut();
        head.id = change.id;
        change.after["ref"]
            .as_str()
            .unwrap_or_default()
            .clone_into(&mut head.reference);
        head.position = change.after["position"].as_i64().unwrap_or_default();
        self.next_id = self.next_id.max(change.id.0 + 1);
        let Some(parent) = parent_of(change) else {
            self.push(record);
            return Ok(change.id);
        };
        let owner = self.place(parent).ok_or_else(|| misfit(change))?.owner;
        let holder = self.get_mut(parent).ok_or_else(|| misfit(change))?;
        let list = holder
            .declaration()
            .lists
            .iter()
            .position(|list| list.kind == change.kind)
            .ok_or_else(|| misfit(change))?;
        let at = holder.row_count(list);
        holder.insert_row(list, at, record);
        holder.sort_rows(list);
        // Rows of this row may follow at once and must find it.
        self.index(owner);
        Ok(owner)
    }

    fn apply_head(&mut self, change: &Change) -> Result<(), Problem> {
        let place = *self.place(change.id).ok_or_else(|| misfit(change))?;
        if change.field.as_deref() == Some("ref") {
            self.retire(
                place.kind,
                place.parent,
                change.before.as_str().unwrap_or_default(),
            );
            self.unindex(place.owner);
        }
        let owner = self.get_mut(place.owner).ok_or_else(|| misfit(change))?;
        let head = owner
            .find_mut(change.id)
            .ok_or_else(|| misfit(change))?
            .head_mut();
        match (
            change.field.as_deref(),
            change.after.as_i64(),
            change.after.as_str(),
        ) {
            (Some("position"), Some(position), _) => head.position = position,
            (_, _, Some(reference)) => reference.clone_into(&mut head.reference),
            _ => return Err(misfit(change)),
        }
        if let Some((parent, list, _)) = owner.place_of(change.id)
            && let Some(parent) = owner.find_mut(parent)
        {
            parent.sort_rows(list);
        }
        self.index(place.owner);
        Ok(())
    }

    fn apply_value(&mut self, change: &Change, field: &str, after: &Json) -> Result<(), Problem> {
        let owner = self.place(change.id).ok_or_else(|| misfit(change))?.owner;
        let none = after
            .as_object()
            .and_then(|object| object.get("none"))
            .and_then(Json::as_str);
        let declaration = change.kind.declaration();
        let index = declaration.field(field);
        let taken_out = is_redacted(after);
        let value = match (none, index) {
            (None, Some(index)) if !taken_out => {
                let kind = &declaration.fields[index].kind;
                from_json(kind, after, &|reference| {
                    self.resolve(owner, kind.target()?, reference)
                })
                .map_err(|_| misfit(change).with("field", field))?
            }
            _ => Value::Empty,
        };
        if change.kind == RecordKind::RegisterData && field == "id" {
            let last = self.mark.number;
            let left = change.before.as_str().map(|id| (id.to_owned(), last));
            self.identities.extend(left);
        }
        let record = self.get_mut(change.id).ok_or_else(|| misfit(change))?;
        let head = record.head_mut();
        head.none.remove(field);
        head.redacted.remove(field);
        if let Some(index) = index
            && !record.put(index, value)
        {
            return Err(misfit(change).with("field", field));
        }
        if let Some(reason) = none {
            record
                .head_mut()
                .none
                .insert(field.to_owned(), reason.to_owned());
        }
        if taken_out {
            record.head_mut().redacted.insert(field.to_owned());
        }
        Ok(())
    }
}

/// Whether a field says where a record stands and what it is called, not what it holds.
///
/// Only rows have a parent and a position; an organisation's `parent` is a field like any other.
fn is_structure(kind: RecordKind, field: &str) -> bool {
    field == "ref" || (kind.parent().is_some() && matches!(field, "parent" | "position"))
}

/// The parent of a row that a change creates or removes.
fn parent_of(change: &Change) -> Option<Id> {
    change.kind.parent()?;
    let fields = if change.after.is_null() {
        &change.before
    } else {
        &change.after
    };
    fields
        .get("parent")
        .and_then(Json::as_u64)
        .and_then(|parent| u32::try_from(parent).ok())
        .map(Id)
}

/// The records and rows that changes make.
fn created(changes: &[Change]) -> HashSet<Id> {
    let created = |change: &&Change| change.field.is_none() && !change.after.is_null();
    let created = changes.iter().filter(created);
    created.map(|change| change.id).collect()
}

fn misfit(change: &Change) -> Problem {
    Problem::cannot("change_does_not_fit").with("ref", &change.reference)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::records::{Activity, Recipient};

    /// A register with an organisation and an activity that refers to it from a row.
    fn register() -> Register {
        let mut register = Register::empty();
        let mut supplier = RecordKind::Organisation.blank();
        supplier.record_value("name", Value::Text("Supplier".to_owned()));
        register.settle(&mut *supplier);
        let id = supplier.id();
        register.replace(supplier);
        let mut activity = Activity {
            name: Some("Payroll".to_owned()),
            ..Activity::default()
        };
        activity.recipients.push(Recipient {
            organisation: Some(id),
            ..Recipient::default()
        });
        activity.recipients.push(Recipient::default());
        activity
            .head
            .none
            .insert("transfers".to_owned(), "checked".to_owned());
        register.settle(&mut activity);
        register.replace(Box::new(activity));
        register
    }

    fn boxed(register: &Register, reference: &str) -> Box<dyn Record> {
        register
            .owner(register.find(reference).unwrap())
            .unwrap()
            .boxed()
    }

    #[test]
    fn facts_give_the_register_back() {
        let register = register();
        let again = Facts::of(&register).register().unwrap();
        assert_eq!(Facts::of(&again), Facts::of(&register));
        assert_eq!(again.activities, register.activities);
        assert_eq!(
            again.reference(register.activities[0].recipients[1].head.id),
            "A1/C2"
        );
    }

    #[test]
    fn a_new_reference_is_followed_by_everything_that_points_to_it() {
        let mut register = register();
        let before = boxed(&register, "O1");
        let mut after = before.clone();
        "SUP-1".clone_into(&mut after.head_mut().reference);
        let changes = changes_of(
            &register,
            &[Edit {
                before: Some(before),
                after: Some(after),
            }],
        );
        assert_eq!(changes.len(), 2);
        assert_eq!(
            (changes[1].reference.as_str(), &changes[1].after),
            ("A1/C1", &json!("SUP-1"))
        );
        assert_eq!(register.mismatch(&changes), None);
        register.apply(&changes).unwrap();
        assert_eq!(register.find("O1"), None);
        assert_eq!(
            register.find("SUP-1"),
            register.activities[0].recipients[0].organisation
        );
        register.apply(&inverse(&changes)).unwrap();
        assert!(register.find("O1").is_some());
    }

    #[test]
    fn removal_and_its_inverse_leave_no_trace_but_a_retired_number() {
        let mut register = register();
        let facts = Facts::of(&register);
        let changes = changes_of(&register, &[Edit::remove(boxed(&register, "A1"))]);
        assert_eq!(
            changes
                .iter()
                .map(|change| change.reference.as_str())
                .collect::<Vec<_>>(),
            ["A1/C2", "A1/C1", "A1"]
        );
        register.apply(&changes).unwrap();
        assert_eq!(register.activities.len(), 0);
        assert_eq!(register.next_reference(RecordKind::Activity, None), "A2");
        register.apply(&inverse(&changes)).unwrap();
        assert_eq!(Facts::of(&register), facts);
    }

    #[test]
    fn replay_refuses_a_change_that_does_not_fit() {
        let register = register();
        let mut replayed = Facts::default();
        let edits: Vec<Edit> = ["O1", "A1"]
            .iter()
            .map(|reference| Edit::create(boxed(&register, reference)))
            .collect();
        for change in changes_of(&Register::empty(), &edits) {
            assert!(replayed.apply(
                change.kind.key(),
                change.id.0,
                change.field.as_deref(),
                &change.before,
                &change.after
            ));
            assert!(!replayed.apply(
                change.kind.key(),
                change.id.0,
                change.field.as_deref(),
                &json!("other"),
                &change.after
            ));
        }
        let mut whole = Facts::of(&register);
        whole.0.retain(|id, _| *id != 0);
        assert_eq!(replayed, whole);
    }
}
