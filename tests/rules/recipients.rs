//! Families C and E: recipients, transfers, and what texts say of them.

use serde_json::{Value, json};

use super::{Firing, Silent, add, changed, day, told, without};

/// A recipient in the United States with a transfer on the framework, checked.
fn framework(r: &mut Value) {
    let activity = &mut r["activities"][0];
    add(
        &mut activity["recipients"],
        json!({"ref": "C2", "organisation": "O4", "service": "Mailings", "countries": ["US"]}),
    );
    activity["transfers"] = json!([{
        "ref": "T1", "state": "actual", "recipients": ["C2"], "country": "US", "mechanisms": ["art45"], "instrument": "US-2023-1795",
        "conditions": [
            {"condition": "us_dpf_listed", "answer": "yes", "checked_on": "2026-10-01"},
            {"condition": "us_dpf_hr", "answer": "yes", "checked_on": "2026-10-01"},
        ],
    }]);
    without(&mut activity["none"], &["transfers"]);
}

/// A transfer to another country on that decision.
fn adequate(r: &mut Value, country: &str, decision: &str) {
    framework(r);
    r["activities"][0]["recipients"][1]["countries"] = json!([country]);
    transfer(r)["country"] = json!(country);
    transfer(r)["instrument"] = json!(decision);
    without(transfer(r), &["conditions"]);
}

/// A processor behind the processor, in that country.
fn behind(r: &mut Value, country: &str) {
    r["agreements"][0]["sub_processors"] = json!([
        {"ref": "Q1", "name": "Night Desk", "countries": [country], "authorisation": "general"},
    ]);
}

/// The same on standard contractual clauses.
pub fn clauses(r: &mut Value) {
    framework(r);
    r["activities"][0]["transfers"] = json!([{
        "ref": "T1", "state": "actual", "recipients": ["C2"], "country": "US", "mechanisms": ["art46-2-c"], "agreement": "G3", "assessed_on": "2026-01-10",
    }]);
}

/// A rule for a cookie of that name.
pub fn cookie(r: &mut Value, name: &str) {
    add(
        &mut r["activities"][0]["retention"],
        json!({"ref": "R2", "name": name, "scope": "cookies", "provider": "C1", "kind": "fixed", "period": "P1Y", "start": ["set_or_update"]}),
    );
}

pub fn transfer(r: &mut Value) -> &mut Value {
    &mut r["activities"][0]["transfers"][0]
}

