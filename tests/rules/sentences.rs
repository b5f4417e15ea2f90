//! What a sentence of a note or a description says that there is none of, or that stands elsewhere, is told of nobody.

use ropa::rules::check;
use serde_json::json;

use super::{changed, law, today};

/// Whether a rule tells of a text in a field of the activity.
fn told(rule: &str, key: &str, text: &str) -> bool {
    let register = changed(|r| r["activities"][0][key] = json!(text));
    let findings = check(&register, law(), today());
    findings.iter().any(|it| it.rule.id == rule)
}

#[test]
fn a_note_that_denies_a_sign_shows_none() {
    for text in [
        "GPS tracking is not used",
        "GPS wird nicht verwendet",
        "Videoüberwachung findet nicht statt",
        "La vidéosurveillance n'est pas utilisée ici",
        "El perfilado no se realiza",
        "Kamerabevakning används inte i lokalen",
        "Profilering vindt niet plaats",
        "La profilazione non viene effettuata",
        "Profiling does not take place",
    ] {
        assert!(!told("R65", "notes", text), "{text}");
    }
    for text in [
        "GPS tracking of the vans, and the drivers do not know",
        "Kamerabevakning används i lokalen, ingen skylt finns",
    ] {
        assert!(told("R65", "notes", text), "{text}");
    }
}

#[test]
fn what_is_noted_elsewhere_or_not_at_all_is_no_data_of_the_activity() {
    for text in [
        "Please note that medical data are held elsewhere",
        "Health data are kept by the nurse and are not listed here",
        "DPO asked whether health data are processed: no",
        "Krankenkassendaten werden nicht erfasst",
        "Helbredsoplysninger noteres aldrig",
        "Les intolérances ne sont pas notées",
        "Kommunen registrerar inte om någon är sjuk",
        "Religiösa samfund bokar lokaler och registreras som kund",
        "See also the medical record listed as activity 12",
    ] {
        assert!(!told("R24", "description", text), "{text}");
        assert!(!told("R24", "notes", text), "{text}");
    }
    for text in [
        "We note whether the customer has an illness",
        "Vi antecknar allergier",
        "Gesundheitsdaten werden erfasst",
    ] {
        assert!(told("R24", "description", text), "{text}");
    }
}
