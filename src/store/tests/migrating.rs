//! Files of version 1: migrated, or read as they are.

use std::collections::BTreeMap;
use std::fs;

use proptest::prelude::*;
use rusqlite::types::ValueRef;
use serde_json::{Value as Json, json};

use super::super::journal::{self, Chain};
use super::super::migrate::migrate;
use super::super::schema::MIGRATIONS;
use super::*;
use crate::domain::retired::HOLD_FIELDS;

/// A register as version 1 had it.
const VERSION_1: &str = include_str!("../../../tests/older/version-1.sql");

/// A file of version 1.
fn older(folder: &Folder, name: &str) -> PathBuf {
    let path = folder.file(name);
    outside(&path).execute_batch(VERSION_1).unwrap();
    path
}

/// Every hold of a register: where it stands, its reason, its first day, its review.
fn holds(register: &Register) -> Vec<String> {
    let mut found = Vec::new();
    for kind in [RecordKind::RetentionHold, RecordKind::HoldingHold] {
        for (_, row) in register.all_rows(kind) {
            let day = |key: &str| match row.value(key) {
                Value::Date(date) => date.to_string(),
                _ => "-".to_owned(),
            };
            found.push(format!(
                "{} {} {} {}",
                register.reference(row.id()),
                row.text("reason").unwrap_or_default().replace('\n', "|"),
                day("since"),
                day("review_on")
            ));
        }
    }
    found
}

#[test]
fn a_file_of_version_1_is_migrated_with_its_holds_and_verifies() {
    let folder = Folder::new();
    let path = older(&folder, "r.sqlite");
    let before = fs::read(&path).unwrap();
    let store = Store::open(&path).unwrap();
    let keys: Vec<&str> = store.notices().iter().map(|notice| notice.key).collect();
    assert_eq!(keys, ["store_migrated"]);
    // What it was stands beside it, whole, and can be read as it is.
    let copy = folder.file("r.sqlite.version-1");
    assert!(
        Store::open_to_read(&copy)
            .unwrap()
            .verify()
            .unwrap()
            .is_whole()
    );
    let verification = store.verify().unwrap();
    assert!(verification.is_whole(), "{:?}", verification.differences);
    let register = store.load().unwrap();
    assert_eq!(
        holds(&register),
        [
            "A1/R1/X1 Dispute about pay 2026-02-15 2027-03",
            "A2/R1/X1 Unless a dispute arises - -",
            "A1/R1/H1/X1 Tax audit|2026-04-01: The audit goes on 2026-02-02 2026-12-31",
        ]
    );
    let batch = register.get(register.find("A1/R1/H3").unwrap()).unwrap();
    assert_eq!(batch.head().none["holds"], "No dispute is known.");
    let reservation = register.get(register.find("A2/R1/X1").unwrap()).unwrap();
    assert_eq!(reservation.head().none["since"], "Not stated.");
    assert!(register.all_records().all(|record| {
        let mut clean = true;
        record.walk(None, &mut |row, _| {
            clean &= row.head().none.keys().all(|key| !key.starts_with("hold_"));
        });
        clean
    }));
    let set = &store.change_sets(Some(1)).unwrap()[0];
    assert_eq!(
        (set.number, set.author.as_str(), set.at.as_str(), &set.salt),
        (
            10,
            journal::HOLDS_AUTHOR,
            "2026-06-02T09:00:00+01:00",
            &None
        )
    );
    // The sets before keep their hashes, and the file that is copied is the one that was there.
    assert_eq!(
        store.change_set(9).unwrap().unwrap().hash,
        "7cf53c063cf096b2cafda3ed20105a0c35ac0d4066abccd5ff78144f3ff9f57a"
    );
    assert_ne!(before, fs::read(&path).unwrap());
    // It can be written on.
    assert!(store.access() == Access::ReadWrite);
}

