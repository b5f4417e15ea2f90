//! Small registers in many languages with one fault each, by structure or by words, and the same without it. Each is what
//! it changes in a register without faults.

use ropa::rules::{Finding, check};
use serde_json::Value;

use super::{day, folder, law};
use crate::exchange::imported;

/// A register with changes: the place of each as a path, and what stands there then; nothing where it is taken out.
fn with(base: &Value, changes: &Value) -> Value {
    let mut register = base.clone();
    for change in changes.as_array().unwrap() {
        let path = change[0].as_str().unwrap();
        let (above, key) = path.rsplit_once('/').unwrap();
        let above = register.pointer_mut(above).unwrap();
        if change[1].is_null() {
            above.as_object_mut().unwrap().remove(key);
        } else {
            above[key] = change[1].clone();
        }
    }
    register
}

fn list(value: &Value) -> Vec<&str> {
    let all = value.as_array().into_iter().flatten();
    all.filter_map(Value::as_str).collect()
}

/// What is found of some rules in a register.
fn found(register: &Value, on: &str, rules: &[&str]) -> Vec<Finding> {
    let mut findings = check(&imported(&register.to_string()), law(), day(on));
    findings.retain(|finding| rules.contains(&finding.rule.id));
    findings
}

#[test]
fn each_fault_of_a_structured_register_is_told_and_no_twin_is() {
    let files = folder("registers", "json");
    let files = files
        .iter()
        .map(|text| serde_json::from_str::<Value>(text).unwrap());
    let files: Vec<Value> = files.collect();
    assert!(!files.is_empty());
    let pairs = files.iter().flat_map(|all| {
        let pairs = all["pairs"].as_array().unwrap();
        assert!(pairs.len() > 60);
        pairs.iter().map(|pair| (&all["bases"], pair))
    });
    let mut wrong = Vec::new();
    for (bases, pair) in pairs {
        let id = pair["id"].as_str().unwrap();
        let base = &bases[id.split('-').next().unwrap()];
        let (on, rules) = (pair["today"].as_str().unwrap(), list(&pair["rules"]));
        let graded = list(&pair["severity"]);
        let told = found(&with(base, &pair["fault"]), on, &rules);
        let grave =
            |finding: &Finding| graded.is_empty() || graded.contains(&finding.severity.code());
        if !told.iter().any(grave) {
            wrong.push(format!("{id}: {rules:?} is not told"));
        }
        let on = pair["twin_today"].as_str().unwrap_or(on);
        let rules = match list(&pair["twin_rules"]) {
            others if others.is_empty() => rules,
            others => others,
        };
        for finding in found(&with(base, &pair["twin"]), on, &rules) {
            wrong.push(format!(
                "{id}: {} fires in the twin: {:?}",
                finding.rule.id, finding.words
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
