//! Files beside the register: what is written over and what never, what lies there from before, what is no file.

use std::fs;
use std::path::Path;

use super::Home;

/// The names of a directory's files, in order.
fn names(directory: &Path) -> Vec<String> {
    let entries = fs::read_dir(directory).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.starts_with(".config") && !name.starts_with(".local"))
        .collect();
    names.sort();
    names
}

#[cfg(unix)]
#[test]
fn no_export_goes_over_a_register_a_journal_or_the_programs_own_files() {
    use std::os::unix::fs::symlink;
    let home = Home::with_small_register();
    home.ropa(&["new", "other.sqlite"]).done();
    home.configure("copies = 3\n");
    home.write(".config/ropa/law/periods.toml", "");
    home.write(".local/share/ropa/copies/x.sqlite", "torn");
    fs::hard_link(home.path("r.sqlite"), home.path("hard.md")).unwrap();
    symlink("r.sqlite", home.path("soft.md")).unwrap();
    fs::create_dir(home.path("deep")).unwrap();
    home.write("r.sqlite-journal", "");
    let before = fs::read(home.path("r.sqlite")).unwrap();
    for name in [
        "r.sqlite",
        "./r.sqlite",
        "deep/../r.sqlite",
        "hard.md",
        "soft.md",
        "other.sqlite",
        "r.sqlite-journal",
        "r.sqlite-wal",
        "soft.md-shm",
        "gone.sqlite-journal",
        ".config/ropa/config.toml",
        ".config/ropa/law/periods.toml",
        ".config/ropa/law/new.toml",
        ".local/share/ropa/copies/x.sqlite",
    ] {
        for format in ["markdown", "json"] {
            let arguments = ["export", "--format", format, "--force", "--output", name];
            let said = home.on("r.sqlite", &arguments).failed(2);
            assert!(said.contains(name), "{said}");
            let never = said.contains("never overwritten") || said.contains("Nothing else is");
            assert!(never, "{said}");
        }
    }
    assert_eq!(fs::read(home.path("r.sqlite")).unwrap(), before);
    for command in ["backup", "new", "sample"] {
        for name in [
            "r.sqlite-journal",
            "r.sqlite-wal",
            "soft.md-shm",
            "gone.db-wal",
            "hard.md",
        ] {
            home.on("r.sqlite", &[command, name]).failed(2);
        }
    }
    home.on("r.sqlite", &["verify"]).done();
}

#[cfg(unix)]
#[test]
fn a_file_that_is_written_over_keeps_its_mode_and_a_new_one_is_private() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::with_small_register();
    let mode = |name: &str| fs::metadata(home.path(name)).unwrap().permissions().mode() & 0o7777;
    home.on("r.sqlite", &["export", "--output", "a.md"]).done();
    assert_eq!(mode("a.md"), 0o600);
    fs::set_permissions(home.path("a.md"), fs::Permissions::from_mode(0o664)).unwrap();
    let again = ["export", "--output", "a.md", "--force"];
    home.on("r.sqlite", &again).done();
    assert_eq!(mode("a.md"), 0o664);
    fs::set_permissions(home.path("a.md"), fs::Permissions::from_mode(0o444)).unwrap();
    let said = home.on("r.sqlite", &again).failed(2);
    assert!(said.contains("write-protected"), "{said}");
}

