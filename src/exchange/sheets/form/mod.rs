//! Sheets that are forms: a label in one cell and its answer beside or below it, one activity on a sheet.
//!
//! | to change | go to |
//! | --- | --- |
//! | labels beside each other and over their answers | `sides` |
//! | rows of labels over rows of answers | `blocks` |
//! | what says how the form is filled in, and titles with a name | `guided` |
//! | activities beside each other, their labels down the first column | `across` |
//! | what a label asks, alone and in a group | `asking` |
//! | boxes that are ticked | `boxes` |

pub(super) mod across;
pub(super) mod asking;
pub(super) mod blocks;
pub(super) mod boxes;
pub(super) mod guided;
pub(super) mod sides;

use std::collections::HashSet;

use self::across::{across, is_answered_across};
use self::asking::{FEWEST, LONGEST, NAME, WORDS, label_in};
use self::guided::unguided;
use crate::exchange::sheets::above::asked::about;
use crate::exchange::sheets::file::grid::{CellContent, GridCell, Line, SheetGrid};
use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::lists;
use crate::exchange::sheets::table::header::KnownHeaders;
use crate::exchange::sheets::table::mapping::one_line;
use crate::exchange::sheets::table::{self, telling};
use crate::exchange::sheets::vocabulary::SheetVocabulary;

/// How much of a processing they tell of at least.
const FEWEST_TELLING: usize = 2;

/// Sheets of which none has the table of a register, with those that are forms turned: the labels over their answers.
///
/// Other sheets stay as they are.
#[must_use]
pub fn turned(grids: Vec<SheetGrid>) -> Vec<SheetGrid> {
    let several = grids.len() > 1;
    let told: Vec<ReadForm> = grids.into_iter().map(ReadForm::of).collect();
    let has_table = told.iter().any(|it| it.form.is_none() && it.is_table());
    let turned = told.into_iter().map(|read| {
        let alone = || turn(&read.guided).filter(|_| !has_table && !read.beside);
        match read.form.or_else(alone) {
            Some(mut form) => {
                if several {
                    call_by_sheet(&mut form);
                }
                form
            }
            None => read.grid,
        }
    });
    turned.collect()
}

/// A sheet, and what it is as a form.
struct ReadForm {
    /// The sheet as it stands, or its activities that stand beside each other as a table.
    grid: SheetGrid,
    /// Whether they stand so.
    beside: bool,
    /// The sheet without its guidance.
    guided: SheetGrid,
    /// The form that it is whatever else there is.
    form: Option<SheetGrid>,
}

impl ReadForm {
    fn of(grid: SheetGrid) -> Self {
        let is_short = grid.lines.len() <= LONGEST;
        let guided = if is_short {
            boxes::ticked(unguided(grid.clone()))
        } else {
            SheetGrid::default()
        };
        let grid = boxes::ticked(grid);
        // Where most labels have an answer for each of several names, they stand over columns, whatever answers sound like.
        let named = across(&grid).filter(|_| is_answered_across(&grid));
        let form = named.is_none().then(|| sided(&guided)).flatten();
        let beside = named.or_else(|| form.is_none().then(|| across(&grid)).flatten());
        let in_groups = || ungrouped(&guided).and_then(|it| turn(&it));
        let form = form.or_else(|| beside.is_none().then(in_groups).flatten());
        Self {
            beside: beside.is_some(),
            grid: beside.unwrap_or(grid),
            guided,
            form,
        }
    }

    /// Whether the sheet has the table of a register.
    fn is_table(&self) -> bool {
        table::find(&self.grid, 0, None, &[]).is_some()
    }
}

/// Calls the record of a form that has no name as its sheet: what is one record is never a part of another.
fn call_by_sheet(form: &mut SheetGrid) {
    let known = KnownHeaders::shipped();
    let [heads, answers, ..] = form.lines.as_mut_slice() else {
        return;
    };
    let names = |head: &GridCell| {
        let guess = known.guess(head.value.text());
        guess.is_some_and(|it| it.field == NAMED)
    };
    let Some(column) = heads.cells.last().map(|it| it.column + 1) else {
        return;
    };
    if form.name.is_empty() || heads.cells.iter().any(names) {
        return;
    }
    let cell = |text: &str| GridCell {
        column,
        value: CellContent::Text(text.to_owned()),
    };
    heads.cells.push(cell(NAME));
    answers.cells.push(cell(&form.name));
    let place = form.turned.first().copied().unwrap_or_default();
    form.turned.push(place);
}

