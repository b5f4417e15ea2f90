//! Taking something out for good from the command line: what is shown before, what is left, what still holds.

use std::path::Path;

use super::Home;

/// A name that only the people of this register would know.
const NAME: &str = "Siv Åkerblom";

/// A register that names somebody in an activity's name, its owner and the label of a change.
fn named() -> Home {
    let home = Home::with_small_register();
    let named = format!(
        r#"{{"format": "ropa-register", "version": 1, "activities": [
            {{"ref": "A2", "name": "Newsletter of {NAME}", "role": "controller", "organisation": "O2",
            "owner": "{NAME}", "notes": "SIV  ÅKERBLOM decides."}}]}}"#
    );
    home.write("of Siv Åkerblom.json", named);
    home.on("r.sqlite", &["import", "of Siv Åkerblom.json"])
        .done();
    home
}

/// Whether a text stands in any file of a home but the JSON that the test itself wrote or exported.
fn holds(home: &Home, text: &str) -> bool {
    let own = home.path(".local");
    let is_written = |path: &Path| {
        path.extension().is_some_and(|kind| kind == "json") && !path.starts_with(&own)
    };
    !home.holding(&[text], is_written).is_empty()
}

#[test]
fn what_would_go_is_shown_and_goes_only_when_that_is_said() {
    let home = named();
    let because = ["--because", "asked for under Article 17"];
    let asked = |rest: &[&str]| home.on("r.sqlite", &[&["redact"], rest, &because].concat());
    let shown = asked(&["A2", "owner"]);
    assert_eq!(shown.code, 1, "{}", shown.err);
    assert!(shown.out.contains("A2 Owner"), "{}", shown.out);
    // What there is none of is not told.
    for unsaid in ["0 value", "0 change label", "0 author"] {
        assert!(!shown.out.contains(unsaid), "{unsaid}: {}", shown.out);
    }
    assert!(shown.err.contains("--yes"), "{}", shown.err);
    assert!(holds(&home, NAME));
    let shown = asked(&["--words", "siv åkerblom"]);
    for told in ["A2 Name", "“SIV ÅKERBLOM” (1)", "1 change label"] {
        assert!(shown.out.contains(told), "{told}: {}", shown.out);
    }
    let before = home.on("r.sqlite", &["log", "--format", "json"]).json();
    let done = asked(&["--words", "siv åkerblom", "--yes"]).done();
    assert!(done.contains("change 4"), "{done}");
    assert!(!holds(&home, NAME) && !holds(&home, "SIV"));
    let after = home.on("r.sqlite", &["log", "--format", "json"]).json();
    for (at, set) in before.as_array().unwrap().iter().enumerate() {
        assert_eq!(set["hash"], after[at + 1]["hash"]);
    }
    assert_eq!(after[1]["label"], "Import of of █████.json");
    assert_eq!(after[0]["because"], "asked for under Article 17");
    let verified = home.on("r.sqlite", &["verify"]).done();
    assert!(
        verified.contains("change 3") && verified.contains("verified from then on"),
        "{verified}"
    );
    // The earlier file would bring it back; it does not.
    let earlier = std::fs::read(home.path("of Siv Åkerblom.json")).unwrap();
    home.write("earlier.json", earlier);
    let said = home.on("r.sqlite", &["import", "earlier.json"]).done();
    assert!(said.contains("A2 Name, A2 Owner"), "{said}");
    assert!(!holds(&home, NAME), "brought back");
}

#[test]
fn a_field_that_was_taken_out_says_so_everywhere() {
    let home = named();
    let because = ["--because", "asked for", "--yes"];
    home.on(
        "r.sqlite",
        &[&["redact", "A2", "owner"][..], &because].concat(),
    )
    .done();
    let json = home
        .on("r.sqlite", &["show", "A2", "--format", "json"])
        .json();
    assert_eq!(json["redacted"], serde_json::json!(["owner"]));
    for arguments in [&["show", "A2"][..], &["show", "A2", "--format", "markdown"]] {
        let shown = home.on("r.sqlite", arguments).done();
        assert!(
            shown.contains("21 November 2026") && shown.contains("asked for"),
            "{shown}"
        );
    }
    let diff = home.on("r.sqlite", &["log", "A2"]).done();
    assert!(!diff.contains("{\"redacted\""), "{diff}");
    // In words, as on the screen.
    let log = home.on("r.sqlite", &["log"]).done();
    assert!(log.contains("Redaction: Owner of A2"), "{log}");
    home.on("r.sqlite", &["import", "of Siv Åkerblom.json"]);
    let json = home
        .on("r.sqlite", &["show", "A2", "--format", "json"])
        .json();
    assert_eq!(json["redacted"], serde_json::json!(["owner"]));
    home.on("r.sqlite", &["redo"]).failed(1);
}

