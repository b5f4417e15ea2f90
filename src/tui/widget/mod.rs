//! Things that are drawn: text that fits, a line to type in, long text, boxes, entries in groups, what stands beside them.

pub(crate) mod bars;
pub(crate) mod columns;
pub(crate) mod detail;
pub(crate) mod frame;
pub(crate) mod line_input;
pub(crate) mod long_text;
pub(crate) mod outline;
pub mod text;
mod typing;

pub use typing::Inserted;
