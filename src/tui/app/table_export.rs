//! One table of the register, from the screen: the records or rows of a kind, or a row for each activity in a layout.

use std::path::Path;

use super::App;
use super::work::DocumentJob;
use crate::domain::kind::RecordKind;
use crate::domain::problem::Problem;
use crate::exchange::format::Format;
use crate::exchange::format::register::RegisterTable;
use crate::exchange::layout;
use crate::exchange::selection::Selection;
use crate::session::exporting::Exporting;
use crate::session::output;
use crate::tui::layer::Layer;
use crate::tui::overlay::pick::{Pick, PickChoice};
use crate::tui::overlay::prompt::{Prompt, PromptEntry};
use crate::tui::request::{Chosen, Pending, Picked, Tabling};

/// The formats of a table.
const FORMATS: [Format; 2] = [Format::Csv, Format::Xlsx];

impl Chosen {
    /// The key of it in the list of choices.
    const KIND: &'static str = "kind:";

    fn of(picked: &Picked) -> Self {
        match picked {
            Picked::Choice(key) => match key.strip_prefix(Self::KIND) {
                Some(kind) => Self::Kinds(kind.to_owned()),
                None => Self::Layout(key.clone()),
            },
            Picked::Own(file) | Picked::New(file) => Self::Layout(file.clone()),
            // A dash is an answer in forms alone.
            Picked::None => Self::Layout("-".to_owned()),
        }
    }

    /// What it is called in the name of a file.
    fn name(&self) -> String {
        match self {
            Self::Kinds(plural) => plural.clone(),
            Self::Layout(named) => {
                let stem = Path::new(named).file_stem().unwrap_or_default();
                stem.to_string_lossy().into_owned()
            }
        }
    }
}

impl App {
    /// Asks which table: of a kind, or in a layout; a file of one's own can be named.
    pub(super) fn ask_table(&mut self) {
        let words = &self.setting.lexicon.words;
        let mut choices: Vec<PickChoice> = Vec::new();
        let mut known: Vec<&str> = Vec::new();
        for kind in RecordKind::ALL[1..].iter().rev() {
            if !known.contains(&kind.plural()) {
                known.push(kind.plural());
                let key = format!("{}{}", Chosen::KIND, kind.plural());
                choices.push(PickChoice::new(
                    &key,
                    words.many_of(*kind),
                    kind.plural(),
                    "",
                ));
            }
        }
        choices.reverse();
        let layout = |name| PickChoice::new(name, &layout::title(name), name, "");
        choices.extend(layout::names().map(layout));
        let pick = Pick::new(&self.word("table_dialog.title"), choices);
        let pending = Pending::Table(Tabling::Which);
        self.push(Layer::Pick(pick.or_own()), pending);
    }

    /// Goes on with what was asked about a table.
    pub(super) fn table_picked(&mut self, picked: &[Picked]) {
        if let Some(picked) = picked.last() {
            let chosen = Chosen::of(picked);
            // A layout that cannot be read is told before anything else is asked.
            match self.table_of(&chosen) {
                Ok(_) => self.ask_table_file(chosen, None),
                Err(problem) => self.show_problem(&problem),
            }
        }
    }

    /// Asks where a table is written, and as what.
    fn ask_table_file(&mut self, chosen: Chosen, retry: Option<(Vec<String>, String)>) {
        let typed = |at: usize, first: &str| {
            let typed = retry.as_ref().and_then(|(typed, _)| typed.get(at).cloned());
            typed.unwrap_or_else(|| first.to_owned())
        };
        let choice = |format: Format| (format.code().to_owned(), self.word(&format.label()));
        let path = self.proposed(&self.table_name(&chosen));
        let entries = vec![
            PromptEntry::choice(
                &self.word("export_dialog.format"),
                FORMATS.map(choice).to_vec(),
                &typed(0, FORMATS[0].code()),
            ),
            self.path_entry("export_dialog.file", &typed(1, &path)),
        ];
        let text = match self.register().organisation(self.organisation) {
            Some(organisation) => {
                let name = self.setting.lexicon.title(self.register(), organisation);
                self.fill("table_dialog.only", &[("name", &name)])
            }
            None => self.word("table_dialog.all"),
        };
        let mut prompt = Prompt::new(&self.word("table_dialog.title"), &text, entries);
        if let Some((_, problem)) = retry {
            prompt = prompt.with_fault(Some(1), problem);
        }
        let pending = Pending::Table(Tabling::Where(chosen));
        self.push(Layer::Prompt(prompt), pending);
    }

    /// Writes a table.
    pub(super) fn write_table(&mut self, chosen: Chosen, typed: Vec<String>, force: bool) {
        let text = |at: usize| typed.get(at).map_or("", String::as_str);
        let format = Format::from_code(text(0)).unwrap_or(FORMATS[0]);
        let path = self.to_write(text(1), &self.table_name(&chosen), format);
        let table = match self.table_of(&chosen) {
            Ok(table) => table,
            Err(problem) => {
                let problem = self.words_of(&problem);
                return self.ask_table_file(chosen, Some((typed, problem)));
            }
        };
        let document = DocumentJob {
            path,
            force,
            over: Pending::Table(Tabling::Over(chosen.clone(), typed.clone())),
        };
        let organisation = self.register().organisation(self.organisation);
        let selection = Selection {
            organisation: organisation.map(|organisation| organisation.head.id),
            ..Selection::default()
        };
        let (register, lexicon) = (self.shared_register(), self.setting.lexicon.clone());
        let asked = self.setting.language_asked;
        self.begin_document(
            document,
            move |path, guard, monitor| {
                let lexicon = lexicon.of_document(&register, asked)?;
                let exporting = Exporting {
                    as_of: lexicon.today,
                    lexicon,
                    register,
                    selection,
                    table,
                    format,
                    path: path.to_owned(),
                    force,
                    guard: guard.clone(),
                };
                exporting.check()?;
                exporting.write(monitor)
            },
            move |app, told| app.ask_table_file(chosen, Some((typed, told))),
        );
    }

    /// The table that was chosen.
    fn table_of(&self, chosen: &Chosen) -> Result<RegisterTable, Problem> {
        match chosen {
            Chosen::Kinds(plural) => {
                let kinds = RecordKind::ALL.iter().copied();
                Ok(RegisterTable::Kinds(
                    kinds.filter(|kind| kind.plural() == *plural).collect(),
                ))
            }
            Chosen::Layout(named) => {
                output::layout(named, |named| self.absolute(named)).map(RegisterTable::Wide)
            }
        }
    }

    /// What the file of a table is called, without an ending.
    fn table_name(&self, chosen: &Chosen) -> String {
        let stem = self.setting.path.file_stem().unwrap_or_default();
        let (stem, name) = (stem.to_string_lossy(), chosen.name());
        format!("{stem}-{name}-{}", self.setting.lexicon.today)
    }
}
