//! Processors that have a section each in a text in Markdown, under a heading of theirs: its labels are the columns of a list.

use super::labelled::{Answer, MarkdownSection};
use crate::exchange::sheets::answers::with_brackets;
use crate::exchange::sheets::file::front;
use crate::exchange::sheets::file::grid::SheetGrid;
use crate::exchange::sheets::folding::plain_name;
use crate::exchange::sheets::lists;
use crate::exchange::sheets::table::header::KnownHeaders;

/// How many labels sections have in common at least that are rows of one list.
const ALIKE: usize = 2;

/// The lists that passed over sections make of processors, and the sections that are none of these.
pub(in crate::exchange::sheets) fn listed<'s>(
    sections: &[MarkdownSection],
    passed: Vec<&'s MarkdownSection>,
) -> (Vec<SheetGrid>, Vec<&'s MarkdownSection>) {
    let mut found: Vec<(&str, Vec<&MarkdownSection>)> = Vec::new();
    let mut others = Vec::new();
    for section in passed {
        match heading_over(sections, section) {
            Some(over) if names_recipients(over) && section.answers.len() >= ALIKE => {
                match found.iter_mut().find(|(known, _)| *known == over) {
                    Some((_, rows)) => rows.push(section),
                    None => found.push((over, vec![section])),
                }
            }
            _ => others.push(section),
        }
    }
    let (lists, alone): (Vec<_>, Vec<_>) = found.into_iter().partition(|(_, rows)| are_alike(rows));
    others.extend(alone.into_iter().flat_map(|(_, rows)| rows));
    let grids = lists.into_iter().map(|(over, rows)| SheetGrid {
        name: over.to_owned(),
        ..front::grid(&rows.iter().map(|row| record(row)).collect::<Vec<_>>())
    });
    (grids.collect(), others)
}

/// The heading that a section stands under.
fn heading_over<'t>(sections: &'t [MarkdownSection], section: &MarkdownSection) -> Option<&'t str> {
    let at = sections.iter().position(|it| std::ptr::eq(it, section))?;
    let above = sections[..at].iter().rev();
    let mut over = above.filter(|it| it.level < section.level && !it.heading.is_empty());
    over.next().map(|it| it.heading.as_str())
}

/// Whether a heading asks for those who get data.
fn names_recipients(heading: &str) -> bool {
    let guess = KnownHeaders::shipped().guess(heading);
    guess.is_some_and(|it| it.field.starts_with("recipients["))
}

/// Whether sections have labels in common: at least two of them, each with those of the first.
fn are_alike(rows: &[&MarkdownSection]) -> bool {
    let [first, others @ ..] = rows else {
        return false;
    };
    let shares = |row: &&MarkdownSection| {
        let known = |(label, _): &&Answer| first.answers.iter().any(|(own, _)| own == label);
        row.answers.iter().filter(known).count() >= ALIKE
    };
    !others.is_empty() && others.iter().all(shares)
}

/// What a section tells of its processor, its name first: a label may say it, else the heading does.
fn record(section: &MarkdownSection) -> Vec<Answer> {
    let is_name = |label: &str| {
        let spoken = plain_name(label);
        let mut words = spoken.split(' ');
        words.any(|word| lists::shipped().names.is(word))
    };
    let named = section.answers.iter().any(|(label, _)| is_name(label));
    let heading = section
        .heading
        .trim_start_matches(|it: char| it.is_ascii_digit() || ". ()".contains(it));
    let own = (!named).then(|| ("Name".to_owned(), heading.to_owned()));
    let told = section.answers.iter().map(|(label, answer)| {
        let called = is_name(label).then(|| called_so(heading, answer)).flatten();
        (label.clone(), called.unwrap_or_else(|| answer.clone()))
    });
    own.into_iter().chain(told).collect()
}

/// A company behind what its heading calls it, where that names it in brackets: under `Postbird (Bird)` the company `Bird SAS`
/// is `Postbird (Bird SAS)`.
fn called_so(heading: &str, company: &str) -> Option<String> {
    let (name, inside) = with_brackets(heading);
    let rest = company.strip_prefix(inside?)?;
    rest.starts_with(' ').then(|| format!("{name} ({company})"))
}
