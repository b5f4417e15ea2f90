//! Family B: lawfulness.

use ropa::rules::{Severity, check};
use serde_json::{Value, json};

use super::{Firing, Silent, changed, law, today, without};

/// A purpose that rests on consent, with all that is asked of it.
fn consent(r: &mut Value) {
    r["activities"][0]["purposes"] = json!([{
        "ref": "P1", "text": "Send the staff magazine to those who ask for it", "legal_bases": ["6-1-a"],
        "consent_proof": "Form with date in the staff system", "consent_withdrawal": "A link in each issue",
    }]);
}

fn interest(r: &mut Value) {
    r["activities"][0]["purposes"][0]["legal_bases"] = json!(["6-1-f"]);
    r["activities"][0]["purposes"][0]["legitimate_interest"] =
        json!("The employer's interest in correct salaries");
    r["activities"][0]["purposes"][0]["lia_on"] = json!("2025-05-01");
}

fn special(r: &mut Value) {
    r["activities"][0]["data_categories"][0]["kind"] = json!("special");
    r["activities"][0]["data_categories"][0]["art9_conditions"] = json!(["9-2-b"]);
}

pub const FIRING: &[Firing] = &[
    ("R21", "A1/P1.legal_bases", |r| {
        without(&mut r["activities"][0]["purposes"][0], &["legal_bases"]);
    }),
    ("R22", "A1/P1.legal_bases", |r| {
        interest(r);
        r["organisations"][0]["public_authority"] = json!(true);
    }),
    ("R22", "A1/P1.legal_bases", |r| {
        interest(r);
        without(&mut r["organisations"][0], &["public_authority"]);
        r["organisations"][0]["name"] = json!("Tallmora kommun");
    }),
    ("R22", "A1/P1.legal_bases", |r| {
        interest(r);
        without(&mut r["organisations"][0], &["public_authority"]);
        r["activities"][0]["purposes"][0]["as_stated"] =
            json!("Kommunens berättigade intresse (art. 6.1 f)");
    }),
    ("R23", "A1/P1.legitimate_interest", |r| {
        interest(r);
        without(
            &mut r["activities"][0]["purposes"][0],
            &["legitimate_interest"],
        );
    }),
    ("R23:assessment", "A1/P1.lia_on", |r| {
        interest(r);
        without(&mut r["activities"][0]["purposes"][0], &["lia_on"]);
    }),
    ("R24", "A1/D1.art9_conditions", |r| {
        r["activities"][0]["data_categories"][0]["kind"] = json!("special");
    }),
    ("R24", "A1/D1.art9_conditions", |r| {
        r["activities"][0]["data_categories"][0]["special_kinds"] = json!(["health"]);
    }),
    ("R24", "A1/D1.art9_conditions", |r| {
        without(&mut r["activities"][0]["data_categories"][0], &["kind"]);
        r["activities"][0]["data_categories"][0]["special_kinds"] = json!(["genetic"]);
    }),
    ("R24:kinds", "A1/D1.kind", |r| {
        special(r);
        r["activities"][0]["data_categories"][0]["kind"] = json!("ordinary");
        r["activities"][0]["data_categories"][0]["special_kinds"] = json!(["health"]);
    }),
    ("R24:elsewhere", "A1/D1.art9_conditions", |r| {
        r["activities"][0]["data_categories"][0]["kind"] = json!("special");
        r["activities"][0]["data_categories"][0]["laws"] = json!(["GDPR Art. 9(2)(b)"]);
    }),
    ("R24:possible", "A1/D1.art9_conditions", |r| {
        r["activities"][0]["data_categories"][0]["kind"] = json!("may_be_special");
    }),
    ("R24:category", "A1/D1.kind", |r| {
        r["activities"][0]["data_categories"][0]["category"] = json!(["health"]);
    }),
    ("R24:word", "A1/D1.kind", |r| {
        r["activities"][0]["data_categories"][0]["items"] = json!("lön, sjukfrånvaro");
    }),
    ("R25", "A1/D1.art9_conditions", |r| {
        special(r);
        r["activities"][0]["data_categories"][0]["art9_conditions"] = json!(["9-2-d"]);
    }),
    ("R26", "A1/D1.laws", |r| {
        r["activities"][0]["data_categories"][0]["kind"] = json!("criminal");
    }),
    ("R26:word", "A1/D1.kind", |r| {
        r["activities"][0]["data_categories"][0]["items"] =
            json!("namn, utdrag ur belastningsregistret");
    }),
    ("R27:explicit", "A1/P1.consent_proof", |r| {
        special(r);
        r["activities"][0]["data_categories"][0]["art9_conditions"] = json!(["9-2-a"]);
    }),
    ("R27", "A1/P1.consent_proof", |r| {
        consent(r);
        without(&mut r["activities"][0]["purposes"][0], &["consent_proof"]);
    }),
    ("R27:withdrawal", "A1/P1.consent_withdrawal", |r| {
        consent(r);
        without(
            &mut r["activities"][0]["purposes"][0],
            &["consent_withdrawal"],
        );
    }),
    ("R27:terms", "A1/P1.consent_proof", |r| {
        consent(r);
        r["activities"][0]["purposes"][0]["consent_proof"] =
            json!("Given by accepting the terms of employment");
    }),
    ("R28", "A1/P2.laws", |r| {
        let activity = &mut r["activities"][0];
        without(&mut activity["purposes"][1], &["laws"]);
        without(&mut activity["retention"][0], &["law"]);
        activity["retention"][0]["criterion"] = json!("10 Jahre wegen Verjährung, § 199 BGB");
    }),
    ("R28", "A1/P2.laws", |r| {
        let activity = &mut r["activities"][0];
        without(&mut activity["purposes"][1], &["laws"]);
        activity["retention"][0]["law"] = json!(["Limitation Act 1980"]);
    }),
    ("R28", "A1/P2.laws", |r| {
        let activity = &mut r["activities"][0];
        without(&mut activity["purposes"][1], &["laws"]);
        without(&mut activity["retention"][0], &["law"]);
        activity["retention"][0]["criterion"] = json!("3 years after MAY 2024, per SOP 2021");
    }),
    ("R28", "A1/P2.laws", |r| {
        without(&mut r["activities"][0]["purposes"][1], &["laws"]);
    }),
    ("R29", "A1.age_limit", |r| {
        consent(r);
        r["activities"][0]["data_subjects"][0]["category"] = json!(["pupils"]);
        r["activities"][0]["online_service"] = json!(true);
    }),
    ("R29:consent", "A1/D1.laws", |r| {
        consent(r);
        r["activities"][0]["data_categories"][0]["kind"] = json!("national_id");
    }),
    ("R29:number", "A1/D1.laws", |r| {
        numbered(r);
        r["activities"][0]["data_categories"][0]["kind"] = json!("national_id");
    }),
    ("R29:word", "A1/D1.kind", numbered),
];

