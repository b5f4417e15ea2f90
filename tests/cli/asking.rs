//! Questions to people who keep no register: the workbook, filled in as they fill it in, and what becomes of it.

use std::process::Command;

use super::Home;
use crate::support::answers::{Fill, filled};

/// A home with a register in which two activities belong to HR.
fn home() -> Home {
    let home = Home::with_small_register();
    let small = format!("{}/tests/cli/small.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(small).unwrap();
    let text = text
        .replace("\"owner\": \"Head of HR\"", "\"department\": \"HR\"")
        .replace("\"name\": \"Newsletter\"", "\"department\": \"HR\", \"name\": \"Newsletter\"")
        .replace(
            "\"purposes\": [",
            "\"data_subjects\": [ { \"ref\": \"U1\", \"category\": [\"employees\"] } ], \"purposes\": [",
        );
    home.write("hr.json", text);
    home.on("r.sqlite", &["import", "hr.json", "--update"])
        .done();
    home
}

fn ask(home: &Home, arguments: &[&str]) {
    let all = [
        &["ask", "--department", "HR", "--output", "hr.xlsx"],
        arguments,
    ]
    .concat();
    let told = home.on("r.sqlite", &all).done();
    assert!(told.contains("hr.xlsx") && told.contains("HR"), "{told}");
}

/// Fills cells of a workbook in.
fn fill(home: &Home, from: &str, to: &str, fills: &[Fill<'_>]) {
    let bytes = std::fs::read(home.path(from)).unwrap();
    std::fs::write(home.path(to), filled(&bytes, fills)).unwrap();
}

const WHO: [Fill<'static>; 2] = [
    ("who", "3", "", "C", "Head of HR"),
    ("who", "4", "", "C", "2026-11-20"),
];

fn export(home: &Home) -> serde_json::Value {
    home.on("r.sqlite", &["export", "--format", "json"]).json()
}

/// Answers of every sort, in `back.xlsx`.
fn fill_everything(home: &Home) {
    fill(
        home,
        "hr.xlsx",
        "back.xlsx",
        &[
            WHO[0],
            WHO[1],
            ("questions", "A1", "*", "G", "Right"),
            ("questions", "A1", "description", "G", "Change to"),
            ("questions", "A1", "description", "H", "Pay and holidays."),
            ("questions", "A1", "owner", "H", "Payroll manager"),
            ("questions", "A1/U1", "data_subjects", "G", "Rätt"),
            ("questions", "A1", "data_subjects+", "H", "Job applicants"),
            ("questions", "A1/P1", "purposes", "G", "right"),
            ("questions", "A1/C1", "recipients", "G", "Change to"),
            ("questions", "A1/C1", "recipients", "H", "Lönebyrån Nord AB"),
            ("questions", "A1", "systems", "G", "Change to"),
            ("questions", "A1", "systems", "H", "Heroma; Excel"),
            ("questions", "A1/T1", "transfers", "G", "No longer"),
            ("questions", "A1/R1", "retention", "G", "Right"),
            ("questions", "A2", "*", "G", "All of it is right"),
            ("questions", "A2", "*", "I", "Sent by the press office."),
            ("new", "3", "", "A", "Exit interviews"),
            ("new", "3", "", "C", "Former employees"),
            ("new", "3", "", "F", "USA; Germany"),
            ("new", "3", "", "H", "2 years after the interview"),
        ],
    );
}

#[test]
fn a_department_is_asked_and_its_answers_are_taken_over_as_one_change() {
    let home = home();
    ask(&home, &["--due", "2026-12-01"]);
    let due = home
        .on(
            "r.sqlite",
            &[
                "due", "--within", "90d", "--kind", "answer", "--format", "json",
            ],
        )
        .json();
    assert_eq!(due[0]["date"], "2026-12-01");
    let asked = export(&home);
    assert_eq!(asked["register"]["requests"][0]["department"], "HR");
    fill_everything(&home);
    let before = export(&home);
    let told = home.on("r.sqlite", &["answers", "back.xlsx"]);
    assert_eq!((told.code, told.err.as_str()), (0, ""), "{}", told.out);
    for said in [
        "Pay and holidays.",
        "Exit interviews",
        "Lönebyrån Nord AB",
        "20 November 2026",
    ] {
        assert!(told.out.contains(said), "{said}: {}", told.out);
    }
    assert_eq!(export(&home), before, "only shown");
    home.on("r.sqlite", &["answers", "back.xlsx", "--all"])
        .done();
    let now = export(&home);
    let a1 = &now["activities"][0];
    assert_eq!(a1["description"], "Pay and holidays.");
    assert_eq!(a1["owner"], "Payroll manager");
    assert_eq!(a1["systems"], serde_json::json!(["Heroma", "Excel"]));
    assert!(a1["none"].get("systems").is_none());
    assert_eq!(a1["data_subjects"].as_array().unwrap().len(), 2);
    assert_eq!(a1["transfers"].as_array().map_or(0, Vec::len), 0);
    assert_eq!(a1["last_reviewed_on"], "2026-11-20");
    assert_eq!(a1["retention"][0]["holdings"].as_array().unwrap().len(), 1);
    let office = now["organisations"].as_array().unwrap().iter();
    let office = office
        .filter(|it| it["name"] == "Lönebyrån Nord AB")
        .count();
    assert_eq!(office, 1);
    let a2 = &now["activities"][1];
    assert_eq!(a2["last_reviewed_on"], "2026-11-20");
    assert!(a2["notes"].as_str().unwrap().contains("press office"));
    let new = &now["activities"][2];
    assert_eq!(new["name"], "Exit interviews");
    assert_eq!(new["department"], "HR");
    assert_eq!(new["record_status"], "draft");
    assert_eq!(new["transfers"][0]["country"], "US");
    // What stays in the Economic Area is no transfer, and is kept in words.
    assert_eq!(new["transfers"].as_array().unwrap().len(), 1);
    assert!(new["notes"].as_str().unwrap().contains("Germany"), "{new}");
    assert_eq!(new["retention"][0]["period"], "P2Y");
    let request = &now["register"]["requests"][0];
    assert_eq!(
        (&request["answered_on"], &request["by"]),
        (&"2026-11-20".into(), &"Head of HR".into())
    );
    let due = home
        .on(
            "r.sqlite",
            &[
                "due", "--within", "90d", "--kind", "answer", "--format", "json",
            ],
        )
        .json();
    assert_eq!(due.as_array().unwrap().len(), 0);
    home.on("r.sqlite", &["verify"]).done();
    // Taken over, there is nothing left of it; undone, it is all offered again.
    let again = home.on("r.sqlite", &["answers", "back.xlsx", "--format", "json"]);
    let again: serde_json::Value = serde_json::from_str(&again.out).unwrap();
    assert_eq!(again["proposals"].as_array().unwrap().len(), 0, "{again}");
    home.on("r.sqlite", &["undo"]).done();
    assert_eq!(export(&home)["activities"], before["activities"]);
    let offered = home
        .on("r.sqlite", &["answers", "back.xlsx", "--format", "json"])
        .json();
    assert_eq!(
        offered["proposals"].as_array().unwrap().len(),
        8,
        "{offered}"
    );
    // One by one.
    home.on("r.sqlite", &["answers", "back.xlsx", "--accept", "1"])
        .done();
    let now = export(&home);
    assert_eq!(now["activities"][0]["description"], "Pay and holidays.");
    assert_eq!(now["activities"].as_array().unwrap().len(), 2);
    // What is left keeps the questions open, and nobody has accepted what was said of others.
    assert!(now["register"]["requests"][0].get("answered_on").is_none());
    assert!(now["activities"][1].get("last_reviewed_on").is_none());
}

#[test]
fn what_is_sent_back_as_it_was_is_right_and_proposes_nothing() {
    let home = home();
    ask(&home, &["--lang", "sv"]);
    let bytes = std::fs::read(home.path("hr.xlsx")).unwrap();
    let (sheets, _) = ropa::exchange::sheets::reading::grids(&bytes).unwrap();
    let said: Vec<(String, String, String)> = sheets[2].lines[2..]
        .iter()
        .filter(|line| !line.text(5).is_empty() && !line.text(2).ends_with('+'))
        .map(|line| {
            let known = [line.text(0), line.text(1)].join("/");
            let known = known.trim_end_matches('/').to_owned();
            (known, line.text(2).to_owned(), line.text(5).to_owned())
        })
        .collect();
    let fills: Vec<Fill<'_>> = said
        .iter()
        .map(|(known, key, text)| {
            (
                "questions",
                known.as_str(),
                key.as_str(),
                "H",
                text.as_str(),
            )
        })
        .collect();
    assert!(fills.len() > 8, "{fills:?}");
    fill(&home, "hr.xlsx", "same.xlsx", &fills);
    let before = export(&home)["activities"].clone();
    let told = home
        .on("r.sqlite", &["answers", "same.xlsx", "--format", "json"])
        .json();
    assert_eq!(told["proposals"], serde_json::json!([]));
    assert_eq!(told["reviews"][0]["ref"], "A1", "{told}");
    home.on("r.sqlite", &["answers", "same.xlsx", "--all"])
        .done();
    let now = export(&home);
    assert_eq!(now["activities"][0]["retention"], before[0]["retention"]);
    assert!(now["register"]["requests"][0].get("answered_on").is_some());
}

#[test]
fn where_nothing_is_answered_nothing_is_recorded_and_contradictions_are_no_review() {
    let home = home();
    ask(&home, &[]);
    fill(&home, "hr.xlsx", "blank.xlsx", &WHO);
    let before = export(&home);
    for lang in ["en", "sv"] {
        let all = ["answers", "blank.xlsx", "--all", "--lang", lang];
        let told = home.on("r.sqlite", &all).failed(1);
        assert!(told.contains("blank.xlsx"), "{told}");
    }
    assert_eq!(export(&home), before);
    let fills = [
        ("questions", "A1", "*", "G", "All of it is right"),
        ("questions", "A1/T1", "transfers", "G", "No longer"),
        ("questions", "A2", "*", "G", "All of it is right"),
        ("questions", "A2", "purposes+", "H", "Tell of news"),
    ];
    fill(&home, "hr.xlsx", "both.xlsx", &fills);
    let told = home.on("r.sqlite", &["answers", "both.xlsx", "--format", "json"]);
    let told: serde_json::Value = serde_json::from_str(&told.out).unwrap();
    let reviews = told["reviews"].as_array().unwrap();
    assert_eq!((reviews.len(), &reviews[0]["ref"]), (1, &"A2".into()));
}

#[test]
fn what_was_changed_since_is_asked_and_two_answers_that_differ_are_told() {
    let home = home();
    ask(&home, &[]);
    let systems = |text| {
        [
            ("questions", "A1", "systems", "G", "Change to"),
            ("questions", "A1", "systems", "H", text),
        ]
    };
    fill(&home, "hr.xlsx", "one.xlsx", &systems("Heroma"));
    fill(&home, "hr.xlsx", "two.xlsx", &systems("Agda"));
    let both = home.on("r.sqlite", &["answers", "one.xlsx", "two.xlsx", "--all"]);
    assert_eq!(both.code, 1, "{}", both.err);
    let both = home.on(
        "r.sqlite",
        &["answers", "one.xlsx", "two.xlsx", "--all", "--theirs"],
    );
    assert_eq!(both.code, 1, "{}", both.err);
    let taken = home.on("r.sqlite", &["answers", "one.xlsx", "--all"]);
    assert_eq!(taken.code, 0, "{}", taken.err);
    let open = home.on("r.sqlite", &["answers", "two.xlsx", "--all"]);
    assert_eq!(open.code, 1, "{}", open.err);
    assert_eq!(export(&home)["activities"][0]["systems"][0], "Heroma");
    let kept = home.on("r.sqlite", &["answers", "two.xlsx", "--all", "--ours"]);
    assert_eq!(kept.code, 0, "{}", kept.err);
    assert_eq!(export(&home)["activities"][0]["systems"][0], "Heroma");
    let taken = home.on("r.sqlite", &["answers", "two.xlsx", "--all", "--theirs"]);
    assert_eq!(taken.code, 0, "{}", taken.err);
    assert_eq!(export(&home)["activities"][0]["systems"][0], "Agda");
}

#[test]
fn every_fault_is_told_at_once_by_its_cell_and_nothing_is_written() {
    let home = home();
    ask(&home, &[]);
    fill(
        &home,
        "hr.xlsx",
        "bad.xlsx",
        &[
            ("who", "4", "", "C", "2027-11-20"),
            ("questions", "A1", "*", "G", "Perhaps"),
            ("questions", "A1", "description", "G", "Change to"),
            ("questions", "A1", "systems", "G", "Right"),
            ("questions", "A1", "systems", "H", "Heroma"),
            ("questions", "A1/T1", "transfers", "H", "Atlantis"),
            ("questions", "A1/R1", "retention", "G", "No longer"),
            ("questions", "A2", "owner", "A", "A77"),
            ("questions", "A2", "owner", "H", "Somebody"),
            ("new", "3", "", "C", "Somebody's data"),
        ],
    );
    let before = export(&home);
    let told = home.on("r.sqlite", &["answers", "bad.xlsx", "--all"]);
    assert_eq!(told.code, 1, "{}", told.err);
    for said in [
        "Perhaps",
        "Atlantis",
        "A77",
        "2027-11-20",
        "batches",
        "H4",
        "H13",
        "New processing A3",
    ] {
        assert!(told.err.contains(said), "{said}: {}", told.err);
    }
    assert_eq!(export(&home), before);
    // What is none of these workbooks, or another register's.
    home.on("r.sqlite", &["export", "--output", "own.xlsx"])
        .done();
    assert!(
        home.on("r.sqlite", &["answers", "own.xlsx"])
            .failed(1)
            .contains("own.xlsx")
    );
    home.ropa(&["new", "other.sqlite", "--name", "X"]).done();
    assert!(
        home.on("other.sqlite", &["answers", "bad.xlsx"])
            .failed(1)
            .contains("another register")
    );
    let told = home.on("r.sqlite", &["import", "bad.xlsx"]).failed(1);
    assert!(told.contains("ropa answers"), "{told}");
}

#[test]
fn questions_are_withdrawn_and_nobody_is_asked_by_a_file_that_is_not_there() {
    let home = home();
    ask(&home, &[]);
    let listed = home.on("r.sqlite", &["list", "requests"]).done();
    assert!(listed.contains("HR"), "{listed}");
    let taken = ["ask", "--department", "HR", "--output", "hr.xlsx"];
    assert!(home.on("r.sqlite", &taken).failed(2).contains("hr.xlsx"));
    assert_eq!(
        export(&home)["register"]["requests"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let nobody = ["ask", "--department", "IT", "--output", "it.xlsx"];
    assert!(home.on("r.sqlite", &nobody).failed(2).contains("HR"));
    home.on("r.sqlite", &["ask", "--withdraw", "Y1"]).done();
    assert!(export(&home)["register"].get("requests").is_none());
    let told = home.on("r.sqlite", &["answers", "hr.xlsx"]);
    assert_eq!(told.code, 0);
    assert!(told.err.contains("withdrawn"), "{}", told.err);
    home.on("r.sqlite", &["verify"]).done();
}

/// Saved by `LibreOffice`, where it is there, the workbook says what it said.
#[test]
fn another_program_saves_it_and_it_still_comes_back() {
    let home = home();
    ask(&home, &["--lang", "sv"]);
    fill(
        &home,
        "hr.xlsx",
        "filled.xlsx",
        &[
            WHO[1],
            ("questions", "A1", "systems", "G", "Ändra till"),
            ("questions", "A1", "systems", "H", "Heroma"),
            ("questions", "A2", "*", "G", "Allt är rätt"),
        ],
    );
    let profile = format!(
        "-env:UserInstallation=file://{}/profile",
        home.root().display()
    );
    let ran = Command::new("soffice")
        .args([
            &*profile,
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            "saved",
            "filled.xlsx",
        ])
        .current_dir(home.root())
        .env("HOME", home.root())
        .output();
    if ran.is_err() {
        println!("skipped");
        return;
    }
    let offered = home.on(
        "r.sqlite",
        &["answers", "saved/filled.xlsx", "--format", "json"],
    );
    let offered: serde_json::Value = serde_json::from_str(&offered.out).unwrap();
    assert_eq!(offered["proposals"][0]["after"], "Heroma", "{offered}");
    assert_eq!(offered["reviews"][0]["ref"], "A2", "{offered}");
}

#[test]
fn who_answers_that_there_is_none_adds_nothing_and_says_it_of_something_new() {
    for (no, none) in [
        ("No", "None: everything stays here"),
        ("Nej", "-"),
        ("nein", "Inga"),
    ] {
        let home = home();
        ask(&home, &[]);
        let fills = [
            WHO[0],
            WHO[1],
            ("questions", "A1", "data_subjects+", "H", no),
            ("questions", "A1", "purposes+", "H", none),
            ("new", "3", "", "A", "Exit interviews"),
            ("new", "3", "", "B", "Learn why people leave"),
            ("new", "3", "", "E", no),
            ("new", "3", "", "F", none),
        ];
        let fills = if none.contains(':') {
            [&fills[..3], &fills[4..]].concat()
        } else {
            fills.to_vec()
        };
        fill(&home, "hr.xlsx", "back.xlsx", &fills);
        let told = home.on("r.sqlite", &["answers", "back.xlsx", "--all"]);
        assert_eq!(told.code, 0, "{}", told.err);
        let export = export(&home);
        let activities = export["activities"].as_array().unwrap();
        assert_eq!(
            activities[0]["data_subjects"].as_array().unwrap().len(),
            1,
            "{no}"
        );
        assert_eq!(
            activities[0]["purposes"].as_array().unwrap().len(),
            1,
            "{none}"
        );
        let new = activities.last().unwrap();
        for (key, said) in [("recipients", no), ("transfers", none)] {
            let reason = new["none"][key].as_str().unwrap_or_default();
            assert!(reason.starts_with(said), "{new}");
        }
    }
}
