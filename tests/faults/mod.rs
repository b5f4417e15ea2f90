//! Every system call that writes fails once, or the program dies there, in every job that writes.
//!
//! A sample of the calls in the ordinary run. All of them, with counts, by
//! `ROPA_FAULTS=all cargo test --test all faults -- --nocapture`; of some jobs by a part of their name:
//! `ROPA_FAULTS=restore`.

mod aimed;
mod jobs;
mod judge;
mod kills;
mod place;
mod reading;
mod redaction;
mod remembered;
mod screen;
mod shim;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use jobs::{JOBS, Job, READING};
use judge::{Promise, State};
use place::{LATER, NOW, Place};
use shim::{Calls, EDQUOT, EFBIG, EIO, ENOSPC, EROFS, Fault, Ran};

/// What happens at the calls of a job, and at how many of them: in a sample, and in a full run.
const FAULTS: &[(Fault, usize, usize)] = &[
    (Fault::Kill, 3, usize::MAX),
    (Fault::Error(ENOSPC), 2, usize::MAX),
    (Fault::Error(EIO), 1, usize::MAX),
    (Fault::Torn, 1, 60),
    (Fault::KillAfter, 1, 60),
    (Fault::Lasting(ENOSPC), 1, 24),
    (Fault::Lasting(EIO), 1, 24),
    (Fault::Error(EDQUOT), 1, 12),
    (Fault::Error(EROFS), 1, 12),
    (Fault::Error(EFBIG), 1, 12),
];

/// The most calls of one job that meet a fault; only the made-up register has more, and they are all alike.
const MOST: usize = 300;

/// What is asked for in the environment: everything, the jobs of a name, or a sample.
fn asked() -> Option<String> {
    std::env::var("ROPA_FAULTS").ok()
}

/// Calls that meet a fault: so many of them, spread evenly, always with the last.
fn points(calls: usize, wanted: usize) -> BTreeSet<usize> {
    let wanted = wanted.min(calls).min(MOST);
    (1..=wanted).map(|at| at * calls / wanted).collect()
}

/// Works on each of a list, on as many threads as the machine has processors.
fn in_parallel<T: Sync>(list: &[T], work: impl Fn(&T) + Sync) {
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(one) = list.get(next.fetch_add(1, Ordering::SeqCst)) {
                    work(one);
                }
            });
        }
    });
}

/// A job, ready to be run in places of its own.
struct Ready<'j> {
    job: &'j Job,
    library: &'j Path,
    before: State,
    good: State,
    calls: usize,
}

impl<'j> Ready<'j> {
    /// A job that runs on files that are there.
    fn on(job: &'j Job, library: &'j Path, before: State) -> Self {
        Self {
            job,
            library,
            good: State::of(before.tree.clone()),
            before,
            calls: 0,
        }
    }

    /// Makes a job ready, and runs it once without a fault.
    fn new(job: &'j Job, library: &'j Path) -> (Self, Ran) {
        let place = Place::new();
        (job.ready)(&place);
        let before = State::of(place.tree());
        let mut ready = Self::on(job, library, before);
        let ran = ready.run(&place, None, NOW);
        ready.good = State::of(place.tree());
        ready.calls = ran.calls.len();
        (ready, ran)
    }

    fn command(&self, place: &Place, now: &str) -> Command {
        match self.job.command {
            Some("new" | "sample") => place.command(self.job.arguments, now),
            Some(_) => {
                let arguments = [&["--register", "register.sqlite"], self.job.arguments].concat();
                place.command(&arguments, now)
            }
            None => screen::command(place, self.job.name, now),
        }
    }

    fn run(&self, place: &Place, fault: Option<(usize, Fault)>, now: &str) -> Ran {
        let calls = if self.job.command.is_some() {
            Calls::WritesAndOutput
        } else {
            Calls::Writes
        };
        shim::run(
            self.command(place, now),
            self.library,
            place.root(),
            calls,
            fault,
        )
    }

