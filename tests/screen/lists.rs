//! Lists, overview, removal, undo, export and import on the screen.

use ropa::domain::language::Language;
use ropa::exchange::format::DocumentKind;
use ropa::tui::app::Effect;

use crate::support::screen::{Screen, in_country};

#[test]
fn the_filter_finds_all_words_without_case_and_accents() {
    let mut screen = Screen::sample(Language::SWEDISH, (120, 40));
    screen.keys("2 /").typed("LONE utbetal").sees("Lön");
    let all = screen.text();
    screen.keys("enter esc 2");
    assert_ne!(screen.text(), all);
    screen
        .keys("/")
        .typed("zzzz qqqq")
        .sees("innehåller alla orden");
}

#[test]
fn undo_and_redo_work_across_windows() {
    let mut screen = Screen::new_register();
    screen
        .keys("2 n")
        .typed("Payroll")
        .keys("enter ctrl-s")
        .sees("Saved A1");
    screen
        .keys("ctrl-z")
        .sees("Undone: New activity: Payroll (");
    assert_eq!(screen.register().activities.len(), 0);
    screen.keys("ctrl-y").sees("Redone");
    assert_eq!(screen.register().activities.len(), 1);
}

#[test]
fn removing_shows_what_refers_to_it_and_never_leaves_it_dangling() {
    let mut screen = Screen::sample(Language::ENGLISH, (120, 40));
    screen.keys("3 / ").typed("O1").keys("enter");
    let before = screen.register().organisations.len();
    screen.keys("esc 3 end delete").sees("Delete?");
    screen.keys("esc");
    assert_eq!(screen.register().organisations.len(), before);
    screen.keys("delete d enter");
    assert_eq!(screen.register().organisations.len(), before - 1);
    screen.keys("ctrl-z");
    assert_eq!(screen.register().organisations.len(), before);
}

#[test]
fn the_register_is_exported_from_the_screen_and_never_written_over_unasked() {
    let mut screen = Screen::new_register();
    screen
        .keys("x")
        .sees("Export the register")
        .keys("enter enter enter enter enter enter")
        .sees("Exported to");
    let path = screen.path("register-2026-11-21.md");
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains("Ängsvik kommun"), "{text}");
    std::fs::write(&path, "kept").unwrap();
    // A name that is taken is not proposed, and asked about where it is typed.
    screen
        .keys("x")
        .sees("register-2026-11-21-2")
        .keys("tab tab tab tab tab ctrl-u")
        .typed("register-2026-11-21.md")
        .keys("enter")
        .sees("already exists")
        .keys("enter");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "kept");
    screen.keys("x right ctrl-s").sees("Exported to");
    assert!(
        std::fs::read_to_string(screen.path("register-2026-11-21.json"))
            .unwrap()
            .starts_with('{')
    );
}

#[test]
fn every_format_of_the_register_is_offered_and_written_from_the_screen() {
    let mut screen = Screen::new_register();
    for (at, format) in DocumentKind::Register.offered().into_iter().enumerate() {
        let right = " right".repeat(at);
        screen.keys(&format!("x{right} ctrl-s")).sees("Exported to");
        let name = format!("register-2026-11-21.{}", format.ending());
        let bytes = std::fs::read(screen.path(&name)).unwrap();
        assert!(bytes.len() > 100, "{name}");
        assert_eq!(bytes.starts_with(b"PK"), format.is_binary(), "{name}");
    }
}