#[test]
fn copies_that_hold_it_are_named_and_renewed() {
    let home = named();
    home.on("r.sqlite", &["backup", "r-before-2026-01-01-000000.sqlite"])
        .done();
    home.write("r-before-2025-01-01-000000.sqlite", "torn");
    let done = home
        .on(
            "r.sqlite",
            &["redact", "--words", NAME, "--because", "x", "--yes"],
        )
        .done();
    assert!(done.contains("r-before-2026-01-01-000000.sqlite"), "{done}");
    assert!(
        done.contains("r-before-2025-01-01-000000.sqlite"),
        "the torn one is left to people: {done}"
    );
    assert!(!home.path("r-before-2026-01-01-000000.sqlite").exists());
    assert!(home.path("r-before-2025-01-01-000000.sqlite").exists());
    // What is replaced is not told as left alone too.
    let left = done.lines().filter(|line| line.contains("r-before-2026"));
    assert_eq!(left.count(), 1, "{done}");
    assert!(!holds(&home, NAME));
}

#[test]
fn what_cannot_be_taken_out_is_refused_with_the_reason() {
    let home = named();
    let refused = |arguments: &[&str], code: i32| {
        let all = [&["redact"], arguments, &["--because", "x", "--yes"]].concat();
        home.on("r.sqlite", &all).failed(code)
    };
    let told = refused(&["A2", "ref"], 1);
    assert!(told.contains("References"), "{told}");
    let told = refused(&["A2", "colour"], 2);
    assert!(told.contains("owner"), "{told}");
    refused(&["A9", "owner"], 2);
    refused(&["A2"], 2);
    refused(&["A2", "owner", "--words", "x"], 2);
    refused(&["--words", "x"], 2);
    refused(&["--words", "A2"], 1);
    home.on("r.sqlite", &["redact", "A2", "owner"]).failed(2);
    let told = home
        .on(
            "r.sqlite",
            &["redact", "--words", NAME, "--because", "Siv Åkerblom asked"],
        )
        .failed(1);
    assert!(told.contains("reason"), "{told}");
}

#[test]
fn an_older_export_of_ones_own_brings_nothing_back_unasked() {
    let home = named();
    home.on(
        "r.sqlite",
        &["export", "--format", "json", "--output", "old.json"],
    )
    .done();
    home.write(
        "only.json",
        r#"{"format": "ropa-register", "version": 1, "activities": [{"ref": "A3", "name": "Of Bo Ek"}]}"#,
    );
    home.on("r.sqlite", &["import", "only.json"]).done();
    home.on(
        "r.sqlite",
        &["export", "--format", "json", "--output", "all.json"],
    )
    .done();
    home.on("r.sqlite", &["undo"]).done();
    let words = ["--because", "x", "--yes"];
    home.on(
        "r.sqlite",
        &[&["redact", "--words", "Bo Ek"][..], &words].concat(),
    )
    .done();
    home.on(
        "r.sqlite",
        &[&["redact", "--words", NAME][..], &words].concat(),
    )
    .done();
    // What is there stays as it is; what would come anew is asked for first.
    let said = home.on("r.sqlite", &["import", "old.json"]).done();
    assert!(said.contains("A2 Owner"), "{said}");
    assert!(!holds(&home, NAME));
    // What was undone since stays undone, and is asked for where records are to become what the file says.
    let said = home.on("r.sqlite", &["import", "all.json"]).done();
    assert!(said.contains("A3"), "{said}");
    assert!(!holds(&home, "Bo Ek"));
    let refused = home
        .on("r.sqlite", &["import", "all.json", "--replace"])
        .failed(1);
    assert!(refused.contains("--force"), "{refused}");
    assert!(!holds(&home, "Bo Ek"));
    home.on("r.sqlite", &["verify"]).done();
}

