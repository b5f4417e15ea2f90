//! Formats of documents on the command line: each document in each format that it takes, by its word or by the ending of
//! the file; and what is said where there is none.

use std::fs;

use ropa::exchange::format::{Document, Format};

use super::Home;

/// The commands that write documents, with what they write.
const COMMANDS: &[(&[&str], Document)] = &[
    (&["export"], Document::Register),
    (&["show", "A1"], Document::Record),
    (&["list", "activities"], Document::Records),
    (&["check"], Document::Findings),
    (&["due"], Document::Due),
    (&["disposals"], Document::Disposals),
    (&["log"], Document::History),
    (&["log", "A1"], Document::History),
    (&["diff", "2026-11-21"], Document::Difference),
    (&["rules"], Document::Rules),
    (&["manual"], Document::Manual),
];

/// What a command wrote into a file; the answer of the command itself may be no.
fn written(home: &Home, arguments: &[&str], file: &str) -> Vec<u8> {
    let arguments = [arguments, &["--output", file]].concat();
    let ran = home.on("r.sqlite", &arguments);
    assert!(
        ran.code < 2 && ran.err.is_empty(),
        "{arguments:?}: {}",
        ran.err
    );
    assert_eq!(ran.out, "", "{arguments:?}");
    fs::read(home.path(file)).unwrap()
}

#[test]
fn every_document_is_written_in_every_format_that_it_takes() {
    let home = Home::with_small_register();
    for (at, (arguments, document)) in COMMANDS.iter().enumerate() {
        for format in document.formats() {
            let file = format!("{at}.{}", format.ending());
            let by_ending = written(&home, arguments, &file);
            assert!(!by_ending.is_empty(), "{arguments:?} {format:?}");
            // The same by its word, whatever the file is called; the same again gives the same bytes.
            let by_word = [*arguments, &["--format", format.code()]].concat();
            let by_word = written(&home, &by_word, &format!("{at}-{}", format.code()));
            assert!(by_ending == by_word, "{arguments:?} {format:?}");
        }
    }
}

#[test]
fn a_table_is_text_by_another_name() {
    let home = Home::with_small_register();
    for (arguments, document) in COMMANDS {
        if !document.takes(Format::Text) {
            continue;
        }
        let of = |format: &str| {
            let arguments = [*arguments, &["--format", format]].concat();
            let ran = home.on("r.sqlite", &arguments);
            assert!(ran.code < 2, "{arguments:?}: {}", ran.err);
            ran.out
        };
        assert_eq!(of("table"), of("text"), "{arguments:?}");
    }
}

#[test]
fn an_ending_that_is_of_no_format_is_told_with_those_that_are() {
    let home = Home::with_small_register();
    for (arguments, document) in COMMANDS {
        let arguments = [*arguments, &["--output", "register.docx"]].concat();
        let said = home.on("r.sqlite", &arguments).failed(2);
        assert!(
            said.contains("register.docx") && said.contains("“.docx”"),
            "{said}"
        );
        for format in document.formats() {
            assert!(said.contains(&format!(".{}", format.ending())), "{said}");
        }
        assert!(!home.path("register.docx").exists());
    }
    // Where the format is named, the file is called as one likes.
    home.on(
        "r.sqlite",
        &["export", "--format", "json", "--output", "register.docx"],
    )
    .done();
}

#[test]
fn in_a_folder_every_document_has_a_name_of_its_own() {
    let home = Home::with_small_register();
    fs::create_dir(home.path("out")).unwrap();
    for (arguments, _) in COMMANDS {
        let arguments = [*arguments, &["--output", "out", "--force"]].concat();
        assert!(home.on("r.sqlite", &arguments).code < 2);
    }
    let mut names: Vec<String> = fs::read_dir(home.path("out"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "r-2026-11-21.md",
            "r-difference-2026-11-21.txt",
            "r-disposals-2026-11-21.md",
            "r-due-2026-11-21.txt",
            "r-findings-2026-11-21.txt",
            "r-history-2026-11-21.txt",
            "r-record-2026-11-21.txt",
            "r-records-2026-11-21.txt",
            "ropa-manual.txt",
            "ropa-rules.txt",
        ]
    );
}
