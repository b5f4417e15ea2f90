//! The screens: what fills the terminal.

pub mod beside;
pub mod disposals;
pub mod due;
pub mod findings;
pub mod form;
pub mod history;
pub mod list;
pub mod overview;
pub mod tabs;
pub mod view;
pub mod welcome;
