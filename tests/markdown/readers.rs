//! The Markdown as the common readers take it: `pandoc` reads it as `CommonMark`, as GitHub, as its own, and by the rule of
//! four blanks that older readers follow. Where it is missing, one word says so.

use std::io::Write as _;
use std::process::{Command, Stdio};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use ropa::domain::language::Language;
use ropa::exchange::markdown::document;
use ropa::exchange::selection::{Profile, Selection};
use scraper::{Html, Selector};

use super::build;
use crate::exchange::{NOTICES, imported, notice};

/// The readers, as `pandoc` calls them.
const READERS: [&str; 4] = [
    "commonmark+pipe_tables",
    "gfm",
    "markdown",
    "markdown_strict+pipe_tables+four_space_rule+escaped_line_breaks",
];

fn documents() -> Vec<(String, String)> {
    let lexicon = build::lexicon(Language::SWEDISH);
    let sample = ropa::sample::register(7, 24, Language::SWEDISH)
        .unwrap()
        .register();
    let registers = NOTICES
        .iter()
        .map(|name| ((*name).to_owned(), imported(&notice(name))));
    let registers = registers.chain([("the made-up register".to_owned(), sample)]);
    let selection = Selection {
        profile: Profile::Full,
        ..Selection::default()
    };
    registers
        .map(|(name, register)| {
            (
                name,
                document(&lexicon, &register, lexicon.today, &selection, "ropa"),
            )
        })
        .collect()
}

/// How deep each point of the lists stands.
fn depths(markdown: &str) -> Vec<usize> {
    let (mut depth, mut found) = (0, Vec::new());
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Item) => {
                depth += 1;
                found.push(depth);
            }
            Event::End(TagEnd::Item) => depth -= 1,
            _ => {}
        }
    }
    found
}

fn read_by_pandoc(reader: &str, markdown: &str) -> Option<Vec<usize>> {
    let mut pandoc = Command::new("pandoc")
        .args(["-f", reader, "-t", "html", "--wrap=none"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    let mut input = pandoc.stdin.take().unwrap();
    let text = markdown.to_owned();
    let writing = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let made = pandoc.wait_with_output().unwrap();
    writing.join().unwrap().unwrap();
    let page = Html::parse_fragment(&String::from_utf8(made.stdout).unwrap());
    let is_item = |node: &scraper::ElementRef<'_>| node.value().name() == "li";
    let items = Selector::parse("li").unwrap();
    let depth = |item: scraper::ElementRef<'_>| {
        item.ancestors()
            .filter_map(scraper::ElementRef::wrap)
            .filter(is_item)
            .count()
            + 1
    };
    Some(page.select(&items).map(depth).collect())
}

#[test]
fn lists_are_the_same_to_every_reader() {
    for (name, markdown) in documents() {
        let wanted = depths(&markdown);
        assert!(wanted.iter().any(|depth| *depth > 1), "{name}");
        for reader in READERS {
            let Some(read) = read_by_pandoc(reader, &markdown) else {
                println!("skipped");
                return;
            };
            let differs = wanted
                .iter()
                .zip(&read)
                .position(|(left, right)| left != right);
            assert!(
                read == wanted,
                "{name} by {reader}: {differs:?} of {}",
                wanted.len()
            );
        }
    }
}

#[test]
fn no_table_has_more_than_seven_columns() {
    for (name, markdown) in documents() {
        let mut columns = 0;
        for event in Parser::new_ext(&markdown, Options::ENABLE_TABLES) {
            if let Event::Start(Tag::Table(of)) = event {
                columns = columns.max(of.len());
            }
        }
        assert!((1..=7).contains(&columns), "{name}: {columns}");
    }
}
