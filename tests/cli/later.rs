//! `check`, `due` and `disposals`: what they say, how they narrow, and how they end.

use serde_json::{Value as Json, json};

use super::{Home, Ran};

/// Runs a command that may say no, and gives its code with its data; nothing may be complained about.
fn answered(ran: Ran) -> (i32, String) {
    assert_eq!(ran.err, "", "{}", ran.out);
    (ran.code, ran.out)
}

fn objects(ran: Ran) -> (i32, Vec<Json>) {
    let (code, out) = answered(ran);
    (code, serde_json::from_str(&out).unwrap())
}

/// The texts of a key of every object.
fn all<'a>(objects: &'a [Json], key: &str) -> Vec<&'a str> {
    objects
        .iter()
        .filter_map(|object| object[key].as_str())
        .collect()
}

/// The small register with more in it.
fn home_with(more: &Json) -> Home {
    let home = Home::with_small_register();
    let mut whole = json!({ "format": "ropa-register", "version": 1 });
    for (key, value) in more.as_object().unwrap() {
        whole[key] = value.clone();
    }
    home.write("more.json", whole.to_string());
    home.on("r.sqlite", &["import", "more.json"]).done();
    home
}

/// Deadlines: one that has passed, one within 90 days, one within a year.
fn deadlines() -> Home {
    home_with(&json!({
        "agreements": [
            { "ref": "G1", "organisation": "O3", "our_party": "O1", "kind": "processor_contract",
              "status": "signed", "valid_until": "2026-11-30" },
        ],
        "activities": [
            { "ref": "A2", "name": "Newsletter", "role": "controller", "organisation": "O2",
              "next_review_on": "2026-11-01" },
            { "ref": "A3", "name": "Visitors", "role": "controller", "organisation": "O1",
              "last_reviewed_on": "2026-06-01" },
        ],
    }))
}

fn due(home: &Home, arguments: &[&str]) -> (i32, Vec<Json>) {
    let all = [&["due"], arguments, &["--format", "json"]].concat();
    objects(home.on("r.sqlite", &all))
}

#[test]
fn due_says_what_is_near_and_ends_with_1_while_something_is_overdue() {
    let home = deadlines();
    // An agreement wants attention 90 days before it ends, an erasure on its day.
    let (code, items) = due(&home, &[]);
    assert_eq!(code, 1);
    assert_eq!(all(&items, "ref"), ["A2", "G1"]);
    let (_, on_its_day) = due(&home, &["--today", "2027-01-01"]);
    assert!(all(&on_its_day, "ref").contains(&"A1/R1/H1"));
    let (_, before) = due(&home, &["--today", "2026-12-31"]);
    assert!(!all(&before, "ref").contains(&"A1/R1/H1"));
    assert_eq!(
        items[0],
        json!({
            "date": "2026-11-01", "days": -20, "kind": "review", "ref": "A2", "activity": "A2",
            "title": "Newsletter", "reason": "due on 1 November 2026"
        })
    );
    assert_eq!(items[1]["activity"], Json::Null);
    let (code, text) = answered(home.on("r.sqlite", &["due"]));
    assert_eq!(code, 1);
    assert!(text.starts_with("Overdue (1)\n"), "{text}");
    let (_, swedish) = answered(home.on("r.sqlite", &["due", "--lang", "sv"]));
    assert!(swedish.starts_with("Försenat (1)\n"), "{swedish}");
    // On the day itself it is not late yet.
    let (code, _) = due(&home, &["--today", "2026-11-01"]);
    assert_eq!(code, 0);
}

