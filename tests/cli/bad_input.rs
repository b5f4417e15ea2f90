//! What bad input gets: an exit code, what happened, and what to do, in both languages; and nothing changes.

use ropa::exchange::format::DocumentKind;

use super::Home;

/// Arguments, exit code, and how the message begins in English.
const WORDS: &[(&[&str], i32, &str)] = &[
    (
        &["exprt"],
        2,
        "Error: Unknown command “exprt”.\nHint: Did you mean “export”? Run “ropa --help” for a list of commands.\n",
    ),
    (
        &["zzzz"],
        2,
        "Error: Unknown command “zzzz”.\nHint: Run “ropa --help” for a list of commands.\n",
    ),
    (
        &["export", "--frmat", "json"],
        2,
        "Error: Unknown argument “--frmat”.\nHint: Did you mean “--format”? Run “ropa export --help” for details.\n",
    ),
    (
        &["verify", "now"],
        2,
        "Error: Unknown argument “now”.\nHint: Run “ropa verify --help” for the arguments it takes.\n",
    ),
    (
        &["register.sqlite"],
        2,
        "Error: Unknown command “register.sqlite”.\nHint: Did you mean “--register register.sqlite”? Run “ropa --help” for a list of commands.\n",
    ),
    (
        &["due", "Register.DB"],
        2,
        "Error: Unknown argument “Register.DB”.\nHint: Did you mean “--register Register.DB”? Run “ropa due --help” for details.\n",
    ),
    (
        &["export", "register.md"],
        2,
        "Error: Unknown argument “register.md”.\nHint: Did you mean “--output register.md”? Run “ropa export --help” for details.\n",
    ),
    (
        &["export", "register.ics"],
        2,
        "Error: Unknown argument “register.ics”.\nHint: Run “ropa export --help” for the arguments it takes.\n",
    ),
    (
        &["export", "--format", "pdf"],
        2,
        "Error: “pdf” is not valid for --format <markdown|json>.\nHint: Use one of: markdown, json.\n",
    ),
    (
        &["export", "--format"],
        2,
        "Error: --format <markdown|json> needs a value.\nHint: Run “ropa export --help” to see which.\n",
    ),
    (
        &["import"],
        2,
        "Error: Missing argument: <FILE>.\nHint: Run “ropa import --help” to see how the command is used.\n",
    ),
    (
        &["verify", "--lang", "en", "--lang", "en"],
        2,
        "Error: --lang <en|sv> was given twice.\nHint: Give it once.\n",
    ),
    (
        &["import", "x", "--dry-run=yes"],
        2,
        "Error: --dry-run takes no value.\nHint: Give it without one.\n",
    ),
    (
        &["verify", "--lang", "no"],
        2,
        "Error: “no” is not valid for --lang <en|sv>.\nHint: Use one of: en, sv.\n",
    ),
    (
        &[],
        2,
        "Error: The screen needs a terminal, and there is none here.\nHint: Use a command: new, sample, export, import, merge, mapping, list, show,",
    ),
    (
        &["export", "--today", "2026-02-30"],
        2,
        "Error: “2026-02-30” is not a date.\nHint: Use a format such as 2026-11-21, 21 Nov 2026, 21.11.2026, 2027-01, today, +90d or end of month.\n",
    ),
    (
        &["export", "--as-of", "2026-11"],
        2,
        "Error: “2026-11” is a month or a year; a full date is needed here.\nHint: Write it as 2026-11-21.\n",
    ),
    (
        &["export", "--as-of", "2020-01-01"],
        2,
        "Error: The register did not exist on 1 January 2020; its first change is dated 21 November 2026.\nHint: Use that date or a later one.\n",
    ),
    (
        &["export", "--organisation", "O3"],
        2,
        "Error: “O3” is not one of your own organisations.\nHint: Yours are: O1, O2.\n",
    ),
    (
        &["export", "--activity", "O1"],
        2,
        "Error: “O1” is of the wrong kind: Organisation instead of Activity.\n",
    ),
    (
        &["show", "A99"],
        2,
        "Error: There is no record with the reference or name “A99”.\n",
    ),
    (
        &["log", "A99"],
        2,
        "Error: There is no record with the reference or name “A99”.\n",
    ),
    (
        &["list", "things"],
        2,
        "Error: “things” is not valid for [KIND].\nHint: Use one of: organisations, agreements, measures, schedules, activities,",
    ),
    (
        &["country", "Atlantis"],
        2,
        "Error: Unknown country “Atlantis”.\n",
    ),
    (
        &["new", "n.sqlite", "--country", "Atlantis", "--name", "X"],
        2,
        "Error: Unknown country “Atlantis”.\n",
    ),
    (
        &["new", "n.sqlite", "--country", "SE"],
        2,
        "Error: A country was given without an organisation.\nHint: Add --name with the name of your organisation.\n",
    ),
    (
        &["new", "none/n.sqlite"],
        2,
        "Error: The folder none for none/n.sqlite does not exist.\n",
    ),
    (
        &["new", "r.sqlite"],
        2,
        "Error: The file r.sqlite already exists. It was not changed.\n",
    ),
    (
        &["sample", "n.sqlite", "--activities", "many"],
        2,
        "Error: “many” is not a whole number for --activities.\nHint: Use digits only, for example 100.\n",
    ),
    (
        &["sample", "n.sqlite", "--activities", "99999999"],
        2,
        "Error: A sample can hold at most 1,000,000 processing activities.\n",
    ),
    (
        &["import", "none.json"],
        2,
        "Error: The file none.json does not exist.\n",
    ),
    (
        &["undo", "--register", "none.sqlite"],
        2,
        "Error: The file none.sqlite does not exist.\nHint: Check the name, or create a register with “ropa new none.sqlite”.\n",
    ),
    (
        &["verify", "--register", "."],
        2,
        "Error: . is a folder, not a register.\n",
    ),
    (
        &["verify", "--register", "empty.sqlite"],
        2,
        "Error: empty.sqlite is empty.\n",
    ),
    (
        &["verify", "--register", "text.sqlite"],
        2,
        "Error: text.sqlite is not a register: it is not an SQLite file.\n",
    ),
    (
        &["completions", "cmd"],
        2,
        "Error: “cmd” is not valid for <SHELL>.\nHint: Use one of: bash, elvish, fish, powershell, zsh.\n",
    ),
];

