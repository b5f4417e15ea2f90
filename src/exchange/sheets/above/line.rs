//! How a line above a table is parted: labels with their answers, and what stands one beside the other behind signs.

use super::asked::{What, Who, about, about_of, is_responsible, who};
use crate::exchange::sheets::answers::entries::{LONG_DASHES, POINTS};
use crate::exchange::sheets::answers::with_brackets;
use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::lists;
use crate::exchange::sheets::organisations::party::{
    contact_key, is_address, is_number, sentences,
};

/// A line with a label: of whom it speaks, what it asks, the label, its answer.
pub(in crate::exchange::sheets) type Labelled<'t> = (Option<Who>, What, &'t str, &'t str);

/// The lines of an answer that have a label each, where one of them asks for a name.
pub(in crate::exchange::sheets) fn labelled_lines(value: &str) -> Option<Vec<Labelled<'_>>> {
    let told = |line| {
        let (label, value) = at_colon(line)?;
        let (label, value) = (label.trim(), value.trim());
        let (own, what) = about(label).filter(|_| !value.is_empty())?;
        Some((own, what, label, value))
    };
    let lines: Vec<&str> = value
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let all: Vec<_> = lines.iter().filter_map(|line| told(line)).collect();
    let named = all.iter().any(|(_, what, ..)| matches!(what, What::Name));
    (all.len() > 1 && all.len() == lines.len() && named).then_some(all)
}

/// Whether a label asks for the controller: it says so, or whoever is responsible is a company.
fn is_controller(label: &str, value: &str) -> bool {
    let first = value.split(POINTS[0]).next().unwrap_or(value);
    let responsible =
        is_responsible(label) && matches!(about_of(label, first), Some((Some(Who::Controller), _)));
    who(label) == Some(Who::Controller) || responsible
}

/// The signs between what a line tells one beside the other.
fn between() -> impl Iterator<Item = &'static str> {
    POINTS.into_iter().chain(LONG_DASHES)
}

/// What stands before the controller in a line that tells of more, and the line from where it is named on: `Art. 30 ·
/// Controller: Acme · a@acme.example`. Any other line is all of the second.
pub(super) fn at_controller(line: &str) -> (Option<&str>, &str) {
    /// The most words of a label in a line.
    const LABEL: usize = 6;
    let names_it = |text: &str| {
        at_colon(text).is_some_and(|(label, value)| {
            !between().any(|sign| label.contains(sign))
                && label.trim().split(' ').count() <= LABEL
                && !value.trim().is_empty()
                && is_controller(label.trim(), value.trim())
        })
    };
    let bare = line.trim().trim_matches(['*', '_']).trim();
    if names_it(bare) {
        return (None, bare);
    }
    let signs = between().flat_map(|sign| bare.match_indices(sign));
    let mut starts: Vec<(usize, usize)> =
        signs.map(|(end, sign)| (end, end + sign.len())).collect();
    starts.sort_unstable();
    let named = starts
        .into_iter()
        .find(|(_, from)| names_it(&bare[*from..]));
    named.map_or((None, line), |(end, from)| {
        (Some(bare[..end].trim()), bare[from..].trim())
    })
}

/// The name of a controller and what stands behind signs after it, where one of those is a contact, a number or has a label:
/// `Acme · a@acme.example`, `Acme — P.IVA 123`.
pub(in crate::exchange::sheets) fn behind_signs(value: &str) -> Option<(&str, Vec<&str>)> {
    let mut parts = vec![value];
    for sign in between() {
        parts = parts.into_iter().flat_map(|it| it.split(sign)).collect();
    }
    let parts = parts.into_iter().flat_map(at_hyphen);
    let mut parts = parts.map(str::trim).filter(|it| !it.is_empty());
    let name = parts.next()?;
    let details: Vec<&str> = parts.collect();
    let is_known = details.iter().any(|it| detail_of(it).is_some());
    is_known.then_some((name, details))
}

