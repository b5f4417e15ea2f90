//! Tables as others and this program write them: in Markdown and pages, several in a sheet, lists of this program.

use serde_json::Value as Json;

use super::Home;

fn export(home: &Home) -> Json {
    home.on("r.sqlite", &["export", "--format", "json"]).json()
}

/// The activities that a file of this name makes of a new register.
fn activities(name: &str, text: &str) -> Vec<Json> {
    let home = Home::with_register();
    home.write(name, text);
    home.on("r.sqlite", &["import", name]).done();
    let export = export(&home);
    export["activities"].as_array().unwrap().clone()
}

fn names(activities: &[Json]) -> Vec<&str> {
    activities
        .iter()
        .map(|it| it["name"].as_str().unwrap())
        .collect()
}

#[test]
fn a_table_in_markdown_needs_no_heading_and_its_entities_are_signs() {
    let text = "| Name | Purpose | Legal basis | Retention |\n|---|:--|---|---|\n\
        | R&amp;D | research &amp; development | contract | 2&nbsp;years |\n| Shop | sell A &lt; B & C | contract | 1 year |\n";
    let made = activities("in.md", text);
    assert_eq!(names(&made), ["R&D", "Shop"]);
    assert_eq!(made[0]["purposes"][0]["text"], "research & development");
    assert_eq!(made[0]["retention"][0]["period"], "P2Y");
    assert_eq!(made[1]["purposes"][0]["text"], "sell A < B & C");
    // Bars alone are values.
    let made = activities("in.txt", "Name|Purpose|Legal basis\nShop|sell|contract\n");
    assert_eq!(names(&made), ["Shop"]);
}

#[test]
fn markdown_in_the_cells_of_a_table_is_what_they_say() {
    let made = activities(
        "in.csv",
        "Name,Purpose,Legal basis,Notes\nShop,sell,contract,\"Text\n# Head\n| x | y |\n|---|---|\n| 1 | 2 |\n```\ncode\n```\n## More\nend\"\nDoor,enter,consent,x\n",
    );
    assert_eq!(names(&made), ["Shop", "Door"]);
    // Headings outside of cells are Markdown.
    let made = activities(
        "in.md",
        "# Shop\n\n- Purpose: sell, \"and more\n- Legal basis: contract\n- Data subjects: customers\n- Retention: 1 year\n\n\
         # Door\n\n- Purpose: enter\" it\n- Legal basis: consent\n- Data subjects: visitors\n- Retention: 1 month\n",
    );
    assert_eq!(names(&made), ["Shop", "Door"]);
}

#[test]
fn headers_in_two_rows_of_a_page_ask_what_the_lower_one_says() {
    let head = "<tr><th rowspan=2>Name of processing</th><th rowspan=2>Purpose</th><th colspan=2>Data</th>\
        <th rowspan=2>Retention period</th></tr><tr><th>Data subjects</th><th>Categories of personal data</th></tr>";
    let row = "<tr><td>Payroll</td><td>pay</td><td>employees</td><td>salary</td><td>7 years</td></tr>\
        <tr><td>Camera</td><td>watch</td><td>stilt walkers</td><td>film</td><td>30 days</td></tr>";
    let made = activities(
        "in.html",
        &format!("<html><body><h1>Register</h1><table>{head}{row}</table></body></html>"),
    );
    assert_eq!(names(&made), ["Payroll", "Camera"]);
    assert_eq!(made[1]["data_subjects"][0]["category"][0], "stilt walkers");
    assert_eq!(made[1]["data_categories"].as_array().unwrap().len(), 1);
    assert_eq!(made[1]["retention"][0]["period"], "P30D");
    // The same in a sheet.
    let made = activities(
        "in.csv",
        "Name;Purpose;Data;;Retention\n;;Data subjects;Categories of personal data;\nCamera;watch;stilt walkers;film;30 days\n",
    );
    assert_eq!(made[0]["data_subjects"][0]["category"][0], "stilt walkers");
}

