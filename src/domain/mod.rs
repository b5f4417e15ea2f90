//! The register itself: records, fields, values, periods, dates and change sets.
//!
//! Pure data and functions. No I/O, no clock, no SQL, no terminal, and nothing of the other layers.

pub mod language;
