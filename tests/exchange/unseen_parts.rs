//! Registers of others in layouts of their own: whose part a record tells, what a table beside the activities says of which,
//! and cells that answer a question with a day or with nothing.

use serde_json::{Value as Json, json};

use super::{all_ours as ours, read_of_others as told};

/// The reference of the organisation that is called so.
fn called<'t>(told: &'t Json, name: &str) -> &'t Json {
    let mut all = told["organisations"].as_array().into_iter().flatten();
    let found = all.find(|it| it["name"] == name);
    &found.unwrap_or_else(|| panic!("{name}: {told}"))["ref"]
}

/// The activity that is called so.
fn activity<'t>(told: &'t Json, name: &str) -> &'t Json {
    let mut all = told["activities"].as_array().into_iter().flatten();
    all.find(|it| it["name"] == name)
        .unwrap_or_else(|| panic!("{name}: {told}"))
}

/// What the rows of a list of an activity say under a key.
fn each(activity: &Json, list: &str, key: &str) -> Vec<Json> {
    let rows = activity[list].as_array().into_iter().flatten();
    rows.map(|row| row[key].clone()).collect()
}

#[test]
fn whoever_is_the_processor_in_its_own_register_works_for_the_controller_there() {
    for (head, rows) in [
        (
            "Behandling;Personuppgiftsansvarig;Personuppgiftsbiträde;Ändamål;Registrerade;Personuppgifter;Gallring",
            "Utskick;Kundföretaget;Alder AB;Skicka fakturor;Kunder;Namn;30 dagar\nLön;Alder AB;;Betala löner;Anställda;Namn;7 år",
        ),
        (
            "Verarbeitungstätigkeit;Verantwortlicher;Auftragsverarbeiter;Zweck;Betroffene Personen;Datenkategorien;Löschfrist",
            "Utskick;Kundenunternehmen;Alder AB / Postbird Ltd (Unterauftragsverarbeiter);Rechnungen versenden;Kunden;Name;30 Tage\n\
             Lön;Alder AB;;Löhne zahlen;Beschäftigte;Name;6 Jahre",
        ),
        (
            "Traitement;Responsable du traitement;Sous-traitant;Finalité;Personnes concernées;Catégories de données;Durée de conservation",
            "Utskick;Agence cliente;Alder AB;Envoyer les factures;Clients;Nom;30 jours\nLön;Alder AB;;Payer les salaires;Salariés;Nom;5 ans",
        ),
    ] {
        let told = told("x.csv", &format!("{head}\n{rows}\n"));
        let (done, own) = (activity(&told, "Utskick"), activity(&told, "Lön"));
        assert_eq!(ours(&told).len(), 1, "{told}");
        assert_eq!(
            (&done["role"], &own["role"]),
            (&json!("processor"), &json!("controller"))
        );
        let us = called(&told, "Alder AB");
        assert_eq!(
            (&done["organisation"], &own["organisation"]),
            (us, us),
            "{told}"
        );
        // Which client it is, the cell says not.
        assert!(done["clients"][0]["category"].is_string(), "{done}");
        assert!(
            !each(done, "recipients", "organisation").contains(us),
            "{done}"
        );
        if rows.contains("Postbird") {
            let other = called(&told, "Postbird Ltd");
            assert_eq!(
                each(done, "recipients", "organisation"),
                std::slice::from_ref(other)
            );
            assert_eq!(each(done, "recipients", "role"), ["sub_processor"]);
        }
    }
    // Another one is our processor.
    let text = "Activity,Controller,Processor,Purpose,Data subjects,Personal data,Retention\n\
                Payroll,Alder Ltd,Birch Ltd,Pay staff,Employees,Name,6 years\nNews,Alder Ltd,Birch Ltd,Send news,Subscribers,Email,1 year\n";
    let told = told("x.csv", text);
    assert_eq!(activity(&told, "News")["role"], "controller");
    let role = &activity(&told, "News")["recipients"][0]["role"];
    assert_eq!(role, "processor", "{told}");
}

/// A register whose purposes stand in one table and something else in another, below a heading of its own.
fn beside(head: &str, rows: &[&str], heading: &str, table: &[&str]) -> String {
    let columns = |head: &str| "---|".repeat(head.matches('|').count() - 1);
    let lines = |rows: &[&str]| rows.join("\n");
    format!(
        "# Register\n\n## One\n\n{head}\n|{}\n{}\n\n## {heading}\n\n{}\n|{}\n{}\n",
        columns(head),
        lines(rows),
        table[0],
        columns(table[0]),
        lines(&table[1..]),
    )
}

