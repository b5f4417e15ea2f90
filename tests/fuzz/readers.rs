//! The readers: register files, JSON, the configuration, law data.

use std::path::Path;
use std::sync::OnceLock;

use ropa::cli;
use ropa::config::{Configuration, defaults};
use ropa::domain::change::{Facts, changes_of};
use ropa::domain::language::Language;
use ropa::domain::problem::Problem;
use ropa::domain::register::Register;
use ropa::due::Leads;
use ropa::exchange::disposal::Stretch;
use ropa::exchange::format::Format;
use ropa::exchange::format::register::{Export, RegisterTable};
use ropa::exchange::layout::{self, Layout};
use ropa::exchange::selection::Selection;
use ropa::exchange::shape::Source as _;
use ropa::exchange::{
    MADE_WITH, agenda, calendar, disposal, findings, import, markdown, plain, wide,
};
use ropa::law::Law;
use ropa::session::Session;
use ropa::store::Store;
use ropa::tui::keymap::Keymap;
use ropa::words::Words;
use serde_json::Value as Json;

use super::dice::Dice;
use super::{Taken, is_clean, mutate, reader};
use crate::exchange::{NOTICES, export, notice};
use crate::support::screen::{lexicon, surroundings};

/// What was told of a problem, which must be clean.
fn told(problem: &Problem) -> Taken {
    static WORDS: OnceLock<Words> = OnceLock::new();
    let words = WORDS.get_or_init(|| Words::load(Language::ENGLISH).unwrap());
    let mut message = Vec::new();
    cli::report(words, problem, &mut message);
    let message = String::from_utf8(message).unwrap();
    assert!(is_clean(&message), "not clean: {message:?}");
    assert!(!message.trim().is_empty());
    Taken::Refused
}

/// A register with a journal of some length, in bytes.
fn register_file() -> &'static [u8] {
    static MADE: OnceLock<Vec<u8>> = OnceLock::new();
    MADE.get_or_init(|| {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("register.sqlite");
        let sample = ropa::sample::register(1, 3, Language::ENGLISH).unwrap();
        Session::create_sample(&path, sample, surroundings()).unwrap();
        std::fs::read(&path).unwrap()
    })
}

/// A directory in memory, where there is one.
fn place() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").unwrap_or_else(|_| tempfile::tempdir().unwrap())
}

#[test]
fn fuzz_register_files() {
    let make = |dice: &mut Dice| {
        let mut file = register_file().to_vec();
        if dice.one_in(8) {
            mutate::bytes(dice, &mut file, &[register_file().to_vec()]);
        } else {
            mutate::pages(dice, &mut file);
        }
        file
    };
    let whole = Store::open(&{
        let path = place().keep().join("whole.sqlite");
        std::fs::write(&path, register_file()).unwrap();
        path
    });
    let whole = Facts::of(&whole.unwrap().load().unwrap());
    let directory = place();
    reader("register", make, move |bytes, _| {
        let path = directory.path().join("register.sqlite");
        std::fs::write(&path, bytes).unwrap();
        let verified = Store::open(&path).and_then(|store| {
            let verification = store.verify()?;
            Ok((store.load(), verification))
        });
        let taken = match verified {
            Err(problem) => told(&problem),
            Ok((_, verification)) if !verification.is_whole() => {
                for difference in &verification.differences {
                    told(difference);
                }
                Taken::Refused
            }
            Ok((register, _)) => {
                let register = register.unwrap_or_else(|problem| panic!("whole, but {problem}"));
                assert!(
                    Facts::of(&register) == whole,
                    "whole, but it says something else"
                );
                Taken::Accepted
            }
        };
        assert!(
            std::fs::read(&path).unwrap() == bytes,
            "the file was written"
        );
        let beside = std::fs::read_dir(directory.path()).unwrap().count();
        assert_eq!(beside, 1, "something stands beside the file");
        taken
    });
}

/// Everything that is made of a register: whatever was taken in, none of it may break.
fn documents(register: &Register) {
    let lexicon = lexicon(Language::ENGLISH);
    let (law, today) = (&lexicon.law, lexicon.today);
    let found = ropa::rules::check(register, law, today);
    let told = findings::FindingsDocument {
        register,
        found: &found,
        whole: false,
    };
    let items = ropa::due::agenda(register, law, today, &Leads::default());
    let made = [
        told.text(&lexicon, None).unwrap_or_default(),
        markdown::print(&told.blocks(&lexicon)),
        told.json(&lexicon),
        plain::print(&agenda::groups(register, &lexicon, &items), None),
        markdown::print(&agenda::document(register, &lexicon, &items)),
        calendar::calendar(register, &lexicon, &items),
        markdown::print(&disposal::document(register, &lexicon, &Stretch::default())),
        markdown::document(&lexicon, register, today, &Selection::default(), MADE_WITH),
    ];
    for text in made {
        assert!(!text.contains(['\u{1b}', '\0']), "an escape in a document");
    }
    let export = Export {
        lexicon: &lexicon,
        register,
        as_of: today,
        selection: &Selection::default(),
        table: &RegisterTable::Usual,
    };
    for format in [Format::Xlsx, Format::Csv] {
        export.check(format).unwrap();
        export.write(format, &mut Vec::new()).unwrap();
    }
}