#[test]
fn an_older_copy_is_taken_back_with_what_was_redacted_only_where_that_is_wanted() {
    let home = named();
    home.on("r.sqlite", &["backup", "kept.sqlite"]).done();
    let redact = ["redact", "--words", NAME, "--because", "x", "--yes"];
    home.on("r.sqlite", &redact).done();
    let looked = home.on("r.sqlite", &["restore", "kept.sqlite", "--dry-run"]);
    assert!(
        looked.out.contains("would bring that back"),
        "{}",
        looked.out
    );
    let refused = home.on("r.sqlite", &["restore", "kept.sqlite"]).failed(1);
    assert!(
        refused.contains("would bring that back") && refused.contains("--force"),
        "{refused}"
    );
    let shown = || home.on("r.sqlite", &["export", "--format", "json"]).out;
    assert!(!shown().contains(NAME));
    home.on("r.sqlite", &["restore", "kept.sqlite", "--force"])
        .done();
    assert!(shown().contains(NAME));
}

#[test]
fn an_export_from_before_still_matches_where_only_what_was_taken_out_differs() {
    let home = named();
    let export = ["export", "--format", "json", "--output", "then.json"];
    home.on("r.sqlite", &export).done();
    for unwanted in [&["A2", "owner"][..], &["--words", NAME]] {
        let because = ["--because", "x", "--yes"];
        home.on("r.sqlite", &[&["redact"], unwanted, &because].concat())
            .done();
    }
    let said = home
        .on("r.sqlite", &["verify", "--against", "then.json"])
        .done();
    assert!(!said.contains("was changed after it was made"), "{said}");
    let text = std::fs::read_to_string(home.path("then.json")).unwrap();
    home.write("then.json", text.replace("Payroll", "Wages"));
    let other = home.on("r.sqlite", &["verify", "--against", "then.json"]);
    assert_eq!(other.code, 1, "{}", other.out);
}

/// Exports a register, and gives the copy of it in which a record has another reference.
fn exported(home: &Home, file: &str, renamed: Option<(&str, &str)>) {
    home.on(
        "r.sqlite",
        &["export", "--format", "json", "--output", file],
    )
    .done();
    if let Some((from, to)) = renamed {
        let text = std::fs::read_to_string(home.path(file)).unwrap();
        let from = format!("\"ref\": \"{from}\"");
        assert!(text.contains(&from), "{text}");
        home.write(file, text.replace(&from, &format!("\"ref\": \"{to}\"")));
    }
}

fn gone(home: &Home, rest: &[&str]) {
    let because = ["--because", "x", "--yes"];
    home.on("r.sqlite", &[&["redact"], rest, &because].concat())
        .done();
}

#[test]
fn the_title_of_a_register_is_left_alone_like_any_field() {
    for redacted in [&["--words", NAME][..], &["register", "title"]] {
        let home = Home::new();
        let title = format!("Register kept by {NAME}");
        home.ropa(&[
            "new",
            "r.sqlite",
            "--name",
            "Acme",
            "--title",
            &title,
            "--country",
            "SE",
        ])
        .done();
        exported(&home, "old.json", None);
        gone(&home, redacted);
        let said = home.on("r.sqlite", &["import", "old.json"]).done();
        assert!(said.contains("Not imported"), "{said}");
        assert!(!holds(&home, NAME), "{redacted:?} brought back: {said}");
        home.on("r.sqlite", &["verify"]).done();
    }
}

#[test]
fn a_row_that_was_removed_is_not_brought_back_unasked() {
    let home = named();
    let row = |text: &str| {
        format!(
            r#"{{"format": "ropa-register", "version": 1, "activities": [{{"ref": "A2", "name": "News",
            "role": "controller", "organisation": "O2"{text}}}]}}"#
        )
    };
    home.write(
        "with.json",
        row(&format!(
            r#", "purposes": [{{"ref": "P7", "text": "Of {NAME}"}}]"#
        )),
    );
    home.on("r.sqlite", &["import", "with.json"]).done();
    exported(&home, "old.json", None);
    home.write("without.json", row(""));
    home.on("r.sqlite", &["import", "without.json", "--replace"])
        .done();
    gone(&home, &["--words", NAME]);
    // What was removed since stays removed; it comes back where the record is to be what the file says.
    home.on("r.sqlite", &["import", "old.json"]).done();
    assert!(!holds(&home, NAME));
    let refused = home
        .on("r.sqlite", &["import", "old.json", "--replace"])
        .failed(1);
    assert!(refused.contains("--force"), "{refused}");
    assert!(!holds(&home, NAME));
}

