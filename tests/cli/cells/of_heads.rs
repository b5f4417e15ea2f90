//! What stands beside the table of a register: who is responsible, told in other words than that, and the measures of all.

use serde_json::{Value as Json, json};

use super::{imported, names};

fn list<'j>(of: &'j Json, key: &str) -> Vec<&'j Json> {
    of[key].as_array().into_iter().flatten().collect()
}

fn activity(export: &Json, at: usize) -> Json {
    export["activities"][at].clone()
}

/// A table of two activities that say nothing of measures.
const ROWS: &str = "| Activity | Purpose | Data subjects | Categories of data | Legal basis | Retention |\n|---|---|---|---|---|---|\n\
                    | Accounts | Let people in | Users | Name | Contract | 2 years after the contract ends |\n\
                    | Letters | Send letters | Members | Address | Contract | 2 years after the contract ends |\n";

#[test]
fn labels_under_the_heading_of_the_table_say_who_is_responsible_and_what_protects() {
    for (controller, measures) in [
        (
            "**Dataansvarlig:** Alder · kontakt: post@alder.example",
            "**Tekniske og organisatoriske foranstaltninger (art. 32):** HTTPS, adgangskoder",
        ),
        (
            "**Personuppgiftsansvarig:** Alder · kontakt: post@alder.example",
            "**Tekniska åtgärder:** HTTPS, lösenord",
        ),
        (
            "**Správce:** Alder · kontakt: post@alder.example",
            "**Technická a organizační opatření:** HTTPS, hesla",
        ),
    ] {
        let text = format!(
            "# Register\n\n## 1. Records\n\n{controller}\n\n{ROWS}\n{measures}\n\n## 2. Notes\n\nNothing.\n"
        );
        let export = imported("ropa.md", &text);
        let ours = &export["organisations"][0];
        assert_eq!(
            (&ours["name"], &ours["email"]),
            (&json!("Alder"), &json!("post@alder.example"))
        );
        let measure = export["measures"][0].to_string();
        assert!(measure.contains("HTTPS"), "{measure}");
    }
}

#[test]
fn measures_of_nobody_are_those_of_each_activity_and_what_only_points_is_none() {
    let text = format!(
        "# Register\n\n## Records\n\n{ROWS}\n## Środki techniczne i organizacyjne (art. 32)\n\n\
         ### a) Szyfrowanie\n\n| Środek | Realizacja |\n|---|---|\n| Dysk | AES |\n"
    );
    let export = imported("ropa.md", &text);
    for at in [0, 1] {
        let said = activity(&export, at)["measures_text"].to_string();
        assert!(said.contains("AES"), "{said}");
    }
    let text = format!(
        "# Register\n\n## Records\n\n{ROWS}\n## Security measures\n\nSee `docs/security.md` (to come).\n"
    );
    let export = imported("ropa.md", &text);
    assert!(activity(&export, 0)["measures_text"].is_null(), "{export}");
}

#[test]
fn what_one_is_names_the_controller() {
    for above in [
        "Förening:;Alder;;;\nAnsvarig i styrelsen:;Sekreteraren, post@alder.example;;;\n",
        "Name und Anschrift des Betriebs;Alder, Weg 3, 12345 Ort;;;\nE-Mail;post@alder.example;;;\n",
        "Association :;Alder;;;\nCourriel;post@alder.example;;;\n",
        "Titular:;Alder;;;\nCorreo;post@alder.example;;;\n",
        "Yhdistyksen nimi;Alder;;;\nSähköposti;post@alder.example;;;\n",
    ] {
        let text = format!(
            "{above};;;;\nActivity;Purpose;Data subjects;Personal data;Legal basis\nAccounts;Let in;Users;Name;Contract\n"
        );
        let export = imported("ropa.csv", &text);
        assert_eq!(names(&export, "organisations"), ["Alder"], "{above}");
        let ours = &export["organisations"][0];
        assert_eq!(ours["email"], "post@alder.example", "{above}");
    }
    // A head that says whose they are goes before that.
    let text = "Controller:;Birch Ltd;;;\nCompany of the web shop:;Alder;;;\n;;;;\n\
                Activity;Purpose;Data subjects;Personal data;Legal basis\nAccounts;Let in;Users;Name;Contract\n";
    assert_eq!(
        names(&imported("ropa.csv", text), "organisations"),
        ["Birch Ltd"]
    );
}

