//! Texts in ten languages, faulty and clean: each faulty one is told by its rule, and no clean one is.

use ropa::rules::check;
use serde_json::{Value, json};

use super::{changed, folder, law, today};

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
        "R06" | "R18" | "R19" => activity["purposes"][0]["text"] = json!(text),
        "R07" => activity["data_subjects"] = json!([{"ref": "U1", "category": [text]}]),
        "R08" => {
            activity["data_categories"] =
                json!([{"ref": "D1", "category": [text], "kind": "ordinary"}]);
        }
        "R24" => {
            activity["data_categories"][0]["items"] = json!(text);
            activity["data_categories"][0]["category"] = json!([]);
        }
        "R27" => {
            let purpose = &mut activity["purposes"][0];
            purpose["legal_bases"] = json!(["6-1-a"]);
            purpose["as_stated"] = json!(text);
            purpose["consent_proof"] = json!("The signed form is kept");
            purpose["consent_withdrawal"] = json!("By mail");
        }
        other => panic!("{other}"),
    }
}

#[test]
fn every_faulty_text_is_told_and_no_clean_one() {
    let all = folder("texts", "toml");
    let all: Vec<toml::Table> = all.iter().map(|text| text.parse().unwrap()).collect();
    let mut wrong = Vec::new();
    let mut judged = 0;
    for (rule, languages) in all.iter().flatten() {
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
    assert!(judged >= 10 * 6 * 14, "{judged}");
    assert!(
        wrong.is_empty(),
        "{}\n{} of {judged}",
        wrong.join("\n"),
        wrong.len()
    );
}

#[test]
fn no_list_finds_its_words_in_ordinary_texts_of_another_language() {
    // Ordinary texts of every language are the clean ones of all rules, each held against what every rule reads.
    let all = folder("texts", "toml");
    let all: Vec<toml::Table> = all.iter().map(|text| text.parse().unwrap()).collect();
    let mut wrong = Vec::new();
    for (rule, languages) in all.iter().flatten() {
        for (language, texts) in languages.as_table().unwrap() {
            for text in texts["clean"].as_array().unwrap() {
                let text = text.as_str().unwrap();
                for read in ["R11", "R14", "R18", "R19", "R24"] {
                    let of_times = |rule: &str| matches!(rule, "R11" | "R12" | "R14");
                    // What is a clean purpose may be no clean time limit.
                    if of_times(read) != of_times(rule)
                        || (rule == "R12" && read == "R11")
                        || (read == "R24" && rule != "R24")
                    {
                        continue;
                    }
                    let register = changed(|r| {
                        put(read, text, r);
                        r["register"]["language"] = json!(language);
                    });
                    let findings = check(&register, law(), today());
                    if let Some(told) = findings.iter().find(|finding| finding.rule.id == read) {
                        wrong.push(format!("{language} {read}: {text} {:?}", told.words));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
