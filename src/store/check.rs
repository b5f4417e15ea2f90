//! What is checked before something is written: what contradicts itself is not written any further.

use std::collections::HashSet;
use std::path::Path;

use rusqlite::Connection;
use serde_json::Value as Json;

use super::tables::tables;
use super::{journal, trouble, verify};
use crate::domain::change::Change;
use crate::domain::kind::RecordKind;
use crate::domain::problem::Problem;
use crate::domain::register::Register;
use crate::domain::value::Id;

/// A file of so many bytes is checked whole before its first save.
const SMALL: i64 = 4 << 20;

/// Whether a file is checked whole before its first save.
pub(crate) fn is_small(connection: &Connection) -> rusqlite::Result<bool> {
    let number = |query: &str| connection.query_row(query, [], |row| row.get::<_, i64>(0));
    let pages = number("PRAGMA page_count")?;
    Ok(pages.saturating_mul(number("PRAGMA page_size")?) <= SMALL)
}

/// How many things in a file contradict each other; a large one is only counted through, which takes next to
/// nothing.
pub(crate) fn before_writing(
    connection: &Connection,
    file: &Path,
    register: &Register,
) -> Result<usize, Problem> {
    let sqlite = |error: rusqlite::Error| trouble::of_sqlite(file, &error);
    let number = |query: &str| -> Result<i64, Problem> {
        connection
            .query_row(query, [], |row| row.get(0))
            .map_err(sqlite)
    };
    if is_small(connection).map_err(sqlite)? {
        let outcome = verify::verify(connection, file);
        return match outcome.unread() {
            Some(problem) => Err(problem.clone()),
            None => Ok(outcome.contradictions()),
        };
    }
    // Of the activities a part knows some.
    let counted = |kind: RecordKind| !register.is_part || kind.top() != RecordKind::Activity;
    let mut rows = 0;
    for table in tables().iter().filter(|table| counted(table.kind)) {
        rows += number(&format!("SELECT count(*) FROM \"{}\"", table.kind.key()))?;
    }
    let is_counted = |id: &Id| register.place(*id).is_some_and(|place| counted(place.kind));
    let known = register.ids().filter(is_counted).count();
    Ok(usize::try_from(rows).unwrap_or_default().abs_diff(known))
}

/// The first change that does not go on from what the journal says of its field.
///
/// The register in memory is what the tables say; a table that was changed past the journal shall not make its way
/// into it.
pub(crate) fn departing<'c>(
    connection: &Connection,
    changes: &'c [Change],
) -> rusqlite::Result<Option<(&'c Change, String)>> {
    let mut made: HashSet<Id> = HashSet::new();
    for change in changes {
        let departs = |field: &str, before: &Json| -> rusqlite::Result<bool> {
            let last = journal::last_value(connection, change.id, field)?;
            Ok(last.as_ref() != Some(before))
        };
        match (&change.field, &change.before) {
            (Some(field), before) => {
                if !made.contains(&change.id) && departs(field, before)? {
                    return Ok(Some((change, field.clone())));
                }
            }
            (None, Json::Object(fields)) => {
                for (field, before) in fields {
                    if departs(field, before)? {
                        return Ok(Some((change, field.clone())));
                    }
                }
            }
            (None, _) => {
                made.insert(change.id);
                if journal::last_value(connection, change.id, "ref")?.is_some() {
                    return Ok(Some((change, "ref".to_owned())));
                }
            }
        }
    }
    Ok(None)
}