#[test]
fn two_copies_of_a_file_migrate_to_the_same_hashes() {
    let hashes: Vec<String> = (0..2)
        .map(|_| {
            let folder = Folder::new();
            let store = Store::open(&older(&folder, "other.sqlite")).unwrap();
            store.latest().unwrap().hash
        })
        .collect();
    assert_eq!(hashes[0], hashes[1]);
    // And so they did when this was written.
    assert_eq!(
        hashes[0],
        "96ee835355ff730cf15527a86b074ca87f73965cd89e0adc529dddc7a1eeed86"
    );
}

#[test]
fn a_file_without_holds_gets_no_change_set() {
    let folder = Folder::new();
    let path = older(&folder, "r.sqlite");
    // As it was before the first hold.
    outside(&path)
        .execute_batch(
            "DROP TRIGGER change_is_never_deleted; DROP TRIGGER change_set_is_never_deleted;
             DELETE FROM change WHERE change_set > 3; DELETE FROM change_set WHERE number > 3;
             UPDATE retention SET hold_reason = NULL, hold_since = NULL, hold_review_on = NULL, none = NULL;
             UPDATE holding SET hold_reason = NULL, hold_since = NULL, hold_review_on = NULL, notes = NULL, none = NULL;
             DELETE FROM retention WHERE parent IN (SELECT id FROM activity WHERE ref = 'A2');
             CREATE TRIGGER change_set_is_never_deleted BEFORE DELETE ON change_set
BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;
             CREATE TRIGGER change_is_never_deleted BEFORE DELETE ON change
BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;",
        )
        .unwrap();
    let store = Store::open(&path).unwrap();
    assert_eq!(store.latest().unwrap().number, 3);
    let verification = store.verify().unwrap();
    assert!(verification.is_whole(), "{:?}", verification.differences);
}

#[test]
fn an_older_file_is_read_without_being_written() {
    let folder = Folder::new();
    let path = older(&folder, "r.sqlite");
    let before = fs::read(&path).unwrap();
    let mut store = Store::open_to_read(&path).unwrap();
    let register = store.load().unwrap();
    assert_eq!(holds(&register).len(), 3);
    // The number and hash are the file's own.
    assert_eq!(
        (register.mark.number, store.latest().unwrap().number),
        (9, 9)
    );
    assert!(store.verify().unwrap().is_whole());
    assert_eq!(store.change_sets(None).unwrap().len(), 9);
    let copy = folder.file("copy.sqlite");
    store.back_up(&copy).unwrap();
    assert_eq!(
        outside(&copy)
            .query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0))
            .unwrap(),
        1
    );
    let mut written = register.clone();
    let refused = save(&mut store, &mut written, &mut |_| Vec::new()).unwrap_err();
    assert_eq!(refused.key, "store_older_to_read");
    assert_eq!(before, fs::read(&path).unwrap());
    assert_eq!(fs::read_dir(folder.0.path()).unwrap().count(), 2);
    // Another window migrates it meanwhile.
    drop(Store::open(&path).unwrap());
    assert!(store.changed_outside().unwrap());
    assert_eq!(store.latest().unwrap().number, 10);
    assert_eq!(holds(&store.load().unwrap()), holds(&register));
}

#[test]
fn a_read_only_older_file_opens() {
    let folder = Folder::new();
    let path = older(&folder, "r.sqlite");
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let before = fs::read(&path).unwrap();
    let store = Store::open(&path).unwrap();
    assert_eq!(
        store.read_only_reason().unwrap().key,
        "store_opened_read_only"
    );
    assert_eq!(holds(&store.load().unwrap()).len(), 3);
    assert!(store.verify().unwrap().is_whole());
    assert!(verify_file(&path, Purpose::Reading).unwrap().is_whole());
    assert_eq!(before, fs::read(&path).unwrap());
}