#[test]
fn a_table_of_a_kind_or_in_a_layout_is_written_from_the_screen() {
    let mut screen = Screen::sample(Language::ENGLISH, (120, 40));
    screen
        .keys("ctrl-p")
        .typed("Export a table")
        .keys("enter")
        .typed("recipients")
        .keys("enter ctrl-s")
        .sees("Exported to");
    let read = |screen: &Screen, name: &str| std::fs::read(screen.path(name)).unwrap();
    let recipients = read(&screen, "register-recipients-2026-11-21.csv");
    let text = String::from_utf8(recipients).unwrap();
    assert!(text.lines().count() > 10, "{text}");
    screen
        .keys("ctrl-p")
        .typed("Export a table")
        .keys("enter")
        .typed("sv-kavlinge")
        .keys("enter right ctrl-s")
        .sees("Exported to");
    assert!(read(&screen, "register-sv-kavlinge-2026-11-21.xlsx").starts_with(b"PK"));
    // A layout of one's own, and one that says nothing.
    let own = "columns = [{ header = \"What for\", field = \"purposes[].text\" }]";
    std::fs::write(screen.path("own.toml"), own).unwrap();
    std::fs::write(screen.path("odd.toml"), "columns = []").unwrap();
    screen
        .keys("ctrl-p")
        .typed("Export a table")
        .keys("enter")
        .typed("odd.toml")
        .keys("enter")
        .sees("has no columns")
        .keys("esc ctrl-p")
        .typed("Export a table")
        .keys("enter")
        .typed("own.toml")
        .keys("enter ctrl-s")
        .sees("Exported to");
    let own = read(&screen, "register-own-2026-11-21.csv");
    assert!(String::from_utf8(own).unwrap().contains("What for"));
}

#[test]
fn a_file_is_imported_from_the_first_page_after_it_was_shown_what_comes() {
    let mut screen = Screen::empty();
    let source =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/notices/secmaker.json");
    screen
        .keys("3")
        .typed(&source.display().to_string())
        .keys("enter")
        .sees("Adds 17 activities");
    assert!(!screen.path("register.sqlite").exists());
    screen.keys("right enter").sees("Imported");
    assert_eq!(screen.register().activities.len(), 17);
}

#[test]
fn a_record_is_copied_as_markdown() {
    let mut screen = Screen::sample(Language::ENGLISH, (100, 30));
    // Nothing says whether it arrived.
    screen
        .keys("2 y")
        .sees("Sent to the terminal's clipboard. If it is not there, Y writes it");
    let effects = screen.effects();
    let [Effect::Copy(copied)] = effects.as_slice() else {
        panic!("nothing was copied");
    };
    assert!(copied.contains("A1"));
    for name in [
        "register-excerpt-2026-11-21.md",
        "register-excerpt-2026-11-21-2.md",
    ] {
        screen.keys("Y").sees(name);
        assert_eq!(&std::fs::read_to_string(screen.path(name)).unwrap(), copied);
    }
}

#[test]
fn a_schedule_is_changed_only_after_its_rules_were_shown() {
    let mut screen = Screen::sample(Language::ENGLISH, (100, 40));
    screen
        .keys("5 tab tab enter")
        .go_to("period")
        .keys("enter ctrl-u")
        .typed("9y")
        .keys("enter ctrl-s");
    screen.sees("use this schedule").sees("A1");
    let before = screen.register().schedules[0].period;
    screen.keys("esc ctrl-s right enter").sees("Saved S1");
    assert_ne!(screen.register().schedules[0].period, before);
}

#[test]
fn a_program_that_stays_open_past_midnight_goes_over_to_the_new_day() {
    let mut screen = Screen::sample(Language::ENGLISH, (120, 40));
    let overdue = |screen: &mut Screen| -> usize {
        let text = screen.text();
        let line = text.lines().find(|line| line.contains("Overdue")).unwrap();
        let number = line.trim_start_matches(['›', ' ']).split(' ').next();
        number.unwrap().parse().unwrap()
    };
    let before = overdue(&mut screen);
    screen.sleeps(60);
    assert!(overdue(&mut screen) > before, "{}", screen.text());
}

#[test]
fn a_country_is_found_first_by_its_name_in_another_language() {
    let mut screen = Screen::sample(Language::SWEDISH, (80, 24));
    screen
        .keys("c")
        .typed("united st")
        .keys("enter")
        .sees("USA (US)");
}

#[test]
fn an_export_from_the_screen_is_in_the_registers_language_whatever_the_screen_speaks() {
    let mut screen = Screen::new_register();
    let about = screen.register().about.head.id;
    screen.app.open_form(about, Some("language"));
    screen.keys("enter").typed("swed").keys("enter ctrl-s");
    screen.keys("x ctrl-s").sees("Exported to");
    let path = screen.path("register-2026-11-21.md");
    let text = std::fs::read_to_string(path).unwrap();
    assert!(
        text.contains("artikel 30") && text.contains("ropa 0."),
        "{text}"
    );
}

