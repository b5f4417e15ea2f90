//! What comes on top of a screen and answers the one that asked.

pub(crate) mod ask;
pub(crate) mod dialog;
pub(crate) mod help;
pub(crate) mod palette;
pub(crate) mod pick;
pub(crate) mod prompt;
pub(crate) mod reader;
