//! What became of people who were asked where the questions could not be written.

use super::*;
use crate::exchange::questionnaire::AskedScope;

/// Somebody at work is asked about the only activity; the number of the request and what was saved.
fn ask(session: &mut Session) -> (Id, Option<Mark>) {
    let mut payroll = activity("Payroll");
    payroll.department = Some("HR".to_owned());
    create(session, payroll);
    let scope = AskedScope {
        department: Some("HR".to_owned()),
        ..AskedScope::default()
    };
    let due = "2026-12-12".parse().unwrap();
    let (saved, request) = session.ask(&scope, due, "ask").unwrap();
    (request, saved.mark)
}

fn full_disk() -> Problem {
    Problem::cannot("disk_full").with("path", "hr.xlsx")
}

#[test]
fn nobody_was_asked_by_a_file_that_is_not_there() {
    let (_office, mut session) = Office::new();
    let (request, mark) = ask(&mut session);
    let number = mark.as_ref().map(|mark| mark.number);
    let (saved, told) = session.unask((request, mark), "not sent", full_disk());
    assert!(saved.is_some());
    assert_eq!(told, full_disk());
    assert!(session.register().about.requests.is_empty());
    let undoes = session.store.change_sets(Some(1)).unwrap()[0].undoes;
    assert_eq!(undoes, number);
    check(&session);
}

#[test]
fn what_another_window_saved_meanwhile_stays() {
    let (office, mut session) = Office::new();
    let asked = ask(&mut session);
    let mut other = office.open("bob");
    let id = other.register().activities[0].head.id;
    rename(&mut other, id, "Wages").unwrap();
    let (saved, told) = session.unask(asked, "not sent", full_disk());
    assert!(saved.is_some());
    assert_eq!(told, full_disk());
    let register = session.register();
    assert!(register.about.requests.is_empty());
    assert_eq!(register.activities[0].name.as_deref(), Some("Wages"));
    check(&session);
}

#[test]
fn a_request_that_cannot_be_taken_back_is_told_beside_the_reason() {
    let (office, mut session) = Office::new();
    let asked = ask(&mut session);
    std::fs::rename(&office.path, office.path.with_extension("away")).unwrap();
    let (saved, told) = session.unask(asked, "not sent", full_disk());
    assert_eq!(saved, None);
    assert_eq!(told.key, full_disk().key);
    let [stands] = told.others.as_slice() else {
        panic!("{told:?}");
    };
    assert_eq!(
        (stands.key, stands.detail("ref")),
        ("ask_stands", Some("Y1"))
    );
    assert!(stands.cause.is_some());
}