#[test]
fn what_others_have_is_not_said_to_be_missing() {
    let mut screen = Screen::sample(Language::ENGLISH, (80, 24));
    let ours: Vec<_> = screen.register().ours().map(|it| it.head.id).collect();
    let without = ours.iter().find(|id| {
        let mut agreements = screen.register().agreements.iter();
        !agreements.any(|agreement| agreement.our_party == Some(**id))
    });
    let name = screen.register().get(*without.unwrap()).unwrap();
    let name = name.text("name").unwrap();
    screen.keys("o").typed(&name).keys("enter");
    // The overview counts what its list shows.
    let text = screen.text();
    assert!(text.contains("      0  Agreements"), "{text}");
    screen
        .keys("3 tab")
        .sees("Agreements (0)")
        .lacks("No agreements yet");
    screen.sees("Press o to change the organisation");
    let mut screen = Screen::new_register();
    screen.keys("3 tab").sees("No agreements yet");
}

#[test]
fn an_empty_list_of_rows_does_not_offer_what_it_cannot_do() {
    let mut screen = Screen::new_register();
    screen
        .keys("4")
        .sees("Add them in their record")
        .lacks("Press n to add one");
    screen.keys("2").sees("Press n to add one");
}

#[test]
fn what_another_window_saved_in_between_is_found_after_a_save_of_ones_own() {
    let mut screen = Screen::new_register();
    screen.keys("2 / q enter esc");
    screen.keys("n").typed_in("name", "Payroll");
    let mut other = screen.second();
    other
        .keys("esc 2 n")
        .typed_in("name", "Zebra crossings")
        .keys("ctrl-s");
    // The first window saves before it has looked at the file again.
    screen.keys("ctrl-s").sees("Activities (2)");
    screen
        .keys("/")
        .typed("zebra")
        .keys("enter")
        .sees("1 of 2")
        .sees("Zebra crossings");
    screen
        .keys("esc 6 /")
        .typed("zebra")
        .keys("enter")
        .sees("Zebra crossings");
}

#[test]
fn what_is_wrong_with_a_new_register_is_told_where_it_was_typed() {
    let mut screen = Screen::empty();
    screen.keys("enter").typed("X").keys("enter");
    // What is typed takes the place of the proposed country.
    screen.typed("QX").keys("ctrl-s").sees("QX").lacks("SEQX");
    // The cursor stands there too, behind what was typed: a few keys mend it.
    screen.keys("backspace backspace").typed("norge");
    screen.keys("tab").typed("sv").keys("ctrl-s");
    // A name does as well as a code, as on the command line.
    let register = screen.register();
    assert_eq!(register.organisations[0].country.as_deref(), Some("NO"));
    let title = register.about.title.as_deref();
    assert_eq!(title, Some("Register över behandling, X"));
}

#[test]
fn the_country_that_is_offered_first_is_that_of_the_system() {
    for (system, offered) in [("DE", "‹ Germany ›"), ("QX", "‹ Sweden ›")] {
        in_country(system, || {
            Screen::empty().keys("enter").sees(offered);
        });
    }
}