#[test]
fn due_can_be_narrowed_and_answers_for_what_is_left() {
    let home = deadlines();
    let refs = |arguments: &[&str]| {
        let (code, items) = due(&home, arguments);
        (code, all(&items, "ref").join(" "))
    };
    let said = |code: i32, refs: &str| (code, refs.to_owned());
    assert_eq!(refs(&["--within", "0d"]), said(1, "A2"));
    assert_eq!(refs(&["--within", "P0D"]), said(1, "A2"));
    assert_eq!(refs(&["--within", "today"]), said(1, "A2"));
    assert_eq!(refs(&["--within", "9 days"]), said(1, "A2 G1"));
    assert_eq!(refs(&["--within", "P8D"]), said(1, "A2"));
    assert_eq!(refs(&["--within", "1 år"]), said(1, "A2 G1 A1/R1/H1 A3"));
    let near = ["--within", "P90D", "--kind", "erase"];
    assert_eq!(refs(&near), said(0, "A1/R1/H1"));
    assert_eq!(
        refs(&[&near[..], &["--kind", "agreement_ends"]].concat()),
        said(0, "G1 A1/R1/H1")
    );
    assert_eq!(
        refs(&["--within", "P90D", "--organisation", "O1"]),
        said(0, "G1 A1/R1/H1")
    );
    assert_eq!(refs(&["--organisation", "O2"]), said(1, "A2"));
    // A month alone, whether anything in it wants attention already or not.
    assert_eq!(refs(&["--month", "2027-01"]), said(0, "A1/R1/H1"));
    assert_eq!(refs(&["--month", "2026-11"]), said(1, "A2 G1"));
    for wrong in ["2027", "2027-01-01", "soon"] {
        let argument = format!("--month={wrong}");
        let told = home.on("r.sqlite", &["due", &argument]).failed(2);
        assert!(told.contains("is not a month for --month"), "{told}");
    }
    for (wrong, text) in [
        ("session", "“session” is not a period for --within."),
        ("-3d", "“-3d” is not a period for --within."),
        ("soon", "“soon” is not a period for --within."),
    ] {
        let argument = format!("--within={wrong}");
        let told = home.on("r.sqlite", &["due", &argument]).failed(2);
        assert!(told.contains(text), "{told}");
    }
    let told = home.on("r.sqlite", &["due", "--kind", "wedding"]).failed(2);
    assert!(told.contains("hold_review"), "{told}");
}

#[test]
fn the_configuration_says_how_far_due_looks_and_how_often_reviews_come() {
    let home = deadlines();
    home.configure("review_interval = \"P6M\"\n\n[remind]\ndue = \"P8D\"\n");
    let (_, items) = due(&home, &[]);
    assert_eq!(all(&items, "ref"), ["A2"]);
    home.configure(
        "review_interval = \"P6M\"\n\n[remind]\ndue = \"P9D\"\nerasure = \"P2M\"\nreviews = \"P10D\"\n",
    );
    let (_, items) = due(&home, &[]);
    assert_eq!(all(&items, "ref"), ["A2", "G1", "A3", "A1/R1/H1"]);
    let (_, items) = due(&home, &["--within", "P10D"]);
    let review = items.iter().find(|item| item["ref"] == "A3").unwrap();
    assert_eq!(review["date"], "2026-12-01");
    let (_, calendar) = answered(home.on("r.sqlite", &["due", "--format", "ics"]));
    assert!(calendar.contains("TRIGGER:-P9D\r\n"), "{calendar}");
}

/// The names of the events of a calendar.
fn uids(home: &Home, register: &str) -> Vec<String> {
    // Of a copy it is told that it is one.
    let calendar = home.on(register, &["due", "--format", "ics"]).out;
    let whole = calendar.replace("\r\n ", "");
    let uids = whole.lines().filter(|line| line.starts_with("UID:"));
    uids.map(str::to_owned).collect()
}

#[test]
fn events_are_called_by_the_register_and_the_thing_wherever_the_file_lies() {
    let home = deadlines();
    let first = uids(&home, "r.sqlite");
    assert_eq!(first.len(), 4);
    std::fs::create_dir(home.path("elsewhere")).unwrap();
    std::fs::copy(
        home.path("r.sqlite"),
        home.path("elsewhere/of another name.sqlite"),
    )
    .unwrap();
    assert_eq!(uids(&home, "elsewhere/of another name.sqlite"), first);
    // With an identity of its own it is another register, and its events are others.
    home.on("elsewhere/of another name.sqlite", &["identity", "new"])
        .done();
    let own = uids(&home, "elsewhere/of another name.sqlite");
    assert_eq!(own.len(), first.len());
    assert!(own.iter().all(|uid| !first.contains(uid)), "{own:?}");
    assert_eq!(uids(&home, "r.sqlite"), first);
}

