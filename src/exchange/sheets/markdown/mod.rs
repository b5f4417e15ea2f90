//! Registers in Markdown: an activity under each heading, told in lists, in bold labels or in a table of two columns; or
//! a row of a table each.
//!
//! | to change | go to |
//! | --- | --- |
//! | which sections are activities, and which sound like parts of one | `activities`, `called` |
//! | labels with their answers under a heading; lines that follow one another | `labelled`; `blocks` |
//! | which fields the labels name | `fields` |
//! | questions with their answers in one line | `questions` |
//! | tables | `tables` |
//! | registers told by their aspects | `aspects` |
//! | processors with a section each | `processors` |
//! | answers that only say where they stand | `references` |

pub(super) mod activities;
pub(super) mod aspects;
pub(super) mod blocks;
pub(super) mod called;
pub(super) mod fields;
pub(super) mod labelled;
pub(super) mod processors;
mod questions;
pub(super) mod references;
pub(super) mod tables;

use std::collections::HashSet;

use self::activities::Activities;
use self::aspects::ByAspects;
use self::blocks::tell_activities;
use self::fields::{LabelFields, lines_of};
use self::labelled::{Answer, MarkdownSection, sections};
use self::references::resolve;
use self::tables::{row, tables, without_comments, without_mail_links};
use crate::exchange::sheets::answers::with_brackets;
use crate::exchange::sheets::file::front;
use crate::exchange::sheets::file::grid::{CellContent, GridCell, Line, SheetGrid};
use crate::exchange::sheets::file::separated::separated;
use crate::exchange::sheets::file::web_page::without_entities;
use crate::exchange::sheets::folding::find_whole;
use crate::exchange::sheets::form;
use crate::exchange::sheets::form::across::across;
use crate::exchange::sheets::grounds::basis::numbers_of_articles;
use crate::exchange::sheets::organisations::party::is_company;
use crate::exchange::sheets::table::header::KnownHeaders;
use crate::exchange::sheets::table::{self, TELLING};
use crate::rules::wording::vendors::Vendors;

/// How many headings a text has at least that is written in Markdown and holds no values with signs between.
const HEADINGS: usize = 2;
/// The longest name of an activity under a heading that says one, in letters.
const LONGEST_NAME: usize = 90;

/// The sheets of a text in Markdown; nothing where it is none. Prose under headings has no sheets, and is no table of
/// values either.
#[must_use]
pub fn read(text: &str) -> Option<Vec<SheetGrid>> {
    if stands_in_cells(text) {
        return None;
    }
    let text = &*without_entities(text);
    let matter = front::matter(text);
    let own = matter.as_deref().unwrap_or_default();
    if LabelFields::default().are_of_an_activity(own) {
        return Some(vec![front::grid(&[own.to_vec()])]);
    }
    let uncommented = without_comments(front::body(text));
    let body = &*without_mail_links(&uncommented);
    let headings: Vec<&str> = headings(body).collect();
    let is_marked = !headings.is_empty() || has_ruled_table(body) || tell_activities(body);
    let of_headings = is_marked.then(|| registers(body, own));
    match of_headings.flatten() {
        Some(grids) if matter.is_none() || grids.iter().any(has_register) => Some(grids),
        other => match matter {
            Some(matter) => Some(vec![front::grid(&[matter])]),
            None if other.is_some() => other,
            None => {
                let name = headings.first()?.trim_matches('#').trim();
                let holds_no_table = headings.len() >= HEADINGS;
                holds_no_table.then(|| vec![SheetGrid::passed_over(name.to_owned())])
            }
        },
    }
}

/// The headings of a text.
///
/// A table in Markdown stands between headings and other words; one with bars alone is a table of values.
fn headings(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| {
        let level = line.bytes().take_while(|sign| *sign == b'#').count();
        (1..=6).contains(&level) && line[level..].starts_with(' ')
    })
}

/// Whether a text has a table with a rule below its head, as Markdown has them.
fn has_ruled_table(text: &str) -> bool {
    let mut above = "";
    text.lines().any(|line| {
        let (head, bare) = (std::mem::replace(&mut above, line), line.trim());
        row(head.trim()).is_some() && bare.starts_with('|') && row(bare).is_none()
    })
}

