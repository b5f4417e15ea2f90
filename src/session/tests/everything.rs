//! Every field of every kind of record, of every kind of value, is taken out without a trace.

use std::process::Command;

use super::random::value;
use super::redact::{field, redact, verified, words};
use super::*;
use crate::domain::date::PartialDate;
use crate::domain::kind::FieldKind;
use crate::domain::period::Period;
use crate::domain::redaction::{TakeOut, TakenValues};

/// The word that stands in every text.
const NEEDLE: &str = "needle";

/// A value that nothing else in the file says, and what it is known by in its bytes; nothing where it has too few letters
/// for that.
fn distinct(session: &Session, id: Id, kind: &FieldKind, n: u16) -> (Value, Option<String>) {
    let word = format!("{NEEDLE}-{n:05}");
    let days = chrono::NaiveDate::from_ymd_opt(1701, 1, 1).unwrap() + Duration::days(n.into());
    let value = match kind {
        // As long that it is written over several pages.
        FieldKind::Prose => text(format!("{word} ").repeat(900).trim()),
        FieldKind::Text => text(&word),
        FieldKind::Texts | FieldKind::Words(_) => Value::Texts(vec![word.clone()]),
        FieldKind::Link | FieldKind::Links | FieldKind::ExternalIds => {
            Value::Items(vec![vec![text(&word), text(&word)]])
        }
        FieldKind::Conditions => Value::Items(vec![vec![
            text("dpf"),
            text("yes"),
            Value::Empty,
            text(&word),
        ]]),
        FieldKind::Number => {
            let number = 70_000_000 + i64::from(n);
            return (Value::Number(number), Some(number.to_string()));
        }
        FieldKind::Date | FieldKind::Day => {
            let day = days.to_string();
            return (Value::Date(PartialDate::from_iso(&day).unwrap()), Some(day));
        }
        FieldKind::Period => {
            let period = format!("P{}D", 10_000 + u32::from(n));
            return (
                Value::Period(Period::from_iso(&period).unwrap()),
                Some(period),
            );
        }
        _ => return (value(session, id, kind, n.to_le_bytes()[0]), None),
    };
    (value, Some(word))
}

/// A field of a record or row, with what its values are known by.
type Known = (Id, &'static str, Vec<String>);

/// A register with a record of every kind and a row in every list, in which every field had two values, and of which
/// every record went and came back.
fn full() -> (Office, Session, Vec<Known>) {
    let (office, mut session) = Office::new();
    for kind in RecordKind::records() {
        let mut record = kind.blank();
        with_rows(&mut *record);
        session.save(vec![Edit::create(record)], "create").unwrap();
    }
    let mut known: Vec<Known> = Vec::new();
    let mut ids: Vec<Id> = session.register().ids().filter(|id| id.0 > 0).collect();
    ids.sort_unstable();
    let mut n = 0;
    for round in 0..2 {
        for id in &ids {
            let declaration = session.register().get(*id).unwrap().declaration();
            let mut values = Vec::new();
            for meta in declaration.fields {
                let fixed = matches!(meta.kind, FieldKind::Computed)
                    || matches!(
                        (declaration.kind, meta.key),
                        (RecordKind::RegisterData, "id" | "reasons")
                    );
                if fixed {
                    continue;
                }
                n += 1;
                let (value, token) = distinct(&session, *id, &meta.kind, n);
                values.push((meta.key, value));
                match known.iter_mut().find(|it| (it.0, it.1) == (*id, meta.key)) {
                    Some(known) => known.2.extend(token),
                    None => known.push((*id, meta.key, token.into_iter().collect())),
                }
            }
            let saved = edit(&session, *id, |record| {
                let record = record.find_mut(*id).unwrap();
                for (key, value) in values {
                    record.record_value(key, value);
                }
            });
            session
                .save(vec![saved], &format!("round {round}"))
                .unwrap();
        }
    }
    let mut owners: Vec<Id> = ids
        .iter()
        .map(|id| session.register().place(*id).unwrap().owner)
        .collect();
    owners.dedup();
    for owner in owners {
        if session.register().get(owner).unwrap().kind() != RecordKind::RegisterData {
            session.remove(owner, true, "remove").unwrap();
            session.undo("undo").unwrap();
        }
    }
    check(&session);
    (office, session, known)
}

/// A row in every list, and in those.
fn with_rows(record: &mut dyn Record) {
    for list in 0..record.declaration().lists.len() {
        let kind = record.declaration().lists[list].kind;
        if kind != RecordKind::Redaction {
            let mut row = kind.blank();
            with_rows(&mut *row);
            record.insert_row(list, 0, row);
        }
    }
}

/// What of these stands anywhere in the bytes of the files, as UTF-8 or UTF-16.
fn left<'t>(office: &Office, tokens: impl Iterator<Item = &'t str>) -> Vec<String> {
    let files = std::fs::read_dir(office.path.parent().unwrap()).unwrap();
    let bytes: Vec<u8> = files
        .flat_map(|file| std::fs::read(file.unwrap().path()).unwrap_or_default())
        .collect();
    // What can be letters in either, in one long text: a search of it is a search of the bytes.
    let plain = String::from_utf8_lossy(&bytes).into_owned();
    let wide: Vec<u8> = bytes.into_iter().filter(|byte| *byte != 0).collect();
    let wide = String::from_utf8_lossy(&wide).into_owned();
    tokens
        .filter(|token| plain.contains(*token) || wide.contains(*token))
        .map(str::to_owned)
        .collect()
}

