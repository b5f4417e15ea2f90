//! A job with a session of its own: a save comes first, what is stopped leaves nothing, what is saved is taken over.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::DateTime;

use super::*;
use crate::domain::change::Edit;
use crate::domain::language::Language;
use crate::domain::progress::Phase;
use crate::domain::records::Activity;
use crate::exchange::import::{ImportDocument, read};
use crate::session::import::ImportOptions;
use crate::session::{Founding, LookedFile, Refreshed};

struct Office {
    directory: tempfile::TempDir,
}

impl Office {
    fn new() -> (Self, Session) {
        let office = Self {
            directory: tempfile::tempdir().unwrap(),
        };
        let founding = Founding {
            name: Some("Town".to_owned()),
            ..Founding::default()
        };
        let session = Session::create(&office.path(), &founding, surroundings()).unwrap();
        (office, session)
    }

    fn path(&self) -> PathBuf {
        self.directory.path().join("register.sqlite")
    }
}

fn surroundings() -> Surroundings {
    let now = DateTime::parse_from_rfc3339("2026-11-21T09:00:00+01:00").unwrap();
    Surroundings {
        clock: Arc::new(move || now),
        author: "ann".to_owned(),
        today: now.date_naive(),
        new_id: Arc::new(|| "the-register".to_owned()),
        new_salt: Arc::new(|| "0".repeat(32)),
    }
}

fn save(session: &mut Session, name: &str) {
    let mut activity = Activity {
        name: Some(name.to_owned()),
        ..Activity::default()
    };
    activity.head.id = crate::domain::value::Id::provisional(0);
    let edit = Edit::create(Box::new(activity));
    session.save(vec![edit], "an activity").unwrap();
}

/// What is imported: an export of the made-up register.
fn document() -> ImportDocument<'static> {
    static TEXT: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    let text = TEXT.get_or_init(|| {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("sample.sqlite");
        let sample = crate::sample::register(2, 24, Language::ENGLISH).unwrap();
        let session = Session::create_sample(&path, sample, surroundings()).unwrap();
        let selection = crate::exchange::selection::Selection::default();
        crate::exchange::json::export(session.register(), session.real_day(), &selection)
    });
    read(text).unwrap()
}

fn import(session: &mut Session) -> Result<(), Problem> {
    let options = ImportOptions::default();
    session.import(&document(), "import", options).map(|_| ())
}

/// A job that does something at its step of that number, from 0.
fn at_step(step: usize, deed: impl Fn() + Send + Sync + 'static) -> Monitor {
    let steps = AtomicUsize::new(0);
    Monitor::new(move |_| {
        if steps.fetch_add(1, Ordering::SeqCst) == step {
            deed();
        }
        true
    })
}

/// How many steps an import tells.
fn steps() -> usize {
    let (_office, session) = Office::new();
    let counted = Arc::new(AtomicUsize::new(0));
    let told = Arc::clone(&counted);
    let monitor = Monitor::new(move |_| {
        told.fetch_add(1, Ordering::SeqCst);
        true
    });
    session.beside().work(&monitor, import).unwrap();
    counted.load(Ordering::SeqCst)
}

fn whole(session: &Session) {
    assert_eq!(session.journal().verify().unwrap().differences, []);
}

#[test]
fn what_a_job_saves_is_taken_over_as_if_it_had_been_saved_here() {
    let (office, mut session) = Office::new();
    let monitor = Monitor::default();
    let ((), other) = session.beside().work(&monitor, import).unwrap();
    let number = other.register().mark.number;
    assert!(session.take_over(other));
    assert_eq!(session.register().mark.number, number);
    assert!(session.journal().wrote(number));
    assert_eq!(session.look().unwrap(), LookedFile::Read(Refreshed::Same));
    save(&mut session, "Payroll");
    session.undo("undo").unwrap();
    session.undo("undo").unwrap();
    assert!(session.register().activities.is_empty());
    whole(&session);
    let anew = Session::open(&office.path(), surroundings()).unwrap();
    assert_eq!(anew.register().mark, session.register().mark);
}

#[test]
fn an_import_that_is_stopped_at_any_step_leaves_the_file_as_it_was() {
    for step in 0..steps() {
        let (_office, session) = Office::new();
        let before = session.register().mark.clone();
        let steps = AtomicUsize::new(0);
        let monitor = Monitor::new(move |_| steps.fetch_add(1, Ordering::SeqCst) != step);
        let problem = session.beside().work(&monitor, import).unwrap_err();
        assert_eq!(problem.key, "work_stopped", "{step}");
        assert_eq!(session.store.latest().unwrap(), before);
        whole(&session);
    }
}

/// The save is made by the thread that holds the gate, as the loop of the screen does it.
#[test]
fn a_save_comes_first_at_whatever_step_of_an_import_and_both_stand() {
    let all = steps();
    assert!(all > 2, "{all}");
    for step in 0..all {
        let (_office, mut session) = Office::new();
        let beside = session.beside();
        let (ask, asked) = std::sync::mpsc::channel();
        let monitor = at_step(step, move || ask.send(()).unwrap());
        session.works_beside(Some(monitor.clone()));
        let job = std::thread::spawn(move || beside.work(&monitor, import).unwrap().1);
        asked.recv().unwrap();
        // It waits for no more than that the job lets go of the file.
        save(&mut session, "Payroll");
        let other = job.join().unwrap();
        session.works_beside(None);
        session.take_over(other);
        let named = |name: &str| {
            let kept = session.register().activities.iter();
            kept.filter(|it| it.name.as_deref() == Some(name)).count()
        };
        assert_eq!(named("Payroll"), 1, "{step}");
        assert_eq!(session.register().activities.len(), 25, "{step}");
        whole(&session);
    }
}

