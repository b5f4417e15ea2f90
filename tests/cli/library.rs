//! `ropa template`: a register that is useful in a minute.

use super::Home;

#[test]
fn a_new_register_of_a_municipality_begins_with_its_usual_activities() {
    let home = Home::with_register();
    let arguments = ["template", "--all", "--sector", "municipality"];
    let made = home.on("r.sqlite", &arguments).done();
    assert!(made.contains("39 processing activities"), "{}", made);
    let export = home.on("r.sqlite", &["export", "--format", "json"]).json();
    assert_eq!(export["activities"].as_array().unwrap().len(), 39);
    assert_eq!(export["organisations"][0]["public_authority"], true);
    let again = home.on("r.sqlite", &arguments).done();
    assert!(again.contains("Nothing to record"), "{}", again);
    home.on("r.sqlite", &["undo"]).done();
    let export = home.on("r.sqlite", &["export", "--format", "json"]).json();
    assert_eq!(export["activities"].as_array().map_or(0, Vec::len), 0);
}

#[test]
fn the_list_tells_keys_and_reads_as_json() {
    let home = Home::new();
    let listed = home.ropa(&["template", "--sector", "company"]).done();
    assert!(listed.contains("newsletter"), "{}", listed);
    assert!(!listed.contains("building-permits"), "{}", listed);
    let all = home.ropa(&["template", "--format", "json"]).json();
    assert_eq!(all.as_array().unwrap().len(), 45);
}

#[test]
fn what_cannot_be_made_is_told_and_nothing_is_written() {
    let home = Home::with_register();
    for (arguments, said) in [
        (&["template", "pay"][..], "“pay”"),
        (&["template", "payroll", "--organisation", "O9"][..], "O9"),
        (&["template", "payroll", "--all"][..], "--all"),
        (
            &["template", "--all", "--sector", "state"][..],
            "municipality",
        ),
    ] {
        let refused = home.on("r.sqlite", arguments);
        assert_ne!(refused.code, 0);
        assert!(refused.err.contains(said), "{}", refused.err);
    }
    let log = home.on("r.sqlite", &["log", "--format", "json"]).json();
    assert_eq!(log.as_array().unwrap().len(), 1);
}

#[test]
fn a_template_comes_in_the_language_of_the_register() {
    let home = Home::new();
    let new = [
        "new",
        "r.sqlite",
        "--name",
        "Exempel AB",
        "--language",
        "sv",
    ];
    home.ropa(&new).done();
    let made = home.on("r.sqlite", &["template", "newsletter"]).done();
    assert!(made.contains("A1 Nyhetsbrev"), "{}", made);
}

#[test]
fn what_nobody_has_looked_at_is_told_until_somebody_has() {
    for (country, language) in [("SE", "sv"), ("FR", "en")] {
        let home = Home::new();
        let new = [
            "new",
            "r.sqlite",
            "--name",
            "Exempel AB",
            "--country",
            country,
            "--language",
            language,
        ];
        home.ropa(&new).done();
        home.on("r.sqlite", &["template", "newsletter", "payroll"])
            .done();
        let proposed = || {
            let findings = home.on("r.sqlite", &["check", "--format", "json"]).out;
            let findings: serde_json::Value = serde_json::from_str(&findings).unwrap();
            let findings = findings.as_array().unwrap();
            let of_rule = findings.iter().filter(|it| it["rule"] == "R75");
            of_rule.map(|it| it["record"].clone()).collect::<Vec<_>>()
        };
        assert_eq!(proposed(), ["A1", "A2"], "{country}");
        home.on("r.sqlite", &["reviewed", "A1"]).done();
        assert_eq!(proposed(), ["A2"], "{country}");
        let export = home.on("r.sqlite", &["export", "--format", "json"]).done();
        let mut export: serde_json::Value = serde_json::from_str(&export).unwrap();
        export["activities"][1]["data_subjects"][0]["number"] = "12".into();
        home.write("changed.json", export.to_string());
        home.on("r.sqlite", &["import", "changed.json"]).done();
        assert!(proposed().is_empty(), "{country}");
    }
}

