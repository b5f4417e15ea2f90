//! The screen, driven by keys alone.

mod everywhere;
mod form;
mod lists;
mod notices;
