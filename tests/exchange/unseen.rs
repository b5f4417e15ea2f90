//! Registers in layouts of authorities and of one's own hand: who is responsible, with whom and how all are reached is
//! recorded, whatever the words and wherever they stand.

use serde_json::{Value as Json, json};

use super::{ours, read_of_others as told};

/// Its contact in a role.
fn contact<'t>(told: &'t Json, role: &str) -> &'t Json {
    let mut all = ours(told)["contacts"].as_array().unwrap().iter();
    all.find(|it| it["role"] == role).unwrap()
}

/// The organisation that is called so.
fn named<'t>(told: &'t Json, name: &str) -> &'t Json {
    let mut all = told["organisations"].as_array().unwrap().iter();
    all.find(|it| it["name"] == name)
        .unwrap_or_else(|| panic!("{name}: {told}"))
}

/// A section of an activity in Markdown.
const PAYROLL: &str = "## Payroll\n\n- **Purpose:** Pay wages\n- **Legal basis:** Contract\n- **Data subjects:** Employees\n\
                       - **Recipients:** Bank\n- **Retention:** 7 years\n";

#[test]
fn lines_with_a_label_each_tell_of_the_organisation_and_of_activities() {
    for (head, officer) in [
        (
            "Personuppgiftsansvarig: Alder AB, org.nr 000000-0000\nPostadress: Väg 5, 451 00 Ek\nTelefon: 0522-000 00\n\
             E-post: info@alder.example\nDataskyddsombud: Ann Gran, dso@alder.example, 0522-000 01",
            "Ann Gran",
        ),
        (
            "Správce: Alder s.r.o., IČO 000000-0000, Cesta 5, 451 00 Ek\nTelefon: 0522-000 00, e-mail: info@alder.example\n\
             Pověřenec pro ochranu osobních údajů: Jan Dub, dso@alder.example, 0522-000 01",
            "Jan Dub",
        ),
        (
            "Upravljavec: Alder d.o.o., Cesta 5, 451 00 Ek, matična številka 000000-0000\n\
             Kontakt: info@alder.example, 0522-000 00\nPooblaščena oseba za varstvo podatkov: Maja Gaj, dso@alder.example, 0522-000 01",
            "Maja Gaj",
        ),
        (
            "Администратор: Алдер ООД, ЕИК 000000-0000, ул. Бор 5, 451 00 Ек\nДанни за контакт: info@alder.example, 0522-000 00\n\
             Длъжностно лице по защита на данните: Елена Бук, dso@alder.example, 0522-000 01",
            "Елена Бук",
        ),
        (
            "Vastutav töötleja: Alder OÜ, registrikood 000000-0000, Sadama 5, 451 00 Ek\nE-post: info@alder.example\n\
             Telefon: 0522-000 00\nAndmekaitsespetsialist: Mari Lepp, dso@alder.example, 0522-000 01",
            "Mari Lepp",
        ),
    ] {
        let told = told("lines.md", &format!("# Register\n\n{head}\n\n{PAYROLL}"));
        let ours = ours(&told);
        assert_eq!(ours["registration_number"], "000000-0000", "{head}");
        assert_eq!(ours["email"], "info@alder.example", "{head}");
        assert_eq!(ours["phone"], "0522-000 00", "{head}");
        let address = ours["addresses"][0].as_str().unwrap();
        assert!(
            address.ends_with("5, 451 00 Ek") || address.ends_with("5, 451 00 Ек"),
            "{ours}"
        );
        let contact = contact(&told, "dpo");
        assert_eq!(contact["name"], officer);
        assert_eq!(contact["email"], "dso@alder.example");
        assert_eq!(contact["phone"], "0522-000 01");
    }
    let text = "RECORD OF PROCESSING\n\nOrganisation: Alder Choir\nEmail: a@alder.example\n\nActivity: Members\n\
                Why we process: To keep members informed\nWhose data: Singers\nWhat data: Names\nLawful basis: Contract\nKept for: 1 year\n\n\
                Activity: Donors\nWhy we process: To reclaim tax\nWhose data: Donors\nWhat data: Amounts\nLawful basis: Legal obligation\n\
                Kept for: 6 years\n";
    let told = told("lines.txt", text);
    let names: Vec<&str> = told["activities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["Members", "Donors"]);
    assert_eq!(ours(&told)["email"], "a@alder.example");
}

#[test]
fn sentences_above_the_activities_say_who_is_responsible_and_who_is_not() {
    let table = "| Atividade | Finalidade | Fundamento de licitude | Titulares dos dados |\n|---|---|---|---|\n\
                 | Salários | Pagar salários | Contrato | Trabalhadores |\n";
    let text = format!(
        "# Registo\n\nO responsável pelo tratamento é a Clínica Amieiro, Lda., NIPC 000000000, com sede na Rua das Flores 20, \
         4050-000 Porto, contactável através de geral@amieiro.example ou pelo telefone 220 000 000. O Encarregado da Proteção de \
         Dados é o Dr. Rui Pinho (epd@amieiro.example).\n\n{table}"
    );
    let read = told("prose.md", &text);
    let party = ours(&read);
    assert_eq!(party["name"], "Clínica Amieiro, Lda.");
    assert_eq!(
        party["addresses"],
        json!(["Rua das Flores 20, 4050-000 Porto"])
    );
    assert_eq!(party["email"], "geral@amieiro.example");
    assert_eq!(party["phone"], "220 000 000");
    assert_eq!(contact(&read, "dpo")["name"], "Dr. Rui Pinho");
    assert_eq!(contact(&read, "dpo")["email"], "epd@amieiro.example");
    for (text, reason) in [
        (
            "Personuppgiftsansvarig är Eks klubb, Väg 1, 185 00 Ek, som nås på a@ek.example. Något dataskyddsombud har inte utsetts \
             eftersom klubben är liten.",
            "Något dataskyddsombud har inte utsetts eftersom klubben är liten",
        ),
        (
            "The controller is Oak Ltd, Road 1, 12345 Oak, reachable at a@oak.example. No DPO has been appointed because we are few.",
            "No DPO has been appointed because we are few",
        ),
    ] {
        let read = told("prose.md", &format!("# Register\n\n{text}\n\n{PAYROLL}"));
        let party = ours(&read);
        assert_eq!(party["none"]["contacts.dpo"], reason);
        assert!(
            party["email"].as_str().unwrap().starts_with("a@"),
            "{party}"
        );
    }
    // Who only describes is nobody.
    let read = told(
        "prose.md",
        &format!("# Register\n\nThe controller is the customer who uses the program.\n\n{PAYROLL}"),
    );
    assert_eq!(
        read["organisations"].as_array().map_or(0, Vec::len),
        0,
        "{read}"
    );
}

#[test]
fn whoever_is_responsible_jointly_for_all_is_a_recipient_of_each_with_its_address() {
    let block = |heading: &str, name: &str, mail: &str| {
        format!(
            "### {heading}\n| | |\n|---|---|\n| Name | {name} |\n| Straße | Weg 7 |\n| Postleitzahl | 57319 |\n| Ort | Ulm |\n\
             | E-Mail-Adresse | {mail} |\n\n"
        )
    };
    let activity = "## Verarbeitungstätigkeit: Lohn\n| | |\n|---|---|\n| Zwecke der Verarbeitung | Löhne zahlen |\n\
                    | Rechtsgrundlage | Vertrag |\n| Kategorien betroffener Personen | Beschäftigte |\n| Fristen für die Löschung | 6 Jahre |\n";
    let text = format!(
        "# Verzeichnis\n\n## Vorblatt\n\n{}{}{}{activity}",
        block(
            "Angaben zum Verantwortlichen",
            "Erle GmbH",
            "a@erle.example"
        ),
        block(
            "Angaben zum ggf. gemeinsam mit diesem Verantwortlichen",
            "Buche GmbH",
            "b@buche.example"
        ),
        block(
            "Angaben zur Person des Datenschutzbeauftragten",
            "Ann Linde",
            "c@linde.example"
        ),
    );
    let told = told("joint.md", &text);
    let address = json!(["Weg 7, 57319 Ulm"]);
    assert_eq!(
        (&ours(&told)["name"], &ours(&told)["addresses"]),
        (&json!("Erle GmbH"), &address)
    );
    let joint = named(&told, "Buche GmbH");
    assert_eq!(
        (&joint["email"], &joint["addresses"]),
        (&json!("b@buche.example"), &address)
    );
    let officer = contact(&told, "dpo");
    assert_eq!(
        (&officer["email"], &officer["address"]),
        (&json!("c@linde.example"), &json!("Weg 7, 57319 Ulm"))
    );
    let recipients = &told["activities"][0]["recipients"];
    assert_eq!(
        recipients,
        &json!([{ "organisation": joint["ref"], "role": "joint_controller" }])
    );
}

#[test]
fn names_in_cells_are_parted_from_how_those_named_are_reached() {
    let text = "Processor;;;\nName and contact details;;;Data Protection Officer (if applicable)\nName;Alder Payroll Ltd;;Name\n\
                Address;5 Quay Street, Hull;;Address\nEmail;a@alder.example;;Email\n;;;\n\
                Name and contact details of controller;Name and contact details of joint controller (if applicable);Categories of processing;\
                Names of third countries or international organisations that personal data are transferred to (if applicable)\n\
                \"Beech Ltd, 1 High St, Penrith, b@beech.example\";N/A;Payslips;N/A\n\
                \"Cedar Ltd, 2 High St, Penrith, c@cedar.example\";\"Downs Ltd, d@downs.example\";Payslips;N/A\n";
    let told = told("processor.csv", text);
    assert_eq!(ours(&told)["name"], "Alder Payroll Ltd");
    for (name, mail) in [
        ("Beech Ltd", "b@beech.example"),
        ("Cedar Ltd", "c@cedar.example"),
        ("Downs Ltd", "d@downs.example"),
    ] {
        assert_eq!(named(&told, name)["email"], mail);
    }
    assert_eq!(
        named(&told, "Beech Ltd")["addresses"],
        json!(["1 High St, Penrith"])
    );
}

#[test]
fn contacts_laid_out_as_a_table_above_the_activities_are_of_whom_each_row_says() {
    let text = "Záznam o spracovateľských činnostiach;;;;;;;\nIdentifikačné a kontaktné údaje;;Obchodné meno/meno a priezvisko;IČO;Adresa sídla;PSČ;Obec;e-mail/tel. kontakt\n\
                prevádzkovateľ;;Jelša, s.r.o.;53 000 000;Dlhá 10;917 01;Trnava;a@jelsa.example\nzodpovedná osoba;;Mgr. Ján Vzor;;;;;\n;;;;;;;\n\
                P. č.;Názov spracovateľskej činnosti;Účel spracúvania;Právny základ spracovateľskej činnosti;Kategórie dotknutých osôb;Lehota na výmaz OÚ;Kategórie príjemcov;Prenos do tretej krajiny\n\
                1.;Mzdy;Výpočet miezd;Zmluva;Zamestnanci;5 rokov;Osobné údaje sa nesprístupňujú;prenos do tretej krajiny sa neuskutočňuje\n";
    let told = told("table.csv", text);
    let party = ours(&told);
    assert_eq!(
        (&party["name"], &party["registration_number"]),
        (&json!("Jelša, s.r.o."), &json!("53 000 000"))
    );
    assert_eq!(party["addresses"], json!(["Dlhá 10, 917 01 Trnava"]));
    assert_eq!(contact(&told, "dpo")["name"], "Mgr. Ján Vzor");
    let activity = &told["activities"][0];
    assert_eq!(activity["purposes"][0]["legal_bases"], json!(["6-1-b"]));
    assert_eq!(activity["retention"][0]["period"], "P5Y");
    assert!(
        activity["none"]["recipients"].is_string() && activity["none"]["transfers"].is_string(),
        "{activity}"
    );
}

#[test]
fn what_stands_above_activities_beside_each_other_is_of_all_of_them() {
    let text = "Prevádzkovateľ,\"Jelša s.r.o., IČO 00000000, Horná 2, 059 60 Ves\"\nKontakt,\"a@jelsa.example, +421 52 000 00 00\"\n\
                Zodpovedná osoba,\"Nie je určená, pretože sme malí\"\n\nSpracovateľská činnosť,Hostia,Faktúry\nÚčel spracúvania,Ubytovanie,Účtovníctvo\n\
                Právny základ,Zmluva,Zákonná povinnosť\nKategórie dotknutých osôb,Hostia,Dodávatelia\nLehota na výmaz,6 rokov,10 rokov\n\
                Kategórie príjemcov,Obec,Daňový úrad\n";
    let told = told("across.csv", text);
    let party = ours(&told);
    assert_eq!(party["email"], "a@jelsa.example");
    assert_eq!(
        party["none"]["contacts.dpo"],
        "Nie je určená, pretože sme malí"
    );
    let activities = told["activities"].as_array().unwrap();
    assert_eq!(activities.len(), 2);
    assert!(
        activities
            .iter()
            .all(|it| it["organisation"] == party["ref"]),
        "{told}"
    );
}

#[test]
fn headers_beside_their_answers_in_a_page_are_labels_of_each_activity() {
    let activity = |heading: &str, purpose: &str| {
        format!(
            "<h2>{heading}</h2><table><tr><th>Finalidad</th><td>{purpose}</td></tr><tr><th>Base jurídica</th><td>Contrato</td></tr>\
             <tr><th>Interesados</th><td>Alumnos</td></tr><tr><th>Plazo de conservación</th><td>3 años</td></tr>\
             <tr><th>Transferencias internacionales</th><td>No hay</td></tr></table>"
        )
    };
    let page = format!(
        "<!DOCTYPE html><html><body><h1>Registro</h1><p>Artículo 30 del RGPD · Responsable: Aliso, S.L., CIF/NIF B00000000, Rúa 14, \
         15001 Vila · Contacto: a@aliso.example</p>{}{}{}<p>Plantilla. Complétala.</p></body></html>",
        activity("1. Cursos", "Dar cursos"),
        activity("2. Facturas", "Cobrar"),
        activity(
            "3. Interesados (posibles alumnos)",
            "Responder a quien pregunta"
        ),
    );
    let told = told("page.html", &page);
    let party = ours(&told);
    assert_eq!(
        (&party["name"], &party["country"]),
        (&json!("Aliso, S.L."), &json!("ES"))
    );
    assert_eq!(party["email"], "a@aliso.example");
    let purposes: Vec<&str> = told["activities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["purposes"][0]["text"].as_str().unwrap())
        .collect();
    assert_eq!(
        purposes,
        ["Dar cursos", "Cobrar", "Responder a quien pregunta"]
    );
}

/// The first activity of a table with one row under headers.
fn row(headers: &str, cells: &str) -> Json {
    let text = format!(
        "Name;Purpose;Legal basis;Data subjects;{headers}\nPay;Pay wages;Contract;Staff;{cells}\n"
    );
    told("row.csv", &text)
}

#[test]
fn a_denial_that_leaves_somebody_out_names_that_one_and_one_that_leaves_out_the_law_names_nobody() {
    for (text, name) in [
        (
            "Data are not disclosed to third parties, except the police",
            "police",
        ),
        (
            "Uppgifterna lämnas inte ut till tredje part förutom till Polisen",
            "Polisen",
        ),
        ("Keine Weitergabe außer an die Hausbank", "Hausbank"),
        ("nobody except the bank", "bank"),
    ] {
        let read = row("Recipients", text);
        let recipients = &read["activities"][0]["recipients"];
        assert_eq!(recipients, &json!([{ "category": name }]), "{text}");
    }
    for text in [
        "No se prevén cesiones, salvo obligación legal",
        "Not disclosed to anyone except where the law requires it",
    ] {
        let read = row("Recipients", text);
        let activity = &read["activities"][0];
        assert!(activity["recipients"].is_null(), "{activity}");
        assert!(activity["none"]["recipients"].is_string(), "{activity}");
    }
    // Without a denial it names all of them.
    let read = row("Recipients", "Alla banker utom Sparbanken");
    assert_eq!(
        read["activities"][0]["recipients"][0]["category"],
        "Alla banker utom Sparbanken"
    );
}

#[test]
fn towns_and_contracts_behind_a_company_are_its_own() {
    let read = row(
        "Processors",
        "\"Alder Sp. z o.o., Radom, umowa powierzenia z 04.01.2024\"",
    );
    let party = named(&read, "Alder Sp. z o.o.");
    assert_eq!(party["addresses"], json!(["Radom"]));
    assert_eq!(read["agreements"][0]["organisation"], party["ref"]);
    assert_eq!(
        read["activities"][0]["recipients"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let read = row("Processors", "\"Acorn Inc, Cupertino, USA\"");
    let party = named(&read, "Acorn Inc");
    assert_eq!(
        (&party["addresses"], &party["country"]),
        (&json!(["Cupertino, USA"]), &json!("US"))
    );
    // Another company behind a comma is another one.
    let read = row("Processors", "\"Acorn Inc, Downs Ltd\"");
    assert_eq!(
        read["activities"][0]["recipients"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

#[test]
fn cells_of_transfers_say_what_they_say_whatever_they_look_like() {
    let transfers = |text: &str| row("Transfers to third countries", text)["activities"][0].clone();
    for text in [
        "NO, SE",
        "None. Providers with a parent elsewhere are bound by standard contractual clauses",
        "None outside EEA for primary storage. Tokens are processed in the EU.",
        "No está prevista la realización de transferencias internacionales",
        "prenos do tretej krajiny sa neuskutočňuje",
        "Datenübermittlung findet nicht statt und ist auch nicht geplant",
    ] {
        let told = transfers(text);
        assert!(
            told["none"]["transfers"].is_string() && told["transfers"].is_null(),
            "{text}: {told}"
        );
    }
    let told = transfers("SCCs in place for email.");
    assert_eq!(
        told["transfers"][0]["mechanisms"],
        json!(["art46-2-c"]),
        "{told}"
    );
    // A company that is called like a country is none.
    let told = transfers("Jordan Smith Ltd");
    assert!(
        told["transfers"][0]["organisation"].is_string()
            && told["transfers"][0]["country"].is_null(),
        "{told}"
    );
    assert_eq!(transfers("None. Support from India")["none"], Json::Null);
}

#[test]
fn a_point_of_another_act_is_no_condition_of_article_9() {
    let basis = |text: &str| {
        let text = format!("Name;Purpose;Legal basis;Data subjects\nPay;Pay wages;{text};Staff\n");
        told("basis.csv", &text)["activities"][0].clone()
    };
    let told = basis("art. 6 ust. 1 lit. c RODO w zw. z art. 94 pkt 9a Kodeksu pracy");
    assert_eq!(told["art9_conditions"], Json::Null);
    assert_eq!(told["purposes"][0]["legal_bases"], json!(["6-1-c"]));
    let told = basis("art. 9 ust. 2 lit. a RODO");
    assert_eq!(told["art9_conditions"], json!(["9-2-a"]));
    let told = basis("6. panta 1. punkta f) apakšpunkts");
    assert_eq!(told["purposes"][0]["legal_bases"], json!(["6-1-f"]));
}

#[test]
fn what_is_cited_behind_a_start_is_no_part_of_it() {
    for (text, start) in [
        (
            "10 år efter seneste notat i journalen, jf. bekendtgørelsen",
            "seneste notat i journalen",
        ),
        (
            "2 år efter avslutad rekrytering med hänsyn till diskrimineringslagen",
            "avslutad rekrytering",
        ),
        (
            "2 år efter att medlemskapet upphört",
            "medlemskapet upphört",
        ),
    ] {
        let read = row("Retention period", text);
        let rule = &read["activities"][0]["retention"][0];
        assert_eq!(rule["start"], json!([start]), "{text}");
        assert_eq!(rule["as_stated"], text);
    }
}