#[test]
fn what_is_wrong_with_an_older_file_is_told_and_a_foreign_trigger_keeps_it_as_it_is() {
    let folder = Folder::new();
    let path = older(&folder, "r.sqlite");
    outside(&path)
        .execute_batch(
            "CREATE TRIGGER theirs AFTER UPDATE ON activity BEGIN SELECT 1; END;
             UPDATE holding SET hold_reason = 'Another' WHERE hold_reason LIKE 'Tax%';",
        )
        .unwrap();
    let before = fs::read(&path).unwrap();
    let store = Store::open(&path).unwrap();
    assert_eq!(
        store.read_only_reason().unwrap().key,
        "store_foreign_trigger"
    );
    let outcome = verify_file(&path, Purpose::Reading).unwrap();
    let keys: Vec<&str> = outcome.differences.iter().map(|it| it.key).collect();
    assert_eq!(keys, ["verify_foreign_trigger", "verify_value"]);
    assert_eq!(before, fs::read(&path).unwrap());
}

#[test]
fn an_older_file_that_is_not_whole_is_read_and_left_byte_for_byte() {
    let tampered = [
        "UPDATE retention SET hold_reason = 'Evil' WHERE hold_reason IS NOT NULL",
        "UPDATE holding SET hold_reason = NULL, hold_since = NULL",
        "UPDATE activity SET name = 'Evil'",
        "DROP TRIGGER change_is_never_updated; UPDATE change SET after = '\"Evil\"' WHERE field = 'name';
         CREATE TRIGGER change_is_never_updated BEFORE UPDATE ON change
BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;",
    ];
    for sql in tampered {
        let folder = Folder::new();
        let path = older(&folder, "r.sqlite");
        let _ = outside(&path).execute_batch(sql);
        let before = fs::read(&path).unwrap();
        let whole = verify_file(&path, Purpose::Reading).unwrap().is_whole();
        if whole {
            continue;
        }
        for open in [Store::open, Store::open_to_save] {
            let mut store = open(&path).unwrap();
            let reason = store.read_only_reason().unwrap();
            let known = ["store_older_not_whole", "store_triggers_altered"];
            assert!(known.contains(&reason.key), "{sql}: {}", reason.key);
            let mut register = store.load().unwrap();
            save(&mut store, &mut register, &mut |_| Vec::new()).unwrap_err();
            assert_eq!(before, fs::read(&path).unwrap(), "{sql}");
            assert_eq!(fs::read_dir(folder.0.path()).unwrap().count(), 1);
        }
    }
}

#[test]
fn an_older_file_becomes_a_new_one_only_where_a_save_is_about_to_be_made() {
    let folder = Folder::new();
    let path = older(&folder, "r.sqlite");
    let before = fs::read(&path).unwrap();
    let mut store = Store::open_to_save(&path).unwrap();
    assert!(store.read_only_reason().is_none());
    let mut register = store.load().unwrap();
    // Nothing to save, and a refusal.
    assert_eq!(
        save(&mut store, &mut register, &mut |_| Vec::new()),
        Ok(None)
    );
    let refused = store.commit(&mut register, &stamp(), &mut |_| {
        Err(Problem::refused("no"))
    });
    assert_eq!(refused.unwrap_err().key, "no");
    assert_eq!(before, fs::read(&path).unwrap());
    assert_eq!(fs::read_dir(folder.0.path()).unwrap().count(), 1);
}

#[test]
fn indexes_and_views_of_others_outlive_a_migration() {
    let folder = Folder::new();
    let path = older(&folder, "r.sqlite");
    outside(&path)
        .execute_batch(
            "CREATE VIEW theirs AS SELECT name FROM activity;
             CREATE INDEX their_index ON activity (name);
             CREATE INDEX lost ON holding (hold_since);",
        )
        .unwrap();
    let store = Store::open(&path).unwrap();
    let names: Vec<&str> = (store.notices().iter())
        .filter_map(|notice| notice.detail("names"))
        .collect();
    assert_eq!(names, ["lost, their_index, theirs"]);
    let count = |name: &str| -> i64 {
        let query = format!("SELECT count(*) FROM sqlite_schema WHERE name = '{name}'");
        store
            .connection
            .query_row(&query, [], |row| row.get(0))
            .unwrap()
    };
    assert_eq!(
        (count("theirs"), count("their_index"), count("lost")),
        (1, 1, 0)
    );
    assert!(store.verify().unwrap().is_whole());
}

