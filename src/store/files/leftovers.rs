//! What runs that were killed have left: unfinished files, each named after the process that made it.

use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use sha2::{Digest, Sha256};

use super::journals::SIDECARS;
use super::place::short;

/// How the name of a file in the making begins.
pub(crate) const PREFIX: &str = ".ropa-";

/// A file in the making whose process cannot be asked for (another computer's, or of before a start of the system)
/// goes when it is that much older than a file that is made now.
const OLD: Duration = Duration::from_hours(24);

/// How the names of this process's unfinished files begin: a mark of the running system, and the number of the
/// process in it.
pub(crate) fn prefix() -> String {
    format!("{PREFIX}{}-{}-", system(), std::process::id())
}

/// A mark of this start of this system, and of the numbers by which it knows its processes.
fn system() -> &'static str {
    static SYSTEM: OnceLock<String> = OnceLock::new();
    SYSTEM.get_or_init(|| {
        let boot = fs::read("/proc/sys/kernel/random/boot_id").unwrap_or_default();
        let space = fs::read_link("/proc/self/ns/pid").unwrap_or_default();
        if boot.is_empty() || space.as_os_str().is_empty() {
            return "0".to_owned();
        }
        let hash = Sha256::new()
            .chain_update(&boot)
            .chain_update(space.as_os_str().as_encoded_bytes())
            .finalize();
        short(&hash)
    })
}

/// Whether a file's name begins as those of unfinished files do: such a file would be cleared one day.
pub(crate) fn is_ours_by_name(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().starts_with(PREFIX)
}

/// Removes what killed runs of the same user have left in a directory; `made` is a file that was made there just now,
/// by which owner and time are told.
///
/// What cannot be removed stays.
pub(crate) fn clear(directory: &Path, made: &Metadata) {
    let Ok(entries) = fs::read_dir(directory) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let Some(name) = name.to_str().filter(|name| name.starts_with(PREFIX)) else {
            continue;
        };
        let Ok(about) = entry.metadata() else {
            continue;
        };
        if about.is_file() && is_ours(&about, made) && is_left(name, &about, made) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// The unfinished files in a directory, but for those of this process: each with whether the process that made it may
/// still be at work.
pub(crate) fn unfinished(directory: &Path) -> Vec<(PathBuf, bool)> {
    let own = prefix();
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
    let named = entries.filter_map(|entry| {
        let name = entry.file_name();
        let name = name.to_str()?;
        let is_one = name.starts_with(PREFIX) && !name.starts_with(&own);
        is_one.then(|| (entry.path(), lives(stem(name))))
    });
    named.collect()
}

#[cfg(unix)]
fn is_ours(about: &Metadata, made: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    about.uid() == made.uid() && about.nlink() == 1
}

#[cfg(not(unix))]
const fn is_ours(_about: &Metadata, _made: &Metadata) -> bool {
    true
}

/// The name without the ending of a journal.
fn stem(name: &str) -> &str {
    SIDECARS
        .iter()
        .find_map(|ending| name.strip_suffix(ending))
        .unwrap_or(name)
}

/// Whether the process that made a file still runs; also where that cannot be known.
fn lives(stem: &str) -> bool {
    process(stem).is_none_or(runs)
}

/// Whether a process runs.
///
/// The system is asked by the number itself: in a container, `/proc` may be that of another space of process numbers,
/// or not be there.
#[cfg(unix)]
fn runs(process: u32) -> bool {
    use rustix::io::Errno;
    use rustix::process::{Pid, test_kill_process};
    let process = i32::try_from(process).ok().and_then(Pid::from_raw);
    process.is_some_and(|process| test_kill_process(process) != Err(Errno::SRCH))
}

#[cfg(not(unix))]
const fn runs(_process: u32) -> bool {
    true
}

/// The process of this start of this system that a name is of.
fn process(stem: &str) -> Option<u32> {
    let rest = stem.strip_prefix(PREFIX)?;
    let (system_of, rest) = rest.split_once('-')?;
    let (process, _) = rest.split_once('-')?;
    (system() != "0" && system_of == system())
        .then(|| process.parse().ok())
        .flatten()
}

fn is_left(name: &str, about: &Metadata, made: &Metadata) -> bool {
    let stem = stem(name);
    if process(stem).is_some() {
        return !lives(stem);
    }
    // Only names that this program makes: letters, digits and bars.
    let known = stem[PREFIX.len()..]
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let age = about
        .modified()
        .ok()
        .zip(made.modified().ok())
        .and_then(|(then, now)| now.duration_since(then).ok());
    known && age.is_some_and(|age| age > OLD)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use std::fs::File;

    #[test]
    fn what_a_killed_run_left_goes_and_nothing_else() {
        let directory = tempfile::tempdir().unwrap();
        let path = |name: &str| directory.path().join(name);
        // No process has this number: it is above the largest that Linux gives.
        let dead = format!("{PREFIX}{}-4194305-abc", system());
        let others = format!("{PREFIX}{}-Xy12ab", "ffffffff-1");
        let old = [format!("{PREFIX}aB3dEf"), others.clone() + "-journal"];
        let stays = [
            format!("{}xyz", prefix()),
            format!("{PREFIX}new123"),
            format!("{PREFIX}notes of mine.txt"),
            others,
            "r.sqlite".to_owned(),
        ];
        for name in old
            .iter()
            .chain(&stays)
            .chain([&dead, &format!("{dead}-journal")])
        {
            fs::write(path(name), name).unwrap();
        }
        let made = File::create(path("now")).unwrap();
        let long_ago = made.metadata().unwrap().modified().unwrap() - 2 * OLD;
        for name in old.iter().chain([&stays[2]]) {
            let file = File::options().write(true).open(path(name)).unwrap();
            file.set_modified(long_ago).unwrap();
        }
        assert_eq!(
            unfinished(directory.path())
                .iter()
                .filter(|(_, at_work)| !at_work)
                .count(),
            2
        );
        clear(directory.path(), &made.metadata().unwrap());
        for name in &stays {
            assert!(path(name).exists(), "{name}");
        }
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 6);
    }
}
