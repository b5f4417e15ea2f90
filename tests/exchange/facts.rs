//! The facts of the five real registers, as they stand in both exports: what a notice says is there, in the unit and
//! the words it was given in, and what it does not say is not.

use ropa::domain::kind::RecordKind;
use ropa::domain::language::Language;
use ropa::domain::records::Retention;
use ropa::domain::value::Value;
use ropa::exchange::markdown;
use ropa::exchange::selection::Selection;
use serde_json::{Value as Json, json};

use super::{NOTICES, export, imported, notice};
use crate::support::screen::{lexicon, today};

/// The record or row of a reference as it is written outside any record.
fn at(document: &Json, reference: &str) -> Json {
    let mut parts = reference.split('/');
    let record = parts.next().unwrap_or_default();
    let lists = document
        .as_object()
        .unwrap()
        .values()
        .filter_map(Json::as_array);
    let mut found = lists
        .flatten()
        .find(|entry| entry["ref"] == record)
        .unwrap_or_else(|| panic!("no {record}"))
        .clone();
    for part in parts {
        let rows = found
            .as_object()
            .unwrap()
            .values()
            .filter_map(Json::as_array)
            .flatten();
        found = rows
            .into_iter()
            .find(|row| row["ref"] == part)
            .unwrap_or_else(|| panic!("no {reference}"))
            .clone();
    }
    found
}

fn facts(name: &str) -> Vec<(&'static str, &'static str, Json)> {
    let none = Json::Null;
    match name {
        "secmaker" => vec![
            ("O1", "registration_number", json!("556671-5479")),
            ("O1/K1", "role", json!("dpo")),
            ("O1/K1", "name", none.clone()),
            ("O2", "trading_names", json!(["Google Analytics"])),
            ("O6", "country", none),
            ("A5/R3", "name", json!("_ga")),
            ("A5/R3", "start", json!(["set_or_update"])),
            ("A5/R4", "period", json!("PT1M")),
            ("A5/R4", "declared_type", json!("session")),
            ("A5/R5", "period", json!("PT24H")),
            ("A5/R7", "period", json!("P10Y")),
            ("A5/R9", "period", json!("session")),
            ("A5/R12", "provider_stated", json!("Hubspot")),
            ("A12/R7", "name", json!("__utmz")),
            ("A9/R1", "ends_when", json!("first")),
            ("A5/T1", "mechanisms", json!(["art45"])),
            ("A5/T1", "instrument", json!("US-2016-1250")),
            ("A9/D8", "kind", json!("national_id")),
            ("A17", "age_limit", json!(16)),
        ],
        "zesec" => vec![
            ("O1", "supervisory_authority", json!(["Datainspektionen"])),
            ("O1/K2", "title", json!("DPM (Data Protection Manager)")),
            ("O3", "parent", json!("O1")),
            ("O1/L1", "period", none),
            ("G1", "covers", json!(["A1", "A2", "A3", "A7", "A8"])),
            ("A7/T1", "state", json!("denied")),
            ("A7", "countries", json!(["EEA"])),
            ("A2/R1", "kind", json!("at_most")),
            ("A2/R1", "period", json!("P3Y")),
            ("A3/R3", "period", json!("P2D")),
            ("A3/R5", "period", json!("P2W")),
            ("A7/R1", "period", json!("P3M")),
            ("A7", "related", json!(["A8"])),
        ],
        "secure-privacy" => vec![
            ("O1", "country", json!("DK")),
            ("O1", "registration_number", none.clone()),
            ("O1/L1", "period", json!("P30D")),
            (
                "O7",
                "trading_names",
                json!(["Google Analytics", "Google+"]),
            ),
            ("A3/C1", "countries", json!(["ES"])),
            (
                "A2/T1",
                "mechanisms",
                json!(["art45", "art46-2-c", "art49-1-a"]),
            ),
            ("A2/T2", "country", none),
            ("A7", "profiling", json!(true)),
            ("A14/D1", "kind", json!("anonymous")),
            ("A17/R2", "follows", json!("R1")),
            ("A17/R2", "approximate", json!(true)),
            ("A17/R2", "period", json!("P10D")),
            ("A15/B1", "category", json!("Customers (website owners)")),
        ],
        "axcrypt" => vec![
            ("O1", "country", none.clone()),
            ("A6", "role", none.clone()),
            ("A6/R1", "kind", json!("not_stored")),
            ("A3/R1", "scope", json!("logs")),
            ("A3/R1", "period", json!("P15D")),
            ("A12/R1", "period", json!("P14M")),
            ("A12/R1", "mode", json!("rolling")),
            ("A10/R1", "ends_on", json!(["objection", "withdrawal"])),
            ("A8/T1", "mechanisms", json!(["art46-2-c"])),
            ("A8/T1", "country", none),
            ("A15/C1", "role", json!("public")),
        ],
        _ => vec![
            ("O1", "phone", json!("+460480362000")),
            ("O1", "supervisory_authority", json!(["Datainspektionen"])),
            ("A4/P1", "legal_bases", json!(["6-1-a"])),
            ("A10", "profiling", json!(true)),
            ("A9/R2", "kind", json!("at_least")),
            ("A9/R2", "period", json!("P3M")),
            ("A1/R1", "kind", none),
            ("A13", "role", json!("processor")),
            ("A13/B1", "agreement", json!("G1")),
        ],
    }
}

#[test]
fn the_facts_of_five_real_registers_are_in_both_exports() {
    let counts: [(&str, usize, usize); NOTICES.len()] = [
        ("secmaker", 17, 26),
        ("zesec", 10, 7),
        ("secure-privacy", 17, 3),
        ("axcrypt", 18, 4),
        ("infomaker", 13, 1),
    ];
    for (name, activities, cookies) in counts {
        let register = imported(&notice(name));
        let document: Json = serde_json::from_str(&export(&register)).unwrap();
        assert_eq!(register.activities.len(), activities, "{name}");
        for (reference, key, wanted) in facts(name) {
            assert_eq!(
                at(&document, reference)[key],
                wanted,
                "{name} {reference} {key}"
            );
        }
        // One cookie can be used by two activities and is then a row in each.
        let rows = register.all_rows(RecordKind::Retention);
        let found = rows
            .iter()
            .filter(|(_, row)| row.text("scope").as_deref() == Some("cookies"))
            .count();
        assert!(found >= cookies, "{name} has {found} cookies");
        for language in Language::ALL {
            let text = markdown::document(
                &lexicon(language),
                &register,
                today(),
                &Selection::default(),
                "1.0.0",
            );
            for activity in &register.activities {
                let title = activity.name.as_deref().unwrap_or_default();
                let plain = text.replace('\\', "");
                assert!(
                    plain.contains(title),
                    "{name}: {title} is not in the Markdown"
                );
            }
        }
    }
}

#[test]
fn a_rule_that_rests_on_a_schedule_has_its_answers() {
    let register = imported(&notice("infomaker"));
    let id = register.find("A1/R2").unwrap();
    let rule = register.typed::<Retention>(id).unwrap();
    assert!(
        (rule as &dyn ropa::domain::field::Record)
            .value("kind")
            .is_empty()
    );
    let (answer, from_schedule) = register.effective(rule, "kind");
    assert!(from_schedule);
    assert_eq!(
        answer,
        ropa::domain::field::Answer::Recorded(Value::Text("event".to_owned()))
    );
    assert_eq!(
        register
            .activities
            .iter()
            .flat_map(|activity| &activity.retention)
            .filter(|rule| rule.schedule == register.find("S1"))
            .count(),
        12
    );
}
