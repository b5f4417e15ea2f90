//! The retention desk from the command line: schedules from the law, holdings, and the acts that answer a deadline.

use serde_json::Value as Json;

use super::Home;

/// The small register with a schedule from the bookkeeping act, on which both activities rest, and nine yearly
/// holdings.
fn desk() -> Home {
    let home = Home::with_small_register();
    home.on("r.sqlite", &["schedule", "se-bfl-7-2", "--use-in", "A1"])
        .done();
    home.on(
        "r.sqlite",
        &[
            "holdings", "A1/R2", "--every", "year", "--from", "2017", "--to", "2025",
        ],
    )
    .done();
    home
}

fn erasures(home: &Home, today: &str) -> Vec<String> {
    let arguments = [
        "--today", today, "due", "--kind", "erase", "--within", "20y", "--format", "json",
    ];
    let ran = home.on("r.sqlite", &arguments);
    let items: Vec<Json> = serde_json::from_str(&ran.out).unwrap();
    let told = |item: &Json| {
        let text = |key: &str| item[key].as_str().unwrap_or_default().to_owned();
        format!("{} {} {}", text("date"), text("ref"), text("title"))
    };
    items
        .iter()
        .filter(|item| item["ref"].as_str().unwrap().starts_with("A1/R2"))
        .map(told)
        .collect()
}

#[test]
fn the_statutory_list_tells_floors_ceilings_limitations_and_guidance_apart() {
    let home = Home::new();
    let list = home.ropa(&["schedule"]).done();
    let line = |code: &str| {
        list.lines()
            .find(|line| line.starts_with(code))
            .unwrap_or_else(|| panic!("{code}: {list}"))
    };
    let floor = line("se-bfl-7-2");
    assert!(floor.contains("minimum: must be kept") && floor.contains("7 years"));
    for kind in ["maximum", "limitation", "guidance", "no statutory period"] {
        assert!(list.contains(kind), "{kind}: {list}");
    }
    let all = home.ropa(&["schedule", "--format", "json"]).json();
    assert!(all.as_array().unwrap().len() >= 20);
    let swedish = home.ropa(&["--lang", "sv", "schedule"]).done();
    assert!(swedish.contains("kortaste tid: måste bevaras"), "{swedish}");
}

#[test]
fn the_list_of_a_country_is_asked_for_by_its_code_or_name_and_no_other_is_taken() {
    let home = Home::new();
    let of = |typed: &str| home.ropa(&["schedule", "--jurisdiction", typed]).done();
    let italian = of("IT");
    assert!(italian.contains("it-cc-2220") && italian.contains("eu-whistle"));
    assert!(!italian.contains("se-bfl-7-2"));
    assert_eq!(of("Italy"), italian);
    let union = of("EU");
    assert!(union.contains("eu-whistle") && !union.contains("it-cc-2220"));
    let unknown = home.ropa(&["schedule", "--jurisdiction", "XX"]).failed(2);
    assert!(unknown.contains("Unknown country “XX”"), "{unknown}");
}

#[test]
fn a_schedule_from_the_law_and_holdings_of_nine_years_are_two_changes() {
    let home = desk();
    let schedules = home
        .on("r.sqlite", &["list", "schedules", "--format", "json"])
        .json();
    let made = schedules.as_array().unwrap().last().unwrap();
    assert_eq!(made["law"][0], "Bokföringslag (1999:1078) 7 kap. 2 §");
    assert_eq!(made["law_sets"], "minimum");
    assert_eq!(made["rounding"], "end_of_calendar_year");
    assert!(made["notes"].as_str().unwrap().contains("31 December 2031"));
    let log = home.on("r.sqlite", &["log", "--format", "json"]).json();
    assert_eq!(log[0]["changes"], 10, "{log}");
    let due = erasures(&home, "2026-11-21");
    assert_eq!(due.len(), 9);
    assert_eq!(due[0], "2025-01-01 A1/R2/H1 2017");
    assert_eq!(due[8], "2033-01-01 A1/R2/H9 2025");
    // The same once more is nothing new, and another activity may rest on it later.
    let again = [
        "holdings", "A1/R2", "--every", "year", "--from", "2017", "--to", "2025",
    ];
    let told = home.on("r.sqlite", &again).failed(1);
    assert!(told.contains("A1/R2 already has"), "{told}");
    let reference = made["ref"].as_str().unwrap();
    let told = home
        .on("r.sqlite", &["schedule", reference, "--use-in", "A1"])
        .failed(1);
    assert!(told.contains("A1/R2 already uses schedule"), "{told}");
}