/// A message with the formats that the register can be written in, for `markdown|json` and `markdown, json`.
fn with_formats(message: &str) -> String {
    let formats = DocumentKind::Register.codes();
    message
        .replace("markdown|json", &formats.join("|"))
        .replace("markdown, json", &formats.join(", "))
}

#[test]
fn every_bad_word_gets_its_own_answer() {
    let home = Home::with_small_register();
    home.write("empty.sqlite", "");
    home.write("text.sqlite", "Dear auditor, ".repeat(100));
    for (arguments, code, message) in WORDS {
        let arguments = [&["--register", "r.sqlite"], *arguments].concat();
        let arguments = if arguments[2..].contains(&"--register") {
            &arguments[2..]
        } else {
            &arguments
        };
        let said = home.ropa(arguments).failed(*code);
        let message = with_formats(message);
        assert!(said.starts_with(&message), "{arguments:?}: {said}");
        assert!(
            said.ends_with('\n') && said.lines().count() <= 2,
            "{arguments:?}: {said}"
        );
    }
    assert!(!home.path("n.sqlite").exists());
}

/// The same in Swedish, where the language comes from the option, however late it stands.
#[test]
fn messages_are_in_the_language_that_is_asked_for() {
    let home = Home::with_small_register();
    let cases: &[(&[&str], &str)] = &[
        (
            &["exprt", "--lang", "sv"],
            "Fel: Det finns inget kommando ”exprt”.\nTips: Menade du ”export”? ”ropa --help” visar alla kommandon.\n",
        ),
        (
            &["--lang=sv", "import"],
            "Fel: <FIL> saknas.\nTips: ”ropa import --help” visar hur kommandot skrivs.\n",
        ),
        (
            &["--lang", "sv", "show", "A99"],
            "Fel: Det finns ingen post med beteckningen eller namnet ”A99”.\n",
        ),
        (
            &["export", "--today", "i övermorgon", "--lang", "sv"],
            "Fel: ”i övermorgon” är inget datum.\n",
        ),
        (
            &["--lang", "sv", "export", "--format", "pdf"],
            "Fel: ”pdf” kan inte användas för --format <markdown|json>.\nTips: Använd ett av: markdown, json.\n",
        ),
    ];
    for (arguments, message) in cases {
        let said = home.on("r.sqlite", arguments).failed(2);
        let message = with_formats(message);
        assert!(said.starts_with(&message), "{arguments:?}: {said}");
    }
    // From the variable, the configuration and the system, in this order.
    let mut home = Home::new();
    home.set("LANG", "sv_SE.UTF-8");
    assert!(home.ropa(&["show", "A1"]).failed(2).starts_with("Fel:"));
    home.configure("language = \"en\"\n");
    assert!(home.ropa(&["show", "A1"]).failed(2).starts_with("Error:"));
    home.set("ROPA_LANG", "sv");
    assert!(home.ropa(&["show", "A1"]).failed(2).starts_with("Fel:"));
    assert!(
        home.ropa(&["show", "A1", "--lang", "en"])
            .failed(2)
            .starts_with("Error:")
    );
}

