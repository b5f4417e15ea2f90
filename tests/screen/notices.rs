//! Real activities, entered by keys alone: whatever a register holds can be typed in.

use ropa::domain::field::Record;
use ropa::domain::kind::{FieldKind, RecordKind};
use ropa::exchange::json;
use serde_json::Value as Json;

use crate::support::screen::Screen;

/// Enters a JSON record or row into the open form, a line after the other.
fn enter(screen: &mut Screen, kind: RecordKind, json: &Json) {
    let declaration = kind.declaration();
    for field in declaration.fields {
        let value = &json[field.key];
        if !value.is_null() {
            enter_value(screen, field.key, &field.kind, value);
        }
    }
    for list in declaration.lists {
        for row in json[list.key].as_array().into_iter().flatten() {
            let deep = screen.deep();
            screen.go_to(list.key).keys("enter");
            screen.closed();
            enter(screen, list.kind, row);
            screen.out_to(deep);
        }
    }
    for (key, reason) in json["none"].as_object().into_iter().flatten() {
        screen
            .go_to(key)
            .keys("f4")
            .typed(reason.as_str().unwrap())
            .keys("enter");
    }
}

fn enter_value(screen: &mut Screen, key: &str, kind: &FieldKind, value: &Json) {
    let texts = || -> Vec<String> {
        match value {
            Json::Array(entries) => entries
                .iter()
                .map(|entry| entry.as_str().unwrap().to_owned())
                .collect(),
            Json::String(text) => vec![text.clone()],
            other => vec![other.to_string()],
        }
    };
    if let Some(items) = kind.items() {
        let entries: Vec<&Json> = value
            .as_array()
            .map_or_else(|| vec![value], |entries| entries.iter().collect());
        for (at, entry) in entries.into_iter().enumerate() {
            screen
                .go_to(&if at == 0 {
                    key.to_owned()
                } else {
                    format!("{key}+")
                })
                .keys("enter")
                .closed();
            for part in items.parts {
                if let Some(text) = entry[part.key].as_str() {
                    screen
                        .go_to(&format!("{key}[{at}].{}", part.key))
                        .keys("enter")
                        .typed(text)
                        .keys("down");
                }
            }
        }
        return;
    }
    screen.go_to(key);
    match kind {
        FieldKind::Flag => {
            screen.keys(if value == &Json::Bool(true) {
                "space"
            } else {
                "space space"
            });
        }
        FieldKind::Prose | FieldKind::Texts => {
            screen.keys("enter");
            for (at, line) in texts().join("\n").split('\n').enumerate() {
                if at > 0 {
                    screen.keys("alt-enter");
                }
                screen.typed(line);
            }
            screen.keys("down");
        }
        FieldKind::Text
        | FieldKind::Number
        | FieldKind::Date
        | FieldKind::Day
        | FieldKind::Period => {
            screen.keys("enter").typed(&texts()[0]).keys("enter");
        }
        _ if kind.is_list() => {
            // What was filled in gives way.
            screen.keys("delete enter");
            for text in texts() {
                screen.typed(&text);
                // Own words that stand in the register already come first.
                let offered = format!("[ ] {text} ");
                let known = screen.text().replace("]›", "] ").lines().any(|line| {
                    let beside = line.split_once(&offered).map(|(_, beside)| beside.trim());
                    beside.is_some_and(|beside| beside.starts_with(|it: char| it.is_ascii_digit()))
                });
                if known {
                    screen.keys("home space");
                    continue;
                }
                // Own words stand last, below the choices that hold them.
                if kind
                    .codes()
                    .is_some_and(|set| !set.closed && !set.codes.contains(&text.as_str()))
                {
                    screen.keys("end space");
                } else {
                    screen.keys("up space");
                }
            }
            screen.keys("enter");
        }
        _ => {
            screen.keys("enter").typed(&texts()[0]).keys("enter");
        }
    }
}

/// Enters one activity of a notice anew, beside the rest of its register, and compares it with the original.
fn enter_again(notice: &str, reference: &str) {
    let mut screen = Screen::empty();
    screen.resized(250, 50);
    let source = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join(format!("tests/notices/{notice}.json"));
    screen
        .keys("3")
        .typed(&source.display().to_string())
        .keys("enter right enter")
        .sees("Imported");
    let original = screen
        .register()
        .get(screen.register().find(reference).unwrap())
        .unwrap();
    let mut original: Json =
        serde_json::from_str(&json::record(screen.register(), original)).unwrap();
    screen.keys("2 n");
    // The one organisation of ours is filled in already.
    screen.go_to("organisation").keys("delete");
    screen.keys("f6");
    enter(&mut screen, RecordKind::Activity, &original);
    screen.keys("ctrl-s").sees("Saved A");
    let register = screen.register();
    let last = register
        .activities
        .iter()
        .map(|activity| activity as &dyn Record)
        .max_by_key(|activity| activity.id())
        .unwrap();
    let mut entered: Json = serde_json::from_str(&json::record(register, last)).unwrap();
    for json in [&mut original, &mut entered] {
        json["ref"] = Json::Null;
    }
    let lines = |json: &Json| serde_json::to_string_pretty(json).unwrap();
    for (wanted, found) in lines(&original).lines().zip(lines(&entered).lines()) {
        assert_eq!(wanted, found, "{notice} {reference}");
    }
    assert_eq!(original, entered, "{notice} {reference}");
}

#[test]
fn a_contact_form_is_entered_by_keys() {
    enter_again("zesec", "A2");
}

#[test]
fn real_activities_of_every_notice_are_entered_by_keys() {
    for (notice, references) in [
        ("secmaker", ["A5", "A9"]),
        ("secure-privacy", ["A1", "A17"]),
        ("axcrypt", ["A6", "A2"]),
        ("infomaker", ["A1", "A13"]),
    ] {
        for reference in references {
            enter_again(notice, reference);
        }
    }
}
