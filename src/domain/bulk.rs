//! One change to several records at once: a field set on each, or one record named wherever another was.
//!
//! What several can have is added to, never written over; what is one alone is put in the place of what was there.

use std::collections::BTreeMap;

use super::anew::make_new;
use super::change::{Edit, changes_of};
use super::field::{Answer, Record};
use super::kind::{FieldKind, RecordKind, Target};
use super::problem::Problem;
use super::records::Organisation;
use super::reference::is_reference;
use super::register::Register;
use super::value::{Id, Value};

/// The lists of an activity to which a row is added by what it names: the list, and the field of the row.
const NAMED_ROWS: &[(&str, &str)] = &[("recipients", "organisation"), ("retention", "schedule")];

/// The kinds of which one record can take another's place: what others name. An activity stands for itself, with all that
/// was done at its desk.
pub(crate) const REPLACEABLE: [RecordKind; 4] = [
    RecordKind::Organisation,
    RecordKind::Agreement,
    RecordKind::Measure,
    RecordKind::Schedule,
];

/// The fields that a command of their own records: it asks what goes with them, and refuses what cannot be.
const OF_COMMANDS: &[(RecordKind, &[&str], &str)] = &[
    (RecordKind::RegisterData, &["id"], "identity"),
    (
        RecordKind::Redaction,
        &["change", "places", "hash"],
        "redact",
    ),
    (
        RecordKind::Edition,
        &["change", "hash", "made_on", "by"],
        "edition",
    ),
    (
        RecordKind::Waiver,
        &["rule", "record", "key", "words", "until"],
        "waive",
    ),
    (RecordKind::Holding, &["disposed_on"], "dispose"),
    (RecordKind::Holding, &["extended_until"], "extend"),
    (RecordKind::RetentionHold, &["since"], "hold"),
    (RecordKind::HoldingHold, &["since"], "hold"),
    (RecordKind::RetentionHold, &["lifted_on"], "lift"),
    (RecordKind::HoldingHold, &["lifted_on"], "lift"),
];

/// The command that records a field of a kind, where one of its own does.
#[must_use]
pub(crate) fn command_of(kind: RecordKind, key: &str) -> Option<&'static str> {
    let mut all = OF_COMMANDS.iter();
    let (.., command) = all.find(|(of, keys, _)| *of == kind && keys.contains(&key))?;
    Some(command)
}

/// The fields of a kind that can be set on several at once, in their order.
#[must_use]
pub(crate) fn settable(kind: RecordKind) -> Vec<&'static str> {
    let declaration = kind.declaration();
    let simple = declaration.fields.iter().filter(|field| {
        let plain = matches!(
            field.kind,
            FieldKind::Text
                | FieldKind::Texts
                | FieldKind::Flag
                | FieldKind::Date
                | FieldKind::Day
                | FieldKind::Period
                | FieldKind::Code(_)
                | FieldKind::Codes(_)
                | FieldKind::Words(_)
                | FieldKind::Country
                | FieldKind::Countries
                | FieldKind::Ref(_)
                | FieldKind::Refs(_)
        );
        // A row named by another field points into its own record alone.
        let own_rows =
            matches!(field.kind.target(), Some(Target::Kind(of)) if of.parent().is_some());
        let own_command = command_of(kind, field.key).is_some();
        plain && !own_rows && !own_command && !matches!(field.key, "name" | "title")
    });
    let mut keys: Vec<&'static str> = simple.map(|field| field.key).collect();
    let named = NAMED_ROWS.iter().map(|(list, _)| *list);
    keys.extend(named.filter(|list| declaration.list(list).is_some()));
    keys
}

/// What the value of a field that can be set is: for a list, what its rows name.
#[must_use]
pub(crate) fn kind_of(kind: RecordKind, key: &str) -> Option<FieldKind> {
    let declaration = kind.declaration();
    if let Some(at) = declaration.field(key) {
        return settable(kind)
            .contains(&key)
            .then(|| declaration.fields[at].kind);
    }
    let (list, named) = NAMED_ROWS.iter().find(|(list, _)| *list == key)?;
    let rows = declaration.lists[declaration.list(list)?]
        .kind
        .declaration();
    Some(rows.fields[rows.field(named)?].kind)
}

