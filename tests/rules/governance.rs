//! Family D: risk and governance; and the consistency of activities with each other.

use ropa::domain::register::Register;
use ropa::law::Law;
use serde_json::{Value, json};

use super::{Firing, Silent, add, changed, law, today, told, without};

fn assessed(r: &mut Value) {
    r["activities"][0]["dpia_criteria"] = json!(["wp248-1", "wp248-4"]);
    r["activities"][0]["dpia_required"] = json!("yes");
    r["activities"][0]["dpia_status"] = json!("done");
    r["activities"][0]["dpia_documents"] = json!([{"title": "DPIA 2025-3"}]);
}

/// A batch of data with the day that it started on.
fn holding(r: &mut Value, started_on: &str) {
    r["activities"][0]["retention"] = json!([{
        "ref": "R1", "name": "Time sheets", "scope": "data", "mode": "batch", "kind": "fixed", "period": "P2Y", "start": ["collection"],
        "disposition": "erase", "holdings": [{"ref": "H1", "name": "Time sheets", "started_on": started_on}],
    }]);
}

/// A batch under a rule of a year at least, and of so much at most.
fn spanned(r: &mut Value, kind: &str, most: Option<&str>, started_on: &str) {
    holding(r, started_on);
    let rule = &mut r["activities"][0]["retention"][0];
    rule["kind"] = json!(kind);
    rule["period"] = json!("P1Y");
    if let Some(most) = most {
        rule["period_max"] = json!(most);
    }
}

/// A batch that is kept for years longer than its rule says.
fn extended(r: &mut Value, kind: &str) {
    holding(r, "2024-01-31");
    let rule = &mut r["activities"][0]["retention"][0];
    rule["kind"] = json!(kind);
    rule["holdings"][0]["extended_until"] = json!("2040-12-31");
    rule["holdings"][0]["extended_because"] = json!("A statistic is wanted");
}

fn ended(r: &mut Value, ended_on: &str) {
    r["activities"][0]["state"] = json!("ended");
    r["activities"][0]["ended_on"] = json!(ended_on);
}

/// A copy of the payroll with another name and reference.
fn copy(r: &mut Value) -> &mut Value {
    let mut copy = r["activities"][0].clone();
    copy["ref"] = json!("A3");
    copy["name"] = json!("Payroll of the hourly paid");
    add(&mut r["activities"], copy);
    &mut r["activities"][2]
}

