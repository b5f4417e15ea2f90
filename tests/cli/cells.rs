//! What cells of real registers say, read as those who wrote them meant it: spelled without umlauts, denied, still to be
//! filled in, told one beside the other.

use serde_json::Value as Json;

use super::Home;

mod of_all;
mod of_aspects;
mod of_brackets;
mod of_heads;
mod of_others;
mod of_owners;
mod of_parties;

/// What a file makes of an empty register.
fn imported(name: &str, text: &str) -> Json {
    let home = Home::new();
    home.ropa(&["new", "r.sqlite"]).done();
    home.write(name, text);
    home.on("r.sqlite", &["import", name]).done();
    home.on("r.sqlite", &["export", "--format", "json"]).json()
}

fn names<'j>(export: &'j Json, list: &str) -> Vec<&'j str> {
    let all = export[list].as_array().into_iter().flatten();
    all.filter_map(|it| it["name"].as_str()).collect()
}

#[test]
fn headers_and_words_are_known_without_their_umlauts() {
    let export = imported(
        "vvt.csv",
        "Taetigkeit;Zweck;Empfaenger;Loeschfrist;Drittlanduebermittlung\n\
         Versand;Waren liefern;Paketdienst;3 Jahre nach Vertragsende;Oesterreich, USA\n",
    );
    let activity = &export["activities"][0];
    assert_eq!(activity["recipients"][0]["category"], "Paketdienst");
    assert_eq!(activity["retention"][0]["period"], "P3Y");
    assert_eq!(activity["transfers"][0]["country"], "US");
}

#[test]
fn activities_whose_names_stand_in_a_cell_or_in_a_heading_all_come() {
    let section = |heading: &str, name: &str, measures: &str| {
        format!(
            "### {heading}\n\n| Feld | Inhalt |\n|---|---|\n{name}| Zweck | {heading} |\n| Datenkategorien | Name |\n\
             | Empfänger | Bank |\n| Löschfristen | 3 Jahre |\n| {measures} | Zutritt |\n\n"
        )
    };
    let text = format!(
        "# Verzeichnis\n\n| Feld | Inhalt |\n|---|---|\n| Vertreter:in (falls EU-extern) | – |\n\n## Tätigkeiten\n\n{}{}{}",
        section(
            "2.1 Stammdaten",
            "| Bezeichnung | Akten |\n",
            "TOM (technisch)"
        ),
        section("2.2 Termine", "", "TOM"),
        section("2.3 Zahlungen", "", "TOM"),
    );
    let export = imported("vvt.md", &text);
    assert_eq!(
        names(&export, "activities"),
        ["Akten", "Termine", "Zahlungen"]
    );
    let notes = export["activities"].to_string();
    assert!(!notes.contains("Vertreter: in"), "{notes}");
}

#[test]
fn a_label_in_a_list_of_data_is_one_of_its_entries() {
    let activity = |name: &str| {
        format!(
            "## {name}\n\n### Finalité\nVendre\n\n### Base légale\nContrat (art. 6.1.b)\n\n### Catégories de données\n\
             - Identité : prénom, nom\n- Contact : email\n- Code de retrait : XX-1\n- Notes\n\n### Destinataires\n\
             - **Interne** : équipe commerciale\n- **Sous-traitants** : Nuage (hébergement du site), Poste SA\n\n\
             ### Durée de conservation\n3 ans\n\n"
        )
    };
    let export = imported(
        "registre.md",
        &format!(
            "# Registre\n\n{}{}",
            activity("Commandes"),
            activity("Comptes")
        ),
    );
    let activities = export["activities"].as_array().unwrap();
    for activity in activities {
        assert!(activity["owner"].is_null(), "{activity}");
        let data = activity["data_categories"].to_string();
        for told in ["Identité", "Contact", "Code de retrait"] {
            assert!(data.contains(told), "{told}: {data}");
        }
        let recipients = activity["recipients"].as_array().unwrap();
        assert_eq!(recipients[0]["role"], "internal");
        assert_eq!(recipients[1]["service"], "hébergement du site");
    }
    // One that serves in two ways is one organisation.
    assert_eq!(names(&export, "organisations"), ["Nuage", "Poste SA"]);
}

