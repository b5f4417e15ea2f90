//! Labels: what values, records and answers are called in words, from the locale files and the law data together.
//!
//! [`Lexicon`] names codes, countries, values and records; `standing` tells where a destination stands. Nothing here
//! decides anything: the law says what holds, the register what is recorded, and this layer puts both into words.

pub(crate) mod columns;
mod destination;
mod leaving;
mod lexicon;
mod reserve;
pub(crate) mod shown;
mod time_limit;
mod waived;

pub use destination::answers_of;
pub(crate) use lexicon::called_by;
pub use lexicon::{LabelledCode, Lexicon};
