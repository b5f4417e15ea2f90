//! What is taken out is gone from the whole file, and everything else holds as before.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use rusqlite::Connection;

use super::copies::Copies;
use super::random::{Step, steps, take};
use super::*;
use crate::domain::redaction::MARK;
use crate::store::{Turn, Verification};

/// A name that nothing else in a register is called by.
pub(super) const NAME: &str = "Åsa Ängström";

pub(super) fn field(id: Id, key: &str) -> Unwanted {
    Unwanted::Field(id, key.to_owned())
}

pub(super) fn words(text: &str) -> Unwanted {
    Unwanted::Words(text.to_owned())
}

pub(super) fn redact(session: &mut Session, unwanted: &Unwanted) -> Result<Option<Mark>, Problem> {
    let done = session.redact(unwanted, ["redaction", MARK], "asked for", None);
    done.map(|(mark, _)| mark)
}

/// Whether a text stands anywhere in the bytes of the file or of what lies beside it.
pub(super) fn holds(office: &Office, text: &str) -> bool {
    std::fs::read_dir(office.path.parent().unwrap())
        .unwrap()
        .any(|entry| {
            let path = entry.unwrap().path();
            let bytes = std::fs::read(path).unwrap_or_default();
            bytes
                .windows(text.len())
                .any(|window| window == text.as_bytes())
        })
}

fn hashes(session: &Session) -> Vec<(i64, String)> {
    let sets = session.store.change_sets(None).unwrap();
    sets.into_iter().map(|set| (set.number, set.hash)).collect()
}

pub(super) fn verified(session: &Session) -> Verification {
    let found = session.store.verify().unwrap();
    assert_eq!(found.differences, []);
    found
}

/// A register with an activity that was called by a name, then something else, and once named it in its notes.
pub(super) fn named() -> (Office, Session, Id) {
    let (office, mut session) = Office::new();
    let mut made = activity(&format!("Laptop of {NAME}"));
    made.department = Some("Finance".to_owned());
    let id = create(&mut session, made);
    let saved = edit(&session, id, |record| {
        record.record_value(
            "notes",
            text(&format!(
                "Ask {NAME}, or A\u{30a}sa A\u{308}ngstro\u{308}m."
            )),
        );
    });
    session
        .save(vec![saved], &format!("Change of {NAME}'s laptop"))
        .unwrap();
    rename(&mut session, id, "Laptop").unwrap();
    (office, session, id)
}

#[test]
fn a_field_is_taken_out_with_everything_that_it_ever_held() {
    let (office, mut session, id) = named();
    let before = hashes(&session);
    let day = session.today();
    let touched = session.before_redaction(&field(id, "name"), None).unwrap();
    // The change between is named by what the record is called now.
    assert_eq!(
        (touched.sets.as_slice(), touched.labels),
        (&[2, 3, 4][..], 1)
    );
    let mark = redact(&mut session, &field(id, "name")).unwrap().unwrap();
    assert_eq!(mark.number, 5);
    check(&session);
    assert!(!holds(&office, "Laptop of"), "the name as it was");
    assert!(holds(&office, NAME), "the notes still name her");
    // What was printed earlier still matches, and the check tells what was done.
    assert_eq!(hashes(&session)[1..], before);
    let found = verified(&session);
    let told: Vec<(i64, i64)> = found.redacted.iter().map(|it| (it.number, it.by)).collect();
    assert_eq!(told, [(2, 5), (3, 5), (4, 5)]);
    // It reads as not recorded, marked, with the day and the reason; on earlier days too.
    let record = session.register().get(id).unwrap();
    assert!(record.is_redacted("name") && !record.is_redacted("notes"));
    assert_eq!(session.taken_out(id, "name").unwrap().1, "asked for");
    let then = session.as_of(day).unwrap();
    assert!(then.get(id).unwrap().is_redacted("name"));
    // The set that records it holds nothing of it.
    let set = session.store.change_set(5).unwrap().unwrap();
    assert_eq!(
        (set.title(), set.because()),
        ("redaction", Some("asked for"))
    );
    // A new name takes the mark's place, and may be taken back.
    rename(&mut session, id, "Device").unwrap();
    check(&session);
    assert!(!session.register().get(id).unwrap().is_redacted("name"));
    session.undo("undo").unwrap();
    check(&session);
    assert!(session.register().get(id).unwrap().is_redacted("name"));
    session.remove(id, true, "remove").unwrap();
    check(&session);
    session.undo("undo").unwrap();
    check(&session);
    assert!(session.register().get(id).unwrap().is_redacted("name"));
}

