//! The Markdown document as an auditor gets it.

mod build;
mod complete;
pub mod escaped;
mod golden;
mod readers;
mod told;
