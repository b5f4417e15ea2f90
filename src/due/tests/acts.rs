//! The acts that answer a deadline, and what they refuse.

use super::*;
use crate::domain::codes::{Disposition, EndsWhen, LawSets};
use crate::domain::problem::Problem;
use crate::domain::records::{HoldingHold, Organisation};
use crate::domain::value::Value;
use crate::due::act::ActKind;
use crate::due::doubts::doubts;
use crate::due::effects::{
    Disposal, NewHold, check, check_typed, dispose, extend, hold, lift, review,
};
use crate::due::explain;
use crate::due::standing::HoldingStanding;

const TODAY: &str = "2026-11-21";

fn accounts() -> Register {
    with_holdings(
        Retention {
            kind: Some(RetentionKind::AtLeast),
            law: vec!["BFL 7:2".to_owned()],
            law_sets: Some(LawSets::Minimum),
            ..seven_years()
        },
        vec![holding("2015", "2015-12-31"), holding("2024", "2024-12-31")],
    )
}

fn key<T: std::fmt::Debug>(result: Result<T, Problem>) -> &'static str {
    result.unwrap_err().key
}

fn by() -> Disposal<'static> {
    Disposal {
        by: "IT operations",
        method: "Deleted",
        evidence: "Log 7",
        early_because: "",
        ..Disposal::default()
    }
}

fn batch(register: &Register, at: usize) -> &Holding {
    &register.activities[0].retention[0].holdings[at]
}

#[test]
fn a_disposal_takes_the_holding_off_the_agenda_and_keeps_its_proof() {
    let register = accounts();
    let id = register.find("A1/R1/H1").unwrap();
    assert_eq!(
        told(&register, TODAY),
        [
            one("erase", "A1/R1/H1", "2023-01-01"),
            one("erase", "A1/R1/H2", "2032-01-01")
        ]
    );
    let evidence = "x".repeat(1 << 20);
    let disposal = Disposal {
        evidence: &evidence,
        ..by()
    };
    let edits = dispose(&register, &[id], day("2026-11-20"), &disposal, day(TODAY)).unwrap();
    let after = made(&register, edits);
    assert_eq!(batch(&after, 0).evidence.as_ref().unwrap().len(), 1 << 20);
    assert_eq!(
        batch(&after, 0).disposed_by.as_deref(),
        Some("IT operations")
    );
    assert_eq!(
        told(&after, TODAY),
        [one("erase", "A1/R1/H2", "2032-01-01")]
    );
    // On the day before, it was not done yet.
    assert_eq!(told(&after, "2026-11-19").len(), 2);
    // A decision is never written over.
    let again = dispose(&after, &[id], day("2026-11-21"), &by(), day(TODAY));
    assert_eq!(key(again), "due_disposed_already");
    let extended = extend(
        &after,
        &[id],
        date("2030").unwrap(),
        ("late", ""),
        day(TODAY),
    );
    assert_eq!(key(extended), "due_disposed_already");
}

