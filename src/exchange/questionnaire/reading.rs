//! A questionnaire that was filled in: what it is about, who answered, and each answer with its cell.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::book::{ANSWERS, NEW, QUESTION, WHO};
use super::{ABOUT, SHAPE};
use crate::domain::date::PartialDate;
use crate::domain::language::Language;
use crate::domain::problem::Problem;
use crate::exchange::sheets::file::grid::{CellContent, Line, SheetGrid};
use crate::exchange::sheets::folding::plain;
use crate::words::Words;

/// The answer that everything about an activity is right, which stands at its first question.
pub const ALL_RIGHT: &str = "all";

/// The furthest row that is read: whatever stands below was not made here.
const ROWS: u32 = 100_000;

/// A questionnaire that was filled in.
#[derive(Clone, Debug, Default)]
pub struct Filled {
    /// What its file is called.
    pub file: String,
    /// The register that it is of.
    pub register: String,
    /// The number and the hash of the change set that it was made at.
    pub made_at: (i64, String),
    /// The reference of its request.
    pub request: String,
    /// Who was asked.
    pub whom: String,
    /// The language that it was printed in.
    pub language: Option<Language>,
    /// Who answered, where it says so.
    pub by: Option<String>,
    /// When it was answered, where it says so.
    pub on: Option<NaiveDate>,
    /// The answers to questions, also those that say nothing.
    pub answers: Vec<GivenAnswer>,
    /// New processing, row for row.
    pub new: Vec<GivenNew>,
}

impl Filled {
    /// Whether nothing was answered, whoever says to have answered it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.new.is_empty() && self.answers.iter().all(GivenAnswer::is_blank)
    }
}

/// The answer to a question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GivenAnswer {
    /// Where it stands: sheet and row.
    pub sheet: String,
    /// The row of the sheet.
    pub line: u32,
    /// The columns of the answer and of the change, to name their cells.
    pub columns: (u32, u32),
    /// The activity, by its reference at that time.
    pub record: String,
    /// The row of the activity, where it is about one.
    pub row: String,
    /// What it is about.
    pub key: String,
    /// The answer that was picked; empty where none was.
    pub answer: &'static str,
    /// What it is to be changed to, or what is missing.
    pub change: String,
    /// What else was said.
    pub comment: String,
}

impl GivenAnswer {
    /// Whether anything was said.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.answer.is_empty() && self.change.is_empty() && self.comment.is_empty()
    }

    /// The cell of the change.
    #[must_use]
    pub fn change_cell(&self) -> String {
        cell(&self.sheet, self.columns.1, self.line)
    }

    /// The cell of the answer.
    #[must_use]
    pub fn answer_cell(&self) -> String {
        cell(&self.sheet, self.columns.0, self.line)
    }
}

/// A row of new processing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GivenNew {
    /// Where it stands: sheet and first cell.
    pub place: String,
    /// What its cells say, each with its place, by the key of the column.
    pub says: BTreeMap<&'static str, (String, String)>,
}

fn cell(sheet: &str, column: u32, line: u32) -> String {
    format!("{sheet} {}", SheetGrid::place(column, line))
}

/// Whether a workbook is a questionnaire of this program.
#[must_use]
pub fn is_one(grids: &[SheetGrid]) -> bool {
    grids.iter().any(|grid| grid.name == ABOUT)
}

