//! No word of a cell is lost: whatever is understood of it, a word beside that nobody knows stands somewhere in the
//! record.

use ropa::exchange::sheets::{SheetRequest, read};
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

#[test]
fn a_word_that_nobody_knows_stays_with_the_record_whatever_stands_beside_it() {
    let law = Law::shipped().unwrap();
    let headers: Headers =
        toml::from_str(include_str!("../../assets/sheets/headers.toml")).unwrap();
    let cells = cells(&understood());
    let mut lost = Vec::new();
    for (at, header) in headers.header.iter().enumerate() {
        // A ninth of the cells in each column: all of them are tried, and the columns differ.
        let here: Vec<&(String, String)> = cells.iter().skip(at % 9).step_by(9).collect();
        let others = ["Data subjects", "Department", "Description"];
        let others = others.map(|other| {
            if other == header.words[0] {
                "Notes"
            } else {
                other
            }
        });
        let mut table = csv::Writer::from_writer(Vec::new());
        table
            .write_record([&["Name", &*header.words[0]], &others[..]].concat())
            .unwrap();
        for (row, (_, cell)) in here.iter().enumerate() {
            let row = row.to_string();
            let own = [
                format!("Act {row}"),
                cell.clone(),
                format!("Kind {row}"),
                format!("Room {row}"),
                format!("Told {row}"),
            ];
            table.write_record(&own).unwrap();
        }
        let bytes = table.into_inner().unwrap();
        let read = read(&bytes, "table.csv", &SheetRequest::default(), &law, day())
            .unwrap_or_else(|problem| panic!("{}: {problem}", header.field));
        // The source's own keys stand beside the document.
        let keys: Vec<&str> = read.keys.iter().map(|(_, key)| &**key).collect();
        let said = format!("{} {}", read.root, keys.join(" ")).to_lowercase();
        lost.extend(
            here.iter()
                .filter(|(unknown, _)| !said.contains(unknown))
                .map(|(_, cell)| format!("{}: {cell:?}", header.field)),
        );
    }
    assert!(
        lost.is_empty(),
        "{} lost: {:#?}",
        lost.len(),
        &lost[..lost.len().min(20)]
    );
}