#[test]
fn the_bookkeeping_of_2024_is_due_on_new_years_day_of_2032_and_not_the_day_before() {
    let home = desk();
    let told = |today: &str| {
        let ran = home.on("r.sqlite", &["--today", today, "due"]);
        ran.out.contains("A1/R2/H8")
    };
    assert!(told("2032-01-01"));
    assert!(!told("2031-12-31"));
}

#[test]
fn several_are_disposed_of_together_or_not_at_all() {
    let home = desk();
    let dispose = |refs: &[&str], more: &[&str]| {
        let arguments = [&["dispose"], refs, &["--by", "IT operations"], more].concat();
        home.on("r.sqlite", &arguments)
    };
    // The third must be kept through the end of the year: none goes.
    let told = dispose(&["A1/R2/H1", "A1/R2/H2", "A1/R2/H3"], &[]).failed(1);
    assert!(
        told.contains("A1/R2/H3 must be kept until 31 December 2026"),
        "{told}"
    );
    assert!(told.contains("Bokföringslag"), "{told}");
    let nothing = home
        .on("r.sqlite", &["disposals", "--format", "json"])
        .json();
    assert_eq!(nothing, serde_json::json!([]));
    let evidence = ["--evidence", "Ticket 4711", "--on", "2026-11-20"];
    let told = dispose(&["A1/R2/H1", "A1/R2/H2"], &evidence).done();
    assert!(
        told.starts_with("Recorded: ")
            && told.contains(": Erasure of 2017 (A1/R2/H1) and 2018 (A1/R2/H2) (change "),
        "{told}"
    );
    let log = home
        .on("r.sqlite", &["disposals", "--format", "json"])
        .json();
    assert_eq!(log.as_array().unwrap().len(), 2);
    assert_eq!(log[0]["evidence"], "Ticket 4711");
    // The law says how long at least: what goes later is late for nothing.
    assert_eq!(log[0]["days_late"], 0);
    // With a reason the third may go; the reason stands with the proof.
    dispose(&["A1/R2/H3"], &["--early-because", "Scanned"]).done();
    let told = dispose(&["A1/R2/H3"], &[]).failed(1);
    assert!(
        told.contains("already disposed of on 21 November 2026"),
        "{told}"
    );
    // One change each: undone together.
    home.on("r.sqlite", &["undo"]).done();
    home.on("r.sqlite", &["undo"]).done();
    assert_eq!(erasures(&home, "2026-11-21").len(), 9);
}

#[test]
fn a_hold_stands_in_the_way_until_it_is_lifted() {
    let home = desk();
    let on = |arguments: &[&str]| home.on("r.sqlite", arguments);
    let hold = [
        "hold",
        "A1/R2/H1",
        "--reason",
        "Tax audit",
        "--review",
        "2027-02",
    ];
    let told = on(&hold).done();
    assert!(
        told.contains(": Legal hold: 2017 (A1/R2/H1) (change "),
        "{told}"
    );
    let told = on(&["dispose", "A1/R2/H1", "--by", "IT"]).failed(1);
    assert!(
        told.contains("A1/R2/H1 is on legal hold (Tax audit)"),
        "{told}"
    );
    on(&["lift", "A1/R2/H1", "--because", "Closed"]).done();
    on(&["dispose", "A1/R2/H1", "--by", "IT"]).done();
    let shown = on(&["show", "A1/R2/H1"]).done();
    for part in ["Tax audit\n", "Closed", "2026"] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    let told = on(&["lift", "A1/R2/H2", "--because", "Closed"]).failed(1);
    assert!(told.contains("A1/R2/H2 is not on legal hold"), "{told}");
}

