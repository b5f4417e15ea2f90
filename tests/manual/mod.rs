//! The manual's tables are made from the declarations; `ROPA_BLESS=1` writes them anew. The README keeps its promises.

mod contributing;

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;

use ropa::domain::field::Need;
use ropa::domain::kind::RecordKind;
use ropa::domain::language::Language;
use ropa::exchange::document::{Block, BlockTable, slug};
use ropa::exchange::manual;
use ropa::exchange::markdown::print;
use ropa::law::{Answers, Law, Status};
use ropa::tui::command::{COMMANDS, CommandContext};
use ropa::tui::keymap::Keymap;
use ropa::words::Words;
use ropa::{cli, rules};

use crate::tidy::root;

/// The files of the manual.
const MANUALS: [(Language, &str); 2] = [
    (Language::ENGLISH, "assets/manual/en.md"),
    (Language::SWEDISH, "assets/manual/sv.md"),
];

/// The heads of a table.
fn heads(words: &Words, columns: &[&str]) -> String {
    let heads: Vec<String> = columns
        .iter()
        .map(|column| words.get(&format!("manual.column.{column}")).to_owned())
        .collect();
    format!(
        "| {} |\n{}|\n",
        heads.join(" | "),
        "| --- ".repeat(heads.len())
    )
}

/// The keys of the screen, by where they work.
fn keys(words: &Words) -> String {
    let keymap = Keymap::new(&HashMap::new()).unwrap();
    let mut out = heads(words, &["where", "key", "does", "name"]);
    for context in CommandContext::ALL {
        for declared in COMMANDS
            .iter()
            .filter(|declared| declared.contexts.first() == Some(context))
        {
            let shown = keymap.all_shown(declared.command);
            let shown = if shown.is_empty() {
                let title = format!("command.{}.title", declared.name);
                let title = words.get(&title);
                format!("{}: *{title}*", words.get("palette.only"))
            } else {
                format!("`{}`", shown.replace(' ', "` `"))
            };
            let place = words.get(&format!("context.{}", context.key())).to_owned();
            let help = words
                .get(&format!("command.{}.help", declared.name))
                .to_owned();
            let name = declared.name;
            let _ = writeln!(out, "| {place} | {shown} | {help} | `{name}` |");
        }
    }
    out
}

/// The kinds of records and rows.
fn model(words: &Words) -> String {
    let mut out = heads(words, &["kind", "json", "reference", "fields", "required"]);
    for kind in RecordKind::ALL {
        let declaration = kind.declaration();
        let label = |key: &'static str| words.label(*kind, key).to_owned();
        let fields = declaration
            .fields
            .iter()
            .filter(|field| field.need == Need::Must)
            .map(|field| label(field.key));
        let lists = declaration
            .lists
            .iter()
            .filter(|list| list.need == Need::Must)
            .map(|list| label(list.key));
        let demanded: Vec<String> = fields.chain(lists).collect();
        let name = words.one(*kind);
        let name = kind
            .parent()
            .map_or_else(|| format!("**{name}**"), |_| name.to_owned());
        let reference = if kind.prefix().is_empty() {
            String::new()
        } else {
            format!("`{}1`", kind.prefix())
        };
        let _ = writeln!(
            out,
            "| {name} | `{}` | {reference} | {} | {} |",
            kind.plural(),
            declaration.fields.len(),
            demanded.join(", ")
        );
    }
    out
}

fn rule_table(words: &Words) -> String {
    let (heads, rows) = rules::table::table(words);
    print(&[Block::Table(BlockTable::of_texts(&heads, rows))])
}

#[test]
fn the_tables_are_what_the_declarations_say() {
    for (language, file) in MANUALS {
        let words = Words::load(language).unwrap();
        let path = root().join(file);
        let text = fs::read_to_string(&path).unwrap();
        let mut wanted = text.clone();
        for (name, table) in [
            ("keys", keys(&words)),
            ("commands", cli::table(&words)),
            ("formats", cli::formats(&words)),
            ("model", model(&words)),
            ("rules", rule_table(&words)),
            (
                "known",
                format!("{}\n", words.day(Law::shipped().unwrap().known_to())),
            ),
        ] {
            let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
            let from = wanted
                .find(&open)
                .unwrap_or_else(|| panic!("{file} has no {open}"))
                + open.len();
            let to = wanted.find(&close).unwrap();
            wanted.replace_range(from..to, table.trim_start());
        }
        if std::env::var_os("ROPA_BLESS").is_some() {
            fs::write(&path, &wanted).unwrap();
        } else {
            assert!(
                wanted == text,
                "the tables of {file} are old; run the tests once with ROPA_BLESS=1"
            );
        }
    }
}

