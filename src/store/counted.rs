//! How much is read of a file, counted for tests: work that grows with the register fails a test without a clock.

use std::cell::Cell;

use rusqlite::StatementStatus;

use super::{Store, Turn, journal};
use crate::domain::kind::RecordKind;

/// What was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Read {
    /// Activities and their rows in the tables, made into those of a register.
    pub of_activities: usize,
    /// Other records and rows, made into those of a register.
    pub of_others: usize,
    /// Changes of the journal, made into values.
    pub changes: usize,
}

thread_local! {
    static READ: Cell<Read> = const { Cell::new(Read { of_activities: 0, of_others: 0, changes: 0 }) };
}

/// Counts one record or row.
pub(super) fn row(kind: RecordKind) {
    READ.with(|read| {
        let mut now = read.get();
        if kind.top() == RecordKind::Activity {
            now.of_activities += 1;
        } else {
            now.of_others += 1;
        }
        read.set(now);
    });
}

/// Counts one change.
pub(super) fn change() {
    READ.with(|read| {
        let mut now = read.get();
        now.changes += 1;
        read.set(now);
    });
}

/// What this thread reads while something is done.
pub(crate) fn while_doing<T>(act: impl FnOnce() -> T) -> (Read, T) {
    READ.with(|read| read.set(Read::default()));
    let done = act();
    (READ.with(Cell::get), done)
}

impl Store {
    /// How many steps it takes to find what can be undone or redone.
    pub(crate) fn steps_to_find(&self, turn: Turn) -> i32 {
        let query = journal::turns_query(turn);
        let mut statement = self.connection.prepare(query).unwrap();
        let found = statement.query_map(journal::MIGRATION, |row| row.get::<_, i64>(0));
        assert!(found.unwrap().count() < 100);
        statement.get_status(StatementStatus::VmStep)
    }
}
