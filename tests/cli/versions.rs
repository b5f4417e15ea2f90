//! Which register, which version: files that go back, copies that become registers, and prints held against the
//! journal.

use std::fs;

use super::Home;

/// Records a review of the first activity.
fn review(home: &Home, register: &str) {
    home.on(register, &["reviewed", "A1"]).done();
}

fn number_and_hash(home: &Home, register: &str) -> (i64, String) {
    let log = home.on(register, &["log", "--format", "json"]).json();
    let hash = log[0]["hash"].as_str().unwrap().to_owned();
    (log[0]["number"].as_i64().unwrap(), hash)
}

#[test]
fn a_file_that_went_back_says_so_until_it_is_taken_as_it_stands() {
    let home = Home::with_small_register();
    fs::copy(home.path("r.sqlite"), home.path("older.sqlite")).unwrap();
    review(&home, "r.sqlite");
    home.on("r.sqlite", &["undo"]).done();
    fs::copy(home.path("older.sqlite"), home.path("r.sqlite")).unwrap();
    for command in [
        &["list", "activities"][..],
        &["check", "--severity", "error"],
        &["log"],
    ] {
        let told = home.on("r.sqlite", command).err;
        assert!(
            told.starts_with("Warning: r.sqlite went back: it was at change set 4 when it was last seen here (2026-11-21), and is at 2 now.\nHint: "),
            "{told}"
        );
    }
    assert_eq!(
        home.on("r.sqlite", &["identity", "keep"]).out,
        "The file is taken as it stands, at change set 2.\n"
    );
    home.on("r.sqlite", &["list", "activities"]).done();
}

#[test]
fn what_goes_on_from_what_was_seen_is_not_told() {
    let home = Home::with_small_register();
    review(&home, "r.sqlite");
    home.on("r.sqlite", &["undo"]).done();
    home.on("r.sqlite", &["redo"]).done();
    home.on("r.sqlite", &["backup", "b.sqlite"]).done();
    review(&home, "r.sqlite");
    // The program's own backup and restore are known for what they are.
    home.on("b.sqlite", &["list", "activities"]).done();
    home.on("r.sqlite", &["restore", "b.sqlite"]);
    home.on("r.sqlite", &["list", "activities"]).done();
    // A register that is made where another one stood.
    fs::remove_file(home.path("r.sqlite")).unwrap();
    home.ropa(&["sample", "r.sqlite"]).done();
    home.on("r.sqlite", &["list", "activities"]).done();
    // The same seed gives the same register; nobody is told that it is a copy.
    home.ropa(&["sample", "s.sqlite"]).done();
    home.on("s.sqlite", &["list", "activities"]).done();
    // Moving a file away and back.
    fs::rename(home.path("s.sqlite"), home.path("t.sqlite")).unwrap();
    fs::rename(home.path("t.sqlite"), home.path("s.sqlite")).unwrap();
    home.on("s.sqlite", &["list", "activities"]).done();
    // State that cannot be kept stops nobody.
    fs::remove_dir_all(home.path(".local/share/ropa/seen")).unwrap();
    home.write(".local/share/ropa/seen", "in the way");
    review(&home, "s.sqlite");
}

#[test]
fn another_history_and_another_register_are_told_apart() {
    let home = Home::with_small_register();
    fs::copy(home.path("r.sqlite"), home.path("branch.sqlite")).unwrap();
    review(&home, "r.sqlite");
    home.on("branch.sqlite", &["undo"]);
    home.on("branch.sqlite", &["redo"]);
    fs::copy(home.path("branch.sqlite"), home.path("r.sqlite")).unwrap();
    let told = home.on("r.sqlite", &["list", "activities"]).err;
    assert!(
        told.starts_with("Warning: r.sqlite has another history than before: change set 3"),
        "{told}"
    );
    home.on("r.sqlite", &["identity", "keep"]);
    home.ropa(&["new", "other.sqlite"]).done();
    fs::copy(home.path("other.sqlite"), home.path("r.sqlite")).unwrap();
    let told = home.on("r.sqlite", &["log"]).err;
    assert!(
        told.starts_with("Warning: r.sqlite is another register than the one"),
        "{told}"
    );
    home.on("r.sqlite", &["identity", "keep"]);
    home.on("r.sqlite", &["log"]).done();
}

