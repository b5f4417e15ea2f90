//! Import on the screen: which file, what becomes of the columns of a sheet, what the import does, and then the import.
//!
//! The file is read, the import is planned and written beside the keys.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{App, Tone};
use crate::domain::problem::Problem;
use crate::domain::progress::{Monitor, Phase};
use crate::domain::register::Register;
use crate::exchange::import::{self, ImportReport, Preference};
use crate::exchange::sheets::SheetRequest;
use crate::labels::Lexicon;
use crate::session::brought::passed_over;
use crate::session::import::ImportOptions;
use crate::session::incoming::{Brought, Opened, OwnOrganisations, is_database, own_mappings};
use crate::session::sheets_asked::{SheetsAsRead, SheetsToRead};
use crate::session::{BesideSession, Founding, Session, output, report};
use crate::tui::job::JobKind;
use crate::tui::layer::Layer;
use crate::tui::overlay::ask::Ask;
use crate::tui::request::{ImportSeen, Pending, Reply};
use crate::tui::screen::mapping::MappingPage;

/// A file that was looked at to import it.
enum LookedImport {
    /// Sheets, whose columns are to be seen first.
    Sheets(Box<SheetsAsRead>, Vec<Problem>),
    /// What a register brings.
    Brings(Box<PlannedImport>),
}

/// What a file brings, and what importing it does.
struct PlannedImport {
    brought: Arc<Brought>,
    report: ImportReport,
    /// The same in words.
    told: String,
}

/// What an import is planned with, in a job.
struct ImportPlanner {
    lexicon: Lexicon,
    /// The open register; nothing where a new one is made by the import.
    beside: Option<BesideSession>,
    /// The organisations of ours.
    ours: OwnOrganisations,
    /// Where the user keeps mappings.
    mappings: Option<PathBuf>,
}

impl ImportPlanner {
    fn look(&self, path: &Path, monitor: &Monitor) -> Result<LookedImport, Problem> {
        let _ = monitor.step(Phase::Source, 0, 0);
        let brought = match &self.beside {
            Some(beside) if is_database(path) => {
                beside.work(monitor, |session| session.brought_by(path))?.0
            }
            _ => {
                let wanted = SheetRequest::default();
                match Opened::read(path, &wanted, &self.lexicon)? {
                    Opened::Sheets(sheets) => {
                        let (own, unread) = own_mappings(self.mappings.as_deref());
                        let sheets = SheetsToRead::new(sheets, own, self.ours.clone());
                        let read = sheets.read_first(&self.lexicon)?;
                        return Ok(LookedImport::Sheets(Box::new(read), unread));
                    }
                    Opened::Register(text) => Brought::Register(text),
                    Opened::Own(own) => Brought::Own(own),
                }
            }
        };
        monitor.check()?;
        self.plan(Arc::new(brought), monitor)
            .map(|plan| LookedImport::Brings(Box::new(plan)))
    }

    fn plan(&self, brought: Arc<Brought>, monitor: &Monitor) -> Result<PlannedImport, Problem> {
        let _ = monitor.step(Phase::Planning, 0, 0);
        let (report, register) = if let Some(beside) = &self.beside {
            let look = |session: &mut Session| {
                brought.with(|it| session.look_at_import(it, ImportOptions::default()))
            };
            let (report, session) = beside.work(monitor, look)?;
            (report, session.shared_register())
        } else {
            let empty = Register::empty();
            let merging = import::Merging {
                today: Some(self.lexicon.today),
                ..import::Merging::default()
            };
            let report = brought.with(|it| import::plan_in_brief(it, &empty, &merging))?;
            (report, Arc::new(empty))
        };
        let mut told = report::import(&self.lexicon, &register, &report);
        // What is not read at all is known before it is confirmed.
        let sheets = brought.sheet_report();
        if let Some(left) = sheets.and_then(|it| passed_over(&self.lexicon.words, it)) {
            told.push('\n');
            told.push_str(&left);
        }
        Ok(PlannedImport {
            brought,
            report,
            told,
        })
    }
}