#[test]
fn nothing_is_made_beside_the_journal_of_a_register_that_stood_there() {
    let home = Home::with_small_register();
    home.write("x.sqlite-journal", "the rest of a save");
    for arguments in [
        ["new", "x.sqlite"],
        ["sample", "x.sqlite"],
        ["backup", "x.sqlite"],
    ] {
        let said = home.on("r.sqlite", &arguments).failed(2);
        assert!(said.contains("x.sqlite-journal is left over"), "{said}");
    }
    let said = home.on("x.sqlite", &["restore", "r.sqlite"]).failed(2);
    assert!(said.contains("x.sqlite-journal is left over"), "{said}");
    assert_eq!(names(home.root()), ["r.sqlite", "x.sqlite-journal"]);
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_told_and_never_waited_for() {
    let home = Home::with_small_register();
    let made = std::process::Command::new("mkfifo")
        .arg(home.path("pipe"))
        .status();
    if !made.is_ok_and(|status| status.success()) {
        return;
    }
    for arguments in [
        ["import", "pipe"].as_slice(),
        &["export", "--output", "pipe"],
        &["backup", "pipe"],
        &["restore", "pipe"],
        &["new", "pipe"],
        &["export", "--output", "/dev/fd"],
        &["import", "/dev/zero"],
        &["import", "/dev"],
        &["restore", "/dev/null"],
    ] {
        home.on("r.sqlite", arguments).failed(2);
    }
    for register in ["pipe", "/dev/null", "/dev", "file:r.sqlite", ":memory:", ""] {
        home.on(register, &["list", "activities"]).failed(2);
    }
    // Such a name is a name like others.
    for name in ["file:x.sqlite", ":memory:", "file:y?mode=memory"] {
        home.ropa(&["new", name]).done();
        assert!(home.path(name).exists());
        home.on(name, &["verify"]).done();
        home.on(name, &["backup", &format!("{name}-copy")]).done();
    }
    home.on("r.sqlite", &["export", "--output", "/dev/null"])
        .done();
    let piped = home.on("r.sqlite", &["export", "--output", "/dev/stdout"]);
    assert!(piped.done().starts_with("# "));
}

#[test]
fn what_a_restore_would_gain_and_lose_is_shown_and_another_history_asks() {
    let home = Home::with_small_register();
    home.on("r.sqlite", &["backup", "old.sqlite"]).done();
    home.on("r.sqlite", &["reviewed", "A1"]).done();
    home.on("r.sqlite", &["backup", "new.sqlite"]).done();
    let before = fs::read(home.path("r.sqlite")).unwrap();
    let told = home
        .on("r.sqlite", &["restore", "old.sqlite", "--dry-run"])
        .done();
    assert!(
        told.contains("an earlier version of the register"),
        "{told}"
    );
    assert!(
        told.contains("Lost from the register: 1 change") && told.contains("A1"),
        "{told}"
    );
    assert_eq!(fs::read(home.path("r.sqlite")).unwrap(), before);
    // To what it was, and on to what it became.
    let told = home.on("r.sqlite", &["restore", "old.sqlite"]).done();
    assert!(told.contains("Lost from the register"), "{told}");
    let told = home.on("r.sqlite", &["restore", "new.sqlite"]).done();
    assert!(told.contains("Gained from the backup: 1 change"), "{told}");
    // A copy that went on by itself, and one of another register.
    home.on("old.sqlite", &["reviewed", "A1", "--because", "again"])
        .done();
    home.ropa(&["new", "other.sqlite", "--name", "Other"])
        .done();
    let before = fs::read(home.path("r.sqlite")).unwrap();
    for (copy, says) in [
        ("old.sqlite", "different changes since"),
        ("other.sqlite", "nothing in common"),
    ] {
        let told = home.on("r.sqlite", &["restore", copy]).failed(1);
        assert!(told.contains(says) && told.contains("--force"), "{told}");
        assert_eq!(fs::read(home.path("r.sqlite")).unwrap(), before);
    }
    let told = home
        .on("r.sqlite", &["restore", "other.sqlite", "--force"])
        .done();
    assert!(told.contains("nothing in common"), "{told}");
    home.on("r.sqlite", &["verify"]).done();
    // The configuration and other programs' files are nothing to put a register in the place of.
    home.configure("copies = 3\n");
    home.on(".config/ropa/config.toml", &["restore", "old.sqlite"])
        .failed(2);
}

#[cfg(target_os = "linux")]
#[test]
fn what_stands_is_said_when_the_output_fails_after_it() {
    let home = Home::with_small_register();
    let full = |arguments: &[&str]| {
        let mut command = home.command(&[&["--register", "r.sqlite"], arguments].concat());
        let device = fs::File::options().write(true).open("/dev/full").unwrap();
        let output = command.stdout(device).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8(output.stderr).unwrap()
    };
    let said = full(&["reviewed", "A1"]);
    assert!(said.contains("The change was saved, as change 3"), "{said}");
    let said = full(&["undo"]);
    assert!(said.contains("The change was saved, as change 4"), "{said}");
    for arguments in [
        ["backup", "b.sqlite"],
        ["new", "n.sqlite"],
        ["sample", "s.sqlite"],
    ] {
        let said = full(&arguments);
        let told = format!("The file {} was written in full", arguments[1]);
        assert!(said.contains(&told), "{said}");
        home.on(arguments[1], &["verify"]).done();
    }
    let said = full(&["restore", "b.sqlite"]);
    assert!(
        said.contains("The file r.sqlite was written in full"),
        "{said}"
    );
    assert!(!full(&["list", "activities"]).contains("was saved"));
}

/// The system ends a program that writes a file larger than it may, unless the program says that it will see to it.
#[cfg(target_os = "linux")]
#[test]
fn a_file_that_may_not_grow_is_an_error_with_its_name() {
    let home = Home::with_small_register();
    let before = fs::read(home.path("r.sqlite")).unwrap();
    let limited = |arguments: &str| {
        let program = env!("CARGO_BIN_EXE_ropa");
        let script = format!("ulimit -f 100; exec '{program}' --register r.sqlite {arguments}");
        let mut command = std::process::Command::new("bash");
        command.args(["-c", &script]).current_dir(home.root());
        let variables = home.command(&[]);
        command.env_clear().envs(
            variables
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        );
        let output = command.output().unwrap();
        (
            output.status.code(),
            String::from_utf8(output.stderr).unwrap(),
        )
    };
    for arguments in [
        "backup b.sqlite",
        "new n.sqlite",
        "sample s.sqlite",
        "reviewed A1",
    ] {
        let (code, said) = limited(arguments);
        assert_eq!(code, Some(2), "{arguments}: {said}");
        assert!(said.contains("ulimit -f"), "{arguments}: {said}");
        // Only who saves is told to save again.
        let saves = arguments == "reviewed A1";
        assert_eq!(said.contains("save"), saves, "{arguments}: {said}");
    }
    // What was broken off is taken back by whoever opens it next.
    home.on("r.sqlite", &["verify"]).done();
    assert_eq!(fs::read(home.path("r.sqlite")).unwrap(), before);
    assert_eq!(names(home.root()), ["r.sqlite"]);
}

#[test]
fn a_register_that_is_missing_is_told_with_what_it_may_have_become() {
    let home = Home::with_small_register();
    home.on("r.sqlite", &["backup", "r-before-2026-11-20-090000.sqlite"])
        .done();
    fs::remove_file(home.path("r.sqlite")).unwrap();
    let said = home.on("r.sqlite", &["list", "activities"]).failed(2);
    assert!(said.contains("r-before-2026-11-20-090000.sqlite"), "{said}");
    assert!(
        said.contains("ropa --register r.sqlite restore") && !said.contains("ropa new"),
        "{said}"
    );
    // What does not open as a register is not proposed, and a journal alone is told for what it is.
    home.write("r-before-torn.sqlite", "torn");
    home.write("r.sqlite-journal", "the rest of a save");
    let said = home.on("r.sqlite", &["list", "activities"]).failed(2);
    assert!(
        said.contains("r-before-2026") && !said.contains("torn"),
        "{said}"
    );
    assert!(said.contains("r.sqlite-journal is left over"), "{said}");
    fs::remove_file(home.path("r-before-2026-11-20-090000.sqlite")).unwrap();
    let said = home.on("r.sqlite", &["list", "activities"]).failed(2);
    assert!(said.contains("r.sqlite-journal is left over"), "{said}");
    assert!(
        !said.contains("restore") && !said.contains("torn"),
        "{said}"
    );
    let said = home.on("a b.sqlite", &["list", "activities"]).failed(2);
    assert!(said.contains("“ropa new 'a b.sqlite'”"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_register_that_everybody_may_write_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::with_small_register();
    let allow = |name: &str, mode| {
        fs::set_permissions(home.path(name), fs::Permissions::from_mode(mode)).unwrap();
    };
    allow("r.sqlite", 0o666);
    let ran = home.on("r.sqlite", &["list", "activities"]);
    assert!(
        ran.code == 0 && ran.err.contains("chmod o-w r.sqlite"),
        "{}",
        ran.err
    );
    allow("r.sqlite", 0o660);
    home.on("r.sqlite", &["list", "activities"]).done();
    allow("", 0o1777);
    let ran = home.on("r.sqlite", &["list", "activities"]);
    assert!(
        ran.code == 0 && ran.err.contains("could put a journal file"),
        "{}",
        ran.err
    );
}

#[cfg(unix)]
#[test]
fn a_pipe_in_the_place_of_the_configuration_or_of_law_data_is_told() {
    let home = Home::with_small_register();
    fs::create_dir_all(home.path(".config/ropa/law")).unwrap();
    let pipe = |name: &str| {
        std::process::Command::new("mkfifo")
            .arg(home.path(name))
            .status()
            .is_ok_and(|status| status.success())
    };
    if pipe(".config/ropa/law/periods.toml") {
        let ran = home.on("r.sqlite", &["list", "activities"]);
        assert!(ran.code == 0 && ran.err.contains("a pipe"), "{}", ran.err);
    }
    if pipe(".config/ropa/config.toml") {
        let said = home.on("r.sqlite", &["list", "activities"]).failed(2);
        assert!(said.contains("a pipe"), "{said}");
    }
}

#[test]
fn a_copy_takes_the_place_of_a_damaged_register_and_says_that_nothing_can_be_compared() {
    let home = Home::with_small_register();
    home.on("r.sqlite", &["backup", "old.sqlite"]).done();
    home.on("r.sqlite", &["reviewed", "A1"]).done();
    let mut bytes = fs::read(home.path("r.sqlite")).unwrap();
    // The head is a register's, and nothing behind it can be read.
    bytes[100..].fill(0xff);
    fs::write(home.path("r.sqlite"), &bytes).unwrap();
    let copy = fs::read(home.path("old.sqlite")).unwrap();
    let told = home
        .on("r.sqlite", &["restore", "old.sqlite", "--dry-run"])
        .done();
    assert!(
        told.contains("cannot be read") && told.contains("damaged"),
        "{told}"
    );
    assert!(fs::read(home.path("r.sqlite")).unwrap() == bytes);
    let told = home.on("r.sqlite", &["restore", "old.sqlite"]).done();
    assert!(
        told.contains("cannot be read") && told.contains("-before-"),
        "{told}"
    );
    home.on("r.sqlite", &["verify"]).done();
    assert!(fs::read(home.path("old.sqlite")).unwrap() == copy);
    let aside = fs::read_dir(home.path(""))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.to_string_lossy().contains("-before-"))
        .unwrap();
    assert!(fs::read(aside).unwrap() == bytes);
}