#[test]
fn a_calendar_holds_everything_and_is_the_same_twice() {
    let home = deadlines();
    let (code, calendar) = answered(home.on("r.sqlite", &["due", "--format", "ics"]));
    assert_eq!(code, 1);
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\n"), "{calendar}");
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 4);
    assert!(calendar.contains("TRIGGER:-P90D\r\n"), "{calendar}");
    let again = answered(home.on("r.sqlite", &["due", "--format", "ics"]));
    assert_eq!(again, (code, calendar));
    let near = ["due", "--format", "ics", "--within", "P10D"];
    let (_, near) = answered(home.on("r.sqlite", &near));
    assert_eq!(near.matches("BEGIN:VEVENT").count(), 2);
}

#[test]
fn documents_are_in_the_registers_language_unless_asked_otherwise() {
    let mut home = deadlines();
    home.set("LANG", "sv_SE.UTF-8");
    for (command, english, swedish) in [
        ("due", "# Deadlines\n", "# Att göra\n"),
        ("check", "# Findings\n", "# Anmärkningar\n"),
        ("disposals", "# Disposal log\n", "# Raderingslogg\n"),
    ] {
        let asked = [command, "--format", "markdown"];
        let out = home.on("r.sqlite", &asked).out;
        assert!(out.starts_with(english), "{out}");
        let out = home
            .on("r.sqlite", &[&asked[..], &["--lang", "sv"]].concat())
            .out;
        assert!(out.starts_with(swedish), "{out}");
    }
}

fn check(home: &Home, arguments: &[&str]) -> (i32, Vec<Json>) {
    let all = [&["check"], arguments, &["--format", "json"]].concat();
    objects(home.on("r.sqlite", &all))
}

#[test]
fn check_ends_with_1_while_an_error_stands() {
    let home = Home::with_small_register();
    let (code, found) = check(&home, &[]);
    assert_eq!(code, 1);
    let first = found[0].as_object().unwrap();
    let keys: Vec<&str> = first.keys().map(String::as_str).collect();
    assert_eq!(
        keys,
        [
            "rule",
            "severity",
            "record",
            "activity",
            "field",
            "article",
            "art30",
            "message",
            "remedy",
            "words",
            "waived",
            "folded_into",
            "law_known_to"
        ]
    );
    let (code, text) = answered(home.on("r.sqlite", &["check"]));
    assert_eq!(code, 1);
    assert!(text.starts_with("Error"), "{text}");
    let of = |severity: &str| {
        let graded = |finding: &&Json| finding["severity"] == severity;
        found.iter().filter(graded).count()
    };
    let counts = format!("\n{} errors, {} warnings", of("error"), of("warning"));
    let last = text.trim_end().rfind('\n').unwrap();
    assert!(text[last..].starts_with(&counts), "{text}");
    // Every error waived, each with its reason: the answer is yes, and they are still told.
    let errors: Vec<&Json> = found
        .iter()
        .filter(|finding| finding["severity"] == "error")
        .collect();
    let waivers: Vec<Json> = errors
        .iter()
        .map(|finding| {
            json!({ "rule": finding["rule"], "record": finding["record"],
                    "reason": "Decided by the board", "until": "2026-12-31" })
        })
        .collect();
    home.write(
        "waivers.json",
        json!({ "format": "ropa-register", "version": 1, "waivers": waivers }).to_string(),
    );
    home.on("r.sqlite", &["import", "waivers.json"]).done();
    let (code, after) = check(&home, &["--severity", "error"]);
    assert_eq!((code, after.len()), (0, errors.len()));
    let text = home
        .on("r.sqlite", &["check", "--severity", "error"])
        .done();
    let counts = format!("\n{} waived.\n", errors.len());
    assert!(text.ends_with(&counts), "{text}");
    assert!(after.iter().all(|finding| finding["waived"] == true));
    let (code, _) = check(&home, &["--today", "2027-01-01"]);
    assert_eq!(code, 1);
}