/// Sets a field on each of these records and rows; a record that has it so already is left as it is.
///
/// # Errors
/// `set_no_field` where a record has no such field, `set_not_ours` where only our own organisations can stand, or
/// `set_names_itself` where a record would name itself.
pub(crate) fn set_field(
    register: &Register,
    ids: &[Id],
    key: &str,
    value: &Value,
) -> Result<Vec<Edit>, Problem> {
    let mut changed: BTreeMap<Id, Box<dyn Record>> = BTreeMap::new();
    for id in ids {
        let Some((owner, record)) = register.owner(*id).zip(register.get(*id)) else {
            return Err(Problem::refused("record_gone"));
        };
        let Some(kind) = kind_of(record.kind(), key) else {
            return Err(Problem::usage("set_no_field")
                .with("ref", register.reference(*id))
                .with("field", key));
        };
        check_ours(register, &kind, value)?;
        if value.refs().contains(id) {
            return Err(Problem::refused("set_names_itself").with("ref", register.reference(*id)));
        }
        let owner = changed.entry(owner.id()).or_insert_with(|| owner.boxed());
        let top = owner.id() == *id;
        let row = if top {
            &mut **owner
        } else if let Some(row) = owner.find_mut(*id) {
            row
        } else {
            continue;
        };
        match row.declaration().field(key) {
            Some(at) => {
                let after = with(row.get(at), value);
                row.record_value(key, after);
            }
            None => add_named(row, key, value),
        }
    }
    Ok(edits(register, changed))
}

/// Whether what is typed answers that there is none: a dash alone.
#[must_use]
pub(crate) fn is_none_typed(typed: &str) -> bool {
    matches!(typed.trim(), "-" | "\u{2013}" | "\u{2014}")
}

/// Answers a field or a list of each of these records and rows with *none*, for one reason.
///
/// # Errors
/// `record_gone`, or `set_none_has_rows` where a list has entries.
pub(crate) fn set_none(
    register: &Register,
    ids: &[Id],
    key: &str,
    reason: &str,
) -> Result<Vec<Edit>, Problem> {
    let mut changed: BTreeMap<Id, Box<dyn Record>> = BTreeMap::new();
    for id in ids {
        let owner = register.owner(*id);
        let owner = owner.ok_or_else(|| Problem::refused("record_gone"))?;
        let owner = changed.entry(owner.id()).or_insert_with(|| owner.boxed());
        if let Some(record) = owner.find_mut(*id)
            && !record.record_none(key, reason)
        {
            return Err(Problem::refused("set_none_has_rows")
                .with("ref", register.reference(*id))
                .with("field", key));
        }
    }
    Ok(edits(register, changed))
}

/// Gives a record or row another reference; what names it goes on naming it.
///
/// # Errors
/// `record_gone`, `rename_register_data`, `reference_taken` or `rename_unusable`.
pub(crate) fn renumbered(
    register: &Register,
    id: Id,
    reference: &str,
) -> Result<Vec<Edit>, Problem> {
    let gone = || Problem::refused("record_gone");
    let (owner, record) = (register.owner(id).zip(register.get(id))).ok_or_else(gone)?;
    if record.kind() == RecordKind::RegisterData {
        return Err(Problem::usage("rename_register_data"));
    }
    if !is_reference(reference) {
        return Err(Problem::usage("rename_unusable").with("ref", reference));
    }
    let mut after = owner.boxed();
    if owner.id() == id {
        reference.clone_into(&mut after.head_mut().reference);
    } else {
        let row = after.find_mut(id).ok_or_else(gone)?;
        reference.clone_into(&mut row.head_mut().reference);
    }
    Ok(edits(register, BTreeMap::from([(owner.id(), after)])))
}

/// Refuses where a field takes our own organisations alone and is given another.
fn check_ours(register: &Register, kind: &FieldKind, value: &Value) -> Result<(), Problem> {
    if kind.target() != Some(Target::Ours) {
        return Ok(());
    }
    match value.refs().iter().find(|id| !is_ours(register, **id)) {
        Some(id) => Err(Problem::refused("set_not_ours").with("ref", register.reference(*id))),
        None => Ok(()),
    }
}

/// Whether a record is one of our own organisations.
fn is_ours(register: &Register, id: Id) -> bool {
    let organisation = register.typed::<Organisation>(id);
    organisation.is_some_and(|it| it.ours == Some(true))
}

