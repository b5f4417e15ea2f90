//! The tables of lists: as wide as what is seen, and nothing that matters is cut. `ROPA_BLESS=1` writes the golden
//! screens anew.

use std::path::PathBuf;

use ropa::domain::language::Language;

use crate::support::screen::Screen;

/// The sizes that people use most, each with the most words that may be cut in it.
const SIZES: [((u16, u16), usize); 3] = [((80, 24), 5), ((120, 40), 0), ((200, 50), 0)];

/// The words of a screen that were cut.
fn cut(text: &str) -> Vec<&str> {
    let words = text.split_whitespace();
    words
        .filter(|word| word.ends_with('…') && word.chars().count() > 1)
        .collect()
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
                let bar = text.lines().nth(1).unwrap();
                assert!(!bar.contains('…'), "{bar}");
                for number in 1..=7 {
                    assert!(bar.contains(&format!(" {number}")), "{width} {bar}");
                }
                let names = bar.split_whitespace().filter(|word| word.len() > 1);
                let count = names.count();
                assert!(count == 7 || (count == 1 && width < 80), "{width} {bar}");
            }
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