#[test]
fn what_is_read_beside_lets_go_of_the_file_for_a_save_and_is_read_again() {
    let (_office, mut session) = Office::new();
    for name in ["Payroll", "School"] {
        save(&mut session, name);
    }
    let beside = session.beside();
    let monitor = Monitor::default();
    session.works_beside(Some(monitor.clone()));
    let (began, beginning) = std::sync::mpsc::channel();
    let (saved, after) = std::sync::mpsc::channel::<()>();
    let tries = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&tries);
    let job = std::thread::spawn(move || {
        beside.work(&monitor, |session| {
            if counted.fetch_add(1, Ordering::SeqCst) == 0 {
                began.send(()).unwrap();
                after.recv().unwrap();
                return Err(Problem::cannot("store_interrupted"));
            }
            session.at_change(2)
        })
    });
    beginning.recv().unwrap();
    save(&mut session, "Library");
    saved.send(()).unwrap();
    let (then, other) = job.join().unwrap().unwrap();
    assert_eq!(then.activities.len(), 1);
    assert_eq!(tries.load(Ordering::SeqCst), 2);
    assert_eq!(other.register().mark, session.register().mark);
    assert!(!session.take_over(other));
}

#[test]
fn a_statement_stops_while_somebody_waits_for_the_file() {
    let (_office, session) = Office::new();
    let monitor = Monitor::default();
    let store = session.store.beside().open(&monitor).unwrap();
    let counts =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
    let held = monitor.hold();
    std::thread::scope(|scope| {
        let waits = scope.spawn(|| drop(monitor.gate()));
        // It has no end: only that somebody waits ends it.
        let problem = store.count(counts).unwrap_err();
        assert_eq!(problem.key, "store_interrupted");
        drop(held);
        waits.join().unwrap();
    });
}

#[test]
fn another_programs_lock_is_told_and_waited_for_until_it_is_stopped() {
    let (office, session) = Office::new();
    let other = rusqlite::Connection::open(office.path()).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let waited = Arc::new(AtomicUsize::new(0));
    let told = Arc::clone(&waited);
    let monitor = Monitor::new(move |step| {
        assert_eq!(step.phase, Phase::Waiting);
        told.fetch_add(1, Ordering::SeqCst) < 3
    });
    let stopped = session
        .beside()
        .work(&monitor, |session| session.at_change(1));
    assert_eq!(stopped.unwrap_err().key, "work_stopped");
    assert_eq!(waited.load(Ordering::SeqCst), 4);
    other.execute_batch("ROLLBACK").unwrap();
}

#[test]
fn a_look_reads_what_was_saved_beside_and_leaves_more_than_that_to_a_job() {
    let (office, mut session) = Office::new();
    let mut other = Session::open(&office.path(), surroundings()).unwrap();
    save(&mut other, "Payroll");
    assert_eq!(session.look().unwrap(), LookedFile::Read(Refreshed::Newer));
    assert_eq!(session.register().mark, other.register().mark);
    // More changes than a look reads.
    let many = (0..2_100).map(|number| {
        let mut activity = Activity {
            name: Some(format!("Activity {number}")),
            ..Activity::default()
        };
        activity.head.id = crate::domain::value::Id::provisional(number);
        Edit::create(Box::new(activity))
    });
    other.save(many.collect(), "many").unwrap();
    let before = session.register().mark.clone();
    for _ in 0..2 {
        assert_eq!(session.look().unwrap(), LookedFile::Reread);
        assert_eq!(session.register().mark, before);
    }
    let reread = session.beside().reread(&Monitor::default()).unwrap();
    assert_eq!(session.take_reread(reread).unwrap(), Refreshed::Newer);
    assert_eq!(session.register().mark, other.register().mark);
    assert_eq!(session.look().unwrap(), LookedFile::Read(Refreshed::Same));
}

#[test]
fn what_a_job_learned_of_the_journal_fits_what_was_saved_meanwhile() {
    let (_office, mut session) = Office::new();
    save(&mut session, "Payroll");
    let monitor = Monitor::default();
    let read = session.beside().work(&monitor, |it| it.index_of_changes());
    let index = read.unwrap().0;
    save(&mut session, "School");
    assert!(session.take_learned(index));
    let kept = session.register().changes.clone().unwrap();
    assert_eq!(*kept, session.index_of_changes().unwrap());
}

#[cfg(unix)]
#[test]
fn a_file_that_took_the_place_of_the_open_one_is_reread_as_another() {
    let (office, mut session) = Office::new();
    let copy = office.directory.path().join("copy.sqlite");
    std::fs::copy(office.path(), &copy).unwrap();
    save(&mut session, "Payroll");
    std::fs::rename(&copy, office.path()).unwrap();
    assert_eq!(session.look().unwrap(), LookedFile::Reread);
    let reread = session.beside().reread(&Monitor::default()).unwrap();
    let back = Refreshed::Back { from: 2, to: 1 };
    assert_eq!(session.take_reread(reread).unwrap(), back);
    save(&mut session, "School");
}
