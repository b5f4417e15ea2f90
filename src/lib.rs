//! `ropa`: the register that GDPR Article 30 demands, in a terminal, over one `SQLite` file.

pub mod domain;
pub mod law;
pub mod search;
pub mod session;
pub mod store;
pub mod words;
