//! What a document tells to whom, and that it says once what several records share.

use ropa::domain::field::Record as _;
use ropa::domain::language::Language;
use ropa::domain::register::Register;
use ropa::domain::value::Value;
use ropa::exchange::markdown::document;
use ropa::exchange::selection::{Arrangement, Profile, Selection};

use super::build;

fn sample() -> Register {
    ropa::sample::register(7, 24, Language::ENGLISH)
        .unwrap()
        .register()
}

fn told(register: &Register, selection: &Selection) -> String {
    let lexicon = build::lexicon(Language::ENGLISH);
    document(&lexicon, register, lexicon.today, selection, "ropa 0.1.0")
}

fn to(profile: Profile) -> Selection {
    Selection {
        profile,
        ..Selection::default()
    }
}

/// The card under a heading of the third level.
fn card<'t>(text: &'t str, reference: &str) -> &'t str {
    let start = text.find(&format!("\n### {reference} ")).unwrap() + 1;
    let end = text[start + 3..].find("\n### ").map(|at| start + 3 + at);
    let end = end.unwrap_or(text.len());
    let end = text[start..end].find("\n## ").map_or(end, |at| start + at);
    &text[start..end]
}

#[test]
fn what_records_share_is_said_once_and_in_full_where_one_record_is_exported() {
    let register = sample();
    let text = told(&register, &to(Profile::Authority));
    let measure = register.measures[0].description.clone().unwrap();
    assert_eq!(text.matches(&measure).count(), 1);
    let first = card(&text, "A1");
    assert!(
        first.contains("[Two-factor sign-in and roles (M1)](#m1-"),
        "{first}"
    );
    let ours = register
        .organisation(register.activities[0].organisation)
        .unwrap();
    let email = ours.email.clone().unwrap();
    assert!(!first.contains(&email) && text.contains(&email));
    let alone = Selection {
        activities: vec![register.activities[0].head.id],
        ..to(Profile::Authority)
    };
    let alone = told(&register, &alone);
    let first = card(&alone, "A1");
    assert!(
        first.contains(&email) && first.contains(&measure),
        "{first}"
    );
}

#[test]
fn a_legal_basis_stands_with_its_purpose_and_a_batch_that_is_gone_in_the_log() {
    let register = sample();
    let text = told(&register, &to(Profile::Full));
    let first = card(&text, "A1");
    let purposes = first.split("#### (b)").nth(1).unwrap();
    let purposes = purposes.split("####").next().unwrap();
    assert!(
        purposes.contains("Legal basis: Contract with the data subject"),
        "{purposes}"
    );
    let activity = &register.activities[0];
    let gone = activity.retention[0]
        .holdings
        .iter()
        .find(|holding| holding.disposed_on.is_some());
    let method = gone.unwrap().method.clone().unwrap();
    assert!(!first.contains(&method) && text.contains(&method));
}

#[test]
fn what_is_not_recorded_is_one_line_of_its_record_and_a_word_under_an_empty_letter() {
    let mut register = sample();
    let mut activity = register.activities[0].clone();
    activity.owner = None;
    activity.systems.clear();
    activity.transfers.clear();
    activity.retention.clear();
    for purpose in &mut activity.purposes {
        purpose.legal_bases.clear();
    }
    register.replace(Box::new(activity));
    let text = told(&register, &to(Profile::Authority));
    let first = card(&text, "A1");
    let lines: Vec<&str> = first
        .lines()
        .filter(|line| line.contains("*Not recorded*"))
        .collect();
    assert_eq!(
        lines[0],
        "- *Not recorded*: Owner; (b) Legal basis (P1, P2); (e) Transfers; Systems"
    );
    // Countries where data are kept answer (e) in part; nothing at all answers (f).
    assert_eq!(lines[1..], ["*Not recorded*"], "{first}");
    assert!(first.contains("Art. 30(1)(f)\n\n*Not recorded*\n"));
}

#[test]
fn original_wording_is_printed_where_it_differs_or_is_the_only_answer() {
    let mut register = sample();
    let mut activity = register.activities[0].clone();
    let said = activity.purposes[0].text.clone().unwrap();
    activity.purposes[0].as_stated = Some(said.clone());
    activity.purposes[1].as_stated = Some("fees as the contract says".to_owned());
    register.replace(Box::new(activity.clone()));
    let full = told(&register, &to(Profile::Full));
    let first = card(&full, "A1");
    assert_eq!(first.matches(&said).count(), 1);
    assert!(first.contains("Original wording: fees as the contract says"));
    let authority = told(&register, &to(Profile::Authority));
    assert!(!card(&authority, "A1").contains("fees as the contract says"));
    activity.purposes[1].legal_bases.clear();
    register.replace(Box::new(activity));
    let authority = told(&register, &to(Profile::Authority));
    assert!(card(&authority, "A1").contains("fees as the contract says"));
    let public = told(&register, &to(Profile::Public));
    assert!(!public.contains("fees as the contract says"));
}

