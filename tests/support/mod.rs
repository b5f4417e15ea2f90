//! What several tests share: a screen driven by keys, and registers to look at.

pub mod screen;