#[test]
fn an_export_from_before_an_identity_of_its_own_is_its_own_and_brings_nothing_back() {
    let home = named();
    exported(&home, "all.json", None);
    exported(&home, "old.json", Some(("A2", "A7")));
    gone(&home, &["--words", NAME]);
    home.on("r.sqlite", &["identity", "new"]).done();
    let refused = home.on("r.sqlite", &["import", "old.json"]).failed(1);
    assert!(refused.contains("--force"), "{refused}");
    let said = home.on("r.sqlite", &["import", "all.json"]).done();
    assert!(!said.contains("another register"), "{said}");
    assert!(!holds(&home, NAME));
}

#[test]
fn what_goes_on_under_an_identity_that_was_left_is_another_register() {
    let home = Home::with_small_register();
    std::fs::copy(home.path("r.sqlite"), home.path("k.sqlite")).unwrap();
    // That it is a copy is told once.
    home.on("k.sqlite", &["list", "activities"]);
    home.on("k.sqlite", &["identity", "new"]).done();
    home.on("r.sqlite", &["reviewed", "A1"]).done();
    exported(&home, "t.json", None);
    let said = home.on("k.sqlite", &["import", "t.json"]).done();
    assert!(said.contains("another register"), "{said}");
}

#[test]
fn copies_from_before_an_identity_of_its_own_are_renewed_too() {
    let home = named();
    home.on("r.sqlite", &["backup", "r.sqlite.version-1"])
        .done();
    let reviewed = || home.on("r.sqlite", &["reviewed", "A1"]).done();
    reviewed();
    home.on("r.sqlite", &["identity", "new"]).done();
    gone(&home, &["--words", NAME]);
    assert!(!home.path("r.sqlite.version-1").exists());
    assert!(!holds(&home, NAME));
}

#[test]
fn words_in_forms_that_were_not_looked_for_are_told_before_and_after() {
    let home = named();
    let asked = ["redact", "--words", "SIV AKERBLOM", "--because", "x"];
    home.on("r.sqlite", &asked).failed(1);
    home.write(
        "more.json",
        r#"{"format": "ropa-register", "version": 1, "activities": [{"ref": "A3", "name": "Of Siv Akerblom"}]}"#,
    );
    home.on("r.sqlite", &["import", "more.json"]).done();
    let told = home.on("r.sqlite", &asked).out;
    assert!(
        told.contains("stay") && told.contains("“Siv Åkerblom”"),
        "{told}"
    );
    let done = home
        .on("r.sqlite", &[&asked[..], &["--yes"]].concat())
        .done();
    assert!(
        done.contains("stay") && done.contains("“Siv Åkerblom”"),
        "{done}"
    );
}

#[test]
fn what_decides_over_a_hold_or_a_disposal_is_not_taken_out() {
    let home = Home::new();
    home.ropa(&["sample", "r.sqlite"]).done();
    let list = |kind: &str| {
        home.on("r.sqlite", &["list", kind, "--format", "json"])
            .json()
    };
    for (kind, field) in [("holdings", "disposed_on"), ("holds", "lifted_on")] {
        let all = list(kind);
        let Some(reference) = all[0]["ref"].as_str() else {
            panic!("no {kind}");
        };
        let told = home
            .on(
                "r.sqlite",
                &["redact", reference, field, "--because", "x", "--yes"],
            )
            .failed(1);
        assert!(told.contains(reference), "{told}");
    }
}

#[test]
fn the_own_record_is_called_register_whatever_its_reference() {
    let home = Home::new();
    home.ropa(&["sample", "r.sqlite"]).done();
    gone(&home, &["register", "title"]);
    let listed = home.on("r.sqlite", &["list", "redactions"]).done();
    assert!(listed.contains("register/Z1"), "{listed}");
    for shown in ["register", "register/Z1"] {
        let text = home.on("r.sqlite", &["show", shown]).done();
        assert!(text.starts_with(shown), "{text}");
    }
    for reference in ["register", "Register", ".", ".."] {
        let file = format!(
            r#"{{"format": "ropa-register", "version": 1, "activities": [{{"ref": "{reference}", "name": "x"}}]}}"#
        );
        home.write("bad.json", file);
        home.on("r.sqlite", &["import", "bad.json"]).failed(1);
    }
}

