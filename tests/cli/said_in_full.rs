//! What exports say of an answer wherever it is told: in tables and at a glance what qualifies it, in a notice no word of the
//! register's own, and of an open question that it is open.

use std::collections::HashMap;

use serde_json::{Value as Json, json};

use super::Home;

/// A register with these activities, and organisations and a schedule that they name.
fn with(activities: &Json) -> Home {
    let home = Home::with_register();
    let document = json!({
        "format": "ropa-register", "version": 1, "register": {"title": "Told"},
        "organisations": [
            {"ref": "O1", "name": "Exempel AB", "ours": true, "country": "SE"},
            {"ref": "O2", "name": "Alder AB", "country": "SE"},
            {"ref": "O3", "name": "Gran AB", "country": "SE",
             "contacts": [{"role": "dpo", "title": "Data protection officer", "email": "dpo@gran.example"}]},
        ],
        "schedules": [{
            "ref": "S1", "name": "Accounts", "kind": "at_most", "period": "P7Y", "rounding": "end_of_calendar_year",
            "law": ["Act on accounts, section 7"], "disposition": "erase", "responsible": "Finance",
        }],
        "activities": activities,
    });
    home.write("in.json", document.to_string());
    home.on("r.sqlite", &["import", "in.json"]).done();
    home
}

fn markdown(home: &Home) -> String {
    home.on("r.sqlite", &["export"]).done()
}

/// The lines of the usual table, each by the heads.
fn table(home: &Home) -> Vec<HashMap<String, String>> {
    let told = home.on("r.sqlite", &["export", "--format", "csv"]).done();
    let mut lines = csv::Reader::from_reader(told.trim_start_matches('\u{feff}').as_bytes());
    let heads = lines.headers().unwrap().clone();
    let named = |line: csv::StringRecord| {
        let cells = heads.iter().zip(line.iter());
        cells
            .map(|(head, cell)| (head.to_owned(), cell.to_owned()))
            .collect()
    };
    lines.records().map(|line| named(line.unwrap())).collect()
}

/// An activity as controller with these lists, and beside it another, with which a document shares what both say.
fn controller(lists: &Json) -> Json {
    let mut activity =
        json!({"ref": "A1", "name": "Payroll", "role": "controller", "organisation": "O1"});
    let all = lists.as_object().unwrap().clone();
    activity.as_object_mut().unwrap().extend(all);
    let other =
        json!({"ref": "A2", "name": "Visitors", "role": "controller", "organisation": "O1"});
    json!([activity, other])
}

#[test]
fn a_recipient_on_a_condition_is_told_so_in_tables_and_at_a_glance() {
    let home = with(&controller(&json!({"recipients": [
        {"organisation": "O2", "role": "processor", "only_if": "on call"},
        {"organisation": "O3", "role": "processor"},
    ]})));
    let cell = "Alder AB (Processor) (condition: on call); Gran AB (Processor)";
    assert_eq!(table(&home)[0]["Recipients"], cell);
    assert!(markdown(&home).contains(cell));
}

#[test]
fn data_on_a_condition_are_told_so_once_and_items_do_not_say_the_category_again() {
    let home = with(&controller(&json!({"data_categories": [
        {"category": ["contact"], "items": "Email", "only_if": "abroad"},
        {"category": ["financial"]},
    ]})));
    let line = &table(&home)[0];
    assert_eq!(
        line["Personal data"],
        "Contact details (condition: abroad); Financial data"
    );
    assert_eq!(line["Data items"], "Email");
}

#[test]
fn a_rule_is_not_called_in_a_table_what_it_says_anyway() {
    let home = with(&controller(&json!({"retention": [
        {"kind": "criterion", "criterion": "Until it is settled"},
        {"kind": "fixed", "period": "P2Y"},
        {"name": "Accounts", "kind": "fixed", "period": "P3Y"},
    ]})));
    assert_eq!(
        table(&home)[0]["Retention"],
        "Until it is settled; 2 years; Accounts: 3 years"
    );
}

#[test]
fn an_officer_who_is_called_by_the_role_is_not_called_so_twice() {
    let home = with(&json!([{
        "ref": "A1", "name": "Hosting", "role": "processor", "organisation": "O1",
        "clients": [{"organisation": "O3"}],
    }]));
    let told = &table(&home)[0]["Contact details of controllers served"];
    assert_eq!(told, "Gran AB: Data protection officer: dpo@gran.example");
}

#[test]
fn a_client_without_a_name_is_none_by_its_reference() {
    let clients = |clients: Json| {
        with(&json!([{
            "ref": "A1", "name": "Hosting", "role": "processor", "organisation": "O1", "clients": clients,
        }]))
    };
    let row = |told: &str| {
        let mut lines = told.lines();
        let row = lines.find(|line| line.starts_with("| [A1 Hosting]"));
        row.unwrap().to_owned()
    };
    let both = clients(json!([{"organisation": "O2"}, {"processing_categories": "Backup"}]));
    assert!(row(&markdown(&both)).contains("| Alder AB; not recorded | Backup |"));
    let open = clients(json!([{"processing_categories": "Backup"}]));
    assert!(row(&markdown(&open)).contains("| *Not recorded* | Backup |"));
}

