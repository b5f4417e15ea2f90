//! Every text that people wrote into a register's file, with its place: records, journal, labels, authors, drafts.

use rusqlite::Connection;
use rusqlite::types::ValueRef;
use serde_json::Value as Json;

use super::schema::{self, MIGRATIONS};
use super::{Store, journal, reading_rows};
use crate::domain::facts::facts;
use crate::domain::problem::Problem;
use crate::domain::redaction::{TakeOut, texts_in, written_in};
use crate::domain::register::Register;
use crate::domain::value::Id;

/// Where a text stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StoredPlace {
    /// A field of a record or row as it stands.
    Field(Id, String),
    /// The reference of a record or row, now or earlier.
    Reference(String),
    /// A change set: a value in it, its label, its author.
    ChangeSet(i64),
    /// A form that is not saved.
    Draft,
    /// What an import read, kept for the next one of its source.
    Reading,
    /// A field as it was, of a record or row that was changed since or is gone: the reference then, the kind, the key.
    Earlier(String, String, String),
}

impl Store {
    /// Calls `see` with every text and its place.
    ///
    /// # Errors
    /// What the file system says, or `store_unreadable_change`.
    pub fn each_text(
        &self,
        register: &Register,
        see: &mut dyn FnMut(&StoredPlace, &str),
    ) -> Result<(), Problem> {
        let names = |owner: Id, id: Id| register.name_in(owner, id);
        for record in register.all_records().filter(|record| record.id().0 > 0) {
            for facts in facts(record, &names) {
                for (key, value) in &facts.fields {
                    let place = StoredPlace::Field(facts.id, key.clone());
                    for text in written_in(facts.kind.key(), key, value) {
                        see(&place, &text);
                    }
                }
            }
        }
        for set in self.change_sets(None)? {
            let place = StoredPlace::ChangeSet(set.number);
            see(&place, &set.label);
            see(&place, &set.author);
        }
        journal::each_change(&self.connection, &self.path, &mut |change| {
            see(
                &StoredPlace::Reference(change.reference.clone()),
                &change.reference,
            );
            let place = StoredPlace::ChangeSet(change.change_set);
            for side in [&change.before, &change.after] {
                let fields: Vec<(&str, &Json)> = match (&change.field, side) {
                    (Some(field), value) => vec![(field.as_str(), value)],
                    (None, Json::Object(facts)) => facts
                        .iter()
                        .map(|(key, value)| (key.as_str(), value))
                        .collect(),
                    _ => Vec::new(),
                };
                for (key, value) in fields {
                    for text in written_in(&change.kind, key, value) {
                        see(&place, &text);
                    }
                }
            }
        })?;
        for draft in self.drafts()? {
            each_text_of(&draft.author, &draft.content, see);
        }
        for reading in reading_rows::all(&self.connection).map_err(self.sqlite())? {
            see(&StoredPlace::Reading, &reading.source);
            let content: Json = serde_json::from_str(&reading.content).unwrap_or_default();
            for row in content.as_array().into_iter().flatten() {
                let kind = row["kind"].as_str().unwrap_or_default();
                for (key, value) in row["fields"].as_object().into_iter().flatten() {
                    for text in written_in(kind, key, value) {
                        see(&StoredPlace::Reading, &text);
                    }
                }
            }
        }
        Ok(())
    }
}

impl Store {
    /// Calls `see` with every text that a field held, by the journal and by what imports read, but for what is taken out.
    ///
    /// # Errors
    /// What the file system says, or `store_unreadable_change`.
    pub fn each_earlier_text(
        &self,
        but: &TakeOut,
        see: &mut dyn FnMut(Id, &StoredPlace, &str),
    ) -> Result<(), Problem> {
        journal::each_change(&self.connection, &self.path, &mut |change| {
            let mut value = |key: &str, value: &Json| {
                if but.takes(change.id.0, key, value) {
                    return;
                }
                let place = StoredPlace::Earlier(
                    change.reference.clone(),
                    change.kind.clone(),
                    key.to_owned(),
                );
                for text in written_in(&change.kind, key, value) {
                    see(change.id, &place, &text);
                }
            };
            for side in [&change.before, &change.after] {
                match (&change.field, side) {
                    (Some(field), side) => value(field, side),
                    (None, Json::Object(facts)) => {
                        facts.iter().for_each(|(key, side)| value(key, side));
                    }
                    _ => {}
                }
            }
        })?;
        for reading in reading_rows::all(&self.connection).map_err(self.sqlite())? {
            let content: Json = serde_json::from_str(&reading.content).unwrap_or_default();
            for row in content.as_array().into_iter().flatten() {
                let kind = row["kind"].as_str().unwrap_or_default();
                let id = row["id"].as_u64().and_then(|id| u32::try_from(id).ok());
                let id = id.unwrap_or_default();
                for (key, value) in row["fields"].as_object().into_iter().flatten() {
                    if !but.takes(id, key, value) {
                        for text in written_in(kind, key, value) {
                            see(Id(id), &StoredPlace::Reading, &text);
                        }
                    }
                }
            }
        }
        Ok(())
    }
}

/// Calls `see` with every text in tables of other programs, and the table.
///
/// What cannot be read is passed over: it is none of the register's.
pub(super) fn each_foreign_text(connection: &Connection, see: &mut dyn FnMut(&str, &str)) {
    let version = schema::version(connection).unwrap_or(MIGRATIONS.len());
    let Ok(difference) = schema::compare(connection, version) else {
        return;
    };
    // What SQLite knows of the values of columns since somebody asked it to, and what others are made of.
    let mut named = vec!["sqlite_stat1".to_owned(), "sqlite_stat4".to_owned()];
    for (kind, name) in difference.foreign {
        let sql = "SELECT sql FROM sqlite_schema WHERE name = ?1 AND sql IS NOT NULL";
        let made: rusqlite::Result<String> = connection.query_row(sql, [&name], |row| row.get(0));
        see(&name, &name);
        if let Ok(made) = &made {
            see(&name, made);
        }
        if kind == "table" {
            named.push(name);
        }
    }
    for table in &named {
        let quoted = table.replace('"', "\"\"");
        let Ok(mut statement) = connection.prepare(&format!("SELECT * FROM \"{quoted}\"")) else {
            continue;
        };
        let columns = statement.column_count();
        let Ok(mut rows) = statement.query([]) else {
            continue;
        };
        while let Ok(Some(row)) = rows.next() {
            for column in 0..columns {
                if let Ok(ValueRef::Text(bytes) | ValueRef::Blob(bytes)) = row.get_ref(column) {
                    see(table, &String::from_utf8_lossy(bytes));
                }
            }
        }
    }
}

/// Calls `see` with every text of a form that is not saved.
pub fn each_text_of(author: &str, content: &str, see: &mut dyn FnMut(&StoredPlace, &str)) {
    see(&StoredPlace::Draft, author);
    let content: Json = serde_json::from_str(content).unwrap_or_default();
    for text in texts_in(&content) {
        see(&StoredPlace::Draft, &text);
    }
}
