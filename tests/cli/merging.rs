//! `ropa merge`: a copy that was taken home comes back, and another register comes in.

use serde_json::Value as Json;

use super::Home;

/// The small register, and a copy of it that was taken home.
pub(super) fn with_copy() -> Home {
    let home = Home::with_small_register();
    std::fs::copy(home.path("r.sqlite"), home.path("copy.sqlite")).unwrap();
    home
}

/// Changes a field of an activity in a register by a hand-written file.
pub(super) fn change(home: &Home, register: &str, reference: &str, field: &str, text: &str) {
    let file = format!(
        r#"{{ "format": "ropa-register", "version": 1,
            "activities": [{{ "ref": "{reference}", "{field}": "{text}" }}] }}"#
    );
    home.write("change.json", file);
    // That it is a copy is said on the way.
    let ran = home.on(register, &["import", "change.json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

fn field(home: &Home, reference: &str, field: &str) -> Json {
    let export = home.on("r.sqlite", &["export", "--format", "json"]).json();
    let activities = export["activities"].as_array().unwrap();
    let activity = activities.iter().find(|it| it["ref"] == reference).unwrap();
    activity[field].clone()
}

#[test]
fn what_each_side_changed_alone_is_kept_without_a_question() {
    let home = with_copy();
    change(&home, "copy.sqlite", "A1", "department", "Ekonomi");
    change(&home, "r.sqlite", "A1", "owner", "Head of HR");
    change(&home, "r.sqlite", "A2", "department", "Info");
    let before = std::fs::read(home.path("copy.sqlite")).unwrap();
    home.on("r.sqlite", &["merge", "copy.sqlite"]).done();
    assert_eq!(field(&home, "A1", "department"), "Ekonomi");
    assert_eq!(field(&home, "A1", "owner"), "Head of HR");
    assert_eq!(field(&home, "A2", "department"), "Info");
    assert_eq!(std::fs::read(home.path("copy.sqlite")).unwrap(), before);
    // One change set, which is taken back as one; the same again changes nothing.
    home.on("r.sqlite", &["undo"]).done();
    assert_ne!(field(&home, "A1", "department"), "Ekonomi");
    assert_eq!(field(&home, "A1", "owner"), "Head of HR");
}

#[test]
fn a_register_that_was_founded_on_another_meets_it_again() {
    let home = Home::with_small_register();
    home.ropa(&["new", "new.sqlite", "--name", "X AB", "--country", "SE"])
        .done();
    home.on("new.sqlite", &["merge", "r.sqlite"]);
    let again = home.on("new.sqlite", &["merge", "r.sqlite"]);
    assert_eq!(again.code, 0, "{}{}", again.out, again.err);
    assert!(again.out.contains("Nothing would change"), "{}", again.out);
    // What differs since is asked, as it is not known who changed it.
    change(&home, "r.sqlite", "A1", "department", "HR");
    change(&home, "new.sqlite", "A1", "department", "Ekonomi");
    let asked = home.on("new.sqlite", &["merge", "r.sqlite"]);
    assert_eq!(asked.code, 1, "{}", asked.err);
    assert!(asked.out.contains("Ekonomi"), "{}", asked.out);
}

#[test]
fn what_both_changed_is_asked_and_nothing_is_written_until_it_is_said() {
    let home = with_copy();
    change(&home, "copy.sqlite", "A1", "department", "Ekonomi");
    change(&home, "r.sqlite", "A1", "department", "HR");
    let asked = home.on("r.sqlite", &["merge", "copy.sqlite"]);
    assert_eq!(asked.code, 1, "{}", asked.err);
    assert!(asked.out.contains("Ekonomi"), "{}", asked.out);
    assert_eq!(field(&home, "A1", "department"), "HR");
    home.on("r.sqlite", &["merge", "copy.sqlite", "--theirs"])
        .done();
    assert_eq!(field(&home, "A1", "department"), "Ekonomi");
}

#[test]
fn another_register_comes_in_as_new() {
    let home = with_copy();
    let new = [
        "new",
        "other.sqlite",
        "--name",
        "Norra AB",
        "--country",
        "SE",
    ];
    home.ropa(&new).done();
    home.on("other.sqlite", &["template", "newsletter"]).done();
    home.on("r.sqlite", &["merge", "other.sqlite"]).done();
    let export = home.on("r.sqlite", &["export", "--format", "json"]).json();
    let names: Vec<&str> = export["activities"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|it| it["name"].as_str())
        .collect();
    assert!(names.len() >= 3, "{names:?}");
}

/// A hold on a batch of the register here, and one of the copy there: both stand, however often the copy comes.
#[test]
fn holds_of_both_sides_stand_once_however_often_the_copy_comes() {
    let home = with_copy();
    let hold = |register: &str, case: &str| {
        let hold = [
            "hold",
            "A1/R1/H1",
            "--reason",
            case,
            "--review",
            "2030-01-01",
        ];
        assert_eq!(home.on(register, &hold).code, 0);
    };
    hold("r.sqlite", "Here");
    hold("copy.sqlite", "There");
    let merge = || home.on("r.sqlite", &["merge", "copy.sqlite"]).done();
    assert!(merge().contains("X2"));
    for _ in 0..2 {
        let again = merge();
        assert!(again.contains("Nothing would change"), "{again}");
    }
    // What becomes of it there comes too.
    let lift = ["lift", "A1/R1/H1", "--because", "Over"];
    assert_eq!(home.on("copy.sqlite", &lift).code, 0);
    let lifted = merge();
    assert!(lifted.contains("A1/R1/H1/X2: Lifted on"), "{lifted}");
    let holds = home
        .on("r.sqlite", &["list", "holds", "--format", "json"])
        .json();
    assert_eq!(holds.as_array().unwrap().len(), 2);
    // The same of one that the copy alone has.
    let home = with_copy();
    let hold = [
        "hold",
        "A1/R1/H1",
        "--reason",
        "There",
        "--review",
        "2030-01-01",
    ];
    assert_eq!(home.on("copy.sqlite", &hold).code, 0);
    home.on("r.sqlite", &["merge", "copy.sqlite"]).done();
    assert_eq!(home.on("copy.sqlite", &lift).code, 0);
    let lifted = home.on("r.sqlite", &["merge", "copy.sqlite"]).done();
    assert!(lifted.contains("A1/R1/H1/X1: Lifted on"), "{lifted}");
}

/// A hold that is lifted on one side and prolonged on the other is asked about as a whole: nobody decided a mixture.
#[test]
fn a_hold_that_is_lifted_on_one_side_and_prolonged_on_the_other_is_asked_about() {
    let lift = ["lift", "A1/R1/H1", "--because", "Over"];
    let prolong = ["set", "review_on", "2031-01-01", "A1/R1/H1/X1"];
    for (here, there) in [(&lift[..], &prolong[..]), (&prolong[..], &lift[..])] {
        let home = with_copy();
        let hold = [
            "hold",
            "A1/R1/H1",
            "--reason",
            "A claim",
            "--review",
            "2030-01-01",
        ];
        assert_eq!(home.on("r.sqlite", &hold).code, 0);
        std::fs::remove_file(home.path("copy.sqlite")).unwrap();
        home.on("r.sqlite", &["backup", "copy.sqlite"]).done();
        assert_eq!(home.on("r.sqlite", here).code, 0);
        assert_eq!(home.on("copy.sqlite", there).code, 0);
        let asked = home.on("r.sqlite", &["merge", "copy.sqlite"]);
        assert_ne!(asked.code, 0, "{}", asked.out);
        assert!(asked.out.contains("A1/R1/H1/X1"), "{}", asked.out);
        // Ours as a whole: what is here stays as it is.
        let kept = home.on("r.sqlite", &["merge", "copy.sqlite", "--ours"]);
        assert_eq!(kept.code, 0, "{}", kept.err);
        let holds = home
            .on("r.sqlite", &["list", "holds", "--format", "json"])
            .json();
        let lifted = here == lift;
        assert_eq!(holds[0]["lifted_on"].is_string(), lifted, "{holds:#}");
        let review = holds[0]["review_on"].as_str().unwrap();
        assert_eq!(review == "2030-01-01", lifted, "{holds:#}");
    }
}

/// A hold of the copy on what was disposed of here, and the other way round, are told with the merge.
#[test]
fn a_hold_that_meets_a_disposal_in_a_merge_is_told() {
    for (holds, disposes) in [("copy.sqlite", "r.sqlite"), ("r.sqlite", "copy.sqlite")] {
        let home = with_copy();
        let hold = [
            "hold",
            "A1/R1/H1",
            "--reason",
            "Case",
            "--review",
            "2030-01-01",
        ];
        assert_eq!(home.on(holds, &hold).code, 0);
        let dispose = ["dispose", "A1/R1/H1", "--by", "IT", "--early-because", "x"];
        let done = home.on(disposes, &dispose);
        assert_eq!(done.code, 0, "{}", done.err);
        for options in [&["--dry-run"][..], &[]] {
            let ran = home.on("r.sqlite", &[&["merge", "copy.sqlite"], options].concat());
            assert_eq!(ran.code, 0, "{}", ran.err);
            assert!(
                ran.err.contains("while a legal hold applied"),
                "{}",
                ran.err
            );
        }
        // It is told once: what is so already is not brought again.
        let again = home.on("r.sqlite", &["merge", "copy.sqlite"]).done();
        assert!(again.contains("Nothing would change"), "{again}");
    }
}

#[test]
fn what_is_no_register_is_told_and_an_import_of_one_merges() {
    let home = with_copy();
    home.write("list.csv", "Name;Purpose\nPayroll;Pay\n");
    let refused = home.on("r.sqlite", &["merge", "list.csv"]);
    assert_ne!(refused.code, 0);
    assert!(refused.err.contains("ropa import"), "{}", refused.err);
    let refused = home.on("r.sqlite", &["merge", "nothing.sqlite"]);
    assert_ne!(refused.code, 0);
    change(&home, "copy.sqlite", "A1", "department", "Ekonomi");
    home.on("r.sqlite", &["import", "copy.sqlite", "--dry-run"])
        .done();
    assert_ne!(field(&home, "A1", "department"), "Ekonomi");
    home.on("r.sqlite", &["import", "copy.sqlite"]).done();
    assert_eq!(field(&home, "A1", "department"), "Ekonomi");
}

#[test]
fn a_copy_that_says_the_same_changes_nothing_and_replaces_nothing() {
    let home = Home::with_register();
    std::fs::copy(home.path("r.sqlite"), home.path("copy.sqlite")).unwrap();
    let said = home.on("r.sqlite", &["merge", "copy.sqlite"]).done();
    assert!(said.contains("Nothing would change"), "{said}");
    assert!(!said.contains("replaced"), "{said}");
}

/// The activities of the register, each by its name.
fn names(home: &Home) -> Vec<(String, String)> {
    let export = home.on("r.sqlite", &["export", "--format", "json"]).json();
    let activities = export["activities"].as_array().unwrap().iter();
    let text = |it: &Json, key: &str| it[key].as_str().unwrap_or_default().to_owned();
    activities
        .map(|it| (text(it, "ref"), text(it, "name")))
        .collect()
}

#[test]
fn what_both_sides_made_since_stays_apart_under_references_of_its_own() {
    let home = with_copy();
    let free = format!("A{}", names(&home).len() + 1);
    let here = |text: &str| change(&home, "r.sqlite", &free, "name", text);
    let there = |text: &str| change(&home, "copy.sqlite", &free, "name", text);
    here("Visitor log");
    there("Key register");
    let merge =
        |options: &[&str]| home.on("r.sqlite", &[&["merge", "copy.sqlite"], options].concat());
    let merged = merge(&[]);
    assert_eq!(merged.code, 0, "{}{}", merged.out, merged.err);
    let last = |home: &Home| {
        let mut names = names(home);
        names.split_off(names.len() - 2)
    };
    let apart = last(&home);
    assert_eq!(apart[0], (free.clone(), "Visitor log".to_owned()));
    assert_eq!(apart[1].1, "Key register");
    // The copy is known again, also where it went on.
    let again = merge(&[]);
    assert!(
        again.out.contains("Nothing would change") || again.code == 0,
        "{}",
        again.err
    );
    assert_eq!(last(&home), apart);
    there("Register of keys");
    let more = merge(&[]);
    assert_eq!(more.code, 0, "{}{}", more.out, more.err);
    assert_eq!(
        last(&home)[1],
        (apart[1].0.clone(), "Register of keys".to_owned())
    );
    assert_eq!(last(&home)[0], apart[0]);
    home.on("r.sqlite", &["verify"]).done();
}

#[test]
fn rows_and_requests_that_both_sides_made_since_stay_apart() {
    let home = with_copy();
    let purpose = |register: &str, text: &str| {
        home.write(
            "row.json",
            format!(
                r#"{{ "format": "ropa-register", "version": 1, "activities": [{{ "ref": "A1",
                "recipients": [{{ "ref": "C77", "category": "{text}" }}],
                "transfers": [{{ "ref": "T77", "country": "IN", "recipients": ["C77"] }}] }}] }}"#
            ),
        );
        assert_eq!(home.on(register, &["import", "row.json"]).code, 0);
    };
    purpose("r.sqlite", "Bank");
    purpose("copy.sqlite", "Court");
    for register in ["r.sqlite", "copy.sqlite"] {
        let due = if register == "r.sqlite" {
            "2026-12-01"
        } else {
            "2026-12-24"
        };
        home.write(
            "ask.json",
            format!(
                r#"{{ "format": "ropa-register", "version": 1, "register": {{ "requests": [{{ "ref": "Y1",
                "department": "HR", "due_on": "{due}" }}] }} }}"#
            ),
        );
        assert_eq!(home.on(register, &["import", "ask.json"]).code, 0);
    }
    for _ in 0..2 {
        let merged = home.on("r.sqlite", &["merge", "copy.sqlite"]);
        assert_eq!(merged.code, 0, "{}{}", merged.out, merged.err);
        let export = home.on("r.sqlite", &["export", "--format", "json"]).json();
        let a1 = &export["activities"][0];
        let rows = |list: &str| a1[list].as_array().unwrap().clone();
        let recipient = |reference: &Json| {
            let found = rows("recipients");
            let found = found.iter().find(|it| it["ref"] == *reference).unwrap();
            found["category"].as_str().unwrap_or_default().to_owned()
        };
        let mut to: Vec<String> = rows("transfers")
            .iter()
            .filter(|it| it["country"] == "IN")
            .map(|it| recipient(&it["recipients"][0]))
            .collect();
        to.sort();
        assert_eq!(to, ["Bank", "Court"], "{a1}");
        let requests = export["register"]["requests"].as_array().unwrap();
        let mut due: Vec<&str> = requests
            .iter()
            .map(|it| it["due_on"].as_str().unwrap())
            .collect();
        due.sort_unstable();
        assert_eq!(due, ["2026-12-01", "2026-12-24"]);
    }
    home.on("r.sqlite", &["verify"]).done();
}

