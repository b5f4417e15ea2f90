//! Formats of documents on the command line: each document in each format that it takes, by its word or by the ending of
//! the file; and what is said where there is none.

use std::fs;

use ropa::exchange::csv::unguarded;
use ropa::exchange::format::{DocumentKind, Format};
use ropa::exchange::layout;

use super::Home;

/// The commands that write documents, with what they write.
const COMMANDS: &[(&[&str], DocumentKind)] = &[
    (&["export"], DocumentKind::Register),
    (&["show", "A1"], DocumentKind::Record),
    (&["list", "activities"], DocumentKind::Records),
    (&["check"], DocumentKind::Findings),
    (&["due"], DocumentKind::Due),
    (&["disposals"], DocumentKind::Disposals),
    (&["log"], DocumentKind::History),
    (&["log", "A1"], DocumentKind::History),
    (&["diff", "2026-11-21"], DocumentKind::Difference),
    (&["rules"], DocumentKind::Rules),
    (&["law"], DocumentKind::Law),
    (&["manual"], DocumentKind::Manual),
];

/// What a command wrote into a file; the answer of the command itself may be no.
fn written(home: &Home, arguments: &[&str], file: &str) -> Vec<u8> {
    let arguments = [arguments, &["--output", file]].concat();
    let ran = home.on("r.sqlite", &arguments);
    assert!(
        ran.code < 2 && ran.err.is_empty(),
        "{arguments:?}: {}",
        ran.err
    );
    assert_eq!(ran.out, "", "{arguments:?}");
    fs::read(home.path(file)).unwrap()
}

#[test]
fn every_document_is_written_in_every_format_that_it_takes() {
    let home = Home::with_small_register();
    for (at, (arguments, document)) in COMMANDS.iter().enumerate() {
        for format in document.formats() {
            let file = format!("{at}.{}", format.ending());
            let by_ending = written(&home, arguments, &file);
            assert!(!by_ending.is_empty(), "{arguments:?} {format:?}");
            // The same by its word, whatever the file is called; the same again gives the same bytes.
            let by_word = [*arguments, &["--format", format.code()]].concat();
            let by_word = written(&home, &by_word, &format!("{at}-{}", format.code()));
            assert!(by_ending == by_word, "{arguments:?} {format:?}");
        }
    }
}

#[test]
fn a_table_is_text_by_another_name() {
    let home = Home::with_small_register();
    for (arguments, document) in COMMANDS {
        if !document.takes(Format::Text) {
            continue;
        }
        let of = |format: &str| {
            let arguments = [*arguments, &["--format", format]].concat();
            let ran = home.on("r.sqlite", &arguments);
            assert!(ran.code < 2, "{arguments:?}: {}", ran.err);
            ran.out
        };
        assert_eq!(of("table"), of("text"), "{arguments:?}");
    }
}

#[test]
fn an_ending_that_is_of_no_format_is_told_with_those_that_are() {
    let home = Home::with_small_register();
    for (arguments, document) in COMMANDS {
        let arguments = [*arguments, &["--output", "register.docx"]].concat();
        let said = home.on("r.sqlite", &arguments).failed(2);
        assert!(
            said.contains("register.docx") && said.contains("“.docx”"),
            "{said}"
        );
        for format in document.formats() {
            assert!(said.contains(&format!(".{}", format.ending())), "{said}");
        }
        assert!(!home.path("register.docx").exists());
    }
    // Where the format is named, the file is called as one likes.
    home.on(
        "r.sqlite",
        &["export", "--format", "json", "--output", "register.docx"],
    )
    .done();
}

