//! The keys of the configuration, their defaults, and reading them from TOML.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::path::{Path, PathBuf};

use serde::de::{Deserialize, Deserializer, Error as _};

use super::environment::Environment;
use super::places::expanded;
use super::reason::{is_open_to_all, read_ordinary, reason};
use super::{fault, places};
use crate::domain::language::{Language, shipped};
use crate::domain::period::Period;
use crate::domain::problem::Problem;

/// How many daily copies are kept when nothing else is said.
const COPIES: u16 = 14;

/// From how many weeks before those one copy is kept when nothing else is said.
const WEEKLY_COPIES: u16 = 12;

macro_rules! commented {
    ($($code:literal),+) => {
        /// The configuration with comments, by the code of the language they are in; English first.
        const COMMENTED: &[(&str, &str)] = &[$((
            $code,
            include_str!(concat!("../../assets/config.", $code, ".toml")),
        )),+];
    };
}
shipped!(commented);

/// The configuration with every key at its default, and comments in a language; in English where there are none in it.
#[must_use]
pub fn defaults(language: Language) -> &'static str {
    let mut there = COMMENTED.iter().filter(|(_, text)| !text.is_empty());
    let own = there.find(|(code, _)| *code == language.code());
    own.or(COMMENTED.first()).map_or("", |(_, text)| text)
}

/// The configuration: what the user's own file says, then that for all users of the computer, then the defaults.
#[derive(Clone, Debug, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Configuration {
    /// Who is named as the author of changes.
    pub author: Option<String>,
    /// The language of the program.
    #[serde(deserialize_with = "language")]
    pub language: Option<Language>,
    /// The register that is meant when none is named.
    pub register: Option<PathBuf>,
    /// How many daily copies are kept; 0 for none.
    pub copies: u16,
    /// From how many weeks before those one copy is kept.
    pub weekly_copies: u16,
    /// Whether the screen takes the mouse.
    pub mouse: bool,
    /// Whether the screen has colours.
    pub colours: bool,
    /// Which colours the screen has.
    pub theme: ThemeName,
    /// How often a record is reviewed, where neither it nor its register says.
    #[serde(deserialize_with = "period")]
    pub review_interval: Period,
    /// How long before its day a thing wants attention.
    pub remind: Remind,
    /// The keys of commands of the screen, by the command's name.
    pub keys: HashMap<String, Vec<String>>,
    /// Registers by a name of the user's own.
    pub registers: BTreeMap<String, PathBuf>,
    /// The columns of lists, by the name of the list.
    pub columns: BTreeMap<String, Vec<String>>,
    /// Filters by a name of the user's own.
    pub filters: BTreeMap<String, String>,
    /// The files that it was read from, the user's own first.
    #[serde(skip)]
    sources: Vec<ConfigurationSource>,
    /// What is worth a warning: a file that was left out.
    #[serde(skip)]
    pub warnings: Vec<Problem>,
}

/// The colours of the screen, by the name that the configuration has for them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ThemeName {
    /// Those of the terminal's own palette.
    #[default]
    Terminal,
    /// Light ones for a dark background.
    Dark,
    /// Dark ones for a light background.
    Light,
    /// None but the terminal's own two: what matters is bold, underlined or reversed, and nothing is faint.
    HighContrast,
}

/// A file of the configuration, with its text, to say in which line a key stands.
#[derive(Clone, Debug, PartialEq)]
struct ConfigurationSource {
    file: PathBuf,
    text: String,
}

/// How long before its day a thing wants attention: it is told from then on.
#[derive(Clone, Debug, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Remind {
    /// Before an agreement or the ground of a transfer ends.
    #[serde(deserialize_with = "period")]
    pub due: Period,
    /// Before data are to be erased; none for the day itself.
    #[serde(deserialize_with = "some_period")]
    pub erasure: Option<Period>,
    /// Before a review, check or decision; none for the day itself.
    #[serde(deserialize_with = "some_period")]
    pub reviews: Option<Period>,
}

impl Default for Remind {
    fn default() -> Self {
        Self {
            due: Period::of(0, 0, 90),
            erasure: None,
            reviews: None,
        }
    }
}

impl Default for Configuration {
    fn default() -> Self {
        Self {
            author: None,
            language: None,
            register: None,
            copies: COPIES,
            weekly_copies: WEEKLY_COPIES,
            mouse: false,
            colours: true,
            theme: ThemeName::default(),
            review_interval: Period::of(1, 0, 0),
            remind: Remind::default(),
            keys: HashMap::new(),
            registers: BTreeMap::new(),
            columns: BTreeMap::new(),
            filters: BTreeMap::new(),
            sources: Vec::new(),
            warnings: Vec::new(),
        }
    }
}

