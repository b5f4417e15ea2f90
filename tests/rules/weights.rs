//! The weight follows the evidence: what a rule only infers from words that no list knows is no more than a note, and what
//! is said in any words of the record is not asked.

use ropa::domain::language::Language;
use ropa::rules::{Severity, check};
use serde_json::{Value, json};

use super::{add, changed, law, today, without};
use crate::support::screen::lexicon;

/// How gravely a rule tells anything of the good register after a change.
fn weight(rule: &str, change: impl Fn(&mut Value)) -> Option<Severity> {
    let register = changed(change);
    let findings = check(&register, law(), today());
    let own = findings.iter().filter(|it| it.rule.id == rule);
    own.map(|it| it.severity).min()
}

fn activity(r: &mut Value) -> &mut Value {
    &mut r["activities"][0]
}

/// A recipient called so, without a role.
fn called(r: &mut Value, category: &str) {
    add(
        &mut activity(r)["recipients"],
        json!({"ref": "C2", "category": category}),
    );
}

#[test]
fn a_recipient_weighs_by_what_shows_that_it_works_for_us() {
    use Severity::{Information, Warning};
    for (category, expected) in [
        ("Waldhof Reinigung GmbH", Some(Warning)),
        ("Kirjanpito Virtanen Oy, Turku", Some(Warning)),
        ("Kryštál poradenstvo, s.r.o.", Some(Warning)),
        ("Firma die den Aufzug wartet", Some(Warning)),
        ("Zendesk (support)", Some(Warning)),
        ("Molnhavet Cloud (choose EU region)", Some(Warning)),
        ("Helpers (authority)", None),
        ("The general public via Facebook", None),
        ("Google Tag Manager", Some(Warning)),
        ("Jardinería municipal externa", Some(Warning)),
        ("The owners of the house next door", Some(Information)),
        ("Kegelclub Linde", Some(Information)),
        ("Such as the neighbours", Some(Information)),
        ("Skattemyndigheten", None),
        ("Tenants", None),
        ("Tenants of the garage (by letter)", None),
    ] {
        let told = weight("R63", |r| {
            activity(r)["data_subjects"] =
                json!([{"ref": "U1", "category": ["Tenants and owners"]}]);
            called(r, category);
        });
        assert_eq!(told, expected, "{category}");
    }
}

#[test]
fn the_department_that_an_activity_is_of_has_no_role_of_its_own() {
    for (department, expected) in [
        ("Fastighetsskötsel norr", None),
        ("Ekonomi", Some(Severity::Information)),
    ] {
        let told = weight("R63", |r| {
            activity(r)["department"] = json!(department);
            called(r, "Fastighetsskötsel norr, jourtid");
        });
        assert_eq!(told, expected, "{department}");
    }
}

#[test]
fn a_country_is_asked_of_who_works_for_us_and_of_companies() {
    use Severity::{Information, Warning};
    for (name, role, expected) in [
        ("Fjordlyd", "processor", Some(Warning)),
        ("Fjordlyd AS", "controller", Some(Warning)),
        ("Fjordlyd", "controller", Some(Information)),
        ("Vänföreningen Bron", "other", Some(Information)),
    ] {
        let told = weight("R58", |r| {
            add(&mut r["organisations"], json!({"ref": "O9", "name": name}));
            add(
                &mut activity(r)["recipients"],
                json!({"ref": "C9", "organisation": "O9", "role": role}),
            );
        });
        assert_eq!(told, expected, "{name} {role}");
    }
}

#[test]
fn a_word_that_may_stand_for_anything_is_a_note_where_nobody_is_beside_it() {
    use Severity::{Information, Warning};
    for (key, text, expected) in [
        (
            "description",
            "Texts are translated with AI.",
            Some(Information),
        ),
        (
            "notes",
            "Die Speisekarte wird mit KI übersetzt.",
            Some(Information),
        ),
        ("name", "Overvåking av serverne", Some(Information)),
        ("name", "KI-basierte Antworten an Kunden", Some(Warning)),
        ("description", "AI ranks the applicants.", Some(Warning)),
        ("name", "Overvåking av butikken", Some(Warning)),
        ("name", "Camera surveillance of the yard", Some(Warning)),
        ("name", "Beteendeprofiler av kunder", Some(Warning)),
        ("name", "Förarkonton och förarprofiler", None),
        ("description", "Föraren kan skapa profil i appen.", None),
        ("name", "Koordinaten des Fahrers", Some(Warning)),
        ("name", "Koordinator för ledare", None),
    ] {
        let told = weight("R65", |r| activity(r)[key] = json!(text));
        assert_eq!(told, expected, "{text}");
    }
}

