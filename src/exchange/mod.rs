//! The register as text, out and in: Markdown for readers, and which part of the register is meant.
//!
//! Pure functions of a register, a day and options. No store, no files, no clock.
//!
//! | to change | go to |
//! | --- | --- |
//! | what a filtered export holds, what `public` leaves out | [`selection`] |
//! | how the document for an auditor reads | [`markdown`] |

pub mod markdown;
pub mod selection;
