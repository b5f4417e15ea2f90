//! What is recorded as done on a day counts from that day on: in the agenda, for the acts, and in what is said.

use super::*;
use crate::domain::field::Record;
use crate::domain::records::HoldingHold;
use crate::domain::value::Value;
use crate::due::effects::{Disposal, NewHold, dispose, extend, hold, lift};
use crate::due::standing::{DeletedProof, Hold, HoldingStanding};
use crate::due::{ActKind, explain};

const TODAY: &str = "2026-11-30";

/// A year's keeping, of which the first batch is to be freed next year, the second to be held next year, and the third
/// recorded as erased next year.
fn ahead() -> Register {
    let rule = Retention {
        period: period("P1Y"),
        rounding: None,
        ..seven_years()
    };
    let held = |since: &str, lifted: Option<PartialDate>| HoldingHold {
        reason: text("Case T 1"),
        since: date(since),
        review_on: date("2027-01-01"),
        lifted_on: lifted,
        lifted_because: lifted.and(text("Judgment expected")),
        ..HoldingHold::default()
    };
    let freed = Holding {
        holds: vec![held("2025-01-01", date("2027-05-01"))],
        ..holding("2024", "2024-01-31")
    };
    let later = Holding {
        holds: vec![held("2027-01-01", None)],
        ..holding("2023", "2023-01-31")
    };
    let gone = Holding {
        disposed_on: date("2027-03-01"),
        disposed_by: text("IT"),
        ..holding("2022", "2022-01-31")
    };
    with_holdings(rule, vec![freed, later, gone])
}

#[test]
fn a_day_that_has_not_come_changes_nothing_yet() {
    let register = ahead();
    assert_eq!(
        told(&register, TODAY),
        [
            one("erase", "A1/R1/H3", "2023-02-01"),
            one("erase", "A1/R1/H2", "2024-02-01"),
            one("hold_review", "A1/R1/H1/X1", "2027-01-01"),
        ]
    );
    // From its day on each counts.
    assert_eq!(
        told(&register, "2027-05-02"),
        [
            one("hold_review", "A1/R1/H2/X1", "2027-01-01"),
            one("law", "register", "2027-01-06"),
            one("erase", "A1/R1/H1", "2027-05-02"),
        ]
    );
    let lexicon = lexicon(Language::ENGLISH, TODAY);
    let said = |at: usize| {
        let batch = &register.activities[0].retention[0].holdings[at];
        explain(&lexicon, &register, batch)
    };
    assert!(said(0).contains("on legal hold"), "{}", said(0));
    assert!(!said(1).contains("on legal hold"), "{}", said(1));
    assert!(!said(2).contains("erased on"), "{}", said(2));
}

#[test]
fn what_fits_is_what_is_not_refused() {
    let register = ahead();
    let today = day(TODAY);
    let id = |reference| register.find(reference).unwrap();
    let (freed, later, gone) = (id("A1/R1/H1"), id("A1/R1/H2"), id("A1/R1/H3"));
    let disposal = Disposal {
        by: "IT",
        ..Disposal::default()
    };
    let new = NewHold {
        reason: "Case T 2",
        case: "",
        since: date(TODAY).unwrap(),
        review_on: date("2027-06-01").unwrap(),
    };
    let until = date("2028").unwrap();
    for batch in [freed, later, gone] {
        for act in [
            ActKind::Dispose,
            ActKind::Extend,
            ActKind::Hold,
            ActKind::Lift,
        ] {
            let ids = [batch];
            let done = match act {
                ActKind::Dispose => dispose(&register, &ids, today, &disposal, today),
                ActKind::Extend => extend(&register, &ids, until, ("Audit", ""), today),
                ActKind::Hold => hold(&register, &ids, &new, today),
                _ => lift(&register, &ids, today, "Judgment", today),
            };
            let fits = act.fits(&register, batch, today);
            assert_eq!(fits, done.is_ok(), "{act:?} {}", register.reference(batch));
        }
    }
    assert!(ActKind::Lift.fits(&register, freed, today));
    assert!(ActKind::Hold.fits(&register, gone, today));
    // Lifted now, it says why now too, behind what was said before.
    let after = made(
        &register,
        lift(&register, &[freed], today, "Judgment", today).unwrap(),
    );
    let hold = Hold::of_holding(&after.activities[0].retention[0].holdings[0]).next();
    let hold = hold.unwrap();
    assert_eq!(hold.lifted_on, date(TODAY));
    assert_eq!(
        hold.lifted_because,
        Some("Judgment expected\n2026-11-30: Judgment")
    );
    // A hold that is not lifted yet goes with its batch, and that is said.
    let proof = DeletedProof::of(&register.activities[0], today);
    assert!(proof.holds && proof.disposals);
}

#[test]
fn a_disposal_on_a_day_to_come_is_in_no_log() {
    use crate::exchange::disposal::{Stretch, entries, title};
    let register = ahead();
    let log = |on: &str| entries(&register, &Stretch::default(), day(on)).len();
    assert_eq!(
        [log(TODAY), log("2027-02-28"), log("2027-03-01")],
        [0, 0, 1]
    );
    let lexicon = lexicon(Language::ENGLISH, TODAY);
    assert!(!title(&register, &lexicon, &Stretch::default()).is_empty());
}

#[test]
fn a_question_is_answered_when_its_day_has_come() {
    let mut register = ahead();
    let mut about = register.about.clone();
    about.requests.push(crate::domain::records::Request {
        due_on: date("2026-02-01"),
        answered_on: date("2030-01-01"),
        ..crate::domain::records::Request::default()
    });
    put(&mut register, &mut about);
    let asked = |on: &str| {
        let items = due(&register, on);
        items.iter().any(|item| item.kind.code() == "answer")
    };
    assert!(asked(TODAY));
    assert!(!asked("2030-01-01"));
}

#[test]
fn a_typed_day_of_a_hold_is_refused_as_the_act_refuses_it() {
    use crate::domain::change::Edit;
    use crate::due::lifting::{check_typed_hold, lifted_unexplained};
    let register = ahead();
    let standing = HoldingStanding::find(&register, register.find("A1/R1/H1").unwrap()).unwrap();
    let hold = Hold::of_holding(standing.holding).next().unwrap();
    let typed = |key, on: &str| {
        let typed = check_typed_hold(&hold, key, date(on).unwrap(), day(TODAY));
        typed.err().map(|problem| problem.key)
    };
    assert_eq!(
        typed("lifted_on", "2026-12-01"),
        Some("due_lifted_in_future")
    );
    assert_eq!(
        typed("lifted_on", "2024-12-31"),
        Some("due_lifted_before_start")
    );
    assert_eq!(typed("since", "2027-01-01"), Some("due_hold_in_future"));
    assert_eq!(typed("lifted_on", TODAY), None);
    assert_eq!(typed("review_on", "2027-01-01"), None);
    // A lift needs its reason, and is asked for it when it is recorded.
    let before = register.activities[0].clone();
    let changed = |key: &'static str, value: Value| {
        let mut after = before.clone();
        let row = (&mut after as &mut dyn Record)
            .find_mut(hold.head.id)
            .unwrap();
        row.record_value("lifted_because", Value::Empty);
        row.record_value(key, value);
        Edit {
            before: Some(Box::new(before.clone())),
            after: Some(Box::new(after)),
        }
    };
    let moved = changed("lifted_on", Value::Date(date(TODAY).unwrap()));
    assert_eq!(lifted_unexplained(&moved), Some(hold.head.id));
    let kept = changed("case", Value::Text("T 1".to_owned()));
    assert_eq!(lifted_unexplained(&kept), None);
}
