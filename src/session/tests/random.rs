//! Whatever is done to a register, memory, tables and journal say the same.

use std::collections::HashMap;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::*;
use crate::domain::kind::{FieldKind, Target};

/// One thing done; the numbers choose among what there is at the time.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// A new record of a kind.
    Create(usize),
    /// A field of a record or row gets a value, or none.
    Fill(usize, usize, u8),
    /// A row more.
    AddRow(usize, usize, usize),
    /// A row goes, with what refers to it.
    RemoveRow(usize),
    /// Two rows change places.
    Swap(usize),
    /// A record gets another reference.
    Rename(usize, u8),
    /// A record goes, with what refers to it.
    Remove(usize),
    /// A record twice.
    Duplicate(usize),
    Undo,
    Redo,
    /// The file is closed and opened again.
    Reopen,
}

pub(super) fn steps() -> impl Strategy<Value = Vec<Step>> {
    let any = || any::<usize>();
    let step = prop_oneof![
        3 => any().prop_map(Step::Create),
        6 => (any(), any(), proptest::num::u8::ANY).prop_map(|(at, field, value)| Step::Fill(at, field, value)),
        4 => (any(), any(), any()).prop_map(|(at, list, place)| Step::AddRow(at, list, place)),
        2 => any().prop_map(Step::RemoveRow),
        2 => any().prop_map(Step::Swap),
        2 => (any(), proptest::num::u8::ANY).prop_map(|(at, name)| Step::Rename(at, name)),
        1 => any().prop_map(Step::Remove),
        1 => any().prop_map(Step::Duplicate),
        3 => Just(Step::Undo),
        2 => Just(Step::Redo),
        1 => Just(Step::Reopen),
    ];
    proptest::collection::vec(step, 1..25)
}

fn pick<T: Copy>(list: &[T], at: usize) -> Option<T> {
    (!list.is_empty()).then(|| list[at % list.len()])
}

/// Every record or row, in a settled order.
fn all(session: &Session) -> Vec<Id> {
    let mut ids: Vec<Id> = session.register().ids().filter(|id| id.0 > 0).collect();
    ids.sort_unstable();
    ids
}

pub(super) fn records(session: &Session) -> Vec<Id> {
    let of_records = |id: &Id| session.register().place(*id).unwrap().owner == *id;
    all(session)
        .into_iter()
        .filter(|id| id.0 > 1 && of_records(id))
        .collect()
}

fn rows(session: &Session) -> Vec<Id> {
    let of_rows = |id: &Id| session.register().place(*id).unwrap().owner != *id;
    let by_hand = |id: &Id| session.register().place(*id).unwrap().kind != RecordKind::Redaction;
    let all = all(session).into_iter();
    all.filter(|id| of_rows(id) && by_hand(id)).collect()
}

/// What rows can be put into by hand: what records a redaction cannot.
fn holders(session: &Session) -> Vec<Id> {
    let declaration = |id: Id| session.register().get(id).unwrap().declaration();
    let holds = |id: &Id| {
        let declaration = declaration(*id);
        !declaration.lists.is_empty() && declaration.kind != RecordKind::RegisterData
    };
    all(session).into_iter().filter(holds).collect()
}

