//! `ropa merge`: a copy that was taken home comes back, and another register comes in.

use serde_json::Value as Json;

use super::Home;

/// The small register, and a copy of it that was taken home.
fn with_copy() -> Home {
    let home = Home::with_small_register();
    std::fs::copy(home.path("r.sqlite"), home.path("copy.sqlite")).unwrap();
    home
}

/// Changes a field of an activity in a register by a hand-written file.
fn change(home: &Home, register: &str, reference: &str, field: &str, text: &str) {
    let file = format!(
        r#"{{ "format": "ropa-register", "version": 1,
            "activities": [{{ "ref": "{reference}", "{field}": "{text}" }}] }}"#
    );
    home.write("change.json", file);
    // That it is a copy is said on the way.
    let ran = home.on(register, &["import", "change.json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

fn field(home: &Home, reference: &str, field: &str) -> Json {
    let export = home.on("r.sqlite", &["export", "--format", "json"]).json();
    let activities = export["activities"].as_array().unwrap();
    let activity = activities.iter().find(|it| it["ref"] == reference).unwrap();
    activity[field].clone()
}

#[test]
fn what_each_side_changed_alone_is_kept_without_a_question() {
    let home = with_copy();
    change(&home, "copy.sqlite", "A1", "department", "Ekonomi");
    change(&home, "r.sqlite", "A1", "owner", "Head of HR");
    change(&home, "r.sqlite", "A2", "department", "Info");
    let before = std::fs::read(home.path("copy.sqlite")).unwrap();
    home.on("r.sqlite", &["merge", "copy.sqlite"]).done();
    assert_eq!(field(&home, "A1", "department"), "Ekonomi");
    assert_eq!(field(&home, "A1", "owner"), "Head of HR");
    assert_eq!(field(&home, "A2", "department"), "Info");
    assert_eq!(std::fs::read(home.path("copy.sqlite")).unwrap(), before);
    // One change set, which is taken back as one; the same again changes nothing.
    home.on("r.sqlite", &["undo"]).done();
    assert_ne!(field(&home, "A1", "department"), "Ekonomi");
    assert_eq!(field(&home, "A1", "owner"), "Head of HR");
}

#[test]
fn what_both_changed_is_asked_and_nothing_is_written_until_it_is_said() {
    let home = with_copy();
    change(&home, "copy.sqlite", "A1", "department", "Ekonomi");
    change(&home, "r.sqlite", "A1", "department", "HR");
    let asked = home.on("r.sqlite", &["merge", "copy.sqlite"]);
    assert_eq!(asked.code, 1, "{}", asked.err);
    assert!(asked.out.contains("Ekonomi"), "{}", asked.out);
    assert_eq!(field(&home, "A1", "department"), "HR");
    home.on("r.sqlite", &["merge", "copy.sqlite", "--theirs"])
        .done();
    assert_eq!(field(&home, "A1", "department"), "Ekonomi");
}

#[test]
fn another_register_comes_in_as_new() {
    let home = with_copy();
    let new = [
        "new",
        "other.sqlite",
        "--name",
        "Norra AB",
        "--country",
        "SE",
    ];
    home.ropa(&new).done();
    home.on("other.sqlite", &["template", "newsletter"]).done();
    home.on("r.sqlite", &["merge", "other.sqlite"]).done();
    let export = home.on("r.sqlite", &["export", "--format", "json"]).json();
    let names: Vec<&str> = export["activities"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|it| it["name"].as_str())
        .collect();
    assert!(names.len() >= 3, "{names:?}");
}

#[test]
fn what_is_no_register_is_told_and_an_import_of_one_merges() {
    let home = with_copy();
    home.write("list.csv", "Name;Purpose\nPayroll;Pay\n");
    let refused = home.on("r.sqlite", &["merge", "list.csv"]);
    assert_ne!(refused.code, 0);
    assert!(refused.err.contains("ropa import"), "{}", refused.err);
    let refused = home.on("r.sqlite", &["merge", "nothing.sqlite"]);
    assert_ne!(refused.code, 0);
    change(&home, "copy.sqlite", "A1", "department", "Ekonomi");
    home.on("r.sqlite", &["import", "copy.sqlite", "--dry-run"])
        .done();
    assert_ne!(field(&home, "A1", "department"), "Ekonomi");
    home.on("r.sqlite", &["import", "copy.sqlite"]).done();
    assert_eq!(field(&home, "A1", "department"), "Ekonomi");
}

#[test]
fn a_copy_that_says_the_same_changes_nothing_and_replaces_nothing() {
    let home = Home::with_register();
    std::fs::copy(home.path("r.sqlite"), home.path("copy.sqlite")).unwrap();
    let said = home.on("r.sqlite", &["merge", "copy.sqlite"]).done();
    assert!(said.contains("Nothing would change"), "{said}");
    assert!(!said.contains("replaced"), "{said}");
}