#[test]
fn several_holds_are_lifted_by_their_references() {
    let home = desk();
    let on = |arguments: &[&str]| home.on("r.sqlite", arguments);
    for (reason, case, review) in [
        ("Tax audit", "", "2027-02"),
        ("Wage dispute", "T 1234-26", "2027-05"),
    ] {
        let hold = ["hold", "A1/R2/H1", "--reason", reason, "--review", review];
        on(&[&hold[..], &["--case", case]].concat()).done();
    }
    let told = on(&["lift", "A1/R2/H1", "--because", "Closed"]).failed(1);
    assert!(
        told.contains("A1/R2/H1/X1 (Tax audit), A1/R2/H1/X2 (Wage dispute)")
            && told.contains("Give the reference of the hold to lift, for example A1/R2/H1/X1."),
        "{told}"
    );
    on(&[
        "lift",
        "A1/R2/H1/X1",
        "--on",
        "2026-11-21",
        "--because",
        "Closed",
    ])
    .done();
    let told = on(&["dispose", "A1/R2/H1", "--by", "IT"]).failed(1);
    assert!(told.contains("(Wage dispute)"), "{told}");
    let listed = on(&["list", "holds", "--format", "json"]).json();
    let refs: Vec<&str> = (listed.as_array().unwrap().iter())
        .map(|hold| hold["ref"].as_str().unwrap())
        .collect();
    assert_eq!(refs, ["A1/R2/H1/X1", "A1/R2/H1/X2"]);
    assert_eq!(listed[0]["lifted_because"], "Closed");
    assert_eq!(listed[1]["case"], "T 1234-26");
    assert_eq!(listed[1]["holding"], "A1/R2/H1");
    // Each is in the calendar, the lifted one is not.
    let calendar = on(&["due", "--format", "ics"]).out;
    assert!(calendar.contains("A1/R2/H1/X2") && !calendar.contains("A1/R2/H1/X1"));
    // The next review of one.
    on(&[
        "hold",
        "A1/R2/H1/X2",
        "--reason",
        "Appeal",
        "--review",
        "2027-09",
    ])
    .done();
    let shown = on(&["show", "A1/R2/H1/X2", "--format", "json"]).json();
    assert_eq!(shown["review_on"], "2027-09");
    on(&["lift", "A1/R2/H1", "--because", "Judgment"]).done();
    on(&["dispose", "A1/R2/H1", "--by", "IT"]).done();
}

#[test]
fn what_is_kept_longer_says_why_and_by_which_law() {
    let home = desk();
    let on = |arguments: &[&str]| home.on("r.sqlite", arguments);
    on(&[
        "extend",
        "A1/R2/H1",
        "--until",
        "2028",
        "--because",
        "Open claim",
        "--law",
        "PreskL 2 §",
    ])
    .done();
    let due = erasures(&home, "2026-11-21");
    assert!(
        due.contains(&"2029-01-01 A1/R2/H1 2017".to_owned()),
        "{due:?}"
    );
    let markdown = on(&["export"]).done();
    assert!(markdown.contains("PreskL 2 §") && markdown.contains("Open claim"));
    // An auditor reads when it goes, not only when the rule alone would have let it go.
    assert!(
        markdown.contains("extended to 31 December 2028")
            && markdown.contains("; erase from 1 January 2029"),
        "{markdown}"
    );
    let shown = on(&["show", "A1/R2/H1"]).done();
    assert!(shown.contains("Keep until: 31 December 2028"), "{shown}");
}

#[test]
fn checks_and_reviews_are_recorded_with_their_result() {
    let home = desk();
    let on = |arguments: &[&str]| home.on("r.sqlite", arguments);
    on(&["checked", "A1/R1", "--result", "All gone"]).done();
    on(&["reviewed", "A1", "--next", "2027-06"]).done();
    let shown = on(&["show", "A1/R1"]).done();
    assert!(shown.contains("2026-11-21: All gone"), "{shown}");
    let told = on(&["reviewed", "A1", "--on", "+1d"]).failed(2);
    assert!(told.contains("is in the future"), "{told}");
    let told = on(&["checked", "A1/R1"]).failed(2);
    assert!(told.contains("--result"), "{told}");
    let told = on(&["checked", "A1/R1", "--result", " "]).failed(2);
    assert!(
        told.contains("The result of the check is missing"),
        "{told}"
    );
    let told = on(&["checked", "A1", "--result", "All gone"]).failed(2);
    assert!(
        told.contains("A1 is not a retention rule (Activity)"),
        "{told}"
    );
}

#[test]
fn what_is_done_is_never_dated_by_the_day_that_is_asked_about() {
    let home = desk();
    let future = ["--today", "2033-01-01", "dispose", "A1/R2/H1", "--by", "IT"];
    home.on("r.sqlite", &future).done();
    let log = home
        .on("r.sqlite", &["disposals", "--format", "json"])
        .json();
    assert_eq!(log[0]["date"], "2026-11-21");
}