#[test]
fn what_cannot_be_a_disposal_is_refused() {
    let register = accounts();
    let (old, new) = (
        register.find("A1/R1/H1").unwrap(),
        register.find("A1/R1/H2").unwrap(),
    );
    let try_on = |id, on: &str, disposal: &Disposal<'_>| {
        dispose(&register, &[id], day(on), disposal, day(TODAY))
    };
    assert_eq!(
        key(try_on(old, "2026-11-22", &by())),
        "due_disposed_in_future"
    );
    assert_eq!(
        key(try_on(old, "2015-12-30", &by())),
        "due_disposed_before_start"
    );
    assert_eq!(key(try_on(Id(999), TODAY, &by())), "due_no_such_holding");
    let nobody = Disposal { by: " ", ..by() };
    assert_eq!(key(try_on(old, TODAY, &nobody)), "due_by_missing");
    // The last day of a floor still binds; the day after no longer does.
    assert_eq!(key(try_on(old, "2022-12-31", &by())), "due_floor");
    assert!(try_on(old, "2023-01-01", &by()).is_ok());
    let floor = try_on(new, TODAY, &by()).unwrap_err();
    assert_eq!(floor.detail("day"), Some("2031-12-31"));
    assert_eq!(floor.detail("law"), Some("BFL 7:2"));
    // With a reason it may go, and the reason stays, apart from the proof.
    let early = Disposal {
        early_because: "Converted to paper",
        ..by()
    };
    let after = made(&register, try_on(new, TODAY, &early).unwrap());
    let batch = batch(&after, 1);
    assert_eq!(batch.evidence.as_deref(), Some("Log 7"));
    assert_eq!(batch.early_because.as_deref(), Some("Converted to paper"));
    // All of them or none.
    let both = dispose(&register, &[old, new], day(TODAY), &by(), day(TODAY));
    assert_eq!(key(both), "due_floor");
}

#[test]
fn what_was_decided_to_be_kept_longer_goes_early_only_with_a_reason() {
    let rule = Retention {
        kind: Some(RetentionKind::AtMost),
        ..seven_years()
    };
    let register = with_holdings(rule, vec![holding("2015", "2015-12-31")]);
    let id = register.find("A1/R1/H1").unwrap();
    let until = date("2028").unwrap();
    let reasons = ("Open claim", "");
    let after = made(
        &register,
        extend(&register, &[id], until, reasons, day(TODAY)).unwrap(),
    );
    let try_it = |disposal: &Disposal<'_>| dispose(&after, &[id], day(TODAY), disposal, day(TODAY));
    let refused = try_it(&by()).unwrap_err();
    assert_eq!(refused.key, "due_floor");
    assert_eq!(refused.detail("day"), Some("2028-12-31"));
    assert!(refused.detail("law").unwrap().contains("Open claim"));
    let early = Disposal {
        early_because: "The claim was settled",
        ..by()
    };
    assert!(try_it(&early).is_ok());
}

#[test]
fn a_ceiling_may_go_early_without_a_reason() {
    let rule = Retention {
        kind: Some(RetentionKind::AtMost),
        ..seven_years()
    };
    let register = with_holdings(rule, vec![holding("2024", "2024-12-31")]);
    let id = register.find("A1/R1/H1").unwrap();
    assert!(dispose(&register, &[id], day(TODAY), &by(), day(TODAY)).is_ok());
}

#[test]
fn several_holdings_of_one_activity_are_one_edit() {
    let register = with_holdings(
        seven_years(),
        vec![holding("2015", "2015-12-31"), holding("2016", "2016-12-31")],
    );
    let ids = ["A1/R1/H1", "A1/R1/H2"].map(|reference| register.find(reference).unwrap());
    let edits = dispose(&register, &ids, day(TODAY), &by(), day(TODAY)).unwrap();
    assert_eq!(edits.len(), 1);
    assert!(due(&made(&register, edits), TODAY).is_empty());
}

fn new_hold<'a>(reason: &'a str, since: &str, review: &str) -> NewHold<'a> {
    NewHold {
        reason,
        case: "",
        since: date(since).unwrap(),
        review_on: date(review).unwrap(),
    }
}

