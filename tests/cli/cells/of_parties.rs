//! Who gets data, told in several ways in the same register: for short beside the whole name, with a role or a place in
//! brackets, in a list of processors, with what transfers rest on.

use serde_json::{Value as Json, json};

use super::{imported, names};

fn list<'j>(of: &'j Json, key: &str) -> Vec<&'j Json> {
    of[key].as_array().into_iter().flatten().collect()
}

fn first<'j>(export: &'j Json, key: &str) -> Vec<&'j Json> {
    list(&export["activities"][0], key)
}

#[test]
fn a_recipient_told_for_short_is_the_processor_beside_it() {
    let text = "Activity;Purpose;Processor;Data;Recipients\n\
                Login;Let people in;Supabase Ireland Ltd (Auth);Email;Supabase (sign-in service)\n\
                Sync;Keep it;Client-side (in the browser);Notes;none\n";
    let export = imported("ropa.csv", text);
    let recipients = first(&export, "recipients");
    assert_eq!(recipients.len(), 1, "{recipients:?}");
    assert_eq!(recipients[0]["role"], "processor");
    assert_eq!(recipients[0]["service"], "Auth; sign-in service");
    assert_eq!(names(&export, "organisations"), ["Supabase Ireland Ltd"]);
    let text = "Behandling;Ändamål;Biträde;Personuppgifter;Mottagare\n\
                Post;Skicka brev;Nordvind AB;Namn;Nordvind (utskick), kommunen\n";
    let export = imported("lista.csv", text);
    let recipients = first(&export, "recipients");
    assert_eq!(recipients.len(), 2, "{recipients:?}");
}

#[test]
fn a_role_may_stand_behind_a_dash_in_brackets_and_a_country_at_the_end_of_an_address() {
    let text = "# Rejestr\n\n**Administrator danych:** Wiatr\n**Siedziba:** ul. Polna 1, 22-400 Miasto, Polska\n\n\
                ## 1. Zapytania\n\n| Pole | Wartość |\n|---|---|\n| **Cel przetwarzania** | Odpowiedź |\n\
                | **Kategorie osób** | Klienci |\n| **Kategorie danych** | Imię |\n\
                | **Odbiorcy danych** | Acme, Inc. (poczta — podmiot przetwarzający) |\n\
                | **Transfer poza EOG** | Tak — USA (Acme). Podstawa: SCC |\n| **Okres przechowywania** | 2 lata |\n\n\
                ## Podmioty przetwarzające — umowy powierzenia\n\n| Podmiot | Rola | Siedziba | Umowa DPA | Status |\n\
                |---|---|---|---|---|\n| Acme, Inc. | Poczta | USA | acme.example/dpa | [DO PODPISANIA] |\n";
    let export = imported("rejestr.md", text);
    assert_eq!(export["organisations"][0]["country"], "PL");
    let recipient = first(&export, "recipients")[0];
    assert_eq!(recipient["role"], "processor");
    assert_eq!(recipient["countries"], json!(["US"]));
    assert_eq!(export["agreements"][0]["status"], "unsigned");
    let text = "Verarbeitung;Zweck;Betroffene;Daten;Empfänger\n\
                Post;Briefe senden;Kunden;Name;Muster GmbH (Druck – Auftragsverarbeiter)\n";
    let export = imported("vvt.csv", text);
    assert_eq!(first(&export, "recipients")[0]["role"], "processor");
}

#[test]
fn what_transfers_rest_on_alone_says_that_there_is_one() {
    let text = "Verwerking;Doel;Betrokkenen;Gegevens;Ontvangers;Doorgifte buiten EER\n\
                A;Inloggen;Klanten;Naam;Northwind BV;SCC's (Northwind)\n\
                B;Hosting;Klanten;IP;Acme Inc.;Acme: DPF\n\
                C;Post;Klanten;Adres;Bank;alleen met passende waarborgen (bv. SCC)\n\
                D;Teller;Klanten;Aantal;Brevi BV;Brevi: EU-regio\n";
    let export = imported("register.csv", text);
    let transfers = |at: usize| list(&export["activities"][at], "transfers");
    assert_eq!(transfers(0)[0]["mechanisms"], json!(["art46-2-c"]));
    assert!(transfers(0)[0]["country"].is_null());
    assert_eq!(transfers(1)[0]["country"], "US");
    assert!(transfers(2).is_empty());
    assert!(export["activities"][3]["none"]["transfers"].is_string());
    let text = "Behandling;Ändamål;Registrerade;Uppgifter;Tredjelandsöverföring\nA;Skicka post;Kunder;Adress;DPF\n";
    let export = imported("lista.csv", text);
    assert_eq!(first(&export, "transfers")[0]["country"], "US");
}

