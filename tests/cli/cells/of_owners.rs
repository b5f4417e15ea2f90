//! What a file tells of whoever keeps the register without naming it, and tables in the shape that an authority gives out.

use serde_json::{Value as Json, json};

use super::imported;
use crate::cli::Home;

/// A register of an organisation of ours with what a file brings.
fn brought_to_ours(name: &str, text: &str) -> Json {
    let home = Home::new();
    home.ropa(&[
        "new",
        "r.sqlite",
        "--name",
        "Alder Trust",
        "--country",
        "GB",
    ])
    .done();
    home.write(name, text);
    home.on("r.sqlite", &["import", name]).done();
    home.on("r.sqlite", &["export", "--format", "json"]).json()
}

/// A table whose rows have no names, with groups over its headers.
const TABLE: &str = "\
,,Article 30 record,,,,,,Privacy notices,,,Access requests\n\
Business function,Purpose of processing,Categories of individuals,Categories of personal data,Categories of recipients,Retention schedule,General description of technical and organisational security measures,Article 6 lawful basis,Article 9 basis for special category data,The source of the personal data,Schedule 1 condition,Location of personal data\n\
Finance,Payroll,Employees,Bank details,HMRC,6 years after the end of the tax year,Encrypted,Legal obligation,N/A,Data subject,N/A,Payroll system\n\
HR,Sickness absence,Employees,Dates of absence,Doctors,3 years after the end of the employment,Locked,Contract,Art. 9(2)(b),Data subject; GP,Sch 1 Part 1 para 1,HR drive\n\
HR,Recruitment,Applicants,Work history; ethnicity,Referees,6 months after the campaign,Locked,Legitimate interests,Art. 9(2)(b),Referees,Sch 1 Part 1 para 8,HR drive\n\
Youth,Youth club,Children,Name,Council,Until the child turns 25,Locked,Consent,N/A,Parents,N/A,Cabinet\n";

#[test]
fn what_is_told_of_nobody_is_told_of_whoever_keeps_the_register() {
    let above = "Record of processing,,,,\nData Protection Officer: dpo@alder.example,,,Registered charity no. 012345,\n";
    let brought = brought_to_ours("register.csv", &format!("{above}{TABLE}"));
    let ours = &brought["organisations"][0];
    assert_eq!(ours["name"], json!("Alder Trust"));
    assert_eq!(ours["registration_number"], json!("012345"));
    assert_eq!(ours["contacts"][0]["email"], json!("dpo@alder.example"));
    assert_eq!(brought["organisations"].as_array().unwrap().len(), 1);
    // Where nobody keeps it yet, all of it stays in words.
    let kept = imported("register.csv", &format!("{above}{TABLE}"));
    assert_eq!(kept["organisations"], Json::Null);
    let notes = kept["activities"][0]["notes"].to_string();
    assert!(notes.contains("dpo@alder.example"), "{notes}");
    assert!(notes.contains("Registered charity no."), "{notes}");
}

#[test]
fn whoever_a_file_names_elsewhere_goes_before_whoever_keeps_the_register() {
    let text = "Data Protection Officer: dpo@birch.example;;;\n\
                Activity;Purpose;Data subjects;Controller\nPay;Pay wages;Staff;Birch Ltd\nNews;Send news;Readers;Birch Ltd\n";
    let brought = brought_to_ours("register.csv", text);
    let contacts_of = |name: &str| {
        let named = brought["organisations"].as_array().unwrap();
        let of = named.iter().find(|it| it["name"] == json!(name)).unwrap();
        of["contacts"].as_array().map_or(0, Vec::len)
    };
    assert_eq!(
        (contacts_of("Birch Ltd"), contacts_of("Alder Trust")),
        (1, 0)
    );
}

#[test]
fn contacts_of_clients_and_of_single_rows_are_not_those_of_whoever_keeps_the_register() {
    for text in [
        "Name of client;DPO of controller;Categories of processing;Security measures\n\
         Birch Ltd;dpo@birch.example;Computing pay;Encryption\nCedar Ltd;dpo@cedar.example;Computing pay;Encryption\n",
        "Activity;Purpose;Data subjects;Data protection officer\n\
         Pay;Pay wages;Staff;dpo@one.example\nNews;Send news;Readers;dpo@other.example\n",
    ] {
        let brought = brought_to_ours("register.csv", text);
        assert_eq!(
            brought["organisations"][0]["contacts"],
            Json::Null,
            "{text}"
        );
        let kept = brought["activities"].to_string();
        assert!(kept.contains("dpo@"), "{kept}");
    }
    let same = "Activity;Purpose;Data subjects;Data protection officer\n\
                Pay;Pay wages;Staff;dpo@one.example\nNews;Send news;Readers;dpo@one.example\n";
    let brought = brought_to_ours("register.csv", same);
    let contacts = &brought["organisations"][0]["contacts"];
    assert_eq!(contacts.as_array().unwrap().len(), 1);
}

