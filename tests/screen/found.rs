//! What is looked for: a filter shows why each line passes, a choice among many is found by typing, a command by what it
//! is for, and what stands in the way is never a path that is cut.

use ropa::domain::language::Language;
use ropa::domain::text::fold;

use crate::support::screen::Screen;

/// Words that lines are found by and that few lines show by themselves, by the keys of the view.
const SOUGHT: [(Language, &str, &[&str]); 9] = [
    (
        Language::ENGLISH,
        "d",
        &["privacy", "limitation", "decision"],
    ),
    (
        Language::SWEDISH,
        "d",
        &["privacy", "preskription", "beslut"],
    ),
    (
        Language::ENGLISH,
        "2",
        &["health", "social insurance", "gdpr"],
    ),
    (Language::SWEDISH, "2", &["hälsa", "skatteverket"]),
    (Language::SWEDISH, "3", &["ombud", "tallmora example"]),
    (Language::ENGLISH, "5 tab", &["limitation", "archive"]),
    (Language::ENGLISH, "6", &["article", "agreement"]),
    (Language::SWEDISH, "6", &["privacy", "artikel"]),
    (Language::ENGLISH, "7", &["privacy", "agreements"]),
];

/// The lines of a list, between its filter and what stands below it or beside it.
fn lines(text: &str) -> Vec<String> {
    let rows = text.lines().skip_while(|line| !line.starts_with("/ "));
    let rows = rows.skip(1).take_while(|line| !line.starts_with('─'));
    let rows = rows.map(|line| line.split(['│', '├']).next().unwrap_or_default());
    rows.map(str::to_owned).collect()
}

#[test]
fn every_line_that_a_filter_leaves_shows_what_was_looked_for() {
    let mut seen = 0;
    for (language, view, words) in SOUGHT {
        for width in [60, 80, 120, 200] {
            let mut screen = Screen::sample(language, (width, 30));
            screen.keys(view).waits();
            for sought in words {
                let text = screen.keys("/").typed(sought).text();
                // Nothing found says so over several lines.
                let none = text.contains("contain all these") || text.contains("innehåller alla");
                let mut selected = false;
                for line in lines(&text).into_iter().filter(|_| !none) {
                    // An entry is set in; a heading has its number behind it.
                    let entry = line.get(2..).is_some_and(|rest| !rest.trim().is_empty());
                    let heading = line.trim_end().ends_with(')') && !line.contains('‹');
                    let titles = line.starts_with("    Id ") || line.starts_with("    Ref");
                    // What a line had no room for goes on below it, set in further: as far as the selected one can be.
                    let after_selected = std::mem::replace(&mut selected, line.starts_with(" ›"));
                    let set_in = line.len() - line.trim_start().len();
                    let here = sought
                        .split(' ')
                        .all(|word| fold(&line).contains(&fold(word)));
                    let goes_on = set_in > 8 || (after_selected && !here);
                    if !entry || heading || titles || goes_on || line.contains("Esc") {
                        continue;
                    }
                    seen += 1;
                    for word in sought.split(' ') {
                        let shown = fold(&line).contains(&fold(word));
                        assert!(shown, "{view} {width} {sought}: {line}\n{text}");
                    }
                }
                screen.keys("esc esc");
            }
        }
    }
    assert!(seen > 100, "{seen}");
}

#[test]
fn no_name_is_cut_in_the_findings_where_what_is_wrong_stands_whole_below() {
    for language in Language::ALL {
        for width in [120, 200] {
            let mut screen = Screen::sample(language, (width, 40));
            screen.keys("6").waits();
            let text = screen.text();
            let list = text.split("────").next().unwrap_or_default();
            for line in list.lines().skip(3) {
                let cut = line.find('…').map(|at| line[..at].chars().count());
                let early = cut.is_some_and(|at| at < usize::from(width) / 2);
                assert!(!early, "{line}\n{text}");
            }
        }
    }
}

/// Activities of as many departments.
fn of_departments(number: usize) -> String {
    let activities: Vec<String> = (1..=number)
        .map(|at| {
            format!(r#"{{ "ref": "A{at}", "name": "Activity {at}", "department": "Unit {at} of health" }}"#)
        })
        .collect();
    format!(
        r#"{{ "format": "ropa-register", "version": 1, "register": {{ "id": "one", "title": "R" }},
        "activities": [ {}, {{ "ref": "A99", "name": "Maps", "department": "Survey office" }},
        {{ "ref": "A98", "name": "Maps", "department": "Land survey" }} ] }}"#,
        activities.join(",")
    )
}

