//! Running a program while one of its system calls fails, or while it dies there.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;

/// What happens at a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The process dies before it.
    Kill,
    /// The process dies right after it.
    KillAfter,
    /// The process dies when half of what it writes is written.
    Torn,
    /// It fails with an error of the system, once.
    Error(i32),
    /// It fails, and so does every later one: all of them, or those that need room where the disk is full.
    Lasting(i32),
}

/// It is not permitted; what a file system says that knows no second names.
pub const EPERM: i32 = 1;
/// No space left on the device.
pub const ENOSPC: i32 = 28;
/// Input or output error.
pub const EIO: i32 = 5;
/// The quota is used up.
pub const EDQUOT: i32 = 122;
/// The file system is read-only.
pub const EROFS: i32 = 30;
/// The file would be too large.
pub const EFBIG: i32 = 27;

impl Fault {
    /// The word by which the shim knows it.
    fn word(self) -> String {
        match self {
            Self::Kill => "kill".to_owned(),
            Self::KillAfter => "after".to_owned(),
            Self::Torn => "torn".to_owned(),
            Self::Error(number) => number.to_string(),
            Self::Lasting(number) => format!("+{number}"),
        }
    }

    /// The error, where it is one.
    pub const fn error(self) -> Option<i32> {
        match self {
            Self::Error(number) | Self::Lasting(number) => Some(number),
            _ => None,
        }
    }
}

/// Which calls count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calls {
    /// Those that write files.
    Writes,
    /// Those, and writes to the standard output.
    WritesAndOutput,
    /// Those that read files.
    Reads,
    /// Those that lock files and let go of them.
    Locks,
}

/// A call that the shim counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Its name.
    pub name: String,
    /// The path, or the first of two.
    pub path: String,
    /// The second path, of a rename or a link.
    pub to: String,
    /// Whether it was hit.
    pub hit: bool,
}

/// How a program ended that ran under the shim.
#[derive(Clone, Debug)]
pub struct Ran {
    /// Its exit code; none where it was killed.
    pub code: Option<i32>,
    /// What it wrote to the standard output.
    pub out: String,
    /// What it wrote to the standard error.
    pub err: String,
    /// The calls that counted.
    pub calls: Vec<Seen>,
    /// Whether it was ended because it did not end by itself.
    pub hung: bool,
}

/// The shim, built once; `None`, with a word, where it cannot be.
pub fn library() -> Option<&'static Path> {
    static BUILT: OnceLock<Option<PathBuf>> = OnceLock::new();
    BUILT.get_or_init(built).as_deref()
}

fn built() -> Option<PathBuf> {
    let skipped = |why: &str| {
        eprintln!("The tests of failing system calls are left out: {why}.");
        None
    };
    if !cfg!(target_os = "linux") {
        return skipped("they need Linux");
    }
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults/shim.c");
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let library = directory.join(format!("faults-{}.so", std::process::id()));
    let compiled = Command::new("cc")
        .args(["-shared", "-fPIC", "-O1", "-o"])
        .arg(&library)
        .arg(&source)
        .output();
    match compiled {
        Err(_) => return skipped("there is no C compiler “cc”"),
        Ok(output) if !output.status.success() => {
            let told = String::from_utf8_lossy(&output.stderr).into_owned();
            return skipped(&format!("the shim does not compile here: {told}"));
        }
        Ok(_) => {}
    }
    // Whatever keeps the shim from being loaded, or the filter from being set, shows here.
    let place = tempfile::tempdir().unwrap();
    let mut probe = Command::new("touch");
    probe.arg(place.path().join("x"));
    let ran = run(
        probe,
        &library,
        place.path(),
        Calls::Writes,
        Some((1, Fault::Error(EIO))),
    );
    if ran.code != Some(1) || ran.calls.is_empty() {
        return skipped("the system does not let a program be watched this way");
    }
    Some(library)
}

/// Runs a program under the shim; the calls below `root` count, and one of them meets a fault.
pub fn run(
    mut command: Command,
    library: &Path,
    root: &Path,
    calls: Calls,
    fault: Option<(usize, Fault)>,
) -> Ran {
    let log = tempfile::NamedTempFile::new().unwrap();
    let (at, kind) = fault.map_or((0, Fault::Kill), |(at, fault)| (at, fault));
    command
        .env("LD_PRELOAD", library)
        .env("FAULT_ROOT", root)
        .env("FAULT_LOG", log.path())
        .env("FAULT_AT", at.to_string())
        .env("FAULT_KIND", kind.word());
    match calls {
        Calls::Writes => {}
        Calls::WritesAndOutput => {
            command.env("FAULT_STDOUT", "1");
        }
        Calls::Reads => {
            command.env("FAULT_READS", "1");
        }
        Calls::Locks => {
            command.env("FAULT_LOCKS", "1");
        }
    }
    let mut limited = assert_cmd::Command::from_std(command);
    let output = limited.timeout(Duration::from_secs(30)).output().unwrap();
    let seen = std::fs::read_to_string(log.path()).unwrap();
    let killed = fault.is_some_and(|(_, fault)| fault.error().is_none());
    let calls: Vec<Seen> = seen.lines().filter_map(seen_of).collect();
    Ran {
        code: output.status.code(),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
        hung: output.status.code().is_none() && !(killed && calls.iter().any(|call| call.hit)),
        calls,
    }
}

fn seen_of(line: &str) -> Option<Seen> {
    let (line, hit) = line
        .strip_prefix('!')
        .map_or((line, false), |line| (line, true));
    let mut parts = line.split('\t').map(str::to_owned);
    Some(Seen {
        name: parts.next()?,
        path: parts.next()?,
        to: parts.next()?,
        hit,
    })
}
