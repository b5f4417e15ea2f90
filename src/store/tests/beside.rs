//! Checking a file beside everything else: whatever happens to it meanwhile, no save waits and nothing false is told.

use crate::domain::value::Id;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use super::*;
use crate::domain::progress::{Phase, Progress};
use crate::domain::redaction::{TakeOut, TakenValues};
use crate::store::files::place::has_room;
use crate::store::snapshot::{MOST_IN_MEMORY, PAGES, snapshot};

/// A check that does something at its step of that number, from 0.
fn at_step(step: usize, deed: impl Fn() -> bool + Send + Sync + 'static) -> Monitor {
    let steps = AtomicUsize::new(0);
    Monitor::new(move |_| steps.fetch_add(1, Ordering::SeqCst) != step || deed())
}

/// Every step of a check of a file.
fn steps_of(path: &Path) -> Vec<Progress> {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let told = Arc::clone(&heard);
    let monitor = Monitor::new(move |progress| {
        told.lock().unwrap().push(progress);
        true
    });
    let outcome = checked(path, &monitor).unwrap();
    assert_eq!(outcome.differences, []);
    let heard = heard.lock().unwrap();
    heard.clone()
}

fn checked(path: &Path, monitor: &Monitor) -> Result<Verification, Problem> {
    let store = Store::audit(path).unwrap();
    store.checker()?.check(monitor)
}

/// Whether a save could have the file to itself at this moment.
fn is_free(path: &Path) -> bool {
    let other = Connection::open(path).unwrap();
    other.busy_timeout(Duration::ZERO).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE; ROLLBACK").is_ok()
}

/// A register of more pages than are read at a time.
fn many_pages(folder: &Folder) -> PathBuf {
    let (mut store, mut register) = folder.register();
    save(&mut store, &mut register, &mut |register| {
        let mut about = RecordKind::RegisterData.blank();
        "register".clone_into(&mut about.head_mut().reference);
        register.settle(&mut *about);
        vec![Edit::create(about)]
    })
    .unwrap();
    let draft = Draft {
        name: "draft".to_owned(),
        at: stamp().at,
        author: "ann".to_owned(),
        kind: "activity".to_owned(),
        record: Some(Id(3)),
        content: format!("{{\"text\":\"{}\"}}", "x".repeat(1 << 20)),
    };
    store.keep_draft(&draft).unwrap();
    store.path().to_owned()
}

#[test]
fn a_check_holds_the_file_for_a_few_pages_at_a_time() {
    let folder = Folder::new();
    let path = many_pages(&folder);
    let pages: u64 = outside(&path)
        .query_row("PRAGMA page_count", [], |row| {
            Ok(row.get::<_, u32>(0)?.into())
        })
        .unwrap();
    let steps = steps_of(&path);
    let reading: Vec<u64> = steps
        .iter()
        .filter(|step| step.phase == Phase::Reading)
        .map(|step| step.done)
        .collect();
    let most = u64::try_from(PAGES).unwrap();
    assert!(pages > 3 * most);
    assert!(
        reading
            .windows(2)
            .all(|pair| pair[1] > pair[0] && pair[1] - pair[0] <= most),
        "{reading:?}"
    );
    assert_eq!(
        (reading[0], reading.last().copied()),
        (most, Some(pages)),
        "every page is read once"
    );
    // Each step leaves the file to whoever waits for it.
    for (step, progress) in steps.iter().enumerate() {
        let (file, free) = (path.clone(), Arc::new(AtomicUsize::new(0)));
        let freed = Arc::clone(&free);
        let monitor = at_step(step, move || {
            freed.fetch_add(usize::from(is_free(&file)), Ordering::SeqCst);
            true
        });
        assert!(checked(&path, &monitor).unwrap().is_whole());
        assert_eq!(free.load(Ordering::SeqCst), 1, "{progress:?}");
    }
}

#[test]
fn a_check_tells_how_far_it_has_come_in_each_phase() {
    let folder = Folder::new();
    let (store, _) = folder.register();
    let steps = steps_of(store.path());
    let mut phases: Vec<Phase> = steps.iter().map(|step| step.phase).collect();
    phases.dedup();
    assert_eq!(
        phases,
        [
            Phase::Reading,
            Phase::Structure,
            Phase::Hashes,
            Phase::Records
        ]
    );
    for phase in [Phase::Reading, Phase::Hashes, Phase::Records] {
        let last = steps.iter().rfind(|step| step.phase == phase).unwrap();
        assert_eq!(last.done, last.of, "{phase:?}");
    }
}