#[test]
fn of_many_who_can_be_asked_one_is_found_by_typing() {
    let mut screen = Screen::of(&of_departments(36), Language::ENGLISH, (80, 24));
    screen.keys("ctrl-p").typed("send questions").keys("enter");
    screen.sees("1/38").sees("a–z find");
    screen.typed("surv").sees("‹ Survey office ›  / surv 1/2");
    // What else is found stands below, and the arrows go among it alone.
    screen.sees("Land survey");
    screen.keys("right").sees("‹ Land survey ›");
    screen.keys("right").sees("‹ Survey office ›");
    screen.keys("left").sees("‹ Land survey ›");
    // A letter taken back finds again.
    screen
        .keys("backspace backspace backspace backspace")
        .typed("unit 3");
    screen
        .sees("/ unit 3 1/8")
        .keys("enter")
        .sees("‹ Unit 3 of health ›");
}

#[test]
fn a_command_is_found_by_what_somebody_would_say() {
    let said: &[(Language, &str, &str)] = &[
        (Language::SWEDISH, "fråga förvaltning", "Skicka frågor"),
        (Language::SWEDISH, "ställ frågor", "Skicka frågor"),
        (Language::SWEDISH, "skicka enkät", "Skicka frågor"),
        (Language::SWEDISH, "läs in svar", "Läs svar"),
        (
            Language::SWEDISH,
            "byt register",
            "Öppna ett annat register",
        ),
        (
            Language::SWEDISH,
            "återställ säkerhetskopia",
            "Återställ från en kopia",
        ),
        (Language::SWEDISH, "exportera till excel", "Exportera"),
        (Language::ENGLISH, "ask department", "Send questions"),
        (Language::ENGLISH, "ask owner", "Send questions"),
        (Language::ENGLISH, "import answers", "Read answers"),
        (
            Language::ENGLISH,
            "switch register",
            "Open another register",
        ),
        (Language::ENGLISH, "restore copy", "Restore a backup"),
        (Language::ENGLISH, "export to excel", "Export"),
    ];
    let mut missed = Vec::new();
    for (language, typed, command) in said {
        let mut screen = Screen::sample(*language, (100, 30));
        let text = screen.keys("ctrl-p").typed(typed).text();
        let first = text.lines().find(|line| line.contains("│ ›"));
        if !first.is_some_and(|line| line.contains(command)) {
            missed.push(format!("{typed}: {first:?}"));
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn a_copy_is_compared_with_its_original_and_what_is_none_is_not() {
    let document = r#"{ "format": "ropa-register", "version": 1, "register": { "id": "one", "title": "R" },
        "organisations": [ { "ref": "O1", "name": "Mother", "ours": true }, { "ref": "O2", "name": "Daughter", "ours": true } ],
        "activities": [ { "ref": "A1", "name": "Payroll", "organisation": "O1" } ] }"#;
    let mut screen = Screen::of(document, Language::ENGLISH, (100, 30));
    screen.keys("2 home");
    assert!(!screen.app.offered().contains(&"origin"));
    screen.keys("ctrl-p").typed("compare with the original");
    screen.lacks("› Compare with").keys("esc");
    screen.app.give("copy-to");
    screen.keys("enter").waits();
    assert_eq!(screen.register().activities.len(), 2);
    screen.keys("2 end");
    assert!(screen.app.offered().contains(&"origin"));
}

#[test]
fn a_word_that_nothing_holds_leaves_the_list_as_it_is() {
    for (language, told) in [
        (Language::ENGLISH, "nothing in Activities contains it"),
        (Language::SWEDISH, "inget i Behandlingar innehåller det"),
    ] {
        let mut screen = Screen::sample(language, (100, 30));
        screen.keys("3 ctrl-p").typed("qqzzx").keys("enter");
        screen
            .keys("1 ctrl-p")
            .typed("qqzzx")
            .keys("enter")
            .sees(told);
        screen.keys("2").sees("(24)").lacks("/ qqzzx");
        screen.keys("3").lacks("/ qqzzx");
    }
}

#[test]
fn what_is_due_and_what_was_found_are_narrowed_by_what_a_filter_asks_of_their_records() {
    let mut screen = Screen::sample(Language::ENGLISH, (120, 40));
    // A name that is still to be followed by its value hides nothing.
    screen
        .keys("2 /")
        .typed("owner:")
        .sees("Activities (24")
        .lacks("contain all");
    screen
        .keys("esc esc 5 /")
        .typed("due:30d")
        .sees("Overdue (")
        .lacks("Later (");
    screen.keys("esc esc /").typed("own").keys("tab");
    screen.typed("\"head of hr\"").sees("A1/R2").lacks("A16/R1");
    screen
        .keys("esc esc 6 /")
        .typed("country:us")
        .sees("A12/T1")
        .lacks("A14/R3");
    screen
        .keys("esc esc /")
        .typed("department:")
        .sees("A14/R3")
        .sees("Tab  department:");
    screen
        .keys("esc esc 7 /")
        .typed("author:")
        .sees("Waive two findings");
}
