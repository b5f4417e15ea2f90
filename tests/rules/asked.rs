//! What records leave unanswered, who may use a ground, and whether periods keep to the law they cite.

use serde_json::{Value, json};

use super::{Firing, Silent, add, without};

fn activity(r: &mut Value) -> &mut Value {
    &mut r["activities"][0]
}

/// A transfer to the company in the United States.
fn transfer(r: &mut Value, transfer: &Value) {
    let activity = activity(r);
    add(
        &mut activity["recipients"],
        json!({"ref": "C2", "organisation": "O4", "role": "processor", "service": "Mailings", "countries": ["US"], "agreement": "G3"}),
    );
    let mut row = json!({"ref": "T1", "state": "actual", "recipients": ["C2"], "country": "US"});
    for (key, value) in transfer.as_object().unwrap() {
        row[key] = value.clone();
    }
    activity["transfers"] = json!([row]);
    without(&mut activity["none"], &["transfers"]);
}

/// A transfer on rules of a group that whoever gets the data has agreed to.
fn bcr_with(r: &mut Value, role: &str) {
    transfer(
        r,
        &json!({"mechanisms": ["art46-2-b"], "agreement": "G9", "assessed_on": "2026-01-10"}),
    );
    add(
        &mut r["agreements"],
        json!({"ref": "G9", "organisation": "O4", "our_party": "O1", "kind": "bcr", "status": "signed", "signed_on": "2025-03-10",
               "documents": [{"title": "Approval"}]}),
    );
    activity(r)["recipients"][1]["role"] = json!(role);
}

fn public(r: &mut Value) {
    r["organisations"][0]["public_authority"] = json!(true);
    r["organisations"][0]["name"] = json!("Granforsa kommun");
}

fn rule(r: &mut Value, rule: &Value) {
    activity(r)["retention"] = json!([rule]);
}

fn listed(checked_on: &str) -> Value {
    json!({"condition": "us_dpf_listed", "answer": "yes", "checked_on": checked_on})
}

