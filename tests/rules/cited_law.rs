//! R59 over every period of the lists: whatever act a rule cites, a period far on the wrong side of it is told, and the
//! period that the act sets is not.

use ropa::domain::language::Language;
use ropa::domain::register::Register;
use ropa::law::{Retention, RetentionKind, Sector};
use ropa::rules::check;
use serde_json::json;

use super::{changed, law, today};

/// A day is below every floor of the lists, ninety years are above every ceiling.
const FAR_BELOW: &str = "P1D";
const FAR_ABOVE: &str = "P90Y";

/// An organisation that an entry binds: its name and whether it is a public authority.
fn bound_by(entry: &Retention) -> (&'static str, bool) {
    let binds = |kind: &str| entry.binds.iter().any(|bound| bound == kind);
    let municipality = match entry.jurisdiction.as_str() {
        "DE" => "Stadt Birkental",
        "DK" | "NO" => "Birkedal kommune",
        "FI" => "Koivulan kunta",
        "NL" => "Gemeente Berkendal",
        "FR" => "Commune de Boulay",
        "IE" | "GB" => "Birchdale County Council",
        _ => "Björkdala kommun",
    };
    match entry.sector {
        Sector::Public if binds("municipality") => (municipality, true),
        Sector::Public if binds("region") => ("Region Björkdala", true),
        Sector::Public if entry.binds.is_empty() => (municipality, true),
        Sector::Public => ("Inspektionen för björkar", true),
        Sector::Private | Sector::Both => ("Björkdala", false),
    }
}

/// A register with one rule that cites a law and keeps a period.
fn citing(entry: &Retention, cited: &str, period: &str) -> Register {
    let (name, public) = bound_by(entry);
    let country = match entry.jurisdiction.as_str() {
        "EU" => "SE",
        country => country,
    };
    changed(|r| {
        r["organisations"][0]["name"] = json!(name);
        r["organisations"][0]["public_authority"] = json!(public);
        r["organisations"][0]["country"] = json!(country);
        r["activities"][0]["retention"] = json!([{
            "ref": "R1", "scope": "data", "kind": "fixed", "period": period,
            "start": [entry.start.as_deref().unwrap_or("collection")],
            "rounding": entry.anchor_rounding.code(), "law": [cited], "disposition": "erase",
            "disposal_decision": {"title": "Decision 1"},
        }]);
    })
}

fn is_told(register: &Register) -> bool {
    check(register, law(), today()).iter().any(|finding| {
        finding.rule.id == "R59" && register.reference(finding.record).starts_with("A1/R1")
    })
}

#[test]
fn every_law_of_the_lists_is_known_by_its_citation_and_its_period_is_held_against_the_rule() {
    let mut wrong = Vec::new();
    let mut tried = 0;
    let in_force = law()
        .retentions()
        .iter()
        .filter(|entry| entry.in_force_on(today()));
    for entry in in_force {
        let broken = match entry.kind {
            RetentionKind::Minimum | RetentionKind::Exact => FAR_BELOW,
            RetentionKind::Maximum => FAR_ABOVE,
            RetentionKind::Limitation
            | RetentionKind::Guidance
            | RetentionKind::None
            | RetentionKind::NoErasure => continue,
        };
        let Some(period) = entry.period.as_deref() else {
            continue;
        };
        for language in [Language::ENGLISH, Language::SWEDISH] {
            for cited in entry.law(language).split(';').map(str::trim) {
                tried += 1;
                if !is_told(&citing(entry, cited, broken)) {
                    wrong.push(format!(
                        "{}: {broken} is not told where {cited:?} is cited",
                        entry.id
                    ));
                }
                if is_told(&citing(entry, cited, period)) {
                    wrong.push(format!(
                        "{}: its own {period} is told where {cited:?} is cited",
                        entry.id
                    ));
                }
            }
        }
    }
    assert!(tried > 200, "{tried}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn where_a_section_has_several_periods_the_documents_that_a_rule_names_say_which() {
    let told = |country: &str, cited: &str, name: &str, period: &str| {
        is_told(&changed(|r| {
            r["organisations"][0]["public_authority"] = json!(false);
            r["organisations"][0]["country"] = json!(country);
            r["activities"][0]["retention"] = json!([{
                "ref": "R1", "scope": "data", "kind": "fixed", "period": period, "name": name,
                "start": ["end_of_financial_year"], "law": [cited], "disposition": "erase",
            }]);
        }))
    };
    for (country, cited, name, wrong, right) in [
        ("DE", "§ 147 AO", "Eingangsrechnungen", "P6Y", "P8Y"),
        ("DE", "§ 257 HGB", "Jahresabschlüsse", "P8Y", "P10Y"),
        (
            "DE",
            "§ 257 HGB",
            "Geschäftsbriefe der Kunden",
            "P5Y",
            "P6Y",
        ),
        (
            "DE",
            "AO § 147",
            "Rechnungen und Jahresabschluss",
            "P8Y",
            "P10Y",
        ),
        ("DE", "AO § 147", "Invoices to customers", "P7Y", "P8Y"),
        (
            "FI",
            "kirjanpitolain 2 luvun 10 §",
            "Tilinpäätökset",
            "P6Y",
            "P10Y",
        ),
        (
            "FI",
            "Kirjanpitolaki 2 luku 10 §",
            "Tositteet",
            "P5Y",
            "P6Y",
        ),
        ("NO", "bokføringsloven § 13", "Bilag", "P4Y", "P5Y"),
        ("NO", "bokføringsloven § 13", "Timelister", "P3Y", "P3Y6M"),
    ] {
        assert!(told(country, cited, name, wrong), "{cited} {name} {wrong}");
        assert!(!told(country, cited, name, right), "{cited} {name} {right}");
    }
    // Where nothing says which, only what breaks them all is wrong.
    assert!(!told("DE", "§ 147 AO", "Unterlagen der Abrechnung", "P6Y"));
    assert!(told("DE", "§ 147 AO", "Unterlagen der Abrechnung", "P5Y"));
}