/// The files of the front page and the manual, with their texts.
fn pages() -> Vec<(String, String)> {
    let files = MANUALS.iter().map(|(_, file)| *file).chain(["README.md"]);
    let read = |file: &str| fs::read_to_string(root().join(file)).unwrap();
    files.map(|file| (file.to_owned(), read(file))).collect()
}

#[test]
fn both_manuals_have_the_same_sections_in_the_same_order() {
    let shape = |language| -> Vec<(usize, Vec<&str>)> {
        let sections = manual::sections(language);
        let of = |section: &manual::ManualSection| {
            // What is no prose is the same in every language: tables, lists, blocks of code, what is generated.
            let kinds = section.text.lines().filter_map(|line| {
                let line = line.trim_start();
                let generated = line.starts_with("<!-- ");
                if generated || line.starts_with("```") {
                    Some(line)
                } else {
                    ["- ", "### "]
                        .into_iter()
                        .find(|start| line.starts_with(start))
                }
            });
            (section.level, kinds.collect())
        };
        sections.iter().map(of).collect()
    };
    let [english, others @ ..] = Language::ALL.map(shape);
    assert!(english.len() > 10);
    for other in others {
        assert_eq!(other, english);
    }
}

#[test]
fn every_command_key_and_rule_stands_in_both_manuals() {
    for (language, file) in MANUALS {
        let text = manual::text(language);
        let has = |wanted: &str| assert!(text.contains(wanted), "{file} lacks {wanted}");
        for command in cli::command::COMMANDS {
            has(&format!("| `{}", command.name));
        }
        for rule in rules::RULES {
            has(&format!("| {} |", rule.id));
        }
        let words = Words::load(language).unwrap();
        for declared in COMMANDS {
            has(words.get(&format!("command.{}.help", declared.name)));
        }
        for view in ["records", "recipients_outside_eea", "rules_without_period"] {
            has(view);
        }
    }
}

/// Where a text links to: `[text](target)`.
fn links(text: &str) -> Vec<&str> {
    let pieces = text.split("](").skip(1);
    pieces.filter_map(|piece| piece.split(')').next()).collect()
}

#[test]
fn every_link_and_every_file_named_is_there() {
    for (file, text) in pages() {
        let folder = root().join(&file);
        let folder = folder.parent().unwrap();
        for link in links(&text) {
            let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = if path.is_empty() {
                root().join(&file)
            } else {
                folder.join(path)
            };
            assert!(target.exists(), "{file} links to {link}");
            if !anchor.is_empty() {
                let target = fs::read_to_string(&target).unwrap();
                let names = target
                    .lines()
                    .filter(|line| line.starts_with('#'))
                    .map(|line| slug(line.trim_start_matches('#')));
                assert!(
                    names.into_iter().any(|name| name == anchor),
                    "{file}: {link}"
                );
            }
        }
        for code in text.split('`').skip(1).step_by(2) {
            let ours = ["src/", "tests/", "assets/"];
            if ours.iter().any(|start| code.starts_with(start)) {
                assert!(root().join(code).exists(), "{file} names {code}");
            }
        }
    }
}

#[test]
fn the_front_page_keeps_its_promises() {
    let text = fs::read_to_string(root().join("README.md")).unwrap();
    assert!(
        text.lines().count() <= 110,
        "the front page is a manual again"
    );
    assert!(text.contains(&format!("{} rules", rules::RULES.len())));
    let law = fs::read_dir(root().join("assets/law")).unwrap();
    let names = law.map(|file| file.unwrap().file_name().display().to_string());
    let countries = names.filter(|name| name.starts_with("statutory_retention_"));
    assert_eq!(countries.count(), 16);
    assert!(text.contains("periods of sixteen countries"));
    assert!(text.contains(&format!(
        "with {} activities",
        ropa::sample::WRITTEN_ACTIVITIES
    )));
}

#[test]
fn the_two_commands_are_named() {
    let text = fs::read_to_string(root().join("README.md")).unwrap();
    assert!(text.contains("cargo run --release --locked") && text.contains("cargo test --locked"));
    let run = fs::read_to_string(root().join(".ci/run")).unwrap();
    assert!(run.contains("cargo test --locked"));
}

#[test]
fn the_override_in_the_manual_works() {
    for (language, _) in MANUALS {
        override_works(manual::text(language));
    }
}

fn override_works(text: &str) {
    let toml = text.split("<!-- override -->").nth(1).unwrap();
    let toml = toml
        .split("```toml\n")
        .nth(1)
        .unwrap()
        .split("```")
        .next()
        .unwrap();
    let files = [("adequacy.toml".to_owned(), toml.to_owned())];
    let (law, problems) = Law::shipped().unwrap().with_overrides(&files);
    assert!(problems.is_empty(), "{problems:?}");
    let day = "2027-02-01".parse().unwrap();
    let standing = law.standing("KE", day, &Answers::new()).unwrap();
    assert_eq!(standing.status, Status::Adequate);
}
