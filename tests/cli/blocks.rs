//! Registers in texts whose controller, officer and processors have a block or a section of their own.

use super::Home;

/// A register of what a text tells, as an export has it.
fn imported(text: &str) -> serde_json::Value {
    let home = Home::new();
    home.on("r.sqlite", &["new", "r.sqlite", "--name", "Lindskolan"])
        .done();
    home.write("r.md", text);
    home.on("r.sqlite", &["import", "r.md"]).done();
    home.on("r.sqlite", &["export", "--format", "json"]).json()
}

#[test]
fn a_name_in_bold_with_lines_below_it_is_who_its_heading_asks_for() {
    let export = imported(
        "# Förteckning över personuppgiftsbehandlingar\n\n## Personuppgiftsansvarig\n\n**Lindskolan**\nBox 7\n\
         413 15 Lindby\nTelefon: 031-29 55 00\nE-post: info@lindskolan.example\nOrganisationsnummer: 802400-1234\n\n\
         ## Dataskyddsombud\n\n**Anna Ek**\nTelefon: 031-29 55 11\n\n## Behandling\n\nElevregister\n\n\
         ## Ändamål med behandlingen\n\nAtt sköta antagningen\n\n## Rättslig grund för behandlingen\n\n- Avtal\n\n\
         ## Kategorier av registrerade personer\n\nElever\n\n## Kategorier av personuppgifter\n\n\
         **Kontakt**\nNamn\nadress\n\n## Tidsfrister för radering\n\nEtt år efter avslutade studier.\n",
    );
    let ours = &export["organisations"][0];
    assert_eq!(export["organisations"].as_array().unwrap().len(), 1);
    for (key, value) in [
        ("name", "Lindskolan"),
        ("phone", "031-29 55 00"),
        ("email", "info@lindskolan.example"),
        ("registration_number", "802400-1234"),
    ] {
        assert_eq!(ours[key], value, "{ours}");
    }
    assert_eq!(ours["addresses"][0], "Box 7, 413 15 Lindby");
    let officer = &ours["contacts"][0];
    assert_eq!(
        (&officer["role"], &officer["name"]),
        (&"dpo".into(), &"Anna Ek".into())
    );
    assert_eq!(officer["phone"], "031-29 55 11");
    // Under another heading what is in bold is a label.
    let data = export["activities"][0]["data_categories"].to_string();
    assert!(
        data.contains("Kontakt") && data.contains("adress"),
        "{data}"
    );
}

/// A register of two activities with more sections behind them.
fn with_sections(more: &str) -> serde_json::Value {
    imported(&format!(
        "# Records of processing\n\n## Activities\n\n### Sign-up\n\n- **Purpose:** Keep accounts\n- **Data subjects:** Pupils\n\
         - **Data:** Name\n- **Recipients:** Lodestone (hosting)\n- **Retention:** N/A (one-time export)\n\n\
         ### Letters\n\n- **Purpose:** Send letters\n- **Data subjects:** Parents\n- **Data:** Address\n\
         - **Recipients:** Postbird (email delivery); backup of the list. If a parent uses a calendar, the events follow it\n\
         - **Retention:** Until the pupil leaves; backups 30 days\n\n{more}"
    ))
}

#[test]
fn processors_that_have_a_section_each_are_a_list_of_them() {
    let table = |name: &str, place: &str, contract: &str| {
        format!(
            "| Field | Value |\n|---|---|\n| Processor Name | {name} |\n| Activities | All that the controller asks for |\n\
             | Location | {place} |\n| DPA Status | {contract} |\n\n"
        )
    };
    let export = with_sections(&format!(
        "## Processors\n\n### 3.1 Lodestone\n\n{}### 3.2 Postbird (Bird)\n\n{}",
        table("Lodestone Oy", "Finland", "Accepted online"),
        table("Bird Letters SAS", "France", "To be signed"),
    ));
    let organisations = export["organisations"].as_array().unwrap();
    let name = |row: &serde_json::Value| {
        let found = organisations
            .iter()
            .find(|it| it["ref"] == row["organisation"]);
        found.map(|it| it["name"].as_str().unwrap().to_owned())
    };
    let agreements = export["agreements"].as_array().unwrap();
    let told = agreements
        .iter()
        .map(|it| (name(it).unwrap(), it["status"].as_str()));
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            ("Lodestone Oy".to_owned(), Some("signed")),
            ("Postbird".to_owned(), Some("unsigned"))
        ]
    );
    for (at, who, place) in [(0, "Lodestone Oy", "FI"), (1, "Postbird", "FR")] {
        let row = &export["activities"][at]["recipients"][0];
        assert_eq!(name(row).as_deref(), Some(who), "{row}");
        assert_eq!(
            (&row["role"], &row["countries"][0]),
            (&"processor".into(), &place.into())
        );
    }
    // Sections of other things stay sections.
    let export = with_sections(
        "## Rights\n\n### Access\n\n- **Channel:** Mail\n- **Term:** One month\n\n### Erasure\n\n- **Channel:** Mail\n- **Term:** One month\n",
    );
    assert_eq!(export["agreements"].as_array().map_or(0, Vec::len), 0);
}

