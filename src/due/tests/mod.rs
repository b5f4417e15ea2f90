//! What the tests of deadlines share: a register with one activity, its rules and holdings, and the words.

#![allow(
    clippy::unnecessary_wraps,
    reason = "fields are optional, and a wrong literal must fail at once"
)]

mod acts;
mod agenda;
mod bounds;
mod counting;
mod days;
mod decisions;
mod following;
mod series;
mod words;

use std::sync::Arc;
use std::sync::LazyLock;

use chrono::NaiveDate;

use crate::domain::codes::{Choice, RetentionKind, Rounding};
use crate::domain::date::PartialDate;
use crate::domain::language::Language;
use crate::domain::period::Period;
use crate::domain::records::{Activity, Holding, Retention};
use crate::domain::register::Register;
use crate::domain::value::Id;
use crate::due::{DueItem, Leads, agenda as due_agenda};
use crate::labels::Lexicon;
use crate::law::Law;
use crate::words::Words;

pub(crate) static LAW: LazyLock<Law> = LazyLock::new(|| Law::shipped().unwrap());

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn date(text: &str) -> Option<PartialDate> {
    Some(PartialDate::from_iso(text).unwrap())
}

pub(crate) fn period(text: &str) -> Option<Period> {
    Some(Period::from_iso(text).unwrap())
}

fn rounding(code: &str) -> Option<Rounding> {
    Some(Rounding::from_code(code).unwrap())
}

pub(crate) fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

pub(crate) fn lexicon(language: Language, today: &str) -> Lexicon {
    Lexicon::new(
        Arc::new(Words::load(language).unwrap()),
        Arc::new(LAW.clone()),
        day(today),
    )
}

/// A rule of seven years from the end of the calendar year.
pub(crate) fn seven_years() -> Retention {
    Retention {
        name: text("Accounts"),
        kind: Some(RetentionKind::Fixed),
        period: period("P7Y"),
        rounding: rounding("end_of_calendar_year"),
        ..Retention::default()
    }
}

pub(crate) fn holding(name: &str, started_on: &str) -> Holding {
    Holding {
        name: text(name),
        started_on: date(started_on),
        ..Holding::default()
    }
}

/// A register with that activity, settled.
pub(crate) fn register(mut activity: Activity) -> Register {
    let mut register = Register::empty();
    put(&mut register, &mut activity);
    register
}

pub(crate) fn put(
    register: &mut Register,
    record: &mut (impl crate::domain::field::Record + Clone),
) {
    use crate::domain::field::Record;
    // Every record and row gets a lasting number, as saving gives it.
    let mut next = register.next_id;
    (record as &mut dyn Record).walk_mut(&mut |row| {
        row.head_mut().id = Id(next);
        next += 1;
    });
    register.settle(record);
    register.replace(Box::new(record.clone()));
    register.next_id = next;
}

/// A register with one activity that has these rules.
fn with_rules(rules: Vec<Retention>) -> Register {
    register(Activity {
        name: text("Payroll"),
        retention: rules,
        ..Activity::default()
    })
}

/// A register with one rule that has these holdings.
pub(crate) fn with_holdings(rule: Retention, holdings: Vec<Holding>) -> Register {
    with_rules(vec![Retention { holdings, ..rule }])
}

pub(crate) fn due(register: &Register, today: &str) -> Vec<DueItem> {
    due_agenda(register, &LAW, day(today), &Leads::default())
}

/// Kind, reference and day of each item.
fn told(register: &Register, today: &str) -> Vec<(&'static str, String, String)> {
    due(register, today)
        .into_iter()
        .map(|item| {
            (
                item.kind.code(),
                item.reference.to_string(),
                item.date.to_string(),
            )
        })
        .collect()
}

/// One item, as `told` gives it.
fn one(kind: &'static str, reference: &str, date: &str) -> (&'static str, String, String) {
    (kind, reference.to_owned(), date.to_owned())
}

/// The change that an edit makes, made.
fn made(register: &Register, edits: Vec<crate::domain::change::Edit>) -> Register {
    let mut after = register.clone();
    for edit in edits {
        let mut record = edit.after.unwrap();
        after.settle(&mut *record);
        after.replace(record);
    }
    after
}
