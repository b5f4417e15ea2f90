//! The journal as documents: change sets, what was changed in one record, what is different between two states.

use std::collections::HashMap;
use std::fmt::Write as _;

use serde_json::{Map, Value as Json, json};

use super::called_then::NamesThen;
use super::comparing::FileDifference;
use super::editions::Moment;
use super::history::{
    CAME_OR_WENT, change_line_then, instant, is_told, label_and_reason, line_between, signed_by,
    stored,
};
use super::own_lists::heads_of_log;
use crate::domain::kind::RecordKind;
use crate::domain::origin::ChangedSide;
use crate::domain::register::Register;
use crate::exchange::document::{Block, BlockTable, ListPoint};
use crate::exchange::format::{Cell, Grid, Source};
use crate::exchange::{json, plain};
use crate::labels::Lexicon;
use crate::store::{ChangeSet, StoredChange};
use crate::words::visible_line;

/// Change sets, the newest first, to be written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct JournalDocument<'a> {
    /// The change sets.
    pub sets: &'a [ChangeSet],
}

impl JournalDocument<'_> {
    /// What stands in the columns of a change set; its hash in full or as documents print it.
    fn row(lexicon: &Lexicon, set: &ChangeSet, hash: &str) -> Vec<String> {
        vec![
            set.number.to_string(),
            instant(&set.at),
            lexicon.words.author(&set.author).to_owned(),
            label_and_reason(lexicon, set),
            set.changes_count.to_string(),
            hash.to_owned(),
        ]
    }

    fn short_rows(&self, lexicon: &Lexicon) -> Vec<Vec<String>> {
        let sets = self.sets.iter();
        sets.map(|set| Self::row(lexicon, set, short(&set.hash)))
            .collect()
    }
}

impl Source for JournalDocument<'_> {
    fn blocks(&self, lexicon: &Lexicon) -> Vec<Block> {
        let table = BlockTable::of_texts(&heads_of_log(lexicon), self.short_rows(lexicon));
        vec![
            Block::heading(1, lexicon.words.get("cli.log.title")),
            Block::Table(table.with_names(0).with_names(HASH)),
        ]
    }

    fn json(&self, _lexicon: &Lexicon) -> String {
        let objects = self.sets.iter().map(|set| {
            json!({
                "number": set.number,
                "at": set.at,
                "author": signed_by(set),
                "label": set.title(),
                "because": set.because(),
                "undoes": set.undoes,
                "changes": set.changes_count,
                "previous_hash": set.previous_hash,
                "hash": set.hash,
            })
        });
        json::text(&objects.collect::<Json>())
    }

    fn grids(&self, lexicon: &Lexicon) -> Vec<Grid> {
        let rows = self.sets.iter().map(|set| {
            let cells = Self::row(lexicon, set, &set.hash).into_iter();
            let mut cells: Vec<Cell> = cells.map(Cell::Text).collect();
            cells[0] = Cell::Number(set.number);
            cells[WHEN] = minute(&set.at);
            cells[CHANGES] =
                i64::try_from(set.changes_count).map_or(Cell::Number(i64::MAX), Cell::Number);
            cells
        });
        vec![Grid {
            title: lexicon.words.get("cli.log.title").to_owned(),
            heads: heads_of_log(lexicon),
            rows: rows.collect(),
        }]
    }

    fn text(&self, lexicon: &Lexicon, room: Option<usize>) -> Option<String> {
        // The number and the hash are held against what is printed elsewhere.
        Some(plain::columns(
            &heads_of_log(lexicon),
            &self.short_rows(lexicon),
            &[0, HASH],
            room,
        ))
    }
}

/// When a change set was made, as the writer's clock showed it.
fn minute(at: &str) -> Cell {
    let read = at.get(..19).and_then(|at| at.parse().ok());
    read.map_or_else(|| Cell::Text(instant(at)), Cell::Minute)
}

/// The column of the instant.
const WHEN: usize = 1;
/// The column of the number of changes.
const CHANGES: usize = 4;
/// The column of the hash.
const HASH: usize = 5;

/// The first digits of a hash, as documents print them: enough to be held against another print.
fn short(hash: &str) -> &str {
    hash.get(..12).unwrap_or(hash)
}

