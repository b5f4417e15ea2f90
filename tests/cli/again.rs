//! A source that comes again: what its last import read is what both sides go back to.

use serde_json::{Value as Json, json};

use super::Home;

const TABLE: &str =
    "Name;Purpose;Owner;Retention\nPay;Pay salaries;Ann;7 years\nDoor;Open doors;Bo;30 days\n";

fn home() -> Home {
    let home = Home::with_register();
    home.write("in.csv", TABLE);
    home.on("r.sqlite", &["import", "in.csv"]).done();
    home
}

fn first(home: &Home) -> Json {
    let export = home.on("r.sqlite", &["export", "--format", "json"]).json();
    export["activities"][0].clone()
}

/// Records fields of A1 by hand.
fn edit(home: &Home, fields: &Json) {
    let mut activity = json!({ "ref": "A1" });
    for (key, value) in fields.as_object().unwrap() {
        activity[key] = value.clone();
    }
    let file = json!({ "format": "ropa-register", "version": 1, "activities": [activity] });
    home.write("edit.json", file.to_string());
    home.on("r.sqlite", &["import", "edit.json"]).done();
}

/// What importing the sheet would do: how many changes, how many conflicts.
fn planned(home: &Home) -> (usize, usize) {
    let run = home.on(
        "r.sqlite",
        &["import", "in.csv", "--dry-run", "--format", "json"],
    );
    let told: Json = serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{}", run.err));
    let count = |key: &str| told[key].as_array().unwrap().len();
    (count("changes"), count("conflicts"))
}

#[test]
fn both_sides_go_back_to_the_last_import_and_not_to_the_first() {
    let home = home();
    home.write("in.csv", TABLE.replace("Ann", "Dan"));
    home.on("r.sqlite", &["import", "in.csv"]).done();
    assert_eq!(first(&home)["owner"], "Dan");
    // Changed here since: the sheet, which says what it said, asks nothing.
    edit(&home, &json!({ "owner": "Cleo" }));
    assert_eq!(planned(&home), (0, 0));
    // The sheet alone changes what was not touched here.
    home.write(
        "in.csv",
        TABLE
            .replace("Ann", "Dan")
            .replace("Pay salaries", "Pay wages"),
    );
    home.on("r.sqlite", &["import", "in.csv"]).done();
    assert_eq!(first(&home)["purposes"][0]["text"], "Pay wages");
    assert_eq!(first(&home)["owner"], "Cleo");
    home.on("r.sqlite", &["verify"]).done();
}

#[test]
fn a_settled_conflict_is_not_asked_again_and_a_new_one_is() {
    let home = home();
    edit(&home, &json!({ "owner": "Cleo" }));
    home.write("in.csv", TABLE.replace("Ann", "Dan"));
    assert_eq!(planned(&home), (0, 1));
    assert_eq!(home.on("r.sqlite", &["import", "in.csv"]).code, 1);
    // Nothing changes, and yet it is settled.
    home.on("r.sqlite", &["import", "in.csv", "--ours"]).done();
    assert_eq!(planned(&home), (0, 0));
    home.on("r.sqlite", &["import", "in.csv"]).done();
    assert_eq!(first(&home)["owner"], "Cleo");
    home.write("in.csv", TABLE.replace("Ann", "Eve"));
    assert_eq!(planned(&home), (0, 1));
    home.on("r.sqlite", &["import", "in.csv", "--theirs"])
        .done();
    assert_eq!(first(&home)["owner"], "Eve");
    home.on("r.sqlite", &["verify"]).done();
}

#[test]
fn a_settled_conflict_with_a_copy_is_not_asked_again() {
    let home = home();
    std::fs::copy(home.path("r.sqlite"), home.path("copy.sqlite")).unwrap();
    edit(&home, &json!({ "owner": "Cleo" }));
    home.write(
        "theirs.json",
        r#"{"format":"ropa-register","version":1,"activities":[{"ref":"A1","owner":"Fay"}]}"#,
    );
    // It says that it is a copy.
    assert_eq!(home.on("copy.sqlite", &["import", "theirs.json"]).code, 0);
    assert_eq!(home.on("r.sqlite", &["merge", "copy.sqlite"]).code, 1);
    let settled = home.on("r.sqlite", &["merge", "copy.sqlite", "--ours"]);
    assert_eq!(settled.code, 0, "{}", settled.err);
    let again = home.on("r.sqlite", &["merge", "copy.sqlite"]);
    assert_eq!(again.code, 0, "{}", again.err);
    assert_eq!(first(&home)["owner"], "Cleo");
}

