//! Registers told by their aspects, answers that stand in another section, files of several controllers, and what is told
//! of whoever gets data: where they are, what they do, what a transfer to them rests on.

use serde_json::{Value as Json, json};

use super::super::Home;
use super::{imported, names};

fn list<'j>(of: &'j Json, key: &str) -> Vec<&'j Json> {
    of[key].as_array().into_iter().flatten().collect()
}

/// The name of the organisation of a row.
fn who<'j>(export: &'j Json, row: &Json) -> &'j str {
    let mut all = list(export, "organisations").into_iter();
    let found = all.find(|it| it["ref"] == row["organisation"]);
    found.map_or("", |it| it["name"].as_str().unwrap())
}

#[test]
fn activities_that_each_aspect_names_are_joined_by_their_names() {
    let text = "# Record\n\n**Controller:** Alder Ltd, Road 3, Dublin\n\n## Purposes and legal bases\n\n\
                | Activity | Purpose | Legal basis |\n|---|---|---|\n| Payroll | Paying wages | Art. 6(1)(b) |\n\
                | Newsletter | Sending news | Art. 6(1)(a) |\n\n## Data subjects\n\n| Activity | Data subjects |\n|---|---|\n\
                | Payroll | Staff |\n| Newsletter | Readers |\n\n## Recipients\n\nNobody else.\n\n- Payroll: tax office, bank\n\
                - Newsletter: printing house\n\n## Retention\n\n| Processing | Time limit |\n|---|---|\n\
                | Payroll | 7 years after the end of the contract |\n| Newsletter | until unsubscription |\n";
    let export = imported("ropa.md", text);
    assert_eq!(names(&export, "activities"), ["Payroll", "Newsletter"]);
    let pay = &export["activities"][0];
    assert_eq!(pay["purposes"][0]["text"], "Paying wages");
    assert_eq!(pay["purposes"][0]["legal_bases"], json!(["6-1-b"]));
    assert_eq!(list(pay, "recipients").len(), 2);
    assert_eq!(pay["retention"][0]["period"], "P7Y");
    assert_eq!(names(&export, "organisations"), ["Alder Ltd"]);
    assert!(export.to_string().contains("Nobody else."));
    let text = "# Verzeichnis\n\n## Zwecke\n\n- Lohn: Zahlung der Löhne\n- Rundbrief: Versand von Neuigkeiten\n\n\
                ## Rechtsgrundlagen\n\n- Lohn: Art. 6 Abs. 1 lit. b DSGVO\n- Rundbrief: Art. 6 Abs. 1 lit. a DSGVO\n\n\
                ## Betroffene Personen\n\n- Lohn: Beschäftigte\n- Rundbrief: Abonnenten\n\n## Löschfristen\n\n\
                - Lohn: 6 Jahre nach Vertragsende\n- Rundbrief: bis zur Abmeldung\n- Archiv: nie\n";
    let export = imported("vvt.md", text);
    assert_eq!(names(&export, "activities"), ["Lohn", "Rundbrief"]);
    // What one aspect alone names is kept in words.
    assert!(export.to_string().contains("Archiv: nie"));
    // One activity with headings of its own is one.
    let text = "# Record\n\n## Purposes\n\n- Pay: wages\n- Tax: returns\n\n## Data subjects\n\n- Staff\n\n## Recipients\n\n\
                - Bank\n\n## Retention\n\n- 7 years\n\n## Legal basis\n\n- Contract\n";
    assert_eq!(list(&imported("one.md", text), "activities").len(), 1);
}

