//! Which column becomes what: as a file says it, as a layout that comes with the program has it, or as its header tells.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::header::{Guess, KnownHeaders, MEASURES, asks_for_places};
use crate::domain::problem::Problem;
use crate::exchange::layout::{self, ColumnField, LEFT_OUT};
use crate::exchange::sheets::file::grid::SheetGrid;
use crate::exchange::sheets::folding::plain_name;
use crate::exchange::sheets::lists;
use crate::exchange::sheets::vocabulary::SheetVocabulary;

/// What becomes of the columns of a file: of the user's own, or of a layout that comes with the program.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Mapping {
    /// What it is called; one of the user's own is also the name of the source, where none is given.
    #[serde(default)]
    pub id: String,
    /// The sheet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The row of the headers, as people count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header_row: Option<u32>,
    /// What we are in the activities.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// The columns.
    #[serde(default)]
    pub columns: Vec<ColumnUse>,
}

/// What becomes of a column.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct ColumnUse {
    /// What stands over it; after the sheet and a stroke, where it is of that sheet alone.
    pub header: String,
    /// The path of the field; `notes` to keep it under its header, `leave` to leave it out.
    pub field: String,
    /// How its cells are read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parse: Option<String>,
}

/// A column with what becomes of it.
#[derive(Clone, Debug, PartialEq)]
pub struct MappedColumn {
    /// Its place, from 0.
    pub at: u32,
    /// What stands over it, in one line.
    pub header: String,
    /// What it becomes; nothing where it is kept under its header.
    pub field: Option<ColumnField>,
    /// The path of that, as mappings write it.
    pub path: String,
    /// How its cells are read.
    pub parse: Option<String>,
    /// Other fields that it may mean as well.
    pub others: Vec<String>,
    /// How sure it is: 3 given, 2 a whole header, 1 by parts of it, 0 not at all.
    pub sure: u8,
}

impl Mapping {
    /// Reads a mapping; `name` is what it is called where it cannot be read.
    ///
    /// # Errors
    /// `layout_unreadable` with the reason, `layout_without_columns`, or `layout_field_unknown` with header and field.
    pub fn read(name: &str, text: &str) -> Result<Self, Problem> {
        // The same checks as for a layout of an export, which has the same shape.
        layout::Layout::read(name, text)?;
        let mut mapping: Self = toml::from_str(text).unwrap_or_default();
        if mapping.columns.is_empty() {
            #[derive(Deserialize)]
            struct Several {
                template: Vec<Mapping>,
            }
            let several: Option<Several> = toml::from_str(text).ok();
            mapping = several
                .and_then(|it| it.template.into_iter().next())
                .unwrap_or_default();
        }
        if mapping.id.is_empty() {
            name.clone_into(&mut mapping.id);
        }
        Ok(mapping)
    }

    /// The mappings of the layouts that come with the program.
    pub fn shipped() -> &'static [Self] {
        static READ: OnceLock<Vec<Mapping>> = OnceLock::new();
        READ.get_or_init(|| {
            let read = |name| Self::read(name, layout::shipped(name)?).ok();
            layout::names().filter_map(read).collect()
        })
    }

    /// Whether it comes with the program.
    pub(in crate::exchange::sheets) fn is_shipped(&self) -> bool {
        layout::shipped(&self.id).is_some()
    }

    /// The columns by their headers as they are compared, those of a sheet alone among them.
    fn by_header(&self, sheet: &str) -> HashMap<String, Vec<&ColumnUse>> {
        let mut known: HashMap<String, Vec<&ColumnUse>> = HashMap::new();
        let sheet = plain_name(sheet);
        for given in &self.columns {
            let key = match given.header.split_once('/') {
                Some((of, header)) if plain_name(of) == sheet && !sheet.is_empty() => {
                    plain_name(header)
                }
                _ => plain_name(&given.header),
            };
            known.entry(key).or_default().push(given);
        }
        known
    }

    /// Its headers for a sheet as they are compared.
    pub(in crate::exchange::sheets) fn headers(&self, sheet: &str) -> HashSet<String> {
        self.by_header(sheet).into_keys().collect()
    }

    /// How many of the headers of a sheet are of this mapping.
    pub(in crate::exchange::sheets) fn matches(
        &self,
        sheet: &str,
        headers: &[(u32, String)],
    ) -> usize {
        let known = self.by_header(sheet);
        let found = headers
            .iter()
            .filter(|(_, header)| known.contains_key(&plain_name(header)));
        found.count()
    }
}

