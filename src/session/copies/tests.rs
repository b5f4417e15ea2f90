//! What becomes of daily copies: when one is made, which are believed, and which go.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::{DateTime, Days};

use super::*;
use crate::domain::change::Edit;
use crate::domain::kind::RecordKind;
use crate::domain::progress::Monitor;
use crate::domain::value::Value;
use crate::session::{Founding, Surroundings};

/// A register, a clock that is moved by days, and a directory for copies.
struct Desk {
    directory: tempfile::TempDir,
    passed: Arc<AtomicU64>,
    surroundings: Surroundings,
    session: Session,
    copies: Copies,
}

impl Desk {
    fn new(keep: usize, weekly: usize) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let start = DateTime::parse_from_rfc3339("2026-11-02T09:00:00+01:00").unwrap();
        let passed = Arc::new(AtomicU64::new(0));
        let clock = Arc::clone(&passed);
        let surroundings = Surroundings {
            clock: Arc::new(move || start + Days::new(clock.load(Ordering::SeqCst))),
            author: "a".to_owned(),
            today: start.date_naive(),
            new_id: Arc::new(|| "6a0e6f3c-1".to_owned()),
            new_salt: Arc::new(|| "0".repeat(32)),
        };
        let session = Session::create(
            &directory.path().join("r.sqlite"),
            &Founding {
                name: Some("X".to_owned()),
                ..Founding::default()
            },
            surroundings.clone(),
        )
        .unwrap();
        let copies = Copies {
            directory: directory.path().join("copies"),
            keep,
            weekly,
        };
        Self {
            directory,
            passed,
            surroundings,
            session,
            copies,
        }
    }

    /// Saves something on a day, and keeps the day's copy.
    fn work(&mut self, day: u64) {
        self.passed.store(day, Ordering::SeqCst);
        let mut measure = RecordKind::Measure.blank();
        measure.record_value("name", Value::Text(format!("Measure {day}")));
        self.session.save(vec![Edit::create(measure)], "x").unwrap();
        self.session.keep_copy(&self.copies).unwrap();
    }

    /// The days of the copies, in order.
    fn days(&self) -> Vec<String> {
        let mut days: Vec<String> = files(&self.copies.directory)
            .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
            .map(|name| parted(&name).map_or(name.clone(), |(_, day)| day.to_string()))
            .collect();
        days.sort();
        days
    }

    fn name(&self, day: &str) -> PathBuf {
        let place = store::place_hash(self.session.path());
        let name = format!("6a0e6f3c-1-{place}-{day}.sqlite");
        self.copies.directory.join(name)
    }
}

#[test]
fn a_copy_is_made_when_something_changed_and_once_a_day() {
    let mut desk = Desk::new(14, 12);
    for day in [0, 0, 1] {
        desk.passed.store(day, Ordering::SeqCst);
        desk.session.keep_copy(&desk.copies).unwrap();
    }
    assert_eq!(desk.days(), ["2026-11-02"]);
    desk.work(2);
    desk.work(2);
    assert_eq!(desk.days(), ["2026-11-02", "2026-11-04"]);
    let copy = Session::open(&desk.name("2026-11-04"), desk.surroundings.clone()).unwrap();
    assert_eq!(copy.register().organisations.len(), 1);
    let none = Copies {
        keep: 0,
        ..desk.copies.clone()
    };
    desk.passed.store(9, Ordering::SeqCst);
    desk.session.keep_copy(&none).unwrap();
    assert_eq!(desk.days().len(), 2);
    let (own, all) = kept(&desk.copies.directory, Some(desk.session.path()));
    assert_eq!((own.copies, own), (2, all));
    assert_eq!(
        newest(&desk.copies.directory, desk.session.path()),
        Some(desk.name("2026-11-04"))
    );
}

#[test]
fn the_latest_are_kept_and_before_them_one_a_week() {
    let mut desk = Desk::new(3, 2);
    // From a Monday on, every day for five weeks.
    for day in 0..33 {
        desk.work(day);
    }
    assert_eq!(
        desk.days(),
        [
            "2026-11-29",
            "2026-12-01",
            "2026-12-02",
            "2026-12-03",
            "2026-12-04"
        ]
    );
}

#[test]
fn registers_that_began_as_one_have_their_own_copies() {
    let mut desk = Desk::new(14, 12);
    desk.work(0);
    let other = desk.directory.path().join("client2.sqlite");
    fs::copy(desk.session.path(), &other).unwrap();
    let mut other = Session::open(&other, desk.surroundings.clone()).unwrap();
    let mut measure = RecordKind::Measure.blank();
    measure.record_value("name", Value::Text("Of client 2".to_owned()));
    other.save(vec![Edit::create(measure)], "x").unwrap();
    other.keep_copy(&desk.copies).unwrap();
    assert_eq!(desk.days(), ["2026-11-02", "2026-11-02"]);
    let copy = newest(&desk.copies.directory, other.path()).unwrap();
    let copy = Session::open(&copy, desk.surroundings.clone()).unwrap();
    assert_eq!(copy.register().measures.len(), 2);
}