#[test]
fn what_an_import_read_that_is_undone_counts_as_never_read_until_it_is_redone() {
    let home = home();
    home.write("in.csv", TABLE.replace("Ann", "Dan"));
    home.on("r.sqlite", &["import", "in.csv"]).done();
    home.on("r.sqlite", &["undo"]).done();
    assert_eq!(planned(&home), (1, 0));
    home.on("r.sqlite", &["redo"]).done();
    edit(&home, &json!({ "owner": "Cleo" }));
    assert_eq!(planned(&home), (0, 0));
    // Undone from the first import on, all is offered again.
    for _ in 0..3 {
        home.on("r.sqlite", &["undo"]).done();
    }
    let again = home.on(
        "r.sqlite",
        &["import", "in.csv", "--dry-run", "--format", "json"],
    );
    assert_eq!(
        again.json()["adds"]["activities"].as_array().unwrap().len(),
        2
    );
}

#[test]
fn a_row_that_the_sheet_words_anew_changes_in_its_place() {
    let home = home();
    let before = first(&home)["retention"][0]["ref"].clone();
    edit(
        &home,
        &json!({ "retention": [{ "ref": "R1", "responsible": "HR" }] }),
    );
    home.write("in.csv", TABLE.replace("7 years", "10 years"));
    home.on("r.sqlite", &["import", "in.csv"]).done();
    let rules = first(&home)["retention"].clone();
    assert_eq!(rules.as_array().unwrap().len(), 1, "{rules}");
    assert_eq!(rules[0]["ref"], before);
    assert_eq!(rules[0]["period"], "P10Y");
    assert_eq!(rules[0]["responsible"], "HR");
}

#[test]
fn what_is_taken_out_of_the_register_is_taken_out_of_what_an_import_read() {
    let home = home();
    home.write("in.csv", TABLE.replace("Pay salaries", "Pay Siv Åkerblom"));
    home.on("r.sqlite", &["import", "in.csv"]).done();
    let told = home.on(
        "r.sqlite",
        &[
            "redact",
            "--words",
            "Siv Åkerblom",
            "--because",
            "x",
            "--yes",
        ],
    );
    assert_eq!(told.code, 0, "{}", told.err);
    home.on(
        "r.sqlite",
        &["redact", "A1", "owner", "--because", "x", "--yes"],
    )
    .done();
    let bytes = std::fs::read(home.path("r.sqlite")).unwrap();
    for gone in ["Siv Åkerblom", "Åkerblom"] {
        let found = bytes.windows(gone.len()).any(|it| it == gone.as_bytes());
        assert!(!found, "{gone}");
    }
    home.on("r.sqlite", &["verify"]).done();
    // The sheet still says it: it does not come back.
    home.on("r.sqlite", &["import", "in.csv"]);
    let now = first(&home).to_string();
    assert!(!now.contains("Siv") && !now.contains("Ann"), "{now}");
}