#[test]
fn a_table_without_names_is_a_table_whatever_stands_above_it() {
    for above in [
        "",
        "Controller: Alder Trust\n",
        "Controller: Alder Trust\nRegister 2026,,,,\nData Protection Officer: dpo@alder.example,,,Charity no. 012345\n",
    ] {
        let brought = brought_to_ours("register.csv", &format!("{above}{TABLE}"));
        let activities = brought["activities"].as_array().unwrap();
        let names: Vec<&str> = activities
            .iter()
            .filter_map(|it| it["name"].as_str())
            .collect();
        assert_eq!(
            names,
            ["Payroll", "Sickness absence", "Recruitment", "Youth club"],
            "{above}"
        );
    }
}

#[test]
fn a_group_over_a_header_does_not_say_what_the_header_says_otherwise() {
    let brought = brought_to_ours("register.csv", TABLE);
    let pay = &brought["activities"][0];
    assert_eq!(pay["source"], json!(["data_subject"]));
    assert_eq!(pay["notices"], Json::Null);
}

#[test]
fn a_law_of_special_data_stands_where_their_condition_does() {
    let brought = brought_to_ours("register.csv", TABLE);
    let sick = &brought["activities"][1];
    assert_eq!(sick["art9_laws"], json!(["Sch 1 Part 1 para 1"]));
    let hired = brought["activities"][2]["data_categories"]
        .as_array()
        .unwrap();
    let special: Vec<&Json> = hired
        .iter()
        .filter(|it| !it["art9_conditions"].is_null())
        .collect();
    assert_eq!(special.len(), 1);
    assert_eq!(special[0]["laws"], json!(["Sch 1 Part 1 para 8"]));
}

#[test]
fn the_arrangement_with_joint_controllers_is_read_from_their_cell_and_from_a_column_of_its_own() {
    for (header, cell, arrangement) in [
        (
            "Joint controllers",
            "Birch Council - agreement of 2023",
            "agreement of 2023",
        ),
        (
            "Gemeinsam Verantwortliche",
            "Stadt Ulmen (Vereinbarung nach Art. 26 DSGVO)",
            "Vereinbarung nach Art. 26 DSGVO",
        ),
        (
            "Gemensamt personuppgiftsansvariga",
            "Tillsammans med Alby kommun, avtal 2021",
            "avtal 2021",
        ),
        (
            "Joint controller arrangement",
            "Signed in May 2023",
            "Signed in May 2023",
        ),
        (
            "Accord de responsabilité conjointe",
            "Du 3 mai 2023",
            "Du 3 mai 2023",
        ),
    ] {
        let text =
            format!("Activity;Purpose;Data subjects;{header}\nClub;Run a club;Children;{cell}\n");
        let brought = brought_to_ours("register.csv", &text);
        let club = &brought["activities"][0];
        assert_eq!(
            club["joint_arrangement"],
            json!(arrangement),
            "{header}: {cell}"
        );
        let told = brought["organisations"].to_string();
        assert!(!told.contains(arrangement), "{told}");
    }
}

#[test]
fn a_partnership_is_known_by_its_form() {
    for name in [
        "Alder LLP",
        "Birch PartG mbB",
        "Ulmo Scarl",
        "Alder Sdn. Bhd.",
        "Alder ehf.",
    ] {
        let text = format!(
            "Activity;Purpose;Data subjects;Recipients\nPay;Pay wages;Staff;Payroll bureau ({name})\n"
        );
        let brought = brought_to_ours("register.csv", &text);
        let named = brought["organisations"].to_string();
        assert!(named.contains(name.trim_end_matches('.')), "{named}");
    }
}

#[test]
fn labels_under_a_heading_of_the_form_ask_of_whom_the_heading_speaks() {
    let form = "Verzeichnis von Verarbeitungstätigkeiten gem. Artikel 30 Abs. 1 DSGVO;\n\
                Angaben zum Verantwortlichen;\n\
                Name und Kontaktdaten;Alder e.V., Am Platz 4, 12345 Ort, post@alder.example\n\
                Datenschutzbeauftragter;nicht benannt (weniger als 20 Personen ständig mit automatisierter Verarbeitung beschäftigt)\n\
                Verarbeitungstätigkeit;Mitgliederverwaltung\n\
                Zwecke der Verarbeitung;Verwaltung der Mitgliedschaften\n\
                Kategorien betroffener Personen;Mitglieder\n\
                Kategorien personenbezogener Daten;Name, Anschrift\n\
                Drittlandübermittlung;findet nicht statt und ist auch nicht geplant\n\
                Fristen für die Löschung;3 Jahre nach Austritt\n";
    let brought = imported("vvt.csv", form);
    let ours = &brought["organisations"][0];
    assert_eq!(
        (&ours["name"], &ours["email"]),
        (&json!("Alder e.V."), &json!("post@alder.example"))
    );
    assert!(ours["none"]["contacts.dpo"].is_string(), "{ours}");
    assert!(brought["activities"][0]["none"]["transfers"].is_string());
    // Without the name of the controller the officer is that of whoever keeps the register.
    let unnamed = form.replace(
        "Name und Kontaktdaten;Alder e.V., Am Platz 4, 12345 Ort, post@alder.example\n",
        "",
    );
    let brought = brought_to_ours("vvt.csv", &unnamed);
    assert!(brought["organisations"][0]["none"]["contacts.dpo"].is_string());
}

