//! The acts that answer a deadline, checked before anything is written: adding a holding, disposing, extending,
//! holding, checking, reviewing. Each gives the edits to save, or says why not.
//!
//! What was decided is never written over: a further reason follows the earlier one in the record, and a disposal that
//! is recorded stays.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::standing::{Hold, Standing};
use crate::domain::change::Edit;
use crate::domain::date::PartialDate;
use crate::domain::field::{Record, RecordKind};
use crate::domain::problem::Problem;
use crate::domain::records::{Activity, Retention};
use crate::domain::register::Register;
use crate::domain::value::{Id, Value, clean};

/// The first year in which a holding can start.
const FIRST_YEAR: i32 = 1900;

/// How a holding was disposed of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Disposal<'a> {
    /// Who did it or saw to it.
    pub by: &'a str,
    /// How.
    pub method: &'a str,
    /// What shows it; of any length.
    pub evidence: &'a str,
    /// Why it was done while the rule or the law still asked for the data to be kept. Kept with the evidence.
    pub early_because: &'a str,
}

/// What was decided at the review of a legal hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoldDecision {
    /// It stands, and is reviewed again on that day.
    Keep(PartialDate),
    /// It is lifted: what it stopped falls due again.
    Lift,
}

/// Whether a holding can start on a day; `to_come` where the event is known to be still to come.
///
/// # Errors
/// `due_start_too_early` or `due_start_in_future`.
pub fn check_start(start: NaiveDate, to_come: bool, today: NaiveDate) -> Result<(), Problem> {
    let problem = |key| Err(Problem::usage(key).with("day", start.to_string()));
    if start.year() < FIRST_YEAR {
        return problem("due_start_too_early");
    }
    if start > today && !to_come {
        return problem("due_start_in_future");
    }
    Ok(())
}

/// Adds a holding to a rule.
///
/// # Errors
/// `due_no_such_rule`, what [`check_start`] says, or `due_beyond_dates` where the last day cannot be written.
pub fn add_holding(
    register: &Register,
    rule: Id,
    name: &str,
    start: NaiveDate,
    to_come: bool,
    today: NaiveDate,
) -> Result<Edit, Problem> {
    let Some(known) = register.typed::<Retention>(rule) else {
        return Err(Problem::usage("due_no_such_rule"));
    };
    check_start(start, to_come, today)?;
    let counting = register.counting(known);
    if let (Ok(period), Err(_)) = (counting.limit(), counting.keep_through(start)) {
        return Err(Problem::usage("due_beyond_dates")
            .with("day", start.to_string())
            .with("period", period.to_string()));
    }
    row_edit(register, rule, |row| {
        let mut holding = RecordKind::Holding.blank();
        holding.head_mut().id = Id::provisional(0);
        holding.record_value("name", text(name));
        holding.record_value("started_on", Value::Date(PartialDate::Day(start)));
        let list = row.declaration().list("holdings").unwrap_or_default();
        let at = row.row_count(list);
        row.insert_row(list, at, holding);
    })
}

/// Records that holdings were disposed of on a day: all of them or none.
///
/// # Errors
/// `due_no_such_holding`, `due_disposed_already`, `due_on_hold`, `due_disposed_in_future`,
/// `due_disposed_before_start`, `due_by_missing`, or `due_floor` where the data must still be kept and no reason is
/// given.
pub fn dispose(
    register: &Register,
    holdings: &[Id],
    on: NaiveDate,
    disposal: &Disposal<'_>,
    today: NaiveDate,
) -> Result<Vec<Edit>, Problem> {
    if disposal.by.trim().is_empty() {
        return Err(Problem::usage("due_by_missing"));
    }
    if on > today {
        return Err(Problem::usage("due_disposed_in_future").with("day", on.to_string()));
    }
    for id in holdings {
        let standing = open(register, *id)?;
        let problem = |key| Problem::refused(key).with("ref", register.reference(*id));
        if let Some(hold) = standing.hold_on(today) {
            return Err(problem("due_on_hold").with("reason", hold.reason.unwrap_or("–")));
        }
        let start = standing.holding.started_on.map(|start| start.last_day());
        if let Some(start) = start.filter(|start| on < *start) {
            return Err(problem("due_disposed_before_start")
                .with("day", on.to_string())
                .with("start", start.to_string()));
        }
        if let Some(floor) = standing.floor().filter(|floor| on <= *floor)
            && disposal.early_because.trim().is_empty()
        {
            return Err(problem("due_floor")
                .with("day", floor.to_string())
                .with("law", law_or_dash(&standing)));
        }
    }
    let evidence = followed(None, disposal.evidence, None);
    let evidence = followed(Some(&evidence), disposal.early_because, Some(on));
    Ok(row_edits(register, holdings, |row| {
        row.record_value("disposed_on", Value::Date(PartialDate::Day(on)));
        row.record_value("disposed_by", text(disposal.by));
        row.record_value("method", text(disposal.method));
        row.record_value("evidence", prose(evidence.clone()));
    }))
}