#[test]
fn what_an_import_read_goes_with_copies_and_what_is_broken_there_is_told() {
    let home = home();
    home.on("r.sqlite", &["backup", "copy.sqlite"]).done();
    let file = rusqlite::Connection::open(home.path("copy.sqlite")).unwrap();
    let count: i64 = file
        .query_row(
            "SELECT count(*) FROM source_reading WHERE source = 'in.csv'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert!(count >= 2);
    file.execute("UPDATE source_reading SET content = '[]'", [])
        .unwrap();
    drop(file);
    let told = home.on("copy.sqlite", &["verify"]);
    assert_eq!(told.code, 1, "{}", told.out);
    assert!(
        format!("{}{}", told.out, told.err).contains("in.csv"),
        "{}",
        told.out
    );
}

/// A sheet with a column of numbers.
const NUMBERED: &str = "No;Name;Purpose;Legal basis;Retention\n\
    1;Camera;See who enters;Art. 6(1)(f);30 days\n2;Payroll;Pay salaries;Art. 6(1)(c);7 years\n";

/// The names of the activities by their references, and how many batches the rules of each have.
fn activities(home: &Home) -> Vec<(String, String, usize)> {
    let export = home.on("r.sqlite", &["export", "--format", "json"]).json();
    let told = export["activities"].as_array().unwrap().iter();
    let text = |value: &Json| value.as_str().unwrap_or_default().to_owned();
    let batches = |rule: &Json| rule["holdings"].as_array().map_or(0, Vec::len);
    told.map(|it| {
        let rules = it["retention"].as_array().into_iter().flatten();
        (
            text(&it["ref"]),
            text(&it["name"]),
            rules.map(batches).sum(),
        )
    })
    .collect()
}

fn with_batches(table: &str, of: &str) -> Home {
    let home = Home::with_register();
    home.write("in.csv", table);
    home.on("r.sqlite", &["import", "in.csv"]).done();
    let rule = json!({ "ref": "R1", "holdings": [{ "ref": "H1", "name": "2018" }] });
    let file = json!({ "format": "ropa-register", "version": 1,
        "activities": [{ "ref": of, "retention": [rule] }] });
    home.write("edit.json", file.to_string());
    home.on("r.sqlite", &["import", "edit.json"]).done();
    home
}

fn is(reference: &str, name: &str, batches: usize) -> (String, String, usize) {
    (reference.to_owned(), name.to_owned(), batches)
}

#[test]
fn a_row_that_is_numbered_anew_stays_the_activity_that_it_was() {
    let home = with_batches(NUMBERED, "A2");
    home.write(
        "in.csv",
        "No;Name;Purpose;Legal basis;Retention\n1;Recruitment;Find people;Art. 6(1)(b);2 years\n\
         2;Camera;See who enters;Art. 6(1)(f);30 days\n3;Payroll;Pay salaries;Art. 6(1)(c);7 years\n",
    );
    let run = home.on("r.sqlite", &["import", "in.csv"]);
    assert!(run.out.contains("A1, A2"), "{}{}", run.out, run.err);
    let all = [
        is("A1", "Camera", 0),
        is("A2", "Payroll", 1),
        is("A3", "Recruitment", 0),
    ];
    assert_eq!(activities(&home), all);
    // The new numbers are known now.
    let again = home.on("r.sqlite", &["import", "in.csv"]);
    assert!(again.out.contains("Nothing would change"), "{}", again.out);
    // Its name alone changes where it says the same otherwise.
    let table = std::fs::read_to_string(home.path("in.csv")).unwrap();
    home.write("in.csv", table.replace("3;Payroll", "3;Payroll and leave"));
    home.on("r.sqlite", &["import", "in.csv"]).done();
    assert_eq!(activities(&home)[1], is("A2", "Payroll and leave", 1));
}

#[test]
fn a_row_that_was_another_activity_does_not_get_the_batches_of_that() {
    let home = with_batches(NUMBERED, "A2");
    home.write(
        "in.csv",
        NUMBERED.replace(
            "Payroll;Pay salaries;Art. 6(1)(c);7 years",
            "Newsletter;Tell news;Art. 6(1)(a);1 year",
        ),
    );
    let run = home.on("r.sqlite", &["import", "in.csv"]);
    assert!(
        run.out.contains("A3 comes as new"),
        "{}{}",
        run.out,
        run.err
    );
    let all = [
        is("A1", "Camera", 0),
        is("A2", "Payroll", 1),
        is("A3", "Newsletter", 0),
    ];
    assert_eq!(activities(&home), all);
    let again = home.on("r.sqlite", &["import", "in.csv"]);
    assert!(again.out.contains("Nothing would change"), "{}", again.out);
    // Where nothing is proven by it, the row is the activity that its number says.
    home.write(
        "in.csv",
        NUMBERED.replace(
            "Camera;See who enters;Art. 6(1)(f);30 days",
            "Doors;Open doors;Art. 6(1)(b);1 month",
        ),
    );
    home.on("r.sqlite", &["import", "in.csv"]).done();
    assert_eq!(activities(&home)[0], is("A1", "Doors", 0));
}

#[test]
fn activities_of_one_name_are_told_apart_by_what_they_say_when_a_sheet_is_sorted() {
    let head = "Name;Purpose;Data;Retention\n";
    let (one, other) = (
        "Camera;See who enters;Images;30 days\n",
        "Camera;Count cars;Number plates;7 days\n",
    );
    let home = with_batches(&format!("{head}{one}{other}"), "A2");
    home.write("in.csv", format!("{head}{other}{one}"));
    home.on("r.sqlite", &["import", "in.csv"]).done();
    let export = home.on("r.sqlite", &["export", "--format", "json"]).json();
    let purpose = |at: usize| export["activities"][at]["purposes"][0]["text"].clone();
    assert_eq!(
        (purpose(0), purpose(1)),
        (json!("See who enters"), json!("Count cars"))
    );
    assert_eq!(activities(&home)[1].2, 1);
    let again = home.on("r.sqlite", &["import", "in.csv"]);
    assert!(again.out.contains("Nothing would change"), "{}", again.out);
}
