//! Help, version, completions, and the table of commands: complete, and all of it in the language.

use std::collections::HashMap;
use std::ffi::OsString;
use std::sync::Arc;

use ropa::cli::command::{COMMANDS, locale_keys};
use ropa::cli::parameter::{Parameter, ParameterForm, Takes};
use ropa::cli::{self, Machine, RunOutcome, Streams};
use ropa::config::Environment;
use ropa::domain::language::Language;
use ropa::words::Words;

use super::Home;

/// What a run in this process writes, on an empty machine; it must end well.
pub fn said(arguments: &[&str]) -> String {
    let arguments: Vec<OsString> = std::iter::once("ropa")
        .chain(arguments.iter().copied())
        .map(OsString::from)
        .collect();
    let machine = Machine {
        locales: ropa::words::LOCALES,
        environment: Environment {
            variables: HashMap::new(),
            ..Environment::default()
        },
        clock: Arc::new(|| chrono::DateTime::parse_from_rfc3339(super::NOW).unwrap()),
        new_id: Arc::new(String::new),
        new_salt: Arc::new(|| "0".repeat(32)),
        interrupt: None,
        judge: |_| Vec::new(),
    };
    let (mut output, mut messages) = (Vec::new(), Vec::new());
    let mut streams = Streams {
        input: &mut std::io::empty(),
        output: &mut output,
        messages: &mut messages,
    };
    let outcome = cli::run(&arguments, machine, &mut streams);
    assert!(
        matches!(outcome, RunOutcome::Done(0)),
        "{arguments:?}: {}",
        String::from_utf8_lossy(&messages)
    );
    String::from_utf8(output).unwrap()
}

#[test]
fn every_help_is_wholly_in_its_language() {
    for command in std::iter::once("").chain(COMMANDS.iter().map(|command| command.name)) {
        let asked: Vec<&str> = [command, "--help", "--lang"]
            .into_iter()
            .filter(|word| !word.is_empty())
            .collect();
        let english = said(&[&asked[..], &["en"]].concat());
        let swedish = said(&[&asked[..], &["sv"]].concat());
        assert!(
            english.contains("Usage: ropa") && swedish.contains("Användning: ropa"),
            "{swedish}"
        );
        let of_clap = [
            "Usage",
            "Options",
            "OPTIONS",
            "Commands",
            "Arguments",
            "Print help",
            "Print version",
            "COMMAND",
            "possible values",
            "default:",
            "FILE",
            "DATE",
            "aliases",
            "[env",
        ];
        for word in of_clap {
            assert!(!swedish.contains(word), "{command}: {word}: {swedish}");
        }
        for word in [
            "Print help",
            "Print version",
            "possible values",
            "[default:",
        ] {
            assert!(!english.contains(word), "{command}: {word}: {english}");
        }
        // A sentence that is the same in both was not translated.
        let swedish: Vec<&str> = swedish
            .split("  ")
            .map(str::trim)
            .filter(|part| part.contains(' '))
            .collect();
        for part in english
            .split("  ")
            .map(str::trim)
            .filter(|part| part.contains(' '))
        {
            let layouts: Vec<&str> = ropa::exchange::layout::names().collect();
            let codes = [Takes::Kind.choices(), Takes::Deadline.choices(), layouts].concat();
            let known = part.starts_with('-')
                || part
                    .split([' ', ',', ')'])
                    .all(|word| word.is_empty() || codes.contains(&word));
            assert!(known || !swedish.contains(&part), "{command}: {part}");
        }
    }
}