#[test]
fn country_and_language_of_a_new_register_are_chosen_by_their_names() {
    for (language, own, country, typed, content, swedish) in [
        (
            Language::ENGLISH,
            "Sweden",
            "Germany",
            "ger",
            "English",
            "Swedish",
        ),
        (
            Language::SWEDISH,
            "Sverige",
            "Tyskland",
            "tysk",
            "Svenska",
            "Svenska",
        ),
    ] {
        let new = || {
            let mut screen = Screen::empty_in(language);
            screen
                .keys("enter")
                .typed("X")
                .sees(&format!("‹ {own} ›"))
                .sees(&format!("‹ {content} ›"))
                .keys("enter");
            screen
        };
        // By the letters that it begins with, by its name in another language, or by its code.
        for typed in [typed, "Germany", "tyskland", "DE", "deu"] {
            let mut screen = new();
            screen.typed(typed).sees(&format!("‹ {country} ›"));
            screen.keys("ctrl-s");
            let organisation = &screen.register().organisations[0];
            assert_eq!(organisation.country.as_deref(), Some("DE"), "{typed}");
        }
        // What the clipboard holds is found like what is typed.
        new().pasted("Germany\n").sees(&format!("‹ {country} ›"));
        // A language that the program does not speak is told by its code; what is typed can be taken back.
        let mut screen = new();
        screen.keys("enter").typed("sv").sees(swedish).typed("x");
        screen.sees("svx").keys("backspace backspace backspace");
        screen.typed("nb-NO").sees("nb-NO").keys("ctrl-s");
        assert_eq!(screen.register().about.language.as_deref(), Some("nb-NO"));
    }
}

#[test]
fn moving_in_what_is_proposed_keeps_it() {
    let mut screen = Screen::sample(Language::ENGLISH, (80, 24));
    screen.keys("2").app.give("ask");
    screen.keys("enter").sees("+21d");
    screen.keys("end backspace backspace").typed("8d");
    screen.sees("+28d").sees("= 19 December 2026");
}

#[test]
fn only_what_makes_a_difference_is_offered_to_be_shown() {
    let mut screen = Screen::sample(Language::ENGLISH, (120, 40));
    screen
        .keys("3 f")
        .sees("Showing only those with findings.")
        .keys("f")
        .lacks("Showing only those");
    screen.keys("2 f").sees("owner: Privacy office");
}

#[test]
fn the_sort_mark_stands_where_the_title_is_cut() {
    let mut screen = Screen::sample(Language::ENGLISH, (80, 24));
    screen.keys("2 home");
    for _ in 0..4 {
        screen.keys("s").sees("▲");
    }
}

#[test]
fn what_came_while_a_list_was_sorted_otherwise_is_there_when_it_is_sorted_again() {
    let mut screen = Screen::sample(Language::ENGLISH, (120, 40));
    // Sorted by its name; the column is taken away, a copy made, and the column taken back.
    screen.keys("2 s").sees("Name▲");
    screen.keys("C space enter home D ctrl-s").sees("A25");
    screen.keys("C up space enter s").sees("Name▲");
    screen.sees("(25)").keys("/").typed("copy").keys("enter");
    screen.sees("A25");
    // The same by another column in between, and with the copy taken back.
    screen.keys("esc s ctrl-z s s s s s s s").lacks("(25)");
}

#[test]
fn a_country_typed_by_any_of_its_whole_names_comes_first() {
    for (language, typed, shown) in [
        (Language::ENGLISH, "usa", "US"),
        (Language::ENGLISH, "uk", "GB"),
        (Language::ENGLISH, "niger", "NE"),
        (Language::ENGLISH, "storbritannien", "GB"),
        (Language::SWEDISH, "usa", "US"),
        (Language::SWEDISH, "el", "GR"),
        (Language::SWEDISH, "guinea", "GN"),
        (Language::SWEDISH, "united states", "US"),
    ] {
        let mut screen = Screen::sample(language, (120, 40));
        screen.keys("1 c").typed(typed).keys("enter");
        screen.sees(&format!("({shown})"));
    }
}

#[test]
fn an_approved_record_that_was_changed_since_says_so_in_list_and_detail() {
    let mut screen = Screen::new_register();
    screen
        .resized(140, 40)
        .keys("2 n")
        .typed("Pay")
        .keys("enter");
    screen
        .go_to("record_status")
        .keys("enter")
        .typed("Approved")
        .keys("enter ctrl-s")
        .sees("Saved A1");
    screen.keys("2").sees("A1   Pay").lacks("changed since");
    screen
        .keys("enter")
        .go_to("name")
        .keys("enter")
        .keys("f2")
        .typed("roll")
        .keys("ctrl-s")
        .sees("Saved A1");
    screen
        .keys("2")
        .sees("Payroll · changed since")
        .keys("v")
        .sees("A1 Payroll")
        .keys("end")
        .sees("Approved (changed since: Name (last on 21 November 2026, change 3))")
        .keys("esc ctrl-z")
        .lacks("changed since");
}