#[test]
fn a_migration_that_fails_or_is_broken_off_leaves_the_file_as_it_was() {
    let folder = Folder::new();
    let path = older(&folder, "r.sqlite");
    let before = fs::read(&path).unwrap();
    let broken = [MIGRATIONS, &["CREATE TABLE half (id INTEGER)", "NOT SQL"]].concat();
    let mut connection = outside(&path);
    migrate(&mut connection, &path, &broken).unwrap_err();
    drop(connection);
    assert_eq!(before, fs::read(&path).unwrap());
    // The power goes while the tables are built anew: the journal beside the file brings it back.
    let torn = folder.file("torn.sqlite");
    {
        let connection = outside(&path);
        connection
            .execute_batch("PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = ON; PRAGMA cache_size = 5; BEGIN IMMEDIATE;")
            .unwrap();
        connection.execute_batch(MIGRATIONS[1]).unwrap();
        fs::copy(&path, &torn).unwrap();
        fs::copy(
            folder.file("r.sqlite-journal"),
            folder.file("torn.sqlite-journal"),
        )
        .unwrap();
    }
    let store = Store::open(&torn).unwrap();
    assert_eq!(store.latest().unwrap().number, 10);
    assert!(store.verify().unwrap().is_whole());
}

/// What version 1 recorded in a field: a value by its seed, *none*, nothing.
#[derive(Clone, Copy, Debug)]
enum Field {
    Value(u8),
    None,
    Nothing,
}

/// One act of the program of version 1 on a legal hold.
#[derive(Clone, Debug)]
enum Old {
    /// Fields of a hold.
    Set([Field; 3]),
    /// All of them go.
    Lift,
}

fn acts() -> impl Strategy<Value = Vec<(usize, Old)>> {
    let field = || {
        prop_oneof![
            2 => (0_u8..28).prop_map(Field::Value),
            1 => Just(Field::None),
            1 => Just(Field::Nothing),
        ]
    };
    let act = prop_oneof![
        3 => (field(), field(), field()).prop_map(|(a, b, c)| Old::Set([a, b, c])),
        1 => Just(Old::Lift),
    ];
    proptest::collection::vec((0_usize..8, act), 1..12)
}

/// The JSON of what version 1 recorded in the field at that place.
fn said(at: usize, field: Field) -> Option<Json> {
    match (at, field) {
        (_, Field::Nothing) => None,
        (_, Field::None) => Some(json!({ "none": "because" })),
        (0, Field::Value(seed)) => Some(json!(format!("Reason {seed}"))),
        (_, Field::Value(seed)) => Some(json!(format!("2026-{:02}-{:02}", at + 7, seed + 1))),
    }
}

type Said = BTreeMap<String, Json>;

