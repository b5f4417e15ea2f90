//! What a file is opened for, whether it may be written, and how one of an older version is held.

use rusqlite::Connection;

use crate::domain::retired::HoldNumbers;

/// Whether a file may be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// It may.
    ReadWrite,
    /// It may not; [`super::Store::read_only_reason`] says why.
    ReadOnly,
}

/// What a register is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To be written: a file of an older version becomes one of this version.
    Writing,
    /// To be written by a command that may still be refused: a file of an older version becomes one of this version when
    /// the first save is about to be made, and is read as this version would have it until then.
    Saving,
    /// To be looked at alone: nothing is written, neither into it nor beside it.
    Auditing,
    /// To be read alone: a file of an older version stays as it is, and is read as this version would have it.
    Reading,
}

/// A file of an older version that stays as it is; what is read is a copy in memory.
#[derive(Debug)]
pub(crate) struct Older {
    /// The connection to the file itself.
    pub connection: Connection,
    /// The rows that its legal holds are in memory.
    pub holds: HoldNumbers,
}
