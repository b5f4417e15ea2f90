//! What cells and lines beside the activities say in the short ways of those who fill in registers: it is told of whom it is
//! meant, and what only looks alike is left alone.

use ropa::exchange::sheets::{Mapping, SheetRequest, read};
use ropa::law::Law;
use serde_json::{Value as Json, json};

use super::{day, ours, read_of_others as told};

/// An activity in Markdown, with what stands above it.
fn below(head: &str) -> String {
    format!(
        "# Register\n\n{head}\n\n## Payroll\n\n- **Purpose:** Pay wages\n- **Legal basis:** Contract\n\
         - **Data subjects:** Employees\n- **Recipients:** Bank\n- **Retention:** 7 years\n"
    )
}

#[test]
fn an_officer_that_is_denied_without_a_reason_stays_in_words() {
    for (text, why) in [
        ("None appointed; enquiries to the address above", false),
        ("Inget utsett", false),
        ("keiner bestellt", false),
        ("ei dokumentoitu tässä, on vahvistettava", false),
        ("None appointed (fewer than 20 staff)", true),
        ("Inget utsett, ingen skyldighet enligt artikel 37", true),
    ] {
        let head = format!("- **Controller:** Alder Ltd, Road 3\n- **DPO:** {text}");
        let told = told("officer.md", &below(&head));
        let ours = ours(&told);
        let reason = ours["none"].get("contacts.dpo").is_some();
        assert_eq!(reason, why, "{ours}");
        let words = told.to_string();
        assert!(words.contains(text), "{words}");
    }
}

#[test]
fn a_hyphen_before_an_address_of_mail_ends_the_name() {
    for (name, called, mail) in [
        (
            "Mindco (Ann Gran) - privacy@mindco.example",
            "Mindco (Ann Gran)",
            json!("privacy@mindco.example"),
        ),
        ("Alder - Gran Ltd", "Alder - Gran Ltd", Json::Null),
        ("Alderin seura ry.", "Alderin seura ry", Json::Null),
    ] {
        let head = format!("Controller: {name}");
        let told = told("hyphen.md", &below(&head));
        assert_eq!(ours(&told)["name"], called, "{told}");
        assert_eq!(ours(&told)["email"], mail, "{told}");
    }
}

#[test]
fn what_does_not_apply_is_no_note_and_a_line_that_goes_on_brings_no_nameless_purpose() {
    let table = "Function;Purpose;Joint controllers;Data subjects;Personal data;Legal basis;DPIA status\n\
                 HR;Personnel file;N/A;Staff;Address;Contract;N/A\n;;;;Sick leave;Legal obligation;N/A\n\
                 HR;Recruitment;N/A;Applicants;CV;Contract;N/A\n";
    let told = told("n.csv", table);
    let activities = told["activities"].as_array().unwrap();
    assert_eq!(activities.len(), 2, "{told}");
    for activity in activities {
        let purposes = activity["purposes"].as_array().unwrap();
        assert!(purposes.iter().all(|it| it.get("text").is_some()));
        assert!(activity.get("notes").is_none(), "{activity}");
    }
    let bases = &activities[0]["purposes"][0]["legal_bases"];
    assert_eq!(bases, &json!(["6-1-b", "6-1-c"]));
}

#[test]
fn a_day_behind_a_yes_is_that_of_the_contract_and_of_the_assessment() {
    let table = "Behandling;Ändamål;Registrerade;Uppgifter;Personuppgiftsbiträde;PUB-avtal (J/N, datum);Konsekvensbedömning\n\
                 Lön;Betala lön;Anställda;Namn;Alder AB;J, 2023-08-14;Ja, 2025-02-01\n\
                 Brev;Skicka brev;Kunder;Namn;Gran AB;J;Ja\n";
    let told = told("j.csv", table);
    let contracts = told["agreements"].as_array().unwrap();
    assert_eq!(contracts[0]["signed_on"], "2023-08-14", "{told}");
    assert_eq!(contracts[0]["status"], "signed");
    assert!(contracts[1].get("status").is_none());
    let [pay, letters] = told["activities"].as_array().unwrap().as_slice() else {
        panic!()
    };
    assert_eq!(pay["dpia_done_on"], "2025-02-01");
    assert_eq!(pay["dpia_status"], "done");
    assert!(letters.get("dpia_done_on").is_none());
}

