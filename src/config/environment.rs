//! What the program takes from the process that it runs in, read once in `main` and handed down.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

/// The surroundings of the process. Nothing below `main` asks the process itself.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    /// The user's own directory.
    pub home: Option<PathBuf>,
    /// The directory of the configuration.
    pub configuration_directory: Option<PathBuf>,
    /// The directories in which a configuration for all users of the computer may be, the first that has one counts.
    pub system_directories: Vec<PathBuf>,
    /// The directory of the register and its daily copies.
    pub data_directory: Option<PathBuf>,
    /// The variables.
    pub variables: HashMap<OsString, OsString>,
    /// The language of the system, as it names it.
    pub locale: Option<String>,
    /// Whether keys come from a terminal and the screen is one.
    pub terminal: bool,
    /// How many columns the terminal has that the output goes to; none where it goes to no terminal.
    pub columns: Option<u16>,
}

impl Environment {
    /// A variable as it is; one that is empty is as good as not set.
    #[must_use]
    pub fn raw(&self, name: &str) -> Option<&OsStr> {
        self.variables
            .get(OsStr::new(name))
            .map(OsString::as_os_str)
            .filter(|value| !value.is_empty())
    }

    /// A variable that is text.
    #[must_use]
    pub fn variable(&self, name: &str) -> Option<&str> {
        self.raw(name).and_then(OsStr::to_str)
    }

    /// How many columns the output has: what `COLUMNS` says, else what the terminal says.
    #[must_use]
    pub fn room(&self) -> Option<usize> {
        let told = self.variable("COLUMNS").and_then(|text| text.parse().ok());
        told.or(self.columns)
            .map(usize::from)
            .filter(|columns| *columns > 0)
    }

    /// The name that the system has for the user.
    #[must_use]
    pub fn user(&self) -> Option<&str> {
        ["USER", "LOGNAME", "USERNAME"]
            .into_iter()
            .find_map(|name| self.variable(name))
    }

    /// The country that the system is set to, by its two letters: `DE` for `de_DE.UTF-8` and `de-Latn-DE`.
    #[must_use]
    pub fn country(&self) -> Option<String> {
        let named = self.locale.as_deref()?.split(['.', '@']).next()?;
        let of_country =
            |part: &&str| part.len() == 2 && part.bytes().all(|it| it.is_ascii_alphabetic());
        let part = named.split(['-', '_']).skip(1).find(of_country)?;
        Some(part.to_ascii_uppercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_country_of_the_system_is_told_from_how_it_names_its_language() {
        for (locale, country) in [
            ("de_DE.UTF-8", Some("DE")),
            ("sr-Latn-RS", Some("RS")),
            ("fr-fr", Some("FR")),
            ("ca_ES@valencia", Some("ES")),
            ("en", None),
            ("C.UTF-8", None),
            ("en-001", None),
        ] {
            let environment = Environment {
                locale: Some(locale.to_owned()),
                ..Environment::default()
            };
            assert_eq!(environment.country().as_deref(), country, "{locale}");
        }
        assert_eq!(Environment::default().country(), None);
    }
}