/// The headers of a mapping that no cell of some sheets says; the letters of a column without one are none.
pub(in crate::exchange::sheets) fn unmatched(
    mapping: &Mapping,
    grids: &[SheetGrid],
) -> Vec<String> {
    let lines = grids.iter().flat_map(|grid| &grid.lines);
    let cells = lines.flat_map(|line| &line.cells);
    let said: HashSet<String> = cells.map(|cell| plain_name(cell.value.text())).collect();
    let is_letters =
        |header: &str| header.len() <= 2 && header.bytes().all(|it| it.is_ascii_uppercase());
    let is_said = |header: &str| {
        let last = header.rsplit(" > ").next().unwrap_or(header);
        let of_sheet = last.split_once('/').map(|(_, header)| header);
        let mut ways = [Some(last), of_sheet].into_iter().flatten();
        ways.any(|it| said.contains(&plain_name(it)))
    };
    let headers = mapping.columns.iter().map(|column| &column.header);
    let unsaid = headers.filter(|header| !is_letters(header) && !is_said(header));
    unsaid.cloned().collect()
}

/// What becomes of columns: as given, else as the headers tell: those of the user's `own` mappings, then those that
/// come with the program.
///
/// `groups` stand over some of the headers.
#[must_use]
pub fn columns(
    given: Option<&Mapping>,
    own: &[Mapping],
    sheet: &str,
    headers: &[(u32, String)],
    groups: &BTreeMap<u32, String>,
) -> Vec<MappedColumn> {
    let known = given
        .map(|mapping| mapping.by_header(sheet))
        .unwrap_or_default();
    let own: Vec<_> = own.iter().map(|mapping| mapping.by_header(sheet)).collect();
    let mut taken: HashMap<String, usize> = HashMap::new();
    let mut count: HashMap<String, usize> = HashMap::new();
    for (_, header) in headers {
        *count.entry(plain_name(header)).or_default() += 1;
    }
    let mut columns: Vec<MappedColumn> = Vec::new();
    for (at, header) in headers {
        let group = groups.get(at).map(String::as_str);
        let shown = one_line(header);
        let full = group.map_or_else(
            || shown.clone(),
            |group| format!("{} > {shown}", one_line(group)),
        );
        let key = plain_name(header);
        let of_mapping = known.get(&plain_name(&full)).or_else(|| known.get(&key));
        if let Some(list) = of_mapping {
            // Two columns of one header are in the order of the mapping.
            let nth = taken.entry(key.clone()).or_default();
            let chosen = list.get(*nth).or_else(|| list.last());
            *nth += 1;
            if let Some(chosen) = chosen {
                columns.push(column(
                    *at,
                    full,
                    &chosen.field,
                    chosen.parse.clone(),
                    Vec::new(),
                    3,
                ));
                continue;
            }
        }
        let learnt = |key: &String| {
            own.iter()
                .find_map(|known| known.get(key)?.first().copied())
        };
        let learnt = learnt(&plain_name(&full)).or_else(|| learnt(&key));
        // What was left out once is not left out of every sheet.
        if let Some(learnt) = learnt.filter(|learnt| learnt.field != LEFT_OUT) {
            let parse = learnt.parse.clone();
            columns.push(column(*at, full, &learnt.field, parse, Vec::new(), 2));
            continue;
        }
        let guess = guess(&shown, group, count.get(&key).copied().unwrap_or(1) > 1);
        columns.push(match guess {
            Some(guess) => {
                let sure = if guess.exact { 2 } else { 1 };
                column(*at, full, &guess.field, guess.parse, guess.others, sure)
            }
            None => column(*at, full, "notes", None, Vec::new(), 0),
        });
    }
    controller_in_spanish(&mut columns);
    countries_of_transfers(&mut columns);
    safeguards_of_nothing(&mut columns);
    measures_to_take(&mut columns);
    settle(&mut columns);
    columns
}

/// What a header means with the group over it. A word that many groups have says nothing alone.
pub(in crate::exchange::sheets) fn guess(
    header: &str,
    group: Option<&str>,
    repeated: bool,
) -> Option<Guess> {
    let headers = KnownHeaders::shipped();
    let Some(group) = group else {
        return headers.guess(header);
    };
    let together = format!("{group} {header}");
    if repeated || lists::shipped().general_heads.is(&plain_name(header)) {
        return headers.guess(&together).or_else(|| headers.guess(header));
    }
    match headers.guess(header) {
        Some(guess) if guess.exact => Some(guess),
        // What a header says itself goes before as much that its group says.
        Some(alone) => {
            let both = headers.guess(&together);
            // What the group says by itself is nothing that both say together.
            let of_group = headers.guess(group).map(|it| it.field);
            both.filter(|both| both.exact || both.weight > alone.weight)
                .filter(|both| of_group.as_deref() != Some(both.field.as_str()))
                .or(Some(alone))
        }
        None => headers.guess(&together),
    }
}

pub(in crate::exchange::sheets) fn column(
    at: u32,
    header: String,
    path: &str,
    parse: Option<String>,
    others: Vec<String>,
    sure: u8,
) -> MappedColumn {
    let field = ColumnField::read(path).filter(|field| *field != ColumnField::Notes);
    let path = if field.is_some() || path == LEFT_OUT {
        path
    } else {
        "notes"
    };
    MappedColumn {
        at,
        header,
        field,
        path: path.to_owned(),
        parse,
        others,
        sure,
    }
}

