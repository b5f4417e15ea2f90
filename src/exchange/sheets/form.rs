//! Sheets that are forms: a label in one cell and its answer beside or below it, one activity on a sheet.

use std::collections::HashSet;

use super::boxes;
use super::folding::plain;
use super::form_guided::unguided;
use super::form_labels::label_in;
use super::form_sides;
use super::grid::{CellContent, GridCell, Line, SheetGrid};
use super::header::KnownHeaders;
use super::lists;
use super::mapping::one_line;
use super::table::{self, telling};
use super::vocabulary::SheetVocabulary;

/// How many different fields the labels of a form name at least.
const FEWEST: usize = 5;
/// How much of a processing they tell of at least.
const FEWEST_TELLING: usize = 2;
/// The most rows of a form.
const LONGEST: usize = 500;

/// Sheets of which none has the table of a register, with those that are forms turned: the labels over their answers.
///
/// Other sheets stay as they are.
#[must_use]
pub fn turned(grids: Vec<SheetGrid>) -> Vec<SheetGrid> {
    let mut has_table = false;
    let told: Vec<(SheetGrid, bool)> = (grids.into_iter())
        .map(unguided)
        .map(boxes::ticked)
        .map(|grid| {
            let form = sided(&grid);
            let beside = || across(&grid).map(|it| (it, false));
            let in_groups = || ungrouped(&grid).and_then(|it| turn(&it));
            let form = form.map(|it| (it, true)).or_else(beside);
            form.or_else(|| in_groups().map(|it| (it, true)))
                .unwrap_or((grid, false))
        })
        .inspect(|(grid, is_form)| {
            has_table |= !is_form && table::find(grid, 0, None, &[]).is_some();
        })
        .collect();
    let turned = told.into_iter().map(|(grid, is_form)| {
        let plain = turn(&grid).filter(|_| !is_form && !has_table);
        plain.unwrap_or(grid)
    });
    turned.collect()
}

/// A form whose labels stand beside each other or over their answers as a table of one row; nothing where a sheet is none.
pub(super) fn sided(grid: &SheetGrid) -> Option<SheetGrid> {
    let apart = form_sides::apart(grid)?;
    turn(&ungrouped(&apart).unwrap_or(apart))
}

