//! Taking something out for good on the screen: what goes is shown, and to leave it is the first answer.

use crate::support::screen::Screen;

/// A form over an activity whose owner is somebody by name, under a label that names them too.
fn named() -> Screen {
    let mut screen = Screen::new_register();
    screen
        .keys("2 n")
        .typed_in("name", "Laptop of Siv Ek")
        .keys("ctrl-s enter")
        .typed_in("owner", "Siv Ek")
        .keys("ctrl-s enter");
    screen
}

fn holds(screen: &Screen, text: &str) -> bool {
    let bytes = std::fs::read(screen.path("register.sqlite")).unwrap();
    bytes.windows(text.len()).any(|it| it == text.as_bytes())
}

#[test]
fn the_focused_field_is_taken_out_after_a_question() {
    let mut screen = named();
    screen.go_to("owner").keys("alt-x").sees("Every value that");
    screen.keys("enter").sees("It is not said why");
    screen
        .typed("asked for")
        .keys("enter")
        .sees("This goes for good")
        .sees("A1 Owner");
    screen.keys("enter");
    assert_eq!(
        screen.register().activities[0].owner.as_deref(),
        Some("Siv Ek")
    );
    screen
        .keys("alt-x")
        .typed("asked for")
        .keys("enter right enter")
        .sees("It was taken out for good")
        .sees("Redacted on 21 Nov 2026");
    assert!(screen.register().activities[0].owner.is_none());
    // What is typed there now takes the mark's place.
    screen.typed_in("owner", "The office").keys("ctrl-s");
    screen.lacks("Redacted on");
    screen.keys("u").sees("Undone");
    assert!(screen.register().activities[0].owner.is_none());
}

#[test]
fn words_are_taken_out_from_the_palette() {
    let mut screen = named();
    screen
        .keys("esc ctrl-p")
        .typed("redact words")
        .keys("enter")
        .typed("siv ek")
        .keys("enter")
        .typed("Siv Ek asked")
        .keys("enter")
        .sees("The reason names");
    screen
        .keys("ctrl-u")
        .typed("asked for")
        .keys("enter")
        .sees("“Siv Ek”")
        .keys("right enter")
        .sees("It was taken out for good");
    assert!(!holds(&screen, "Siv Ek"));
    screen.keys("7").sees("█████");
}

#[test]
fn the_field_of_a_record_in_a_list_is_chosen_first() {
    let mut screen = named();
    screen
        .keys("esc alt-x")
        .sees("Which field")
        .typed("owner")
        .keys("enter")
        .typed("asked for")
        .keys("enter right enter")
        .sees("It was taken out for good");
    assert!(screen.register().activities[0].owner.is_none());
    assert!(screen.register().activities[0].name.is_some());
}

#[test]
fn a_form_with_changes_is_saved_first() {
    let mut screen = named();
    screen
        .typed_in("department", "IT")
        .go_to("owner")
        .keys("alt-x")
        .lacks("Every value that");
}

#[test]
fn a_register_that_demands_reasons_saves_nothing_without_one() {
    let mut screen = Screen::new_register();
    screen
        .keys("ctrl-p")
        .typed("register's own data")
        .keys("enter")
        .go_to("reasons")
        .keys("enter")
        .typed("require")
        .keys("enter ctrl-s esc");
    screen
        .keys("2 n")
        .typed_in("name", "Payroll")
        .keys("ctrl-s")
        .sees("Why is this changed?")
        .keys("enter")
        .sees("A reason has to be given");
    screen.keys("esc esc");
    assert_eq!(screen.register().activities.len(), 0);
    screen
        .sees("Payroll")
        .keys("esc ctrl-s")
        .typed("new law")
        .keys("enter")
        .sees("Saved A1");
    screen
        .keys("delete r")
        .sees("Why is this changed?")
        .typed("gone")
        .keys("enter");
    assert_eq!(screen.register().activities.len(), 0);
    // To take back needs no reason: it names what it takes back.
    screen.keys("u").sees("Undone");
    screen.keys("7").sees("Why: gone");
}
