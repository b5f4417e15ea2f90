//! Another program has the register's file open: no key waits for it, and a save that was asked for waits visibly.

use rusqlite::Connection;

use crate::support::screen::Screen;

/// Another program that holds the file of a screen's register.
struct Other(Connection);

impl Other {
    fn holds(screen: &Screen, how: &str) -> Self {
        let connection = Connection::open(screen.path("register.sqlite")).unwrap();
        connection.execute_batch(how).unwrap();
        Self(connection)
    }

    fn lets_go(self) {
        self.0.execute_batch("ROLLBACK").unwrap();
    }
}

const WAYS: [&str; 3] = [
    "BEGIN IMMEDIATE",
    "BEGIN EXCLUSIVE",
    // One that only reads is in the way of a save too.
    "BEGIN; SELECT * FROM change_set",
];

fn named() -> Screen {
    let mut screen = Screen::new_register();
    screen.keys("2 n").typed_in("name", "Payroll");
    screen
}

/// The history is read from the file while one moves in it.
#[test]
fn moving_in_the_history_waits_for_no_lock_and_says_why_it_cannot_be_read() {
    let mut screen = named();
    screen.keys("ctrl-s esc 2 n").typed_in("name", "Leave");
    screen.keys("ctrl-s esc 7").sees("History (3)");
    let held = "Another program is using the file.";
    let other = Other::holds(&screen, "BEGIN EXCLUSIVE");
    // Nothing was to be saved, so nothing is said of saving.
    screen.keys("down").sees(held).lacks("Nothing was saved");
    screen.keys("enter").sees(held).sees("History (3)");
    screen.keys("2 H").sees(held).sees("Activities (2)");
    other.lets_go();
    screen.keys("7").lacks(held).sees("Payroll");
    screen.keys("enter").sees("Activity created");
    screen.keys("esc 2 H").sees("Activity created");
    // What the lock kept from being read at first is read when it is gone.
    let mut second = screen.second();
    second.sees("Overview");
    let other = Other::holds(&second, "BEGIN EXCLUSIVE");
    second.keys("7").sees(held);
    other.lets_go();
    second.keys("down").sees("History (3)");
}

#[test]
fn what_is_typed_meanwhile_is_kept_beside_the_register_and_told() {
    for how in &WAYS[..2] {
        let mut screen = named();
        let other = Other::holds(&screen, how);
        screen
            .go_to("department")
            .keys("enter")
            .typed("Finance and pay");
        screen
            .waits()
            .sees("Another program is using the file; what you typed is kept here");
        assert_eq!(screen.rescued().len(), 1, "{how}");
        other.lets_go();
        // Now the register takes it, and the file beside goes.
        screen.waits().lacks("busy");
        assert_eq!(screen.rescued().len(), 0);
        let mut second = screen.second();
        second
            .sees("Activity: Payroll")
            .keys("enter")
            .sees("Finance and pay");
    }
}

#[test]
fn a_save_waits_for_the_file_and_is_made_once() {
    for how in WAYS {
        let mut screen = named();
        let other = Other::holds(&screen, how);
        screen.keys("ctrl-s").sees("Waiting for another program");
        assert!(!screen.app.try_again(), "{how}");
        // What is pressed meanwhile comes after the save: a new record.
        screen.keys("n").sees("Waiting for another program");
        other.lets_go();
        assert!(screen.app.try_again());
        assert!(!screen.app.is_waiting());
        screen.sees("Activity (new)").keys("down esc");
        assert_eq!(screen.register().activities.len(), 1);
        assert_eq!(screen.register().mark.number, 2);
    }
}

#[test]
fn waiting_is_ended_by_escape_and_nothing_is_lost() {
    for how in WAYS {
        let mut screen = named();
        let other = Other::holds(&screen, how);
        screen.keys("ctrl-s esc").sees("Nothing was saved");
        other.lets_go();
        assert!(!screen.app.try_again());
        screen.sees("Payroll").keys("ctrl-s").sees("Saved A1");
    }
}

