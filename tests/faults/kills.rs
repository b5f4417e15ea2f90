//! Kills at random moments: programs that write, one after another on the same files, each ended at a call drawn from a
//! seed, without anything put in order between them.
//!
//! A few in the ordinary run; 10,000 by `ROPA_KILLS=10000 cargo test --test all faults::kills -- --nocapture`, others
//! than before with `ROPA_KILLS_SEED`.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::jobs::{self, JOBS, Job};
use super::judge::{self, State};
use super::place::{NOW, Place, Tree};
use super::shim::{self, Fault, Ran};
use super::{Ready, in_parallel};
use crate::fuzz::dice::Dice;

/// How many kills there are where nothing else is asked for.
const ORDINARY: usize = 24;
/// How many programs run on the same files, one after another.
const LIFE: usize = 12;

/// The jobs that are drawn: what the same files can meet again and again.
const DRAWN: &[&str] = &[
    "reviewed",
    "hold",
    "lift",
    "waive",
    "unwaive",
    "extend",
    "dispose",
    "checked",
    "holdings",
    "schedule",
    "import",
    "undo",
    "redo",
    "backup",
    "restore",
    "export over a file",
    "daily copy",
    "draft on the screen",
    "save on the screen",
    "act on the screen",
    "removal on the screen",
    "undo on the screen",
    "import on the screen",
    "restore on the screen",
];

fn number(name: &str, otherwise: usize) -> usize {
    std::env::var(name).map_or(otherwise, |text| text.parse().unwrap())
}

/// What everything begins with: a register, a copy and an export of it, and another register's export.
fn beginning() -> Tree {
    let place = Place::new();
    jobs::to_read(&place);
    place.tree()
}

/// Runs a job on files that are there, ended at a call or not; gives what stands there then.
fn run(job: &Job, library: &Path, tree: &Tree, fault: Option<(usize, Fault)>) -> (Ran, Tree) {
    let place = Place::with(tree);
    let ready = Ready::on(job, library, State::default());
    let ran = ready.run(&place, fault, NOW);
    (ran, place.tree())
}

/// The kills of one life of the files.
struct Life<'l> {
    library: &'l Path,
    dice: Dice,
    /// How many calls each job made when it was run first.
    calls: &'l Mutex<BTreeMap<&'static str, usize>>,
    trail: Vec<String>,
}

impl Life<'_> {
    /// How many calls of a job count, as far as is known of files like these.
    fn calls_of(&self, job: &'static Job, tree: &Tree) -> usize {
        if let Some(calls) = self.calls.lock().unwrap().get(job.name) {
            return *calls;
        }
        let calls = run(job, self.library, tree, None).0.calls.len();
        self.calls.lock().unwrap().insert(job.name, calls);
        calls
    }

    /// Ends programs until so many were; gives how often, and what was broken.
    fn lives(&mut self, beginning: &Tree) -> (usize, Vec<String>) {
        let mut before = State::of(beginning.clone());
        let (mut kills, mut wrong) = (0, Vec::new());
        for _ in 0..LIFE {
            let name = *self.dice.pick(DRAWN);
            let job = JOBS.iter().find(|job| job.name == name).unwrap();
            let calls = self.calls_of(job, &before.tree);
            // Some come through.
            let at = 1 + self.dice.roll(calls + calls / 6 + 1);
            let fault = *self
                .dice
                .pick(&[Fault::Kill, Fault::KillAfter, Fault::Torn]);
            let (ran, tree) = run(job, self.library, &before.tree, Some((at, fault)));
            let met = ran.calls.iter().any(|call| call.hit);
            kills += usize::from(met);
            self.trail.push(format!(
                "{name}, {fault:?} at {at} of {calls}, met: {met}, ends with {:?}",
                ran.code
            ));
            let now = State::of(tree);
            if now.same(&before) {
                before = now;
                continue;
            }
            let good = State::of(run(job, self.library, &before.tree, None).1);
            for (promise, how) in judge::after_a_fault(&before, &good, &now, fault, &ran) {
                wrong.push(format!(
                    "{promise:?}: {how}\n    {}",
                    self.trail.join("\n    ")
                ));
            }
            before = now;
        }
        if let Some(how) = told_by_sqlite(&before.tree) {
            wrong.push(format!("{how}\n    {}", self.trail.join("\n    ")));
        }
        (kills, wrong)
    }
}

/// What the system's own `sqlite3` finds in the register, where there is one; nothing where all is well.
fn told_by_sqlite(tree: &Tree) -> Option<String> {
    let place = Place::with(tree);
    let output = Command::new("sqlite3")
        .arg(place.path("register.sqlite"))
        .arg("PRAGMA integrity_check; PRAGMA foreign_key_check;")
        .output()
        .ok()?;
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    (told.trim() != "ok")
        .then(|| format!("sqlite3: {told}{}", String::from_utf8_lossy(&output.stderr)))
}

#[test]
fn nothing_is_lost_or_half_done_whenever_programs_are_ended() {
    let Some(library) = shim::library() else {
        return;
    };
    let (wanted, seed) = (number("ROPA_KILLS", ORDINARY), number("ROPA_KILLS_SEED", 1));
    let beginning = beginning();
    let calls = Mutex::default();
    let kills = AtomicUsize::new(0);
    let wrong: Mutex<Vec<String>> = Mutex::default();
    // Each life has fewer kills than programs: lives are begun until there are enough.
    let lives: Vec<usize> = (0..wanted.max(1)).collect();
    in_parallel(&lives, |life| {
        if kills.load(Ordering::SeqCst) >= wanted {
            return;
        }
        let seed = seed + life;
        let mut life = Life {
            library,
            dice: Dice::new(u64::try_from(seed).unwrap()),
            calls: &calls,
            trail: vec![format!("life {seed}")],
        };
        let (met, broken) = life.lives(&beginning);
        kills.fetch_add(met, Ordering::SeqCst);
        wrong.lock().unwrap().extend(broken);
    });
    let wrong = wrong.into_inner().unwrap();
    println!(
        "{} kills at random moments; {} broke a promise.",
        kills.into_inner(),
        wrong.len()
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
