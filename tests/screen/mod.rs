//! The screen, driven by keys alone.

mod desk;
mod drafts;
pub mod everywhere;
mod findings;
mod form;
mod history;
mod lists;
mod locks;
mod manual;
mod notices;
mod questions;
mod redact;
#[cfg(unix)]
mod rescue;
mod same;
mod typed;
mod versions;
mod work;
