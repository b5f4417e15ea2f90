//! Files that were changed at random: nothing panics, nothing of another content is called whole, and nothing more is
//! written into what contradicts itself.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

use proptest::prelude::*;
use proptest::sample::Index;

use super::*;
use crate::domain::change::Facts;

/// One change past the program.
#[derive(Clone, Debug)]
enum Damage {
    /// A cell: the table, the column and the row by their places, and what is put there.
    Cell(Index, Index, Index, String),
    /// A row is doubled under another number, or goes.
    Row(Index, Index, bool),
    /// Bytes of the file.
    Bytes(Vec<(Index, u8)>),
    /// The file ends early.
    Cut(Index),
}

fn damage() -> impl Strategy<Value = Damage> {
    let value = prop_oneof![
        Just("NULL".to_owned()),
        any::<i64>().prop_map(|number| number.to_string()),
        (0..12_i64).prop_map(|number| number.to_string()),
        Just("CAST(x'41ff00' AS TEXT)".to_owned()),
        Just("'{}'".to_owned()),
        Just("'[\"'".to_owned()),
        Just("''".to_owned()),
        Just("replace(hex(zeroblob(5000)), '0', '{\"')".to_owned()),
        Just("x'00ff'".to_owned()),
        "[a-zåA1/0-9 ]{0,12}".prop_map(|text| format!("'{text}'")),
    ];
    let place = any::<Index>;
    prop_oneof![
        4 => (place(), place(), place(), value).prop_map(|(t, c, r, v)| Damage::Cell(t, c, r, v)),
        2 => (place(), place(), any::<bool>()).prop_map(|(t, r, gone)| Damage::Row(t, r, gone)),
        3 => prop::collection::vec((place(), any::<u8>()), 1..6).prop_map(Damage::Bytes),
        1 => place().prop_map(Damage::Cut),
    ]
}