/// A form whose labels stand beside each other or over their answers as a table of one row; nothing where a sheet is none.
pub(in crate::exchange::sheets) fn sided(grid: &SheetGrid) -> Option<SheetGrid> {
    let apart = sides::apart(grid)?;
    turn(&ungrouped(&apart).unwrap_or(apart))
}

/// A form of three columns as one of two: a group, a label in it, the answer; nothing where a sheet is none.
///
/// The group goes on until the next. A label that a group is needed for is told with it: `Verantwortlich`, `Name`.
fn ungrouped(grid: &SheetGrid) -> Option<SheetGrid> {
    let known = KnownHeaders::shipped();
    let told = || grid.lines.iter().filter(|line| line.cells.len() > 1);
    let first = told().filter_map(|line| line.cells.first()).map(column);
    let first = first.min()?;
    let last = told().filter_map(|line| line.cells.last()).map(column);
    let last = last.max()?;
    let all = told().count();
    let in_last = told().filter(|line| line.cell(last).is_some()).count();
    let goes_on = |line: &&Line| line.cell(first).is_none() && line.cell(last).is_some();
    let fits = |line: &Line| {
        let columns = [first, first + 1, last];
        line.cells.iter().all(|it| columns.contains(&it.column))
    };
    let is_one = last == first + 2
        && grid.lines.len() <= LONGEST
        && told().all(fits)
        && in_last * 5 >= all * 4
        && told().any(|line| goes_on(&line));
    if !is_one {
        return None;
    }
    let mut group = String::new();
    let mut fields: HashSet<String> = HashSet::new();
    let mut lines = Vec::new();
    for line in &grid.lines {
        let own = one_line(line.text(first));
        let label = one_line(line.text(first + 1));
        if !own.is_empty() {
            group.clone_from(&own);
        }
        let label = match (own.is_empty(), label.is_empty()) {
            (_, true) => group.clone(),
            _ => label_in(&group, &label),
        };
        let guess = known.guess(&label).filter(|it| it.field != "notes");
        fields.extend(guess.map(|it| it.field));
        let text = |column: u32, text: String| GridCell {
            column,
            value: CellContent::Text(text),
        };
        let answer = line.cell(last).filter(|_| line.cells.len() > 1).cloned();
        let cells = match answer {
            Some(answer) => vec![text(first, label), answer],
            None => line.cells.clone(),
        };
        lines.push(Line {
            number: line.number,
            cells,
        });
    }
    (fields.len() >= FEWEST).then(|| SheetGrid {
        name: grid.name.clone(),
        lines,
        words: grid.words.clone(),
        ..SheetGrid::default()
    })
}

fn column(cell: &GridCell) -> u32 {
    cell.column
}

/// An answer with its label, and the cell that it stands in.
struct FormAnswer {
    label: String,
    value: CellContent,
    cell: (u32, u32),
}

/// The cells of a line of a form without a number in front of its label: `3.`, `2.1`, `a)`.
fn labelled(cells: &[GridCell]) -> &[GridCell] {
    let numbers = |cell: &GridCell| {
        let text = cell.value.text().trim();
        let signs = |sign: char| matches!(sign, '.' | ')' | '(' | ':');
        let bare = text.trim_matches(signs);
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit());
        let letter = bare.len() == 1 && bare.len() < text.len();
        letter || bare.split('.').all(digits)
    };
    match cells {
        [number, rest @ ..] if rest.len() > 1 && numbers(number) => rest,
        all => all,
    }
}

/// The field of what an activity is called, and the header of what its source calls it.
const NAMED: &str = "activity.name";
const KEY: &str = "Ref";

/// Whether a text is nothing but a number, with what such numbers are called: `lfd. Nr. 4`.
pub(in crate::exchange::sheets) fn is_number(text: &str) -> bool {
    let names = &SheetVocabulary::shipped().row_names;
    let text = plain(text);
    let is_figure = |word: &str| word.bytes().all(|it| it.is_ascii_digit());
    let mut words = text.split(' ');
    text.split(' ').any(is_figure) && words.all(|word| is_figure(word) || names.is(word))
}

