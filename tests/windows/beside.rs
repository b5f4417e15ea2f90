//! Backups beside a window that saves without a pause: each is whole, no save fails, and nobody waits for ever.
//!
//! Some in the ordinary run; more by `ROPA_BACKUPS=200 cargo test --test all windows::beside -- --nocapture`.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use ropa::domain::change::Edit;
use ropa::domain::kind::RecordKind;
use ropa::domain::progress::Monitor;
use ropa::domain::value::Value;
use ropa::session::Session;
use ropa::store::{Checker, Purpose, Verification};

use super::number;
use super::office::{Office, person};
use crate::fuzz::dice::Dice;

/// How many backups there are where nothing else is asked for.
const ORDINARY: u64 = 12;

/// Saves until it is told to stop; gives how often it did.
fn save_without_a_pause(path: &Path, done: &AtomicBool, saved: &AtomicU64) {
    let mut session = Session::open(path, person("Anna")).unwrap();
    while !done.load(Ordering::SeqCst) {
        let mut measure = RecordKind::Measure.blank();
        let name = format!("Measure {}", saved.load(Ordering::SeqCst));
        measure.record_value("name", Value::Text(name));
        session.save(vec![Edit::create(measure)], "x").unwrap();
        saved.fetch_add(1, Ordering::SeqCst);
    }
}

fn verify(path: &Path) -> Verification {
    let monitor = Monitor::default();
    let checker = Checker::of_file(path, Purpose::Auditing, &monitor).unwrap();
    checker.check(&monitor).unwrap()
}

#[test]
fn every_backup_beside_a_window_that_saves_is_whole() {
    let count = number("ROPA_BACKUPS").unwrap_or(ORDINARY);
    let office = Office::new(Dice::new(1), 1);
    let (path, directory) = (office.path(), office.path().with_file_name("backups"));
    std::fs::create_dir(&directory).unwrap();
    let (done, saved) = (AtomicBool::new(false), AtomicU64::new(0));
    std::thread::scope(|scope| {
        let stop = Stop(&done);
        scope.spawn(|| save_without_a_pause(&path, &done, &saved));
        let mut before = 0;
        for number in 0..count {
            let copy = directory.join(format!("{number}.sqlite"));
            // Each as a command does it: opened, copied, closed.
            let session = Session::open_to_read(&path, person("Cron")).unwrap();
            session.back_up(&copy).unwrap();
            let verification = verify(&copy);
            assert!(verification.is_whole(), "{number}");
            assert!(verification.mark.number >= before, "{number}");
            before = verification.mark.number;
            std::fs::remove_file(&copy).unwrap();
        }
        drop(stop);
    });
    assert_eq!(std::fs::read_dir(&directory).unwrap().count(), 0);
    let times = saved.into_inner();
    assert!(verify(&path).is_whole());
    println!("{count} backups beside {times} saves");
}

/// Lets the window stop, also where a backup has failed: the test would wait for it for ever.
struct Stop<'a>(&'a AtomicBool);

impl Drop for Stop<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}
