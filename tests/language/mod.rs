//! A made-up language whose files are a handful of keys: all else is said in English, then by its code, on every screen
//! and by every command. Who adds a language begins so.

use std::ffi::OsString;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use ropa::cli::command::COMMANDS;
use ropa::cli::{self, Machine, RunOutcome, Streams};
use ropa::config::Environment;
use ropa::domain::language::Language;
use ropa::domain::period::Period;
use ropa::law::{Answers, Law};
use ropa::session::Session;
use ropa::words::{LOCALES, Locale, Words};

use crate::screen::everywhere::WAYS;
use crate::support::screen::{Screen, surroundings};

/// A language of words that no other has.
const MADE_UP: Language = Language::new("qaa");

/// A language without a word of its own.
const SILENT: Language = Language::new("qab");

/// The handful of keys, in two files.
const FILES: &[(&str, &str)] = &[
    (
        "screen",
        "tab.overview = \"Zibzib\"\n[code.language]\nqaa = \"Qaaish\"\n",
    ),
    (
        "phrases",
        r#"
        [phrase]
        and = "zan"
        paragraph = "/{part}"
        point = "-{part}"
        [number]
        group = "'"
        [plural]
        rules = ["one: n % 10 = 1 and n % 100 != 11", "few: n % 10 = 2..4 and n % 100 != 12..14"]
        [sort]
        last = ["ä", "å"]
        [period]
        year.one = "{n} jarek"
        year.few = "{n} jarki"
        year.many = "{n} jarkov"
        [date]
        months = ["Zan"]
        [count]
        activities.few = "{n} zaktiki"
        "#,
    ),
];

/// The shipped languages, and the two.
pub static WITH_MADE_UP: LazyLock<Vec<Locale>> = LazyLock::new(|| {
    let mut locales = LOCALES.to_vec();
    locales.extend([
        Locale {
            language: MADE_UP,
            files: FILES,
        },
        Locale {
            language: SILENT,
            files: &[],
        },
    ]);
    locales
});

fn words(language: Language) -> Words {
    Words::of(&WITH_MADE_UP, language).unwrap()
}

