//! A file of sheets made the tree of an export: its tables found, their rows read, all that they say accounted for.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use serde_json::{Map, Value as Json, json};

use super::above::cover::may_be_cover;
use super::above::heading_names::named_in_role;
use super::above::unnamed::Unnamed;
use super::above::{self, ToldMeasure};
use super::answers::{Stance, stance, with_brackets};
use super::beside::joining::{
    self, Join, KnownActivities, as_client, ordered, role_of, says_processor, with_unheaded,
};
use super::beside::of_all;
use super::beside::pointed;
use super::cell::{Became, Fate, ReadCell, Reading};
use super::file::book::{compound, packed};
use super::file::bytes::{Encoding, Sort, decode, decode_page, sort};
use super::file::grid::{CellContent, Line, SheetGrid};
use super::file::separated::separated;
use super::file::web_page;
use super::file::yaml;
use super::folding::plain;
use super::form;
use super::markdown;
use super::organisations::listed::{self, ListedContract};
use super::organisations::own_part::{self, OwnPart};
use super::organisations::party::Parties;
use super::organisations::{guess_countries, tells_contacts_of_all};
use super::recipients::told_again;
use super::record::ActivityDraft;
use super::report::{Account, ColumnReport, SheetReport, TableReport, UnreadCell};
use super::retention::tables;
use super::table::mapping::{self, MappedColumn, Mapping};
use super::table::repeated::{Held, RowsAbove};
use super::table::several;
use super::table::{self, SheetTable, TableRow};
use crate::domain::codec::clean;
use crate::domain::kind::RecordKind;
use crate::domain::problem::Problem;
use crate::exchange::layout::LEFT_OUT;
use crate::law::Law;
use crate::rules::wording::lists::Lists;

/// What was asked for with a file of sheets.
#[derive(Clone, Copy, Debug, Default)]
pub struct SheetRequest<'w> {
    /// The one sheet to read.
    pub sheet: Option<&'w str>,
    /// What becomes of its columns.
    pub mapping: Option<&'w Mapping>,
    /// The mappings that the user keeps, of which one may be of the sheet.
    pub own: &'w [Mapping],
    /// The reference of the organisation whose activities they are.
    pub organisation: Option<&'w str>,
    /// What whoever keeps the register is called: what a file tells of an organisation that it does not name is told of it.
    pub kept_by: Option<&'w str>,
    /// The code of what we are in them.
    pub role: Option<&'w str>,
    /// What the source is called.
    pub source: Option<&'w str>,
}

/// A file of sheets that was read.
#[derive(Clone, Debug, Default)]
pub struct Incoming {
    /// Its records, as an export has them.
    pub root: Json,
    /// What the source calls each record, by its kind and place in the list.
    pub keys: HashMap<(RecordKind, usize), String>,
    /// Those whose key is a name of its own, which may become the reference.
    pub named: HashSet<(RecordKind, usize)>,
    /// What was made of it.
    pub report: SheetReport,
}

/// How a text is written, and what stands between its values.
pub type Written = (Encoding, Option<char>);

/// The sheets of a file, and how its text is written.
///
/// # Errors
/// What is wrong with the file: it is damaged, encrypted, too large, empty, or of another kind.
pub fn grids(bytes: &[u8]) -> Result<(Vec<SheetGrid>, Option<Written>), Problem> {
    match sort(bytes)? {
        Sort::Packed => Ok((form::turned(packed(bytes)?), None)),
        Sort::Compound => Ok((form::turned(compound(bytes)?), None)),
        Sort::Page => {
            let (text, encoding) = decode_page(bytes)?;
            let told = web_page::markdown(&text);
            let grids = markdown::read(&told);
            let grids = grids.unwrap_or_else(|| vec![SheetGrid::passed_over("—".to_owned())]);
            let grids = grids.into_iter().map(SheetGrid::counted_by_itself);
            Ok((grids.collect(), Some((encoding, None))))
        }
        Sort::Text => {
            let (text, encoding) = decode(bytes)?;
            let keyed = yaml::read(&text).or_else(|| yaml::read_json(&text));
            if let Some(grids) = keyed.or_else(|| markdown::read(&text)) {
                return Ok((grids, Some((encoding, None))));
            }
            let (grid, separator) = separated(&text)?;
            Ok((form::turned(vec![grid]), Some((encoding, Some(separator)))))
        }
    }
}

