//! Registers in sheets and texts whose parts tell things in different ways, once for all, or in a list beside.

use super::Home;

#[test]
fn what_is_told_once_for_a_part_of_a_text_is_told_of_each_activity() {
    let home = Home::new();
    home.on("r.sqlite", &["new", "r.sqlite"]).done();
    home.write(
        "parts.md",
        "# Registro delle attività di trattamento\n\n\
         ## Registro Tessera APS quale titolare\n\n\
         | ID | Trattamento | Interessati e dati | Base di lavoro | Destinatari | Conservazione |\n|---|---|---|---|---|---|\n\
         | T-1 | Tessere | Soci: nome, tessera; numero | Legittimo interesse | vedi tabella in fondo | 2 anni dalla scadenza |\n\
         | T-2 | Assistenza | Soci; richiesta, contatti | Contratto | vedi tabella in fondo | idem; i registri 90 giorni dopo la chiusura |\n\n\
         ## Registro Tessera APS quale responsabile per le sezioni\n\n\
         | ID | Trattamento per conto del titolare locale | Dati/interessati | Sub-responsabili |\n|---|---|---|---|\n\
         | R-1 | Libro soci | Soci; nome, tessera | Nordvind Oy |\n\n\
         ## Fornitori (responsabili del trattamento)\n\n\
         | Fornitore | Paese | DPA firmato |\n|---|---|---|\n\
         | Nordvind Oy | Finlandia | ✅ Accettazione online |\n| Alder BV | Paesi Bassi | ✅ Accettazione online |\n\n\
         ## Trasferimenti e misure\n\n- Sede dei dati: Finlandia.\n- Misure: cifratura, ruoli, copie.\n",
    );
    home.on("r.sqlite", &["import", "parts.md"]).done();
    let export = home.on("r.sqlite", &["export", "--format", "json"]).json();
    let named = |list: &str| {
        let all = export[list].as_array().unwrap().iter();
        all.map(|it| it["name"].as_str().unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        named("organisations"),
        ["Tessera APS", "Nordvind Oy", "Alder BV"]
    );
    assert_eq!(export["organisations"][0]["ours"], true);
    assert_eq!(named("measures"), ["Misure"]);
    let signed = export["agreements"].as_array().unwrap().iter();
    assert!(signed.clone().count() == 2 && signed.clone().all(|it| it["status"] == "signed"));
    let activities = export["activities"].as_array().unwrap();
    let of = |key: &str| activities.iter().find(|it| it["ref"] == key).unwrap();
    for key in ["T-1", "T-2"] {
        let recipients = of(key)["recipients"].as_array().unwrap();
        let roles: Vec<_> = recipients.iter().map(|it| it["role"].as_str()).collect();
        assert_eq!(roles, [Some("processor"); 2], "{key}");
        assert_eq!(of(key)["role"], "controller");
        assert_eq!(
            of(key)["data_subjects"].as_array().unwrap().len(),
            1,
            "{key}"
        );
    }
    assert_eq!(of("T-1")["purposes"][0]["legal_bases"][0], "6-1-f");
    assert_eq!(of("T-2")["retention"].as_array().unwrap().len(), 2);
    assert_eq!(of("R-1")["role"], "processor");
    assert_eq!(of("R-1")["name"], "Libro soci");
}

#[test]
fn activities_told_under_headings_and_such_told_by_labels_stand_beside_one_another() {
    let home = Home::with_register();
    home.write(
        "mixed.md",
        "# Evidencija aktivnosti obrade\n\n## 1. Aplikacija za narudžbe\n\n\
         ### 1.1. Kategorije ispitanika\n- Registrirani korisnici\n\n\
         ### 1.2. Kategorije osobnih podataka\n| Kategorija | Primjer |\n|---|---|\n| Podaci o narudžbi | stavke, vrijeme |\n\n\
         ### 1.3. Svrhe obrade\n1. Izvršenje narudžbe\n\n### 1.4. Pravna osnova\n- čl. 6(1)(b)\n\n\
         ### 1.5. Primatelji podataka\n- Sjever d.o.o. — obrađivač\n\n### 1.6. Rok čuvanja\n- dok račun postoji\n\n\
         ### 1.7. Tehničke i organizacijske mjere sigurnosti\n- **Prijenos:** TLS\n\n\
         ## 2. Pošta\n\n### 2.1. Poruke kupaca\n- **Kategorija ispitanika:** kupci\n- **Podaci:** e-mail, ime\n\
         - **Svrha:** odgovor\n- **Pravna osnova:** čl. 6(1)(b)\n- **Rok čuvanja:** 2 godine nakon odgovora\n\n\
         ## 3. Računi\n\n### 3.1. Izdani računi\n- **Kategorija ispitanika:** gosti\n- **Podaci:** ime, iznos\n\
         - **Svrha:** porezna obveza\n- **Pravna osnova:** čl. 6(1)(c)\n- **Rok čuvanja:** 11 godina nakon isteka godine\n",
    );
    home.on("r.sqlite", &["import", "mixed.md"]).done();
    let export = home.on("r.sqlite", &["export", "--format", "json"]).json();
    let activities = export["activities"].as_array().unwrap();
    assert_eq!(activities.len(), 3, "{activities:?}");
    let first = activities
        .iter()
        .find(|it| it["recipients"][0]["role"] == "processor");
    let first = first.unwrap();
    assert!(first["measures_text"].as_str().unwrap().contains("TLS"));
    assert_eq!(first["purposes"][0]["legal_bases"][0], "6-1-b");
}

#[test]
fn a_processor_of_a_list_gets_the_data_of_what_is_kept_with_it() {
    let home = Home::with_register();
    home.write(
        "where.md",
        "# Registo das atividades de tratamento\n\n## Tratamentos\n\n\
         | # | Tratamento | Dados | Titulares | Finalidade | Base legal | Retenção | Onde está |\n|---|---|---|---|---|---|---|---|\n\
         | 1 | Contas | nome | sócios | prestar o serviço | contrato | enquanto a conta existe | Norte Lda (tabela `contas`) |\n\
         | 2 | Aulas | presenças | alunos | gerir aulas | contrato | idem; as presenças 2 anos após a aula | papel |\n\n\
         ## Subcontratantes\n\n| Fornecedor | Serviço | Localização | Contrato |\n|---|---|---|---|\n\
         | Norte Lda | base de dados | Portugal | contrato assinado |\n",
    );
    home.on("r.sqlite", &["import", "where.md"]).done();
    let export = home.on("r.sqlite", &["export", "--format", "json"]).json();
    let activities = export["activities"].as_array().unwrap();
    let of = |name: &str| activities.iter().find(|it| it["name"] == name).unwrap();
    assert_eq!(of("Contas")["recipients"][0]["role"], "processor");
    assert!(of("Aulas")["recipients"].is_null());
    assert_eq!(of("Aulas")["retention"].as_array().unwrap().len(), 2);
}

#[test]
fn recipients_in_a_table_of_their_own_have_the_role_that_it_says() {
    let home = Home::with_register();
    home.write(
        "roles.md",
        "# Protokoll over behandlingsaktiviteter\n\n## Formål med behandlingen\n\nSvare på spørsmål fra kunder.\n\n\
         ## Kategorier av registrerte\n\nKunder\n\n## Kategorier av personopplysninger\n\n- Navn\n- E-post\n\n\
         ## Mottakere\n\n| Mottaker | Rolle | Formål | Data |\n|---|---|---|---|\n\
         | Nordpost AS | Databehandler | utsendelse | e-post |\n\n*(Senere kommer flere.)*\n\n\
         ## Lagringstid\n\n2 år etter siste henvendelse\n",
    );
    home.on("r.sqlite", &["import", "roles.md"]).done();
    let export = home.on("r.sqlite", &["export", "--format", "json"]).json();
    let activities = export["activities"].as_array().unwrap();
    let first = &activities[0];
    let recipients = first["recipients"].as_array().unwrap();
    assert!(
        recipients.iter().any(|it| it["role"] == "processor"),
        "{recipients:?}"
    );
}

#[test]
fn a_table_in_the_letters_of_another_alphabet_is_read() {
    let home = Home::with_register();
    let text = "Název činnosti;Účel zpracování;Právní základ;Příjemci a zpracovatelé;Doba uložení\n\
                Mzdy;výplata mezd;plnění smlouvy;veřejnost;10 let od konce roku\n";
    let bytes = encoding_rs::WINDOWS_1250.encode(text).0;
    std::fs::write(home.path("mzdy.csv"), bytes).unwrap();
    let told = home.on("r.sqlite", &["import", "mzdy.csv"]);
    assert!(
        told.out.contains("windows-1250"),
        "{}{}",
        told.out,
        told.err
    );
    let export = home.on("r.sqlite", &["export", "--format", "json"]).json();
    let activities = export["activities"].as_array().unwrap();
    let wages = activities.iter().find(|it| it["name"] == "Mzdy").unwrap();
    assert_eq!(wages["purposes"][0]["text"], "výplata mezd");
    assert!(wages["recipients"][0]["role"].is_null());
}

#[test]
fn the_heading_of_a_part_says_whose_activities_stand_under_it_alone() {
    let home = Home::with_register();
    let part = |heading: &str, name: &str| {
        format!(
            "## {heading}\n\n| Activity | Purpose | Data subjects | Retention |\n|---|---|---|---|\n\
             | {name} | Pay {name} | Employees | 7 years |\n\n"
        )
    };
    let text = [
        part("Part A: Alder Ltd as controller", "Salaries"),
        part("Part B: Birch Ltd as controller", "Hosting"),
        part("HR as controller", "Training"),
    ];
    home.write("two.md", format!("# Register\n\n{}", text.concat()));
    home.on("r.sqlite", &["import", "two.md"]).done();
    let export = home.on("r.sqlite", &["export", "--format", "json"]).json();
    let parties = export["organisations"].as_array().unwrap();
    assert!(parties.iter().all(|it| it["name"] != "HR"));
    let of = |name: &str| {
        let activities = export["activities"].as_array().unwrap();
        let activity = activities.iter().find(|it| it["name"] == name).unwrap();
        let own = &activity["organisation"];
        let owner = parties.iter().find(|it| it["ref"] == *own).unwrap();
        owner["name"].as_str().unwrap_or_default().to_owned()
    };
    assert_eq!(of("Salaries"), "Alder Ltd");
    assert_eq!(of("Hosting"), "Birch Ltd");
    assert!(!["Alder Ltd", "Birch Ltd"].contains(&&*of("Training")));
}