    /// Runs the job with a fault, and once more without; gives the promises that were broken.
    fn meets(&self, at: usize, fault: Fault) -> (Vec<judge::Broken>, bool) {
        let place = Place::with(&self.before.tree);
        let ran = self.run(&place, Some((at, fault)), NOW);
        let between = State::of(place.tree());
        let mut broken = judge::after_a_fault(&self.before, &self.good, &between, fault, &ran);
        // Where nothing at all was changed, the next run is the one that met no fault.
        if between.tree != self.before.tree {
            let next = self.run(&place, None, LATER);
            let last = State::of(place.tree());
            broken.extend(judge::after_the_next_run(
                &self.before,
                &self.good,
                &between,
                &last,
                &next,
            ));
        }
        let hit = ran.calls.iter().find(|call| call.hit);
        let what = hit.map_or_else(
            || "no call".to_owned(),
            |call| format!("{} {} {}", call.name, call.path, call.to),
        );
        let told = broken
            .into_iter()
            .map(|(promise, how)| {
                let how = format!("{fault:?} at call {at} of {} ({what}): {how}", self.calls);
                (
                    promise,
                    how.replace(&place.root().display().to_string(), ""),
                )
            })
            .collect();
        (told, hit.is_some())
    }
}

/// How often what happened, and what it broke.
#[derive(Default)]
struct Report {
    runs: BTreeMap<String, usize>,
    missed: usize,
    broken: BTreeMap<(String, Promise), Vec<String>>,
}

#[test]
fn every_file_is_whole_and_every_word_true_whichever_call_fails() {
    let Some(library) = shim::library() else {
        return;
    };
    let asked = asked().unwrap_or_default();
    let wanted = |job: &&Job| asked.is_empty() || asked == "all" || job.name.contains(&asked);
    let jobs: Vec<&Job> = JOBS.iter().filter(wanted).collect();
    let report = Mutex::new(Report::default());
    in_parallel(&jobs, |job| every_call_of(job, library, &report));
    let report = report.into_inner().unwrap();
    let runs: usize = report.runs.values().sum();
    println!(
        "{runs} runs with a fault in {} jobs; in {} of them it was not met.",
        jobs.len(),
        report.missed
    );
    for (fault, count) in &report.runs {
        println!("  {fault}: {count}");
    }
    let mut unexpected = String::new();
    for ((job, promise), how) in &report.broken {
        let shown = how.iter().take(if asked.is_empty() { 2 } else { 6 });
        let shown: Vec<&str> = shown.map(String::as_str).collect();
        let text = format!(
            "{job}, {promise:?}, {} times:\n    {}\n",
            how.len(),
            shown.join("\n    ")
        );
        unexpected += &text;
    }
    assert!(unexpected.is_empty(), "\n{unexpected}");
}

fn every_call_of(job: &Job, library: &Path, report: &Mutex<Report>) {
    let (ready, ran) = Ready::new(job, library);
    let note = |promise: Promise, how: String| {
        let mut report = report.lock().unwrap();
        let key = (job.name.to_owned(), promise);
        report.broken.entry(key).or_default().push(how);
    };
    if ran.code != Some(0) {
        let how = format!("it fails without a fault: {}{}", ran.out, ran.err);
        return note(Promise::Ends, how);
    }
    for (promise, how) in judge::order(&ran) {
        note(promise, how);
    }
    for (fault, sampled, full) in FAULTS {
        let wanted = if asked().is_some() { *full } else { *sampled };
        for at in points(ready.calls, wanted) {
            let (broken, hit) = ready.meets(at, *fault);
            {
                let mut report = report.lock().unwrap();
                *report.runs.entry(format!("{fault:?}")).or_default() += 1;
                report.missed += usize::from(!hit);
            }
            for (promise, how) in broken {
                note(promise, how);
            }
        }
    }
}

#[test]
fn every_command_is_known_to_write_or_to_read() {
    for command in ropa::cli::command::COMMANDS {
        let writes = JOBS.iter().any(|job| job.command == Some(command.name));
        let reads = READING.iter().any(|(name, _)| *name == command.name);
        assert!(
            writes != reads,
            "“{}” is to stand among the jobs that write or among the commands that read, in tests/faults/jobs.rs",
            command.name
        );
    }
}

#[test]
fn a_command_that_reads_writes_nothing() {
    let Some(library) = shim::library() else {
        return;
    };
    let before = reading::ready().tree();
    for (name, arguments) in READING {
        let place = Place::with(&before);
        for look in [&[][..], &["--read-only"]] {
            let arguments = [look, &["--register", "register.sqlite"], *arguments].concat();
            let command = place.command(&arguments, NOW);
            let mut ran = shim::run(command, library, place.root(), Calls::Writes, None);
            assert!(matches!(ran.code, Some(0 | 1)), "{name}: {}", ran.err);
            if look.is_empty() {
                // What is remembered of a register is written where it is read, unless it is only looked at.
                ran.calls.retain(|call| !call.path.contains("/.local"));
            }
            assert_eq!(ran.calls, [], "{name}");
        }
        assert!(place.tree() == before, "{name} changed a file");
    }
}