/// Lets a holding be kept through a later day.
///
/// # Errors
/// `due_no_such_holding`, `due_disposed_already`, `due_reason_missing`, `due_extension_not_later` or
/// `due_extension_past`.
pub fn extend(
    register: &Register,
    holding: Id,
    until: PartialDate,
    because: &str,
    today: NaiveDate,
) -> Result<Edit, Problem> {
    let standing = open(register, holding)?;
    reasoned(because)?;
    let problem = |key| Problem::usage(key).with("day", until.to_string());
    if until.last_day() < today {
        return Err(problem("due_extension_past"));
    }
    if let Some(last) = standing.last_day().filter(|last| until.last_day() <= *last) {
        return Err(problem("due_extension_not_later").with("last", last.to_string()));
    }
    let earlier = standing.holding.extended_because.as_deref();
    let because = followed(earlier, because, Some(today));
    row_edit(register, holding, |row| {
        row.record_value("extended_until", Value::Date(until));
        row.record_value("extended_because", prose(because));
    })
}

/// Puts a legal hold on a holding, or on a rule and thereby on all its holdings.
///
/// # Errors
/// `due_no_such_holding`, `due_disposed_already`, `due_reason_missing`, `due_hold_in_future` or
/// `due_review_not_later`.
pub fn hold(
    register: &Register,
    id: Id,
    reason: &str,
    since: PartialDate,
    review_on: PartialDate,
    today: NaiveDate,
) -> Result<Edit, Problem> {
    let known = held(register, id)?;
    reasoned(reason)?;
    if since.first_day() > today {
        return Err(Problem::usage("due_hold_in_future").with("day", since.to_string()));
    }
    later(review_on, today)?;
    let earlier = known.and_then(|hold| hold.reason);
    let reason = followed(earlier, reason, Some(today));
    let since = known.and_then(|hold| hold.since).unwrap_or(since);
    row_edit(register, id, |row| {
        row.record_value("hold_reason", prose(reason));
        row.record_value("hold_since", Value::Date(since));
        row.record_value("hold_review_on", Value::Date(review_on));
    })
}

/// Records what was decided at the review of a legal hold. The reason of a hold that is lifted stays in the notes.
///
/// # Errors
/// `due_no_such_holding`, `due_no_hold`, `due_reason_missing` or `due_review_not_later`.
pub fn review_hold(
    register: &Register,
    id: Id,
    decision: HoldDecision,
    because: &str,
    today: NaiveDate,
) -> Result<Edit, Problem> {
    let Some(known) = held(register, id)? else {
        return Err(Problem::refused("due_no_hold").with("ref", register.reference(id)));
    };
    reasoned(because)?;
    if let HoldDecision::Keep(review) = decision {
        later(review, today)?;
    }
    let reason = followed(known.reason, because, Some(today));
    row_edit(register, id, |row| match decision {
        HoldDecision::Keep(review) => {
            row.record_value("hold_reason", prose(reason));
            row.record_value("hold_review_on", Value::Date(review));
        }
        HoldDecision::Lift => {
            let notes = row.text("notes");
            let notes = followed(notes.as_deref(), &reason, None);
            row.record_value("notes", prose(notes));
            for key in ["hold_reason", "hold_since", "hold_review_on"] {
                row.record_value(key, Value::Empty);
            }
        }
    })
}

/// Records that the routine of a rule was checked, or a decision on it was made.
///
/// # Errors
/// `due_no_such_rule`, `due_checked_in_future` or `due_checked_later`.
pub fn check(
    register: &Register,
    rule: Id,
    on: PartialDate,
    today: NaiveDate,
) -> Result<Edit, Problem> {
    let Some(known) = register.typed::<Retention>(rule) else {
        return Err(Problem::usage("due_no_such_rule"));
    };
    not_before(known.last_checked_on, on, today)?;
    row_edit(register, rule, |row| {
        row.record_value("last_checked_on", Value::Date(on));
    })
}