#[test]
fn what_is_broken_is_never_believed_and_drives_out_nothing() {
    let mut desk = Desk::new(2, 0);
    desk.work(0);
    desk.work(1);
    // Two of later days, and one of today, that a crash or a disk has spoiled.
    let torn = fs::read(desk.name("2026-11-03")).unwrap();
    for (day, bytes) in [
        ("2026-11-05", &[][..]),
        ("2026-11-06", &torn[..torn.len() / 2]),
        ("2026-11-04", b"nothing"),
    ] {
        fs::write(desk.name(day), bytes).unwrap();
    }
    desk.work(2);
    assert!(desk.name("2026-11-04-2").exists());
    assert_eq!(desk.days().len(), 5, "{:?}", desk.days());
    assert!(!desk.name("2026-11-02").exists());
    assert!(desk.name("2026-11-03").exists());
    assert_eq!(
        newest(&desk.copies.directory, desk.session.path()),
        Some(desk.name("2026-11-04-2"))
    );
}

#[test]
fn the_copies_of_earlier_versions_are_read_and_thinned_and_strangers_stay() {
    let mut desk = Desk::new(1, 0);
    desk.work(0);
    let old = |day: &str| {
        let name = format!("6a0e6f3c-1-{day}.sqlite");
        desk.copies.directory.join(name)
    };
    // One of this register, under an old name; one of another history under the same id; and a stranger.
    fs::rename(desk.name("2026-11-02"), old("2026-11-02")).unwrap();
    desk.session.keep_copy(&desk.copies).unwrap();
    assert_eq!(desk.days(), ["2026-11-02"], "it holds the same");
    let stranger = desk.directory.path().join("stranger.sqlite");
    Session::create(&stranger, &Founding::default(), desk.surroundings.clone()).unwrap();
    fs::copy(&stranger, old("2026-11-01")).unwrap();
    fs::write(desk.copies.directory.join("notes.txt"), "mine").unwrap();
    let (gone, stays) = (old("2026-11-02"), old("2026-11-01"));
    desk.work(1);
    assert!(!gone.exists());
    assert!(stays.exists());
    assert_eq!(desk.days(), ["2026-11-01", "2026-11-03", "notes.txt"]);
}

/// Two windows that are opened at the same moment make the day's copy at the same moment: one is made, and nobody is
/// alarmed.
#[test]
fn several_programs_at_once_make_one_copy() {
    for round in 0..8 {
        let mut desk = Desk::new(14, 12);
        let broken = round % 2 == 1;
        desk.copies.directory = desk.directory.path().join("deep/copies");
        if broken {
            fs::create_dir_all(&desk.copies.directory).unwrap();
            fs::write(desk.name("2026-11-02"), "torn").unwrap();
        }
        let starts = std::sync::Barrier::new(6);
        let tasks: Vec<CopyTask> = (0..6)
            .filter_map(|_| desk.session.copy_to_make(&desk.copies))
            .collect();
        std::thread::scope(|scope| {
            for task in tasks {
                let starts = &starts;
                scope.spawn(move || {
                    starts.wait();
                    task.run().unwrap();
                });
            }
        });
        let wanted = if broken { 2 } else { 1 };
        assert_eq!(files(&desk.copies.directory).count(), wanted, "{round}");
        let copy = newest(&desk.copies.directory, desk.session.path()).unwrap();
        let monitor = Monitor::default();
        let checker = store::Checker::of_file(&copy, store::Purpose::Reading, &monitor).unwrap();
        assert!(checker.check(&monitor).unwrap().is_whole());
    }
}

/// What stands where the copies should go is told; the register is saved all the same.
#[cfg(unix)]
#[test]
fn what_is_no_directory_for_copies_is_told_and_stops_no_save() {
    use std::os::unix::fs::symlink;
    let mut desk = Desk::new(14, 12);
    let place = desk.copies.directory.clone();
    let elsewhere = desk.directory.path().join("elsewhere");
    let mut day = 0;
    let mut keeps = |desk: &mut Desk, what: &str| {
        day += 1;
        desk.passed.store(day, Ordering::SeqCst);
        let mut measure = RecordKind::Measure.blank();
        measure.record_value("name", Value::Text(what.to_owned()));
        desk.session.save(vec![Edit::create(measure)], "x").unwrap();
        let kept = desk.session.keep_copy(&desk.copies);
        assert_eq!(desk.session.take_afterwards(), []);
        kept.map_err(|problem| problem.key)
    };
    let in_the_way = Err("output_not_a_folder");
    fs::write(&place, "a file").unwrap();
    assert_eq!(keeps(&mut desk, "a file"), in_the_way);
    assert_eq!(fs::read(&place).unwrap(), b"a file");
    fs::remove_file(&place).unwrap();
    symlink(desk.directory.path().join("nowhere"), &place).unwrap();
    assert_eq!(keeps(&mut desk, "a link to nothing"), in_the_way);
    fs::remove_file(&place).unwrap();
    let pipe = std::process::Command::new("mkfifo").arg(&place).status();
    if pipe.is_ok_and(|status| status.success()) {
        assert_eq!(keeps(&mut desk, "a pipe"), in_the_way);
        fs::remove_file(&place).unwrap();
    }
    // A link to a directory is one; what bears a copy's name and is none is passed over.
    fs::create_dir(&elsewhere).unwrap();
    symlink(&elsewhere, &place).unwrap();
    fs::create_dir(desk.name("2026-11-06")).unwrap();
    let _ = std::process::Command::new("mkfifo")
        .arg(desk.name("2026-11-07"))
        .status();
    symlink("nowhere", desk.name("2026-11-08")).unwrap();
    assert_eq!(keeps(&mut desk, "a link"), Ok(()));
    assert!(newest(&place, desk.session.path()).is_some());
}
