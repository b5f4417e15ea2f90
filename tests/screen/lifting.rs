//! A legal hold in its form, and an extension at the desk: what the commands refuse or tell is refused and told there too.

use ropa::domain::language::Language;

use super::desk::{holding, nine_years, put_on_hold};
use crate::support::screen::Screen;

#[test]
fn a_form_lifts_a_hold_only_on_a_day_that_has_come_and_with_a_reason() {
    let mut screen = nine_years();
    put_on_hold(&mut screen);
    screen.keys("d /").typed("Dispute").keys("enter enter f6");
    screen.go_to("lifted_on").keys("enter").typed("2027-05-05");
    screen.sees("5 May 2027, which is in the future");
    screen
        .keys("ctrl-u")
        .typed("2026-11-21")
        .keys("enter ctrl-s")
        .sees("A reason is missing.");
    let open = |screen: &Screen| holding(screen, "A1/R1/H1").holds[0].lifted_on.is_none();
    assert!(open(&screen));
}

#[test]
fn an_extension_beyond_what_the_rule_allows_is_told_when_it_is_recorded() {
    let document = serde_json::json!({
        "format": "ropa-register", "version": 1,
        "organisations": [{"ref": "O1", "name": "N", "ours": true}],
        "activities": [{
            "ref": "A1", "name": "Cases", "organisation": "O1", "role": "controller",
            "retention": [{
                "ref": "R1", "name": "Cases", "kind": "at_most", "period": "P1Y", "mode": "batch",
                "holdings": [{"ref": "H1", "name": "2024", "started_on": "2024-01-31"}],
            }],
        }],
    });
    let mut screen = Screen::of(&document.to_string(), Language::ENGLISH, (120, 40));
    screen
        .keys("d a")
        .typed("extend")
        .keys("enter")
        .typed("2040")
        .keys("enter")
        .typed("Handy")
        .keys("ctrl-s")
        .sees("beyond what the rule allows at most");
    assert!(holding(&screen, "A1/R1/H1").extended_until.is_some());
}