#[test]
fn words_are_taken_out_wherever_they_stand() {
    let (office, mut session, id) = named();
    let before = hashes(&session);
    let touched = session
        .before_redaction(&words("åsa ängström"), None)
        .unwrap();
    assert_eq!(
        (touched.labels, touched.authors, touched.sets.len()),
        (1, 0, 3)
    );
    assert_eq!(touched.matched.values().sum::<usize>(), 5);
    redact(&mut session, &words("åsa ängström")).unwrap();
    check(&session);
    assert!(!holds(&office, NAME) && !holds(&office, "A\u{30a}sa"));
    assert_eq!(hashes(&session)[1..], before);
    verified(&session);
    let notes = session.register().get(id).unwrap().text("notes");
    assert_eq!(notes.unwrap(), format!("Ask {MARK}, or {MARK}."));
    let set = session.store.change_set(3).unwrap().unwrap();
    assert_eq!(
        (set.label.as_str(), set.salt),
        (format!("Change of {MARK}'s laptop").as_str(), None)
    );
    // Once more something else in a set that was touched already: the last record of it counts.
    redact(&mut session, &words("Finance")).unwrap();
    check(&session);
    let found = verified(&session);
    assert_eq!(found.redacted[0].by, 6);
    assert!(!holds(&office, "Finance"));
}

#[test]
fn an_author_is_taken_out_by_somebody_else() {
    let (office, session, _) = named();
    drop(session);
    let mut session = office.open("ann");
    let problem = redact(&mut session, &words("ann")).unwrap_err();
    assert_eq!(problem.key, "redact_author_names_it");
    let mut session = office.open("bob");
    redact(&mut session, &words("ann")).unwrap();
    check(&session);
    let sets = session.store.change_sets(None).unwrap();
    assert!(sets[1..].iter().all(|set| set.author == MARK));
    verified(&session);
}

#[test]
fn what_everything_goes_by_cannot_be_taken_out() {
    let (_office, mut session, id) = named();
    let about = session.register().about.head.id;
    let refused = |session: &mut Session, unwanted: &Unwanted| {
        let before = session.register().mark.clone();
        let problem = redact(session, unwanted).unwrap_err();
        assert_eq!(session.store.latest().unwrap(), before);
        problem.key
    };
    let mut key = |unwanted: Unwanted| refused(&mut session, &unwanted);
    assert_eq!(key(field(id, "ref")), "redact_reference_field");
    assert_eq!(key(field(about, "id")), "redact_register_id");
    assert_eq!(key(words("the-register")), "redact_register_id");
    assert_eq!(key(field(id, "purposes")), "redact_list");
    assert_eq!(key(field(id, "shoe_size")), "redact_field_unknown");
    assert_eq!(key(words("x")), "redact_words_short");
    assert_eq!(key(words("A1")), "redact_reference");
    assert_eq!(key(words("nobody at all")), "redact_nothing");
    assert_eq!(key(field(id, "owner")), "redact_nothing");
    let (labels, name) = (["redaction", MARK], words(NAME));
    let problem = session.redact(&name, labels, " ", None).unwrap_err();
    assert_eq!(problem.key, "redact_because_missing");
    let problem = session
        .redact(&name, labels, "ÅSA ÄNGSTRÖM asked", None)
        .unwrap_err();
    assert_eq!(problem.key, "redact_because_names_it");
    check(&session);
}

