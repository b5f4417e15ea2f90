//! Long work on the screen: one job at a time beside the keys, what is drawn of it, and what becomes of its result.
//!
//! Nothing waits for a job: keys go on doing what they do, and a save has the file as if there were none. What is to be
//! shown of a result is shown when nobody is in a form or a question.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{App, Tone};
use crate::domain::problem::{Problem, ProblemKind};
use crate::domain::progress::{Monitor, at_the_keys};
use crate::domain::register::Register;
use crate::session::job::{Job, told};
use crate::session::output::{self, Guard};
use crate::session::{Session, report};
use crate::store::Verification;
use crate::tui::command::Command;
use crate::tui::job::{JobKind, JobThen, Running, TurningSign, Wake};
use crate::tui::layer::Layer;
use crate::tui::overlay::reader::Reader;
use crate::tui::request::Pending;
use crate::tui::widget::text::{cut, width};

/// How long a key waits for what it begins: what is done by then is shown at once, with no frame in between.
const AT_ONCE: Duration = Duration::from_millis(25);

/// How long the end of the program waits for work that is given up to let go of its files.
const END: Duration = Duration::from_secs(2);

/// How long it waits for what is being made to last.
const LAST: Duration = Duration::from_secs(20);

/// A document on its way to a file, and what is asked where it cannot go there.
pub(super) struct DocumentJob {
    /// The file.
    pub(super) path: PathBuf,
    /// Whether a file that stands there is written over.
    pub(super) force: bool,
    /// What is in mind where it is asked whether to write over it.
    pub(super) over: Pending,
}

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

    /// Whether something is done beside the keys for which a sign turns: a job that was asked for, or the first check of all
    /// records.
    #[must_use]
    pub fn is_turning(&self) -> bool {
        self.is_working() || self.checking.is_some()
    }

    /// Whether a job runs whose result what is typed next may be meant for.
    #[must_use]
    pub fn is_awaited(&self) -> bool {
        let running = self.work.running.as_ref();
        running.is_some_and(|running| running.kind.declared().awaited)
    }

    /// The same of one that was asked for.
    pub(super) fn is_asked_and_awaited(&self) -> bool {
        self.is_awaited() && self.is_working()
    }

    /// The job that was asked for, where one runs.
    fn asked(&self) -> Option<&Running<Self>> {
        let running = self.work.running.as_ref();
        running.filter(|running| running.kind.declared().asked)
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
        // What comes of one may begin another.
        while self.finish_job(Duration::MAX) {}
    }

    /// Takes the result of a job that is done; `true` where something has to be drawn.
    pub fn take_work(&mut self) -> bool {
        self.finish_job(Duration::ZERO)
    }

    /// Does what the result of the job is for, where there is one within that time.
    fn finish_job(&mut self, patience: Duration) -> bool {
        let running = self.work.running.as_mut();
        let Some(finish) = running.and_then(|running| running.job.take(patience)) else {
            return false;
        };
        self.job_ended();
        at_the_keys(|| {
            finish(self);
            self.tell_next();
        });
        true
    }

    /// Lets go of the job that ran.
    pub(super) fn job_ended(&mut self) -> Option<Running<Self>> {
        if let Some(session) = &mut self.session {
            session.works_beside(None);
        }
        self.work.running.take()
    }

    /// That a job runs already which was asked for; nothing where another can begin.
    pub(super) fn refuses_work(&mut self) -> bool {
        let Some(running) = self.asked() else {
            return false;
        };
        let what = self.progress_of(running);
        let key = self.setting.keymap.shown(Command::Back).unwrap_or_default();
        let text = self.fill("work.another", &[("what", &what), ("key", &key)]);
        self.tell(text, Tone::Bad);
        true
    }

    /// Does long work in a thread of its own, and then what its result is for, on the screen; where it was stopped, that is
    /// told. Refused in words where another job runs that was asked for.
    ///
    /// This is the one way for all work that takes the longer, the larger a register is.
    pub(super) fn begin_job<T: Send + 'static>(
        &mut self,
        kind: JobKind,
        work: impl FnOnce(&Monitor) -> Result<T, Problem> + Send + 'static,
        then: impl FnOnce(&mut Self, Result<T, Problem>) + 'static,
    ) {
        self.begin_job_to_end(kind, work, move |app, result| match result {
            Err(problem) if problem.kind == ProblemKind::Stopped => {
                if kind.declared().asked {
                    app.tell_stopped();
                }
            }
            result => then(app, result),
        });
    }

    /// The same, where something is to be done too where it was stopped.
    pub(super) fn begin_job_to_end<T: Send + 'static>(
        &mut self,
        kind: JobKind,
        work: impl FnOnce(&Monitor) -> Result<T, Problem> + Send + 'static,
        then: impl FnOnce(&mut Self, Result<T, Problem>) + 'static,
    ) {
        // What is only read of a register gives way to another register.
        let gives_way = self.asked().is_some_and(|it| it.kind.declared().gives_way);
        let replaces = matches!(kind, JobKind::Open | JobKind::Make);
        if !(gives_way && replaces) && self.refuses_work() {
            return;
        }
        // What was asked for comes before what was not.
        self.job_ended();
        let wake = self.work.wake.clone();
        let job = match Job::begin(work, move || wake.call()) {
            Ok(job) => job,
            Err(problem) => return then(self, Err(problem)),
        };
        if let Some(session) = &mut self.session {
            session.works_beside(Some(job.monitor().clone()));
        }
        self.work.turning = TurningSign::default();
        self.work.running = Some(Running {
            job: Box::new(JobThen::new(job, then)),
            kind,
            since: (self.setting.surroundings.clock)(),
            told: String::new(),
        });
        if kind.declared().awaited {
            self.finish_job(AT_ONCE);
        }
    }

    /// Does long work with a session of its own over the open register; nothing where none is open.
    pub(super) fn begin_session_job<T: Send + 'static>(
        &mut self,
        kind: JobKind,
        mut work: impl FnMut(&mut Session, &Monitor) -> Result<T, Problem> + Send + 'static,
        then: impl FnOnce(&mut Self, Result<(T, Session), Problem>) + 'static,
    ) {
        let Some(session) = &self.session else { return };
        let beside = session.beside();
        self.begin_job(
            kind,
            move |monitor| beside.work(monitor, |session| work(session, monitor)),
            then,
        );
    }

    /// Begins to check the whole file; `answer` is shown above what comes of it.
    pub(super) fn check_file(&mut self, kind: JobKind, answer: Option<String>) {
        if kind.declared().asked && self.refuses_work() {
            return;
        }
        let Some(session) = &self.session else { return };
        let unasked = kind == JobKind::Unasked;
        match session.journal().checker() {
            Ok(checker) => {
                let checker = if unasked { checker.of_open() } else { checker };
                self.begin_job(
                    kind,
                    move |monitor| checker.check(monitor),
                    move |app, result| app.came_of_check(kind, answer, result),
                );
            }
            Err(_) if unasked => session.was_not_checked(),
            Err(problem) => self.show_problem(&problem),
        }
    }

    /// Writes a document to a file beside the keys; where there is one already, asks whether to write over it first.
    /// `again` is done with why it cannot be written.
    pub(super) fn begin_document(
        &mut self,
        document: DocumentJob,
        write: impl FnOnce(&PathBuf, &Guard, &Monitor) -> Result<Vec<Problem>, Problem> + Send + 'static,
        again: impl FnOnce(&mut Self, String) + 'static,
    ) {
        let DocumentJob { path, force, over } = document;
        let guard = self.guard();
        if let Err(problem) = output::may_write(&path, force, &guard) {
            if let Err(problem) = self.tell_written(&path, Err(problem), over) {
                let told = self.words_of(&problem);
                again(self, told);
            }
            return;
        }
        let file = path.clone();
        self.begin_job(
            JobKind::Export,
            move |monitor| write(&file, &guard, monitor),
            move |app, result| match result {
                Ok(told) => app.came_of_document(&path, told.first()),
                Err(problem) if app.is_idle() => {
                    let told = app.words_of(&problem);
                    again(app, told);
                }
                Err(problem) => {
                    let reader = Reader::plain(&app.word("work.export"), app.words_of(&problem));
                    app.show_when_idle(move |app| app.read(reader));
                    let text = app.word("work.export_failed");
                    app.tell(text, Tone::Bad);
                }
            },
        );
    }

    /// Tells that a document stands in its file, and what went on in a further cell, with the first place.
    fn came_of_document(&mut self, path: &std::path::Path, first: Option<&Problem>) {
        let path = path.display().to_string();
        let done = self.fill("export_dialog.done", &[("path", &path)]);
        match first.map(|first| self.words_of(first)) {
            Some(told) => self.tell(format!("{done} {told}"), Tone::Bad),
            None => self.tell(done, Tone::Good),
        }
    }

    /// Ends what runs with the program: what is not whole yet is given up, so that nothing is left of it.
    pub fn end_work(&mut self) {
        let Some(mut running) = self.job_ended() else {
            return;
        };
        let stopped = running.job.monitor().stop();
        if matches!(running.kind, JobKind::Verify | JobKind::Against)
            || !running.kind.declared().asked
        {
            // These hold nothing that could be left half.
            return;
        }
        let _ = running.job.take(if stopped { END } else { LAST });
    }

    /// Begins to check a large file that was not checked since it was opened, where nothing else is done.
    pub(super) fn check_large_file(&mut self) {
        let idle = self.work.running.is_none();
        let session = self.session.as_ref();
        if idle && session.is_some_and(|session| session.journal().is_unchecked()) {
            self.check_file(JobKind::Unasked, None);
        }
    }

    /// Stops the job that runs; `false` where there is none.
    pub(super) fn stop_work(&mut self) -> bool {
        let Some(running) = self.asked() else {
            return false;
        };
        if !running.job.monitor().stop() {
            let text = self.word("work.lasts");
            self.tell(text, Tone::Bad);
            return true;
        }
        let finish = self.job_ended().and_then(|mut it| it.job.give_up());
        if let Some(finish) = finish {
            finish(self);
        }
        self.tell_next();
        true
    }

    /// Tells that work was stopped.
    pub(super) fn tell_stopped(&mut self) {
        let text = self.word("error.work_stopped.text");
        self.tell(text, Tone::Bad);
    }

    fn came_of_check(
        &mut self,
        kind: JobKind,
        answer: Option<String>,
        result: Result<Verification, Problem>,
    ) {
        let unasked = kind == JobKind::Unasked;
        match (&self.session, &result) {
            (Some(session), Ok(found)) => session.was_checked(found),
            (Some(session), Err(_)) if unasked => session.was_not_checked(),
            _ => {}
        }
        let words = &self.setting.lexicon.words;
        let reader = match result {
            _ if unasked => {
                return self.tell_unasked(&result);
            }
            Ok(found) => {
                let mut text = report::verification(words, &found);
                let stale = self.stale_copies();
                if !stale.is_empty() {
                    text = format!("{text}\n\n{}", self.told_of_stale(&stale));
                }
                match answer {
                    Some(answer) => {
                        Reader::plain(words.get("against.title"), format!("{answer}\n\n{text}"))
                    }
                    None => Reader::plain(words.get("app.verify"), text),
                }
            }
            Err(problem) => Reader::plain(words.get("app.verify"), self.words_of(&problem)),
        };
        if !self.show_when_idle(move |app| app.read(reader)) {
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

    /// Shows a register that was opened in the place of the one that is shown: a form that is open stays.
    pub(super) fn take_in_place(&mut self, session: Session) {
        let layers = std::mem::take(&mut self.layers);
        let organisation = self.organisation;
        self.take(session);
        if layers.len() > 1 {
            self.layers = layers;
            self.organisation = organisation;
            self.keep_anew();
        }
    }

    /// Takes over what a job has saved in the register that is open.
    pub(super) fn take_over(&mut self, other: Session) {
        if let Some(session) = &mut self.session {
            let newer = session.take_over(other);
            if newer {
                self.changed(None);
            }
        }
    }

    /// The register shown, for a job, which keeps what it has whatever is saved meanwhile.
    pub(super) fn shared_register(&self) -> Arc<Register> {
        let past = self.other_day.as_ref().and_then(|it| it.register.clone());
        let open = || self.session.as_ref().map(Session::shared_register);
        past.or_else(open)
            .unwrap_or_else(|| Arc::clone(&self.blank))
    }

    /// Shows a text to be read.
    pub(super) fn read(&mut self, reader: Reader) {
        self.push(Layer::Reader(reader), Pending::Nothing);
    }

    /// Whether nobody is in a form or a question.
    fn is_idle(&self) -> bool {
        match self.layers.last() {
            Some((Layer::Tabs(tabs), _)) => tabs.context().is_some(),
            Some((
                Layer::Reader(_) | Layer::Help(_) | Layer::Welcome(_) | Layer::Mapping(_),
                _,
            )) => true,
            _ => false,
        }
    }

    /// Shows something when nobody is in a form or a question; `true` where that is so now.
    pub(super) fn show_when_idle(&mut self, show: impl FnOnce(&mut Self) + 'static) -> bool {
        self.work.ready = Some(Box::new(show));
        self.show_ready()
    }

    /// Takes a register in the place of the one that is open, when nothing lies over the lists or the first page.
    pub(super) fn show_in_place(&mut self, kind: JobKind, show: impl FnOnce(&mut Self) + 'static) {
        self.work.ready_bare = true;
        self.show_result(kind, show);
    }

    /// The same for what was asked for, which is told where it has to wait.
    pub(super) fn show_result(&mut self, kind: JobKind, show: impl FnOnce(&mut Self) + 'static) {
        if !self.show_when_idle(show) {
            let what = self.word(kind.declared().name);
            let text = self.fill("work.ready_of", &[("what", &what)]);
            self.tell(text, Tone::Good);
        }
    }

    /// Shows the result that waits, where nobody is in a form or a question; `true` where it does.
    pub(super) fn show_ready(&mut self) -> bool {
        let idle = self.is_idle() && (!self.work.ready_bare || self.layers.len() == 1);
        let Some(show) = self.work.ready.take_if(|_| idle) else {
            return false;
        };
        self.work.ready_bare = false;
        show(self);
        true
    }

    fn progress_of(&self, running: &Running<Self>) -> String {
        let words = &self.setting.lexicon.words;
        let what = running.kind.declared().name;
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

    /// Turns the sign of what is waited for: the register that is opened, a job that was asked for, or what is to be found in
    /// all records; `true` where something is.
    pub fn turn_sign(&mut self) -> bool {
        let waits = self.opening || self.is_turning();
        if waits {
            self.work.turning.turn();
        }
        waits
    }

    /// Draws how far the job that runs has come at the right end of the bottom line; gives what is left of that.
    pub(super) fn draw_work(&mut self, frame: &mut Frame<'_>, area: Rect) -> Rect {
        let asked = self.asked().map(|running| self.progress_of(running));
        let is_asked = asked.is_some();
        let checking = || {
            self.checking
                .as_ref()
                .map(|_| self.word("finding.checking"))
        };
        let Some(text) = asked.or_else(checking) else {
            return area;
        };
        if let Some(running) = self.work.running.as_mut().filter(|_| is_asked) {
            running.told.clone_from(&text);
        }
        let key = self.setting.keymap.shown(Command::Back).unwrap_or_default();
        let stops = is_asked && matches!(self.layers.last(), Some((Layer::Tabs(_), _)));
        let stop = self.word("work.stop");
        let room = usize::from(area.width);
        let end = if stops {
            width(&key) + width(&stop) + 4
        } else {
            1
        };
        let text = self.work.turning.before(&text);
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
