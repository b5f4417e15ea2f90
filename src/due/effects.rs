//! The acts that answer a deadline, checked before anything is written: disposing, extending, holding, checking,
//! reviewing, each on one or on several at once. Each gives the edits to save, or says of which record why not; then
//! nothing is written of the others either.
//!
//! What was decided is never written over: a further reason follows the earlier one in the record, and a disposal that
//! is recorded stays.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::lifting::{check_lifted, check_since};
use super::standing::{Hold, HoldingStanding, KeptAgainst};
use crate::domain::bulk::set_field;
use crate::domain::change::Edit;
use crate::domain::codec::clean;
use crate::domain::date::PartialDate;
use crate::domain::field::Record;
use crate::domain::kind::RecordKind;
use crate::domain::problem::Problem;
use crate::domain::records::{Activity, Retention};
use crate::domain::register::Register;
use crate::domain::retired::{HOLDS, hold_kind};
use crate::domain::value::{Id, Value};

/// The first year in which a holding can start.
const FIRST_YEAR: i32 = 1900;

/// How a holding was disposed of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Disposal<'a> {
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

/// A legal hold that is put on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NewHold<'a> {
    /// Why.
    pub reason: &'a str,
    /// The case that it is for; may be empty.
    pub case: &'a str,
    /// The first day.
    pub since: PartialDate,
    /// When to ask whether the reason still stands.
    pub review_on: PartialDate,
}

