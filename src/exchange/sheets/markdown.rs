//! Registers in Markdown: an activity under each heading, told in lists, in bold labels or in a table of two columns; or
//! a row of a table each.

use std::collections::{HashMap, HashSet};

use super::folding::plain_name;
use super::front;
use super::grid::{CellContent, GridCell, Line, SheetGrid};
use super::header::KnownHeaders;
use super::markdown_lists::{Answer, MarkdownSection, sections};
use super::markdown_tables::tables;
use super::table::{self, TELLING, telling};

/// How many different fields the labels of an activity name at least.
const FEWEST: usize = 4;
/// How many of those say what is processed at least.
const FEWEST_TELLING: usize = 2;
/// How many labels sections have in common at least, of which no label is known.
const FEWEST_SHARED: usize = 3;
/// From how many activities on one is strange that has hardly a label of another.
const MANY: usize = 3;
/// How many labels an activity has in common with another at least, where there are many.
const IN_COMMON: usize = 2;
/// How many sections from the first one the head of a text is, where a table has its activities.
const HEAD: usize = 2;
/// The most labels outside of activities that are read as told of the organisation.
const BESIDE: usize = 60;

/// How many headings a text has at least that is written in Markdown and holds no values with signs between.
const HEADINGS: usize = 2;

/// The sheets of a text in Markdown; nothing where it is none. Prose under headings has no sheets, and is no table of
/// values either.
#[must_use]
pub fn read(text: &str) -> Option<Vec<SheetGrid>> {
    let matter = front::matter(text);
    let own = matter.as_deref().unwrap_or_default();
    if NamedFields::of(own).are_of_an_activity() {
        return Some(vec![front::grid(&[own.to_vec()])]);
    }
    let body = front::body(text);
    let headings: Vec<&str> = headings(body).collect();
    let of_headings = headings.first().map(|_| registers(body, own));
    match of_headings.flatten() {
        Some(grids) if matter.is_none() || grids.iter().any(has_register) => Some(grids),
        other => match matter {
            Some(matter) => Some(vec![front::grid(&[matter])]),
            None if other.is_some() => other,
            None => {
                let name = headings.first()?.trim_matches('#').trim();
                let is_prose = headings.len() >= HEADINGS;
                is_prose.then(|| vec![SheetGrid::passed_over(name.to_owned())])
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

/// Whether a text is written in Markdown, as far as its headings tell.
#[must_use]
pub fn is_prose(text: &str) -> bool {
    headings(text).count() >= HEADINGS
}

/// The activities that a text tells under its headings, each with its labels and answers; none where its front matter is
/// the record. Of one alone, what names the organisation stands with it.
#[must_use]
pub fn activities(text: &str) -> Vec<Vec<Answer>> {
    let matter = front::matter(text).unwrap_or_default();
    if NamedFields::of(&matter).are_of_an_activity() {
        return Vec::new();
    }
    let sections = sections(front::body(text));
    let found = Activities::of(&sections);
    let mut records = found.records();
    if let [record] = records.as_mut_slice() {
        let beside = found.beside(&[]).into_iter();
        record.extend(beside.filter(|(_, answer)| !answer.is_empty()));
    }
    records
}

/// The sheets of a text with headings: its activities, else its tables; nothing where it has none.
///
/// Sections that were labels and answers, and of no activity, are sheets that are passed over.
fn registers(text: &str, matter: &[Answer]) -> Option<Vec<SheetGrid>> {
    // What stood below the head is read here.
    let matter: Vec<Answer> = matter
        .iter()
        .filter(|(label, _)| label != front::BODY)
        .cloned()
        .collect();
    let sections = sections(text);
    let mut grids = Vec::new();
    let mut found = Activities::of(&sections);
    // Labels under headings beside a table of many activities are of what is common to them.
    let rows = tables(text).iter().filter_map(rows_of_register).max();
    if rows.unwrap_or(0) > 2 * found.tops.len() {
        found.tops.clear();
    }
    if found.tops.is_empty() {
        let beside = found.beside(&matter);
        for (at, grid) in tables(text).into_iter().enumerate() {
            // Who is responsible stands outside of the table of the activities.
            let is_first = at == 0 || !grids.iter().any(has_register);
            grids.push(if is_first && has_register(&grid) {
                below(grid, &beside)
            } else {
                grid
            });
        }
        if grids.iter().any(has_register) {
            grids.extend(found.passed_over());
        }
        return (!grids.is_empty()).then_some(grids);
    }
    let title = sections.iter().find(|it| !it.heading.is_empty());
    let wide = tables(text);
    let name = title.filter(|_| !wide.is_empty());
    let name = name.map_or_else(String::new, |it| it.heading.clone());
    grids.push(SheetGrid {
        name,
        ..found.grid(&matter)
    });
    grids.extend(wide);
    grids.extend(found.passed_over());
    Some(grids)
}

/// How many activities the table of a sheet has; nothing where it is none of activities.
fn rows_of_register(grid: &SheetGrid) -> Option<usize> {
    let found = table::find(grid, 0, None, &[])?;
    (found.telling() >= TELLING && found.says_of_whom()).then_some(found.lines.len())
}

/// Whether a sheet has the table of a register.
pub(super) fn has_register(grid: &SheetGrid) -> bool {
    table::find(grid, 0, None, &[]).is_some()
}

/// The fields that labels name: all, and those that say what is processed.
#[derive(Default)]
struct NamedFields {
    all: HashSet<String>,
    telling: HashSet<String>,
}

impl NamedFields {
    fn of(answers: &[Answer]) -> Self {
        let known = KnownHeaders::shipped();
        let mut found = Self::default();
        let told = answers.iter().filter(|(_, answer)| !answer.is_empty());
        for guess in told.filter_map(|(label, _)| known.guess(label)) {
            if guess.field != "notes" {
                found
                    .telling
                    .extend(telling(&guess.field).map(str::to_owned));
                found.all.insert(guess.field);
            }
        }
        found
    }

    /// Whether these are the labels of an activity.
    fn are_of_an_activity(&self) -> bool {
        self.all.len() >= FEWEST && self.telling.len() >= FEWEST_TELLING
    }
}

/// Whether labels and answers are of the organisation and of no processing.
fn is_of_organisation(answers: &[Answer]) -> bool {
    let fields = NamedFields::of(answers);
    let of_one = |field: &String| field.starts_with("organisation.");
    fields.telling.is_empty() && fields.all.iter().any(of_one)
}

/// Which sections of a text are activities.
struct Activities<'s> {
    sections: &'s [MarkdownSection],
    /// Where what stands under each heading ends, the deeper ones with it.
    ends: Vec<usize>,
    /// The headings of the activities, in their order.
    tops: Vec<usize>,
    /// Where an activity was made of one part and what stands beside that, the heading of the part: it says the name.
    names: HashMap<usize, usize>,
}

impl<'s> Activities<'s> {
    fn of(sections: &'s [MarkdownSection]) -> Self {
        let ends = (0..sections.len()).map(|at| {
            let below = sections[at + 1..].iter();
            at + 1 + below.take_while(|it| it.level > sections[at].level).count()
        });
        let mut found = Self {
            sections,
            ends: ends.collect(),
            tops: Vec::new(),
            names: HashMap::new(),
        };
        found.look_for(&|answers| NamedFields::of(answers).are_of_an_activity());
        found.join_parts();
        if found.tops.is_empty() {
            found.look_for_alike();
        }
        found.leave_out_strangers();
        found.take_in_alike();
        found.tops.sort_unstable();
        found
    }

    /// The sections at a heading and below it.
    fn at(&self, top: usize) -> &'s [MarkdownSection] {
        &self.sections[top..self.ends[top]]
    }

    /// Finds the headings whose labels are of an activity, from the deepest up: what holds an activity is none itself.
    fn look_for(&mut self, is_one: &dyn Fn(&[Answer]) -> bool) {
        for level in (0..=6).rev() {
            for at in 0..self.sections.len() {
                if self.sections[at].level != level {
                    continue;
                }
                let apart = !self.tops.iter().any(|top| {
                    (at..self.ends[at]).contains(top) || (*top..self.ends[*top]).contains(&at)
                });
                if apart && !self.is_of_a_part(at) && is_one(&whole(self.at(at))) {
                    self.tops.push(at);
                }
            }
        }
    }

    /// Whether a heading names what is but a part of an activity, or stands under one that does: under `Processors` stand
    /// processors.
    fn is_of_a_part(&self, at: usize) -> bool {
        let known = KnownHeaders::shipped();
        let own = known.guess(&self.sections[at].heading);
        let is_item = is_lettered(&self.sections[at].heading);
        if own.is_some_and(|guess| (guess.exact || is_item) && telling(&guess.field).is_some()) {
            return true;
        }
        let over = (0..at).filter(|over| self.ends[*over] > at);
        let mut guessed = over.filter_map(|over| known.guess(&self.sections[over].heading));
        guessed.any(|guess| {
            let of = telling(&guess.field);
            matches!(
                of,
                Some("recipients" | "transfers" | "activity.measures_text")
            )
        })
    }

    /// Makes one activity of several that are its parts: under one heading, and none says of the processing what another
    /// does.
    fn join_parts(&mut self) {
        for level in (0..6).rev() {
            for at in 0..self.sections.len() {
                if self.sections[at].level != level {
                    continue;
                }
                let inside = |top: &usize| (at + 1..self.ends[at]).contains(top);
                let parts: Vec<usize> = self.tops.iter().copied().filter(inside).collect();
                if parts.is_empty() {
                    continue;
                }
                let told = |at: &usize| NamedFields::of(&whole(self.at(*at))).telling;
                let mut all: HashSet<String> = HashSet::new();
                let own: Vec<HashSet<String>> = parts.iter().map(told).collect();
                let apart = own.into_iter().flatten().all(|field| all.insert(field));
                // What stands beside one that is complete but for it.
                let beside = (at + 1..self.ends[at]).filter(|it| !self.is_inside(*it, &parts));
                let more = beside.map(|it| NamedFields::of(&self.sections[it].answers).telling);
                let more: Vec<HashSet<String>> = more.filter(|it| !it.is_empty()).collect();
                let adds = more.iter().any(|it| it.is_disjoint(&all));
                if apart && (parts.len() > 1 || adds) {
                    self.tops.retain(|top| !parts.contains(top));
                    self.tops.push(at);
                    if let [part] = parts.as_slice() {
                        let name = self.names.get(part).copied().unwrap_or(*part);
                        self.names.insert(at, name);
                    }
                }
            }
        }
    }

    fn is_inside(&self, at: usize, tops: &[usize]) -> bool {
        tops.iter().any(|top| (*top..self.ends[*top]).contains(&at))
    }

    /// Finds the headings that have several labels in common with another, of which no label is known: the language may
    /// be another.
    fn look_for_alike(&mut self) {
        let labels: Vec<HashSet<String>> = self.sections.iter().map(labels_of).collect();
        for (at, own) in labels.iter().enumerate() {
            let shares = |(other, theirs): (usize, &HashSet<String>)| {
                other != at && own.intersection(theirs).count() >= FEWEST_SHARED
            };
            if labels.iter().enumerate().any(shares) {
                self.tops.push(at);
            }
        }
    }

    /// Takes in what has labels of those that were found, though too few to be known by itself.
    fn take_in_alike(&mut self) {
        if self.tops.len() < 2 {
            return;
        }
        let known: HashSet<String> = self
            .tops
            .iter()
            .flat_map(|top| self.labels_at(*top))
            .collect();
        let levels: HashSet<usize> = self
            .tops
            .iter()
            .map(|top| self.sections[*top].level)
            .collect();
        let more = (0..self.sections.len()).filter(|at| {
            let over = (*at + 1..self.ends[*at]).any(|below| self.tops.contains(&below));
            levels.contains(&self.sections[*at].level)
                && !over
                && !self.is_inside(*at, &self.tops)
                && !self.is_of_a_part(*at)
                && self.labels_at(*at).intersection(&known).count() >= IN_COMMON
                && !NamedFields::of(&self.sections[*at].answers)
                    .telling
                    .is_empty()
        });
        let more: Vec<usize> = more.collect();
        self.tops.extend(more);
    }

    /// The labels under a heading and the deeper ones, as they are compared.
    fn labels_at(&self, top: usize) -> HashSet<String> {
        self.at(top).iter().flat_map(labels_of).collect()
    }

    /// Leaves out what has hardly a label of any other: what is common to all, a list of rights, a history.
    fn leave_out_strangers(&mut self) {
        if self.tops.len() < MANY {
            return;
        }
        let labels = self.tops.iter().map(|top| self.labels_at(*top));
        let labels: Vec<HashSet<String>> = labels.collect();
        let is_alone = |at: usize| {
            let others = labels.iter().enumerate().filter(|(other, _)| *other != at);
            let mut others = others.map(|(_, it)| it);
            others.all(|it| labels[at].intersection(it).count() < IN_COMMON)
        };
        let alone: Vec<bool> = (0..labels.len()).map(is_alone).collect();
        // Where each is its own, none is a stranger.
        if alone.iter().filter(|it| **it).count() * 2 < alone.len() {
            let mut alone = alone.into_iter();
            self.tops.retain(|_| !alone.next().unwrap_or_default());
        }
    }

    /// Whether a section stands inside an activity, and is of it and not of the organisation.
    fn is_taken(&self, at: usize) -> bool {
        self.is_inside(at, &self.tops) && !is_of_organisation(&self.sections[at].answers)
    }

    /// Whether a section tells something that is of no activity and not of the organisation.
    fn is_passed_over(&self, at: usize) -> bool {
        let section = &self.sections[at];
        !self.is_taken(at) && section.answers.len() > 1 && !self.is_beside(at)
    }

    /// The sections that are passed over, each as a sheet of its name.
    fn passed_over(&self) -> impl Iterator<Item = SheetGrid> + '_ {
        // What has a table of more columns is told by that.
        let of_none = (0..self.sections.len())
            .filter(|at| self.is_passed_over(*at) && !self.sections[*at].has_table);
        of_none.map(|at| SheetGrid::passed_over(self.sections[at].heading.clone()))
    }

    /// Whether what a section tells is read beside the activities.
    fn is_beside(&self, at: usize) -> bool {
        // Above a table it is the head of the text.
        let first = self.tops.first().copied().unwrap_or(HEAD);
        let answers = &self.sections[at].answers;
        !self.is_taken(at) && !answers.is_empty() && (at < first || is_of_organisation(answers))
    }

    /// What is told beside the activities, each label with its answer; a heading alone that says of whom.
    fn beside(&self, matter: &[Answer]) -> Vec<Answer> {
        let mut told: Vec<Answer> = matter.to_vec();
        for at in (0..self.sections.len()).filter(|at| self.is_beside(*at)) {
            let section = &self.sections[at];
            if is_of_organisation(&section.answers) {
                told.push((section.heading.clone(), String::new()));
            }
            told.extend(section.answers.iter().cloned());
        }
        told.truncate(BESIDE);
        told
    }

    /// The activities as a sheet.
    fn grid(&self, matter: &[Answer]) -> SheetGrid {
        below(front::grid(&self.records()), &self.beside(matter))
    }

    /// The labels and answers of each activity.
    fn records(&self) -> Vec<Vec<Answer>> {
        let records = self.tops.iter().map(|top| {
            let own: Vec<MarkdownSection> = (*top..self.ends[*top])
                .filter(|at| at == top || self.is_taken(*at))
                .map(|at| MarkdownSection {
                    // What is of the organisation stands beside.
                    answers: if self.is_taken(at) {
                        self.sections[at].answers.clone()
                    } else {
                        Vec::new()
                    },
                    ..self.sections[at].clone()
                })
                .collect();
            let name = self.names.get(top).unwrap_or(top);
            named(&self.sections[*name].heading, whole(&own))
        });
        records.collect()
    }
}

/// Whether a heading has a letter in front, as the items of Art. 30 have: `(d) Recipients`.
fn is_lettered(heading: &str) -> bool {
    let bare = heading.trim_start_matches('(');
    let mut letters = bare.chars();
    letters
        .next()
        .is_some_and(|letter| letter.is_ascii_lowercase())
        && letters.next() == Some(')')
}

/// The labels of a section, as they are compared.
fn labels_of(section: &MarkdownSection) -> HashSet<String> {
    let labels = section.answers.iter().map(|(label, _)| plain_name(label));
    labels.filter(|label| !label.is_empty()).collect()
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
    if !name.is_empty() && !has_name {
        answers.insert(0, ("Name".to_owned(), name));
    }
    if let Some(key) = key.filter(|_| !has_key) {
        answers.insert(0, ("Ref".to_owned(), key));
    }
    answers
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
    match parted {
        Some((before, name)) if counted(before) && !name.trim().is_empty() => name.trim(),
        _ => heading,
    }
    .to_owned()
}

/// All that stands under a heading and the deeper ones: a deeper heading that is known is a label of what is under it.
fn whole(sections: &[MarkdownSection]) -> Vec<Answer> {
    let Some((top, deeper)) = sections.split_first() else {
        return Vec::new();
    };
    let mut answers = top.answers.clone();
    let mut words = top.words.clone();
    let known = KnownHeaders::shipped();
    for section in deeper {
        let guess = known.guess(&section.heading);
        let labels = NamedFields::of(&section.answers).all.len();
        if guess.is_none_or(|guess| guess.field == "notes") || labels > 1 {
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
        assert_eq!(names, ["Record", "4. Processors", "3. Measures"]);
        let grid = &grids[0];
        assert_eq!(texts(grid, 0), ["1. Controller"]);
        assert_eq!(texts(grid, 1), ["Name:", "Alder Ltd"]);
        assert_eq!(texts(grid, 6)[..2], ["AT-01", "Payroll"]);
        assert_eq!(texts(grid, 7)[0], "Recruitment");
        assert_eq!(texts(grid, 8)[0], "Newsletter — monthly");
        assert_eq!(grid.lines.len(), 9);
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
    fn labels_of_a_language_that_nobody_knows_make_activities_where_they_come_again() {
        let text = "# Q\n\n## A\n\n- Zzq: one\n- Zzr: two\n- Zzs: three\n\n## B\n\n- Zzq: four\n- Zzr: five\n- Zzs: six\n\n## C\n\n- Else: x\n";
        let grid = &read(text).unwrap()[0];
        assert_eq!(texts(grid, 0), ["Name", "Zzq", "Zzr", "Zzs"]);
        assert_eq!(grid.lines.len(), 3);
    }
}