#[test]
fn what_was_redacted_in_a_copy_stays_as_it_is_here_and_is_told() {
    let home = Home::with_small_register();
    let whom = "the one at the desk";
    change(&home, "r.sqlite", "A1", "owner", whom);
    change(
        &home,
        "r.sqlite",
        "A2",
        "description",
        "Ask Xenia Quist there",
    );
    std::fs::copy(home.path("r.sqlite"), home.path("copy.sqlite")).unwrap();
    let redact = |what: &[&str]| {
        let words = [&["redact"], what, &["--because", "asked for", "--yes"]].concat();
        let ran = home.on("copy.sqlite", &words);
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    };
    redact(&["A1", "owner"]);
    redact(&["--words", "Xenia Quist"]);
    change(&home, "copy.sqlite", "A2", "department", "Info");
    home.on("copy.sqlite", &["set", "owner", "Somebody", "A2"]);
    redact(&["A2", "owner"]);
    let told = home.on("r.sqlite", &["merge", "copy.sqlite"]).done();
    assert_eq!(field(&home, "A1", "owner"), whom);
    assert_eq!(field(&home, "A2", "description"), "Ask Xenia Quist there");
    assert_eq!(field(&home, "A2", "department"), "Info", "the rest comes");
    assert!(
        told.contains("Redacted in the file, and left here as it is: A1 Owner, A2 Description."),
        "{told}"
    );
    home.on("r.sqlite", &["verify"]).done();
    // An export of the copy says the same, also where the record is to become what the file says.
    let export = home.on(
        "copy.sqlite",
        &["export", "--format", "json", "--profile", "full"],
    );
    home.write("copy.json", export.done());
    for more in [&["--dry-run"][..], &["--replace", "--dry-run"]] {
        let words = [&["import", "copy.json"], more].concat();
        let told = home.on("r.sqlite", &words).done();
        assert!(told.contains("Redacted in the file"), "{told}");
        assert!(!told.contains("Owner: the one"), "{told}");
    }
    // What comes anew comes without it, which is told too.
    home.ropa(&["new", "other.sqlite", "--name", "X AB", "--country", "SE"])
        .done();
    change(&home, "other.sqlite", "A9", "name", "Ours");
    let told = home.on("other.sqlite", &["merge", "copy.sqlite"]);
    assert!(
        told.out.contains("Redacted in the file") && told.out.contains(" Owner"),
        "{}{}",
        told.out,
        told.err
    );
}

#[test]
fn a_copy_in_which_nothing_was_redacted_is_told_nothing_of() {
    let home = with_copy();
    change(&home, "copy.sqlite", "A1", "department", "Ekonomi");
    let told = home.on("r.sqlite", &["merge", "copy.sqlite"]).done();
    assert!(!told.contains("Redacted"), "{told}");
}