#[test]
fn an_activity_is_kept_as_a_template_and_begins_one_in_another_register() {
    let home = Home::with_register();
    let document = r#"{"format": "ropa-register", "version": 1, "organisations": [
        {"ref": "O1", "name": "Exempel AB", "ours": true},
        {"ref": "O5", "name": "Payline Ltd", "country": "IE"}],
        "measures": [{"ref": "M3", "name": "Two keys"}],
        "activities": [{"ref": "A7", "name": "Wages & fees", "organisation": "O1", "record_status": "approved",
        "last_reviewed_on": "2025-02-03", "department": "Finance", "measures": ["M3"],
        "purposes": [{"ref": "P1", "text": "Pay wages", "legal_bases": ["6-1-c"]}],
        "recipients": [{"ref": "C1", "organisation": "O5", "role": "processor"}],
        "retention": [{"ref": "R1", "kind": "fixed", "period": "P7Y", "start": ["collection"],
        "holdings": [{"ref": "H1", "name": "2020"}]}]}]}"#;
    home.write("in.json", document);
    home.on("r.sqlite", &["import", "in.json"]).done();
    let kept = home.on("r.sqlite", &["template", "--keep", "A7"]).done();
    assert!(kept.contains("wages-fees"), "{kept}");
    let again = home.on("r.sqlite", &["template", "--keep", "A7"]);
    assert_ne!(again.code, 0, "{}", again.out);
    home.on("r.sqlite", &["template", "--keep", "A7", "--force"])
        .done();
    let listed = home.ropa(&["template", "--format", "json"]).json();
    assert_eq!(listed[0]["key"], "wages-fees");
    assert_eq!(listed[0]["sector"], "own");
    // A register that knows the processor under its name has it once.
    home.ropa(&["new", "s.sqlite", "--name", "Annan AB", "--country", "SE"])
        .done();
    let known = r#"{"format": "ropa-register", "version": 1, "organisations": [
        {"ref": "O1", "name": "Annan AB", "ours": true}, {"ref": "O2", "name": "PAYLINE Ltd"}]}"#;
    home.write("known.json", known);
    home.on("s.sqlite", &["import", "known.json"]).done();
    let made = home.on("s.sqlite", &["template", "wages-fees"]).done();
    assert!(made.contains("A1 Wages & fees"), "{made}");
    let export = home.on("s.sqlite", &["export", "--format", "json"]).json();
    let one = &export["activities"][0];
    assert_eq!(one["organisation"], "O1");
    assert_eq!(one["record_status"], "draft");
    assert_eq!(one["last_reviewed_on"], serde_json::Value::Null);
    assert_eq!(one["recipients"][0]["organisation"], "O2");
    assert_eq!(one["retention"][0]["holdings"], serde_json::Value::Null);
    assert_eq!(export["measures"][0]["name"], "Two keys");
    assert_eq!(export["organisations"].as_array().unwrap().len(), 2);
    home.on("s.sqlite", &["undo"]).done();
    home.on("s.sqlite", &["template", "newsletter", "wages-fees"])
        .done();
    home.ropa(&["template", "--forget", "wages-fees"]).done();
    let gone = home.on("s.sqlite", &["template", "wages-fees"]);
    assert!(gone.err.contains("wages-fees"), "{}", gone.err);
    let unknown = home.on("s.sqlite", &["template", "--forget", "wages-fees"]);
    assert_ne!(unknown.code, 0);
    let other = home.on("r.sqlite", &["template", "--keep", "O1"]);
    assert!(other.err.contains("O1"), "{}", other.err);
    let shipped = home.on("r.sqlite", &["template", "--keep", "A7", "--as", "payroll"]);
    assert!(shipped.err.contains("--as"), "{}", shipped.err);
}
