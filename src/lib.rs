//! `ropa`: the register that GDPR Article 30 demands, in a terminal, over one `SQLite` file.

pub mod domain;
pub mod exchange;
pub mod law;
pub mod rules;
pub mod sample;
pub mod search;
pub mod session;
pub mod store;
pub mod words;
