//! The journal from the command line: log, undo, redo, verify, as of a day, and a copy.

use super::Home;

#[test]
fn the_log_says_who_did_what_and_when() {
    let home = Home::with_small_register();
    let json = home.on("r.sqlite", &["log", "--format", "json"]).json();
    let short = |at: usize| json[at]["hash"].as_str().unwrap()[..12].to_owned();
    assert_eq!(
        home.on("r.sqlite", &["log"]).done(),
        format!(
            "No.  When              Who   What                  Changes  Hash\n\
             2    2026-11-21 14:03  Test  Import of small.json  14       {}\n\
             1    2026-11-21 14:03  Test  New register          2        {}\n",
            short(0),
            short(1)
        )
    );
    assert_eq!(json[0]["at"], super::NOW);
    assert_eq!(json[0]["previous_hash"], json[1]["hash"]);
    let rename = r#"{"format": "ropa-register", "version": 1,
        "activities": [{"ref": "A2", "name": "News", "role": "controller", "organisation": "O2"}]}"#;
    home.fed(
        rename.as_bytes(),
        &["--register", "r.sqlite", "import", "-"],
    )
    .done();
    let told = home.on("r.sqlite", &["log", "A2"]).done();
    let log = home
        .on("r.sqlite", &["log", "A2", "--format", "json"])
        .json();
    let short = |at: usize| log[at]["hash"].as_str().unwrap()[..12].to_owned();
    assert_eq!(
        told,
        format!(
            "3  2026-11-21 14:03  Test  Import of -  {}\n  A2: Name: Newsletter → News\n\
             2  2026-11-21 14:03  Test  Import of small.json  {}\n  A2: Activity created: Newsletter\n",
            short(0),
            short(1)
        )
    );
    assert_eq!(log[0]["field"], "name");
    assert_eq!(
        (log[0]["before"].as_str(), log[0]["after"].as_str()),
        (Some("Newsletter"), Some("News"))
    );
}

#[test]
fn what_is_undone_can_be_done_again_and_both_stay_in_the_journal() {
    let home = Home::with_small_register();
    let before = home.on("r.sqlite", &["list", "activities"]).done();
    assert_eq!(
        home.on("r.sqlite", &["undo"]).done(),
        "Undone: Import of small.json (14 edits).\n"
    );
    assert_eq!(home.on("r.sqlite", &["list", "activities"]).out, "");
    // The history of what is gone can still be asked for.
    assert!(
        home.on("r.sqlite", &["log", "A1"])
            .done()
            .contains("A1: Activity removed")
    );
    let refused = home.on("r.sqlite", &["undo"]).failed(1);
    assert!(refused.starts_with("Error: "), "{refused}");
    assert_eq!(
        home.on("r.sqlite", &["redo", "--lang", "sv"]).done(),
        "Gjort om: Import of small.json (14 ändringar).\n"
    );
    assert_eq!(home.on("r.sqlite", &["list", "activities"]).done(), before);
    home.on("r.sqlite", &["redo"]).failed(1);
    let log = home.on("r.sqlite", &["log"]).done();
    assert!(
        log.contains("Undo: Import of small.json (undoes 2)"),
        "{log}"
    );
    home.on("r.sqlite", &["verify"]).done();
}

#[test]
fn verify_gives_the_print_and_says_no_when_a_byte_was_changed() {
    let home = Home::with_small_register();
    let said = home.on("r.sqlite", &["verify"]).done();
    let export = home.on("r.sqlite", &["export", "--format", "json"]).json();
    assert!(
        said.contains(export["change"]["hash"].as_str().unwrap()),
        "{said}"
    );
    // Somebody writes into the file by other means, trigger or no trigger: the bytes of a name, in place.
    let path = home.path("r.sqlite");
    let mut bytes = std::fs::read(&path).unwrap();
    let name = b"Newsletter";
    let at = bytes
        .windows(name.len())
        .rposition(|window| window == name)
        .unwrap();
    bytes[at..at + name.len()].copy_from_slice(b"Newsfetter");
    std::fs::write(&path, bytes).unwrap();
    let tampered = home.on("r.sqlite", &["verify"]);
    assert_eq!(tampered.code, 1, "{}", tampered.out);
    assert!(tampered.out.contains("not intact"), "{}", tampered.out);
}