#[test]
fn periods_by_data_are_of_the_activities_that_hold_them() {
    let text = "# Register\n\n## Controller\n\nAlder — contact: office@alder.example.\n\n## Activities\n\n\
                | Purpose | Data subjects | Data | Legal basis |\n|---|---|---|---|\n\
                | Invoicing | Customers | Name, address | Contract |\n| Newsletter | Subscribers | Email | Consent |\n\
                | Support | Customers | Tickets | Contract |\n\n\
                ## Retention\n\n| Data | Period |\n|---|---|\n| Invoices | 7 years |\n| Support tickets | 2 years |\n| Audit trail | 90 days |\n";
    let told = told("p.md", text);
    assert_eq!(ours(&told)["email"], "office@alder.example", "{told}");
    let [invoicing, newsletter, support] = told["activities"].as_array().unwrap().as_slice() else {
        panic!()
    };
    let periods = |activity: &Json| {
        let rules = activity["retention"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let all = rules.iter().map(|it| it["period"].clone());
        all.collect::<Vec<Json>>()
    };
    assert_eq!(periods(invoicing), ["P7Y"], "{told}");
    assert!(periods(newsletter).is_empty());
    assert_eq!(periods(support), ["P2Y"]);
    assert!(
        invoicing["notes"]
            .as_str()
            .unwrap()
            .contains("Audit trail: 90 days")
    );
}

#[test]
fn whoever_a_list_uses_for_what_an_activity_is_called_gets_its_data() {
    let text = "# Register\n\n| Activity | Purpose | Data subjects | Data | Legal basis |\n|---|---|---|---|---|\n\
                | Payments | Take money | Customers | Name | Contract |\n| Chat | Talk | Users | Words | Contract |\n\n\
                ## Sub-processors\n\n| Sub-processor | Purpose | Country |\n|---|---|---|\n| Payhut Two | Payments | Sweden |\n";
    let told = told("u.md", text);
    let [payments, chat] = told["activities"].as_array().unwrap().as_slice() else {
        panic!()
    };
    assert_eq!(payments["recipients"][0]["role"], "processor", "{told}");
    assert!(chat.get("recipients").is_none());
}

#[test]
fn what_is_marked_as_crime_is_no_special_category_and_a_condition_beside_a_mark_is_of_its_data() {
    let table = "Behandling;Ändamål;Registrerade;Personuppgifter;Känsliga uppgifter\n\
                 Utdrag;Anställa;Sökande;Namn, utdrag om brott;Ja - brott\n\
                 Frånvaro;Betala sjuklön;Anställda;Namn, sjukfrånvaro;Ja - hälsa (art. 9.2 b)\n";
    let told = told("k.csv", table);
    let [extract, absence] = told["activities"].as_array().unwrap().as_slice() else {
        panic!()
    };
    let kinds = |activity: &Json| {
        let rows = activity["data_categories"].as_array().unwrap().clone();
        rows.into_iter()
            .find(|it| it.get("kind").is_some_and(|kind| kind != "ordinary"))
            .unwrap()
    };
    assert_eq!(kinds(extract)["kind"], "criminal", "{told}");
    assert_eq!(kinds(absence)["kind"], "special");
    assert_eq!(kinds(absence)["art9_conditions"], json!(["9-2-b"]));
}

#[test]
fn a_place_for_a_name_is_no_organisation_and_an_own_department_no_recipient() {
    let head = "Controller: [COMPANY LTD], [ADDRESS]";
    let told_blank = told("blank.md", &below(head));
    let all = told_blank["organisations"].as_array();
    let is_blank = |it: &Json| it["name"].as_str().is_some_and(|it| it.contains("COMPANY"));
    assert!(
        !all.is_some_and(|all| all.iter().any(is_blank)),
        "{told_blank}"
    );

    let head = "Controller: Alder Ltd, [address to be added]";
    let told_name = told("name.md", &below(head));
    let name = ours(&told_name)["name"].as_str().unwrap();
    assert!(name.starts_with("Alder Ltd"), "{name}");
}

#[test]
fn headers_of_small_languages_and_of_systems_are_known() {
    let table = "Tegevus;Eesmärk;Isikud;Kategooriad;Õiguslik alus;Säilitustähtaeg\n\
                 Palk;Palga arvestus;Töötajad;Nimi, isikukood;seadus;7 aastat\n";
    let told_et = told("et.csv", table);
    let data = told_et["activities"][0]["data_categories"].to_string();
    assert!(data.contains("isikukood"), "{told_et}");

    let table = "Verwerking;Doel;Betrokkenen;Gegevens;Grondslag;Systemen / verwerkers\n\
                 Loon;Loon betalen;Werknemers;Naam;Overeenkomst;Mailchimp\n";
    let told_nl = told("nl.csv", table);
    let recipients = told_nl["activities"][0]["recipients"].to_string();
    assert!(recipients.contains("processor"), "{told_nl}");
}

#[test]
fn the_title_of_an_act_is_one_of_a_law() {
    for (text, law) in [
        (
            "Ley 39/2015, de 1 de octubre, del Procedimiento Administrativo Común",
            true,
        ),
        ("Zákon č. 311/2001 Z. z. Zákonník práce", true),
        ("Wet op het primair onderwijs", true),
        ("A wish of ours", false),
    ] {
        let table = format!(
            "Activity;Purpose;Data subjects;Personal data;Legal basis\nPay;Pay wages;Staff;Name;\"{text}\"\n"
        );
        let told = told("law.csv", &table);
        let laws = told["activities"][0]["purposes"][0]["laws"].to_string();
        assert_eq!(laws.contains(text), law, "{told}");
    }
}

#[test]
fn a_contract_in_the_text_beside_a_table_is_that_of_its_processor() {
    let table = "# Register\n\n| Activity | Purpose | Data subjects | Data | Legal basis | Recipients |\n\
                 |---|---|---|---|---|---|\n\
                 | Mail | Answer mail | Customers | Name | Contract | Northwind Hosting Ltd (processor) |\n\n\
                 We keep this short. With Northwind Hosting Ltd we signed a data processing agreement on 4 January 2024.\n";
    let told = told("beside.md", table);
    let agreements = told["agreements"].to_string();
    assert!(agreements.contains("2024-01-04"), "{told}");
}

#[test]
fn a_number_alone_makes_no_department_and_a_missing_name_is_reported() {
    let table = "Activity,Purpose,Data subjects,Personal data,Legal basis,Retention\n\
                 ,Send news to people,Customers,Email,Consent,2 years\n1,,,,,\n\
                 Payroll,Pay wages to staff,Staff,Name,Contract,7 years\n2,,,,,\n";
    let law = Law::shipped().unwrap();
    let read = read(
        table.as_bytes(),
        "n.csv",
        &SheetRequest::default(),
        &law,
        day(),
    )
    .unwrap();
    let activities = read.root["activities"].as_array().unwrap();
    assert_eq!(activities.len(), 2, "{}", read.root);
    assert!(activities.iter().all(|it| it.get("department").is_none()));
    assert_eq!(read.report.unnamed, ["Send news to people"]);
}

#[test]
fn a_guessed_country_and_headers_that_a_mapping_has_for_nothing_are_reported() {
    let law = Law::shipped().unwrap();
    let text = below("Controller: Alder e.K., Lindenweg 3");
    let read_of = |name: &str, text: &str, mapping: Option<&Mapping>| {
        let wanted = SheetRequest {
            mapping,
            ..SheetRequest::default()
        };
        read(text.as_bytes(), name, &wanted, &law, day())
    };
    let guessed = read_of("de.md", &text, None).unwrap();
    let is_it = guessed.report.guessed.iter().any(|(_, code)| code == "DE");
    assert!(is_it, "{}", guessed.root);

    let told = read_of(
        "ie.md",
        &below("Controller: Alder Ltd, Road 3, Ireland"),
        None,
    )
    .unwrap();
    assert!(told.report.guessed.is_empty());

    let mapping = Mapping::read(
        "m.toml",
        "id = \"m\"\ncolumns = [\n{ header = \"What\", field = \"activity.name\" },\n\
         { header = \"Aim\", field = \"purposes[].text\" },\n\
         { header = \"Whose\", field = \"data_subjects[].category\" },\n\
         { header = \"Nowhere\", field = \"notes\" },\n]\n",
    )
    .unwrap();
    let table = "What;Aim;Whose\nPay;Pay wages;Staff\n";
    let read = read_of("m.csv", table, Some(&mapping)).unwrap();
    assert_eq!(read.report.unmatched, ["Nowhere"]);
    let problem = read_of("m.csv", "A;B;C\n1;2;3\n", Some(&mapping))
        .map(|_| ())
        .unwrap_err();
    assert!(problem.to_string().contains("Nowhere") || format!("{problem:?}").contains("Nowhere"));
}