#[test]
fn fuzz_json() {
    let whole: Vec<Vec<u8>> = NOTICES
        .iter()
        .map(|name| notice(name).into_bytes())
        .collect();
    let small = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/small.json"));
    let parsed: Vec<Json> = whole
        .iter()
        .chain([&small.unwrap()])
        .map(|bytes| serde_json::from_slice(bytes).unwrap())
        .collect();
    let make = move |dice: &mut Dice| {
        if dice.one_in(3) {
            let mut bytes = dice.pick(&whole).clone();
            mutate::bytes(dice, &mut bytes, &whole);
            return bytes;
        }
        let mut json = dice.pick(&parsed).clone();
        mutate::json(dice, &mut json);
        serde_json::to_vec(&json).unwrap()
    };
    let base = place().keep();
    let path = base.join("register.sqlite");
    reader("json", make, move |bytes, dice| {
        let read = import::decode(bytes).and_then(import::read);
        let document = match read {
            Ok(document) => document,
            Err(problem) => return told(&problem),
        };
        let mut register = Register::empty();
        let planned = match import::plan(&document, &register, &import::Merging::default()) {
            Ok(planned) => planned,
            Err(problem) => return told(&problem),
        };
        let changes = changes_of(&register, &planned.edits);
        register.apply(&changes).unwrap();
        documents(&register);
        // What was taken in goes out, comes in again, and goes out the same.
        let exported = export(&register);
        let mut again = Register::empty();
        let planned = import::read(&exported)
            .and_then(|document| import::plan(&document, &again, &import::Merging::default()))
            .unwrap_or_else(|problem| panic!("its own export is refused: {problem}"));
        again.apply(&changes_of(&again, &planned.edits)).unwrap();
        assert!(
            export(&again) == exported,
            "the export of what was imported is another"
        );
        // Some of them into a real register.
        if dice.one_in(4) {
            std::fs::write(&path, register_file()).unwrap();
            let mut session = Session::open(&path, surroundings()).unwrap();
            match session.import(
                &document,
                "import",
                ropa::session::import::ImportOptions::default(),
            ) {
                Ok(_) => assert!(session.journal().verify().unwrap().is_whole()),
                Err(problem) => {
                    told(&problem);
                    let now = std::fs::read(&path).unwrap();
                    assert!(
                        now == register_file(),
                        "refused, but the register was written"
                    );
                }
            }
        }
        Taken::Accepted
    });
}

#[test]
fn fuzz_the_configuration() {
    let texts: Vec<String> = Language::ALL
        .into_iter()
        .map(|language| {
            // The defaults stand behind comment marks.
            let lines = defaults(language).lines();
            let lines = lines.map(|line| line.strip_prefix("# ").unwrap_or(line));
            let settings = lines.filter(|line| line.contains('=') || line.starts_with('['));
            settings.collect::<Vec<_>>().join("\n")
        })
        .collect();
    let make = move |dice: &mut Dice| damaged_toml(dice, &texts);
    reader("configuration", make, |bytes, _| {
        let Ok(text) = std::str::from_utf8(bytes) else {
            return Taken::Refused;
        };
        match Configuration::parse(Path::new("config.toml"), text) {
            Ok(configuration) => {
                let _ = Keymap::new(&configuration.keys);
                Taken::Accepted
            }
            Err(problem) => told(&problem),
        }
    });
}

/// A text of lines, damaged in its lines or its bytes.
fn damaged_toml(dice: &mut Dice, texts: &[String]) -> Vec<u8> {
    let mut text = dice.pick(texts).clone();
    if dice.one_in(3) {
        let others: Vec<Vec<u8>> = texts.iter().map(|text| text.clone().into_bytes()).collect();
        let mut bytes = text.into_bytes();
        mutate::bytes(dice, &mut bytes, &others);
        return bytes;
    }
    mutate::lines(dice, &mut text);
    text.into_bytes()
}

#[test]
fn fuzz_layouts() {
    let texts = layout::names().filter_map(layout::shipped);
    let texts: Vec<String> = texts.map(str::to_owned).collect();
    let make = move |dice: &mut Dice| damaged_toml(dice, &texts);
    let register = crate::exchange::imported(&notice("axcrypt"));
    reader("layout", make, move |bytes, _| {
        let Ok(text) = std::str::from_utf8(bytes) else {
            return Taken::Refused;
        };
        match Layout::read("own.toml", text) {
            Ok(layout) => {
                let lexicon = lexicon(Language::ENGLISH);
                let table = wide::table(&lexicon, &register, &layout);
                assert_eq!(table.heads.len(), layout.columns.len());
                Taken::Accepted
            }
            Err(problem) => told(&problem),
        }
    });
}

#[test]
fn fuzz_law_data() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/law");
    let names = Law::file_names();
    let text = |name: &&str| std::fs::read_to_string(directory.join(name)).unwrap();
    let shipped: Vec<String> = names.iter().map(text).collect();
    let law = Law::shipped().unwrap();
    let make = move |dice: &mut Dice| {
        let which = dice.roll(names.len());
        // The head and some entries: the files are long.
        let parts: Vec<&str> = shipped[which].split("\n\n").collect();
        let head = parts.iter().position(|part| part.contains("[meta]"));
        let mut text = parts[..=head.unwrap_or(0)].join("\n\n");
        for _ in 0..=dice.roll(3) {
            let part: &&str = dice.pick(&parts[1..]);
            text = text + "\n\n" + part;
        }
        let mut file = format!("{}\n", names[which]).into_bytes();
        file.extend(damaged_toml(dice, &[text]));
        file
    };
    reader("law", make, move |bytes, _| {
        let Ok(text) = std::str::from_utf8(bytes) else {
            return Taken::Refused;
        };
        let (name, text) = text.split_once('\n').unwrap_or_default();
        let (law, problems) = law.clone().with_overrides(&[(name, text)]);
        // What was laid over is used: nothing that is accepted breaks an answer.
        let _ = law.destination("US");
        let _ = law.known_to();
        if problems.is_empty() {
            Taken::Accepted
        } else {
            Taken::Refused
        }
    });
}
