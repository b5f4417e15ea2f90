//! Things that are drawn: text that fits, a line to type in, long text, boxes.

pub mod frame;
pub mod line_input;
pub mod long_text;
pub mod text;
