//! What an organisation of ours is said to be in its own cell or line is its role, and no part of its name.

use ropa::exchange::sheets::{SheetRequest, read};
use ropa::law::Law;
use serde_json::Value as Json;

use super::day;

/// What is read of a text.
fn told(name: &str, text: &str) -> Json {
    let law = Law::shipped().unwrap();
    let read = read(text.as_bytes(), name, &SheetRequest::default(), &law, day());
    read.unwrap_or_else(|problem| panic!("{name}: {problem}"))
        .root
}

fn names(told: &Json) -> Vec<&str> {
    let all = told["organisations"].as_array().unwrap().iter();
    all.map(|it| it["name"].as_str().unwrap()).collect()
}

#[test]
fn a_role_in_the_cell_of_the_controller_is_the_role_of_the_record() {
    for (cell, name) in [
        ("Acme Ltd (processor)", "Acme Ltd"),
        ("Norrby kommun (personuppgiftsbiträde)", "Norrby kommun"),
        ("Acme as processor", "Acme"),
        ("Musterwerk GmbH als Auftragsverarbeiter", "Musterwerk GmbH"),
    ] {
        let table = format!(
            "Controller;Name;Purpose;Legal basis;Retention\n{cell};Payroll;Pay wages;Contract;7 years\n"
        );
        let told = told("a.csv", &table);
        assert_eq!(names(&told), [name], "{cell}");
        let one = &told["activities"][0];
        assert_eq!(one["role"], "processor", "{cell}: {one}");
        assert_eq!(
            one["organisation"], told["organisations"][0]["ref"],
            "{cell}"
        );
    }
    let said = told(
        "a.md",
        "# Register\n\nController: Acme Ltd (processor)\n\n## Payroll\n\n- **Purpose:** Pay wages\n\
         - **Legal basis:** Contract\n- **Data subjects:** Employees\n- **Retention:** 7 years\n",
    );
    assert_eq!(names(&said), ["Acme Ltd"], "{said}");
    assert_eq!(said["activities"][0]["role"], "processor", "{said}");
}

#[test]
fn beside_an_organisation_of_ours_it_is_the_role_of_another() {
    let told = told(
        "a.csv",
        "Controller;Name;Purpose;Legal basis;Retention\nAlder AB;Post;Send post;Contract;1 year\n\
         Acme Ltd (processor);Payroll;Pay wages;Contract;7 years\n",
    );
    let mut all = told["organisations"].as_array().unwrap().iter();
    let acme = all.find(|it| it["name"] == "Acme Ltd").unwrap();
    assert!(acme.get("ours").is_none(), "{acme}");
    let one = &told["activities"][1];
    assert_eq!(one["role"], "controller");
    assert_eq!(one["recipients"][0]["organisation"], acme["ref"], "{one}");
    assert_eq!(one["recipients"][0]["role"], "processor", "{one}");
}
