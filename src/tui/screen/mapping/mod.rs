//! The mapping page: each column of a sheet, what it becomes, and what its cells are read as, before anything is imported.

mod draw;

use std::sync::Arc;

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::domain::codes::{ActivityRole, Choice as _};
use crate::domain::kind::RecordKind;
use crate::domain::problem::Problem;
use crate::exchange::document::{Block, ListPoint, card};
use crate::exchange::import::{self, Matching, Merging};
use crate::exchange::layout::LEFT_OUT;
use crate::exchange::sheets::Mapping;
use crate::exchange::sheets::cell::Fate;
use crate::exchange::sheets::report::{Account, SheetReport};
use crate::exchange::sheets::table::header::KnownHeaders;
use crate::exchange::sheets::table::one_row::RowPlace;
use crate::session::brought::{self, field_words};
use crate::session::incoming::Brought;
use crate::session::sheets_asked::{SheetsAsRead, SheetsToRead};
use crate::tui::clicks::ClickTarget;
use crate::tui::outcome::Outcome;
use crate::tui::overlay::dialog::Dialog;
use crate::tui::overlay::pick::{Pick, PickChoice};
use crate::tui::overlay::prompt::{Prompt, PromptEntry};
use crate::tui::overlay::reader::Reader;
use crate::tui::request::{Closed, Input, Picked, Request, Then};
use crate::tui::scene::Scene;
use crate::tui::widget::detail::DetailPane;

/// Where the keys go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Focus {
    /// To the columns.
    Columns,
    /// To what leaves everything as it is.
    Cancel,
    /// To what goes on.
    Import,
}

/// What was asked, while the answer is awaited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Question {
    Field,
    Sheet,
    HeaderRow,
    Organisation,
    Role,
    Name,
}

/// A cell of the row that is shown.
#[derive(Clone, Debug, Default)]
struct ShownCell {
    text: String,
    read_as: String,
    fate: Option<Fate>,
}

/// The row that is shown: its cells in the order of the columns, and its record as it will be.
#[derive(Debug)]
struct ShownRow {
    of: (usize, u32, u64),
    cells: Vec<ShownCell>,
    record: Vec<Block>,
}

/// What becomes of the columns of a sheet.
#[derive(Debug)]
pub(crate) struct MappingPage {
    /// How the sheets were read.
    by: SheetsToRead,
    brought: Arc<Brought>,
    report: SheetReport,
    /// The columns in their order, by table and place.
    columns: Vec<(usize, usize)>,
    cursor: usize,
    offset: usize,
    /// The row that is shown, by its place among the answers of its table.
    row: usize,
    /// How often it was read.
    reads: u64,
    shown: Option<ShownRow>,
    focus: Focus,
    question: Option<Question>,
    /// Whether something was chosen that is not kept, and whether it was told that leaving loses it.
    edited: bool,
    warned: bool,
    pane: DetailPane<(usize, u32, u64)>,
}

impl MappingPage {
    /// The page of a file of sheets.
    pub(crate) fn new(read: SheetsAsRead) -> Self {
        let mut page = Self {
            by: read.by.clone(),
            brought: Arc::clone(&read.brought),
            report: SheetReport::default(),
            columns: Vec::new(),
            cursor: 0,
            offset: 0,
            row: 0,
            reads: 0,
            shown: None,
            focus: Focus::Columns,
            question: None,
            edited: false,
            warned: false,
            pane: DetailPane::default(),
        };
        page.take(read);
        page
    }

    /// Takes over what the sheets were read as.
    pub(crate) fn take(&mut self, read: SheetsAsRead) {
        let tables = read.report.tables.iter().enumerate();
        self.columns = tables
            .flat_map(|(table, told)| (0..told.columns.len()).map(move |column| (table, column)))
            .collect();
        self.by = read.by;
        self.brought = read.brought;
        self.report = read.report;
        self.reads += 1;
        self.shown = None;
        self.cursor = self.cursor.min(self.columns.len().saturating_sub(1));
        self.row = self.row.min(self.rows().saturating_sub(1));
    }

    /// What was read as it stands, and what the file is called.
    #[must_use]
    pub(crate) fn brought(&self) -> (Arc<Brought>, &str) {
        (Arc::clone(&self.brought), &self.by.sheets.name)
    }