#[test]
fn an_export_says_what_it_holds_and_is_named_by_it() {
    let mut screen = Screen::sample(Language::ENGLISH, (120, 40));
    let first = screen.register().activities[0].clone();
    // Nothing is narrowed down: there is nothing to choose, and it is said all the same.
    screen
        .keys("2 x")
        .sees("Contents: all 24 activities.")
        .keys("esc");
    // A text filter and marks are never ignored in silence: the whole register stands first.
    screen
        .keys("/")
        .typed("payroll")
        .keys("enter space x")
        .sees("all 24 activities")
        .sees("register-2026-11-21")
        .keys("right")
        .sees("the marked activity")
        .sees(&format!("register-{}-2026-11-21", first.head.reference))
        .keys("left")
        .lacks(&format!("register-{}-2026-11-21", first.head.reference))
        .keys("right ctrl-s")
        .sees("Exported to");
    let path = format!("register-{}-2026-11-21.md", first.head.reference);
    let text = std::fs::read_to_string(screen.path(&path)).unwrap();
    let head = text.split("## ").next().unwrap();
    assert!(head.contains("only A1 "), "{head}");
    assert!(head.contains("1 "), "{head}");
    // The organisation shown is offered by name and number, and the whole is what is written unless it is chosen.
    screen.keys("esc esc o down enter").keys("2 x");
    screen
        .sees("all 24 activities")
        .keys("right")
        .sees("only O");
    screen.keys("left ctrl-s").sees("Exported to");
    let text = std::fs::read_to_string(screen.path("register-2026-11-21.md")).unwrap();
    assert!(text.contains("Scope**: all activities; version for"));
}

#[test]
fn a_copy_is_taken_back_on_the_screen_after_it_was_shown_what_that_changes() {
    let mut screen = Screen::new_register();
    let copy = screen.path("copy.sqlite");
    std::fs::copy(screen.path("register.sqlite"), &copy).unwrap();
    screen.keys("2 n").typed("Payroll").keys("enter ctrl-s");
    assert_eq!(screen.register().activities.len(), 1);
    let ask = |screen: &mut Screen| {
        screen
            .keys("esc ctrl-p")
            .typed("restore a backup")
            .keys("enter");
        screen.typed(&copy.display().to_string()).keys("enter");
    };
    ask(&mut screen);
    screen.sees("Lost from the register").keys("enter");
    assert_eq!(screen.register().activities.len(), 1);
    ask(&mut screen);
    screen.keys("down enter").sees("The backup was restored");
    assert_eq!(screen.register().activities.len(), 0);
}

#[test]
fn the_file_of_an_excerpt_and_the_dialog_of_an_export_say_what_they_hold() {
    let mut screen = Screen::sample(Language::SWEDISH, (100, 30));
    screen.keys("2 Y").sees("Exporterat till");
    assert!(screen.path("register-utdrag-2026-11-21.md").exists());
    let mut screen = Screen::sample(Language::ENGLISH, (100, 30));
    screen
        .keys("x")
        .lacks("omplete document")
        .sees("all 24 activities")
        .keys("esc");
    screen.keys("2 space space x");
    screen
        .sees("The complete register.")
        .lacks("Part of the register");
    screen
        .keys("right")
        .sees("the 2 marked activities")
        .sees("Part of the register");
    screen.lacks("omplete");
}

#[test]
fn a_notice_is_drafted_about_the_marked_activities_or_for_an_audience() {
    let mut screen = Screen::sample(Language::ENGLISH, (100, 30));
    screen
        .keys("2 space ctrl-p")
        .typed("Draft a privacy notice");
    screen
        .keys("enter")
        .sees("For data subjects")
        .sees("‹ only ");
    screen.keys("ctrl-s").sees("Exported to");
    let file = screen.path("register-notice-2026-11-21.md");
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains("Draft") && text.contains("- Payroll and absence\n"));
    assert!(!text.contains("- Recruitment\n"));
    screen.keys("ctrl-p").typed("Draft a privacy notice");
    screen.keys("enter down").typed("astronauts");
    screen.keys("ctrl-s").sees("No activity concerns");
}

