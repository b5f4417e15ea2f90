//! Questions: the first choice of each, the one that `Enter` takes at once, changes nothing.

use ropa::domain::language::Language;

use crate::support::screen::Screen;

/// Opens a question on the sample.
type Asking = fn(&mut Screen);

/// The questions that stand over the sample, with a word of each.
const ASKED: [(&str, Asking); 7] = [
    ("Delete?", |screen| {
        screen.keys("2 delete");
    }),
    ("Delete this entry?", |screen| {
        screen.keys("2 enter").go_to("purposes[0]").keys("delete");
    }),
    ("Continue editing", |screen| {
        screen.keys("2 enter").typed_in("name", "x").keys("esc");
    }),
    ("Quit ropa?", |screen| {
        screen.keys("2 enter").typed_in("name", "x").keys("ctrl-q");
    }),
    ("use this schedule", |screen| {
        screen
            .keys("5 tab tab enter")
            .go_to("period")
            .keys("enter ctrl-u")
            .typed("9y")
            .keys("enter ctrl-s");
    }),
    ("already exists", |screen| {
        std::fs::write(screen.path("register-2026-11-21.md"), "kept").unwrap();
        // A name that is taken is asked about where it is typed.
        screen.keys("x down down down down down down down down down ctrl-u");
        screen.typed("register-2026-11-21.md").keys("enter");
    }),
    ("Cancel", |screen| {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cli/small.json");
        screen
            .keys("ctrl-p")
            .typed("import")
            .keys("enter")
            .typed(file)
            .keys("enter");
    }),
];

#[test]
fn the_first_choice_of_a_question_changes_nothing() {
    for (word, ask) in ASKED {
        let mut screen = Screen::sample(Language::ENGLISH, (120, 40));
        ask(&mut screen);
        screen.sees(word);
        let mark = screen.register().mark.clone();
        screen.keys("enter");
        assert_eq!(screen.register().mark, mark, "{word}");
        assert_eq!(screen.register().activities.len(), 24, "{word}");
        assert!(!screen.app.is_done(), "{word}");
        // A form that was open is open still, with what was typed into it and its rows.
        match word {
            "Delete this entry?" => assert_eq!(screen.app.focus().as_deref(), Some("purposes[0]")),
            "Continue editing" | "Quit ropa?" => {
                screen.sees("*").keys("ctrl-s").sees("Saved A1");
            }
            _ => {}
        }
        let file = screen.path("register-2026-11-21.md");
        if file.exists() {
            assert_eq!(std::fs::read_to_string(file).unwrap(), "kept");
        }
    }
}

#[test]
fn nothing_in_the_program_acts_on_the_first_choice() {
    // Every question is made with it, and no other place names it.
    for (file, text) in crate::tidy::files("src", &["rs"]) {
        assert!(
            file.ends_with("tui/overlay/ask.rs") || !text.contains("Reply::Leave"),
            "{file}"
        );
    }
}

#[test]
fn what_proves_something_of_the_one_before_goes_with_it_where_that_is_chosen() {
    let mut screen = Screen::sample(Language::ENGLISH, (120, 40));
    screen.keys("3 /").typed("Lönvik").keys("enter ctrl-p");
    screen.typed("replace or merge").keys("enter");
    screen.typed("Molnhall").keys("enter");
    screen.sees("prove something of the one before");
    screen.keys("right right right enter").sees("replaced by");
    let first = &screen.register().activities[0].recipients[0];
    let organisation = screen.register().organisation(first.organisation);
    let name = organisation.and_then(|it| it.name.as_deref());
    assert_eq!(name, Some("Molnhall Drift AB"));
    assert!(first.agreement.is_none());
}

#[test]
fn what_answers_a_deadline_comes_first_where_deadlines_are_shown() {
    let register = serde_json::json!({
        "format": "ropa-register", "version": 1, "register": {"id": "1", "title": "T"},
        "organisations": [{"ref": "O1", "name": "N", "ours": true}],
        "activities": [{
            "ref": "A1", "name": "Cases", "organisation": "O1",
            "retention": [{
                "ref": "R1", "name": "Files", "kind": "fixed", "period": "P9Y", "active_period": "P1Y", "mode": "batch",
                "holdings": [{"ref": "H1", "name": "2022", "started_on": "2022-12-31"}],
            }],
        }],
    });
    let mut screen = Screen::of(&register.to_string(), Language::ENGLISH, (120, 40));
    screen.keys("d").sees("Active use ends");
    screen.keys("a enter").typed("2026-11-20");
    screen.keys("ctrl-u").typed("2026-11-20").keys("enter");
    screen.typed("Access restricted").keys("ctrl-s");
    let rule = &screen.register().activities[0].retention[0];
    assert!(rule.last_checked_on.is_some());
    screen.keys("d").lacks("Active use ends");
    // In the list of rules batches come first as before.
    screen.keys("tab a enter").sees("Add batches");
}
