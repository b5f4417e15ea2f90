//! Which register, which version: files that go back, copies that become registers, and prints held against the
//! journal.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use ropa::cli::command::COMMANDS;

use super::Home;

/// Every file below a directory, with what is in it and when it was written.
fn everything(directory: &Path) -> BTreeMap<PathBuf, (Vec<u8>, SystemTime)> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.insert(path.clone(), (Vec::new(), SystemTime::UNIX_EPOCH));
            found.extend(everything(&path));
        } else {
            let written = fs::metadata(&path).unwrap().modified().unwrap();
            found.insert(path.clone(), (fs::read(&path).unwrap(), written));
        }
    }
    found
}

/// Arguments with which a command does something on the small register.
fn arguments(command: &str) -> Vec<&'static str> {
    let line = match command {
        "new" => "new n.sqlite --name X",
        "sample" => "sample n.sqlite",
        "import" => "import small.json",
        "list" => "list activities",
        "show" => "show A1",
        "waive" => "waive R51 A1 --because x --until 2027-01-01",
        "unwaive" => "unwaive W1",
        "dispose" => "dispose A1/R1/H1 --by IT",
        "extend" => "extend A1/R1/H1 --until 2030-01-01 --because x",
        "hold" => "hold A1/R1/H1 --reason x --review 2030-01-01",
        "lift" => "lift A1/R1/H1 --because x",
        "checked" => "checked A1/R1 --result x",
        "reviewed" => "reviewed A1",
        "set" => "set owner x A1",
        "replace" => "replace O1 O2",
        "rename" => "rename A1 HR-01",
        "drafts" => "drafts --discard",
        "delete" => "delete A1 --with-references --yes",
        "holdings" => "holdings A1/R1 --every year --from 2020",
        "uses" => "uses O1",
        "mapping" => "mapping table.csv",
        "template" => "template payroll",
        "merge" => "merge copy.sqlite",
        "ask" => "ask --organisation O1 --output ask.xlsx",
        "answers" => "answers ask.xlsx --all",
        "edition" => "edition Board",
        "schedule" => "schedule S1 --use-in A1",
        "country" => "country US",
        "copy" => "copy A1 --to O2",
        "diff" => "diff 2026-11-21",
        "verify" => "verify --against 1:00000000",
        "identity" => "identity new",
        "backup" => "backup b.sqlite",
        "restore" => "restore copy.sqlite",
        "completions" => "completions bash",
        other => {
            return vec![
                COMMANDS
                    .iter()
                    .find(|known| known.name == other)
                    .unwrap()
                    .name,
            ];
        }
    };
    line.split(' ').collect()
}

