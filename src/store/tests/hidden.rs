//! Triggers that hide: by another thing's name, by a name of `SQLite`'s own, in a list where the name stands twice.

use super::*;

/// What an attacker does to the structure of a closed register.
const WAYS: &[(&str, &str)] = &[
    (
        "as a view that is made anew after it",
        "DROP VIEW history;
         CREATE TRIGGER history BEFORE INSERT ON change BEGIN SELECT RAISE(IGNORE); END;
         CREATE VIEW history (number, at, author, label, undoes, kind, reference, field, before, after) AS
         SELECT 1, 1, 1, 1, 1, 1, 1, 1, 1, 1",
    ),
    (
        "under a name of SQLite's own",
        "PRAGMA writable_schema = ON;
         INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql) VALUES ('trigger', 'sqlite_evil', 'change', 0,
         'CREATE TRIGGER sqlite_evil BEFORE INSERT ON change BEGIN SELECT RAISE(IGNORE); END')",
    ),
    (
        "as statistics",
        "PRAGMA writable_schema = ON;
         INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql) VALUES ('trigger', 'sqlite_stat1', 'change', 0,
         'CREATE TRIGGER sqlite_stat1 BEFORE INSERT ON change BEGIN SELECT RAISE(IGNORE); END')",
    ),
    (
        "on a view",
        "CREATE TRIGGER quiet INSTEAD OF INSERT ON history BEGIN DELETE FROM draft; END",
    ),
    (
        "that eats drafts",
        "CREATE TRIGGER Draft_ AFTER INSERT ON draft BEGIN DELETE FROM draft; END",
    ),
    (
        "in the place of one of ours",
        "DROP TRIGGER change_is_never_deleted;
         CREATE TRIGGER change_is_never_deleted BEFORE INSERT ON change BEGIN SELECT RAISE(IGNORE); END",
    ),
    (
        "in a foreign table's clothes",
        "CREATE TABLE notes (words TEXT); CREATE TRIGGER \"notes \" AFTER INSERT ON change_set BEGIN DELETE FROM notes; END",
    ),
];

#[test]
fn a_hidden_trigger_allows_only_reading_and_is_named_by_the_check() {
    for (way, tamper) in WAYS {
        let folder = Folder::new();
        let (store, mut register) = folder.register();
        drop(store);
        let path = folder.file("register.sqlite");
        let other = outside(&path);
        other.execute_batch(tamper).unwrap();
        drop(other);
        // A structure that SQLite itself refuses to read is as good.
        if let Ok(mut store) = Store::open(&path) {
            assert_eq!(store.access(), Access::ReadOnly, "{way}");
            assert!(
                rename(&mut store, &mut register, "A1", "Wages").is_err(),
                "{way}"
            );
        }
        let keys: Vec<_> = verify_file(&path, Purpose::Writing)
            .unwrap()
            .differences
            .iter()
            .map(|problem| problem.key)
            .collect();
        let told = [
            "verify_foreign_trigger",
            "verify_schema_altered",
            "store_damaged",
        ];
        assert!(keys.iter().any(|key| told.contains(key)), "{way}: {keys:?}");
    }
}

#[test]
fn a_trigger_put_in_while_the_register_is_open_is_met_by_the_next_save_and_draft() {
    for (_, tamper) in WAYS {
        let folder = Folder::new();
        let (mut store, mut register) = folder.register();
        rename(&mut store, &mut register, "A1", "Wages").unwrap();
        outside(&folder.file("register.sqlite"))
            .execute_batch(tamper)
            .unwrap();
        assert!(rename(&mut store, &mut register, "A1", "Pay").is_err());
        let kept = store.keep_draft(&Draft {
            name: "d".to_owned(),
            at: String::new(),
            author: String::new(),
            kind: "activity".to_owned(),
            record: None,
            content: "{}".to_owned(),
        });
        assert!(kept.is_err());
        assert_eq!(register.mark.number, 3);
    }
}

#[test]
fn what_the_file_takes_away_again_is_no_confirmed_save() {
    let eaters = [
        "CREATE TEMP TRIGGER e BEFORE INSERT ON main.change BEGIN SELECT RAISE(IGNORE); END",
        "CREATE TEMP TRIGGER e BEFORE INSERT ON main.change_set BEGIN SELECT RAISE(IGNORE); END",
        "CREATE TEMP TRIGGER e BEFORE UPDATE ON main.activity BEGIN SELECT RAISE(IGNORE); END",
    ];
    for eater in eaters {
        let folder = Folder::new();
        let (mut store, mut register) = folder.register();
        // In this connection itself, past every check of the structure.
        store.connection.execute_batch(eater).unwrap();
        store.checked.set(true);
        let problem = rename(&mut store, &mut register, "A1", "Wages").unwrap_err();
        assert_eq!(problem.key, "store_write_eaten", "{eater}");
        assert_eq!(store.latest().unwrap().number, 2);
        assert_eq!(register.mark.number, 2);
    }
    let folder = Folder::new();
    let (store, _) = folder.register();
    store
        .connection
        .execute_batch(
            "CREATE TEMP TRIGGER e AFTER INSERT ON main.draft BEGIN DELETE FROM draft; END",
        )
        .unwrap();
    let kept = store.keep_draft(&Draft {
        name: "d".to_owned(),
        at: String::new(),
        author: String::new(),
        kind: "activity".to_owned(),
        record: None,
        content: "{}".to_owned(),
    });
    assert_eq!(kept.unwrap_err().key, "store_write_eaten");
}

#[test]
fn a_change_set_stands_only_as_it_was_written() {
    let folder = Folder::new();
    let (store, register) = folder.register();
    let stands = |mark: &Mark| journal::stands(&store.connection, mark).unwrap();
    assert!(stands(&register.mark));
    for (number, hash) in [(3, &register.mark.hash), (2, &"0".repeat(64))] {
        let (hash, at) = (hash.clone(), String::new());
        assert!(!stands(&Mark { number, hash, at }));
    }
    outside(&folder.file("register.sqlite"))
        .execute_batch(
            "DROP TRIGGER change_is_never_deleted; DELETE FROM change WHERE position = 2",
        )
        .unwrap();
    assert!(!stands(&register.mark));
}

#[test]
fn what_sqlite_makes_by_itself_is_not_told() {
    let folder = Folder::new();
    drop(folder.register());
    let path = folder.file("register.sqlite");
    outside(&path).execute_batch("ANALYZE").unwrap();
    let store = Store::open(&path).unwrap();
    assert_eq!(store.access(), Access::ReadWrite);
    assert_eq!(store.notices(), []);
    assert!(store.verify().unwrap().is_whole());
}