#[test]
fn whoever_may_become_a_customer_may_be_known_by_what_he_does() {
    use Severity::{Information, Warning};
    for (name, people, expected) in [
        ("Contacts", "prospects", Some(Information)),
        ("Contacts", "relatives", Some(Warning)),
        ("Contacts", "Deltagernes pårørende", Some(Warning)),
        // Whoever is filmed is the source.
        ("Kameraovervågning af venteværelset", "Pårørende", None),
    ] {
        let told = weight("R48", |r| {
            without(activity(r), &["source"]);
            activity(r)["name"] = json!(name);
            activity(r)["data_subjects"] = json!([{"ref": "U1", "category": [people]}]);
        });
        assert_eq!(told, expected, "{people}");
    }
}

#[test]
fn a_national_number_is_accounted_for_by_the_law_or_the_reason_of_its_purpose() {
    let number = |change: &dyn Fn(&mut Value)| {
        weight("R29", |r| {
            let activity = activity(r);
            activity["data_categories"] =
                json!([{"ref": "D1", "category": ["national_id_number"], "kind": "national_id"}]);
            activity["purposes"] =
                json!([{"ref": "P1", "text": "Send tickets", "legal_bases": ["6-1-b"]}]);
            change(activity);
        })
    };
    assert_eq!(number(&|_| ()), Some(Severity::Warning));
    for text in [
        "Claim tax relief on donations",
        "Tell apart tenants of one name",
        "Skattereduktion för gåvor",
    ] {
        let told = number(&|activity| activity["purposes"][0]["text"] = json!(text));
        assert_eq!(told, None, "{text}");
    }
    let told = number(&|activity| {
        activity["purposes"][0]["laws"] = json!(["patientdatalagen (2008:355)"]);
    });
    assert_eq!(told, None);
    // What the file is called says nothing of the number.
    let told = number(&|activity| {
        activity["notes"] = json!("Register enligt artikel 30 dataskyddsförordningen");
    });
    assert_eq!(told, Some(Severity::Warning));
}

#[test]
fn consent_is_shown_and_taken_back_by_any_words_of_the_activity() {
    let told = |case: Option<&str>, change: &dyn Fn(&mut Value)| {
        let register = changed(|r| {
            let activity = activity(r);
            without(activity, &["opt_out"]);
            let purpose = &mut activity["purposes"][0];
            purpose["legal_bases"] = json!(["6-1-a"]);
            without(purpose, &["consent_proof", "consent_withdrawal"]);
            change(activity);
        });
        let findings = check(&register, law(), today());
        let mut own = findings.iter().filter(|it| it.rule.id == "R27");
        own.any(|it| it.case.map(|case| case.key) == case)
    };
    for (key, text, proven, withdrawn) in [
        (
            "description",
            "Consent is given by a tick box in the form.",
            true,
            false,
        ),
        (
            "description",
            "Die Einwilligung wird auf einem Formular erteilt.",
            true,
            false,
        ),
        (
            "description",
            "Varje brev har en länk för avregistrering.",
            false,
            true,
        ),
        (
            "description",
            "Le consentement se retire dans les paramètres.",
            false,
            true,
        ),
        (
            "measures_text",
            "Newsletter with an unsubscribe link",
            false,
            true,
        ),
        (
            "description",
            "Consentement explicite (case dédiée, traçable)",
            true,
            false,
        ),
        ("description", "Cookie opt-in", false, false),
        ("description", "A form lists the tools.", false, false),
        (
            "description",
            "Settings of the printer are logged.",
            false,
            false,
        ),
    ] {
        let change = |activity: &mut Value| activity[key] = json!(text);
        assert_eq!(!told(None, &change), proven, "{text}");
        assert_eq!(!told(Some("withdrawal"), &change), withdrawn, "{text}");
    }
    let change = |activity: &mut Value| activity["opt_out"] = json!(["By e-mail"]);
    assert!(!told(Some("withdrawal"), &change));
    // Who writes it down as proof says how it is taken back as well.
    let change = |activity: &mut Value| {
        activity["purposes"][0]["consent_proof"] = json!("Double opt-in; unsubscribe link");
    };
    assert!(!told(Some("withdrawal"), &change));
}

