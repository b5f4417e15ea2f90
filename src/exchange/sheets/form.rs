//! Sheets that are forms: a label in one cell and its answer beside or below it, one activity on a sheet.

use std::collections::HashSet;

use super::grid::{CellContent, GridCell, Line, SheetGrid};
use super::header::KnownHeaders;
use super::mapping::one_line;
use super::table;

/// How many different fields the labels of a form name at least.
const FEWEST: usize = 5;
/// The most rows of a form.
const LONGEST: usize = 500;

/// Sheets of which none has the table of a register, with those that are forms turned: the labels over their answers.
///
/// Other sheets stay as they are.
#[must_use]
pub fn turned(grids: Vec<SheetGrid>) -> Vec<SheetGrid> {
    let tabular = |grid: &SheetGrid| table::find(grid, 0, None, &[]).is_some();
    if grids.iter().any(tabular) {
        return grids;
    }
    let turned = grids.into_iter().map(|grid| turn(&grid).unwrap_or(grid));
    turned.collect()
}

/// An answer with its label, and the cell that it stands in.
struct FormAnswer {
    label: String,
    value: CellContent,
    cell: (u32, u32),
}

/// The header of words that answer no label.
const WORDS: &str = "Text";

/// The words that stood alone and were no label; a label without an answer says nothing.
fn alone_words(waiting: Option<(String, bool, FormAnswer)>) -> Option<FormAnswer> {
    let (_, is_label, words) = waiting?;
    (!is_label).then_some(words)
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
    for line in &grid.lines {
        let said = |label: &str, cell: &GridCell| FormAnswer {
            label: label.to_owned(),
            value: cell.value.clone(),
            cell: (cell.column, line.number),
        };
        let before = waiting.take();
        match (line.cells.as_slice(), before) {
            ([], before) => waiting = before,
            ([alone], before) => {
                let text = one_line(alone.value.text());
                let is_one = is_label(&text);
                match before {
                    Some((label, true, _)) if !is_one => answers.push(said(&label, alone)),
                    before => {
                        answers.extend(alone_words(before));
                        let words = said(WORDS, alone);
                        waiting = Some((text, is_one, words));
                    }
                }
            }
            ([label, values @ ..], before) => {
                answers.extend(alone_words(before));
                let label = one_line(label.value.text());
                is_label(&label);
                answers.extend(values.iter().map(|value| said(&label, value)));
            }
        }
    }
    answers.extend(alone_words(waiting));
    if fields.len() < FEWEST || answers.is_empty() {
        return None;
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
    fn a_form_becomes_a_table_of_one_row_and_its_cells_keep_their_names() {
        let form = sheet(&[
            &["Record"],
            &["Name of processing", "Payroll"],
            &["Purpose", "", "Pay wages"],
            &["Legal basis", "Contract"],
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
        // What is no form stays as it is.
        let other = sheet(&[&["a", "b"], &["c", "d"]]);
        assert_eq!(super::turned(vec![other.clone()]), [other]);
    }
}
