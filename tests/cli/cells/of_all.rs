//! What is said once for a whole register: whose data, where they do not go, where people are told, who is responsible,
//! who gets them under a shorter name.

use serde_json::{Value as Json, json};

use super::{imported, names};

fn list<'j>(of: &'j Json, key: &str) -> Vec<&'j Json> {
    of[key].as_array().into_iter().flatten().collect()
}

/// A register in Markdown: what stands above two activities, what they say beside their purpose, and what stands below.
fn register(above: &str, lines: [&str; 2], below: &str) -> String {
    format!(
        "# Records\n\n{above}\n\n## 3. Processing activities\n\n\
         ### 3.1 Accounts\n\n- **Purpose:** Let people in\n- **Legal basis:** Art. 6(1)(b)\n- **Categories of data:** Name\n{}\n\n\
         ### 3.2 Letters\n\n- **Purpose:** Send letters\n- **Legal basis:** Art. 6(1)(b)\n- **Categories of data:** Address\n{}\n\n{below}\n",
        lines[0], lines[1]
    )
}

#[test]
fn people_who_are_said_once_are_those_of_every_activity() {
    let silent = ["- **Retention:** 2 years", "- **Retention:** 3 years"];
    for (heading, entries) in [
        (
            "## 2. Categories of data subjects",
            "- **Members** — who join\n- **Donors** — who give",
        ),
        ("## 2. Kategorier av registrerade", "- Medlemmar\n- Givare"),
    ] {
        let text = register(&format!("{heading}\n\n{entries}"), silent, "");
        let export = imported("ropa.md", &text);
        for activity in list(&export, "activities") {
            assert_eq!(list(activity, "data_subjects").len(), 2, "{activity}");
        }
    }
    // Where one says so itself, the others are left as they are.
    let own = ["- **Data subjects:** Staff", "- **Retention:** 3 years"];
    let text = register(
        "## 2. Categories of data subjects\n\n- Members\n- Donors",
        own,
        "",
    );
    let export = imported("ropa.md", &text);
    assert_eq!(
        list(&export["activities"][1], "data_subjects").len(),
        0,
        "{export}"
    );
}

#[test]
fn that_only_some_get_data_abroad_says_of_the_others_that_none_go_there() {
    for (told, kept) in [
        ("**Transfers outside the EEA:** only Postbird (SCC)", true),
        ("**Drittlandübermittlung:** nur Postbird (SCC)", true),
        ("**Transfers outside the EEA:** Postbird (SCC)", false),
    ] {
        let rows = [
            "- **Recipients:** Acme GmbH",
            "- **Recipients:** Postbird Ltd",
        ];
        let export = imported("ropa.md", &register(told, rows, ""));
        let activities = list(&export, "activities");
        assert_eq!(
            activities[0]["none"]["transfers"].is_string(),
            kept,
            "{told}"
        );
        assert!(activities[1]["none"]["transfers"].is_null(), "{told}");
    }
    let rows = [
        "- **Recipients:** Acme GmbH",
        "- **Recipients:** Postbird Ltd",
    ];
    let told = "No personal data are transferred outside the EEA.";
    let export = imported("ropa.md", &register(told, rows, ""));
    for activity in list(&export, "activities") {
        assert!(activity["none"]["transfers"].is_string(), "{activity}");
    }
}

#[test]
fn where_people_are_told_is_said_once_for_all() {
    let rows = [
        "- **Data subjects:** Members",
        "- **Data subjects:** Donors",
    ];
    let above = "**Controller:** Acme Ltd, Road 3, 12345 Town";
    let below = "## 4. Notes\n\n- The privacy notice at `/privacy` says the same.\n- Nothing is decided by machines.";
    let export = imported("ropa.md", &register(above, rows, below));
    let ours = &export["organisations"][0];
    assert!(ours["notices"].to_string().contains("/privacy"), "{ours}");
    let below =
        "## 4. Hinweise\n\n- Die Datenschutzerklärung (`web/datenschutz.html`) sagt dasselbe.";
    let export = imported("ropa.md", &register("", rows, below));
    for activity in list(&export, "activities") {
        let notices = activity["notices"].to_string();
        assert!(notices.contains("web/datenschutz.html"), "{activity}");
    }
    let below = "## 4. Open\n\n- [ ] A page `/privacy` with the privacy notice";
    let export = imported("ropa.md", &register(above, rows, below));
    assert!(export["organisations"][0]["notices"].is_null(), "{export}");
}

