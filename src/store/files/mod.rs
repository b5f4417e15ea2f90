//! Files: how one appears whole under its name, what is never written over, and what may lie beside a register.
//!
//! | to change | go to |
//! | --- | --- |
//! | where a name leads, what stands there | [`place`] |
//! | how a file appears under its name | [`whole`] |
//! | what is never written over | [`guard`] |
//! | what `SQLite` would roll into a file of that name | [`journals`] |
//! | what killed runs left, and how it goes | [`leftovers`] |
//! | how a file is read without hanging | [`reading`] |

pub(crate) mod guard;
pub(crate) mod journals;
pub(crate) mod leftovers;
pub(crate) mod place;
pub(crate) mod reading;
pub(crate) mod whole;

pub(crate) use guard::refuse_journal_name;
pub use guard::{Guard, Own};
pub(crate) use whole::Whole;
