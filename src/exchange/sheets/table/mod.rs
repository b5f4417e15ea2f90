//! Where the table of a sheet is: the row of its headers, what stands over it, its rows, its sections.
//!
//! | to change | go to |
//! | --- | --- |
//! | several tables below one another | [`several`] |
//! | what a header means, and the parts of words that it is known by | [`header`], `parts` |
//! | which column becomes what, and columns that only their answers tell of | [`mapping`], `by_answers` |
//! | cells and rows that repeat what stands above | `repeated` |
//! | one row read alone, as the screen shows it | [`one_row`] |

pub(super) mod by_answers;
pub mod header;
pub mod mapping;
pub mod one_row;
pub(super) mod parts;
pub(super) mod repeated;
pub mod several;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use self::by_answers::AnswerWords;
use self::header::KnownHeaders as Known;
use self::mapping::{MappedColumn, Mapping, columns, one_line};
use crate::exchange::layout::ColumnField;
use crate::exchange::sheets::answers::labels::CodesByLabel;
use crate::exchange::sheets::answers::yes_or_no;
use crate::exchange::sheets::cell::OPTION;
use crate::exchange::sheets::file::grid::{Line, SheetGrid};
use crate::exchange::sheets::folding::{plain, plain_name};
use crate::exchange::sheets::lists::{self, asks_for_place};
use crate::exchange::sheets::vocabulary::SheetVocabulary;

/// How many rows from above may hold the headers.
const LOOKED_AT: usize = 40;
/// How many different fields a row of headers names at least.
const FEWEST: usize = 3;
/// The longest header.
const LONGEST: usize = 400;
/// The most columns of a table.
const WIDEST: usize = 1000;

/// Texts by their columns.
type Headers = Vec<(u32, String)>;
/// What stands over columns.
type Groups = BTreeMap<u32, String>;

/// A table in a sheet.
#[derive(Clone, Debug)]
pub struct SheetTable {
    /// Its sheet.
    pub sheet: usize,
    /// The number of the row of its headers, as people count.
    pub header_row: u32,
    /// Its columns.
    pub columns: Vec<MappedColumn>,
    /// Its lines below the headers, among those of the sheet.
    pub lines: Range<usize>,
    /// Its lines above the headers.
    pub above: Range<usize>,
    /// The mapping that it was taken to have.
    pub layout: Option<String>,
    /// How many different fields its headers name.
    pub named: usize,
}

/// The headers of a line.
fn headers(line: &Line) -> Headers {
    let cells = line.cells.iter().take(WIDEST);
    let texts = cells.map(|cell| (cell.column, one_line(cell.value.text())));
    texts
        .filter(|(_, text)| !text.is_empty() && text.chars().count() <= LONGEST)
        .collect()
}

/// What a row would be as the row of headers.
struct HeaderCandidate {
    line: usize,
    /// Whether the next row is part of it.
    two: bool,
    headers: Headers,
    groups: Groups,
    named: usize,
    score: usize,
    /// The columns whose headers are answers to what the group over them asks.
    options: Vec<u32>,
}