    /// The text of the mapping under a name, to be kept.
    #[must_use]
    pub(crate) fn to_keep(&self, name: &str, scene: &Scene<'_>) -> String {
        crate::session::brought::mapping(scene.words, name, &self.report)
    }

    /// Notes that the mapping was kept.
    pub(crate) const fn kept(&mut self) {
        self.edited = false;
    }

    /// Asks for the sheets to be read again, with something changed in how; until they are, everything is as it was.
    fn change(&self, change: impl FnOnce(&mut SheetsToRead)) -> Outcome<Dialog> {
        let mut by = self.by.clone();
        by.source = Some(self.report.source.clone()).filter(|source| !source.is_empty());
        change(&mut by);
        Outcome::Do(Request::ReadSheets(Box::new(by)))
    }

    /// Makes the column with the focus something else.
    fn make(&mut self, path: &str) -> Outcome<Dialog> {
        let mut mapping = self.report.mapping(&self.report.source);
        let Some(column) = mapping.columns.get_mut(self.cursor) else {
            return Outcome::Done;
        };
        if column.field != path {
            path.clone_into(&mut column.field);
            column.parse = None;
        }
        self.edited = true;
        self.change(|by| by.mapping = Some(mapping))
    }

    /// The column with the focus.
    fn column(&self) -> Option<(usize, usize)> {
        self.columns.get(self.cursor).copied()
    }

    /// How many rows of answers the table with the focus has.
    fn rows(&self) -> usize {
        let table = self
            .column()
            .and_then(|(table, _)| self.report.tables.get(table));
        table.map_or(0, |table| table.lines.len())
    }

    /// The number of the row that is shown.
    fn line(&self) -> Option<u32> {
        let (table, _) = self.column()?;
        self.report.tables.get(table)?.lines.get(self.row).copied()
    }

    /// Reads the row that is shown, where it is not known yet.
    fn show_row(&mut self, scene: &Scene<'_>) {
        let (Some((table, _)), Some(line)) = (self.column(), self.line()) else {
            self.shown = None;
            return;
        };
        let of = (table, line, self.reads);
        if self.shown.as_ref().is_some_and(|shown| shown.of == of) {
            return;
        }
        let place = RowPlace {
            report: &self.report,
            table,
            line,
        };
        let request = self.by.request(true);
        let read = self.by.sheets.row(&request, place, scene.lexicon);
        let (cells, record) = match read {
            Ok(read) => (self.cells_of(&read, table), record_of(&read, scene)),
            Err(problem) => (Vec::new(), told(&problem, scene)),
        };
        self.shown = Some(ShownRow { of, cells, record });
    }

    /// What the cells of a row that was read alone became, in the order of the columns of the table.
    fn cells_of(&self, read: &Brought, table: usize) -> Vec<ShownCell> {
        let told = &self.report.tables[table];
        let of_row = read.sheet_report().and_then(|report| {
            let mut tables = report.tables.iter();
            tables.find(|it| it.sheet == told.sheet)
        });
        let columns = told.columns.iter().map(|column| {
            let found = of_row.and_then(|table| {
                let mut columns = table.columns.iter();
                columns.find(|it| it.letters == column.letters)
            });
            found.map_or_else(ShownCell::default, |found| ShownCell {
                text: found.first.clone(),
                read_as: found.read_as.clone(),
                fate: fate(found.account),
            })
        });
        columns.collect()
    }

