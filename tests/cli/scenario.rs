//! From nothing to an auditor and back: new, import, export, and the export in another file.

use serde_json::Value as Json;

use super::Home;
use crate::exchange::NOTICES;

fn notice(name: &str) -> String {
    format!("{}/tests/notices/{name}.json", env!("CARGO_MANIFEST_DIR"))
}

/// An export without what belongs to the journal of its own file.
fn content(export: &str) -> Json {
    let mut json: Json = serde_json::from_str(export).unwrap();
    let change = json.as_object_mut().unwrap().remove("change").unwrap();
    assert!(change["number"].as_i64().unwrap() > 0);
    assert_eq!(change["hash"].as_str().unwrap().len(), 64);
    json
}

#[test]
fn every_real_register_goes_in_and_comes_out_the_same() {
    for name in NOTICES {
        let home = Home::new();
        home.ropa(&["new", "r.sqlite", "--name", "X", "--country", "SE"])
            .done();
        home.on("r.sqlite", &["import", &notice(name)]).done();
        let first = home.on("r.sqlite", &["export", "--format", "json"]).done();
        let again = home.on("r.sqlite", &["export", "--format", "json"]).done();
        assert_eq!(first, again, "{name}");
        let export = home.write("export.json", &first);
        home.ropa(&["new", "other.sqlite", "--name", "Y"]).done();
        home.on("other.sqlite", &["import", export.to_str().unwrap()])
            .done();
        let other = home
            .on("other.sqlite", &["export", "--format", "json"])
            .done();
        assert_eq!(content(&first), content(&other), "{name}");
        home.on("other.sqlite", &["verify"]).done();
    }
}

#[test]
fn a_new_register_holds_the_organisation_and_nothing_else() {
    let home = Home::new();
    let said = home
        .ropa(&[
            "new",
            "r.sqlite",
            "--name",
            "Exempel AB",
            "--country",
            "sverige",
            "--title",
            "Vårt register",
            "--language",
            "sv",
        ])
        .done();
    assert_eq!(said, "Created the register r.sqlite.\n");
    let export = home.on("r.sqlite", &["export", "--format", "json"]).json();
    assert_eq!(export["register"]["title"], "Vårt register");
    assert_eq!(export["register"]["language"], "sv");
    assert_eq!(
        export["organisations"],
        serde_json::json!([{ "ref": "O1", "name": "Exempel AB", "country": "SE", "ours": true }])
    );
    assert_eq!(export["change"]["number"], 1);
    assert!(export.get("activities").is_none());
}

#[test]
fn a_new_register_has_a_title_in_its_own_language() {
    let home = Home::new();
    for (language, title) in [
        ("en", "Record of processing activities, Exempel AB"),
        ("sv", "Register över behandling, Exempel AB"),
    ] {
        let file = format!("{language}.sqlite");
        let new = ["new", &file, "--name", "Exempel AB", "--language", language];
        home.ropa(&new).done();
        let export = home.on(&file, &["export", "--format", "json"]).json();
        assert_eq!(export["register"]["title"], title);
    }
    home.ropa(&["new", "none.sqlite"]).done();
    let export = home.on("none.sqlite", &["export", "--format", "json"]);
    assert!(export.json()["register"].get("title").is_none());
}

#[cfg(unix)]
#[test]
fn new_files_are_readable_by_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = Home::new();
    let data = home.path(".local/share/ropa");
    home.ropa(&[
        "new",
        data.join("register.sqlite").to_str().unwrap(),
        "--name",
        "X",
    ])
    .done();
    let mode =
        |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&data), 0o700);
    assert_eq!(mode(&data.join("register.sqlite")), 0o600);
    // And it is the register that is meant when none is named.
    assert!(
        home.ropa(&["list", "organisations"])
            .done()
            .contains("O1    X")
    );
    home.ropa(&["export", "--output", "r.md"]).done();
    assert_eq!(mode(&home.path("r.md")), 0o600);
}

#[test]
fn an_import_says_what_it_adds_and_changes() {
    let home = Home::with_register();
    let file = format!("{}/tests/cli/small.json", env!("CARGO_MANIFEST_DIR"));
    let before = home.on("r.sqlite", &["export", "--format", "json"]).done();
    let dry = home.on("r.sqlite", &["import", &file, "--dry-run"]).done();
    assert_eq!(
        dry,
        "Adds 3 organisations: O1, O2, O3\n\
         Adds 1 retention schedule: S1\n\
         Adds 2 activities: A1, A2\n\
         The register's own details and its first organisation are replaced by those in the file.\n\
         Dry run: nothing was written.\n"
    );
    assert_eq!(
        home.on("r.sqlite", &["export", "--format", "json"]).done(),
        before
    );
    let done = home.on("r.sqlite", &["import", &file]).done();
    assert!(done.ends_with("Imported as change 2.\n"), "{done}");
    let again = home.on("r.sqlite", &["import", &file]).done();
    assert_eq!(again, "Unchanged records: 6.\nNothing would change.\n");
    let changed = r#"{"format": "ropa-register", "version": 1,
        "activities": [{"ref": "A2", "name": "News", "role": "controller", "organisation": "O2"}]}"#;
    let done = home
        .fed(
            changed.as_bytes(),
            &["--register", "r.sqlite", "import", "-"],
        )
        .done();
    assert_eq!(
        done,
        "Changes 1 field:\n  A2: Name: Newsletter → News\nImported as change 3.\n"
    );
    let log = home.on("r.sqlite", &["log", "--format", "json"]).json();
    assert_eq!(log[1]["label"], "Import of small.json");
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let home = Home::new();
    for (file, seed) in [("a.sqlite", "7"), ("b.sqlite", "7"), ("c.sqlite", "8")] {
        home.ropa(&["sample", file, "--activities", "40", "--seed", seed])
            .done();
    }
    let export = |file, format| home.on(file, &["export", "--format", format]).done();
    for format in ["json", "markdown"] {
        assert!(
            export("a.sqlite", format) == export("b.sqlite", format),
            "{format}"
        );
        assert!(
            export("a.sqlite", format) != export("c.sqlite", format),
            "{format}"
        );
    }
    let activities = home
        .on("a.sqlite", &["list", "activities", "--format", "json"])
        .json();
    assert_eq!(activities.as_array().unwrap().len(), 40);
    home.on("a.sqlite", &["verify"]).done();
    let refused = home.ropa(&["sample", "a.sqlite"]).failed(2);
    assert!(
        refused.starts_with("Error: The file a.sqlite already exists."),
        "{refused}"
    );
}

#[test]
fn a_register_is_made_in_any_language_and_what_is_no_language_is_told() {
    let home = Home::new();
    home.ropa(&[
        "new",
        "r.sqlite",
        "--name",
        "Beispiel GmbH",
        "--language",
        "nb-NO",
    ])
    .done();
    let export = home.on("r.sqlite", &["export", "--format", "json"]).json();
    assert_eq!(export["register"]["language"], "nb-NO");
    let said = home.ropa(&["new", "other.sqlite", "--language", "Norwegian"]);
    let said = said.failed(2);
    assert!(said.contains("“Norwegian” is no language."), "{said}");
}