#[test]
fn a_table_of_periods_by_kinds_of_data_tells_each_activity_of_its_own() {
    for (head, rows, heading, table, billing, news) in [
        (
            "| Zweck | Betroffene | Daten | Rechtsgrundlage |",
            [
                "| Rechnungsstellung | Kunden | Name | Vertrag |",
                "| Newsletter | Abonnenten | E-Mail | Einwilligung |",
            ],
            "Speicherfristen",
            [
                "| Datenart | Speicherfrist |",
                "| Rechnungen | 10 Jahre |",
                "| Protokolle | 90 Tage |",
            ],
            ("Rechnungsstellung", "P10Y"),
            "Newsletter",
        ),
        (
            "| Ändamål | Registrerade | Personuppgifter | Rättslig grund |",
            [
                "| Fakturering | Kunder | Namn | Avtal |",
                "| Nyhetsbrev | Prenumeranter | E-post | Samtycke |",
            ],
            "Lagringstider",
            [
                "| Datatyp | Lagringstid |",
                "| Fakturor | 7 år |",
                "| Loggar | 90 dagar |",
            ],
            ("Fakturering", "P7Y"),
            "Nyhetsbrev",
        ),
        (
            "| Finalidad | Interesados | Categorías de datos | Base jurídica |",
            [
                "| Facturación | Clientes | Nombre | Contrato |",
                "| Boletín | Suscriptores | Correo | Consentimiento |",
            ],
            "Plazos de conservación",
            [
                "| Tipo de dato | Plazo de conservación | Norma |",
                "| Facturas | 6 años | |",
                "| Registros | 90 días | |",
            ],
            ("Facturación", "P6Y"),
            "Boletín",
        ),
    ] {
        let told = told("x.md", &beside(head, &rows, heading, &table));
        let periods = |name: &str| each(activity(&told, name), "retention", "period");
        assert_eq!(periods(billing.0), [billing.1], "{told}");
        assert!(periods(news).is_empty(), "{told}");
        // What is of none of them is kept in words, once.
        assert_eq!(told.to_string().matches("90 ").count(), 1, "{told}");
    }
    let head = "| Zweck | Betroffene | Daten | Rechtsgrundlage |";
    let rows = [
        "| Konto | Kunden | Name | Vertrag |",
        "| Newsletter | Abonnenten | E-Mail | Einwilligung |",
    ];
    let one = told(
        "x.md",
        &beside(
            head,
            &rows,
            "Speicherfristen",
            &["| Datenart | Speicherfrist |", "| Alle Daten | 3 Jahre |"],
        ),
    );
    for name in ["Konto", "Newsletter"] {
        assert_eq!(each(activity(&one, name), "retention", "period"), ["P3Y"]);
    }
}

#[test]
fn a_processor_of_a_table_belongs_to_the_activity_that_it_is_for() {
    let head = "| Purpose | Data subjects | Categories of data | Lawful basis |";
    let rows = [
        "| Payments | Customers | Name | Contract |",
        "| Newsletter | Subscribers | Email | Consent |",
    ];
    let table = [
        "| Sub-processor | Purpose | Country |",
        "| Paywell | Payments | EU/US (SCC) |",
        "| Botgate | Bot protection | EU |",
    ];
    let told = told("x.md", &beside(head, &rows, "Sub-processors", &table));
    let paywell = called(&told, "Paywell");
    let payments = activity(&told, "Payments");
    assert_eq!(
        each(payments, "recipients", "organisation"),
        std::slice::from_ref(paywell)
    );
    assert_eq!(each(payments, "transfers", "country"), ["US"]);
    assert_eq!(
        each(payments, "transfers", "organisation"),
        std::slice::from_ref(paywell)
    );
    // Whoever stands there is a processor, whatever they are called and whoever uses them.
    called(&told, "Botgate");
    assert!(activity(&told, "Newsletter")["recipients"].is_null());
}