/// What an import has come to.
enum ImportedSession {
    /// A session beside the open one has written it.
    Beside(Session),
    /// It made the register.
    Made(Session),
}

impl App {
    /// Reads the file: of sheets it shows what becomes of the columns, of a register what an import would do.
    ///
    /// Nothing is written yet.
    pub(super) fn look_at_import(&mut self, typed: &str) {
        let path = self.absolute(typed);
        let planner = self.import_planner();
        let typed = typed.to_owned();
        self.begin_job(
            JobKind::LookAtImport,
            move |monitor| planner.look(&path, monitor),
            move |app, looked| {
                app.show_result(JobKind::LookAtImport, move |app| match looked {
                    Ok(LookedImport::Sheets(read, unread)) => app.map_sheets(*read, &unread),
                    Ok(LookedImport::Brings(plan)) => app.ask_import(*plan, typed),
                    Err(problem) => app.ask_import_again(&typed, &problem),
                });
            },
        );
    }

    fn import_planner(&self) -> ImportPlanner {
        ImportPlanner {
            lexicon: self.setting.lexicon.clone(),
            beside: self.session.as_ref().map(Session::beside),
            ours: OwnOrganisations::of(self.register()),
            mappings: self.setting.mappings.clone(),
        }
    }

    fn ask_import_again(&mut self, typed: &str, problem: &Problem) {
        let problem = self.words_of(problem);
        self.ask_path("import", Pending::Import, Some((typed.to_owned(), problem)));
    }

    /// Shows what becomes of the columns of sheets; mappings of the user's own that cannot be read are told.
    fn map_sheets(&mut self, read: SheetsAsRead, unread: &[Problem]) {
        let page = MappingPage::new(read);
        self.push(Layer::Mapping(Box::new(page)), Pending::Nothing);
        if let Some(problem) = unread.first() {
            let text = self.words_of(problem).replace('\n', " ");
            self.tell(text, Tone::Bad);
        }
    }

    /// Reads the sheets of the mapping page in another way; where they cannot be read so, everything is as it was.
    pub(super) fn read_sheets(&mut self, by: SheetsToRead) {
        let lexicon = self.setting.lexicon.clone();
        self.begin_job(
            JobKind::ReadSheets,
            move |monitor| {
                let _ = monitor.step(Phase::Source, 0, 0);
                by.read(&lexicon)
            },
            |app, read| {
                let mut layers = app.layers.iter_mut().rev();
                let page = layers.find_map(|(layer, _)| match layer {
                    Layer::Mapping(page) => Some(page),
                    _ => None,
                });
                match (page, read) {
                    (Some(page), Ok(read)) => page.take(read),
                    (Some(_), Err(problem)) => {
                        let text = app.words_of(&problem);
                        app.tell(text, Tone::Bad);
                    }
                    // The page was left.
                    (None, _) => {}
                }
            },
        );
    }

    /// Shows what importing the sheets of the page on top does.
    pub(super) fn look_at_mapped(&mut self) {
        let Some((Layer::Mapping(page), _)) = self.layers.last() else {
            return;
        };
        let (brought, name) = page.brought();
        let name = name.to_owned();
        let planner = self.import_planner();
        self.begin_job(
            JobKind::LookAtImport,
            move |monitor| planner.plan(brought, monitor),
            move |app, looked| {
                app.show_result(JobKind::LookAtImport, move |app| match looked {
                    Ok(plan) => app.ask_import(plan, name),
                    Err(problem) => app.show_problem(&problem),
                });
            },
        );
    }

    /// Keeps the mapping of the page on top under a name.
    pub(super) fn keep_mapping(&mut self, name: &str) {
        let text = match self.layers.last() {
            Some((Layer::Mapping(page), _)) => page.to_keep(name.trim(), &self.scene()),
            _ => return,
        };
        let directory = self.setting.mappings.as_deref();
        let kept = output::mapping_file(directory, name.trim()).and_then(|file| {
            output::make_directory(&file)?;
            // One of that name is this one as it was before.
            output::write(&file, &text, true, &self.guard())?;
            Ok(file)
        });
        match kept {
            Ok(file) => {
                if let Some((Layer::Mapping(page), _)) = self.layers.last_mut() {
                    page.kept();
                }
                let file = file.display().to_string();
                let details = [("name", name.trim()), ("file", &file)];
                let told = self.fill("mapping_page.saved", &details);
                self.tell(told, Tone::Good);
            }
            Err(problem) => self.show_problem(&problem),
        }
    }

