//! `ropa set` and `ropa replace`: one change to several records at once.

use serde_json::Value as Json;

use super::Home;

fn exported(home: &Home) -> Json {
    home.on("s.sqlite", &["export", "--format", "json"]).json()
}

fn record<'a>(export: &'a Json, list: &str, reference: &str) -> &'a Json {
    let records = export[list].as_array().unwrap();
    records.iter().find(|it| it["ref"] == reference).unwrap()
}

fn home() -> Home {
    let home = Home::new();
    home.ropa(&["sample", "s.sqlite", "--activities", "24"])
        .done();
    home
}

#[test]
fn a_field_is_set_on_several_as_one_change_that_is_taken_back_as_one() {
    let home = home();
    let before = exported(&home);
    home.on("s.sqlite", &["set", "owner", "Registrar", "A1", "A2", "A3"])
        .done();
    let after = exported(&home);
    for reference in ["A1", "A2", "A3"] {
        assert_eq!(
            record(&after, "activities", reference)["owner"],
            "Registrar"
        );
    }
    // What can hold several is added to, by reference or by name; a field is named as a form shows it too.
    let measure = record(&before, "measures", "M9")["name"].as_str().unwrap();
    home.on(
        "s.sqlite",
        &["set", "Security measures", measure, "A1", "A4"],
    )
    .done();
    let after = exported(&home);
    let measures = record(&after, "activities", "A1")["measures"]
        .as_array()
        .unwrap()
        .clone();
    let had = record(&before, "activities", "A1")["measures"]
        .as_array()
        .unwrap();
    assert!(had.iter().all(|it| measures.contains(it)) && measures.contains(&"M9".into()));
    // A recipient is a row that names it, once.
    for _ in 0..2 {
        home.on("s.sqlite", &["set", "recipients", "O12", "A1", "A2"])
            .done();
    }
    let after = exported(&home);
    let named = record(&after, "activities", "A2")["recipients"]
        .as_array()
        .unwrap();
    assert_eq!(
        named
            .iter()
            .filter(|it| it["organisation"] == "O12")
            .count(),
        1
    );
    for _ in 0..3 {
        home.on("s.sqlite", &["undo"]).done();
    }
    assert_eq!(exported(&home)["activities"], before["activities"]);
    home.on("s.sqlite", &["verify"]).done();
}

#[test]
fn what_cannot_be_set_is_told_and_nothing_is_written() {
    let home = home();
    let before = exported(&home);
    for (arguments, told) in [
        (&["set", "owners", "x", "A1"][..], "no field"),
        (&["set", "next_review_on", "soon", "A1"][..], "soon"),
        (&["set", "measures", "M99", "A1"][..], "M99"),
        (&["set", "dpia_required", "maybe", "A1"][..], "unclear"),
        (&["set", "owner", "x", "A1", "A999"][..], "A999"),
        (
            &["set", "organisation", "O10", "A1"][..],
            "not one of your own",
        ),
        (&["replace", "O10", "O10"][..], "itself"),
        (&["replace", "O10", "M1"][..], "cannot be replaced"),
        (
            &["replace", "O10", "M1", "--merge"][..],
            "cannot be replaced",
        ),
        (
            &["replace", "register", "A1/R1", "--merge"][..],
            "cannot be replaced",
        ),
        // What was done at the desk of an activity stays with it.
        (
            &["replace", "A16", "A17", "--merge"][..],
            "cannot be replaced",
        ),
        (&["replace", "O2", "O10"][..], "not one of your own"),
        // Nor are one of ours and another made one, where nothing that takes ours names it.
        (
            &["replace", "O1", "O10", "--merge", "--yes"][..],
            "your own organisation",
        ),
        (
            &["replace", "O10", "O1", "--merge", "--yes"][..],
            "your own organisation",
        ),
    ] {
        let ran = home.on("s.sqlite", arguments);
        assert_ne!(ran.code, 0, "{arguments:?}");
        assert!(ran.err.contains(told), "{arguments:?}: {}", ran.err);
    }
    assert_eq!(exported(&home), before);
}

