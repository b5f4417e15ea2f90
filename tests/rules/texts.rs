//! Texts in ten languages, faulty and clean: each faulty one is told by its rule, and no clean one is.

use ropa::rules::check;
use serde_json::{Value, json};

use super::{changed, law, today};

const TEXTS: &str = include_str!("texts.toml");

/// Puts a text where a rule reads it.
fn put(rule: &str, text: &str, r: &mut Value) {
    let activity = &mut r["activities"][0];
    match rule {
        "R11" | "R14" => {
            activity["retention"] =
                json!([{"ref": "R1", "scope": "data", "kind": "criterion", "criterion": text}]);
        }
        "R12" => {
            activity["retention"] = json!([{"ref": "R1", "scope": "data", "kind": "fixed", "period": "P3Y", "criterion": text}]);
        }
        "R18" | "R19" => activity["purposes"][0]["text"] = json!(text),
        "R24" => {
            activity["data_categories"][0]["items"] = json!(text);
            activity["data_categories"][0]["category"] = json!([]);
        }
        other => panic!("{other}"),
    }
}

#[test]
fn every_faulty_text_is_told_and_no_clean_one() {
    let all: toml::Table = TEXTS.parse().unwrap();
    let mut wrong = Vec::new();
    let mut judged = 0;
    for (rule, languages) in &all {
        for (language, texts) in languages.as_table().unwrap() {
            for (kind, expected) in [("faulty", true), ("clean", false)] {
                for text in texts[kind].as_array().unwrap() {
                    let text = text.as_str().unwrap();
                    let register = changed(|r| put(rule, text, r));
                    let findings = check(&register, law(), today());
                    let told = findings.iter().find(|finding| finding.rule.id == *rule);
                    judged += 1;
                    if told.is_some() != expected {
                        let words = told.and_then(|told| told.words.clone());
                        wrong.push(format!("{rule}.{language} {kind}: {text} {words:?}"));
                    }
                }
            }
        }
    }
    assert!(judged >= 10 * 6 * 4, "{judged}");
    assert!(
        wrong.is_empty(),
        "{}\n{} of {judged}",
        wrong.join("\n"),
        wrong.len()
    );
}
