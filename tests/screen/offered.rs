//! Whatever is offered where one stands does something there, or says why it does not.

use ropa::domain::language::Language;

use crate::support::screen::Screen;

/// Where one can stand, by the keys that lead there.
const PLACES: &[&str] = &[
    "1",
    "2",
    "3",
    "3 tab",
    "3 tab tab",
    "4",
    "5",
    "5 tab",
    "5 tab tab",
    "5 tab tab tab",
    "5 backtab",
    "6",
    "7",
];

/// Forms.
const FORMS: &[&str] = &[
    "2 home enter",
    "3 home enter",
    "2 home enter tab tab tab enter",
];

/// Gives every command that is offered at each place; those that did nothing, and said nothing.
fn silent(make: &dyn Fn() -> Screen, places: &[&str]) -> Vec<String> {
    let mut silent = Vec::new();
    for place in places {
        let mut screen = make();
        let open = |screen: &mut Screen| {
            screen.keys("esc esc esc").keys(place);
            screen.text();
            screen.effects();
        };
        open(&mut screen);
        let mark = screen.register().mark.clone();
        for name in screen.app.offered() {
            // Where one stands can have changed with what came before.
            if !screen.app.offered().contains(&name) {
                continue;
            }
            let before = screen.text();
            screen.app.give(name);
            let done = !screen.effects().is_empty() || screen.app.is_done();
            if !done && screen.text() == before {
                silent.push(format!("{place}: {name}"));
            }
            screen.works();
            // What changed something is not taken along.
            let changed = screen.register().mark != mark || screen.app.is_done();
            screen.keys("esc esc esc esc right right enter esc");
            if changed || screen.app.depth() > 0 || screen.register().mark != mark {
                screen = make();
            }
            open(&mut screen);
        }
    }
    silent
}

#[test]
fn whatever_is_offered_in_a_full_register_does_something_or_says_why_not() {
    let make = || Screen::sample(Language::ENGLISH, (120, 40));
    let mut found = silent(&make, PLACES);
    found.extend(silent(&make, FORMS));
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn whatever_is_offered_in_an_empty_register_does_something_or_says_why_not() {
    let found = silent(&Screen::new_register, PLACES);
    assert!(found.is_empty(), "{found:#?}");
}
