//! What the shipped templates hold, in every language and for every organisation.

use std::sync::Arc;

use super::*;
use crate::domain::change::{Edit, changes_of};
use crate::domain::field::Head;
use crate::domain::frozen::freeze;
use crate::domain::records::Schedule;
use crate::law::Law;
use crate::words::Words;

fn lexicon(language: Language) -> Lexicon {
    let words = Words::load(language).unwrap();
    let law = Law::shipped().unwrap();
    Lexicon::new(
        Arc::new(words),
        Arc::new(law),
        "2026-11-21".parse().unwrap(),
    )
}

/// A register of one organisation of ours.
fn register(public_authority: Option<bool>, country: &str) -> Register {
    let mut register = Register::empty();
    let ours = Organisation {
        head: Head {
            id: Id(1),
            reference: "O1".to_owned(),
            ..Head::default()
        },
        name: Some("Granforsa".to_owned()),
        ours: Some(true),
        country: Some(country.to_owned()),
        public_authority,
        ..Organisation::default()
    };
    register.push(Box::new(ours));
    register.reindex();
    register
}

fn keys() -> Vec<String> {
    let all = templates(Language::default()).unwrap();
    all.into_iter().map(|it| it.key).collect()
}

/// The register after the templates were used.
fn with_all(before: &Register, sector: TemplateSector, language: Language) -> Register {
    let keys = usual(before, Id(1), sector).unwrap();
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let mut after = before.clone();
    let mut edits = edits(before, &keys, Id(1), sector, &lexicon(language)).unwrap();
    for edit in &mut edits {
        if let Some(record) = &mut edit.after {
            after.settle(&mut **record);
            after.replace(record.boxed());
        }
    }
    after.reindex();
    after
}

#[test]
fn every_template_is_told_in_every_language_with_a_name_and_what_is_done() {
    for language in Language::ALL {
        for template in templates(language).unwrap() {
            for text in [&template.name, &template.department, &template.description] {
                assert!(!text.is_empty(), "{}: {}", language.code(), template.key);
            }
        }
    }
    assert_eq!(keys().len(), 45);
}

#[test]
fn the_languages_say_the_same_things() {
    fn places(json: &Json, at: &str, found: &mut Vec<String>) {
        match json.as_object() {
            Some(object) => {
                for (key, json) in object {
                    places(json, &format!("{at}.{key}"), found);
                }
            }
            None => found.push(at.to_owned()),
        }
    }
    let told: Vec<Vec<String>> = TEXTS
        .iter()
        .map(|(_, (_, text))| {
            let mut found = Vec::new();
            places(&toml::from_str(text).unwrap(), "", &mut found);
            found.sort();
            found
        })
        .collect();
    assert!(told.windows(2).all(|two| two[0] == two[1]));
}

#[test]
fn every_organisation_gets_its_usual_activities_as_drafts_with_proposals() {
    for language in Language::ALL {
        for (public, sector) in [
            (Some(true), TemplateSector::Municipality),
            (Some(false), TemplateSector::Company),
            (None, TemplateSector::Both),
        ] {
            let after = with_all(&register(public, "SE"), sector, language);
            assert!(after.activities.len() >= 20);
            for activity in &after.activities {
                let at = &activity.name;
                assert_eq!(activity.organisation, Some(Id(1)), "{at:?}");
                assert_eq!(activity.record_status, Some(RecordStatus::Draft), "{at:?}");
                assert!(!activity.purposes.is_empty(), "{at:?}");
                let based = activity
                    .purposes
                    .iter()
                    .all(|it| !it.legal_bases.is_empty());
                assert!(based, "{at:?}");
                let periods = activity.retention.iter();
                let proposed = periods.filter(|it| it.schedule.is_none() && it.period.is_some());
                for rule in proposed {
                    assert!(rule.planned == Some(true), "{at:?}: {:?}", rule.name);
                    assert!(rule.notes.is_some(), "{at:?}: {:?}", rule.name);
                }
            }
            assert!(after.measures.iter().all(|it| it.planned == Some(true)));
        }
    }
}

#[test]
fn authorities_have_their_own_names_in_sweden_and_are_called_by_what_they_are_elsewhere() {
    for language in Language::ALL {
        let said = |country: &str| {
            let sectors = [TemplateSector::Municipality, TemplateSector::Company];
            let after = sectors.map(|sector| with_all(&register(None, country), sector, language));
            let records = after.iter().flat_map(Register::all_records);
            let texts: Vec<String> = records.map(|it| freeze(it).to_string()).collect();
            texts.join("\n")
        };
        let (here, elsewhere) = (said("SE"), said("DE"));
        let files = Files::read(STRUCTURE, TEXTS, language).unwrap();
        let words = files.texts["here"].as_object().unwrap();
        assert!(!words.is_empty());
        for (word, name) in words {
            let name = name.as_str().unwrap();
            let general = files.text("elsewhere", word);
            let braced = format!("{{{word}}}");
            assert!(
                !here.contains(&braced) && !elsewhere.contains(&braced),
                "{word}"
            );
            assert!(
                here.contains(name) && elsewhere.contains(&general),
                "{word}"
            );
            assert!(
                name == general || !elsewhere.contains(name),
                "{word}: {name}"
            );
        }
    }
}