#[test]
fn what_is_denied_or_still_open_is_recorded_nowhere_and_kept_in_words() {
    let export = imported(
        "cells.csv",
        "Activity;Purpose;Recipients;Transfers outside the EEA;Retention period;Automated decision-making\n\
         Mail;Write;No disclosures. Processors: Postbox (delivery of mail);No international transfer to the operator (in Brazil);\
         Logs: [TO BE COMPLETED — e.g. 12 months];None\n\
         News;Inform;None. It is printed by ourselves;To be defined (USA?);To be defined (e.g. 2 years);Not applicable\n\
         Shop;Sell;Bank;Data go to the USA (SCC);10 years (to be confirmed);Yes, scoring\n",
    );
    let activities = export["activities"].as_array().unwrap();
    let [mail, news, shop] = activities.as_slice() else {
        panic!("{export}");
    };
    assert_eq!(mail["recipients"][0]["role"], "processor");
    assert_eq!(mail["recipients"].as_array().unwrap().len(), 1);
    assert_eq!(names(&export, "organisations"), ["Postbox"]);
    for activity in [mail, news] {
        assert!(activity["transfers"].is_null(), "{activity}");
        let retention = activity["retention"].to_string();
        assert!(!retention.contains("\"P"), "{retention}");
    }
    assert!(news["recipients"].is_null(), "{news}");
    assert_eq!(mail["automated_decisions"], false);
    assert!(news["automated_decisions"].is_null(), "{news}");
    assert_eq!(shop["automated_decisions"], true);
    assert_eq!(shop["transfers"][0]["country"], "US");
    assert_eq!(shop["retention"][0]["period"], "P10Y");
    for (activity, words) in [
        (mail, ["No disclosures", "in Brazil", "e.g. 12 months"]),
        (news, ["printed by ourselves", "USA?", "e.g. 2 years"]),
    ] {
        for word in words {
            assert!(activity.to_string().contains(word), "{word}: {activity}");
        }
    }
}

#[test]
fn a_label_holds_for_its_own_sentence() {
    let export = imported(
        "who.csv",
        "Activity;Purpose;Recipients;Retention period\n\
         Mail;Write;Internal: support, sales. External: Postbox, the bank;1 year\n\
         Shop;Sell;\"Processors: Webhost\nAuthorities: tax office\";1 year\n",
    );
    let told = |at: usize| -> Vec<(String, String)> {
        let recipients = export["activities"][at]["recipients"].as_array().unwrap();
        let text = |it: &Json, key: &str| it[key].as_str().unwrap_or_default().to_owned();
        let each = recipients
            .iter()
            .map(|it| (text(it, "category"), text(it, "role")));
        each.collect()
    };
    let pair = |category: &str, role: &str| (category.to_owned(), role.to_owned());
    let mail = [
        pair("support", "internal"),
        pair("sales", "internal"),
        pair("Postbox", ""),
        pair("the bank", ""),
    ];
    assert_eq!(told(0), mail);
    assert_eq!(
        told(1),
        [pair("", "processor"), pair("tax office", "authority")]
    );
    let export = imported(
        "roles.csv",
        "Activity;Purpose;Recipients;Retention period\nMail;Write;Postbox AB (processor, delivery), Chat (titolare autonomo);1 year\n",
    );
    let recipients = &export["activities"][0]["recipients"];
    assert_eq!(recipients[0]["role"], "processor");
    assert_eq!(recipients[0]["service"], "delivery");
    assert_eq!(recipients[1]["role"], "controller");
    assert_eq!(names(&export, "organisations"), ["Postbox AB"]);
}

#[test]
fn who_is_still_to_be_named_is_no_controller() {
    let text = |controller: &str| {
        format!(
            "# Register\n\n**Controller:** {controller}\n\n| Activity | Purpose | Data | Retention |\n|---|---|---|---|\n\
             | Mail | Write | Name | 1 year |\n| Shop | Sell | Name | 2 years |\n"
        )
    };
    for (controller, named) in [
        ("TODO: confirm the name", &[][..]),
        ("the customer's company. Processor: Acme.", &[]),
        (
            "Acme Ltd, Road 3. Contact: info@acme.example",
            &["Acme Ltd"],
        ),
    ] {
        let export = imported("register.md", &text(controller));
        assert_eq!(names(&export, "organisations"), named, "{controller}");
        assert!(export.to_string().contains(controller), "{export}");
    }
    // Whoever else is named stays in words.
    let two = text("Acme Ltd\n\n**Controller:** Birch Ltd");
    let export = imported("register.md", &two);
    assert_eq!(names(&export, "organisations"), ["Acme Ltd"]);
    assert!(export.to_string().contains("Birch Ltd"), "{export}");
}

#[test]
fn prose_that_is_called_markdown_has_no_table_and_is_no_json() {
    let home = Home::new();
    home.ropa(&["new", "r.sqlite"]).done();
    home.write(
        "prose.md",
        "# Register — draft\n\nThe controller is whoever uses it. Purposes: to be defined.\n",
    );
    let told = home.on("r.sqlite", &["import", "prose.md"]);
    assert_eq!(told.code, 1);
    assert!(!told.err.contains("JSON"), "{}", told.err);
}

