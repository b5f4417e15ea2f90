//! Registers that are kept in sheets: read cell by cell, each header recognised, each cell made an answer or kept in words.
//!
//! What comes out is the tree that an export has, so that an import plans, previews and takes back both alike. Nothing is
//! dropped: each cell ends as an answer, beside one in its own words, in the notes under its header, or blank; the report
//! counts the four, and they add up to the cells read.
//!
//! | to change | go to |
//! | --- | --- |
//! | what a file is, and its cells | [`mod@file`] |
//! | registers in Markdown | [`markdown`] |
//! | where a table is, what a header means, which column becomes what | [`mod@table`] |
//! | sheets that are forms | [`form`] |
//! | what stands above a table: who is responsible, contacts, titles | [`above`] |
//! | what stands beside the activities and is told of them | [`beside`] |
//! | what a cell says, before it is known what is asked | [`answers`] |
//! | purposes, bases, laws, people, data, assessments | [`grounds`] |
//! | recipients; organisations and contracts; places and transfers; retention | [`recipients`]; [`organisations`]; [`transfers`]; [`retention`] |
//! | a file made the tree of an export, and what becomes of its cells and rows | [`reading`], [`cell`], [`record`], [`rows`] |
//! | the words of eighteen languages, and how they are compared | [`vocabulary`], [`lists`], [`folding`] |
//! | what was made of a file | [`report`] |

pub mod above;
pub mod answers;
pub mod beside;
pub mod cell;
pub mod file;
pub mod folding;
pub mod form;
pub mod grounds;
mod lists;
pub mod markdown;
pub mod organisations;
pub mod reading;
pub mod recipients;
pub mod record;
pub mod report;
pub mod retention;
mod rows;
pub mod table;
pub mod transfers;
pub mod vocabulary;

pub use reading::{Incoming, SheetRequest, read};
pub use report::{Account, SheetReport};
pub use table::mapping::Mapping;
