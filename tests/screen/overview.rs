//! The overview: what is to be done next, what is not whole, and the first steps of a register that begins; and what is
//! due, looked at by month.

use ropa::domain::language::Language;
use ropa::rules;

use crate::support::screen::{Screen, lexicon, today};

#[test]
fn the_most_urgent_things_stand_first_each_with_the_key_that_does_it() {
    for (size, language) in [
        ((80, 24), Language::ENGLISH),
        ((60, 16), Language::ENGLISH),
        ((120, 40), Language::SWEDISH),
    ] {
        let mut screen = Screen::sample(language, size);
        let text = screen.text();
        let lines: Vec<&str> = text.lines().skip(3).take(4).collect();
        let (open, act, late) = if language == Language::ENGLISH {
            ("Enter open", "a record", "d late")
        } else {
            ("Enter öppna", "a registrera", "d för sent")
        };
        // What ended years ago, what was to be erased, and what is wrong, however narrow the window is.
        assert!(
            lines[1].contains(late) && lines[1].trim_end().ends_with(open),
            "{text}"
        );
        assert!(
            lines[2].contains(late) && lines[2].trim_end().ends_with(act),
            "{text}"
        );
        assert!(lines[3].trim_end().ends_with(open), "{text}");
        // The second is done from here.
        screen.keys("down a");
        screen.sees(if language == Language::ENGLISH {
            "Record an erasure"
        } else {
            "allring"
        });
        screen.keys("esc");
        // The first opens at its very field.
        screen.keys("1 home enter");
        assert!(screen.text().contains("A12"), "{}", screen.text());
    }
}

#[test]
fn activities_that_art_30_asks_nothing_are_counted_beside_the_others() {
    for (language, said) in [
        (
            Language::ENGLISH,
            "24  Activities · 2 as processor · 2 under another law",
        ),
        (Language::SWEDISH, "2 enligt annan lag"),
    ] {
        Screen::sample(language, (140, 40)).sees(said);
    }
}

#[test]
fn overview_findings_and_the_command_line_count_the_same() {
    let mut screen = Screen::sample(Language::ENGLISH, (100, 40));
    let law = lexicon(Language::ENGLISH).law;
    let found = rules::check(screen.register(), &law, today());
    let of = |severity: rules::Severity| {
        let stand = found.iter().filter(|it| !it.is_waived());
        stand.filter(|it| it.severity == severity).count()
    };
    let (errors, warnings) = (of(rules::Severity::Error), of(rules::Severity::Warning));
    let waived = found.iter().filter(|it| it.is_waived()).count();
    screen
        .sees(&format!("{errors:>7}  ! Error"))
        .sees(&format!("{warnings:>7}  ▲ Warning"))
        .sees(&format!("{waived:>7}  – Waived"));
    screen
        .keys("6")
        .sees(&format!("Findings ({})", found.len()))
        .sees(&format!("Error {errors} · Warning {warnings}"))
        .sees(&format!("Waived {waived}"));
    // What is folded is counted, and said to be told on fewer lines; opened or not the number is the same.
    let lines = screen.text().matches(" lines").count();
    assert!(lines >= 1, "{}", screen.text());
    screen
        .keys("s")
        .sees(&format!("Findings ({})", found.len()));
    screen
        .keys("s")
        .sees(&format!("Findings ({})", found.len()));
    screen.keys("s / s h i e l d").sees("of");
}

#[test]
fn a_full_register_has_no_bars_and_one_with_a_gap_has_that_one() {
    let mut screen = Screen::sample(Language::ENGLISH, (100, 40));
    screen.sees("● Complete in all 20").lacks("20/20");
    screen.keys("2 n").typed("Half").keys("enter");
    screen.typed("contr").keys("enter ctrl-s");
    screen.out();
    screen.keys("1").sees("20/21").sees("░");
}

