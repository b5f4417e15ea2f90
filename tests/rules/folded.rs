//! Told once: what another finding explains is folded into it, and what has one cause is one line.

use ropa::domain::register::Register;
use ropa::rules::folded::{by_weight, fold};
use ropa::rules::{Finding, check};
use serde_json::{Value, json};

use super::{changed, law, named, place, today};

fn activity(r: &mut Value) -> &mut Value {
    &mut r["activities"][0]
}

/// Each finding that is folded, with what it is folded into.
fn folded(register: &Register) -> Vec<String> {
    let findings = check(register, law(), today());
    let found: Vec<&Finding> = findings.iter().collect();
    let said = |finding: &Finding| format!("{} {}", named(finding), place(register, finding));
    fold(register, &found)
        .iter()
        .enumerate()
        .filter_map(|(at, head)| {
            let head = (*head)?;
            Some(format!("{} into {}", said(found[at]), said(found[head])))
        })
        .collect()
}

#[test]
fn a_purpose_is_told_once() {
    let register = changed(|r| {
        activity(r)["purposes"][0]["legal_bases"] = json!(["6-1-a", "6-1-f"]);
    });
    let expected = [
        "R23:assessment A1/P1.lia_on into R23 A1/P1.legitimate_interest",
        "R27 A1/P1.consent_proof into R23 A1/P1.legitimate_interest",
        "R27:withdrawal A1/P1.consent_withdrawal into R23 A1/P1.legitimate_interest",
    ];
    assert_eq!(folded(&register), expected);
}

#[test]
fn twins_are_told_at_the_first() {
    let register = changed(|r| {
        let mut twin = activity(r).clone();
        twin["ref"] = json!("A3");
        r["activities"].as_array_mut().unwrap().push(twin);
    });
    let folded = folded(&register);
    assert!(
        folded.contains(&"R45 A3.name into R45 A1.name".to_owned()),
        "{folded:?}"
    );
}

#[test]
fn one_cause_of_most_activities_is_one_line_and_a_few_are_not() {
    let many = |count: usize| {
        changed(|r| {
            for at in 0..count {
                let mut another = activity(r).clone();
                another["ref"] = json!(format!("B{at}"));
                another["name"] = json!(format!("Payroll of department {at}"));
                another["purposes"][0]["text"] = json!(format!("Pay salaries to department {at}"));
                another["data_subjects"] = json!([]);
                r["activities"].as_array_mut().unwrap().push(another);
            }
        })
    };
    let of_subjects = |register: &Register| {
        let folded = folded(register);
        folded.iter().filter(|it| it.starts_with("R07 ")).count()
    };
    assert_eq!(of_subjects(&many(9)), 8);
    assert_eq!(of_subjects(&many(5)), 0, "too few to speak of most");
}

#[test]
fn what_is_in_article_30_itself_is_told_first_and_then_the_gravest() {
    let register = changed(|r| {
        activity(r)["purposes"][0]["legal_bases"] = json!([]);
        activity(r)["data_subjects"] = json!([]);
        activity(r)["purposes"][1]["text"] = json!("Administration");
        activity(r)["data_categories"][0]["kind"] = json!("special");
    });
    let findings = check(&register, law(), today());
    let found: Vec<&Finding> = findings.iter().collect();
    let into = fold(&register, &found);
    let order: Vec<&str> = by_weight(&found, &into)
        .into_iter()
        .map(|at| found[at].rule.id)
        .collect();
    assert_eq!(order, ["R07", "R06", "R24", "R21"]);
}

#[test]
fn waiving_what_explains_waives_what_it_explains_as_long_as_it_is_told() {
    let waived = |register: &Register| {
        let findings = check(register, law(), today());
        let waived = findings.iter().filter(|finding| finding.is_waived());
        waived.map(named).collect::<Vec<_>>()
    };
    let decide = |r: &mut Value| {
        r["waivers"] = json!([{"ref": "W1", "rule": "R23", "record": "A1/P1", "key": "legitimate_interest",
            "reason": "Being described", "until": "2027-01-31"}]);
    };
    let register = changed(|r| {
        activity(r)["purposes"][0]["legal_bases"] = json!(["6-1-f"]);
        decide(r);
    });
    assert_eq!(waived(&register), ["R23", "R23:assessment"]);
    // The interest is described: what is left is told again.
    let register = changed(|r| {
        activity(r)["purposes"][0]["legal_bases"] = json!(["6-1-f"]);
        activity(r)["purposes"][0]["legitimate_interest"] = json!("Pay at the right time");
        decide(r);
    });
    assert!(waived(&register).is_empty());
}