/// Reads a file of sheets; `name` is what it is called.
///
/// # Errors
/// As [`grids`], or as [`tables()`].
pub fn read(
    bytes: &[u8],
    name: &str,
    wanted: &SheetRequest<'_>,
    law: &Law,
    today: NaiveDate,
) -> Result<Incoming, Problem> {
    let (grids, text) = grids(bytes)?;
    tables(&several::apart(grids), text, name, wanted, law, today)
}

/// Reads sheets that were taken out of their file; `text` is how that is written.
///
/// # Errors
/// `import_empty`; `sheet_unknown` with the sheets that there are; `sheet_no_table` where no sheet has the headers of a
/// register.
pub fn tables(
    grids: &[SheetGrid],
    text: Option<Written>,
    name: &str,
    wanted: &SheetRequest<'_>,
    law: &Law,
    today: NaiveDate,
) -> Result<Incoming, Problem> {
    if grids.iter().all(|grid| grid.lines.is_empty()) {
        return Err(Problem::refused("import_empty"));
    }
    let asked = wanted
        .sheet
        .or_else(|| wanted.mapping.and_then(|it| it.sheet.as_deref()));
    if let Some(sheet) = wanted.sheet
        && !grids.iter().any(|grid| same(&grid.name, sheet))
    {
        let names: Vec<&str> = grids.iter().map(|grid| grid.name.as_str()).collect();
        return Err(Problem::refused("sheet_unknown")
            .with("sheet", sheet)
            .with("sheets", names.join(", ")));
    }
    let asked = asked.filter(|sheet| grids.iter().any(|grid| same(&grid.name, sheet)));
    let mut tables: Vec<SheetTable> = Vec::new();
    for (at, grid) in grids.iter().enumerate() {
        if asked.is_none_or(|sheet| same(&grid.name, sheet)) {
            tables.extend(table::find(grid, at, wanted.mapping, wanted.own));
        }
    }
    let mut reader = SheetReader {
        reading: Reading::of(grids, law, today),
        grids,
        several: grids.len() > 1,
        parties: Parties::of_keeper(wanted.kept_by),
        drafts: Vec::new(),
        by_key: HashMap::new(),
        report: SheetReport::default(),
        organisation: wanted.organisation,
        unnamed: Unnamed::default(),
        role: None,
        own_part: OwnPart::of(grids, &tables),
        mapping: wanted.mapping,
        block: None,
        joint: Vec::new(),
        served: None,
        around: Vec::new(),
        measures: Vec::new(),
        contracts: Vec::new(),
    };
    reader.report.encoding = text.map(|(encoding, _)| encoding);
    reader.report.separator = text.and_then(|(_, separator)| separator);
    // A mapping of the user's own names what the file comes from; one that comes with the program fits files of anybody.
    let own = wanted.mapping.filter(|mapping| !mapping.is_shipped());
    let source = wanted.source.or_else(|| own.map(|it| it.id.as_str()));
    let source = source.filter(|it| !it.is_empty()).unwrap_or(name);
    reader.report.source = clean(source, false);
    let role = wanted
        .role
        .or_else(|| wanted.mapping.and_then(|it| it.role.as_deref()));
    let unmatched = wanted.mapping.map(|it| mapping::unmatched(it, grids));
    let unmatched = unmatched.unwrap_or_default();
    let Some(tables) = ordered(tables) else {
        return Err(if unmatched.is_empty() {
            Problem::refused("sheet_no_table")
        } else {
            Problem::refused("sheet_mapping_unmatched").with("headers", unmatched.join(", "))
        });
    };
    reader.report.unmatched = unmatched;
    Ok(reader.read(tables, role))
}