pub const FIRING: &[Firing] = &[
    ("R59", "S1.period", |r| {
        r["schedules"][0]["period"] = json!("P5Y");
    }),
    ("R59", "A1/R1.period", |r| {
        rule(
            r,
            &json!({"ref": "R1", "kind": "fixed", "period": "P3Y", "start": ["event_date"], "rounding": "end_of_calendar_year", "law": ["Skatteförfarandeförordningen (2011:1261) 9 kap. 1 § första stycket"], "disposition": "erase"}),
        );
    }),
    ("R59", "A1/R1.period", |r| {
        r["organisations"][0]["country"] = json!("FR");
        rule(
            r,
            &json!({"ref": "R1", "kind": "fixed", "period": "P6Y", "start": ["end_of_financial_year"], "law": ["Code de commerce, article L. 123-22"], "disposition": "erase"}),
        );
    }),
    ("R59:ceiling", "A1/R1.period", |r| {
        rule(
            r,
            &json!({"ref": "R1", "kind": "fixed", "period": "P5Y", "start": ["case_closed"], "law": ["lagen (2021:890) om skydd för personer som rapporterar om missförhållanden 7 kap."], "disposition": "erase"}),
        );
    }),
    ("R59:exact", "A1/R1.period", |r| {
        public(r);
        rule(
            r,
            &json!({"ref": "R1", "kind": "fixed", "period": "P9Y", "start": ["last_entry"], "law": ["Lag (1993:387) om stöd och service till vissa funktionshindrade 21 c §"], "disposition": "erase"}),
        );
    }),
    ("R59:start", "S1.start", |r| {
        r["schedules"][0]["start"] = json!(["transaction"]);
    }),
    ("R59:rounding", "S1.rounding", |r| {
        r["schedules"][0]["start"] = json!(["last_entry"]);
        r["schedules"][0]["rounding"] = json!("none");
    }),
    ("R59:binds", "S1.law", public),
    ("R59:earlier", "A1/R1/H1.started_on", |r| {
        public(r);
        rule(
            r,
            &json!({"ref": "R1", "mode": "batch", "kind": "fixed", "period": "P7Y", "start": ["end_of_financial_year"], "rounding": "end_of_calendar_year", "law": ["Lag (2018:597) om kommunal bokföring och redovisning 3 kap."], "disposition": "erase", "holdings": [{"ref": "H1", "name": "2017", "started_on": "2017-12-31"}]}),
        );
    }),
    ("R59:bar", "A1/R1.law_sets", |r| {
        rule(
            r,
            &json!({"ref": "R1", "kind": "fixed", "period": "P10Y", "start": ["end_of_contract"], "law": ["Preskriptionslag (1981:130) 2 §"], "law_sets": "minimum", "disposition": "erase"}),
        );
    }),
    ("R60", "A1.transfers", |r| {
        without(&mut activity(r)["none"], &["transfers"]);
    }),
    ("R61", "A1/T1.mechanisms", |r| {
        public(r);
        transfer(r, &json!({"mechanisms": ["art49-1-a"]}));
    }),
    ("R61:private", "A1/T1.mechanisms", |r| {
        transfer(r, &json!({"mechanisms": ["art46-2-a"]}));
    }),
    ("R61:ask", "A1/T1.mechanisms", |r| {
        public(r);
        transfer(r, &json!({"mechanisms": ["art46-2-a"]}));
    }),
    ("R61:group", "A1/T1.mechanisms", |r| {
        transfer(r, &json!({"mechanisms": ["art46-2-b"]}));
    }),
    ("R61:group", "A1/T1.mechanisms", |r| {
        bcr_with(r, "controller");
    }),
    ("R61:occasional", "A1/T1.mechanisms", |r| {
        transfer(r, &json!({"mechanisms": ["art49-1-b"]}));
    }),
    ("R61:inform", "A1/T1.mechanisms", |r| {
        transfer(
            r,
            &json!({"mechanisms": ["art49-1-subpara2"], "art49_assessment": "Weighed once", "art49_safeguards": "Encrypted"}),
        );
    }),
    ("R61:foreign", "A1/T1.instrument", |r| {
        r["agreements"][2]["version"] = json!("UK IDTA A1.0");
        without(&mut r["agreements"][2], &["instrument"]);
        transfer(r, &json!({"mechanisms": ["art46-2-c"], "agreement": "G3"}));
    }),
    ("R62", "A1/T1.assessed_on", |r| {
        transfer(r, &json!({"mechanisms": ["art46-2-b"]}));
    }),
    ("R62:approval", "A1/T1.agreement", |r| {
        transfer(r, &json!({"mechanisms": ["art46-2-b"]}));
    }),
    ("R62:authorisation", "A1/T1.agreement", |r| {
        transfer(r, &json!({"mechanisms": ["art46-3-a"]}));
    }),
    ("R62:document", "A1/T1.agreement", |r| {
        transfer(r, &json!({"mechanisms": ["art46-2-a"]}));
    }),
    ("R62:signed", "A1/T1.agreement", |r| {
        transfer(
            r,
            &json!({"mechanisms": ["art46-2-c"], "instrument": "scc-2021-914", "modules": ["2"]}),
        );
    }),
    ("R62:old", "A1/T1.assessed_on", |r| {
        transfer(
            r,
            &json!({"mechanisms": ["art46-2-c"], "agreement": "G3", "assessed_on": "2020-01-01"}),
        );
    }),
    ("R63", "A1/C1.role", |r| {
        without(&mut activity(r)["recipients"][0], &["role"]);
    }),
    ("R63:described", "A1/C2.role", |r| {
        add(
            &mut activity(r)["recipients"],
            json!({"ref": "C2", "category": "The neighbours in the block"}),
        );
    }),
    ("R63:category", "A1/C1.organisation", |r| {
        activity(r)["recipients"][0] =
            json!({"ref": "C1", "category": "IT suppliers", "role": "processor"});
    }),
    ("R64", "O1.country", |r| {
        without(&mut r["organisations"][0], &["country"]);
    }),
    ("R64:identity", "O1.registration_number", |r| {
        without(&mut r["organisations"][0], &["addresses"]);
    }),
    ("R64:authority", "O1.supervisory_authority", |r| {
        without(&mut r["organisations"][0], &["supervisory_authority"]);
    }),
    ("R65", "A1.dpia_required", |r| {
        activity(r)["profiling"] = json!(true);
    }),
    ("R65:words", "A1.dpia_required", |r| {
        activity(r)["name"] = json!("Camera surveillance of the garage");
    }),
    ("R65", "A1.dpia_required", |r| {
        activity(r)["data_categories"][0]["special_kinds"] = json!(["biometric"]);
    }),
    ("R65:words", "A1.dpia_required", |r| {
        activity(r)["notes"] = json!("Two cameras watch the entrance at night.");
    }),
    ("R65:words", "A1.dpia_required", |r| {
        activity(r)["notes"] = json!("Dos cámaras graban la entrada y el vecino no lo sabe.");
    }),
    ("R66", "A1/D1.laws", |r| {
        activity(r)["data_categories"][0]["kind"] = json!("special");
        activity(r)["data_categories"][0]["art9_conditions"] = json!(["9-2-g"]);
        without(&mut activity(r)["purposes"][1], &["laws"]);
    }),
    ("R67", "A1/T1.conditions", |r| {
        transfer(
            r,
            &json!({"mechanisms": ["art45"], "instrument": "US-2023-1795", "conditions": [listed("2023-08-01")]}),
        );
    }),
    ("R67:unasked", "A1/T1.conditions", |r| {
        transfer(
            r,
            &json!({"mechanisms": ["art45"], "instrument": "US-2023-1795", "conditions": [listed("2026-08-01")]}),
        );
    }),
    ("R67:ended", "A1/T1.valid_until", |r| {
        transfer(
            r,
            &json!({"mechanisms": ["art45"], "instrument": "US-2023-1795", "conditions": [listed("2026-08-01")], "valid_until": "2026-06-30"}),
        );
    }),
    ("R68", "A1/T1.modules", |r| {
        transfer(
            r,
            &json!({"mechanisms": ["art46-2-c"], "agreement": "G3", "modules": ["1"]}),
        );
    }),
    ("R69", "A1/P1.legal_bases", |r| {
        activity(r)["purposes"][0]["legal_bases"] = json!(["6-1-a"]);
    }),
    ("R70", "A1.notices", |r| {
        without(&mut r["organisations"][0], &["notices"]);
    }),
    ("R71", "A1/R1.disposal_decision", public),
    ("R71", "A1/R1.disposal_decision", |r| {
        public(r);
        activity(r)["retention"] = json!([
            {"ref": "R1", "name": "Cases", "kind": "fixed", "period": "P2Y", "start": ["case_closed"], "notes": "The files are shredded afterwards."},
        ]);
    }),
    ("R72", "A1/R2.declared_type", |r| {
        add(
            &mut activity(r)["retention"],
            json!({"ref": "R2", "name": "visit", "scope": "cookies", "declared_type": "session", "kind": "fixed", "period": "P10Y", "start": ["set_or_update"]}),
        );
    }),
    ("R72:age", "A1.age_limit", |r| {
        activity(r)["purposes"][0]["legal_bases"] = json!(["6-1-a"]);
        activity(r)["age_limit"] = json!(10);
    }),
    ("R72:age", "A1.age_limit", |r| {
        r["organisations"][0]["country"] = json!("DE");
        activity(r)["purposes"][0]["legal_bases"] = json!(["6-1-a"]);
        activity(r)["age_limit"] = json!(13);
    }),
    ("R73", "A1.last_reviewed_on", |r| {
        without(activity(r), &["last_reviewed_on", "next_review_on"]);
        activity(r)["started_on"] = json!("2022-01-01");
    }),
    ("R74", "O2", |r| {
        activity(r)["recipients"] =
            json!([{"ref": "C1", "category": "Banks", "role": "controller"}]);
    }),
    ("R74:authorised", "O4", |r| {
        r["agreements"][0]["sub_processors"] = json!([{"ref": "Q1", "organisation": "O4", "authorisation": "specific", "authorised_on": "2025-02-01"}]);
    }),
    ("R74:called", "O9", |r| {
        add(
            &mut r["organisations"],
            json!({"ref": "O9", "name": "Granforsa Strimling AB", "country": "SE", "category": ["supplier"]}),
        );
    }),
];

