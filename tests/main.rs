//! One test binary for the whole program.

mod screen;
mod support;
mod markdown;
