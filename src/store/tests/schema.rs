//! The schema against the declarations, and the views.

use std::collections::BTreeMap;

use super::super::migrate::migrate;
use super::super::schema::{MIGRATIONS, version};
use super::super::tables::{Storage, column_type, storage};
use super::*;
use crate::domain::codes::{LANGUAGE, LabelPlace};
use crate::domain::kind::{FieldKind, Target};

fn model() -> Connection {
    let connection = Connection::open_in_memory().unwrap();
    for migration in MIGRATIONS {
        connection.execute_batch(migration).unwrap();
    }
    connection
}

/// The columns of a table, each with its type.
fn columns(connection: &Connection, table: &str) -> BTreeMap<String, String> {
    let mut statement = connection
        .prepare("SELECT name, type FROM pragma_table_info(?1)")
        .unwrap();
    let rows = statement
        .query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    rows.map(Result::unwrap).collect()
}

/// The foreign keys of a table: column and table referred to.
fn foreign_keys(connection: &Connection, table: &str) -> BTreeMap<String, String> {
    let mut statement = connection
        .prepare("SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?1)")
        .unwrap();
    let rows = statement
        .query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    rows.map(Result::unwrap).collect()
}

fn sql_of(connection: &Connection, table: &str) -> String {
    connection
        .query_row(
            "SELECT sql FROM sqlite_schema WHERE name = ?1",
            [table],
            |row| row.get(0),
        )
        .unwrap()
}

/// The table that references of that kind point to; `None` where they may point anywhere.
fn target_table(target: Target) -> Option<&'static str> {
    match target {
        Target::Kind(kind) => Some(kind.key()),
        Target::Ours => Some("organisation"),
        Target::Any => None,
    }
}

/// The codes that a column takes by its `CHECK`, without blanks and quotes.
fn checked(sql: &str, column: &str) -> Option<String> {
    let rest = sql.split_once(&format!("CHECK ({column} IN ("))?.1;
    let list = rest.split_once("))")?.0;
    Some(
        list.chars()
            .filter(|letter| !matches!(letter, ' ' | '\'' | '\n'))
            .collect(),
    )
}

fn wanted_check(kind: &FieldKind) -> Option<String> {
    match kind {
        FieldKind::Flag => Some("0,1".to_owned()),
        // A language more is no new version of the file.
        FieldKind::Code(set) if *set == &LANGUAGE => None,
        FieldKind::Code(set) if set.closed && set.labels == LabelPlace::Locale => {
            Some(set.codes.join(","))
        }
        _ => None,
    }
}

#[test]
fn every_declared_field_has_its_column_and_no_column_is_undeclared() {
    let connection = model();
    let mut tables = vec!["change_set", "change", "retired", "draft", "source_reading"]
        .into_iter()
        .map(str::to_owned)
        .collect::<Vec<_>>();
    for kind in RecordKind::ALL {
        let table = kind.key();
        tables.push(table.to_owned());
        let sql = sql_of(&connection, table);
        assert!(sql.ends_with("STRICT"), "{table}");
        let mut wanted: BTreeMap<String, String> = BTreeMap::new();
        let mut keys: BTreeMap<String, String> = BTreeMap::new();
        let mut add = |column: &str, kind: &str| wanted.insert(column.to_owned(), kind.to_owned());
        add("id", "INTEGER");
        add("ref", "TEXT");
        add("none", "TEXT");
        add("redacted", "TEXT");
        let unique = if let Some(parent) = kind.parent() {
            add("parent", "INTEGER");
            add("position", "INTEGER");
            keys.insert("parent".to_owned(), parent.key().to_owned());
            "UNIQUE (parent, ref)"
        } else {
            "UNIQUE (ref)"
        };
        assert!(sql.contains(unique), "{table}");
        for field in kind.declaration().fields {
            let column = kind.column(field.key);
            let side = format!("{table}_{}", field.key);
            match storage(&field.kind) {
                Storage::Column => {
                    add(column, column_type(&field.kind));
                    assert_eq!(
                        checked(&sql, column),
                        wanted_check(&field.kind),
                        "{table}.{column}"
                    );
                    if let Some(target) = field.kind.target().and_then(target_table) {
                        keys.insert(column.to_owned(), target.to_owned());
                    }
                }
                Storage::Links => {
                    let links = columns(&connection, &side);
                    let names: Vec<&str> = links.keys().map(String::as_str).collect();
                    assert_eq!(names, ["holder", "position", "target"], "{side}");
                    let found = foreign_keys(&connection, &side);
                    let target = field.kind.target().and_then(target_table).unwrap();
                    assert_eq!(
                        (found["holder"].as_str(), found["target"].as_str()),
                        (table, target)
                    );
                    tables.push(side);
                }
                Storage::Items(items) => {
                    let mut parts: BTreeMap<String, String> = ["holder", "position"]
                        .map(|name| (name.to_owned(), "INTEGER".to_owned()))
                        .into();
                    let sql = sql_of(&connection, &side);
                    for part in items.parts {
                        parts.insert(part.key.to_owned(), column_type(&part.kind).to_owned());
                        assert_eq!(checked(&sql, part.key), wanted_check(&part.kind), "{side}");
                    }
                    assert_eq!(columns(&connection, &side), parts, "{side}");
                    assert_eq!(foreign_keys(&connection, &side)["holder"], table);
                    tables.push(side);
                }
                Storage::Nowhere => {}
            }
        }
        assert_eq!(columns(&connection, table), wanted, "{table}");
        assert_eq!(foreign_keys(&connection, table), keys, "{table}");
    }
    tables.sort();
    let mut statement = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name")
        .unwrap();
    let found: Vec<String> = statement
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(found, tables);
}

