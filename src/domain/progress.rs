//! How far long work has come, and whether it goes on: what the work tells at each step, and hears.
//!
//! There is no clock here: work counts what it does, and whoever waits for it knows how long that takes.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::problem::{Problem, ProblemKind};

/// What long work is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// It has not told anything yet.
    #[default]
    Beginning,
    /// Another program holds the file.
    Waiting,
    /// The file is read, a few pages at a time.
    Reading,
    /// `SQLite` checks the structure of the file.
    Structure,
    /// Hashes are computed anew.
    Hashes,
    /// The journal is replayed and compared with the tables.
    Records,
    /// A document is written.
    Writing,
}

impl Phase {
    /// Its name in the locale files: `work.phase.CODE`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Beginning => "beginning",
            Self::Waiting => "waiting",
            Self::Reading => "reading",
            Self::Structure => "structure",
            Self::Hashes => "hashes",
            Self::Records => "records",
            Self::Writing => "writing",
        }
    }
}

/// How far long work has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// What it is doing.
    pub phase: Phase,
    /// How much of that is done.
    pub done: u64,
    /// How much there is; 0 where that is not known.
    pub of: u64,
}

impl Progress {
    /// How much of the phase is done, in hundredths.
    #[must_use]
    pub fn percent(self) -> Option<u64> {
        let percent = self.done.saturating_mul(100).checked_div(self.of)?;
        Some(percent.min(100))
    }
}

/// Hears of each step of long work, and stops it between two. Clones oversee the same work.
#[derive(Clone)]
pub struct Monitor(Arc<Shared>);

struct Shared {
    hears: Box<dyn Fn(Progress) -> bool + Send + Sync>,
    watched: bool,
    stopped: AtomicBool,
    gate: Mutex<()>,
}

impl fmt::Debug for Monitor {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Monitor")
            .field("stopped", &self.0.stopped)
            .finish_non_exhaustive()
    }
}

/// Work that nobody waits for goes on until it is done.
impl Default for Monitor {
    fn default() -> Self {
        Self::of(false, |_| true)
    }
}

impl Monitor {
    /// Hands each step on to `hears`, which says whether the work goes on.
    #[must_use]
    pub fn new(hears: impl Fn(Progress) -> bool + Send + Sync + 'static) -> Self {
        Self::of(true, hears)
    }

    fn of(watched: bool, hears: impl Fn(Progress) -> bool + Send + Sync + 'static) -> Self {
        Self(Arc::new(Shared {
            hears: Box::new(hears),
            watched,
            stopped: AtomicBool::new(false),
            gate: Mutex::new(()),
        }))
    }

    /// Tells of a step; `false` where the work shall stop.
    #[must_use]
    pub fn step(&self, phase: Phase, done: u64, of: u64) -> bool {
        if self.goes_on() && !(self.0.hears)(Progress { phase, done, of }) {
            self.stop();
        }
        self.goes_on()
    }

    /// Whether the work goes on, where there is nothing to tell.
    #[must_use]
    pub(crate) fn goes_on(&self) -> bool {
        !self.0.stopped.load(Ordering::SeqCst)
    }

    /// Whether somebody sees how far the work has come, and can stop it: it may wait as long as it takes then.
    #[must_use]
    pub fn is_watched(&self) -> bool {
        self.0.watched
    }

    /// Asks the work to stop at its next step.
    pub fn stop(&self) {
        self.0.stopped.store(true, Ordering::SeqCst);
    }

    /// Why work that was stopped has no result.
    ///
    /// # Errors
    /// `work_stopped` where it was stopped.
    pub fn check(&self) -> Result<(), Problem> {
        if self.goes_on() {
            Ok(())
        } else {
            Err(Problem::new(ProblemKind::Stopped, "work_stopped"))
        }
    }

    /// Keeps the work from taking hold of the file: it holds this itself while it has the file, which is for a few
    /// thousandths of a second at a time.
    pub fn gate(&self) -> MutexGuard<'_, ()> {
        self.0.gate.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Counts the steps of one phase.
#[derive(Debug)]
pub(crate) struct PhaseCount<'m> {
    monitor: &'m Monitor,
    phase: Phase,
    done: u64,
    of: u64,
}

impl<'m> PhaseCount<'m> {
    /// Begins a phase of so many steps.
    #[must_use]
    pub(crate) fn new(monitor: &'m Monitor, phase: Phase, of: u64) -> Self {
        Self {
            monitor,
            phase,
            done: 0,
            of,
        }
    }

    /// Adds steps that are still to come.
    pub(crate) fn expect(&mut self, more: u64) {
        self.of += more;
    }

    /// Tells of one more step; `false` where the work shall stop.
    #[must_use]
    pub(crate) fn one(&mut self) -> bool {
        self.done += 1;
        self.monitor.step(self.phase, self.done, self.of)
    }

    /// Whether the work goes on.
    #[must_use]
    pub(crate) fn goes_on(&self) -> bool {
        self.monitor.goes_on()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::AtomicU64;

    #[test]
    fn work_that_was_stopped_stays_stopped_and_tells_nothing_more() {
        let heard = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&heard);
        let monitor =
            Monitor::new(move |progress| counted.fetch_add(1, Ordering::SeqCst) + progress.of < 8);
        let mut count = PhaseCount::new(&monitor, Phase::Hashes, 5);
        let taken = (0..10).take_while(|_| count.one()).count();
        assert_eq!((taken, heard.load(Ordering::SeqCst)), (3, 4));
        assert!(!monitor.clone().step(Phase::Reading, 1, 1));
        assert_eq!(heard.load(Ordering::SeqCst), 4);
        assert_eq!(monitor.check().unwrap_err().key, "work_stopped");
        assert!(Monitor::default().check().is_ok());
    }

    #[test]
    fn a_percentage_is_told_where_it_is_known() {
        let percent = |done, of| {
            let phase = Phase::Records;
            Progress { phase, done, of }.percent()
        };
        assert_eq!(percent(1, 3), Some(33));
        assert_eq!(percent(4, 3), Some(100));
        assert_eq!(percent(4, 0), None);
        assert_eq!(percent(u64::MAX, u64::MAX), Some(1));
    }
}