/// Records that an activity was reviewed. Without a day for the next review, it follows from the interval.
///
/// # Errors
/// `due_no_such_activity`, `due_checked_in_future`, `due_checked_later` or `due_review_not_later`.
pub fn review(
    register: &Register,
    activity: Id,
    on: PartialDate,
    next: Option<PartialDate>,
    today: NaiveDate,
) -> Result<Edit, Problem> {
    let Some(known) = register.typed::<Activity>(activity) else {
        return Err(Problem::usage("due_no_such_activity"));
    };
    not_before(known.last_reviewed_on, on, today)?;
    if let Some(next) = next {
        later(next, today)?;
    }
    row_edit(register, activity, |record| {
        record.record_value("last_reviewed_on", Value::Date(on));
        record.record_value("next_review_on", next.map_or(Value::Empty, Value::Date));
    })
}

/// The law behind a rule, for a sentence.
fn law_or_dash(standing: &Standing<'_>) -> String {
    match standing.counting.law {
        [] => "–".to_owned(),
        law => law.join("; "),
    }
}

/// A holding that is not yet disposed of.
fn open(register: &Register, id: Id) -> Result<Standing<'_>, Problem> {
    let standing = Standing::find(register, id).ok_or(Problem::usage("due_no_such_holding"))?;
    match standing.holding.disposed_on {
        None => Ok(standing),
        Some(day) => Err(Problem::refused("due_disposed_already")
            .with("ref", register.reference(id))
            .with("day", day.to_string())),
    }
}

/// The hold on an open holding or on a rule.
fn held(register: &Register, id: Id) -> Result<Option<Hold<'_>>, Problem> {
    if let Some(rule) = register.typed::<Retention>(id) {
        return Ok(Hold::of_rule(rule));
    }
    open(register, id).map(|standing| Hold::of_holding(standing.holding))
}

fn reasoned(reason: &str) -> Result<(), Problem> {
    if reason.trim().is_empty() {
        return Err(Problem::usage("due_reason_missing"));
    }
    Ok(())
}

/// A day that something is to be looked at again must be still to come.
fn later(day: PartialDate, today: NaiveDate) -> Result<(), Problem> {
    if day.last_day() <= today {
        return Err(Problem::usage("due_review_not_later").with("day", day.to_string()));
    }
    Ok(())
}

fn not_before(last: Option<PartialDate>, on: PartialDate, today: NaiveDate) -> Result<(), Problem> {
    // A month or year that is running has begun, though its last day is still to come.
    if on.first_day() > today {
        return Err(Problem::usage("due_checked_in_future").with("day", on.to_string()));
    }
    match last {
        Some(last) if on.last_day() < last.first_day() => Err(Problem::usage("due_checked_later")
            .with("day", on.to_string())
            .with("last", last.to_string())),
        _ => Ok(()),
    }
}

/// A further text behind an earlier one, on a line of its own, with its day where one is given.
fn followed(earlier: Option<&str>, further: &str, day: Option<NaiveDate>) -> String {
    let further = clean(further, true);
    match earlier.filter(|earlier| !earlier.is_empty()) {
        None => further,
        Some(earlier) if further.is_empty() => earlier.to_owned(),
        Some(earlier) => match day {
            Some(day) => format!("{earlier}\n{day}: {further}"),
            None => format!("{earlier}\n{further}"),
        },
    }
}

fn text(text: &str) -> Value {
    prose(clean(text, false))
}

fn prose(text: String) -> Value {
    if text.is_empty() {
        Value::Empty
    } else {
        Value::Text(text)
    }
}

/// The edit that changes one record or row.
pub(super) fn row_edit(
    register: &Register,
    id: Id,
    change: impl FnOnce(&mut dyn Record),
) -> Result<Edit, Problem> {
    let before = register
        .owner(id)
        .ok_or(Problem::usage("due_no_such_holding"))?
        .boxed();
    let mut after = before.clone();
    if let Some(row) = after.find_mut(id) {
        change(row);
    }
    Ok(Edit {
        before: Some(before),
        after: Some(after),
    })
}

/// The edits that change several rows alike, one for each record that holds some of them.
fn row_edits(register: &Register, ids: &[Id], change: impl Fn(&mut dyn Record)) -> Vec<Edit> {
    let mut owners: BTreeMap<Id, Vec<Id>> = BTreeMap::new();
    for id in ids {
        if let Some(place) = register.place(*id) {
            owners.entry(place.owner).or_default().push(*id);
        }
    }
    let mut edits = Vec::new();
    for (owner, rows) in owners {
        let Some(before) = register.owner(owner).map(|record| record.boxed()) else {
            continue;
        };
        let mut after = before.clone();
        for id in rows {
            if let Some(row) = after.find_mut(id) {
                change(row);
            }
        }
        edits.push(Edit {
            before: Some(before),
            after: Some(after),
        });
    }
    edits
}
