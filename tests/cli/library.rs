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
        (&["template", "pay"][..], "ropa template"),
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