#[test]
fn variables_that_cannot_be_read_are_named() {
    let cases = [
        (
            "ROPA_LANG",
            "no",
            "Error: ROPA_LANG is “no”, a language that ropa does not have.\n",
        ),
        (
            "ROPA_NOW",
            "yesterday",
            "Error: ROPA_NOW is “yesterday”, which is not a date and time.\n",
        ),
        ("ROPA_TODAY", "someday", "Error: “someday” is not a date.\n"),
    ];
    for (name, value, message) in cases {
        let mut home = Home::with_register();
        home.set(name, value);
        let said = home.on("r.sqlite", &["verify"]).failed(2);
        assert!(said.starts_with(message), "{said}");
        home.set(name, "");
        home.on("r.sqlite", &["verify"]).done();
    }
}

/// A refused import: exit 1, the path and the line, and nothing written.
#[test]
fn a_refused_import_names_path_and_line_and_writes_nothing() {
    let home = Home::with_small_register();
    let before = home.on("r.sqlite", &["export", "--format", "json"]).done();
    let head = "{\"format\": \"ropa-register\", \"version\": 1,\n";
    let cases: &[(&str, String, &str, &str)] = &[
        (
            "truncated",
            format!("{head}\"activities\": [{{"),
            "line 2",
            "rad 2",
        ),
        ("not JSON", "# A document\n".to_owned(), "line 1", "rad 1"),
        (
            "another format",
            "{\"format\": \"xml\", \"version\": 1}".to_owned(),
            "is xml instead of",
            "xml",
        ),
        (
            "newer",
            "{\"format\": \"ropa-register\", \"version\": 99}".to_owned(),
            "99",
            "99",
        ),
        (
            "unknown key",
            format!("{head}\"activities\": [{{\"name\": \"X\", \"colour\": \"red\"}}]}}"),
            "“colour”",
            "”colour”",
        ),
        (
            "wrong type",
            format!("{head}\"activities\": [{{\"name\": 7}}]}}"),
            "line 2",
            "rad 2",
        ),
        (
            "reference",
            format!("{head}\"activities\": [{{\"name\": \"X\", \"organisation\": \"O99\"}}]}}"),
            "“O99”",
            "”O99”",
        ),
        ("deep", "[".repeat(10_000), "Nothing was imported.", "Inget"),
        (
            "selection",
            format!("{head}\"selection\": {{}}}}"),
            "partial export",
            "urval",
        ),
        (
            "date",
            format!("{head}\"activities\": [{{\"name\": \"X\", \"started_on\": \"2026-13\"}}]}}"),
            "“2026-13”",
            "”2026-13”",
        ),
    ];
    for (what, text, english, swedish) in cases {
        let file = home.write("bad.json", text);
        let import = ["import", file.to_str().unwrap()];
        let said = home.on("r.sqlite", &import).failed(1);
        assert!(
            said.starts_with("Error: ") && said.contains(english),
            "{what}: {said}"
        );
        let said = home
            .on("r.sqlite", &[&["--lang", "sv"], &import[..]].concat())
            .failed(1);
        assert!(
            said.starts_with("Fel: ") && said.contains(swedish),
            "{what}: {said}"
        );
    }
    let said = home
        .fed(
            b"{\"format\": \"\xff\"}",
            &["--register", "r.sqlite", "import", "-"],
        )
        .failed(1);
    assert!(said.contains("not UTF-8"), "{said}");
    assert_eq!(
        home.on("r.sqlite", &["export", "--format", "json"]).done(),
        before
    );
}

#[cfg(unix)]
#[test]
fn escapes_in_a_register_or_an_argument_never_reach_the_terminal() {
    let home = Home::with_register();
    // An export that comes back brings what it was made from.
    let text = "{\"format\": \"ropa-register\", \"version\": 1, \"change\": {\"number\": 1, \"hash\": \"x\"},
        \"register\": {\"id\": \"x\", \"title\": \"t\"}, \"activities\": [{\"name\": \"a\u{202e}b\"}]}";
    let said = home.fed(text.as_bytes(), &["--register", "r.sqlite", "import", "-"]);
    assert_eq!(said.code, 0, "{}", said.err);
    for command in [&["list", "activities"][..], &["show", "A1"], &["log", "A1"]] {
        let out = home.on("r.sqlite", command).done();
        assert!(!out.contains('\u{202e}'), "{out}");
    }
    assert!(
        home.on("r.sqlite", &["show", "A1"])
            .done()
            .contains("a‹U+202E›b")
    );
    for command in [
        &["list", "activities", "--format", "json"][..],
        &["export", "--format", "json"],
    ] {
        let out = home.on("r.sqlite", command).done();
        assert!(
            !out.contains('\u{202e}') && out.contains("a\\u202eb"),
            "{out}"
        );
    }
    let said = home.on("r.sqlite", &["show", "\u{1b}[2J"]).failed(2);
    assert!(
        said.contains("“[2J”") && said.contains("1 invisible"),
        "{said:?}"
    );
}
