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
    // Whoever would prolong it is told what stands in the way.
    let again = home.on("r.sqlite", &waive).err;
    assert!(again.contains("unwaive W1"), "{again}");
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

#[test]
fn several_are_waived_at_once_or_none() {
    let home = home();
    let more = r#"{ "format": "ropa-register", "version": 1, "activities": [
        { "ref": "A10", "name": "Tours", "role": "controller", "organisation": "O1" } ] }"#;
    home.write("more.json", more);
    home.on("r.sqlite", &["import", "more.json"]).done();
    let before = counted(&home, "R05");
    let waive = |references: &[&str]| {
        let mut arguments = vec!["waive", "R05"];
        arguments.extend(references);
        arguments.extend(["--because", "Being written", "--until", "+30d"]);
        home.on("r.sqlite", &arguments)
    };
    let refused = waive(&["A9", "O1"]);
    assert_ne!(refused.code, 0);
    assert!(refused.err.contains("O1"), "{}", refused.err);
    assert_eq!(counted(&home, "R05"), before, "nothing was waived");
    let said = waive(&["A9", "A10", "A9"]).done();
    assert!(said.contains("A9") && said.contains("A10"), "{said}");
    assert_eq!(counted(&home, "R05"), (before.0 - 2, 2));
}

#[test]
fn a_fault_is_told_once_and_every_finding_with_all_and_in_json() {
    let home = home();
    let consent = r#"{ "format": "ropa-register", "version": 1, "activities": [
        { "ref": "A9", "name": "Visits", "role": "controller", "organisation": "O1",
          "purposes": [{ "ref": "P1", "text": "Invite visitors to the open house", "legal_bases": ["6-1-a"] }] } ] }"#;
    home.write("more.json", consent);
    home.on("r.sqlite", &["import", "more.json"]).done();
    let lines = |arguments: &[&str]| {
        let told = home.on("r.sqlite", arguments).out;
        let of = told.lines().filter(|line| line.contains("  R27  "));
        (of.count(), told)
    };
    let (once, told) = lines(&["check"]);
    assert_eq!(once, 1, "{told}");
    assert!(told.contains("--all"), "{told}");
    assert_eq!(lines(&["check", "--all"]).0, 2);
    let json: Vec<Json> =
        serde_json::from_str(&home.on("r.sqlite", &["check", "--format", "json"]).out).unwrap();
    let folded: Vec<&Json> = json
        .iter()
        .filter(|it| it["rule"] == "R27" && !it["folded_into"].is_null())
        .collect();
    assert_eq!(folded.len(), 1);
    assert_eq!(folded[0]["folded_into"]["record"], "A9/P1");
}
