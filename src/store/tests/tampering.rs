//! What is done to a file behind the program's back: refused by triggers, or found by `verify`.

use super::*;

/// Does something to the file behind the program's back, without its triggers and checks, and says what `verify`
/// finds.
fn found(tamper: &str) -> Vec<&'static str> {
    let folder = Folder::new();
    let (mut store, mut register) = folder.register();
    rename(&mut store, &mut register, "A1", "Wages").unwrap();
    drop(store);
    let path = folder.file("register.sqlite");
    let other = outside(&path);
    let guards: Vec<(String, String)> = other
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    other
        .execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON")
        .unwrap();
    for (name, _) in &guards {
        other
            .execute_batch(&format!("DROP TRIGGER {name}"))
            .unwrap();
    }
    other.execute_batch(tamper).unwrap();
    for (_, sql) in &guards {
        other.execute_batch(sql).unwrap();
    }
    drop(other);
    let verification = verify_file(&path, Purpose::Writing).unwrap();
    // What is found does not depend on how much is compared at a time.
    let found = |found: &Verification| {
        let named = |problem: &Problem| {
            let details = problem.details.iter().filter(|(name, _)| *name != "reason");
            (problem.key, format!("{:?}", details.collect::<Vec<_>>()))
        };
        let mut all: Vec<_> = found.differences.iter().map(named).collect();
        all.sort();
        (all, found.changes, found.change_sets)
    };
    for most in [1, 3] {
        let monitor = Monitor::default();
        let checker = Checker::of_file(&path, Purpose::Writing, &monitor).unwrap();
        let parted = checker.at_once(most).check(&monitor).unwrap();
        assert_eq!(found(&parted), found(&verification), "{most} at a time");
    }
    verification
        .differences
        .iter()
        .map(|problem| problem.key)
        .collect()
}

#[test]
fn an_untouched_file_is_whole() {
    assert_eq!(found(""), [""; 0]);
}

#[test]
fn a_number_far_beyond_the_others_is_met_as_soon_as_any() {
    let far = "UPDATE change SET id = 2000000000 WHERE change_set = 1 AND position = 1";
    assert!(!found(far).is_empty());
}

#[test]
fn a_form_or_a_reading_that_names_no_record_or_is_no_json_is_told() {
    let form = "INSERT INTO draft VALUES ('d', '2026-01-01T00:00:00Z', 'a', 'activity'";
    for (tail, told) in [
        ("7, '{}'", &[][..]),
        ("NULL, '{}'", &[]),
        ("-1, '{}'", &["verify_draft"]),
        ("8589934592, '{}'", &["verify_draft"]),
        ("7, '[1]'", &["verify_draft"]),
        ("7, '{'", &["verify_integrity", "verify_draft"]),
    ] {
        assert_eq!(found(&format!("{form}, {tail})")), told, "{tail}");
    }
    let read = r#"'[{"kind": "activity", "id": 7, "fields": {"ref": "A7", "name": "x"}}]'"#;
    for (record, content, told) in [
        ("-1", read, &["verify_reading"][..]),
        ("8589934592", read, &["verify_reading"]),
        ("7", "'{}'", &["verify_reading"]),
    ] {
        let insert = format!(
            "INSERT INTO source_reading (source, change_set, record, content) VALUES ('s', 1, {record}, {content})"
        );
        assert_eq!(found(&insert), told, "{insert}");
    }
    // Whoever has such a form still has the others.
    let folder = Folder::new();
    drop(folder.register());
    let path = folder.file("register.sqlite");
    outside(&path)
        .execute_batch(&format!("{form}, -1, '{{}}')"))
        .unwrap();
    assert_eq!(Store::open(&path).unwrap().drafts().unwrap().len(), 1);
}