#[test]
fn a_copy_is_told_once_and_gets_an_identity_of_its_own() {
    let home = Home::with_small_register();
    let template = home
        .on("r.sqlite", &["identity", "--format", "json"])
        .json();
    for client in ["k1.sqlite", "k2.sqlite"] {
        fs::copy(home.path("r.sqlite"), home.path(client)).unwrap();
        let told = home.on(client, &["list", "activities"]).err;
        assert!(
            told.starts_with(&format!("Warning: {client} is a copy of "))
                && told.contains("ropa identity new"),
            "{told}"
        );
        home.on(client, &["list", "activities"]).done();
        let done = home.on(client, &["identity", "new"]).done();
        let own = home.on(client, &["identity", "--format", "json"]).json();
        assert!(done.contains(own["id"].as_str().unwrap()), "{done}");
        assert_ne!(own["id"], template["id"]);
        assert_eq!(own["earlier"][0], template["id"]);
        assert_eq!(own["places"].as_array().unwrap().len(), 1);
        home.on(client, &["verify"]).done();
        let log = home.on(client, &["log"]).done();
        assert!(log.contains("An identity of its own"), "{log}");
    }
    // An export of the template is one of the copy's past.
    home.on(
        "r.sqlite",
        &["export", "--format", "json", "--output", "t.json"],
    )
    .done();
    let said = home
        .on("k1.sqlite", &["verify", "--against", "t.json"])
        .done();
    assert!(
        said.contains("The register said that: change set 2"),
        "{said}"
    );
    let shown = home.on("r.sqlite", &["identity", "--lang", "sv"]).done();
    assert!(shown.starts_with("Identitet "), "{shown}");
}

#[test]
fn a_print_is_held_against_the_journal() {
    let home = Home::with_small_register();
    for (format, file) in [("json", "2.json"), ("markdown", "2.md")] {
        home.on(
            "r.sqlite",
            &["export", "--format", format, "--output", file],
        )
        .done();
    }
    home.on(
        "r.sqlite",
        &["export", "--lang", "sv", "--output", "2.sv.md"],
    )
    .done();
    let (number, hash) = number_and_hash(&home, "r.sqlite");
    review(&home, "r.sqlite");
    home.on("r.sqlite", &["undo"]).done();
    let log = home.on("r.sqlite", &["log"]).done();
    assert!(log.contains(&hash[..12]), "{log}");
    for print in [
        "2.json",
        "2.md",
        "2.sv.md",
        &format!("{number}:{hash}"),
        &format!("{number}:{}", hash[..8].to_uppercase()),
    ] {
        let said = home.on("r.sqlite", &["verify", "--against", print]).done();
        assert!(
            said.contains("The register said that: change set 2 of 2026-11-21 14:03, by Test"),
            "{print}: {said}"
        );
        assert!(
            said.contains("Since then followed 2 change sets, by Test, from"),
            "{said}"
        );
        assert_eq!(
            print == "2.json",
            said.contains("Nothing in the export says anything else"),
            "{said}"
        );
        assert_eq!(
            print.len() == 10,
            said.contains("8 digits of the hash were compared"),
            "{said}"
        );
    }
    // An export that was changed afterwards carries the right hash and says something else.
    let export = fs::read_to_string(home.path("2.json")).unwrap();
    home.write("forged.json", export.replace("Newsletter", "Newsfetter"));
    let said = home.on("r.sqlite", &["verify", "--against", "forged.json"]);
    assert_eq!(said.code, 1);
    assert!(
        said.out
            .contains("does not say what the register said then: A2."),
        "{}",
        said.out
    );
    // What this register never said.
    for (print, words) in [
        (
            format!("9:{hash}"),
            "No. The journal has no change set 9; its latest is 4.",
        ),
        (
            "2:00000000".to_owned(),
            "No. Change set 2 of this journal has another hash",
        ),
    ] {
        let said = home.on("r.sqlite", &["verify", "--against", &print]);
        assert_eq!(said.code, 1);
        assert!(said.out.contains(words), "{}", said.out);
    }
    home.ropa(&["sample", "s.sqlite"]).done();
    home.on(
        "s.sqlite",
        &["export", "--format", "json", "--output", "s.json"],
    )
    .done();
    let said = home.on("r.sqlite", &["verify", "--against", "s.json"]);
    assert_eq!(said.code, 1);
    assert!(
        said.out.contains("No. The print is of another register"),
        "{}",
        said.out
    );
    // What is no print.
    home.write("words.md", "# 2, 0123456789abcdef\n\nnothing else");
    for (print, code, words) in [
        ("words.md", 1, "there is no number and hash of a register"),
        ("missing.json", 2, "missing.json"),
        ("2:0123", 2, "A hash of 4 digits proves too little"),
    ] {
        let said = home
            .on("r.sqlite", &["verify", "--against", print])
            .failed(code);
        assert!(said.contains(words), "{said}");
    }
}