#[test]
fn every_foreign_key_of_a_record_waits_for_the_end_of_the_save() {
    let connection = model();
    let mut statement = connection
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('change', 'change_set')")
        .unwrap();
    let tables: Vec<(String, String)> = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    for (name, sql) in tables {
        assert_eq!(
            sql.matches("REFERENCES").count(),
            sql.matches("DEFERRABLE INITIALLY DEFERRED").count(),
            "{name}"
        );
    }
}

#[test]
fn views_answer_who_receives_data_outside_the_eea_and_which_rules_have_no_period() {
    let connection = model();
    connection
        .execute_batch(
            "INSERT INTO organisation (id, ref, name, country) VALUES (1, 'O1', 'Cloud', 'US'), (2, 'O2', 'Near', 'NO');
             INSERT INTO schedule (id, ref, name, kind, period) VALUES (3, 'S1', 'Books', 'fixed', 'P7Y');
             INSERT INTO agreement (id, ref, organisation, status) VALUES (4, 'G1', 2, 'signed');
             INSERT INTO sub_processor (id, parent, position, ref, name, countries) VALUES (5, 4, 1, 'Q1', 'Deep', '[\"IN\",\"SE\"]');
             INSERT INTO activity (id, ref, name) VALUES (10, 'A1', 'Payroll');
             INSERT INTO recipient (id, parent, position, ref, organisation, role, countries, agreement) VALUES
                (11, 10, 1, 'C1', 1, 'processor', NULL, NULL), (12, 10, 2, 'C2', 2, 'processor', NULL, 4),
                (13, 10, 3, 'C3', 1, NULL, '[\"SE\"]', NULL);
             INSERT INTO transfer (id, parent, position, ref, state, country) VALUES
                (14, 10, 1, 'T1', 'actual', 'JP'), (15, 10, 2, 'T2', 'denied', 'CN');
             INSERT INTO transfer_recipients (holder, position, target) VALUES (14, 1, 13);
             INSERT INTO retention (id, parent, position, ref, kind, period, schedule, none) VALUES
                (21, 10, 1, 'R1', NULL, NULL, 3, NULL), (22, 10, 2, 'R2', 'fixed', NULL, NULL, NULL),
                (23, 10, 3, 'R3', 'permanent', NULL, NULL, NULL), (24, 10, 4, 'R4', NULL, NULL, 3, '{\"period\":\"not set\"}');",
        )
        .unwrap();
    let lines = |query: &str| -> Vec<String> {
        let mut statement = connection.prepare(query).unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.map(Result::unwrap).collect()
    };
    assert_eq!(
        lines(
            "SELECT recipient || ' ' || name || ' ' || country || ' ' || recorded_in FROM recipients_outside_eea ORDER BY 1"
        ),
        [
            "C1 Cloud US organisation",
            "C2 Deep IN agreement G1",
            "T1 Cloud JP transfer"
        ]
    );
    assert_eq!(
        lines(
            "SELECT rule || ' ' || coalesce(period, '-') || ' ' || coalesce(period_none, '-') FROM retention_rules ORDER BY 1"
        ),
        ["R1 P7Y -", "R2 - -", "R3 - -", "R4 - not set"]
    );
    assert_eq!(
        lines("SELECT rule FROM rules_without_period ORDER BY 1"),
        ["R2", "R4"]
    );
    assert_eq!(
        lines(
            "SELECT country || ' ' || recipients FROM transfers_by_country WHERE recipients IS NOT NULL"
        ),
        ["JP Cloud"]
    );
    assert_eq!(
        lines("SELECT name || ' ' || coalesce(agreement_status, '-') FROM processors ORDER BY 1"),
        ["Cloud -", "Near signed"]
    );
    assert_eq!(
        lines("SELECT recipients || ' ' || retention_rules FROM activities"),
        ["3 4"]
    );
    assert_eq!(lines("SELECT count(*) || '' FROM records"), ["5"]);
    assert_eq!(lines("SELECT count(*) || '' FROM history"), ["0"]);
}

