//! Which register, which version, on the screen: nothing that is older is announced as progress.

use std::fs;

use ropa::session::Session;
use ropa::session::seen::Memory;

use crate::support::screen::{Screen, surroundings};

/// A register with two activities, and its file as it was with one.
fn with_older() -> (Screen, Vec<u8>) {
    let mut screen = Screen::new_register();
    screen
        .keys("2 n")
        .typed_in("name", "Payroll")
        .keys("ctrl-s");
    let older = fs::read(screen.path("register.sqlite")).unwrap();
    screen.keys("n").typed_in("name", "Access").keys("ctrl-s");
    (screen, older)
}

#[test]
fn a_file_that_went_back_while_it_is_open_is_told_as_that() {
    let (mut screen, older) = with_older();
    fs::write(screen.path("register.sqlite"), &older).unwrap();
    screen
        .waits()
        .sees("The file went back from change 3 to 2")
        .lacks("Another window saved changes");
    assert_eq!(screen.register().activities.len(), 1);
    // In full when nobody is typing.
    screen.waits().sees("an older copy was put in its place");
    screen.sees("Continue for now").keys("enter");
    // The same by a file that takes its place.
    let (mut screen, older) = with_older();
    fs::write(screen.path("older"), &older).unwrap();
    fs::rename(screen.path("older"), screen.path("register.sqlite")).unwrap();
    screen.waits().sees("went back from change 3 to 2");
    screen.waits().keys("enter").keys("n");
    screen
        .typed_in("name", "Visits")
        .keys("ctrl-s")
        .sees("Saved");
}

#[test]
fn a_newer_file_in_its_place_is_another_window_that_saved() {
    let (screen, older) = with_older();
    let newer = fs::read(screen.path("register.sqlite")).unwrap();
    fs::write(screen.path("register.sqlite"), &older).unwrap();
    let mut other = screen.second();
    fs::write(screen.path("newer"), &newer).unwrap();
    fs::rename(screen.path("newer"), screen.path("register.sqlite")).unwrap();
    other.waits().sees("Another window saved changes");
    assert_eq!(other.register().activities.len(), 2);
}

#[test]
fn that_something_was_saved_stays_to_be_read_when_another_window_saved_too() {
    let (mut screen, _) = with_older();
    let mut other = screen.second();
    screen.keys("2 n").typed_in("name", "Visits").keys("ctrl-s");
    other.keys("2 n").typed_in("name", "Post").keys("ctrl-s");
    other.sees("Saved A");
    screen
        .waits()
        .sees("Saved A3")
        .sees("Another window saved changes");
    screen.keys("down").lacks("Saved A3");
}

#[test]
fn another_history_is_told_while_typing_goes_on() {
    let (mut screen, older) = with_older();
    fs::write(screen.path("branch.sqlite"), &older).unwrap();
    let mut other = screen.second();
    other.keys("ctrl-p").typed("open another").keys("enter");
    other.typed("branch.sqlite").keys("enter");
    for name in ["One", "Two"] {
        other.keys("2 n").typed_in("name", name).keys("ctrl-s");
    }
    let branch = fs::read(screen.path("branch.sqlite")).unwrap();
    screen.keys("n").go_to("name").keys("enter").typed("Half");
    fs::write(screen.path("register.sqlite"), branch).unwrap();
    screen.waits().sees("The file now has another history");
    screen.typed("way").waits().sees("Halfway");
    screen.keys("down").waits().waits().sees("another history");
}

/// A screen that remembers what it has seen.
fn remembering(screen: &mut Screen) {
    let memory = Memory {
        directory: screen.path("data/seen"),
        copies: None,
        read_only: false,
    };
    screen.app.remember_in(Some(memory));
}

#[test]
fn a_file_that_went_back_is_told_at_opening_until_it_is_accepted() {
    let (mut screen, older) = with_older();
    remembering(&mut screen);
    screen.waits();
    fs::write(screen.path("register.sqlite"), &older).unwrap();
    let mut later = screen.unopened();
    remembering(&mut later);
    later.app.open().unwrap();
    later
        .sees("register.sqlite went back: it was at")
        .keys("enter")
        .lacks("went back");
    // Nobody has accepted it yet.
    let mut later = screen.unopened();
    remembering(&mut later);
    later.app.open().unwrap();
    later.sees("went back: it was at").keys("down enter");
    let mut later = screen.unopened();
    remembering(&mut later);
    later.app.open().unwrap();
    later.lacks("went back");
}