/// A value with another: added where several can stand, in its place else.
fn with(was: Value, other: &Value) -> Value {
    match (was, other) {
        (Value::Texts(mut texts), Value::Texts(more)) => {
            let new = more.iter().filter(|text| !texts.contains(text));
            let new: Vec<String> = new.cloned().collect();
            texts.extend(new);
            Value::Texts(texts)
        }
        (Value::Refs(mut ids), Value::Refs(more)) => {
            let new = more.iter().filter(|id| !ids.contains(id));
            let new: Vec<Id> = new.copied().collect();
            ids.extend(new);
            Value::Refs(ids)
        }
        (Value::Items(mut items), Value::Items(more)) => {
            let new = more.iter().filter(|item| !items.contains(item));
            let new: Vec<Vec<Value>> = new.cloned().collect();
            items.extend(new);
            Value::Items(items)
        }
        (_, other) => other.clone(),
    }
}

/// Adds a row that names something to a list, where none names it yet.
fn add_named(record: &mut dyn Record, list: &str, value: &Value) {
    let named = NAMED_ROWS.iter().find(|(known, _)| *known == list);
    let (Some((_, field)), Some(at)) = (named, record.declaration().list(list)) else {
        return;
    };
    let count = record.row_count(at);
    let mut row = record.declaration().lists[at].kind.blank();
    row.head_mut().id = Id::provisional(0);
    row.record_value(field, value.clone());
    let stands = |place: usize| {
        let known = record.row(at, place);
        known.declaration().field(field).map(|at| known.get(at)) == Some(value.clone())
    };
    if !(0..count).any(stands) {
        record.head_mut().none.remove(list);
        record.insert_row(at, count, row);
    }
}

/// Names one record wherever another is named; with `merge` the other gives what the one lacks, and goes.
///
/// # Errors
/// `replace_same`, `replace_kinds`, `replace_ours` where one of two made one is our own, `set_not_ours`, or `still_referred_to` where a row of what goes is named elsewhere.
pub(crate) fn replace(
    register: &Register,
    from: Id,
    to: Id,
    merge: bool,
) -> Result<Vec<Edit>, Problem> {
    if from == to {
        return Err(Problem::usage("replace_same").with("ref", register.reference(from)));
    }
    let gone = || Problem::refused("record_gone");
    let one = register.get(from).ok_or_else(gone)?;
    let other = register.get(to).ok_or_else(gone)?;
    if one.kind() != other.kind() || !REPLACEABLE.contains(&one.kind()) {
        return Err(Problem::refused("replace_kinds")
            .with("from", register.reference(from))
            .with("to", register.reference(to)));
    }
    if merge && is_ours(register, from) != is_ours(register, to) {
        return Err(Problem::refused("replace_ours")
            .with("from", register.reference(from))
            .with("to", register.reference(to)));
    }
    let value = Value::Ref(to);
    let mut changed: BTreeMap<Id, Box<dyn Record>> = BTreeMap::new();
    for owner in register.referring_to(&[from]) {
        if merge && owner.id() == from {
            continue;
        }
        let mut after = owner.boxed();
        let mut refused = None;
        after.walk_mut(&mut |row| {
            let fields = row.declaration().fields.iter().enumerate();
            for (at, field) in fields.filter(|(_, field)| field.kind.target().is_some()) {
                let was = row.get(at);
                if was.refs().contains(&from) {
                    refused = refused
                        .take()
                        .or(check_ours(register, &field.kind, &value).err());
                    row.put(at, renamed(was, from, to));
                }
            }
        });
        if let Some(problem) = refused {
            return Err(problem);
        }
        changed.insert(owner.id(), after);
    }
    if merge {
        let mut rows = Vec::new();
        one.walk(None, &mut |row, _| rows.push(row.id()));
        rows.retain(|id| *id != from);
        if let Some(referrer) = register
            .references_to(&rows, |id| id == from || rows.contains(&id))
            .first()
        {
            return Err(Problem::refused("still_referred_to")
                .with("ref", register.reference(from))
                .with("by", register.reference(referrer.id))
                .with(
                    "record",
                    register.get(referrer.id).map_or("", |it| it.kind().key()),
                )
                .with("field", referrer.key));
        }
        let kept = changed.entry(to).or_insert_with(|| other.boxed());
        take_over(&mut **kept, one);
    }
    // Nothing names itself.
    if let Some(kept) = changed.get_mut(&to) {
        kept.walk_mut(&mut |row| {
            for (at, field) in row.declaration().fields.iter().enumerate() {
                if field.kind.target().is_some() {
                    let left = row.get(at).without_ref(to);
                    row.put(at, left);
                }
            }
        });
    }
    let mut edits = edits(register, changed);
    if merge {
        edits.push(Edit::remove(one.boxed()));
    }
    Ok(edits)
}

