//! The register as text, out and in: JSON with its schema, its import, and which part of the register is meant.
//!
//! Pure functions of a register, a day and options. No store, no files, no clock.
//!
//! | to change | go to |
//! | --- | --- |
//! | what a filtered export holds, what `public` leaves out | [`selection`] |
//! | how JSON is written | [`json`] |
//! | the JSON Schema | [`schema`] |
//! | what an import takes and refuses | [`import`] |
//! | how findings are written | [`findings`] |

pub mod findings;
pub mod import;
pub mod json;
pub mod schema;
pub mod selection;

/// The name of the JSON format, in every export.
pub const FORMAT: &str = "ropa-register";

/// The version of the JSON format that this program writes, and the newest that it reads.
pub const VERSION: u64 = 1;
