//! Any text shows as typed and makes no structure of its own: compared with what harmless words make.

use std::fmt::Write as _;

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser};
use ropa::domain::codec::clean;
use ropa::domain::kind::RecordKind;
use ropa::domain::language::Language;
use ropa::domain::register::Register;
use ropa::domain::text::hidden::each;
use ropa::domain::value::{Id, Value};
use ropa::exchange::markdown::{document, record};
use ropa::exchange::selection::Selection;
use ropa::labels::Lexicon;

use super::build;

/// What means something in Markdown, HTML or to a terminal.
pub const PIECES: &[&str] = &[
    "a",
    "B2",
    "é",
    "漢",
    "😀",
    " ",
    "  ",
    "    ",
    "\n",
    "\n\n",
    "\n    ",
    "\n- ",
    "\n1. ",
    "\n2) ",
    "\n# ",
    "\n> ",
    "\n===",
    "\n---",
    "\n* * *",
    "\n+ ",
    "\n: ",
    "\n~~~",
    "\n```",
    "\n| - |",
    "\n:--|--:",
    "\n\t",
    "|",
    "\\",
    "`",
    "``",
    "*",
    "**",
    "_",
    "__",
    "<",
    ">",
    "<b>",
    "</b>",
    "<!--",
    "-->",
    "<br>",
    "&",
    "&amp;",
    "&#124;",
    "&nbsp;",
    "[x](y)",
    "![",
    "[",
    "]",
    "(",
    ")",
    "[^1]",
    "[^1]: ",
    "[a]: /u",
    "[ ] ",
    "#",
    " #",
    "##",
    "-",
    "+",
    "=",
    "~",
    "~~",
    "$",
    "$$",
    "^",
    "{#id}",
    "http://a.b/c_d*",
    "https://x.se/a|b",
    "www.x.se",
    "<http://x.se>",
    "a@b.se",
    "!",
    "1.",
    "10)",
    ".",
    ";",
    ":",
    "\u{a0}",
    "\u{202E}",
    "\u{2066}",
    "\u{200F}",
    "\t",
    "\u{1b}[31m",
    "\"",
    "'",
    "%",
    "@",
    "{",
    "}",
    "\r\n",
    "\u{2028}",
];

/// Texts of such pieces.
pub fn nasty() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 1..12).prop_map(|pieces| pieces.concat())
}

/// The same number of lines, without anything that means something.
fn harmless(typed: &str) -> String {
    let lines = typed
        .split('\n')
        .map(|line| if line.is_empty() { "" } else { "x" });
    lines.collect::<Vec<_>>().join("\n")
}

fn filled(texts: &[String]) -> (Register, Vec<Id>) {
    let text = |at: usize, lines: bool| {
        let typed = clean(&texts[at % texts.len()], lines);
        if typed.is_empty() {
            "x".to_owned()
        } else {
            typed
        }
    };
    let mut register = Register::empty();
    let mut organisation = RecordKind::Organisation.blank();
    organisation.record_value("name", Value::Text(text(0, false)));
    organisation.record_value(
        "addresses",
        Value::Texts(vec![text(1, false), text(2, false)]),
    );
    organisation.record_value("ours", Value::Flag(true));
    organisation.record_value("notes", Value::Text(text(3, true)));
    let mut contact = RecordKind::Contact.blank();
    contact.record_value("title", Value::Text(text(4, false)));
    contact.record_value("notes", Value::Text(text(5, true)));
    contact.record_none("email", &text(6, true));
    organisation.insert_row(0, 0, contact);
    register.settle(&mut *organisation);
    let ours = organisation.id();
    register.replace(organisation);
    let mut activity = RecordKind::Activity.blank();
    activity.record_value("name", Value::Text(text(7, false)));
    activity.record_value("role", Value::Text("controller".to_owned()));
    activity.record_value("organisation", Value::Ref(ours));
    activity.record_value("description", Value::Text(text(8, true)));
    activity.record_value("systems", Value::Texts(vec![text(9, false)]));
    activity.record_none("transfers", &text(10, true));
    let link = vec![Value::Text(text(11, false)), Value::Text(text(0, false))];
    activity.record_value("documents", Value::Items(vec![link]));
    let mut purpose = RecordKind::Purpose.blank();
    (text(1, false).trim()).clone_into(&mut purpose.head_mut().reference);
    purpose.record_value("text", Value::Text(text(2, true)));
    purpose.record_value("laws", Value::Texts(vec![text(3, false)]));
    let list = activity.declaration().list("purposes").unwrap();
    activity.insert_row(list, 0, purpose);
    register.settle(&mut *activity);
    let activity_id = activity.id();
    register.replace(activity);
    (register, vec![ours, activity_id])
}