pub const SILENT: &[Silent] = &[
    ("R59", "the same period in months", |r| {
        r["schedules"][0]["period"] = json!("P84M");
    }),
    ("R59", "longer than the floor", |r| {
        r["schedules"][0]["period"] = json!("P10Y");
    }),
    ("R59", "no section is cited, and one of the act fits", |r| {
        r["schedules"][0]["law"] = json!(["Skatteförfarandeförordning (2011:1261)"]);
    }),
    ("R59", "what is archived stays", |r| {
        r["schedules"][0]["period"] = json!("P5Y");
        r["schedules"][0]["disposition"] = json!("archive");
    }),
    ("R60", "there are none, with the reason", |_| ()),
    (
        "R61",
        "the rules are those of the processor's own group",
        |r| {
            bcr_with(r, "processor");
        },
    ),
    ("R61", "an adequacy decision", |r| {
        public(r);
        transfer(
            r,
            &json!({"mechanisms": ["art45"], "instrument": "US-2023-1795"}),
        );
    }),
    ("R61", "the words say how it is limited", |r| {
        transfer(
            r,
            &json!({"mechanisms": ["art49-1-b"], "notes": "Once, on the customer's own request"}),
        );
    }),
    ("R62", "signed clauses with a fresh assessment", |r| {
        transfer(
            r,
            &json!({"mechanisms": ["art46-2-c"], "agreement": "G3", "assessed_on": "2026-01-01"}),
        );
    }),
    ("R63", "a role", |_| ()),
    ("R64", "the parent's authority", |r| {
        without(&mut r["organisations"][0], &["supervisory_authority"]);
        r["organisations"][0]["parent"] = json!("O5");
        add(
            &mut r["organisations"],
            json!({"ref": "O5", "name": "Granforsa Holding", "country": "SE", "supervisory_authority": ["IMY"]}),
        );
    }),
    ("R65", "its notes answer no", |r| {
        activity(r)["notes"] = json!("Profiling: no. Automated decisions: none");
    }),
    ("R65", "its notes say no before the sign, in Spanish", |r| {
        activity(r)["notes"] = json!("No hay cámaras en la entrada.");
    }),
    ("R65", "it was screened", |r| {
        activity(r)["profiling"] = json!(true);
        activity(r)["dpia_required"] = json!("no");
    }),
    ("R66", "the words name the law", |r| {
        activity(r)["data_categories"][0]["art9_conditions"] = json!(["9-2-g"]);
        activity(r)["data_categories"][0]["notes"] = json!("dataskyddslagen (2018:218) 3 kap. 3 §");
    }),
    ("R67", "checked this year", |r| {
        activity(r)["data_subjects"] = json!([{"ref": "U1", "category": ["customers"]}]);
        transfer(
            r,
            &json!({"mechanisms": ["art45"], "instrument": "US-2023-1795", "conditions": [listed("2026-08-01")]}),
        );
    }),
    ("R68", "controller to processor", |r| {
        transfer(
            r,
            &json!({"mechanisms": ["art46-2-c"], "agreement": "G3", "modules": ["2"]}),
        );
    }),
    ("R63", "words that only point are told as that", |r| {
        add(
            &mut activity(r)["recipients"],
            json!({"ref": "C2", "category": "See annex 3"}),
        );
    }),
    ("R69", "it is said why it is free", |r| {
        activity(r)["purposes"][0]["legal_bases"] = json!(["6-1-a"]);
        activity(r)["purposes"][0]["consent_proof"] =
            json!("Voluntary; a card can be used instead");
    }),
    ("R70", "an exception, with the reason", |r| {
        without(&mut r["organisations"][0], &["notices"]);
        activity(r)["none"]["notices"] = json!("Art. 14(5)(c)");
    }),
    (
        "R71",
        "the notes of the rule say that it is handed over",
        |r| {
            public(r);
            activity(r)["retention"] = json!([
                {"ref": "R1", "name": "Cases", "kind": "fixed", "period": "P2Y", "start": ["case_closed"], "notes": "Handed over to the archive; copies are shredded."},
            ]);
        },
    ),
    ("R71", "the notes of the rule name the plan", |r| {
        public(r);
        activity(r)["retention"] = json!([
            {"ref": "R1", "name": "Cases", "kind": "fixed", "period": "P2Y", "start": ["case_closed"], "disposition": "erase",
             "notes": "Enligt dokumenthanteringsplanen."},
        ]);
    }),
    ("R71", "a decision", |r| {
        public(r);
        r["schedules"][0]["disposal_decided_on"] = json!("2024-01-01");
    }),
    ("R71", "a company is not asked", |_| ()),
    ("R72", "a session cookie ends with the session", |r| {
        add(
            &mut activity(r)["retention"],
            json!({"ref": "R2", "name": "visit", "scope": "cookies", "declared_type": "session", "kind": "fixed", "period": "session"}),
        );
    }),
    ("R73", "it began this year", |r| {
        without(activity(r), &["last_reviewed_on", "next_review_on"]);
        activity(r)["started_on"] = json!("2026-06-01");
    }),
    (
        "R74",
        "whoever is behind a processor by a general authorisation is known by its contract",
        |r| {
            r["agreements"][0]["sub_processors"] = json!([{"ref": "Q1", "organisation": "O4", "authorisation": "general", "authorised_on": "2025-02-01"}]);
        },
    ),
    ("R65", "a note names cameras for another reason", |r| {
        activity(r)["notes"] =
            json!("The staff may also order cheap cameras by deduction from wages.");
    }),
    ("R74", "a customer takes no part", |r| {
        add(
            &mut r["organisations"],
            json!({"ref": "O9", "name": "Granforsa Cykel AB", "country": "SE", "category": ["customer"]}),
        );
    }),
    ("R74", "a client takes part", |r| {
        activity(r)["recipients"] =
            json!([{"ref": "C1", "organisation": "O2", "role": "processor", "agreement": "G1"}]);
    }),
];