#[test]
fn a_paragraph_names_the_controller_and_denies_an_officer() {
    let rows = [
        "- **Data subjects:** Members",
        "- **Data subjects:** Donors",
    ];
    for (told, name) in [
        (
            "**Verwerkingsverantwoordelijke:** Alder Recht, Weg 9, 1076 CV Stad. Geen FG aangesteld (niet verplicht).",
            "Alder Recht",
        ),
        (
            "**Verantwortlicher:** Nora Berg (Anschrift: die im Impressum genannte; E-Mail: siehe dort). Kein Vertreter, \
             kein Datenschutzbeauftragter (nicht benannt, § 38 BDSG).",
            "Nora Berg",
        ),
    ] {
        let export = imported("ropa.md", &register(told, rows, ""));
        let ours = &export["organisations"][0];
        assert_eq!(ours["name"], name, "{ours}");
        assert!(ours["none"]["contacts.dpo"].is_string(), "{ours}");
    }
}

#[test]
fn a_heading_over_company_details_says_whose_they_are() {
    let rows = [
        "- **Data subjects:** Members",
        "- **Data subjects:** Donors",
    ];
    // A sentence at the head that names an officer is no heading over what follows.
    let first = "Internal. The data protection officer keeps it up to date, and looks at it again twice in each year.";
    for (heading, label) in [
        ("Datos de la organización", "Razón social"),
        ("Company details", "Registered name"),
        ("Unternehmensdaten", "Firma"),
    ] {
        let told = format!(
            "{first}\n\n## 1. {heading}\n\n- **{label}:** Alder SpA\n- **Email:** a@alder.example"
        );
        let export = imported("ropa.md", &register(&told, rows, ""));
        let ours = &export["organisations"][0];
        assert_eq!(
            (&ours["name"], &ours["email"]),
            (&json!("Alder SpA"), &json!("a@alder.example"))
        );
    }
}

#[test]
fn a_table_of_roles_is_no_cover() {
    let above = "| Role | Data | Lawful basis |\n|---|---|---|\n| **Controller** | Account data of members | (b) Contract |\n\
                 | **Processor** | Counts of the clubs | theirs |";
    let rows = [
        "- **Data subjects:** Members",
        "- **Data subjects:** Donors",
    ];
    let export = imported("ropa.md", &register(above, rows, ""));
    assert_eq!(
        names(&export, "organisations"),
        Vec::<&str>::new(),
        "{export}"
    );
}

#[test]
fn a_shorter_name_is_the_processor_that_another_activity_names() {
    let rows = [
        "- **Recipients:** Northwind Ltd (hosting, DPA)",
        "- **Recipients:** Northwind (letters), Bank",
    ];
    let export = imported("ropa.md", &register("", rows, ""));
    let second = list(&export["activities"][1], "recipients");
    assert_eq!(second[0]["role"], "processor", "{second:?}");
    assert_eq!(second[0]["service"], "letters");
    assert_eq!(second[1]["category"], "Bank");
    assert_eq!(names(&export, "organisations"), ["Northwind Ltd"]);
}

