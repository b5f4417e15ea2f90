//! The languages that the program speaks, and that a register's content can be in.

/// The codes of the shipped languages (ISO 639), in the order in which they are offered; English first, because
/// whatever another lacks is said in English.
///
/// A language is added by its code here and its files in `assets`.
macro_rules! shipped {
    ($then:ident) => {
        $then! { "en", "sv" }
    };
}
pub(crate) use shipped;

/// A language, known by its code. Which ones the program speaks is data: nothing branches on one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Language(&'static str);

impl Language {
    /// English: what all others fall back to.
    pub const ENGLISH: Self = Self("en");
    /// Swedish, with the terms of the official Swedish text of the GDPR.
    pub const SWEDISH: Self = Self("sv");

    /// The language of a code.
    #[must_use]
    pub const fn new(code: &'static str) -> Self {
        Self(code)
    }

    /// The language's code, as `--lang`, the configuration and the register store it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.0
    }

    /// The shipped language of a code or a system locale (`sv`, `sv-SE`, `sv_SE.UTF-8`).
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::among(Self::ALL, code)
    }

    /// The one of several languages that a code or a system locale names.
    #[must_use]
    pub fn among(languages: impl IntoIterator<Item = Self>, code: &str) -> Option<Self> {
        let primary = code.split(['-', '_', '.']).next().unwrap_or_default();
        languages
            .into_iter()
            .find(|language| language.0.eq_ignore_ascii_case(primary))
    }
}

impl Default for Language {
    fn default() -> Self {
        Self::ENGLISH
    }
}

macro_rules! constants {
    ($($code:literal),+) => {
        impl Language {
            /// The codes of the shipped languages, in the order in which they are offered.
            pub const CODES: &[&str] = &[$($code),+];
            /// The shipped languages, in the order in which they are offered.
            pub const ALL: [Self; Self::CODES.len()] = [$(Self($code)),+];
        }
    };
}
shipped!(constants);
