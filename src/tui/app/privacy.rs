//! The draft of a privacy notice, from the screen: about the chosen activities, or about all.

use super::App;
use super::work::DocumentJob;
use crate::domain::kind::RecordKind;
use crate::domain::value::Id;
use crate::exchange::format::{DocumentKind, Format, printed};
use crate::exchange::notice::Notice;
use crate::session::output;
use crate::tui::layer::Layer;
use crate::tui::overlay::prompt::{Prompt, PromptEntry};
use crate::tui::request::{Drafting, Pending};

impl App {
    /// Asks for whom a notice is drafted, and where it is written: about the activities that are marked or selected.
    pub(super) fn draft_notice(&mut self) {
        let chosen = self.chosen().into_iter();
        let owners = chosen.filter_map(|id| self.register().place(id).map(|place| place.owner));
        let mut activities: Vec<Id> = Vec::new();
        for owner in owners {
            let kind = self.register().get(owner).map(|record| record.kind());
            if kind == Some(RecordKind::Activity) && !activities.contains(&owner) {
                activities.push(owner);
            }
        }
        self.ask_notice(activities, None);
    }

    fn ask_notice(&mut self, activities: Vec<Id>, retry: Option<(Vec<String>, usize, String)>) {
        let typed = |at: usize, first: &str| {
            let typed = retry
                .as_ref()
                .and_then(|(typed, ..)| typed.get(at).cloned());
            typed.unwrap_or_else(|| first.to_owned())
        };
        let path = self.proposed(&self.notice_name());
        let mut contents = vec![("all".to_owned(), self.word("notice_dialog.all"))];
        if !activities.is_empty() {
            let lexicon = &self.setting.lexicon;
            let named = activities
                .iter()
                .map(|id| lexicon.called(self.register(), *id));
            let named = named.collect::<Vec<_>>().join(", ");
            let only = self.fill("notice_dialog.only", &[("refs", &named)]);
            contents.insert(0, ("chosen".to_owned(), only));
        }
        let first = contents[0].0.clone();
        let entries = vec![
            PromptEntry::choice(
                &self.word("export_dialog.what"),
                contents,
                &typed(0, &first),
            ),
            PromptEntry::text(&self.word("notice_dialog.for"), &typed(1, "")),
            PromptEntry::choice(
                &self.word("export_dialog.format"),
                self.format_choices(DocumentKind::Notice),
                &typed(2, DocumentKind::Notice.usual().code()),
            ),
            self.path_entry("export_dialog.file", &typed(3, &path)),
        ];
        let title = self.word("command.draft-notice.title");
        let mut prompt = Prompt::new(&title, &self.word("notice_dialog.text"), entries);
        if let Some((_, entry, problem)) = retry {
            prompt = prompt.with_fault(Some(entry), problem);
        }
        let pending = Pending::Notice(Drafting::Where(activities));
        self.push(Layer::Prompt(prompt), pending);
    }

    /// Writes a notice.
    pub(super) fn write_notice(&mut self, activities: Vec<Id>, typed: Vec<String>, force: bool) {
        let text = |at: usize| typed.get(at).map_or("", String::as_str);
        let format = Format::from_code(text(2)).unwrap_or_else(|| DocumentKind::Notice.usual());
        let about = if text(0) == "all" {
            Vec::new()
        } else {
            activities.clone()
        };
        let audience = text(1).to_owned();
        let document = DocumentJob {
            path: self.to_write(text(3), &self.notice_name(), format),
            force,
            over: Pending::Notice(Drafting::Over(activities.clone(), typed.clone())),
        };
        let (register, lexicon) = (self.shared_register(), self.setting.lexicon.clone());
        let asked = self.setting.language_asked;
        // Whether there is a notice for these at all is known at once.
        let known = lexicon.of_document(&register, asked).and_then(|lexicon| {
            Notice::new(&lexicon, &register, &about, Some(&audience)).map(|_| ())
        });
        if let Err(problem) = known {
            let problem = self.words_of(&problem);
            return self.ask_notice(activities, Some((typed, 1, problem)));
        }
        self.begin_document(
            document,
            move |path, guard, monitor| {
                let lexicon = lexicon.of_document(&register, asked)?;
                let notice = Notice::new(&lexicon, &register, &about, Some(&audience))?;
                let bytes = printed(&notice, format, &lexicon, None)?;
                output::write_watched(path, force, guard, monitor, |out| out.write_all(&bytes))?;
                Ok(Vec::new())
            },
            move |app, told| app.ask_notice(activities, Some((typed, 3, told))),
        );
    }

    /// What the file of a notice is called, without an ending.
    fn notice_name(&self) -> String {
        let stem = self.setting.path.file_stem().unwrap_or_default();
        let (stem, today) = (stem.to_string_lossy(), self.setting.lexicon.today);
        format!("{stem}-{}-{today}", DocumentKind::Notice.code())
    }
}
