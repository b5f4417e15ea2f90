//! Which register, which version: what went back, which identity a file has, prints held against its journal, and
//! registers that are only read.

use std::path::Path;

use super::{App, PATIENCE, Tone};
use crate::domain::problem::Problem;
use crate::session::against::PrintedState;
use crate::session::copies::Copies;
use crate::session::seen::Memory;
use crate::session::{LookedFile, Refreshed, Session, report};
use crate::tui::command::CommandContext;
use crate::tui::job::JobKind;
use crate::tui::layer::Layer;
use crate::tui::overlay::ask::Ask;
use crate::tui::overlay::prompt::Prompt;
use crate::tui::request::{Pending, Reply, Request};

impl App {
    /// Lets registers be read alone: nothing is kept outside them either.
    pub fn read_only(&mut self) {
        self.setting.read_only = true;
        self.setting.copies = None;
        self.setting.rescue = None;
    }

    /// Opens a register, to write it or to read it alone.
    pub(super) fn open_session(&self, path: &Path) -> Result<Session, Problem> {
        let surroundings = self.setting.surroundings.clone();
        if self.setting.read_only {
            Session::audit(path, surroundings)
        } else {
            Session::open_patiently(path, PATIENCE, surroundings)
        }
    }

    /// Why something that makes or changes a register cannot be done; `None` where it can.
    fn refusal(&self, request: &Request) -> Option<Problem> {
        let makes = match request {
            Request::Welcome(choice) => *choice <= 2,
            Request::Command(command) => command.makes(),
            _ => false,
        };
        if makes {
            return self
                .setting
                .read_only
                .then(|| Problem::cannot("read_only_asked"));
        }
        let writes = match request {
            Request::SaveForm
            | Request::SaveBecause
            | Request::RefuseEdit
            | Request::Redact(..)
            | Request::NewRecord
            | Request::Duplicate(_)
            | Request::Remove(_)
            | Request::Waive(_) => true,
            Request::Command(command) => command.writes(CommandContext::Tabs),
            _ => false,
        };
        if writes && self.past().is_some() {
            let day = self.setting.lexicon.today;
            return Some(Problem::cannot("day_past").with("day", day));
        }
        let store = self.session.as_ref().map(Session::journal);
        store.filter(|_| writes)?.read_only_reason().cloned()
    }

    /// Says why something cannot be done where the register is only read; `true` where it does.
    pub(super) fn refuses(&mut self, request: &Request) -> bool {
        let refusal = self.refusal(request);
        if let Some(problem) = &refusal {
            self.show_problem(problem);
        }
        refusal.is_some()
    }

    /// Keeps the daily copies of registers in a directory.
    pub fn keep_copies_in(&mut self, directory: std::path::PathBuf) {
        self.setting.copies = Some(Copies {
            directory,
            keep: 14,
            weekly: 8,
        });
    }

    /// Tells something when the register is opened.
    pub fn warn(&mut self, warning: &str) {
        self.setting.warnings.push(warning.to_owned());
    }

    /// Remembers in this place what is seen of registers.
    pub fn remember_in(&mut self, memory: Option<Memory>) {
        self.setting.memory = memory;
        // What is open was not remembered there yet.
        self.remembered = 0;
        self.remembered_open = None;
    }

    /// What is to be told of a register that was opened: whether it went back, or is a copy of another.
    pub(super) fn look_back(&self, session: &Session) -> Vec<Problem> {
        let memory = self.setting.memory.iter();
        memory
            .flat_map(|memory| session.look_back(memory))
            .collect()
    }

    /// Takes the open register as it stands: what was amiss with it was told.
    pub(super) fn accept(&mut self) {
        if let Some((memory, session)) = self.setting.memory.as_ref().zip(self.session.as_ref()) {
            session.accept(memory);
        }
    }

