//! The workbook of a register, read by a reader that is not ours: everything comes back, field by field.

use std::io::Cursor;
use std::process::Command;
use std::sync::Arc;

use calamine::{Data, Reader as _, Xlsx};
use proptest::prelude::{ProptestConfig, any, proptest};
use proptest::prop_assert_eq;
use ropa::domain::kind::RecordKind;
use ropa::domain::language::Language;
use ropa::domain::records::Activity;
use ropa::domain::register::Register;
use ropa::exchange::format::Format;
use ropa::exchange::format::register::{Export, RegisterTable};
use ropa::exchange::selection::{Profile, Selection};
use ropa::exchange::workbook::book::day_of;
use ropa::exchange::workbook::cell_value::CellValue;
use ropa::exchange::workbook::reading::{self, ReadSheet};
use ropa::exchange::workbook::{ABOUT, LISTS};
use ropa::labels::Lexicon;
use ropa::law::Law;
use ropa::words::Words;
use serde_json::Value as Json;

use super::random::a_register;
use super::{NOTICES, day, export, import, imported, notice};

fn lexicon(language: Language) -> Lexicon {
    let law = Arc::new(Law::shipped().unwrap());
    Lexicon::new(Arc::new(Words::load(language).unwrap()), law, day())
}

/// The workbook of a register, and what was told of it.
fn made(register: &Register, language: Language, selection: &Selection) -> (Vec<u8>, Vec<String>) {
    let lexicon = lexicon(language);
    let export = Export {
        lexicon: &lexicon,
        register,
        as_of: day(),
        selection,
        table: &RegisterTable::Usual,
    };
    export.check(Format::Xlsx).unwrap();
    let mut bytes = Vec::new();
    let told = export.write(Format::Xlsx, &mut bytes).unwrap();
    let words = |problem| lexicon.words.message(problem).text;
    (bytes, told.iter().map(words).collect())
}

/// The cells of a workbook as calamine reads them: the name of each sheet with its rows.
fn cells(bytes: &[u8]) -> Vec<(String, Vec<Vec<Data>>)> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let names = book.sheet_names();
    let mut sheets = Vec::new();
    for name in names {
        // Nothing in it is a formula.
        assert!(book.worksheet_formula(&name).unwrap().is_empty(), "{name}");
        let range = book.worksheet_range(&name).unwrap();
        let (rows, columns) = range
            .end()
            .map_or((0, 0), |(row, column)| (row + 1, column + 1));
        let cell = |row, column| range.get_value((row, column)).cloned().unwrap_or_default();
        let rows = (0..rows).map(|row| (0..columns).map(|column| cell(row, column)).collect());
        sheets.push((name, rows.collect()));
    }
    sheets
}

/// A cell as our reader takes it.
fn cell(data: &Data) -> Option<CellValue<'_>> {
    match data {
        Data::Empty => None,
        Data::String(text) => Some(CellValue::Text(text)),
        Data::DateTime(at) => Some(CellValue::Day(day_of(at.as_f64()).unwrap())),
        Data::Bool(flag) => Some(CellValue::Flag(*flag)),
        Data::Float(number) => Some(CellValue::Number(*number)),
        other => panic!("{other:?}"),
    }
}

/// The cells of sheets as our reader takes them.
fn reads(sheets: &[(String, Vec<Vec<Data>>)]) -> Vec<(&str, Vec<Vec<Option<CellValue<'_>>>>)> {
    let mut read = Vec::new();
    for (name, rows) in sheets {
        let rows = rows.iter().map(|row| row.iter().map(cell).collect());
        read.push((name.as_str(), rows.collect()));
    }
    read
}

/// The workbook as the JSON of an export.
fn read(bytes: &[u8]) -> Json {
    read_cells(&cells(bytes))
}