/// Makes *responsable* the controller among Spanish headers, as the law calls it there; in French it is whoever answers.
fn controller_in_spanish(columns: &mut [MappedColumn]) {
    let words = &SheetVocabulary::shipped().spanish_heads;
    let plain = |column: &MappedColumn| crate::exchange::sheets::folding::plain(&column.header);
    let spanish = columns.iter().filter(|column| {
        let header = plain(column);
        words.iter().any(|word| header.contains(word.as_str()))
    });
    if spanish.count() < 2 || columns.iter().any(|it| it.path == "organisation.name") {
        return;
    }
    let alone = columns
        .iter_mut()
        .find(|it| it.path == "activity.owner" && it.sure < 3 && plain(it) == "responsable");
    if let Some(column) = alone {
        column.others = vec![std::mem::replace(
            &mut column.path,
            "organisation.name".to_owned(),
        )];
        column.field = ColumnField::read(&column.path);
    }
}

/// Makes a country beside transfers one of theirs: alone, its header does not say of what it is.
fn countries_of_transfers(columns: &mut [MappedColumn]) {
    for at in 1..columns.len() {
        let after = columns[..at].iter().rev().take(2);
        let transfers = after
            .into_iter()
            .any(|column| column.path.starts_with("transfers["));
        let given = columns
            .iter()
            .filter(|it| it.path == "transfers[].country")
            .count();
        let column = &mut columns[at];
        if column.path == "activity.countries" && column.sure < 3 && transfers && given < 2 {
            "transfers[].country".clone_into(&mut column.path);
            column.field = ColumnField::read(&column.path);
            column.others = vec!["activity.countries".to_owned()];
        }
    }
}

/// Makes safeguards that stand beside no transfers the measures of the activity, where no other column has those: alone, the
/// word says nothing of transfers.
fn safeguards_of_nothing(columns: &mut [MappedColumn]) {
    let measures = |column: &MappedColumn| column.path == "activity.measures_text";
    if columns.iter().any(measures) {
        return;
    }
    for at in 0..columns.len() {
        let of_transfers = |at: Option<usize>| {
            let column = at.and_then(|at| columns.get(at));
            column.is_some_and(|it| it.path.starts_with("transfers["))
        };
        let beside = of_transfers(at.checked_sub(1)) || of_transfers(Some(at + 1));
        let column = &mut columns[at];
        let transfers = crate::exchange::sheets::folding::plain(&column.header);
        let mut known = lists::shipped().transfer_heads.all();
        let named = known.any(|word| transfers.contains(word)) || asks_for_places(&column.header);
        if column.path == "transfers[].mechanisms" && column.sure < 3 && !beside && !named {
            "activity.measures_text".clone_into(&mut column.path);
            column.field = ColumnField::read(&column.path);
            column.others = vec!["transfers[].mechanisms".to_owned()];
            return;
        }
    }
}

/// Keeps bare *measures* under their header beside a column that asks for those of security, or for what is wanting: there
/// they are what is still to be done.
fn measures_to_take(columns: &mut [MappedColumn]) {
    let lists = lists::shipped();
    let is_bare = |column: &MappedColumn| lists.bare_measures.is(&plain_name(&column.header));
    let of_security = |it: &MappedColumn| it.path == MEASURES && !is_bare(it);
    let wanting = |it: &MappedColumn| lists.shortcomings.is(&plain_name(&it.header));
    if !columns.iter().any(|it| of_security(it) || wanting(it)) {
        return;
    }
    for column in columns {
        if column.path == MEASURES && column.sure < 3 && is_bare(column) {
            column.field = None;
            column.others = vec![std::mem::replace(&mut column.path, "notes".to_owned())];
        }
    }
}

/// Leaves one column to a field that takes one: the surest, the first of those; the others are kept under their headers.
fn settle(columns: &mut [MappedColumn]) {
    for path in ["ref", "activity.name"] {
        let of_path = columns
            .iter()
            .enumerate()
            .filter(|(_, column)| column.path == path);
        let best = of_path
            .map(|(at, column)| (std::cmp::Reverse(column.sure), at))
            .min();
        let Some((_, best)) = best else { continue };
        for (at, column) in columns.iter_mut().enumerate() {
            if at != best && column.path == path {
                column.field = None;
                column.others = vec![path.to_owned()];
                "notes".clone_into(&mut column.path);
            }
        }
    }
}

/// A header in one line.
pub(in crate::exchange::sheets) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// When the cells of a field are read: what others speak of comes first.
pub(in crate::exchange::sheets) fn stage(path: &str) -> u8 {
    let key = path.rsplit_once("].").map(|(_, key)| key);
    match path {
        "ref" | "organisation.name" | "activity.role" => 0,
        _ if path.starts_with("activity.")
            || path.starts_with("organisation.")
            || path == "notes" =>
        {
            1
        }
        _ if path.ends_with(']') => 2,
        _ => match key {
            Some("text" | "category" | "country" | "organisation") => 2,
            Some("items") => 3,
            // The laws of data are those of the conditions, which may stand behind them.
            Some("laws") if path.starts_with("data_categories") => 5,
            _ => 4,
        },
    }
}