#[test]
fn whoever_is_responsible_is_named_with_mail_behind_a_stroke_in_brackets_or_under_a_heading() {
    let activities = "\n## Purposes\n\n| Purpose | Data subjects | Categories of data | Lawful basis |\n|---|---|---|---|\n\
                      | Payroll | Employees | Names | Contract |\n| News | Subscribers | Email | Consent |\n";
    for (head, name) in [
        (
            "Controller: Mindco (Ann Example) - a@oak.example",
            "Mindco (Ann Example)",
        ),
        ("Controller: Foo - Bar Ltd - a@oak.example", "Foo - Bar Ltd"),
        (
            "Responsable del tratamiento: Taller Sol (a@oak.example)",
            "Taller Sol",
        ),
        (
            "## Responsable\n\nTaller Sol — contacto: a@oak.example.",
            "Taller Sol",
        ),
        (
            "## Verantwortlicher\n\nErle Werk — Kontakt: a@oak.example",
            "Erle Werk",
        ),
        (
            "## Controller\n\nAlder Choir, contact: a@oak.example.",
            "Alder Choir",
        ),
        (
            "> Responsable de traitement : Aulne SAS\n\n## Droits\n\nPour toute demande relative aux traitements d’Aulne : a@oak.example",
            "Aulne SAS",
        ),
        (
            "| | |\n|---|---|\n| Verantwortlicher: | Muster KG<br>Weg 1<br>80000 Ort |\n| Tel. / E-Mail: | 089 000000 / a@oak.example |",
            "Muster KG",
        ),
    ] {
        let told = told("x.md", &format!("# Register\n\n{head}\n{activities}"));
        let ours = ours(&told);
        assert_eq!(ours.len(), 1, "{head}: {told}");
        assert_eq!(
            (&ours[0]["name"], &ours[0]["email"]),
            (&json!(name), &json!("a@oak.example")),
            "{head}"
        );
    }
    let told = told(
        "x.md",
        &format!("# Register\n\nController: Foo - Bar Ltd\n{activities}"),
    );
    assert_eq!(ours(&told)[0]["name"], "Foo - Bar Ltd");
}

#[test]
fn a_denial_of_an_officer_is_recorded_with_its_reason_and_not_without() {
    for (said, reason) in [
        ("None appointed", None),
        ("N/A", None),
        ("None appointed; enquiries via contact above", None),
        (
            "None appointed (fewer than 20 staff)",
            Some("None appointed (fewer than 20 staff)"),
        ),
        (
            "Not required under Article 37",
            Some("Not required under Article 37"),
        ),
        (
            "Not documented here. Whether one is needed must be confirmed.",
            None,
        ),
    ] {
        let text = format!(
            "# Register\n\nController: Oak Ltd\nEmail: a@oak.example\nDPO: {said}\n\n## Payroll\n\n- Purpose: Pay wages\n\
             - Data subjects: Employees\n- Personal data: Names\n- Legal basis: Contract\n- Retention: 6 years\n"
        );
        let told = told("x.md", &text);
        let none = &ours(&told)[0]["none"]["contacts.dpo"];
        assert_eq!(none.as_str(), reason, "{told}");
    }
}

#[test]
fn a_yes_with_a_day_says_when_and_what_does_not_apply_says_nothing() {
    for (head, cells, day) in [
        (
            "Personuppgiftsbiträde;PUB-avtal (J/N, datum);Konsekvensbedömning",
            "Bok AB;J, 2024-02-01;Ja, 2025-02-01",
            true,
        ),
        (
            "Auftragsverarbeiter;AV-Vertrag (J/N, Datum);Datenschutz-Folgenabschätzung",
            "Bok GmbH;Ja, 01.02.2024;Ja (01.02.2025)",
            true,
        ),
        (
            "Processor;DPA;DPIA",
            "Bok Ltd;yes 2024-02-01;Yes - 1 February 2025",
            true,
        ),
        ("Processor;DPA;DPIA", "Bok Ltd;yes;Yes", false),
    ] {
        let text = format!(
            "Activity;Purpose;Data subjects;Personal data;{head};Joint controller;Link to record of consent;Retention\n\
             Pay;Pay staff;Employees;Names;{cells};N/A;n/a;6 years\nNews;Send news;Subscribers;Email;;;;;;1 year\n"
        );
        let told = told("x.csv", &text);
        let pay = activity(&told, "Pay");
        let signed = &told["agreements"][0]["signed_on"];
        let done = (&pay["dpia_status"], &pay["dpia_done_on"]);
        if day {
            assert_eq!(signed, "2024-02-01", "{told}");
            assert_eq!(done, (&json!("done"), &json!("2025-02-01")), "{told}");
        } else {
            assert!(signed.is_null() && done.0.is_null(), "{told}");
            assert_eq!(pay["dpia_required"], "yes");
        }
        let notes = pay["notes"].as_str().unwrap_or_default();
        assert!(!notes.to_lowercase().contains("n/a"), "{notes}");
    }
}