/// Whether all that a text has of Markdown stands within cells of a table of values: headings, tables and blocks of code
/// that somebody wrote into them.
fn stands_in_cells(text: &str) -> bool {
    let marked = |line: &&str| {
        let bare = line.trim_start();
        bare.starts_with('|') || bare.starts_with("```") || headings(line).next().is_some()
    };
    let all = text.lines().filter(marked).count();
    if all == 0 || marked(&text.lines().next().unwrap_or_default()) {
        return false;
    }
    separated(text).is_ok_and(|(grid, _)| {
        let cells = grid.lines.iter().flat_map(|line| &line.cells);
        let inside = cells.map(|cell| cell.value.text().lines().skip(1).filter(marked).count());
        inside.sum::<usize>() == all
    })
}

/// Whether a text is written in Markdown, as far as its headings tell.
#[must_use]
pub fn has_headings(text: &str) -> bool {
    headings(text).count() >= HEADINGS
}

/// The activities that a text tells under its headings, each with its labels and answers; none where its front matter is
/// the record. Of one alone, what names the organisation stands with it.
#[must_use]
pub fn activities(text: &str) -> Vec<Vec<Answer>> {
    let text = &*without_entities(text);
    let matter = front::matter(text).unwrap_or_default();
    if LabelFields::default().are_of_an_activity(&matter) {
        return Vec::new();
    }
    let uncommented = without_comments(front::body(text));
    let sections = sections(&without_mail_links(&uncommented));
    let mut found = Activities::of(&sections);
    if found.count() > 1 {
        found.tables_inside(|_| false);
    }
    let mut records = records(&found, &sections);
    let (of_one, others) = of_organisation(&found.beside());
    let (answers, words): (Vec<Answer>, Vec<Answer>) = others
        .into_iter()
        .partition(|(_, answer)| !answer.is_empty());
    for record in &mut records {
        record.extend(of_one.iter().cloned());
    }
    if let Some(first) = records.first_mut() {
        first.extend(answers);
    }
    // Words that stand beside them are of none: the first keeps them.
    if let Some(first) = records.first_mut() {
        let words = words.into_iter().map(|(words, _)| words);
        let at_tables = found.words_at_tables().flat_map(|(_, words)| words);
        let words = words.chain(at_tables);
        first.extend(words.map(|words| (front::BODY.to_owned(), words)));
    }
    records
}

/// What is told of the organisation beside activities, and the rest: each activity of a file that stands among others says
/// whose it is. Under a heading that asks for the organisation, its name is no activity's.
fn of_organisation(beside: &[Answer]) -> (Vec<Answer>, Vec<Answer>) {
    let known = KnownHeaders::shipped();
    let field = |label: &str| field_of(known, label);
    let (mut of_one, mut others) = (Vec::new(), Vec::new());
    let mut under = false;
    for (label, answer) in beside {
        let field = field(label);
        // `Address` alone says not whose.
        let whole = format!("Controller {label}");
        let of_controller = || Some(field_of(known, &whole)).filter(|it| it != "organisation.name");
        if answer.is_empty() {
            under = field.starts_with("organisation.");
            others.push((label.clone(), String::new()));
        } else if under && field == "activity.name" {
            of_one.push(("Controller".to_owned(), answer.clone()));
        } else if field.starts_with("organisation.") {
            of_one.push((label.clone(), answer.clone()));
        } else if under && of_controller().is_some_and(|it| it.starts_with("organisation.")) {
            of_one.push((whole, answer.clone()));
        } else {
            others.push((label.clone(), answer.clone()));
        }
    }
    (of_one, others)
}

/// The field that a label names; nothing where it is not known.
fn field_of(known: &KnownHeaders, label: &str) -> String {
    known.guess(label).map(|it| it.field).unwrap_or_default()
}

/// The labels and answers of each activity, with its name.
fn records(found: &Activities<'_>, sections: &[MarkdownSection]) -> Vec<Vec<Answer>> {
    let each = found.each();
    let named = each.map(|(heading, answers)| {
        let mut record = named(heading, answers);
        resolve(&mut record, sections);
        record
    });
    named.collect()
}

