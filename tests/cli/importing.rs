//! Import that cannot hurt: what a file does not name stays, another register comes as new, and what both sides changed
//! is asked.

use serde_json::{Value as Json, json};

use super::Home;

/// A hand-written file of the format with some lists.
fn file(lists: &Json) -> String {
    let mut file = json!({ "format": "ropa-register", "version": 1 });
    let members = file.as_object_mut().unwrap();
    members.extend(lists.as_object().unwrap().clone());
    file.to_string()
}

fn export(home: &Home) -> Json {
    home.on("r.sqlite", &["export", "--format", "json"]).json()
}

fn activity<'e>(export: &'e Json, reference: &str) -> &'e Json {
    let activities = export["activities"].as_array().unwrap();
    activities.iter().find(|it| it["ref"] == reference).unwrap()
}

/// Imports a file and says how it ended.
fn import(home: &Home, text: &str, options: &[&str]) -> (i32, String) {
    home.write("in.json", text);
    let arguments = [&["import", "in.json"], options].concat();
    let ran = home.on("r.sqlite", &arguments);
    (ran.code, format!("{}{}", ran.out, ran.err))
}

/// The small register with a legal hold, a disposal, a waiver and a check beside its holdings.
fn with_proof() -> Home {
    let home = Home::with_small_register();
    home.on(
        "r.sqlite",
        &[
            "hold",
            "A1/R1/H1",
            "--reason",
            "Audit",
            "--review",
            "2030-01-01",
        ],
    )
    .done();
    home
}

/// What no act would have recorded of a holding is told before it is written, and when it is.
#[test]
fn days_of_holdings_that_cannot_be_are_told_with_the_file_that_brings_them() {
    let cases: &[(&str, &str)] = &[
        (r#""disposed_on": "2027-03-01""#, "in the future"),
        (
            r#""disposed_on": "1999-03-01""#,
            "before the data were there",
        ),
        (
            r#""disposed_on": "2026-11-20""#,
            "while a legal hold applied",
        ),
        (
            r#""extended_until": "2020-12-31", "extended_because": "x""#,
            "has passed",
        ),
        (
            r#""extended_until": "2020-12-31", "extended_because": "x""#,
            "kept longer anyway",
        ),
        (r#""extended_until": "2060-12-31""#, "without a reason"),
    ];
    for (days, told) in cases {
        let home = with_proof();
        let is_held = told.contains("hold");
        if is_held {
            let hold = [
                "hold",
                "A1/R1",
                "--reason",
                "Case 7",
                "--review",
                "2030-01-01",
            ];
            home.on(
                "r.sqlite",
                &[&hold[..], &["--since", "2026-01-01"]].concat(),
            );
        }
        let text = format!(
            r#"{{"format": "ropa-register", "version": 1, "activities": [{{"ref": "A1", "retention": [
                {{"ref": "R1", "holdings": [{{"ref": "H9", "name": "Old", "started_on": "2015-12-31", {days}}}]}}]}}]}}"#
        );
        for options in [&["--dry-run"][..], &[]] {
            let (code, said) = import(&home, &text, options);
            assert_eq!(code, 0, "{said}");
            assert!(said.contains(told) && said.contains("H9"), "{told}: {said}");
        }
    }
    // What is as it should be is not told.
    let home = with_proof();
    let sound = r#"{"format": "ropa-register", "version": 1, "activities": [{"ref": "A1", "retention": [
        {"ref": "R1", "holdings": [{"ref": "H9", "name": "Old", "started_on": "2001-12-31", "disposed_on": "2020-01-01"},
        {"ref": "H8", "name": "New", "started_on": "2025-12-31", "extended_until": "2060-12-31", "extended_because": "Case"}]}]}]}"#;
    let (code, said) = import(&home, sound, &[]);
    assert!(code == 0 && !said.contains("Hint"), "{said}");
}

#[test]
fn importing_rows_without_references_twice_keeps_what_hangs_on_them() {
    let home = with_proof();
    let before = export(&home);
    let again = file(&json!({ "activities": [{ "ref": "A1",
        "purposes": [{ "text": "Pay salaries", "legal_bases": ["6-1-b", "6-1-c"] }],
        "retention": [{ "name": "Ledgers", "schedule": "S1", "mode": "batch" }] }] }));
    for _ in 0..2 {
        let (code, said) = import(&home, &again, &[]);
        assert_eq!(code, 0, "{said}");
        assert!(said.contains("Nothing would change"), "{said}");
    }
    assert!(export(&home) == before);
    // A row that is new comes once.
    let more = file(&json!({ "activities": [{ "ref": "A1",
        "purposes": [{ "text": "Report taxes" }] }] }));
    for _ in 0..2 {
        assert_eq!(import(&home, &more, &[]).0, 0);
    }
    let after = export(&home);
    let purposes = activity(&after, "A1")["purposes"].as_array().unwrap();
    assert_eq!(purposes.len(), 2);
    assert_eq!(purposes[1]["ref"], "P2");
    assert_eq!(
        activity(&after, "A1")["retention"],
        activity(&before, "A1")["retention"]
    );
    home.on("r.sqlite", &["undo"]).done();
    assert!(export(&home)["activities"] == before["activities"]);
}

