//! What was changed since an approval: kept up by each save, and never more than really was.

use super::*;
use crate::domain::author::MIGRATIONS;
use crate::domain::changed::{ChangeIndex, IndexedChange, SetHead};
use crate::domain::codes::RecordStatus;
use crate::domain::date::PartialDate;

/// An approved activity with a recipient, and a supplier that it names.
fn approved() -> (Office, Session, Id) {
    let (office, mut session) = Office::new();
    session.learn_changes();
    let supplier = Organisation {
        name: Some("Supplier".to_owned()),
        ..Organisation::default()
    };
    let supplier = create(&mut session, supplier);
    let mut pay = activity("Pay");
    pay.recipients.push(Recipient {
        organisation: Some(supplier),
        ..Recipient::default()
    });
    let pay = create(&mut session, pay);
    approve(&mut session, pay);
    (office, session, pay)
}

fn approve(session: &mut Session, id: Id) {
    let edit = edit(session, id, |record| {
        record.record_value("record_status", text("approved"));
        let day = PartialDate::from_iso("2026-11-21").unwrap();
        record.record_value("approved_on", Value::Date(day));
    });
    session.save(vec![edit], "approve").unwrap();
}

fn set(session: &mut Session, id: Id, key: &str, value: Value) {
    let edit = edit(session, id, |record| {
        record.record_value(key, value);
    });
    session.save(vec![edit], "set").unwrap();
}

/// The fields changed since the approval; what is kept up is what reading the journal anew gives.
#[track_caller]
fn changed(session: &Session, id: Id) -> Vec<String> {
    let said = |register: &Register| {
        let activity = register.typed::<Activity>(id).unwrap();
        let changed = register.changed_since_approval(activity);
        let fields = changed.into_iter().flat_map(|changed| changed.fields);
        fields
            .map(|field| format!("{} {}", register.reference(field.id), field.key))
            .collect::<Vec<_>>()
    };
    let mut anew = session.register().clone();
    let number = anew.mark.number;
    anew.changes = Some(Arc::new(session.store.change_index(number).unwrap()));
    let kept_up = said(session.register());
    assert_eq!(kept_up, said(&anew));
    kept_up
}

#[test]
fn what_is_changed_after_the_approval_is_told_on_the_same_day_too() {
    let (_office, mut session, pay) = approved();
    assert!(changed(&session, pay).is_empty());
    rename(&mut session, pay, "Wages").unwrap();
    assert_eq!(changed(&session, pay), ["A1 name"]);
    // Back to what was approved: nothing is changed.
    rename(&mut session, pay, "Pay").unwrap();
    assert!(changed(&session, pay).is_empty());
    rename(&mut session, pay, "Salaries").unwrap();
    assert_eq!(changed(&session, pay), ["A1 name"]);
    session.undo("undo").unwrap();
    assert!(changed(&session, pay).is_empty());
    session.redo("redo").unwrap();
    assert_eq!(changed(&session, pay), ["A1 name"]);
    // Approved anew as it is now.
    let day = PartialDate::from_iso("2026-11-22").unwrap();
    set(&mut session, pay, "approved_on", Value::Date(day));
    assert!(changed(&session, pay).is_empty());
    // That taken back, it is again the first approval that counts.
    session.undo("undo").unwrap();
    assert_eq!(changed(&session, pay), ["A1 name"]);
}

#[test]
fn how_a_record_is_kept_called_and_carried_out_is_not_what_was_approved() {
    let (_office, mut session, pay) = approved();
    let supplier = session.register().find("O2").unwrap();
    set(&mut session, pay, "notes", text("to be typed"));
    let day = Value::Date(PartialDate::from_iso("2026-11-21").unwrap());
    set(&mut session, pay, "last_reviewed_on", day);
    // The supplier gets another reference: the recipient is the same.
    let edit = edit(&session, supplier, |record| {
        "SUP".clone_into(&mut record.head_mut().reference);
    });
    session.save(vec![edit], "call otherwise").unwrap();
    assert!(changed(&session, pay).is_empty());
    session.undo("undo").unwrap();
    assert!(changed(&session, pay).is_empty());
}

#[test]
fn rows_that_come_and_go_are_told_by_their_list() {
    let (_office, mut session, pay) = approved();
    let recipients = |session: &mut Session, change: &dyn Fn(&mut Vec<Recipient>)| {
        let before = session.register().owner(pay).unwrap().boxed();
        let mut after = before.downcast::<Activity>().unwrap().clone();
        change(&mut after.recipients);
        let edit = Edit {
            before: Some(before),
            after: Some(Box::new(after)),
        };
        session.save(vec![edit], "recipients").unwrap();
    };
    recipients(&mut session, &|rows| rows.push(Recipient::default()));
    assert_eq!(changed(&session, pay), ["A1 recipients"]);
    recipients(&mut session, &|rows| drop(rows.pop()));
    assert!(changed(&session, pay).is_empty());
    recipients(&mut session, &|rows| drop(rows.pop()));
    assert_eq!(changed(&session, pay), ["A1 recipients"]);
    session.undo("undo").unwrap();
    assert!(changed(&session, pay).is_empty());
    session.redo("redo").unwrap();
    assert_eq!(changed(&session, pay), ["A1 recipients"]);
}

