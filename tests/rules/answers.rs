//! Family A: completeness.

use ropa::rules::Findings;
use serde_json::json;

use super::{Firing, Silent, add, changed, law, today, told, without};

pub const FIRING: &[Firing] = &[
    ("R01:contact", "O1.email", |r| {
        without(&mut r["organisations"][0], &["email", "addresses"]);
        r["organisations"][0]["contacts"] =
            json!([{"ref": "K1", "role": "dpo", "name": "D. Officer"}]);
    }),
    ("R01", "O1.name", |r| {
        without(&mut r["organisations"][0], &["name"]);
    }),
    ("R01:activity", "A1.organisation", |r| {
        without(&mut r["activities"][0], &["organisation"]);
    }),
    ("R02", "O1/K1.email", |r| {
        r["organisations"][0]["contacts"] =
            json!([{"ref": "K1", "role": "dpo", "name": "D. Officer"}]);
    }),
    ("R02:reason", "O1.contacts", |r| {
        r["organisations"][0]["contacts"] =
            json!([{"ref": "K1", "role": "privacy", "email": "p@g.example"}]);
    }),
    ("R02:public", "O1.contacts", |r| {
        without(&mut r["organisations"][0], &["contacts"]);
        r["organisations"][0]["public_authority"] = json!(true);
    }),
    ("R03", "O1.contacts", |r| {
        r["organisations"][0]["country"] = json!("US");
    }),
    ("R03:own_law", "O1.contacts", |r| {
        r["organisations"][0]["country"] = json!("GB");
    }),
    ("R04", "A1.description", |r| {
        r["activities"][0]["description"] =
            json!("Vi och banken bestämmer tillsammans varför och hur uppgifterna används.");
    }),
    ("R04", "A1.description", |r| {
        r["activities"][0]["description"] =
            json!("Vi är gemensamt personuppgiftsansvariga med banken.");
    }),
    ("R04", "A1.notes", |r| {
        r["activities"][0]["notes"] = json!("Our role: Joint controller\nLegal department: none");
    }),
    ("R04:unnamed", "A1/C2.organisation", |r| {
        add(
            &mut r["activities"][0]["recipients"],
            json!({"ref": "C2", "category": "Banks", "role": "joint_controller"}),
        );
    }),
    ("R04:contact", "A1/C2.organisation", |r| {
        add(
            &mut r["activities"][0]["recipients"],
            json!({"ref": "C2", "organisation": "O2", "role": "joint_controller"}),
        );
    }),
    ("R04:arrangement", "A1/C2.agreement", |r| {
        add(
            &mut r["activities"][0]["recipients"],
            json!({"ref": "C2", "organisation": "O3", "role": "joint_controller"}),
        );
    }),
    ("R04:party", "A1.joint_arrangement", |r| {
        r["activities"][0]["joint_arrangement"] = json!("Duties are shared by letter of 2024.");
    }),
    ("R05", "A1.purposes", |r| {
        without(&mut r["activities"][0], &["purposes"]);
    }),
    ("R06", "A1/P1.text", |r| {
        r["activities"][0]["purposes"][0]["text"] = json!("Marknadsföring och statistik");
    }),
    ("R07", "A1.data_subjects", |r| {
        without(&mut r["activities"][0], &["data_subjects"]);
    }),
    ("R07:generic", "A1/U1.category", |r| {
        r["activities"][0]["data_subjects"] = json!([{"ref": "U1", "category": ["Diverse"]}]);
    }),
    ("R08", "A1.data_categories", |r| {
        without(&mut r["activities"][0], &["data_categories"]);
    }),
    ("R08:generic", "A1/D1.category", |r| {
        r["activities"][0]["data_categories"][0] =
            json!({"ref": "D1", "category": ["Personuppgifter"], "kind": "ordinary"});
    }),
    ("R09", "A1.recipients", |r| {
        without(&mut r["activities"][0], &["recipients"]);
    }),
    ("R09:unnamed", "A1/C1.organisation", |r| {
        without(&mut r["activities"][0]["recipients"][0], &["organisation"]);
    }),
    ("R10", "A1.retention", |r| {
        without(&mut r["activities"][0], &["retention"]);
    }),
    ("R10:rule", "A1/R1.kind", |r| {
        r["activities"][0]["retention"] =
            json!([{"ref": "R1", "name": "Salary records", "scope": "data"}]);
    }),
    ("R11", "A1/R1.criterion", |r| {
        r["activities"][0]["retention"] = json!([{"ref": "R1", "kind": "criterion", "criterion": "Sparas så länge det behövs för ändamålet"}]);
    }),
    ("R11", "S1.criterion", |r| {
        r["schedules"][0] = json!({"ref": "S1", "name": "Accounting", "kind": "criterion", "criterion": "tant que nécessaire"});
    }),
    ("R12", "A1/R1.start", |r| {
        r["activities"][0]["retention"] = json!([{"ref": "R1", "kind": "fixed", "period": "P3Y"}]);
    }),
    ("R13", "A1.retention", |r| {
        r["activities"][0]["retention"][0]["data_categories"] = json!(["D1"]);
    }),
    ("R14", "A1/R1.criterion", |r| {
        r["activities"][0]["retention"] = json!([{"ref": "R1", "kind": "criterion", "criterion": "Die Daten werden dauerhaft gespeichert"}]);
    }),
    ("R14:permanent", "A1/R1.law", |r| {
        r["activities"][0]["retention"] = json!([{"ref": "R1", "kind": "permanent"}]);
    }),
    ("R15", "A1/R1.law", |r| {
        r["activities"][0]["retention"] = json!([{"ref": "R1", "kind": "fixed", "period": "P7Y", "start": ["collection"], "criterion": "Sju år enligt lag"}]);
    }),
    ("R15:sets", "S1.law", |r| {
        without(&mut r["schedules"][0], &["law"]);
    }),
    ("R16:organisation", "O1", |r| r["measures"] = json!([])),
    ("R16:planned", "O1", |r| {
        r["measures"][0]["planned"] = json!(true);
    }),
    ("R16:alone", "A1.measures", |r| {
        let activity = &mut r["activities"][0];
        without(activity, &["organisation", "measures", "measures_text"]);
    }),
    ("R16:later", "A1.measures_text", |r| {
        without(&mut r["measures"][0], &["organisations"]);
        r["activities"][1]["measures"] = json!(["M1"]);
        r["activities"][0]["measures_text"] =
            json!("Encryption is planned for 2027, second factors will be bought");
    }),
    ("R16:only_planned", "A1.measures", |r| {
        without(&mut r["measures"][0], &["organisations"]);
        r["measures"][0]["planned"] = json!(true);
        r["activities"][0]["measures"] = json!(["M1"]);
        r["activities"][1]["measures_text"] = json!("Disks are encrypted");
    }),
    ("R16:only_planned", "A1.measures", |r| {
        without(&mut r["measures"][0], &["organisations"]);
        r["measures"][0]["implemented_on"] = json!("2031");
        r["activities"][0]["measures"] = json!(["M1"]);
        r["activities"][1]["measures_text"] = json!("Disks are encrypted");
    }),
    ("R16", "A1.measures", |r| {
        without(&mut r["measures"][0], &["organisations"]);
        r["activities"][1]["measures"] = json!(["M1"]);
    }),
    ("R17", "M1.description", |r| {
        r["measures"][0] = json!({"ref": "M1", "name": "Security", "description": "Lämpliga tekniska och organisatoriska åtgärder vidtas.", "organisations": ["O1"]});
    }),
    ("R17", "A1.measures_text", |r| {
        r["activities"][0]["measures_text"] = json!("Appropriate measures are applied.");
    }),
    ("R18", "A1.description", |r| {
        r["activities"][0]["description"] = json!("Må vurderes");
    }),
    ("R18", "A1/R1.criterion", |r| {
        r["activities"][0]["retention"][0] = json!({"ref": "R1", "scope": "data", "kind": "criterion",
            "criterion": "durée de l'inscription + délai à valider"});
    }),
    ("R18", "A1/P1.text", |r| {
        r["activities"][0]["purposes"][0]["text"] = json!("Pay salaries [ ] and benefits");
    }),
    ("R18:empty", "A1/C1.service", |r| {
        r["activities"][0]["recipients"][0]["service"] = json!("N/A");
    }),
    ("R19", "A1/D1.items", |r| {
        r["activities"][0]["data_categories"][0]["items"] = json!("https://intra.example/data.pdf");
    }),
    ("R19:pointer", "A1/P1.text", |r| {
        r["activities"][0]["purposes"][0]["text"] = json!("wie VT-01 Lohnbuchhaltung");
    }),
    ("R54", "A1/R1.period", |r| {
        r["activities"][0]["retention"] =
            json!([{"ref": "R1", "kind": "at_least", "period": "P10Y", "start": ["collection"]}]);
    }),
    ("R55", "A1/R1/X1.review_on", |r| {
        r["activities"][0]["retention"][0]["holds"] =
            json!([{"ref": "X1", "reason": "A dispute about pay", "since": "2026-02"}]);
    }),
    ("R55:passed", "A1/R1/X1.review_on", |r| {
        r["activities"][0]["retention"][0]["holds"] = json!([{
            "ref": "X1", "reason": "A dispute about pay", "since": "2026-02", "review_on": "2026-10-31"
        }]);
    }),
    ("R55:reservation", "A1/R1/X1.since", |r| {
        r["activities"][0]["retention"][0]["holds"] =
            json!([{"ref": "X1", "reason": "Disputes", "review_on": "2027-10-31"}]);
    }),
    ("R55:lifted", "A1/R1/X1.lifted_because", |r| {
        r["activities"][0]["retention"][0]["holds"] = json!([{
            "ref": "X1", "reason": "A dispute about pay", "since": "2026-02", "lifted_on": "2026-11-01"
        }]);
    }),
    ("R56", "A1.retention", |r| {
        r["activities"][0]["retention"] = json!([{"ref": "R1", "name": "Backups", "scope": "backups", "kind": "fixed", "period": "P30D", "start": ["collection"]}]);
    }),
];