#[test]
fn what_does_not_apply_says_why_and_copies_are_kept_from_when_they_are_made() {
    let export = with_sections("");
    let [one, other] = [0, 1].map(|at| &export["activities"][at]);
    assert!(
        one["none"]["retention"]
            .as_str()
            .unwrap()
            .contains("one-time export")
    );
    let rules = other["retention"].as_array().unwrap();
    let scopes: Vec<_> = rules.iter().map(|it| it["scope"].as_str()).collect();
    assert_eq!(scopes, [None, Some("backups")]);
    // Where copies are all that is told of, they are the data.
    let export = imported(
        "# Records\n\n| Name | Purpose | Data subjects | Retention |\n|---|---|---|---|\n\
         | Copies | Keep copies of files | Pupils | Backups 30 days |\n| Letters | Send letters | Parents | Until the pupil leaves |\n",
    );
    assert!(export["activities"][0]["retention"][0]["scope"].is_null());
    // What begins with a condition names nobody.
    let named = other["recipients"].to_string();
    assert!(
        named.contains("Postbird") && !named.contains("calendar"),
        "{named}"
    );
}

#[test]
fn a_section_may_say_once_that_nothing_goes_abroad_and_why() {
    let none = |told: &str| {
        let export = with_sections(&format!("## Third country transfers\n\n{told}\n"));
        let all = export["activities"].as_array().unwrap();
        all.iter()
            .filter(|it| it["none"]["transfers"].is_string())
            .count()
    };
    assert_eq!(
        none("None. All data are stored in Lund and delivered within the EEA."),
        2
    );
    assert_eq!(none("None. Support is given from the USA."), 0);
    assert_eq!(none("None, but this is to be checked."), 0);
}

#[test]
fn who_it_is_and_what_is_open_are_told_apart_and_measures_may_name_the_notice() {
    let export = imported(
        "# Registru\n\n| Field | Value |\n|---|---|\n| Controller | Lindskolan (independent project), Finland |\n| Contact | ann@ek.example |\n\n\
         ## Activități\n\n### A1 · Cont\n\n| Field | Value |\n|---|---|\n| Scopul | Conturi |\n| Categorii de persoane vizate | Elevi |\n\
         | Categorii de date | Nume |\n| Destinatari | Only the controller |\n| Transferuri | Nu se efectuează |\n\
         | Termen de ștergere | On deletion of the account, within 24 hours |\n\n\
         ### A2 · Raport\n\n| Field | Value |\n|---|---|\n| Scopul | Rapoarte |\n| Categorii de persoane vizate | Elevi |\n\
         | Categorii de date | Nume |\n| Destinatari | None — PDF made on the device; not uploaded |\n| Transferuri | Nu se efectuează |\n\
         | Termen de ștergere | 24 hours |\n\n\
         ## Security measures\n\n- **Encryption:** TLS\n- **Public privacy policy:** Published at `/privacy` in the app\n",
    );
    let ours = &export["organisations"][0];
    assert_eq!(
        export["organisations"].as_array().unwrap().len(),
        1,
        "{ours}"
    );
    assert_eq!(ours["email"], "ann@ek.example");
    let [one, other] = [0, 1].map(|at| &export["activities"][at]);
    assert_eq!(one["recipients"][0]["role"], "internal");
    assert!(other["none"]["recipients"].is_string(), "{other}");
    for activity in [one, other] {
        assert!(activity["none"]["transfers"].is_string(), "{activity}");
    }
    assert_ne!(one["retention"][0]["start"][0], "not_stated");
    assert_eq!(other["retention"][0]["start"][0], "not_stated");
    let notices = [ours, one].map(|it| it["notices"].to_string());
    assert!(
        notices.iter().any(|it| it.contains("/privacy")),
        "{notices:?}"
    );
}

#[test]
fn a_company_is_told_by_its_name_as_it_stands() {
    let home = Home::new();
    home.on("r.sqlite", &["new", "r.sqlite"]).done();
    home.write(
        "r.csv",
        "Behandling;Ändamål;Personuppgiftsbiträde\nLön;Betala lön;Lönvik AB (drift)\nPost;Skicka brev;Brevhuset AB\n",
    );
    let told = home.on("r.sqlite", &["import", "r.csv"]).done();
    assert!(
        told.contains("Lönvik AB") && !told.contains("Lönvik · AB"),
        "{told}"
    );
}
