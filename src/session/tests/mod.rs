//! What a session promises.

mod about;
mod another;
mod asking;
mod back;
mod brought_back;
mod changed;
mod counted;
mod decisions;
mod everything;
mod random;
mod redact;

use std::cell::Cell;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Duration};

use super::*;
use crate::domain::change::Facts;
use crate::domain::codec::WRITTEN;
use crate::domain::date::PartialDate;
use crate::domain::field::Head;
use crate::domain::language::Language;
use crate::domain::problem::ProblemKind;
use crate::domain::records::{Activity, DataCategory, Holding, Organisation, Recipient, Retention};
use crate::labels::Lexicon;
use crate::law::Law;
use crate::words::Words;

/// A directory with a register in it, and a clock that moves an hour with each look.
struct Office {
    _directory: tempfile::TempDir,
    path: PathBuf,
    hours: Arc<AtomicI64>,
}

impl Office {
    fn new() -> (Self, Session) {
        let directory = tempfile::tempdir().unwrap();
        let office = Self {
            path: directory.path().join("register.sqlite"),
            _directory: directory,
            hours: Arc::default(),
        };
        let founding = Founding {
            name: Some("Town".to_owned()),
            title: Some("Register of the town".to_owned()),
            country: Some("se".to_owned()),
            language: Some(Language::SWEDISH.code().to_owned()),
            review_interval: None,
            label: "new".to_owned(),
        };
        let session = Session::create(&office.path, &founding, office.surroundings("ann")).unwrap();
        (office, session)
    }

    fn surroundings(&self, author: &str) -> Surroundings {
        let hours = Arc::clone(&self.hours);
        Surroundings {
            clock: Arc::new(move || {
                let passed = hours.fetch_add(1, Ordering::SeqCst) + 1;
                DateTime::parse_from_rfc3339("2026-11-21T08:00:00+01:00").unwrap()
                    + Duration::hours(passed)
            }),
            author: author.to_owned(),
            today: "2026-11-21".parse().unwrap(),
            new_id: Arc::new(|| "the-register".to_owned()),
            new_salt: Arc::new(|| "0".repeat(32)),
        }
    }

    fn open(&self, author: &str) -> Session {
        Session::open(&self.path, self.surroundings(author)).unwrap()
    }
}

