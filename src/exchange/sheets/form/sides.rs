//! Forms whose labels stand beside each other, or over their answers: each label with its own answers in a line of its own.

use std::collections::{BTreeSet, HashSet};

use super::asking::{is_sure, label, label_in};
use super::blocks::FormBlock;
use super::boxes;
use crate::exchange::sheets::file::grid::{CellContent, GridCell, Line, SheetGrid};
use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::lists;
use crate::exchange::sheets::table;
use crate::exchange::sheets::table::mapping::one_line;

/// How many different fields the labels of such a form name at least.
const FEWEST: usize = 5;
/// How many of them those of its first column name.
const FEWEST_OWN: usize = 3;
/// The most rows of a form.
const LONGEST: usize = 500;
/// The most words of a label beside another.
const SIDE_WORDS: usize = 8;
/// In how many rows at most labels that nobody knows stand beside others.
const FEW: usize = 2;
/// How many rows from above may say what stands in the columns.
const HEADS: usize = 4;

/// A form with one label in each line, its answers right of it or in the lines below; nothing where the sheet has that
/// already, or is no form. Each cell keeps its column and row.
///
/// Numbers in front of the labels and columns of advice are left out: neither answers a label.
pub(in crate::exchange::sheets) fn apart(grid: &SheetGrid) -> Option<SheetGrid> {
    if grid.lines.len() > LONGEST || is_register(grid) {
        return None;
    }
    let lines = tidy(&grid.lines);
    let first = lines
        .iter()
        .filter(|line| line.cells.len() > 1)
        .filter_map(|line| line.cells.first())
        .map(|cell| cell.column)
        .min()?;
    if !is_form(&lines, first) {
        return None;
    }
    let blocks = FormBlock::all(&lines);
    let in_block = |at: usize| blocks.iter().find(|it| it.lines.contains(&at));
    let single: Vec<&Line> = (lines.iter().enumerate())
        .filter(|(at, _)| in_block(*at).is_none())
        .map(|(_, line)| line)
        .collect();
    let sides = sides(&single, first);
    let groups = groups(&lines);
    let is_told_so = sides.is_empty() && blocks.is_empty() && groups.is_empty();
    if is_told_so && cells_of(&lines) == cells_of(&grid.lines) {
        return None;
    }
    let mut out = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        match in_block(at) {
            Some(block) if block.lines.start == at => out.extend(block.told(&lines)),
            Some(_) => {}
            None if groups.contains(&at) => out.push(ungrouped(line)),
            None => out.extend(parted(line, &sides)),
        }
    }
    out.retain_mut(|line| {
        line.cells.retain_mut(tick);
        !line.cells.is_empty()
    });
    Some(SheetGrid {
        name: grid.name.clone(),
        lines: out,
        words: grid.words.clone(),
        ..SheetGrid::default()
    })
}

/// Makes a cell say of its boxes the ticked ones; whether it says anything then.
fn tick(cell: &mut GridCell) -> bool {
    let Some(chosen) = boxes::chosen(cell.value.text()) else {
        return true;
    };
    let says = !chosen.is_empty();
    cell.value = CellContent::Text(chosen);
    says
}

/// The places of lines that begin with a group which the line before or behind begins with as well: a cell over several rows.
fn groups(lines: &[Line]) -> HashSet<usize> {
    let group = |at: usize| {
        let [group, _, _] = lines.get(at)?.cells.as_slice() else {
            return None;
        };
        Some((group.column, one_line(group.value.text())))
    };
    let is_of_one = |at: &usize| {
        let own = group(*at);
        own.is_some() && (group(at + 1) == own || at.checked_sub(1).and_then(group) == own)
    };
    (0..lines.len()).filter(is_of_one).collect()
}

/// A line of a group with the label that the group and its own make.
fn ungrouped(line: &Line) -> Line {
    let text = |at: usize| one_line(line.cells[at].value.text());
    let label = GridCell {
        column: line.cells[1].column,
        value: CellContent::Text(label_in(&text(0), &text(1))),
    };
    Line {
        number: line.number,
        cells: std::iter::once(label)
            .chain(line.cells[2..].iter().cloned())
            .collect(),
    }
}