#[test]
fn what_records_a_redaction_is_written_by_nothing_else_and_not_taken_back() {
    let (_office, mut session, id) = named();
    redact(&mut session, &field(id, "notes")).unwrap();
    let about = session.register().about.head.id;
    let gone = edit(&session, about, |record| record.remove_row(0, 0));
    assert_eq!(
        session.save(vec![gone], "x").unwrap_err().key,
        "redaction_stays"
    );
    let row = session.register().about.redactions[0].head.id;
    assert_eq!(
        session.remove(row, true, "x").unwrap_err().key,
        "redaction_stays"
    );
    let problem = redact(&mut session, &field(row, "hash")).unwrap_err();
    assert_eq!(problem.key, "redact_record");
    // The set before is taken back next, over the redaction.
    session.undo("undo").unwrap();
    assert_eq!(
        session.register().get(id).unwrap().text("name").unwrap(),
        format!("Laptop of {NAME}")
    );
    // Of the set before that, everything was taken out: the one before it is next, and what it made was changed since.
    assert_eq!(session.undo("undo").unwrap_err().key, "turn_refused");
    check(&session);
}

#[test]
fn an_undo_steps_over_what_was_taken_out_for_good() {
    let (_office, mut session, id) = named();
    let set = |session: &mut Session, key, text: &str| {
        let value = crate::domain::value::Value::Text(text.to_owned());
        let edit = edit(session, id, |record| {
            record.record_value(key, value);
        });
        session.save(vec![edit], "set").unwrap();
    };
    let before = session.register().get(id).unwrap().text("name");
    set(&mut session, "name", "Machines");
    set(&mut session, "notes", "Ask somebody");
    redact(&mut session, &field(id, "notes")).unwrap();
    let step = session.step(Turn::Undo).unwrap().unwrap();
    let done = session.undo("undo").unwrap();
    assert_eq!((step.changes, done.changes), (1, 1));
    let after = session.register().get(id).unwrap().text("name");
    assert_eq!(after, before);
    check(&session);
}

#[test]
fn a_removed_record_is_still_found_in_the_journal() {
    let (office, mut session, id) = named();
    session.remove(id, true, "remove").unwrap();
    assert_eq!(session.id_now_or_before("A1").unwrap(), id);
    redact(&mut session, &field(id, "notes")).unwrap();
    check(&session);
    assert!(!holds(&office, "Ask "));
    session.undo("undo").unwrap();
    check(&session);
    assert!(session.register().get(id).unwrap().is_redacted("notes"));
}

#[test]
fn what_is_forged_at_a_redacted_place_is_found() {
    let tampered = |sql: &str| {
        let (office, mut session, id) = named();
        redact(&mut session, &field(id, "notes")).unwrap();
        drop(session);
        past_the_program(&office, sql);
        let found = office.open("eve").store.verify().unwrap();
        let keys = found.differences.iter().map(|problem| problem.key);
        keys.collect::<Vec<_>>()
    };
    assert_eq!(tampered(""), Vec::<&str>::new());
    // A neighbour's value in a touched set, its label, its author, its salt.
    for sql in [
        "UPDATE change_set SET label = 'x' WHERE number = 3",
        "UPDATE change_set SET author = 'x' WHERE number = 3",
        "UPDATE change_set SET salt = '00' WHERE number = 3",
        "UPDATE change SET before = '\"x\"' WHERE change_set = 3",
        "INSERT INTO change SELECT 3, 2, kind, id, ref, 'owner', NULL, '\"x\"' FROM change WHERE change_set = 3",
    ] {
        assert!(tampered(sql).contains(&"verify_redacted_hash"), "{sql}");
    }
    // Something else in the mark's place; a mark where none is recorded.
    let keys = tampered("UPDATE change SET after = '\"x\"' WHERE change_set = 3");
    assert!(keys.contains(&"verify_redacted_place") && keys.contains(&"verify_redacted_hash"));
    let keys = tampered("UPDATE change SET after = '{\"redacted\":true}' WHERE change_set = 4");
    assert!(keys.contains(&"verify_hash"), "{keys:?}");
    // The record itself.
    let keys =
        tampered("UPDATE change SET after = json_set(after, '$.hash', 'x') WHERE change_set = 5");
    assert!(keys.contains(&"verify_hash") && keys.contains(&"verify_redacted_hash"));
}

