//! The dialog of an export: what is written, in which form, for whom, as of which day, and where to.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;

use super::App;
use super::work::DocumentJob;
use crate::domain::codes::{ActivityRole, Choice as _};
use crate::domain::language::Language;
use crate::domain::problem::Problem;
use crate::domain::progress::Monitor;
use crate::domain::register::Register;
use crate::domain::value::Id;
use crate::exchange::document::open_points;
use crate::exchange::format::register::RegisterTable;
use crate::exchange::format::{DocumentKind, Format};
use crate::exchange::selection::{Selection, file_stem};
use crate::labels::Lexicon;
use crate::session::editions::Moment;
use crate::session::exporting::Exporting;
use crate::session::output::Guard;
use crate::session::{BesideSession, Session};
use crate::store::files::place::is_taken;
use crate::tui::export_answers::{ExportAnswers, ExportLine, Scope};
use crate::tui::layer::Layer;
use crate::tui::overlay::prompt::{Prompt, PromptEntry};
use crate::tui::request::Pending;
use crate::words::Words;

/// For whom the screen exports: as the format is meant, or as one of the profiles.
const AUDIENCES: [&str; 4] = ["usual", "full", "authority", "public"];

/// A choice that leaves nothing out.
const ALL: &str = "all";

/// How many names of a file are tried before one that is taken is proposed.
const NAMES: u32 = 1000;

impl App {
    /// Asks what is exported, and where to; with what was answered before where that could not be.
    pub(super) fn ask_export(&mut self, problem: Option<(ExportAnswers, String)>) {
        let scopes = self.scopes();
        let (answers, problem) = problem.unzip();
        let answers = answers.unwrap_or_default();
        let label = |key: &str| self.word(&format!("export_dialog.{key}"));
        let mut text = label("text");
        if let [whole] = scopes.as_slice() {
            text = format!("{text}\n{}: {}.", label("what"), whole.label);
        }
        let (mut lines, mut entries) = self.export_lines(&scopes, &answers);
        let naming = self.naming(scopes);
        let asked: Vec<ExportLine> = lines.clone();
        let follow =
            move |typed: &[String]| naming.proposal(&ExportAnswers::new(&asked, typed.to_owned()));
        let values: Vec<String> = entries.iter().map(PromptEntry::value).collect();
        let file = follow(&values);
        let typed = answers.or(ExportLine::File, &file);
        lines.push(ExportLine::File);
        entries.push(
            self.path_entry("export_dialog.file", typed)
                .following(&file, Box::new(follow)),
        );
        let mut prompt = Prompt::new(&label("title"), &text, entries);
        prompt.problem = problem;
        if lines.contains(&ExportLine::Points) {
            let asked = lines.clone();
            prompt = prompt.with_preview(move |typed, scene| {
                let answers = ExportAnswers::new(&asked, typed.to_owned());
                let told = answers.points_otherwise();
                (
                    told.map_or("", |key| scene.words.get(key)).to_owned(),
                    false,
                )
            });
        }
        self.push(Layer::Prompt(prompt), Pending::Export(lines));
    }

    /// The lines but that of the file: what is written, and how.
    fn export_lines(
        &self,
        scopes: &[Scope],
        answers: &ExportAnswers,
    ) -> (Vec<ExportLine>, Vec<PromptEntry>) {
        let mut lines = Vec::new();
        let mut entries = Vec::new();
        let mut line = |line, entry: PromptEntry| {
            lines.push(line);
            entries.push(entry);
        };
        let label = |key: &str| self.word(&format!("export_dialog.{key}"));
        let choices = |codes: &[&str]| -> Vec<(String, String)> {
            let of = |code: &&str| ((*code).to_owned(), label(code));
            codes.iter().map(of).collect()
        };
        if scopes.len() > 1 {
            let told = scopes.iter().map(|scope| match scope.code.as_str() {
                ALL => label("whole"),
                _ => label("part"),
            });
            let all: Vec<_> = scopes
                .iter()
                .map(|scope| (scope.code.clone(), scope.label.clone()))
                .collect();
            let chosen = answers.or(ExportLine::What, ALL);
            line(
                ExportLine::What,
                PromptEntry::choice(&label("what"), all, chosen).telling(told.collect()),
            );
        }
        let usual = DocumentKind::Register.usual();
        line(
            ExportLine::Format,
            PromptEntry::choice(
                &label("format"),
                self.format_choices(DocumentKind::Register),
                answers.or(ExportLine::Format, usual.code()),
            ),
        );
        line(
            ExportLine::Profile,
            PromptEntry::choice(
                &label("profile"),
                choices(&AUDIENCES),
                answers.or(ExportLine::Profile, AUDIENCES[0]),
            ),
        );
        if let Some(roles) = self.roles() {
            line(
                ExportLine::Role,
                PromptEntry::choice(&label("role"), roles, answers.or(ExportLine::Role, ALL)),
            );
        }
        if let Some(points) = self.points() {
            line(
                ExportLine::Points,
                PromptEntry::choice(
                    &label("points"),
                    points,
                    answers.or(ExportLine::Points, "out"),
                ),
            );
        }
        let today = self.setting.lexicon.today;
        // What is seen is what is written: an edition by its name.
        let shown = self
            .scene()
            .edition
            .map_or_else(|| today.to_string(), str::to_owned);
        line(
            ExportLine::Day,
            PromptEntry::moment(
                &label("day"),
                answers.or(ExportLine::Day, &shown),
                today,
                self.scene().edition_names(),
            ),
        );
        let language = self.export_language();
        line(
            ExportLine::Language,
            PromptEntry::choice(
                &label("language"),
                self.languages(),
                answers.or(ExportLine::Language, language.code()),
            ),
        );
        (lines, entries)
    }