/// Reads a questionnaire that was filled in, with everything that is wrong with its cells.
///
/// # Errors
/// `answers_not_ours` where the workbook is none; `answers_newer` where a later version made it.
pub fn read(
    grids: &[SheetGrid],
    file: &str,
    today: NaiveDate,
) -> Result<(Filled, Vec<Problem>), Problem> {
    let about = grids.iter().find(|grid| grid.name == ABOUT);
    let about = about.ok_or_else(|| Problem::refused("answers_not_ours").with("file", file))?;
    let says: BTreeMap<&str, &str> = (about.lines.iter())
        .map(|line| (line.text(0), line.text(1)))
        .collect();
    let says = |key: &str| says.get(key).copied().unwrap_or_default().to_owned();
    match says("questionnaire").parse::<i64>() {
        Ok(1..=SHAPE) => {}
        Ok(newer) if newer > SHAPE => {
            return Err(Problem::refused("answers_newer").with("file", file));
        }
        _ => return Err(Problem::refused("answers_not_ours").with("file", file)),
    }
    let mut filled = Filled {
        file: file.to_owned(),
        register: says("register"),
        made_at: (says("change").parse().unwrap_or_default(), says("hash")),
        request: says("request"),
        whom: says("whom"),
        language: Language::from_code(&says("language")),
        ..Filled::default()
    };
    let mut reading = AnswerReading {
        file,
        today,
        answers: answers(),
        faults: Vec::new(),
    };
    let mut known = false;
    for grid in grids {
        let Some((columns, lines)) = keyed(grid) else {
            continue;
        };
        let has = |key: &str| columns.contains_key(key);
        if has(QUESTION[0]) && has(QUESTION[2]) {
            known = true;
            for line in lines {
                reading.question(&mut filled, grid, &columns, line);
            }
        } else if has(NEW[0]) {
            for line in lines {
                reading.new_processing(&mut filled, grid, &columns, line);
            }
        } else if has(WHO[0]) {
            for line in lines {
                reading.who(&mut filled, grid, &columns, line);
            }
        }
    }
    if !known {
        return Err(Problem::refused("answers_without_questions").with("file", file));
    }
    let AnswerReading { mut faults, .. } = reading;
    twice(&filled, &mut faults);
    Ok((filled, faults))
}

/// The columns of a sheet by the keys in its first row, and the rows below the heads.
fn keyed(grid: &SheetGrid) -> Option<(BTreeMap<String, u32>, &[Line])> {
    let first = grid.lines.first().filter(|line| line.number == 1)?;
    let mut columns = BTreeMap::new();
    for cell in &first.cells {
        let key = cell.value.text().trim();
        if QUESTION.iter().chain(&NEW).chain(&WHO).any(|it| *it == key) {
            columns.entry(key.to_owned()).or_insert(cell.column);
        }
    }
    let below = grid
        .lines
        .iter()
        .take_while(|line| line.number <= 2)
        .count();
    (!columns.is_empty()).then(|| (columns, &grid.lines[below..]))
}

/// The answers that can be picked, by what they are called in every language of the program.
fn answers() -> BTreeMap<String, &'static str> {
    let mut known = BTreeMap::new();
    for language in Language::ALL.iter().copied() {
        if let Ok(words) = Words::load(language) {
            for code in ANSWERS {
                let label = words
                    .get(&format!("questionnaire.answer.{code}"))
                    .to_owned();
                known.insert(plain(&label), code);
            }
        }
    }
    for code in ANSWERS {
        known.entry(code.to_owned()).or_insert(code);
    }
    known
}

struct AnswerReading<'r> {
    file: &'r str,
    today: NaiveDate,
    answers: BTreeMap<String, &'static str>,
    faults: Vec<Problem>,
}

