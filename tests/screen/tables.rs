//! The tables of lists: as wide as what is seen, and nothing that matters is cut. `ROPA_BLESS=1` writes the golden
//! screens anew.

use std::path::PathBuf;

use ropa::domain::language::Language;

use crate::support::screen::Screen;

/// The sizes that people use most, each with the most words that may be cut in it.
const SIZES: [((u16, u16), usize); 3] = [((80, 24), 5), ((120, 40), 0), ((200, 50), 0)];

/// The words of a screen that were cut, or behind which others were left out; how many lines follow is said after dots.
fn cut(text: &str) -> Vec<&str> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let follows = |at: usize| words.get(at + 1).copied().unwrap_or_default();
    let number = |word: &str| word.starts_with(|first: char| first.is_ascii_digit());
    let cut = (0..words.len()).filter(|at| words[*at].ends_with('…') && !number(follows(*at)));
    cut.map(|at| words[at]).collect()
}

#[test]
fn hardly_a_word_is_cut_on_the_activities_in_either_language() {
    for language in Language::ALL {
        for (size, most) in SIZES {
            let mut screen = Screen::sample(language, size);
            let text = screen.keys("2").text();
            let cut = cut(&text);
            assert!(cut.len() <= most, "{size:?} {cut:?}\n{text}");
            let name = format!(
                "screen.activities.{}x{}.{}.txt",
                size.0,
                size.1,
                language.code()
            );
            golden(&name, &text);
        }
    }
}

fn golden(name: &str, text: &str) {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "tests", "golden", name]
        .iter()
        .collect();
    let text = format!("{}\n", text.trim_end());
    if std::env::var_os("ROPA_BLESS").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let known = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(known == text, "{name} differs:\n{text}");
}

#[test]
fn no_name_is_cut_in_what_is_due_where_its_neighbours_have_room() {
    for language in Language::ALL {
        for columns in [120, 200] {
            let mut screen = Screen::sample(language, (columns, 40));
            let text = screen.keys("5").text();
            // What stands below the list is its own.
            let list = text.split("────").next().unwrap_or_default();
            let names = list.lines().filter(|line| line.contains(" · "));
            // A name is cut last: what is due stands before it, and is cut first.
            let cut: Vec<&str> = names
                .filter(|line| line.trim_end().ends_with('…') && line.matches('…').count() < 2)
                .collect();
            assert!(cut.is_empty(), "{cut:#?}");
        }
    }
}

/// What is cut in the rows of a list, each row with its cut words: from the first page to the last.
fn cut_rows(screen: &mut Screen) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    let mut before = screen.keys("home").text();
    loop {
        // What stands below or beside the list is read, not scanned.
        let list = before.lines().skip(2);
        let list = list.take_while(|line| !line.contains("────"));
        let list = list.map(|line| line.split('│').next().unwrap_or_default().trim());
        for row in list {
            if !cut(row).is_empty() && !rows.iter().any(|known| known == row) {
                rows.push(row.to_owned());
            }
        }
        let text = screen.keys("pagedown").text();
        if text == before {
            return rows;
        }
        before = text;
    }
}

