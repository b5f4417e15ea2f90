//! Long work on the screen: one job at a time beside the keys, what is drawn of it, and what becomes of its result.
//!
//! Nothing waits for a job: keys go on doing what they do, and a save has the file as if there were none. The result
//! is shown when nobody is in a form or a question.

use std::path::Path;
use std::time::Duration;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::app::{App, Tone};
use super::command::Command;
use super::export_answers::ExportAnswers;
use super::job::{Came, Running, Task, Wake};
use super::layer::Layer;
use super::overlay::reader::Reader;
use super::request::Pending;
use super::widget::text::{cut, width};
use crate::domain::problem::{Problem, ProblemKind};
use crate::domain::progress::Monitor;
use crate::session::exporting::Exporting;
use crate::session::job::{Job, told};
use crate::session::report;
use crate::store::Verification;

/// How long the end of the program waits for a document that is given up.
const END: Duration = Duration::from_secs(2);

impl App {
    /// Lets jobs call the loop when they are done.
    pub fn wake_by(&mut self, wake: Wake) {
        self.work.wake = wake;
    }

    /// Whether a job runs of which something is shown.
    #[must_use]
    pub fn is_working(&self) -> bool {
        self.asked().is_some()
    }

    /// The job that was asked for, where one runs.
    fn asked(&self) -> Option<&Running> {
        let running = self.work.running.as_ref();
        running.filter(|running| !matches!(running.task, Task::Unasked))
    }

    /// What keeps the job that runs from the file.
    #[must_use]
    pub fn monitor(&self) -> Option<Monitor> {
        let running = self.work.running.as_ref();
        running.map(|running| running.job.monitor().clone())
    }

    /// Waits for what is done beside the keys, and shows its result.
    pub fn finish_work(&mut self) {
        self.finish_checking();
        let running = self.work.running.take();
        if let Some(running) = running
            && let Some(result) = running.job.wait(Duration::MAX)
        {
            self.came_of(running.task, result);
        }
    }

    /// That a job runs already which was asked for; nothing where another can begin.
    fn refuses_work(&mut self) -> bool {
        let Some(running) = self.asked() else {
            return false;
        };
        let what = self.progress_of(running);
        let key = self.setting.keymap.shown(Command::Back).unwrap_or_default();
        let text = self.fill("work.another", &[("what", &what), ("key", &key)]);
        self.tell(text, Tone::Bad);
        true
    }

    /// Begins a job that was prepared.
    fn begin_work(
        &mut self,
        task: Task,
        work: impl FnOnce(&Monitor) -> Result<Came, Problem> + Send + 'static,
    ) -> Result<(), Problem> {
        let wake = self.work.wake.clone();
        let job = Job::begin(work, move || wake.call())?;
        self.work.running = Some(Running {
            job,
            task,
            since: (self.setting.surroundings.clock)(),
            told: String::new(),
        });
        Ok(())
    }

    /// Begins to check the whole file; refused in words where another job runs.
    pub(super) fn check_file(&mut self, task: Task) {
        if self.refuses_work() {
            return;
        }
        let Some(session) = &self.session else { return };
        let unasked = matches!(task, Task::Unasked);
        let checker = session.journal().checker();
        // What was asked for comes before what was not.
        self.work.running = None;
        let begun = checker.and_then(|checker| {
            let checker = if unasked { checker.of_open() } else { checker };
            self.begin_work(task, move |monitor| {
                checker.check(monitor).map(Came::Checked)
            })
        });
        match begun {
            Ok(()) => {}
            Err(_) if unasked => {
                if let Some(session) = &self.session {
                    session.was_not_checked();
                }
            }
            Err(problem) => self.show_problem(&problem),
        }
    }

    /// Begins to write a document to a file; refused in words where another job runs.
    pub(super) fn begin_export(&mut self, exporting: Exporting, answers: ExportAnswers) {
        if self.refuses_work() {
            return;
        }
        let task = Task::Export(exporting.path.clone(), answers);
        self.work.running = None;
        let begun = self.begin_work(task, move |monitor| {
            exporting.write(monitor).map(Came::Written)
        });
        if let Err(problem) = begun {
            self.show_problem(&problem);
        }
    }

