//! Long work beside everything else: a worker of its own, which tells how far it has come and stops when asked to.

use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crate::domain::problem::Problem;
use crate::domain::progress::{Monitor, Progress};
use crate::words::Words;

/// What the thread of a job is called.
const WORKER: &str = "ropa-job";

/// Whether the thread that asks is the one of a job: what goes wrong in it is told as its result.
#[must_use]
pub(crate) fn is_worker() -> bool {
    thread::current().name() == Some(WORKER)
}

/// How far work of that name has come after so many seconds, in one line.
#[must_use]
pub(crate) fn told(words: &Words, what: &str, progress: Progress, seconds: u64) -> String {
    let phase = format!("work.phase.{}", progress.phase.code());
    let details = [("what", what), ("phase", words.get(&phase))];
    let mut text = words.fill("work.line", &details);
    if let Some(percent) = progress.percent() {
        text += &words.fill("work.percent", &[("n", &percent.to_string())]);
    }
    if seconds > 0 {
        text += &words.fill("work.seconds", &[("n", &seconds.to_string())]);
    }
    text
}

/// Work that is being done. Dropped, it is stopped, and its result is nobody's.
#[derive(Debug)]
pub(crate) struct Job<T> {
    monitor: Monitor,
    progress: Arc<Mutex<Progress>>,
    result: Receiver<Result<T, Problem>>,
}

impl<T: Send + 'static> Job<T> {
    /// Begins work; `done` is called in its thread when there is a result.
    ///
    /// # Errors
    /// `job_not_begun`, where the system gives no thread.
    pub(crate) fn begin(
        work: impl FnOnce(&Monitor) -> Result<T, Problem> + Send + 'static,
        done: impl FnOnce() + Send + 'static,
    ) -> Result<Self, Problem> {
        let progress = Arc::new(Mutex::new(Progress::default()));
        let seen = Arc::clone(&progress);
        let monitor = Monitor::new(move |step| {
            *seen.lock().unwrap_or_else(PoisonError::into_inner) = step;
            true
        });
        let (sender, result) = channel();
        let overseen = monitor.clone();
        thread::Builder::new()
            .name(WORKER.to_owned())
            .spawn(move || {
                let worked = panic::catch_unwind(AssertUnwindSafe(|| work(&overseen)));
                let worked = worked.unwrap_or_else(|panicked| Err(failed(&*panicked)));
                let _ = sender.send(worked);
                done();
            })
            .map_err(|error| Problem::cannot("job_not_begun").with("reason", error))?;
        Ok(Self {
            monitor,
            progress,
            result,
        })
    }

    /// How far it has come.
    pub(crate) fn progress(&self) -> Progress {
        *self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What stops it, and keeps it from the file.
    pub(crate) const fn monitor(&self) -> &Monitor {
        &self.monitor
    }

    /// Its result, where there is one.
    pub(crate) fn result(&self) -> Option<Result<T, Problem>> {
        match self.result.try_recv() {
            Ok(result) => Some(result),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Err(failed(&""))),
        }
    }

    /// Its result, where there is one within that time.
    pub(crate) fn wait(&self, patience: Duration) -> Option<Result<T, Problem>> {
        match self.result.recv_timeout(patience) {
            Ok(result) => Some(result),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => Some(Err(failed(&""))),
        }
    }
}

impl<T> Drop for Job<T> {
    fn drop(&mut self) {
        self.monitor.stop();
    }
}

/// The problem of work that ended in a fault of the program.
fn failed(panicked: &(dyn std::any::Any + Send)) -> Problem {
    let reason = panicked
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panicked.downcast_ref::<&str>().copied());
    Problem::cannot("job_failed").with("reason", reason.unwrap_or("?"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::progress::Phase;
    use std::sync::atomic::{AtomicBool, Ordering};

    /// Longer than anything takes here.
    const LONG: Duration = Duration::from_mins(1);

    #[test]
    fn a_job_gives_its_result_once_and_says_that_it_is_done() {
        let (sender, done) = channel();
        let job = Job::begin(
            |monitor| Ok(monitor.step(Phase::Hashes, 3, 4)),
            move || sender.send(()).unwrap(),
        );
        let job = job.unwrap();
        done.recv_timeout(LONG).unwrap();
        assert_eq!(job.result(), Some(Ok(true)));
        assert_eq!(job.progress().percent(), Some(75));
    }

    #[test]
    fn a_job_that_panics_says_so_as_its_result() {
        let (known, said) = channel();
        let job: Job<()> = Job::begin(
            move |_| {
                known.send(is_worker()).unwrap();
                panic!("no {}", "luck")
            },
            || {},
        )
        .unwrap();
        let problem = job.wait(LONG).unwrap().unwrap_err();
        assert_eq!(
            (problem.key, problem.detail("reason")),
            ("job_failed", Some("no luck"))
        );
        assert!(said.recv().unwrap());
        assert!(!is_worker());
    }

    #[test]
    fn a_job_that_is_dropped_stops() {
        let (sender, began) = channel();
        let (ends, ended) = channel();
        let job = Job::begin(
            move |monitor| {
                sender.send(()).unwrap();
                while monitor.step(Phase::Waiting, 0, 0) {
                    thread::yield_now();
                }
                monitor.check()
            },
            move || ends.send(()).unwrap(),
        );
        let job = job.unwrap();
        began.recv_timeout(LONG).unwrap();
        assert_eq!(job.result(), None);
        drop(job);
        ended.recv_timeout(LONG).unwrap();
    }

    #[test]
    fn a_job_does_not_take_hold_while_the_gate_is_shut() {
        let (ask, asked) = channel::<()>();
        let held = Arc::new(AtomicBool::new(false));
        let holds = Arc::clone(&held);
        let job = Job::begin(
            move |monitor| {
                asked.recv().unwrap();
                let _held = monitor.gate();
                holds.store(true, Ordering::SeqCst);
                Ok(())
            },
            || {},
        );
        let job = job.unwrap();
        let gate = job.monitor().gate();
        ask.send(()).unwrap();
        assert_eq!(job.result(), None);
        assert!(!held.load(Ordering::SeqCst));
        drop(gate);
        assert_eq!(job.wait(LONG), Some(Ok(())));
        assert!(held.load(Ordering::SeqCst));
    }
}
