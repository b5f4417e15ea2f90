//! The acts that answer a deadline, checked before anything is written: disposing, extending, holding, checking,
//! reviewing, each on one or on several at once. Each gives the edits to save, or says of which record why not; then
//! nothing is written of the others either.
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Disposal<'a> {
    /// Who did it or saw to it.
    pub by: &'a str,
    /// How.
    pub method: &'a str,
    /// How much it was.
    pub extent: &'a str,
    /// What shows it; of any length.
    pub evidence: &'a str,
    /// Who else was there, or checked it.
    pub witness: &'a str,
    /// The decision that it rests on, where that is not the one that stands in the rule.
    pub decision: Option<&'a str>,
    /// Its day.
    pub decision_on: Option<PartialDate>,
    /// Why it was done while the rule or the law still asked for the data to be kept.
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

/// What is recorded of a row: fields and their values.
type Recorded = Vec<(&'static str, Value)>;

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

/// Whether a day that is typed into a holding can be: the day its time starts, or that of its disposal. What asks for
/// a reason is refused here, since only [`dispose`] records one.
///
/// # Errors
/// As [`check_start`]; `due_disposed_in_future`, `due_disposed_before_start`, `due_on_hold` or `due_floor_typed`.
pub fn check_typed(
    standing: &Standing<'_>,
    key: &str,
    day: NaiveDate,
    today: NaiveDate,
) -> Result<(), Problem> {
    let holding = standing.holding;
    let problem = |key| Problem::refused(key).with("ref", &holding.head.reference);
    match key {
        "started_on" => check_start(day, false, today),
        "disposed_on" if day > today => {
            Err(Problem::usage("due_disposed_in_future").with("day", day.to_string()))
        }
        "disposed_on" => {
            if let Some(hold) = standing.hold_on(today) {
                return Err(problem("due_on_hold").with("reason", hold.reason.unwrap_or("–")));
            }
            let start = holding.started_on.map(|start| start.last_day());
            if let Some(start) = start.filter(|start| day < *start) {
                return Err(problem("due_disposed_before_start")
                    .with("day", day.to_string())
                    .with("start", start.to_string()));
            }
            match standing.floor().filter(|floor| day <= *floor) {
                Some(floor) => Err(problem("due_floor_typed")
                    .with("day", floor.to_string())
                    .with("law", standing.floor_because())),
                None => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

/// Records that holdings were disposed of on a day.
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
    if clean(disposal.by, false).is_empty() {
        return Err(Problem::usage("due_by_missing"));
    }
    if on > today {
        return Err(Problem::usage("due_disposed_in_future").with("day", on.to_string()));
    }
    let line = |value: &str| prose(clean(value, false));
    let lines = |value: &str| prose(clean(value, true));
    each(register, holdings, |id| {
        let standing = open(register, id)?;
        let problem = |key| Problem::refused(key).with("ref", register.reference(id));
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
                .with("law", standing.floor_because()));
        }
        let of_rule = decision_of(register, id);
        let decision = disposal.decision.map_or_else(
            || of_rule.as_ref().map_or_else(String::new, |it| it.0.clone()),
            |decision| clean(decision, false),
        );
        let decided_on = of_rule.filter(|it| it.0 == decision).and_then(|it| it.1);
        let decided_on = disposal.decision_on.or(decided_on);
        let mut recorded = vec![
            ("disposed_on", Value::Date(PartialDate::Day(on))),
            ("disposed_by", line(disposal.by)),
            ("method", line(disposal.method)),
            ("extent", line(disposal.extent)),
            ("evidence", lines(disposal.evidence)),
            ("witness", line(disposal.witness)),
            ("early_because", lines(disposal.early_because)),
            ("decision", prose(decision)),
            ("decision_on", decided_on.map_or(Value::Empty, Value::Date)),
        ];
        // What somebody wrote into the form before stays, where nothing is said of it now.
        recorded.retain(|(_, value)| !value.is_empty());
        Ok(recorded)
    })
}

/// The decision that stands in the rule of a holding, or in its schedule, and its day: that by which a public body may
/// dispose of records.
#[must_use]
pub fn decision_of(register: &Register, holding: Id) -> Option<(String, Option<PartialDate>)> {
    let rule = register.typed::<Retention>(register.place(holding)?.parent?)?;
    let rule = register.effective_rule(rule);
    let link = rule.disposal_decision?;
    Some((link.title.or(link.address)?, rule.disposal_decided_on))
}

/// Lets holdings be kept through a later day, for a reason and, where there is one, by a law.
///
/// # Errors
/// `due_no_such_holding`, `due_disposed_already`, `due_reason_missing`, `due_extension_not_later` or
/// `due_extension_past`.
pub fn extend(
    register: &Register,
    holdings: &[Id],
    until: PartialDate,
    (because, law): (&str, &str),
    today: NaiveDate,
) -> Result<Vec<Edit>, Problem> {
    reasoned(because)?;
    if until.last_day() < today {
        return Err(Problem::usage("due_extension_past").with("day", until.to_string()));
    }
    let law = clean(law, false);
    each(register, holdings, |id| {
        let standing = open(register, id)?;
        if let Some(last) = standing.last_day().filter(|last| until.last_day() <= *last) {
            return Err(Problem::usage("due_extension_not_later")
                .with("ref", register.reference(id))
                .with("day", until.to_string())
                .with("last", last.to_string()));
        }
        let earlier = standing.holding.extended_because.as_deref();
        let because = followed(earlier, because, Some(today));
        let mut laws = standing.holding.extended_law.clone();
        if !law.is_empty() && !laws.contains(&law) {
            laws.push(law.clone());
        }
        let mut recorded = vec![
            ("extended_until", Value::Date(until)),
            ("extended_because", prose(because)),
        ];
        if !laws.is_empty() {
            recorded.push(("extended_law", Value::Texts(laws)));
        }
        Ok(recorded)
    })
}

/// Puts a legal hold on holdings, or on rules and thereby on all their holdings. Where one stands already, the reason
/// follows the earlier one, the first day stays, and the day of its review is set anew.
///
/// # Errors
/// `due_no_such_holding`, `due_disposed_already`, `due_reason_missing`, `due_hold_in_future` or
/// `due_review_not_later`.
pub fn hold(
    register: &Register,
    ids: &[Id],
    reason: &str,
    since: PartialDate,
    review_on: PartialDate,
    today: NaiveDate,
) -> Result<Vec<Edit>, Problem> {
    reasoned(reason)?;
    if since.first_day() > today {
        return Err(Problem::usage("due_hold_in_future").with("day", since.to_string()));
    }
    later(review_on, today)?;
    each(register, ids, |id| {
        let known = held(register, id)?;
        let earlier = known.and_then(|hold| hold.reason);
        let since = known.and_then(|hold| hold.since).unwrap_or(since);
        Ok(vec![
            ("hold_reason", prose(followed(earlier, reason, Some(today)))),
            ("hold_since", Value::Date(since)),
            ("hold_review_on", Value::Date(review_on)),
        ])
    })
}

/// Records what was decided at the review of legal holds. The reason of a hold that is lifted stays in the notes.
///
/// # Errors
/// `due_no_such_holding`, `due_no_hold`, `due_reason_missing` or `due_review_not_later`.
pub fn review_hold(
    register: &Register,
    ids: &[Id],
    decision: HoldDecision,
    because: &str,
    today: NaiveDate,
) -> Result<Vec<Edit>, Problem> {
    reasoned(because)?;
    if let HoldDecision::Keep(review) = decision {
        later(review, today)?;
    }
    each(register, ids, |id| {
        let Some(known) = held(register, id)? else {
            return Err(Problem::refused("due_no_hold").with("ref", register.reference(id)));
        };
        let reason = followed(known.reason, because, Some(today));
        Ok(match decision {
            HoldDecision::Keep(review) => vec![
                ("hold_reason", prose(reason)),
                ("hold_review_on", Value::Date(review)),
            ],
            HoldDecision::Lift => {
                let notes = register.get(id).and_then(|row| row.text("notes"));
                vec![
                    ("notes", prose(followed(notes.as_deref(), &reason, None))),
                    ("hold_reason", Value::Empty),
                    ("hold_since", Value::Empty),
                    ("hold_review_on", Value::Empty),
                ]
            }
        })
    })
}

/// Records that the routines of rules were checked, or that a decision on them was made, with what came of it.
///
/// # Errors
/// `due_no_such_rule`, `due_result_missing`, `due_checked_in_future` or `due_checked_later`.
pub fn check(
    register: &Register,
    rules: &[Id],
    on: PartialDate,
    result: &str,
    today: NaiveDate,
) -> Result<Vec<Edit>, Problem> {
    let result = clean(result, true);
    if result.is_empty() {
        return Err(Problem::usage("due_result_missing"));
    }
    each(register, rules, |id| {
        let Some(known) = register.typed::<Retention>(id) else {
            return Err(missing(register, id, "due_no_such_rule", "due_not_a_rule"));
        };
        not_before(register, id, known.last_checked_on, on, today)?;
        // Results stand together for good, so each has its day.
        let earlier = known.check_results.as_deref();
        let results = followed(earlier, &format!("{on}: {result}"), None);
        Ok(vec![
            ("last_checked_on", Value::Date(on)),
            ("check_results", prose(results)),
        ])
    })
}

/// Records that activities were reviewed. Without a day for the next review, it follows from the interval.
///
/// # Errors
/// `due_no_such_activity`, `due_checked_in_future`, `due_checked_later` or `due_review_not_later`.
pub fn review(
    register: &Register,
    activities: &[Id],
    on: PartialDate,
    next: Option<PartialDate>,
    today: NaiveDate,
) -> Result<Vec<Edit>, Problem> {
    if let Some(next) = next {
        later(next, today)?;
    }
    each(register, activities, |id| {
        let Some(known) = register.typed::<Activity>(id) else {
            let keys = ("due_no_such_activity", "due_not_an_activity");
            return Err(missing(register, id, keys.0, keys.1));
        };
        not_before(register, id, known.last_reviewed_on, on, today)?;
        Ok(vec![
            ("last_reviewed_on", Value::Date(on)),
            ("next_review_on", next.map_or(Value::Empty, Value::Date)),
        ])
    })
}

/// Why an act cannot be done on what has that number: it is gone, or it is something else.
fn missing(register: &Register, id: Id, gone: &'static str, other: &'static str) -> Problem {
    match register.place(id) {
        None => Problem::usage(gone),
        Some(place) => Problem::usage(other)
            .with("ref", register.reference(id))
            .with("record", place.kind.key()),
    }
}

/// A holding that is not yet disposed of.
fn open(register: &Register, id: Id) -> Result<Standing<'_>, Problem> {
    let standing = Standing::find(register, id)
        .ok_or_else(|| missing(register, id, "due_no_such_holding", "due_not_a_holding"))?;
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
    match register.place(id).map(|place| place.kind) {
        None | Some(RecordKind::Holding) => {
            open(register, id).map(|standing| Hold::of_holding(standing.holding))
        }
        Some(_) => Err(missing(
            register,
            id,
            "due_no_such_holding",
            "due_not_to_hold",
        )),
    }
}

fn reasoned(reason: &str) -> Result<(), Problem> {
    if clean(reason, true).is_empty() {
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

fn not_before(
    register: &Register,
    id: Id,
    last: Option<PartialDate>,
    on: PartialDate,
    today: NaiveDate,
) -> Result<(), Problem> {
    // A month or year that is running has begun, though its last day is still to come.
    if on.first_day() > today {
        return Err(Problem::usage("due_checked_in_future").with("day", on.to_string()));
    }
    match last {
        Some(last) if on.last_day() < last.first_day() => Err(Problem::usage("due_checked_later")
            .with("ref", register.reference(id))
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

/// The edits that record something of several rows, one for each record that holds some of them: all or none.
fn each(
    register: &Register,
    ids: &[Id],
    mut recorded: impl FnMut(Id) -> Result<Recorded, Problem>,
) -> Result<Vec<Edit>, Problem> {
    let mut owners: BTreeMap<Id, BTreeMap<Id, Recorded>> = BTreeMap::new();
    for id in ids {
        let values = recorded(*id)?;
        if let Some(place) = register.place(*id) {
            owners.entry(place.owner).or_default().insert(*id, values);
        }
    }
    let mut edits = Vec::with_capacity(owners.len());
    for (owner, rows) in owners {
        let Some(before) = register.owner(owner).map(|record| record.boxed()) else {
            continue;
        };
        let mut after = before.clone();
        for (id, values) in rows {
            if let Some(row) = after.find_mut(id) {
                for (key, value) in values {
                    row.record_value(key, value);
                }
            }
        }
        edits.push(Edit {
            before: Some(before),
            after: Some(after),
        });
    }
    Ok(edits)
}
