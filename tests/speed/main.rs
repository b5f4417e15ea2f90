//! How fast the program is on a large register, beside what its user could do instead: `cargo bench [-- N]`.
//!
//! Everything is measured in one run, on a made-up register of N processing activities (10,000, or what
//! `ROPA_BENCH` says): whole commands against `sqlite3 -json`, and on a pseudo-terminal every view and key. A table at
//! the end says which goals hold. `cargo bench -- 1000` is quick.

mod goals;
mod processes;
#[cfg(target_os = "linux")]
mod screen;

use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, NaiveDate};
use ropa::domain::change::Edit;
use ropa::domain::kind::RecordKind;
use ropa::domain::language::Language;
use ropa::domain::value::{Id, Value};
use ropa::labels::Lexicon;
use ropa::law::Law;
use ropa::rules::Findings;
use ropa::session::{Session, Surroundings};
use ropa::words::Words;

use goals::{Figure, Goals};
use processes::Bench;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// The day that everything is asked for: the registers are made up for it.
const DAY: &str = "2026-11-21";

fn main() -> Outcome<()> {
    // Cargo gives `--bench` along.
    let given = std::env::args()
        .skip(1)
        .find(|given| !given.starts_with('-'));
    let activities = match given.or_else(|| std::env::var("ROPA_BENCH").ok()) {
        Some(given) => given.parse()?,
        None => 10_000,
    };
    let directory = tempfile::tempdir()?;
    let path = |name: &str| directory.path().join(name);
    let files = [
        (path("register.sqlite"), activities),
        (path("tenth.sqlite"), (activities / 10).max(1)),
        (path("small.sqlite"), 1),
    ];
    for (path, activities) in &files {
        let sample = ropa::sample::register(1, *activities, Language::ENGLISH)?;
        let mut session = Session::create_sample(path, sample, surroundings())?;
        // Six changes after the day that the difference is asked from.
        for turn in 0..6 {
            let text = format!("Changed the {turn}th time");
            let edit = edit(&session, RecordKind::Activity, "notes", &text);
            session.save(vec![edit], "bench")?;
        }
    }
    let [(file, _), (tenth, _), (small, _)] = &files;
    let empty = path("empty.sqlite");
    Session::create(&empty, &ropa::session::Founding::default(), surroundings())?;
    let mut goals = Goals::default();
    println!("{activities} processing activities\n");
    let bench = Bench {
        file,
        tenth,
        empty: &empty,
        directory: directory.path(),
        times: if activities > 20_000 { 1 } else { 5 },
    };
    bench.run(&mut goals)?;
    println!();
    let (few, many) = (work(small)?, work(file)?);
    for ((name, few), (_, many)) in few.into_iter().zip(many) {
        let over = (many.as_secs_f64() - few.as_secs_f64()) * 1000.0;
        let most = if activities > 20_000 { 10.0 } else { 5.0 };
        let what = format!("{name}: more than in a small register");
        goals.note(&what, Figure::Milliseconds(over.max(0.0)), most);
    }
    println!();
    #[cfg(target_os = "linux")]
    screen::run(file, directory.path(), &mut goals)?;
    println!("\n{activities} processing activities\n{}", goals.table());
    Ok(())
}

/// What is done while working on a register: the same whether it is large or small.
fn work(file: &Path) -> Outcome<Vec<(&'static str, Duration)>> {
    let mut done = Vec::new();
    let mut session = Session::open(file, surroundings())?;
    let lexicon = lexicon()?;
    let mut findings = Findings::new(session.register(), &lexicon.law, today());
    for (save, update, kind, key) in [
        (
            "save an activity",
            "the findings after it",
            RecordKind::Activity,
            "description",
        ),
        (
            "save a measure",
            "the findings after it",
            RecordKind::Measure,
            "description",
        ),
        (
            "save an agreement",
            "the findings after it",
            RecordKind::Agreement,
            "notes",
        ),
        (
            "rename an organisation",
            "the findings after it",
            RecordKind::Organisation,
            "name",
        ),
    ] {
        let (mut saved, mut updated) = (Duration::MAX, Duration::MAX);
        for turn in 0..5 {
            let edit = edit(
                &session,
                kind,
                key,
                &format!("Something else, the {turn}th time"),
            );
            let mut ids: Vec<Id> = Vec::new();
            saved = saved.min(timed(|| {
                ids = session.save(vec![edit], "bench")?.ids;
                Ok(())
            })?);
            updated = updated.min(timed(|| {
                findings.update_soon(session.register(), &lexicon.law, &ids);
                Ok(())
            })?);
        }
        done.extend([(save, saved), (update, updated)]);
    }
    done.push(("undo", timed(|| Ok(session.undo("bench")?))?));
    Ok(done)
}

/// Another text in a field of the first record of a kind that has one.
fn edit(session: &Session, kind: RecordKind, key: &str, text: &str) -> Edit {
    let records = session.register().records(kind);
    let before = records.last().map(|record| record.boxed());
    let mut after = before.clone();
    if let Some(after) = &mut after {
        after.record_value(key, Value::Text(text.to_owned()));
    }
    Edit { before, after }
}

/// How long it takes; what is made is given back afterwards.
fn timed<T>(run: impl FnOnce() -> Outcome<T>) -> Outcome<Duration> {
    let start = Instant::now();
    let made = run()?;
    let took = start.elapsed();
    drop(std::hint::black_box(made));
    Ok(took)
}

fn today() -> NaiveDate {
    ropa::sample::written_on()
}

fn lexicon() -> Outcome<Lexicon> {
    let (words, law) = (Words::load(Language::ENGLISH)?, Law::shipped()?);
    Ok(Lexicon::new(Arc::new(words), Arc::new(law), today()))
}

fn surroundings() -> Surroundings {
    Surroundings {
        // After the day that is asked about, so that what is saved here differs from it.
        clock: Arc::new(|| {
            let later = "2026-11-23T12:00:00+01:00";
            DateTime::parse_from_rfc3339(later).unwrap_or_default()
        }),
        author: "bench".to_owned(),
        today: today(),
        new_id: Arc::new(String::new),
        new_salt: Arc::new(|| "0".repeat(32)),
    }
}
