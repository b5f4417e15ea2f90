//! Forms that say below each label how it is filled in, as authorities publish them: one record on a sheet, its title names
//! it, answers stand below the guidance, boxes are ticked.

use serde_json::{Value as Json, json};

use super::{all_ours, read_of_others as told};

/// The form of a record, in lines of cells.
const FORM: &str = "\
Fiche de registre de l'activité Fidélité;
(voir article 30 du RGPD);
;
Date de création de la fiche;12/03/2019
Date de dernière mise à jour de la fiche;05/02/2026
Nom du responsable conjoint du traitement (dans le cas où la responsabilité est partagée);
Nom du logiciel ou de l'application (si pertinent);Caissier
;
Objectifs poursuivis;
Décrivez clairement l'objet du traitement de données personnelles et ses fonctionnalités.;
Gérer les points des clients du magasin;
;
Catégories de personnes concernées;
Listez les différents types de personnes dont vous collectez ou utilisez les données.;
1. Prospects;
2. Clients;
;
Catégories de données collectées;
Cochez et listez les différentes données traitées;
☒ État-civil, identité, données d'identification, images…;nom, prénom, e-mail
☐ Vie personnelle (habitudes de vie, situation familiale, etc.);
☒ Informations d'ordre économique et financier (revenus, situation financière);achats, points
;
Des données sensibles sont-elles traitées ?;
☐ Oui  ☒ Non;
;
Durées de conservation des catégories de données;
Combien de temps conservez-vous ces informations ?;
3 ans après le dernier achat;
;
Catégories de destinataires des données;
Destinataires internes;
1. Gérante;
2. Vendeurs;
Organismes externes;
1. Banque;
Sous-traitants;
1. Aulne Hébergement (contrat du 02/01/2020);
;
Transferts des données hors UE;
Des données personnelles sont-elles transmises hors de l'Union européenne ?;
☒ Oui  ☐ Non;
Si oui, vers quel(s) pays : États-Unis;
;
Mesures de sécurité;
Décrivez les mesures de sécurité, organisationnelles et techniques, prévues pour préserver la confidentialité.;
☒ Contrôle d'accès des utilisateurs : mot de passe individuel;
☐ Chiffrement des données;
☒ Sauvegarde des données : chaque nuit;
";

/// What each row of a list says under a key.
fn each<'j>(activity: &'j Json, list: &str, key: &str) -> Vec<&'j Json> {
    let rows = activity[list].as_array().into_iter().flatten();
    rows.map(|row| &row[key]).collect()
}

#[test]
fn answers_stand_below_what_says_how_to_answer() {
    let told = told("fiche.csv", FORM);
    let all = told["activities"].as_array().unwrap();
    let [activity] = all.as_slice() else {
        panic!("{told}");
    };
    assert_eq!(activity["name"], "Fidélité", "{activity}");
    assert_eq!(activity["role"], "controller");
    assert_eq!(activity["systems"], json!(["Caissier"]));
    assert_eq!(activity["last_reviewed_on"], "2026-02-05");
    assert!(activity["department"].is_null(), "{activity}");
    let purposes = each(activity, "purposes", "text");
    assert_eq!(purposes, ["Gérer les points des clients du magasin"]);
    assert_eq!(each(activity, "data_subjects", "category").len(), 2);
    let data = activity["data_categories"].to_string();
    for word in ["nom", "prénom", "e-mail", "achats", "points"] {
        assert!(data.contains(word), "{word} {data}");
    }
    assert!(!data.contains("Vie personnelle"), "{data}");
    assert_eq!(each(activity, "retention", "period"), ["P3Y"]);
    let roles = each(activity, "recipients", "role");
    assert_eq!(roles.len(), 4, "{activity}");
    assert_eq!(each(activity, "transfers", "country"), ["US"], "{activity}");
    let measures = activity["measures_text"].as_str().unwrap_or_default();
    assert!(measures.contains("mot de passe individuel"), "{activity}");
    assert!(!measures.contains("Chiffrement"), "{activity}");
    assert!(!activity.to_string().contains("Décrivez"), "{activity}");
    assert!(all_ours(&told).is_empty() || all_ours(&told).len() == 1);
}

#[test]
fn the_title_of_a_cover_sheet_names_whose_register_it_is() {
    let text = "\
        Registre des activités de traitement de Aulne Fleurs SARL;\n\
        Coordonnées du responsable de l'organisme;Rue 3, 29000 Ville, 02 98 00 00 00, contact@aulne.example\n\
        Nom et coordonnées du délégué à la protection des données;Non désigné (moins de 20 personnes)\n;\n\
        Activité 1;Paie\nActivité 2;Clients\n;\n\
        Activité;Finalité;Personnes concernées;Catégories de données;Base légale;Durée de conservation\n\
        Paie;Payer;Salariés;Noms;Contrat;5 ans\n\
        Clients;Vendre;Clients;Noms;Contrat;3 ans\n";
    let told = told("registre.csv", text);
    let [ours] = all_ours(&told)[..] else {
        panic!("{told}");
    };
    assert_eq!(ours["name"], "Aulne Fleurs SARL", "{ours}");
    assert_eq!(ours["email"], "contact@aulne.example", "{ours}");
    let reason = &ours["none"]["contacts.dpo"];
    assert_eq!(reason, "Non désigné (moins de 20 personnes)", "{ours}");
    // An index of the activities says nothing of the first.
    let notes = told["activities"][0]["notes"].as_str().unwrap_or_default();
    assert!(!notes.contains("Activité"), "{notes}");
}

#[test]
fn an_answer_that_begins_as_guidance_does_is_an_answer() {
    let text = "\
        Record of processing;\n\
        Name of processing;Payroll\n\
        Purpose;\nPay wages every month;\n\
        Data subjects;\nEmployees;\n\
        Categories of personal data;\nName, address and bank account;\n;\n\
        Recipients;\nList of the bank's staff;\n;\n\
        Retention period;\n7 years;\n;\n\
        Security measures;\nDescribe them here with the office in mind;\n";
    let told = told("form.csv", text);
    let activity = &told["activities"][0];
    for word in [
        "bank account",
        "List of the bank",
        "P7Y",
        // Nothing stands below it: it may be what somebody wrote.
        "Describe them here",
    ] {
        assert!(activity.to_string().contains(word), "{word} {activity}");
    }
    assert_eq!(each(activity, "recipients", "organisation").len(), 1);
}

#[test]
fn words_beside_a_box_that_is_not_ticked_are_no_answer_and_stay() {
    let form = FORM.replace(
        "situation familiale, etc.);",
        "situation familiale, etc.);loisirs",
    );
    let told = told("fiche.csv", &form);
    let activity = &told["activities"][0];
    let data = activity["data_categories"].to_string();
    assert!(
        !data.contains("loisirs") && data.contains("achats"),
        "{data}"
    );
    assert!(activity.to_string().contains("loisirs"), "{activity}");
}

#[test]
fn a_table_keeps_the_title_above_it_as_it_stands() {
    let table = "Record of processing Payroll and more;\n;\n\
        Name;Purpose;Legal basis;Data subjects;Personal data;Retention\n\
        Payroll;Pay wages;Contract;Employees;Names;7 years\n\
        Mail;Tell news;Consent;Readers;Names;1 year\n";
    let told = told("table.csv", table);
    let notes = told["activities"][0]["notes"].as_str().unwrap();
    assert_eq!(notes, "Record of processing Payroll and more");
}