#[test]
fn what_other_programs_keep_in_the_file_stops_no_save() {
    let theirs = "CREATE TABLE mine (a REFERENCES yours (b), n TEXT NOT NULL, c CHECK (c > 1));
        CREATE TABLE yours (b INTEGER PRIMARY KEY);
        INSERT INTO mine VALUES (7, 'x', 0);";
    assert_eq!(found(theirs), [""; 0]);
    let folder = Folder::new();
    let (mut store, mut register) = folder.register();
    outside(&folder.file("register.sqlite"))
        .execute_batch(&format!(
            "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; {theirs}"
        ))
        .unwrap();
    rename(&mut store, &mut register, "A1", "Wages").unwrap();
}

#[test]
fn the_journal_refuses_to_be_changed() {
    let folder = Folder::new();
    drop(folder.register());
    let other = outside(&folder.file("register.sqlite"));
    for attempt in [
        "UPDATE change_set SET author = 'eve'",
        "UPDATE change SET after = '\"x\"'",
        "DELETE FROM change_set",
        "DELETE FROM change WHERE change_set = 2",
        "INSERT OR REPLACE INTO change_set SELECT * FROM change_set",
        "INSERT OR REPLACE INTO change SELECT * FROM change",
        "INSERT INTO change_set (number, at, author, label, previous_hash, hash) VALUES (1, '', '', '', '', '') ON CONFLICT (number) DO UPDATE SET author = 'eve'",
    ] {
        let refused = other.execute_batch(attempt).unwrap_err().to_string();
        assert!(
            refused.contains("the journal is only added to"),
            "{attempt}: {refused}"
        );
    }
}