#[test]
fn nothing_on_hold_is_disposed_of() {
    let register = accounts();
    for held in ["A1/R1", "A1/R1/H1"] {
        let id = register.find(held).unwrap();
        let new = new_hold("Dispute", "2026-11-01", "2027-02-01");
        let edits = hold(&register, &[id], &new, day(TODAY));
        let after = made(&register, edits.unwrap());
        let batch_id = after.find("A1/R1/H1").unwrap();
        let refused = dispose(&after, &[batch_id], day(TODAY), &by(), day(TODAY));
        let refused = refused.unwrap_err();
        assert_eq!(refused.key, "due_on_hold", "{held}");
        assert_eq!(refused.detail("reason"), Some("Dispute"));
        let row = format!("{held}/X1");
        assert!(told(&after, TODAY).contains(&one("hold_review", &row, "2027-02-01")));
        // Lifted, the erasure is due again, and the hold stays on record.
        let lifted = lift(&after, &[id], day(TODAY), "Settled", day(TODAY)).unwrap();
        let lifted = made(&after, lifted);
        assert_eq!(told(&lifted, TODAY), told(&register, TODAY));
        let kept = lifted.get(lifted.find(&row).unwrap()).unwrap();
        assert_eq!(kept.text("reason").as_deref(), Some("Dispute"));
        assert_eq!(kept.text("lifted_because").as_deref(), Some("Settled"));
        assert_eq!(kept.value("lifted_on"), Value::Date(date(TODAY).unwrap()));
        let again = lift(&lifted, &[id], day(TODAY), "Settled", day(TODAY));
        assert_eq!(key(again), "due_no_hold");
        let again = lift(&lifted, &[kept.id()], day(TODAY), "Settled", day(TODAY));
        assert_eq!(key(again), "due_lifted_already");
    }
}

#[test]
fn a_hold_that_stood_on_the_day_refuses_after_it_was_lifted() {
    let register = accounts();
    let batch_id = register.find("A1/R1/H1").unwrap();
    for held in ["A1/R1", "A1/R1/H1"] {
        let id = register.find(held).unwrap();
        let new = new_hold("Dispute", "2026-01-01", "2027-02-01");
        let held = made(&register, hold(&register, &[id], &new, day(TODAY)).unwrap());
        let lifted = lift(&held, &[id], day("2026-11-20"), "Settled", day(TODAY)).unwrap();
        let lifted = made(&held, lifted);
        let on = |on: &str| dispose(&lifted, &[batch_id], day(on), &by(), day(TODAY));
        assert_eq!(key(on("2026-01-01")), "due_was_on_hold");
        assert_eq!(key(on("2026-11-19")), "due_was_on_hold");
        assert!(on("2025-12-31").is_ok() && on("2026-11-20").is_ok());
        let rule = &lifted.activities[0].retention[0];
        let standing = HoldingStanding::new(&lifted, rule, &rule.holdings[0]);
        let typed = |on: &str| check_typed(&standing, "disposed_on", day(on), day(TODAY));
        assert_eq!(key(typed("2026-06-01")), "due_was_on_hold");
        assert!(typed("2026-11-20").is_ok());
        assert_eq!(
            key(check_typed(
                &standing,
                "decision_on",
                day("2028-01-01"),
                day(TODAY)
            )),
            "due_decided_in_future"
        );
    }
}

#[test]
fn a_decision_comes_before_what_is_done_by_it() {
    let register = accounts();
    let id = register.find("A1/R1/H1").unwrap();
    let decided = |on: &str| {
        let disposal = Disposal {
            decision: Some("Decision 7"),
            decision_on: Some(date(on).unwrap()),
            ..by()
        };
        dispose(&register, &[id], day("2026-06-01"), &disposal, day(TODAY))
    };
    for later in ["2026-06-02", "2026-07", "2028-01-01", "2027"] {
        assert_eq!(key(decided(later)), "due_decided_later", "{later}");
    }
    for earlier in ["2026-06-01", "2026-06", "2026", "2019-02-03"] {
        assert!(decided(earlier).is_ok(), "{earlier}");
    }
}