pub const FIRING: &[Firing] = &[
    ("R50:words", "A1.role", |r| {
        r["activities"][0]["description"] =
            json!("We act as processor for the schools of the town.");
    }),
    ("R40", "A1.dpia_required", |r| {
        assessed(r);
        without(
            &mut r["activities"][0],
            &["dpia_required", "dpia_status", "dpia_documents"],
        );
    }),
    ("R40:denied", "A1.dpia_required", |r| {
        assessed(r);
        r["activities"][0]["dpia_required"] = json!("no");
        without(&mut r["activities"][0], &["dpia_status", "dpia_documents"]);
    }),
    ("R40:signs", "A1.dpia_required", |r| {
        profiled(r);
    }),
    ("R40:words", "A1.dpia_required", |r| {
        let activity = &mut r["activities"][0];
        activity["name"] = json!("Kamerabevakning av torget");
        activity["dpia_required"] = json!("no");
    }),
    ("R40:missing", "A1.dpia_status", |r| {
        assessed(r);
        r["activities"][0]["dpia_status"] = json!("not_started");
    }),
    ("R40:reference", "A1.dpia_documents", |r| {
        assessed(r);
        without(&mut r["activities"][0], &["dpia_documents"]);
    }),
    ("R40:consultation", "A1.prior_consultation_on", |r| {
        assessed(r);
        r["activities"][0]["dpia_residual_risk"] = json!("high");
    }),
    ("R41", "A1.automated_decisions_logic", |r| {
        r["activities"][0]["automated_decisions"] = json!(true);
        r["activities"][0]["automated_decisions_effects"] = json!("Credit is refused");
    }),
    ("R41:effects", "A1.automated_decisions_effects", |r| {
        r["activities"][0]["automated_decisions"] = json!(true);
        r["activities"][0]["automated_decisions_logic"] = json!("A score of income and debts");
    }),
    ("R41:words", "A1.automated_decisions", |r| {
        let activity = &mut r["activities"][0];
        without(activity, &["automated_decisions"]);
        activity["description"] = json!("The system turns down applicants with arrears by itself.");
    }),
    ("R42", "A1.next_review_on", |r| {
        r["activities"][0]["next_review_on"] = json!("2026-11-20");
    }),
    ("R42:old", "A1.last_reviewed_on", |r| {
        without(&mut r["activities"][0], &["next_review_on"]);
        r["activities"][0]["last_reviewed_on"] = json!("2025-11-20");
    }),
    ("R42:told", "A1.last_reviewed_on", |r| {
        without(
            &mut r["activities"][0],
            &["next_review_on", "last_reviewed_on"],
        );
        r["activities"][0]["notes"] = json!("Last reviewed in spring 2021");
    }),
    ("R42:assessment", "A1.dpia_review_on", |r| {
        r["activities"][0]["dpia_review_on"] = json!("2026-11-20");
    }),
    ("R43", "A1/R1/H1.disposed_on", |r| holding(r, "2024-11-20")),
    ("R43", "A1/R1/H1.disposed_on", |r| {
        spanned(r, "range", Some("P3Y"), "2020-01-01");
    }),
    ("R43", "A1/R1/H1.disposed_on", |r| {
        spanned(r, "at_least", Some("P3Y"), "2020-01-01");
    }),
    ("R59:extended", "A1/R1/H1.extended_until", |r| {
        extended(r, "fixed");
        r["activities"][0]["retention"][0]["law"] = json!(["Act 12 section 3"]);
        r["activities"][0]["retention"][0]["law_sets"] = json!("maximum");
    }),
    ("R59:longer", "A1/R1/H1.extended_until", |r| {
        extended(r, "at_most");
    }),
    ("R43:soon", "A1/R1/H1.disposed_on", |r| {
        holding(r, "2024-11-01");
        r["activities"][0]["retention"][0]["holdings"][0]["holds"] = json!([{
            "ref": "X1", "reason": "A dispute about pay", "since": "2025-02-01", "lifted_on": "2026-11-21",
            "lifted_because": "It was settled"
        }]);
    }),
    ("R43:most", "A1/R1/H1.disposed_on", |r| {
        holding(r, "2024-11-20");
        r["activities"][0]["retention"][0]["kind"] = json!("at_most");
    }),
    ("R43:most_soon", "A1/R1/H1.disposed_on", |r| {
        holding(r, "2024-11-21");
        r["activities"][0]["retention"][0]["kind"] = json!("at_most");
    }),
    ("R43:soon", "A1/R1/H1.disposed_on", |r| {
        holding(r, "2024-11-21");
    }),
    ("R44", "A1.retention", |r| {
        ended(r, "2015-01-31");
    }),
    ("R44:running", "A1.state", |r| {
        r["activities"][0]["ended_on"] = json!("2026-11-20");
    }),
    ("R44:words", "A1.state", |r| {
        r["activities"][0]["notes"] = json!("The service was shut down in 2022.");
    }),
    ("R45", "A1.name", |r| copy(r)["name"] = json!("PAYROLL")),
    ("R45:content", "A1.purposes", |r| {
        copy(r);
    }),
    ("R45:empty", "A3", |r| {
        add(
            &mut r["activities"],
            json!({"ref": "A3", "name": "Alumni", "organisation": "O1", "role": "controller"}),
        );
    }),
    ("R46", "A2.clients", |r| {
        without(&mut r["activities"][1], &["clients"]);
    }),
    ("R46:unnamed", "A2/B1.organisation", |r| {
        without(&mut r["activities"][1]["clients"][0], &["organisation"]);
        r["activities"][1]["clients"][0]["category"] = json!("Customers (website owners)");
    }),
    ("R46:categories", "A2/B1.processing_categories", |r| {
        without(
            &mut r["activities"][1]["clients"][0],
            &["processing_categories"],
        );
    }),
    ("R47", "O1.employees", |r| {
        r["organisations"][0]["employees"] = json!(249);
    }),
    ("R48", "A1.source", |r| {
        r["activities"][0]["source"] = json!(["third_parties"]);
    }),
    ("R48", "A1.source", |r| {
        without(&mut r["activities"][0], &["source"]);
        r["activities"][0]["description"] = json!("Addresses are bought from a list broker");
    }),
    ("R48", "A1.source", |r| {
        without(&mut r["activities"][0], &["source"]);
        r["activities"][0]["notes"] = json!("The addresses come from a list broker.");
    }),
    ("R48:likely", "A1.source", |r| {
        without(&mut r["activities"][0], &["source"]);
        add(
            &mut r["activities"][0]["data_subjects"],
            json!({"ref": "U2", "category": ["relatives"]}),
        );
    }),
    ("R50", "A1.role", |r| {
        without(&mut r["activities"][0], &["role"]);
    }),
    ("R57", "A1.retention", |r| {
        copy(r)["retention"] =
            json!([{"ref": "R1", "kind": "fixed", "period": "P3Y", "start": ["collection"]}]);
    }),
];

