//! Cells that say that they repeat the one above, and rows that go on with the activity of another.

use std::collections::HashMap;

use super::mapping::MappedColumn;
use crate::exchange::layout::LEFT_OUT;
use crate::exchange::sheets::answers::entries::DASHES;
use crate::exchange::sheets::file::grid::{CellContent, Line, SheetGrid};
use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::report::{ColumnReport, TableReport};
use crate::exchange::sheets::vocabulary::SheetVocabulary;
use crate::exchange::workbook::book::letters;

/// The longest text that is looked at for words as “see above”.
const LONGEST: usize = 40;

/// Whether a text says no more than that it is the one above: `idem`, `see above`, `"`.
#[must_use]
fn repeats_above(words: &SheetVocabulary, text: &str) -> bool {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return false;
    }
    let sign = |letter: char| "\"″”“„〃'’,".contains(letter);
    if text.chars().all(sign) {
        return !matches!(text, "'" | "’" | ",");
    }
    words.above.is(&plain(text))
}

/// A text in two parts, the first of which may repeat another cell: `idem; the hash is erased with the account`.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Addition<'t> {
    first: &'t str,
    rest: &'t str,
    /// What stands between them.
    sign: &'static str,
}

impl<'t> Addition<'t> {
    fn of(text: &'t str) -> Option<Self> {
        let signs = [";", ". ", ", ", " + "].into_iter().chain(DASHES);
        let places = signs.filter_map(|sign| Some((text.find(sign)?, sign)));
        let (at, sign) = places.min_by_key(|(at, _)| *at)?;
        let (first, rest) = (text[..at].trim(), text[at + sign.len()..].trim());
        let parted = Self { first, rest, sign };
        (!first.is_empty() && !rest.is_empty()).then_some(parted)
    }

    /// Whether a number stands behind a comma, which goes on counting the rows before it: `As activity 1, 2`.
    fn counts_on(&self) -> bool {
        self.sign == ", " && self.rest.starts_with(|it: char| it.is_ascii_digit())
    }
}

/// The most words of a cell that says in which row its answer stands.
const WORDS: usize = 6;

/// The row that a text says it is as in, found by what that is called: `as in 3`, `wie Nr. 1`, `see PT-1`.
fn as_in<T>(words: &SheetVocabulary, text: &str, row: impl Fn(&str) -> Option<T>) -> Option<T> {
    let plain = plain(text);
    let spoken: Vec<&str> = plain.split(' ').collect();
    // What stands in a section of the text is no row.
    if text.len() > LONGEST || spoken.len() > WORDS || text.contains('§') {
        return None;
    }
    (1..spoken.len()).find_map(|begins| {
        if !words.as_in.is(&spoken[..begins].join(" ")) {
            return None;
        }
        let names = spoken[begins..].iter();
        let names = names.take_while(|it| words.row_names.is(it)).count();
        let keys = (begins..=begins + names).rev();
        keys.filter(|from| *from < spoken.len())
            .find_map(|from| row(&spoken[from..].join(" ")))
    })
}

/// A key as it is looked for: a number without the noughts before it.
fn row_key(text: &str) -> String {
    let text = plain(text);
    match text.trim_start_matches('0') {
        bare if !bare.is_empty() && bare.bytes().all(|it| it.is_ascii_digit()) => bare.to_owned(),
        _ => text,
    }
}

/// What a cell holds once it is known what it repeats.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::exchange::sheets) enum Held<'g> {
    /// Nothing.
    Nothing,
    /// What it says, or the cell above that it repeats.
    Said(&'g CellContent),
    /// It repeats a cell that there is not.
    Unknown(&'g CellContent),
}

impl Held<'_> {
    /// What it says, as it is compared.
    fn plain(self) -> String {
        match self {
            Self::Said(content) => plain(content.text()),
            Self::Nothing | Self::Unknown(_) => String::new(),
        }
    }
}

/// What a row says of which activity it is about.
#[derive(Clone, Debug, Default, PartialEq)]
struct RowTopic {
    reference: String,
    name: String,
    purpose: String,
    /// What keeps activities of one name apart: of whom they are, and in which department.
    apart: Vec<String>,
}

