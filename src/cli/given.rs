//! What was given on the command line, by the names of the parameters.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use crate::domain::problem::Problem;
use crate::domain::text::tidy;

/// What was given on the command line.
#[derive(Debug)]
pub(super) struct Given {
    matches: ArgMatches,
    /// How many characters that are not seen or steer were taken out of it.
    pub(super) taken_out: usize,
}

impl From<ArgMatches> for Given {
    fn from(matches: ArgMatches) -> Self {
        let taken_out = taken_out(&matches);
        Self { matches, taken_out }
    }
}

impl Given {
    /// The text of a parameter.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.matches
            .try_get_one::<String>(name)
            .ok()
            .flatten()
            .map(String::as_str)
    }

    /// The texts of a parameter that may stand several times.
    pub(super) fn texts(&self, name: &str) -> Vec<&str> {
        self.matches
            .try_get_many::<String>(name)
            .ok()
            .flatten()
            .map(|texts| texts.map(String::as_str).collect())
            .unwrap_or_default()
    }

    /// The path of a parameter.
    pub(super) fn path(&self, name: &str) -> Option<&Path> {
        self.matches
            .try_get_one::<PathBuf>(name)
            .ok()
            .flatten()
            .map(PathBuf::as_path)
    }

    /// The paths of a parameter that may stand several times.
    pub(super) fn paths(&self, name: &str) -> Vec<&Path> {
        let paths = self.matches.try_get_many::<PathBuf>(name).ok().flatten();
        paths.map_or_else(Vec::new, |paths| paths.map(PathBuf::as_path).collect())
    }

    /// Whether a flag was given.
    pub(super) fn flag(&self, name: &str) -> bool {
        matches!(self.matches.try_get_one::<bool>(name), Ok(Some(true)))
    }

    /// The whole number of a parameter.
    pub(super) fn number(&self, name: &'static str) -> Result<Option<u64>, Problem> {
        let Some(text) = self.text(name) else {
            return Ok(None);
        };
        text.parse().map(Some).map_err(|_| {
            Problem::usage("option_not_number")
                .with("option", format!("--{name}"))
                .with("text", text)
        })
    }
}

/// The language that is asked for with `--lang`, found before anything is parsed: the parser itself speaks it.
pub(super) fn language_asked(arguments: &[OsString]) -> Option<&str> {
    let mut arguments = arguments.iter().skip(1).map(|argument| argument.to_str());
    while let Some(argument) = arguments.next() {
        match argument {
            Some("--") => return None,
            Some("--lang") => return arguments.next().flatten(),
            Some(other) => {
                if let Some(language) = other.strip_prefix("--lang=") {
                    return Some(language);
                }
            }
            None => {}
        }
    }
    None
}

/// How many characters were taken out of the texts that were given.
fn taken_out(matches: &ArgMatches) -> usize {
    let texts = matches.ids().filter(|id| {
        let typed = matches.try_get_many::<String>(id.as_str());
        typed.is_ok_and(|texts| texts.is_some())
    });
    texts
        .filter_map(|id| matches.get_raw(id.as_str()))
        .flatten()
        .filter_map(OsStr::to_str)
        .map(|text| tidy(text).removed)
        .sum()
}
