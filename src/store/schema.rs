//! The schema: the list of migrations, what a file of this version must hold, and what it holds besides.
//!
//! A migration is a file of plain SQL and is never changed once released; what SQL alone cannot do stands in
//! [`super::migrate`]. One more field costs a line in a new one; a test compares the outcome with the declarations.

use std::sync::OnceLock;

use rusqlite::Connection;
use rusqlite::types::ValueRef;
use sha2::{Digest, Sha256};

/// The mark of a register in the head of an `SQLite` file: "ropa" in ASCII.
pub(crate) const APPLICATION_ID: i32 = 0x726F_7061;

/// The migrations, from an empty file to this version; only ever added to.
pub(crate) const MIGRATIONS: &[&str] = &[
    include_str!("schema/0001.sql"),
    include_str!("schema/0002.sql"),
    include_str!("schema/0003.sql"),
    include_str!("schema/0004.sql"),
    include_str!("schema/0005.sql"),
];

/// The fingerprint of what each version makes, from an empty file on: making it all takes far longer than to open a
/// file.
///
/// A test computes them from the migrations.
const FINGERPRINTS: &[&str] = &[
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "aee70968599cf2055dc3c14d79e5a026a33c5b6cf05833023ad4d81283d9882a",
    "131773fc7a47f5aa64bbe3433551ce6bdee0498da46d09f2644e84422c50ac77",
    "2cd59027434d807d5c295b804b9a1391bfc7ba8bad0ceebb0bcbb53193caedbc",
    "0ce3c67b85755d362c843ec306c9377c3516cd8a9c2abf066ab095702556c894",
    "42a7f6b1fa1d4cc3bb52e95ee3a33232c628906789957402096ba769e4e88b2a",
];

/// An object of a schema as `SQLite` lists it: a table, view, index or trigger.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct SchemaObject {
    /// What it is: `table`, `view`, `index`, `trigger`.
    kind: String,
    /// Its name.
    name: String,
    /// The statement that made it; nothing for what `SQLite` makes by itself.
    sql: Option<String>,
}

impl SchemaObject {
    /// Whether `SQLite` makes such an object by itself: only these names pass, and only as what they are.
    fn is_of_sqlite(&self) -> bool {
        match (self.kind.as_str(), &self.sql) {
            ("index", None) => self.name.starts_with("sqlite_autoindex_"),
            ("table", Some(sql)) => {
                let own = [
                    "sqlite_sequence",
                    "sqlite_stat1",
                    "sqlite_stat2",
                    "sqlite_stat3",
                    "sqlite_stat4",
                ];
                own.contains(&self.name.as_str())
                    && sql.starts_with(&format!("CREATE TABLE {}(", self.name))
            }
            _ => false,
        }
    }

    /// Whether it acts by itself when something is written, whatever it calls itself.
    fn is_trigger(&self) -> bool {
        let words = self.sql.as_deref().unwrap_or_default().split_whitespace();
        self.kind == "trigger"
            || words
                .take(3)
                .any(|word| word.eq_ignore_ascii_case("trigger"))
    }
}

/// How a file's schema differs from what it must be.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct SchemaDifference {
    /// Objects of the register that are missing or altered, each with its kind.
    pub altered: Vec<(String, String)>,
    /// Objects that are none of the register's, each with its kind.
    pub foreign: Vec<(String, String)>,
}

/// The objects of a schema in order, without those that `SQLite` makes itself.
///
/// A list and no map: a name can stand in it several times.
fn objects(connection: &Connection) -> rusqlite::Result<Vec<SchemaObject>> {
    let mut statement = connection.prepare("SELECT type, name, sql FROM sqlite_schema")?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        // What is no text is shown as well as it can be, and is none of ours.
        let text = |column: usize| -> rusqlite::Result<Option<String>> {
            Ok(match row.get_ref(column)? {
                ValueRef::Null => None,
                ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                    Some(String::from_utf8_lossy(bytes).into_owned())
                }
                ValueRef::Integer(number) => Some(number.to_string()),
                ValueRef::Real(number) => Some(number.to_string()),
            })
        };
        let object = SchemaObject {
            kind: text(0)?.unwrap_or_default(),
            name: text(1)?.unwrap_or_default(),
            sql: text(2)?,
        };
        if !object.is_of_sqlite() {
            found.push(object);
        }
    }
    found.sort();
    Ok(found)
}