/// The words that stood alone and were no label; a label without an answer says nothing.
fn alone_words(waiting: Option<(String, bool, FormAnswer)>) -> Option<FormAnswer> {
    let (_, is_label, words) = waiting?;
    (!is_label).then_some(words)
}

/// How many lines further at most another answer of a label stands below the one before: boxes that are not ticked are left out.
const FURTHER: u32 = 4;

/// Whether a text right below a label answers it, though a word in it is one: it is a list, or has no number where the label
/// has.
fn answers_below(label: &str, text: &str) -> bool {
    /// The most words of an entry of a list.
    const WORDS: usize = 4;
    let is_list = text.contains(',')
        && text
            .split(',')
            .all(|it| it.split_whitespace().count() <= WORDS);
    let is_numbered = |text: &str| {
        let number = text.split(' ').next().unwrap_or_default();
        number.starts_with(|it: char| it.is_ascii_digit()) && number.ends_with(['.', ')'])
    };
    let parted = is_numbered(label) && !is_numbered(text);
    !text.ends_with(':') && (is_list || parted)
}

/// What an activity is called in a title with a label: `Record of the activity: Payroll`.
fn named_in_title<'t>(known: &KnownHeaders, text: &'t str) -> Option<(&'t str, &'t str)> {
    let (label, name) = text.split_once(':')?;
    let (label, name) = (label.trim(), name.trim());
    let asks = known
        .guess(label)
        .is_some_and(|it| it.exact && it.field == NAMED);
    (asks && !name.is_empty()).then_some((label, name))
}

/// What a label with answers asks for. `Processing activity | No. 4` says which it is, and not what it is called; `If so,
/// which?` goes on asking what the label before it does.
fn asked_by(
    known: &KnownHeaders,
    label: String,
    values: &[GridCell],
    before: &[FormAnswer],
) -> String {
    let guess = known.guess(&label);
    let is_name = guess.as_ref().is_some_and(|it| it.field == NAMED);
    let of_number = is_name || is_number(&format!("{label} 1"));
    if of_number && values.iter().all(|value| is_number(value.value.text())) {
        return KEY.to_owned();
    }
    let goes_on = guess.is_none() && lists::shipped().if_so.leading(&plain(&label)).is_some();
    let before = before.last().filter(|_| goes_on);
    before.map_or(label, |it| it.label.clone())
}

/// Whether an answer is the name of the activity that was told before: `Benennung` below `Verarbeitungstätigkeit`.
fn is_named_again(
    known: &KnownHeaders,
    label: &str,
    value: &GridCell,
    before: &[FormAnswer],
) -> bool {
    let names = |label: &str| known.guess(label).is_some_and(|it| it.field == NAMED);
    names(label)
        && before
            .iter()
            .any(|it| it.value == value.value && names(&it.label))
}

