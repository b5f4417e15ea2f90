//! No word of a cell is lost: whatever is understood of it, a word beside that nobody knows stands somewhere in the
//! record.

use ropa::domain::field::Declaration;
use ropa::domain::kind::RecordKind;
use ropa::exchange::layout::ColumnField;
use ropa::exchange::sheets::{Mapping, SheetRequest, read};
use ropa::law::Law;
use serde::Deserialize;
use toml::{Table, Value};

use super::day;

#[derive(Deserialize)]
struct Headers {
    header: Vec<Header>,
}

#[derive(Deserialize)]
struct Header {
    field: String,
    words: Vec<String>,
}

/// How a word may stand beside what is understood.
const SHAPES: [&str; 5] = ["{} {}", "{}, {}", "{} ({})", "{}: {}", "{}\n{}"];

/// The first words of each list that the readers of cells know, and a few that are no list.
fn understood() -> Vec<String> {
    fn first(value: &Value, into: &mut Vec<String>) {
        match value {
            Value::Array(words) => {
                into.extend(words.iter().find_map(Value::as_str).map(str::to_owned));
            }
            Value::Table(lists) => lists.values().for_each(|list| first(list, into)),
            _ => {}
        }
    }
    let lists: Table = toml::from_str(include_str!("../../assets/sheets/words.toml")).unwrap();
    let mut all = Vec::new();
    lists.values().for_each(|list| first(list, &mut all));
    let plain = [
        "2 years after the case",
        "USA",
        "31 maj 2025",
        "Art. 6(1)(b)",
        "none",
        "joint controller",
    ];
    all.extend(plain.map(str::to_owned));
    all.sort();
    all.dedup();
    all
}

/// The cells to try, each with a word of its own that nobody knows.
fn cells(understood: &[String]) -> Vec<(String, String)> {
    let mut cells = Vec::new();
    for known in understood {
        for shape in SHAPES {
            for before in [true, false] {
                let unknown = format!("qzx{}k", cells.len());
                let (left, right) = if before {
                    (&unknown, known)
                } else {
                    (known, &unknown)
                };
                let cell = shape.replacen("{}", left, 1).replacen("{}", right, 1);
                cells.push((unknown, cell));
            }
        }
    }
    cells
}

/// How often all columns are tried, each time under another word for their headers and with other cells beside each other.
const TURNS: usize = 2;
/// The cells of a table.
const CELLS: usize = 4_000;

#[test]
fn a_word_that_nobody_knows_stays_with_the_record_whatever_stands_beside_it() {
    let law = Law::shipped().unwrap();
    let headers: Headers =
        toml::from_str(include_str!("../../assets/sheets/headers.toml")).unwrap();
    let cells = cells(&understood());
    let lost: Vec<String> = (0..TURNS)
        .flat_map(|turn| lost_in(turn, &headers.header, &cells, &law))
        .collect();
    assert!(
        lost.is_empty(),
        "{} lost: {:#?}",
        lost.len(),
        &lost[..lost.len().min(20)]
    );
}

/// The cells of a table of all columns whose own word is nowhere in the records that it makes.
fn lost_in(turn: usize, headers: &[Header], cells: &[(String, String)], law: &Law) -> Vec<String> {
    lost_with(turn, headers, cells, law, &SheetRequest::default())
}

/// The same, as a request says what becomes of the columns.
fn lost_with(
    turn: usize,
    headers: &[Header],
    cells: &[(String, String)],
    law: &Law,
    request: &SheetRequest<'_>,
) -> Vec<String> {
    let columns: Vec<&Header> = headers
        .iter()
        .filter(|it| it.field != "activity.name")
        .collect();
    let mut table = csv::Writer::from_writer(Vec::new());
    let heads = columns
        .iter()
        .map(|it| it.words[turn % it.words.len()].as_str());
    table
        .write_record(["Name"].into_iter().chain(heads))
        .unwrap();
    let mut written = Vec::new();
    for row in 0..CELLS / columns.len() {
        let mut line = vec![format!("Act {row}")];
        for (column, header) in columns.iter().enumerate() {
            // Each column has other cells in its rows, and each cell a word that no other has.
            let place = turn * 31 + row * columns.len() + column * 7;
            let (unknown, cell) = &cells[place % cells.len()];
            let own = format!("{unknown}{row}x{column}z");
            line.push(cell.replace(unknown.as_str(), &own));
            written.push((own, header, cell));
        }
        table.write_record(&line).unwrap();
    }
    let bytes = table.into_inner().unwrap();
    let read = read(&bytes, "table.csv", request, law, day()).unwrap();
    // The source's own keys stand beside the document.
    let keys: Vec<&str> = read.keys.values().map(|key| &**key).collect();
    let said = format!("{} {}", read.root, keys.join(" ")).to_lowercase();
    written
        .iter()
        .filter(|(own, _, _)| !said.contains(own.as_str()))
        .map(|(_, header, cell)| format!("{}: {cell:?}", header.field))
        .collect()
}

/// Every field that a mapping can name, each twice, with headers of their own.
fn every_field() -> Vec<Header> {
    let activity = RecordKind::Activity.declaration();
    let organisation = RecordKind::Organisation.declaration();
    let mut paths = vec!["ref".to_owned(), "notes".to_owned()];
    paths.extend(
        activity
            .fields
            .iter()
            .map(|field| format!("activity.{}", field.key)),
    );
    paths.extend(
        organisation
            .fields
            .iter()
            .map(|field| format!("organisation.{}", field.key)),
    );
    let mut rows = |declaration: &Declaration, before: &str| {
        for list in declaration.lists {
            paths.push(format!("{before}{}[]", list.key));
            let fields = list.kind.declaration().fields;
            paths.extend(
                fields
                    .iter()
                    .map(|field| format!("{before}{}[].{}", list.key, field.key)),
            );
        }
    };
    rows(activity, "");
    rows(organisation, "organisation.");
    paths.retain(|path| ColumnField::read(path).is_some());
    // Two columns may speak of one field.
    paths.extend(paths.clone());
    let header = |(at, field): (usize, String)| Header {
        field,
        words: vec![format!("Column {at}")],
    };
    paths.into_iter().enumerate().map(header).collect()
}

#[test]
fn no_field_that_a_mapping_can_name_loses_a_word() {
    let law = Law::shipped().unwrap();
    let headers = every_field();
    let column = |header: &Header| {
        let head = &header.words[0];
        format!("{{ header = {head:?}, field = {:?} }},\n", header.field)
    };
    let columns: String = headers.iter().map(column).collect();
    let text = format!(
        "id = \"all\"\ncolumns = [\n{{ header = \"Name\", field = \"activity.name\" }},\n{columns}]\n"
    );
    let mapping = Mapping::read("all.toml", &text).unwrap();
    let request = SheetRequest {
        mapping: Some(&mapping),
        ..SheetRequest::default()
    };
    let lost = lost_with(1, &headers, &cells(&understood()), &law, &request);
    assert!(
        lost.is_empty(),
        "{} lost: {:#?}",
        lost.len(),
        &lost[..lost.len().min(60)]
    );
}