/// What was changed in one record and its rows, to be written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RecordJournal<'a> {
    /// What records were called when the changes were made.
    pub names: &'a NamesThen<'a>,
    /// The changes, the newest set first.
    pub changes: &'a [StoredChange],
    /// The change sets by their numbers.
    pub sets: &'a HashMap<i64, ChangeSet>,
}

impl RecordJournal<'_> {
    /// The changes by the set that they were made in, each with what it did, in words.
    fn told(&self, lexicon: &Lexicon) -> Vec<(&ChangeSet, Vec<String>)> {
        let mut told: Vec<(&ChangeSet, Vec<String>)> = Vec::new();
        for change in self.changes.iter().filter(|change| is_told(change)) {
            let Some(set) = self.sets.get(&change.change_set) else {
                continue;
            };
            let line = visible_line(&change_line_then(lexicon, self.names, change)).into_owned();
            match told.last_mut() {
                Some((last, lines)) if last.number == set.number => lines.push(line),
                _ => told.push((set, vec![line])),
            }
        }
        told
    }
}

impl Source for RecordJournal<'_> {
    fn blocks(&self, lexicon: &Lexicon) -> Vec<Block> {
        let mut out = vec![Block::heading(1, lexicon.words.get("cli.log.title"))];
        for (set, lines) in self.told(lexicon) {
            out.push(Block::heading(2, head(lexicon, set)));
            out.push(Block::List(lines.into_iter().map(ListPoint::new).collect()));
        }
        out
    }

    fn json(&self, _lexicon: &Lexicon) -> String {
        let told = self.changes.iter().filter(|change| is_told(change));
        let objects = told.map(|change| {
            let set = self.sets.get(&change.change_set);
            let mut object = Map::new();
            object.insert("number".to_owned(), json!(change.change_set));
            object.insert("at".to_owned(), json!(set.map(|set| &set.at)));
            object.insert("author".to_owned(), json!(set.and_then(signed_by)));
            object.insert("label".to_owned(), json!(set.map(ChangeSet::title)));
            object.insert(
                "because".to_owned(),
                json!(set.and_then(ChangeSet::because)),
            );
            object.insert("hash".to_owned(), json!(set.map(|set| &set.hash)));
            object.extend(object_of(change));
            Json::Object(object)
        });
        json::text(&objects.collect::<Json>())
    }

    fn grids(&self, lexicon: &Lexicon) -> Vec<Grid> {
        let told = self.told(lexicon).into_iter();
        let rows = told.flat_map(|(set, lines)| {
            lines.into_iter().map(|line| {
                vec![
                    Cell::Number(set.number),
                    minute(&set.at),
                    Cell::Text(lexicon.words.author(&set.author).to_owned()),
                    Cell::Text(label_and_reason(lexicon, set)),
                    Cell::Text(line),
                    Cell::Text(set.hash.clone()),
                ]
            })
        });
        let heads = heads(
            lexicon,
            &[
                "cli.log.number",
                "cli.log.at",
                "cli.log.author",
                "cli.log.label",
                "cli.log.change",
                "cli.log.hash",
            ],
        );
        vec![Grid {
            title: lexicon.words.get("cli.log.title").to_owned(),
            heads,
            rows: rows.collect(),
        }]
    }

    fn text(&self, lexicon: &Lexicon, _room: Option<usize>) -> Option<String> {
        let mut out = String::new();
        for (set, lines) in self.told(lexicon) {
            let _ = writeln!(out, "{}", head(lexicon, set));
            for line in lines {
                let _ = writeln!(out, "  {line}");
            }
        }
        Some(out)
    }
}

/// A change set in one line.
fn head(lexicon: &Lexicon, set: &ChangeSet) -> String {
    let head = format!(
        "{}  {}  {}  {}  {}",
        set.number,
        instant(&set.at),
        lexicon.words.author(&set.author),
        label_and_reason(lexicon, set),
        short(&set.hash)
    );
    visible_line(&head).into_owned()
}

/// What is different between two states, to be written.
#[derive(Clone, Debug)]
pub(crate) struct DifferenceDocument<'a> {
    /// Both states, to name what is named in them.
    pub registers: (&'a Register, &'a Register),
    /// What is different, as the journal would have it.
    pub changes: &'a [StoredChange],
    /// Which states they are.
    pub states: ComparedStates<'a>,
}