impl Configuration {
    /// The user's configuration over that for all users of the computer, key by key; the defaults where neither is there.
    ///
    /// A file for all users that every user may change is left out, with a warning: it could name another register.
    ///
    /// # Errors
    /// `config_unreadable` with what the system says, or as [`Self::parse`].
    pub fn load(environment: &Environment) -> Result<Self, Problem> {
        let own = places::configuration_file(environment);
        let system = places::system_configuration_file(environment);
        let system = system.filter(|file| own.as_ref() != Some(file));
        let (mut table, mut read) = (toml::Table::new(), Self::default());
        for (file, is_own) in [(system, false), (own, true)] {
            let Some(file) = file else { continue };
            let Some(text) = text_of(&file)? else {
                continue;
            };
            let mut one = Self::parse(&file, &text)?;
            if !is_own && is_open_to_all(&file) {
                let problem = Problem::cannot("config_open_to_all");
                read.warnings.push(problem.with("file", file.display()));
                continue;
            }
            if let Some(register) = one.register.take() {
                read.register = Some(found_from(&file, environment, &register));
            }
            for (name, register) in std::mem::take(&mut one.registers) {
                let register = found_from(&file, environment, &register);
                read.registers.insert(name, register);
            }
            for source in one.sources {
                lay_over(&mut table, toml::from_str(&source.text).unwrap_or_default());
                read.sources.insert(0, source);
            }
        }
        // Each file was read alone before, so together they can be read too.
        let mut all: Self = table.try_into().unwrap_or_default();
        all.register = read.register;
        all.registers = read.registers;
        all.sources = read.sources;
        all.warnings = read.warnings;
        Ok(all)
    }

    /// The configuration of a text; `file` is its name in what is told.
    ///
    /// # Errors
    /// `config_syntax`, `config_unknown_key`, `config_duplicate_key` or `config_wrong_value`, with file, line,
    /// column and key.
    pub fn parse(file: &Path, text: &str) -> Result<Self, Problem> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut configuration: Self =
            toml::from_str(text).map_err(|error| fault::of(file, text, &error))?;
        configuration.sources.push(ConfigurationSource {
            file: file.to_owned(),
            text: text.to_owned(),
        });
        Ok(configuration)
    }

    /// The file of a register that somebody named: what the configuration calls so, unless a file of that name is there;
    /// else the path, with the user's own directory for `~`.
    #[must_use]
    pub fn named(&self, typed: &Path, home: Option<&Path>) -> PathBuf {
        let name = typed.to_str().filter(|_| !typed.exists());
        let known = name.and_then(|name| self.registers.get(name));
        known.map_or_else(|| expanded(typed, home), Clone::clone)
    }

    /// A problem with a key that only somebody else can judge (a binding of the screen), with file, line and column.
    #[must_use]
    pub fn at(&self, path: &[&str], problem: Problem) -> Problem {
        let place = |source: &ConfigurationSource| fault::place_of(&source.text, path);
        let source = self.sources.iter().find(|source| place(source).is_some());
        let Some(source) = source.or(self.sources.first()) else {
            return problem;
        };
        let (line, column) = place(source).unwrap_or((1, 1));
        problem
            .with("file", source.file.display())
            .with("line", line)
            .with("column", column)
            .with("key", path.join("."))
    }

    /// The files that it was read from, the user's own first, each with the keys whose values are its own.
    #[must_use]
    pub fn files(&self) -> Vec<(&Path, Vec<String>)> {
        let mut known: Vec<String> = Vec::new();
        let files = self.sources.iter().map(|source| {
            let mut keys = fault::keys(&source.text);
            keys.retain(|key| !known.contains(key));
            known.extend(keys.iter().cloned());
            (source.file.as_path(), keys)
        });
        files.collect()
    }
}

/// The text of a file of the configuration; none where it is not there.
fn text_of(file: &Path) -> Result<Option<String>, Problem> {
    let bytes = match read_ordinary(file) {
        Ok(bytes) => bytes,
        Err(error) if is_absent(&error) => return Ok(None),
        Err(error) => {
            return Err(Problem::cannot("config_unreadable")
                .with("file", file.display())
                .with("reason", reason(&error)));
        }
    };
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let (line, _) = fault::line_and_column(&String::from_utf8_lossy(good), good.len());
        Problem::cannot("config_not_utf8")
            .with("file", file.display())
            .with("line", line)
    })?;
    Ok(Some(text))
}

