//! Faults at one call that is aimed at: the end of a save, a second name that a file system does not know, a group that
//! cannot be given.

use std::fs;
use std::path::Path;

use super::jobs::{JOBS, Job};
use super::place::{Content, NOW, Place, Tree};
use super::shim::{self, Calls, EIO, EPERM, Fault, Ran, Seen};

fn ready(name: &str) -> (&'static Job, Tree) {
    let job = JOBS.iter().find(|job| job.name == name).unwrap();
    let place = Place::new();
    (job.ready)(&place);
    (job, place.tree())
}

fn run(
    place: &Place,
    library: &Path,
    arguments: &[&str],
    calls: Calls,
    fault: Option<(usize, Fault)>,
) -> Ran {
    let arguments = [&["--register", "register.sqlite"], arguments].concat();
    let command = place.command(&arguments, NOW);
    shim::run(command, library, place.root(), calls, fault)
}

/// The numbers of the calls of a run without a fault that are aimed at.
fn aimed(ran: &Ran, wanted: impl Fn(&Seen) -> bool) -> Vec<usize> {
    let calls = ran.calls.iter().enumerate();
    calls
        .filter_map(|(at, call)| wanted(call).then_some(at + 1))
        .collect()
}

/// A save whose end fails is told as saved exactly where it is.
#[test]
fn a_save_whose_end_fails_is_told_as_it_is() {
    let Some(library) = shim::library() else {
        return;
    };
    let (job, before) = ready("reviewed");
    let mut runs = 0;
    for (calls, names) in [
        (
            Calls::Writes,
            &["fsync", "fdatasync", "unlink", "unlinkat"][..],
        ),
        (Calls::Locks, &["fcntl"]),
    ] {
        let place = Place::with(&before);
        let whole = run(&place, library, job.arguments, calls, None);
        let of_register =
            |call: &Seen| names.contains(&call.name.as_str()) && !call.path.contains("/.local");
        let mut at = aimed(&whole, of_register);
        // The end is what counts: the calls before it are tried with every job.
        at.drain(..at.len().saturating_sub(8));
        for at in at {
            for fault in [Fault::Error(EIO), Fault::Lasting(EIO)] {
                let place = Place::with(&before);
                let ran = run(&place, library, job.arguments, calls, Some((at, fault)));
                runs += 1;
                let now = Content::of(&place.path("register.sqlite")).unwrap();
                let saved = now.sets.len() == 3;
                assert!(saved || now.sets.len() == 2, "{}", now.sets.len());
                let told = format!("{fault:?} at {at}: {:?} {}{}", ran.code, ran.out, ran.err);
                let says_saved =
                    ran.out.contains("(change 3)") || ran.err.contains("was saved as change 3");
                let says_not = ran.err.contains("Nothing was saved");
                let perhaps = ran.err.contains("it is not known whether");
                let untrue = if saved { says_not } else { says_saved };
                assert!(!untrue, "{told}");
                assert!(says_saved || says_not || perhaps, "{told}");
            }
        }
    }
    assert!(runs >= 12, "{runs}");
}

/// A file system without second names: what stands there is copied aside instead.
#[test]
fn a_restore_needs_no_second_names() {
    let Some(library) = shim::library() else {
        return;
    };
    let (job, before) = ready("restore");
    let place = Place::with(&before);
    let whole = run(&place, library, job.arguments, Calls::Writes, None);
    let links = aimed(&whole, |call| call.name.starts_with("link"));
    assert_eq!(links.len(), 1);
    let place = Place::with(&before);
    let fault = Some((links[0], Fault::Error(EPERM)));
    let ran = run(&place, library, job.arguments, Calls::Writes, fault);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let is_aside = |path: &&std::path::PathBuf| path.to_string_lossy().contains("-before-");
    let tree = place.tree();
    let aside = tree.keys().find(is_aside).unwrap();
    let content = |name: &Path| Content::of(&place.root().join(name)).unwrap();
    assert_eq!(tree[aside], before[Path::new("register.sqlite")]);
    assert_eq!(
        content(Path::new("register.sqlite")),
        content(Path::new("copy.sqlite"))
    );
}

/// A group that cannot be given to a file gets no rights that another group had.
#[cfg(unix)]
#[test]
fn a_file_that_is_replaced_keeps_its_group_or_gives_none_its_rights() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
    let Some(library) = shim::library() else {
        return;
    };
    let (job, before) = ready("export over a file");
    let ready = || {
        let place = Place::with(&before);
        let file = place.path("out.md");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o664)).unwrap();
        // Only an administrator may give a file away.
        chown(&file, None, Some(54_321))
            .is_ok()
            .then_some((place, file))
    };
    let Some((place, file)) = ready() else {
        return;
    };
    let whole = run(&place, library, job.arguments, Calls::Writes, None);
    let about = fs::metadata(&file).unwrap();
    assert_eq!((about.gid(), about.mode() & 0o777), (54_321, 0o664));
    let gives = aimed(&whole, |call| call.name == "fchown");
    let (place, file) = ready().unwrap();
    let fault = Some((gives[0], Fault::Error(EPERM)));
    let ran = run(&place, library, job.arguments, Calls::Writes, fault);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let about = fs::metadata(&file).unwrap();
    assert_ne!(about.gid(), 54_321);
    assert_eq!(about.mode() & 0o777, 0o604);
}
