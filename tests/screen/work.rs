//! Work beside the keys: frames are drawn and keys taken while it runs, and whatever happens to the file meanwhile.

use std::fs;
use std::process::Command;

use ropa::domain::language::Language;
use rusqlite::Connection;
use serde_json::json;

use crate::support::screen::Screen;

/// Another program that holds the file, so that what reads it waits.
fn held(screen: &Screen) -> Connection {
    let other = Connection::open(screen.path("register.sqlite")).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    other
}

fn check(screen: &mut Screen) {
    screen
        .keys("ctrl-p")
        .typed("verify integrity")
        .keys("enter");
}

/// A register whose check waits for another program.
fn waiting() -> (Screen, Connection) {
    let mut screen = Screen::sample(Language::ENGLISH, (100, 30));
    let other = held(&screen);
    check(&mut screen);
    screen.draws_until("Integrity check: waiting for another program");
    (screen, other)
}

#[test]
fn frames_are_drawn_and_keys_taken_while_a_check_runs() {
    let (mut screen, other) = waiting();
    for (keys, wanted) in [
        ("2", "Activities"),
        ("down down", "A3"),
        ("enter", "Purposes"),
        ("esc 5", "Retention"),
        ("2 enter", "Purposes"),
    ] {
        screen
            .keys(keys)
            .sees(wanted)
            .sees("Integrity check: waiting for another program");
        assert!(screen.app.is_working());
    }
    other.execute_batch("ROLLBACK").unwrap();
    // The result does not come over a form.
    screen.draws_until("The result of the check is ready");
    screen.sees("Purposes").lacks("The file is intact");
    screen.keys("esc").sees("The file is intact");
    screen.keys("esc").lacks("The file is intact");
}

#[test]
fn escape_stops_a_check_in_the_lists_and_leaves_a_form_where_one_is_open() {
    let (mut screen, other) = waiting();
    screen.keys("2 enter").lacks("Esc stop").keys("esc");
    assert!(screen.app.is_working());
    screen.sees("Esc stop").keys("esc");
    assert!(!screen.app.is_working());
    screen
        .sees("Stopped before it was finished. Nothing was changed.")
        .lacks("Integrity check");
    other.execute_batch("ROLLBACK").unwrap();
    check(&mut screen);
    screen.works().sees("The file is intact");
}

#[test]
fn a_second_check_is_refused_in_words_and_the_first_goes_on() {
    let (mut screen, other) = waiting();
    check(&mut screen);
    screen.sees("This is still running: Integrity check: waiting");
    other.execute_batch("ROLLBACK").unwrap();
    screen.works().sees("The file is intact");
}

#[test]
fn saves_here_and_in_another_window_go_through_while_a_check_runs() {
    let mut screen = Screen::new_register();
    let mut other = screen.second();
    for name in ["Payroll", "Wages", "Salaries"] {
        check(&mut screen);
        screen.keys("2 n").typed_in("name", name).keys("ctrl-s");
        screen.sees("Saved A").lacks("Waiting for another program");
        screen.works().sees("The file is intact").keys("esc");
        check(&mut screen);
        other.waits().keys("2 n").typed_in("name", name);
        other.keys("ctrl-s").sees("Saved A");
        screen
            .works()
            .sees("The file is intact")
            .keys("esc")
            .waits();
    }
    assert_eq!(screen.register().activities.len(), 6);
}

#[cfg(unix)]
#[test]
fn a_file_that_is_replaced_meanwhile_is_said_to_be_replaced() {
    let (mut screen, other) = waiting();
    let (path, copy) = (screen.path("register.sqlite"), screen.path("copy"));
    fs::copy(&path, &copy).unwrap();
    fs::rename(&copy, &path).unwrap();
    other.execute_batch("ROLLBACK").unwrap();
    screen.works().sees("Another file took the place of");
    screen.keys("esc").waits();
    check(&mut screen);
    screen.works().sees("The file is intact");
}

#[test]
fn quitting_and_opening_another_register_end_a_check() {
    let (mut screen, other) = waiting();
    screen.keys("q");
    assert!(screen.app.is_done());
    drop((screen, other));
    let (mut screen, other) = waiting();
    fs::copy(screen.path("register.sqlite"), screen.path("b.sqlite")).unwrap();
    screen.keys("ctrl-p").typed("open another").keys("enter");
    screen.typed("b.sqlite").keys("enter");
    assert!(!screen.app.is_working());
    screen.lacks("Integrity check");
    drop(other);
}