/// A sheet whose activities stand beside each other, its labels down the first column, as a table of a row for each; nothing
/// where it is none.
///
/// There are as many as have a name. What stands beside the labels in a column without one, such as advice, is read with
/// the first.
pub(super) fn across(grid: &SheetGrid) -> Option<SheetGrid> {
    if grid.lines.len() > LONGEST {
        return None;
    }
    let known = KnownHeaders::shipped();
    let first = grid
        .lines
        .iter()
        .filter_map(|line| line.cells.first())
        .map(|cell| cell.column)
        .min()?;
    let field = |line: &Line| {
        let label = line.cell(first)?;
        let guess = known.guess(&one_line(label.value.text()));
        guess
            .map(|guess| guess.field)
            .filter(|field| field != "notes")
    };
    let fields: HashSet<String> = grid.lines.iter().filter_map(field).collect();
    // Where a line has as many headers as the column has labels, the sheet is a table as it stands.
    let headers = |line: &Line| {
        let cells = line.cells.iter();
        let guessed = cells.filter_map(|cell| known.guess(&one_line(cell.value.text())));
        let fields: HashSet<String> = guessed.map(|guess| guess.field).collect();
        fields.len()
    };
    if grid.lines.iter().any(|line| headers(line) >= fields.len()) {
        return None;
    }
    // So it is where the first two cells of its head are headers: `Data | Retention | Enforced by`.
    let is_head = |line: &Line| {
        let two = line.cells.iter().take(2).filter_map(|cell| {
            let guess = known.guess(&one_line(cell.value.text()))?;
            (guess.exact && guess.field != "notes").then_some(guess.field)
        });
        two.collect::<HashSet<String>>().len() > 1
    };
    let head = grid
        .header_row
        .and_then(|row| grid.lines.iter().find(|it| it.number == row));
    if head.is_some_and(is_head) {
        return None;
    }
    let wide = || grid.lines.iter().filter(|line| line.cells.len() > 2);
    let is_name = |line: &&Line| field(line).as_deref() == Some("activity.name");
    // Over labels that say enough the first line names them, whatever stands before it: `Field | Payroll | Newsletter`.
    let heads = || {
        let first = wide().next().filter(|line| field(line).is_none())?;
        (fields.len() >= FEWEST && is_over(grid, first)).then_some(first)
    };
    let named = wide().find(is_name).or_else(heads)?;
    let records: Vec<u32> = (named.cells.iter())
        .map(|cell| cell.column)
        .filter(|column| *column > first && !is_advice(grid, *column))
        .filter(|column| !is_further_label(grid, named, *column))
        .collect();
    // Of a table whose first header is that of the name the others are headers too.
    let is_header = |column: u32| {
        let guess = known.guess(&one_line(named.text(column)));
        guess.is_some_and(|guess| guess.exact)
    };
    let labels = grid
        .lines
        .iter()
        .filter(|line| line.cell(first).is_some() && line.cells.len() > 1);
    let (known_labels, all) = labels.fold((0, 0), |(known, all), line| {
        (known + usize::from(field(line).is_some()), all + 1)
    });
    let few = records.len() < 2 || fields.len() < FEWEST_ACROSS || known_labels * 2 < all;
    let headers = records.iter().filter(|column| is_header(**column)).count();
    if few || headers * 2 > records.len() {
        return None;
    }
    Some(turned_across(grid, first, records, named.number))
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

/// Whether a column holds no activity but further labels of the first, or their answers: in the line of the names a label
/// stands in it or before it, or the column is all but empty.
fn is_further_label(grid: &SheetGrid, names: &Line, column: u32) -> bool {
    /// The most cells of a column that is all but empty.
    const FEW: usize = 2;
    let labelled = |at: u32| names.cell(at).is_some_and(ends_as_label);
    let first = names.cells.first().map(|cell| cell.column);
    let before = column.checked_sub(1).filter(|at| Some(*at) != first);
    let told = |at: u32| grid.lines.iter().filter(|it| it.cell(at).is_some()).count();
    let most = names.cells.iter().skip(1).map(|cell| told(cell.column));
    let sparse = told(column) <= FEW && most.max().is_some_and(|most| most >= FEWEST);
    labelled(column) || before.is_some_and(labelled) || sparse
}

/// Whether a line stands over all others that have as many columns.
fn is_over(grid: &SheetGrid, line: &Line) -> bool {
    let mut below = grid.lines.iter().skip_while(|it| it.number <= line.number);
    below.all(|it| it.cells.last().map(|it| it.column) <= line.cells.last().map(|it| it.column))
}

/// A sheet with labels in its first column and activities in others as a table; their names stand in the row `names`.
fn turned_across(grid: &SheetGrid, first: u32, records: Vec<u32>, names: u32) -> SheetGrid {
    // Each row is a column; what stands in further columns has columns of its own, filled by the first activity alone.
    let mut heads: Vec<(String, u32, u32)> = Vec::new();
    let mut cells: Vec<Vec<GridCell>> = vec![Vec::new(); records.len()];
    let (above, told) = above_names(grid, first, names);
    for line in told {
        let label = line.cell(first).map(|cell| one_line(cell.value.text()));
        let alone = line.cells.iter().all(|cell| cell.column == first);
        for cell in &line.cells {
            if cell.column == first && !alone {
                continue;
            }
            let at_label = alone || !records.contains(&cell.column);
            let known = label
                .as_deref()
                .and_then(|it| KnownHeaders::shipped().guess(it));
            let head = match (&label, alone) {
                _ if line.number == names && known.is_none() => NAME.to_owned(),
                (Some(label), false) => label.clone(),
                _ => WORDS.to_owned(),
            };
            let shared = heads
                .iter()
                .position(|(_, column, row)| *row == line.number && *column == SheetGrid::ACROSS);
            let column = shared.filter(|_| !at_label).unwrap_or_else(|| {
                let of = if at_label {
                    cell.column
                } else {
                    SheetGrid::ACROSS
                };
                heads.push((head, of, line.number));
                heads.len() - 1
            });
            let record = records
                .iter()
                .position(|it| *it == cell.column)
                .unwrap_or(0);
            let place = u32::try_from(column).unwrap_or(u32::MAX);
            cells[record].push(GridCell {
                column: place,
                value: cell.value.clone(),
            });
        }
    }
    let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let head = (heads.iter().enumerate()).map(|(at, (label, ..))| GridCell {
        column: number(at),
        value: CellContent::Text(label.clone()),
    });
    let header = above.len() + 1;
    let mut lines = above;
    lines.push(Line {
        number: number(header),
        cells: head.collect(),
    });
    lines.extend(cells.into_iter().enumerate().map(|(at, cells)| Line {
        number: number(header + at + 1),
        cells,
    }));
    SheetGrid {
        name: grid.name.clone(),
        lines,
        turned: heads
            .iter()
            .map(|(_, column, row)| (*column, *row))
            .collect(),
        across: records,
        header_row: Some(number(header)),
        words: grid.words.clone(),
        title: grid.title.clone(),
    }
}

/// The lines above the names that have no answer for each activity but one for all, `Controller: Acme`, counted from the
/// first on; and the others. None of the first says anything where the organisation is asked of each.
fn above_names(grid: &SheetGrid, first: u32, names: u32) -> (Vec<Line>, Vec<&Line>) {
    let asks = |line: &&Line| {
        let label = line.cell(first)?;
        let guess = KnownHeaders::shipped().guess(&one_line(label.value.text()))?;
        guess.field.starts_with("organisation.").then_some(())
    };
    let is_one = |line: &&Line| line.number < names && line.cells.len() <= 2;
    let of_all = grid
        .lines
        .iter()
        .filter(is_one)
        .any(|line| asks(&line).is_some());
    let (above, told): (Vec<&Line>, Vec<&Line>) =
        grid.lines.iter().partition(|line| of_all && is_one(line));
    let numbered = above.into_iter().zip(1..).map(|(line, number)| Line {
        number,
        cells: line.cells.clone(),
    });
    (numbered.collect(), told)
}

/// What stands over names that have no label of their own.
const NAME: &str = "Name";
/// How many different fields the labels name at least where activities stand beside each other.
const FEWEST_ACROSS: usize = 3;

/// Whether a column says how the form is filled in: its head does, over those of the answers.
fn is_advice(grid: &SheetGrid, column: u32) -> bool {
    let heads = grid
        .lines
        .iter()
        .take(3)
        .filter_map(|line| line.cell(column));
    let mut heads = heads.map(|cell| plain(cell.value.text()));
    heads.any(|head| lists::shipped().advice_heads.is(&head))
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
fn is_number(text: &str) -> bool {
    let names = &SheetVocabulary::shipped().row_names;
    let text = plain(text);
    let is_figure = |word: &str| word.bytes().all(|it| it.is_ascii_digit());
    let mut words = text.split(' ');
    text.split(' ').any(is_figure) && words.all(|word| is_figure(word) || names.is(word))
}

/// The header of words that answer no label.
const WORDS: &str = "Text";

/// The words that stood alone and were no label; a label without an answer says nothing.
fn alone_words(waiting: Option<(String, bool, FormAnswer)>) -> Option<FormAnswer> {
    let (_, is_label, words) = waiting?;
    (!is_label).then_some(words)
}

/// How many lines further at most another answer of a label stands below the one before: boxes that are not ticked are left out.
const FURTHER: u32 = 4;

/// Whether a cell ends as a label does.
fn ends_as_label(cell: &GridCell) -> bool {
    let text = cell.value.text().trim();
    text.ends_with(':') && text.chars().any(char::is_alphabetic)
}

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
                answers.extend(alone_words(before));
                listing = None;
                let label = one_line(label.value.text());
                is_label(&label);
                let label = asked_by(known, label, values, &answers);
                let told = values
                    .iter()
                    .filter(|it| !is_named_again(known, &label, it, &answers));
                let told: Vec<FormAnswer> = told.map(|value| said(&label, value)).collect();
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
    // What is one record is never a part of another: without a name it is called as its sheet.
    if !fields.contains(NAMED) && !grid.name.is_empty() {
        answers.push(FormAnswer {
            label: NAME.to_owned(),
            value: CellContent::Text(grid.name.clone()),
            cell: answers[0].cell,
        });
    }
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
    Some(SheetGrid {
        name: grid.name.clone(),
        lines: vec![
            line(1, &|answer| CellContent::Text(answer.label.clone())),
            line(2, &|answer| answer.value.clone()),
        ],
        turned: answers.iter().map(|answer| answer.cell).collect(),
        ..SheetGrid::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(rows: &[&[&str]]) -> SheetGrid {
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
        let texts = |line: usize| -> Vec<&str> {
            let cells = turned.lines[line].cells.iter();
            cells.map(|cell| cell.value.text()).collect()
        };
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
        let texts = |line: usize| -> Vec<&str> {
            let cells = turned.lines[line].cells.iter();
            cells.map(|cell| cell.value.text()).collect()
        };
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
