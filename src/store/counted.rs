//! How much is read of a file, counted for tests: work that grows with the register fails a test without a clock.

use std::cell::Cell;

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