/// What a run in a language writes, to its output and as messages, and how it ends.
fn run(arguments: &[&str], language: Language, register: &Path) -> (Option<u8>, String) {
    let arguments: Vec<OsString> = std::iter::once("ropa")
        .chain(arguments.iter().copied())
        .map(OsString::from)
        .collect();
    let variables = [
        ("ROPA_LANG", language.code().into()),
        ("ROPA_REGISTER", register.as_os_str().to_owned()),
    ];
    let machine = Machine {
        locales: &WITH_MADE_UP,
        environment: Environment {
            variables: variables.map(|(name, value)| (name.into(), value)).into(),
            ..Environment::default()
        },
        clock: Arc::new(|| {
            chrono::DateTime::parse_from_rfc3339("2026-11-21T09:30:00+01:00").unwrap()
        }),
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
    let code = match cli::run(&arguments, machine, &mut streams) {
        RunOutcome::Done(code) => Some(code),
        RunOutcome::Screen(_) => None,
    };
    output.extend(messages);
    (code, String::from_utf8(output).unwrap())
}

#[test]
fn a_handful_of_keys_is_a_language() {
    let made_up = words(MADE_UP);
    assert_eq!(made_up.get("tab.overview"), "Zibzib");
    assert_eq!(
        made_up.get("tab.findings"),
        words(Language::ENGLISH).get("tab.findings")
    );
    assert_eq!(made_up.get("no.such.key"), "no.such.key");
    // Plural forms by its own rules; a form that is lacking is said as for any other number.
    for (n, said) in [
        (1, "1 jarek"),
        (3, "3 jarki"),
        (5, "5 jarkov"),
        (12, "12 jarkov"),
        (22, "22 jarki"),
    ] {
        assert_eq!(made_up.period(&Period::of(n, 0, 0)), said);
    }
    let both = Period::from_iso("P1Y2M").unwrap();
    assert_eq!(made_up.period(&both), "1 jarek zan 2 months");
    assert_eq!(made_up.count("activities", 3), "3 zaktiki");
    assert_eq!(made_up.count("activities", 1), "1 processing activity");
    assert_eq!(
        made_up.count("activities", 2005),
        "2'005 processing activities"
    );
    assert_eq!(made_up.provision("30(1)(a); 27"), "Arts. 30/1-a, 27");
    // Its alphabet.
    let mut sorted = ["åb", "äb", "zb", "ab"];
    sorted.sort_by_cached_key(|text| made_up.sort_key(text));
    assert_eq!(sorted, ["ab", "zb", "äb", "åb"]);
    // Its name is known in each language.
    for language in [Language::ENGLISH, Language::SWEDISH, MADE_UP, SILENT] {
        assert_eq!(words(language).get("code.language.qaa"), "Qaaish");
        assert_eq!(
            words(language).get("code.language.qab"),
            "code.language.qab"
        );
    }
    assert_eq!(
        words(Language::ENGLISH).count("activities", 3150),
        "3,150 processing activities"
    );
    assert_eq!(
        words(Language::SWEDISH).count("activities", 3150),
        "3\u{a0}150 behandlingar"
    );
}

#[test]
fn the_law_has_texts_in_any_language() {
    let text = "[country.KE]\nname = { en = \"Kenya\", sv = \"Kenya\", qaa = \"Zenya\" }\nnote_qaa = \"Zote\"\n\
                source = \"x\"\nconfidence = \"confirmed\"\n";
    let (law, problems) = Law::shipped()
        .unwrap()
        .with_overrides(&[("countries.toml", text)]);
    assert_eq!(problems, []);
    assert_eq!(law.country_label("KE", MADE_UP), "Zenya");
    assert_eq!(law.country_label("KE", SILENT), "Kenya");
    assert_eq!(law.country_label("SE", MADE_UP), "Sweden");
    assert_eq!(
        law.destination("zenya").map(|found| found.code()),
        Some("KE")
    );
    let day = "2026-11-21".parse().unwrap();
    let standing = law.standing("KE", day, &Answers::new()).unwrap();
    assert_eq!(standing.notes(MADE_UP), ["Zote"]);
    assert_eq!(standing.notes(Language::ENGLISH), Vec::<&str>::new());
}

#[test]
fn every_screen_is_drawn_in_it() {
    for way in WAYS {
        // Each screen has a directory of its own, whose name may be shown.
        let drawn = |language| {
            let mut screen = Screen::sample(language, (120, 40));
            let directory = screen.path("").display().to_string();
            screen.keys(way).text().replace(directory.as_str(), "here/")
        };
        let english = drawn(Language::ENGLISH);
        let silent = drawn(SILENT);
        assert!(silent == english, "{way}:\n{silent}");
        let made_up = drawn(MADE_UP);
        let own = made_up.contains("1 Zibzib  2") || !english.contains("1 Overview  2");
        assert!(own, "{way}:\n{made_up}");
    }
}

#[test]
fn every_command_speaks_it() {
    let directory = tempfile::tempdir().unwrap();
    let register = directory.path().join("register.sqlite");
    let sample = ropa::sample::register(1, 24, SILENT).unwrap();
    Session::create_sample(&register, sample, surroundings()).unwrap();
    let helps = COMMANDS.iter().map(|command| vec![command.name, "--help"]);
    let runs: [&[&str]; 17] = [
        &["--help"],
        &["list", "activities"],
        &["list", "transfers"],
        &["show", "A1"],
        &["show", "A99"],
        &["check"],
        &["due"],
        &["due", "--format", "ics"],
        &["export"],
        &["export", "--format", "json"],
        &["export", "--profile", "public"],
        &["disposals"],
        &["country", "US"],
        &["country", "AR"],
        &["schedule"],
        &["log"],
        &["verify"],
    ];
    for arguments in helps.chain(runs.iter().map(|run| run.to_vec())) {
        let english = run(&arguments, Language::ENGLISH, &register);
        let silent = run(&arguments, SILENT, &register);
        // An export tells its language, which has no name here but its code.
        let said = silent.1.replace("**: qab\n", "**: English\n");
        let said = said.replace("//QAB\r\n", "//EN\r\n");
        assert_eq!(silent.0, english.0, "{arguments:?}");
        assert!(
            said == english.1,
            "{arguments:?}:\n{}",
            &said[..said.len().min(2000)]
        );
        let (code, text) = run(&arguments, MADE_UP, &register);
        assert_eq!(code, english.0, "{arguments:?}: {text}");
    }
}