    /// Takes an input.
    pub(crate) fn handle(&mut self, input: &Input, scene: &Scene<'_>) -> Outcome<Dialog> {
        let Input::Key(key) = input else {
            return Outcome::Ignored;
        };
        if key.code != KeyCode::Esc {
            self.warned = false;
        }
        match (key.code, self.focus) {
            (KeyCode::Char('s'), _) if key.modifiers == KeyModifiers::CONTROL => self.go_on(),
            (KeyCode::Esc, _) | (KeyCode::Enter, Focus::Cancel) => self.leave(scene),
            (KeyCode::Enter, Focus::Import) => self.go_on(),
            (KeyCode::Tab, focus) => {
                self.focus = match focus {
                    Focus::Columns => Focus::Cancel,
                    Focus::Cancel => Focus::Import,
                    Focus::Import => Focus::Columns,
                };
                Outcome::Done
            }
            (KeyCode::BackTab, focus) => {
                self.focus = match focus {
                    Focus::Columns => Focus::Import,
                    Focus::Cancel => Focus::Columns,
                    Focus::Import => Focus::Cancel,
                };
                Outcome::Done
            }
            (KeyCode::Left, Focus::Import) => {
                self.focus = Focus::Cancel;
                Outcome::Done
            }
            (KeyCode::Right, Focus::Cancel) => {
                self.focus = Focus::Import;
                Outcome::Done
            }
            (KeyCode::Up, Focus::Cancel | Focus::Import) => {
                self.focus = Focus::Columns;
                Outcome::Done
            }
            (_, Focus::Columns) => self.on_columns(*key, scene),
            _ => Outcome::Ignored,
        }
    }

    /// Takes what was clicked: a column, and once more what it becomes; a button.
    pub(crate) fn click(&mut self, target: &ClickTarget, scene: &Scene<'_>) -> Outcome<Dialog> {
        match *target {
            ClickTarget::Row(at) if at == self.cursor && self.focus == Focus::Columns => {
                self.ask_field(scene)
            }
            ClickTarget::Row(at) => {
                self.focus = Focus::Columns;
                self.go_to(at.min(self.columns.len().saturating_sub(1)));
                Outcome::Done
            }
            ClickTarget::Button(0) => self.leave(scene),
            ClickTarget::Button(_) => self.go_on(),
            _ => Outcome::Ignored,
        }
    }

    /// Takes a key among the columns.
    fn on_columns(&mut self, key: KeyEvent, scene: &Scene<'_>) -> Outcome<Dialog> {
        let last = self.columns.len().saturating_sub(1);
        let rows = self.rows().saturating_sub(1);
        let plain = key.modifiers.is_empty() || key.modifiers == KeyModifiers::SHIFT;
        match key.code {
            KeyCode::Up => self.go_to(self.cursor.saturating_sub(1)),
            KeyCode::Down => self.go_to((self.cursor + 1).min(last)),
            KeyCode::PageUp => self.go_to(self.cursor.saturating_sub(10)),
            KeyCode::PageDown => self.go_to((self.cursor + 10).min(last)),
            KeyCode::Home => self.go_to(0),
            KeyCode::End => self.go_to(last),
            KeyCode::Left => self.row = self.row.saturating_sub(1),
            KeyCode::Right => self.row = (self.row + 1).min(rows),
            KeyCode::Enter => return self.ask_field(scene),
            KeyCode::Char(' ') => return self.leave_out(),
            KeyCode::Char('v') if plain => return self.read_record(scene),
            KeyCode::Char('a') if plain => return self.read_all(scene),
            KeyCode::Char('n') if plain => return self.next_unread(scene),
            KeyCode::Char('m' | 'M') if plain => return self.ask_name(scene),
            KeyCode::Char('s') if plain => return self.ask_sheet(scene),
            KeyCode::Char('h') if plain => return self.ask_header_row(scene),
            KeyCode::Char('o') if plain => return self.ask_organisation(scene),
            KeyCode::Char('r') if plain => return self.ask_role(scene),
            KeyCode::Char('?') | KeyCode::F(1) => return help(scene),
            _ => return Outcome::Ignored,
        }
        Outcome::Done
    }

    /// Shows the record of the row as it will be, to be read whole.
    fn read_record(&mut self, scene: &Scene<'_>) -> Outcome<Dialog> {
        self.show_row(scene);
        let Some(shown) = &self.shown else {
            return Outcome::Done;
        };
        let row = shown.of.1.to_string();
        let title = scene.words.fill("mapping_page.row", &[("row", &row)]);
        let reader = Reader::new(&title, shown.record.clone());
        Outcome::push(reader, Then::Below)
    }

