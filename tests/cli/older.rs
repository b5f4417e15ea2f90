//! A register of version 1 in this version's hands: its past is read, undone and exported as it was recorded.

use serde_json::{Map, Value as Json, json};

use super::Home;

/// What version 1 itself exported, as of each day.
const AS_OF: &str = include_str!("../older/version-1.as-of.json");

/// An export of version 1 as this version writes it: a legal hold is a row.
fn with_holds_as_rows(json: &mut Json) {
    match json {
        Json::Array(list) => list.iter_mut().for_each(with_holds_as_rows),
        Json::Object(fields) => {
            let mut none = fields.remove("none").unwrap_or_else(|| json!({}));
            fields.values_mut().for_each(with_holds_as_rows);
            let nones = none.as_object_mut().unwrap();
            let (mut hold, mut unknown) = (Map::new(), Map::new());
            for (old, new) in [
                ("hold_reason", "reason"),
                ("hold_since", "since"),
                ("hold_review_on", "review_on"),
            ] {
                if let Some(value) = fields.remove(old) {
                    hold.insert(new.to_owned(), value);
                }
                if let Some(reason) = nones.remove(old) {
                    unknown.insert(new.to_owned(), reason);
                }
            }
            if !hold.is_empty() {
                hold.insert("ref".to_owned(), json!("X1"));
                if !unknown.is_empty() {
                    hold.insert("none".to_owned(), Json::Object(unknown));
                }
                fields.insert("holds".to_owned(), json!([hold]));
            } else if let Some(reason) = unknown.remove("reason") {
                nones.insert("holds".to_owned(), reason);
            }
            if !nones.is_empty() {
                fields.insert("none".to_owned(), none);
            }
        }
        _ => {}
    }
}

/// The records of an export, without what tells of the run.
fn records(mut json: Json) -> Json {
    let fields = json.as_object_mut().unwrap();
    fields.retain(|key, value| value.is_array() || key == "register");
    json
}

#[test]
fn each_day_of_an_older_file_reads_as_its_own_version_read_it() {
    let told: Map<String, Json> = serde_json::from_str(AS_OF).unwrap();
    let home = Home::with_older_register();
    let mut migrated = false;
    loop {
        for (day, export) in &told {
            let export_now = ["export", "--format", "json", "--as-of", day];
            let now = home.on("r.sqlite", &export_now).json();
            let mut wanted = export.clone();
            with_holds_as_rows(&mut wanted);
            // The last day is also that of the migration.
            if !migrated || now["change"]["number"] != 10 {
                assert_eq!(now["change"], wanted["change"], "{day}");
            }
            assert_eq!(records(now), records(wanted), "{day}, migrated: {migrated}");
        }
        if migrated {
            break;
        }
        home.on("r.sqlite", &["reviewed", "A1"]);
        migrated = true;
    }
}

/// What version 2 itself exported, as of each day.
const AS_OF_2: &str = include_str!("../older/version-2.as-of.json");

/// Every day of an older file reads as its own version read it, before a save brings it up to this version and after; no
/// set is added by that. `last` is its last change, on the day of what follows.
fn reads_as_its_own_version_read_it(
    home: &Home,
    told: &Map<String, Json>,
    version: u32,
    last: i64,
) {
    let before = std::fs::read(home.path("r.sqlite")).unwrap();
    let same = |migrated: bool| {
        for (day, export) in told {
            let now = home
                .on("r.sqlite", &["export", "--format", "json", "--as-of", day])
                .json();
            // What follows is saved on the last day.
            if !migrated || now["change"]["number"].as_i64() <= Some(last) {
                assert_eq!(now["change"], export["change"], "{day}");
            }
            assert!(records(now) == records(export.clone()), "{day}");
        }
        home.on("r.sqlite", &["verify"]).done();
    };
    same(false);
    assert!(std::fs::read(home.path("r.sqlite")).unwrap() == before);
    // A save brings it up to this version; what it says of the days before stays.
    let saved = home.on("r.sqlite", &["reviewed", "A3"]);
    assert_eq!(saved.code, 0, "{}", saved.err);
    assert!(home.path(&format!("r.sqlite.version-{version}")).exists());
    let intact = |pragma: &str| -> String {
        let file = rusqlite::Connection::open(home.path("r.sqlite")).unwrap();
        file.query_row(pragma, [], |row| row.get(0)).unwrap()
    };
    assert_eq!(intact("PRAGMA integrity_check"), "ok");
    home.on("r.sqlite", &["undo"]).done();
    same(true);
    let now = home.on("r.sqlite", &["export", "--format", "json"]).json();
    assert_eq!(now["change"]["number"], last + 2);
}

#[test]
fn each_day_of_a_file_of_version_2_reads_as_its_own_version_read_it_and_no_set_is_added() {
    let told: Map<String, Json> = serde_json::from_str(AS_OF_2).unwrap();
    let home = Home::with_register_of_version_2();
    reads_as_its_own_version_read_it(&home, &told, 2, 18);
    // What was done under version 2 is undone over the migration, all but what nothing undoes.
    for _ in 0..2 {
        home.on("r.sqlite", &["undo", "--theirs"]).done();
    }
    home.on("r.sqlite", &["verify"]).done();
}

/// What version 3 itself exported, as of each day.
const AS_OF_3: &str = include_str!("../older/version-3.as-of.json");