/// A form as a table of one row; nothing where the sheet is none.
fn turn(grid: &SheetGrid) -> Option<SheetGrid> {
    if grid.lines.len() > LONGEST {
        return None;
    }
    let known = KnownHeaders::shipped();
    let mut fields: HashSet<String> = HashSet::new();
    let mut is_label = |text: &str| {
        let guess = known.guess(text).filter(|guess| guess.field != "notes");
        guess.is_some_and(|guess| {
            fields.insert(guess.field);
            true
        })
    };
    let mut answers: Vec<FormAnswer> = Vec::new();
    // What stands alone waits: a label for its answer in the next row; other words belong to the form as they are.
    let mut waiting: Option<(String, bool, FormAnswer)> = None;
    // What stands alone over labels that say not of whom they ask: `Angaben zum Verantwortlichen`, `Name`.
    let mut group: Option<String> = None;
    // Below the first answer of a label further ones may stand, in lines of their own.
    let mut listing: Option<(String, u32)> = None;
    for line in &grid.lines {
        let said = |label: &str, cell: &GridCell| FormAnswer {
            label: label.to_owned(),
            value: cell.value.clone(),
            cell: (cell.column, line.number),
        };
        let before = waiting.take();
        match (labelled(&line.cells), before) {
            ([], before) => waiting = before,
            ([alone], before) => {
                let text = one_line(alone.value.text());
                if let Some((label, value)) = named_in_title(known, &text) {
                    answers.extend(alone_words(before));
                    is_label(label);
                    let mut told = said(label, alone);
                    told.value = CellContent::Text(value.to_owned());
                    answers.push(told);
                    listing = None;
                    continue;
                }
                // `Identity: name, address` right below a label answers it.
                let told = text
                    .split_once(": ")
                    .is_some_and(|(_, it)| !it.trim().is_empty());
                let below = before.as_ref().is_some_and(|(_, is_label, _)| *is_label);
                let asked = before.as_ref().filter(|_| below).map(|(label, ..)| label);
                let answers_it = asked.is_some_and(|label| answers_below(label, &text));
                let is_told = told && (below || listing.is_some());
                let is_one = !is_told && !answers_it && is_label(&text);
                let goes_on = listing.take().filter(|(_, last)| {
                    before.is_none() && !is_one && line.number <= last + FURTHER
                });
                match (before, goes_on) {
                    (Some((label, true, _)), _) if !is_one => {
                        answers.push(said(&label, alone));
                        listing = Some((label, line.number));
                    }
                    (None, Some((label, _))) => {
                        answers.push(said(&label, alone));
                        listing = Some((label, line.number));
                    }
                    (before, _) => {
                        answers.extend(alone_words(before));
                        let words = said(WORDS, alone);
                        waiting = Some((text, is_one, words));
                    }
                }
            }
            ([label, values @ ..], before) => {
                listing = None;
                group = of_organisation(before.as_ref()).or(group.filter(|_| before.is_none()));
                let own = one_line(label.value.text());
                group = group.filter(|_| says_not_of_whom(&own));
                let label = group.as_ref().map_or(own.clone(), |it| label_in(it, &own));
                is_label(&label);
                let label = asked_by(known, label, values, &answers);
                let told = values
                    .iter()
                    .filter(|it| !is_named_again(known, &label, it, &answers));
                let told: Vec<FormAnswer> = told.map(|value| said(&label, value)).collect();
                answers.extend(alone_words(before));
                answers.extend(told);
            }
        }
    }
    answers.extend(alone_words(waiting));
    // A sheet that tells of the organisation alone is no activity.
    let of_processing: HashSet<&str> = fields.iter().filter_map(|it| telling(it)).collect();
    if fields.len() < FEWEST || of_processing.len() < FEWEST_TELLING || answers.is_empty() {
        return None;
    }
    Some(as_table(grid, &answers))
}

/// The label before others, where it speaks of whoever is responsible or of an officer.
fn of_organisation(before: Option<&(String, bool, FormAnswer)>) -> Option<String> {
    let (text, _, _) = before.filter(|(_, is_label, _)| *is_label)?;
    let guess = KnownHeaders::shipped().guess(text)?;
    let asks = guess.field.starts_with("organisation.");
    asks.then(|| text.clone())
}

/// Whether a label asks for a name or how to reach somebody, and says not of whom.
fn says_not_of_whom(label: &str) -> bool {
    let asks = about(label).is_some_and(|(whose, _)| whose.is_none());
    let guess = KnownHeaders::shipped().guess(label);
    let of_another = guess.is_some_and(|it| {
        let of_organisation = it.field.starts_with("organisation.");
        it.exact && !of_organisation && !["notes", NAMED].contains(&it.field.as_str())
    });
    asks && !of_another
}

