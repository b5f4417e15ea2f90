//! What stands in notes, in names and beside a rule answers what a field is asked for, or leaves it open: each fault is
//! told, and its twin is not.

use ropa::rules::{Severity, check};
use serde_json::{Value, json};

use super::{changed, law, today, without};

/// The severities of what a rule tells of the good register after a change.
fn told(rule: &str, change: impl Fn(&mut Value)) -> Vec<Severity> {
    let findings = check(&changed(change), law(), today());
    let own = findings.iter().filter(|it| it.rule.id == rule);
    own.map(|it| it.severity).collect()
}

/// Asks of pairs of texts that a rule tells of the first and not of the second.
fn pairs(rule: &str, put: impl Fn(&mut Value, &str), pairs: &[(&str, &str)]) {
    for (faulty, clean) in pairs {
        assert!(
            !told(rule, |r| put(r, faulty)).is_empty(),
            "{rule}: {faulty}"
        );
        assert!(told(rule, |r| put(r, clean)).is_empty(), "{rule}: {clean}");
    }
}

#[test]
fn an_answer_still_to_come_is_told_under_its_label() {
    let put = |r: &mut Value, text: &str| r["activities"][0]["notes"] = json!(text);
    pairs(
        "R18",
        put,
        &[
            (
                "Retention period: to be confirmed",
                "The visit is to be confirmed",
            ),
            (
                "Empfänger: noch zu klären",
                "Fragen der Empfänger sind mit dem Amt zu klären",
            ),
            ("Gallringsfrist: utreds", "Felet utreds på plats"),
            (
                "Durée : à préciser",
                "Le locataire est invité à préciser le lieu",
            ),
            (
                "Podstawa prawna: do ustalenia",
                "Termin do ustalenia z najemcą",
            ),
            ("Basis: ?", "Any questions? Call us"),
        ],
    );
    assert_eq!(told("R18", |r| put(r, "Basis: TBD")), [Severity::Warning]);
}

#[test]
fn a_name_in_the_brackets_of_a_template_is_still_to_be_put() {
    let put = |r: &mut Value, text: &str| {
        r["activities"][0]["owner"] = json!(text);
    };
    pairs(
        "R18",
        put,
        &[
            ("‹name›", "Team ‹A›"),
            ("<<owner>>", "Owner of <it>"),
            ("{{owner}}", "{Team}"),
            ("[..]", "[Handbook](handbook.md)"),
            ("« nom du responsable »", "« Atelier »"),
        ],
    );
}

#[test]
fn a_public_body_is_known_by_its_name() {
    let put = |r: &mut Value, name: &str| {
        let own = &mut r["organisations"][0];
        own["name"] = json!(name);
        without(own, &["public_authority"]);
        let purpose = &mut r["activities"][0]["purposes"][0];
        purpose["legal_bases"] = json!(["6-1-f"]);
        purpose["legitimate_interest"] = json!("Finding faults early");
        purpose["lia_on"] = json!("2026-01-10");
    };
    pairs(
        "R22",
        put,
        &[
            ("Birchdale Public Library", "Birchdale Library Shop Ltd"),
            (
                "Birchdale County Council",
                "Friends of Birchdale County Council",
            ),
            (
                "Stadtbücherei Birkental",
                "Förderverein der Stadtbücherei Birkental e.V.",
            ),
            ("Bjørkedal kommune, Lia skole", "Lia kjøreskole AS"),
            ("Biblioteca comunale di Betulla", "Libreria Comunale S.r.l."),
            (
                "Starostwo Powiatowe w Brzozowie",
                "Powiatowe Centrum Opon sp. z o.o.",
            ),
            ("Koivulaakson hyvinvointialue", "Hyvinvointi Oy"),
            ("Björkdala folkbibliotek", "Björkdala bokhandel AB"),
            (
                "Bibliothèque municipale de Boisclair",
                "Amis de la bibliothèque municipale",
            ),
            (
                "Diputación Provincial de Abedular",
                "Transportes Provinciales S.A.",
            ),
            ("Provincie Berkendal", "Provinciaal Autobedrijf B.V."),
        ],
    );
}

#[test]
fn notes_say_where_people_are_told() {
    let put = |r: &mut Value, text: &str| {
        without(&mut r["organisations"][0], &["notices"]);
        r["organisations"][0]["notes"] = json!(text);
    };
    pairs(
        "R70",
        put,
        &[
            (
                "Privacy notice: none yet",
                "The privacy notice is handed out with the contract",
            ),
            (
                "Integritetspolicy saknas",
                "Integritetspolicyn finns på webbplatsen",
            ),
        ],
    );
}

