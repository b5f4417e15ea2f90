//! Files on the screen: a new register, the sample, another register, import and export.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::library::BEGINNINGS;
use super::work::DocumentJob;
use super::{App, PATIENCE, Tone};
use crate::config::places::expanded;
use crate::domain::codes::{LANGUAGE, is_tag};
use crate::domain::kind::FieldKind;
use crate::domain::language::Language;
use crate::domain::problem::{Problem, ProblemKind};
use crate::domain::progress::Phase;
use crate::exchange::format::Format;
use crate::law::Destination;
use crate::sample;
use crate::session::output::{Guard, Own};
use crate::session::restoring::RestorePlan;
use crate::session::{Founding, Session, Surroundings, copies, output, report, restoring};
use crate::store::Purpose;
use crate::store::files::place::is_taken;
use crate::tui::job::JobKind;
use crate::tui::layer::Layer;
use crate::tui::overlay::ask::Ask;
use crate::tui::overlay::prompt::{Prompt, PromptEntry};
use crate::tui::request::{Pending, Reply};
use crate::tui::screen::welcome::CHOICES;

impl App {
    pub(super) fn welcome(&mut self, choice: usize) {
        match CHOICES.get(choice).copied() {
            Some("new") => self.ask_new(None),
            Some("sample") => self.ask_sample(None),
            Some("import") => self.ask_path("import", Pending::Import, None),
            Some("open") => self.ask_open(),
            _ => self.ask_to_quit(),
        }
    }

    pub(super) fn languages(&self) -> Vec<(String, String)> {
        let words = &self.setting.lexicon.words;
        let label = |code: &str| words.code(&LANGUAGE, code).to_owned();
        let codes = LANGUAGE.codes.iter();
        codes
            .map(|code| ((*code).to_owned(), label(code)))
            .collect()
    }

    /// Asks for a new register; after a try with what was typed, the entry at fault, and what is wrong with it.
    pub(super) fn ask_new(&mut self, retry: Option<(Vec<String>, usize, String)>) {
        let path = self.free_path();
        let typed = retry
            .as_ref()
            .map(|(typed, ..)| typed.clone())
            .unwrap_or_default();
        let value = |at: usize, otherwise: &str| {
            typed
                .get(at)
                .cloned()
                .unwrap_or_else(|| otherwise.to_owned())
        };
        let own = self.setting.lexicon.words.language().code();
        let entries = vec![
            PromptEntry::text(&self.word("new.name"), &value(0, "")),
            self.country_entry(&value(1, &self.country_at_first())),
            self.language_entry(&value(2, own)),
            self.path_entry("new.path", &value(3, &path.display().to_string())),
            PromptEntry::choice(
                &self.word("library.begin_with"),
                BEGINNINGS
                    .iter()
                    .map(|(code, key)| ((*code).to_owned(), self.word(key)))
                    .collect(),
                &value(4, BEGINNINGS[0].0),
            ),
        ];
        let mut prompt = Prompt::new(&self.word("new.title"), &self.word("new.text"), entries);
        if let Some((_, entry, problem)) = retry {
            prompt = prompt.with_fault(Some(entry), problem);
        }
        self.push(Layer::Prompt(prompt), Pending::NewRegister);
    }

    /// The country that is offered first: the system's own, where it names one.
    fn country_at_first(&self) -> String {
        let known = |code: &String| self.setting.lexicon.law.country(code).is_some();
        let own = self.setting.country.clone().filter(known);
        own.unwrap_or_else(|| "SE".to_owned())
    }

    /// A line for a country, by its name; what is typed there is read as on the command line.
    fn country_entry(&self, typed: &str) -> PromptEntry {
        let lexicon = &self.setting.lexicon;
        let countries = lexicon.countries().into_iter();
        // A whole area is nobody's country.
        let countries = countries.filter(|(code, ..)| lexicon.law.country(code).is_some());
        let (choices, known) = countries
            .map(|(code, name, others)| ((code, name), others))
            .unzip();
        PromptEntry::choice(&self.word("new.country"), choices, typed)
            .known_by(known)
            .or_own(typed)
    }