/// The structure of a text without its words, and the words.
fn parsed(markdown: &str) -> (Vec<String>, String) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST;
    let (mut structure, mut words) = (Vec::new(), String::new());
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Text(part) => words.push_str(&part),
            Event::HardBreak => words.push('\n'),
            Event::InlineHtml(tag) if &*tag == "<br>" => words.push('\n'),
            // The target of a link holds the words of its heading.
            Event::Start(pulldown_cmark::Tag::Link { link_type, .. }) => {
                structure.push(format!("{link_type:?}"));
            }
            other => {
                words.push('\u{1}');
                structure.push(format!("{other:?}"));
            }
        }
    }
    (structure, words)
}

/// What is read of a text: without blanks at the ends of its lines, and with hidden characters written out.
fn expected(typed: &str) -> String {
    let lines = typed
        .split('\n')
        .map(|line| line.trim_end_matches([' ', '\u{a0}']));
    let shown: String = lines.collect::<Vec<_>>().join("\n");
    let shown = shown.replace('\u{a0}', " ");
    let mut out = String::new();
    each(&shown, |letter, hidden| {
        if hidden && letter != '\t' {
            write!(out, "‹U+{:04X}›", u32::from(letter)).unwrap();
        } else {
            out.push(letter);
        }
    });
    out
}

fn normal(words: &str) -> String {
    let lines = words
        .split('\n')
        .map(|line| line.trim_end_matches([' ', '\u{a0}']));
    lines.collect::<Vec<_>>().join("\n").replace('\u{a0}', " ")
}

fn check(lexicon: &Lexicon, texts: &[String]) -> Result<(), TestCaseError> {
    let plain: Vec<String> = texts
        .iter()
        .map(|typed| harmless(&clean(typed, true)))
        .collect();
    let (register, ids) = filled(texts);
    let (other, _) = filled(&plain);
    let whole = |register: &Register| {
        document(
            lexicon,
            register,
            lexicon.today,
            &Selection::default(),
            "ropa",
        )
    };
    let mut pairs = vec![(whole(&register), whole(&other))];
    for id in ids {
        let one = |register: &Register| record(lexicon, register, register.get(id).unwrap());
        pairs.push((one(&register), one(&other)));
    }
    // What the rules find depends on the words, and so do the lines that say it.
    let apart = |text: &str| {
        let (before, points) = text.split_once("\n## Open points\n").unwrap_or((text, ""));
        let after = points
            .split_once("\n## Our organisations\n")
            .unwrap_or(("", ""));
        format!("{before}\n{}", after.1)
    };
    for (nasty, plain) in &pairs {
        let ((structure, _), (wanted, _)) = (parsed(&apart(nasty)), parsed(&apart(plain)));
        prop_assert_eq!(structure, wanted, "{}", nasty);
    }
    let words = normal(&parsed(&pairs[0].0).1);
    for row in register.records(RecordKind::Activity) {
        row.walk(None, &mut |row, _| {
            for index in 0..row.declaration().fields.len() {
                let texts = match row.get(index) {
                    Value::Text(text) if row.declaration().fields[index].kind.codes().is_none() => {
                        vec![text]
                    }
                    Value::Texts(texts) => texts,
                    _ => continue,
                };
                for typed in texts {
                    assert!(
                        words.contains(&expected(&typed)),
                        "{typed:?} is not read in\n{words}"
                    );
                }
            }
        });
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_text_shows_as_typed_and_makes_no_structure(texts in prop::collection::vec(nasty(), 12)) {
        thread_local!(static LEXICON: Lexicon = build::lexicon(Language::ENGLISH));
        LEXICON.with(|lexicon| check(lexicon, &texts))?;
    }
}

#[test]
fn each_dangerous_piece_alone_shows_as_typed() {
    let lexicon = build::lexicon(Language::ENGLISH);
    for piece in PIECES {
        for typed in [
            (*piece).to_owned(),
            format!("a{piece}b"),
            format!("a\n{piece} b"),
        ] {
            check(&lexicon, &vec![typed; 12]).unwrap();
        }
    }
}