/// The sheets of a text with headings: its activities, else its tables; nothing where it has none.
///
/// Sections that were labels and answers, and of no activity, are sheets that are passed over.
fn registers(text: &str, matter: &[Answer]) -> Option<Vec<SheetGrid>> {
    let sections = sections(text);
    let mut found = Activities::of(&sections);
    if found.count() < 2 {
        let tables = wide_tables(text);
        // Where one table has them all, they are not told by aspects.
        let apart = tables.iter().all(|it| rows_of_register(it).is_none());
        let told = apart.then(|| aspects::read(&sections, &tables));
        if let Some(told) = told.flatten() {
            return Some(by_aspects(&sections, tables, &told, matter));
        }
    }
    // What a table lists under a heading of an activity is told there.
    let all = wide_tables(text);
    let read: HashSet<u32> = all
        .iter()
        .filter(|it| has_register(it))
        .filter_map(|it| it.header_row)
        .collect();
    let inside = found.tables_inside(|line| read.contains(&line));
    let is_told = |grid: &SheetGrid| grid.header_row.is_some_and(|row| inside.contains(&row));
    let all = all.into_iter().map(|grid| {
        let told = is_told(&grid);
        (across(&grid).unwrap_or(grid), told)
    });
    let (told, wide): (Vec<_>, Vec<_>) = all.partition(|(_, told)| *told);
    let grids = |list: Vec<(SheetGrid, bool)>| list.into_iter().map(|(grid, _)| grid);
    let mut wide: Vec<SheetGrid> = grids(wide).collect();
    // Labels under headings beside a table of many activities are of what is common to them.
    let rows = wide.iter().filter_map(rows_of_register).max();
    // Headings that are but the items of one record stand beside a table of its activities.
    let named = || wide.iter().filter_map(rows_of_names).max();
    let rows = rows.or_else(|| (found.count() == 1).then(named).flatten());
    if rows.unwrap_or(0) > 2 * found.count() {
        found.leave();
        wide.extend(grids(told));
        wide.sort_by_key(|grid| grid.header_row);
    }
    let mut loose: Vec<String> = Vec::new();
    for (heading, words) in found.words_at_tables() {
        match wide.iter_mut().find(|grid| grid.name == heading) {
            Some(grid) => grid.words.extend(words),
            None => loose.extend(words),
        }
    }
    // What stood below the head is read here.
    let matter = matter.iter().filter(|(label, _)| label != front::BODY);
    let beside: Vec<Answer> = matter.cloned().chain(found.beside()).collect();
    let mut grids = Vec::new();
    let mut has_one = found.count() > 0;
    if has_one {
        let title = sections.iter().find(|it| !it.heading.is_empty());
        let name = title.filter(|_| !wide.is_empty());
        grids.push(SheetGrid {
            name: name.map_or_else(String::new, |it| it.heading.clone()),
            ..below(front::grid(&records(&found, &sections)), &beside)
        });
    }
    for grid in wide {
        // Who is responsible stands outside of the table of the activities.
        let is_first = !has_one && has_register(&grid);
        has_one |= is_first;
        grids.push(if is_first { below(grid, &beside) } else { grid });
    }
    if let Some(first) = grids.first_mut() {
        first.words.extend(loose);
        let title = sections.iter().find(|it| !it.heading.is_empty());
        first.title = title.map_or_else(String::new, |it| it.heading.clone());
    }
    if has_one {
        grids.extend(passed(&sections, &found));
    }
    (!grids.is_empty()).then_some(grids)
}

/// The tables of a text with more than two columns, without forms of one record: those are told as labels and answers.
fn wide_tables(text: &str) -> Vec<SheetGrid> {
    let all = tables(text).into_iter();
    all.filter(|it| form::sided(it).is_none()).collect()
}