#[test]
fn a_register_that_is_only_read_is_checked_and_nothing_is_written() {
    let screen = Screen::sample(Language::ENGLISH, (100, 30));
    let mut reader = screen.unopened();
    reader.app.read_only();
    reader.app.open().unwrap();
    let before = fs::read(screen.path("register.sqlite")).unwrap();
    check(&mut reader);
    reader.works().sees("The file is intact");
    assert!(fs::read(screen.path("register.sqlite")).unwrap() == before);
    assert_eq!(fs::read_dir(screen.path("")).unwrap().count(), 1);
}

#[test]
fn what_is_damaged_is_told_and_the_program_goes_on() {
    let mut screen = Screen::sample(Language::SWEDISH, (100, 30));
    let path = screen.path("register.sqlite");
    let other = Connection::open(&path).unwrap();
    let set = "UPDATE activity SET name = 'Annat' WHERE ref = 'A1'";
    other.execute_batch(set).unwrap();
    drop(other);
    screen
        .keys("ctrl-p")
        .typed("kontrollera filen")
        .keys("enter");
    screen.works().sees("Annat").keys("esc 2").sees("A1");
    // A file that cannot be read at all.
    let half = fs::metadata(&path).unwrap().len() / 2;
    let file = fs::File::options().write(true).open(&path).unwrap();
    file.set_len(half).unwrap();
    drop(file);
    screen
        .keys("ctrl-p")
        .typed("kontrollera filen")
        .keys("enter");
    screen
        .works()
        .sees("register.sqlite")
        .keys("esc 2")
        .sees("A1");
}

/// A register of more than four mebibytes, most of which is free.
fn large() -> Screen {
    let screen = Screen::sample(Language::ENGLISH, (100, 30));
    let other = Connection::open(screen.path("register.sqlite")).unwrap();
    other
        .execute_batch(
            "CREATE TABLE padding (bytes BLOB); INSERT INTO padding VALUES (zeroblob(5 << 20));
             DROP TABLE padding;",
        )
        .unwrap();
    drop(other);
    screen
}

fn opened(screen: &Screen) -> Screen {
    let mut opened = screen.unopened();
    opened.app.open().unwrap();
    while opened.app.prepare().more {}
    while opened.app.is_turning() {
        opened.app.take_checked();
        std::thread::yield_now();
    }
    opened
}

#[test]
fn a_sign_turns_while_all_records_of_a_large_register_are_checked() {
    let made = Screen::sample(Language::ENGLISH, (100, 30));
    let many: Vec<_> = (0..120)
        .map(|number| json!({ "ref": format!("B{number}"), "name": format!("Copy {number}") }))
        .collect();
    let file = json!({ "format": "ropa-register", "version": 1, "activities": many });
    fs::write(made.path("many.json"), file.to_string()).unwrap();
    let imported = Command::new(env!("CARGO_BIN_EXE_ropa"))
        .env("HOME", made.path("."))
        .arg("--register")
        .arg(made.path("register.sqlite"))
        .arg("import")
        .arg(made.path("many.json"))
        .output()
        .unwrap();
    assert!(imported.status.success(), "{imported:?}");
    let mut screen = made.unopened();
    screen.app.open().unwrap();
    while screen.app.prepare().more {}
    for _ in 0..3 {
        let before = screen.text();
        assert!(screen.app.turn_sign());
        screen.sees("Checking…");
        assert_ne!(screen.text(), before);
    }
    // Nothing was asked for, so that nothing is to be stopped.
    assert!(!screen.app.is_working());
    screen.works().lacks("Checking…");
    assert!(!screen.app.turn_sign());
}

#[test]
fn a_large_file_is_checked_without_a_word_when_it_is_opened() {
    let mut screen = opened(&large());
    assert!(screen.app.monitor().is_some() && !screen.app.is_working());
    screen.lacks("Integrity check");
    // Escape is not about what nobody sees.
    screen.keys("2 esc");
    assert!(screen.app.monitor().is_some());
    let before = screen.text();
    screen.works();
    assert_eq!(screen.text(), before);
    // Once.
    while screen.app.prepare().more {}
    assert!(screen.app.monitor().is_none());
    screen.keys("2 n").typed_in("name", "Payroll");
    screen.keys("ctrl-s").sees("Saved A");
}