/// A value for a field; `None` where there is nothing to refer to.
pub(super) fn value(session: &Session, row: Id, kind: &FieldKind, seed: u8) -> Value {
    let texts = [
        "SE",
        "a",
        "Ö “x” | <y>",
        "1",
        "😀\u{301}",
        "{\"none\":\"x\"}",
    ];
    let word = texts[usize::from(seed) % texts.len()].to_owned();
    let targets = |target: Target| -> Vec<Id> {
        let owner = session.register().place(row).unwrap().owner;
        let fits = |id: &Id| {
            let place = session.register().place(*id).unwrap();
            match target {
                Target::Any => id.0 > 1,
                Target::Ours => place.kind == RecordKind::Organisation,
                Target::Kind(kind) => {
                    place.kind == kind && (kind.parent().is_none() || place.owner == owner)
                }
            }
        };
        all(session).into_iter().filter(fits).collect()
    };
    match kind {
        FieldKind::Text | FieldKind::Prose => Value::Text(word),
        FieldKind::Texts | FieldKind::Words(_) => Value::Texts(vec![word, "second".to_owned()]),
        FieldKind::Flag => Value::Flag(seed.is_multiple_of(2)),
        FieldKind::Number => Value::Number(i64::from(seed)),
        FieldKind::Date => Value::Date(
            ["2026", "2026-02", "2026-02-28"]
                .map(|date| crate::domain::date::PartialDate::from_iso(date).unwrap())
                [usize::from(seed % 3)],
        ),
        FieldKind::Day => {
            Value::Date(crate::domain::date::PartialDate::from_iso("2024-02-29").unwrap())
        }
        FieldKind::Period => Value::Period(
            crate::domain::period::Period::from_iso(
                ["P5Y", "PT24H", "session"][usize::from(seed % 3)],
            )
            .unwrap(),
        ),
        FieldKind::Code(set) => pick(set.codes, usize::from(seed))
            .map_or(Value::Text(word), |code| Value::Text(code.to_owned())),
        FieldKind::Codes(set) => Value::Texts(vec![
            set.codes[usize::from(seed) % set.codes.len()].to_owned(),
        ]),
        FieldKind::Country => Value::Text("SE".to_owned()),
        FieldKind::Countries => Value::Texts(vec!["US".to_owned(), "EEA".to_owned()]),
        FieldKind::Ref(target) => {
            pick(&targets(*target), usize::from(seed)).map_or(Value::Empty, Value::Ref)
        }
        FieldKind::Refs(target) => {
            let mut targets = targets(*target);
            let by = usize::from(seed) % targets.len().max(1);
            targets.rotate_left(by);
            targets.truncate(3);
            if targets.is_empty() {
                Value::Empty
            } else {
                Value::Refs(targets)
            }
        }
        FieldKind::Link => Value::Items(vec![vec![text(&word), Value::Empty]]),
        FieldKind::Links | FieldKind::ExternalIds => Value::Items(vec![
            vec![text(&word), text("b")],
            vec![Value::Empty, text("c")],
        ]),
        FieldKind::Conditions => Value::Items(vec![vec![
            text("dpf"),
            text("yes"),
            Value::Empty,
            text(&word),
        ]]),
        FieldKind::Computed => Value::Empty,
    }
}

fn change(session: &mut Session, id: Id, change: impl FnOnce(&mut dyn Record)) {
    let owner = session.register().place(id).unwrap().owner;
    let edit = edit(session, owner, |record| {
        change(record.find_mut(id).unwrap());
    });
    session.save(vec![edit], "edit").unwrap();
}

pub(super) fn take(session: &mut Session, office: &Office, step: &Step) {
    match step {
        Step::Create(kind) => {
            let kinds: Vec<RecordKind> = RecordKind::records().collect();
            let record = kinds[kind % kinds.len()].blank();
            session.save(vec![Edit::create(record)], "create").unwrap();
        }
        Step::Fill(at, field, seed) => {
            let Some(id) = pick(&all(session), *at) else {
                return;
            };
            let declaration = session.register().get(id).unwrap().declaration();
            let meta = &declaration.fields[field % declaration.fields.len()];
            // A register that demands reasons would refuse what follows here.
            if meta.key == "reasons" || declaration.kind == RecordKind::Redaction {
                return;
            }
            let value = value(session, id, &meta.kind, *seed);
            change(session, id, |record| {
                // A register that requires a reason refuses each save without one.
                if seed.is_multiple_of(7) {
                    record.record_none(meta.key, "because");
                } else if meta.key != "reasons" {
                    record.record_value(meta.key, value);
                }
            });
        }
        Step::AddRow(at, list, place) => {
            let Some(id) = pick(&holders(session), *at) else {
                return;
            };
            change(session, id, |record| {
                let list = list % record.declaration().lists.len();
                let row = record.declaration().lists[list].kind.blank();
                record.insert_row(list, place % (record.row_count(list) + 1), row);
            });
        }
        Step::RemoveRow(at) => {
            let Some(id) = pick(&rows(session), *at) else {
                return;
            };
            session.remove(id, true, "remove").unwrap();
        }
        Step::Swap(at) => {
            let Some(id) = pick(&rows(session), *at) else {
                return;
            };
            let parent = session.register().place(id).unwrap().parent.unwrap();
            change(session, parent, |record| {
                let (_, list, at) = record.place_of(id).unwrap();
                let row = record.row(list, at).boxed();
                record.remove_row(list, at);
                record.insert_row(list, 0, row);
            });
        }
        Step::Rename(at, name) => {
            let Some(id) = pick(&records(session), *at) else {
                return;
            };
            let names = ["HR-01", "C1", "A1", "O2", "", "R1"];
            let name = names[usize::from(*name) % names.len()];
            let edit = edit(session, id, |record| {
                name.clone_into(&mut record.head_mut().reference);
            });
            match session.save(vec![edit], "rename") {
                Ok(_) => {}
                Err(problem) => assert_eq!(problem.key, "reference_taken"),
            }
        }
        Step::Remove(at) => {
            let Some(id) = pick(&records(session), *at) else {
                return;
            };
            session.remove(id, true, "remove").unwrap();
        }
        Step::Duplicate(at) => {
            let Some(id) = pick(&records(session), *at) else {
                return;
            };
            let copy = session.duplicate(id).unwrap();
            session.save(vec![Edit::create(copy)], "duplicate").unwrap();
        }
        Step::Undo => match session.undo("undo") {
            Ok(saved) => assert!(saved.changes > 0),
            // What was taken out for good since is not taken back.
            Err(problem) => assert!(
                matches!(
                    problem.key,
                    "first_set_stays" | "turn_taken_out" | "turn_refused"
                ),
                "{problem}"
            ),
        },
        Step::Redo => match session.redo("redo") {
            Ok(saved) => assert!(saved.changes > 0),
            Err(problem) => assert_eq!(problem.key, "nothing_to_redo"),
        },
        Step::Reopen => *session = office.open("bob"),
    }
}