pub const FIRING: &[Firing] = &[
    ("R30", "A1/T1.country", |r| {
        clauses(r);
        without(transfer(r), &["country"]);
        without(&mut r["activities"][0]["recipients"][1], &["countries"]);
        without(&mut r["organisations"][3], &["country"]);
    }),
    ("R31", "A1/T1.mechanisms", |r| {
        clauses(r);
        without(transfer(r), &["mechanisms"]);
    }),
    ("R36", "A1/T1.instrument", |r| {
        clauses(r);
        without(
            transfer(r),
            &["mechanisms", "instrument", "agreement", "modules"],
        );
        transfer(r)["as_stated"] = json!("USA (standard contractual clauses)");
    }),
    ("R31", "A1/T1.mechanisms", |r| {
        clauses(r);
        without(transfer(r), &["mechanisms"]);
        transfer(r)["as_stated"] = json!("USA, no SCC");
    }),
    ("R31:no_ground", "A1/T1.mechanisms", |r| {
        clauses(r);
        transfer(r)["mechanisms"] = json!(["art48"]);
    }),
    ("R32", "A1/C2.countries", |r| {
        add(
            &mut r["activities"][0]["recipients"],
            json!({"ref": "C2", "organisation": "O4", "service": "Mailings"}),
        );
    }),
    ("R32:denied", "A1/C2.countries", |r| {
        framework(r);
        r["activities"][0]["transfers"] =
            json!([{"ref": "T1", "state": "denied", "recipients": ["C2"]}]);
    }),
    ("R32:vendor", "A1/C2.countries", |r| {
        add(
            &mut r["activities"][0]["recipients"],
            json!({"ref": "C2", "category": "Newsletter through Postwise LLC"}),
        );
    }),
    ("R32:known", "A1/C2.countries", |r| {
        add(
            &mut r["activities"][0]["recipients"],
            json!({"ref": "C2", "category": "Newsletter through MailChimp"}),
        );
    }),
    ("R32:place", "A1.countries", |r| {
        r["activities"][0]["countries"] = json!(["SE", "IN"]);
    }),
    ("R32:chain", "A1/C1.agreement", |r| behind(r, "IN")),
    ("R32:chain", "A1/C1.agreement", |r| {
        behind(r, "IN");
        r["agreements"][0]["covers_all"] = json!(true);
        without(&mut r["activities"][0]["recipients"][0], &["agreement"]);
    }),
    ("R33", "A1/T1.instrument", |r| {
        framework(r);
        transfer(r)["instrument"] = json!("US-2016-1250");
    }),
    ("R34", "A1/T1.mechanisms", |r| {
        framework(r);
        transfer(r)["country"] = json!("IN");
        without(transfer(r), &["instrument", "conditions"]);
    }),
    ("R34:condition", "A1/T1.mechanisms", |r| {
        framework(r);
        transfer(r)["country"] = json!("CA");
        transfer(r)["instrument"] = json!("CA-2002-2");
        transfer(r)["conditions"] = json!([{"condition": "ca_pipeda", "answer": "no"}]);
    }),
    ("R34:open", "A1/T1.conditions", |r| {
        framework(r);
        transfer(r)["country"] = json!("CA");
        transfer(r)["instrument"] = json!("CA-2002-2");
        without(transfer(r), &["conditions"]);
    }),
    ("R34:instrument", "A1/T1.instrument", |r| {
        framework(r);
        transfer(r)["instrument"] = json!("HU-2000-519");
    }),
    ("R35", "A1/T1.conditions", |r| {
        framework(r);
        transfer(r)["conditions"] = json!([{"condition": "us_dpf_listed", "answer": "yes"}]);
    }),
    ("R35:elsewhere", "A1/T1.instrument", |r| {
        framework(r);
        transfer(r)["country"] = json!("GB");
    }),
    ("R35:elsewhere", "A1/T1.instrument", |r| {
        adequate(r, "JP", "KR-2022-254");
    }),
    ("R35:elsewhere", "A1/T1.instrument", |r| {
        adequate(r, "CH", "JP-2019-419");
    }),
    ("R35:elsewhere", "A1/T1.instrument", |r| {
        adequate(r, "US", "KR-2022-254");
    }),
    ("R34:early", "A1/T1.valid_from", |r| {
        adequate(r, "BR", "BR-2026-179");
        transfer(r)["valid_from"] = json!("2025-01-01");
    }),
    ("R36", "A1/T1.instrument", |r| {
        clauses(r);
        without(&mut r["agreements"][2], &["instrument"]);
    }),
    ("R36:unknown", "A1/T1.instrument", |r| {
        clauses(r);
        r["agreements"][2]["instrument"] = json!("the vendor's own clauses");
    }),
    ("R61:foreign", "A1/T1.instrument", |r| {
        clauses(r);
        r["agreements"][2]["instrument"] = json!("IDTA of 2022");
    }),
    ("R36:module", "A1/T1.modules", |r| {
        clauses(r);
        without(&mut r["agreements"][2], &["modules"]);
    }),
    ("R36:assessment", "A1/T1.assessed_on", |r| {
        clauses(r);
        without(transfer(r), &["assessed_on"]);
    }),
    ("R36:unusable", "A1/T1.instrument", |r| {
        clauses(r);
        r["agreements"][2]["instrument"] = json!("scc-2010-87");
        r["agreements"][2]["signed_on"] = json!("2019-05-01");
    }),
    ("R36:unusable", "A1/T1.instrument", |r| {
        clauses(r);
        r["agreements"][2]["signed_on"] = json!("2021-06-26");
    }),
    ("R37", "A1/T1.art49_assessment", |r| {
        clauses(r);
        transfer(r)["mechanisms"] = json!(["art49-1-subpara2"]);
        transfer(r)["art49_safeguards"] = json!("Data are pseudonymised");
    }),
    ("R37:safeguards", "A1/T1.art49_safeguards", |r| {
        clauses(r);
        transfer(r)["mechanisms"] = json!(["art49-1-subpara2"]);
        transfer(r)["art49_assessment"] = json!("Weighed on 2026-02-03: once, three persons");
    }),
    ("R39", "A1/C1.agreement", |r| {
        without(&mut r["activities"][0]["recipients"][0], &["agreement"]);
        r["agreements"][0]["organisation"] = json!("O4");
    }),
    ("R39", "A1/C1.agreement", |r| {
        let recipient = &mut r["activities"][0]["recipients"][0];
        without(recipient, &["agreement", "organisation"]);
        recipient["category"] = json!("Hosting firms");
        add(
            &mut r["agreements"],
            json!({"ref": "G4", "category": "Hosting firms", "our_party": "O1", "covers_all": true,
                "kind": "joint_arrangement", "status": "signed", "signed_on": "2024-01-15"}),
        );
    }),
    ("R39:others", "A1/C1.agreement", |r| {
        without(&mut r["activities"][0]["recipients"][0], &["agreement"]);
        r["agreements"][0]["covers"] = json!(["A2"]);
    }),
    ("R39:listed", "O5.notes", |r| {
        let organisations = r["organisations"].as_array_mut().unwrap();
        organisations.push(json!({"ref": "O5", "name": "Torvmoln AB", "country": "SE", "ours": false, "notes": "DPA: none, no contract, the risk is accepted"}));
    }),
    ("R39:client", "A2/B1.agreement", |r| {
        without(&mut r["activities"][1]["clients"][0], &["agreement"]);
        r["agreements"][1]["covers"] = json!(["A1"]);
    }),
    ("R52", "A1/P1.notes", |r| {
        r["activities"][0]["purposes"][0]["notes"] =
            json!("Employees sign the form of personuppgiftslagen (1998:204).");
    }),
    ("R53", "A1.notes", |r| {
        r["activities"][0]["notes"] = json!("Breaches are notified to Datainspektionen.");
    }),
    ("R39:unsigned", "G1.status", |r| {
        r["agreements"][0]["status"] = json!("unsigned");
    }),
    ("R39:expired", "G1.valid_until", |r| {
        r["agreements"][0]["valid_until"] = json!("2026-11-20");
    }),
    ("R39:over", "G1.valid_until", |r| {
        without(&mut r["agreements"][0], &["valid_until"]);
        r["agreements"][0]["notes"] = json!("Ran out last spring");
    }),
    ("R39:unsigned", "G1.status", |r| {
        r["agreements"][0]["notes"] = json!("Still a draft on their side");
    }),
    ("R39", "A1/C1.agreement", |r| {
        without(&mut r["activities"][0]["recipients"][0], &["agreement"]);
        r["agreements"][0]["organisation"] = json!("O4");
        r["activities"][0]["recipients"][0]["none"] =
            json!({"agreement": "A small firm that we know"});
    }),
    ("R39:review", "G1.review_on", |r| {
        r["agreements"][0]["review_on"] = json!("2026-10");
    }),
    ("R39:sub_processor", "G1/Q1.authorisation", |r| {
        r["agreements"][0]["sub_processors"] =
            json!([{"ref": "Q1", "name": "Nattkopia AB", "countries": ["SE"]}]);
    }),
    ("R39:unknown", "G1.status", |r| {
        without(&mut r["agreements"][0], &["status", "signed_on"]);
    }),
    ("R49", "A1/T1.mechanisms", |r| {
        clauses(r);
        transfer(r)["mechanisms"] = json!(["art49-1-b", "art46-2-c"]);
        transfer(r)["as_stated"] = json!("Standard clauses or the contract with the person");
    }),
    ("R51", "A1.systems", |r| {
        r["activities"][0]["systems"] = json!(["Personec", "Brightpigeon"]);
    }),
    ("R51:provider", "A1/R2.provider", |r| {
        add(
            &mut r["activities"][0]["retention"],
            json!({"ref": "R2", "name": "_ga", "scope": "cookies", "provider_stated": "Statsy", "kind": "fixed", "period": "P2Y", "start": ["set_or_update"]}),
        );
    }),
    ("R51:cookie", "A1/R2.provider", |r| {
        cookie(r, "__cfduid");
    }),
    ("R51:vendor", "A1.systems", |r| {
        r["activities"][0]["systems"] = json!(["Personec", "MS Teams"]);
    }),
    ("R51", "A1.systems", |r| {
        r["activities"][0]["systems"] = json!(["Brightpigeons lönesystem"]);
    }),
    ("R52", "A1/P2.laws", |r| {
        r["activities"][0]["purposes"][1]["laws"] = json!(["Personuppgiftslagen (1998:204) 10 §"]);
    }),
    ("R53", "O1.supervisory_authority", |r| {
        r["organisations"][0]["supervisory_authority"] = json!(["Datainspektionen"]);
    }),
    ("R53", "A1.description", |r| {
        r["activities"][0]["description"] = json!("Breaches are reported to Datainspektionen.");
    }),
    ("R58", "A1/C1.countries", |r| {
        without(&mut r["organisations"][1], &["country"]);
        without(&mut r["activities"][0]["recipients"][0], &["countries"]);
    }),
];

