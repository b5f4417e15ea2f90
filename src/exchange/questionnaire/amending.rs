//! How an answer changes what stands there: what it repeats is kept, what it adds goes beside it, and what the question did
//! not show is not touched.

use chrono::NaiveDate;

use super::proposed::{Does, Proposal, same_words};
use super::typed_answers::AnswerTyping;
use super::{QuestionTopic, said_of};
use crate::domain::codes::{Choice as _, ProcessingState, RetentionKind};
use crate::domain::date::PartialDate;
use crate::domain::field::Record;
use crate::domain::kind::RecordKind;
use crate::domain::problem::Problem;
use crate::domain::records::Retention;
use crate::domain::text::key as folded;
use crate::domain::value::{Id, Value};

/// The signs that part one thing from the next in an answer.
const PARTS: [char; 3] = [',', ';', '\n'];

/// The code of a start of which nothing is said.
const NOT_STATED: &str = "not_stated";

/// Whether an answer says what was sent, to a reader: without regard to case, blanks, quotes and a stop at the end.
#[must_use]
pub fn repeats(answer: &str, sent: &str) -> bool {
    let bare = |text: &str| {
        let text: String = (folded(text).chars())
            .filter(|letter| !matches!(letter, '"' | '\''))
            .collect();
        folded(text.trim_end_matches('.'))
    };
    bare(answer) == bare(sent)
}

/// What an answer adds behind what was sent, where it repeats that first.
fn added<'t>(answer: &'t str, sent: &str) -> Option<&'t str> {
    if folded(sent).is_empty() {
        return None;
    }
    let signs = answer.match_indices(PARTS);
    let mut cuts = signs.map(|(at, _)| answer.split_at(at));
    let (_, rest) = cuts.find(|(before, _)| repeats(before, sent))?;
    Some(rest.trim_matches(|letter: char| PARTS.contains(&letter) || letter.is_whitespace()))
}

/// What an answer says of a field: what it repeats of a list stays as it stands, with what it adds behind.
fn said(
    activity: &dyn Record,
    field: usize,
    proposal: &Proposal,
    typing: &AnswerTyping<'_>,
) -> Result<Value, Problem> {
    let kind = &activity.declaration().fields[field].kind;
    if let Value::Texts(mut texts) = activity.get(field)
        && let Some(more) = added(&proposal.text, &proposal.sent)
    {
        if let Value::Texts(more) = typing.value(kind, more)? {
            let new = |text: &String| !texts.iter().any(|it| folded(it) == folded(text));
            let more: Vec<String> = more.into_iter().filter(new).collect();
            texts.extend(more);
        }
        return Ok(Value::Texts(texts));
    }
    typing.value(kind, &proposal.text)
}

/// Changes a row as an answer says, and gives the rows that it names besides.
fn amend(
    row: &mut dyn Record,
    text: &str,
    sent: &str,
    typing: &mut AnswerTyping<'_>,
) -> Result<Vec<Box<dyn Record>>, Problem> {
    let kind = row.kind();
    match (kind, added(text, sent)) {
        (RecordKind::Retention, _) => return amend_rule(row, text, sent, typing),
        (_, Some("")) => return Ok(Vec::new()),
        (RecordKind::DataCategory, Some(more)) => {
            let items = row.text("items").unwrap_or_default();
            let there = items.split(PARTS).map(folded).collect::<Vec<_>>();
            let new = more.split(PARTS).map(str::trim);
            let new = new.filter(|part| !part.is_empty() && !there.contains(&folded(part)));
            let all = std::iter::once(items.as_str()).chain(new);
            let all: Vec<&str> = all.filter(|part| !part.is_empty()).collect();
            row.record_value("items", Value::Text(all.join(", ")));
            return Ok(Vec::new());
        }
        (RecordKind::Purpose, _) | (_, None) => {}
        (_, Some(more)) => return typing.rows(kind, more),
    }
    let mut rows = typing.rows(kind, text)?;
    let first = rows.remove(0);
    for key in said_of(kind) {
        row.record_value(key, first.value(key));
    }
    Ok(rows)
}

