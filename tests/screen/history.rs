//! The journal on the screen: every save is there, with who, when and what; a record's own history too.

use ropa::domain::language::Language;

use crate::support::screen::Screen;

/// A register with an activity that was made and then changed.
fn payroll_of_finance() -> Screen {
    let mut screen = Screen::new_register();
    screen
        .keys("2 n")
        .typed_in("name", "Payroll")
        .keys("ctrl-s");
    screen
        .keys("enter")
        .typed_in("department", "Finance")
        .keys("ctrl-s");
    screen
}

#[test]
fn every_save_stands_in_the_journal_with_what_it_changed() {
    let mut screen = payroll_of_finance();
    screen
        .keys("7")
        .sees("History (3)")
        .sees("21 Nov 2026")
        .sees("Privacy office");
    screen.sees("Edit activity: Payroll").sees("Finance");
    screen
        .keys("/")
        .typed("new payroll")
        .keys("enter")
        .sees("1 of 3");
    screen
        .keys("enter")
        .sees("Number 2")
        .keys("esc esc")
        .sees("History (3)");
}

#[test]
fn a_record_tells_its_own_history_and_undo_adds_to_it() {
    let mut screen = payroll_of_finance();
    screen.keys("u");
    screen
        .keys("H")
        .sees("History of the record")
        .sees("Undo")
        .sees("Edit activity");
    screen.keys("esc enter H").sees("History of the record");
}

#[test]
fn the_history_fits_small_terminals_in_swedish() {
    let mut screen = Screen::sample(Language::Swedish, (60, 16));
    screen
        .keys("7")
        .sees("Historik (14)")
        .keys("end up enter")
        .sees("Nummer");
}

#[test]
fn what_came_is_told_by_its_name_and_the_register_without_a_reference() {
    let mut screen = Screen::new_register();
    screen
        .keys("2 n")
        .typed_in("name", "Löner")
        .keys("ctrl-s esc 7");
    screen.sees("A1: Activity created: Löner");
    screen.keys("end").sees("• Register created: ");
    screen.lacks("• : ");
}
