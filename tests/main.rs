//! One test binary for the whole program.

// A test that finds nothing there has failed: that is what its panic says.
#![allow(clippy::unwrap_used, clippy::expect_used)]
// What tests share among themselves is for nobody else.
#![allow(unreachable_pub)]

mod cli;
mod exchange;
mod faults;
mod fuzz;
mod html;
mod language;
mod manual;
mod markdown;
mod package;
mod rules;
mod screen;
mod support;
#[cfg(target_os = "linux")]
mod terminal;
mod tidy;
mod windows;