#[test]
fn a_copy_is_asked_about_and_given_an_identity_of_its_own() {
    let (mut screen, _) = with_older();
    remembering(&mut screen);
    screen.waits();
    let before = screen.register().about.id.clone();
    fs::copy(screen.path("register.sqlite"), screen.path("client.sqlite")).unwrap();
    screen.keys("ctrl-p").typed("open another").keys("enter");
    screen.typed("client.sqlite").keys("enter");
    screen
        .sees("A copy of another register?")
        .keys("right enter")
        .sees("The register now has an identity of its own");
    assert_ne!(screen.register().about.id, before);
    // It is asked once.
    screen.keys("ctrl-p").typed("open another").keys("enter");
    screen.typed("client.sqlite").keys("enter");
    screen.lacks("A copy of another register?");
    screen.keys("ctrl-p").typed("identity of").keys("enter");
    screen.sees("Earlier identities").sees("client.sqlite");
}

#[test]
fn a_print_is_held_against_the_journal() {
    let (mut screen, _) = with_older();
    let hash = screen.register().mark.hash.clone();
    let ask = |screen: &mut Screen, print: &str| {
        screen
            .keys("ctrl-p")
            .typed("against an export")
            .keys("enter");
        screen.typed(print).keys("enter");
    };
    ask(&mut screen, &format!("3:{}", &hash[..10]));
    screen
        .works()
        .sees("Yes. Change 3")
        .sees("10 digits of the hash were compared")
        .sees("this is the latest change");
    screen.keys("esc");
    ask(&mut screen, "3:123");
    screen
        .sees("A hash of 3 digits is too short to prove")
        .keys("esc");
    ask(&mut screen, "missing.json");
    screen.sees("missing.json").keys("esc");
}

#[test]
fn who_only_reads_is_told_why_keys_do_nothing_and_nothing_is_written() {
    let (screen, _) = with_older();
    let mut reader = screen.unopened();
    reader.app.read_only();
    reader.app.open().unwrap();
    let before = fs::read(screen.path("register.sqlite")).unwrap();
    let files = || fs::read_dir(screen.path("")).unwrap().count();
    let count = files();
    reader.lacks("is open for reading only").keys("2");
    for keys in ["n", "D", "delete", "ctrl-z", "ctrl-y"] {
        reader
            .keys(keys)
            .sees("is open for reading only")
            .keys("enter");
    }
    // Said at once, not after a reason and a preview or when everything is typed.
    reader.keys("alt-x").sees("is open for reading only");
    reader.keys("enter").sees("read-only  ");
    // What writes is not even named.
    reader.keys("ctrl-p").typed("redact words");
    reader.lacks("› Redact words").keys("esc enter");
    reader.go_to("name");
    for keys in ["enter", "delete", "alt-x"] {
        reader
            .keys(keys)
            .sees("is open for reading only")
            .keys("enter");
        assert!(!reader.app.is_typing());
    }
    reader
        .pasted("Wages")
        .sees("is open for reading only")
        .keys("enter");
    reader.waits().keys("esc").typed("d");
    reader.keys("ctrl-p").typed("new register");
    reader.lacks("› New register").keys("esc");
    assert_eq!(fs::read(screen.path("register.sqlite")).unwrap(), before);
    assert_eq!(files(), count);
}

/// Keeps daily copies of a register in a directory beside it.
fn copying(screen: &mut Screen) {
    screen.app.keep_copies_in(screen.path("data/copies"));
}

#[test]
fn what_went_back_is_compared_with_a_copy_and_taken_back_from_it() {
    let (mut screen, older) = with_older();
    remembering(&mut screen);
    copying(&mut screen);
    while screen.app.prepare().more {}
    screen.copied().waits();
    fs::write(screen.path("register.sqlite"), &older).unwrap();
    let mut later = screen.unopened();
    remembering(&mut later);
    copying(&mut later);
    later.app.open().unwrap();
    later
        .sees("This file is not as it was left")
        .sees("Continue for now")
        .sees("Accept this file as it is")
        .sees("Restore a backup")
        .sees("Quit")
        .keys("down down enter")
        .sees("a later version of the register")
        .sees("1 change with")
        .sees("A2");
    // Back to the question.
    later.keys("esc").sees("This file is not as it was left");
    later
        .keys("down down down enter")
        .sees("Which backup?")
        .sees("up to change 3")
        .keys("enter")
        .sees("Restore ")
        .keys("right enter")
        .sees("The backup was restored");
    assert_eq!(later.register().activities.len(), 2);
    later.lacks("not as it was left");
}

#[test]
fn boxes_at_opening_come_one_after_another_the_gravest_first() {
    let (mut screen, older) = with_older();
    remembering(&mut screen);
    screen.waits();
    // A form that was not saved, in the older file; a note; and the file went back.
    fs::write(screen.path("register.sqlite"), &older).unwrap();
    let mut other = screen.second();
    other
        .keys("2 enter")
        .typed_in("department", "Finance")
        .waits();
    drop(other);
    let mut later = screen.unopened();
    remembering(&mut later);
    later.app.warn("A law file was left out.");
    later.app.open().unwrap();
    let boxes = |screen: &mut Screen| screen.text().matches('╰').count();
    later
        .sees("This file is not as it was left")
        .lacks("A law file")
        .lacks("Activity: Payroll");
    assert_eq!(boxes(&mut later), 1);
    later
        .keys("enter")
        .sees("A law file was left out.")
        .lacks("as it was left");
    assert_eq!(boxes(&mut later), 1);
    later
        .keys("enter")
        .sees("Activity: Payroll")
        .lacks("A law file");
    later.keys("enter").sees("Finance");
}