pub const SILENT: &[Silent] = &[
    ("R01", "another organisation is not asked", |r| {
        without(&mut r["organisations"][1], &["country"]);
    }),
    ("R01", "a contact can be reached", |r| {
        without(&mut r["organisations"][0], &["email", "addresses"]);
    }),
    ("R01", "a contact is reached through the firm", |r| {
        without(&mut r["organisations"][0], &["email", "addresses"]);
        r["organisations"][0]["contacts"] =
            json!([{"ref": "K1", "role": "dpo", "organisation": "O3"}]);
    }),
    ("R02", "no officer, with a reason", |r| {
        without(&mut r["organisations"][0], &["contacts"]);
        r["organisations"][0]["none"] =
            json!({"contacts.dpo": "No core activity demands one; decided 2025-02-01."});
    }),
    ("R02", "an officer is reached through the firm", |r| {
        r["organisations"][0]["contacts"] =
            json!([{"ref": "K1", "role": "dpo", "organisation": "O3"}]);
    }),
    ("R03", "territories of the Union are inside", |r| {
        r["organisations"][0]["country"] = json!("AX");
    }),
    ("R03", "a representative is named", |r| {
        r["organisations"][0]["country"] = json!("US");
        add(
            &mut r["organisations"][0]["contacts"],
            json!({"ref": "K2", "role": "representative", "email": "rep@example.ie"}),
        );
    }),
    (
        "R03:own_law",
        "a representative in the Union is named",
        |r| {
            r["organisations"][0]["country"] = json!("GB");
            add(
                &mut r["organisations"][0]["contacts"],
                json!({"ref": "K2", "role": "representative", "email": "rep@example.ie"}),
            );
        },
    ),
    ("R04", "joint work is not joint control", |r| {
        r["activities"][0]["description"] = json!("A joint project with the bank.");
    }),
    (
        "R08",
        "the special category says which data they are",
        |r| {
            r["activities"][0]["data_categories"][0] = json!({
                "ref": "D1", "kind": "special", "special_kinds": ["religious_or_philosophical_beliefs"],
                "art9_conditions": ["9-2-b"],
            });
        },
    ),
    ("R07:generic", "one says whose", |r| {
        r["activities"][0]["data_subjects"] = json!([
            {"ref": "U1", "category": ["Various"]}, {"ref": "U2", "category": ["Members of the club"]},
        ]);
    }),
    ("R08:generic", "what denies that it is personal", |r| {
        r["activities"][0]["data_categories"][0] =
            json!({"ref": "D1", "category": ["Usage counts", "No PII", "Inga personuppgifter"]});
    }),
    ("R04", "the notes deny it", |r| {
        r["activities"][0]["notes"] = json!("We are not joint controllers.");
    }),
    ("R04", "all is recorded", |r| {
        r["activities"][0]["joint_arrangement"] = json!("Duties are shared by letter of 2024.");
        add(
            &mut r["activities"][0]["recipients"],
            json!({"ref": "C2", "organisation": "O3", "role": "joint_controller"}),
        );
    }),
    ("R05", "a processor record has no purposes", |r| {
        without(&mut r["activities"][1], &["purposes"]);
    }),
    (
        "R05",
        "a role that is not settled is asked for the role only",
        |r| without(&mut r["activities"][0], &["role", "purposes"]),
    ),
    ("R06", "a heading with an object says what for", |r| {
        r["activities"][0]["purposes"][0]["text"] = json!("Marketing to members by post");
    }),
    ("R07", "a processor record has no subjects", |_| ()),
    (
        "R08",
        "one word among several that say what they are",
        |r| {
            r["activities"][0]["data_categories"] = json!([
                {"ref": "D1", "category": ["data"]}, {"ref": "D2", "category": ["e-mail address"]},
                {"ref": "D3", "category": ["IP address"]}, {"ref": "D4", "category": ["browser"]},
            ]);
            without(
                &mut r["activities"][0]["retention"][0],
                &["data_categories"],
            );
        },
    ),
    ("R08", "own words name data", |r| {
        r["activities"][0]["data_categories"][0] =
            json!({"ref": "D1", "category": ["Personuppgifter"], "items": "namn, lön"});
    }),
    ("R09", "there are none", |r| {
        without(&mut r["activities"][0], &["recipients"]);
        r["activities"][0]["none"]["recipients"] = json!("");
    }),
    ("R10", "a processor record has no time limits", |_| ()),
    ("R10", "none can be given, with the reason", |r| {
        without(&mut r["activities"][0], &["retention"]);
        r["activities"][0]["none"]["retention"] = json!("Depends on the court.");
    }),
    ("R10", "data that are not stored have no period", |r| {
        r["activities"][0]["retention"] = json!([{"ref": "R1", "kind": "not_stored"}]);
    }),
    ("R10", "the schedule answers", |_| ()),
    ("R10", "only anonymous statistics are held", |r| {
        r["activities"][0]["data_categories"] = json!([{"ref": "D1", "category": ["usage"], "items": "anonymous statistics", "kind": "anonymous"}]);
        without(&mut r["activities"][0], &["retention"]);
    }),
    ("R11", "a criterion is an answer", |r| {
        r["activities"][0]["retention"] = json!([{"ref": "R1", "kind": "criterion", "criterion": "Until the employee has left and the last salary is paid"}]);
    }),
    ("R11", "a figure stands beside it", |r| {
        r["activities"][0]["retention"] = json!([{"ref": "R1", "kind": "at_most", "period": "P3Y", "start": ["case_closed"], "criterion": "As long as needed for the case"}]);
    }),
    ("R11", "the law is named", |r| {
        r["activities"][0]["retention"] = json!([{"ref": "R1", "kind": "criterion", "criterion": "As required by law", "law": ["Bokföringslag (1999:1078)"]}]);
    }),
    ("R12", "a copy is kept from when it is made", |r| {
        add(
            &mut r["activities"][0]["retention"],
            json!({"ref": "R2", "scope": "backups", "kind": "fixed", "period": "P30D", "as_stated": "Backups 30 days"}),
        );
    }),
    ("R12", "a session needs no start", |r| {
        r["activities"][0]["retention"] = json!([{"ref": "R1", "kind": "event", "period": "session", "ends_on": ["end_of_session"]}]);
    }),
    (
        "R12",
        "from when an hour is counted makes no difference",
        |r| {
            r["activities"][0]["retention"] = json!([{"ref": "R1", "kind": "at_most", "period": "PT1H", "start": ["not_stated"]}]);
        },
    ),
    ("R12", "a rule that follows another begins there", |r| {
        add(
            &mut r["activities"][0]["retention"],
            json!({"ref": "R2", "scope": "backups", "follows": "R1", "kind": "fixed", "period": "P10D"}),
        );
    }),
    ("R13", "no category named stands for all", |_| ()),
    ("R13", "anonymous data need no limit", |r| {
        r["activities"][0]["data_categories"][1]["kind"] = json!("anonymous");
        r["activities"][0]["retention"][0]["data_categories"] = json!(["D1"]);
    }),
    ("R14", "a law on archives demands it", |r| {
        r["activities"][0]["retention"] = json!([{"ref": "R1", "kind": "permanent", "law": ["Arkivlag (1990:782) 3 §"], "disposition": "preserve"}]);
    }),
    ("R14", "anonymous data may be kept", |r| {
        r["activities"][0]["data_categories"] = json!([{"ref": "D1", "category": ["usage"], "items": "anonymous statistics", "kind": "anonymous"}]);
        r["activities"][0]["retention"] = json!([{"ref": "R1", "kind": "permanent"}]);
    }),
    ("R15", "the law is named", |r| {
        r["activities"][0]["retention"] = json!([{"ref": "R1", "kind": "fixed", "period": "P7Y", "start": ["collection"], "criterion": "Sju år enligt lag", "law": ["Bokföringslag (1999:1078)"]}]);
    }),
    ("R16", "measures of the whole organisation count", |_| ()),
    ("R16:alone", "measures in words, of nobody known", |r| {
        let activity = &mut r["activities"][0];
        without(activity, &["organisation", "measures"]);
        activity["measures_text"] = json!("Locked cabinets, staff accounts with two factors");
    }),
    ("R16", "the activity has none, with a reason", |r| {
        without(&mut r["measures"][0], &["organisations"]);
        r["activities"][1]["measures"] = json!(["M1"]);
        r["activities"][0]["none"]["measures"] = json!("Nothing is stored.");
    }),
    (
        "R16:later",
        "one measure is there, and one is planned",
        |r| {
            without(&mut r["measures"][0], &["organisations"]);
            r["activities"][1]["measures"] = json!(["M1"]);
            r["activities"][0]["measures_text"] =
                json!("Disks are encrypted, second factors are planned for 2027");
        },
    ),
    ("R16:later", "what will be may be how it is done", |r| {
        without(&mut r["measures"][0], &["organisations"]);
        r["activities"][1]["measures"] = json!(["M1"]);
        r["activities"][0]["measures_text"] =
            json!("Access will be restricted to staff, penetration tests are planned every year");
    }),
    ("R17", "a measure with more to say", |r| {
        r["measures"][0]["description"] =
            json!("Appropriate measures: disks are encrypted with AES-256 by the vendor's means.");
    }),
    (
        "R18",
        "what is to be checked stands inside a sentence",
        |r| {
            r["activities"][0]["retention"][0]["criterion"] =
                json!("bis die zu prüfenden Rechnungen bezahlt sind");
        },
    ),
    ("R18", "Spanish todo is a word", |r| {
        r["activities"][0]["description"] = json!("Se paga a todo el personal.");
    }),
    ("R18", "cookies have underscores, questions a mark", |r| {
        add(
            &mut r["activities"][0]["retention"],
            json!({"ref": "R2", "name": "__utma", "scope": "cookies", "kind": "fixed", "period": "P2Y", "start": ["set_or_update"]}),
        );
        r["activities"][0]["description"] = json!("Who is paid what, and why? See [1].");
    }),
    ("R18", "notes may hold what is still to be done", |r| {
        r["activities"][0]["notes"] = json!("TODO: ask HR");
    }),
    ("R19", "an address inside a sentence", |r| {
        r["activities"][0]["description"] =
            json!("Salaries are paid through https://pay.example each month.");
    }),
    ("R19", "Swedish se till att is no pointer", |r| {
        r["activities"][0]["purposes"][0]["text"] = json!("Se till att lön betalas");
    }),
    ("R54", "a law sets the floor and a review follows", |r| {
        r["activities"][0]["retention"] = json!([{"ref": "R1", "kind": "at_least", "period": "P10Y", "start": ["last_entry"], "law": ["Patientdatalag (2008:355) 3 kap. 17 §"], "disposition": "review"}]);
    }),
    (
        "R54",
        "a law sets the floor and another rule follows",
        |r| {
            r["activities"][0]["retention"] = json!([
                {"ref": "R1", "kind": "at_least", "period": "P10Y", "start": ["last_entry"], "law": ["Patientdatalag (2008:355) 3 kap. 17 §"]},
                {"ref": "R2", "kind": "fixed", "period": "P1Y", "follows": "R1"},
            ]);
        },
    ),
    ("R55", "the day lies ahead", |r| {
        r["activities"][0]["retention"][0]["holds"] = json!([{
            "ref": "X1", "reason": "A dispute about pay", "since": "2026-02", "review_on": "2026-11"
        }]);
    }),
    ("R55", "it was lifted", |r| {
        r["activities"][0]["retention"][0]["holds"] = json!([{
            "ref": "X1", "reason": "A dispute about pay", "since": "2026-02", "lifted_on": "2026-11-01",
            "lifted_because": "It was settled"
        }]);
    }),
    ("R55", "a reservation of the policy is no hold", |r| {
        r["activities"][0]["retention"][0]["kept_longer_if"] = json!("A dispute about pay arises");
    }),
    ("R56", "a rule covers the data", |r| {
        add(
            &mut r["activities"][0]["retention"],
            json!({"ref": "R2", "name": "Backups", "scope": "backups", "kind": "fixed", "period": "P30D", "start": ["collection"]}),
        );
    }),
    ("R56", "the data are logs", |r| {
        r["activities"][0]["data_categories"] = json!([{"ref": "D1", "category": ["logs"], "items": "access to the system", "kind": "ordinary"}]);
        r["activities"][0]["retention"] = json!([{"ref": "R1", "scope": "logs", "kind": "fixed", "period": "P30D", "start": ["collection"]}]);
    }),
];

/// What the overview says is open of who the controller is, is what R01 tells, whatever is changed.
#[test]
fn who_the_controller_is_is_open_where_the_rule_says_so() {
    for (named, of, change) in FIRING.iter().chain(SILENT) {
        let register = changed(change);
        let findings = Findings::new(&register, law(), today());
        let Some(activity) = register.activities.first() else {
            continue;
        };
        let items = findings.items(&register, activity);
        let open = items.iter().find_map(|(_, open)| *open);
        let asks = open.filter(|(_, key)| matches!(*key, "name" | "email" | "organisation"));
        let own = register.reference(activity.organisation.unwrap_or(activity.head.id));
        let tells = told(&register, today())
            .iter()
            .any(|told| told.starts_with("R01") && told.contains(&format!(" {own}.")));
        assert_eq!(asks.is_some(), tells, "{named} {of}");
    }
}