    /// The roles that activities are kept in, where there is a choice.
    fn roles(&self) -> Option<Vec<(String, String)>> {
        let activities = &self.register().activities;
        let kept = |role: ActivityRole| activities.iter().any(|it| it.role == Some(role));
        let roles: Vec<ActivityRole> = ActivityRole::ALL
            .iter()
            .copied()
            .filter(|role| kept(*role))
            .collect();
        (roles.len() > 1).then(|| {
            let words = &self.setting.lexicon.words;
            let label = |code: &str| words.code(&ActivityRole::SET, code).to_owned();
            let every = (ALL.to_owned(), self.word("export_dialog.roles"));
            let each = roles
                .iter()
                .map(|role| (role.code().to_owned(), label(role.code())));
            std::iter::once(every).chain(each).collect()
        })
    }

    /// Whether open points are printed in a document for the authority, where there are any.
    fn points(&self) -> Option<Vec<(String, String)>> {
        let scene = self.scene();
        let findings = scene.findings.filter(|findings| findings.left() == 0)?;
        let open = open_points(findings.all(scene.register));
        let told = |code: &str, key: &str| (code.to_owned(), scene.words.count(key, open));
        (open > 0).then(|| {
            vec![
                told("out", "export_points_out"),
                told("printed", "export_points_printed"),
            ]
        })
    }

    /// The language of a document: the one asked for, else the register's.
    fn export_language(&self) -> Language {
        let asked = self.setting.language_asked;
        let of = asked.or_else(|| self.register().language());
        of.unwrap_or_else(|| self.setting.lexicon.words.language())
    }

    /// What names the file as the other lines are answered.
    fn naming(&self, scopes: Vec<Scope>) -> Naming {
        Naming {
            scopes,
            path: self.setting.path.clone(),
            directory: self.setting.directory.clone(),
            words: Arc::clone(&self.setting.lexicon.words),
            register: self.session.as_ref().map(Session::shared_register),
            today: self.setting.lexicon.today,
        }
    }

    /// What can be exported: the whole register first; only the organisation shown, what is marked, what is shown.
    fn scopes(&mut self) -> Vec<Scope> {
        let mut layers = std::mem::take(&mut self.layers);
        let (marked, shown) = match layers.first_mut() {
            Some((Layer::Tabs(tabs), _)) => tabs.marked_and_shown(&self.scene()),
            _ => (Vec::new(), Vec::new()),
        };
        self.layers = layers;
        let (register, words) = (self.register(), &self.setting.lexicon.words);
        let of = |selection: &Selection| -> Vec<Id> {
            let kept = register.activities.iter();
            kept.filter(|activity| selection.keeps(activity))
                .map(|activity| activity.head.id)
                .collect()
        };
        let activities = |rows: &[Id]| -> Vec<Id> {
            let owners: HashSet<Id> = rows
                .iter()
                .filter_map(|id| Some(register.place(*id)?.owner))
                .collect();
            let all = register.activities.iter().map(|activity| activity.head.id);
            all.filter(|id| owners.contains(id)).collect()
        };
        let all = Selection::default();
        let mut scopes = vec![Scope {
            code: ALL.to_owned(),
            label: match of(&all).len() {
                0 => words.get("export_dialog.no_activities").to_owned(),
                n => words.count("scope_all", n),
            },
            selection: all,
        }];
        if let Some(organisation) = register.organisation(self.organisation) {
            let selection = Selection {
                organisation: Some(organisation.head.id),
                ..Selection::default()
            };
            let n = of(&selection).len().to_string();
            let name = organisation.name.as_deref().unwrap_or_default();
            let reference = &organisation.head.reference;
            let details = [("ref", reference.as_str()), ("name", name), ("n", &n)];
            scopes.push(Scope {
                code: "organisation".to_owned(),
                label: words.fill("export_dialog.only", &details),
                selection,
            });
        }
        for (code, key, rows) in [
            ("marked", "scope_marked", marked),
            ("shown", "scope_shown", shown),
        ] {
            let ids = activities(&rows);
            let told = scopes.iter().any(|scope| of(&scope.selection) == ids);
            if !ids.is_empty() && !told {
                scopes.push(Scope {
                    code: code.to_owned(),
                    label: words.count(key, ids.len()),
                    selection: Selection {
                        activities: ids,
                        ..Selection::default()
                    },
                });
            }
        }
        scopes
    }

