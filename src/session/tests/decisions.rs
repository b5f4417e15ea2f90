//! Decisions that go stale with their facts: told after a change to what they rest on, and not after any other.

use super::*;
use crate::domain::codes::ActivityRole;
use crate::domain::date::PartialDate;
use crate::domain::records::{DataSubject, Purpose, Transfer};
use crate::law::Law;
use crate::rules::{Findings, check};

fn day(text: &str) -> PartialDate {
    PartialDate::from_iso(text).unwrap()
}

/// An activity with every decision that can go stale, recorded in a second change set.
fn decided() -> (Office, Session, Id) {
    let (office, mut session) = Office::new();
    session.learn_changes();
    let mut pay = activity("Pay");
    pay.role = Some(ActivityRole::Controller);
    pay.purposes.push(Purpose {
        text: Some("Calculate and pay salaries".to_owned()),
        legal_bases: vec!["6-1-f".to_owned()],
        ..Purpose::default()
    });
    pay.data_subjects.push(DataSubject::default());
    pay.data_categories.push(DataCategory::default());
    pay.transfers.push(Transfer {
        country: Some("US".to_owned()),
        ..Transfer::default()
    });
    let pay = create(&mut session, pay);
    changed(&mut session, pay, |pay| {
        pay.last_reviewed_on = Some(day("2026-11-21"));
        pay.dpia_done_on = Some(day("2026-11-21"));
        pay.purposes[0].lia_on = Some(day("2026-11-21"));
        pay.transfers[0].assessed_on = Some(day("2026-11-21"));
    });
    (office, session, pay)
}

fn changed(session: &mut Session, id: Id, change: impl FnOnce(&mut Activity)) {
    let before = session.register().owner(id).unwrap().boxed();
    let mut after = before.downcast::<Activity>().unwrap().clone();
    change(&mut after);
    let edit = Edit {
        before: Some(before),
        after: Some(Box::new(after)),
    };
    session.save(vec![edit], "change").unwrap();
}

/// Which decisions are told to be stale, with what was changed.
fn stale(session: &Session) -> Vec<String> {
    let law = Law::shipped().unwrap();
    let register = session.register();
    let found = check(register, &law, "2026-11-21".parse().unwrap());
    found
        .iter()
        .filter(|finding| finding.rule.id == "R76")
        .map(|finding| {
            let words = finding.words.clone().unwrap_or_default();
            format!("{} {words}", finding.key.unwrap_or_default())
        })
        .collect()
}

#[test]
fn a_decision_is_told_once_what_it_rests_on_was_changed() {
    let (_office, mut session, pay) = decided();
    assert!(stale(&session).is_empty());
    changed(&mut session, pay, |pay| {
        pay.purposes[0].text = Some("Calculate, pay and compare salaries".to_owned());
    });
    let expected = ["last_reviewed_on text", "dpia_done_on text", "lia_on text"];
    assert_eq!(stale(&session), expected);
    session.undo("undo").unwrap();
    assert!(stale(&session).is_empty());
    changed(&mut session, pay, |pay| {
        pay.transfers[0].country = Some("IN".to_owned());
    });
    let expected = [
        "last_reviewed_on country",
        "dpia_done_on country",
        "assessed_on country",
    ];
    assert_eq!(stale(&session), expected);
    // Decided anew, each is as recent as its facts again.
    changed(&mut session, pay, |pay| {
        pay.transfers[0].assessed_on = Some(day("2026-11-22"));
    });
    changed(&mut session, pay, |pay| {
        pay.last_reviewed_on = Some(day("2026-11-22"));
    });
    assert_eq!(stale(&session), ["dpia_done_on country"]);
    changed(&mut session, pay, |pay| {
        pay.dpia_done_on = Some(day("2026-11-22"));
    });
    assert!(stale(&session).is_empty());
}