/// A record of scoring for which no assessment is said to be needed, and not why.
fn profiled(r: &mut Value) {
    let activity = &mut r["activities"][0];
    without(
        activity,
        &["dpia_status", "dpia_documents", "dpia_criteria"],
    );
    activity["profiling"] = json!(true);
    activity["dpia_required"] = json!("no");
    activity["name"] = json!("Credit scoring of applicants");
}

pub const SILENT: &[Silent] = &[
    ("R50", "its words name us as controller, too", |r| {
        r["activities"][0]["notes"] =
            json!("We act as processor for the schools and are controller for our own staff.");
    }),
    ("R40", "all is done", assessed),
    ("R40", "it is said why none is needed for a profile", |r| {
        profiled(r);
        r["activities"][0]["none"]["dpia_status"] = json!("Assessed by the group in 2025.");
    }),
    ("R40", "special data of a few", |r| {
        profiled(r);
        let activity = &mut r["activities"][0];
        activity["profiling"] = json!(false);
        activity["name"] = json!("Applications");
        activity["data_categories"][0]["kind"] = json!("special");
        activity["data_subjects"][0]["number"] = json!("12");
    }),
    ("R40", "cameras, with the reason why none is needed", |r| {
        let activity = &mut r["activities"][0];
        activity["name"] = json!("Kamerabevakning av torget");
        activity["dpia_required"] = json!("no");
        activity["none"]["dpia_status"] = json!("Omfattas av bedömningen av all bevakning 2025.");
    }),
    ("R40", "one criterion alone", |r| {
        r["activities"][0]["dpia_criteria"] = json!(["wp248-4"]);
    }),
    ("R40", "none is needed, with the reason", |r| {
        assessed(r);
        without(&mut r["activities"][0], &["dpia_status", "dpia_documents"]);
        r["activities"][0]["dpia_required"] = json!("no");
        r["activities"][0]["none"]["dpia_status"] = json!("Done for the whole sector in 2024.");
    }),
    ("R41", "no decision is automated", |r| {
        r["activities"][0]["automated_decisions"] = json!(false);
    }),
    ("R41:words", "somebody of the house decides", |r| {
        let activity = &mut r["activities"][0];
        without(activity, &["automated_decisions"]);
        activity["description"] = json!("The manager turns down applicants with arrears.");
    }),
    ("R41:words", "a machine does not, or somebody does", |r| {
        let activity = &mut r["activities"][0];
        without(activity, &["automated_decisions"]);
        activity["description"] = json!(
            "Das System lehnt keinen Antrag selbst ab. Applications are never decided by a machine alone. \
             Applicants are rejected by the program committee alone."
        );
        activity["notes"] = json!("Systemet avslår inte ansökningar själv.");
    }),
    ("R42", "the interval of the register counts", |r| {
        r["register"]["default_review_interval"] = json!("P2Y");
        without(&mut r["activities"][0], &["next_review_on"]);
        r["activities"][0]["last_reviewed_on"] = json!("2025-01-10");
    }),
    ("R42", "what has ended is not reviewed", |r| {
        ended(r, "2026-01-31");
        r["activities"][0]["next_review_on"] = json!("2026-02-28");
    }),
    ("R42", "the assessment is to be reviewed later", |r| {
        r["activities"][0]["dpia_review_on"] = json!("2026-11-21");
    }),
    ("R43", "the span has not ended", |r| {
        spanned(r, "range", Some("P9Y"), "2020-01-01");
    }),
    ("R43", "nothing says how long at most", |r| {
        spanned(r, "at_least", None, "2020-01-01");
    }),
    ("R59:longer", "the organisation set the time itself", |r| {
        extended(r, "fixed");
    }),
    ("R59:longer", "another law asks for longer", |r| {
        extended(r, "at_most");
        r["activities"][0]["retention"][0]["holdings"][0]["extended_law"] =
            json!(["Act 14 section 1"]);
    }),
    ("R43", "far ahead", |r| holding(r, "2026-01-01")),
    ("R43", "disposed of", |r| {
        holding(r, "2020-01-01");
        r["activities"][0]["retention"][0]["holdings"][0]["disposed_on"] = json!("2022-01-15");
    }),
    ("R43", "extended with a reason", |r| {
        holding(r, "2020-01-01");
        r["activities"][0]["retention"][0]["holdings"][0]["extended_until"] = json!("2028-12-31");
    }),
    ("R43", "a legal hold stops it", |r| {
        holding(r, "2020-01-01");
        r["activities"][0]["retention"][0]["holdings"][0]["holds"] =
            json!([{"ref": "X1", "reason": "A dispute", "review_on": "2027-03-01"}]);
    }),
    ("R44", "the period still runs", |r| ended(r, "2024-03-31")),
    ("R44", "a planned end lies ahead", |r| {
        r["activities"][0]["ended_on"] = json!("2026-12");
    }),
    ("R45", "the same name in the other role", |r| {
        r["activities"][1]["name"] = json!("Payroll");
    }),
    ("R46", "many controllers, with their list", |r| {
        without(&mut r["activities"][1]["clients"][0], &["organisation"]);
        r["activities"][1]["clients"][0]["category"] = json!("Customers (website owners)");
        r["activities"][1]["clients"][0]["list_held_at"] = json!("Customer system, view Hosting");
    }),
    ("R47", "at the figure nobody is exempt", |r| {
        r["organisations"][0]["employees"] = json!(250);
    }),
    ("R48", "the source is named", |r| {
        r["activities"][0]["source"] = json!(["third_parties", "Kreditvägen"]);
    }),
    ("R48", "whoever may become a customer wrote", |r| {
        without(&mut r["activities"][0], &["source"]);
        r["activities"][0]["data_subjects"] = json!([{"ref": "U2", "category": ["prospects"]}]);
        r["activities"][0]["name"] = json!("Beantwortung von Anfragen über das Kontaktformular");
    }),
    ("R50", "another law governs, and the role is settled", |r| {
        r["activities"][0]["regime"] = json!("led");
    }),
    ("R57", "the same periods", |r| {
        copy(r);
    }),
];