#[test]
fn the_register_can_be_exported_as_of_a_day() {
    let mut home = Home::with_small_register();
    home.set("ROPA_NOW", "2026-12-24T09:00:00+01:00");
    let rename = r#"{"format": "ropa-register", "version": 1,
        "activities": [{"ref": "A2", "name": "News", "role": "controller", "organisation": "O2"}]}"#;
    home.fed(
        rename.as_bytes(),
        &["--register", "r.sqlite", "import", "-"],
    )
    .done();
    let export = |arguments: &[&str]| {
        home.on(
            "r.sqlite",
            &[&["export", "--format", "json"], arguments].concat(),
        )
        .json()
    };
    let then = export(&["--as-of", "2026-12-23"]);
    assert_eq!(
        (then["as_of"].as_str(), then["change"]["number"].as_i64()),
        (Some("2026-12-23"), Some(2))
    );
    assert_eq!(then["activities"][1]["name"], "Newsletter");
    let now = export(&["--as-of", "today"]);
    assert_eq!(
        (now["as_of"].as_str(), now["change"]["number"].as_i64()),
        (Some("2026-12-24"), Some(3))
    );
    // Another today is no look back: that is told.
    let other = home.on(
        "r.sqlite",
        &["export", "--format", "json", "--today", "2026-12-01"],
    );
    assert_eq!(other.code, 0);
    assert!(
        other.out.contains("\"as_of\": \"2026-12-01\"") && other.out.contains("\"News\""),
        "{}",
        other.out
    );
    assert!(
        other
            .err
            .starts_with("Warning: The date 1 December 2026 is before"),
        "{}",
        other.err
    );
    assert!(
        other.err.contains("\nHint: Add --as-of 2026-12-01"),
        "{}",
        other.err
    );
}

#[test]
fn a_copy_is_a_register_of_its_own() {
    let home = Home::with_small_register();
    home.on("r.sqlite", &["backup", "copy.sqlite"]).done();
    assert_eq!(
        home.on("copy.sqlite", &["export", "--format", "json"])
            .done(),
        home.on("r.sqlite", &["export", "--format", "json"]).done()
    );
    let refused = home.on("r.sqlite", &["backup", "copy.sqlite"]).failed(2);
    assert!(
        refused.starts_with("Error: The file copy.sqlite already exists."),
        "{refused}"
    );
}

#[test]
fn the_difference_between_two_days_names_what_came_went_and_changed() {
    let mut home = Home::new();
    home.set("ROPA_NOW", "2026-01-10T09:00:00+01:00");
    home.ropa(&["new", "r.sqlite", "--name", "X AB", "--country", "SE"])
        .done();
    home.set("ROPA_NOW", "2026-03-10T09:00:00+01:00");
    let more = r#"{ "format": "ropa-register", "version": 1,
        "organisations": [ { "ref": "O2", "name": "Payer AB", "country": "SE" } ],
        "activities": [ { "ref": "A1", "name": "Payroll" } ] }"#;
    home.write("more.json", more);
    home.on("r.sqlite", &["import", "more.json"]).done();
    let said = home.on("r.sqlite", &["diff", "2026-01-31"]).done();
    assert!(
        said.contains("A1: Activity created") && said.contains("O2: Organisation created"),
        "{said}"
    );
    let said = home
        .on("r.sqlite", &["diff", "2026-01-31", "2026-02-28"])
        .done();
    assert_eq!(said, "No differences.\n");
    let json = home
        .on("r.sqlite", &["diff", "2026-01-31", "--format", "json"])
        .json();
    assert!(
        json.as_array()
            .unwrap()
            .iter()
            .any(|change| change["ref"] == "A1")
    );
    let told = home
        .on("r.sqlite", &["diff", "2026-02-01", "2026-01-01"])
        .failed(2);
    assert!(told.contains("is before the first"), "{told}");
    // Before the register was begun there is nothing to compare with, as an export of that day says too.
    let told = home.on("r.sqlite", &["diff", "2025-12-31"]).failed(2);
    assert!(told.contains("10 January 2026"), "{told}");
}

#[test]
fn a_copy_is_taken_back_and_what_stood_there_is_kept() {
    let mut home = Home::with_small_register();
    home.set("ROPA_NOW", "2027-03-10T09:00:00+01:00");
    home.on("r.sqlite", &["backup", "copy.sqlite"]).done();
    let before = home.on("r.sqlite", &["export", "--format", "json"]).done();
    home.write("r.sqlite", "no register any more");
    let said = home.on("r.sqlite", &["restore", "copy.sqlite"]).done();
    assert!(said.contains("r-before-2027-03-10-090000.sqlite"), "{said}");
    assert_eq!(
        home.on("r.sqlite", &["export", "--format", "json"]).done(),
        before
    );
    let aside = std::fs::read(home.path("r-before-2027-03-10-090000.sqlite")).unwrap();
    assert_eq!(aside, b"no register any more");
    home.write("torn.sqlite", "torn");
    home.on("r.sqlite", &["restore", "torn.sqlite"]).failed(2);
    // A check of what cannot even be opened has an answer: no.
    let whole = std::fs::read(home.path("r.sqlite")).unwrap();
    home.write("half.sqlite", &whole[..whole.len() / 2]);
    home.on("half.sqlite", &["verify"]).failed(1);
    let told = home.on("r.sqlite", &["restore", "none.sqlite"]).failed(2);
    assert!(!told.contains("ropa new"), "{told}");
    home.on("r.sqlite", &["restore", "r.sqlite"]).failed(2);
    assert_eq!(
        home.on("r.sqlite", &["export", "--format", "json"]).done(),
        before
    );
}

