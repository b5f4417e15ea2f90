//! Whose contract it is that recipients, clients and transfers stand on.

use serde_json::{Value, json};

use super::recipients::{clauses, transfer};
use super::{Firing, Silent, add, without};

/// Another recipient in place of the processor, whose contract stays.
fn exchanged(r: &mut Value) {
    r["activities"][0]["recipients"][0]["organisation"] = json!("O5");
    add(
        &mut r["organisations"],
        json!({"ref": "O5", "name": "Torvmoln AB", "country": "SE", "ours": false}),
    );
}

/// The contract of the processor, concluded by another organisation of ours.
fn concluded_by_another(r: &mut Value) {
    r["agreements"][0]["our_party"] = json!("O5");
    add(
        &mut r["organisations"],
        json!({"ref": "O5", "name": "Elnätet i Dalen AB", "country": "SE", "ours": true}),
    );
}

pub const FIRING: &[Firing] = &[
    ("R39:party", "A1/C1.agreement", |r| {
        r["activities"][0]["recipients"][0]["organisation"] = json!("O3");
    }),
    ("R39:party", "A2/B1.agreement", |r| {
        r["agreements"][1]["organisation"] = json!("O2");
    }),
    ("R39:own_party", "A1/C1.agreement", concluded_by_another),
    ("R36:party", "A1/T1.agreement", |r| {
        clauses(r);
        r["agreements"][2]["organisation"] = json!("O3");
    }),
    ("R36:own_party", "A1/T1.agreement", |r| {
        clauses(r);
        concluded_by_another(r);
        r["agreements"][2]["our_party"] = json!("O5");
        r["agreements"][0]["our_party"] = json!("O1");
    }),
];

pub const SILENT: &[Silent] = &[
    (
        "R39:party",
        "the recipient is of the other party's group",
        |r| {
            exchanged(r);
            r["organisations"][4]["parent"] = json!("O2");
        },
    ),
    ("R39:party", "both are of one group", |r| {
        exchanged(r);
        r["organisations"][4]["parent"] = json!("O4");
        r["organisations"][1]["parent"] = json!("O4");
    }),
    ("R39:party", "the recipient is a sub-processor", |r| {
        exchanged(r);
        r["agreements"][0]["sub_processors"] = json!([{"ref": "Q1", "organisation": "O5", "countries": ["SE"], "authorisation": "general"}]);
    }),
    ("R39:party", "the agreement names a further party", |r| {
        exchanged(r);
        r["agreements"][0]["version"] = json!("Three parties, with Torvmoln, of 2024");
    }),
    ("R39:party", "nobody is recorded as the other party", |r| {
        exchanged(r);
        without(&mut r["agreements"][0], &["organisation"]);
    }),
    ("R39:party", "an arrangement has many parties", |r| {
        exchanged(r);
        r["agreements"][0]["kind"] = json!("joint_arrangement");
    }),
    ("R39:party", "one name says more than the other", |r| {
        exchanged(r);
        r["organisations"][4]["name"] = json!("Molnhall Drift Norr AB");
    }),
    (
        "R39:party",
        "the sub-processor is told with its processor's",
        |r| {
            add(
                &mut r["organisations"],
                json!({"ref": "O5", "name": "Torvmoln AB", "country": "SE", "ours": false}),
            );
            add(
                &mut r["activities"][0]["recipients"],
                json!({"ref": "C2", "organisation": "O5", "role": "sub_processor", "service": "Disks", "countries": ["SE"], "agreement": "G1"}),
            );
        },
    ),
    ("R39:own_party", "the one that concluded it is above", |r| {
        concluded_by_another(r);
        r["organisations"][0]["parent"] = json!("O5");
    }),
    ("R39:own_party", "the agreement names the activity", |r| {
        concluded_by_another(r);
        r["agreements"][0]["covers"] = json!(["A1"]);
    }),
    ("R39:own_party", "we are joint controllers", |r| {
        concluded_by_another(r);
        r["activities"][0]["joint_arrangement"] =
            json!("Both answer; questions go to Granforsa Energi.");
    }),
    ("R36:party", "the importer is behind the other party", |r| {
        clauses(r);
        r["agreements"][2]["organisation"] = json!("O2");
        r["agreements"][2]["sub_processors"] = json!([{"ref": "Q1", "organisation": "O4", "countries": ["US"], "authorisation": "general"}]);
    }),
    ("R36:party", "one of two that get the data", |r| {
        clauses(r);
        transfer(r)["recipients"] = json!(["C1", "C2"]);
    }),
    ("R36:own_party", "nobody is recorded as ours", |r| {
        clauses(r);
        without(&mut r["agreements"][2], &["our_party"]);
    }),
];