/// A hash of the objects of a schema, in which no two lists are alike.
fn fingerprint(objects: &[SchemaObject]) -> String {
    let mut hash = Sha256::new();
    for object in objects {
        let texts = [Some(&object.kind), Some(&object.name), object.sql.as_ref()];
        for text in texts {
            // The length first, and another one for none: no text can stand for the end of another.
            let length = text.map_or(u64::MAX, |text| text.len() as u64);
            hash.update(length.to_be_bytes());
            hash.update(text.map_or("", String::as_str));
        }
    }
    let hash = hash.finalize();
    hash.iter()
        .fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// The objects that each version makes; made once, in memory, where a file differs from its version's fingerprint.
static WANTED: OnceLock<Vec<Vec<SchemaObject>>> = OnceLock::new();

fn made() -> rusqlite::Result<Vec<Vec<SchemaObject>>> {
    let model = Connection::open_in_memory()?;
    let mut made = vec![Vec::new()];
    for migration in MIGRATIONS {
        model.execute_batch(migration)?;
        made.push(objects(&model)?);
    }
    Ok(made)
}

/// Compares a file's schema with that of a version.
pub(crate) fn compare(
    connection: &Connection,
    version: usize,
) -> rusqlite::Result<SchemaDifference> {
    let mut found = objects(connection)?;
    let mut difference = SchemaDifference::default();
    if FINGERPRINTS.get(version) == Some(&&*fingerprint(&found)) {
        return Ok(difference);
    }
    let wanted = if let Some(wanted) = WANTED.get() {
        wanted
    } else {
        let made = made()?;
        WANTED.get_or_init(|| made)
    };
    let wanted = wanted.get(version).map_or(&[][..], Vec::as_slice);
    for object in wanted {
        match found.iter().position(|other| other == object) {
            Some(at) => {
                found.remove(at);
            }
            None => difference
                .altered
                .push((object.kind.clone(), object.name.clone())),
        }
    }
    for object in found {
        let of_ours = |other: &&SchemaObject| other.name.eq_ignore_ascii_case(&object.name);
        if object.is_trigger() {
            difference.foreign.push(("trigger".to_owned(), object.name));
        } else if let Some(ours) = wanted.iter().find(of_ours) {
            // Another thing under the name of one of ours, in its place or beside it.
            let altered = (ours.kind.clone(), ours.name.clone());
            if !difference.altered.contains(&altered) {
                difference.altered.push(altered);
            }
        } else {
            difference.foreign.push((object.kind, object.name));
        }
    }
    Ok(difference)
}

/// The version of an open file.
pub(crate) fn version(connection: &Connection) -> rusqlite::Result<usize> {
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    // A negative version is none of ours, and so newer than all of them.
    Ok(usize::try_from(version).unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_version_has_the_fingerprint_of_what_its_migrations_make() {
        let made: Vec<String> = made().unwrap().iter().map(|it| fingerprint(it)).collect();
        assert_eq!(made, FINGERPRINTS);
    }

    #[test]
    fn no_two_lists_have_one_fingerprint() {
        let object = |kind: &str, name: &str, sql: Option<&str>| SchemaObject {
            kind: kind.to_owned(),
            name: name.to_owned(),
            sql: sql.map(str::to_owned),
        };
        let lists = [
            vec![],
            vec![object("table", "a", None)],
            vec![object("table", "a", Some(""))],
            vec![object("tablea", "", None)],
            vec![object("table", "", Some("a"))],
            vec![object("table", "a", None); 2],
        ];
        let mut all: Vec<String> = lists.iter().map(|list| fingerprint(list)).collect();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), lists.len());
    }
}
