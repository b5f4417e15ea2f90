//! Where things are: the configuration's file, the data directory, the default register, the user's own law data.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::environment::Environment;
use super::reason::{read_ordinary, reason};
use crate::domain::problem::Problem;

/// The directories of the configuration and of the data on macOS.
///
/// What the variables of the XDG base directories name counts first, as whoever sets them expects. Else the configuration
/// is where the other programs of a terminal have theirs, in `~/.config`, unless it is in the system's place already.
#[must_use]
pub fn on_macos(
    home: &Path,
    own: &Path,
    variable: impl Fn(&str) -> Option<PathBuf>,
) -> (PathBuf, PathBuf) {
    let named = |name: &str| variable(name).filter(|path| path.is_absolute());
    let configuration = match named("XDG_CONFIG_HOME") {
        Some(directory) => directory.join("ropa"),
        None if own.join("config.toml").exists() => own.to_owned(),
        None => home.join(".config/ropa"),
    };
    let data = named("XDG_DATA_HOME").map(|directory| directory.join("ropa"));
    (configuration, data.unwrap_or_else(|| own.to_owned()))
}

/// The file of the configuration, where the system has a place for it.
#[must_use]
pub fn configuration_file(environment: &Environment) -> Option<PathBuf> {
    environment
        .configuration_directory
        .as_ref()
        .map(|directory| directory.join("config.toml"))
}

/// A path as somebody typed it, with the user's own directory for `~` at its beginning: a shell puts it in for itself,
/// but not within quotation marks, nor after `--option=`.
#[must_use]
pub fn expanded(path: &Path, home: Option<&Path>) -> PathBuf {
    match path.strip_prefix("~").ok().zip(home) {
        Some((rest, home)) if rest.as_os_str().is_empty() => home.to_owned(),
        Some((rest, home)) => {
            // What the end of a name says of it stays: a slash there means a directory.
            let mut whole = home.as_os_str().to_owned();
            let typed = path.as_os_str().as_encoded_bytes();
            whole.push("/");
            whole.push(rest);
            if typed.ends_with(b"/") {
                whole.push("/");
            }
            PathBuf::from(whole)
        }
        None => path.to_owned(),
    }
}

/// The configuration's file for all users of the computer: what `ROPA_SYSTEM_CONFIG` names, else the first that is there.
#[must_use]
pub fn system_configuration_file(environment: &Environment) -> Option<PathBuf> {
    if let Some(named) = environment.raw("ROPA_SYSTEM_CONFIG") {
        return Some(PathBuf::from(named));
    }
    let directories = environment.system_directories.iter();
    directories
        .map(|directory| directory.join("config.toml"))
        .find(|file| file.exists())
}

/// The register that is meant when none is named, where the system has a place for it.
#[must_use]
pub fn default_register(environment: &Environment) -> Option<PathBuf> {
    environment
        .data_directory
        .as_ref()
        .map(|directory| directory.join("register.sqlite"))
}

/// The directory of the user's own law data.
#[must_use]
pub fn law_directory(environment: &Environment) -> Option<PathBuf> {
    environment
        .configuration_directory
        .as_ref()
        .map(|directory| directory.join("law"))
}

/// The directory of the user's own mappings of sheets.
#[must_use]
pub fn mapping_directory(environment: &Environment) -> Option<PathBuf> {
    environment
        .configuration_directory
        .as_ref()
        .map(|directory| directory.join("mappings"))
}

/// The directory of the user's own templates of activities.
#[must_use]
pub fn template_directory(environment: &Environment) -> Option<PathBuf> {
    environment
        .configuration_directory
        .as_ref()
        .map(|directory| directory.join("templates"))
}

