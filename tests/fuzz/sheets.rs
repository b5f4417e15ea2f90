//! Sheets as input: text in its cells and bytes, workbooks in the XML within them, and grids at random.
//!
//! Whatever is taken in makes an intact register, and taken in again it changes nothing.

use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;

use ropa::store::Store;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::dice::Dice;
use super::{Taken, is_clean, mutate, reader};
use crate::support::command::run;

/// The sheets that damage is done to: each with its ending.
fn whole() -> Vec<(String, Vec<u8>)> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sheets");
    let mut files: Vec<_> = std::fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let ending = |path: &Path| Some(path.extension()?.to_str()?.to_owned());
    let sheets = files.iter().filter_map(|path| {
        let ending = ending(path).filter(|it| matches!(&**it, "csv" | "md" | "xlsx"))?;
        // Those that are made to be long are read elsewhere.
        let far = path.file_name()?.to_str()?.starts_with("far_");
        (!far).then(|| (ending, std::fs::read(path).unwrap()))
    });
    sheets.chain([("yaml".to_owned(), YAML.into())]).collect()
}

/// A register in YAML.
const YAML: &[u8] = b"controller:\n  name: Alder Ltd\nactivities:\n  - id: P1\n    name: Pay\n    purpose: >\n      Pay\n      wages\n    \
    data_subjects: [staff, \"former staff\"]\n    recipients:\n    - Bank\n    - Tax office\n    retention:\n      period: 7 years\n  \
    - id: P2\n    name: Mail\n    purpose: Send news\n    legal_basis: consent\n";

#[test]
fn fuzz_sheets() {
    let whole = whole();
    let bytes: Vec<Vec<u8>> = whole.iter().map(|(_, bytes)| bytes.clone()).collect();
    let make = move |dice: &mut Dice| {
        let (ending, mut sheet) = dice.pick(&whole).clone();
        let (ending, sheet) = match dice.roll(10) {
            0..=2 => ("csv".to_owned(), grid(dice).into_bytes()),
            3 => {
                mutate::bytes(dice, &mut sheet, &bytes);
                (ending, sheet)
            }
            _ if ending == "xlsx" => (ending, workbook(dice, &sheet, &bytes)),
            _ => match String::from_utf8(sheet) {
                Ok(text) => (ending, cells(dice, &text).into_bytes()),
                Err(other) => {
                    let mut sheet = other.into_bytes();
                    mutate::bytes(dice, &mut sheet, &bytes);
                    (ending, sheet)
                }
            },
        };
        let mut input = format!("{ending}\n").into_bytes();
        input.extend(sheet);
        input
    };
    let directory = tempfile::tempdir().unwrap();
    let path = |name: &str| directory.path().join(name).display().to_string();
    let empty = path("empty.sqlite");
    assert_eq!(
        run(None, &["new", &empty, "--name", "X", "--country", "SE"]).0,
        0
    );
    let empty = std::fs::read(empty).unwrap();
    reader("sheets", make, move |input, dice| {
        let at = input.iter().position(|byte| *byte == b'\n').unwrap_or(0);
        let ending = String::from_utf8_lossy(&input[..at]).into_owned();
        let register = directory.path().join("register.sqlite");
        let sheet = directory.path().join(format!("sheet.{ending}"));
        std::fs::write(&register, &empty).unwrap();
        std::fs::write(&sheet, input.get(at + 1..).unwrap_or_default()).unwrap();
        let register_name = register.display().to_string();
        let sheet_name = sheet.display().to_string();
        let import = ["--register", &register_name, "import", &sheet_name];
        let (code, told) = run(None, &import);
        assert!(code <= 2, "ends with {code}");
        assert!(is_clean(&told), "not clean: {told:?}");
        if code != 0 {
            let now = std::fs::read(&register).unwrap();
            assert!(now == empty, "refused, but the register was written");
            assert!(!told.trim().is_empty());
            return Taken::Refused;
        }
        let latest = || {
            let store = Store::open(&register).unwrap();
            assert!(store.verify().unwrap().is_whole());
            store.latest().unwrap()
        };
        let once = latest();
        if dice.one_in(3) {
            let (code, told) = run(None, &import);
            assert_eq!(code, 0, "{told}");
            assert!(
                latest() == once,
                "taken in again, it changes something: {told}"
            );
        }
        Taken::Accepted
    });
}