#[test]
fn the_only_company_has_the_contract_of_its_row_and_of_several_nobody_knows_where_the_transfer_goes()
 {
    let text = "Activity;Purpose;Data subjects;Personal data;Recipients;Link to contract with processor;Third countries;Retention\n\
                Trips;Book trips;Passengers;Names;Volunteer drivers, Ridesoft Inc. (booking software);contracts/ridesoft.pdf;USA;1 year\n\
                Pay;Pay staff;Employees;Names;Bank;;;6 years\n";
    let told = told("x.csv", text);
    let (trips, ridesoft) = (activity(&told, "Trips"), called(&told, "Ridesoft Inc."));
    let mut rows = trips["recipients"].as_array().unwrap().iter();
    let row = rows.find(|it| it["organisation"] == *ridesoft).unwrap();
    assert_eq!(
        (&row["role"], &row["countries"]),
        (&json!("processor"), &Json::Null)
    );
    let transfer = &trips["transfers"][0];
    assert_eq!(
        (&transfer["country"], &transfer["organisation"]),
        (&json!("US"), &Json::Null)
    );
    assert_eq!(&told["agreements"][0]["organisation"], ridesoft);
}

#[test]
fn a_cell_that_marks_data_as_sensitive_says_of_which_kind() {
    let text = "Nr;Behandling;Ändamål;Registrerade;Personuppgifter;Känsliga uppgifter;Gallring\n\
                1;Rekrytering;Anställa;Sökande;CV, utdrag ur belastningsregistret;Ja - brott;2 år\n\
                2;Mat;Servera mat;Barn;Namn, allergi, läkarintyg;Ja - hälsa (art. 9.2 h);1 år\n\
                3;Lön;Betala lön;Anställda;Namn, facktillhörighet;Facktillhörighet;7 år\n";
    let told = told("x.csv", text);
    let kind = |name: &str, category: &str| {
        let mut rows = activity(&told, name)["data_categories"]
            .as_array()
            .unwrap()
            .iter();
        let row = rows.find(|row| row["category"][0] == category);
        row.unwrap_or_else(|| panic!("{category}: {told}")).clone()
    };
    assert_eq!(
        kind("Rekrytering", "utdrag ur belastningsregistret")["kind"],
        "criminal"
    );
    for category in ["allergi", "läkarintyg"] {
        let row = kind("Mat", category);
        assert_eq!(
            (&row["kind"], &row["art9_conditions"]),
            (&json!("special"), &json!(["9-2-h"]))
        );
    }
    assert_eq!(kind("Lön", "facktillhörighet")["kind"], "special");
    assert!(kind("Mat", "Namn")["kind"].is_null());
}

#[test]
fn brackets_and_strokes_of_a_cell_of_recipients_part_names_and_cut_none() {
    let cell = "Supabase / Vercel (log surfaces, US); Anthropic (reasoning and review when configured, US); Acme Ltd (mail, US).";
    let text = format!(
        "# Register\n\n## Pay\n\n- Purpose: Pay wages\n- Data subjects: Employees\n- Personal data: Names\n- Legal basis: Contract\n\
         - Processors: {cell}\n- Retention: 6 years\n"
    );
    let told = told("x.md", &text);
    for name in ["Supabase", "Vercel", "Anthropic", "Acme Ltd"] {
        called(&told, name);
    }
    assert_eq!(told["organisations"].as_array().unwrap().len(), 4, "{told}");
}

#[test]
fn a_header_of_transfers_and_safeguards_asks_where_data_go() {
    for (header, none, to) in [
        (
            "Transfers outside the EU/EEA and safeguards",
            "Not transferred",
            "USA, SCC",
        ),
        (
            "Siirto EU/ETA:n ulkopuolelle ja suojatoimet",
            "Ei siirretä",
            "USA, SCC",
        ),
    ] {
        let told = told(
            "a.csv",
            &format!(
                "Name;Purpose;Legal basis;{header};DPIA\nPayroll;Pay wages;Contract;{none};Done 2023-02-14\n\
                 News;Tell news;Consent;\"{to}\";Gjord den 14.2.2023\n"
            ),
        );
        let of = |at: usize| &told["activities"][at];
        assert_eq!(of(0)["none"]["transfers"], none, "{told}");
        assert_eq!(of(1)["transfers"][0]["country"], "US", "{told}");
        assert_eq!(
            of(1)["transfers"][0]["mechanisms"][0],
            "art46-2-c",
            "{told}"
        );
        for at in [0, 1] {
            assert_eq!(of(at)["dpia_status"], "done", "{told}");
            assert_eq!(of(at)["dpia_done_on"], "2023-02-14", "{told}");
        }
    }
}