#[test]
fn help_tells_in_the_order_of_use_and_names_what_is_required() {
    // A line of the help is that of `--option` or of `<VALUE>`, `[VALUE]`, `<VALUE>...`.
    let place = |help: &str, name: &str| {
        let is_its_line = |line: &str| {
            let line = line.trim_start().trim_start_matches("-h, ");
            let line = line.trim_start_matches("-r, ").trim_start_matches("-o, ");
            let first = line.split_whitespace().next().unwrap_or_default();
            line.starts_with(['-', '<', '['])
                && first.trim_matches(['<', '[', ']', '>', '.']) == name
        };
        let found = help.lines().position(is_its_line);
        found.unwrap_or_else(|| panic!("{name}: {help}"))
    };
    let words = Words::load(Language::ENGLISH).unwrap();
    for command in COMMANDS {
        let help = said(&[command.name, "--help"]);
        let usage = help
            .lines()
            .find(|line| line.starts_with("Usage:"))
            .unwrap();
        let (options, arguments): (Vec<&Parameter>, Vec<&Parameter>) =
            command.parameters.iter().partition(|one| one.is_option());
        let mut told: Vec<String> = arguments
            .iter()
            .map(|one| one.usage(&words).trim_matches(['[', ']', '.']).to_owned())
            .collect();
        told.extend(options.iter().map(|one| format!("--{}", one.name)));
        told.extend(
            ["register", "today", "lang", "read-only", "help"].map(|name| format!("--{name}")),
        );
        let places: Vec<usize> = told.iter().map(|name| place(&help, name)).collect();
        assert!(places.is_sorted(), "{told:?}: {help}");
        for one in options {
            let asked = usage.contains(&format!("--{} ", one.name));
            assert_eq!(
                asked,
                one.form == ParameterForm::NeededOption,
                "{}: {usage}",
                one.name
            );
        }
    }
}

#[test]
fn no_two_arguments_of_a_command_are_called_the_same_and_none_is_just_a_text() {
    for language in [Language::ENGLISH, Language::SWEDISH] {
        let words = Words::load(language).unwrap();
        for command in COMMANDS {
            let mut called: Vec<String> = Vec::new();
            let valued = command.parameters.iter();
            for one in valued.filter(|one| one.form != ParameterForm::Flag) {
                let word = one.word(&words);
                // A code span of the manual holds no other.
                assert!(word.is_ascii(), "{word}");
                assert_ne!(
                    word,
                    words.get("cli.value.text"),
                    "{} {}",
                    command.name,
                    one.name
                );
                if !one.is_option() {
                    assert!(!called.contains(&word), "{}: {word}", command.name);
                    called.push(word);
                }
            }
        }
    }
    assert!(said(&["set", "--help"]).contains("FIELD VALUE REF..."));
    assert!(said(&["replace", "--help"]).contains("OLD NEW"));
}

#[test]
fn every_command_and_parameter_has_its_words() {
    for language in [Language::ENGLISH, Language::SWEDISH] {
        let words = Words::load(language).unwrap();
        let own: std::collections::HashSet<&str> = words.keys().map(|(key, _)| key).collect();
        for key in locale_keys() {
            assert!(own.contains(key.as_str()), "{}: {key}", language.code());
        }
    }
}

#[test]
fn the_table_of_commands_names_them_all() {
    for language in Language::ALL {
        let words = Words::load(language).unwrap();
        let table = cli::table(&words);
        assert_eq!(table.lines().count(), COMMANDS.len() + 2);
        for command in COMMANDS {
            let row = table
                .lines()
                .find(|line| line.starts_with(&format!("| `{}", command.name)))
                .unwrap();
            assert!(row.contains(command.about(&words)), "{row}");
            for parameter in command
                .parameters
                .iter()
                .filter(|parameter| parameter.form != ParameterForm::Argument)
            {
                let known =
                    !parameter.is_option() || row.contains(&format!("--{}", parameter.name));
                assert!(known, "{row}");
            }
            // A bar inside a cell would begin another.
            assert_eq!(row.replace("\\|", "").matches('|').count(), 3, "{row}");
        }
    }
}

