//! With which change set records came.

use super::{Store, trouble};
use crate::domain::problem::Problem;
use crate::domain::value::Id;

impl Store {
    /// The number of the first change set that is about one of some records; `None` where none is.
    ///
    /// # Errors
    /// What the file system says.
    pub fn first_change_of(&self, records: &[Id]) -> Result<Option<i64>, Problem> {
        let first = || {
            let mut find = self
                .connection
                .prepare_cached("SELECT min(change_set) FROM change WHERE id = ?1")?;
            let mut first: Option<i64> = None;
            for record in records {
                let number: Option<i64> = find.query_row([record.0], |row| row.get(0))?;
                first = match (first, number) {
                    (Some(first), Some(number)) => Some(first.min(number)),
                    (first, number) => first.or(number),
                };
            }
            Ok(first)
        };
        first().map_err(|error| trouble::of_sqlite(&self.path, &error))
    }
}