impl RowTopic {
    /// Whether nothing that keeps activities apart differs from another row's.
    fn is_beside(&self, other: &Self) -> bool {
        let mut pairs = self.apart.iter().zip(&other.apart);
        pairs.all(|(one, other)| one.is_empty() || other.is_empty() || one == other)
    }
}

/// The rows of a table that were read, as those below them may repeat them.
#[derive(Debug)]
pub(in crate::exchange::sheets) struct RowsAbove<'g> {
    /// Whether what stands above belongs to the same column: in a form, it is another question.
    in_columns: bool,
    /// The columns that say which activity a row is about.
    reference: Option<u32>,
    name: Option<u32>,
    purpose: Option<u32>,
    apart: Vec<u32>,
    /// What each column asks for.
    paths: Vec<(u32, String)>,
    /// What the columns said last.
    last: HashMap<u32, CellContent>,
    /// What was made of the cells of rows that begin an activity and add to another cell, by row and column.
    made: HashMap<(u32, u32), CellContent>,
    /// What the row before is about, and its activity.
    before: Option<(RowTopic, usize)>,
    /// The rows that begin an activity, by their keys, else by their places.
    rows: HashMap<String, &'g Line>,
    /// The rows that have a key and a name.
    keyed: HashMap<(String, String), Vec<(RowTopic, usize)>>,
}

impl<'g> RowsAbove<'g> {
    pub(in crate::exchange::sheets) fn of(columns: &[MappedColumn], in_columns: bool) -> Self {
        let column = |path: &str| columns.iter().find(|it| it.path == path).map(|it| it.at);
        let apart = ["organisation.name", "activity.department", "activity.role"];
        Self {
            in_columns,
            reference: column("ref"),
            name: column("activity.name"),
            purpose: column("purposes[].text"),
            apart: apart.iter().filter_map(|path| column(path)).collect(),
            paths: columns.iter().map(|it| (it.at, it.path.clone())).collect(),
            last: HashMap::new(),
            made: HashMap::new(),
            before: None,
            rows: HashMap::new(),
            keyed: HashMap::new(),
        }
    }

    /// What the same column of the row says that a cell is as in.
    fn as_in(&self, words: &SheetVocabulary, text: &str, at: u32) -> Option<&CellContent> {
        if !self.in_columns {
            return None;
        }
        let line = as_in(words, text, |key| self.rows.get(&row_key(key)).copied())?;
        let says = |content: &&CellContent| {
            !content.text().trim().is_empty() && !repeats_above(words, content.text())
        };
        // Another column may answer the same under another label.
        let own = self.paths.iter().find(|(own, _)| *own == at);
        let alike = self.paths.iter().filter(|(other, path)| {
            *other != at && own.is_some_and(|(_, own)| own == path && path.contains('['))
        });
        let columns = std::iter::once(at).chain(alike.map(|(other, _)| *other));
        let held = columns.filter_map(|column| {
            let made = self.made.get(&(line.number, column));
            made.or_else(|| Some(&line.cell(column)?.value))
        });
        held.into_iter().find(says)
    }

