//! The user's configuration and where the program keeps its files: found, read and checked, never written.
//!
//! | to change | go to |
//! | --- | --- |
//! | a key of the configuration | [`configuration`], and both files `assets/config.LANGUAGE.toml` |
//! | how a broken configuration is told | `fault` |
//! | which directories are used, the user's own law data | [`places`] |
//! | what is taken from the process | [`environment`] |

pub(crate) mod configuration;
pub(crate) mod environment;
mod fault;
pub mod places;
mod reason;

pub use configuration::{Configuration, Remind, defaults};
pub use environment::Environment;
pub use reason::reason;