#[test]
fn an_answer_that_points_to_a_section_is_what_that_says() {
    let text = "# Registro\n\n## 1. Nóminas\n\n- Finalidad: Pagar\n- Base jurídica: Contrato\n- Interesados: Empleados\n\
                - Conservación: ver §3\n- Medidas de seguridad: ver §Medidas\n\n## 2. Boletín\n\n- Finalidad: Noticias\n\
                - Base jurídica: Consentimiento\n- Interesados: Lectores\n- Conservación: véase la sección 3\n\
                - Medidas de seguridad: ver §9\n\n## 3. Plazos\n\n4 años desde el fin de la relación.\n\n## 4. Medidas\n\n\
                Cifrado de discos.\n";
    let export = imported("rat.md", text);
    let activities = list(&export, "activities");
    assert_eq!(activities[0]["measures_text"], "Cifrado de discos.");
    for activity in &activities {
        assert_eq!(activity["retention"][0]["period"], "P4Y", "{activity}");
    }
    assert!(activities[0]["notes"].as_str().unwrap().contains("ver §3"));
    // Where there is no such section, the words stay as they are.
    assert_eq!(activities[1]["measures_text"], "ver §9");
    let text = "# Verzeichnis\n\n## Lohn\n\n- Zweck: Löhne\n- Rechtsgrundlage: Vertrag\n- Betroffene: Beschäftigte\n\
                - Löschfrist: siehe Abschnitt 4\n\n## Post\n\n- Zweck: Briefe\n- Rechtsgrundlage: Vertrag\n- Betroffene: Kunden\n\
                - Löschfrist: siehe Abschnitt 4\n\n## 4. Fristen\n\n- Lohn: 6 Jahre nach Vertragsende\n- Akten: 2 Jahre\n";
    let export = imported("vvt.md", text);
    let activities = list(&export, "activities");
    assert_eq!(activities[0]["retention"][0]["period"], "P6Y");
    // Of several it is that of its own name, and no other's.
    let other = &activities[1]["retention"][0];
    assert_eq!(other["as_stated"], "siehe Abschnitt 4");
}

#[test]
fn each_file_of_several_activities_in_a_folder_says_whose_they_are() {
    let home = Home::new();
    home.ropa(&["new", "r.sqlite"]).done();
    let text = |who: &str, one: &str, other: &str| {
        let activity = |name: &str| {
            format!(
                "## {name}\n\n- Purpose: {name}\n- Legal basis: Contract\n- Data subjects: Staff\n- Retention: 7 years\n\n"
            )
        };
        format!(
            "# Record\n\n## Controller\n\n- Name: {who}\n\n{}{}",
            activity(one),
            activity(other)
        )
    };
    std::fs::create_dir(home.path("files")).unwrap();
    home.write("files/a.md", text("Alder Ltd", "Payroll", "Doors"));
    home.write("files/b.md", text("Birke GmbH", "Lohn", "Post"));
    home.on("r.sqlite", &["import", "files"]).done();
    let export = home.on("r.sqlite", &["export", "--format", "json"]).json();
    let activities = list(&export, "activities");
    let of: Vec<&str> = activities.iter().map(|it| who(&export, it)).collect();
    assert_eq!(of, ["Alder Ltd", "Alder Ltd", "Birke GmbH", "Birke GmbH"]);
    assert_eq!(
        names(&export, "activities"),
        ["Payroll", "Doors", "Lohn", "Post"]
    );
}

#[test]
fn sentences_on_who_does_what_name_each() {
    for (name, text) in [
        (
            "ropa.csv",
            "Activity;Purpose;Legal basis;Data subjects;Processors\nSales;Sell boats;Contract;Customers;\
             \"Northwind hosts the database. It is kept in one place. Postbird sends the letters. No transfer.\"\n",
        ),
        (
            "vvt.csv",
            "Verarbeitung;Zweck;Rechtsgrundlage;Betroffene;Auftragsverarbeiter\nVerkauf;Boote verkaufen;Vertrag;Kunden;\
             \"Northwind hostet die Datenbank. Postbird versendet die Briefe. Keine Übermittlung.\"\n",
        ),
    ] {
        let export = imported(name, text);
        let activity = &export["activities"][0];
        let recipients = list(activity, "recipients");
        let named: Vec<&str> = recipients.iter().map(|it| who(&export, it)).collect();
        assert_eq!(named, ["Northwind", "Postbird"], "{name}");
        assert!(recipients.iter().all(|it| it["service"].is_string()));
        let notes = activity["notes"].as_str().unwrap();
        assert!(notes.contains("Postbird"), "{notes}");
    }
}

