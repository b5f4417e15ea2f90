//! The command line as a reader: random words to the program, in a process of their own that stands in a directory of
//! its own, because what is asked for may well write a file.

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;

use chrono::DateTime;
use ropa::cli::command::{COMMANDS, GLOBAL};
use ropa::cli::parameter::{Parameter, ParameterForm, Takes};
use ropa::cli::{self, Machine, RunOutcome, Streams};
use ropa::config::Environment;
use ropa::store::Store;

use super::dice::Dice;
use super::{Taken, is_clean, mutate, reader, wanted};

/// The variable that says that this is the process.
const ALONE: &str = "ROPA_FUZZ_ALONE";

#[test]
fn fuzz_command_lines() {
    let directory = tempfile::tempdir().unwrap();
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["fuzz::arguments::alone", "--exact", "--nocapture"])
        .current_dir(directory.path())
        .env(ALONE, "1");
    let patience = std::time::Duration::from_secs(60 + wanted().0 as u64);
    let output = assert_cmd::Command::from_std(command)
        .timeout(patience)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}{err}");
    let counted = said.lines().find(|line| line.contains("inputs, "));
    println!("{}", counted.unwrap_or_default());
}

/// The inputs, in the process of their own; does nothing in the ordinary run.
#[test]
fn alone() {
    if std::env::var_os(ALONE).is_none() {
        return;
    }
    let small = format!("{}/tests/cli/small.json", env!("CARGO_MANIFEST_DIR"));
    std::fs::copy(small, "small.json").unwrap();
    assert_eq!(
        run(&["new", "whole.sqlite", "--name", "X", "--country", "SE"]).0,
        0
    );
    assert_eq!(
        run(&["--register", "whole.sqlite", "import", "small.json"]).0,
        0
    );
    let whole = std::fs::read("whole.sqlite").unwrap();
    reader("arguments", made, move |bytes, _| {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let words: Vec<&str> = text.split('\n').collect();
        std::fs::write("register.sqlite", &whole).unwrap();
        let _ = std::fs::remove_file("out");
        let (code, out, err) = run(&words);
        // Findings that went to a file are an answer, of no word beside it.
        let wrote = std::path::Path::new("out").exists();
        assert!(code <= 2, "{words:?} ends with {code}");
        assert!(is_clean(&err), "{words:?}: {err:?}");
        assert!(
            !out.contains(['\u{1b}', '\0', '\u{7}', '\u{9b}']),
            "{words:?}: {out:?}"
        );
        let now = std::fs::read("register.sqlite").unwrap();
        if code != 0 {
            assert!(
                now == whole,
                "{words:?} ends with {code}, but the register was written: {err}"
            );
            let says = wrote || !err.is_empty() || !out.is_empty();
            assert!(says, "{words:?} says nothing");
            return Taken::Refused;
        }
        if now != whole {
            let store = Store::open(&PathBuf::from("register.sqlite")).unwrap();
            assert!(store.verify().unwrap().is_whole(), "{words:?}");
        }
        Taken::Accepted
    });
}

/// A command line, its words parted by line breaks.
fn made(dice: &mut Dice) -> String {
    let mut words: Vec<String> = Vec::new();
    if !dice.one_in(6) {
        words.extend(["--register".to_owned(), "register.sqlite".to_owned()]);
    }
    let command = dice.pick(COMMANDS);
    words.push(command.name.to_owned());
    let given = |parameter: &&Parameter, dice: &mut Dice| match parameter.form {
        ParameterForm::Argument | ParameterForm::Arguments | ParameterForm::NeededOption => {
            !dice.one_in(12)
        }
        _ => dice.one_in(4),
    };
    for parameter in command.parameters.iter().chain(GLOBAL.iter().skip(1)) {
        if !given(&parameter, dice) {
            continue;
        }
        if parameter.is_option() {
            words.push(format!("--{}", parameter.name));
        }
        if parameter.form != ParameterForm::Flag {
            words.push(value(parameter.takes, dice));
        }
    }
    for _ in 0..dice.roll(3) {
        let at = dice.roll(words.len());
        match dice.roll(5) {
            0 => drop(words.remove(at)),
            1 => words.insert(at, (*dice.pick(mutate::PIECES)).to_owned()),
            2 => words.insert(at, words[dice.roll(words.len())].clone()),
            3 => {
                let long = dice.pick(mutate::PIECES).repeat(1 << dice.roll(12));
                words.insert(at, long);
            }
            _ => {
                let other = dice.roll(words.len());
                words.swap(at, other);
            }
        }
        if words.is_empty() {
            break;
        }
    }
    // Nothing reaches out of the directory, and a line break parts words here.
    words.retain(|word| {
        !word.starts_with('/')
            && !word.contains("..")
            && !word.contains("=/")
            && !word.contains('~')
    });
    words
        .iter()
        .map(|word| word.replace('\n', " "))
        .collect::<Vec<_>>()
        .join("\n")
}

