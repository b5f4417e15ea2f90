//! The program in a container: a space of process numbers of its own, with a `/proc` of its own or that of outside.

use std::process::{Command, Output};

use super::Home;

/// The ways into a container that this system lets an ordinary user go; none, with a word, where it does not.
pub fn entrances() -> Vec<&'static [&'static str]> {
    const WAYS: [&[&str]; 2] = [
        &["unshare", "--user", "--map-root-user", "--fork", "--pid"],
        &[
            "unshare",
            "--user",
            "--map-root-user",
            "--fork",
            "--pid",
            "--mount-proc",
        ],
    ];
    let is_open = |way: &&[&str]| {
        let probe = Command::new(way[0]).args(&way[1..]).arg("true").output();
        let open = probe.is_ok_and(|ran| ran.status.success());
        if !open {
            eprintln!("skipped: this system lets nobody in by {way:?}");
        }
        open
    };
    WAYS.into_iter().filter(is_open).collect()
}

#[test]
fn in_a_container_no_file_in_the_making_is_taken_for_one_that_was_left() {
    for way in entrances() {
        let home = Home::new();
        let run = |arguments: &[&str]| -> Output {
            let plain = home.command(arguments);
            let mut command = Command::new(way[0]);
            command
                .args(&way[1..])
                .arg(plain.get_program())
                .args(plain.get_args())
                .current_dir(home.root())
                .env_clear()
                .env("PATH", "/usr/local/bin:/usr/bin:/bin");
            for (name, value) in plain.get_envs() {
                command.env(name, value.unwrap());
            }
            command.output().unwrap()
        };
        for arguments in [
            &["new", "r.sqlite", "--name", "Exempel AB"][..],
            &["--register", "r.sqlite", "backup", "b.sqlite"],
            &["--register", "r.sqlite", "export", "--output", "r.md"],
            &["--register", "r.sqlite", "verify"],
        ] {
            let ran = run(arguments);
            assert!(ran.status.success(), "{way:?} {arguments:?}: {ran:?}");
        }
    }
}