#[test]
fn what_stands_in_brackets_behind_a_processor_says_where_it_is_and_on_what_a_transfer_rests() {
    let text = "Verarbeitung;Zweck;Rechtsgrundlage;Betroffene;Auftragsverarbeiter\n\
                Verkauf;Boote verkaufen;Vertrag;Kunden;Nordwind (Deutschland, AVV), Postbird (USA, SCC), Fjord (BD)\n";
    let export = imported("vvt.csv", text);
    let activity = &export["activities"][0];
    let recipients = list(activity, "recipients");
    let countries: Vec<&Json> = recipients.iter().map(|it| &it["countries"]).collect();
    assert_eq!(countries, [&json!(["DE"]), &json!(["US"]), &Json::Null]);
    assert_eq!(list(&export, "agreements").len(), 1);
    let transfers = list(activity, "transfers");
    assert_eq!(transfers.len(), 1);
    assert_eq!(transfers[0]["mechanisms"], json!(["art46-2-c"]));
    assert_eq!(who(&export, transfers[0]), "Postbird");
    // Where the line says that there is no transfer, none is made of it.
    let text = "Traitement;Finalité;Base légale;Personnes concernées;Sous-traitants;Transferts hors UE\n\
                Ventes;Vendre;Contrat;Clients;Postbird (USA, CCT);Non\n";
    let export = imported("registre.csv", text);
    assert_eq!(list(&export["activities"][0], "transfers").len(), 0);
}

#[test]
fn what_a_transfer_rests_on_may_stand_beside_the_only_one_whom_it_goes_to() {
    let told = |recipients: &str| {
        let text = format!(
            "Name,Purpose,Recipients,Third countries\nPayroll,Paying wages,\"{recipients}\",India\n"
        );
        let export = imported("register.csv", &text);
        list(&export["activities"][0], "transfers")
            .into_iter()
            .map(|it| (it["country"].clone(), it["mechanisms"].clone()))
            .collect::<Vec<_>>()
    };
    let clauses = json!(["art46-2-c"]);
    assert_eq!(told("Beta Ltd (India, SCC)"), [(json!("IN"), clauses)]);
    // Of two, the column says not which is meant; and who is elsewhere tells nothing of it.
    for recipients in [
        "Beta Ltd (India, SCC), Gamma Ltd (India, BCR)",
        "Beta Ltd (India)",
    ] {
        assert_eq!(
            told(recipients),
            [(json!("IN"), Json::Null)],
            "{recipients}"
        );
    }
}

#[test]
fn a_list_of_processors_says_where_each_is_what_it_does_and_on_what_transfers_rest() {
    let text = "# Record\n\n**Controller:** Alder Ltd, Road 3, Dublin\n\n## Purposes\n\n- Sell boats\n\n## Legal basis\n\n- Contract\n\n\
                ## Data subjects\n\n- Customers\n\n## Recipients / processors\n\n| Processor | Role | Location |\n|---|---|---|\n\
                | Northwind | Hosting | EU |\n| Postbird | Letters | United States |\n\n## Retention\n\n- 2 years after the contract\n";
    let export = imported("ropa.md", text);
    let activity = &export["activities"][0];
    let recipients = list(activity, "recipients");
    let told: Vec<_> = recipients
        .iter()
        .map(|it| (&it["service"], &it["countries"]))
        .collect();
    let (hosting, letters) = (json!("Hosting"), json!("Letters"));
    let (eu, us) = (json!(["EU"]), json!(["US"]));
    assert_eq!(told, [(&hosting, &eu), (&letters, &us)]);
    assert_eq!(activity["systems"], Json::Null);
    let activity = |name: &str, who: &str| {
        format!(
            "## {name}\n\n- Finalità: {name}\n- Base giuridica: Contratto\n- Interessati: Clienti\n- Responsabili: {who}\n\n"
        )
    };
    let text = format!(
        "# Registro\n\n{}{}## Trasferimenti extra-UE\n\n| Fornitore | Paese | Garanzia |\n|---|---|---|\n\
         | Northwind | UE | Nessun trasferimento |\n| Postbird | USA | SCC art. 46 |\n",
        activity("Vendite", "Northwind"),
        activity("Posta", "Postbird (invio)"),
    );
    let export = imported("registro.md", &text);
    let activities = list(&export, "activities");
    assert_eq!(list(activities[0], "transfers").len(), 0);
    let transfers = list(activities[1], "transfers");
    assert_eq!(transfers.len(), 1);
    assert_eq!(transfers[0]["country"], "US");
    assert_eq!(transfers[0]["mechanisms"], json!(["art46-2-c"]));
}

