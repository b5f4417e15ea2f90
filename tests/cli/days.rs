//! A lift, a hold and a disposal that a file dates ahead: every command says the same of them, and the day decides.

use serde_json::Value as Json;

use super::{Home, Ran};

/// The data of a run that found something, and said so by its code.
fn data(ran: &Ran) -> Json {
    serde_json::from_str(&ran.out).unwrap()
}

/// A batch whose hold is to be lifted next year, one whose hold begins next year, one that is erased next year, and one
/// whose hold was lifted without a reason.
fn ahead() -> (Home, String) {
    let home = Home::with_small_register();
    let file = serde_json::json!({
        "format": "ropa-register", "version": 1,
        "organisations": [{"ref": "O8", "name": "N", "country": "SE", "ours": true}],
        "activities": [{
            "ref": "A8", "name": "Cases", "organisation": "O8", "role": "controller",
            "retention": [{
                "ref": "R1", "name": "Cases", "kind": "fixed", "period": "P1Y", "mode": "batch", "disposition": "erase",
                "holdings": [
                    {"ref": "H1", "name": "2024", "started_on": "2024-01-31", "holds": [
                        {"ref": "X1", "reason": "Case T 1", "since": "2025-01-01", "review_on": "2027-01-01",
                         "lifted_on": "2027-05-01", "lifted_because": "Judgment expected"}]},
                    {"ref": "H2", "name": "2023", "started_on": "2023-01-31", "holds": [
                        {"ref": "X1", "reason": "Case T 2", "since": "2027-01-01", "review_on": "2027-06-01"}]},
                    {"ref": "H3", "name": "2022", "started_on": "2022-01-31", "disposed_on": "2027-03-01",
                     "disposed_by": "IT"},
                    {"ref": "H4", "name": "2025", "started_on": "2026-01-31", "holds": [
                        {"ref": "X1", "reason": "Case T 4", "since": "2026-02-01", "review_on": "2027-06-01",
                         "lifted_on": "2026-05-01"}]},
                ],
            }],
        }],
    });
    home.write("ahead.json", file.to_string());
    let done = home.on("r.sqlite", &["import", "ahead.json"]);
    (home, done.err)
}

