//! Nothing typed is lost: what stands in a form that was not saved is offered when the register is opened again.

use ropa::domain::language::Language;
use ropa::store::Store;

use crate::support::screen::Screen;

/// A form over a new activity with rows, and a day that cannot be read.
fn filled() -> Screen {
    let mut screen = Screen::new_register();
    screen.keys("2 n").typed_in("name", "Payroll");
    screen
        .go_to("purposes")
        .keys("enter")
        .typed("Paying salaries")
        .out();
    screen.typed_in("started_on", "the day after");
    screen
}

#[test]
fn a_form_that_a_crash_took_is_offered_with_all_that_stood_in_it() {
    let first = filled();
    let mut screen = first.second();
    drop(first);
    screen
        .sees("Unsaved forms")
        .sees("Activity: Payroll")
        .keys("enter");
    screen
        .sees("Activity (new): Payroll")
        .go_to("started_on")
        .sees("the day after");
    // What could not be read still cannot, and is not saved.
    screen.keys("ctrl-s").sees("cannot be read");
    screen
        .go_to("started_on")
        .keys("delete ctrl-s")
        .sees("Saved A1");
    let activity = &screen.register().activities[0];
    assert_eq!(
        activity.purposes[0].text.as_deref(),
        Some("Paying salaries")
    );
    assert!(activity.started_on.is_none());
    // The draft went with the save.
    screen.second().lacks("Unsaved forms");
}

#[test]
fn what_is_still_being_typed_is_kept_after_a_moment() {
    let mut screen = Screen::new_register();
    screen
        .keys("2 n")
        .typed_in("name", "Payroll")
        .go_to("description")
        .keys("enter")
        .typed("Salaries are calculated and pa");
    let second = screen.second();
    screen.waits();
    // What came after the moment is not there yet, what came before is.
    screen.typed("id each month");
    let mut third = screen.second();
    drop((screen, second));
    third.sees("Activity: Payroll").keys("enter");
    third
        .go_to("description")
        .sees("Salaries are calculated")
        .sees("and pa");
    third.lacks("each month").keys("ctrl-s").sees("Saved A1");
}

#[test]
fn a_new_record_whose_first_field_is_being_typed_is_kept_with_what_cannot_be_read() {
    let mut screen = Screen::new_register();
    screen
        .keys("2 n")
        .go_to("started_on")
        .keys("enter")
        .typed("the day af")
        .waits();
    let mut second = screen.second();
    drop(screen);
    second.sees("Unsaved forms").keys("enter");
    second.go_to("started_on").sees("the day af");
}

#[test]
fn a_field_that_was_accepted_is_kept_though_the_next_one_reads_as_when_it_was_kept_last() {
    let mut screen = Screen::new_register();
    screen.keys("2 n").typed_in("name", "Payroll");
    screen.go_to("owner").keys("enter").typed("Head of HR");
    screen.waits();
    // Accepting it opens the owner, in which nothing changed since.
    let department = screen.go_to("department").keys("enter");
    department.typed("Finance").keys("enter");
    assert_eq!(screen.app.focus().as_deref(), Some("owner"));
    screen.waits();
    let mut second = screen.second();
    drop(screen);
    second.keys("enter").sees("Head of HR").sees("Finance");
}

#[test]
fn a_large_record_is_kept_within_a_second_and_not_by_the_key_that_leaves_a_field() {
    let rows: Vec<String> = (0..250)
        .map(|n| format!(r#"{{ "text": "P {n}" }}"#))
        .collect();
    let rows = rows.join(",");
    let document = format!(
        r#"{{ "format": "ropa-register", "version": 1,
            "activities": [{{ "ref": "A1", "name": "Payroll", "purposes": [{rows}] }}] }}"#
    );
    let mut screen = Screen::of(&document, Language::ENGLISH, (80, 24));
    let drafts = |screen: &Screen| {
        let store = Store::open(&screen.path("register.sqlite")).unwrap();
        store.drafts().unwrap()
    };
    screen
        .keys("2 home enter")
        .typed_in("department", "Finance");
    screen.closed();
    assert!(drafts(&screen).is_empty());
    screen.waits();
    assert!(drafts(&screen)[0].content.contains("Finance"));
}