#[test]
fn version_and_short_help_need_nothing() {
    let mut home = Home::new();
    home.configure("this is no TOML");
    home.set("ROPA_LANG", "xx");
    let version = format!("ropa {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(home.ropa(&["-V"]).done(), version);
    assert_eq!(home.ropa(&["--version"]).done(), version);
    assert!(
        home.ropa(&["-h"])
            .done()
            .contains("Usage: ropa [OPTIONS] [COMMAND]")
    );
    assert!(
        home.ropa(&["export", "-h"])
            .done()
            .contains("--as-of <DATE>")
    );
}

#[test]
fn every_shell_gets_its_completions() {
    let home = Home::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = home.ropa(&["completions", shell]).done();
        for command in COMMANDS {
            assert!(script.contains(command.name), "{shell} {}", command.name);
        }
        assert!(script.contains("as-of"), "{shell}");
    }
}

/// What bash proposes for a line: the words that it hands to the completions, as it parts them.
fn completed(script: &std::path::Path, words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
    let last = words.len() - 1;
    let run = format!(
        "source '{}'; COMP_WORDS=({}); COMP_CWORD={last}; _ropa ropa '{}' '{}'; echo \"${{COMPREPLY[*]}}\"",
        script.display(),
        quoted.join(" "),
        words[last],
        words[last - 1],
    );
    let ran = std::process::Command::new("bash")
        .args(["-c", &run])
        .output();
    let ran = ran.unwrap();
    assert!(
        ran.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&ran.stderr)
    );
    String::from_utf8(ran.stdout).unwrap().trim().to_owned()
}

#[test]
fn bash_completes_values_behind_a_blank_and_behind_an_equals_sign() {
    let home = Home::new();
    home.write("ropa.bash", home.ropa(&["completions", "bash"]).done());
    let script = home.path("ropa.bash");
    let completed = |words: &[&str]| completed(&script, words);
    for (words, found) in [
        (&["ropa", "list", "--format", "js"][..], "json"),
        (&["ropa", "list", "--format", "=", "js"], "json"),
        (&["ropa", "export", "--profile", "=", "pub"], "public"),
        (&["ropa", "--lang", "=", "s"], "sv"),
        (&["ropa", "export", "--layout", "ciso"], "ciso-list"),
        (&["ropa", "list", "activ"], "activities"),
        (&["ropa", "schedule", "se-penning"], "se-penningtvatt"),
        (&["ropa", "rul"], "rules"),
    ] {
        let told = completed(words);
        assert!(
            told.split(' ').any(|it| it.starts_with(found)),
            "{words:?}: {told}"
        );
    }
    assert!(completed(&["ropa", "list", "--format", "="]).contains("csv"));
    // Every value that is one of some is offered for its option, in both ways.
    for command in COMMANDS {
        for parameter in command.parameters.iter().filter(|it| it.is_option()) {
            let choices = parameter.takes.choices();
            let Some(first) = choices.first() else {
                continue;
            };
            let option = format!("--{}", parameter.name);
            for words in [
                vec!["ropa", command.name, &option, first],
                vec!["ropa", command.name, &option, "=", first],
            ] {
                let told = completed(&words);
                assert!(told.split(' ').any(|it| it == *first), "{words:?}: {told}");
            }
        }
    }
}

#[test]
fn help_can_be_asked_for_by_its_word_as_in_other_programs() {
    assert_eq!(said(&["help"]), said(&["--help"]));
    assert_eq!(said(&["help", "export"]), said(&["export", "--help"]));
    // What stands with every command may come first.
    for first in [
        &["--lang", "sv"][..],
        &["--lang=sv"],
        &["-r", "x", "--lang", "sv", "--read-only"],
    ] {
        let asked = [first, &["help", "export"]].concat();
        assert_eq!(said(&asked), said(&["--lang", "sv", "export", "--help"]));
    }
    assert_eq!(
        said(&["help", "--lang", "sv"]),
        said(&["--help", "--lang", "sv"])
    );
}