#[test]
fn a_form_that_another_window_has_open_brings_nothing_back() {
    use super::super::drafts::{self, HeldForm};
    let kinds: [fn(Id) -> Unwanted; 2] = [|id| field(id, "department"), |_| words("Finance")];
    for unwanted in kinds {
        let (office, mut session, id) = named();
        let other = Session::open(&office.path, session.surroundings().clone()).unwrap();
        let mut held = HeldForm {
            before: other.register().get(id).map(|record| record.boxed()),
            record: other.register().get(id).unwrap().boxed(),
            unread: Vec::new(),
        };
        held.record.record_value("name", text("Laptop and phone"));
        redact(&mut session, &unwanted(id)).unwrap();
        // The other window has not looked at the file since.
        let draft = other.draft("d", &held);
        other.store.keep_draft(&draft).unwrap();
        assert!(!holds(&office, "Finance"));
        let kept = other.store.drafts().unwrap();
        assert!(kept[0].content.contains("Laptop and phone"));
        let register = session.store.load().unwrap();
        let kept = drafts::held(&kept[0], &register).unwrap();
        assert_eq!(
            kept.record.value("department"),
            register.get(id).unwrap().value("department")
        );
    }
}

#[test]
fn a_form_that_knows_what_was_changed_and_then_taken_out_brings_nothing_back() {
    use super::super::drafts::HeldForm;
    for removes in [false, true] {
        let (office, mut session, id) = named();
        let other = Session::open(&office.path, session.surroundings().clone()).unwrap();
        let before = other.register().get(id).unwrap().boxed();
        let mut held = HeldForm {
            before: Some(before.boxed()),
            record: before.boxed(),
            unread: Vec::new(),
        };
        held.record.record_value("name", text("Laptop and phone"));
        if removes {
            session.remove(id, true, "remove").unwrap();
        } else {
            let mut after = before.boxed();
            after.record_value("department", text("IT"));
            let edit = Edit {
                before: Some(before),
                after: Some(after),
            };
            session.save(vec![edit], "edit").unwrap();
        }
        redact(&mut session, &words("Finance")).unwrap();
        let draft = other.draft("d", &held);
        other.store.keep_draft(&draft).unwrap();
        assert!(!holds(&office, "Finance"));
        assert!(draft.content.contains("Laptop and phone"));
    }
}

#[test]
fn a_draft_loses_it_and_keeps_what_was_typed_anew() {
    let (office, mut session, id) = named();
    let record = session.register().get(id).unwrap().boxed();
    let mut typed = record.clone();
    typed.record_value("owner", text(&format!("{NAME} the owner")));
    typed.record_value("department", text("typed anew"));
    let held = super::super::drafts::HeldForm {
        before: Some(record),
        record: typed,
        unread: vec![(id, "started_on".to_owned(), format!("when {NAME} came"))],
    };
    let draft = session.draft("a", &held);
    session.store.keep_draft(&draft).unwrap();
    let beside = office.path.parent().unwrap().join("beside");
    let mut rescue = crate::session::rescue::Rescue::of(&beside, &session);
    let name = format!("Draft of {NAME}");
    let draft = crate::store::Draft {
        name: "b".to_owned(),
        author: name,
        ..draft
    };
    rescue.keep(&draft).unwrap();
    let looked = session
        .before_redaction(&words(NAME), Some(&rescue))
        .unwrap();
    assert_eq!(looked.drafts, 2);
    assert_eq!(
        session.before_redaction(&words(NAME), None).unwrap().drafts,
        1
    );
    let labels = ["redaction", MARK];
    session
        .redact(&words(NAME), labels, "x", Some(&mut rescue))
        .unwrap();
    assert_eq!(rescue.found().drafts[0].author, format!("Draft of {MARK}"));
    redact(&mut session, &field(id, "department")).unwrap();
    assert!(!holds(&office, NAME) && rescue.files().len() == 1);
    let rescued = std::fs::read_to_string(&rescue.files()[0]).unwrap();
    assert!(!rescued.contains(NAME), "{rescued}");
    let drafts = session.store.drafts().unwrap();
    let held = super::super::drafts::held(&drafts[0], session.register()).unwrap();
    assert_eq!(
        held.record.text("owner").unwrap(),
        format!("{MARK} the owner")
    );
    assert_eq!(held.record.text("department").unwrap(), "typed anew");
    assert!(held.before.unwrap().is_redacted("department"));
    assert_eq!(held.unread[0].2, format!("when {MARK} came"));
    check(&session);
}