#[test]
fn the_same_text_typed_in_another_field_is_kept_there() {
    let mut screen = Screen::new_register();
    screen.keys("2 n").typed_in("name", "Payroll");
    screen.go_to("department").keys("enter").typed("Finance");
    screen.waits().keys("esc");
    screen.go_to("owner").keys("enter").typed("Finance").waits();
    let mut second = screen.second();
    drop(screen);
    second.keys("enter").sees("Payroll");
    second.keys("ctrl-s").sees("Saved A1");
    let activity = &second.register().activities[0];
    assert_eq!(activity.owner.as_deref(), Some("Finance"));
    assert!(activity.department.is_none());
}

#[test]
fn what_could_not_be_read_and_was_put_right_is_kept_as_it_was_put_right() {
    let mut screen = Screen::new_register();
    screen.keys("2 n").typed_in("name", "Payroll");
    screen.typed_in("started_on", "the day af").closed().waits();
    screen
        .go_to("started_on")
        .keys("enter ctrl-u")
        .typed("2026-01-02")
        .keys("enter")
        .closed()
        .waits();
    let mut second = screen.second();
    drop(screen);
    second.keys("enter").lacks("the day af");
    second.go_to("started_on").sees("2 January 2026");
}

#[test]
fn typing_that_was_taken_back_leaves_no_draft() {
    let mut screen = Screen::new_register();
    screen
        .keys("2 n")
        .typed_in("name", "Payroll")
        .go_to("department")
        .keys("enter")
        .typed("Fin")
        .waits()
        .keys("ctrl-u down");
    let mut second = screen.second();
    second.sees("Activity: Payroll").keys("enter");
    second.lacks("Fin");
    let mut screen = Screen::new_register();
    screen.keys("2 n").waits();
    screen.second().lacks("Unsaved forms");
}

#[test]
fn leaving_keeps_a_draft_where_that_is_chosen_and_none_where_it_is_discarded() {
    let mut screen = filled();
    screen.keys("esc").sees("Keep for later").keys("k enter");
    screen
        .sees("Activities (0)")
        .second()
        .sees("Activity: Payroll");
    let mut other = screen.second();
    other.keys("enter esc").sees("Discard").keys("d enter");
    other.second().lacks("Unsaved forms");
    assert!(other.register().activities.is_empty());
}

/// A copy takes the register's place, by another name or in place; then the program ends, or looks.
fn a_copy_takes_its_place(screen: &mut Screen, moved: bool, ends: bool) {
    let (copy, path) = (screen.path("copy.sqlite"), screen.path("register.sqlite"));
    if moved {
        std::fs::rename(copy, path).unwrap();
    } else {
        std::fs::copy(copy, path).unwrap();
    }
    if ends {
        screen.app.keep_all().unwrap();
    } else {
        screen.waits().waits();
    }
}

#[test]
fn a_file_that_takes_the_registers_place_takes_no_draft_along() {
    // By a file of another name or in place, when the program looks again or when it ends, typed or still being typed.
    for (case, (moved, ends, typing)) in [
        (false, false, false),
        (false, true, false),
        (true, false, false),
        (true, true, false),
        (true, true, true),
        (false, false, true),
    ]
    .into_iter()
    .enumerate()
    {
        let mut screen = Screen::new_register();
        let path = screen.path("register.sqlite");
        let copy = screen.path("copy.sqlite");
        std::fs::copy(&path, &copy).unwrap();
        screen
            .keys("2 n")
            .go_to("name")
            .keys("enter")
            .typed("Payroll");
        if !typing {
            screen.keys("enter");
        }
        screen.waits();
        a_copy_takes_its_place(&mut screen, moved, ends);
        let text = screen.second().text();
        assert!(text.contains("Activity: Payroll"), "{case}:\n{text}");
    }
}

/// A file that holds the draft as it was earlier: what was typed since is kept in it.
#[test]
fn a_file_that_holds_an_earlier_draft_gets_the_later_one() {
    for (moved, ends) in [(false, false), (false, true), (true, false), (true, true)] {
        let mut screen = Screen::new_register();
        let path = screen.path("register.sqlite");
        let copy = screen.path("copy.sqlite");
        screen.keys("2 n").typed_in("name", "Payroll");
        screen.typed_in("department", "Finance").closed().waits();
        std::fs::copy(&path, &copy).unwrap();
        screen.typed_in("department", "Treasury").closed().waits();
        a_copy_takes_its_place(&mut screen, moved, ends);
        let drafts = Store::open(&path).unwrap().drafts().unwrap();
        let later = drafts.iter().filter(|it| it.content.contains("Treasury"));
        assert_eq!(later.count(), 1, "{moved} {ends} {drafts:#?}");
    }
}

