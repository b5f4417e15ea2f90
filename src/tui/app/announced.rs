//! What is to be told when a register is opened, and how what is typed is kept.

use std::path::PathBuf;

/// Something to be told or asked, as soon as nothing else is in front of the lists. The gravest is the first of the kinds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Announcement {
    /// The file went back, has another history, or is another register: what is told of it.
    Back(String),
    /// The file may be a copy of another one.
    Copy,
    /// Copies from before the last redaction, which may hold what it took out.
    Stale(Vec<PathBuf>),
    /// What is only to be known, a paragraph each.
    Notes(Vec<String>),
    /// Forms that were not saved.
    Drafts(Offer),
}

/// How drafts are kept.
#[derive(Debug, Default)]
pub(crate) struct Keeping {
    /// Whether another program held the file when a draft was to be kept there last.
    pub(super) held_by_another: bool,
    /// How often the file was asked to keep a draft.
    pub(super) asked: u64,
}

/// Why forms that were not saved are offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Offer {
    /// The register was opened.
    Opened,
    /// Somebody asked for them.
    Asked,
    /// What cannot be read of them was told just now.
    Told,
}