    /// What the cell of a column holds.
    pub(in crate::exchange::sheets) fn held<'s>(
        &'s self,
        words: &SheetVocabulary,
        line: &'s Line,
        column: &MappedColumn,
    ) -> Held<'s> {
        let Some(cell) = line.cell(column.at) else {
            return Held::Nothing;
        };
        // What nobody has understood stays in its words.
        let text = cell.value.text();
        let names = matches!(&*column.path, "ref" | "activity.name");
        let as_in = || self.as_in(words, text, column.at).filter(|_| !names);
        if column.field.is_some()
            && let Some(content) = as_in()
        {
            return Held::Said(content);
        }
        if column.field.is_none() || !repeats_above(words, text) {
            return Held::Said(&cell.value);
        }
        let above = self.last.get(&column.at).filter(|_| self.in_columns);
        above.map_or(Held::Unknown(&cell.value), Held::Said)
    }

    /// What the cell of a column holds that repeats another and adds to it: both, one behind the other.
    pub(in crate::exchange::sheets) fn added(
        &self,
        words: &SheetVocabulary,
        line: &Line,
        column: &MappedColumn,
    ) -> Option<CellContent> {
        let is_answer = column.field.is_some() && column.path.contains('[');
        let text = line.cell(column.at).filter(|_| is_answer)?.value.text();
        let addition = Addition::of(text)?;
        let above = || self.last.get(&column.at).filter(|_| self.in_columns);
        let repeated = if repeats_above(words, addition.first) {
            above()?
        } else if addition.counts_on() {
            return None;
        } else {
            self.as_in(words, addition.first, column.at)?
        };
        if repeats_above(words, addition.rest) {
            return Some(repeated.clone());
        }
        // Two pointers are two answers, and add nothing to each other.
        if self.as_in(words, addition.rest, column.at).is_some() {
            return None;
        }
        let text = format!("{}; {}", repeated.text().trim(), addition.rest);
        Some(CellContent::Text(text))
    }

    fn topic(&self, words: &SheetVocabulary, line: &Line, columns: &[MappedColumn]) -> RowTopic {
        let said = |at: u32| {
            let column = columns.iter().find(|it| it.at == at);
            column.map_or_else(String::new, |column| self.held(words, line, column).plain())
        };
        let of = |at: Option<u32>| at.map_or_else(String::new, said);
        RowTopic {
            reference: of(self.reference),
            name: of(self.name),
            purpose: of(self.purpose),
            apart: self.apart.iter().map(|at| said(*at)).collect(),
        }
    }

    /// The activity that a row goes on with; `None` where it begins one.
    pub(in crate::exchange::sheets) fn goes_on(
        &self,
        words: &SheetVocabulary,
        line: &Line,
        columns: &[MappedColumn],
    ) -> Option<usize> {
        let topic = self.topic(words, line, columns);
        let by_key = || {
            let key = (topic.reference.clone(), topic.name.clone());
            let known = self.keyed.get(&key)?;
            let of_same = known.iter().find(|(known, _)| topic.is_beside(known));
            of_same.map(|(_, draft)| *draft)
        };
        if !topic.reference.is_empty() && !topic.name.is_empty() {
            return by_key();
        }
        let (before, draft) = self.before.as_ref()?;
        let same = |one: &str, other: &str| one.is_empty() || one == other;
        let goes_on = if topic.reference.is_empty() && topic.name.is_empty() {
            if self.name.is_some() {
                // A row that names no activity goes on with the one before.
                true
            } else {
                // Without names, the purpose is one.
                let told = self.purpose.is_some() && same(&topic.purpose, &before.purpose);
                let beside = topic.is_beside(before);
                let says = topic.apart.iter().any(|it| !it.is_empty());
                told && beside && !(topic.purpose.is_empty() && says)
            }
        } else {
            // A name alone may be that of several: their purposes tell them apart.
            let purposes = same(&topic.purpose, &before.purpose);
            let named = same(&topic.name, &before.name);
            named && purposes && topic.reference == before.reference && topic.is_beside(before)
        };
        goes_on.then_some(*draft)
    }

    /// Remembers a row that was read into an activity, which it may have begun.
    pub(in crate::exchange::sheets) fn read(
        &mut self,
        words: &SheetVocabulary,
        line: &'g Line,
        columns: &[MappedColumn],
        (draft, begun): (usize, bool),
    ) {
        let topic = self.topic(words, line, columns);
        let added = columns
            .iter()
            .filter_map(|column| Some((column.at, self.added(words, line, column)?)));
        let added: Vec<(u32, CellContent)> = added.collect();
        let held = columns
            .iter()
            .filter_map(|column| match self.held(words, line, column) {
                Held::Said(content) if !content.text().trim().is_empty() => {
                    Some((column.at, content.clone()))
                }
                Held::Said(_) | Held::Nothing | Held::Unknown(_) => None,
            });
        let said: Vec<(u32, CellContent)> = held.chain(added.iter().cloned()).collect();
        if begun {
            // What the row that begins an activity leaves open is not said further up.
            self.last.clear();
            let place = (self.rows.len() + 1).to_string();
            let key = match line.text(self.reference.unwrap_or(u32::MAX)) {
                "" => place,
                key => row_key(key),
            };
            self.rows.entry(key).or_insert(line);
            let made = added.into_iter();
            self.made
                .extend(made.map(|(at, content)| ((line.number, at), content)));
            if !topic.reference.is_empty() && !topic.name.is_empty() {
                let key = (topic.reference.clone(), topic.name.clone());
                let rows = self.keyed.entry(key).or_default();
                rows.push((topic.clone(), draft));
            }
            self.before = Some((topic, draft));
        } else if let Some((before, known)) = &mut self.before
            && *known != draft
        {
            *before = topic;
            *known = draft;
        }
        self.last.extend(said);
    }

    /// Forgets the row before: what follows is in another part of the table.
    pub(in crate::exchange::sheets) fn part(&mut self) {
        self.before = None;
        self.keyed.clear();
    }
}