/// A value of about the right kind.
fn value(takes: Takes, dice: &mut Dice) -> String {
    let choices = takes.choices();
    if !choices.is_empty() && !dice.one_in(8) {
        return (*dice.pick(&choices)).to_owned();
    }
    let list: &[&str] = match takes {
        Takes::File => &[
            "small.json",
            "out.md",
            "out",
            "new.sqlite",
            "register.sqlite",
            "-",
            ".",
            "no/such/file",
            "whole.sqlite",
        ],
        Takes::Day => &[
            "2026-11-21",
            "today",
            "+90d",
            "end of month",
            "2027",
            "2027-02-29",
            "0001-01-01",
            "9999-12-31",
            "+999999999d",
        ],
        Takes::Reference => &[
            "A1", "A2", "A1/R1", "A1/R1/H1", "O1", "S1", "A1/P1", "A99", "register", "A1/", "/",
        ],
        Takes::Number => &[
            "0",
            "1",
            "3",
            "-1",
            "18446744073709551615",
            "99999999999999999999",
        ],
        Takes::Period => &["P90D", "5y", "session", "P99999Y", "14 months", "P0D"],
        Takes::Article => &["30(1)(e)", "6", "(((", "99"],
        Takes::Rule => &["R07", "R21", "R99", "r1"],
        Takes::Country => &["SE", "US", "Sweden", "xx", "EEA"],
        Takes::Code => &["se-bfl-7-2", "S1", "x"],
        _ => &[
            "text",
            "Ängsvik",
            "name",
            "controller",
            "text\u{1b}[31m",
            "\u{202e}x",
        ],
    };
    (*dice.pick(list)).to_owned()
}

/// Runs the program in this process.
fn run(words: &[&str]) -> (u8, String, String) {
    let now = DateTime::parse_from_rfc3339("2026-11-21T08:03:00+01:00").unwrap();
    let machine = Machine {
        locales: ropa::words::LOCALES,
        environment: Environment {
            columns: None,
            home: Some(PathBuf::from("home")),
            configuration_directory: Some(PathBuf::from("home/config")),
            system_directories: Vec::new(),
            data_directory: Some(PathBuf::from("home/data")),
            variables: HashMap::from([
                (OsString::from("ROPA_AUTHOR"), OsString::from("Test")),
                (
                    OsString::from("ROPA_REGISTER"),
                    OsString::from("register.sqlite"),
                ),
            ]),
            locale: Some("en-GB".to_owned()),
            terminal: false,
        },
        clock: Arc::new(move || now),
        new_id: Arc::new(|| "6a0e6f3c-0f5f-4d6c-9a3b-0d5f3f000001".to_owned()),
        new_salt: Arc::new(|| "0f".repeat(16)),
        interrupt: None,
        judge: |_| Vec::new(),
    };
    let arguments: Vec<OsString> = std::iter::once("ropa")
        .chain(words.iter().copied())
        .map(OsString::from)
        .collect();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let outcome = cli::run(
        &arguments,
        machine,
        &mut Streams {
            input: &mut std::io::empty(),
            output: &mut out,
            messages: &mut err,
        },
    );
    let RunOutcome::Done(code) = outcome else {
        panic!("{words:?} opens the screen without a terminal");
    };
    // A workbook is written to the output too: what is no text is not for a terminal to obey.
    let out = String::from_utf8(out).unwrap_or_default();
    (code, out, String::from_utf8(err).unwrap())
}
