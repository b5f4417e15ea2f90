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
        .sees("21 November 2026")
        .sees("Privacy office");
    screen.sees("Edit activity: Payroll").sees("Finance");
    screen
        .keys("/")
        .typed("new payroll")
        .keys("enter")
        .sees("1 of 3");
    screen
        .keys("enter")
        .sees("Change 2")
        .keys("esc esc")
        .sees("History (3)");
}

#[test]
fn a_record_tells_its_own_history_and_undo_adds_to_it() {
    let mut screen = payroll_of_finance();
    screen.keys("ctrl-z");
    screen
        .keys("H")
        .sees("History of the record")
        .sees("Undo")
        .sees("Edit activity");
    screen.keys("esc enter alt-h").sees("History of the record");
}

#[test]
fn the_history_fits_small_terminals_in_swedish() {
    let mut screen = Screen::sample(Language::SWEDISH, (60, 16));
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
    screen
        .keys("end")
        .sees("• The register's own data created: ");
    screen.lacks("• : ");
}

/// A window in which Payroll was made, and another window on the same register that reviewed nothing but its name.
fn two_windows() -> (Screen, Screen) {
    let mut mine = Screen::new_register();
    mine.keys("2 n").typed_in("name", "Payroll").keys("ctrl-s");
    mine.keys("n").typed_in("name", "Post").keys("ctrl-s");
    let mut theirs = mine.second();
    theirs
        .keys("2 home enter")
        .typed_in("department", "Finance")
        .keys("ctrl-s");
    mine.waits();
    (mine, theirs)
}

#[test]
fn what_was_not_done_in_this_window_is_taken_back_only_after_a_question() {
    let (mut mine, _) = two_windows();
    mine.keys("ctrl-z")
        .sees("not in this window")
        .sees("Edit activity: Payroll")
        .sees("New activity: Post")
        .keys("enter");
    assert_eq!(
        mine.register().mark.number,
        4,
        "the safe answer comes first"
    );
    mine.keys("ctrl-z esc");
    assert_eq!(mine.register().mark.number, 4);
    mine.keys("ctrl-z right enter")
        .sees("Undone: New activity: Post");
    assert_eq!(mine.register().activities.len(), 1);
    assert!(mine.register().activities[0].department.is_some());
    // What was undone here is redone here without a question.
    mine.keys("ctrl-y").sees("Redone: New activity: Post");
    mine.keys("ctrl-z")
        .sees("not in this window")
        .keys("g enter");
    mine.sees("Undone: Edit activity: Payroll");
    assert!(mine.register().activities[0].department.is_none());
}

#[test]
fn ones_own_change_is_not_offered_where_another_window_rests_on_it() {
    let mut mine = Screen::new_register();
    mine.keys("2 n").typed_in("name", "Payroll").keys("ctrl-s");
    let mut theirs = mine.second();
    theirs
        .keys("2 enter")
        .typed_in("name", " of all")
        .keys("ctrl-s");
    mine.waits();
    mine.keys("ctrl-z")
        .sees("not in this window")
        .lacks("Only mine")
        .keys("enter");
    theirs.keys("ctrl-z").sees("Undone: Edit activity");
}

#[test]
fn a_form_is_saved_with_a_reason_by_a_command() {
    let mut screen = Screen::new_register();
    screen
        .keys("2 n")
        .typed_in("name", "Payroll")
        .keys("alt-s")
        .sees("Why did you make this change?")
        .typed("the board asked")
        .keys("enter")
        .sees("Saved A1");
    screen.keys("7").sees("Reason: the board asked");
    screen.keys("ctrl-z").sees("Undone");
}

#[test]
fn a_change_set_counts_what_it_tells_and_not_what_is_for_the_file_alone() {
    let mut screen = Screen::sample(Language::ENGLISH, (120, 40));
    screen.keys("ctrl-p").typed("name this state").keys("enter");
    screen.typed("Board, 3 Dec").keys("enter 7");
    let text = screen.text();
    let row = text.lines().find(|line| line.contains("Edition: Board"));
    assert!(row.unwrap().trim_end().ends_with(" 1 edit"), "{text}");
    let told = text.lines().filter(|line| line.trim().starts_with("• "));
    assert_eq!(told.count(), 1, "{text}");
}

#[test]
fn a_tall_window_tells_below_each_save_what_it_changed() {
    let mut screen = Screen::sample(Language::ENGLISH, (200, 50));
    screen
        .keys("7")
        .sees("A1 Payroll and absence · A2 Recruitment");
    screen.sees("O32: Organisation removed");
    // What was accepted, and why, is all that there is of a waiver.
    screen.sees("Waiver created: ").sees("Reason: ");
    screen.sees("Text concerned: 10 years").lacks("P10Y");
    // Where not all have room none has: the times stand below each other.
    screen
        .resized(80, 24)
        .lacks("A1 Payroll and absence · A2 Recruitment");
}
