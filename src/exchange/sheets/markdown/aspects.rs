//! Registers that are told by their aspects: the purposes under one heading, the people under another, and in each the
//! activities by their names.

use std::collections::{HashMap, HashSet};

use super::labelled::{Answer, MarkdownSection};
use crate::exchange::sheets::file::grid::SheetGrid;
use crate::exchange::sheets::folding::plain_name;
use crate::exchange::sheets::table::header::KnownHeaders;
use crate::exchange::sheets::table::telling;

/// How many activities are named again at least, and in how many aspects of different kinds.
const FEWEST: usize = 2;
const FEWEST_ASPECTS: usize = 3;
/// The longest name of an activity in an aspect, in letters.
const LONGEST: usize = 80;

/// What is told of one aspect: its label, and the answer of each activity by its name.
struct Aspect {
    label: String,
    field: String,
    answers: Vec<Answer>,
    /// The section or the line of the table that it is of.
    of: AspectOf,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum AspectOf {
    Section(usize),
    Table(u32),
}

/// A register that is told so.
pub(in crate::exchange::sheets) struct ByAspects {
    /// The labels and answers of each activity, its name first.
    pub records: Vec<Vec<Answer>>,
    /// The places of the sections whose answers are told in them.
    sections: HashSet<usize>,
    /// The lines of the heads of the tables that are.
    tables: HashSet<u32>,
    /// What else stands in those sections.
    pub words: Vec<String>,
}

impl ByAspects {
    /// Whether a section is told in the activities.
    pub(in crate::exchange::sheets) fn tells(&self, section: usize) -> bool {
        self.sections.contains(&section)
    }

    /// Whether a table is.
    pub(super) fn tells_table(&self, grid: &SheetGrid) -> bool {
        grid.header_row
            .is_some_and(|row| self.tables.contains(&row))
    }
}

/// The activities that the aspects of a text tell; nothing where it is not told so.
pub(in crate::exchange::sheets) fn read(
    sections: &[MarkdownSection],
    tables: &[SheetGrid],
) -> Option<ByAspects> {
    let mut aspects: Vec<Aspect> = sections
        .iter()
        .enumerate()
        .filter_map(|(at, section)| of_section(at, section))
        .collect();
    aspects.extend(tables.iter().flat_map(of_table));
    // Who is named in several aspects of different kinds, in the order in which they are met.
    let mut fields: HashMap<String, HashSet<&str>> = HashMap::new();
    let mut names: Vec<(String, &str)> = Vec::new();
    for aspect in &aspects {
        for (name, _) in &aspect.answers {
            let key = plain_name(name);
            let known = fields.entry(key.clone()).or_default();
            if known.is_empty() {
                names.push((key, name));
            }
            known.insert(&aspect.field);
        }
    }
    let again = |key: &str| fields.get(key).is_some_and(|it| it.len() > 1);
    names.retain(|(key, _)| again(key));
    // An aspect has little else than them, and each once.
    let holds = |aspect: &&Aspect| {
        let keys: Vec<String> = (aspect.answers.iter())
            .map(|(name, _)| plain_name(name))
            .collect();
        let own: HashSet<&String> = keys.iter().filter(|key| again(key)).collect();
        own.len() >= FEWEST
            && own.len() * 2 > keys.len()
            && own.len() == keys.iter().filter(|key| again(key)).count()
    };
    let held: Vec<&Aspect> = aspects.iter().filter(holds).collect();
    let kinds: HashSet<&str> = held.iter().map(|it| it.field.as_str()).collect();
    if names.len() < FEWEST || kinds.len() < FEWEST_ASPECTS {
        return None;
    }
    let mut words = Vec::new();
    let mut found = ByAspects {
        records: (names.iter())
            .map(|(_, name)| vec![("Name".to_owned(), (*name).to_owned())])
            .collect(),
        sections: HashSet::new(),
        tables: HashSet::new(),
        words: Vec::new(),
    };
    for aspect in held {
        for (name, answer) in &aspect.answers {
            let key = plain_name(name);
            match names.iter().position(|(known, _)| *known == key) {
                Some(at) => found.records[at].push((aspect.label.clone(), answer.clone())),
                None => words.push(format!("{}: {name}: {answer}", aspect.label)),
            }
        }
        match aspect.of {
            AspectOf::Section(at) => {
                if found.sections.insert(at) {
                    let told = sections[at].words.iter();
                    words.extend(told.map(|it| format!("{}: {it}", sections[at].heading)));
                }
            }
            AspectOf::Table(line) => {
                found.tables.insert(line);
            }
        }
    }
    found.words = words;
    Some(found)
}

/// The field of what is processed that a heading or a header asks for.
fn asked(text: &str) -> Option<String> {
    let guess = KnownHeaders::shipped().guess(text)?;
    telling(&guess.field).is_some().then_some(guess.field)
}

/// Whether a text may name an activity in an aspect: it is short, and asks for nothing itself.
fn may_name(text: &str) -> bool {
    let guess = KnownHeaders::shipped().guess(text);
    let asks = guess.is_some_and(|it| it.exact && it.field != "notes");
    // A key is none: the table that has it may say the name.
    let named = text.chars().any(char::is_lowercase);
    named && !asks && text.chars().count() <= LONGEST
}

/// The aspect that a section tells with its labels or the rows of a table of two columns.
fn of_section(at: usize, section: &MarkdownSection) -> Option<Aspect> {
    let field = asked(&section.heading)?;
    let names = |label: &str| {
        let guess = KnownHeaders::shipped().guess(label);
        guess.is_some_and(|it| it.field == "activity.name")
    };
    // The head of the table says what its columns are.
    let answers: Vec<Answer> = section
        .answers
        .iter()
        .filter(|(label, answer)| !(names(label) && asked(answer).is_some()))
        .cloned()
        .collect();
    let all = !answers.is_empty() && answers.iter().all(|(label, _)| may_name(label));
    all.then(|| Aspect {
        label: section.heading.clone(),
        field,
        answers,
        of: AspectOf::Section(at),
    })
}

/// The aspects that a table tells whose first column names the activities: each further column is one.
fn of_table(grid: &SheetGrid) -> Vec<Aspect> {
    let (Some(row), Some((head, rows))) = (grid.header_row, grid.lines.split_first()) else {
        return Vec::new();
    };
    let Some(first) = head.cells.iter().map(|cell| cell.column).min() else {
        return Vec::new();
    };
    if rows.iter().any(|line| !may_name(line.text(first))) {
        return Vec::new();
    }
    let columns = head.cells.iter().filter(|cell| cell.column != first);
    let aspects = columns.map(|cell| {
        let label = cell.value.text();
        let told = rows
            .iter()
            .filter(|line| !line.text(cell.column).trim().is_empty());
        Some(Aspect {
            label: label.to_owned(),
            field: asked(label)?,
            answers: told
                .map(|line| {
                    (
                        line.text(first).to_owned(),
                        line.text(cell.column).to_owned(),
                    )
                })
                .collect(),
            of: AspectOf::Table(row),
        })
    });
    // A column that is no aspect would be lost.
    aspects.collect::<Option<Vec<_>>>().unwrap_or_default()
}
