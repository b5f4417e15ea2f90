//! What is told and asked when a register is opened: one thing after another, the gravest first, never one over another.
//!
//! The same question stands where the file goes back while it is open.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use ratatui::crossterm::event::KeyCode;

use super::announced::{Announcement, Offer};
use super::{App, PATIENCE};
use crate::domain::problem::Problem;
use crate::domain::progress::Monitor;
use crate::due::agenda;
use crate::exchange::disposal::Stretch;
use crate::session::job::Job;
use crate::session::rescue::Rescue;
use crate::session::{Session, copies, report, restoring};
use crate::store::Purpose;
use crate::tui::command::{Command, CommandContext};
use crate::tui::job::ReadToShow;
use crate::tui::key::Key;
use crate::tui::layer::Layer;
use crate::tui::overlay::ask::Ask;
use crate::tui::overlay::pick::{Pick, PickChoice};
use crate::tui::overlay::reader::Reader;
use crate::tui::request::{Closed, Input, Pending, Picked, Reply, Then};
use crate::tui::screen::activity_counts::ActivityCounts;
use crate::tui::screen::disposals::ListedDisposals;
use crate::tui::screen::tabs::Tabs;
use crate::tui::screen::welcome::Welcome;

impl App {
    /// Opens the register of the setting, or shows the first page where there is none yet.
    ///
    /// # Errors
    /// What opening the register says.
    pub fn open(&mut self) -> Result<(), Problem> {
        let path = self.setting.path.clone();
        let session = path.exists().then(|| self.open_session(&path));
        self.opened(session.transpose()?);
        Ok(())
    }

    /// Shows the register that was opened, or the first page where there is none.
    fn opened(&mut self, session: Option<Session>) {
        if let Some(session) = session {
            self.take(session);
        } else {
            let path = self.setting.path.clone();
            let welcome = Welcome::new(&path.display().to_string());
            self.push(Layer::Welcome(welcome), Pending::Nothing);
            // Whoever lost a register shall not begin an empty one in its place.
            let missing = Problem::cannot("store_missing").with("file", path.display());
            let copies = self.setting.copies.as_ref();
            let missing = restoring::missing(missing, &path, copies.map(|it| &*it.directory));
            if missing.key != "store_missing" {
                self.setting.warnings.push(self.words_of(&missing));
            }
        }
        self.opening = false;
        let warnings = std::mem::take(&mut self.setting.warnings);
        if !warnings.is_empty() {
            self.tell_long("app.warnings", &warnings.join("\n\n"));
        }
    }

    /// Shows a register that was just made: whatever was seen at its place before, it is what was meant.
    pub(super) fn take_new(&mut self, session: Session) {
        if let Some(memory) = &self.setting.memory {
            session.accept(memory);
        }
        self.take(session);
    }

    /// Shows a register that was opened.
    pub(super) fn take(&mut self, mut session: Session) {
        // Only the waiting for locks would be longer.
        let _ = session.be_patient(PATIENCE);
        self.rescue = self
            .setting
            .rescue
            .as_ref()
            .map(|directory| Rescue::of(directory, &session));
        self.setting.path = session.path().to_path_buf();
        let mut back = self.look_back(&session);
        // Of a copy it is asked what it is to be.
        let asked = |problem: &Problem| problem.key == "register_is_copy";
        let copy = back.iter().position(asked).map(|at| back.remove(at));
        // Where nothing can be asked of it, it is told.
        let reads = session.journal().read_only_reason().is_some();
        let mut told = session.notices();
        // What cannot be known is only to be told: nothing says that the file went back.
        let unknown = |problem: &Problem| problem.key == "register_seen_unreadable";
        told.extend(back.iter().filter(|problem| unknown(problem)).cloned());
        back.retain(|problem| !unknown(problem));
        told.extend(copy.filter(|_| reads));
        let mut notes = std::mem::take(&mut self.setting.warnings);
        notes.extend(told.iter().map(|problem| self.words_of(problem)));
        self.remembered = session.register().mark.number;
        self.remembered_open = None;
        self.forget_day();
        self.untold = None;
        self.work.forget();
        self.session = Some(session);
        self.copied = false;
        self.asked_journal = None;
        self.changed(None);
        self.organisation = None;
        let mut tabs = Tabs::default();
        tabs.choose(&self.setting.choices);
        self.layers = vec![(Layer::Tabs(Box::new(tabs)), Then::App(Pending::Nothing))];
        self.note_opening(notes, &back);
        self.tell_next();
    }