#[test]
fn a_link_that_is_called_as_a_notice_tells_people() {
    let told = |place: &str, text: &str| {
        weight("R70", |r| {
            without(&mut r["organisations"][0], &["notices"]);
            match place {
                "organisation" => r["organisations"][0]["notes"] = json!(text),
                key => activity(r)[key] = json!(text),
            }
        })
    };
    for (place, text) in [
        ("notes", "See [PRIVACY.md](../PRIVACY.md)"),
        ("notes", "Texten: https://example.org/sv/integritetspolicy/"),
        ("organisation", "docs/datenschutz.html"),
        ("description", "Pagina `/confidentialitate`"),
    ] {
        assert_eq!(told(place, text), None, "{text}");
    }
    for (place, text) in [
        ("notes", "privacy/dpia.md"),
        ("notes", "We care for privacy and/or security"),
    ] {
        assert_eq!(told(place, text), Some(Severity::Warning), "{text}");
    }
}

#[test]
fn a_period_runs_from_what_stands_in_a_case_of_its_own() {
    let told = |text: &str| {
        weight("R12", |r| {
            activity(r)["retention"] = json!([{"ref": "R1", "scope": "data", "kind": "fixed", "period": "P5Y", "as_stated": text}]);
        })
    };
    for text in [
        "5 aastat suhte lõppemisest",
        "5 aastat lepingu lõpust",
        "5 vuotta ratkaisusta",
    ] {
        assert_eq!(told(text), None, "{text}");
    }
    for text in ["5 aastat", "5 years in the latest list"] {
        assert_eq!(told(text), Some(Severity::Warning), "{text}");
    }
}

#[test]
fn what_the_record_says_to_be_no_personal_data_is_asked_little_of() {
    let asks = |data: &str, notes: &str| {
        weight("R21", |r| {
            let activity = activity(r);
            activity["data_categories"] = json!([{"ref": "D1", "category": [data]}]);
            activity["purposes"] = json!([{"ref": "P1", "text": "Count visits"}]);
            activity["notes"] = json!(notes);
        })
        .is_some()
    };
    let consented = weight("R27", |r| {
        let activity = activity(r);
        let data = "Keine personenbezogenen Daten – nur Summen";
        activity["data_categories"] = json!([{"ref": "D1", "category": [data]}]);
        activity["purposes"] =
            json!([{"ref": "P1", "text": "Count visits", "legal_bases": ["6-1-a"]}]);
    });
    assert_eq!(consented, None);
    assert!(!asks("None — anonymous session number only", ""));
    assert!(!asks(
        "Anonymous session number",
        "This does not constitute personal data."
    ));
    assert!(!asks("Anonyma räknare", "Inga personuppgifter behandlas."));
    assert!(asks(
        "Session number",
        "No personal data are shared with others."
    ));
    assert!(asks(
        "Anonymous reports; name of the sender",
        "See the policy."
    ));
}

#[test]
fn a_vague_period_is_quoted_with_what_belongs_to_it() {
    let quoted = |text: &str| {
        let register = changed(|r| {
            activity(r)["retention"] =
                json!([{"ref": "R1", "scope": "data", "kind": "criterion", "criterion": text}]);
        });
        let findings = check(&register, law(), today());
        let own = findings.iter().find(|it| it.rule.id == "R11");
        own.and_then(|it| it.words.clone()).unwrap_or_default()
    };
    assert_eq!(
        quoted("Enligt leverantörens inställning"),
        "Enligt leverantörens inställning"
    );
    assert_eq!(
        quoted("Gemäß gesetzlicher Vorgaben, dann Löschung"),
        "Gemäß gesetzlicher Vorgaben"
    );
    for text in [
        "Provider defaults",
        "Sessions per TTL",
        "Standardeinstellung des Anbieters",
    ] {
        assert!(!quoted(text).is_empty(), "{text}");
    }
    assert_eq!(quoted("TTL 24 h"), "");
}

