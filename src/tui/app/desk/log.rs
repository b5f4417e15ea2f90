//! The stretch of the disposal log that is shown, and the documents of what views show: agenda, log, findings, history.

use chrono::NaiveDate;

use crate::domain::date::PartialDate;
use crate::domain::problem::Problem;
use crate::domain::register::Register;
use crate::due::DueItem;
use crate::exchange::agenda::Agenda;
use crate::exchange::disposal::{Log, Stretch};
use crate::exchange::findings::FindingsDocument;
use crate::exchange::format::{DocumentKind, Format, printed};
use crate::labels::Lexicon;
use crate::rules::Finding;
use crate::session::journal_documents::JournalDocument;
use crate::session::output;
use crate::store::ChangeSet;
use crate::tui::app::App;
use crate::tui::app::desk::Retry;
use crate::tui::app::work::DocumentJob;
use crate::tui::layer::Layer;
use crate::tui::overlay::prompt::{Prompt, PromptEntry};
use crate::tui::request::{Deed, Pending, View};

impl App {
    /// Asks which stretch of the disposal log is shown.
    pub(in crate::tui) fn ask_period(&mut self, retry: Option<Retry>) {
        let today = self.setting.lexicon.today;
        let stretch = self.tabs().map(|tabs| tabs.disposals.stretch);
        let shown = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        let now = stretch.map_or([String::new(), String::new()], |stretch| {
            [shown(stretch.from), shown(stretch.to)]
        });
        let typed = |at: usize| {
            let typed = retry
                .as_ref()
                .and_then(|(typed, ..)| typed.get(at).cloned());
            typed.unwrap_or_else(|| now[at].clone())
        };
        let entries = vec![
            PromptEntry::date(&self.word("desk.from"), &typed(0), today),
            PromptEntry::date(&self.word("desk.to"), &typed(1), today),
        ];
        let title = self.word("command.period.title");
        let mut prompt = Prompt::new(&title, &self.word("desk.period"), entries);
        if let Some((_, entry, problem)) = retry {
            prompt = prompt.with_fault(entry, problem);
        }
        self.push(Layer::Prompt(prompt), Pending::Desk(Deed::Period));
    }

    pub(super) fn show_period(&mut self, typed: Vec<String>) {
        let today = self.setting.lexicon.today;
        let read = |at: usize| match typed.get(at).map_or("", |typed| typed.trim()) {
            "" => Ok(None),
            typed => PartialDate::from_typed(typed, today)
                .map(Some)
                .map_err(|problem| (at, problem)),
        };
        let read = read(0).and_then(|from| Ok((from, read(1)?)));
        let read = read.and_then(|(from, to)| {
            let (from, to) = (
                from.map(PartialDate::first_day),
                to.map(PartialDate::last_day),
            );
            match (from, to) {
                (Some(first), Some(last)) if last < first => {
                    let problem = Problem::usage("days_reversed");
                    Err((1, problem.with("from", first).with("to", last)))
                }
                _ => Ok((from, to)),
            }
        });
        match read {
            Ok((from, to)) => {
                if let Some(tabs) = self.tabs() {
                    tabs.disposals.stretch.from = from;
                    tabs.disposals.stretch.to = to;
                    tabs.go_to_view(View::Disposals);
                }
            }
            Err((at, problem)) => {
                let told = self.words_of(&problem);
                self.ask_period(Some((typed, Some(at), told)));
            }
        }
    }

