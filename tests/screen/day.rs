//! The day of the whole screen: the register as it was then, and what is due on a day that comes.

use ropa::domain::language::Language;

use crate::support::screen::Screen;

#[test]
fn the_whole_screen_shows_the_register_as_it_was_on_a_day_and_nothing_can_be_changed_there() {
    for language in Language::ALL {
        let mut screen = Screen::sample(language, (120, 40));
        let day = if language == Language::ENGLISH {
            "1 March 2026"
        } else {
            "1 mars 2026"
        };
        let top = |screen: &mut Screen| screen.text().lines().next().unwrap().to_owned();
        let before = screen.keys("2").text();
        let real = screen.register().mark.number;
        // The sample was made in the course of a year: then it held less.
        screen.keys("@").typed("2026-03-01").keys("enter");
        let then = screen.register().mark.number;
        assert!(then < real && then > 0, "{then} of {real}");
        assert!(top(&mut screen).contains(day), "{}", top(&mut screen));
        let mark = if language == Language::ENGLISH {
            "read-only"
        } else {
            "skrivskyddat"
        };
        screen.sees(mark);
        // What was changed since then is not told of that day.
        screen.keys("1").sees("2026-02-").lacks("2026-11-11");
        // Every tab is of that day, says the way back, and offers no edit.
        let (back, edit) = if language == Language::ENGLISH {
            ("@ back to today", "e edit")
        } else {
            ("@ tillbaka till i dag", "e redigera")
        };
        for tab in ["1", "2", "3", "4", "5", "5 tab", "6", "7"] {
            screen.keys(tab).sees(back).lacks(edit);
            assert!(top(&mut screen).contains(day), "{tab}");
        }
        let kept = screen.register().activities.len();
        for keys in [
            "2 n", "2 delete", "2 D", "2 a", "ctrl-z", "2 enter", "2 N", "6 w",
        ] {
            screen.keys(keys).typed("q");
            screen.keys("ctrl-s esc esc esc esc esc");
            assert_eq!(screen.register().activities.len(), kept, "{keys}");
        }
        // Nothing that day was written, and Enter alone leads back.
        screen.keys("2 @ enter");
        assert_eq!(screen.register().mark.number, real);
        screen.lacks(mark).lacks(back);
        assert!(!top(&mut screen).contains(day));
        let now = screen.keys("2 home").text();
        assert_eq!(before.lines().nth(2), now.lines().nth(2));
        screen
            .keys("enter")
            .typed_in("department", "Registry")
            .keys("ctrl-s");
        assert_eq!(screen.register().mark.number, real + 1);
    }
}

#[test]
fn a_day_to_come_shows_what_is_due_then_and_a_day_before_the_first_is_refused() {
    let mut screen = Screen::sample(Language::ENGLISH, (120, 40));
    let overdue = |screen: &mut Screen| -> usize {
        let text = screen.keys("1").text();
        let line = text.lines().find(|line| line.contains("Overdue")).unwrap();
        let number = line.trim_start_matches(['›', ' ']).split(' ').next();
        number.unwrap().parse().unwrap()
    };
    let now = overdue(&mut screen);
    screen
        .keys("@")
        .typed("2028-01-01")
        .keys("enter")
        .sees("1 January 2028");
    assert!(overdue(&mut screen) > now);
    screen
        .keys("@")
        .typed("2020-01-01")
        .keys("enter")
        .sees("did not exist on");
    screen
        .keys("ctrl-u")
        .typed("someday")
        .keys("enter")
        .sees("Which day?");
    screen
        .keys("ctrl-u")
        .typed("2024")
        .keys("enter")
        .sees("Which day?");
    screen
        .keys("ctrl-u")
        .typed("today")
        .keys("enter")
        .lacks("Which day?");
    assert_eq!(overdue(&mut screen), now);
}

#[test]
fn what_is_exported_on_another_day_is_what_is_seen() {
    let mut screen = Screen::sample(Language::ENGLISH, (120, 40));
    screen.keys("2 @").typed("2026-03-01").keys("enter");
    let count = screen.register().activities.len();
    screen.keys("y");
    screen
        .keys("x")
        .typed("")
        .keys("ctrl-s")
        .sees("Exported to");
    let files = std::fs::read_dir(screen.path("")).unwrap();
    let named = files
        .flatten()
        .map(|file| file.file_name().to_string_lossy().into_owned());
    let written: Vec<String> = named.filter(|name| name.contains("2026-03-01")).collect();
    assert_eq!(written.len(), 1, "{written:?}");
    let text = std::fs::read_to_string(screen.path(&written[0])).unwrap();
    assert!(text.contains("**As of**: 1 March 2026"), "{text}");
    assert!(count > 0);
}

