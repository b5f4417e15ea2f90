//! Periods that stand beside the activities by the data that they are of, each told of the activity that it shares words with.

use super::cell::Reading;
use super::entries::LONG_DASHES;
use super::folding::plain;
use super::party::Parties;
use super::record::ActivityDraft;
use super::told_beside::{labelled, take};

/// The field of periods.
const RETENTION: &str = "retention[]";
/// The fewest letters of a word that says which data are meant.
const TELLING: usize = 5;
/// By how many letters two forms of one word may differ at the end.
const ENDING: usize = 3;

/// Tells periods by the data that they are of, `Invoices: 7 years`, `Logs: 90 days`, of the activities that these are of;
/// whether any was told so. One that is of none stays in the notes of the first activity.
pub(super) fn tell_by_data(
    reading: &Reading<'_>,
    said: &str,
    drafts: &mut [ActivityDraft],
    parties: &mut Parties,
) -> bool {
    let lines: Vec<&str> = said.lines().filter(|it| !it.trim().is_empty()).collect();
    let told: Option<Vec<(&str, &str)>> = lines.iter().map(|line| labelled(line)).collect();
    let Some(told) = told.filter(|it| it.len() > 1 && drafts.len() > 1) else {
        return false;
    };
    let of_each = told.iter().map(|(label, _)| activities_of(label, drafts));
    let of_each: Vec<Vec<usize>> = of_each.collect();
    if of_each.iter().all(Vec::is_empty) {
        return false;
    }
    for ((label, said), places) in told.iter().zip(of_each) {
        let line = format!("{label}: {said}");
        if places.is_empty() {
            drafts[0].notes.push(line);
            continue;
        }
        for at in places {
            take(reading, &mut drafts[at], parties, (label, RETENTION), &line);
            drafts[at].end_line("");
        }
    }
    true
}

/// The activities that a label of data names: by their names and purposes, else by their data.
fn activities_of(label: &str, drafts: &[ActivityDraft]) -> Vec<usize> {
    let end = LONG_DASHES.iter().find_map(|dash| label.find(dash));
    let end = label.find('(').into_iter().chain(end).min();
    let spoken = plain(&label[..end.unwrap_or(label.len())]);
    let words: Vec<&str> = spoken.split(' ').collect();
    let sharing = |texts: &dyn Fn(&ActivityDraft) -> String| -> Vec<usize> {
        let all = drafts.iter().enumerate();
        let found = all.filter(|(_, draft)| share_words(&words, &plain(&texts(draft))));
        found.map(|(at, _)| at).collect()
    };
    let named = sharing(&|draft| {
        let name = draft.fields.get("name").and_then(serde_json::Value::as_str);
        let purpose = draft.first_purpose().unwrap_or_default();
        format!("{} {purpose}", name.unwrap_or_default())
    });
    if named.is_empty() {
        return sharing(&data_of);
    }
    named
}

/// What the data of an activity are called.
fn data_of(draft: &ActivityDraft) -> String {
    let rows = draft.lists.get("data_categories").into_iter().flatten();
    let words = rows.filter_map(|row| row.get("category")?.as_array());
    let words = words.flatten().filter_map(serde_json::Value::as_str);
    words.collect::<Vec<_>>().join(" ")
}

/// Whether a long word of some is one of a text, in another form or joined with others: `Betaalgegevens`, `betaal-referentie`.
fn share_words(words: &[&str], text: &str) -> bool {
    let is_long = |word: &&&str| word.chars().count() >= TELLING;
    let alike = |one: &str, other: &str| {
        let shared: usize = one
            .chars()
            .zip(other.chars())
            .take_while(|(one, other)| one == other)
            .map(|(letter, _)| letter.len_utf8())
            .sum();
        let count = one[..shared].chars().count();
        let shorter = one.chars().count().min(other.chars().count());
        // Joined with another word it may have another ending: `Lesopnames`, `opname`.
        let inside = |long: &str, short: &str| {
            let stem = short
                .char_indices()
                .next_back()
                .map_or(short, |(at, _)| &short[..at]);
            stem.chars().count() >= TELLING && long.contains(stem)
        };
        (count >= TELLING && count + ENDING >= shorter) || inside(one, other) || inside(other, one)
    };
    let mut long = words.iter().filter(is_long);
    long.any(|word| {
        let others = text.split(' ').filter(|it| it.chars().count() >= TELLING);
        others.into_iter().any(|other| alike(word, other))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_period_is_of_the_activity_that_its_data_are_of() {
        let named = |name: &str, data: &str| {
            let mut draft = ActivityDraft::default();
            draft.fields.insert("name".to_owned(), json!(name));
            let row = [("category".to_owned(), json!([data]))];
            draft.add("data_categories", row.into_iter().collect());
            draft
        };
        let drafts = [
            named("Account & authenticatie", "E-mail"),
            named("Live lessen & opnames", "Video"),
            named("Betalingen", "Betaal-referentie"),
            named("Nieuwsbrief", "E-mail"),
        ];
        for (label, places) in [
            ("Account (inactief)", &[0][..]),
            ("Lesopnames", &[1]),
            ("Betaalgegevens", &[2]),
            ("Audit logs", &[]),
        ] {
            assert_eq!(activities_of(label, &drafts), places, "{label}");
        }
    }
}