/// A value that names one record where it named another, and that one once.
fn renamed(was: Value, from: Id, to: Id) -> Value {
    match was {
        Value::Ref(_) => Value::Ref(to),
        Value::Refs(ids) => {
            let mut named: Vec<Id> = Vec::with_capacity(ids.len());
            for id in ids {
                let id = if id == from { to } else { id };
                if !named.contains(&id) {
                    named.push(id);
                }
            }
            Value::Refs(named)
        }
        other => other,
    }
}

/// The fields in which both records have an answer and one alone can stand: that of the record that goes is not taken over.
#[must_use]
pub(crate) fn given_up(kept: &dyn Record, from: &dyn Record) -> Vec<&'static str> {
    // Records of two kinds are never made one; who names such a pair is told so.
    if kept.kind() != from.kind() {
        return Vec::new();
    }
    let fields = kept.declaration().fields.iter().enumerate();
    // It is still found among the names that the other is known by.
    let name_stays = kept.declaration().field("trading_names").is_some();
    let given_up = fields.filter(|(at, field)| {
        let theirs = from.get(*at);
        !matches!(field.kind, FieldKind::Computed)
            && !theirs.is_empty()
            && kept.answer(field.key) != Answer::NotRecorded
            && theirs != kept.get(*at)
            && !taken_over(kept, &theirs, *at)
            && (field.key != "name" || !name_stays)
    });
    given_up.map(|(_, field)| field.key).collect()
}

/// Whether a value is taken over: where nothing is answered, or where several can stand and some do.
fn taken_over(kept: &dyn Record, theirs: &Value, at: usize) -> bool {
    let field = &kept.declaration().fields[at];
    let several = matches!(theirs, Value::Texts(_) | Value::Refs(_) | Value::Items(_));
    kept.answer(field.key) == Answer::NotRecorded || (several && !kept.get(at).is_empty())
}

/// Gives a record what it lacks of another: answers, more of what several can stand, and rows.
fn take_over(kept: &mut dyn Record, from: &dyn Record) {
    let declaration = kept.declaration();
    for (at, field) in declaration.fields.iter().enumerate() {
        if matches!(field.kind, FieldKind::Computed) {
            continue;
        }
        let theirs = from.get(at);
        if !theirs.is_empty() && taken_over(kept, &theirs, at) {
            let both = with(kept.get(at), &theirs);
            kept.record_value(field.key, both);
        }
    }
    // What it was called is still found.
    if let (Some(name), Some(at)) = (from.text("name"), declaration.field("trading_names"))
        && kept.text("name").as_deref() != Some(&*name)
    {
        let names = with(kept.get(at), &Value::Texts(vec![name]));
        kept.record_value("trading_names", names);
    }
    let mut next = 0;
    for list in 0..declaration.lists.len() {
        for place in 0..from.row_count(list) {
            let row = from.row(list, place);
            let same = |at: usize| {
                let known = kept.row(list, at);
                let mut fields = 0..row.declaration().fields.len();
                let mut lists = 0..row.declaration().lists.len();
                known.head().none == row.head().none
                    && fields.all(|field| known.get(field) == row.get(field))
                    && lists.all(|list| row.row_count(list) == 0)
            };
            let count = kept.row_count(list);
            if (0..count).any(same) {
                continue;
            }
            let mut copy = row.boxed();
            make_new(&mut *copy, &mut next);
            kept.head_mut().none.remove(declaration.lists[list].key);
            kept.insert_row(list, count, copy);
        }
    }
}

/// The edits of records that were changed; those left as they were are none.
fn edits(register: &Register, changed: BTreeMap<Id, Box<dyn Record>>) -> Vec<Edit> {
    let edits = changed.into_iter().filter_map(|(id, after)| {
        let edit = Edit {
            before: Some(register.owner(id)?.boxed()),
            after: Some(after),
        };
        let differs = !changes_of(register, std::slice::from_ref(&edit)).is_empty();
        differs.then_some(edit)
    });
    edits.collect()
}
