//! What becomes of daily copies: when one is made, which are believed, and which go.

use std::cell::Cell;
use std::rc::Rc;

use chrono::{DateTime, Days};

use super::*;
use crate::domain::change::Edit;
use crate::domain::kind::RecordKind;
use crate::domain::value::Value;
use crate::session::{Founding, Surroundings};

/// A register, a clock that is moved by days, and a directory for copies.
struct Desk {
    directory: tempfile::TempDir,
    passed: Rc<Cell<u64>>,
    surroundings: Surroundings,
    session: Session,
    copies: Copies,
}

impl Desk {
    fn new(keep: usize, weekly: usize) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let start = DateTime::parse_from_rfc3339("2026-11-02T09:00:00+01:00").unwrap();
        let passed = Rc::new(Cell::new(0));
        let clock = Rc::clone(&passed);
        let surroundings = Surroundings {
            clock: Rc::new(move || start + Days::new(clock.get())),
            author: "a".to_owned(),
            today: start.date_naive(),
            new_id: Rc::new(|| "6a0e6f3c-1".to_owned()),
            new_salt: Rc::new(|| "0".repeat(32)),
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
        self.passed.set(day);
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
        desk.passed.set(day);
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
    desk.passed.set(9);
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
