//! Cells, lines and tables as registers of others have them: notes below a table, rows that point to another, contracts in
//! brackets, tables inside an activity, a sheet that says who is responsible.

use serde_json::Value as Json;

use super::super::Home;
use super::{imported, names};

fn list<'j>(of: &'j Json, key: &str) -> Vec<&'j Json> {
    of[key].as_array().into_iter().flatten().collect()
}

#[test]
fn lines_below_a_table_that_tell_of_it_are_no_activities() {
    let table = |foot: &str| {
        format!(
            "Name;Purpose;Data subjects;Data;Recipients\nPay;Pay wages;Staff;Name;Bank\nMail;Send news;Readers;Email;none\n{foot}\n"
        )
    };
    for foot in [
        "TOTAL: 2;;;;",
        "Summa;;2 behandlingar;;",
        "Note: looked at every January;;;;",
        "Anmerkung: gilt seit 25.5.2018;;;;",
        "Senast uppdaterad 2025-03-04;;;;",
        "Stand;01.02.2025;;;",
    ] {
        let export = imported("ropa.csv", &table(foot));
        assert_eq!(names(&export, "activities"), ["Pay", "Mail"], "{foot}");
        assert_eq!(list(&export, "organisations").len(), 0, "{foot}");
        let first = foot.split(';').next().unwrap();
        assert!(export.to_string().contains(first), "{foot}");
    }
    // What is only named yet is an activity.
    let export = imported("ropa.csv", &table("Version control;;;;"));
    assert_eq!(
        names(&export, "activities"),
        ["Pay", "Mail", "Version control"]
    );
}

#[test]
fn a_cell_that_is_as_in_another_row_says_what_that_says() {
    let text = "Nr;Verarbeitung;Zweck;Betroffene;Daten;Empfänger;TOM\n\
                01;Lohn;Löhne zahlen;Beschäftigte;Name;Finanzamt;Schließanlage\n\
                02;Urlaub;Urlaub planen;Beschäftigte;Tage;wie Nr. 1;s. Nr. 1\n\
                03;Post;Briefe senden;Kunden;Adresse;wie Nr. 9;siehe 2\n";
    let export = imported("vvt.csv", text);
    let activities = list(&export, "activities");
    assert_eq!(activities[1]["recipients"][0]["category"], "Finanzamt");
    assert_eq!(activities[1]["measures_text"], "Schließanlage");
    // What points nowhere stays in its words; what points to what points on is not followed.
    assert_eq!(activities[2]["recipients"][0]["category"], "wie Nr. 9");
    let text = "Attività;Finalità;Interessati;Dati;Destinatari;Misure di sicurezza\n\
                Paghe;Pagare;Dipendenti;Nome;Banca;Serratura\nFerie;Pianificare;Dipendenti;Giorni;come punto 1;come punto 1\n";
    let export = imported("registro.csv", text);
    let second = &export["activities"][1];
    assert_eq!(second["measures_text"], "Serratura");
    assert_eq!(second["recipients"][0]["category"], "Banca");
}

#[test]
fn a_contract_behind_a_name_is_one_and_what_lacks_is_none() {
    let text = "Activity;Purpose;Data subjects;Data;Processor + DPA?\n\
                Pay;Pay wages;Staff;Name;Northwind - yes\n\
                Mail;Send news;Readers;Email;Mailbird – signed 2021\n\
                Doors;Let people in;Staff;Badge;Lockwise – DPA outstanding\n\
                Web;Run the site;Visitors;IP;Acme Ltd – terms of service\n";
    let export = imported("ropa.csv", text);
    assert_eq!(
        names(&export, "organisations"),
        ["Northwind", "Mailbird", "Lockwise", "Acme Ltd"]
    );
    let contracts = list(&export, "agreements");
    assert_eq!(contracts.len(), 2);
    assert_eq!(contracts[1]["status"], "signed");
    let text = "Behandling;Ändamål;Registrerade;Personuppgifter;PuB-avtal\n\
                Lön;Betala lön;Anställda;Namn;Nordvind AB, ja\nPost;Skicka post;Kunder;Adress;Saknas, pågår\n";
    let export = imported("lista.csv", text);
    assert_eq!(names(&export, "organisations"), ["Nordvind AB"]);
    assert_eq!(list(&export, "agreements").len(), 1);
    assert!(export["activities"][1]["recipients"].is_null());
    let text = "Verarbeitung;Zweck;Betroffene;Daten;Empfänger\nLohn;Löhne zahlen;Beschäftigte;Name;Muster GmbH (AV-Vertrag v. 3.5.2018)\n";
    let export = imported("vvt.csv", text);
    let recipient = &export["activities"][0]["recipients"][0];
    assert_eq!(recipient["role"], "processor");
    assert!(recipient["service"].is_null());
    assert_eq!(list(&export, "agreements").len(), 1);
}