/// The table of a sheet.
#[must_use]
pub fn find(
    grid: &SheetGrid,
    sheet: usize,
    given: Option<&Mapping>,
    own: &[Mapping],
) -> Option<SheetTable> {
    let asked = given.and_then(|mapping| mapping.header_row);
    let known = asked.or(grid.header_row);
    let mut weights = HeaderWeights::of(grid, given, own);
    let mut best: Option<HeaderCandidate> = None;
    let looked_at = grid.header_row.map_or(LOOKED_AT, |_| usize::MAX);
    for (at, line) in grid.lines.iter().enumerate().take(looked_at) {
        if known.is_some_and(|row| row != line.number) {
            continue;
        }
        let alone = headers(line);
        let groups = groups(grid, at, &alone);
        // Between the headers of a table in Markdown and what is below them stands a rule.
        let between = u32::from(grid.header_row.is_some());
        let next = grid
            .lines
            .get(at + 1)
            .filter(|next| next.number <= line.number + 1 + between);
        let one = weights.weigh(at, false, alone.clone(), groups);
        let two = next.and_then(|next| {
            let below = headers(next);
            let (all, groups) = merged(&alone, &below)?;
            let mut two = weights.weigh(at, true, all, groups);
            if are_options(&alone, &below) {
                two.score = two.score.max(one.score + 2);
                two.options = below.into_iter().map(|(column, _)| column).collect();
            }
            Some(two)
        });
        for candidate in [Some(one), two].into_iter().flatten() {
            let better = best.as_ref().is_none_or(|best| {
                let more = candidate.score > best.score;
                // A second row counts only where it names more than a row of answers would by chance.
                if candidate.two {
                    candidate.score > best.score + 1
                } else {
                    more
                }
            });
            if better {
                best = Some(candidate);
            }
        }
    }
    let best = best.filter(|best| best.named >= FEWEST || asked.is_some())?;
    let layout = layout_of(grid, &best.headers, given, own);
    let mut columns = columns(layout, own, &grid.name, &best.headers, &best.groups);
    ask_for_options(&mut columns, &best);
    let first = best.line + 1 + usize::from(best.two);
    let below = &grid.lines[first.min(grid.lines.len())..];
    by_answers::settle(
        &mut columns,
        below,
        AnswerWords {
            words: SheetVocabulary::shipped(),
            labels: CodesByLabel::shipped(),
        },
    );
    by_answers::name(&mut columns, below);
    by_answers::key(&mut columns, below);
    ask_for_data(&mut columns);
    ask_for_places(&mut columns);
    let mut named: HashSet<&str> = columns.iter().map(|it| it.path.as_str()).collect();
    named.remove("notes");
    let named = named.len();
    Some(SheetTable {
        sheet,
        header_row: grid.lines[best.line].number,
        lines: first..grid.lines.len(),
        above: 0..best.line,
        layout: layout
            .filter(|it| given.is_some() || is_of(grid, &best.headers, it, own))
            .map(|it| it.id.clone()),
        columns,
        named,
    })
}

/// What rows are weighed by as rows of headers; what a text means is found once, as most stand in many rows.
struct HeaderWeights {
    /// The headers of each mapping that the sheet may have, as they are compared.
    layouts: Vec<HashSet<String>>,
    /// The field that a text means, and whether it is a whole header.
    fields: HashMap<String, Option<(String, bool)>>,
}

impl HeaderWeights {
    fn of(grid: &SheetGrid, given: Option<&Mapping>, own: &[Mapping]) -> Self {
        let layouts = given.into_iter().chain(own).chain(Mapping::shipped());
        Self {
            layouts: layouts.map(|it| it.headers(&grid.name)).collect(),
            fields: HashMap::new(),
        }
    }

    fn weigh(
        &mut self,
        line: usize,
        two: bool,
        headers: Headers,
        groups: Groups,
    ) -> HeaderCandidate {
        let mut fields: HashSet<&str> = HashSet::new();
        let mut exact = 0;
        for (_, header) in &headers {
            if !self.fields.contains_key(header) {
                let guess = Known::shipped().guess(header);
                let told = guess.filter(|it| it.field != "notes");
                let told = told.map(|it| (it.field, it.exact));
                self.fields.insert(header.clone(), told);
            }
        }
        for (_, header) in &headers {
            if let Some((field, whole)) = self.fields.get(header).and_then(Option::as_ref) {
                exact += usize::from(*whole && fields.insert(field));
                fields.insert(field);
            }
        }
        let plain: Vec<String> = (headers.iter())
            .map(|(_, header)| plain_name(header))
            .collect();
        let count =
            |layout: &HashSet<String>| plain.iter().filter(|it| layout.contains(*it)).count();
        let matched = self.layouts.iter().map(count).max().unwrap_or(0);
        HeaderCandidate {
            line,
            two,
            named: fields.len().max(matched),
            score: fields.len() * 2 + exact + matched,
            headers,
            groups,
            options: Vec::new(),
        }
    }
}

