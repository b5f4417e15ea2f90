//! Small registers with one fault each, and the same without it: the fault is told, and the clean one is silent.

use ropa::rules::{Finding, Severity, check};
use serde_json::Value;

use super::{day, law};
use crate::exchange::imported;

pub const PROBES: &str = include_str!("probes.json");

fn list(value: &Value) -> Vec<&str> {
    match value {
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
        Value::String(one) => vec![one],
        _ => Vec::new(),
    }
}

/// Whether one reference is that of a row or record above or below another.
fn is_near(left: &str, right: &str) -> bool {
    left == right
        || left.starts_with(&format!("{right}/"))
        || right.starts_with(&format!("{left}/"))
}

fn is_graded(finding: &Finding, severities: &Value) -> bool {
    severities.is_null() || list(severities).contains(&finding.severity.code())
}

/// What is wrong with how a probe is judged.
fn faults(probe: &Value) -> Vec<String> {
    let on = day(probe["today"].as_str().unwrap());
    let mut faults = Vec::new();
    let register = imported(&probe["document"].to_string());
    let findings = check(&register, law(), on);
    for must in probe["must"].as_array().unwrap() {
        let (rules, places) = (list(&must["rules"]), list(&must["ref"]));
        let told = findings.iter().any(|finding| {
            let reference = register.reference(finding.record);
            rules.contains(&finding.rule.id)
                && places.iter().any(|place| is_near(&reference, place))
                && is_graded(finding, &must["severity"])
        });
        if !told {
            faults.push(format!("{rules:?} at {places:?} is not told"));
        }
    }
    let clean = imported(&probe["twin"]["document"].to_string());
    for finding in check(&clean, law(), on) {
        let fires = probe["twin"]["must_not"]
            .as_array()
            .unwrap()
            .iter()
            .any(|must_not| match must_not.as_str() {
                Some("*") => finding.severity != Severity::Information,
                Some(rule) => finding.rule.id == rule,
                None => {
                    list(&must_not["rules"]).contains(&finding.rule.id)
                        && is_graded(&finding, &must_not["severity"])
                }
            });
        if fires {
            let at = clean.reference(finding.record);
            faults.push(format!(
                "{} fires at {at} of the clean one: {:?}",
                finding.rule.id, finding.words
            ));
        }
    }
    faults
}

#[test]
fn each_fault_is_told_and_each_clean_twin_is_silent() {
    let probes: Vec<Value> = serde_json::from_str(PROBES).unwrap();
    assert_eq!(probes.len(), 117);
    let mut wrong = Vec::new();
    for probe in &probes {
        let id = probe["id"].as_str().unwrap();
        wrong.extend(
            faults(probe)
                .iter()
                .map(|fault| format!("{id} ({}): {fault}", probe["words"])),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
