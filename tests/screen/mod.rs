//! The screen, driven by keys alone.

mod asking;
mod called;
mod counted;
mod day;
mod desk;
mod drafts;
mod essentials;
pub mod everywhere;
mod findings;
mod focus;
mod form;
mod found;
mod history;
mod importing;
mod library;
mod lists;
mod locks;
mod manual;
mod mouse;
mod notices;
mod offered;
mod overview;
mod palette;
mod panes;
mod questions;
mod reading;
mod redact;
#[cfg(unix)]
mod rescue;
mod same;
mod signs;
mod small;
mod tables;
mod typed;
mod versions;
mod whole;
mod work;
