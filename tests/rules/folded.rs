//! Told once: what another finding explains is folded into it, and what has one cause is one line.

use ropa::domain::register::Register;
use ropa::rules::folded::{by_weight, fold};
use ropa::rules::{Finding, check};
use serde_json::{Value, json};

use super::{Change, add, changed, law, named, place, today, told, without};
use crate::exchange::imported;

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
fn a_contract_that_is_missing_with_one_processor_is_told_once() {
    let twice = |second: &'static str| {
        changed(|r| {
            let recipient = &mut activity(r)["recipients"][0];
            without(recipient, &["agreement", "organisation"]);
            recipient["category"] = json!("Supabase (database)");
            let mut another = activity(r).clone();
            another["ref"] = json!("B1");
            another["name"] = json!("Payroll of the north");
            another["recipients"][0]["category"] = json!(second);
            r["activities"].as_array_mut().unwrap().push(another);
        })
    };
    let told = |register: &Register| {
        let folded = folded(register);
        folded
            .iter()
            .any(|it| it.starts_with("R39 ") && it.contains(" into R39 "))
    };
    assert!(told(&twice("Supabase")));
    assert!(!told(&twice("Molnhall")));
}

#[test]
fn a_contract_that_is_still_to_be_signed_is_told_and_not_that_there_is_none() {
    let register = changed(|r| {
        without(&mut activity(r)["recipients"][0], &["agreement"]);
        without(&mut r["agreements"][0], &["covers"]);
        r["agreements"][0]["status"] = json!("unsigned");
    });
    let told = told(&register, today());
    let of_contracts: Vec<&String> = told.iter().filter(|it| it.starts_with("R39")).collect();
    assert_eq!(of_contracts, ["R39:unsigned G1.status"]);
}

#[test]
fn who_stands_behind_the_contract_of_another_is_folded_into_whose_it_is() {
    let behind = |recipient: &'static str| {
        folded(&changed(|r| {
            r["agreements"][0]["sub_processors"] = json!([
                {"ref": "Q1", "name": "Night Desk", "countries": ["IN"], "authorisation": "general"},
            ]);
            activity(r)["recipients"][0]["organisation"] = json!(recipient);
        }))
    };
    let chain = |folded: &[String]| {
        let told = folded.iter().find(|it| it.starts_with("R32:chain"));
        told.cloned().unwrap_or_default()
    };
    assert!(
        chain(&behind("O3")).contains(" into R39:party "),
        "{:?}",
        behind("O3")
    );
    assert!(!chain(&behind("O2")).contains(" into "));
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

/// The findings that are told by themselves, as `R05 A1.purposes`.
fn alone(register: &Register) -> Vec<String> {
    let findings = check(register, law(), today());
    let found: Vec<&Finding> = findings.iter().collect();
    let into = fold(register, &found);
    let told = found.iter().zip(into).filter(|(_, head)| head.is_none());
    told.map(|(finding, _)| format!("{} {}", named(finding), place(register, finding)))
        .collect()
}

/// A transfer to the one recipient in the United States, which has a role and a contract.
fn transfer(r: &mut Value, row: &Value) {
    add(
        &mut activity(r)["recipients"],
        json!({"ref": "C2", "organisation": "O4", "role": "processor", "service": "Sending messages", "agreement": "G3"}),
    );
    without(&mut activity(r)["none"], &["transfers"]);
    let mut whole = json!({"ref": "T1", "state": "actual", "recipients": ["C2"], "country": "US"});
    let members = whole.as_object_mut().unwrap();
    for (key, value) in row.as_object().unwrap() {
        members.insert(key.clone(), value.clone());
    }
    activity(r)["transfers"] = json!([whole]);
}

