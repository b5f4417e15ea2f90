//! The user's configuration and where the program keeps its files: found, read and checked; what was chosen on the screen.
//!
//! | to change | go to |
//! | --- | --- |
//! | a key of the configuration | [`configuration`], and both files `assets/config.LANGUAGE.toml` |
//! | what the screen keeps for the next time | [`choices`] |
//! | how a broken configuration is told | `fault` |
//! | what the file system says, as the end of a sentence | `reason` |
//! | which directories are used, the user's own law data | [`places`] |
//! | what is taken from the process | [`environment`] |

pub(crate) mod choices;
pub(crate) mod configuration;
pub(crate) mod environment;
mod fault;
pub mod places;
mod reason;

pub use choices::Choices;
pub use configuration::{Configuration, Remind, ThemeName, defaults};
pub use environment::Environment;
pub use reason::reason;
