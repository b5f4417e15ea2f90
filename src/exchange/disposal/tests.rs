//! The log says what was disposed of, under what, when, by whom, how, and how late.

use super::*;
use crate::domain::codes::{Disposition, LawSets, RetentionKind};
use crate::domain::language::Language;
use crate::domain::records::{Holding, Retention};
use crate::due::tests::{date, day, holding, lexicon, register, seven_years, text};
use crate::exchange::markdown::print;

fn disposed(name: &str, started_on: &str, on: &str) -> Holding {
    Holding {
        disposed_on: date(on),
        disposed_by: text("IT operations"),
        method: text("Deleted | shredded"),
        evidence: text("Log 7\nCase 88"),
        ..holding(name, started_on)
    }
}

fn sample() -> Register {
    let counted = Retention {
        law: vec!["BFL 7:2".to_owned()],
        law_sets: Some(LawSets::Minimum),
        disposition: Some(Disposition::Erase),
        holdings: vec![
            disposed("2018", "2018-05-01", "2026-01-01"),
            disposed("2017", "2017-05-01", "2025-03-02"),
            disposed("2019", "2019-05-01", "2026-12-30"),
            holding("2020", "2020-05-01"),
            Holding {
                extended_until: date("2024-06"),
                extended_because: text("Audit"),
                ..disposed("2015", "2015-05-01", "2024-07-02")
            },
        ],
        ..seven_years()
    };
    let open = Retention {
        name: text("Claims"),
        kind: Some(RetentionKind::Criterion),
        holdings: vec![Holding {
            disposed_on: date("2026-02-01"),
            ..Holding::default()
        }],
        ..Retention::default()
    };
    register(Activity {
        name: text("Payroll"),
        retention: vec![counted, open],
        ..Activity::default()
    })
}

#[test]
fn the_log_tells_how_late_each_was() {
    let register = sample();
    let told: Vec<(String, String, Option<i64>)> =
        entries(&register, &Stretch::default(), day("2026-12-31"))
            .iter()
            .map(|entry| (entry.on.to_string(), reference(entry), entry.days_late()))
            .collect();
    let one = |on: &str, what: &str, late| (on.to_owned(), what.to_owned(), late);
    assert_eq!(
        told,
        [
            one("2024-07-02", "A1/R1/H5", Some(1)),
            one("2025-03-02", "A1/R1/H2", Some(60)),
            one("2026-01-01", "A1/R1/H1", Some(0)),
            one("2026-02-01", "A1/R2/H1", None),
            one("2026-12-30", "A1/R1/H3", Some(-2)),
        ]
    );
}

#[test]
fn a_stretch_of_time_includes_both_its_days() {
    let register = sample();
    let within = |from: &str, to: &str| {
        let stretch = Stretch {
            from: Some(day(from)),
            to: Some(day(to)),
            organisation: None,
        };
        entries(&register, &stretch, day("2026-12-31")).len()
    };
    assert_eq!(within("2025-03-02", "2026-01-01"), 2);
    assert_eq!(within("2025-03-03", "2025-12-31"), 0);
    let elsewhere = Stretch {
        organisation: Some(Id(999)),
        ..Stretch::default()
    };
    assert!(entries(&register, &elsewhere, day("2026-12-31")).is_empty());
}

#[test]
fn json_leaves_out_what_is_not_recorded() {
    let register = sample();
    let log = json(
        &register,
        &lexicon(Language::ENGLISH, "2026-12-31"),
        &Stretch::default(),
    );
    assert_eq!(
        log[0],
        json!({
            "date": "2024-07-02",
            "ref": "A1/R1/H5",
            "activity": "A1",
            "activity_name": "Payroll",
            "name": "2015",
            "rule": "Accounts",
            "law": ["BFL 7:2"],
            "law_sets": "minimum",
            "disposition": "erase",
            "started_on": "2015-05-01",
            "keep_through": "2022-12-31",
            "due_from": "2024-07-01",
            "extended_until": "2024-06-30",
            "extended_because": "Audit",
            "days_late": 1,
            "disposed_by": "IT operations",
            "method": "Deleted | shredded",
            "evidence": "Log 7\nCase 88",
        })
    );
    assert_eq!(
        log[3],
        json!({
            "date": "2026-02-01",
            "ref": "A1/R2/H1",
            "activity": "A1",
            "activity_name": "Payroll",
            "rule": "Claims",
        })
    );
}

#[test]
fn any_text_survives_in_the_document() {
    let register = sample();
    let lexicon = lexicon(Language::ENGLISH, "2026-12-31");
    let stretch = Stretch {
        from: Some(day("2025-01-01")),
        to: None,
        organisation: None,
    };
    let text = print(&document(&register, &lexicon, &stretch));
    assert!(text.starts_with("# Disposal log\n\n–, as of 31 December 2026."));
    assert!(text.contains("\nSince 1 January 2025."), "{text}");
    // More columns than a page takes: each disposal is a card, read back as it was by whoever reads Markdown.
    for line in [
        "- Date: 2 March 2025\n",
        "    - What: 2017\\\n      Payroll\\\n      A1/R1/H2\n",
        "    - Keep until: 31 December 2024\\\n      erase from 1 January 2025\n",
        "    - Against the time limit: 60 days late\n",
        "    - What was done: Erased\\\n      Deleted &#124; shredded\n",
        "    - Evidence: Log 7\\\n      Case 88\n",
        "    - Against the time limit: 2 days early\n",
        "    - Against the time limit: on time\n",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    assert!(text.contains("Not recorded"), "{text}");
    let none = Stretch {
        from: Some(day("2030-01-01")),
        ..stretch
    };
    assert!(
        print(&document(&register, &lexicon, &none)).ends_with("No disposals in this period.\n")
    );
}
