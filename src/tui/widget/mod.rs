//! Things that are drawn: text that fits, a line to type in, long text, boxes, entries in groups, what stands beside them.
//!
//! | to change | go to |
//! | --- | --- |
//! | texts as they are drawn | [`text`] |
//! | typing, in a line and over several | [`typing`], [`line_input`], [`long_text`] |
//! | entries in groups, tables, bars | [`outline`], [`columns`], [`bars`] |
//! | boxes, and what stands beside a list | [`frame`], [`detail`] |

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
