//! The screen, driven by keys alone.

mod everywhere;
mod findings;
mod form;
mod lists;
mod notices;
