//! What can go wrong, as data: a key of the locale files and the details that its sentence names.
//!
//! No layer below the command line and the screen writes sentences; `words` makes them from this.

use std::fmt;

/// What a problem means for the one who asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// The words or the value given cannot be used (exit 2 on the command line).
    Usage,
    /// The question was understood and the answer is no (exit 1).
    Refused,
    /// The surroundings prevent it: a file, a lock, the disk (exit 2).
    CannotRun,
    /// Somebody else changed the same thing meanwhile; both values are in the details.
    Conflict,
    /// Whoever waited asked to stop it (exit 130 on the command line).
    Stopped,
}

/// A problem: its kind, the locale key `error.KEY.text` (and `.hint`), and the details named in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What it means for the one who asked.
    pub kind: ProblemKind,
    /// The locale key below `error`.
    pub key: &'static str,
    /// Names and values for the sentence, as `{name}` in the locale file.
    pub details: Vec<(&'static str, String)>,
    /// The problem that led to it: its sentence stands for `{cause}` in the locale file.
    pub cause: Option<Box<Self>>,
    /// What else is wrong with the same thing, each told with it.
    pub others: Vec<Self>,
}

impl Problem {
    /// A problem without details.
    #[must_use]
    pub const fn new(kind: ProblemKind, key: &'static str) -> Self {
        Self {
            kind,
            key,
            details: Vec::new(),
            cause: None,
            others: Vec::new(),
        }
    }

    /// A value or words that cannot be used.
    #[must_use]
    pub const fn usage(key: &'static str) -> Self {
        Self::new(ProblemKind::Usage, key)
    }

    /// A refusal.
    #[must_use]
    pub const fn refused(key: &'static str) -> Self {
        Self::new(ProblemKind::Refused, key)
    }

    /// A hindrance in the surroundings.
    #[must_use]
    pub const fn cannot(key: &'static str) -> Self {
        Self::new(ProblemKind::CannotRun, key)
    }

    /// The same problem with one more detail for its sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.details.push((name, value.to_string()));
        self
    }

    /// The same problem with the one that led to it, which its sentence tells.
    #[must_use]
    pub fn because_of(mut self, cause: Self) -> Self {
        self.cause = Some(Box::new(cause));
        self
    }

    /// The first of several problems, with the others told beside it; nothing where there is none.
    #[must_use]
    pub fn all_of(problems: impl IntoIterator<Item = Self>) -> Option<Self> {
        let mut problems = problems.into_iter();
        let mut first = problems.next()?;
        first.others.extend(problems);
        Some(first)
    }

    /// The detail of that name, if it was given.
    #[must_use]
    pub fn detail(&self, name: &str) -> Option<&str> {
        self.details
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value.as_str())
    }
}

impl fmt::Display for Problem {
    /// The key and the details, for logs and test failures only; users read the locale's sentence.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.key)?;
        self.details
            .iter()
            .try_for_each(|(name, value)| write!(out, " {name}={value:?}"))?;
        match &self.cause {
            Some(cause) => write!(out, " ({cause})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Problem {}