#[test]
fn spellings_near_to_the_words_are_told_with_their_places_before_and_after() {
    let home = Home::with_small_register();
    home.write(
        "more.json",
        r#"{"format": "ropa-register", "version": 1, "activities": [
            {"ref": "A3", "name": "Letters", "owner": "Anna-Lena Ek", "department": "Of Anna Lena Ek",
            "notes": "AnnaLena decides; Ek, Anna-Lena signs.", "none": {"started_on": "A. Ek knows"}}]}"#,
    );
    home.on("r.sqlite", &["import", "more.json"]).done();
    let asked = ["redact", "--words", "Anna-Lena Ek", "--because", "x"];
    let shown = home.on("r.sqlite", &asked);
    let done = home
        .on("r.sqlite", &[&asked[..], &["--yes"]].concat())
        .done();
    for told in [shown.out, done] {
        for (form, place) in [
            ("Anna Lena Ek", "A3 Department"),
            ("Ek, Anna-Lena", "A3 Notes"),
            ("A. Ek", "A3 Start date"),
        ] {
            let line = told
                .lines()
                .find(|line| line.contains(&format!("“{form}”")));
            let line = line.unwrap_or_else(|| panic!("{form}: {told}"));
            let known = line.contains(place) || place.ends_with("date") && line.contains("A3 ");
            assert!(known && line.contains("the history (3)"), "{line}");
        }
    }
}

#[test]
fn a_copy_from_before_the_last_redaction_is_told_and_replaced() {
    let home = named();
    home.on("r.sqlite", &["backup", "kept.sqlite"]).done();
    home.on("r.sqlite", &["redact", "--finish"]).failed(1);
    gone(&home, &["--words", NAME]);
    let verified = home.on("r.sqlite", &["verify"]).done();
    assert!(!verified.contains("--finish"), "{verified}");
    std::fs::rename(
        home.path("kept.sqlite"),
        home.path("r-before-2026-01-01-000000.sqlite"),
    )
    .unwrap();
    let verified = home.on("r.sqlite", &["verify"]).done();
    assert!(
        verified.contains("r-before-2026") && verified.contains("--finish"),
        "{verified}"
    );
    let again = ["redact", "--words", NAME, "--because", "x", "--yes"];
    let told = home.on("r.sqlite", &again).failed(1);
    assert!(
        told.contains("r-before-2026") && told.contains("--finish"),
        "{told}"
    );
    assert!(holds(&home, NAME));
    let done = home.on("r.sqlite", &["redact", "--finish"]).done();
    assert!(done.contains("rewritten"), "{done}");
    assert!(!holds(&home, NAME) && !home.path("r-before-2026-01-01-000000.sqlite").exists());
    home.on("r.sqlite", &again).failed(1);
    home.on("r.sqlite", &["verify"]).done();
}