    /// Shows all that was read of the file, the lists and words beside the activities too.
    fn read_all(&self, scene: &Scene<'_>) -> Outcome<Dialog> {
        let told = brought::sheets(scene.lexicon, &self.report);
        let mut blocks: Vec<Block> = Vec::new();
        for line in told.lines() {
            // What is set in belongs to the line above it.
            match (line.strip_prefix("  "), blocks.last_mut()) {
                (Some(point), Some(Block::List(points))) => points.push(ListPoint::new(point)),
                (Some(point), _) => blocks.push(Block::List(vec![ListPoint::new(point)])),
                (None, _) => blocks.push(Block::paragraph(line)),
            }
        }
        let file = [("file", self.by.sheets.name.as_str())];
        let title = scene.words.fill("mapping_page.all_title", &file);
        let reader = Reader::new(&title, blocks);
        Outcome::push(reader, Then::Below)
    }

    /// Moves to a column; in another table to its first row.
    fn go_to(&mut self, cursor: usize) {
        let table = self.column().map(|(table, _)| table);
        self.cursor = cursor;
        if self.column().map(|(table, _)| table) != table {
            self.row = 0;
        }
    }

    /// Leaves the page; what was chosen and is not kept is told first.
    fn leave(&mut self, scene: &Scene<'_>) -> Outcome<Dialog> {
        if self.edited && !self.warned {
            self.warned = true;
            return Outcome::Warn(scene.words.get("mapping_page.lost").to_owned());
        }
        Outcome::Close(Closed::Cancelled)
    }

    /// Goes on to what the import does.
    fn go_on(&mut self) -> Outcome<Dialog> {
        self.focus = Focus::Import;
        Outcome::Do(Request::ImportMapped)
    }

    /// Leaves the column out, or reads it again as it was recognised.
    fn leave_out(&mut self) -> Outcome<Dialog> {
        let Some((table, column)) = self.column() else {
            return Outcome::Done;
        };
        let column = &self.report.tables[table].columns[column];
        if column.field != LEFT_OUT {
            return self.make(LEFT_OUT);
        }
        let guess = KnownHeaders::shipped().guess(&column.header);
        let field = guess.map_or_else(|| "notes".to_owned(), |guess| guess.field);
        self.make(&field)
    }

    /// Goes to the next cell that was not understood.
    fn next_unread(&mut self, scene: &Scene<'_>) -> Outcome<Dialog> {
        let here = self.column().zip(self.line());
        let here = here.map_or((0, 0, 0), |((table, column), line)| (table, line, column));
        let unread = self.report.unread.iter();
        let mut spots: Vec<(usize, u32, usize)> = unread
            .map(|unread| (unread.spot.0, unread.spot.2, unread.spot.1))
            .collect();
        spots.sort_unstable();
        let next = spots.iter().find(|spot| **spot > here).or(spots.first());
        let Some((table, line, column)) = next.copied() else {
            return Outcome::Tell(scene.words.get("mapping_page.all_understood").to_owned());
        };
        let place = |of: &(usize, usize)| *of == (table, column);
        self.cursor = self.columns.iter().position(place).unwrap_or(self.cursor);
        let lines = &self.report.tables[table].lines;
        self.row = lines.iter().position(|it| *it == line).unwrap_or(0);
        Outcome::Done
    }

    fn ask(&mut self, question: Question, dialog: impl Into<Dialog>) -> Outcome<Dialog> {
        self.question = Some(question);
        Outcome::push(dialog, Then::Below)
    }

    /// Asks what the column becomes.
    fn ask_field(&mut self, scene: &Scene<'_>) -> Outcome<Dialog> {
        let Some((table, column)) = self.column() else {
            return Outcome::Done;
        };
        let column = &self.report.tables[table].columns[column];
        let mut paths: Vec<String> = vec![column.field.clone()];
        paths.extend(column.others.iter().cloned());
        paths.extend(["notes".to_owned(), LEFT_OUT.to_owned()]);
        let mut all = fields();
        // By what they are called, so that what belongs together stands together.
        all.sort_by_cached_key(|path| field_words(scene.words, path));
        paths.extend(all);
        // Paths that say the same in two ways are one choice.
        let mut seen = std::collections::HashSet::new();
        paths.retain(|path| seen.insert(field_words(scene.words, path)));
        let choices = paths
            .iter()
            .map(|path| PickChoice::new(path, &field_words(scene.words, path), "", path))
            .collect();
        let title = scene
            .words
            .fill("mapping_page.field", &[("header", &column.header)]);
        let chosen = vec![Picked::Choice(column.field.clone())];
        self.ask(Question::Field, Pick::new(&title, choices).with(chosen))
    }