/// The sheets of a text that tells its activities by their aspects.
fn by_aspects(
    sections: &[MarkdownSection],
    tables: Vec<SheetGrid>,
    told: &ByAspects,
    matter: &[Answer],
) -> Vec<SheetGrid> {
    let others = sections
        .iter()
        .enumerate()
        .filter(|(at, _)| !told.tells(*at));
    let others: Vec<MarkdownSection> = others.map(|(_, section)| section.clone()).collect();
    let mut found = Activities::of(&others);
    found.leave();
    let matter = matter.iter().filter(|(label, _)| label != front::BODY);
    let beside: Vec<Answer> = matter.cloned().chain(found.beside()).collect();
    let at_tables = found.words_at_tables().flat_map(|(_, words)| words);
    let title = sections.iter().find(|it| !it.heading.is_empty());
    let first = SheetGrid {
        name: title.map_or_else(String::new, |it| it.heading.clone()),
        words: told.words.iter().cloned().chain(at_tables).collect(),
        ..below(front::grid(&told.records), &beside)
    };
    let rest = tables.into_iter().filter(|grid| !told.tells_table(grid));
    std::iter::once(first)
        .chain(rest)
        .chain(passed(&others, &found))
        .collect()
}

/// What is told beside the activities: processors that have a section each, and sections that are passed over.
fn passed(sections: &[MarkdownSection], found: &Activities<'_>) -> Vec<SheetGrid> {
    let (mut grids, others) = processors::listed(sections, found.passed_over().collect());
    grids.extend(others.into_iter().map(aside));
    grids
}

/// A section that is passed over, with what it says; a list of companies under a heading of recipients is one table of them.
fn aside(section: &MarkdownSection) -> SheetGrid {
    let (heading, words) = (&section.heading, lines_of(section));
    if let Some(grid) = listed_companies(heading, &words) {
        return grid;
    }
    SheetGrid {
        words,
        ..SheetGrid::passed_over(heading.to_owned())
    }
}

/// The companies that lines under a heading of recipients or processors list, each with what it does: `Hosting: Acme Ltd
/// (servers)`, `Acme Ltd: hosting`; nothing where the lines tell something else.
fn listed_companies(heading: &str, words: &[String]) -> Option<SheetGrid> {
    let field = field_of(KnownHeaders::shipped(), heading);
    if !field.starts_with("recipients[") {
        return None;
    }
    let lines: Vec<&str> = words.iter().flat_map(|it| it.lines()).collect();
    let mut rows = Vec::new();
    let mut beside = Vec::new();
    for line in &lines {
        match listed_company(line) {
            Some(row) => rows.push(row),
            None => beside.push((*line).to_owned()),
        }
    }
    if rows.len() < 2 || rows.len() * 2 < lines.len() {
        return None;
    }
    let head = ("Processor".to_owned(), "Service".to_owned());
    let all = std::iter::once(head).chain(rows);
    let lines = all.zip(1..).map(|((name, what), number)| Line {
        number,
        cells: [name, what]
            .into_iter()
            .zip(0..)
            .filter(|(text, _)| !text.is_empty())
            .map(|(text, column)| GridCell {
                column,
                value: CellContent::Text(text),
            })
            .collect(),
    });
    Some(SheetGrid {
        name: heading.to_owned(),
        header_row: Some(1),
        lines: lines.collect(),
        words: beside,
        ..SheetGrid::default()
    })
}

/// The company that a line of a list is about, and what else the line says.
fn listed_company(line: &str) -> Option<(String, String)> {
    let is_one = |name: &str| is_company(name) || Vendors::shipped().named(name).is_some();
    let (label, said) = line.split_once(": ").unwrap_or((line, ""));
    let (name, inside) = with_brackets(label);
    if is_one(name) {
        let told = inside.into_iter().chain([said]).collect::<Vec<_>>();
        return Some((name.to_owned(), told.join("; ")));
    }
    let end = said.find(" (").or_else(|| said.find(". "));
    let end = end.unwrap_or(said.len());
    // A full stop may be of the form of the company: so it is behind a form that has one inside, `S.L.`.
    let last = said[..end].rsplit(' ').next().unwrap_or_default();
    let mut ends = [end, (end + 1).min(said.len())];
    if last.contains('.') {
        ends.reverse();
    }
    let end = ends
        .into_iter()
        .find(|end| said.is_char_boundary(*end) && is_one(said[..*end].trim()))?;
    let (name, rest) = said.split_at(end);
    Some((name.trim().to_owned(), format!("{label}; {}", rest.trim())))
}

/// How many activities the table of a sheet has; nothing where it is none of activities.
fn rows_of_register(grid: &SheetGrid) -> Option<usize> {
    let found = table::find(grid, 0, None, &[])?;
    (found.telling() >= TELLING && found.says_of_whom()).then_some(found.lines.len())
}