#[test]
fn a_migration_keeps_a_copy_of_what_was_there_and_happens_once() {
    let folder = Folder::new();
    let (store, _) = folder.register();
    drop(store);
    let path = folder.file("register.sqlite");
    let mut connection = outside(&path);
    let longer = [
        MIGRATIONS,
        &["CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT"],
    ]
    .concat();
    let copy = migrate(&mut connection, &path, &longer).unwrap().unwrap();
    let ours = MIGRATIONS.len();
    assert_eq!(
        copy,
        folder.file(&format!("register.sqlite.version-{ours}"))
    );
    assert_eq!(version(&connection).unwrap(), ours + 1);
    assert_eq!(
        Store::open(&copy).unwrap().load().unwrap().activities.len(),
        1
    );
    assert_eq!(migrate(&mut connection, &path, &longer).unwrap(), None);
    // A migration that fails leaves the file as it was.
    let broken = [&longer[..], &["CREATE TABLE half (id INTEGER)", "NOT SQL"]].concat();
    migrate(&mut connection, &path, &broken).unwrap_err();
    assert_eq!(version(&connection).unwrap(), ours + 1);
    assert!(columns(&connection, "half").is_empty());
    drop(connection);
    assert_eq!(Store::open(&path).unwrap_err().key, "store_newer");
}

#[test]
fn no_table_has_what_older_sqlite_calls_damage() {
    let connection = model();
    let mut statement = connection
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'table'")
        .unwrap();
    let tables: Vec<(String, String)> = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    for (name, sql) in tables {
        // A check whose answer is NULL passes; before 3.41 `json_valid(NULL)` was 0.
        for (at, check) in sql.match_indices("json_valid(") {
            let column = sql[at + check.len()..].split(')').next().unwrap();
            let answers_null = sql[..at].ends_with(&format!("CHECK ({column} IS NULL OR "));
            let never_null = sql.lines().any(|line| {
                line.trim_start().starts_with(&format!("{column} ")) && line.contains("NOT NULL")
            });
            assert!(answers_null || never_null, "{name}.{column}");
        }
        // Before 3.41 `integrity_check` took the columns of a primary key for the first ones of the table.
        if !sql.contains("WITHOUT ROWID") {
            continue;
        }
        let keys: Vec<String> = {
            let mut columns = connection
                .prepare("SELECT name FROM pragma_table_info(?1) ORDER BY cid")
                .unwrap();
            let names = columns.query_map([&name], |row| row.get(0)).unwrap();
            names.map(Result::unwrap).collect()
        };
        let key = sql.split_once("PRIMARY KEY (").unwrap().1;
        let key: Vec<&str> = key.split_once(')').unwrap().0.split(", ").collect();
        assert_eq!(keys[..key.len()], key, "{name}");
    }
}
