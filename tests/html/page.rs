//! Real registers and hostile texts as pages.

use proptest::prelude::*;
use ropa::domain::codes::TransferState;
use ropa::domain::language::Language;
use ropa::domain::register::Register;
use ropa::exchange::document::{Block, BlockTable, Inline, Inlines, ListPoint, Sink};
use ropa::exchange::format::Format;
use ropa::exchange::format::register::{Export, RegisterTable as Which};
use ropa::exchange::html::HtmlPrinter;
use ropa::exchange::selection::{Profile, Selection};
use ropa::exchange::shape::Print;

use super::{is_sound, read, selector};
use crate::exchange::{NOTICES, imported, notice};
use crate::support::screen::{lexicon, today};

pub fn sample(activities: usize, language: Language) -> Register {
    ropa::sample::register(7, activities, language)
        .unwrap()
        .register()
}

pub fn page(register: &Register, language: Language, selection: &Selection) -> String {
    let lexicon = lexicon(language);
    let export = Export {
        lexicon: &lexicon,
        register,
        as_of: today(),
        selection,
        table: &Which::Usual,
    };
    let mut out = Vec::new();
    export.write(Format::Html, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn every_real_register_is_a_sound_page_in_both_languages_and_profiles() {
    let mut registers: Vec<(&str, Register)> = NOTICES
        .iter()
        .map(|name| (*name, imported(&notice(name))))
        .collect();
    registers.push(("the made-up register", sample(24, Language::SWEDISH)));
    for (name, register) in &registers {
        for language in [Language::ENGLISH, Language::SWEDISH] {
            for profile in Profile::ALL {
                let selection = Selection {
                    profile,
                    ..Selection::default()
                };
                let read = read(&page(register, language, &selection));
                is_sound(&read, name);
                // The contents lead to every activity.
                let cards = read.select(&selector("nav a")).count();
                assert!(cards > register.activities.len(), "{name}");
            }
        }
    }
}

#[test]
fn a_page_of_paper_names_the_register_and_its_state() {
    let register = imported(&notice("zesec"));
    let page = page(&register, Language::ENGLISH, &Selection::default());
    let title = register.about.title.clone().unwrap();
    let rule = page
        .lines()
        .find(|line| line.starts_with("@page { @top-left"))
        .unwrap();
    assert!(
        rule.contains(title.as_str()) && rule.contains(&today().to_string()),
        "{rule}"
    );
}

#[test]
fn pictures_show_the_numbers_of_the_register_beside_their_bars() {
    let mut register = sample(24, Language::ENGLISH);
    let mut activity = register.activities[0].clone();
    activity.transfers[0].mechanisms.clear();
    register.replace(Box::new(activity));
    let shown = |profile| {
        let selection = Selection {
            profile,
            ..Selection::default()
        };
        read(&page(&register, Language::ENGLISH, &selection))
    };
    let full = shown(Profile::Full);
    let numbers = |page: &scraper::Html, at: usize| -> Vec<(String, u64)> {
        let picture = page.select(&selector("figure")).nth(at).unwrap();
        let rows = selector("tr:has(svg)");
        let rows = picture.select(&rows).map(|row| {
            let label = row.select(&selector("th")).next().unwrap();
            let number = row.select(&selector("td:last-child")).next().unwrap();
            let number = number.text().collect::<String>().parse().unwrap();
            (label.text().collect(), number)
        });
        rows.collect()
    };
    let sum = |rows: &[(String, u64)]| rows.iter().map(|(_, n)| n).sum::<u64>();
    let count = |of: &dyn Fn(&ropa::domain::records::Activity) -> usize| {
        register.activities.iter().map(of).sum::<usize>() as u64
    };
    // Where the data go: every activity, every recipient, and every transfer that leaves the EEA, is in one bar.
    let law = ropa::law::Law::shipped().unwrap();
    let leaves = |transfer: &&ropa::domain::records::Transfer| {
        let inside = |code: &String| law.is_eea_on(code, "2026-11-21".parse().unwrap());
        transfer.state != Some(TransferState::Denied)
            && !transfer.country.as_ref().is_some_and(inside)
    };
    let all = count(&|it| 1 + it.recipients.len() + it.transfers.iter().filter(leaves).count());
    assert_eq!(sum(&numbers(&full, 0)), all);
    let open = full.select(&selector("rect.open")).count();
    assert!(
        open > 0
            && numbers(&full, 0)
                .iter()
                .any(|(label, _)| label.contains("no ground"))
    );
    // What is overdue, and twelve months.
    let coming = numbers(&full, 1);
    assert_eq!(coming.len(), 13, "{coming:?}");
    assert!(coming[0].0 == "Overdue" && coming[0].1 > 0, "{coming:?}");
    assert_eq!(sum(&numbers(&full, 2)), count(&|it| it.retention.len()));
    // Nobody hands over unasked what he is late with; the public is told of no deadline.
    assert_eq!(numbers(&shown(Profile::Authority), 1).len(), 12);
    assert_eq!(
        shown(Profile::Public).select(&selector("figure")).count(),
        2
    );
}

/// Texts that mean something to a browser, and any others.
fn hostile() -> impl Strategy<Value = String> {
    let parts = prop_oneof![
        Just("</style><script>alert(1)</script>".to_owned()),
        Just("<!--".to_owned()),
        Just("-->".to_owned()),
        Just("]]>".to_owned()),
        Just("</title>".to_owned()),
        Just("\" onload=\"x".to_owned()),
        Just("&amp;".to_owned()),
        Just("&#x3c;".to_owned()),
        Just("\u{202e}".to_owned()),
        Just("\0".to_owned()),
        Just("\r\n".to_owned()),
        Just("\\3c ".to_owned()),
        Just("} @import 'x';".to_owned()),
        any::<String>(),
    ];
    prop::collection::vec(parts, 1..6).prop_map(|parts| parts.concat())
}

/// What a text is to be seen as: line breaks and tabs as blanks, what is hidden by its number.
fn seen(text: &str) -> String {
    ropa::exchange::plain::line(
        &text
            .replace("\r\n", "\n")
            .replace(['\r', '\u{b}', '\u{c}'], "\n"),
    )
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_shows_as_typed_wherever_it_stands(text in hostile()) {
        let mut printer = Box::new(HtmlPrinter::new(&lexicon(Language::SWEDISH)));
        let of = |inline: Inline| Inlines::from(inline);
        printer.put(Block::heading(1, format!("t{text}")));
        printer.put(Block::Running(text.as_str().into()));
        printer.put(Block::Contents("Innehåll".into()));
        printer.put(Block::heading(2, format!("h{text}")));
        printer.put(Block::Paragraph(of(Inline::text(&text))));
        printer.put(Block::Note(of(Inline::strong(&text))));
        printer.put_items(vec![ListPoint::new(of(Inline::emphasis(&text)))]);
        printer.put(Block::Table(BlockTable {
            head: vec!["a".into()],
            rows: vec![vec![of(Inline::code(&text))]],
            names: vec![0],
            ..BlockTable::default()
        }));
        printer.put(Block::Verbatim(text.as_str().into()));
        let page = printer.finish();
        let read = read(&page);
        is_sound(&read, &text);
        let shown = words(&seen(&text));
        for place in ["main > p", ".note p", "main > ul li", "tbody th, .rows dd", "pre"] {
            let element = read.select(&selector(place)).next().unwrap();
            let mut found = String::new();
            for node in element.descendants() {
                match node.value() {
                    scraper::Node::Text(text) => found.push_str(text),
                    scraper::Node::Element(element) if element.name() == "br" => found.push(' '),
                    _ => {}
                }
            }
            prop_assert_eq!(words(&found), shown.clone(), "{}", place);
        }
    }
}