/// A path that a file of the configuration names: one that is not absolute is counted from the file, or from the user's
/// own directory.
fn found_from(file: &Path, environment: &Environment, path: &Path) -> PathBuf {
    let path = expanded(path, environment.home.as_deref());
    match file.parent() {
        Some(directory) => directory.join(path),
        None => path,
    }
}

/// Lays a table over another: its keys count, those of inner tables one by one.
fn lay_over(below: &mut toml::Table, above: toml::Table) {
    for (key, value) in above {
        match (below.get_mut(&key), value) {
            (Some(toml::Value::Table(below)), toml::Value::Table(above)) => lay_over(below, above),
            (_, value) => {
                below.insert(key, value);
            }
        }
    }
}

/// Whether an error only says that nothing is there.
fn is_absent(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

fn language<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Language>, D::Error> {
    let code = String::deserialize(deserializer)?;
    Language::ALL
        .into_iter()
        .find(|language| language.code() == code)
        .map(Some)
        .ok_or_else(|| D::Error::custom("language"))
}

fn period<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Period, D::Error> {
    let text = String::deserialize(deserializer)?;
    match Period::from_typed(&text) {
        Ok(period @ Period::Span(_)) => Ok(period),
        _ => Err(D::Error::custom("period")),
    }
}

fn some_period<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Period>, D::Error> {
    period(deserializer).map(Some)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn parse(text: &str) -> Result<Configuration, Problem> {
        Configuration::parse(Path::new("config.toml"), text)
    }

    #[test]
    fn the_defaults_that_are_printed_are_the_defaults() {
        for language in Language::ALL {
            let mut printed = parse(defaults(language)).unwrap();
            printed.sources.clear();
            assert_eq!(printed, Configuration::default(), "{}", language.code());
        }
    }

    /// A key that is commented out in the file is one too: without its mark it must be read.
    #[test]
    fn every_key_that_is_printed_is_a_key() {
        for language in Language::ALL {
            let text: String = defaults(language)
                .lines()
                .map(|line| line.strip_prefix("#: ").unwrap_or(line))
                .fold(String::new(), |text, line| text + line + "\n");
            assert_ne!(text, defaults(language));
            let read = parse(&text).unwrap_or_else(|problem| panic!("{problem}"));
            assert!(read.author.is_some() && read.language.is_some() && read.register.is_some());
            assert!(!read.keys.is_empty());
        }
    }

    #[test]
    fn a_fault_names_line_column_and_key() {
        let cases = [
            (
                "mouse = true\nmuose = true\n",
                "config_unknown_key",
                "2",
                "1",
                "muose",
            ),
            (
                "[remind]\ndue = \"P1Y\"\nwhen = 1\n",
                "config_unknown_key",
                "3",
                "1",
                "remind.when",
            ),
            (
                "copies = \"many\"\n",
                "config_wrong_value",
                "1",
                "10",
                "copies",
            ),
            ("copies = -1\n", "config_wrong_value", "1", "10", "copies"),
            (
                "\nlanguage = \"no\"\n",
                "config_wrong_value",
                "2",
                "12",
                "language",
            ),
            (
                "[remind]\ndue = \"soon\"\n",
                "config_wrong_value",
                "2",
                "7",
                "remind.due",
            ),
            (
                "review_interval = \"session\"\n",
                "config_wrong_value",
                "1",
                "19",
                "review_interval",
            ),
            (
                "[keys]\nsave = [1]\n",
                "config_wrong_value",
                "2",
                "9",
                "keys.save",
            ),
            ("remind = 1\n", "config_wrong_value", "1", "10", "remind"),
            (
                "mouse = true\nmouse = false\n",
                "config_duplicate_key",
                "2",
                "1",
                "mouse",
            ),
            ("mouse = \n", "config_syntax", "1", "9", ""),
        ];
        for (text, key, line, column, named) in cases {
            let problem = parse(text).unwrap_err();
            assert_eq!(problem.key, key, "{text}");
            assert_eq!(problem.detail("file"), Some("config.toml"));
            assert_eq!(problem.detail("line"), Some(line), "{text}");
            assert_eq!(problem.detail("column"), Some(column), "{text}");
            assert_eq!(problem.detail("key").unwrap_or_default(), named, "{text}");
        }
    }

    #[test]
    fn a_binding_that_the_screen_refuses_is_found_in_the_file() {
        let read =
            parse("mouse = true\n\n[keys]\nsave = [\"ctrl-s\"]\nquit = [\"nokey\"]\n").unwrap();
        let problem = read.at(&["keys", "quit"], Problem::cannot("config_unknown_command"));
        assert_eq!(problem.detail("line"), Some("5"));
        assert_eq!(problem.detail("key"), Some("keys.quit"));
    }

    /// A home with a configuration of its own, and one for all users.
    fn with_both(own: &str, system: &str) -> (tempfile::TempDir, Environment) {
        let directory = tempfile::tempdir().unwrap();
        let (home, all) = (directory.path().join("own"), directory.path().join("all"));
        for (folder, text) in [(&home, own), (&all, system)] {
            fs::create_dir(folder).unwrap();
            fs::write(folder.join("config.toml"), text).unwrap();
        }
        let environment = Environment {
            configuration_directory: Some(home),
            system_directories: vec![directory.path().join("none"), all],
            ..Environment::default()
        };
        (directory, environment)
    }

    #[test]
    fn the_users_own_file_counts_key_by_key() {
        let (directory, environment) = with_both(
            "copies = 3\n[keys]\nsave = [\"f2\"]\n[remind]\nreviews = \"P7D\"\n",
            "copies = 30\nweekly_copies = 4\nregister = \"r.sqlite\"\n[keys]\nsave = [\"f3\"]\nopen = [\"f4\"]\n[remind]\ndue = \"P30D\"\n",
        );
        let read = Configuration::load(&environment).unwrap();
        assert_eq!((read.copies, read.weekly_copies), (3, 4));
        assert_eq!(read.keys["save"], ["f2"]);
        assert_eq!(read.keys["open"], ["f4"]);
        assert_eq!(read.remind.due, Period::of(0, 0, 30));
        assert_eq!(read.remind.reviews, Some(Period::of(0, 0, 7)));
        // A path is counted from the file that names it.
        assert_eq!(read.register, Some(directory.path().join("all/r.sqlite")));
        let files = read.files();
        let named: Vec<&str> = files[0].1.iter().map(String::as_str).collect();
        assert_eq!(named, ["copies", "keys.save", "remind.reviews"]);
        assert!(files[0].0.ends_with("own/config.toml"));
        let named: Vec<&str> = files[1].1.iter().map(String::as_str).collect();
        assert_eq!(
            named,
            ["keys.open", "register", "remind.due", "weekly_copies"]
        );
        // What the screen refuses is told with the file that says so.
        let at = |key: &str| read.at(&["keys", key], Problem::cannot("config_unknown_command"));
        assert!(at("save").detail("file").unwrap().contains("own"));
        assert!(at("open").detail("file").unwrap().contains("all"));
    }

    #[test]
    fn a_broken_file_for_all_users_is_named() {
        let (_directory, environment) =
            with_both("copies = 3\n", "mouse = true\ncopies = \"many\"\n");
        let problem = Configuration::load(&environment).unwrap_err();
        assert_eq!(problem.key, "config_wrong_value");
        assert!(problem.detail("file").unwrap().contains("all"));
        assert_eq!(problem.detail("line"), Some("2"));
        assert_eq!(problem.detail("key"), Some("copies"));
    }

    #[cfg(unix)]
    #[test]
    fn a_file_for_all_users_that_everybody_may_change_is_left_out() {
        use std::os::unix::fs::PermissionsExt as _;
        let (directory, environment) = with_both("", "copies = 30\n");
        let mode = |path: &str, mode| {
            let path = directory.path().join(path);
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        };
        let copies = || {
            let read = Configuration::load(&environment).unwrap();
            (
                read.copies,
                read.warnings.first().map(|warning| warning.key),
            )
        };
        assert_eq!(copies(), (30, None));
        mode("all/config.toml", 0o666);
        assert_eq!(copies(), (COPIES, Some("config_open_to_all")));
        mode("all/config.toml", 0o644);
        mode("all", 0o777);
        assert_eq!(copies(), (COPIES, Some("config_open_to_all")));
        mode("all", 0o1777);
        assert_eq!(copies(), (30, None));
        mode("all", 0o755);
    }

    #[test]
    fn a_path_is_counted_from_its_file_or_from_home() {
        let directory = tempfile::tempdir().unwrap();
        let environment = Environment {
            home: Some(PathBuf::from("/home/anna")),
            configuration_directory: Some(directory.path().to_owned()),
            ..Environment::default()
        };
        for (written, meant) in [
            ("~/r.sqlite", PathBuf::from("/home/anna/r.sqlite")),
            ("r.sqlite", directory.path().join("r.sqlite")),
            ("/srv/r.sqlite", PathBuf::from("/srv/r.sqlite")),
        ] {
            fs::write(
                directory.path().join("config.toml"),
                format!("register = {written:?}\n"),
            )
            .unwrap();
            let read = Configuration::load(&environment).unwrap();
            assert_eq!(read.register, Some(meant));
        }
    }
}