#[test]
fn only_an_approved_record_has_an_approval_to_be_changed_since() {
    let (_office, mut session, pay) = approved();
    rename(&mut session, pay, "Wages").unwrap();
    set(&mut session, pay, "record_status", text("draft"));
    assert!(changed(&session, pay).is_empty());
    // Content and approval in one save are one thing.
    let edit = edit(&session, pay, |record| {
        record.record_value("record_status", text("approved"));
        record.record_value("name", text("Pay and pensions"));
    });
    session.save(vec![edit], "both").unwrap();
    assert!(changed(&session, pay).is_empty());
}

#[test]
fn the_register_of_a_day_knows_what_had_been_changed_by_then() {
    let (office, mut session, pay) = approved();
    let day =
        |session: &Session| -> NaiveDate { session.register().mark.at[..10].parse().unwrap() };
    let before = day(&session);
    office.hours.fetch_add(48, Ordering::SeqCst);
    rename(&mut session, pay, "Wages").unwrap();
    let after = day(&session);
    for (day, wanted) in [(before, 0), (after, 1)] {
        let register = session.as_of(day).unwrap();
        let activity = register.typed::<Activity>(pay).unwrap();
        let since = register.changed_since_approval(activity);
        assert_eq!(since.map_or(0, |since| since.fields.len()), wanted);
    }
}

#[test]
fn the_journal_is_read_once_and_then_only_what_each_save_adds() {
    let (office, mut session, pay) = approved();
    for name in ["a", "b", "c"] {
        rename(&mut session, pay, name).unwrap();
    }
    let all: usize = session
        .store
        .change_sets(None)
        .unwrap()
        .iter()
        .map(|set| set.changes_count)
        .sum();
    let read = |session: &Session| session.register().changes.as_ref().unwrap().read();
    assert_eq!(read(&session), all);
    // Another window's saves are taken up the same way.
    let mut other = office.open("bea");
    rename(&mut other, pay, "d").unwrap();
    assert_ne!(session.refresh().unwrap(), Refreshed::Same);
    assert_eq!(read(&session), all + 1);
    let mut opened = office.open("cai");
    assert!(opened.register().changes.is_none());
    opened.learn_changes();
    assert_eq!(read(&opened), all + 1);
    rename(&mut opened, pay, "e").unwrap();
    assert_eq!(read(&opened), all + 2);
}

#[test]
fn what_nobody_did_by_hand_and_what_is_only_taken_out_is_passed_over() {
    let mut index = ChangeIndex::default();
    let head = |number, author: &str| SetHead {
        number,
        at: "2026-11-21T08:00:00+01:00".to_owned(),
        author: author.to_owned(),
        undoes: None,
        hash: String::new(),
    };
    let pay = Activity {
        record_status: Some(RecordStatus::Approved),
        head: Head {
            id: Id(7),
            reference: "A1".to_owned(),
            ..Head::default()
        },
        ..activity("Pay")
    };
    let name = || IndexedChange::Field {
        id: Id(7),
        key: "name".to_owned(),
        before: Some("\"Pay\"".to_owned()),
        after: Some("{\"redacted\":true}".to_owned()),
    };
    index.take(&head(1, "ann"), vec![IndexedChange::Created(Id(7))]);
    index.take(&head(2, MIGRATIONS[0]), vec![name()]);
    index.take(&head(3, "ann"), vec![IndexedChange::Redaction, name()]);
    let mut register = Register::empty();
    register.replace(Box::new(pay));
    let since = |index: &ChangeIndex| {
        let mut register = register.clone();
        register.changes = Some(Arc::new(index.clone()));
        register.changed_since_approval(&register.activities[0])
    };
    assert_eq!(since(&index), None);
    // A person may be called as the program is.
    index.take(&head(4, "ropa user"), vec![name()]);
    let told = since(&index).unwrap();
    assert_eq!((told.set, told.fields[0].key), (4, "name"));
    assert_eq!(told.day, "2026-11-21".parse().ok());
}

#[test]
fn an_undo_that_takes_a_row_out_tells_the_record_that_held_it() {
    let (_office, mut session, pay) = approved();
    let another = edit(&session, pay, |record| {
        let list = record.declaration().list("recipients").unwrap();
        assert!(record.insert_row(list, 1, Box::new(Recipient::default())));
    });
    session.save(vec![another], "save").unwrap();
    let activity = session.register().typed::<Activity>(pay).unwrap();
    let row = activity.recipients[1].head.id;
    for told in [session.undo("undo").unwrap(), session.redo("redo").unwrap()] {
        assert!(told.ids.contains(&pay), "{:?}", told.ids);
        assert!(told.ids.contains(&row), "{:?}", told.ids);
    }
}