    /// Asks which sheet is read.
    fn ask_sheet(&mut self, scene: &Scene<'_>) -> Outcome<Dialog> {
        let names: Vec<&str> = self.by.sheets.names().collect();
        if names.len() < 2 {
            return Outcome::Tell(scene.words.get("mapping_page.one_sheet").to_owned());
        }
        let mut choices = vec![PickChoice::new(
            "",
            scene.words.get("mapping_page.all_sheets"),
            "",
            "",
        )];
        choices.extend(names.iter().map(|name| PickChoice::new(name, name, "", "")));
        let chosen = vec![Picked::Choice(self.by.sheet.clone().unwrap_or_default())];
        let title = scene.words.get("mapping_page.which_sheet");
        self.ask(Question::Sheet, Pick::new(title, choices).with(chosen))
    }

    /// Asks in which row the headers are.
    fn ask_header_row(&mut self, scene: &Scene<'_>) -> Outcome<Dialog> {
        let Some(table) = self
            .column()
            .and_then(|(table, _)| self.report.tables.get(table))
        else {
            return Outcome::Done;
        };
        let rows = self.by.sheets.first_rows(&table.sheet);
        let choices = rows
            .iter()
            .map(|(number, text)| {
                let number = number.to_string();
                PickChoice::new(
                    &format!("row:{number}"),
                    &format!("{number}  {text}"),
                    "",
                    "",
                )
            })
            .collect();
        let chosen = vec![Picked::Choice(format!("row:{}", table.header_row))];
        let title = scene.words.get("mapping_page.which_row");
        self.ask(Question::HeaderRow, Pick::new(title, choices).with(chosen))
    }

    /// Asks whose the activities are.
    fn ask_organisation(&mut self, scene: &Scene<'_>) -> Outcome<Dialog> {
        let ours = scene.register.ours();
        let choices: Vec<PickChoice> = ours
            .map(|ours| {
                let title = scene.lexicon.title(scene.register, ours);
                PickChoice::new(&ours.head.reference, &title, &ours.head.reference, "")
            })
            .collect();
        if choices.is_empty() {
            return Outcome::Tell(scene.words.get("mapping_page.no_organisation").to_owned());
        }
        let title = scene.words.get("mapping_page.whose");
        self.ask(Question::Organisation, Pick::new(title, choices))
    }

    /// Asks what we are in the activities.
    fn ask_role(&mut self, scene: &Scene<'_>) -> Outcome<Dialog> {
        let codes = ActivityRole::SET.codes.iter();
        let choices = codes
            .map(|code| PickChoice::new(code, scene.words.code(&ActivityRole::SET, code), "", ""))
            .collect();
        let title = scene.words.get("mapping_page.which_role");
        self.ask(Question::Role, Pick::new(title, choices))
    }

    /// Asks under which name the mapping is kept.
    fn ask_name(&mut self, scene: &Scene<'_>) -> Outcome<Dialog> {
        let name: String = self
            .report
            .source
            .split('.')
            .next()
            .unwrap_or_default()
            .chars()
            .map(|letter| {
                if letter.is_alphanumeric() {
                    letter
                } else {
                    '-'
                }
            })
            .collect();
        let entry = PromptEntry::proposed(scene.words.get("mapping_page.name"), &name);
        let prompt = Prompt::new(
            scene.words.get("mapping_page.save"),
            scene.words.get("mapping_page.save_text"),
            vec![entry],
        );
        self.ask(Question::Name, prompt)
    }

