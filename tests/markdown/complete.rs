//! Nothing recorded is missing from the document, nothing of different parts is mixed, every link leads somewhere.

use std::collections::HashSet;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use ropa::domain::codes::{ActivityRole, Choice, Regime};
use ropa::domain::date::PartialDate;
use ropa::domain::field::Record;
use ropa::domain::kind::{FieldKind, RecordKind, Target};
use ropa::domain::language::Language;
use ropa::domain::period::Period;
use ropa::domain::register::Register;
use ropa::domain::value::Value;
use ropa::exchange::document::slug;
use ropa::exchange::markdown::document;
use ropa::exchange::selection::{Profile, Selection};
use ropa::labels::Lexicon;

use super::build;

/// What was filled in: the kind, the field, and the words that must be read.
type Filled = Vec<(RecordKind, &'static str, String)>;

/// Fills every field that does not refer to anything with a value of its own, and every list with a row.
fn fill(lexicon: &Lexicon, record: &mut dyn Record, next: &mut u32, filled: &mut Filled) {
    let declaration = record.declaration();
    for (index, field) in declaration.fields.iter().enumerate() {
        *next += 1;
        let distinct = format!("own words {next}");
        let year = i32::try_from(1000 + *next).unwrap();
        let value = match &field.kind {
            FieldKind::Text | FieldKind::Prose => Value::Text(distinct.clone()),
            FieldKind::Texts | FieldKind::Words(_) => Value::Texts(vec![distinct.clone()]),
            FieldKind::Flag => Value::Flag(true),
            FieldKind::Number => Value::Number(i64::from(90_000 + *next)),
            FieldKind::Date => Value::Date(PartialDate::Year(year)),
            FieldKind::Day => Value::Date(PartialDate::from_iso(&format!("{year}-02-03")).unwrap()),
            FieldKind::Period => Value::Period(Period::of(0, 0, 9000 + *next)),
            // These two are what the document is laid out by.
            FieldKind::Code(set) if matches!(set.name, "activity_role" | "regime") => continue,
            FieldKind::Code(set) if set.codes.is_empty() => Value::Text(distinct.clone()),
            FieldKind::Code(set) => Value::Text(set.codes[0].to_owned()),
            FieldKind::Codes(set) => Value::Texts(vec![set.codes[0].to_owned()]),
            FieldKind::Country => Value::Text("BR".to_owned()),
            FieldKind::Countries => Value::Texts(vec!["BR".to_owned(), "PE".to_owned()]),
            FieldKind::Link | FieldKind::Links | FieldKind::Conditions | FieldKind::ExternalIds => {
                let parts = field.kind.items().unwrap().parts;
                Value::Items(vec![
                    parts
                        .iter()
                        .map(|part| match part.kind {
                            FieldKind::Text => Value::Text(format!("{distinct} {}", part.key)),
                            FieldKind::Date => Value::Date(PartialDate::Year(year)),
                            _ => Value::Text("yes".to_owned()),
                        })
                        .collect(),
                ])
            }
            FieldKind::Computed | FieldKind::Ref(_) | FieldKind::Refs(_) => continue,
        };
        let words = match &value {
            Value::Items(_) => distinct,
            _ => lexicon.value(&Register::empty(), record.id(), &field.kind, &value),
        };
        filled.push((declaration.kind, field.key, words));
        assert!(record.put(index, value), "{}", field.key);
    }
    for (list, meta) in declaration.lists.iter().enumerate() {
        let mut row = meta.kind.blank();
        fill(lexicon, &mut *row, next, filled);
        assert!(record.insert_row(list, 0, row));
    }
}

/// Points every reference at something of its kind: a row of the same record, or a record.
fn refer(register: &mut Register, id: ropa::domain::value::Id, filled: &mut Filled) {
    let mut record = register.owner(id).unwrap().boxed();
    let whole = record.clone();
    let register_now = register.clone();
    record.walk_mut(&mut |row| {
        let declaration = row.declaration();
        for (index, field) in declaration.fields.iter().enumerate() {
            let Some(target) = field.kind.target() else {
                continue;
            };
            let target = match target {
                Target::Kind(kind) if kind.parent().is_some() => {
                    let mut found = None;
                    whole.walk(None, &mut |other, _| {
                        if other.kind() == kind && other.id() != row.id() {
                            found = Some(other.id());
                        }
                    });
                    found
                }
                Target::Kind(kind) => register_now
                    .records(kind)
                    .map(|other| other.id())
                    .find(|other| *other != id),
                Target::Ours => register_now.ours().map(|ours| ours.head.id).next(),
                Target::Any => None,
            };
            let Some(target) = target else { continue };
            let value = if matches!(field.kind, FieldKind::Ref(_)) {
                Value::Ref(target)
            } else {
                Value::Refs(vec![target])
            };
            filled.push((
                declaration.kind,
                field.key,
                register_now.get(target).unwrap().head().reference.clone(),
            ));
            assert!(row.put(index, value), "{}", field.key);
        }
    });
    register.replace(record);
}

/// A register with one of everything, and everything about each recorded.
fn full(lexicon: &Lexicon, role: Option<ActivityRole>) -> (Register, Filled) {
    let mut register = Register::empty();
    let (mut next, mut filled) = (0, Filled::new());
    let mut ids = Vec::new();
    for kind in RecordKind::records() {
        // A schedule or measure of which every rule says its own would not be read through it.
        for _ in 0..if kind == RecordKind::Activity { 2 } else { 1 } {
            let mut record = kind.blank();
            fill(lexicon, &mut *record, &mut next, &mut filled);
            if kind == RecordKind::Activity {
                let role = role.map_or(Value::Empty, |role| Value::Text(role.code().to_owned()));
                record.record_value("role", role);
                record.record_value("regime", Value::Text(Regime::Gdpr.code().to_owned()));
            }
            register.settle(&mut *record);
            ids.push(record.id());
            register.replace(record);
        }
    }
    for id in ids {
        refer(&mut register, id, &mut filled);
    }
    (register, filled)
}

fn whole(lexicon: &Lexicon, register: &Register, profile: Profile) -> String {
    let selection = Selection {
        profile,
        ..Selection::default()
    };
    document(lexicon, register, lexicon.today, &selection, "ropa 0.1.0")
}

/// The text that is read, without markup.
fn read(markdown: &str) -> String {
    let mut text = String::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(&part),
            Event::SoftBreak | Event::HardBreak | Event::End(_) => text.push('\n'),
            _ => {}
        }
    }
    text
}