#[test]
fn keys_that_a_file_does_not_name_stay() {
    let home = with_proof();
    let before = export(&home);
    let three =
        file(&json!({ "activities": [{ "ref": "A1", "name": "Salaries", "role": "controller" }] }));
    let (code, said) = import(&home, &three, &[]);
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("A1") && said.contains("Payroll") && said.contains("Salaries"),
        "{said}"
    );
    assert!(!said.contains("Empties"), "{said}");
    let mut wanted = activity(&before, "A1").clone();
    wanted["name"] = json!("Salaries");
    assert_eq!(activity(&export(&home), "A1"), &wanted);
    // A row may refer to one that the file does not name.
    let row = file(
        &json!({ "activities": [{ "ref": "A1", "transfers": [{ "country": "IN", "recipients": ["C1"] }] }] }),
    );
    let (code, said) = import(&home, &row, &[]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(
        activity(&export(&home), "A1")["transfers"][1]["recipients"],
        json!(["C1"])
    );
}

#[test]
fn replacing_empties_what_a_file_lacks_but_no_proof() {
    let home = with_proof();
    let bare = file(&json!({ "activities": [{ "ref": "A1", "name": "Payroll" }] }));
    let (code, said) = import(&home, &bare, &["--replace"]);
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("Empties") && said.contains("Removes"),
        "{said}"
    );
    let after = export(&home);
    let a1 = activity(&after, "A1");
    assert!(
        a1.get("owner").is_none() && a1.get("purposes").is_none(),
        "{a1}"
    );
    assert_eq!(
        a1["retention"][0]["holdings"][0]["holds"][0]["reason"],
        "Audit"
    );
    home.on("r.sqlite", &["verify"]).done();
}

#[test]
fn another_register_comes_as_new_and_is_known_again() {
    let home = with_proof();
    let before = export(&home);
    let mut other: Json = serde_json::from_str(include_str!("small.json")).unwrap();
    other["register"]["id"] = json!("11111111-6f51-4a0e-9a51-0d6c1a6b8a10");
    other["activities"][0]["name"] = json!("Their payroll");
    let text = other.to_string();
    let (code, said) = import(&home, &text, &[]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("A1–A2 in the file come as A3–A4"), "{said}");
    assert!(said.contains("O4 has the same name as O1"), "{said}");
    let after = export(&home);
    // What was there is as it was.
    for kind in ["organisations", "schedules", "activities"] {
        for record in before[kind].as_array().unwrap() {
            assert!(after[kind].as_array().unwrap().contains(record), "{record}");
        }
    }
    // What came refers to what came with it.
    let theirs = activity(&after, "A3");
    assert_eq!(theirs["organisation"], "O4");
    assert_eq!(theirs["recipients"][0]["organisation"], "O6");
    assert_eq!(theirs["retention"][0]["schedule"], "S2");
    assert_eq!(theirs["external_ids"][0]["id"], "A1");
    // The same again is nothing; a change of theirs comes to the record that was made of theirs, and nobody else's.
    let (code, said) = import(&home, &text, &[]);
    assert!(code == 0 && said.contains("Nothing would change"), "{said}");
    other["activities"][0]["department"] = json!("Finance");
    let (code, said) = import(&home, &other.to_string(), &[]);
    assert_eq!(code, 0, "{said}");
    let last = export(&home);
    assert_eq!(activity(&last, "A3")["department"], "Finance");
    assert_eq!(activity(&last, "A1"), activity(&before, "A1"));
    assert_eq!(last["activities"].as_array().unwrap().len(), 4);
    home.on("r.sqlite", &["verify"]).done();
}