#[test]
fn in_a_folder_every_document_has_a_name_of_its_own() {
    let home = Home::with_small_register();
    fs::create_dir(home.path("out")).unwrap();
    for (arguments, _) in COMMANDS {
        let arguments = [*arguments, &["--output", "out", "--force"]].concat();
        assert!(home.on("r.sqlite", &arguments).code < 2);
    }
    let mut names: Vec<String> = fs::read_dir(home.path("out"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "r-2026-11-21.md",
            "r-difference-2026-11-21.txt",
            "r-disposals-2026-11-21.md",
            "r-due-2026-11-21.txt",
            "r-findings-2026-11-21.txt",
            "r-history-2026-11-21.txt",
            "r-record-2026-11-21.txt",
            "r-records-2026-11-21.txt",
            "ropa-law.txt",
            "ropa-manual.txt",
            "ropa-rules.txt",
        ]
    );
}

/// The rows of a CSV, as another reader has them.
fn rows(text: &str, separator: u8) -> Vec<Vec<String>> {
    let text = text.strip_prefix('\u{feff}').expect("a mark of UTF-8");
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let records = reader.records().map(|record| {
        let record = record.unwrap();
        record.iter().map(str::to_owned).collect()
    });
    records.collect()
}

/// A home with a sample register.
fn with_sample() -> Home {
    let home = Home::new();
    let made = ["sample", "r.sqlite", "--activities", "12", "--seed", "3"];
    home.ropa(&made).done();
    home
}

#[test]
fn a_table_of_one_kind_has_a_line_for_each_of_its_rows() {
    let home = with_sample();
    for kind in [
        "organisations",
        "activities",
        "recipients",
        "holdings",
        "holds",
    ] {
        let listed = home
            .on("r.sqlite", &["list", kind, "--format", "json"])
            .json();
        for (language, separator) in [("en", b','), ("sv", b';')] {
            let arguments = [
                "--lang", language, "export", "--format", "csv", "--kind", kind,
            ];
            let rows = rows(&home.on("r.sqlite", &arguments).done(), separator);
            assert_eq!(rows.len(), listed.as_array().unwrap().len() + 1, "{kind}");
        }
    }
    let said = home.on("r.sqlite", &["export", "--format", "csv", "--kind", "x"]);
    assert!(said.failed(2).contains("recipients"));
    let said = home.on("r.sqlite", &["export", "--kind", "recipients"]);
    assert!(said.failed(2).contains("--format csv"));
}

#[test]
fn nothing_in_a_csv_is_taken_for_a_formula_and_all_comes_back() {
    let home = Home::with_register();
    let names = [
        "=1+1",
        "+46",
        "-x",
        "@SUM(A1)",
        "'=x",
        "'quoted'",
        "a;b,c\"d\ne",
        "plain",
    ];
    let activities: Vec<_> = names
        .iter()
        .map(|name| serde_json::json!({ "name": name, "description": name }))
        .collect();
    let file = serde_json::json!({
        "format": "ropa-register", "version": 1, "activities": activities,
    });
    home.write("in.json", file.to_string());
    home.on("r.sqlite", &["import", "in.json"]).done();
    let listed = home
        .on("r.sqlite", &["list", "activities", "--format", "json"])
        .json();
    let text = home
        .on(
            "r.sqlite",
            &["export", "--format", "csv", "--kind", "activities"],
        )
        .done();
    let rows = rows(&text, b',');
    let cells = rows.iter().flatten();
    for cell in cells {
        assert!(
            !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
            "{cell}"
        );
    }
    for (row, activity) in rows[1..].iter().zip(listed.as_array().unwrap()) {
        for key in ["name", "description"] {
            let wanted = activity[key].as_str().unwrap();
            assert!(
                row.iter().any(|cell| unguarded(cell) == wanted),
                "{wanted}: {row:?}"
            );
        }
    }
}