/// Does acts as the program of version 1 did: columns, *none* and journal.
///
/// Returns what was recorded of each holder at the end of each day.
fn do_as_version_1(path: &Path, acts: &[(usize, Old)]) -> Vec<(String, BTreeMap<String, Said>)> {
    let connection = outside(path);
    let holders: Vec<(String, u32, String)> = [
        ("retention", "A1/R1"),
        ("holding", "A1/R1/H1"),
        ("holding", "A1/R1/H2"),
        ("holding", "A1/R1/H3"),
        ("holding", "A1/R1/H4"),
        ("holding", "A1/R1/H5"),
        ("holding", "A1/R1/H6"),
        ("retention", "A2/R1"),
    ]
    .map(|(kind, reference)| {
        let store = Store::open_to_read(path).unwrap();
        let id = store.load().unwrap().find(reference).unwrap();
        (kind.to_owned(), id.0, reference.to_owned())
    })
    .into();
    let mut state: BTreeMap<String, Said> = BTreeMap::new();
    for (kind, id, reference) in &holders {
        let mut fields = Said::new();
        let query = format!(
            "SELECT hold_reason, hold_since, hold_review_on, none FROM {kind} WHERE id = ?1"
        );
        connection
            .query_row(&query, [id], |row| {
                let none: Option<String> = row.get(3)?;
                let none: Json =
                    none.map_or(Json::Null, |none| serde_json::from_str(&none).unwrap());
                for (at, (old, _)) in HOLD_FIELDS.iter().enumerate() {
                    if let Some(text) = row.get::<_, Option<String>>(at)? {
                        fields.insert((*old).to_owned(), json!(text));
                    } else if let Some(reason) = none.get(old) {
                        fields.insert((*old).to_owned(), json!({ "none": reason }));
                    }
                }
                Ok(())
            })
            .unwrap();
        state.insert(reference.clone(), fields);
    }
    let mut days = Vec::new();
    for (day, (holder, act)) in (1..).zip(acts) {
        let (kind, id, reference) = &holders[*holder];
        let was = state[reference].clone();
        let mut is = was.clone();
        for (at, (old, _)) in HOLD_FIELDS.iter().enumerate() {
            let value = match act {
                Old::Lift => None,
                Old::Set(fields) => said(at, fields[at]),
            };
            match value {
                Some(value) => is.insert((*old).to_owned(), value),
                None => is.remove(*old),
            };
        }
        let at = format!("2026-07-{day:02}T09:00:00+02:00");
        let keys = HOLD_FIELDS.iter().map(|(old, _)| *old);
        let changed: Vec<&str> = keys.filter(|key| was.get(*key) != is.get(*key)).collect();
        if !changed.is_empty() {
            write_as_version_1(
                &connection,
                &at,
                (kind, *id, reference),
                &changed,
                (&was, &is),
            );
        }
        state.insert(reference.clone(), is);
        days.push((at[..10].to_owned(), state.clone()));
    }
    days
}

fn write_as_version_1(
    connection: &Connection,
    at: &str,
    (kind, id, reference): (&str, u32, &str),
    changed: &[&str],
    (was, is): (&Said, &Said),
) {
    let previous = journal::latest(connection).unwrap();
    let number = previous.number + 1;
    let text = |json: Option<&Json>| json.map(Json::to_string);
    let mut chain = Chain::new();
    let value = |text: &Option<String>| -> Option<String> { text.clone() };
    let mut take = |text: Option<&str>| {
        chain.value(text.map_or(ValueRef::Null, |text| ValueRef::Text(text.as_bytes())));
    };
    for part in [&previous.hash, &number.to_string(), at, "ann", "a hold"] {
        take(Some(part));
    }
    take(None);
    for (position, key) in (1..).zip(changed) {
        let position: i64 = position;
        for part in [&position.to_string(), kind, &id.to_string(), reference, key] {
            take(Some(part));
        }
        take(value(&text(was.get(*key))).as_deref());
        take(value(&text(is.get(*key))).as_deref());
    }
    let hash = chain.finish();
    connection.execute(
        "INSERT INTO change_set (number, at, author, label, undoes, previous_hash, hash) VALUES (?1, ?2, 'ann', 'a hold', NULL, ?3, ?4)",
        (number, at, &previous.hash, &hash),
    ).unwrap();
    for (position, key) in (1_i64..).zip(changed) {
        connection.execute(
            "INSERT INTO change (change_set, position, kind, id, ref, field, before, after) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            (number, position, kind, id, reference, key, text(was.get(*key)), text(is.get(*key))),
        ).unwrap();
        let column = is.get(*key).and_then(Json::as_str);
        connection
            .execute(
                &format!("UPDATE {kind} SET {key} = ?2 WHERE id = ?1"),
                (id, column),
            )
            .unwrap();
    }
    let none: serde_json::Map<String, Json> = (is.iter())
        .filter_map(|(key, json)| Some((key.clone(), json.get("none")?.clone())))
        .collect();
    let none = (!none.is_empty()).then(|| Json::Object(none).to_string());
    connection
        .execute(
            &format!("UPDATE {kind} SET none = ?2 WHERE id = ?1"),
            (id, none),
        )
        .unwrap();
}