fn same(one: &str, other: &str) -> bool {
    plain(one) == plain(other)
}

/// A file while it is read.
struct SheetReader<'r> {
    reading: Reading<'r>,
    grids: &'r [SheetGrid],
    several: bool,
    parties: Parties,
    drafts: Vec<ActivityDraft>,
    by_key: HashMap<String, usize>,
    report: SheetReport,
    organisation: Option<&'r str>,
    /// What is told of an organisation that is not named where it is told.
    unnamed: Unnamed,
    /// What we are in all of them, where that was asked for.
    role: Option<String>,
    /// Who may be ours in the place of a processor.
    own_part: OwnPart,
    mapping: Option<&'r Mapping>,
    /// The organisation that stands above the table.
    block: Option<usize>,
    /// Those with whom it is responsible for all activities.
    joint: Vec<usize>,
    /// For whom all of it is done, where that stands there.
    served: Option<String>,
    /// What else stands around the tables.
    around: Vec<String>,
    /// The security measures that stand there.
    measures: Vec<ToldMeasure>,
    /// The contracts with processors that are told of.
    contracts: Vec<ListedContract>,
}

impl SheetReader<'_> {
    fn read(mut self, tables: Vec<SheetTable>, role: Option<&str>) -> Incoming {
        let mut of_clients = tables
            .iter()
            .flat_map(|table| &table.columns)
            .filter(|column| column.path.starts_with("clients"))
            .peekable();
        // Where most rows are told of a client, the register is one of a processor.
        let clients = of_clients.peek().is_some() && {
            let columns: Vec<u32> = of_clients.map(|column| column.at).collect();
            let lines = tables.iter().flat_map(|table| {
                let lines = &self.grids[table.sheet].lines;
                lines[table.lines.clone()].iter()
            });
            let told = |line: &&Line| columns.iter().any(|at| !line.text(*at).is_empty());
            let (with, without): (Vec<&Line>, Vec<&Line>) = lines.partition(told);
            with.len() >= without.len()
        };
        self.role = role.map(str::to_owned);
        let role = role.unwrap_or(if clients { "processor" } else { "controller" });
        let mut read: HashSet<usize> = HashSet::new();
        let mut first: Option<SheetTable> = None;
        let mut aside: Vec<SheetTable> = Vec::new();
        for mut table in tables {
            if role == "processor" && !table.has("clients[].organisation") {
                // The controller in a register of a processor is its client.
                for column in &mut table.columns {
                    if column.path == "organisation.name" && column.sure < 3 {
                        "clients[].organisation".clone_into(&mut column.path);
                        column.field = crate::exchange::layout::ColumnField::read(&column.path);
                    }
                }
            }
            let joined = match &first {
                None => None,
                Some(main) => {
                    let Some(join) = self.known().join(main, &table) else {
                        aside.push(table);
                        continue;
                    };
                    Some(join)
                }
            };
            read.insert(table.sheet);
            self.table(&table, joined.as_ref());
            first.get_or_insert(table);
        }
        for (at, grid) in self.grids.iter().enumerate() {
            let table = aside.iter().find(|table| table.sheet == at);
            let list = Some(grid).filter(|_| !read.contains(&at));
            let Some(list) = list.and_then(|grid| listed::list_in(grid, table)) else {
                continue;
            };
            let (drafts, parties) = (&mut self.drafts, &mut self.parties);
            let (list, around) = ((grid, &list), &mut self.around);
            let (found, told) = listed::read(&self.reading, list, drafts, parties, around);
            self.contracts.extend(found);
            self.report.tell_list(told);
            self.words(grid);
            read.insert(at);
        }
        for (at, grid) in self.grids.iter().enumerate() {
            if !read.contains(&at) && self.cover(grid) {
                read.insert(at);
            }
        }
        let known = (self.block, self.organisation);
        self.block = own_part::of_file(known, self.grids, &self.drafts, &mut self.parties);
        self.of_unnamed();
        let sheets = self.grids.iter().enumerate();
        let mut passed: Vec<&SheetGrid> = sheets
            .filter(|(at, grid)| !read.contains(at) && !grid.lines.is_empty())
            .map(|(_, grid)| grid)
            .collect();
        let (drafts, parties) = (&mut self.drafts, &mut self.parties);
        let periods = tables::tell_tables(&self.reading, &passed, drafts, parties);
        passed.retain(|grid| !periods.sheets.contains(&grid.name));
        self.report.passed_over = passed.iter().map(|grid| grid.name.clone()).collect();
        let beside = of_all::lines(&self.around, &passed);
        let (drafts, parties) = (&mut self.drafts, &mut self.parties);
        of_all::tell_each(&self.reading, &passed, drafts, parties);
        of_all::tell(&self.reading, &beside, drafts, parties);
        of_all::tell_basis(&self.reading, &beside, drafts, parties);
        of_all::tell_consent(&beside, drafts);
        of_all::tell_reached(&beside, self.block, parties);
        of_all::tell_review(&self.reading, &self.around, drafts);
        if self.measures.is_empty() {
            self.measures = of_all::measures_in(&passed, &mut self.report.passed_over);
        }
        let measures = self.measures.iter().map(ToldMeasure::line);
        let told: Vec<String> = beside.into_iter().chain(measures).collect();
        of_all::tell_notice(&told, self.block, drafts, parties);
        let mut account = Account::default();
        account.count_all(Fate::Note, periods.rest.len());
        self.beside(account);
        self.around.extend(periods.rest);
        of_all::leave_index(&mut self.around, &self.drafts);
        self.finish(role)
    }

    /// Records what is told of an organisation that is not named beside it: the one that the file names elsewhere, else
    /// whoever keeps the register.
    fn of_unnamed(&mut self) {
        let told = std::mem::take(&mut self.unnamed);
        if !told.is_empty() {
            self.block = self.block.or_else(|| self.parties.keeper());
        }
        let (rest, account) = above::settle(&self.reading, told, self.block, &mut self.parties);
        self.around.extend(rest);
        self.beside(account);
    }

    /// Reads a sheet that says who is responsible for what stands in another: labels with their answers; whether it is one.
    fn cover(&mut self, grid: &SheetGrid) -> bool {
        if self.block.is_some() || !may_be_cover(grid) {
            return false;
        }
        let all = 0..grid.lines.len();
        let told = above::read(&self.reading, grid, all, &mut self.parties);
        if told.organisation.is_none() {
            return false;
        }
        self.block = told.organisation;
        self.joint.extend(told.joint);
        self.around.extend(told.rest);
        self.measures.extend(told.measures);
        self.beside(told.account);
        true
    }

    /// The activities that are known so far.
    fn known(&self) -> KnownActivities<'_> {
        KnownActivities {
            grids: self.grids,
            by_key: &self.by_key,
            count: self.drafts.len(),
        }
    }

    fn table(&mut self, table: &SheetTable, join: Option<&Join>) {
        let grids = self.grids;
        let grid = &grids[table.sheet];
        let columns = with_unheaded(table, grid, self.mapping);
        let mut told = TableReport {
            sheet: grid.name.clone(),
            header_row: table.header_row,
            first_row: grid.lines.get(table.lines.start).map_or(0, |it| it.number),
            lines: Vec::new(),
            rows: 0,
            repeated: 0,
            sections: Vec::new(),
            layout: table.layout.clone(),
            columns: columns.iter().map(ColumnReport::of).collect(),
        };
        self.parties.contacts_of_keeper = tells_contacts_of_all(table, grid);
        let above = above::read(&self.reading, grid, table.above.clone(), &mut self.parties);
        self.block = above.organisation.or(self.block);
        self.unnamed.extend(above.unnamed);
        self.served = above.served.or(self.served.take());
        self.joint.extend(above.joint);
        let unknown = self.block.is_none() && self.organisation.is_none();
        let part = named_in_role(&grid.name).filter(|_| unknown);
        let part = part.map(|name| self.parties.ours(&name));
        let role = role_of(table, grid, &above.rest).or(above.role);
        let role = role.filter(|_| self.role.is_none());
        self.around.extend(above.rest);
        self.measures.extend(above.measures);
        self.beside(above.account);
        self.words(grid);
        // What makes rows of lists comes first, what speaks of them after it.
        let mut order: Vec<usize> = (0..columns.len()).collect();
        order.sort_by_key(|at| mapping::stage(&columns[*at].path));
        let mut above_rows = RowsAbove::of(&columns, grid.turned.is_empty());
        let has_department = columns.iter().any(|it| it.path == "activity.department");
        let mut section: Option<String> = None;
        let rows = table.rows(grid);
        for (line, row) in grid.lines[table.lines.clone()].iter().zip(rows) {
            match row {
                TableRow::Again => told.repeated += 1,
                TableRow::Number => self.report.account.count(Fate::Blank),
                TableRow::Section => {
                    let text = clean(line.cells[0].value.text(), false);
                    told.sections.push((line.number, text.clone()));
                    self.report.account.count(if has_department {
                        Fate::Note
                    } else {
                        Fate::Field
                    });
                    section = Some(text);
                    above_rows.part();
                }
                TableRow::Foot => {
                    let mut account = Account::default();
                    for cell in &line.cells {
                        account.count(Fate::Note);
                        self.around.push(clean(cell.value.text(), true));
                    }
                    self.beside(account);
                }
                TableRow::Answers => {
                    told.rows += 1;
                    told.lines.push(line.number);
                    let goes_on = above_rows.goes_on(self.reading.words, line, &columns);
                    let known = match join {
                        Some(Join::By(column) | Join::Summary(column)) => {
                            let key = plain(line.text(*column));
                            joining::named(&self.by_key, &key)
                        }
                        Some(Join::One) => Some(0),
                        None | Some(Join::Own) => goes_on,
                    };
                    let draft = known.unwrap_or_else(|| self.begin(part));
                    if let (Some(role), None) = (role, known) {
                        let fields = &mut self.drafts[draft].fields;
                        fields.entry("role").or_insert(json!(role));
                    }
                    self.row(
                        draft,
                        (grid, line),
                        (&columns, &order),
                        &mut told,
                        (join, &above_rows),
                    );
                    if matches!(join, Some(Join::Summary(_))) && known.is_some() {
                        self.drafts[draft].fold_summary();
                    }
                    let begun = (draft, known.is_none());
                    above_rows.read(self.reading.words, line, &columns, begun);
                    if let Some(section) = &section {
                        self.of_section(draft, section, has_department);
                    }
                    if matches!(join, None | Some(Join::Own)) {
                        self.name(draft);
                    }
                }
            }
        }
        self.report.tables.push(told);
    }

    /// Counts cells that stand beside the tables.
    fn beside(&mut self, account: Account) {
        self.report.account.add(account);
        self.report.beside.add(account);
    }

    /// Keeps what stands under the heading of a sheet beside its table.
    fn words(&mut self, grid: &SheetGrid) {
        let mut account = Account::default();
        account.count_all(Fate::Note, grid.words.len());
        self.beside(account);
        self.around.extend(grid.words.iter().cloned());
    }

    fn begin(&mut self, part: Option<usize>) -> usize {
        self.drafts.push(ActivityDraft::under(part));
        self.drafts.len() - 1
    }

    /// Says of an activity which section it stands in.
    fn of_section(&mut self, draft: usize, section: &str, has_department: bool) {
        let draft = &mut self.drafts[draft];
        if has_department {
            if !draft.notes.iter().any(|note| note == section) {
                draft.notes.push(section.to_owned());
            }
        } else if !draft.fields.contains_key("department") {
            draft.fields.insert("department".to_owned(), json!(section));
        }
    }

    /// Makes an activity known by its key and name, for the rows of other sheets.
    fn name(&mut self, draft: usize) {
        let said = &self.drafts[draft];
        let name = said
            .fields
            .get("name")
            .and_then(Json::as_str)
            .unwrap_or_default();
        let name = plain(name);
        let words = joining::by_words(&name);
        for key in [plain(&said.reference), name].into_iter().chain(words) {
            if !key.is_empty() {
                self.by_key.entry(key).or_insert(draft);
            }
        }
    }

    /// The place of a cell, with its sheet where there are several.
    fn place_of(&self, grid: &SheetGrid, sheet: &str, (at, line): (u32, u32)) -> String {
        let place = grid.cell_name(at, line);
        if self.several {
            format!("{sheet}!{place}")
        } else {
            place
        }
    }

    fn row<'g>(
        &mut self,
        draft: usize,
        (grid, line): (&SheetGrid, &'g Line),
        (columns, order): (&[MappedColumn], &[usize]),
        told: &mut TableReport,
        (join, above): (Option<&Join>, &RowsAbove<'g>),
    ) {
        self.drafts[draft].line();
        let words = self.reading.words;
        let empty = CellContent::Text(String::new());
        let added = columns
            .iter()
            .map(|column| above.added(words, line, column));
        let added: Vec<Option<CellContent>> = added.collect();
        let holds: Vec<(&CellContent, bool)> = columns
            .iter()
            .zip(&added)
            .map(|(column, added)| match above.held(words, line, column) {
                Held::Said(_) if added.is_some() => (added.as_ref().unwrap_or(&empty), true),
                Held::Nothing => (&empty, true),
                Held::Said(content) => (content, true),
                Held::Unknown(content) => (content, false),
            })
            .collect();
        let says_none = |at: &usize| stance(words, holds[*at].0.text()) == Stance::None;
        // What says *none* of a list counts once the list is known to be empty.
        let mut order: Vec<usize> = order.to_vec();
        order.sort_by_cached_key(|at| (mapping::stage(&columns[*at].path), says_none(at)));
        // Where the clients stand in a column of their own, the controller is ours.
        let open = self.role.is_none() && !columns.iter().any(|it| it.path.starts_with("clients["));
        let known = self.block.map(|at| self.parties.all[at].name());
        let as_processor = (open.then(|| self.own_part.in_line(line, columns, known))).flatten();
        let of_processor = open
            && (as_processor.is_some()
                || self.drafts[draft].fields.get("role") == Some(&json!("processor"))
                || says_processor(words, line, columns));
        if let Some(told) = &as_processor {
            let ours = self.parties.ours(&told.name);
            self.drafts[draft].is_done_by(ours);
        }
        for at in order {
            let column = as_client(&columns[at], of_processor);
            let column = match &as_processor {
                Some(told) => told.column(column),
                None => column,
            };
            let column = &*column;
            if column.path == LEFT_OUT {
                let left = usize::from(line.cell(column.at).is_some());
                self.report.account.left_out += left;
                told.columns[at].account.left_out += left;
                continue;
            }
            let own = as_processor.as_ref().filter(|it| it.column == column.at);
            let (held, known) = own.map_or(holds[at], |it| (&it.others, true));
            let place = self.place_of(grid, &told.sheet, (column.at, line.number));
            let asked = ReadCell {
                column,
                place,
                held,
            };
            let is_key = join.and_then(Join::key) == Some(column.at);
            // What is told in full needs no summary beside it.
            let again = matches!(join, Some(Join::Summary(_)))
                && self.drafts[draft].tells_already(&column.path);
            let became = if is_key || (own.is_some() && asked.text().is_empty()) {
                let fate = if asked.text().is_empty() && own.is_none() {
                    Fate::Blank
                } else {
                    Fate::Field
                };
                Became {
                    fate,
                    said: String::new(),
                }
            } else if known && !(again && stance(words, held.text()) == Stance::Said) {
                self.drafts[draft].take(&self.reading, &mut self.parties, &asked)
            } else {
                self.drafts[draft].note(&asked)
            };
            self.report.account.count(became.fate);
            if let CellContent::Fault(_) = held {
                self.report.faults.push(asked.place.clone());
            }
            let report = &mut told.columns[at];
            report.account.count(became.fate);
            if report.first.is_empty() && became.fate != Fate::Blank {
                asked.text().clone_into(&mut report.first);
                report.read_as.clone_from(&became.said);
            }
            if matches!(became.fate, Fate::Note | Fate::Stated) && column.field.is_some() {
                self.report.unread.push(UnreadCell {
                    place: asked.place.clone(),
                    spot: (self.report.tables.len(), at, line.number),
                    header: column.header.clone(),
                    text: asked.text().to_owned(),
                    fate: became.fate,
                });
            }
        }
        let data: Vec<String> = (columns.iter().zip(&holds))
            .filter(|(column, _)| column.path == "data_categories[].category")
            .map(|(_, (held, _))| held.text())
            .filter(|text| stance(words, text) == Stance::Said)
            .map(mapping::one_line)
            .collect();
        self.drafts[draft].end_line(&data.join(", "));
    }

    /// The measures that stand beside the activities, of the organisation that the file is of. Where nobody knows that, each
    /// activity that names none has them in words.
    fn told_measures(&mut self, keys: &mut IncomingKeys) -> Vec<Json> {
        let owner = self.block.map(Parties::reference);
        let mut measures: Vec<Json> = Vec::new();
        // `See the policy` describes none.
        let told = std::mem::take(&mut self.measures).into_iter();
        let points = |measure: &ToldMeasure| {
            let (bare, _) = with_brackets(measure.text.trim_end_matches('.'));
            Lists::shipped().points_elsewhere(bare)
        };
        let (pointers, told): (Vec<_>, Vec<_>) = told.partition(points);
        self.measures = told;
        for ToldMeasure { name, text } in pointers {
            let mut account = Account::default();
            account.count_all(Fate::Note, above::PAIR);
            self.beside(account);
            self.around.push(format!("{name}: {text}"));
        }
        if owner.is_none() && !self.measures.is_empty() {
            let told = self.measures.iter();
            let lines: Vec<String> = told.map(ToldMeasure::line).collect();
            pointed::leave_measures(&mut self.drafts);
            for draft in &mut self.drafts {
                if !draft.none.holds("measures_text") {
                    let fields = draft.fields.entry("measures_text");
                    fields.or_insert_with(|| json!(lines.join("\n")));
                }
            }
            let mut account = Account::default();
            account.count_all(Fate::Field, above::PAIR * self.measures.len());
            self.beside(account);
            self.measures.clear();
        }
        for ToldMeasure { name, text } in std::mem::take(&mut self.measures) {
            let mut account = Account::default();
            account.count_all(Fate::Field, above::PAIR);
            self.beside(account);
            let Some(owner) = &owner else { continue };
            keys.insert((RecordKind::Measure, measures.len()), name.clone());
            measures.push(json!({ "name": name, "description": text, "organisations": [owner] }));
        }
        measures
    }

    fn finish(mut self, role: &str) -> Incoming {
        let (mut keys, mut named) = (HashMap::new(), HashSet::new());
        let mut taken: HashSet<String> = HashSet::new();
        let mut activities = Vec::new();
        let measures = self.told_measures(&mut keys);
        if !measures.is_empty() {
            pointed::leave_measures(&mut self.drafts);
        }
        if let Some(first) = self.drafts.first_mut() {
            first.notes.extend(self.around.iter().cloned());
        }
        let told = listed::told_around(&self.reading, &self.around, &self.parties);
        self.contracts.extend(told);
        listed::settle_bound(&mut self.contracts, &self.around);
        self.report.around = self.around;
        told_again::join(&self.reading, &mut self.drafts, &mut self.parties);
        let columns = self.report.tables.iter().flat_map(|it| &it.columns);
        let each = of_all::ask_joint(columns.map(|it| it.field.as_str()));
        for (at, mut draft) in self.drafts.into_iter().enumerate() {
            draft.settle(&self.reading, &self.parties);
            self.report.guessed.extend(draft.placed_as(&self.parties));
            if !each {
                of_all::tell_joint(&self.joint, &mut draft);
            }
            for contract in std::mem::take(&mut draft.contracts) {
                let of_these = listed::of_activity(&self.parties, &draft, &contract);
                if of_these.is_empty() {
                    draft.extend("documents", [json!({ "title": contract.0 })].into_iter());
                }
                self.contracts.extend(of_these);
            }
            let has_name = draft.fields.contains_key("name");
            draft.complete(self.served.as_deref());
            let name = draft.fields.get("name").and_then(Json::as_str);
            self.report
                .unnamed
                .extend(name.filter(|_| !has_name).map(str::to_owned));
            let key = draft.key(&mut taken);
            // A bare number would be a reference that says nothing.
            if draft.reference.chars().any(char::is_alphabetic) {
                named.insert((RecordKind::Activity, at));
            }
            keys.insert((RecordKind::Activity, at), key);
            let own = draft.organisation.map(Parties::reference);
            let block = draft.part.or(self.block).map(Parties::reference);
            let organisation = own
                .or_else(|| self.organisation.map(str::to_owned))
                .or(block);
            // In a register of a controller, what is done for a client is done as its processor.
            let role = if draft.lists.contains_key("clients") && self.role.is_none() {
                "processor"
            } else {
                role
            };
            activities.push(draft.finish(organisation.as_deref(), Some(role)));
        }
        let mut root = Map::new();
        let guessed = guess_countries(&self.reading, &mut self.parties);
        self.report.guessed.extend(guessed);
        let parties: Vec<Json> = self
            .parties
            .all
            .iter()
            .enumerate()
            .filter(|(_, party)| !party.is_other)
            .enumerate()
            .map(|(place, (at, party))| {
                keys.insert((RecordKind::Organisation, place), party.name().to_owned());
                party.json(&Parties::reference(at))
            })
            .collect();
        if !parties.is_empty() {
            root.insert(
                RecordKind::Organisation.plural().to_owned(),
                Json::Array(parties),
            );
        }
        let mut contracts: Vec<Json> = Vec::new();
        for (name, contract) in
            listed::contracts_told(&self.reading, &self.contracts, &self.parties)
        {
            keys.insert((RecordKind::Agreement, contracts.len()), name);
            contracts.push(contract);
        }
        if !contracts.is_empty() {
            root.insert(RecordKind::Agreement.plural().to_owned(), contracts.into());
        }
        if !measures.is_empty() {
            root.insert(RecordKind::Measure.plural().to_owned(), measures.into());
        }
        self.report.activities = activities.len();
        if !activities.is_empty() {
            root.insert(
                RecordKind::Activity.plural().to_owned(),
                Json::Array(activities),
            );
        }
        Incoming {
            root: Json::Object(root),
            keys,
            named,
            report: self.report,
        }
    }
}

/// By what each record of a file is told apart from the others of its kind.
type IncomingKeys = HashMap<(RecordKind, usize), String>;
