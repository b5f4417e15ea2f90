//! What is said in forms and dialogs stands there whole in a window of 80 columns, in both languages.

use ropa::domain::language::Language;
use ropa::words::Words;

use crate::support::screen::Screen;

/// The labels of the fields that a form shows, on whatever page of it.
fn labels(screen: &mut Screen) -> String {
    let mut shown = String::new();
    for _ in 0..8 {
        shown.push_str(&screen.keys("pagedown").text());
    }
    shown
}

#[test]
fn the_fields_of_an_activity_are_called_by_their_whole_names() {
    for language in Language::ALL {
        let words = Words::load(language).unwrap();
        let mut screen = Screen::sample(language, (80, 24));
        screen.keys("2 enter");
        let shown = labels(&mut screen);
        for key in ["role", "organisation", "department", "owner", "regime"] {
            let label = words.find(&format!("field.activity.{key}.label")).unwrap();
            assert!(shown.contains(label), "{label}\n{shown}");
        }
    }
    let mut screen = Screen::sample(Language::ENGLISH, (80, 24));
    screen
        .keys("2 enter")
        .go_to("recipients")
        .keys("down up enter");
    screen.keys("f6").sees("Category of recipients");
}

#[test]
fn own_words_in_a_picker_say_what_becomes_of_them() {
    for (language, own) in [
        (Language::ENGLISH, "use as typed"),
        (Language::SWEDISH, "egna ord"),
    ] {
        let mut screen = Screen::sample(language, (80, 24));
        screen.keys("2 n").go_to("data_subjects");
        screen
            .keys("enter")
            .typed("Beekeepers and all those who help them");
        screen
            .sees("Beekeepers and all those who help them")
            .sees(own);
    }
}

#[test]
fn a_message_leaves_the_keys_where_both_have_room() {
    let mut screen = Screen::new_register();
    screen.keys("2 n").typed("Payroll").keys("ctrl-s");
    screen.sees("Saved A1");
    let text = screen.text();
    let last = text.lines().last().unwrap();
    assert!(
        last.contains("Saved A1") && last.contains("Enter open"),
        "{text}"
    );
}

#[test]
fn what_helps_at_the_screen_is_no_command_of_the_command_line() {
    let mut screen = Screen::new_register();
    std::fs::write(screen.path("sheet.csv"), "a;b\n1;2\n").unwrap();
    std::fs::copy(screen.path("register.sqlite"), screen.path("copy.sqlite")).unwrap();
    for file in ["sheet.csv", "copy.sqlite", "nowhere.json"] {
        screen.keys("ctrl-p").typed("import").keys("enter");
        screen.typed(file).keys("enter");
        screen.lacks("“ropa ").lacks("”ropa ").lacks(" --").out();
    }
}

#[test]
fn no_hint_for_the_screen_names_a_command_or_an_option() {
    for language in Language::ALL {
        let words = Words::load(language).unwrap();
        for (key, text) in words.keys() {
            let screen = key
                .strip_prefix("error.")
                .and_then(|it| it.strip_suffix(".screen"));
            let Some(problem) = screen else {
                continue;
            };
            let names = ["“ropa", "”ropa", "--"].iter().any(|it| text.contains(it));
            assert!(!names, "{key}: {text}");
            assert!(
                words.find(&format!("error.{problem}.hint")).is_some(),
                "{key}"
            );
        }
    }
}

#[test]
fn the_path_of_a_file_is_read_whole_where_its_line_is_too_short() {
    let mut screen = Screen::sample(Language::ENGLISH, (80, 24));
    let long =
        "a-folder-with-a-rather-long-name-that-goes-on/and-a-file-whose-name-is-long-too.sqlite";
    screen.keys("ctrl-p").typed("restore").keys("enter ctrl-u");
    screen.typed(long);
    // What stands in the box, without what is beside it.
    let text = screen.text();
    let within = text.lines().filter_map(|line| line.split('│').nth(1));
    let shown: String = within.map(str::trim).collect();
    assert!(shown.contains(long), "{}", screen.text());
}

#[test]
fn another_day_stands_on_top_with_nothing_cut_beside_it() {
    let mut screen = Screen::sample(Language::SWEDISH, (80, 24));
    screen.keys("@").typed("2026-06-01").keys("enter");
    let text = screen.text();
    let top = text.lines().next().unwrap();
    assert!(
        top.contains("den 1 juni 2026") && top.trim_end().ends_with("skrivskyddat"),
        "{text}"
    );
}

#[test]
fn an_activity_that_is_no_copy_says_how_copies_are_made_at_the_screen() {
    let mut screen = Screen::sample(Language::ENGLISH, (80, 24));
    screen.keys("2").app.give("origin");
    screen
        .sees("is not a copy")
        .sees("“Copy to organisations”")
        .lacks("“ropa ");
}

#[test]
fn whoever_saved_is_called_whole_in_the_history() {
    let mut screen = Screen::sample(Language::SWEDISH, (120, 40));
    screen
        .keys("7")
        .sees("Dataskyddsfunktionen")
        .lacks("Dataskyddsfunk…");
}