    /// Goes on with what was answered.
    pub(crate) fn answered(&mut self, answer: Closed) -> Outcome<Dialog> {
        let question = self.question.take();
        if let (Some(Question::Name), Closed::Typed(typed)) = (question, &answer) {
            let name = typed.first().cloned().unwrap_or_default();
            return Outcome::Do(Request::KeepMapping(name));
        }
        let Closed::Picked(picked) = answer else {
            return Outcome::Done;
        };
        let Some(Picked::Choice(key)) = picked.into_iter().last() else {
            return Outcome::Done;
        };
        match question {
            Some(Question::Field) => self.make(&key),
            Some(Question::Sheet) => self.change(|by| {
                by.sheet = Some(key).filter(|key| !key.is_empty());
                by.mapping = None;
            }),
            Some(Question::HeaderRow) => {
                let row = key.strip_prefix("row:").and_then(|row| row.parse().ok());
                let table = self
                    .column()
                    .and_then(|(table, _)| self.report.tables.get(table));
                let sheet = table.map(|table| table.sheet.clone());
                self.change(|by| {
                    by.sheet = sheet.filter(|sheet| !sheet.is_empty());
                    by.mapping = Some(Mapping {
                        header_row: row,
                        ..Mapping::default()
                    });
                })
            }
            Some(Question::Organisation) => self.change(|by| by.organisation = Some(key)),
            Some(Question::Role) => self.change(|by| by.role = Some(key)),
            _ => Outcome::Done,
        }
    }

    /// The keys of the page.
    #[must_use]
    pub(crate) fn hints(&self, scene: &Scene<'_>) -> Vec<(String, String)> {
        let hint = |key: &str, what: &str| (key.to_owned(), scene.words.get(what).to_owned());
        if self.focus != Focus::Columns {
            return vec![
                hint("Enter", "hint.choose"),
                hint("Tab", "hint.next"),
                hint("Esc", "hint.back"),
            ];
        }
        vec![
            hint("Enter", "mapping_page.hint_field"),
            hint("← →", "mapping_page.hint_row"),
            hint("Space", "mapping_page.hint_leave"),
            hint("Ctrl-S", "mapping_page.hint_import"),
            hint("n", "mapping_page.hint_next"),
            hint("v", "mapping_page.hint_record"),
            hint("a", "mapping_page.hint_all"),
            hint("m", "mapping_page.hint_save"),
            hint("?", "hint.more"),
            hint("Esc", "hint.back"),
        ]
    }
}

/// All that a column can become.
fn fields() -> Vec<String> {
    let declared = RecordKind::Activity.declaration().fields.iter();
    let own = declared.map(|field| format!("activity.{}", field.key));
    let named = KnownHeaders::shipped().fields().map(str::to_owned);
    let mapped = Mapping::shipped()
        .iter()
        .flat_map(|mapping| &mapping.columns);
    let mapped = mapped.map(|column| column.field.clone());
    own.chain(named).chain(mapped).collect()
}

/// Where the one cell of a column ended.
const fn fate(account: Account) -> Option<Fate> {
    match account {
        Account { fields: 1.., .. } => Some(Fate::Field),
        Account { stated: 1.., .. } => Some(Fate::Stated),
        Account { notes: 1.., .. } => Some(Fate::Note),
        Account { blank: 1.., .. } => Some(Fate::Blank),
        _ => None,
    }
}

fn told(problem: &Problem, scene: &Scene<'_>) -> Vec<Block> {
    vec![Block::paragraph(scene.words.message(problem).text)]
}

/// The activity of a row as it will be.
fn record_of(read: &Brought, scene: &Scene<'_>) -> Vec<Block> {
    let planned = read.with(|document| {
        let merging = Merging {
            matching: Matching::AsNew,
            ..Merging::default()
        };
        let plan = import::plan(document, scene.register, &merging)?;
        let mut later = scene.register.clone();
        later.apply(&crate::domain::change::changes_of(
            scene.register,
            &plan.edits,
        ))?;
        let made = plan.edits.iter().filter_map(|edit| edit.after.as_deref());
        let mut activities = made.filter(|it| it.kind() == RecordKind::Activity);
        let id = activities.next().map(|it| it.head().id);
        let record = id.and_then(|id| later.get(id));
        let card = record.map(|record| Block::Card(card(scene.lexicon, &later, record)));
        Ok(card.into_iter().collect())
    });
    planned.unwrap_or_else(|problem| told(&problem, scene))
}

/// The keys of the page, explained.
fn help(scene: &Scene<'_>) -> Outcome<Dialog> {
    let text = scene.words.get("mapping_page.keys");
    let blocks = text.lines().map(Block::paragraph).collect();
    let title = scene.words.get("mapping_page.keys_title");
    let reader = Reader::new(title, blocks);
    Outcome::push(reader, Then::Below)
}