/// What is done to a file, and everything that is told of it.
const TAMPERED: &[(&str, &[&str])] = &[
    (
        "UPDATE change_set SET author = 'eve' WHERE number = 2",
        &["verify_hash"],
    ),
    (
        "UPDATE change_set SET at = replace(at, '10:', '11:') WHERE number = 3",
        &["verify_hash"],
    ),
    (
        "UPDATE change SET ref = 'A9' WHERE change_set = 3",
        &["verify_hash"],
    ),
    (
        "UPDATE change SET after = '\"Wagez\"' WHERE change_set = 3",
        &["verify_hash", "verify_value"],
    ),
    (
        "UPDATE change SET before = '\"x\"' WHERE change_set = 3",
        &["verify_hash", "verify_misfit", "verify_value"],
    ),
    (
        "UPDATE change SET after = '\"Wages' WHERE change_set = 3",
        &[
            "verify_integrity",
            "verify_hash",
            "store_unreadable_change",
            "verify_value",
        ],
    ),
    (
        "UPDATE change_set SET hash = replace(hash, substr(hash, 1, 1), 'x') WHERE number = 2",
        &["verify_hash", "verify_chain"],
    ),
    (
        "UPDATE change_set SET hash = 'x' WHERE number = 3",
        &["verify_hash"],
    ),
    (
        "DELETE FROM change WHERE change_set = 3; DELETE FROM change_set WHERE number = 3",
        &["verify_value"],
    ),
    (
        "DELETE FROM change WHERE change_set = 2 AND position = 2",
        &["verify_hash", "verify_count", "verify_row_unknown"],
    ),
    ("UPDATE activity SET name = 'Wagez'", &["verify_value"]),
    (
        "UPDATE activity SET none = '{\"transfers\":\"none\"}'",
        &["verify_value"],
    ),
    (
        "UPDATE recipient SET organisation = NULL",
        &["verify_value"],
    ),
    ("UPDATE recipient SET position = 7", &["verify_value"]),
    (
        "DELETE FROM recipient",
        &["verify_count", "verify_row_missing"],
    ),
    (
        "INSERT INTO measure (id, ref) VALUES (99, 'M1')",
        &["verify_count", "verify_row_unknown"],
    ),
    (
        "INSERT INTO activity_notices VALUES (2, 1, 'Notice', NULL)",
        &["verify_value"],
    ),
    (
        "INSERT INTO retired VALUES (0, 'A', 7)",
        &["verify_retired"],
    ),
    (
        "INSERT INTO activity_measures (holder, position, target) VALUES (2, 1, 55)",
        &["verify_foreign_key", "verify_value"],
    ),
    (
        "UPDATE activity SET role = 'emperor'",
        &["verify_integrity", "verify_unreadable"],
    ),
    (
        "UPDATE activity SET started_on = 'soon'",
        &["verify_unreadable"],
    ),
    // A second register, and its number that is no number.
    (
        "INSERT INTO register (id, ref) VALUES (90, 'X'), (91, 'Y')",
        &[
            "verify_registers",
            "verify_count",
            "verify_row_unknown",
            "verify_row_unknown",
        ],
    ),
    (
        "INSERT INTO measure (id, ref) VALUES (-5, 'M1')",
        &["verify_number", "verify_count"],
    ),
    // A number that stands in two tables.
    (
        "INSERT INTO measure (id, ref) VALUES (1, 'M1')",
        &["verify_number_twice", "verify_count"],
    ),
    // Rows without their parents, lines without their holders, and lines out of their places.
    (
        "UPDATE recipient SET parent = 77",
        &["verify_foreign_key", "verify_no_parent", "verify_value"],
    ),
    (
        "INSERT INTO activity_measures (holder, position, target) VALUES (77, 1, 1)",
        &[
            "verify_foreign_key",
            "verify_foreign_key",
            "verify_no_holder",
        ],
    ),
    (
        "INSERT INTO activity_notices VALUES (2, 5, 'Notice', NULL)",
        &["verify_unreadable"],
    ),
    // What is no text, no JSON, no list of reasons; recorded and none at once.
    (
        "UPDATE activity SET name = CAST(x'50ff61' AS TEXT)",
        &["verify_unreadable"],
    ),
    (
        "UPDATE activity SET tags = '[\"a'",
        &["verify_integrity", "verify_unreadable"],
    ),
    ("UPDATE activity SET none = '[1]'", &["verify_unreadable"]),
    (
        "UPDATE activity SET none = '{\"name\":\"\"}'",
        &["verify_unreadable"],
    ),
    ("UPDATE activity SET none = '{}'", &["verify_unreadable"]),
    // A mark of something taken out beside what is recorded or none, twice, or for nothing.
    (
        "UPDATE activity SET redacted = '[\"name\"]'",
        &["verify_unreadable"],
    ),
    (
        "UPDATE activity SET redacted = '[]'",
        &["verify_unreadable"],
    ),
    (
        "UPDATE activity SET redacted = '[\"notes\",\"notes\"]'",
        &["verify_unreadable"],
    ),
    (
        "UPDATE activity SET redacted = '[\"notes\"]', none = '{\"notes\":\"\"}'",
        &["verify_unreadable"],
    ),
    (
        "UPDATE activity SET redacted = '[\"notes\"]'",
        &["verify_value"],
    ),
    (
        "UPDATE activity SET redacted = '[\"measures\"]'; INSERT INTO activity_measures (holder, position, target) VALUES (2, 1, 1)",
        &["verify_foreign_key", "verify_unreadable"],
    ),
    (
        "UPDATE activity SET name = 'Wages' || char(0)",
        &["verify_value"],
    ),
    (
        "UPDATE change_set SET author = CAST(x'ff' AS TEXT) WHERE number = 3",
        &["verify_hash", "verify_journal_not_text"],
    ),
    (
        "UPDATE change SET ref = CAST(x'ff' AS TEXT) WHERE change_set = 3",
        &[
            "verify_hash",
            "verify_journal_not_text",
            "store_unreadable_change",
            "verify_value",
        ],
    ),
    (
        "INSERT INTO draft VALUES ('d', '', '', 'activity', NULL, CAST(x'ff' AS TEXT))",
        &["verify_integrity", "verify_draft"],
    ),
    // The structure itself: everything that is wrong is told.
    (
        "ALTER TABLE measure ADD COLUMN mine TEXT; UPDATE activity SET name = 'Wagez'",
        &["verify_schema_altered", "verify_value"],
    ),
];

