//! What stands in the way of the days of a legal hold, wherever they are recorded: by an act, in a form, from a file.

use chrono::NaiveDate;

use super::standing::Hold;
use crate::domain::change::Edit;
use crate::domain::date::PartialDate;
use crate::domain::problem::Problem;
use crate::domain::value::Id;

/// Whether a hold can begin on a day: it stops what is done from then on, so that day has come.
///
/// # Errors
/// `due_hold_in_future`.
pub(crate) fn check_since(since: PartialDate, today: NaiveDate) -> Result<(), Problem> {
    if since.first_day() > today {
        return Err(Problem::usage("due_hold_in_future").with("day", since.to_string()));
    }
    Ok(())
}

/// Whether a hold can be lifted on a day: one that has come, and not before the hold stood.
///
/// # Errors
/// `due_lifted_in_future` or `due_lifted_before_start`.
pub(crate) fn check_lifted(
    hold: &Hold<'_>,
    reference: &str,
    on: NaiveDate,
    today: NaiveDate,
) -> Result<(), Problem> {
    if on > today {
        return Err(Problem::usage("due_lifted_in_future").with("day", on.to_string()));
    }
    match hold.since.filter(|since| on < since.first_day()) {
        Some(since) => Err(Problem::refused("due_lifted_before_start")
            .with("ref", reference)
            .with("day", on.to_string())
            .with("start", since.to_string())),
        None => Ok(()),
    }
}

/// Whether a day of a hold that is typed can be.
///
/// # Errors
/// As [`check_since`] and [`check_lifted`].
pub(crate) fn check_typed_hold(
    hold: &Hold<'_>,
    key: &str,
    day: PartialDate,
    today: NaiveDate,
) -> Result<(), Problem> {
    match key {
        "since" => check_since(day, today),
        "lifted_on" => check_lifted(hold, &hold.head.reference, day.last_day(), today),
        _ => Ok(()),
    }
}

/// The hold that an edit lifts without saying why; a lift that stood there before is not asked again.
#[must_use]
pub(crate) fn lifted_unexplained(edit: &Edit) -> Option<Id> {
    let mut found = None;
    edit.after.as_deref()?.walk(None, &mut |row, _| {
        let Some(hold) = Hold::of_row(row).filter(Hold::is_lifted_unexplained) else {
            return;
        };
        let before = edit.before.as_deref().and_then(|it| it.find(row.id()));
        let known = before
            .and_then(Hold::of_row)
            .and_then(|hold| hold.lifted_on);
        if known != hold.lifted_on {
            found.get_or_insert(row.id());
        }
    });
    found
}
