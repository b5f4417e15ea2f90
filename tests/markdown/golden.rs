//! Whole documents, to be read by people: `ROPA_BLESS=1` writes them anew.

use std::path::PathBuf;

use ropa::domain::language::Language;
use ropa::exchange::markdown::{document, record};
use ropa::exchange::selection::{Profile, Selection};

use super::build;

fn check(name: &str, text: &str) {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "tests", "golden", name]
        .iter()
        .collect();
    if std::env::var_os("ROPA_BLESS").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = golden
        .lines()
        .zip(text.lines())
        .position(|(left, right)| left != right);
    assert!(
        golden == text,
        "{name} differs, first in line {:?}:\n{text}",
        differs.map(|at| at + 1)
    );
}

fn norrby() -> ropa::domain::register::Register {
    build::register(&serde_json::from_str(include_str!("norrby.json")).unwrap())
}

fn whole(language: Language, selection: &Selection) -> String {
    let day = "2026-11-21".parse().unwrap();
    document(
        &build::lexicon(language),
        &norrby(),
        day,
        selection,
        "ropa 0.1.0",
    )
}

#[test]
fn the_document_reads_as_it_should_in_english() {
    check(
        "norrby.en.md",
        &whole(Language::ENGLISH, &Selection::default()),
    );
}

#[test]
fn the_document_reads_as_it_should_in_swedish() {
    check(
        "norrby.sv.md",
        &whole(Language::SWEDISH, &Selection::default()),
    );
}

#[test]
fn the_public_document_reads_as_it_should() {
    let selection = Selection {
        profile: Profile::Public,
        ..Selection::default()
    };
    check("norrby.public.sv.md", &whole(Language::SWEDISH, &selection));
}

#[test]
fn one_record_reads_as_it_should() {
    let register = norrby();
    let lexicon = build::lexicon(Language::ENGLISH);
    let shown = |reference: &str| {
        let id = register.find(reference).unwrap();
        record(&lexicon, &register, register.get(id).unwrap())
    };
    let all: Vec<String> = ["A1", "A1/C1", "A1/R1/H1", "O1", "G1", "S1"]
        .map(shown)
        .into();
    check("norrby.records.en.md", &all.join("\n"));
}