#[test]
fn what_was_taken_out_is_marked_in_every_view_and_format() {
    let home = Home::new();
    home.ropa(&["sample", "r.sqlite"]).done();
    let of = |kind: &str| {
        let all = home
            .on("r.sqlite", &["list", kind, "--format", "json"])
            .json();
        all[0]["ref"].as_str().unwrap_or_default().to_owned()
    };
    let mut marked = Vec::new();
    for (kind, fields) in [
        (
            "activities",
            &["name", "organisation", "owner", "started_on", "role"][..],
        ),
        ("organisations", &["name", "country", "email"]),
        ("agreements", &["organisation", "signed_on"]),
        ("measures", &["name"]),
        ("schedules", &["name"]),
    ] {
        let reference = of(kind);
        for field in fields {
            let ran = home.on(
                "r.sqlite",
                &["redact", &reference, field, "--because", "x", "--yes"],
            );
            if ran.code == 0 {
                marked.push((reference.clone(), *field));
            }
        }
    }
    assert!(marked.len() > 8, "{marked:?}");
    for (reference, field) in &marked {
        let json = home
            .on("r.sqlite", &["show", reference, "--format", "json"])
            .json();
        let keys = json["redacted"].as_array().unwrap();
        assert!(keys.iter().any(|key| key == field), "{reference} {field}");
        assert_eq!(json.get(field), None);
    }
    let day = "2026-11-21";
    for line in [
        "list activities",
        "list organisations",
        "list agreements",
        "list measures",
        "list schedules",
        "list redactions",
        "show O1",
        "show A1",
        "show register",
        "check",
        "due",
        "disposals",
        "log",
        "verify",
        "list activities --format csv",
        "check --format json",
        "due --format json",
        "log --format json",
    ]
    .iter()
    .map(|line| line.split(' ').collect::<Vec<_>>())
    .chain([
        vec!["diff", day],
        vec!["--as-of", day, "list", "activities"],
        vec!["--as-of", day, "show", "A1"],
    ]) {
        let ran = home.on("r.sqlite", &line);
        assert!(
            ran.code == 0 || ran.code <= 2 && !ran.err.contains("panicked"),
            "{line:?}: {}",
            ran.err
        );
        assert!(!ran.out.contains("{\"redacted\""), "{line:?}: {}", ran.out);
    }
    for format in ["json", "markdown", "csv", "txt", "html"] {
        let ran = home.on("r.sqlite", &["export", "--format", format]);
        assert!(!ran.err.contains("panicked"), "{}", ran.err);
        if format == "markdown" {
            assert!(ran.out.contains("Redacted on"), "{}", ran.out);
        }
    }
    // Into an empty register it comes with its marks.
    exported(&home, "all.json", None);
    let export = std::fs::read(home.path("all.json")).unwrap();
    home.ropa(&["new", "e.sqlite", "--name", "x", "--country", "SE"])
        .done();
    home.on("e.sqlite", &["import", "all.json"]);
    for (reference, field) in &marked {
        let json = home
            .on("e.sqlite", &["show", reference, "--format", "json"])
            .json();
        let keys = json["redacted"].as_array().unwrap();
        assert!(keys.iter().any(|key| key == field), "{reference} {field}");
    }
    home.on("e.sqlite", &["verify"]).done();
    let text = String::from_utf8(export).unwrap();
    assert!(text.contains("\"redacted\": ["));
}

#[test]
fn a_reason_that_is_too_long_for_its_label_is_taken_out_of_that_too() {
    let home = Home::with_small_register();
    home.write(
        "a.json",
        r#"{"format": "ropa-register", "version": 1, "activities": [
            {"ref": "A3", "name": "Payroll", "role": "controller", "organisation": "O2",
            "retention": [{"ref": "R1", "name": "Sheets", "kind": "fixed", "period": "P2Y", "mode": "batch"}]}]}"#,
    );
    home.on("r.sqlite", &["import", "a.json"]).done();
    let reason = format!("{NAME} sued us over {}", "many things, ".repeat(60));
    let hold = [
        "hold",
        "A3/R1",
        "--reason",
        &reason,
        "--review",
        "2027-01-01",
    ];
    home.on("r.sqlite", &hold).done();
    let redact = ["redact", "A3/R1/X1", "reason", "--because", "x", "--yes"];
    home.on("r.sqlite", &redact).done();
    assert!(!holds(&home, NAME));
    home.on("r.sqlite", &["verify"]).done();
}

#[test]
fn words_of_ones_own_in_a_choice_are_taken_out_of_labels_too() {
    let home = Home::with_small_register();
    let register = format!(
        r#"{{"format": "ropa-register", "version": 1, "activities": [
            {{"ref": "A3", "name": "Payroll", "role": "controller", "organisation": "O2",
            "data_subjects": [{{"ref": "U1", "category": ["Children of {NAME}"]}}]}}]}}"#
    );
    home.write("a.json", register);
    home.on("r.sqlite", &["import", "a.json"]).done();
    home.on("r.sqlite", &["set", "children", "yes", "A3/U1"])
        .done();
    assert!(home.on("r.sqlite", &["log"]).done().contains(NAME));
    let redact = ["redact", "A3/U1", "category", "--because", "x", "--yes"];
    home.on("r.sqlite", &redact).done();
    assert!(!holds(&home, NAME));
}