    /// Asks whether to import, after what that would do.
    fn ask_import(&mut self, planned: PlannedImport, name: String) {
        let report = planned.report;
        let mut told = planned.told;
        for doubt in &report.doubts {
            told.push_str("\n\n");
            told.push_str(&self.words_of(doubt));
        }
        let title = self.fill("import.title", &[("file", &name)]);
        let mut ask = Ask::new(&title, &told, &self.word("import.no"));
        if report.conflicts.is_empty() {
            ask = ask.or(Reply::Proceed, &self.word("import.yes"));
        } else {
            ask = ask
                .or(Reply::Mine, &self.word("import.ours"))
                .or(Reply::Theirs, &self.word("import.theirs"));
        }
        let seen = ImportSeen {
            brought: planned.brought,
            name,
            may_bring_back: !report.may_bring_back.is_empty(),
        };
        self.push(Layer::Ask(ask), Pending::ImportSeen(seen));
    }

    /// Goes on with what was answered after the report of an import was seen.
    pub(super) fn import_answered(&mut self, seen: &ImportSeen, reply: &Reply) {
        let prefer = match reply {
            Reply::Proceed => Preference::Open,
            Reply::Mine => Preference::Ours,
            Reply::Theirs => Preference::Theirs,
            _ => return,
        };
        self.import(seen, prefer);
    }

    /// Imports what was shown; where no register is open, what is imported becomes one.
    fn import(&mut self, seen: &ImportSeen, prefer: Preference) {
        let label = self.fill("cli.label.import", &[("file", &seen.name)]);
        let label = self.label(&label);
        let wanted = ImportOptions {
            prefer,
            bring_back: seen.may_bring_back,
            ..ImportOptions::default()
        };
        let founding = Founding {
            label: self.word("label.founding"),
            ..Founding::default()
        };
        let beside = self.session.as_ref().map(Session::beside);
        let brought = Arc::clone(&seen.brought);
        let (path, surroundings) = self.new_place();
        self.begin_job(
            JobKind::Import,
            move |monitor| {
                let _ = monitor.step(Phase::Planning, 0, 0);
                let Some(beside) = beside else {
                    output::make_directory(&path)?;
                    return brought.with(|document| {
                        let import = (document, label.clone(), wanted);
                        let made = Session::create_by_import(
                            &path,
                            &founding,
                            import,
                            surroundings,
                            monitor,
                        );
                        made.map(|(session, report)| (report, ImportedSession::Made(session)))
                    });
                };
                let import = |session: &mut Session| {
                    brought.with(|document| session.import(document, label.clone(), wanted))
                };
                let ((report, _), session) = beside.work(monitor, import)?;
                Ok((report, ImportedSession::Beside(session)))
            },
            Self::came_of_import,
        );
    }

    /// Where a register is made, and with what.
    fn new_place(&self) -> (PathBuf, crate::session::Surroundings) {
        (self.setting.path.clone(), self.setting.surroundings.clone())
    }

    fn came_of_import(&mut self, done: Result<(ImportReport, ImportedSession), Problem>) {
        let (report, session) = match done {
            Ok(done) => done,
            Err(problem) => {
                return self.show_result(JobKind::Import, move |app| app.show_problem(&problem));
            }
        };
        match session {
            ImportedSession::Made(session) => self.take_new(session),
            ImportedSession::Beside(session) => self.take_over(session),
        }
        // What was imported is in the lists now.
        if matches!(self.layers.last(), Some((Layer::Mapping(_), _))) {
            self.layers.pop();
        }
        let text = self.word("import.done");
        self.tell(text, Tone::Good);
        if !report.doubts.is_empty() {
            self.show_when_idle(move |app| app.tell_of(&report.doubts));
        }
    }
}