impl AnswerReading<'_> {
    fn fault(&mut self, key: &'static str, place: String, text: &str) {
        let problem = Problem::refused(key)
            .with("file", self.file)
            .with("cell", place)
            .with("text", text);
        self.faults.push(problem);
    }

    /// What a cell says; a formula without a value, or an error, is told.
    fn text(
        &mut self,
        grid: &SheetGrid,
        columns: &BTreeMap<String, u32>,
        line: &Line,
        key: &str,
    ) -> String {
        let Some(column) = columns.get(key) else {
            return String::new();
        };
        match line.cell(*column).map(|cell| &cell.value) {
            None => String::new(),
            Some(CellContent::Fault(text)) => {
                let place = cell(&grid.name, *column, line.number);
                self.fault("answers_formula", place, text);
                String::new()
            }
            Some(value) => value.text().trim().to_owned(),
        }
    }

    fn question(
        &mut self,
        filled: &mut Filled,
        grid: &SheetGrid,
        columns: &BTreeMap<String, u32>,
        line: &Line,
    ) {
        let column = |key: &str| columns.get(key).copied().unwrap_or_default();
        let mut given = GivenAnswer {
            sheet: grid.name.clone(),
            line: line.number,
            columns: (column("ask.answer"), column("ask.change")),
            record: self.text(grid, columns, line, "ask.record"),
            row: self.text(grid, columns, line, "ask.row"),
            key: self.text(grid, columns, line, "ask.key"),
            change: self.text(grid, columns, line, "ask.change"),
            comment: self.text(grid, columns, line, "ask.comment"),
            answer: "",
        };
        let answer = self.text(grid, columns, line, "ask.answer");
        if let Some(code) = self.answers.get(&plain(&answer)) {
            given.answer = code;
        } else if !answer.is_empty() {
            self.fault("answers_answer_unknown", given.answer_cell(), &answer);
            return;
        }
        if given.record.is_empty() && given.key.is_empty() {
            // What somebody wrote below the questions belongs to none of them.
            if !given.is_blank() || line.number > ROWS {
                let text = format!("{answer} {} {}", given.change, given.comment);
                self.fault("answers_no_question", given.answer_cell(), text.trim());
            }
            return;
        }
        match (given.answer, given.change.is_empty()) {
            ("change", true) => self.fault("answers_change_missing", given.change_cell(), ""),
            ("right" | "gone" | ALL_RIGHT, false) => {
                let text = given.change.clone();
                self.fault("answers_change_unclear", given.change_cell(), &text);
            }
            ("", false) => {
                // Whoever types a change without picking the answer means it.
                given.answer = "change";
                filled.answers.push(given);
            }
            _ => filled.answers.push(given),
        }
    }

    fn new_processing(
        &mut self,
        filled: &mut Filled,
        grid: &SheetGrid,
        columns: &BTreeMap<String, u32>,
        line: &Line,
    ) {
        let mut new = GivenNew {
            place: cell(
                &grid.name,
                columns.get(NEW[0]).copied().unwrap_or_default(),
                line.number,
            ),
            ..GivenNew::default()
        };
        for key in NEW {
            let text = self.text(grid, columns, line, key);
            if !text.is_empty() {
                let column = columns.get(key).copied().unwrap_or_default();
                new.says
                    .insert(key, (cell(&grid.name, column, line.number), text));
            }
        }
        if new.says.is_empty() {
            return;
        }
        if new.says.contains_key(NEW[0]) {
            filled.new.push(new);
        } else {
            let place = new.place.clone();
            self.fault("answers_new_without_name", place, "");
        }
    }

    fn who(
        &mut self,
        filled: &mut Filled,
        grid: &SheetGrid,
        columns: &BTreeMap<String, u32>,
        line: &Line,
    ) {
        let value = self.text(grid, columns, line, WHO[2]);
        if value.is_empty() {
            return;
        }
        match line.text(columns.get(WHO[0]).copied().unwrap_or_default()) {
            "by" => filled.by = Some(crate::domain::codec::clean(&value, false)),
            "on" => {
                let place = cell(
                    &grid.name,
                    columns.get(WHO[2]).copied().unwrap_or_default(),
                    line.number,
                );
                match PartialDate::from_typed(&value, self.today) {
                    Ok(PartialDate::Day(day)) if day <= self.today => filled.on = Some(day),
                    Ok(PartialDate::Day(_)) => self.fault("answers_day_to_come", place, &value),
                    _ => self.fault("answers_day_unreadable", place, &value),
                }
            }
            _ => {}
        }
    }
}

/// Tells questions that are answered twice, each time otherwise.
fn twice(filled: &Filled, faults: &mut Vec<Problem>) {
    let mut seen: BTreeMap<(&str, &str, &str), &GivenAnswer> = BTreeMap::new();
    for given in filled.answers.iter().filter(|given| !given.is_blank()) {
        let question = (&*given.record, &*given.row, &*given.key);
        let Some(first) = seen.get(&question) else {
            seen.insert(question, given);
            continue;
        };
        let same = (first.answer, &first.change) == (given.answer, &given.change);
        if !same {
            let problem = Problem::refused("answers_twice")
                .with("file", &filled.file)
                .with("cell", given.answer_cell())
                .with("other", first.answer_cell());
            faults.push(problem);
        }
    }
}
