//! The findings: each rule where it fires and where it must stay silent, waivers, what a save checks again, the five
//! notices and the sample.

mod answers;
mod asked;
mod cited_law;
mod contradictions;
mod folded;
mod governance;
mod lawfulness;
mod live;
mod noted;
mod notices;
mod pairs;
mod parties;
mod probes;
mod recipients;
mod registers;
mod sentences;
mod texts;
mod waivers;
mod weights;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use chrono::NaiveDate;
use ropa::domain::register::Register;
use ropa::law::Law;
use ropa::rules::{Finding, RULES, check};
use serde_json::{Value, json};

use crate::exchange::imported;

/// A change of the good register.
pub type Change = fn(&mut Value);

/// The rule, with its case after a colon; where it fires (`A1/P1.text`); the change that makes it fire.
pub type Firing = (&'static str, &'static str, Change);

/// The rule, why it must stay silent, and the change after which it must.
pub type Silent = (&'static str, &'static str, Change);

pub fn law() -> &'static Law {
    static LAW: OnceLock<Law> = OnceLock::new();
    LAW.get_or_init(|| Law::shipped().unwrap())
}

/// The texts of the files of a folder beside this one, by their names.
pub fn folder(name: &str, ending: &str) -> Vec<String> {
    let folder = format!("{}/tests/rules/{name}", env!("CARGO_MANIFEST_DIR"));
    let files = std::fs::read_dir(folder).unwrap();
    let files = files.map(|file| file.unwrap().path());
    let mut files: Vec<_> = files
        .filter(|file| file.extension().is_some_and(|it| it == ending))
        .collect();
    files.sort();
    let texts = files
        .iter()
        .map(|file| std::fs::read_to_string(file).unwrap());
    texts.collect()
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn today() -> NaiveDate {
    day("2026-11-21")
}

/// A register in which nothing is found: a controller's activity and a processor's.
pub fn good() -> Value {
    json!({
        "format": "ropa-register", "version": 1,
        "register": {"id": "6b0d8f5e-3c1a-4f27-9a52-d41e7c80b6a3", "title": "Good register", "language": "en"},
        "organisations": [
            {"ref": "O1", "name": "Granforsa Energi AB", "email": "info@granforsa.example", "addresses": ["Kajen 1, 123 45 Granforsa"],
             "country": "SE", "ours": true, "public_authority": false, "employees": 900, "supervisory_authority": ["IMY"],
             "notices": [{"title": "How we process personal data", "address": "https://granforsa.example/privacy"}],
             "contacts": [{"ref": "K1", "role": "dpo", "email": "dso@granforsa.example"}]},
            {"ref": "O2", "name": "Molnhall Drift AB", "trading_names": ["Molnhall"], "country": "SE", "ours": false},
            {"ref": "O3", "name": "Lindhamra kommun", "country": "SE", "ours": false, "email": "kommun@lindhamra.example"},
            {"ref": "O4", "name": "Brightpigeon Corp.", "country": "US", "ours": false},
        ],
        "agreements": [
            {"ref": "G1", "organisation": "O2", "our_party": "O1", "our_role": "controller", "kind": "processor_contract",
             "status": "signed", "signed_on": "2024-01-15", "valid_until": "2029-01-14", "review_on": "2027-06-01"},
            {"ref": "G2", "organisation": "O3", "our_party": "O1", "our_role": "processor", "kind": "processor_contract",
             "status": "signed", "signed_on": "2024-01-15"},
            {"ref": "G3", "organisation": "O4", "our_party": "O1", "our_role": "controller", "kind": "clauses",
             "status": "signed", "signed_on": "2024-01-15", "instrument": "scc-2021-914", "modules": ["2"]},
        ],
        "measures": [
            {"ref": "M1", "name": "Disks of servers and laptops are encrypted", "kind": "encryption", "organisations": ["O1"]},
        ],
        "schedules": [
            {"ref": "S1", "name": "Accounting records", "kind": "fixed", "period": "P7Y", "start": ["end_of_financial_year"],
             "rounding": "end_of_calendar_year", "law": ["Bokföringslag (1999:1078) 7 kap. 2 §"], "law_sets": "minimum", "disposition": "erase"},
        ],
        "activities": [
            {"ref": "A1", "name": "Payroll", "role": "controller", "organisation": "O1", "state": "running",
             "description": "Salaries are calculated and paid each month.", "systems": ["Personec"], "source": ["data_subject", "employer"],
             "last_reviewed_on": "2026-03-01", "next_review_on": "2027-03-01",
             "purposes": [
                 {"ref": "P1", "text": "Calculate and pay salaries to employees", "legal_bases": ["6-1-b"]},
                 {"ref": "P2", "text": "Report salaries and taxes to the tax authority", "legal_bases": ["6-1-c"], "laws": ["Skatteförfarandelag (2011:1244) 15 kap."]},
             ],
             "data_subjects": [{"ref": "U1", "category": ["employees"]}],
             "data_categories": [
                 {"ref": "D1", "category": ["financial"], "items": "salary, bank account", "kind": "ordinary"},
                 {"ref": "D2", "category": ["contact"], "items": "name, address", "kind": "ordinary"},
             ],
             "recipients": [{"ref": "C1", "organisation": "O2", "role": "processor", "service": "Hosting of the payroll system", "countries": ["SE"], "agreement": "G1"}],
             "retention": [{"ref": "R1", "name": "Salary records", "scope": "data", "schedule": "S1"}],
             "none": {"transfers": "All processing is inside the EEA."}},
            {"ref": "A2", "name": "Meter readings for the municipality", "role": "processor", "organisation": "O1", "state": "running",
             "systems": ["Metering"], "last_reviewed_on": "2026-03-01",
             "clients": [{"ref": "B1", "organisation": "O3", "processing_categories": "Collecting and storing meter readings", "agreement": "G2"}],
             "none": {"transfers": "All processing is inside the EEA.", "recipients": "Nobody else takes part."}},
        ],
        "waivers": [],
    })
}

/// The good register with a change.
pub fn changed(change: impl Fn(&mut Value)) -> Register {
    let mut json = good();
    change(&mut json);
    imported(&json.to_string())
}

/// Where a finding is, as `A1/P1.text`; a finding on a record as a whole is `A1`.
pub fn place(register: &Register, finding: &Finding) -> String {
    let reference = register.reference(finding.record);
    match finding.key {
        Some(key) => format!("{reference}.{key}"),
        None => reference,
    }
}

/// A finding's rule, with its case.
pub fn named(finding: &Finding) -> String {
    match finding.case {
        Some(case) => format!("{}:{}", finding.rule.id, case.key),
        None => finding.rule.id.to_owned(),
    }
}

/// The findings as `R05 A1.purposes`.
pub fn told(register: &Register, on: NaiveDate) -> Vec<String> {
    let findings = check(register, law(), on);
    findings
        .iter()
        .map(|finding| format!("{} {}", named(finding), place(register, finding)))
        .collect()
}

/// Takes keys out of an object.
pub fn without(object: &mut Value, keys: &[&str]) {
    for key in keys {
        object.as_object_mut().unwrap().remove(*key);
    }
}

/// Puts an entry at the end of a list, which need not be there.
pub fn add(list: &mut Value, entry: Value) {
    match list {
        Value::Array(entries) => entries.push(entry),
        list => *list = json!([entry]),
    }
}

fn firing() -> impl Iterator<Item = &'static Firing> {
    [
        answers::FIRING,
        asked::FIRING,
        contradictions::FIRING,
        lawfulness::FIRING,
        parties::FIRING,
        recipients::FIRING,
        governance::FIRING,
    ]
    .into_iter()
    .flatten()
}

