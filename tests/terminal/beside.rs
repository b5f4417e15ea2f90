//! Programs beside: the user's editor has the terminal for a while, others take text for the clipboard.

use std::os::unix::fs::PermissionsExt as _;

use super::window::{Window, is_stopped, until};
use crate::cli::Home;

/// A home whose user's editor is a script.
fn with_editor(script: &str) -> Home {
    let mut home = Home::with_register();
    home.write("editor", script);
    home.set("VISUAL", "sh editor");
    home
}

/// Opens the last field of a new activity, a text of several lines, and gives it to the editor.
fn edit(window: &Window) {
    window.sees("Exempel").types("2").sees("Activities (0)");
    window.types("n").sees("Activity (new)");
    window.types("Payroll\u{1b}[B").sees("Payroll");
    // With all fields shown, the notes are the last.
    window.types("\u{1b}[17~").types("\u{1b}[F").sees("Notes");
    window.types("\r").sees("Ctrl-E");
    window.types("\u{5}");
}

#[test]
fn a_text_comes_back_from_the_editor_to_a_terminal_that_answers_nothing() {
    let home = with_editor("printf 'from outside' > \"$1\"");
    let window = Window::ropa(&home);
    edit(&window);
    window.sees("from outside");
    assert!(window.is_raw() && window.is_full_screen());
}

#[test]
fn an_editor_that_was_ended_gives_back_what_it_had_written_and_one_that_failed_nothing() {
    let home = with_editor("printf 'half of it' > \"$1\"; kill -9 $$");
    let window = Window::ropa(&home);
    edit(&window);
    window.sees("half of it");
    let home = with_editor("printf 'not this' > \"$1\"; exit 1");
    let window = Window::ropa(&home);
    edit(&window);
    window.sees("external editor failed");
    assert!(!window.shows("not this"));
}

#[test]
fn an_editor_that_stops_takes_the_program_with_it_and_both_go_on() {
    // What editors do when they are asked to stop: https://www.gnu.org/software/libc/manual/html_node/Job-Control.html
    let home = with_editor("kill -TSTP 0; printf 'went on' > \"$1\"");
    let window = Window::open(&home, &["bash", "--norc", "--noprofile", "-i"]);
    window.types("PS1='ready> '; clear; $ROPA\n");
    edit(&window);
    window.sees_the_shell("ready>");
    let program = window.program();
    until("the program stops", || is_stopped(program).then_some(()));
    window.types("fg\n").sees("went on");
}

#[test]
fn tmux_gets_the_text_on_its_input_and_is_not_waited_for() {
    let mut home = Home::with_small_register();
    let script = "#!/bin/sh\necho \"$@\" > arguments\ncat > text\nmv text copied\nexec sleep 5\n";
    let path = home.write("bin/tmux", script);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o700)).unwrap();
    let bin = home.path("bin").display().to_string();
    home.set("PATH", &format!("{bin}:/usr/bin:/bin"));
    home.set("TMUX", "/nowhere/tmux,1,0");
    let window = Window::ropa(&home);
    window.sees("Exempel").types("2").sees("Activities (");
    window.types("y").sees("Sent to the terminal's clipboard");
    let copied = until("the text is there", || {
        std::fs::read_to_string(home.path("copied")).ok()
    });
    assert!(
        copied.starts_with("# ") || copied.contains("A1"),
        "{copied}"
    );
    let arguments = std::fs::read_to_string(home.path("arguments")).unwrap();
    assert_eq!(arguments.trim(), "load-buffer -w -");
    // It has not ended, and keys go on.
    window.types("1").sees("Latest change");
}
