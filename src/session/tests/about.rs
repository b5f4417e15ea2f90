//! A session that is asked about one record says what a session that knows everything says, and reads no more than that
//! takes.

use std::fs;

use proptest::test_runner::{Config, TestRunner};

use super::random::{records, steps, take};
use super::*;
use crate::exchange::json::{self, Exported, Listed};
use crate::exchange::markdown;
use crate::store::Turn;
use crate::store::counted::while_doing;

fn sample(directory: &tempfile::TempDir, activities: usize) -> (PathBuf, Session) {
    let path = directory.path().join(format!("{activities}.sqlite"));
    let sample = crate::sample::register(1, activities, Language::ENGLISH).unwrap();
    let (office, _session) = Office::new();
    let session = Session::create_sample(&path, sample, office.surroundings("ann")).unwrap();
    (path, session)
}

#[test]
fn a_record_is_shown_as_it_is_shown_of_the_whole_register() {
    let directory = tempfile::tempdir().unwrap();
    let (path, mut whole) = sample(&directory, 24);
    let (office, _session) = Office::new();
    let related = whole.register().activities[0].head.id;
    let last = whole.register().activities[23].head.id;
    let edit = edit(&whole, last, |record| {
        assert!(record.record_value("related", Value::Refs(vec![related])));
        assert!(record.record_value("name", text("Renamed since")));
    });
    whole.save(vec![edit], "change").unwrap();
    whole.learn_changes();
    let lexicon = lexicon();
    let said = |session: &Session, typed: &str| {
        let register = session.register();
        let record = register.get(register.find_typed(typed).unwrap()).unwrap();
        let json = json::text(&Listed(Exported::new(register, record)));
        (json, markdown::record(&lexicon, register, record))
    };
    let mut ids: Vec<Id> = whole.register().ids().filter(|id| id.0 > 0).collect();
    ids.sort_unstable();
    for id in ids {
        let typed = whole.register().typed_reference(id);
        let names = [typed.clone()];
        let mut part =
            Session::open_about(&path, &names, false, office.surroundings("ann")).unwrap();
        part.learn_changes_of(&typed);
        assert_eq!(said(&part, &typed), said(&whole, &typed), "{typed}");
        let owner = whole.register().owner(id).unwrap();
        if let Some(activity) = owner.downcast::<Activity>() {
            let since = |session: &Session| session.register().changed_since_approval(activity);
            assert_eq!(since(&part), since(&whole), "{typed}");
        }
    }
}

#[test]
fn a_record_costs_the_same_in_a_large_register() {
    let directory = tempfile::tempdir().unwrap();
    let read = |activities| {
        let (path, _whole) = sample(&directory, activities);
        let (office, _session) = Office::new();
        let names = ["A1".to_owned()];
        let part = Session::open_about(&path, &names, false, office.surroundings("ann")).unwrap();
        part.register().activities.len()
    };
    let (small, large) = (read(24), read(240));
    assert!(small < 4 && large < 4, "{small} {large}");
}

#[test]
fn what_is_gone_is_found_by_the_reference_that_it_had() {
    let (_office, mut session) = Office::new();
    let pay = create(&mut session, activity("Pay"));
    let reference = session.register().reference(pay);
    let edit = Edit::remove(session.register().get(pay).unwrap().boxed());
    session.save(vec![edit], "remove").unwrap();
    assert_eq!(session.register().find_typed(&reference), None);
    let journal = session.journal();
    assert_eq!(journal.had_reference(&reference), Ok(Some(pay)));
    assert_eq!(journal.had_reference("A99"), Ok(None));
}

/// A copy of a register beside it, and who works in it.
fn copied(path: &Path) -> (Office, PathBuf) {
    let (office, _session) = Office::new();
    let copy = office.path.with_file_name("copy.sqlite");
    fs::copy(path, &copy).unwrap();
    (office, copy)
}

/// Changes a field, adds a row where there can be one, and gives a reference to some.
fn changed(session: &Session, id: Id) -> Vec<Edit> {
    let edit = edit(session, id, |record| {
        record.record_value("notes", text("Seen"));
        record.record_value("name", text("Called otherwise"));
        if !record.declaration().lists.is_empty() {
            let row = record.declaration().lists[0].kind.blank();
            record.insert_row(0, 0, row);
        }
        if id.0.is_multiple_of(5) {
            "HR-77".clone_into(&mut record.head_mut().reference);
        }
    });
    vec![edit]
}

#[test]
fn a_part_saves_what_the_whole_register_saves_to_the_last_byte() {
    let mut runner = TestRunner::new(Config {
        cases: 6,
        failure_persistence: None,
        ..Config::default()
    });
    let outcome = runner.run(&steps(), |steps| {
        let (office, mut session) = Office::new();
        for step in &steps {
            take(&mut session, &office, step);
        }
        for id in records(&session).into_iter().take(6) {
            let typed = [session.register().typed_reference(id)];
            let ((one, whole), (other, part)) = (copied(&office.path), copied(&office.path));
            let mut whole = Session::open_to_save(&whole, one.surroundings("ann")).unwrap();
            let mut about =
                Session::open_about_to_save(&part, &typed, false, other.surroundings("ann"))
                    .unwrap();
            let saved = whole.save(changed(&whole, id), "change");
            let in_part = about.save(changed(&about, id), "change");
            assert_eq!(in_part, saved);
            assert_eq!(about.store.latest(), whole.store.latest());
            drop(about);
            for turn in [Turn::Undo, Turn::Undo, Turn::Redo] {
                let mut about =
                    Session::open_to_turn(&part, turn, false, other.surroundings("ann")).unwrap();
                assert_eq!(about.step(turn), whole.step(turn));
                let done = whole.take_back(turn, None, "turn");
                assert_eq!(about.take_back(turn, None, "turn"), done);
                assert_eq!(about.store.latest(), whole.store.latest());
                assert!(about.store.verify().unwrap().is_whole());
            }
        }
        Ok(())
    });
    if let Err(problem) = outcome {
        panic!("{problem}");
    }
}

#[test]
fn a_save_and_its_undo_read_the_same_of_a_large_register() {
    let directory = tempfile::tempdir().unwrap();
    let read = |activities| {
        let (path, whole) = sample(&directory, activities);
        let (office, _session) = Office::new();
        let names = ["A1".to_owned()];
        let id = whole.register().find("A1").unwrap();
        let (saving, ()) = while_doing(|| {
            let surroundings = office.surroundings("ann");
            let mut part = Session::open_about_to_save(&path, &names, false, surroundings).unwrap();
            part.save(
                vec![edit(&part, id, |record| {
                    record.record_value("notes", text("Seen"));
                })],
                "notes",
            )
            .unwrap();
        });
        let (undoing, ()) = while_doing(|| {
            let surroundings = office.surroundings("ann");
            let mut part = Session::open_to_turn(&path, Turn::Undo, false, surroundings).unwrap();
            part.undo("undo").unwrap();
        });
        [saving.of_activities, undoing.of_activities]
    };
    let (small, large) = (read(24), read(240));
    assert_eq!(small, large);
}