#[test]
fn a_column_that_tells_the_rows_apart_names_them() {
    let export = imported(
        "mapa.md",
        "# Datová mapa\n\n| Oblast | Údaje | Účel | Právní základ | Doba uchování |\n|---|---|---|---|---|\n\
         | Platby | Jméno | Fakturace | b) plnění smlouvy | 10 let |\n| Web | IP adresa | Bezpečnost | f) oprávněný zájem | 30 dnů |\n",
    );
    assert_eq!(names(&export, "activities"), ["Platby", "Web"]);
    assert_eq!(export["activities"][1]["retention"][0]["period"], "P30D");
    // A list of processors is none of activities.
    let text = "# Registro\n\n| Trattamento | Finalità | Dati | Conservazione |\n|---|---|---|---|\n| Ordini | Vendere | Nome | 1 anno |\n\n\
                ## Responsabili\n\n| Soggetto | Ruolo | Dati | Trasferimento |\n|---|---|---|---|\n| Nuvola srl | responsabile | Nome | no |\n";
    assert_eq!(
        names(&imported("registro.md", text), "activities"),
        ["Ordini"]
    );
    // Where they do not, or where a name stands elsewhere, they stay in words.
    let export = imported(
        "area.csv",
        "Lane;Activity;Purpose;Retention\nShop;Orders;Sell;1 year\nShop;Returns;Take back;2 years\n",
    );
    assert_eq!(names(&export, "activities"), ["Orders", "Returns"]);
    assert!(
        export["activities"][0]["notes"]
            .to_string()
            .contains("Lane: Shop")
    );
}

#[test]
fn activities_beside_each_other_come_whatever_stands_before_their_names() {
    let rows = [
        "Angabe;Zeile 1: Logs;Zeile 2: Anfragen",
        "Zweck;Sicherheit;Antworten",
        "Rechtsgrundlage;Art. 6 Abs. 1 lit. f;Art. 6 Abs. 1 lit. b",
        "Kategorien betroffener Personen;Besucher;Kunden",
        "Kategorien personenbezogener Daten;IP-Adresse;Name",
        "Empfänger;Hoster;Anbieter",
        "Löschfrist;7 Tage;6 Monate",
    ];
    let table = rows.map(|row| format!("| {} |\n", row.replace(';', " | ")));
    let [head, rest @ ..] = &table;
    let markdown = format!("# VVT\n\n{head}|---|---|---|\n{}", rest.concat());
    for (name, text) in [("vvt.csv", rows.join("\n")), ("vvt.md", markdown)] {
        let export = imported(name, &text);
        assert_eq!(
            names(&export, "activities"),
            ["Zeile 1: Logs", "Zeile 2: Anfragen"],
            "{name}"
        );
        let second = &export["activities"][1];
        assert_eq!(second["retention"][0]["period"], "P6M");
        assert_eq!(second["purposes"][0]["legal_bases"][0], "6-1-b");
    }
}

#[test]
fn keys_in_a_fenced_block_are_read_and_code_is_not() {
    let export = imported(
        "ropa.md",
        "# RoPA\n\n## Processing 1\n\n```yaml\nname: Newsletter\npurpose: Inform\nlegal_basis: Consent (Art. 6(1)(a))\n\
         data_categories: [email, name]\nretention: 2 years\n```\n\n## Processing 2\n\n```yaml\nname: Shop\npurpose: Sell\n\
         legal_basis: Contract\ndata_categories: [address]\nretention: 7 years\n```\n\n## Notes\n\n```js\nname: x,\nfoo: y,\nbar: z\n```\n",
    );
    assert_eq!(names(&export, "activities"), ["Newsletter", "Shop"]);
    assert_eq!(export["activities"][1]["retention"][0]["period"], "P7Y");
}

#[test]
fn what_is_done_for_others_comes_as_activities_of_a_processor() {
    let activity = |heading: &str| {
        format!(
            "### {heading}\n\n**Purpose:** Give access\n\n**Categories of Data:**\n- Name\n- Email\n\n**Data Subjects:**\n- Clients\n\n\
             **Recipients:**\n- Northwind Inc.\n\n**Retention:** 12 months\n\n"
        )
    };
    let text = format!(
        "# Record\n\n**Controller:** Alder Ltd, Road 3, 4 Town, Ireland\n\n## 2. Activities Where Alder Acts as Data Controller\n\n{}{}\
         ## 3. Activities Where Alder Acts as Data Processor\n\nThe customer says what is done.\n\n{}{}\
         ## 4. Security measures\n\n- TLS\n- Passwords hashed\n\n## 5. Data protection officer\n\nNot required for our size.\n",
        activity("2.1 Accounts"),
        activity("2.2 Billing"),
        activity("3.1 Client Management"),
        activity("3.2 Bookings"),
    );
    let export = imported("ropa.md", &text);
    assert_eq!(
        names(&export, "activities"),
        ["Accounts", "Billing", "Client Management", "Bookings"]
    );
    let activities = export["activities"].as_array().unwrap();
    let roles: Vec<&str> = activities
        .iter()
        .filter_map(|it| it["role"].as_str())
        .collect();
    assert_eq!(
        roles,
        ["controller", "controller", "processor", "processor"]
    );
    assert_eq!(
        names(&export, "organisations"),
        ["Alder Ltd", "Northwind Inc."]
    );
    let own = &export["organisations"][0];
    assert_eq!(own["country"], "IE");
    assert_eq!(own["none"]["contacts.dpo"], "Not required for our size.");
    assert_eq!(
        export["measures"][0]["description"],
        "TLS\nPasswords hashed"
    );
}