/// The user's own law data: each file's path and text, in the order of their names, and what could not be read.
#[must_use]
pub fn law_files(environment: &Environment) -> (Vec<(String, String)>, Vec<Problem>) {
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    let Some(directory) = law_directory(environment) else {
        return (files, problems);
    };
    let unreadable = |path: &Path, error: &io::Error| {
        Problem::cannot("law_unreadable")
            .with("file", path.display())
            .with("reason", reason(error))
    };
    let entries = match fs::read_dir(&directory) {
        Ok(entries) => entries,
        Err(error) => {
            if error.kind() != io::ErrorKind::NotFound {
                problems.push(unreadable(&directory, &error));
            }
            return (files, problems);
        }
    };
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in entries {
        match entry {
            Ok(entry) => paths.push(entry.path()),
            Err(error) => problems.push(unreadable(&directory, &error)),
        }
    }
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    paths.sort();
    for path in paths {
        let text = read_ordinary(&path).and_then(|bytes| {
            String::from_utf8(bytes).map_err(|_| io::ErrorKind::InvalidData.into())
        });
        match text {
            Ok(text) => files.push((path.display().to_string(), text)),
            Err(error) => problems.push(unreadable(&path, &error)),
        }
    }
    (files, problems)
}

/// Where drafts are kept that the register's own file cannot take.
#[must_use]
pub fn rescue_directory(environment: &Environment) -> Option<PathBuf> {
    Some(environment.data_directory.as_ref()?.join("drafts"))
}

/// Where is remembered what was last seen of registers.
#[must_use]
pub fn seen_directory(environment: &Environment) -> Option<PathBuf> {
    Some(environment.data_directory.as_ref()?.join("seen"))
}

/// The file of what was chosen on the screen.
#[must_use]
pub fn choices_file(environment: &Environment) -> Option<PathBuf> {
    let directory = environment.configuration_directory.as_ref();
    directory.map(|directory| directory.join("screen.toml"))
}

/// Where daily copies of registers are kept.
#[must_use]
pub fn copies_directory(environment: &Environment) -> Option<PathBuf> {
    Some(environment.data_directory.as_ref()?.join("copies"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_macos_the_configuration_is_where_those_of_terminals_are_and_variables_count_first() {
        let home = tempfile::tempdir().unwrap();
        let own = home.path().join("Library/Application Support/ropa");
        let unset = |_: &str| None;
        let usual = home.path().join(".config/ropa");
        assert_eq!(on_macos(home.path(), &own, unset), (usual, own.clone()));
        let elsewhere = std::env::temp_dir();
        let set = |name: &str| Some(elsewhere.join(name));
        let (configuration, data) = on_macos(home.path(), &own, set);
        assert_eq!(configuration, elsewhere.join("XDG_CONFIG_HOME/ropa"));
        assert_eq!(data, elsewhere.join("XDG_DATA_HOME/ropa"));
        // One that is no whole path is as good as not set, as the XDG base directories demand.
        let half = |_: &str| Some(PathBuf::from("config"));
        assert_eq!(
            on_macos(home.path(), &own, half),
            on_macos(home.path(), &own, unset)
        );
        // A configuration that is there already is not lost.
        fs::create_dir_all(&own).unwrap();
        fs::write(own.join("config.toml"), "").unwrap();
        assert_eq!(
            on_macos(home.path(), &own, unset),
            (own.clone(), own.clone())
        );
    }

    #[test]
    fn a_tilde_is_the_users_own_directory_at_the_beginning_alone() {
        let home = Some(Path::new("/home/anna"));
        for (typed, meant) in [
            ("~", "/home/anna"),
            ("~/", "/home/anna"),
            ("~/r.sqlite", "/home/anna/r.sqlite"),
            ("~/d/", "/home/anna/d/"),
            ("./~/r", "./~/r"),
            ("~anna/r", "~anna/r"),
            ("a/~/r", "a/~/r"),
            ("r~", "r~"),
        ] {
            let found = expanded(Path::new(typed), home);
            assert_eq!(found.as_os_str(), meant, "{typed}");
        }
        assert_eq!(expanded(Path::new("~/r"), None), Path::new("~/r"));
    }
}
