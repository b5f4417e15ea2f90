//! A redaction that is broken off is not done or done whole, and what it left undone is told and finished.

use std::path::Path;

use super::place::{NOW, Place, Tree};
use super::shim::{self, Calls, EIO, ENOSPC, Fault};
use super::{State, asked, points};

/// What is taken out.
const VALUE: &str = "Siv Needlework";

/// A register in which somebody is named, with a copy beside it that the program knows.
fn named() -> Tree {
    let place = Place::new();
    let register = [
        "new",
        "register.sqlite",
        "--name",
        "Exempel AB",
        "--country",
        "SE",
    ];
    place.ropa(&register);
    let long = format!("{VALUE} ").repeat(700);
    let file = format!(
        r#"{{"format": "ropa-register", "version": 1, "activities": [
            {{"ref": "A1", "name": "News", "owner": "{VALUE}", "notes": "{long}"}}]}}"#
    );
    std::fs::write(place.path("in.json"), file).unwrap();
    let on = |arguments: &[&str]| {
        place.ropa(&[&["--register", "register.sqlite"], arguments].concat());
    };
    on(&["import", "in.json", "--because", VALUE]);
    on(&["backup", "register-before-2026-01-01-000000.sqlite"]);
    on(&["reviewed", "A1"]);
    std::fs::remove_file(place.path("in.json")).unwrap();
    place.tree()
}

/// The files in which the value stands.
fn holding(tree: &Tree) -> Vec<String> {
    let holds = |bytes: &[u8]| bytes.windows(6).any(|it| it == b"Needle");
    let found = tree.iter().filter(|(_, bytes)| holds(bytes));
    found.map(|(path, _)| path.display().to_string()).collect()
}

fn on(place: &Place, library: &Path, rest: &[&str], fault: Option<(usize, Fault)>) -> shim::Ran {
    let arguments = [&["--register", "register.sqlite"], rest].concat();
    let command = place.command(&arguments, NOW);
    shim::run(
        command,
        library,
        place.root(),
        Calls::WritesAndOutput,
        fault,
    )
}

#[test]
fn a_redaction_that_is_broken_off_is_not_done_or_done_whole() {
    let Some(library) = shim::library() else {
        return;
    };
    let before = named();
    let redact = [
        "redact",
        "--words",
        VALUE,
        "--because",
        "Asked for",
        "--yes",
    ];
    let place = Place::with(&before);
    let ran = on(&place, library, &redact, None);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(holding(&place.tree()), Vec::<String>::new());
    let calls = ran.calls.len();
    let wanted = if asked().is_some() { usize::MAX } else { 6 };
    let (mut runs, mut wrong) = (0, Vec::new());
    for fault in [
        Fault::Kill,
        Fault::KillAfter,
        Fault::Error(ENOSPC),
        Fault::Lasting(EIO),
    ] {
        for at in points(calls, wanted) {
            runs += 1;
            let place = Place::with(&before);
            let ran = on(&place, library, &redact, Some((at, fault)));
            let mut found = |what: &str| {
                wrong.push(format!(
                    "{fault:?} at {at} of {calls}: {what}: {}{}",
                    ran.out, ran.err
                ));
            };
            let left = holding(&place.tree());
            let state = State::of(place.tree());
            for (path, said) in &state.registers {
                if let Err(why) = said {
                    found(&format!("{} {why}", path.display()));
                }
            }
            let confirmed = ran.code == Some(0) || ran.out.contains("Redacted; change");
            if confirmed && !left.is_empty() && !ran.err.contains(&left[0]) {
                found(&format!("confirmed, but {left:?} still hold it"));
            }
            // What was recorded is true of the register itself.
            let verified = on(&place, library, &["verify"], None);
            let recorded = verified.out.contains("Asked for");
            if verified.code != Some(0) {
                found(&format!("verify: {}{}", verified.out, verified.err));
            }
            let file = std::fs::read(place.path("register.sqlite")).unwrap();
            let alone = Tree::from([("register.sqlite".into(), file)]);
            if recorded && !holding(&alone).is_empty() {
                found("recorded, but the register still holds it");
            }
            let copies = left.iter().any(|path| path.contains("before"));
            if recorded && copies && !verified.out.contains("--finish") {
                found("what is left undone is not told");
            }
            // The same again, or what is offered.
            let again = on(&place, library, &redact, None);
            if again.code == Some(1) && again.err.contains("--finish") {
                let finished = on(&place, library, &["redact", "--finish"], None);
                if finished.code != Some(0) {
                    found(&format!("finish: {}", finished.err));
                }
            }
            let left = holding(&place.tree());
            if !left.is_empty() {
                found(&format!(
                    "after the next run {left:?} hold it: {}{}",
                    again.out, again.err
                ));
            }
            if on(&place, library, &["verify"], None).code != Some(0) {
                found("verify after the next run");
            }
        }
    }
    println!(
        "{runs} redactions that met a fault; {} went wrong.",
        wrong.len()
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
