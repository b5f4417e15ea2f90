//! Waivers keep a finding apart until their day, and for the words that they were given for.

use ropa::domain::date::PartialDate;
use ropa::rules::{check, waiver};
use serde_json::{Value, json};

use super::{changed, day, law, today};

fn vague(r: &mut Value, words: &str) {
    r["activities"][0]["retention"] =
        json!([{"ref": "R1", "kind": "criterion", "criterion": words}]);
}

fn waived(r: &mut Value, more: &Value) {
    let mut waiver = json!({"ref": "W1", "rule": "R11", "record": "A1/R1", "key": "criterion", "words": "as long as necessary",
        "reason": "The court decides.", "until": "2026-12-31", "by": "The board"});
    for (key, value) in more.as_object().unwrap() {
        waiver[key] = value.clone();
    }
    r["waivers"] = json!([waiver]);
}

fn is_waived(words: &str, more: &Value, on: &str) -> bool {
    let register = changed(|r| {
        vague(r, words);
        waived(r, more);
    });
    let findings = check(&register, law(), day(on));
    let finding = findings
        .iter()
        .find(|finding| finding.rule.id == "R11")
        .unwrap();
    finding.waived.is_some()
}

#[test]
fn a_waived_finding_is_kept_apart_until_its_day() {
    let words = "Kept as long as necessary";
    assert!(is_waived(words, &json!({}), "2026-11-21"));
    assert!(is_waived(words, &json!({}), "2026-12-31"));
    assert!(!is_waived(words, &json!({}), "2027-01-01"));
    assert!(is_waived(words, &json!({"until": "2027-01"}), "2027-01-31"));
}

#[test]
fn it_returns_when_the_words_change() {
    assert!(!is_waived(
        "Kept as long as needed",
        &json!({}),
        "2026-11-21"
    ));
    assert!(is_waived(
        "Always kept as long as necessary",
        &json!({}),
        "2026-11-21"
    ));
}

#[test]
fn it_is_about_one_rule_on_one_record_and_has_a_reason() {
    let words = "Kept as long as necessary";
    assert!(!is_waived(words, &json!({"rule": "R12"}), "2026-11-21"));
    assert!(!is_waived(words, &json!({"record": "A1"}), "2026-11-21"));
    assert!(!is_waived(words, &json!({"key": "start"}), "2026-11-21"));
    assert!(!is_waived(words, &json!({"reason": ""}), "2026-11-21"));
}

#[test]
fn a_waiver_made_of_a_finding_waives_it() {
    let mut register = changed(|r| vague(r, "as long as necessary"));
    let finding = check(&register, law(), today()).remove(0);
    let made = waiver::of(
        &finding,
        "The court decides.".to_owned(),
        PartialDate::Year(2027),
        None,
    );
    let mut made: Box<dyn ropa::domain::field::Record> = Box::new(made);
    register.settle(&mut *made);
    register.replace(made);
    let findings = check(&register, law(), today());
    assert!(
        findings.iter().all(|finding| finding.waived.is_some()),
        "{findings:?}"
    );
    assert_eq!(findings.len(), 1);
}
