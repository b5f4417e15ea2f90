//! What comes on top of a screen and answers the one that asked.

pub mod ask;
pub mod pick;
pub mod prompt;
pub mod reader;
