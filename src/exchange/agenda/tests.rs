//! The agenda says the same in each form.

use super::*;
use crate::domain::language::Language;
use crate::domain::records::{Activity, Agreement, Retention};
use crate::due::tests::{date, due, holding, lexicon, put, register, seven_years, text};
use crate::exchange::markdown::print;
use crate::exchange::plain;

const TODAY: &str = "2026-11-21";

fn sample() -> Register {
    let mut register = register(Activity {
        name: text("Payroll"),
        retention: vec![Retention {
            holdings: vec![holding("Year | 2018", "2018-05-01")],
            ..seven_years()
        }],
        ..Activity::default()
    });
    let mut agreement = Agreement {
        category: text("Suppliers"),
        valid_until: date("2026-11-30"),
        ..Agreement::default()
    };
    put(&mut register, &mut agreement);
    register.mark.number = 7;
    register.mark.hash = "ab12".to_owned();
    register
}

#[test]
fn json_has_exactly_the_promised_keys() {
    let register = sample();
    let json = json(
        &register,
        &lexicon(Language::ENGLISH, TODAY),
        &due(&register, TODAY),
    );
    let wanted = json!([
        {
            "date": "2026-01-01",
            "days": -324,
            "kind": "erase",
            "ref": "A1/R1/H1",
            "activity": "A1",
            "title": "Year | 2018",
            "reason": "runs from 1 May 2018, rounded to the end of 2018, plus 7 years: \
                       keep until 31 December 2025, erase from 1 January 2026",
            "keep_through": "2025-12-31",
        },
        {
            "date": "2026-11-30",
            "days": 9,
            "kind": "agreement_ends",
            "ref": "G1",
            "activity": null,
            "title": "Suppliers",
            "reason": "valid until 30 November 2026",
        },
    ]);
    assert_eq!(json, wanted);
    let keys: Vec<&String> = json[0].as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "date",
            "days",
            "kind",
            "ref",
            "activity",
            "title",
            "reason",
            "keep_through"
        ]
    );
}

#[test]
fn the_table_stands_in_groups() {
    let register = sample();
    let lexicon = lexicon(Language::ENGLISH, TODAY);
    let text = plain::print(&groups(&register, &lexicon, &due(&register, TODAY)), None);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "Overdue (1)");
    assert!(
        lines[2]
            .starts_with("2026-01-01  324 days overdue  Erase   A1/R1/H1  Year | 2018  runs from")
    );
    assert_eq!(lines[4], "This month (1)");
    assert!(lines[6].starts_with("2026-11-30  in 9 days"));
    assert_eq!(
        plain::print(&groups(&register, &lexicon, &[]), None),
        "No deadlines.\n"
    );
}

#[test]
fn the_document_says_what_it_was_made_from() {
    let register = sample();
    let text = print(&document(
        &register,
        &lexicon(Language::SWEDISH, TODAY),
        &due(&register, TODAY),
    ));
    assert!(
        text.starts_with(
            "# Att göra\n\n–, avser den 21 november 2026. Skapat ur sparning 7, ab12.\n"
        )
    );
    assert!(text.contains("\n## Försenat (1)\n\n| Dag | Dagar kvar |"));
    assert!(text.contains("| Year &#124; 2018 |"), "{text}");
}
