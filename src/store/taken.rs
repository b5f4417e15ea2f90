//! What the register records as taken out for good: read back, per change set and per field.

use std::collections::BTreeMap;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension as _};
use serde_json::Value as Json;

use crate::domain::change::Change;
use crate::domain::codec::is_redacted;
use crate::domain::kind::RecordKind;
use crate::domain::problem::Problem;
use crate::domain::redaction::{MARK, Struck, TakenOut, TakenOutFields, texts_in};
use crate::domain::value::Id;

/// A redaction as the journal records it, of one change set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedRedaction {
    /// The change set that was touched.
    pub number: i64,
    /// Where in it something was taken out.
    pub places: Vec<String>,
    /// What it hashes to since.
    pub hash: String,
    /// The change set that records it.
    pub by: i64,
    /// When that was made.
    pub at: String,
    /// What that was called, with the reason.
    pub label: String,
}

/// Every redaction that the journal records, in order; what cannot be read as one is left out.
pub(super) fn recorded_in(connection: &Connection) -> rusqlite::Result<Vec<RecordedRedaction>> {
    let mut statement = connection.prepare(
        "SELECT c.change_set, s.at, s.label, c.after FROM change AS c JOIN change_set AS s ON s.number = c.change_set
         WHERE c.kind = 'redaction' AND c.field IS NULL AND c.after IS NOT NULL ORDER BY c.change_set, c.position",
    )?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let read = |row: &rusqlite::Row<'_>| -> Option<RecordedRedaction> {
            let ValueRef::Text(after) = row.get_ref(3).ok()? else {
                return None;
            };
            let after: Json = serde_json::from_slice(after).ok()?;
            let places = after.get("places")?.as_array()?.iter();
            Some(RecordedRedaction {
                number: after.get("change")?.as_i64()?,
                places: places
                    .filter_map(|place| place.as_str().map(str::to_owned))
                    .collect(),
                hash: after.get("hash")?.as_str()?.to_owned(),
                by: row.get(0).ok()?,
                at: text_of(row, 1)?,
                label: text_of(row, 2)?,
            })
        };
        // A set can only be redacted by a later one.
        found.extend(read(row).filter(|it| it.number < it.by));
    }
    Ok(found)
}

impl RecordedRedaction {
    /// What contradicts the record: another hash, or a place where no mark stands.
    pub(super) fn faults(
        &self,
        connection: &Connection,
        hash: &str,
    ) -> rusqlite::Result<Vec<Problem>> {
        let mut faults = Vec::new();
        if hash != self.hash {
            faults.push(
                Problem::refused("verify_redacted_hash")
                    .with("number", self.number)
                    .with("by", self.by),
            );
        }
        if self.places.is_empty() {
            // Such a record would vouch for anything.
            faults.push(
                Problem::refused("verify_redacted_nothing")
                    .with("number", self.number)
                    .with("by", self.by),
            );
        }
        for place in &self.places {
            if !self.is_marked(connection, place)? {
                faults.push(
                    Problem::refused("verify_redacted_place")
                        .with("number", self.number)
                        .with("by", self.by)
                        .with("place", place),
                );
            }
        }
        Ok(faults)
    }

    /// Whether the mark stands at a place: the whole value, or inside a text.
    fn is_marked(&self, connection: &Connection, place: &str) -> rusqlite::Result<bool> {
        let marked =
            |value: &Json| is_redacted(value) || texts_in(value).iter().any(|it| it.contains(MARK));
        if let "label" | "author" = place {
            let text: Option<String> = connection
                .prepare_cached(&format!("SELECT {place} FROM change_set WHERE number = ?1"))?
                .query_row([self.number], |row| Ok(text_of(row, 0)))
                .optional()?
                .flatten();
            return Ok(text.is_some_and(|text| text.contains(MARK)));
        }
        Ok(value_at(connection, self.number, place)?.is_some_and(|(_, _, value)| marked(&value)))
    }
}

/// The text of a column; what is no UTF-8 in it is found elsewhere.
fn text_of(row: &rusqlite::Row<'_>, column: usize) -> Option<String> {
    match row.get_ref(column) {
        Ok(ValueRef::Text(bytes)) => Some(String::from_utf8_lossy(bytes).into_owned()),
        _ => None,
    }
}

/// What stands at a place of a change set: the record or row, the field, the value.
fn value_at(
    connection: &Connection,
    number: i64,
    place: &str,
) -> rusqlite::Result<Option<(Id, String, Json)>> {
    let mut parts = place.splitn(3, '.');
    let position: Option<i64> = parts.next().and_then(|it| it.parse().ok());
    let (side, key) = (parts.next(), parts.next());
    let (Some(position), Some(side @ ("before" | "after"))) = (position, side) else {
        return Ok(None);
    };
    let here = connection
        .prepare_cached(&format!(
            "SELECT id, field, {side} FROM change WHERE change_set = ?1 AND position = ?2"
        ))?
        .query_row([number, position], |row| {
            Ok((Id(row.get(0)?), text_of(row, 1), text_of(row, 2)))
        })
        .optional()?;
    let Some((id, field, value)) = here else {
        return Ok(None);
    };
    let value = value.and_then(|value| serde_json::from_str(&value).ok());
    let value: Json = value.unwrap_or_default();
    Ok(match (field, key) {
        (Some(field), None) => Some((id, field, value)),
        (None, Some(key)) => Some((id, key.to_owned(), value[key].clone())),
        _ => None,
    })
}

/// The redactions that the journal records, by the change set that was touched: of several the last, which knows all
/// the places.
pub(super) fn by_set(
    connection: &Connection,
) -> rusqlite::Result<BTreeMap<i64, RecordedRedaction>> {
    let mut found: BTreeMap<i64, RecordedRedaction> = BTreeMap::new();
    for mut recorded in recorded_in(connection)? {
        if let Some(before) = found.remove(&recorded.number) {
            let later = std::mem::replace(&mut recorded.places, before.places);
            for place in later {
                if !recorded.places.contains(&place) {
                    recorded.places.push(place);
                }
            }
        }
        found.insert(recorded.number, recorded);
    }
    Ok(found)
}

/// When and why the value of each field was taken out, and where words were.
pub(super) fn taken_out(connection: &Connection) -> rusqlite::Result<(TakenOutFields, Struck)> {
    let mut found = BTreeMap::new();
    let mut struck = Struck::default();
    for recorded in recorded_in(connection)? {
        struck.last = struck.last.max(recorded.by);
        let because = recorded.label.split_once('\n').map_or("", |(_, why)| why);
        for place in &recorded.places {
            let Some((id, key, value)) = value_at(connection, recorded.number, place)? else {
                continue;
            };
            if is_redacted(&value) {
                let taken_out = TakenOut {
                    number: recorded.by,
                    at: recorded.at.clone(),
                    because: because.to_owned(),
                };
                found.insert((id, key), taken_out);
            } else {
                struck.places.insert((id, key), recorded.by);
            }
        }
    }
    Ok((found, struck))
}

/// Whether any of these changes writes what records a redaction.
pub(super) fn forged(changes: &[Change]) -> bool {
    let kind = |change: &Change| change.kind == RecordKind::Redaction;
    changes.iter().any(kind)
}