#[test]
fn every_layout_has_its_heads_and_a_line_for_each_activity() {
    let home = with_sample();
    for name in layout::names() {
        let read = layout::Layout::read(name, layout::shipped(name).unwrap()).unwrap();
        let text = home
            .on("r.sqlite", &["export", "--layout", name, "--format", "csv"])
            .done();
        let rows = rows(&text, b',');
        assert_eq!(rows.len(), 13, "{name}");
        let heads: Vec<&str> = read
            .columns
            .iter()
            .map(|column| column.header.trim())
            .collect();
        let found: Vec<&str> = rows[0].iter().map(|head| unguarded(head)).collect();
        assert_eq!(found, heads, "{name}");
        // Somebody answers something in it.
        assert!(
            rows[1..].iter().flatten().any(|cell| !cell.is_empty()),
            "{name}"
        );
    }
    home.write(
        "own.toml",
        "columns = [\n  { header = \"What for\", field = \"purposes[].text\" },\n  { header = \"With\", field = \"recipients[role=processor].organisation\" },\n]\n",
    );
    let text = home
        .on(
            "r.sqlite",
            &["export", "--layout", "own.toml", "--output", "own.csv"],
        )
        .done();
    assert_eq!(text, "");
    let text = fs::read_to_string(home.path("own.csv")).unwrap();
    assert_eq!(rows(&text, b',')[0], ["What for", "With"]);
    home.on(
        "r.sqlite",
        &["export", "--layout", "own.toml", "--output", "own.xlsx"],
    )
    .done();
}

#[test]
fn a_layout_that_is_not_there_or_says_nothing_is_told() {
    let home = with_sample();
    home.write("empty.toml", "");
    home.write("blank.toml", "# Nothing yet.\n");
    home.write("broken.toml", "columns = [");
    home.write(
        "odd.toml",
        "columns = [{ header = \"A\", field = \"activity.colour\" }]",
    );
    for (layout, said) in [
        ("nothing", "sv-kavlinge"),
        ("missing.toml", "missing.toml"),
        ("empty.toml", "no text with columns"),
        ("blank.toml", "has no columns"),
        ("broken.toml", "line 1"),
        ("odd.toml", "activity.colour"),
    ] {
        let arguments = ["export", "--format", "csv", "--layout", layout];
        let told = home.on("r.sqlite", &arguments).failed(2);
        assert!(told.contains(said), "{layout}: {told}");
    }
    let both = [
        "export",
        "--format",
        "csv",
        "--layout",
        "sv-ki",
        "--kind",
        "recipients",
    ];
    assert!(home.on("r.sqlite", &both).failed(2).contains("together"));
    let other = ["export", "--format", "json", "--layout", "sv-ki"];
    assert!(
        home.on("r.sqlite", &other)
            .failed(2)
            .contains("--format xlsx")
    );
}

#[test]
fn a_file_that_cannot_be_written_is_told_with_the_remedy() {
    let home = with_sample();
    home.write("file", "");
    for (output, said) in [
        ("NUL", "register.md"),
        ("con.xlsx", "register.md"),
        ("file/register.xlsx", "file"),
        ("none/register.xlsx", "none"),
    ] {
        let told = home
            .on("r.sqlite", &["export", "--output", output])
            .failed(2);
        assert!(
            told.contains(said) && told.contains("Hint:"),
            "{output}: {told}"
        );
    }
    if std::path::Path::new("/dev/full").exists() {
        for format in ["xlsx", "csv", "json", "markdown", "text"] {
            let arguments = ["export", "--format", format, "--output", "/dev/full"];
            let told = home.on("r.sqlite", &arguments).failed(2);
            assert!(told.contains("full"), "{format}: {told}");
        }
    }
}

#[test]
fn the_layout_in_the_manual_can_be_used() {
    for language in ["en", "sv"] {
        let path = format!("{}/assets/manual/{language}.md", env!("CARGO_MANIFEST_DIR"));
        let manual = fs::read_to_string(path).unwrap();
        let mut blocks = manual.split("```toml\n").skip(1);
        let block = blocks.find(|block| block.starts_with("columns")).unwrap();
        let text = block.split("```").next().unwrap();
        assert_eq!(
            layout::Layout::read("manual", text).unwrap().columns.len(),
            5
        );
    }
}