#[test]
fn every_kind_of_tampering_is_found() {
    for (tamper, keys) in TAMPERED {
        assert_eq!(found(tamper), *keys, "{tamper}");
    }
}

#[test]
fn the_hash_is_that_of_the_stored_bytes() {
    // Computed by hand from the description in the head of `journal`.
    let folder = Folder::new();
    let (store, _) = folder.register();
    let set = &store.change_sets(None).unwrap()[1];
    let change = "1:1,12:organisation,1:1,2:O1,-,-,30:{\"ref\":\"O1\",\"name\":\"Supplier\"},";
    let bytes = format!(
        "0:,1:1,25:2026-11-21T10:00:00+01:00,3:ann,8:a change,-,32:0123456789abcdef0123456789abcdef,{change}"
    );
    let mut chain = <sha2::Sha256 as sha2::Digest>::new();
    sha2::Digest::update(&mut chain, bytes.as_bytes());
    let hash: Vec<String> = sha2::Digest::finalize(chain)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(set.hash, hash.concat());
}

#[test]
fn a_file_with_two_registers_or_a_number_twice_is_refused_by_name() {
    for (tamper, key) in [
        (
            "INSERT INTO register (id, ref) VALUES (90, 'X'), (91, 'Y')",
            "store_registers",
        ),
        (
            "INSERT INTO measure (id, ref) VALUES (1, 'M1')",
            "store_number_twice",
        ),
    ] {
        let folder = Folder::new();
        let (mut store, mut register) = folder.register();
        outside(&folder.file("register.sqlite"))
            .execute_batch(tamper)
            .unwrap();
        assert_eq!(store.load().unwrap_err().key, key);
        register.mark = Mark::default();
        let problem = rename(&mut store, &mut register, "A1", "Wages").unwrap_err();
        assert_eq!(problem.key, key);
        assert_eq!(store.latest().unwrap().number, 2);
    }
}

#[test]
fn what_was_changed_past_the_journal_does_not_make_its_way_into_it() {
    let folder = Folder::new();
    let (mut store, mut register) = folder.register();
    rename(&mut store, &mut register, "A1", "Wages").unwrap();
    let path = folder.file("register.sqlite");
    outside(&path)
        .execute_batch("UPDATE activity SET name = 'Wagez'")
        .unwrap();
    // Another connection finds it when it first saves; one that has checked the file already by the field itself.
    let mut other = Store::open(&path).unwrap();
    let mut loaded = other.load().unwrap();
    let problem = rename(&mut other, &mut loaded, "O1", "Other").unwrap_err();
    assert_eq!(
        (problem.key, problem.detail("n")),
        ("store_contradicts", Some("1"))
    );
    let mut loaded = store.load().unwrap();
    let problem = rename(&mut store, &mut loaded, "A1", "Salaries").unwrap_err();
    assert_eq!(
        (problem.key, problem.detail("field")),
        ("store_value_contradicts", Some("name"))
    );
    assert_eq!(store.latest().unwrap().number, 3);
    assert_eq!(verify_file(&path, Purpose::Writing).unwrap().count(), 1);
}

#[test]
fn many_differences_are_counted_and_long_values_cut() {
    let folder = Folder::new();
    drop(folder.register());
    let path = folder.file("register.sqlite");
    outside(&path)
        .execute_batch(
            "WITH RECURSIVE n (i) AS (VALUES (100) UNION ALL SELECT i + 1 FROM n WHERE i < 1099)
             INSERT INTO measure (id, ref) SELECT i, 'M' || i FROM n;
             UPDATE activity SET name = replace(hex(zeroblob(100000)), '00', 'å')",
        )
        .unwrap();
    let outcome = verify_file(&path, Purpose::Writing).unwrap();
    assert_eq!((outcome.differences.len(), outcome.count()), (200, 1002));
    let longest = outcome
        .differences
        .iter()
        .flat_map(|problem| &problem.details);
    assert_eq!(
        longest.map(|(_, value)| value.chars().count()).max(),
        Some(161)
    );
}
