//! The screen: keys in, cells out.
//!
//! | to change | go to |
//! | --- | --- |
//! | a key or a command | [`command`], one line; its words in the locale file `screen` |
//! | what a screen shows | [`screen`] |
//! | what comes on top of it | [`overlay`] |
//! | what a layer may read; what goes in and out of it | [`scene`]; [`request`], [`outcome`] |
//! | what the app does: for a command, for a layer that asks, beside the keys | [`app`] |
//! | the loop, the terminal itself, what the system tells | [`run`], [`terminal`], [`signals`] |
//! | which commands act where; which keys do what, and how keys are written | [`place`], [`keymap`], [`key`] |
//! | what of the configuration cannot be, or does nothing | [`configured`] |
//! | what the bottom line offers | [`hints`] |
//! | how things are drawn | [`widget`], [`document`], [`theme`], [`signs`] |
//! | what can be clicked | [`clicks`] |
//! | the layers, one over the other | [`layer`] |
//! | the jobs that run beside the keys | [`job`] |
//! | what is worked out once for each state of the register | [`agenda`], [`names`] |
//! | what is asked of an export | [`export_answers`] |
//! | the clipboard | [`clipboard`] |

pub(crate) mod agenda;
pub mod app;
pub(crate) mod clicks;
pub mod clipboard;
pub mod command;
pub mod configured;
pub mod document;
mod export_answers;
pub(crate) mod hints;
pub(crate) mod job;
pub mod key;
pub mod keymap;
pub(crate) mod layer;
pub(crate) mod names;
pub(crate) mod outcome;
pub(crate) mod overlay;
pub mod place;
pub mod request;
pub mod run;
pub(crate) mod scene;
pub(crate) mod screen;
pub(crate) mod signals;
pub mod signs;
pub(crate) mod terminal;
pub mod theme;
pub mod widget;
