//! An export that was made before something was taken out brings nothing of it back unasked, whatever came between.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::Value as Json;

use super::random::{steps, take};
use super::redact::{NAME, field, holds, named, redact, verified, words};
use super::*;
use crate::domain::kind::FieldKind;
use crate::exchange::import::{ImportReport, Matching, Preference, read};
use crate::exchange::json;
use crate::exchange::selection::Selection;
use crate::session::import::ImportOptions;

/// An import that takes what the file says where both sides changed it.
fn taking_theirs(bring_back: bool) -> ImportOptions {
    ImportOptions {
        prefer: Preference::Theirs,
        bring_back,
        ..ImportOptions::default()
    }
}

fn exported(session: &Session) -> String {
    json::export(session.register(), session.today(), &Selection::default())
}

/// The export as somebody left it who changed it by hand.
fn by_hand(export: &str, change: impl FnOnce(&mut Json)) -> String {
    let mut json: Json = serde_json::from_str(export).unwrap();
    change(&mut json);
    json.to_string()
}

fn import(session: &mut Session, text: &str) -> Result<ImportReport, Problem> {
    import_as(session, text, taking_theirs(false))
}

/// The same as asked for.
fn import_as(
    session: &mut Session,
    text: &str,
    options: ImportOptions,
) -> Result<ImportReport, Problem> {
    let done = session.import(&read(text)?, "import", options);
    done.map(|(report, _)| report)
}

/// Imports what must bring nothing back; what it did, or `None` where it was refused.
fn tried(office: &Office, session: &mut Session, text: &str) -> Option<ImportReport> {
    tried_for(NAME, office, session, text)
}

fn tried_for(
    gone: &str,
    office: &Office,
    session: &mut Session,
    text: &str,
) -> Option<ImportReport> {
    let looked = match session.look_at_import(&read(text).unwrap(), taking_theirs(false)) {
        Ok(looked) => looked,
        // Another record has its reference by now.
        Err(problem) => {
            assert!(problem.key.starts_with("import_"), "{problem}");
            return None;
        }
    };
    let before = session.register().mark.clone();
    let done = import(session, text);
    assert!(!holds(office, gone), "brought back: {done:?}");
    check(session);
    verified(session);
    match done {
        Ok(report) => {
            assert!(looked.may_bring_back.is_empty());
            Some(report)
        }
        Err(problem) => {
            assert_eq!(problem.key, "import_before_redaction");
            assert!(!looked.may_bring_back.is_empty());
            assert_eq!(session.register().mark, before);
            None
        }
    }
}

fn keys(report: &ImportReport) -> Vec<&str> {
    let kept = report.kept_out.iter();
    kept.filter_map(|spot| spot.key).collect()
}

#[test]
fn a_field_that_was_recorded_anew_is_left_alone() {
    let (office, mut session, id) = named();
    let old = exported(&session);
    redact(&mut session, &words(NAME)).unwrap();
    redact(&mut session, &field(id, "department")).unwrap();
    let anew = edit(&session, id, |record| {
        record.record_value("notes", text("Ask the help desk."));
        record.record_value("department", text("Treasury"));
    });
    session.save(vec![anew], "anew").unwrap();
    let report = tried(&office, &mut session, &old).unwrap();
    assert_eq!(keys(&report), ["department", "notes"]);
    assert!(report.changed.is_empty());
    // Taken back and done again it is the same.
    session.undo("undo").unwrap();
    assert_eq!(
        keys(&tried(&office, &mut session, &old).unwrap()),
        ["department", "notes"]
    );
    session.redo("redo").unwrap();
    tried(&office, &mut session, &old).unwrap();
    let record = session.register().get(id).unwrap();
    assert_eq!(record.text("department").unwrap(), "Treasury");
    // A value that is *none* since is not overwritten either.
    let none = edit(&session, id, |record| {
        record.record_value("department", Value::Empty);
        record
            .head_mut()
            .none
            .insert("department".to_owned(), "no longer".to_owned());
    });
    session.save(vec![none], "none").unwrap();
    tried(&office, &mut session, &old).unwrap();
    assert_eq!(
        session.register().get(id).unwrap().head().none["department"],
        "no longer"
    );
}