/// No number and no reference that the program made is ever given to something else.
fn never_reused(session: &Session) {
    let mut kinds: HashMap<Id, String> = HashMap::new();
    let mut made: HashMap<String, Id> = HashMap::new();
    let sets = session.store.change_sets(None).unwrap();
    for set in sets.iter().rev() {
        for change in session.store.changes(set.number).unwrap() {
            let kind = kinds
                .entry(change.id)
                .or_insert_with(|| change.kind.clone());
            assert_eq!(*kind, change.kind);
            // Own numberings may be taken up again by the user.
            let own = ["HR-01", "C1", "A1", "O2", "R1"].contains(&change.reference.as_str());
            if change.field.is_none()
                && !change.after.is_null()
                && !own
                && !change.reference.contains('/')
            {
                assert_eq!(
                    *made.entry(change.reference.clone()).or_insert(change.id),
                    change.id
                );
            }
        }
    }
}

#[test]
fn whatever_is_done_memory_tables_and_journal_agree() {
    let mut runner = TestRunner::new(Config {
        cases: 16,
        failure_persistence: None,
        ..Config::default()
    });
    let outcome = runner.run(&steps(), |steps| {
        let (office, mut session) = Office::new();
        let mut beside = office.open("ann");
        beside.register().prepare_references();
        for step in &steps {
            session.register().prepare_references();
            take(&mut session, &office, step);
            check(&session);
            assert!(session.register().follows_references());
            // Another window follows without reading the whole register anew.
            let before = beside.register().mark.number;
            beside.refresh().unwrap();
            check(&beside);
            assert!(beside.register().follows_references());
            let moved = beside.register().mark.number != before;
            assert_eq!(beside.take_followed().is_some(), moved);
        }
        never_reused(&session);
        Ok(())
    });
    if let Err(problem) = outcome {
        panic!("{problem}");
    }
}

#[test]
fn undoing_everything_and_redoing_it_leads_through_the_same_states() {
    let mut runner = TestRunner::new(Config {
        cases: 8,
        failure_persistence: None,
        ..Config::default()
    });
    let outcome = runner.run(&steps(), |steps| {
        let (office, mut session) = Office::new();
        let mut states = vec![Facts::of(session.register())];
        for step in steps
            .iter()
            .filter(|step| !matches!(step, Step::Undo | Step::Redo))
        {
            let before = session.register().mark.number;
            take(&mut session, &office, step);
            if session.register().mark.number != before {
                states.push(Facts::of(session.register()));
            }
        }
        for state in states.iter().rev().skip(1) {
            session.undo("undo").unwrap();
            assert_eq!(Facts::of(session.register()), *state);
        }
        for state in states.iter().skip(1) {
            session.redo("redo").unwrap();
            assert_eq!(Facts::of(session.register()), *state);
        }
        check(&session);
        Ok(())
    });
    if let Err(problem) = outcome {
        panic!("{problem}");
    }
}