#[test]
fn what_a_public_body_erases_without_a_decision_is_told() {
    let mut register = with_holdings(seven_years(), vec![holding("2024", "2024-12-31")]);
    let id = register.find("A1/R1/H1").unwrap();
    let keys = |register: &Register| -> Vec<&str> {
        doubts(register, &[id])
            .iter()
            .map(|doubt| doubt.key)
            .collect()
    };
    let gone = |register: &Register, disposal: &Disposal<'_>| {
        let edits = dispose(register, &[id], day(TODAY), disposal, day(TODAY));
        made(register, edits.unwrap())
    };
    assert_eq!(keys(&gone(&register, &by())), Vec::<&str>::new());
    let mut board = Organisation {
        public_authority: Some(true),
        ..Organisation::default()
    };
    put(&mut register, &mut board);
    register.activities[0].organisation = Some(board.head.id);
    assert_eq!(
        keys(&gone(&register, &by())),
        ["due_no_decision", "due_early_unexplained"]
    );
    let sound = Disposal {
        decision: Some("Decision 7"),
        early_because: "Scanned",
        ..by()
    };
    assert_eq!(keys(&gone(&register, &sound)), Vec::<&str>::new());
}

#[test]
fn several_holds_stand_each_for_itself() {
    let register = accounts();
    let id = register.find("A1/R1/H1").unwrap();
    let put = |register: &Register, at: &str, reason: &str, review: &str| {
        let at = register.find(at).unwrap();
        let new = new_hold(reason, "2026-10-01", review);
        made(register, hold(register, &[at], &new, day(TODAY)).unwrap())
    };
    let held = put(&register, "A1/R1/H1", "Dispute", "2027-02-01");
    let held = put(&held, "A1/R1/H1", "Tax audit", "2027-03-01");
    let held = put(&held, "A1/R1", "Investigation", "2027-04-01");
    let refused = |register: &Register| {
        let refused = dispose(register, &[id], day(TODAY), &by(), day(TODAY));
        let refused = refused.unwrap_err();
        assert_eq!(refused.key, "due_on_hold");
        refused.detail("reason").unwrap().to_owned()
    };
    assert_eq!(refused(&held), "Dispute; Tax audit; Investigation");
    let which = lift(&held, &[id], day(TODAY), "Over", day(TODAY)).unwrap_err();
    assert_eq!(which.key, "due_which_hold");
    assert_eq!(
        which.detail("holds"),
        Some("A1/R1/H1/X1 (Dispute), A1/R1/H1/X2 (Tax audit)")
    );
    assert_eq!(which.detail("first"), Some("A1/R1/H1/X1"));
    let lifted = |register: &Register, at: &str| {
        let at = register.find(at).unwrap();
        made(
            register,
            lift(register, &[at], day(TODAY), "Over", day(TODAY)).unwrap(),
        )
    };
    let left = lifted(&held, "A1/R1/H1/X2");
    assert_eq!(refused(&left), "Dispute; Investigation");
    let left = lifted(&lifted(&left, "A1/R1/H1"), "A1/R1");
    assert!(dispose(&left, &[id], day(TODAY), &by(), day(TODAY)).is_ok());
    assert_eq!(batch(&left, 0).holds.len(), 2);
}

#[test]
fn a_hold_without_a_first_day_stands() {
    let mut register = accounts();
    let id = register.find("A1/R1/H1").unwrap();
    let batch = Holding {
        holds: vec![HoldingHold::default()],
        ..holding("2015", "2015-05-01")
    };
    register = with_holdings(seven_years(), vec![batch]);
    let refused = dispose(&register, &[id], day(TODAY), &by(), day(TODAY));
    assert_eq!(key(refused), "due_on_hold");
}

