//! What files are called: names that mean a folder or the user's own, that `SQLite` or the program has for itself, that
//! are no text; and what an export is called that holds only a part.

use std::fs;

use super::Home;

#[test]
fn a_name_that_ends_like_a_folders_is_never_a_files() {
    let home = Home::with_small_register();
    home.on("r.sqlite", &["backup", "copy.sqlite"]).done();
    home.write("a.md", "mine");
    let before = fs::read(home.path("copy.sqlite")).unwrap();
    for arguments in [
        ["export", "--force", "--output", "copy.sqlite/"].as_slice(),
        &["export", "--force", "--output", "copy.sqlite/."],
        &["export", "--force", "--output", "a.md/"],
        &["export", "--output", "none/"],
        &["backup", "none/"],
        &["backup", "copy.sqlite/"],
        &["new", "none/"],
        &["sample", "none/"],
        &["restore", "copy.sqlite/"],
        &["import", "a.md/"],
    ] {
        let said = home.on("r.sqlite", arguments).failed(2);
        assert!(
            said.contains("ends like the name of a folder"),
            "{arguments:?}: {said}"
        );
    }
    for register in ["r.sqlite/", "none/"] {
        let said = home.on(register, &["list", "activities"]).failed(2);
        assert!(said.contains("ends like the name of a folder"), "{said}");
        let said = home.on(register, &["restore", "copy.sqlite"]).failed(2);
        assert!(said.contains("ends like the name of a folder"), "{said}");
    }
    assert_eq!(fs::read(home.path("copy.sqlite")).unwrap(), before);
    assert_eq!(fs::read(home.path("a.md")).unwrap(), b"mine");
    assert!(!home.path("none").exists());
}

#[test]
fn in_a_folder_a_file_is_called_by_what_it_holds() {
    let home = Home::with_small_register();
    fs::create_dir(home.path("out")).unwrap();
    for arguments in [
        ["export", "--output", "out"].as_slice(),
        &["export", "--output", "out/", "--profile", "public"],
        &[
            "export",
            "--output",
            "out",
            "--profile",
            "public",
            "--activity",
            "A1",
        ],
        &[
            "export",
            "--output",
            "out",
            "--format",
            "json",
            "--profile",
            "public",
        ],
        &["backup", "out"],
    ] {
        home.on("r.sqlite", arguments).done();
    }
    for name in [
        "r-2026-11-21.md",
        "r-public-2026-11-21.md",
        "r-public-A1-2026-11-21.md",
        "r-public-2026-11-21.json",
        "r-2026-11-21.sqlite",
    ] {
        assert!(home.path("out").join(name).is_file(), "{name}");
    }
    let scope = |name: &str| {
        let text = fs::read_to_string(home.path("out").join(name)).unwrap();
        let line = text.lines().find(|line| line.starts_with("- **Scope**"));
        line.unwrap().to_owned()
    };
    assert!(
        scope("r-2026-11-21.md").contains("all activities; version for the supervisory authority")
    );
    let public = scope("r-public-2026-11-21.md");
    assert!(
        public.contains("all activities; public version"),
        "{public}"
    );
    let part = scope("r-public-A1-2026-11-21.md");
    assert!(
        part.contains("public version") && part.contains("A1"),
        "{part}"
    );
}

#[test]
fn no_register_and_no_backup_has_the_name_of_a_journal() {
    let home = Home::with_small_register();
    for name in ["x-journal", "q-wal", "y-shm", "Z.SQLITE-WAL"] {
        for command in ["new", "sample", "backup"] {
            let said = home.on("r.sqlite", &[command, name]).failed(2);
            assert!(said.contains("cannot be the name of a register"), "{said}");
        }
        let said = home.on(name, &["restore", "r.sqlite"]).failed(2);
        assert!(said.contains("cannot be the name of a register"), "{said}");
    }
    for command in ["new", "sample", "backup"] {
        let said = home.on("r.sqlite", &[command, ".ropa-mine"]).failed(2);
        assert!(said.contains("own unfinished files"), "{said}");
    }
    let export = ["export", "--force", "--output", ".ropa-x.md"];
    home.on("r.sqlite", &export).failed(2);
}

