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

pub mod actions;
pub mod agenda;
pub mod app;
pub mod clipboard;
pub mod command;
pub mod desk;
pub mod document;
mod drafting;
mod files;
pub mod hints;
pub mod job;
pub mod key;
pub mod keymap;
pub mod layer;
mod manual;
pub mod overlay;
pub mod palette;
mod redacting;
pub mod request;
pub mod run;
pub mod scene;
pub mod screen;
pub mod signals;
pub mod terminal;
pub mod theme;
mod turning;
mod version;
mod waiting;
mod waiving;
mod why;
pub mod widget;
pub mod work;