#[test]
fn what_names_nobody_is_no_organisation_and_what_is_done_by_oneself_no_processor() {
    let text = "Activity;Purpose;Data subjects;Data;Processors\nA;Keep it;Staff;Name;Self-hosted CRM\n\
                B;Send it;Staff;Name;Bank / accountant\nC;Mail it;Staff;Name;Keel -> Brevi\nD;Read it;Staff;Name;Scan if configured\n";
    let export = imported("ropa.csv", text);
    assert!(list(&export, "organisations").is_empty());
    let first = &export["activities"][0]["recipients"][0];
    assert_eq!(first["role"], "internal");
}

#[test]
fn recipients_and_processors_under_one_header_have_no_role_from_it() {
    for header in ["Recipients / processors", "Destinatari e responsabili"] {
        let text = format!(
            "Activity;Purpose;Data subjects;Data;{header}\nA;Keep it;Staff;Name;Acme Ltd\nB;Sell it;Staff;Name;none\n"
        );
        let export = imported("ropa.csv", &text);
        let activities = list(&export, "activities");
        assert!(activities[0]["recipients"][0]["role"].is_null(), "{header}");
        assert!(activities[1]["none"]["recipients"].is_string(), "{header}");
    }
}

#[test]
fn consent_beside_article_9_is_its_condition() {
    let text = "Tratamiento;Base jurídica;Fines del tratamiento;Colectivo;Categorías de datos\n\
                Comedor;6.1.e) / 9.2.a) consentimiento explícito;Dar de comer;Menores;Alergias\n\
                Salud;Art. 9(2)(h) e art. 75 del codice;Curar;Pacientes;Salud\n";
    let export = imported("rat.csv", text);
    let activities = list(&export, "activities");
    assert_eq!(
        activities[0]["purposes"][0]["legal_bases"],
        serde_json::json!(["6-1-e"])
    );
    assert_eq!(
        activities[0]["art9_conditions"],
        serde_json::json!(["9-2-a"])
    );
    assert_eq!(
        activities[1]["art9_conditions"],
        serde_json::json!(["9-2-h"])
    );
}

#[test]
fn what_stays_inside_or_is_to_be_confirmed_is_neither_a_transfer_nor_none() {
    let text = "Activity;Purpose;Data subjects;Data;Transfers outside the EEA\nA;Keep it;Staff;Name;Yes - EU (France)\n\
                B;Sell it;Staff;Name;No (confirm the region)\nC;Send it;Staff;Name;No\n";
    let export = imported("ropa.csv", text);
    let activities = list(&export, "activities");
    assert!(activities[0]["transfers"].is_null());
    assert!(activities[1]["none"]["transfers"].is_null());
    assert!(activities[2]["none"]["transfers"].is_string());
}

#[test]
fn whose_data_and_which_are_told_apart_under_one_header() {
    let text = "Rekisteri;Rekisteröidyt ja tiedot;Käyttötarkoitus;Oikeusperuste;Säilytysaika\n\
                Lainaus;Asiakkaat: nimi, osoite;Lainaustoiminta;Yleinen etu;14 vrk\n";
    let export = imported("seloste.csv", text);
    let activity = &export["activities"][0];
    assert_eq!(list(activity, "data_subjects").len(), 1);
    assert_eq!(list(activity, "data_categories").len(), 2);
    assert_eq!(activity["retention"][0]["period"], "P14D");
}

#[test]
fn tables_inside_an_activity_tell_of_it_and_are_no_register() {
    let activity = |name: &str, rows: &str| {
        format!(
            "## {name}\n\n### Zwecke\n- Betreuung der Kunden\n\n### Rechtsgrundlagen\n- Art. 6 Abs. 1 lit. b DSGVO\n\n\
             ### Betroffene\n- Kunden\n\n### Datenkategorien\n- Name\n\n### Empfänger (Auftragsverarbeiter)\n\
             | Empfänger | Sitz | Zweck | Grundlage |\n|---|---|---|---|\n{rows}\n\
             ### Speicherdauer\n| Daten | Frist | Wie |\n|---|---|---|\n| Stammdaten | 3 Jahre nach Vertragsende | von Hand |\n\n\
             ### Betroffenenrechte\n- Löschung: `/api/delete`\n\n"
        )
    };
    let rows = "| Wolke GmbH | Berlin | Hosting | AVV |\n| Brief AG | Bern | Versand | AVV |\n| Blatt GmbH | Ulm | Druck | AVV |\n\
                | Ton GmbH | Bonn | Telefon | AVV |\n| Bild GmbH | Kiel | Fotos | AVV |\n";
    let text = format!(
        "# Verzeichnis\n\n{}{}",
        activity("Verarbeitung 1: Laden", rows),
        activity("Verarbeitung 2: Werkstatt", rows)
    );
    let export = imported("vvt.md", &text);
    assert_eq!(names(&export, "activities"), ["Laden", "Werkstatt"]);
    for activity in list(&export, "activities") {
        assert_eq!(list(activity, "recipients").len(), 5);
        let kept = list(activity, "retention");
        assert_eq!((kept.len(), &kept[0]["period"]), (1, &Json::from("P3Y")));
    }
}