/// The text of the one file in the register's directory whose name ends so.
fn written(screen: &Screen, ending: &str) -> String {
    let files = std::fs::read_dir(screen.path("")).unwrap();
    let mut named = files
        .map(|file| file.unwrap().path())
        .filter(|path| path.to_string_lossy().ends_with(ending));
    let path = named.next().unwrap();
    assert!(named.next().is_none());
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn role_open_points_day_and_language_of_an_export_are_chosen_on_the_screen() {
    let mut screen = Screen::sample(Language::ENGLISH, (100, 30));
    screen
        .keys("x")
        .sees("Both: as controller and as processor")
        .sees("open points: left out")
        .sees("‹ English ›");
    // What the audience decides is said, whatever stands in the line about it.
    screen.lacks("open points.").keys("tab right");
    screen
        .sees("always prints the open points.")
        .keys("left up");
    // From format to role: only what is processed for others.
    screen
        .keys("tab tab right right")
        .sees("-processor-2026-11-21");
    screen.keys("tab right").sees("open points: printed");
    screen.keys("tab").typed("2026-11-20").keys("tab right");
    screen.sees("-processor-2026-11-20").sees("‹ Swedish ›");
    screen.keys("ctrl-s").sees("Exported to");
    let text = written(&screen, "-processor-2026-11-20.md");
    let head = text.split("\n## ").next().unwrap();
    assert!(head.contains("20 november 2026"), "{head}");
    assert!(text.contains("## Öppna punkter"), "{head}");
}

#[test]
fn a_day_that_cannot_be_exported_is_told_in_the_dialog_and_nothing_is_lost() {
    let mut screen = Screen::sample(Language::ENGLISH, (100, 30));
    let day = |screen: &mut Screen, typed: &str| {
        screen.keys("x tab tab tab tab").typed(typed).keys("ctrl-s");
    };
    day(&mut screen, "1999-01-01");
    screen.sees("1999").sees("Export the register").keys("esc");
    day(&mut screen, "2026");
    screen.sees("Export the register").sees("2026").keys("esc");
    day(&mut screen, "yesterdayish");
    screen
        .sees("Export the register")
        .sees("yesterdayish")
        .keys("esc");
    // It is taken once it can be read.
    day(&mut screen, "nonsense");
    screen.keys("tab tab tab tab ctrl-u").typed("2026-11-21");
    screen.keys("ctrl-s").sees("Exported to");
}

#[test]
fn findings_and_history_are_exported_as_they_are_shown() {
    let mut screen = Screen::sample(Language::ENGLISH, (100, 30));
    screen.keys("6 x").sees("Export findings").keys("ctrl-s");
    let path = screen.path("findings-2026-11-21.md");
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.starts_with("# Findings\n"), "{text}");
    assert!(
        text.contains("| R43 |") && text.contains("| R39 |"),
        "{text}"
    );
    // As JSON, only what the filter lets pass.
    screen.keys("7 /").typed("day:2026-11-21").keys("enter x");
    screen.sees("Export the history").keys("right ctrl-s");
    let path = screen.path("history-2026-11-21.json");
    let sets: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    for set in sets.as_array().unwrap() {
        assert!(set["at"].as_str().unwrap().starts_with("2026-11-21"));
    }
}