#[test]
fn a_letter_under_a_label_of_article_9_is_a_condition_of_it() {
    let told = told(
        "a.md",
        "# Register\n\n## Care\n\n| Field | Value |\n|---|---|\n| Purpose | Give care |\n\
         | Legal basis art. 6 | (b) Contract |\n| Legal basis art. 9 | (h) Health care + (a) Explicit consent |\n\
         | Categories of data | Name, health data |\n| Data subjects | Patients |\n| Retention | 10 years |\n\n\
         ## Post\n\n| Field | Value |\n|---|---|\n| Purpose | Send post |\n\
         | Legal basis art. 6 | (b) Contract |\n| Legal basis art. 9 | — (no data on health) |\n\
         | Categories of data | Name |\n| Data subjects | Patients |\n| Retention | 1 year |\n",
    );
    let rows = |at: usize| {
        told["activities"][at]["data_categories"]
            .as_array()
            .unwrap()
    };
    let of = rows(0).iter().find_map(|row| row.get("art9_conditions"));
    assert_eq!(of, Some(&json!(["9-2-h", "9-2-a"])), "{told}");
    assert_eq!(
        told["activities"][0]["purposes"][0]["legal_bases"],
        json!(["6-1-b"])
    );
    assert!(
        rows(1)
            .iter()
            .all(|row| row.get("art9_conditions").is_none() && row.get("art9_laws").is_none())
    );
}

#[test]
fn a_section_that_describes_measures_is_the_measures_of_all() {
    let register = |section: &str| {
        format!(
            "# Register\n\n## The design in a paragraph\n\n{section}\n\n## Payroll\n\n- **Purpose:** Pay wages\n\
             - **Legal basis:** Contract\n- **Data subjects:** Employees\n- **Retention:** 7 years\n"
        )
    };
    let said = told(
        "a.md",
        &register(
            "Names are encrypted (AES-256) and pseudonymised, which is a measure under Art. 32.",
        ),
    );
    let text = said["activities"][0]["measures_text"].as_str().unwrap();
    assert!(text.contains("AES-256"), "{said}");
    let said = told(
        "a.md",
        &register("This register is made from what the code does."),
    );
    assert!(
        said["activities"][0].get("measures_text").is_none(),
        "{said}"
    );
}

#[test]
fn processors_are_all_of_the_only_table_of_these_where_an_activity_names_them_so() {
    let told = told(
        "a.md",
        "# Register\n\n## Accounts\n\n| Field | Value |\n|---|---|\n| Purpose | Keep accounts |\n\
         | Legal basis | Contract |\n| Data subjects | Users |\n| Recipients | Haulage firms, processors (see §2) |\n\
         | Retention | 1 year |\n\n## Errors\n\n| Field | Value |\n|---|---|\n| Purpose | Errormonitoring |\n\
         | Legal basis | Contract |\n| Data subjects | Users |\n| Retention | 1 year |\n\n\
         ## 2. Processors\n\n| Supplier | Part | Place |\n|---|---|---|\n| Northwind Ltd | Hosting | Ireland |\n\
         | Postbird Ltd | Errormonitoring | Ireland |\n",
    );
    let names = |at: usize| -> Vec<String> {
        let rows = told["activities"][at]["recipients"].as_array();
        let rows = rows.into_iter().flatten();
        let organisations = told["organisations"].as_array().unwrap();
        rows.filter(|row| row["role"] == "processor")
            .filter_map(|row| {
                let it = organisations
                    .iter()
                    .find(|it| it["ref"] == row["organisation"])?;
                Some(it["name"].as_str()?.to_owned())
            })
            .collect()
    };
    assert_eq!(names(0), ["Northwind Ltd", "Postbird Ltd"], "{told}");
    assert_eq!(
        told["activities"][0]["recipients"][0]["category"],
        "Haulage firms"
    );
    assert_eq!(names(1), ["Postbird Ltd"], "{told}");
}