#[test]
fn a_paragraph_below_the_name_of_an_activity_says_what_it_is_for() {
    let activity = |name: &str, what: &str| {
        format!(
            "### {name}\n\n{what}\n\n- **Rättslig grund:** Avtal\n- **Kategorier av registrerade:** Löpare\n\
             - **Kategorier av personuppgifter:** Namn\n- **Lagringstid:** 1 år\n\n"
        )
    };
    let text = format!(
        "# Register\n\n## Behandlingar\n\n{}{}",
        activity("1. Anmälan", "Ta emot anmälningar till loppet."),
        activity("2. Resultat", "Visa tider på webben.")
    );
    let export = imported("register.md", &text);
    let second = &export["activities"][1]["purposes"][0];
    assert_eq!(second["text"], "Visa tider på webben.");
}

#[test]
fn the_title_of_a_processors_register_says_what_we_are_and_a_heading_where_not() {
    let activity = |name: &str| {
        format!(
            "## {name}\n\n| | |\n|---|---|\n| **Purpose** | Help |\n| **Data subjects** | Users |\n| **Personal data** | Name |\n\
             | **Recipients** | Support |\n\n"
        )
    };
    let text = format!(
        "# Acme — record of processing activities (processor)\n\n{}{}",
        activity("1. Parcels"),
        activity("2. Acme as controller — feedback")
    );
    let export = imported("ropa.md", &text);
    let roles: Vec<&Json> = list(&export, "activities")
        .iter()
        .map(|it| &it["role"])
        .collect();
    assert_eq!(roles, ["processor", "controller"]);
}

#[test]
fn a_sheet_that_says_who_is_responsible_is_read_for_the_other() {
    let home = Home::new();
    home.ropa(&["new", "r.sqlite"]).done();
    let cover = "# Verzeichnis\n\n## Angaben\n\n| | | |\n|---|---|---|\n| Verantwortlicher | Maler Sonn GmbH | x |\n\n";
    let text = format!(
        "{cover}## Tätigkeiten\n\n| Verarbeitung | Zweck | Betroffene | Daten | DSFA |\n|---|---|---|---|---|\n\
         | Lohn | Löhne zahlen | Beschäftigte | Name | ja (2022) |\n"
    );
    home.write("vvt.md", &text);
    home.on("r.sqlite", &["import", "vvt.md"]).done();
    let export = home.on("r.sqlite", &["export", "--format", "json"]).json();
    assert_eq!(names(&export, "organisations"), ["Maler Sonn GmbH"]);
    let activity = &export["activities"][0];
    assert_eq!(activity["dpia_status"], "done");
    assert!(activity["organisation"].is_string());
}

#[test]
fn people_stand_before_their_data_in_a_cell_of_both() {
    let record = |name: &str, both: &str| {
        format!(
            "## {name}\n\n| Field | Value |\n|---|---|\n| (a) Controller | See §0. |\n| (b) Purpose | Sell |\n\
             | (c) Data subjects and their data | {both} |\n| (d) Recipients | Bank |\n\n"
        )
    };
    let text = format!(
        "# Record\n\n**Controller:** Alder Games SIA (reg. 123, Road 5, Riga, Latvia)\n\n{}{}{}",
        record(
            "1. Shop",
            "Users (buyers, sellers). Categories: name, email."
        ),
        record("2. Login", "All users. Email, password"),
        record("3. Pay", "Buyers: name, amount. Sellers: name, account")
    );
    let export = imported("ropa.md", &text);
    assert_eq!(names(&export, "organisations"), ["Alder Games SIA"]);
    let counts: Vec<(usize, usize)> = list(&export, "activities")
        .iter()
        .map(|it| {
            (
                list(it, "data_subjects").len(),
                list(it, "data_categories").len(),
            )
        })
        .collect();
    assert_eq!(counts, [(1, 2), (1, 2), (2, 3)]);
    let own = &export["activities"][0]["organisation"];
    assert_eq!(*own, export["organisations"][0]["ref"]);
}