#[test]
fn what_a_file_dates_ahead_is_told_and_waits_for_its_day() {
    let (home, told) = ahead();
    let on = |words: &[&str]| home.on("r.sqlite", words);
    for part in [
        "lifts a legal hold on a date in the future: A8/R1/H1/X1",
        "begins a legal hold on a date in the future: A8/R1/H2/X1",
        "disposal on a date in the future: A8/R1/H3",
        "lifts a legal hold without a reason: A8/R1/H4/X1",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let found = data(&on(&["check", "A8", "--format", "json"]));
    let found: Vec<String> = (found.as_array().unwrap().iter())
        .map(|finding| {
            let part = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
            format!("{} {}.{}", part("rule"), part("record"), part("field"))
        })
        .collect();
    for wanted in [
        "R77 A8/R1/H1/X1.lifted_on",
        "R77 A8/R1/H2/X1.since",
        "R77 A8/R1/H3.disposed_on",
        "R55 A8/R1/H4/X1.lifted_because",
        "R43 A8/R1/H2.disposed_on",
        "R43 A8/R1/H3.disposed_on",
    ] {
        assert!(found.iter().any(|it| it == wanted), "{wanted}: {found:?}");
    }
    assert!(
        !found.contains(&"R43 A8/R1/H1.disposed_on".to_owned()),
        "{found:?}"
    );
    let due = data(&on(&["due", "--within", "20y", "--format", "json"]));
    let due: Vec<String> = (due.as_array().unwrap().iter())
        .map(|item| {
            format!(
                "{} {}",
                item["kind"].as_str().unwrap(),
                item["ref"].as_str().unwrap()
            )
        })
        .collect();
    for wanted in [
        "hold_review A8/R1/H1/X1",
        "erase A8/R1/H2",
        "erase A8/R1/H3",
    ] {
        assert!(due.iter().any(|it| it == wanted), "{wanted}: {due:?}");
    }
    let export = on(&["export", "--activity", "A8", "--format", "markdown"]).done();
    assert!(
        export.contains("on legal hold, not to be erased"),
        "{export}"
    );
    assert_eq!(export.matches("not to be erased").count(), 1, "{export}");
    let log = on(&["disposals", "--format", "json"]).json();
    assert_eq!(log, serde_json::json!([]));
    let refused = on(&["dispose", "A8/R1/H1", "--by", "IT"]).failed(1);
    assert!(refused.contains("A8/R1/H1 is on legal hold"), "{refused}");
    on(&["lift", "A8/R1/H1", "--because", "Judgment"]).done();
    on(&[
        "hold",
        "A8/R1/H3",
        "--reason",
        "Audit",
        "--review",
        "2027-02-01",
    ])
    .done();
    on(&["dispose", "A8/R1/H1", "--by", "IT"]).done();
}

/// Batches of a span, of a least time and of a hold that was lifted, each a made-up file away.
fn bounds() -> Home {
    let home = Home::with_small_register();
    let rule = |reference: &str, rule: serde_json::Value, started_on: &str| {
        let mut row = serde_json::json!({
            "ref": reference, "name": reference, "mode": "batch", "disposition": "erase",
            "holdings": [{"ref": "H1", "name": "B", "started_on": started_on}],
        });
        let (row_map, more) = (row.as_object_mut().unwrap(), rule);
        row_map.extend(more.as_object().unwrap().clone());
        row
    };
    let mut held = rule(
        "R3",
        serde_json::json!({"kind": "fixed", "period": "P1Y"}),
        "2024-01-31",
    );
    held["holdings"][0]["holds"] = serde_json::json!([{
        "ref": "X1", "reason": "Case T 1", "since": "2024-06-01", "review_on": "2027-01-01",
        "lifted_on": "2026-11-21", "lifted_because": "Judgment",
    }]);
    let file = serde_json::json!({
        "format": "ropa-register", "version": 1,
        "organisations": [{"ref": "O8", "name": "N", "country": "SE", "ours": true}],
        "activities": [{
            "ref": "A8", "name": "Cases", "organisation": "O8", "role": "controller",
            "retention": [
                rule("R1", serde_json::json!({"kind": "range", "period": "P1M", "period_max": "P1Y"}), "2015-01-01"),
                rule("R2", serde_json::json!({"kind": "at_least", "period": "P1Y"}), "2020-01-31"),
                held,
                rule("R4", serde_json::json!({"kind": "range", "period": "P1M", "period_max": "P1Y"}), "2026-11-12"),
            ],
        }],
    });
    home.write("bounds.json", file.to_string());
    home.on("r.sqlite", &["import", "bounds.json"]).done();
    home
}

#[test]
fn due_check_export_dispose_and_log_know_the_same_two_days() {
    let home = bounds();
    let on = |words: &[&str]| home.on("r.sqlite", words);
    let due = data(&on(&["due", "--within", "20y", "--format", "json"]));
    let of = |reference: &str| {
        let mut items = due.as_array().unwrap().iter();
        items.find(|item| item["ref"] == reference).unwrap()["date"].clone()
    };
    assert_eq!(of("A8/R1/H1"), "2016-01-02");
    assert_eq!(of("A8/R2/H1"), "2021-02-01");
    assert_eq!(of("A8/R3/H1"), "2026-11-22");
    assert_eq!(of("A8/R4/H1"), "2027-11-13");
    let found = data(&on(&["check", "A8", "--format", "json"]));
    let found = found.as_array().unwrap().iter();
    let found: Vec<&str> = found
        .filter(|finding| finding["rule"] == "R43" && finding["severity"] == "error")
        .map(|finding| finding["record"].as_str().unwrap())
        .collect();
    assert_eq!(found, ["A8/R1/H1"]);
    let export = on(&["export", "--activity", "A8", "--format", "markdown"]).done();
    for part in [
        "1 February 2015 at least, 1 January 2016 at most; erase from 2 January 2016",
        "31 January 2021 at least; may be erased from 1 February 2021",
        "on legal hold, lifted on 21 November 2026: Case T 1; erase from 22 November 2026",
    ] {
        assert!(export.contains(part), "{part}: {export}");
    }
    let refused = on(&["dispose", "A8/R4/H1", "--by", "IT"]).failed(1);
    assert!(refused.contains("must be kept until"), "{refused}");
    on(&["dispose", "A8/R2/H1", "A8/R3/H1", "--by", "IT"]).done();
    let log = on(&["disposals", "--format", "json"]).json();
    let log = log.as_array().unwrap();
    let late: Vec<_> = log
        .iter()
        .map(|entry| entry["days_late"].as_i64())
        .collect();
    assert_eq!(late, [Some(0), Some(0)]);
    assert_eq!(log[1]["held_until"], "2026-11-21");
    assert_eq!(log[1]["held_from"], "2024-06-01");
    assert_eq!(log[1]["held_because"], "Case T 1");
    let text = on(&["disposals"]).done();
    assert!(
        text.contains("lifted on 21 November 2026: Case T 1"),
        "{text}"
    );
}

#[test]
fn an_extension_beyond_the_most_that_a_rule_allows_is_told_and_found() {
    let home = bounds();
    let on = |words: &[&str]| home.on("r.sqlite", words);
    let done = on(&[
        "extend",
        "A8/R4/H1",
        "--until",
        "2040",
        "--because",
        "Handy",
    ]);
    let told = "goes beyond what the rule allows at most: A8/R4/H1";
    assert!(done.code == 0 && done.err.contains(told), "{}", done.err);
    let found = data(&on(&["check", "A8/R4/H1", "--format", "json"]));
    let mut found = found.as_array().unwrap().iter();
    assert!(found.any(|it| it["rule"] == "R59" && it["field"] == "extended_until"));
}

#[test]
fn holds_on_rules_and_on_batches_are_listed_under_one_name() {
    let (home, _) = ahead();
    let counts = |language: &str| {
        let words = ["--lang", language, "list", "--format", "csv"];
        home.on("r.sqlite", &words).done()
    };
    assert!(
        counts("en").contains("holds,Legal holds,3"),
        "{}",
        counts("en")
    );
    assert!(
        counts("sv").contains(";Raderingsstopp;3"),
        "{}",
        counts("sv")
    );
    let table = home.on(
        "r.sqlite",
        &["export", "--kind", "holds", "--format", "csv"],
    );
    let table = table.done();
    let head = table.lines().next().unwrap();
    assert!(
        head.contains("Rule or batch") && !head.contains("Retention rule"),
        "{head}"
    );
}
