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
    screen.keys("u").sees("Waiting for another program");
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