/// A register in which Test made A1 and A2 and renamed A1, and Ann then renamed A2.
fn after_another() -> Home {
    let mut home = Home::with_small_register();
    let renamed = |reference: &str, name: &str| {
        format!(
            r#"{{"format": "ropa-register", "version": 1, "activities": [{{"ref": "{reference}", "name": "{name}",
            "role": "controller", "organisation": "O1"}}]}}"#
        )
    };
    let import = &["--register", "r.sqlite", "import", "-"];
    home.fed(renamed("A1", "Wages").as_bytes(), import).done();
    home.set("ROPA_AUTHOR", "Ann");
    home.fed(renamed("A2", "Post").as_bytes(), import).done();
    home.set("ROPA_AUTHOR", "Test");
    home
}

#[test]
fn another_persons_change_is_taken_back_only_where_that_is_said() {
    let home = after_another();
    let name = |reference: &str| {
        home.on("r.sqlite", &["show", reference, "--format", "json"])
            .json()["name"]
            .clone()
    };
    let refused = home.on("r.sqlite", &["undo"]).failed(1);
    assert!(
        refused.contains("saved by Ann") && refused.contains("“Import of -”"),
        "{refused}"
    );
    assert!(
        refused.contains("--theirs") && refused.contains("--mine"),
        "{refused}"
    );
    assert_eq!(home.on("r.sqlite", &["undo", "--mine", "--theirs"]).code, 2);
    home.on("r.sqlite", &["undo", "--mine"]).done();
    assert_eq!((name("A1"), name("A2")), ("Payroll".into(), "Post".into()));
    home.on("r.sqlite", &["redo"]).done();
    home.on("r.sqlite", &["undo", "--theirs"]).done();
    assert_eq!(
        (name("A1"), name("A2")),
        ("Wages".into(), "Newsletter".into())
    );
    home.on("r.sqlite", &["verify"]).done();
}

#[test]
fn another_persons_undo_is_redone_only_where_that_is_said() {
    let mut home = after_another();
    home.on("r.sqlite", &["undo", "--theirs"]).done();
    home.set("ROPA_AUTHOR", "Ann");
    let refused = home.on("r.sqlite", &["redo"]).failed(1);
    assert!(
        refused.contains("Test undid") && !refused.contains("--mine"),
        "{refused}"
    );
    home.on("r.sqlite", &["redo", "--mine"]).failed(1);
    home.on("r.sqlite", &["redo", "--theirs"]).done();
}

#[test]
fn ones_own_change_is_not_offered_where_another_rests_on_it() {
    let home = after_another();
    // Test's latest is now the record of A1 itself, on which later changes rest.
    home.on("r.sqlite", &["undo", "--mine"]).done();
    let refused = home.on("r.sqlite", &["undo"]).failed(1);
    assert!(!refused.contains("--mine"), "{refused}");
    home.on("r.sqlite", &["undo", "--mine"]).failed(1);
    home.on("r.sqlite", &["verify"]).done();
}

#[test]
fn a_reason_stands_with_its_change_in_the_journal() {
    let home = Home::with_small_register();
    home.on(
        "r.sqlite",
        &["reviewed", "A1", "--because", " asked by\nthe board "],
    )
    .done();
    let log = home.on("r.sqlite", &["log", "--format", "json"]).json();
    assert_eq!(log[0]["because"], "asked by the board");
    assert!(!log[0]["label"].as_str().unwrap().contains("board"));
    assert!(log[1]["because"].is_null());
    let text = home.on("r.sqlite", &["log"]).done();
    assert!(text.contains(" · Reason: asked by the board"), "{text}");
    let text = home.on("r.sqlite", &["log", "A1"]).done();
    assert!(text.contains(" · Reason: asked by the board"), "{text}");
    let too_much = "x".repeat(501);
    let refused = home
        .on("r.sqlite", &["reviewed", "A1", "--because", &too_much])
        .failed(2);
    assert!(
        refused.contains("501") && refused.contains("500"),
        "{refused}"
    );
    home.on("r.sqlite", &["undo", "--because", "  "]).done();
    let log = home.on("r.sqlite", &["log", "--format", "json"]).json();
    assert!(log[0]["because"].is_null());
    home.on("r.sqlite", &["verify"]).done();
}