fn read_cells(sheets: &[(String, Vec<Vec<Data>>)]) -> Json {
    let rows = reads(sheets);
    let sheets: Vec<ReadSheet<'_>> = rows
        .iter()
        .map(|(name, rows)| ReadSheet { name, rows })
        .collect();
    assert!(reading::is_ours(&sheets));
    let workbook = reading::workbook(&sheets);
    let (json, lost, places) = reading::json(&workbook);
    assert!(lost.is_empty(), "{lost:?}");
    // What is wrong with a value is told by the cell that it stands in.
    for (at, activity) in (json["activities"].as_array().into_iter().flatten()).enumerate() {
        let Some(name) = activity["name"].as_str().filter(|it| it.len() < 200) else {
            continue;
        };
        let (cell, row) = places.cell(&format!("activities[{at}].name")).unwrap();
        let (sheet, cell) = cell.rsplit_once('!').unwrap();
        let letters = cell.trim_end_matches(|letter: char| letter.is_ascii_digit());
        let column = letters.bytes().fold(0, |column, letter| {
            column * 26 + usize::from(letter - b'A') + 1
        });
        let sheet = sheets.iter().find(|it| it.name == sheet).unwrap();
        let said = sheet.rows[row - 1][column - 1];
        // A text that begins as *none* is written with a sign before it.
        let says = |text: &str| text == name || text.strip_prefix('\\') == Some(name);
        assert!(
            matches!(said, Some(CellValue::Text(text)) if says(text)),
            "{cell}: {said:?}, {name}"
        );
    }
    json
}

/// The export as JSON, as the workbook says it.
fn wanted(register: &Register) -> Json {
    serde_json::from_str(&export(register)).unwrap()
}

/// The first place where two values are not alike, with both.
fn unlike(left: &Json, right: &Json, path: &str) -> Option<String> {
    match (left, right) {
        (Json::Object(one), Json::Object(other)) => {
            let keys = one.keys().chain(other.keys());
            let value = |of: &serde_json::Map<String, Json>, key: &str| {
                of.get(key).cloned().unwrap_or_default()
            };
            keys.into_iter().find_map(|key| {
                unlike(
                    &value(one, key),
                    &value(other, key),
                    &format!("{path}/{key}"),
                )
            })
        }
        (Json::Array(one), Json::Array(other)) if one.len() == other.len() => {
            let pairs = one.iter().zip(other).enumerate();
            pairs
                .into_iter()
                .find_map(|(at, (one, other))| unlike(one, other, &format!("{path}/{at}")))
        }
        // An empty cell says that nothing is recorded: an export does not say it at all.
        (Json::Object(of), Json::Null) | (Json::Null, Json::Object(of))
            if of.values().all(Json::is_null) =>
        {
            None
        }
        (left, right) if left == right => None,
        (left, right) => Some(format!("{path}: {left} instead of {right}")),
    }
}

#[test]
fn the_real_registers_come_back_field_by_field() {
    for name in NOTICES {
        let register = imported(&notice(name));
        for language in Language::ALL {
            let (bytes, told) = made(&register, language, &Selection::default());
            assert_eq!(
                unlike(&read(&bytes), &wanted(&register), ""),
                None,
                "{name}"
            );
            assert_eq!(told, Vec::<String>::new());
            // The same state gives the same bytes.
            let (again, _) = made(&register, language, &Selection::default());
            assert!(bytes == again, "{name}");
        }
    }
}