#[test]
fn an_address_of_mail_below_the_name_is_the_controllers() {
    for (heading, line) in [
        (
            "Rekisterinpitäjä",
            "Yhteydenotot rekisteriä koskevissa asioissa: post@alder.example",
        ),
        (
            "Verantwortlicher",
            "Fragen zum Datenschutz an: post@alder.example",
        ),
    ] {
        let text = format!(
            "# Register\n\n## 1. {heading}\n\nAlder ry\n\n{line}\n\n## 2. Records\n\n{ROWS}"
        );
        let ours = imported("ropa.md", &text)["organisations"][0].clone();
        assert_eq!(ours["email"], "post@alder.example", "{ours}");
    }
}

#[test]
fn a_controller_that_is_only_described_is_somebody_whom_we_serve() {
    for (header, told) in [
        (
            "Responsable del tratamiento",
            "El negocio que contrata Alder y atiende sus llamadas",
        ),
        (
            "Verantwortlicher",
            "Der Betrieb, welcher Alder nutzt und Anrufe annimmt",
        ),
    ] {
        let text = format!(
            "Activity;Purpose;{header};Data subjects;Personal data;Legal basis\nCalls;Take calls;{told};Callers;Voice;Contract\n"
        );
        let export = imported("ropa.csv", &text);
        let activity = activity(&export, 0);
        assert_eq!(activity["role"], "processor", "{activity}");
        let client = list(&activity, "clients")[0].clone();
        assert_eq!(client["category"], told, "{client}");
        assert_eq!(client["processing_categories"], "Take calls", "{client}");
    }
}

#[test]
fn each_sentence_says_of_its_own_country_on_what_transfers_rest() {
    for (header, told) in [
        (
            "Third-country transfer",
            "Switzerland (adequacy decision). Postbird (USA) relays it: SCC",
        ),
        (
            "Tredjelandsöverföring",
            "Schweiz (adekvansbeslut). Postbird (USA) skickar den: SCC",
        ),
    ] {
        let text = format!(
            "Activity;Purpose;Data subjects;Personal data;{header}\nPost;Send letters;Members;Address;{told}\n"
        );
        let activity = activity(&imported("ropa.csv", &text), 0);
        let grounds: Vec<Json> = list(&activity, "transfers")
            .iter()
            .map(|row| json!([row["country"], row["mechanisms"]]))
            .collect();
        assert_eq!(
            grounds,
            [json!(["CH", ["art45"]]), json!(["US", ["art46-2-c"]])],
            "{told}"
        );
    }
}

#[test]
fn vendors_alone_say_where_transfers_go_and_common_words_name_nobody() {
    let text = "Verarbeitung;Zweck;Betroffene;Daten;Auftragsverarbeiter;Übermittlung in Drittländer\n\
                Website;Zählen;Besucher;IP;objectopslag, Northwind;Google Analytics\n";
    let export = imported("vvt.csv", text);
    let first = activity(&export, 0);
    assert_eq!(first["transfers"][0]["country"], "US", "{first}");
    assert_eq!(
        first["recipients"][0]["category"], "objectopslag",
        "{first}"
    );
    assert_eq!(names(&export, "organisations"), ["Northwind"]);
    let text = "Behandling;Ändamål;Registrerade;Uppgifter;Tredjelandsöverföring\nPost;Skicka brev;Kunder;Adress;Mailchimp\n";
    let export = imported("lista.csv", text);
    assert_eq!(activity(&export, 0)["transfers"][0]["country"], "US");
}

#[test]
fn a_list_says_of_vendors_that_they_are_outside_and_of_others_that_all_stays() {
    let list_of = |place: [&str; 2], ground: [&str; 2]| {
        format!(
            "# Register\n\n## Activities\n\n| Activity | Purpose | Data subjects | Data | Processors |\n|---|---|---|---|---|\n\
             | Letters | Send | Members | Address | Resend |\n| Files | Keep | Members | Name | Alder Cloud |\n\n\
             ## Processors\n\n| Processor | Location | Transfers |\n|---|---|---|\n\
             | Resend | {} | {} |\n| Alder Cloud | {} | {} |\n",
            place[0], ground[0], place[1], ground[1]
        )
    };
    for (place, ground) in [
        (
            ["Hors UE", "Belgique (UE)"],
            [
                "Clauses contractuelles types (CCT)",
                "Traitement dans l'UE ; CCT pour le reste",
            ],
        ),
        (
            ["outside the EEA", "Belgium (EU)"],
            [
                "Standard contractual clauses",
                "Processing in the EU; SCC for the rest",
            ],
        ),
    ] {
        let export = imported("ropa.md", &list_of(place, ground));
        let first = activity(&export, 0);
        assert_eq!(first["transfers"][0]["country"], "US", "{first}");
        assert_eq!(first["transfers"][0]["mechanisms"], json!(["art46-2-c"]));
        let second = activity(&export, 1);
        assert!(second["none"]["transfers"].is_string(), "{second}");
    }
}