#[test]
fn a_decision_stays_where_only_words_of_the_registrar_were_changed() {
    let (_office, mut session, pay) = decided();
    changed(&mut session, pay, |pay| {
        pay.notes = Some("Ask the payroll office".to_owned());
        pay.name = Some("Pay and salaries".to_owned());
        pay.next_review_on = Some(day("2027-11-21"));
        pay.purposes[0].notes = Some("From the interview".to_owned());
    });
    assert!(stale(&session).is_empty(), "{:?}", stale(&session));
    // What was changed with the decision, in one save, was known when it was made.
    changed(&mut session, pay, |pay| {
        pay.purposes[0].text = Some("Calculate, pay and compare salaries".to_owned());
        pay.last_reviewed_on = Some(day("2026-11-22"));
        pay.dpia_done_on = Some(day("2026-11-22"));
        pay.purposes[0].lia_on = Some(day("2026-11-22"));
    });
    assert!(stale(&session).is_empty(), "{:?}", stale(&session));
}

#[test]
fn an_approval_is_told_before_a_review_of_the_same_record() {
    let (_office, mut session, pay) = decided();
    changed(&mut session, pay, |pay| {
        pay.approved_on = Some(day("2026-11-21"));
    });
    changed(&mut session, pay, |pay| {
        pay.data_subjects[0].category = vec!["children".to_owned()];
    });
    let told = stale(&session);
    assert!(
        told.contains(&"approved_on category".to_owned()),
        "{told:?}"
    );
    assert!(
        told.iter()
            .all(|told| !told.starts_with("last_reviewed_on"))
    );
}

#[test]
fn a_save_tells_at_once_what_it_made_stale() {
    let (_office, mut session, pay) = decided();
    let law = Law::shipped().unwrap();
    let today = "2026-11-21".parse().unwrap();
    let mut findings = Findings::new(session.register(), &law, today);
    changed(&mut session, pay, |pay| {
        pay.purposes[0].text = Some("Calculate, pay and compare salaries".to_owned());
    });
    findings.update(session.register(), &law, &[pay]);
    let told = findings.of(pay).iter();
    assert_eq!(told.filter(|finding| finding.rule.id == "R76").count(), 3);
}

#[test]
fn what_is_stale_is_due_and_stands_in_the_record_beside_its_day() {
    let (_office, mut session, pay) = decided();
    let law = std::sync::Arc::new(Law::shipped().unwrap());
    let words = std::sync::Arc::new(
        crate::words::Words::load(crate::domain::language::Language::ENGLISH).unwrap(),
    );
    let today = "2026-11-21".parse().unwrap();
    let lexicon = crate::labels::Lexicon::new(words, law.clone(), today);
    let told = |session: &Session| {
        let register = session.register();
        let leads = crate::due::Leads::default();
        let agenda = crate::due::agenda(register, &law, today, &leads);
        let due = agenda
            .iter()
            .filter(|item| item.kind == crate::due::DueKind::Reconsider)
            .map(|item| (item.reference.clone(), item.is_overdue()));
        let activity = register.owner(pay).unwrap();
        let purpose = activity.row(activity.declaration().list("purposes").unwrap(), 0);
        let beside = [
            (activity, "last_reviewed_on"),
            (activity, "dpia_done_on"),
            (purpose, "lia_on"),
        ]
        .map(|(record, key)| lexicon.changed_beside(register, record, key).is_some());
        (due.collect::<Vec<_>>(), beside)
    };
    assert_eq!(told(&session), (Vec::new(), [false; 3]));
    changed(&mut session, pay, |pay| {
        pay.purposes[0].text = Some("Pay salaries and rate performance".to_owned());
    });
    let (due, beside) = told(&session);
    let references: Vec<&str> = due
        .iter()
        .map(|(reference, _)| reference.as_str())
        .collect();
    assert_eq!(references, ["A1", "A1", "A1/P1"]);
    assert!(due.iter().all(|(_, overdue)| !overdue));
    assert_eq!(beside, [true; 3]);
}
