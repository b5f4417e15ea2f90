//! The draft of a privacy notice, held against the five real ones: what they say and the register holds, it says.

use ropa::domain::codes::ActivityRole;
use ropa::domain::language::Language;
use ropa::domain::register::Register;
use ropa::exchange::format::{Format, Source, printed};
use ropa::exchange::notice::Notice;
use ropa::exchange::plain;

use super::{is_sound, read};
use crate::exchange::{NOTICES, imported, notice};
use crate::support::screen::lexicon;

fn draft(register: &Register, language: Language, audience: Option<&str>) -> String {
    let lexicon = lexicon(language);
    let notice = Notice::new(&lexicon, register, &[], audience).unwrap();
    words(&plain::print(&notice.blocks(&lexicon), None))
}

fn words(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

#[test]
fn the_draft_says_every_fact_that_a_real_notice_says_and_the_register_holds() {
    for name in NOTICES {
        let register = imported(&notice(name));
        let text = draft(&register, Language::ENGLISH, None);
        let lexicon = lexicon(Language::ENGLISH);
        let says = |fact: &str, what: &str| {
            let fact = words(&plain::line(fact));
            assert!(text.contains(&fact), "{name}: {what}: {fact}");
        };
        let ours = register
            .activities
            .iter()
            .filter(|a| a.role != Some(ActivityRole::Processor));
        for activity in ours {
            says(&lexicon.title(&register, activity), "name");
            for purpose in &activity.purposes {
                let told = [
                    &purpose.text,
                    &purpose.legitimate_interest,
                    &purpose.consent_withdrawal,
                ];
                // What withdrawal is said of is asked only of consent; where it is recorded, it is told.
                for fact in told.into_iter().flatten() {
                    says(fact, "purpose");
                }
                for basis in &purpose.legal_bases {
                    says(
                        &lexicon.code(&ropa::domain::codes::LEGAL_BASIS, basis),
                        "legal basis",
                    );
                }
            }
            for row in &activity.data_subjects {
                says(&lexicon.title(&register, row), "data subjects");
            }
            for row in &activity.data_categories {
                says(&lexicon.title(&register, row), "data");
                row.items.iter().for_each(|items| says(items, "data items"));
                row.only_if
                    .iter()
                    .for_each(|only_if| says(only_if, "condition"));
            }
            for row in &activity.recipients {
                says(&lexicon.title(&register, row), "recipient");
                row.service
                    .iter()
                    .for_each(|service| says(service, "service"));
                row.countries
                    .iter()
                    .for_each(|code| says(&lexicon.country(code), "country"));
            }
            for row in &activity.transfers {
                row.country
                    .iter()
                    .for_each(|code| says(&lexicon.country(code), "transfer"));
                let told = [&row.safeguards, &row.supplementary_measures];
                told.into_iter()
                    .flatten()
                    .for_each(|fact| says(fact, "safeguard"));
            }
            for rule in &activity.retention {
                let rule = register.effective_rule(rule);
                let told = [
                    &rule.criterion,
                    &rule.kept_longer_if,
                    &rule.purpose,
                    &rule.only_if,
                ];
                told.into_iter()
                    .flatten()
                    .for_each(|fact| says(fact, "retention"));
                rule.period
                    .iter()
                    .for_each(|period| says(&lexicon.words.period(period), "period"));
            }
            let told = [
                &activity.rights_restricted,
                &activity.automated_decisions_logic,
                &activity.description,
            ];
            told.into_iter()
                .flatten()
                .for_each(|fact| says(fact, "activity"));
            activity
                .opt_out
                .iter()
                .for_each(|fact| says(fact, "opting out"));
            activity
                .age_limit
                .iter()
                .for_each(|age| says(&age.to_string(), "age"));
        }
    }
}

#[test]
fn the_draft_says_who_is_responsible_and_which_rights_there_are() {
    for name in NOTICES {
        let register = imported(&notice(name));
        let text = draft(&register, Language::ENGLISH, None);
        let lexicon = lexicon(Language::ENGLISH);
        let says = |fact: &str, what: &str| {
            let fact = words(&plain::line(fact));
            assert!(text.contains(&fact), "{name}: {what}: {fact}");
        };
        for organisation in register.ours() {
            let told = [
                &organisation.name,
                &organisation.email,
                &organisation.registration_number,
            ];
            told.into_iter()
                .flatten()
                .for_each(|fact| says(fact, "controller"));
            organisation
                .addresses
                .iter()
                .for_each(|address| says(address, "address"));
            for contact in &organisation.contacts {
                contact
                    .email
                    .iter()
                    .for_each(|email| says(email, "contact"));
                contact
                    .name
                    .iter()
                    .for_each(|name| assert!(!text.contains(name.as_str())));
            }
        }
        for key in ["access", "erasure", "restriction"] {
            says(lexicon.words.get(&format!("notice.right.{key}")), "right");
        }
    }
}

#[test]
fn a_draft_is_a_sound_page_in_both_languages_and_marks_its_gaps() {
    for name in NOTICES {
        let register = imported(&notice(name));
        for language in [Language::ENGLISH, Language::SWEDISH] {
            let lexicon = lexicon(language);
            let notice = Notice::new(&lexicon, &register, &[], None).unwrap();
            let page = printed(&notice, Format::Html, &lexicon, None).unwrap();
            let page = String::from_utf8(page).unwrap();
            is_sound(&read(&page), name);
            assert!(
                page.contains(lexicon.words.get("answer.not_recorded")),
                "{name}"
            );
            assert!(
                page.contains("imy.se") || name == "secure-privacy" || name == "axcrypt",
                "{name}"
            );
        }
    }
}

#[test]
fn an_audience_chooses_the_activities_and_an_unknown_one_is_told_whom_there_is() {
    let register = imported(&notice("secmaker"));
    let text = draft(&register, Language::ENGLISH, Some("Newsletter SUBSCRIBERS"));
    assert!(text.contains("Newsletter") && !text.contains("White papers"));
    let lexicon = lexicon(Language::ENGLISH);
    let refused = Notice::new(&lexicon, &register, &[], Some("astronauts")).unwrap_err();
    assert_eq!(refused.key, "notice_audience_unknown");
    let told = lexicon.words.message(&refused).hint.unwrap();
    assert!(told.contains("newsletter subscribers"), "{told}");
    let register = imported(&notice("infomaker"));
    let last = register
        .activities
        .iter()
        .find(|a| a.role == Some(ActivityRole::Processor))
        .unwrap();
    let refused = Notice::new(&lexicon, &register, &[last.head.id], None).unwrap_err();
    assert_eq!(refused.key, "notice_without_activities");
}

#[test]
fn a_rule_that_says_no_time_is_a_gap() {
    let register = imported(
        r#"{ "format": "ropa-register", "version": 1, "activities": [{ "ref": "A1", "name": "Log", "role": "controller",
            "retention": [{ "ref": "R1", "name": "Request cookies", "places": ["www.example.org"] }] }] }"#,
    );
    let text = draft(&register, Language::ENGLISH, None);
    assert!(text.contains("Period: Not recorded"), "{text}");
}