/// What is wrong, by one cause, and the finding that tells it.
const ONE_CAUSE: &[(&str, &str, Change)] = &[
    ("a transfer without a country", "R30 A1/T1.country", |r| {
        transfer(r, &json!({"mechanisms": [], "country": null}));
        without(&mut r["organisations"][3], &["country"]);
    }),
    (
        "a vendor without a country and a transfer",
        "R32:known A1/C2.countries",
        |r| {
            transfer(r, &json!({}));
            activity(r)["transfers"] = json!([]);
            activity(r)["none"]["transfers"] = json!("All processing is inside the EEA.");
            without(&mut r["organisations"][3], &["country"]);
            r["organisations"][3]["name"] = json!("Google LLC");
        },
    ),
    (
        "a recipient abroad, and transfers not answered",
        "R32 A1/C2.countries",
        |r| {
            transfer(r, &json!({}));
            activity(r)["transfers"] = json!([]);
        },
    ),
    (
        "a place abroad that is the recipient's",
        "R32 A1/C2.countries",
        |r| {
            transfer(r, &json!({}));
            activity(r)["transfers"] = json!([]);
            activity(r)["none"]["transfers"] = json!("None.");
            activity(r)["countries"] = json!(["SE", "US"]);
        },
    ),
    (
        "a framework that fell, as the instrument",
        "R33 A1/T1.instrument",
        |r| {
            transfer(
                r,
                &json!({"mechanisms": ["art45"], "instrument": "US-2016-1250"}),
            );
        },
    ),
    (
        "a framework that fell, in words",
        "R33 A1/T1.safeguards",
        |r| {
            transfer(
                r,
                &json!({"mechanisms": ["art46-2-c"], "safeguards": "Privacy Shield", "agreement": "G3", "assessed_on": "2026-01-15"}),
            );
        },
    ),
    (
        "clauses that are over, as the instrument",
        "R36:unusable A1/T1.instrument",
        |r| {
            transfer(
                r,
                &json!({"mechanisms": ["art46-2-c"], "instrument": "scc-2010-87", "assessed_on": "2026-01-15"}),
            );
        },
    ),
    (
        "clauses that are over, at the agreement",
        "R36:unusable A1/T1.instrument",
        |r| {
            transfer(
                r,
                &json!({"mechanisms": ["art46-2-c"], "agreement": "G3", "assessed_on": "2024-01-15"}),
            );
            r["agreements"][2]["instrument"] = json!("scc-2010-87");
            without(&mut r["agreements"][2], &["modules"]);
        },
    ),
    (
        "clauses without a version and a day",
        "R36 A1/T1.instrument",
        |r| {
            transfer(
                r,
                &json!({"mechanisms": ["art46-2-c"], "assessed_on": "2026-01-15"}),
            );
        },
    ),
    (
        "clauses without an assessment",
        "R36:assessment A1/T1.assessed_on",
        |r| {
            transfer(r, &json!({"mechanisms": ["art46-2-c"], "agreement": "G3"}));
        },
    ),
    ("a foreign tool", "R61:foreign A1/T1.instrument", |r| {
        transfer(
            r,
            &json!({"mechanisms": ["art46-2-c"], "safeguards": "UK IDTA", "assessed_on": "2026-01-15"}),
        );
    }),
    (
        "an authority's legitimate interest",
        "R22 A1/P1.legal_bases",
        |r| {
            r["organisations"][0]["public_authority"] = json!(true);
            activity(r)["purposes"][0]["legal_bases"] = json!(["6-1-f"]);
            r["schedules"] = json!([]);
            activity(r)["retention"] = json!([{"ref": "R1", "name": "Salary records", "scope": "data", "kind": "fixed",
            "period": "P7Y", "start": ["end_of_employment"], "disposition": "archive"}]);
        },
    ),
    (
        "an interest that is not described",
        "R23 A1/P1.legitimate_interest",
        |r| {
            activity(r)["purposes"][0]["legal_bases"] = json!(["6-1-f"]);
        },
    ),
    ("consent without anything", "R27 A1/P1.consent_proof", |r| {
        activity(r)["purposes"][0]["legal_bases"] = json!(["6-1-a"]);
        activity(r)["data_subjects"][0]["category"] = json!(["customers"]);
    }),
    (
        "decisions that nobody explained or screened",
        "R65 A1.dpia_required",
        |r| {
            activity(r)["automated_decisions"] = json!(true);
        },
    ),
    ("criteria of an assessment", "R40 A1.dpia_required", |r| {
        activity(r)["dpia_criteria"] = json!(["wp248-1", "wp248-7"]);
    }),
    ("a purpose still to be written", "R18 A1/P1.text", |r| {
        activity(r)["purposes"][0]["text"] = json!("TBD");
    }),
    (
        "a purpose in the words it came from only",
        "R18 A1/P1.as_stated",
        |r| {
            activity(r)["purposes"][0]["as_stated"] = json!("TBD");
        },
    ),
    ("data still to be named", "R18 A1/D1.items", |r| {
        activity(r)["data_categories"][0]["items"] = json!("To be determined");
    }),
    ("a time limit still to be set", "R18 A1/R1.criterion", |r| {
        activity(r)["retention"] = json!([{"ref": "R1", "scope": "data", "kind": "criterion", "criterion": "To be determined"}]);
    }),
    (
        "a time limit that is only a link",
        "R19 A1/R1.as_stated",
        |r| {
            activity(r)["retention"] =
                json!([{"ref": "R1", "scope": "data", "as_stated": "https://example.org/plan"}]);
        },
    ),
    (
        "measures still to be described",
        "R18 A1.measures_text",
        |r| {
            activity(r)["measures_text"] = json!("To be completed");
        },
    ),
    (
        "a recipient without a name",
        "R09:unnamed A1/C2.organisation",
        |r| {
            add(&mut activity(r)["recipients"], json!({"ref": "C2"}));
        },
    ),
    (
        "one processing told twice, with two periods",
        "R57 A1.retention",
        |r| {
            let mut twin = activity(r).clone();
            twin["ref"] = json!("A3");
            twin["name"] = json!("Wages");
            twin["retention"] = json!([{"ref": "R1", "name": "Salary records", "scope": "data", "kind": "fixed",
            "period": "P8Y", "start": ["end_of_employment"]}]);
            r["activities"].as_array_mut().unwrap().push(twin);
        },
    ),
];

