//! A record with its rows as JSON and back, with its internal numbers, also those that are only provisional: what a
//! form holds that is not saved yet.

use serde_json::{Value as Json, json};

use super::codec::{from_json, is_redacted, none_reason};
use super::facts::facts;
use super::field::Record;
use super::kind::RecordKind;
use super::retired::{FIRST_HOLD, FormerHold, HOLDS, former, hold_kind, hold_row, take_hold};
use super::value::Id;

/// A record with its rows as JSON: kind, number and fields of each, parents first. References are internal numbers.
#[must_use]
pub fn freeze(record: &dyn Record) -> Json {
    let by_number = |_: Id, id: Id| id.0.to_string();
    let frozen = facts(record, &by_number)
        .into_iter()
        .map(|facts| json!({ "kind": facts.kind.key(), "id": facts.id.0, "fields": facts.fields }));
    frozen.collect()
}

/// The record that was frozen; `None` where the JSON is not one, or of a version that knew other kinds or fields.
#[must_use]
pub fn thaw(frozen: &Json) -> Option<Box<dyn Record>> {
    let frozen = with_holds_as_rows(frozen.as_array()?)?;
    let mut rows = frozen.iter();
    let mut record = thawed(rows.next()?)?;
    for row in rows {
        let parent = row.get("fields")?.get("parent")?.as_u64()?;
        let parent = record.find_mut(Id(u32::try_from(parent).ok()?))?;
        let row = thawed(row)?;
        let kind = row.kind();
        let lists = parent.declaration().lists;
        let list = lists.iter().position(|list| list.kind == kind)?;
        let at = parent.row_count(list);
        parent.insert_row(list, at, row).then_some(())?;
    }
    Some(record)
}

/// The same, where legal holds are rows; one that was fields of its rule or holding stands for a row in no file.
fn with_holds_as_rows(frozen: &[Json]) -> Option<Vec<Json>> {
    let mut rows = Vec::with_capacity(frozen.len());
    for row in frozen {
        let kind = RecordKind::from_key(row.get("kind")?.as_str()?)?;
        let mut row = row.clone();
        let hold = hold_kind(kind).zip(
            row.get_mut("fields")
                .and_then(Json::as_object_mut)
                .and_then(|fields| take_hold(&mut |key| fields.shift_remove(key))),
        );
        let holder = u32::try_from(row.get("id")?.as_u64()?).ok()?;
        match hold {
            Some((_, FormerHold::None(none))) => row["fields"][HOLDS] = none,
            Some((kind, FormerHold::Stands(hold))) => {
                let fields = hold_row(holder, FIRST_HOLD, hold);
                let hold = json!({ "kind": kind.key(), "id": former(holder), "fields": fields });
                rows.extend([row, hold]);
                continue;
            }
            None => {}
        }
        rows.push(row);
    }
    Some(rows)
}

/// One record or row, without the rows in it.
fn thawed(frozen: &Json) -> Option<Box<dyn Record>> {
    let kind = RecordKind::from_key(frozen.get("kind")?.as_str()?)?;
    let mut record = kind.blank();
    record.head_mut().id = Id(u32::try_from(frozen.get("id")?.as_u64()?).ok()?);
    let by_number = |text: &str| text.parse().ok().map(Id);
    for (key, value) in frozen.get("fields")?.as_object()? {
        match key.as_str() {
            "ref" => value.as_str()?.clone_into(&mut record.head_mut().reference),
            "position" => {
                record.head_mut().position = serde_json::from_value(value.clone()).ok()?;
            }
            // Where a row stands; an organisation has a field of that name.
            "parent" if kind.parent().is_some() => {}
            _ => {
                if let Some(reason) = none_reason(value) {
                    let reason = reason.to_owned();
                    record.head_mut().none.insert(key.clone(), reason);
                    continue;
                }
                if is_redacted(value) {
                    record.head_mut().redacted.insert(key.clone());
                    continue;
                }
                let declaration = record.declaration();
                let field = declaration.field(key)?;
                let kind = &declaration.fields[field].kind;
                let value = from_json(kind, value, &by_number).ok()?;
                record.put(field, value).then_some(())?;
            }
        }
    }
    Some(record)
}