#[test]
fn open_points_and_waivers_are_for_ourselves_and_for_the_authority_where_that_is_asked_for() {
    let mut register = sample();
    for at in 0..3 {
        let mut activity = register.activities[at].clone();
        activity.purposes[0].legal_bases.clear();
        activity.purposes[0].laws.clear();
        register.replace(Box::new(activity));
    }
    let reason = register.waivers[0].reason.clone().unwrap();
    let asked = |profile| Selection {
        arrangement: Arrangement {
            open_points: true,
            ..Arrangement::default()
        },
        ..to(profile)
    };
    for (selection, shown) in [
        (to(Profile::Full), true),
        (to(Profile::Authority), false),
        (asked(Profile::Authority), true),
        (to(Profile::Public), false),
        (asked(Profile::Public), false),
    ] {
        let text = told(&register, &selection);
        assert_eq!(text.contains("\n## Open points\n"), shown, "{selection:?}");
        assert_eq!(text.contains(&reason), shown, "{selection:?}");
        assert_eq!(text.contains("| Open points |"), shown, "{selection:?}");
    }
    let text = told(&register, &asked(Profile::Authority));
    let points = text.split("\n## Open points\n").nth(1).unwrap();
    let points = points.split("\n## ").next().unwrap();
    assert!(
        points.contains("Adequacy decisions are known up to "),
        "{points}"
    );
    assert!(
        points.contains("**Art. 30(1)(b)**: answered in 20 of 20"),
        "{points}"
    );
    // One line for each rule and cause, with each place where it stands.
    let lines = points.lines().filter(|line| line.starts_with("- **R"));
    assert!(
        lines.clone().any(|line| line.matches("](#a").count() > 2),
        "{points}"
    );
    assert!(lines.clone().all(|line| line.contains("](#")), "{points}");
    let lexicon = build::lexicon(Language::ENGLISH);
    let findings = ropa::rules::check(&register, &lexicon.law, lexicon.today);
    let n = ropa::exchange::document::open_points(findings.iter());
    assert!(points.contains(&format!("Open points: {n},")), "{points}");
}

#[test]
fn a_glance_alone_is_the_front_and_a_row_for_each_activity() {
    let register = sample();
    let selection = Selection {
        arrangement: Arrangement {
            only_glance: true,
            ..Arrangement::default()
        },
        ..to(Profile::Authority)
    };
    let text = told(&register, &selection);
    assert!(text.contains("## At a glance") && !text.contains("## Part 1"));
    assert!(!text.contains("](#"), "nothing to lead to");
    for activity in &register.activities {
        let name = activity.name.as_deref().unwrap();
        assert!(
            text.contains(&format!("| {} {name}", activity.head.reference)),
            "{name}"
        );
    }
    let widest = text.lines().filter(|line| line.starts_with('|'));
    let widest = widest.map(|line| line.matches(" |").count()).max();
    assert!(widest.unwrap() <= 7, "{widest:?}");
}

#[test]
fn every_reason_for_none_is_in_full() {
    let lexicon = build::lexicon(Language::ENGLISH);
    let mut register = sample();
    let mut activity = register.activities[0].boxed();
    let mut reasons = Vec::new();
    let declaration = activity.declaration();
    for (at, field) in declaration.fields.iter().enumerate() {
        if field.section == ropa::domain::field::Section::Identity {
            continue;
        }
        activity.put(at, Value::Empty);
        let reason = format!("for the reason {at}.");
        if activity.record_none(field.key, &reason) {
            reasons.push((field.key, reason));
        }
    }
    assert!(reasons.len() > 30);
    register.replace(activity);
    let text = document(
        &lexicon,
        &register,
        lexicon.today,
        &to(Profile::Full),
        "ropa",
    );
    for (key, reason) in reasons {
        assert!(text.contains(&reason), "{key}");
    }
}

/// The row of an activity at a glance.
fn row<'t>(text: &'t str, reference: &str) -> &'t str {
    let start = text.find(&format!("\n| [{reference} ")).unwrap() + 1;
    text[start..].lines().next().unwrap()
}

#[test]
fn a_glance_calls_no_floor_and_no_criterion_a_longest_period() {
    let text = told(&sample(), &to(Profile::Authority));
    assert!(
        row(&text, "A21").contains("; or at least 10 years"),
        "{}",
        row(&text, "A21")
    );
    assert!(
        row(&text, "A3").contains("; or criterion"),
        "{}",
        row(&text, "A3")
    );
    assert!(
        row(&text, "A12").contains("or criterion"),
        "{}",
        row(&text, "A12")
    );
}

#[test]
fn what_is_denied_or_stays_inside_is_not_outside_the_eea_at_a_glance() {
    let text = told(&sample(), &to(Profile::Authority));
    for (reference, place) in [("A4", "Art. 48"), ("A5", "Canada"), ("A16", "Norway")] {
        let row = row(&text, reference);
        assert!(!row.contains(place), "{row}");
    }
    let possible = "United States (Art. 49(1)(e); may take place)";
    assert!(row(&text, "A4").contains(possible));
    assert!(text.contains("Norway, inside the EEA: no transfer to a third country"));
}

#[test]
fn the_notes_of_the_register_itself_are_for_ourselves_alone() {
    let mut register = sample();
    register.about.notes = Some("markregisternotes".to_owned());
    for (profile, says) in [
        (Profile::Full, true),
        (Profile::Authority, false),
        (Profile::Public, false),
    ] {
        let text = told(&register, &to(profile));
        assert_eq!(text.contains("markregisternotes"), says, "{profile:?}");
    }
}
