//! Work beside the keys on a real terminal: it is stopped by a key, by Ctrl-C and by the end of the program.

use rusqlite::Connection;
use rustix::process::Signal;

use super::window::{Window, signal};
use crate::cli::Home;

/// A register, and another program that can hold it so that a check of it waits.
fn held() -> (Home, Connection) {
    let home = Home::with_register();
    let other = Connection::open(home.path("r.sqlite")).unwrap();
    (home, other)
}

fn checks(window: &Window, other: &Connection) {
    window.sees("Exempel");
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    window.types("\u{10}verify integrity\r");
    // What a look at the file tells stands over it until the next key.
    while !window.shows("waiting for another program") {
        window.is_awake();
    }
}

#[test]
fn a_check_is_stopped_with_escape_and_keys_are_taken_while_it_runs() {
    let (home, other) = held();
    let window = Window::ropa(&home);
    checks(&window, &other);
    window.types("2").sees("Activities (0)");
    window
        .types("\u{1b}")
        .sees("Stopped before it was finished");
    window.types("3").sees("Exempel").is_awake();
    other.execute_batch("ROLLBACK").unwrap();
    window
        .types("\u{10}verify integrity\r")
        .sees("The file is intact");
}

#[test]
fn the_end_of_the_program_waits_for_no_check() {
    for end in [Signal::TERM, Signal::HUP, Signal::INT] {
        let (home, other) = held();
        let mut window = Window::ropa(&home);
        checks(&window, &other);
        signal(window.leader(), end);
        assert_eq!(window.ends().code, Some(0), "{end:?}");
    }
    let (home, other) = held();
    let mut window = Window::ropa(&home);
    checks(&window, &other);
    window.closes();
    assert_eq!(window.ends().code, Some(0));
    let (home, other) = held();
    let mut window = Window::ropa(&home);
    checks(&window, &other);
    window.types("q");
    assert_eq!(window.ends().code, Some(0));
}

#[test]
fn the_command_tells_how_far_it_is_and_ends_with_control_c() {
    let (home, other) = held();
    let verify = [
        env!("CARGO_BIN_EXE_ropa"),
        "--register",
        "r.sqlite",
        "verify",
    ];
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let mut window = Window::open(&home, &verify);
    window.sees("Integrity check: waiting for another program");
    window.types("\u{3}").sees("Stopped before it was finished");
    // By the signal, so that a script ends too.
    assert_eq!(window.ends().code, None);
    let mut window = Window::open(&home, &verify);
    window.sees("Integrity check: waiting for another program");
    other.execute_batch("ROLLBACK").unwrap();
    window.sees("The file is intact").lacks("waiting");
    assert_eq!(window.ends().code, Some(0));
}