#[test]
fn a_hold_needs_a_reason_and_a_review_to_come() {
    let register = accounts();
    let id = register.find("A1/R1/H1").unwrap();
    let try_it = |reason, since: &str, review: &str| {
        hold(
            &register,
            &[id],
            &new_hold(reason, since, review),
            day(TODAY),
        )
    };
    assert_eq!(key(try_it(" ", "2026", "2027")), "due_reason_missing");
    assert_eq!(key(try_it("Dispute", "2027", "2028")), "due_hold_in_future");
    assert_eq!(
        key(try_it("Dispute", "2026", TODAY)),
        "due_review_not_later"
    );
    assert!(try_it("Dispute", "2026", "2026").is_ok());
    // Kept at its review: the reason follows the earlier one, the first day stays.
    let held = made(
        &register,
        try_it("Dispute", "2026-10-01", "2026-12").unwrap(),
    );
    let row = held.find("A1/R1/H1/X1").unwrap();
    let keep = new_hold("Appeal", "2026-12-31", "2027-06");
    let kept = hold(&held, &[row], &keep, day("2026-12-31")).unwrap();
    let kept = made(&held, kept);
    let known = &batch(&kept, 0).holds[0];
    assert_eq!(known.reason.as_deref(), Some("Dispute\n2026-12-31: Appeal"));
    assert_eq!(known.since, date("2026-10-01"));
    assert_eq!(
        told(&kept, "2027-01-01")[0],
        one("hold_review", "A1/R1/H1/X1", "2027-06-30")
    );
    // It cannot have ended before it began, nor on a day to come.
    let ended = |on: &str| lift(&kept, &[row], day(on), "Over", day("2027-01-01"));
    assert_eq!(key(ended("2026-09-30")), "due_lifted_before_start");
    assert_eq!(key(ended("2027-01-02")), "due_lifted_in_future");
}

#[test]
fn an_extension_moves_the_day_and_is_followed_not_replaced() {
    let register = accounts();
    let id = register.find("A1/R1/H1").unwrap();
    let try_it = |register: &Register, until: &str, because: &str| {
        extend(
            register,
            &[id],
            date(until).unwrap(),
            (because, "RB 35"),
            day(TODAY),
        )
    };
    assert_eq!(key(try_it(&register, "2027", "")), "due_reason_missing");
    assert_eq!(key(try_it(&register, "2025", "x")), "due_extension_past");
    let first = made(&register, try_it(&register, "2027-03", "Audit").unwrap());
    assert_eq!(
        told(&first, TODAY)[0],
        one("erase", "A1/R1/H1", "2027-04-01")
    );
    let same = try_it(&first, "2027-03-31", "Audit").unwrap_err();
    assert_eq!(same.key, "due_extension_not_later");
    assert_eq!(same.detail("last"), Some("2027-03-31"));
    let second = made(&first, try_it(&first, "2028", "Appeal").unwrap());
    assert_eq!(
        batch(&second, 0).extended_because.as_deref(),
        Some("Audit\n2026-11-21: Appeal")
    );
    // The same law twice is one.
    assert_eq!(batch(&second, 0).extended_law, ["RB 35"]);
    assert_eq!(
        told(&second, TODAY)[0],
        one("erase", "A1/R1/H1", "2029-01-01")
    );
    // An extension to before the rule's own day is refused, too.
    let other = register.find("A1/R1/H2").unwrap();
    let shorter = extend(
        &register,
        &[other],
        date("2030").unwrap(),
        ("x", ""),
        day(TODAY),
    );
    assert_eq!(key(shorter), "due_extension_not_later");
}

#[test]
fn a_check_moves_the_next_one() {
    let register = with_rules(vec![Retention {
        check_interval: period("P6M"),
        last_checked_on: date("2026-01-31"),
        ..seven_years()
    }]);
    let rule = register.find("A1/R1").unwrap();
    assert_eq!(
        told(&register, TODAY),
        [one("check", "A1/R1", "2026-07-31")]
    );
    let try_on = |on: &str| {
        check(
            &register,
            &[rule],
            date(on).unwrap(),
            "All gone",
            day(TODAY),
        )
    };
    let nothing = check(&register, &[rule], date(TODAY).unwrap(), " ", day(TODAY));
    assert_eq!(key(nothing), "due_result_missing");
    assert_eq!(key(try_on("2026-11-22")), "due_checked_in_future");
    assert_eq!(key(try_on("2025-12-31")), "due_checked_later");
    let after = made(&register, try_on("2026-08-31").unwrap());
    // Clamped from the day of the check: no drift is carried on.
    assert_eq!(told(&after, TODAY), [one("check", "A1/R1", "2027-02-28")]);
    // What a check found stands with its day, and the next one follows it.
    let more = check(
        &after,
        &[rule],
        date("2026-11").unwrap(),
        "Two left",
        day(TODAY),
    )
    .unwrap();
    let more = made(&after, more);
    assert_eq!(
        more.activities[0].retention[0].check_results.as_deref(),
        Some("2026-08-31: All gone\n2026-11: Two left")
    );
}