#[test]
fn a_list_names_its_processors_under_several_names() {
    let rows = [
        "- **Processors:** Google/Firebase (hosting), Google Maps (maps), Postbird",
        "- **Processors:** Firebase Auth, Meta",
    ];
    let below = "## 5. Processors\n\n| Provider | Location | Contract |\n|---|---|---|\n\
                 | Google LLC / Firebase | US | Google DPA |\n| Meta Platforms, Inc. | US | Meta DPA |\n\
                 | Letterbird SAS (Postbird) | Paris | DPA signed 2024 |";
    let export = imported("ropa.md", &register("", rows, below));
    let all = names(&export, "organisations");
    assert_eq!(all.len(), 4, "{all:?}");
    for activity in list(&export, "activities") {
        for row in list(activity, "recipients") {
            let known = row["organisation"] != "O3" && row["countries"][0] == "US";
            assert!(known || row["organisation"].is_string(), "{row}");
        }
    }
    let services: Vec<String> = list(&export["activities"][0], "recipients")
        .iter()
        .map(|row| row["service"].to_string())
        .collect();
    assert!(services.concat().contains("maps"), "{services:?}");
}

#[test]
fn brackets_behind_the_last_of_several_speak_of_all() {
    for told in [
        "Acme, Northwind, Postbird (independent controllers)",
        "Acme, Northwind, Postbird (eigene Verantwortliche, keine AV)",
        "Acme, Northwind, Postbird (titolari autonomi)",
    ] {
        let line = format!("- **Recipients:** {told}");
        let export = imported(
            "ropa.md",
            &register("", [&line, "- **Recipients:** Bank"], ""),
        );
        let rows = list(&export["activities"][0], "recipients");
        assert_eq!(rows.len(), 3, "{told}");
        for row in rows {
            assert_eq!(row["role"], "controller", "{told}");
        }
    }
}

#[test]
fn the_company_and_the_place_behind_a_name_are_told_of_it() {
    let rows = [
        "- **Recipients:** Postbird (Bird Letters SAS, France)",
        "- **Recipients:** Analytics Bird (EU), Bank (Frankfurt)",
    ];
    let export = imported("ropa.md", &register("", rows, ""));
    assert_eq!(names(&export, "organisations"), ["Bird Letters SAS"]);
    let first = list(&export["activities"][0], "recipients");
    assert_eq!(first[0]["countries"], json!(["FR"]), "{first:?}");
    assert_eq!(first[0]["service"], "Postbird");
    let second = list(&export["activities"][1], "recipients");
    assert_eq!(second[0]["countries"], json!(["EU"]), "{second:?}");
    assert_eq!(second[1]["countries"], json!(["DE"]), "{second:?}");
}

#[test]
fn the_only_recipient_outside_is_where_the_only_transfer_goes() {
    let rows = [
        "- **Recipients:** Northwind Inc.\n- **Third country:** USA (SCC)",
        "- **Recipients:** Northwind Inc., Bank\n- **Third country:** USA (SCC)",
    ];
    let export = imported("ropa.md", &register("", rows, ""));
    let first = &export["activities"][0];
    assert_eq!(first["recipients"][0]["countries"], json!(["US"]));
    assert_eq!(
        first["transfers"][0]["organisation"],
        first["recipients"][0]["organisation"]
    );
    let second = &export["activities"][1];
    assert!(second["recipients"][0]["countries"].is_null(), "{second}");
}

#[test]
fn keys_that_lists_beside_the_records_explain_are_spelled_out() {
    let text = "controller:\n  name: Alder Ltd\nactivities:\n  - id: act-login\n    purpose: Let people in\n    lawful_basis:\n      gdpr: 6(1)(b)\n    \
                data_classes:\n      [c-mail, c-name,\n       c-phone]\n    retention: 30 days after deletion\n    recipients: [Northwind, SMTP provider]\n    \
                transfers:\n      - to: United States\n        mechanism: SCC\n  - id: act-post\n    purpose: Send letters\n    data_classes: [c-name]\n    \
                recipients: [Northwind]\n\
                data_classes:\n  - id: c-mail\n    description: Address of mail\n  - id: c-name\n    description: Name\n  - id: c-phone\n    description: Telephone\n\
                sub_processors:\n  - name: Northwind\n    role: Hosting\n    location: Dublin\n    dpa: signed 2024\n";
    let export = imported("ropa.yaml", text);
    let activities = list(&export, "activities");
    assert_eq!(activities.len(), 2, "{export}");
    let data: Vec<String> = list(activities[0], "data_categories")
        .iter()
        .map(|row| row["category"].to_string())
        .collect();
    assert_eq!(data.len(), 3, "{data:?}");
    assert!(data[0].contains("Address of mail"), "{data:?}");
    let northwind = list(activities[1], "recipients")[0];
    assert_eq!(northwind["role"], "processor", "{northwind}");
    assert_eq!(northwind["countries"], json!(["IE"]), "{northwind}");
}