    /// Goes on opening the register of the setting beside the keys; `false` until it is open.
    ///
    /// Where another program holds it, that is said, and it is tried again until it is free or nobody wants it any
    /// more.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn go_on_opening(&mut self) -> Result<bool, Problem> {
        let Some(job) = self.opener.job.take() else {
            if self.setting.path.exists() {
                self.opener.job = Some(self.begin_opening()?);
                return Ok(false);
            }
            self.opened(None);
            return Ok(true);
        };
        match job.result() {
            None => {
                self.opener.job = Some(job);
                Ok(false)
            }
            Some(read) => self.came_of_opening(read),
        }
    }

    /// The same, which waits for what reads it; `false` only where another program holds it.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_when_free(&mut self) -> Result<bool, Problem> {
        if self.opener.job.is_none() && self.go_on_opening()? {
            return Ok(true);
        }
        let job = self.opener.job.take();
        let read = job.and_then(|job| job.wait(Duration::MAX));
        let opened = read.map_or(Ok(false), |read| self.came_of_opening(read))?;
        if opened {
            self.take_what_was_typed();
        }
        Ok(opened)
    }

    /// Takes what was typed while the register was opened: it was meant for that.
    pub fn take_what_was_typed(&mut self) {
        for input in std::mem::take(&mut self.opener.held) {
            self.input(&input);
        }
    }

    fn came_of_opening(&mut self, read: Result<ReadToShow, Problem>) -> Result<bool, Problem> {
        let read = match read {
            Err(problem) if problem.key == "store_locked" => {
                self.opener.is_held_by_another = true;
                self.opener.may_be_left = true;
                return Ok(false);
            }
            read => read?,
        };
        let surroundings = self.setting.surroundings.clone();
        self.opened(Some(Session::of_read(read.read, surroundings)));
        let (today, version) = (read.today, self.version);
        let learned = self.register().changes.is_some();
        self.agenda.know(version, today, learned, read.due);
        let mut counts = read.counts;
        counts.are_of(version, today);
        if let Some(tabs) = self.tabs() {
            tabs.know(version, counts, read.disposals);
        }
        Ok(true)
    }

    /// Begins to read the register in a thread of its own.
    fn begin_opening(&self) -> Result<Job<ReadToShow>, Problem> {
        let (path, patience) = (self.setting.path.clone(), self.patience());
        let (law, today) = (
            Arc::clone(&self.setting.lexicon.law),
            self.setting.lexicon.today,
        );
        let leads = self.setting.leads;
        let wake = self.work.wake.clone();
        let read = move |_: &Monitor| {
            let read = Session::read(&path, patience)?;
            let due = agenda(read.register(), &law, today, &leads);
            let counts = ActivityCounts::of_register(read.register(), &law, today);
            let disposals = ListedDisposals::of(read.register(), Stretch::default(), today);
            Ok(ReadToShow {
                read,
                today,
                due,
                counts,
                disposals,
            })
        };
        Job::begin(read, move || wake.call())
    }

    /// Notes that the register takes long to open: from then on a way out of it is offered.
    pub fn offer_to_leave_opening(&mut self) {
        self.opener.may_be_left = true;
    }

    /// Takes an input while the register is opened: `Esc` and `q` end that and the program.
    pub(super) fn hold_up(&mut self, input: &Input) {
        if let Input::Key(key) = input {
            let everywhere = self
                .setting
                .keymap
                .command(CommandContext::Everywhere, Key::of(*key));
            let ends = matches!(key.code, KeyCode::Esc | KeyCode::Char('q'));
            let ends = ends && self.opener.may_be_left;
            if ends || everywhere == Some(Command::QuitNow) {
                return self.leave();
            }
        }
        self.opener.held.push(input.clone());
    }

    /// Notes what is to be told of the register that was just opened.
    pub(super) fn note_opening(&mut self, notes: Vec<String>, back: &[Problem]) {
        self.notices.clear();
        if !back.is_empty() {
            self.notices
                .push(Announcement::Back(self.what_happened(back)));
        }
        // Who only reads is asked nothing that would be written.
        if !self.scene().is_only_read() {
            self.notices
                .extend([Announcement::Copy, Announcement::Drafts(Offer::Opened)]);
        }
        let stale = self.stale_copies();
        if !stale.is_empty() {
            self.notices.push(Announcement::Stale(stale));
        }
        if !notes.is_empty() {
            self.notices.push(Announcement::Notes(notes));
        }
        self.notices.sort();
    }

    /// What happened to a file, without what a command line would do about it: the screen offers that itself.
    fn what_happened(&self, problems: &[Problem]) -> String {
        let words = &self.setting.lexicon.words;
        let told = problems.iter().map(|problem| words.message(problem).text);
        let mut told: Vec<String> = told.collect();
        if problems
            .iter()
            .all(|problem| !problem.key.ends_with("_copy"))
        {
            told.push(words.get("back.no_copy").to_owned());
        }
        told.join("\n")
    }

    /// Tells the next thing, where nothing is in front of the lists.
    pub(super) fn tell_next(&mut self) {
        // What somebody waits for is shown first.
        while !self.is_asked_and_awaited()
            && self.layers.len() == 1
            && matches!(self.layers.first(), Some((Layer::Tabs(_), _)))
            && !self.notices.is_empty()
        {
            match self.notices.remove(0) {
                Announcement::Back(told) => self.ask_of_back(&told),
                Announcement::Copy => self.ask_of_copy(),
                Announcement::Stale(copies) => self.ask_of_stale(&copies),
                Announcement::Notes(notes) => self.tell_long("app.warnings", &notes.join("\n\n")),
                Announcement::Drafts(offer) => self.offer_drafts(offer),
            }
        }
    }

    /// Tells that the open file went back, and asks what is to be done about it.
    pub(super) fn back_while_open(&mut self, told: &[Problem], line: &str) {
        let text = if told.is_empty() {
            line.to_owned()
        } else {
            self.what_happened(told)
        };
        self.ask_of_back(&text);
    }

    /// Whether the lists are in front, or nothing but one question over them: a form that is open is not torn away.
    fn is_free(&self) -> bool {
        self.layers.len() == 1
    }

    fn ask_of_back(&mut self, told: &str) {
        let reads = self.scene().is_only_read();
        let here = self.register().mark.number;
        let found = self.copies_here();
        let other = |path: &PathBuf| copies::latest_in(path).is_some_and(|number| number != here);
        let title = self.word("back.title");
        let mut ask = Ask::new(&title, told, &self.word("back.go_on"));
        // Who only reads leaves no trace, and so accepts nothing.
        if !reads {
            ask = ask.or(Reply::Proceed, &self.word("back.accept"));
        }
        if found.iter().any(other) {
            ask = ask.or(Reply::Compare, &self.word("back.compare"));
        }
        if self.is_free() && !reads {
            ask = ask.or(Reply::Copies, &self.word("back.copies"));
        }
        let ask = ask.or(Reply::Quit, &self.word("back.quit"));
        self.push(Layer::Ask(ask), Pending::Back(told.to_owned()));
    }

    /// Goes on with what was answered to that.
    pub(super) fn back_answered(&mut self, told: String, answer: &Closed) {
        match answer {
            Closed::Chosen(Reply::Proceed) => self.accept(),
            Closed::Chosen(Reply::Compare) => {
                self.again(told);
                self.show_difference();
            }
            Closed::Chosen(Reply::Copies) => {
                self.again(told);
                self.pick_copy();
            }
            Closed::Chosen(Reply::Quit) => self.ask_to_quit(),
            // Left open: it is told once more at the next opening.
            _ => {}
        }
    }

    /// Asks once more when what is shown now is closed.
    fn again(&mut self, told: String) {
        if self.is_free() {
            self.notices.insert(0, Announcement::Back(told));
        }
    }

    /// The copies of the register at this place, the newest first.
    pub(super) fn copies_here(&self) -> Vec<PathBuf> {
        let Some(session) = &self.session else {
            return Vec::new();
        };
        let kept = self.setting.copies.as_ref();
        let mut found = kept.map_or_else(Vec::new, |kept| {
            copies::of_register(&kept.directory, session.path())
        });
        let beside = session.kept_copies(None, None).own;
        found.extend(beside.into_iter().rev());
        found
    }

    /// What is different between the register and the copy that knows most of it: the newest.
    fn show_difference(&mut self) {
        let here = self.register().mark.number;
        let found = self.copies_here();
        let later = |path: &&PathBuf| copies::latest_in(path).is_some_and(|number| number > here);
        let Some(copy) = found.iter().find(later).or(found.first()) else {
            return;
        };
        let purpose = if self.setting.read_only {
            Purpose::Auditing
        } else {
            Purpose::Reading
        };
        let file = copy.display().to_string();
        self.look_at_copy(copy.clone(), purpose, move |app, looked| match looked {
            Ok(plan) => {
                let head = app.fill("back.compared", &[("copy", &file)]);
                let text = report::restoring(&app.setting.lexicon.words, &plan);
                let text = format!("{head}\n\n{}", text.replace('\n', "\n\n"));
                app.read(Reader::plain(&app.word("back.compare"), text));
            }
            Err(problem) => app.show_problem(&problem),
        });
    }

    /// Shows the copies of the register, to take one back; another file can be typed.
    pub(super) fn pick_copy(&mut self) {
        let found = self.copies_here();
        if found.is_empty() {
            return self.ask_restore(None);
        }
        let choices = found.iter().map(|path| {
            let file = path.file_name().unwrap_or_default().to_string_lossy();
            // A daily copy is known by its day; the file's own name says little.
            let day = copies::day_of(path);
            let name = day.map_or(file.clone().into_owned(), |day| {
                self.setting.lexicon.words.day(day)
            });
            let seen = copies::latest_in(path);
            let number = seen.map_or_else(String::new, |number| number.to_string());
            let detail = self.fill("back.copy", &[("number", &number)]);
            let file = path.display().to_string();
            PickChoice::new(&file, &name, &detail, "").at(&self.below_home(path))
        });
        let register = self.register().about.title.clone().unwrap_or_default();
        let about = format!("{register}\n{}", self.word("path.restore.text"));
        let pick = Pick::new(&self.word("back.which"), choices.collect());
        let pick = pick
            .about(about.trim())
            .or_own()
            .or_new(self.word("back.other_file"));
        self.push(Layer::Pick(pick), Pending::Copies);
    }

    /// Looks at the copy that was picked.
    pub(super) fn copy_picked(&mut self, picked: &[Picked]) {
        match picked.last() {
            Some(Picked::Choice(path) | Picked::Own(path)) => self.look_at_restore(path),
            Some(_) => self.ask_restore(None),
            None => {}
        }
    }
}
