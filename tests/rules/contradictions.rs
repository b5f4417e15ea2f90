//! Family E: dates, periods and places that contradict each other.

use serde_json::{Value, json};

use super::{Firing, Silent, add, without};

fn activity(r: &mut Value) -> &mut Value {
    &mut r["activities"][0]
}

/// A transfer to that country on that ground.
fn transfer(r: &mut Value, country: &str, ground: &str) {
    activity(r)["transfers"] = json!([{
        "ref": "T1", "state": "actual", "recipients": ["C1"], "country": country, "mechanisms": [ground],
    }]);
    without(&mut activity(r)["none"], &["transfers"]);
}

/// A batch that was disposed of on that day.
fn disposed(r: &mut Value, on: &str) {
    activity(r)["retention"] = json!([{
        "ref": "R1", "name": "Time sheets", "scope": "data", "mode": "batch", "kind": "fixed", "period": "P2Y", "start": ["collection"],
        "disposition": "erase", "holdings": [{"ref": "H1", "name": "Time sheets", "started_on": "2020-06-30", "disposed_on": on}],
    }]);
}

/// A batch that was disposed of in 2024, with a legal hold since 2021.
fn held(r: &mut Value, lifted: Option<&str>) {
    disposed(r, "2024-02-01");
    let mut hold =
        json!({"ref": "X1", "reason": "Dispute", "since": "2021-01-01", "review_on": "2027-01-01"});
    if let Some(lifted) = lifted {
        hold["lifted_on"] = json!(lifted);
        hold["lifted_because"] = json!("Settled");
    }
    activity(r)["retention"][0]["holdings"][0]["holds"] = json!([hold]);
}

/// A representative of ours who is in that country.
fn representative(r: &mut Value, country: &str) {
    add(
        &mut r["organisations"],
        json!({"ref": "O5", "name": "Rep Office", "country": country, "ours": false}),
    );
    add(
        &mut r["organisations"][0]["contacts"],
        json!({"ref": "K2", "role": "representative", "organisation": "O5", "email": "rep@example.com"}),
    );
}

/// A rule with those two periods.
fn range(r: &mut Value, shortest: &str, longest: &str) {
    activity(r)["retention"] = json!([{
        "ref": "R1", "name": "Time sheets", "scope": "data", "kind": "range", "period": shortest, "period_max": longest,
        "start": ["collection"], "disposition": "erase",
    }]);
}

pub const FIRING: &[Firing] = &[
    ("R77", "A1.ended_on", |r| {
        activity(r)["started_on"] = json!("2024-05-01");
        activity(r)["ended_on"] = json!("2023");
    }),
    ("R77", "A1/R1/H1.disposed_on", |r| disposed(r, "2019-01-01")),
    ("R77", "G1.valid_until", |r| {
        r["agreements"][0]["valid_until"] = json!("2023-01-15");
    }),
    ("R77:ahead", "A1.last_reviewed_on", |r| {
        activity(r)["last_reviewed_on"] = json!("2027-01");
    }),
    ("R77:ahead", "A1.approved_on", |r| {
        activity(r)["record_status"] = json!("approved");
        activity(r)["approved_on"] = json!("2027-01-01");
    }),
    ("R77:ahead", "A1/R1/H1.disposed_on", |r| {
        disposed(r, "2027-01-01");
    }),
    ("R77:ahead", "A1/R1/X1.since", |r| {
        activity(r)["retention"][0]["holds"] = json!([{
            "ref": "X1", "reason": "A dispute about pay", "since": "2027-02-01", "review_on": "2027-05-01"
        }]);
    }),
    ("R77:ahead", "G1.signed_on", |r| {
        r["agreements"][0]["signed_on"] = json!("2027-02-01");
    }),
    ("R77:inside", "A1/T1.mechanisms", |r| {
        transfer(r, "SE", "art46-2-c");
    }),
    ("R77:inside", "A1/T1.mechanisms", |r| {
        transfer(r, "NO", "art45");
    }),
    ("R77:held", "A1/R1/H1.disposed_on", |r| held(r, None)),
    ("R77:early", "A1/R1/H1.early_because", |r| {
        disposed(r, "2021-06-30");
        activity(r)["retention"][0]["law_sets"] = json!("minimum");
    }),
    ("R77:for_good", "A1/R1/H1.early_because", |r| {
        disposed(r, "2024-02-01");
        activity(r)["retention"][0]["kind"] = json!("permanent");
    }),
    ("R77:representative", "O1/K2.organisation", |r| {
        representative(r, "US");
    }),
    ("R77:periods", "A1/R1.period_max", |r| {
        range(r, "P10Y", "P5Y");
    }),
];

pub const SILENT: &[Silent] = &[
    ("R77", "it ended in the year in which it began", |r| {
        activity(r)["started_on"] = json!("2024-05-01");
        activity(r)["ended_on"] = json!("2024");
    }),
    ("R77:held", "the hold was lifted before", |r| {
        held(r, Some("2023-05-01"));
    }),
    ("R77", "this month may be over", |r| {
        activity(r)["last_reviewed_on"] = json!("2026-11");
    }),
    ("R77", "what is planned lies ahead", |r| {
        activity(r)["next_review_on"] = json!("2030-01-01");
        activity(r)["started_on"] = json!("2027-01-01");
        activity(r)["state"] = json!("planned");
    }),
    ("R77:early", "the law asked for them no longer", |r| {
        disposed(r, "2022-07-01");
        activity(r)["retention"][0]["law_sets"] = json!("minimum");
    }),
    ("R77:early", "no law asks for them", |r| {
        disposed(r, "2021-06-30");
    }),
    ("R77:early", "it is said why", |r| {
        disposed(r, "2021-06-30");
        activity(r)["retention"][0]["law_sets"] = json!("minimum");
        activity(r)["retention"][0]["holdings"][0]["early_because"] = json!("Lost in a fire");
    }),
    (
        "R77:for_good",
        "they were handed over to the archive",
        |r| {
            disposed(r, "2024-02-01");
            activity(r)["retention"][0]["kind"] = json!("permanent");
            activity(r)["retention"][0]["disposition"] = json!("archive");
        },
    ),
    ("R77", "inside, nothing is said to be needed", |r| {
        transfer(r, "NO", "none_needed");
    }),
    ("R77", "a transfer that does not take place", |r| {
        transfer(r, "SE", "art46-2-c");
        activity(r)["transfers"][0]["state"] = json!("denied");
    }),
    ("R77", "the representative is in a member state", |r| {
        representative(r, "IE");
    }),
    ("R77", "the periods are in order, or the same", |r| {
        range(r, "P12M", "P1Y");
    }),
];
