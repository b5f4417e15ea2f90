//! `list` and `show`: what people read and what scripts read.

use serde_json::json;

use super::Home;

#[test]
fn lists_are_tables_with_the_words_of_the_language() {
    let home = Home::with_small_register();
    assert_eq!(
        home.on("r.sqlite", &["list", "organisations"]).done(),
        "Ref.  Name              Country        Category  Our own organisation\n\
         O1    Exempel AB        Sweden                   Yes\n\
         O2    Exempel Norge AS  Norway                   Yes\n\
         O3    Löneprogram Inc.  United States\n"
    );
    assert_eq!(
        home.on("r.sqlite", &["list", "holdings"]).done(),
        "Ref.      Activity  Name  Start date  Keep until  Done on\n\
         A1/R1/H1  Payroll   2019  2019-03-01  2026-12-31\n"
    );
    let swedish = home
        .on("r.sqlite", &["list", "transfers", "--lang", "sv"])
        .done();
    assert!(
        swedish.contains("A1/T1") && swedish.contains("USA") && swedish.contains("Behandling"),
        "{swedish}"
    );
    let empty = home.on("r.sqlite", &["list", "waivers"]);
    assert_eq!((empty.code, empty.out.as_str()), (0, ""));
    assert_eq!(empty.err, "No matching records.\n");
}

#[test]
fn json_has_the_keys_of_the_export_and_references_that_other_commands_take() {
    let home = Home::with_small_register();
    let transfers = home
        .on("r.sqlite", &["list", "transfers", "--format", "json"])
        .json();
    assert_eq!(
        transfers,
        json!([{ "ref": "A1/T1", "activity": "A1", "state": "actual", "recipients": ["C1"], "country": "US",
            "mechanisms": ["art46-2-c"] }])
    );
    let holdings = home
        .on("r.sqlite", &["list", "holdings", "--format", "json"])
        .json();
    assert_eq!(
        holdings,
        json!([{ "ref": "A1/R1/H1", "activity": "A1", "retention": "A1/R1", "name": "2019",
            "started_on": "2019-03-01", "keep_through": "2026-12-31" }])
    );
    let shown = home
        .on("r.sqlite", &["show", "A1/R1/H1", "--format", "json"])
        .json();
    assert_eq!(shown, holdings[0]);
    let export = home.on("r.sqlite", &["export", "--format", "json"]).json();
    assert_eq!(
        home.on("r.sqlite", &["list", "activities", "--format", "json"])
            .json(),
        export["activities"]
    );
    assert_eq!(
        home.on("r.sqlite", &["list", "waivers", "--format", "json"])
            .done(),
        "[]\n"
    );
}

#[test]
fn every_kind_can_be_listed_in_both_formats() {
    let home = Home::new();
    home.ropa(&["sample", "s.sqlite"]).done();
    for kind in ropa::domain::kind::RecordKind::ALL {
        if *kind == ropa::domain::kind::RecordKind::RegisterData {
            continue;
        }
        // Nothing was taken out of a sample, nobody was asked, and no state of it has a name.
        if kind.parent() == Some(ropa::domain::kind::RecordKind::RegisterData) {
            let json = ["list", kind.plural(), "--format", "json"];
            assert_eq!(home.on("s.sqlite", &json).done(), "[]\n");
            continue;
        }
        let text = home.on("s.sqlite", &["list", kind.plural()]).done();
        let json = home
            .on("s.sqlite", &["list", kind.plural(), "--format", "json"])
            .json();
        assert_eq!(
            text.lines().count(),
            json.as_array().unwrap().len() + 1,
            "{}",
            kind.plural()
        );
        for object in json.as_array().unwrap() {
            let reference = object["ref"].as_str().unwrap();
            assert!(
                text.lines()
                    .any(|line| line.split("  ").next() == Some(reference)),
                "{reference}"
            );
        }
    }
}