/// The answers of a form as a table of one row under their labels.
fn as_table(grid: &SheetGrid, answers: &[FormAnswer]) -> SheetGrid {
    let column = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let line = |number: u32, of: &dyn Fn(&FormAnswer) -> CellContent| Line {
        number,
        cells: answers
            .iter()
            .enumerate()
            .map(|(at, answer)| GridCell {
                column: column(at),
                value: of(answer),
            })
            .collect(),
    };
    SheetGrid {
        name: grid.name.clone(),
        lines: vec![
            line(1, &|answer| CellContent::Text(answer.label.clone())),
            line(2, &|answer| answer.value.clone()),
        ],
        turned: answers.iter().map(|answer| answer.cell).collect(),
        ..SheetGrid::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the cells of a line say.
    fn texts_of(grid: &SheetGrid, line: usize) -> Vec<&str> {
        let cells = grid.lines[line].cells.iter();
        cells.map(|cell| cell.value.text()).collect()
    }

    /// A sheet of texts; a text of nothing is no cell.
    pub(super) fn sheet(rows: &[&[&str]]) -> SheetGrid {
        let lines = rows.iter().zip(1..).map(|(row, number)| Line {
            number,
            cells: (row.iter().zip(0..))
                .filter(|(text, _)| !text.is_empty())
                .map(|(text, column)| GridCell {
                    column,
                    value: CellContent::Text((*text).to_owned()),
                })
                .collect(),
        });
        SheetGrid {
            lines: lines.collect(),
            ..SheetGrid::default()
        }
    }

    #[test]
    fn activities_that_stand_beside_each_other_become_rows() {
        let form = sheet(&[
            &["Register of processing"],
            &["Name of processing", "Payroll", "Newsletter", "Recruitment"],
            &["Purpose", "Pay wages", "Inform", "Select staff"],
            &["Legal basis", "Contract", "Consent", "Public task"],
            &["Data subjects", "Employees", "", "Applicants"],
        ]);
        let turned = &turned(vec![form])[0];
        let texts = |line| texts_of(turned, line);
        assert_eq!(turned.lines.len(), 4);
        assert_eq!(
            texts(0),
            [
                "Text",
                "Name of processing",
                "Purpose",
                "Legal basis",
                "Data subjects"
            ]
        );
        assert_eq!(
            texts(1),
            [
                "Register of processing",
                "Payroll",
                "Pay wages",
                "Contract",
                "Employees"
            ]
        );
        assert_eq!(texts(2), ["Newsletter", "Inform", "Consent"]);
        assert_eq!(
            texts(3),
            ["Recruitment", "Select staff", "Public task", "Applicants"]
        );
        assert_eq!(turned.cell_name(4, 4), "D5");
        // A column of advice is no activity.
        let advised = sheet(&[
            &["", "Answer", "Guidance"],
            &["Name of processing", "Payroll", "A short name"],
            &["Purpose", "Pay wages", "Why?"],
            &["Legal basis", "Contract"],
            &["Data subjects", "Employees"],
            &["Retention", "7 years"],
        ]);
        assert_eq!(super::turned(vec![advised])[0].lines.len(), 2);
    }

    #[test]
    fn forms_without_a_name_are_called_as_their_sheets() {
        let form = |name: &str| SheetGrid {
            name: name.to_owned(),
            ..sheet(&[
                &["Purpose", "Pay wages"],
                &["Legal basis", "Contract"],
                &["Data subjects", "Employees"],
                &["Data categories", "Names"],
                &["Retention", "7 years"],
            ])
        };
        let called = |forms: Vec<SheetGrid>| {
            let told = turned(forms).into_iter();
            let last = told.map(|it| texts_of(&it, 1).last().map(|it| (*it).to_owned()));
            last.flatten().collect::<Vec<String>>()
        };
        assert_eq!(called(vec![form("Pay"), form("Mail")]), ["Pay", "Mail"]);
        // One alone is called by its purpose.
        assert_eq!(called(vec![form("Sheet1")]), ["7 years"]);
    }

    #[test]
    fn a_line_of_a_form_may_hold_two_labels_with_their_answers() {
        let rows: [&[&str]; 7] = [
            &["Activity:", "Payroll", "No.:", "3"],
            &["Introduced:", "2020-01-01", "Last changed:", "2025-11-12"],
            &["Purpose", "Pay wages"],
            &["Legal basis", "Contract"],
            &["Data subjects", "Employees"],
            &["Data categories", "Names"],
            &["Retention", "7 years"],
        ];
        let turned = &turned(vec![sheet(&rows)])[0];
        assert_eq!(turned.lines.len(), 2, "{turned:?}");
        let texts = |line: usize| -> Vec<&str> {
            let cells = turned.lines[line].cells.iter();
            cells.map(|cell| cell.value.text()).take(4).collect()
        };
        assert_eq!(
            texts(0),
            ["Activity:", "Ref", "Introduced:", "Last changed:"]
        );
        assert_eq!(texts(1), ["Payroll", "3", "2020-01-01", "2025-11-12"]);
    }

    #[test]
    fn a_form_with_groups_of_labels_is_one_of_labels() {
        let form = |words: [&str; 12]| {
            let [
                title,
                name,
                group,
                own,
                whose,
                purpose,
                people,
                recipients,
                inside,
                outside,
                retention,
                measures,
            ] = words;
            sheet(&[
                &[title, "", "No. 4"],
                &[name, "", "Payroll"],
                &[group, own, "Alder Ltd"],
                &["", whose, "Road 3"],
                &[purpose, "", "Pay wages"],
                &[people, "", "Staff"],
                &[recipients, inside, "Office"],
                &["", outside, "Bank"],
                &[retention, "", "7 years"],
                &[measures, "", "Locks"],
            ])
        };
        for words in [
            [
                "Verarbeitungstätigkeit",
                "Benennung",
                "Verantwortlicher",
                "Name",
                "Anschrift",
                "Zwecke der Verarbeitung",
                "Kategorien betroffener Personen",
                "Kategorien von Empfängern",
                "intern",
                "extern",
                "Löschfristen",
                "Technische und organisatorische Maßnahmen",
            ],
            [
                "Behandling",
                "Benämning",
                "Personuppgiftsansvarig",
                "Namn",
                "Adress",
                "Ändamål med behandlingen",
                "Kategorier av registrerade",
                "Kategorier av mottagare",
                "interna",
                "externa",
                "Gallring",
                "Säkerhetsåtgärder",
            ],
        ] {
            let turned = &turned(vec![form(words)])[0];
            let told = |field: &str| {
                let heads = turned.lines[0].cells.iter();
                let found = heads.filter(|head| {
                    let guess = KnownHeaders::shipped().guess(head.value.text());
                    guess.is_some_and(|it| it.field == field)
                });
                let texts = found.map(|head| turned.lines[1].text(head.column));
                texts.collect::<Vec<&str>>()
            };
            assert_eq!(turned.lines.len(), 2, "{words:?}");
            assert_eq!(told("organisation.name"), ["Alder Ltd"], "{words:?}");
            assert_eq!(told("activity.name"), ["Payroll"], "{words:?}");
            assert_eq!(told("ref"), ["No. 4"], "{words:?}");
            assert_eq!(told("purposes[].text"), ["Pay wages"], "{words:?}");
            assert_eq!(told("data_subjects[].category"), ["Staff"], "{words:?}");
            assert_eq!(
                told("recipients[role=internal].category"),
                ["Office"],
                "{words:?}"
            );
            assert_eq!(told("recipients[].category"), ["Bank"], "{words:?}");
            assert_eq!(told("retention[]"), ["7 years"], "{words:?}");
        }
    }

    #[test]
    fn a_form_becomes_a_table_of_one_row_and_its_cells_keep_their_names() {
        let form = sheet(&[
            &["Record"],
            &["Name of processing", "Payroll"],
            &["Purpose", "", "Pay wages"],
            &["2.1", "Legal basis", "Contract"],
            &["Data subjects", "Employees"],
            &["Retention"],
            &["7 years"],
            &["Colour", "blue"],
        ]);
        let turned = &turned(vec![form])[0];
        let texts = |line| texts_of(turned, line);
        assert_eq!(
            texts(0),
            [
                "Text",
                "Name of processing",
                "Purpose",
                "Legal basis",
                "Data subjects",
                "Retention",
                "Colour"
            ]
        );
        assert_eq!(
            texts(1),
            [
                "Record",
                "Payroll",
                "Pay wages",
                "Contract",
                "Employees",
                "7 years",
                "blue"
            ]
        );
        assert_eq!(turned.cell_name(2, 2), "C3");
        assert_eq!(turned.cell_name(5, 2), "A7");
        // Nor is what tells of the organisation alone.
        let cover = sheet(&[
            &["Controller", "Alder Ltd"],
            &["Company number", "123"],
            &["Address", "Road 3"],
            &["Data protection officer", "Ann"],
            &["Telephone", "0194 700000"],
            &["Last updated", "2026-03-01"],
        ]);
        assert_eq!(super::turned(vec![cover.clone()]), [cover]);
        // What is no form stays as it is.
        let other = sheet(&[&["a", "b"], &["c", "d"]]);
        assert_eq!(super::turned(vec![other.clone()]), [other]);
    }
}
