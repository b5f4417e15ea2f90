//! `ropa diff --with`: what is different between the register and a copy, an export, or another register.

use serde_json::Value as Json;

use super::Home;
use super::merging::{change, with_copy};

/// Each difference as reference, field, and the side on which it was made.
fn told(home: &Home, file: &str) -> Vec<(String, String, String)> {
    let json = home
        .on("r.sqlite", &["diff", "--with", file, "--format", "json"])
        .json();
    let text = |it: &Json, key: &str| it[key].as_str().unwrap_or_default().to_owned();
    let all = json.as_array().unwrap().iter();
    all.map(|it| (text(it, "ref"), text(it, "field"), text(it, "changed")))
        .collect()
}

fn spot(reference: &str, field: &str, side: &str) -> (String, String, String) {
    (reference.to_owned(), field.to_owned(), side.to_owned())
}

#[test]
fn a_copy_is_compared_and_it_is_told_who_changed_what_since_both_were_one() {
    let home = with_copy();
    assert!(told(&home, "copy.sqlite").is_empty());
    change(&home, "copy.sqlite", "A1", "department", "Ekonomi");
    change(&home, "r.sqlite", "A1", "owner", "Head of Pay");
    change(&home, "r.sqlite", "A2", "department", "Info");
    change(&home, "copy.sqlite", "A2", "department", "Marketing");
    let before = ["r.sqlite", "copy.sqlite"].map(|it| std::fs::read(home.path(it)).unwrap());
    let mut differences = told(&home, "copy.sqlite");
    differences.sort();
    assert_eq!(
        differences,
        [
            spot("A1", "department", "there"),
            spot("A1", "owner", "here"),
            spot("A2", "department", "both"),
        ]
    );
    let said = home
        .on("r.sqlite", &["diff", "--with", "copy.sqlite"])
        .done();
    assert!(said.contains("the last change that both have"), "{said}");
    assert!(
        said.contains("Info → Marketing – changed in both"),
        "{said}"
    );
    assert!(said.contains("Ekonomi – changed in the file"), "{said}");
    let after = ["r.sqlite", "copy.sqlite"].map(|it| std::fs::read(home.path(it)).unwrap());
    assert_eq!(before, after);
}

#[test]
fn what_was_made_on_each_side_is_not_taken_for_the_same_though_it_has_one_reference() {
    let home = with_copy();
    home.on("r.sqlite", &["template", "payroll", "--organisation", "O1"])
        .done();
    let made = home.on(
        "copy.sqlite",
        &["template", "newsletter", "--organisation", "O1"],
    );
    assert_eq!(made.code, 0, "{}", made.err);
    let differences = told(&home, "copy.sqlite");
    let activities = differences.iter().filter(|it| it.0.starts_with('A'));
    let activities: Vec<_> = activities
        .filter(|it| it.1.is_empty() && !it.0.contains('/'))
        .collect();
    assert_eq!(activities.len(), 2, "{differences:?}");
    let of = |side: &str| activities.iter().find(|it| it.2 == side).unwrap().0.clone();
    assert_eq!(of("there"), format!("{} (copy.sqlite)", of("here")));
    let said = home
        .on("r.sqlite", &["diff", "--with", "copy.sqlite"])
        .done();
    assert!(said.contains("only in the register"), "{said}");
    assert!(said.contains("only in the file"), "{said}");
    // What was removed on one side was not made on the other.
    home.on("r.sqlite", &["undo"]).done();
    assert_eq!(home.on("copy.sqlite", &["undo"]).code, 0);
    assert!(told(&home, "copy.sqlite").is_empty());
}

#[test]
fn an_export_is_compared_in_json_and_as_a_workbook() {
    let home = with_copy();
    for (format, file) in [("json", "export.json"), ("xlsx", "export.xlsx")] {
        home.on(
            "r.sqlite",
            &["export", "--format", format, "--output", file],
        )
        .done();
    }
    let read = |file: &str| told(&home, file);
    assert!(read("export.json").is_empty());
    assert!(read("export.xlsx").is_empty());
    change(&home, "r.sqlite", "A1", "department", "Ekonomi");
    assert_eq!(read("export.json"), [spot("A1", "department", "here")]);
    assert_eq!(read("export.xlsx"), [spot("A1", "department", "here")]);
    home.on("r.sqlite", &["undo"]).done();
    assert!(read("export.json").is_empty());
}

#[test]
fn a_register_of_its_own_is_compared_by_what_came_from_it_and_by_names() {
    let home = Home::with_small_register();
    home.ropa(&[
        "new",
        "other.sqlite",
        "--name",
        "Norra AB",
        "--country",
        "SE",
    ])
    .done();
    let export = home.on("r.sqlite", &["export", "--format", "json"]).done();
    home.write("export.json", &export);
    home.on("other.sqlite", &["merge", "r.sqlite"]).done();
    home.on("other.sqlite", &["import", "export.json", "--dry-run"])
        .done();
    let before = told(&home, "other.sqlite");
    // The activities came from here: only their new organisation and what is only there is different.
    assert!(
        !before
            .iter()
            .any(|it| it.0.starts_with('A') && it.1.is_empty()),
        "{before:?}"
    );
    assert!(before.iter().all(|it| it.2.is_empty()), "{before:?}");
    assert!(!before.iter().any(|it| it.1 == "external_ids"));
    change(&home, "r.sqlite", "A1", "department", "Ekonomi");
    let after = told(&home, "other.sqlite");
    assert_eq!(after.len(), before.len() + 1);
    assert!(after.contains(&spot("A1", "department", "")));
}

#[test]
fn what_cannot_be_compared_says_what_to_do() {
    let home = with_copy();
    home.write("list.csv", "Name;Purpose\nPayroll;Pay\n");
    home.on(
        "r.sqlite",
        &[
            "export",
            "--format",
            "json",
            "--output",
            "part.json",
            "--activity",
            "A1",
        ],
    )
    .done();
    home.on(
        "r.sqlite",
        &[
            "export",
            "--format",
            "json",
            "--output",
            "public.json",
            "--profile",
            "public",
        ],
    )
    .done();
    for (arguments, said) in [
        (&["diff"][..], "--with"),
        (
            &["diff", "2026-01-01", "--with", "copy.sqlite"],
            "of dates, with a file",
        ),
        (&["diff", "--with", "list.csv"], "--dry-run"),
        (&["diff", "--with", "part.json"], "full export"),
        (&["diff", "--with", "public.json"], "full export"),
        (&["diff", "--with", "nothing.sqlite"], "nothing.sqlite"),
    ] {
        let ran = home.on("r.sqlite", arguments);
        assert_ne!(ran.code, 0, "{arguments:?}");
        assert!(ran.err.contains(said), "{arguments:?}: {}", ran.err);
    }
}
