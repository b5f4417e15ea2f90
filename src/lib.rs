//! `ropa`: the register that GDPR Article 30 demands, in a terminal, over one `SQLite` file.

pub mod domain;
pub mod sample;
pub mod words;
