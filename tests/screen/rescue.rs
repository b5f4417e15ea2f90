//! Where the register's file cannot take what is typed, a private file in the data directory does.

use std::os::unix::fs::PermissionsExt as _;

use rusqlite::Connection;

use crate::support::screen::Screen;

/// A form with a name, whose register's file was taken away meanwhile and lies at `away.sqlite`.
fn without_file() -> Screen {
    let mut screen = Screen::new_register();
    screen.keys("2 n").typed_in("name", "Payroll");
    move_register(&screen, "register.sqlite", "away.sqlite");
    screen.go_to("department").keys("enter").typed("Finance");
    screen.app.keep_all().unwrap();
    screen
}

fn move_register(screen: &Screen, from: &str, to: &str) {
    std::fs::rename(screen.path(from), screen.path(to)).unwrap();
}

#[test]
fn a_draft_beside_the_register_is_offered_taken_over_and_gone() {
    let mut screen = without_file();
    screen.waits().sees("kept in its own file");
    let files = screen.rescued();
    assert_eq!(files.len(), 1);
    let mode = std::fs::metadata(&files[0]).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let above = files[0].parent().unwrap();
    let mode = std::fs::metadata(above).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
    move_register(&screen, "away.sqlite", "register.sqlite");
    // The form that is still open is another window's; here it is as if that had ended.
    let mut next = screen.second();
    drop(screen);
    next.sees("Unsaved forms").sees("Activity: Payroll");
    next.keys("enter").go_to("department").sees("Finance");
    next.keys("ctrl-s").sees("Saved A1");
    assert!(next.rescued().is_empty());
    next.second().lacks("Unsaved forms");
}

#[test]
fn a_draft_beside_the_register_that_is_discarded_is_gone() {
    let screen = without_file();
    move_register(&screen, "away.sqlite", "register.sqlite");
    let mut next = screen.second();
    drop(screen);
    next.keys("enter esc").sees("Discard").keys("d enter");
    assert!(next.rescued().is_empty());
    next.second().lacks("Unsaved forms");
}

#[test]
fn a_draft_belongs_to_one_register_at_one_path() {
    let screen = without_file();
    let directory = screen.path("elsewhere");
    std::fs::create_dir(&directory).unwrap();
    move_register(&screen, "away.sqlite", "elsewhere/copy.sqlite");
    let mut next = Screen::empty_at(&screen);
    next.keys("down down down enter")
        .typed("elsewhere/copy.sqlite")
        .keys("enter");
    // What the register itself took before stands in the copy too; what was typed later is not of this path.
    next.sees("Activity: Payroll").keys("enter");
    next.go_to("department").lacks("Finance");
    assert_eq!(next.rescued().len(), 1);
}

#[test]
fn what_this_version_cannot_read_is_told_and_shown_not_dropped() {
    let mut screen = without_file();
    move_register(&screen, "away.sqlite", "register.sqlite");
    let files = screen.rescued();
    std::fs::write(&files[0], "{\"format\": \"ropa-draft\", \"version\": 9}").unwrap();
    let other = Connection::open(screen.path("register.sqlite")).unwrap();
    other
        .execute_batch(
            "DELETE FROM draft; INSERT INTO draft (name, at, author, kind, record, content)
             VALUES ('activity-1', '2026-11-01T00:00:00Z', 'A', 'activity', NULL, '{\"text\": \"Old words\"}')",
        )
        .unwrap();
    drop(other);
    screen = screen.second();
    screen
        .sees("of this register cannot be read by this")
        .keys("enter");
    screen
        .sees("An unsaved form of another version")
        .keys("enter");
    screen.sees("Old words");
    assert_eq!(screen.rescued(), files);
}

#[test]
fn saving_keeps_the_draft_first() {
    let mut screen = Screen::new_register();
    screen
        .keys("2 n")
        .typed_in("name", "Payroll")
        .keys("ctrl-s");
    let mut other = screen.second();
    screen.keys("enter").go_to("department").keys("enter");
    screen.typed("Finance");
    other.keys("2 enter").typed_in("department", "Personnel");
    other.keys("ctrl-s");
    // The save stands in the middle, at its question; an end here takes nothing.
    screen.keys("ctrl-s").sees("Changed by another window");
    let mut next = screen.second();
    drop(screen);
    next.keys("enter").go_to("department").sees("Finance");
}

#[test]
fn what_lies_under_a_question_is_kept_too() {
    let mut screen = Screen::new_register();
    screen
        .keys("2 n")
        .go_to("name")
        .keys("enter")
        .typed("Payroll");
    screen.keys("ctrl-q").sees("Quit ropa?");
    screen.app.keep_all().unwrap();
    let mut next = screen.second();
    drop(screen);
    next.sees("Activity: Payroll");
}

#[test]
fn what_cannot_be_read_in_a_part_of_an_entry_is_in_the_draft() {
    let mut screen = Screen::new_register();
    screen.keys("2 n").typed_in("name", "Payroll");
    screen.go_to("transfers").keys("enter f6");
    screen.go_to("conditions").keys("enter").closed();
    screen.typed_in("conditions[0].checked_on", "the day after");
    let mut next = screen.second();
    screen.sees("the day after");
    drop(screen);
    next.keys("enter").sees("Activity (new): Payroll");
    next.keys("ctrl-s")
        .sees("cannot be read")
        .sees("the day after");
}

#[test]
fn what_cannot_be_read_in_one_entry_stays_when_another_is_taken_out() {
    let mut screen = Screen::new_register();
    screen.keys("2 n").typed_in("name", "Payroll");
    screen.go_to("transfers").keys("enter f6");
    for (item, day) in [(0, "one day"), (1, "the day after")] {
        let line = if item == 0 {
            "conditions"
        } else {
            "conditions+"
        };
        screen.go_to(line).keys("enter").closed();
        screen.typed_in(&format!("conditions[{item}].checked_on"), day);
    }
    screen.go_to("conditions[0].note").keys("delete");
    screen
        .go_to("conditions[0].checked_on")
        .sees("the day after");
    screen.lacks("one day");
}

#[test]
fn a_reference_that_was_not_taken_yet_is_in_the_draft() {
    let mut screen = Screen::new_register();
    screen
        .keys("2 n")
        .typed_in("name", "Payroll")
        .keys("ctrl-s");
    screen.keys("n").typed_in("name", "Absence");
    screen.keys("alt-r").keys("ctrl-u").typed("A1").waits();
    let mut next = screen.second();
    drop(screen);
    next.keys("enter")
        .sees("Activity (new): Absence")
        .sees("A1");
}