#[test]
fn check_can_be_narrowed() {
    let home = deadlines();
    let (_, everything) = check(&home, &[]);
    let severities = |arguments: &[&str]| {
        let (_, found) = check(&home, arguments);
        let mut severities: Vec<String> = all(&found, "severity")
            .into_iter()
            .map(str::to_owned)
            .collect();
        severities.sort();
        severities.dedup();
        severities
    };
    assert_eq!(severities(&["--severity", "error"]), ["error"]);
    assert_eq!(severities(&["--severity", "warning"]), ["error", "warning"]);
    let (_, all_grades) = check(&home, &["--severity", "information"]);
    assert_eq!(all_grades, everything);
    let (_, found) = check(&home, &["--article", "30(1)(d)"]);
    assert!(!found.is_empty() && found.len() < everything.len());
    assert!(
        found
            .iter()
            .all(|finding| finding["article"].as_str().unwrap().contains("30(1)(d)")),
        "{found:?}"
    );
    assert_eq!(check(&home, &["--article", "artikel 30.1 d"]).1, found);
    let (_, more) = check(&home, &["--article", "30(1)(d)", "--article", "30(1)(f)"]);
    assert!(more.len() > found.len());
    let (_, found) = check(&home, &["--organisation", "O2"]);
    let records = all(&found, "record");
    // The schedule is everybody's; the other organisation of ours and its activity are not.
    let of_norway = |record: &&str| ["A2", "O2", "S1"].iter().any(|of| record.starts_with(of));
    assert!(
        records.contains(&"A2") && records.iter().all(of_norway),
        "{records:?}"
    );
    let told = home
        .on("r.sqlite", &["check", "--article", "300"])
        .failed(2);
    assert!(told.contains("“300”"), "{told}");
    home.on("r.sqlite", &["check", "--organisation", "O3"])
        .failed(2);
}

/// The small register, whose holding was disposed of.
fn disposed() -> Home {
    home_with(&json!({
        "activities": [
            { "ref": "A1", "name": "Payroll", "role": "controller", "organisation": "O1",
              "retention": [ { "ref": "R1", "name": "Ledgers", "schedule": "S1", "mode": "batch",
                "holdings": [
                  { "ref": "H1", "name": "2018", "started_on": "2018-03-01",
                    "disposed_on": "2026-01-11", "disposed_by": "IT operations",
                    "evidence": "Ticket | 7" } ] } ] },
        ],
    }))
}

#[test]
fn disposals_are_told_with_how_late_they_were() {
    let home = disposed();
    let log = |arguments: &[&str]| {
        let all = [&["disposals"], arguments, &["--format", "json"]].concat();
        home.on("r.sqlite", &all).json()
    };
    let whole = log(&[]);
    assert_eq!(all(whole.as_array().unwrap(), "ref"), ["A1/R1/H1"]);
    assert_eq!(whole[0]["date"], "2026-01-11");
    assert_eq!(whole[0]["days_late"], 10);
    assert_eq!(whole[0]["disposed_by"], "IT operations");
    assert_eq!(log(&["--from", "2026-01-11", "--to", "2026-01-11"]), whole);
    assert_eq!(log(&["--organisation", "O1"]), whole);
    for nothing in [
        ["--from", "2026-01-12"],
        ["--to", "2026-01-10"],
        ["--organisation", "O2"],
    ] {
        assert_eq!(log(&nothing), json!([]), "{nothing:?}");
    }
    let reversed = ["disposals", "--from", "2026-02-01", "--to", "2026-01-01"];
    let told = home.on("r.sqlite", &reversed).failed(2);
    assert!(told.contains("1 January 2026, is before"), "{told}");
}

#[test]
fn the_disposal_log_says_which_time_it_is_of() {
    let home = disposed();
    let log = |arguments: &[&str]| {
        home.on("r.sqlite", &[&["disposals"], arguments].concat())
            .done()
    };
    let (from, to) = (["--from", "2026-01-01"], ["--to", "2026-06-30"]);
    let whole = log(&[]);
    assert!(whole.contains("\nThe whole log.\n"), "{whole}");
    assert!(whole.contains("Ticket &#124; 7"), "{whole}");
    assert!(log(&from).contains("\nSince 1 January 2026.\n"));
    assert!(log(&to).contains("\nUntil 30 June 2026.\n"));
    let both = log(&[from, to].concat());
    assert!(both.contains("\nFrom 1 January 2026 to 30 June 2026.\n"));
}
