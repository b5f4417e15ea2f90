//! `ropa copy`, `ropa origin` and `ropa diff --origin`: an activity for several of our organisations, and its original.

use serde_json::Value as Json;

use super::Home;

/// A register of a group: an activity of the first company, and two companies more.
fn group() -> Home {
    let home = Home::with_register();
    home.write(
        "group.json",
        r#"{ "format": "ropa-register", "version": 1,
            "organisations": [
                { "ref": "O1", "name": "Exempel AB", "ours": true },
                { "ref": "O2", "name": "Norra AB", "ours": true },
                { "ref": "O3", "name": "Södra AB", "ours": true },
                { "ref": "O4", "name": "Molnet AB" }
            ],
            "activities": [{
                "ref": "A1", "name": "Payroll", "role": "controller", "organisation": "O1",
                "department": "HR", "record_status": "approved", "approved_by": "Board",
                "approved_on": "2026-01-15", "last_reviewed_on": "2026-01-15", "started_on": "2018-05-25",
                "external_ids": [{ "system": "suite", "id": "77" }],
                "purposes": [{ "ref": "P1", "text": "Pay salaries" }],
                "recipients": [{ "ref": "C1", "organisation": "O4" }],
                "retention": [{ "ref": "R1", "name": "Pay slips", "period": "7 years",
                    "holdings": [{ "ref": "H1", "name": "2019" }] }]
            }] }"#,
    );
    home.on("r.sqlite", &["import", "group.json", "--update"])
        .done();
    home
}

fn activity(home: &Home, reference: &str) -> Json {
    let export = home.on("r.sqlite", &["export", "--format", "json"]).json();
    let activities = export["activities"].as_array().unwrap();
    let found = activities.iter().find(|it| it["ref"] == reference);
    found.unwrap_or_else(|| panic!("{reference}")).clone()
}

/// Changes an activity by a hand-written file.
fn change(home: &Home, reference: &str, what: &str) {
    home.write(
        "change.json",
        format!(
            r#"{{ "format": "ropa-register", "version": 1,
                "activities": [{{ "ref": "{reference}", {what} }}] }}"#
        ),
    );
    home.on("r.sqlite", &["import", "change.json", "--theirs"])
        .done();
}

/// Each difference from the originals: reference, field, and where it was made.
fn told(home: &Home, reference: &[&str]) -> Vec<String> {
    let arguments = [&["diff", "--origin", "--format", "json"], reference].concat();
    let json = home.on("r.sqlite", &arguments).json();
    let text = |it: &Json, key: &str| it[key].as_str().unwrap_or("+").to_owned();
    let all = json.as_array().unwrap().iter();
    let mut told: Vec<String> = all
        .map(|it| {
            let (reference, field) = (text(it, "ref"), text(it, "field"));
            format!("{reference} {field} {}", text(it, "changed"))
        })
        .collect();
    told.sort();
    told
}

#[test]
fn a_copy_remembers_its_original_and_brings_nothing_that_was_done_there() {
    let home = group();
    home.on("r.sqlite", &["copy", "A1", "--to", "O2,O3"]).done();
    for (reference, organisation) in [("A2", "O2"), ("A3", "O3")] {
        let copy = activity(&home, reference);
        assert_eq!(copy["organisation"], organisation);
        assert_eq!(copy["origin"], "A1");
        assert_eq!(copy["record_status"], "draft");
        for key in [
            "approved_by",
            "approved_on",
            "last_reviewed_on",
            "external_ids",
            "started_on",
        ] {
            assert!(copy[key].is_null(), "{key}: {copy}");
        }
        assert_eq!(copy["recipients"][0]["organisation"], "O4");
        assert!(
            copy["retention"][0]["holdings"]
                .as_array()
                .is_none_or(Vec::is_empty)
        );
    }
    assert_eq!(
        activity(&home, "A1")["retention"][0]["holdings"][0]["name"],
        "2019"
    );
    assert!(told(&home, &[]).is_empty());
    // One change set.
    home.on("r.sqlite", &["undo"]).done();
    home.on("r.sqlite", &["show", "A2"]).failed(2);
}