/// A record of customers whose number is asked for, and nothing that says why.
fn numbered(r: &mut Value) {
    let activity = &mut r["activities"][0];
    activity["data_categories"][0]["items"] = json!("Namn, personnummer, bokad tid");
    activity["data_subjects"][0]["category"] = json!(["Hyresgäster"]);
    activity["purposes"] =
        json!([{"ref": "P1", "text": "Boka tvättstuga", "legal_bases": ["6-1-b"]}]);
}

pub const SILENT: &[Silent] = &[
    (
        "R21",
        "a processor's purposes rest on the controller's basis",
        |r| {
            r["activities"][1]["purposes"] =
                json!([{"ref": "P1", "text": "Deliver meter readings to the municipality"}]);
        },
    ),
    ("R22", "a company may weigh interests", interest),
    ("R22", "a company may be called after a region", |r| {
        interest(r);
        without(&mut r["organisations"][0], &["public_authority"]);
        r["organisations"][0]["name"] = json!("Region Energi AB");
    }),
    ("R23", "the words say that it was weighed", |r| {
        interest(r);
        without(&mut r["activities"][0]["purposes"][0], &["lia_on"]);
        r["activities"][0]["purposes"][0]["as_stated"] =
            json!("Art. 6(1)(f): correct salaries; balancing test carried out");
    }),
    (
        "R27",
        "the words say that consent is kept, and how it ends",
        |r| {
            consent(r);
            without(&mut r["activities"][0]["purposes"][0], &["consent_proof"]);
            r["activities"][0]["purposes"][0]["as_stated"] =
                json!("Toestemming (vinkje in het formulier, versie vastgelegd)");
        },
    ),
    ("R23", "interest and weighing are recorded", interest),
    ("R24", "a condition is recorded", special),
    ("R24", "anonymous statistics on health", |r| {
        r["activities"][0]["data_categories"][0] = json!({"ref": "D1", "category": ["health"], "items": "anonymous statistics on illness", "kind": "anonymous"});
    }),
    ("R24", "health and safety is no health data", |r| {
        r["activities"][0]["data_categories"][0]["items"] = json!("health and safety training");
    }),
    (
        "R24",
        "Swedish ort and German Arbeit hold no such word",
        |r| {
            r["activities"][0]["data_categories"][0]["items"] =
                json!("arbetsort, rasthall, Arbeitszeit, trace, grace period");
        },
    ),
    ("R25", "a trade union is not for profit", |r| {
        special(r);
        r["organisations"][0]["name"] = json!("Energifacket");
        r["activities"][0]["data_categories"][0]["art9_conditions"] = json!(["9-2-d"]);
    }),
    ("R26", "it is denied, or of something else", |r| {
        r["activities"][0]["data_categories"][0]["items"] =
            json!("Name, no criminal record certificate, strong convictions of quality");
    }),
    ("R26", "nobody is suspected of an offence", |r| {
        r["activities"][0]["data_categories"][0]["items"] =
            json!("Misstänkt fuktskada, stöldmärkning, fraud score of the card, straffavgift");
    }),
    ("R26", "an authority controls it", |r| {
        r["organisations"][0]["public_authority"] = json!(true);
        r["activities"][0]["data_categories"][0]["items"] = json!("Name, criminal record");
    }),
    ("R27", "explicit consent is shown", |r| {
        special(r);
        r["activities"][0]["data_categories"][0]["art9_conditions"] = json!(["9-2-a"]);
        r["activities"][0]["purposes"][0]["consent_proof"] = json!("Form");
    }),
    ("R26", "the law is cited", |r| {
        r["activities"][0]["data_categories"][0]["kind"] = json!("criminal");
        r["activities"][0]["data_categories"][0]["laws"] = json!(["Förordning (2018:219) 5 §"]);
    }),
    ("R27", "consent is shown and withdrawn", consent),
    ("R28", "a contract needs no law", |_| ()),
    ("R28", "no law, with a reason", |r| {
        without(&mut r["activities"][0]["purposes"][1], &["laws"]);
        r["activities"][0]["purposes"][1]["none"] =
            json!({"laws": "Follows from a collective agreement."});
    }),
    ("R28", "a time limit names the law of the obligation", |r| {
        without(&mut r["activities"][0]["purposes"][1], &["laws"]);
        r["activities"][0]["retention"][0]["law"] =
            json!(["Bokföringslagen (1999:1078) 7 kap. 2 §"]);
    }),
    ("R29", "the age is recorded", |r| {
        consent(r);
        r["activities"][0]["data_subjects"][0]["category"] = json!(["pupils"]);
        r["activities"][0]["online_service"] = json!(true);
        r["activities"][0]["age_limit"] = json!(13);
    }),
    ("R29", "whoever pays salaries reports them by it", |r| {
        r["activities"][0]["data_categories"][0]["kind"] = json!("national_id");
    }),
    ("R29", "it is denied", |r| {
        numbered(r);
        r["activities"][0]["data_categories"][0]["items"] = json!("Namn, inga personnummer");
    }),
    ("R29", "it is needed to tell people apart", |r| {
        numbered(r);
        r["activities"][0]["purposes"][0]["text"] = json!("Säker identifiering av hyresgäster");
    }),
    ("R29", "a law demands it", |r| {
        numbered(r);
        r["activities"][0]["purposes"][0]["laws"] = json!(["Skatteförfarandelagen 15 kap."]);
    }),
    ("R29", "an employer needs it", |r| {
        numbered(r);
        r["activities"][0]["data_subjects"][0]["category"] = json!(["Medarbetare"]);
    }),
    ("R29", "no law of the country restricts it", |r| {
        numbered(r);
        r["organisations"][0]["country"] = json!("ES");
    }),
    ("R29", "the rule on identity numbers is cited", |r| {
        consent(r);
        r["activities"][0]["data_categories"][0]["kind"] = json!("national_id");
        r["activities"][0]["data_categories"][0]["laws"] = json!(["Lag (2018:218) 3 kap. 10 §"]);
    }),
];

