//! Many holdings at once: one per calendar year, one per month, or one each year or month from a day.

use chrono::{Datelike, Months, NaiveDate};

use super::acts::{check_start, row_edit};
use crate::domain::change::Edit;
use crate::domain::date::PartialDate;
use crate::domain::field::{Record, RecordKind};
use crate::domain::problem::Problem;
use crate::domain::records::{Holding, Retention};
use crate::domain::register::Register;
use crate::domain::value::{Id, Value};

/// The most holdings that one series makes.
pub const MOST: usize = 10_000;

/// How far the holdings of a series lie apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A year.
    Yearly,
    /// A month.
    Monthly,
}

/// A series of holdings to make.
///
/// `from` as a year or month gives one holding per calendar year or month, each starting on its last day, when all
/// that belongs to it has begun. `from` as a day gives that day in each year or month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Series {
    /// Where it begins.
    pub from: PartialDate,
    /// Where it ends; the last holding begins no later.
    pub to: PartialDate,
    /// How far the holdings lie apart.
    pub step: Step,
}

/// The holdings of a series: the name and the start day of each.
///
/// Each day is counted from the first one, so that the 31st does not become the 28th for good once February has passed.
///
/// # Errors
/// `due_series_reversed`, `due_series_too_long`, or `due_start_too_early`.
pub fn series(series: &Series) -> Result<Vec<(String, NaiveDate)>, Problem> {
    let Series { from, to, step } = *series;
    let stated = |problem: Problem| {
        problem
            .with("from", from.to_string())
            .with("to", to.to_string())
    };
    if to.last_day() < from.first_day() {
        return Err(stated(Problem::usage("due_series_reversed")));
    }
    let months = match step {
        Step::Yearly => 12,
        Step::Monthly => 1,
    };
    // A year asked for by the month is its twelve months; a month asked for by the year is that month in each year.
    let first = match (from, step) {
        (PartialDate::Year(year), Step::Monthly) => PartialDate::Month(year, 1),
        _ => from,
    };
    check_start(first.last_day(), true, first.last_day())?;
    let mut made = Vec::new();
    for count in 0.. {
        let Some(day) = first
            .first_day()
            .checked_add_months(Months::new(count * months))
        else {
            break;
        };
        let at = match first {
            PartialDate::Year(_) => PartialDate::Year(day.year()),
            PartialDate::Month(..) => PartialDate::Month(day.year(), day.month()),
            PartialDate::Day(_) => PartialDate::Day(day),
        };
        if at.last_day() > to.last_day() {
            break;
        }
        if made.len() == MOST {
            let problem = Problem::usage("due_series_too_long").with("most", MOST.to_string());
            return Err(stated(problem));
        }
        made.push((at.to_string(), at.last_day()));
    }
    if made.is_empty() {
        return Err(stated(Problem::usage("due_series_reversed")));
    }
    Ok(made)
}

/// The edit that adds a series of holdings to a rule, each named `NAME 2018`. Holdings of that name and day that the
/// rule has already are not added again.
///
/// # Errors
/// What [`series`] says; `due_no_such_rule`; `due_start_in_future` for a holding whose year or month has not begun,
/// unless `to_come`; `due_series_nothing_new`.
pub fn add_series(
    register: &Register,
    rule: Id,
    name: &str,
    wanted: &Series,
    to_come: bool,
    today: NaiveDate,
) -> Result<Edit, Problem> {
    let Some(known) = register.typed::<Retention>(rule) else {
        return Err(Problem::usage("due_no_such_rule"));
    };
    let made = series(wanted)?;
    // The batch of the year or month that is running starts, as a whole, on its last day.
    let running = match wanted.step {
        Step::Yearly => PartialDate::Year(today.year()),
        Step::Monthly => PartialDate::Month(today.year(), today.month()),
    };
    let whole = !matches!(wanted.from, PartialDate::Day(_));
    let latest = if whole { running.last_day() } else { today };
    let mut added: Vec<Box<dyn Record>> = Vec::new();
    for (label, day) in made {
        check_start(day, to_come, latest)?;
        let name = format!("{} {label}", name.trim()).trim().to_owned();
        let same = |holding: &Holding| {
            holding.name.as_deref() == Some(name.as_str())
                && holding.started_on == Some(PartialDate::Day(day))
        };
        if known.holdings.iter().any(same) {
            continue;
        }
        let mut holding = RecordKind::Holding.blank();
        let number = u32::try_from(added.len()).unwrap_or(u32::MAX / 4);
        holding.head_mut().id = Id::provisional(number);
        holding.record_value("name", Value::Text(name));
        holding.record_value("started_on", Value::Date(PartialDate::Day(day)));
        added.push(holding);
    }
    if added.is_empty() {
        return Err(Problem::refused("due_series_nothing_new")
            .with("ref", register.reference(rule))
            .with("from", wanted.from.to_string())
            .with("to", wanted.to.to_string()));
    }
    row_edit(register, rule, |row| {
        let list = row.declaration().list("holdings").unwrap_or_default();
        for holding in added {
            let at = row.row_count(list);
            row.insert_row(list, at, holding);
        }
    })
}