#[test]
fn a_check_stops_at_any_step_and_leaves_nothing() {
    let folder = Folder::new();
    let path = many_pages(&folder);
    let before = fs::read(&path).unwrap();
    for step in 0..steps_of(&path).len() {
        let late = Arc::new(AtomicUsize::new(0));
        let heard = Arc::clone(&late);
        let monitor = Monitor::new(move |_| heard.fetch_add(1, Ordering::SeqCst) < step);
        let problem = checked(&path, &monitor).unwrap_err();
        assert_eq!(problem.key, "work_stopped", "{step}");
        assert_eq!(late.load(Ordering::SeqCst), step + 1, "it went on");
        assert!(is_free(&path));
    }
    assert!(fs::read(&path).unwrap() == before);
    let names: Vec<_> = fs::read_dir(path.parent().unwrap()).unwrap().collect();
    assert_eq!(names.len(), 1, "{names:?}");
}

#[test]
fn a_save_at_any_step_is_no_damage_and_what_is_checked_is_one_state() {
    let folder = Folder::new();
    let path = many_pages(&folder);
    let whole = fs::read(&path).unwrap();
    let mut found = BTreeSet::new();
    for step in 0..steps_of(&path).len() {
        fs::write(&path, &whole).unwrap();
        let file = path.clone();
        let monitor = at_step(step, move || {
            let mut store = Store::open(&file).unwrap();
            let mut register = store.load().unwrap();
            rename(&mut store, &mut register, "A1", "Pay").unwrap();
            true
        });
        let outcome = checked(&path, &monitor).unwrap();
        assert_eq!(outcome.differences, [], "{step}");
        assert_eq!(i64::try_from(outcome.change_sets), Ok(outcome.mark.number));
        found.insert(outcome.mark.number);
    }
    // The one before, or the one that was saved while the file was still being read.
    assert_eq!(found, [3, 4].into());
}

#[test]
fn what_is_taken_out_of_a_register_at_any_step_is_no_damage() {
    let folder = Folder::new();
    let path = many_pages(&folder);
    let whole = fs::read(&path).unwrap();
    let steps = steps_of(&path);
    // One of each phase is as good as all: what is read is in memory by then.
    let reading = |step: &&usize| steps[**step].phase == Phase::Reading;
    let all: Vec<usize> = (0..steps.len()).collect();
    let some = all.iter().filter(reading).chain(all.iter().step_by(40));
    for step in some.copied() {
        fs::write(&path, &whole).unwrap();
        let file = path.clone();
        let monitor = at_step(step, move || {
            let mut store = Store::open(&file).unwrap();
            let mut register = store.load().unwrap();
            let id = register.find("A1").unwrap();
            let take_out = TakeOut {
                fields: [((id.0, "name".to_owned()), TakenValues::All)].into(),
                ..TakeOut::default()
            };
            store.redact(&mut register, &stamp(), &take_out).unwrap();
            true
        });
        assert_eq!(checked(&path, &monitor).unwrap().differences, [], "{step}");
        let after = verify_file(&path, Purpose::Reading).unwrap();
        assert_eq!((after.is_whole(), after.redacted.len()), (true, 1));
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_is_replaced_at_any_step_is_said_to_be_replaced() {
    let folder = Folder::new();
    let path = many_pages(&folder);
    let whole = fs::read(&path).unwrap();
    for step in 0..steps_of(&path).len() {
        let (file, other) = (path.clone(), folder.file("other"));
        fs::write(&other, &whole).unwrap();
        let monitor = at_step(step, move || {
            fs::rename(&other, &file).unwrap();
            true
        });
        let problem = checked(&path, &monitor).unwrap_err();
        assert_eq!(problem.key, "store_replaced", "{step}");
    }
    fs::remove_file(&path).unwrap();
    let (store, _) = folder.register();
    fs::remove_file(&path).unwrap();
    assert_eq!(store.verify().unwrap_err().key, "store_replaced");
}

#[test]
fn another_programs_lock_is_waited_for_and_told() {
    let folder = Folder::new();
    let path = many_pages(&folder);
    let held = Mutex::new(Some(outside(&path)));
    if let Some(other) = &*held.lock().unwrap() {
        other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    }
    let waited = AtomicUsize::new(0);
    let monitor = Monitor::new(move |progress| {
        if progress.phase == Phase::Waiting && waited.fetch_add(1, Ordering::SeqCst) == 3 {
            held.lock().unwrap().take();
        }
        true
    });
    let connection = connection::second(&path).unwrap();
    snapshot(&connection, &path, MOST_IN_MEMORY, &monitor).unwrap();
    // And whoever waits is heard when it shall stop.
    let other = outside(&path);
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let monitor = Monitor::new(|progress| progress.phase != Phase::Waiting);
    let problem = snapshot(&connection, &path, MOST_IN_MEMORY, &monitor).unwrap_err();
    assert_eq!(problem.key, "work_stopped");
}

/// What stands in a folder, by name.
#[cfg(unix)]
fn names_in(folder: &Path) -> Vec<std::ffi::OsString> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries.map(|it| it.unwrap().file_name()).collect();
    names.sort();
    names
}

#[cfg(unix)]
#[test]
fn a_large_file_is_checked_by_a_copy_beside_it_of_which_nothing_is_left() {
    let folder = Folder::new();
    let path = many_pages(&folder);
    let here = path.parent().unwrap();
    let before = names_in(here);
    let (seen, watched) = (Arc::new(Mutex::new(Vec::new())), here.to_owned());
    let told = Arc::clone(&seen);
    let monitor = Monitor::new(move |_| {
        told.lock().unwrap().push(names_in(&watched));
        true
    });
    let connection = connection::second(&path).unwrap();
    let copy = snapshot(&connection, &path, 0, &monitor).unwrap();
    let file: String = copy.path().unwrap().to_owned();
    assert!(file.contains("/.ropa-"), "{file}");
    let pages = |of: &Connection| -> u32 {
        of.query_row("PRAGMA page_count", [], |row| row.get(0))
            .unwrap()
    };
    assert_eq!(pages(&copy), pages(&connection));
    drop(copy);
    assert_eq!(names_in(here), before);
    assert!(seen.lock().unwrap().iter().all(|there| *there == before));
    assert!(has_room(&path, 1) && !has_room(&path, u64::MAX));
    // It is found whole, and damage is found, as in memory.
    let check = |in_memory| {
        let store = Store::audit(&path).unwrap();
        let checker = store.checker().unwrap().in_memory(in_memory);
        let outcome = checker.check(&Monitor::default()).unwrap();
        let keys = outcome.differences.iter().map(|it| it.key);
        keys.collect::<Vec<_>>()
    };
    assert_eq!(check(0), [""; 0]);
    let set = "UPDATE activity SET name = 'Other'";
    outside(&path).execute_batch(set).unwrap();
    assert_eq!(
        (check(0), check(0)),
        (check(u64::MAX), vec!["verify_value"])
    );
    assert_eq!(names_in(here), before);
}

#[cfg(unix)]
#[test]
fn a_check_that_is_stopped_leaves_no_copy_beside_the_file() {
    let folder = Folder::new();
    let path = many_pages(&folder);
    let before = names_in(path.parent().unwrap());
    let connection = connection::second(&path).unwrap();
    let problem = snapshot(&connection, &path, 0, &at_step(1, || false)).unwrap_err();
    assert_eq!(problem.key, "work_stopped");
    assert_eq!(names_in(path.parent().unwrap()), before);
}

#[cfg(unix)]
#[test]
fn a_large_file_is_checked_in_memory_where_nothing_can_be_written_beside_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new();
    let path = many_pages(&folder);
    let here = path.parent().unwrap();
    let connection = connection::second(&path).unwrap();
    fs::set_permissions(here, fs::Permissions::from_mode(0o500)).unwrap();
    let is_taken = fs::write(here.join("probe"), "").is_ok();
    let copy = snapshot(&connection, &path, 0, &Monitor::default());
    fs::set_permissions(here, fs::Permissions::from_mode(0o700)).unwrap();
    // An administrator may write everywhere.
    assert_eq!(
        copy.unwrap().path().unwrap_or_default().is_empty(),
        !is_taken
    );
}