/// Puts clauses on a transfer, and into its safeguards that what it rested on before fell.
fn fell(r: &mut Value) {
    clauses(r);
    transfer(r)["safeguards"] = json!("EU-US Privacy Shield fell in 2020, SCCs since 2021");
}

pub const SILENT: &[Silent] = &[
    (
        "R39",
        "a contract in force with the client covers all that names no activity",
        |r| {
            without(&mut r["activities"][1]["clients"][0], &["agreement"]);
        },
    ),
    ("R52", "a note speaks of the time of the act", |r| {
        r["activities"][0]["purposes"][0]["notes"] =
            json!("Until 2018 under personuppgiftslagen (1998:204).");
    }),
    ("R52", "the holdings are of the time of the act", |r| {
        r["activities"][0]["retention"] = json!([{
            "ref": "R1", "name": "Accounts", "kind": "fixed", "period": "P10Y", "start": ["end_of_financial_year"], "mode": "batch",
            "law": ["lag (1997:614) om kommunal redovisning 2 kap. 11 §"], "holdings": [{"ref": "H1", "started_on": "2017-12-31"}],
        }]);
    }),
    ("R53", "a note tells the former name", |r| {
        r["activities"][0]["notes"] = json!("Advice of Datainspektionen, now called IMY.");
    }),
    (
        "R30",
        "an international organisation is a destination",
        |r| {
            clauses(r);
            without(transfer(r), &["country"]);
            transfer(r)["international_organisation"] = json!("European Patent Organisation");
        },
    ),
    (
        "R32:chain",
        "the processor behind it is inside the EEA",
        |r| {
            behind(r, "NO");
        },
    ),
    ("R32:chain", "the transfer to it is recorded", |r| {
        behind(r, "IN");
        without(&mut r["activities"][0]["none"], &["transfers"]);
        r["activities"][0]["transfers"] =
            json!([{"ref": "T1", "state": "denied", "recipients": ["C1"], "country": "IN"}]);
    }),
    ("R32:chain", "the contract covers other activities", |r| {
        behind(r, "IN");
        r["agreements"][0]["covers"] = json!(["A2"]);
        without(&mut r["activities"][0]["recipients"][0], &["agreement"]);
    }),
    (
        "R35:elsewhere",
        "the decision is that of the country",
        |r| {
            adequate(r, "JP", "JP-2019-419");
        },
    ),
    (
        "R34:early",
        "the transfer relies on it since it applies",
        |r| {
            adequate(r, "BR", "BR-2026-179");
            transfer(r)["valid_from"] = json!("2026-02-01");
        },
    ),
    ("R30", "a denied transfer goes nowhere", |r| {
        without(&mut r["activities"][0]["none"], &["transfers"]);
        r["activities"][0]["transfers"] =
            json!([{"ref": "T1", "state": "denied", "recipients": ["C1"]}]);
    }),
    ("R30", "the recipient's country is known", |r| {
        clauses(r);
        without(transfer(r), &["country"]);
    }),
    (
        "R31",
        "Åland is inside, and so are Réunion and Iceland",
        |r| {
            r["activities"][0]["transfers"] = json!([
                {"ref": "T1", "state": "actual", "recipients": ["C1"], "country": "AX"},
                {"ref": "T2", "state": "actual", "recipients": ["C1"], "country": "RE"},
                {"ref": "T3", "state": "actual", "recipients": ["C1"], "country": "IS", "mechanisms": ["none_needed"]},
            ]);
            without(&mut r["activities"][0]["none"], &["transfers"]);
        },
    ),
    ("R32", "Google Ireland alone is no transfer", |r| {
        add(
            &mut r["activities"][0]["recipients"],
            json!({"ref": "C2", "category": "Google Ireland Limited"}),
        );
    }),
    ("R32", "an organisation with a country is known", |r| {
        r["organisations"][1]["name"] = json!("Google Cloud AB");
    }),
    (
        "R32",
        "the EEA as a whole and its territories are inside",
        |r| {
            r["activities"][0]["recipients"][0]["countries"] =
                json!(["EEA", "EU", "GF", "NO", "AX"]);
        },
    ),
    (
        "R61",
        "who is under the law of a country may use its tools",
        |r| {
            clauses(r);
            r["organisations"][0]["country"] = json!("GB");
            r["agreements"][2]["instrument"] = json!("IDTA of 2022");
        },
    ),
    ("R32", "transfers are none", |_| ()),
    ("R32", "a transfer is recorded", framework),
    ("R33", "safeguards tell of a framework that fell", fell),
    ("R52", "safeguards tell of a framework that fell", fell),
    ("R33", "a note may tell the story", |r| {
        clauses(r);
        transfer(r)["notes"] = json!("Privacy Shield was annulled; moved to clauses.");
    }),
    (
        "R34",
        "an international organisation with a decision",
        |r| {
            framework(r);
            without(transfer(r), &["country", "instrument", "conditions"]);
            transfer(r)["international_organisation"] = json!("European Patent Organisation");
        },
    ),
    ("R34", "the framework covers it", framework),
    ("R35", "the list was looked up", framework),
    ("R36", "clauses with all that is asked", clauses),
    (
        "R36",
        "the clauses are named by the number of their decision",
        |r| {
            clauses(r);
            r["agreements"][2]["instrument"] = json!("SCC 2021/914");
        },
    ),
    (
        "R36",
        "the decision is the instrument of the ground before",
        |r| {
            clauses(r);
            r["activities"][0]["transfers"][0]["instrument"] = json!("KR-2022-254");
        },
    ),
    ("R37", "clauses need no such assessment", clauses),
    ("R37", "assessment and safeguards are in the record", |r| {
        clauses(r);
        transfer(r)["mechanisms"] = json!(["art49-1-subpara2"]);
        transfer(r)["art49_assessment"] = json!("Weighed on 2026-02-03: once, three persons");
        transfer(r)["art49_safeguards"] = json!("Data are pseudonymised");
    }),
    ("R62", "compelling interests were weighed", |r| {
        clauses(r);
        transfer(r)["mechanisms"] = json!(["art49-1-subpara2"]);
        without(transfer(r), &["assessed_on"]);
        transfer(r)["art49_assessment"] = json!("Weighed on 2026-02-03: once, three persons");
        transfer(r)["art49_safeguards"] = json!("Data are pseudonymised");
    }),
    ("R39", "no contract is needed, with the reason", |r| {
        without(&mut r["activities"][0]["recipients"][0], &["agreement"]);
        r["activities"][0]["recipients"][0]["none"] =
            json!({"agreement": "The owner's own department."});
    }),
    (
        "R39",
        "a document of the activity is the contract with its clients",
        |r| {
            without(
                &mut r["activities"][1]["clients"][0],
                &["agreement", "organisation"],
            );
            r["activities"][1]["clients"][0]["category"] = json!("The clubs that use the service");
            r["activities"][1]["documents"] = json!([{"title": "Personuppgiftsbiträdesavtal, version 3, godkänt av varje förening"}]);
        },
    ),
    ("R39", "a controller of its own needs none", |r| {
        let recipient = &mut r["activities"][0]["recipients"][0];
        without(recipient, &["agreement"]);
        recipient["service"] = json!("Messages (independent controller)");
    }),
    ("R31", "the ground stands in the words", |r| {
        clauses(r);
        without(transfer(r), &["mechanisms"]);
        transfer(r)["as_stated"] = json!("USA (SCC, 2021/914)");
    }),
    (
        "R36",
        "the words name the clauses, the module and the assessment",
        |r| {
            clauses(r);
            without(
                transfer(r),
                &["instrument", "agreement", "modules", "assessed_on"],
            );
            transfer(r)["as_stated"] = json!("Module 2 SCC + TIA + encryption");
        },
    ),
    ("R51", "a recipient is called so, with what it does", |r| {
        r["organisations"][1]["name"] = json!("Brightpigeon (hosting)");
        r["activities"][0]["systems"] = json!(["Brightpigeon"]);
    }),
    (
        "R51",
        "a vendor's product runs on machines of our own",
        |r| {
            r["activities"][0]["systems"] = json!(["Sentry self-hosted"]);
        },
    ),
    ("R39", "a contract elsewhere covers the activity", |r| {
        without(&mut r["activities"][0]["recipients"][0], &["agreement"]);
        r["agreements"][0]["covers"] = json!(["A1"]);
    }),
    ("R39", "a controller does not engage sub-processors", |r| {
        add(
            &mut r["activities"][0]["recipients"],
            json!({"ref": "C2", "category": "Hosting behind Molnhall", "role": "sub_processor", "countries": ["SE"]}),
        );
    }),
    ("R39:over", "it was renewed", |r| {
        without(&mut r["agreements"][0], &["valid_until"]);
        r["agreements"][0]["notes"] = json!("Ran out when they moved, renewed since");
    }),
    ("R39:expired", "the last day counts", |r| {
        r["agreements"][0]["valid_until"] = json!("2026-11-21");
    }),
    (
        "R36",
        "clauses to Åland are clauses for no transfer",
        |r| {
            clauses(r);
            without(transfer(r), &["assessed_on"]);
            transfer(r)["country"] = json!("AX");
            r["activities"][0]["recipients"][1]["countries"] = json!(["AX"]);
        },
    ),
    ("R39", "the day of signing says that it is concluded", |r| {
        without(&mut r["agreements"][0], &["status"]);
    }),
    ("R49", "one ground beside the entry for none needed", |r| {
        framework(r);
        transfer(r)["mechanisms"] = json!(["none_needed", "art45"]);
    }),
    ("R51", "our own organisations do not count", |r| {
        r["activities"][0]["description"] = json!("Granforsa Energi pays its staff.");
    }),
    ("R51", "a recipient may be named", |r| {
        r["activities"][0]["description"] = json!("Run by Molnhall in Boden.");
    }),
    ("R51", "a name of two letters is any word", |r| {
        r["organisations"][3]["name"] = json!("HR");
        r["activities"][0]["description"] = json!("HR pays salaries.");
    }),
    ("R51", "whole words only", |r| {
        r["activities"][0]["systems"] = json!(["Brightpigeonry"]);
    }),
    ("R51", "a company of a vendor's group is a recipient", |r| {
        r["organisations"][1]["name"] = json!("Microsoft Ireland Operations Ltd");
        r["activities"][0]["systems"] = json!(["Personec", "Microsoft 365"]);
    }),
    ("R51", "a path in which a vendor occurs names none", |r| {
        r["activities"][0]["systems"] = json!([".github/workflows"]);
    }),
    ("R51", "a processor behind the processor is known", |r| {
        r["agreements"][0]["sub_processors"] = json!([{"ref": "Q1", "organisation": "O4", "countries": ["SE"], "authorisation": "general"}]);
        r["activities"][0]["systems"] = json!(["Brightpigeon"]);
    }),
    ("R51", "a cookie of our own", |r| {
        add(
            &mut r["activities"][0]["retention"],
            json!({"ref": "R2", "name": "sid", "scope": "cookies", "provider_stated": "Granforsa Energi (own)", "kind": "fixed", "period": "P2Y", "start": ["set_or_update"]}),
        );
    }),
    ("R51", "the vendor of a cookie is a recipient", |r| {
        cookie(r, "_ga, _gid");
        r["organisations"][1]["trading_names"] = json!(["Molnhall", "Google Ireland Limited"]);
    }),
    (
        "R51",
        "a recipient described by its service is the vendor",
        |r| {
            cookie(r, "_ga");
            add(
                &mut r["activities"][0]["recipients"],
                json!({"ref": "C2", "category": "Provider of Google Analytics"}),
            );
        },
    ),
    (
        "R51",
        "the vendor of a cookie is behind the processor",
        |r| {
            cookie(r, "__cfduid");
            r["organisations"][3]["name"] = json!("Cloudflare");
            r["agreements"][0]["sub_processors"] = json!([{"ref": "Q1", "organisation": "O4", "countries": ["SE"], "authorisation": "general"}]);
        },
    ),
    ("R51", "the vendor of a cookie owns the recipient", |r| {
        cookie(r, "_ga");
        r["organisations"][3]["name"] = json!("Alphabet Inc");
        r["organisations"][1]["parent"] = json!("O4");
    }),
    ("R51", "a rule of that name is no cookie", |r| {
        cookie(r, "IDE");
        r["activities"][0]["retention"][1]["scope"] = json!("logs");
    }),
    ("R51", "we are the vendor of the cookie", |r| {
        cookie(r, "_hjid");
        r["organisations"][0]["trading_names"] = json!(["Hotjar"]);
    }),
    ("R52", "the law in force", |r| {
        r["activities"][0]["purposes"][1]["laws"] = json!(["Lag (2018:218) 2 kap. 1 §"]);
    }),
    ("R52", "what ended is judged by the law of its time", |r| {
        r["activities"][0]["state"] = json!("ended");
        r["activities"][0]["ended_on"] = json!("2017-12-31");
        r["activities"][0]["purposes"][1]["laws"] = json!(["Personuppgiftslagen (1998:204) 10 §"]);
    }),
    ("R53", "the authority of Åland is called so", |r| {
        r["activities"][0]["description"] =
            json!("Breaches are reported to Datainspektionen på Åland.");
    }),
    ("R53", "a former name among the names", |r| {
        r["organisations"][2]["trading_names"] = json!(["Datainspektionen"]);
    }),
    ("R58", "a category has no country", |r| {
        r["activities"][0]["recipients"][0] =
            json!({"ref": "C1", "category": "Banks that pay salaries"});
    }),
    ("R58", "a region inside the EEA says where it is", |r| {
        without(&mut r["organisations"][1], &["country"]);
        without(&mut r["activities"][0]["recipients"][0], &["countries"]);
        r["activities"][0]["recipients"][0]["service"] = json!("Database (Frankfurt)");
    }),
    ("R58", "the organisation's country counts", |r| {
        without(&mut r["activities"][0]["recipients"][0], &["countries"]);
    }),
];

