//! Another program holds the register's file: every key is drawn at once, and what is typed outlives the end.

use std::time::{Duration, Instant};

use rusqlite::Connection;
use rustix::process::Signal;

use super::window::{Window, signal};
use crate::cli::Home;

/// Far less than any lock was ever waited for; a key takes some thousandths of a second.
const AT_ONCE: Duration = Duration::from_secs(1);

#[test]
fn no_key_waits_for_another_programs_lock() {
    for how in ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"] {
        let home = Home::with_register();
        let mut window = Window::ropa(&home);
        window.sees("Exempel").types("2").sees("Activities (0)");
        window.types("n").sees("Activity (new)");
        let other = Connection::open(home.path("r.sqlite")).unwrap();
        other.execute_batch(how).unwrap();
        let mut typed = String::new();
        let mut slowest = Duration::ZERO;
        for at in 0..40u8 {
            typed.push(char::from(b'a' + at % 26));
            let pressed = Instant::now();
            window.types(&typed[typed.len() - 1..]);
            window.sees(&typed[typed.len().saturating_sub(10)..]);
            slowest = slowest.max(pressed.elapsed());
        }
        // It is told at the next look at the file, which comes once a second, and stays until a key is pressed.
        window.sees("Another program is using the file");
        println!("{how}: the slowest key took {slowest:?}");
        assert!(slowest < AT_ONCE, "{how}: {slowest:?}");
        window.types("\u{13}").sees("Waiting for another program");
        signal(window.leader(), Signal::TERM);
        let ended = window.ends();
        assert_eq!(ended.code, Some(0));
        assert!(ended.after < 4 * AT_ONCE, "{ended:?}");
        other.execute_batch("ROLLBACK").unwrap();
        drop(other);
        let window = Window::ropa(&home);
        window.sees("Unsaved forms").types("\r");
        window.sees("Activity (new)").sees(&typed);
    }
}