#[test]
fn what_cannot_be_is_told_with_what_to_do() {
    let home = desk();
    for (arguments, code, text) in [
        (&["dispose", "A1/R2/H1"][..], 2, "--by"),
        (
            &["dispose", "A1/R2/H1", "--by", " "],
            2,
            "Who did it is missing",
        ),
        (&["dispose", "A1/R2/H99", "--by", "x"], 2, "A1/R2/H99"),
        (
            &["dispose", "A1/R2/H1", "--by", "x", "--on", "2027-01-01"],
            2,
            "in the future",
        ),
        (
            &["dispose", "A1/R2/H1", "--by", "x", "--on", "2017-12-30"],
            1,
            "starts on 31 December 2017",
        ),
        (
            &["dispose", "A1/R2/H1", "--by", "x", "--on", "2026"],
            2,
            "2026",
        ),
        (
            &["hold", "A1/R2/H1", "--because", "x", "--review", "2020"],
            2,
            "in the future",
        ),
        (
            &["hold", "A1", "--reason", "x", "--review", "2030"],
            2,
            "cannot be placed on legal hold",
        ),
        (
            &["extend", "A1/R2/H9", "--until", "2027", "--because", "x"],
            2,
            "31 December 2032",
        ),
        (
            &[
                "holdings", "A1/R2", "--every", "month", "--from", "1900", "--to", "2900",
            ],
            2,
            "10,000",
        ),
        (
            &[
                "holdings", "A1/R2", "--every", "year", "--from", "2026", "--to", "2020",
            ],
            2,
            "no batches between",
        ),
        (&["holdings", "A1/R2", "--from", "1850-01-01"], 2, "1900"),
        (
            &["holdings", "A1/R2", "--from", "2027-01-01"],
            2,
            "in the future",
        ),
        (
            &["schedule", "nothing-of-that-name"],
            2,
            "“nothing-of-that-name”",
        ),
    ] {
        let told = home.on("r.sqlite", arguments).failed(code);
        assert!(told.contains(text), "{arguments:?}: {told}");
    }
    let coming = [
        "holdings",
        "A1/R2",
        "--from",
        "2027-01-01",
        "--to-come",
        "--name",
        "Case 9",
    ];
    let told = home.on("r.sqlite", &coming).done();
    assert!(told.contains("Case 9"), "{told}");
}

#[test]
fn a_schedule_of_a_law_is_made_once_unless_it_has_another_name() {
    let home = Home::with_small_register();
    let on = |arguments: &[&str]| home.on("r.sqlite", arguments);
    on(&["schedule", "se-bfl-7-2"]).done();
    let told = on(&["schedule", "se-bfl-7-2"]).failed(1);
    assert!(told.contains("S2") && told.contains("--use-in"), "{told}");
    let named = ["schedule", "se-bfl-7-2", "--name", "Ledgers of the group"];
    on(&named).done();
    // A year is meant whole, as everywhere.
    on(&["disposals", "--from", "2025", "--to", "2026-06"]).done();
    let told = on(&["disposals", "--from", "2027", "--to", "2026"]).failed(2);
    assert!(told.contains("--from"), "{told}");
}