/// Imports or takes over into a register that holds something; gives what became of it.
fn taken(register: &Path, whole: &[u8], words: &[&str]) -> Taken {
    std::fs::write(register, whole).unwrap();
    let register_name = register.display().to_string();
    let (code, told) = run(None, &[&["--register", &register_name], words].concat());
    assert!(code <= 2, "ends with {code}");
    assert!(is_clean(&told), "not clean: {told:?}");
    if code != 0 {
        assert!(!told.trim().is_empty());
        let now = std::fs::read(register).unwrap();
        assert!(
            now == whole,
            "refused, but the register was written: {told}"
        );
        return Taken::Refused;
    }
    let store = Store::open(register).unwrap();
    assert!(store.verify().unwrap().is_whole());
    Taken::Accepted
}

/// A register of the small document, in a directory.
fn small(directory: &Path) -> Vec<u8> {
    let path = directory.join("small.sqlite");
    let name = path.display().to_string();
    let new = ["new", &name, "--name", "X", "--country", "SE"];
    assert_eq!(run(None, &new).0, 0);
    let document = format!("{}/tests/cli/small.json", env!("CARGO_MANIFEST_DIR"));
    assert_eq!(run(None, &["--register", &name, "import", &document]).0, 0);
    std::fs::read(path).unwrap()
}

#[test]
fn fuzz_answered_workbooks() {
    let directory = tempfile::tempdir().unwrap();
    let path = |name: &str| directory.path().join(name);
    small(directory.path());
    let register_name = path("small.sqlite").display().to_string();
    let asked_name = path("asked.xlsx").display().to_string();
    let ask = ["ask", "--organisation", "O1", "--output", &asked_name];
    let (code, told) = run(None, &[&["--register", &register_name], &ask[..]].concat());
    assert_eq!(code, 0, "{told}");
    // It is noted in the register who is to answer.
    let register = std::fs::read(path("small.sqlite")).unwrap();
    let asked = std::fs::read(path("asked.xlsx")).unwrap();
    let others = [asked.clone()];
    let make = move |dice: &mut Dice| workbook(dice, &asked, &others);
    reader("answers", make, move |input, _| {
        let file = directory.path().join("answered.xlsx");
        std::fs::write(&file, input).unwrap();
        let name = file.display().to_string();
        let register_file = directory.path().join("register.sqlite");
        taken(
            &register_file,
            &register,
            &["answers", &name, "--all", "--theirs"],
        )
    });
}

#[test]
fn fuzz_mappings() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/layouts");
    let mut files: Vec<_> = std::fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let texts: Vec<String> = files
        .iter()
        .map(|file| std::fs::read_to_string(file).unwrap())
        .collect();
    let make = move |dice: &mut Dice| {
        let mut text = dice.pick(&texts).clone();
        mutate::lines(dice, &mut text);
        text
    };
    let directory = tempfile::tempdir().unwrap();
    let register = small(directory.path());
    let sheets = ["sv_komma.csv", "en_pipe.csv", "ico.xlsx"];
    reader("mappings", make, move |input, dice| {
        let file = directory.path().join("mapping.toml");
        std::fs::write(&file, input).unwrap();
        let mapping = file.display().to_string();
        let sheet = dice.pick(&sheets);
        let sheet = format!("{}/tests/sheets/{sheet}", env!("CARGO_MANIFEST_DIR"));
        let register_file = directory.path().join("register.sqlite");
        let words = ["import", &sheet, "--mapping", &mapping];
        taken(&register_file, &register, &words)
    });
}

/// Heads as sheets have them, in several languages.
const HEADS: &[&str] = &[
    "Namn",
    "Ändamål",
    "Rättslig grund",
    "Kategorier av registrerade",
    "Mottagare",
    "Gallring",
    "Name of processing",
    "Purpose",
    "Lawful basis",
    "Data subjects",
    "Retention",
    "Transfers",
    "Zweck",
    "Rechtsgrundlage",
    "Empfänger",
    "Löschfristen",
    "Finalité",
    "Base légale",
    "Destinataires",
    "Durée de conservation",
    "Doel",
    "Bewaartermijn",
    "Finalidad",
    "Verantwortlicher",
    "Personuppgiftsansvarig",
    "Organisation",
    "Department",
    "Owner",
    "Ref",
    "ID",
    "DPIA",
    "Land",
    "",
];