#[test]
fn a_layout_is_told_every_recipient_and_every_measure_however_they_are_recorded() {
    let home = with_sample();
    let json = home.on("r.sqlite", &["export", "--format", "json"]).json();
    let list = |it: &serde_json::Value, key: &str| it[key].as_array().cloned().unwrap_or_default();
    let title = |records: &str, reference: &serde_json::Value| {
        let all = list(&json, records);
        let found = all.iter().find(|it| it["ref"] == *reference).unwrap();
        found["name"].as_str().unwrap().to_owned()
    };
    let mut seen = 0;
    for name in [
        "en-article30",
        "sv-art30",
        "de-koos",
        "dpcat-edps",
        "en-pipe-csv",
    ] {
        let layout = layout::shipped(name).unwrap();
        let text = home
            .on("r.sqlite", &["export", "--layout", name, "--format", "csv"])
            .done();
        let lines = rows(&text, b',');
        for (activity, line) in list(&json, "activities").iter().zip(&lines[1..]) {
            let line = line.join("\n");
            let mut told: Vec<String> = Vec::new();
            for recipient in list(activity, "recipients") {
                let organisation = &recipient["organisation"];
                let alone = recipient["category"].is_null() && !organisation.is_null();
                if alone && layout.contains("recipients[].") {
                    told.push(title("organisations", organisation));
                }
            }
            if layout.contains("measures_text") {
                let measures = list(activity, "measures");
                told.extend(measures.iter().map(|it| title("measures", it)));
            }
            for said in told {
                assert!(line.contains(&said), "{name} {}: {said}", activity["ref"]);
                seen += 1;
            }
        }
    }
    assert!(seen > 50, "{seen}");
}

/// What a JSON value says under a key, where it is a list.
fn list_of(it: &serde_json::Value, key: &str) -> Vec<serde_json::Value> {
    it[key].as_array().cloned().unwrap_or_default()
}

/// The table of the activities in a layout, or the usual one: the cells of each under their heads.
fn table_of(home: &Home, layout: Option<&str>) -> Vec<std::collections::HashMap<String, String>> {
    let mut arguments = vec!["export", "--format", "csv"];
    arguments.extend(layout.into_iter().flat_map(|name| ["--layout", name]));
    let lines = rows(&home.on("r.sqlite", &arguments).done(), b',');
    let heads = lines[0].clone();
    let of_line = |line: &Vec<String>| heads.iter().cloned().zip(line.iter().cloned()).collect();
    lines[1..].iter().map(of_line).collect()
}

#[test]
fn the_usual_table_holds_every_letter_of_article_30() {
    let home = Home::new();
    home.ropa(&["sample", "r.sqlite"]).done();
    let json = home.on("r.sqlite", &["export", "--format", "json"]).json();
    let find = |records: &str, reference: &serde_json::Value| {
        let all = list_of(&json, records);
        all.into_iter().find(|it| it["ref"] == *reference).unwrap()
    };
    let mut seen = std::collections::BTreeMap::new();
    let table = table_of(&home, None);
    for (activity, cells) in list_of(&json, "activities").iter().zip(&table) {
        let mut holds = |head: &str, said: &serde_json::Value| {
            let Some(said) = said.as_str() else { return };
            let cell = &cells[head];
            assert!(
                cell.contains(said),
                "{} {head}: {said} in {cell}",
                activity["ref"]
            );
            *seen.entry(head.to_owned()).or_insert(0) += 1;
        };
        let ours = find("organisations", &activity["organisation"]);
        for key in ["email", "phone"] {
            holds("Contact details of the organisation", &ours[key]);
        }
        for address in list_of(&ours, "addresses") {
            holds("Contact details of the organisation", &address);
        }
        for contact in list_of(&ours, "contacts") {
            let head = match contact["role"].as_str() {
                Some("dpo") => "Data protection officer",
                Some("representative") => "Representative",
                _ => continue,
            };
            for key in ["name", "email", "phone", "address"] {
                holds(head, &contact[key]);
            }
        }
        for (list, names, details) in [
            (
                "clients",
                "Controllers served",
                "Contact details of controllers served",
            ),
            (
                "recipients",
                "Joint controllers",
                "Contact details of joint controllers",
            ),
        ] {
            for party in list_of(activity, list) {
                if list == "recipients" && party["role"] != "joint_controller" {
                    continue;
                }
                holds("Categories of processing", &party["processing_categories"]);
                if party["organisation"].is_null() {
                    holds(names, &party["category"]);
                    continue;
                }
                let party = find("organisations", &party["organisation"]);
                holds(names, &party["name"]);
                for key in ["email", "phone"] {
                    holds(details, &party[key]);
                }
                for contact in list_of(&party, "contacts") {
                    if matches!(contact["role"].as_str(), Some("dpo" | "representative")) {
                        holds(details, &contact["email"]);
                    }
                }
            }
        }
        let own = list_of(activity, "measures");
        for measure in list_of(&json, "measures") {
            let wide = list_of(&measure, "organisations").contains(&activity["organisation"]);
            if wide || own.contains(&measure["ref"]) {
                holds("Security measures", &measure["name"]);
            }
        }
    }
    for head in [
        "Contact details of the organisation",
        "Data protection officer",
        "Controllers served",
        "Contact details of controllers served",
        "Categories of processing",
        "Joint controllers",
        "Security measures",
    ] {
        assert!(seen.contains_key(head), "nothing under {head}");
    }
    // A floor is no ceiling, nor the other way round.
    let all: String = table
        .iter()
        .map(|cells| cells["Retention"].clone())
        .collect();
    assert!(all.contains("at least "), "{all}");
}

