//! From when data may go and by when they must be gone: spans, least times, ceilings, and legal holds at the end.

use super::*;
use crate::domain::codes::LawSets;
use crate::domain::problem::Problem;
use crate::domain::records::HoldingHold;
use crate::due::effects::{Disposal, check_typed, dispose, extend};
use crate::due::explain;
use crate::due::standing::HoldingStanding;

fn rule(kind: RetentionKind, least: &str, most: &str) -> Retention {
    let figure = |text: &str| Period::from_iso(text);
    Retention {
        kind: Some(kind),
        period: figure(least),
        period_max: figure(most),
        rounding: None,
        ..seven_years()
    }
}

fn standing(register: &Register) -> HoldingStanding<'_> {
    let rule = &register.activities[0].retention[0];
    HoldingStanding::new(register, rule, &rule.holdings[0])
}

fn key<T: std::fmt::Debug>(result: Result<T, Problem>) -> &'static str {
    result.map_or_else(|problem| problem.key, |_| "done")
}

#[test]
fn a_span_has_a_day_from_which_the_data_may_go_and_one_by_which_they_must_be_gone() {
    for kind in [RetentionKind::Range, RetentionKind::AtLeast] {
        let spanned = rule(kind, "P1Y", "P3Y");
        let register = with_holdings(spanned, vec![holding("2020", "2020-06-30")]);
        let standing = standing(&register);
        assert_eq!(standing.floor(), Some(day("2021-06-30")));
        assert_eq!(standing.last_day(), Some(day("2023-06-30")));
        assert_eq!(
            told(&register, "2026-11-30"),
            [one("erase", "A1/R1/H1", "2023-07-01")]
        );
        assert!(due(&register, "2026-11-30")[0].is_overdue());
        let id = standing.holding.head.id;
        let by = Disposal {
            by: "IT",
            ..Disposal::default()
        };
        let on = |on: &str| key(dispose(&register, &[id], day(on), &by, day("2026-11-30")));
        assert_eq!([on("2021-06-30"), on("2021-07-01")], ["due_floor", "done"]);
        let typed = check_typed(
            &standing,
            "disposed_on",
            day("2021-06-30"),
            day("2026-11-30"),
        );
        assert_eq!(key(typed), "due_floor_typed");
        // Early before the least, in time up to the most, late after it.
        let late = |on: &str| standing.days_late(day(on));
        assert_eq!(late("2021-06-29"), Some(-2));
        assert_eq!(late("2021-07-01"), Some(0));
        assert_eq!(late("2023-07-01"), Some(0));
        assert_eq!(late("2023-07-03"), Some(2));
        let said = explain(
            &lexicon(Language::ENGLISH, "2026-11-30"),
            &register,
            standing.holding,
        );
        assert_eq!(
            said,
            "runs from 30 June 2020, plus 1 year to 3 years: must be kept until 30 June 2021 and at most until \
             30 June 2023, erase from 1 July 2023"
        );
    }
}

#[test]
fn what_only_has_a_least_time_may_go_and_is_never_late() {
    for kind in [RetentionKind::Range, RetentionKind::AtLeast] {
        let least = rule(kind, "P1Y", "");
        let register = with_holdings(least, vec![holding("2020", "2020-06-30")]);
        let items = due(&register, "2026-11-30");
        assert_eq!(items[0].date, day("2021-07-01"));
        assert!(!items[0].is_overdue() && items[0].is_to_confirm());
        let standing = standing(&register);
        assert_eq!(standing.days_late(day("2026-11-30")), Some(0));
        assert_eq!(standing.days_late(day("2021-06-30")), Some(-1));
        for (language, part) in [
            (Language::ENGLISH, "may be erased from 1 July 2021"),
            (
                Language::SWEDISH,
                "får raderas från och med den 1 juli 2021",
            ),
        ] {
            let reason = items[0].reason(&register, &lexicon(language, "2026-11-30"));
            assert!(reason.contains(part), "{reason}");
        }
        // It was decided up to when they are kept: from then on they are late.
        let id = standing.holding.head.id;
        let today = day("2024-01-01");
        let until = date("2024-12-31").unwrap();
        let edits = extend(&register, &[id], until, ("Audit", ""), today).unwrap();
        let after = made(&register, edits);
        let items = due(&after, "2026-11-30");
        assert_eq!(
            (items[0].date, items[0].is_overdue()),
            (day("2025-01-01"), true)
        );
    }
}

#[test]
fn what_only_has_a_ceiling_is_due_by_it_and_never_early() {
    for law_sets in [None, Some(LawSets::Maximum)] {
        let most = Retention {
            law_sets,
            ..rule(RetentionKind::AtMost, "P2Y", "")
        };
        let register = with_holdings(most, vec![holding("2020", "2020-06-30")]);
        let standing = standing(&register);
        assert_eq!(standing.floor(), None);
        assert_eq!(standing.days_late(day("2021-01-01")), Some(0));
        assert_eq!(standing.days_late(day("2022-07-04")), Some(3));
        assert!(due(&register, "2026-11-30")[0].is_overdue());
    }
}

fn held(since: &str, lifted: &str) -> HoldingHold {
    HoldingHold {
        reason: text(&format!("Case of {since}")),
        since: date(since),
        lifted_on: date(lifted),
        lifted_because: text("Judgment"),
        ..HoldingHold::default()
    }
}

#[test]
fn lateness_counts_from_the_day_after_the_last_hold_that_stood_at_the_end() {
    let year = || rule(RetentionKind::Fixed, "P1Y", "");
    let with = |holds: Vec<HoldingHold>| {
        let batch = Holding {
            holds,
            ..holding("2024", "2024-01-31")
        };
        with_holdings(year(), vec![batch])
    };
    let late = |register: &Register, on: &str| standing(register).days_late(day(on));
    let one_hold = with(vec![held("2024-06-01", "2026-11-29")]);
    assert_eq!(
        told(&one_hold, "2026-11-29"),
        [one("erase", "A1/R1/H1", "2026-11-30")]
    );
    // On the day of the lift and the day after it is neither early nor late.
    assert_eq!(late(&one_hold, "2026-11-29"), Some(0));
    assert_eq!(late(&one_hold, "2026-11-30"), Some(0));
    assert_eq!(late(&one_hold, "2026-12-02"), Some(2));
    // One that follows it without a day between counts on; one that comes when the data should be gone does not.
    let row = with(vec![
        held("2026-03-02", "2026-11-29"),
        held("2024-06-01", "2026-03-01"),
    ]);
    assert_eq!(late(&row, "2026-11-30"), Some(0));
    let behind = with(vec![held("2025-02-02", "2026-11-29")]);
    assert_eq!(late(&behind, "2026-11-30"), Some(667));
    // A lift that has not come counts for nothing.
    let ahead = with(vec![held("2024-06-01", "2027-05-01")]);
    assert_eq!(late(&ahead, "2026-11-30"), Some(667));
    for (language, part) in [
        (
            Language::ENGLISH,
            "on legal hold, lifted on 29 November 2026: Case of 2024-06-01",
        ),
        (
            Language::SWEDISH,
            "raderingsstopp, hävt den 29 november 2026: Case of 2024-06-01",
        ),
    ] {
        let batch = standing(&one_hold).holding;
        let said = explain(&lexicon(language, "2026-11-30"), &one_hold, batch);
        assert!(said.contains(part), "{said}");
    }
}
