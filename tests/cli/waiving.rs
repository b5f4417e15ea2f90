//! `waive` and `unwaive`: a finding kept apart until a day, and standing again.

use serde_json::Value as Json;

use super::Home;

/// The standing and the waived findings of a rule.
fn counted(home: &Home, rule: &str) -> (usize, usize) {
    let ran = home.on("r.sqlite", &["check", "--format", "json"]);
    let found: Vec<Json> = serde_json::from_str(&ran.out).unwrap();
    let of = |waived: bool| {
        let mut found = found
            .iter()
            .map(|it| (it["rule"].as_str(), it["waived"].as_bool()));
        let wanted = (Some(rule), Some(waived));
        found.by_ref().filter(|it| *it == wanted).count()
    };
    (of(false), of(true))
}

fn home() -> Home {
    let home = Home::with_small_register();
    let more = r#"{ "format": "ropa-register", "version": 1, "activities": [
        { "ref": "A9", "name": "Visits", "role": "controller", "organisation": "O1" } ] }"#;
    home.write("more.json", more);
    home.on("r.sqlite", &["import", "more.json"]).done();
    home
}

#[test]
fn a_finding_is_waived_until_a_day_and_returns_after_it() {
    let home = home();
    let before = counted(&home, "R05");
    assert!(before.0 > 0, "{before:?}");
    let waive = [
        "waive",
        "r05",
        "A9",
        "--because",
        "Being written",
        "--until",
        "+30d",
    ];
    let said = home.on("r.sqlite", &waive).done();
    assert!(said.contains("W1"), "{said}");
    assert_eq!(counted(&home, "R05"), (before.0 - 1, 1));
    let full = ["export", "--profile", "full"];
    let markdown = home.on("r.sqlite", &full).done();
    assert!(
        markdown.contains("Being written"),
        "full exports print the reason"
    );
    // Nobody hands over unasked what he decided to live with.
    let markdown = home.on("r.sqlite", &["export"]).done();
    assert!(!markdown.contains("Being written"), "{markdown}");
    // After its day the finding stands again, without anybody doing anything.
    let later = home.on(
        "r.sqlite",
        &["--today", "2027-06-01", "check", "--article", "30(1)(b)"],
    );
    assert!(
        later.out.contains("A9") && !later.out.contains("Being written"),
        "{}",
        later.out
    );
    home.on("r.sqlite", &["unwaive", "W1"]).done();
    assert_eq!(counted(&home, "R05"), before);
    home.on("r.sqlite", &["undo"]).done();
    assert_eq!(counted(&home, "R05"), (before.0 - 1, 1));
    home.on("r.sqlite", &["verify"]).done();
}

#[test]
fn what_cannot_be_waived_is_said_and_nothing_is_written() {
    let home = home();
    let log = home.on("r.sqlite", &["log"]).done();
    let cases: &[(&[&str], i32, &str)] = &[
        (&["waive", "R05", "A9", "--until", "+30d"], 2, "--because"),
        (&["waive", "R05", "A9", "--because", "x"], 2, "--until"),
        (
            &["waive", "R05", "A9", "--because", " ", "--until", "+30d"],
            2,
            "reason",
        ),
        (
            &["waive", "R05", "A9", "--because", "x", "--until", " "],
            2,
            "end date",
        ),
        (
            &[
                "waive",
                "R05",
                "A9",
                "--because",
                "x",
                "--until",
                "2020-01-01",
            ],
            2,
            "passed",
        ),
        (
            &["waive", "R99", "A9", "--because", "x", "--until", "+30d"],
            2,
            "R99",
        ),
        (
            &["waive", "R05", "A77", "--because", "x", "--until", "+30d"],
            2,
            "A77",
        ),
        (
            &["waive", "R33", "A9", "--because", "x", "--until", "+30d"],
            1,
            "no such finding to waive",
        ),
        (&["unwaive", "A9"], 2, "A9"),
    ];
    for (arguments, code, told) in cases {
        let ran = home.on("r.sqlite", arguments);
        assert_eq!(ran.code, *code, "{arguments:?} {}", ran.err);
        assert!(ran.err.contains(told), "{arguments:?} {}", ran.err);
        assert!(ran.err.contains("Hint:"), "{arguments:?} {}", ran.err);
    }
    assert_eq!(home.on("r.sqlite", &["log"]).done(), log);
}
