//! The command line as users and scripts meet it: the real binary in an empty home, with nothing of the machine.

mod again;
mod approval;
mod asking;
mod bad_input;
mod blocks;
mod bulk;
mod cells;
mod comparing;
mod configuration;
pub mod container;
mod copying;
mod country;
mod days;
mod desk;
mod editions;
mod files;
mod formats;
mod founding;
mod help;
mod history;
mod importing;
mod later;
mod library;
mod listing;
mod manual;
mod meaning;
mod merging;
mod names;
mod older;
mod other_tables;
mod other_tools;
mod output;
mod parts;
mod prints;
mod redact;
mod said_in_full;
mod scenario;
mod sheets;
mod terminal;
mod traces;
mod unsaved;
mod versions;
mod waiving;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value as Json;
use tempfile::TempDir;

/// The instant at which every test happens.
pub const NOW: &str = "2026-11-21T14:03:00+01:00";

/// A user's home with nothing in it.
pub struct Home {
    directory: TempDir,
    variables: Vec<(String, String)>,
}

/// What a run of the program gave.
#[derive(Debug)]
pub struct Ran {
    /// The exit code.
    pub code: i32,
    /// Data.
    pub out: String,
    /// Messages.
    pub err: String,
}

impl Home {
    /// An empty home, on the day of all tests.
    pub fn new() -> Self {
        let mut home = Self {
            directory: tempfile::tempdir().unwrap(),
            variables: Vec::new(),
        };
        home.set("ROPA_NOW", NOW);
        home.set("ROPA_AUTHOR", "Test");
        home
    }

    /// A home with a register `r.sqlite` in it.
    pub fn with_register() -> Self {
        let home = Self::new();
        home.ropa(&["new", "r.sqlite", "--name", "Exempel AB", "--country", "SE"])
            .done();
        home
    }

    /// A home with a register `r.sqlite` that holds what a file of `tests/cli` says.
    pub fn with_small_register() -> Self {
        let home = Self::with_register();
        let file = format!("{}/tests/cli/small.json", env!("CARGO_MANIFEST_DIR"));
        home.on("r.sqlite", &["import", &file]).done();
        home
    }

    /// A home with a register `r.sqlite` as version 1 of the file left it, with legal holds in fields.
    pub fn with_older_register() -> Self {
        let home = Self::new();
        let file = rusqlite::Connection::open(home.path("r.sqlite")).unwrap();
        file.execute_batch(include_str!("../older/version-1.sql"))
            .unwrap();
        home
    }

    /// A home with a register `r.sqlite` as version 2 of the file left it.
    pub fn with_register_of_version_2() -> Self {
        let home = Self::new();
        let file = rusqlite::Connection::open(home.path("r.sqlite")).unwrap();
        file.execute_batch(include_str!("../older/version-2.sql"))
            .unwrap();
        home
    }

    /// A home with a register `r.sqlite` as version 3 of the file left it.
    pub fn with_register_of_version_3() -> Self {
        let home = Self::new();
        let file = rusqlite::Connection::open(home.path("r.sqlite")).unwrap();
        file.execute_batch(include_str!("../older/version-3.sql"))
            .unwrap();
        home
    }

    /// A home with a register `r.sqlite` as version 4 of the file left it.
    pub fn with_register_of_version_4() -> Self {
        let home = Self::new();
        let file = rusqlite::Connection::open(home.path("r.sqlite")).unwrap();
        file.execute_batch(include_str!("../older/version-4.sql"))
            .unwrap();
        home
    }

    /// Sets a variable for all runs that follow.
    pub fn set(&mut self, name: &str, value: &str) {
        self.variables.push((name.to_owned(), value.to_owned()));
    }

    /// A path in the home.
    pub fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    /// The home itself.
    pub fn root(&self) -> &Path {
        self.directory.path()
    }

    /// The files in whose bytes one of these texts stands, but for those that are left out.
    pub fn holding(&self, texts: &[&str], left_out: impl Fn(&Path) -> bool) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut directories = vec![self.root().to_owned()];
        while let Some(directory) = directories.pop() {
            for entry in std::fs::read_dir(directory).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    directories.push(path);
                    continue;
                }
                let bytes = std::fs::read(&path).unwrap();
                let stands =
                    |text: &&str| bytes.windows(text.len()).any(|it| it == text.as_bytes());
                if texts.iter().any(stands) && !left_out(&path) {
                    found.push(path);
                }
            }
        }
        found
    }

    /// Puts a file into the home.
    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }

    /// Puts the configuration into its place.
    pub fn configure(&self, text: &str) -> PathBuf {
        self.write(".config/ropa/config.toml", text)
    }

    /// The program with arguments, in the home, with nothing of this process's environment.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ropa"));
        command
            .args(arguments)
            .current_dir(self.root())
            .env_clear()
            .env("HOME", self.root())
            .env("ROPA_SYSTEM_CONFIG", self.path("no-system-configuration"))
            .envs(self.variables.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Runs the program.
    pub fn ropa(&self, arguments: &[&str]) -> Ran {
        Ran::of(self.command(arguments).output().unwrap())
    }

    /// Runs the program on a register in the home.
    pub fn on(&self, register: &str, arguments: &[&str]) -> Ran {
        let arguments = [&["--register", register], arguments].concat();
        self.ropa(&arguments)
    }

    /// Runs the program with something to read.
    pub fn fed(&self, input: &[u8], arguments: &[&str]) -> Ran {
        let mut command = assert_cmd::Command::from_std(self.command(arguments));
        Ran::of(command.write_stdin(input).output().unwrap())
    }
}

impl Ran {
    fn of(output: Output) -> Self {
        let ran = Self {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        };
        // Whatever is told is told in words.
        assert_eq!(crate::support::raw_key(&ran.err), None, "{}", ran.err);
        if !ran.out.starts_with(['{', '[']) {
            assert_eq!(crate::support::raw_key(&ran.out), None, "{}", ran.out);
        }
        ran
    }

    /// The data of a run that must have gone well, without a word of complaint.
    pub fn done(self) -> String {
        assert_eq!((self.code, self.err.as_str()), (0, ""), "{}", self.out);
        self.out
    }

    /// The same, as JSON.
    pub fn json(self) -> Json {
        serde_json::from_str(&self.done()).unwrap()
    }

    /// The messages of a run that must have ended with this code and without data.
    pub fn failed(self, code: i32) -> String {
        assert_eq!((self.code, self.out.as_str()), (code, ""), "{}", self.err);
        self.err
    }
}