    /// Begins to write what was asked for; what cannot be is told in the dialog.
    pub(super) fn export(&mut self, answers: ExportAnswers, force: bool) {
        let scopes = self.scopes();
        let asked = match self.asked_export(&scopes, &answers) {
            Ok(Some(asked)) => asked,
            Ok(None) => return,
            Err(problem) => {
                let told = self.words_of(&problem);
                return self.ask_export(Some((answers, told)));
            }
        };
        let document = DocumentJob {
            path: asked.path.clone(),
            force,
            over: Pending::ExportOver(answers.clone()),
        };
        self.begin_document(
            document,
            move |path, guard, monitor| asked.write(path, force, guard, monitor),
            move |app, told| app.ask_export(Some((answers, told))),
        );
    }

    /// What is written, as which file; nothing where no register is open.
    ///
    /// # Errors
    /// A day that cannot be read.
    fn asked_export(
        &self,
        scopes: &[Scope],
        answers: &ExportAnswers,
    ) -> Result<Option<AskedExport>, Problem> {
        let Some(session) = &self.session else {
            return Ok(None);
        };
        let today = self.setting.lexicon.today;
        let named = session.edition(answers.text(ExportLine::Day).trim());
        let named = named.and_then(|edition| edition.name.clone());
        let moment = match named.map(|name| session.moment(&name)).transpose()? {
            Some(moment) => moment,
            None => Moment {
                day: answers.day(today)?,
                edition: None,
            },
        };
        let present = moment.day == today && moment.edition.is_none() && self.past().is_none();
        let selection = answers.selection(scopes);
        let format = answers.format();
        let language = Language::from_code(answers.text(ExportLine::Language));
        let name = file_stem(
            &self.setting.path,
            &self.setting.lexicon.words,
            session.register(),
            &selection,
            format.usual_profile(),
            moment.day,
        );
        Ok(Some(AskedExport {
            beside: session.beside(),
            register: present.then(|| session.shared_register()),
            path: self.to_write(answers.text(ExportLine::File), &name, format),
            lexicon: self.setting.lexicon.clone(),
            language: language.or(self.setting.language_asked),
            moment,
            selection,
            format,
        }))
    }
}

/// An export that was asked for.
struct AskedExport {
    beside: BesideSession,
    /// The register as it is, where that is what is exported.
    register: Option<Arc<Register>>,
    moment: Moment,
    lexicon: Lexicon,
    language: Option<Language>,
    selection: Selection,
    format: Format,
    path: PathBuf,
}

impl AskedExport {
    /// Writes it, in a job.
    fn write(
        self,
        path: &Path,
        force: bool,
        guard: &Guard,
        monitor: &Monitor,
    ) -> Result<Vec<Problem>, Problem> {
        let day = self.moment.day;
        let register = if let Some(register) = self.register {
            register
        } else {
            let read = |session: &mut Session| session.begun_at(&self.moment);
            Arc::new(self.beside.work(monitor, read)?.0)
        };
        let lexicon = self.lexicon.of_document_on(&register, self.language, day)?;
        let exporting = Exporting {
            lexicon,
            register,
            as_of: day,
            selection: self.selection,
            table: RegisterTable::Usual,
            format: self.format,
            path: path.to_owned(),
            force,
            guard: guard.clone(),
        };
        exporting.check()?;
        exporting.write(monitor)
    }
}

/// What names the file of an export.
struct Naming {
    scopes: Vec<Scope>,
    path: PathBuf,
    directory: PathBuf,
    words: Arc<Words>,
    register: Option<Arc<Register>>,
    today: NaiveDate,
}

impl Naming {
    /// The file that is proposed: the first name that is free.
    fn proposal(&self, answers: &ExportAnswers) -> String {
        let Some(register) = &self.register else {
            return String::new();
        };
        let (format, day) = (answers.format(), answers.day(self.today));
        let stem = file_stem(
            &self.path,
            &self.words,
            register,
            &answers.selection(&self.scopes),
            format.usual_profile(),
            day.unwrap_or(self.today),
        );
        let ending = format.ending();
        let named = |number: u32| match number {
            1 => stem.clone(),
            _ => format!("{stem}-{number}"),
        };
        let is_free = |name: &String| !is_taken(&self.directory.join(format!("{name}.{ending}")));
        let free = (1..NAMES).map(named).find(is_free).unwrap_or(stem.clone());
        let path = self.directory.join(&free);
        path.to_str().map_or(free, str::to_owned)
    }
}
