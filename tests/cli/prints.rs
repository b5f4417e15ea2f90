//! A print whose day or form is another: what was forged is found, and our own documents are read.

use serde_json::{Value as Json, json};

use super::Home;

fn against(home: &Home, file: &str) -> (i32, String) {
    let ran = home.on("r.sqlite", &["verify", "--against", file]);
    (ran.code, format!("{}{}", ran.out, ran.err))
}

/// A register with changes on two days, and an export of the first.
fn of_two_days() -> (Home, Json) {
    let mut home = Home::with_small_register();
    let export = home.on("r.sqlite", &["export", "--format", "json"]).json();
    home.set("ROPA_NOW", "2026-11-25T09:00:00+01:00");
    home.on("r.sqlite", &["reviewed", "A1"]).done();
    (home, export)
}

#[test]
fn an_export_that_is_dated_on_another_day_is_found() {
    let (home, mut export) = of_two_days();
    for (day, code) in [
        ("2026-11-21", 0),
        // Until the next change it was so.
        ("2026-11-25", 0),
        ("2026-11-20", 1),
        ("2026-11-26", 1),
        ("1999-01-01", 1),
    ] {
        export["as_of"] = json!(day);
        home.write("e.json", export.to_string());
        let (found, said) = against(&home, "e.json");
        assert_eq!(found, code, "{day}: {said}");
        assert_eq!(said.contains("is dated"), code == 1, "{said}");
    }
    // Nor can the latest state be of a day to come.
    let mut last = home.on("r.sqlite", &["export", "--format", "json"]).json();
    for (day, code) in [("2026-11-25", 0), ("2026-11-26", 1)] {
        last["as_of"] = json!(day);
        home.write("e.json", last.to_string());
        assert_eq!(against(&home, "e.json").0, code, "{day}");
    }
}

#[test]
fn each_document_that_carries_number_and_hash_is_read() {
    let (home, _) = of_two_days();
    for format in ["json", "markdown", "html", "text"] {
        let file = format!("e.{format}");
        let export = ["export", "--format", format, "--output", &file];
        home.on("r.sqlite", &export).done();
        let (code, said) = against(&home, &file);
        assert_eq!(code, 0, "{format}: {said}");
        // The whole hash stands in it.
        assert!(!said.contains("digits"), "{format}: {said}");
        let text = std::fs::read_to_string(home.path(&file)).unwrap();
        let hash = home.on("r.sqlite", &["log", "--format", "json"]).json()[0]["hash"].clone();
        let hash = hash.as_str().unwrap();
        let other = format!(
            "{}{}",
            if hash.starts_with('a') { "b" } else { "a" },
            &hash[1..]
        );
        let forged = text
            .replace(hash, &other)
            .replace(&hash[..12], &other[..12]);
        home.write(&file, forged);
        assert_eq!(against(&home, &file).0, 1, "{format}");
    }
    home.write("e.csv", "a;b");
    let (code, said) = against(&home, "e.csv");
    assert!(code != 0 && said.contains("HTML"), "{said}");
}

#[test]
fn a_workbook_is_held_against_the_register_by_its_number_and_hash() {
    let (home, _) = of_two_days();
    let export = |more: &[&str]| {
        let whole = ["export", "--output", "e.xlsx", "--force"];
        home.on("r.sqlite", &[&whole[..], more].concat()).done();
        against(&home, "e.xlsx")
    };
    let (code, said) = export(&[]);
    assert_eq!(code, 0, "{said}");
    assert!(!said.contains("digits"), "{said}");
    // One from which something was left out carries neither.
    let (code, said) = export(&["--profile", "public"]);
    assert!(code == 1 && said.contains("does not contain"), "{said}");
    // Nor is one of another register taken for one of this.
    let other = Home::with_small_register();
    other.on("r.sqlite", &["identity", "new"]).done();
    let file = home.path("e.xlsx").display().to_string();
    other
        .on("r.sqlite", &["export", "--output", &file, "--force"])
        .done();
    let (code, said) = against(&home, "e.xlsx");
    assert!(code == 1 && said.starts_with("No."), "{said}");
}
