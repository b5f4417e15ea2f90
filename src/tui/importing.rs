//! Import on the screen: which file, what becomes of the columns of a sheet, what the import does, and then the import.

use std::rc::Rc;

use super::app::{App, Tone};
use super::layer::Layer;
use super::overlay::ask::Ask;
use super::request::{ImportSeen, Pending, Reply};
use super::screen::mapping::MappingPage;
use crate::domain::problem::Problem;
use crate::exchange::import::{self, ImportReport, Preference};
use crate::exchange::sheets::SheetRequest;
use crate::session::import::ImportOptions;
use crate::session::incoming::{Brought, Opened, OpenedSheets, is_database, own_mappings};
use crate::session::{Founding, Session, output, report};

impl App {
    /// Reads the file: of sheets it shows what becomes of the columns, of a register what an import would do.
    ///
    /// Nothing is written yet.
    pub(super) fn look_at_import(&mut self, typed: &str) {
        let path = self.absolute(typed);
        let opened = match &self.session {
            Some(session) if is_database(&path) => session.brought_by(&path),
            _ => {
                let wanted = SheetRequest::default();
                match Opened::read(&path, &wanted, &self.setting.lexicon) {
                    Ok(Opened::Sheets(sheets)) => return self.map_sheets(sheets, typed),
                    Ok(Opened::Register(text)) => Ok(Brought::Register(text)),
                    Ok(Opened::Own(own)) => Ok(Brought::Own(own)),
                    Err(problem) => Err(problem),
                }
            }
        };
        let looked = opened.and_then(|brought| self.ask_import(&Rc::new(brought), typed));
        if let Err(problem) = looked {
            self.ask_import_again(typed, &problem);
        }
    }

    fn ask_import_again(&mut self, typed: &str, problem: &Problem) {
        let problem = self.words_of(problem);
        self.ask_path("import", Pending::Import, Some((typed.to_owned(), problem)));
    }

    /// Shows what becomes of the columns of sheets.
    fn map_sheets(&mut self, sheets: OpenedSheets, typed: &str) {
        let (own, unread) = own_mappings(self.setting.mappings.as_deref());
        match MappingPage::new(sheets, own, &self.scene()) {
            Ok(page) => {
                self.push(Layer::Mapping(Box::new(page)), Pending::Nothing);
                if let Some(problem) = unread.first() {
                    let text = self.words_of(problem).replace('\n', " ");
                    self.tell(text, Tone::Bad);
                }
            }
            Err(problem) => self.ask_import_again(typed, &problem),
        }
    }

    /// Shows what importing the sheets of the page on top does.
    pub(super) fn look_at_mapped(&mut self) {
        let Some((Layer::Mapping(page), _)) = self.layers.last() else {
            return;
        };
        let (brought, name) = page.brought();
        let name = name.to_owned();
        if let Err(problem) = self.ask_import(&brought, &name) {
            self.show_problem(&problem);
        }
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

    /// What importing would do.
    fn planned(&self, brought: &Brought) -> Result<ImportReport, Problem> {
        brought.with(|document| {
            if let Some(session) = &self.session {
                return session.look_at_import(document, ImportOptions::default());
            }
            let merging = import::Merging::default();
            import::plan(document, self.register(), &merging).map(|plan| plan.report)
        })
    }

    /// Asks whether to import, after what that would do.
    fn ask_import(&mut self, brought: &Rc<Brought>, name: &str) -> Result<(), Problem> {
        let report = self.planned(brought)?;
        let mut told = report::import(&self.setting.lexicon, self.register(), &report);
        for doubt in &report.doubts {
            told.push_str("\n\n");
            told.push_str(&self.words_of(doubt));
        }
        let title = self.fill("import.title", &[("file", name)]);
        let mut ask = Ask::new(&title, &told, &self.word("import.no"));
        if report.conflicts.is_empty() {
            ask = ask.or(Reply::Proceed, &self.word("import.yes"));
        } else {
            ask = ask
                .or(Reply::Mine, &self.word("import.ours"))
                .or(Reply::Theirs, &self.word("import.theirs"));
        }
        let seen = ImportSeen {
            brought: Rc::clone(brought),
            name: name.to_owned(),
            may_bring_back: !report.may_bring_back.is_empty(),
        };
        self.push(Layer::Ask(ask), Pending::ImportSeen(seen));
        Ok(())
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

    /// Imports what was shown.
    fn import(&mut self, seen: &ImportSeen, prefer: Preference) {
        let label = self.fill("cli.label.import", &[("file", &seen.name)]);
        let label = self.label(&label);
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
        let done = seen.brought.with(|document| {
            let wanted = ImportOptions {
                prefer,
                bring_back: seen.may_bring_back,
                ..ImportOptions::default()
            };
            session.import(document, label, wanted)
        });
        if made {
            self.take_new(session);
        } else {
            self.take(session);
        }
        match done {
            Ok((report, _)) => {
                let text = self.word("import.done");
                self.tell(text, Tone::Good);
                self.tell_of(&report.doubts);
            }
            Err(problem) => self.show_problem(&problem),
        }
    }
}
