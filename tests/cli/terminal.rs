//! Without a command: what is told before the screen opens, and that it opens.

use std::io::{Read as _, Write as _};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

use super::Home;

/// Runs the program on a terminal and types when it shows what is awaited; gives the exit code and everything that
/// was written to the terminal.
fn on_a_terminal(home: &Home, awaited: &str, typed: &[u8]) -> (u32, String) {
    let size = PtySize {
        rows: 30,
        cols: 200,
        pixel_width: 0,
        pixel_height: 0,
    };
    let pair = native_pty_system().openpty(size).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_ropa"));
    command.env_clear();
    for (name, value) in home.command(&[]).get_envs() {
        command.env(name, value.unwrap());
    }
    command.env("TERM", "xterm-256color");
    command.cwd(home.root());
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut writer = pair.master.take_writer().unwrap();
    let mut reader = pair.master.try_clone_reader().unwrap();
    let mut written = Vec::new();
    let mut piece = [0; 4096];
    let mut typed = Some(typed);
    // The end of a terminal is an error on Linux: what was read until then counts.
    while let Ok(length @ 1..) = reader.read(&mut piece) {
        written.extend_from_slice(&piece[..length]);
        let shown = String::from_utf8_lossy(&written).contains(awaited);
        if shown && let Some(keys) = typed.take() {
            writer.write_all(keys).unwrap();
        }
    }
    let status = child.wait().unwrap();
    (
        status.exit_code(),
        String::from_utf8_lossy(&written).into_owned(),
    )
}

#[test]
fn a_key_that_cannot_be_bound_is_told_with_its_line() {
    let home = Home::with_register();
    let cases = [
        (
            "quit = [\"hyper-q\"]",
            "“hyper-q” is not a key name: keys.quit in the configuration ",
        ),
        ("qiut = [\"q\"]", "Unknown command qiut under [keys]"),
        ("redo = [\"q\"]", "The key “q” is assigned to both "),
    ];
    for (line, message) in cases {
        home.configure(&format!("[keys]\n{line}\n"));
        let (code, written) = on_a_terminal(&home, "Error: ", b"");
        assert_eq!(code, 2, "{written}");
        assert!(
            written.starts_with("Error: ") && written.contains("line 2, column 1"),
            "{written}"
        );
        assert!(written.contains(message), "{written}");
    }
}

#[test]
fn the_screen_opens_and_its_own_keys_close_it() {
    let home = Home::with_register();
    home.configure("register = \"../../r.sqlite\"\n[keys]\nquit = [\"z\"]\n");
    let (code, written) = on_a_terminal(&home, "Exempel", b"z");
    assert_eq!(code, 0, "{written}");
    assert!(written.contains("Exempel"), "{written}");
}

#[test]
fn a_frame_stands_at_once_and_what_is_typed_before_the_register_is_there_is_kept() {
    let home = Home::with_register();
    home.configure("register = \"../../r.sqlite\"\n[keys]\nquit = [\"z\"]\n");
    let (code, written) = on_a_terminal(&home, "Opening", b"z");
    assert_eq!(code, 0, "{written}");
    let (first, then) = (written.find("Opening"), written.find("Exempel"));
    assert!(first.is_some() && first < then, "{written}");
}

#[test]
fn a_register_that_cannot_be_opened_is_told_on_the_terminal_as_it_was() {
    let home = Home::with_register();
    home.configure("register = \"../../broken.sqlite\"\n");
    std::fs::write(home.root().join("broken.sqlite"), "no register").unwrap();
    let (code, written) = on_a_terminal(&home, "Error: ", b"");
    assert_eq!(code, 2, "{written}");
    // https://invisible-island.net/xterm/ctlseqs/ctlseqs.html: back from the alternate screen.
    let (_, told) = written.split_once("\u{1b}[?1049l").unwrap();
    assert!(
        told.contains("Error: ") && told.contains("broken.sqlite"),
        "{told}"
    );
}
