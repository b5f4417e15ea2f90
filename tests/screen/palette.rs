//! The palette: whoever does not know what a command is called finds it by what it is for.

use ropa::domain::kind::RecordKind;
use ropa::domain::language::Language;
use ropa::tui::command::{COMMANDS, Command};
use ropa::tui::place::ScreenPlace;
use ropa::tui::request::View;

use crate::support::screen::{Screen, lexicon};

/// The keys of a view where a command acts, and can be given from the palette.
fn view_of(command: Command) -> Option<&'static str> {
    // On the overview it is about the second of what is to be done next.
    if command == Command::Act {
        return Some("1 home down");
    }
    let views = [
        (View::Overview, "1"),
        (View::List(RecordKind::Activity), "2 / a enter"),
        (View::List(RecordKind::Retention), "d tab"),
        (View::List(RecordKind::Schedule), "d tab tab"),
        (View::Disposals, "d backtab"),
        (View::Findings, "6"),
        (View::History, "7"),
    ];
    let mut views = views.into_iter();
    views
        .find(|(view, _)| command.acts_at(ScreenPlace::View(*view)))
        .map(|(_, key)| key)
}

#[test]
fn each_command_is_found_by_every_word_that_is_listed_for_it() {
    for language in Language::ALL {
        let mut screen = Screen::sample(language, (120, 50));
        let words = lexicon(language).words;
        for declared in COMMANDS {
            if !declared.command.is_named() {
                continue;
            }
            let listed = words.list(&format!("command.{}.find", declared.name));
            assert!(!listed.is_empty(), "{}: no words", declared.name);
            let title = words
                .get(&format!("command.{}.title", declared.name))
                .to_owned();
            let title = title.as_str();
            let Some(view) = view_of(declared.command) else {
                continue;
            };
            screen.keys("esc esc esc").keys(view);
            if declared.command == Command::Origin {
                // Only what is a copy has an original.
                screen.app.give("copy-to");
                screen.keys("enter esc esc 2 end");
            }
            // What is looked for at the command line is looked for here too.
            let mut sought: Vec<&str> = listed.iter().map(String::as_str).collect();
            for name in declared.command.at_command_line() {
                let otherwise = words.list(&format!("cli.command.{name}.sought_as"));
                sought.push(name);
                sought.extend(otherwise.iter().map(String::as_str));
            }
            for word in sought {
                screen.keys("ctrl-p").pasted(word);
                let text = screen.text();
                assert!(
                    text.contains(title),
                    "{word} does not find {title}:\n{text}"
                );
                screen.keys("esc");
            }
        }
    }
}

#[test]
fn each_command_of_the_command_line_is_known_by_its_name_or_has_no_like_here() {
    // A sample is made where no register is open, lists are the screen itself, and the others are for shells.
    let others = ["sample", "list", "config", "completions"];
    let words = lexicon(Language::ENGLISH).words;
    let named = words.keys().filter_map(|(key, _)| {
        let name = key.strip_prefix("cli.command.")?;
        name.strip_suffix(".about")
    });
    let mut named: Vec<&str> = named.collect();
    named.sort_unstable();
    let here = COMMANDS.iter();
    let here = here.flat_map(|declared| declared.command.at_command_line());
    let mut known: Vec<&str> = here.copied().chain(others).collect();
    known.sort_unstable();
    assert_eq!(known, named);
}

#[test]
fn the_right_to_erasure_is_found_by_its_own_words() {
    for (language, title, words) in [
        (
            Language::ENGLISH,
            "Redact words",
            ["erase", "delete", "gdpr"],
        ),
        (
            Language::SWEDISH,
            "Utplåna ord",
            ["radera", "maskera", "ta bort"],
        ),
    ] {
        let mut screen = Screen::sample(language, (80, 24));
        for word in words {
            screen.keys("2 ctrl-p").typed(word).sees(title).keys("esc");
        }
    }
}

#[test]
fn of_commands_that_begin_alike_the_one_that_says_least_besides_comes_first() {
    for (language, typed, first) in [
        (Language::ENGLISH, "compare", "› Compare with a file"),
        (Language::SWEDISH, "jämför", "› Jämför med en fil"),
    ] {
        let mut screen = Screen::sample(language, (80, 24));
        screen.keys("2 ctrl-p").typed(typed).sees(first);
    }
}