/// Whether the system's own `sqlite3`, where there is one, calls the file whole.
fn whole_for_others(office: &Office) {
    let mut command = Command::new("sqlite3");
    let ran = command
        .arg(&office.path)
        .arg("PRAGMA integrity_check; PRAGMA foreign_key_check;")
        .output();
    if let Ok(output) = ran {
        assert_eq!(
            String::from_utf8_lossy(&output.stdout).trim(),
            "ok",
            "{output:?}"
        );
    }
}

#[test]
fn every_field_of_every_kind_is_taken_out_without_a_trace() {
    let (office, mut session, known) = full();
    let tokens = || known.iter().flat_map(|it| &it.2).map(String::as_str);
    assert_eq!(
        left(&office, tokens()).len(),
        tokens().count(),
        "the test itself"
    );
    let all = TakeOut {
        fields: known
            .iter()
            .map(|(id, key, _)| ((id.0, (*key).to_owned()), TakenValues::All))
            .collect(),
        ..TakeOut::default()
    };
    let stamp = session.stamp("redaction\nasked for", None);
    session
        .store
        .redact(
            std::sync::Arc::make_mut(&mut session.register),
            &stamp,
            &all,
        )
        .unwrap();
    check(&session);
    verified(&session);
    whole_for_others(&office);
    assert_eq!(left(&office, tokens()), Vec::<String>::new());
    for (id, key, _) in &known {
        let record = session.register().get(*id).unwrap();
        assert!(record.is_redacted(key), "{key} of {id:?}");
        assert_eq!(
            session.store.values_of(*id, key).unwrap(),
            Vec::<serde_json::Value>::new()
        );
        assert!(session.taken_out(*id, key).is_some());
    }
    // It goes out and comes in again with its marks, and says the same on every earlier day.
    let export = |session: &Session| {
        let selection = crate::exchange::selection::Selection::default();
        crate::exchange::json::export(session.register(), session.today(), &selection)
    };
    let text = export(&session);
    let document = crate::exchange::import::read(&text).unwrap();
    let (_other, mut empty) = Office::new();
    empty
        .import(
            &document,
            "import",
            crate::session::import::ImportOptions::default(),
        )
        .unwrap();
    check(&empty);
    for kind in RecordKind::records() {
        for record in session.register().records(kind) {
            let reference = record.head().reference.as_str();
            let again = empty
                .register()
                .get(empty.register().find(reference).unwrap())
                .unwrap();
            let marks = |record: &dyn Record| {
                let mut marks = Vec::new();
                record.walk(None, &mut |row, _| marks.push(row.head().redacted.clone()));
                marks
            };
            assert_eq!(marks(again), marks(record), "{reference}");
        }
    }
    let then = session.as_of(session.today()).unwrap();
    assert_eq!(left(&office, [NEEDLE].into_iter()), Vec::<String>::new());
    assert!(
        !crate::exchange::json::export(
            &then,
            session.today(),
            &crate::exchange::selection::Selection::default()
        )
        .contains(NEEDLE)
    );
    while session.undo("undo").is_ok() {}
    check(&session);
    assert_eq!(left(&office, tokens()), Vec::<String>::new());
}

#[test]
fn words_go_from_every_text_of_every_kind() {
    let (office, mut session, _) = full();
    redact(&mut session, &words(NEEDLE)).unwrap();
    check(&session);
    verified(&session);
    whole_for_others(&office);
    assert_eq!(left(&office, [NEEDLE].into_iter()), Vec::<String>::new());
}

#[test]
fn fields_of_each_kind_of_value_are_taken_out_one_by_one() {
    let (office, mut session, known) = full();
    let mut done: Vec<std::mem::Discriminant<FieldKind>> = Vec::new();
    for (id, key, tokens) in &known {
        let declaration = session.register().get(*id).unwrap().declaration();
        let meta = &declaration.fields[declaration.field(key).unwrap()];
        let kind = std::mem::discriminant(&meta.kind);
        if done.contains(&kind) {
            continue;
        }
        match redact(&mut session, &field(*id, key)) {
            Ok(_) => done.push(kind),
            // What decides over a hold or a disposal stays.
            Err(problem) => {
                assert!(matches!(
                    problem.key,
                    "redact_lifted" | "redact_disposed" | "redact_nothing"
                ));
                continue;
            }
        }
        check(&session);
        assert_eq!(
            left(&office, tokens.iter().map(String::as_str)),
            Vec::<String>::new(),
            "{key}"
        );
    }
    assert!(done.len() > 12, "{}", done.len());
}