    /// A line for the language of the content: those that the program speaks by their names, any other by its code.
    fn language_entry(&self, typed: &str) -> PromptEntry {
        let lexicon = &self.setting.lexicon;
        let kind = FieldKind::Code(&LANGUAGE);
        let codes = LANGUAGE.codes.iter();
        let choices: Vec<(String, String)> = codes
            .map(|code| ((*code).to_owned(), lexicon.label(&kind, code)))
            .collect();
        let known = choices.iter().map(|(code, _)| code.clone()).collect();
        let told = vec![self.word("new.other_language"); choices.len()];
        PromptEntry::choice(&self.word("new.language"), choices, typed)
            .known_by(known)
            .or_own(typed)
            .telling(told)
    }

    /// Where a new register goes: the file of the setting, unless there is one.
    fn free_path(&self) -> PathBuf {
        if self.setting.path.exists() {
            self.setting.directory.join("register.sqlite")
        } else {
            self.setting.path.clone()
        }
    }

    pub(super) fn new_register(&mut self, typed: Vec<String>) {
        let text = |at: usize| typed.get(at).map_or("", |text| text.trim()).to_owned();
        let (name, country, language, path) = (text(0), text(1), text(2), text(3));
        let beginning = text(4);
        let code = match self.setting.lexicon.law.destination(&country) {
            Some(Destination::Country(known) | Destination::Place(_, known)) => {
                Some(known.code.clone())
            }
            _ => None,
        };
        let other_country = code.is_none() && !country.is_empty();
        let other_language = !language.is_empty() && !is_tag(&language);
        if name.is_empty() || path.is_empty() || other_country || other_language {
            let (entry, key) = if name.is_empty() {
                (0, "new.name_missing")
            } else if path.is_empty() {
                (3, "new.path_missing")
            } else if other_country {
                (1, "new.country_unknown")
            } else {
                (2, "new.language_unknown")
            };
            let text = if entry == 1 { &country } else { &language };
            let problem = self.fill(key, &[("text", text)]);
            return self.ask_new(Some((typed, entry, problem)));
        }
        let shipped = Language::from_code(&language);
        let title = match self.setting.lexicon.title_of_new(&name, shipped) {
            Ok(title) => title,
            Err(problem) => return self.show_problem(&problem),
        };
        let founding = Founding {
            title: Some(title),
            name: Some(name),
            country: code,
            language: Some(language).filter(|language| !language.is_empty()),
            review_interval: self.setting.review_interval,
            label: self.word("label.founding"),
        };
        let path = self.absolute(&path);
        let (file, surroundings) = (path.clone(), self.setting.surroundings.clone());
        self.begin_job(
            JobKind::Make,
            move |_| {
                output::make_directory(&file)?;
                Session::create(&file, &founding, surroundings)
            },
            move |app, made| {
                app.show_in_place(JobKind::Make, move |app| match made {
                    Ok(session) => {
                        app.take_new(session);
                        app.begin_register(&beginning);
                        // A page of its own: `Enter` once more than there are lines opens nothing.
                        let path = path.display().to_string();
                        let text = app.fill("new.done", &[("path", &path)]);
                        let title = app.word("new.done_title");
                        let ask = Ask::new(&title, &text, &app.word("new.go_on"));
                        app.push(Layer::Ask(ask), Pending::Nothing);
                    }
                    Err(problem) => {
                        let problem = app.words_of(&problem);
                        app.ask_new(Some((typed, 3, problem)));
                    }
                });
            },
        );
    }

    pub(super) fn ask_sample(&mut self, problem: Option<String>) {
        let path = self.setting.path.with_file_name("sample.sqlite");
        let entries = vec![self.path_entry("new.path", &path.display().to_string())];
        let mut prompt = Prompt::new(
            &self.word("sample.title"),
            &self.word("sample.text"),
            entries,
        );
        prompt.problem = problem;
        self.push(Layer::Prompt(prompt), Pending::Sample);
    }

