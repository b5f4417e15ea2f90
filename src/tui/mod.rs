//! The screen: keys in, cells out.
//!
//! | to change | go to |
//! | --- | --- |
//! | a key or a command | [`command`], one line; its words in the locale file `screen` |
//! | what a screen shows | [`screen`] |
//! | what comes on top of it | [`overlay`] |
//! | what a layer may read; what goes in and out of it | [`scene`]; [`request`] |
//! | what is done when a layer asks for it | [`app`], [`actions`]; acts on what is due: [`desk`] |
//! | what is done beside the keys | [`work`] |
//! | the loop, the terminal itself, what the system tells | [`run`], [`terminal`], [`signals`] |

pub(crate) mod actions;
pub(crate) mod agenda;
mod announced;
pub mod app;
mod as_of;
mod asking;
mod bulk;
mod checking;
pub mod choosing;
pub(crate) mod clicks;
pub mod clipboard;
pub mod command;
mod comparing;
pub(crate) mod desk;
pub mod document;
mod drafting;
mod export_answers;
mod exporting;
mod files;
mod help;
pub(crate) mod hints;
mod importing;
pub(crate) mod job;
pub mod key;
pub mod keymap;
pub(crate) mod layer;
mod learning;
mod library;
mod manual;
mod message;
mod mouse;
pub(crate) mod names;
mod opening;
pub(crate) mod overlay;
pub(crate) mod palette;
pub mod place;
mod privacy;
mod recent;
mod redacting;
pub mod request;
pub mod run;
pub(crate) mod scene;
pub(crate) mod screen;
mod shown_day;
pub(crate) mod signals;
mod table_export;
pub(crate) mod terminal;
pub mod theme;
mod turning;
mod uses;
mod version;
mod waiting;
mod waiving;
mod why;
pub mod widget;
pub(crate) mod work;
