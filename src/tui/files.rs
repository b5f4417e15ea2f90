//! Files on the screen: a new register, the sample, another register, import and export.

use std::path::{Path, PathBuf};

use super::app::{App, Tone};
use super::layer::{Layer, Pending};
use super::overlay::ask::Ask;
use super::overlay::prompt::{Entry, Prompt};
use super::screen::welcome::CHOICES;
use super::waiting::PATIENCE;
use crate::domain::language::Language;
use crate::domain::problem::Problem;
use crate::exchange::selection::{Profile, Selection};
use crate::exchange::{import, markdown};
use crate::law::Destination;
use crate::sample;
use crate::session::output::{Guard, Own};
use crate::session::{Founding, Session, output, report, restoring};

impl App {
    pub(super) fn welcome(&mut self, choice: usize) {
        match CHOICES.get(choice).copied() {
            Some("new") => self.ask_new(None),
            Some("sample") => self.ask_sample(None),
            Some("import") => self.ask_path("import", Pending::Import, None),
            Some("open") => self.ask_path("open", Pending::OpenRegister, None),
            _ => self.ask_to_quit(),
        }
    }

    fn languages(&self) -> Vec<(String, String)> {
        let label = |language: Language| self.word(&format!("code.language.{}", language.code()));
        Language::ALL
            .into_iter()
            .map(|language| (language.code().to_owned(), label(language)))
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
            Entry::text(&self.word("new.name"), &value(0, "")),
            Entry::proposed(&self.word("new.country"), &value(1, "SE")),
            Entry::choice(&self.word("new.language"), self.languages(), &value(2, own)),
            Entry::text(
                &self.word("new.path"),
                &value(3, &path.display().to_string()),
            ),
        ];
        let mut prompt = Prompt::new(&self.word("new.title"), &self.word("new.text"), entries);
        if let Some((_, entry, problem)) = retry {
            prompt = prompt.with_fault(Some(entry), problem);
        }
        self.push(Layer::Prompt(prompt), Pending::NewRegister);
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
        let code = match self.setting.lexicon.law.destination(&country) {
            Some(Destination::Country(known) | Destination::Place(_, known)) => {
                Some(known.code.clone())
            }
            _ => None,
        };
        if name.is_empty() || path.is_empty() || (code.is_none() && !country.is_empty()) {
            let (entry, key) = if name.is_empty() {
                (0, "new.name_missing")
            } else if path.is_empty() {
                (3, "new.path_missing")
            } else {
                (1, "new.country_unknown")
            };
            let problem = self.fill(key, &[("text", &country)]);
            return self.ask_new(Some((typed, entry, problem)));
        }
        let language = Language::from_code(&language);
        let title = match self.setting.lexicon.title_of_new(&name, language) {
            Ok(title) => title,
            Err(problem) => return self.show_problem(&problem),
        };
        let founding = Founding {
            title: Some(title),
            name: Some(name),
            country: code,
            language,
            review_interval: self.setting.review_interval,
            label: self.word("label.founding"),
        };
        let path = self.absolute(&path);
        let made = output::make_directory(&path)
            .and_then(|()| Session::create(&path, &founding, self.setting.surroundings.clone()));
        match made {
            Ok(session) => {
                self.take_new(session);
                let text = self.fill("new.done", &[("path", &path.display().to_string())]);
                self.tell(text, Tone::Good);
            }
            Err(problem) => {
                let problem = self.words_of(&problem);
                self.ask_new(Some((typed, 3, problem)));
            }
        }
    }

    pub(super) fn ask_sample(&mut self, problem: Option<String>) {
        let path = self.setting.path.with_file_name("sample.sqlite");
        let entries = vec![Entry::text(
            &self.word("new.path"),
            &path.display().to_string(),
        )];
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
        let opened = if there {
            Session::open_patiently(&path, PATIENCE, self.setting.surroundings.clone())
        } else {
            sample::register(1, sample::WRITTEN_ACTIVITIES, language).and_then(|made_up| {
                output::make_directory(&path)?;
                Session::create_sample(&path, made_up, self.setting.surroundings.clone())
            })
        };
        match opened {
            Ok(session) if there => self.take(session),
            Ok(session) => self.take_new(session),
            Err(problem) => {
                let problem = self.words_of(&problem);
                self.ask_sample(Some(problem));
            }
        }
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
        let entries = vec![Entry::text(&self.word("path.file"), &typed)];
        let mut prompt = Prompt::new(
            &self.word(&format!("path.{what}.title")),
            &self.word(&format!("path.{what}.text")),
            entries,
        );
        prompt.problem = problem;
        self.push(Layer::Prompt(prompt), pending);
    }

    pub(super) fn open_register(&mut self, typed: &str) {
        let surroundings = self.setting.surroundings.clone();
        match Session::open_patiently(&self.absolute(typed), PATIENCE, surroundings) {
            Ok(session) => self.take(session),
            Err(problem) => {
                let problem = self.words_of(&problem);
                self.ask_path(
                    "open",
                    Pending::OpenRegister,
                    Some((typed.to_owned(), problem)),
                );
            }
        }
    }

    /// Reads the file and shows what an import would do; nothing is written yet.
    pub(super) fn look_at_import(&mut self, typed: &str) {
        let looked = output::read(&self.absolute(typed)).and_then(|text| {
            let report = import::plan(&import::read(&text)?, self.register())?.report;
            Ok((text, report))
        });
        match looked {
            Ok((text, report)) => {
                let told = report::import(&self.setting.lexicon.words, &report);
                let choices = vec![self.word("import.yes"), self.word("import.no")];
                let ask = Ask::new(
                    &self.fill("import.title", &[("file", typed)]),
                    &told,
                    choices,
                );
                self.push(Layer::Ask(ask), Pending::ImportSeen(text));
            }
            Err(problem) => {
                let problem = self.words_of(&problem);
                self.ask_path("import", Pending::Import, Some((typed.to_owned(), problem)));
            }
        }
    }

    pub(super) fn import(&mut self, text: &str) {
        let label = self.label(&self.word("label.import"));
        let founding = Founding {
            label: self.word("label.founding"),
            ..Founding::default()
        };
        let made = self.session.is_none();
        let opened = match self.session.take() {
            Some(session) => Ok(session),
            // The first page: what is imported becomes the register.
            None => output::make_directory(&self.setting.path).and_then(|()| {
                Session::create(
                    &self.setting.path,
                    &founding,
                    self.setting.surroundings.clone(),
                )
            }),
        };
        let mut session = match opened {
            Ok(session) => session,
            Err(problem) => return self.show_problem(&problem),
        };
        let done = import::read(text).and_then(|document| session.import(&document, label));
        if made {
            self.take_new(session);
        } else {
            self.take(session);
        }
        match done {
            Ok(_) => {
                let text = self.word("import.done");
                self.tell(text, Tone::Good);
            }
            Err(problem) => self.show_problem(&problem),
        }
    }

    pub(super) fn ask_export(&mut self, problem: Option<(Vec<String>, String)>) {
        let typed = problem
            .as_ref()
            .map(|(typed, _)| typed.clone())
            .unwrap_or_default();
        let value = |at: usize, otherwise: &str| {
            typed
                .get(at)
                .cloned()
                .unwrap_or_else(|| otherwise.to_owned())
        };
        let choices = |keys: &[&str]| {
            keys.iter()
                .map(|key| {
                    (
                        (*key).to_owned(),
                        self.word(&format!("export_dialog.{key}")),
                    )
                })
                .collect()
        };
        let stem = self.setting.path.file_stem().map_or_else(
            || "register".to_owned(),
            |stem| stem.to_string_lossy().into_owned(),
        );
        let name = format!("{stem}-{}", self.setting.lexicon.today);
        let path = self.setting.directory.join(name);
        let entries = vec![
            Entry::choice(
                &self.word("export_dialog.format"),
                choices(&["markdown", "json"]),
                &value(0, "markdown"),
            ),
            Entry::choice(
                &self.word("export_dialog.profile"),
                choices(&["authority", "public"]),
                &value(1, "authority"),
            ),
            Entry::text(
                &self.word("export_dialog.file"),
                &value(2, &path.display().to_string()),
            ),
        ];
        let mut prompt = Prompt::new(
            &self.word("export_dialog.title"),
            &self.word("export_dialog.text"),
            entries,
        );
        prompt.problem = problem.map(|(_, problem)| problem);
        self.push(Layer::Prompt(prompt), Pending::Export);
    }

    pub(super) fn export(&mut self, typed: Vec<String>, force: bool) {
        let Some(session) = &self.session else { return };
        let text = |at: usize| typed.get(at).map_or("", String::as_str);
        let json = text(0) == "json";
        let profile = if text(1) == "public" {
            Profile::Public
        } else {
            Profile::Authority
        };
        let selection = Selection {
            organisation: self.organisation,
            profile,
            ..Selection::default()
        };
        let today = self.setting.lexicon.today;
        let document = if json {
            crate::exchange::json::export(session.register(), today, &selection)
        } else {
            let asked = self.setting.language_asked;
            let lexicon = self.setting.lexicon.of_document(session.register(), asked);
            let lexicon = match lexicon {
                Ok(lexicon) => lexicon,
                Err(problem) => return self.show_problem(&problem),
            };
            markdown::document(
                &lexicon,
                session.register(),
                today,
                &selection,
                crate::exchange::MADE_WITH,
            )
        };
        let mut path = self.absolute(text(2));
        if path.extension().is_none() || text(2).ends_with(&today.to_string()) {
            let extension = if json { "json" } else { "md" };
            path.as_mut_os_string().push(format!(".{extension}"));
        }
        let over = Pending::ExportOver(typed.clone());
        if let Err(problem) = self.write_out(&path, &document, force, over) {
            let problem = self.words_of(&problem);
            self.ask_export(Some((typed, problem)));
        }
    }

    /// Writes a document to a file and says so; where there is one already, asks whether to write over it.
    ///
    /// # Errors
    /// What the file system says.
    pub(super) fn write_out(
        &mut self,
        path: &Path,
        document: &str,
        force: bool,
        over: Pending,
    ) -> Result<(), Problem> {
        match output::write(path, document, force, &self.guard()) {
            Ok(()) => {
                let path = path.display().to_string();
                let told = self.fill("export_dialog.done", &[("path", &path)]);
                self.tell(told, Tone::Good);
            }
            Err(problem) if problem.key == "output_exists" => {
                let choices = vec![
                    self.word("export_dialog.keep"),
                    self.word("export_dialog.over"),
                ];
                let question = self.words_of(&problem);
                let question = question.lines().next().unwrap_or_default();
                let ask = Ask::new(&self.word("export_dialog.exists"), question, choices);
                self.push(Layer::Ask(ask), over);
            }
            Err(problem) => return Err(problem),
        }
        Ok(())
    }

    /// Asks which copy to take back; the newest of the daily ones is proposed.
    pub(super) fn ask_restore(&mut self, problem: Option<(String, String)>) {
        let (typed, problem) = problem.unzip();
        let typed = typed.unwrap_or_default();
        let entries = vec![Entry::text(&self.word("path.file"), &typed)];
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
        match restoring::look(&copy, &self.setting.path) {
            Ok(plan) => {
                let mut told = report::restoring(&self.setting.lexicon.words, plan.as_ref());
                if !told.is_empty() {
                    told.push_str("\n\n");
                }
                told.push_str(&self.word("restoring.aside"));
                let choices = vec![self.word("restoring.no"), self.word("restoring.yes")];
                let title = self.fill("restoring.title", &[("file", typed)]);
                let ask = Ask::new(&title, &told, choices);
                let copy = copy.display().to_string();
                self.push(Layer::Ask(ask), Pending::RestoreSeen(copy));
            }
            Err(problem) => {
                let problem = self.words_of(&problem);
                self.ask_restore(Some((typed.to_owned(), problem)));
            }
        }
    }

    /// Takes a copy back in the place of the register, and opens it.
    pub(super) fn restore(&mut self, copy: &str) {
        let path = self.setting.path.clone();
        let guard = self.guard();
        // The file is let go of before another takes its place.
        self.session = None;
        let surroundings = self.setting.surroundings.clone();
        let now = (surroundings.clock)();
        let restored = restoring::restore(Path::new(copy), &path, now, &guard);
        match Session::open(&path, surroundings) {
            // The file went back because somebody asked for it.
            Ok(session) if restored.is_ok() => self.take_new(session),
            Ok(session) => self.take(session),
            Err(problem) => self.show_problem(&problem),
        }
        match restored {
            Ok(restored) => {
                let aside = restored.aside.map(|aside| aside.display().to_string());
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
    fn guard(&self) -> Guard {
        let open = self.session.as_ref().map(|session| session.path());
        let open = open.unwrap_or(&self.setting.path);
        self.setting.guard.clone().with(Own::Register, open)
    }

    fn absolute(&self, typed: &str) -> PathBuf {
        self.setting.directory.join(Path::new(typed.trim()))
    }
}