#[test]
fn everything_recorded_is_in_the_document_whatever_the_role() {
    for role in [
        None,
        Some(ActivityRole::Controller),
        Some(ActivityRole::Processor),
    ] {
        let lexicon = build::lexicon(Language::ENGLISH);
        let (register, filled) = full(&lexicon, role);
        let text = read(&whole(&lexicon, &register, Profile::Full));
        assert!(filled.len() > 250, "{}", filled.len());
        for (kind, key, words) in filled {
            assert!(
                text.contains(&words),
                "{}.{key} ({words}) as {role:?}",
                kind.key()
            );
            let label = lexicon.words.label(kind, key);
            // A name and a title are headings, not points; the organisation is called what it is there.
            let headed = matches!(key, "name" | "title" | "organisation" | "measures" | "role")
                || words.starts_with("own words");
            assert!(
                headed || text.contains(label),
                "{}.{key}: no {label}",
                kind.key()
            );
        }
    }
}

#[test]
fn the_public_document_leaves_out_what_it_says() {
    let lexicon = build::lexicon(Language::ENGLISH);
    let (register, filled) = full(&lexicon, Some(ActivityRole::Controller));
    let text = read(&whole(&lexicon, &register, Profile::Public));
    let selection = Selection {
        profile: Profile::Public,
        ..Selection::default()
    };
    let mut left_out = 0;
    for (kind, key, words) in filled {
        let out = selection.leaves_out(kind, key);
        if out && words.starts_with("own words") {
            left_out += 1;
            // A longer number begins with the same words.
            let found = text.match_indices(&words).any(|(at, _)| {
                !text[at + words.len()..].starts_with(|next: char| next.is_ascii_digit())
            });
            assert!(!found, "{}.{key}: {words}", kind.key());
        }
    }
    assert!(left_out > 20, "{left_out}");
    assert!(text.contains("Public version."));
    assert!(text.contains("Left out of the public version."));
}

