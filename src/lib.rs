//! `ropa`: the register that GDPR Article 30 demands, in a terminal, over one `SQLite` file.

// A test that finds nothing there has failed: that is what its panic says.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod domain;
pub mod exchange;
pub mod law;
pub mod search;
pub mod words;
