//! The screens: what fills the terminal.
//!
//! | to change | go to |
//! | --- | --- |
//! | which tabs and views there are | [`tabs`], [`view`] |
//! | the first run | [`welcome`] |
//! | the overview, its lines, what it counts of the activities, what is most urgent on it, what fills a tall window | [`overview`], [`blocks`], [`activity_counts`], [`urgent`], [`spare`] |
//! | records and rows in lists, and what stands beside them | [`list`], [`beside`] |
//! | transfers by country, on the map | [`countries`], [`world`] |
//! | what is due, and what was disposed of | [`due`], [`disposals`] |
//! | findings, and which of them are shown; the journal | [`findings`], [`finding_filter`], [`history`] |
//! | what a filter asks besides words | [`asked`] |
//! | one record with its rows | [`form`] |
//! | the columns of a sheet that comes in | [`mapping`] |

pub(crate) mod activity_counts;
mod asked;
pub(crate) mod beside;
pub(crate) mod blocks;
pub(crate) mod countries;
pub(crate) mod disposals;
pub(crate) mod due;
mod finding_filter;
pub(crate) mod findings;
pub(crate) mod form;
pub(crate) mod history;
pub(crate) mod list;
pub(crate) mod mapping;
pub(crate) mod overview;
mod spare;
pub(crate) mod tabs;
pub(crate) mod urgent;
pub(crate) mod view;
pub(crate) mod welcome;
mod world;