/// The row among those above that is called so: by its key, else by its place.
fn row_called<'l>(told: &TableReport, above: &[&'l Line], key: &str) -> Option<&'l Line> {
    let keys = told.columns.iter().find(|it| it.field == "ref");
    let Some(keys) = keys else {
        return above
            .get(key.parse::<usize>().ok()?.checked_sub(1)?)
            .copied();
    };
    let of = |line: &Line| {
        let mut cells = line.cells.iter();
        let cell = cells
            .find(|it| letters(usize::try_from(it.column).unwrap_or(usize::MAX)) == keys.letters);
        cell.is_some_and(|it| row_key(it.value.text()) == row_key(key))
    };
    above.iter().copied().find(|line| of(line))
}

/// A cell that repeats one above.
pub(in crate::exchange::sheets) struct RepeatedCell {
    /// The letters of its column.
    pub(in crate::exchange::sheets) letters: String,
    /// Its own words.
    pub(in crate::exchange::sheets) text: String,
}

impl RepeatedCell {
    fn of(column: &ColumnReport, text: &str) -> Self {
        Self {
            letters: column.letters.clone(),
            text: text.trim().to_owned(),
        }
    }
}

/// A row with the cells above in the place of those that repeat them.
pub(in crate::exchange::sheets) struct FilledRow {
    pub(in crate::exchange::sheets) line: Line,
    pub(in crate::exchange::sheets) repeated: Vec<RepeatedCell>,
}