#[test]
fn a_command_comes_before_a_record_that_only_begins_like_a_word_of_its_name() {
    for (language, typed, first, record) in [
        (
            Language::SWEDISH,
            "bibliotek",
            "› Ny behandling ur biblioteket",
            "Biblioteksringen Mellansjö",
        ),
        (
            Language::ENGLISH,
            "library",
            "› New activity from the library",
            "Library",
        ),
    ] {
        let mut screen = Screen::sample(language, (100, 30));
        screen
            .keys("1 ctrl-p")
            .typed(typed)
            .sees(first)
            .sees(record);
    }
    // Whose name it is comes before any command.
    let mut screen = Screen::sample(Language::SWEDISH, (100, 30));
    screen
        .keys("1 ctrl-p")
        .typed("bibliotekslån")
        .sees("› Bibliotekslån");
}

#[test]
fn a_typo_and_a_field_and_the_manual_are_found_and_nothing_in_the_lists_is_missed() {
    let mut screen = Screen::sample(Language::ENGLISH, (100, 30));
    // A command and a record, each with a typo.
    screen
        .keys("1 ctrl-p")
        .typed("exprot the reg")
        .sees("› Export");
    screen.keys("esc ctrl-p").typed("payorll").sees("Payroll");
    screen.keys("enter").sees("A1").keys("esc");
    // A field of the selected record is gone to; that of another kind is explained.
    screen
        .keys("2 home ctrl-p")
        .typed("next review")
        .keys("enter");
    assert_eq!(screen.app.focus().as_deref(), Some("next_review_on"));
    screen
        .keys("esc ctrl-p")
        .typed("final importer")
        .keys("enter");
    assert_eq!(screen.app.focus(), None);
    screen.sees("Transfer: ").keys("esc");
    // A rule, and a section of the manual.
    screen
        .keys("ctrl-p")
        .typed("R21")
        .keys("enter")
        .sees("R21")
        .keys("esc");
    screen
        .keys("ctrl-p")
        .typed("retention desk")
        .keys("enter")
        .sees("The retention desk")
        .keys("esc");
    // What stands deep in a record is not a name: the last line searches the list, and every other finds it.
    let deep = screen.register().activities[0].purposes[0]
        .text
        .clone()
        .unwrap();
    let deep: String = deep.split(' ').take(4).collect::<Vec<_>>().join(" ");
    screen
        .keys("ctrl-p")
        .typed(&deep)
        .sees("Search Activities for")
        .keys("end enter");
    screen.sees("Activities (1 of 24)");
}

#[test]
fn every_letter_looks_only_at_the_names_that_are_left() {
    let mut screen = Screen::sample(Language::ENGLISH, (100, 30));
    let all = screen.register().all_records().count();
    while screen.app.prepare().more {}
    screen.keys("2 ctrl-p");
    assert_eq!(screen.app.names_looked_at(), 0);
    screen.typed("pay");
    let after = screen.app.names_looked_at();
    let most = u64::try_from(all * 2).unwrap();
    assert!(after < most, "{after} of {all}");
    // A letter taken back looks anew: what was left out may fit again.
    screen.keys("backspace backspace").typed("0").sees("0");
    assert!(screen.app.names_looked_at() > after);
}

#[test]
fn the_help_begins_with_this_place_and_names_each_command_as_the_configuration_does() {
    let mut screen = Screen::sample(Language::ENGLISH, (120, 60));
    let text = screen.keys("2 ?").text();
    let heading = text.find("Here: Activities").unwrap();
    assert!(
        text.find("Forms").is_none_or(|forms| heading < forms),
        "{text}"
    );
    // What is said of a command is found too, and only what fits is left.
    screen.keys("/").typed("sort-back");
    screen.sees("sort-back").lacks("record-history");
    screen
        .keys("enter")
        .sees("Reverses the order of the list. [sort-back]");
    screen.keys("esc").sees("record-history");
    screen.keys("esc 6 ?").sees("Here: Findings").sees("waive");
}

#[test]
fn help_gives_a_command_of_this_place_and_says_of_others_that_they_are_not_for_here() {
    let mut screen = Screen::sample(Language::ENGLISH, (80, 24));
    screen.keys("2 ? /").typed("reverse").keys("enter enter");
    screen.sees("Sorted");
    screen.keys("? /").typed("waive").keys("enter enter");
    screen.sees("cannot be given here").keys("esc esc");
    // In columns where there is room, and every command is reached with the arrows.
    let mut screen = Screen::sample(Language::SWEDISH, (200, 50));
    let text = screen.keys("5 ?").text();
    let columns = |line: &&str| line.matches("page-up").count() == 1 && line.len() > 150;
    assert!(text.lines().any(|line| columns(&line)), "{text}");
    let first = screen.text();
    screen.keys("right right left left");
    assert_eq!(screen.text(), first);
    screen.keys("end").sees("previous-match");
}