    /// Remembers how far the open register has come. A look does it, and the end.
    pub fn remember(&mut self) {
        let Some((memory, session)) = self.setting.memory.as_ref().zip(self.session.as_ref())
        else {
            return;
        };
        let number = session.register().mark.number;
        if self.remembered != number {
            self.remembered = number;
            session.remember(memory);
        }
        // What is told of the day it is, of all records: nothing else is how the register stands.
        let checked = self.findings.as_ref().filter(|findings| {
            let today = (self.setting.surroundings.clock)().date_naive();
            findings.left() == 0 && findings.day() == today && self.past().is_none()
        });
        let open = checked.map(|findings| {
            let [errors, warnings, ..] = findings.tally().open;
            (number, errors, warnings)
        });
        if let Some((_, errors, warnings)) = open
            && self.remembered_open != open
        {
            self.remembered_open = open;
            session.remember_open(memory, (errors, warnings));
        }
    }

    /// Looks whether the file is another than it was; `true` where something has to be drawn. What takes long to read is
    /// read beside the keys.
    pub(super) fn look_at_file(&mut self) -> bool {
        let Some(session) = &mut self.session else {
            return false;
        };
        match session.look() {
            Ok(LookedFile::Read(refreshed)) => {
                let drawn = self.came_of_look(Ok(refreshed));
                drawn | self.tell_untold()
            }
            Ok(LookedFile::Reread) => {
                // What was asked for comes first: the next look tries again.
                if self
                    .work
                    .running
                    .as_ref()
                    .is_none_or(|it| !it.kind.declared().asked)
                {
                    self.reread();
                }
                false
            }
            Err(problem) => self.came_of_look(Err(problem)),
        }
    }

    /// Reads the register anew beside the keys, where that is not being done.
    fn reread(&mut self) {
        let running = self.work.running.as_ref();
        if running.is_some_and(|it| it.kind == JobKind::Reload) {
            return;
        }
        let Some(session) = &self.session else { return };
        let beside = session.beside();
        self.begin_job(
            JobKind::Reload,
            move |monitor| beside.reread(monitor),
            |app, reread| {
                let taken = reread.and_then(|reread| match &mut app.session {
                    Some(session) => session.take_reread(reread),
                    None => Ok(Refreshed::Same),
                });
                app.came_of_look(taken);
            },
        );
    }

    fn came_of_look(&mut self, refreshed: Result<Refreshed, Problem>) -> bool {
        if let Ok(refreshed) = &refreshed {
            self.miss_drafts(Some(*refreshed));
        }
        let (text, tone) = match refreshed {
            Ok(Refreshed::Same) => return false,
            Ok(Refreshed::Newer) => (self.word("app.changed_outside"), Tone::Good),
            Ok(Refreshed::Back { from, to }) => {
                let (from, to) = (from.to_string(), to.to_string());
                let text = self.fill("app.went_back", &[("from", &from), ("to", &to)]);
                (text, Tone::Bad)
            }
            Ok(Refreshed::Parted { from }) => {
                let text = self.fill("app.parted", &[("from", &from.to_string())]);
                (text, Tone::Bad)
            }
            Err(problem) if problem.key == "store_locked" => {
                let typed = |(layer, _): &(Layer, _)| matches!(layer, Layer::Form(form) if form.is_edited());
                let key = if self.layers.iter().any(typed) {
                    "app.busy"
                } else {
                    "app.busy_idle"
                };
                let text = self.word(key);
                self.tell_also(&text, Tone::Bad);
                return true;
            }
            Err(problem) => {
                let text = self.words_of(&problem);
                self.tell_also(text.lines().next().unwrap_or_default(), Tone::Bad);
                return true;
            }
        };
        let followed = self.session.as_mut().and_then(Session::take_followed);
        self.changed(followed.as_deref());
        let text = self.follow_redactions().unwrap_or(text);
        if tone == Tone::Bad {
            // The line below is soon gone: what happened is told in full when nobody is typing.
            let told = self.session.as_ref().map(|session| self.look_back(session));
            self.untold = Some((told.unwrap_or_default(), text.clone()));
        }
        self.tell_also(&text, tone);
        true
    }

