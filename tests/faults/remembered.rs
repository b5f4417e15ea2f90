//! What is remembered of a register: whichever of its calls fails, the command is done, what was remembered is as it was
/// or as it should be, and nobody is alarmed afterwards.
use std::path::Path;

use super::jobs::{on, register};
use super::place::{LATER, NOW, Place, REMEMBERED, Tree};
use super::shim::{self, Calls, EIO, ENOSPC, EROFS, Fault, Ran};
use super::{asked, in_parallel};

/// A register that is remembered, its review saved, and the file as it was before that.
fn went_back(place: &Place) {
    register(place);
    let before = std::fs::read(place.path("register.sqlite")).unwrap();
    on(place, &["reviewed", "A1"]);
    std::fs::write(place.path("register.sqlite"), before).unwrap();
}

/// A register that nothing is remembered of.
fn unseen(place: &Place) {
    register(place);
    std::fs::remove_dir_all(place.path(".local")).unwrap();
}

/// What makes a place ready, and what writes there then.
type Writing = (fn(&Place), &'static [&'static str]);

/// What writes what is remembered: made anew, replaced, one identity in the place of another, and on purpose.
const WRITING: &[Writing] = &[
    (unseen, &["list", "activities"]),
    (register, &["reviewed", "A1"]),
    (register, &["identity", "new"]),
    (went_back, &["identity", "keep"]),
];

const FAULTS: &[Fault] = &[
    Fault::Kill,
    Fault::Error(EIO),
    Fault::Torn,
    Fault::KillAfter,
    Fault::Error(ENOSPC),
    Fault::Lasting(ENOSPC),
    Fault::Error(EROFS),
];

/// What was seen of each register: its identity and the number of its last change set. A file that is in the making
/// counts only where it is `unfinished`.
fn seen(tree: &Tree) -> Result<Vec<(String, i64)>, String> {
    let mut seen = Vec::new();
    for (path, bytes) in tree.iter().filter(|(path, _)| is_memory(path)) {
        if is_unfinished(path) {
            continue;
        }
        let json: serde_json::Value = serde_json::from_slice(bytes)
            .map_err(|error| format!("{} is not whole: {error}", path.display()))?;
        let id = json["id"].as_str().ok_or("no identity")?.to_owned();
        seen.push((id, json["number"].as_i64().ok_or("no number")?));
    }
    Ok(seen)
}

fn is_memory(path: &Path) -> bool {
    path.to_string_lossy().contains(REMEMBERED)
}

fn is_unfinished(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().starts_with(".ropa-")
}

/// Why what stands there after a fault, or what is told then and by the next commands, is not as it must be.
fn wrong(place: &Place, ran: &Ran, good: &Ran, known: &[(String, i64)]) -> Option<String> {
    let told =
        |what: &str, ran: &Ran| Some(format!("{what}: {:?} {}{}", ran.code, ran.out, ran.err));
    // It is never an error that it cannot be remembered.
    let killed = ran.code.is_none() && !ran.hung;
    if !killed && (ran.code, &ran.err) != (good.code, &good.err) {
        return told("it is told", ran);
    }
    match seen(&place.everything()) {
        Err(why) => return Some(why),
        // An identity that is made anew is another in each run.
        Ok(seen) => {
            let stray = |one: &&(String, i64)| !known.iter().any(|it| it.1 == one.1);
            if let Some(stray) = seen.iter().find(stray) {
                return Some(format!("{stray:?} was never seen"));
            }
        }
    }
    // What is accepted on purpose at the end is written again, whatever was told before.
    let next = [
        &["reviewed", "A2"][..],
        &["list", "activities"],
        &["identity", "keep"],
    ];
    for arguments in next {
        let arguments = [&["--register", "register.sqlite"], arguments].concat();
        let output = place.command(&arguments, LATER).output().unwrap();
        let err = String::from_utf8_lossy(&output.stderr);
        let alarm = ["went back", "another history", "earlier"];
        let expected = alarm.iter().any(|word| good.err.contains(word));
        if !output.status.success() || !expected && !err.is_empty() {
            return Some(format!("then {arguments:?} says {err}"));
        }
    }
    let left = place.everything();
    let mut left = left
        .keys()
        .filter(|path| is_memory(path) && is_unfinished(path));
    left.next().map(|left| format!("{} stays", left.display()))
}

#[test]
fn what_is_remembered_is_whole_whichever_of_its_calls_fails() {
    let Some(library) = shim::library() else {
        return;
    };
    let told = std::sync::Mutex::new((0, Vec::new()));
    in_parallel(WRITING, |(ready, arguments)| {
        let place = Place::new();
        ready(&place);
        let before = place.everything();
        let run = |fault| {
            place.becomes(&before);
            let arguments = [&["--register", "register.sqlite"], *arguments].concat();
            let command = place.command(&arguments, NOW);
            shim::run(command, library, place.root(), Calls::Writes, fault)
        };
        let good = run(None);
        assert_eq!(good.code, Some(0), "{}", good.err);
        let mut known = seen(&before).unwrap();
        known.extend(seen(&place.everything()).unwrap());
        let calls = good.calls.iter().enumerate();
        let of_memory = calls.filter(|(_, call)| is_memory(Path::new(&call.path)));
        let calls: Vec<usize> = of_memory.map(|(at, _)| at + 1).collect();
        assert!(calls.len() > 2, "{arguments:?}: {:?}", good.calls);
        // In a sample, each call meets one of the faults, another one each.
        for (turn, at) in calls.iter().enumerate() {
            let all = FAULTS.iter().enumerate();
            let some = all.filter(|(kind, _)| asked().is_some() || *kind == turn % FAULTS.len());
            for (_, fault) in some {
                let ran = run(Some((*at, *fault)));
                let wrong = wrong(&place, &ran, &good, &known);
                let mut told = told.lock().unwrap();
                told.0 += 1;
                if let Some(wrong) = wrong {
                    let call = &good.calls[at - 1];
                    told.1.push(format!(
                        "{arguments:?}, {fault:?} at {} {}: {wrong}",
                        call.name, call.path
                    ));
                }
            }
        }
    });
    let (runs, wrong) = told.into_inner().unwrap();
    println!(
        "{runs} runs with a fault in what is remembered; {} went wrong.",
        wrong.len()
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
