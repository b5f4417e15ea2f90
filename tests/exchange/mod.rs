//! The register as JSON, out and in: the real registers, random ones, and files that mean harm.

mod dispositions;
mod due;
mod facts;
mod forms;
mod guided_forms;
mod hostile;
mod notices;
mod own_roles;
mod random;
mod schema;
mod sections_kept;
mod selection;
mod sheets;
mod told_beside;
mod unseen;
mod unseen_parts;
mod words_kept;
mod workbook;

use chrono::NaiveDate;
use ropa::domain::change::changes_of;
use ropa::domain::problem::Problem;
use ropa::domain::register::Register;
use ropa::exchange::import::{ImportReport, Merging, plan, read};
use ropa::exchange::json;
use ropa::exchange::selection::Selection;
use ropa::exchange::sheets::{self as sheets_of_others, SheetRequest};
use ropa::law::Law;
use serde_json::Value as Json;

/// The names of the real registers in `tests/notices`.
pub const NOTICES: [&str; 5] = [
    "axcrypt",
    "infomaker",
    "secmaker",
    "secure-privacy",
    "zesec",
];

/// The text of a real register.
pub fn notice(name: &str) -> String {
    let path = format!("{}/tests/notices/{name}.json", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The day of all exports here.
pub fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
}

/// The whole register as JSON.
pub fn export(register: &Register) -> String {
    json::export(register, day(), &Selection::default())
}

/// Imports a file's text into a register in memory.
pub fn import(text: &str, register: &mut Register) -> Result<ImportReport, Problem> {
    import_as(text, register, &Merging::default())
}

/// The same as asked for.
pub fn import_as(
    text: &str,
    register: &mut Register,
    merging: &Merging<'_>,
) -> Result<ImportReport, Problem> {
    let document = read(text)?;
    let plan = plan(&document, register, merging)?;
    let changes = changes_of(register, &plan.edits);
    assert_eq!(register.mismatch(&changes), None);
    register.apply(&changes)?;
    Ok(plan.report)
}

/// A register that a file makes.
pub fn imported(text: &str) -> Register {
    let mut register = Register::empty();
    import(text, &mut register).unwrap_or_else(|problem| panic!("{problem}"));
    register
}

/// What is read of the text of a sheet or document of others.
pub fn read_of_others(name: &str, text: &str) -> Json {
    let law = Law::shipped().unwrap();
    let read = sheets_of_others::read(text.as_bytes(), name, &SheetRequest::default(), &law, day());
    read.unwrap_or_else(|problem| panic!("{name}: {problem}"))
        .root
}

/// The organisations of ours in what was read.
pub fn all_ours(told: &Json) -> Vec<&Json> {
    let all = told["organisations"].as_array().into_iter().flatten();
    all.filter(|it| it["ours"] == true).collect()
}

/// The first of them.
pub fn ours(told: &Json) -> &Json {
    all_ours(told)[0]
}
