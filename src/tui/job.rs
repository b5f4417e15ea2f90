//! The long work of the screen: the one job that runs beside the keys, what it was begun for, and its result.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

use super::export_answers::ExportAnswers;
use super::overlay::reader::Reader;
use super::request::Input;
use crate::domain::problem::Problem;
use crate::rules::Findings;
use crate::session::ReadRegister;
use crate::session::job::Job;
use crate::store::Verification;

/// Calls the loop when a job is done.
#[derive(Clone, Default)]
pub struct Wake(Option<Arc<dyn Fn() + Send + Sync>>);

impl Wake {
    /// What calls the loop.
    #[must_use]
    pub fn new(call: impl Fn() + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(call)))
    }

    pub(super) fn call(&self) {
        if let Some(call) = &self.0 {
            call();
        }
    }
}

impl fmt::Debug for Wake {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Wake")
    }
}

/// What a job was begun for.
#[derive(Debug)]
pub(super) enum Task {
    /// The whole file is checked, and the outcome shown.
    Verify,
    /// The same, below what a print that was held against the journal has come to.
    Against(String),
    /// The whole file is checked because it is large, and only what is amiss is told.
    Unasked,
    /// A document is written to a file, as was answered.
    Export(PathBuf, ExportAnswers),
}

/// What a job has come to.
#[derive(Debug)]
pub(super) enum Came {
    /// The file was checked.
    Checked(Verification),
    /// The document is written; what did not fit as it stands.
    Written(Vec<Problem>),
}

/// A job that runs.
#[derive(Debug)]
pub(super) struct Running {
    pub(super) job: Job<Came>,
    pub(super) task: Task,
    pub(super) since: DateTime<FixedOffset>,
    /// What was told of it last.
    pub(super) told: String,
}

/// What opens the register of the setting beside the keys.
#[derive(Debug, Default)]
pub(super) struct Opener {
    pub(super) job: Option<Job<ReadRegister>>,
    /// Whether another program holds the file.
    pub(super) is_held_by_another: bool,
    /// Whether it takes so long that its way out is offered.
    pub(super) may_be_left: bool,
    /// What was typed meanwhile.
    pub(super) held: Vec<Input>,
}

/// A check of all records, and the version of the register that it is of.
#[derive(Debug)]
pub(super) struct Checking {
    pub(super) job: Job<Findings>,
    pub(super) version: u64,
}

/// The long work of the screen.
#[derive(Debug, Default)]
pub(super) struct Work {
    pub(super) running: Option<Running>,
    /// The result of a job, while somebody is in a form or a question.
    pub(super) ready: Option<Reader>,
    pub(super) wake: Wake,
}

impl Work {
    /// Lets go of what belongs to the register that was open.
    pub(super) fn forget(&mut self) {
        self.running = None;
        self.ready = None;
    }
}