#[test]
fn the_heading_says_the_name_and_what_is_under_the_controllers_is_of_it() {
    let text = "# Registro\n\n## 0. Responsable del tratamiento\n\n| Campo | Valor |\n|---|---|\n\
                | Titular (persona física) | Aliso Roble |\n| Domicilio | Calle 3, Alicante |\n| Contacto | a@aliso.example |\n\n\
                ## Tratamiento — Ventas\n\n- Finalidad: Vender barcos\n- Base jurídica: Contrato\n- Interesados: Clientes\n\
                - Proceso: El cliente pide; el banco cobra; el barco sale\n- Conservación: 4 años\n\n## Tratamiento — Correo\n\n\
                - Finalidad: Enviar\n- Base jurídica: Contrato\n- Interesados: Clientes\n- Conservación: 1 año\n";
    let export = imported("rat.md", text);
    assert_eq!(names(&export, "activities"), ["Ventas", "Correo"]);
    assert_eq!(names(&export, "organisations"), ["Aliso Roble"]);
    let text = "# Record\n\n**Responsable:** Aliso SL, Calle 3\n\n## Pay\n\n- Purpose: Pay\n- Legal basis: Contract\n\
                - Data subjects: Staff\n- Categories of personal data:\n  - Account identifiers: email address\n  - Activity & app data: logs\n\
                - Retention: 1 year\n";
    let export = imported("ropa.md", text);
    assert_eq!(names(&export, "organisations"), ["Aliso SL"]);
    for (pending, count) in [
        ("Pending final confirmation of the entity", 0),
        ("Aliso SL", 1),
    ] {
        let text = text.replace(
            "**Responsable:** Aliso SL, Calle 3",
            &format!("**Controller:** {pending}"),
        );
        let export = imported("ropa.md", &text);
        assert_eq!(list(&export, "organisations").len(), count, "{pending}");
    }
    let text = "# Record\n\n## Purposes\n\n- Sell boats\n\n## Legal basis\n\n- Contract\n\n## Data subjects\n\n- Customers\n\n\
                ## Categories of personal data\n\n- **Account identifiers:** email address\n- **Activity & app data:** logs, goals\n\
                - **Health data (Art. 9):** weight\n\n## Retention\n\n- 1 year\n";
    let export = imported("ropa.md", text);
    let data = list(&export["activities"][0], "data_categories");
    assert_eq!(data.len(), 3, "{data:?}");
}

