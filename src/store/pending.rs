//! What a plan leaves to be written beside its changes: what it read of a source, and records that come whole.

use std::sync::{Arc, Mutex, PoisonError};

use crate::domain::field::Record;
use crate::domain::value::Id;

/// What an import read of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceReading {
    /// The source.
    pub source: String,
    /// The record.
    pub record: Id,
    /// The record as the source has it, frozen as JSON.
    pub content: String,
}

/// What a plan leaves to be written beside its changes; whoever makes the stamp and the plan share it.
#[derive(Clone, Debug, Default)]
pub struct PendingReadings(Arc<Mutex<Vec<SourceReading>>>);

impl PendingReadings {
    /// Leaves readings to be written.
    pub fn put(&self, readings: Vec<SourceReading>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = readings;
    }

    /// Takes those that are left.
    pub(super) fn take(&self) -> Vec<SourceReading> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

// What is pending makes no stamp another one.
impl PartialEq for PendingReadings {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for PendingReadings {}

/// Records that a plan brings whole beside its changes, to be written by the few; shared as [`PendingReadings`] are.
#[derive(Clone, Debug, Default)]
pub struct PendingRecords(Arc<Mutex<Vec<Box<dyn Record>>>>);

impl PendingRecords {
    /// Leaves records to be written: settled, and none of them in the register.
    pub fn put(&self, records: Vec<Box<dyn Record>>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = records;
    }

    /// Takes those that are left.
    pub(super) fn take(&self) -> Vec<Box<dyn Record>> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

// What is pending makes no stamp another one.
impl PartialEq for PendingRecords {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for PendingRecords {}
