//! A sheet whose only controller is called a little otherwise than the organisation that a register was made for.

use serde_json::Value as Json;

use super::Home;

/// A register of the name into which a sheet of the controller is imported, and what the import says.
fn imported(name: &str, controller: &str) -> (Home, String) {
    let home = Home::new();
    home.ropa(&["new", "r.sqlite", "--name", name]).done();
    home.write(
        "a.md",
        format!(
            "# Register\n\nController: {controller}\nEmail: office@alder.example\n\n## Payroll\n\n- **Purpose:** Pay wages\n\
             - **Legal basis:** Contract\n- **Data subjects:** Employees\n- **Recipients:** Bank\n- **Retention:** 7 years\n"
        ),
    );
    let ran = home.on("r.sqlite", &["import", "a.md"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    (home, ran.out)
}

fn organisations(home: &Home) -> Vec<Json> {
    let told = home.on("r.sqlite", &["export", "--format", "json"]).json();
    let all = told["organisations"].as_array().unwrap();
    all.iter()
        .filter(|it| it["ours"] == true)
        .cloned()
        .collect()
}

#[test]
fn the_only_controller_of_a_sheet_is_the_organisation_of_which_nothing_but_a_name_is_known() {
    for (name, controller, becomes) in [
        (
            "Alder",
            "Alder, fysisk person i näringsverksamhet",
            "Alder, fysisk person i näringsverksamhet",
        ),
        ("Alder", "Alder Limited", "Alder Limited"),
        ("Alder Ltd", "Alder Limited", "Alder Ltd"),
        (
            "Förskolan Alder",
            "Alder ekonomisk förening",
            "Alder ekonomisk förening",
        ),
        (
            "Alder UG (haftungsbeschränkt)",
            "Alder UG",
            "Alder UG (haftungsbeschränkt)",
        ),
        ("The Alder", "Alder e. K.", "Alder e. K."),
        (
            "Alder",
            "Ann Ek, an individual (sole operator of alder.example), based in Sweden",
            "Ann Ek",
        ),
    ] {
        let (home, told) = imported(name, controller);
        let ours = organisations(&home);
        let [one] = ours.as_slice() else {
            panic!("{name} / {controller}: {ours:?}");
        };
        assert_eq!(one["ref"], "O1", "{one}");
        assert_eq!(one["name"], becomes, "{told}");
        assert_eq!(one["email"], "office@alder.example", "{one}");
        assert!(
            told.contains(&format!("O1 “{name}” was taken for")),
            "{told}"
        );
        let again = home.on("r.sqlite", &["import", "a.md"]);
        assert!(
            again.out.contains("Nothing would change"),
            "{}{}",
            again.out,
            again.err
        );
    }
}

#[test]
fn another_name_and_an_organisation_of_which_more_is_known_stay_apart() {
    let (home, told) = imported("Birch", "Alder AB");
    assert_eq!(organisations(&home).len(), 2);
    assert!(!told.contains("was taken for"), "{told}");
    let home = Home::new();
    home.ropa(&["new", "r.sqlite", "--name", "Alder"]).done();
    home.on(
        "r.sqlite",
        &["set", "registration_number", "000000-0000", "O1"],
    )
    .done();
    home.write(
        "a.csv",
        "Controller,Name,Purpose,Legal basis,Retention\nAlder Norr AB,Payroll,Pay wages,Contract,7 years\n",
    );
    home.on("r.sqlite", &["import", "a.csv"]).done();
    assert_eq!(organisations(&home).len(), 2);
    let home = Home::new();
    home.ropa(&["new", "r.sqlite", "--name", "Alder"]).done();
    home.write(
        "a.csv",
        "Controller,Name,Purpose,Legal basis,Retention\nAlder Norr AB,Payroll,Pay wages,Contract,7 years\n\
         Alder Syd AB,Post,Send post,Contract,1 year\n",
    );
    home.on("r.sqlite", &["import", "a.csv"]).done();
    assert_eq!(organisations(&home).len(), 3);
}

#[test]
fn where_the_only_recipient_is_taken_to_be_is_told() {
    let home = Home::new();
    home.ropa(&["new", "r.sqlite", "--name", "Alder"]).done();
    home.write(
        "a.csv",
        "Name,Purpose,Legal basis,Recipients,Transfers,Retention\nPayroll,Pay wages,Contract,Birch Ltd,USA,7 years\n",
    );
    let told = home.on("r.sqlite", &["import", "a.csv"]).out;
    assert!(told.contains("Birch Ltd: United States"), "{told}");
}
