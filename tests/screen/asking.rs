//! Questions to those who keep no register: asked and answered at the screen, with the workbook in between.

use ropa::domain::language::Language;

use crate::support::answers::{Fill, filled};
use crate::support::screen::Screen;

/// A register in which two activities belong to HR and one to the school.
const REGISTER: &str = r#"{
  "format": "ropa-register", "version": 1,
  "register": { "id": "one", "title": "Register of Ängsvik" },
  "organisations": [ { "ref": "O1", "name": "Ängsvik kommun", "ours": true, "country": "SE" } ],
  "activities": [
    { "ref": "A1", "name": "Payroll", "state": "running", "department": "HR", "systems": ["Agda"],
      "purposes": [ { "ref": "P1", "text": "Pay salaries" } ] },
    { "ref": "A2", "name": "Recruitment", "state": "running", "department": "HR" },
    { "ref": "A3", "name": "Pupils", "state": "running", "department": "School" }
  ]
}"#;

/// The register at the screen, with the questions to HR written.
fn asked(language: Language, command: &str) -> Screen {
    let mut screen = Screen::of(REGISTER, language, (100, 30));
    screen.keys("ctrl-p").typed(command).keys("enter");
    screen.keys("enter enter ctrl-u");
    screen.typed("hr.xlsx").keys("enter");
    screen
}

/// What HR answers.
const ANSWERS: [Fill<'static>; 7] = [
    ("who", "3", "", "C", "Head of HR"),
    ("who", "4", "", "C", "2026-11-20"),
    ("questions", "A1", "description", "G", "Change to"),
    ("questions", "A1", "description", "H", "Pay and holidays."),
    ("questions", "A1", "systems", "G", "Change to"),
    ("questions", "A1", "systems", "H", "Heroma"),
    ("questions", "A2", "*", "G", "All of it is right"),
];

/// Fills the workbook in.
fn answered(screen: &Screen, fills: &[Fill<'_>]) {
    let asked = std::fs::read(screen.path("hr.xlsx")).unwrap();
    std::fs::write(screen.path("back.xlsx"), filled(&asked, fills)).unwrap();
}

/// Reads the answers, by what the command is called.
fn read(screen: &mut Screen, command: &str) {
    screen.keys("ctrl-p").typed(command).keys("enter");
    screen.typed("back.xlsx").keys("enter");
}

#[test]
fn a_department_is_asked_and_what_it_answers_is_picked_and_taken_back() {
    let mut screen = asked(Language::ENGLISH, "send questions");
    screen.sees("questions to HR").sees("deadlines until they");
    assert_eq!(screen.register().about.requests.len(), 1);
    answered(&screen, &ANSWERS);
    read(&mut screen, "read answers");
    // What is to be known comes first, and nothing is said to be recorded.
    screen.sees("3 questions about A1 have no answer");
    screen.lacks("Recorded, but").keys("enter");
    screen.sees("Answers of HR").sees("Pay and holidays.");
    screen.sees("Agda → Heroma").sees("Counts as reviewed");
    // One is left out; what is marked is taken over as one change, and taken back as one.
    screen.keys("down space enter").sees("Answers of HR");
    let activities = &screen.register().activities;
    let (payroll, recruitment) = (&activities[0], &activities[1]);
    assert_eq!(payroll.description.as_deref(), Some("Pay and holidays."));
    assert_eq!(payroll.systems, ["Agda"]);
    assert!(recruitment.last_reviewed_on.is_some());
    screen.keys("ctrl-z");
    assert_eq!(screen.register().activities[0].description, None);
}

#[test]
fn answers_that_change_nothing_are_asked_about_in_words_and_end_the_questions() {
    let mut screen = asked(Language::ENGLISH, "send questions");
    answered(&screen, &[("questions", "A1", "owner", "G", "Right")]);
    read(&mut screen, "read answers");
    screen.sees("have no answer").keys("enter");
    screen.sees("propose no change").lacks("[x]").lacks("[ ]");
    let open = |screen: &Screen| screen.register().about.requests[0].answered_on.is_none();
    // The first button changes nothing.
    screen.keys("enter");
    assert!(open(&screen));
    read(&mut screen, "read answers");
    screen.keys("enter");
    screen.sees("Mark as answered").keys("right enter");
    screen.sees("Answers of HR");
    assert!(!open(&screen));
}

#[test]
fn whom_to_ask_is_found_by_its_first_letters() {
    let mut screen = Screen::of(REGISTER, Language::ENGLISH, (80, 24));
    screen.keys("ctrl-p").typed("send questions").keys("enter");
    for (typed, found) in [("s", "School"), ("h", "HR"), ("sc", "School")] {
        screen.typed(typed).sees(&format!("‹ {found} ›"));
        screen.keys("down up");
    }
}

#[test]
fn what_was_changed_since_is_not_marked_and_says_so_without_an_option_of_a_command() {
    let mut screen = asked(Language::SWEDISH, "skicka frågor");
    answered(&screen, &ANSWERS[4..6]);
    screen.keys("2 enter").go_to("systems").keys("enter");
    screen.typed("Personec").keys("enter ctrl-s");
    read(&mut screen, "läs svar");
    screen.keys("enter").sees("Svar från HR").sees("[ ]›1.");
    screen.sees("markera det").lacks("--theirs").lacks("[x]");
}

#[test]
fn what_cannot_be_read_is_told_by_its_cell_and_another_register_by_what_to_do() {
    let mut screen = asked(Language::ENGLISH, "send questions");
    answered(&screen, &[("questions", "A1", "systems", "G", "Perhaps")]);
    read(&mut screen, "read answers");
    screen.sees("The answers cannot be read").sees("Perhaps");
    screen.keys("esc").sees("Do next");
    std::fs::write(screen.path("back.xlsx"), "none").unwrap();
    read(&mut screen, "read answers");
    screen
        .sees("Read answers")
        .sees("back.xlsx")
        .lacks("“ropa ");
}
