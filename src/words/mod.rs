//! The locale catalogue: every word that a user reads, keyed, in each language.
//!
//! The catalogue is made of the TOML files in `assets/locale/LANGUAGE`, one for each room of the house. Keys are
//! dotted paths. Pure: nothing here knows where words are shown.

mod catalogue;
mod phrase;
mod plural;
mod shell;
mod visible;

pub use catalogue::{LOCALES, Locale, Words};
pub use phrase::Message;
pub use shell::quoted;
pub use visible::{visible, visible_line};

#[cfg(test)]
mod tests;
