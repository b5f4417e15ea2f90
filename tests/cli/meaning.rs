//! What people type who know what they want and not how it is called here: it is understood, or answered with what is.

use super::Home;

#[test]
fn a_record_is_named_by_its_reference_in_either_case_or_by_its_name() {
    let home = Home::with_small_register();
    let shown = home.on("r.sqlite", &["show", "A1"]).done();
    for typed in ["a1", "payroll", "PAYROLL "] {
        assert_eq!(
            home.on("r.sqlite", &["show", typed]).done(),
            shown,
            "{typed}"
        );
    }
    assert_eq!(
        home.on("r.sqlite", &["log", "payroll"]).done(),
        home.on("r.sqlite", &["log", "A1"]).done()
    );
    assert_eq!(
        home.on("r.sqlite", &["show", "a1/t1"]).done(),
        home.on("r.sqlite", &["show", "A1/T1"]).done()
    );
    home.on("r.sqlite", &["set", "owner", "Head of HR", "payroll"])
        .done();
    home.on("r.sqlite", &["reviewed", "Payroll"]).done();
    assert!(
        home.on("r.sqlite", &["show", "a1"])
            .done()
            .contains("Head of HR")
    );
    let near = home.on("r.sqlite", &["show", "exempel"]);
    assert_eq!(near.code, 2);
    assert_eq!(
        near.err,
        "Error: There is no record with the reference or name “exempel”.\n\
         Hint: Perhaps one of these is meant: O1 Exempel AB; O2 Exempel Norge AS.\n"
    );
    let near = home.on("r.sqlite", &["show", "pay"]);
    assert!(near.err.contains("A1 Payroll"), "{}", near.err);
}

#[test]
fn two_records_of_one_name_are_told_apart_and_nothing_is_changed() {
    let home = Home::with_small_register();
    let text = r#"{"format": "ropa-register", "version": 1, "organisations": [{"name": "Tvilling AB"}, {"name": "Tvilling AB"}]}"#;
    home.write("twins.json", text);
    home.on("r.sqlite", &["import", "twins.json", "--as-new"])
        .done();
    let ran = home.on("r.sqlite", &["replace", "tvilling ab", "O3"]);
    assert_eq!(ran.code, 2);
    let told = "Several records are called “tvilling ab”: O4 Tvilling AB; O5 Tvilling AB.";
    assert!(ran.err.contains(told), "{}", ran.err);
}

#[test]
fn findings_of_one_record_are_asked_for_by_its_reference() {
    let home = Home::with_small_register();
    let of = |arguments: &[&str]| {
        let ran = home.on(
            "r.sqlite",
            &[&["check", "--format", "json"], arguments].concat(),
        );
        let text: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        text.as_array().unwrap().clone()
    };
    let (all, one, other) = (of(&[]), of(&["A1"]), of(&["o1", "O2", "O3"]));
    let record = |finding: &serde_json::Value| finding["record"].as_str().unwrap().to_owned();
    assert!(
        !one.is_empty() && one.iter().all(|it| record(it).starts_with("A1")),
        "{one:?}"
    );
    assert!(
        other.iter().all(|it| record(it).starts_with('O')),
        "{other:?}"
    );
    let rest = all.len() - one.len() - other.len();
    assert!(
        rest < all.len() && all.len() >= one.len() + other.len(),
        "{all:?}"
    );
    let none = home.on("r.sqlite", &["check", "A77"]);
    assert_eq!((none.code, none.out.as_str()), (2, ""));
}

#[test]
fn kinds_are_listed_with_their_numbers_and_called_as_people_call_them() {
    let home = Home::with_small_register();
    let counts = home.on("r.sqlite", &["list"]).done();
    assert!(counts.starts_with("Kind "), "{counts}");
    assert!(
        counts.contains("activities       Activities") || counts.contains("activities "),
        "{counts}"
    );
    let json = home.on("r.sqlite", &["list", "--format", "json"]).json();
    assert_eq!(
        (json["activities"].as_u64(), json["organisations"].as_u64()),
        (Some(2), Some(3))
    );
    let listed = home.on("r.sqlite", &["list", "organisations"]).done();
    for name in ["organisation", "Organisations", "ORGANISATION"] {
        assert_eq!(
            home.on("r.sqlite", &["list", name]).done(),
            listed,
            "{name}"
        );
    }
    let swedish = home
        .on("r.sqlite", &["list", "organisations", "--lang", "sv"])
        .done();
    let named = home
        .on("r.sqlite", &["list", "organisationer", "--lang", "sv"])
        .done();
    assert_eq!(named, swedish);
}

