//! The long work of the screen: what there is of it, the one job that runs beside the keys, and what its result is for.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::request::Input;
use super::screen::activity_counts::ActivityCounts;
use super::screen::disposals::ListedDisposals;
use crate::domain::problem::{Problem, ProblemKind};
use crate::domain::progress::{Monitor, Progress};
use crate::due::DueItem;
use crate::rules::Findings;
use crate::session::ReadRegister;
use crate::session::job::Job;

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

/// A job of the screen as it is declared.
#[derive(Debug)]
pub(super) struct DeclaredJob {
    /// Which it is.
    pub(super) job: JobKind,
    /// The locale key of what it is called where it is told how far it has come.
    pub(super) name: &'static str,
    /// Whether somebody asked for it: it is told, `Esc` stops it, and another waits for it.
    pub(super) asked: bool,
    /// Whether what is typed next may be meant for its result, so that a test waits for it.
    pub(super) awaited: bool,
    /// Whether it only reads the register that is open, so that opening another one ends it.
    pub(super) gives_way: bool,
}

impl DeclaredJob {
    const fn of(job: JobKind, name: &'static str) -> Self {
        Self {
            job,
            name,
            asked: false,
            awaited: false,
            gives_way: false,
        }
    }
}

macro_rules! jobs {
    ($($job:ident $name:literal [$($is:ident),*];)+) => {
        /// What is done beside the keys, because it takes the longer, the larger a register is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub(super) enum JobKind { $( #[doc = concat!("`", $name, "`")] $job ),+ }
        /// Every job of the screen.
        pub(super) const JOBS: &[DeclaredJob] = &[$(DeclaredJob {
            $($is: true,)*
            ..DeclaredJob::of(JobKind::$job, $name)
        }),+];
    };
}

jobs! {
    Verify "app.verify" [asked, gives_way];
    Against "against.title" [asked, gives_way];
    Print "against.title" [asked, awaited, gives_way];
    Unasked "app.verify" [];
    Export "work.export" [asked, awaited];
    LookAtImport "work.import" [asked, awaited, gives_way];
    ReadSheets "work.import" [asked, awaited, gives_way];
    Import "work.import" [asked, awaited];
    Day "work.day" [asked, awaited, gives_way];
    Difference "work.difference" [asked, awaited, gives_way];
    LookAtRestore "work.restore" [asked, awaited, gives_way];
    Restore "work.restore" [asked, awaited];
    Backup "work.backup" [asked, awaited];
    LookAtRedaction "work.redact" [asked, awaited, gives_way];
    Redact "work.redact" [asked, awaited];
    Open "work.open" [asked, awaited];
    Reopen "work.open" [asked, awaited];
    Make "work.make" [asked, awaited];
    Questions "work.questions" [asked, awaited];
    Answers "work.answers" [asked, awaited, gives_way];
    Reload "work.reload" [awaited];
    Learn "work.learn" [awaited];
}

impl JobKind {
    /// What is declared of it.
    #[must_use]
    pub(super) fn declared(self) -> &'static DeclaredJob {
        // Every job is in the table that made it, so the fallback is never taken.
        JOBS.iter()
            .find(|declared| declared.job == self)
            .unwrap_or(&JOBS[0])
    }
}

/// What is done with a result on the screen.
pub(super) type Finish<A> = Box<dyn FnOnce(&mut A)>;

/// Work of whatever result.
pub(super) trait AnyJob<A> {
    /// What stops it, and keeps it from the file.
    fn monitor(&self) -> &Monitor;
    /// How far it has come.
    fn progress(&self) -> Progress;
    /// What its result is for, where there is one within that time.
    fn take(&mut self, patience: Duration) -> Option<Finish<A>>;
    /// What is done where it was stopped.
    fn give_up(&mut self) -> Option<Finish<A>>;
}

/// What is done with a result.
type Then<T, A> = Box<dyn FnOnce(&mut A, Result<T, Problem>)>;

/// A job and what its result is for.
pub(super) struct JobThen<T, A> {
    job: Job<T>,
    then: Option<Then<T, A>>,
}