/// What says things in English, by the law of the tests.
fn lexicon() -> Lexicon {
    let words = Arc::new(Words::load(Language::ENGLISH).unwrap());
    let law = Arc::new(Law::shipped().unwrap());
    Lexicon::new(words, law, "2026-11-21".parse().unwrap())
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
    let written = WRITTEN.with(Cell::get);
    let verification = session.store.verify().unwrap();
    assert_eq!(verification.differences, []);
    let so_far = WRITTEN.with(Cell::get);
    assert_eq!(so_far, written, "no value is made to compare it");
    let loaded = session.store.load().unwrap();
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
    assert_eq!(ann.refresh().unwrap(), Refreshed::Newer);
    assert_eq!(ann.refresh().unwrap(), Refreshed::Same);
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

#[test]
fn a_form_whose_record_another_window_removed_is_told_so_whatever_it_holds() {
    let (office, mut ann) = Office::new();
    let supplier = create(&mut ann, Organisation::default());
    let id = create(&mut ann, activity("Payroll"));
    let mut bob = office.open("bob");
    let refers = edit(&bob, id, |record| {
        record.record_value("organisation", Value::Ref(supplier));
    });
    let has_a_row = edit(&bob, id, |record| {
        record.insert_row(4, 0, Box::new(Recipient::default()));
    });
    let renamed = edit(&bob, id, |record| {
        record.record_value("name", text("Wages"));
    });
    ann.remove(id, false, "remove").unwrap();
    ann.remove(supplier, false, "remove").unwrap();
    for form in [refers, has_a_row, renamed] {
        for mine in [None, Some(true)] {
            let edits = vec![form.clone()];
            let saved = match mine {
                None => bob.save(edits, "edit"),
                Some(mine) => bob.save_over(edits, "edit", mine),
            };
            let problem = saved.unwrap_err();
            let told = (problem.kind, problem.key, problem.detail("ref"));
            assert_eq!(told, (ProblemKind::Conflict, "conflict_gone", Some("A1")));
        }
    }
    check(&bob);
}

#[test]
fn a_text_of_nothing_is_no_answer_in_the_journal_either() {
    let (_office, mut ann) = Office::new();
    let id = create(&mut ann, activity("Payroll"));
    let emptied = edit(&ann, id, |record| {
        record.record_value("department", text(""));
        record.record_value("owner", text("Eva"));
    });
    ann.save(vec![emptied], "edit").unwrap();
    check(&ann);
    assert!(ann.register().get(id).unwrap().text("department").is_none());
    let made = Activity {
        measures_text: Some(String::new()),
        ..Activity::default()
    };
    create(&mut ann, made);
    check(&ann);
}

#[test]
fn of_an_act_that_two_windows_tell_in_different_fields_one_version_stands_whole() {
    for mine in [false, true] {
        let (office, mut ann) = Office::new();
        let id = create(&mut ann, activity("Payroll"));
        let mut bob = office.open("bob");
        let approved = edit(&bob, id, |record| {
            record.record_value("approved_by", text("Bob"));
            record.record_value("department", text("Finance"));
        });
        let other = edit(&ann, id, |record| {
            record.record_value(
                "approved_on",
                Value::Date(PartialDate::from_iso("2026-11-01").unwrap()),
            );
        });
        ann.save(vec![other], "edit").unwrap();
        let problem = bob.save(vec![approved.clone()], "edit").unwrap_err();
        let told = (problem.kind, problem.key, problem.detail("field"));
        assert_eq!(
            told,
            (ProblemKind::Conflict, "conflict", Some("approved_on"))
        );
        bob.save_over(vec![approved], "edit", mine).unwrap();
        check(&bob);
        let record = bob.register().get(id).unwrap();
        let said = |key: &str| record.text(key);
        assert_eq!(said("department").as_deref(), Some("Finance"));
        assert_eq!(said("approved_by").is_some(), mine);
        assert_eq!(record.value("approved_on").is_empty(), mine);
        // What one window alone tells is saved as ever.
        let renamed = edit(&bob, id, |record| {
            record.record_value("approved_by", text("Eva"));
        });
        rename(&mut ann, id, "Wages").unwrap();
        bob.save(vec![renamed], "edit").unwrap();
    }
}

#[test]
fn a_record_that_another_window_changed_is_not_removed_unseen() {
    let (office, mut ann) = Office::new();
    let id = create(&mut ann, activity("Payroll"));
    let mut bob = office.open("bob");
    rename(&mut ann, id, "Wages").unwrap();
    let problem = bob.remove(id, true, "remove").unwrap_err();
    assert_eq!(
        (problem.kind, problem.key),
        (ProblemKind::Conflict, "conflict_whole")
    );
    // What it says now is seen, and may go.
    check(&bob);
    bob.remove(id, true, "remove").unwrap();
    check(&bob);
}

#[test]
fn removing_asks_for_what_refers_and_takes_the_references_out_when_told() {
    let (_office, mut session) = Office::new();
    let supplier = create(&mut session, Organisation::default());
    let mut payroll = activity("Payroll");
    payroll.recipients.push(Recipient {
        organisation: Some(supplier),
        ..Recipient::default()
    });
    let id = create(&mut session, payroll);
    let removal = session.removal(supplier);
    assert_eq!(removal.referrers.len(), 1);
    assert_eq!(
        (removal.referrers[0].owner, removal.referrers[0].key),
        (id, "organisation")
    );
    assert_eq!(removal.edits.len(), 2);
    let problem = session.remove(supplier, false, "remove").unwrap_err();
    assert_eq!(
        (problem.kind, problem.key),
        (ProblemKind::Refused, "still_referred_to")
    );
    assert_eq!(
        (problem.detail("ref"), problem.detail("by")),
        (Some("O2"), Some("A1/C1"))
    );
    let before = session.register().owner(supplier).unwrap().boxed();
    let problem = session
        .save(vec![Edit::remove(before)], "remove")
        .unwrap_err();
    assert_eq!(
        (problem.key, problem.detail("by")),
        ("still_referred_to", Some("A1/C1"))
    );
    let saved = session.remove(supplier, true, "remove").unwrap();
    assert_eq!(saved.changes, 2);
    assert_eq!(
        session.register().activities[0].recipients[0].organisation,
        None
    );
    check(&session);
    session.undo("undo").unwrap();
    assert_eq!(
        session.register().activities[0].recipients[0].organisation,
        Some(supplier)
    );
    check(&session);
    let about = session.register().about.head.id;
    assert_eq!(
        session.remove(about, true, "remove").unwrap_err().key,
        "register_stays"
    );
    assert_eq!(
        session.remove(Id(99), true, "remove").unwrap_err().key,
        "record_gone"
    );
}

#[test]
fn a_row_is_removed_with_the_references_to_it() {
    let (_office, mut session) = Office::new();
    let id = create(&mut session, full_activity());
    let (category, used_by) = {
        let activity = session.register().typed::<Activity>(id).unwrap();
        (
            activity.data_categories[0].head.id,
            activity.retention[0].head.id,
        )
    };
    let removal = session.removal(category);
    assert_eq!(
        removal
            .referrers
            .iter()
            .map(|referrer| referrer.id)
            .collect::<Vec<_>>(),
        [used_by]
    );
    session.remove(category, true, "remove").unwrap();
    let activity = session.register().typed::<Activity>(id).unwrap();
    assert_eq!(
        (
            activity.data_categories.len(),
            activity.retention[0].data_categories.len()
        ),
        (1, 0)
    );
    check(&session);
    // Its number is not given to the next row, though it is the highest no more.
    let edit = edit(&session, id, |record| {
        let last = record.row(3, 0).head().clone();
        assert_eq!(last.reference, "D2");
        record.remove_row(3, 0);
        record.insert_row(3, 0, Box::new(DataCategory::default()));
    });
    session.save(vec![edit], "replace").unwrap();
    let activity = session.register().typed::<Activity>(id).unwrap();
    assert_eq!(activity.data_categories[0].head.reference, "D3");
    check(&session);
}

/// An activity with rows that refer to each other, and a holding.
fn full_activity() -> Activity {
    let mut activity = activity("Payroll");
    let named = |number: u32| Head {
        id: Id::provisional(number),
        ..Head::default()
    };
    activity.data_categories = vec![
        DataCategory {
            head: named(1),
            ..DataCategory::default()
        },
        DataCategory {
            head: named(2),
            ..DataCategory::default()
        },
    ];
    activity.retention = vec![Retention {
        data_categories: vec![Id::provisional(1)],
        holdings: vec![Holding {
            name: Some("2024".to_owned()),
            ..Holding::default()
        }],
        ..Retention::default()
    }];
    activity
}

#[test]
fn a_duplicate_has_all_rows_but_holdings_and_its_references_stay_inside() {
    let (_office, mut session) = Office::new();
    let id = create(&mut session, full_activity());
    let copy = session.duplicate(id).unwrap();
    assert_eq!(copy.head().reference, "");
    let saved = session.save(vec![Edit::create(copy)], "duplicate").unwrap();
    let [first, second] =
        [id, saved.ids[0]].map(|id| session.register().typed::<Activity>(id).unwrap());
    assert_eq!(second.head.reference, "A2");
    assert_eq!(second.name, first.name);
    assert_eq!(second.retention[0].holdings, []);
    assert_eq!(
        second.retention[0].data_categories,
        [second.data_categories[0].head.id]
    );
    assert_ne!(
        second.data_categories[0].head.id,
        first.data_categories[0].head.id
    );
    assert!(session.duplicate(first.retention[0].head.id).is_none());
    assert!(
        session
            .duplicate(session.register().about.head.id)
            .is_none()
    );
    check(&session);
}

#[test]
fn several_new_records_refer_to_each_other_in_one_save() {
    let (_office, mut session) = Office::new();
    let supplier = |number: u32| Organisation {
        head: Head {
            id: Id::provisional(number),
            ..Head::default()
        },
        ..Organisation::default()
    };
    let mut payroll = activity("Payroll");
    payroll.recipients.push(Recipient {
        organisation: Some(Id::provisional(8)),
        ..Recipient::default()
    });
    let edits: Vec<Box<dyn Record>> = vec![
        Box::new(payroll),
        Box::new(supplier(7)),
        Box::new(supplier(8)),
    ];
    let saved = session
        .save(edits.into_iter().map(Edit::create).collect(), "several")
        .unwrap();
    let references = saved
        .ids
        .iter()
        .map(|id| session.register().reference(*id))
        .collect::<Vec<_>>();
    assert_eq!(references, ["A1", "O2", "O3"]);
    assert_eq!(
        session.register().activities[0].recipients[0].organisation,
        Some(saved.ids[2])
    );
    check(&session);
}

#[test]
fn what_cannot_be_saved_is_refused_by_name_and_nothing_is_written() {
    let (_office, mut session) = Office::new();
    let id = create(&mut session, activity("Payroll"));
    let mark = session.register().mark.clone();
    let next = session.register().next_id;
    let mut refused = |change: &dyn Fn(&mut dyn Record)| {
        let edit = edit(&session, id, |record| change(record));
        session.save(vec![edit], "try").unwrap_err()
    };
    assert_eq!(
        refused(&|record| "O1".clone_into(&mut record.head_mut().reference)).key,
        "reference_taken"
    );
    let problem = refused(&|record| {
        let head = Head {
            reference: "C/1".to_owned(),
            ..Head::default()
        };
        record.insert_row(
            4,
            0,
            Box::new(Recipient {
                head,
                ..Recipient::default()
            }),
        );
    });
    assert_eq!(problem.key, "reference_unusable");
    let problem = refused(&|record| {
        record.record_value("organisation", Value::Ref(Id(77)));
    });
    assert_eq!(
        (problem.key, problem.detail("field")),
        ("referred_record_gone", Some("organisation"))
    );
    // Of the wrong kind.
    let problem = refused(&|record| {
        record.record_value("organisation", Value::Ref(id));
    });
    assert_eq!(problem.key, "referred_record_gone");
    let problem = refused(&|record| {
        record.record_value("countries", Value::Texts(vec!["Sweden".to_owned()]));
    });
    assert_eq!(
        (problem.key, problem.detail("field")),
        ("value_refused", Some("countries"))
    );
    assert_eq!(
        (&session.register().mark, session.register().next_id),
        (&mark, next)
    );
    check(&session);
}

#[test]
fn text_is_kept_without_control_characters_and_recording_removes_the_none() {
    let (_office, mut session) = Office::new();
    let mut payroll = activity("  Pay\u{1b}[31mroll\u{0}\u{202e} \u{1F600}\n");
    payroll.description = Some("one\r\ntwo".to_owned());
    payroll.owner = Some(String::new());
    payroll
        .head
        .none
        .insert("recipients".to_owned(), "nobody".to_owned());
    payroll
        .head
        .none
        .insert("nonsense".to_owned(), "x".to_owned());
    let id = create(&mut session, payroll);
    let saved = session.register().typed::<Activity>(id).unwrap();
    assert_eq!(saved.name.as_deref(), Some("Pay[31mroll\u{202e} \u{1F600}"));
    assert_eq!(saved.description.as_deref(), Some("one\ntwo"));
    assert_eq!(saved.owner, None);
    assert_eq!(saved.head.none.keys().collect::<Vec<_>>(), ["recipients"]);
    check(&session);
    let edit = edit(&session, id, |record| {
        record.insert_row(4, 0, Box::new(Recipient::default()));
    });
    session.save(vec![edit], "add").unwrap();
    assert!(session.register().activities[0].head.none.is_empty());
    check(&session);
}

#[test]
fn an_own_numbering_may_look_like_that_of_rows() {
    let (_office, mut session) = Office::new();
    let supplier = create(&mut session, Organisation::default());
    let mut payroll = activity("Payroll");
    payroll.recipients.push(Recipient {
        organisation: Some(supplier),
        ..Recipient::default()
    });
    let id = create(&mut session, payroll);
    let renaming = edit(&session, supplier, |record| {
        "C1".clone_into(&mut record.head_mut().reference);
    });
    session.save(vec![renaming], "rename").unwrap();
    let row = &session.register().typed::<Activity>(id).unwrap().recipients[0];
    assert_eq!(
        (row.head.reference.as_str(), row.organisation),
        ("C1", Some(supplier))
    );
    check(&session);
}

#[test]
fn undo_and_redo_go_back_and_forth_also_after_opening_again() {
    let (office, mut session) = Office::new();
    assert_eq!(session.undo("undo").unwrap_err().key, "first_set_stays");
    assert_eq!(session.redo("redo").unwrap_err().key, "nothing_to_redo");
    let id = create(&mut session, full_activity());
    rename(&mut session, id, "Wages").unwrap();
    rename(&mut session, id, "Salaries").unwrap();
    let name = |session: &Session| {
        let activity = session.register().typed::<Activity>(id);
        activity
            .and_then(|activity| activity.name.clone())
            .unwrap_or_default()
    };
    let whole = Facts::of(session.register());
    let undoes = |session: &Session| session.store.change_sets(Some(1)).unwrap()[0].undoes;
    session.undo("undo").unwrap();
    assert_eq!(
        (name(&session), undoes(&session)),
        ("Wages".to_owned(), Some(4))
    );
    session.undo("undo").unwrap();
    assert_eq!(
        (name(&session), undoes(&session)),
        ("Payroll".to_owned(), Some(3))
    );
    session.undo("undo").unwrap();
    assert_eq!((name(&session), undoes(&session)), (String::new(), Some(2)));
    assert_eq!(session.undo("undo").unwrap_err().key, "first_set_stays");
    check(&session);
    drop(session);
    let mut session = office.open("bob");
    for (expected, undo) in [("Payroll", 7), ("Wages", 6), ("Salaries", 5)] {
        session.redo("redo").unwrap();
        assert_eq!(
            (name(&session).as_str(), undoes(&session)),
            (expected, Some(undo))
        );
        check(&session);
    }
    assert_eq!(session.redo("redo").unwrap_err().key, "nothing_to_redo");
    assert_eq!(Facts::of(session.register()), whole);
    // What was redone can be undone again, and redone again.
    session.undo("undo").unwrap();
    assert_eq!(
        (name(&session), undoes(&session)),
        ("Wages".to_owned(), Some(4))
    );
    session.redo("redo").unwrap();
    session.undo("undo").unwrap();
    // Something ordinary ends what could be redone, but not what can be undone.
    rename(&mut session, id, "Pay").unwrap();
    assert_eq!(session.redo("redo").unwrap_err().key, "nothing_to_redo");
    session.undo("undo").unwrap();
    assert_eq!(name(&session), "Wages");
    session.undo("undo").unwrap();
    assert_eq!(
        (name(&session), undoes(&session)),
        ("Payroll".to_owned(), Some(3))
    );
    check(&session);
}

#[test]
fn undo_takes_back_what_another_window_saved_last() {
    let (office, mut ann) = Office::new();
    let id = create(&mut ann, activity("Payroll"));
    let mut bob = office.open("bob");
    rename(&mut bob, id, "Wages").unwrap();
    ann.undo("undo").unwrap();
    assert_eq!(
        ann.register().activities[0].name.as_deref(),
        Some("Payroll")
    );
    check(&ann);
}

#[test]
fn the_register_as_of_a_day_and_a_clock_that_was_set_back() {
    let (office, mut session) = Office::new();
    let id = create(&mut session, activity("Payroll"));
    office.hours.store(48, Ordering::SeqCst);
    rename(&mut session, id, "Wages").unwrap();
    let name = |day: &str| {
        let register = session.as_of(day.parse().unwrap()).unwrap();
        (
            register.mark.number,
            register
                .activities
                .first()
                .and_then(|activity| activity.name.clone()),
        )
    };
    assert_eq!(name("2026-11-20"), (0, None));
    assert_eq!(name("2026-11-22"), (2, Some("Payroll".to_owned())));
    assert_eq!(name("2026-11-23"), (3, Some("Wages".to_owned())));
    assert!(session.notices().is_empty());
    office.hours.store(0, Ordering::SeqCst);
    assert_eq!(session.notices()[0].key, "clock_behind");
}

#[test]
fn a_save_beside_a_job_that_reads_copies_only_the_record_that_it_changes() {
    let (_office, mut session) = Office::new();
    let payroll = create(&mut session, activity("Payroll"));
    create(&mut session, activity("Wages"));
    let seen = session.shared_register();
    let edit = edit(&session, payroll, |record| {
        record.record_value("name", text("Salaries"));
    });
    session.save(vec![edit], "edit").unwrap();
    let now = session.register().activities.shared().iter();
    let same: Vec<bool> = now
        .zip(seen.activities.shared())
        .map(|(now, then)| Arc::ptr_eq(now, then))
        .collect();
    assert_eq!(same, [false, true]);
    assert_eq!(seen.activities[0].name.as_deref(), Some("Payroll"));
}