/// A law that is named by its section says which basis it gives: that the record does not is good to know, and no more.
#[test]
fn a_basis_that_a_named_law_gives_is_asked_for_mildly() {
    let severity = |named: &str| {
        let register = changed(|r| {
            let purpose = &mut r["activities"][0]["purposes"][1];
            without(purpose, &["legal_bases"]);
            purpose["laws"] = json!([named]);
        });
        let findings = check(&register, law(), today());
        let own = findings.iter().find(|it| it.rule.id == "R21");
        own.map(|it| it.severity)
    };
    for named in ["Skatteförfarandelag (2011:1244) 15 kap.", "§ 147 AO"] {
        assert_eq!(severity(named), Some(Severity::Information), "{named}");
    }
    for named in ["Tax law", "GDPR"] {
        assert_eq!(severity(named), Some(Severity::Warning), "{named}");
    }
}

#[test]
fn convictions_penalties_proceedings_and_suspicions_are_offences_in_each_language() {
    let told = |items: &str| {
        let register = changed(|r| {
            r["activities"][0]["data_categories"][0]["items"] = json!(items);
        });
        let findings = check(&register, law(), today());
        findings.iter().any(|it| it.rule.id == "R26")
    };
    for (faulty, clean) in [
        ("Namn, skyddstillsyn", "Namn, tillsyn av lokalen"),
        ("Namn, gripen för snatteri", "Namn, greppvänlig nyckel"),
        ("Name, custodial sentences", "Name, sentence of the essay"),
        ("Name, accused of assault", "Name, assault course booking"),
        ("Name, Freiheitsstrafe", "Name, Vertragsstrafe"),
        ("Name, beschuldigt des Betrugs", "Name, Betrag"),
        ("Nom, soupçon d'escroquerie", "Nom, souscription"),
        ("Nom, garde à vue", "Nom, garde d'enfants"),
        ("Naam, verdacht van diefstal", "Naam, diefstalverzekering"),
        ("Naam, celstraf", "Naam, strafpunten"),
        ("Navn, mistænkt for hærværk", "Navn, mistet nøgle"),
        ("Navn, siktet for tyveri", "Navn, sikt i kjøreturen"),
        ("Nimi, epäilty petoksesta", "Nimi, epäselvä lasku"),
        ("Nombre, sospechoso de robo", "Nombre, seguro de robo"),
        ("Nome, denunciato per truffa", "Nome, annuncio"),
        (
            "Imię, oskarżony o kradzież",
            "Imię, ubezpieczenie od kradzieży",
        ),
        ("Navn, dom for tyveri", "Navn, dommerkursus"),
        ("Name, Hausverbot wegen Diebstahls", "Name, Hausnummer"),
        ("Nome, indagini della procura", "Nome, indagini di mercato"),
        (
            "Nombre, sentencia condenatoria",
            "Nombre, sentencia del libro",
        ),
        ("Nome, suspeito de burla", "Nome, suspensão da conta"),
    ] {
        assert!(told(faulty), "{faulty}");
        assert!(!told(clean), "{clean}");
    }
}