    pub(super) fn make_sample(&mut self, typed: &str) {
        let path = self.absolute(typed);
        let language = self.setting.lexicon.words.language();
        let there = path.exists();
        let surroundings = self.setting.surroundings.clone();
        let patience = self.patience();
        self.begin_job(
            JobKind::Make,
            move |monitor| {
                if there {
                    let read = Session::read(&path, patience)?;
                    return Ok(Session::of_read(read, surroundings));
                }
                let made_up = sample::register(1, sample::WRITTEN_ACTIVITIES, language)?;
                output::make_directory(&path)?;
                let made_up = made_up.with_identity(&(surroundings.new_id)());
                monitor.check()?;
                Session::create_sample(&path, made_up, surroundings)
            },
            move |app, opened| {
                app.show_in_place(JobKind::Make, move |app| match opened {
                    Ok(session) if there => app.take(session),
                    Ok(session) => app.take_new(session),
                    Err(problem) => {
                        let problem = app.words_of(&problem);
                        app.ask_sample(Some(problem));
                    }
                });
            },
        );
    }

    /// Asks for a file: `import` or `open`.
    pub(super) fn ask_path(
        &mut self,
        what: &str,
        pending: Pending,
        problem: Option<(String, String)>,
    ) {
        let (typed, problem) = problem.map_or((String::new(), None), |(typed, problem)| {
            (typed, Some(problem))
        });
        let entries = vec![self.path_entry("path.file", &typed).that_is_read()];
        let mut prompt = Prompt::new(
            &self.word(&format!("path.{what}.title")),
            &self.word(&format!("path.{what}.text")),
            entries,
        );
        prompt.problem = problem;
        self.push(Layer::Prompt(prompt), pending);
    }

    pub(super) fn open_register(&mut self, typed: &str) {
        // What is left is told of when another is to be opened.
        self.remember();
        let path = self.absolute(typed);
        let surroundings = self.setting.surroundings.clone();
        let patience = self.patience();
        let is_open = self.session.as_ref().is_some_and(|it| it.is_at(&path));
        let typed = typed.to_owned();
        self.begin_job(
            JobKind::Open,
            move |monitor| {
                // The system lets go of the locks of a process on a file where that is closed: nothing is saved meanwhile.
                let _held = is_open.then(|| monitor.hold());
                let read = Session::read(&path, patience)?;
                Ok(Session::of_read(read, surroundings))
            },
            move |app, opened| {
                app.show_in_place(JobKind::Open, move |app| match opened {
                    Ok(session) => app.take(session),
                    Err(mut problem) => {
                        if problem.key == "store_locked" {
                            // Nobody wanted to save anything.
                            problem.key = "register_held";
                        }
                        let problem = app.words_of(&problem);
                        app.ask_path("open", Pending::OpenRegister, Some((typed, problem)));
                    }
                });
            },
        );
    }

    /// How long a register that is opened waits for another program's lock; nothing where it is only read.
    pub(super) fn patience(&self) -> Option<Duration> {
        (!self.setting.read_only).then_some(PATIENCE)
    }

    /// Writes what would be copied to a file of its own: the next name that is free.
    pub(super) fn copy_to_file(&mut self, text: &str) {
        let stem = self.setting.path.file_stem().unwrap_or_default();
        let stem = stem.to_string_lossy().into_owned();
        let what = self.word("path.excerpt");
        let name = format!("{stem}-{what}-{}", self.setting.lexicon.today);
        let named = |number: usize| match number {
            1 => self.setting.directory.join(format!("{name}.md")),
            _ => self.setting.directory.join(format!("{name}-{number}.md")),
        };
        let free = (1..10_000).map(named).find(|path| !is_taken(path));
        let Some(path) = free else { return };
        let document = DocumentJob {
            path,
            force: false,
            over: Pending::Nothing,
        };
        let text = text.to_owned();
        self.begin_document(
            document,
            move |path, guard, monitor| {
                output::write_watched(path, false, guard, monitor, |out| {
                    out.write_all(text.as_bytes())
                })?;
                Ok(Vec::new())
            },
            |app, told| app.tell_long("app.problem", &told),
        );
    }