#[test]
fn what_a_rule_takes_from_its_schedule_is_said_with_it_in_full() {
    let home = with(&controller(&json!({"retention": [{"schedule": "S1"}]})));
    let told = markdown(&home);
    let rule = told.split("Time limits for erasure").nth(1).unwrap();
    let rule = rule.split("####").next().unwrap();
    for said in [
        "Kind of time limit: Maximum period",
        "Period: 7 years",
        "Start rounded: To the end of the calendar year",
        "Legal source: Act on accounts, section 7",
        "Then: Erase",
        "Responsible: Finance",
    ] {
        assert!(rule.contains(said), "{said}: {rule}");
    }
}

#[test]
fn what_begins_when_another_rule_ends_has_its_start() {
    let open = |follows: &Json| {
        let home = with(&controller(&json!({"retention": [
            {"ref": "R1", "kind": "fixed", "period": "P2Y", "start": ["collection"]},
            {"ref": "R2", "kind": "fixed", "period": "P1Y", "follows": follows},
        ]})));
        markdown(&home).contains("(f) Starts from (R2)")
    };
    assert!(!open(&json!("R1")));
    assert!(open(&Json::Null));
}

#[test]
fn an_end_that_is_only_supposed_is_told_apart_from_one_that_is_recorded() {
    let told = |disposition: &Json| {
        let home = with(&controller(&json!({"retention": [{
            "kind": "fixed", "period": "P2Y", "mode": "batch", "disposition": disposition,
            "holdings": [{"name": "2020", "started_on": "2020-01-01"}],
        }]})));
        let full = ["export", "--profile", "full"];
        home.on("r.sqlite", &full).done()
    };
    let open = "(what is done then is not recorded)";
    assert!(told(&Json::Null).contains(&format!("erase from 2 January 2022 {open}")));
    assert!(!told(&json!("erase")).contains(open));
}

#[test]
fn a_part_without_records_says_whether_there_are_any_yet() {
    let begun = with(&controller(&json!({})));
    assert!(markdown(&begun).contains("No records belong in this part."));
    let new = markdown(&Home::with_register());
    assert_eq!(new.matches("Nothing is recorded yet.").count(), 3, "{new}");
}

#[test]
fn a_notice_names_what_is_meant_and_no_reference_of_the_register() {
    let home = with(&controller(&json!({"retention": [
        {"ref": "R1", "name": "In use", "kind": "fixed", "period": "P2Y"},
        {"ref": "R2", "name": "Archive", "kind": "fixed", "period": "P1Y", "follows": "R1"},
        {"ref": "R3", "kind": "fixed", "period": "P1Y", "follows": "R4"},
        {"ref": "R4", "kind": "fixed", "period": "P5Y"},
    ]})));
    let told = home.on("r.sqlite", &["notice", "A1"]).done();
    assert!(told.contains("1 year, after In use"), "{told}");
    assert!(told.contains("1 year, after 5 years"), "{told}");
    assert!(told.contains("is not recorded yet: Payroll."), "{told}");
    for reference in ["A1", "R1", "R4", "O1"] {
        assert!(!told.contains(reference), "{reference}: {told}");
    }
}

#[test]
fn a_table_with_conditions_comes_back_with_them() {
    for language in ["en", "sv"] {
        let home = with(&controller(&json!({
            "data_categories": [{"category": ["health"], "only_if": "abroad"}],
            "recipients": [
                {"organisation": "O2", "role": "processor", "only_if": "on call"},
                {"organisation": "O3", "role": "processor"},
            ],
        })));
        let out = [
            "--lang", language, "export", "--format", "csv", "--output", "w.csv",
        ];
        home.on("r.sqlite", &out).done();
        home.ropa(&["new", "n.sqlite", "--name", "Exempel AB", "--country", "SE"])
            .done();
        home.on("n.sqlite", &["import", "w.csv"]).done();
        let export = home.on("n.sqlite", &["export", "--format", "json"]).json();
        let activity = &export["activities"][0];
        let recipient = &activity["recipients"][0];
        assert_eq!(recipient["only_if"], "on call", "{recipient}");
        assert_eq!(recipient["role"], "processor");
        assert!(recipient["organisation"].is_string(), "{recipient}");
        assert!(activity["recipients"][1].get("only_if").is_none());
        let data = &activity["data_categories"][0];
        assert_eq!(data["only_if"], "abroad", "{data}");
        assert_eq!(data["category"], json!(["health"]));
    }
}