#[test]
fn a_processor_record_is_not_asked_what_a_controller_is() {
    let register = changed(|r| {
        r["activities"][1]["purposes"] = json!([{"ref": "P1", "text": "Deliver"}]);
        r["activities"][1]["data_categories"] = json!([{"ref": "D1", "kind": "special"}]);
        r["activities"][1]["retention"] =
            json!([{"ref": "R1", "criterion": "as long as necessary"}]);
        without(&mut r["activities"][1]["none"], &["recipients"]);
    });
    assert_eq!(told(&register, today()), Vec::<String>::new());
}

#[test]
fn another_law_is_asked_identity_and_consistency_only() {
    let register = changed(|r| {
        let activity = &mut r["activities"][0];
        activity["regime"] = json!("led");
        without(
            activity,
            &[
                "purposes",
                "data_subjects",
                "data_categories",
                "recipients",
                "retention",
                "none",
            ],
        );
        activity["description"] = json!("Crime is prevented. TBD");
        r["agreements"][0]["covers_all"] = json!(true);
    });
    assert_eq!(told(&register, today()), ["R18 A1.description"]);
}

/// A user's own figure moves every rule that counts criteria.
#[test]
fn how_many_criteria_mean_an_assessment_is_read_from_the_law_alone() {
    let three = "[[threshold]]\nid = \"dpia-criteria-2017\"\nmeasure = \"dpia-criteria\"\nvalue = 3\n\
                 valid_from = 2017-10-04\nlabel_en = \"Criteria\"\nsource = \"Our own practice\"\n\
                 evidence = [\"E26\"]\nconfidence = \"partly\"\n";
    let (strict, problems) = Law::shipped()
        .unwrap()
        .with_overrides(&[("legal_bases.toml", three)]);
    assert!(problems.is_empty(), "{problems:?}");
    let of = |criteria: usize| {
        let all = ["wp248-1", "wp248-4", "wp248-5"];
        changed(|r| {
            assessed(r);
            r["organisations"][0]["employees"] = json!(249);
            r["activities"][0]["dpia_criteria"] = json!(all[..criteria]);
            without(
                &mut r["activities"][0],
                &["dpia_required", "dpia_status", "dpia_documents"],
            );
        })
    };
    let asked = |register: &Register, law: &Law| {
        let findings = ropa::rules::check(register, law, today());
        findings
            .iter()
            .filter(|finding| matches!(finding.rule.id, "R40" | "R65"))
            .count()
    };
    for (criteria, shipped, raised) in [(1, false, false), (2, true, false), (3, true, true)] {
        let register = of(criteria);
        let both = [law(), &strict].map(|law| asked(&register, law) > 0);
        assert_eq!(both, [shipped, raised], "{criteria} criteria");
    }
}