#[test]
fn what_is_amiss_in_a_large_file_is_told_and_nothing_is_saved_on_top_of_it() {
    let large = large();
    let other = Connection::open(large.path("register.sqlite")).unwrap();
    let set = "UPDATE activity SET name = 'Other' WHERE ref = 'A1'";
    other.execute_batch(set).unwrap();
    drop(other);
    let mut screen = opened(&large);
    screen
        .works()
        .sees("The file is not intact. Differences: 1.");
    check(&mut screen);
    screen.works().sees("Other").keys("esc");
    screen.keys("2 n").typed_in("name", "Payroll");
    screen.keys("ctrl-s").sees("contradict");
}

#[test]
fn what_is_asked_for_comes_before_what_is_not() {
    let mut screen = opened(&large());
    check(&mut screen);
    assert!(screen.app.is_working());
    screen.works().sees("The file is intact").keys("esc");
    while screen.app.prepare().more {}
    assert!(screen.app.monitor().is_none());
}

/// A pipe that takes no more than the system keeps of it, and its other end, which nothing is read from yet.
#[cfg(unix)]
fn pipe(screen: &Screen) -> fs::File {
    use std::os::unix::fs::OpenOptionsExt as _;
    let path = screen.path("pipe.json");
    rustix::fs::mknodat(
        rustix::fs::CWD,
        &path,
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::from_bits_truncate(0o600),
        0,
    )
    .unwrap();
    let waits_for_nobody = i32::try_from(rustix::fs::OFlags::NONBLOCK.bits()).unwrap();
    fs::OpenOptions::new()
        .read(true)
        .custom_flags(waits_for_nobody)
        .open(path)
        .unwrap()
}

/// Begins to export as JSON into that file, beside the keys.
fn export_to(screen: &mut Screen, file: &str) {
    screen.keys_beside("2 x").sees("Export");
    screen
        .keys_beside("right tab tab tab tab tab tab ctrl-u")
        .typed(file);
    screen.keys_beside("enter");
}

#[cfg(unix)]
#[test]
fn a_document_is_written_beside_the_keys_and_stopped_by_one() {
    use std::io::Read as _;
    let mut screen = Screen::sample(Language::ENGLISH, (100, 30));
    let mut reader = pipe(&screen);
    export_to(&mut screen, "pipe.json");
    screen.draws_until("Export: writing");
    for (keys, wanted) in [
        ("3", "Organisations"),
        ("2 enter", "Purposes"),
        ("esc", "A3"),
    ] {
        screen
            .keys_beside(keys)
            .sees(wanted)
            .sees("Export: writing");
        assert!(screen.app.is_working());
    }
    // What is saved meanwhile is saved, and is not in the document: it says what the register said.
    screen.keys_beside("enter home");
    screen
        .keys_beside("enter end")
        .typed(" and more")
        .keys_beside("enter ctrl-s");
    screen.sees("Saved A1");
    if screen.app.focus().is_some() {
        screen.keys_beside("esc");
    }
    // One thing at a time.
    export_to(&mut screen, "second.json");
    screen.sees("This is still running: Export: writing");
    let mut text = Vec::new();
    for _ in 0..100_000 {
        let mut part = vec![0; 65_536];
        match reader.read(&mut part) {
            Ok(0) => break,
            Ok(read) => text.extend(&part[..read]),
            Err(_) => std::thread::yield_now(),
        }
    }
    screen.draws_until("pipe.json");
    let text = String::from_utf8(text).unwrap();
    assert!(text.ends_with("}\n") && !text.contains(" and more"));
    // Stopped, nothing more is written, and the program goes on.
    drop(reader);
    fs::remove_file(screen.path("pipe.json")).unwrap();
    let reader = pipe(&screen);
    export_to(&mut screen, "pipe.json");
    screen.draws_until("Export: writing");
    screen
        .keys_beside("esc")
        .sees("Stopped before it was finished");
    assert!(!screen.app.is_working());
    drop(reader);
}

#[test]
fn what_keeps_a_document_from_being_written_is_told_in_its_dialog() {
    let mut screen = Screen::sample(Language::ENGLISH, (100, 30));
    export_to(&mut screen, "no/such/folder/e.json");
    screen
        .works()
        .sees("does not exist")
        .sees("no/such/folder/e.json");
    assert!(!screen.app.is_working());
}

#[test]
fn a_sign_turns_while_a_job_runs_where_nothing_else_moves() {
    let (mut screen, other) = waiting();
    screen.lacks("| Integrity check");
    for sign in ["|", "/", "-", "\\", "|"] {
        assert!(screen.app.turn_sign());
        screen.sees(&format!("{sign} Integrity check: waiting"));
    }
    other.execute_batch("ROLLBACK").unwrap();
    screen.works().sees("The file is intact");
    assert!(!screen.app.turn_sign());
}
