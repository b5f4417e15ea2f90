//! What stands in forms that are not saved yet. It is not journalled; a save takes it away in its own transaction.

use rusqlite::{OptionalExtension as _, Row, params};

use super::held::{alone, stands};
use super::{Store, trouble, write};
use crate::domain::problem::Problem;
use crate::domain::value::Id;

/// A form that is not saved yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its name, which no other has.
    pub name: String,
    /// When it was kept, RFC 3339 with the writer's offset.
    pub at: String,
    /// By whom.
    pub author: String,
    /// The kind of record.
    pub kind: String,
    /// The record; `None` where it is new.
    pub record: Option<Id>,
    /// What the form holds, as JSON.
    pub content: String,
}

/// The record or row that a column names; none where it names what can be none.
fn numbered(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Id>> {
    let number: Option<i64> = row.get(column)?;
    Ok(number.and_then(|number| u32::try_from(number).ok()).map(Id))
}

impl Store {
    /// Keeps a draft in the place of the earlier one of that name.
    ///
    /// # Errors
    /// Why the file cannot be written.
    pub fn keep_draft(&self, draft: &Draft) -> Result<(), Problem> {
        if let Some(reason) = self.read_only_reason() {
            return Err(reason.clone());
        }
        let sql = "INSERT INTO draft (name, at, author, kind, record, content)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT (name) DO UPDATE SET at = ?2, author = ?3, content = ?6";
        let record = draft.record.map(|id| id.0);
        let values = params![
            draft.name,
            draft.at,
            draft.author,
            draft.kind,
            record,
            draft.content
        ];
        let _held = alone(self.job.as_ref(), self.path())?;
        // SQLite sees that the file was put aside when it writes a page, and of the same content it writes none.
        stands(self.path(), self.file.as_ref())?;
        self.guard(&self.connection)?;
        let keep = || {
            let rows = self.connection.prepare_cached(sql)?.execute(values)?;
            write::counted(rows)?;
            let there: Option<String> = self
                .connection
                .prepare_cached("SELECT content FROM draft WHERE name = ?1")?
                .query_row([&draft.name], |row| row.get(0))
                .optional()?;
            // Something in the file itself could have taken it away again.
            write::counted(usize::from(there.as_ref() == Some(&draft.content)))
        };
        keep().map_err(|error| trouble::of_sqlite(self.path(), &error))
    }

    /// Every draft, the latest first.
    ///
    /// # Errors
    /// What the file system says.
    pub fn drafts(&self) -> Result<Vec<Draft>, Problem> {
        let sql =
            "SELECT name, at, author, kind, record, content FROM draft ORDER BY at DESC, name";
        let read = |row: &Row<'_>| {
            Ok(Draft {
                name: row.get(0)?,
                at: row.get(1)?,
                author: row.get(2)?,
                kind: row.get(3)?,
                record: numbered(row, 4)?,
                content: row.get(5)?,
            })
        };
        let drafts = self
            .connection
            .prepare_cached(sql)
            .and_then(|mut statement| {
                let rows = statement.query_map([], read)?;
                rows.collect()
            });
        drafts.map_err(|error| trouble::of_sqlite(self.path(), &error))
    }

    /// What is kept under a name; none where nothing is.
    ///
    /// # Errors
    /// What the file system says.
    pub fn draft_content(&self, name: &str) -> Result<Option<String>, Problem> {
        self.connection
            .prepare_cached("SELECT content FROM draft WHERE name = ?1")
            .and_then(|mut statement| statement.query_row([name], |row| row.get(0)).optional())
            .map_err(|error| trouble::of_sqlite(self.path(), &error))
    }

    /// Takes a draft away; there need be none.
    ///
    /// # Errors
    /// Why the file cannot be written.
    pub fn drop_draft(&self, name: &str) -> Result<(), Problem> {
        let _held = alone(self.job.as_ref(), self.path())?;
        write::remove_draft(&self.connection, name)
            .map_err(|error| trouble::of_sqlite(self.path(), &error))
    }
}
