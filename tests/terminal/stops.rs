//! Stopped and continued: by the user, from outside, with a shell above and without one.

use rustix::process::Signal;

use super::window::{Window, about, is_stopped, signal, until};
use crate::cli::Home;
use crate::cli::container::entrances;

/// A shell with job control on the window; it has started the program.
fn under_a_shell(home: &Home) -> Window {
    let window = Window::open(home, &["bash", "--norc", "--noprofile", "-i"]);
    window
        .types("PS1='ready> '; clear; $ROPA\n")
        .sees("Exempel");
    window
}

/// Suspends the program by the palette: no key does it unless one is bound to it.
fn suspends(window: &Window) {
    window.types("\u{10}").sees("go to, or run a command");
    window.types("suspend").sees("Suspend").types("\r");
}

#[test]
fn a_stop_from_outside_gives_the_terminal_back_and_going_on_draws_everything() {
    let home = Home::with_register();
    let window = under_a_shell(&home);
    let program = window.program();
    for _ in 0..2 {
        signal(program, Signal::TSTP);
        until("the program stops", || is_stopped(program).then_some(()));
        window.sees_the_shell("ready>");
        window.types("fg\n").sees("Activities");
        until("the program has the screen", || {
            (window.is_full_screen() && window.is_raw()).then_some(())
        });
    }
    window.types("2").sees("Activities (0)");
}

#[test]
fn the_user_stops_the_program_and_goes_on() {
    let home = Home::with_register();
    let window = under_a_shell(&home);
    let program = window.program();
    window.types("2n").sees("Activity (new)");
    window.types("Payroll\r").sees("Payroll");
    suspends(&window);
    window.sees_the_shell("ready>");
    assert!(is_stopped(program));
    window.types("fg\n").sees("Payroll");
    // What was started with the program stops with it.
    window.types("\u{11}").sees("Quit ropa?");
    window.types("\u{1b}[B\r");
    until("the program ends", || {
        about(program).is_none().then_some(())
    });
    window
        .types("clear; sh -c \"$ROPA; true\"\n")
        .sees("Unsaved forms");
    window.types("\u{1b}").lacks("Unsaved forms");
    suspends(&window);
    window.sees_the_shell("ready>");
    window.types("fg\n").sees("Activities");
}

#[test]
fn a_hard_stop_is_met_on_going_on_whatever_became_of_the_terminal() {
    let home = Home::with_register();
    let window = Window::ropa(&home);
    window.sees("Exempel").types("2").sees("Activities (0)");
    signal(window.leader(), Signal::STOP);
    until("the program stops", || {
        is_stopped(window.leader()).then_some(())
    });
    window.is_made_cooked();
    window.garbles();
    signal(window.leader(), Signal::CONT);
    window.sees("Activities (0)");
    until("keys come one by one", || window.is_raw().then_some(()));
    window.types("n").sees("Activity (new)");
}

#[test]
fn where_no_shell_would_continue_it_the_program_says_so_and_goes_on() {
    let home = Home::with_register();
    let mut windows = vec![Window::ropa(&home), Window::shell(&home, "$ROPA; exit $?")];
    // In a container, the program's group and session are those of a process outside.
    for way in entrances() {
        let ropa = [env!("CARGO_BIN_EXE_ropa"), "--register", "r.sqlite"];
        windows.push(Window::open(&home, &[way, &ropa].concat()));
    }
    for mut window in windows {
        window.sees("Exempel");
        suspends(&window);
        window.sees("cannot be suspended");
        window.types("2").sees("Activities (0)").types("q");
        assert_eq!(window.ends().code, Some(0));
    }
    let mut window = Window::ropa(&home);
    window.sees("Exempel");
    signal(window.leader(), Signal::TSTP);
    window.sees("cannot be suspended").types("q");
    assert_eq!(window.ends().code, Some(0));
}