#[test]
fn the_newest_daily_copy_is_proposed_to_be_restored() {
    let (mut screen, _) = with_older();
    copying(&mut screen);
    while screen.app.prepare().more {}
    screen.copied();
    screen.keys("n").typed_in("name", "Visits").keys("ctrl-s");
    assert_eq!(screen.register().activities.len(), 3);
    screen
        .keys("ctrl-p")
        .typed("restore a backup")
        .keys("enter");
    let text = screen.text();
    assert!(
        text.contains("Which backup?") && text.contains("21 November 2026"),
        "{text}"
    );
    // Only looked at, it changes nothing; taken, the register is as it was that day.
    screen
        .keys("enter")
        .sees("is an earlier version")
        .keys("enter");
    assert_eq!(screen.register().activities.len(), 3);
    screen
        .keys("ctrl-p")
        .typed("restore a backup")
        .keys("enter enter");
    screen.keys("right enter").sees("The backup was restored");
    assert_eq!(screen.register().activities.len(), 2);
    // What was there is kept aside.
    let beside = fs::read_dir(screen.path("")).unwrap();
    let aside = beside.filter(|entry| {
        let name = entry.as_ref().unwrap().file_name();
        name.to_string_lossy().starts_with("register-before-")
    });
    assert_eq!(aside.count(), 1);
}

#[test]
fn a_register_that_was_open_before_is_opened_again_from_a_list() {
    let mut screen = Screen::new_register();
    remembering(&mut screen);
    screen
        .keys("2 n")
        .typed_in("name", "Payroll")
        .keys("ctrl-s")
        .waits();
    // Another one is made; then the first is offered, and not the one that is open.
    let other = screen.path("other.sqlite");
    let founding = ropa::session::Founding::default();
    drop(ropa::session::Session::create(
        &other,
        &founding,
        crate::support::screen::surroundings(),
    ));
    screen.keys("ctrl-p").typed("open another").keys("enter");
    screen
        .typed(&other.display().to_string())
        .keys("enter 2")
        .lacks("Payroll");
    screen.keys("ctrl-p").typed("open another").keys("enter");
    screen
        .sees("Open which register?")
        .sees("register.sqlite")
        .sees("Ängsvik kommun")
        .sees("Ängsvik kommun 2026-11-21 · ! 3 ▲ 2 ")
        .lacks("other.sqlite");
    screen.keys("enter 2").sees("Payroll");
    // A path that is typed is opened too; one that is not there is told with what was typed.
    screen
        .keys("ctrl-p")
        .typed("open another")
        .keys("enter")
        .typed("nowhere.sqlite")
        .keys("enter");
    screen.sees("nowhere.sqlite");
}

#[test]
fn a_copy_of_the_file_alone_made_beside_an_open_window_holds_every_save() {
    let mut screen = Screen::new_register();
    for number in 1..=3 {
        let name = format!("Activity {number}");
        screen.keys("2 n").typed_in("name", &name).keys("ctrl-s");
        // As whoever copies the file to a stick does, or a program that keeps folders alike.
        fs::copy(screen.path("register.sqlite"), screen.path("copy.sqlite")).unwrap();
        let copy = Session::open(&screen.path("copy.sqlite"), surroundings()).unwrap();
        assert_eq!(copy.register().activities.len(), number);
        let files = fs::read_dir(screen.path("")).unwrap();
        let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
        let beside: Vec<String> = names
            .filter(|name| name.starts_with("register.sqlite") && name != "register.sqlite")
            .collect();
        assert_eq!(beside, [""; 0], "a part of the register is in another file");
    }
}

#[test]
fn a_copy_is_made_from_the_palette_and_never_over_another_file() {
    let mut screen = Screen::new_register();
    let ask = |screen: &mut Screen| {
        screen.keys("ctrl-p").typed("backup").keys("enter");
        screen.sees("Make a backup");
    };
    ask(&mut screen);
    screen.sees("register-2026-11-21.sqlite").keys("enter");
    screen.sees("verified the copy");
    let copy = screen.path("register-2026-11-21.sqlite");
    let read = ropa::session::Session::read(&copy, None).unwrap();
    assert_eq!(read.register().mark, screen.register().mark);
    // The next one has a name of its own; one that is there is left alone, and another is asked for.
    ask(&mut screen);
    screen.sees("register-2026-11-21-2.sqlite");
    screen.keys("ctrl-u").typed("register.sqlite").keys("enter");
    screen.sees("Make a backup").sees("already");
    screen.keys("ctrl-u").typed("elsewhere").keys("enter");
    assert!(screen.path("elsewhere").exists());
}