#[test]
fn the_journal_calls_a_few_by_their_names_and_many_by_their_number() {
    let words = Words::load(Language::ENGLISH).unwrap();
    let few = label_of(&["payroll", "newsletter"], &words).unwrap();
    assert_eq!(few, "From the library: Payroll and absence, Newsletter");
    let keys = keys();
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let many = label_of(&keys, &words).unwrap();
    assert_eq!(many, "From the library: 45 processing activities");
}

#[test]
fn bases_and_periods_follow_whether_the_organisation_is_a_public_authority() {
    let recruitment = |public| {
        let after = with_all(
            &register(Some(public), "SE"),
            TemplateSector::Both,
            Language::default(),
        );
        let found = after
            .activities
            .iter()
            .find(|it| is_named(*it, "recruitment"));
        let activity = found.unwrap().clone();
        let archived = |it: &Schedule| is_named(it, "se-dl-recruitment-public");
        (activity, after.schedules.iter().any(archived))
    };
    let (public, archived) = recruitment(true);
    assert_eq!(public.purposes[0].legal_bases, ["6-1-e"]);
    assert!(public.purposes[0].legitimate_interest.is_none());
    assert!(archived);
    let (private, archived) = recruitment(false);
    assert_eq!(private.purposes[0].legal_bases, ["6-1-f"]);
    assert!(private.purposes[0].legitimate_interest.is_some());
    assert!(!archived);
}

#[test]
fn an_organisation_of_another_country_is_not_told_swedish_law() {
    let after = with_all(
        &register(Some(false), "DE"),
        TemplateSector::Company,
        Language::default(),
    );
    assert!(after.schedules.is_empty());
    for activity in &after.activities {
        let purposes = activity.purposes.iter().flat_map(|it| &it.laws);
        let data = activity.data_categories.iter().flat_map(|it| &it.laws);
        let rules = activity.retention.iter().flat_map(|it| &it.law);
        for law in purposes.chain(data).chain(rules) {
            assert!(law.contains("2016/679"), "{law}");
        }
        assert!(!activity.retention.is_empty());
        assert!(activity.retention.iter().all(|it| it.schedule.is_none()));
    }
}

#[test]
fn measures_and_schedules_that_are_there_are_used_and_not_made_again() {
    let first = with_all(
        &register(Some(true), "SE"),
        TemplateSector::Municipality,
        Language::default(),
    );
    assert!(
        usual(&first, Id(1), TemplateSector::Municipality)
            .unwrap()
            .is_empty()
    );
    let mut second = first.clone();
    let other = Organisation {
        head: Head {
            id: Id(900_000),
            reference: "O2".to_owned(),
            ..Head::default()
        },
        ours: Some(true),
        public_authority: Some(true),
        ..Organisation::default()
    };
    second.push(Box::new(other));
    second.reindex();
    let keys = ["payroll", "school"];
    let words = lexicon(Language::default());
    let edits = edits(&second, &keys, Id(900_000), TemplateSector::Both, &words).unwrap();
    let kinds: Vec<RecordKind> = edits
        .iter()
        .filter_map(|edit| edit.after.as_ref().map(|it| it.kind()))
        .collect();
    assert_eq!(kinds, [RecordKind::Activity, RecordKind::Activity]);
}

#[test]
fn who_names_the_sector_records_whether_the_organisation_is_a_public_authority() {
    for (sector, public) in [
        (TemplateSector::Municipality, true),
        (TemplateSector::Company, false),
    ] {
        let after = with_all(&register(None, "SE"), sector, Language::default());
        assert_eq!(after.organisations[0].public_authority, Some(public));
    }
    let after = with_all(
        &register(None, "SE"),
        TemplateSector::Both,
        Language::default(),
    );
    assert_eq!(after.organisations[0].public_authority, None);
}

#[test]
fn a_wrong_key_another_s_organisation_and_a_second_time_are_refused() {
    let register = register(Some(true), "SE");
    let words = lexicon(Language::default());
    let refused = |register: &Register, key: &str, organisation| {
        edits(register, &[key], organisation, TemplateSector::Both, &words)
            .unwrap_err()
            .key
    };
    assert_eq!(refused(&register, "pay-roll", Id(1)), "template_unknown");
    assert_eq!(
        refused(&register, "payroll", Id(7)),
        "template_organisation"
    );
    let after = with_all(&register, TemplateSector::Municipality, Language::default());
    assert_eq!(refused(&after, "payroll", Id(1)), "template_there");
}

#[test]
fn making_them_is_a_change_set_that_can_be_journalled() {
    let before = register(Some(true), "SE");
    let words = lexicon(Language::default());
    let mut edits: Vec<Edit> = edits(
        &before,
        &["payroll"],
        Id(1),
        TemplateSector::Municipality,
        &words,
    )
    .unwrap();
    let mut after = before.clone();
    for edit in &mut edits {
        if let Some(record) = &mut edit.after {
            after.settle(&mut **record);
        }
    }
    assert!(!changes_of(&before, &edits).is_empty());
}