/// What can be asked with a column for each answer.
const ASKED_BY_OPTIONS: [&str; 7] = [
    "purposes[].legal_bases",
    "data_subjects[].category",
    "data_categories[].category",
    "data_categories[].kind",
    "recipients[].category",
    "activity.measures_text",
    "activity.systems",
];

/// The field that a header over options asks for.
fn asked_by(header: &str) -> Option<String> {
    let field = Known::shipped().guess(header)?.field;
    ASKED_BY_OPTIONS.contains(&field.as_str()).then_some(field)
}

/// Whether a row below headers has answers to choose from: each below a header that goes on over several columns.
fn are_options(above: &[(u32, String)], below: &[(u32, String)]) -> bool {
    let has = |list: &[(u32, String)], column: u32| list.iter().any(|(at, _)| *at == column);
    let words = SheetVocabulary::shipped();
    // Headers of their own below a group are none: `Data` over `Data subjects` and `Categories of personal data`.
    let is_header = |text: &str| Known::shipped().guess(text).is_some_and(|it| it.exact);
    let headers = below.iter().filter(|(_, text)| is_header(text)).count();
    headers * 2 < below.len()
        && below.iter().all(|(column, text)| {
            let goes_on =
                !has(above, *column) || (!has(above, column + 1) && has(below, column + 1));
            let over = above.iter().rev().find(|(first, _)| first <= column);
            let asked = over.is_some_and(|(_, header)| asked_by(header).is_some());
            goes_on && asked && yes_or_no(words, text).is_none()
        })
}

/// Makes the columns of options ask what the group over them does.
fn ask_for_options(columns: &mut [MappedColumn], best: &HeaderCandidate) {
    let options = columns
        .iter_mut()
        .filter(|it| best.options.contains(&it.at));
    for column in options.filter(|it| it.sure < 3) {
        let field = best.groups.get(&column.at).and_then(|it| asked_by(it));
        if let Some(field) = field {
            column.field = ColumnField::read(&field);
            column.path = field;
            column.parse = Some(OPTION.to_owned());
            column.sure = 1;
        }
    }
}

/// Makes a column of bare *categories* ask for those of data: beside the data subjects there are no others.
fn ask_for_data(columns: &mut [MappedColumn]) {
    if !columns
        .iter()
        .any(|it| it.path == "data_subjects[].category")
    {
        return;
    }
    let bare = columns.iter_mut().filter(|column| {
        let unknown = column.path == "notes" && column.sure == 0;
        unknown
            && lists::shipped().bare_categories.is(&plain(
                column.header.rsplit(" > ").next().unwrap_or_default(),
            ))
    });
    for column in bare {
        DATA.clone_into(&mut column.path);
        column.field = ColumnField::read(DATA);
        column.sure = 1;
    }
}

/// Makes the columns of a list of recipients ask where they are and what they do: a location is of no system there.
fn ask_for_places(columns: &mut [MappedColumn]) {
    let first = columns.iter().min_by_key(|column| column.at);
    let lists = first.is_some_and(|it| it.path.starts_with("recipients[role="));
    if !lists || columns.iter().any(|it| it.path == "activity.name") {
        return;
    }
    for column in columns.iter_mut().filter(|column| column.sure < 3) {
        let path = match column.path.as_str() {
            "activity.systems" | "notes" if asks_for_place(&plain_name(&column.header)) => {
                "recipients[].countries"
            }
            "activity.role" => "recipients[].service",
            _ => continue,
        };
        path.clone_into(&mut column.path);
        column.field = ColumnField::read(path);
    }
}

/// The field of categories of data.
const DATA: &str = "data_categories[].category";