fn cells_of(lines: &[Line]) -> usize {
    lines.iter().map(|line| line.cells.len()).sum()
}

/// Lines without numbers before their labels, columns of advice, what says again what stands left of it, and the heads of
/// columns; boxes stand with their words.
fn tidy(lines: &[Line]) -> Vec<Line> {
    let is_advice = |text: &str| lists::shipped().advice_heads.is(&plain(text));
    let heads = || lines.iter().take(HEADS).filter(|line| is_heading(line));
    let advice: HashSet<u32> = heads()
        .flat_map(|line| &line.cells[1..])
        .filter(|cell| is_advice(cell.value.text()))
        .map(|cell| cell.column)
        .collect();
    let headings: HashSet<u32> = heads().map(|line| line.number).collect();
    let numbers = number_column(lines);
    let mut out = Vec::new();
    for line in lines.iter().filter(|it| !headings.contains(&it.number)) {
        let own = line.cells.iter();
        let own = own.filter(|it| !advice.contains(&it.column));
        let mut cells: Vec<GridCell> = own.cloned().collect();
        if cells.len() > 1 && numbers == cells.first().map(|it| it.column) {
            cells.remove(0);
            // A question that is left open says nothing.
            if cells.len() == 1 && label(cells[0].value.text()).is_none() {
                continue;
            }
        }
        let mut cells = boxes::joined(cells);
        cells.dedup_by(|right, left| {
            right.value == left.value && one_line(left.value.text()).len() > 1
        });
        if !cells.is_empty() {
            out.push(Line {
                number: line.number,
                cells,
            });
        }
    }
    out
}

/// Whether a line only says what stands in each of its columns: `No. | Question | Answer`, `Item | Detail | Item | Detail`.
fn is_heading(line: &Line) -> bool {
    let lists = lists::shipped();
    let says = |cell: &GridCell| {
        let text = plain(cell.value.text());
        let numbers = label(cell.value.text()).is_some_and(|it| it.exact && it.field == "ref");
        lists.form_heads.is(&text) || lists.advice_heads.is(&text) || numbers
    };
    line.cells.len() > 1 && line.cells.iter().all(says)
}

/// The first column, where it holds the numbers of most labels and nothing else.
fn number_column(lines: &[Line]) -> Option<u32> {
    let several = || {
        lines
            .iter()
            .filter(|line| line.cells.len() > 1 && !is_heading(line))
    };
    let first = several()
        .filter_map(|it| it.cells.first())
        .map(|it| it.column)
        .min()?;
    let is_number = |line: &&Line| {
        let text = line.text(first).trim_matches(['.', ')', '(', ':', ' ']);
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit());
        text.split('.').all(digits)
    };
    let has = |line: &&Line| line.cell(first).is_some();
    let all = several().filter(has).count();
    let numbered = several().filter(has).filter(is_number).count();
    (numbered == all && numbered >= FEWEST).then_some(first)
}

/// Whether lines are those of a form: the first column asks for several fields of one record, and no line for as many.
fn is_form(lines: &[Line], first: u32) -> bool {
    let field = |cell: &GridCell| label(cell.value.text()).map(|it| it.field);
    let told = || lines.iter().filter(|line| line.cell(first).is_some());
    let labels: Vec<String> = told().filter_map(|line| field(line.cell(first)?)).collect();
    let sure = |line: &Line| -> HashSet<String> {
        let sure = line.cells.iter().filter(|it| is_sure(it.value.text()));
        sure.filter_map(field).collect()
    };
    let mut fields: HashSet<String> = lines.iter().flat_map(sure).collect();
    let widest = lines.iter().map(|line| sure(line).len()).max();
    fields.extend(labels.iter().cloned());
    let own: HashSet<&String> = labels.iter().collect();
    own.len() >= FEWEST_OWN
        && fields.len() >= FEWEST
        && labels.len() * 5 >= told().count() * 2
        && widest.unwrap_or(0) * 2 <= fields.len()
}