    /// Tells what came of writing a file; where there is one already, asks whether to write over it.
    pub(super) fn tell_written(
        &mut self,
        path: &Path,
        written: Result<(), Problem>,
        over: Pending,
    ) -> Result<(), Problem> {
        match written {
            Ok(()) => {
                let path = path.display().to_string();
                let told = self.fill("export_dialog.done", &[("path", &path)]);
                self.tell(told, Tone::Good);
            }
            Err(problem) if problem.key == "output_exists" => {
                let question = self.words_of(&problem);
                let question = question.lines().next().unwrap_or_default();
                let title = self.word("export_dialog.exists");
                let ask = Ask::new(&title, question, &self.word("export_dialog.keep"))
                    .or(Reply::Proceed, &self.word("export_dialog.over"));
                self.push(Layer::Ask(ask), over);
            }
            Err(problem) => return Err(problem),
        }
        Ok(())
    }

    /// A path as it is shown: with `~` for the user's own directory.
    pub(super) fn below_home(&self, path: &Path) -> String {
        let home = self.setting.home.as_deref();
        let within = home.and_then(|home| path.strip_prefix(home).ok());
        within.map_or_else(
            || path.display().to_string(),
            |within| Path::new("~").join(within).display().to_string(),
        )
    }

    /// Asks which copy to take back; the newest of the daily ones is proposed.
    pub(super) fn ask_restore(&mut self, problem: Option<(String, String)>) {
        let (typed, problem) = problem.unzip();
        let typed = typed.unwrap_or_else(|| {
            let copies = self.setting.copies.as_ref();
            let newest = copies.and_then(|it| copies::newest(&it.directory, &self.setting.path));
            let newest = newest.and_then(|copy| copy.to_str().map(str::to_owned));
            newest.unwrap_or_default()
        });
        let entries = vec![self.path_entry("path.file", &typed).that_is_read()];
        let mut prompt = Prompt::new(
            &self.word("path.restore.title"),
            &self.word("path.restore.text"),
            entries,
        );
        prompt.problem = problem;
        self.push(Layer::Prompt(prompt), Pending::Restore);
    }

    /// Shows what taking a copy back would change; nothing is changed yet.
    pub(super) fn look_at_restore(&mut self, typed: &str) {
        let copy = self.absolute(typed);
        let typed = typed.to_owned();
        self.look_at_copy(copy, Purpose::Reading, move |app, looked| match looked {
            Ok(plan) => {
                let mut told = report::restoring(&app.setting.lexicon.words, &plan);
                if !told.is_empty() {
                    told.push_str("\n\n");
                }
                told.push_str(&app.word("restoring.aside"));
                let path = Path::new(&typed);
                let day = copies::day_of(path).map(|day| app.setting.lexicon.words.day(day));
                let file = day.unwrap_or_else(|| app.below_home(path));
                let title = app.fill("restoring.title", &[("file", &file)]);
                let ask = Ask::new(&title, &told, &app.word("restoring.no"))
                    .or(Reply::Proceed, &app.word("restoring.yes"));
                app.push(Layer::Ask(ask), Pending::RestoreSeen(typed));
            }
            Err(problem) => {
                let problem = app.words_of(&problem);
                app.ask_restore(Some((typed, problem)));
            }
        });
    }

    /// Looks what taking a copy back would change, and shows that.
    pub(super) fn look_at_copy(
        &mut self,
        copy: PathBuf,
        purpose: Purpose,
        show: impl FnOnce(&mut Self, Result<RestorePlan, Problem>) + 'static,
    ) {
        let (path, guard) = (self.setting.path.clone(), self.guard());
        let beside = self.session.as_ref().map(Session::beside);
        self.begin_job(
            JobKind::LookAtRestore,
            move |monitor| {
                let _ = monitor.step(Phase::Comparing, 0, 0);
                restoring::look(&copy, &path, &guard, purpose, beside.as_ref(), monitor)
            },
            |app, looked| {
                app.show_result(JobKind::LookAtRestore, move |app| show(app, looked));
            },
        );
    }

