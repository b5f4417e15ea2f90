//! A workbook of ours read again: the JSON of an export, made of the cells. Who opens the file gives the cells; what is
//! done with what they say is the import's to decide.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value as Json, json};

use super::cell_value::{CellValue, Said, read};
use super::columns::SheetColumn;
use super::dictionary::{CodeLabels, Dictionary};
use super::{ABOUT, LISTS};
use crate::domain::field::Declaration;
use crate::domain::kind::{FieldKind, RecordKind};
use crate::exchange::FORMAT;

/// A sheet that was read: its rows of cells from the first on, empty ones between.
#[derive(Clone, Copy, Debug)]
pub struct ReadSheet<'a> {
    /// What it is called.
    pub name: &'a str,
    /// Its rows.
    pub rows: &'a [Vec<Option<CellValue<'a>>>],
}

impl<'a> ReadSheet<'a> {
    fn cell(&self, row: usize, column: usize) -> Option<CellValue<'a>> {
        *self.rows.get(row)?.get(column)?
    }

    fn text(&self, row: usize, column: usize) -> Option<&'a str> {
        match self.cell(row, column)? {
            CellValue::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// What a row of a sheet says of a record or row.
#[derive(Clone, Debug)]
pub struct ReadRecord {
    /// Its kind.
    pub kind: RecordKind,
    /// The sheet, and the row as people count them.
    pub place: (String, usize),
    /// The reference of what holds it; empty for a record.
    pub parent: String,
    /// Its reference; empty where it has none yet.
    pub reference: String,
    /// Its place in its list, where the workbook says it.
    pub position: Option<i64>,
    /// What stands in each column, by the key of the field or list; its cell beside it.
    pub says: Vec<(&'static str, Said, String)>,
}

/// A workbook that was read.
#[derive(Clone, Debug, Default)]
pub struct Workbook {
    /// What the sheet about the register says; empty where there is none.
    pub about: HashMap<String, String>,
    /// Every record and row, in the order of the sheets.
    pub records: Vec<ReadRecord>,
}

/// Where in the sheets the records of the document stand, by their paths in it.
#[derive(Clone, Debug, Default)]
pub struct Places {
    records: HashMap<String, (String, usize)>,
    columns: HashMap<(RecordKind, &'static str), String>,
    kinds: HashMap<String, RecordKind>,
}

impl Places {
    fn note(&mut self, path: &str, record: &ReadRecord) {
        self.records.insert(path.to_owned(), record.place.clone());
        self.kinds.insert(path.to_owned(), record.kind);
        for (key, _, cell) in &record.says {
            let letters = cell.trim_end_matches(|letter: char| letter.is_ascii_digit());
            self.columns
                .entry((record.kind, key))
                .or_insert_with(|| letters.to_owned());
        }
    }

    /// The cell of a path of the document, as `Activities!G7`, and its row.
    #[must_use]
    pub fn cell(&self, path: &str) -> Option<(String, usize)> {
        // The innermost record that the path goes through.
        let ends = path.match_indices(['.', '[']).map(|(at, _)| at);
        let ends = ends.chain([path.len()]).collect::<Vec<_>>();
        let (end, (sheet, row)) = (ends.into_iter().rev())
            .find_map(|end| Some((end, self.records.get(&path[..end])?)))?;
        let kind = self.kinds.get(&path[..end])?;
        let key = path[end..].trim_start_matches('.');
        let key = key
            .strip_prefix("none")
            .map_or(key, |rest| rest.trim_start_matches(['.', '[', '"']));
        let key = key.split(['.', '[', '"', ']']).next().unwrap_or_default();
        let column = self.columns.iter();
        let column = column
            .filter(|((of, known), _)| of == kind && *known == key)
            .map(|(_, column)| column.as_str())
            .next();
        let column = column.unwrap_or(if key == "ref" { "A" } else { "" });
        Some((format!("{sheet}!{column}{row}"), *row))
    }
}

/// Whether sheets are those of a workbook of ours: one has keys in its first row.
#[must_use]
pub fn is_ours(sheets: &[ReadSheet<'_>]) -> bool {
    sheets.iter().any(|sheet| !keys(sheet).is_empty())
}

/// The columns of a sheet by the keys in its first row; none where it is no sheet of a kind.
fn keys(sheet: &ReadSheet<'_>) -> Vec<(usize, (RecordKind, SheetColumn, usize))> {
    let first = sheet.rows.first().map_or(0, Vec::len);
    let mut found: Vec<_> = (0..first)
        .filter_map(|at| Some((at, SheetColumn::find(sheet.text(0, at)?)?)))
        .collect();
    // The parts of a text in their order, wherever the columns were moved.
    found.sort_by_key(|(_, (_, _, part))| *part);
    found
}

/// Reads the sheets of a workbook.
#[must_use]
pub fn workbook(sheets: &[ReadSheet<'_>]) -> Workbook {
    let dictionary = dictionary(sheets);
    let mut read = Workbook::default();
    for sheet in sheets {
        if sheet.name == ABOUT {
            for row in 1..sheet.rows.len() {
                if let (Some(key), Some(value)) = (sheet.text(row, 0), sheet.text(row, 1)) {
                    read.about.insert(key.to_owned(), value.to_owned());
                }
            }
        }
        let keys = keys(sheet);
        let Some((_, (kind, ..))) = keys.first().copied() else {
            continue;
        };
        for row in 2..sheet.rows.len() {
            if let Some(record) = record(sheet, &dictionary, kind, &keys, row) {
                read.records.push(record);
            }
        }
    }
    read
}

/// The labels that a workbook brings with it.
fn dictionary(sheets: &[ReadSheet<'_>]) -> Dictionary {
    let Some(sheet) = sheets.iter().find(|sheet| sheet.name == LISTS) else {
        return Dictionary::default();
    };
    let columns = sheet.rows.first().map_or(0, Vec::len);
    let sets = (0..columns).filter_map(|at| {
        let name = sheet.text(0, at)?.strip_prefix("label.")?;
        let pairs = (1..sheet.rows.len()).filter_map(|row| {
            let (label, code) = (sheet.text(row, at)?, sheet.text(row, at + 1)?);
            Some((label.to_owned(), code.to_owned()))
        });
        Some(CodeLabels::new(name, pairs))
    });
    Dictionary::from_sets(sets.collect())
}

/// What a row says in the columns of a kind, each by its place; nothing where all its cells are empty.
#[must_use]
pub fn record(
    sheet: &ReadSheet<'_>,
    dictionary: &Dictionary,
    kind: RecordKind,
    keys: &[(usize, (RecordKind, SheetColumn, usize))],
    row: usize,
) -> Option<ReadRecord> {
    let declaration = kind.declaration();
    let mut read_one = ReadRecord {
        kind,
        place: (sheet.name.to_owned(), row + 1),
        parent: String::new(),
        reference: String::new(),
        position: None,
        says: Vec::new(),
    };
    let mut empty = true;
    let own = keys
        .iter()
        .filter(|(_, (of, _, part))| *of == kind && *part == 1);
    for (at, (_, column, _)) in own {
        let text = whole_text(sheet, keys, row, *column);
        let cell = match &text {
            Some(text) => Some(CellValue::Text(text)),
            None => sheet.cell(row, *at),
        };
        empty &= cell.is_none() || *column == SheetColumn::Position;
        let plain = |cell: Option<CellValue<'_>>| match cell
            .map(|cell| read(dictionary, &FieldKind::Text, cell))
        {
            Some(Said::Value(Json::String(text))) => text.trim().to_owned(),
            _ => String::new(),
        };
        match column {
            SheetColumn::Parent => read_one.parent = plain(cell),
            SheetColumn::Reference => read_one.reference = plain(cell),
            SheetColumn::Position => {
                let said = cell.map(|cell| read(dictionary, &FieldKind::Number, cell));
                if let Some(Said::Value(number)) = said {
                    read_one.position = number.as_i64();
                }
            }
            SheetColumn::Field(_) | SheetColumn::List(_) | SheetColumn::Contact(_) => {
                let key = key_of(declaration, *column);
                let field = column.field(kind);
                let said = cell.map_or(Said::Nothing, |cell| read(dictionary, &field, cell));
                let name = format!("{}{}", super::book::letters(*at), row + 1);
                read_one.says.push((key, said, name));
            }
        }
    }
    (!empty).then_some(read_one)
}

/// The key of a column's field, list or contact.
fn key_of(declaration: &'static Declaration, column: SheetColumn) -> &'static str {
    match column {
        SheetColumn::Field(at) => declaration.fields[at].key,
        SheetColumn::List(at) => declaration.lists[at].key,
        SheetColumn::Contact(key) => key,
        SheetColumn::Parent | SheetColumn::Reference | SheetColumn::Position => "",
    }
}

/// The text of a column with what of it stands in further ones; none where it is no text, or all in one cell.
fn whole_text(
    sheet: &ReadSheet<'_>,
    keys: &[(usize, (RecordKind, SheetColumn, usize))],
    row: usize,
    column: SheetColumn,
) -> Option<String> {
    let parts = keys.iter().filter(|(_, (_, of, _))| *of == column);
    let texts: Vec<&str> = parts.filter_map(|(at, _)| sheet.text(row, *at)).collect();
    (texts.len() > 1).then(|| texts.concat())
}

/// What a row belongs to and what does not stand in the workbook itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AbsentRecord {
    /// Its reference, as it is called outside any record; empty where the row names none.
    pub reference: String,
    /// The sheet and row that names it.
    pub named_in: (String, usize),
    /// Whether others of its kind stand in the workbook.
    pub has_sheet: bool,
}

/// The records and rows of a workbook and what they belong to: what does not stand in it itself as a row that says
/// nothing, so that all the others have their place.
fn with_owners(workbook: &Workbook) -> (Vec<ReadRecord>, Vec<AbsentRecord>) {
    let mut records = workbook.records.clone();
    let mut absent = Vec::new();
    let full = |record: &ReadRecord| match record.parent.as_str() {
        "" => record.reference.clone(),
        parent => format!("{parent}/{}", record.reference),
    };
    let kinds: HashSet<RecordKind> = records.iter().map(|record| record.kind).collect();
    let mut known: HashSet<(RecordKind, String)> = (records.iter())
        .map(|record| (record.kind, full(record)))
        .collect();
    for record in &workbook.records {
        let (mut kind, mut name) = (record.kind, record.parent.clone());
        while let Some(owner) = kind.parent() {
            if owner == RecordKind::RegisterData || known.contains(&(owner, name.clone())) {
                break;
            }
            let (parent, reference) = match name.rsplit_once('/') {
                Some((parent, own)) if owner.parent().is_some() => (parent, own),
                _ => ("", name.as_str()),
            };
            let nowhere = reference.is_empty() || (parent.is_empty() && owner.parent().is_some());
            absent.push(AbsentRecord {
                reference: name.clone(),
                named_in: record.place.clone(),
                has_sheet: nowhere || kinds.contains(&owner),
            });
            known.insert((owner, name.clone()));
            if nowhere {
                break;
            }
            let parent = parent.to_owned();
            records.push(ReadRecord {
                kind: owner,
                place: record.place.clone(),
                parent: parent.clone(),
                reference: reference.to_owned(),
                position: None,
                says: Vec::new(),
            });
            (kind, name) = (owner, parent);
        }
    }
    (records, absent)
}

/// The workbook as the JSON of an export, for whoever reads that.
///
/// What a list is is told by its rows alone. What rows belong to that does not stand in it itself is given back.
#[must_use]
pub fn json(workbook: &Workbook) -> (Json, Vec<AbsentRecord>, Places) {
    let mut places = Places::default();
    let (records, absent) = with_owners(workbook);
    let mut below: HashMap<(String, RecordKind), Vec<&ReadRecord>> = HashMap::new();
    for record in &records {
        let key = (record.parent.clone(), record.kind);
        below.entry(key).or_default().push(record);
    }
    for rows in below.values_mut() {
        // Sorting the sheet does not change the order; what is new stands at the end.
        rows.sort_by_key(|row| row.position.unwrap_or(i64::MAX));
    }
    let mut document = Map::new();
    let about = |key: &str| workbook.about.get(key).cloned();
    if !workbook.about.is_empty() {
        document.insert("format".to_owned(), json!(FORMAT));
        document.insert(
            "version".to_owned(),
            json!(about("version").and_then(|it| it.parse::<i64>().ok())),
        );
        document.insert("as_of".to_owned(), json!(about("as_of")));
    }
    // Where it is not known what stood in the cells, an empty one says nothing.
    let says_blank = workbook.about.contains_key("change");
    if says_blank {
        document.insert(
            "change".to_owned(),
            json!({
                "number": about("change").and_then(|it| it.parse::<i64>().ok()),
                "hash": about("hash").unwrap_or_default(),
            }),
        );
    }
    let top = |kind: RecordKind| below.get(&(String::new(), kind));
    if let Some([about, ..]) = top(RecordKind::RegisterData).map(Vec::as_slice) {
        let object = object(about, "", &below, ("register", &mut places, says_blank));
        document.insert("register".to_owned(), object);
    } else if says_blank {
        // A row in which nothing is recorded reads as none.
        document.insert("register".to_owned(), json!({}));
    }
    for kind in RecordKind::records() {
        if let Some(records) = top(kind) {
            let objects: Vec<Json> = records
                .iter()
                .enumerate()
                .map(|(at, record)| {
                    let path = format!("{}[{at}]", kind.plural());
                    let reference = &record.reference;
                    object(record, reference, &below, (&path, &mut places, says_blank))
                })
                .collect();
            document.insert(kind.plural().to_owned(), Json::Array(objects));
        }
    }
    (Json::Object(document), absent, places)
}

/// A record or row with its rows; `reference` is its own with those of what holds it. Where `says_blank`, empty cells are
/// null.
fn object(
    record: &ReadRecord,
    reference: &str,
    below: &HashMap<(String, RecordKind), Vec<&ReadRecord>>,
    (path, places, says_blank): (&str, &mut Places, bool),
) -> Json {
    let mut object = Map::new();
    places.note(path, record);
    if record.kind != RecordKind::RegisterData && !record.reference.is_empty() {
        object.insert("ref".to_owned(), json!(record.reference));
    }
    let (mut none, mut redacted) = (Map::new(), Vec::new());
    let declaration = record.kind.declaration();
    for (key, said, _) in &record.says {
        match said {
            Said::Value(value) if declaration.field(key).is_some() => {
                object.insert((*key).to_owned(), value.clone());
            }
            Said::None(reason) => {
                none.insert((*key).to_owned(), json!(reason));
            }
            Said::Redacted => redacted.push(*key),
            // An empty cell says that nothing is recorded, where it is known what stood there.
            Said::Nothing if !says_blank => {}
            Said::Nothing if declaration.field(key).is_some() => {
                object.insert((*key).to_owned(), Json::Null);
            }
            Said::Nothing => {
                none.insert((*key).to_owned(), Json::Null);
            }
            // The rows of a list are the rows of its sheet.
            Said::Value(_) => {}
        }
    }
    for list in declaration.lists {
        let Some(rows) = below.get(&(reference.to_owned(), list.kind)) else {
            continue;
        };
        // A record's rows and those of the register's own data are told apart by what holds them.
        if list.kind.parent() != Some(record.kind) {
            continue;
        }
        let objects: Vec<Json> = rows
            .iter()
            .enumerate()
            .map(|(at, row)| {
                let path = format!("{path}.{}[{at}]", list.key);
                let below_it = match reference {
                    "" => row.reference.clone(),
                    reference => format!("{reference}/{}", row.reference),
                };
                self::object(row, &below_it, below, (&path, places, says_blank))
            })
            .collect();
        object.insert(list.key.to_owned(), Json::Array(objects));
    }
    if !none.is_empty() {
        object.insert("none".to_owned(), Json::Object(none));
    }
    if !redacted.is_empty() {
        object.insert("redacted".to_owned(), json!(redacted));
    }
    Json::Object(object)
}