fn silent() -> impl Iterator<Item = &'static Silent> {
    [
        answers::SILENT,
        asked::SILENT,
        contradictions::SILENT,
        lawfulness::SILENT,
        parties::SILENT,
        recipients::SILENT,
        governance::SILENT,
    ]
    .into_iter()
    .flatten()
}

#[test]
fn nothing_is_found_in_a_good_register() {
    assert_eq!(told(&changed(|_| ()), today()), Vec::<String>::new());
}

#[test]
fn each_rule_fires() {
    let mut faults = Vec::new();
    for (rule, at, change) in firing() {
        let register = changed(change);
        let told = told(&register, today());
        if !told.contains(&format!("{rule} {at}")) {
            faults.push(format!("{rule} {at}: {told:?}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn each_rule_is_silent_where_it_must() {
    let mut faults = Vec::new();
    for (rule, why, change) in silent() {
        let register = changed(change);
        let told = told(&register, today());
        let own = |told: &&String| {
            told.starts_with(&format!("{rule} "))
                || (!rule.contains(':') && told.starts_with(&format!("{rule}:")))
        };
        if let Some(told) = told.iter().find(own) {
            faults.push(format!("{rule}, {why}: {told}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_rule_and_no_case_is_left_out_of_these_tests() {
    let fires: BTreeSet<&str> = firing().map(|(rule, ..)| *rule).collect();
    let spares: BTreeSet<&str> = silent()
        .map(|(rule, ..)| rule.split(':').next().unwrap())
        .collect();
    // What the journal says is tested with a session, which keeps one; proposals of the library with the library.
    for rule in RULES
        .iter()
        .filter(|rule| !["R75", "R76"].contains(&rule.id))
    {
        let plain = fires.contains(rule.id);
        assert!(plain, "{} has no firing test", rule.id);
        assert!(spares.contains(rule.id), "{} has no silent test", rule.id);
        for case in rule.cases {
            let name = format!("{}:{}", rule.id, case.key);
            let elsewhere = recipients::OF_OTHER_DAYS.contains(&name.as_str());
            assert!(
                elsewhere || fires.contains(name.as_str()),
                "{name} has no firing test"
            );
        }
    }
}