#[test]
fn two_organisations_that_were_entered_twice_are_made_one_and_nothing_names_what_went() {
    let home = home();
    let before = exported(&home);
    let named = |export: &Json, reference: &str| {
        export["activities"]
            .to_string()
            .matches(&format!("\"{reference}\""))
            .count()
            + export["agreements"]
                .to_string()
                .matches(&format!("\"{reference}\""))
                .count()
    };
    let (of_one, of_other) = (named(&before, "O10"), named(&before, "O11"));
    assert!(of_one > 0);
    // What proves something of the one is not made to prove it of the other unasked.
    let asked = home.on("s.sqlite", &["replace", "O10", "O11"]);
    assert!(
        asked.code == 1 && asked.err.contains("--yes"),
        "{}",
        asked.err
    );
    assert!(asked.out.contains("Status: Signed"), "{}", asked.out);
    assert_eq!(exported(&home)["agreements"], before["agreements"]);
    home.on("s.sqlite", &["replace", "O10", "O11", "--yes"])
        .done();
    let replaced = exported(&home);
    assert_eq!(named(&replaced, "O10"), 0);
    assert_eq!(named(&replaced, "O11"), of_one + of_other);
    record(&replaced, "organisations", "O10");
    home.on("s.sqlite", &["undo"]).done();
    assert_eq!(exported(&home)["activities"], before["activities"]);
    // What only one can have, and both say, is told before it is given up.
    let merge = ["replace", "O10", "O11", "--merge", "--yes"];
    let number = record(&before, "organisations", "O10")["registration_number"].as_str();
    let asked = home.on("s.sqlite", &merge[..4]);
    assert!(asked.out.contains(number.unwrap()), "{}", asked.out);
    assert!(
        asked.code == 1 && asked.err.contains("--yes"),
        "{}",
        asked.err
    );
    assert_eq!(exported(&home)["organisations"], before["organisations"]);
    let said = home.on("s.sqlite", &merge).done();
    assert!(said.contains(number.unwrap()), "{said}");
    let merged = exported(&home);
    let organisations = merged["organisations"].as_array().unwrap();
    assert!(organisations.iter().all(|it| it["ref"] != "O10"));
    let gone = record(&before, "organisations", "O10")["name"].clone();
    let known_as = record(&merged, "organisations", "O11")["trading_names"]
        .as_array()
        .unwrap();
    assert!(known_as.contains(&gone), "{known_as:?}");
    home.on("s.sqlite", &["verify"]).done();
    home.on("s.sqlite", &["undo"]).done();
    let back = exported(&home);
    assert_eq!(back["organisations"], before["organisations"]);
    assert_eq!(back["agreements"], before["agreements"]);
}

#[test]
fn no_other_activity_is_read_but_where_a_field_may_name_any() {
    let home = home();
    let other = rusqlite::Connection::open(home.path("s.sqlite")).unwrap();
    other
        .execute_batch(
            "PRAGMA ignore_check_constraints = ON; UPDATE activity SET record_status = 'nonsense' WHERE ref = 'A5'",
        )
        .unwrap();
    drop(other);
    let told = |field: &str, value: &str| home.on("s.sqlite", &["set", field, value, "A1"]).err;
    // Nothing is written to a file that contradicts itself; what set asks for could be read.
    assert!(told("owner", "Registrar").contains("contradicts itself"));
    assert!(told("Related activities", "A2").contains("“record_status” of A5"));
}

#[test]
fn a_day_that_is_set_is_told_as_it_was_read() {
    let home = home();
    let ran = home.on("s.sqlite", &["set", "last_reviewed_on", "03/04/2025", "A1"]);
    assert!(ran.out.contains("3 April 2025"), "{}", ran.out);
}