#[test]
fn letters_under_a_header_that_cites_the_article_are_bases() {
    let text = "Verwerking;Doel;Grondslag (art. 6);Betrokkenen;Gegevens\nA;Tellen;b;Klanten;Aantal\nB;Antwoorden;b (precontractueel) of f;Klanten;Naam\n";
    let export = imported("register.csv", text);
    let bases = |at: usize| export["activities"][at]["purposes"][0]["legal_bases"].clone();
    assert_eq!(bases(0), json!(["6-1-b"]));
    assert_eq!(bases(1), json!(["6-1-b", "6-1-f"]));
}

#[test]
fn a_table_of_what_nobody_processes_has_no_activities() {
    for (heading, head) in [
        (
            "Geen verwerking door ons",
            "| Gegevens | Doel | Technische maatregelen |",
        ),
        (
            "No processing by us",
            "| Data | Purpose | Security measures |",
        ),
    ] {
        let text = format!(
            "# Register\n\n## 1. Activities\n\n| Activity | Purpose | Data subjects | Data | Recipients |\n|---|---|---|---|---|\n\
             | Pay | Pay wages | Staff | Name | Bank |\n| Mail | Send news | Readers | Email | none |\n\n\
             ## 2. {heading}\n\n{head}\n|---|---|---|\n| Inputs | stay in the browser | no server |\n"
        );
        let export = imported("ropa.md", &text);
        assert_eq!(names(&export, "activities"), ["Pay", "Mail"], "{heading}");
    }
}

#[test]
fn a_list_of_processors_says_where_they_are_how_far_contracts_are_and_what_stays() {
    let text = "# Förteckning\n\n## 1. Konton\n\n| Fält | Värde |\n|---|---|\n| Ändamål | Logga in |\n| Kategorier av registrerade | Kunder |\n\
                | Kategorier av personuppgifter | Namn |\n| Mottagare | Nordvind (databas), Molnet AB |\n| Lagringstid | 2 år efter avslut |\n\n\
                ## Personuppgiftsbiträden\n\n| Leverantör | Tjänst | DPA-status | Datalokalisering | Överföring till tredje land |\n|---|---|---|---|---|\n\
                | Nordvind | Databas | Att teckna | EU (Irland) | Nej |\n| Molnet AB | Drift | Ingår i villkoren | Sverige | Nej |\n";
    let export = imported("lista.md", text);
    let recipients = first(&export, "recipients");
    assert_eq!(recipients[0]["countries"], json!(["EU", "IE"]));
    let contracts = list(&export, "agreements");
    let statuses: Vec<&Json> = contracts.iter().map(|it| &it["status"]).collect();
    assert_eq!(statuses, ["unsigned", "in_terms"]);
    let reason = export["activities"][0]["none"]["transfers"].as_str();
    assert!(reason.is_some_and(|it| it.contains("Nordvind")), "{export}");
    // One of them of whom the list says nothing leaves it open.
    let text = text.replace("Sverige | Nej", "Sverige | ");
    let export = imported("lista.md", &text);
    assert!(export["activities"][0]["none"]["transfers"].is_null());
}