/// How many activities a table names with the purpose and the legal basis of each; nothing where it is none of those.
fn rows_of_names(grid: &SheetGrid) -> Option<usize> {
    let found = table::find(grid, 0, None, &[])?;
    let all = ["activity.name", "purposes[].text", "purposes[].legal_bases"];
    all.iter()
        .all(|path| found.has(path))
        .then_some(found.lines.len())
}

/// Whether a sheet has the table of a register.
pub(in crate::exchange::sheets) fn has_register(grid: &SheetGrid) -> bool {
    table::find(grid, 0, None, &[]).is_some()
}

/// A sheet with labels and their answers above its table. Rows keep their numbers where those above have room.
fn below(mut grid: SheetGrid, above: &[Answer]) -> SheetGrid {
    let cell = |column: u32, text: &str| GridCell {
        column,
        value: CellContent::Text(text.to_owned()),
    };
    let above = above.iter().zip(1..).map(|((label, answer), number)| Line {
        number,
        cells: if answer.is_empty() {
            vec![cell(0, label)]
        } else {
            vec![cell(0, &format!("{label}:")), cell(1, answer)]
        },
    });
    let above: Vec<Line> = above.collect();
    let last = above.last().map_or(0, |line| line.number);
    let first = grid.lines.first().map_or(0, |line| line.number);
    if first <= last {
        let further = last + 1 - first;
        for line in &mut grid.lines {
            line.number += further;
        }
        grid.header_row = grid.header_row.map(|row| row + further);
    }
    grid.lines.splice(0..0, above);
    grid
}

/// The answers of an activity with its name and its key, which its heading says where no label does.
fn named(heading: &str, mut answers: Vec<Answer>) -> Vec<Answer> {
    let known = KnownHeaders::shipped();
    let says = |field: &str| {
        let mut labels = answers.iter().filter_map(|(label, _)| known.guess(label));
        labels.any(|guess| guess.exact && guess.field == field)
    };
    let (key, name) = title(heading);
    let (has_name, has_key) = (says("activity.name"), says("ref"));
    let has_basis = says("purposes[].legal_bases");
    // `Processing: entirely in the browser. Nothing reaches us.` describes it, and names it not.
    if has_name && !name.is_empty() {
        let is_name = |label: &str| {
            known
                .guess(label)
                .is_some_and(|it| it.field == "activity.name")
        };
        let mut named = answers.iter_mut().filter(|(label, _)| is_name(label));
        let told = named.next().filter(|(_, answer)| is_told(answer));
        if let (Some((label, _)), None) = (told, named.next()) {
            "Description".clone_into(label);
            return self::named(heading, answers);
        }
    }
    // `Billing (Art. 6(1)(c) GDPR)`: what it rests on stands beside the name.

    let (bare, inside) = with_brackets(&name);
    let basis = inside
        .filter(|_| !has_basis && !answers.is_empty())
        .filter(|inside| find_whole(&numbers_of_articles(inside), "6").is_some());
    let name = match basis {
        Some(basis) => {
            answers.push(("Legal basis".to_owned(), basis.to_owned()));
            bare.to_owned()
        }
        None => name,
    };
    if !name.is_empty() && !has_name {
        answers.insert(0, ("Name".to_owned(), name));
    }
    if let Some(key) = key.filter(|_| !has_key) {
        answers.insert(0, ("Ref".to_owned(), key));
    }
    answers
}

/// Whether an answer is told in sentences, or is as long as no name.
fn is_told(answer: &str) -> bool {
    let answer = answer.trim();
    let in_sentences = answer.contains(". ") && answer.ends_with('.');
    in_sentences || answer.contains("; ") || answer.chars().count() > LONGEST_NAME
}

