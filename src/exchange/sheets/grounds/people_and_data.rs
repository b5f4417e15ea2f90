//! Cells that tell of people and of their data together: `Children: name, address`, `Customers, name and email`.

use crate::domain::codes::{self, CodeSet};
use crate::exchange::sheets::answers::entries::{entries, lines};
use crate::exchange::sheets::cell::Reading;
use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::lists;

/// The longest name of a group of people, in bytes.
const LONGEST: usize = 60;

/// Whose data a part of a cell tells of, and which.
#[derive(Debug, PartialEq)]
pub(in crate::exchange::sheets) struct PeopleWithData<'t> {
    pub(in crate::exchange::sheets) people: Vec<&'t str>,
    pub(in crate::exchange::sheets) data: Vec<&'t str>,
}

impl<'t> PeopleWithData<'t> {
    fn of(people: &'t str, data: &'t str) -> Self {
        Self {
            people: entries(people.trim()),
            data: entries(data.trim()),
        }
    }
}

/// Whose data each part of a cell tells of, and which; `None` where not every part has both, or words do not tell where the
/// one ends and the other begins.
pub(super) fn people_and_data<'t>(
    reading: &Reading<'_>,
    text: &'t str,
) -> Option<Vec<PeopleWithData<'t>>> {
    let rows = lines(text);
    let of_one = |told: PeopleWithData<'t>| vec![told];
    let told = each_labelled(rows.iter().copied());
    let told = match rows.as_slice() {
        [whole] => told
            .or_else(|| each_labelled(whole.split(". ")))
            .or_else(|| behind_a_sentence(whole).map(of_one)),
        [people, data] if !text.contains(':') => {
            told.or_else(|| in_two_rows(reading, people, data).map(of_one))
        }
        rows => told.or_else(|| under_one_label(reading, text, rows).map(of_one)),
    };
    told.or_else(|| people_before_data(reading, text).map(of_one))
}

/// Parts that each begin with their people: `Children: name, address`.
fn each_labelled<'t>(parts: impl Iterator<Item = &'t str>) -> Option<Vec<PeopleWithData<'t>>> {
    parts.map(labelled).collect()
}

fn labelled(part: &str) -> Option<PeopleWithData<'_>> {
    let (people, data) = part.split_once(": ")?;
    let both = people.trim().len() <= LONGEST && !data.trim().is_empty() && !data.contains(": ");
    both.then(|| PeopleWithData::of(people, data))
}

/// Data that name nobody are of those before them: `Members: name, email; address, phone`.
fn under_one_label<'t>(
    reading: &Reading<'_>,
    text: &'t str,
    rows: &[&'t str],
) -> Option<PeopleWithData<'t>> {
    let (first, further) = rows.split_first()?;
    let goes_on = |row: &&str| {
        let people = row.split(',').any(|it| is_people(reading, it.trim()));
        !row.contains(": ") && !people
    };
    // One word alone may be of other people: `Members: name, email; trainers`.
    let tells = further
        .iter()
        .any(|row| row.trim().contains(' ') || is_data(reading, row));
    let alone = labelled(first).is_some() && !text.contains('\n') && further.iter().all(goes_on);
    let (people, data) = first.split_once(": ").filter(|_| alone && tells)?;
    let rows = std::iter::once(data).chain(further.iter().copied());
    Some(PeopleWithData {
        people: entries(people.trim()),
        data: rows.flat_map(|row| entries(row.trim())).collect(),
    })
}

/// Whether a part of a cell is a group of people that is known.
fn is_people(reading: &Reading<'_>, part: &str) -> bool {
    let code = (reading.labels).code(reading.words, &codes::SUBJECT_CATEGORY, part);
    code.is_some()
}

/// First whose, then which: `Members; name, email`.
fn in_two_rows<'t>(
    reading: &Reading<'_>,
    people: &'t str,
    data: &'t str,
) -> Option<PeopleWithData<'t>> {
    let both = people.len() <= LONGEST && is_data(reading, data);
    both.then(|| PeopleWithData::of(people, data))
}

/// The people in a sentence of their own, and their data behind it, with a label or without: `Users. Categories: name`.
fn behind_a_sentence(whole: &str) -> Option<PeopleWithData<'_>> {
    let (people, data) = whole.split_once(". ")?;
    let data = match data.split_once(':') {
        Some((label, data)) if lists::shipped().their_data.is(&plain(label)) => data,
        _ => data,
    };
    (people.len() <= LONGEST).then(|| PeopleWithData::of(people, data))
}

/// Whether part of a cell tells of data: one of them is known, or it is a list; and none are people.
fn is_data(reading: &Reading<'_>, part: &str) -> bool {
    let known = |set: &CodeSet, entry: &str| {
        let code = reading.labels.code(reading.words, set, entry);
        code.is_some()
    };
    let all: Vec<&str> = part.split(',').map(str::trim).collect();
    let of_people = all.iter().any(|it| known(&codes::SUBJECT_CATEGORY, it));
    let of_data = all.iter().any(|it| known(&codes::DATA_CATEGORY_NAME, it));
    !of_people && (of_data || all.len() > 1)
}

/// People and then data with no sign between: `Customers, name and email`.
fn people_before_data<'t>(reading: &Reading<'_>, text: &'t str) -> Option<PeopleWithData<'t>> {
    let words = reading.words;
    let mut people = entries(text);
    let is_people = |entry: &&str| {
        let code = (reading.labels).code(words, &codes::SUBJECT_CATEGORY, entry);
        code.is_some()
    };
    let is_data = |entry: &&str| words.data.first(&plain(entry)).is_some();
    let known = people.iter().take_while(|entry| is_people(entry)).count();
    let begins = match known {
        0 => people.iter().position(is_data)?,
        known => known,
    };
    let data = people.split_off(begins);
    let tells = !people.is_empty() && !data.is_empty() && !data.iter().any(is_people);
    tells.then_some(PeopleWithData { people, data })
}

/// The people of a cell, and their data where a sentence behind begins with a label for them: `Users. Categories: name`.
pub(super) fn parted_by_label(text: &str) -> (&str, Option<&str>) {
    let ends = text.match_indices(['.', ';', '\n']);
    let found = ends.filter_map(|(at, _)| {
        let (label, data) = text[at + 1..].split_once(':')?;
        let is_label = lists::shipped().their_data.is(&plain(label)) && !data.trim().is_empty();
        is_label.then(|| (text[..at].trim(), Some(data.trim())))
    });
    found.into_iter().next().unwrap_or((text, None))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::Law;

    #[test]
    fn a_cell_of_people_and_data_is_parted_where_it_tells_of_both() {
        let law = Law::shipped().unwrap();
        let reading = Reading::of(&[], &law, chrono::NaiveDate::MIN);
        for (text, people, data) in [
            (
                "Members; name, email",
                vec!["Members"],
                vec!["name", "email"],
            ),
            (
                "Members: name, email; address, phone",
                vec!["Members"],
                vec!["name", "email", "address", "phone"],
            ),
            ("Users. Name, email", vec!["Users"], vec!["Name", "email"]),
            (
                "Chat users: the message; a short mark for limits; sums tell no message",
                vec!["Chat users"],
                vec![
                    "the message",
                    "a short mark for limits",
                    "sums tell no message",
                ],
            ),
        ] {
            let told = PeopleWithData { people, data };
            assert_eq!(people_and_data(&reading, text), Some(vec![told]), "{text}");
        }
        for text in [
            "Employees; applicants",
            "Customers\nSuppliers",
            "Members: name, email; trainers",
        ] {
            assert_eq!(people_and_data(&reading, text), None, "{text}");
        }
    }
}