#[test]
fn a_provision_that_no_list_of_periods_knows_leaves_open_what_it_counts_from() {
    let told = |text: &str| {
        weight("R12", |r| {
            r["organisations"][0]["country"] = json!("NL");
            activity(r)["retention"] = json!([{
                "ref": "R1", "scope": "data", "kind": "fixed", "period": "P7Y", "start": ["not_stated"], "as_stated": text,
            }]);
        })
    };
    assert_eq!(
        told("7 jaar (artikel 99 Verzonnen wet)"),
        Some(Severity::Information)
    );
    assert_eq!(told("7 jaar"), Some(Severity::Warning));
    // Whoever recorded that no start is stated knew fewer words.
    assert_eq!(
        told("7 jaar volgend op het einde van de huur"),
        Some(Severity::Information)
    );
    assert_eq!(told("7 jaar in het archief"), Some(Severity::Warning));
    assert_eq!(
        told("Facturen 7 jaar. Na opzegging is het account leeg."),
        Some(Severity::Warning)
    );
}

#[test]
fn an_interest_is_stated_behind_whatever_leads_to_it() {
    for (text, stated) in [
        ("Berechtigtes Interesse an Unternehmenskommunikation", true),
        ("Gerechtvaardigd belang bij beveiliging", true),
        ("Berechtigtes Interesse des Unternehmens", false),
        ("Gerechtvaardigd belang van het bedrijf", false),
    ] {
        let register = changed(|r| {
            let purpose = &mut activity(r)["purposes"][0];
            purpose["legal_bases"] = json!(["6-1-f"]);
            purpose["as_stated"] = json!(text);
        });
        let findings = check(&register, law(), today());
        let mut own = findings.iter().filter(|it| it.rule.id == "R23");
        assert_eq!(!own.any(|it| it.case.is_none()), stated, "{text}");
    }
}

#[test]
fn no_day_is_named_that_nobody_recorded() {
    let lexicon = lexicon(Language::ENGLISH);
    let message = |rule: &str, change: &dyn Fn(&mut Value)| {
        let register = changed(|r| change(activity(r)));
        let findings = check(&register, law(), today());
        let own = findings.iter().find(|it| it.rule.id == rule);
        own.map(|it| it.message(&register, &lexicon))
            .unwrap_or_default()
    };
    let begun = message("R73", &|activity| {
        without(activity, &["last_reviewed_on", "next_review_on"]);
        activity["started_on"] = json!("2020");
    });
    assert!(begun.contains("began in 2020"), "{begun}");
    let ended = message("R44", &|activity| activity["ended_on"] = json!("2020-05"));
    assert!(ended.contains("end in May 2020"), "{ended}");
    let assessed = message("R42", &|activity| {
        activity["dpia_review_on"] = json!("2021");
    });
    assert!(assessed.contains("review in 2021"), "{assessed}");
}

#[test]
fn a_question_that_is_only_quoted_is_none_of_the_record() {
    for (text, expected) in [
        ("Answer questions such as: when do you open?", None),
        ("Vi svarar på frågan: hur mår eleverna?", None),
        ("Purpose: who knows?", Some(Severity::Error)),
        ("Who decides?", Some(Severity::Error)),
    ] {
        let told = weight("R18", |r| activity(r)["purposes"][0]["text"] = json!(text));
        assert_eq!(told, expected, "{text}");
    }
}

#[test]
fn an_act_that_is_cited_by_name_and_number_is_told_once() {
    let register = changed(|r| {
        activity(r)["purposes"][1]["laws"] = json!(["personuppgiftslagen (1998:204)"]);
    });
    let findings = check(&register, law(), today());
    assert_eq!(findings.iter().filter(|it| it.rule.id == "R52").count(), 1);
}

#[test]
fn a_principle_beside_a_period_or_a_law_is_no_period_of_its_own() {
    let told = |other: Value| {
        weight("R11", |r| {
            let principle =
                "Osobné údaje sa uchovávajú podľa zásady minimalizácie uchovávania v zmysle GDPR";
            let mut rules = vec![json!({"ref": "R1", "kind": "criterion", "criterion": principle})];
            rules.extend(Some(other.clone()).filter(|it| !it.is_null()));
            r["register"]["language"] = json!("sk");
            activity(r)["retention"] = json!(rules);
        })
    };
    assert_eq!(told(Value::Null), Some(Severity::Warning));
    let measured =
        json!({"ref": "R2", "kind": "fixed", "period": "P5Y", "start": ["end_of_contract"]});
    assert_eq!(told(measured), None);
    let lawful = json!({"ref": "R2", "kind": "criterion", "criterion": "Zákon č. 395/2002 Z. z. o archívoch"});
    assert_eq!(told(lawful), None);
}

