//! Saving: all of it or nothing, whatever the disk, a lock or another window does.

use super::*;
use crate::domain::change::Facts;

fn facts(store: &Store) -> Facts {
    Facts::of(&store.load().unwrap())
}

/// A record of one's own numbering may be called like anything, and is never taken for the register's own data.
#[test]
fn what_was_changed_is_called_by_its_reference_and_the_registers_own_data_apart() {
    let folder = Folder::new();
    let (mut store, mut register) = folder.register();
    save(&mut store, &mut register, &mut |register| {
        let id = register.find("A1").unwrap();
        let before = register.owner(id).unwrap().boxed();
        let mut after = before.clone();
        "1".clone_into(&mut after.head_mut().reference);
        vec![Edit {
            before: Some(before),
            after: Some(after),
        }]
    })
    .unwrap();
    rename(&mut store, &mut register, "1", "Wages").unwrap();
    save(&mut store, &mut register, &mut |register| {
        let mut about = RecordKind::RegisterData.blank();
        about.record_value("title", text("A title"));
        register.settle(&mut *about);
        vec![Edit::create(about)]
    })
    .unwrap();
    assert_eq!(store.records_changed_after(3).unwrap(), ["@register", "1"]);
}

#[test]
fn a_save_writes_rows_and_journal_together() {
    let folder = Folder::new();
    let (mut store, mut register) = folder.register();
    let mark = rename(&mut store, &mut register, "A1", "Wages")
        .unwrap()
        .unwrap();
    assert_eq!((mark.number, &mark), (3, &register.mark));
    assert_eq!(
        rename(&mut store, &mut register, "A1", "Wages").unwrap(),
        None
    );
    assert_eq!(facts(&store), Facts::of(&register));
    let sets = store.change_sets(Some(2)).unwrap();
    assert_eq!(
        sets.iter()
            .map(|set| (set.number, set.changes_count))
            .collect::<Vec<_>>(),
        [(3, 1), (2, 2)]
    );
    assert_eq!(sets[0].previous_hash, sets[1].hash);
    assert_eq!(store.change_set(3).unwrap().as_ref(), Some(&sets[0]));
    let changes = store.changes(3).unwrap();
    assert_eq!(changes[0].reference, "A1");
    assert_eq!(
        (&changes[0].before, &changes[0].after),
        (&"Payroll".into(), &"Wages".into())
    );
    let of_activity = store
        .changes_of_record(register.find("A1").unwrap())
        .unwrap();
    assert_eq!(
        of_activity
            .iter()
            .map(|change| change.reference.as_str())
            .collect::<Vec<_>>(),
        ["A1", "A1/C1", "A1"]
    );
    assert_eq!(store.verify().unwrap().differences, []);
    assert_eq!(store.verify().unwrap().changes, 4);
}

#[test]
fn a_statement_keeps_its_plan_whatever_is_asked_of_it() {
    let folder = Folder::new();
    let (store, register) = folder.register();
    let activity = register.find("A1").unwrap();
    for field in ["name", "notes", "ref", "position"] {
        journal::last_value(&store.connection, activity, field).unwrap();
    }
    let statement = store
        .connection
        .prepare_cached(journal::LAST_VALUE)
        .unwrap();
    let made_anew = statement.get_status(rusqlite::StatementStatus::RePrepare);
    assert_eq!(made_anew, 0);
}

#[test]
fn a_full_disk_leaves_everything_as_it_was_and_the_save_can_be_made_again() {
    let folder = Folder::new();
    let (mut store, mut register) = folder.register();
    let before = facts(&store);
    let pages: i64 = store
        .connection
        .query_row("PRAGMA page_count", [], |row| row.get(0))
        .unwrap();
    store
        .connection
        .query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))
        .unwrap();
    let long = "word ".repeat(20_000);
    let numbers = (register.next_id, register.retired.clone());
    let problem = rename(&mut store, &mut register, "A1", &long).unwrap_err();
    assert_eq!(problem.key, "store_disk_full");
    assert_eq!(
        (facts(&store), Facts::of(&register)),
        (before.clone(), before)
    );
    assert_eq!((register.next_id, register.retired.clone()), numbers);
    assert_eq!(
        (register.mark.number, store.latest().unwrap().number),
        (2, 2)
    );
    store
        .connection
        .query_row("PRAGMA max_page_count = 1000000", [], |_| Ok(()))
        .unwrap();
    rename(&mut store, &mut register, "A1", "Wages").unwrap();
    assert_eq!(store.verify().unwrap().differences, []);
}

#[test]
fn a_lock_held_elsewhere_refuses_the_save_and_lets_it_be_made_again() {
    let folder = Folder::new();
    let (store, mut register) = folder.register();
    drop(store);
    let path = folder.file("register.sqlite");
    let mut store = impatient(&path);
    let other = outside(&path);
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert_eq!(
        rename(&mut store, &mut register, "A1", "Wages")
            .unwrap_err()
            .key,
        "store_locked"
    );
    other.execute_batch("ROLLBACK").unwrap();
    // A reader lets a save begin, but not end.
    other
        .execute_batch("BEGIN; SELECT count(*) FROM activity")
        .unwrap();
    assert_eq!(
        rename(&mut store, &mut register, "A1", "Wages")
            .unwrap_err()
            .key,
        "store_locked"
    );
    assert_eq!(register.activities[0].name.as_deref(), Some("Payroll"));
    other.execute_batch("COMMIT").unwrap();
    assert_eq!(
        rename(&mut store, &mut register, "A1", "Wages")
            .unwrap()
            .unwrap()
            .number,
        3
    );
    assert_eq!(store.verify().unwrap().differences, []);
}

