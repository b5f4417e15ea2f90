//! The languages that the program speaks, and that a register's content can be in.

/// A language of the program: the screen, the exports and the messages exist in each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// English, also the fallback for a label that is missing.
    #[default]
    English,
    /// Swedish, with the terms of the official Swedish text of the GDPR.
    Swedish,
}

impl Language {
    /// Every language, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::English, Self::Swedish];

    /// The language's code, as `--lang`, the configuration and the register store it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Swedish => "sv",
        }
    }

    /// The language of a code or a system locale (`sv`, `sv-SE`, `sv_SE.UTF-8`), if the program speaks it.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let primary = code
            .split(['-', '_', '.'])
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        Self::ALL
            .into_iter()
            .find(|language| language.code() == primary)
    }
}