#[test]
fn damage_is_found_beside_a_save_too() {
    let folder = Folder::new();
    let path = many_pages(&folder);
    outside(&path)
        .execute_batch("UPDATE activity SET name = 'Other'")
        .unwrap();
    let file = path.clone();
    let monitor = at_step(2, move || {
        let other = outside(&file);
        let set = "UPDATE organisation SET name = 'Another'";
        other.execute_batch(set).is_ok()
    });
    let outcome = checked(&path, &monitor).unwrap();
    let keys: Vec<_> = outcome.differences.iter().map(|it| it.key).collect();
    assert_eq!(keys, ["verify_value", "verify_value"]);
}

/// Whatever takes a file's place beneath an open store: nothing is said to be kept in a file that nobody opens again, also
/// where it stands there already.
#[cfg(unix)]
#[test]
fn nothing_is_kept_in_a_file_that_was_replaced_or_removed() {
    let draft = |content: &str| Draft {
        name: "draft".to_owned(),
        at: stamp().at,
        author: "ann".to_owned(),
        kind: "activity".to_owned(),
        record: Some(Id(3)),
        content: format!("\"{content}\""),
    };
    for removed in [false, true] {
        for content in ["one", "two"] {
            let folder = Folder::new();
            let path = many_pages(&folder);
            let store = Store::open(&path).unwrap();
            store.keep_draft(&draft("one")).unwrap();
            let (aside, other) = (folder.file("aside"), folder.file("other"));
            fs::copy(&path, &other).unwrap();
            fs::hard_link(&path, &aside).unwrap();
            fs::rename(&other, &path).unwrap();
            if removed {
                fs::remove_file(&path).unwrap();
            }
            let kept = store.keep_draft(&draft(content));
            assert_eq!(kept.unwrap_err().key, "store_replaced", "{content}");
            assert!(store.drop_draft("draft").is_err(), "{content}");
        }
    }
}