#[test]
fn each_day_of_a_file_of_version_3_reads_as_its_own_version_read_it_and_no_set_is_added() {
    let told: Map<String, Json> = serde_json::from_str(AS_OF_3).unwrap();
    let mut home = Home::with_register_of_version_3();
    home.set("ROPA_NOW", "2026-11-23T10:00:00+01:00");
    reads_as_its_own_version_read_it(&home, &told, 3, 24);
    for _ in 0..2 {
        home.on("r.sqlite", &["undo", "--theirs"]).done();
    }
    home.on("r.sqlite", &["verify"]).done();
}

/// What version 4 itself exported, as of each day.
const AS_OF_4: &str = include_str!("../older/version-4.as-of.json");

#[test]
fn each_day_of_a_file_of_version_4_reads_as_its_own_version_read_it_and_no_set_is_added() {
    let told: Map<String, Json> = serde_json::from_str(AS_OF_4).unwrap();
    let mut home = Home::with_register_of_version_4();
    home.set("ROPA_NOW", "2026-11-25T10:00:00+01:00");
    reads_as_its_own_version_read_it(&home, &told, 4, 30);
    // A sheet that version 4 took in is known again: what it said then is what both sides go back to.
    let sheet = |retention: &str| {
        format!(
            "Name;Purpose;Legal basis;Retention\nVisitor log;Security;Legitimate interests;{retention}\n"
        )
    };
    home.write("v.csv", sheet("30 days"));
    let same = home.on(
        "r.sqlite",
        &["import", "v.csv", "--dry-run", "--format", "json"],
    );
    assert_eq!(same.json()["changes"], json!([]));
    home.on("r.sqlite", &["undo", "--theirs"]).done();
    home.on("r.sqlite", &["verify"]).done();
}

#[test]
fn an_export_of_version_2_3_or_4_is_taken_in_as_it_is() {
    for told in [AS_OF_2, AS_OF_3, AS_OF_4] {
        let told: Map<String, Json> = serde_json::from_str(told).unwrap();
        let (_, last) = told.iter().next_back().unwrap();
        let home = Home::new();
        home.write("old.json", last.to_string());
        home.ropa(&["new", "n.sqlite"]).done();
        let taken = home.on("n.sqlite", &["import", "old.json"]);
        assert_eq!(taken.code, 0, "{}", taken.err);
        let now = home.on("n.sqlite", &["export", "--format", "json"]).json();
        assert!(now["activities"] == last["activities"]);
        home.on("n.sqlite", &["verify"]).done();
    }
}

#[test]
fn what_was_done_before_a_migration_is_undone_and_redone_over_it() {
    let home = Home::with_older_register();
    let export = || home.on("r.sqlite", &["export", "--format", "json"]).json();
    // Migrates; the set of the migration is passed over.
    home.on("r.sqlite", &["reviewed", "A1"]);
    home.on("r.sqlite", &["undo"]).done();
    let start = records(export());
    let holds = || {
        let listed = home
            .on("r.sqlite", &["list", "holds", "--format", "json"])
            .json();
        let listed = listed.as_array().unwrap().iter();
        let mut refs: Vec<String> = listed
            .map(|row| row["ref"].as_str().unwrap().to_owned())
            .collect();
        refs.sort();
        refs.join(" ")
    };
    let mut seen = vec![holds()];
    for _ in 4..=9 {
        home.on("r.sqlite", &["undo", "--theirs"]).done();
        home.on("r.sqlite", &["verify"]).done();
        seen.push(holds());
    }
    assert_eq!(
        seen,
        [
            "A1/R1/H1/X1 A1/R1/X1 A2/R1/X1",
            "A1/R1/H1/X1 A1/R1/X1",
            "A1/R1/H1/X1 A1/R1/H2/X1 A1/R1/X1",
            "A1/R1/H1/X1 A1/R1/H2/X1 A1/R1/X1",
            "A1/R1/H1/X1 A1/R1/H2/X1",
            "A1/R1/H1/X1",
            "",
        ]
    );
    for _ in 4..=9 {
        home.on("r.sqlite", &["redo", "--theirs"]).done();
    }
    home.on("r.sqlite", &["verify"]).done();
    assert_eq!(records(export()), start);
}

#[test]
fn an_older_export_is_taken_in_with_its_holds_as_rows() {
    let told: Map<String, Json> = serde_json::from_str(AS_OF).unwrap();
    let (_, last) = told.iter().next_back().unwrap();
    let home = Home::new();
    home.write("old.json", last.to_string());
    home.ropa(&["new", "n.sqlite"]).done();
    home.on("n.sqlite", &["import", "old.json"]).done();
    let now = home.on("n.sqlite", &["export", "--format", "json"]).json();
    let mut wanted = last.clone();
    with_holds_as_rows(&mut wanted);
    assert_eq!(records(now)["activities"], records(wanted)["activities"]);
    home.on("n.sqlite", &["verify"]).done();
}

#[test]
fn nobody_signs_as_the_program_does() {
    let mut home = Home::with_register();
    home.set("ROPA_AUTHOR", "Ropa\u{a0}0.1.0");
    let told = home.on("r.sqlite", &["reviewed", "A1"]).failed(2);
    assert!(told.contains("ROPA_AUTHOR"), "{told}");
}
