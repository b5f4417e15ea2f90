//! The Markdown document as an auditor gets it.

mod build;
mod complete;
mod escaped;
mod golden;
