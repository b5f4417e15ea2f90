//! The record that a form works on, with what is worked out from it: kept until the record is changed.
//!
//! Whoever may change the record goes through [`DerefMut`], which forgets everything: nothing kept here can be stale.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::ops::{Deref, DerefMut};
use std::rc::Rc;

use super::lines::{FormAsks, FormLine, WantedLines, lines_of};
use crate::domain::facts::is_same;
use crate::domain::field::Record;
use crate::domain::value::Id;

/// Lines by the record or row, and by which of them are wanted.
type Lines = HashMap<(Id, WantedLines), Rc<[FormLine]>>;

/// What was worked out from a record as it stands.
#[derive(Debug, Default)]
struct WorkedOut {
    lines: RefCell<Lines>,
    /// Whether it holds what it held before.
    same: Cell<Option<bool>>,
}

/// The record of a form.
#[derive(Debug)]
pub(super) struct Working {
    record: Box<dyn Record>,
    known: Box<WorkedOut>,
    /// What is asked of it and of its rows, as far as that was worked out.
    asks: Rc<FormAsks>,
    /// How often it was lent to be changed.
    revision: u64,
    /// How often something was worked out from it.
    work: Cell<u64>,
}

impl Working {
    pub(super) fn new(record: Box<dyn Record>) -> Self {
        Self {
            record,
            known: Box::default(),
            asks: Rc::default(),
            revision: 0,
            work: Cell::new(0),
        }
    }

    /// Puts another state of the record in its place; gives the one before.
    pub(super) fn replace(&mut self, record: Box<dyn Record>) -> Box<dyn Record> {
        self.forget();
        std::mem::replace(&mut self.record, record)
    }

    /// The number of its present state.
    pub(super) const fn revision(&self) -> u64 {
        self.revision
    }

    /// How often something was worked out from it: what drawing it and moving in it must not add to.
    pub(super) const fn work(&self) -> u64 {
        self.work.get()
    }

    /// Counts that something was worked out from it.
    pub(super) fn worked(&self) {
        self.work.set(self.work.get() + 1);
    }

    /// The lines of the record or a row in it.
    pub(super) fn lines(&self, row: &dyn Record, wanted: WantedLines) -> Rc<[FormLine]> {
        let mut known = self.known.lines.borrow_mut();
        let lines = known.entry((row.id(), wanted)).or_insert_with(|| {
            self.worked();
            lines_of(row, &*self.record, wanted, &self.asks).into()
        });
        Rc::clone(lines)
    }

    /// What is asked of it and of its rows.
    pub(super) fn asks(&self) -> &FormAsks {
        &self.asks
    }

    /// Takes what is asked of it and of its rows.
    pub(super) fn set_asks(&mut self, asks: FormAsks) {
        if *self.asks != asks {
            self.asks = Rc::new(asks);
            self.known.lines.borrow_mut().clear();
        }
    }

    /// Whether it holds the same as the record before: always the same one of a form.
    pub(super) fn is_same_as(&self, before: &dyn Record) -> bool {
        self.known.same.get().unwrap_or_else(|| {
            self.worked();
            let same = is_same(before, &*self.record);
            self.known.same.set(Some(same));
            same
        })
    }

    fn forget(&mut self) {
        *self.known = WorkedOut::default();
        self.revision += 1;
    }
}

impl Deref for Working {
    type Target = dyn Record;

    fn deref(&self) -> &Self::Target {
        &*self.record
    }
}

impl DerefMut for Working {
    fn deref_mut(&mut self) -> &mut Self::Target {
        self.forget();
        &mut *self.record
    }
}