#[test]
fn an_empty_register_says_its_first_four_steps_and_each_leads_there() {
    let mut screen = Screen::new_register();
    screen
        .keys("1")
        .sees("First steps")
        .sees("○ 1. Record how your organisation can be reached")
        .sees("○ 4. Record the security measures")
        .lacks("Complete in all");
    // The first is taken where the address is typed.
    screen
        .keys("enter")
        .typed("info@example.org")
        .keys("enter ctrl-s");
    screen.out();
    screen
        .keys("1")
        .sees("● 1. Record how")
        .sees("○ 2. Record the data");
    screen
        .keys("home down down enter")
        .sees("Blank")
        .keys("esc");
    screen
        .keys("1 home down down down enter")
        .sees("Security measure (new)");
    let mut screen = Screen::new_register();
    // A new activity is begun from here.
    screen.keys("1 n").sees("Activity (new)");
}

#[test]
fn what_is_due_is_looked_at_by_month_and_days_late_are_never_cut() {
    for language in Language::ALL {
        for columns in [60, 80, 100, 120, 150, 200] {
            let mut screen = Screen::sample(language, (columns, 24));
            let text = screen.keys("d").text();
            let late = if language == Language::ENGLISH {
                "d late"
            } else {
                "d för sent"
            };
            let rows = text.lines().filter(|line| line.contains(late));
            assert!(rows.count() >= 2, "{columns}\n{text}");
            let row = text.lines().find(|line| line.starts_with(" ›")).unwrap();
            let first = row.trim_start_matches(" ›");
            assert!(first.starts_with(|it: char| it.is_ascii_digit()), "{row}");
            assert!(first.contains(late), "{columns} {row}");
        }
    }
    let mut screen = Screen::sample(Language::ENGLISH, (80, 40));
    // One line for all of time, then each stretch alone, round to all again.
    screen
        .keys("d")
        .sees("late 3")
        .sees("later")
        .sees("Overdue (3)");
    screen
        .keys(".")
        .sees("Due (3)")
        .sees("Overdue (3)")
        .lacks("Later (");
    screen.keys(".").lacks("Overdue (").sees("2027");
    screen.keys(",").sees("Due (3)").sees("Overdue (3)");
    screen.keys(",").sees("Overdue (3)").sees("Later (");
    screen.keys(",").sees("later").lacks("Overdue (");
    screen.keys("esc").sees("Overdue (3)").sees("Later (");
    screen.keys(". x").sees("Due");
}

/// The ways to the lists of a new register that hold nothing.
const EMPTY_LISTS: [&str; 10] = [
    "2",
    "3 tab",
    "3 tab tab",
    "4",
    "4 tab",
    "5",
    "5 tab",
    "5 tab tab",
    "5 tab tab tab",
    "5 backtab",
];

#[test]
fn the_bottom_line_of_an_empty_list_offers_what_acts() {
    for way in EMPTY_LISTS {
        let mut screen = Screen::new_register();
        let text = screen.keys(way).text();
        let last = text.lines().last().unwrap();
        for word in ["open", "edit", "delete", "mark", "filter", "record"] {
            let offered = last.split_whitespace().any(|it| it == word);
            assert!(!offered, "{way}: {word} in {last}");
        }
    }
}

#[test]
fn help_names_of_an_empty_list_only_what_acts_there() {
    // Commands that are about an entry, by their names: help shows them behind its titles.
    let about_entries = [
        "select",
        "mark-range",
        "mark-all",
        "remove",
        "duplicate",
        "filter",
        "sort",
        "act",
        "read",
    ];
    for way in EMPTY_LISTS {
        let mut screen = Screen::new_register();
        screen.resized(200, 200).keys(way).keys("?");
        let text = screen.text();
        // What other places have stands below, each under its heading.
        let here = text.split("Here: ").nth(1).unwrap_or_default();
        let here = here
            .lines()
            .take_while(|line| !line.trim_matches(['│', ' ']).is_empty());
        let text = here.collect::<Vec<_>>().join("\n");
        for name in about_entries {
            let told = text.split_whitespace().any(|word| word == name);
            assert!(!told, "{way}: {name}\n{text}");
        }
        let mut screen = Screen::sample(Language::ENGLISH, (200, 200));
        screen.keys(way).keys("?").sees("Here: ").sees("filter");
    }
}

