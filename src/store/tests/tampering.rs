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
    let verification = Store::open(&path).unwrap().verify().unwrap();
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

#[test]
fn every_kind_of_tampering_is_found() {
    let cases: &[(&str, &[&str])] = &[
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
            &["verify_hash", "verify_row_unknown"],
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
        ("DELETE FROM recipient", &["verify_row_missing"]),
        (
            "INSERT INTO measure (id, ref) VALUES (99, 'M1')",
            &["verify_row_unknown"],
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
            &["verify_integrity", "store_unreadable_value"],
        ),
        (
            "UPDATE activity SET started_on = 'soon'",
            &["store_unreadable_value"],
        ),
    ];
    for (tamper, keys) in cases {
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
