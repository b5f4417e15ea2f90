//! A directory in which a job runs: what stands in it, and what the registers among its files say.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use ropa::store::Store;
use tempfile::TempDir;

/// The instant at which a job runs.
pub const NOW: &str = "2026-11-21T08:03:00+01:00";
/// The instant at which it is tried again.
pub const LATER: &str = "2026-11-21T08:05:00+01:00";

/// Where it is remembered what was seen of a register: no part of any job, and another after each.
pub const REMEMBERED: &str = "share/ropa/seen";

/// Every file below a directory, by its path from there, but for what is remembered of registers.
pub type Tree = BTreeMap<PathBuf, Vec<u8>>;

/// A directory of its own, in memory where the system has room there: thousands of runs wait for no disk.
pub struct Place {
    directory: TempDir,
}

impl Place {
    /// An empty one.
    pub fn new() -> Self {
        let memory = Path::new("/dev/shm");
        let builder = tempfile::Builder::new();
        let directory = if memory.is_dir() {
            builder
                .tempdir_in(memory)
                .or_else(|_| tempfile::tempdir())
                .unwrap()
        } else {
            tempfile::tempdir().unwrap()
        };
        Self { directory }
    }

    /// One in which files stand.
    pub fn with(tree: &Tree) -> Self {
        let place = Self::new();
        place.put(tree);
        place
    }

    fn put(&self, tree: &Tree) {
        for (path, bytes) in tree {
            let path = self.root().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }

    /// Makes it what it was: what is remembered of a register is of its path, which stays the same here.
    pub fn becomes(&self, tree: &Tree) {
        for entry in fs::read_dir(self.root()).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                fs::remove_dir_all(path).unwrap();
            } else {
                fs::remove_file(path).unwrap();
            }
        }
        self.put(tree);
    }

    /// The directory.
    pub fn root(&self) -> &Path {
        self.directory.path()
    }

    /// A path in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.root().join(name)
    }

    /// What stands in it, but for what is remembered of registers.
    pub fn tree(&self) -> Tree {
        let mut tree = self.everything();
        tree.retain(|path, _| !path.to_string_lossy().contains(REMEMBERED));
        tree
    }

    /// What stands in it, what is remembered of registers too.
    pub fn everything(&self) -> Tree {
        let mut tree = Tree::new();
        let mut directories = vec![self.root().to_owned()];
        while let Some(directory) = directories.pop() {
            for entry in fs::read_dir(&directory).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    directories.push(path);
                } else if let Ok(bytes) = fs::read(&path) {
                    tree.insert(path.strip_prefix(self.root()).unwrap().to_owned(), bytes);
                }
            }
        }
        tree
    }

    /// Gives a command the environment of a job, and nothing of this process's own.
    pub fn dress(&self, command: &mut Command, now: &str) {
        command
            .current_dir(self.root())
            .env_clear()
            .env("HOME", self.root())
            .env(
                "ROPA_SYSTEM_CONFIG",
                self.root().join("no-system-configuration"),
            )
            .env("ROPA_NOW", now)
            .env("ROPA_AUTHOR", "Privacy office")
            .env("ROPA_LANG", "en");
    }

    /// The program with arguments.
    pub fn command(&self, arguments: &[&str], now: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ropa"));
        command.args(arguments);
        self.dress(&mut command, now);
        command
    }

    /// Runs the program, which must do what it is asked.
    pub fn ropa(&self, arguments: &[&str]) {
        let output = self.command(arguments, NOW).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {output:?}");
    }
}

/// What a register says: its change sets and the drafts in it, but nothing that differs from one run to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// Each change set with its changes.
    pub sets: Vec<String>,
    /// The drafts.
    pub drafts: Vec<String>,
}

impl Content {
    /// Whether it is that with its latest change set taken back.
    pub fn takes_back(&self, done: &Self) -> bool {
        let Some((last, before)) = self.sets.split_last() else {
            return false;
        };
        let undoes = format!("Some({})", done.sets.len());
        let head = last.lines().next().unwrap_or_default();
        before == done.sets && head.ends_with(&undoes)
    }

    /// Reads a register, which must be whole.
    pub fn of(path: &Path) -> Result<Self, String> {
        let told = |problem: ropa::domain::problem::Problem| problem.to_string();
        let store = Store::open(path).map_err(told)?;
        let verification = store.verify().map_err(told)?;
        if !verification.is_whole() {
            return Err(format!("{:?}", verification.differences));
        }
        let mut sets = Vec::new();
        for set in store.change_sets(None).map_err(told)?.iter().rev() {
            let mut text = format!(
                "{} {} {} {:?}",
                set.number, set.author, set.label, set.undoes
            );
            for change in store.changes(set.number).map_err(told)? {
                let _ = write!(
                    text,
                    "\n{} {} {:?} {} {}",
                    change.kind, change.reference, change.field, change.before, change.after
                );
            }
            sets.push(masked(&text));
        }
        let drafts = store.drafts().map_err(told)?;
        let draft = |draft: &ropa::store::Draft| {
            masked(&format!(
                "{} {:?} {}",
                draft.kind, draft.record, draft.content
            ))
        };
        Ok(Self {
            sets,
            drafts: drafts.iter().map(draft).collect(),
        })
    }

    /// Whether it holds all that another does, and nothing else in its place.
    pub fn continues(&self, other: &Self) -> bool {
        self.sets.starts_with(&other.sets)
    }
}

/// A text without the identities in it, which are new in each run.
pub fn masked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        if rest.get(..36).is_some_and(is_identity) {
            out.push_str("IDENTITY");
            rest = &rest[36..];
        } else {
            out.push(letter);
            rest = &rest[letter.len_utf8()..];
        }
    }
    out
}

fn is_identity(text: &str) -> bool {
    text.bytes().enumerate().all(|(at, byte)| match at {
        8 | 13 | 18 | 23 => byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    })
}

/// Whether these are the bytes of a database.
pub fn is_database(bytes: &[u8]) -> bool {
    bytes.starts_with(b"SQLite format 3\0")
}