/// Does the damage; `false` where `SQLite` itself refused.
fn harm(path: &Path, damage: &Damage) -> bool {
    let sql = |make: &dyn Fn(&Connection) -> rusqlite::Result<()>| {
        let other = outside(path);
        let loosened = other.execute_batch(
            "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; PRAGMA writable_schema = ON;
             DELETE FROM sqlite_schema WHERE type = 'trigger'; PRAGMA writable_schema = RESET",
        );
        loosened.and_then(|()| make(&other)).is_ok()
    };
    let table = |other: &Connection, at: &Index| -> rusqlite::Result<String> {
        let mut names =
            other.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")?;
        let names: Vec<String> = names
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        let mut filled = Vec::new();
        for name in names {
            let count: i64 =
                other.query_row(&format!("SELECT count(*) FROM {name}"), [], |row| {
                    row.get(0)
                })?;
            if count > 0 {
                filled.push(name);
            }
        }
        Ok(at.get(&filled).clone())
    };
    // The row by its place, in tables with and without row numbers.
    let row = |other: &Connection, table: &str, at: &Index| -> rusqlite::Result<String> {
        let mut keys = other.prepare("SELECT name FROM pragma_table_info(?1) WHERE pk > 0")?;
        let keys: Vec<String> = keys
            .query_map([table], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        let count: i64 = other.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| {
            row.get(0)
        })?;
        let keys = keys.join(", ");
        let offset = at.index(usize::try_from(count).unwrap());
        Ok(format!(
            "({keys}) IN (SELECT {keys} FROM {table} LIMIT 1 OFFSET {offset})"
        ))
    };
    match damage {
        Damage::Cell(t, c, r, value) => sql(&|other| {
            let table = table(other, t)?;
            let mut columns = other.prepare("SELECT name FROM pragma_table_info(?1)")?;
            let columns: Vec<String> = columns
                .query_map([&table], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            let (column, row) = (c.get(&columns), row(other, &table, r)?);
            other.execute_batch(&format!(
                "UPDATE {table} SET \"{column}\" = {value} WHERE {row}"
            ))
        }),
        Damage::Row(t, r, true) => sql(&|other| {
            let table = table(other, t)?;
            let row = row(other, &table, r)?;
            other.execute_batch(&format!("DELETE FROM {table} WHERE {row}"))
        }),
        Damage::Row(t, r, false) => sql(&|other| {
            let table = table(other, t)?;
            let row = row(other, &table, r)?;
            other.execute_batch(&format!(
                "CREATE TEMP TABLE doubled AS SELECT * FROM {table} WHERE {row};
                 UPDATE doubled SET id = 1 + (SELECT max(id) FROM change), ref = 'X9';
                 INSERT INTO {table} SELECT * FROM doubled"
            ))
        }),
        Damage::Bytes(changes) => {
            let mut bytes = fs::read(path).unwrap();
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
            fs::write(path, bytes).is_ok()
        }
        Damage::Cut(at) => {
            let bytes = fs::read(path).unwrap();
            fs::write(path, &bytes[..at.index(bytes.len())]).is_ok()
        }
    }
}

/// A register with rows, items, references and removals, and its facts.
fn whole() -> (Folder, Vec<u8>, Facts) {
    let folder = Folder::new();
    let (mut store, mut register) = folder.register();
    save(&mut store, &mut register, &mut |register| {
        let mut about = RecordKind::RegisterData.blank();
        "register".clone_into(&mut about.head_mut().reference);
        about.record_value("title", text("Norrby"));
        register.settle(&mut *about);
        let mut measure = RecordKind::Measure.blank();
        measure.record_value("name", text("Locks"));
        register.settle(&mut *measure);
        vec![Edit::create(about), Edit::create(measure)]
    })
    .unwrap();
    save(&mut store, &mut register, &mut |register| {
        let before = register
            .owner(register.find("A1").unwrap())
            .unwrap()
            .boxed();
        let mut after = before.clone();
        let measure = register.find("M1").unwrap();
        after.record_value("measures", Value::Refs(vec![measure]));
        after.record_value("tags", Value::Texts(vec!["a".to_owned(), "b".to_owned()]));
        after.record_none("transfers", "nowhere");
        vec![Edit {
            before: Some(before),
            after: Some(after),
        }]
    })
    .unwrap();
    let facts = Facts::of(&register);
    let outcome = store.verify().unwrap();
    assert_eq!(outcome.differences, []);
    drop(store);
    let bytes = fs::read(folder.file("register.sqlite")).unwrap();
    (folder, bytes, facts)
}

#[test]
fn whatever_is_changed_in_a_file_is_found_or_changes_nothing_and_nothing_panics() {
    let (folder, bytes, facts) = whole();
    let path = folder.file("harmed.sqlite");
    let mut runner = proptest::test_runner::TestRunner::new_with_rng(
        ProptestConfig {
            cases: 400,
            failure_persistence: None,
            ..ProptestConfig::default()
        },
        proptest::test_runner::TestRng::deterministic_rng(
            proptest::test_runner::RngAlgorithm::ChaCha,
        ),
    );
    let outcome = runner.run(&damage(), |damage| {
        fs::write(&path, &bytes).unwrap();
        let _ = fs::remove_file(folder.file("harmed.sqlite-journal"));
        harm(&path, &damage);
        let tried = catch_unwind(AssertUnwindSafe(|| {
            let outcome = verify_file(&path, Purpose::Writing);
            let found = outcome.as_ref().map_or(1, Verification::contradictions);
            let Ok(mut store) = Store::open(&path) else {
                return Ok(());
            };
            let _ = store.facts_at(None).map(|(facts, _)| facts.register());
            let Ok(mut register) = store.load() else {
                prop_assert!(found > 0, "it cannot be read, and the check calls it whole");
                return Ok(());
            };
            for record in register.all_records() {
                let _ = register.reference(record.id());
            }
            if found == 0 {
                prop_assert_eq!(
                    &Facts::of(&register),
                    &facts,
                    "other content is called whole"
                );
            }
            if register.find("A1").is_some() {
                let saved = rename(&mut store, &mut register, "A1", "Wages");
                prop_assert!(
                    found == 0 || saved.is_err(),
                    "what contradicts itself was written"
                );
            }
            Ok(())
        }));
        tried.unwrap_or_else(|_| Err(TestCaseError::fail("it panics")))
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}
