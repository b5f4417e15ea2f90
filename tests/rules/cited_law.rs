//! R59 over every period of the lists: whatever act a rule cites, a period far on the wrong side of it is told, and the
//! period that the act sets is not.

use ropa::domain::language::Language;
use ropa::domain::register::Register;
use ropa::law::{Retention, RetentionKind, Sector};
use ropa::rules::check;
use serde_json::json;

use super::{changed, law, today};
use crate::support::screen::lexicon;

/// A day is below every floor of the lists, ninety years are above every ceiling.
const FAR_BELOW: &str = "P1D";
const FAR_ABOVE: &str = "P90Y";

/// An organisation that an entry binds: its name and whether it is a public authority.
fn bound_by(entry: &Retention) -> (&'static str, bool) {
    let binds = |kind: &str| entry.binds.iter().any(|bound| bound == kind);
    let municipality = match entry.jurisdiction.as_str() {
        "DE" | "AT" => "Stadt Birkental",
        "DK" | "NO" => "Birkedal kommune",
        "FI" => "Koivulan kunta",
        "NL" | "BE" => "Gemeente Berkendal",
        "FR" => "Commune de Boulay",
        "IE" | "GB" => "Birchdale County Council",
        "IT" => "Comune di Betullara",
        "ES" => "Ayuntamiento de Abedular",
        "PL" => "Gmina Brzozowiec",
        "PT" => "Município de Bidoeiras",
        "CZ" => "Obec Březovice",
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

/// Whether a company's rule that cites an act and is about some documents is told for its period.
fn is_told_of_a_company(country: &str, cited: &str, name: &str, period: &str) -> bool {
    is_told(&changed(|r| {
        r["organisations"][0]["public_authority"] = json!(false);
        r["organisations"][0]["country"] = json!(country);
        r["activities"][0]["retention"] = json!([{
            "ref": "R1", "scope": "data", "kind": "fixed", "period": period, "name": name,
            "start": ["end_of_financial_year"], "law": [cited], "disposition": "erase",
        }]);
    }))
}

#[test]
fn an_act_is_known_as_it_is_cited_in_its_country_and_only_there() {
    let told = is_told_of_a_company;
    for (country, cited, wrong, right) in [
        ("AT", "§ 132 Abs. 1 BAO", "P6Y", "P7Y"),
        ("AT", "Ärztegesetz § 51 Abs. 3", "P5Y", "P10Y"),
        (
            "BE",
            "artikel 60 van de wet van 18 september 2017",
            "P5Y",
            "P10Y",
        ),
        ("BE", "loi caméras", "P2M", "P1M"),
        ("BE", "art. III.88 WER", "P5Y", "P7Y"),
        ("BE", "loi du 22 avril 2019, article 35", "P60Y", "P40Y"),
        ("CZ", "§ 35a zákona č. 582/1991 Sb.", "P30Y", "P45Y"),
        ("CZ", "zákon o účetnictví, § 31 odst. 2", "P3Y", "P10Y"),
        ("ES", "artículo 30 del Código de Comercio", "P4Y", "P6Y"),
        ("ES", "art. 22.3 LOPDGDD", "P3M", "P1M"),
        (
            "ES",
            "Ley 10/2010, de 28 de abril, artículo 25",
            "P5Y",
            "P10Y",
        ),
        ("IT", "art. 2220 c.c.", "P5Y", "P10Y"),
        ("IT", "D.Lgs. 10 marzo 2023, n. 24, art. 14", "P10Y", "P5Y"),
        ("IT", "articolo 31 del d.lgs. 231/2007", "P5Y", "P10Y"),
        ("PL", "art. 94 pkt 9b Kodeksu pracy", "P5Y", "P10Y"),
        ("PL", "art. 74 ust. 2 ustawy o rachunkowości", "P3Y", "P5Y"),
        ("PL", "Kodeks pracy, art. 22² § 3", "P6M", "P3M"),
        (
            "PT",
            "artigo 202.º, n.º 4, do Código do Trabalho",
            "P1Y",
            "P5Y",
        ),
        ("PT", "Lei n.º 34/2013, artigo 31.º", "P3M", "P30D"),
    ] {
        assert!(told(country, cited, "", wrong), "{country} {cited} {wrong}");
        assert!(
            !told(country, cited, "", right),
            "{country} {cited} {right}"
        );
        assert!(!told("SE", cited, "", wrong), "SE {cited}");
    }
    // A code without its article may be cited for the claims that it bars.
    for (country, cited) in [
        ("ES", "Estatuto de los Trabajadores"),
        ("IT", "Codice civile"),
        ("PL", "Kodeks pracy"),
        ("PT", "Código do Trabalho"),
    ] {
        assert!(!told(country, cited, "", "P3Y"), "{country} {cited}");
    }
    // Another act of the country with the same section, and another section of the act.
    for (country, cited) in [
        ("IT", "D.Lgs. 9 aprile 2008, n. 81, art. 14"),
        ("IT", "art. 2220 codice penale"),
        ("PL", "art. 94 Kodeksu cywilnego"),
        ("ES", "artículo 30 del Código Penal"),
        ("BE", "loi du 8 septembre 2017, article 60"),
        ("CZ", "zákon č. 89/2012 Sb., § 31"),
        ("PT", "artigo 203.º do Código do Trabalho"),
    ] {
        assert!(!told(country, cited, "", "P1D"), "{country} {cited}");
        assert!(!told(country, cited, "", "P90Y"), "{country} {cited}");
    }
}

#[test]
fn where_a_section_has_several_periods_the_documents_that_a_rule_names_say_which() {
    let told = is_told_of_a_company;
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
        (
            "CZ",
            "§ 31 zákona č. 563/1991 Sb.",
            "Účetní závěrka",
            "P5Y",
            "P10Y",
        ),
        (
            "CZ",
            "§ 31 zákona č. 563/1991 Sb.",
            "Účetní doklady",
            "P4Y",
            "P5Y",
        ),
        (
            "AT",
            "UStG § 18",
            "Rechnungen für Grundstücke",
            "P7Y",
            "P22Y",
        ),
        ("AT", "UStG § 18", "Rechnungen", "P5Y", "P7Y"),
    ] {
        assert!(told(country, cited, name, wrong), "{cited} {name} {wrong}");
        assert!(!told(country, cited, name, right), "{cited} {name} {right}");
    }
    // Where nothing says which, only what breaks them all is wrong.
    assert!(!told("DE", "§ 147 AO", "Unterlagen der Abrechnung", "P6Y"));
    assert!(told("DE", "§ 147 AO", "Unterlagen der Abrechnung", "P5Y"));
}

#[test]
fn a_period_that_is_only_the_least_is_said_to_be_so() {
    let kept = |kind: &str| {
        let register = changed(|r| {
            r["activities"][0]["retention"] = json!([{
                "ref": "R1", "kind": kind, "period": "P3Y", "start": ["case_closed"], "disposition": "erase",
                "law": ["lagen (2021:890) om skydd för personer som rapporterar om missförhållanden 7 kap."],
            }]);
        });
        let told = check(&register, law(), today());
        let ceiling = told.iter().find(|it| it.rule.id == "R59").unwrap();
        ceiling.message(&register, &lexicon(Language::ENGLISH))
    };
    assert!(
        kept("at_least").starts_with("The period is at least 3 years, but "),
        "{}",
        kept("at_least")
    );
    assert!(kept("fixed").starts_with("The period is 3 years, but "));
}