#[test]
fn several_names_in_a_cell_are_several_recipients_and_none_is_lost() {
    let text = "Tratamiento;Finalidad;Interesados;Datos;Destinatarios\n\
                A;Dar clase;Alumnos;Nombre;Encargados de tratamiento: Supabase (datos, región UE) y Vercel (alojamiento)\n\
                B;Cobrar;Clientes;Nombre;Stripe, PayPal (pagos); Asesoría fiscal\n";
    let export = imported("rat.csv", text);
    assert_eq!(names(&export, "organisations"), ["Supabase", "Vercel"]);
    let second = &export["activities"][1]["recipients"];
    assert_eq!(second[1]["category"], "PayPal (pagos)", "{second}");
    let text = "Activity;Purpose;Data subjects;Data;Processors\nA;Answer;Users;Text;OpenAI if the user agrees\n";
    let export = imported("ropa.csv", text);
    let recipient = first(&export, "recipients")[0];
    assert_eq!(names(&export, "organisations"), ["OpenAI"]);
    assert_eq!(recipient["service"], "if the user agrees");
}

#[test]
fn a_contract_named_with_a_transfer_or_beside_the_table_is_one() {
    let text = "Activity;Purpose;Data subjects;Data;Processors;Transfers\n\
                A;Keep it;Staff;Name;Northwind Inc.;USA: SCC in the data processing agreement with Northwind\n\
                B;Send it;Staff;Name;Postbird Ltd;none\n";
    let export = imported("ropa.csv", text);
    let contracts = list(&export, "agreements");
    assert_eq!(contracts.len(), 1);
    assert_eq!(
        contracts[0]["organisation"],
        export["organisations"][0]["ref"]
    );
    let text = "# Register\n\nSee `dpa-northwind.md`, the data processing agreement with Northwind.\n\n| Activity | Purpose | Data subjects | Data | Processors |\n|---|---|---|---|---|\n\
                | Pay | Pay wages | Staff | Name | Northwind Ltd |\n| Mail | Send news | Readers | Email | Postbird Ltd |\n";
    let export = imported("ropa.md", text);
    assert_eq!(list(&export, "agreements").len(), 1, "{export}");
}

#[test]
fn the_controller_among_its_recipients_is_of_the_house() {
    for name in ["Responsable du traitement (envoi)", "Verantwortlicher"] {
        let text = format!(
            "Activity;Purpose;Data subjects;Data;Recipients\nA;Keep it;Staff;Name;{name}; Bank\n"
        )
        .replace("; Bank", ", Bank");
        let export = imported("ropa.csv", &text);
        let recipients = first(&export, "recipients");
        assert_eq!(recipients[0]["role"], "internal", "{name}");
        assert!(recipients[1]["role"].is_null(), "{name}");
    }
}

#[test]
fn short_labels_of_portuguese_registers_make_activities() {
    let section = |name: &str| {
        format!(
            "## {name}\n\n| | |\n|---|---|\n| **Finalidade** | {name} |\n| **Categorias de dados** | Texto |\n\
             | **Fundamento** | Execução do contrato |\n| **Prazo** | Enquanto durar a conta |\n\n"
        )
    };
    let text = format!(
        "# Registo\n\n{}{}{}",
        section("A · Contas"),
        section("B · Conteúdo"),
        section("C · Mensagens")
    );
    let export = imported("registo.md", &text);
    assert_eq!(
        names(&export, "activities"),
        ["A · Contas", "B · Conteúdo", "C · Mensagens"]
    );
    assert!(export["activities"][2]["retention"][0].is_object());
}

#[test]
fn labels_beside_each_other_tell_who_is_responsible() {
    let sections = "## 1. Lohn\n\n| Feld | Inhalt |\n|---|---|\n| Zweck | Lohn zahlen |\n| Betroffene | Personal |\n\
                    | Daten | Name |\n| Empfänger | Bank |\n";
    for head in [
        "**Stand:** 2026-07-25 · **Rolle:** Nordwind als Verantwortlicher",
        "**Date:** 2026-07-25 | **Controller:** Nordwind",
        "**Role:** Nordwind as controller",
    ] {
        let export = imported("vvt.md", &format!("# Register\n\n{head}\n\n{sections}"));
        assert_eq!(names(&export, "organisations"), ["Nordwind"], "{head}");
        assert_eq!(export["organisations"][0]["ours"], true, "{head}");
    }
}