/// Which two states are compared.
#[derive(Clone, Debug)]
pub(crate) enum ComparedStates<'a> {
    /// Those of one register at two moments.
    Moments(Moment, Moment),
    /// That of the register, and that of a file of this name.
    File(&'a str, &'a FileDifference),
    /// That of copies, and that of their originals, each with the side that was changed.
    Origins(&'a [ChangedSide]),
}

impl<'a> DifferenceDocument<'a> {
    /// Where each difference was made, where that is known.
    fn sides(&self) -> Option<&'a [ChangedSide]> {
        match &self.states {
            ComparedStates::Moments(..) => None,
            ComparedStates::File(_, file) => file.sides.as_deref(),
            ComparedStates::Origins(sides) => Some(sides),
        }
    }

    /// The locale key of a side.
    const fn side_key(&self, side: ChangedSide) -> &'static str {
        match (&self.states, side) {
            (ComparedStates::Origins(_), ChangedSide::Here) => "cli.diff.in_copy",
            (ComparedStates::Origins(_), ChangedSide::There) => "cli.diff.in_origin",
            (_, ChangedSide::Here) => "cli.diff.here",
            (_, ChangedSide::There) => "cli.diff.there",
            (_, ChangedSide::Both) => "cli.diff.both",
        }
    }

    /// Each difference with its reference, in words.
    pub(super) fn lines(&self, lexicon: &Lexicon) -> Vec<(&'a str, String)> {
        let keys = match &self.states {
            ComparedStates::Moments(..) => CAME_OR_WENT,
            ComparedStates::File(..) => ONE_SIDE,
            ComparedStates::Origins(_) => ONE_OF_COPY,
        };
        let sides = self.sides();
        let line = |(at, change): (usize, &'a StoredChange)| {
            let line = line_between(lexicon, self.registers, change, keys);
            let line = match sides.and_then(|sides| sides.get(at)) {
                Some(side) => {
                    let side = lexicon.words.get(self.side_key(*side));
                    lexicon
                        .words
                        .fill("cli.diff.line", &[("line", &line), ("side", side)])
                }
                None => line,
            };
            (change.reference.as_str(), visible_line(&line).into_owned())
        };
        let told = self.changes.iter().enumerate();
        let told = told.filter(|(_, change)| is_told(change));
        told.map(line).collect()
    }

    fn title(&self, lexicon: &Lexicon) -> String {
        let words = &lexicon.words;
        let said = |moment: &Moment| {
            let day = words.day(moment.day);
            match &moment.edition {
                Some((_, name)) => format!("{name} ({day})"),
                None => day,
            }
        };
        match &self.states {
            ComparedStates::Moments(from, to) => {
                let (from, to) = (said(from), said(to));
                words.fill("cli.diff.title", &[("from", &from), ("to", &to)])
            }
            ComparedStates::File(name, _) => words.fill("cli.diff.file", &[("file", name)]),
            ComparedStates::Origins(_) => words.get("cli.diff.origins").to_owned(),
        }
    }

    /// What the file is to the register, where one is compared.
    fn kinship(&self, lexicon: &Lexicon) -> Option<String> {
        let words = &lexicon.words;
        let file = match &self.states {
            ComparedStates::Moments(..) => return None,
            ComparedStates::File(_, file) => file,
            ComparedStates::Origins(_) if self.changes.is_empty() => return None,
            ComparedStates::Origins(_) => return Some(words.get("cli.diff.arrow").to_owned()),
        };
        Some(match &file.common {
            Some(mark) => {
                let details = [
                    ("number", mark.number.to_string()),
                    ("at", instant(&mark.at)),
                ];
                let details = details.each_ref();
                words.fill(
                    "cli.diff.common",
                    &details.map(|(name, text)| (*name, text.as_str())),
                )
            }
            None if file.is_own => words.get("cli.diff.own").to_owned(),
            None => words.get("cli.diff.other").to_owned(),
        })
    }

    /// Each change as JSON, with the side where that is known.
    fn objects(&self) -> impl Iterator<Item = Json> {
        let sides = self.sides();
        self.changes.iter().enumerate().map(move |(at, change)| {
            let mut object = object_of(change);
            if let Some(side) = sides.and_then(|sides| sides.get(at)) {
                object.insert("changed".to_owned(), json!(side.code()));
            }
            Json::Object(object)
        })
    }
}