/// What a register says of the hold of a holder, in the fields of version 1.
fn in_old_fields(register: &Register, reference: &str) -> Said {
    let mut said = Said::new();
    let holder = register.get(register.find(reference).unwrap()).unwrap();
    let list = holder.declaration().list("holds").unwrap();
    assert!(holder.row_count(list) <= 1, "{reference}");
    for row in holder.rows(list) {
        for (old, new) in HOLD_FIELDS {
            let value = match (row.value(new), row.head().none.get(new)) {
                (Value::Text(text), _) => json!(text),
                (Value::Date(date), _) => json!(date.to_string()),
                (_, Some(reason)) => json!({ "none": reason }),
                _ => continue,
            };
            said.insert(old.to_owned(), value);
        }
    }
    if let Some(reason) = holder.head().none.get("holds") {
        said.insert("hold_reason".to_owned(), json!({ "none": reason }));
    }
    said
}

/// What version 1 said of a hold, without what says nothing where there is none.
fn meant(said: &Said) -> Said {
    let mut said = said.clone();
    if said.values().all(|json| json.get("none").is_some()) {
        said.retain(|key, _| key == "hold_reason");
    }
    said
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn whatever_version_1_recorded_is_read_migrated_and_told_of_each_day(acts in acts()) {
        let folder = Folder::new();
        let path = older(&folder, "r.sqlite");
        let days = do_as_version_1(&path, &acts);
        let copy = folder.file("copy.sqlite");
        fs::copy(&path, &copy).unwrap();
        let read = Store::open_to_read(&path).unwrap();
        let outcome = read.verify().unwrap();
        prop_assert!(outcome.is_whole(), "{:?}", outcome.differences);
        let own = read.latest().unwrap();
        let migrated = Store::open(&path).unwrap();
        let outcome = migrated.verify().unwrap();
        prop_assert!(outcome.is_whole(), "{:?}", outcome.differences);
        prop_assert_eq!(&migrated.latest().unwrap(), &Store::open(&copy).unwrap().latest().unwrap());
        prop_assert_eq!(migrated.change_set(own.number).unwrap().unwrap().hash, own.hash);
        for store in [&read, &migrated] {
            for (day, state) in &days {
                let (facts, _) = store.facts_at(Some(day.parse().unwrap())).unwrap();
                let register = facts.register().unwrap();
                for (reference, said) in state {
                    prop_assert_eq!(in_old_fields(&register, reference), meant(said), "{} {}", day, reference);
                }
            }
        }
    }
}

#[test]
fn an_older_copy_is_taken_back_without_being_written() {
    use crate::store::{compare, files::Guard, restore};
    let folder = Folder::new();
    let (copy, register) = (older(&folder, "copy.sqlite"), folder.file("r.sqlite"));
    let before = fs::read(&copy).unwrap();
    restore(
        &copy,
        &register,
        "x",
        &Guard::default(),
        &Monitor::default(),
    )
    .unwrap();
    assert_eq!(before, fs::read(&copy).unwrap());
    assert_eq!(fs::read_dir(folder.0.path()).unwrap().count(), 2);
    // It is what the copy was, of the same version, until it is opened to be written.
    let read = Store::open_to_read(&register).unwrap();
    assert_eq!(
        compare(&Store::open_to_read(&copy).unwrap(), &read)
            .unwrap()
            .relation,
        crate::store::Relation::Same
    );
    assert_eq!(
        outside(&register)
            .query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0))
            .unwrap(),
        1
    );
    assert!(read.verify().unwrap().is_whole());
    drop(read);
    assert!(Store::open(&register).unwrap().verify().unwrap().is_whole());
    assert_eq!(before, fs::read(&copy).unwrap());
}