#[test]
fn a_review_moves_the_next_one() {
    let register = register(Activity {
        review_interval: period("P12M"),
        next_review_on: date("2026-06"),
        ..Activity::default()
    });
    let id = register.find("A1").unwrap();
    assert_eq!(told(&register, TODAY), [one("review", "A1", "2026-06-30")]);
    let plain = review(&register, &[id], date(TODAY).unwrap(), None, day(TODAY)).unwrap();
    let plain = made(&register, plain);
    assert_eq!(told(&plain, TODAY), [one("review", "A1", "2027-11-21")]);
    let next = review(
        &register,
        &[id],
        date(TODAY).unwrap(),
        date("2028"),
        day(TODAY),
    )
    .unwrap();
    let next = made(&register, next);
    assert_eq!(told(&next, TODAY), [one("review", "A1", "2028-12-31")]);
    let past = review(
        &register,
        &[id],
        date(TODAY).unwrap(),
        date(TODAY),
        day(TODAY),
    );
    assert_eq!(key(past), "due_review_not_later");
}

#[test]
fn every_refusal_is_a_sentence_in_both_languages() {
    let keys = [
        "due_no_such_rule",
        "due_no_such_holding",
        "due_no_such_activity",
        "due_start_too_early",
        "due_start_in_future",
        "due_beyond_dates",
        "due_series_reversed",
        "due_series_too_long",
        "due_series_nothing_new",
        "due_steps_missing",
        "due_last_day_missing",
        "due_disposed_already",
        "due_on_hold",
        "due_was_on_hold",
        "due_decided_later",
        "due_decided_in_future",
        "due_no_decision",
        "due_early_unexplained",
        "due_disposed_in_future",
        "due_disposed_before_start",
        "due_by_missing",
        "due_floor",
        "due_extension_past",
        "due_extension_not_later",
        "due_reason_missing",
        "due_hold_in_future",
        "due_no_hold",
        "due_which_hold",
        "due_lifted_already",
        "due_lifted_in_future",
        "due_lifted_before_start",
        "due_review_not_later",
        "due_checked_in_future",
        "due_checked_later",
        "due_result_missing",
        "due_not_a_holding",
        "due_not_a_rule",
        "due_not_an_activity",
        "due_not_to_hold",
        "due_rule_rolls",
        "due_rests_already",
        "act_day_missing",
    ];
    for language in Language::ALL {
        let words = Words::load(language).unwrap();
        for key in keys {
            let message = words.message(&Problem::usage(key));
            assert!(message.text.ends_with('.'), "{key}: {}", message.text);
            assert!(message.hint.unwrap().ends_with('.'), "{key}");
        }
    }
}

/// A rule by which the data are kept for good, with what is done with them, or nothing said of it.
fn for_good(disposition: Option<Disposition>) -> Register {
    let rule = Retention {
        kind: Some(RetentionKind::Permanent),
        disposition,
        law: vec!["Archives Act 3".to_owned()],
        ..Retention::default()
    };
    with_holdings(rule, vec![holding("2015", "2015-12-31")])
}