#[test]
fn who_only_reads_writes_nothing_anywhere() {
    let mut home = Home::with_small_register();
    let small = format!("{}/tests/cli/small.json", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(small).unwrap();
    home.write("small.json", text.replace("Newsletter", "News"));
    home.write("table.csv", "Name;Purpose\nPayroll;Pay salaries\n");
    fs::copy(home.path("r.sqlite"), home.path("copy.sqlite")).unwrap();
    let before = everything(home.root());
    let mut refused = Vec::new();
    for command in COMMANDS {
        let ran = home.on(
            "r.sqlite",
            &[&["--read-only"], &*arguments(command.name)].concat(),
        );
        assert_eq!(everything(home.root()), before, "{}", command.name);
        if ran.err.contains("--read-only") && ran.code == 2 && ran.err.starts_with("Error: ") {
            refused.push(command.name);
        }
    }
    // Every command is one or the other, so that a new one has to say which.
    let reads = [
        "export",
        "list",
        "show",
        "notice",
        "check",
        "due",
        "disposals",
        "country",
        "uses",
        "mapping",
        "log",
        "diff",
        "origin",
        "redact",
        "verify",
        "config",
        "manual",
        "rules",
        "law",
        "completions",
    ];
    for command in COMMANDS {
        let read = reads.contains(&command.name);
        assert_eq!(!refused.contains(&command.name), read, "{}", command.name);
    }
    // What only says what it would do writes nothing; of a register that is not there it is said first, too.
    for (arguments, code) in [
        ("restore copy.sqlite --dry-run", 0),
        ("import small.json --dry-run", 0),
        ("redact A1 name --because x", 1),
        ("schedule", 0),
        ("identity", 0),
    ] {
        let arguments: Vec<&str> = arguments.split(' ').collect();
        let ran = home.on("r.sqlite", &[&["--read-only"], &*arguments].concat());
        assert!(!ran.err.contains("--read-only"), "{}", ran.err);
        assert_eq!(ran.code, code, "{arguments:?}: {}", ran.err);
        assert_eq!(everything(home.root()), before, "{arguments:?}");
    }
    for command in ["undo", "reviewed", "backup", "restore", "identity"] {
        let arguments = [&["--read-only"], &*arguments(command)].concat();
        let said = home.on("none.sqlite", &arguments).failed(2);
        assert!(said.contains("--read-only"), "{said}");
    }
    // What goes out goes where it was asked to, and nowhere else.
    home.on("r.sqlite", &["--read-only", "export", "--output", "out.md"])
        .done();
    fs::remove_file(home.path("out.md")).unwrap();
    home.on("r.sqlite", &["verify", "--read-only"]).done();
    home.on("copy.sqlite", &["--read-only", "identity"]);
    assert_eq!(everything(home.root()), before);
    // The variable says the same.
    home.set("ROPA_READ_ONLY", "1");
    let told = home.on("r.sqlite", &["reviewed", "A1"]).failed(2);
    assert!(told.contains("“ropa reviewed” would write"), "{told}");
    assert_eq!(everything(home.root()), before);
    home.set("ROPA_READ_ONLY", "0");
    review(&home, "r.sqlite");
}

#[test]
fn who_only_reads_leaves_a_log_and_a_broken_off_save_alone() {
    let home = Home::with_small_register();
    let path = home.path("r.sqlite");
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("PRAGMA journal_mode = WAL").unwrap();
    drop(other);
    let before = everything(home.root());
    for command in [&["--read-only", "log"][..], &["--read-only", "verify"]] {
        let told = home.on("r.sqlite", command).failed(2);
        assert!(told.contains("write-ahead log (WAL)"), "{told}");
        assert_eq!(everything(home.root()), before);
    }
}

/// A save that was broken off has to be rolled back, which writes: whoever only reads is told that, and not that the file
/// cannot be written.
#[test]
fn who_only_reads_is_told_of_a_save_that_was_broken_off() {
    let home = Home::with_small_register();
    let path = home.path("r.sqlite");
    let other = rusqlite::Connection::open(&path).unwrap();
    other
        .execute_batch("PRAGMA cache_size = 1; BEGIN IMMEDIATE; UPDATE activity SET name = hex(zeroblob(100000));")
        .unwrap();
    other.cache_flush().unwrap();
    let journal = fs::read(home.path("r.sqlite-journal")).unwrap();
    let torn = fs::read(&path).unwrap();
    drop(other);
    fs::write(&path, torn).unwrap();
    fs::write(home.path("r.sqlite-journal"), journal).unwrap();
    let before = everything(home.root());
    for command in [&["--read-only", "log"][..], &["--read-only", "verify"]] {
        let told = home.on("r.sqlite", command).failed(2);
        assert!(
            told.contains("rolled back") && told.contains("--read-only"),
            "{told}"
        );
        assert!(!told.contains("the file is read-only"), "{told}");
        assert_eq!(everything(home.root()), before);
    }
    home.on("r.sqlite", &["verify"]).done();
}

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
            told.starts_with("Warning: r.sqlite went back: it was at change 4 when it was last seen here (21 November 2026), and is now at 2.\nHint: "),
            "{told}"
        );
    }
    assert_eq!(
        home.on("r.sqlite", &["identity", "keep"]).out,
        "The file is accepted as it is, at change 2.\n"
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
    let ran = home.on("s.sqlite", &["reviewed", "A1"]);
    assert!(
        ran.code == 0 && ran.err.contains("cannot be read"),
        "{}",
        ran.err
    );
}