#[test]
fn no_word_is_cut_in_any_list_where_there_is_room_for_all() {
    /// The keys from one list to the next, and whether its rows have texts of any length.
    const LISTS: [(&str, bool); 11] = [
        ("2", false),
        ("3", false),
        ("tab", false),
        ("tab", false),
        ("4", false),
        ("tab", false),
        ("5", false),
        ("tab", true),
        ("tab", false),
        ("tab", false),
        ("tab", false),
    ];
    /// Where a text of any length is cut, so much of it stands at least.
    const LEAST: usize = 24;
    let mut faults = Vec::new();
    for language in Language::ALL {
        for size in [(120, 40), (200, 50)] {
            let mut screen = Screen::sample(language, size);
            for (at, (keys, has_texts)) in LISTS.into_iter().enumerate() {
                screen.keys(keys);
                for row in cut_rows(&mut screen) {
                    let mut cells = row.split("  ").filter(|cell| cell.ends_with('…'));
                    let long = cells.all(|cell| cell.chars().count() > LEAST);
                    if !has_texts || !long {
                        faults.push(format!("{} {size:?} {at}: {row}", language.code()));
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_reference_and_no_day_is_cut_in_any_list_at_any_size() {
    for language in Language::ALL {
        for width in [60, 80, 100, 120, 123, 150, 200, 250] {
            let mut screen = Screen::sample(language, (width, 30));
            for view in [
                "2",
                "3",
                "3 tab",
                "3 tab tab",
                "4",
                "5 tab",
                "5 tab tab",
                "5 tab tab tab",
            ] {
                let text = screen.keys("1 1").keys(view).text();
                for word in cut(&text) {
                    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
                    let is_day = digits == 4;
                    let is_ref = word.contains('/') && word.starts_with('A');
                    assert!(!is_day && !is_ref, "{view} {width}: {word}\n{text}");
                }
                screen.keys("3 backtab backtab backtab 1");
            }
        }
    }
}

#[test]
fn the_names_of_all_tabs_stand_whole_in_eighty_columns_and_their_numbers_in_sixty() {
    for language in Language::ALL {
        for width in 60..=140 {
            let mut screen = Screen::sample(language, (width, 20));
            for tab in 1..=7 {
                let text = screen.keys(&tab.to_string()).text();
                // The one that is shown has its sign where the others have a blank.
                let bar = text.lines().nth(1).unwrap().replace('›', " ");
                assert!(!bar.contains('…'), "{bar}");
                for number in 1..=7 {
                    assert!(bar.contains(&format!(" {number}")), "{width} {bar}");
                }
                let names = bar.split_whitespace().filter(|word| word.len() > 1);
                let count = names.count();
                assert!(count == 7 || (count == 1 && width < 80), "{width} {bar}");
            }
            // The views of a tab are told by whole words too.
            let text = screen.keys("5").text();
            let views = text.lines().nth(2).unwrap();
            assert!(!views.contains('…'), "{width} {views}");
        }
    }
}

#[test]
fn what_is_the_same_in_each_row_is_said_once_and_has_no_column() {
    let mut screen = Screen::sample(Language::ENGLISH, (120, 40));
    screen
        .keys("2")
        .sees("Controller 22 · Processor 2")
        .sees(" Role ");
    let head = |screen: &mut Screen| screen.text().lines().nth(3).unwrap().to_owned();
    // All are active: no column says so in each row.
    assert!(
        !head(&mut screen).contains("State"),
        "{}",
        head(&mut screen)
    );
    let mut screen = Screen::new_register();
    for name in ["Payroll", "Library"] {
        screen
            .keys("2 n")
            .typed_in("name", name)
            .go_to("role")
            .keys("enter enter ctrl-s");
    }
    screen.keys("2").sees("Activities (2)  Controller 2");
    assert!(!head(&mut screen).contains("Role"), "{}", head(&mut screen));
}

#[test]
fn a_list_keeps_its_columns_beside_what_is_read() {
    for width in [60, 100, 120, 122, 123, 150, 200, 250] {
        let mut screen = Screen::sample(Language::ENGLISH, (width, 40));
        let text = screen.keys("2").text();
        let line = text.lines().nth(4).unwrap();
        let list = line.split('│').next().unwrap().chars().count();
        let beside = line.contains('│');
        assert_eq!(beside, width > 122, "{width}\n{text}");
        assert!(!beside || list >= 80, "{width} {list}");
    }
}

#[test]
fn a_filter_asks_more_than_words_is_completed_by_tab_and_stays_when_the_register_changes() {
    let mut screen = Screen::sample(Language::ENGLISH, (120, 40));
    screen
        .keys("2 /")
        .typed("bas")
        .sees("Tab  basis:")
        .keys("tab");
    screen
        .typed("a")
        .sees("Newsletter")
        .lacks("Payroll and absence");
    let few = screen.text();
    let of = |text: &str| text.lines().nth(2).unwrap().to_owned();
    assert!(of(&few).contains("of 24"), "{few}");
    // What is looked for is marked where it is seen, and words go on narrowing.
    screen.typed(" has:tr").sees("has:transfer").keys("tab");
    screen
        .typed(" newsl")
        .sees("Activities (2 of 24)")
        .keys("enter");
    // A save leaves the filter as it is.
    screen
        .keys("enter")
        .typed_in("department", "Press office")
        .keys("ctrl-s");
    screen
        .sees("Activities (2 of 24)")
        .keys("esc")
        .sees("Activities (24)");
    // Values of the register are offered too, and what has blanks is quoted.
    screen.keys("/").typed("owner:head of").keys("esc /");
    screen
        .typed("owner:Head")
        .sees("owner:\"Head of")
        .keys("tab enter")
        .sees("of 24");
    screen
        .keys("esc 4 /")
        .typed("country:india")
        .sees("A1/T1")
        .lacks("A2/T1");
}

#[test]
fn what_rests_on_a_record_a_country_and_a_system_is_listed_and_opened() {
    let mut screen = Screen::sample(Language::ENGLISH, (120, 40));
    // On the selected transfer: the place itself, its country, its ground, and what its activity names.
    screen
        .keys("4 U")
        .sees("India")
        .typed("india")
        .keys("enter");
    screen
        .sees("What rests on India (")
        .sees("A1/T1 Payroll and absence");
    // A supplier there is in between.
    screen.sees(", through ").keys("enter");
    assert!(screen.app.focus().is_some());
    screen
        .keys("esc 1 U")
        .typed("no such thing")
        .keys("enter")
        .sees("Nothing rests on no such thing.");
    // A schedule, by its reference.
    screen
        .keys("U")
        .typed("S1")
        .keys("enter")
        .sees("What rests on ")
        .sees("Retention schedule");
}

#[test]
fn two_changes_that_are_marked_are_compared_and_the_history_is_filtered_by_author_record_and_day() {
    let mut screen = Screen::new_register();
    for (name, again) in [
        ("Payroll", "Payroll and absence"),
        ("Library", "Library loans"),
    ] {
        screen.keys("2 n").typed_in("name", name).keys("ctrl-s");
        screen
            .keys("enter")
            .go_to("name")
            .keys("enter ctrl-u")
            .typed(again)
            .keys("enter ctrl-s");
    }
    // Newest first: marks the latest and the first of the activities.
    screen.keys("7 home space down down space enter");
    screen.sees("after change 5, held against the register after change 2");
    screen
        .sees("Payroll and absence")
        .sees("Library loans")
        .keys("esc esc");
    screen
        .keys("/")
        .typed("record:A2")
        .sees("History (2 of 5)")
        .keys("esc /");
    screen
        .typed("author:privacy day:2026-11")
        .sees("History (5)")
        .keys("esc /");
    screen
        .typed("day:2025")
        .sees("History (0 of 5)")
        .keys("esc");
    screen
        .keys("/")
        .typed("record:A1 absence")
        .sees("History (1 of 5)");
}

#[test]
fn the_columns_of_a_list_are_chosen_and_kept_for_the_next_time() {
    let mut screen = Screen::sample(Language::ENGLISH, (120, 40));
    let head = |screen: &mut Screen| screen.text().lines().nth(3).unwrap().to_owned();
    let before = head(screen.keys("2"));
    assert!(
        before.contains("Basis") && !before.contains("Changed"),
        "{before}"
    );
    // What is seen is marked; some out, three in.
    let toggle = |screen: &mut Screen| {
        screen.keys("C").sees("Columns: Activities");
        for typed in [
            "role", "basis", "art. 9", "outside", "owner", "changed", "findings",
        ] {
            screen.typed(typed).keys("down up space");
        }
        screen.keys("enter");
    };
    toggle(&mut screen);
    let after = head(&mut screen);
    for column in ["Owner", "Changed", "Findings", "Review"] {
        assert!(after.contains(column), "{column}: {after}");
    }
    for column in ["Basis", "Role", "Outside"] {
        assert!(!after.contains(column), "{column}: {after}");
    }
    // The day of the last change, and a number of findings.
    screen
        .sees("Head of HR")
        .keys("/")
        .typed("newsletter")
        .keys("enter");
    let row = screen.text().lines().nth(5).unwrap().to_owned();
    assert!(row.contains("2026-"), "{row}");
    // Another window has them too, and every list its own.
    let kept = std::fs::read_to_string(screen.path("config/screen.toml")).unwrap();
    assert!(kept.contains("activities"), "{kept}");
    assert!(head(screen.keys("esc 3")).contains("Country"));
    // Those that it has unasked come back at once.
    screen.keys("2 C").typed("usual").keys("enter");
    let kept = std::fs::read_to_string(screen.path("config/screen.toml")).unwrap();
    assert!(!kept.contains("activities"), "{kept}");
    assert_eq!(head(&mut screen), before);
}

#[test]
fn a_column_is_made_wider_and_narrower_and_a_day_is_never_cut() {
    let mut screen = Screen::sample(Language::ENGLISH, (120, 40));
    let at = |screen: &mut Screen, head: &str| -> usize {
        let text = screen.text();
        let line = text.lines().nth(3).unwrap().to_owned();
        line.find(head).unwrap_or_else(|| panic!("{head}: {line}"))
    };
    let before = at(screen.keys("2"), "Role");
    let wider = at(screen.keys("> >"), "Role");
    assert_eq!(wider, before + 4);
    for _ in 0..12 {
        screen.keys("<");
    }
    assert_eq!(at(&mut screen, "Role"), before - 20);
    // What is cut of the focused row stands below it in full.
    screen
        .keys("end up")
        .sees("Operation of IT for neighbouring municipalities");
    // The column that the list is sorted by; that of a day keeps its day.
    let mut screen = Screen::sample(Language::ENGLISH, (120, 40));
    screen.keys("2");
    for _ in 0..20 {
        if screen.keys("s").text().contains("Review▲") {
            break;
        }
    }
    screen.keys("< < < < < <").sees("2027-03-10");
    let kept = std::fs::read_to_string(screen.path("config/screen.toml")).unwrap();
    assert!(kept.contains("next_review_on = 10"), "{kept}");
}

#[test]
fn a_filter_has_a_name_and_is_had_again_by_it() {
    let mut screen = Screen::sample(Language::ENGLISH, (120, 40));
    screen.keys("2 F").sees("No filter is saved yet");
    screen.keys("ctrl-p").typed("save this filter");
    screen.sees("Search Activities for").keys("esc");
    screen
        .keys("/")
        .typed("basis:a")
        .keys("enter")
        .sees(" of 24");
    screen
        .keys("ctrl-p")
        .typed("save this filter")
        .keys("enter");
    screen
        .sees("basis:a")
        .keys("enter")
        .sees("Give the filter a name");
    screen.typed("By consent").keys("enter").sees("Saved as");
    screen.keys("esc esc").sees("Activities (24)");
    screen
        .keys("F")
        .sees("By consent")
        .typed("cons")
        .keys("enter");
    screen.sees(" of 24)").sees("Newsletter").keys("esc");
    // It is completed as it is typed.
    screen
        .keys("/")
        .typed("by c")
        .sees("By consent")
        .keys("tab enter");
    screen.sees("/ basis:a").sees(" of 24)");
    let kept = std::fs::read_to_string(screen.path("config/screen.toml")).unwrap();
    assert!(kept.contains("\"By consent\" = \"basis:a\""), "{kept}");
    // One that is wanted no more is taken out where it was kept, and of another nothing.
    let file = screen.path("config/screen.toml");
    std::fs::write(&file, format!("{kept}other = \"x\"\n")).unwrap();
    screen.keys("esc F").typed("remove saved").keys("enter");
    screen
        .typed("by con")
        .keys("enter")
        .sees("Removed: By consent");
    let kept = std::fs::read_to_string(&file).unwrap();
    assert!(
        !kept.contains("consent") && kept.contains("other"),
        "{kept}"
    );
    screen.keys("F").sees("No filter is saved yet");
}

#[test]
fn transfers_are_listed_by_country_beside_the_map_and_lead_to_their_list() {
    for language in Language::ALL {
        let (india, list) = if language == Language::ENGLISH {
            ("India", "By country (")
        } else {
            ("Indien", "Per land (")
        };
        // Beside the map the selected country is named there too.
        let mut screen = Screen::sample(language, (120, 40));
        screen.keys("4 tab").sees(list);
        let text = screen.keys("/").typed(india).keys("enter").text();
        assert!(text.matches(india).count() >= 3, "{text}");
        let map = |text: &str| {
            let dots = |sign: char| ('\u{2801}'..='\u{28ff}').contains(&sign);
            text.chars().filter(|sign| dots(*sign)).count()
        };
        assert!(map(&text) > 300, "{text}");
        assert!(text.contains("◆S"), "{text}");
        // The same keys move both.
        screen.keys("esc home");
        let one = screen.text();
        let two = screen.keys("down").text();
        let name = |text: &str| {
            let line = text.lines().find(|line| line.starts_with(" ›")).unwrap();
            let words = line.split_whitespace().skip(2);
            let words = words.take_while(|word| word.parse::<u32>().is_err());
            words.collect::<Vec<_>>().join(" ")
        };
        assert_ne!(name(&one), name(&two));
        assert!(two.matches(&name(&two)).count() >= 2, "{two}");
        // Without room for the map the list stands alone, and Enter lists the transfers there.
        let mut screen = Screen::sample(language, (119, 40));
        let text = screen.keys("4 tab /").typed(india).keys("enter").text();
        assert_eq!(map(&text), 0);
        screen.keys("enter").sees("A1/T1").lacks("A2/T1");
    }
}

#[test]
fn a_country_without_a_ground_is_the_gravest_and_an_empty_register_says_how_to_add_one() {
    let mut screen = Screen::new_register();
    screen.keys("4 tab").sees("No transfers are recorded");
    let mut screen = Screen::sample(Language::ENGLISH, (200, 50));
    screen
        .keys("4 tab")
        .sees("adequacy decision")
        .sees("safeguards");
    // Whatever is met is explained, on as many lines as that needs.
    for columns in [120, 130, 150, 250] {
        screen.resized(columns, 40).sees("derogation");
        screen.sees("ground not valid").sees("inside the EEA");
    }
    // The country's page, as everywhere.
    screen
        .keys("/")
        .typed("india")
        .keys("enter c")
        .sees("India (IN)");
}

/// Where the reference of each thing that is due begins in its line.
fn references(text: &str) -> Vec<usize> {
    let list = text.lines().take_while(|line| !line.contains("────"));
    let begins = list.filter_map(|line| {
        let letters: Vec<char> = line.chars().collect();
        let starts_one = |at: &usize| {
            let [before, letter, digit] = letters[*at..*at + 3] else {
                return false;
            };
            before == ' ' && "AGM".contains(letter) && digit.is_ascii_digit()
        };
        (0..letters.len().saturating_sub(2)).find(starts_one)
    });
    begins.collect()
}

#[test]
fn what_is_due_stands_in_columns_in_the_smallest_usual_window_too() {
    for language in Language::ALL {
        let mut screen = Screen::sample(language, (80, 24));
        // The date stands beside the days that are left.
        let text = screen.keys("5").text();
        assert!(
            text.contains(" 81 d ") && text.contains(" 2026-09-01 "),
            "{text}"
        );
        for _ in 0..6 {
            let text = screen.keys("pagedown").text();
            let mut places = references(&text);
            assert!(places.len() > 4, "{text}");
            places.dedup();
            assert_eq!(places.len(), 1, "{text}");
        }
    }
}

#[test]
fn what_is_to_be_done_is_read_whole_in_the_smallest_window() {
    for language in Language::ALL {
        let mut screen = Screen::sample(language, (60, 16));
        screen.keys("5");
        for _ in 0..12 {
            let text = screen.text();
            for line in text
                .lines()
                .filter(|line| line.contains('/') && line.contains(" A"))
            {
                let before = line.split(" A").next().unwrap_or_default();
                assert!(!before.contains('…'), "{line}");
            }
            screen.keys("pagedown");
        }
    }
}

#[test]
fn no_long_name_hides_in_a_narrow_list_which_data_are_special_and_where_they_go() {
    for (language, head) in [
        (Language::ENGLISH, "9, 10 Outside"),
        (Language::SWEDISH, "9, 10 Utanför"),
    ] {
        let mut screen = Screen::sample(language, (80, 24));
        screen.keys("2").sees(head).sees(" 9? 10 US ");
        // Of many countries the first stand there, and how many more there are.
        screen.keys("end").sees(" AE IN +2 ").sees(head);
    }
}

#[test]
fn one_name_without_end_hides_no_column_in_any_window() {
    let name = "Donaudampfschifffahrtsgesellschaftskapitän".repeat(6);
    for (size, head) in [
        ((80, 24), "Outside"),
        ((120, 40), "Outside EEA"),
        ((200, 50), "Outside EEA"),
    ] {
        let mut screen = Screen::sample(Language::ENGLISH, size);
        screen
            .keys("2 enter")
            .typed_in("name", &name)
            .keys("ctrl-s esc");
        screen.sees("Role").sees("Basis").sees(head).sees("Review");
    }
}

#[test]
fn a_transfer_says_its_mechanism_in_words_and_where_it_goes_in_a_narrow_list_too() {
    for (language, words, articles) in [
        (
            Language::ENGLISH,
            ["SCCs", "Adequacy", "Art. 49 claims"],
            "46(2)(c)",
        ),
        (
            Language::SWEDISH,
            ["SCC", "Adekvat skydd", "Art. 49 anspråk"],
            "46.2 c",
        ),
    ] {
        for size in [(80, 24), (160, 40)] {
            let mut screen = Screen::sample(language, size);
            let text = screen.keys("4").text();
            let list = text.lines().take_while(|line| !line.contains("────"));
            let list: Vec<&str> = list.map(|line| line.split('│').next().unwrap()).collect();
            let list = list.join("\n");
            for word in words {
                assert!(list.contains(word), "{size:?} {word}\n{list}");
            }
            assert!(!list.contains(articles), "{list}");
        }
    }
    // Where the data go stands there in the smallest window too.
    let mut screen = Screen::sample(Language::ENGLISH, (60, 16));
    screen.keys("4").sees("Third country").sees("South Africa");
    // Who gets the data stands there where that is no country.
    let mut screen = Screen::sample(Language::ENGLISH, (120, 40));
    let text = screen.keys("4").text();
    let row = text.lines().find(|line| line.contains("A15/T2")).unwrap();
    assert!(row.contains("EPO"), "{row}");
}

#[test]
fn a_country_says_its_ground_in_words_where_no_map_tells_its_letter() {
    for (language, country, ground) in [
        (Language::ENGLISH, "Australia", "derogation"),
        (Language::SWEDISH, "Australien", "undantag"),
    ] {
        let mut screen = Screen::sample(language, (80, 24));
        let text = screen.keys("4 tab").text();
        let row = text.lines().find(|line| line.contains(country)).unwrap();
        assert!(row.contains(ground), "{row}");
    }
}

#[test]
fn in_the_list_of_countries_the_selected_one_is_meant() {
    let mut screen = Screen::sample(Language::ENGLISH, (120, 40));
    screen
        .keys("4 tab end U")
        .sees("Country")
        .typed("uni")
        .keys("enter");
    screen.sees("What rests on United States").sees("A12/T1");
    screen.keys("esc esc end c");
    screen.sees("│ United States (US), 21 November 2026");
    // In the list of transfers, that of the selected transfer stands first.
    screen.keys("esc tab home c enter");
    screen.sees("│ India (IN), 21 November 2026");
}

#[test]
fn the_selected_line_of_the_log_of_disposals_is_read_whole_in_the_smallest_window() {
    for size in [(60, 16), (80, 24)] {
        let mut screen = Screen::sample(Language::ENGLISH, size);
        let text = screen.keys("5 tab tab tab tab").text();
        let mut lines = text.lines().skip_while(|line| !line.starts_with(" ›"));
        let (line, below) = (lines.next().unwrap(), lines.next().unwrap());
        let both = format!("{} {}", line.trim(), below.trim());
        assert!(both.contains("Elections and election workers"), "{text}");
        assert!(!below.contains('…'), "{text}");
    }
}
