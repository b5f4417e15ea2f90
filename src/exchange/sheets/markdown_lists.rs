//! Lists in Markdown: an activity under each heading, told in labels with their answers, in bold, in entries, or under
//! headings of their own.

use std::collections::HashSet;

use super::front;
use super::grid::{CellContent, GridCell, Line, SheetGrid};
use super::header::KnownHeaders;
use super::markdown_tables::{inline, title};

/// How many different fields the labels under a heading name at least.
const FEWEST: usize = 4;
/// The longest label, in letters.
const LONGEST: usize = 120;
/// The most labels above the first activity that are read as told of the organisation.
const ABOVE: usize = 20;

/// A label with its answer.
type Answer = (String, String);

/// What stands under a heading, down to the next.
#[derive(Default)]
struct ListSection {
    level: usize,
    heading: String,
    answers: Vec<Answer>,
    words: Vec<String>,
}

/// The activities that lists of a text tell, as a sheet; nothing where it has none.
#[must_use]
pub fn read(text: &str) -> Option<SheetGrid> {
    let sections = sections(text);
    let ends: Vec<usize> = (0..sections.len())
        .map(|at| {
            let below = sections[at + 1..].iter();
            at + 1 + below.take_while(|it| it.level > sections[at].level).count()
        })
        .collect();
    // From the deepest headings up: what holds an activity is none itself.
    let mut found: Vec<usize> = Vec::new();
    for level in (0..=6).rev() {
        for at in 0..sections.len() {
            let inside = |record: &usize| (at..ends[at]).contains(record);
            let held = |record: &usize| (*record..ends[*record]).contains(&at);
            let apart = !found.iter().any(|it| inside(it) || held(it));
            if sections[at].level == level && apart {
                let answers = whole(&sections[at..ends[at]]);
                if fields(&answers) >= FEWEST {
                    found.push(at);
                }
            }
        }
    }
    found.sort_unstable();
    let first = *found.first()?;
    let records: Vec<Vec<Answer>> = (found.iter())
        .map(|at| named(&sections[*at].heading, whole(&sections[*at..ends[*at]])))
        .collect();
    let above = sections[..first].iter().flat_map(|it| &it.answers);
    Some(below(front::grid(&records), above.take(ABOVE)))
}

/// A sheet with labels and their answers above its table.
fn below<'a>(mut grid: SheetGrid, above: impl Iterator<Item = &'a Answer>) -> SheetGrid {
    let cell = |column: u32, text: &str| GridCell {
        column,
        value: CellContent::Text(text.to_owned()),
    };
    let answered = above.filter(|(_, answer)| !answer.is_empty());
    let mut lines: Vec<Line> = answered
        .map(|(label, answer)| Line {
            number: 0,
            cells: vec![cell(0, &format!("{label}:")), cell(1, answer)],
        })
        .collect();
    lines.append(&mut grid.lines);
    for (line, number) in lines.iter_mut().zip(1..) {
        line.number = number;
    }
    grid.lines = lines;
    grid
}

/// The answers of an activity with its name, which its heading is where no label says it.
fn named(heading: &str, mut answers: Vec<Answer>) -> Vec<Answer> {
    let known = KnownHeaders::shipped();
    let says = |(label, _): &Answer| {
        let guess = known.guess(label);
        guess.is_some_and(|guess| guess.exact && guess.field == "activity.name")
    };
    let name = title(heading);
    if !name.is_empty() && !answers.iter().any(says) {
        answers.insert(0, ("Name".to_owned(), name));
    }
    answers
}

/// How many different fields labels name.
fn fields(answers: &[Answer]) -> usize {
    let known = KnownHeaders::shipped();
    let fields = answers
        .iter()
        .filter(|(_, answer)| !answer.is_empty())
        .filter_map(|(label, _)| known.guess(label))
        .map(|guess| guess.field)
        .filter(|field| field != "notes");
    fields.collect::<HashSet<String>>().len()
}

/// All that stands under a heading and the deeper ones: a deeper heading that is known is a label of what is under it.
fn whole(sections: &[ListSection]) -> Vec<Answer> {
    let Some((top, deeper)) = sections.split_first() else {
        return Vec::new();
    };
    let mut answers = top.answers.clone();
    let mut words = top.words.clone();
    let known = KnownHeaders::shipped();
    for section in deeper {
        let guess = known.guess(&section.heading);
        if guess.is_none_or(|guess| guess.field == "notes") || fields(&section.answers) > 1 {
            answers.extend(section.answers.iter().cloned());
            words.extend(section.words.iter().cloned());
            continue;
        }
        let told = section.answers.iter().map(|(label, answer)| {
            let told = format!("{label}: {answer}");
            told.trim_end_matches([':', ' ']).to_owned()
        });
        let lines: Vec<String> = section.words.iter().cloned().chain(told).collect();
        answers.push((section.heading.clone(), lines.join("\n")));
    }
    if !words.is_empty() {
        answers.push(("Text".to_owned(), words.join("\n")));
    }
    answers
}