#[test]
fn the_first_steps_and_what_the_register_holds_stand_whole_in_the_smallest_usual_window() {
    for language in Language::ALL {
        let mut screen = Screen::new_register_in(language);
        let text = screen.keys("1").text();
        let cut = text.split_whitespace().filter(|word| word.ends_with('…'));
        // A hash is told by its beginning.
        let digits = |word: &str| {
            word.trim_end_matches('…')
                .bytes()
                .all(|it| it.is_ascii_hexdigit())
        };
        let cut: Vec<&str> = cut.filter(|word| !digits(word)).collect();
        assert!(cut.is_empty(), "{cut:#?}");
    }
}

#[test]
fn where_nothing_can_be_recorded_it_says_why_and_what_to_do() {
    let mut screen = Screen::sample(Language::ENGLISH, (120, 40));
    // A transfer that ends, and a line that counts.
    screen
        .keys("1 a")
        .sees("Nothing is recorded here for United States");
    screen.sees("Enter opens the record");
    screen.keys("down down down a");
    screen.sees("Nothing is recorded on this line. Enter opens");
}

#[test]
fn a_number_says_whole_what_it_is_made_of_also_in_half_a_window() {
    let mut screen = Screen::sample(Language::ENGLISH, (100, 34));
    screen.keys("2 n").typed("No role").keys("ctrl-s 1");
    for size in [(100, 34), (80, 45)] {
        screen
            .resized(size.0, size.1)
            .sees("25  Activities · 2 as processor")
            .sees("1 with no role yet");
    }
    screen
        .resized(160, 45)
        .sees("2 as processor · 1 with no role yet");
}

#[test]
fn a_tall_window_tells_what_is_due_next_what_was_changed_and_where_data_go() {
    let mut screen = Screen::sample(Language::ENGLISH, (80, 24));
    screen.keys("1").lacks("Due next").lacks("Latest changes");
    screen
        .resized(200, 50)
        .sees("Due next")
        .sees("Latest changes");
    screen.sees("Data go outside the EEA to");
    // In half a window of 120 columns the ground is read whole.
    screen
        .resized(120, 40)
        .sees("recorded ground not valid")
        .resized(200, 50);
    let filled = screen
        .text()
        .lines()
        .filter(|line| !line.trim().is_empty())
        .count();
    assert!(filled > 40, "{}", screen.text());
    // Each line leads where it says: to the field, to the save, to the transfers.
    let at = |screen: &mut Screen, words: &str| {
        screen.keys("home");
        for _ in 0..80 {
            let text = screen.text();
            let lines = text.lines();
            let cut = |line: &str| line.split('›').nth(1).unwrap_or_default().to_owned();
            if lines.skip(2).any(|line| cut(line).starts_with(words)) {
                return;
            }
            screen.keys("down");
        }
        panic!("no line {words}\n{}", screen.text());
    };
    at(&mut screen, "2026-10-09 08:48  Annual review");
    screen.keys("enter").sees("History (14)").sees("Change 13,");
    screen.keys("1");
    at(&mut screen, "      5  !X  United States");
    screen.keys("enter").sees("country:US");
    // What is not seen is not gone through either.
    screen
        .keys("1")
        .resized(80, 24)
        .keys("end")
        .lacks("!X  United States");
}

#[test]
fn what_is_due_is_not_copied_for_a_change_where_its_list_was_visited() {
    let mut screen = Screen::sample(Language::ENGLISH, (100, 30));
    screen.keys("d").sees("Erase");
    assert!(screen.app.due_is_held());
    for keys in ["2 D ctrl-s", "ctrl-z", "ctrl-y"] {
        screen.keys(keys);
        assert!(!screen.app.due_is_held(), "{keys}");
        screen.keys("1 d").sees("Erase");
        assert!(screen.app.due_is_held(), "{keys}");
        screen.keys("2");
    }
}