/// The same of a row that only the original has, and of one that only the copy has.
const ONE_OF_COPY: [&str; 2] = ["cli.diff.only_origin", "cli.diff.only_copy"];

/// The locale keys of what is said of a record that only the file has, and of one that only the register has.
const ONE_SIDE: [&str; 2] = ["cli.diff.only_there", "cli.diff.only_here"];

impl Source for DifferenceDocument<'_> {
    fn blocks(&self, lexicon: &Lexicon) -> Vec<Block> {
        let lines = self.lines(lexicon);
        let said = if lines.is_empty() {
            Block::paragraph(lexicon.words.get("cli.diff.none"))
        } else {
            Block::List(
                lines
                    .into_iter()
                    .map(|(_, line)| ListPoint::new(line))
                    .collect(),
            )
        };
        let mut out = vec![Block::heading(1, self.title(lexicon))];
        out.extend(self.kinship(lexicon).map(Block::paragraph));
        out.push(said);
        out
    }

    fn json(&self, _lexicon: &Lexicon) -> String {
        json::text(&self.objects().collect::<Json>())
    }

    fn grids(&self, lexicon: &Lexicon) -> Vec<Grid> {
        let lines = self.lines(lexicon).into_iter();
        let rows = lines.map(|(reference, line)| vec![reference.to_owned(), line]);
        let heads = heads(lexicon, &["due.column.ref", "cli.log.change"]);
        vec![Grid::of_texts(&self.title(lexicon), heads, rows.collect())]
    }

    fn text(&self, lexicon: &Lexicon, _room: Option<usize>) -> Option<String> {
        let mut out = String::new();
        if let Some(kinship) = self.kinship(lexicon) {
            let _ = writeln!(out, "{kinship}");
        }
        let lines = self.lines(lexicon);
        if lines.is_empty() {
            let _ = writeln!(out, "{}", lexicon.words.get("cli.diff.none"));
        }
        for (_, line) in lines {
            let _ = writeln!(out, "{line}");
        }
        Some(out)
    }
}

/// What is different between the register and a file of this name, to be read.
pub(crate) fn compared_file(name: &str, file: &FileDifference, lexicon: &Lexicon) -> Vec<Block> {
    let changes: Vec<StoredChange> = file.difference.changes.iter().map(stored).collect();
    let document = DifferenceDocument {
        registers: file.difference.states(),
        changes: &changes,
        states: ComparedStates::File(name, file),
    };
    document.blocks(lexicon)
}

fn heads(lexicon: &Lexicon, keys: &[&'static str]) -> Vec<String> {
    keys.iter()
        .map(|key| lexicon.words.get(key).to_owned())
        .collect()
}

/// What a change did, as JSON has it everywhere: which record or row, which field, before and after.
fn object_of(change: &StoredChange) -> Map<String, Json> {
    [
        ("ref", json!(reference_of(change))),
        ("record", json!(change.kind)),
        ("field", json!(change.field)),
        ("before", exported(&change.kind, &change.before)),
        ("after", exported(&change.kind, &change.after)),
    ]
    .into_iter()
    .map(|(key, value)| (key.to_owned(), value))
    .collect()
}

/// How a record or row is called, for other programs: the register's own data by that, whose reference is a number of the
/// file.
fn reference_of(change: &StoredChange) -> String {
    let own = RecordKind::RegisterData.key();
    match RecordKind::from_key(&change.kind) {
        Some(RecordKind::RegisterData) => own.to_owned(),
        Some(kind) if kind.top() == RecordKind::RegisterData => {
            let row = change.reference.rsplit('/').next().unwrap_or_default();
            format!("{own}/{row}")
        }
        _ => change.reference.clone(),
    }
}

/// What the journal says of a record or row, for other programs: what holds a row is said by its reference, and the number
/// by which the file knows that leaves it never.
#[must_use]
pub(super) fn exported(kind: &str, value: &Json) -> Json {
    let is_row = RecordKind::from_key(kind).is_some_and(|kind| kind.parent().is_some());
    let mut value = value.clone();
    if let Some(fields) = value.as_object_mut().filter(|_| is_row) {
        fields.remove("parent");
    }
    // So does its own, by which it calls the register's own data.
    if let Some(fields) = value
        .as_object_mut()
        .filter(|_| kind == RecordKind::RegisterData.key())
    {
        fields.remove("ref");
    }
    value
}