    /// Takes a copy back in the place of the register, and opens it.
    pub(super) fn restore(&mut self, typed: &str) {
        if self.refuses_work() {
            return;
        }
        let copy = self.absolute(typed);
        let path = self.setting.path.clone();
        let guard = self.guard();
        // What was to be told of what stands there is told anew of what is opened then.
        self.notices.clear();
        // The file is let go of before another takes its place; what it held is shown until then.
        self.blank = self.shared_register();
        let was_open = self.session.take().is_some();
        let surroundings = self.setting.surroundings.clone();
        let patience = self.patience();
        let now = (surroundings.clock)();
        let again = (path.clone(), surroundings.clone());
        self.begin_job_to_end(
            JobKind::Restore,
            move |monitor| {
                let restored = restoring::restore(&copy, &path, now, &guard, monitor);
                let read = Session::read(&path, patience);
                Ok((restored, read.map(|it| Session::of_read(it, surroundings))))
            },
            move |app, done| match done {
                Ok((restored, opened)) => app.came_of_restore(restored, opened),
                Err(problem) => {
                    let (path, surroundings) = again;
                    app.reopen(path, surroundings, was_open);
                    if problem.kind == ProblemKind::Stopped {
                        app.tell_stopped();
                    } else {
                        app.show_problem(&problem);
                    }
                }
            },
        );
    }

    /// Opens the register again that was let go of.
    fn reopen(&mut self, path: PathBuf, surroundings: Surroundings, was_open: bool) {
        if !was_open {
            return;
        }
        let patience = self.patience();
        self.begin_job(
            JobKind::Reopen,
            move |monitor| {
                let read = Session::read_when_free(&path, patience, monitor)?;
                Ok(Session::of_read(read, surroundings))
            },
            |app, opened| match opened {
                Ok(session) => app.take_in_place(session),
                Err(problem) => app.show_problem(&problem),
            },
        );
    }

    fn came_of_restore(
        &mut self,
        restored: Result<Option<PathBuf>, Problem>,
        opened: Result<Session, Problem>,
    ) {
        match opened {
            // The file went back because somebody asked for it.
            Ok(session) if restored.is_ok() => {
                if let Some(memory) = &self.setting.memory {
                    session.accept(memory);
                }
                self.take_in_place(session);
            }
            Ok(session) => self.take_in_place(session),
            Err(problem) => self.show_problem(&problem),
        }
        match restored {
            Ok(aside) => {
                let aside = aside.map(|aside| aside.display().to_string());
                let told = match &aside {
                    Some(aside) => self.fill("restoring.done_aside", &[("aside", aside)]),
                    None => self.word("restoring.done"),
                };
                self.tell(told, Tone::Good);
            }
            Err(problem) => self.show_problem(&problem),
        }
    }

    /// What is never written over: the program's own files and the open register.
    pub(super) fn guard(&self) -> Guard {
        let open = self.session.as_ref().map(|session| session.path());
        let open = open.unwrap_or(&self.setting.path);
        self.setting.guard.clone().with(Own::Register, open)
    }

    /// A line for the path of a file, under a label by its key: `Tab` goes on with it.
    pub(super) fn path_entry(&self, label: &str, text: &str) -> PromptEntry {
        let seen_from = (self.setting.directory.clone(), self.setting.home.clone());
        PromptEntry::path(&self.word(label), text, seen_from)
    }

    /// The path of what was typed: seen from where the program was started, `~` for the user's own directory.
    pub(super) fn absolute(&self, typed: &str) -> PathBuf {
        let typed = expanded(Path::new(typed.trim()), self.setting.home.as_deref());
        self.setting.directory.join(typed)
    }

    /// The file to write that was typed: in a directory one of that name, and with that ending where it has none.
    pub(super) fn to_write(&self, typed: &str, name: &str, format: Format) -> PathBuf {
        let typed = self.absolute(typed);
        let path = output::within(&typed, || name.into()).into_owned();
        output::with_ending(
            path,
            self.setting.lexicon.today,
            &format!(".{}", format.ending()),
        )
    }

    /// A file where the program was started, as it can be typed: a directory whose name is no text is left out.
    pub(super) fn proposed(&self, name: &str) -> String {
        let path = self.setting.directory.join(name);
        path.to_str().unwrap_or(name).to_owned()
    }
}