#[test]
fn a_header_that_asks_for_some_recipients_names_those_alone() {
    let home = Home::new();
    let register = serde_json::json!({
        "format": "ropa-register", "version": 1,
        "organisations": [
            { "ref": "O1", "name": "We", "ours": true, "country": "SE",
              "addresses": ["Storgatan 1"], "email": "we@example.org" },
            { "ref": "O2", "name": "Inside GmbH", "country": "DE" },
            { "ref": "O3", "name": "Outside Inc", "country": "US" },
            { "ref": "O4", "name": "Receiver Ltd", "country": "IN" },
        ],
        "activities": [{
            "ref": "A1", "name": "Payroll", "role": "controller", "organisation": "O1",
            "data_subjects": [{ "ref": "S1", "category": ["Employees"] }],
            "data_categories": [{ "ref": "D1", "category": ["Salary"] }],
            "recipients": [
                { "ref": "C1", "organisation": "O2", "role": "processor" },
                { "ref": "C2", "organisation": "O3", "role": "processor" },
                { "ref": "C3", "category": "Payroll team", "role": "internal" },
                { "ref": "C4", "category": "Tax office", "role": "authority" },
            ],
            "transfers": [
                { "ref": "T1", "state": "actual", "as_stated": "To India, with clauses",
                  "organisation": "O4", "country": "IN", "mechanisms": ["art46-2-c"] },
            ],
        }],
    });
    home.write("in.json", register.to_string().as_bytes());
    home.ropa(&["new", "r.sqlite"]).done();
    home.on("r.sqlite", &["import", "in.json"]).done();
    let cell = |layout: &str, head: &str| table_of(&home, Some(layout))[0][head].clone();
    let outside = cell("dpcat-a30", "Name of recipients in third countries");
    assert_eq!(outside, "Outside Inc; Receiver Ltd");
    let external = cell("en-privacyregister", "Categories of external recipients");
    assert!(
        external.contains("Tax office") && !external.contains("Payroll team"),
        "{external}"
    );
    let internal = cell("en-privacyregister", "Categories of internal recipients");
    assert_eq!(internal, "Payroll team");
    // A header that asks for two things is told both, and one that asks how a party is reached that.
    let ours = cell(
        "sv-art30",
        "Namn och kontaktuppgifter för den personuppgiftsansvariga",
    );
    assert_eq!(ours, "We\nStorgatan 1\nwe@example.org");
    let both = cell(
        "sv-art30",
        "En beskrivning av kategorierna av registrerade och kategorierna av personuppgifter",
    );
    assert_eq!(both, "Employees; Salary");
    // Where transfers are told in the words of the source, those that have none are told all the same.
    let transfers = cell(
        "en-limbs-markdown",
        "(e) Third-country transfers + safeguards",
    );
    assert!(transfers.contains("India"), "{transfers}");
}