#[test]
fn that_there_are_no_measures_is_no_answer_an_act_no_start_and_an_article_a_kind_of_data() {
    for (none, period, role) in [
        ("Nessuna", "10 anni", "Alder S.r.l. (contitolare)"),
        ("Ingen särskild", "10 år", "Alder AB (gemensamt ansvarig)"),
        (
            "keine besonderen",
            "10 Jahre nach § 257 HGB",
            "Alder GmbH (gemeinsam verantwortlich)",
        ),
    ] {
        let text = format!(
            "Activity;Purpose;Data subjects;Personal data;Recipients;Retention;Security measures\n\
             Files;Keep;Members;Name, art. 9;{role};{period};{none}\n"
        );
        let activity = activity(&imported("ropa.csv", &text), 0);
        assert!(activity["none"]["measures_text"].is_null(), "{activity}");
        assert_eq!(
            activity["retention"][0]["start"],
            json!(["not_stated"]),
            "{activity}"
        );
        assert_eq!(
            activity["recipients"][0]["role"], "joint_controller",
            "{activity}"
        );
        assert_eq!(
            activity["data_categories"][1]["kind"], "special",
            "{activity}"
        );
    }
}

#[test]
fn whoever_is_responsible_and_can_be_reached_is_the_controller() {
    for (above, name) in [
        (
            "**Responsable:** Ayuntamiento de Alder · Plaza Mayor 1 · post@alder.example",
            "Ayuntamiento de Alder",
        ),
        (
            "## 1. Identificación del responsable\n\n- **Responsable:** Nora Berg\n- **Email:** post@alder.example",
            "Nora Berg",
        ),
        (
            "**Responsabile:** Comune di Alder · Piazza 1 · post@alder.example",
            "Comune di Alder",
        ),
    ] {
        let text = format!("# Register\n\n{above}\n\n## 2. Records\n\n{ROWS}");
        let ours = imported("ropa.md", &text)["organisations"][0].clone();
        assert_eq!(
            (&ours["name"], &ours["email"]),
            (&json!(name), &json!("post@alder.example"))
        );
    }
}

#[test]
fn a_company_alone_above_the_table_is_whose_register_it_is() {
    for (title, label) in [
        ("Seloste;Alder ry;;;", "Rekisterinpitäjän yhteystiedot"),
        (
            "Verzeichnis;Alder e. V.;;;",
            "Name und Kontaktdaten des Verantwortlichen",
        ),
    ] {
        let text = format!(
            "{title}\n{label};\"Road 4, 99999 Town, post@alder.example\";;;\n;;;;\n\
             Activity;Purpose;Data subjects;Personal data;Legal basis\nAccounts;Let in;Users;Name;Contract\n"
        );
        let ours = imported("ropa.csv", &text)["organisations"][0].clone();
        assert!(
            ours["name"].as_str().unwrap().starts_with("Alder"),
            "{ours}"
        );
        assert_eq!(ours["email"], "post@alder.example", "{ours}");
        assert_eq!(ours["addresses"], json!(["Road 4, 99999 Town"]), "{ours}");
    }
    let text = format!(
        "# Register\n\n## 1. Dataansvarlig\n\nForeningen Alder 2\n\nCVR-nr. 38030000\n\n## 2. Records\n\n{ROWS}"
    );
    let ours = imported("ropa.md", &text)["organisations"][0].clone();
    assert_eq!(ours["registration_number"], "38030000", "{ours}");
    assert!(ours["addresses"].is_null(), "{ours}");
}

#[test]
fn the_basis_may_stand_in_brackets_behind_the_name() {
    let section = |heading: &str| {
        format!(
            "### {heading}\n\n**Zweck:** Z\n**Betroffene:** Kunden\n**Daten:** Name\n**Löschfrist:** 2 Jahre\n\n"
        )
    };
    for headings in [
        [
            "Abrechnung (Art. 6 Abs. 1 lit. c DSGVO)",
            "Werbung (Art. 6 Abs. 1 lit. a DSGVO)",
        ],
        [
            "Rozliczenia (art. 6 ust. 1 lit. c RODO)",
            "Marketing (art. 6 ust. 1 lit. a RODO)",
        ],
    ] {
        let text = format!(
            "# Register\n\n{}{}",
            section(headings[0]),
            section(headings[1])
        );
        let export = imported("ropa.md", &text);
        let bases = |at: usize| activity(&export, at)["purposes"][0]["legal_bases"].clone();
        assert_eq!(
            (bases(0), bases(1)),
            (json!(["6-1-c"]), json!(["6-1-a"])),
            "{export}"
        );
        let name = activity(&export, 0)["name"].to_string();
        assert!(!name.contains('('), "{name}");
    }
}