    /// Whether a document is being written.
    #[must_use]
    pub fn is_writing(&self) -> bool {
        let running = self.work.running.as_ref();
        running.is_some_and(|running| matches!(running.task, Task::Export(..)))
    }

    /// Ends what runs with the program: a document that is not whole yet is given up, so that nothing is left of it.
    pub fn end_work(&mut self) {
        let running = self.work.running.take();
        if let Some(running) = running.filter(|it| matches!(it.task, Task::Export(..))) {
            running.job.monitor().stop();
            let _ = running.job.wait(END);
        }
    }

    /// Begins to check a large file that was not checked since it was opened, where nothing else is done.
    pub(super) fn check_large_file(&mut self) {
        let idle = self.work.running.is_none();
        let session = self.session.as_ref();
        if idle && session.is_some_and(|session| session.journal().is_unchecked()) {
            self.check_file(Task::Unasked);
        }
    }

    /// Stops the job that runs; `false` where there is none.
    pub(super) fn stop_work(&mut self) -> bool {
        let stopped = self.is_working();
        if stopped {
            self.work.running = None;
            let text = self.word("error.work_stopped.text");
            self.tell(text, Tone::Bad);
        }
        stopped
    }

    /// Takes the result of a job that is done; `true` where something has to be drawn.
    pub fn take_work(&mut self) -> bool {
        let running = self.work.running.as_ref();
        let Some(result) = running.and_then(|running| running.job.result()) else {
            return false;
        };
        if let Some(running) = self.work.running.take() {
            self.came_of(running.task, result);
        }
        true
    }

    fn came_of(&mut self, task: Task, result: Result<Came, Problem>) {
        match task {
            Task::Export(path, answers) => self.came_of_export(&path, answers, result),
            task => {
                let found = result.and_then(|came| match came {
                    Came::Checked(found) => Ok(found),
                    Came::Written(_) => Err(Problem::cannot("job_failed").with("reason", "?")),
                });
                self.came_of_check(task, found);
            }
        }
    }

    /// Tells what came of writing a document: the file in the bottom line, and why there is none where nobody is in a
    /// form or a question.
    fn came_of_export(
        &mut self,
        path: &Path,
        answers: ExportAnswers,
        result: Result<Came, Problem>,
    ) {
        match result {
            Ok(came) => {
                let path = path.display().to_string();
                let done = self.fill("export_dialog.done", &[("path", &path)]);
                // The file stands; what went on in a further cell is told with the first place.
                let first = match &came {
                    Came::Written(told) => told.first(),
                    Came::Checked(_) => None,
                };
                match first.map(|first| self.words_of(first)) {
                    Some(told) => self.tell(format!("{done} {told}"), Tone::Bad),
                    None => self.tell(done, Tone::Good),
                }
            }
            Err(problem) if problem.kind == ProblemKind::Stopped => {
                let text = self.word("error.work_stopped.text");
                self.tell(text, Tone::Bad);
            }
            Err(problem) if self.is_idle() => {
                let told = self.words_of(&problem);
                self.ask_export(Some((answers, told)));
            }
            Err(problem) => {
                let reader = Reader::plain(&self.word("work.export"), self.words_of(&problem));
                self.work.ready = Some(reader);
                let text = self.word("work.export_failed");
                self.tell(text, Tone::Bad);
            }
        }
    }

    fn came_of_check(&mut self, task: Task, result: Result<Verification, Problem>) {
        match (&self.session, &result) {
            (Some(session), Ok(found)) => session.was_checked(found),
            (Some(session), Err(_)) if matches!(task, Task::Unasked) => session.was_not_checked(),
            _ => {}
        }
        let words = &self.setting.lexicon.words;
        let reader = match result {
            _ if matches!(task, Task::Unasked) => {
                return self.tell_unasked(&result);
            }
            Ok(found) => {
                let mut text = report::verification(words, &found);
                let stale = self.stale_copies();
                if !stale.is_empty() {
                    text = format!("{text}\n\n{}", self.told_of_stale(&stale));
                }
                match task {
                    Task::Against(answer) => {
                        Reader::plain(words.get("against.title"), format!("{answer}\n\n{text}"))
                    }
                    _ => Reader::plain(words.get("app.verify"), text),
                }
            }
            Err(problem) if problem.kind == ProblemKind::Stopped => {
                let text = self.word("error.work_stopped.text");
                return self.tell(text, Tone::Bad);
            }
            Err(problem) => Reader::plain(words.get("app.verify"), self.words_of(&problem)),
        };
        self.work.ready = Some(reader);
        if !self.show_ready() {
            let text = self.word("work.ready");
            self.tell(text, Tone::Good);
        }
    }