#[test]
fn a_table_of_activities_under_art_30_2_is_of_a_processor_and_a_list_of_processors_of_none() {
    let text = "# Record\n\n**Controller:** Alder Ltd\n\n## Part A — Record (Art. 30(2))\n\n\
                | # | Processing activity | Data subjects | Categories | Sub-processors | Transfers |\n|---|---|---|---|---|---|\n\
                | A1 | Results | Athletes | Name, club | Railway, Bucket S3 | UK→US (hosting) |\n| A2 | Photos | Athletes | Pictures | Hosting | None by design |\n\n\
                ## 3. Processors\n\n| Processor | Processing | Data | Place / transfer |\n|---|---|---|---|\n\
                | Northwind | Payments | Email, amounts | USA, SCC |\n| Fabrikam | Mail | Email | Ireland (EU) |\n";
    let export = imported("ropa.md", text);
    assert_eq!(names(&export, "activities"), ["Results", "Photos"]);
    let [first, second] = [&export["activities"][0], &export["activities"][1]];
    assert_eq!(first["role"], "processor");
    assert_eq!(first["data_categories"].as_array().unwrap().len(), 2);
    assert_eq!(first["transfers"].as_array().unwrap().len(), 1);
    assert_eq!(first["transfers"][0]["country"], "US");
    assert_eq!(
        names(&export, "organisations"),
        ["Alder Ltd", "Railway", "Bucket S3", "Northwind", "Fabrikam"]
    );
    // Who is in the list of processors is one of no activity.
    assert_eq!(second["recipients"].as_array().unwrap().len(), 1);
    assert_eq!(second["recipients"][0]["category"], "Hosting");
    let none = second["none"]["transfers"].as_str().unwrap_or_default();
    assert!(none.contains("None by design"), "{none}");
}

#[test]
fn an_overview_beside_the_activities_adds_no_second_purpose() {
    let section = |name: &str| {
        format!(
            "## {name}\n\n| Item | Answer |\n|---|---|\n| Purpose | Run tasks for users |\n| Data | Prompts |\n\
             | Data subjects | Users |\n| Recipients | None (local) |\n| Legal basis | Contract (Art. 6.1b) |\n\n"
        )
    };
    let text = format!(
        "# Register\n\n## Overview\n\n| Processing | Purpose | Data | Legal basis |\n|---|---|---|---|\n\
         | Tasks | Main function | Prompts | Contract (Art. 6.1b) |\n| Logs | Debugging | Prompts | Contract (Art. 6.1b) |\n\n{}{}",
        section("2.1 Tasks"),
        section("2.2 Logs"),
    );
    let export = imported("registre.md", &text);
    for activity in export["activities"].as_array().unwrap() {
        let purposes = activity["purposes"].as_array().unwrap();
        assert_eq!(purposes.len(), 1, "{activity}");
        assert_eq!(purposes[0]["text"], "Run tasks for users");
        let notes = activity["notes"].as_str().unwrap_or_default();
        assert!(notes.contains("Purpose: "), "{notes}");
        assert!(activity["none"]["recipients"].is_string(), "{activity}");
    }
}

