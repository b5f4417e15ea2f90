//! What is said of days, in both languages.

use super::*;
use crate::domain::codes::{Disposition, LawSets};
use crate::domain::counting::Uncounted;
use crate::domain::records::HoldingHold;
use crate::due::explain;

fn explained(rule: Retention, batch: Holding, language: Language) -> String {
    let register = with_holdings(rule, vec![batch]);
    let holding = &register.activities[0].retention[0].holdings[0];
    explain(&lexicon(language, "2026-11-21"), &register, holding)
}

#[test]
fn the_day_of_a_holding_is_explained_step_by_step() {
    let batch = || holding("2024", "2024-04-30");
    assert_eq!(
        explained(seven_years(), batch(), Language::ENGLISH),
        "runs from 30 April 2024, rounded to the end of 2024, plus 7 years: keep until 31 December 2031, \
         erase from 1 January 2032"
    );
    assert_eq!(
        explained(seven_years(), batch(), Language::SWEDISH),
        "löper från den 30 april 2024, räknat från utgången av 2024, plus 7 år: bevaras till och med den \
         31 december 2031, raderas från och med den 1 januari 2032"
    );
    let month = Retention {
        rounding: rounding("end_of_calendar_month"),
        period: period("P2M"),
        disposition: Some(Disposition::Anonymise),
        ..seven_years()
    };
    assert_eq!(
        explained(month, holding("Dec", "2025-12-05"), Language::ENGLISH),
        "runs from 5 December 2025, rounded to the end of December 2025, plus 2 months: keep until 28 February 2026, \
         anonymise from 1 March 2026"
    );
    let floor = Retention {
        kind: Some(RetentionKind::AtLeast),
        rounding: None,
        law_sets: Some(LawSets::Minimum),
        ..seven_years()
    };
    assert_eq!(
        explained(floor, batch(), Language::ENGLISH),
        "runs from 30 April 2024, plus 7 years: must be kept until 30 April 2031, may be erased from 1 May 2031; \
         no longest period is set"
    );
}

#[test]
fn extension_hold_and_disposal_are_told() {
    let extended = Holding {
        extended_until: date("2032-06"),
        ..holding("2024", "2024-04-30")
    };
    assert!(
        explained(seven_years(), extended, Language::ENGLISH).ends_with(
            "keep until 31 December 2031 under the rule, extended to 30 June 2032, erase from 1 July 2032"
        )
    );
    let held = Holding {
        holds: vec![HoldingHold {
            reason: text("Dispute"),
            review_on: date("2027-01-31"),
            ..HoldingHold::default()
        }],
        ..holding("2024", "2024-04-30")
    };
    assert!(
        explained(seven_years(), held, Language::ENGLISH)
            .ends_with("; on legal hold: nothing may be erased; review due on 31 January 2027")
    );
    let gone = Holding {
        disposed_on: date("2026-02-03"),
        ..holding("2015", "2015-04-30")
    };
    assert!(
        explained(seven_years(), gone, Language::ENGLISH).ends_with("; erased on 3 February 2026")
    );
}

#[test]
fn a_decision_names_its_criterion() {
    let rule = Retention {
        kind: Some(RetentionKind::Criterion),
        criterion: text("until the warranty claim\nis settled"),
        ..seven_years()
    };
    assert_eq!(
        explained(rule, holding("Claims", "2024-04-30"), Language::ENGLISH),
        "no end date can be calculated, so a decision is needed: the rule is a criterion in words: \
         “until the warranty claim is settled”"
    );
}

#[test]
fn every_reason_and_kind_has_its_words_in_both_languages() {
    let all = [
        Uncounted::NoKind,
        Uncounted::Event,
        Uncounted::Criterion,
        Uncounted::Permanent,
        Uncounted::NotStored,
        Uncounted::NoPeriod,
        Uncounted::Session,
        Uncounted::Before,
        Uncounted::Follows,
        Uncounted::LastEnd,
        Uncounted::NoStart,
        Uncounted::Beyond,
    ];
    let register = with_rules(vec![seven_years()]);
    for language in Language::ALL {
        let lexicon = lexicon(language, "2026-11-21");
        for why in all {
            let said = super::super::explain::uncounted(&register, &lexicon, Id(0), None, why);
            assert!(!said.starts_with("due."), "{said}");
        }
        for kind in crate::due::DueKind::ALL {
            assert!(!kind.label(&lexicon, &[]).contains(".kind"), "{kind:?}");
            assert_eq!(crate::due::DueKind::from_code(kind.code()), Some(*kind));
        }
        for group in crate::due::Nearness::ALL {
            assert!(!lexicon.words.get(group.key()).starts_with("due."));
            assert!(group.key().ends_with(group.code()));
        }
    }
}

#[test]
fn days_left_are_said_plainly() {
    let register = with_holdings(
        seven_years(),
        vec![holding("a", "2018-12-31"), holding("b", "2019-12-31")],
    );
    let lexicon = lexicon(Language::ENGLISH, "2026-12-31");
    let said: Vec<String> = due(&register, "2026-12-31")
        .iter()
        .map(|item| item.days_in_words(&lexicon))
        .collect();
    assert_eq!(said, ["364 days overdue", "in 1 day"]);
}