/// The mapping of a table: the one given, else one of the user's own or a layout that most of its headers are of.
fn layout_of<'m>(
    grid: &SheetGrid,
    headers: &[(u32, String)],
    given: Option<&'m Mapping>,
    own: &'m [Mapping],
) -> Option<&'m Mapping>
where
    'static: 'm,
{
    if given.is_some() {
        return given;
    }
    let matched = Mapping::shipped().iter().chain(own).enumerate();
    let matched = matched.map(|(at, it)| (it.matches(&grid.name, headers), at, it));
    let best = matched.max_by_key(|(count, at, mapping)| {
        let fewest = std::cmp::Reverse(mapping.columns.len());
        (*count, *at >= Mapping::shipped().len(), fewest)
    })?;
    let (count, _, mapping) = best;
    // Most of its headers, or all that the sheet has.
    let enough = count >= 4 && count * 10 >= headers.len() * 6;
    let whole_sheet = count >= 3 && count == headers.len();
    (enough || whole_sheet).then_some(mapping)
}

/// Whether headers are so many of a layout's that it may be said that the sheet has it: a few words that many layouts have
/// say nothing. A mapping of the user's own was made of such a sheet.
fn is_of(grid: &SheetGrid, headers: &[(u32, String)], layout: &Mapping, own: &[Mapping]) -> bool {
    let matched = layout.matches(&grid.name, headers);
    own.iter().any(|it| it.id == layout.id) || matched * 2 >= layout.columns.len()
}

/// The groups over headers: cells of the row right above, each until the next. A title or a list of labels is none.
fn groups(grid: &SheetGrid, at: usize, headers: &[(u32, String)]) -> Groups {
    let mut groups = BTreeMap::new();
    let Some(above) = at.checked_sub(1).and_then(|above| grid.lines.get(above)) else {
        return groups;
    };
    let over = self::headers(above);
    let beside = above.number + 1 == grid.lines[at].number;
    if !beside || over.len() < 2 || over.len() >= headers.len() || is_block(&over) {
        return groups;
    }
    for (column, _) in headers {
        let group = over.iter().rev().find(|(first, _)| first <= column);
        if let Some((_, group)) = group {
            groups.insert(*column, group.clone());
        }
    }
    groups
}

/// Whether a row right above headers belongs to what is told of the organisation: a label with its answer, an address.
fn is_block(over: &[(u32, String)]) -> bool {
    let speaks =
        |text: &str| text.contains('@') || text.trim_end().ends_with(':') || text.contains(": ");
    if over.iter().any(|(_, text)| speaks(text)) {
        return true;
    }
    let [(first, label), (second, answer)] = over else {
        return false;
    };
    let of = |text: &str| Known::shipped().guess(text);
    let labels = of(label).is_some_and(|guess| guess.field.starts_with("organisation."));
    labels && *second == first + 1 && of(answer).is_none()
}

/// The headers of two rows, where the second goes on below gaps of the first: its own, else those above; and the groups.
fn merged(above: &[(u32, String)], below: &[(u32, String)]) -> Option<(Headers, Groups)> {
    let has = |list: &[(u32, String)], column: u32| list.iter().any(|(at, _)| *at == column);
    if below.len() < 2 || !below.iter().any(|(column, _)| !has(above, *column)) {
        return None;
    }
    // One text alone is a title, not a group.
    if above.len() < 2 || is_block(above) {
        return None;
    }
    let mut all: Vec<(u32, String)> = below.to_vec();
    all.extend(
        above
            .iter()
            .filter(|(column, _)| !has(below, *column))
            .cloned(),
    );
    all.sort_by_key(|(column, _)| *column);
    let mut groups = BTreeMap::new();
    for (column, _) in below {
        if let Some((_, group)) = above.iter().rev().find(|(first, _)| first <= column) {
            groups.insert(*column, group.clone());
        }
    }
    Some((all, groups))
}

/// What a line below the headers is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableRow {
    /// Answers.
    Answers,
    /// The name of those that follow.
    Section,
    /// The headers again, or what they are called elsewhere.
    Again,
    /// Words below the table.
    Foot,
    /// A number, and no word beside it.
    Number,
}