#[test]
fn a_choice_that_nobody_made_and_what_is_in_doubt_are_no_facts() {
    let text = "Verwerking;Doel;Grondslag;Betrokkenen;Categorieën persoonsgegevens;Bijzondere persoonsgegevens;Bewaartermijn\n\
                Loon;Lonen betalen;LI;Personeel;Naam;mogelijk gezondheid;2 J. na einde contract\n\
                Post;Brieven sturen;contract;Klanten;Naam;nee / ja;2 jaar\n";
    let export = imported("register.csv", text);
    let activities = list(&export, "activities");
    assert_eq!(
        activities[0]["purposes"][0]["legal_bases"],
        json!(["6-1-f"])
    );
    let data = list(activities[0], "data_categories");
    assert_eq!(data[1]["kind"], "may_be_special");
    let rule = &activities[0]["retention"][0];
    assert_eq!(
        (&rule["period"], &rule["start"]),
        (&json!("P2Y"), &json!(["end_of_contract"]))
    );
    let data = list(activities[1], "data_categories");
    assert!(data.iter().all(|it| it["kind"].is_null()), "{data:?}");
    let text = "Processo;Finalidade;Base legal;Titulares;Dados pessoais;Dados sensíveis\n\
                Folha;Pagar;Art. 7º, V, LGPD (execução de contrato);Empregados;Nome;eventualmente saúde\n\
                Boletim;Enviar;Consentimento (art. 6.º, n.º 1, al. a) RGPD);Assinantes;E-mail;sim / não\n";
    let export = imported("registro.csv", text);
    let activities = list(&export, "activities");
    let purpose = &activities[0]["purposes"][0];
    assert!(purpose["legal_bases"].is_null(), "{purpose}");
    assert!(purpose["as_stated"].as_str().unwrap().contains("LGPD"));
    assert_eq!(
        activities[1]["purposes"][0]["legal_bases"],
        json!(["6-1-a"])
    );
}

#[test]
fn a_clause_that_denies_a_transfer_a_role_that_says_more_and_a_controller_that_is_described_are_read()
 {
    let text = "# Registre\n\n**Responsable du traitement :** Aulne, exploité par une personne et établi à Lyon. Contact: a@aulne.example\n\n\
                ## 1. Paiements\n\n- Finalité : Payer\n- Base légale : Contrat\n- Personnes concernées : Clients\n\
                - Destinataires : Stripe (sous-traitant PCI-DSS)\n- Transferts hors UE : Stripe Europe (Irlande) — pas de transfert hors UE\n\
                - Durée de conservation : 1 an\n\n## 2. Courrier\n\n- Finalité : Écrire\n- Base légale : Contrat\n\
                - Personnes concernées : Clients\n- Destinataires : Poste\n- Transferts hors UE : Poste — pas de transfert, sauf Inde\n\
                - Durée de conservation : 1 an\n";
    let export = imported("registre.md", text);
    let activities = list(&export, "activities");
    assert!(activities[0]["none"]["transfers"].is_string());
    assert_eq!(activities[0]["recipients"][0]["role"], "processor");
    assert!(activities[1]["none"]["transfers"].is_null());
    assert_eq!(names(&export, "organisations")[0], "Aulne");
    let text = "Activity;Purpose;Legal basis;Data subjects;Recipients;Third country transfers\n\
                Pay;Pay;Contract;Staff;Northwind (processor for hosting);Northwind (Ireland) – no transfer outside the EEA\n\
                Post;Write;Contract;Staff;Postbird;Postbird (India) – no transfer of names\n";
    let export = imported("ropa.csv", text);
    let activities = list(&export, "activities");
    assert!(activities[0]["none"]["transfers"].is_string());
    assert_eq!(activities[0]["recipients"][0]["role"], "processor");
    assert!(activities[1]["none"]["transfers"].is_null());
}

#[test]
fn a_vendor_that_is_named_for_short_is_the_company_in_the_list() {
    for (company, contracts) in [
        ("Stripe Payments Europe Ltd", true),
        ("Stripe analytics", false),
    ] {
        let text = format!(
            "# Registre\n\n## 1. Paiements\n\n- Finalité : Payer\n- Base légale : Contrat\n- Personnes concernées : Clients\n\
             - Sous-traitants : Stripe (paiement)\n\n## 2. Courrier\n\n- Finalité : Écrire\n- Base légale : Contrat\n\
             - Personnes concernées : Clients\n- Sous-traitants : Poste\n\n## Sous-traitants\n\n| Sous-traitant | Pays | Garanties |\n\
             |---|---|---|\n| {company} | Irlande | DPA signé |\n| Poste | France | Contrat |\n"
        );
        let export = imported("registre.md", &text);
        let recipient = &export["activities"][0]["recipients"][0];
        let placed = recipient["countries"] == json!(["IE"]);
        assert_eq!(placed, contracts, "{recipient}");
    }
}