#[test]
fn a_name_in_a_paragraph_comes_with_the_address_and_contacts_beside_it() {
    let text = "# Verzeichnis\n\n**Verantwortlicher:** Alder Beratung, Lange Str. 3, 10559 Berlin, Deutschland. Kontakt: a@alder.example. \
                Datenschutzbeauftragter: nicht bestellt.\n\n\
                | Verarbeitung | Zweck | Betroffene | Daten | Empfänger | Rechtsgrundlage |\n|---|---|---|---|---|---|\n\
                | Versand | Briefe zustellen | Nutzer, die zugestimmt haben | Name | Nordwind Europe, Limited, Dublin, Irland; Post AG, Ring 91, 10559 Berlin (Auftragsverarbeiter) | lit. b / lit. f |\n";
    let export = imported("vvt.md", text);
    let own = &export["organisations"][0];
    assert_eq!(own["name"], "Alder Beratung");
    assert_eq!(own["country"], "DE");
    assert_eq!(own["email"], "a@alder.example");
    // That nobody is appointed is no reason for it: it stays in words.
    assert!(own["none"].is_null(), "{own}");
    let notes = own["notes"].as_str().unwrap();
    assert!(notes.contains("nicht bestellt"), "{own}");
    assert_eq!(
        names(&export, "organisations"),
        ["Alder Beratung", "Nordwind Europe, Limited", "Post AG"]
    );
    let activity = &export["activities"][0];
    assert_eq!(activity["recipients"][1]["role"], "processor");
    assert_eq!(activity["data_subjects"].as_array().unwrap().len(), 1);
    assert_eq!(
        activity["purposes"][0]["legal_bases"],
        serde_json::json!(["6-1-b", "6-1-f"])
    );
}

#[test]
fn a_list_of_processors_says_who_the_recipients_are_and_a_column_that_there_is_a_contract() {
    let section = |name: &str, recipient: &str| {
        format!(
            "## {name}\n\n**Purpose:** Run it\n\n**Data subjects:** Users\n\n**Personal data:** Email\n\n\
             **Recipients:** {recipient}\n\n**Retention:** 1 year\n\n"
        )
    };
    let text = format!(
        "# Register\n\n**Controller:** Alder Ltd\n\n{}{}## Processors\n\n\
         | # | Processor | Role | Location | DPA |\n|---|---|---|---|---|\n\
         | 1 | Supabase | Database | EU (Ireland) | Yes, accepted |\n| 2 | Northwind | Mail | Sweden | Pending |\n\
         | 3 | Fabrikam | Search | Norway | N/A (independent controller) |\n| 4 | Mail provider | Mail | to be confirmed | No |\n",
        section("1. Accounts", "Supabase (database/auth)"),
        section("2. Search", "Fabrikam, Northwind (sending), Bank"),
    );
    let export = imported("ropa.md", &text);
    assert_eq!(
        names(&export, "organisations"),
        ["Alder Ltd", "Supabase", "Northwind", "Fabrikam"]
    );
    let first = &export["activities"][0]["recipients"][0];
    assert_eq!(first["role"], "processor");
    assert_eq!(first["service"], "database/auth");
    assert_eq!(first["countries"], serde_json::json!(["EU", "IE"]));
    let second = &export["activities"][1]["recipients"];
    assert!(second[0]["role"].is_null(), "{second}");
    assert_eq!(second[1]["role"], "processor");
    assert_eq!(second[2]["category"], "Bank");
    let agreements = export["agreements"].as_array().unwrap();
    assert_eq!(agreements.len(), 1, "{agreements:?}");
    assert_eq!(agreements[0]["status"], "signed");
    assert!(export.to_string().contains("Mail provider; "), "{export}");

    let export = imported(
        "column.csv",
        "Name;Formål;Registrerte;Personopplysninger;Databehandler;Databehandleravtale\n\
         Post;Sende;Kunder;E-post;Nordvind;Ja, via Nordvind\nNett;Vise;Kunder;IP;Fabrikam;Nei\n",
    );
    let agreements = export["agreements"].as_array().unwrap();
    assert_eq!(agreements.len(), 1, "{agreements:?}");
    assert_eq!(agreements[0]["kind"], "processor_contract");
}

#[test]
fn the_controller_of_what_is_done_for_others_is_a_client_and_a_dash_tells_of_one_processor() {
    let section = |name: &str, more: &str| {
        format!(
            "### {name}\n\n- **Purpose:** Run it\n- **Personal data:** Email\n- **Data subjects:** Guests\n\
             - **Processors:** Northwind (Cloud) — hosting, backups\n- **Retention:** 1 year\n{more}\n"
        )
    };
    let text = format!(
        "# Register\n\n**Controller:** Alder Ltd\n\n## A. As controller\n\n{}{}## B. What Alder does as processor (Art. 30(2))\n\n{}",
        section("A.1 Accounts", ""),
        section("A.2 Mail", ""),
        section(
            "B.1 Bookings",
            "- **Controller:** each restaurant that is a customer\n"
        ),
    );
    let export = imported("ropa.md", &text);
    assert_eq!(
        names(&export, "organisations"),
        ["Alder Ltd", "Northwind (Cloud)"]
    );
    let third = &export["activities"][2];
    assert_eq!(
        third["clients"][0]["category"],
        "each restaurant that is a customer"
    );
    assert_eq!(third["recipients"][0]["service"], "hosting, backups");
}