#[test]
fn words_are_looked_for_in_records_of_every_kind() {
    let home = Home::with_small_register();
    let found = home
        .on("r.sqlite", &["list", "--filter", "löneprogram"])
        .done();
    assert_eq!(
        found,
        "Ref.  What it is    Name\n\
         O3    Organisation  Löneprogram Inc.\n\
         A1    Activity      Payroll\n"
    );
    let none = home.on("r.sqlite", &["list", "--filter", "zzzz"]);
    assert_eq!(
        (none.code, none.err.as_str()),
        (0, "No matching records.\n")
    );
}

#[test]
fn a_command_that_is_called_otherwise_is_named() {
    let home = Home::with_small_register();
    for (typed, language, meant) in [
        ("search", "en", "list"),
        ("history", "en", "log"),
        ("gallra", "sv", "dispose"),
        ("sök", "sv", "list"),
    ] {
        let ran = home.ropa(&[typed, "--lang", language]);
        assert_eq!(ran.code, 2);
        let quoted = if language == "en" {
            format!("“{meant}”")
        } else {
            format!("”{meant}”")
        };
        assert!(ran.err.contains(&quoted), "{}", ran.err);
    }
}

#[test]
fn a_field_that_comes_after_the_record_is_told_where_it_belongs() {
    let home = Home::with_small_register();
    let ran = home.on("r.sqlite", &["set", "A1", "owner", "HR"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err
            .contains("“A1” stands where the name of the field comes"),
        "{}",
        ran.err
    );
}

#[test]
fn a_value_is_taken_as_it_reads_and_what_else_there_is_is_told_in_words() {
    let home = Home::with_small_register();
    let set = |arguments: &[&str]| home.on("r.sqlite", &[&["set"], arguments].concat());
    for (language, field, value) in [
        ("en", "record_status", "Approved"),
        ("sv", "record_status", "godkänd"),
    ] {
        home.on("r.sqlite", &["set", field, "draft", "A1"]).done();
        home.on("r.sqlite", &["set", field, value, "A1", "--lang", language])
            .done();
        let shown = home
            .on("r.sqlite", &["show", "A1", "--format", "json"])
            .json();
        assert_eq!(shown["record_status"], "approved", "{value}");
    }
    let ran = set(&["record_status", "Done", "A1"]);
    assert!(
        ran.err.contains("Draft; ") && ran.err.contains("In review (in_review)"),
        "{}",
        ran.err
    );
    let ran = set(&["colour", "blue", "A1"]);
    assert!(
        ran.err.contains("These can be set: ") && ran.err.contains("Owner"),
        "{}",
        ran.err
    );
}

#[test]
fn what_is_not_listed_is_answered_with_what_is_like_it() {
    let home = Home::with_small_register();
    for (arguments, told) in [
        (
            &["schedule", "räkenskap", "--lang", "sv"][..],
            "se-bfl-7-2 (Räkenskapsinformation)",
        ),
        (
            &["template", "newsl", "--organisation", "O1"],
            "newsletter (Newsletter)",
        ),
        (
            &["template", "nyhets", "--organisation", "O1", "--lang", "sv"],
            "newsletter (Nyhetsbrev)",
        ),
        (
            &["manual", "gallring", "--lang", "sv"],
            "Läs något av dessa: ",
        ),
    ] {
        let ran = home.on("r.sqlite", arguments);
        assert_eq!(ran.code, 2, "{arguments:?}");
        assert!(ran.err.contains(told), "{arguments:?}: {}", ran.err);
    }
    let ran = home.on("r.sqlite", &["schedule", "zzzz"]);
    assert!(
        ran.err.contains("“ropa schedule” shows the codes"),
        "{}",
        ran.err
    );
}

#[test]
fn a_text_that_is_neither_a_table_nor_begun_like_json_is_not_called_broken_json() {
    let home = Home::with_small_register();
    home.write("note.txt", "Ask the officer.\n");
    home.write("report.pdf", "hello\n");
    for file in ["note.txt", "report.pdf"] {
        let ran = home.on("r.sqlite", &["import", file]);
        assert_eq!(ran.code, 1);
        assert!(!ran.err.contains("JSON on line"), "{file}: {}", ran.err);
    }
    home.write("begun.txt", "{ \"activities\": ");
    let ran = home.on("r.sqlite", &["import", "begun.txt"]);
    assert!(ran.err.contains("The file is incomplete"), "{}", ran.err);
}
