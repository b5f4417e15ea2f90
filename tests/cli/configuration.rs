//! The configuration, the variables and the user's own law data, as they reach a command.

use super::Home;

#[test]
fn a_broken_configuration_names_file_line_column_and_key() {
    let home = Home::with_register();
    let file = home.configure("mouse = true\nmuose = true\n");
    let file = file.to_str().unwrap();
    let said = home.on("r.sqlite", &["verify"]).failed(2);
    assert_eq!(
        said,
        format!(
            "Error: Unknown key muose in the configuration {file}, line 2, column 1.\n\
             Hint: Check the spelling. “ropa config --defaults” shows every key.\n"
        )
    );
    home.configure("\n[remind]\ndue = \"soon\"\n");
    let said = home.on("r.sqlite", &["verify", "--lang", "sv"]).failed(2);
    assert!(said.starts_with(&format!("Fel: Inställningarna {file} har ett värde som inte kan användas på rad 3, kolumn 7: remind.due.\n")), "{said}");
    home.configure("mouse = \n");
    assert!(
        home.on("r.sqlite", &["verify"])
            .failed(2)
            .contains("not valid TOML in line 1, column ")
    );
    home.write(".config/ropa/config.toml", b"author = \"\xff\"\n");
    assert!(
        home.on("r.sqlite", &["verify"])
            .failed(2)
            .contains("is not UTF-8 text: see line 1")
    );
    // What helps to mend it still works.
    let places = home.ropa(&["config"]);
    assert_eq!(places.code, 0);
    assert!(
        places.err.starts_with("Warning: ") && places.out.contains(file),
        "{places:?}"
    );
    assert!(
        home.ropa(&["config", "--defaults"])
            .out
            .contains("copies = 14")
    );
}

#[test]
fn the_defaults_that_are_printed_change_nothing() {
    let home = Home::with_register();
    for (language, comment) in [
        ("en", "# The configuration of ropa"),
        ("sv", "# Inställningarna för ropa"),
    ] {
        let defaults = home
            .ropa(&["config", "--defaults", "--lang", language])
            .done();
        assert!(defaults.starts_with(comment));
        home.configure(&defaults);
        home.on("r.sqlite", &["verify"]).done();
    }
}

