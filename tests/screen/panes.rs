//! The panes beside a list: the card of a record, what is found of it, and the form that leaves the list in its place.

use ropa::domain::language::Language;

use crate::support::screen::{Screen, lexicon};

/// What stands right of the line beside the list.
fn beside(text: &str) -> String {
    let lines = text.lines().skip(3);
    let right = lines.map(|line| {
        let at = line
            .char_indices()
            .find(|(_, sign)| matches!(sign, '│' | '┃'));
        at.map_or("", |(at, sign)| &line[at + sign.len_utf8()..])
    });
    right.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_card_says_each_letter_of_article_30_in_one_line_with_its_mark() {
    for language in Language::ALL {
        for size in [(80, 24), (120, 40), (150, 40), (200, 50)] {
            let mut screen = Screen::sample(language, size);
            let text = screen.keys("2").text();
            let mut from = 0;
            for letter in 'a'..='g' {
                let line = format!("● ({letter}) ");
                let at = text[from..].find(&line);
                from += at.unwrap_or_else(|| panic!("{size:?} {line}\n{text}"));
            }
            // Each is answered.
            let card = text.lines().filter(|line| line.contains("● (")).count();
            assert_eq!(card, 7, "{text}");
        }
    }
    // A processor answers Art. 30(2).
    let mut screen = Screen::sample(Language::ENGLISH, (150, 40));
    let text = screen.keys("2 end").text();
    assert!(text.contains("● (d) ") && !text.contains("(e) "), "{text}");
    // What is missing, and what is wrong, have signs of their own.
    let mut screen = Screen::new_register();
    screen
        .keys("2 n")
        .typed_in("name", "Payroll")
        .keys("ctrl-s 2");
    screen.resized(150, 40).lacks("● (b)");
}

#[test]
fn from_150_columns_what_is_found_has_a_pane_below_the_card() {
    let mut screen = Screen::sample(Language::ENGLISH, (150, 40));
    screen.keys("2 /").typed("newsletter").keys("enter");
    let text = beside(&screen.text());
    let card = text.find("(g) ").unwrap();
    let findings = text.find("Findings (").unwrap_or_else(|| panic!("{text}"));
    assert!(card < findings, "{text}");
    screen.sees("├──────");
    // A record without findings is shown as it is exported.
    let mut screen = Screen::sample(Language::ENGLISH, (150, 40));
    let text = beside(&screen.keys("2").text());
    assert!(
        !text.contains("Findings (") && text.contains("Our role"),
        "{text}"
    );
}

#[test]
fn the_right_arrow_enters_what_is_beside_the_list_and_the_arrows_scroll_it() {
    let mut screen = Screen::sample(Language::ENGLISH, (80, 24));
    screen.keys("2").sees("(a) ");
    // Keys may come before anything is drawn.
    let mut fast = Screen::sample(Language::ENGLISH, (80, 24));
    fast.keys("2 right down down");
    fast.sees("Activities (24)").lacks("(a) ").sees(" ›  A1 ");
    screen.keys("right down down down").sees(" ›  A1 ");
    screen.lacks("(a) ").sees("(d) ");
    // At the end it stays.
    screen
        .keys("end right")
        .lacks("(g) ")
        .sees("Activities (24)");
    screen.keys("home").sees("(a) ");
    screen.keys("left down").sees(" ›  A2 ");
    // Only from the list does the arrow lead to another tab.
    screen.keys("right esc down").sees(" ›  A3 ");
    screen.keys("left").lacks("Activities (24)");
    // Three panes are walked through from left to right and back.
    let mut screen = Screen::sample(Language::ENGLISH, (150, 40));
    screen.keys("2 /").typed("newsletter").keys("enter");
    let before = screen.keys("right").sees("┃").text();
    screen.keys("right down down down");
    assert!(screen.text().contains("(a) "), "{}", screen.text());
    assert_ne!(screen.text(), before);
    screen.keys("left left").sees("Activities (");
}

#[test]
fn on_wide_screens_a_form_leaves_the_list_in_its_place() {
    for language in Language::ALL {
        for width in [150, 200, 250] {
            let mut screen = Screen::sample(language, (width, 40));
            let list = |screen: &mut Screen| -> Vec<String> {
                let text = screen.text();
                let lines = text.lines().skip(3).take(20);
                let left = lines.map(|line| line.chars().take(80).collect::<String>());
                left.map(|line| line.trim_end().to_owned()).collect()
            };
            let before = list(screen.keys("2"));
            let while_open = list(screen.keys("enter"));
            assert_eq!(before, while_open, "{width}");
            // A picker of the form, and a row in it, cover the list as little.
            let deeper = list(screen.keys("tab tab enter"));
            assert_eq!(before, deeper, "{width}");
        }
    }
    // On a smaller screen it has all of it.
    let mut screen = Screen::sample(Language::ENGLISH, (149, 40));
    screen.keys("2 enter").lacks("A2  ");
}

#[test]
fn a_text_that_is_said_to_open_with_an_arrow_does_and_any_other_says_how_it_is_read() {
    for place in ["2", "3", "3 tab", "4", "5", "5 tab", "5 tab tab", "6", "7"] {
        let mut screen = Screen::sample(Language::ENGLISH, (80, 24));
        screen.keys(place);
        let before = screen.text();
        let opens = before.contains("opens them here");
        assert!(!opens || before.contains("reads all"), "{place}: {before}");
        if opens {
            screen.keys("right down down");
            let after = screen.text();
            let tab = |text: &str| text.lines().nth(2).map(str::to_owned);
            assert_eq!(tab(&after), tab(&before), "{place}: {after}");
            assert_ne!(after, before, "{place}");
        } else if before.contains("reads all") {
            screen.keys("v");
            assert_ne!(screen.text(), before, "{place}");
        }
    }
}

/// Where the line stands between a list and what is beside it.
fn border(screen: &mut Screen) -> usize {
    let text = screen.text();
    let line = text.lines().nth(5).unwrap();
    line.chars().position(|letter| letter == '│').unwrap()
}

#[test]
fn a_list_leaves_what_it_has_no_use_for_to_what_stands_beside_it_and_takes_more_where_it_is_cut() {
    for language in Language::ALL {
        let mut screen = Screen::sample(language, (200, 50));
        // Nothing of the activities is cut, and their form has more than half of the window.
        screen.keys("2");
        let at = border(&mut screen);
        assert!((80..=110).contains(&at), "{at}");
        let list: Vec<String> = screen
            .text()
            .lines()
            .skip(3)
            .take(26)
            .map(|line| line.chars().take(at).collect())
            .collect();
        assert!(list.iter().all(|line| !line.contains('…')), "{list:#?}");
        screen.keys("home enter");
        let line = screen.text().lines().nth(5).unwrap().to_owned();
        assert_eq!(line.chars().position(|letter| letter == '│'), Some(at - 1));
        // What transfers and findings say gets more than its part.
        screen.keys("esc 4");
        assert!(border(&mut screen) > 110);
        for tab in ["5", "6", "7"] {
            screen.keys(tab);
            assert_eq!(border(&mut screen), 125, "{tab}");
        }
        // Where there is not so much room, each has its part.
        screen.resized(150, 50).keys("6");
        assert_eq!(border(&mut screen), 83);
    }
}

#[test]
fn a_text_on_a_wide_window_is_set_in_lines_that_can_be_read_and_questions_are_not_cut() {
    for language in Language::ALL {
        let mut screen = Screen::sample(language, (200, 50));
        screen.app.give("manual");
        screen.keys("enter");
        let text = screen.text();
        let longest = text
            .lines()
            .skip(1)
            .map(|line| line.trim_matches(['│', ' ']).chars().count());
        assert!(longest.max().unwrap() <= 200);
        let of_text = text.lines().filter(|line| line.starts_with('│'));
        let longest = of_text
            .map(|line| line.trim_matches(['│', ' ']).chars().count())
            .max();
        assert!(longest.is_some_and(|longest| longest <= 116), "{longest:?}");
        // The title of what is picked stands whole where the window has room for it.
        screen.keys("esc esc esc").app.give("edition");
        let title = lexicon(language).words.get("asking.edition").to_owned();
        screen.sees(&title);
    }
}

#[test]
fn how_much_follows_is_said_in_letters_that_are_not_bold() {
    let mut screen = Screen::sample(Language::ENGLISH, (200, 50));
    screen.keys("2");
    for _ in 0..24 {
        let text = screen.text();
        let line = text.lines().position(|line| line.contains("more lines: "));
        if let Some(line) = line {
            assert_eq!(screen.bold()[line], "", "{text}");
        }
        screen.keys("down");
    }
}

#[test]
fn the_card_of_a_small_window_leaves_nothing_out_that_has_room() {
    let mut screen = Screen::sample(Language::SWEDISH, (60, 16));
    screen
        .keys("2")
        .sees("(a) Kommunstyrelsen i Tallmora kommun; Dataskyddsombud");
}

#[test]
fn measures_that_are_only_planned_are_told_so_and_marked_as_the_findings_mark_them() {
    let mut screen = Screen::empty();
    screen
        .keys("enter")
        .typed("Norrby")
        .keys("enter enter enter enter right ctrl-s enter");
    screen.waits().resized(120, 40).keys("2 home");
    // No measure is in place yet: the finding at the organisation counts for each of its activities.
    screen.draws_until("! (g) ");
    screen.sees("(planned)");
    screen.keys("1").sees("(g) ").sees("0/39");
    screen.keys("2 home enter").sees("! Security measures");
}

#[test]
fn of_very_many_rules_under_a_schedule_the_first_are_named() {
    let rule = |number: usize| {
        let retention = r#"[{"ref":"R1","name":"Files","schedule":"S1"}]"#;
        format!(
            r#"{{"ref":"A{number}","name":"Case file {number}","role":"controller","retention":{retention}}}"#
        )
    };
    let rules: Vec<String> = (1..=203).map(rule).collect();
    let document = format!(
        r#"{{"format":"ropa-register","version":1,"register":{{"id":"one","title":"R"}},"schedules":[{{"ref":"S1","name":"Case files"}}],"activities":[{}]}}"#,
        rules.join(",")
    );
    let mut screen = Screen::of(&document, Language::ENGLISH, (120, 40));
    screen.keys("d tab tab").sees("203 rules use it");
    screen.keys("enter esc").keys("right end");
    screen.sees("A200/R1 Case file 200");
    screen.sees("and 3 more, in the list of rules");
    screen.lacks("A201/R1");
}
