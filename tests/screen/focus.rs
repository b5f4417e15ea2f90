//! A focused field takes text: whatever is typed stands in that field, and nothing beside it changes.

use std::collections::BTreeMap;

use ropa::domain::kind::RecordKind;
use ropa::domain::language::Language;
use ropa::exchange::json;
use ropa::exchange::selection::Selection;

use serde_json::Value as Json;

use crate::support::screen::{Screen, today};

/// The alphabet of both languages, the digits, and the signs that are typed with the right Alt key and without.
const TYPED: &str = "aAbBcCdDeEfFgGhHiIjJkKlLmMnNoOpPqQrRsStTuUvVwWxXyYzZåÅäÄöÖ0123456789@£$€{[]}\\~|!\"#%&/()=?+*'^_.:,;<>`´§½";

/// The lists whose records have a form, with the keys that lead there.
const FORMS: &[(&str, RecordKind)] = &[
    ("2", RecordKind::Activity),
    ("3", RecordKind::Organisation),
    ("3 tab", RecordKind::Agreement),
    ("3 tab tab", RecordKind::Measure),
    ("5 tab tab", RecordKind::Schedule),
];

/// What differs between two states of a form beside what stands under a key: fields of rows, and rows beyond one new
/// entry.
fn beside(before: &Json, now: &Json, key: &str) -> Vec<String> {
    let whole = key;
    let key = key.split(['[', '+', '.']).next().unwrap();
    let rows = |form: &Json| -> BTreeMap<u64, Json> {
        let rows = form.as_array().unwrap().iter();
        rows.map(|row| (row["id"].as_u64().unwrap(), row["fields"].clone()))
            .collect()
    };
    let (before, now) = (rows(before), rows(now));
    let mut found: Vec<String> = Vec::new();
    for (id, fields) in &before {
        let Some(after) = now.get(id) else {
            found.push(format!("{id} is gone"));
            continue;
        };
        let (one, other) = (fields.as_object().unwrap(), after.as_object().unwrap());
        let keys = one.keys().chain(other.keys());
        let differ = keys
            .filter(|name| *name != key && *name != whole && one.get(*name) != other.get(*name));
        found.extend(differ.map(|name| format!("{id} {name}")));
    }
    let new = now.keys().filter(|id| !before.contains_key(id)).count();
    if new > 1 {
        found.push(format!("{new} new entries"));
    }
    found
}

/// The record in the form on top as JSON.
fn held(screen: &Screen) -> Json {
    screen.app.held().expect("a form lies open")
}

/// The lines of the open form at its present level, by their keys.
fn lines(screen: &mut Screen) -> Vec<String> {
    screen.keys("home");
    let mut lines = Vec::new();
    for _ in 0..200 {
        let Some(focus) = screen.app.focus() else {
            break;
        };
        if lines.last() == Some(&focus) {
            break;
        }
        lines.push(focus);
        screen.keys("down");
    }
    lines
}

/// Types every letter into the line with the focus, each time just focused.
fn type_all_at(screen: &mut Screen, line: &str, letters: &str, place: &str) {
    let level = screen.app.depth();
    let before = held(screen);
    for letter in letters.chars() {
        if screen.app.focus().as_deref() != Some(line) {
            screen.go_to(line);
        }
        let deep = screen.deep();
        screen.typed(&letter.to_string());
        // The field is open with the letter: as a text, as the filter of a picker, in a new entry, as a question.
        let open = screen.app.is_typing() || screen.app.depth() > level;
        assert!(
            open,
            "{place} {line}: {letter} opens nothing:\n{}",
            screen.text()
        );
        if screen.app.depth() > level || letter != '-' {
            let shown = screen.text();
            assert!(shown.contains(letter), "{place} {line}: {letter}:\n{shown}");
        }
        let now = held(screen);
        assert_eq!(
            beside(&before, &now, line),
            [""; 0],
            "{place} {line}: {letter} changes something else"
        );
        // Left, it is as it was.
        for _ in 0..4 {
            if screen.app.is_typing() || screen.app.depth() > level || screen.deep() > deep {
                screen.keys("esc");
            }
        }
        assert_eq!(
            before,
            held(screen),
            "{place} {line}: {letter} leaves a trace:\n{}",
            screen.text()
        );
    }
}

#[test]
fn whatever_is_typed_on_a_focused_field_stands_there_and_nowhere_else() {
    for language in Language::ALL {
        let mut screen = Screen::sample(language, (250, 60));
        let mut letters = TYPED.chars().cycle();
        let mut open = |screen: &mut Screen, place: &str| {
            // Each line gets letters of its own, so that all together get all of them many times over.
            for line in lines(screen) {
                let some: String = letters.by_ref().take(3).collect();
                type_all_at(screen, &line, &some, place);
            }
        };
        for (keys, kind) in FORMS {
            screen.keys("esc esc").keys(keys).keys("home enter");
            if *kind == RecordKind::Activity {
                screen.keys("f6");
            }
            open(&mut screen, keys);
            // The entries of each list, and theirs.
            for list in kind.declaration().lists {
                let entry = format!("{}[0]", list.key);
                if !lines(&mut screen).contains(&entry) {
                    continue;
                }
                screen.go_to(&entry).keys("enter");
                open(&mut screen, &format!("{keys} {entry}"));
                screen.keys("esc");
            }
            screen.keys("esc").lacks("╭");
        }
    }
}

#[test]
fn every_letter_goes_into_a_line_a_picker_a_list_and_a_long_text() {
    for language in Language::ALL {
        let mut screen = Screen::sample(language, (250, 60));
        screen.keys("2 home enter");
        for line in [
            "name",
            "role",
            "purposes",
            "purposes[0]",
            "description",
            "started_on",
            "tags",
        ] {
            type_all_at(&mut screen, line, TYPED, "2");
        }
    }
}

#[test]
fn letters_in_lists_change_nothing_unasked() {
    for language in Language::ALL {
        for place in [
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
        ] {
            let mut screen = Screen::sample(language, (120, 40));
            let before = json::export(screen.register(), today(), &Selection::default());
            for letter in TYPED.chars().filter(|letter| *letter != 'q') {
                screen.keys(place).typed(&letter.to_string());
                for _ in 0..4 {
                    if screen.app.depth() > 0 || screen.app.is_typing() {
                        screen.keys("esc");
                    }
                }
                screen.keys("esc");
                assert!(!screen.app.is_done(), "{place} {letter}");
                let after = json::export(screen.register(), today(), &Selection::default());
                assert_eq!(before, after, "{place} {letter}");
            }
        }
    }
}