#[test]
fn an_answer_and_an_undo_wait_too_and_the_question_stays() {
    let mut screen = named();
    screen.keys("ctrl-s delete").sees("Delete?");
    let other = Other::holds(&screen, WAYS[0]);
    screen
        .keys("down enter")
        .sees("Waiting for another program");
    screen.keys("esc").sees("Nothing was saved").sees("Delete?");
    screen.keys("enter");
    other.lets_go();
    assert!(screen.app.try_again());
    assert!(screen.register().activities.is_empty());
    let other = Other::holds(&screen, WAYS[0]);
    screen.keys("ctrl-z").sees("Waiting for another program");
    other.lets_go();
    assert!(screen.app.try_again());
    screen.sees("Undone");
    assert_eq!(screen.register().activities.len(), 1);
}

#[test]
fn a_register_that_another_program_holds_is_not_waited_for_when_it_is_opened() {
    let screen = named();
    let other = Other::holds(&screen, WAYS[1]);
    let mut second = screen.unopened();
    assert_eq!(second.app.open().unwrap_err().key, "store_locked");
    other.lets_go();
    second.app.open().unwrap();
    second.sees("Activity: Payroll");
}

#[test]
fn opening_waits_for_another_program_and_says_so_until_nobody_wants_it() {
    let mut screen = named();
    screen.keys("ctrl-s");
    let other = Other::holds(&screen, WAYS[1]);
    let mut second = screen.unopened();
    assert!(!second.app.open_when_free().unwrap());
    second
        .sees("Another program is using register.sqlite")
        .sees("Esc")
        .lacks("Nothing was saved");
    // What is pressed meanwhile is meant for the register.
    second.keys("2 n");
    assert!(!second.app.open_when_free().unwrap());
    other.lets_go();
    assert!(second.app.open_when_free().unwrap());
    second.lacks("Another program").sees("Activity");
    // And who does not want to wait leaves.
    let other = Other::holds(&screen, WAYS[1]);
    let mut third = screen.unopened();
    assert!(!third.app.open_when_free().unwrap());
    third.keys("esc");
    assert!(third.app.is_done());
    other.lets_go();
}

#[test]
fn an_idle_window_is_told_of_a_lock_without_a_word_of_typing() {
    let mut screen = named();
    screen.keys("ctrl-s");
    let mut other_window = screen.second();
    other_window
        .keys("2 n")
        .typed_in("name", "Visits")
        .keys("ctrl-s");
    let other = Other::holds(&screen, WAYS[1]);
    screen
        .waits()
        .sees("Another program is using the file.")
        .lacks("what you typed");
    other.lets_go();
    screen.waits().lacks("Another program is using");
}

#[test]
fn no_key_asks_a_file_that_another_program_holds_more_than_once_a_look() {
    for how in &WAYS[..2] {
        let mut screen = named();
        screen.waits();
        let other = Other::holds(&screen, how);
        let before = screen.app.asked_for_drafts();
        // Each of these changes the record, and would be kept.
        for field in ["department", "owner", "name"] {
            screen.typed_in(field, "Something");
        }
        screen
            .go_to("department")
            .keys("delete f4 down up delete delete");
        assert_eq!(screen.app.asked_for_drafts(), before + 1, "{how}");
        screen.waits();
        assert_eq!(screen.app.asked_for_drafts(), before + 2, "{how}");
        screen.typed_in("department", "Pay").keys("down down up");
        assert_eq!(screen.app.asked_for_drafts(), before + 2, "{how}");
        // And what is typed is beside the register.
        assert_eq!(screen.rescued().len(), 1, "{how}");
        other.lets_go();
        screen.waits();
        assert_eq!(screen.rescued().len(), 0, "{how}");
    }
}

#[test]
fn another_register_that_is_held_is_not_said_to_be_unsaved() {
    let mut screen = named();
    screen.keys("ctrl-s");
    std::fs::copy(screen.path("register.sqlite"), screen.path("other.sqlite")).unwrap();
    let connection = Connection::open(screen.path("other.sqlite")).unwrap();
    connection.execute_batch(WAYS[1]).unwrap();
    screen.keys("ctrl-p").typed("open another").keys("enter");
    screen.typed("other.sqlite").keys("enter");
    screen
        .sees("being used by another program")
        .lacks("Nothing was saved");
    connection.execute_batch("ROLLBACK").unwrap();
    screen
        .keys("enter")
        .lacks("being used")
        .sees("1  Activities");
}