impl<T: Send + 'static, A> JobThen<T, A> {
    pub(super) fn new(
        job: Job<T>,
        then: impl FnOnce(&mut A, Result<T, Problem>) + 'static,
    ) -> Self {
        Self {
            job,
            then: Some(Box::new(then)),
        }
    }
}

impl<T: Send + 'static, A: 'static> AnyJob<A> for JobThen<T, A> {
    fn monitor(&self) -> &Monitor {
        self.job.monitor()
    }

    fn progress(&self) -> Progress {
        self.job.progress()
    }

    fn take(&mut self, patience: Duration) -> Option<Finish<A>> {
        let result = self.job.wait(patience)?;
        let then = self.then.take()?;
        Some(Box::new(move |app| then(app, result)))
    }

    fn give_up(&mut self) -> Option<Finish<A>> {
        let then = self.then.take()?;
        let stopped = Problem::new(ProblemKind::Stopped, "work_stopped");
        Some(Box::new(move |app| then(app, Err(stopped))))
    }
}

/// A job that runs.
pub(super) struct Running<A> {
    pub(super) job: Box<dyn AnyJob<A>>,
    pub(super) kind: JobKind,
    pub(super) since: DateTime<FixedOffset>,
    /// What was told of it last.
    pub(super) told: String,
}

impl<A> fmt::Debug for Running<A> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Running")
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

/// What opens the register of the setting beside the keys.
#[derive(Debug, Default)]
pub(super) struct Opener {
    pub(super) job: Option<Job<ReadToShow>>,
    /// Whether another program holds the file.
    pub(super) is_held_by_another: bool,
    /// Whether it takes so long that its way out is offered.
    pub(super) may_be_left: bool,
    /// What was typed meanwhile.
    pub(super) held: Vec<Input>,
}

/// A register that was read, with what the first page and the log of disposals say of it: to work that out takes longer
/// than a key may.
#[derive(Debug)]
pub(super) struct ReadToShow {
    pub(super) read: ReadRegister,
    /// The day that it was worked out for.
    pub(super) today: NaiveDate,
    pub(super) due: Vec<DueItem>,
    pub(super) counts: ActivityCounts,
    pub(super) disposals: ListedDisposals,
}

/// A check of all records, and the version of the register that it is of.
#[derive(Debug)]
pub(super) struct Checking {
    pub(super) job: Job<Findings>,
    pub(super) version: u64,
}

/// The long work of the screen.
pub(super) struct Work<A> {
    pub(super) running: Option<Running<A>>,
    /// What is shown of a result when nobody is in a form or a question.
    pub(super) ready: Option<Finish<A>>,
    /// Whether nothing else may lie over the lists then either.
    pub(super) ready_bare: bool,
    pub(super) wake: Wake,
    pub(super) turning: TurningSign,
}

/// A sign that turns while something is waited for: it shows that the program is alive where nothing else moves.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct TurningSign(usize);

impl TurningSign {
    /// Its shapes one after the other; every terminal and font has them.
    const SHAPES: [&str; 4] = ["|", "/", "-", "\\"];

    pub(super) fn turn(&mut self) {
        self.0 += 1;
    }

    /// A text with the sign in front; the text alone until it has turned once, for what is short needs none.
    pub(super) fn before(self, text: &str) -> String {
        match self.0.checked_sub(1) {
            Some(turned) => format!("{} {text}", Self::SHAPES[turned % Self::SHAPES.len()]),
            None => text.to_owned(),
        }
    }
}

impl<A> fmt::Debug for Work<A> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Work")
            .field("running", &self.running)
            .finish_non_exhaustive()
    }
}

impl<A> Default for Work<A> {
    fn default() -> Self {
        Self {
            running: None,
            ready: None,
            ready_bare: false,
            wake: Wake::default(),
            turning: TurningSign::default(),
        }
    }
}

impl<A> Work<A> {
    /// Lets go of what belongs to the register that was open.
    pub(super) fn forget(&mut self) {
        self.running = None;
        self.ready = None;
    }
}
