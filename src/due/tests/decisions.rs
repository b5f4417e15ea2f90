//! What is decided, ended, planned or waived asks for nothing until it is looked at again.

use super::*;
use crate::domain::codes::{LawSets, ProcessingState};
use crate::domain::records::Waiver;
use crate::due::doubts::doubts_of_extensions;
use crate::due::effects::{check, extend};
use crate::due::explain;

const TODAY: &str = "2026-11-30";

/// A rule of a kind, with a batch that gives no day by it.
fn open(kind: RetentionKind) -> Retention {
    Retention {
        kind: Some(kind),
        holdings: vec![holding("2020", "2020-06-30")],
        ..seven_years()
    }
}

/// The agenda after a decision was recorded on the first rule today.
fn decided(register: &Register, on: &str) -> Vec<(&'static str, String, String)> {
    let id = register.activities[0].retention[0].head.id;
    let edits = check(
        register,
        &[id],
        date(TODAY).unwrap(),
        "Kept, § 12",
        day(TODAY),
    );
    told(&made(register, edits.unwrap()), on)
}

#[test]
fn a_recorded_decision_settles_what_was_to_be_decided_until_the_next_look() {
    for kind in [RetentionKind::Criterion, RetentionKind::Event] {
        let register = with_rules(vec![open(kind)]);
        assert_eq!(told(&register, TODAY), [one("decide", "A1/R1", TODAY)]);
        for on in [TODAY, "2026-12-07"] {
            assert_eq!(
                decided(&register, on),
                [one("decide", "A1/R1", "2027-11-30")]
            );
        }
        let own = Retention {
            check_interval: period("P3M"),
            ..open(kind)
        };
        let own = with_rules(vec![own]);
        assert_eq!(decided(&own, TODAY), [one("decide", "A1/R1", "2027-02-28")]);
        let mut of_activity = register.activities[0].clone();
        of_activity.review_interval = period("P2Y");
        let mut register = register.clone();
        register.replace(Box::new(of_activity));
        assert_eq!(
            decided(&register, TODAY),
            [one("decide", "A1/R1", "2028-11-30")]
        );
    }
    let no_start = Retention {
        holdings: vec![Holding {
            name: text("2020"),
            ..Holding::default()
        }],
        ..seven_years()
    };
    let register = with_rules(vec![no_start]);
    assert_eq!(told(&register, TODAY), [one("decide", "A1/R1/H1", TODAY)]);
    assert_eq!(
        decided(&register, TODAY),
        [one("decide", "A1/R1/H1", "2027-11-30")]
    );
}

#[test]
fn that_data_are_kept_for_good_is_no_question() {
    let register = with_rules(vec![open(RetentionKind::Permanent)]);
    assert!(told(&register, TODAY).is_empty());
    for (language, said) in [
        (Language::ENGLISH, "the data are kept without time limit"),
        (Language::SWEDISH, "uppgifterna bevaras utan tidsgräns"),
    ] {
        let batch = &register.activities[0].retention[0].holdings[0];
        assert_eq!(explain(&lexicon(language, TODAY), &register, batch), said);
    }
    let looked_at = Retention {
        check_interval: period("P1Y"),
        last_checked_on: date("2026-01-31"),
        ..open(RetentionKind::Permanent)
    };
    let register = with_rules(vec![looked_at]);
    assert_eq!(
        told(&register, TODAY),
        [one("decide", "A1/R1", "2027-01-31")]
    );
    let said = due(&register, TODAY)[0].reason(&register, &lexicon(Language::ENGLISH, TODAY));
    assert!(
        said.starts_with("the data are kept without time limit; "),
        "{said}"
    );
}

#[test]
fn what_has_ended_is_not_reviewed_and_what_is_planned_sets_no_day() {
    let ended = register(Activity {
        state: Some(ProcessingState::Ended),
        next_review_on: date("2025-06-01"),
        ..Activity::default()
    });
    assert!(told(&ended, TODAY).is_empty());
    let planned = Retention {
        planned: Some(true),
        holdings: vec![holding("2015", "2015-06-30")],
        ..seven_years()
    };
    assert!(told(&with_rules(vec![planned]), TODAY).is_empty());
}

#[test]
fn a_waived_finding_is_said_with_what_is_due() {
    let mut register = with_holdings(seven_years(), vec![holding("2015", "2015-06-30")]);
    let id = register.find("A1/R1/H1").unwrap();
    let mut waiver = Waiver {
        rule: text("R43"),
        record: Some(id),
        reason: text("The archive is asked"),
        until: date("2027-03-31"),
        ..Waiver::default()
    };
    put(&mut register, &mut waiver);
    let said = |on: &str, language| {
        let items = due(&register, on);
        items[0].reason(&register, &lexicon(language, on))
    };
    for (language, part) in [
        (
            Language::ENGLISH,
            "; the finding is waived until 31 March 2027: The archive is asked",
        ),
        (
            Language::SWEDISH,
            "; anmärkningen är godtagen till och med 31 mars 2027: The archive is asked",
        ),
    ] {
        let told = said(TODAY, language);
        assert!(told.ends_with(part), "{told}");
    }
    assert!(!said("2027-04-01", Language::ENGLISH).contains("waived"));
}

#[test]
fn an_extension_beyond_what_law_or_rule_allows_is_told() {
    let told = |rule: Retention, law: &str| {
        let register = with_holdings(rule, vec![holding("2025", "2025-06-30")]);
        let id = register.find("A1/R1/H1").unwrap();
        let until = date("2040").unwrap();
        let edits = extend(&register, &[id], until, ("Handy", law), day(TODAY)).unwrap();
        let told = doubts_of_extensions(&made(&register, edits), &[id]);
        told.first().map(|problem| problem.key)
    };
    let of = |kind, law_sets| Retention {
        kind: Some(kind),
        law_sets,
        ..seven_years()
    };
    let (beyond_law, beyond_rule) = ("due_extended_beyond_law", "due_extended_beyond_rule");
    let by_law = || of(RetentionKind::Fixed, Some(LawSets::Maximum));
    assert_eq!(told(by_law(), ""), Some(beyond_law));
    assert_eq!(told(of(RetentionKind::AtMost, None), ""), Some(beyond_rule));
    let span = Retention {
        period_max: period("P8Y"),
        ..of(RetentionKind::Range, None)
    };
    assert_eq!(told(span, ""), Some(beyond_rule));
    assert_eq!(told(by_law(), "Another act"), None);
    assert_eq!(told(of(RetentionKind::Fixed, None), ""), None);
    assert_eq!(
        told(of(RetentionKind::AtLeast, Some(LawSets::Minimum)), ""),
        None
    );
}