/// `SQLite` removes what lies where a journal would: whatever is none stays, and is told.
#[test]
fn what_lies_where_a_journal_would_and_is_none_is_never_removed() {
    let home = Home::with_small_register();
    home.on("r.sqlite", &["backup", "kept"]).done();
    for (name, text) in [
        ("r.sqlite-journal", fs::read(home.path("kept")).unwrap()),
        ("r.sqlite-wal", fs::read(home.path("kept")).unwrap()),
        ("r.sqlite-journal", b"notes".to_vec()),
        ("r.sqlite-wal", b"notes".to_vec()),
    ] {
        home.write(name, &text);
        for arguments in [
            ["list", "activities"].as_slice(),
            &["reviewed", "A1"],
            &["verify"],
            &["backup", "b.sqlite"],
            &["--read-only", "log"],
        ] {
            let said = home.on("r.sqlite", arguments).failed(2);
            assert!(said.contains(name), "{said}");
            assert!(said.contains("is not a journal"), "{arguments:?} {said}");
            assert!(
                fs::read(home.path(name)).unwrap() == text,
                "{arguments:?} {name}"
            );
        }
        fs::remove_file(home.path(name)).unwrap();
    }
    home.on("r.sqlite", &["verify"]).done();
}

#[cfg(unix)]
#[test]
fn a_pipe_where_a_journal_would_lie_is_told_and_not_waited_for() {
    let home = Home::with_small_register();
    for name in ["r.sqlite-journal", "r.sqlite-wal"] {
        let made = std::process::Command::new("mkfifo")
            .arg(home.path(name))
            .status();
        if !made.is_ok_and(|status| status.success()) {
            return;
        }
        for arguments in [
            ["list", "activities"].as_slice(),
            &["reviewed", "A1"],
            &["verify"],
        ] {
            let said = home.on("r.sqlite", arguments).failed(2);
            assert!(said.contains(name), "{said}");
        }
        fs::remove_file(home.path(name)).unwrap();
    }
}

#[test]
fn a_tilde_that_the_shell_left_is_the_users_own_folder() {
    let home = Home::with_small_register();
    home.on("~/r.sqlite", &["backup", "~/b.sqlite"]).done();
    assert!(home.path("b.sqlite").is_file());
    home.ropa(&[
        "--register=~/r.sqlite",
        "export",
        "--output=~/e.json",
        "--format",
        "json",
    ])
    .done();
    home.on("r.sqlite", &["verify", "--against=~/e.json"])
        .done();
    home.on("r.sqlite", &["import", "~/e.json", "--dry-run"])
        .done();
    home.on("r.sqlite", &["restore", "~/b.sqlite", "--dry-run"])
        .done();
    home.ropa(&["new", "~/n.sqlite"]).done();
    assert!(home.path("n.sqlite").is_file() && !home.path("~").exists());
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_no_text_is_a_name_like_others() {
    use std::ffi::OsString;
    use std::os::unix::ffi::OsStringExt;
    let home = Home::with_small_register();
    let name = |bytes: &[u8]| OsString::from_vec(bytes.to_vec());
    let run = |arguments: &[OsString]| {
        let ran = home.command(&[]).args(arguments).output().unwrap();
        let said = String::from_utf8_lossy(&ran.stderr).into_owned();
        (ran.status.code(), said)
    };
    let of = |words: &str| words.split(' ').map(OsString::from).collect::<Vec<_>>();
    let register = |bytes: &[u8], words: &str| {
        let mut arguments = vec!["--register".into(), name(bytes)];
        arguments.extend(of(words));
        arguments
    };
    let (code, said) = run(&[
        of("--register r.sqlite backup"),
        vec![name(b"b\xff.sqlite")],
    ]
    .concat());
    assert_eq!((code, said.as_str()), (Some(0), ""));
    // It is known as the backup that it is, and remembered as any other register.
    let (code, said) = run(&register(b"b\xff.sqlite", "list activities"));
    assert_eq!((code, said.as_str()), (Some(0), ""));
    fs::copy(
        home.path("b").with_file_name(name(b"b\xff.sqlite")),
        home.path("old"),
    )
    .unwrap();
    let (code, said) = run(&register(b"b\xff.sqlite", "reviewed A1"));
    assert_eq!((code, said.as_str()), (Some(0), ""));
    fs::copy(
        home.path("old"),
        home.path("b").with_file_name(name(b"b\xff.sqlite")),
    )
    .unwrap();
    let (_, said) = run(&register(b"b\xff.sqlite", "list activities"));
    assert!(said.contains("went back"), "{said}");
    let (code, _) = run(&[
        of("--register r.sqlite restore"),
        vec![name(b"b\xff.sqlite")],
    ]
    .concat());
    assert_eq!(code, Some(0));
    let export = [
        of("--register r.sqlite export --output"),
        vec![name(b"e\xff.md")],
    ]
    .concat();
    assert_eq!(run(&export), (Some(0), String::new()));
}