#[test]
fn a_signed_form_shows_consent() {
    let put = |r: &mut Value, text: &str| {
        let purpose = &mut r["activities"][0]["purposes"][0];
        purpose["legal_bases"] = json!(["6-1-a"]);
        purpose["consent_withdrawal"] = json!("By e-mail");
        purpose["notes"] = json!(text);
    };
    pairs(
        "R27",
        put,
        &[
            ("Consent", "Written consent on the form"),
            ("Zgoda", "Pisemna zgoda"),
            ("Einwilligung", "Einwilligung auf unterschriebenem Formular"),
            ("Consentement", "Consentement écrit"),
            ("The form", "Signed form in the file"),
        ],
    );
}

#[test]
fn a_sentence_on_the_principle_stands_beside_the_limit() {
    let vague = json!({"ref": "R1", "kind": "criterion", "criterion": "Kept no longer than necessary; reviewed regularly"});
    let limit = json!({"ref": "R2", "kind": "fixed", "period": "P2Y", "start": ["case_closed"], "disposition": "erase"});
    let with =
        |rules: Vec<Value>| move |r: &mut Value| r["activities"][0]["retention"] = json!(rules);
    assert_eq!(told("R11", with(vec![vague.clone()])).len(), 1);
    assert!(told("R11", with(vec![vague.clone(), limit.clone()])).is_empty());
    // What the limit is not of is still kept for as long as somebody likes.
    for (key, of_some) in [("only_if", "Invoices"), ("name", "Invoices")] {
        let mut other = limit.clone();
        other[key] = json!(of_some);
        assert_eq!(
            told("R11", with(vec![vague.clone(), other])).len(),
            1,
            "{key}"
        );
    }
    for of_others in [
        "tickets as long as necessary",
        "letters as long as necessary",
        "ticket secondo necessità",
        "Protokoll så länge de behövs",
        "Verträge so lange wie nötig",
    ] {
        let other = json!({"ref": "R1", "kind": "criterion", "criterion": of_others});
        assert_eq!(
            told("R11", with(vec![other, limit.clone()])).len(),
            1,
            "{of_others}"
        );
    }
}

#[test]
fn lengths_are_compared_however_they_are_written() {
    let twin = |period: &'static str| {
        move |r: &mut Value| {
            r["activities"][0]["systems"] = json!(["Desk"]);
            r["activities"][0]["retention"][0]["period"] = json!("P2Y");
            let mut other = r["activities"][0].clone();
            other["ref"] = json!("A9");
            other["name"] = json!("The same again");
            other["retention"][0]["period"] = json!(period);
            r["activities"].as_array_mut().unwrap().push(other);
        }
    };
    assert!(!told("R57", twin("P3Y")).is_empty());
    assert!(told("R57", twin("P24M")).is_empty());
}

#[test]
fn an_extension_is_held_against_the_law_that_the_rule_cites() {
    let extended = |until: &'static str| {
        move |r: &mut Value| {
            r["activities"][0]["retention"] = json!([{
                "ref": "R1", "kind": "fixed", "period": "P2Y", "mode": "batch", "start": ["case_closed"], "disposition": "erase",
                "law": ["lag (2021:890) 7 kap."],
                "holdings": [{"ref": "H1", "started_on": "2025-01-31", "extended_until": until, "extended_because": "Asked for"}],
            }]);
        }
    };
    assert!(!told("R59", extended("2029-01-31")).is_empty());
    assert!(told("R59", extended("2027-01-31")).is_empty());
}

#[test]
fn what_was_done_was_done_on_a_day_that_has_come() {
    let measure = |r: &mut Value, day: &str| r["measures"][0]["implemented_on"] = json!(day);
    let begun = |r: &mut Value, day: &str| r["activities"][0]["started_on"] = json!(day);
    let answered = |r: &mut Value, day: &str| {
        r["register"]["requests"] = json!([{"ref": "Y1", "department": "Sales", "sent_on": "2026-10-01", "answered_on": day}]);
    };
    let days = [("2027-02-01", "2026-11-01")];
    pairs("R77", measure, &days);
    pairs("R77", begun, &days);
    pairs("R77", answered, &days);
    let planned = |r: &mut Value| {
        begun(r, "2027-02-01");
        r["activities"][0]["state"] = json!("planned");
    };
    assert!(told("R77", planned).is_empty());
}

#[test]
fn a_record_says_in_words_that_we_process_for_somebody_else() {
    let put = |r: &mut Value, text: &str| {
        without(&mut r["activities"][0], &["role"]);
        r["activities"][0]["description"] = json!(text);
    };
    pairs(
        "R50",
        put,
        &[
            (
                "A processor hosts the data",
                "We act as processor for the council",
            ),
            (
                "Rollen är inte bestämd",
                "Bolaget är personuppgiftsbiträde åt kommunen",
            ),
        ],
    );
    let processor = |r: &mut Value| put(r, "We act as processor for the council");
    assert!(!told("R46", processor).is_empty());
}