#[test]
fn the_draft_says_nothing_twice_of_one_activity() {
    for name in NOTICES {
        let register = imported(&notice(name));
        for language in [Language::ENGLISH, Language::SWEDISH] {
            let lexicon = lexicon(language);
            let notice = Notice::new(&lexicon, &register, &[], None).unwrap();
            let text = ropa::exchange::markdown::print(&notice.blocks(&lexicon));
            for section in text.split("\n### ").skip(1) {
                // The points of a list, each with all that stands below it.
                for list in section.split("\n- **") {
                    let mut points: Vec<&str> = list.split("\n    - ").skip(1).collect();
                    let all = points.len();
                    points.sort_unstable();
                    points.dedup();
                    assert_eq!(points.len(), all, "{name}: {list}");
                    for point in points {
                        let mut said: Vec<&str> = (point.lines().skip(1))
                            .filter(|line| line.contains(": "))
                            .filter_map(|line| Some(line.split_once(": ")?.1))
                            .filter(|said| said.len() > 30)
                            .collect();
                        let all = said.len();
                        said.sort_unstable();
                        said.dedup();
                        assert_eq!(said.len(), all, "{name}: {point}");
                    }
                }
            }
        }
    }
}

#[test]
fn what_has_no_field_is_taken_from_the_notes_that_name_its_provision_and_an_authority_has_its_address()
 {
    let mut register = imported(&notice("secmaker"));
    let mut activity = register.activities[0].clone();
    let transfer = ropa::domain::records::Transfer {
        country: Some("US".to_owned()),
        mechanisms: vec!["art46-2-c".to_owned()],
        ..Default::default()
    };
    activity.transfers = vec![transfer];
    register.replace(Box::new(activity.clone()));
    let text = draft(&register, Language::ENGLISH, None);
    assert!(
        text.contains("How to obtain a copy of the safeguards: Not recorded"),
        "{text}"
    );
    assert!(
        text.contains("postal address: Box 8114, 104 20 Stockholm"),
        "{text}"
    );
    for (line, said) in [
        (
            "Art. 13(1)(f): ask the officer for it",
            "ask the officer for it",
        ),
        (
            "Kopia (artikel 14.1 f): https://norr.example/scc",
            "https://norr.example/scc",
        ),
    ] {
        activity.transfers[0].notes = Some(format!("First line.\n{line}"));
        register.replace(Box::new(activity.clone()));
        let text = draft(&register, Language::ENGLISH, None);
        assert!(
            text.contains(&format!("a copy of the safeguards: {said}")),
            "{text}"
        );
    }
}

#[test]
fn the_draft_says_of_what_does_not_go_on_where_it_stands_and_of_a_most_that_it_is_one() {
    let register = imported(
        r#"{ "format": "ropa-register", "version": 1, "activities": [
            { "ref": "A1", "name": "Old shop", "role": "controller", "state": "ended", "ended_on": "2024-12-31",
              "retention": [{ "ref": "R1", "name": "Orders", "kind": "at_most", "period": "P1Y" }] },
            { "ref": "A2", "name": "New shop", "role": "controller", "started_on": "2027-03" },
            { "ref": "A3", "name": "Club", "role": "controller", "state": "paused" },
            { "ref": "A4", "name": "Staff", "role": "controller", "state": "running", "started_on": "2020",
              "retention": [
                { "ref": "R1", "name": "Photos", "kind": "at_most", "period": "P14D", "approximate": true },
                { "ref": "R2", "name": "Files", "kind": "fixed", "period": "P9Y", "planned": true }] }] }"#,
    );
    let text = draft(&register, Language::ENGLISH, None);
    for said in [
        "Old shop Ended. This processing is not carried out any more. What is said here is about data that may still \
         be kept from it. End: 31 December 2024.",
        "Period: at most 1 year",
        "New shop Planned. This processing has not begun yet. Start: March 2027.",
        "Club Paused. This processing is not carried out at present.",
        "Period: at most about 14 days",
        "Planned: this period is not applied yet.",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let at = text.find("Staff").unwrap();
    assert!(
        !text[at..at + 20].contains('.'),
        "what goes on has no such line: {text}"
    );
}
