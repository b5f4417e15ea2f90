//! How far long work has come, and whether it goes on: what the work tells at each step, and hears.
//!
//! There is no clock here: work counts what it does, and whoever waits for it knows how long that takes.
//!
//! Work that may be long says so where it begins: [`long_work`] refuses it where keys are read.

use std::cell::Cell;
use std::fmt;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread;
use std::time::Duration;

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
    /// A file to import is read.
    Source,
    /// It is worked out what an import does.
    Planning,
    /// Changes are written into the register.
    Saving,
    /// What is different is worked out.
    Comparing,
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
            Self::Source => "source",
            Self::Planning => "planning",
            Self::Saving => "saving",
            Self::Comparing => "comparing",
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
    state: AtomicU8,
    gate: Mutex<()>,
    /// How many wait for the file now.
    wanted: AtomicUsize,
}

/// Work that was not asked to stop.
const GOES_ON: u8 = 0;
/// Work that was.
const STOPPED: u8 = 1;
/// Work whose result is being made to last.
const LASTS: u8 = 2;

/// How long work waits before it looks again whether the file is wanted.
const PAUSE: Duration = Duration::from_millis(1);

thread_local! {
    static AT_THE_KEYS: Cell<bool> = const { Cell::new(false) };
}

/// Does what a key, a look or a frame asks for: nothing of it may be [`long_work`].
pub fn at_the_keys<R>(act: impl FnOnce() -> R) -> R {
    /// Takes the mark away also where `act` panics.
    struct KeysMark(bool);
    impl Drop for KeysMark {
        fn drop(&mut self) {
            AT_THE_KEYS.set(self.0);
        }
    }
    let _mark = KeysMark(AT_THE_KEYS.replace(true));
    act()
}

/// Says that work begins which takes the longer, the larger a register is: it belongs to a job.
///
/// # Panics
/// In a build for tests, where keys are read meanwhile.
pub(crate) fn long_work(what: &str) {
    debug_assert!(
        !AT_THE_KEYS.get(),
        "{what} would hold up the keys: it is for a job"
    );
}

impl fmt::Debug for Monitor {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Monitor")
            .field("state", &self.0.state)
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
            state: AtomicU8::new(GOES_ON),
            gate: Mutex::new(()),
            wanted: AtomicUsize::new(0),
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
        self.0.state.load(Ordering::SeqCst) != STOPPED
    }

    /// Whether somebody sees how far the work has come, and can stop it: it may wait as long as it takes then.
    #[must_use]
    pub fn is_watched(&self) -> bool {
        self.0.watched
    }

    /// Asks the work to stop at its next step; `false` where it is too late for that: what it writes is being made to last.
    pub fn stop(&self) -> bool {
        let state = &self.0.state;
        let stopped = state.compare_exchange(GOES_ON, STOPPED, Ordering::SeqCst, Ordering::SeqCst);
        stopped != Err(LASTS)
    }

    /// Says that what the work has written is made to last from now on: nothing stops it any more.
    ///
    /// # Errors
    /// `work_stopped` where it was stopped before.
    pub(crate) fn commit(&self) -> Result<(), Problem> {
        let state = &self.0.state;
        let _ = state.compare_exchange(GOES_ON, LASTS, Ordering::SeqCst, Ordering::SeqCst);
        self.check()
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

    /// Keeps the work from taking hold of the file: it holds it for a few thousandths of a second at a time, or lets go
    /// of it as soon as somebody wants it.
    pub fn gate(&self) -> MutexGuard<'_, ()> {
        let wanted = Wanted::of(&self.0.wanted);
        let gate = self.0.gate.lock().unwrap_or_else(PoisonError::into_inner);
        drop(wanted);
        gate
    }

    /// The same, where the work lets go of the file within about that time.
    #[must_use]
    pub fn gate_within(&self, patience: Duration) -> Option<MutexGuard<'_, ()>> {
        let _wanted = Wanted::of(&self.0.wanted);
        let mut tries = patience.as_millis() / PAUSE.as_millis();
        loop {
            match self.0.gate.try_lock() {
                Ok(gate) => return Some(gate),
                Err(TryLockError::Poisoned(gate)) => return Some(gate.into_inner()),
                Err(TryLockError::WouldBlock) if tries == 0 => return None,
                Err(TryLockError::WouldBlock) => thread::sleep(PAUSE),
            }
            tries -= 1;
        }
    }

    /// Whether somebody waits for the file: work that holds it gives up what it does there, and does it again.
    #[must_use]
    pub(crate) fn is_wanted(&self) -> bool {
        self.0.wanted.load(Ordering::SeqCst) > 0
    }

    /// Takes hold of the file for the work itself, when nobody else wants it.
    pub(crate) fn hold(&self) -> MutexGuard<'_, ()> {
        loop {
            while self.is_wanted() {
                thread::sleep(PAUSE);
            }
            let held = self.0.gate.lock().unwrap_or_else(PoisonError::into_inner);
            if !self.is_wanted() {
                return held;
            }
        }
    }
}

/// That somebody waits for the file.
struct Wanted<'m>(&'m AtomicUsize);

impl<'m> Wanted<'m> {
    fn of(wanted: &'m AtomicUsize) -> Self {
        wanted.fetch_add(1, Ordering::SeqCst);
        Self(wanted)
    }
}

impl Drop for Wanted<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
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
