//! What is read of the journal for the index of changes: each change once, and of what came whole only that it came.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row};

use crate::domain::changed::{ChangeIndex, IndexedChange, SetHead};
use crate::domain::kind::RecordKind;
use crate::domain::value::Id;
use crate::store::journal;

/// What is read of a change. What came or went whole is not read: it may be long.
const CHANGE: &str = "SELECT change_set, kind, id, field,
        CASE WHEN field IS NOT NULL THEN before END,
        CASE WHEN field IS NOT NULL THEN after END,
        typeof(after) = 'null',
        CASE WHEN field IS NULL AND typeof(after) = 'null' AND json_valid(before)
            THEN json_extract(before, '$.parent') END,
        position
    FROM change";

/// The kind of row in which is recorded what was taken out for good.
const REDACTION: &str = "redaction";

/// Brings an index up to a change set; makes it anew where it is of another history or goes further.
pub(crate) fn bring_up(
    connection: &Connection,
    index: &mut ChangeIndex,
    upto: i64,
) -> rusqlite::Result<()> {
    let known = index.number();
    let same = known == 0 || hash_of(connection, known)?.as_deref() == Some(index.hash());
    if known > upto || !same {
        *index = ChangeIndex::default();
    }
    // Nothing is read beyond the last set that is wanted. A bound here would be held against each change with all that it
    // holds, which is most of the file.
    let changes = format!("{CHANGE} WHERE change_set > ?1 ORDER BY change_set, position");
    take_in(connection, index, &changes, None, upto)
}

/// The index of a record and of the rows that it holds or held, up to a change set.
pub(crate) fn of_record(
    connection: &Connection,
    id: Id,
    upto: i64,
) -> rusqlite::Result<ChangeIndex> {
    let mut index = ChangeIndex::default();
    take_in(connection, &mut index, &changes_of_record(), Some(id), upto)?;
    Ok(index)
}

/// The statement for the changes of the record of the number `?3`, and of its rows.
///
/// What a set renamed, and whether it took something out, is asked of the sets that changed one of its fields.
pub(super) fn changes_of_record() -> String {
    // A number in the text would be taken for that of a column, and not be looked up among the parents. Without the signs
    // before the numbers of sets all changes would be gone through, and not those of the record.
    let between = "+change_set > ?1 AND +change_set <= ?2";
    format!(
        "WITH RECURSIVE {},
            sets (number) AS (
                SELECT change_set FROM change WHERE id IN (SELECT id FROM family) AND field IS NOT NULL
            )
        {CHANGE} WHERE id IN (SELECT id FROM family) AND {between}
        UNION
        {CHANGE} WHERE change_set IN (SELECT number FROM sets) AND field = 'ref' AND {between}
        UNION
        {CHANGE} WHERE id IN (SELECT id FROM redaction) AND field IS NULL AND {between}
        ORDER BY 1, 9",
        journal::family("?3")
    )
}

/// Takes into an index the changes that a statement gives, after what it knows and up to a change set; a statement for
/// one record is given its number.
fn take_in(
    connection: &Connection,
    index: &mut ChangeIndex,
    changes: &str,
    of: Option<Id>,
    upto: i64,
) -> rusqlite::Result<()> {
    let mut heads = connection.prepare_cached(
        "SELECT number, at, author, undoes, hash FROM change_set
         WHERE number > ?1 AND number <= ?2 ORDER BY number",
    )?;
    let mut heads = heads.query([index.number(), upto])?;
    let mut changes = connection.prepare_cached(changes)?;
    let mut changes = match of {
        Some(id) => changes.query([index.number(), upto, i64::from(id.0)])?,
        None => changes.query([index.number()])?,
    };
    let mut next = changes.next()?.map(seen).transpose()?;
    while let Some(row) = heads.next()? {
        let head = SetHead {
            number: row.get(0)?,
            at: row.get(1)?,
            author: row.get(2)?,
            undoes: row.get(3)?,
            hash: row.get(4)?,
        };
        let mut all = Vec::new();
        while let Some((_, change)) = next.take_if(|(set, _)| *set <= head.number) {
            all.push(change);
            next = changes.next()?.map(seen).transpose()?;
        }
        index.take(&head, all);
    }
    let hash = hash_of(connection, upto)?.unwrap_or_default();
    index.reached(upto, &hash);
    Ok(())
}

/// The hash of a change set.
fn hash_of(connection: &Connection, number: i64) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached("SELECT hash FROM change_set WHERE number = ?1")?
        .query_row([number], |row| row.get(0))
        .optional()
}

/// A change with the number of its set.
fn seen(row: &Row<'_>) -> rusqlite::Result<(i64, IndexedChange)> {
    let set = row.get(0)?;
    let id = Id(row.get(2)?);
    let text = |column: usize| -> rusqlite::Result<Option<String>> {
        Ok(match row.get_ref(column)? {
            ValueRef::Text(text) => Some(String::from_utf8_lossy(text).into_owned()),
            _ => None,
        })
    };
    let kind = match row.get_ref(1)? {
        ValueRef::Text(kind) => std::str::from_utf8(kind).unwrap_or_default(),
        _ => "",
    };
    let field = text(3)?;
    let is_gone: bool = row.get(6)?;
    let change = match field {
        Some(key) => IndexedChange::Field {
            id,
            key,
            before: text(4)?,
            after: text(5)?,
        },
        None if kind == REDACTION => IndexedChange::Redaction,
        None if is_gone => {
            let kind = RecordKind::from_key(kind);
            let parent = kind
                .filter(|kind| kind.parent().is_some())
                .and(row.get::<_, Option<u32>>(7).ok().flatten())
                .map(Id);
            IndexedChange::Removed { id, kind, parent }
        }
        None => IndexedChange::Created(id),
    };
    Ok((set, change))
}