#[test]
fn what_is_planned_breaches_nothing_yet() {
    let register = changed(|r| {
        r["activities"][0]["state"] = json!("planned");
        without(&mut r["activities"][0], &["retention"]);
    });
    let findings = ropa::rules::check(&register, super::law(), today());
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].severity, ropa::rules::Severity::Warning);
}

#[test]
fn completeness_counts_what_is_recorded_or_none() {
    let register = changed(|r| {
        without(&mut r["activities"][0], &["retention"]);
        let mut copy = r["activities"][0].clone();
        copy["ref"] = json!("A3");
        copy["name"] = json!("Payroll of the board");
        copy["none"]["retention"] = json!("");
        add(&mut r["activities"], copy);
        without(
            &mut r["activities"][1]["clients"][0],
            &["processing_categories"],
        );
    });
    let items = ropa::rules::completeness::completeness(&register, "2026-11-21".parse().unwrap());
    let told: Vec<(&str, usize, usize)> = items
        .iter()
        .map(|item| (item.provision, item.answered, item.asked))
        .collect();
    assert_eq!(
        told,
        [
            ("30(1)(a)", 2, 2),
            ("30(1)(b)", 2, 2),
            ("30(1)(c)", 2, 2),
            ("30(1)(d)", 2, 2),
            ("30(1)(e)", 2, 2),
            ("30(1)(f)", 1, 2),
            ("30(1)(g)", 2, 2),
            ("30(2)(a)", 1, 1),
            ("30(2)(b)", 0, 1),
            ("30(2)(c)", 1, 1),
            ("30(2)(d)", 1, 1),
        ]
    );
    let open = &items[5].open;
    assert_eq!(
        (register.reference(open[0].0).as_str(), open[0].1),
        ("A1", "retention")
    );
}
