//! Many holdings at once.

use super::*;
use crate::due::series::{MOST, Series, SeriesStep, WantedHoldings, add_holdings, series};

fn made_of(from: &str, to: &str, step: SeriesStep) -> Result<Vec<(String, String)>, &'static str> {
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
    let made = made_of("2018", "2026", SeriesStep::Yearly).unwrap();
    assert_eq!(made.len(), 9);
    assert_eq!(made[0], ("2018".to_owned(), "2018-12-31".to_owned()));
    assert_eq!(made[8], ("2026".to_owned(), "2026-12-31".to_owned()));
}

#[test]
fn one_per_month_knows_how_long_the_months_are() {
    let made = made_of("2023-12", "2024-03", SeriesStep::Monthly).unwrap();
    let days: Vec<&str> = made.iter().map(|(_, day)| day.as_str()).collect();
    assert_eq!(
        days,
        ["2023-12-31", "2024-01-31", "2024-02-29", "2024-03-31"]
    );
    assert_eq!(made[2].0, "2024-02");
    assert_eq!(
        made_of("2024", "2024", SeriesStep::Monthly).unwrap().len(),
        12
    );
}

#[test]
fn a_series_from_a_day_does_not_drift() {
    let made = made_of("2024-01-31", "2024-05-31", SeriesStep::Monthly).unwrap();
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
    let leap = made_of("2024-02-29", "2028-03-01", SeriesStep::Yearly).unwrap();
    assert_eq!(leap[1].1, "2025-02-28");
    assert_eq!(leap[4].1, "2028-02-29");
}

#[test]
fn what_makes_no_sense_is_refused() {
    assert_eq!(
        made_of("2026", "2018", SeriesStep::Yearly),
        Err("due_series_reversed")
    );
    assert_eq!(
        made_of("1899", "2018", SeriesStep::Yearly),
        Err("due_start_too_early")
    );
    assert_eq!(
        made_of("1900", "2800", SeriesStep::Monthly),
        Err("due_series_too_long")
    );
    assert_eq!(
        made_of("1900-01", "2733-04", SeriesStep::Monthly)
            .unwrap()
            .len(),
        MOST
    );
    assert_eq!(
        made_of("1900-01", "2733-05", SeriesStep::Monthly),
        Err("due_series_too_long")
    );
    assert_eq!(
        made_of("1900", "9999", SeriesStep::Yearly).unwrap().len(),
        8_100
    );
}

fn wanted(every: &str, from: &str, to: &str, name: &str) -> WantedHoldings {
    WantedHoldings::read((every, from, to), name, false, day(TODAY)).unwrap()
}

const TODAY: &str = "2026-11-21";

#[test]
fn a_series_is_added_to_a_rule_once() {
    let register = with_holdings(seven_years(), vec![holding("Accounts 2024", "2024-12-31")]);
    let rule = register.find("A1/R1").unwrap();
    let add = |register: &Register, wanted: &WantedHoldings| {
        add_holdings(register, rule, wanted, day(TODAY))
    };
    let series = wanted("year", "2023", "2026", "Accounts");
    let edit = add(&register, &series).unwrap();
    let after = made(&register, vec![edit]);
    let rule_after = &after.activities[0].retention[0];
    let names: Vec<&str> = rule_after
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
    assert_eq!(rule_after.mode.map(Choice::code), Some("batch"));
    assert_eq!(after.reference(after.find("A1/R1/H4").unwrap()), "A1/R1/H4");
    assert_eq!(
        add(&after, &series).unwrap_err().key,
        "due_series_nothing_new"
    );
    // A year that has not begun is no holding yet, unless it is known to come.
    let mut future = wanted("year", "2023", "2027", "Accounts");
    assert_eq!(add(&after, &future).unwrap_err().key, "due_start_in_future");
    future.to_come = true;
    assert!(add(&after, &future).is_ok());
    // Of the running month it can be said, of the next not.
    assert!(add(&after, &wanted("month", "2026-10", "2026-11", "")).is_ok());
    let next = add(&after, &wanted("month", "2026-10", "2026-12", ""));
    assert_eq!(next.unwrap_err().key, "due_start_in_future");
}

#[test]
fn a_series_without_a_name_adds_no_year_that_stands_there_under_another() {
    let there = vec![holding("Calendar year 2024", "2024-12-31")];
    let register = with_holdings(seven_years(), there);
    let rule = register.find("A1/R1").unwrap();
    let add = |wanted: &WantedHoldings| add_holdings(&register, rule, wanted, day(TODAY));
    let edit = add(&wanted("year", "2023", "2025", "")).unwrap();
    let after = made(&register, vec![edit]);
    let holdings = &after.activities[0].retention[0].holdings;
    let names: Vec<_> = holdings
        .iter()
        .map(|holding| holding.name.as_deref().unwrap())
        .collect();
    assert_eq!(names, ["Calendar year 2024", "2023", "2025"]);
    let again = add(&wanted("year", "2024", "2024", ""));
    assert_eq!(again.unwrap_err().key, "due_series_nothing_new");
    // Two batches of one year have names that tell them apart.
    assert!(add(&wanted("year", "2024", "2024", "Ledgers")).is_ok());
}

#[test]
fn one_holding_alone_has_its_own_name_and_its_start_is_looked_at() {
    let register = with_holdings(seven_years(), Vec::new());
    let rule = register.find("A1/R1").unwrap();
    let try_it = |from: &str, to_come: bool| {
        let wanted = WantedHoldings::read(("", from, ""), "Case 17", to_come, day(TODAY)).unwrap();
        add_holdings(&register, rule, &wanted, day(TODAY))
    };
    let key = |result: Result<_, crate::domain::problem::Problem>| result.unwrap_err().key;
    assert_eq!(key(try_it("1899-12-31", false)), "due_start_too_early");
    assert_eq!(key(try_it("2026-11-22", false)), "due_start_in_future");
    assert_eq!(key(try_it("9995-01-01", true)), "due_beyond_dates");
    assert!(try_it("1900-01-01", false).is_ok());
    let after = made(&register, vec![try_it("2027-06-30", true).unwrap()]);
    assert!(told(&after, TODAY).contains(&one("erase", "A1/R1/H1", "2035-01-01")));
    let name = after.activities[0].retention[0].holdings[0].name.clone();
    assert_eq!(name.as_deref(), Some("Case 17"));
    let wanted = wanted("", "2026-11-20", "", "");
    let nowhere = add_holdings(&register, Id(999), &wanted, day(TODAY));
    assert_eq!(key(nowhere), "due_no_such_rule");
    let activity = register.find("A1").unwrap();
    let other = add_holdings(&register, activity, &wanted, day(TODAY));
    assert_eq!(key(other), "due_not_a_rule");
}

#[test]
fn what_cannot_be_read_is_told_with_its_entry() {
    let fault = |every, from, to| {
        WantedHoldings::read((every, from, to), "", false, day(TODAY))
            .map(|_| ())
            .map_err(|(entry, problem)| (entry, problem.key))
    };
    assert_eq!(
        fault("year", "soon", "2026"),
        Err(("from", "date_unreadable"))
    );
    assert_eq!(
        fault("year", "2020", ""),
        Err(("to", "due_last_day_missing"))
    );
    assert_eq!(fault("", "2020", "2022"), Err(("to", "due_steps_missing")));
    assert_eq!(fault("", "", ""), Err(("from", "act_day_missing")));
}
