//! Forms that tell of one record each: labels beside each other, over their answers, in groups and blocks, with boxes. None
//! of what stands in them becomes a record of its own, and no answer is lost.

use serde_json::{Value as Json, json};

use super::read_of_others as told;

/// A sheet of cells as a text.
fn sheet(rows: &[&[&str]]) -> String {
    let line = |row: &&[&str]| {
        let cells: Vec<String> = row.iter().map(|cell| format!("\"{cell}\"")).collect();
        cells.join(";")
    };
    rows.iter().map(line).collect::<Vec<String>>().join("\n")
}

/// The one activity of a form.
fn only(name: &str, text: &str) -> Json {
    let all = told(name, text);
    let all = all["activities"].as_array().cloned().unwrap_or_default();
    let [activity] = all.as_slice() else {
        let names: Vec<&Json> = all.iter().map(|it| &it["name"]).collect();
        panic!("{name}: {names:?}\n{text}");
    };
    activity.clone()
}

/// What each row of a list says under a key.
fn each<'j>(activity: &'j Json, list: &str, key: &str) -> Vec<&'j Json> {
    let rows = activity[list].as_array().into_iter().flatten();
    rows.map(|row| &row[key])
        .filter(|it| !it.is_null())
        .collect()
}

#[test]
fn labels_beside_each_other_are_of_one_record() {
    let german = sheet(&[
        &["Verzeichnis von Verarbeitungstätigkeiten", "", "", ""],
        &["Verarbeitungstätigkeit:", "Newsletter", "lfd. Nr.:", "2"],
        &["Benennung:", "Newsletter", "", ""],
        &[
            "Datum der Einführung:",
            "03.04.2019",
            "Datum der letzten Änderung:",
            "01.02.2026",
        ],
        &[
            "Optional: Name des eingesetzten Verfahrens",
            "Postprogramm",
            "",
            "",
        ],
        &[
            "Zwecke der Verarbeitung",
            "Versand eines Newsletters",
            "",
            "",
        ],
        &[
            "Kategorien betroffener Personen",
            "☐ Kunden\n☒ Interessenten",
            "",
            "",
        ],
        &[
            "Kategorien von personenbezogenen Daten",
            "Name, Anschrift",
            "",
            "",
        ],
        &[
            "Kategorien von Empfängern",
            "☒ intern: Presse, Vertrieb\n☒ extern: Erle Inc. (Versand, Auftragsverarbeiter, Vertrag vom 01.02.2022), Druckerei",
            "",
            "",
        ],
        &[
            "ggf. Übermittlungen an ein Drittland",
            "☐ Datenübermittlung findet nicht statt\n☒ Datenübermittlung findet wie folgt statt:",
            "",
            "",
        ],
        &[
            "Nennung der konkreten Datenempfänger",
            "Erle Inc., USA, Standardvertragsklauseln",
            "",
            "",
        ],
        &[
            "Fristen für die Löschung",
            "2 Jahre nach der Abmeldung",
            "",
            "",
        ],
        &[
            "Technische und organisatorische Maßnahmen",
            "Verschlüsselung",
            "",
            "",
        ],
    ]);
    let activity = only("form.csv", &german);
    assert_eq!(activity["name"], "Newsletter");
    assert_eq!(activity["started_on"], "2019-04-03");
    assert_eq!(activity["last_reviewed_on"], "2026-02-01");
    assert_eq!(activity["systems"], json!(["Postprogramm"]));
    assert_eq!(each(&activity, "data_subjects", "category").len(), 1);
    // Who gets data in a third country is told of the transfer, and what it rests on is nobody.
    let roles = ["internal", "internal", "processor"];
    assert_eq!(each(&activity, "recipients", "role"), roles, "{activity}");
    assert_eq!(each(&activity, "recipients", "service"), ["Versand"]);
    assert_eq!(
        each(&activity, "recipients", "category"),
        ["Presse", "Vertrieb", "Druckerei"]
    );
    let contract = &told("form.csv", &german)["agreements"][0];
    assert_eq!(contract["signed_on"], "2022-02-01");
    assert_eq!(each(&activity, "transfers", "country"), ["US"]);
    assert_eq!(
        each(&activity, "transfers", "mechanisms"),
        [&json!(["art46-2-c"])]
    );
    assert_eq!(each(&activity, "transfers", "organisation").len(), 1);
    assert!(activity["notes"].is_null(), "{activity}");
}