#[test]
fn the_sample_comes_back_with_what_was_taken_out_of_it() {
    let mut register = ropa::sample::register(7, 40, Language::SWEDISH)
        .unwrap()
        .register();
    let activity = &mut register.activities[0];
    activity.description = None;
    activity.head.redacted.insert("description".to_owned());
    let purpose = &mut activity.purposes[0];
    purpose.notes = None;
    purpose.head.redacted.insert("notes".to_owned());
    let (bytes, _) = made(&register, Language::SWEDISH, &Selection::default());
    assert_eq!(unlike(&read(&bytes), &wanted(&register), ""), None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_random_register_comes_back_field_by_field(seed in any::<u64>(), size in 0..4usize) {
        let register = a_register(seed, size);
        let language = Language::ALL[usize::try_from(seed % 2).unwrap()];
        let (bytes, _) = made(&register, language, &Selection::default());
        prop_assert_eq!(unlike(&read(&bytes), &wanted(&register), ""), None);
    }
}

/// What somebody does to a workbook without changing what it says: columns are moved, rows sorted, sheets put in another
/// order, renamed and called otherwise, and a column of one's own is added.
fn rearranged(sheets: &mut [(String, Vec<Vec<Data>>)]) {
    sheets.reverse();
    for (name, rows) in sheets.iter_mut() {
        if name == LISTS || name == ABOUT || rows.len() < 2 {
            continue;
        }
        *name = format!("{name} (x)");
        for row in rows.iter_mut() {
            row.reverse();
            row.insert(1, Data::String("mine".to_owned()));
        }
        for head in &mut rows[1] {
            *head = Data::String("?".to_owned());
        }
        rows[2..].reverse();
    }
}

/// The records of an export by their references.
fn by_reference(json: &mut Json) {
    for (_, records) in json.as_object_mut().unwrap() {
        if let Json::Array(records) = records {
            records.sort_by_key(|record| record["ref"].as_str().map(str::to_owned));
        }
    }
}

#[test]
fn a_workbook_that_was_rearranged_says_the_same() {
    for (seed, size) in [(1, 3), (2, 2), (3, 4)] {
        let register = a_register(seed, size);
        let (bytes, _) = made(&register, Language::ENGLISH, &Selection::default());
        let mut sheets = cells(&bytes);
        rearranged(&mut sheets);
        let (mut read, mut wanted) = (read_cells(&sheets), wanted(&register));
        by_reference(&mut read);
        by_reference(&mut wanted);
        assert_eq!(unlike(&read, &wanted, ""), None);
    }
}

#[test]
fn a_row_without_a_reference_is_new_and_one_that_belongs_nowhere_is_given_back() {
    let register = imported(&notice("axcrypt"));
    let (bytes, _) = made(&register, Language::ENGLISH, &Selection::default());
    let mut sheets = cells(&bytes);
    let text = |text: &str| Data::String(text.to_owned());
    let mut add = |kind: &str, cells: &[(&str, &str)]| {
        let begins = format!("{kind}.ref");
        let of_kind = |rows: &[Vec<Data>]| {
            let mut keys = rows.first().into_iter().flatten();
            keys.any(|key| key.to_string() == begins)
        };
        let (_, rows) = sheets.iter_mut().find(|(_, rows)| of_kind(rows)).unwrap();
        let keys: Vec<String> = rows[0].iter().map(ToString::to_string).collect();
        let mut row = vec![Data::Empty; keys.len()];
        for (key, cell) in cells {
            let at = keys.iter().position(|known| known == key).unwrap();
            row[at] = text(cell);
        }
        rows.push(row);
    };
    add(
        "activity",
        &[("activity.name", "New"), ("activity.role", "controller")],
    );
    add(
        "purpose",
        &[("purpose.parent", "A1"), ("purpose.text", "New")],
    );
    add(
        "purpose",
        &[("purpose.parent", "A999"), ("purpose.text", "Lost")],
    );
    let rows = reads(&sheets);
    let sheets: Vec<ReadSheet<'_>> = rows
        .iter()
        .map(|(name, rows)| ReadSheet { name, rows })
        .collect();
    let workbook = reading::workbook(&sheets);
    let (json, lost, _) = reading::json(&workbook);
    let activities = json["activities"].as_array().unwrap();
    let mut all = activities.iter();
    let new = all.find(|activity| activity["name"] == "New").unwrap();
    assert_eq!(new["role"], "controller");
    assert_eq!(new.get("ref"), None);
    let first = activities
        .iter()
        .find(|activity| activity["ref"] == "A1")
        .unwrap();
    let purposes = first["purposes"].as_array().unwrap();
    assert_eq!(purposes.last().unwrap()["text"], "New");
    assert_eq!(lost.len(), 1);
    assert_eq!(lost[0].reference, "A999");
    assert_eq!(lost[0].named_in.0, "Purposes");
    assert!(lost[0].has_sheet);
}

/// A table of each kind comes back to the register that it was made of, in whichever language it is.
#[test]
fn a_table_of_a_kind_comes_back_and_changes_nothing() {
    let mut register = ropa::sample::register(7, 40, Language::ENGLISH)
        .unwrap()
        .register();
    register.mark.number = 2;
    let before = export(&register);
    let english = lexicon(Language::ENGLISH);
    for language in Language::ALL {
        let lexicon = lexicon(language);
        for kind in RecordKind::ALL {
            if register.all_rows(*kind).is_empty() {
                continue;
            }
            for format in [Format::Csv, Format::Xlsx] {
                // The other program's file is read as the same cells: one kind shows it.
                if format == Format::Xlsx && *kind != RecordKind::Activity {
                    continue;
                }
                let table = RegisterTable::Kinds(vec![*kind]);
                let made = Export {
                    lexicon: &lexicon,
                    register: &register,
                    as_of: day(),
                    selection: &Selection::default(),
                    table: &table,
                };
                let mut bytes = Vec::new();
                made.write(format, &mut bytes).unwrap();
                let (grids, text) = ropa::exchange::sheets::reading::grids(&bytes).unwrap();
                let guarded = text.is_some();
                let own = ropa::exchange::sheets::file::own::listed(&grids, "o", guarded, &english);
                let own = own.unwrap_or_else(|| panic!("{kind:?} {language:?} {format:?}"));
                let mut later = register.clone();
                import(&own.json.to_string(), &mut later)
                    .unwrap_or_else(|problem| panic!("{kind:?} {language:?}: {problem}"));
                assert!(export(&later) == before, "{kind:?} {language:?} {format:?}");
            }
        }
    }
}

/// Something that may stand in a cell.
fn any_cell(dice: u64) -> Data {
    let texts = [
        "None",
        "None: x",
        "[",
        "[1]",
        "{\"a\": 1}",
        "<>",
        "a <b",
        "\\",
        " · ",
        "A1",
        "A1/P1",
        "2027-02-30",
        "-1",
        "Yes",
        "activity.name",
        "purpose.parent",
        "label.flag",
        "code.flag",
        "P1",
        "9".repeat(40).leak(),
        "",
    ];
    let at = usize::try_from(dice % 30).unwrap();
    match at {
        0..=20 => Data::String(texts[at].to_owned()),
        21 => Data::Float(-0.5),
        22 => Data::Float(1e300),
        23 => Data::Float(f64::NAN),
        24 => Data::Float(2027.0),
        25 => Data::Bool(dice.is_multiple_of(2)),
        _ => Data::Empty,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_stands_in_a_workbook_it_is_read(cells in proptest::collection::vec(any::<u64>(), 1..120)) {
        let keys = [
            "activity.ref", "activity.name", "activity.next_review_on", "activity.notices", "activity.notes+2",
            "purpose.parent", "purpose.ref", "purpose.legal_bases", "purpose.position", "activity.purposes", "holding.parent",
        ];
        let key = |at: usize| Data::String(keys[at % keys.len()].to_owned());
        let start = usize::try_from(cells[0] % 11).unwrap();
        let width = 1 + usize::try_from(cells[0] % 7).unwrap();
        let mut rows: Vec<Vec<Data>> = vec![(start..start + width).map(key).collect()];
        for row in cells.chunks(width) {
            rows.push(row.iter().map(|dice| any_cell(*dice)).collect());
        }
        let other: Vec<Vec<Data>> = rows.iter().skip(1).cloned().collect();
        let sheets = [
            ("x".to_owned(), rows),
            (LISTS.to_owned(), other.clone()),
            (ABOUT.to_owned(), other),
        ];
        let rows = reads(&sheets);
        let sheets: Vec<ReadSheet<'_>> = rows
            .iter()
            .map(|(name, rows)| ReadSheet { name, rows })
            .collect();
        let workbook = reading::workbook(&sheets);
        let _ = reading::json(&workbook);
    }
}

/// A register with one activity.
fn with_activity(activity: Activity) -> Register {
    let mut register = imported(&notice("axcrypt"));
    let mut activity = activity;
    "Z9".clone_into(&mut activity.head.reference);
    register.settle(&mut activity);
    register.push(Box::new(activity));
    register.reindex();
    register
}

#[test]
fn texts_that_hurt_come_back_as_they_were() {
    let texts = [
        "=1+1",
        "+46 8 123",
        "-5",
        "@import",
        "None: it is said so",
        "none",
        "\\none: x",
        "Finns inte: så står det",
        "Redacted",
        "  two blanks before and after  ",
        "a\tb",
        "a\n\nb",
        "\u{1}\u{b}\u{1f}\u{fffe}",
        "_x0041_",
        "_x005F_x0041_",
        "<b>&amp;</b>",
        "2027-01-01",
        "1e5",
        "TRUE",
        "'quoted",
        "漢字 👩‍👩‍👧 e\u{301}",
    ];
    for text in texts {
        let register = with_activity(Activity {
            name: Some(text.to_owned()),
            description: Some(text.to_owned()),
            systems: vec![text.to_owned(), "x".to_owned()],
            tags: vec![text.to_owned()],
            source: vec![text.to_owned()],
            ..Activity::default()
        });
        for language in Language::ALL {
            let (bytes, _) = made(&register, language, &Selection::default());
            assert_eq!(
                unlike(&read(&bytes), &wanted(&register), ""),
                None,
                "{text:?}"
            );
        }
    }
}

#[test]
fn a_text_that_is_longer_than_a_cell_goes_on_in_a_further_one_and_is_told() {
    for long in ["å".repeat(32_767), "å".repeat(32_768), "𝄞 ".repeat(60_000)] {
        let register = with_activity(Activity {
            name: Some("Long".to_owned()),
            notes: Some(long.clone()),
            systems: vec!["a".repeat(30_000), "b".repeat(30_000)],
            ..Activity::default()
        });
        let (bytes, told) = made(&register, Language::ENGLISH, &Selection::default());
        assert_eq!(unlike(&read(&bytes), &wanted(&register), ""), None);
        let notes = told
            .iter()
            .filter(|told| told.contains("“Notes” of Z9"))
            .count();
        assert_eq!(
            notes,
            usize::from(long.chars().count() > 32_767),
            "{told:?}"
        );
        assert!(
            told.iter().any(|told| told.contains("sheet “Activities”")),
            "{told:?}"
        );
    }
}

#[test]
fn a_workbook_from_which_something_is_left_out_says_nothing_of_its_register() {
    let register = imported(&notice("secmaker"));
    let names = |selection: &Selection| -> Vec<String> {
        let (bytes, _) = made(&register, Language::ENGLISH, selection);
        cells(&bytes).into_iter().map(|(name, _)| name).collect()
    };
    let whole = names(&Selection::default());
    assert!(whole.iter().any(|name| name == ABOUT) && whole.iter().any(|name| name == LISTS));
    let public = Selection {
        profile: Profile::Public,
        ..Selection::default()
    };
    let authority = Selection {
        profile: Profile::Authority,
        ..Selection::default()
    };
    assert!(!names(&authority).iter().any(|name| name == ABOUT));
    let names = names(&public);
    assert!(!names.iter().any(|name| name == ABOUT));
    let (bytes, _) = made(&register, Language::ENGLISH, &public);
    for (name, rows) in cells(&bytes) {
        let keys = rows.first().into_iter().flatten().map(ToString::to_string);
        for key in keys {
            for left_out in [
                ".notes",
                ".measures",
                "contact.name",
                ".as_stated",
                "measure.",
                "holding.",
            ] {
                assert!(!key.contains(left_out) || name == LISTS, "{name}: {key}");
            }
        }
    }
}

#[test]
fn every_kind_has_its_sheet_with_keys_heads_and_pick_lists() {
    let register = imported(&notice("secmaker"));
    for language in Language::ALL {
        let (bytes, _) = made(&register, language, &Selection::default());
        let sheets = cells(&bytes);
        for kind in RecordKind::ALL {
            if kind.is_of_the_journal() {
                continue;
            }
            let begins = format!("{}.", kind.key());
            let of_kind = sheets.iter().find(|(_, rows)| {
                let first = rows.first().and_then(|row| row.first());
                first.is_some_and(|cell| cell.to_string().starts_with(&begins))
            });
            let (name, rows) = of_kind.unwrap_or_else(|| panic!("{}", kind.key()));
            assert!(name.encode_utf16().count() <= 31);
            assert_eq!(rows[0].len(), rows[1].len(), "{name}");
            assert!(
                rows[1].iter().all(|head| !head.to_string().is_empty()),
                "{name}"
            );
        }
        // Pick lists lead to labels that are there, and the first row is hidden.
        let mut book = Cursor::new(&bytes);
        let text = unzipped(&mut book, "xl/worksheets/sheet2.xml");
        assert!(
            text.contains("<dataValidation ") && text.contains("hidden=\"1\""),
            "{text}"
        );
    }
}

/// A file of the archive, by a library for such archives.
fn unzipped(book: &mut Cursor<&Vec<u8>>, name: &str) -> String {
    use std::io::Read as _;
    let mut archive = zip::ZipArchive::new(book).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

/// `LibreOffice` opens it and makes a CSV and a PDF of it: where there is one.
#[test]
fn another_program_opens_it() {
    let home = tempfile::tempdir().unwrap();
    let register = imported(&notice("secmaker"));
    let (bytes, _) = made(&register, Language::SWEDISH, &Selection::default());
    std::fs::write(home.path().join("book.xlsx"), bytes).unwrap();
    for format in ["csv", "pdf"] {
        let profile = format!(
            "-env:UserInstallation=file://{}/profile",
            home.path().display()
        );
        let ran = Command::new("soffice")
            .args([&profile, "--headless", "--convert-to", format, "book.xlsx"])
            .current_dir(home.path())
            .env("HOME", home.path())
            .output();
        let Ok(ran) = ran else {
            println!("skipped");
            return;
        };
        let made = home.path().join(format!("book.{format}"));
        let size = std::fs::metadata(&made).map_or(0, |about| about.len());
        assert!(
            size > 1000,
            "{format}: {}",
            String::from_utf8_lossy(&ran.stderr)
        );
    }
    // Saved by it, the workbook still says the same.
    let profile = format!(
        "-env:UserInstallation=file://{}/profile",
        home.path().display()
    );
    let ran = Command::new("soffice")
        .args([
            &profile,
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            "saved",
            "book.xlsx",
        ])
        .current_dir(home.path())
        .env("HOME", home.path())
        .output()
        .unwrap();
    assert!(ran.status.success());
    let saved = std::fs::read(home.path().join("saved/book.xlsx")).unwrap();
    assert_eq!(unlike(&read(&saved), &wanted(&register), ""), None);
    let csv = std::fs::read(home.path().join("book.csv")).unwrap();
    let csv = String::from_utf8_lossy(&csv);
    for activity in &register.activities {
        assert!(csv.contains(&activity.head.reference), "{csv}");
    }
}

#[test]
fn every_sheet_is_called_in_whole_words() {
    for language in [Language::ENGLISH, Language::SWEDISH] {
        let lexicon = lexicon(language);
        let register = imported(&notice(NOTICES[0]));
        let (bytes, _) = made(&register, language, &Selection::default());
        let names: Vec<String> = cells(&bytes).into_iter().map(|(name, _)| name).collect();
        for kind in RecordKind::ALL {
            let title = lexicon.words.many(*kind);
            let is_whole = names.iter().any(|name| name == title);
            let of_the_program = kind.is_of_the_journal() || *kind == RecordKind::RegisterData;
            assert!(is_whole || of_the_program, "{title}: {names:?}");
        }
    }
}