/// Changes a retention rule as an answer says: what it does not speak of stays, also what a schedule says of it.
fn amend_rule(
    row: &mut dyn Record,
    text: &str,
    sent: &str,
    typing: &mut AnswerTyping<'_>,
) -> Result<Vec<Box<dyn Record>>, Problem> {
    let name = row.text("name").unwrap_or_default();
    let (text, sent) = (without_name(text, &name), without_name(sent, &name));
    let mut rows = typing.rows(RecordKind::Retention, text)?;
    let first = rows.remove(0);
    let Some(stands) = row.downcast::<Retention>() else {
        return Ok(rows);
    };
    let stands = typing.in_force(stands);
    let stands: &dyn Record = &stands;
    let timed = |rule: &dyn Record| !rule.value("period").is_empty();
    let mut keys = Vec::new();
    if timed(&*first) {
        keys.extend(["period", "period_max"]);
        if !timed(stands) {
            keys.push("criterion");
        }
        let plain = first.text("kind").as_deref() == Some(RetentionKind::Fixed.code());
        let bound = [
            RetentionKind::Fixed,
            RetentionKind::AtMost,
            RetentionKind::AtLeast,
        ];
        let kind = stands.text("kind");
        let counts = bound.iter().any(|it| kind.as_deref() == Some(it.code()));
        if !(plain && counts) {
            keys.push("kind");
        }
        let says_start = match first.value("start") {
            Value::Texts(starts) => starts.iter().any(|it| it != NOT_STATED),
            _ => false,
        };
        if says_start && !repeats_the_start(text, sent) {
            keys.push("start");
        }
        if !first.value("rounding").is_empty() {
            keys.push("rounding");
        }
    } else if timed(stands) || added(text, sent).is_none() {
        let said = said_of(RecordKind::Retention).iter();
        keys.extend(said.filter(|key| **key != "as_stated"));
    }
    keys.retain(|key| first.value(key) != stands.value(key));
    if !keys.is_empty() || added(text, sent).is_some() {
        keys.push("as_stated");
    }
    for key in keys {
        row.record_value(key, first.value(key));
    }
    Ok(rows)
}

/// Whether an answer still says all that was sent behind the period.
fn repeats_the_start(text: &str, sent: &str) -> bool {
    let said: Vec<String> = text.split(PARTS).map(folded).collect();
    let mut behind = sent.split(PARTS).map(folded).skip(1).peekable();
    let whole = said.len() == sent.split(PARTS).count();
    whole && behind.peek().is_some() && behind.all(|part| said.contains(&part))
}

/// A text without the name of the rule that it begins with.
fn without_name<'t>(text: &'t str, name: &str) -> &'t str {
    match text.split_once(':') {
        Some((before, rest)) if !name.is_empty() && folded(before) == folded(name) => rest.trim(),
        _ => text,
    }
}

/// Puts a proposal into an activity.
///
/// # Errors
/// As [`AnswerTyping::rows`]; `answers_row_holds_proof` where a rule has batches or a legal hold.
pub(super) fn apply(
    activity: &mut dyn Record,
    proposal: &Proposal,
    typing: &mut AnswerTyping<'_>,
    day: NaiveDate,
) -> Result<(), Problem> {
    let Some(asks) = proposal.asks else {
        if proposal.does == Does::Note {
            let notes = match activity.text("notes") {
                Some(notes) if notes.contains(&proposal.text) => return Ok(()),
                Some(notes) => format!("{notes}\n{}", proposal.text),
                None => proposal.text.clone(),
            };
            activity.record_value("notes", Value::Text(notes));
        }
        return Ok(());
    };
    let declaration = activity.declaration();
    match (asks, proposal.does) {
        (QuestionTopic::Whole, Does::End) => {
            let ended = Value::Text(ProcessingState::Ended.code().to_owned());
            activity.record_value("state", ended);
            if activity.value("ended_on").is_empty() {
                activity.record_value("ended_on", Value::Date(PartialDate::Day(day)));
            }
        }
        (QuestionTopic::Whole | QuestionTopic::Field(_), does) => {
            let Some(field) = declaration.field(asks.key()) else {
                return Ok(());
            };
            let value = match does {
                Does::End => Value::Empty,
                _ => said(activity, field, proposal, typing)?,
            };
            activity.record_value(asks.key(), value);
        }
        (QuestionTopic::Row(key) | QuestionTopic::More(key), does) => {
            let Some(list) = declaration.list(key) else {
                return Ok(());
            };
            let kind = declaration.lists[list].kind;
            if does == Does::End {
                return proposal
                    .row
                    .map_or(Ok(()), |row| remove(activity, list, row));
            }
            let rows = match proposal.row.and_then(|row| activity.find_mut(row)) {
                Some(row) => amend(row, &proposal.text, &proposal.sent, typing)?,
                None => typing.rows(kind, &proposal.text)?,
            };
            for row in rows {
                let there = activity.rows(list).any(|known| same_words(known, &*row));
                if !there {
                    activity.insert_row(list, activity.row_count(list), row);
                }
            }
            if activity.row_count(list) > 0 {
                activity.head_mut().none.remove(key);
            }
        }
    }
    Ok(())
}