#[test]
fn a_header_that_asks_for_signed_contracts_says_of_each_that_it_is() {
    for header in ["DPA signé", "DPA signed"] {
        let text = format!(
            "# Register\n\n## Activities\n\n| Activity | Purpose | Data subjects | Data | Processors |\n|---|---|---|---|---|\n\
             | Letters | Send | Members | Address | Northwind Ltd |\n\n## Processors\n\n\
             | Processor | Location | {header} |\n|---|---|---|\n| Northwind Ltd | Dublin | Standard DPA |\n"
        );
        let export = imported("ropa.md", &text);
        assert_eq!(export["agreements"][0]["status"], "signed", "{export}");
    }
}

#[test]
fn a_sentence_that_nobody_gets_data_is_no_recipient_and_one_with_a_condition_is_none_such() {
    for told in [
        "Tietoja ei luovuteta kolmansille osapuolille",
        "Uppgifterna lämnas inte ut till utomstående.",
        "Daten werden nicht an Dritte weitergegeben",
        "Data are not shared with third parties",
        "Les données ne sont pas transmises à des tiers",
        "Los datos no se ceden a terceros",
        "I dati non sono comunicati a terzi",
        "Gegevens worden niet aan derden verstrekt",
        "Dane nie są udostępniane",
        "Tietoja ei luovuteta muille. Tietoja voidaan siirtää myös EU:n ulkopuolelle",
        "Uppgifterna lämnas inte ut. De kan flyttas inom EU",
    ] {
        let text = format!(
            "Activity;Purpose;Data subjects;Personal data;Recipients\nPost;Send letters;Members;Address;{told}\n"
        );
        let activity = activity(&imported("ropa.csv", &text), 0);
        assert!(activity["none"]["recipients"].is_string(), "{activity}");
        assert_eq!(list(&activity, "recipients").len(), 0, "{activity}");
    }
    for told in [
        "Data are not shared except with the bank",
        "Uppgifterna lämnas endast till Nordvind AB",
        "Nicht weitergegeben außer an die Bank",
    ] {
        let text = format!(
            "Activity;Purpose;Data subjects;Personal data;Recipients\nPost;Send letters;Members;Address;{told}\n"
        );
        let activity = activity(&imported("ropa.csv", &text), 0);
        assert!(activity["none"]["recipients"].is_null(), "{activity}");
    }
}

#[test]
fn a_sentence_among_the_data_says_how_long_and_one_among_the_measures_that_nothing_leaves() {
    for (kept, stays) in [
        (
            "Tietoja säilytetään kunnes jäsenyys päättyy",
            "Palvelin on suojattu. Tietoja ei luovuteta EU:n tai ETA:n ulkopuolelle.",
        ),
        (
            "Uppgifterna sparas tills medlemskapet upphör",
            "Servern är skyddad. Inga personuppgifter överförs utanför EU.",
        ),
        (
            "The data are kept until the membership ends",
            "The server is locked. No personal data are transferred outside the EU.",
        ),
    ] {
        let text = format!(
            "Activity;Purpose;Data subjects;Personal data;Security measures\nList;Keep it;Members;\"Name\n{kept}\";{stays}\n"
        );
        let activity = activity(&imported("ropa.csv", &text), 0);
        let stated = activity["retention"][0]["as_stated"].to_string();
        assert!(stated.contains(kept), "{activity}");
        assert_eq!(list(&activity, "data_categories").len(), 1, "{activity}");
        assert!(activity["none"]["transfers"].is_string(), "{activity}");
    }
}

#[test]
fn a_basis_that_is_said_once_is_the_one_of_every_activity() {
    let rows = "| Activity | Purpose | Data subjects | Categories of data | Retention |\n|---|---|---|---|---|\n\
                | Accounts | Let people in | Users | Name | 2 years |\n| Letters | Send letters | Members | Address | 1 year |\n";
    for told in [
        "**Legal basis:** Contract (Art. 6(1)(b))",
        "**Rättslig grund:** Avtal (art. 6.1 b)",
    ] {
        let text = format!("# Register\n\n## Records\n\n{rows}\n{told}\n\n## Notes\n\nNothing.\n");
        let export = imported("ropa.md", &text);
        for at in [0, 1] {
            let bases = activity(&export, at)["purposes"][0]["legal_bases"].clone();
            assert_eq!(bases, json!(["6-1-b"]), "{told}");
        }
    }
}

