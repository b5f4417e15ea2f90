//! A command that takes long: told how far it has come where somebody sees the messages, and stopped with Ctrl-C.

use std::io::Write as _;
use std::sync::atomic::Ordering;
use std::time::Duration;

use super::call::Call;
use crate::domain::problem::Problem;
use crate::domain::progress::Monitor;
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
        if width > 0 {
            self.overwrite("", width);
            let _ = write!(self.streams.messages, "\r");
        }
        result
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