#[test]
fn privacy_shield_carried_transfers_until_the_day_before_the_judgment() {
    let register = changed(|r| {
        framework(r);
        transfer(r)["instrument"] = json!("US-2016-1250");
        transfer(r)["conditions"] = json!([{"condition": "us_privacy_shield", "answer": "yes", "checked_on": "2020-01-02"}]);
    });
    let fires = |on: &str, rule: &str| {
        told(&register, day(on))
            .iter()
            .any(|told| told.starts_with(&format!("{rule} A1/T1")))
    };
    assert!(!fires("2020-07-15", "R33"));
    assert!(fires("2020-07-16", "R33"));
    assert!(fires("2026-11-21", "R33"));
    // That it was declared invalid says all that R34 would: that it is not in force.
    for on in ["2020-07-15", "2020-07-16", "2026-11-21"] {
        assert!(!fires(on, "R34"), "{on}");
    }
}

/// Cases that cannot fire today; they have tests of their own.
pub const OF_OTHER_DAYS: &[&str] = &["R36:signing", "R47:risk"];

#[test]
fn while_old_clauses_ran_out_the_day_of_signing_decided() {
    let signed = |day: Option<&str>| {
        changed(|r| {
            clauses(r);
            r["agreements"][2]["instrument"] = json!("scc-2010-87");
            r["agreements"][2]["signed_on"] = day.map_or(Value::Null, |day| json!(day));
        })
    };
    let fires = |signed_on, on: &str, case: &str| {
        told(&signed(signed_on), day(on))
            .iter()
            .any(|told| *told == format!("R36:{case} A1/T1.instrument"))
    };
    assert!(fires(None, "2022-01-10", "signing"));
    assert!(!fires(Some("2019-05-01"), "2022-12-27", "unusable"));
    assert!(fires(Some("2019-05-01"), "2022-12-28", "unusable"));
    assert!(fires(Some("2021-09-27"), "2022-01-10", "unusable"));
}

#[test]
fn the_united_kingdom_is_no_transfer_while_the_bridge_lasts() {
    let register = changed(|r| {
        add(
            &mut r["activities"][0]["recipients"],
            json!({"ref": "C2", "category": "Assessors", "countries": ["GB"]}),
        );
    });
    let fires = |on: &str| {
        told(&register, day(on))
            .iter()
            .any(|told| told == "R32 A1/C2.countries")
    };
    assert!(!fires("2020-12-31") && !fires("2021-06-27"));
    assert!(fires("2021-06-28"));
}
