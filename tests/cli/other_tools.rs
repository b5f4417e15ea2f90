//! The register's file in other programs: what the system's own `sqlite3` says of it.

use std::process::Command;

use super::Home;

/// What the system's `sqlite3` answers; `None` where there is none.
fn sqlite3(home: &Home, file: &str, query: &str) -> Option<String> {
    let ran = Command::new("sqlite3")
        .arg(home.path(file))
        .arg(query)
        .output();
    let Ok(ran) = ran else {
        eprintln!("skipped: this machine has no sqlite3");
        return None;
    };
    let said = [ran.stdout, ran.stderr].concat();
    Some(String::from_utf8_lossy(&said).into_owned())
}

#[test]
fn the_systems_sqlite3_calls_no_register_damaged() {
    let home = Home::with_small_register();
    home.ropa(&["sample", "s.sqlite", "--activities", "30"])
        .done();
    let older = Home::with_older_register();
    older.on("r.sqlite", &["reviewed", "A1"]);
    std::fs::copy(older.path("r.sqlite"), home.path("migrated.sqlite")).unwrap();
    for file in ["r.sqlite", "s.sqlite", "migrated.sqlite"] {
        for check in ["PRAGMA integrity_check", "PRAGMA quick_check"] {
            let Some(answer) = sqlite3(&home, file, check) else {
                return;
            };
            assert_eq!(answer, "ok\n", "{file}: {check}");
        }
        let answer = sqlite3(&home, file, "PRAGMA foreign_key_check");
        assert_eq!(answer.as_deref(), Some(""), "{file}");
    }
}
