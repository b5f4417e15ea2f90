//! What a command writes: nobody writes who asked to read alone.

use super::given::Given;

/// Whether a command writes a register, a copy of one, or what is remembered of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Writes {
    /// It never does; a file that it is told to put its output in is another thing.
    Never,
    /// It does.
    Always,
    /// It does, unless this flag is given.
    Unless(&'static str),
    /// It does where one of these parameters is given.
    With(&'static [&'static str]),
}

impl Writes {
    /// Whether it does with what was given.
    pub(super) fn with(self, given: &Given) -> bool {
        match self {
            Self::Never => false,
            Self::Always => true,
            Self::Unless(flag) => !given.flag(flag),
            Self::With(names) => names
                .iter()
                .any(|name| given.flag(name) || given.text(name).is_some()),
        }
    }
}