    /// Tells what is amiss with a file that nobody asked about.
    fn tell_unasked(&mut self, result: &Result<Verification, Problem>) {
        let found = result.as_ref().map_or(0, Verification::count);
        if found > 0 {
            let title = self.word("command.verify.title");
            let details = [("n", found.to_string()), ("command", title)];
            let details = details
                .each_ref()
                .map(|(name, text)| (*name, text.as_str()));
            let text = self.fill("work.found", &details);
            self.tell(text, Tone::Bad);
        }
    }

    /// Whether nobody is in a form or a question.
    fn is_idle(&self) -> bool {
        match self.layers.last() {
            Some((Layer::Tabs(tabs), _)) => tabs.context().is_some(),
            Some((Layer::Reader(_) | Layer::Help(_), _)) => true,
            _ => false,
        }
    }

    /// Shows the result that waits, where nobody is in a form or a question; `true` where it does.
    pub(super) fn show_ready(&mut self) -> bool {
        let idle = self.is_idle();
        let Some(reader) = self.work.ready.take_if(|_| idle) else {
            return false;
        };
        self.push(Layer::Reader(reader), Pending::Nothing);
        true
    }

    fn progress_of(&self, running: &Running) -> String {
        let words = &self.setting.lexicon.words;
        let what = match &running.task {
            Task::Verify | Task::Unasked => "app.verify",
            Task::Against(_) => "against.title",
            Task::Export(..) => "work.export",
        };
        let now = (self.setting.surroundings.clock)();
        let seconds = now.signed_duration_since(running.since).num_seconds();
        let seconds = u64::try_from(seconds).unwrap_or_default();
        told(words, words.get(what), running.job.progress(), seconds)
    }

    /// Whether the job that runs has come further than what was drawn of it.
    #[must_use]
    pub fn work_moved(&self) -> bool {
        self.asked()
            .is_some_and(|running| self.progress_of(running) != running.told)
    }

    /// Draws how far the job that runs has come at the right end of the bottom line; gives what is left of that.
    pub(super) fn draw_work(&mut self, frame: &mut Frame<'_>, area: Rect) -> Rect {
        let Some(text) = self.asked().map(|running| self.progress_of(running)) else {
            return area;
        };
        if let Some(running) = &mut self.work.running {
            running.told.clone_from(&text);
        }
        let key = self.setting.keymap.shown(Command::Back).unwrap_or_default();
        let stops = matches!(self.layers.last(), Some((Layer::Tabs(_), _)));
        let stop = self.word("work.stop");
        let room = usize::from(area.width);
        let end = if stops {
            width(&key) + width(&stop) + 4
        } else {
            1
        };
        let text = format!(" {}", cut(&text, room.saturating_sub(end + 1)));
        let mut spans = vec![Span::styled(text, self.theme.good)];
        if stops {
            spans.push(Span::styled(format!("  {key}"), self.theme.key));
            spans.push(Span::styled(format!(" {stop} "), self.theme.faint));
        }
        let line = Line::from(spans);
        // What else is to be told comes first.
        let message = self.message.as_ref();
        let told = message.map_or(0, |(message, _)| width(message) + 2);
        if told + line.width() > room && told > 0 {
            return area;
        }
        let taken = u16::try_from(line.width()).unwrap_or(u16::MAX);
        let left = Rect {
            width: area.width.saturating_sub(taken),
            ..area
        };
        let right = Rect {
            x: area.x + left.width,
            width: area.width - left.width,
            ..area
        };
        frame.render_widget(line, right);
        left
    }
}
