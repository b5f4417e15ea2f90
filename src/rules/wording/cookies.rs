//! Whose a cookie is: its name tells who reads it, whatever a notice books it under. The names are data,
//! `assets/rules/cookies.toml`.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::domain::text::fold;

const SHIPPED: &str = include_str!("../../../assets/rules/cookies.toml");

/// A vendor that is known by its cookies.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Vendor {
    /// What it is called in a sentence.
    pub name: String,
    /// Words in the names of organisations that are the vendor, own it or act for it.
    called: Vec<String>,
    /// Its cookies; a `*` at the end stands for anything that follows.
    names: Vec<String>,
}

/// The vendors that are known.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cookies {
    #[serde(rename = "vendor")]
    vendors: Vec<Vendor>,
}

impl Cookies {
    /// The shipped vendors. A file that is no TOML would leave none; a test keeps that from happening.
    pub(crate) fn shipped() -> &'static Self {
        static COOKIES: OnceLock<Cookies> = OnceLock::new();
        COOKIES.get_or_init(|| toml::from_str(SHIPPED).unwrap_or_default())
    }

    /// The cookies of vendors that a rule's name names, each as it is written, with its vendor.
    pub(crate) fn of<'a>(
        &'a self,
        written: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a Vendor)> {
        let between = |letter: char| letter.is_whitespace() || ",;:/|()[]\"'“”’`".contains(letter);
        written.split(between).filter_map(|cookie| {
            let vendor = self.vendors.iter().find(|vendor| vendor.sets(cookie))?;
            Some((cookie, vendor))
        })
    }
}

impl Vendor {
    /// Case counts: browsers tell `IDE` from `ide`.
    fn sets(&self, cookie: &str) -> bool {
        self.names.iter().any(|name| match name.strip_suffix('*') {
            Some(beginning) => cookie.starts_with(beginning),
            None => cookie == name,
        })
    }

    /// Whether an organisation of that name, or a recipient described so, can be the vendor.
    #[must_use]
    pub(crate) fn is_called(&self, name: &str) -> bool {
        let name = fold(name);
        let mut words = name.split(|letter: char| !letter.is_alphanumeric());
        words.any(|word| self.called.iter().any(|called| fold(called) == word))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    fn vendors(written: &str) -> Vec<(&str, &str)> {
        let found = Cookies::shipped().of(written);
        found
            .map(|(cookie, vendor)| (cookie, vendor.name.as_str()))
            .collect()
    }

    #[test]
    fn a_cookie_is_known_by_its_name_alone() {
        assert_eq!(vendors("_ga"), [("_ga", "Google")]);
        assert_eq!(
            vendors("_ga_8KQ2 (statistics), __hstc"),
            [("_ga_8KQ2", "Google"), ("__hstc", "HubSpot")]
        );
        assert_eq!(vendors("__CFDUID"), []);
        assert_eq!(vendors("_gateway"), []);
        assert_eq!(vendors("Login cookies (several)"), []);
    }

    #[test]
    fn every_vendor_is_called_as_it_is_named_and_shares_no_cookie() {
        let vendors = &Cookies::shipped().vendors;
        assert!(vendors.len() > 20);
        let mut known: HashMap<&str, &str> = HashMap::new();
        for vendor in vendors {
            assert!(vendor.is_called(&vendor.name), "{}", vendor.name);
            for name in &vendor.names {
                assert!(
                    !name.trim_end_matches('*').contains('*'),
                    "{name}: `*` is not at the end"
                );
                let first = known.insert(name, &vendor.name);
                assert!(first.is_none(), "{name} is of {first:?} too");
            }
        }
    }

    #[test]
    fn an_organisation_is_the_vendor_by_any_of_its_words() {
        let (_, google) = Cookies::shipped().of("_gid").next().unwrap();
        for name in ["Google Ireland Limited", "YOUTUBE LLC", "google-analytics"] {
            assert!(google.is_called(name), "{name}");
        }
        for name in ["Googol AB", "Molnhall", ""] {
            assert!(!google.is_called(name), "{name}");
        }
    }
}