#[test]
fn what_is_kept_for_good_goes_only_with_a_reason() {
    for disposition in [None, Some(Disposition::Erase), Some(Disposition::Return)] {
        let register = for_good(disposition);
        let id = register.find("A1/R1/H1").unwrap();
        let try_it =
            |disposal: &Disposal<'_>| dispose(&register, &[id], day(TODAY), disposal, day(TODAY));
        let refused = try_it(&by()).unwrap_err();
        assert_eq!(refused.key, "due_for_good");
        assert_eq!(refused.detail("law"), Some("Archives Act 3"));
        let standing = HoldingStanding::find(&register, id).unwrap();
        let typed = check_typed(&standing, "disposed_on", day(TODAY), day(TODAY));
        assert_eq!(key(typed), "due_for_good_typed");
        let reasoned = Disposal {
            early_because: "Destroyed by a fire",
            ..by()
        };
        let after = made(&register, try_it(&reasoned).unwrap());
        let because = batch(&after, 0).early_because.as_deref();
        assert_eq!(because, Some("Destroyed by a fire"));
    }
    // Nothing is lost of what is handed over, preserved, looked at, or only closed.
    for disposition in [
        Disposition::Archive,
        Disposition::Preserve,
        Disposition::Review,
        Disposition::Restrict,
    ] {
        let register = for_good(Some(disposition));
        let id = register.find("A1/R1/H1").unwrap();
        let done = dispose(&register, &[id], day(TODAY), &by(), day(TODAY));
        assert!(done.is_ok(), "{disposition:?}");
    }
}

#[test]
fn the_least_binds_where_an_event_may_let_the_end_come_later() {
    let rule = Retention {
        kind: Some(RetentionKind::AtLeast),
        ends_on: vec!["end_of_contract".to_owned()],
        ends_when: Some(EndsWhen::Last),
        ..seven_years()
    };
    let register = with_holdings(rule, vec![holding("2024", "2024-12-31")]);
    let id = register.find("A1/R1/H1").unwrap();
    let refused = dispose(&register, &[id], day(TODAY), &by(), day(TODAY)).unwrap_err();
    assert_eq!(refused.key, "due_floor");
    assert_eq!(refused.detail("day"), Some("2031-12-31"));
}

#[test]
fn a_legal_hold_can_be_put_on_data_that_are_still_there_and_on_no_others() {
    for (disposition, there) in [
        (Disposition::Restrict, true),
        (Disposition::Review, true),
        (Disposition::Preserve, true),
        (Disposition::Erase, false),
        (Disposition::Anonymise, false),
        (Disposition::Archive, false),
        (Disposition::Return, false),
    ] {
        let rule = Retention {
            disposition: Some(disposition),
            ..seven_years()
        };
        let register = with_holdings(rule, vec![holding("2015", "2015-12-31")]);
        let id = register.find("A1/R1/H1").unwrap();
        let gone = dispose(&register, &[id], day("2026-01-01"), &by(), day(TODAY)).unwrap();
        let gone = made(&register, gone);
        assert!(told(&gone, TODAY).is_empty());
        assert_eq!(ActKind::Hold.fits(&gone, id, day(TODAY)), there);
        let new = new_hold("Dispute", "2026-11-01", "2027-02-01");
        let held = hold(&gone, &[id], &new, day(TODAY));
        if there {
            let held = made(&gone, held.unwrap());
            let review = one("hold_review", "A1/R1/H1/X1", "2027-02-01");
            assert_eq!(told(&held, TODAY), [review], "{disposition:?}");
        } else {
            assert_eq!(key(held), "due_disposed_already", "{disposition:?}");
        }
    }
}

#[test]
fn what_stays_or_is_to_be_decided_on_is_never_late() {
    for (disposition, late) in [
        (Disposition::Preserve, 0),
        (Disposition::Review, 0),
        (Disposition::Erase, 31),
        (Disposition::Restrict, 31),
    ] {
        let rule = Retention {
            disposition: Some(disposition),
            ..seven_years()
        };
        let register = with_holdings(rule, vec![holding("2015", "2015-12-31")]);
        let id = register.find("A1/R1/H1").unwrap();
        let standing = HoldingStanding::find(&register, id).unwrap();
        assert_eq!(standing.days_late(day("2023-02-01")), Some(late));
    }
}