#[test]
fn ordinals_and_the_words_for_and_stand_in_no_citations_way() {
    let text = "Actividade;Finalidade;Licitude;Titulares;Dados;Transferência para países terceiros\n\
                Lar;Cuidar;Art. 6.º/1-b) e 9.º/2-h);Utentes;NIF, NISS;Sim – EUA\n\
                Kadry;Zatrudniać;art. 6 ust. 1 lit. b i c;Pracownicy;PESEL;Não\n";
    let export = imported("rat.csv", text);
    let activities = list(&export, "activities");
    let bases = |at: usize| activities[at]["purposes"][0]["legal_bases"].clone();
    assert_eq!(bases(0), serde_json::json!(["6-1-b"]));
    assert_eq!(bases(1), serde_json::json!(["6-1-b", "6-1-c"]));
    assert_eq!(
        activities[0]["art9_conditions"],
        serde_json::json!(["9-2-h"])
    );
    assert_eq!(activities[0]["transfers"][0]["country"], "US");
    // Two numbers of one code are two.
    assert_eq!(list(activities[0], "data_categories").len(), 2);
}

#[test]
fn whoever_is_named_under_the_heading_of_the_controller_is_it() {
    let activity = |name: &str| {
        format!(
            "## {name}\n\n| Champ | Détail |\n|---|---|\n| Finalité | Répondre |\n| Base légale | Contrat |\n\
             | Personnes concernées | Visiteurs |\n| Données | Nom |\n\n"
        )
    };
    let text = format!(
        "# Registre\n\n## Responsable de traitement\n\n| Champ | Valeur |\n|---|---|\n| Identité | Jean Exemple |\n\
         | Coordonnées complètes | voir les mentions |\n\n{}{}",
        activity("Traitement 1 : contact"),
        activity("Traitement 2 : journaux")
    );
    let export = imported("registre.md", &text);
    assert_eq!(names(&export, "organisations"), ["Jean Exemple"]);
    let text = "Verwerking;Doel;Betrokkenen;Soort gegevens;Verwerkers\nMail;Sturen;Klanten;Naam;Tieta - ontbreekt, Visma Vlot – getekend\n";
    let export = imported("lijst.csv", text);
    assert_eq!(names(&export, "organisations"), ["Tieta", "Visma Vlot"]);
    assert_eq!(list(&export, "agreements").len(), 1);
}

#[test]
fn a_list_of_records_in_yaml_is_a_register_with_its_controller() {
    let text = "# Register\ncontroller:\n  name: Alder Coop\n  email: a@alder.example\nactivities:\n  - id: PA-01\n    name: Members\n    \
                purpose: Keep the list of members\n    legal_basis: Art. 6(1)(b)\n    data_subjects: [members, former members]\n    \
                data_categories: [name, address]\n    third_country_transfers: none\n    retention: 10 years after the end of membership\n  \
                - id: PA-02\n    name: News\n    purpose: Send news\n    data_subjects: [readers]\n    security: same as PA-01\n";
    let export = imported("ropa.yaml", text);
    assert_eq!(names(&export, "organisations"), ["Alder Coop"]);
    assert_eq!(names(&export, "activities"), ["Members", "News"]);
    let first = &export["activities"][0];
    assert_eq!(list(first, "data_categories").len(), 2);
    assert_eq!(first["retention"][0]["period"], "P10Y");
    assert!(first["none"]["transfers"].is_string());
}

#[test]
fn words_for_whoever_it_is_in_each_case_name_no_controller() {
    for who in [
        "Each customer company that uses Acme",
        "i propri utenti e i clienti",
        "Jeder Kunde mit einem Vertrag",
    ] {
        let text = format!(
            "# Register\n\n**Controller:** {who}\n\n| Activity | Purpose | Data subjects | Data |\n|---|---|---|---|\n\
             | Pay | Pay wages | Staff | Name |\n"
        );
        let export = imported("ropa.md", &text);
        assert!(list(&export, "organisations").is_empty(), "{who}");
        assert!(export.to_string().contains(who), "{who}");
    }
    let text = "# Register\n\n**Controller:** one.com\n\n| Activity | Purpose | Data subjects | Data |\n|---|---|---|---|\n\
                | Pay | Pay wages | Staff | Name |\n";
    assert_eq!(
        names(&imported("ropa.md", text), "organisations"),
        ["one.com"]
    );
}

#[test]
fn categories_of_people_are_no_list_of_their_data() {
    for header in [
        "Kategorier registrerade",
        "Kategorien der Betroffenen",
        "Catégories de personnes concernées par le traitement",
        "Categories of data subjects affected",
    ] {
        let text = format!(
            "Activity;Purpose;{header};Data;Recipients\nPay;Pay wages;Kunder (B2B), anställda;Name;Bank\n"
        );
        let export = imported("ropa.csv", &text);
        let people = list(&export["activities"][0], "data_subjects");
        assert_eq!(people.len(), 2, "{header}");
        assert!(
            people.iter().all(|it| it["category"].is_array()),
            "{header}"
        );
    }
}