#[test]
fn an_assessment_is_needed_and_made_in_one_cell() {
    for (cell, required, status, day) in [
        ("yes, completed in 2022", "yes", "done", Some("2022")),
        ("Ja (DSFA vom 1.2.2024)", "yes", "done", Some("2024-02-01")),
        ("oui, réalisée en 2022", "yes", "done", Some("2022")),
        (
            "erforderlich, noch nicht begonnen",
            "yes",
            "not_started",
            None,
        ),
        ("tak, w toku", "yes", "ongoing", None),
        ("ja, planerad 2027", "yes", "not_started", None),
    ] {
        let text =
            format!("Activity;Purpose;Data subjects;DPIA\nClub;Run a club;Children;{cell}\n");
        let club = &brought_to_ours("register.csv", &text)["activities"][0];
        assert_eq!(club["dpia_required"], json!(required), "{cell}");
        assert_eq!(club["dpia_status"], json!(status), "{cell}");
        assert_eq!(club["dpia_done_on"].as_str(), day, "{cell}");
    }
}

#[test]
fn each_processor_has_the_contract_that_is_told_of_it_and_no_other() {
    let cell = "Alder Ltd (DPA: no)\nBirch Ltd (DPA signed)\nCedar Ltd (DPA: not signed)\nElm Ltd, DPA: none\nFir Ltd (AVV: nein)";
    let text =
        format!("Activity;Purpose;Data subjects;Processors\nClub;Run a club;Children;\"{cell}\"\n");
    let brought = brought_to_ours("register.csv", &text);
    let named: Vec<&str> = super::names(&brought, "organisations");
    assert_eq!(
        named[1..],
        ["Alder Ltd", "Birch Ltd", "Cedar Ltd", "Elm Ltd", "Fir Ltd"]
    );
    let contracts = brought["agreements"].as_array().unwrap();
    let of = |name: &str| {
        let at = named.iter().position(|it| *it == name).unwrap();
        let party = &brought["organisations"][at]["ref"];
        contracts.iter().find(|it| it["organisation"] == *party)
    };
    assert_eq!(of("Birch Ltd").unwrap()["status"], json!("signed"));
    for name in ["Alder Ltd", "Elm Ltd", "Fir Ltd"] {
        assert!(of(name).is_none(), "{name}");
    }
    assert!(of("Cedar Ltd").is_none());
}

#[test]
fn entries_with_keys_of_their_own_are_read_as_a_cell_tells_them() {
    let text = r#"{"ropa":{"controller":{"name":"Alder Trust","email":"post@alder.example"},"activities":[
        {"id":"PA-1","name":"Accounts","purposes":[{"description":"Let people in","legalBasis":"Contract"}],
         "dataSubjects":["Users"],"dataCategories":[{"name":"Name"},{"name":"Email"}],
         "recipients":[{"name":"Northwind, Inc.","role":"processor","purpose":"hosting","location":"Ireland (eu-west-1)","dpa":"signed 2024-01-15"},
                       {"name":"Birch Ltd","role":"processor","location":"Finland","dpa":false}],
         "retention":[{"category":"Accounts","period":"90 days after closure"}]},
        {"id":"PA-2","name":"News","purposes":[{"description":"Send news","legalBasis":"Consent"}],"dataSubjects":["Readers"],
         "dataCategories":[{"name":"Email"}],"recipients":[],"retention":[]}]}}"#;
    let brought = brought_to_ours("ropa.json", text);
    let accounts = &brought["activities"][0];
    assert_eq!(accounts["purposes"][0]["legal_bases"], json!(["6-1-b"]));
    assert_eq!(accounts["recipients"][0]["role"], json!("processor"));
    assert_eq!(accounts["recipients"][0]["countries"], json!(["IE"]));
    assert_eq!(accounts["recipients"][1]["countries"], json!(["FI"]));
    assert_eq!(brought["agreements"].as_array().unwrap().len(), 1);
    assert_eq!(
        brought["organisations"][0]["email"],
        json!("post@alder.example")
    );
    assert_eq!(accounts["retention"][0]["period"], json!("P90D"));
}