#[test]
fn whatever_is_done_before_and_after_nothing_is_left_and_everything_agrees() {
    let mut runner = TestRunner::new(Config {
        cases: 12,
        failure_persistence: None,
        ..Config::default()
    });
    let all = (steps(), any::<usize>(), any::<bool>(), steps());
    let outcome = runner.run(&all, |(before, at, whole, after)| {
        let (office, mut session) = Office::new();
        let id = create(&mut session, activity(NAME));
        for step in &before {
            take(&mut session, &office, step);
        }
        // Reads the name into the notes of something that is there by then.
        let holders: Vec<Id> = {
            let register = session.register();
            let has_notes = |record: &dyn Record| record.declaration().field("notes").is_some();
            let records = register.all_records().filter(|record| record.id().0 > 1);
            records
                .filter(|it| has_notes(*it))
                .map(|it| it.id())
                .collect()
        };
        if let Some(holder) = holders.get(at % holders.len().max(1)) {
            let noted = edit(&session, *holder, |record| {
                record.record_value("notes", text(&format!("{NAME}: x")));
            });
            session
                .save(vec![noted], &format!("Notes of {NAME}"))
                .unwrap();
        }
        if whole {
            redact(&mut session, &field(id, "name")).unwrap();
        }
        check(&session);
        match redact(&mut session, &words(NAME)) {
            Ok(_) => {}
            Err(problem) => prop_assert_eq!(problem.key, "redact_nothing"),
        }
        check(&session);
        prop_assert!(!holds(&office, NAME));
        for step in &after {
            let mark = session.register().mark.clone();
            take(&mut session, &office, step);
            check(&session);
            if matches!(step, Step::Undo) {
                prop_assert!(session.register().mark.number >= mark.number);
            }
        }
        prop_assert!(!holds(&office, NAME));
        Ok(())
    });
    if let Err(problem) = outcome {
        panic!("{problem}");
    }
}

/// Changes the file past the program, without its triggers.
fn past_the_program(office: &Office, sql: &str) {
    let file = Connection::open(&office.path).unwrap();
    let triggers: Vec<(String, String)> = file
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    for (name, _) in &triggers {
        file.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
    }
    file.execute_batch(sql).unwrap();
    for (_, sql) in &triggers {
        file.execute_batch(sql).unwrap();
    }
}

#[test]
fn what_was_tampered_with_is_not_laid_to_rest_under_a_redaction() {
    for sql in [
        "UPDATE change_set SET label = label || ' x' WHERE number = 3",
        "UPDATE change SET after = '\"x\"' WHERE change_set = 4",
        "UPDATE activity SET owner = 'x'",
        "UPDATE change_set SET salt = NULL WHERE number = 3",
    ] {
        let (office, session, id) = named();
        drop(session);
        past_the_program(&office, sql);
        let before = std::fs::read(&office.path).unwrap();
        let mut session = office.open("bob");
        for unwanted in [words(NAME), field(id, "name")] {
            let problem = redact(&mut session, &unwanted).unwrap_err();
            assert_eq!(problem.key, "redact_not_intact", "{sql}");
            assert!(problem.cause.is_some());
        }
        drop(session);
        assert!(std::fs::read(&office.path).unwrap() == before, "{sql}");
    }
}