/// Whether a cell of a line may be a label beside another: behind a label and its answer.
fn may_be_side(line: &Line, at: usize) -> bool {
    let text = one_line(line.cells[at].value.text());
    let between = &line.cells[at - 1];
    let short = text.split(' ').count() <= SIDE_WORDS;
    at > 1
        && (is_sure(&text) || (short && label(&text).is_some() && !is_sure(between.value.text())))
}

/// Whether a cell of a line is words with a number or a day right of it, behind a label and its answer: `Version | 1.2`.
fn is_of_figure(line: &Line, at: usize) -> bool {
    let digits = |at: usize| {
        let text = line.cells.get(at).map(|it| it.value.text());
        text.map(|it| it.bytes().any(|it| it.is_ascii_digit()))
    };
    let words = one_line(line.cells[at].value.text());
    at == 2
        && digits(at) == Some(false)
        && digits(at + 1) == Some(true)
        && words.split(' ').count() <= SIDE_WORDS
}

/// The columns from the second label on.
fn sides(lines: &[&Line], first: u32) -> BTreeSet<u32> {
    let columns: BTreeSet<u32> = (lines.iter())
        .flat_map(|line| line.cells.iter().skip(2))
        .map(|cell| cell.column)
        .filter(|column| *column > first + 1)
        .collect();
    let is_side = |column: &u32| {
        let (mut all, mut labels, mut answered, mut figures) = (0, 0, 0, 0);
        for line in lines {
            let Some(at) = line.cells.iter().position(|it| it.column == *column) else {
                continue;
            };
            all += 1;
            if at > 1 && may_be_side(line, at) {
                labels += 1;
                answered += usize::from(line.cells.len() > at + 1);
            }
            figures += usize::from(is_of_figure(line, at));
        }
        let known = answered > 0 && answered * 2 >= labels && labels * 2 >= all;
        known || (figures == all && all <= FEW)
    };
    columns.into_iter().filter(is_side).collect()
}

/// A line as one for each of its labels; a label beside another that nothing answers asks nothing.
fn parted(line: &Line, sides: &BTreeSet<u32>) -> Vec<Line> {
    let mut parts: Vec<Vec<GridCell>> = Vec::new();
    for (at, cell) in line.cells.iter().enumerate() {
        let begins = at > 0
            && sides.contains(&cell.column)
            && (may_be_side(line, at) || is_of_figure(line, at));
        match parts.last_mut() {
            Some(part) if !begins => part.push(cell.clone()),
            _ => parts.push(vec![cell.clone()]),
        }
    }
    let several = parts.len() > 1;
    let told = parts.into_iter().filter(|part| !several || part.len() > 1);
    let lines = told.map(|cells| Line {
        number: line.number,
        cells,
    });
    lines.collect()
}

/// Whether a sheet has a table of activities as it stands: their names and much else in its head, or much more without
/// them, over several rows.
fn is_register(grid: &SheetGrid) -> bool {
    /// How many columns of such a table are known at least.
    const KNOWN: usize = 6;
    /// How many different fields one asks for that has no names: its activities are called after their purposes.
    const UNNAMED: usize = 9;
    table::find(grid, 0, None, &[]).is_some_and(|table| {
        let known = table.columns.iter().filter(|it| it.path != "notes");
        let named = table.has("activity.name") && known.count() >= KNOWN;
        let purposes = table.has("purposes[].text") && table.named >= UNNAMED;
        (named || purposes) && table.lines.len() > 1
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::sheet;
    use super::*;

    #[test]
    fn a_table_of_activities_is_no_form_whatever_stands_above_it() {
        let head: &[&str] = &[
            "No.",
            "Activity",
            "Purpose",
            "Data subjects",
            "Data categories",
            "Legal basis",
            "Retention",
            "Recipients",
        ];
        let row: &[&str] = &[
            "1",
            "Pay",
            "Pay wages",
            "Staff",
            "Names",
            "Contract",
            "7 years",
            "Bank",
        ];
        let rows: [&[&str]; 6] = [
            &["Controller:", "Alder Ltd, Road 3"],
            &["Data protection officer:", "dpo@alder.example"],
            &["Last updated:", "2026-03-02"],
            head,
            row,
            row,
        ];
        let grid = sheet(&rows);
        assert!(apart(&grid).is_none());
    }
}