#[test]
fn a_question_under_a_heading_is_answered_in_its_line() {
    let text = "# Registre\n\n| Coordonnées du responsable de l'organisme | |\n|---|---|\n| Nom | Commune d'Aulnay |\n| Adresse électronique | mairie@aulnay.example |\n\n\
                ## Cantine\n\n### Objectifs poursuivis\nInscrire les enfants à la cantine.\n\n### Catégories de personnes concernées\nEnfants\n\n\
                ### Catégories de données collectées\n- [x] État civil\n- [ ] Connexion\n- [x] Autres : allergies\n\n\
                Des données sensibles sont-elles traitées ? Oui : santé\n\n\
                ### Durées de conservation\nAnnée scolaire en cours + 1 an\n\n\
                ### Transferts des données hors UE\nDes données sont-elles transmises hors de l'Union européenne ? ☐ Oui ☒ Non\n";
    let brought = imported("registre.md", text);
    assert_eq!(
        brought["organisations"][0]["email"],
        json!("mairie@aulnay.example")
    );
    let canteen = &brought["activities"][0];
    assert!(canteen["none"]["transfers"].is_string(), "{canteen}");
    let data = canteen["data_categories"].as_array().unwrap();
    let named: Vec<&str> = data
        .iter()
        .filter_map(|it| it["category"][0].as_str())
        .collect();
    assert_eq!(named.len(), 2, "{data:?}");
    assert!(data[1]["kind"] == json!("special"), "{data:?}");
}

#[test]
fn what_only_names_the_law_of_a_period_goes_on_with_it() {
    let text = "Activity;Purpose;Data subjects;Retention\n\
                Padrón;Gestionar el padrón;Vecinos;\"De forma indefinida en tanto no se solicite la baja; con fines de archivo conforme a la Ley 16/1985\"\n";
    let brought = brought_to_ours("register.csv", text);
    assert_eq!(
        brought["activities"][0]["retention"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[test]
fn activities_beside_each_other_are_each_one_whatever_their_answers_sound_like() {
    let rows = [
        "Aktivitet;Elevadministration;Lønadministration;TV-overvågning",
        "Formål;Administrere elever;Udbetale løn;Forebygge hærværk",
        "Hjemmel;Art. 6, stk. 1, litra c;Art. 6, stk. 1, litra b;Samtykke",
        "Registrerede;Elever;Medarbejdere;Besøgende",
        "Oplysninger;Navn, helbredsoplysninger;Løn, fagforening;Videooptagelser",
        "Følsomme oplysninger;Ja, helbred - art. 9, stk. 2, litra h;Ja, fagforening - art. 9, stk. 2, litra b, databeskyttelsesloven § 12;Nej",
        "Modtagere;Kommunen;SKAT, bank;Politiet",
        "Databehandlere;Ulmen ApS (databehandleraftale 12.5.2022);Elm A/S, databehandleraftale underskrevet 1.1.2023;Vagt ApS",
        "Overførsel til tredjelande;Nej;Nej;finder ikke sted",
        "Slettefrist;5 år efter skolegangens ophør;Løbende år + 5 år;30 dage",
        "Sikkerhed;Adgangsstyring, logning;Adgangsstyring;Aflåst rum",
    ];
    for above in [
        "",
        "Fortegnelse;;;\nDataansvarlig: Birk Skole, Vej 2, 2150 By, kontor@birk.example;;;\n",
    ] {
        let brought = brought_to_ours("fortegnelse.csv", &format!("{above}{}\n", rows.join("\n")));
        let named = super::names(&brought, "activities");
        assert_eq!(
            named,
            ["Elevadministration", "Lønadministration", "TV-overvågning"],
            "{above}"
        );
        let pay = brought["activities"][1]["data_categories"].to_string();
        assert!(pay.contains("databeskyttelsesloven"), "{pay}");
    }
}

#[test]
fn a_screening_is_no_assessment_and_a_denied_need_is_none() {
    for cell in [
        "DSFA nicht erforderlich, Vorabprüfung durchgeführt",
        "not required, screening completed",
    ] {
        let text =
            format!("Activity;Purpose;Data subjects;DPIA\nClub;Run a club;Children;\"{cell}\"\n");
        let club = &brought_to_ours("register.csv", &text)["activities"][0];
        assert_eq!(club["dpia_required"], json!("no"), "{cell}");
        assert_eq!(club["dpia_status"], Json::Null, "{cell}");
        assert!(club["notes"].to_string().contains(cell), "{cell}");
    }
}
