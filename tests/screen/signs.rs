//! Terminals that cannot show every sign: everything is read on them, and no mark is lost.

use ropa::domain::language::Language;
use ropa::tui::signs::SignSet;

use crate::support::screen::{Screen, with_signs};

/// Places of all kinds, by the keys that lead there.
const PLACES: &[&str] = &[
    "1",
    "2",
    "2 home space down space",
    "2 home enter",
    "2 home enter tab tab tab enter",
    "3 tab",
    "4",
    "4 tab",
    "5",
    "5 backtab",
    "6",
    "7",
    "?",
    "x",
    "ctrl-p",
    "2 home v",
];

/// What is shown of each place.
fn shown(language: Language, signs: SignSet, size: (u16, u16)) -> Vec<String> {
    with_signs(signs, || {
        let mut screen = Screen::sample(language, size);
        let texts = PLACES.iter().map(|place| {
            let text = screen.keys("esc esc esc").keys(place).waits().text();
            screen.keys("esc esc esc esc");
            text
        });
        texts.collect()
    })
}

#[test]
fn every_sign_of_the_screen_has_one_in_ascii_and_stands_where_it_stood() {
    for language in Language::ALL {
        for size in [(80, 24), (150, 40)] {
            let whole = shown(language, SignSet::Unicode, size);
            let plain = shown(language, SignSet::Ascii, size);
            let console = shown(language, SignSet::Console, size);
            for ((place, whole), (plain, console)) in
                PLACES.iter().zip(&whole).zip(plain.iter().zip(&console))
            {
                assert!(plain.is_ascii(), "{place}\n{plain}");
                let count = |text: &str| text.chars().count();
                assert_eq!(count(whole), count(plain), "{place}\n{plain}");
                let pairs = whole.chars().zip(plain.chars().zip(console.chars()));
                for (sign, (plain, console)) in pairs {
                    let known = plain != '?' || sign.is_ascii();
                    assert!(known, "{place}: {sign:?} became {plain:?}");
                    let western = matches!(sign, '\u{c0}'..='\u{ff}');
                    let kept = !western || console == sign;
                    assert!(kept, "{place}: {sign:?} became {console:?}");
                    assert!(console != '?' || sign.is_ascii(), "{place}: {sign:?}");
                }
            }
        }
    }
}

#[test]
fn which_line_the_keys_are_on_is_told_without_colours() {
    let mut screen = Screen::empty();
    screen.sees("›1 Start").keys("down").sees("›2 Explore");
    screen.keys("up enter").sees("│›Name of the organisation");
    screen.keys("tab").sees("│›Country");
    screen.keys("backtab").typed("Norrby");
    screen
        .keys("ctrl-s")
        .sees("[›Go to the overview ]")
        .keys("enter");
    screen.sees("›1 Overview").keys("2").sees("›2 Activities");
    // A field, a list that is chosen from, one of which several are taken, and a button.
    screen
        .keys("n")
        .sees("›Name")
        .typed("Payroll")
        .keys("ctrl-s enter");
    screen
        .go_to("role")
        .keys("enter")
        .sees(" ›Controller")
        .keys("esc");
    screen.go_to("systems").keys("enter").sees("›").keys("esc");
    screen
        .keys("esc delete")
        .sees("[›")
        .keys("right")
        .sees("[›");
}