#[test]
fn lists_can_be_narrowed() {
    let home = Home::with_small_register();
    let refs = |arguments: &[&str]| -> Vec<String> {
        let all = [&["list"], arguments, &["--format", "json"]].concat();
        let found = home.on("r.sqlite", &all).json();
        let refs = found
            .as_array()
            .unwrap()
            .iter()
            .map(|object| object["ref"].as_str().unwrap().to_owned());
        refs.collect()
    };
    assert_eq!(refs(&["activities", "--organisation", "O2"]), ["A2"]);
    assert_eq!(refs(&["recipients", "--organisation", "O2"]), [""; 0]);
    assert_eq!(refs(&["recipients", "--organisation", "O1"]), ["A1/C1"]);
    assert_eq!(refs(&["organisations", "--filter", "loneprogram"]), ["O3"]);
    assert_eq!(
        refs(&["organisations", "--filter", "norge exempel"]),
        ["O2"]
    );
    assert_eq!(refs(&["activities", "--filter", "cabinets"]), ["A1"]);
    // A row is found by all that its line shows: what holds it, its whole reference, what its schedule says.
    for typed in ["payroll", "A1/R1", "7 years", "bookkeeping"] {
        assert_eq!(
            refs(&["retention", "--filter", typed]),
            ["A1/R1"],
            "{typed}"
        );
    }
    let holdings = refs(&["holdings", "--filter", "payroll 1 mar"]);
    assert_eq!(holdings, ["A1/R1/H1"]);
    assert_eq!(
        refs(&["activities", "--filter", "nothing like it"]),
        [""; 0]
    );
}

#[test]
fn a_record_is_shown_with_its_three_answers() {
    let home = Home::with_small_register();
    let shown = home.on("r.sqlite", &["show", "A1"]).done();
    for line in [
        "A1  Payroll\nActivity\n",
        "\nIdentity\n  Name: Payroll\n  Our role: Controller\n  Our organisation: Exempel AB (O1)\n",
        "\n  Owner: Head of HR\n",
        "\n  Systems: None: All on paper.\n",
        "\n  Description: Not recorded\n",
        ": Locked cabinets\n    and encrypted disks\n",
        "\n  P1  Pay salaries\n    Legal basis: Contract with the data subject, Legal obligation\n",
        "\n      Period: 7 years (from the schedule)\n",
        "H1  2019\n",
        "Keep until: 31 December 2026\n",
    ] {
        assert!(shown.contains(line), "{line:?} in {shown}");
    }
    let organisation = home.on("r.sqlite", &["show", "O1"]).done();
    assert!(
        organisation.contains(": None: No officer is needed.\n"),
        "{organisation}"
    );
    let swedish = home.on("r.sqlite", &["show", "A1", "--lang", "sv"]).done();
    assert!(
        swedish.contains("Finns inte: All on paper.") && swedish.contains("Inte angivet"),
        "{swedish}"
    );
    let row = home.on("r.sqlite", &["show", "A1/T1"]).done();
    assert!(
        row.starts_with("A1/T1  United States\nTransfer, in Payroll\n"),
        "{row}"
    );
    let markdown = home
        .on("r.sqlite", &["show", "A1", "--format", "markdown"])
        .done();
    assert!(
        markdown.starts_with("## ") && markdown.contains("Payroll"),
        "{markdown}"
    );
}

