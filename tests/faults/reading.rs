//! A read that fails is told as what it is: it is no damage, and nothing else is told for want of it.

use std::fs;
use std::sync::Mutex;

use super::jobs::{self, READING};
use super::judge::State;
use super::place::{NOW, Place};
use super::shim::{self, Calls, EIO, Fault, Ran};
use super::{asked, in_parallel, points};

/// Commands that write, and what else reads than the commands that only do.
const OTHERS: &[&[&str]] = &[
    &["reviewed", "A1"],
    &["undo"],
    &["import", "other.json"],
    &["import", "other.json", "--dry-run"],
    &["export", "--output", "out.md"],
    &["backup", "b.sqlite"],
    &["restore", "copy.sqlite"],
    &["restore", "copy.sqlite", "--dry-run"],
    &["redact", "A1", "owner", "--because", "Asked for"],
    &["identity"],
];

/// A home with everything that is read: a configuration, law data, a register, exports, a copy.
pub fn ready() -> Place {
    let place = Place::new();
    jobs::to_read(&place);
    let configuration = place.path(".config/ropa");
    fs::create_dir_all(configuration.join("law")).unwrap();
    fs::write(configuration.join("config.toml"), "author = \"Somebody\"\n").unwrap();
    fs::write(configuration.join("law/adequacy.toml"), LAW).unwrap();
    place
}

/// Law data beside those that are built in.
const LAW: &str = "\
[meta]
schema = 1
as_of = 2027-03-01

[[decision]]
id = \"KE-2027-1\"
applies_to = [\"KE\"]
name_en = \"Kenya\"
name_sv = \"Kenya\"
decision = \"(EU) 2027/1\"
basis = \"GDPR\"
adopted = 2027-01-15
valid_from = 2027-01-20
coverage = \"all\"
source = \"Commission Implementing Decision (EU) 2027/1\"
confidence = \"confirmed\"
";

/// What is wrong with what was told when a read failed; `good` is what is told when none does.
fn untrue(ran: &Ran, good: &Ran) -> Option<String> {
    let told = |what: &str| Some(format!("{what}: {:?} {}{}", ran.code, ran.out, ran.err));
    if ran.hung || !matches!(ran.code, Some(0..=2)) {
        return told("it hangs or panics");
    }
    if ran.code == Some(2) && good.code != Some(2) {
        let says = |word: &str| ran.err.contains(word);
        if says("damaged") || says("is not a") {
            return told("it is called damaged");
        }
        let reason = ["disk", "could not be read", "cannot be read", "I/O error"];
        if !reason.iter().any(|word| says(word)) {
            return told("the reason is not told");
        }
        return None;
    }
    let same = if good.out.starts_with("Identity ") {
        // Where a register was seen is no part of it: it is never an error that this cannot be read.
        ran.out.lines().all(|line| good.out.contains(line))
    } else {
        ran.out == good.out
    };
    if (ran.code != good.code || !same) && !ran.err.contains("cannot be read") {
        return told("something else is told, as if nothing had failed");
    }
    let alarm = ["another history", "went back", "another register"];
    if alarm
        .iter()
        .any(|word| ran.err.contains(word) && !good.err.contains(word))
    {
        return told("a false alarm");
    }
    None
}

#[test]
fn a_read_error_is_no_damage() {
    let Some(library) = shim::library() else {
        return;
    };
    let before = State::of(ready().tree());
    let commands: Vec<&[&str]> = (READING.iter())
        .map(|(_, arguments)| *arguments)
        .chain(OTHERS.iter().copied())
        .collect();
    let report: Mutex<(usize, Vec<String>)> = Mutex::default();
    in_parallel(&commands, |arguments| {
        let run = |fault| {
            let place = Place::with(&before.tree);
            let arguments = [&["--register", "register.sqlite"], *arguments].concat();
            let command = place.command(&arguments, NOW);
            let mut ran = shim::run(command, library, place.root(), Calls::Reads, fault);
            let root = place.root().display().to_string();
            ran.out = ran.out.replace(&root, "");
            ran.err = ran.err.replace(&root, "");
            (ran, place.tree())
        };
        let (good, after) = run(None);
        let writes = after != before.tree;
        let good_state = State::of(after);
        let calls = good.calls.len();
        for (kind, sampled) in [(Fault::Error(EIO), 3), (Fault::Lasting(EIO), 1)] {
            let wanted = if asked().is_some() {
                usize::MAX
            } else {
                sampled
            };
            for at in points(calls, wanted) {
                let (ran, tree) = run(Some((at, kind)));
                let untouched = tree == before.tree;
                let whole = untouched
                    || writes && {
                        let now = State::of(tree);
                        now.same(&before) || now.same(&good_state)
                    };
                let wrong = if whole {
                    untrue(&ran, &good)
                } else {
                    Some(format!("a file was changed: {}{}", ran.out, ran.err))
                };
                let mut report = report.lock().unwrap();
                report.0 += 1;
                if let Some(wrong) = wrong {
                    let hit = ran.calls.iter().find(|call| call.hit);
                    let hit = hit.map(|call| format!("{} {}", call.name, call.path));
                    let hit = hit.unwrap_or_default();
                    report.1.push(format!(
                        "{arguments:?}, {kind:?}, read {at} of {calls} ({hit}): {wrong}"
                    ));
                }
            }
        }
    });
    let (runs, wrong) = report.into_inner().unwrap();
    println!(
        "{runs} runs of {} commands with a read that fails; {} were told wrongly.",
        commands.len(),
        wrong.len()
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