#[test]
fn one_cause_is_one_finding() {
    let mut wrong = Vec::new();
    for (cause, expected, change) in ONE_CAUSE {
        let told = alone(&changed(change));
        if told != [*expected] {
            wrong.push(format!("{cause}: {told:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Different things that can be wrong with one field at a time.
const APART: &[(&str, &str)] = &[("R67", "R67:unasked")];

#[test]
fn no_two_findings_tell_one_cause_of_a_field() {
    let mut registers: Vec<(String, Register)> = Vec::new();
    for (rule, at, change) in super::firing() {
        registers.push((format!("{rule} {at}"), changed(change)));
    }
    let probes: Vec<Value> = serde_json::from_str(super::probes::PROBES).unwrap();
    for probe in &probes {
        let id = probe["id"].as_str().unwrap().to_owned();
        registers.push((id, imported(&probe["document"].to_string())));
    }
    // What says nothing, wherever words are read.
    for text in [
        "TBD",
        "To be decided",
        "...",
        "[name]",
        "https://example.org/x",
        "policy.pdf",
        "See the policy",
        "n/a",
        "Administration",
        "All personal data",
        "As long as necessary",
        "Appropriate measures are applied",
        "Unlimited",
        "TBD, as long as necessary",
        "Privacy Shield, to be checked",
    ] {
        registers.push((
            text.to_owned(),
            changed(|r| {
                let words = json!(text);
                transfer(r, &json!({"mechanisms": ["art46-2-c"], "safeguards": words, "as_stated": words, "notes": words}));
                let activity = activity(r);
                for key in ["description", "measures_text"] {
                    activity[key] = words.clone();
                }
                for key in ["text", "as_stated", "legitimate_interest", "consent_proof"] {
                    activity["purposes"][0][key] = words.clone();
                }
                activity["data_categories"][0]["items"] = words.clone();
                activity["data_categories"][1] = json!({"ref": "D2", "category": [words], "kind": "ordinary"});
                activity["recipients"][0]["category"] = words.clone();
                activity["retention"] = json!([
                    {"ref": "R1", "scope": "data", "kind": "criterion", "criterion": words},
                    {"ref": "R2", "scope": "data", "as_stated": words},
                    {"ref": "R3", "scope": "data", "name": words},
                ]);
            }),
        ));
    }
    let mut wrong = Vec::new();
    for (name, register) in &registers {
        let findings = check(register, law(), today());
        let found: Vec<&Finding> = findings.iter().collect();
        let into = fold(register, &found);
        let told: Vec<&Finding> = found
            .iter()
            .zip(into)
            .filter_map(|(finding, head)| head.is_none().then_some(*finding))
            .collect();
        for (at, one) in told.iter().enumerate() {
            for other in &told[at + 1..] {
                let other_words =
                    one.words.is_some() && other.words.is_some() && one.words != other.words;
                let same = one.record == other.record && one.key == other.key;
                let apart = other_words || APART.contains(&(&named(one), &named(other)));
                if same && !apart {
                    wrong.push(format!(
                        "{name}: {} and {} of {}",
                        named(one),
                        named(other),
                        place(register, one)
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn that_nobody_is_responsible_is_told_once_for_all_records() {
    let register = changed(|r| {
        let activity = activity(r).clone();
        for reference in ["A8", "A9"] {
            let mut copy = json!({"ref": reference, "name": reference, "role": "controller"});
            copy["purposes"] = activity["purposes"].clone();
            add(&mut r["activities"], copy);
        }
    });
    let told = folded(&register);
    assert!(
        told.iter()
            .any(|it| it.starts_with("R01:activity A9") && it.contains("into R01:activity A8")),
        "{told:?}"
    );
}