#[test]
fn every_command_that_writes_takes_a_reason() {
    // What a command makes whole, or writes outside the register, has nothing to explain to the journal.
    let none = [
        "new",
        "sample",
        "export",
        "list",
        "show",
        "notice",
        "check",
        "due",
        "disposals",
        "country",
        "log",
        "diff",
        "verify",
        "backup",
        "restore",
        "config",
        "manual",
        "rules",
        "law",
        "completions",
        "mapping",
        "uses",
    ];
    for command in ropa::cli::command::COMMANDS {
        let takes = command
            .parameters
            .iter()
            .any(|parameter| matches!(parameter.name, "because" | "reason"));
        assert_eq!(takes, !none.contains(&command.name), "{}", command.name);
    }
}

#[test]
fn what_came_is_told_with_what_it_says() {
    let home = Home::with_small_register();
    let before = home.on("r.sqlite", &["export", "--format", "json"]).json();
    home.write("before.json", before.to_string());
    let more = r#"{ "format": "ropa-register", "version": 1, "activities": [{ "ref": "N1", "name": "Newsletter",
        "recipients": [{ "ref": "C1", "category": "Printers", "role": "processor", "countries": ["IE"] }],
        "data_subjects": [{ "ref": "S1", "category": ["Subscribers"] }] }] }"#;
    home.write("more.json", more);
    home.on("r.sqlite", &["import", "more.json"]).done();
    let said = home
        .on("r.sqlite", &["diff", "--with", "before.json"])
        .done();
    for told in ["Printers", "Processor", "Ireland", "Subscribers"] {
        assert!(said.contains(told), "{told}: {said}");
    }
}

#[test]
fn the_history_calls_records_as_they_were_called_when_each_change_was_made() {
    let home = Home::with_small_register();
    let fed = |records: &str| {
        let file = format!(r#"{{"format": "ropa-register", "version": 1, {records}}}"#);
        home.fed(file.as_bytes(), &["--register", "r.sqlite", "import", "-"])
            .done();
    };
    fed(
        r#""organisations": [{"ref": "O8", "name": "Alfa AB"}, {"ref": "O9", "name": "Gamma AB"}],
        "agreements": [{"ref": "G7", "organisation": "O8", "kind": "processor_contract"}],
        "activities": [{"ref": "A2", "recipients": [{"ref": "C7", "organisation": "O8", "agreement": "G7"}],
            "transfers": [{"ref": "T7", "country": "US", "recipients": ["C7"]}]}]"#,
    );
    fed(r#""organisations": [{"ref": "O8", "name": "Beta AB"}]"#);
    let log = || home.on("r.sqlite", &["log", "A2"]).done();
    let then = |log: &str| {
        let line = log
            .lines()
            .find(|line| line.contains("A2/C7: Recipient created"));
        line.unwrap_or_else(|| panic!("{log}")).to_owned()
    };
    let before = then(&log());
    assert!(
        before.contains("Organisation: Alfa AB (O8)") && before.contains("Agreement: Alfa AB (G7)"),
        "{before}"
    );
    assert!(log().contains("Recipients: Alfa AB (C7)"), "{}", log());
    // What is gone is called so too.
    home.on("r.sqlite", &["replace", "O8", "O9", "--merge", "--yes"])
        .done();
    assert_eq!(then(&log()), before);
    let json = home.on("r.sqlite", &["log", "A2", "--format", "json"]).out;
    assert!(
        json.contains("\"A2/C7\"") && !json.contains("\"parent\""),
        "{json}"
    );
}

#[test]
fn who_does_not_sign_is_put_into_words_where_it_is_read() {
    let mut home = Home::with_small_register();
    home.set("ROPA_AUTHOR", "");
    for name in ["USER", "USERNAME", "LOGNAME"] {
        home.set(name, "");
    }
    home.on("r.sqlite", &["set", "owner", "HR", "A2", "--lang", "sv"])
        .done();
    let log = |lang| home.on("r.sqlite", &["log", "--lang", lang]).done();
    assert!(log("sv").contains("okänd") && !log("sv").contains("unknown"));
    assert!(log("en").contains("unknown") && !log("en").contains("okänd"));
    let json = home.on("r.sqlite", &["log", "--format", "json"]).json();
    assert!(json[0]["author"].is_null(), "{json}");
    // It is one's own in whatever language.
    home.on("r.sqlite", &["undo", "--lang", "en"]).done();
}
