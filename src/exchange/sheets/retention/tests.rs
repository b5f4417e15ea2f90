//! What texts on retention become: rules with their periods, starts and ends.

use super::*;

/// What a rule says in one line.
fn told(text: &str) -> Vec<String> {
    let rules = rules(SheetVocabulary::shipped(), text).unwrap_or_default();
    let told = |rule: &StatedRule| {
        assert!(text.contains(&rule.as_stated), "{}", rule.as_stated);
        let parts = [
            Some(rule.kind.to_owned()),
            rule.period.clone(),
            rule.period_max.clone(),
            rule.start.clone(),
            rule.ends_on.clone(),
            rule.rounding.map(|_| "rounded".to_owned()),
            rule.disposition.map(str::to_owned),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    };
    rules.iter().map(told).collect()
}

#[test]
fn what_is_done_within_a_period_runs_from_what_stands_behind_it() {
    for (text, rule) in [
        (
            "Deleted within 30 days of a deletion request.",
            "fixed P30D a deletion request erase",
        ),
        (
            "Raderas inom 30 dagar från begäran",
            "fixed P30D begäran erase",
        ),
        (
            "Löschung innerhalb von 2 Wochen ab Antrag",
            "fixed P2W Antrag erase",
        ),
        ("30-day rolling", "fixed P30D collection"),
        ("Logs, TTL 90 days", "fixed P90D collection"),
        ("2 J. nach Vertragsende", "fixed P2Y end_of_contract"),
        ("24 meses después del cierre", "fixed P24M cierre"),
        ("5 anos depois do fecho", "fixed P5Y fecho"),
        (
            "Access for 30 days post-deletion",
            "fixed P30D deletion erase",
        ),
        (
            "20 έτη από τη λήξη της σύμβασης",
            "fixed P20Y end_of_contract",
        ),
        ("15 ημέρες", "fixed P15D not_stated"),
        ("Aldrig", "permanent"),
        ("Never", "permanent"),
        ("6 M", "fixed P6M not_stated"),
        ("30 j", "criterion"),
        (
            "30 Jahre (§ 1 XY; Sonderfälle beachten)",
            "fixed P30Y not_stated",
        ),
    ] {
        assert_eq!(told(text), [rule], "{text}");
    }
    for text in [
        "Pending final policy",
        "Ausstehend bis zur Abnahme",
        "Pendiente de definir",
    ] {
        assert_eq!(rules(SheetVocabulary::shipped(), text), None, "{text}");
    }
}

#[test]
fn retention_is_read_in_ten_languages() {
    for (text, rule) in [
        (
            "7 år efter räkenskapsårets utgång",
            "fixed P7Y end_of_financial_year rounded",
        ),
        (
            "Gallras 2 år efter avslutat ärende",
            "fixed P2Y case_closed erase",
        ),
        ("2 år efter läsårets slut", "fixed P2Y läsårets slut"),
        (
            "Kept while a member owns it, a later owner sees nothing, or 6 months after the subscription lapses",
            "fixed P6M the subscription lapses",
        ),
        ("permanente mientras dure la relación", "criterion"),
        ("permanent, solange der Vertrag läuft", "criterion"),
        (
            "2 ans après la fin de l'année scolaire",
            "fixed P2Y la fin de l'année scolaire",
        ),
        (
            "5 vuotta hoidon päättymisestä",
            "fixed P5Y hoidon päättymisestä",
        ),
        ("5 år efter sista anteckningen", "fixed P5Y last_entry"),
        ("Bevaras", "permanent preserve"),
        ("För evigt", "permanent"),
        ("Originaldateien nicht dauerhaft", "criterion"),
        ("Not kept permanently", "criterion"),
        ("tills vidare", "criterion"),
        ("Vid inaktualitet", "criterion"),
        ("24 mån", "fixed P24M not_stated"),
        ("7 år", "fixed P7Y not_stated"),
        ("10 Jahre", "fixed P10Y not_stated"),
        (
            "30 Jahre nach Abschluss des Vorganges",
            "fixed P30Y case_closed",
        ),
        ("nach Kursende 3 Jahre", "fixed P3Y Kursende"),
        ("nach Wegfall der Grundlage", "event end_of_purpose"),
        ("7–10 Jahre", "range P7Y P10Y not_stated"),
        ("prozessabhängig", "criterion"),
        (
            "5 ans à compter de la fin de la relation contractuelle",
            "fixed P5Y end_of_contract",
        ),
        (
            "5 ans à compter de la fin du contrat",
            "fixed P5Y end_of_contract",
        ),
        ("12–24 mnd", "range P12M P24M not_stated"),
        ("One-time", "criterion"),
        ("Until end of contract", "event end_of_contract"),
        ("7 years (legal requirement)", "fixed P7Y not_stated"),
        ("5 years after contract end", "fixed P5Y end_of_contract"),
        (
            "7 years after end of financial year",
            "fixed P7Y end_of_financial_year rounded",
        ),
        ("2 years after ticket closed", "fixed P2Y case_closed"),
        (
            "Durata account + 30 giorni per backup",
            "fixed P30D Durata account",
        ),
        ("5 år etter avsluttet sak", "fixed P5Y case_closed"),
        ("5 år efter sagens afslutning", "fixed P5Y case_closed"),
        ("as long as necessary", "criterion"),
        ("max. 6 Monate", "at_most P6M not_stated"),
        ("minst 10 år", "at_least P10Y not_stated"),
        (
            "Inactif > 3 ans : suppression",
            "fixed P3Y not_stated erase",
        ),
        ("Inaktiv > 3 Jahre: Löschung", "fixed P3Y not_stated erase"),
        (
            "almeno un partecipante, poi 36 mesi",
            "fixed P36M not_stated",
        ),
        ("1 år och 6 månader", "fixed P1Y6M not_stated"),
        ("1,5 år", "fixed P18M not_stated"),
        (
            "sex månader efter avslutad anställning",
            "fixed P6M end_of_employment",
        ),
        ("30 days", "fixed P30D not_stated"),
        ("5 jaar na einde overeenkomst", "fixed P5Y end_of_contract"),
        (
            "10 años desde la finalización del contrato",
            "fixed P10Y end_of_contract",
        ),
        (
            "10 anni dalla cessazione del contratto",
            "fixed P10Y end_of_contract",
        ),
    ] {
        assert_eq!(told(text), [rule], "{text}");
    }
}

#[test]
fn retention_is_read_in_finnish_hungarian_and_the_baltic_languages() {
    for (text, rule) in [
        (
            "10 vuotta työsuhteen päättymisestä",
            "fixed P10Y end_of_employment",
        ),
        (
            "a szerződés megszűnését követő 5 évig",
            "fixed P5Y end_of_contract",
        ),
        (
            "10 metų nuo sutarties pabaigos",
            "fixed P10Y end_of_contract",
        ),
        ("6 mėnesius po atrankos pabaigos", "fixed P6M case_closed"),
        ("10 gadi pēc līguma beigām", "fixed P10Y end_of_contract"),
        (
            "7 aastat majandusaasta lõpust",
            "fixed P7Y end_of_financial_year rounded",
        ),
    ] {
        assert_eq!(told(text), [rule], "{text}");
    }
}

#[test]
fn a_number_parted_from_its_unit_and_a_label_before_it_are_read() {
    for (text, rule) in [
        ("30 de zile", "fixed P30D not_stated"),
        ("50 de ani de la plată", "fixed P50Y plată"),
        ("ani de zile, 30 de zile", "fixed P30D not_stated"),
        ("Closed cases: 5 years", "fixed P5Y Closed cases"),
        ("Avslutade ärenden: 2 år", "fixed P2Y Avslutade ärenden"),
        ("Ukončené: 60 mesiacov", "fixed P60M Ukončené"),
        ("Open cases: 5 years", "fixed P5Y not_stated"),
    ] {
        assert_eq!(told(text), [rule], "{text}");
    }
}

#[test]
fn a_period_is_read_however_short_it_is_written() {
    for (text, rule) in [
        ("3 år", "fixed P3Y not_stated"),
        ("5y", "fixed P5Y not_stated"),
        ("P5Y", "fixed P5Y not_stated"),
        ("P1Y6M after contract end", "fixed P1Y6M end_of_contract"),
        ("1y6m", "fixed P1Y6M not_stated"),
        ("PT72H", "fixed PT72H not_stated"),
        ("72 h", "fixed PT72H not_stated"),
        ("30 d", "fixed P30D not_stated"),
        ("15 d after the decision", "fixed P15D decision"),
        ("6m", "fixed P6M not_stated"),
        ("three (3) years", "fixed P3Y not_stated"),
        ("tre (3) år efter avslutat ärende", "fixed P3Y case_closed"),
        ("a year", "fixed P1Y not_stated"),
        ("up to a year", "at_most P1Y not_stated"),
        ("reviewed twice a year", "criterion"),
        ("de 5 y 10 años", "range P5Y P10Y not_stated"),
        (
            "Payroll records: 7 years, the end of the financial year",
            "fixed P7Y end_of_financial_year rounded",
        ),
        (
            "Absence: 2 years, the end of the employment",
            "fixed P2Y end_of_employment",
        ),
    ] {
        assert_eq!(told(text), [rule], "{text}");
    }
}

#[test]
fn what_is_done_in_the_end_and_what_never_is() {
    for (text, rule) in [
        (
            "Bevaras 2 år, gallras därefter",
            "fixed P2Y not_stated erase",
        ),
        (
            "Bevaras i 10 år och därefter gallring",
            "fixed P10Y not_stated erase",
        ),
        (
            "archived 5 years then deleted",
            "fixed P5Y not_stated erase",
        ),
        (
            "Bevaras 10 år och gallras sedan",
            "fixed P10Y not_stated erase",
        ),
        ("Gallras ej", "permanent"),
        ("Gallras inte", "permanent"),
        ("never deleted", "permanent"),
        ("Ska inte gallras", "permanent"),
        ("Får ej gallras", "permanent"),
        ("wird nicht gelöscht", "permanent"),
        ("not deleted", "permanent"),
        ("Not deleted automatically", "criterion"),
        ("Bevaras inte", "criterion"),
        ("Bevaras, gallras inte", "permanent preserve"),
        (
            "Gallras 2 år efter arkivering",
            "fixed P2Y arkivering erase",
        ),
    ] {
        assert_eq!(told(text), [rule], "{text}");
    }
}

#[test]
fn a_range_a_least_and_an_alternative_are_no_fixed_period() {
    for (text, rule) in [
        ("3-5 years", "range P3Y P5Y not_stated"),
        ("2–5 år", "range P2Y P5Y not_stated"),
        ("from 3 to 5 years", "range P3Y P5Y not_stated"),
        ("min. 5 years", "at_least P5Y not_stated"),
        ("min 5 years", "at_least P5Y not_stated"),
        ("5 years or more", "at_least P5Y not_stated"),
        ("5 år eller längre", "at_least P5Y not_stated"),
        ("5 Jahre oder mehr", "at_least P5Y not_stated"),
        ("5 jaar of langer", "at_least P5Y not_stated"),
        ("5+ years", "at_least P5Y not_stated"),
        ("max. 10 years, min. 5 years", "range P5Y P10Y not_stated"),
        ("minst 2 år, högst 5 år", "range P2Y P5Y not_stated"),
        ("2 years or until consent is withdrawn", "criterion"),
        ("2 år eller tills samtycket återkallas", "criterion"),
        ("2 jaar of tot intrekking van de toestemming", "criterion"),
        ("until the contract ends or 2 years", "criterion"),
        ("tills eleven fyller 20 år", "criterion"),
        ("until the pupil is 20 years old", "criterion"),
        ("tidigast vid 20 års ålder", "criterion"),
        ("until the child turns 18", "criterion"),
        (
            "10 years after the 18th birthday",
            "fixed P10Y the 18th birthday",
        ),
        (
            "10 år efter 18-årsdagen eller dödsfall",
            "fixed P10Y 18-årsdagen eller dödsfall",
        ),
        ("10 years after birth", "fixed P10Y birth"),
        (
            "2 years after purchase or withdrawal of consent",
            "fixed P2Y purchase or withdrawal of consent",
        ),
        (
            "2 years after the end of the contract",
            "fixed P2Y end_of_contract",
        ),
        ("review every 2 years", "criterion"),
        ("7+1 years", "criterion"),
        ("3 or 5 years", "criterion"),
    ] {
        assert_eq!(told(text), [rule], "{text}");
    }
}

#[test]
fn what_our_own_table_says_comes_back() {
    for (text, rule) in [
        (
            "Payroll records: 7 years from year-end, from the end of the financial year",
            "fixed P7Y end_of_financial_year rounded",
        ),
        (
            "Lön: 7 år från årsskiftet, från anställningens upphörande",
            "fixed P7Y end_of_employment rounded",
        ),
        (
            "Absence: at most 2 years, from the end of the employment",
            "at_most P2Y end_of_employment",
        ),
        (
            "Absence: 2 years, or until the end of the contract if that is later, from the end of the employment",
            "fixed P2Y end_of_employment end_of_contract",
        ),
        (
            "Frånvaro: 2 år, eller till avtalets upphörande om det infaller senare, från anställningens upphörande",
            "fixed P2Y end_of_employment end_of_contract",
        ),
    ] {
        assert_eq!(told(text), [rule], "{text}");
    }
}

#[test]
fn several_sentences_are_several_rules_and_a_gap_is_none() {
    assert_eq!(told("1: 5 ans \r\n2: 10 ans").len(), 2);
    assert_eq!(told("CV 2 år, avtal 10 år").len(), 2);
    assert_eq!(told("Lön 7 år; närvaro 2 år efter läsårets slut").len(), 2);
    assert_eq!(
        told("Vi sparar uppgifter så länge de behövs. Därefter gallras de.").len(),
        1
    );
    assert_eq!(rules(SheetVocabulary::shipped(), "[X] mnd"), None);
    for (text, told_rules) in [
        (
            "Invoices; min. 6 years (Commercial Code art. 30) / 4 years (tax act)",
            &[
                "criterion",
                "at_least P6Y not_stated",
                "fixed P4Y not_stated",
            ][..],
        ),
        (
            "fichas al menos 2 años (art. 40); después, anonimización.",
            &["at_least P2Y not_stated anonymise"],
        ),
        (
            "Tokens 14 days. Why: the code, Art. 5. To be agreed. Logs 13 months.",
            &["fixed P14D not_stated", "fixed P13M not_stated"],
        ),
        ("≤ 90 dni", &["at_most P90D not_stated"]),
        (
            "account deletion: immediate permanent destruction",
            &["criterion erase"],
        ),
        ("logs ≥ 1 jaar", &["at_least P1Y not_stated"]),
        (
            "24 månader från ansökan, därefter automatisk radering.",
            &["fixed P24M ansökan erase"],
        ),
        (
            "nach abschließender Bearbeitung, spätestens nach 24 Monaten",
            &["at_most P24M abschließender Bearbeitung"],
        ),
        ("nach spätestens 24 Stunden", &["at_most PT24H not_stated"]),
    ] {
        assert_eq!(told(text), told_rules, "{text}");
    }
}
