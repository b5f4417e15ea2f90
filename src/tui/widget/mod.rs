//! Things that are drawn: text that fits, a line to type in, long text, boxes, entries in groups, what stands beside them.

pub mod bars;
pub mod detail;
pub mod frame;
pub mod line_input;
pub mod long_text;
pub mod outline;
pub mod text;
mod typing;

pub use typing::Inserted;