    /// What the document of a view is: its kind, the word for its file, and the title and text of its dialog.
    const fn document_of(view: View) -> (DocumentKind, [&'static str; 3]) {
        match view {
            View::Due => (
                DocumentKind::Due,
                ["desk.file_due", "desk.export_due", "desk.export_due_text"],
            ),
            View::Findings => (
                DocumentKind::Findings,
                [
                    "desk.file_findings",
                    "desk.export_findings",
                    "desk.export_findings_text",
                ],
            ),
            View::History => (
                DocumentKind::History,
                [
                    "desk.file_history",
                    "desk.export_history",
                    "desk.export_history_text",
                ],
            ),
            _ => (
                DocumentKind::Disposals,
                [
                    "desk.file_disposals",
                    "desk.export_disposals",
                    "desk.export_disposals_text",
                ],
            ),
        }
    }

    /// Asks where the agenda, the disposal log, the findings or the history is written.
    pub(super) fn ask_desk_export(&mut self, view: View, retry: Option<Retry>) {
        let (document, [name, title, text]) = Self::document_of(view);
        let formats = self.format_choices(document);
        let name = self.word(name);
        let path = self.proposed(&format!("{name}-{}", self.setting.lexicon.today));
        let typed = |at: usize, first: &str| {
            let typed = retry
                .as_ref()
                .and_then(|(typed, ..)| typed.get(at).cloned());
            typed.unwrap_or_else(|| first.to_owned())
        };
        let entries = vec![
            PromptEntry::choice(
                &self.word("export_dialog.format"),
                formats,
                &typed(0, Format::Markdown.code()),
            ),
            self.path_entry("export_dialog.file", &typed(1, &path)),
        ];
        let (title, text) = (self.word(title), self.word(text));
        let narrowed = self.tabs().and_then(|tabs| tabs.narrowed_from(view));
        let text = match narrowed {
            Some(all) => {
                let all = self.fill("desk.export_all", &[("n", &all.to_string())]);
                format!("{text}\n{all}")
            }
            None => text,
        };
        let mut prompt = Prompt::new(&title, &text, entries);
        if let Some((_, entry, problem)) = retry {
            prompt = prompt.with_fault(entry, problem);
        }
        self.push(Layer::Prompt(prompt), Pending::Desk(Deed::Export(view)));
    }

    /// The formats that a document can be written in, each with what it is called.
    pub(in crate::tui) fn format_choices(&self, document: DocumentKind) -> Vec<(String, String)> {
        let choice = |format: Format| (format.code().to_owned(), self.word(&format.label()));
        document.offered().into_iter().map(choice).collect()
    }

    /// The document of a view as it is shown.
    fn desk_document(&mut self, view: View) -> ViewDocument {
        self.on_layers(|layers, scene| match layers.first_mut() {
            Some((Layer::Tabs(tabs), _)) if view == View::Due => {
                ViewDocument::Due(tabs.due_items(scene).to_vec())
            }
            Some((Layer::Tabs(tabs), _)) if view == View::Findings => {
                ViewDocument::Findings(tabs.findings_listed(scene))
            }
            Some((Layer::Tabs(tabs), _)) if view == View::History => {
                ViewDocument::History(tabs.sets_listed(scene))
            }
            Some((Layer::Tabs(tabs), _)) => ViewDocument::Disposals(tabs.disposals.asked(scene)),
            _ => ViewDocument::History(Vec::new()),
        })
    }

    pub(super) fn desk_export(&mut self, view: View, typed: Vec<String>, force: bool) {
        let format = typed.first().and_then(|code| Format::from_code(code));
        let format = format.unwrap_or_else(|| Self::document_of(view).0.usual());
        let shown = self.desk_document(view);
        let name = self.word(Self::document_of(view).1[0]);
        let name = format!("{name}-{}", self.setting.lexicon.today);
        let document = DocumentJob {
            path: self.to_write(typed.get(1).map_or("", String::as_str), &name, format),
            force,
            over: Pending::Desk(Deed::ExportOver(view, typed.clone())),
        };
        let register = self.shared_register();
        let lexicon = self.setting.lexicon.clone();
        let asked = self.setting.language_asked;
        self.begin_document(
            document,
            move |path, guard, monitor| {
                let of_document = lexicon.of_document(&register, asked);
                let lexicon = of_document.as_ref().unwrap_or(&lexicon);
                let bytes = shown.printed(&register, format, lexicon)?;
                output::write_watched(path, force, guard, monitor, |out| out.write_all(&bytes))?;
                Ok(Vec::new())
            },
            move |app, told| app.ask_desk_export(view, Some((typed, Some(1), told))),
        );
    }
}

/// What a view shows, to be written.
enum ViewDocument {
    /// The agenda.
    Due(Vec<DueItem>),
    /// The findings.
    Findings(Vec<Finding>),
    /// The change sets.
    History(Vec<ChangeSet>),
    /// The disposal log.
    Disposals(Stretch),
}

impl ViewDocument {
    /// Its bytes in a format.
    fn printed(
        &self,
        register: &Register,
        format: Format,
        lexicon: &Lexicon,
    ) -> Result<Vec<u8>, Problem> {
        match self {
            Self::Due(items) => printed(&Agenda { register, items }, format, lexicon, None),
            Self::Findings(found) => {
                let source = FindingsDocument {
                    register,
                    found,
                    whole: false,
                };
                printed(&source, format, lexicon, None)
            }
            Self::History(sets) => printed(&JournalDocument { sets }, format, lexicon, None),
            Self::Disposals(stretch) => {
                let stretch = *stretch;
                printed(&Log { register, stretch }, format, lexicon, None)
            }
        }
    }
}