#[test]
fn a_label_that_asks_for_several_things_points_for_all_of_them() {
    for (label, answer) in [
        (
            "Odbiorcy / transfer / okres przechowywania",
            "jak w czynności 1",
        ),
        ("Recipients / transfers / retention", "as in activity 1"),
    ] {
        let rows = [
            "- **Recipients:** Bank\n- **Transfer:** USA (SCC)\n- **Retention:** 2 years",
            &format!("- **{label}:** {answer}"),
        ];
        let export = imported("ropa.md", &register("", rows, ""));
        let second = &export["activities"][1];
        assert_eq!(second["recipients"][0]["category"], "Bank", "{second}");
        assert_eq!(second["transfers"][0]["country"], "US", "{second}");
        assert_eq!(second["retention"][0]["period"], "P2Y", "{second}");
    }
}

#[test]
fn lines_with_labels_under_the_controller_are_read_each_for_itself() {
    let rows = [
        "- **Data subjects:** Members",
        "- **Data subjects:** Donors",
    ];
    for (heading, lines) in [
        (
            "Rekisterinpitäjä",
            "Yhdistyksen nimi: Alder ry\n\nY-tunnus: 1234567-1\n\nOsoite: Tie 3, Helsinki",
        ),
        (
            "Verantwortlicher",
            "Name: Alder ry\n\nHandelsregister: 1234567-1\n\nAnschrift: Weg 3, Helsinki",
        ),
    ] {
        let told = format!("## 1. {heading}\n\n{lines}");
        let export = imported("ropa.md", &register(&told, rows, ""));
        let ours = &export["organisations"][0];
        assert_eq!(ours["name"], "Alder ry", "{ours}");
        assert_eq!(ours["registration_number"], "1234567-1", "{ours}");
    }
}

#[test]
fn the_union_behind_a_vendor_says_where_it_is() {
    let rows = [
        "- **Processors:** Sentry EU",
        "- **Processors:** Atlas EU (mail)",
    ];
    let export = imported("ropa.md", &register("", rows, ""));
    let first = &export["activities"][0]["recipients"][0];
    assert_eq!(first["countries"], json!(["EU"]), "{first}");
    assert_eq!(names(&export, "organisations"), ["Sentry", "Atlas EU"]);
}

#[test]
fn a_vendor_is_the_same_under_each_of_its_names_and_in_each_activity() {
    let rows = [
        "- **Recipients:** AWS (hosting)\n- **Transfers:** AWS EU (Frankfurt)",
        "- **Recipients:** Payment processor: Stripe, Email provider: Resend (Processor)",
    ];
    let below = "## 5. Processors\n\n| Provider | Location | Contract |\n|---|---|---|\n\
                 | Amazon Web Services | Frankfurt | DPA signed 2024 |";
    let export = imported("ropa.md", &register("", rows, below));
    let first = &export["activities"][0];
    assert_eq!(first["recipients"][0]["role"], "processor", "{first}");
    assert!(first["none"]["transfers"].is_string(), "{first}");
    let all = names(&export, "organisations");
    assert!(
        all.contains(&"Stripe") && all.contains(&"Resend"),
        "{all:?}"
    );
    let rows = [
        "- **Recipients:** Northwind Inc. (hosting, processor)",
        "- **Recipients:** Northwind Inc. (statistics)",
    ];
    let export = imported("ropa.md", &register("", rows, ""));
    let second = &export["activities"][1]["recipients"][0];
    assert_eq!(second["role"], "processor", "{second}");
}