#[test]
fn what_was_changed_in_the_original_is_told_and_taken_over_and_the_copys_own_stays() {
    let home = group();
    home.on("r.sqlite", &["copy", "A1", "--to", "O2"]).done();
    change(
        &home,
        "A1",
        r#""department": "People", "description": "Monthly""#,
    );
    change(
        &home,
        "A1",
        r#""purposes": [{ "ref": "P1", "text": "Pay salaries" }, { "ref": "P2", "text": "Report taxes" }]"#,
    );
    change(
        &home,
        "A2",
        r#""owner": "Head of pay", "description": "Weekly""#,
    );
    assert_eq!(
        told(&home, &["A2"]),
        [
            "A2 department there",
            "A2 description both",
            "A2 owner here",
            "A2/P2 + there"
        ]
    );
    let said = home.on("r.sqlite", &["diff", "--origin"]).done();
    assert!(
        said.contains("HR → People – changed in the original"),
        "{said}"
    );
    assert!(said.contains("only in the original"), "{said}");
    // Everything that the original alone changed; what both changed is left, and that is told.
    let taken = home.on("r.sqlite", &["origin", "--all"]);
    assert_eq!(taken.code, 1, "{}", taken.err);
    let copy = activity(&home, "A2");
    assert_eq!(copy["department"], "People");
    assert_eq!(copy["purposes"][1]["text"], "Report taxes");
    assert_eq!(copy["description"], "Weekly");
    assert_eq!(copy["owner"], "Head of pay");
    assert_eq!(told(&home, &[]), ["A2 description both", "A2 owner here"]);
    // The rest one by one, by its number in the list.
    let list = home.on("r.sqlite", &["origin"]).done();
    let line = list.lines().find(|line| line.contains("Weekly")).unwrap();
    let number = line.split(' ').next().unwrap();
    let none = home.on("r.sqlite", &["origin", "A2", "--accept", "99"]).err;
    assert!(none.contains("“ropa origin” without --accept"), "{none}");
    home.on("r.sqlite", &["origin", "A2", "--accept", number])
        .done();
    assert_eq!(activity(&home, "A2")["description"], "Monthly");
    assert_eq!(told(&home, &[]), ["A2 owner here"]);
    // From now on both were the same in this state.
    change(&home, "A2", r#""department": "Pay""#);
    assert_eq!(told(&home, &[]), ["A2 department here", "A2 owner here"]);
    home.on("r.sqlite", &["verify"]).done();
}

#[test]
fn a_row_removed_in_the_original_goes_but_proof_of_what_was_done_stays() {
    let home = group();
    home.on("r.sqlite", &["copy", "A1", "--to", "O2"]).done();
    change(
        &home,
        "A2",
        r#""retention": [{ "ref": "R1", "holdings": [{ "name": "2020" }] }]"#,
    );
    home.write(
        "less.json",
        r#"{ "format": "ropa-register", "version": 1,
            "activities": [{ "ref": "A1", "name": "Payroll", "role": "controller", "organisation": "O1",
                "department": "HR", "purposes": [{ "ref": "P1", "text": "Pay salaries" }] }] }"#,
    );
    home.on("r.sqlite", &["import", "less.json", "--replace"])
        .done();
    home.on("r.sqlite", &["origin", "--all"]).done();
    let copy = activity(&home, "A2");
    assert!(
        copy["recipients"].as_array().is_none_or(Vec::is_empty),
        "{copy}"
    );
    assert_eq!(copy["retention"][0]["holdings"][0]["name"], "2020");
}

#[test]
fn what_cannot_be_copied_says_why() {
    let home = group();
    home.on("r.sqlite", &["copy", "A1", "--to", "O2"]).done();
    for (arguments, said) in [
        (&["copy", "A1"][..], "--to O2"),
        (&["copy", "A1", "--to", "O2"], "A2"),
        (&["copy", "A1", "--to", "O1"], "already"),
        (
            &["copy", "A1", "--to", "O4"],
            "not one of our organisations",
        ),
        (&["copy", "O2", "--to", "O3"], "not a processing activity"),
        (&["origin", "A1"], "not a copy"),
        (&["diff", "--origin", "A1"], "not a copy"),
        (&["origin", "--accept", "1"], "1"),
        (&["origin", "--accept", "x"], "x"),
    ] {
        let ran = home.on("r.sqlite", arguments);
        assert_ne!(ran.code, 0, "{arguments:?}: {}", ran.out);
        assert!(ran.err.contains(said), "{arguments:?}: {}", ran.err);
    }
    let said = home.on("r.sqlite", &["origin"]).done();
    assert!(said.contains("as their originals"), "{said}");
}