/// A file of what was seen that cannot be read protects from nothing: that is said, until the next save writes it anew.
#[test]
fn what_was_seen_and_cannot_be_read_is_told() {
    let home = Home::with_small_register();
    review(&home, "r.sqlite");
    // An import has brought an identity; what was seen of the one before is of no matter here.
    let identity = home
        .on("r.sqlite", &["identity", "--format", "json"])
        .json();
    let id = identity["id"].as_str().unwrap();
    let mut states = fs::read_dir(home.path(".local/share/ropa/seen")).unwrap();
    let state = states.find_map(|entry| {
        let path = entry.unwrap().path();
        path.to_string_lossy().contains(id).then_some(path)
    });
    let state = state.unwrap();
    let good = fs::read_to_string(&state).unwrap();
    let other = good.replace("r.sqlite", "x.sqlite");
    for bad in ["", "{", "{\"version\": 1}", &other, &"x".repeat(100_000)] {
        fs::write(&state, bad).unwrap();
        for _ in 0..2 {
            let ran = home.on("r.sqlite", &["list", "activities"]);
            assert_eq!(ran.code, 0);
            let said = ran.err;
            assert!(
                said.contains("cannot be read") && said.contains("seen"),
                "{said}"
            );
        }
    }
    let ran = home.on("r.sqlite", &["undo"]);
    assert!(ran.code == 0 && ran.err.contains("cannot be read"));
    home.on("r.sqlite", &["list", "activities"]).done();
    // Taking it as it stands does the same; what cannot be written is in nobody's way.
    fs::write(&state, "").unwrap();
    home.on("r.sqlite", &["identity", "keep"]);
    home.on("r.sqlite", &["list", "activities"]).done();
    fs::remove_file(&state).unwrap();
    fs::create_dir(&state).unwrap();
    let ran = home.on("r.sqlite", &["redo"]);
    assert!(
        ran.code == 0 && ran.err.contains("cannot be read"),
        "{}",
        ran.err
    );
}

#[test]
fn each_sample_is_a_register_of_its_own_unless_a_seed_is_asked_for() {
    let home = Home::new();
    let id = |file: &str, more: &[&str]| {
        home.ropa(&[&["sample", file], more].concat()).done();
        let json = home.on(file, &["identity", "--format", "json"]).json();
        json["id"].as_str().unwrap().to_owned()
    };
    let (one, other) = (id("a.sqlite", &[]), id("b.sqlite", &[]));
    assert_ne!(one, other);
    // Moved about, neither is taken for a copy of the other.
    fs::rename(home.path("b.sqlite"), home.path("c.sqlite")).unwrap();
    home.on("c.sqlite", &["list", "activities"]).done();
    home.on("c.sqlite", &["verify"]).done();
    assert_eq!(
        id("d.sqlite", &["--seed", "1"]),
        id("e.sqlite", &["--seed", "1"])
    );
    let bytes = |file: &str| home.on(file, &["export", "--format", "json"]).done();
    assert_eq!(bytes("d.sqlite"), bytes("e.sqlite"));
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
        told.starts_with("Warning: r.sqlite has another history than before: change 3"),
        "{told}"
    );
    home.on("r.sqlite", &["identity", "keep"]);
    home.ropa(&["new", "other.sqlite"]).done();
    fs::copy(home.path("other.sqlite"), home.path("r.sqlite")).unwrap();
    let told = home.on("r.sqlite", &["log"]).err;
    assert!(
        told.starts_with("Warning: r.sqlite is not the register that"),
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
    assert!(said.contains("Yes. Change 2"), "{said}");
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
            said.contains("Yes. Change 2 of 2026-11-21 14:03, by Test"),
            "{print}: {said}"
        );
        assert!(
            said.contains("Since then: 2 changes, by Test, from"),
            "{said}"
        );
        assert_eq!(
            print == "2.json",
            said.contains("The contents of the export match"),
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
            .contains("differ from the register as it was then: A2."),
        "{}",
        said.out
    );
    // What this register never said.
    for (print, words) in [
        (
            format!("9:{hash}"),
            "No. The history has no change 9; its latest is 4.",
        ),
        ("2:00000000".to_owned(), "No. Change 2 has another hash"),
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
        said.out.contains("No. The export is of another register"),
        "{}",
        said.out
    );
    // What is no print.
    home.write("words.md", "# 2, 0123456789abcdef\n\nnothing else");
    for (print, code, words) in [
        ("words.md", 1, "does not contain the number and hash"),
        ("missing.json", 2, "missing.json"),
        ("2:0123", 2, "A hash of 4 digits is too short"),
    ] {
        let said = home
            .on("r.sqlite", &["verify", "--against", print])
            .failed(code);
        assert!(said.contains(words), "{said}");
    }
}

