//! What bad input gets: an exit code, what happened, and what to do, in both languages; and nothing changes.

use super::Home;

/// Arguments, exit code, and how the message begins in English.
const WORDS: &[(&[&str], i32, &str)] = &[
    (
        &["exprt"],
        2,
        "Error: There is no command “exprt”.\nHint: Did you mean “export”? “ropa --help” names the commands.\n",
    ),
    (
        &["zzzz"],
        2,
        "Error: There is no command “zzzz”.\nHint: “ropa --help” names the commands.\n",
    ),
    (
        &["export", "--frmat", "json"],
        2,
        "Error: “--frmat” is not understood here.\nHint: Did you mean “--format”? “ropa export --help” tells more.\n",
    ),
    (
        &["verify", "now"],
        2,
        "Error: “now” is not understood here.\nHint: “ropa verify --help” tells what is.\n",
    ),
    (
        &["export", "--format", "pdf"],
        2,
        "Error: “pdf” cannot be used for --format <markdown|json>.\nHint: Use one of: markdown, json.\n",
    ),
    (
        &["export", "--format"],
        2,
        "Error: --format <markdown|json> needs a value after it.\nHint: “ropa export --help” tells which.\n",
    ),
    (
        &["import"],
        2,
        "Error: Something is missing: <FILE>.\nHint: “ropa import --help” tells how the command is written.\n",
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
        "Error: “no” cannot be used for --lang <en|sv>.\nHint: Use one of: en, sv.\n",
    ),
    (
        &[],
        2,
        "Error: The screen needs a terminal, and there is none.\nHint: Give a command: new, sample, export, import, list, show,",
    ),
    (
        &["export", "--today", "2026-02-30"],
        2,
        "Error: “2026-02-30” is not a date.\nHint: Write it as 2026-11-21, 21 Nov 2026, 21.11.2026, 2027-01, today, +90d or end of month.\n",
    ),
    (
        &["export", "--as-of", "2026-11"],
        2,
        "Error: “2026-11” is a month or a year; a day is needed here.\nHint: Write it as 2026-11-21.\n",
    ),
    (
        &["export", "--as-of", "2020-01-01"],
        2,
        "Error: On 2020-01-01 this register was not begun: its first change is of 2026-11-21.\nHint: Ask for that day or a later one.\n",
    ),
    (
        &["export", "--organisation", "O3"],
        2,
        "Error: “O3” is not an organisation of yours.\nHint: Yours are: O1, O2.\n",
    ),
    (
        &["export", "--activity", "O1"],
        2,
        "Error: “O1” is not of the right kind: Organisation instead of Activity.\n",
    ),
    (
        &["show", "A99"],
        2,
        "Error: Nothing in the register has the reference “A99”.\n",
    ),
    (
        &["log", "A99"],
        2,
        "Error: Nothing in the register has the reference “A99”.\n",
    ),
    (
        &["list", "things"],
        2,
        "Error: “things” cannot be used for <KIND>.\nHint: Use one of: redactions, organisations, contacts,",
    ),
    (
        &["country", "Atlantis"],
        2,
        "Error: “Atlantis” is not the code or name of a country that the program knows.\n",
    ),
    (
        &["new", "n.sqlite", "--country", "Atlantis", "--name", "X"],
        2,
        "Error: “Atlantis” is not the code or name of a country that the program knows.\n",
    ),
    (
        &["new", "n.sqlite", "--country", "SE"],
        2,
        "Error: A country was given, but no organisation that it is of.\nHint: Add --name with the name of your organisation.\n",
    ),
    (
        &["new", "none/n.sqlite"],
        2,
        "Error: The directory none of the file none/n.sqlite does not exist.\n",
    ),
    (
        &["new", "r.sqlite"],
        2,
        "Error: There is already a file r.sqlite. It was left as it is.\n",
    ),
    (
        &["sample", "n.sqlite", "--activities", "many"],
        2,
        "Error: “many” is not a whole number for --activities.\nHint: Write digits only, as 100.\n",
    ),
    (
        &["sample", "n.sqlite", "--activities", "99999999"],
        2,
        "Error: A sample can hold at most 1000000 processing activities.\n",
    ),
    (
        &["import", "none.json"],
        2,
        "Error: There is no file none.json.\n",
    ),
    (
        &["undo", "--register", "none.sqlite"],
        2,
        "Error: There is no file none.sqlite.\nHint: Check the name, or make a register with “ropa new none.sqlite”.\n",
    ),
    (
        &["verify", "--register", "."],
        2,
        "Error: . is a directory, not a register.\n",
    ),
    (
        &["verify", "--register", "empty.sqlite"],
        2,
        "Error: empty.sqlite is empty.\n",
    ),
    (
        &["verify", "--register", "text.sqlite"],
        2,
        "Error: text.sqlite is no register: it is not an SQLite file.\n",
    ),
    (
        &["completions", "cmd"],
        2,
        "Error: “cmd” cannot be used for <SHELL>.\nHint: Use one of: bash, elvish, fish, powershell, zsh.\n",
    ),
];

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
        assert!(said.starts_with(message), "{arguments:?}: {said}");
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
            "Fel: Beteckningen ”A99” finns inte i registret.\n",
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
        assert!(said.starts_with(message), "{arguments:?}: {said}");
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
            "Error: The variable ROPA_LANG names a language that the program does not speak: “no”.\n",
        ),
        (
            "ROPA_NOW",
            "yesterday",
            "Error: The variable ROPA_NOW is not an instant: “yesterday”.\n",
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
            "found: xml",
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
            "filtered",
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
