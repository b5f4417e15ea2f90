//! The register as text, out and in.
//!
//! Pure functions of a register, a day and options. No store, no files, no clock.
//!
//! | to change | go to |
//! | --- | --- |
//! | the agenda as table, Markdown and JSON | [`agenda`] |
//! | the calendar that other programs subscribe to | [`calendar`] |
//! | the log of what was disposed of | [`disposal`] |
//! | text of the register in a plain line or a Markdown cell | [`cells`] |

pub mod agenda;
pub mod calendar;
pub mod cells;
pub mod disposal;
