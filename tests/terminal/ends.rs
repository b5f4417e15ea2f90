//! Every end: a terminal that is closed, silent or stuck, and signals. What is typed is kept, and the end is in order.

use std::time::Duration;

use rustix::process::Signal;

use super::window::{Window, signal, ticks, until};
use crate::cli::Home;

/// At most a second, as the program promises, and what a machine with other work adds.
const SOON: Duration = Duration::from_secs(4);

/// A home with a register, and its form of a new activity with a text that is just being typed.
fn typing(home: &Home) -> Window {
    let window = Window::ropa(home);
    begin(&window);
    window
}

fn begin(window: &Window) {
    window.sees("Exempel").types("2").sees("Activities (0)");
    window.types("n").sees("Activity (new)");
    window
        .types("Payroll and absence")
        .sees("Payroll and absence");
}

/// What the drafts of the home's register hold, as text, and those beside it: the copy of the day may be in the way.
fn drafts(home: &Home) -> String {
    let store = ropa::store::Store::open(&home.path("r.sqlite")).unwrap();
    let drafts = store.drafts().unwrap().into_iter();
    let kept: String = drafts.map(|draft| draft.content).collect();
    let beside = std::fs::read_dir(home.path(".local/share/ropa/drafts")).into_iter();
    let beside = beside.flatten().map(|entry| entry.unwrap().path());
    beside.fold(kept, |all, file| {
        all + &std::fs::read_to_string(file).unwrap()
    })
}

#[track_caller]
fn kept(home: &Home, text: &str) {
    let drafts = drafts(home);
    assert!(drafts.contains(text), "no draft holds “{text}”: {drafts}");
}

/// Whether the terminal was asked where its cursor is (DSR, <https://invisible-island.net/xterm/ctlseqs/ctlseqs.html>).
fn was_asked(window: &Window) -> bool {
    let written = String::from_utf8_lossy(&window.written()).into_owned();
    written.contains("\u{1b}[6n") || written.contains("\u{1b}[c")
}

#[test]
fn a_terminal_that_answers_nothing_is_asked_nothing() {
    let home = Home::with_register();
    let mut window = typing(&home);
    window.garbles().types("\u{c}").sees("Payroll and absence");
    window
        .garbles()
        .resizes(120, 40)
        .sees("Payroll and absence");
    window
        .types(" for all\r")
        .sees("Payroll and absence for all");
    window.types("\u{11}").sees("Quit ropa?");
    window.types("\u{1b}[B\r");
    assert_eq!(window.ends().code, Some(0));
    assert!(!was_asked(&window));
    kept(&home, "Payroll and absence for all");
}

#[test]
fn a_closed_terminal_ends_the_program_and_keeps_what_is_typed() {
    let home = Home::with_register();
    let mut window = typing(&home);
    // Standard error is the closed terminal too.
    window.closes();
    let ended = window.ends();
    assert_eq!(ended.code, Some(0));
    assert!(ended.after < SOON, "{ended:?}");
    kept(&home, "Payroll and absence");
}

#[test]
fn signals_end_the_program_and_keep_what_is_typed() {
    let mut all = vec![Signal::TERM, Signal::INT, Signal::HUP, Signal::QUIT];
    all.extend([Signal::USR1, Signal::USR2, Signal::ALARM, Signal::XCPU]);
    all.extend([Signal::VTALARM, Signal::PROF, Signal::ABORT]);
    #[cfg(target_os = "linux")]
    all.extend([Signal::POWER, Signal::IO]);
    for asked in all {
        let home = Home::with_register();
        let mut window = typing(&home);
        signal(window.leader(), asked);
        let ended = window.ends();
        assert_eq!(ended.code, Some(0), "{asked:?}");
        assert!(ended.after < SOON, "{ended:?}");
        window.sees_the_shell("");
        assert!(!window.is_raw());
        kept(&home, "Payroll and absence");
    }
}

#[test]
fn a_closed_terminal_that_no_signal_tells_of_ends_the_program_without_spinning() {
    let home = Home::with_register();
    let mut window = Window::shell(&home, "trap '' HUP; $ROPA; echo $? > code; exit 0");
    begin(&window);
    let program = window.program();
    let before = ticks(program).unwrap();
    window.closes();
    let mut used = before;
    let ended = until("the program ends", || {
        if let Ok(code) = std::fs::read_to_string(home.path("code"))
            && !code.is_empty()
        {
            return Some(code);
        }
        used = ticks(program).unwrap_or(used);
        None
    });
    assert_eq!(ended.trim(), "0");
    assert!(used - before < 60, "{} ticks", used - before);
    kept(&home, "Payroll and absence");
}

#[test]
fn a_drawing_that_fails_keeps_what_is_typed() {
    let home = Home::with_register();
    let words = [env!("CARGO_BIN_EXE_ropa"), "--register", "r.sqlite"];
    let mut window = Window::drawn(&home, &words, true);
    begin(&window);
    window.closes_what_is_drawn_to();
    let ended = window.ends_at_keys("X");
    assert_eq!(ended.code, Some(0));
    // Another drawing may have failed before the last key came.
    kept(&home, "Payroll and absence");
}

#[test]
fn a_terminal_that_does_not_read_does_not_hold_the_end() {
    let home = Home::with_register();
    let mut window = typing(&home);
    window.is_deaf(true);
    // Drawn again and again, until the terminal holds no more: the program stands in the middle of a drawing.
    until("the terminal is full", || {
        window.types("\u{c}").is_full().then_some(())
    });
    signal(window.leader(), Signal::TERM);
    let ended = window.ends();
    assert_eq!(ended.code, Some(0));
    assert!(ended.after < SOON, "{ended:?}");
    kept(&home, "Payroll and absence");
}

#[test]
fn without_standard_error_the_screen_opens_and_ends() {
    let home = Home::with_register();
    let mut window = Window::shell(&home, "exec $ROPA 2>&-");
    begin(&window);
    window.closes();
    assert_eq!(window.ends().code, Some(0));
    kept(&home, "Payroll and absence");
}

#[test]
fn without_keys_or_a_screen_that_is_said() {
    let home = Home::with_register();
    for line in [
        "$ROPA <&-",
        "$ROPA >&-",
        "$ROPA <&- >&-",
        "$ROPA <&- >&- 2>&-",
    ] {
        let mut window = Window::shell(&home, line);
        assert_eq!(window.ends().code, Some(2), "{line}");
        if !line.contains("2>") {
            window.sees("needs a terminal");
        }
    }
}

#[test]
fn a_file_that_may_grow_no_more_is_told_and_the_form_stays() {
    let home = Home::with_register();
    let mut window = Window::shell(&home, "ulimit -f 1; exec $ROPA");
    begin(&window);
    window.types("\u{13}").sees("r.sqlite");
    window.types("\r").sees("Payroll and absence");
    signal(window.leader(), Signal::TERM);
    assert!(window.ends().code.is_some());
}