    /// Tells in full what waited until nobody was typing.
    fn tell_untold(&mut self) -> bool {
        let idle = self
            .layers
            .last()
            .is_some_and(|(layer, _)| layer.context().is_some());
        let Some((told, line)) = self.untold.take_if(|_| idle) else {
            return false;
        };
        self.back_while_open(&told, &line);
        true
    }

    /// Which register this is and where it was seen; offers it an identity of its own.
    pub(super) fn show_identity(&mut self) {
        let Some(session) = &self.session else { return };
        let places = match (&self.setting.memory, session.identity()) {
            (Some(memory), Some(id)) => memory.places_of(id),
            _ => Vec::new(),
        };
        let earlier = match session.earlier_identities() {
            Ok(earlier) => earlier,
            Err(problem) => return self.show_problem(&problem),
        };
        let text = report::identity(&self.setting.lexicon.words, session, &earlier, &places);
        self.ask_identity("identity.title", &text);
    }

    /// Asks whether a copy is to have an identity of its own, where nobody has said so yet.
    pub(super) fn ask_of_copy(&mut self) {
        let Some((memory, session)) = self.setting.memory.as_ref().zip(self.session.as_ref())
        else {
            return;
        };
        let Some(other) = session.undecided_copy(memory) else {
            return;
        };
        let file = session.path().display().to_string();
        let other = other.display().to_string();
        let text = self.fill("identity.copy_text", &[("file", &file), ("other", &other)]);
        self.ask_identity("identity.copy_title", &text);
    }

    fn ask_identity(&mut self, title: &str, text: &str) {
        let mut ask = Ask::new(&self.word(title), text, &self.word("identity.close"));
        if !self.scene().is_only_read() {
            ask = ask.or(Reply::Proceed, &self.word("identity.new"));
        }
        self.push(Layer::Ask(ask), Pending::Identity);
    }

    /// Gives the register an identity of its own, or leaves it as it is.
    pub(super) fn identity_answered(&mut self, reply: &Reply) {
        if *reply == Reply::Proceed {
            let label = self.label(&self.word("label.identity"));
            let before = self.register().mark.number;
            let Some(session) = &mut self.session else {
                return;
            };
            let taken = session.take_identity(label);
            self.wrote(before, taken.as_ref().ok());
            if let Err(problem) = taken {
                return self.show_problem(&problem);
            }
            let id = self.session.as_ref().and_then(Session::identity);
            let text = self.fill("identity.done", &[("id", id.unwrap_or_default())]);
            self.tell(text, Tone::Good);
        }
        self.accept();
    }

    /// Asks for a print to hold against the journal.
    pub(super) fn ask_against(&mut self, retry: Option<(String, String)>) {
        let typed = retry.as_ref().map_or("", |(typed, _)| typed.as_str());
        let entries = vec![self.path_entry("against.entry", typed).that_is_read()];
        let mut prompt = Prompt::new(
            &self.word("against.title"),
            &self.word("against.text"),
            entries,
        );
        prompt.problem = retry.map(|(_, problem)| problem);
        self.push(Layer::Prompt(prompt), Pending::Against);
    }

    /// Says whether the register once said what stands on a print; the whole file is checked too, without which the
    /// answer would rest on what the file says of itself.
    pub(super) fn hold_against(&mut self, typed: &str) {
        let path = self.absolute(typed);
        let typed = typed.to_owned();
        let lexicon = self.setting.lexicon.clone();
        let asked = typed.clone();
        self.begin_session_job(
            JobKind::Print,
            move |session, _| {
                let print = PrintedState::from_typed(&asked, &|_| path.clone())?;
                let answer = session.against(&print)?;
                Ok(report::against(&lexicon.words, &answer))
            },
            move |app, answered| match answered {
                Ok((answer, _)) => app.check_file(JobKind::Against, Some(answer)),
                Err(problem) => {
                    app.show_result(JobKind::Print, move |app| {
                        let problem = app.words_of(&problem);
                        app.ask_against(Some((typed, problem)));
                    });
                }
            },
        );
    }
}