/// What stands in cells.
const CELLS: &[&str] = &[
    "Löner",
    "Payroll",
    "Art. 6(1)(b)",
    "6.1 c",
    "7 år",
    "10 Jahre nach Vertragsende",
    "2 ans",
    "x",
    "Ja",
    "nein",
    "n/a",
    "-",
    "Anställda; Kunder",
    "USA",
    "Standard contractual clauses",
    "se ovan",
    "idem",
    "• one\n• two",
    "1) a 2) b",
    "=1+1",
    "#REF!",
    "45992",
    "2026-11-21",
    "21.11.2026",
    "Acme AB, Inc.",
    "Personuppgiftsbiträde: Molnet AB",
    "1.5 år",
    "så länge som krävs",
    "",
    "",
];

/// A sheet at random.
fn grid(dice: &mut Dice) -> String {
    let parted = *dice.pick(&[",", ";", "\t"]);
    let columns = 1 + dice.roll(12);
    let cell = |dice: &mut Dice, from: &[&str]| {
        let cell = if dice.one_in(12) {
            dice.pick(mutate::PIECES)
        } else {
            dice.pick(from)
        };
        if dice.one_in(20) {
            (*cell).to_owned()
        } else {
            format!("\"{}\"", cell.replace('"', "\"\""))
        }
    };
    let mut lines = Vec::new();
    for _ in 0..dice.roll(3) {
        lines.push(cell(dice, CELLS));
    }
    for line in 0..=dice.roll(9) {
        let from = if line == 0 { HEADS } else { CELLS };
        let cells: Vec<String> = (0..columns).map(|_| cell(dice, from)).collect();
        lines.push(cells.join(parted));
    }
    lines.join(if dice.one_in(4) { "\r\n" } else { "\n" })
}

/// Damages a text in its cells and lines.
fn cells(dice: &mut Dice, text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..=dice.roll(4) {
        let parts: Vec<&str> = text.split_inclusive([',', ';', '\t', '|', '\n']).collect();
        let mut parts: Vec<String> = parts.into_iter().map(str::to_owned).collect();
        if parts.is_empty() {
            break;
        }
        let (at, other) = (dice.roll(parts.len()), dice.roll(parts.len()));
        match dice.roll(6) {
            0 => drop(parts.remove(at)),
            1 => parts.insert(at, parts[other].clone()),
            2 => parts.swap(at, other),
            3 => parts[at] = format!("{}{}", dice.pick(mutate::PIECES), parts[at]),
            4 => parts[at] = format!("{}{}", dice.pick(CELLS), parts[at]),
            _ => parts[at] = format!("{}{}", dice.pick(HEADS), parts[at]),
        }
        text = parts.concat();
    }
    if dice.one_in(4) {
        mutate::lines(dice, &mut text);
    }
    text
}

/// Damages a workbook in the files within it, which are packed anew.
fn workbook(dice: &mut Dice, bytes: &[u8], others: &[Vec<u8>]) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let damaged = dice.roll(archive.len());
    let mut packed = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        // Most of what a register says stands in its sheets and its texts.
        let told = name.contains("sheets/") || name.contains("sharedStrings");
        if at == damaged && dice.one_in(20) {
            continue;
        }
        if at == damaged || told && dice.one_in(2) {
            content = match String::from_utf8(content) {
                Ok(text) if !dice.one_in(4) => elements(dice, &text).into_bytes(),
                Ok(text) => {
                    let mut bytes = text.into_bytes();
                    mutate::bytes(dice, &mut bytes, others);
                    bytes
                }
                Err(other) => other.into_bytes(),
            };
        }
        packed.start_file(name, options).unwrap();
        packed.write_all(&content).unwrap();
    }
    packed.finish().unwrap().into_inner()
}

/// Damages XML in its elements.
fn elements(dice: &mut Dice, text: &str) -> String {
    let mut parts: Vec<String> = text.split_inclusive('>').map(str::to_owned).collect();
    for _ in 0..=dice.roll(4) {
        if parts.is_empty() {
            break;
        }
        let (at, other) = (dice.roll(parts.len()), dice.roll(parts.len()));
        match dice.roll(7) {
            0 => drop(parts.remove(at)),
            1 => parts.insert(at, parts[other].clone()),
            2 => parts.swap(at, other),
            3 => parts[at] = format!("{}{}", dice.pick(CELLS), parts[at]),
            4 => parts[at] = parts[at].replace("t=\"s\"", "t=\"e\""),
            5 => parts[at] = parts[at].replace("r=\"", "r=\"XFD104857"),
            _ => {
                let end = (at + 1 + dice.roll(40)).min(parts.len());
                let piece = parts[at..end].to_vec();
                parts.splice(other..other, piece);
            }
        }
    }
    parts.concat()
}