#[test]
fn a_schedule_of_retention_beside_the_purposes_is_no_register_of_its_own() {
    let rows = |data: &str, then: &str| format!("| {data} | 30 days | {then} | job |\n");
    let text = format!(
        "# Record\n\n## Purposes\n\n| # | Purpose | Personal data used | Art. 6 basis |\n|---|---|---|---|\n\
         | P0 | Operate an account | Email | 6(1)(b) |\n| P1 | Recommend places | Location | 6(1)(a) |\n\n\
         ## Retention\n\n| Data | Retention | Then what | Enforced by |\n|---|---|---|---|\n{}{}{}",
        rows("Location", "Coarsened"),
        rows("Traces", "Deleted"),
        rows("Profile", "Deleted"),
    );
    let export = imported("ropa.md", &text);
    assert_eq!(
        names(&export, "activities"),
        ["Operate an account", "Recommend places"]
    );
}

#[test]
fn that_there_is_a_contract_says_not_that_it_is_signed() {
    let status = |header: &str, cell: &str| {
        let export = imported(
            "column.csv",
            &format!(
                "Name;Purpose;Data subjects;Personal data;Processors;{header}\nMail;Write;Customers;Email;Northwind AB;\"{cell}\"\n"
            ),
        );
        assert!(export.to_string().contains(cell), "{export}");
        export["agreements"][0]["status"]
            .as_str()
            .map(str::to_owned)
    };
    for (header, cell) in [
        ("DPA", "Ja"),
        ("Databehandleravtale", "Ja"),
        ("DPA", "Ja – acceptera i dashboard"),
        ("AVV", "Ja, noch zu unterschreiben"),
        ("DPA", "Yes, to be signed"),
        ("DPA", "Yes (pending)"),
        ("DPA signed", "Yes, not yet"),
    ] {
        let told = status(header, cell);
        assert_ne!(told.as_deref(), Some("signed"), "{header}: {cell}");
    }
    for (header, cell) in [
        ("DPA", "Yes, signed 2024"),
        ("DPA signed", "Yes"),
        ("AVV", "Unterzeichnet"),
    ] {
        let status = status(header, cell);
        assert_eq!(status.as_deref(), Some("signed"), "{header}: {cell}");
    }
}

#[test]
fn what_stands_beside_the_activities_is_read_or_kept_and_told() {
    let table = "| Activity | Purpose | Data subjects | Personal data | Retention |\n|---|---|---|---|---|\n\
                 | Mail | Write | Users | Email | 1 year |\n| Shop | Sell | Users | Email | 2 years |\n";
    let section = |name: &str| {
        format!(
            "## {name}\n\n**Purpose:** Run it\n\n**Data subjects:** Users\n\n**Personal data:** Email\n\n**Retention:** 1 year\n\n"
        )
    };
    let sections = format!("{}{}", section("Mail"), section("Shop"));
    for line in [
        "*Art. 30 GDPR · Titolare: Alder Srl · info@alder.example*",
        "Art. 30 GDPR · Titolare: Alder Srl · info@alder.example",
        "> Art. 30 GDPR | Titolare: Alder Srl | info@alder.example",
        "Titolare: Alder Srl — P.IVA 123 — info@alder.example",
        "**Titolare:** Alder Srl · info@alder.example",
    ] {
        for rest in [table, &sections] {
            let text = format!("# Registro\n\n{line}\n\n{rest}");
            let export = imported("registro.md", &text);
            let own = &export["organisations"][0];
            assert_eq!(own["name"], "Alder Srl", "{text}");
            assert_eq!(own["email"], "info@alder.example", "{text}");
            let number = line.contains("123").then_some("123");
            assert_eq!(own["registration_number"].as_str(), number);
            if line.contains("Art. 30") {
                assert!(export["activities"][0].to_string().contains("Art. 30 GDPR"));
            }
        }
    }
    let markdown = [
        format!("Kept by Ann.\n\n# Register\n\nPrinted yearly.\n\n> Seen by Bo.\n\n{sections}"),
        format!(
            "Kept by Ann.\n\n# Register\n\nPrinted yearly.\n\n## Activities\n\n{table}\nSeen by Bo.\n"
        ),
        format!(
            "# Register\n\n```\nKept by Ann.\n```\n\nPrinted yearly.\n\n| Seen by Bo. |\n|---|\n\n{table}"
        ),
    ];
    let rows = "Kept by Ann.\n;;Printed yearly.\n;Seen by Bo.\n\nName;Purpose;Data subjects;Personal data\nMail;Write;Users;Email\n\
                Shop;Sell;Users;Email\n";
    let texts = markdown.iter().map(|text| ("register.md", text.as_str()));
    for (name, text) in texts.chain([("register.csv", rows)]) {
        let home = Home::new();
        home.ropa(&["new", "r.sqlite"]).done();
        home.write(name, text);
        let told = home.on("r.sqlite", &["import", name, "--dry-run"]).done();
        let json = home.on(
            "r.sqlite",
            &["import", name, "--dry-run", "--format", "json"],
        );
        let cells = &json.json()["sheets"]["cells"];
        let counts = ["fields", "as_stated", "notes", "blank"].iter();
        let sum: u64 = counts.map(|key| cells[*key].as_u64().unwrap()).sum();
        assert_eq!(cells["cells"], sum);
        home.on("r.sqlite", &["import", name]).done();
        let export = home.on("r.sqlite", &["export", "--format", "json"]).json();
        for words in ["Kept by Ann", "Printed yearly", "Seen by Bo"] {
            assert!(told.contains(words), "{words}: {told}");
            assert!(export.to_string().contains(words), "{words}: {text}");
        }
    }
    // A section that is of no activity is named.
    let home = Home::new();
    home.ropa(&["new", "r.sqlite"]).done();
    home.write(
        "register.md",
        format!("# Register\n\n{sections}# Appendix\n\nSeen by Bo.\n"),
    );
    let told = home.on("r.sqlite", &["import", "register.md", "--dry-run"]);
    assert!(told.done().contains("Appendix"));
}

