//! What is found in the five notices, and in the sample only what was put into it.

use std::collections::BTreeSet;
use std::sync::Arc;

use ropa::domain::language::Language;
use ropa::labels::Lexicon;
use ropa::law::Law;
use ropa::rules::folded::fold;
use ropa::rules::{Finding, check};
use ropa::sample::{DELIBERATE_FAULTS, WRITTEN_ACTIVITIES, register};
use ropa::words::Words;
use serde_json::{Value, json};

use super::{day, law, today, told, without};
use crate::exchange::imported;

const SECMAKER: &str = include_str!("../notices/secmaker.json");
const ZESEC: &str = include_str!("../notices/zesec.json");
const AXCRYPT: &str = include_str!("../notices/axcrypt.json");
const INFOMAKER: &str = include_str!("../notices/infomaker.json");
const SECURE_PRIVACY: &str = include_str!("../notices/secure-privacy.json");

fn assert_finds(text: &str, wanted: &[&str]) {
    let told = told(&imported(text), today());
    for wanted in wanted {
        assert!(
            told.iter().any(|told| told == wanted),
            "{wanted} is not among {told:#?}"
        );
    }
}

#[test]
fn privacy_shield_is_found_from_the_day_of_the_judgment() {
    for (text, transfers) in [(SECMAKER, 2), (SECURE_PRIVACY, 11)] {
        let register = imported(text);
        let count = |on: &str, rule: &str| {
            told(&register, day(on))
                .iter()
                .filter(|told| told.starts_with(rule))
                .count()
        };
        assert_eq!(count("2020-07-15", "R33"), 0);
        assert_eq!(count("2020-07-16", "R33"), transfers);
        assert_eq!(count("2026-11-21", "R33"), transfers);
    }
}

#[test]
fn the_important_faults_of_each_notice_are_found() {
    assert_finds(
        SECMAKER,
        &[
            "R58 A7/C1.countries",
            "R12 A5/R1.start",
            "R11 S1.criterion",
            "R21 A16/P1.legal_bases",
            "R29:consent A9/D8.laws",
            "R29:consent A10/D5.laws",
            "R27:terms A5/P1.as_stated",
            "R17 M2.description",
            "R09 A9.recipients",
            "R10 A13.retention",
        ],
    );
    assert_finds(
        ZESEC,
        &[
            "R53 O1.supervisory_authority",
            "R12 A2/R1.start",
            "R32:known A6/C1.countries",
            "R21 A5/P1.legal_bases",
            "R02:reason O1.contacts",
        ],
    );
    assert_finds(
        AXCRYPT,
        &[
            "R50 A6.role",
            "R30 A7/T1.country",
            "R31 A12/T1.mechanisms",
            "R36 A8/T1.instrument",
            "R58 A8/C1.countries",
            "R10 A1.retention",
            "R21 A5/P1.legal_bases",
        ],
    );
    assert_finds(
        INFOMAKER,
        &[
            "R46:unnamed A13/B1.organisation",
            "R46:categories A13/B1.processing_categories",
            "R39 A1/C1.agreement",
            "R21 A1/P1.legal_bases",
            "R54 A9/R2.period",
            "R10:rule A8/R2.kind",
            "R16:organisation O1",
            "R53 O1.supervisory_authority",
            "R02:reason O1.contacts",
        ],
    );
    assert_finds(
        SECURE_PRIVACY,
        &[
            "R30 A4/T2.country",
            "R46:unnamed A15/B1.organisation",
            "R39:client A15/B1.agreement",
        ],
    );
}

#[test]
fn a_provider_of_cookies_that_is_no_recipient_is_found() {
    // The notice books a cookie of Cloudflare's under HubSpot, and names Cloudflare nowhere.
    let on_its_own: Vec<String> = [SECMAKER, ZESEC, AXCRYPT, INFOMAKER, SECURE_PRIVACY]
        .iter()
        .flat_map(|notice| told(&imported(notice), today()))
        .filter(|told| told.starts_with("R51:"))
        .collect();
    assert_eq!(on_its_own, ["R51:cookie A5/R12.provider"]);
    let mut notice: Value = serde_json::from_str(SECMAKER).unwrap();
    // The notice names Kayako in its cookies and leaves it out of its table of recipients.
    let support = &mut notice["activities"][6];
    without(support, &["recipients"]);
    for row in support["retention"].as_array_mut().unwrap() {
        if row["scope"] == "cookies" {
            without(row, &["provider"]);
            row["provider_stated"] = json!("Kayako");
        }
    }
    assert_finds(&notice.to_string(), &["R51 A7/R2.provider_stated"]);
}

#[test]
fn anonymous_data_are_asked_for_little() {
    let register = imported(SECURE_PRIVACY);
    let told = told(&register, today());
    assert!(
        !told
            .iter()
            .any(|told| told.starts_with("R24") && told.contains("A14")),
        "{told:?}"
    );
    assert!(
        !told
            .iter()
            .any(|told| told == "R10 A14.retention" || told == "R09 A14.recipients"),
        "{told:?}"
    );
}

#[test]
fn every_finding_is_said_in_both_languages() {
    for language in Language::ALL {
        let words = Arc::new(Words::load(language).unwrap());
        let lexicon = Lexicon::new(words, Arc::new(Law::shipped().unwrap()), today());
        for text in [SECMAKER, ZESEC, AXCRYPT, INFOMAKER, SECURE_PRIVACY] {
            let register = imported(text);
            for finding in check(&register, law(), today()) {
                for sentence in [
                    finding.message(&register, &lexicon),
                    finding.remedy(&register, &lexicon),
                ] {
                    assert!(
                        !sentence.contains('{') && !sentence.starts_with("rule."),
                        "{sentence}"
                    );
                }
            }
        }
    }
}

#[test]
fn in_the_sample_only_what_was_put_into_it_is_found() {
    for language in Language::ALL {
        let sample = register(1, WRITTEN_ACTIVITIES, language)
            .unwrap()
            .register();
        let mut put_in: BTreeSet<(String, &str)> = BTreeSet::new();
        for fault in DELIBERATE_FAULTS {
            put_in.extend(
                fault
                    .rules
                    .iter()
                    .map(|rule| (fault.reference.to_owned(), *rule)),
            );
        }
        let all = check(&sample, law(), today());
        let all: Vec<&Finding> = all.iter().collect();
        let into = fold(&sample, &all);
        let told = || {
            let heads = all.iter().zip(&into).filter(|(_, head)| head.is_none());
            heads.map(|(finding, _)| *finding)
        };
        let found: BTreeSet<(String, &str)> = all
            .iter()
            .map(|finding| (sample.reference(finding.record), finding.rule.id))
            .collect();
        let missing: Vec<_> = put_in.difference(&found).collect();
        let strange: Vec<String> = told()
            .filter(|finding| {
                !put_in.contains(&(sample.reference(finding.record), finding.rule.id))
            })
            .map(|finding| {
                format!(
                    "{} {} {:?}",
                    super::named(finding),
                    super::place(&sample, finding),
                    finding.words
                )
            })
            .collect();
        assert!(
            missing.is_empty() && strange.is_empty(),
            "{language:?}: missing {missing:?}\n{}",
            strange.join("\n")
        );
    }
}
