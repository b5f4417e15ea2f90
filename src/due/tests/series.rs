//! Many holdings at once.

use super::*;
use crate::due::series::{MOST, Series, Step, add_series, series};

fn made_of(from: &str, to: &str, step: Step) -> Result<Vec<(String, String)>, &'static str> {
    let wanted = Series {
        from: date(from).unwrap(),
        to: date(to).unwrap(),
        step,
    };
    series(&wanted)
        .map(|made| {
            made.into_iter()
                .map(|(name, day)| (name, day.to_string()))
                .collect()
        })
        .map_err(|problem| problem.key)
}

#[test]
fn one_per_calendar_year_starts_on_its_last_day() {
    let made = made_of("2018", "2026", Step::Yearly).unwrap();
    assert_eq!(made.len(), 9);
    assert_eq!(made[0], ("2018".to_owned(), "2018-12-31".to_owned()));
    assert_eq!(made[8], ("2026".to_owned(), "2026-12-31".to_owned()));
}

#[test]
fn one_per_month_knows_how_long_the_months_are() {
    let made = made_of("2023-12", "2024-03", Step::Monthly).unwrap();
    let days: Vec<&str> = made.iter().map(|(_, day)| day.as_str()).collect();
    assert_eq!(
        days,
        ["2023-12-31", "2024-01-31", "2024-02-29", "2024-03-31"]
    );
    assert_eq!(made[2].0, "2024-02");
    assert_eq!(made_of("2024", "2024", Step::Monthly).unwrap().len(), 12);
}

#[test]
fn a_series_from_a_day_does_not_drift() {
    let made = made_of("2024-01-31", "2024-05-31", Step::Monthly).unwrap();
    let days: Vec<&str> = made.iter().map(|(_, day)| day.as_str()).collect();
    assert_eq!(
        days,
        [
            "2024-01-31",
            "2024-02-29",
            "2024-03-31",
            "2024-04-30",
            "2024-05-31"
        ]
    );
    let leap = made_of("2024-02-29", "2028-03-01", Step::Yearly).unwrap();
    assert_eq!(leap[1].1, "2025-02-28");
    assert_eq!(leap[4].1, "2028-02-29");
}

#[test]
fn what_makes_no_sense_is_refused() {
    assert_eq!(
        made_of("2026", "2018", Step::Yearly),
        Err("due_series_reversed")
    );
    assert_eq!(
        made_of("1899", "2018", Step::Yearly),
        Err("due_start_too_early")
    );
    assert_eq!(
        made_of("1900", "2800", Step::Monthly),
        Err("due_series_too_long")
    );
    assert_eq!(
        made_of("1900-01", "2733-04", Step::Monthly).unwrap().len(),
        MOST
    );
    assert_eq!(
        made_of("1900-01", "2733-05", Step::Monthly),
        Err("due_series_too_long")
    );
    assert_eq!(made_of("1900", "9999", Step::Yearly).unwrap().len(), 8_100);
}

#[test]
fn a_series_is_added_to_a_rule_once() {
    let register = with_holdings(seven_years(), vec![holding("Accounts 2024", "2024-12-31")]);
    let rule = register.find("A1/R1").unwrap();
    let wanted = Series {
        from: date("2023").unwrap(),
        to: date("2026").unwrap(),
        step: Step::Yearly,
    };
    let today = day("2026-11-21");
    let edit = add_series(&register, rule, "Accounts", &wanted, false, today).unwrap();
    let after = made(&register, vec![edit]);
    let names: Vec<&str> = after.activities[0].retention[0]
        .holdings
        .iter()
        .map(|holding| holding.name.as_deref().unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "Accounts 2024",
            "Accounts 2023",
            "Accounts 2025",
            "Accounts 2026"
        ]
    );
    assert_eq!(after.reference(after.find("A1/R1/H4").unwrap()), "A1/R1/H4");
    let again = add_series(&after, rule, "Accounts", &wanted, false, today);
    assert_eq!(again.unwrap_err().key, "due_series_nothing_new");
    // A year that has not begun is no holding yet, unless it is known to come.
    let future = Series {
        to: date("2027").unwrap(),
        ..wanted
    };
    let early = add_series(&after, rule, "Accounts", &future, false, today);
    assert_eq!(early.unwrap_err().key, "due_start_in_future");
    assert!(add_series(&after, rule, "Accounts", &future, true, today).is_ok());
}
