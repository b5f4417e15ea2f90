//! Answers in Markdown that only say in which section of the text they stand: `see section 4`, `ver §Medidas`.

use std::collections::HashSet;

use super::labelled::{Answer, MarkdownSection};
use crate::exchange::sheets::file::front;
use crate::exchange::sheets::folding::{plain, plain_name};
use crate::exchange::sheets::lists;
use crate::exchange::sheets::table::header::{KnownHeaders, MEASURES};
use crate::exchange::sheets::table::telling;
use crate::exchange::sheets::vocabulary::SheetVocabulary;

/// The most words of an answer that points to a section.
const WORDS: usize = 6;
/// The longest text that is taken over, in letters.
const LONGEST: usize = 2_000;

/// Puts what the section says in the place of an answer that points to it; the words that pointed are kept below.
pub(super) fn resolve(record: &mut Vec<Answer>, sections: &[MarkdownSection]) {
    part_labels(record);
    let known = KnownHeaders::shipped();
    let field = |label: &str| known.guess(label).map(|it| it.field);
    let name = record
        .iter()
        .find(|(label, _)| field(label).as_deref() == Some("activity.name"));
    let name = name.map(|(_, name)| plain_name(name)).unwrap_or_default();
    let mut kept = Vec::new();
    for (label, answer) in record.iter_mut() {
        let Some(section) = pointed_at(answer, sections) else {
            continue;
        };
        let of_measures = field(label).as_deref() == Some(MEASURES);
        if let Some(text) = told(section, &name, of_measures) {
            let words = std::mem::replace(answer, text);
            kept.push((front::BODY.to_owned(), format!("{label}: {words}")));
        }
    }
    record.extend(kept);
}

/// Parts a label that asks for several things, where one answer points for all of them: `Recipients / transfers / retention:
/// as in activity 1`.
fn part_labels(record: &mut Vec<Answer>) {
    let known = KnownHeaders::shipped();
    let words = SheetVocabulary::shipped();
    let mut out: Vec<Answer> = Vec::with_capacity(record.len());
    for (label, answer) in record.drain(..) {
        let parts: Vec<&str> = label.split('/').map(str::trim).collect();
        let spoken = plain(&answer);
        let points = words.as_in.leading(&spoken).is_some() || words.above.is(&spoken);
        let brief = answer.split_whitespace().count() <= WORDS;
        let fields = parts.iter().map(|part| {
            let field = known.guess(part)?.field;
            telling(&field).map(str::to_owned)
        });
        let fields: Option<HashSet<String>> = fields.collect();
        let several = fields.is_some_and(|it| it.len() == parts.len() && parts.len() > 1);
        if points && brief && several {
            out.extend(
                parts
                    .iter()
                    .map(|part| ((*part).to_owned(), answer.clone())),
            );
        } else {
            out.push((label, answer));
        }
    }
    *record = out;
}

/// What a section tells of an activity: what it says under its name, else all where it is one text; measures are those of
/// all in any case.
fn told(section: &MarkdownSection, name: &str, of_measures: bool) -> Option<String> {
    let mut of_name = section
        .answers
        .iter()
        .filter(|(label, _)| plain_name(label) == name);
    let text = match (of_name.next(), of_name.next()) {
        (Some((_, answer)), None) => answer.clone(),
        _ if section.answers.is_empty() => section.words.join("\n"),
        _ if of_measures => {
            let lines = section.answers.iter();
            let lines = lines.map(|(label, answer)| format!("{label}: {answer}"));
            let all: Vec<String> = section.words.iter().cloned().chain(lines).collect();
            all.join("\n")
        }
        _ => return None,
    };
    let fits = !text.trim().is_empty() && text.chars().count() <= LONGEST && !section.has_table;
    fits.then_some(text)
}

/// The section that an answer points to, by its number or by words of its heading, and no other.
fn pointed_at<'s>(answer: &str, sections: &'s [MarkdownSection]) -> Option<&'s MarkdownSection> {
    let answer = answer.trim().trim_matches(['*', '_', '(', ')', '.']);
    if answer.split_whitespace().count() > WORDS || answer.contains('\n') {
        return None;
    }
    let lists = lists::shipped();
    let (before, rest) = if let Some(parted) = answer.split_once('§') {
        parted
    } else {
        let word = answer
            .split(' ')
            .find(|word| lists.sections.is(&plain(word)))?;
        let at = answer.find(word)?;
        (&answer[..at], &answer[at + word.len()..])
    };
    let rest = rest.trim();
    let before = plain(before);
    let points = before.split(' ').next().unwrap_or_default();
    let points = points.is_empty()
        || lists.pointers.is(&before)
        || lists.pointers.is(points)
        || SheetVocabulary::shipped().as_in.is(&before);
    if !points || rest.is_empty() {
        return None;
    }
    let is_it = |section: &&MarkdownSection| {
        let heading = section.heading.trim_start_matches(['§', ' ']);
        let (number, title) = heading.split_once(' ').unwrap_or((heading, ""));
        let number = number.trim_end_matches(['.', ')', ':']);
        let numbered = number.starts_with(|it: char| it.is_ascii_digit());
        let title = if numbered { title } else { heading };
        if rest.starts_with(|it: char| it.is_ascii_digit()) {
            numbered && number == rest
        } else {
            plain_name(title) == plain_name(rest)
        }
    };
    let mut found = sections.iter().filter(is_it);
    match (found.next(), found.next()) {
        (Some(one), None) => Some(one),
        _ => None,
    }
}