#[test]
fn records_of_different_roles_are_never_mixed() {
    let lexicon = build::lexicon(Language::ENGLISH);
    let mut register = Register::empty();
    let kinds = [
        (Some(ActivityRole::Controller), None, 1),
        (Some(ActivityRole::Processor), None, 2),
        (None, None, 3),
        (
            Some(ActivityRole::Controller),
            Some(Regime::LawEnforcement),
            3,
        ),
        (Some(ActivityRole::Processor), Some(Regime::Other), 3),
        (Some(ActivityRole::Controller), Some(Regime::Gdpr), 1),
    ];
    for (number, (role, regime, part)) in kinds.into_iter().enumerate() {
        let mut record = RecordKind::Activity.blank();
        record.record_value(
            "name",
            Value::Text(format!("of part {part}, number {number}")),
        );
        record.record_value(
            "role",
            role.map_or(Value::Empty, |role| Value::Text(role.code().to_owned())),
        );
        record.record_value(
            "regime",
            regime.map_or(Value::Empty, |regime| Value::Text(regime.code().to_owned())),
        );
        register.settle(&mut *record);
        register.replace(record);
    }
    let text = whole(&lexicon, &register, Profile::Full);
    let mut seen = 0;
    let sections = text.split("\n## ");
    for section in sections.filter(|section| section.starts_with("Part ")) {
        for heading in section.lines().filter(|line| line.starts_with("### ")) {
            let part = heading
                .split("of part ")
                .nth(1)
                .unwrap()
                .chars()
                .next()
                .unwrap();
            assert!(section.starts_with(&format!("Part {part}.")), "{heading}");
            seen += 1;
        }
    }
    assert_eq!(seen, kinds.len());
}

#[test]
fn none_and_not_recorded_are_told_apart() {
    let lexicon = build::lexicon(Language::ENGLISH);
    let shown = |with_none: bool| {
        let mut register = Register::empty();
        let mut record = RecordKind::Activity.blank();
        record.record_value("name", Value::Text("Payroll".to_owned()));
        record.record_value("role", Value::Text("controller".to_owned()));
        for key in ["transfers", "recipients", "owner"] {
            assert!(!with_none || record.record_none(key, "because of this"));
        }
        register.settle(&mut *record);
        register.replace(record);
        whole(&lexicon, &register, Profile::Full)
    };
    let (none, open) = (shown(true), shown(false));
    assert_eq!(none.matches("*None*: because of this").count(), 3);
    assert!(!open.contains("*None*"));
    let gaps = |text: &str| text.matches("*Not recorded*\n").count();
    assert_eq!(gaps(&open), gaps(&none) + 2);
    assert!(open.contains("*Not recorded*: Owner") && !none.contains("*Not recorded*: Owner"));
}

#[test]
fn every_link_inside_the_document_leads_to_a_heading() {
    let lexicon = build::lexicon(Language::SWEDISH);
    let json = serde_json::from_str(include_str!("norrby.json")).unwrap();
    let text = whole(&lexicon, &build::register(&json), Profile::Full);
    let (mut anchors, mut targets) = (Vec::<String>::new(), HashSet::new());
    let (mut heading, mut inside) = (String::new(), false);
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Heading { .. }) => inside = true,
            Event::End(TagEnd::Heading(_)) => {
                inside = false;
                let anchor = slug(&std::mem::take(&mut heading));
                let again = anchors
                    .iter()
                    .filter(|known| known.starts_with(&anchor))
                    .count();
                let taken = anchors.contains(&anchor);
                anchors.push(if taken {
                    format!("{anchor}-{again}")
                } else {
                    anchor
                });
            }
            Event::Text(part) if inside => heading.push_str(&part),
            Event::Start(Tag::Link { dest_url, .. }) => {
                if let Some(target) = dest_url.strip_prefix('#') {
                    targets.insert(target.to_owned());
                }
            }
            _ => {}
        }
    }
    assert!(targets.len() > 12, "{targets:?}");
    for target in targets {
        assert!(anchors.contains(&target), "{target}");
    }
}

#[test]
fn the_same_state_gives_the_same_bytes() {
    let lexicon = build::lexicon(Language::ENGLISH);
    let (register, _) = full(&lexicon, Some(ActivityRole::Processor));
    let first = whole(&lexicon, &register, Profile::Full);
    assert_eq!(
        first,
        whole(
            &build::lexicon(Language::ENGLISH),
            &register.clone(),
            Profile::Full
        )
    );
}