#[test]
fn what_an_export_says_beside_its_hash_is_compared_or_said_not_to_be() {
    let home = Home::with_small_register();
    let export = |file: &str, more: &[&str]| {
        let first = ["export", "--format", "json", "--output", file];
        home.on("r.sqlite", &[&first, more].concat()).done();
        fs::read_to_string(home.path(file)).unwrap()
    };
    let whole = export("whole.json", &[]);
    let part = export("part.json", &["--activity", "A2"]);
    let public = export("public.json", &["--profile", "public"]);
    home.on("r.sqlite", &["export", "--output", "d.md"]).done();
    review(&home, "r.sqlite");
    let against = |file: &str| home.on("r.sqlite", &["verify", "--against", file]);
    for file in ["whole.json", "part.json", "public.json"] {
        let said = against(file).done();
        assert!(said.starts_with("Yes. Change "), "{said}");
        assert!(said.contains("The contents of the export match"), "{said}");
    }
    let said = against("d.md").done();
    assert!(
        said.contains("Only the number and the hash were compared"),
        "{said}"
    );
    let mut without: serde_json::Value = serde_json::from_str(&whole).unwrap();
    without["activities"].as_array_mut().unwrap().remove(0);
    let forged = |text: &str| text.replace("Newsletter", "FORGED");
    let unknown = forged(&whole).replacen(
        "\"name\": \"FORGED\"",
        "\"zzz\": 1, \"name\": \"FORGED\"",
        1,
    );
    for (text, words) in [
        (forged(&whole), "says something else"),
        (forged(&part), "part"),
        (forged(&public), "public"),
        (unknown, "unknown key"),
        (
            whole.replacen("\"version\": 1", "\"version\": 2", 1),
            "version",
        ),
        (whole.replacen("\"as_of\"", "\"as_if\"", 1), "no day"),
        (without.to_string(), "a record less"),
    ] {
        home.write("forged.json", &text);
        let said = against("forged.json");
        assert_eq!(said.code, 1, "{words}: {}", said.out);
        assert!(said.out.contains("\n\nBut "), "{words}: {}", said.out);
    }
}

/// A register as version 1 had it.
const VERSION_1: &str = include_str!("../older/version-1.sql");

#[test]
fn what_is_only_shown_or_refused_leaves_an_older_file_as_it_is() {
    let home = Home::new();
    let path = home.path("r.sqlite");
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch(VERSION_1).unwrap();
    drop(other);
    let before = fs::read(&path).unwrap();
    home.write("empty.json", "{}");
    for line in [
        "redact A1 name --because x",
        "redact --words Nowhere,at-all --because x --yes",
        "undo",
        "redo",
        "dispose A9/R9/H9 --by IT",
        "hold A1/R1/H1 --reason x --review 2020-01-01",
        "lift A9 --because x",
        "extend A1/R1/H1 --until 2000 --because x",
        "checked A9 --result x",
        "reviewed A9",
        "holdings A9/R1 --every year --from 2020",
        "schedule nothing-of-that-name",
        "waive R51 A9 --because x --until 2027-01-01",
        "unwaive W9",
        "import empty.json",
    ] {
        let arguments: Vec<&str> = line.split(' ').collect();
        let ran = home.on("r.sqlite", &arguments);
        assert!(ran.code > 0, "{line}: {} {}", ran.out, ran.err);
        assert!(fs::read(&path).unwrap() == before, "{line}: {}", ran.err);
        assert!(!home.path("r.sqlite.version-1").exists(), "{line}");
    }
    // A save brings it up to date, with a copy, and says so.
    let ran = home.on("r.sqlite", &["lift", "A1/R1/X1", "--because", "Settled"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("was updated"), "{}", ran.err);
    assert!(home.path("r.sqlite.version-1").exists());
    let ran = home.on("r.sqlite", &["undo"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    home.on("r.sqlite", &["verify"]).done();
}

#[test]
fn the_latest_change_of_an_older_file_is_undone_and_it_is_redacted() {
    for line in ["undo --theirs", "redact A1 name --because x --yes"] {
        let home = Home::new();
        let path = home.path("r.sqlite");
        let other = rusqlite::Connection::open(&path).unwrap();
        other.execute_batch(VERSION_1).unwrap();
        drop(other);
        let arguments: Vec<&str> = line.split(' ').collect();
        let ran = home.on("r.sqlite", &arguments);
        assert_eq!(ran.code, 0, "{line}: {} {}", ran.out, ran.err);
        home.on("r.sqlite", &["verify"]).done();
    }
}