/// Takes a row out of an activity, with what refers to it there. A rule that holds proof of what was kept stays.
fn remove(activity: &mut dyn Record, list: usize, id: Id) -> Result<(), Problem> {
    let Some(at) = activity.rows(list).position(|row| row.id() == id) else {
        return Ok(());
    };
    let row = activity.row(list, at);
    let below = 0..row.declaration().lists.len();
    if below.into_iter().any(|list| row.row_count(list) > 0) {
        return Err(Problem::refused("answers_row_holds_proof"));
    }
    activity.remove_row(list, at);
    activity.walk_mut(&mut |row| {
        for index in 0..row.declaration().fields.len() {
            let value = row.get(index);
            if value.refs().contains(&id) {
                row.put(index, value.without_ref(id));
            }
        }
    });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::codes::{DataKind, Rounding};
    use crate::domain::period::Period;
    use crate::domain::records::DataCategory;
    use crate::domain::register::Register;
    use crate::law::Law;

    /// Changes a row as an answer says; the number of rows that it names besides.
    fn answered(row: &mut dyn Record, text: &str, sent: &str) -> Result<usize, Problem> {
        let (register, law) = (Register::default(), Law::shipped().unwrap());
        let mut typing = AnswerTyping::new(&register, &law, NaiveDate::default());
        amend(row, text, sent, &mut typing).map(|rows| rows.len())
    }

    fn rule() -> Retention {
        Retention {
            name: Some("Logs".to_owned()),
            kind: Some(RetentionKind::AtMost),
            period: Period::from_iso("P18M"),
            start: vec!["collection".to_owned()],
            rounding: Some(Rounding::EndOfCalendarYear),
            as_stated: Some("As the policy says.".to_owned()),
            ..Retention::default()
        }
    }

    #[test]
    fn what_is_sent_back_as_it_was_is_a_repetition() {
        for same in ["“Pay  roll”", "pay roll", " Pay roll. ", "\"Pay roll\""] {
            assert!(repeats(same, "Pay roll"), "{same}");
        }
        for other in ["Pay", "Pay roll, fax", "", "Pay rolls"] {
            assert!(!repeats(other, "Pay roll"), "{other}");
        }
    }

    #[test]
    fn words_that_are_added_to_a_category_go_to_its_items() {
        let category = DataCategory {
            category: vec!["identification".to_owned(), "contact".to_owned()],
            items: Some("Name, email".to_owned()),
            kind: Some(DataKind::Special),
            art9_conditions: vec!["9-2-b".to_owned()],
            ..DataCategory::default()
        };
        let sent = "Identification data, Contact details, Name, email";
        let mut row = category.clone();
        let text = format!("{sent}, fax; Email");
        assert_eq!(answered(&mut row, &text, sent), Ok(0));
        let items = Some("Name, email, fax".to_owned());
        let expected = DataCategory { items, ..category };
        assert_eq!(row, expected);
        // What says something else replaces it, and names others besides.
        assert_eq!(answered(&mut row, "Photos; Voices", sent), Ok(1));
        assert_eq!((row.category.len(), row.items), (1, None));
    }

    #[test]
    fn a_period_that_is_answered_changes_the_period_alone() {
        let sent = "Logs: 18 months, collection";
        for text in ["12 months", "Logs: 12 months, collection"] {
            let mut row = rule();
            assert_eq!(answered(&mut row, text, sent), Ok(0));
            assert_eq!(row.period, Period::from_iso("P12M"), "{text}");
            let kept = Retention {
                period: rule().period,
                as_stated: rule().as_stated,
                ..row
            };
            assert_eq!(kept, rule(), "{text}");
        }
        let mut row = rule();
        answered(&mut row, "18 months", sent).unwrap();
        assert_eq!(row, rule(), "only repeated");
        // What it says otherwise is changed.
        answered(&mut row, "at least 18 months", sent).unwrap();
        assert_eq!(row.kind, Some(RetentionKind::AtLeast));
        answered(&mut row, "2 years after the contract ends", sent).unwrap();
        assert_ne!(row.start, rule().start);
    }

    #[test]
    fn a_number_alone_is_no_period() {
        let mut row = rule();
        let told = answered(&mut row, "5", "Logs: 18 months").unwrap_err();
        assert_eq!((told.key, row), ("answers_not_understood", rule()));
    }
}