#[test]
fn a_list_of_cookies_below_the_activities_is_none_of_activities() {
    let text = "# Acme\n\n## Newsletter\n\n- Purpose: tell news\n- Legal basis: consent\n- Data subjects: readers\n- Retention: 1 year\n\n\
        ## Shop\n\n- Purpose: sell\n- Legal basis: contract\n- Data subjects: customers\n- Retention: 7 years\n\n\
        ## HEAD\n\n| Id | NAME | Provider | Purpose | Life |\n|---|---|---|---|---|\n\
        | C1 | basket | Acme | remembers the basket | 1 day |\n| C2 | counter | Acme | counts visits | 2 years |\n";
    let of = |head: &str, name: &str| {
        let text = text.replace("HEAD", head).replace("NAME", name);
        let made = activities("in.md", &text);
        names(&made)
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(of("Cookies", "Name"), ["Newsletter", "Shop"]);
    assert_eq!(
        of("More", "Processing activity"),
        ["Newsletter", "Shop", "basket", "counter"]
    );
}

#[test]
fn tables_below_each_other_are_read_each_under_its_own_headers() {
    let home = Home::with_register();
    home.write(
        "in.csv",
        "Name;Purpose;Legal basis;Data subjects;Retention\nPayroll;pay;contract;employees;7 years\n\
         Camera;watch;legitimate interests;visitors;30 days\n;;;;\nActivity;Retention period;Purpose;Recipients\n\
         Post;3 years;send letters;Bank\n;;;;\nProcessors;;;;\nProcessor;Country;Service\nHostco GmbH;Germany;Hosting\n",
    );
    home.on("r.sqlite", &["import", "in.csv"]).done();
    let export = export(&home);
    let made = export["activities"].as_array().unwrap();
    assert_eq!(names(made), ["Payroll", "Camera", "Post"]);
    assert_eq!(made[2]["purposes"][0]["text"], "send letters");
    assert_eq!(made[2]["retention"][0]["period"], "P3Y");
    let known = export["organisations"].as_array().unwrap().iter();
    let known: Vec<&str> = known.map(|it| it["name"].as_str().unwrap()).collect();
    assert!(known.contains(&"Hostco GmbH"), "{known:?}");
}

#[test]
fn activities_of_markdown_may_be_labelled_each_in_another_style() {
    let news = "## Newsletter\n\n**Purpose:** marketing\n**Legal basis:** consent\n**Recipients:** Mailchimp\n";
    let camera = "## Camera\n\n- Purpose: watch\n- Legal basis: legitimate interests\n- Recipients: Police\n- Retention: 30 days\n";
    let short = "## R&amp;D\n\n**Purpose:** research\n**Retention:** 2&nbsp;years\n";
    assert_eq!(
        names(&activities("in.md", &format!("{news}\n{camera}"))),
        ["Newsletter", "Camera"]
    );
    assert_eq!(
        names(&activities("in.md", &format!("{camera}\n{news}"))),
        ["Camera", "Newsletter"]
    );
    let made = activities("in.md", &format!("# Register\n\n{camera}\n{news}\n{short}"));
    assert_eq!(names(&made), ["Camera", "Newsletter", "R&D"]);
    assert!(made[0]["notes"].is_null(), "{}", made[0]);
    // The parts of one activity are none of their own.
    let one = "# Shop\n\n- Purpose: sell\n- Legal basis: contract\n- Data subjects: customers\n- Retention: 1 year\n\n\
        ## Recipients\n\n- Bank: payment\n- Post: parcels\n";
    assert_eq!(names(&activities("in.md", one)), ["Shop"]);
}

#[test]
fn what_counts_or_denies_is_no_category() {
    let made = activities(
        "in.csv",
        "Name;Purpose;Legal basis;Data subjects;Personal data\nShop;sell;contract;3000;name, no special categories\n\
         Door;enter;consent;visitors, 40;no sensitive data\nPark;count;consent;drivers;no-show, number plate\n",
    );
    assert!(made[0]["data_subjects"].is_null());
    let data = |at: usize| made[at]["data_categories"].as_array().map_or(0, Vec::len);
    assert_eq!((data(0), data(1), data(2)), (1, 0, 2));
    assert_eq!(made[1]["data_subjects"].as_array().unwrap().len(), 1);
    assert!(made[0]["notes"].as_str().unwrap().contains("3000"));
}

#[test]
fn equal_columns_make_one_entry() {
    let made = activities(
        "in.csv",
        "Name;Purpose;Purpose description;Legal basis;Retention;Retention period\n\
         Shop;sell;sell;contract;3 years;3 years\nDoor;enter;count visitors;consent;1 month;1 year\n",
    );
    let count = |at: usize, list: &str| made[at][list].as_array().unwrap().len();
    assert_eq!((count(0, "purposes"), count(0, "retention")), (1, 1));
    assert_eq!((count(1, "purposes"), count(1, "retention")), (2, 2));
    // One column has in one text what the other has apart.
    let made = activities(
        "in.csv",
        "name,purpose,subPurposes,legalBasis,retentionPeriod\n\
         Pay,Pay salaries and report taxes; Deduct fees at the employee's request,Pay salaries and report taxes; Deduct fees at the employee's request,contract,7 years\n",
    );
    let told = made[0]["purposes"].as_array().unwrap().iter();
    let told: Vec<&str> = told.map(|it| it["text"].as_str().unwrap()).collect();
    assert_eq!(
        told,
        [
            "Pay salaries and report taxes",
            "Deduct fees at the employee's request"
        ]
    );
}

#[test]
fn lists_of_this_program_are_no_registers() {
    let home = Home::new();
    home.ropa(&["sample", "r.sqlite"]).done();
    for (list, name) in [
        (
            &["list", "organisations", "--format", "markdown"][..],
            "in.md",
        ),
        (&["list", "organisations", "--format", "csv"], "in.csv"),
        (
            &["list", "recipients", "--format", "csv", "--lang", "sv"],
            "in.csv",
        ),
        (&["disposals", "--format", "csv"], "in.csv"),
        (&["log", "--format", "csv"], "in.csv"),
        (&["due", "--format", "csv"], "in.csv"),
        (&["check", "--format", "csv"], "in.csv"),
    ] {
        let listed = home.on("r.sqlite", list);
        home.write(name, &listed.out);
        let run = home.on("r.sqlite", &["import", name]);
        assert_eq!(run.code, 1, "{list:?}: {}", run.out);
        assert!(
            run.err.contains("made for readers"),
            "{list:?}: {}",
            run.err
        );
    }
    // A list of somebody else with some of the words is read.
    home.write(
        "in.csv",
        "Ref.;Name;Purpose;Legal basis\nX1;Shop;sell;contract\n",
    );
    home.on("r.sqlite", &["import", "in.csv"]).done();
}

#[test]
fn an_unknown_first_column_names_even_one_activity() {
    let made = activities(
        "in.csv",
        "Zork;Purpose;Legal basis;Retention\nSalarizare;plata salariilor;contract;3 years\n",
    );
    assert_eq!(names(&made), ["Salarizare"]);
    // What stands behind the answers are remarks.
    let made = activities(
        "in.csv",
        "Purpose;Legal basis;Retention;Zork\npay salaries;contract;3 years;to do\n",
    );
    assert_eq!(names(&made), ["pay salaries"]);
}