#[test]
fn what_points_elsewhere_or_limits_a_list_is_no_rule_and_no_recipient() {
    let told = told(
        "a.md",
        "# Register\n\n## Orders\n\n| Field | Value |\n|---|---|\n| Purpose | Sell |\n| Legal basis | Contract |\n\
         | Data subjects | Buyers |\n| Recipients | Only the shop in question, and only what is needed; the payment provider |\n\
         | Retention | 7 years by tax law; see `server/periods.js` |\n\n## Post\n\n| Field | Value |\n|---|---|\n\
         | Purpose | Send post |\n| Legal basis | Contract |\n| Data subjects | Buyers |\n| Retention | see the policy |\n\n\
         ## Processors (Art. 28)\n\n| Party | What they process | Agreement? |\n|---|---|---|\n\
         | Payment provider (Stripe) | Payments | {{contract}} |\n",
    );
    let one = &told["activities"][0];
    assert_eq!(one["retention"].as_array().unwrap().len(), 1, "{told}");
    assert_eq!(one["retention"][0]["period"], "P7Y", "{told}");
    let rows = one["recipients"].as_array().unwrap();
    let stripe = told["organisations"].as_array().unwrap();
    let stripe = stripe.iter().find(|it| it["name"] == "Stripe").unwrap();
    assert_eq!(rows.len(), 2, "{told}");
    assert!(
        rows.iter().any(|row| row["organisation"] == stripe["ref"]),
        "{told}"
    );
    assert_eq!(
        told["activities"][1]["retention"].as_array().unwrap().len(),
        1
    );
}

#[test]
fn transfers_tell_by_whom_and_what_stays_in_the_union_is_none() {
    let said = told(
        "a.csv",
        "Name;Purpose;Legal basis;Recipients;Transfers;Retention\n\
         A;Pay;Contract;Alder AB;USA genom Birch Inc;1 year\n\
         B;Pay;Contract;OpenAI/Anthropic (models);Stripe (Ireland);1 year\n\
         C;Pay;Contract;Alder AB, https://alder.example/list;Birch Inc, USA, SCC;1 year\n",
    );
    let of = |at: usize| &said["activities"][at];
    let organisations = said["organisations"].as_array().unwrap();
    let named = |name: &str| {
        let found = organisations.iter().find(|it| it["name"] == name);
        &found.unwrap_or_else(|| panic!("{name}: {said}"))["ref"]
    };
    for at in [0, 2] {
        let row = &of(at)["transfers"][0];
        assert_eq!(
            (&row["country"], &row["organisation"]),
            (&json!("US"), named("Birch Inc")),
            "{said}"
        );
    }
    assert_eq!(of(2)["transfers"][0]["mechanisms"], json!(["art46-2-c"]));
    assert_eq!(of(1)["none"]["transfers"], "Stripe (Ireland)", "{said}");
    assert_eq!(of(1)["recipients"].as_array().unwrap().len(), 2, "{said}");
    assert_eq!(of(2)["recipients"].as_array().unwrap().len(), 1, "{said}");
}

#[test]
fn a_title_and_prose_tell_whose_register_it_is_and_where_to_write() {
    let activity = "## Lohn\n\n- **Zweck:** Lohn zahlen\n- **Rechtsgrundlage:** Vertrag\n- **Betroffene:** Beschäftigte\n\
                    - **Löschfrist:** 7 Jahre\n";
    for (text, mail) in [
        (
            format!(
                "# Verzeichnis der Alder GmbH\n\nDer Verantwortliche ist bei Fragen unter post@alder.example erreichbar.\n\n{activity}"
            ),
            json!("post@alder.example"),
        ),
        (
            format!(
                "# Verzeichnis der Alder GmbH\n\n{activity}\n## Kontakt\n\nAnfragen an post@alder.example\n"
            ),
            json!("post@alder.example"),
        ),
        (
            format!(
                "# Verzeichnis der Alder GmbH\n\n{activity}\n## Beschwerden\n\nFragen an die Aufsichtsbehörde: amt@behoerde.example\n"
            ),
            Json::Null,
        ),
    ] {
        let said = told("a.md", &text);
        assert_eq!(ours(&said)[0]["name"], "Alder GmbH", "{said}");
        assert_eq!(ours(&said)[0]["email"], mail, "{said}");
    }
    let said = told(
        "a.md",
        &format!(
            "# Verzeichnis — Lexia\n\n**Responsable:** Ann Ek (ann@lexia.example)\n\n{activity}"
        ),
    );
    assert_eq!(ours(&said)[0]["name"], "Ann Ek", "{said}");
    assert_eq!(ours(&said)[0]["trading_names"], json!(["Lexia"]), "{said}");
    assert_eq!(ours(&said)[0]["email"], "ann@lexia.example", "{said}");
}