/// Two windows that go on with one draft do not write over each other's.
#[test]
fn a_draft_that_another_window_goes_on_with_is_kept_beside_its_own() {
    let mut screen = filled();
    let mut other = screen.second();
    other.sees("Unsaved forms").keys("enter");
    other.typed_in("department", "Finance").closed().waits();
    screen.waits().typed_in("department", "Treasury").closed();
    screen.waits();
    other.waits();
    let store = Store::open(&screen.path("register.sqlite")).unwrap();
    let mut told: Vec<bool> = Vec::new();
    for draft in store.drafts().unwrap() {
        assert!(draft.content.contains("Finance") != draft.content.contains("Treasury"));
        told.push(draft.content.contains("Finance"));
    }
    told.sort_unstable();
    assert_eq!(told, [false, true]);
}

/// Whoever of two windows saves one draft last is told that it is saved, whichever of them it is.
#[test]
fn a_draft_that_another_window_has_saved_is_not_saved_twice_unasked() {
    for changed in [false, true] {
        for first in [false, true] {
            let mut screen = Screen::new_register();
            screen.keys("2 n").typed_in("name", "Payroll").waits();
            let mut other = screen.second();
            other.sees("Unsaved forms").keys("enter");
            let (one, last) = if first {
                (&mut screen, &mut other)
            } else {
                (&mut other, &mut screen)
            };
            if changed {
                one.typed_in("department", "Finance").waits();
                last.waits();
            }
            one.keys("ctrl-s").sees("Saved A1");
            last.waits().keys("ctrl-s").sees("Saved by another window");
            last.sees("Payroll (A1)").keys("enter");
            assert_eq!(last.register().activities.len(), 1);
            // Who means it makes a second one.
            last.keys("ctrl-s right enter").sees("Saved A2");
        }
    }
}

/// Discards the only draft in another window.
fn discarded_in(other: &mut Screen) {
    other
        .sees("Unsaved forms")
        .keys("enter esc")
        .sees("Discard");
    other.keys("d enter");
}

#[test]
fn a_draft_that_was_discarded_elsewhere_is_saved_without_a_question() {
    let mut screen = Screen::new_register();
    screen.keys("2 n").typed_in("name", "Payroll").waits();
    let mut other = screen.second();
    discarded_in(&mut other);
    screen.waits().keys("ctrl-s").sees("Saved A1");
}

#[test]
fn a_form_that_is_kept_for_later_is_kept_in_the_file_that_is_there_then() {
    let mut screen = filled();
    let mut other = screen.second();
    discarded_in(&mut other);
    screen.keys("esc").sees("Keep for later").keys("k enter");
    screen.second().sees("Activity: Payroll");
}

#[test]
fn a_draft_of_a_record_that_changed_meanwhile_meets_the_conflict_when_it_is_saved() {
    let mut screen = Screen::new_register();
    screen
        .keys("2 n")
        .typed_in("name", "Payroll")
        .keys("ctrl-s");
    screen.keys("enter").typed_in("department", "Finance");
    let mut other = screen.second();
    // The other window puts the offer off, and changes the same field.
    other
        .keys("esc 2 enter")
        .typed_in("department", "Personnel")
        .keys("ctrl-s");
    let mut third = screen.second();
    third.keys("enter").go_to("department").sees("Finance");
    third
        .keys("ctrl-s")
        .sees("Changed by another window")
        .sees("Personnel");
    third.keys("right enter");
    let department = third.register().activities[0].department.clone();
    assert_eq!(department.as_deref(), Some("Finance"));
}

#[test]
fn every_kind_of_record_is_frozen_and_thawed_whole() {
    use ropa::domain::frozen::{freeze, thaw};
    let sample = ropa::sample::register(1, 24, ropa::domain::language::Language::SWEDISH);
    let register = sample.unwrap().register();
    for record in register.all_records() {
        let thawed = thaw(&freeze(record)).unwrap();
        assert_eq!(freeze(&*thawed), freeze(record));
    }
}