#[test]
fn an_option_goes_before_a_variable_before_the_configuration() {
    let mut home = Home::new();
    for (file, name) in [
        ("a", "Option"),
        ("b", "Variable"),
        (".config/ropa/c", "Configuration"),
        (".local/share/ropa/register.sqlite", "Default"),
    ] {
        std::fs::create_dir_all(home.path(file).parent().unwrap()).unwrap();
        home.ropa(&["new", file, "--name", name]).done();
    }
    let meant = |home: &Home, arguments: &[&str]| {
        let arguments = [&["list", "organisations", "--format", "json"], arguments].concat();
        home.ropa(&arguments).json()[0]["name"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(meant(&home, &[]), "Default");
    home.configure("register = \"c\"\nauthor = \"From the file\"\n");
    assert_eq!(meant(&home, &[]), "Configuration");
    home.set(
        "ROPA_REGISTER",
        home.path("b").to_str().unwrap().to_owned().as_str(),
    );
    assert_eq!(meant(&home, &[]), "Variable");
    assert_eq!(meant(&home, &["--register", "a"]), "Option");
    // The author: the variable, the configuration, the system.
    let author = |home: &Home, file: &str| {
        home.ropa(&["new", file]).done();
        let log = home.on(file, &["log", "--format", "json"]).json();
        log[0]["author"].as_str().unwrap_or("nobody").to_owned()
    };
    assert_eq!(author(&home, "1"), "Test");
    home.set("ROPA_AUTHOR", "");
    assert_eq!(author(&home, "2"), "From the file");
    home.configure("");
    home.set("USER", "anna");
    assert_eq!(author(&home, "3"), "anna");
    home.set("USER", "");
    assert_eq!(author(&home, "4"), "nobody");
}

#[test]
fn today_is_the_option_else_the_variable_else_the_clock() {
    let mut home = Home::new();
    let day = |home: &Home, arguments: &[&str]| {
        let arguments = [&["country", "US", "--format", "json"], arguments].concat();
        home.ropa(&arguments).json()["on"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(day(&home, &[]), "2026-11-21");
    home.set("ROPA_TODAY", "+10d");
    assert_eq!(day(&home, &[]), "2026-12-01");
    assert_eq!(day(&home, &["--today", "31.12.2026"]), "2026-12-31");
    assert_eq!(
        day(&home, &["--today", "2027-01-31", "--on", "+1d"]),
        "2027-02-01"
    );
}

#[test]
fn law_data_of_the_users_own_count_and_broken_ones_are_told() {
    let home = Home::new();
    let own = "[meta]\nschema = 1\nknown_to = 2030-01-01\n";
    home.write(".config/ropa/law/adequacy.toml", own);
    let places = home.ropa(&["config"]).done();
    assert!(
        places.contains("adequacy.toml")
            && places.contains("Adequacy decisions known up to: 1 January 2030"),
        "{places}"
    );
    assert_eq!(
        home.ropa(&["country", "US", "--format", "json"]).json()["beyond_known"],
        false
    );
    let file = home.write(
        ".config/ropa/law/adequacy.toml",
        "[meta]\nschema = 1\nknow_to = 2030-01-01\n",
    );
    home.write(".config/ropa/law/laws.toml", "");
    let ran = home.ropa(&["country", "US", "--format", "json"]);
    assert_eq!(ran.code, 0);
    assert!(ran.err.contains(&format!("Warning: Law data of your own were left out: {}, line 3, key meta.know_to: unknown key.\n", file.display())), "{}", ran.err);
    assert!(
        ran.err
            .contains("laws.toml: no file of law data has this name.\n"),
        "{}",
        ran.err
    );
    assert!(ran.out.contains("\"beyond_known\": true"));
}

#[test]
fn a_configuration_for_all_users_gives_what_the_users_own_does_not() {
    let mut home = Home::with_register();
    let system = home.write("system/config.toml", "author = \"Board\"\ncopies = 3\n");
    let system = system.to_str().unwrap().to_owned();
    home.set("ROPA_SYSTEM_CONFIG", &system);
    let own = home.configure("copies = 5\n");
    home.set("ROPA_AUTHOR", "");
    home.ropa(&["new", "s.sqlite"]).done();
    let log = home.on("s.sqlite", &["log", "--format", "json"]).json();
    assert_eq!(log[0]["author"], "Board");
    let said = home.ropa(&["config"]).done();
    for line in [
        format!("Configuration for all users: {system}"),
        format!("Set in {}: copies", own.display()),
        format!("Set in {system}: author"),
    ] {
        assert!(
            said.lines().any(|own| own.starts_with(&line)),
            "{line}: {said}"
        );
    }
    // Copies that are turned off have a place; they are only not made.
    home.configure("copies = 0\n");
    let said = home.ropa(&["config"]).done();
    assert!(said.contains("Daily backups: none are made"), "{said}");
    // A fault in it is told with its own name, and the command that shows the files still works.
    home.write("system/config.toml", "author = 1\n");
    let fault = home.on("r.sqlite", &["verify"]).failed(2);
    assert!(
        fault.contains(&system) && fault.contains("author"),
        "{fault}"
    );
    assert_eq!(home.ropa(&["config"]).code, 0);
    // It is never written over.
    home.write("system/config.toml", "copies = 3\n");
    let refused = home.on("r.sqlite", &["export", "--force", "--output", &system]);
    assert_ne!(refused.code, 0);
    assert_eq!(std::fs::read_to_string(&system).unwrap(), "copies = 3\n");
}

#[test]
fn a_register_has_a_name_in_the_configuration_and_a_file_of_that_name_goes_before_it() {
    let home = Home::new();
    for (file, name) in [
        (".config/ropa/clients/acme.sqlite", "Named"),
        ("own", "File"),
    ] {
        std::fs::create_dir_all(home.path(file).parent().unwrap()).unwrap();
        home.ropa(&["new", file, "--name", name]).done();
    }
    home.configure("[registers]\nacme = \"clients/acme.sqlite\"\nown = \"clients/acme.sqlite\"\n");
    let meant = |register: &str| {
        let listed = ["-r", register, "list", "organisations", "--format", "json"];
        home.ropa(&listed).json()[0]["name"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    // The path is counted from the file that names it.
    assert_eq!(meant("acme"), "Named");
    assert_eq!(meant("own"), "File");
    let said = home.ropa(&["-r", "other", "verify"]).failed(2);
    assert!(said.contains("other"), "{said}");
}

#[test]
fn what_of_the_configuration_does_nothing_is_told_with_its_line_and_the_rest_counts() {
    let home = Home::with_register();
    let file = home.configure(
        "author = \"Anna\"\n[registers]\nacme = \"\"\n[filters]\nx = \"nosuch:1\"\ngood = \"status:draft\"\n\
         [keys]\nexprot = [\"X\"]\nsave = []\n[columns]\nnothing = []\n",
    );
    let told = home.ropa(&["config"]);
    assert_eq!(told.code, 0, "{}", told.err);
    for (key, line) in [
        ("registers.acme", 3),
        ("filters.x", 5),
        ("exprot", 8),
        ("columns", 11),
    ] {
        let at = format!("{}, line {line}", file.display());
        let found = told
            .err
            .lines()
            .any(|it| it.contains(key) && it.contains(&at));
        assert!(found || told.err.contains(&at), "{key}: {}", told.err);
    }
    assert!(!told.err.contains("filters.good"), "{}", told.err);
    // A command that has nothing to do with it says nothing of it.
    assert_eq!(home.on("r.sqlite", &["log"]).err, "");
    home.configure("author = \"Anna\"\n[filters]\ngood = \"status:draft\"\n");
    assert_eq!(home.ropa(&["config"]).err, "");
}
