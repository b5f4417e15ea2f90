//! The agenda after a change: what belongs to records that were not changed is taken over, and comes out the same.

use std::rc::Rc;

use rustc_hash::FxHashSet;

use super::*;
use crate::domain::kind::RecordKind;
use crate::domain::value::Value;
use crate::due::agenda_after;
use crate::sample;

const TODAY: &str = "2026-11-21";

/// What is due after `changed`, by what was due before.
fn after(before: &[DueItem], changed: &FxHashSet<Id>, register: &Register) -> Vec<DueItem> {
    let known = Rc::new(before.to_vec());
    let items = agenda_after(
        known,
        changed,
        register,
        &LAW,
        day(TODAY),
        &Leads::default(),
    );
    items.to_vec()
}

/// The records, and those that name one of them.
fn with_what_names_them(ids: &[Id], register: &Register) -> FxHashSet<Id> {
    let naming = register.referring_to(ids).into_iter();
    let naming = naming.map(|record| register.place(record.id()).unwrap().owner);
    ids.iter().copied().chain(naming).collect()
}

#[test]
fn what_is_due_after_a_change_is_what_all_of_the_register_gives() {
    let mut register = sample::register(1, 30, Language::ENGLISH)
        .unwrap()
        .register();
    let full = |register: &Register| due_agenda(register, &LAW, day(TODAY), &Leads::default());
    let mut before = full(&register);
    let march = date("2021-03-01").unwrap();
    let mut told = 0;
    for kind in [
        RecordKind::Activity,
        RecordKind::Schedule,
        RecordKind::Organisation,
        RecordKind::Agreement,
    ] {
        let ids: Vec<Id> = register.records(kind).map(|record| record.id()).collect();
        for id in ids {
            let changed = with_what_names_them(&[id], &register);
            let mut record = register.get(id).unwrap().boxed();
            let gone = kind == RecordKind::Activity && id.0.is_multiple_of(5);
            register.forget(id);
            let (key, value) = match kind {
                RecordKind::Activity => ("next_review_on", Value::Date(march)),
                RecordKind::Schedule => ("period", Value::Period(period("P3Y").unwrap())),
                RecordKind::Organisation => {
                    ("public_authority", Value::Flag(id.0.is_multiple_of(2)))
                }
                _ => ("valid_until", Value::Date(march)),
            };
            record.record_value(key, value);
            record.walk_mut(&mut |row| {
                if row.kind() == RecordKind::Holding {
                    row.record_value("started_on", Value::Date(march));
                }
            });
            if !gone {
                register.push(record);
            }
            let now = after(&before, &changed, &register);
            let whole = full(&register);
            assert_eq!(now, whole, "{}", kind.key());
            told += usize::from(now != before);
            before = whole;
        }
    }
    assert!(told > 30, "{told} changes moved something");
}

#[test]
fn what_was_not_changed_is_not_looked_at_again() {
    let mut register = with_holdings(seven_years(), vec![holding("2018", "2018-05-01")]);
    let before = due(&register, TODAY);
    register.activities[0].retention[0].holdings[0].started_on = date("2020-05-01");
    assert_eq!(after(&before, &FxHashSet::default(), &register), before);
    let changed = FxHashSet::from_iter([register.activities[0].head.id]);
    let now = after(&before, &changed, &register);
    assert_eq!(now, due(&register, TODAY));
    assert_ne!(now, before);
}
