//! What a session promises.

use std::cell::Cell;
use std::path::PathBuf;
use std::rc::Rc;

use chrono::{DateTime, Duration};

use super::*;
use crate::domain::change::Facts;
use crate::domain::problem::ProblemKind;
use crate::domain::records::{Activity, Organisation, Recipient};

/// A directory with a register in it, and a clock that moves an hour with each look.
struct Office {
    _directory: tempfile::TempDir,
    path: PathBuf,
    hours: Rc<Cell<i64>>,
}

impl Office {
    fn new() -> (Self, Session) {
        let directory = tempfile::tempdir().unwrap();
        let office = Self {
            path: directory.path().join("register.sqlite"),
            _directory: directory,
            hours: Rc::default(),
        };
        let founding = Founding {
            name: Some("Town".to_owned()),
            title: Some("Register of the town".to_owned()),
            country: Some("se".to_owned()),
            language: Some(Language::Swedish),
            label: "new".to_owned(),
        };
        let session = Session::create(&office.path, &founding, office.surroundings("ann")).unwrap();
        (office, session)
    }

    fn surroundings(&self, author: &str) -> Surroundings {
        let hours = Rc::clone(&self.hours);
        Surroundings {
            clock: Rc::new(move || {
                hours.set(hours.get() + 1);
                DateTime::parse_from_rfc3339("2026-11-21T08:00:00+01:00").unwrap()
                    + Duration::hours(hours.get())
            }),
            author: author.to_owned(),
            today: "2026-11-21".parse().unwrap(),
            new_id: Rc::new(|| "the-register".to_owned()),
        }
    }

    fn open(&self, author: &str) -> Session {
        Session::open(&self.path, self.surroundings(author)).unwrap()
    }
}

fn activity(name: &str) -> Activity {
    Activity {
        name: Some(name.to_owned()),
        ..Activity::default()
    }
}

fn create(session: &mut Session, record: impl Record) -> Id {
    let saved = session
        .save(vec![Edit::create(Box::new(record))], "create")
        .unwrap();
    saved.ids[0]
}

/// An edit of one record as the form makes it.
fn edit(session: &Session, id: Id, change: impl FnOnce(&mut dyn Record)) -> Edit {
    let before = session.register().owner(id).unwrap().boxed();
    let mut after = before.clone();
    change(&mut *after);
    Edit {
        before: Some(before),
        after: Some(after),
    }
}

fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}

fn rename(session: &mut Session, id: Id, name: &str) -> Result<Saved, Problem> {
    let edit = edit(session, id, |record| {
        record.record_value("name", text(name));
    });
    session.save(vec![edit], "rename")
}

/// Whether the file is whole, and memory holds what the file does.
fn check(session: &Session) {
    let verification = session.store().verify().unwrap();
    assert_eq!(verification.differences, []);
    let loaded = session.store().load().unwrap();
    assert_eq!(Facts::of(&loaded), Facts::of(session.register()));
    assert_eq!(loaded.retired, session.register().retired);
    assert_eq!(loaded.mark, session.register().mark);
    assert_eq!(loaded.activities, session.register().activities);
    assert_eq!(loaded.next_id, session.register().next_id);
}

#[test]
fn a_new_register_holds_its_own_data_and_the_organisation_named() {
    let (_office, session) = Office::new();
    let register = session.register();
    assert_eq!(register.about.id.as_deref(), Some("the-register"));
    assert_eq!(register.about.head.id, Id(1));
    let ours: Vec<&Organisation> = register.ours().collect();
    assert_eq!(ours[0].name.as_deref(), Some("Town"));
    assert_eq!(ours[0].country.as_deref(), Some("SE"));
    assert_eq!(ours[0].head.reference, "O1");
    assert_eq!(register.mark.number, 1);
    assert_eq!(register.mark.at, "2026-11-21T09:00:00+01:00");
    check(&session);
}

#[test]
fn what_was_saved_is_there_when_the_register_is_opened_again() {
    let (office, mut session) = Office::new();
    let town = session.register().find("O1").unwrap();
    let mut payroll = activity("Payroll");
    payroll.recipients.push(Recipient {
        organisation: Some(town),
        countries: vec!["us".to_owned()],
        ..Recipient::default()
    });
    payroll
        .head
        .none
        .insert("transfers".to_owned(), "checked".to_owned());
    let id = create(&mut session, payroll);
    check(&session);
    drop(session);
    let session = office.open("bob");
    let found = session.register().typed::<Activity>(id).unwrap();
    assert_eq!(found.head.reference, "A1");
    assert_eq!(found.recipients[0].head.reference, "C1");
    assert_eq!(found.recipients[0].countries, ["US"]);
    assert_eq!(found.head.none["transfers"], "checked");
    check(&session);
}

#[test]
fn two_windows_change_different_fields_of_one_record() {
    let (office, mut ann) = Office::new();
    let id = create(&mut ann, activity("Payroll"));
    let mut bob = office.open("bob");
    let in_anns_form = edit(&ann, id, |record| {
        record.record_value("owner", text("HR"));
        let row = Box::new(Recipient::default());
        record.insert_row(4, 0, row);
    });
    let in_bobs_form = edit(&bob, id, |record| {
        record.record_value("department", text("Finance"));
        let row = Box::new(Recipient::default());
        record.insert_row(4, 0, row);
    });
    ann.save(vec![in_anns_form], "owner").unwrap();
    bob.save(vec![in_bobs_form], "department").unwrap();
    assert!(ann.refresh().unwrap());
    assert!(!ann.refresh().unwrap());
    let both = ann.register().typed::<Activity>(id).unwrap();
    assert_eq!(both.owner.as_deref(), Some("HR"));
    assert_eq!(both.department.as_deref(), Some("Finance"));
    let references: Vec<_> = both
        .recipients
        .iter()
        .map(|row| row.head.reference.as_str())
        .collect();
    assert_eq!(references, ["C1", "C2"]);
    check(&ann);
    check(&bob);
}

#[test]
fn two_windows_that_change_one_field_are_shown_both_values() {
    let (office, mut ann) = Office::new();
    let id = create(&mut ann, activity("Payroll"));
    let mut bob = office.open("bob");
    let in_bobs_form = edit(&bob, id, |record| {
        record.record_value("name", text("Wages"));
    });
    rename(&mut ann, id, "Salaries").unwrap();
    let problem = bob.save(vec![in_bobs_form.clone()], "rename").unwrap_err();
    assert_eq!(
        (problem.kind, problem.key),
        (ProblemKind::Conflict, "conflict")
    );
    let details =
        ["ref", "record", "field", "mine", "theirs"].map(|key| problem.detail(key).unwrap());
    assert_eq!(details, ["A1", "activity", "name", "Wages", "Salaries"]);
    assert_eq!(bob.register().mark.number, 3);
    check(&bob);
    // Whoever chooses the own value, saves it over what is there now.
    rename(&mut bob, id, "Wages").unwrap();
    ann.refresh().unwrap();
    ann.remove(id, false, "remove").unwrap();
    let problem = bob.save(vec![in_bobs_form], "rename").unwrap_err();
    assert_eq!(
        (problem.kind, problem.key),
        (ProblemKind::Conflict, "conflict_gone")
    );
    check(&bob);
}