/// A part of a line in two at its last hyphen, where what stands behind that tells how to reach somebody: `Acme - a@acme.example`.
fn at_hyphen(part: &str) -> Vec<&str> {
    let cut = part.rsplit_once(" - ");
    match cut.filter(|(_, behind)| detail_of(behind.trim()).is_some()) {
        Some((before, behind)) => vec![before, behind],
        None => vec![part],
    }
}

/// What a part of a line tells of a controller, where that is known: of whom, what, its label, its answer.
pub(super) fn detail_of(part: &str) -> Option<(Option<Who>, What, &str, &str)> {
    let labelled = at_colon(part).map(|(label, value)| (label.trim(), value.trim()));
    if let Some((label, value)) = labelled.filter(|(_, value)| !value.is_empty()) {
        let (own, what) = about(label)?;
        return Some((own, what, label, value));
    }
    if contact_key(part) != "name" {
        return Some((None, What::Contact, "", part));
    }
    if part.split(", ").any(|it| is_address(with_brackets(it).0)) {
        return Some((None, What::Address, "", part));
    }
    let first = part.find(|it: char| it.is_ascii_digit())?;
    let from = part[..first].rfind(' ').map_or(0, |at| at + 1);
    let label = plain(&part[..from]);
    let is_number = is_number(&label);
    is_number.then(|| (None, What::Number, part[..from].trim(), &part[from..]))
}

/// The labels that further sentences of an answer begin with, each with what is behind it.
pub(in crate::exchange::sheets) fn further(value: &str) -> Vec<(&str, &str)> {
    /// The most words of a label in a sentence.
    const LABEL: usize = 6;
    let told = sentences(value).into_iter().skip(1);
    let told = told.filter_map(|it| at_is(it).or_else(|| at_colon(it)));
    let labels = told.map(|(label, told)| (label.trim(), told.trim().trim_end_matches('.')));
    labels
        .filter(|(label, told)| label.split(' ').count() <= LABEL && !told.is_empty())
        .collect()
}

/// A label and what stands behind its colon. One inside a word writes both genders, `Vertreter:in`, and parts nothing.
pub(super) fn at_colon(text: &str) -> Option<(&str, &str)> {
    let colons = text.match_indices(':');
    let parts = colons.map(|(at, _)| (&text[..at], &text[at + 1..]));
    parts.into_iter().find(|(_, behind)| {
        let (word, rest) = behind.split_at(
            behind
                .find(|letter: char| !letter.is_alphabetic())
                .unwrap_or(behind.len()),
        );
        let ends = !rest.starts_with(['.', '@', '-', '_']) && !rest.starts_with(char::is_numeric);
        !(ends && lists::shipped().gender_endings.is(word))
    })
}

/// Who somebody is in a sentence, and what stands before that: `Personuppgiftsansvarig är Alder AB, Road 3`, `Our data
/// protection officer is Ann Ek`.
pub(super) fn at_is(text: &str) -> Option<(&str, &str)> {
    /// The most words before it.
    const LABEL: usize = 7;
    let lists = lists::shipped();
    let mut places = text.match_indices(' ').take(LABEL);
    places.find_map(|(at, _)| {
        let (label, behind) = (&text[..at], &text[at + 1..]);
        let (verb, value) = behind.split_once(' ')?;
        let article = value
            .split_once(' ')
            .filter(|(it, _)| lists.articles.is(it));
        let value = article.map_or(value, |(_, rest)| rest);
        let told = lists.is_told.is(&plain(verb)) && value.starts_with(char::is_uppercase);
        (told && who(label).is_some()).then_some((label, value))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_stands_before_a_colon_or_before_a_word_for_is() {
        let told = at_is("Personuppgiftsansvarig är Ek AB, Väg 3");
        assert_eq!(told, Some(("Personuppgiftsansvarig", "Ek AB, Väg 3")));
        assert_eq!(at_is("The controller is responsible"), None);
        assert_eq!(at_colon("Vertreter:in (falls EU-extern)"), None);
        for (text, label, value) in [
            ("Name:Acme", "Name", "Acme"),
            ("Mail:n.berg@acme.example", "Mail", "n.berg@acme.example"),
        ] {
            assert_eq!(at_colon(text), Some((label, value)));
        }
    }
}