/// The journal keeps what a set was called: what was there before is no name of what it was done to.
#[test]
fn what_was_set_is_called_by_the_new_value_and_not_by_the_old_one() {
    let home = home();
    let newest = |arguments: &[&str]| {
        home.on("s.sqlite", arguments).done();
        let log = home.on("s.sqlite", &["log", "--format", "json"]).json();
        let sets = log.as_array().unwrap().iter();
        let newest = sets.max_by_key(|set| set["number"].as_u64()).unwrap();
        newest["label"].as_str().unwrap().to_owned()
    };
    let before = exported(&home);
    let activity = record(&before, "activities", "A1")["name"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(
        newest(&["set", "country", "BR", "A1/T1", "--yes"]),
        format!("Third country set to Brazil: A1/T1 ({activity})")
    );
    // A field that names nothing leaves the name.
    assert_eq!(
        newest(&["set", "owner", "Registrar", "A1"]),
        format!("Owner set to Registrar: {activity} (A1)")
    );
    // What several can have is added to.
    let added = newest(&["set", "measures", "M9", "A4"]);
    assert!(
        added.contains("(M9) added under Security measures: "),
        "{added}"
    );
    // What is taken out for good is taken out of what was called by it.
    let out = ["redact", "A1", "owner", "--because", "test", "--yes"];
    home.on("s.sqlite", &out).done();
    let log = home.on("s.sqlite", &["log"]).done();
    assert!(!log.contains("Registrar"), "{log}");
}

/// What a command of its own records is not set past what that command asks and refuses.
#[test]
fn what_a_command_of_its_own_records_is_left_to_it() {
    let home = home();
    let export = exported(&home);
    let waiver = export["waivers"][0]["ref"].as_str().unwrap();
    for (arguments, command) in [
        (["disposed_on", "2026-11-20", "A1/R1/H4"], "ropa dispose"),
        (["Done on", "2026-11-20", "A1/R1/H4"], "ropa dispose"),
        (["extended_until", "2040-01-01", "A1/R1/H4"], "ropa extend"),
        (["rule", "R99", waiver], "ropa waive"),
        (["until", "2020-01-01", waiver], "ropa waive"),
        (["id", "OTHER", "register"], "ropa identity"),
    ] {
        let ran = home.on("s.sqlite", &[&["set"][..], &arguments].concat());
        let told = ran.failed(1);
        assert!(told.contains(command), "{arguments:?}: {told}");
    }
    // Nor do several have on the screen what they cannot have here.
    let told = home
        .on("s.sqlite", &["set", "nonsense", "x", "register"])
        .failed(2);
    assert!(
        !told.contains("Error: 1 has") && !told.contains("identity"),
        "{told}"
    );
    // Days of a batch that its form refuses, and a record that names itself.
    for arguments in [
        ["started_on", "2040-01-01", "A1/R1/H4"],
        ["started_on", "0001-01-01", "A1/R1/H4"],
        ["parent", "O1", "O1"],
        ["related", "A1", "A1"],
    ] {
        let ran = home.on("s.sqlite", &[&["set"][..], &arguments].concat());
        assert!(
            ran.code != 0 && !ran.err.is_empty(),
            "{arguments:?}: {}",
            ran.out
        );
    }
    assert_eq!(exported(&home), export);
}

#[test]
fn records_and_entries_are_deleted_as_one_change_and_come_back() {
    let home = home();
    let before = exported(&home);
    // Others name the measure: which, and what may be done.
    let refused = home.on("s.sqlite", &["delete", "M1"]);
    assert_eq!(refused.code, 1);
    assert!(refused.out.contains("A1 "), "{}", refused.out);
    assert!(refused.err.contains("--with-references"), "{}", refused.err);
    // A batch that is disposed of leaves the log only where that is wanted.
    let rule = "A1/R1";
    let refused = home.on("s.sqlite", &["delete", rule]);
    assert_eq!(refused.code, 1);
    assert!(refused.out.contains("disposal log"), "{}", refused.out);
    assert!(refused.err.contains("--yes"), "{}", refused.err);
    for (arguments, told) in [
        (&["delete", "register"][..], "cannot be deleted"),
        (&["delete", "M1", "M999"][..], "M999"),
    ] {
        let refused = home.on("s.sqlite", arguments);
        assert!(
            refused.code != 0 && refused.err.contains(told),
            "{}",
            refused.err
        );
    }
    assert_eq!(exported(&home), before, "nothing was written");
    let done = [
        "delete",
        "M1",
        "A2",
        rule,
        "A1",
        "A3/P1",
        "--with-references",
        "--yes",
    ];
    home.on("s.sqlite", &done).done();
    let after = exported(&home);
    for (list, gone) in [
        ("measures", "M1"),
        ("activities", "A2"),
        ("activities", "A1"),
    ] {
        let references = after[list].as_array().unwrap().iter();
        assert!(references.clone().count() > 3);
        assert!(references.clone().all(|it| it["ref"] != gone), "{gone}");
    }
    let purposes = |register: &Json| record(register, "activities", "A3")["purposes"].clone();
    assert_eq!(
        purposes(&after).as_array().map_or(0, Vec::len) + 1,
        purposes(&before).as_array().unwrap().len()
    );
    assert!(!after.to_string().contains("\"M1\""), "nothing names it");
    home.on("s.sqlite", &["verify"]).done();
    home.on("s.sqlite", &["undo"]).done();
    let back = exported(&home);
    for list in ["activities", "measures", "organisations", "transfers"] {
        assert_eq!(back[list], before[list], "{list}");
    }
}

#[test]
fn a_dash_answers_with_none_and_a_reason_and_never_stands_as_an_answer() {
    let home = home();
    let before = exported(&home);
    for (arguments, told) in [
        (&["set", "owner", "-", "A1"][..], "--because"),
        (&["set", "name", "-", "A1", "--because", "x"][..], "dash"),
        (
            &["set", "purposes", "-", "A1", "--because", "x"][..],
            "entries",
        ),
        (&["set", "nothing", "–", "A1", "--because", "x"][..], "dash"),
    ] {
        let refused = home.on("s.sqlite", arguments);
        assert_ne!(refused.code, 0, "{arguments:?}");
        assert!(refused.err.contains(told), "{}", refused.err);
    }
    assert_eq!(exported(&home), before);
    let because = ["--because", "Nobody is named for it yet"];
    let set = ["set", "owner", "-", "A1", "A2"];
    home.on("s.sqlite", &[&set[..], &because[..]].concat())
        .done();
    let after = exported(&home);
    for reference in ["A1", "A2"] {
        let activity = record(&after, "activities", reference);
        assert_eq!(activity["owner"], Json::Null);
        assert_eq!(activity["none"]["owner"], because[1]);
    }
}

#[test]
fn a_set_of_whom_asks_what_becomes_of_the_proofs_of_the_one_before() {
    let home = home();
    let before = exported(&home);
    let activities = before["activities"].as_array().unwrap().iter();
    let mut of_contract = activities.flat_map(|activity| {
        let recipients = activity["recipients"].as_array().into_iter().flatten();
        recipients.filter_map(|it| {
            it["agreement"].as_str()?;
            let own = it["organisation"].as_str()?;
            Some((
                format!("{}/{}", activity["ref"].as_str()?, it["ref"].as_str()?),
                own,
            ))
        })
    });
    let (recipient, own) = of_contract.next().unwrap();
    let other = if own == "O11" { "O12" } else { "O11" };
    let set = ["set", "organisation", other, &recipient, "--yes"];
    let asked = home.on("s.sqlite", &set[..4]);
    assert!(
        asked.code == 1 && asked.err.contains("--yes"),
        "{}",
        asked.err
    );
    let line = format!("{recipient} Agreement: ");
    assert!(asked.out.contains(&line), "{}", asked.out);
    assert_eq!(exported(&home)["activities"], before["activities"]);
    home.on("s.sqlite", &set).done();
    assert!(agreement(&home, &recipient).is_some());
    // Where nobody is exchanged, nothing is asked.
    home.on("s.sqlite", &["set", "service", "Payroll", &recipient])
        .done();
    // What proved something of the one before can go with it.
    home.on("s.sqlite", &["undo"]).done();
    home.on("s.sqlite", &["undo"]).done();
    let cleared = [&set[..4], &["--clear-proofs"]].concat();
    let told = home.on("s.sqlite", &cleared).done();
    assert!(
        told.contains("are cleared:") && told.contains(&line),
        "{told}"
    );
    assert!(agreement(&home, &recipient).is_none());
    assert_eq!(organisation(&home, &recipient), other);
}

/// A field of a recipient as an export has it.
fn of_recipient(home: &Home, recipient: &str, key: &str) -> Option<String> {
    let export = exported(home);
    let (activity, row) = recipient.split_once('/').unwrap();
    let rows = record(&export, "activities", activity)["recipients"].as_array();
    let row = rows.unwrap().iter().find(|it| it["ref"] == row);
    row.unwrap()[key].as_str().map(str::to_owned)
}

fn agreement(home: &Home, recipient: &str) -> Option<String> {
    of_recipient(home, recipient, "agreement")
}

fn organisation(home: &Home, recipient: &str) -> String {
    of_recipient(home, recipient, "organisation").unwrap()
}

#[test]
fn who_takes_a_place_everywhere_takes_no_proofs_along_where_they_are_cleared() {
    let home = home();
    let export = exported(&home);
    let activities = export["activities"].as_array().unwrap().iter();
    let mut bound = activities.flat_map(|activity| {
        let recipients = activity["recipients"].as_array().into_iter().flatten();
        recipients.filter_map(|it| {
            it["agreement"].as_str()?;
            let row = format!("{}/{}", activity["ref"].as_str()?, it["ref"].as_str()?);
            Some((row, it["organisation"].as_str()?.to_owned()))
        })
    });
    let (recipient, from) = bound.next().unwrap();
    let to = if from == "O36" { "O37" } else { "O36" };
    let replace = ["replace", &from, to];
    let asked = home.on("s.sqlite", &replace);
    assert!(asked.err.contains("--clear-proofs"), "{}", asked.err);
    assert_eq!(asked.code, 1);
    let cleared = [&replace[..], &["--clear-proofs", "--yes"]].concat();
    home.on("s.sqlite", &cleared).done();
    assert_eq!(organisation(&home, &recipient), to);
    assert!(agreement(&home, &recipient).is_none());
}

#[test]
fn another_reference_is_followed_by_what_names_it() {
    let home = home();
    let told = home.on("s.sqlite", &["rename", "O10", "LEV-1"]).done();
    assert!(told.contains("Reference of"), "{told}");
    let export = exported(&home);
    assert!(record(&export, "organisations", "LEV-1").is_object());
    let named = export.to_string();
    assert!(named.contains("\"organisation\":\"LEV-1\"") && !named.contains("\"O10\""));
    // An entry of a record is renamed in it.
    home.on("s.sqlite", &["rename", "A1/R1", "LON"]).done();
    home.on("s.sqlite", &["show", "A1/LON"]).done();
    for (arguments, said) in [
        (["rename", "A1", "A2"], "already in use"),
        (["rename", "A1", "A1/X"], "cannot be used"),
        (["rename", "A1", "register"], "cannot be used"),
        (["rename", "register", "X"], "no reference"),
    ] {
        let refused = home.on("s.sqlite", &arguments);
        assert!(
            refused.code == 2 && refused.err.contains(said),
            "{refused:?}"
        );
    }
    home.on("s.sqlite", &["undo"]).done();
    home.on("s.sqlite", &["undo"]).done();
    assert_eq!(exported(&home)["organisations"][9]["ref"], "O10");
}

#[test]
fn the_batches_that_a_schedule_moves_are_told_and_a_merge_of_schedules_asks() {
    let home = Home::with_register();
    let schedule = |reference: &str, name: &str, period: &str| {
        format!(
            r#"{{ "ref": "{reference}", "name": "{name}", "kind": "fixed", "period": "{period}", "disposition": "erase" }}"#
        )
    };
    home.write(
        "in.json",
        format!(
            r#"{{ "format": "ropa-register", "version": 1, "schedules": [{}, {}],
                "activities": [{{ "ref": "A1", "name": "Pay", "role": "controller", "retention": [{{ "ref": "R1",
                    "name": "Files", "schedule": "S1", "mode": "batch", "holdings": [
                        {{ "ref": "H1", "name": "2024", "started_on": "2024-12-31" }},
                        {{ "ref": "H2", "name": "2015", "started_on": "2015-12-31", "disposed_on": "2023-01-02", "disposed_by": "IT" }}] }}] }}] }}"#,
            schedule("S1", "Accounts", "P7Y"),
            schedule("S2", "Reports", "P2Y"),
        ),
    );
    home.on("r.sqlite", &["import", "in.json"]);
    let moved = "A1/R1/H1: keep until 31 December 2031 → 31 December 2026";
    let merge = ["replace", "S1", "S2", "--merge", "--yes"];
    let asked = home.on("r.sqlite", &merge[..4]);
    assert_eq!(asked.code, 1, "{}", asked.out);
    assert!(
        asked.out.contains(moved) && !asked.out.contains("H2"),
        "{}",
        asked.out
    );
    assert!(home.on("r.sqlite", &merge).done().contains(moved));
    home.on("r.sqlite", &["undo"]).done();
    let told = home.on("r.sqlite", &["set", "period", "2y", "S1"]).done();
    assert!(told.contains(moved), "{told}");
    let told = home
        .on("r.sqlite", &["set", "responsible", "IT", "S1"])
        .done();
    assert!(!told.contains("A1/R1"), "{told}");
}
