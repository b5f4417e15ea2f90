//! The manual and the rules on the screen: reached from the help, read by section, searched; rules explained.

use ropa::domain::language::Language;

use crate::support::screen::Screen;

#[test]
fn the_help_leads_to_the_manual_and_its_sections() {
    let mut screen = Screen::sample(Language::ENGLISH, (100, 30));
    screen.keys("?").sees("m opens the manual");
    screen
        .keys("m")
        .sees("Go to section")
        .sees("Getting started");
    screen
        .typed("the file")
        .keys("enter")
        .sees("A register is one file");
    // From one section to another.
    screen
        .keys("m")
        .typed("rules")
        .keys("enter")
        .sees("Requirement");
    screen.keys("home").sees("The ropa manual");
    screen.keys("esc").sees("Keys").keys("esc").sees("Overview");
    // It is there in a form and on every tab too.
    screen
        .keys("2 enter alt-m")
        .sees("Go to section")
        .keys("esc")
        .sees("The ropa manual");
    screen.keys("q");
    screen.keys("esc alt-m").sees("Go to section");
}

#[test]
fn the_manual_is_in_the_language_of_the_screen() {
    let mut screen = Screen::sample(Language::SWEDISH, (100, 30));
    screen
        .keys("m")
        .sees("Gå till avsnitt")
        .typed("utplåna")
        .keys("enter");
    screen
        .sees("Utplåna uppgifter för gott")
        .sees("ropa redact");
}

#[test]
fn any_text_is_searched_and_words_go_on_in_the_next_line() {
    let mut screen = Screen::sample(Language::ENGLISH, (80, 24));
    screen
        .keys("m esc /")
        .typed("subscribed")
        .sees("subscribed to");
    screen.keys("enter").sees("subscribed to");
    // All the words, in any order, whatever their case; over the end of a line.
    screen
        .keys("/")
        .typed("SQLITE version tool")
        .keys("enter")
        .sees("Any SQLite tool");
    let first = screen.text();
    screen.keys("n n N");
    assert_eq!(screen.text(), first);
    screen.keys("/").typed("no such words here").keys("enter");
    screen.sees("Nothing in this text contains all these words.");
    // Esc clears the search first.
    screen
        .keys("/")
        .typed("register")
        .keys("enter esc")
        .lacks("/ register");
    screen.keys("esc").lacks("The ropa manual");
    // In a record too.
    screen.keys("2 v /").typed("purpose").sees("/ purpose");
    // Letters are typed and are no keys while something is looked for.
    screen.typed("q").sees("/ purposeq");
}

#[test]
fn a_finding_and_the_palette_lead_to_the_rule() {
    let mut screen = Screen::new_register();
    screen
        .keys("2 n")
        .typed_in("name", "Payroll")
        .keys("ctrl-s esc 6");
    screen.keys("/").typed("role decided").keys("enter r");
    screen
        .sees("The role of controller or processor is decided")
        .sees("What it reports");
    screen.keys("esc").sees("role decided");
    screen
        .keys("esc 1 ctrl-p")
        .typed("explain a rule")
        .keys("enter");
    screen
        .typed("R36")
        .keys("enter")
        .sees("No transfer impact assessment is recorded.");
}

#[test]
fn a_search_goes_on_after_the_window_has_another_width() {
    let mut screen = Screen::sample(Language::ENGLISH, (100, 30));
    screen
        .keys("m")
        .typed("the file")
        .keys("enter")
        .sees("The file");
    screen.resized(60, 16);
    screen
        .keys("/")
        .typed("verify")
        .keys("enter")
        .sees("verify");
    screen.resized(100, 30).keys("n").sees("verify");
}

#[test]
fn help_says_of_keys_of_lists_that_do_nothing_in_this_one_that_they_do_nothing_here() {
    let mut screen = Screen::sample(Language::ENGLISH, (120, 60));
    let text = screen.keys("2 ?").text();
    let columns: Vec<&str> = text.lines().filter(|line| line.contains("here")).collect();
    assert!(
        columns.iter().any(|it| it.contains("Lists: not here now")),
        "{text}"
    );
    screen.sees("Here: Activities").sees("Next month");
}