#[test]
fn that_no_words_were_found_says_little_in_a_language_that_no_list_knows() {
    for (language, expected) in [("sv", Severity::Warning), ("bg", Severity::Information)] {
        let told = weight("R12", |r| {
            r["register"]["language"] = json!(language);
            activity(r)["retention"] = json!([{
                "ref": "R1", "scope": "data", "kind": "fixed", "period": "P3Y", "as_stated": "3 години след прекратяване на договора",
            }]);
        });
        assert_eq!(told, Some(expected), "{language}");
    }
}

#[test]
fn what_goes_within_weeks_is_asked_softly_from_when_it_is_counted() {
    use Severity::{Information, Warning};
    for (period, expected) in [
        ("P30D", Information),
        ("P3M", Information),
        ("P4M", Warning),
        ("P3Y", Warning),
    ] {
        let told = weight("R12", |r| {
            activity(r)["retention"] = json!([{"ref": "R1", "kind": "fixed", "period": period}]);
        });
        assert_eq!(told, Some(expected), "{period}");
    }
    // So it is of what is kept for good and handed over some day, and not of what only goes to an archive.
    for (words, expected) in [
        (
            "Conservation illimitée, versement aux archives après 75 ans",
            Information,
        ),
        ("Archivage intermédiaire : 5 ans", Warning),
    ] {
        let told = weight("R12", |r| {
            activity(r)["retention"] = json!([{"ref": "R1", "kind": "fixed", "period": "P5Y",
                "disposition": "archive", "as_stated": words}]);
        });
        assert_eq!(told, Some(expected), "{words}");
    }
}

#[test]
fn a_pension_provider_is_no_provider_of_ours() {
    for category in [
        "Pension provider",
        "pension scheme administrators",
        "Health insurance provider",
    ] {
        let told = weight("R63", |r| called(r, category));
        assert_eq!(told, None, "{category}");
    }
    let told = weight("R63", |r| called(r, "Payroll provider"));
    assert_eq!(told, Some(Severity::Warning));
}

#[test]
fn the_tools_of_its_own_country_say_which_clauses_an_organisation_has() {
    let instrument = |country: &'static str, words: &'static str| {
        let change = move |r: &mut Value| {
            super::recipients::clauses(r);
            r["organisations"][0]["country"] = json!(country);
            without(&mut r["agreements"][2], &["instrument", "modules"]);
            let transfer = &mut activity(r)["transfers"][0];
            without(transfer, &["instrument", "modules"]);
            transfer["as_stated"] = json!(words);
        };
        let findings = check(&changed(change), law(), today());
        findings
            .iter()
            .any(|it| it.rule.id == "R36" && it.key == Some("instrument"))
    };
    let addendum = "International Data Transfer Addendum to the EU SCCs";
    assert!(!instrument("GB", addendum));
    assert!(instrument("SE", addendum));
    assert!(instrument("GB", "standard contractual clauses"));
}

#[test]
fn the_year_that_is_running_is_no_question() {
    let told = |criterion: &'static str| {
        weight("R18", |r| {
            activity(r)["retention"] =
                json!([{"ref": "R1", "kind": "criterion", "criterion": criterion}]);
        })
    };
    assert_eq!(told("Année scolaire en cours"), None);
    assert_eq!(told("curso escolar en curso"), None);
    assert_eq!(told("Durée : en cours"), Some(Severity::Error));
    assert_eq!(told("Année scolaire à définir"), Some(Severity::Error));
}

#[test]
fn a_length_in_words_limits_what_is_vague_beside_it() {
    let told = |rule: &'static str, criterion: &'static str| {
        weight(rule, |r| {
            activity(r)["retention"] =
                json!([{"ref": "R1", "kind": "criterion", "criterion": criterion}]);
        })
    };
    for text in [
        "Three years after the lease ends, no longer than necessary",
        "Drei Jahre nach Ende des Mietvertrags, nicht länger als erforderlich",
        "Tre år efter att avtalet upphört, inte längre än nödvändigt",
    ] {
        assert_eq!(told("R11", text), None, "{text}");
    }
    assert!(told("R11", "No longer than necessary").is_some());
    for text in [
        "Umowa bezterminowa: 3 lata po jej zakończeniu",
        "Smlouva na dobu neurčitou: 3 roky po jejím skončení",
        "Toistaiseksi voimassa oleva sopimus: 3 vuotta sen päättymisestä",
    ] {
        assert_eq!(told("R14", text), None, "{text}");
    }
}