#[test]
fn what_has_no_use_in_a_place_says_so_and_is_not_offered_there() {
    for (place, key, name) in [("5", "s", "sort"), ("5", "n", "new"), ("5", "C", "columns")] {
        let mut screen = Screen::sample(Language::ENGLISH, (120, 40));
        screen.keys(place).keys(key).sees("has no use here: Due");
        assert!(!screen.app.offered().contains(&name), "{name}");
    }
}

/// Places where commands are offered: views of the tabs with a record chosen, and forms.
const PLACES: &[&str] = &[
    "1",
    "2",
    "3 tab",
    "4",
    "5",
    "5 tab",
    "5 tab tab",
    "5 tab tab tab",
    "5 backtab",
    "6",
    "7",
    "2 enter",
    "2 enter tab tab tab enter",
    "5 tab tab enter",
];

/// What is seen and asked of the terminal.
fn seen(screen: &mut Screen) -> (String, usize, bool) {
    let effects = screen.effects().len();
    (screen.text(), effects, screen.app.is_done())
}

/// What nothing comes of, of all that is offered in a place: in the palette, and by its key in the bottom line.
fn idle_in(place: &str, made: &dyn Fn() -> Screen, idle: &mut Vec<String>) {
    let words = lexicon(Language::ENGLISH).words;
    let mut screen = made();
    screen.keys(place);
    let before = seen(&mut screen);
    for declared in COMMANDS {
        let word = |what: &str| words.find(&format!("command.{}.{what}", declared.name));
        let title = word("title").unwrap_or_default();
        let short = word("short").unwrap_or("\u{0}");
        let line = before
            .0
            .trim_end()
            .lines()
            .last()
            .unwrap_or_default()
            .to_owned();
        let key = declared
            .keys
            .first()
            .filter(|_| declared.footer && line.contains(short));
        let mut ways = Vec::new();
        if declared.command.is_named() {
            ways.push(None);
        }
        ways.extend(key.map(Some));
        for way in ways {
            if seen(&mut screen) != before {
                screen = made();
                screen.keys(place);
                assert_eq!(seen(&mut screen), before, "{place}");
            }
            if let Some(key) = way {
                screen.keys(key);
            } else {
                screen.keys("ctrl-p").pasted(title);
                let found = |line: &str| {
                    line.contains('›') && line.contains(title) && !line.starts_with('│')
                };
                if !screen.text().lines().any(found) {
                    screen.keys("esc");
                    continue;
                }
                screen.keys("enter");
            }
            if seen(&mut screen) == before {
                idle.push(format!("{place}: {title} by {way:?}"));
            }
            for _ in 0..4 {
                if seen(&mut screen) != before {
                    screen.keys("esc");
                }
            }
        }
    }
}

#[test]
fn every_command_that_is_offered_does_something() {
    let mut idle = Vec::new();
    for place in PLACES {
        idle_in(
            place,
            &|| Screen::sample(Language::ENGLISH, (120, 50)),
            &mut idle,
        );
    }
    // Where there is nothing yet, it says why not.
    for place in ["1", "2", "3 tab", "4", "5", "5 tab", "5 backtab", "6", "7"] {
        idle_in(place, &Screen::new_register, &mut idle);
    }
    assert!(idle.is_empty(), "{idle:#?}");
}

#[test]
fn a_row_is_found_by_its_reference() {
    let document = r#"{ "format": "ropa-register", "version": 1, "activities": [{ "ref": "A1", "name": "Pay",
        "role": "controller", "retention": [{ "ref": "R1", "name": "Files", "kind": "fixed", "period": "P1Y", "mode": "batch",
        "holdings": [{ "ref": "H1", "name": "2024", "started_on": "2024-01-31",
            "holds": [{ "ref": "X1", "reason": "Case T 1", "since": "2025-01-01" }] }] }] }] }"#;
    for typed in ["A1/R1/H1/X1", "a1/r1/h1/x1"] {
        let mut screen = Screen::of(document, Language::ENGLISH, (100, 30));
        screen.keys("2 ctrl-p").typed(typed).sees("› Case T 1");
        screen.sees("A1/R1/H1/X1").keys("enter").sees("Case T 1");
        screen.sees("Lifted on");
    }
}