#[test]
fn activities_are_copied_to_organisations_and_brought_up_to_their_originals() {
    let mut screen = Screen::of(
        r#"{ "format": "ropa-register", "version": 1,
            "organisations": [
                { "ref": "O1", "name": "Exempel AB", "ours": true },
                { "ref": "O2", "name": "Norra AB", "ours": true }
            ],
            "activities": [{ "ref": "A1", "name": "Payroll", "role": "controller", "organisation": "O1",
                "purposes": [{ "ref": "P1", "text": "Pay salaries" }] }] }"#,
        Language::ENGLISH,
        (120, 36),
    );
    let command = |screen: &mut Screen, title: &str| {
        screen.keys("ctrl-p").typed(title).keys("enter");
    };
    screen.keys("2");
    assert!(!screen.app.offered().contains(&"origin"));
    command(&mut screen, "Copy to organisations");
    screen
        .sees("Norra AB")
        .lacks("O1  Exempel AB")
        .keys("enter");
    let of_copy = |screen: &Screen| {
        screen
            .register()
            .activities
            .iter()
            .next_back()
            .unwrap()
            .clone()
    };
    assert_eq!(screen.register().activities.len(), 2);
    assert_eq!(of_copy(&screen).name.as_deref(), Some("Payroll"));
    // Nothing is left to copy to: it is offered no more.
    screen.keys("home space end space");
    assert!(!screen.app.offered().contains(&"copy-to"));
    screen.keys("esc");
    screen.keys("home enter").go_to("department").keys("enter");
    screen.typed("People").keys("enter ctrl-s esc");
    screen.keys("end");
    command(&mut screen, "Compare with the original");
    screen.sees("changed in the original").keys("enter");
    assert_eq!(of_copy(&screen).department.as_deref(), Some("People"));
    command(&mut screen, "Compare with the original");
    screen.sees("as their originals");
}

#[test]
fn the_bottom_line_names_what_is_done_with_all_that_is_marked() {
    for (language, set) in [
        (Language::ENGLISH, "= set a field"),
        (Language::SWEDISH, "= ange fält"),
    ] {
        let mut screen = Screen::sample(language, (80, 24));
        screen.keys("2").lacks(set);
        screen.keys("*").sees(set).sees("24 mark");
        screen.keys("*").lacks(set);
    }
}

#[test]
fn an_undo_leads_back_to_the_record_that_it_brings_back() {
    let mut screen = Screen::sample(Language::ENGLISH, (120, 40));
    let selected = |screen: &mut Screen| {
        let text = screen.text();
        let row = text.lines().find(|line| line.trim_start().starts_with('›'));
        row.unwrap()
            .trim_start_matches([' ', '›', '!', '▲'])
            .to_owned()
    };
    screen.keys("3 down down down down down down down down down");
    assert!(selected(&mut screen).starts_with("O10 "));
    screen
        .keys("ctrl-p")
        .typed("replace or merge")
        .keys("enter");
    screen.typed("Skolstigen").keys("enter right right enter");
    screen.sees("merged into");
    assert!(!selected(&mut screen).starts_with("O10 "));
    screen.keys("ctrl-z");
    assert!(
        selected(&mut screen).starts_with("O10 "),
        "{}",
        screen.text()
    );
}

#[test]
fn whoever_made_all_disposals_is_named_once_above_them() {
    let mut screen = Screen::sample(Language::ENGLISH, (120, 40));
    screen.keys("d backtab").sees("all by The responsible unit");
    let text = screen.text();
    let rows = text.lines().filter(|line| line.contains("days late  "));
    assert!(rows.clone().count() > 5, "{text}");
    assert!(
        rows.clone().all(|row| !row.contains("responsible")),
        "{text}"
    );
}

#[test]
fn no_choice_of_an_export_is_cut_in_the_smallest_usual_window() {
    for language in Language::ALL {
        let mut screen = Screen::sample(language, (80, 24));
        screen.keys("x");
        for _ in 0..7 {
            for _ in 0..7 {
                let text = screen.keys("right").text();
                let dialog = text.lines().filter_map(|line| line.split('‹').nth(1));
                let cut: Vec<&str> = dialog.filter(|choice| choice.contains('…')).collect();
                assert!(cut.is_empty(), "{text}");
            }
            screen.keys("tab");
        }
    }
}

#[test]
fn one_that_is_marked_is_told_as_one() {
    let mut screen = Screen::sample(Language::SWEDISH, (100, 30));
    screen.keys("2 home space").sees("1 markerad ");
    screen.keys("space").sees("2 markerade ");
}