/// The key and the name of an activity in a heading: `AT-01 · Payroll`, `2.1 Payroll`, `Processing Activity 4 — Payroll`.
fn title(heading: &str) -> (Option<String>, String) {
    let heading = heading.trim();
    let is_sign = |sign: char| matches!(sign, '.' | ')' | '·' | ':' | '—' | '–' | '-' | '|' | ' ');
    let (first, rest) = heading.split_once(' ').unwrap_or((heading, ""));
    let rest = rest.trim_start_matches(is_sign);
    let bare = first.trim_end_matches(is_sign);
    let digits = bare.trim_start_matches(['#', '§']);
    let is_number = !digits.is_empty()
        && digits
            .split('.')
            .all(|part| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit()));
    if !rest.is_empty() && is_number {
        return (None, without_number(rest));
    }
    let letters = bare.bytes().take_while(u8::is_ascii_uppercase).count();
    let of_key = bare[letters..].trim_start_matches(['-', '_', '.']);
    let is_key = (1..=8).contains(&letters)
        && !of_key.is_empty()
        && of_key.bytes().all(|it| it.is_ascii_digit());
    if !rest.is_empty() && is_key {
        return (Some(bare.to_owned()), rest.to_owned());
    }
    (None, without_number(heading))
}

/// A heading without what only counts it: `Processing Activity 4 — Payroll` is `Payroll`.
fn without_number(heading: &str) -> String {
    let parted = heading.split_once(['—', '–', ':']);
    let counted = |part: &str| {
        let last = part.split_whitespace().next_back().unwrap_or_default();
        let last = last.trim_start_matches('#');
        let number = !last.is_empty() && last.bytes().all(|it| it.is_ascii_digit());
        let letter = last.chars().count() == 1 && last.chars().all(char::is_uppercase);
        number || letter
    };
    // `Processing activity — Payroll` says what kind of record it is.
    let says_kind = |part: &str| {
        let guess = KnownHeaders::shipped().guess(part);
        guess.is_some_and(|it| it.exact && it.field == "activity.name")
    };
    let adds_nothing = |part: &str| counted(part) || says_kind(part);
    match parted {
        Some((before, name)) if adds_nothing(before) && !name.trim().is_empty() => name.trim(),
        _ => heading,
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(grid: &SheetGrid, line: usize) -> Vec<&str> {
        let cells = grid.lines[line].cells.iter();
        cells.map(|cell| cell.value.text()).collect()
    }

    #[test]
    fn lists_of_labels_under_headings_are_activities() {
        let text = "# Register\n\n**Controller:** Alder Ltd, Road 3\n\n## Processing activity 1: Accounts\n\n- **Purpose:** Give access\n\
                    - **Legal basis**: Contract\n- **Data subjects:**\n  - Users\n  - Staff\n- Retention: 2 years\n\n---\n\n\
                    ## 2. Billing\n\n**Purpose:** Invoices\n\n**Recipients:**\n\n- Bank\n- [ ] Police\n- [x] Auditor\n\n\
                    ### Legal basis\n\nLegal obligation\n\n### Retention\n\n- 7 years\n";
        let grid = &read(text).unwrap()[0];
        assert_eq!(texts(grid, 0), ["Register"]);
        assert_eq!(texts(grid, 1), ["Controller:", "Alder Ltd, Road 3"]);
        let labels = [
            "Name",
            "Purpose",
            "Legal basis",
            "Data subjects",
            "Retention",
            "Recipients",
        ];
        assert_eq!(texts(grid, 2), labels);
        let first = [
            "Accounts",
            "Give access",
            "Contract",
            "Users\nStaff",
            "2 years",
        ];
        assert_eq!(texts(grid, 3), first);
        let second = [
            "Billing",
            "Invoices",
            "Legal obligation",
            "7 years",
            "Bank\nAuditor",
        ];
        assert_eq!(texts(grid, 4), second);
        assert!(read("# Notes\n\n- Buy: milk\n- Call: the bank\n").is_none());
    }

    #[test]
    fn what_is_commented_out_on_several_lines_says_nothing() {
        let text = "# Register\n\n<!--\nHow to fill this in:\n\n- Purpose: say why\n## No activity\n-->\n\n## Payroll <!-- staff -->\n\n\
                    - Purpose: Pay <!-- one\n  line --> wages\n- Legal basis: Contract\n- Data subjects: Staff\n- Retention: 7 years\n\n\
                    ```\n<!-- kept -->\n```\n";
        let grid = &read(text).unwrap()[0];
        let all: Vec<&str> = (0..grid.lines.len())
            .flat_map(|at| texts(grid, at))
            .collect();
        assert!(!all.iter().any(|it| it.contains("fill this in")), "{all:?}");
        assert!(all.contains(&"Payroll"), "{all:?}");
        assert!(
            all.iter()
                .any(|it| it.starts_with("Pay ") && it.ends_with(" wages")),
            "{all:?}"
        );
        assert!(all.iter().any(|it| it.contains("<!-- kept -->")), "{all:?}");
        // What nothing closes is told.
        let open = "# A\n\n<!-- open\n\n- Purpose: Pay\n- Legal basis: Contract\n- Data subjects: Staff\n- Retention: 1 year\n\n## B\n";
        assert!(read(open).is_some());
    }

    #[test]
    fn who_is_responsible_and_what_is_common_to_all_are_no_activities() {
        let activity = |name: &str| {
            format!(
                "### {name}\n\n| Field | Value |\n|---|---|\n| Purpose | P |\n| Legal basis | Contract |\n| Data subjects | Users |\n\
                 | Recipients | Bank |\n\n"
            )
        };
        let text = format!(
            "# Record\n\n## 1. Controller\n\n| Field | Value |\n|---|---|\n| Name | Alder Ltd |\n| Address | Road 3 |\n\
             | Data protection officer | Ann |\n| Contact | a@alder.example |\n\n## 2. Activities\n\n{}{}{}\
             ## 3. Measures\n\n| What | How |\n|---|---|\n| Encryption | TLS |\n| Access control | Roles |\n| Backups | Daily |\n\n\
             ## 4. Processors\n\n| Processor | Service | Country |\n|---|---|---|\n| Cloudy | Hosting | Sweden |\n",
            activity("AT-01 · Payroll"),
            activity("2.2 Recruitment"),
            activity("Newsletter — monthly"),
        );
        let grids = read(&text).unwrap();
        let names: Vec<&str> = grids.iter().map(|grid| grid.name.as_str()).collect();
        assert_eq!(names, ["Record", "4. Processors"]);
        let grid = &grids[0];
        // The measures of all are told beside the activities.
        let measures = [
            "3. Measures:",
            "What: How\nEncryption: TLS\nAccess control: Roles\nBackups: Daily",
        ];
        assert_eq!(texts(grid, 5), measures);
        assert_eq!(texts(grid, 0), ["1. Controller"]);
        assert_eq!(texts(grid, 1), ["Name:", "Alder Ltd"]);
        assert_eq!(texts(grid, 7)[..2], ["AT-01", "Payroll"]);
        assert_eq!(texts(grid, 8)[0], "Recruitment");
        assert_eq!(texts(grid, 9)[0], "Newsletter — monthly");
        assert_eq!(grid.lines.len(), 10);
    }

    #[test]
    fn companies_listed_under_a_heading_of_recipients_are_a_table_of_them() {
        let listed = |heading: &str, lines: &[&str]| {
            let lines: Vec<String> = lines.iter().map(|it| (*it).to_owned()).collect();
            listed_companies(heading, &lines)
        };
        let told = [
            "Hosting Web: Alder Inc. (servidores)",
            "Asesoría: Abeto S.L. Nóminas",
        ];
        let grid = listed("4. Destinatarios y encargados del tratamiento", &told).unwrap();
        assert_eq!(texts(&grid, 1), ["Alder Inc.", "Hosting Web; (servidores)"]);
        assert_eq!(texts(&grid, 2)[0], "Abeto S.L.");
        let told = ["Alder AB: drift", "Gran GmbH (e-post)", "Se avtalen"];
        let grid = listed("Personuppgiftsbiträden", &told).unwrap();
        assert_eq!((grid.lines.len(), texts(&grid, 2)[0]), (3, "Gran GmbH"));
        assert_eq!(grid.words, ["Se avtalen"]);
        assert!(listed("Personuppgiftsbiträden", &["Se listan", "Alder AB"]).is_none());
        assert!(listed("Rättigheter", &["Alder AB: drift", "Gran GmbH: post"]).is_none());
    }

    #[test]
    fn headings_that_are_items_of_article_30_are_no_activities() {
        let text = "# Record\n\n## Activity 1: Payroll\n\n### b) Purposes\n\n- Purpose: Pay\n- Legal basis: Contract\n\n\
                    ### d) Categories of recipients\n\n- Internal recipients: Staff office\n- Processor: Cloudy Ltd\n- Purpose: Hosting\n\
                    - Third country: None\n- Retention: 1 year\n";
        let grid = &read(text).unwrap()[0];
        assert_eq!((grid.lines.len(), texts(grid, 1)[0]), (2, "Payroll"));
    }

    #[test]
    fn sections_that_say_different_things_of_one_activity_are_its_parts() {
        let text = "# Record\n\n## Details\n\n- Name: Payroll\n- Purpose: Pay\n- Legal basis: Contract\n- Description: Monthly\n\n\
                    ## People\n\n- Data subjects: Staff\n- Categories of personal data: Salary\n\n\
                    ## Flow\n\n- Recipients: Bank\n- Source of the data: Staff\n- Third country transfers: None\n- Retention: 7 years\n";
        let grid = &read(text).unwrap()[0];
        assert_eq!(grid.lines.len(), 2);
        assert_eq!(texts(grid, 1)[..3], ["Payroll", "Pay", "Contract"]);
    }

    #[test]
    fn a_table_of_many_activities_is_the_register_whatever_labels_stand_beside_it() {
        let rows = "| Pay | Staff | Contract |\n".repeat(4);
        let text = format!(
            "# Record\n\n- Controller: Alder Ltd\n\n## Common to all\n\n- Purpose: P\n- Legal basis: Contract\n\
             - Recipients: Bank\n- Retention: 7 years\n\n## Activities\n\n| Purpose | Data subjects | Legal basis |\n|---|---|---|\n{rows}"
        );
        let grids = read(&text).unwrap();
        let names: Vec<&str> = grids.iter().map(|grid| grid.name.as_str()).collect();
        assert_eq!(names, ["Activities", "Common to all"]);
        assert_eq!(texts(&grids[0], 1), ["Controller:", "Alder Ltd"]);
    }

    #[test]
    fn much_above_the_activities_and_many_of_them_are_read_as_few_are() {
        let above = "- Note 1: x\n".repeat(90);
        let odd = |at: usize| format!("## S{at} s\n\n- Own{at}: x\n- Other{at}: y\n- Same: z\n\n");
        let activity = |at: usize| {
            format!(
                "## P{at} p\n\n- Purpose: x\n- Legal basis: contract\n- Data subjects: staff\n- Retention: 1 year\n\n"
            )
        };
        // Compared each with each, these would take minutes.
        let odd: String = (0..5_000).map(odd).collect();
        let many: String = (0..2_000).map(activity).collect();
        assert!(read(&format!("# Q\n\n{odd}")).is_some());
        let text = format!(
            "# Q\n\n- Controller: Alder Ltd\n{above}\n{many}{odd}## Free\n\nWords alone.\n"
        );
        let grids = read(&text).unwrap();
        let found = table::find(&grids[0], 0, None, &[]).unwrap();
        assert_eq!((found.above.len(), found.lines.len()), (92, 2_000));
        // What is read nowhere is told, prose too.
        assert_eq!(
            (grids.len(), &*grids[grids.len() - 1].name),
            (5_002, "Free")
        );
    }

    #[test]
    fn sections_that_say_little_are_activities_where_many_say_whose_data_they_are() {
        let section = |name: &str, who: &str| {
            format!("## {name}\n\n- **Data subjects:** {who}\n- **Storage:** a table\n\n")
        };
        let text = format!(
            "# Q\n\n{}{}{}## Rule\n\nWords.\n",
            section("Clients and households", "clients"),
            section("Billing", "clients"),
            section("Walks", "walkers")
        );
        let grid = &read(&text).unwrap()[0];
        assert_eq!(texts(grid, 0), ["Name", "Data subjects", "Storage"]);
        assert_eq!(grid.lines.len(), 4);
    }

    #[test]
    fn labels_of_a_language_that_nobody_knows_make_activities_where_they_come_again() {
        let text = "# Q\n\n## A\n\n- Zzq: one\n- Zzr: two\n- Zzs: three\n\n## B\n\n- Zzq: four\n- Zzr: five\n- Zzs: six\n\n## C\n\n- Else: x\n";
        let grid = &read(text).unwrap()[0];
        assert_eq!(texts(grid, 0), ["Name", "Zzq", "Zzr", "Zzs"]);
        assert_eq!(grid.lines.len(), 3);
    }
}
