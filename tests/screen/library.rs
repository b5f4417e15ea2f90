//! Beginning with what is usual: a new register, and a single activity.

use ropa::domain::language::Language;

use crate::support::screen::Screen;

#[test]
fn a_new_register_of_a_municipality_is_useful_at_once() {
    let mut screen = Screen::empty();
    screen
        .keys("enter")
        .typed("Ängsvik kommun")
        .keys("enter enter enter enter right enter")
        .sees("39 processing activities from templates");
    let register = screen.register();
    assert_eq!(register.activities.len(), 39);
    assert_eq!(register.organisations[0].public_authority, Some(true));
}

/// Takes what is found for some words in the dialog.
fn take(screen: &mut Screen, words: &str) {
    screen.keys("N").typed(words).keys("enter");
    // The first marks it in a list of which several can be taken.
    if screen.text().contains("New activity") {
        screen.keys("enter");
    }
}

#[test]
fn an_activity_from_the_library_opens_and_is_not_offered_again() {
    let mut screen = Screen::new_register();
    screen.keys("2");
    take(&mut screen, "newslet");
    screen.sees("1 processing activity from templates");
    let name = screen.register().activities[0].name.clone();
    assert_eq!(name.as_deref(), Some("Newsletter"));
    screen.keys("esc N").typed("newslet");
    screen.lacks("Sales and customer service · Any organisation");
}

#[test]
fn blank_and_copy_are_offered_beside_the_library() {
    let mut screen = Screen::new_register();
    screen
        .keys("2 N enter")
        .typed_in("name", "Payroll")
        .keys("ctrl-s esc N")
        .sees("Copy of Payroll")
        .keys("esc");
    take(&mut screen, "copy of");
    screen.keys("ctrl-s");
    assert_eq!(screen.register().activities.len(), 2);
}

#[test]
fn an_activity_is_kept_as_a_template_used_and_forgotten() {
    let mut screen = Screen::new_register();
    screen
        .keys("2 N enter")
        .typed_in("name", "Badge access")
        .keys("ctrl-s esc")
        .keys("ctrl-p")
        .typed("Keep as a template")
        .keys("enter")
        .sees("Badge access is kept as a template");
    take(&mut screen, "your own template");
    screen.sees("1 processing activity from templates");
    assert_eq!(screen.register().activities.len(), 2);
    screen
        .keys("esc")
        .keys("ctrl-p")
        .typed("Forget templates")
        .keys("enter enter");
    if screen.text().contains("Forget which") {
        screen.keys("enter");
    }
    screen.sees("The template “badge-access” is forgotten");
}

#[test]
fn whoever_looks_for_a_template_finds_what_begins_with_one_and_what_keeps_one_first() {
    for (language, word) in [(Language::ENGLISH, "template"), (Language::SWEDISH, "mall")] {
        let mut screen = Screen::sample(language, (100, 40));
        let words = crate::support::screen::lexicon(language).words;
        screen.keys("2 ctrl-p").typed(word);
        let text = screen.text();
        let places: Vec<usize> = ["from-library", "keep-template", "forget-template"]
            .iter()
            .map(|name| words.get(&format!("command.{name}.title")).to_owned())
            .map(|title| text.lines().position(|line| line.contains(&title)).unwrap())
            .collect();
        assert!(places.is_sorted(), "{text}");
        assert_eq!(places[2] - places[0], 2, "{text}");
    }
}