fn sections(text: &str) -> Vec<ListSection> {
    let mut sections = vec![ListSection::default()];
    // Whether what follows belongs to the last label, and how far that is indented.
    let (mut open, mut depth, mut fenced) = (false, 0, false);
    for line in text.lines() {
        let bare = line.trim();
        if bare.starts_with("```") || bare.starts_with("~~~") {
            fenced = !fenced;
            continue;
        }
        let rule = bare.len() > 2
            && bare
                .chars()
                .all(|sign| matches!(sign, '-' | '*' | '_' | '='));
        if fenced || bare.is_empty() || rule || bare.starts_with("<!--") {
            continue;
        }
        if bare.starts_with('#') {
            let level = bare.chars().take_while(|sign| *sign == '#').count();
            sections.push(ListSection {
                level: level.min(6),
                heading: inline(bare.trim_matches('#').trim()),
                ..ListSection::default()
            });
            open = false;
            continue;
        }
        let Some(section) = sections.last_mut() else {
            continue;
        };
        let indent = line.len() - line.trim_start().len();
        let entry = entry(bare);
        let inside = section.answers.last_mut().filter(|_| indent > depth);
        if let Some((_, answer)) = inside {
            add(answer, entry.unwrap_or(bare));
            continue;
        }
        if let Some((label, answer)) = labelled(entry.unwrap_or(bare), entry.is_some()) {
            open = answer.is_empty();
            depth = indent;
            section.answers.push((label, answer));
            continue;
        }
        match section.answers.last_mut().filter(|_| open) {
            Some((_, answer)) => add(answer, entry.unwrap_or(bare)),
            None => add_words(&mut section.words, entry.unwrap_or(bare)),
        }
    }
    sections
}

/// Adds a line to an answer. A box that is not ticked answers nothing.
fn add(answer: &mut String, line: &str) {
    if line.starts_with("[ ]") {
        return;
    }
    if !answer.is_empty() {
        answer.push('\n');
    }
    answer.push_str(&inline(ticked(line)));
}

fn add_words(words: &mut Vec<String>, line: &str) {
    if !line.starts_with("[ ]") {
        words.push(inline(ticked(line)));
    }
}

/// A line without the sign of a ticked box.
fn ticked(line: &str) -> &str {
    let rest = line
        .strip_prefix("[x]")
        .or_else(|| line.strip_prefix("[X]"));
    rest.unwrap_or(line).trim_start()
}

/// What an entry of a list says, without its mark.
fn entry(line: &str) -> Option<&str> {
    let marked = ["- ", "* ", "+ ", "• "]
        .iter()
        .find_map(|mark| line.strip_prefix(mark));
    marked.map(str::trim_start)
}

/// A label with what stands behind its colon: in bold, or at the head of an entry.
fn labelled(line: &str, is_entry: bool) -> Option<Answer> {
    let fit = |label: &str| {
        let label = inline(label.trim().trim_end_matches(':'));
        let said = label.chars().any(char::is_alphabetic) && label.chars().count() <= LONGEST;
        said.then_some(label)
    };
    if let Some(rest) = line.strip_prefix("**") {
        let (label, rest) = rest.split_once("**")?;
        let (rest, colon) = match rest.trim_start().strip_prefix(':') {
            Some(rest) => (rest, true),
            None => (rest, label.trim_end().ends_with(':')),
        };
        let answers = colon || rest.trim().is_empty();
        return answers.then(|| Some((fit(label)?, inline(rest)))).flatten();
    }
    let (label, answer) = match line.split_once(": ") {
        Some(both) => both,
        None => (line.strip_suffix(':')?, ""),
    };
    is_entry
        .then(|| Some((fit(label)?, inline(answer))))
        .flatten()
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
        let grid = read(text).unwrap();
        assert_eq!(texts(&grid, 0), ["Controller:", "Alder Ltd, Road 3"]);
        let labels = [
            "Name",
            "Purpose",
            "Legal basis",
            "Data subjects",
            "Retention",
            "Recipients",
        ];
        assert_eq!(texts(&grid, 1), labels);
        let first = [
            "Accounts",
            "Give access",
            "Contract",
            "Users\nStaff",
            "2 years",
        ];
        assert_eq!(texts(&grid, 2), first);
        let second = [
            "Billing",
            "Invoices",
            "Legal obligation",
            "7 years",
            "Bank\nAuditor",
        ];
        assert_eq!(texts(&grid, 3), second);
        assert!(read("# Notes\n\n- Buy: milk\n- Call: the bank\n").is_none());
    }
}