#[test]
fn labels_beside_each_other_are_of_one_record_under_each_heading_too() {
    let english = sheet(&[
        &["Activity:", "Payroll", "", "Version:", "1.2"],
        &[
            "Introduced:",
            "2020-01-01",
            "",
            "Last changed:",
            "2025-11-12",
        ],
        &["Purpose:", "Pay wages", "", "Legal basis:", "Contract"],
        &[
            "Data subjects:",
            "Employees",
            "",
            "Personal data:",
            "Name, salary",
        ],
        &["Recipients:", "Bank", "", "Transfers:", "None"],
        &[
            "Retention:",
            "7 years after the end of the year",
            "",
            "Security measures:",
            "Locks",
        ],
    ]);
    let activity = only("form.csv", &english);
    assert_eq!(
        each(&activity, "purposes", "legal_bases"),
        [&json!(["6-1-b"])]
    );
    assert_eq!(activity["measures_text"], "Locks");
    assert!(activity["none"]["transfers"].is_string(), "{activity}");
    // The same in Markdown, under the heading of each record.
    let section = |name: &str, key: &str| {
        format!(
            "## {name}\n\n| Item | Detail | Item | Detail |\n|---|---|---|---|\n| Reference | {key} | Owner | Finance |\n\
             | Purpose | Pay {name} | Lawful basis | Contract |\n| Data subjects | Employees | Personal data | Name, address |\n\
             | Recipients | Bank | International transfers | ☐ Yes ☒ No |\n| Retention | 6 years | Security measures | Locks |\n\n"
        )
    };
    let text = format!(
        "# Record\n\n{}{}",
        section("Payroll", "P-01"),
        section("Orders", "P-02")
    );
    let all = told("form.md", &text);
    let names: Vec<&Json> = all["activities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["name"])
        .collect();
    assert_eq!(names, ["Payroll", "Orders"]);
    assert_eq!(all["activities"][1]["owner"], "Finance");
    assert_eq!(
        each(&all["activities"][1], "purposes", "text"),
        ["Pay Orders"]
    );
}

#[test]
fn records_beside_each_other_stay_records() {
    let text = sheet(&[
        &["Name of processing", "Payroll", "Newsletter", "Recruitment"],
        &["Purpose", "Pay wages", "Inform customers", "Select staff"],
        &["Legal basis", "Contract", "Consent", "Public task"],
        &["Data subjects", "Employees", "Customers", "Applicants"],
        &["Recipients", "Bank", "Printer", "Managers"],
        &["Retention", "7 years", "1 year", "2 years"],
        &["Security measures", "Locks", "Encryption", "Access control"],
    ]);
    let all = told("beside.csv", &text);
    assert_eq!(all["activities"].as_array().map(Vec::len), Some(3));
    let table = sheet(&[
        &[
            "Name",
            "Purpose",
            "Legal basis",
            "Data subjects",
            "Retention",
        ],
        &["Payroll", "Pay wages", "Contract", "Employees", "7 years"],
    ]);
    assert_eq!(only("table.csv", &table)["name"], "Payroll");
}

#[test]
fn answers_stand_below_labels_that_stand_beside_each_other() {
    let text = sheet(&[
        &["Record of processing activity", "", "", "", "", ""],
        &["Processing activity", "", "Reference", "", "Owner", ""],
        &["Camera surveillance", "", "PA-2", "", "Facilities", ""],
        &["Purpose", "", "", "Legal basis", "", ""],
        &[
            "Protect the premises",
            "",
            "",
            "Legitimate interests",
            "",
            "",
        ],
        &[
            "Data subjects",
            "",
            "",
            "Categories of personal data",
            "",
            "",
        ],
        &["Visitors, employees", "", "", "Video images", "", ""],
        &["Recipients", "", "", "Transfers to third countries", "", ""],
        &["Police on request", "", "", "None", "", ""],
        &["Retention period", "", "", "Security measures", "", ""],
        &["72 hours after recording", "", "", "Encryption", "", ""],
    ]);
    let activity = only("below.csv", &text);
    assert_eq!(activity["name"], "Camera surveillance");
    assert_eq!(activity["owner"], "Facilities");
    assert_eq!(
        each(&activity, "purposes", "legal_bases"),
        [&json!(["6-1-f"])]
    );
    assert_eq!(
        each(&activity, "data_categories", "category"),
        [&json!(["Video images"])]
    );
    assert_eq!(activity["measures_text"], "Encryption");
    assert!(activity["none"]["transfers"].is_string(), "{activity}");
}

/// A form whose labels stand over columns of answers.
fn in_blocks() -> String {
    sheet(&[
        &["Fiche de registre de l'activité : Paie", "", "", "", ""],
        &["Nom / sigle", "Paie", "", "", ""],
        &["N° / REF", "001", "", "Date de création", "01/02/2020"],
        &["Mise à jour", "05/06/2025", "", "", ""],
        &["Acteurs", "Nom", "Adresse", "Ville", "Email"],
        &[
            "Responsable du traitement",
            "Aulne SARL",
            "3 rue du Bois",
            "Paris",
            "a@aulne.example",
        ],
        &[
            "Délégué à la protection des données",
            "Claude Orme",
            "",
            "",
            "dpo@aulne.example",
        ],
        &[
            "Finalité principale",
            "Calcul et versement des salaires",
            "",
            "",
            "",
        ],
        &["Mesures de sécurité techniques", "Chiffrement", "", "", ""],
        &[
            "Catégories de données personnelles concernées",
            "Description",
            "Délai d'effacement",
            "",
            "",
        ],
        &[
            "État civil, identité",
            "Nom, prénom",
            "5 ans après le départ",
            "",
            "",
        ],
        &[
            "Informations d'ordre économique",
            "RIB, salaire",
            "6 ans après le versement",
            "",
            "",
        ],
        &["Vie personnelle", "", "", "", ""],
        &["Données sensibles", "Description", "", "", ""],
        &["Données de santé", "Non", "", "", ""],
        &[
            "Catégories de personnes concernées",
            "Description",
            "",
            "",
            "",
        ],
        &["Catégorie de personnes 1", "Salariés", "", "", ""],
        &["Catégorie de personnes 2", "", "", "", ""],
        &[
            "Destinataires",
            "Description",
            "Type de destinataire",
            "",
            "",
        ],
        &["Destinataire 1", "Service comptabilité", "Interne", "", ""],
        &["Destinataire 2", "Cabinet Comptal", "Sous-traitant", "", ""],
        &[
            "Transferts hors UE",
            "Destinataire",
            "Pays",
            "Type de garanties",
            "",
        ],
        &[
            "Organisme destinataire 1",
            "Orme Inc.",
            "États-Unis",
            "Clauses contractuelles types",
            "",
        ],
    ])
}

#[test]
fn blocks_of_a_form_tell_by_rows_what_its_columns_ask() {
    let text = in_blocks();
    let activity = only("fiche.csv", &text);
    assert_eq!(activity["name"], "Paie");
    assert_eq!(activity["last_reviewed_on"], "2025-06-05");
    let data = each(&activity, "data_categories", "category");
    assert_eq!(data.len(), 3, "{data:?}");
    assert!(
        each(&activity, "data_categories", "kind").is_empty(),
        "{activity}"
    );
    assert_eq!(each(&activity, "retention", "period"), ["P5Y", "P6Y"]);
    assert_eq!(
        each(&activity, "data_subjects", "category"),
        [&json!(["employees"])]
    );
    assert_eq!(
        each(&activity, "recipients", "role"),
        ["internal", "processor"]
    );
    assert_eq!(each(&activity, "transfers", "country"), ["US"]);
    let all = told("fiche.csv", &text);
    let ours = super::ours(&all);
    assert_eq!(ours["name"], "Aulne SARL");
    assert_eq!(ours["email"], "a@aulne.example");
    assert_eq!(ours["contacts"][0]["name"], "Claude Orme");
    assert_eq!(ours["contacts"][0]["email"], "dpo@aulne.example");
}

#[test]
fn numbers_hints_and_further_questions_are_no_answers() {
    let dutch = sheet(&[
        &["Onderdeel", "Toelichting", "Antwoord"],
        &[
            "Naam van de verwerking",
            "Geef een korte naam",
            "Klantenbeheer",
        ],
        &[
            "Verwerkingsdoel",
            "Waarom verwerkt u de gegevens?",
            "Uitvoeren van bestellingen",
        ],
        &["Grondslag", "Kies uit artikel 6 AVG", "Overeenkomst"],
        &["Betrokkenen", "Van wie zijn de gegevens?", "Klanten"],
        &[
            "Ontvangers",
            "Aan wie verstrekt u de gegevens?",
            "Pakketdienst",
        ],
        &[
            "Bewaartermijn",
            "Hoe lang, en vanaf wanneer?",
            "2 jaar na de laatste bestelling",
        ],
        &[
            "Beveiligingsmaatregelen",
            "Bijvoorbeeld toegangsbeheer",
            "Versleuteling",
        ],
    ]);
    let activity = only("hints.csv", &dutch);
    assert_eq!(activity["name"], "Klantenbeheer");
    assert_eq!(activity["measures_text"], "Versleuteling");
    assert!(activity["notes"].is_null(), "{activity}");
    let swedish = sheet(&[
        &["Registerförteckning", "", ""],
        &["Nr", "Fråga", "Svar"],
        &["1", "Behandlingens namn", "Löneutbetalning"],
        &[
            "2",
            "Ändamål med behandlingen",
            "Betala ut lön till de anställda",
        ],
        &["3", "Rättslig grund", "Rättslig förpliktelse"],
        &["4", "Kategorier av registrerade", "Anställda"],
        &["5", "Mottagare", "Skatteverket"],
        &["6", "Överförs uppgifter till tredje land?", "☐ Ja ☒ Nej"],
        &["7", "Gallring", "7 år efter räkenskapsårets slut"],
        &["8", "Används personuppgiftsbiträde?", "☒ Ja ☐ Nej"],
        &["8.1", "Om ja, vilket?", "Björk AB"],
        &["8.2", "Vilken version?", ""],
    ]);
    let activity = only("numbers.csv", &swedish);
    assert_eq!(activity["name"], "Löneutbetalning");
    assert!(activity["none"]["transfers"].is_string(), "{activity}");
    assert_eq!(
        each(&activity, "recipients", "role"),
        ["processor"],
        "{activity}"
    );
    assert!(
        !activity["notes"]
            .as_str()
            .unwrap_or_default()
            .contains("version"),
        "{activity}"
    );
}

#[test]
fn boxes_in_cells_of_their_own_are_ticked_under_the_labels_above_them() {
    let text = sheet(&[
        &["", "Name of activity", "", "Purchasing", "", "", ""],
        &["", "Purpose", "", "Order goods", "", "", ""],
        &["", "Data subjects", "", "", "", "Special categories", ""],
        &["", "[x]", "Employees", "", "", "[ ]", "Health"],
        &["", "[ ]", "Customers", "", "", "[ ]", "Biometric data"],
        &["", "[x]", "Suppliers", "", "", "[x]", "None"],
        &["", "Personal data", "", "Name, contact details", "", "", ""],
        &[
            "",
            "Transfer outside the EEA?",
            "",
            "[ ] yes [x] no",
            "",
            "",
            "",
        ],
        &["", "Recipients", "", "Accountant", "", "", ""],
        &["", "Retention", "", "7 years after the order", "", "", ""],
        &["", "Legal basis", "", "Contract", "", "", ""],
    ]);
    let activity = only("boxes.csv", &text);
    let people = each(&activity, "data_subjects", "category");
    assert_eq!(people, [&json!(["employees"]), &json!(["suppliers"])]);
    assert_eq!(
        each(&activity, "data_categories", "category").len(),
        2,
        "{activity}"
    );
    assert!(activity["none"]["transfers"].is_string(), "{activity}");
    assert!(activity["notes"].is_null(), "{activity}");
}

#[test]
fn cells_over_rows_and_columns_of_a_page_are_groups_and_labels() {
    let row = |label: &str, answer: &str| {
        format!("<tr><td>{label}</td><td colspan='2'>{answer}</td></tr>")
    };
    let group = |group: &str, pairs: [(&str, &str); 2]| {
        let [(first, one), (second, other)] = pairs;
        format!(
            "<tr><td rowspan='2'>{group}</td><td>{first}</td><td>{one}</td></tr><tr><td>{second}</td><td>{other}</td></tr>"
        )
    };
    let page = format!(
        "<html><body><h1>Registro</h1><h2>Clientes</h2><table><tr><th colspan='3'>Tratamiento: Clientes</th></tr>{}{}{}{}{}{}{}{}</table></body></html>",
        row("Base jurídica", "RGPD 6.1.b) Ejecución de un contrato"),
        row("Fines del tratamiento", "Gestión de los pedidos"),
        row("Colectivo", "Clientes"),
        group(
            "Categorías de datos",
            [
                ("Identificativos", "Nombre"),
                ("Económicos", "Importe de los pedidos")
            ]
        ),
        group(
            "Responsable",
            [
                ("Identidad", "Aliso S.L."),
                ("Correo electrónico", "a@aliso.example")
            ]
        ),
        group(
            "Categoría destinatarios",
            [
                ("Encargados del tratamiento", "Nube S.L."),
                ("Cesiones", "Bancos")
            ]
        ),
        row("Transf. internacional", "No están previstas"),
        row("Plazo supresión", "6 años desde el último pedido"),
    );
    let activity = only("ficha.html", &page);
    assert_eq!(activity["name"], "Clientes");
    let all = told("ficha.html", &page);
    assert_eq!(super::ours(&all)["name"], "Aliso S.L.");
    assert_eq!(super::ours(&all)["email"], "a@aliso.example");
    assert_eq!(
        each(&activity, "data_categories", "category").len(),
        2,
        "{activity}"
    );
    assert_eq!(
        each(&activity, "recipients", "role"),
        ["processor"],
        "{activity}"
    );
    assert!(activity["none"]["transfers"].is_string(), "{activity}");
    // Labels beside each other, with boxes to tick.
    let page = "<html><body><h1>Verzeichnis</h1><h2>Bewerbungen</h2><table><tr><th>Bezeichnung</th><td>Bewerbungen</td><th>Nummer</th><td>1</td></tr>\
                <tr><th>Zweck</th><td colspan='3'>Auswahl von Personal</td></tr><tr><th>Rechtsgrundlage</th><td>Vertrag</td><th>Stand</th>\
                <td>10.01.2026</td></tr><tr><th>Betroffene Personen</th><td>Bewerber</td><th>Datenkategorien</th><td>Name, Zeugnisse</td></tr>\
                <tr><th>Drittlandübermittlung</th><td colspan='3'><input type='checkbox'> ja <input type='checkbox' checked> nein</td></tr>\
                <tr><th>Löschfrist</th><td colspan='3'>6 Monate nach Abschluss des Verfahrens</td></tr></table></body></html>";
    let activity = only("formular.html", page);
    assert_eq!(activity["last_reviewed_on"], "2026-01-10");
    assert!(activity["none"]["transfers"].is_string(), "{activity}");
    assert_eq!(each(&activity, "data_categories", "category").len(), 2);
    // Labels over all columns, each over its answer.
    let over = |label: &str, answer: &str| {
        format!("<tr><th colspan='2'>{label}</th></tr><tr><td colspan='2'>{answer}</td></tr>")
    };
    let page = format!(
        "<html><body><h1>Fortegnelse</h1><h2>Kundeforhold</h2><table>{}{}{}{}{}</table></body></html>",
        over("Formål med behandlingen", "Levering af varer"),
        over("Kategorier af registrerede", "Kunder"),
        over("Kategorier af personoplysninger", "Navn, adresse"),
        over("Sletning", "5 år efter regnskabsårets udløb"),
        over(
            "Tekniske og organisatoriske sikkerhedsforanstaltninger",
            "Adgangsstyring, kryptering"
        ),
    );
    let activity = only("fortegnelse.html", &page);
    assert_eq!(activity["name"], "Kundeforhold");
    assert_eq!(activity["measures_text"], "Adgangsstyring, kryptering");
    assert_eq!(each(&activity, "retention", "period"), ["P5Y"]);
}

#[test]
fn transfers_and_their_safeguards_asked_in_one_are_transfers() {
    for (header, denied) in [
        ("Siirto EU/ETA:n ulkopuolelle ja suojatoimet", "Ei siirretä"),
        (
            "Transfers outside the EU/EEA and safeguards",
            "Not transferred",
        ),
        (
            "Överföring till tredje land och skyddsåtgärder",
            "Överförs inte",
        ),
        (
            "Übermittlung in Drittländer und Garantien",
            "Wird nicht übermittelt",
        ),
        ("Transferts hors UE et garanties", "Aucun transfert"),
        (
            "Transferencias internacionales y garantías",
            "No se transfieren",
        ),
        ("Doorgifte buiten de EER en waarborgen", "Niet doorgegeven"),
        ("Overførsel til tredjelande og garantier", "Overføres ikke"),
    ] {
        let text = sheet(&[
            &["Name", "Purpose", "Legal basis", "Data subjects", header],
            &["Payroll", "Pay wages", "Contract", "Employees", denied],
            &[
                "Newsletter",
                "Inform customers",
                "Consent",
                "Customers",
                "USA",
            ],
        ]);
        let all = told("table.csv", &text);
        let [inside, abroad] = all["activities"].as_array().unwrap().as_slice() else {
            panic!("{all}");
        };
        assert!(
            inside["none"]["transfers"].is_string(),
            "{header}: {inside}"
        );
        assert_eq!(
            each(abroad, "transfers", "country"),
            ["US"],
            "{header}: {abroad}"
        );
    }
}

#[test]
fn a_list_below_a_label_answers_it_whatever_words_stand_in_it() {
    let text = sheet(&[
        &["SELOSTE KÄSITTELYTOIMISTA"],
        &["1. Käsittelyn nimi"],
        &["Palkanlaskenta"],
        &["2. Käsittelyn tarkoitus"],
        &["Palkkojen maksaminen"],
        &["3. Henkilötietoryhmät"],
        &["Nimi, henkilötunnus, tilinumero"],
        &["4. Rekisteröityjen ryhmät"],
        &["Työntekijät"],
        &["5. Säilytysaika"],
        &["10 vuotta tilikauden päättymisestä"],
        &["6. Turvatoimet"],
        &["Käyttöoikeudet, salaus"],
    ]);
    let activity = only("seloste.csv", &text);
    assert_eq!(
        each(&activity, "data_categories", "category").len(),
        3,
        "{activity}"
    );
    assert_eq!(activity["measures_text"], "Käyttöoikeudet, salaus");
}

#[test]
fn processors_in_a_block_are_named_with_all_that_its_columns_say() {
    let text = sheet(&[
        &["Activity", "Customer support", "Dept.", "Service"],
        &["Created", "2021-03-01", "Reviewed", "2026-02-01"],
        &["Purpose", "Answer questions of customers", "", ""],
        &["Legal basis", "Contract", "", ""],
        &["Data subjects", "Customers", "", ""],
        &["Personal data", "Name, email", "", ""],
        &["Processors", "Service", "Country", "Contract date"],
        &["Helpdesk Ltd", "Ticketing", "Ireland", "2022-05-01"],
        &["Mailer Inc.", "Email delivery", "USA", "2023-06-01"],
        &["Retention", "2 years after the last ticket", "", ""],
    ]);
    let activity = only("support.csv", &text);
    assert_eq!(activity["name"], "Customer support");
    assert_eq!(
        each(&activity, "recipients", "role"),
        ["processor", "processor"],
        "{activity}"
    );
    assert_eq!(
        each(&activity, "recipients", "countries").len(),
        2,
        "{activity}"
    );
    let contracts = &told("support.csv", &text)["agreements"];
    assert_eq!(contracts[0]["signed_on"], "2022-05-01");
}
