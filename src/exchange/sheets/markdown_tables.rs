//! Tables in Markdown: one with a row for each activity, or one of two columns, label and answer, for each activity.

use super::front::grid;
use super::grid::{CellContent, GridCell, Line, SheetGrid};

/// A table of a text: the heading over it, and its rows.
struct FoundTable {
    heading: String,
    rows: Vec<(u32, Vec<String>)>,
}

/// The tables of a text as sheets; nothing where it has none.
#[must_use]
pub fn read(text: &str) -> Option<Vec<SheetGrid>> {
    let tables = tables(text);
    let of_two = |table: &&FoundTable| table.rows.iter().all(|(_, cells)| cells.len() == 2);
    let forms: Vec<&FoundTable> = tables
        .iter()
        .filter(of_two)
        .filter(|it| it.rows.len() > 3)
        .collect();
    let mut grids: Vec<SheetGrid> = Vec::new();
    if !forms.is_empty() {
        let records = forms.iter().map(|table| {
            // What stands over the labels is the head of the table.
            let rows = table.rows.iter().skip(1);
            let mut record = vec![("Name".to_owned(), title(&table.heading))];
            record.extend(rows.map(|(_, cells)| (cells[0].clone(), cells[1].clone())));
            record
        });
        grids.push(grid(&records.collect::<Vec<_>>()));
    }
    let wide = tables
        .iter()
        .filter(|table| !of_two(table) && table.rows.len() > 1);
    grids.extend(wide.map(|table| SheetGrid {
        name: table.heading.clone(),
        lines: table.rows.iter().map(line).collect(),
        ..SheetGrid::default()
    }));
    (!grids.is_empty()).then_some(grids)
}

fn line((number, cells): &(u32, Vec<String>)) -> Line {
    let filled = cells
        .iter()
        .enumerate()
        .filter(|(_, text)| !text.is_empty());
    Line {
        number: *number,
        cells: filled
            .map(|(at, text)| GridCell {
                column: u32::try_from(at).unwrap_or(u32::MAX),
                value: CellContent::Text(text.clone()),
            })
            .collect(),
    }
}

/// The name of an activity in a heading: `Processing Activity 4 — Payroll` is `Payroll`.
pub(super) fn title(heading: &str) -> String {
    // `2. Payroll`, `3) Payroll`.
    let numbered = heading.trim_start_matches(|sign: char| sign.is_ascii_digit());
    let heading = match numbered.strip_prefix(['.', ')']) {
        Some(rest) if numbered.len() < heading.len() && rest.starts_with(' ') => rest,
        _ => heading,
    };
    let parts = heading.rsplit(['—', '–', ':']);
    let last = parts.into_iter().next().unwrap_or(heading).trim();
    if last.is_empty() {
        heading.trim()
    } else {
        last
    }
    .to_owned()
}

fn tables(text: &str) -> Vec<FoundTable> {
    let mut found: Vec<FoundTable> = Vec::new();
    let (mut heading, mut open, mut fenced) = (String::new(), false, false);
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.starts_with("```") || line.starts_with("~~~") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        if line.starts_with('#') {
            heading = inline(line.trim_start_matches('#').trim().trim_end_matches('#'));
        }
        if !line.starts_with('|') {
            open = false;
            continue;
        }
        let cells = cells(line);
        let rule = cells.iter().all(|cell| {
            !cell.is_empty() && cell.chars().all(|sign| matches!(sign, '-' | ':' | ' '))
        });
        if rule {
            continue;
        }
        if !open {
            found.push(FoundTable {
                heading: heading.clone(),
                rows: Vec::new(),
            });
            open = true;
        }
        if let Some(table) = found.last_mut() {
            let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
            table
                .rows
                .push((number, cells.iter().map(|cell| inline(cell)).collect()));
        }
    }
    found
}

/// The cells of a row; a bar after a backslash stands in one.
fn cells(line: &str) -> Vec<String> {
    let inside = line.strip_prefix('|').unwrap_or(line);
    let mut cells = vec![String::new()];
    let mut letters = inside.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' if letters.peek() == Some(&'|') => {
                letters.next();
                if let Some(cell) = cells.last_mut() {
                    cell.push('|');
                }
            }
            '|' => cells.push(String::new()),
            letter => {
                if let Some(cell) = cells.last_mut() {
                    cell.push(letter);
                }
            }
        }
    }
    if cells.len() > 1 && cells.last().is_some_and(|last| last.trim().is_empty()) {
        cells.pop();
    }
    cells
        .into_iter()
        .map(|cell| cell.trim().to_owned())
        .collect()
}

/// A text without the signs of bold and code; a break is one of lines.
pub(super) fn inline(text: &str) -> String {
    let mut text = text.replace("**", "").replace("__", "").replace('`', "");
    for mark in ["<br>", "<br/>", "<br />"] {
        text = text.replace(mark, "\n");
    }
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_of_two_columns_are_activities_and_wide_ones_sheets() {
        let text = "# Register\n\n## Processing Activity 1 — Payroll\n\n| Limb | Entry |\n|---|:--|\n| **(b) Purposes** | Pay\\|roll |\n\
                    | Lawful basis | Art. 6(1)(b) |\n| (d) Recipients | a<br>b |\n\n```\n| no | table |\n```\n\n## Wide\n\n\
                    | Name | Purpose | Owner |\n| --- | --- | --- |\n| A | B |  |\n";
        let grids = read(text).unwrap();
        assert_eq!(grids.len(), 2);
        let texts: Vec<&str> = grids[0].lines[1]
            .cells
            .iter()
            .map(|cell| cell.value.text())
            .collect();
        assert_eq!(texts, ["Payroll", "Pay|roll", "Art. 6(1)(b)", "a\nb"]);
        assert_eq!(grids[0].lines[0].text(1), "(b) Purposes");
        assert_eq!((grids[1].name.as_str(), grids[1].lines.len()), ("Wide", 2));
        assert!(read("no | table\n").is_none());
    }
}