#[test]
fn one_activity_has_what_tables_under_its_headings_list() {
    for (data, recipients, head, list) in [
        (
            "Kategorien personenbezogener Daten",
            "Empfänger und Auftragsverarbeiter",
            "Kategorie | Inhalt",
            "Anbieter | Zweck | Sitz | Grundlage der Übermittlung",
        ),
        (
            "Categories of personal data",
            "Recipients and processors",
            "Category | Content",
            "Provider | Purpose | Location | Transfer mechanism",
        ),
    ] {
        let text = format!(
            "# Register\n\n## 1. Leads\n\n### 1.1 Purpose\n\n- **Purpose:** Qualify leads\n- **Legal basis:** Art. 6(1)(b)\n\n\
             ### 1.2 Data subjects\n\n- Customers\n- Staff\n\n### 1.3 {data}\n\n| {head} |\n|---|---|\n\
             | Contact data | Name, address |\n| Call data | Transcripts |\n\n### 1.4 {recipients}\n\n| {list} |\n|---|---|---|---|\n\
             | Callbird Inc. | Calls | USA | SCC |\n| Hostbird GmbH | Hosting | DE | none |\n\n\
             ### 1.5 Retention\n\n- Leads: 24 months after the last contact\n"
        );
        let export = imported("vvt.md", &text);
        let activity = &export["activities"][0];
        assert_eq!(list_of(activity, "purposes"), 1, "{activity}");
        assert_eq!(list_of(activity, "data_categories"), 2, "{activity}");
        assert_eq!(list_of(activity, "recipients"), 2, "{activity}");
        assert_eq!(activity["recipients"][0]["countries"], json!(["US"]));
        assert_eq!(activity["transfers"][0]["country"], "US", "{activity}");
    }
}

fn list_of(activity: &Json, key: &str) -> usize {
    list(activity, key).len()
}

#[test]
fn a_register_that_another_program_keeps_in_json_comes_in() {
    let text = r#"{"version": "2026-05-26", "controller": {"name": "Alder Ltd"}, "activities": [
        {"id": "A1", "name": "Payroll", "purpose": "Pay wages", "lawfulBasis": ["contract"], "dataCategories": ["Bank account"],
         "subjectCategories": ["employees"], "retention": "7 years after the end of employment", "recipients": ["Bank"]},
        {"id": "A2", "name": "Mail", "purpose": "Send news", "lawfulBasis": ["consent"], "dataCategories": ["E-mail"],
         "subjectCategories": ["readers"], "retention": "Until withdrawal", "recipients": []}]}"#;
    let export = imported("register.json", text);
    assert_eq!(names(&export, "activities"), ["Payroll", "Mail"]);
    assert_eq!(names(&export, "organisations"), ["Alder Ltd"]);
    let first = &export["activities"][0];
    assert_eq!(first["purposes"][0]["legal_bases"], json!(["6-1-b"]));
    assert_eq!(first["retention"][0]["period"], "P7Y");
}

#[test]
fn who_is_still_to_be_filled_in_by_somebody_is_nobody() {
    let rows = [
        "- **Data subjects:** Members",
        "- **Data subjects:** Donors",
    ];
    for told in [
        "**Controller:** TO BE FILLED IN BY THE CONTROLLER.",
        "**Verwerkingsverantwoordelijke:** IN TE VULLEN DOOR VERWERKINGSVERANTWOORDELIJKE.",
    ] {
        let export = imported("ropa.md", &register(told, rows, ""));
        assert_eq!(
            names(&export, "organisations"),
            Vec::<&str>::new(),
            "{told}"
        );
    }
}