#[test]
fn a_register_of_a_processor_names_it_and_describes_whom_it_serves() {
    for head in [
        "- Processor: Alder Ltd\n- Controller: each customer that signs up\n- Contact: post@alder.example",
        "- Auftragsverarbeiter: Alder GmbH\n- Verantwortlicher: jeder Kunde, der sich anmeldet\n- Kontakt: post@alder.example",
    ] {
        let text = format!("# Register\n\n## 1. Parties\n\n{head}\n\n## 2. Records\n\n{ROWS}");
        let export = imported("ropa.md", &text);
        let ours = &export["organisations"][0];
        assert!(
            ours["name"].as_str().unwrap().starts_with("Alder"),
            "{export}"
        );
        assert_eq!(ours["email"], "post@alder.example", "{ours}");
        for at in [0, 1] {
            let activity = activity(&export, at);
            assert_eq!(activity["role"], "processor", "{activity}");
            assert!(activity["clients"][0]["category"].is_string(), "{activity}");
        }
    }
}

#[test]
fn a_pointer_beside_recipients_names_nobody_and_a_tick_says_that_a_contract_is_signed() {
    for told in [
        "Northwind, Bank, viz seznam.md",
        "Northwind, Bank, see list.md",
        "Northwind, Bank, siehe Liste.md",
    ] {
        let text = format!(
            "Activity;Purpose;Data subjects;Personal data;Recipients\nPost;Send letters;Members;Address;{told}\n"
        );
        let activity = activity(&imported("ropa.csv", &text), 0);
        assert_eq!(list(&activity, "recipients").len(), 2, "{activity}");
    }
    for header in ["DPA Status", "AVV"] {
        let text = format!(
            "# Register\n\n## Activities\n\n| Activity | Purpose | Data subjects | Data | Processors |\n|---|---|---|---|---|\n\
             | Letters | Send | Members | Address | Northwind Ltd |\n\n## Processors\n\n\
             | Processor | Location | {header} |\n|---|---|---|\n| Northwind Ltd | Dublin | ✅ Standard DPA |\n"
        );
        let export = imported("ropa.md", &text);
        assert_eq!(export["agreements"][0]["status"], "signed", "{export}");
    }
}

#[test]
fn a_column_of_two_kinds_tells_systems_processors_and_others_apart() {
    let export = imported(
        "brf.csv",
        "Behandling;Ändamål;Registrerade;System / personuppgiftsbiträde;Mottagare / biträden\n\
         Register;Föra förteckning;Medlemmar;Pärm i lokalen;Mailchimp, revisor\n\
         Avgifter;Ta ut avgifter;Medlemmar;Fortnox, Nabo AB (biträdesavtal 2023);Smith, Jones and Brown LLP\n",
    );
    let first = &export["activities"][0];
    assert_eq!(first["systems"], serde_json::json!(["Pärm i lokalen"]));
    assert_eq!(first["recipients"][0]["role"], "processor");
    assert!(first["recipients"][1]["role"].is_null(), "{first}");
    let second = &export["activities"][1]["recipients"];
    let roles: Vec<&str> = second
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|row| row["role"].as_str())
        .collect();
    // What has no sign of a company is a system.
    assert_eq!(roles, ["processor"]);
    assert_eq!(
        names(&export, "organisations")[..2],
        ["Mailchimp", "Nabo AB"]
    );
    assert_eq!(
        export["activities"][1]["systems"],
        serde_json::json!(["Fortnox"])
    );
    assert_eq!(second.as_array().unwrap().len(), 2);

    // What says that no personal data are meant asks for none.
    let export = imported(
        "api.csv",
        "Name;Purpose;Data subjects;Personal data;Recipients / processors;Transfers\n\
         Maps;Show places;N/A — no personal data;None;Internal only;API calls to servers in the USA; no personal data sent\n"
            .replace("USA; no", "USA, no")
            .as_str(),
    );
    let activity = &export["activities"][0];
    assert_eq!(activity["data_categories"][0]["kind"], "anonymous");
    assert_eq!(activity["recipients"][0]["role"], "internal");
    assert!(activity["none"]["transfers"].is_string(), "{activity}");
}
