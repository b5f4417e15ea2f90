//! After a save only what it can have changed is checked again, and the result is that of checking everything.

use ropa::domain::field::RecordKind;
use ropa::domain::register::Register;
use ropa::domain::value::{Id, Value};
use ropa::rules::{Finding, Findings, check};

use super::{changed, law, today};
use crate::exchange::imported;

fn sorted(register: &Register, findings: impl Iterator<Item = Finding>) -> Vec<String> {
    let mut told: Vec<String> = findings
        .map(|finding| {
            format!(
                "{} {} {:?} {:?} {:?}",
                super::named(&finding),
                super::place(register, &finding),
                finding.words,
                finding.severity,
                finding.waived
            )
        })
        .collect();
    told.sort();
    told
}

fn assert_same(live: &Findings, register: &Register, what: &str) {
    let whole = sorted(register, check(register, law(), today()).into_iter());
    let kept = sorted(register, live.all(register).cloned());
    let missing: Vec<_> = whole.iter().filter(|told| !kept.contains(told)).collect();
    let stale: Vec<_> = kept.iter().filter(|told| !whole.contains(told)).collect();
    assert!(
        kept == whole,
        "{what}: missing {missing:?}, stale {stale:?}"
    );
}

#[test]
fn a_change_of_any_field_leaves_no_stale_finding_in_a_good_register() {
    change_everything(&changed(|_| ()), usize::MAX);
}

#[test]
fn a_change_of_any_field_leaves_no_stale_finding_in_a_notice() {
    change_everything(&imported(include_str!("../notices/zesec.json")), 3);
}

/// Empties each field and takes out the first row of each list, one at a time, of all records but the later activities.
fn change_everything(base: &Register, activities: usize) {
    let mut live = Findings::new(base, law(), today());
    assert_same(&live, base, "at first");
    let mut register = base.clone();
    let later: Vec<Id> = base
        .activities
        .iter()
        .skip(activities)
        .map(|activity| activity.head.id)
        .collect();
    let ids: Vec<Id> = register
        .all_records()
        .map(|record| record.id())
        .filter(|id| !later.contains(id))
        .collect();
    for id in ids {
        let before = register.owner(id).unwrap().boxed();
        if before.kind() == RecordKind::RegisterData {
            continue;
        }
        let declaration = before.declaration();
        for (at, field) in declaration
            .fields
            .iter()
            .enumerate()
            .filter(|(at, _)| !before.get(*at).is_empty())
        {
            let mut after = before.clone();
            after.put(at, Value::Empty);
            register.replace(after);
            live.update(&register, law(), &[id]);
            assert_same(
                &live,
                &register,
                &format!("{before:?} without {}", field.key),
            );
            register.replace(before.clone());
            live.update(&register, law(), &[id]);
        }
        for list in 0..declaration.lists.len() {
            let mut after = before.clone();
            if after.row_count(list) > 0 {
                after.remove_row(list, 0);
                register.replace(after);
                live.update(&register, law(), &[id]);
                assert_same(&live, &register, &format!("{before:?} without a row"));
                register.replace(before.clone());
                live.update(&register, law(), &[id]);
            }
        }
    }
    assert_same(&live, base, "at last");
}

#[test]
fn a_removed_record_takes_its_findings_along() {
    let mut register = changed(|r| r["activities"][0]["description"] = serde_json::json!("TBD"));
    let mut live = Findings::new(&register, law(), today());
    let id = register.find("A1").unwrap();
    assert_eq!(live.of(id).len(), 1);
    register.forget(id);
    live.update(&register, law(), &[id]);
    assert_same(&live, &register, "removed");
    assert!(live.of(id).is_empty());
}

#[test]
fn a_save_checks_few_records_again() {
    let register = imported(include_str!("../notices/axcrypt.json"));
    let mut live = Findings::new(&register, law(), today());
    let id = register.find("A5").unwrap();
    assert!(live.update(&register, law(), &[id]) <= 2);
    let schedule = changed(|_| ());
    let mut live = Findings::new(&schedule, law(), today());
    let checked = live.update(&schedule, law(), &[schedule.find("S1").unwrap()]);
    assert!(checked <= 3, "{checked}");
}
