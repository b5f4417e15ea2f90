//! A look into a register without opening it: which it is, and whether it holds a change set.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension as _};

use super::{connection, look};
use crate::domain::register::Mark;

/// What a file is at a glance.
#[derive(Debug)]
pub struct Glance {
    /// The register's identity.
    pub id: Option<String>,
    connection: Connection,
}

/// Looks into a file; nothing is written, and nothing waited for. `None` where it is no register, or cannot be read now.
pub fn glance(path: &Path) -> Option<Glance> {
    look::look(path).ok()?;
    let connection = connection::second(path).ok()?;
    let id = connection
        .query_row("SELECT register_id FROM register LIMIT 1", [], |row| {
            row.get(0)
        })
        .optional()
        .ok()?;
    Some(Glance {
        id: id.flatten(),
        connection,
    })
}

impl Glance {
    /// Whether its journal has a change set of that number and hash.
    #[must_use]
    pub fn holds(&self, mark: &Mark) -> bool {
        let hash: Option<String> = self
            .connection
            .query_row(
                "SELECT hash FROM change_set WHERE number = ?1",
                [mark.number],
                |row| row.get(0),
            )
            .optional()
            .ok()
            .flatten();
        hash.is_some_and(|hash| hash == mark.hash)
    }
}