#[test]
fn a_disposal_names_its_decision_extent_and_witness_and_the_change_that_recorded_it() {
    let home = desk();
    let on = |arguments: &[&str]| home.on("r.sqlite", arguments);
    let mut document = on(&["export", "--format", "json"]).json();
    let schedule = document["schedules"]
        .as_array_mut()
        .unwrap()
        .last_mut()
        .unwrap();
    schedule["disposal_decision"] = serde_json::json!({"title": "Gallringsbeslut KA 2024:17"});
    schedule["disposal_decided_on"] = "2024-03-01".into();
    home.write("decided.json", document.to_string());
    on(&["import", "decided.json"]).done();
    // The decision of the rule, unless another one is named.
    let first = ["dispose", "A1/R2/H1", "--by", "IT", "--extent", "18 pärmar"];
    on(&[&first[..], &["--witness", "Arkivarien"]].concat()).done();
    let other = ["--decision", "Nämnden § 14", "--decision-on", "2026-05-04"];
    on(&[&["dispose", "A1/R2/H2", "--by", "IT"][..], &other].concat()).done();
    let early = [
        "--early-because",
        "Överlämnat på papper",
        "--evidence",
        "Kvitto 7",
    ];
    on(&[
        &["dispose", "A1/R2/H3", "--by", "IT", "--decision", ""][..],
        &early,
    ]
    .concat())
    .done();
    let log = on(&["disposals", "--format", "json"]).json();
    let sets = on(&["log", "--format", "json"]).json();
    let set = |back: usize| serde_json::json!({"number": sets[back]["number"], "hash": sets[back]["hash"]});
    assert_eq!(log[0]["decision"], "Gallringsbeslut KA 2024:17");
    assert_eq!(log[0]["decision_on"], "2024-03-01");
    assert_eq!(log[0]["extent"], "18 pärmar");
    assert_eq!(log[0]["witness"], "Arkivarien");
    assert_eq!(log[1]["decision"], "Nämnden § 14");
    assert_eq!(log[1]["decision_on"], "2026-05-04");
    assert_eq!(log[2]["decision"], Json::Null);
    assert_eq!(log[2]["decision_on"], Json::Null);
    // Why early stands by itself, and the proof by itself.
    assert_eq!(log[2]["early_because"], "Överlämnat på papper");
    assert_eq!(log[2]["evidence"], "Kvitto 7");
    for (at, back) in [(0, 2), (1, 1), (2, 0)] {
        assert_eq!(log[at]["change"], set(back));
        assert!(log[at]["change"]["hash"].as_str().unwrap().len() == 64);
    }
    let hash = log[0]["change"]["hash"].as_str().unwrap();
    // The log has the whole hash; the document, which has more to say, so much of it that it is known again.
    for (arguments, hash) in [(&["disposals"][..], hash), (&["export"], &hash[..12])] {
        let text = on(arguments).done();
        for part in [
            "Gallringsbeslut KA 2024:17",
            "1 March 2024",
            "18 pärmar",
            "Arkivarien",
            "Nämnden § 14",
            "Reason if early",
            "Överlämnat på papper",
            hash,
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
    // What is recorded may be undone, and is gone from the log then.
    on(&["undo"]).done();
    let log = on(&["disposals", "--format", "json"]).json();
    assert_eq!(log.as_array().unwrap().len(), 2);
}

/// A file that records what a public body erased without a decision is told of before the import as by it.
#[test]
fn looking_at_an_import_says_what_the_import_says_of_an_erasure() {
    let home = Home::with_small_register();
    let file = serde_json::json!({
        "format": "ropa-register", "version": 1,
        "organisations": [{"ref": "O8", "name": "N", "ours": true, "public_authority": true}],
        "activities": [{
            "ref": "A8", "name": "Permits", "organisation": "O8", "role": "controller",
            "retention": [{
                "ref": "R1", "name": "Permits", "kind": "fixed", "period": "P5Y", "mode": "batch", "disposition": "erase",
                "holdings": [{"ref": "H1", "name": "2010", "started_on": "2010-12-31", "disposed_on": "2026-01-15"}],
            }],
        }],
    });
    home.write("more.json", file.to_string());
    let looked = home.on("r.sqlite", &["import", "more.json", "--dry-run"]);
    let done = home.on("r.sqlite", &["import", "more.json"]);
    assert!(
        done.err.contains("erasure without a decision: A8/R1/H1"),
        "{}",
        done.err
    );
    assert_eq!(looked.err, done.err);
}

/// A rule that is changed later changes nothing of what was disposed of under it: the log is a proof.
#[test]
fn a_disposal_is_counted_by_the_rule_as_it_was() {
    let home = Home::new();
    home.ropa(&["sample", "r.sqlite", "--activities", "12"])
        .done();
    let log = || {
        home.on("r.sqlite", &["disposals", "--format", "json"])
            .json()
    };
    let before = log();
    let entries = before.as_array().unwrap();
    let own = entries
        .iter()
        .find(|it| it["schedule"].is_null() && it["disposition"] == "erase");
    let behind = entries
        .iter()
        .find(|it| it["schedule"].is_string())
        .unwrap();
    let rule = own.unwrap()["ref"]
        .as_str()
        .unwrap()
        .rsplit_once('/')
        .unwrap()
        .0;
    let schedule = behind["schedule"].as_str().unwrap();
    for arguments in [
        ["disposition", "anonymise", rule],
        ["period", "99 years", rule],
        ["period", "99 years", schedule],
        ["law", "Another act", schedule],
    ] {
        home.on("r.sqlite", &[&["set"][..], &arguments].concat())
            .done();
    }
    assert_eq!(log(), before);
    let of_rule = "as it was then; it was changed since";
    for arguments in [&["disposals"][..], &["export", "--profile", "full"]] {
        let text = home.on("r.sqlite", arguments).done();
        assert!(text.contains(of_rule), "{text}");
        assert!(!text.contains("days early"), "{text}");
    }
}