#[test]
fn what_another_register_does_not_have_is_not_looked_for_in_this_one() {
    let home = with_proof();
    let dangling = file(
        &json!({ "register": { "id": "11111111-6f51-4a0e-9a51-0d6c1a6b8a10" },
        "activities": [{ "ref": "A9", "organisation": "O1" }] }),
    );
    let (code, said) = import(&home, &dangling, &[]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("O1"), "{said}");
    // By reference, where that is asked for.
    let (code, said) = import(&home, &dangling, &["--update"]);
    assert_eq!(code, 0, "{said}");
}

#[test]
fn what_only_one_side_changed_is_taken_and_what_both_changed_is_asked() {
    let home = with_proof();
    let mut file = export(&home);
    home.write("in.json", r#"{"format":"ropa-register","version":1,"activities":[{"ref":"A1","name":"Ours","department":"Pay"}]}"#);
    assert_eq!(home.on("r.sqlite", &["import", "in.json"]).code, 0);
    file["activities"][0]["owner"] = json!("Somebody else");
    let text = file.to_string();
    let (code, said) = import(&home, &text, &[]);
    assert_eq!(code, 0, "{said}");
    let now = export(&home);
    let a1 = activity(&now, "A1");
    assert_eq!(
        (&a1["name"], &a1["department"], &a1["owner"]),
        (&json!("Ours"), &json!("Pay"), &json!("Somebody else"))
    );
    // Now the file changes what was changed here.
    file["activities"][0]["name"] = json!("Theirs");
    let text = file.to_string();
    for _ in 0..2 {
        let (code, said) = import(&home, &text, &[]);
        assert_eq!(code, 1, "{said}");
        assert!(
            said.contains("Ours") && said.contains("Theirs") && said.contains("--theirs"),
            "{said}"
        );
        assert!(export(&home) == now);
        let (code, _) = import(&home, &text, &["--dry-run"]);
        assert_eq!(code, 1);
    }
    let (code, _) = import(&home, &text, &["--ours", "--theirs"]);
    assert_eq!(code, 2);
    let (code, said) = import(&home, &text, &["--ours"]);
    assert_eq!(code, 0, "{said}");
    assert!(export(&home) == now);
    let (code, said) = import(&home, &text, &["--theirs"]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(activity(&export(&home), "A1")["name"], "Theirs");
}

#[test]
fn a_registers_own_export_changes_nothing_and_an_earlier_one_takes_nothing_back() {
    let home = with_proof();
    let early = export(&home).to_string();
    let (code, said) = import(&home, &early, &[]);
    assert!(code == 0 && said.contains("Nothing would change"), "{said}");
    // A tool that sorts keys puts the format behind the activities: it is the same export all the same.
    let mut sorted = export(&home);
    sorted.sort_all_objects();
    let (code, said) = import(&home, &sorted.to_string(), &[]);
    assert!(code == 0 && said.contains("Nothing would change"), "{said}");
    home.on("r.sqlite", &["reviewed", "A1"]);
    home.on("r.sqlite", &["dispose", "A1/R1/H1", "--by", "IT"]);
    let now = export(&home);
    let (code, said) = import(&home, &early, &[]);
    assert_eq!(code, 0, "{said}");
    assert!(export(&home) == now, "{said}");
}

#[test]
fn what_was_removed_since_a_file_was_made_is_not_brought_back_unasked() {
    let home = with_proof();
    let mut file = export(&home);
    home.write(
        "less.json",
        r#"{"format":"ropa-register","version":1,"activities":[{"ref":"A1","name":"Payroll","recipients":[{"ref":"C1"}]}]}"#,
    );
    // The purpose of A1 goes.
    assert_eq!(
        home.on("r.sqlite", &["import", "less.json", "--replace"])
            .code,
        0
    );
    let lesser = export(&home);
    assert!(activity(&lesser, "A1").get("purposes").is_none());
    let (code, said) = import(&home, &file.to_string(), &[]);
    assert_eq!(code, 0, "{said}");
    assert!(export(&home) == lesser, "{said}");
    // The file changes what was removed: that is asked.
    file["activities"][0]["purposes"][0]["text"] = json!("Pay wages");
    let (code, said) = import(&home, &file.to_string(), &[]);
    assert_eq!(code, 1, "{said}");
    let (code, said) = import(&home, &file.to_string(), &["--theirs"]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(
        activity(&export(&home), "A1")["purposes"][0]["text"],
        "Pay wages"
    );
    home.on("r.sqlite", &["verify"]).done();
}

#[test]
fn no_import_takes_a_decision_on_disposal_or_a_waiver_away() {
    let home = with_proof();
    let decided = file(&json!({
        "activities": [{ "ref": "A1", "retention": [{ "ref": "R1", "disposal_decided_on": "2020-03-04",
            "disposal_decision": { "title": "Decision 12" } }] }],
        "waivers": [{ "ref": "W1", "rule": "R51", "record": "A1", "reason": "Looked at", "until": "2027-01-01" }] }));
    assert_eq!(import(&home, &decided, &[]).0, 0);
    let before = export(&home);
    let bare = file(&json!({
        "activities": [{ "ref": "A1", "name": "Payroll", "retention": [{ "ref": "R1", "name": "Ledgers" }] }],
        "waivers": [{ "ref": "W1" }] }));
    let (code, said) = import(&home, &bare, &["--replace"]);
    assert_eq!(code, 0, "{said}");
    let after = export(&home);
    assert_eq!(after["waivers"], before["waivers"]);
    let rule = &activity(&after, "A1")["retention"][0];
    assert_eq!(rule["disposal_decided_on"], "2020-03-04");
    assert_eq!(rule["disposal_decision"]["title"], "Decision 12");
    // All as new: what comes is not said to be another system's.
    let copy = export(&home).to_string();
    let (code, said) = import(&home, &copy, &["--as-new"]);
    assert_eq!(code, 0, "{said}");
    let doubled = export(&home);
    assert!(activity(&doubled, "A3").get("external_ids").is_none());
}

#[test]
fn a_file_written_by_hand_adds_nothing_the_second_time_however_its_texts_are_spaced() {
    let home = Home::with_small_register();
    let text = file(&json!({ "activities": [{ "name": "Camera ", "ref": "A77",
        "purposes": [{ "text": "See who\r\nenters \t", "legal_bases": ["Art. 6(1)(f)"] }],
        "data_categories": [{ "category": ["\tImages "], "items": " faces,\r\ngaits\t",
            "as_stated": " faces and gaits\n" }],
        "recipients": [{ "organisation": "Norrby  Hosting ", "category": " Guards\n" }],
        "none": { "transfers": " all is here " },
        "retention": [{ "name": " Images", "as_stated": "a month\t", "period": " 30 days " }] }],
        "organisations": [{ "ref": "O77", "name": "Norrby Hosting" }] }));
    let (code, told) = import(&home, &text, &[]);
    assert_eq!(code, 0, "{told}");
    let before = export(&home);
    let (_, told) = import(&home, &text, &[]);
    assert!(told.contains("Nothing would change"), "{told}");
    assert!(export(&home) == before);
    // What says something else comes beside it.
    let (_, told) = import(&home, &text.replace(" Guards", " Guard dogs"), &[]);
    assert!(told.contains("Adds 1 entry"), "{told}");
}

#[test]
fn a_workbook_from_which_something_was_left_out_is_refused_with_how_to_export_the_whole() {
    let home = Home::with_small_register();
    let public = ["export", "--profile", "public", "--output", "public.xlsx"];
    home.on("r.sqlite", &public).done();
    let said = home.on("r.sqlite", &["import", "public.xlsx"]).failed(1);
    assert!(said.contains("something was left out"), "{said}");
    assert!(said.contains("--profile full"), "{said}");
    // The whole one comes back.
    home.on("r.sqlite", &["export", "--output", "whole.xlsx"])
        .done();
    home.on("r.sqlite", &["import", "whole.xlsx"]).done();
}

#[test]
fn a_mapping_that_is_not_there_is_told_as_one() {
    let home = Home::with_small_register();
    home.write("a.csv", "Name,Purpose,Legal basis\nPayroll,Pay,6(1)(b)\n");
    let import = ["import", "a.csv", "--mapping", "nonesuch"];
    let said = home.on("r.sqlite", &import).failed(2);
    assert!(said.contains("There is no mapping “nonesuch”."), "{said}");
    assert!(said.contains("sv-ki"), "{said}");
}

#[test]
fn what_a_column_is_read_as_is_said_in_the_language_and_not_twice() {
    let home = Home::with_register();
    home.write(
        "a.csv",
        "Name;Purpose;Profiling;Role\nPayroll;Pay;No;Controller\n",
    );
    let told = |language: &str| {
        home.on(
            "r.sqlite",
            &["--lang", language, "import", "a.csv", "--dry-run"],
        )
        .done()
    };
    let (english, swedish) = (told("en"), told("sv"));
    assert!(english.contains("Profiling: No\n"), "{english}");
    assert!(english.contains("Our role: Controller\n"), "{english}");
    assert!(swedish.contains("Profilering: No = Nej\n"), "{swedish}");
    assert!(
        swedish.contains("Controller = Personuppgiftsansvarig\n"),
        "{swedish}"
    );
}