#[test]
fn the_usual_table_comes_back_with_those_who_answer_for_it() {
    let home = Home::new();
    home.ropa(&["sample", "r.sqlite"]).done();
    let table = home.on("r.sqlite", &["export", "--format", "csv"]).done();
    home.write("table.csv", table);
    home.ropa(&["new", "n.sqlite"]).done();
    home.on("n.sqlite", &["import", "table.csv"]).done();
    let json = home.on("n.sqlite", &["export", "--format", "json"]).json();
    let activities = list_of(&json, "activities");
    assert_eq!(activities.len(), 24);
    for activity in activities {
        let organisations = list_of(&json, "organisations");
        let found = |it: &&serde_json::Value| it["ref"] == activity["organisation"];
        let ours = organisations.iter().find(found).unwrap();
        assert_eq!(ours["ours"], true, "{}", activity["name"]);
        assert!(
            ours["email"].is_string() && !list_of(ours, "addresses").is_empty(),
            "{ours}"
        );
        let officers = list_of(ours, "contacts");
        assert!(officers.len() < 2, "{ours}");
        let reason = &ours["none"]["contacts.dpo"];
        assert!(
            reason.is_string() || officers[0]["email"].is_string(),
            "{ours}"
        );
        assert_eq!(
            activity["role"] == "processor",
            !list_of(&activity, "clients").is_empty()
        );
    }
}

#[test]
fn days_and_instants_are_no_texts_in_a_workbook() {
    use ropa::exchange::sheets::file::grid::CellContent;
    let home = Home::new();
    home.ropa(&["sample", "s.sqlite", "--activities", "12", "--seed", "5"])
        .done();
    for (words, first, days, numbers) in [
        (&["log"][..], 2, 1, 2),
        (&["disposals"], 2, 2, 1),
        (&["list", "holdings"], 2, 2, 0),
    ] {
        let words = [
            words,
            &["--format", "xlsx", "--output", "x.xlsx", "--force"],
        ]
        .concat();
        home.on("s.sqlite", &words).done();
        let bytes = std::fs::read(home.path("x.xlsx")).unwrap();
        let (sheets, _) = ropa::exchange::sheets::reading::grids(&bytes).unwrap();
        let line = sheets[0]
            .lines
            .iter()
            .find(|line| line.number == first)
            .unwrap();
        let count = |is: &dyn Fn(&CellContent) -> bool| {
            line.cells.iter().filter(|cell| is(&cell.value)).count()
        };
        let day = |cell: &CellContent| matches!(cell, CellContent::Day(_));
        let number = |cell: &CellContent| matches!(cell, CellContent::Number(..));
        assert!(count(&day) >= days, "{words:?}: {line:?}");
        assert!(count(&number) >= numbers, "{words:?}: {line:?}");
    }
    let csv = home.on("s.sqlite", &["log", "--format", "csv"]).done();
    assert!(csv.contains(",2026-") && !csv.contains("+01:00,"), "{csv}");
}

#[test]
fn a_recipient_outside_the_eea_is_named_once_also_where_a_transfer_names_it_too() {
    let home = Home::new();
    home.ropa(&["sample", "r.sqlite"]).done();
    home.write(
        "own.toml",
        "columns = [{ header = \"Abroad\", field = \"recipients[].organisation\", among = \"outside_eea\" }]\n",
    );
    let table = ["export", "--layout", "own.toml", "--format", "csv"];
    let table = home.on("r.sqlite", &table).done();
    assert!(table.contains("Deskbay"), "{table}");
    for cell in table.split("\r\n").skip(1) {
        let mut names: Vec<&str> = cell.trim_matches('"').split('\n').collect();
        names.sort_unstable();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all, "{cell}");
    }
}