#[test]
fn the_whole_screen_shows_an_edition_by_its_name_and_exports_that_state() {
    let mut screen = Screen::sample(Language::ENGLISH, (120, 40));
    let real = screen.register().mark.number;
    screen
        .keys("ctrl-p")
        .typed("name this state")
        .keys("enter")
        .sees("Type it, then press Enter")
        .typed("Board, 3 Dec")
        .keys("enter")
        .sees("Board, 3 Dec");
    screen
        .keys("esc 2 n")
        .typed("Added after")
        .keys("enter ctrl-s");
    let kept = screen.register().activities.len();
    screen.keys("esc 2 @").typed("board, 3 dec");
    screen.sees("= the edition “Board, 3 Dec”").keys("enter");
    assert_eq!(screen.register().mark.number, real);
    assert_eq!(screen.register().activities.len(), kept - 1);
    screen.sees("edition Board, 3 Dec").sees("read-only");
    screen.lacks("Added after");
    // What is seen is what is written, though that day went on.
    screen.keys("x").sees("Board, 3 Dec").keys("right ctrl-s");
    screen.sees("Exported to");
    let files = std::fs::read_dir(screen.path("")).unwrap();
    let mut paths = files.flatten().map(|file| file.path());
    let path = paths.find(|path| path.extension().is_some_and(|end| end == "json"));
    let text = std::fs::read_to_string(path.unwrap()).unwrap();
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(json["change"]["number"], real);
    screen.keys("esc 2 @ enter").lacks("read-only");
    assert_eq!(screen.register().activities.len(), kept);
}

#[test]
fn a_name_of_a_state_is_removed_only_when_that_is_said() {
    let mut screen = Screen::sample(Language::SWEDISH, (80, 24));
    let palette = |screen: &mut Screen, typed: &str| {
        screen.keys("ctrl-p").typed("ge innehållet ett namn");
        screen.keys("enter").typed(typed).keys("enter");
    };
    palette(&mut screen, "Nämnden 3 dec");
    assert_eq!(screen.register().about.editions.len(), 1);
    // A name that begins like another is no wish to remove that.
    palette(&mut screen, "Nämnden");
    let editions = screen.register().about.editions.len();
    assert!(editions >= 1);
    screen.keys("esc esc");
    palette(&mut screen, "ta bort namnet");
    screen.sees("Behåll namnet").keys("enter");
    assert_eq!(screen.register().about.editions.len(), editions);
    palette(&mut screen, "ta bort namnet");
    screen.keys("right enter");
    assert_eq!(screen.register().about.editions.len(), editions - 1);
}

#[test]
fn an_edition_is_found_by_part_of_its_name_and_gone_on_with_by_tab() {
    let mut screen = Screen::sample(Language::ENGLISH, (80, 24));
    for name in ["Board, 3 Dec", "Board, 4 Mar", "For the auditor"] {
        screen.keys("ctrl-p").typed("name this state").keys("enter");
        screen.typed(name).keys("enter esc");
    }
    // Which there are is seen before anything is typed.
    screen
        .keys("2 @")
        .sees("Board, 3 Dec")
        .sees("For the auditor");
    screen.typed("bo").lacks("For the auditor");
    screen.keys("tab").sees("Board, ");
    screen.typed("3").sees("= the edition “Board, 3 Dec”");
    screen.keys("enter").sees("edition Board, 3 Dec");
    screen.keys("@").typed("audit").keys("enter");
    screen.sees("edition For the auditor");
    // Where two can be meant, both are named.
    screen.keys("@").typed("board").keys("enter");
    screen
        .sees("neither a date nor the name of an")
        .sees("Board, 4 Mar");
    screen.keys("esc @ enter").lacks("read-only");
    // So it can be exported too.
    screen.keys("2 x").typed("json").keys("down down down down");
    screen.typed("audi").sees("= the edition “For the auditor”");
}