#[test]
fn a_list_of_processors_is_told_column_by_column_and_counted() {
    let home = Home::new();
    home.ropa(&["new", "r.sqlite"]).done();
    home.write(
        "register.md",
        "# Register\n\n**Controller:** Alder Ltd\n\n## Activities\n\n\
         | Activity | Purpose | Data subjects | Personal data | Recipients |\n|---|---|---|---|---|\n\
         | Mail | Write | Users | Email | Northwind AB |\n| Shop | Sell | Users | Email | Bank |\n\n\
         ## Processors\n\n| # | Processor | Location | DPA | Contact |\n|---|---|---|---|---|\n\
         | 1 | Northwind AB | Sweden | Yes |  |\n| 2 |  | Norway | No | Ann |\n",
    );
    let told = home.on("r.sqlite", &["import", "register.md", "--dry-run"]);
    let told = told.done();
    for words in [
        "Sheet Processors",
        "Processor → Recipient",
        "DPA → Agreement: Yes",
        "Location → Recipient",
        "Norway; ",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let asked = ["import", "register.md", "--dry-run", "--format", "json"];
    let json = home.on("r.sqlite", &asked).json();
    let sheets = &json["sheets"];
    let columns = |of: &str| -> Vec<Json> {
        let tables = sheets[of].as_array().unwrap().iter();
        tables
            .flat_map(|table| table["columns"].as_array().unwrap().clone())
            .collect()
    };
    assert_eq!(columns("lists").len(), 5);
    for key in ["cells", "fields", "as_stated", "notes", "blank"] {
        let all = columns("tables").into_iter().chain(columns("lists"));
        let sum: u64 = all.map(|it| it["cells"][key].as_u64().unwrap()).sum();
        let beside = sheets["beside"][key].as_u64().unwrap();
        assert_eq!(sheets["cells"][key], sum + beside, "{key}");
    }
    let mapping = home.ropa(&["mapping", "register.md"]).done();
    assert!(mapping.contains("# Sheet Processors"), "{mapping}");
    home.write("m.toml", &mapping);
    let again = home.on(
        "r.sqlite",
        &["import", "register.md", "--dry-run", "--mapping", "m.toml"],
    );
    assert!(again.done().contains("DPA → Agreement: Yes"));
}

#[test]
fn what_sections_tell_of_each_activity_and_of_consent_is_read_there() {
    let text = "# Register\n\n**Controller:** Alder Ltd, Road 3\n\n## Activities\n\n\
        ### Payroll\n\n- Purpose: Pay wages\n- Data subjects: Staff\n- Personal data: Name\n- Retention: 7 years\n\n\
        ### Newsletter\n\n- Purpose: Tell news\n- Data subjects: Readers\n- Personal data: Email\n- Retention: 1 year\n\n\
        ## Legal bases\n\n- Payroll: contract\n- Newsletter: consent\n\n\
        ## Rights\n\nConsent can be withdrawn at any time under Settings. Each consent is logged with its time.\n";
    let export = imported("ropa.md", text);
    let purpose = |at: usize| &export["activities"][at]["purposes"][0];
    assert_eq!(purpose(0)["legal_bases"], serde_json::json!(["6-1-b"]));
    assert_eq!(purpose(1)["legal_bases"], serde_json::json!(["6-1-a"]));
    let withdrawal = purpose(1)["consent_withdrawal"].as_str().unwrap();
    assert!(withdrawal.contains("under Settings"), "{withdrawal}");
    assert!(purpose(1)["consent_proof"].is_string());
    assert!(purpose(0)["consent_withdrawal"].is_null());
}

#[test]
fn vendors_are_where_the_only_place_of_a_line_is() {
    let export = imported(
        "places.csv",
        "Name;Zweck;Betroffene;Empfänger / Auftragsverarbeiter;Drittland\n\
         Konten;Konten führen;Nutzer;Supabase, Vercel;USA (SCC/DPF)\n\
         Termine;Termine planen;Nutzer;Google Cloud Platform (Auftragsverarbeiter), Bank;EU-Region\n",
    );
    let countries = |activity: usize| -> Vec<String> {
        let rows = export["activities"][activity]["recipients"]
            .as_array()
            .unwrap();
        rows.iter()
            .map(|row| row["countries"].to_string())
            .collect()
    };
    assert_eq!(countries(0), ["[\"US\"]", "[\"US\"]"]);
    assert_eq!(countries(1), ["[\"EU\"]", "null"]);
}

#[test]
fn a_sentence_says_who_the_controller_is_and_what_stands_behind_a_comma_when() {
    let text = "# Register\n\nPersonuppgiftsansvarig är Brf Lönnen (org.nr 1), Lönngatan 7, lonnen@brf.example.\n\n\
                | Behandling | Varför | Registrerade | Lämnas till | Gallring |\n|---|---|---|---|---|\n\
                | Lista | Föra lista | Medlemmar | Mäklare, på begäran | Aldrig |\n";
    let export = imported("brf.md", text);
    let organisation = &export["organisations"][0];
    assert!(
        organisation["name"]
            .as_str()
            .unwrap()
            .starts_with("Brf Lönnen"),
        "{organisation}"
    );
    assert_eq!(organisation["email"], "lonnen@brf.example");
    let activity = &export["activities"][0];
    assert_eq!(activity["recipients"].as_array().unwrap().len(), 1);
    assert_eq!(activity["retention"][0]["kind"], "permanent");

    // Questions that an association answers in a form, and measures that all of its processing has.
    let text = "Hvem har ansvaret for databeskyttelse i foreningen?;\"Roklub, Strandvej 2, 9990 Havn. Kontakt: k@roklub.example\"\n\
                Hvad er formålene med behandlingen?;Varetagelse af medlemsforhold\n\
                Hvilke personoplysninger behandler vi?;Navn\nHvem behandler vi oplysninger om?;Medlemmer\n\
                Hvem videregives oplysningerne til?;Forbundet\nHvornår sletter vi personoplysninger i foreningen?;1 år efter udmeldelse\n";
    let export = imported("forening.csv", text);
    let organisation = &export["organisations"][0];
    assert_eq!(
        (&organisation["name"], &organisation["email"]),
        (
            &serde_json::json!("Roklub"),
            &serde_json::json!("k@roklub.example")
        )
    );
    assert_eq!(
        export["activities"][0]["data_subjects"][0]["category"][0],
        "members"
    );
    let text = "# Registre\n\n**Responsable de traitement :** Alder SARL, Rue 3\n\n## Traitement : Suivi\n\n\
                | Rubrique | Contenu |\n|---|---|\n| Finalité | Suivre |\n| Base légale | Contrat |\n| Personnes | Élèves |\n\
                | Durée | 1 an |\n| Mesures de sécurité | Voir section ci-dessous |\n\n## Mesures de sécurité\n\n- Mots de passe hachés\n";
    let export = imported("registre.md", text);
    assert!(export["activities"][0]["measures_text"].is_null());
    assert_eq!(export["measures"].as_array().unwrap().len(), 1);
}

#[test]
fn an_organisation_that_two_columns_name_for_short_and_in_full_is_one() {
    let export = imported(
        "short.csv",
        "Activity;Purpose;Data subjects;Processor;Recipients / sub-processors\n\
         Shop;Sell;Customers;Northwind Hosting, Inc. (USA);Northwind\n\
         News;Tell news;Readers;Cobalt Mail GmbH;Cobalt, auditors\n\
         Help;Answer;Customers;;Northwind\n",
    );
    let all = names(&export, "organisations");
    let named = |name: &str| all.iter().filter(|it| it.starts_with(name)).count();
    assert_eq!((named("Northwind"), named("Cobalt")), (1, 1), "{all:?}");
    let rows = |at: usize| {
        export["activities"][at]["recipients"]
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!((rows(0), rows(1), rows(2)), (1, 2, 1));
    let of = |at: usize| &export["activities"][at]["recipients"][0]["organisation"];
    assert_eq!(of(0), of(2));
}