#[test]
fn what_was_made_after_the_redaction_says_what_it_likes() {
    let (office, mut session, id) = named();
    let taken_out = |session: &Session| {
        session
            .register()
            .get(id)
            .unwrap()
            .is_redacted("department")
    };
    redact(&mut session, &field(id, "department")).unwrap();
    let anew = edit(&session, id, |record| {
        record.record_value("department", text("Finance"));
        record.record_value("notes", text("Typed anew"));
    });
    session.save(vec![anew], "anew").unwrap();
    let newer = exported(&session);
    session.undo("undo").unwrap();
    assert!(taken_out(&session));
    // What was undone since stays undone, unless the record is to become what the file says.
    import(&mut session, &newer).unwrap();
    assert!(taken_out(&session));
    let replacing = ImportOptions {
        matching: Matching::Replacing,
        ..taking_theirs(false)
    };
    import_as(&mut session, &newer, replacing).unwrap();
    assert!(!taken_out(&session));
    // A file that was made by hand, of no register, asks nothing; what was taken out stays.
    session.undo("undo").unwrap();
    let hand = by_hand(&newer, |json| {
        json.as_object_mut().unwrap().remove("change");
        json.as_object_mut().unwrap().remove("register");
        json["activities"][0]["notes"] = "By hand".into();
    });
    let report = import(&mut session, &hand).unwrap();
    assert_eq!(keys(&report), ["department"]);
    check(&session);
    assert!(taken_out(&session) && holds(&office, "By hand"));
}

#[test]
fn another_record_of_the_reference_is_not_mistaken_for_it() {
    let reference = |session: &mut Session, id: Id, reference: &str| {
        let renamed = edit(session, id, |record| {
            record.head_mut().reference = reference.to_owned();
        });
        session.save(vec![renamed], "rename").unwrap();
    };
    for (unwanted, gone) in [(words(NAME), NAME), (field(Id(0), "notes"), "Ask ")] {
        for swapped in [false, true] {
            let (office, mut session, id) = named();
            let other = create(&mut session, activity("Other"));
            // Nothing else of it holds the name.
            redact(&mut session, &field(id, "name")).unwrap();
            let old = exported(&session);
            let unwanted = match &unwanted {
                Unwanted::Field(_, key) => field(id, key),
                words @ Unwanted::Words(_) => words.clone(),
            };
            reference(&mut session, id, "A9");
            if swapped {
                reference(&mut session, other, "A1");
            }
            redact(&mut session, &unwanted).unwrap();
            assert_eq!(
                tried_for(gone, &office, &mut session, &old),
                None,
                "{unwanted:?} {swapped}"
            );
            if swapped {
                session.remove(id, true, "remove").unwrap();
                assert_eq!(tried_for(gone, &office, &mut session, &old), None);
            }
        }
    }
}

#[test]
fn words_come_back_under_no_key_and_in_no_longer_text() {
    let (office, mut session, id) = named();
    let other = create(&mut session, activity("Other"));
    let rows = edit(&session, id, |record| {
        let purposes = record.declaration().list("purposes").unwrap();
        let mut row = RecordKind::Purpose.blank();
        row.record_value("text", text("To pay"));
        row.head_mut().id = Id::provisional(1);
        record.insert_row(purposes, 0, row);
    });
    session.save(vec![rows], "row").unwrap();
    let old = exported(&session);
    redact(&mut session, &words(NAME)).unwrap();
    redact(&mut session, &words("To pay")).unwrap();
    let changes: [&dyn Fn(&mut Json); 8] = [
        &|json| json["activities"][1]["owner"] = NAME.into(),
        &|json| json["activities"][1]["name"] = format!("Other, of {NAME} and more").into(),
        &|json| json["activities"][1]["none"] = serde_json::json!({ "department": NAME }),
        &|json| json["activities"][1]["none"] = serde_json::json!({ "purposes": NAME }),
        &|json| json["organisations"][0]["trading_names"] = serde_json::json!([NAME]),
        &|json| json["register"]["notes"] = NAME.into(),
        &|json| {
            json["activities"][1]["purposes"] = serde_json::json!([{ "ref": "P1", "text": NAME }]);
        },
        &|json| {
            json["activities"]
                .as_array_mut()
                .unwrap()
                .push(serde_json::json!({ "name": NAME }));
        },
    ];
    for (nth, change) in changes.into_iter().enumerate() {
        for change_is_told in [true, false] {
            let file = by_hand(&old, |json| {
                change(json);
                if !change_is_told {
                    json.as_object_mut().unwrap().remove("change");
                }
            });
            assert_eq!(tried(&office, &mut session, &file), None, "{nth}");
        }
    }
    // A row that was removed, or numbered anew, since.
    let gone = edit(&session, id, |record| {
        let purposes = record.declaration().list("purposes").unwrap();
        record.remove_row(purposes, 0);
    });
    session.save(vec![gone], "gone").unwrap();
    // What was removed since stays removed, with what was taken out of it.
    let report = tried(&office, &mut session, &old);
    assert!(report.is_none_or(|report| report.changed.is_empty() && report.added.is_empty()));
    // What is no text cannot be the words.
    let file = by_hand(&old, |json| {
        json["activities"].as_array_mut().unwrap().remove(0);
        json["activities"][0]["started_on"] = "2020-01-01".into();
    });
    assert!(tried(&office, &mut session, &file).is_some());
    assert!(session.register().get(other).unwrap().value("started_on") != Value::Empty);
    // Asked for, the rest comes; what is known to have been taken out stays all the same.
    let file = by_hand(&old, |json| json["activities"][1]["owner"] = "Bo Ek".into());
    let done = session
        .import(&read(&file).unwrap(), "import", taking_theirs(true))
        .unwrap();
    assert!(
        done.0.kept_out.len() == 1 && holds(&office, "Bo Ek"),
        "{:?}",
        done.0
    );
    assert!(!holds(&office, NAME));
    check(&session);
}