/// A row as it is read among the others: each cell that repeats one above has what stands there.
pub(in crate::exchange::sheets) fn filled(
    grid: &SheetGrid,
    told: &TableReport,
    line: &Line,
) -> FilledRow {
    let words = SheetVocabulary::shipped();
    let mut filled = FilledRow {
        line: line.clone(),
        repeated: Vec::new(),
    };
    if !grid.turned.is_empty() {
        return filled;
    }
    let reported = |at: u32| {
        let letters = letters(usize::try_from(at).unwrap_or(usize::MAX));
        told.columns.iter().find(|it| it.letters == letters)
    };
    let begins = |above: &Line| {
        let said = above
            .cells
            .iter()
            .filter(|it| !it.value.text().trim().is_empty());
        let mut fields = said.filter_map(|cell| reported(cell.column));
        fields.any(|it| matches!(it.field.as_str(), "ref" | "activity.name"))
    };
    let above: Vec<&Line> = grid
        .lines
        .iter()
        .filter(|it| it.number >= told.first_row && it.number < line.number)
        .collect();
    for cell in &mut filled.line.cells {
        let text = cell.value.text();
        let Some(column) = reported(cell.column) else {
            continue;
        };
        let is_read = column.field != "notes" && column.field != LEFT_OUT;
        if !is_read {
            continue;
        }
        let of_row = as_in(words, text, |key| row_called(told, &above, key))
            .and_then(|line| line.cell(cell.column))
            .map(|it| &it.value)
            .filter(|it| !it.text().trim().is_empty() && !repeats_above(words, it.text()));
        if let Some(content) = of_row.filter(|_| !matches!(&*column.field, "ref" | "activity.name"))
        {
            filled.repeated.push(RepeatedCell::of(column, text));
            cell.value = content.clone();
            continue;
        }
        if !repeats_above(words, text) {
            continue;
        }
        for line in above.iter().rev() {
            let content = line.cell(cell.column).map(|it| &it.value);
            let content = content.filter(|it| !it.text().trim().is_empty());
            match content {
                Some(content) if !repeats_above(words, content.text()) => {
                    filled.repeated.push(RepeatedCell::of(column, text));
                    cell.value = content.clone();
                    break;
                }
                // What the row that begins an activity leaves open is not said further up.
                None if begins(line) => break,
                _ => {}
            }
        }
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::layout::ColumnField;
    use crate::exchange::sheets::file::grid::GridCell;

    #[test]
    fn words_and_signs_that_repeat_the_cell_above_are_known_in_all_languages() {
        let words = SheetVocabulary::shipped();
        for text in [
            "see above",
            "Same as above",
            "do.",
            "ditto",
            "se ovan",
            "Samma som ovan",
            "siehe oben",
            "dto.",
            "Idem",
            "voir ci-dessus",
            "zie boven",
            "se ovenfor",
            "kts. yllä",
            "Ídem",
            "vedi sopra",
            "j.w.",
            "ver acima",
            "viz výše",
            "\"",
            "〃",
            "''",
        ] {
            assert!(repeats_above(words, text), "{text}");
        }
        for text in [
            "",
            "'",
            "-",
            "See above and the contract",
            "Salary data",
            "s.o.",
        ] {
            assert!(!repeats_above(words, text), "{text}");
        }
    }

    #[test]
    fn a_cell_may_add_to_what_it_repeats() {
        for (text, parts) in [
            (
                "idem; the hash is erased with the account",
                Some(("idem", "the hash is erased with the account", false)),
            ),
            (
                "Som behandling 1 — kopplingen raderas",
                Some(("Som behandling 1", "kopplingen raderas", false)),
            ),
            (
                "Som behandling 1, 3 och 4",
                Some(("Som behandling 1", "3 och 4", true)),
            ),
            ("idem", None),
        ] {
            let told = Addition::of(text);
            let told = told.map(|it| (it.first, it.rest, it.counts_on()));
            assert_eq!(told, parts, "{text}");
        }
    }

    #[test]
    fn a_cell_repeats_what_was_made_of_the_one_above() {
        let words = SheetVocabulary::shipped();
        let column = MappedColumn {
            at: 0,
            header: String::new(),
            field: ColumnField::read("retention[].as_stated"),
            path: "retention[].as_stated".to_owned(),
            parse: None,
            others: Vec::new(),
            sure: 2,
        };
        let columns = [column];
        let texts = [
            ("7 years", None),
            ("idem; the hash goes", Some("7 years; the hash goes")),
            ("idem, 2 more", Some("7 years; the hash goes; 2 more")),
            ("Same. Ditto", Some("7 years; the hash goes; 2 more")),
            (
                "As in row 2, then none",
                Some("7 years; the hash goes; then none"),
            ),
            ("As activity 1, 2", None),
            ("As activity 1, as activity 2", None),
        ];
        let line = |(at, (text, _)): (usize, &(&str, Option<&str>))| Line {
            number: u32::try_from(at + 2).unwrap_or_default(),
            cells: vec![GridCell {
                column: 0,
                value: CellContent::Text((*text).to_owned()),
            }],
        };
        let lines: Vec<Line> = texts.iter().enumerate().map(line).collect();
        let mut above = RowsAbove::of(&columns, true);
        for (at, (line, (text, made))) in lines.iter().zip(texts).enumerate() {
            let added = above.added(words, line, &columns[0]);
            assert_eq!(added.as_ref().map(CellContent::text), made, "{text}");
            above.read(words, line, &columns, (at, true));
        }
    }

    #[test]
    fn a_cell_that_is_as_in_another_row_says_which_however_that_is_called() {
        let words = SheetVocabulary::shipped();
        let row = |key: &str| {
            ["1", "pt 2"]
                .contains(&&*row_key(key))
                .then(|| key.to_owned())
        };
        for (text, key) in [
            ("as in 1", "1"),
            ("See no. 1", "1"),
            ("see PT-2", "pt 2"),
            ("wie Nr. 1", "1"),
            ("s. lfd. Nr. 01", "01"),
            ("Se 1", "1"),
            ("samme som 1", "1"),
            ("come punto 1", "1"),
            ("cf. PT-2", "pt 2"),
            ("zie punt 1", "1"),
            ("jak w czynności 1", "1"),
            ("kts. rivi 1", "1"),
        ] {
            assert_eq!(as_in(words, text, row).as_deref(), Some(key), "{text}");
        }
        for text in [
            "1",
            "as in 3",
            "see annex 1",
            "1 year",
            "Category 1",
            "see the contract of customer no. 1",
        ] {
            assert_eq!(as_in(words, text, row), None, "{text}");
        }
    }
}