#[test]
fn a_file_that_was_moved_away_is_not_written() {
    let folder = Folder::new();
    let (mut store, mut register) = folder.register();
    let path = folder.file("register.sqlite");
    std::fs::rename(&path, folder.file("elsewhere.sqlite")).unwrap();
    assert_eq!(
        rename(&mut store, &mut register, "A1", "Wages")
            .unwrap_err()
            .key,
        "store_moved"
    );
    std::fs::rename(folder.file("elsewhere.sqlite"), &path).unwrap();
    rename(&mut store, &mut register, "A1", "Wages").unwrap();
    assert_eq!(store.verify().unwrap().differences, []);
}

#[test]
fn a_plan_that_fails_or_a_violated_key_writes_nothing() {
    let folder = Folder::new();
    let (mut store, mut register) = folder.register();
    let before = facts(&store);
    let refused = store.commit(&mut register, &stamp(), &mut |_| {
        Err(Problem::refused("still_referred_to"))
    });
    assert_eq!(refused.unwrap_err().key, "still_referred_to");
    // What is referred to cannot go, even where nobody looked before.
    let broken = save(&mut store, &mut register, &mut |register| {
        vec![Edit::remove(
            register
                .owner(register.find("O1").unwrap())
                .unwrap()
                .boxed(),
        )]
    });
    assert_eq!(broken.unwrap_err().key, "store_constraint");
    assert_eq!(
        (facts(&store), Facts::of(&register)),
        (before.clone(), before)
    );
    assert_eq!(store.verify().unwrap().differences, []);
}

#[test]
fn references_can_be_swapped_and_numbers_are_not_given_again() {
    let folder = Folder::new();
    let (mut store, mut register) = folder.register();
    save(&mut store, &mut register, &mut |register| {
        let mut second = RecordKind::Organisation.blank();
        register.settle(&mut *second);
        vec![Edit::create(second)]
    })
    .unwrap();
    save(&mut store, &mut register, &mut |register| {
        let edit = |from: &str, to: &str| {
            let before = register
                .owner(register.find(from).unwrap())
                .unwrap()
                .boxed();
            let mut after = before.clone();
            to.clone_into(&mut after.head_mut().reference);
            Edit {
                before: Some(before),
                after: Some(after),
            }
        };
        vec![edit("O1", "O2"), edit("O2", "O1")]
    })
    .unwrap();
    assert_eq!(facts(&store), Facts::of(&register));
    assert_eq!(register.organisations[1].name.as_deref(), Some("Supplier"));
    save(&mut store, &mut register, &mut |register| {
        vec![Edit::remove(
            register
                .owner(register.find("O1").unwrap())
                .unwrap()
                .boxed(),
        )]
    })
    .unwrap();
    let loaded = store.load().unwrap();
    assert_eq!(loaded.next_reference(RecordKind::Organisation, None), "O3");
    assert_eq!(loaded.next_id, 5);
    assert_eq!(store.verify().unwrap().differences, []);
}

#[test]
fn another_window_is_noticed() {
    let folder = Folder::new();
    let (mut store, mut register) = folder.register();
    let mut other = Store::open(&folder.file("register.sqlite")).unwrap();
    let mut elsewhere = other.load().unwrap();
    assert!(!store.changed_outside().unwrap());
    rename(&mut other, &mut elsewhere, "A1", "Wages").unwrap();
    assert!(store.changed_outside().unwrap());
    assert!(!store.changed_outside().unwrap());
    // A save against an old state is planned against the new one.
    let seen = rename(&mut store, &mut register, "A1", "Wages").unwrap();
    assert_eq!((seen, register.mark.number), (None, 3));
}

#[test]
fn the_register_of_a_day_is_replayed_by_the_days_that_are_written() {
    let folder = Folder::new();
    let (mut store, mut register) = folder.register();
    let mut at = |at: &str, name: &str| {
        let stamp = Stamp {
            at: at.to_owned(),
            ..stamp()
        };
        store
            .commit(&mut register, &stamp, &mut |register| {
                let before = register.activities[0].clone();
                let mut after = before.clone();
                after.name = Some(name.to_owned());
                let edit = Edit {
                    before: Some(Box::new(before)),
                    after: Some(Box::new(after)),
                };
                Ok(changes_of(register, &[edit]))
            })
            .unwrap();
    };
    at("2026-12-01T23:30:00-05:00", "First");
    // The clock was set back: the order stays that of the numbers.
    at("2026-11-30T10:00:00+01:00", "Second");
    let name = |day: &str| {
        let (facts, mark) = store.facts_at(Some(day.parse().unwrap())).unwrap();
        let register = facts.register().unwrap();
        (
            mark.number,
            register
                .activities
                .first()
                .and_then(|activity| activity.name.clone()),
        )
    };
    assert_eq!(name("2026-11-20"), (0, None));
    assert_eq!(name("2026-11-21"), (2, Some("Payroll".to_owned())));
    assert_eq!(name("2026-11-30"), (4, Some("Second".to_owned())));
    assert_eq!(name("2026-12-01"), (4, Some("Second".to_owned())));
    assert_eq!(store.facts_at(None).unwrap().0, Facts::of(&register));
}