/// What a field says of the processing, where it does.
pub(in crate::exchange::sheets) fn telling(field: &str) -> Option<&str> {
    match field {
        // The basis stands apart from the purpose that it is of.
        "activity.measures_text" | "activity.description" | "purposes[].legal_bases" => Some(field),
        _ if field.starts_with("activity.") || field.starts_with("organisation.") => None,
        _ => field.split_once('[').map(|(list, _)| list),
    }
}

/// How much of a processing the columns of a table say at least whose rows are activities.
pub(in crate::exchange::sheets) const TELLING: usize = 3;

/// What a register of activities says, and a list of processors or of systems does not: whose data, which, on what basis.
const OF_WHOM: [&str; 4] = [
    "data_subjects[].category",
    "data_categories[].category",
    "purposes[].legal_bases",
    "clients[].processing_categories",
];

impl SheetTable {
    /// Whether it has a column of a path.
    pub(in crate::exchange::sheets) fn has(&self, path: &str) -> bool {
        self.columns.iter().any(|column| column.path == path)
    }

    /// How much of a processing its columns say: the different parts of it.
    pub(in crate::exchange::sheets) fn telling(&self) -> usize {
        let paths = self.columns.iter();
        let told = paths.filter_map(|it| telling(&it.path));
        told.collect::<HashSet<&str>>().len()
    }

    /// Whether it says whose data, which, or on what basis.
    pub(in crate::exchange::sheets) fn says_of_whom(&self) -> bool {
        OF_WHOM.iter().any(|path| self.has(path))
    }

    /// Whether it says how long data are kept, and of no processing what it is for, on what basis or of whom.
    pub(in crate::exchange::sheets) fn is_schedule(&self) -> bool {
        let asked = ["purposes[", "data_subjects[", "recipients[", "clients["];
        let mut paths = self.columns.iter().map(|column| &column.path);
        let of_processing = paths.any(|path| asked.iter().any(|it| path.starts_with(it)));
        self.has("retention[]") && self.has("data_categories[].category") && !of_processing
    }

    /// Whether it says to whom data go.
    pub(in crate::exchange::sheets) fn says_who_gets_it(&self) -> bool {
        let mut paths = self.columns.iter().map(|column| &column.path);
        paths.any(|path| path.starts_with("recipients["))
    }

    /// Whether its first column names to whom data go: each row is one of those.
    pub(in crate::exchange::sheets) fn begins_with_recipients(&self) -> bool {
        let first = self.columns.iter().min_by_key(|column| column.at);
        first.is_some_and(|it| it.path.starts_with("recipients[role="))
    }

    /// What each of its lines is.
    #[must_use]
    pub fn rows(&self, grid: &SheetGrid) -> Vec<TableRow> {
        let name = self
            .columns
            .iter()
            .find(|it| it.path == "activity.name")
            .map(|it| it.at);
        let lines = &grid.lines[self.lines.clone()];
        let lone = |line: &Line| self.columns.len() >= 4 && line.cells.len() == 1;
        let wide = self.columns.len() >= 4;
        let mut rows: Vec<TableRow> = Vec::with_capacity(lines.len());
        for (at, line) in lines.iter().enumerate() {
            if self.is_again(line) || (at == 0 && is_technical(line)) {
                rows.push(TableRow::Again);
                continue;
            }
            if lone(line) && counts_alone(line.cells[0].value.text()) {
                rows.push(TableRow::Number);
                continue;
            }
            if !lone(line) {
                let foot = at > 0 && (is_total(line) || (wide && is_foot(line)));
                rows.push(if foot {
                    TableRow::Foot
                } else {
                    TableRow::Answers
                });
                continue;
            }
            let follows = lines
                .get(at + 1)
                .is_some_and(|next| !lone(next) && !self.is_again(next));
            let cell = &line.cells[0];
            let short = cell.value.text().chars().count() <= 60;
            let marked = cell
                .value
                .text()
                .trim_start()
                .starts_with(['*', '¹', '²', '³']);
            rows.push(if at > 0 && !follows && (is_total(line) || is_foot(line)) {
                TableRow::Foot
            } else if follows {
                TableRow::Section
            } else if Some(cell.column) == name && short && !marked {
                TableRow::Answers
            } else {
                TableRow::Foot
            });
        }
        rows
    }