#[test]
fn a_review_is_asked_what_it_decided() {
    let rule = Retention {
        disposition: Some(Disposition::Review),
        ..seven_years()
    };
    let register = with_holdings(rule, vec![holding("2015", "2015-12-31")]);
    let id = register.find("A1/R1/H1").unwrap();
    let told = |disposal: &Disposal<'_>| {
        let edits = dispose(&register, &[id], day(TODAY), disposal, day(TODAY));
        let told = doubts(&made(&register, edits.unwrap()), &[id]);
        told.iter().map(|doubt| doubt.key).collect::<Vec<_>>()
    };
    let silent = Disposal {
        by: "Archivist",
        ..Disposal::default()
    };
    assert_eq!(told(&silent), ["due_review_undecided"]);
    let decided = Disposal {
        decision: Some("Kept for three more years"),
        ..silent
    };
    assert_eq!(told(&decided), Vec::<&str>::new());
}

#[test]
fn what_goes_under_a_rule_without_a_day_is_asked_what_shows_that_its_time_had_come() {
    let told = |kind, disposition, disposal: &Disposal<'_>| {
        let rule = Retention {
            kind: Some(kind),
            disposition: Some(disposition),
            ..seven_years()
        };
        let register = with_holdings(rule, vec![holding("2015", "2015-12-31")]);
        let id = register.find("A1/R1/H1").unwrap();
        let edits = dispose(&register, &[id], day(TODAY), disposal, day(TODAY));
        let told = doubts(&made(&register, edits.unwrap()), &[id]);
        told.iter().map(|doubt| doubt.key).collect::<Vec<_>>()
    };
    let silent = Disposal {
        by: "Archivist",
        ..Disposal::default()
    };
    let shown = Disposal {
        evidence: "Case closed on 1 May",
        ..silent
    };
    let erased = |kind, disposal| told(kind, Disposition::Erase, disposal);
    let asked = ["due_no_day_unexplained"];
    assert_eq!(erased(RetentionKind::Event, &silent), asked);
    assert_eq!(erased(RetentionKind::Criterion, &silent), asked);
    assert!(erased(RetentionKind::Event, &shown).is_empty());
    assert!(erased(RetentionKind::Fixed, &silent).is_empty());
    // What is still there can be looked at again.
    let kept = told(RetentionKind::Event, Disposition::Preserve, &silent);
    assert!(kept.is_empty());
}

#[test]
fn nothing_goes_early_that_was_only_to_be_kept_at_most_so_long() {
    let rule = Retention {
        kind: Some(RetentionKind::AtMost),
        ..seven_years()
    };
    let mut register = with_holdings(rule, vec![holding("2024", "2024-12-31")]);
    let id = register.find("A1/R1/H1").unwrap();
    let mut board = Organisation {
        public_authority: Some(true),
        ..Organisation::default()
    };
    put(&mut register, &mut board);
    register.activities[0].organisation = Some(board.head.id);
    let decided = Disposal {
        decision: Some("Decision 7"),
        ..by()
    };
    let edits = dispose(&register, &[id], day(TODAY), &decided, day(TODAY));
    let after = made(&register, edits.unwrap());
    assert!(doubts(&after, &[id]).is_empty());
    let standing = HoldingStanding::find(&after, id).unwrap();
    assert_eq!(standing.days_late(day(TODAY)), Some(0));
    for (language, kept) in [
        (
            Language::ENGLISH,
            "may be kept until 31 December 2031 at most",
        ),
        (
            Language::SWEDISH,
            "får bevaras längst till och med den 31 december 2031",
        ),
    ] {
        let explained = explain(&lexicon(language, TODAY), &register, batch(&register, 0));
        assert!(explained.contains(kept), "{explained}");
    }
}