#[test]
fn a_record_of_a_redaction_that_names_no_place_explains_nothing() {
    let (office, mut session, id) = named();
    redact(&mut session, &field(id, "notes")).unwrap();
    drop(session);
    past_the_program(
        &office,
        "UPDATE change SET after = json_set(after, '$.places', json('[]')) WHERE kind = 'redaction'",
    );
    let found = office.open("eve").store.verify().unwrap();
    let keys: Vec<&str> = found.differences.iter().map(|it| it.key).collect();
    assert!(
        keys.contains(&"verify_redacted_nothing") && keys.contains(&"verify_hash"),
        "{keys:?}"
    );
}

#[test]
fn tables_of_other_programs_that_hold_it_are_told() {
    let (office, mut session, id) = named();
    past_the_program(
        &office,
        &format!(
            "CREATE VIEW mine AS SELECT '{NAME}' AS it; CREATE TABLE \"my \"\"notes\" (a, b); INSERT INTO \"my \"\"notes\" VALUES (1, 'About {NAME}')"
        ),
    );
    for (unwanted, holds) in [(words(NAME), true), (field(id, "department"), false)] {
        let looked = session.before_redaction(&unwanted, None).unwrap();
        assert_eq!(looked.foreign.contains("my \"notes"), holds);
        assert_eq!(looked.foreign.contains("mine"), holds);
    }
    redact(&mut session, &words(NAME)).unwrap();
    assert!(holds(&office, NAME));
    past_the_program(
        &office,
        "DROP VIEW mine; UPDATE \"my \"\"notes\" SET b = NULL; VACUUM",
    );
    assert!(!holds(&office, NAME));
}

#[test]
fn drafts_of_the_register_at_another_path_are_named() {
    let (office, session, id) = named();
    let beside = office.path.parent().unwrap().join("beside");
    let moved = office.path.with_file_name("moved.sqlite");
    std::fs::copy(&office.path, &moved).unwrap();
    let other = Session::open(&moved, session.surroundings().clone()).unwrap();
    let held = super::super::drafts::HeldForm {
        before: session.register().get(id).map(|record| record.boxed()),
        record: session.register().get(id).unwrap().boxed(),
        unread: Vec::new(),
    };
    let mut rescue = crate::session::rescue::Rescue::of(&beside, &other);
    rescue.keep(&other.draft("a", &held)).unwrap();
    let here = crate::session::rescue::Rescue::of(&beside, &session);
    let kept = session.kept_with_drafts(None, None, Some(&here));
    assert_eq!(kept.drafts, rescue.files());
    // One that nobody can read is named where it is this register's.
    let kept = other.kept_with_drafts(None, None, Some(&rescue));
    assert_eq!(kept.drafts, Vec::<PathBuf>::new());
    std::fs::write(&rescue.files()[0], "torn").unwrap();
    let kept = other.kept_with_drafts(None, None, Some(&rescue));
    assert_eq!(kept.drafts, rescue.files());
}

/// A backup that was killed leaves a whole copy under the name of a file in the making.
#[test]
fn a_copy_that_a_killed_run_has_left_is_known_and_a_folder_that_cannot_be_read_is_told() {
    let (office, session) = Office::new();
    let own = crate::store::files::leftovers::prefix();
    let own_number = format!("-{}-", std::process::id());
    // Of this start of the system, by a process that there cannot be.
    let left = own.replace(&own_number, &format!("-{}-left", i32::MAX));
    let left = office.path.with_file_name(left);
    let made = office.path.with_file_name("copy.sqlite");
    session.store.back_up(&made).unwrap();
    std::fs::rename(made, &left).unwrap();
    assert_eq!(session.kept_copies(None, None).own, [left]);
    // A file in the place of the folder cannot be read as one.
    let copies = office.path.with_file_name("copies");
    std::fs::write(&copies, "no folder").unwrap();
    let unread = Copies {
        directory: copies.clone(),
        keep: 1,
        weekly: 0,
    };
    let kept = session.kept_copies(Some(&unread), None);
    assert_eq!(kept.unclear, [copies]);
}