#[test]
fn a_copy_that_went_on_without_the_redaction_is_no_newer_state() {
    let (office, mut session, _) = named();
    let beside = office.path.with_file_name("copy.sqlite");
    session.store.back_up(&beside).unwrap();
    let mut copy = Session::open(&beside, session.surroundings().clone()).unwrap();
    redact(&mut session, &words(NAME)).unwrap();
    for nth in 0..3 {
        create(&mut copy, activity(&format!("More {nth}")));
    }
    let export = exported(&copy);
    drop(copy);
    std::fs::remove_file(&beside).unwrap();
    assert_eq!(tried(&office, &mut session, &export), None);
}

#[test]
fn a_mark_that_came_with_a_file_keeps_the_value_out_too() {
    let (_office, mut session, id) = named();
    let old = exported(&session);
    redact(&mut session, &field(id, "department")).unwrap();
    redact(&mut session, &words(NAME)).unwrap();
    let marked = exported(&session);
    let (office, mut empty) = Office::new();
    empty
        .import(&read(&marked).unwrap(), "import", taking_theirs(false))
        .unwrap();
    let found = empty.register().find("A1").unwrap();
    assert!(
        empty
            .register()
            .get(found)
            .unwrap()
            .is_redacted("department")
    );
    check(&empty);
    let report = tried(&office, &mut empty, &old).unwrap();
    assert_eq!(keys(&report), ["department", "notes"]);
    assert!(!holds(&office, "Finance"));
}

#[test]
fn whatever_comes_between_nothing_is_brought_back() {
    let mut runner = TestRunner::new(Config {
        cases: 24,
        failure_persistence: None,
        ..Config::default()
    });
    let all = (steps(), steps(), steps(), any::<usize>(), any::<bool>());
    let outcome = runner.run(&all, |(before, between, after, at, whole)| {
        let (office, mut session) = Office::new();
        let id = create(&mut session, activity("Laptops"));
        for step in &before {
            take(&mut session, &office, step);
        }
        let holders: Vec<(Id, &'static str)> = {
            let register = session.register();
            let records = register.all_records().filter(|record| record.id().0 > 1);
            let keys = |record: &dyn Record| {
                let fields = record.declaration().fields.iter();
                let id = record.id();
                let keys =
                    fields.filter(|it| matches!(it.kind, FieldKind::Text | FieldKind::Prose));
                keys.map(move |it| (id, it.key)).collect::<Vec<_>>()
            };
            records.flat_map(keys).collect()
        };
        let Some((holder, key)) = holders.get(at % holders.len().max(1)).copied() else {
            return Ok(());
        };
        let noted = edit(&session, holder, |record| {
            record.record_value(key, text(NAME));
        });
        if session.save(vec![noted], "noted").is_err() {
            return Ok(());
        }
        let old = exported(&session);
        for step in &between {
            take(&mut session, &office, step);
        }
        if whole {
            match redact(&mut session, &field(holder, key)) {
                Ok(_) => {}
                // What decides is not taken out.
                Err(_) => return Ok(()),
            }
        } else {
            redact(&mut session, &words(NAME)).unwrap();
        }
        for step in &after {
            take(&mut session, &office, step);
        }
        if !holds(&office, NAME) {
            tried(&office, &mut session, &old);
        }
        let _ = id;
        Ok(())
    });
    if let Err(problem) = outcome {
        panic!("{problem}");
    }
}

#[test]
fn a_file_makes_nothing_seem_taken_out() {
    let (_office, mut session, id) = named();
    let file = by_hand(&exported(&session), |json| {
        let activity = json["activities"][0].as_object_mut().unwrap();
        activity.remove("department");
        activity.insert(
            "redacted".to_owned(),
            serde_json::json!(["department", "owner"]),
        );
    });
    import(&mut session, &file).unwrap();
    check(&session);
    let record = session.register().get(id).unwrap();
    assert!(!record.is_redacted("department") && !record.is_redacted("owner"));
}
