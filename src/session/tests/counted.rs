//! What a save costs, counted: a value is made into JSON where the journal keeps it, not where it stays as it was.

use std::cell::Cell;

use super::*;
use crate::exchange::import::read;
use crate::exchange::json;
use crate::exchange::selection::Selection;
use crate::sample;
use crate::session::import::ImportOptions;
use crate::store::Turn;
use crate::store::counted::{Read, while_doing};

/// How many values are made into JSON while something is done.
fn written(act: impl FnOnce()) -> usize {
    WRITTEN.with(|written| written.set(0));
    act();
    WRITTEN.with(Cell::get)
}

#[test]
fn a_save_writes_what_changed_whatever_else_the_record_holds() {
    let (_office, mut session) = Office::new();
    let mut large = activity("Pay");
    large.data_categories = (0..300)
        .map(|number| DataCategory {
            items: Some(format!("Category {number}")),
            ..DataCategory::default()
        })
        .collect();
    let large = create(&mut session, large);
    let small = create(&mut session, activity("School"));
    let for_small = written(|| {
        rename(&mut session, small, "Schools").unwrap();
    });
    let for_large = written(|| {
        rename(&mut session, large, "Payroll").unwrap();
    });
    assert_eq!(for_large, for_small);
    let for_row = written(|| {
        let edit = edit(&session, large, |record| {
            let list = record.declaration().list("data_categories").unwrap();
            let row = record.row_mut(list, 200);
            row.record_value("items", text("Another"));
        });
        session.save(vec![edit], "row").unwrap();
    });
    // A row that differs is written whole, before and after.
    assert!(for_row < 20, "{for_row}");
    check(&session);
}

/// A made-up register of so many activities.
fn sampled(office: &Office, activities: usize) -> Session {
    let path = office.path.with_file_name(format!("{activities}.sqlite"));
    let sample = sample::register(1, activities, Language::ENGLISH).unwrap();
    Session::create_sample(&path, sample, office.surroundings("ann")).unwrap()
}

#[test]
fn a_check_of_a_whole_file_replays_what_was_changed_and_nothing_that_stands_as_it_was_made() {
    let (office, _) = Office::new();
    let [small, large] = [30, 60].map(|activities| {
        let mut session = sampled(&office, activities);
        let id = session.register().find("A1").unwrap();
        rename(&mut session, id, "Pay").unwrap();
        check(&session);
        let (read, outcome) = while_doing(|| session.store.verify().unwrap());
        assert!(outcome.is_whole() && outcome.changes > 400);
        read
    });
    let made = |read: Read| read.of_activities + read.of_others;
    assert_eq!((made(small), made(large)), (0, 0));
    assert!(small.changes < 200, "{small:?}");
    assert!(large.changes < small.changes + 100, "{large:?}, {small:?}");
}

#[test]
fn an_import_makes_each_value_that_it_writes_once() {
    let (office, _) = Office::new();
    let brought = sampled(&office, 30);
    let text = json::export(brought.register(), brought.today(), &Selection::default());
    let (_other, mut session) = Office::new();
    let document = read(&text).unwrap();
    let by_import = written(|| {
        let wanted = ImportOptions::default();
        let (report, mark) = session.import(&document, "import", wanted).unwrap();
        assert!(mark.is_some() && report.changes.is_empty());
    });
    let once = written(|| drop(Facts::of(session.register())));
    assert!(by_import < once + 100, "{by_import} for {once} values");
    check(&session);
}

#[test]
fn an_import_that_is_written_by_the_few_is_the_same_as_one_that_is_written_at_once() {
    let (office, _) = Office::new();
    let brought = sampled(&office, 90);
    let text = json::export(brought.register(), brought.today(), &Selection::default());
    let [few, once] = [false, true].map(|lists_all| {
        let (_office, mut session) = Office::new();
        create(&mut session, activity("Here before"));
        let wanted = ImportOptions {
            lists_all,
            ..ImportOptions::default()
        };
        let looked = session.look_at_import(&read(&text).unwrap(), wanted);
        let looked = looked.unwrap();
        let done = session.import(&read(&text).unwrap(), "import", wanted);
        let (report, mark) = done.unwrap();
        assert_eq!(report.doubts, looked.doubts);
        assert_eq!(looked.changes.is_empty(), !lists_all);
        assert_eq!(report.changes.is_empty(), !lists_all);
        check(&session);
        assert!(session.store.verify().unwrap().is_whole());
        // What is undone and redone is what the journal says of it.
        let imported = Facts::of(session.register());
        session.undo("undo").unwrap();
        session.redo("redo").unwrap();
        assert_eq!(Facts::of(session.register()), imported);
        check(&session);
        (mark.unwrap().hash, imported, report.added)
    });
    assert!(few == once);
}

#[test]
fn what_can_be_undone_is_found_without_going_through_the_changes() {
    let (office, _) = Office::new();
    let [small, large] = [24, 200].map(|activities| {
        let session = sampled(&office, activities);
        [Turn::Undo, Turn::Redo].map(|turn| session.store.steps_to_find(turn))
    });
    assert!(
        large.iter().sum::<i32>() < 2 * small.iter().sum::<i32>(),
        "{small:?} {large:?}"
    );
}