#[test]
fn a_list_fits_the_terminal_and_json_has_the_whole() {
    let mut home = Home::with_register();
    let name = "Löner och förmåner ".repeat(5_000);
    let text = format!(
        "{{\"format\": \"ropa-register\", \"version\": 1, \"activities\": [{{\"name\": \"{name}\"}}, {{\"name\": \"Kort\"}}]}}"
    );
    let said = home.fed(text.as_bytes(), &["--register", "r.sqlite", "import", "-"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let widest = |text: &str| text.lines().map(|line| line.chars().count()).max().unwrap();
    let free = home.on("r.sqlite", &["list", "activities"]).done();
    assert!(widest(&free) < 300 && free.contains('…'), "{free}");
    for columns in [60, 80, 132] {
        home.set("COLUMNS", &columns.to_string());
        let out = home.on("r.sqlite", &["list", "activities"]).done();
        assert!(widest(&out) <= columns && out.contains("Löner"), "{out}");
    }
    let json = home
        .on("r.sqlite", &["list", "activities", "--format", "json"])
        .json();
    assert_eq!(json[0]["name"], name.trim());
    // Whatever a reference was, no table breaks on it.
    let long = "x".repeat(70_000);
    let old = format!(
        "{{\"format\": \"ropa-register\", \"version\": 1, \"change\": {{\"number\": 1, \"hash\": \"x\"}}, \"register\": {{\"id\": \"i\"}},
        \"activities\": [{{\"ref\": \"{long}\", \"name\": \"n\", \"role\": \"controller\"}}]}}"
    );
    let home = Home::with_register();
    let said = home.fed(old.as_bytes(), &["--register", "r.sqlite", "import", "-"]);
    assert_eq!(said.code, 0, "{}", said.err);
    for command in ["check", "due", "log"] {
        let said = home.on("r.sqlite", &[command]);
        assert!(said.code < 2, "{command}: {}", said.err);
    }
    home.on("r.sqlite", &["list", "activities"]).done();
}

#[test]
fn a_filter_asks_for_status_owner_country_basis_findings_and_days_in_both_languages() {
    let home = Home::new();
    let lists: Vec<Vec<String>> = ["en", "sv"]
        .iter()
        .map(|language| {
            let file = format!("{language}.sqlite");
            let made = ["sample", &file, "--seed", "1", "--lang", language];
            home.ropa(&made).done();
            let filters = match *language {
                "en" => [
                    "owner:hr",
                    "department:hr",
                    "country:US",
                    "country:india",
                    "basis:a",
                    "has:finding",
                    "has:special basis:d",
                    "has:transfer basis:a",
                    "due:30d",
                    "status:active basis:b",
                    "owner:\"head of hr\" basis:b",
                    "payroll basis:b",
                ],
                _ => [
                    "ansvarig:personal",
                    "enhet:personal",
                    "land:usa",
                    "country:IN",
                    "grund:a",
                    "har:anmärkning",
                    "har:känsliga grund:d",
                    "har:överföring grund:a",
                    "inom:30d",
                    "status:pågående grund:b",
                    "ansvarig:personalchef grund:b",
                    "lön basis:b",
                ],
            };
            let lists = filters.iter().map(|filter| {
                let call = [
                    "list",
                    "activities",
                    "--filter",
                    filter,
                    "--format",
                    "json",
                    "--today",
                    "2026-11-21",
                    "--lang",
                    language,
                ];
                let found = home.on(&file, &call).json();
                let refs = found.as_array().unwrap().iter();
                let refs: Vec<&str> = refs.map(|it| it["ref"].as_str().unwrap()).collect();
                assert!(!refs.is_empty() && refs.len() < 24, "{filter} {refs:?}");
                refs.join(" ")
            });
            lists.collect()
        })
        .collect();
    assert_eq!(lists[0], lists[1]);
    // A filter that nothing has lists nothing; what is no name of ours is a word.
    for filter in ["status:nonsense", "x:y", "due:nonsense", "has:wings"] {
        let none = home.on("en.sqlite", &["list", "activities", "--filter", filter]);
        assert_eq!((none.code, none.out.as_str()), (0, ""), "{filter}");
    }
}

#[test]
fn everything_that_rests_on_something_is_listed_through_suppliers_too() {
    let home = Home::with_small_register();
    let uses = |base: &str| {
        home.on("r.sqlite", &["uses", base, "--format", "json"])
            .json()
    };
    let refs = |found: &serde_json::Value| -> Vec<String> {
        let found = found.as_array().unwrap().iter();
        found
            .map(|it| it["ref"].as_str().unwrap().to_owned())
            .collect()
    };
    // The country by code and by name in any language: the organisation there, the transfer, and who receives through it.
    let us = uses("US");
    assert_eq!(us, uses("united states"));
    assert_eq!(us, uses("usa"));
    assert!(
        refs(&us).contains(&"O3".to_owned()) && refs(&us).contains(&"A1/T1".to_owned()),
        "{us}"
    );
    let through = us
        .as_array()
        .unwrap()
        .iter()
        .filter(|it| it["through"] == "O3");
    assert!(through.count() > 0, "{us}");
    // A ground by words of its name.
    assert_eq!(refs(&uses("standard contractual clauses")), ["A1/T1"]);
    let none = home.on("r.sqlite", &["uses", "carrier pigeons"]);
    assert_eq!(
        (none.code, none.err.as_str()),
        (0, "Nothing rests on carrier pigeons.\n")
    );
    let text = home.on("r.sqlite", &["uses", "O3"]).done();
    assert!(
        text.starts_with("Ref.") && text.contains("Payroll"),
        "{text}"
    );
}

#[test]
fn what_rests_on_nothing_that_was_named_is_asked_for() {
    let home = Home::with_small_register();
    for nothing in ["", "  "] {
        let refused = home.on("r.sqlite", &["uses", nothing]).failed(2);
        assert!(refused.contains("ropa uses O12"), "{refused}");
    }
}
