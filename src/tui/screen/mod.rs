//! The screens: what fills the terminal.

pub(crate) mod beside;
pub(crate) mod countries;
pub(crate) mod disposals;
pub(crate) mod due;
pub(crate) mod findings;
pub(crate) mod form;
pub(crate) mod history;
pub(crate) mod list;
pub(crate) mod mapping;
pub(crate) mod overview;
pub(crate) mod tabs;
pub(crate) mod view;
pub(crate) mod welcome;
mod world;
