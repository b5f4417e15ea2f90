//! `ropa drafts`: what a form of the screen held when it was left is found, seen, saved and given up by commands.

use ropa::domain::field::Record;
use ropa::domain::kind::RecordKind;
use ropa::domain::value::{Id, Value};
use ropa::session::Session;
use ropa::session::drafts::HeldForm;

use super::Home;
use crate::support::screen::surroundings;

/// Leaves a form in the register: of its first activity, or of a new one.
fn leave(home: &Home, new: bool, department: &str, unread: Option<&str>) {
    let session = Session::open(&home.path("r.sqlite"), surroundings()).unwrap();
    let first = &session.register().activities[0];
    let mut record: Box<dyn Record> = if new {
        let mut record = RecordKind::Activity.blank();
        record.head_mut().id = Id::provisional(0);
        record.record_value("name", Value::Text("Visitors".to_owned()));
        record
    } else {
        Box::new(first.clone())
    };
    record.record_value("department", Value::Text(department.to_owned()));
    let row = record.id();
    let unread = unread.map(|text| (row, "started_on".to_owned(), text.to_owned()));
    let held = HeldForm {
        before: (!new).then(|| Box::new(first.clone()) as Box<dyn Record>),
        record,
        unread: unread.into_iter().collect(),
    };
    let name = session.draft_name(&*held.record);
    session.keep_draft(&session.draft(&name, &held)).unwrap();
}

#[test]
fn a_form_that_was_left_is_listed_shown_and_saved_by_commands() {
    let home = Home::with_small_register();
    let none = home.on("r.sqlite", &["drafts"]).done();
    assert!(none.contains("no unsaved forms"), "{none}");
    leave(&home, false, "Wages", None);
    let listed = home.on("r.sqlite", &["drafts", "--format", "json"]).json();
    assert_eq!(
        (&listed[0]["ref"], &listed[0]["number"]),
        (&"A1".into(), &1.into())
    );
    let name = listed[0]["name"].as_str().unwrap();
    let told = home.on("r.sqlite", &["drafts", name]).done();
    assert!(told.contains("A1 Department: "), "{told}");
    assert!(told.contains("Wages"), "{told}");
    let before = home.on("r.sqlite", &["log", "--format", "json"]).json();
    home.on(
        "r.sqlite",
        &["drafts", "1", "--save", "--because", "Left over"],
    )
    .done();
    let after = home.on("r.sqlite", &["log", "--format", "json"]).json();
    let sets = |log: &serde_json::Value| log[0]["number"].as_i64().unwrap();
    assert_eq!(sets(&after), sets(&before) + 1);
    let activity = home
        .on("r.sqlite", &["show", "A1", "--format", "json"])
        .json();
    assert_eq!(activity["department"], "Wages");
    // It went with the save.
    assert!(
        home.on("r.sqlite", &["drafts"])
            .done()
            .contains("no unsaved")
    );
}

#[test]
fn a_form_of_a_new_record_is_saved_with_a_reference_or_given_up() {
    let home = Home::with_small_register();
    leave(&home, true, "Reception", None);
    let told = home.on("r.sqlite", &["drafts", "1"]).done();
    assert!(
        told.contains("Activity: Visitors") && told.contains("Reception"),
        "{told}"
    );
    let activities = |home: &Home| home.on("r.sqlite", &["list", "activities"]).done();
    let before = activities(&home);
    home.on("r.sqlite", &["drafts", "--discard"]).done();
    assert_eq!(activities(&home), before);
    assert!(
        home.on("r.sqlite", &["drafts"])
            .done()
            .contains("no unsaved")
    );
    leave(&home, true, "Reception", None);
    home.on("r.sqlite", &["drafts", "--save"]).done();
    assert!(activities(&home).contains("Visitors"));
}

#[test]
fn what_cannot_be_saved_of_a_form_is_told_and_the_form_stays() {
    let home = Home::with_small_register();
    leave(&home, false, "Wages", Some("the day after"));
    let refused = home.on("r.sqlite", &["drafts", "--save"]);
    assert_eq!(refused.code, 1);
    assert!(
        refused.err.contains("Started on: the day after"),
        "{}",
        refused.err
    );
    leave(&home, true, "Reception", None);
    // Of several it must be said which.
    let which = home.on("r.sqlite", &["drafts", "--save"]);
    assert!(
        which.code == 2 && which.err.contains("There are 2"),
        "{}",
        which.err
    );
    let unknown = home.on("r.sqlite", &["drafts", "7", "--discard"]);
    assert!(
        unknown.code == 2 && unknown.err.contains('7'),
        "{}",
        unknown.err
    );
    let both = home.on("r.sqlite", &["drafts", "1", "--save", "--discard"]);
    assert_eq!(both.code, 2);
    let listed = home.on("r.sqlite", &["drafts", "--format", "json"]).json();
    assert_eq!(listed.as_array().unwrap().len(), 2);
}

#[test]
fn a_form_over_a_record_that_was_changed_since_is_refused_with_both_values() {
    let home = Home::with_small_register();
    leave(&home, false, "Wages", None);
    home.on("r.sqlite", &["set", "department", "Finance", "A1"])
        .done();
    let refused = home.on("r.sqlite", &["drafts", "--save"]);
    assert_eq!(refused.code, 1);
    for value in ["Wages", "Finance"] {
        assert!(refused.err.contains(value), "{}", refused.err);
    }
}
