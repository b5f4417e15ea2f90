//! A command that takes long: told how far it has come where somebody sees the messages, and stopped with Ctrl-C.

use std::io::Write as _;
use std::panic::resume_unwind;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use super::call::Call;
use crate::domain::problem::Problem;
use crate::domain::progress::{Monitor, Phase, Progress};
use crate::session::job::{Job, told};

/// How often it is looked how far the work has come, and whether it shall stop.
const LOOK: Duration = Duration::from_millis(100);
/// After how many looks something is told: what takes half a second needs no words.
const SILENT: u64 = 5;
/// How many looks a second has.
const SECOND: u64 = 10;
/// How many columns a line of messages has where the terminal does not say.
const COLUMNS: usize = 80;

impl Call<'_, '_> {
    /// Does work beside this thread; `what` is the key of its name.
    ///
    /// # Errors
    /// What the work says; `work_stopped` where Ctrl-C was pressed.
    pub(super) fn watched<T: Send + 'static>(
        &mut self,
        what: &str,
        work: impl FnOnce(&Monitor) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let Some(interrupt) = self.setting.interrupt.clone() else {
            return work(&Monitor::default());
        };
        let interrupted = interrupt();
        let job = Job::begin(work, || {})?;
        let mut width = 0;
        let mut looks = 0;
        let result = loop {
            if let Some(result) = job.wait(LOOK) {
                break result;
            }
            looks += 1;
            if interrupted.load(Ordering::SeqCst) {
                job.monitor().stop();
            } else if looks >= SILENT {
                let words = self.words();
                let text = told(words, words.get(what), job.progress(), looks / SECOND);
                width = self.overwrite(&text, width);
            }
        };
        self.clear(width);
        result
    }

    /// Does work that this thread waits for, and tells what is done and for how long. Nothing of it stands before it is
    /// whole, so that Ctrl-C may end the program at once.
    ///
    /// # Errors
    /// What the work says.
    pub(super) fn meanwhile<T: Send>(
        &mut self,
        (what, phase): (&str, Phase),
        work: impl FnOnce() -> Result<T, Problem> + Send,
    ) -> Result<T, Problem> {
        // Nobody sees messages.
        if self.setting.interrupt.is_none() {
            return work();
        }
        std::thread::scope(|scope| {
            let (ends, ended) = channel();
            let working = scope.spawn(move || {
                let result = work();
                let _ = ends.send(());
                result
            });
            let (mut width, mut looks) = (0, 0);
            while ended.recv_timeout(LOOK) == Err(RecvTimeoutError::Timeout) {
                looks += 1;
                if looks >= SILENT {
                    let words = self.words();
                    let progress = Progress {
                        phase,
                        ..Progress::default()
                    };
                    let text = told(words, words.get(what), progress, looks / SECOND);
                    width = self.overwrite(&text, width);
                }
            }
            self.clear(width);
            working.join().unwrap_or_else(|panic| resume_unwind(panic))
        })
    }

    /// Takes a line of messages away that was so many columns wide.
    fn clear(&mut self, width: usize) {
        if width > 0 {
            self.overwrite("", width);
            let _ = write!(self.streams.messages, "\r");
        }
    }

    /// Writes a line of messages over the one before, which was so many columns wide.
    fn overwrite(&mut self, text: &str, before: usize) -> usize {
        // The last column stays free: some terminals go on to the next line there.
        let room = self.room().unwrap_or(COLUMNS).saturating_sub(1);
        let text: String = text.chars().take(room).collect();
        let width = text.chars().count();
        let rest = " ".repeat(before.saturating_sub(width));
        let messages = &mut self.streams.messages;
        // What cannot be told is no reason to end.
        let _ = write!(messages, "\r{text}{rest}").and_then(|()| messages.flush());
        width
    }
}
