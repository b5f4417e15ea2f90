//! What the screen lists and what the command line lists: the same records, under the same titles.

use ropa::domain::language::Language;
use serde_json::{Value as Json, json};

use crate::cli::Home;
use crate::support::screen::Screen;

/// Each list of the screen: the keys that lead to it from the one before, what the command line calls it, and the column
/// of its table in which a title stands.
const LISTS: [(&str, &str, usize); 8] = [
    ("2", "activities", 1),
    ("3", "organisations", 1),
    ("tab", "agreements", 1),
    ("tab", "measures", 1),
    ("tab 4", "transfers", 1),
    ("5 tab", "retention", 1),
    ("tab", "schedules", 1),
    ("tab", "holdings", 2),
];

/// Two organisations of ours with a record of each kind, one that names each, both or none.
fn group() -> Json {
    let inside = |place: &str| {
        json!({
            "transfers": [{ "ref": "T1", "state": "actual", "international_organisation": format!("Agency of {place}") }],
            "retention": [{ "ref": "R1", "schedule": "S1", "mode": "batch",
                "holdings": [{ "ref": "H1", "name": format!("Box of {place}"), "started_on": "2020-12-31" }] }],
        })
    };
    let activity = |reference: &str, rest: Json| {
        let mut all = inside(reference);
        let fields = all.as_object_mut().unwrap();
        fields.insert("ref".to_owned(), reference.into());
        fields.extend(rest.as_object().unwrap().clone());
        all
    };
    json!({
        "format": "ropa-register", "version": 1,
        "register": { "id": "group", "title": "Group" },
        "organisations": [
            { "ref": "O1", "name": "First Exempel", "ours": true },
            { "ref": "O2", "name": "Second Exempel", "ours": true },
            { "ref": "O3", "name": "Supplier Exempel" },
        ],
        "agreements": [
            { "ref": "G1", "organisation": "O3", "our_party": "O1" },
            { "ref": "G2", "organisation": "O3", "our_party": "O2" },
            { "ref": "G3", "category": "Cleaners" },
        ],
        "measures": [
            { "ref": "M1", "name": "Locks", "organisations": ["O1"] },
            { "ref": "M2", "name": "Alarm", "organisations": ["O1", "O2"] },
            { "ref": "M3", "name": "Keys" },
        ],
        "schedules": [{ "ref": "S1", "name": "Seven years", "kind": "fixed", "period": "P7Y" }],
        "activities": [
            activity("A1", json!({ "name": "Payroll", "role": "controller", "organisation": "O1" })),
            activity("A2", json!({ "role": "controller", "organisation": "O2" })),
            activity("A3", json!({ "role": "controller" })),
        ],
        "waivers": [
            { "ref": "W1", "rule": "activity_without_name", "record": "A2", "reason": "Known" },
        ],
    })
}

/// The references that the command line lists of the register on the screen.
fn listed(home: &Home, screen: &Screen, kind: &str, organisation: Option<&str>) -> Vec<String> {
    let mut arguments = vec!["list", kind, "--format", "json"];
    arguments.extend(organisation.iter().flat_map(|of| ["--organisation", of]));
    let found = home
        .on(screen.path("register.sqlite").to_str().unwrap(), &arguments)
        .json();
    let found = found.as_array().unwrap().iter();
    found
        .map(|one| one["ref"].as_str().unwrap().to_owned())
        .collect()
}

/// Those of the references that the list on the screen shows.
fn shown(screen: &mut Screen, all: &[String]) -> Vec<String> {
    let text = screen.text();
    let words = |line: &str| -> Vec<String> {
        let line = line.replace(['│', '›', '!', '▲', '·', '•'], " ");
        line.split_whitespace().map(str::to_owned).take(2).collect()
    };
    let lines: Vec<Vec<String>> = text.lines().map(words).collect();
    let on_screen = |reference: &&String| lines.iter().any(|line| line.first() == Some(reference));
    all.iter().filter(on_screen).cloned().collect()
}

#[test]
fn the_screen_and_the_command_line_list_the_same_records_of_each_organisation() {
    let home = Home::new();
    let mut screen = Screen::of(&group().to_string(), Language::ENGLISH, (200, 60));
    for (organisation, name) in [
        (None, "All organisations"),
        (Some("O1"), "First"),
        (Some("O2"), "Second"),
    ] {
        screen.keys("2 o").typed(name).keys("enter");
        for (keys, kind, _) in LISTS {
            let all = listed(&home, &screen, kind, None);
            assert!(!all.is_empty(), "{kind}");
            screen.keys(keys);
            let shown = shown(&mut screen, &all);
            let listed = listed(&home, &screen, kind, organisation);
            assert_eq!(
                shown,
                listed,
                "{kind} of {organisation:?}\n{}",
                screen.text()
            );
        }
        screen.keys("tab tab");
    }
    assert_eq!(listed(&home, &screen, "measures", Some("O2")), ["M2", "M3"]);
    assert_eq!(listed(&home, &screen, "schedules", Some("O2")), ["S1"]);
    assert_eq!(
        listed(&home, &screen, "organisations", Some("O2")),
        ["O2", "O3"]
    );
    assert_eq!(listed(&home, &screen, "waivers", Some("O1")), [""; 0]);
    assert_eq!(listed(&home, &screen, "waivers", Some("O2")), ["W1"]);
}

#[test]
fn the_screen_and_the_command_line_say_the_same_titles() {
    let home = Home::new();
    let mut screen = Screen::of(&group().to_string(), Language::ENGLISH, (200, 60));
    let file = screen.path("register.sqlite");
    for (keys, kind, column) in LISTS {
        let table = home.on(file.to_str().unwrap(), &["list", kind]).done();
        let text = screen.keys(keys).text();
        for line in table.lines().skip(1).filter(|line| !line.starts_with('─')) {
            let cells: Vec<&str> = line
                .split("  ")
                .map(str::trim)
                .filter(|cell| !cell.is_empty())
                .collect();
            let [reference, title] = [cells[0], cells[column]];
            let there = text.lines().any(|line| {
                let words: Vec<&str> = line.split_whitespace().collect();
                words.iter().take(2).any(|word| *word == reference)
                    && line.matches(title).count() > usize::from(title == reference)
            });
            assert!(there, "{kind} {reference} “{title}”\n{table}\n{text}");
        }
    }
    // A record without a name is called by its reference, and not by what else it says.
    let transfers = home
        .on(file.to_str().unwrap(), &["list", "transfers"])
        .done();
    let unnamed = transfers
        .lines()
        .find(|line| line.starts_with("A2/T1"))
        .unwrap();
    assert!(!unnamed.contains("Second Exempel"), "{transfers}");
    screen.keys("tab tab 4").lacks("Second Exempel");
}

#[test]
fn a_row_is_asked_about_by_its_title_in_the_language_of_the_screen() {
    let mut register = group();
    register["activities"][0]["data_subjects"] =
        json!([{ "ref": "U1", "category": ["employees"] }]);
    let mut screen = Screen::of(&register.to_string(), Language::SWEDISH, (100, 40));
    screen
        .keys("2 enter")
        .go_to("data_subjects[0]")
        .keys("delete");
    screen.sees("Anställda").lacks("employees");
}