/// What is recorded of a row: fields and their values.
type Recorded = Vec<(&'static str, Value)>;

/// Whether a holding can start on a day; `to_come` where the event is known to be still to come.
///
/// # Errors
/// `due_start_too_early` or `due_start_in_future`.
pub(crate) fn check_start(
    start: NaiveDate,
    to_come: bool,
    today: NaiveDate,
) -> Result<(), Problem> {
    let problem = |key| Err(Problem::usage(key).with("day", start.to_string()));
    if start.year() < FIRST_YEAR {
        return problem("due_start_too_early");
    }
    if start > today && !to_come {
        return problem("due_start_in_future");
    }
    Ok(())
}

/// Whether a day that is typed into a holding can be: the day its time starts, or that of its disposal.
///
/// What asks for a reason is refused here, since only [`dispose`] records one.
///
/// # Errors
/// As [`check_start`]; `due_decided_in_future`, `due_disposed_in_future`, `due_disposed_before_start`, `due_on_hold`,
/// `due_was_on_hold`, `due_floor_typed` or `due_for_good_typed`.
pub(crate) fn check_typed(
    standing: &HoldingStanding<'_>,
    key: &str,
    day: NaiveDate,
    today: NaiveDate,
) -> Result<(), Problem> {
    let holding = standing.holding;
    let problem = |key| Problem::refused(key).with("ref", &holding.head.reference);
    match key {
        "started_on" => check_start(day, false, today),
        "decision_on" if day > today => {
            Err(Problem::usage("due_decided_in_future").with("day", day.to_string()))
        }
        "disposed_on" if day > today => {
            Err(Problem::usage("due_disposed_in_future").with("day", day.to_string()))
        }
        "disposed_on" => {
            not_held(standing, &holding.head.reference, day, today)?;
            let start = holding.started_on.map(|start| start.last_day());
            if let Some(start) = start.filter(|start| day < *start) {
                return Err(problem("due_disposed_before_start")
                    .with("day", day.to_string())
                    .with("start", start.to_string()));
            }
            let keys = ("due_floor_typed", "due_for_good_typed");
            still_kept(standing, &holding.head.reference, day, keys)
        }
        _ => Ok(()),
    }
}

/// Sets a field on each of these records and rows, where the days of batches can be.
///
/// # Errors
/// As [`check_typed`] and [`set_field`].
pub(crate) fn set(
    register: &Register,
    ids: &[Id],
    key: &str,
    value: &Value,
    today: NaiveDate,
) -> Result<Vec<Edit>, Problem> {
    if let Value::Date(day) = value {
        let standing = ids
            .iter()
            .filter_map(|id| HoldingStanding::find(register, *id));
        for standing in standing {
            check_typed(&standing, key, day.last_day(), today)?;
        }
    }
    set_field(register, ids, key, value)
}

/// Records that holdings were disposed of on a day.
///
/// # Errors
/// `due_no_such_holding`, `due_disposed_already`, `due_on_hold`, `due_was_on_hold`, `due_disposed_in_future`,
/// `due_disposed_before_start`, `due_decided_later`, `due_by_missing`, or, where no reason is given, `due_floor` of data
/// that must still be kept and `due_for_good` of data that are kept for good.
pub(crate) fn dispose(
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
        let standing = open(register, id, today)?;
        let problem = |key| Problem::refused(key).with("ref", register.reference(id));
        not_held(&standing, &register.reference(id), on, today)?;
        let start = standing.holding.started_on.map(|start| start.last_day());
        if let Some(start) = start.filter(|start| on < *start) {
            return Err(problem("due_disposed_before_start")
                .with("day", on.to_string())
                .with("start", start.to_string()));
        }
        if disposal.early_because.trim().is_empty() {
            let keys = ("due_floor", "due_for_good");
            still_kept(&standing, &register.reference(id), on, keys)?;
        }
        let of_rule = decision_of(register, id);
        let decision = disposal.decision.map_or_else(
            || of_rule.as_ref().map_or_else(String::new, |it| it.0.clone()),
            |decision| clean(decision, false),
        );
        let decided_on = of_rule.filter(|it| it.0 == decision).and_then(|it| it.1);
        let decided_on = disposal.decision_on.or(decided_on);
        if let Some(decided) = decided_on.filter(|decided| decided.first_day() > on) {
            return Err(problem("due_decided_later")
                .with("day", on.to_string())
                .with("decided", decided.to_string()));
        }
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

/// Refuses a disposal on a day on which the data must still be kept: up to a day, or for good.
fn still_kept(
    standing: &HoldingStanding<'_>,
    reference: &str,
    on: NaiveDate,
    (floor, for_good): (&'static str, &'static str),
) -> Result<(), Problem> {
    let problem = match standing.kept_against(on) {
        None => return Ok(()),
        Some(KeptAgainst::Through(day)) => Problem::refused(floor).with("day", day.to_string()),
        Some(KeptAgainst::ForGood) => Problem::refused(for_good),
    };
    Err(problem
        .with("ref", reference)
        .with("law", standing.floor_because()))
}

/// Refuses a disposal on a day under a legal hold: one that stands today, or one that stood on that day.
fn not_held(
    standing: &HoldingStanding<'_>,
    reference: &str,
    on: NaiveDate,
    today: NaiveDate,
) -> Result<(), Problem> {
    let problem = |key| Problem::refused(key).with("ref", reference);
    if let Some(reason) = standing.held_because(today) {
        return Err(problem("due_on_hold").with("reason", reason));
    }
    match standing.held_because(on) {
        Some(reason) => Err(problem("due_was_on_hold")
            .with("day", on.to_string())
            .with("reason", reason)),
        None => Ok(()),
    }
}

/// The decision that stands in the rule of a holding, or in its schedule, and its day: that by which a public body may
/// dispose of records.
#[must_use]
pub(crate) fn decision_of(
    register: &Register,
    holding: Id,
) -> Option<(String, Option<PartialDate>)> {
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
pub(crate) fn extend(
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
        let standing = open(register, id, today)?;
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

/// Puts one more legal hold on holdings, or on rules and thereby on all their holdings.
///
/// A hold that is named itself is kept at its review: what was found follows its reason, its first day stays, the day
/// of its review is set anew.
///
/// # Errors
/// `due_no_such_holding`, `due_disposed_already`, `due_reason_missing`, `due_hold_in_future`,
/// `due_review_not_later`, `due_hold_stands` where one for the same reason and case stands there, or
/// `due_lifted_already` of a hold that was lifted.
pub(crate) fn hold(
    register: &Register,
    ids: &[Id],
    new: &NewHold<'_>,
    today: NaiveDate,
) -> Result<Vec<Edit>, Problem> {
    reasoned(new.reason)?;
    check_since(new.since, today)?;
    later(new.review_on, today)?;
    let (why, case_text) = (clean(new.reason, true), clean(new.case, false));
    let case = prose(case_text.clone());
    let made = |id: Id| -> Result<Recorded, Problem> {
        if let Some(known) = Hold::find(register, id) {
            not_lifted(register, &known, today)?;
            let mut kept = vec![
                (
                    "reason",
                    prose(followed(known.reason, new.reason, Some(today))),
                ),
                ("review_on", Value::Date(new.review_on)),
            ];
            kept.extend((!case.is_empty()).then(|| ("case", case.clone())));
            return Ok(kept);
        }
        to_be_held(register, id, today)?;
        let twin = |hold: &&Hold<'_>| {
            let reason = hold.reason.unwrap_or_default();
            // What was found at its reviews follows the reason that it was put on for.
            let first = reason.strip_prefix(&*why);
            let same = first.is_some_and(|rest| rest.is_empty() || rest.starts_with('\n'));
            same && hold.case.unwrap_or_default() == case_text
        };
        let holds = Hold::all_on(register, id, today).unwrap_or_default();
        if let Some(twin) = holds.iter().find(twin) {
            return Err(Problem::refused("due_hold_stands")
                .with("ref", register.reference(id))
                .with("hold", register.reference(twin.head.id)));
        }
        Ok(vec![
            ("reason", prose(followed(None, new.reason, None))),
            ("case", case.clone()),
            ("since", Value::Date(new.since)),
            ("review_on", Value::Date(new.review_on)),
        ])
    };
    each_with(register, ids, made, &|row, values, nth| {
        let list = row.declaration().list(HOLDS);
        let (Some(list), Some(kind)) = (list, hold_kind(row.kind())) else {
            return record_all(row, values);
        };
        let mut hold = kind.blank();
        hold.head_mut().id = Id::provisional(nth);
        record_all(&mut *hold, values);
        row.head_mut().none.remove(HOLDS);
        row.insert_row(list, row.row_count(list), hold);
    })
}

/// Lifts legal holds: each one that is named, or the only one on a rule or holding that is.
///
/// It stays on record, with the day and why.
///
/// # Errors
/// `due_no_such_holding`, `due_no_hold`, `due_which_hold` where several stand, `due_lifted_already`,
/// `due_reason_missing`, `due_lifted_in_future` or `due_lifted_before_start`.
pub(crate) fn lift(
    register: &Register,
    ids: &[Id],
    on: NaiveDate,
    because: &str,
    today: NaiveDate,
) -> Result<Vec<Edit>, Problem> {
    reasoned(because)?;
    if on > today {
        return Err(Problem::usage("due_lifted_in_future").with("day", on.to_string()));
    }
    let mut lifted = Vec::with_capacity(ids.len());
    for id in ids {
        if let Some(known) = Hold::find(register, *id) {
            not_lifted(register, &known, today)?;
        }
        let Some(holds) = Hold::all_on(register, *id, today) else {
            return Err(missing(
                register,
                *id,
                "due_no_such_holding",
                "due_not_to_hold",
            ));
        };
        let problem = |key| Problem::refused(key).with("ref", register.reference(*id));
        let hold = match holds.as_slice() {
            [] => return Err(problem("due_no_hold")),
            [hold] => hold,
            [first, ..] => {
                let named = |hold: &Hold<'_>| {
                    format!("{} ({})", register.reference(hold.head.id), hold.why())
                };
                let holds: Vec<String> = holds.iter().map(named).collect();
                return Err(problem("due_which_hold")
                    .with("holds", holds.join(", "))
                    .with("first", register.reference(first.head.id)));
            }
        };
        check_lifted(hold, &register.reference(hold.head.id), on, today)?;
        if !lifted.contains(&hold.head.id) {
            lifted.push(hold.head.id);
        }
    }
    each(register, &lifted, |id| {
        let known = Hold::find(register, id).and_then(|hold| hold.lifted_because);
        let because = followed(known, because, Some(on));
        Ok(vec![
            ("lifted_on", Value::Date(PartialDate::Day(on))),
            ("lifted_because", prose(because)),
        ])
    })
}

fn not_lifted(register: &Register, hold: &Hold<'_>, today: NaiveDate) -> Result<(), Problem> {
    match hold.lifted_by(today) {
        None => Ok(()),
        Some(day) => Err(Problem::refused("due_lifted_already")
            .with("ref", register.reference(hold.head.id))
            .with("day", day.to_string())),
    }
}

/// Records that the routines of rules were checked, or that a decision on them was made, with what came of it.
///
/// # Errors
/// `due_no_such_rule`, `due_result_missing`, `due_checked_in_future` or `due_checked_later`.
pub(crate) fn check(
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
pub(crate) fn review(
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

/// A holding that is not yet disposed of: a disposal on a day that is still to come is none.
fn open(register: &Register, id: Id, today: NaiveDate) -> Result<HoldingStanding<'_>, Problem> {
    let standing = HoldingStanding::find(register, id)
        .ok_or_else(|| missing(register, id, "due_no_such_holding", "due_not_a_holding"))?;
    match standing.disposed_by(today) {
        None => Ok(standing),
        Some(day) => Err(Problem::refused("due_disposed_already")
            .with("ref", register.reference(id))
            .with("day", day.to_string())),
    }
}

/// Whether a hold can be put on what has that number: a rule, or a holding whose data are still there.
fn to_be_held(register: &Register, id: Id, today: NaiveDate) -> Result<(), Problem> {
    match register.place(id).map(|place| place.kind) {
        Some(RecordKind::Retention) => Ok(()),
        None | Some(RecordKind::Holding) => match HoldingStanding::find(register, id) {
            Some(standing) if standing.gone_by(today).is_none() => Ok(()),
            _ => open(register, id, today).map(|_| ()),
        },
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
    recorded: impl FnMut(Id) -> Result<Recorded, Problem>,
) -> Result<Vec<Edit>, Problem> {
    each_with(register, ids, recorded, &|row, values, _| {
        record_all(row, values);
    })
}

fn record_all(row: &mut dyn Record, values: Recorded) {
    for (key, value) in values {
        row.record_value(key, value);
    }
}

/// The same, where `make` says how what is recorded comes into a row, which is the n-th of its record.
fn each_with(
    register: &Register,
    ids: &[Id],
    mut recorded: impl FnMut(Id) -> Result<Recorded, Problem>,
    make: &dyn Fn(&mut dyn Record, Recorded, u32),
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
        for (nth, (id, values)) in (0..).zip(rows) {
            if let Some(row) = after.find_mut(id) {
                make(row, values, nth);
            }
        }
        edits.push(Edit {
            before: Some(before),
            after: Some(after),
        });
    }
    Ok(edits)
}