    /// Whether a line has the headers again, as at a page break.
    fn is_again(&self, line: &Line) -> bool {
        let same = line.cells.iter().filter(|cell| {
            let header = self.columns.iter().find(|column| column.at == cell.column);
            let text = plain_name(cell.value.text());
            header.is_some_and(|header| {
                let own = header.header.rsplit(" > ").next().unwrap_or_default();
                !text.is_empty() && plain_name(own) == text
            })
        });
        same.count() * 2 > line.cells.len()
    }
}

/// Whether a text is a number of a row and nothing else: `3.`.
fn counts_alone(text: &str) -> bool {
    let bare = text.trim().trim_end_matches(['.', ')']);
    !bare.is_empty() && bare.bytes().all(|it| it.is_ascii_digit())
}

/// The most cells of a line below a table that counts those above it.
const SUMS: usize = 3;

/// Whether a line counts those above it: a word of a sum, and numbers, with what is counted; `Total: 14`.
fn is_total(line: &Line) -> bool {
    let Some((first, more)) = line.cells.split_first() else {
        return false;
    };
    let sums = &SheetVocabulary::shipped().total;
    let begins = |text: &str| text.trim().starts_with(|it: char| it.is_ascii_digit());
    let number = |text: &str| begins(text) && !text.contains(char::is_alphabetic);
    let counted = |text: &str| begins(text) && text.split_whitespace().count() <= SUMS;
    let first = first.value.text();
    let is_sum = sums.is(&plain(first));
    let all = |is: &dyn Fn(&str) -> bool| more.iter().all(|cell| is(cell.value.text()));
    if is_sum && (all(&number) || (more.len() < SUMS && all(&counted))) {
        return true;
    }
    let sum = first.split_once([':', '=']);
    more.is_empty()
        && sum.is_some_and(|(label, count)| {
            let word = plain(label);
            let one = word.split(' ').next().unwrap_or_default();
            (sums.is(&word) || sums.is(one)) && counted(count)
        })
}

/// Whether a line that holds little tells of the table and not of an activity: `Note: ...`, `Last updated 4 March 2025`.
fn is_foot(line: &Line) -> bool {
    /// The most words of what such a line begins with.
    const LONGEST: usize = 3;
    let [first, more @ ..] = line.cells.as_slice() else {
        return false;
    };
    let text = first.value.text().trim();
    let foot = &SheetVocabulary::shipped().foot;
    let label = text.split([':', '=']).next().unwrap_or(text);
    let words: Vec<&str> = label.split_whitespace().take(LONGEST).collect();
    let begins = (1..=words.len()).any(|count| foot.is(&plain(&words[..count].join(" "))));
    let tells = text.contains([':', '=']) || text.contains(|it: char| it.is_ascii_digit());
    begins
        && match more {
            [] => tells,
            // A label with its answer beside it.
            [_] => foot.is(&plain(label)),
            _ => false,
        }
}

/// Whether the first line names terms of a vocabulary, as `dpv:Purpose`.
fn is_technical(line: &Line) -> bool {
    let terms = line.cells.iter().filter(|cell| {
        let text = cell.value.text().trim();
        let term = text.split_once(':').is_some_and(|(before, after)| {
            let word = |text: &str| {
                !text.is_empty()
                    && text
                        .chars()
                        .all(|it| it.is_alphanumeric() || "-_".contains(it))
            };
            word(before)
                && after
                    .split([',', ';', ' '])
                    .all(|it| it.is_empty() || it.contains(':') || word(it))
                && !after.starts_with(' ')
        });
        term && text.chars().any(char::is_alphabetic) && !text.contains("//")
    });
    line.cells.len() > 2 && terms.count() * 2 > line.cells.len()
}
